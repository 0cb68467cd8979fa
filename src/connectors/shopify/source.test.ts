// Shopify's signatures, and what each of its topics is read as.
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import refund from "./samples/rest-object.refund.json";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const settings = { signingSecret: "test_secret_key" };

/** From Shopify/shopify-app-js, packages/apps/shopify-api/lib/webhooks/__tests__/validate.test.ts (MIT). */
const official = { body: '{"foo": "bar"}', signature: "B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g=" };

const read = (topic: string, body: unknown, headers: Record<string, string> = {}): Promise<Reading> =>
  source.read(
    requestOf(typeof body === "string" ? body : JSON.stringify(body), {
      "x-shopify-topic": topic,
      ...headers,
    }),
    settings,
    now,
  );

async function told(topic: string, body: unknown, headers: Record<string, string> = {}): Promise<SourceFact> {
  const reading = await read(topic, body, headers);
  const [fact] = reading.is === "facts" ? reading.facts : [];
  return fact ?? expect.fail(JSON.stringify(reading));
}

const bodyOf = (title: string): string =>
  samples.find((sample) => sample.title === title)?.body ?? expect.fail(title);

describe("a signature", () => {
  const verify = (headers: Record<string, string>, body: string | Uint8Array = official.body) =>
    verifyBy(source, requestOf(body, headers), settings, now);

  it.each<Record<string, string>>([
    { "X-Shopify-Hmac-Sha256": official.signature },
    { "x-shopify-hmac-sha256": ` ${official.signature}\t` },
    { "Shopify-Hmac-Sha256": official.signature },
    { "X-Shopify-Hmac-Sha256": official.signature, "Shopify-Hmac-Sha256": official.signature },
  ])("as Shopify publishes it is accepted: %j", async (headers) => {
    expect(await verify(headers)).toEqual({ ok: true });
  });

  it("is made as Shopify makes it", async () => {
    expect(await signBy(source, requestOf(official.body), settings, now)).toEqual({
      headers: { "x-shopify-hmac-sha256": official.signature },
    });
  });

  it("of other bytes that mean the same is a mismatch", async () => {
    expect(await verify({ "X-Shopify-Hmac-Sha256": official.signature }, '{"foo":"bar"}')).toMatchObject({
      reason: "mismatch",
    });
  });

  it("that is absent is missing, and one that is garbage a mismatch", async () => {
    expect(await verify({})).toMatchObject({ reason: "missing" });
    expect(await verify({ "X-Shopify-Hmac-Sha256": " " })).toMatchObject({ reason: "missing" });
    expect(await verify({ "X-Shopify-Hmac-Sha256": "%%%" })).toMatchObject({ reason: "mismatch" });
  });

  it("of the admin's test notification covers its escaped slashes and its big ids as they came", async () => {
    const body = bodyOf("Order paid, test notification");
    const { headers } = await signBy(source, requestOf(body), settings, now);
    expect(await verify(headers ?? {}, body)).toEqual({ ok: true });
    expect(await verify(headers ?? {}, JSON.stringify(JSON.parse(body)))).toMatchObject({
      reason: "mismatch",
    });
  });
});

