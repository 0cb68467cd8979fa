// What the tools' conformance suite must know of a tool that it cannot read from its connector.
import type { Verdict } from "../src/core/delivery";
import type { ShopEvent } from "../src/core/event";

/** What a stand-in's account holds, as its `state()` tells it. */
// biome-ignore lint/suspicious/noExplicitAny: every stand-in has a state of its own
export type State = any;

export type ActionCase = {
  /** A form filled in so that the action works in a fresh account of the stand-in. */
  input: Record<string, unknown>;
  /** Brings the account into the state before, about this customer: whoever shall be removed is there. */
  seed?(email: string): unknown[];
  /** The same where what is to be done is so already (on the list, or not on it). Left out where the world has no such state. */
  already?: { seed?(email: string): unknown[] };
  /** Whether it has been done, once, for this customer (the address is in lower case). */
  isDone(state: State, email: string): boolean;
  /** What the account holds as the customer's name, where the action brings it there. */
  namesIn?(state: State, email: string): { first?: string; last?: string; full?: string };
  /** Forms that name what the account does not have, and what is said about it. */
  missing: { input: Record<string, unknown>; reason: RegExp }[];
  /** Seeds and what is said where the person is not there, for actions that need them to be. */
  nobody?: { reason: RegExp };
  /** The longest name that gets through whole; the rest may be cut. 60 unless set. */
  longestName?: number;
};

export type ToolCase = {
  /** The connector's id; its stand-in has the same. */
  tool: string;
  /** Settings with credentials that are well-formed and wrong, by those that are right. */
  wrong(settings: Record<string, unknown>): Record<string, unknown>;
  /** Part of what is said about a wrong key: where to find the right one. */
  wrongKeyHelp: RegExp;
  /** Other states of an account or of a key, and what a check says: `refused` makes the mark red for good. */
  checks: { name: string; knobs: Record<string, unknown>; is: "ok" | "refused" | "trouble"; says?: RegExp }[];
  /** Ways the provider says "slow down": knobs, and how long is then waited. */
  slowDowns: { name: string; knobs: Record<string, unknown>; afterMs?: number }[];
  /** 2xx answers that carry a failure, and other answers that mean something else than their status says. */
  quirks?: {
    name: string;
    action: string;
    /** The action's own unless set. */
    input?: Record<string, unknown>;
    knobs?: Record<string, unknown>;
    seed?(email: string): unknown[];
    verdict: Partial<Verdict> | RegExp;
    /** Whether the action's `isDone` holds afterwards, where that matters. */
    isDone?: boolean;
  }[];
  actions: Record<string, ActionCase>;
  /**
   * Per field that is picked: the labels an account has, and knobs for an account with many and how many those are.
   * Fields of several actions that are the same need to be told once, under the first of them: "add-to-list.listId".
   */
  choices: Record<
    string,
    {
      input?: Record<string, unknown>;
      labels: string[];
      many?: { knobs: Record<string, unknown>; count: number };
    }
  >;
};

/** The customer of the suite's events. */
export const customerOf = (email: string, names: Partial<ShopEvent["customer"]> = {}) => ({
  id: "cus_1",
  email,
  firstName: "Zoë",
  lastName: "O'Brien-Łęcki",
  ...names,
});
