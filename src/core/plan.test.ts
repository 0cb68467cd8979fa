// The plan as a table: what an event causes, and in which words it causes nothing.
import { describe, expect, it } from "vitest";
import type { Automation } from "./automation";
import type { ShopEvent } from "./event";
import { type ActionFacts, type Known, plan } from "./plan";

const hour = 3_600_000;
const at = Date.UTC(2026, 10, 20, 12);

const purchase: ShopEvent = {
  id: "evt_1",
  type: "purchase.completed",
  occurredAt: at - hour,
  receivedAt: at,
  source: { id: "src_1", kind: "shopify" },
  customer: { id: "cus_1", email: "ada@example.com" },
  products: [{ id: "p1" }, { id: "p2" }],
  codes: [],
  data: {},
};

const rule = (more: Partial<Automation> = {}): Automation => ({
  id: "aut_1",
  version: 3,
  name: "A rule",
  trigger: { event: "purchase.completed" },
  timing: { when: "at" },
  action: { connectionId: "con_1", action: "send", input: {}, inputVersion: 1 },
  cancelOn: [],
  frequency: "every-time",
  enabled: true,
  ...more,
});

const action: ActionFacts = { needs: [], laneOf: () => undefined };
const nothingKnown: Known = {
  now: at,
  timeZone: "UTC",
  anchors: [],
  hasMoved: () => false,
  action: () => action,
  hasDelivery: () => false,
  onceTaken: () => false,
  laterEvent: () => undefined,
  whyCartIsOver: () => undefined,
  isRaisedCart: false,
};
const planned = (
  automation: Automation,
  {
    event = purchase,
    known = {},
    hops = 0,
  }: { event?: ShopEvent; known?: Partial<Known>; hops?: number } = {},
) => plan(event, [automation], { ...nothingKnown, ...known }, hops);

const without = (key: keyof ShopEvent): ShopEvent => {
  const { [key]: _, ...rest } = purchase;
  return rest as ShopEvent; // tests say which member is missing
};

