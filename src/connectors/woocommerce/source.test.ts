// WooCommerce's signatures and its ping, and what orders and subscriptions are read as.
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import orderBody from "./samples/order.json";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const settings = { secret: "my-secret" };

function read(topic: string, body: unknown, headers: Record<string, string> = {}): Promise<Reading> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return source.read(requestOf(text, { "X-WC-Webhook-Topic": topic, ...headers }), settings, now);
}

async function factsOf(topic: string, body: unknown, headers = {}): Promise<SourceFact[]> {
  const reading = await read(topic, body, headers);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

async function told(topic: string, body: unknown): Promise<SourceFact> {
  const [fact, ...others] = await factsOf(topic, body);
  expect(others).toEqual([]);
  return fact ?? expect.fail("no fact");
}

const sampleOf = (title: string) => samples.find((one) => one.title === title) ?? expect.fail(title);
const factsOfSample = (title: string) => {
  const { headers, body } = sampleOf(title);
  return factsOf(headers["x-wc-webhook-topic"] ?? "", body);
};

describe("a signature", () => {
  const body =
    '{"id":727,"status":"processing","total":"29.35","billing":{"email":"john.doe@example.com"},' +
    '"_links":{"self":[{"href":"https:\\/\\/example.com\\/wp-json\\/wc\\/v3\\/orders\\/727"}]}}';
  /** HMAC-SHA256 of the body with the keys `my-secret` and `a&b"c<d`, by another implementation. */
  const plain = "k751+C/OBA3hAHuwZQl7OUm2w1WdEWiZ8M/LPYwUaEU=";
  const special = "mA68cD8tx+D0tI2NHvcZYTB+jveUDxb4NptTqM568g4=";

  const verify = (signature: string | undefined, secret: string, bytes = body) =>
    verifyBy(
      source,
      requestOf(bytes, signature === undefined ? {} : { "X-WC-Webhook-Signature": signature }),
      source.settings.parse({ secret }),
      now,
    );

  it.each([
    [plain, "my-secret"],
    [` ${plain}\t`, "my-secret"],
    [plain, " my-secret\n"],
    [special, 'a&b"c<d'],
    [special, "a&amp;b&quot;c&lt;d"],
    [special, "a&#038;b&#34;c&#0060;d"],
    [special, "a&#x26;b&#X022;c&lt;d"],
  ])("%j belongs to the secret %j", async (signature, secret) => {
    expect(await verify(signature, secret)).toEqual({ ok: true });
  });

  it.each(["a&amp;amp;b&quot;c&lt;d", "a&AMP;b&quot;c&lt;d", "a&ampb&quot;c&lt;d", "other"])(
    "does not belong to %j",
    async (secret) => {
      expect(await verify(special, secret)).toMatchObject({ reason: "mismatch" });
    },
  );

  it.each([" pass word ", "&lt;&#039;&gt;"])("made with %j is accepted", async (secret) => {
    const { headers } = await signBy(source, requestOf(body), { secret }, now);
    expect(await verify(headers?.["x-wc-webhook-signature"], secret)).toEqual({ ok: true });
  });

  it("is made with the decoded secret, as WooCommerce does", async () => {
    const signed = await signBy(source, requestOf(body), { secret: "a&amp;b&quot;c&lt;d" }, now);
    expect(signed.headers).toEqual({ "x-wc-webhook-signature": special });
  });

  it("that is absent is missing, and one of other bytes a mismatch", async () => {
    expect(await verify(undefined, "my-secret")).toMatchObject({ reason: "missing" });
    expect(await verify(" ", "my-secret")).toMatchObject({ reason: "missing" });
    expect(await verify("%%%", "my-secret")).toMatchObject({ reason: "mismatch" });
    const written = JSON.stringify(JSON.parse(body));
    expect(await verify(plain, "my-secret", written)).toMatchObject({ reason: "mismatch" });
  });
});

describe("the ping", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const shake = (body: string, headers: Record<string, string> = form, method = "POST") =>
    source.handshake?.({ ...requestOf(body, headers), method }, settings);

  it("is answered", async () => {
    expect(await shake("webhook_id=123")).toEqual({ type: "application/json", body: '{"received":[]}' });
  });

  it.each<[string, Record<string, string>, string?]>([
    ["webhook_id=123", { ...form, "X-WC-Webhook-Topic": "order.updated" }],
    ["webhook_id=123", { ...form, "X-WC-Webhook-Topic": "" }],
    ["webhook_id=123", { ...form, "X-WC-Webhook-Signature": "k751" }],
    ["webhook_id=123", form, "GET"],
    ["webhook_id=123&id=727", form],
    ["webhook_id=", form],
    ["webhook_id=abc", form],
    ["webhook_id=123\n", form],
    [`webhook_id=${"1".repeat(100)}`, form],
    ['{"webhook_id":123}', form],
    ["", form],
  ])("is nothing else: %j with %j", async (body, headers, method) => {
    expect(await shake(body, headers, method)).toBeUndefined();
  });
});

