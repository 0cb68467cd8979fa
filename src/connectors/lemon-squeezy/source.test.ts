// Lemon Squeezy's signatures, and what each of its events is read as.
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import { source } from "./source";

const now = Date.UTC(2026, 9, 1);
const settings = { signingSecret: "your_signing_secret" };

/** Made by the documented rule with openssl; the vendor publishes none. The slashes are escaped as PHP does it. */
const vectors: [body: string, signature: string][] = [
  [
    '{"meta":{"event_name":"order_created"},"data":{"id":"1","attributes":{"user_name":"Zażółć","urls":{"receipt":"https:\\/\\/a.pl\\/x"}}}}',
    "306cdd0ed30b87d258fb99baa6aebe1dc7d968d2714ed33921a15725d39df357",
  ],
  ['{"meta": {}}', "ebaf0e15dcce316596c8770726b87d6be10199beb524c7c15f5484676dc9ae31"],
];
const [[body, signature] = ["", ""]] = vectors;

const sampleOf = (title: string) => samples.find((one) => one.title === title) ?? expect.fail(title);

const read = (some: unknown, at = now): Promise<Reading> =>
  source.read(requestOf(typeof some === "string" ? some : JSON.stringify(some)), settings, at);

async function told(some: unknown): Promise<SourceFact> {
  const reading = await read(some);
  const [fact] = reading.is === "facts" ? reading.facts : [];
  return fact ?? expect.fail(JSON.stringify(reading));
}

/** A sample with some of its attributes replaced, or under another event's name. */
function altered(title: string, attributes: object, event_name?: string): object {
  const { meta, data } = JSON.parse(sampleOf(title).body);
  return {
    meta: { ...meta, ...(event_name ? { event_name } : {}) },
    data: { ...data, attributes: { ...data.attributes, ...attributes } },
  };
}

const toldOf = (title: string) => told(sampleOf(title).body);

describe("a signature", () => {
  const verify = (header: string | undefined, some = body, secret = settings) =>
    verifyBy(source, requestOf(some, header === undefined ? {} : { "X-Signature": header }), secret, now);

  it.each(vectors)("of the raw body is accepted, and made: %s", async (some, mac) => {
    expect(await verify(mac, some)).toEqual({ ok: true });
    expect(await signBy(source, requestOf(some), settings, now)).toEqual({ headers: { "x-signature": mac } });
  });

  it.each([signature.toUpperCase(), ` ${signature} `])("may be written as “%s”", async (header) => {
    expect(await verify(header)).toEqual({ ok: true });
  });

  it.each([undefined, "", "  "])("that is absent (%j) is missing", async (header) => {
    expect(await verify(header)).toMatchObject({ reason: "missing" });
  });

  it.each([
    ["that is no hex", "not hex at all"],
    ["that is cut", signature.slice(0, 32)],
    ["of another body", vectors[1]?.[1]],
    ["with an algorithm before it", `sha256=${signature}`],
  ])("%s is a mismatch", async (_what, header) => {
    expect(await verify(header)).toMatchObject({ reason: "mismatch" });
  });

  it("covers the escaped slashes as they came, and belongs to one secret", async () => {
    expect(await verify(signature, JSON.stringify(JSON.parse(body)))).toMatchObject({ reason: "mismatch" });
    expect(await verify(signature, body, { signingSecret: "another" })).toMatchObject({ reason: "mismatch" });
  });
});

