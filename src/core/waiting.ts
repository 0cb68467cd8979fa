// What waits, and why: one sentence that a shop owner can read, and what it is made of.
import { z } from "zod";
import { type Timing, timingSchema } from "./automation";
import { customerSchema } from "./event";
import type { ExpectationKind } from "./expectation";
import { type DeliveryKey, deliveryId, deliveryKey } from "./ids";
import { type Move, moveSchema } from "./views";

/** The states of what has not begun; `held` waits for a connection, the others for a moment. */
export const waitingStates = ["waiting", "ready", "retrying", "held"] as const;
export type WaitingState = (typeof waitingStates)[number];

/** Why a delivery moved, when it was no event that moved it. */
export const movedByPerson = "a person moved it";

/** Why a delivery waits on, when its moment came round in quiet hours. */
export const quietReason = "Waits for the end of the quiet hours.";
const quietWords = "; it waits for the end of the quiet hours";

const instant = z.int().meta({ description: "UTC, epoch milliseconds" });

const dateSchema = z.object({
  kind: z.enum(["access", "period"]),
  thing: z.string().meta({ description: "“product:7001”, “subscription:90001” or “order:5”" }),
  name: z.string().nullable().meta({ description: "The product's name" }),
  endsAt: instant,
});

export const whySchema = z.object({
  sentence: z.string().meta({ description: "In English; dates are those of the workspace's time zone" }),
  timing: timingSchema,
  since: z
    .object({ type: z.string(), at: instant })
    .meta({ description: "The event it hangs on, and the moment that “after” counts from" }),
  before: dateSchema.nullable().meta({ description: "The date that it comes before" }),
  moved: moveSchema.nullable().meta({ description: "How its moment moved last" }),
  reason: z.string().nullable().meta({ description: "What kept it back, where something did" }),
});

export const waitingViewSchema = z.object({
  id: z.string(),
  eventId: z.string(),
  type: z.string(),
  state: z.enum(waitingStates),
  customer: customerSchema.pick({ email: true, name: true }).extend({ id: z.string() }).optional(),
  automation: z
    .object({ id: z.string(), name: z.string() })
    .meta({ description: "As when it was scheduled" }),
  connectionId: z.string(),
  action: z.string(),
  tries: z.int(),
  dueAt: instant.meta({ description: "When it fell or falls due" }),
  nextAt: instant.nullable().meta({ description: "Its moment or its next try; null while it is held" }),
  day: z.string().nullable().meta({ description: "That moment's date in the workspace's time zone" }),
  why: whySchema,
});
export type WaitingView = z.infer<typeof waitingViewSchema>;

const byAutomation = z.array(z.object({ automationId: z.string(), name: z.string(), count: z.int() }));

export const waitingCountSchema = z.object({ count: z.int(), byAutomation });
export type WaitingCount = z.infer<typeof waitingCountSchema>;

export const waitingCalendarSchema = z.object({
  timeZone: z.string(),
  days: z.array(
    waitingCountSchema.extend({
      day: z.string().meta({ description: "2026-12-03, in the workspace's time zone" }),
      from: instant.meta({ description: "Its first instant" }),
      to: instant.meta({ description: "The first instant of the day after" }),
      accessEnds: z.int().meta({ description: "How many accesses are expected to end that day" }),
    }),
  ),
});
export type WaitingCalendar = z.infer<typeof waitingCalendarSchema>;

/** A delivery's place in the order of what waits: by its moment, then by its key. What is held has no moment, and 0. */
export type Place = DeliveryKey & { at: number };

export function comparePlaces(a: Place, b: Place): number {
  return a.at - b.at || a.event - b.event || compare(a.automationId, b.automationId) || compare(a.run, b.run);
}

const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);

/** A place as a cursor. */
export function placeText(place: Place): string {
  return `${place.at}.${deliveryId(place)}`;
}

export function placeIn(text: string): Place | undefined {
  const [, at, id = ""] = /^(\d{1,15})\.(\w+)$/.exec(text) ?? [];
  const key = deliveryKey(id);
  return key && { ...key, at: Number(at) };
}

/** What a sentence is made of. */
export type Waiter = {
  state: WaitingState;
  nextAt: number | null;
  dueAt: number;
  tries: number;
  /** Name or e-mail; undefined where the event names nobody. */
  who: string | undefined;
  automation: string;
  connection: string | undefined;
  timing: Timing;
  since: { type: string; at: number };
  before: { kind: ExpectationKind; name: string | null; endsAt: number } | null;
  moved: Pick<Move, "from" | "because"> | null;
  reason: string | null;
};

/** "Anna Nowak waits until 3 Dec 2026, 09:00 for “Reminder”: 3 days before access to Course A ends on 6 Dec 2026." */
export function sentenceOf(waiter: Waiter, timeZone: string): string {
  const { state, reason } = waiter;
  const told = withoutStop(reason ?? "");
  switch (state) {
    case "waiting":
      return `${waits(waiter, timeZone)}: ${momentWords(waiter, timeZone)}${reason === quietReason ? quietWords : ""}.`;
    case "retrying":
      return `${waits(waiter, timeZone)}, to be tried again after ${counted(waiter.tries, "try", "tries")}${
        told && `: ${told}`
      }.`;
    case "held":
      return `${waits({ ...waiter, nextAt: null }, timeZone)} until ${connectionWords(waiter)} works again${
        told && `: ${told}`
      }.`;
    case "ready":
      return `${waits({ ...waiter, nextAt: null }, timeZone)}, due since ${fullDate(waiter.dueAt, timeZone)}: ${
        told || "it is about to run"
      }.`;
  }
}