describe("a sample", () => {
  it.each([
    ["Order created and paid", ["purchase.completed order:900727:paid"]],
    ["Order updated, completed", ["purchase.completed order:900727:paid"]],
    ["Order refunded in part", ["purchase.completed order:900727:paid", "purchase.refunded refund:900726"]],
    ["Order refunded whole", ["purchase.refunded refund:900726"]],
    ["Order cancelled", ["purchase.cancelled order:900727:cancelled"]],
    ["Payment failed", ["payment.failed order:900727:failed"]],
    ["Customer created", ["customer.updated customer:900025:updated:1490123370000"]],
    ["Customer updated", ["customer.updated customer:900025:updated:1490185800000"]],
    ["Subscription created", ["subscription.started subscription:900800:started"]],
    ["Subscription renewed", ["subscription.renewed subscription:900800:renewed:1782892820000"]],
    ["Renewal paid", ["subscription.renewed subscription:900800:renewed:1782892820000"]],
    ["Renewal failed", ["payment.failed order:900729:failed"]],
    ["Subscription switched", ["subscription.changed subscription:900800:changed:1783242000000"]],
    ["Subscription put on hold", ["subscription.paused subscription:900800:paused:1785571202000"]],
    [
      "Subscription to end",
      ["subscription.cancel_scheduled subscription:900800:cancel_scheduled:1783684800000"],
    ],
    ["Subscription cancelled", ["subscription.cancelled subscription:900800:cancelled"]],
    ["Subscription expired", ["subscription.cancelled subscription:900800:cancelled"]],
  ])("%s is %j", async (title, expected) => {
    const facts = await factsOfSample(title);
    expect(facts.map(({ key, fact }) => `${fact.type} ${key}`)).toEqual(expected);
  });

  it.each(["Order created, to be paid later", "Order deleted", "Subscription deleted", "Product updated"])(
    "%s means nothing, and says why",
    async (title) => {
      const { headers, body } = sampleOf(title);
      expect(await read(headers["x-wc-webhook-topic"] ?? "", body)).toEqual({
        is: "nothing",
        reason: expect.stringMatching(/\.$/),
      });
    },
  );

  it("is pure ASCII with escaped slashes, as WordPress writes JSON", () => {
    for (const { body } of samples) expect(body).toMatch(/^(?:[ -.0-~]|\\\/)+$/);
    expect(sampleOf("Subscription created").body).toContain("\\u0141ucja");
  });
});

