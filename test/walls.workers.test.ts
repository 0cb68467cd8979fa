// Who may do what, and that nobody reaches into another workspace: over every route that the API documents.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { newPerson, type Person } from "./people";
import {
  call,
  deliveries,
  eventOf,
  newAutomation,
  newBox,
  newShop,
  newSource,
  newWebhook,
  ok,
  origin,
  paidOrder,
  postShopify,
  type Shop,
  until,
} from "./world";

type Operation = {
  security?: unknown[];
  requestBody?: unknown;
  parameters?: { name: string; in: string; required?: boolean }[];
};
type Route = { method: string; path: string; operation: Operation };
type Furnished = {
  shop: Shop;
  organisationId: string;
  ids: Record<string, string>;
  keys: Record<string, string>;
};

const roles = ["owner", "editor", "viewer", "scanner"];
/** Reading these takes an owner. */
const ownersOnly = [
  "/api/workspaces/{ws}/keys",
  "/api/workspaces/{ws}/audit",
  "/api/workspaces/{ws}/customers/{id}/export",
  "/api/workspaces/{ws}/customers/{id}/erase",
  "/api/workspaces/{ws}/erasures",
  "/api/workspaces/{ws}/members",
];
/** Open to those who are not signed in yet. */
const open = [
  "/api/sign-in-ways",
  "/api/sign-in-mails",
  "/api/sessions",
  "/api/sign-in-challenges",
  "/api/passkey-sessions",
  "/api/access-sessions",
];
/** What a body must hold to be looked at at all, by the end of the path or by what its id names. */
const bodies: Record<string, object> = {
  move: { at: Date.now() + 3_600_000 },
  members: { role: "viewer" },
  search: { email: "nobody@shop.example" },
  erase: { confirm: "nobody@shop.example" },
  scans: { scans: [{ key: "0123456789abcdef", code: "no code" }] },
  start: { expected: 0 },
  delete: { confirm: "not its name" },
};

let routes: Route[] = [];
let mine: Furnished;
let theirs: Furnished;

/** A shop with one of everything that has an id. */
async function furnish(): Promise<Furnished> {
  const shop = await newShop();
  const source = await newSource(shop);
  const connection = await newWebhook(shop, newBox().url);
  const automation = await newAutomation(shop, connection.id, {
    timing: { when: "after", amount: 1, unit: "hours" },
  });
  // Products have the shop's own ids, which may be another shop's, too: this one is nobody else's.
  const product = `product ${crypto.randomUUID()}/a`;
  await ok(`${shop.api}/products/${encodeURIComponent(product)}`, { method: "PATCH", body: { name: "Mug" } });
  // So that the order has a ticket.
  await ok(`${shop.api}/products/632910392`, { method: "PATCH", body: { codes: { enabled: true } } });
  const code = await ok(`${shop.api}/codes`, {
    body: { name: "Poster", leadsTo: { is: "redirect", url: "https://shop.example/menu" } },
  });
  const event = await eventOf(await postShopify(source.webhookUrl, paidOrder()));
  const [delivery] = await until(
    () => deliveries(shop),
    (all) => all.length === 1,
  );
  const { customer } = await ok<{ customer: { id: string } }>(`${shop.api}/events/${event}`);
  const { member } = await ok<{ member: { id: string } }>(`${shop.api}/members`, {
    body: { email: `${crypto.randomUUID()}@example.com`, role: "viewer" },
  });
  const channel = await ok(`${shop.api}/alert-channels`, {
    body: { kind: "email", settings: { to: ["owner@shop.example"] } },
  });
  const { items } = await ok<{ items: { id: string }[] }>(`${shop.api}/tickets`);
  const replay = await ok(`${shop.api}/replays`, { body: {} });
  const { organisationId } = await ok<{ organisationId: string }>(shop.api);
  const made = await Promise.all(
    roles.map((role) => ok<{ id: string; key: string }>(`${shop.api}/keys`, { body: { name: role, role } })),
  );
  return {
    shop,
    organisationId,
    keys: Object.fromEntries(made.map(({ key }, i) => [roles[i], key])),
    ids: {
      sources: source.id,
      connections: connection.id,
      automations: automation.id,
      products: encodeURIComponent(product),
      events: event,
      codes: code.id,
      tickets: items[0]?.id ?? "",
      deliveries: delivery?.id ?? "",
      replays: replay.id,
      customers: customer.id,
      keys: made[0]?.id ?? "",
      members: member.id,
      "alert-channels": channel.id,
    },
  };
}

