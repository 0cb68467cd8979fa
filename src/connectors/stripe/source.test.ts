// Stripe's signatures, by its own library; what each of its events is read as; and the twins of one purchase.
import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const seconds = now / 1000;
const settings = { signingSecret: "whsec_test_secret" };

/** Payload and secret of stripe/stripe-node, test/Webhook.spec.ts (MIT). */
const official = {
  body: JSON.stringify({ id: "evt_test_webhook", object: "event" }, null, 2),
  secret: "whsec_test_secret",
};

/** Made of those with another HMAC than ours and than the library's. */
const vectors: [timestamp: number, header: string][] = [
  [12345, "t=12345,v1=2672d138c9a412830f3bfe2ecc5bfb3277cf6f5b49d0119d77dd6cb64da1257e"],
  [1614265330, "t=1614265330,v1=af4ead0627a34a8cca29808e8de9ada8e41a92e6237c63cef6eacf51d36cca34"],
];

type HeaderOptions = { timestamp?: number; payload?: string; secret?: string; scheme?: string };

const stripeHeader = ({
  timestamp = seconds,
  payload = official.body,
  secret = official.secret,
  ...others
}: HeaderOptions = {}): string =>
  Stripe.webhooks.generateTestHeaderString({ timestamp, payload, secret, ...others });

const verify = (header: string | undefined, at = now, body: string = official.body) =>
  verifyBy(source, requestOf(body, header === undefined ? {} : { "Stripe-Signature": header }), settings, at);

describe("a signature", () => {
  it.each(vectors)("of the second %s is Stripe's, ours, and its library's", async (timestamp, header) => {
    expect(await verify(header, timestamp * 1000)).toEqual({ ok: true });
    expect(await signBy(source, requestOf(official.body), settings, timestamp * 1000)).toEqual({
      headers: { "stripe-signature": header },
    });
    expect(stripeHeader({ timestamp })).toBe(header);
  });

  it.each(samples.map((sample) => [sample.title, sample.body]))(
    "of “%s” goes both ways between Stripe's library and us",
    async (_title, payload) => {
      expect(await verify(stripeHeader({ payload }), now, payload)).toEqual({ ok: true });
      const { headers } = await signBy(source, requestOf(payload), settings, now);
      const header = headers?.["stripe-signature"] ?? "";
      const event = Stripe.webhooks.constructEvent(payload, header, official.secret, 300, undefined, now);
      expect(event.object).toBe("event");
    },
  );

  it("of bytes that are no UTF-8 is of those bytes", async () => {
    const request = requestOf(Uint8Array.of(0xff, 0xfe, 0x00));
    const { headers = {} } = await signBy(source, request, settings, now);
    expect(await verifyBy(source, { ...request, headers: new Headers(headers) }, settings, now)).toEqual({
      ok: true,
    });
    const other = requestOf(Uint8Array.of(0xfd, 0xfe, 0x00), headers);
    expect(await verifyBy(source, other, settings, now)).toMatchObject({ reason: "mismatch" });
  });

  it("of a secret that is being rolled may be any of several, in any place", async () => {
    const genuine = stripeHeader();
    const [time = "", v1 = ""] = genuine.split(",");
    const other = stripeHeader({ secret: "whsec_the_one_before" }).split(",")[1];
    for (const header of [
      `${genuine},v1=potato`,
      `${time},${other},${v1}`,
      `${time}, ${v1} ,v0=6ffbb59b`,
      `v0=6ffbb59b,${v1},${time}`,
    ])
      expect(await verify(header), header).toEqual({ ok: true });
  });

  it.each([300, -300])("whose time is %d seconds off is accepted, and one more is stale", async (off) => {
    expect(await verify(stripeHeader({ timestamp: seconds + off }))).toEqual({ ok: true });
    const beyond = stripeHeader({ timestamp: seconds + off + Math.sign(off) });
    expect(await verify(beyond)).toMatchObject({ ok: false, reason: "stale" });
  });

  it.each([
    ["of the scheme v0 alone", stripeHeader({ scheme: "v0" })],
    ["without a time", stripeHeader().split(",")[1] ?? ""],
    ["of a time that is none", stripeHeader().replace(/^t=\d+/, "t=yesterday")],
    ["of another time", stripeHeader().replace(/^t=\d+/, `t=${seconds - 1}`)],
    ["of another secret", stripeHeader({ secret: "whsec_other" })],
    ["by the secret without its whsec_", stripeHeader({ secret: "test_secret" })],
    ["of another body", stripeHeader({ payload: '{"id":"evt_test_webhook","object":"event"}' })],
    ["that is none", "bad_header"],
  ])("%s is a mismatch", async (_what, header) => {
    expect(await verify(header)).toMatchObject({ ok: false, reason: "mismatch" });
  });

  it.each([undefined, "", " "])("that is absent (%j) is missing", async (header) => {
    expect(await verify(header)).toMatchObject({ ok: false, reason: "missing" });
  });
});

