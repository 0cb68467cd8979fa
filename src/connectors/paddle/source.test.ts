// Paddle's signatures, with the vectors of its library and the library itself; and what each of its events is read as.
import { Paddle } from "@paddle/paddle-node-sdk";
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { sampleIds, samples } from "./samples";
import { source } from "./source";

const now = Date.UTC(2026, 9, 1);
const settings = { secretKey: "pdl_ntfset_01k4n5s3zqw2_h4Vq8mY1tW0b" };

/** From PaddleHQ/paddle-node-sdk, src/__tests__/notifications/webhooks-validator.node.test.ts (Apache-2.0). */
const official = {
  secretKey: "VALID_SECRET",
  at: 1698796800_000,
  one: {
    body: '{"data": ["1", "2"]}',
    header: "ts=1698796800;h1=a300428748dce5c70e4da19bffd60769591ea969c99dea3105d0ec9612cf43f9",
  },
  several: {
    body: '{"data": "value"}',
    header:
      "ts=1698796800;h1=28981e941fae76e53db32f3d2a83cb69db41476595e84e1970a1b5d98f62b261;h1=28981e941fae76e53db32f3d2a83cb69db41476595e84e1970a1b5d98f62b261;h2=RANDOM_HASH",
  },
};

const bodyOf = (title: string): string =>
  samples.find((sample) => sample.title === title)?.body ?? expect.fail(title);

const read = (body: unknown): Promise<Reading> =>
  source.read(requestOf(typeof body === "string" ? body : JSON.stringify(body)), settings, now);

