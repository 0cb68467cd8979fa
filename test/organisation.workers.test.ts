// An organisation and its shops: connections that shops use and cannot read, what head office sees, and the end of a shop.
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LedgerPort } from "../src/flows/ports";
import { newAccount } from "./account";
import { newChain, newPerson, type Person } from "./people";
import {
  call,
  deliveries,
  event,
  eventOf,
  newAutomation,
  newBox,
  newShop,
  newSource,
  ok,
  paidOrder,
  postPlain,
  postShopify,
  type Shop,
  stubOf,
  until,
  watchdog,
} from "./world";

type Shared = {
  id: string;
  name: string;
  settings: Record<string, unknown>;
  sharedWith: "all" | string[];
  usedBy: { shops: number; automations: number };
  checked?: { status: string; problem?: string };
  applied?: boolean;
};
type SharedDetail = Shared & {
  shops: { id: string; name: string; mayUse: boolean; automations: number; status?: string }[];
};
type Seen = {
  id: string;
  tool: string;
  name: string;
  organisation?: string;
  settings: object;
  status: string;
};
type AtAGlance = {
  id: string;
  name: string;
  deletingAt: number | null;
  now: { events: number; today: number; held: number; failing: { name: string }[] } | null;
};

let org: string;
let zamek: Shop;
let most: Shop;
let head: Person;

async function newHotel(chain: { organisationId: string }, name: string): Promise<Shop> {
  const { id } = await ok("/api/workspaces", { body: { name, organisationId: chain.organisationId } });
  return { ws: id, api: `/api/workspaces/${id}`, stub: stubOf(id) };
}

let chain: Awaited<ReturnType<typeof newChain>>;

// The installation's first organisation is everybody's who names none: it must not be one of these.
beforeAll(async () => {
  await newShop();
});

beforeEach(async () => {
  chain = await newChain();
  org = `/api/organisations/${chain.organisationId}`;
  [zamek, most] = [await newHotel(chain, "Hotel Zamek"), await newHotel(chain, "Hotel Most")];
  head = await newPerson(zamek, "owner", "organisation");
});

const share = (settings: object, sharedWith: "all" | string[], more: object = {}) =>
  head.ok<Shared>(`${org}/connections`, {
    body: { tool: "webhook", name: "The chain's list", settings, sharedWith, ...more },
  });
const change = (id: string, body: object) =>
  head.ok<Shared>(`${org}/connections/${id}`, { method: "PATCH", body });
const detail = (id: string) => head.ok<SharedDetail>(`${org}/connections/${id}`);
const seenIn = async (shop: Shop) =>
  (await ok<{ items: Seen[] }>(`${shop.api}/connections`)).items.filter((one) => one.organisation);

/** A shop's purchase that an automation rings for by this connection. */
async function buyIn(shop: Shop, order = paidOrder()): Promise<string> {
  const { webhookUrl } = await newSource(shop);
  return eventOf(await postShopify(webhookUrl, order));
}
const stateOf = async (shop: Shop, id: string) => (await event(shop, id)).deliveries[0];

