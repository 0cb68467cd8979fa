// Events and deliveries through the API: lists, stories, and what a person may do about them.
import { beforeAll, describe, expect, it } from "vitest";
import type { DeliveryView, EventView } from "../src/core/views";
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
  postShopify,
  type Shop,
  settled,
} from "./world";

type Page<T> = { items: T[]; next?: string };

let shop: Shop;
let sources: string[];
let connections: string[];
let automations: string[];
let ids: string[];

/** Six purchases: three by Ann at the first source, three by Ben at the second; each rings now and later. */
beforeAll(async () => {
  shop = await newShop();
  const [one, two] = [await newSource(shop), await newSource(shop)];
  const [now, later] = [await newWebhook(shop, newBox().url), await newWebhook(shop, newBox().url)];
  const made = [
    await newAutomation(shop, now.id),
    await newAutomation(shop, later.id, { timing: { when: "after", amount: 1, unit: "days" } }),
  ];
  sources = [one.id, two.id];
  connections = [now.id, later.id];
  automations = made.map((automation) => automation.id);
  ids = [];
  for (let n = 0; n < 6; n++) {
    const order = paidOrder({ email: n % 2 ? "ben@example.com" : "ann@example.com" });
    ids.push(await eventOf(await postShopify((n % 2 ? two : one).webhookUrl, order)));
  }
  const refund = { id: 1, order_id: 99, created_at: new Date().toISOString() };
  await postShopify(one.webhookUrl, refund, { topic: "refunds/create" });
  await postShopify(one.webhookUrl, { id: 5 }, { topic: "gadgets/made" });
  await settled(shop);
});

const listEvents = (query: string) => ok<Page<EventView>>(`${shop.api}/events?${query}`);
const listDeliveries = (query: string) => ok<Page<DeliveryView>>(`${shop.api}/deliveries?${query}`);

describe("the list of events", () => {
  it("is newest first, and filters by type, state, source and customer", async () => {
    const bought = await listEvents("type=purchase.completed");
    expect(bought.items.map((one) => one.id)).toEqual(ids.toReversed());
    expect((await listEvents("state=not-understood")).items.map((one) => one.type)).toEqual(["gadgets/made"]);
    expect((await listEvents(`sourceId=${sources[1]}`)).items).toHaveLength(3);
    const ann = bought.items.at(-1)?.customer?.id ?? "";
    expect((await listEvents(`customerId=${ann}`)).items).toHaveLength(3);
    expect((await listEvents("type=lead.created")).items).toEqual([]);
  });

  it("is paged to its end, each once, and then says that there is no more", async () => {
    const seen: string[] = [];
    let query = "type=purchase.completed&limit=4";
    for (;;) {
      const page = await listEvents(query);
      seen.push(...page.items.map((one) => one.id));
      if (page.next === undefined) break;
      query = `type=purchase.completed&limit=4&cursor=${page.next}`;
    }
    expect(seen).toEqual(ids.toReversed());
  });

  it("filters by time, given in either way", async () => {
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect((await listEvents(`to=${soon}`)).items).toHaveLength(8);
    expect((await listEvents(`from=${soon}`)).items).toEqual([]);
    expect((await listEvents(`from=${Date.now() - 60_000}&to=${Date.now() + 60_000}`)).items).toHaveLength(8);
  });
});

describe("the list of deliveries", () => {
  it("filters by state, automation, connection, type and customer", async () => {
    expect((await listDeliveries("")).items).toHaveLength(12);
    expect((await listDeliveries("state=succeeded")).items).toHaveLength(6);
    expect((await listDeliveries("state=waiting")).items).toHaveLength(6);
    expect((await listDeliveries(`automationId=${automations[1]}&state=waiting`)).items).toHaveLength(6);
    expect((await listDeliveries(`connectionId=${connections[0]}&state=waiting`)).items).toEqual([]);
    expect((await listDeliveries("type=purchase.completed")).items).toHaveLength(12);
    expect((await listDeliveries(`sourceId=${sources[0]}`)).items).toHaveLength(6);
    const { customer } = await event(shop, ids[0] ?? "");
    expect((await listDeliveries(`customerId=${customer?.id}`)).items).toHaveLength(6);
  });

  it("is paged to its end, each once", async () => {
    const seen: string[] = [];
    let cursor = "";
    for (;;) {
      const page: Page<DeliveryView> = await listDeliveries(`limit=5${cursor}`);
      seen.push(...page.items.map((one) => one.id));
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
    }
    expect([seen.length, new Set(seen).size]).toEqual([12, 12]);
  });
});

