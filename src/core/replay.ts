// Replaying events: what is repeated and by which terms, and how far a replay of many events has come.
import { z } from "zod";
import { type EventChoice, eventChoiceSchema } from "./event-choice";
import { countReason, tallySchema } from "./tally";

/** Of an event: what has not rung for it yet, what it rang and failed, or all of it once more. */
export const replayChoices = ["missing", "failed", "all"] as const;
export const replayTerms = ["current", "original"] as const;

export type ReplayHow = { which: (typeof replayChoices)[number]; terms: (typeof replayTerms)[number] };

/** What has not rung yet has no terms of before. */
export function isPossible({ which, terms }: ReplayHow): boolean {
  return which !== "missing" || terms === "current";
}

/** At most so many events are replayed by one job. */
export const mostReplayed = 100_000;

const instant = z.int().meta({ description: "UTC, epoch milliseconds" });

export const ringSchema = z.object({
  automationId: z.string(),
  version: z.int().meta({ description: "Of the automation: the terms that count" }),
  name: z.string().meta({ description: "Of the automation, by these terms" }),
  connectionId: z.string(),
  connection: z.string().meta({ description: "Its name" }),
  action: z.string(),
  at: instant.meta({ description: "When it rings; now, or at a moment that is yet to come" }),
  repeats: z.string().nullable().meta({ description: "The delivery that is repeated" }),
});
export type Ring = z.infer<typeof ringSchema>;

/** What replaying one event comes to. */
export const replayPlanSchema = z.object({
  rings: z.array(ringSchema),
  leftAlone: z.array(z.object({ automationId: z.string(), reason: z.string() })),
});
export type ReplayPlan = z.infer<typeof replayPlanSchema>;

export const replaySchema = z.object({
  id: z.string(),
  state: z.enum(["counting", "counted", "running", "paused", "done", "stopped"]),
  filter: eventChoiceSchema,
  which: z.enum(replayChoices),
  terms: z.enum(replayTerms),
  reason: z.string().nullable().meta({ description: "Why it stopped before the end" }),
  countedTo: instant
    .nullable()
    .meta({ description: "While it counts: the arrival of the latest event it has looked at" }),
  events: z.int().meta({ description: "Events that match, as counted" }),
  deliveries: z.int().meta({ description: "Deliveries that makes, as counted; no more are made" }),
  byAutomation: z.array(
    z.object({
      automationId: z.string(),
      version: z.int(),
      name: z.string(),
      connectionId: z.string(),
      connection: z.string(),
      count: z.int(),
    }),
  ),
  looked: z.int().meta({ description: "Events it has seen to" }),
  replayed: z.int().meta({ description: "Of these, events that rang something again" }),
  made: z.int().meta({ description: "Deliveries made" }),
  leftAlone: tallySchema.meta({ description: "Events left alone and why, most first" }),
  countedAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
});
export type ReplayView = z.infer<typeof replaySchema>;

export type ReplayOrder = ReplayHow & { id: string; filter: EventChoice };

/** A job as the ledger keeps it. Numbers are those of events: the last one it has seen to, and the last one that is meant. */
export type Replay = ReplayView & { cursor: number; until: number };

export function replayView({ cursor: _, until: __, ...view }: Replay): ReplayView {
  return view;
}

/** What seeing to one event came to: the deliveries it makes, or why it is left alone. */
export type Seen = { rings: Ring[]; leftAlone?: string };

/** The job with one more event counted. */
export function withCounted(job: Replay, number: number, seen: Seen): Replay {
  return {
    ...job,
    cursor: number,
    events: job.events + 1,
    deliveries: job.deliveries + seen.rings.length,
    byAutomation: seen.rings.reduce(withRing, job.byAutomation),
    leftAlone: withReason(job, seen),
  };
}

function withRing(counts: Replay["byAutomation"], ring: Ring): Replay["byAutomation"] {
  const { automationId, version, name, connectionId, connection } = ring;
  const isSame = (one: Replay["byAutomation"][number]) =>
    one.automationId === automationId && one.connectionId === connectionId;
  const known = counts.find(isSame);
  if (known) return counts.map((one) => (one === known ? { ...one, count: one.count + 1 } : one));
  return [...counts, { automationId, version, name, connectionId, connection, count: 1 }];
}

/** The job with one more event seen to. */
export function withReplayed(job: Replay, number: number, seen: Seen): Replay {
  return {
    ...job,
    cursor: number,
    looked: job.looked + 1,
    replayed: job.replayed + (seen.rings.length > 0 ? 1 : 0),
    made: job.made + seen.rings.length,
    leftAlone: withReason(job, seen),
  };
}

function withReason({ leftAlone }: Replay, seen: Seen): Replay["leftAlone"] {
  return seen.leftAlone === undefined ? leftAlone : countReason(leftAlone, seen.leftAlone);
}