describe("a topic", () => {
  it.each([
    ["Order paid", "purchase.completed", "order:450789469:paid"],
    ["Order paid, test notification", "purchase.completed", "order:820982911946154508:paid"],
    ["Order created and paid", "purchase.completed", "order:450789469:paid"],
    ["Order updated", "purchase.completed", "order:450789469:paid"],
    ["Order cancelled", "purchase.cancelled", "order:450789469:cancelled"],
    ["Refund", "purchase.refunded", "refund:509562969"],
    [
      "Checkout started",
      "cart.updated",
      "checkout:2a1ace52255252df566af0faaedfbfa7:2012-10-12T07:05:27-04:00",
    ],
    [
      "Checkout changed",
      "cart.updated",
      "checkout:2a1ace52255252df566af0faaedfbfa7:2012-10-12T07:15:27-04:00",
    ],
    ["Cart changed", "cart.updated", "cart:hWN2aXNpdG9y0001:2026-08-14T09:29:58.000Z"],
    ["Customer created", "customer.updated", "customer:207119551:updated:2025-07-02T11:29:34-05:00"],
    ["Subscription started", "subscription.started", "subscription:593791907:started"],
    ["Subscription changed", "subscription.changed", "subscription:593791907:changed:1317651457"],
    ["Subscription paused", "subscription.paused", "subscription:593791907:paused:1317651456"],
    ["Subscription resumed", "subscription.resumed", "subscription:593791907:resumed:1317651456"],
    ["Subscription cancelled", "subscription.cancelled", "subscription:593791907:cancelled"],
    ["Subscription expired", "subscription.cancelled", "subscription:593791907:cancelled"],
    ["Subscription failed", "payment.failed", "subscription:593791907:failed:1317651456"],
    ["Subscription renewed", "subscription.renewed", "billing_attempt:77001:subscription.renewed"],
    ["Renewal failed", "payment.failed", "billing_attempt:77002:payment.failed"],
    ["Data request", "custom.shopify_customers_data_request", "compliance:customers_data_request:31"],
    ["Customer to be erased", "custom.shopify_customers_redact", /^event:customers\/redact:98880550-/],
    ["Shop to be erased", "custom.shopify_shop_redact", /^event:shop\/redact:98880550-/],
  ])("%s is %s", async (title, type, key) => {
    const sample = samples.find((one) => one.title === title) ?? expect.fail(title);
    const { fact, ...rest } = await told(
      sample.headers["x-shopify-topic"] ?? "",
      sample.body,
      sample.headers,
    );
    expect(fact.type).toBe(type);
    expect(rest.key).toEqual(typeof key === "string" ? key : expect.stringMatching(key));
  });

  it.each(["Order created, to be paid later", "Checkout completed", "Checkout deleted", "App removed"])(
    "%s means nothing, and says why",
    async (title) => {
      const sample = samples.find((one) => one.title === title) ?? expect.fail(title);
      expect(await read(sample.headers["x-shopify-topic"] ?? "", sample.body)).toEqual({
        is: "nothing",
        reason: expect.stringMatching(/\.$/),
      });
    },
  );

  it.each(["carts/update", "checkouts/update"])(
    "%s without lines any more is a cart that was emptied",
    async (topic) => {
      const cart = { id: "c1", token: "c1", updated_at: "2026-08-14T09:30:00Z" };
      expect((await told(topic, { ...cart, line_items: [] })).fact.products).toEqual([]);
      expect((await told(topic, cart)).fact).not.toHaveProperty("products");
    },
  );

  it("has a row above for every sample", () => expect(samples).toHaveLength(22 + 4));

  it.each(["products/update", "constructor", "customers/delete"])("%s is not understood", async (topic) => {
    expect(await read(topic, {})).toMatchObject({ is: "not-understood", type: topic });
  });

  it("of the newer Events deliveries is not mistaken for a webhook's", async () => {
    const headers = { "shopify-topic": "Product", "shopify-action": "update" };
    const reading = await source.read(requestOf("{}", headers), settings, now);
    expect(reading).toMatchObject({ is: "not-understood", type: "Product/update" });
  });

  it("may come in the newer headers", async () => {
    const request = requestOf('{"id":1,"financial_status":"paid"}', { "shopify-topic": "orders/paid" });
    expect(await source.read(request, settings, now)).toMatchObject({ facts: [{ key: "order:1:paid" }] });
  });

  it("that is absent is not understood", async () => {
    expect(await source.read(requestOf("{}"), settings, now)).toMatchObject({ is: "not-understood" });
  });
});