/** Calls a route in `at`'s path, with the ids of `of`. */
async function knock(
  { method, path, operation }: Route,
  token: string | null,
  at: Furnished,
  of: Furnished = at,
  headers: Record<string, string> = {},
): Promise<Response> {
  const resource = /\/\{(?:ws|org)\}\/([\w-]+)\/\{id\}/.exec(path)?.[1] ?? "";
  const last = path.split("/").at(-1) ?? "";
  const query = new URLSearchParams(
    (operation.parameters ?? [])
      .filter((one) => one.in === "query" && one.required)
      .map((one): [string, string] => [one.name, "x"]),
  );
  const filled = path
    .replace("{ws}", at.shop.ws)
    .replace("{org}", at.organisationId)
    .replace("{id}", of.ids[resource] ?? "no-such-resource");
  return call(`${filled}?${query}`, {
    method,
    token,
    headers,
    ...(operation.requestBody ? { body: bodies[last] ?? bodies[resource] ?? {} } : {}),
  });
}

/** Asks every route and says which of them answered otherwise than expected. */
async function otherwise(
  some: Route[],
  ask: (route: Route) => Promise<Response>,
  isExpected: (status: number) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const route of some) {
    const response = await ask(route);
    if (response.status >= 400)
      expect(response.headers.get("content-type"), route.path).toBe("application/problem+json");
    await response.text();
    if (!isExpected(response.status)) found.push(`${route.method} ${route.path}: ${response.status}`);
  }
  return found;
}

beforeAll(async () => {
  const document = await ok<{ paths: Record<string, Record<string, Operation>> }>("/api/openapi.json", {
    token: null,
  });
  routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
  [mine, theirs] = [await furnish(), await furnish()];
});

const isGuarded = (route: Route) => route.operation.security?.length !== 0;
const isInOrganisation = (route: Route) => route.path.startsWith("/api/organisations/{org}");
const isInWorkspace = (route: Route) => route.path.startsWith("/api/workspaces/{ws}");
/** People are searched for by POST, since addresses do not belong into URLs. */
const isReading = (route: Route) => route.method === "GET" || route.path.endsWith("/search");
/** What a scanner is there for: to scan, and to see the ticket that was scanned. */
const isAtTheDoor = ({ path }: Route) =>
  ["/api/workspaces/{ws}/codes/scans", "/api/workspaces/{ws}/tickets/{id}"].includes(path);

describe("every route", () => {
  it("is there, and all but signing in are guarded", () => {
    expect(routes.length).toBeGreaterThan(35);
    expect(routes.filter((route) => !isGuarded(route)).map((route) => route.path)).toEqual(open);
  });

  it.each([
    ["no key", null],
    ["a wrong key", "sbk_0000000000000000000000000000000000000000000000000000"],
    ["nearly the installation's key", `${env.ADMIN_TOKEN}x`],
    ["an empty key", ""],
  ])("refuses %s with 401", async (_, token) => {
    const ask = (route: Route) => knock(route, token, mine);
    expect(await otherwise(routes.filter(isGuarded), ask, (status) => status === 401)).toEqual([]);
  });

  it("refuses a key once it is deleted", async () => {
    const { id, key } = await ok<{ id: string; key: string }>(`${mine.shop.api}/keys`, {
      body: { name: "Short-lived", role: "owner" },
    });
    expect((await call(mine.shop.api, { token: key })).status).toBe(200);
    await ok(`${mine.shop.api}/keys/${id}`, { method: "DELETE" });
    const ask = (route: Route) => knock(route, key, mine);
    expect(await otherwise(routes.filter(isGuarded), ask, (status) => status === 401)).toEqual([]);
  });
});