describe("the signing secret", () => {
  it.each(["sk_live_4eC39HqLyjWDarjtT1zdp7dc", "whsec_", "whsec_a b", "we_1Pgc76B7WZ01zgkW"])(
    "is not %s",
    (signingSecret) => expect(source.settings.safeParse({ signingSecret }).success).toBe(false),
  );

  it("may be pasted with blanks around it", () => {
    expect(source.settings.parse({ signingSecret: " whsec_test_secret\n" })).toEqual(settings);
  });
});

// ── What events tell ───────────────────────────────────────────────────────────────────────────

const createdAt = 1786699800;

function eventOf(type: string, object: object, previous?: object, created = createdAt) {
  const data = { object, ...(previous ? { previous_attributes: previous } : {}) };
  return { id: "evt_1", object: "event", created, data, livemode: false, type };
}

const readText = (body: string): Promise<Reading> => source.read(requestOf(body), settings, now);
const read = (type: string, object: object, previous?: object): Promise<Reading> =>
  readText(JSON.stringify(eventOf(type, object, previous)));

const factsOf = (reading: Reading): SourceFact[] =>
  reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));

async function told(type: string, object: object, previous?: object): Promise<SourceFact> {
  const facts = factsOf(await read(type, object, previous));
  expect(facts).toHaveLength(1);
  return facts[0] ?? expect.fail("no fact");
}

const sampleOf = (title: string) => samples.find((sample) => sample.title === title) ?? expect.fail(title);

async function toldBy(title: string): Promise<SourceFact> {
  return factsOf(await readText(sampleOf(title).body))[0] ?? expect.fail(title);
}

const payment = "pi_1PgafyB7WZ01zgkWSjxsAJo3";
const subscription = "sub_1Pgc6rB7WZ01zgkWNy0Cn5nw";

