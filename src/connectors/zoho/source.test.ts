// What Zoho CRM's notifications are read as, and how records are fetched; the whole way is in test/zoho.workers.test.ts.
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../core/json";
import type { Answer, OutboundRequest, Reading, SourceFact } from "../kit";
import { requestOf, verifyBy } from "../request.fixture";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const serverTime = 1786699800787;
const dealId = "6756839000000590002";
const contactId = "6756839000000581001";
const settings = source.settings.parse({
  integration: "notifications",
  token: "a token",
  dataCenter: "eu",
  clientId: "1000.CLIENT",
  clientSecret: "a client secret",
  refreshToken: "1000.refresh",
}) as Record<string, unknown>;

const noticeOf = (more: JsonObject): JsonObject => ({
  server_time: serverTime,
  module: "Leads",
  operation: "insert",
  ids: ["6756839000000575405"],
  affected_fields: [],
  affected_values: [],
  channel_id: "412345678901234",
  token: "a token",
  ...more,
});
const stageOf = (stage: string, more: JsonObject = {}): JsonObject =>
  noticeOf({
    module: "Deals",
    operation: "update",
    ids: [dealId],
    affected_fields: [{ [dealId]: ["Stage", "Modified_Time"] }],
    affected_values: [{ record_id: dealId, values: { Stage: stage } }],
    ...more,
  });

const json = { "content-type": "application/json" };
const read = (body: Json, more: object = {}): Promise<Reading> =>
  source.read(requestOf(JSON.stringify(body), json), { ...settings, ...more }, now);

async function facts(body: Json, more: object = {}): Promise<SourceFact[]> {
  const reading = await read(body, more);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}
const first = async (body: Json, more: object = {}) => (await facts(body, more))[0] ?? expect.fail("none");

describe("the proof", () => {
  it("is the channel's token in the body", async () => {
    const verify = (body: string) => verifyBy(source, requestOf(body, json), settings, now);
    expect(await verify('{"token":"a token"}')).toEqual({ ok: true });
    expect(await verify('{"token":"a tokeN"}')).toMatchObject({ reason: "mismatch" });
    for (const body of ['{"token":null}', '{"token":["a token"]}', '["a token"]', "token=a+token", ""])
      expect(await verify(body), body).toMatchObject({ reason: "missing" });
  });

  it("is never the token where workflows send, and never the secret where notifications come", async () => {
    const workflow = { ...settings, integration: "workflow", secret: "a secret" };
    const request = requestOf('{"token":"a token"}', json);
    expect(await verifyBy(source, request, workflow, now)).toMatchObject({ reason: "missing" });
    const asked = requestOf("{}", json, { secret: "a secret" });
    expect(await verifyBy(source, asked, { ...settings, secret: "a secret" }, now)).toMatchObject({
      ok: false,
    });
    expect(source.urlQuery?.(workflow)).toEqual({ secret: "a secret" });
    expect(source.urlQuery?.(settings)).toEqual({});
  });
});

describe("settings", () => {
  it.each([
    [{ token: undefined }, "token"],
    [{ token: "x".repeat(51) }, "token"],
    [{ refreshToken: undefined }, "clientId"],
    [{ integration: "workflow" }, "secret"],
    [{ channelId: "0123" }, "channelId"],
    [{ modules: ["Accounts"] }, "modules"],
  ])("refuse %j", (more, field) => {
    expect(source.settings.safeParse({ ...settings, ...more }).error?.issues[0]?.path[0]).toBe(field);
  });
});

