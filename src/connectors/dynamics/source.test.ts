// What Dataverse's messages are read as, and how a record is fetched; the whole way is in test/dynamics.workers.test.ts.
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { Json, JsonObject } from "../../core/json";
import type { Answer, OutboundRequest, Reading, SourceFact } from "../kit";
import { requestOf, verifyBy } from "../request.fixture";
import { bodyOf, samples } from "./samples";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const changedAt = Date.UTC(2026, 7, 14, 9, 30);
const bare = { authentication: "http-header", key: "x-webhook-secret", value: "a long value" };
const app = {
  ...bare,
  tenantId: "0f9f4711-8122-4d3a-a233-1c5b3a7d9e10",
  clientId: "1c5b3a7d-9e10-4d3a-a233-0f9f47118122",
  clientSecret: "a client secret",
  environmentUrl: "https://contoso.crm4.dynamics.com",
};
const contactId = "7e924181-0f9f-4711-8122-000d3aa23321";
const invoiceId = "90b463a3-0f9f-4711-8122-000d3aa23343";

const read = (
  body: string,
  settings: object = bare,
  headers: Record<string, string> = {},
): Promise<Reading> =>
  source.read(requestOf(body, { "content-type": "application/json", ...headers }), { ...settings }, now);

async function told(...args: Parameters<typeof read>): Promise<SourceFact> {
  const reading = await read(...args);
  const [fact] = reading.is === "facts" ? reading.facts : [];
  return fact ?? expect.fail(JSON.stringify(reading));
}

const sampleOf = (title: string) => samples.find((one) => one.title === title) ?? expect.fail(title);

/** A message whose Target, or image, holds these columns. */
function messageOf(table: string, message: string, target: JsonObject, more: JsonObject = {}): string {
  const Attributes = Object.entries(target).map(([key, value]): Json => ({ key, value }));
  const InputParameters: Json = [{ key: "Target", value: { Id: invoiceId, LogicalName: table, Attributes } }];
  const about = { MessageName: message, PrimaryEntityName: table, InputParameters, PostEntityImages: [] };
  return bodyOf("Invoice paid", { ...about, ...more });
}

describe("the proof", () => {
  const verify = (settings: object, headers: Record<string, string>, query: Record<string, string> = {}) =>
    verifyBy(source, requestOf("{}", headers, query), { ...bare, ...settings }, now);

  it("is a header of any case", async () => {
    expect(await verify({}, { "X-WEBHOOK-Secret": " a long value" })).toEqual({ ok: true });
    expect(await verify({}, {}, { "x-webhook-secret": "a long value" })).toMatchObject({ reason: "missing" });
    expect(await verify({}, { "x-webhook-secret": "a long valu" })).toMatchObject({ reason: "mismatch" });
  });

  it("is a key or a parameter in the address, which the address then holds", async () => {
    const byKey = { authentication: "webhook-key" };
    const byName = { authentication: "http-query-string", key: "bell" };
    expect(await verify(byKey, {}, { code: "a long value" })).toEqual({ ok: true });
    expect(await verify(byName, {}, { bell: "a long value" })).toEqual({ ok: true });
    expect(await verify(byName, {}, { code: "a long value" })).toMatchObject({ reason: "missing" });
    expect(source.urlQuery?.({ ...bare, ...byKey })).toEqual({ code: "a long value" });
    expect(source.urlQuery?.({ ...bare, ...byName })).toEqual({ bell: "a long value" });
    expect(source.urlQuery?.(bare)).toEqual({});
  });
});

describe("settings", () => {
  it.each([
    ["a part of the app", { ...app, clientId: undefined }, "fill in all four"],
    [
      "another host",
      { ...app, environmentUrl: "https://crm4.dynamics.com.evil.example" },
      "environment's address",
    ],
    [
      "a path",
      { ...app, environmentUrl: "https://contoso.crm4.dynamics.com/main.aspx" },
      "environment's address",
    ],
    ["a value that no header holds", { ...bare, value: "zażółć" }, "cannot hold"],
    ["a header that is none", { ...bare, key: "a b" }, "letters, digits"],
  ])("refuse %s", (_what, settings, words) => {
    expect(source.settings.safeParse(settings).error?.issues[0]?.message).toContain(words);
  });

  it("take an environment as the browser shows it", () => {
    const pasted = { ...app, environmentUrl: " https://Contoso.crm4.dynamics.com/ " };
    expect(source.settings.parse(pasted)).toMatchObject({ environmentUrl: app.environmentUrl });
  });
});

