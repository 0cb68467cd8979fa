// What waits, and why.
import { z } from "zod";
import { timingSchema } from "./automation";
import { customerSchema } from "./event";
import { type DeliveryKey, deliveryId, deliveryKey } from "./ids";
import { moveSchema } from "./views";

/** The states of what has not begun; `held` waits for a connection, the others for a moment. */
export const waitingStates = ["waiting", "ready", "retrying", "held"] as const;
export type WaitingState = (typeof waitingStates)[number];

/** Why a delivery moved, when it was no event that moved it. */
export const movedByPerson = "a person moved it";

/** Why a delivery waits on, when its moment came round in quiet hours. */
export const quietReason = "Waits for the end of the quiet hours.";

const instant = z.int().meta({ description: "UTC, epoch milliseconds" });

const dateSchema = z.object({
  kind: z.enum(["access", "period"]),
  thing: z.string().meta({ description: "“product:7001”, “subscription:90001” or “order:5”" }),
  name: z.string().nullable().meta({ description: "The product's name" }),
  endsAt: instant,
});

export const whySchema = z.object({
  sentence: z.string().meta({
    description:
      "In the language that `Accept-Language` asks for: English, Polish or Swedish. Dates are those of the workspace's time zone",
  }),
  who: z.string().nullable().meta({ description: "Name or e-mail; null where the event names nobody" }),
  connection: z
    .string()
    .nullable()
    .meta({ description: "What its connection is called; null when it was deleted" }),
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
