// Standard Webhooks as a source: whose headers and keys it takes, and by what its facts are known again.
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { SourceFact } from "../kit";
import { requestOf, verifyBy } from "../request.fixture";
import { source } from "./source";

const signingSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const now = Date.UTC(2026, 2, 2, 12);

async function told(body: object, id = "msg_1", mapping?: object): Promise<SourceFact> {
  const settings = source.settings.parse({ signingSecret, mapping });
  const reading = await source.read(requestOf(JSON.stringify(body), { "webhook-id": id }), settings, now);
  const [fact] = reading.is === "facts" ? reading.facts : [];
  return fact ?? expect.fail(JSON.stringify(reading));
}

describe("the proof", () => {
  it("is made by the official library, whatever the case of the headers", async () => {
    const body = '{"type":"order.paid","data":{"id":90071992547409931,"name":"Zażółć \\/ 1"}}';
    const headers = {
      "Webhook-Id": "msg_1",
      "WEBHOOK-TIMESTAMP": String(now / 1000),
      "webhook-Signature": new Webhook(signingSecret).sign("msg_1", new Date(now), body),
    };
    const settings = source.settings.parse({ signingSecret });
    expect(await verifyBy(source, requestOf(body, headers), settings, now)).toEqual({ ok: true });
    expect(await verifyBy(source, requestOf(body, headers), settings, now + 301_000)).toMatchObject({
      reason: "stale",
    });
  });

  it("is not looked for in the headers of others", async () => {
    const headers = { "svix-id": "msg_1", "svix-timestamp": String(now / 1000), "svix-signature": "v1,AAAA" };
    const settings = source.settings.parse({ signingSecret });
    expect(await verifyBy(source, requestOf("{}", headers), settings, now)).toMatchObject({
      reason: "missing",
    });
  });

  it.each([
    ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true],
    ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true],
    [`whpk_${"Bwc7".repeat(10)}Bwc=`, true],
    ["whpk_AAAA", false],
    [`whsk_${"A".repeat(86)}==`, false],
    ["whsec_", false],
    [undefined, false],
  ])("may need %j: %s", (signingSecret, isFit) => {
    expect(source.settings.safeParse({ signingSecret }).success).toBe(isFit);
  });
});

describe("the key", () => {
  const order = { order_id: "A1" };
  const subscription = { id: "S1", current_period_end: "2027-03-02T00:00:00Z" };

  it.each([
    ["order.paid", { id: "A1" }, "purchase:A1"],
    ["order.completed", order, "purchase:A1"],
    ["checkout.completed", order, "purchase:A1"],
    ["order.cancelled", order, "purchase:A1:cancelled"],
    ["refund.created", { id: "R1", ...order }, "refund:R1"],
    ["order.refunded", { refund_id: "R1", ...order }, "refund:R1"],
    ["order.refunded", order, "id:msg_1"],
    ["subscription.created", subscription, "subscription:S1:started"],
    ["subscription.renewed", subscription, "subscription:S1:renewed:1803945600000"],
    ["subscription.renewed", { id: "S1" }, "id:msg_1"],
    ["subscription.canceled", subscription, "subscription:S1:cancelled"],
    ["subscription.updated", subscription, "id:msg_1"],
    ["invoice.payment_failed", { subscription_id: "S1" }, "id:msg_1"],
    ["contact.updated", { id: 5 }, "id:msg_1"],
    ["cart.abandoned", { id: "c" }, "id:msg_1"],
  ])("of %s with %j is %s", async (type, data, key) => {
    const fact = await told({ type, data });
    expect(fact.key).toBe(key);
    expect(fact.keyLastsMs).toBeUndefined();
  });

  it("is one for a poor and a rich telling of one order, which become one fact", async () => {
    const poor = await told({ type: "order.paid", timestamp: "2026-03-02T10:00:00Z", data: { id: 7 } });
    const rich = await told(
      {
        type: "order.completed",
        timestamp: "2026-03-02T10:00:01Z",
        data: { id: 7, total: 5, currency: "eur", customer: { email: "ada@example.com" } },
      },
      "msg_2",
    );
    expect(rich.key).toBe(poor.key);
    expect(mergeFacts(poor.fact, rich.fact)).toEqual({
      ...rich.fact,
      occurredAt: Date.UTC(2026, 2, 2, 10),
    });
  });

  it("may be mapped, and keeps all digits", async () => {
    const body = '{"type":"lead.created","meta":{"n":90071992547409931}}';
    const settings = source.settings.parse({ signingSecret, mapping: { id: "meta.n" } });
    expect(await source.read(requestOf(body, { "webhook-id": "msg_1" }), settings, now)).toMatchObject({
      facts: [{ key: "id:lead.created:90071992547409931" }],
    });
  });
});

it("finds the person of a thin telling by what was told before", async () => {
  const before = await told({ type: "contact.created", data: { id: "c1", email: "ada@example.com" } });
  const thin = await told({ type: "contact.updated", data: { id: "c1" } });
  expect(thin.customerRefs).toEqual(before.customerRefs);
  const started = await told({ type: "subscription.created", data: { id: "S1", email: "ada@example.com" } });
  const ended = await told({ type: "subscription.canceled", data: { id: "S1" } });
  expect(ended.customerRefs).toEqual(started.customerRefs);
});

it("keeps what it does not know under its own name", async () => {
  const settings = source.settings.parse({ signingSecret });
  const body = '{"type":"example.event","data":{"foo":"bar"}}';
  expect(await source.read(requestOf(body, { "webhook-id": "msg_1" }), settings, now)).toMatchObject({
    is: "not-understood",
    type: "example.event",
  });
});
