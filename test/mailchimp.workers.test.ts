// Mailchimp through the whole product: a shop's webhook, an automation, a delivery, and a stand-in that is as strict as
// the real one.
import { beforeEach, describe, expect, it } from "vitest";
import { type Account, newAccount } from "./account";
import {
  call,
  deliveries,
  newAutomation,
  newShop,
  newSource,
  ok,
  paidOrder,
  postShopify,
  type Shop,
  settled,
  until,
} from "./world";

const otherKey = "fedcba9876543210fedcba9876543210-us1";

type Member = { email_address: string; status: string; merge_fields: Record<string, string> };
type Audience = { id: string; name: string; members: Member[] };
type Asked = { method: string; path: string; status: number | null };

type State = { audiences: Audience[]; asked: Asked[] };

let account: Account<State>;
let url: string;
let apiKey: string;
const state = () => account.state();
const knobs = (some: object) => account.knobs(some);

beforeEach(() => {
  account = newAccount("mailchimp");
  ({ url, key: apiKey } = account);
});

async function audience(name = "Course"): Promise<Audience> {
  const found = (await state()).audiences.find((one) => one.name === name);
  if (!found) throw new Error(`There is no audience ${name}.`);
  return found;
}

const memberOf = async (email: string) =>
  (await audience()).members.find((one) => one.email_address === email);
const changes = async () => (await state()).asked.filter(({ method }) => method !== "GET");

type Connection = { id: string; status: string; problem?: string };

async function connect(shop: Shop, key = account.key): Promise<Connection> {
  const settings = { apiKey: key, baseUrl: `${url}/3.0` };
  return ok<Connection>(`${shop.api}/connections`, {
    body: { tool: "mailchimp", name: "Mailchimp", settings },
  });
}

const readConnection = (shop: Shop, id: string) => ok<Connection>(`${shop.api}/connections/${id}`);

const adds = async (connectionId: string, input: object = {}) => ({
  action: {
    connectionId,
    action: "add-to-audience",
    input: { listId: (await audience()).id, ...input },
  },
});

/** A shop whose buyers join the audience “Course”. */
async function shopWithAdd(input: object = {}, key = account.key) {
  const shop = await newShop();
  const source = await newSource(shop);
  const connection = await connect(shop, key);
  await newAutomation(shop, connection.id, await adds(connection.id, input));
  const buy = (order = paidOrder()) => postShopify(source.webhookUrl, order);
  return { shop, source, connection, buy };
}

describe("a buyer", () => {
  it("joins the audience with their names", async () => {
    const { shop, connection, buy } = await shopWithAdd();
    expect(connection.status).toBe("ok");
    await buy(paidOrder({ email: "zoe@shop.example" }));
    expect(await settled(shop)).toMatchObject([{ state: "succeeded", tries: 1, reason: null }]);
    expect(await memberOf("zoe@shop.example")).toMatchObject({
      status: "subscribed",
      merge_fields: { FNAME: "Zoë", LNAME: "O'Brien-Łęcki" },
    });
  });

  it("is there once, bought they twice in a row", async () => {
    const { shop, buy } = await shopWithAdd();
    const email = "twice@shop.example";
    await Promise.all([buy(paidOrder({ email })), buy(paidOrder({ email: email.toUpperCase() }))]);
    const all = await until(
      () => deliveries(shop),
      (some) => some.length === 2 && some.every((one) => one.state === "succeeded"),
    );
    expect(all.map(({ tries }) => tries)).toEqual([1, 1]);
    expect((await audience()).members).toHaveLength(1);
  });

  it.each([
    ["plus+tag@shop.example", "Zoë", "O'Brien-Łęcki"],
    ["Upper.Case@Shop.Example", "x".repeat(60), "Łęcki ".repeat(10).trim()],
    ["o'brien%25&x=1@shop.example", "🎉 Ada 👩‍🚀", '"); DROP TABLE'],
    ["a/b?c#d@shop.example", "{{ customer.email }}", "<b>bold</b>"],
  ])("is understood as %s, %s %s", async (email, first_name, last_name) => {
    const { shop, buy } = await shopWithAdd();
    await buy(paidOrder({ email, customer: { id: 77, email, first_name, last_name } }));
    expect(await settled(shop)).toMatchObject([{ state: "succeeded" }]);
    expect((await audience()).members).toMatchObject([
      { email_address: email.toLowerCase(), merge_fields: { FNAME: first_name, LNAME: last_name } },
    ]);
  });

  it("comes back only where the automation says so, and never against Mailchimp's will", async () => {
    const { shop, source, connection, buy } = await shopWithAdd();
    const email = "gone@shop.example";
    await newAutomation(shop, connection.id, {
      trigger: { event: "purchase.cancelled" },
      action: {
        connectionId: connection.id,
        action: "remove-from-audience",
        input: { listId: (await audience()).id },
      },
    });
    const order = paidOrder({ email });
    await buy(order);
    await settled(shop);
    await postShopify(
      source.webhookUrl,
      { ...order, cancelled_at: new Date().toISOString() },
      { topic: "orders/cancelled" },
    );
    await until(
      () => memberOf(email),
      (member) => member?.status === "unsubscribed",
    );

    await buy(paidOrder({ email }));
    const quiet = await until(
      () => deliveries(shop),
      (all) => all.filter((one) => one.state === "succeeded").length === 3,
    );
    expect(quiet.map(({ reason }) => reason)).toContainEqual(expect.stringContaining("stay unsubscribed"));

    const again = await newSource(shop);
    await newAutomation(shop, connection.id, {
      ...(await adds(connection.id, { resubscribe: true })),
      trigger: { event: "purchase.completed", sourceId: again.id },
    });
    await postShopify(again.webhookUrl, paidOrder({ email }));
    await until(
      () => memberOf(email),
      (member) => member?.status === "subscribed",
    );

    await knobs({ left: ["left@shop.example"] });
    await fetch(
      `${url}/3.0/lists/${(await audience()).id}/members/left%40shop.example?skip_merge_validation=true`,
      {
        method: "PUT",
        headers: { authorization: `Basic ${btoa(`any:${apiKey}`)}`, "content-type": "application/json" },
        body: JSON.stringify({ email_address: "left@shop.example", status_if_new: "unsubscribed" }),
      },
    );
    await postShopify(again.webhookUrl, paidOrder({ email: "left@shop.example" }));
    const failed = await until(
      () => deliveries(shop, "?state=failed"),
      (all) => all.length === 1,
    );
    expect(failed[0]?.reason).toContain("nobody but themselves");
  });
});

