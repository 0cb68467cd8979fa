// Calendar arithmetic: days and months on the wall clock of a time zone.
import { Temporal } from "temporal-polyfill";

/**
 * So many calendar days and months later, at the same wall-clock time: a month after 31 January is the last day of
 * February; a time that the clocks leap over is an hour later, of one that comes twice the first counts.
 * @param at epoch milliseconds
 * @returns epoch milliseconds
 */
export function plusCalendar(
  at: number,
  { days = 0, months = 0 }: { days?: number; months?: number },
  timeZone: string,
): number {
  const start = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return start.add({ months, days }).epochMilliseconds;
}
