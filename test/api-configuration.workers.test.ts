// Sources, connections and automations through the API: what is taken, what is refused and in which words, and that an
// edit is in force when it is answered.
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { makeKeyring } from "../src/core/secrets";
import type { LedgerPort } from "../src/flows/ports";
import { openSecrets } from "../src/flows/settings";
import {
  call,
  deliveries,
  event,
  eventOf,
  newAutomation,
  newBox,
  newShop,
  newSource,
  newWebhook,
  ok,
  paidOrder,
  postPlain,
  postShopify,
  type Shop,
  settled,
} from "./world";

type Problem = { status: number; detail: string; errors?: { path: string; message: string }[] };

async function refused(path: string, body: unknown, method = "POST"): Promise<Problem> {
  const response = await call(path, { method, body });
  expect(response.status, await response.clone().text()).toBeGreaterThanOrEqual(400);
  return response.json();
}

const patch = <T = Record<string, unknown>>(path: string, body: object) =>
  ok<T>(path, { method: "PATCH", body });

// The stub's own type is too deep for the compiler here.
const ledgerOf = (shop: Shop) => shop.stub as unknown as Pick<LedgerPort, "version" | "source">;

/** A workspace, a webhook connection, and the body of an automation that uses it. */
async function withWebhook() {
  const shop = await newShop();
  const box = newBox();
  const connection = await newWebhook(shop, box.url);
  const automation = {
    name: "Ring",
    trigger: { event: "purchase.completed" },
    action: { connectionId: connection.id, action: "send" },
  };
  return { shop, box, connection, automation };
}

describe("a workspace", () => {
  it("is born with the built-in connections, which cannot be deleted", async () => {
    const shop = await newShop();
    const { items } = await ok<{ items: { id: string; tool: string; status: string }[] }>(
      `${shop.api}/connections`,
    );
    expect(items.map((one) => one.tool)).toContain("show-me");
    for (const { id } of items)
      expect((await call(`${shop.api}/connections/${id}`, { method: "DELETE" })).status).toBe(409);
  });

  it("knows its time zone, or says how to write one", async () => {
    const problem = await refused("/api/workspaces", { name: "A", timeZone: "Warsaw" });
    expect(problem.detail).toBe("timeZone: is not a time zone; write one like Europe/Warsaw");
    expect((await refused("/api/workspaces", { name: "  " })).errors?.[0]?.path).toBe("name");
    expect((await refused("/api/workspaces", { name: "A", organisationId: "org_nobody" })).status).toBe(404);
  });
});

