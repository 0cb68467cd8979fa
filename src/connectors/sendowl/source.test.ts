// SendOwl's signatures, and what each of its events is read as.
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { JsonObject } from "../../core/json";
import type { Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const settings = { signingKeySecret: "sample-signing-key-secret" };

/** Made from the documented rule with another HMAC than ours (Python's); SendOwl publishes none. */
const vectors: [body: string, signature: string][] = [
  [
    '{"order":{"id":"0000123456","price_at_checkout":"£15.00"}}',
    "E0daUu4gdDq8AaVT8hScoQ/4UgBk61jH4bwgBQHq7Bg=",
  ],
  [
    '{"order": {"id":"0000123456","price_at_checkout":"\\u00a315.00"}}',
    "k1p6oZOrBj+aY2cLi4cqvIgIkD2Pdv4wRAiHiLvJbfM=",
  ],
];

const read = (event: string | undefined, order: JsonObject | string): Promise<Reading> =>
  source.read(
    requestOf(
      typeof order === "string" ? order : JSON.stringify({ order }),
      event === undefined ? {} : { "X-SENDOWL-EVENT": event },
    ),
    settings,
    now,
  );

async function told(event: string, order: JsonObject | string): Promise<SourceFact[]> {
  const reading = await read(event, order);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

async function one(event: string, order: JsonObject | string): Promise<SourceFact> {
  const [fact] = await told(event, order);
  return fact ?? expect.fail("no fact");
}

const sampleOf = (title: string) => samples.find((sample) => sample.title === title) ?? expect.fail(title);

async function readSample(title: string): Promise<Reading> {
  const { body, headers } = sampleOf(title);
  return source.read(requestOf(body, headers), settings, now);
}

describe("a signature", () => {
  const verify = (body: string, headers: Record<string, string>) =>
    verifyBy(source, requestOf(body, headers), settings, now);

  it.each(vectors)(
    "of the raw bytes is accepted, whatever the header's case: %s",
    async (body, signature) => {
      for (const name of ["X-SENDOWL-HMAC-SHA256", "x-sendowl-hmac-sha256", "X-Sendowl-Hmac-Sha256"])
        expect(await verify(body, { [name]: ` ${signature}` })).toEqual({ ok: true });
      expect(await signBy(source, requestOf(body), settings, now)).toEqual({
        headers: { "x-sendowl-hmac-sha256": signature },
      });
    },
  );

  it("of other bytes that mean the same is a mismatch", async () => {
    const [[body = ""] = [], [, signature = ""] = []] = vectors;
    expect(await verify(body, { "X-SENDOWL-HMAC-SHA256": signature })).toMatchObject({ reason: "mismatch" });
  });

  it.each(["", " "])("that is %j is missing", async (signature) => {
    expect(await verify("{}", { "X-SENDOWL-HMAC-SHA256": signature })).toMatchObject({ reason: "missing" });
  });
});

describe("an event", () => {
  it.each([
    ["Order completed", "purchase.completed", "order:0000123456"],
    ["Payment of an order", "purchase.completed", "order:0000123456"],
    ["Free order", "purchase.completed", "order:0000123458"],
    ["Order failed", "payment.failed", "order:0000123456:failed"],
    ["Order under review", "custom.fraud_review", "order:0000123456:fraud_review"],
    ["Order imported", "custom.order_imported", "order:0000123459:imported"],
    ["Refund", "purchase.refunded", "order:0000123456:refund:re_sample401:1787227200000"],
    ["Dispute", "custom.dispute_opened", "order:0000123456:dispute"],
    ["Charged back", "purchase.refunded", "order:0000123456:charged_back"],
    ["Subscription active", "subscription.started", "order:0000123457:started"],
    ["Subscription paid again", "subscription.renewed", "order:0000123457:payment:ch_sample302"],
    ["Subscription cancelling", "subscription.cancel_scheduled", "order:0000123457:cancelling"],
    ["Subscription cancelled", "subscription.cancelled", "order:0000123457:cancelled"],
    ["Subscription complete", "custom.subscription_completed", "order:0000123457:completed"],
  ])("%s is %s, known as %s", async (title, type, key) => {
    expect(await readSample(title)).toMatchObject({ is: "facts", facts: [{ key, fact: { type } }] });
  });

  it("of a subscription that is set up is nothing yet", async () => {
    expect(samples).toHaveLength(15);
    expect(await readSample("Subscription set up")).toMatchObject({ is: "nothing" });
  });

  it("tells what the buyer paid, with the tax", async () => {
    expect((await readSample("Order completed")) as object).toMatchObject({
      facts: [{ fact: { order: { total: { amount: 1800, currency: "GBP" } } } }],
    });
    const free = (await readSample("Free order")) as object;
    expect(free).toMatchObject({ facts: [{ fact: { order: { total: { amount: 0, currency: "GBP" } } } }] });
    const { fact } = await one("order_completed", { id: "1", price_at_checkout: "£15.00" });
    expect(fact.order).toEqual({ id: "1" });
  });

  it("links to the files only while the buyer may have them", async () => {
    const order = { id: "1", download_url: "https://example.com/d" };
    expect((await one("order_completed", order)).fact.order?.url).toBe("https://example.com/d");
    expect((await one("order_failed", { ...order, access_allowed: false })).fact.order?.url).toBeUndefined();
  });

  it("tells when access ends, where that is one moment for all that was bought", async () => {
    const end = async (...ends: (string | null)[]) => {
      const cart_items = ends.map((valid_until) => ({ product: { id: 1 }, valid_until }));
      return (await one("order_completed", { id: "1", cart: { cart_items } })).fact.accessEndsAt;
    };
    expect(await end("2026-09-13T09:30:00Z", "2026-09-13T09:30:00Z")).toBe(Date.UTC(2026, 8, 13, 9, 30));
    expect(await end("2026-09-13T09:30:00Z", null)).toBeUndefined();
    expect(await end(null)).toBeUndefined();
    expect(await end()).toBeUndefined();
  });

  it("keeps an id's zeros and the digits of a big one", async () => {
    expect((await one("order_completed", { id: "0000000007" })).key).toBe("order:0000000007");
    expect((await one("order_completed", '{"order":{"id":9007199254740993}}')).key).toBe(
      "order:9007199254740993",
    );
  });

  it.each([
    [undefined, '{"order":{"id":1}}', "unknown"],
    ["order_shipped", '{"order":{"id":1}}', "order_shipped"],
    ["constructor", '{"order":{"id":1}}', "constructor"],
    ["order_completed", '{"order":{}}', "order_completed"],
    ["order_completed", '{"order":[1]}', "order_completed"],
  ])("%s of %s is not understood", async (event, body, type) => {
    expect(await read(event, body)).toMatchObject({ is: "not-understood", type });
  });

  it("that is no JSON object is unreadable", async () => {
    for (const body of ["", "[]", "a=1", "{"])
      expect(await read("order_completed", body)).toMatchObject({ is: "unreadable" });
  });
});

describe("a payment", () => {
  const payment = (id: string, created_at: string) => ({
    gateway_transaction_id: id,
    created_at,
    payment_gross: "$9.00",
    payment_currency: "USD",
    refund: false,
  });
  const first = payment("ch_1", "2026-08-14T09:30:00Z");
  const second = payment("ch_2", "2026-09-14T09:30:00Z");

  it("of an order is its purchase, told twice", async () => {
    const order = { id: "1", buyer_email: "a@example.com", transactions: [first] };
    const completed = await one("order_completed", { id: "1" });
    const paid = await one("new_payment", order);
    expect(paid.key).toBe(completed.key);
    expect(mergeFacts(completed.fact, { ...paid.fact })).toMatchObject({
      customer: { email: "a@example.com" },
      order: { total: { amount: 900, currency: "USD" } },
    });
    expect((await one("new_payment", { ...order, transactions: [first, second] })).key).toBe("order:1");
  });

  it("of a subscription is the purchase first and a renewal then, in whatever order they are listed", async () => {
    const order = { id: "1", for_subscription: true, settled_gross: "18.00", settled_currency: "USD" };
    expect((await one("new_payment", { ...order, transactions: [first] })).key).toBe("order:1");
    for (const transactions of [
      [first, second],
      [second, first],
    ]) {
      const { key, fact } = await one("new_payment", { ...order, transactions });
      expect(key).toBe("order:1:payment:ch_2");
      expect(fact).toMatchObject({
        type: "subscription.renewed",
        occurredAt: Date.UTC(2026, 8, 14, 9, 30),
        order: { total: { amount: 900, currency: "USD" } },
      });
    }
  });

  it("later than the first does not change what the order cost", async () => {
    const order = { id: "1", for_subscription: true, settled_gross: "$18.00", settled_currency: "USD" };
    const { fact } = await one("subscription_cancelled", { ...order, transactions: [first, second] });
    expect(fact.order?.total).toEqual({ amount: 900, currency: "USD" });
  });

  it("that was given back is no payment", async () => {
    const back = { ...payment("re_1", "2026-08-15T00:00:00Z"), refund: true };
    const order = { id: "1", for_subscription: true, transactions: [first, back] };
    expect((await one("new_payment", order)).key).toBe("order:1");
  });
});

describe("a refund", () => {
  const back = (id: string, at: string, gross: string) => ({
    gateway_transaction_id: id,
    created_at: at,
    payment_gross: gross,
    payment_currency: "GBP",
    refund: true,
  });

  it("is one fact for each time something was given back", async () => {
    const transactions = [
      back("re_1", "2026-08-20T12:00:00Z", "£-3.00"),
      back("re_2", "2026-08-21T12:00:00Z", "£2.50"),
      back("re_2", "2026-08-21T12:00:00Z", "£2.50"),
    ];
    const facts = await told("refund_issued", { id: "1", transactions });
    expect(facts.map(({ key, fact }) => [key, fact.order?.refunded?.amount])).toEqual([
      [`order:1:refund:re_1:${Date.UTC(2026, 7, 20, 12)}`, 300],
      [`order:1:refund:re_2:${Date.UTC(2026, 7, 21, 12)}`, 250],
    ]);
    expect(facts[0]?.sameCustomerAs).toEqual(["order:1"]);
  });

  it("that is not listed is known by its order, for a while", async () => {
    const { key, keyLastsMs } = await one("refund_issued", { id: "1" });
    expect(key).toBe("order:1:refund");
    expect(keyLastsMs).toBeGreaterThan(0);
  });
});
