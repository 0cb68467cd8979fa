// A look back: what an automation would have done with the events of the last days. Nothing of it is written or sent.
import { z } from "zod";
import type { Automation } from "./automation";
import { fieldsIn } from "./conditions";
import { customerSchema } from "./event";
import { isObject, type Json } from "./json";
import type { ActionFacts, Planned } from "./plan";
import { hasTemplate } from "./template";

export const mostDaysBack = 90;

const instant = z.int().meta({ description: "UTC, epoch milliseconds" });

/** “skip”: its moment was past already. “cancel”: something later would have called it off. */
export const wouldSchema = z.enum(["ring", "skip", "cancel", "nothing"]);
export type Would = z.infer<typeof wouldSchema>;

export const rehearsedSchema = z.object({
  method: z.string().meta({ description: "MAIL for an e-mail" }),
  url: z.string(),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: "Those that could hold a secret are shown by their names alone" }),
  body: z.string().optional().meta({ description: "Without secrets, cut to 16 kilobytes" }),
  isWhole: z.boolean().meta({
    description: "False where more requests may follow, depending on what the tool answers to this one",
  }),
});
export type Rehearsed = z.infer<typeof rehearsedSchema>;

const lookedAtSchema = z.object({
  event: z.object({
    id: z.string(),
    type: z.string(),
    occurredAt: instant,
    receivedAt: instant,
    customer: customerSchema.extend({ id: z.string().optional() }).optional(),
  }),
  would: wouldSchema,
  reason: z.string().nullable().meta({ description: "What speaks against it, or what would go wrong" }),
  dueAt: instant.nullable().meta({ description: "When it would have run, or would yet" }),
});
export type LookedAt = z.infer<typeof lookedAtSchema>;

export const lookBackSchema = z.object({
  from: instant.meta({ description: "Events that arrived since then were looked at" }),
  looked: z.int().meta({ description: "How many events that were" }),
  isCut: z.boolean().meta({ description: "There were more: only the latest were looked at" }),
  counts: z.object({
    ring: z.int(),
    skip: z.int(),
    cancel: z.int(),
    nothing: z.int(),
    other: z.int().meta({ description: "Of types it does not listen to" }),
  }),
  notes: z.array(z.string()).meta({ description: "What to know about the result, in words" }),
  items: z
    .array(
      lookedAtSchema.extend({
        request: rehearsedSchema.optional().meta({ description: "Of the newest 20 that would ring" }),
        shown: z.json().optional().meta({ description: "What a tool that sends nothing would show" }),
      }),
    )
    .meta({ description: "The newest 100 it listens to, newest first" }),
});
export type LookBack = z.infer<typeof lookBackSchema>;

/** One automation and one event: what would be sent, when and to whom. Nothing of it is sent. */
export const rehearsalSchema = z.object({
  event: lookedAtSchema.shape.event
    .extend({ id: z.string().optional() })
    .meta({ description: "The event it was tried on; without an id, an example" }),
  would: wouldSchema,
  reason: z.string().nullable().meta({ description: "What speaks against it, or what would go wrong" }),
  dueAt: instant.nullable().meta({ description: "When it would have run, or would yet" }),
  filled: z.json().optional().meta({
    description: "The action's input as the tool would get it, templates filled in, without secrets",
  }),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .meta({ description: "Fields that could not be filled in" }),
  request: rehearsedSchema.optional(),
  shown: z.json().optional().meta({ description: "What a tool that sends nothing would show" }),
  others: z.array(lookedAtSchema).meta({ description: "The newest events it listens to, newest first" }),
});
export type RehearsalView = z.infer<typeof rehearsalSchema>;

/** Whether an automation needs the shop's own words, which are kept for a while only. */
export function needsData(
  { trigger, action: { input } }: Pick<Automation, "trigger" | "action">,
  action: ActionFacts | undefined,
): boolean {
  const fields = trigger.conditions ? fieldsIn(trigger.conditions) : [];
  return (
    fields.some((field) => /^data(?:\.|$)/.test(field)) ||
    textsIn(input).some((text) => hasTemplate(text) && /\bdata\b/.test(text)) ||
    action?.passesOnData?.(input) === true
  );
}

function textsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

export const prunedReason =
  "Its body is no longer kept, and this automation needs what the shop wrote in it.";

export type Outcome = { would: Would; reason: string | null; dueAt: number | null };

export const nothingBecause = (reason: string): Outcome => ({ would: "nothing", reason, dueAt: null });

/**
 * What became of a plan in hindsight.
 * @param cancelType the type of an event that called it off before its moment
 * @param cartOver why a cart need not be recovered any more by then
 */
export function inHindsight(
  { dueAt, skipped }: Planned,
  {
    cancelType,
    cartOver,
    isDateGone,
  }: { cancelType: string | undefined; cartOver?: string | undefined; isDateGone: boolean },
): Outcome {
  const because = cancelType === undefined ? cartOver : `${cancelType} happened`;
  if (because !== undefined)
    return { would: "cancel", reason: `It would have been cancelled, because ${because}.`, dueAt };
  if (skipped !== undefined) return { would: "skip", reason: skipped, dueAt };
  if (isDateGone)
    return { would: "cancel", reason: "The date it would come before does not count any more.", dueAt };
  return { would: "ring", reason: null, dueAt };
}

/** What to know about a result. */
export function notesOn(
  { timing, frequency }: Pick<Automation, "timing" | "frequency">,
  isCut: boolean,
): string[] {
  return [
    ...(isCut ? ["There were more events: only the latest were looked at."] : []),
    ...(timing.when === "before"
      ? ["Dates are taken as they stand today; one that has moved since counts for the event that moved it."]
      : []),
    ...(frequency === "every-time"
      ? []
      : ["It starts from scratch: what it may have done before these days does not count against anybody."]),
  ];
}