describe("an event", () => {
  it.each([
    ["Checkout paid", "purchase.completed", `purchase:${payment}`],
    ["Checkout paid later", "purchase.completed", `purchase:${payment}`],
    ["Checkout's later payment failed", "payment.failed", `payment_failed:${payment}`],
    ["Checkout abandoned", "cart.abandoned", /^cart_abandoned:cs_test_a1/],
    ["Checkout of a subscription", "purchase.completed", `purchase:${subscription}`],
    ["Payment succeeded", "purchase.completed", `purchase:${payment}`],
    ["Charge succeeded", "purchase.completed", `purchase:${payment}`],
    ["Refund", "purchase.refunded", "refund:re_1Pgc72B7WZ01zgkWqPvrRrPE"],
    ["Charge refunded, older API version", "purchase.refunded", "refund:re_1Pgc72B7WZ01zgkWqPvrRrPE"],
    ["First invoice paid", "purchase.completed", `purchase:${subscription}`],
    ["Renewal paid", "subscription.renewed", `subscription:${subscription}:renewed:1789378200`],
    [
      "Renewal paid, older API version",
      "subscription.renewed",
      `subscription:${subscription}:renewed:1789378200`,
    ],
    ["Invoice of your own paid", "purchase.completed", "purchase:in_1Pk9bYB7WZ01zgkW8mVw3sLc"],
    ["Renewal failed", "payment.failed", "payment_failed:in_1Pr1aXB7WZ01zgkW5kQ2dTnh"],
    ["Subscription started", "subscription.started", `subscription:${subscription}:started`],
    [
      "Subscription started, older API version",
      "subscription.started",
      `subscription:${subscription}:started`,
    ],
    ["Subscription's first payment made", "subscription.started", `subscription:${subscription}:started`],
    ["Trial started", "subscription.started", `subscription:${subscription}:started`],
    ["Trial ends soon", "custom.trial_will_end", `subscription:${subscription}:trial_will_end:1787909400`],
    ["Plan changed", "subscription.changed", `subscription:${subscription}:changed:1787304600`],
    [
      "Cancellation scheduled",
      "subscription.cancel_scheduled",
      `subscription:${subscription}:cancel_scheduled:1787304600`,
    ],
    ["Cancellation taken back", "subscription.resumed", `subscription:${subscription}:resumed:1787305200`],
    ["Payments paused", "subscription.paused", `subscription:${subscription}:paused:1787304600`],
    ["Subscription paused", "subscription.paused", `subscription:${subscription}:paused:1787304600`],
    ["Subscription resumed", "subscription.resumed", `subscription:${subscription}:resumed:1787909400`],
    ["Subscription cancelled", "subscription.cancelled", `subscription:${subscription}:cancelled`],
    ["Customer created", "customer.updated", "customer:cus_QXg1o8vcGmoR32:updated:1786699800"],
    ["Customer changed", "customer.updated", "customer:cus_QXg1o8vcGmoR32:updated:1787304600"],
  ])("%s is %s", async (title, type, key) => {
    const { fact, customerRefs, ...rest } = await toldBy(title);
    expect(fact.type).toBe(type);
    expect(rest.key).toEqual(typeof key === "string" ? key : expect.stringMatching(key));
    expect(customerRefs).toEqual(["customer:cus_QXg1o8vcGmoR32"]);
  });

  it.each([
    "Checkout completed, to be paid later",
    "Payment of an invoice succeeded",
    "Refund failed",
    "Change of plan paid",
    "Subscription awaiting its first payment",
    "New period began",
  ])("%s means nothing, and says why", async (title) => {
    const reading = await readText(sampleOf(title).body);
    expect(reading).toEqual({ is: "nothing", reason: expect.stringMatching(/\.$/) });
  });

  it("has a row above for every sample", () => expect(samples).toHaveLength(28 + 6));

  it.each(["charge.dispute.created", "product.created", "constructor", "ping"])(
    "%s is not understood",
    async (type) => expect(await read(type, {})).toMatchObject({ is: "not-understood", type }),
  );

  it("without an object is not understood", async () => {
    const body = '{"object":"event","type":"invoice.paid","data":{}}';
    expect(await readText(body)).toMatchObject({ is: "not-understood", type: "invoice.paid" });
  });

  it.each(["v1.billing.meter.error_report_triggered", "v1.customer.created", "v2.core.account.closed"])(
    "%s that is thin is not understood, and the owner is told to choose snapshots",
    async (type) => {
      const body = JSON.stringify({
        id: "evt_1",
        object: "v2.core.event",
        type,
        related_object: { id: "x" },
      });
      const reason = expect.stringContaining("Snapshot");
      expect(await readText(body)).toEqual({ is: "not-understood", type, reason });
    },
  );

  it.each(["", "[]", "null", "{", "\u0000"])("in the body %j is unreadable", async (body) => {
    expect(await readText(body)).toMatchObject({ is: "unreadable" });
  });

  it("keeps in its data whether it is a test, and the digits of big numbers", async () => {
    const body = JSON.stringify(eventOf("customer.updated", { id: "cus_1", metadata: { n: 1 } }));
    const [fact] = factsOf(await readText(body.replace('"n":1', '"n":9007199254740993')));
    expect(fact?.data).toMatchObject({
      livemode: false,
      data: { object: { metadata: { n: "9007199254740993" } } },
    });
  });

  it("of an object without an id is known by its own", async () => {
    expect((await told("checkout.session.completed", { payment_status: "paid" })).key).toBe(
      "event:evt_1:purchase.completed",
    );
  });
});

