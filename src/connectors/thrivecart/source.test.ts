// ThriveCart's proof, and what each of its notifications is read as.
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { JsonObject } from "../../core/json";
import { dropSecrets, dropSecretsFromText } from "../../core/redact";
import type { Reading, SourceFact } from "../kit";
import { requestOf, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const settings = { secretWord: "SAMPLEWORD01" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const json = { "content-type": "application/json" };

const read = (body: string | JsonObject): Promise<Reading> =>
  source.read(
    typeof body === "string" ? requestOf(body, form) : requestOf(JSON.stringify(body), json),
    settings,
    now,
  );

async function told(body: string | JsonObject): Promise<SourceFact[]> {
  const reading = await read(body);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

async function one(body: string | JsonObject): Promise<SourceFact> {
  const [fact] = await told(body);
  return fact ?? expect.fail("no fact");
}

const sampleOf = (title: string) => samples.find((sample) => sample.title === title) ?? expect.fail(title);

async function readSample(title: string): Promise<SourceFact[]> {
  const { body, headers } = sampleOf(title);
  const reading = await source.read(requestOf(body, headers), settings, now);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

describe("the proof", () => {
  const verify = (body: string, headers: Record<string, string> = form, secretWord = settings.secretWord) =>
    verifyBy(source, requestOf(body, headers), { secretWord }, now);

  it.each(samples)("of every sample is its secret word: $title", async ({ body, headers }) => {
    expect(await verify(body, headers)).toEqual({ ok: true });
    expect(await verify(body, headers, "SAMPLEWORD02")).toMatchObject({ reason: "mismatch" });
    const without = body.replaceAll("thrivecart_secret", "thrivecart_other");
    expect(await verify(without, headers)).toMatchObject({ reason: "missing" });
  });

  it.each([
    ["thrivecart_secret=SAMPLEWORD01", form],
    ["a=1&thrivecart_secret=SAMPLEWORD01", {}],
    ['{"thrivecart_secret":"SAMPLEWORD01"}', json],
    ['{"thrivecart_secret":" SAMPLEWORD01 "}', {}],
  ])("%s is accepted", async (body, headers) => {
    expect(await verify(body, headers)).toEqual({ ok: true });
  });

  it.each([
    ["", form, "missing"],
    ["thrivecart_secret=", form, "missing"],
    ["thrivecart_secret[]=SAMPLEWORD01", form, "missing"],
    ["x[thrivecart_secret]=SAMPLEWORD01", form, "missing"],
    ['{"thrivecart_secret":["SAMPLEWORD01"]}', json, "missing"],
    ['{"thrivecart_secret":true}', json, "missing"],
    ['{"__proto__":{"thrivecart_secret":"SAMPLEWORD01"}}', json, "missing"],
    ['{"thrivecart_secret":"SAMPLEWORD01"', json, "missing"],
    ["thrivecart_secret=SAMPLEWORD01", json, "missing"],
    ["thrivecart_secret=sampleword01", form, "mismatch"],
    ["thrivecart_secret=SAMPLEWORD01&thrivecart_secret=x", form, "mismatch"],
    ["thrivecart_secret=SAMPLEWORD0", form, "mismatch"],
  ])("%s is refused", async (body, headers, reason) => {
    expect(await verify(body, headers)).toMatchObject({ ok: false, reason });
  });

  it("is in no fact once secrets are dropped", async () => {
    const [fact] = await readSample("Order of a subscription");
    expect(fact?.data).toMatchObject({ thrivecart_secret: settings.secretWord });
    expect(JSON.stringify(dropSecrets(fact?.data ?? null))).not.toContain(settings.secretWord);
    for (const { body } of samples) expect(dropSecretsFromText(body)).not.toContain(settings.secretWord);
  });
});

describe("ThriveCart's question whether somebody answers", () => {
  const asked = (body: string, headers: Record<string, string> = {}, method = "POST") =>
    source.handshake?.({ ...requestOf(body, headers), method }, settings);

  it("is answered when it is empty, or holds neither event nor secret word", async () => {
    expect(await asked("")).toEqual({ type: "application/json", body: "{}" });
    expect(await asked("ping=1", form)).toMatchObject({ body: "{}" });
    expect(await asked("[]", json)).toBeUndefined();
  });

  it("is no event, and nothing that cannot be read", async () => {
    for (const { body, headers } of samples) expect(await asked(body, headers)).toBeUndefined();
    expect(await asked("event=order.success", form)).toBeUndefined();
    expect(await asked("thrivecart_secret=x", form)).toBeUndefined();
    expect(await asked("--x", { "content-type": "multipart/form-data; boundary=x" })).toBeUndefined();
    expect(await asked("", {}, "GET")).toBeUndefined();
  });
});

describe("an event", () => {
  it.each([
    ["Order with a bump and an upsell", "purchase.completed", "order:1514394"],
    ["Order with a bump and an upsell, as JSON", "purchase.completed", "order:1514394"],
    ["Order of a subscription", "purchase.completed", "order:1514395"],
    ["Subscription paid again", "subscription.renewed", "order:1514395:product-17:payment:2"],
    ["Payment failed", "payment.failed", "order:1514395:product-17:rebill_failed:918273645"],
    ["Subscription paused", "subscription.paused", "order:1514395:product-17:paused:918273646"],
    ["Subscription resumed", "subscription.resumed", "order:1514395:product-17:resumed:918273647"],
    ["Subscription cancelled", "subscription.cancelled", "order:1514395:product-17:cancelled"],
    ["Refund of an upsell", "purchase.refunded", "order:1514394:upsell-3:refund:918273648"],
    ["Cart abandoned", "cart.abandoned", "cart:918273649"],
  ])("%s is %s, known as %s", async (title, type, key) => {
    const [fact] = await readSample(title);
    expect(fact).toMatchObject({ key, fact: { type }, customerRefs: ["customer:16099300"] });
    expect(fact?.keyLastsMs).toBeUndefined();
  });

  it("about an affiliate is nothing, one that is unknown not understood", async () => {
    expect(samples).toHaveLength(11);
    expect(await read("event=affiliate.commission_payout")).toMatchObject({ is: "nothing" });
    expect(await read("event=order.shipped")).toMatchObject({ is: "not-understood", type: "order.shipped" });
    expect(await read("event=constructor")).toMatchObject({ is: "not-understood", type: "constructor" });
    expect(await read("order_id=1")).toMatchObject({ is: "not-understood", type: "unknown" });
    expect(await read("")).toMatchObject({ is: "unreadable" });
  });

  it("tells the same as a form and as JSON", async () => {
    const [asForm] = await readSample("Order with a bump and an upsell");
    const [asJson] = await readSample("Order with a bump and an upsell, as JSON");
    expect(asForm?.fact).toEqual(asJson?.fact);
  });

  it("takes “null” for nothing", async () => {
    const body =
      "event=order.success&order_id=7&invoice_id=null&customer[name]=null&customer[contactno]=null&customer_id=null&order[total]=null";
    expect(await told(body)).toEqual([
      expect.objectContaining({
        key: "order:7",
        fact: { type: "purchase.completed", occurredAt: now, order: { id: "7" } },
      }),
    ]);
    expect((await one(body)).customerRefs).toBeUndefined();
  });

  it("keeps the digits of big ids, also of JSON numbers", async () => {
    const body = '{"event":"order.success","order_id":9007199254740993,"customer_id":429583657898226111}';
    const reading = await source.read(requestOf(body, json), settings, now);
    expect(reading).toMatchObject({
      facts: [{ key: "order:9007199254740993", customerRefs: ["customer:429583657898226111"] }],
    });
  });

  it("without ids is known by its body, for a while", async () => {
    const { key, keyLastsMs } = await one("event=cart.abandoned&customer[email]=a%40example.com");
    expect(key).toMatch(/^body:/);
    expect(keyLastsMs).toBeGreaterThan(0);
  });
});

describe("an order", () => {
  it("of an older account is read from names and lists alone", async () => {
    const { fact } = await one({
      event: "order.success",
      base_product: "2",
      order_id: "1007999",
      currency: "EUR",
      customer: { email: "a@example.com", name: " ", first_name: "Ada", last_name: "L" },
      order: {
        total: "4000",
        charges: [
          {
            name: "Starter",
            reference: "2",
            amount: "3000",
            type: "recurring",
            quantity: "1",
            frequency: "month",
          },
          { name: "Starter", reference: "2", amount: "3100", type: "single", quantity: "1" },
          { name: "Extra", reference: "5", amount: "900", type: "single", quantity: "2" },
        ],
        date_unix: "1539597879",
      },
      subscriptions: { "product-2": "false" },
      purchases: ["Starter", "Extra"],
      purchase_map_flat: "product-2, upsell-5",
    });
    expect(fact).toMatchObject({
      occurredAt: 1539597879000,
      customer: { email: "a@example.com", name: "Ada L" },
      order: { total: { amount: 4000, currency: "EUR" } },
    });
    expect(fact.products).toEqual([
      { id: "product-2", name: "Starter", quantity: 1, price: { amount: 3100, currency: "EUR" } },
      { id: "upsell-5", name: "Extra", quantity: 2 },
    ]);
  });

  it("without lists is the product it began with", async () => {
    const { fact } = await one("event=order.success&order_id=1&base_product=7&base_product_name=Course");
    expect(fact.products).toEqual([{ id: "product-7", name: "Course" }]);
  });

  it("starts the subscriptions it names, with one key each", async () => {
    const facts = await told({
      event: "order.success",
      order_id: 5,
      subscriptions: { "product-1": "sub_a", "bump-1": "null", "upsell-2": "sub_b" },
      subscription_ids: { "product-1": 77 },
      purchase_map: ["product-1", "bump-1", "upsell-2"],
    });
    expect(facts.map(({ key, fact }) => [key, fact.type, fact.subscription?.id])).toEqual([
      ["order:5", "purchase.completed", undefined],
      ["order:5:product-1:started", "subscription.started", "77"],
      ["order:5:upsell-2:started", "subscription.started", "5:upsell-2"],
    ]);
    expect(facts[1]?.fact.products).toEqual([{ id: "product-1" }]);
    expect(await told({ event: "order.success", order_id: 5, subscriptions: [] })).toHaveLength(1);
  });

  it("told poorly and richly is one fact", async () => {
    const poor = await one("event=order.success&order_id=1&base_product=7");
    const rich = await one("event=order.success&order_id=1&base_product=7&customer[email]=a%40example.com");
    expect(rich.key).toBe(poor.key);
    expect(mergeFacts(poor.fact, rich.fact)).toMatchObject({ customer: { email: "a@example.com" } });
  });

  it.each([
    ["EUR", "1499", undefined, { amount: 1499, currency: "EUR" }],
    ["usd", "1499", "14.99", { amount: 1499, currency: "USD" }],
    ["JPY", "150000", undefined, { amount: 1500, currency: "JPY" }],
    ["JPY", "1500", "1500", { amount: 1500, currency: "JPY" }],
    ["USD", "123456", "1,234.56", { amount: 123456, currency: "USD" }],
    ["null", "1499", "14.99", undefined],
    ["EUR", "much", "much", undefined],
  ])("in %s of %s hundredths (%s) has that price", async (currency, total, total_str, price) => {
    const order: JsonObject = total_str === undefined ? { total } : { total, total_str };
    expect((await one({ event: "order.success", order_id: "1", currency, order })).fact.order?.total).toEqual(
      price,
    );
  });
});

describe("a subscription", () => {
  const paid = (more: JsonObject) => ({
    event: "order.subscription_payment",
    order_id: "1",
    base_product: "17",
    subscription: { type: "product", id: "17" },
    ...more,
  });

  it("renews with each payment, by its number or its invoice", async () => {
    const key = async (more: JsonObject) => (await one(paid(more))).key;
    expect(await key({ recurring_payment_idx: "2", invoice_id: "9-2" })).toBe("order:1:product-17:payment:2");
    expect(await key({ recurring_payment_idx: "2", date_unix: "1789378202" })).toBe(
      "order:1:product-17:payment:2",
    );
    expect(await key({ invoice_id: "9-3" })).toBe("order:1:product-17:payment:9-3");
    expect(await key({ date_unix: "1789378202" })).toBe("order:1:product-17:payment:1789378202000");
    expect(await key({})).toMatch(/^body:/);
  });

  it("is told apart from another of the same order", async () => {
    const upsell = { subscription: { type: "upsell", id: "17" }, recurring_payment_idx: "2" };
    expect((await one(paid(upsell))).key).toBe("order:1:upsell-17:payment:2");
  });

  it("is the same in the order that started it and in its later events, whatever ThriveCart calls it", async () => {
    const { fact } = await one(paid({ recurring_payment_idx: "2" }));
    expect(fact.subscription?.id).toBe("1:product-17");
    expect((await one(paid({ subscription_id: "5440777" }))).fact.subscription?.id).toBe("5440777");
  });

  it("tells when its time was, not its order's", async () => {
    const order = { date_unix: "1579839351" };
    expect((await one(paid({ order, date: "2020-07-24 05:17:34" }))).fact.occurredAt).toBe(1595567854000);
  });
});

describe("a refund", () => {
  it("of each item and of each moment is a fact of its own", async () => {
    const key = async (more: JsonObject) =>
      (await one({ event: "order.refund", order_id: "1", ...more })).key;
    const product = { refund: { type: "product", id: "7" }, date_unix: "1761328647" };
    expect(await key(product)).toBe("order:1:product-7:refund:1761328647000");
    expect(await key({ ...product, refund: { type: "bump", id: "7" } })).toBe(
      "order:1:bump-7:refund:1761328647000",
    );
    expect(await key({ ...product, date_unix: "1761328700" })).not.toBe(await key(product));
    expect(await key({ ...product, event_id: "3" })).toBe("order:1:product-7:refund:3");
  });
});
