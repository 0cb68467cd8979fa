// When a delivery falls due. Instants are epoch milliseconds; no time zone is needed to add a duration.
import { type Timing, timeUnits } from "./automation";

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
  return (
    effectiveAt(event.occurredAt, event.receivedAt) +
    (timing.amount ?? 0) * timeUnits[timing.unit ?? "minutes"]
  );
}
