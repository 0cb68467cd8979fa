// When a delivery falls due. Instants are epoch milliseconds; a time zone matters only where a wall clock is meant.
import { type AutomationDefinition, type Timing, timeUnits } from "./automation";
import { type ClockTime, clockOn, hoursAround, lastClock, nextClock, plusCalendar } from "./calendar";
import { expectedBefore } from "./expectation";

/** A shop retries for up to three days. A fact older than that on arrival is a backfill or a test, not a late retry. */
export const longestTransitMs = 3 * timeUnits.days;

/**
 * The moment a fact counts from. Its own time, since a webhook may arrive late or out of order; the time of arrival
 * where its own cannot be right: in the future, or older than any shop's retries.
 */
export function effectiveAt(occurredAt: number, receivedAt: number): number {
  return occurredAt > receivedAt || occurredAt < receivedAt - longestTransitMs ? receivedAt : occurredAt;
}

type Happened = { id: number; type: string; effective_at: number };

/** Whether an event happened after another one, or, if it is another type, with it; of two alike, by their arrival. */
export function isLater(one: Happened, than: Happened): boolean {
  if (one.effective_at !== than.effective_at) return one.effective_at > than.effective_at;
  return one.id !== than.id && (one.type !== than.type || one.id > than.id);
}

/** @returns the epoch milliseconds at which an action on this event is owed */
export function dueAt(
  timing: Timing,
  event: { occurredAt: number; receivedAt: number },
  timeZone: string,
): number {
  const from = timing.when === "at" ? event.receivedAt : effectiveAt(event.occurredAt, event.receivedAt);
  const moment = timing.when === "at" ? from : shifted(timing, from, 1, timeZone);
  const { atTime, quietHours } = timing;
  const due = atTime === undefined ? moment : onTheClock(timing, moment, atTime, from, timeZone);
  const quiet = quietHours && hoursAround(due, quietHours, timeZone);
  return quiet ? quiet.to : due;
}

/** "On that day at 9:00", where days are counted; otherwise, or where that would be before it all, the next 9:00. */
function onTheClock(timing: Timing, moment: number, time: ClockTime, from: number, timeZone: string): number {
  const onThatDay = countsDays(timing) ? clockOn(moment, time, timeZone) : nextClock(moment, time, timeZone);
  return onThatDay < from ? nextClock(from, time, timeZone) : onThatDay;
}

/** @returns the epoch milliseconds at which an action before a date is owed: always before that date */
export function dueBefore(timing: Timing, endsAt: number, timeZone: string): number {
  const moment = shifted(timing, endsAt, -1, timeZone);
  const { atTime, quietHours } = timing;
  const due = atTime === undefined ? moment : onTheClockBefore(timing, moment, atTime, endsAt, timeZone);
  const quiet = quietHours && hoursAround(due, quietHours, timeZone);
  if (!quiet) return due;
  return quiet.to < endsAt ? quiet.to : quiet.from - timeUnits.minutes;
}

function onTheClockBefore(
  timing: Timing,
  moment: number,
  time: ClockTime,
  endsAt: number,
  timeZone: string,
): number {
  const onThatDay = countsDays(timing) ? clockOn(moment, time, timeZone) : lastClock(moment, time, timeZone);
  return onThatDay < endsAt ? onThatDay : lastClock(endsAt - 1, time, timeZone);
}

function countsDays({ unit }: Timing): boolean {
  return unit === "days" || unit === "weeks" || unit === "calendar-days";
}

function shifted(
  { amount = 0, unit = "minutes" }: Timing,
  at: number,
  sign: 1 | -1,
  timeZone: string,
): number {
  if (unit === "calendar-days") return plusCalendar(at, { days: sign * amount }, timeZone);
  return at + sign * amount * timeUnits[unit];
}

/** @returns when what is owed from now on may ring at the earliest, by its time of day and its quiet hours */
export function earliestFrom({ atTime, quietHours }: Timing, now: number, timeZone: string): number {
  const clock = { ...(atTime === undefined ? {} : { atTime }), ...(quietHours ? { quietHours } : {}) };
  return dueAt({ when: "at", ...clock }, { occurredAt: now, receivedAt: now }, timeZone);
}

/** What is so little late still rings, though quiet hours have begun meanwhile. */
const graceMs = 15 * timeUnits.minutes;

/**
 * Whether what is due must wait for the end of quiet hours: its moment was before them, and it is late, or tried again.
 * A moment in the midst of them was chosen by a person, and counts.
 * @returns when they end (epoch milliseconds); undefined when it may run now
 */
export function quietUntil(
  { quietHours }: Timing,
  dueAt: number,
  now: number,
  timeZone: string,
): number | undefined {
  if (!quietHours || now - dueAt < graceMs || hoursAround(dueAt, quietHours, timeZone)) return undefined;
  return hoursAround(now, quietHours, timeZone)?.to;
}

/** Why an automation cannot have its moment, as what is wrong with `timing.when`; undefined when it can. */
export function timingProblem({
  trigger,
  timing,
}: Pick<AutomationDefinition, "trigger" | "timing">): string | undefined {
  if (timing.when !== "before" || expectedBefore(trigger.event)) return undefined;
  return `needs a date that is known in advance, and ${trigger.event} has none; “before” is for access.expired (the end of access) and subscription.renewed (the end of the paid period)`;
}