describe("an event", () => {
  it.each([
    ["Order", "purchase.completed", "order:926501128:paid"],
    ["Order partly refunded", "purchase.refunded", "order:926501128:refunded:1000"],
    ["Order refunded", "purchase.refunded", "order:926501128:refunded:3567"],
    ["Subscription created", "subscription.started", "subscription:748120537:started"],
    ["Subscription created with a trial", "subscription.started", "subscription:748120537:started"],
    [
      "Plan changed",
      "subscription.changed",
      `subscription:748120537:changed:${Date.UTC(2026, 7, 22, 17, 5, 31)}`,
    ],
    [
      "Subscription cancelled by the customer",
      "subscription.cancel_scheduled",
      `subscription:748120537:cancel_scheduled:${Date.UTC(2026, 7, 30, 14, 2, 11)}`,
    ],
    [
      "Subscription resumed",
      "subscription.resumed",
      `subscription:748120537:resumed:${Date.UTC(2026, 8, 2, 7, 30)}`,
    ],
    [
      "Subscription paused",
      "subscription.paused",
      `subscription:748120537:paused:${Date.UTC(2026, 8, 3, 10)}`,
    ],
    [
      "Subscription unpaused",
      "subscription.resumed",
      `subscription:748120537:resumed:${Date.UTC(2026, 8, 5, 10)}`,
    ],
    ["Subscription expired", "subscription.cancelled", "subscription:748120537:cancelled"],
    ["Subscription updated by its end", "subscription.cancelled", "subscription:748120537:cancelled"],
    ["Renewal paid", "subscription.renewed", "invoice:917593214:paid"],
    ["Renewal failed", "payment.failed", "invoice:618140775:failed"],
    ["Renewal paid after all", "subscription.renewed", "invoice:618140775:paid"],
    ["Renewal refunded", "purchase.refunded", "invoice:917593214:refunded:3567"],
  ])("%s is %s, known as %s", async (title, type, key) => {
    const { fact, ...rest } = await toldOf(title);
    expect(fact.type).toBe(type);
    expect(rest.key).toBe(key);
    expect(rest.customerRefs).toEqual(["customer:913911586"]);
    expect(fact.customer).toEqual({ email: "sam@example.com", name: "Sam Miller" });
  });

  it.each(["Order that is not paid yet", "Subscription updated", "First payment", "Licence key created"])(
    "%s means nothing, and says why",
    async (title) => {
      expect(await read(sampleOf(title).body)).toEqual({
        is: "nothing",
        reason: expect.stringMatching(/\.$/),
      });
    },
  );

  it("has a row above for every sample", () => expect(samples).toHaveLength(16 + 4));

  it("of test mode is taken like any other, with the shop's own data", async () => {
    const { data } = await toldOf("Order");
    expect(data).toMatchObject({ meta: { test_mode: true, custom_data: { user_id: "u-17" } } });
    const live = { ...JSON.parse(sampleOf("Order").body), meta: { event_name: "order_created" } };
    expect((await told(live)).key).toBe((await toldOf("Order")).key);
  });

  it("is what its signed body says, and not what its header does", async () => {
    const request = requestOf(sampleOf("Order").body, { "X-Event-Name": "order_refunded" });
    expect(await source.read(request, settings, now)).toMatchObject({
      facts: [{ fact: { type: "purchase.completed" } }],
    });
  });

  it.each(["affiliate_activated", "constructor"])("called %s is not understood", async (event) => {
    expect(await read(altered("Order", {}, event))).toMatchObject({ is: "not-understood", type: event });
  });

  it.each([
    [{}, "unknown"],
    [{ meta: { event_name: "order_created" } }, "order_created"],
    [{ meta: { event_name: "order_created" }, data: { id: "1" } }, "order_created"],
    [{ meta: { event_name: "order_created" }, data: { attributes: {} } }, "order_created"],
  ])("that lacks its parts is not understood: %j", async (some, type) => {
    expect(await read(some)).toMatchObject({ is: "not-understood", type });
  });

  it.each(["", "[]", "null", "{", "\u0000"])("whose body is %j is unreadable", async (some) => {
    expect(await read(some)).toMatchObject({ is: "unreadable" });
  });
});

describe("an order", () => {
  it("tells who bought what for how much", async () => {
    expect((await toldOf("Order")).fact).toEqual({
      type: "purchase.completed",
      occurredAt: Date.UTC(2026, 7, 17, 9, 45, 53),
      customer: { email: "sam@example.com", name: "Sam Miller" },
      products: [
        {
          id: "215433",
          name: "Club",
          variantId: "298106",
          quantity: 1,
          price: { amount: 2900, currency: "EUR" },
        },
      ],
      order: {
        id: "926501128",
        number: "1042",
        total: { amount: 3567, currency: "EUR" },
        url: "https://app.lemonsqueezy.com/my-orders/636f855c-1fb9-4c07-b75c-3a10afef010a",
      },
    });
  });

  it.each(["pending", "failed", "fraudulent", null])("that is %s is not bought", async (status) => {
    expect(await read(altered("Order", { status }))).toMatchObject({ is: "nothing" });
  });

  it.each(["refunded", "partial_refund"])("that is %s by now had been bought, and merges", async (status) => {
    const later = await told(altered("Order", { status, refunded_amount: 500 }));
    const first = await toldOf("Order");
    expect(later.key).toBe(first.key);
    expect(mergeFacts(first.fact, later.fact)).toBeUndefined();
  });

  it("told poorly and then fully is one", async () => {
    const poor = await told(altered("Order", { first_order_item: null, urls: null, total: null }));
    const rich = await toldOf("Order");
    expect(poor.key).toBe(rich.key);
    expect(mergeFacts(poor.fact, rich.fact)).toEqual(rich.fact);
  });

  it("in yen has no smaller unit, and ids keep all their digits", async () => {
    const { fact } = await told(altered("Order", { currency: "JPY", total: 1200 }));
    expect(fact.order?.total).toEqual({ amount: 1200, currency: "JPY" });
    const big =
      '{"meta":{"event_name":"order_created"},"data":{"id":9007199254740993,"attributes":{"status":"paid","customer_id":9007199254740995}}}';
    const { key, customerRefs } = await told(big);
    expect([key, customerRefs]).toEqual(["order:9007199254740993:paid", ["customer:9007199254740995"]]);
  });
});

