// Wall clocks: where a day of the calendar, or nine o'clock, is meant and not a span of time. The one place with time zones.
import { Temporal } from "temporal-polyfill";

/** "09:00", by the clock on the wall of some time zone. */
export type ClockTime = string;

/** From one time of day to another; past midnight where `to` is the earlier one. `to` itself is outside. */
export type Hours = { from: ClockTime; to: ClockTime };

/**
 * The same time of day, so many days or months later (or earlier: negative numbers). A day that the month lacks is its
 * last one. A time that the clocks skip is the one they skip to; of a time that comes twice, it is the first.
 * @param at epoch milliseconds
 * @returns epoch milliseconds
 */
export function plusCalendar(
  at: number,
  { days = 0, months = 0 }: { days?: number; months?: number },
  timeZone: string,
): number {
  return zoned(at, timeZone).add({ days, months }).epochMilliseconds;
}

/** The time of day on the calendar day of an instant (epoch milliseconds): before or after it, as it happens. */
export function clockOn(at: number, time: ClockTime, timeZone: string): number {
  return zoned(at, timeZone).withPlainTime(time).epochMilliseconds;
}

/** The first such time of day at or after an instant (epoch milliseconds). */
export function nextClock(at: number, time: ClockTime, timeZone: string): number {
  const today = clockOn(at, time, timeZone);
  return today >= at ? today : clockOn(plusCalendar(at, { days: 1 }, timeZone), time, timeZone);
}

/** The last such time of day at or before an instant (epoch milliseconds). */
export function lastClock(at: number, time: ClockTime, timeZone: string): number {
  const today = clockOn(at, time, timeZone);
  return today <= at ? today : clockOn(plusCalendar(at, { days: -1 }, timeZone), time, timeZone);
}

/** @returns the hours an instant lies in, as epoch milliseconds from their beginning to their end; undefined outside */
export function hoursAround(
  at: number,
  { from, to }: Hours,
  timeZone: string,
): { from: number; to: number } | undefined {
  if (from === to) return undefined;
  const begin = lastClock(at, from, timeZone);
  const end = nextClock(begin, to, timeZone);
  return at < end ? { from: begin, to: end } : undefined;
}

/** One day of a zone: from its first instant up to, and without, the first of the next (epoch milliseconds). */
export type LocalDay = { day: string; from: number; to: number };

/** The date by a zone's calendar: "2026-12-03". */
export function dayAt(at: number, timeZone: string): string {
  return zoned(at, timeZone).toPlainDate().toString();
}

/**
 * The day of an instant and those that follow, `count` in all. A day need not begin at midnight, nor be 24 hours long.
 * One that a zone left out, moving over the date line, is left out: Samoa had no 30 December 2011.
 */
export function daysFrom(at: number, count: number, timeZone: string): LocalDay[] {
  const first = zoned(at, timeZone).toPlainDate();
  const days = Array.from({ length: count + 1 }, (_, i) => first.add({ days: i }).toZonedDateTime(timeZone));
  const starts = days.filter((day, i) => day.toPlainDate().equals(first.add({ days: i })));
  return starts.slice(0, -1).map((day, i) => ({
    day: day.toPlainDate().toString(),
    from: day.epochMilliseconds,
    to: (starts[i + 1] ?? day.add({ days: 1 })).epochMilliseconds,
  }));
}

function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}