describe("a source", () => {
  it("comes with its webhook URL, its steps, and no secret", async () => {
    const shop = await newShop();
    const source = await ok<Record<string, unknown>>(`${shop.api}/sources`, {
      body: { kind: "shopify", name: "My shop", settings: { signingSecret: "sh-1234567890" } },
    });
    expect(source).toMatchObject({
      kind: "shopify",
      enabled: true,
      hasSecret: true,
      settings: {},
      applied: true,
    });
    expect(source.webhookUrl).toMatch(/^https:\/\/shopbell\.example\/in\/[0-9a-z]+$/);
    expect(JSON.stringify(source.setupSteps)).toContain(source.webhookUrl);
  });

  it("is refused with the field that is wrong", async () => {
    const shop = await newShop();
    const url = `${shop.api}/sources`;
    expect((await refused(url, { kind: "shopfy", name: "A", settings: {} })).detail).toBe(
      "kind: is not a source Shopbell knows: “shopfy”",
    );
    expect((await refused(url, { kind: "shopify", name: "A", settings: {} })).errors).toEqual([
      { path: "settings.signingSecret", message: "is missing" },
    ]);
    const misspelt = { kind: "shopify", name: "A", settings: { signingSecret: "s", signingsecret: "s" } };
    expect((await refused(url, misspelt)).detail).toBe(
      "settings.signingsecret: is not a field here; the fields are: signingSecret, idleCartMinutes",
    );
    const nested = { verification: "url-secret", mapping: { emial: "data.email" } };
    expect((await refused(url, { kind: "webhook", name: "A", settings: nested })).errors?.[0]?.path).toBe(
      "settings.mapping.emial",
    );
    const unsigned = { verification: "hmac" };
    expect((await refused(url, { kind: "webhook", name: "A", settings: unsigned })).detail).toContain(
      "settings.secret: Signatures cannot be checked without the secret",
    );
  });

  it("says in words when nothing proves where its requests come from", async () => {
    const shop = await newShop();
    const source = await ok<{ caveat?: string }>(`${shop.api}/sources`, {
      body: { kind: "webhook", name: "Forms", settings: { verification: "url-secret" } },
    });
    expect(source.caveat).toContain("not signed");
  });

  it("loses a secret that is sent as null, and keeps one that is left out", async () => {
    const shop = await newShop();
    const { id } = await newSource(shop, "easycart", { signingKey: "key-1234567890" });
    const url = `${shop.api}/sources/${id}`;
    expect(await patch(url, { name: "Renamed" })).toMatchObject({ name: "Renamed", hasSecret: true });
    expect(await patch(url, { settings: {} })).toMatchObject({ hasSecret: true });
    expect(await patch(url, { settings: { signingKey: null } })).toMatchObject({ hasSecret: false });
  });

  it("that is deleted is named by the automations that listened to it alone, which can still be paused", async () => {
    const { shop, automation } = await withWebhook();
    const source = await newSource(shop);
    const trigger = { ...automation.trigger, sourceId: source.id };
    const made = await ok(`${shop.api}/automations`, { body: { ...automation, trigger } });
    await ok(`${shop.api}/sources/${source.id}`, { method: "DELETE" });
    const { items } = await ok<{ items: { warnings: string[] }[] }>(`${shop.api}/automations`);
    expect(items[0]?.warnings).toEqual(["The source it listens to has been deleted, so it never rings."]);
    expect(await patch(`${shop.api}/automations/${made.id}`, { enabled: false })).toMatchObject({
      enabled: false,
    });
  });
});

describe("a connection", () => {
  it("of a tool that cannot be asked is unchecked, and of the built-in one is well", async () => {
    const shop = await newShop();
    const connection = await newWebhook(shop, newBox().url);
    expect(connection).toMatchObject({ status: "unchecked", checkedAt: expect.any(Number), applied: true });
    const { items } = await ok<{ items: { id: string; tool: string }[] }>(`${shop.api}/connections`);
    const showMe = items.find((one) => one.tool === "show-me");
    const checked = await ok(`${shop.api}/connections/${showMe?.id}/check`, { method: "POST" });
    expect(checked).toMatchObject({ status: "ok" });
  });

  it.each([
    ["https://10.0.0.7/hook", "is not an address on the public internet"],
    ["https://[::1]:80/hook", "of this computer cannot be called"],
    ["https://169.254.169.254/latest/meta-data", "is not an address on the public internet"],
    ["https://metadata.google.internal/", "a name inside a network"],
    ["http://hooks.example.com/", "use https://hooks.example.com instead"],
    ["ftp://example.com/", "Only web addresses"],
    ["https://user:pass@example.com/", "user name or password"],
    ["https://shopbell.example/in/x", "Shopbell's own address"],
    ["https://shopbell.example.:8443/in/x", "Shopbell's own address"],
    ["hooks.example.com", "is not a complete web address"],
    ["", "is not a complete web address"],
  ])("to %j is refused, and says why", async (url, why) => {
    const shop = await newShop();
    const problem = await refused(`${shop.api}/connections`, {
      tool: "webhook",
      name: "A",
      settings: { url },
    });
    expect(problem.status).toBe(422);
    expect(problem.errors).toEqual([{ path: "settings.url", message: expect.stringContaining(why) }]);
  });

  it("is refused when a header could carry something else", async () => {
    const shop = await newShop();
    const url = newBox().url;
    for (const headers of [{ "bad name": "x" }, { host: "evil.example" }, { "x-a": "one\r\nx-b: two" }])
      expect(
        (await refused(`${shop.api}/connections`, { tool: "webhook", name: "A", settings: { url, headers } }))
          .status,
      ).toBe(422);
  });

  it("with a misspelt secret is refused, since it would send unsigned", async () => {
    const { shop, box } = await withWebhook();
    const settings = { url: box.url, signingSecert: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };
    const problem = await refused(`${shop.api}/connections`, { tool: "webhook", name: "A", settings });
    expect(problem.detail).toBe(
      "settings.signingSecert: is not a field here; the fields are: url, signingSecret, headers",
    );
  });

  it("of an unknown tool, or of one that only sends, is refused", async () => {
    const shop = await newShop();
    for (const tool of ["zapier", "shopify", "__proto__", "constructor"])
      expect((await refused(`${shop.api}/connections`, { tool, name: "A", settings: {} })).detail).toContain(
        "is not a tool Shopbell knows",
      );
  });

  it("in use is not deleted, and says by which automations it is used", async () => {
    const { shop, connection, automation } = await withWebhook();
    const made = await ok(`${shop.api}/automations`, { body: automation });
    const url = `${shop.api}/connections/${connection.id}`;
    const response = await call(url, { method: "DELETE" });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      detail: "It is used by “Ring”. Change or delete that first.",
    });
    await ok(`${shop.api}/automations/${made.id}`, { method: "DELETE" });
    expect((await call(url, { method: "DELETE" })).status).toBe(204);
    expect((await call(url)).status).toBe(404);
  });
});