describe("an order", () => {
  const paid = {
    id: 5,
    status: "processing",
    currency: "EUR",
    total: "12.50",
    date_created_gmt: "2026-08-01T09:00:00",
    date_modified_gmt: "2026-08-03T09:00:00",
    date_paid_gmt: "2026-08-01T10:00:00",
    billing: { email: "a@example.com" },
  };

  it.each([
    ["order.created", "processing"],
    ["order.updated", "processing"],
    ["order.updated", "completed"],
    ["order.restored", "completed"],
    ["Order.Updated", "completed"],
  ])("in %s with the status %s is one purchase, of when it was paid", async (topic, status) => {
    const { key, fact } = await told(topic, { ...paid, status });
    expect(key).toBe("order:5:paid");
    expect(fact).toMatchObject({ type: "purchase.completed", occurredAt: Date.UTC(2026, 7, 1, 10) });
  });

  it.each(["pending", "on-hold", "checkout-draft", "auto-draft", "trash"])(
    "that is %s means nothing",
    async (status) => {
      expect(await read("order.updated", { ...paid, status })).toEqual({
        is: "nothing",
        reason: expect.stringContaining(status),
      });
    },
  );

  it("that is to be paid on delivery is bought once it is paid", async () => {
    expect(await read("order.created", { ...paid, date_paid_gmt: null })).toMatchObject({ is: "nothing" });
    expect((await told("order.updated", paid)).key).toBe("order:5:paid");
  });

  it("with a status of the shop's own is not understood, but its refunds are", async () => {
    const body = { ...paid, status: "fraud-review" };
    expect(await read("order.updated", body)).toMatchObject({
      is: "not-understood",
      reason: expect.stringContaining("fraud-review"),
    });
    expect((await told("order.updated", { ...body, refunds: [{ id: 6, total: "-1.00" }] })).key).toBe(
      "refund:6",
    );
  });

  it("told again by a later update adds nothing new", async () => {
    const [first] = await factsOfSample("Order created and paid");
    const [again] = await factsOfSample("Order refunded in part");
    expect(first && again && mergeFacts(first.fact, again.fact)).toBeUndefined();
  });

  it("has every refund as a fact of its own, with its own amount", async () => {
    const refunds = [
      { id: 8, reason: "late", total: "-2.50" },
      { id: 7, reason: "", total: "-10.00" },
      { id: 7, reason: "", total: "-10.00" },
      { reason: "without an id" },
      null,
    ];
    const facts = await factsOf("order.updated", { ...paid, status: "refunded", refunds });
    expect(facts.map(({ key, fact }) => [key, fact.order?.refunded, fact.occurredAt])).toEqual([
      ["refund:8", { amount: 250, currency: "EUR" }, Date.UTC(2026, 7, 3, 9)],
      ["refund:7", { amount: 1000, currency: "EUR" }, Date.UTC(2026, 7, 3, 9)],
    ]);
  });

  it("names the products of a refund only where all was given back", async () => {
    const line_items = [{ id: 1, product_id: 93, name: "A" }];
    const refunded = (total: string) =>
      told("order.updated", { ...paid, status: "refunded", line_items, refunds: [{ id: 7, total }] });
    expect((await refunded("-12.50")).fact.products).toMatchObject([{ id: "93" }]);
    expect((await refunded("-12.00")).fact.products).toBeUndefined();
  });

  it("that was refunded without a refund is one refund without an amount", async () => {
    const { key, fact } = await told("order.updated", { ...paid, status: "refunded", refunds: [] });
    expect(key).toBe("order:5:refunded");
    expect(fact.order).toEqual({ id: "5", total: { amount: 1250, currency: "EUR" } });
  });

  it("of a guest has no customer's id, and of a customer has it", async () => {
    expect((await told("order.updated", { ...paid, customer_id: 0 })).customerRefs).toBeUndefined();
    expect((await told("order.updated", { ...paid, customer_id: 25 })).customerRefs).toEqual(["customer:25"]);
  });

  it("keeps the digits of ids that no number holds, and the decimals of its currency", async () => {
    const body = '{"id":9007199254740993,"status":"completed","date_paid_gmt":"2026-08-01T10:00:00"';
    const { key, fact } = await told("order.updated", `${body},"currency":"JPY","total":"2935"}`);
    expect(key).toBe("order:9007199254740993:paid");
    expect(fact.order?.total).toEqual({ amount: 2935, currency: "JPY" });
  });

  it.each([
    [{ product_id: 93, variation_id: 0, sku: "S", name: "A" }, { id: "93" }],
    [
      { product_id: 93, variation_id: 94, name: "A" },
      { id: "93", variantId: "94" },
    ],
    [{ product_id: 0, variation_id: 94, sku: "S", name: "A" }, { id: "variation:94" }],
    [{ product_id: 0, variation_id: 0, sku: "S", name: "A" }, { id: "S" }],
    [
      { product_id: 0, variation_id: 0, sku: "", name: "A &#8211; B &amp;amp; &foo;" },
      { id: "A – B &amp; &foo;" },
    ],
    [{ product_id: 1, price: 16.528925619834 }, { price: { amount: 1653, currency: "EUR" } }],
  ])("with the line %j has the product %j", async (line, product) => {
    const { fact } = await told("order.updated", { ...paid, line_items: [line, null, {}] });
    expect(fact.products).toMatchObject([product]);
  });

  it("in the dates of API version 1 is paid as well", async () => {
    const { date_paid_gmt: date_paid, ...body } = paid;
    expect((await told("order.updated", { ...body, date_paid })).fact.occurredAt).toBe(
      Date.UTC(2026, 7, 1, 10),
    );
  });
});