describe("one purchase", () => {
  const merged = (first: SourceFact, second: SourceFact) => {
    expect(second.key).toBe(first.key);
    return mergeFacts(first.fact, second.fact) ?? first.fact;
  };

  it("is told by its checkout, its payment and its charge, in any order", async () => {
    const [checkout, intent, charge] = await Promise.all(
      ["Checkout paid", "Payment succeeded", "Charge succeeded"].map(toldBy),
    );
    if (!checkout || !intent || !charge) return expect.fail();
    const whole = {
      customer: { email: "jenny.rosen@example.com", name: "Jenny Rosen", language: "pl" },
      products: [{ id: "course-1", name: "The first course" }],
      order: { id: payment, total: { amount: 4900, currency: "PLN" } },
      consent: { marketing: true },
    };
    expect(merged(checkout, intent)).toMatchObject(whole);
    expect(merged(intent, checkout)).toMatchObject(whole);
    expect(merged(charge, checkout)).toMatchObject(whole);
  });

  it("of a subscription is told by its checkout and its first invoice, in either order", async () => {
    const checkout = await toldBy("Checkout of a subscription");
    const invoice = await toldBy("First invoice paid");
    const whole = {
      customer: { email: "jenny.rosen@example.com", language: "pl" },
      products: [{ id: "prod_QXg1hqf4jFNsqG", name: "Silver membership", quantity: 1 }],
      order: { id: "in_1Pgc6tB7WZ01zgkWu9fdqL6I", number: "7FE1103-0001" },
      subscription: { id: subscription, currentPeriodEnd: 1789378200_000 },
    };
    expect(merged(checkout, invoice)).toMatchObject(whole);
    expect(merged(invoice, checkout)).toMatchObject(whole);
  });

  it("of a trial is so, too, though the checkout may name no invoice", async () => {
    const session = { id: "cs_1", mode: "subscription", subscription: "sub_1", invoice: null };
    const paid = { ...session, payment_status: "no_payment_required", amount_total: 0, currency: "eur" };
    const invoice = {
      id: "in_1",
      billing_reason: "subscription_create",
      subscription: "sub_1",
      total: 0,
      currency: "eur",
    };
    const checkout = await told("checkout.session.completed", paid);
    expect(checkout.fact.order).toEqual({ id: "cs_1", total: { amount: 0, currency: "EUR" } });
    expect((await told("invoice.paid", invoice)).key).toBe(checkout.key);
  });

  it("with an invoice made afterwards is told by its checkout and that invoice", async () => {
    const session = { id: "cs_1", mode: "payment", payment_status: "paid", payment_intent: "pi_1" };
    const checkout = await told("checkout.session.completed", { ...session, invoice: "in_1" });
    const invoice = await told("invoice.paid", { id: "in_1", billing_reason: "manual" });
    expect([checkout.key, invoice.key]).toEqual(["purchase:in_1", "purchase:in_1"]);
  });

  it("for nothing is known by its checkout alone", async () => {
    const session = { id: "cs_1", mode: "payment", payment_status: "no_payment_required", amount_total: 0 };
    expect((await told("checkout.session.completed", session)).key).toBe("purchase:cs_1");
  });

  it.each(["invoice.paid", "invoice.payment_succeeded"])("of an invoice is the same in %s", async (type) => {
    expect((await told(type, { id: "in_1", billing_reason: "manual" })).key).toBe("purchase:in_1");
  });

  it.each([
    { invoice: "in_1" },
    { invoice: { id: "in_1" } },
    { payment_details: { order_reference: "in_1" } },
    { receipt_url: "https://pay.stripe.com/receipts/invoices/CAca?s=ap" },
  ])("or renewal of an invoice is not told again by its payment: %j", async (of) => {
    const object = { id: "pi_1", amount: 100, currency: "eur", ...of };
    for (const type of ["payment_intent.succeeded", "payment_intent.payment_failed", "charge.succeeded"])
      expect(await read(type, object), type).toMatchObject({ is: "nothing" });
  });

  it("is not one as long as the amount is only reserved", async () => {
    const charge = { id: "ch_1", payment_intent: "pi_1", captured: false };
    expect(await read("charge.succeeded", charge)).toMatchObject({ is: "nothing" });
    expect((await told("charge.captured", { ...charge, captured: true })).key).toBe("purchase:pi_1");
  });

  it("is not one where a card is only saved", async () => {
    const session = { id: "cs_1", mode: "setup", payment_status: "no_payment_required" };
    expect(await read("checkout.session.completed", session)).toMatchObject({ is: "nothing" });
    expect(await read("checkout.session.expired", session)).toMatchObject({ is: "nothing" });
  });

  it("that failed has the same key in its checkout, its payment and its charge", async () => {
    const session = { id: "cs_1", payment_intent: "pi_1", payment_status: "unpaid" };
    const failed = await Promise.all([
      told("checkout.session.async_payment_failed", session),
      told("payment_intent.payment_failed", { id: "pi_1" }),
      told("charge.failed", { id: "ch_1", payment_intent: "pi_1" }),
    ]);
    expect(new Set(failed.map(({ key }) => key))).toEqual(new Set(["payment_failed:pi_1"]));
  });

  it("by a payment takes its person from the charge that older API versions send along", async () => {
    const charge = { billing_details: { email: "A@Example.com", name: "A" } };
    const sent = await told("payment_intent.succeeded", { id: "pi_1", charges: { data: [charge] } });
    const expanded = await told("payment_intent.succeeded", { id: "pi_1", latest_charge: charge });
    expect(sent.fact.customer).toEqual({ email: "a@example.com", name: "A" });
    expect(expanded.fact.customer).toEqual(sent.fact.customer);
  });
});