describe("an order", () => {
  const order = { id: 5, email: "a@example.com", currency: "EUR", total_price: "12.50" };

  it.each([
    ["orders/create", "pending"],
    ["orders/create", "authorized"],
    ["orders/updated", "partially_paid"],
    ["orders/updated", "voided"],
    ["orders/updated", null],
  ])("in %s with the status %s is not bought yet", async (topic, financial_status) => {
    expect(await read(topic, { ...order, financial_status })).toMatchObject({ is: "nothing" });
  });

  it.each([
    ["orders/paid", "paid"],
    ["orders/create", "paid"],
    ["orders/updated", "paid"],
    ["orders/updated", "partially_refunded"],
    ["orders/updated", "refunded"],
  ])("in %s with the status %s is one purchase", async (topic, financial_status) => {
    const { key, fact } = await told(topic, { ...order, financial_status });
    expect(key).toBe("order:5:paid");
    expect(fact).toMatchObject({ type: "purchase.completed", order: { id: "5" } });
  });

  it("that is edited long after does not count as bought now", async () => {
    const body = {
      ...order,
      financial_status: "paid",
      created_at: "2024-01-01T00:00:00Z",
      updated_at: "2026-08-01T00:00:00Z",
    };
    expect((await told("orders/updated", body)).fact.occurredAt).toBe(Date.UTC(2024, 0, 1));
    expect((await told("orders/paid", body)).fact.occurredAt).toBe(Date.UTC(2026, 7, 1));
  });

  it("tells who bought what for how much, with all digits", async () => {
    const { fact, customerRefs, data } = await told("orders/paid", bodyOf("Order paid, test notification"));
    expect(fact).toEqual({
      type: "purchase.completed",
      occurredAt: Date.UTC(2026, 7, 14, 9, 30),
      customer: { email: "jon@example.com", name: "John Smith", firstName: "John", lastName: "Smith" },
      products: [
        {
          id: "788032119674292922",
          name: "Example T-Shirt",
          sku: "SKU2006-001",
          quantity: 1,
          price: { amount: 19900, currency: "PLN" },
        },
      ],
      order: {
        id: "820982911946154508",
        number: "#9999",
        total: { amount: 39800, currency: "PLN" },
        url: "https://jsmith.myshopify.com/548380009/orders/123456abcd/authenticate?key=abcdefg",
      },
    });
    expect(customerRefs).toEqual(["customer:115310627314723954"]);
    expect(data).toMatchObject({ test: true, line_items: [{ id: "866550311766439020" }] });
  });

  it("told again by another topic adds nothing new", async () => {
    const first = await told("orders/paid", bodyOf("Order paid"));
    const again = await told("orders/create", bodyOf("Order created and paid"));
    expect(mergeFacts(first.fact, again.fact)).toBeUndefined();
  });

  it.each([
    [{ product_id: 1, variant_id: 2, sku: "S" }, "1"],
    [{ product_id: null, variant_id: 2, sku: "S" }, "variant:2"],
    [{ product_id: null, variant_id: null, sku: "S" }, "S"],
    [{ product_id: null, variant_id: null, sku: "", title: "Tip" }, "Tip"],
  ])("with the line %j has the product %s", async (line, id) => {
    const { fact } = await told("orders/paid", { ...order, line_items: [line, null, {}] });
    expect(fact.products?.map((product) => product.id)).toEqual([id]);
  });
});

describe("consent", () => {
  it.each([
    [{ customer: { email_marketing_consent: { state: "subscribed" } } }, { marketing: true }],
    [{ customer: { email_marketing_consent: { state: "SUBSCRIBED" } } }, { marketing: true }],
    [{ customer: { email_marketing_consent: { state: "not_subscribed" } } }, { marketing: false }],
    [{ customer: { email_marketing_consent: { state: "unsubscribed" } } }, { marketing: false }],
    [
      { customer: { email_marketing_consent: { state: "pending" } }, buyer_accepts_marketing: true },
      undefined,
    ],
    [{ customer: { email_marketing_consent: null }, buyer_accepts_marketing: true }, { marketing: true }],
    [{ buyer_accepts_marketing: false }, { marketing: false }],
    [{}, undefined],
  ])("of %j is %j", async (body, consent) => {
    expect((await told("orders/paid", { id: 1, ...body })).fact.consent).toEqual(consent);
  });
});

