// Applying an automation to customers who are already there: which of their events count for it, and how far it has come.
import { z } from "zod";
import type { Automation } from "./automation";
import type { Fact } from "./event";
import { isPartial } from "./expectation";
import type { Planned } from "./plan";
import { countReason, tallySchema } from "./tally";

/** What is to be done for those whose own moment is past already. */
export const pastChoices = ["leave-out", "run"] as const;

export type BackfillOrder = {
  /** Made by whoever asks: the same order told twice is one. */
  id: string;
  /** The automation's, as the person saw it. */
  version: number;
  /** Only customers with an event of so many days; undefined for all that is kept. */
  days: number | undefined;
  past: (typeof pastChoices)[number];
  /** So many were counted, and so many deliveries are made at most; undefined to count only. */
  expected: number | undefined;
};

const instant = z.int().meta({ description: "UTC, epoch milliseconds" });

export const backfillViewSchema = z.object({
  state: z.enum(["none", "running", "done", "cancelled"]),
  isCount: z.boolean().meta({ description: "It only counts, and makes nothing" }),
  version: z.int().nullable().meta({ description: "Of the automation, as it was when this began" }),
  past: z.enum(pastChoices),
  reason: z.string().nullable().meta({ description: "Why it stopped before the end" }),
  looked: z.int().meta({ description: "Customers it has seen to" }),
  total: z.int().meta({ description: "Customers there were when it began" }),
  made: z.int().meta({ description: "Deliveries made; while it counts, those that would be" }),
  leftOut: tallySchema.meta({ description: "Customers left out, most first" }),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
});
export type BackfillView = z.infer<typeof backfillViewSchema>;

export type Backfill = Omit<BackfillView, "state" | "isCount" | "version" | "past" | "startedAt"> & {
  state: "running" | "done" | "cancelled";
  automationId: string;
  order: BackfillOrder;
  /** Events that arrived before do not count (epoch milliseconds). */
  since: number;
  /** The last customer it has seen to. */
  cursor: string;
  startedAt: number;
};

export const noBackfill: BackfillView = {
  state: "none",
  isCount: false,
  version: null,
  past: "leave-out",
  reason: null,
  looked: 0,
  total: 0,
  made: 0,
  leftOut: [],
  startedAt: null,
  endedAt: null,
};

export function backfillView({
  order,
  automationId: _,
  since: __,
  cursor: ___,
  ...job
}: Backfill): BackfillView {
  const { version, past, expected } = order;
  return { ...job, isCount: expected === undefined, version, past };
}

/** What seeing to one customer came to. Whoever has no event that the automation listens to is in neither. */
export type SeenTo = { made: number; leftOut?: string };

export function tallied(job: Backfill, customerId: string, { made, leftOut }: SeenTo): Backfill {
  return {
    ...job,
    cursor: customerId,
    looked: job.looked + 1,
    made: job.made + made,
    leftOut: leftOut === undefined ? job.leftOut : countReason(job.leftOut, leftOut),
  };
}

/**
 * Whether the latest event of each customer is all that counts. Every product is a matter of its own where the
 * automation says so, and so is every date that is known in advance.
 */
export function isOnePerCustomer({ timing, frequency }: Pick<Automation, "timing" | "frequency">): boolean {
  return timing.when !== "before" && frequency !== "once-per-customer-and-product";
}

export const alreadyReason = "It has already run for them, or is about to.";
export const takenBackReason = "The order was refunded or cancelled since.";
export const enoughReason = "There are more of them than were counted.";
export const pastMomentReason = "Its moment is past already.";

/** Why what is planned is left out for a customer who is already there; undefined when it is owed. */
export function reasonAgainst(
  { automation: { timing }, dueAt, cancelled, skipped }: Planned,
  past: BackfillOrder["past"],
  now: number,
): string | undefined {
  if (cancelled !== undefined) return cancelled;
  if (skipped !== undefined) return skipped;
  return timing.when !== "at" && dueAt < now && past === "leave-out" ? pastMomentReason : undefined;
}

/** These take an order back. */
export const takeBackTypes: readonly string[] = ["purchase.refunded", "purchase.cancelled"];

/** Whether a refund or a cancelled order takes an event's order back. Who got a part of their money back is still a customer. */
export function isTakenBack(fact: Fact, others: Fact[]): boolean {
  const { order, type } = fact;
  if (order === undefined || takeBackTypes.includes(type)) return false;
  return others.some(
    (other) =>
      takeBackTypes.includes(other.type) &&
      other.order?.id === order.id &&
      // Renewals may carry the number of the first order: one that was paid after the refund stands.
      (type === "purchase.completed" || other.occurredAt >= fact.occurredAt) &&
      isAboutSame(fact, other) &&
      !isPartial({ type: other.type, total: other.order.total, refunded: other.order.refunded }, order.total),
  );
}

/** Whether two events of one order are about the same products, as far as both name any. */
function isAboutSame({ products = [] }: Fact, { products: others = [] }: Fact): boolean {
  if (products.length === 0 || others.length === 0) return true;
  return products.some(({ id }) => others.some((other) => other.id === id));
}