describe("a connection of the organisation", () => {
  it("is in the lists of the shops that may use it, with its name and mark, and in no other's", async () => {
    const box = newBox();
    const made = await share({ url: box.url }, [zamek.ws]);
    expect(made).toMatchObject({ settings: { url: box.url }, sharedWith: [zamek.ws], applied: true });
    const hotelier = await newPerson(zamek, "owner");
    const { items } = await hotelier.ok<{ items: Seen[] }>(`${zamek.api}/connections`);
    expect(items.find((one) => one.id === made.id)).toMatchObject({
      tool: "webhook",
      name: "The chain's list",
      organisation: "Hotel Chain",
      settings: {},
      hasSecret: false,
    });
    expect(await seenIn(most)).toEqual([]);
    await change(made.id, { sharedWith: "all" });
    expect((await seenIn(most)).map((one) => one.id)).toEqual([made.id]);
    const later = await newHotel(chain, "Hotel Port");
    expect((await seenIn(later)).map((one) => one.id)).toEqual([made.id]);
  });

  it("is used there and changed nowhere but at head office", async () => {
    const { id } = await share({ url: newBox().url }, [zamek.ws]);
    const hotelier = await newPerson(zamek, "owner");
    const path = `${zamek.api}/connections/${id}`;
    expect((await hotelier.call(path)).status).toBe(200);
    expect((await hotelier.call(`${path}/check`, { method: "POST" })).status).toBe(200);
    for (const options of [{ method: "PATCH", body: { paused: true } }, { method: "DELETE" }]) {
      const response = await hotelier.call(path, options);
      expect(response.status).toBe(403);
      expect(await response.text()).toContain("belongs to Hotel Chain");
    }
    // Where it is not shared it is not there at all, for head office neither.
    const elsewhere = `${most.api}/connections/${id}`;
    for (const [url, options] of [
      [elsewhere, {}],
      [elsewhere, { method: "PATCH", body: { paused: true } }],
      [elsewhere, { method: "DELETE" }],
      [`${elsewhere}/check`, { method: "POST" }],
      [`${elsewhere}/choices?action=send&field=url`, {}],
    ] as const)
      expect((await head.call(url, options)).status, url).toBe(404);
    const automation = {
      name: "A",
      trigger: { event: "purchase.completed" },
      action: { connectionId: id, action: "send" },
    };
    expect((await head.call(`${most.api}/automations`, { body: automation })).status).toBe(404);
  });

  it("offers its lists to choose from", async () => {
    const account = newAccount("mailchimp");
    const { id, checked } = await share(account.settings, "all", { tool: "mailchimp" });
    expect(checked).toEqual({ status: "ok" });
    const editor = await newPerson(most, "editor");
    const { items } = await editor.ok<{ items: { label: string }[] }>(
      `${most.api}/connections/${id}/choices?action=add-to-audience&field=listId`,
    );
    expect(items.map((one) => one.label)).toContain("Newsletter");
    expect((await seenIn(most))[0]).toMatchObject({ status: "ok" });
    await account.knobs({ account: "disabled" });
    const response = await editor.call(
      `${most.api}/connections/${id}/choices?action=add-to-audience&field=listId`,
    );
    expect(response.status).toBe(409);
    const text = await response.text();
    for (const secret of [account.key, new URL(account.url).host]) expect(text).not.toContain(secret);
  });

  it("delivers from every shop, and a new key reaches them all", async () => {
    const box = newBox();
    await box.answers({ status: 401 }, { status: 401 }, { status: 200 });
    const old = { authorization: "Bearer old-key-of-the-chain" };
    const { id } = await share({ url: box.url, headers: old }, "all");
    const events = await Promise.all(
      [zamek, most].map(async (shop) => {
        await newAutomation(shop, id);
        const bought = await buyIn(shop);
        await until(
          () => stateOf(shop, bought),
          (one) => one?.state === "held",
        );
        return bought;
      }),
    );
    expect((await detail(id)).shops.map((shop) => shop.status)).toEqual(["failing", "failing"]);
    expect((await box.got()).map((one) => one.headers.authorization)).toEqual([
      old.authorization,
      old.authorization,
    ]);
    const anew = { authorization: "Bearer new-key-of-the-chain" };
    expect((await change(id, { settings: { url: box.url, headers: anew } })).applied).toBe(true);
    for (const [i, shop] of [zamek, most].entries())
      await until(
        () => stateOf(shop, events[i] ?? ""),
        (one) => one?.state === "succeeded",
      );
    expect((await box.got()).slice(2).map((one) => one.headers.authorization)).toEqual([
      anew.authorization,
      anew.authorization,
    ]);
    expect((await detail(id)).shops.map((shop) => shop.status)).toEqual(["ok", "ok"]);
  });

  it("that is withdrawn from a shop holds what was to run by it there, and nowhere else", async () => {
    const box = newBox();
    const { id } = await share({ url: box.url }, [zamek.ws, most.ws]);
    const automation = await newAutomation(zamek, id);
    await newAutomation(zamek, id, { name: "Another", trigger: { event: "lead.created" } });
    await newAutomation(most, id);
    // Said beforehand: how many in how many shops.
    const before = await detail(id);
    expect(before.usedBy).toEqual({ shops: 2, automations: 3 });
    expect(before.shops.map(({ name, mayUse, automations }) => [name, mayUse, automations])).toEqual([
      ["Hotel Zamek", true, 2],
      ["Hotel Most", true, 1],
    ]);
    await change(id, { sharedWith: [most.ws] });
    const held = await buyIn(zamek);
    const elsewhere = await buyIn(most);
    await until(
      () => stateOf(zamek, held),
      (one) => one?.state === "held",
    );
    expect((await stateOf(zamek, held))?.reason).toContain("no longer lets this shop use the connection");
    await until(
      () => stateOf(most, elsewhere),
      (one) => one?.state === "succeeded",
    );
    expect(await seenIn(zamek)).toEqual([]);
    await watchdog();
    expect((await stateOf(zamek, held))?.state).toBe("held");
    // The automation says so, and can still be paused with all that its form sends.
    const { warnings, action } = await ok<{ warnings: string[]; action: object }>(
      `${zamek.api}/automations/${automation.id}`,
    );
    expect(warnings.join()).toContain("no longer lets this shop use its connection");
    const paused = { method: "PATCH", body: { action, enabled: false } };
    expect((await call(`${zamek.api}/automations/${automation.id}`, paused)).status).toBe(200);
    // Shared again, it goes on by itself.
    await change(id, { sharedWith: "all" });
    await until(
      () => stateOf(zamek, held),
      (one) => one?.state === "succeeded",
    );
  });

  it("is paused for all, and not deleted while an automation uses it", async () => {
    const { id } = await share({ url: newBox().url }, "all");
    const { id: automation } = await newAutomation(zamek, id);
    await change(id, { paused: true });
    const bought = await buyIn(zamek);
    await until(
      () => stateOf(zamek, bought),
      (one) => one?.state === "held",
    );
    expect((await stateOf(zamek, bought))?.reason).toBe("The connection is paused.");
    const refused = await head.call(`${org}/connections/${id}`, { method: "DELETE" });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("“Hotel Zamek”");
    await ok(`${zamek.api}/automations/${automation}?waiting=cancel`, { method: "DELETE" });
    expect((await head.call(`${org}/connections/${id}`, { method: "DELETE" })).status).toBe(204);
    expect(await seenIn(zamek)).toEqual([]);
  });

  it("takes good settings and own shops alone", async () => {
    const wrong = async (body: object) => {
      const response = await head.call(`${org}/connections`, {
        body: { tool: "webhook", name: "A", ...body },
      });
      return [response.status, await response.text()] as const;
    };
    expect((await wrong({ settings: {}, sharedWith: "all" }))[1]).toContain("settings.url");
    const [status] = await wrong({ settings: { url: newBox().url }, sharedWith: ["ws_10000000000000000"] });
    expect(status).toBe(404);
    const { shop } = await newChain();
    const foreign = await shop();
    expect((await wrong({ settings: { url: newBox().url }, sharedWith: [foreign.ws] }))[0]).toBe(404);
    const { id } = await share({ url: newBox().url }, []);
    const others = await newChain();
    expect((await call(`/api/organisations/${others.organisationId}/connections/${id}`)).status).toBe(404);
  });
});

