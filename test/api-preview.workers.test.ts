// The time machine by the API: what an automation would have done, with the very requests, and nothing of it sent.
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LookBack } from "../src/core/look-back";
import { newAccount } from "./account";
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
  paidOrder,
  postShopify,
  type Shop,
  settled,
} from "./world";

afterEach(() => vi.useRealTimers());

const days = 86_400_000;

type Definition = Record<string, unknown>;
const definition = (connectionId: string, more: Definition = {}): Definition => ({
  name: "Not saved",
  trigger: { event: "purchase.completed" },
  action: { connectionId, action: "send", input: {} },
  ...more,
});
const lookBack = (shop: Shop, body: Definition, query = "") =>
  ok<LookBack>(`${shop.api}/automations/preview${query}`, { body });

/** A shop that is told of events in so many words. */
async function plainShop() {
  const shop = await newShop();
  const tell = (type: string, email: string, more: object = {}) =>
    ok(`${shop.api}/events`, { body: { id: crypto.randomUUID(), type, customer: { email }, ...more } });
  return { shop, tell };
}

async function hearsNothing(box: ReturnType<typeof newBox>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await box.got()).toEqual([]);
}

describe("an automation that is not saved", () => {
  it("shows what it would have done with each event, newest first, and the exact request", async () => {
    const shop = await newShop();
    const source = await newSource(shop);
    const box = newBox();
    const secrets = {
      headers: { Authorization: "Bearer very-secret-key", "X-Short": "abc" },
      signingSecret: `whsec_${btoa("0123456789abcdef0123456789abcdef")}`,
    };
    const { id } = await newWebhook(shop, `${box.url}?key=very-secret-key`, secrets);
    const first = await eventOf(
      await postShopify(source.webhookUrl, paidOrder({ email: "one@example.com" })),
    );
    const second = await eventOf(
      await postShopify(source.webhookUrl, paidOrder({ email: "two@example.com" })),
    );

    const input = { body: { who: "{{ customer.email }}", why: "very-secret-key" } };
    const seen = await lookBack(
      shop,
      definition(id, { action: { connectionId: id, action: "send", input } }),
    );
    expect(seen).toMatchObject({
      looked: 2,
      isCut: false,
      counts: { ring: 2, skip: 0, cancel: 0, nothing: 0, other: 0 },
      notes: [],
      items: [
        { event: { id: second, type: "purchase.completed" }, would: "ring", reason: null },
        { event: { id: first, customer: { email: "one@example.com" } }, would: "ring" },
      ],
    });
    const { request } = seen.items[1] ?? {};
    expect(request).toMatchObject({
      method: "POST",
      url: `${box.url}?key=•••`,
      body: '{"who":"one@example.com","why":"•••"}',
      isWhole: true,
      headers: {
        "content-type": "application/json",
        authorization: "•••",
        "x-short": "•••",
        "webhook-signature": "•••",
        "webhook-id": expect.stringMatching(/^dlv_1/),
      },
    });
    expect(JSON.stringify(seen)).not.toMatch(/very-secret|"abc"|v1,/);
    await hearsNothing(box);
    expect(await deliveries(shop)).toEqual([]);
  });

  it("says of every other event why not, in the plan's words, and counts what it does not listen to", async () => {
    const { shop, tell } = await plainShop();
    const { id } = await newWebhook(shop, newBox().url);
    await tell("purchase.completed", "ada@example.com", { products: [{ id: "p1" }] });
    await tell("purchase.completed", "ada@example.com", { products: [{ id: "p2" }] });
    await tell("purchase.completed", "ada@example.com", { products: [{ id: "p1" }] });
    await tell("lead.created", "bob@example.com");
    const seen = await lookBack(
      shop,
      definition(id, {
        trigger: { event: "purchase.completed", productIds: ["p1"] },
        frequency: "once-per-customer",
        enabled: false,
      }),
    );
    expect(seen.counts).toEqual({ ring: 1, skip: 0, cancel: 0, nothing: 2, other: 1 });
    expect(seen.items.map((one) => one.reason)).toEqual([
      "It has already run for this customer.",
      "None of its products was in this event (p2).",
      null,
    ]);
    expect(seen.notes).toEqual([expect.stringContaining("from scratch")]);
  });

  it("is called off by what happened before its moment, and not by what came after it", async () => {
    const { shop, tell } = await plainShop();
    const { id } = await newWebhook(shop, newBox().url);
    vi.useFakeTimers({ toFake: ["Date"] });
    const start = Date.now();
    const at = (hour: number) => vi.setSystemTime(start + hour * 3_600_000);
    for (const who of ["soon", "late", "never"]) await tell("cart.abandoned", `${who}@example.com`);
    at(1);
    await tell("purchase.completed", "soon@example.com");
    at(3);
    await tell("purchase.completed", "late@example.com");
    const seen = await lookBack(
      shop,
      definition(id, {
        trigger: { event: "cart.abandoned" },
        timing: { when: "after", amount: 2, unit: "hours" },
      }),
    );
    const would = Object.fromEntries(seen.items.map((one) => [one.event.customer?.email, one.would]));
    expect(would).toEqual({
      "soon@example.com": "cancel",
      "late@example.com": "ring",
      "never@example.com": "ring",
    });
    for (const { dueAt, event } of seen.items) expect(dueAt).toBe(event.occurredAt + 2 * 3_600_000);
    expect(seen.items.find((one) => one.would === "cancel")?.reason).toContain("purchase.completed");
  });

  it("before a date, looks at the events that set one", async () => {
    const { shop, tell } = await plainShop();
    const { id } = await newWebhook(shop, newBox().url);
    const now = Date.now();
    const ends = (n: number) => ({
      accessEndsAt: new Date(now + n * days).toISOString(),
      products: [{ id: "p" }],
    });
    await tell("purchase.completed", "far@example.com", ends(30));
    await tell("purchase.completed", "near@example.com", ends(1));
    await tell("purchase.completed", "back@example.com", { ...ends(30), order: { id: "o1" } });
    await tell("purchase.refunded", "back@example.com", { order: { id: "o1" }, products: [{ id: "p" }] });
    await tell("purchase.completed", "plain@example.com");
    const seen = await lookBack(
      shop,
      definition(id, {
        trigger: { event: "access.expired" },
        timing: { when: "before", amount: 5, unit: "days" },
      }),
    );
    const would = Object.fromEntries(seen.items.map((one) => [one.event.customer?.email, one.would]));
    expect(would).toEqual({
      "far@example.com": "ring",
      "near@example.com": "skip",
      "back@example.com": "cancel",
    });
    expect(seen.counts.other).toBe(2);
    expect(seen.notes).toEqual([expect.stringContaining("as they stand today")]);
  });

  it("looks back as many days as it is told", async () => {
    const { shop, tell } = await plainShop();
    const { id } = await newWebhook(shop, newBox().url);
    vi.useFakeTimers({ toFake: ["Date"] });
    const start = Date.now();
    await tell("purchase.completed", "old@example.com");
    vi.setSystemTime(start + 10 * days);
    await tell("purchase.completed", "new@example.com");
    const looked = async (query: string) => (await lookBack(shop, definition(id), query)).looked;
    expect([await looked(""), await looked("?days=9"), await looked("?days=11")]).toEqual([1, 1, 2]);
    for (const query of ["?days=0", "?days=91", "?days=week"])
      expect((await call(`${shop.api}/automations/preview${query}`, { body: definition(id) })).status).toBe(
        422,
      );
  });

  it("shows the latest hundred, and the requests of the latest twenty", async () => {
    const shop = await newShop();
    const { id } = await newWebhook(shop, newBox().url);
    const buyers = Array.from({ length: 105 }, (_, i) => ({
      type: "purchase.completed",
      customer: { email: `buyer${i}@example.com` },
    }));
    for (const some of [buyers.slice(0, 60), buyers.slice(60)])
      await ok(`${shop.api}/events`, { body: some });
    const { items, counts } = await lookBack(shop, definition(id));
    expect(counts.ring).toBe(105);
    expect(items).toHaveLength(100);
    expect(items[0]?.event.customer?.email).toBe("buyer104@example.com");
    expect(items.filter((one) => one.request)).toHaveLength(20);
    expect(items[19]?.request).toBeDefined();
  });

  it("is held to the same rules as one that is saved, by the same paths", async () => {
    const shop = await newShop();
    const theirs = await newShop();
    const { id } = await newWebhook(shop, newBox().url);
    const wrong: [Definition, number][] = [
      [definition(id, { cancelOn: ["nonsense"] }), 422],
      [definition(id, { cancleOn: [] }), 422],
      [definition(id, { timing: { when: "before", amount: 1, unit: "days" } }), 422],
      [definition(id, { action: { connectionId: id, action: "sing", input: {} } }), 422],
      [definition(id, { action: { connectionId: id, action: "send", input: { body: "{{ oops" } } }), 422],
      [definition("con_10000000000000000"), 404],
      [definition((await newWebhook(theirs, newBox().url)).id), 404],
      [definition(id, { trigger: { event: "purchase.completed", sourceId: "src_10000000000000000" } }), 404],
    ];
    for (const [body, status] of wrong) {
      const saved = await call(`${shop.api}/automations`, { body });
      const tried = await call(`${shop.api}/automations/preview`, { body });
      expect(tried.status).toBe(status);
      expect(await tried.json()).toEqual(await saved.json());
    }
  });
});

