// What is always true (DESIGN.md §4), seen from outside: real requests in, real queues, a real receiver at the end.
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { samples } from "../src/connectors/easycart/samples";
import { armFault, disarmFaults } from "../src/core/faults";
import {
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
  type Received,
  ring,
  type Shop,
  settled,
  until,
  watchdog,
} from "./world";

afterEach(() => {
  disarmFaults();
  vi.useRealTimers();
});

/** A shop whose purchases ring a box. */
async function ringing(more: Record<string, unknown> = {}) {
  const shop = await newShop();
  const source = await newSource(shop);
  const box = newBox();
  const connection = await newWebhook(shop, box.url);
  const automation = await newAutomation(shop, connection.id, more);
  const buy = (order: Record<string, unknown> = {}) => postShopify(source.webhookUrl, paidOrder(order));
  return { shop, source, box, connection, automation, buy };
}

const idsOf = (received: Received[]) => received.map((one) => one.headers["webhook-id"]);
const states = async (shop: Shop) => (await deliveries(shop)).map((one) => one.state).sort();
const count = (n: number) => (all: unknown[]) => all.length === n;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the ledger does while one of its tables is out of reach. */
async function without(shop: Shop, table: string, work: () => Promise<void>): Promise<void> {
  const rename = (from: string, to: string) =>
    runInDurableObject(shop.stub, (_, state) => {
      state.storage.sql.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
    });
  await rename(table, "away");
  await work();
  await rename("away", table);
}

/** An EasyCart sale, told twice as EasyCart does. */
function sale(order: string, more: Record<string, unknown> = {}) {
  const twins = samples.slice(0, 2).map((sample) => JSON.parse(sample.body) as Record<string, unknown>);
  return twins.map((twin) => ({ ...twin, order_uuid: order, ...more }));
}

describe("1. Acknowledged means stored", () => {
  it("has event and deliveries in its rows when the shop gets its 200", async () => {
    const { shop, buy } = await ringing({ timing: { when: "after", amount: 1, unit: "days" } });
    const id = await eventOf(await buy());
    await evictDurableObject(shop.stub);
    expect((await event(shop, id)).deliveries).toMatchObject([{ state: "waiting" }]);
  });

  it("answers 503 while it cannot store, and the shop's own retry makes one event", async () => {
    const { shop, source, box } = await ringing();
    const order = paidOrder();
    armFault("accept.before-commit", { times: 4 }); // as often as the Worker tries by itself
    const refused = await postShopify(source.webhookUrl, order);
    expect(refused.status).toBe(503);
    expect((await ok<{ items: object[] }>(`${shop.api}/events`)).items).toEqual([]);
    await eventOf(await postShopify(source.webhookUrl, order));
    await until(() => box.got(), count(1));
    expect((await ok<{ items: object[] }>(`${shop.api}/events`)).items).toHaveLength(1);
  });

  it("still knows by what terms it delivers after a first try that was undone, and a restart", async () => {
    const { shop, box, buy } = await ringing({ timing: { when: "after", amount: 1, unit: "minutes" } });
    armFault("accept.before-commit");
    await eventOf(await buy());
    await evictDurableObject(shop.stub);
    const [delivery] = await deliveries(shop);
    await ok(`${shop.api}/deliveries/${delivery?.id}/run-now`, { method: "POST" });
    await until(() => box.got(), count(1));
  });
});

describe("2. Once", () => {
  it("makes one event and one delivery of a webhook that comes a hundred times at once", async () => {
    const { shop, source, box } = await ringing();
    const order = paidOrder();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => postShopify(source.webhookUrl, order)),
    );
    const ids = await Promise.all(answers.map(eventOf));
    expect(new Set(ids).size).toBe(1);
    await until(
      () => box.got(),
      (all) => all.length > 0,
    );
    await settled(shop);
    expect(await states(shop)).toEqual(["succeeded"]);
    expect(await box.got()).toHaveLength(1);
  });

  it.each([
    ["as it comes", false],
    ["the other way round", true],
  ])("makes one event of an EasyCart sale that is told twice, %s", async (_, isReversed) => {
    const shop = await newShop();
    const source = await newSource(shop, "easycart", {});
    const box = newBox();
    const connection = await newWebhook(shop, box.url);
    await newAutomation(shop, connection.id);
    const second = await newAutomation(shop, connection.id, {
      name: "Another",
      frequency: "once-per-customer-and-product",
    });
    expect(second.warnings).toHaveLength(1);
    const twins = sale(`order-${isReversed}`);
    const ids = [];
    for (const twin of isReversed ? twins.reverse() : twins)
      ids.push(await eventOf(await postPlain(source.webhookUrl, twin)));
    expect(new Set(ids).size).toBe(1);
    await until(() => box.got(), count(2));
    expect(await settled(shop)).toHaveLength(2);
    expect(new Set(idsOf(await box.got())).size).toBe(2);
  });

  it("counts a body without ids for a day", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const shop = await newShop();
    const source = await newSource(shop, "easycart", {});
    const form = { event: "customer_data_changed", customer_email: "a@example.com" };
    const first = await eventOf(await postPlain(source.webhookUrl, form));
    vi.setSystemTime(Date.now() + 24 * 3600_000 - 1000);
    expect(await eventOf(await postPlain(source.webhookUrl, form))).toBe(first);
    vi.setSystemTime(Date.now() + 1000);
    expect(await eventOf(await postPlain(source.webhookUrl, form))).not.toBe(first);
  });
});

