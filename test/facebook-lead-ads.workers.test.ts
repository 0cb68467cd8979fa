// Meta's leads through the whole product: a signed notice, the lead fetched from a stand-in as strict as the Graph API, an
// automation, and a webhook that rings.
import { exports } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { hmac } from "../src/connectors/kit";
import { type Account, newAccount } from "./account";
import {
  call,
  event,
  eventOf,
  newAutomation,
  newBox,
  newShop,
  newSource,
  newWebhook,
  ok,
  type Shop,
  until,
} from "./world";

type Settings = { appSecret: string; verifyToken: string; pageAccessToken: string; baseUrl: string };

let account: Account;
let settings: Settings;
let ids = 777_000_111_000;

beforeEach(() => {
  account = newAccount("facebook-lead-ads");
  settings = account.settings as Settings; // of the stand-in's file
});

/** A shop that is told of leads, with a webhook that rings for each. */
async function shopWithLeads(more: object = {}, kind = "facebook-lead-ads") {
  const shop = await newShop();
  const source = await newSource(shop, kind, { ...settings, ...more });
  const box = newBox();
  const connection = await newWebhook(shop, box.url);
  await newAutomation(shop, connection.id, { trigger: { event: "lead.created" } });
  const rung = async () => (await box.got()).map(({ body }) => JSON.parse(body));
  return { shop, source, rung };
}

/** A lead as Graph tells it. */
const newLead = (more: object = {}) => ({
  id: String(ids++).padEnd(18, "0"),
  created_time: "2026-08-31T10:00:09+0000",
  form_id: "888000111222333555",
  ad_id: "120210000111222333",
  campaign_name: "Autumn",
  platform: "fb",
  is_organic: false,
  field_data: [
    { name: "email", values: ["Zoe@Shop.example"] },
    { name: "full_name", values: ["Zoë Łęcka"] },
    { name: "favourite_cake", values: ["sernik"] },
  ],
  ...more,
});
type Lead = ReturnType<typeof newLead>;

/** Tells of leads in one request, ids as the bare numbers that Meta writes. */
async function notify(url: string, leads: Lead[], createdAt = Date.parse("2026-08-31T10:00:09Z")) {
  const changes = leads.map(
    ({ id }) =>
      `{"field":"leadgen","value":{"leadgen_id":${id},"page_id":153125381133,"form_id":888000111222333555,"created_time":${createdAt / 1000}}}`,
  );
  const body = `{"object":"page","entry":[{"id":"153125381133","time":1788170411,"changes":[${changes}]}]}`;
  const signature = `sha256=${await hmac(settings.appSecret, body, "hex")}`;
  const headers = { "content-type": "application/json", "x-hub-signature-256": signature };
  return exports.default.fetch(url, { method: "POST", headers, body });
}

const untilRung = (rung: () => Promise<unknown[]>, times = 1) =>
  until(rung, (all) => all.length === times) as Promise<Record<string, unknown>[]>;

/** The event, once the fetching of its lead is in that state. */
const eventOnce = (shop: Shop, id: string, state: string) =>
  until(
    () => event(shop, id),
    (one) => one.deliveries[0]?.state === state,
  );

