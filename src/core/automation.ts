// What an automation is: a rule a shop owner can say in one sentence.
import { z } from "zod";
import { conditionsSchema } from "./conditions";
import { eventTypeSchema } from "./event";

export const timeUnits = { minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 } as const;
export type TimeUnit = keyof typeof timeUnits;

/** Milliseconds, about: a calendar day may be an hour longer or shorter. */
function unitMs(unit: TimeUnit | "calendar-days"): number {
  return unit === "calendar-days" ? timeUnits.days : timeUnits[unit];
}

/** The longest wait: two years, so that a slip of the finger does not wait for ever. */
export const longestDelayMs = 2 * 365 * timeUnits.days;

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is a time of day such as 09:00");

export const timingSchema = z
  .object({
    when: z.enum(["at", "after", "before"]).meta({
      title: "Moment",
      description:
        "“before” is for events whose date is known in advance: access.expired (the end of access) and subscription.renewed (the end of the paid period).",
    }),
    amount: z.number().positive().optional().meta({ title: "How many" }),
    unit: z
      .enum(["minutes", "hours", "days", "weeks", "calendar-days"])
      .optional()
      .meta({
        title: "Unit",
        description:
          "A day is 24 hours and a week seven of them; calendar days keep the time of day in the workspace's time zone, also " +
          "when the clocks change.",
      }),
    atTime: clockTime.optional().meta({
      title: "At (time of day)",
      description:
        "In the workspace's time zone. With days and weeks: on that day at this time. Otherwise: the next time the clock " +
        "shows it, or, before a date, the last.",
    }),
    quietHours: z
      .strictObject({ from: clockTime, to: clockTime })
      .refine(({ from, to }) => from !== to, { error: "would last all day, or not at all" })
      .optional()
      .meta({
        title: "Quiet hours",
        description:
          "Nothing rings between these times of day, in the workspace's time zone: it waits until they are over, or, where " +
          "that would be past the date it comes before, rings just before they begin.",
      }),
  })
  .superRefine((timing, context) => {
    if (timing.when === "at") return;
    if (timing.amount === undefined || timing.unit === undefined) {
      context.addIssue({
        code: "custom",
        path: ["amount"],
        message: "says how long to wait: an amount and a unit",
      });
    } else if (timing.amount * unitMs(timing.unit) > longestDelayMs) {
      context.addIssue({ code: "custom", path: ["amount"], message: "is longer than two years" });
    } else if (timing.unit === "calendar-days" && !Number.isInteger(timing.amount)) {
      context.addIssue({ code: "custom", path: ["amount"], message: "is a whole number of calendar days" });
    }
  });
export type Timing = z.infer<typeof timingSchema>;

export const frequencies = ["every-time", "once-per-customer", "once-per-customer-and-product"] as const;

export const automationSchema = z.object({
  name: z.string().trim().min(1).max(200).meta({ title: "Name" }),
  trigger: z.object({
    event: eventTypeSchema.meta({ title: "Event" }),
    sourceId: z.string().optional().meta({ title: "Only from this source" }),
    productIds: z.array(z.string()).max(1000).optional().meta({ title: "Only for these products" }),
    conditions: conditionsSchema.optional().meta({ title: "Only if" }),
    marketingConsent: z.boolean().optional().meta({
      title: "Only customers who agreed to marketing",
      description: "Where the shop does not say, they have not agreed.",
    }),
  }),
  timing: timingSchema.default({ when: "at" }),
  action: z.object({
    connectionId: z.string().meta({ title: "Connection" }),
    action: z.string().meta({ title: "Action" }),
    input: z.record(z.string(), z.json()).default({}).meta({ title: "Input" }),
  }),
  cancelOn: z.array(eventTypeSchema).max(20).default([]).meta({
    title: "Cancel on",
    description: "Events that cancel what this automation still owes the same customer.",
  }),
  frequency: z.enum(frequencies).default("every-time").meta({ title: "How often" }),
  tooLateAfterHours: z
    .number()
    .positive()
    .max(24 * 400)
    .optional()
    .meta({
      title: "Too late after (hours)",
      description:
        "Skipped when it could not run within this time of its moment. Cart recovery: 24 unless set.",
    }),
  enabled: z.boolean().default(true).meta({ title: "On" }),
});
export type AutomationDefinition = z.infer<typeof automationSchema>;

/**
 * An automation as the ledger knows it. `version` rises with every edit, so that what waits can keep its terms;
 * `inputVersion` is the action's when it was saved, so that an older input can be brought along.
 */
export type Automation = Omit<AutomationDefinition, "action"> & {
  id: string;
  version: number;
  action: AutomationDefinition["action"] & { inputVersion: number };
};

/** The events that cancel: as set, and a purchase cancels cart recovery without being asked. */
export function cancelledBy(automation: Pick<AutomationDefinition, "trigger" | "cancelOn">): string[] {
  const types = new Set(automation.cancelOn);
  if (automation.trigger.event === "cart.abandoned") types.add("purchase.completed");
  return [...types];
}

/** Milliseconds past its moment after which a delivery is no longer useful; undefined for never. */
export function tooLateAfterMs(
  automation: Pick<AutomationDefinition, "trigger" | "tooLateAfterHours">,
): number | undefined {
  const hours =
    automation.tooLateAfterHours ?? (automation.trigger.event === "cart.abandoned" ? 24 : undefined);
  return hours === undefined ? undefined : hours * timeUnits.hours;
}