describe("A refund that names nobody", () => {
  it("finds its buyer once the order has come, which it overtook", async () => {
    const { shop, source, box } = await ringing();
    const order = paidOrder();
    const refund = { id: Number(order.id) + 1, order_id: order.id, created_at: new Date().toISOString() };
    const id = await eventOf(await postShopify(source.webhookUrl, refund, { topic: "refunds/create" }));
    expect(await event(shop, id)).toMatchObject({ type: "purchase.refunded", state: "incomplete" });
    await eventOf(await postShopify(source.webhookUrl, order));
    expect((await event(shop, id)).customer).toMatchObject({ email: order.email });
    await until(() => box.got(), count(1));
  });
});

/** Does something while no ledger can wake the queue: not this one, nor one left over with a retry of its own. */
async function withoutWakeUps(work: () => Promise<unknown>, ms = 100): Promise<void> {
  armFault("wake.before-send", { times: 1000 });
  await work();
  await pause(ms);
  disarmFaults();
}

describe("3. Every delivery ends", () => {
  it("tells again by its alarm what the queue never heard of", async () => {
    const { shop, box, buy } = await ringing();
    await withoutWakeUps(async () => eventOf(await buy()), 300);
    expect(await box.got()).toEqual([]);
    expect(await states(shop)).toEqual(["ready"]);
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + 6000);
    expect(await ring(shop)).toBe(true);
    await until(() => box.got(), count(1));
  });

  it("is driven on by the watchdog when wake-up and alarm are both lost", async () => {
    const { shop, box, buy } = await ringing();
    await withoutWakeUps(async () => eventOf(await buy()));
    await runInDurableObject(shop.stub, (_, state) => state.storage.deleteAlarm());
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + 120_000);
    expect(await ok(`${shop.api}/stats`)).toMatchObject({ owed: 1, overdue: 1 });
    await watchdog();
    await until(() => box.got(), count(1));
    await settled(shop);
    expect(await ok(`${shop.api}/stats`)).toMatchObject({ owed: 0, overdue: 0 });
  });

  it("is repaired by whatever wakes the ledger next", async () => {
    const { shop, box, buy } = await ringing();
    await withoutWakeUps(async () => eventOf(await buy()));
    await runInDurableObject(shop.stub, (_, state) => state.storage.deleteAlarm());
    await evictDurableObject(shop.stub);
    await ok(`${shop.api}/stats`);
    await until(() => box.got(), count(1)); // by the alarm itself: nobody rings it
  });
});

describe("6. Scheduled work keeps its terms", () => {
  it("sends what was set when it was scheduled, to the address of today", async () => {
    const { shop, box, connection, automation, buy } = await ringing({
      timing: { when: "after", amount: 1, unit: "days" },
    });
    await eventOf(await buy());
    const today = newBox();
    await ok(`${shop.api}/connections/${connection.id}`, {
      method: "PATCH",
      body: { settings: { url: today.url } },
    });
    const edited = await ok<{ waiting: number }>(`${shop.api}/automations/${automation.id}`, {
      method: "PATCH",
      body: { action: { connectionId: connection.id, action: "send", input: { body: { n: 2 } } } },
    });
    expect(edited.waiting).toBe(1);
    const [delivery] = await deliveries(shop);
    await ok(`${shop.api}/deliveries/${delivery?.id}/run-now`, { method: "POST" });
    const [got] = await until(() => today.got(), count(1));
    expect(JSON.parse(got?.body ?? "")).toMatchObject({ type: "purchase.completed" });
    expect(await box.got()).toEqual([]);
  });
});