describe("a refund", () => {
  it("has the customer of its order, and sums what was paid back", async () => {
    const { fact, sameCustomerAs } = await told("refunds/create", refund);
    expect(sameCustomerAs).toEqual(["order:450789469:paid"]);
    expect(fact.customer).toBeUndefined();
    expect(fact.order).toEqual({ id: "450789469", refunded: { amount: 20900, currency: "USD" } });
    expect(fact.products?.[0]).toMatchObject({ id: "632910392", quantity: 1 });
  });

  it("counts neither failed transactions nor other kinds", async () => {
    const one = { kind: "refund", status: "success", amount: "10.00", currency: "EUR" };
    const transactions = [
      one,
      { ...one, amount: "2.50" },
      { ...one, status: "failure" },
      { ...one, kind: "void" },
    ];
    const { fact } = await told("refunds/create", { id: 1, order_id: 2, transactions });
    expect(fact.order?.refunded).toEqual({ amount: 1250, currency: "EUR" });
  });
});

describe("a cart", () => {
  it("is the same cart in carts, checkouts and orders", async () => {
    const cart = await told("carts/update", { token: "abc?key=123", updated_at: "2026-08-14T09:29:58Z" });
    const checkout = await told("checkouts/update", {
      token: "t",
      cart_token: "abc",
      currency: "EUR",
      total_price: "5.00",
    });
    const order = await told("orders/paid", { id: 1, cart_token: "abc" });
    expect(cart.fact.cart).toEqual({ id: "abc" });
    expect(checkout.fact.cart).toEqual({ id: "abc", total: { amount: 500, currency: "EUR" } });
    expect(order.fact.cart).toEqual({ id: "abc" });
  });
});

describe("a subscription's event", () => {
  it("finds its customer by reference, or by its order or its start", async () => {
    const started = await told("subscription_contracts/create", bodyOf("Subscription started"));
    expect(started).toMatchObject({
      customerRefs: ["customer:207119551"],
      sameCustomerAs: ["order:450789469:paid"],
      fact: { subscription: { id: "593791907", status: "active" } },
    });
    const failed = await told("subscription_billing_attempts/failure", bodyOf("Renewal failed"));
    expect(failed.sameCustomerAs).toEqual(["subscription:593791907:started"]);
  });

  it("reads ids from their long form alone", async () => {
    const body = { admin_graphql_api_id: "gid://shopify/SubscriptionContract/9", revision_id: "2" };
    expect((await told("subscription_contracts/pause", body)).key).toBe("subscription:9:paused:2");
  });

  it("without a revision is known by its delivery, or else by its body", async () => {
    const byEvent = await told("subscription_contracts/update", { id: 9 }, { "X-Shopify-Event-Id": "e1" });
    expect(byEvent.key).toBe("event:subscription_contracts/update:e1");
    const byBody = await told("subscription_contracts/update", { id: 9 });
    expect(byBody.key).toMatch(/^body:/);
    expect(byBody.keyLastsMs).toBeGreaterThan(0);
  });
});

describe("a body", () => {
  it.each([
    ["<?xml version='1.0'?><order/>", "application/xml"],
    ["<order/>", "application/json"],
    ["{}", "text/xml; charset=utf-8"],
  ])("%s as %s is unreadable, and the owner is told to choose JSON", async (body, type) => {
    const reading = await read("orders/paid", body, { "content-type": type });
    expect(reading).toEqual({ is: "unreadable", reason: expect.stringContaining("choose the format JSON") });
  });

  it.each(["", "[]", "null", "{", "\u0000"])("%j is unreadable", async (body) => {
    expect(await read("orders/paid", body)).toMatchObject({ is: "unreadable" });
  });
});