describe("what a shop can read of it", () => {
  const secret = "chain-header-key-5c1e77aa";
  const hidden = (url: string) => [
    secret,
    btoa(secret).replace(/=+$/, ""),
    url,
    new URL(url).host,
    new URL(url).pathname,
    "127.0.0.1:1999",
  ];

  /** Every answer to a GET that the API documents, asked by the owner of one hotel. */
  async function readEverything(shop: Shop, person: Person, ids: Record<string, string>) {
    type Parameters = { parameters?: { name: string; in: string; required?: boolean }[] };
    const { paths } = await ok<{ paths: Record<string, Record<string, Parameters>> }>("/api/openapi.json");
    const read: [string, string][] = [];
    for (const [path, { get }] of Object.entries(paths)) {
      if (!get) continue;
      const resource = /\/\{ws\}\/(\w+)\/\{id\}/.exec(path)?.[1] ?? "";
      const query = (get.parameters ?? []).filter((one) => one.in === "query" && one.required);
      const filled = path
        .replace("{ws}", shop.ws)
        .replace("{org}", chain.organisationId)
        .replace("{id}", ids[resource] ?? ids.connections ?? "");
      const url = `${filled}?${query.map((one) => `${one.name}=x`).join("&")}`;
      read.push([url, await (await person.call(url)).text()]);
    }
    return read;
  }

  it("holds neither its secrets nor its settings: not in answers, attempts, problems, logs of changes, or previews", async () => {
    const box = newBox();
    const url = `${box.url}/hooks/of-the-chain`;
    const { host, pathname } = new URL(url);
    await box.answers(
      { status: 500, body: `Cannot POST ${pathname} at ${host} with ${secret}` },
      { status: 401, body: `${url} ${secret}` },
    );
    const { id } = await share({ url, headers: { authorization: `Bearer ${secret}` } }, "all");
    const { id: automation } = await newAutomation(zamek, id);
    const bought = await buyIn(zamek);
    const tried = await until(
      () => stateOf(zamek, bought),
      (one) => (one?.attempts.length ?? 0) >= 1,
    );
    await ok(`${zamek.api}/deliveries/${tried?.id}/run-now`, { method: "POST" });
    await until(
      () => stateOf(zamek, bought),
      (one) => one?.state === "held",
    );
    await change(id, { name: "Renamed", settings: { url, headers: { authorization: `Bearer ${secret}` } } });
    // Nobody can be reached there: the reason must not say where.
    const nowhere = await share({ url: "http://127.0.0.1:1999/hooks/of-the-chain" }, [zamek.ws], {
      name: "Gone",
    });
    await newAutomation(zamek, nowhere.id, { name: "Gone", trigger: { event: "lead.created" } });
    const { webhookUrl } = await newSource(zamek, "webhook", { verification: "url-secret" });
    const lead = await eventOf(await postPlain(webhookUrl, { type: "lead.created", email: "a@b.example" }));
    await until(
      () => stateOf(zamek, lead),
      (one) => (one?.attempts.length ?? 0) >= 1,
    );
    const hotelier = await newPerson(zamek, "owner");
    const ids = {
      connections: id,
      automations: automation,
      events: bought,
      deliveries: (await stateOf(zamek, bought))?.id ?? "",
    };
    const answers = await readEverything(zamek, hotelier, ids);
    const preview = await hotelier.call(`${zamek.api}/automations/${automation}/preview`, { method: "POST" });
    const checked = await hotelier.call(`${zamek.api}/connections/${id}/check`, { method: "POST" });
    answers.push(
      ["preview", await preview.text()],
      ["check", await checked.text()],
      ["lead", JSON.stringify(await event(zamek, lead))],
    );
    expect(answers.length).toBeGreaterThan(20);
    expect(JSON.stringify(await event(zamek, bought))).toContain("Cannot POST ••• at ••• with •••");
    expect(answers.find(([where]) => where === "preview")?.[1]).toContain('"ring":1');
    for (const [where, text] of answers)
      for (const form of hidden(url)) expect(text.includes(form), `${form} in ${where}: ${text}`).toBe(false);
  });

  it("is in the organisation's log and not in the shop's, which knows that it was shared and withdrawn", async () => {
    const { id } = await share({ url: newBox().url, headers: { authorization: secret } }, [zamek.ws]);
    await change(id, { sharedWith: [], name: "Another name" });
    type Logged = { items: { action: string; target: string; detail: unknown; after: unknown }[] };
    const ofShop = await ok<Logged>(`${zamek.api}/audit?target=${id}`);
    expect(ofShop.items.map(({ action, detail, after }) => [action, detail, after])).toEqual([
      ["connection.withdrawn", { name: "Another name", by: "Hotel Chain" }, null],
      ["connection.shared", { name: "The chain's list", by: "Hotel Chain" }, null],
    ]);
    const ofChain = await head.ok<Logged>(`${org}/audit?target=${id}`);
    expect(ofChain.items.map((one) => one.action)).toEqual(["connection.changed", "connection.created"]);
    expect(ofChain.items[0]?.after).toEqual({ sharedWith: "nobody", name: "Another name" });
    expect(JSON.stringify(ofChain)).not.toContain(secret);
    expect((await ok<Logged>(`${most.api}/audit?target=${id}`)).items).toEqual([]);
  });

  it("is sealed for the organisation: under a shop's own connection the secret opens nothing", async () => {
    const { id } = await share({ url: newBox().url, headers: { authorization: secret } }, [zamek.ws]);
    const own = await ok(`${zamek.api}/connections`, {
      body: {
        tool: "webhook",
        name: "Own",
        settings: { url: newBox().url, headers: { authorization: "own key" } },
      },
    });
    await env.DB.prepare(
      "UPDATE connections SET secrets = (SELECT secrets FROM organisation_connections WHERE id = ?) WHERE id = ?",
    )
      .bind(id, own.id)
      .run();
    expect((await call(`${zamek.api}/connections/${own.id}/check`, { method: "POST" })).status).toBe(500);
  });
});