describe("a notification", () => {
  it("is one fact for each record, however often the record is named", async () => {
    const ids = ["6756839000000575405", "6756839000000575416", "6756839000000575405"];
    expect((await facts(noticeOf({ ids }))).map(({ key }) => key)).toEqual([
      "lead:6756839000000575405:created",
      "lead:6756839000000575416:created",
    ]);
  });

  it("keeps all digits of ids that are sent as numbers", async () => {
    const body = JSON.stringify(noticeOf({})).replace('"6756839000000575405"', "6756839000000575405");
    const reading = await source.read(requestOf(body, json), settings, now);
    expect(reading).toMatchObject({ facts: [{ key: "lead:6756839000000575405:created" }] });
  });

  it("that comes again is the same fact; a change at another time is another", async () => {
    const contact = (server_time: number) =>
      noticeOf({ module: "Contacts", operation: "update", ids: [contactId], server_time });
    expect((await first(contact(serverTime))).key).toBe(`contact:${contactId}:update:${serverTime}`);
    expect((await first(contact(serverTime + 1))).key).not.toBe((await first(contact(serverTime))).key);
  });

  it("does not keep the token among its data", async () => {
    expect(JSON.stringify(await first(noticeOf({})))).not.toContain("a token");
  });

  it("of what Zoho notes by itself tells nothing, so that a round of programs ends", async () => {
    const contact = (fields: string[]) =>
      noticeOf({
        module: "Contacts",
        operation: "update",
        ids: [contactId],
        affected_fields: [{ [contactId]: fields }],
      });
    expect(await read(contact(["Modified_Time", "Modified_By"]))).toMatchObject({ is: "nothing" });
    expect(await read(contact(["Modified_Time", "Phone"]))).toMatchObject({ is: "facts" });
    expect(await read(contact([]))).toMatchObject({ is: "facts" });
  });

  it.each([
    [{ module: "Accounts" }, "Accounts.insert"],
    [{ operation: "restore" }, "Leads.restore"],
    [{ ids: ["../Users"] }, "Leads.insert"],
  ])("with %j is kept as not understood", async (more, type) => {
    expect(await read(noticeOf(more))).toMatchObject({ is: "not-understood", type });
  });
});

describe("a deal", () => {
  it("that is won is one purchase, whenever it is told", async () => {
    const won = await first(stageOf("Closed Won"));
    expect(won).toMatchObject({ key: `deal:${dealId}:won`, fact: { type: "purchase.completed" } });
    expect((await first(stageOf("Closed Won", { server_time: serverTime + 60_000 }))).key).toBe(won.key);
    expect((await first(stageOf("Wygrana"))).fact.type).toBe("custom.zoho_deal_updated");
    expect((await first(stageOf("Wygrana"), { wonStages: ["Wygrana"] })).fact.type).toBe(
      "purchase.completed",
    );
  });

  it("whose stage stays tells nothing", async () => {
    const described = stageOf("", { affected_fields: [{ [dealId]: ["Description"] }], affected_values: [] });
    expect(await read(described)).toMatchObject({ is: "nothing" });
  });
});