describe("a renewal", () => {
  it("is one fact, told by its order and by its subscription, with what both know", async () => {
    const [byOrder] = await factsOfSample("Renewal paid");
    const [bySubscription] = await factsOfSample("Subscription renewed");
    if (!byOrder || !bySubscription) return expect.fail();
    expect(byOrder.key).toBe(bySubscription.key);
    const whole = {
      occurredAt: Date.UTC(2026, 6, 1, 8, 0, 38),
      order: { id: "900729", total: { amount: 4900, currency: "PLN" } },
      subscription: { id: "900800", currentPeriodEnd: Date.UTC(2026, 7, 1, 8, 0, 2) },
      products: [{ id: "7001" }],
    };
    expect(mergeFacts(byOrder.fact, bySubscription.fact)).toMatchObject(whole);
    expect(mergeFacts(bySubscription.fact, byOrder.fact)).toMatchObject(whole);
  });

  it("of several subscriptions by one order is one of each, with nobody else's products", async () => {
    const meta = (value: unknown) => ({ id: 1, key: "_subscription_renewal", value });
    const meta_data = [meta("11"), meta(12), meta("11"), meta("yes"), meta(0), null];
    const facts = await factsOf("order.updated", { ...orderBody, meta_data });
    expect(facts.map(({ key, fact }) => [key, fact.subscription, fact.products])).toEqual([
      ["subscription:11:renewed:1490210882000", { id: "11" }, undefined],
      ["subscription:12:renewed:1490210882000", { id: "12" }, undefined],
    ]);
  });

  it("is not what `created_via` alone says: first orders made by hand say it, too", async () => {
    const body = { ...orderBody, created_via: "subscription" };
    expect((await told("order.updated", body)).fact.type).toBe("purchase.completed");
  });

  it("that failed tells of which subscription, once for all of its tries", async () => {
    const [fact] = await factsOfSample("Renewal failed");
    expect(fact).toMatchObject({ key: "order:900729:failed", fact: { subscription: { id: "900800" } } });
  });
});

describe("a subscription", () => {
  const active = {
    id: 9,
    status: "active",
    customer_id: 25,
    date_modified_gmt: "2026-06-15T00:00:00",
    date_paid_gmt: "2026-06-01T08:00:30",
    start_date_gmt: "2026-06-01T08:00:02",
    trial_end_date_gmt: "2026-06-08T08:00:02",
    last_payment_date_gmt: "2026-06-01T08:00:01",
    next_payment_date_gmt: "2026-07-01T08:00:02",
    cancelled_date_gmt: "",
    end_date_gmt: "2027-06-01T08:00:02",
  };

  it("that is active has started, once, however often it is updated", async () => {
    const first = await told("subscription.created", active);
    const again = await told("subscription.updated", { ...active, date_modified_gmt: "2026-06-20T00:00:00" });
    expect(first).toMatchObject({
      key: "subscription:9:started",
      customerRefs: ["customer:25"],
      fact: {
        occurredAt: Date.UTC(2026, 5, 1, 8, 0, 2),
        subscription: {
          id: "9",
          status: "active",
          trialEndsAt: Date.UTC(2026, 5, 8, 8, 0, 2),
          currentPeriodEnd: Date.UTC(2026, 6, 1, 8, 0, 2),
        },
        accessEndsAt: Date.UTC(2027, 5, 1, 8, 0, 2),
      },
    });
    expect(again.key).toBe(first.key);
    expect(mergeFacts(first.fact, again.fact)).toBeUndefined();
  });

  it("in the dates of API version 1 has started as well", async () => {
    const body = { id: 9, status: "active", start_date: "2026-06-01T08:00:02" };
    expect((await told("subscription.created", body)).fact.occurredAt).toBe(Date.UTC(2026, 5, 1, 8, 0, 2));
  });

  it("that is active with a later order unpaid tells nothing", async () => {
    const body = { ...active, last_payment_date_gmt: "2026-07-01T08:00:20" };
    expect(await read("subscription.updated", body)).toMatchObject({ is: "nothing" });
  });

  it("whose first order was paid late has started, and was not renewed", async () => {
    const body = { ...active, start_date_gmt: "2026-06-05T12:00:00", date_paid_gmt: "2026-06-05T12:00:00" };
    expect((await told("subscription.updated", body)).fact.type).toBe("subscription.started");
  });

  it.each([
    ["its first order is not paid", { date_paid_gmt: null }],
    ["a renewal is not paid yet", { last_payment_date_gmt: "2026-07-01T08:00:20" }],
  ])("on hold because %s is not paused", async (_why, dates) => {
    const body = { ...active, status: "on-hold", ...dates };
    expect(await read("subscription.updated", body)).toMatchObject({ is: "nothing" });
  });

  it("that is put on hold is paused, once a period", async () => {
    const body = { ...active, status: "on-hold" };
    expect((await told("subscription.updated", body)).key).toBe("subscription:9:paused:1782892802000");
    const next = { ...body, next_payment_date_gmt: "2026-08-01T08:00:02" };
    expect((await told("subscription.updated", next)).key).toBe("subscription:9:paused:1785571202000");
  });

  it("that is to end says until when there is access, and each cancelling is one fact", async () => {
    const body = { ...active, status: "pending-cancel", cancelled_date_gmt: "2026-06-20T00:00:00" };
    const { key, fact } = await told("subscription.updated", body);
    expect(key).toBe(`subscription:9:cancel_scheduled:${Date.UTC(2026, 5, 20)}`);
    expect(fact).toMatchObject({
      occurredAt: Date.UTC(2026, 5, 20),
      accessEndsAt: Date.UTC(2027, 5, 1, 8, 0, 2),
    });
    const again = await told("subscription.updated", { ...body, cancelled_date_gmt: "2026-06-25T00:00:00" });
    expect(again.key).not.toBe(key);
  });

  it.each(["cancelled", "expired", "trash"])("that is %s ended when its end says", async (status) => {
    const { key, fact } = await told("subscription.updated", { ...active, status });
    expect(key).toBe("subscription:9:cancelled");
    expect(fact).toMatchObject({ type: "subscription.cancelled", occurredAt: Date.UTC(2027, 5, 1, 8, 0, 2) });
  });

  it("that was switched to another one is changed", async () => {
    const { key, fact } = await told("subscription.updated", { ...active, status: "switched" });
    expect([key, fact.type]).toEqual(["subscription:9:switched", "subscription.changed"]);
  });

  it.each(["pending", "trash"])("that is %s and has no end tells nothing", async (status) => {
    const body = { ...active, status, end_date_gmt: "" };
    expect(await read("subscription.updated", body)).toMatchObject({ is: "nothing" });
  });

  it("without the dates that tell its changes apart is known by its delivery, or else by its body", async () => {
    const headers = { "X-WC-Webhook-Delivery-ID": "d1" };
    const [byDelivery] = await factsOf("subscription.switched", { id: 9 }, headers);
    const [byBody] = await factsOf("subscription.switched", { id: 9 });
    expect(byDelivery?.key).toMatch(/^delivery:d1:body:/);
    expect(byDelivery?.keyLastsMs).toBeUndefined();
    expect(byBody?.key).toMatch(/^body:/);
    expect(byBody?.keyLastsMs).toBeGreaterThan(0);
  });
});

