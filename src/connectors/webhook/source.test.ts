// By what a fact of an unknown system is known again.
import { describe, expect, it } from "vitest";
import type { Reading, SourceFact } from "../kit";
import { requestOf } from "../request.fixture";
import { webhookSource as source } from "./source";

const now = Date.UTC(2026, 2, 2, 12);
const json = { "content-type": "application/json" };

type Options = { mapping?: Record<string, unknown>; headers?: Record<string, string> };

function read(body: unknown, { mapping, headers = json }: Options = {}): Promise<Reading> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const settings = source.settings.parse({ verification: "url-secret", mapping });
  return source.read(requestOf(text, headers), settings, now);
}

async function factsOf(body: unknown, options: Options = {}): Promise<SourceFact[]> {
  const reading = await read(body, options);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

async function told(body: unknown, options: Options = {}): Promise<SourceFact> {
  const [fact] = await factsOf(body, options);
  return fact ?? expect.fail("no fact");
}

describe("the key", () => {
  it.each([
    [{ type: "sale", order_id: "A1", id: "evt" }, json, "purchase:A1"],
    [{ type: "sale", order: { id: 5 } }, { ...json, "webhook-id": "msg_1" }, "purchase:5"],
    [{ type: "lead", id: "e1" }, { ...json, "webhook-id": "msg_1" }, "id:msg_1"],
    [{ type: "lead", id: "e1" }, { ...json, "svix-id": "msg_1" }, "id:msg_1"],
    [{ type: "lead" }, { ...json, "Idempotency-Key": "k" }, "id:k"],
    [{ type: "lead" }, { ...json, "X-Idempotency-Key": "k" }, "id:k"],
    [{ type: "lead", id: 1 }, json, "id:lead.created:1"],
    [{ type: "lead", event_id: "e", id: 1 }, json, "id:lead.created:e"],
    [{ type: "lead", eventId: "e" }, json, "id:lead.created:e"],
    [{ type: "customer.updated", id: 1 }, json, "id:customer.updated:1"],
    [
      { type: "customer.updated", id: 1, updated_at: 1772446500 },
      json,
      "id:customer.updated:1:1772446500000",
    ],
    [
      { type: "customer.updated", id: "e", timestamp: 1772446500, data: { id: 1 } },
      json,
      "id:customer.updated:e",
    ],
  ])("of %j with %j is %s", async (body, headers, key) => {
    const fact = await told(body, { headers });
    expect(fact.key).toBe(key);
    expect(fact.keyLastsMs).toBeUndefined();
  });

  it("may be mapped", async () => {
    const mapping = { id: "meta.nonce" };
    expect((await told({ type: "lead", id: 1, meta: { nonce: "n" } }, { mapping })).key).toBe(
      "id:lead.created:n",
    );
  });

  it("is otherwise the body's, for a day", async () => {
    const fact = await told({ type: "lead", email: "a@example.com" });
    expect(fact.key).toMatch(/^body:[0-9a-f]{40}$/);
    expect(fact.keyLastsMs).toBe(24 * 3600 * 1000);
    expect((await told({ type: "lead", email: "b@example.com" })).key).not.toBe(fact.key);
  });

  it("tells the members of a list apart", async () => {
    const facts = await factsOf([{ type: "lead", id: 1 }, { type: "lead" }, { type: "lead" }]);
    expect(facts.map(({ key }) => key)).toEqual([
      "id:lead.created:1",
      expect.stringMatching(/^body:.*:1$/),
      expect.stringMatching(/^body:.*:2$/),
    ]);
    const headers = { ...json, "idempotency-key": "k" };
    const keyed = await factsOf([{ type: "lead", id: 1 }, { type: "lead" }], { headers });
    expect(keyed.map(({ key }) => key)).toEqual(["id:lead.created:1", "id:k:1"]);
  });
});
