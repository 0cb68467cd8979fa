import { describe, expect, it } from "vitest";
import type { Fact } from "./event";
import { originOf, standingOf, type TicketNews, ticketsOf } from "./ticket";

const bought: Fact = {
  type: "purchase.completed",
  occurredAt: 100,
  products: [{ id: "p" }],
  order: { id: "o", total: { amount: 500, currency: "PLN" } },
  subscription: { id: "s" },
};
const news = (type: string, at: number, more: Partial<Fact> = {}): TicketNews => ({
  fact: { type, occurredAt: at, order: { id: "o" }, subscription: { id: "s" }, ...more },
  at,
});
const ticket = originOf(bought, "p", 100);

describe("A purchase is given tickets", () => {
  it.each([
    ["for products with codes", bought, [{ productId: "p", credits: 3 }]],
    [
      "for as many as were bought",
      { ...bought, products: [{ id: "p", quantity: 2 }] },
      [{ productId: "p", credits: 6 }],
    ],
    [
      "for the lines of one product together",
      { ...bought, products: [{ id: "p" }, { id: "p" }] },
      [{ productId: "p", credits: 6 }],
    ],
    ["and nothing else is", { ...bought, type: "subscription.renewed" }, []],
  ])("%s", (_, fact, expected) => {
    expect(ticketsOf(fact, (id) => (id === "p" ? { enabled: true, credits: 3 } : null))).toEqual(expected);
  });

  it("not where codes are turned off", () => {
    expect(ticketsOf(bought, () => ({ enabled: false, credits: 3 }))).toEqual([]);
    expect(ticketsOf(bought, () => ({ enabled: true }))).toEqual([{ productId: "p", credits: null }]);
  });
});

describe("What has become of a ticket", () => {
  it.each<[string, TicketNews[], object]>([
    ["nothing yet", [], {}],
    ["a refund", [news("purchase.refunded", 200)], { ended: { why: "refunded", at: 200 } }],
    [
      "a refund that is older than its purchase",
      [news("purchase.refunded", 50)],
      { ended: { why: "refunded", at: 50 } },
    ],
    [
      "a part of it given back",
      [news("purchase.refunded", 200, { order: { id: "o", refunded: { amount: 1, currency: "PLN" } } })],
      {},
    ],
    ["another product's refund", [news("purchase.refunded", 200, { products: [{ id: "q" }] })], {}],
    ["another order's", [news("purchase.cancelled", 200, { order: { id: "x" } })], {}],
    ["a pause", [news("subscription.paused", 200), news("subscription.paused", 300)], { pausedAt: 200 }],
    [
      "a pause that is over, told first",
      [news("subscription.resumed", 300), news("subscription.paused", 200)],
      {},
    ],
    [
      "an end that is still to come",
      [news("subscription.cancelled", 200, { accessEndsAt: 900 })],
      { ended: { why: "cancelled", at: 900 } },
    ],
    ["another subscription's end", [news("subscription.cancelled", 200, { subscription: { id: "x" } })], {}],
    ["an end of a subscription before it", [news("subscription.cancelled", 50)], {}],
  ])("by %s", (_, told, expected) => {
    expect(standingOf(ticket, told)).toEqual(expected);
    expect(standingOf(ticket, told.toReversed())).toEqual(expected);
  });
});
