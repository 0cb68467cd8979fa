// Outbound messages: whose they are, what their records are read as, and what is harmless in them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import { dropSecretsFromText } from "../../core/redact";
import type { Reading, SourceFact } from "../kit";
import { requestOf, verifyBy } from "../request.fixture";
import { readXml } from "../xml";
import { messageWith, samples } from "./samples";
import { leadBatch } from "./samples/lead-batch";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const settings = source.settings.parse({ organizationId: "00D5e000000KQ2e", secret: "hush hush hush" });

const read = (body: string | Uint8Array, more: object = {}): Promise<Reading> =>
  source.read(requestOf(body), { ...settings, ...more }, now);

async function factsOf(body: string, more: object = {}): Promise<SourceFact[]> {
  const reading = await read(body, more);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

/** What one record is read as. */
async function told(type: string, fields: Record<string, string>, more: object = {}): Promise<SourceFact> {
  const [fact] = await factsOf(messageWith({ notificationId: "04l000000000001AAA", type, fields }), more);
  return fact ?? expect.fail("no fact");
}

const bodyOf = (title: string): string =>
  samples.find((sample) => sample.title === title)?.body ?? expect.fail(title);

describe("a message", () => {
  const message = (organizationId: string) =>
    bodyOf("Lead").replace(/(<OrganizationId>)[^<]*/, `$1${organizationId}`);
  const verify = (body: string, saved: string, secret = "hush hush hush") =>
    verifyBy(
      source,
      requestOf(body, {}, { secret }),
      source.settings.parse({ ...settings, organizationId: saved }),
      now,
    );

  it.each([
    ["00D5e000000KQ2eEAG", "00D5e000000KQ2eEAG"],
    ["00D5e000000KQ2eEAG", "00D5e000000KQ2e"],
    ["00D5e000000KQ2e", "00D5e000000KQ2eEAG"],
    ["00D5E000000KQ2EEAG", "00D5e000000KQ2eEAG"],
    [" 00D5e000000KQ2eEAG\n", "00D5e000000KQ2e"],
  ])("of %j is taken by the source of %s", async (told, saved) => {
    expect(await verify(message(told), saved)).toEqual({ ok: true });
  });

  it.each([
    ["00D5e000000KQ2EEA2", "00D5e000000KQ2e"],
    ["00D5e000000KQ2fEAG", "00D5e000000KQ2eEAG"],
    ["00D5E000000KQ2E", "00D5e000000KQ2e"],
    ["00D", "00D5e000000KQ2e"],
  ])("of %s is refused by the source of %s", async (told, saved) => {
    expect(await verify(message(told), saved)).toMatchObject({ ok: false, reason: "mismatch" });
  });

  it("is refused without the right secret, whoever sends it", async () => {
    const genuine = message("00D5e000000KQ2eEAG");
    expect(await verify(genuine, "00D5e000000KQ2e", "")).toMatchObject({ reason: "missing" });
    expect(await verify(genuine, "00D5e000000KQ2e", "hush")).toMatchObject({ reason: "mismatch" });
  });

  it("needs an organisation and a secret to be set up", () => {
    for (const organizationId of ["", "00D5e000000KQ2", "00D5e000000KQ2eEA", "005e000000KQ2eEAG", undefined])
      expect(source.settings.safeParse({ ...settings, organizationId }).success).toBe(false);
    expect(source.settings.safeParse({ ...settings, secret: undefined }).success).toBe(false);
  });

  it("is acknowledged for all its notifications, in XML", () => {
    const reply = source.reply?.(requestOf(leadBatch), settings);
    expect(reply?.type).toBe("text/xml; charset=utf-8");
    const reading = readXml(reply?.body ?? "");
    const root = reading.is === "document" ? reading.root : undefined;
    expect(root).toMatchObject({ name: "Envelope", space: "http://schemas.xmlsoap.org/soap/envelope/" });
    const [response] = root?.children[0]?.children ?? [];
    expect(response).toMatchObject({
      name: "notificationsResponse",
      space: "http://soap.sforce.com/2005/09/outbound",
      children: [{ name: "Ack", space: "http://soap.sforce.com/2005/09/outbound", text: "true" }],
    });
  });

  it("means the same with a byte order mark, other prefixes, comments and CDATA", async () => {
    const plain = await factsOf(bodyOf("Lead"));
    const other = bodyOf("Lead")
      .replaceAll("soapenv", "S")
      .replaceAll("sf:", "f:")
      .replaceAll(":sf=", ":f=")
      .replaceAll("xsi", "i")
      .replace("<Notification>", "<!-- <Notification> --><Notification>")
      .replace("<f:Company>Acme<", "<f:Company><![CDATA[Acme]]><");
    expect(await factsOf(`\ufeff${other}`)).toEqual(plain);
  });

  it.each([
    ["no SOAP", "<a/>"],
    ["no XML", "{}"],
    ["nothing", ""],
    ["an envelope alone", '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"/>'],
    [
      "the envelope of SOAP 1.2",
      leadBatch.replace("schemas.xmlsoap.org/soap/envelope/", "www.w3.org/2003/05/soap-envelope"),
    ],
    ["a document type", leadBatch.replace("<soapenv:Envelope", "<!DOCTYPE a><soapenv:Envelope")],
    ["an unknown entity", leadBatch.replace("Redmond", "&bomb;")],
    ["no organisation", leadBatch.replace(/<OrganizationId>.*<\/OrganizationId>/, "")],
    ["a message that was cut", leadBatch.slice(0, 3000)],
  ])("that is %s is unreadable, and so is not acknowledged", async (_what, body) => {
    expect(await read(body)).toEqual({ is: "unreadable", reason: expect.stringMatching(/^The body .+\.$/) });
  });

  it("that is not in UTF-8 is unreadable", async () => {
    expect(await read(Uint8Array.of(0x3c, 0x61, 0xe9, 0x2f, 0x3e))).toMatchObject({ is: "unreadable" });
  });

  it("about something else is kept, not understood", async () => {
    const body = leadBatch.replaceAll("http://soap.sforce.com/2005/09/outbound", "urn:other");
    expect(await read(body)).toMatchObject({ is: "not-understood", type: "notifications" });
  });

  it("without notifications, or of records that are gone, means nothing", async () => {
    expect(await read(messageWith())).toMatchObject({ is: "nothing" });
    const gone = bodyOf("Lead").replace(/<sObject[\s\S]*<\/sObject>/, "");
    expect(await read(gone)).toMatchObject({ is: "nothing" });
    expect(
      await read(bodyOf("Lead").replace(/<sObject[\s\S]*<\/sObject>/, '<sObject xsi:nil="true"/>')),
    ).toMatchObject({ is: "nothing" });
    const deleted = { notificationId: "04l", type: "Lead", fields: { Id: "00Q", IsDeleted: "true" } };
    expect(await read(messageWith(deleted))).toMatchObject({ is: "nothing" });
  });

  it("has a hundred notifications at most", async () => {
    const many = (count: number) =>
      messageWith(
        ...Array.from({ length: count }, (_, i) => ({
          notificationId: `04l${i}`,
          type: "Contact",
          fields: { Id: `003${i}` },
        })),
      );
    expect(await factsOf(many(100))).toHaveLength(100);
    expect(await read(many(101))).toMatchObject({ is: "unreadable" });
  });

  it("never leaves its session in what is stored", async () => {
    expect(leadBatch).toContain("BSGSRAzG9lPxyKRPjJ3");
    expect(dropSecretsFromText(leadBatch)).not.toContain("BSGSRAzG9lPxyKRPjJ3");
    expect(dropSecretsFromText(leadBatch)).toContain("<SessionId>•••</SessionId>");
    expect(dropSecretsFromText(leadBatch.slice(0, 600))).not.toContain("BSGSRAzG9lPxyKRPjJ3");
    expect(JSON.stringify(await factsOf(leadBatch))).not.toContain("BSGSRAzG9lPxyKRPjJ3");
  });

  it("never makes it throw, wherever it is cut or changed", async () => {
    const text = bodyOf("Lead");
    const piece = fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom("<", ">", "&", "&#0;", "]]>", "<![CDATA[", "<!--", "</", "/>", "=", '"', "xmlns:a='b'"),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), fc.nat(40), piece, async (at, length, put) => {
        const reading = await read(text.slice(0, at) + put + text.slice(at + length));
        expect(["facts", "nothing", "unreadable", "not-understood"]).toContain(reading.is);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a record", () => {
  it.each([
    ["Lead", "lead.created", "lead:00Q5e00000ZkM3hEAF"],
    ["Contact", "customer.updated", "notification:04l5e00000Gx7Q2AAJ"],
    ["Opportunity won", "purchase.completed", "opportunity:0065e00000ZkM3hAAF:won"],
    ["Opportunity in negotiation", "custom.salesforce_opportunity", "notification:04l5e00000Gx7Q4AAJ"],
    ["Order activated", "custom.salesforce_order", "notification:04l5e00000Gx7Q5AAJ"],
    [
      "Record of an object of one's own",
      "custom.salesforce_course_enrolment",
      "notification:04l5e00000Gx7Q6AAJ",
    ],
  ])("%s is %s", async (title, type, key) => {
    expect(await factsOf(bodyOf(title))).toMatchObject([{ key, fact: { type } }]);
  });

  it("is told in Salesforce's own names", async () => {
    const { data } = await told("Lead", {
      Id: "00Q1",
      Company: "Acme &amp; Sons",
      Empty: "",
      Custom__c: " 0012 ",
    });
    expect(data).toEqual({
      attributes: { type: "Lead" },
      Id: "00Q1",
      Company: "Acme & Sons",
      Custom__c: "0012",
    });
  });

  it("is known by its notification, or else by the message and its place", async () => {
    const contact = { type: "Contact", fields: { Id: "003" } };
    const both = messageWith({ notificationId: "", ...contact }, { notificationId: "", ...contact });
    const keys = (await factsOf(both)).map(({ key }) => key);
    expect(keys).toEqual([expect.stringMatching(/^body:\w+:0$/), expect.stringMatching(/^body:\w+:1$/)]);
    expect((await factsOf(both))[0]?.keyLastsMs).toBeGreaterThan(0);
    expect((await told("Contact", { Id: "003" })).key).toBe("notification:04l000000000001AAA");
  });

  it("with an odd name is an event all the same", async () => {
    for (const name of ["constructor", "__proto__", "ns__Thing__c", `X${"y".repeat(90)}__c`]) {
      const { fact } = await told(name, { Id: "1" });
      expect(fact.type).toMatch(/^custom\.salesforce_[a-z0-9_]{1,50}$/);
    }
    expect((await told("ns__Thing__c", { Id: "1" })).fact.type).toBe("custom.salesforce_ns__thing");
    const { data } = await told("X", Object.fromEntries([["__proto__", "1"]]));
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  });
});

describe("a lead", () => {
  it("is one fact however often it is told, and the fuller telling adds to it", async () => {
    const poor = await told("Lead", {
      Id: "00Q1",
      LastName: "Łęcki",
      CreatedDate: "2026-08-14T09:20:00.000Z",
    });
    const rich = await told("Lead", {
      Id: "00Q1",
      LastName: "Łęcki",
      Email: "zoe@example.com",
      IsConverted: "true",
      ConvertedContactId: "0031",
      CreatedDate: "2026-08-14T09:20:00.000Z",
      LastModifiedDate: "2026-08-15T09:20:00.000Z",
    });
    expect(rich.key).toBe(poor.key);
    expect(mergeFacts(poor.fact, rich.fact)).toEqual({
      type: "lead.created",
      occurredAt: Date.UTC(2026, 7, 14, 9, 20),
      customer: { email: "zoe@example.com", name: "Łęcki", lastName: "Łęcki" },
    });
    expect(rich.customerRefs).toEqual(["lead:00Q1", "contact:0031"]);
  });
});

describe("a person", () => {
  it("objects by Email Opt Out, and agrees to nothing by its absence", async () => {
    const consentOf = async (fields: Record<string, string>) => (await told("Contact", fields)).fact.consent;
    expect(await consentOf({ HasOptedOutOfEmail: "true" })).toEqual({ marketing: false });
    expect(await consentOf({ HasOptedOutOfEmail: "false" })).toBeUndefined();
    expect(await consentOf({ Id: "1" })).toBeUndefined();
  });

  it("may be an account, where accounts are people; a company is not", async () => {
    const person = { Id: "0011", Name: "Zoë", PersonEmail: "zoe@example.com", PersonContactId: "0031" };
    expect(await told("Account", person)).toMatchObject({
      fact: { type: "customer.updated", customer: { email: "zoe@example.com", name: "Zoë" } },
      customerRefs: ["contact:0031"],
    });
    const company = await told("Account", { Id: "0011", Name: "Acme", Phone: "1" });
    expect(company.fact).toEqual({ type: "custom.salesforce_account", occurredAt: now });
    expect(company.customerRefs).toBeUndefined();
  });

  it("is found by the field that the owner names, where a record has no e-mail of its own", async () => {
    const deal = { Id: "0061", IsWon: "true", Contact_Email__c: "Zoe@example.com" };
    expect((await told("Opportunity", deal)).fact.customer).toBeUndefined();
    const named = await told("Opportunity", deal, { emailField: "Contact_Email__c" });
    expect(named.fact.customer).toEqual({ email: "zoe@example.com" });
  });
});

describe("an opportunity", () => {
  it.each([
    [{ IsWon: "true" }, true],
    [{ StageName: "Closed Won" }, true],
    [{ IsWon: "true", StageName: "Gewonnen" }, true],
    [{ IsWon: "false", StageName: "Closed Won" }, false],
    [{ StageName: "Closed Lost" }, false],
    [{ IsClosed: "true" }, false],
    [{}, false],
  ])("with %j is a sale: %s", async (fields, isSale) => {
    const { fact } = await told("Opportunity", { Id: "0061", ...fields });
    expect(fact.type).toBe(isSale ? "purchase.completed" : "custom.salesforce_opportunity");
    expect(fact.order?.id).toBe(isSale ? "0061" : undefined);
  });

  it.each([
    [
      { Amount: "49.9", CurrencyIsoCode: "PLN" },
      { amount: 4990, currency: "PLN" },
    ],
    [
      { Amount: "4990.0", CurrencyIsoCode: "JPY" },
      { amount: 4990, currency: "JPY" },
    ],
    [
      { Amount: "1.2345678E7", CurrencyIsoCode: "EUR" },
      { amount: 1_234_567_800, currency: "EUR" },
    ],
    [{ Amount: "10" }, { amount: 1000, currency: "CHF" }],
    [{ CurrencyIsoCode: "EUR" }, undefined],
    [{ Amount: "a lot", CurrencyIsoCode: "EUR" }, undefined],
  ])("of %j is worth %j", async (fields, total) => {
    const { fact } = await told("Opportunity", { Id: "0061", IsWon: "true", ...fields }, { currency: "CHF" });
    expect(fact.order?.total).toEqual(total);
  });

  it("says no amount where nobody says of what", async () => {
    expect((await told("Opportunity", { Id: "1", IsWon: "true", Amount: "10" })).fact.order).toEqual({
      id: "1",
    });
  });
});
