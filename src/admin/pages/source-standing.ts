// How a source stands: whether it is listened to, has spoken, and was refused since.
import type { Heard, Source } from "../api";

export type Standing = "off" | "refused" | "partly-refused" | "quiet" | "well";

const dayMs = 86_400_000;
/** So long a refusal is told of where nothing has come since, and where something has. */
const toldMs = { refused: 7 * dayMs, "partly-refused": dayMs };

/** @param heard undefined of a source that has never spoken */
export function standingOf(
  { enabled }: Pick<Source, "enabled">,
  heard: Pick<Heard, "lastEvent" | "lastRefusedAt"> | undefined,
  now: number,
): Standing {
  if (!enabled) return "off";
  const spokeAt = heard?.lastEvent?.at;
  const refusedAt = heard?.lastRefusedAt ?? undefined;
  if (refusedAt !== undefined) {
    const standing = spokeAt === undefined || spokeAt < refusedAt ? "refused" : "partly-refused";
    if (refusedAt > now - toldMs[standing]) return standing;
  }
  return spokeAt === undefined ? "quiet" : "well";
}
