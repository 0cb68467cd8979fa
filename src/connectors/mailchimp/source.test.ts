// What Mailchimp's webhooks are read as, and by which keys they are known again.
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { source } from "./source";
import { samples } from "./source-samples";

const now = Date.UTC(2026, 8, 1);
const settings = { secret: "open sesame" };
const form = { "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" };

const read = (body: string | Record<string, string>): Promise<Reading> =>
  source.read(
    requestOf(typeof body === "string" ? body : new URLSearchParams(body).toString(), form),
    settings,
    now,
  );

async function told(body: string | Record<string, string>): Promise<SourceFact[]> {
  const reading = await read(body);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

async function one(body: string | Record<string, string>): Promise<SourceFact> {
  const [fact, ...more] = await told(body);
  return fact && more.length === 0 ? fact : expect.fail(JSON.stringify([fact, ...more]));
}

const joined = {
  type: "subscribe",
  fired_at: "2009-03-26 21:35:57",
  "data[id]": "8a25ff1d98",
  "data[list_id]": "a6b5da1054",
  "data[email]": "API@mailchimp.com",
};

describe("the secret in the address", () => {
  const verify = (query: Record<string, string>, headers = {}) =>
    verifyBy(source, requestOf("type=subscribe", headers, query), settings, now);

  it("is what proves a webhook", async () => {
    expect(await signBy(source, requestOf(""), settings, now)).toEqual({ query: { secret: "open sesame" } });
    expect(await verify({ secret: "open sesame" })).toEqual({ ok: true });
    expect(await verify({})).toMatchObject({ reason: "missing" });
    expect(await verify({ secret: "open" })).toMatchObject({ reason: "mismatch" });
    expect(await verify({}, { "user-agent": "MailChimp.com" })).toMatchObject({ reason: "missing" });
  });

  it("is long enough to be one", () => {
    expect(source.settings.safeParse({ secret: "1234567" }).success).toBe(false);
    expect(source.settings.safeParse({}).success).toBe(false);
  });
});

describe("a webhook", () => {
  it.each([
    ["Subscribed", ["contact.subscribed"], { marketing: true }],
    ["Unsubscribed", ["contact.unsubscribed"], { marketing: false }],
    ["Complained of spam", ["contact.unsubscribed", "email.bounced"], { marketing: false }],
    ["Deleted from the audience", ["contact.unsubscribed"], undefined],
    ["Profile changed", ["customer.updated"], undefined],
    ["Address changed", ["customer.updated"], undefined],
    ["Bounced for good", ["email.bounced"], undefined],
    ["Cleaned after a complaint", ["email.bounced", "contact.unsubscribed"], undefined],
    ["Campaign sent", ["custom.mailchimp_campaign"], undefined],
  ])("“%s” tells %j", async (title, types, consent) => {
    const facts = await told(samples.find((sample) => sample.title === title)?.body ?? "");
    expect(facts.map(({ fact }) => fact.type)).toEqual(types);
    expect(facts[0]?.fact.consent).toEqual(consent);
    expect(facts[0]?.data).toMatchObject({ data: { list_id: "a6b5da1054" } });
  });

  it("has its time in UTC, and the person as the audience knows them", async () => {
    const { fact, key, customerRefs } = await one({
      ...joined,
      "data[merges][FNAME]": "Zoë",
      "data[merges][LNAME]": " ",
      "data[merges][ADDRESS][city]": "Łódź",
    });
    expect(fact).toEqual({
      type: "contact.subscribed",
      occurredAt: Date.UTC(2009, 2, 26, 21, 35, 57),
      customer: { email: "api@mailchimp.com", firstName: "Zoë" },
      consent: { marketing: true },
    });
    expect(key).toBe("list:a6b5da1054:8a25ff1d98:1238103357000:subscribe:contact.subscribed");
    expect(customerRefs).toEqual(["member:8a25ff1d98"]);
  });

  it.each([
    ["type=transactional&data[email]=a%40example.com", "transactional"],
    ["type=constructor", "constructor"],
    ["data[email]=a%40example.com", "unknown"],
  ])("%s is not understood", async (body, type) => {
    expect(await read(body)).toMatchObject({ is: "not-understood", type });
  });

  it("without a body is unreadable", async () => {
    expect(await read("")).toMatchObject({ is: "unreadable" });
  });

  it("of odd parts tells what is left of it", async () => {
    const { fact, key, keyLastsMs } = await one(
      "type=subscribe&fired_at=yesterday&data=x&data[email]=nobody",
    );
    expect(fact).toMatchObject({ type: "contact.subscribed", occurredAt: now });
    expect(fact.customer).toBeUndefined();
    expect(key).toMatch(/^body:/);
    expect(keyLastsMs).toBeGreaterThan(0);
  });
});

describe("a key", () => {
  it("is the same in every try, and in a richer copy", async () => {
    const poor = await one(joined);
    const rich = await one({ ...joined, "data[merges][LNAME]": "Lovelace" });
    expect(rich.key).toBe(poor.key);
    expect(mergeFacts(poor.fact, rich.fact)).toMatchObject({ customer: { lastName: "Lovelace" } });
  });

  it("differs by what happened, when, in which audience and to whom", async () => {
    const others = [
      { ...joined, type: "unsubscribe" },
      { ...joined, type: "profile" },
      { ...joined, fired_at: "2009-03-26 21:35:58" },
      { ...joined, "data[list_id]": "b6b5da1054" },
      { ...joined, "data[id]": "8a25ff1d99" },
    ];
    const keys = await Promise.all([joined, ...others].map(async (body) => (await one(body)).key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("holds no address, also where no id is told", async () => {
    const cleaned = (email: string) =>
      one({
        type: "cleaned",
        fired_at: "2009-03-26 22:01:00",
        "data[list_id]": "a6b5da1054",
        "data[reason]": "hard",
        "data[email]": email,
      });
    const { key, customerRefs, keyLastsMs } = await cleaned("ada@example.com");
    expect(key).toMatch(/^list:a6b5da1054:[0-9a-f]{24}:1238104860000:cleaned:email\.bounced$/);
    expect((await cleaned("ADA@example.com")).key).toBe(key);
    expect((await cleaned("max@example.com")).key).not.toBe(key);
    expect([customerRefs, keyLastsMs]).toEqual([undefined, undefined]);
  });
});
