// Zoho CRM through the whole product: a channel that is kept, notifications by ids alone, records fetched from a stand-in
// as strict as Zoho, an automation, and a webhook that rings.
import { exports } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { type Account, newAccount } from "./account";
import {
  event,
  eventOf,
  newAutomation,
  newBox,
  newShop,
  newWebhook,
  ok,
  type Shop,
  until,
  watchdog,
} from "./world";

type Channel = {
  channel_id: string;
  events: string[];
  notify_url: string;
  token: string;
  channel_expiry: string;
};
type State = { tokens: number; channels: Channel[] };
let account: Account<State>;
let ids = 6_756_839_000;

beforeEach(() => {
  account = newAccount("zoho");
});

/** Beyond 2^53. */
const newId = () => `${ids++}000575405`;
const ada = {
  Email: "Ada@Shop.example",
  Full_Name: "Ada Łęcka",
  Company: "Bakery",
  Created_Time: "2026-08-31T12:00:09+02:00",
};

/** A shop that hears of changes, with a webhook that rings for each. */
async function shopThatHears(type = "lead.created", more: object = {}) {
  const shop = await newShop();
  const source = await ok<{ id: string; webhookUrl: string; problem?: string }>(`${shop.api}/sources`, {
    body: { kind: "zoho", name: "Zoho", settings: { ...account.settings, ...more } },
  });
  const box = newBox();
  const connection = await newWebhook(shop, box.url);
  await newAutomation(shop, connection.id, { trigger: { event: type } });
  const rung = async () => (await box.got()).map(({ body }) => JSON.parse(body));
  return { shop, source, rung };
}

function notify(url: string, module: string, ids: string[], more: object = {}): Promise<Response> {
  const body = {
    server_time: Date.now(),
    affected_values: [],
    query_params: {},
    module,
    resource_uri: `https://www.zohoapis.com/crm/v8/${module}`,
    ids,
    affected_fields: [],
    operation: "insert",
    channel_id: "412345678901234",
    token: account.settings.token,
    ...more,
  };
  const headers = { "content-type": "application/json" };
  return exports.default.fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
}

const eventOnce = (shop: Shop, id: string, state: string) =>
  until(
    () => event(shop, id),
    (one) => one.deliveries[0]?.state === state,
  );
const untilRung = (rung: () => Promise<unknown[]>, times = 1) =>
  until(rung, (all) => all.length === times) as Promise<Record<string, unknown>[]>;
/** What was asked of the CRM, apart from tokens and the channel. */
const fetches = async () =>
  (await account.state()).asked.filter(({ method }) => method === "GET").map(({ status }) => status);

describe("the channel", () => {
  it("is made when the source is saved, and moved on when it is saved again", async () => {
    const { shop, source } = await shopThatHears();
    expect(source.problem).toBeUndefined();
    const [channel] = (await account.state()).channels;
    expect(channel).toMatchObject({
      notify_url: source.webhookUrl,
      token: account.settings.token,
      events: ["Leads.create", "Contacts.create", "Contacts.edit", "Deals.create", "Deals.edit"],
    });
    const lasts = Date.parse(channel?.channel_expiry ?? "") - Date.now();
    expect(lasts).toBeGreaterThan(6 * 24 * 3_600_000);

    const settings = { ...account.settings, modules: ["Leads"] };
    await ok(`${shop.api}/sources/${source.id}`, { method: "PATCH", body: { settings } });
    const { channels, asked, tokens } = await account.state();
    expect(channels).toMatchObject([{ channel_id: channel?.channel_id, events: ["Leads.create"] }]);
    const changes = asked.filter(({ path }) => path.endsWith("/actions/watch"));
    expect(changes.map(({ method, status }) => [method, status])).toEqual([
      ["PUT", 400],
      ["POST", 201],
      ["PUT", 200],
    ]);
    expect(tokens).toBe(1);
  });

  it("that Zoho does not make is a problem of the source, in Zoho's words, and mended by the watchdog", async () => {
    await account.knobs({ watch: "invalid" });
    const { shop, source } = await shopThatHears();
    expect(source.problem).toBe("Zoho CRM did not set up notifications: invalid data");
    await account.knobs({});
    await watchdog();
    await until(
      () => ok<{ problem?: string }>(`${shop.api}/sources/${source.id}`),
      (one) => one.problem === undefined,
    );
    expect((await account.state()).channels).toHaveLength(1);
  });

  it("is not made for webhooks of workflows", async () => {
    const { source, rung } = await shopThatHears("lead.created", {
      integration: "workflow",
      secret: "a secret",
    });
    expect((await account.state()).asked).toEqual([]);
    const body = new URLSearchParams({ type: "lead.created", id: newId(), email: "ada@shop.example" });
    expect((await exports.default.fetch(source.webhookUrl, { method: "POST", body })).status).toBe(200);
    expect(await untilRung(rung)).toMatchObject([{ customer: { email: "ada@shop.example" } }]);
  });
});