describe("a guest", () => {
  it("of one hotel joins the hotel's list, and the chain's only if they agreed to marketing", async () => {
    const [own, chains] = [newAccount("mailchimp"), newAccount("mailchimp")];
    const { id: ownList } = await ok(`${zamek.api}/connections`, {
      body: { tool: "mailchimp", name: "Hotel's list", settings: own.settings },
    });
    const { id: chainsList } = await share(chains.settings, "all", { tool: "mailchimp" });
    const join = { action: "add-to-audience", input: { listId: "f5eeafef91" } };
    await newAutomation(zamek, ownList, { action: { connectionId: ownList, ...join } });
    const second = await newAutomation(zamek, chainsList, {
      trigger: { event: "purchase.completed", marketingConsent: true },
      action: { connectionId: chainsList, ...join },
    });
    const guest = async (email: string, agreed: boolean) => {
      const consent = { email_marketing_consent: { state: agreed ? "subscribed" : "not_subscribed" } };
      const order = paidOrder({
        email,
        customer: { id: Math.trunc(Math.random() * 1e9), email, ...consent },
      });
      const id = await buyIn(zamek, { ...order, buyer_accepts_marketing: agreed });
      return until(
        () => event(zamek, id),
        (story) => story.deliveries.length > 0 && story.deliveries.every((one) => one.state === "succeeded"),
      );
    };
    type Audiences = { audiences: { members: { email_address: string }[] }[] };
    const membersOf = async (account: { state(): Promise<unknown> }) =>
      ((await account.state()) as Audiences).audiences.flatMap(({ members }) =>
        members.map((one) => one.email_address),
      );
    const agreed = await guest("yes@guest.example", true);
    expect(agreed.deliveries).toHaveLength(2);
    const refused = await guest("no@guest.example", false);
    expect(refused.unmatched).toEqual([
      { automationId: second.id, reason: "The customer did not agree to marketing." },
    ]);
    expect(await membersOf(own)).toEqual(["yes@guest.example", "no@guest.example"]);
    expect(await membersOf(chains)).toEqual(["yes@guest.example"]);
  });
});