describe("a message", () => {
  it("prefers the image, which is of after the change, and takes from the change what the image lacks", async () => {
    const { fact, data } = await told(sampleOf("Contact changed, with an image").body);
    expect(fact).toMatchObject({
      type: "customer.updated",
      occurredAt: changedAt,
      customer: { email: "ada.nowak@example.com" },
      consent: { marketing: false },
    });
    expect(data).toMatchObject({
      table: "contact",
      record: { modifiedon: "2026-08-14T09:30:00.000Z", donotbulkemail: true },
    });
  });

  it("tells choices, amounts and lookups as their values", async () => {
    const { data } = await told(sampleOf("Invoice paid").body);
    expect(data).toMatchObject({
      record: { statecode: 2, totalamount: 199.9, customerid: { id: contactId, table: "contact" } },
    });
  });

  it("of Microsoft's own example counts from the change, and not from the server's local time", async () => {
    const example = (more: JsonObject) =>
      messageOf(
        "contact",
        "Update",
        { firstname: "James", ...more },
        {
          OperationCreatedOn: "/Date(1506409448000-0700)/",
        },
      );
    expect((await told(example({ modifiedon: "/Date(1506384247000)/" }))).fact.occurredAt).toBe(
      1506384247000,
    );
    expect((await told(example({}))).fact.occurredAt).toBe(1506384248000);
  });

  it("that comes again is the same fact, and another change of the same record is another", async () => {
    const update = sampleOf("Contact changed, without an image").body;
    const { key } = await told(update);
    expect((await told(update)).key).toBe(key);
    const other = JSON.stringify({
      ...JSON.parse(update),
      OperationId: "5af10637-4ea2-4711-8122-000d3aa23365",
    });
    expect((await told(other)).key).not.toBe(key);
  });

  it("of a synchronous step, which has no operation, is told by its correlation and time", async () => {
    const sync = { Mode: 0, OperationId: "00000000-0000-0000-0000-000000000000" };
    const at = (ms: number) => messageOf("contact", "Update", { modifiedon: `/Date(${ms})/` }, sync);
    const [one, other] = [await told(at(changedAt)), await told(at(changedAt + 1000))];
    expect(one.key).toContain("b374239d-4233-41a9-8b17-a86cb4f737b5");
    expect(one.key).not.toBe(other.key);
    expect(one.keyLastsMs).toBeUndefined();
  });

  it("without anything that tells it from another counts by its body for a day", async () => {
    const nothing = { OperationId: null, CorrelationId: null };
    expect((await told(messageOf("contact", "Update", {}, nothing))).keyLastsMs).toBeGreaterThan(0);
  });

  it("about a change by the user who is to be left out tells nothing", async () => {
    const { body } = sampleOf("Contact changed, with an image");
    const ignoredUserId = "75C2DD85-e89e-4711-8122-000d3aa2331c";
    expect(await read(body, { ...bare, ignoredUserId })).toMatchObject({ is: "nothing" });
    expect(await read(body, { ...bare, ignoredUserId: invoiceId })).toMatchObject({ is: "facts" });
  });

  it("of before the change is not taken for the change", async () => {
    expect(await read(messageOf("lead", "Create", {}, { Stage: 20 }))).toMatchObject({
      is: "not-understood",
      reason: expect.stringContaining("PostOperation"),
    });
  });

  it.each([
    ["another entity", messageOf("incident", "Create", {}), "incident.Create"],
    ["another message", messageOf("lead", "Assign", {}), "lead.Assign"],
    [
      "no record",
      messageOf("lead", "Update", {}, { PrimaryEntityId: "x", InputParameters: [] }),
      "lead.Update",
    ],
    ["nothing", "{}", "unknown"],
  ])("of %s is kept as not understood", async (_what, body, type) => {
    expect(await read(body)).toMatchObject({ is: "not-understood", type });
  });
});

describe("an invoice", () => {
  const choice = (value: number): JsonObject => ({ Value: value });

  it("is one purchase, however often it is changed once it is paid", async () => {
    const paid = await told(messageOf("invoice", "Update", { statecode: choice(2) }));
    const later = await told(
      messageOf("invoice", "Update", { statecode: choice(2), name: "Again" }, { OperationId: invoiceId }),
    );
    expect(paid).toMatchObject({ key: `invoice:${invoiceId}:paid`, fact: { type: "purchase.completed" } });
    expect(later.key).toBe(paid.key);
    expect(mergeFacts(paid.fact, later.fact)).toBeUndefined();
  });

  it("that is made paid is that purchase, too", async () => {
    const { key } = await told(messageOf("invoice", "Create", { statecode: choice(2) }));
    expect(key).toBe(`invoice:${invoiceId}:paid`);
  });

  it("whose state the change does not tell is no purchase", async () => {
    expect((await told(messageOf("invoice", "Update", { name: "x" }))).fact.type).toBe(
      "custom.dynamics_invoice_updated",
    );
  });

  it("for an account is about the contact, where there is one", async () => {
    const of = (table: string, id: string): JsonObject => ({ Id: id, LogicalName: table, Name: null });
    const account = of("account", invoiceId);
    const both = { customerid: account, parentcontactid: of("contact", contactId) };
    expect((await told(messageOf("opportunity", "Update", both))).customerRefs).toEqual([
      `contact:${contactId}`,
    ]);
    expect((await told(messageOf("opportunity", "Update", { customerid: account }))).customerRefs).toEqual([
      `account:${invoiceId}`,
    ]);
  });
});

