// How a source stands: whether it is listened to, has spoken, and was turned away since.
import type { Heard, Source } from "../api";

export type Standing = "off" | "refused" | "partly-refused" | "quiet" | "well";

const latelyMs = 7 * 86_400_000;

/** @param heard undefined of a source that has never spoken */
export function standingOf(
  { enabled }: Pick<Source, "enabled">,
  heard: Pick<Heard, "lastEvent" | "lastRefusedAt"> | undefined,
  now: number,
): Standing {
  if (!enabled) return "off";
  const spokeAt = heard?.lastEvent?.at;
  const refusedAt = heard?.lastRefusedAt ?? undefined;
  if (refusedAt !== undefined && refusedAt > now - latelyMs)
    return spokeAt === undefined || spokeAt < refusedAt ? "refused" : "partly-refused";
  return spokeAt === undefined ? "quiet" : "well";
}