describe("the request", () => {
  it("is told not to be made where a template cannot be filled in", async () => {
    const { shop, tell } = await plainShop();
    const { id } = await newWebhook(shop, newBox().url);
    await tell("purchase.completed", "ada@example.com");
    const input = { headers: { "x-who": "{{ customer.email | date: }}" }, method: "{{ customer.email }}" };
    const seen = await lookBack(
      shop,
      definition(id, { action: { connectionId: id, action: "send", input } }),
    );
    expect(seen.items).toMatchObject([{ would: "ring", reason: expect.stringMatching(/template|fits/) }]);
    expect(seen.items[0]?.request).toBeUndefined();
  });

  it("is the mail that would go out", async () => {
    const { shop, tell } = await plainShop();
    await tell("purchase.completed", "ada@example.com");
    const { items: all } = await ok<{ items: { id: string; tool: string }[] }>(`${shop.api}/connections`);
    const of = (tool: string) => all.find((one) => one.tool === tool)?.id ?? "";
    const input = { to: "team@example.com", subject: "{{ customer.email }} bought" };
    const mailed = await lookBack(
      shop,
      definition("", { action: { connectionId: of("email"), action: "notify", input } }),
    );
    expect(mailed.items[0]?.request).toMatchObject({
      method: "MAIL",
      url: "mailto:team@example.com",
      body: expect.stringContaining("Subject: ada@example.com bought"),
      isWhole: true,
    });
    const shown = await lookBack(
      shop,
      definition("", { action: { connectionId: of("show-me"), action: "show", input: {} } }),
    );
    expect(shown.items[0]).toMatchObject({
      would: "ring",
      shown: { customer: { email: "ada@example.com" } },
    });
    expect(shown.items[0]?.request).toBeUndefined();
  });

  it("is the first of several where the tool is asked before it is told, and says so; the tool hears nothing", async () => {
    const { shop, tell } = await plainShop();
    await tell("purchase.completed", "ada@example.com");
    const account = newAccount("mailchimp");
    const { id } = await ok(`${shop.api}/connections`, {
      body: { tool: "mailchimp", name: "Mailchimp", settings: account.settings },
    });
    const before = (await account.state()).asked.length;
    const input = { listId: "f5eeafef91", tags: ["buyer"] };
    const action = { connectionId: id, action: "add-to-audience", input };
    const { items } = await lookBack(shop, definition(id, { action }));
    expect(items[0]).toMatchObject({ would: "ring", reason: null, request: { isWhole: false } });
    expect(items[0]?.request?.headers?.authorization).toBe("•••");
    expect(JSON.stringify(items)).not.toContain(account.key);
    expect((await account.state()).asked).toHaveLength(before);
  });
});