function waits({ who, automation, nextAt }: Waiter, timeZone: string): string {
  const until = nextAt === null ? "" : ` until ${fullDate(nextAt, timeZone)}`;
  return who === undefined ? `“${automation}” waits${until}` : `${who} waits${until} for “${automation}”`;
}

const connectionWords = ({ connection }: Waiter) =>
  connection === undefined ? "its connection" : `the connection “${connection}”`;

/** Why it is that moment, and what became of an earlier one. */
function momentWords(waiter: Waiter, timeZone: string): string {
  const { moved } = waiter;
  const planned = plannedWords(waiter, timeZone);
  if (!moved) return planned;
  const from = dateBeside(moved.from, waiter.dueAt, timeZone);
  if (moved.because === movedByPerson) return `it was to come ${planned}, but a person moved it from ${from}`;
  return `${planned}; it moved from ${from} because ${moved.because}`;
}

/** The moment as the automation says it. Each way of timing has its words here. */
function plannedWords({ timing, since, before, dueAt }: Waiter, timeZone: string): string {
  const happened = `${eventWords(since.type)} on ${dateBeside(since.at, dueAt, timeZone)}`;
  switch (timing.when) {
    case "at":
      return `${timing.atTime === undefined ? "at once" : "next"}${clockWords(timing)}${timing.quietHours ? "," : ""} after ${happened}`;
    case "after":
      return `${spanWords(timing)} after ${happened}${clockWords(timing)}`;
    case "before":
      return before
        ? `${spanWords(timing)} before ${endWords(before)} on ${dateBeside(before.endsAt, dueAt, timeZone)}${clockWords(timing)}`
        : `${spanWords(timing)} before a date that is no longer known`;
  }
}

function clockWords({ when, atTime, quietHours }: Timing): string {
  const at = atTime === undefined ? "" : `${when === "at" ? "" : ","} at ${atTime}`;
  return quietHours ? `${at}, but not from ${quietHours.from} to ${quietHours.to}` : at;
}

const unitWords: Record<NonNullable<Timing["unit"]>, [string, string]> = {
  minutes: ["minute", "minutes"],
  hours: ["hour", "hours"],
  days: ["day", "days"],
  weeks: ["week", "weeks"],
  "calendar-days": ["calendar day", "calendar days"],
};

function spanWords({ amount = 0, unit = "minutes" }: Timing): string {
  return counted(amount, ...unitWords[unit]);
}

const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

function endWords({ kind, name }: { kind: ExpectationKind; name: string | null }): string {
  if (kind === "period") return "the paid period ends";
  return name === null ? "access ends" : `access to ${name} ends`;
}

const happenings: Record<string, string> = {
  "purchase.completed": "the purchase",
  "purchase.refunded": "the refund",
  "purchase.cancelled": "the order was cancelled",
  "subscription.started": "the subscription began",
  "subscription.renewed": "the subscription was renewed",
  "subscription.changed": "the plan was changed",
  "subscription.paused": "the subscription was paused",
  "subscription.resumed": "the subscription was resumed",
  "subscription.cancel_scheduled": "the subscription was cancelled",
  "subscription.cancelled": "the subscription ended",
  "payment.failed": "a payment failed",
  "access.granted": "access was given",
  "access.expiring": "the end of access was announced",
  "access.expired": "access ended",
  "cart.updated": "the cart changed",
  "cart.abandoned": "the cart was left",
  "qr.scanned": "the code was scanned",
  "lead.created": "the lead came in",
  "customer.updated": "the customer's data changed",
  "contact.subscribed": "the customer subscribed",
  "contact.unsubscribed": "the customer unsubscribed",
  "email.bounced": "the e-mail bounced",
};

const eventWords = (type: string) => (Object.hasOwn(happenings, type) ? happenings[type] : `“${type}”`);

const withoutStop = (text: string) => text.replace(/\.$/, "");

/** "3 Dec 2026, 09:00" */
function fullDate(at: number, timeZone: string): string {
  return formatOf(timeZone, true).format(at);
}

/** A date told beside another moment: with its hour only where both fall on one day. */
function dateBeside(at: number, other: number, timeZone: string): string {
  const date = formatOf(timeZone, false).format(at);
  return date === formatOf(timeZone, false).format(other) ? fullDate(at, timeZone) : date;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are costly to make and few. */
function formatOf(timeZone: string, withTime: boolean): Intl.DateTimeFormat {
  const key = `${timeZone} ${withTime}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    dateStyle: "medium",
    ...(withTime ? { timeStyle: "short" as const } : {}),
  });
  formats.set(key, format);
  return format;
}
