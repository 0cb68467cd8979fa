// Gumroad's proof, and what each of its pings is read as.
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const settings = { secret: "open-sesame-31" };
const form = { "content-type": "application/x-www-form-urlencoded" };

const read = (body: string | Record<string, unknown>, at = now): Promise<Reading> =>
  source.read(
    typeof body === "string"
      ? requestOf(body, form)
      : requestOf(JSON.stringify(body), { "content-type": "application/json" }),
    settings,
    at,
  );

async function told(body: string | Record<string, unknown>, at = now): Promise<SourceFact[]> {
  const reading = await read(body, at);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

async function one(body: string | Record<string, unknown>, at = now): Promise<SourceFact> {
  const [fact] = await told(body, at);
  return fact ?? expect.fail("no fact");
}

const sampleOf = (title: string) => samples.find((sample) => sample.title === title) ?? expect.fail(title);

const readSample = async (title: string): Promise<SourceFact[]> => {
  const { body, headers } = sampleOf(title);
  const reading = await source.read(requestOf(body, headers), settings, now);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
};

describe("the proof", () => {
  const verify = (query: Record<string, string>, more = {}, body = "sale_id=1&seller_id=me") =>
    verifyBy(source, requestOf(body, form, query), { ...settings, ...more }, now);

  it("is the secret in the address, which the address shown has", async () => {
    expect(source.urlQuery?.(settings)).toEqual({ secret: settings.secret });
    expect(await signBy(source, requestOf(""), settings, now)).toEqual({
      query: { secret: settings.secret },
    });
    expect(await verify({ secret: settings.secret })).toEqual({ ok: true });
    expect(await verify({})).toMatchObject({ reason: "missing" });
    expect(await verify({ secret: "" })).toMatchObject({ reason: "missing" });
    expect(await verify({ secret: "open-sesame-32" })).toMatchObject({ reason: "mismatch" });
  });

  it("is also the seller, where one is saved and the ping names one", async () => {
    const { secret } = settings;
    expect(await verify({ secret }, { sellerId: "me" })).toEqual({ ok: true });
    expect(await verify({ secret }, { sellerId: "you" })).toMatchObject({ reason: "mismatch" });
    expect(await verify({ secret }, { sellerId: "you" }, "subscription_id=1")).toEqual({ ok: true });
    expect(await verify({ secret: "another-one" }, { sellerId: "me" })).toMatchObject({ reason: "mismatch" });
  });

  it.each(["", " ", "short"])("cannot be %j", (secret) => {
    expect(source.settings.safeParse({ secret }).success).toBe(false);
  });
});

describe("a ping", () => {
  const sale = "sale:FO8TXN21dvxY48abdavG97==";
  const club = "subscription:G81_kw4Mz9cT7xQv3b25Ng==";

  it.each([
    ["Sale", "purchase.completed", sale],
    ["Sale, as JSON", "purchase.completed", sale],
    ["Sale, sent again", "purchase.completed", sale],
    ["Test ping", "purchase.completed", sale],
    ["Gift", "purchase.completed", "sale:7Vn2Ub90tRs64PqzM8e15C=="],
    ["Pre-order", "custom.preorder_placed", "sale:5Yk3Wf16gBa83DvxH2o40E==:preorder"],
    ["Membership bought", "purchase.completed", "sale:8mT4Qd07hJx52LrcK3w91A=="],
    ["Membership charged again", "subscription.renewed", "sale:9Zc6Xs35jNu17FtyG4i28B=="],
    ["Refund", "purchase.refunded", `${sale}:refund`],
    ["Part of the price given back", "purchase.refunded", `${sale}:partial_refund`],
    ["Dispute", "custom.dispute_opened", `${sale}:dispute`],
    ["Dispute won", "custom.dispute_won", `${sale}:dispute_won`],
    [
      "Larger plan",
      "subscription.changed",
      `${club}:updated:1787212800000:tA1==:monthly:900:1:tB2==:yearly:19000:1`,
    ],
    ["Membership cancelled", "subscription.cancel_scheduled", `${club}:cancellation:1787652672000`],
    ["Membership given up after failed payments", "payment.failed", `${club}:payment_failed:1787739072000`],
    ["Membership ended", "subscription.cancelled", `${club}:ended:1789378200000`],
    ["Membership restarted", "subscription.resumed", `${club}:restarted:1789887600000`],
  ])("%s is %s, known as %s", async (title, type, key) => {
    const [fact] = await readSample(title);
    expect(fact).toMatchObject({ key, fact: { type }, customerRefs: ["customer:6231784509127"] });
  });

  it("has a row above for every sample", () => expect(samples).toHaveLength(17));

  it("of a membership's first sale also tells that it started, once for all sales of it", async () => {
    const [, started] = await readSample("Membership bought");
    expect(started).toMatchObject({ key: `${club}:started`, fact: { type: "subscription.started" } });
    const [renewed, ...more] = await readSample("Membership charged again");
    expect(more).toEqual([]);
    expect(renewed?.sameCustomerAs).toEqual([`${club}:started`]);
  });

  it("tells the same as a form and as JSON", async () => {
    const [asForm] = await readSample("Sale");
    const [asJson] = await readSample("Sale, as JSON");
    expect(asForm?.fact).toEqual(asJson?.fact);
    expect(mergeFacts(asForm?.fact ?? expect.fail(), asJson?.fact ?? expect.fail())).toBeUndefined();
  });

  it("has its nested fields as data", async () => {
    const [fact] = await readSample("Sale");
    expect(fact?.data).toMatchObject({
      url_params: { utm_source: "newsletter", utm_campaign: "autumn sale" },
      variants: { Format: "EPUB & PDF" },
      custom_fields: { "How did you hear of us?": "A friend" },
      card: { visual: "**** **** **** 4242" },
    });
  });

  it("prices in US cents, whatever the product's currency", async () => {
    for (const currency of ["eur", "jpy", undefined])
      expect((await one({ sale_id: "1", price: "1900", currency })).fact.order?.total).toEqual({
        amount: 1900,
        currency: "USD",
      });
    expect((await one("sale_id=1&price=free")).fact.order).toEqual({ id: "1" });
  });

  it("tells an objection to being contacted, and takes silence for no answer", async () => {
    expect((await one("sale_id=1&can_contact=false")).fact.consent).toEqual({ marketing: false });
    expect((await one({ sale_id: "1", can_contact: false })).fact.consent).toEqual({ marketing: false });
    expect((await one("sale_id=1&can_contact=true")).fact.consent).toBeUndefined();
    expect((await one("sale_id=1")).fact.consent).toBeUndefined();
  });

  it("of a whole refund is one fact, one of a part is known for a while only", async () => {
    expect((await readSample("Refund"))[0]?.keyLastsMs).toBeUndefined();
    expect((await readSample("Part of the price given back"))[0]?.keyLastsMs).toBe(24 * 3600 * 1000);
  });

  it("of what happened to a sale is not dated back to the sale", async () => {
    expect((await readSample("Dispute"))[0]?.fact.occurredAt).toBe(now);
    expect((await readSample("Sale"))[0]?.fact.occurredAt).toBe(Date.UTC(2026, 7, 14, 9, 30));
  });

  it("of a smaller plan happens when it is chosen, though it begins later", async () => {
    const body = {
      resource_name: "subscription_updated",
      subscription_id: "s",
      type: "downgrade",
      effective_as_of: "2026-09-14T00:00:00Z",
      old_plan: { tier: { id: "b", name: "Pro" }, recurrence: "monthly" },
      new_plan: { tier: { id: "b", name: "Pro" }, recurrence: "yearly" },
    };
    const { fact, key } = await one(body);
    expect(fact.occurredAt).toBe(now);
    expect(fact.subscription).toEqual({ id: "s", plan: "Pro" });
    expect((await one({ ...body, new_plan: { tier: { id: "a" } } })).key).not.toBe(key);
    expect((await one(body, now + 1000)).key).toBe(key);
  });

  it.each([
    ["resource_name=payout&sale_id=1", "payout"],
    ["resource_name=constructor&sale_id=1", "constructor"],
    ["resource_name=sale", "sale"],
    ["resource_name=refund&sale_id=", "refund"],
    ["resource_name=cancellation", "cancellation"],
    ["hello=1", "unknown"],
  ])("%s is not understood", async (body, type) => {
    expect(await read(body)).toMatchObject({ is: "not-understood", type });
  });

  it("that is neither a form nor JSON is unreadable", async () => {
    expect(await read("")).toMatchObject({ is: "unreadable" });
    expect(await source.read(requestOf("<a/>", { "content-type": "text/xml" }), settings, now)).toMatchObject(
      {
        is: "unreadable",
      },
    );
  });
});
