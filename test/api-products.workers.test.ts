// Products by the API: what is said of them, what events say of them, and access that lasts 30 days, end to end.
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
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
  paidOrder,
  postShopify,
  ring,
  type Shop,
  settled,
  until,
  watchdog,
} from "./world";

afterEach(() => vi.useRealTimers());

const days = 86_400_000;
type Product = {
  id: string;
  name: string | null;
  nameInShop: string | null;
  access: object | null;
  expiringDaysBefore: number;
  seen: { sourceId: string; firstSeenAt: number; lastSeenAt: number } | null;
  running?: number;
  applied?: boolean;
};

const at = (shop: Shop, id: string) => `${shop.api}/products/${encodeURIComponent(id)}`;
const say = (shop: Shop, id: string, body: object, query = "") =>
  ok<Product>(at(shop, id) + query, { method: "PATCH", body });
const list = (shop: Shop, query = "") =>
  ok<{ items: Product[]; more: boolean }>(`${shop.api}/products${query}`);
const course = "632910392"; // of every order in this world

async function refusal(shop: Shop, body: object, query = ""): Promise<string[]> {
  const response = await call(`${at(shop, "p1")}${query}`, { method: "PATCH", body });
  expect(response.status).toBe(422);
  const { errors } = (await response.json()) as { errors: { path: string; message: string }[] };
  return errors.map(({ path, message }) => `${path} ${message}`);
}

describe("a product", () => {
  it("is there with the first event that names it, and as it was until something is said of it", async () => {
    const shop = await newShop();
    expect(await list(shop)).toEqual({ items: [], more: false });
    expect((await call(at(shop, course))).status).toBe(404);
    const source = await newSource(shop);
    await postShopify(source.webhookUrl, paidOrder());
    const [product] = (await list(shop)).items;
    expect(product).toEqual({
      id: course,
      name: null,
      nameInShop: "Course",
      access: null,
      expiringDaysBefore: 3,
      codes: null,
      seen: { sourceId: source.id, firstSeenAt: expect.any(Number), lastSeenAt: expect.any(Number) },
    });
    expect(await ok(at(shop, course))).toEqual({ ...product, running: 0 });
  });

  it("may be spoken of before any event names it; each edit changes what it names, and null takes it back", async () => {
    const shop = await newShop();
    expect(await say(shop, "p1", { access: { amount: 30, unit: "days" } })).toEqual({
      id: "p1",
      name: null,
      nameInShop: null,
      access: { amount: 30, unit: "days" },
      expiringDaysBefore: 3,
      codes: null,
      seen: null,
      running: 0,
      applied: true,
    });
    expect(await say(shop, "p1", { expiringDaysBefore: 0, name: " The course " })).toMatchObject({
      name: "The course",
      access: { amount: 30, unit: "days" },
      expiringDaysBefore: 0,
    });
    expect(await say(shop, "p1", { expiringDaysBefore: null, name: null })).toMatchObject({
      name: null,
      access: { amount: 30, unit: "days" },
      expiringDaysBefore: 3,
    });
    expect(await say(shop, "p1", { access: null })).toMatchObject({ access: null });
    expect(await say(shop, "p1", {})).toMatchObject({ id: "p1", access: null });
    expect((await list(shop)).items).toHaveLength(1);
  });

  it.each([
    "gold/2026",
    "a b",
    "żółć ☕",
    "100%",
    "%2F",
    "p#1?x=y",
    "a.b",
    "a'; DROP TABLE products --",
    "__proto__",
    "constructor",
  ])("may have the id %j", async (id) => {
    const shop = await newShop();
    await say(shop, id, { expiringDaysBefore: 7 });
    expect(await ok(at(shop, id))).toMatchObject({ id, expiringDaysBefore: 7 });
    expect((await list(shop)).items.map((one) => one.id)).toEqual([id]);
  });

  it("is refused what means nothing, at its field and in words", async () => {
    const shop = await newShop();
    expect(await refusal(shop, { access: { amount: 0, unit: "days" } })).toEqual([
      expect.stringMatching(/^access\.amount /),
    ]);
    expect(await refusal(shop, { access: { amount: 11, unit: "years" } })).toEqual([
      expect.stringMatching(/^access\.unit /),
    ]);
    expect(await refusal(shop, { access: { amount: 121, unit: "months" } })).toEqual([
      "access.amount is longer than ten years; for access without an end, leave it out",
    ]);
    expect(await refusal(shop, { access: { amount: 1, unit: "days", from: "x" } })).toHaveLength(1);
    expect(await refusal(shop, { expiringDaysBefore: 91 })).toHaveLength(1);
    expect(await refusal(shop, { name: " " })).toHaveLength(1);
    expect(await refusal(shop, { acces: null })).toEqual([expect.stringMatching(/^acces /)]);
    expect(await refusal(shop, { name: "x" }, "?running=move")).toEqual([expect.stringMatching(/^running /)]);
    expect((await call(at(shop, "x".repeat(201)))).status).toBe(422);
    expect((await list(shop)).items).toEqual([]);
  });

  it("is edited by two at once, and both end up in force and in the audit log", async () => {
    const shop = await newShop();
    await Promise.all([
      say(shop, "p1", { access: { amount: 1, unit: "months" } }),
      say(shop, "p1", { expiringDaysBefore: 10 }),
      say(shop, "p1", { name: "Course" }),
    ]);
    expect(await ok(at(shop, "p1"))).toMatchObject({
      name: "Course",
      access: { amount: 1, unit: "months" },
      expiringDaysBefore: 10,
    });
    const { items } = await ok<{ items: { action: string; target: string; detail: { fields: string[] } }[] }>(
      `${shop.api}/audit`,
    );
    const told = items.filter(({ action }) => action === "product.changed");
    expect(told.map(({ target }) => target)).toEqual(["p1", "p1", "p1"]);
    expect(told.flatMap(({ detail }) => detail.fields).sort()).toEqual([
      "access",
      "expiringDaysBefore",
      "name",
    ]);
  });

  it("of another workspace is another one, though its id is the same", async () => {
    const [one, other] = [await newShop(), await newShop()];
    await say(one, "p1", { name: "Mine" });
    await say(other, "p1", { name: "Theirs" });
    expect(await ok(at(one, "p1"))).toMatchObject({ name: "Mine" });
    expect(await ok(at(other, "p1"))).toMatchObject({ name: "Theirs" });
  });
});

