// Why things were left alone, reason by reason, so that a long list becomes a short one that holds nothing of a person.
import { z } from "zod";

export const tallySchema = z.array(z.object({ reason: z.string(), count: z.int() }));
export type Tally = z.infer<typeof tallySchema>;

const mostReasons = 20;
const otherReasons = "Other reasons.";

/** The tally with one more of a reason; most first. */
export function countReason(tally: Tally, reason: string): Tally {
  const general = inGeneral(reason);
  const known = tally.some((one) => one.reason === general);
  const name = known || tally.length < mostReasons - 1 ? general : otherReasons;
  const before = tally.find((one) => one.reason === name)?.count ?? 0;
  return [...tally.filter((one) => one.reason !== name), { reason: name, count: before + 1 }].sort(
    (a, b) => b.count - a.count,
  );
}

/** A reason without what it says of one event alone, so that it can be counted, and tells nothing of a person. */
export function inGeneral(reason: string): string {
  const [general = reason] = reason.split(/: | \(/);
  return general === reason ? reason : `${general}.`;
}

export const failedReason = "Something went wrong inside Shopbell.";
