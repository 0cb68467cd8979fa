// LinkedIn's leads through the whole product: a notice, what it leaves out fetched from a stand-in, and who hears of it.
import { exports } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import linkedin from "../src/connectors/linkedin-lead-gen";
import { requestOf, signBy } from "../src/connectors/request.fixture";
import { type Account, newAccount } from "./account";
import {
  deliveries,
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

let account: Account;
let settings: Record<string, unknown>;

beforeEach(() => {
  account = newAccount("linkedin-lead-gen");
  settings = { ...account.settings, marketingConsentId: "0" };
});

let leads = 1000;

async function shopWithLeads(more: object = {}) {
  const shop = await newShop();
  const source = await newSource(shop, "linkedin-lead-gen", { ...settings, ...more });
  const box = newBox();
  const connection = await newWebhook(shop, box.url);
  await newAutomation(shop, connection.id, { trigger: { event: "lead.created" } });
  const id = `249592fc-d272-44ba-a7db-${leads++}-6`;
  const notify = async (leadAction = "CREATED", occurredAt = Date.now() - 3_600_000): Promise<string> => {
    const leadGenFormResponse = `urn:li:leadGenFormResponse:${id}`;
    const body = JSON.stringify({ type: "LEAD_ACTION", leadGenFormResponse, leadAction, occurredAt });
    if (!linkedin.source) throw new Error("It is no source.");
    const { headers } = await signBy(linkedin.source, requestOf(body), settings, Date.now());
    const sent = { method: "POST", headers: { "content-type": "application/json", ...headers }, body };
    return eventOf(await exports.default.fetch(source.webhookUrl, sent));
  };
  return { shop, source, box, id, notify };
}

const ada = { email: "Ada@shop.example", firstName: "Ada", lastName: "Łęcka", consent: true };

const matched = (shop: Shop, id: string) =>
  until(
    () => event(shop, id),
    ({ state }) => state === "matched",
  );

const rung = async (box: ReturnType<typeof newBox>) => {
  const [got] = await until(box.got, (all) => all.length > 0);
  return JSON.parse(got?.body ?? "");
};

describe("a lead", () => {
  it("is kept while LinkedIn is down, then fetched, and rings who is set up to hear of it", async () => {
    const { shop, box, id, notify } = await shopWithLeads();
    await account.seed({ id, ...ada, submittedAt: 1_786_699_800_000 });
    await account.knobs({ trouble: "down", times: 1 });
    const made = await notify();
    const waiting = await until(
      () => event(shop, made),
      ({ reason }) => reason?.includes("503") === true,
    );
    expect(waiting).toMatchObject({
      state: "incomplete",
      reason: "LinkedIn has trouble (503).",
      deliveries: [{ state: "retrying" }],
    });
    expect(await box.got()).toEqual([]);

    expect(await matched(shop, made)).toMatchObject({
      type: "lead.created",
      occurredAt: 1_786_699_800_000,
      customer: { email: "ada@shop.example", firstName: "Ada", lastName: "Łęcka" },
      consent: { marketing: true },
      reason: null,
      data: { answers: { EMAIL: "Ada@shop.example" }, hiddenFields: { utm_source: "linkedin" } },
    });
    expect(await rung(box)).toMatchObject({ id: made, customer: { email: "ada@shop.example" } });
    expect(await notify()).toBe(made);
    expect(await box.got()).toHaveLength(1);
  });

  it("is held while the token is wrong, and goes on once the source's settings are mended", async () => {
    const { shop, source, box, id, notify } = await shopWithLeads({ accessToken: "AQX_over" });
    await account.seed({ id, ...ada });
    const made = await notify();
    const held = await until(
      () => event(shop, made),
      (one) => one.deliveries[0]?.state === "held",
    );
    expect(held).toMatchObject({ state: "incomplete", reason: expect.stringContaining("access token") });
    expect(JSON.stringify(held)).not.toContain("AQX_over");
    await ok(`${shop.api}/sources/${source.id}`, { method: "PATCH", body: { settings } });
    await matched(shop, made);
    expect(await rung(box)).toMatchObject({ customer: { email: "ada@shop.example" } });
  });

  it("is held, too, when LinkedIn has given up the API version", async () => {
    const { shop, source, id, notify } = await shopWithLeads({ apiVersion: "202401" });
    await account.seed({ id, ...ada });
    const made = await notify();
    await until(
      () => event(shop, made),
      ({ reason }) => reason?.includes("API version 202401") === true,
    );
    await ok(`${shop.api}/sources/${source.id}`, { method: "PATCH", body: { settings } });
    await matched(shop, made);
  });

  it("that was deleted before it could be fetched says so, and stays", async () => {
    const { shop, box, id, notify } = await shopWithLeads();
    await account.seed({ id, deleted: true });
    const made = await notify();
    const gone = await until(
      () => event(shop, made),
      (one) => one.deliveries[0]?.state === "failed",
    );
    expect(gone).toMatchObject({ state: "incomplete", reason: expect.stringContaining("deleted") });
    expect(await box.got()).toEqual([]);
  });

  it("that is deleted takes what is known of the person with it", async () => {
    const { shop, id, notify } = await shopWithLeads();
    await account.seed({ id, ...ada });
    const made = await notify();
    await matched(shop, made);
    const wish = await notify("DELETED");
    expect(await event(shop, wish)).toMatchObject({
      type: "custom.linkedin_lead_deleted",
      data: { erased: { events: 1 } },
    });
    expect(await event(shop, made)).toMatchObject({ reason: "The customer was erased.", data: null });
    expect(JSON.stringify([await event(shop, made), await deliveries(shop)]).toLowerCase()).not.toContain(
      "ada@",
    );
    expect(await notify("DELETED")).toBe(wish);
  });

  it("that nobody knew is deleted without harm", async () => {
    const { shop, notify } = await shopWithLeads();
    expect(await event(shop, await notify("DELETED"))).toMatchObject({
      data: { erased: { events: 0, deliveries: 0, cancelled: 0 } },
    });
  });
});

describe("the address", () => {
  it("answers LinkedIn's challenge, and nothing that could be a notice", async () => {
    const { source } = await shopWithLeads();
    const ask = (code: string) =>
      exports.default.fetch(`${source.webhookUrl}?challengeCode=${encodeURIComponent(code)}`);
    const answer = await ask("890e4665-4dfe-4ab1-b689-ed553bceeed0");
    expect(answer.headers.get("content-type")).toContain("application/json");
    expect(await answer.json()).toEqual({
      challengeCode: "890e4665-4dfe-4ab1-b689-ed553bceeed0",
      challengeResponse: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await (await ask('hmacsha256={"type":"LEAD_ACTION"}')).text()).not.toMatch(/[0-9a-f]{64}/);
  });
});
