// EasyCart's signatures, and what each of its events is read as.
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import { source } from "./source";

const now = Date.UTC(2026, 0, 1);
const signingKey = "your_secret_signing_key";

type Vector = [body: string, signature: string];

/** Made from the documented rule with another HMAC than ours; the vendor publishes none. */
const vectors: [Vector, Vector, Vector] = [
  [
    '{"event":"single_product_bought","customer_email":"janedoe@example.com","order_uuid":"00000000-0000-0000-0000-000000000004"}',
    "5fc14b0e59d7dfdcb95fb67d16fbdb87a87f22636f166b1e8677959819509276",
  ],
  [
    '{"event":"single_product_bought","customer_name":"Zażółć Gęślą","url":"https://a.pl/x"}',
    "e693ce0d90ab52ee6169e5d511b3513e60e3d3ca616b74926d6700f4b9643083",
  ],
  [
    '{"event":"single_product_bought","customer_name":"Za\\u017c\\u00f3\\u0142\\u0107 G\\u0119\\u015bl\\u0105","url":"https:\\/\\/a.pl\\/x"}',
    "4d15e7be775ca5116707ae3bbab332b3f1db469b0d8060e2d98f08608ad3cbd7",
  ],
];
const [[, firstSignature], [plainBody, plainSignature], [escapedBody]] = vectors;

const verify = (body: string, signature?: string, settings: { signingKey?: string } = { signingKey }) =>
  verifyBy(
    source,
    requestOf(body, signature === undefined ? {} : { "X-Webhook-Signature": signature }),
    settings,
    now,
  );