describe("a notification of leads", () => {
  it("waits while Zoho is down, says why, and then rings the webhook", async () => {
    const { shop, source, rung } = await shopThatHears();
    const lead = newId();
    await account.seed({ module: "Leads", id: lead, record: ada });
    await account.knobs({ trouble: "down", times: 1 });
    const id = await eventOf(await notify(source.webhookUrl, "Leads", [lead]));
    expect(await eventOnce(shop, id, "retrying")).toMatchObject({
      type: "lead.created",
      state: "incomplete",
      reason: "Zoho CRM has trouble (503).",
    });
    expect(await rung()).toEqual([]);

    const [body] = await untilRung(rung);
    expect(body).toMatchObject({
      type: "lead.created",
      occurredAt: "2026-08-31T10:00:09.000Z",
      customer: { email: "ada@shop.example", name: "Ada Łęcka" },
      data: { module: "Leads", id: lead, record: { Company: "Bakery" } },
    });
    expect(await event(shop, id)).toMatchObject({ state: "matched", reason: null });
    expect(await fetches()).toEqual([503, 200]);
  });

  it("may name several, and comes again without fetching anything again", async () => {
    const { source, rung } = await shopThatHears();
    const leads = [newId(), newId()];
    for (const [i, id] of leads.entries())
      await account.seed({ module: "Leads", id, record: { ...ada, Email: `lead${i}@shop.example` } });
    await notify(source.webhookUrl, "Leads", leads);
    await untilRung(rung, 2);
    await notify(source.webhookUrl, "Leads", leads);
    expect(await fetches()).toEqual([200, 200]);
    expect((await account.state()).tokens).toBe(1);
  });

  it("says that the lead was deleted", async () => {
    const { shop, source } = await shopThatHears();
    const id = await eventOf(await notify(source.webhookUrl, "Leads", [newId()]));
    expect(await eventOnce(shop, id, "failed")).toMatchObject({
      state: "incomplete",
      reason: expect.stringContaining("not in Zoho CRM any more"),
    });
  });

  it("with another token is turned away", async () => {
    const { source } = await shopThatHears();
    const response = await notify(source.webhookUrl, "Leads", [newId()], { token: "another" });
    expect(response.status).toBe(401);
  });
});

it("a won deal is one purchase, of the contact it is about", async () => {
  const { source, rung } = await shopThatHears("purchase.completed");
  const [deal, contact] = [newId(), newId()];
  const record = {
    Stage: "Closed Won",
    Amount: 1250,
    Currency: "EUR",
    Contact_Name: { id: contact, name: "Ada" },
  };
  await account.seed({ module: "Deals", id: deal, record });
  await account.seed({ module: "Contacts", id: contact, record: ada });
  const won = {
    operation: "update",
    affected_fields: [{ [deal]: ["Stage"] }],
    affected_values: [{ record_id: deal, values: { Stage: "Closed Won" } }],
  };
  const first = await eventOf(await notify(source.webhookUrl, "Deals", [deal], won));
  expect(await untilRung(rung)).toMatchObject([
    {
      customer: { email: "ada@shop.example" },
      order: { id: deal, total: { amount: 125000, currency: "EUR" } },
    },
  ]);
  expect(await eventOf(await notify(source.webhookUrl, "Deals", [deal], won))).toBe(first);
});

describe("the refresh token", () => {
  it("that is wrong holds what is owed, and mending it lets that go", async () => {
    const { shop, source, rung } = await shopThatHears("lead.created", {
      refreshToken: "1000.an.old.refresh.token",
    });
    expect(source.problem).toContain("refused the refresh token");
    const lead = newId();
    await account.seed({ module: "Leads", id: lead, record: ada });
    const id = await eventOf(await notify(source.webhookUrl, "Leads", [lead]));
    const held = await eventOnce(shop, id, "held");
    expect(held.deliveries[0]?.reason).toContain("refused the refresh token");
    expect(JSON.stringify(held)).not.toContain("1000.an.old.refresh.token");

    const mended = await ok<{ problem?: string }>(`${shop.api}/sources/${source.id}`, {
      method: "PATCH",
      body: { settings: account.settings },
    });
    expect(mended.problem).toBeUndefined();
    expect(await untilRung(rung)).toMatchObject([{ customer: { email: "ada@shop.example" } }]);
  });

  it("gives a new access token where the one in hand is revoked", async () => {
    const { shop, source } = await shopThatHears();
    await account.knobs({ generation: 2 });
    const lead = newId();
    await account.seed({ module: "Leads", id: lead, record: ada });
    await eventOnce(shop, await eventOf(await notify(source.webhookUrl, "Leads", [lead])), "succeeded");
    expect(await fetches()).toEqual([401, 200]);
    expect((await account.state()).tokens).toBe(2);
  });

  it("that has given too many of them is left alone for ten minutes", async () => {
    await account.knobs({ tokensLeft: 0 });
    const { shop, source } = await shopThatHears();
    const lead = newId();
    const id = await eventOf(await notify(source.webhookUrl, "Leads", [lead]));
    const [delivery] = (await eventOnce(shop, id, "retrying")).deliveries;
    expect(delivery?.reason).toContain("at most ten in ten minutes");
    expect((delivery?.nextAt ?? 0) - Date.now()).toBeGreaterThan(9 * 60_000);
  });
});