describe("an action", () => {
  it("is an event of the shop's own; two in one second are two", async () => {
    const headers = { "X-WC-Webhook-Delivery-ID": "d1" };
    const facts = await Promise.all(
      [1, 2].map((arg) => factsOf("action.my_hook", { action: "my_hook", arg }, headers)),
    );
    expect(facts.flat().map(({ fact }) => fact.type)).toEqual(["custom.my_hook", "custom.my_hook"]);
    expect(new Set(facts.flat().map(({ key }) => key)).size).toBe(2);
  });

  it.each(["action.my/hook", "action."])("%s is not understood", async (topic) => {
    expect(await read(topic, {})).toMatchObject({ is: "not-understood", type: topic });
  });
});

describe("a body", () => {
  it.each(["", "[]", "null", "{", "webhook_id=1"])("%j is unreadable", async (body) => {
    expect(await read("order.updated", body)).toMatchObject({ is: "unreadable" });
  });

  it("of an old API version is not understood, and the owner is told which to choose", async () => {
    expect(await read("order.updated", { order: { id: 5 } })).toMatchObject({
      is: "not-understood",
      reason: expect.stringContaining("Integration v3"),
    });
  });

  it("that is an error of WooCommerce's is not understood, and the owner is told which", async () => {
    const body = { code: "woocommerce_rest_cannot_view", message: "…", data: { status: 401 } };
    expect(await read("order.updated", body)).toMatchObject({
      is: "not-understood",
      reason: expect.stringContaining("woocommerce_rest_cannot_view"),
    });
  });

  it.each(["order.published", "wc_booking.created", "constructor", "order"])(
    "of the topic %s is not understood",
    async (topic) => {
      expect(await read(topic, { id: 1 })).toMatchObject({ is: "not-understood", type: topic });
    },
  );

  it("without a topic is not understood", async () => {
    const request = requestOf('{"id":1}', {});
    expect(await source.read(request, settings, now)).toMatchObject({
      is: "not-understood",
      type: "unknown",
    });
  });
});
