// The waiting room by the API: seen, counted, and changed by those who may, with their names in the audit log.
import { describe, expect, it } from "vitest";
import type { WaitingCalendar, WaitingCount, WaitingView } from "../src/core/waiting";
import {
  call,
  deliveries,
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

const hours = 3_600_000;

/** A shop in which so many orders wait for an hour. */
async function waitingShop(count = 2) {
  const shop = await newShop();
  const source = await newSource(shop);
  const box = newBox();
  const connection = await newWebhook(shop, box.url);
  const automation = await newAutomation(shop, connection.id, {
    name: "Ask for a review",
    timing: { when: "after", amount: 1, unit: "hours" },
  });
  for (let i = 0; i < count; i++) await postShopify(source.webhookUrl, paidOrder());
  await until(
    () => deliveries(shop),
    (all) => all.length === count,
  );
  return { shop, box, connection, automation };
}

const list = (shop: Shop, query = "") =>
  ok<{ items: WaitingView[]; next?: string }>(`${shop.api}/waiting?${query}`);
const count = (shop: Shop, query = "") => ok<WaitingCount>(`${shop.api}/waiting/count?${query}`);
type Acted = { act: string; changed: number; unchanged: number; left: number };
const act = (shop: Shop, name: string, body: object) =>
  ok<Acted>(`${shop.api}/waiting/${name}`, { body: { filter: {}, ...body } });

describe("What waits", () => {
  it("is listed with its sentence, page by page, and counted by automation", async () => {
    const { shop, automation, connection } = await waitingShop(3);
    const first = await list(shop, "limit=2");
    expect(first.items).toHaveLength(2);
    const rest = await list(shop, `limit=2&cursor=${first.next}`);
    expect(rest.items).toHaveLength(1);
    expect(rest.next).toBeUndefined();
    expect(first.items[0]).toMatchObject({
      type: "purchase.completed",
      state: "waiting",
      automation: { id: automation.id, name: "Ask for a review" },
      connectionId: connection.id,
      action: "send",
    });
    expect(first.items[0]?.why.sentence).toMatch(
      /^Zoë O'Brien-Łęcki waits until \d+ \w+ \d{4}, \d\d:\d\d for “Ask for a review”: 1 hour after the purchase on /,
    );
    expect(await count(shop)).toEqual({
      count: 3,
      byAutomation: [{ automationId: automation.id, name: "Ask for a review", count: 3 }],
    });
    const { customer } = first.items[0] ?? {};
    expect((await list(shop, `customerId=${customer?.id}`)).items).toHaveLength(1);
    expect((await list(shop, "state=held")).items).toEqual([]);
    expect((await count(shop, `to=${new Date().toISOString()}`)).count).toBe(0);
  });

  it("is shown as a calendar of the workspace's days", async () => {
    const { shop } = await waitingShop(2);
    const calendar = await ok<WaitingCalendar>(`${shop.api}/waiting/calendar`);
    expect(calendar.timeZone).toBe("Europe/Warsaw");
    expect(calendar.days).toHaveLength(30);
    expect(calendar.days.reduce((sum, day) => sum + day.count, 0)).toBe(2);
    const busy = calendar.days.find((day) => day.count > 0);
    expect((await list(shop, `from=${busy?.from}&to=${busy?.to}`)).items.map((one) => one.day)).toEqual([
      busy?.day,
      busy?.day,
    ]);
    expect((await ok<WaitingCalendar>(`${shop.api}/waiting/calendar?days=7`)).days).toHaveLength(7);
  });

  it.each([
    ["waiting?cursor=evt_1", "cursor"],
    ["waiting?state=running", "state"],
    ["waiting?limit=0", "limit"],
    ["waiting/count?limit=5", "limit"],
    ["waiting/count?from=soon", "from"],
    ["waiting/calendar?days=0", "days"],
    ["waiting/calendar?days=1000", "days"],
  ])("is not asked for as %s", async (path, field) => {
    const shop = await newShop();
    const response = await call(`${shop.api}/${path}`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ path: field }] });
  });
});

