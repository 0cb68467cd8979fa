// MailerLite's signatures, what its events are read as, whose doing they are, and by which keys they are known again.
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { JsonObject } from "../../core/json";
import type { Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { source } from "./source";
import { samples } from "./source-samples";

const now = Date.UTC(2026, 8, 1);
const settings = { secret: "ybmcD7PQ9R", includeApi: false };

const read = (body: string | JsonObject, some = settings): Promise<Reading> =>
  source.read(requestOf(typeof body === "string" ? body : JSON.stringify(body)), some, now);

async function told(body: string | JsonObject, some = settings): Promise<SourceFact[]> {
  const reading = await read(body, some);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

async function one(body: JsonObject): Promise<SourceFact> {
  const [fact] = await told(body);
  return fact ?? expect.fail("no fact");
}

const who: JsonObject = { id: "103026712359470742", email: "Zoe@example.com", source: "webform" };
const inGroup = (type: string, more: JsonObject = {}): JsonObject => ({
  type,
  subscriber: { ...who, updated_at: "2026-01-01 00:00:00", ...more },
  group: { id: "54201175883383850", name: "Course" },
});

describe("a signature", () => {
  /** Made by another HMAC than ours (Python's), by the rule MailerLite shows in PHP; it publishes none. */
  const body = '{"event":"subscriber.created","email":"zo\\u00eb@example.com","url":"https:\\/\\/a.pl"}';
  const signature = "55ddbc40edb069f423cc2cfda169b07d5819227fdfb23f1b9d5005564e8cffe2";
  const verify = (text: string, headers: Record<string, string>, secret = settings.secret) =>
    verifyBy(source, requestOf(text, headers), { ...settings, secret }, now);

  it("of the raw bytes is accepted, whatever the header's case", async () => {
    for (const name of ["signature", "Signature", "SIGNATURE"])
      expect(await verify(body, { [name]: signature })).toEqual({ ok: true });
    expect(await verify(body, { signature: signature.toUpperCase() })).toEqual({ ok: true });
    expect(await signBy(source, requestOf(body), settings, now)).toEqual({ headers: { signature } });
  });

  it("of other bytes, of another secret or none at all is refused", async () => {
    const rewritten = JSON.stringify(JSON.parse(body));
    expect(await verify(rewritten, { signature })).toMatchObject({ reason: "mismatch" });
    expect(await verify(body, { signature }, "ybmcD7PQ9r")).toMatchObject({ reason: "mismatch" });
    expect(await verify(body, { signature: `sha256=${signature}` })).toMatchObject({ reason: "mismatch" });
    expect(await verify(body, { signature: " " })).toMatchObject({ reason: "missing" });
    expect(await verify(body, { "x-mailerlite-signature": signature })).toMatchObject({ reason: "missing" });
  });
});

describe("an event", () => {
  it.each([
    ["Subscribed by a form", ["contact.subscribed"], undefined],
    ["Signed up, not confirmed yet", ["customer.updated"], undefined],
    ["Confirmed", ["contact.subscribed"], { marketing: true }],
    ["Changed", ["customer.updated"], undefined],
    ["Unsubscribed", ["contact.unsubscribed"], { marketing: false }],
    ["Bounced", ["email.bounced"], undefined],
    ["Reported spam", ["email.bounced", "contact.unsubscribed"], undefined],
    ["Added to a group", ["contact.subscribed"], undefined],
    ["Removed from a group", ["contact.unsubscribed"], undefined],
    [
      "A batch",
      ["contact.unsubscribed", "contact.unsubscribed", "contact.unsubscribed"],
      { marketing: false },
    ],
    ["Campaign sent", ["custom.mailerlite_campaign_sent"], undefined],
  ])("“%s” tells %j", async (title, types, consent) => {
    const facts = await told(samples.find((sample) => sample.title === title)?.body ?? "");
    expect(facts.map(({ fact }) => fact.type)).toEqual(types);
    expect(facts[0]?.fact.consent).toEqual(consent);
  });

  it("about a group has its id and name in the data, and no time of its own", async () => {
    const { data, fact, customerRefs } = await one(inGroup("subscriber.added_to_group"));
    expect(data).toMatchObject({ group: { id: "54201175883383850", name: "Course" } });
    expect(fact).toMatchObject({ occurredAt: now, customer: { email: "zoe@example.com" } });
    expect(customerRefs).toEqual(["subscriber:103026712359470742"]);
  });

  it("does not make subscribed who has unsubscribed or has yet to confirm", async () => {
    for (const status of ["unsubscribed", "unconfirmed", "bounced", "junk"])
      for (const body of [
        inGroup("subscriber.added_to_group", { status }),
        { ...who, event: "subscriber.created", status },
      ])
        expect((await one(body)).fact).toMatchObject({ type: "customer.updated" });
    const left = await one(inGroup("subscriber.removed_from_group", { status: "unsubscribed" }));
    expect(left.fact.type).toBe("contact.unsubscribed");
  });

  it("of an automation has the person, one of a campaign nobody", async () => {
    const { fact } = await one({ type: "subscriber.automation_completed", subscriber: who });
    expect(fact).toMatchObject({
      type: "custom.mailerlite_automation_completed",
      customer: { email: "zoe@example.com" },
    });
    expect(await one({ event: "campaign.sent", id: "7", date: "2024-07-01T01:01:01.000000Z" })).toMatchObject(
      {
        fact: { type: "custom.mailerlite_campaign_sent", occurredAt: Date.UTC(2024, 6, 1, 1, 1, 1) },
      },
    );
  });

  it.each([
    [{ event: "subscriber.moved" }, "subscriber.moved"],
    [{ event: "constructor" }, "constructor"],
    [{ email: "a@example.com" }, "unknown"],
    [{ events: [7] }, "unknown"],
  ])("%j is not understood", async (body, type) => {
    expect(await read(body)).toMatchObject({ is: "not-understood", type });
  });

  it.each(["", "[]", "event=subscriber.created"])("in the body %j is unreadable", async (body) => {
    expect(await read(body)).toMatchObject({ is: "unreadable" });
  });
});

describe("a batch", () => {
  const gone = { ...who, event: "subscriber.unsubscribed", unsubscribed_at: "2026-08-20 10:14:34" };

  it("tells each of its events, with its own part of the body", async () => {
    const facts = await told({
      events: [gone, { ...gone, id: "2" }, { event: "subscriber.moved" }],
      total: 3,
    });
    expect(facts.map(({ key }) => key)).toEqual([
      "subscriber:103026712359470742:1787220874000:contact.unsubscribed",
      "subscriber:2:1787220874000:contact.unsubscribed",
    ]);
    expect(facts[1]?.data).toEqual({ ...gone, id: "2" });
    expect((await one(gone)).key).toBe(facts[0]?.key);
  });

  it("of which nothing is understood says so, and one of nothing is nothing", async () => {
    const moved = { event: "subscriber.moved" };
    const byApi = { ...who, event: "subscriber.created", source: "api" };
    expect(await read({ events: [byApi, moved] })).toMatchObject({ is: "not-understood" });
    expect(await read({ events: [byApi] })).toMatchObject({ is: "nothing" });
    expect(await read({ events: [], total: 0 })).toMatchObject({ is: "nothing" });
  });
});

describe("a change made by the API", () => {
  it("is nothing where MailerLite tells so, which is of new subscribers alone", async () => {
    const byApi = { ...who, source: "api", event: "subscriber.created", status: "active" };
    expect(await read(byApi)).toMatchObject({ is: "nothing", reason: expect.stringContaining("API") });
    expect(await told(byApi, { ...settings, includeApi: true })).toHaveLength(1);
    // Who was once made by the API leaves by themselves.
    for (const event of ["subscriber.unsubscribed", "subscriber.bounced", "subscriber.spam_reported"])
      expect((await told({ ...byApi, event })).length).toBeGreaterThan(0);
    expect(await told(inGroup("subscriber.removed_from_group", { source: "api" }))).toHaveLength(1);
  });
});

describe("a key", () => {
  const active = (event: string, subscribed_at: string, updated_at: string) =>
    one({ ...who, event, status: "active", subscribed_at, updated_at });

  it("is one for all events that tell one subscription, in whichever form they write its time", async () => {
    const created = await active(
      "subscriber.created",
      "2026-08-14T09:30:00.000000Z",
      "2026-08-14T09:30:00.000000Z",
    );
    const confirmed = await active("subscriber.active", "2026-08-14 09:30:00", "2026-08-14 09:30:02");
    expect(created.key).toBe("subscriber:103026712359470742:1786699800000:contact.subscribed");
    expect(confirmed.key).toBe(created.key);
    expect(mergeFacts(created.fact, confirmed.fact)).toBeUndefined();
  });

  it("is another one for who comes back, whether or not MailerLite renews subscribed_at", async () => {
    const first = await active("subscriber.active", "2026-08-14 09:30:00", "2026-08-14 09:30:00");
    const renewed = await active("subscriber.active", "2026-08-20 10:00:00", "2026-08-20 10:00:00");
    const kept = await active("subscriber.active", "2026-08-14 09:30:00", "2026-08-20 10:00:00");
    expect(renewed.key).not.toBe(first.key);
    expect(kept.key).toBe(renewed.key);
  });

  it("of a group lasts for an hour, and is the group's and the direction's own", async () => {
    const added = await one(inGroup("subscriber.added_to_group"));
    expect(added.keyLastsMs).toBe(3_600_000);
    expect((await one(inGroup("subscriber.added_to_group"))).key).toBe(added.key);
    const others = [
      inGroup("subscriber.removed_from_group"),
      { ...inGroup("subscriber.added_to_group"), group: { id: "2", name: "Course" } },
      inGroup("subscriber.added_to_group", { id: "2" }),
    ];
    for (const other of others) expect((await one(other)).key).not.toBe(added.key);
  });

  it("keeps the digits of big ids, also of JSON numbers", async () => {
    const [fact] = await told(
      '{"event":"subscriber.updated","id":103026712359470742,"updated_at":"2026-08-20 10:14:34"}',
    );
    expect(fact?.key).toBe("subscriber:103026712359470742:1787220874000:customer.updated");
  });

  it("is made of the event where it tells no id or time", async () => {
    const nobody = { event: "subscriber.updated", email: "a@example.com", updated_at: "2026-08-20 10:14:34" };
    expect((await one(nobody)).key).toMatch(/^event:[0-9a-f]{40}:/);
    expect((await one({ ...who, event: "subscriber.unsubscribed" })).key).toMatch(/^event:[0-9a-f]{40}:/);
  });
});
