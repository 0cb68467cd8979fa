// Our own way in: events told with a key, one or a batch, each with its own answer.
import { describe, expect, it } from "vitest";
import {
  call,
  deliveries,
  event,
  newAutomation,
  newBox,
  newShop,
  newWebhook,
  ok,
  type Shop,
  settled,
} from "./world";

type Item = {
  status: number;
  eventId?: string;
  outcome?: string;
  errors?: { path: string; message: string }[];
};

const tell = async (shop: Shop, told: unknown) =>
  (await ok<{ items: Item[] }>(`${shop.api}/events`, { body: told })).items;

const purchase = (more: object = {}) => ({
  id: "order-1",
  type: "purchase.completed",
  occurredAt: "2026-11-22T09:00:00+01:00",
  customer: { email: " Zoe@Shop.Example ", firstName: "Zoë" },
  products: [{ id: "p1", name: "Course", quantity: 1, price: { amount: 4990, currency: "pln" } }],
  order: { id: "1", total: { amount: 4990, currency: "pln" } },
  accessEndsAt: "2027-11-22T09:00:00Z",
  consent: { marketing: true },
  data: { campaign: "autumn" },
  ...more,
});

describe("an event that is told", () => {
  it("is an event like any other, and rings what is set up", async () => {
    const shop = await newShop();
    const box = newBox();
    const connection = await newWebhook(shop, box.url);
    await newAutomation(shop, connection.id);
    const [item] = await tell(shop, purchase());
    expect(item).toEqual({ status: 200, eventId: expect.stringMatching(/^evt_/), outcome: "new" });
    expect(await event(shop, item?.eventId ?? "")).toMatchObject({
      type: "purchase.completed",
      state: "matched",
      occurredAt: Date.UTC(2026, 10, 22, 8),
      source: { id: "api", kind: "api" },
      customer: { email: "zoe@shop.example" },
      order: { total: { amount: 4990, currency: "PLN" } },
      accessEndsAt: Date.UTC(2027, 10, 22, 9),
      data: { campaign: "autumn" },
    });
    expect(await settled(shop)).toMatchObject([{ state: "succeeded" }]);
    expect(JSON.parse((await box.got())[0]?.body ?? "")).toMatchObject({ data: { campaign: "autumn" } });
  });

  it("is one event, told twice, a hundred times at once, or twice in a batch; what is new in it is kept", async () => {
    const shop = await newShop();
    const [first] = await tell(shop, purchase());
    const many = await Promise.all(Array.from({ length: 100 }, () => tell(shop, purchase())));
    const ids = new Set(many.flat().map(({ eventId }) => eventId));
    expect([...ids]).toEqual([first?.eventId]);
    const batch = await tell(shop, [purchase(), purchase({ order: { id: "1", number: "#1" } })]);
    expect(batch.map(({ outcome }) => outcome)).toEqual(["duplicate", "merged"]);
  });

  it("without an id is the same only for the same content", async () => {
    const shop = await newShop();
    const { id: _, ...bare } = purchase();
    const items = await tell(shop, [bare, bare, { ...bare, data: {} }]);
    expect(items.map(({ outcome }) => outcome)).toEqual(["new", "duplicate", "new"]);
  });

  it("keeps all digits of a big integer, and no password", async () => {
    const shop = await newShop();
    const { key } = await ok<{ key: string }>(`${shop.api}/keys`, { body: { name: "Shop", role: "editor" } });
    const response = await call(`${shop.api}/events`, { method: "POST", token: key });
    expect(response.status).toBeGreaterThanOrEqual(400);
    const [item] = await tell(shop, purchase({ data: { id: "x", password: "hunter2" } }));
    expect(JSON.stringify(await event(shop, item?.eventId ?? ""))).not.toContain("hunter2");
  });
});

describe("a batch", () => {
  it("has an answer for each, and what is not in order turns away nothing else", async () => {
    const shop = await newShop();
    const items = await tell(shop, [
      purchase({ id: "a" }),
      purchase({ id: "b", type: "purchase.complete" }),
      purchase({ id: "c", customer: { email: "nobody" }, occurredAt: "yesterday" }),
      "text",
      purchase({ id: "d", oder: {} }),
      purchase({ id: "e" }),
    ]);
    expect(items.map(({ status }) => status)).toEqual([200, 422, 422, 422, 422, 200]);
    expect(items[1]?.errors).toMatchObject([
      { path: "type", message: expect.stringContaining("event type") },
    ]);
    expect(items[2]?.errors?.map(({ path }) => path).sort()).toEqual(["customer.email", "occurredAt"]);
    expect(items[4]?.errors).toMatchObject([{ path: "oder" }]);
  });

  it.each([[[]], [Array.from({ length: 101 }, (_, i) => purchase({ id: `n${i}` }))]])(
    "has from one to a hundred events",
    async (events) => {
      const shop = await newShop();
      expect((await call(`${shop.api}/events`, { body: events })).status).toBe(422);
      expect(await deliveries(shop)).toEqual([]);
    },
  );
});

it("the end of access to several products is several events", async () => {
  const shop = await newShop();
  const products = [{ id: "p1" }, { id: "p2" }];
  const [both, one] = await tell(shop, [
    purchase({ id: "x", type: "access.expired", products }),
    purchase({ id: "y", type: "access.expired" }),
  ]);
  expect(both).toMatchObject({ status: 422, errors: [{ path: "products" }] });
  expect(one).toMatchObject({ status: 200, outcome: "new" });
});

describe("the door", () => {
  it("is for editors and their keys", async () => {
    const shop = await newShop();
    const keyOf = async (role: string) =>
      (await ok<{ key: string }>(`${shop.api}/keys`, { body: { name: role, role } })).key;
    const path = `${shop.api}/events`;
    expect((await call(path, { body: purchase(), token: await keyOf("editor") })).status).toBe(200);
    expect((await call(path, { body: purchase(), token: await keyOf("viewer") })).status).toBe(403);
    expect((await call(path, { body: purchase(), token: null })).status).toBe(401);
  });

  it("says of a single event what is wrong with it", async () => {
    const shop = await newShop();
    const response = await call(`${shop.api}/events`, { body: purchase({ type: "sale" }) });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ path: "type" }] });
  });
});

it("what has come round through Shopbell too often rings nothing any more", async () => {
  const shop = await newShop();
  const connection = await newWebhook(shop, newBox().url);
  await newAutomation(shop, connection.id);
  const response = await call(`${shop.api}/events`, { body: purchase(), headers: { "shopbell-hops": "7" } });
  const { items } = (await response.json()) as { items: Item[] };
  expect((await event(shop, items[0]?.eventId ?? "")).unmatched).toMatchObject([
    { reason: expect.stringContaining("loop was stopped") },
  ]);
});