describe("Many that wait", () => {
  it("are run now", async () => {
    const { shop, box } = await waitingShop();
    const acted = await act(shop, "run-now", { expected: 2 });
    expect(acted).toMatchObject({ changed: 2, unchanged: 0, left: 0, act: expect.stringMatching(/^act_1/) });
    await settled(shop);
    expect(await box.got()).toHaveLength(2);
  });

  it("are cancelled by the one who did it", async () => {
    const { shop } = await waitingShop();
    const [one] = (await list(shop)).items;
    await act(shop, "cancel", { filter: { ids: [one?.id] }, expected: 1 });
    const all = await deliveries(shop);
    expect(all.map((each) => [each.id === one?.id, each.state, each.reason]).sort()).toEqual([
      [false, "waiting", null],
      [true, "cancelled", "Cancelled by installation."],
    ]);
  });

  it("are moved, and tell that a person did it", async () => {
    const { shop } = await waitingShop();
    const before = (await list(shop)).items[0];
    await act(shop, "move", { expected: 2, byMs: 2 * hours });
    const [moved] = (await list(shop)).items;
    expect(moved?.nextAt).toBe((before?.nextAt ?? 0) + 2 * hours);
    expect(moved?.why.moved).toMatchObject({ from: before?.nextAt, because: "a person moved it" });
    const at = Date.now() + 24 * hours;
    await act(shop, "move", { filter: { type: "purchase.completed" }, expected: 2, at });
    expect((await list(shop)).items.map((one) => one.nextAt)).toEqual([at, at]);
  });

  it("stay as they are when there are not as many as expected", async () => {
    const { shop } = await waitingShop();
    const response = await call(`${shop.api}/waiting/cancel`, { body: { filter: {}, expected: 1 } });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      detail: "There are 2 by now, not 1. Nothing was done.",
      count: 2,
    });
    expect((await count(shop)).count).toBe(2);
  });

  it("are changed once by an act that is told twice", async () => {
    const { shop } = await waitingShop();
    const start = (await list(shop)).items[0]?.nextAt ?? 0;
    const told = { expected: 2, byMs: hours, act: "one-more-hour" };
    for (let i = 0; i < 2; i++)
      expect(await act(shop, "move", told)).toEqual({ act: told.act, changed: 2, unchanged: 0, left: 0 });
    expect((await list(shop)).items[0]?.nextAt).toBe(start + hours);
    const other = await call(`${shop.api}/waiting/run-now`, {
      body: { filter: {}, expected: 2, act: told.act },
    });
    expect(other.status).toBe(409);
  });

  it.each([
    ["cancel", { filter: {} }, "expected"],
    ["cancel", { expected: 1 }, "filter"],
    ["cancel", { filter: { automation: "x" }, expected: 1 }, "filter.automation"],
    ["cancel", { filter: { ids: [] }, expected: 1 }, "filter.ids"],
    ["run-now", { filter: {}, expected: 1, act: "two words" }, "act"],
    ["move", { filter: {}, expected: 1 }, "at"],
    ["move", { filter: {}, expected: 1, at: 1, byMs: 1 }, "at"],
  ])("are not changed by an unclear wish: %s %j", async (name, body, path) => {
    const shop = await newShop();
    const response = await call(`${shop.api}/waiting/${name}`, { body });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ path }] });
  });

  it("are changed with a word in the audit log", async () => {
    const { shop, automation } = await waitingShop();
    const { act: id } = await act(shop, "move", {
      filter: { automationId: automation.id },
      expected: 2,
      byMs: hours,
    });
    const { items } = await ok<{ items: object[] }>(`${shop.api}/audit`);
    expect(items[0]).toMatchObject({
      actor: "installation",
      action: "waiting.moved",
      target: id,
      detail: { filter: { automationId: automation.id }, byMs: hours, changed: 2, left: 0 },
    });
  });

  it("are never those of another workspace, whatever ids are given", async () => {
    const [mine, theirs] = [await waitingShop(1), await waitingShop(1)];
    const ids = (await list(theirs.shop)).items.map((one) => one.id);
    const response = await call(`${mine.shop.api}/waiting/cancel`, {
      body: { filter: { ids }, expected: 1 },
    });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ count: 0 });
    expect((await count(theirs.shop)).count).toBe(1);
  });
});