describe("7. A wrong key loses nothing", () => {
  it("holds what is refused, and lets it go on once the settings are mended", async () => {
    const { shop, box, connection, buy } = await ringing();
    await box.answers({ status: 401 });
    for (let i = 0; i < 4; i++) await eventOf(await buy());
    await until(
      () => deliveries(shop),
      (all) => all.every((one) => one.state === "held"),
    );
    const tried = (await box.got()).length;
    expect(await ok(`${shop.api}/connections/${connection.id}`)).toMatchObject({ status: "failing" });

    const mended = newBox();
    await ok(`${shop.api}/connections/${connection.id}`, {
      method: "PATCH",
      body: { settings: { url: mended.url } },
    });
    await until(() => mended.got(), count(4));
    expect(await settled(shop)).toHaveLength(4);
    expect(await ok(`${shop.api}/connections/${connection.id}`)).toMatchObject({ status: "ok" });
    expect(await box.got()).toHaveLength(tried);
  });

  it("finds out by a check, with one delivery first", async () => {
    const { shop, box, connection, buy } = await ringing();
    await box.answers({ status: 403 });
    for (let i = 0; i < 3; i++) await eventOf(await buy());
    await until(
      () => deliveries(shop),
      (all) => all.every((one) => one.state === "held"),
    );
    const before = (await box.got()).length;
    await ok(`${shop.api}/connections/${connection.id}/check`, { method: "POST" });
    await until(() => box.got(), count(before + 1));
    await until(
      () => deliveries(shop),
      (all) => all.every((one) => one.state === "held"),
    );

    await box.answers({});
    await ok(`${shop.api}/connections/${connection.id}/check`, { method: "POST" });
    await until(
      () => deliveries(shop),
      (all) => all.every((one) => one.state === "succeeded"),
    );
    expect(await box.got()).toHaveLength(before + 4);
  });

  it("finds out by itself when the watchdog comes", async () => {
    const { shop, box, buy } = await ringing();
    await box.answers({ status: 401 });
    await eventOf(await buy());
    await until(
      () => deliveries(shop),
      (all) => all.every((one) => one.state === "held"),
    );
    await box.answers({});
    await watchdog();
    await until(
      () => deliveries(shop),
      (all) => all.every((one) => one.state === "succeeded"),
    );
  });

  it("holds while a connection is paused", async () => {
    const { shop, box, connection, buy } = await ringing();
    const setPaused = (paused: boolean) =>
      ok(`${shop.api}/connections/${connection.id}`, { method: "PATCH", body: { paused } });
    await setPaused(true);
    await eventOf(await buy());
    await until(
      () => deliveries(shop),
      (all) => all[0]?.state === "held",
    );
    expect(await box.got()).toEqual([]);
    await setPaused(false);
    await until(() => box.got(), count(1));
  });
});

describe("11. Bookkeeping never re-sends", () => {
  it("has rung a tool once when its health cannot be noted", async () => {
    const { shop, box, buy } = await ringing();
    await without(shop, "health", async () => {
      await eventOf(await buy());
      await until(
        () => deliveries(shop),
        (all) => all[0]?.state === "succeeded",
      );
      vi.useFakeTimers({ toFake: ["Date"] });
      vi.setSystemTime(Date.now() + 120_000);
      await ring(shop);
      await pause(200);
    });
    expect(await box.got()).toHaveLength(1);
    expect(await states(shop)).toEqual(["succeeded"]);
  });

  it("drives on what is owed when nothing can be pruned", async () => {
    const { shop, box, buy } = await ringing({ timing: { when: "after", amount: 1, unit: "hours" } });
    await eventOf(await buy());
    await without(shop, "once", async () => {
      vi.useFakeTimers({ toFake: ["Date"] });
      vi.setSystemTime(Date.now() + 3600_000);
      await ring(shop);
      await until(() => box.got(), count(1));
    });
  });

  it("answers a forged request the same when the refusal cannot be noted", async () => {
    const { shop, source } = await ringing();
    await without(shop, "refusals", async () => {
      const response = await postShopify(source.webhookUrl, paidOrder(), { secret: "wrong" });
      expect(response.status).toBe(401);
    });
  });
});

describe("Configuration", () => {
  it("is fetched by the first webhook when the ledger has lost everything", async () => {
    const { shop, box, buy } = await ringing();
    await runInDurableObject(shop.stub, async (_, state) => state.storage.deleteAll());
    await evictDurableObject(shop.stub);
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + 6000); // the Worker remembers a source for a few seconds
    await eventOf(await buy());
    await until(() => box.got(), count(1));
  });

  it("is brought up to date by the watchdog when an edit did not reach the ledger", async () => {
    const { shop, automation } = await ringing();
    await env.DB.prepare("UPDATE workspaces SET version = version + 1 WHERE id = ?").bind(shop.ws).run();
    await env.DB.prepare("DELETE FROM automations WHERE id = ?").bind(automation.id).run();
    const before = await shop.stub.version();
    await watchdog();
    expect(await shop.stub.version()).toBe(before + 1);
  });

  it("holds all of many edits that are made at once", async () => {
    const { shop, connection, buy } = await ringing();
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => newAutomation(shop, connection.id, { name: `Edit ${i}` })),
    );
    const id = await eventOf(await buy());
    expect((await event(shop, id)).deliveries).toHaveLength(9);
  });
});
