// Events through the API: what came in since, searches by what a person knows, and replays with what they tell beforehand.
import { beforeAll, describe, expect, it } from "vitest";
import type { ReplayView } from "../src/core/replay";
import type { DeliveryView, EventView } from "../src/core/views";
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
  type Shop,
  settled,
  until,
} from "./world";

type Page<T> = { items: T[]; next?: string; searchedTo?: number; customerId?: string };

let shop: Shop;
let sources: string[];
let welcome: string;
let doomed: string;
let url: string;
/** Three purchases by Ann, Ben and Ann; the second one's delivery to the second tool has failed. */
let ids: string[];
/** The second tool. */
const bad = newBox();

beforeAll(async () => {
  shop = await newShop();
  const [one, two] = [await newSource(shop), await newSource(shop)];
  await bad.answers({ status: 400, body: "no" });
  const [goodTool, badTool] = [await newWebhook(shop, newBox().url), await newWebhook(shop, bad.url)];
  welcome = (await newAutomation(shop, goodTool.id, { name: "Welcome" })).id;
  const onlyBen = [{ field: "customer.email", op: "contains", value: "ben@" }];
  const trigger = { event: "purchase.completed", conditions: onlyBen };
  doomed = (await newAutomation(shop, badTool.id, { name: "Doomed", trigger })).id;
  sources = [one.id, two.id];
  url = one.webhookUrl;
  ids = [];
  for (const [source, email, name] of [
    [one, "ann@example.com", "#1001"],
    [two, "ben@example.com", "#1002"],
    [one, "ann@example.com", "#1003"],
  ] as const)
    ids.push(await eventOf(await postShopify(source.webhookUrl, paidOrder({ email, name, customer: null }))));
  await postShopify(one.webhookUrl, { id: 5 }, { topic: "gadgets/made" });
  await settled(shop);
});

const list = (query: string) => ok<Page<EventView>>(`${shop.api}/events?${query}`);
const search = (body: object) => ok<Page<EventView>>(`${shop.api}/events/search`, { body });
const idsOf = ({ items }: Page<EventView>) => items.map(({ id }) => id);

describe("what came in since", () => {
  it("is told by itself, for events and for deliveries", async () => {
    const [newest] = (await list("limit=1")).items;
    expect(idsOf(await list(`after=${newest?.id}`))).toEqual([]);
    expect(idsOf(await list(`after=${ids[0]}&type=purchase.completed`))).toEqual([ids[2], ids[1]]);
    const since = await ok<Page<DeliveryView>>(`${shop.api}/deliveries?after=${ids[1]}`);
    expect(since.items.map(({ eventId }) => eventId)).toEqual([ids[2]]);
    expect((await call(`${shop.api}/events?after=yesterday`)).status).toBe(422);
  });
});

describe("a search", () => {
  it("by e-mail is a POST, in capitals or not, and tells a hash to go on with", async () => {
    const found = await search({ email: " ANN@example.com" });
    expect(idsOf(found)).toEqual([ids[2], ids[0]]);
    expect(found.customerId).toMatch(/^cus_/);
    expect(idsOf(await list(`customerId=${found.customerId}`))).toEqual([ids[2], ids[0]]);
    expect(await search({ email: "nobody@example.com" })).toMatchObject({ items: [] });
    expect((await call(`${shop.api}/events?email=ann@example.com`)).status).toBe(422);
    const both = { email: "ann@example.com", customerId: found.customerId };
    expect((await call(`${shop.api}/events/search`, { body: both })).status).toBe(422);
  });

  it.each(["1002", "#1002", " 1002 "])(
    "by the order %j finds it, and no other that begins like it",
    async (order) => {
      expect(idsOf(await search({ order }))).toEqual([ids[1]]);
      expect(idsOf(await list(`order=${encodeURIComponent(order)}`))).toEqual([ids[1]]);
      expect(idsOf(await search({ order: "100" }))).toEqual([]);
    },
  );

  it("by an order's id finds it as well", async () => {
    const { order } = await event(shop, ids[0] ?? "");
    expect(idsOf(await search({ order: order?.id }))).toEqual([ids[0]]);
  });

  it("narrows by type, outcome, source, automation, what became of deliveries, and time", async () => {
    expect(idsOf(await search({ type: "purchase.completed" }))).toHaveLength(3);
    expect(idsOf(await search({ state: "not-understood" }))).toHaveLength(1);
    expect(idsOf(await search({ sourceId: sources[1] }))).toEqual([ids[1]]);
    expect(idsOf(await search({ automationId: welcome }))).toHaveLength(3);
    expect(idsOf(await search({ automationId: doomed }))).toEqual([ids[1]]);
    expect(idsOf(await search({ deliveryState: "failed" }))).toEqual([ids[1]]);
    expect(idsOf(await search({ deliveryState: "failed", automationId: welcome }))).toEqual([]);
    expect(idsOf(await search({ deliveryState: "succeeded", email: "ann@example.com" }))).toHaveLength(2);
    const { receivedAt } = await event(shop, ids[1] ?? "");
    expect(idsOf(await search({ from: receivedAt, to: receivedAt + 1 }))).toContain(ids[1]);
    expect(idsOf(await search({ to: receivedAt }))).not.toContain(ids[1]);
    expect(idsOf(await search({ from: Date.now() + 60_000 }))).toEqual([]);
  });

  it("is paged, and says with each page how far back it has looked", async () => {
    const first = await search({ type: "purchase.completed", limit: 2 });
    expect(idsOf(first)).toEqual([ids[2], ids[1]]);
    expect(first.searchedTo).toBe((await event(shop, ids[1] ?? "")).receivedAt);
    const second = await search({ type: "purchase.completed", limit: 2, cursor: first.next });
    expect(idsOf(second)).toEqual([ids[0]]);
    expect([second.next, second.searchedTo]).toEqual([undefined, undefined]);
  });

  it("refuses what it does not know by name", async () => {
    for (const body of [{ mail: "ann@example.com" }, { state: "odd" }, { order: "" }, { from: "today" }])
      expect((await call(`${shop.api}/events/search`, { body })).status, JSON.stringify(body)).toBe(422);
  });
});