describe("an automation", () => {
  it("is taken with as little as must be said", async () => {
    const { shop, automation } = await withWebhook();
    const made = await ok(`${shop.api}/automations`, { body: automation });
    expect(made).toMatchObject({
      timing: { when: "at" },
      cancelOn: [],
      frequency: "every-time",
      enabled: true,
      warnings: [],
      applied: true,
    });
  });

  it("takes product ids as numbers too, unless the number has lost digits", async () => {
    const { shop, automation } = await withWebhook();
    const withIds = (productIds: unknown[]) => ({
      ...automation,
      trigger: { ...automation.trigger, productIds },
    });
    const made = await ok<{ trigger: { productIds: string[] } }>(`${shop.api}/automations`, {
      body: withIds([632910392, "B-2"]),
    });
    expect(made.trigger.productIds).toEqual(["632910392", "B-2"]);
    const source = await newSource(shop);
    const story = await event(shop, await eventOf(await postShopify(source.webhookUrl, paidOrder())));
    expect(story.deliveries).toHaveLength(1);
    // 2^53 + 2, which reads the same as its neighbours
    const problem = await refused(`${shop.api}/automations`, withIds([9007199254740994]));
    expect(problem.errors).toEqual([
      {
        path: "trigger.productIds.0",
        message: "is too long for a JSON number, which loses digits; write it in quotes",
      },
    ]);
  });

  it("names the connection and the source of its own workspace, or finds none", async () => {
    const { shop, automation, connection } = await withWebhook();
    const other = await withWebhook();
    const otherSource = await newSource(other.shop);
    const foreign = { ...automation, action: { ...automation.action, connectionId: other.connection.id } };
    expect(await refused(`${shop.api}/automations`, foreign)).toMatchObject({
      status: 404,
      detail: "There is no such connection.",
    });
    const sourceId = otherSource.id;
    const listening = { ...automation, trigger: { ...automation.trigger, sourceId } };
    expect(await refused(`${shop.api}/automations`, listening)).toMatchObject({
      status: 404,
      detail: "There is no such source.",
    });
    // Also by an edit.
    const { id } = await newAutomation(shop, connection.id);
    const edit = { action: { connectionId: other.connection.id, action: "send" } };
    expect((await refused(`${shop.api}/automations/${id}`, edit, "PATCH")).status).toBe(404);
    expect(
      (await refused(`${shop.api}/automations/${id}`, { trigger: listening.trigger }, "PATCH")).status,
    ).toBe(404);
  });

  it.each([
    [{ canceOn: ["purchase.completed"] }, "canceOn", "is not a field that is known here"],
    [
      { trigger: { event: "purchase.completed", productIDs: ["1"] } },
      "trigger.productIDs",
      "is not a field that is known here",
    ],
    [{ trigger: { event: "purchase.complete" } }, "trigger.event", "is not an event type Shopbell knows"],
    [{ trigger: {} }, "trigger.event", "is missing"],
    [{ timing: { when: "after" } }, "timing.amount", "says how long to wait"],
    [{ timing: { when: "after", amount: 0, unit: "days" } }, "timing.amount", "Too small"],
    [{ timing: { when: "after", amount: 3, unit: "day" } }, "timing.unit", '"days"'],
    [{ timing: { when: "after", amount: 900, unit: "days" } }, "timing.amount", "longer than two years"],
    [
      { timing: { when: "after", amout: 3, unit: "days" } },
      "timing.amout",
      "is not a field that is known here",
    ],
    [
      { timing: { when: "before", amount: 3, unit: "days" } },
      "timing.when",
      "needs a date that is known in advance",
    ],
    [{ frequency: "once" }, "frequency", '"once-per-customer"'],
    [{ cancelOn: ["purchase"] }, "cancelOn.0", "is not an event type Shopbell knows"],
    [{ name: "" }, "name", ""],
  ])("is refused for %j, at the field itself", async (wrong, path, message) => {
    const { shop, automation } = await withWebhook();
    const problem = await refused(`${shop.api}/automations`, { ...automation, ...wrong });
    expect(problem.status).toBe(422);
    expect(problem.errors).toContainEqual({ path, message: expect.stringContaining(message) });
  });

  it.each([
    [[{ field: "order.total.amount", op: "bigger", value: 5 }], "trigger.conditions.0.op"],
    [
      { all: [{ field: "order.total.amount", op: "greater", value: "much" }] },
      "trigger.conditions.all.0.value",
    ],
    [{ any: [{ feild: "customer.language", op: "equals", value: "pl" }] }, "trigger.conditions.any.0.field"],
    [{ any: [] }, "trigger.conditions.any"],
    [{ all: [{ any: [{ field: "x", op: "in", value: "pl" }] }] }, "trigger.conditions.all.0.any.0.value"],
  ])("with the conditions %j is refused at the place that is wrong", async (conditions, path) => {
    const { shop, automation } = await withWebhook();
    const trigger = { ...automation.trigger, conditions };
    const problem = await refused(`${shop.api}/automations`, { ...automation, trigger });
    expect(problem.status).toBe(422);
    expect(problem.errors?.map((one) => one.path)).toContain(path);
    expect(problem.detail).not.toBe("trigger.conditions: Invalid input");
  });

  it("rings only where its conditions are met", async () => {
    const { shop, automation, box } = await withWebhook();
    const conditions = [{ field: "order.total.amount", op: "greater", value: 10_000 }];
    await ok(`${shop.api}/automations`, {
      body: { ...automation, trigger: { ...automation.trigger, conditions } },
    });
    const source = await newSource(shop);
    const small = await event(shop, await eventOf(await postShopify(source.webhookUrl, paidOrder())));
    expect(small).toMatchObject({
      state: "unmatched",
      reason: "A condition was not met: order.total.amount is 4990, not greater than 10000.",
    });
    await eventOf(await postShopify(source.webhookUrl, paidOrder({ total_price: "149.00" })));
    await settled(shop);
    expect(await box.got()).toHaveLength(1);
  });

  it("with an action or an input its tool does not have is refused", async () => {
    const { shop, automation } = await withWebhook();
    const withAction = (action: object) => ({ ...automation, action: { ...automation.action, ...action } });
    const url = `${shop.api}/automations`;
    expect((await refused(url, withAction({ action: "ring" }))).detail).toBe(
      "action.action: is not something this tool does; it does: send",
    );
    expect((await refused(url, withAction({ action: "constructor" }))).status).toBe(422);
    expect((await refused(url, withAction({ input: { boddy: {} } }))).detail).toBe(
      "action.input.boddy: is not a field here; the fields are: method, body, headers",
    );
    expect((await refused(url, withAction({ input: { method: "HEAD" } }))).errors?.[0]?.path).toBe(
      "action.input.method",
    );
  });

  it.each([
    ["{{ customer.email", "body.a.0"],
    ["{% if x %}", "body.a.0"],
    ["{{ customer.email | shout }}", "body.a.0"],
    ["{% include 'secrets' %}", "body.a.0"],
  ])("with the malformed template %j is refused where it stands", async (template, path) => {
    const { shop, automation } = await withWebhook();
    const action = { ...automation.action, input: { body: { a: [template] } } };
    const problem = await refused(`${shop.api}/automations`, { ...automation, action });
    expect(problem.errors).toEqual([
      { path: `action.input.${path}`, message: expect.stringContaining("The template cannot be filled in") },
    ]);
  });

  it("warns when another would send the same event to the same place, in lists too", async () => {
    const { shop, automation, box } = await withWebhook();
    const other = await newWebhook(shop, `${box.url}#fragment`);
    await ok(`${shop.api}/automations`, { body: automation });
    const twin = { ...automation, name: "Twin", action: { ...automation.action, connectionId: other.id } };
    const { warnings } = await ok<{ warnings: string[] }>(`${shop.api}/automations`, { body: twin });
    expect(warnings).toEqual([
      "“Ring” already sends purchase.completed to the same place, so it would get both.",
    ]);
    const { items } = await ok<{ items: { warnings: string[] }[] }>(`${shop.api}/automations`);
    expect(items.map((one) => one.warnings.length)).toEqual([1, 1]);
    const elsewhere = { ...twin, name: "Elsewhere", trigger: { event: "purchase.refunded" } };
    expect(await ok(`${shop.api}/automations`, { body: elsewhere })).toMatchObject({ warnings: [] });
  });

  it("takes an edit of one field, keeps the others, and gives up a limit sent as null", async () => {
    const { shop, automation } = await withWebhook();
    const full = { ...automation, cancelOn: ["purchase.refunded"], tooLateAfterHours: 5, enabled: false };
    const { id } = await ok(`${shop.api}/automations`, { body: full });
    const url = `${shop.api}/automations/${id}`;
    expect(await patch(url, { name: "Renamed" })).toMatchObject({ ...full, name: "Renamed", version: 2 });
    const unlimited = await patch(url, { tooLateAfterHours: null });
    expect(unlimited).not.toHaveProperty("tooLateAfterHours");
    expect(await ok(url)).toEqual({ ...unlimited, applied: undefined, waiting: 0 });
    expect(await patch(url, {})).toMatchObject({ version: 3 });
    const response = await call(url, { method: "PATCH" });
    expect(response.status, "an edit without a body").toBe(200);
  });
});

