// Who counts when an automation is applied to customers who are already there, as tables.
import { describe, expect, it } from "vitest";
import type { Automation } from "./automation";
import {
  type Backfill,
  backfillView,
  isOnePerCustomer,
  isTakenBack,
  pastMomentReason,
  reasonAgainst,
  tallied,
} from "./backfill";
import type { Fact } from "./event";
import type { Planned } from "./plan";
import { inGeneral } from "./tally";

const now = Date.UTC(2026, 10, 20);

const job: Backfill = {
  automationId: "aut_1",
  order: { id: "order", version: 1, days: undefined, past: "leave-out", expected: undefined },
  since: 0,
  state: "running",
  reason: null,
  cursor: "",
  looked: 0,
  total: 10,
  made: 0,
  leftOut: [],
  startedAt: now,
  endedAt: null,
};

const planned = (timing: Automation["timing"], more: Partial<Planned> = {}): Planned => ({
  automation: {
    id: "aut_1",
    version: 1,
    name: "A rule",
    trigger: { event: "purchase.completed" },
    timing,
    action: { connectionId: "con_1", action: "send", input: {}, inputVersion: 1 },
    cancelOn: [],
    frequency: "every-time",
    enabled: true,
  },
  dueAt: now - 1,
  lane: null,
  cancelKey: null,
  hangsOn: null,
  onceKeys: [],
  ...more,
});
const after = { when: "after", amount: 1, unit: "hours" } as const;

describe("what is planned for somebody who is already there", () => {
  it.each<[string, Planned, "leave-out" | "run", string | undefined]>([
    ["owed at once, is owed now", planned({ when: "at" }), "leave-out", undefined],
    ["with a moment that is past, is left out", planned(after), "leave-out", pastMomentReason],
    ["with a moment that is past, runs where that is asked for", planned(after), "run", undefined],
    ["with a moment yet to come, is owed", planned(after, { dueAt: now }), "leave-out", undefined],
    [
      "called off since, is left out",
      planned({ when: "at" }, { cancelled: "Called off." }),
      "run",
      "Called off.",
    ],
    ["before a date that is too near, is left out", planned(after, { skipped: "Past." }), "run", "Past."],
  ])("%s", (_, one, past, reason) => {
    expect(reasonAgainst(one, past, now)).toBe(reason);
  });
});

describe("one per customer", () => {
  it.each([
    ["at", "every-time", true],
    ["after", "once-per-customer", true],
    ["at", "once-per-customer-and-product", false],
    ["before", "every-time", false],
  ] as const)("%s, %s: %s", (when, frequency, isOne) => {
    expect(isOnePerCustomer({ timing: { when, amount: 1, unit: "days" }, frequency })).toBe(isOne);
  });
});

describe("an order", () => {
  const total = { amount: 4990, currency: "EUR" };
  const bought: Fact = {
    type: "purchase.completed",
    occurredAt: 100,
    order: { id: "o1", total },
    products: [{ id: "p1" }],
  };
  const undone = (type: string, more: Partial<Fact> = {}): Fact => ({
    type,
    occurredAt: 200,
    order: { id: "o1" },
    ...more,
  });

  it.each<[string, Fact, Fact[], boolean]>([
    ["nothing happened to stands", bought, [], false],
    ["that was refunded is taken back", bought, [undone("purchase.refunded")], true],
    ["that was cancelled is taken back", bought, [undone("purchase.cancelled")], true],
    [
      "whose refund came before it is taken back",
      bought,
      [undone("purchase.refunded", { occurredAt: 50 })],
      true,
    ],
    [
      "of which a part was refunded stands",
      bought,
      [undone("purchase.refunded", { order: { id: "o1", refunded: { amount: 1000, currency: "EUR" } } })],
      false,
    ],
    [
      "of which all was refunded is taken back",
      bought,
      [undone("purchase.refunded", { order: { id: "o1", refunded: total } })],
      true,
    ],
    [
      "stands when another one was refunded",
      bought,
      [undone("purchase.refunded", { order: { id: "o2" } })],
      false,
    ],
    [
      "stands when another of its products was refunded",
      bought,
      [undone("purchase.refunded", { products: [{ id: "p2" }] })],
      false,
    ],
    [
      "is renewed after its refund, and stands",
      { ...bought, type: "subscription.renewed", occurredAt: 300 },
      [undone("purchase.refunded")],
      false,
    ],
    [
      "is not undone by a refund that is what it is about",
      undone("purchase.refunded"),
      [undone("purchase.refunded")],
      false,
    ],
    [
      "without a number cannot be told to be undone",
      { type: "lead.created", occurredAt: 1 },
      [undone("purchase.refunded")],
      false,
    ],
  ])("%s", (_, fact, others, isBack) => {
    expect(isTakenBack(fact, others)).toBe(isBack);
  });
});

describe("a reason in general", () => {
  it.each([
    ["A condition was not met: customer.email is ada@example.com, not x.", "A condition was not met."],
    ["None of its products was in this event (p1, p2).", "None of its products was in this event."],
    ["It listens to another source.", "It listens to another source."],
  ])("%s", (reason, general) => {
    expect(inGeneral(reason)).toBe(general);
  });
});

describe("the tally", () => {
  it("counts customers, deliveries and reasons, most first", () => {
    const after = [
      { made: 2 },
      { made: 0, leftOut: "A." },
      { made: 0, leftOut: "B: one." },
      { made: 0, leftOut: "B: another." },
      { made: 0 },
    ].reduce((at, seen, i) => tallied(at, `cus_${i}`, seen), job);
    expect(after).toMatchObject({
      cursor: "cus_4",
      looked: 5,
      made: 2,
      leftOut: [
        { reason: "B.", count: 2 },
        { reason: "A.", count: 1 },
      ],
    });
    expect(backfillView(after)).toEqual({
      state: "running",
      isCount: true,
      version: 1,
      past: "leave-out",
      reason: null,
      looked: 5,
      total: 10,
      made: 2,
      leftOut: after.leftOut,
      startedAt: now,
      endedAt: null,
    });
  });

  it("holds no more than twenty reasons, and loses nobody", () => {
    let at = job;
    for (let i = 0; i < 100; i++) at = tallied(at, `cus_${i}`, { made: 0, leftOut: `Reason ${i % 50}.` });
    expect(at.leftOut).toHaveLength(20);
    expect(at.leftOut.reduce((sum, one) => sum + one.count, 0)).toBe(100);
    expect(at.leftOut[0]?.reason).toBe("Other reasons.");
  });
});