describe("products", () => {
  it("are told by a checkout's lines where they are expanded", async () => {
    const line = (product: unknown, quantity: number) => ({
      description: "T-shirt",
      quantity,
      price: { id: "price_1", product, unit_amount: 2000, currency: "usd" },
    });
    const { fact } = await told("checkout.session.completed", {
      id: "cs_1",
      payment_status: "paid",
      metadata: { product_id: "not asked" },
      line_items: { data: [line("prod_1", 2), line({ id: "prod_2", name: "Cap" }, 1)] },
    });
    const price = { amount: 2000, currency: "USD" };
    expect(fact.products).toEqual([
      { id: "prod_1", name: "T-shirt", variantId: "price_1", quantity: 2, price },
      { id: "prod_2", name: "Cap", variantId: "price_1", quantity: 1, price },
    ]);
  });

  it.each([
    [{ product_id: "7", product_name: "Seven" }, [{ id: "7", name: "Seven" }]],
    [{ product_name: "Seven" }, [{ id: "Seven", name: "Seven" }]],
    [{ order: "1" }, undefined],
    [null, undefined],
  ])("are otherwise what the metadata %j tell", async (metadata, products) => {
    const { fact } = await told("checkout.session.completed", { id: "c", payment_status: "paid", metadata });
    expect(fact.products).toEqual(products);
  });

  it.each([
    ["1 × Silver membership (at $20.00 / month)", "Silver membership"],
    ["12 × Gold (Pro) (at €10.00 / year)", "Gold (Pro)"],
    ["Workshop (online)", "Workshop (online)"],
    ["3 × a day", "3 × a day"],
    ["1 ×  (at $1)", "1 ×  (at $1)"],
  ])("of an invoice's line “%s” are called “%s”", async (description, name) => {
    const lines = { data: [{ description, price: { id: "price_1", product: "prod_1" } }] };
    const { fact } = await told("invoice.paid", { id: "in_1", billing_reason: "manual", lines });
    expect(fact.products).toEqual([{ id: "prod_1", name, variantId: "price_1" }]);
  });

  it("of an invoice do not include what was left of another plan", async () => {
    const old = { type: "invoiceitem", proration: true, price: { id: "price_0", product: "prod_0" } };
    const recent = {
      parent: { type: "invoice_item_details", invoice_item_details: { proration: true } },
      pricing: { price_details: { price: "price_0", product: "prod_0" } },
    };
    const bought = { pricing: { price_details: { price: "price_1", product: "prod_1" } } };
    const lines = { data: [old, recent, bought] };
    const { fact } = await told("invoice.paid", { id: "in_1", billing_reason: "manual", lines });
    expect(fact.products).toEqual([{ id: "prod_1", variantId: "price_1" }]);
  });

  it("before there were prices are of the plan", async () => {
    const plan = { id: "plan_1", product: "prod_1", amount: 900, currency: "eur", nickname: "Basic" };
    const items = { data: [{ plan, quantity: 1 }] };
    const object = { id: "sub_1", status: "active", items };
    const { fact } = await told("customer.subscription.created", object);
    const price = { amount: 900, currency: "EUR" };
    expect(fact.products).toEqual([{ id: "prod_1", variantId: "plan_1", quantity: 1, price }]);
    expect(fact.subscription?.plan).toBe("Basic");
  });
});