async function factsOf(body: unknown): Promise<SourceFact[]> {
  const reading = await read(body);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

async function told(body: unknown): Promise<SourceFact> {
  const [fact] = await factsOf(body);
  return fact ?? expect.fail("no fact");
}

/** A notification as small as it can be. */
const notification = (event_type: string, data: object) => ({
  event_id: "evt_1",
  event_type,
  occurred_at: "2026-09-30T10:00:00Z",
  data: { id: "x_1", ...data },
});

/** A sample with some members of its `data` replaced. */
function altered(title: string, data: object, event_type?: string): object {
  const body = JSON.parse(bodyOf(title));
  return { ...body, ...(event_type ? { event_type } : {}), data: { ...body.data, ...data } };
}

describe("a signature", () => {
  const verify = (
    { body, header }: { body: string; header: string },
    at = official.at,
    secretKey = official.secretKey,
  ) => verifyBy(source, requestOf(body, { "Paddle-Signature": header }), { secretKey }, at);
  const { one, several } = official;

  it.each([one, several])("as Paddle's library has it is accepted: $body", async (vector) => {
    expect(await verify(vector)).toEqual({ ok: true });
  });

  it("is made as Paddle makes it", async () => {
    expect(await signBy(source, requestOf(one.body), { secretKey: official.secretKey }, official.at)).toEqual(
      { headers: { "paddle-signature": one.header } },
    );
  });

  it("counts when any of those that a rotating key gives is genuine", async () => {
    const mac = one.header.split("h1=")[1];
    const wrong = "0".repeat(64);
    expect(await verify({ ...one, header: `ts=1698796800; h1=${wrong}; h1=${mac?.toUpperCase()}` })).toEqual({
      ok: true,
    });
    expect(await verify({ ...one, header: `ts=1698796800;h1=${wrong};h2=${mac}` })).toMatchObject({
      reason: "mismatch",
    });
  });

  it("is accepted five minutes off in either direction, and stale after that", async () => {
    for (const seconds of [-300, 300]) {
      expect(await verify(one, official.at + seconds * 1000)).toEqual({ ok: true });
    }
    for (const seconds of [-301, 301]) {
      expect(await verify(one, official.at + seconds * 1000)).toMatchObject({ reason: "stale" });
    }
  });

  it.each([
    ["h1=a300428748dce5c70e4da19bffd60769591ea969c99dea3105d0ec9612cf43f9"],
    ["ts=1698796800"],
    ["ts=1698796800;h1="],
    ["ts=;h1=a300428748dce5c70e4da19bffd60769591ea969c99dea3105d0ec9612cf43f9"],
    ["ts=1698796801;h1=a300428748dce5c70e4da19bffd60769591ea969c99dea3105d0ec9612cf43f9"],
    ["ts=NaN;h1=a300428748dce5c70e4da19bffd60769591ea969c99dea3105d0ec9612cf43f9"],
    ["invalid_header"],
    [";=;".repeat(10_000)],
  ])("that is incomplete or altered is a mismatch: %.60s", async (header) => {
    expect(await verify({ ...one, header })).toMatchObject({ reason: "mismatch" });
  });

  it("that is absent is missing; of other bytes, or of another destination, a mismatch", async () => {
    expect(await verify({ ...one, header: " " })).toMatchObject({ reason: "missing" });
    expect(await verify({ ...one, body: '{"data":["1","2"]}' })).toMatchObject({ reason: "mismatch" });
    expect(await verify(one, official.at, "INVALID_VALID_SECRET")).toMatchObject({ reason: "mismatch" });
  });
});

describe("Paddle's own library", () => {
  const { webhooks } = new Paddle("pdl_test_apikey");

  it.each(samples)("accepts and unmarshals what is signed here: $title", async ({ body }) => {
    const { headers } = await signBy(source, requestOf(body), settings, Date.now());
    const event = await webhooks.unmarshal(body, settings.secretKey, headers?.["paddle-signature"] ?? "");
    const { event_type, event_id, data } = JSON.parse(body);
    expect(event).toMatchObject({ eventType: event_type, eventId: event_id, data: { id: data.id } });
  });
});

describe("an event", () => {
  const txn = "txn_01k4n70y1h4p1sf8a30xt2m9cz";
  const sub = "sub_01k4n71j3wd9pz18jx1fagp8k2";
  const ctm = "ctm_01k4n6v8e61bv0tz6y3hq9d2fa";
  const october = Date.parse("2026-10-08T07:15:43.792Z");

  it.each([
    ["Customer created", "customer.updated", `customer:${ctm}:updated:evt_01k4n7004ge726w50ch2tmaw2a`],
    ["Customer updated", "customer.updated", `customer:${ctm}:updated:evt_01k4n7014ge726w50ch2tmaw2a`],
    ["Checkout begun", "cart.updated", `checkout:${txn}:2026-09-08T06:48:12.120331Z`],
    ["Payment failed", "payment.failed", `transaction:${txn}:failed`],
    ["Transaction paid", "purchase.completed", `transaction:${txn}:paid`],
    ["Transaction completed", "purchase.completed", `transaction:${txn}:paid`],
    ["Subscription created", "subscription.started", `subscription:${sub}:started`],
    ["Subscription activated", "subscription.started", `subscription:${sub}:started`],
    ["Subscription in its trial", "subscription.started", `subscription:${sub}:started`],
    ["Renewal paid", "subscription.renewed", `subscription:${sub}:renewed:${october}`],
    ["Renewal failed", "payment.failed", `subscription:${sub}:failed:${october}`],
    ["Subscription past due", "payment.failed", `subscription:${sub}:failed:${october}`],
    [
      "Addon bought",
      "subscription.changed",
      `subscription:${sub}:changed:${Date.UTC(2026, 8, 11, 8, 50, 20, 669)}`,
    ],
    [
      "Cancellation scheduled",
      "subscription.cancel_scheduled",
      `subscription:${sub}:cancel_scheduled:${october}`,
    ],
    ["Subscription updated by its end", "subscription.cancelled", `subscription:${sub}:cancelled`],
    ["Subscription cancelled", "subscription.cancelled", `subscription:${sub}:cancelled`],
    [
      "Subscription paused",
      "subscription.paused",
      `subscription:${sub}:paused:${Date.UTC(2026, 8, 21, 13, 33, 1, 333)}`,
    ],
    [
      "Subscription resumed",
      "subscription.resumed",
      `subscription:${sub}:resumed:evt_01k4n7184ge726w50ch2tmaw2a`,
    ],
    ["Refund approved", "purchase.refunded", "adjustment:adj_01k4q2c7brkpd7vx61w7b1r0ap"],
    ["Chargeback", "purchase.refunded", "adjustment:adj_01k4t9m2r8s4d6vx30w5c2q1bn"],
  ])("%s is %s, known as %s", async (title, type, key) => {
    const facts = await factsOf(bodyOf(title));
    expect(facts.map(({ fact, key, customerRefs }) => [fact.type, key, customerRefs])).toEqual([
      [type, key, [`customer:${ctm}`]],
    ]);
  });

  it.each(["Subscription updated by its renewal", "Refund asked for", "Address created"])(
    "%s means nothing, and says why",
    async (title) => {
      expect(await read(bodyOf(title))).toEqual({ is: "nothing", reason: expect.stringMatching(/\.$/) });
    },
  );

  it("has a row above for every sample", () => expect(samples).toHaveLength(20 + 3));

  it("is the same fact at every destination and in every replay, which have notification ids of their own", async () => {
    for (const { body } of samples) {
      const replay = { ...JSON.parse(body), notification_id: "ntf_of_a_replay" };
      const [first, again] = await Promise.all([read(body), read(replay)]);
      const keys = (reading: Reading) => (reading.is === "facts" ? reading.facts.map(({ key }) => key) : []);
      expect(keys(again)).toEqual(keys(first));
    }
  });

  it.each(["dispute.created", "constructor", "."])("called “%s” is not understood", async (type) => {
    const reading = await read({ event_type: type, data: { id: "x_1" } });
    expect(reading).toMatchObject({ is: "not-understood", type });
  });

  it.each([{}, { data: null }, { data: { id: " " } }])(
    "without an id is not understood: %j",
    async (rest) => {
      expect(await read({ event_type: "transaction.completed", ...rest })).toMatchObject({
        is: "not-understood",
        type: "transaction.completed",
      });
    },
  );

  it.each(["", "[]", "null", "{", "\u0000"])("whose body is %j is unreadable", async (body) => {
    expect(await read(body)).toMatchObject({ is: "unreadable" });
  });

  it("of a test gets new ids, but the customer stays who they are", () => {
    expect(sampleIds).not.toContain(ctm);
    for (const { body } of samples) expect(sampleIds.some((id) => body.includes(id))).toBe(true);
  });
});

describe("a transaction", () => {
  it("tells what was bought for how much", async () => {
    const { fact, sameCustomerAs, data } = await told(bodyOf("Transaction completed"));
    expect(fact).toEqual({
      type: "purchase.completed",
      occurredAt: Date.parse("2026-09-08T07:15:43.792Z"),
      products: [
        {
          id: "pro_01k4n5hdjse780zja8vvr7jg21",
          name: "ChatApp Pro",
          variantId: "pri_01k4n5x8sawmvhz1pv30nge1k1",
          quantity: 10,
          price: { amount: 3000, currency: "USD" },
        },
        {
          id: "pro_01k4n5mq9pa4fkyy0wqenepkz2",
          name: "Setup by our team",
          variantId: "pri_01k4n5ze27ak2tyhexptwc58k2",
          quantity: 1,
          price: { amount: 19900, currency: "USD" },
        },
      ],
      order: {
        id: "txn_01k4n70y1h4p1sf8a30xt2m9cz",
        number: "325-10566",
        total: { amount: 54890, currency: "USD" },
      },
      subscription: { id: "sub_01k4n71j3wd9pz18jx1fagp8k2", plan: "Monthly (per seat)" },
      cart: { id: "txn_01k4n70y1h4p1sf8a30xt2m9cz" },
    });
    expect(sameCustomerAs).toEqual(["subscription:sub_01k4n71j3wd9pz18jx1fagp8k2:started"]);
    expect(data).toMatchObject({ data: { custom_data: { utm_source: "newsletter" } } });
  });

  it("that is paid and then completed is one purchase, with what the two of them tell", async () => {
    const [paid, completed] = [
      await told(bodyOf("Transaction paid")),
      await told(bodyOf("Transaction completed")),
    ];
    expect(completed.key).toBe(paid.key);
    expect(mergeFacts(paid.fact, completed.fact)).toEqual(completed.fact);
    expect(mergeFacts(completed.fact, paid.fact)).toBeUndefined();
  });

  it.each(["transaction.updated", "transaction.revised"])(
    "that is paid in %s is the same purchase",
    async (event) => {
      const again = await told(altered("Transaction completed", {}, event));
      expect(again.key).toBe("transaction:txn_01k4n70y1h4p1sf8a30xt2m9cz:paid");
    },
  );

  it("without line items tells its items, and merges with the fuller copy", async () => {
    const poor = await told(altered("Transaction paid", { details: null, currency_code: "USD" }));
    const rich = await told(bodyOf("Transaction paid"));
    expect(poor.key).toBe(rich.key);
    expect(poor.fact.products?.map(({ id, quantity }) => [id, quantity])).toEqual(
      rich.fact.products?.map(({ id, quantity }) => [id, quantity]),
    );
    expect(mergeFacts(poor.fact, rich.fact)?.products?.map(({ name }) => name)).toEqual([
      "ChatApp Pro",
      "Setup by our team",
    ]);
  });

  it.each([
    ["USD", "1000", 1000],
    ["jpy", "1000", 1000],
    ["KRW", "10000", 10000],
    ["EUR", "0", 0],
  ])("in %s of %s has %i minor units", async (currency_code, grand_total, amount) => {
    const details = { totals: { grand_total, currency_code } };
    const { fact } = await told(notification("transaction.completed", { status: "completed", details }));
    expect(fact.order?.total).toEqual({ amount, currency: currency_code.toUpperCase() });
  });

  it("keeps the digits of a number that no double holds", async () => {
    const { data } = await told(
      '{"event_type":"transaction.paid","data":{"id":"txn_1","status":"paid","custom_data":{"ref":9007199254740993}}}',
    );
    expect(data).toMatchObject({ data: { custom_data: { ref: "9007199254740993" } } });
  });

  it.each([
    ["web", "purchase.completed"],
    ["api", "purchase.completed"],
    ["subscription_charge", "purchase.completed"],
    ["subscription_recurring", "subscription.renewed"],
  ])("of the origin %s is %s", async (origin, type) => {
    const { key, fact } = await told(notification("transaction.completed", { origin, status: "completed" }));
    expect(fact.type).toBe(type);
    expect(key).toBe("transaction:x_1:paid");
  });

  it.each(["subscription_update", "subscription_payment_method_change"])(
    "of the origin %s is nothing bought",
    async (origin) => {
      const body = notification("transaction.completed", { origin, status: "completed" });
      expect(await read(body)).toMatchObject({ is: "nothing" });
    },
  );

  it.each(["draft", "ready", "billed", "canceled", undefined])("that is %s is not paid", async (status) => {
    expect(await read(notification("transaction.updated", { status }))).toMatchObject({ is: "nothing" });
  });

  it("begun at the checkout is a cart once its customer is known, and the purchase has its id", async () => {
    const cart = await told(bodyOf("Checkout begun"));
    const purchase = await told(bodyOf("Transaction paid"));
    expect(cart.fact.cart).toEqual({
      id: purchase.fact.cart?.id,
      url: "https://example.com/pay?_ptxn=txn_01k4n70y1h4p1sf8a30xt2m9cz",
      total: { amount: 54890, currency: "USD" },
    });
    expect(cart.fact.order).toBeUndefined();
    expect(await read(altered("Checkout begun", { customer_id: null }))).toMatchObject({ is: "nothing" });
    expect(await read(altered("Checkout begun", { origin: "api" }))).toMatchObject({ is: "nothing" });
  });

  it("that fails again in the same period failed once, in the next anew", async () => {
    const first = await told(bodyOf("Renewal failed"));
    const overdue = await told(altered("Renewal failed", { status: "past_due" }, "transaction.past_due"));
    const next = { starts_at: "2026-11-08T07:15:43.792797Z", ends_at: "2026-12-08T07:15:43.792797Z" };
    const later = await told(altered("Renewal failed", { billing_period: next }));
    expect(overdue.key).toBe(first.key);
    expect(later.key).not.toBe(first.key);
  });
});

describe("an adjustment", () => {
  it("refunds a transaction of the same customer", async () => {
    const { fact, sameCustomerAs } = await told(bodyOf("Refund approved"));
    expect(fact.order).toEqual({
      id: "txn_01k4n70y1h4p1sf8a30xt2m9cz",
      refunded: { amount: 3300, currency: "USD" },
    });
    expect(sameCustomerAs).toContain((await told(bodyOf("Transaction completed"))).key);
    expect(sameCustomerAs).toContain((await told(bodyOf("Subscription created"))).key);
  });

  it("that was approved from the start is told by its creation, and once", async () => {
    const created = await told(altered("Refund approved", {}, "adjustment.created"));
    expect(created.key).toBe((await told(bodyOf("Refund approved"))).key);
  });

  it.each([
    [{ status: "rejected" }],
    [{ status: "reversed" }],
    [{ action: "credit" }],
    [{ action: "chargeback_warning" }],
    [{ action: "chargeback_reverse" }],
  ])("with %j gives no money back", async (change) => {
    expect(await read(altered("Refund approved", change))).toMatchObject({ is: "nothing" });
  });
});

describe("a subscription", () => {
  it("starts once, whether it is told as created, in its trial or activated", async () => {
    const created = await told(bodyOf("Subscription created"));
    expect(created.sameCustomerAs).toEqual([(await told(bodyOf("Transaction paid"))).key]);
    expect(created.fact).toMatchObject({
      occurredAt: Date.parse("2026-09-08T07:15:43.792Z"),
      products: [{ name: "ChatApp Pro", quantity: 10, price: { amount: 3000, currency: "USD" } }],
      subscription: {
        plan: "Monthly (per seat)",
        status: "active",
        currentPeriodStart: Date.parse("2026-09-08T07:15:43.792Z"),
        currentPeriodEnd: Date.parse("2026-10-08T07:15:43.792Z"),
      },
    });
    expect(mergeFacts(created.fact, (await told(bodyOf("Subscription activated"))).fact)).toBeUndefined();
    expect((await told(bodyOf("Subscription in its trial"))).fact.subscription).toMatchObject({
      status: "trialing",
      trialEndsAt: Date.parse("2026-09-18T07:15:43.792Z"),
    });
  });

  it("that becomes active again, or comes from elsewhere, does not start", async () => {
    const current_billing_period = { starts_at: "2026-10-08T07:15:43.792797Z", ends_at: null };
    const again = altered("Subscription activated", { current_billing_period });
    expect(await read(again)).toMatchObject({ is: "nothing" });
    expect(await read(altered("Subscription activated", {}, "subscription.imported"))).toMatchObject({
      is: "nothing",
    });
  });

  it("whose trial ends starts its first paid period, and is the same one", async () => {
    const starts_at = "2026-09-18T07:15:43.792797Z";
    const first = { first_billed_at: starts_at, current_billing_period: { starts_at, ends_at: null } };
    const activated = await told(altered("Subscription activated", first));
    expect(activated.key).toBe((await told(bodyOf("Subscription in its trial"))).key);
  });

  it("to be cancelled says until when its access runs", async () => {
    const { fact } = await told(bodyOf("Cancellation scheduled"));
    expect(fact.accessEndsAt).toBe(Date.parse("2026-10-08T07:15:43.792Z"));
    expect(fact.occurredAt).toBe(Date.parse("2026-09-20T10:29:11.268Z"));
  });

  it("that stays scheduled to be cancelled while it changes tells both, the first one again", async () => {
    const { scheduled_change } = JSON.parse(bodyOf("Cancellation scheduled")).data;
    const facts = await factsOf(altered("Addon bought", { scheduled_change }));
    expect(facts.map(({ fact }) => fact.type)).toEqual([
      "subscription.cancel_scheduled",
      "subscription.changed",
    ]);
    expect(facts[0]?.key).toBe((await told(bodyOf("Cancellation scheduled"))).key);
  });

  it("with an addon tells of it by the update that came with it alone", async () => {
    const renewed = altered("Addon bought", { updated_at: "2026-10-08T07:15:58.341611Z" });
    expect(await read(renewed)).toMatchObject({ is: "nothing" });
    expect((await told(bodyOf("Addon bought"))).fact.products).toHaveLength(2);
  });

  it("that is to pause, or is overdue by an update alone, has no news yet", async () => {
    const scheduled_change = { action: "pause", effective_at: "2026-10-08T07:15:43Z", resume_at: null };
    const updated = "subscription.updated";
    expect(await read(altered("Subscription activated", { scheduled_change }, updated))).toMatchObject({
      is: "nothing",
    });
    expect(await read(altered("Subscription past due", {}, updated))).toMatchObject({ is: "nothing" });
  });

  it("is paused by its state too, and as often as it is paused", async () => {
    const paused = await told(bodyOf("Subscription paused"));
    expect((await told(altered("Subscription paused", {}, "subscription.updated"))).key).toBe(paused.key);
    const again = await told(altered("Subscription paused", { paused_at: "2026-12-01T00:00:00Z" }));
    expect(again.key).not.toBe(paused.key);
  });
});

describe("a customer", () => {
  it("is told with e-mail, language and consent", async () => {
    const { fact } = await told(bodyOf("Customer created"));
    expect(fact.customer).toEqual({ email: "sam@example.com", name: "Sam Miller", language: "en" });
    expect(fact.consent).toEqual({ marketing: true });
    expect((await told(notification("customer.updated", {}))).fact.consent).toBeUndefined();
  });

  it("updated twice is two facts", async () => {
    const first = await told(bodyOf("Customer created"));
    const second = await told(bodyOf("Customer updated"));
    expect(second.key).not.toBe(first.key);
  });
});