describe("the list of products", () => {
  it("is found by words of their names and by their ids, and says when there is more", async () => {
    const shop = await newShop();
    await say(shop, "p1", { name: "Yoga for beginners" });
    await say(shop, "p2", { name: "Yoga for all" });
    await say(shop, "p3", { name: "Żółw" });
    const ids = async (query: string) => {
      const { items, more } = await list(shop, query);
      return [items.map(({ id }) => id).join(), more];
    };
    expect(await ids("")).toEqual(["p1,p2,p3", false]);
    expect(await ids("?search=yoga")).toEqual(["p1,p2", false]);
    expect(await ids("?search=all%20YOGA")).toEqual(["p2", false]);
    expect(await ids("?search=P3")).toEqual(["p3", false]);
    expect(await ids("?search=%C5%BC%C3%B3%C5%82")).toEqual(["p3", false]);
    expect(await ids("?limit=2")).toEqual(["p1,p2", true]);
    expect((await call(`${shop.api}/products?limit=0`)).status).toBe(422);
    expect((await call(`${shop.api}/products?serch=x`)).status).toBe(422);
  });

  it("names each product once, whatever was said of it", async () => {
    const shop = await newShop();
    const source = await newSource(shop);
    await say(shop, "unseen", { expiringDaysBefore: 1 });
    await say(shop, course, { name: "The course" });
    await postShopify(source.webhookUrl, paidOrder());
    const { items } = await list(shop);
    expect(items.map(({ id, name, nameInShop }) => [id, name, nameInShop])).toEqual([
      [course, "The course", "Course"],
      ["unseen", null, null],
    ]);
  });
});