describe("a wrong key", () => {
  it("shows at once, holds what is owed, and lets it go on once it is mended", async () => {
    const { shop, connection, buy } = await shopWithAdd({}, otherKey);
    expect(connection).toMatchObject({ status: "failing", problem: expect.stringContaining("API keys") });
    await buy();
    await buy();
    const held = await until(
      () => deliveries(shop),
      (all) => all.length === 2 && all.every((one) => one.state === "held"),
    );
    expect(held[0]?.reason).toContain("refused the API key");
    expect(await readConnection(shop, connection.id)).toMatchObject({ status: "failing" });
    expect(await changes()).toHaveLength(0);

    const mended = await ok<Connection>(`${shop.api}/connections/${connection.id}`, {
      method: "PATCH",
      body: { settings: { apiKey, baseUrl: `${url}/3.0` } },
    });
    expect(mended.status).toBe("ok");
    await until(
      () => deliveries(shop),
      (all) => all.every((one) => one.state === "succeeded"),
    );
    expect((await audience()).members).toHaveLength(2);
  });

  it("is noticed when it is revoked later, and is never written down", async () => {
    const { shop, connection, buy } = await shopWithAdd();
    await knobs({ keys: [otherKey] });
    await buy();
    const [held] = await until(
      () => deliveries(shop),
      (all) => all[0]?.state === "held",
    );
    expect(held).toMatchObject({ attempts: [{ outcome: "refused", response: { status: 401 } }] });
    expect(await readConnection(shop, connection.id)).toMatchObject({ status: "failing" });
    expect(JSON.stringify([held, await readConnection(shop, connection.id)])).not.toContain(
      apiKey.slice(0, 32),
    );

    await knobs({});
    await ok(`${shop.api}/connections/${connection.id}/check`, { method: "POST" });
    await until(
      () => deliveries(shop),
      (all) => all[0]?.state === "succeeded",
    );
  });
});

