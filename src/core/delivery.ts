// A delivery's life: its states, the verdicts a tool's answer can amount to, and what each verdict makes of it.

import { z } from "zod";
import type { Json } from "./json";
import { retryAt } from "./retry";

export const deliveryStates = [
  "waiting",
  "ready",
  "running",
  "retrying",
  "held",
  "uncertain",
  "succeeded",
  "failed",
  "cancelled",
  "skipped",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const endStates = ["succeeded", "failed", "cancelled", "skipped"] as const satisfies DeliveryState[];

export function hasEnded(state: DeliveryState): boolean {
  return (endStates as readonly DeliveryState[]).includes(state);
}

/** What one run of an action came to. Every reason is a sentence a shop owner can read. */
export type Verdict =
  /**
   * The tool did it, or it was so already. `note` says which, where it matters; `shown` is for the attempt record
   * of a tool that sends nothing; `fetched` is what a source fetched for its own event.
   */
  | { is: "done"; note?: string; shown?: Json; fetched?: unknown }
  /**
   * Not now: try again, no earlier than `afterMs` where the tool gave a hint. With `slowDown` that holds for everything
   * the tool is asked with these credentials, not for this delivery alone.
   */
  | { is: "retry"; reason: string; afterMs?: number; slowDown?: true }
  /** The tool refused our credentials: nothing of this connection can work until they are mended. */
  | { is: "refused"; reason: string }
  /** It will never work as it stands. */
  | { is: "failed"; reason: string }
  /** The request went out and no answer came back: it may or may not have happened. */
  | { is: "unknown"; reason: string };

const cutText = z.string().meta({ description: "Without secrets, cut to a few kilobytes" });

/** What is remembered of one run of an action. */
export const attemptSchema = z.object({
  at: z.int().meta({ description: "UTC, epoch milliseconds" }),
  tookMs: z.number(),
  outcome: z.enum(["done", "retry", "refused", "failed", "unknown"]),
  reason: z.string().optional(),
  request: z.object({ method: z.string(), url: z.string(), body: cutText.optional() }).optional(),
  response: z.object({ status: z.int(), body: cutText.optional() }).optional(),
  shown: z.json().optional().meta({ description: "What would have been sent, where nothing is" }),
});
export type Attempt = z.infer<typeof attemptSchema>;

export type Settlement = { state: DeliveryState; nextAt: number | null; reason: string | null };

/** What a verdict makes of a running delivery. `tries` counts the run that just ended. */
export function settlementOf(
  verdict: Verdict,
  delivery: { tries: number; repeatable: boolean; cancelRequested: string | null },
  now: number,
  random: () => number,
): Settlement {
  switch (verdict.is) {
    case "done":
      return { state: "succeeded", nextAt: null, reason: verdict.note ?? null };
    case "failed":
      return { state: "failed", nextAt: null, reason: verdict.reason };
    case "unknown":
      if (!delivery.repeatable) return { state: "uncertain", nextAt: null, reason: verdict.reason };
      return again(verdict, delivery, now, random);
    case "refused":
      if (delivery.cancelRequested)
        return { state: "cancelled", nextAt: null, reason: delivery.cancelRequested };
      return { state: "held", nextAt: null, reason: verdict.reason };
    case "retry":
      return again(verdict, delivery, now, random);
  }
}

function again(
  verdict: { reason: string; afterMs?: number },
  delivery: { tries: number; cancelRequested: string | null },
  now: number,
  random: () => number,
): Settlement {
  if (delivery.cancelRequested) return { state: "cancelled", nextAt: null, reason: delivery.cancelRequested };
  const at = retryAt(delivery.tries, now, random, verdict.afterMs);
  if (at === undefined)
    return {
      state: "failed",
      nextAt: null,
      reason: `Given up after ${delivery.tries} tries. ${verdict.reason}`,
    };
  return { state: "retrying", nextAt: at, reason: verdict.reason };
}