describe("an amount", () => {
  it.each([
    [1999, "usd", 1999],
    [500, "jpy", 500],
    [15000, "krw", 15000],
    [500, "isk", 5],
    [500, "ugx", 5],
    [5120, "kwd", 5120],
    [0, "eur", 0],
  ])("of %d %s is %d of its minor units", async (amount_total, currency, amount) => {
    const session = { id: "cs_1", payment_status: "paid", amount_total, currency };
    const { fact } = await told("checkout.session.completed", session);
    expect(fact.order?.total).toEqual({ amount, currency: currency.toUpperCase() });
  });

  it("that is no whole number, or has no currency, is left out", async () => {
    for (const [amount_total, currency] of [
      [19.5, "usd"],
      [1e300, "usd"],
      [1999, null],
    ]) {
      const session = { id: "cs_1", payment_status: "paid", amount_total, currency };
      expect((await told("checkout.session.completed", session)).fact.order).toEqual({ id: "cs_1" });
    }
  });
});

describe("a checkout", () => {
  const session = { id: "cs_1", payment_status: "paid" };

  it.each([
    ["opt_in", { marketing: true }],
    ["opt_out", { marketing: false }],
    [null, undefined],
  ])("with the consent %j tells %j", async (promotions, consent) => {
    const { fact } = await told("checkout.session.completed", { ...session, consent: { promotions } });
    expect(fact.consent).toEqual(consent);
  });

  it.each([
    ["auto", undefined],
    [null, undefined],
    ["pt-BR", "pt-BR"],
  ])("in the language %j is of a customer who speaks %j", async (locale, language) => {
    const { fact } = await told("checkout.session.completed", {
      ...session,
      locale,
      customer_email: "a@b.c",
    });
    expect(fact.customer?.language).toBe(language);
  });

  it("that was recovered belongs to the cart that was abandoned", async () => {
    const abandoned = await told("checkout.session.expired", { id: "cs_1", status: "expired" });
    const bought = await told("checkout.session.completed", {
      ...session,
      id: "cs_2",
      recovered_from: "cs_1",
    });
    expect(abandoned.fact.cart).toEqual({ id: "cs_1" });
    expect(bought.fact.cart).toEqual({ id: "cs_1" });
    const again = await told("checkout.session.expired", { id: "cs_2", recovered_from: "cs_1" });
    expect(again.key).not.toBe(abandoned.key);
  });

  it("of a customer that is an account is of that account", async () => {
    const { customerRefs } = await told("checkout.session.completed", {
      ...session,
      customer_account: "acct_1",
    });
    expect(customerRefs).toEqual(["customer:acct_1"]);
  });
});