describe("what is missing", () => {
  const truncated = sampleOf("Contact changed, larger than 256 KB");

  it("is fetched where there is an app for it", async () => {
    expect((await told(truncated.body, app, truncated.headers)).incomplete).toContain("larger than 256 KB");
    expect((await told(sampleOf("Contact changed, without an image").body, app)).incomplete).toContain(
      "e-mail",
    );
    expect((await told(sampleOf("Contact changed, with an image").body, app)).incomplete).toBeUndefined();
    expect((await told(sampleOf("Contact deleted").body, app)).incomplete).toBeUndefined();
  });

  it("is said in words where there is none, and the event goes on", async () => {
    const fact = await told(truncated.body, bare, truncated.headers);
    expect(fact).toMatchObject({
      customerRefs: [`contact:${contactId}`],
      data: { missing: expect.stringMatching(/256 KB.*client secret/) },
    });
    expect(fact.incomplete).toBeUndefined();
    expect((await told(sampleOf("Lead created").body)).data).not.toHaveProperty("missing");
  });
});

describe("fetching", () => {
  const complete = source.complete ?? expect.fail("nothing");
  const asked: OutboundRequest[] = [];
  const answers = (...all: [number, Json][]) => {
    asked.length = 0;
    return async (request: OutboundRequest): Promise<Answer> => {
      asked.push(request);
      const [status, body] = all.shift() ?? [500, null];
      return { is: "answer", status, headers: new Headers(), body: JSON.stringify(body), cut: false };
    };
  };
  let secrets = 0;
  /** Each with an app of its own, so that no token is known before. */
  const run = (data: Json, send: ReturnType<typeof answers>, settings: object = {}) =>
    complete.run({
      event: {
        id: "evt_1",
        type: "purchase.completed",
        occurredAt: changedAt,
        receivedAt: now,
        source: { id: "src_1", kind: "dynamics" },
        codes: [],
        data,
      },
      settings: { ...app, clientSecret: `secret ${secrets++}`, ...settings },
      send,
      now,
    });
  const token: [number, Json] = [200, { access_token: "eyJ.1", expires_in: 3599, token_type: "Bearer" }];
  const notice = {
    message: "Update",
    table: "invoice",
    id: invoiceId,
    record: { statecode: 2, cr_colour: "red" },
  };

  it("asks for known columns alone, and tells person and amount with what the message told", async () => {
    const invoice = {
      "@odata.etag": 'W/"1"',
      invoiceid: invoiceId,
      invoicenumber: "INV-1",
      totalamount: 199.9,
      statecode: 3,
      name: null,
      transactioncurrencyid: { isocurrencycode: "PLN", transactioncurrencyid: "1" },
      customerid_contact: { contactid: contactId, emailaddress1: "ada@example.com", donotbulkemail: true },
      customerid_account: null,
    };
    const completion = await run(notice, answers(token, [200, invoice]));
    expect(completion).toMatchObject({
      is: "complete",
      fact: {
        type: "purchase.completed",
        occurredAt: changedAt,
        customer: { email: "ada@example.com" },
        order: { id: invoiceId, number: "INV-1", total: { amount: 19990, currency: "PLN" } },
        consent: { marketing: false },
      },
      customerRefs: [`contact:${contactId}`],
      data: { record: { cr_colour: "red", invoicenumber: "INV-1" } },
    });
    const [login, get] = asked;
    expect(login).toMatchObject({
      method: "POST",
      url: `https://login.microsoftonline.com/${app.tenantId}/oauth2/v2.0/token`,
      body: expect.stringContaining("scope=https%3A%2F%2Fcontoso.crm4.dynamics.com%2F.default"),
    });
    expect(get?.headers).toMatchObject({ authorization: "Bearer eyJ.1", "odata-version": "4.0" });
    const url = new URL(get?.url ?? "");
    expect(url.origin + url.pathname).toBe(
      `https://contoso.crm4.dynamics.com/api/data/v9.2/invoices(${invoiceId})`,
    );
    expect(url.searchParams.get("$expand")).toContain("customerid_contact($select=contactid,fullname");
  });

  it.each<[string, [number, Json][], object]>([
    ["a record that was deleted", [token, [404, { error: { message: "Does Not Exist" } }]], { is: "failed" }],
    ["a secret that expired", [[401, { error: "invalid_client" }]], { is: "refused" }],
    [
      "an unknown tenant",
      [[400, { error: "invalid_request", error_description: "AADSTS90002: Tenant 'x' not found." }]],
      { is: "refused", reason: expect.stringContaining("AADSTS90002") },
    ],
    ["an app without a role", [token, [403, { error: { message: "no privilege" } }]], { is: "refused" }],
    ["a token that is no token", [[200, { hello: 1 }]], { is: "retry" }],
    ["an outage", [token, [503, null]], { is: "retry" }],
    ["a limit", [token, [429, { error: { message: "slow" } }]], { is: "retry", slowDown: true }],
  ])("meets %s", async (_what, all, verdict) => {
    expect(await run(notice, answers(...all))).toMatchObject(verdict);
  });

  it("says what it takes when the app was taken away meanwhile", async () => {
    expect(await run(notice, answers(), { clientSecret: undefined })).toMatchObject({
      is: "failed",
      reason: expect.stringContaining("client secret"),
    });
  });
});
