// What a Zap and a scenario send: proved by a secret, and known again by whatever id they give.
import { describe, expect, it } from "vitest";
import type { SourceFact } from "./kit";
import { relayedSource } from "./relayed-source";
import { requestOf, verifyBy } from "./request.fixture";

const source = relayedSource({ setupSteps: [], samples: [], sampleIds: [] });
const settings = source.settings.parse({ secret: "open sesame" });
const now = Date.UTC(2026, 2, 2, 12);
const json = { "Content-Type": "application/json" };

async function factsOf(body: string | object, headers: Record<string, string> = json): Promise<SourceFact[]> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const reading = await source.read(requestOf(text, headers), settings, now);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

async function told(body: string | object, headers?: Record<string, string>): Promise<SourceFact> {
  const [fact] = await factsOf(body, headers);
  return fact ?? expect.fail("no fact");
}

describe("the secret", () => {
  const verify = (headers: Record<string, string>, query: Record<string, string> = {}) =>
    verifyBy(source, requestOf("{}", headers, query), settings, now);

  it("is in the address that is shown, or in a header of any case", async () => {
    expect(await verify({}, source.urlQuery?.(settings))).toEqual({ ok: true });
    expect(await verify({ "X-Webhook-Secret": "open sesame" })).toEqual({ ok: true });
    expect(await verify({ "X-WEBHOOK-SECRET": "open sesame " })).toEqual({ ok: true });
  });

  it("is never done without", async () => {
    expect(await verify({})).toMatchObject({ reason: "missing" });
    expect(await verify({}, { secret: "close sesame" })).toMatchObject({ reason: "mismatch" });
    expect(source.settings.safeParse({}).success).toBe(false);
    expect(source.settings.safeParse({ secret: " " }).success).toBe(false);
  });
});

describe("the key", () => {
  it.each([
    [{ type: "sale", order_id: 7, event_id: "e" }, json, "id:purchase.completed:e"],
    [{ type: "sale", order_id: 7, "Event ID": "e" }, json, "id:purchase.completed:e"],
    [{ type: "sale", order_id: 7 }, { ...json, "Idempotency-Key": "k" }, "id:purchase.completed:k"],
    [{ type: "refund", order_id: 7 }, { ...json, "Idempotency-Key": "k" }, "id:purchase.refunded:k"],
    [{ type: "lead" }, { ...json, "X-IDEMPOTENCY-KEY": "k" }, "id:lead.created:k"],
    [{ type: "sale", order_id: 7, id: 1 }, json, "purchase:7"],
    [{ type: "sale", order_id: "7", event_id: "" }, json, "purchase:7"],
    [{ type: "refund", refund_id: 9, order_id: 7, id: 1 }, json, "refund:9"],
    [{ type: "lead", id: "5" }, json, "id:lead.created:5"],
  ])("of %j with %j is %s", async (body, headers, key) => {
    const fact = await told(body, headers);
    expect(fact.key).toBe(key);
    expect(fact.keyLastsMs).toBeUndefined();
  });

  it("is otherwise the body's, for a day", async () => {
    const fact = await told({ type: "refund", order_id: 7 });
    expect(fact.key).toMatch(/^body:[0-9a-f]{40}$/);
    expect(fact.keyLastsMs).toBe(24 * 3600 * 1000);
  });

  it("is each member's own in a list", async () => {
    const facts = await factsOf(
      [{ type: "lead", event_id: "a" }, { type: "sale", order_id: 7 }, { type: "lead" }],
      { ...json, "Idempotency-Key": "k" },
    );
    expect(facts.map(({ key }) => key)).toEqual(["id:lead.created:a", "purchase:7", "id:k:2"]);
  });
});

it("finds a refund's customer by its order, whatever the purchase was known by", async () => {
  const sale = await told({ type: "sale", order_id: 7, event_id: "e", email: "ada@example.com" });
  const refund = await told({ type: "refund", order_id: 7, event_id: "f" });
  expect(refund.customerRefs).toEqual(sale.customerRefs);
});

it.each([
  [
    json,
    '{"type":"sale","order_id":"7","amount":"49.90","currency":"eur","quantity":"2","sku":"S","newsletter":"True"}',
  ],
  [
    { "CONTENT-TYPE": "application/x-www-form-urlencoded" },
    "type=sale&order_id=7&amount=49.90&currency=eur&quantity=2&sku=S&newsletter=yes",
  ],
])("reads values that are all texts with %j", async (headers, body) => {
  expect((await told(body, headers)).fact).toEqual({
    type: "purchase.completed",
    occurredAt: now,
    products: [{ id: "S", quantity: 2 }],
    order: { id: "7", total: { amount: 4990, currency: "EUR" } },
    consent: { marketing: true },
  });
});

it("reads nested names, as Zapier's “Unflatten” makes them or leaves them", async () => {
  const nested = await told({ type: "lead", customer: { email: "ada@example.com" } });
  const flat = await told({ type: "lead", customer__email: "ada@example.com" });
  expect(flat.fact).toEqual(nested.fact);
});