describe("a refund", () => {
  const refund = { id: "re_1", amount: 100, currency: "eur", payment_intent: "pi_1", charge: "ch_1" };

  it.each(["refund.created", "refund.updated", "charge.refund.updated"])(
    "is the same in %s, and finds its customer by its purchase",
    async (type) => {
      const { key, fact, sameCustomerAs } = await told(type, { ...refund, status: "succeeded" });
      expect(key).toBe("refund:re_1");
      expect(fact.order).toEqual({ id: "pi_1", refunded: { amount: 100, currency: "EUR" } });
      expect(sameCustomerAs).toEqual(["purchase:pi_1"]);
    },
  );

  it("has one key and one whole whichever event comes first", async () => {
    const poor = await toldBy("Refund");
    const rich = await toldBy("Charge refunded, older API version");
    expect(rich.key).toBe(poor.key);
    expect(mergeFacts(poor.fact, rich.fact)).toEqual({ ...poor.fact, customer: rich.fact.customer });
    expect(mergeFacts(rich.fact, poor.fact)).toBeUndefined();
  });

  it.each([
    ["pending", "facts"],
    ["requires_action", "nothing"],
    ["failed", "nothing"],
    ["canceled", "nothing"],
  ])("that is %s tells %s", async (status, is) => {
    expect(await read("refund.updated", { ...refund, status })).toMatchObject({ is });
  });

  it("in parts is as many facts, of an older charge and its invoice", async () => {
    const charge = { id: "ch_1", payment_intent: "pi_1", invoice: "in_1", customer: "cus_1" };
    const refunds = {
      data: [refund, { ...refund, id: "re_2" }, { ...refund, id: "re_3", status: "failed" }],
    };
    const facts = factsOf(await read("charge.refunded", { ...charge, refunds }));
    expect(facts.map(({ key }) => key)).toEqual(["refund:re_1", "refund:re_2"]);
    expect(facts[0]).toMatchObject({
      fact: { order: { id: "in_1" } },
      customerRefs: ["customer:cus_1"],
      sameCustomerAs: ["purchase:in_1", "purchase:pi_1"],
    });
  });

  it("that charge.refunded does not name is not understood, and the owner is told what to choose", async () => {
    const charge = { id: "ch_1", refunded: true, amount_refunded: 100 };
    expect(await read("charge.refunded", charge)).toEqual({
      is: "not-understood",
      type: "charge.refunded",
      reason: expect.stringContaining("refund.created"),
    });
  });
});

describe("an invoice", () => {
  const line = (start: number, end: number, type = "subscription", proration = false) => ({
    type,
    proration,
    period: { start, end },
  });
  const cycle = { id: "in_1", billing_reason: "subscription_cycle", subscription: "sub_1" };

  it("renews for the newest period of its lines", async () => {
    const usage = line(createdAt - 100, createdAt);
    const item = line(createdAt + 999, createdAt + 9999, "invoiceitem");
    const proration = line(createdAt + 50, createdAt + 100, "subscription", true);
    const lines = { data: [usage, line(createdAt, createdAt + 100), item, proration] };
    const { key, fact } = await told("invoice.paid", { ...cycle, lines });
    expect(key).toBe(`subscription:sub_1:renewed:${createdAt}`);
    expect(fact.subscription).toEqual({
      id: "sub_1",
      currentPeriodStart: createdAt * 1000,
      currentPeriodEnd: (createdAt + 100) * 1000,
    });
  });

  it("without a period renews by its own id", async () => {
    expect((await told("invoice.paid", cycle)).key).toBe("subscription:sub_1:renewed:in_1");
  });

  it("is paid when Stripe says it was, and otherwise when it says so", async () => {
    const paid_at = createdAt - 60;
    const { fact } = await told("invoice.paid", { ...cycle, status_transitions: { paid_at } });
    expect(fact.occurredAt).toBe(paid_at * 1000);
    expect((await told("invoice.paid", cycle)).fact.occurredAt).toBe(createdAt * 1000);
  });

  it.each(["subscription_update", "subscription_threshold", "upcoming", null])(
    "made for %s is no purchase",
    async (billing_reason) => {
      expect(await read("invoice.paid", { ...cycle, billing_reason })).toMatchObject({ is: "nothing" });
    },
  );
});

