// How a ledger's records look to those who read them: schemas for the API, types for everyone.
import { z } from "zod";
import { attemptSchema, deliveryStates } from "./delivery";
import { customerSchema, factSchema } from "./event";

const instant = z.int().meta({ description: "UTC, epoch milliseconds" });

export const eventStates = ["matched", "unmatched", "incomplete", "not-understood"] as const;

export const eventViewSchema = factSchema.extend({
  id: z.string(),
  state: z.enum(eventStates),
  reason: z.string().nullable().meta({ description: "Why it rang nothing, or what it waits for" }),
  receivedAt: instant,
  source: z.object({ id: z.string(), kind: z.string() }),
  customer: customerSchema.extend({ id: z.string().optional() }).optional(),
});
export type EventView = z.infer<typeof eventViewSchema>;

/** How an event came to say more: by a twin or a fuller copy, by what was fetched, or by another event that knew whose it is. */
export const additionSchema = z.object({ at: instant, by: z.enum(["twin", "fetching", "other-event"]) });
export type Addition = z.infer<typeof additionSchema>;

export const moveSchema = z.object({
  at: instant,
  from: instant,
  to: instant,
  because: z.string().meta({ description: "The end of a sentence: “the subscription was renewed”" }),
});
export type Move = z.infer<typeof moveSchema>;

export const deliveryViewSchema = z.object({
  id: z.string(),
  eventId: z.string(),
  automationId: z.string(),
  connectionId: z.string(),
  state: z.enum(deliveryStates),
  reason: z.string().nullable(),
  dueAt: instant.meta({ description: "When it fell or falls due" }),
  nextAt: instant.nullable().meta({ description: "Its moment, the next try, or the end of a lease" }),
  endedAt: instant.nullable(),
  tries: z.int(),
  replayOf: z.string().nullable().meta({ description: "The delivery this one repeats" }),
  attempts: z.array(attemptSchema),
  moved: z.array(moveSchema).meta({ description: "How its moment moved, the latest ten times" }),
  because: z
    .string()
    .nullable()
    .meta({ description: "Why it was made, where that is not its event's coming in" }),
});
export type DeliveryView = z.infer<typeof deliveryViewSchema>;

export const eventDetailSchema = eventViewSchema.extend({
  data: z.json().meta({ description: "The shop's own words, without secrets; null once pruned" }),
  raw: z
    .string()
    .nullable()
    .meta({ description: "The request's body as it came, without secrets; null once pruned" }),
  origin: z.enum(["shop", "api", "code", "shopbell"]).meta({
    description: "Who told of it: a source, a caller of the API, a code that was scanned, or Shopbell itself",
  }),
  added: z.array(additionSchema).meta({ description: "How it came to say more, the latest ten times" }),
  erasedAt: instant.nullable().meta({ description: "When the person it was about was erased" }),
  codes: z
    .array(z.object({ id: z.string(), url: z.string(), svg: z.string(), png: z.string() }))
    .meta({ description: "Of the tickets that a purchase was given" }),
  unmatched: z.array(z.object({ automationId: z.string(), reason: z.string() })),
  deliveries: z.array(deliveryViewSchema),
});
export type EventDetail = z.infer<typeof eventDetailSchema>;

/** A product as events have named it. */
export const seenProductSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  sourceId: z.string().meta({ description: "The source that named it last" }),
  firstSeenAt: instant,
  lastSeenAt: instant.meta({ description: "To the day" }),
});
export type SeenProduct = z.infer<typeof seenProductSchema>;

/** What made a request be refused, told apart by how it is mended. */
export const refusalCauses = [
  "switched-off",
  "old-address",
  "method",
  "too-large",
  "unreadable",
  "missing",
  "mismatch",
  "stale",
  "misconfigured",
  "unavailable",
] as const;
export type RefusalCause = (typeof refusalCauses)[number];

export const refusalSchema = z.object({
  at: instant,
  status: z.int(),
  reason: z.string(),
  cause: z.enum(refusalCauses).nullable().meta({ description: "Null of what an earlier release wrote down" }),
  method: z.string(),
  body: z.string().nullable().meta({ description: "Its first kilobyte, without secrets" }),
  missed: z.int().meta({ description: "Refused since the one before, and not written down" }),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** What an automation did in the last seven days, and what still waits by it. */
export const automationActivitySchema = z.object({
  automationId: z.string(),
  waiting: z.int(),
  rang: z.int(),
  failed: z.int(),
  skipped: z.int().meta({ description: "Too late, or called off" }),
  lastRangAt: instant.nullable().meta({ description: "The last time it rang, also before these days" }),
});
export type AutomationActivity = z.infer<typeof automationActivitySchema>;

/** A test that a person sent: it rang a tool, and is no delivery. */
export const testSendSchema = z.object({
  id: z.string(),
  at: instant,
  by: z.string().meta({ description: "Who sent it" }),
  name: z.string().meta({ description: "What the automation was called" }),
  automationId: z.string().nullable().meta({ description: "Null where it was not saved" }),
  connectionId: z.string(),
  action: z.string(),
  eventId: z.string().nullable().meta({ description: "The event it was made of; null for an example" }),
  attempt: attemptSchema
    .nullable()
    .meta({ description: "What was sent and answered; null where nobody heard how it ended" }),
});
export type TestSend = z.infer<typeof testSendSchema>;

export const ledgerStatsSchema = z.object({
  events: z.int(),
  waiting: z.int(),
  owed: z.int(),
  overdue: z.int().meta({ description: "Owed for more than a minute" }),
  held: z.int(),
  uncertain: z.int(),
  failed: z.int().meta({ description: "Failed, and not run again since" }),
  bytes: z.int(),
});
export type LedgerStats = z.infer<typeof ledgerStatsSchema>;

/** Events of a day are counted so far. */
export const mostToday = 1000;

/** What head office sees of a shop. */
export const glanceSchema = ledgerStatsSchema.extend({
  latestAt: instant.nullable().meta({ description: "When the latest event came in" }),
  today: z.int().meta({ description: `Events of the last 24 hours; ${mostToday} means so many or more` }),
  failing: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .meta({ description: "Connections that do not work" }),
});
export type Glance = z.infer<typeof glanceSchema>;
