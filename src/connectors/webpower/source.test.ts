// MailPro's signatures, and what each of its topics is read as.
import { describe, expect, it } from "vitest";
import type { Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const settings = { secret: "sample-subscriber-secret" };

const read = (
  topic: string | undefined,
  body: unknown,
  more: Record<string, string> = {},
): Promise<Reading> =>
  source.read(
    requestOf(typeof body === "string" ? body : JSON.stringify(body), {
      "X-MailPro-License": "sandbox",
      "X-MailPro-Subscriber-Id": "5",
      ...(topic === undefined ? {} : { "X-MailPro-Topic": topic }),
      ...more,
    }),
    settings,
    now,
  );

async function told(topic: string, body: unknown, more?: Record<string, string>): Promise<SourceFact> {
  const reading = await read(topic, body, more);
  const [fact] = reading.is === "facts" ? reading.facts : [];
  return fact ?? expect.fail(JSON.stringify(reading));
}

describe("a signature", () => {
  /** Made from the documented rule with another HMAC than ours (Python's); MailPro publishes none. */
  const body = '{"contact_id":1,"email":"user@example.com"}';
  const signature = "a0383a9689e3895acb9c27da08d3fff4d17052b47c2900a5375707c491131fc3";
  const verify = (text: string, headers: Record<string, string>) =>
    verifyBy(source, requestOf(text, headers), settings, now);

  it("of the raw bytes is accepted, whatever the header's case", async () => {
    for (const name of ["x-mailpro-signature", "X-MailPro-Signature", "X-MAILPRO-SIGNATURE"])
      expect(await verify(body, { [name]: signature })).toEqual({ ok: true });
    expect(await verify(body, { "x-mailpro-signature": signature.toUpperCase() })).toEqual({ ok: true });
    expect(await signBy(source, requestOf(body), settings, now)).toEqual({
      headers: { "x-mailpro-signature": signature },
    });
  });

  it("of other bytes that mean the same is a mismatch", async () => {
    expect(await verify(`${body}\n`, { "x-mailpro-signature": signature })).toMatchObject({
      reason: "mismatch",
    });
  });

  it("that is empty is missing", async () => {
    expect(await verify(body, { "x-mailpro-signature": " " })).toMatchObject({ reason: "missing" });
  });
});

describe("a topic", () => {
  it.each([
    ["contact.created", "customer.updated"],
    ["contact.updated", "customer.updated"],
    ["Contact.Subscribed", "contact.subscribed"],
    ["contact.unsubscribed", "contact.unsubscribed"],
    ["contact.bounced", "email.bounced"],
  ])("%s is %s", async (topic, type) => {
    expect((await told(topic, { contact_id: 1 })).fact.type).toBe(type);
  });

  it.each([
    ["contact.deleted", { contact_id: 1 }, "contact.deleted"],
    ["constructor", { contact_id: 1 }, "constructor"],
    [undefined, { contact_id: 1 }, "unknown"],
    ["contact.created", { email: "ada@example.com" }, "contact.created"],
  ])("%s of %j is not understood", async (topic, body, type) => {
    expect(await read(topic, body)).toMatchObject({ is: "not-understood", type });
  });

  it.each(["", "[]", "contact_id=1"])("with the body %j is unreadable", async (body) => {
    expect(await read("contact.created", body)).toMatchObject({ is: "unreadable" });
  });
});

describe("a contact", () => {
  it("is created once, in one licence and campaign", async () => {
    const created = await told("contact.created", { contact_id: 1, campaign_id: 25 });
    const richer = await told("contact.created", {
      contact_id: 1,
      campaign_id: 25,
      email: "ada@example.com",
    });
    expect(created).toMatchObject({
      key: "sandbox:contact:25:1:contact.created:5",
      customerRefs: ["sandbox:contact:25:1"],
    });
    expect(created.keyLastsMs).toBeUndefined();
    expect(richer.key).toBe(created.key);
    const others = [
      await told("contact.created", { contact_id: 2, campaign_id: 25 }),
      await told("contact.created", { contact_id: 1, campaign_id: 26 }),
      await told("contact.created", { contact_id: 1, campaign_id: 25 }, { "x-mailpro-license": "other" }),
    ];
    expect(new Set([created, ...others].map(({ key }) => key)).size).toBe(4);
  });

  it("changes as often as its notices differ within a day", async () => {
    const city = (value: string) => ({ contact_id: 1, campaign_id: 25, fields: [{ field: "City", value }] });
    const paris = await told("contact.updated", city("Paris"));
    expect(paris.keyLastsMs).toBe(24 * 3600 * 1000);
    expect((await told("contact.updated", city("Paris"))).key).toBe(paris.key);
    expect((await told("contact.updated", city("Rome"))).key).not.toBe(paris.key);
    expect((await told("contact.unsubscribed", city("Paris"))).key).not.toBe(paris.key);
  });

  it("keeps the digits of a big id", async () => {
    const { key } = await told("contact.created", '{"contact_id":9007199254740993,"campaign_id":1}');
    expect(key).toContain(":9007199254740993:");
  });

  it("has its fields by their names", async () => {
    const [sample = expect.fail()] = samples;
    const { fact, data } = await told("contact.created", sample.body);
    expect(data).toMatchObject({ fields: { firstName: "Ada", lastName: "Lovelace", City: "London" } });
    expect(fact.customer).toEqual({
      email: "ada@example.com",
      firstName: "Ada",
      lastName: "Lovelace",
      phone: "+31612345678",
      language: "nl",
    });
    const dutch = await told("contact.created", {
      contact_id: 1,
      fields: [{ field: "Voornaam", value: "Ada" }, { field: "__proto__", value: 1 }, { value: 2 }, 3],
    });
    expect(dutch.fact.customer).toEqual({ firstName: "Ada" });
  });

  it("of whom nothing more is told has no customer", async () => {
    expect((await told("contact.bounced", { contact_id: 1, fields: "x" })).fact.customer).toBeUndefined();
  });
});
