// When a delivery falls due. Instants are epoch milliseconds; no time zone is needed to add a duration.
import { type AutomationDefinition, type Timing, timeUnits } from "./automation";
import { expectedBefore } from "./expectation";

/** A shop retries for up to three days. A fact older than that on arrival is a backfill or a test, not a late retry. */
const longestTransitMs = 3 * timeUnits.days;

/**
 * The moment a fact counts from. Its own time, since a webhook may arrive late or out of order; the time of arrival
 * where its own cannot be right: in the future, or older than any shop's retries.
 */
export function effectiveAt(occurredAt: number, receivedAt: number): number {
  return occurredAt > receivedAt || occurredAt < receivedAt - longestTransitMs ? receivedAt : occurredAt;
}

/** @returns the epoch milliseconds at which an action on this event is owed */
export function dueAt(timing: Timing, event: { occurredAt: number; receivedAt: number }): number {
  if (timing.when === "at") return event.receivedAt;
  return effectiveAt(event.occurredAt, event.receivedAt) + spanMs(timing);
}

/** @returns the epoch milliseconds at which an action before a date is owed */
export function dueBefore(timing: Timing, endsAt: number): number {
  return endsAt - spanMs(timing);
}

function spanMs({ amount = 0, unit = "minutes" }: Timing): number {
  return amount * timeUnits[unit];
}

/** Why an automation cannot have its moment, as what is wrong with `timing.when`; undefined when it can. */
export function timingProblem({
  trigger,
  timing,
}: Pick<AutomationDefinition, "trigger" | "timing">): string | undefined {
  if (timing.when !== "before" || expectedBefore(trigger.event)) return undefined;
  return `needs a date that is known in advance, and ${trigger.event} has none; “before” is for access.expired (the end of access) and subscription.renewed (the end of the paid period)`;
}