describe("a webhook of a workflow", () => {
  const form = (fields: Record<string, string>) =>
    source.read(
      requestOf(new URLSearchParams(fields).toString(), {
        "content-type": "application/x-www-form-urlencoded",
      }),
      { ...settings, integration: "workflow" },
      now,
    );
  const contact = { type: "customer.updated", id: contactId, email: "ada@example.com" };

  it("about a contact is a fact of its own each time", async () => {
    expect(await form({ ...contact, updatedAt: "2026-08-14T09:30:00+02:00" })).toMatchObject({
      facts: [{ key: `id:customer.updated:${contactId}:${Date.UTC(2026, 7, 14, 7, 30)}` }],
    });
    expect(await form(contact)).toMatchObject({ facts: [{ key: /^body:/, keyLastsMs: 86_400_000 }] });
  });

  it("about a lead is one fact", async () => {
    expect(await form({ ...contact, type: "lead.created" })).toMatchObject({
      facts: [{ key: `id:lead.created:${contactId}`, fact: { customer: { email: "ada@example.com" } } }],
    });
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
      const text = status === 204 ? "" : JSON.stringify(body);
      return { is: "answer", status, headers: new Headers(), body: text, cut: false };
    };
  };
  let secrets = 0;
  /** Each with credentials of its own, so that no token is known before. */
  const own = () => ({ ...settings, refreshToken: `1000.refresh${secrets++}` });
  const token: [number, Json] = [
    200,
    { access_token: "1000.access", api_domain: "https://www.zohoapis.eu", expires_in: 3600 },
  ];

  async function completed(body: JsonObject, send: ReturnType<typeof answers>, more: object = {}) {
    const { fact, data } = await first(body);
    const event = {
      ...fact,
      id: "evt_1",
      receivedAt: now,
      source: { id: "src_1", kind: "zoho" },
      codes: [],
      data,
    };
    return complete.run({ event, settings: { ...own(), ...more }, send, now });
  }
  const record = (fields: JsonObject): [number, Json] => [200, { data: [fields] }];
  const deal = {
    id: dealId,
    Stage: "Closed Won",
    Amount: 1250.5,
    Modified_Time: "2026-08-14T11:30:00+02:00",
    Contact_Name: { id: contactId, name: "Ada Nowak" },
  };
  const contact = { Email: "Ada@example.com", Full_Name: "Ada Nowak", Email_Opt_Out: true };

  it("tells a lead with its own time, and asks Zoho's hosts", async () => {
    const lead = {
      Email: "ada@example.com",
      Created_Time: "2026-08-14T11:29:59+02:00",
      Email_Opt_Out: false,
    };
    expect(await completed(noticeOf({}), answers(token, record(lead)))).toEqual({
      is: "complete",
      fact: {
        type: "lead.created",
        occurredAt: Date.UTC(2026, 7, 14, 9, 29, 59),
        customer: { email: "ada@example.com" },
      },
      data: {
        module: "Leads",
        operation: "insert",
        id: "6756839000000575405",
        server_time: serverTime,
        record: lead,
      },
      customerRefs: ["lead:6756839000000575405"],
    });
    expect(asked.map(({ method, url }) => [method, url])).toEqual([
      ["POST", "https://accounts.zoho.eu/oauth/v2/token"],
      ["GET", "https://www.zohoapis.eu/crm/v8/Leads/6756839000000575405"],
    ]);
    expect(asked[1]?.headers).toMatchObject({ authorization: "Zoho-oauthtoken 1000.access" });
  });

  it("never takes its token to a host that is not Zoho's", async () => {
    const lured: [number, Json] = [
      200,
      { access_token: "1000.a", api_domain: "https://www.zohoapis.eu.evil.example" },
    ];
    await completed(noticeOf({}), answers(lured, record({})));
    expect(asked[1]?.url).toMatch(/^https:\/\/www\.zohoapis\.eu\/crm\/v8\//);
  });

  it("tells a won deal with its contact, and the amount where the currency is known", async () => {
    const all = () => answers(token, record(deal), record(contact));
    expect(await completed(stageOf("Closed Won"), all(), { currency: "EUR" })).toMatchObject({
      fact: {
        type: "purchase.completed",
        customer: { email: "ada@example.com", name: "Ada Nowak" },
        order: { id: dealId, total: { amount: 125050, currency: "EUR" } },
        consent: { marketing: false },
      },
      customerRefs: [`contact:${contactId}`],
      data: { record: { Amount: 1250.5 }, contact },
    });
    expect(await completed(stageOf("Closed Won"), all())).toMatchObject({ fact: { order: { id: dealId } } });
  });

  it("tells a deal that was won and lies elsewhere by now as won, without a contact that is gone", async () => {
    const moved = { ...deal, Stage: "Closed Lost" };
    expect(await completed(stageOf("Closed Won"), answers(token, record(moved), [204, null]))).toMatchObject({
      is: "complete",
      fact: { type: "purchase.completed" },
    });
  });

  it.each([
    ["made in a won stage", deal, "purchase.completed"],
    ["changed since", { ...deal, Modified_Time: "2026-08-14T11:31:00+02:00" }, "custom.zoho_deal_created"],
    ["open", { ...deal, Stage: "Qualification" }, "custom.zoho_deal_created"],
  ])(
    "takes a new deal for a purchase only where nothing else can tell it: %s",
    async (_what, found, type) => {
      const created = noticeOf({ module: "Deals", ids: [dealId] });
      const completion = await completed(created, answers(token, record(found), record(contact)));
      expect(completion).toMatchObject({ fact: { type } });
    },
  );

  it.each<[string, [number, Json][], object]>([
    [
      "a lead that is gone",
      [token, [204, null]],
      { is: "failed", reason: expect.stringContaining("deleted") },
    ],
    [
      "an id that Zoho does not know",
      [token, [400, { code: "INVALID_DATA", status: "error" }]],
      { is: "failed" },
    ],
    ["a refused refresh token", [[200, { error: "invalid_code" }]], { is: "refused" }],
    ["an unknown client", [[200, { error: "invalid_client" }]], { is: "refused" }],
    [
      "too many tokens",
      [[400, { error: "Access Denied", error_description: "You have made too many requests continuously." }]],
      { is: "retry", slowDown: true, afterMs: 600_000 },
    ],
    [
      "too small a scope",
      [token, [401, { code: "OAUTH_SCOPE_MISMATCH", status: "error" }]],
      { is: "refused", reason: expect.stringContaining("ZohoCRM.modules.READ") },
    ],
    ["a user without rights", [token, [403, { code: "NO_PERMISSION", status: "error" }]], { is: "refused" }],
    [
      "a limit",
      [token, [429, { code: "TOO_MANY_REQUESTS", status: "error" }]],
      { is: "retry", slowDown: true },
    ],
    ["an outage", [token, [500, { code: "INTERNAL_ERROR", status: "error" }]], { is: "retry" }],
  ])("meets %s", async (_what, all, verdict) => {
    expect(await completed(noticeOf({}), answers(...all))).toMatchObject(verdict);
  });
});
