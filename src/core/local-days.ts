// Days as a shop's own clock counts them. A day begins with its first instant, which need not be midnight and need not
// be 24 hours before the next: clocks are put forward and back.

/** One day of a zone: from its first instant up to, and without, the first of the next (epoch milliseconds). */
export type LocalDay = { day: string; from: number; to: number };

const dayMs = 86_400_000;

type Fields = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Formats are costly to make and few. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "iso8601",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(timeZone, clock);
  return clock;
}

function fieldsAt(at: number, timeZone: string): Fields {
  const parts = clockOf(timeZone).formatToParts(at);
  const field = (type: keyof Fields) => Number(parts.find((part) => part.type === type)?.value);
  return {
    year: field("year"),
    month: field("month"),
    day: field("day"),
    hour: field("hour"),
    minute: field("minute"),
    second: field("second"),
  };
}

/** The date by a zone's calendar: "2026-12-03". */
export function dayAt(at: number, timeZone: string): string {
  const { year, month, day } = fieldsAt(at, timeZone);
  return dateText(Date.UTC(year, month - 1, day));
}

const dateText = (utc: number) => new Date(utc).toISOString().slice(0, 10);

/** How far a zone's clock is ahead of UTC. */
function offsetMs(at: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = fieldsAt(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** The first instant of a day: by the clock of the day before or of the day after, whichever shows that date first. */
function startOf(day: string, timeZone: string): number {
  const midnight = Date.parse(day);
  const candidates = [-dayMs, dayMs].map((aside) => midnight - offsetMs(midnight + aside, timeZone));
  return Math.min(...candidates.filter((at) => dayAt(at, timeZone) === day));
}

/** The day of an instant and those that follow, `count` in all. */
export function daysFrom(at: number, count: number, timeZone: string): LocalDay[] {
  const first = Date.parse(dayAt(at, timeZone));
  const dates = Array.from({ length: count + 1 }, (_, i) => dateText(first + i * dayMs));
  // A zone that moves over the date line leaves a day out: Samoa had no 30 December 2011.
  const starts = dates
    .map((day) => ({ day, from: startOf(day, timeZone) }))
    .filter(({ from }) => from < Infinity);
  return starts.slice(0, -1).map((one, i) => ({ ...one, to: starts[i + 1]?.from ?? one.from + dayMs }));
}