describe("a plan", () => {
  it("owes one delivery for each automation that listens, by its version of now", () => {
    const both = plan(purchase, [rule(), rule({ id: "aut_2" })], nothingKnown);
    expect(both.deliveries.map((one) => [one.automation.id, one.automation.version])).toEqual([
      ["aut_1", 3],
      ["aut_2", 3],
    ]);
    expect(both.unmatched).toEqual([]);
  });

  it.each([
    [{ when: "at" }, at],
    [{ when: "after", amount: 2, unit: "hours" }, at + hour],
    [{ when: "after", amount: 1.5, unit: "hours" }, at + hour / 2],
    [{ when: "after", amount: 1, unit: "weeks" }, at - hour + 7 * 24 * hour],
  ] as const)("with the timing %j falls due at its moment", (timing, dueAt) => {
    expect(planned(rule({ timing })).deliveries).toMatchObject([{ dueAt }]);
  });

  it.each<[string, Partial<Automation>]>([
    ["its source", { trigger: { event: "purchase.completed", sourceId: "src_1" } }],
    ["one of its products", { trigger: { event: "purchase.completed", productIds: ["p9", "p2"] } }],
    ["an empty list of products, which is any", { trigger: { event: "purchase.completed", productIds: [] } }],
    [
      "its conditions",
      {
        trigger: {
          event: "purchase.completed",
          conditions: [{ field: "customer.email", op: "contains", value: "@example.com" }],
        },
      },
    ],
  ])("matches %s", (_, more) => {
    expect(planned(rule(more)).deliveries).toHaveLength(1);
  });

  it.each<[string, Partial<Automation>, Parameters<typeof planned>[1]?]>([
    ["The automation was paused.", { enabled: false }],
    ["It listens to another source.", { trigger: { event: "purchase.completed", sourceId: "src_2" } }],
    [
      "None of its products was in this event (p1, p2).",
      { trigger: { event: "purchase.completed", productIds: ["p9"] } },
    ],
    [
      "The event names no product.",
      { trigger: { event: "purchase.completed", productIds: ["p9"] } },
      { event: without("products") },
    ],
    ["Its connection or action no longer exists.", {}, { known: { action: () => undefined } }],
    [
      "The event has no customer.phone, which this action needs.",
      {},
      { known: { action: () => ({ ...action, needs: ["customer.email", "customer.phone"] }) } },
    ],
    [
      "It has already run for this customer.",
      { frequency: "once-per-customer" },
      { known: { onceTaken: (_, key) => key === "cus_1" } },
    ],
    [
      "It runs once per customer, and this event names no customer.",
      { frequency: "once-per-customer" },
      { event: without("customer") },
    ],
    [
      "It runs once per product, and this event names none.",
      { frequency: "once-per-customer-and-product" },
      { event: without("products") },
    ],
    ["This event came round through Shopbell three times, so the loop was stopped here.", {}, { hops: 3 }],
  ])("says: %s", (reason, more, options) => {
    expect(planned(rule(more), options)).toEqual({
      deliveries: [],
      unmatched: [{ automationId: "aut_1", reason }],
    });
  });

  it.each([
    [{ marketing: true }, undefined],
    [{ marketing: false }, "The customer did not agree to marketing."],
    [undefined, "The shop did not say whether the customer agreed to marketing."],
  ])("that is limited to who agreed to marketing goes by what the shop says (%j)", (consent, reason) => {
    const event = consent ? { ...purchase, consent } : purchase;
    const trigger = { event: "purchase.completed", marketingConsent: true };
    expect(planned(rule({ trigger }), { event }).unmatched[0]?.reason).toBe(reason);
    expect(planned(rule(), { event }).deliveries).toHaveLength(1);
  });

  it("says which condition was not met", () => {
    const trigger = {
      event: "purchase.completed",
      conditions: [{ field: "customer.email", op: "equals" as const, value: "bob@example.com" }],
    };
    const [unmatched] = planned(rule({ trigger })).unmatched;
    expect(unmatched?.reason).toMatch(/^A condition was not met: .*email.*\.$/);
  });

  it("says nothing of automations that listen to something else, or have run for this event", () => {
    const nothing = { deliveries: [], unmatched: [] };
    expect(planned(rule({ trigger: { event: "qr.scanned" } }))).toEqual(nothing);
    expect(planned(rule(), { known: { hasDelivery: (id) => id === "aut_1" } })).toEqual(nothing);
  });

  it("marks the customer, or each of the products that are new for them", () => {
    expect(planned(rule({ frequency: "once-per-customer" })).deliveries[0]?.onceKeys).toEqual(["cus_1"]);
    const perProduct = rule({ frequency: "once-per-customer-and-product" });
    expect(
      planned(perProduct, { known: { onceTaken: (_, key) => key === "cus_1 p1" } }).deliveries[0]?.onceKeys,
    ).toEqual(["cus_1 p2"]);
    const ofOne = rule({
      frequency: "once-per-customer-and-product",
      trigger: { event: "purchase.completed", productIds: ["p2"] },
    });
    expect(planned(ofOne).deliveries[0]?.onceKeys).toEqual(["cus_1 p2"]);
  });

  it("is cancelled before it begins by what happened later", () => {
    const known = { laterEvent: (types: string[]) => types.find((type) => type === "purchase.refunded") };
    const [delivery] = planned(rule({ cancelOn: ["purchase.refunded"] }), { known }).deliveries;
    expect(delivery).toMatchObject({
      cancelled: "Cancelled, because purchase.refunded happened.",
      cancelKey: "cus_1",
    });
    expect(planned(rule(), { known }).deliveries[0]).not.toHaveProperty("cancelled");
    expect(planned(rule(), { known }).deliveries[0]?.cancelKey).toBeNull();
  });

  it("lets a purchase cancel cart recovery without being asked", () => {
    const cart = { ...purchase, type: "cart.abandoned" };
    const asked: string[][] = [];
    planned(rule({ trigger: { event: "cart.abandoned" } }), {
      event: cart,
      known: {
        laterEvent: (types) => {
          asked.push(types);
          return undefined;
        },
      },
    });
    expect(asked).toEqual([["purchase.completed"]]);
  });

  it("does not remind anybody of a cart that was bought, emptied or empty", () => {
    const recovery = rule({ trigger: { event: "cart.abandoned" } });
    const cart = { ...purchase, type: "cart.abandoned" };
    const over = planned(recovery, { event: cart, known: { whyCartIsOver: () => "it is over" } });
    expect(over.deliveries).toMatchObject([{ cancelled: "Cancelled, because it is over." }]);
    const empty = planned(recovery, { event: { ...cart, products: [] } });
    expect(empty).toEqual({
      deliveries: [],
      unmatched: [{ automationId: "aut_1", reason: "The cart was empty." }],
    });
    expect(planned(rule(), { event: { ...purchase, products: [] } }).deliveries).toHaveLength(1);
  });

  it("counts from the moment of a cart that the ledger found abandoned, however late that was told", () => {
    const cart = { ...purchase, type: "cart.abandoned", occurredAt: at - 200 * hour };
    const due = (isRaisedCart: boolean, timing: Automation["timing"]) =>
      planned(rule({ trigger: { event: "cart.abandoned" }, timing }), {
        event: cart,
        known: { isRaisedCart },
      }).deliveries[0]?.dueAt;
    const after = { when: "after", amount: 2, unit: "hours" } as const;
    expect([due(true, { when: "at" }), due(true, after)]).toEqual([at - 200 * hour, at - 198 * hour]);
    expect([due(false, { when: "at" }), due(false, after)]).toEqual([at, at + 2 * hour]);
  });

  it("puts deliveries into the lane that the tool names, apart for each connection", () => {
    const known = { action: () => ({ ...action, laneOf: (event: ShopEvent) => event.customer?.id }) };
    expect(planned(rule(), { known }).deliveries[0]?.lane).toBe("con_1 cus_1");
    expect(planned(rule(), { known, event: without("customer") }).deliveries[0]?.lane).toBeNull();
  });
});
