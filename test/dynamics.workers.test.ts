// Dynamics 365 through the whole product: a message that leaves the person out, the record fetched from a stand-in as
// strict as Dataverse, an automation, and a webhook that rings.
import { exports } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { samples } from "../src/connectors/dynamics/samples";
import { type Account, newAccount } from "./account";
import {
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

const contactId = "7e924181-0f9f-4711-8122-000d3aa23321";
const invoiceId = "90b463a3-0f9f-4711-8122-000d3aa23343";
const ada = {
  firstname: "Ada",
  lastname: "Łęcka",
  fullname: "Ada Łęcka",
  emailaddress1: "Ada@Shop.example",
  modifiedon: "2026-08-14T09:31:00Z",
};

type State = { tokens: number };
let account: Account<State>;

beforeEach(() => {
  account = newAccount("dynamics");
});

/** A shop that hears of changes, with a webhook that rings for each. */
async function shopThatHears(type: string, more: object = {}) {
  const shop = await newShop();
  const source = await newSource(shop, "dynamics", { ...account.settings, ...more });
  const box = newBox();
  const connection = await newWebhook(shop, box.url);
  await newAutomation(shop, connection.id, { trigger: { event: type } });
  const rung = async () => (await box.got()).map(({ body }) => JSON.parse(body));
  return { shop, source, rung };
}

/** A sample as Dataverse sends it. */
function tell(url: string, title: string): Promise<Response> {
  const sample = samples.find((one) => one.title === title);
  if (!sample) throw new Error(`There is no sample ${title}.`);
  const headers = { ...sample.headers, "x-webhook-secret": String(account.settings.value) };
  return exports.default.fetch(url, { method: "POST", headers, body: sample.body });
}

const eventOnce = (shop: Shop, id: string, state: string) =>
  until(
    () => event(shop, id),
    (one) => one.deliveries[0]?.state === state,
  );
const untilRung = (rung: () => Promise<unknown[]>) =>
  until(rung, (all) => all.length === 1) as Promise<Record<string, unknown>[]>;
/** Of requests, what was asked for: a token, or a record. */
const asked = async () =>
  (await account.state()).asked.map(
    ({ method, status }) => `${method === "POST" ? "token" : "record"} ${status}`,
  );

describe("a message without the person", () => {
  it("waits while Dynamics is down, says why, and then rings the webhook", async () => {
    const { shop, source, rung } = await shopThatHears("customer.updated");
    await account.seed({ table: "contact", id: contactId, record: ada });
    await account.knobs({ trouble: "down", skip: 1, times: 1 });
    const id = await eventOf(await tell(source.webhookUrl, "Contact changed, larger than 256 KB"));
    expect(await eventOnce(shop, id, "retrying")).toMatchObject({
      type: "customer.updated",
      state: "incomplete",
      reason: "Dynamics 365 has trouble (503).",
    });
    expect(await rung()).toEqual([]);

    const [body] = await untilRung(rung);
    expect(body).toMatchObject({
      type: "customer.updated",
      customer: { email: "ada@shop.example", name: "Ada Łęcka" },
      data: { table: "contact", record: { emailaddress1: "Ada@Shop.example" } },
    });
    expect(await event(shop, id)).toMatchObject({ state: "matched", reason: null });
    expect(await asked()).toEqual(["token 200", "record 503", "record 200"]);
  });

  it("comes again without being fetched again", async () => {
    const { source, rung } = await shopThatHears("customer.updated");
    await account.seed({ table: "contact", id: contactId, record: ada });
    const title = "Contact changed, without an image";
    const id = await eventOf(await tell(source.webhookUrl, title));
    await untilRung(rung);
    expect(await eventOf(await tell(source.webhookUrl, title))).toBe(id);
    expect(await asked()).toEqual(["token 200", "record 200"]);
  });

  it("says that the record was deleted", async () => {
    const { shop, source } = await shopThatHears("customer.updated");
    const id = await eventOf(await tell(source.webhookUrl, "Contact changed, without an image"));
    expect(await eventOnce(shop, id, "failed")).toMatchObject({
      state: "incomplete",
      reason: expect.stringContaining("was deleted meanwhile"),
    });
  });

  it("goes on without the rest where no app is entered, and says what is missing", async () => {
    const none = {
      tenantId: undefined,
      clientId: undefined,
      clientSecret: undefined,
      environmentUrl: undefined,
    };
    const { shop, source } = await shopThatHears("custom.dynamics_invoice_updated", none);
    const id = await eventOf(await tell(source.webhookUrl, "Invoice changed"));
    expect(await event(shop, id)).toMatchObject({
      state: "matched",
      data: { missing: expect.stringContaining("fill in tenant ID") },
    });
    expect(await asked()).toEqual([]);
  });
});

it("a paid invoice brings its buyer, its amount and its currency", async () => {
  const { source, rung } = await shopThatHears("purchase.completed");
  await account.seed({
    table: "invoice",
    id: invoiceId,
    record: {
      statecode: 2,
      invoicenumber: "INV-02077-K3Q1",
      totalamount: 199.9,
      customerid_contact: { contactid: contactId, ...ada },
      transactioncurrencyid: { transactioncurrencyid: "ff4bd238", isocurrencycode: "PLN" },
    },
  });
  await tell(source.webhookUrl, "Invoice paid");
  const [body] = await untilRung(rung);
  expect(body).toMatchObject({
    customer: { email: "ada@shop.example" },
    order: { number: "INV-02077-K3Q1", total: { amount: 19990, currency: "PLN" } },
  });
});

describe("the client secret", () => {
  it("that is wrong holds what is owed, and mending it lets that go", async () => {
    const { shop, source, rung } = await shopThatHears("customer.updated", {
      clientSecret: "an old client secret",
    });
    await account.seed({ table: "contact", id: contactId, record: ada });
    const id = await eventOf(await tell(source.webhookUrl, "Contact changed, without an image"));
    const held = await eventOnce(shop, id, "held");
    expect(held.reason).toContain("Microsoft refused the client secret");
    expect(JSON.stringify(held)).not.toContain("an old client secret");

    const { value: _, ...settings } = account.settings;
    await ok(`${shop.api}/sources/${source.id}`, { method: "PATCH", body: { settings } });
    const [body] = await untilRung(rung);
    expect(body).toMatchObject({ customer: { email: "ada@shop.example" } });
  });

  it("gives one token for many records, and another where that is revoked", async () => {
    const { shop, source } = await shopThatHears("customer.updated");
    await account.seed({ table: "contact", id: contactId, record: ada });
    const fetched = async (title: string) => {
      const id = await eventOf(await tell(source.webhookUrl, title));
      return eventOnce(shop, id, "succeeded");
    };
    await fetched("Contact changed, without an image");
    await account.seed({ table: "invoice", id: invoiceId, record: {} });
    await fetched("Invoice changed");
    expect((await account.state()).tokens).toBe(1);
    await account.knobs({ generation: 2 });
    await fetched("Invoice paid");
    expect((await account.state()).tokens).toBe(2);
    expect((await asked()).slice(-3)).toEqual(["record 401", "token 200", "record 200"]);
  });

  it("of an app without a role holds what is owed, in words", async () => {
    const { shop, source } = await shopThatHears("customer.updated");
    await account.knobs({ access: "none" });
    const id = await eventOf(await tell(source.webhookUrl, "Contact changed, without an image"));
    expect((await eventOnce(shop, id, "held")).reason).toContain("application user");
  });
});
