// How much happened when: events and ends of deliveries, by hour or by day of a shop's own calendar. What is kept are counts by
// quarter of an hour: every zone's hours and days begin on one, so another zone makes none of them wrong.
import { z } from "zod";
import { dayAt, daysFrom, plusCalendar } from "./calendar";
import type { endStates } from "./delivery";

export const quarterMs = 15 * 60_000;
const hourMs = 4 * quarterMs;

/** How many days can be asked for: one by hour, the others by day. */
export const historyDays = ["1", "7", "30"] as const;

/** The quarter of an hour that an instant lies in, as its first instant (epoch milliseconds). */
export function quarterOf(at: number): number {
  return Math.floor(at / quarterMs) * quarterMs;
}

/** Of one quarter of an hour: events that arrived in it, or deliveries that ended in it in this state. */
export type Counted = { at: number; what: "event" | (typeof endStates)[number]; count: number };

const instant = z.int().meta({ description: "UTC, epoch milliseconds" });
const countsSchema = z.object({
  events: z.int().meta({ description: "That arrived then" }),
  succeeded: z.int().meta({ description: "Deliveries that succeeded then, whenever their event came" }),
  failed: z
    .int()
    .meta({ description: "Deliveries that failed then for good, also where a later run went well" }),
  cancelled: z.int(),
  skipped: z.int(),
});
export type Counts = z.infer<typeof countsSchema>;

const span = { from: instant, to: instant.meta({ description: "Exclusive" }) };

export const historySchema = z.object({
  timeZone: z.string(),
  items: z
    .array(
      countsSchema.extend({ ...span, day: z.string().meta({ description: "By the workspace's calendar" }) }),
    )
    .meta({ description: "The oldest first; the last one still goes on" }),
  total: countsSchema,
  before: countsSchema
    .extend(span)
    .meta({ description: "The same span before, up to the same time of day, to the quarter of an hour" }),
});
export type History = z.infer<typeof historySchema>;

type Span = { from: number; to: number };
/** What a history tells of, and what it is compared with. */
export type Spans = { items: (Span & { day: string })[]; before: Span };

/**
 * The last 24 hours, the one that goes on included; or the last days, today included. On a day of 23 or 25 hours that is what
 * the day has.
 * @param now epoch milliseconds
 */
export function spansOf(days: number, now: number, timeZone: string): Spans {
  const back = (at: number) => (days === 1 ? at - 24 * hourMs : plusCalendar(at, { days: -days }, timeZone));
  const items = days === 1 ? hoursUpTo(now, timeZone) : daysUpTo(now, days, timeZone);
  return { items, before: { from: back(items[0]?.from ?? now), to: quarterOf(back(now)) } };
}

function daysUpTo(now: number, days: number, timeZone: string): Spans["items"] {
  return daysFrom(plusCalendar(now, { days: 1 - days }, timeZone), days, timeZone);
}

function hoursUpTo(now: number, timeZone: string): Spans["items"] {
  // Where an hour begins differs by zone, though not within one: the day's first instant is on it.
  const [today] = daysFrom(now, 1, timeZone);
  const offset = (today?.from ?? 0) % hourMs;
  const last = Math.floor((now - offset) / hourMs) * hourMs + offset;
  return Array.from({ length: 24 }, (_, i) => {
    const from = last - (23 - i) * hourMs;
    return { day: dayAt(from, timeZone), from, to: from + hourMs };
  });
}

/** @param counted of quarters in any order; those outside the spans count for nothing */
export function historyOf(counted: Counted[], { items, before }: Spans, timeZone: string): History {
  const within = ({ from, to }: Span) => countsOf(counted.filter(({ at }) => at >= from && at < to));
  const first = items[0]?.from ?? before.to;
  return {
    timeZone,
    items: items.map((one) => ({ ...one, ...within(one) })),
    total: within({ from: first, to: items.at(-1)?.to ?? first }),
    before: { ...before, ...within(before) },
  };
}

function countsOf(counted: Counted[]): Counts {
  const counts = { events: 0, succeeded: 0, failed: 0, cancelled: 0, skipped: 0 };
  for (const { what, count } of counted) counts[what === "event" ? "events" : what] += count;
  return counts;
}

/** When a source spoke last, how much it told, and whether it was refused. */
export const heardSchema = z.object({
  lastEvent: z.object({ id: z.string(), at: instant }).nullable().meta({
    description: "The last that the shop itself told; null when there was none for some two months",
  }),
  events: z.int().meta({ description: "That it told in the last seven days" }),
  lastRefusedAt: instant.nullable().meta({ description: "Of the refusals that are kept" }),
});
export type Heard = z.infer<typeof heardSchema>;