describe("a notice of a lead", () => {
  it("waits for the lead while Meta is down, says why, and then rings the webhook", async () => {
    const { shop, source, rung } = await shopWithLeads();
    const lead = newLead();
    await account.seed(lead);
    await account.knobs({ trouble: "down", times: 1 });
    const id = await eventOf(await notify(source.webhookUrl, [lead]));
    expect(await eventOnce(shop, id, "retrying")).toMatchObject({
      type: "lead.created",
      state: "incomplete",
      reason: "Meta has trouble (503).",
    });
    expect(await rung()).toEqual([]);

    const [body] = await untilRung(rung);
    expect(body).toMatchObject({
      type: "lead.created",
      occurredAt: "2026-08-31T10:00:09.000Z",
      customer: { email: "zoe@shop.example", name: "Zoë Łęcka" },
      data: {
        leadgen_id: lead.id,
        page_id: 153125381133,
        campaign_name: "Autumn",
        answers: { favourite_cake: "sernik" },
      },
    });
    expect(await event(shop, id)).toMatchObject({ state: "matched", reason: null });
    expect((await account.state()).asked.map(({ status }) => status)).toEqual([503, 200]);
  });

  it("may be of several, and comes again without doing anything again", async () => {
    const { source, rung } = await shopWithLeads();
    const leads = [newLead(), newLead({ custom_disclaimer_responses: [] })];
    for (const lead of leads) await account.seed(lead);
    await notify(source.webhookUrl, leads);
    await untilRung(rung, 2);
    await notify(source.webhookUrl, leads);
    await notify(source.webhookUrl, leads.slice(1));
    expect(await rung()).toHaveLength(2);
    expect((await account.state()).asked).toHaveLength(2);
  });

  it("with a wrong token is held, shows no token, and goes on once the source's settings are mended", async () => {
    const pageAccessToken = "EAAGwrongPageAccessToken9876543210";
    const { shop, source, rung } = await shopWithLeads({ pageAccessToken });
    const lead = newLead();
    await account.seed(lead);
    const id = await eventOf(await notify(source.webhookUrl, [lead]));
    const held = await eventOnce(shop, id, "held");
    expect(held).toMatchObject({
      state: "incomplete",
      reason: expect.stringContaining("refused the page access token"),
    });
    expect(JSON.stringify(held)).not.toContain(pageAccessToken);

    await ok(`${shop.api}/sources/${source.id}`, { method: "PATCH", body: { settings } });
    await untilRung(rung);
    expect(await event(shop, id)).toMatchObject({ state: "matched" });
  });

  it.each([
    [{ token: "expired" }, "has expired"],
    [{ permission: "missing" }, "leads_retrieval"],
    [{ permission: "not granted" }, "leads_retrieval"],
    [{ proof: true }, "Require app secret"],
  ])("is held where the token may not read it (%j)", async (knobs, reason) => {
    const { shop, source } = await shopWithLeads();
    const lead = newLead();
    await account.seed(lead);
    await account.knobs(knobs);
    const id = await eventOf(await notify(source.webhookUrl, [lead]));
    expect(await eventOnce(shop, id, "held")).toMatchObject({ reason: expect.stringContaining(reason) });
  });

  it("whose lead was deleted says so, and stays", async () => {
    const { shop, source, rung } = await shopWithLeads();
    const id = await eventOf(await notify(source.webhookUrl, [newLead()]));
    expect(await eventOnce(shop, id, "failed")).toMatchObject({
      state: "incomplete",
      reason: expect.stringContaining("Meta has no such lead"),
    });
    expect(await rung()).toEqual([]);
  });

  it("that is faster than its lead waits for it", async () => {
    const { shop, source, rung } = await shopWithLeads();
    const lead = newLead();
    const justNow = Math.floor(Date.now() / 1000) * 1000;
    const id = await eventOf(await notify(source.webhookUrl, [lead], justNow));
    await eventOnce(shop, id, "retrying");
    await account.seed(lead);
    await untilRung(rung);
  });

  it.each(["temporary", "temporary-400", "app-limit", "slow-down", "garbage", "lost-answer"])(
    "gets over trouble that passes (%s)",
    async (trouble) => {
      const { source, rung } = await shopWithLeads();
      const lead = newLead();
      await account.seed(lead);
      await account.knobs({ trouble, times: 1 });
      await notify(source.webhookUrl, [lead]);
      await untilRung(rung);
    },
  );

  it("waits for as long as Meta says", async () => {
    const { shop, source } = await shopWithLeads();
    await account.knobs({ trouble: "slow-down", times: 1, hint: "10" });
    const id = await eventOf(await notify(source.webhookUrl, [newLead()]));
    const [fetching] = (await eventOnce(shop, id, "retrying")).deliveries;
    expect((fetching?.nextAt ?? 0) - (fetching?.attempts[0]?.at ?? 0)).toBeGreaterThanOrEqual(600_000);
  });

  it("is complete without what the token may not read of ads", async () => {
    const { source, rung } = await shopWithLeads();
    const lead = newLead();
    await account.seed(lead);
    await account.knobs({ ads: false });
    await notify(source.webhookUrl, [lead]);
    const [body] = await untilRung(rung);
    expect(body?.data).not.toHaveProperty("campaign_name");
  });
});

describe("Instagram", () => {
  it("takes its own leads, and says of Facebook's whose they are", async () => {
    const { shop, source, rung } = await shopWithLeads({}, "instagram-lead-ads");
    const [own, other] = [newLead({ platform: "ig" }), newLead()];
    await account.seed(own);
    await account.seed(other);
    await notify(source.webhookUrl, [own]);
    expect(await untilRung(rung)).toMatchObject([{ data: { leadgen_id: own.id, platform: "ig" } }]);
    const id = await eventOf(await notify(source.webhookUrl, [other]));
    expect(await eventOnce(shop, id, "failed")).toMatchObject({
      reason: expect.stringContaining("The lead is Facebook's"),
    });
    expect(await rung()).toHaveLength(1);
  });
});

describe("the address", () => {
  const verify = (url: string, token: string) =>
    exports.default.fetch(
      `${url}?${new URLSearchParams({ "hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": token })}`,
    );

  it("answers Meta's challenge to whoever knows the verify token", async () => {
    const { source } = await shopWithLeads();
    const answer = await verify(source.webhookUrl, settings.verifyToken);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(await answer.text()).toBe("1158201444");
    expect(await (await verify(source.webhookUrl, "another")).text()).not.toContain("1158201444");
  });

  it("refuses a notice that the app secret did not sign", async () => {
    const { shop, source } = await shopWithLeads({ appSecret: "another-app-secret" });
    expect((await notify(source.webhookUrl, [newLead()])).status).toBe(401);
    expect(await (await call(`${shop.api}/events`)).json()).toMatchObject({ items: [] });
  });
});