describe("head office", () => {
  const overview = async (query = "") =>
    head.ok<{ items: AtAGlance[]; next?: string }>(`${org}/overview${query}`);

  it("sees all its shops by name, how they stand, and nobody else's", async () => {
    const box = newBox();
    await box.answers({ status: 401 });
    const { id } = await share({ url: box.url }, "all");
    await newAutomation(zamek, id);
    const bought = await buyIn(zamek);
    await until(
      () => stateOf(zamek, bought),
      (one) => one?.state === "held",
    );
    const { items } = await overview();
    expect(items.map((one) => one.name)).toEqual(["Hotel Most", "Hotel Zamek"]);
    expect(items[1]?.now).toMatchObject({
      events: 1,
      today: 1,
      held: 1,
      failing: [{ name: "The chain's list" }],
    });
    expect(items[0]?.now).toMatchObject({ events: 0, today: 0, latestAt: null, failing: [] });
    const first = await overview("?limit=1");
    expect(first.items.map((one) => one.id)).toEqual([most.ws]);
    expect((await overview(`?limit=1&cursor=${first.next}`)).items.map((one) => one.id)).toEqual([zamek.ws]);
  });

  it("is not kept waiting by one ledger that does not answer", async () => {
    await head.ok(`${zamek.api}/stats`);
    const stuck = runInDurableObject(most.stub, (_, state) =>
      state.blockConcurrencyWhile(() => scheduler.wait(5_000)),
    );
    const { items } = await overview();
    await stuck;
    expect(items.map((one) => [one.id, one.now === null])).toEqual([
      [most.ws, true],
      [zamek.ws, false],
    ]);
  });

  it("renames the organisation, and sees everybody who may come in anywhere", async () => {
    const hotelier = await newPerson(most, "viewer");
    await head.ok(org, { method: "PATCH", body: { name: "Grand Hotels" } });
    const { items: organisations } = await head.ok<{ items: object[] }>("/api/organisations");
    expect(organisations).toEqual([expect.objectContaining({ name: "Grand Hotels", role: "owner" })]);
    const { items } = await head.ok<{ items: object[] }>(`${org}/members`);
    expect(items).toEqual([
      expect.objectContaining({ email: head.email, workspaceId: null, role: "owner" }),
      expect.objectContaining({ email: hotelier.email, workspaceId: most.ws, role: "viewer" }),
    ]);
    const { items: log } = await head.ok<{ items: { action: string; after: object }[] }>(`${org}/audit`);
    expect(log[0]).toMatchObject({ action: "organisation.changed", after: { name: "Grand Hotels" } });
  });

  it("does not exist for a hotel's own people, who see their hotel alone", async () => {
    const hotelier = await newPerson(zamek, "owner");
    const { items } = await hotelier.ok<{ items: { id: string }[] }>("/api/workspaces");
    expect(items.map((one) => one.id)).toEqual([zamek.ws]);
    const { items: organisations } = await hotelier.ok<{ items: object[] }>("/api/organisations");
    expect(organisations).toEqual([expect.not.objectContaining({ role: expect.anything() })]);
    for (const path of ["/overview", "/connections", "/members", "/audit"])
      expect((await hotelier.call(`${org}${path}`)).status, path).toBe(404);
  });
});