describe("an edit", () => {
  const lastDelivery = async (shop: Shop) => (await settled(shop)).length;

  it("of an automation applies to the very next event", async () => {
    const { shop, automation, box } = await withWebhook();
    const source = await newSource(shop);
    const { id } = await ok(`${shop.api}/automations`, { body: automation });
    const url = `${shop.api}/automations/${id}`;
    for (let round = 0; round < 5; round++) {
      expect(await patch(url, { enabled: false })).toMatchObject({ applied: true });
      const paused = await event(shop, await eventOf(await postShopify(source.webhookUrl, paidOrder())));
      expect(paused.unmatched).toEqual([{ automationId: id, reason: "The automation was paused." }]);
      expect(await patch(url, { enabled: true })).toMatchObject({ applied: true });
      const running = await event(shop, await eventOf(await postShopify(source.webhookUrl, paidOrder())));
      expect(running.deliveries).toHaveLength(1);
    }
    expect(await lastDelivery(shop)).toBe(5);
    expect(await box.got()).toHaveLength(5);
  });

  it("of a connection's address applies to the very next event", async () => {
    const { shop, automation, connection, box } = await withWebhook();
    const source = await newSource(shop);
    await ok(`${shop.api}/automations`, { body: automation });
    const moved = newBox();
    await patch(`${shop.api}/connections/${connection.id}`, { settings: { url: moved.url } });
    await eventOf(await postShopify(source.webhookUrl, paidOrder()));
    await settled(shop);
    expect([(await box.got()).length, (await moved.got()).length]).toEqual([0, 1]);
  });

  it("and another at the same time both end up in force", async () => {
    const { shop, automation, connection } = await withWebhook();
    const source = await newSource(shop);
    const { id } = await ok(`${shop.api}/automations`, { body: automation });
    await Promise.all([
      patch(`${shop.api}/automations/${id}`, { name: "New name" }),
      patch(`${shop.api}/automations/${id}`, { frequency: "once-per-customer" }),
      patch(`${shop.api}/automations/${id}`, { cancelOn: ["purchase.refunded"] }),
      patch(`${shop.api}/automations/${id}`, { trigger: { event: "purchase.completed", productIds: [7] } }),
      patch(`${shop.api}/connections/${connection.id}`, { name: "New connection" }),
      patch(`${shop.api}/connections/${connection.id}`, { paused: true }),
      patch(`${shop.api}/sources/${source.id}`, { name: "New source" }),
      patch(`${shop.api}/sources/${source.id}`, { enabled: false }),
    ]);
    expect(await ok(`${shop.api}/automations/${id}`)).toMatchObject({
      name: "New name",
      frequency: "once-per-customer",
      cancelOn: ["purchase.refunded"],
      trigger: { productIds: ["7"] },
      version: 5,
    });
    expect(await ok(`${shop.api}/connections/${connection.id}`)).toMatchObject({
      name: "New connection",
      paused: true,
    });
    expect(await ok(`${shop.api}/sources/${source.id}`)).toMatchObject({
      name: "New source",
      enabled: false,
    });
    const known = await ledgerOf(shop).version();
    const row = await env.DB.prepare("SELECT version FROM workspaces WHERE id = ?")
      .bind(shop.ws)
      .first("version");
    expect(known).toBe(row);
    expect((await ledgerOf(shop).source(source.id)).source).toMatchObject({
      name: "New source",
      enabled: false,
    });
  });

  it("of settings keeps the secret that another one sets at the same time", async () => {
    const shop = await newShop();
    const proof = { verification: "url-secret" };
    const { id } = await newSource(shop, "webhook", { ...proof, secret: "first-secret" });
    const url = `${shop.api}/sources/${id}`;
    const [renewed] = await Promise.all([
      patch<{ webhookUrl: string }>(url, { settings: { ...proof, secret: "second-secret" } }),
      patch(url, { settings: { ...proof, mapping: { email: "who" } } }),
    ]);
    const response = await postPlain(renewed.webhookUrl, { type: "lead.created", email: "a@example.com" });
    expect(response.status, await response.text()).toBe(200);
    const stored = await env.DB.prepare("SELECT secrets FROM sources WHERE id = ?")
      .bind(id)
      .first<string>("secrets");
    const keyring = await makeKeyring(`test:${btoa("\u0007".repeat(32))}`);
    expect(await openSecrets(keyring, shop.ws, id, stored)).toEqual({ secret: "second-secret" });
  });

  it("that changes nothing raises no version and leaves no trace in the log", async () => {
    const { shop, connection } = await withWebhook();
    const before = await ledgerOf(shop).version();
    await patch(`${shop.api}/connections/${connection.id}`, {});
    expect(await ledgerOf(shop).version()).toBe(before);
  });

  it("moves or cancels what waits when it is told to", async () => {
    const { shop, connection } = await withWebhook();
    const source = await newSource(shop);
    const later = { timing: { when: "after", amount: 2, unit: "days" } };
    const { id } = await newAutomation(shop, connection.id, later);
    await eventOf(await postShopify(source.webhookUrl, paidOrder()));
    const url = `${shop.api}/automations/${id}`;
    const sooner = { timing: { when: "after", amount: 1, unit: "days" } };
    expect(await patch(url, sooner)).toMatchObject({ waiting: 1 });
    const [left] = await deliveries(shop);
    await patch(`${url}?waiting=update`, {});
    const [moved] = await deliveries(shop);
    expect((left?.dueAt ?? 0) - (moved?.dueAt ?? 0)).toBe(24 * 3_600_000);
    expect(await ok(`${url}?waiting=cancel`, { method: "DELETE" })).toEqual({ waiting: 0, cancelled: 1 });
    expect((await deliveries(shop))[0]).toMatchObject({ state: "cancelled" });
  });

  it("is kept, and called not yet applied, when the ledger cannot be told", async () => {
    const { shop, connection } = await withWebhook();
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    const broken = vi.spyOn(Object.getPrototypeOf(env.LEDGERS), "get").mockImplementation(() => {
      throw new Error("No ledger today.");
    });
    try {
      const edited = await patch(`${shop.api}/connections/${connection.id}`, { name: "Renamed" });
      expect(edited).toMatchObject({ name: "Renamed", applied: false });
      const made = await ok(`${shop.api}/connections`, {
        body: { tool: "webhook", name: "New", settings: { url: newBox().url } },
      });
      expect(made).toMatchObject({ applied: false, status: "unchecked" });
    } finally {
      broken.mockRestore();
      warned.mockRestore();
    }
    expect(await ok(`${shop.api}/connections/${connection.id}`)).toMatchObject({ name: "Renamed" });
  });
});