describe("access that lasts 30 days", () => {
  /** Lets time pass, and the alarm ring. */
  async function wait(shop: Shop, at: number) {
    vi.setSystemTime(at);
    await ring(shop);
  }

  it("is bought, rings before its end, and at its end by itself", async () => {
    const shop = await newShop();
    const source = await newSource(shop);
    const [mail, out] = [newBox(), newBox()];
    await newAutomation(shop, (await newWebhook(shop, mail.url)).id, {
      trigger: { event: "access.expired", productIds: [course] },
      timing: { when: "before", amount: 5, unit: "days" },
    });
    await newAutomation(shop, (await newWebhook(shop, out.url)).id, { trigger: { event: "access.expired" } });
    await say(shop, course, { access: { amount: 30, unit: "days" }, expiringDaysBefore: 7 });

    vi.useFakeTimers({ toFake: ["Date"] });
    const start = Date.UTC(2027, 2, 10, 12); // at one o'clock in Warsaw, and in summer time 30 days later
    vi.setSystemTime(start);
    const end = Date.UTC(2027, 3, 9, 11);
    const order = paidOrder({ created_at: new Date(start).toISOString() });
    const bought = await event(shop, await eventOf(await postShopify(source.webhookUrl, order)));
    expect(bought).toMatchObject({
      accessEndsAt: end,
      products: [{ id: course, accessEndsAt: end }],
      deliveries: [{ state: "waiting", dueAt: end - 5 * days }],
    });
    expect(await ok(at(shop, course))).toMatchObject({ running: 1 });

    await wait(shop, end - 7 * days);
    await wait(shop, end - 5 * days);
    const [before] = await until(
      () => mail.got(),
      (all) => all.length === 1,
    );
    expect(JSON.parse(before?.body ?? "{}")).toMatchObject({
      type: "purchase.completed",
      accessEndsAt: new Date(end).toISOString(),
    });
    await settled(shop);
    expect(await out.got()).toEqual([]);
    await wait(shop, end);
    const [rung] = await until(
      () => out.got(),
      (all) => all.length === 1,
    );
    expect(JSON.parse(rung?.body ?? "{}")).toMatchObject({
      type: "access.expired",
      occurredAt: new Date(end).toISOString(),
      accessEndsAt: new Date(end).toISOString(),
      products: [{ id: course, name: "Course" }],
      customer: { email: order.email },
    });
    const { items } = await ok<{ items: { type: string; occurredAt: number }[] }>(`${shop.api}/events`);
    expect(items.map(({ type, occurredAt }) => [type, occurredAt])).toEqual([
      ["access.expired", end],
      ["access.expiring", end - 7 * days],
      ["purchase.completed", start],
    ]);
    expect(await ok(at(shop, course))).toMatchObject({ running: 0 });
  });

  it("stays so for what was bought, unless the change is to count for it, too", async () => {
    const shop = await newShop();
    const source = await newSource(shop);
    await say(shop, course, { access: { amount: 30, unit: "days" } });
    const id = await eventOf(await postShopify(source.webhookUrl, paidOrder()));
    const endsAt = async () => (await event(shop, id)).accessEndsAt ?? 0;
    const before = await endsAt();
    expect(await say(shop, course, { access: { amount: 60, unit: "days" } })).toMatchObject({ running: 1 });
    expect(await endsAt()).toBe(before);
    await say(shop, course, { access: { amount: 90, unit: "days" } }, "?running=update");
    expect(Math.round((await endsAt()) / days)).toBe(Math.round(before / days) + 60);
  });

  it("is nobody else's to say: an event that we are told names no end of a single product", async () => {
    const shop = await newShop();
    const body = { type: "purchase.completed", products: [{ id: "p1", accessEndsAt: 1 }] };
    expect((await call(`${shop.api}/events`, { body })).status).toBe(422);
  });

  it("is in force although the ledger hears of it only later, by the watchdog's visit", async () => {
    const shop = await newShop();
    const source = await newSource(shop);
    await env.DB.prepare("INSERT INTO products (workspace_id, id, settings) VALUES (?, ?, ?)")
      .bind(shop.ws, course, JSON.stringify({ access: { amount: 1, unit: "months" } }))
      .run();
    await env.DB.prepare("UPDATE workspaces SET version = version + 1 WHERE id = ?").bind(shop.ws).run();
    await watchdog();
    const id = await eventOf(await postShopify(source.webhookUrl, paidOrder()));
    expect((await event(shop, id)).accessEndsAt).toBeGreaterThan(Date.now() + 27 * days);
  });
});