async function factsOf(body: unknown, at = now): Promise<SourceFact[]> {
  const reading = await source.read(
    requestOf(typeof body === "string" ? body : JSON.stringify(body)),
    {},
    at,
  );
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

async function factOf(body: unknown, at = now): Promise<SourceFact> {
  const [fact] = await factsOf(body, at);
  return fact ?? expect.fail("no fact");
}

describe("a signature", () => {
  it.each(vectors)("of the raw bytes is accepted: %s", async (body, signature) => {
    expect(await verify(body, signature)).toEqual({ ok: true });
    expect(await signBy(source, requestOf(body), { signingKey }, now)).toEqual({
      headers: { "x-webhook-signature": signature },
    });
  });

  it("of the compact, unescaped rewriting is accepted for an escaped or indented body", async () => {
    expect(await verify(escapedBody, plainSignature)).toEqual({ ok: true });
    expect(await verify(JSON.stringify(JSON.parse(plainBody), null, 2), plainSignature)).toEqual({
      ok: true,
    });
  });

  it.each([`sha256=${plainSignature}`, plainSignature.toUpperCase(), ` ${plainSignature} `])(
    "may be written as %s",
    async (signature) => {
      expect(await verify(plainBody, signature)).toEqual({ ok: true });
    },
  );

  it.each(["", "  ", undefined])("that is absent (%j) is missing", async (signature) => {
    expect(await verify(plainBody, signature)).toMatchObject({ ok: false, reason: "missing" });
  });

  it.each([
    ["of another body", plainBody, firstSignature],
    ["that is no hex", plainBody, "not hex at all"],
    ["that is cut", plainBody, plainSignature.slice(0, 32)],
    ["of a body that is no JSON", "{", plainSignature],
    ["of an empty body", "", plainSignature],
    ["of a body that nests too deeply to be written again", "[".repeat(100_000), plainSignature],
  ])("%s is a mismatch", async (_what, body, signature) => {
    expect(await verify(body, signature)).toMatchObject({ ok: false, reason: "mismatch" });
  });

  it("is not asked for without a signing key, and the caveat says so", async () => {
    expect(await verify(plainBody, undefined, {})).toEqual({ ok: true });
    expect(source.caveat?.({})).toMatch(/does not sign/);
    expect(source.caveat?.({ signingKey })).toBeUndefined();
  });
});

describe("an event", () => {
  it.each([
    ["Product bought", "purchase.completed", "purchase:00000000-0000-0000-0000-000000000004"],
    [
      "Product assigned after the same sale",
      "purchase.completed",
      "purchase:00000000-0000-0000-0000-000000000004",
    ],
    ["Product bought, older shop", "purchase.completed", "purchase:400001"],
    ["Product assigned by hand", "access.granted", "access.granted:1741442600:::7001:100002"],
    ["Access expires soon", "access.expiring", "access.expiring:1743860518:::7001:100002"],
    ["Access expired", "access.expired", "access.expired:1744119718:::7001:100002"],
    ["Subscription created", "subscription.started", "subscription:90001:started"],
    ["Plan changed", "subscription.changed", "subscription.changed:1741700000::90001:7002:100002"],
    [
      "Subscription cancelled by the customer",
      "subscription.cancel_scheduled",
      "subscription.cancel_scheduled:1741800000::90001:7002:100002",
    ],
    ["Subscription resumed", "subscription.resumed", "subscription.resumed:1741900000::90001:7002:100002"],
    ["Renewal upcoming", "custom.renewal_upcoming", "subscription:90001:renewal_upcoming:1744207318000"],
    ["Subscription renewed", "subscription.renewed", "subscription:90001:renewed:1744207318000"],
    ["Renewal failed", "payment.failed", "payment.failed:1746799318::90001:7002:100002"],
    ["Subscription expired", "subscription.cancelled", "subscription:90001:cancelled"],
    ["Subscription deleted", "subscription.cancelled", "subscription:90001:cancelled"],
    ["Customer data changed", "customer.updated", "customer.updated:1741442700::::100002"],
  ])("%s is %s, known as %s", async (title, type, key) => {
    const told = await factOf(samples.find((sample) => sample.title === title)?.body);
    expect(told.fact.type).toBe(type);
    expect(told.key).toBe(key);
    expect(told.keyLastsMs).toBeUndefined();
    expect(told.customerRefs).toEqual([expect.stringMatching(/^customer:10000[23]$/)]);
  });

  it("has a row above for every sample", () => expect(samples).toHaveLength(16));

  it("is understood in both spellings of cancelled", async () => {
    const body = { timestamp: 1741800000, subscription_id: 1 };
    const american = await factOf({ event: "subscription_canceled", ...body });
    const british = await factOf({ event: "subscription_cancelled", ...body });
    expect(british.key).toBe(american.key);
    expect(british.fact).toEqual(american.fact);
  });

  it("of a sale tells who bought what for how much", async () => {
    const { fact } = await factOf(samples[0]?.body);
    expect(fact).toEqual({
      type: "purchase.completed",
      occurredAt: 1741442518000,
      customer: {
        email: "janedoe@example.com",
        name: "Jane Doe",
        firstName: "Jane",
        lastName: "Doe",
        language: "pl",
      },
      products: [{ id: "7001", name: "Kurs: pierwszy webhook", quantity: 1 }],
      order: {
        id: "00000000-0000-0000-0000-000000000004",
        number: "500002",
        total: { amount: 5000, currency: "PLN" },
      },
    });
  });

  it("of a changed plan tells the plan before", async () => {
    const { fact } = await factOf(samples.find(({ title }) => title === "Plan changed")?.body);
    expect(fact.subscription).toMatchObject({ id: "90001", plan: "Roczny", previousPlan: "Miesięczny" });
  });

  it("of a sale that did not succeed is no purchase", async () => {
    const told = await factOf({
      event: "single_product_bought",
      success: false,
      order_id: 1,
      timestamp: 1741442518,
    });
    expect(told.fact.type).toBe("payment.failed");
    expect(told.key).not.toMatch(/^purchase:/);
  });

  it("keeps the digits of ids that no number holds", async () => {
    const told = await factOf('{"event":"single_product_bought","order_id":9007199254740993}');
    expect(told.key).toBe("purchase:9007199254740993");
    expect(told.data).toMatchObject({ order_id: "9007199254740993" });
  });
});

describe("the two events of one sale", () => {
  const sale = { order_uuid: "u-1", order_id: 5 };

  it.each([
    [{ timestamp: 1 }, { timestamp: 2 }],
    [{ product_id: 1, product_name: "A" }, {}],
    [{ customer_id: 1, customer_email: "a@example.com" }, { customer_email: "a@example.com" }],
    [{ amount_paid: 50, currency: "pln", is_new: true }, { success: true }],
  ])("have one key, whatever one of them lacks: %j and %j", async (bought, assigned) => {
    const first = await factOf({ event: "single_product_bought", ...sale, ...bought });
    const second = await factOf({ event: "product_assigned", ...sale, ...assigned });
    expect(second.key).toBe(first.key);
    expect(second.fact.type).toBe(first.fact.type);
  });

  it("make one fact with what both tell, in either order", async () => {
    const bought = await factOf({ event: "single_product_bought", ...sale, customer_email: "a@example.com" });
    const assigned = await factOf({ event: "product_assigned", ...sale, product_id: 1 });
    const whole = { customer: { email: "a@example.com" }, products: [{ id: "1" }], order: { id: "u-1" } };
    expect(mergeFacts(bought.fact, assigned.fact)).toMatchObject(whole);
    expect(mergeFacts(assigned.fact, bought.fact)).toMatchObject(whole);
  });
});

describe("an event without ids", () => {
  it("is known by its body, for a while, and again when it comes again", async () => {
    const body = { event: "customer_data_changed", customer_email: "a@example.com" };
    const first = await factOf(body);
    const again = await factOf(body, now + 1000);
    expect(first.key).toMatch(/^body:[0-9a-f]{40}$/);
    expect(first.keyLastsMs).toBe(24 * 3600 * 1000);
    expect(again.key).toBe(first.key);
  });

  it("of a renewal without a period is known by its moment", async () => {
    const told = await factOf({ event: "subscription_renewed", subscription_id: 7, timestamp: 1741442518 });
    expect(told.key).toBe("subscription.renewed:1741442518::7::");
  });
});

describe("a body", () => {
  it.each(["", "[]", "null", "7", '"text"', "{", "event=single_product_bought"])(
    "%j is unreadable",
    async (body) => {
      expect(await source.read(requestOf(body), {}, now)).toMatchObject({ is: "unreadable" });
    },
  );

  it.each([
    ['{"event":"product_archived"}', "product_archived"],
    ['{"event":"constructor"}', "constructor"],
    ['{"success":true}', "unknown"],
  ])("%s is not understood", async (body, type) => {
    expect(await source.read(requestOf(body), {}, now)).toMatchObject({ is: "not-understood", type });
  });
});