describe("a delivery", () => {
  const waiting = async () => {
    const [one] = (await listDeliveries("state=waiting&limit=200")).items;
    if (!one) throw new Error("Nothing waits.");
    return one;
  };
  const act = (id: string, act: string, body?: object) =>
    call(`${shop.api}/deliveries/${id}/${act}`, { method: "POST", ...(body ? { body } : {}) });

  it("that waits can be moved, but not into the past, and not out of sight", async () => {
    const { id } = await waiting();
    const at = Date.now() + 5 * 3_600_000;
    expect(await (await act(id, "move", { at })).json()).toMatchObject({ id, state: "waiting", dueAt: at });
    expect((await act(id, "move", { at: Date.now() - 1000 })).status).toBe(409);
    expect((await act(id, "move", { at: Date.now() + 3 * 365 * 24 * 3_600_000 })).status).toBe(409);
    expect((await act(id, "move", { at: "tomorrow" })).status).toBe(422);
    expect((await act(id, "move", {})).status).toBe(422);
  });

  it("that waits can be run now", async () => {
    const { id } = await waiting();
    expect((await act(id, "run-now")).status).toBe(200);
    await settled(shop);
    expect(await ok(`${shop.api}/deliveries/${id}`)).toMatchObject({ state: "succeeded" });
  });

  it("that waits can be cancelled by somebody with a name, and stays so", async () => {
    const { id } = await waiting();
    const cancelled = await (await act(id, "cancel")).json();
    expect(cancelled).toMatchObject({ state: "cancelled", reason: "Cancelled by installation." });
    expect((await act(id, "cancel")).status, "the same again").toBe(200);
    const late = await act(id, "run-now");
    expect(late.status).toBe(409);
    expect(await late.json()).toMatchObject({ detail: "It does not wait for anything (cancelled)." });
  });

  it("that has ended can be repeated, as a new one that names it", async () => {
    const [done] = (await listDeliveries("state=succeeded")).items;
    const made = (await (await act(done?.id ?? "", "retry")).json()) as DeliveryView;
    expect(made.id).not.toBe(done?.id);
    expect(made.replayOf).toBe(done?.id);
    await settled(shop);
  });

  it("is marked as done only where nobody knows", async () => {
    const { id } = await waiting();
    expect((await act(id, "mark-done")).status).toBe(409);
  });

  it("leaves in the audit log who did what to it", async () => {
    const { items } = await ok<{ items: { action: string; target: string; actor: string }[] }>(
      `${shop.api}/audit?limit=10`,
    );
    expect(items.map((one) => one.action)).toEqual(
      expect.arrayContaining(["delivery.moved", "delivery.run", "delivery.cancelled", "delivery.retried"]),
    );
    expect(items.every((one) => one.actor === "installation")).toBe(true);
  });
});

describe("a replay", () => {
  it("is for what has not run, or again for what has; and not for what was not understood", async () => {
    const id = await eventOf(await postShopify(await urlOf(), paidOrder()));
    await settled(shop);
    const url = `${shop.api}/events/${id}/replay`;
    expect(await ok(url, { method: "POST" })).toEqual({ deliveries: [] });
    const again = await ok<{ deliveries: DeliveryView[] }>(url, { body: { which: "all" } });
    const now = again.deliveries.find((one) => one.automationId === automations[0]);
    expect(now?.replayOf).toMatch(/^dlv_/);
    const [strange] = (await listEvents("state=not-understood")).items;
    expect((await call(`${shop.api}/events/${strange?.id}/replay`, { method: "POST" })).status).toBe(409);
    await settled(shop);
  });

  const urlOf = async () =>
    (await ok<{ webhookUrl: string }>(`${shop.api}/sources/${sources[0]}`)).webhookUrl;
});

describe("the numbers of a workspace", () => {
  it("count what there is", async () => {
    const stats = await ok<Record<string, number>>(`${shop.api}/stats`);
    expect(stats).toMatchObject({ overdue: 0, held: 0, uncertain: 0, failed: 0 });
    const waits = (await deliveries(shop, "?state=waiting&limit=200")).length;
    expect(stats.waiting).toBe(waits);
    expect(stats.events).toBe((await listEvents("limit=200")).items.length);
  });
});