describe("a long search", () => {
  it("looks at so many events at a time, says how far back that was, and goes on from there", async () => {
    const long = await newShop();
    const tell = (events: object[]) => ok(`${long.api}/events`, { body: events });
    await tell([{ id: "old", type: "purchase.completed", order: { id: "77" } }]);
    for (let n = 0; n < 50; n++)
      await tell(Array.from({ length: 100 }, (_, i) => ({ id: `e${n}-${i}`, type: "lead.created" })));
    const find = (cursor?: string) =>
      ok<Page<EventView>>(`${long.api}/events/search`, { body: { order: "77", cursor } });
    const first = await find();
    expect(first.items).toEqual([]);
    expect(first.searchedTo).toBeLessThanOrEqual(Date.now());
    const second = await find(first.next);
    expect(second.items).toMatchObject([{ order: { id: "77" } }]);
    expect(second.next).toBeUndefined();
  });
});

describe("an event's story", () => {
  it("says who told of it, and when a twin or a fuller copy added something", async () => {
    const order = paidOrder({ name: "#1009" });
    const id = await eventOf(await postShopify(url, { ...order, line_items: [] }));
    expect(await event(shop, id)).toMatchObject({ origin: "shop", added: [], erasedAt: null });
    await postShopify(url, order);
    await postShopify(url, order); // the same again adds nothing
    const { added, receivedAt } = await event(shop, id);
    expect(added).toEqual([{ at: expect.any(Number), by: "twin" }]);
    expect(added[0]?.at).toBeGreaterThanOrEqual(receivedAt);
    const told = await ok<{ received: { eventId: string }[] } | object>(`${shop.api}/events`, {
      body: [{ id: "by-api", type: "lead.created" }],
    });
    const [, api = ""] = /(evt_\w+)/.exec(JSON.stringify(told)) ?? [];
    expect((await event(shop, api)).origin).toBe("api");
    await settled(shop);
  });
});

describe("a replay", () => {
  it("of one event tells what it rings, then rings that and no other number", async () => {
    const path = `${shop.api}/events/${ids[1]}/replay`;
    const plan = await ok<{ rings: object[]; leftAlone: object[] }>(`${path}?which=failed`);
    expect(plan).toMatchObject({
      rings: [
        { automationId: doomed, name: "Doomed", action: "send", repeats: expect.stringMatching(/^dlv_/) },
      ],
      leftAlone: [{ automationId: welcome, reason: "It has not failed." }],
    });
    await bad.answers({ status: 200 });
    const wrong = await call(path, { body: { which: "failed", expected: 2 } });
    expect([wrong.status, ((await wrong.json()) as { count: number }).count]).toEqual([409, 1]);
    const made = await ok<{ deliveries: DeliveryView[] }>(path, { body: { which: "failed", expected: 1 } });
    expect(made.deliveries).toMatchObject([{ automationId: doomed, replayOf: expect.any(String) }]);
    await settled(shop);
    expect(idsOf(await search({ deliveryState: "failed" })), "it has been done well since").toEqual([]);
  });

  it("on the terms of then is not for what has not rung yet", async () => {
    const path = `${shop.api}/events/${ids[0]}/replay`;
    expect((await call(`${path}?which=missing&terms=original`)).status).toBe(422);
    expect((await call(path, { body: { which: "missing", terms: "original" } })).status).toBe(422);
    expect((await call(`${path}?which=all&terms=original`)).status).toBe(200);
  });

  it("of many is counted, started with that number, listed, and told to the log", async () => {
    const before = (await ok<Page<DeliveryView>>(`${shop.api}/deliveries?limit=200`)).items.length;
    const filter = { sourceId: sources[0], automationId: welcome };
    const begun = await ok<ReplayView>(`${shop.api}/replays`, { body: { filter, which: "all" } });
    const job = (state: string) =>
      until(
        () => ok<ReplayView>(`${shop.api}/replays/${begun.id}`),
        (one) => one.state === state,
      );
    const counted = await job("counted");
    expect(counted).toMatchObject({
      filter,
      deliveries: counted.events,
      byAutomation: [{ automationId: welcome, name: "Welcome" }],
    });
    const start = `${shop.api}/replays/${begun.id}/start`;
    const refused = await call(start, { body: { expected: counted.deliveries + 1 } });
    expect(await refused.json()).toMatchObject({ status: 409, count: counted.deliveries });
    await ok(start, { body: { expected: counted.deliveries } });
    expect(await job("done")).toMatchObject({ replayed: counted.events, made: counted.deliveries });
    const { items } = await ok<{ items: ReplayView[] }>(`${shop.api}/replays`);
    expect(items.map(({ id }) => id)).toEqual([begun.id]);
    expect((await call(`${shop.api}/replays/${begun.id}/pause`, { method: "POST" })).status).toBe(409);
    await settled(shop);
    const after = (await ok<Page<DeliveryView>>(`${shop.api}/deliveries?limit=200`)).items.length;
    expect(after - before).toBe(counted.deliveries);
    const log = await ok<{ items: { action: string; target: string; detail: object }[] }>(
      `${shop.api}/audit`,
    );
    expect(log.items.find(({ action }) => action === "replay.started")).toMatchObject({
      target: begun.id,
      detail: { which: "all", terms: "current", deliveries: counted.deliveries },
    });
  });
});