describe("trouble", () => {
  it("with an audience that is gone fails in words", async () => {
    const { shop, buy } = await shopWithAdd({ listId: "0123456789" });
    await buy();
    expect(await settled(shop)).toMatchObject([
      { state: "failed", tries: 1, reason: expect.stringContaining("no longer has this audience") },
    ]);
  });

  it.each([
    ["down", "Mailchimp has trouble (503)."],
    ["slow-down", "Mailchimp asks to slow down (429)."],
    ["slow-down-bare", "Mailchimp asks to slow down (429)."],
    ["forbidden-bare", "Mailchimp asks to slow down (403)."],
    ["garbage", "The answer (200) does not come from Mailchimp: something in between gave it."],
  ])("that passes (%s) is tried again", async (trouble, reason) => {
    const { shop, connection, buy } = await shopWithAdd();
    await knobs({ trouble, times: 1 });
    await buy();
    const [delivery] = await until(
      () => deliveries(shop),
      (all) => all[0]?.state === "succeeded",
    );
    expect(delivery?.attempts).toMatchObject([{ outcome: "retry", reason }, { outcome: "done" }]);
    expect((await audience()).members).toHaveLength(1);
    expect(await readConnection(shop, connection.id)).toMatchObject({ status: "ok" });
  });

  it("that says how long is left alone for so long", async () => {
    const { shop, buy } = await shopWithAdd();
    await knobs({ trouble: "slow-down", times: 1, hint: "600" });
    await buy();
    const [delivery] = await until(
      () => deliveries(shop),
      (all) => all[0]?.state === "retrying",
    );
    expect((delivery?.nextAt ?? 0) - (delivery?.attempts[0]?.at ?? 0)).toBeGreaterThanOrEqual(600_000);
  });

  it("that loses the answer after the change was made comes to one member", async () => {
    const { shop, buy } = await shopWithAdd();
    await knobs({ trouble: "lost-answer", times: 1 });
    await buy(paidOrder({ email: "once@shop.example" }));
    const [delivery] = await until(
      () => deliveries(shop),
      (all) => all[0]?.state === "succeeded",
    );
    expect(delivery?.attempts.map(({ outcome }) => outcome)).toEqual(["unknown", "done"]);
    expect(await changes()).toMatchObject([{ status: null }, { status: 200 }]);
    expect((await audience()).members).toMatchObject([
      { email_address: "once@shop.example", status: "subscribed" },
    ]);
  });

  it("never lets an add that is tried again land after the remove that followed it", async () => {
    const { shop, source, connection, buy } = await shopWithAdd();
    await newAutomation(shop, connection.id, {
      trigger: { event: "purchase.cancelled" },
      action: {
        connectionId: connection.id,
        action: "remove-from-audience",
        input: { listId: (await audience()).id },
      },
    });
    await knobs({ trouble: "down", times: 1 });
    const order = paidOrder({ email: "regret@shop.example" });
    await buy(order);
    await until(
      () => deliveries(shop),
      (all) => all[0]?.state === "retrying",
    );
    const cancelled = { ...order, cancelled_at: new Date().toISOString() };
    await postShopify(source.webhookUrl, cancelled, { topic: "orders/cancelled" });
    await until(
      () => deliveries(shop),
      (all) => all.length === 2 && all.every((one) => one.state === "succeeded"),
    );
    expect((await changes()).map(({ method, status }) => [method, status])).toEqual([
      ["PUT", 503],
      ["PUT", 200],
      ["PATCH", 200],
    ]);
    expect(await memberOf("regret@shop.example")).toMatchObject({ status: "unsubscribed" });
  });
});

describe("choosing an audience", () => {
  const path = (shop: Shop, id: string, field = "listId", action = "add-to-audience") =>
    `${shop.api}/connections/${id}/choices?action=${action}&field=${field}`;

  it("offers all there are, also of more than one page", async () => {
    const shop = await newShop();
    const { id } = await connect(shop);
    const { items } = await ok<{ items: object[] }>(path(shop, id));
    expect(items).toEqual((await state()).audiences.map((one) => ({ value: one.id, label: one.name })));
    await knobs({ audiences: 1203 });
    expect((await ok<{ items: object[] }>(path(shop, id))).items).toHaveLength(1203);
    await knobs({ audiences: 0 });
    expect((await ok<{ items: object[] }>(path(shop, id))).items).toEqual([]);
  });

  it("says in Mailchimp's stead what is wrong", async () => {
    const shop = await newShop();
    const { id } = await connect(shop, otherKey);
    const response = await call(path(shop, id));
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("API keys") });
    await knobs({ keys: [otherKey], trouble: "garbage" });
    expect(await (await call(path(shop, id))).json()).toMatchObject({
      status: 409,
      detail: expect.stringContaining("something in between"),
    });
  });

  it("is for editors of the workspace, and for fields that have choices", async () => {
    const [shop, other] = [await newShop(), await newShop()];
    const { id } = await connect(shop);
    expect((await call(path(other, id))).status).toBe(404);
    expect((await call(path(shop, id, "email"))).status).toBe(404);
    expect((await call(path(shop, id, "constructor"))).status).toBe(404);
    expect((await call(path(shop, id, "listId", "nothing"))).status).toBe(404);
    const { key } = await ok<{ key: string }>(`${shop.api}/keys`, {
      body: { name: "Reader", role: "viewer" },
    });
    expect((await call(path(shop, id), { token: key })).status).toBe(403);
    expect((await call(path(shop, id), { token: null })).status).toBe(401);
  });

  it("is announced with the actions", async () => {
    type Listed = { id: string; tool?: { actions: { id: string; choices: string[] }[] } };
    const { items } = await ok<{ items: Listed[] }>("/api/connectors");
    const actions = items.find(({ id }) => id === "mailchimp")?.tool?.actions;
    expect(actions?.map(({ id, choices }) => [id, choices])).toEqual([
      ["add-to-audience", ["listId", "tags", "mergeFields"]],
      ["remove-from-audience", ["listId"]],
      ["add-tag", ["listId", "tag"]],
      ["remove-tag", ["listId", "tag"]],
    ]);
  });
});

it.each([
  [{ apiKey: otherKey, baseUrl: "https://evil.example/3.0" }, "settings.baseUrl"],
  [{ apiKey: otherKey, baseUrl: "http://127.0.0.1:22/3.0" }, "settings.baseUrl"],
  [{ apiKey: "0123456789abcdef-us1.evil.example/" }, "settings.apiKey"],
])("settings that would send the key elsewhere are refused: %j", async (settings, field) => {
  const shop = await newShop();
  const response = await call(`${shop.api}/connections`, {
    body: { tool: "mailchimp", name: "M", settings },
  });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ errors: [{ path: field }] });
});