describe("every route of a workspace", () => {
  it("does not exist for another workspace's owner", async () => {
    const ask = (route: Route) => knock(route, theirs.keys.owner ?? "", mine);
    expect(await otherwise(routes.filter(isInWorkspace), ask, (status) => status === 404)).toEqual([]);
  });

  it("answers them word for word as if the workspace did not exist", async () => {
    const token = theirs.keys.owner ?? "";
    const real = await call(mine.shop.api, { token });
    const none = await call("/api/workspaces/ws_10000000000000000", { token });
    expect(await real.text()).toBe(await none.text());
  });

  it("finds nothing by another workspace's ids under one's own path", async () => {
    const withId = routes.filter((route) => isInWorkspace(route) && route.path.includes("{id}"));
    expect(withId.length).toBeGreaterThan(15);
    for (const token of [mine.keys.owner ?? "", env.ADMIN_TOKEN]) {
      const ask = (route: Route) => knock(route, token, mine, theirs);
      expect(await otherwise(withId, ask, (status) => status === 404)).toEqual([]);
    }
  });

  it("lets a viewer read, except what is the owner's", async () => {
    const token = mine.keys.viewer ?? "";
    const reading = routes.filter((route) => isInWorkspace(route) && isReading(route));
    const isForOwners = (route: Route) => ownersOnly.includes(route.path);
    const asksTheTool = (route: Route) => route.path.endsWith("/choices");
    const ask = (route: Route) => knock(route, token, mine);
    const open = reading.filter((route) => !isForOwners(route) && !asksTheTool(route));
    expect(await otherwise(open, ask, (status) => status === 200)).toEqual([]);
    const shut = reading.filter((route) => isForOwners(route) || asksTheTool(route));
    expect(await otherwise(shut, ask, (status) => status === 403)).toEqual([]);
  });

  it("lets a viewer change nothing", async () => {
    const writing = routes.filter(
      (route) => isInWorkspace(route) && !isReading(route) && !isAtTheDoor(route),
    );
    const ask = (route: Route) => knock(route, mine.keys.viewer ?? "", mine);
    expect(await otherwise(writing, ask, (status) => status === 403)).toEqual([]);
  });

  it("is closed to a scanner, but for the workspace's own name and what is done at the door", async () => {
    const token = mine.keys.scanner ?? "";
    const rest = routes.filter(
      (route) =>
        isInWorkspace(route) &&
        !isAtTheDoor(route) &&
        !(isReading(route) && route.path === "/api/workspaces/{ws}"),
    );
    const ask = (route: Route) => knock(route, token, mine);
    expect(await otherwise(rest, ask, (status) => status === 403)).toEqual([]);
    expect((await call(mine.shop.api, { token })).status).toBe(200);
    const door = routes.filter(isAtTheDoor);
    expect(door).toHaveLength(2);
    expect(await otherwise(door, ask, (status) => status === 200)).toEqual([]);
  });

  it("keeps members, keys and the audit log from an editor", async () => {
    const owners = routes.filter((route) => ownersOnly.some((path) => route.path.startsWith(path)));
    expect(owners).toHaveLength(12);
    const ask = (route: Route) => knock(route, mine.keys.editor ?? "", mine);
    expect(await otherwise(owners, ask, (status) => status === 403)).toEqual([]);
  });

  it("shows webhook URLs to those who may edit, and to nobody else", async () => {
    const urlFor = async (role: string) => {
      const token = mine.keys[role] ?? "";
      const one = await ok<{ webhookUrl?: string; setupSteps: string[] }>(
        `${mine.shop.api}/sources/${mine.ids.sources}`,
        { token },
      );
      return JSON.stringify(one).includes("/in/");
    };
    expect([await urlFor("owner"), await urlFor("editor"), await urlFor("viewer")]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("routes above the workspaces", () => {
  it("show a key its own workspace and nothing else", async () => {
    const token = mine.keys.owner ?? "";
    const { items } = await ok<{ items: { id: string }[] }>("/api/workspaces", { token });
    expect(items.map((one) => one.id)).toEqual([mine.shop.ws]);
    expect(await ok("/api/organisations", { token })).toEqual({ items: [] });
    expect(await ok("/api/me", { token })).toEqual({ is: "key", workspaceId: mine.shop.ws, role: "owner" });
  });

  it("let nobody but the installation make organisations, workspaces of others, and sign-in links", async () => {
    const token = mine.keys.owner ?? "";
    for (const [path, body] of [
      ["/api/organisations", { name: "Mine" }],
      ["/api/workspaces", { name: "Mine" }],
      ["/api/sign-in-links", { email: "me@example.com" }],
    ] as const)
      expect((await call(path, { body, token })).status, path).toBe(403);
    const { items } = await ok<{ items: { id: string }[] }>("/api/organisations");
    const organisationId = items[0]?.id;
    expect((await call("/api/workspaces", { body: { name: "Mine", organisationId }, token })).status).toBe(
      404,
    );
  });
});

describe("every route of an organisation", () => {
  const within = () => routes.filter(isInOrganisation);
  /** Reading these takes an owner. */
  const isForOwners = ({ path }: Route) => path.endsWith("/members") || path.endsWith("/audit");

  /** An organisation of its own with a shop and a connection, and people who may enter all of it or the shop alone. */
  async function chain() {
    const { id: organisationId } = await ok("/api/organisations", { body: { name: "Chain" } });
    const { id: ws } = await ok("/api/workspaces", { body: { name: "Hotel", organisationId } });
    const connection = await ok(`/api/organisations/${organisationId}/connections`, {
      body: { tool: "webhook", name: "All", settings: { url: newBox().url }, sharedWith: "all" },
    });
    const shop = { ws, api: `/api/workspaces/${ws}` } as Shop; // its ledger is not asked here
    const ids = { connections: connection.id, workspaces: ws };
    return { shop, organisationId, ids, keys: {} };
  }
  const asked =
    (person: Person, at: Furnished, of = at) =>
    (route: Route) =>
      knock(route, null, at, of, { cookie: person.cookie, origin });

  it("is there", () => {
    expect(within().length).toBeGreaterThan(9);
  });

  it("does not exist for one hotel's own owner, for its key, and for other organisations' owners", async () => {
    const [one, other] = [await chain(), await chain()];
    const hotelier = await newPerson(one.shop, "owner");
    const stranger = await newPerson(other.shop, "owner", "organisation");
    for (const person of [hotelier, stranger])
      expect(await otherwise(within(), asked(person, one), (status) => status === 404)).toEqual([]);
    const { key } = await ok<{ key: string }>(`${one.shop.api}/keys`, { body: { name: "K", role: "owner" } });
    const byKey = (route: Route) => knock(route, key, one);
    expect(await otherwise(within(), byKey, (status) => status === 404)).toEqual([]);
  });

  it("finds nothing by another organisation's ids under one's own path", async () => {
    const [one, other] = [await chain(), await chain()];
    const head = await newPerson(one.shop, "owner", "organisation");
    const withId = within().filter((route) => route.path.includes("{id}"));
    expect(withId.length).toBeGreaterThan(4);
    expect(await otherwise(withId, asked(head, one, other), (status) => status === 404)).toEqual([]);
  });

  it("lets a viewer read, except what is the owner's, and change nothing; and a scanner neither", async () => {
    const one = await chain();
    const viewer = asked(await newPerson(one.shop, "viewer", "organisation"), one);
    const open = within().filter((route) => isReading(route) && !isForOwners(route));
    expect(open.length).toBeGreaterThan(2);
    expect(await otherwise(open, viewer, (status) => status === 200)).toEqual([]);
    const shut = within().filter((route) => !open.includes(route));
    expect(await otherwise(shut, viewer, (status) => status === 403)).toEqual([]);
    const scanner = asked(await newPerson(one.shop, "scanner", "organisation"), one);
    expect(await otherwise(within(), scanner, (status) => status === 403)).toEqual([]);
  });

  it("keeps what is the owner's from an editor", async () => {
    const one = await chain();
    const editor = asked(await newPerson(one.shop, "editor", "organisation"), one);
    const mayAsk = (route: Route) => route.path.endsWith("/check");
    const shut = within().filter((route) => isForOwners(route) || (!isReading(route) && !mayAsk(route)));
    expect(shut.length).toBeGreaterThan(6);
    expect(await otherwise(shut, editor, (status) => status === 403)).toEqual([]);
    expect(await otherwise(within().filter(mayAsk), editor, (status) => status === 200)).toEqual([]);
  });
});

describe("a session", () => {
  /** Signs a new person in, whose one membership is `membership`. */
  async function sessionOf(membership: { organisationId: string; workspaceId?: string; role: string }) {
    const email = `${crypto.randomUUID()}@example.com`;
    const { url } = await ok<{ url: string }>("/api/sign-in-links", { body: { email } });
    await env.DB.prepare(
      `UPDATE memberships SET organisation_id = ?, workspace_id = ?, role = ?
       WHERE user_id = (SELECT id FROM users WHERE email = ?)`,
    )
      .bind(membership.organisationId, membership.workspaceId ?? null, membership.role, email)
      .run();
    const response = await call("/api/sessions", {
      body: { token: url.split("#")[1] },
      token: null,
      headers: { origin },
    });
    return (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  }
  const signedIn = (cookie: string) => ({ cookie, origin });

  it("of another organisation's owner finds no route of this workspace, and none of its ids", async () => {
    const { id: organisationId } = await ok("/api/organisations", { body: { name: "Others" } });
    const cookie = await sessionOf({ organisationId, role: "owner" });
    const ask = (route: Route) => knock(route, null, mine, mine, signedIn(cookie));
    expect(await otherwise(routes.filter(isInWorkspace), ask, (status) => status === 404)).toEqual([]);
    const organisations = await ok<{ items: { id: string }[] }>("/api/organisations", {
      token: null,
      headers: signedIn(cookie),
    });
    expect(organisations.items.map((one) => one.id)).toEqual([organisationId]);
    const made = await ok<{ organisationId: string }>("/api/workspaces", {
      body: { name: "Theirs" },
      token: null,
      headers: signedIn(cookie),
    });
    expect(made.organisationId).toBe(organisationId);
  });

  it("of a viewer of one workspace reads that one and no sister of it", async () => {
    const { organisationId } = await ok<{ organisationId: string }>(mine.shop.api);
    const cookie = await sessionOf({ organisationId, workspaceId: mine.shop.ws, role: "viewer" });
    const headers = signedIn(cookie);
    expect((await call(`${mine.shop.api}/events`, { token: null, headers })).status).toBe(200);
    const toSister = (route: Route) => knock(route, null, theirs, theirs, headers);
    expect(await otherwise(routes.filter(isInWorkspace), toSister, (status) => status === 404)).toEqual([]);
    const { items } = await ok<{ items: { id: string }[] }>("/api/workspaces", { token: null, headers });
    expect(items.map((one) => one.id)).toEqual([mine.shop.ws]);
    const writing = routes.filter(
      (route) => isInWorkspace(route) && !isReading(route) && !isAtTheDoor(route),
    );
    const toWrite = (route: Route) => knock(route, null, mine, mine, headers);
    expect(await otherwise(writing, toWrite, (status) => status === 403)).toEqual([]);
    const add = { body: { name: "Another" }, token: null, headers };
    expect((await call("/api/workspaces", add)).status).toBe(403);
  });

  it("of head office opens every workspace of its organisation", async () => {
    const { organisationId } = await ok<{ organisationId: string }>(mine.shop.api);
    const headers = signedIn(await sessionOf({ organisationId, role: "owner" }));
    for (const { shop } of [mine, theirs])
      expect((await call(`${shop.api}/audit`, { token: null, headers })).status).toBe(200);
  });

  it("writes from Shopbell's own pages alone", async () => {
    const { organisationId } = await ok<{ organisationId: string }>(mine.shop.api);
    const cookie = await sessionOf({ organisationId, role: "owner" });
    const writing = routes.filter((route) => isGuarded(route) && route.method !== "GET");
    const foreigners: Record<string, string>[] = [
      { cookie },
      { cookie, origin: "https://evil.example" },
      { cookie, origin: "null" },
    ];
    for (const foreign of foreigners) {
      const ask = (route: Route) => knock(route, null, mine, mine, foreign);
      expect(await otherwise(writing, ask, (status) => status === 403)).toEqual([]);
    }
    expect((await call(mine.shop.api, { token: null, headers: { cookie } })).status).toBe(200);
  });
});