describe("a subscription's update", () => {
  const item = (price: string, quantity = 1, current_period_start = createdAt) => ({
    price: { id: price, product: "prod_1" },
    quantity,
    current_period_start,
  });
  const items = (...data: object[]) => ({ data });
  const object = { id: "sub_1", customer: "cus_1", status: "active", items: items(item("price_1")) };
  const typesOf = async (change: object, previous: object) => {
    const reading = await read("customer.subscription.updated", { ...object, ...change }, previous);
    return reading.is === "facts" ? reading.facts.map(({ fact }) => fact.type) : reading.is;
  };

  it.each([
    ["paid at last", {}, { status: "incomplete" }, ["subscription.started"]],
    ["after its trial", {}, { status: "trialing" }, ["subscription.started"]],
    ["into its trial", { status: "trialing" }, { status: "incomplete" }, ["subscription.started"]],
    ["never paid", { status: "incomplete_expired" }, { status: "incomplete" }, "nothing"],
    ["overdue", { status: "past_due" }, { status: "active" }, "nothing"],
    ["paid after all", {}, { status: "past_due" }, "nothing"],
    ["paused, which has its own event", { status: "paused" }, { status: "active" }, "nothing"],
    ["to another price", {}, { items: items(item("price_0")) }, ["subscription.changed"]],
    ["to more seats", {}, { items: items(item("price_1", 3)) }, ["subscription.changed"]],
    ["in another order", {}, { items: items(item("price_1")) }, "nothing"],
    ["into a new period", {}, { items: items(item("price_1", 1, 5)), latest_invoice: "in_0" }, "nothing"],
    [
      "to end",
      { cancel_at_period_end: true },
      { cancel_at_period_end: false },
      ["subscription.cancel_scheduled"],
    ],
    ["to end on a day", { cancel_at: createdAt }, { cancel_at: null }, ["subscription.cancel_scheduled"]],
    [
      "to end on another day",
      { cancel_at: createdAt },
      { cancel_at: createdAt + 1, cancel_at_period_end: true },
      "nothing",
    ],
    ["while it is to end", { cancel_at_period_end: true }, { metadata: {} }, "nothing"],
    ["not to end", { cancel_at_period_end: false }, { cancel_at_period_end: true }, ["subscription.resumed"]],
    ["to a halt", { pause_collection: {} }, { pause_collection: null }, ["subscription.paused"]],
    ["to go on", { pause_collection: null }, { pause_collection: {} }, ["subscription.resumed"]],
    [
      "in several ways",
      { cancel_at_period_end: true },
      { cancel_at_period_end: false, items: items(item("price_0")) },
      ["subscription.changed", "subscription.cancel_scheduled"],
    ],
  ])("%s tells %j", async (_what, change, previous, types) => {
    expect(await typesOf(change, previous)).toEqual(types);
  });

  it("tells the plan before, which a change of seats does not change", async () => {
    const changed = await told("customer.subscription.updated", object, { items: items(item("price_0")) });
    expect(changed.fact.subscription).toMatchObject({ plan: "price_1", previousPlan: "price_0" });
    const seats = await told("customer.subscription.updated", object, { items: items(item("price_1", 2)) });
    expect(seats.fact.subscription?.previousPlan).toBeUndefined();
  });

  it("a week later is another fact, and the same one told in a second event is not", async () => {
    const previous = { cancel_at_period_end: false };
    const change = { ...object, cancel_at_period_end: true };
    const keyAt = async (created: number, id: string) => {
      const event = { ...eventOf("customer.subscription.updated", change, previous, created), id };
      return factsOf(await readText(JSON.stringify(event)))[0]?.key;
    };
    const first = await keyAt(createdAt, "evt_1");
    expect(await keyAt(createdAt, "evt_2")).toBe(first);
    expect(await keyAt(createdAt + 7 * 86_400, "evt_1")).not.toBe(first);
  });
});

describe("a subscription's end", () => {
  it("is when it ended, and not when that was asked for", async () => {
    const ended = { id: "sub_1", status: "canceled", canceled_at: 1, ended_at: createdAt + 60 };
    const { fact } = await told("customer.subscription.deleted", ended);
    expect(fact.occurredAt).toBe((createdAt + 60) * 1000);
  });

  it("before its first payment is none", async () => {
    const never = { id: "sub_1", status: "incomplete_expired" };
    expect(await read("customer.subscription.deleted", never)).toMatchObject({ is: "nothing" });
  });
});