describe("a refund", () => {
  it("in two parts is two facts of the same customer, each with what has been paid back so far", async () => {
    const [first, second] = [await toldOf("Order partly refunded"), await toldOf("Order refunded")];
    expect([first.fact.order?.refunded?.amount, second.fact.order?.refunded?.amount]).toEqual([1000, 3567]);
    expect(first.key).not.toBe(second.key);
    expect(first.sameCustomerAs).toEqual([(await toldOf("Order")).key]);
  });

  it("of everything is the same in an older payload, which tells no amount", async () => {
    const older = await told(altered("Order refunded", { refunded_amount: undefined }));
    const newer = await toldOf("Order refunded");
    expect(older.key).toBe(newer.key);
    expect(mergeFacts(older.fact, newer.fact)).toBeUndefined();
  });

  it("that tells neither is known by its moment", async () => {
    const unclear = { refunded: false, refunded_amount: 0, refunded_at: null };
    const { key, fact } = await told(altered("Order refunded", unclear));
    expect(key).toBe("order:926501128:refunded:2026-08-20T08:00:10.000000Z");
    expect(fact.order?.refunded).toBeUndefined();
  });

  it("of a subscription's first payment is told by its order", async () => {
    const initial = altered("Renewal refunded", { billing_reason: "initial" });
    expect(await read(initial)).toMatchObject({ is: "nothing" });
  });
});

describe("a subscription", () => {
  it("starts with its order's customer", async () => {
    const { fact, sameCustomerAs } = await toldOf("Subscription created with a trial");
    expect(sameCustomerAs).toEqual([(await toldOf("Order")).key]);
    expect(fact.subscription).toEqual({
      id: "748120537",
      plan: "Monthly",
      status: "on_trial",
      currentPeriodEnd: Date.UTC(2026, 7, 31, 9, 45, 48),
      trialEndsAt: Date.UTC(2026, 7, 31, 9, 45, 48),
    });
  });

  it("that is cancelled says until when its access runs, and ends then", async () => {
    const cancelled = await toldOf("Subscription cancelled by the customer");
    const expired = await toldOf("Subscription expired");
    expect(cancelled.fact.accessEndsAt).toBe(Date.UTC(2026, 8, 17, 9, 45, 48));
    expect(expired.fact.occurredAt).toBe(cancelled.fact.accessEndsAt);
    expect(expired.fact.accessEndsAt).toBeUndefined();
  });

  it("cancelled again after it was resumed is a new fact, the same event sent again is not", async () => {
    const first = await toldOf("Subscription cancelled by the customer");
    const resent = await told(altered("Subscription cancelled by the customer", {}));
    const again = await told(
      altered("Subscription cancelled by the customer", { updated_at: "2026-09-10T00:00:00.000000Z" }),
    );
    expect(resent.key).toBe(first.key);
    expect(again.key).not.toBe(first.key);
  });

  it.each([
    "Subscription created",
    "Plan changed",
    "Subscription cancelled by the customer",
    "Subscription resumed",
    "Subscription paused",
    "Subscription unpaused",
  ])("%s comes with an update that tells nothing more", async (title) => {
    expect(await read(altered(title, {}, "subscription_updated"))).toMatchObject({ is: "nothing" });
  });

  it("ends once, whoever tells it", async () => {
    const [expired, updated] = [
      await toldOf("Subscription expired"),
      await toldOf("Subscription updated by its end"),
    ];
    expect(updated.key).toBe(expired.key);
    expect(mergeFacts(expired.fact, updated.fact)).toBeUndefined();
  });
});

describe("a payment", () => {
  it("that is recovered is one renewal, though a success tells of it too", async () => {
    const recovered = await toldOf("Renewal paid after all");
    const success = await told(altered("Renewal paid after all", {}, "subscription_payment_success"));
    expect(success.key).toBe(recovered.key);
    expect(mergeFacts(recovered.fact, success.fact)).toBeUndefined();
    expect(recovered.key).not.toBe((await toldOf("Renewal failed")).key);
  });

  it("that fails at each of its tries failed once", async () => {
    const later = await told(altered("Renewal failed", { updated_at: "2026-09-22T09:45:58.000000Z" }));
    expect(later.key).toBe((await toldOf("Renewal failed")).key);
  });

  it("for a changed plan is no renewal", async () => {
    expect(await read(altered("Renewal paid", { billing_reason: "updated" }))).toMatchObject({
      is: "nothing",
    });
  });

  it("finds its customer by the subscription, should the e-mail be missing", async () => {
    const { fact, sameCustomerAs } = await told(altered("Renewal paid", { user_email: null }));
    expect(fact.customer?.email).toBeUndefined();
    expect(sameCustomerAs).toEqual([(await toldOf("Subscription created")).key]);
  });
});