describe("a shop that is deleted", () => {
  const remove = (shop: Shop, confirm: string, by: Pick<Person, "call"> = head) =>
    by.call(`${org}/workspaces/${shop.ws}/delete`, { body: { confirm } });
  // The stub's own type is too deep for the compiler here.
  const ledgerOf = (shop: Shop) =>
    shop.stub as unknown as Pick<LedgerPort, "version" | "configure" | "close">;

  /** Where in the database a text is found, the organisation's own log apart. */
  async function tablesWith(text: string): Promise<string[]> {
    const tables = await env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
    ).all<{ name: string }>();
    const found: string[] = [];
    for (const { name } of tables.results) {
      const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
      const rows = results.filter((row) => row.workspace_id !== chain.organisationId);
      if (JSON.stringify(rows).includes(text)) found.push(name);
    }
    return found;
  }

  /** What the ledger holds, by table. */
  const rowsOf = (shop: Shop) =>
    runInDurableObject(shop.stub, async (_, { storage }) => {
      const names = storage.sql
        .exec<{ name: string }>(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
        )
        .toArray();
      const counts = names.map(({ name }): [string, number] => [
        name,
        storage.sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM "${name}"`).one().n,
      ]);
      return {
        alarm: await storage.getAlarm(),
        filled: counts.filter(([, n]) => n > 0).map(([name]) => name),
      };
    });

  /** A shop with one of much, and something that waits. */
  async function furnished() {
    const { id } = await share({ url: newBox().url }, [zamek.ws]);
    await newAutomation(zamek, id, { timing: { when: "after", amount: 1, unit: "days" } });
    const { webhookUrl } = await newSource(zamek);
    await eventOf(await postShopify(webhookUrl, paidOrder()));
    await until(
      () => deliveries(zamek),
      (all) => all.length === 1,
    );
    await ok(`${zamek.api}/keys`, { body: { name: "Till", role: "editor" } });
    await ok(`${zamek.api}/products/p1`, { method: "PATCH", body: { name: "Room" } });
    return { webhookUrl, hotelier: await newPerson(zamek, "owner") };
  }

  it("goes with its ledger and its rows, and what remains is said", async () => {
    const { webhookUrl, hotelier } = await furnished();
    expect(await tablesWith(zamek.ws)).toEqual(
      expect.arrayContaining(["audit", "workspaces", "memberships"]),
    );
    expect((await remove(zamek, "Hotel Zamko")).status).toBe(422);
    expect((await ok<{ name: string }>(zamek.api)).name).toBe("Hotel Zamek");
    const at = Date.now();
    const response = await remove(zamek, " Hotel Zamek ");
    expect(response.status).toBe(200);
    const told = (await response.json()) as { isOver: boolean; remains: { until: number | null }[] };
    expect(told).toMatchObject({ name: "Hotel Zamek", isOver: true });
    const until30Days = told.remains[0]?.until ?? 0;
    expect(until30Days - at).toBeGreaterThanOrEqual(30 * 24 * 3600_000);
    expect((await head.call(zamek.api)).status).toBe(404);
    expect((await postShopify(webhookUrl, paidOrder())).status).toBe(404);
    expect((await hotelier.call("/api/workspaces")).status).toBe(401);
    expect(await tablesWith(zamek.ws)).toEqual([]);
    const { items } = await head.ok<{ items: object[] }>(`${org}/audit?target=${zamek.ws}`);
    expect(items).toEqual([
      expect.objectContaining({
        action: "workspace.deleted",
        actor: head.email,
        detail: { name: "Hotel Zamek" },
      }),
    ]);
    expect(await rowsOf(zamek)).toEqual({ alarm: null, filled: ["migrated", "meta"] });
    expect((await remove(zamek, "Hotel Zamek")).status).toBe(404);
    expect((await ok<{ name: string }>(most.api)).name).toBe("Hotel Most");
  });

  it("is not brought back by an edit that was under way", async () => {
    await furnished();
    const config = {
      workspaceId: zamek.ws,
      version: 99,
      name: "Hotel Zamek",
      timeZone: "UTC",
      sources: [],
      connections: [],
      automations: [],
      products: [],
      codes: [],
    };
    await remove(zamek, "Hotel Zamek");
    await ledgerOf(zamek).configure(config);
    expect(await ledgerOf(zamek).version()).toBe(0);
    expect((await rowsOf(zamek)).filled).toEqual(["migrated", "meta"]);
  });

  it.each([
    ["before its ledger was", false],
    ["after its ledger was, and before its rows were", true],
  ])("is finished by the watchdog when it broke off %s", async (_, isLedgerGone) => {
    await furnished();
    await env.DB.prepare("UPDATE workspaces SET deleting_at = ? WHERE id = ?")
      .bind(Date.now(), zamek.ws)
      .run();
    if (isLedgerGone) await ledgerOf(zamek).close();
    expect((await head.call(zamek.api)).status).toBe(404);
    const { items } = await head.ok<{ items: AtAGlance[] }>(`${org}/overview`);
    expect(items.find((one) => one.id === zamek.ws)).toMatchObject({
      now: null,
      deletingAt: expect.any(Number),
    });
    await watchdog();
    expect(await tablesWith(zamek.ws)).toEqual([]);
    expect((await rowsOf(zamek)).filled).toEqual(["migrated", "meta"]);
  });

  it("is deleted by an owner of the whole organisation, and by nobody else", async () => {
    const [hotelier, editor] = [
      await newPerson(zamek, "owner"),
      await newPerson(zamek, "editor", "organisation"),
    ];
    expect((await remove(zamek, "Hotel Zamek", hotelier)).status).toBe(404);
    expect((await remove(zamek, "Hotel Zamek", editor)).status).toBe(403);
    const others = await newChain();
    const theirs = await others.shop();
    expect((await remove(theirs, "Hotel Zamek")).status).toBe(404);
    expect((await ok<{ name: string }>(theirs.api)).name).toBe("Hotel Zamek");
  });
});