describe("a saved automation", () => {
  it("is tried from scratch: what it has really done does not count, nor that it is paused", async () => {
    const { shop, tell } = await plainShop();
    const box = newBox();
    const { id: connectionId } = await newWebhook(shop, box.url);
    const { id } = await newAutomation(shop, connectionId, { frequency: "once-per-customer" });
    await tell("purchase.completed", "ada@example.com");
    await settled(shop);
    await ok(`${shop.api}/automations/${id}`, { method: "PATCH", body: { enabled: false } });
    await tell("purchase.completed", "bob@example.com");
    const seen = await ok<LookBack>(`${shop.api}/automations/${id}/preview?days=1`, { method: "POST" });
    expect(seen.counts).toMatchObject({ ring: 2, nothing: 0 });
    expect(seen.items[1]?.request).toMatchObject({ method: "POST", url: box.url });
    expect(await box.got()).toHaveLength(1);
    expect(await deliveries(shop)).toHaveLength(1);
  });
});

describe("applying it to customers who are already there", () => {
  type Backfill = { state: string; isCount: boolean; made: number; looked: number; total: number };

  it("is counted, done, watched and stopped by the API, and noted", async () => {
    const { shop, tell } = await plainShop();
    const box = newBox();
    const { id: connectionId } = await newWebhook(shop, box.url);
    for (const who of ["ada", "bob"]) await tell("purchase.completed", `${who}@example.com`);
    await tell("purchase.completed", "ada@example.com");
    const { id } = await newAutomation(shop, connectionId);
    const apply = `${shop.api}/automations/${id}/apply`;
    expect(await ok(apply)).toMatchObject({ state: "none", looked: 0, startedAt: null });
    const counted = await ok<Backfill>(apply, { body: {} });
    expect(counted).toMatchObject({ state: "done", isCount: true, made: 2, looked: 2, total: 2 });
    await hearsNothing(box);
    await ok(apply, { body: { expected: counted.made } });
    await settled(shop);
    expect(await ok(apply)).toMatchObject({ state: "done", isCount: false, made: 2 });
    expect(await box.got()).toHaveLength(2);
    expect(await ok(apply, { method: "DELETE" })).toMatchObject({ state: "done", made: 2 });
    const { items } = await ok<{ items: { action: string }[] }>(`${shop.api}/audit`);
    expect(items.map((one) => one.action)).toEqual(
      expect.arrayContaining(["automation.applied", "automation.apply-stopped"]),
    );
  });

  it("is refused in words where it cannot be done", async () => {
    const { shop } = await plainShop();
    const { id: connectionId } = await newWebhook(shop, newBox().url);
    const { id } = await newAutomation(shop, connectionId, { enabled: false });
    const apply = `${shop.api}/automations/${id}/apply`;
    const paused = await call(apply, { body: { expected: 1 } });
    expect(paused.status).toBe(409);
    expect(await paused.json()).toMatchObject({ detail: "It is paused. Turn it on first." });
    for (const body of [{ days: 0 }, { expected: -1 }, { past: "maybe" }, { count: true }])
      expect((await call(apply, { body })).status, JSON.stringify(body)).toBe(422);
  });
});
