// Trying an automation with one event, by the API: what would be sent, a test that is really sent, and what it did lately.
import { describe, expect, it } from "vitest";
import type { RehearsalView } from "../src/core/look-back";
import type { AutomationActivity, TestSend } from "../src/core/views";
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
  until,
} from "./world";

type Definition = Record<string, unknown>;
const definition = (connectionId: string, more: Definition = {}): Definition => ({
  name: "Not saved",
  trigger: { event: "purchase.completed" },
  action: { connectionId, action: "send", input: {} },
  ...more,
});
const withInput = (connectionId: string, input: object) =>
  definition(connectionId, { action: { connectionId, action: "send", input } });
const rehearse = (shop: Shop, body: Definition) =>
  ok<RehearsalView>(`${shop.api}/automations/rehearsal`, { body });
const sendTest = (shop: Shop, body: Definition) => ok<TestSend>(`${shop.api}/automations/test`, { body });
const tests = async (shop: Shop) => (await ok<{ items: TestSend[] }>(`${shop.api}/tests`)).items;

async function tellingShop() {
  const shop = await newShop();
  const tell = async (email: string, more: object = {}) => {
    const { items } = await ok<{ items: { eventId: string }[] }>(`${shop.api}/events`, {
      body: { id: crypto.randomUUID(), type: "purchase.completed", customer: { email }, ...more },
    });
    return items[0]?.eventId ?? "";
  };
  const box = newBox();
  const { id } = await newWebhook(shop, box.url);
  return { shop, tell, box, id };
}

describe("a rehearsal", () => {
  it("takes the newest event that would ring, fills in each field, and sends nothing", async () => {
    const { shop, tell, box, id } = await tellingShop();
    const first = await tell("ada@example.com", { products: [{ id: "p1" }] });
    const second = await tell("bob@example.com", { products: [{ id: "p2" }] });
    const trigger = { event: "purchase.completed", productIds: ["p1"] };
    const input = { body: { who: "{{ customer.email }}" } };
    const body = { ...withInput(id, input), trigger };
    const seen = await rehearse(shop, body);
    expect(seen).toMatchObject({
      event: { id: first, customer: { email: "ada@example.com" } },
      would: "ring",
      reason: null,
      errors: [],
      filled: { body: { who: "ada@example.com" } },
      request: { method: "POST", url: box.url, body: '{"who":"ada@example.com"}' },
    });
    expect(seen.dueAt).toBeGreaterThan(0);
    expect(seen.others.map((one) => [one.event.id, one.would])).toEqual([
      [second, "nothing"],
      [first, "ring"],
    ]);
    const other = await rehearse(shop, { ...body, tryWith: { event: second } });
    expect(other).toMatchObject({ would: "nothing", reason: "None of its products was in this event (p2)." });
    expect(other.request).toBeUndefined();
    expect(await box.got()).toEqual([]);
    expect(await deliveries(shop)).toEqual([]);
  });

  it("says at which field a template cannot be filled in", async () => {
    const { shop, tell, id } = await tellingShop();
    await tell("ada@example.com");
    const { errors, reason } = await rehearse(
      shop,
      withInput(id, { headers: { "x-who": "{% for i in (1..99999) %}{{ i }}{% endfor %}" } }),
    );
    expect(errors).toMatchObject([{ path: "action.input.headers.x-who" }]);
    expect(reason).toContain("template");
    const unfit = await rehearse(shop, withInput(id, { method: "{{ customer.email }}" }));
    expect(unfit.errors).toMatchObject([{ path: "action.input.method" }]);
  });

  it("shows an example where nothing has happened yet, and says that it is none of the shop's", async () => {
    const shop = await newShop();
    await newSource(shop);
    const { id } = await newWebhook(shop, newBox().url);
    for (const event of ["purchase.completed", "access.expired", "qr.scanned", "custom.whatever"]) {
      const seen = await rehearse(shop, definition(id, { trigger: { event } }));
      expect(seen.event).toMatchObject({ type: event, customer: { email: expect.stringContaining("@") } });
      expect(seen.event.id).toBeUndefined();
      expect(seen.request?.body).toContain(event);
      expect(seen.others).toEqual([]);
    }
  });

  it("puts an address of one's own everywhere the customer's stands", async () => {
    const { shop, tell, id } = await tellingShop();
    await tell("ada@example.com", { data: { again: "Ada <ADA@example.com>", other: "xada@example.com" } });
    const seen = await rehearse(shop, { ...definition(id), tryWith: { email: "me@example.org" } });
    expect(seen.event.customer).toEqual({ email: "me@example.org" });
    expect(seen.request?.body).not.toMatch(/[^x]ada@example\.com/i);
    expect(JSON.parse(seen.request?.body ?? "")).toMatchObject({
      customer: { email: "me@example.org" },
      data: { again: "Ada <me@example.org>", other: "xada@example.com" },
    });
  });

  it("knows no event of another shop, and is held to the rules of saving, by the same paths", async () => {
    const { shop, id } = await tellingShop();
    const theirs = await tellingShop();
    const event = await theirs.tell("eve@example.com");
    for (const path of ["rehearsal", "test"]) {
      const asked = await call(`${shop.api}/automations/${path}`, {
        body: { ...definition(id), tryWith: { event } },
      });
      expect(asked.status).toBe(404);
      const wrong = withInput(id, { body: "{{ oops" });
      const tried = await call(`${shop.api}/automations/${path}`, { body: wrong });
      const saved = await call(`${shop.api}/automations`, { body: wrong });
      expect([tried.status, await tried.json()]).toEqual([saved.status, await saved.json()]);
    }
    expect(await theirs.box.got()).toEqual([]);
  });
});

describe("a test", () => {
  it("really rings the tool with that event, is noted as a test, and is nobody's delivery", async () => {
    const { shop, tell, box, id } = await tellingShop();
    const event = await tell("ada@example.com");
    const test = await sendTest(shop, { ...definition(id), tryWith: { event } });
    expect(test).toMatchObject({
      name: "Not saved",
      automationId: null,
      connectionId: id,
      eventId: event,
      attempt: { outcome: "done", request: { url: box.url }, response: { status: 200 } },
    });
    const got = await box.got();
    expect(got).toHaveLength(1);
    expect(JSON.parse(got[0]?.body ?? "")).toMatchObject({ customer: { email: "ada@example.com" } });
    expect(got[0]?.headers["webhook-id"]).toBe(test.id);
    expect(await deliveries(shop)).toEqual([]);
    expect(await tests(shop)).toEqual([test]);
    const { items } = await ok<{ items: { action: string; detail: object }[] }>(`${shop.api}/audit`);
    expect(items.find((one) => one.action === "automation.tested")?.detail).toMatchObject({
      name: "Not saved",
      outcome: "done",
      event,
    });
  });

  it("adds the address given to the list of a strict account, and not the customer", async () => {
    const { shop, tell } = await tellingShop();
    await tell("ada@example.com");
    type State = { audiences: Record<string, { members: { email_address: string }[] }> };
    const account = newAccount<State>("mailchimp");
    const { id } = await ok(`${shop.api}/connections`, {
      body: { tool: "mailchimp", name: "Mailchimp", settings: account.settings },
    });
    const action = { connectionId: id, action: "add-to-audience", input: { listId: "f5eeafef91" } };
    const body = { ...definition(id, { action }), tryWith: { email: "me@example.org" } };
    const test = await sendTest(shop, body);
    expect(test.attempt?.outcome).toBe("done");
    const asked = JSON.stringify((await account.state()).asked);
    expect(asked).toContain("me@example.org");
    expect(asked).not.toContain("ada@example.com");
  });

  it("does not count as the customer's once, and is not tried again when it fails", async () => {
    const { shop, tell, box, id } = await tellingShop();
    const once = { frequency: "once-per-customer" };
    const { id: automationId } = await newAutomation(shop, id, { ...once, enabled: false });
    const event = await tell("ada@example.com");
    await box.answers({ status: 503, body: "later" }, { status: 200 });
    const test = await sendTest(shop, { ...definition(id, once), automationId, tryWith: { event } });
    expect(test).toMatchObject({ automationId, attempt: { outcome: "retry", response: { status: 503 } } });
    const stats = await ok<{ failed: number; owed: number }>(`${shop.api}/stats`);
    expect(stats).toMatchObject({ failed: 0, owed: 0 });
    await ok(`${shop.api}/automations/${automationId}`, { method: "PATCH", body: { enabled: true } });
    await tell("ada@example.com");
    await settled(shop);
    expect(await deliveries(shop)).toMatchObject([{ automationId, state: "succeeded" }]);
    expect(await box.got()).toHaveLength(2);
  });

  it("is refused in words where it cannot be: a paused connection, a customer without an address", async () => {
    const { shop, tell, box, id } = await tellingShop();
    const account = newAccount("mailchimp");
    const mailchimp = await ok(`${shop.api}/connections`, {
      body: { tool: "mailchimp", name: "Mailchimp", settings: account.settings },
    });
    const { items } = await ok<{ items: { eventId: string }[] }>(`${shop.api}/events`, {
      body: { id: "n", type: "purchase.completed", products: [{ id: "p1" }] },
    });
    const action = { connectionId: mailchimp.id, action: "add-to-audience", input: { listId: "f5eeafef91" } };
    const nobody = { ...definition("", { action }), tryWith: { event: items[0]?.eventId } };
    const refused = await call(`${shop.api}/automations/test`, { body: nobody });
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining("customer.email")]);

    await tell("ada@example.com");
    await ok(`${shop.api}/connections/${id}`, { method: "PATCH", body: { paused: true } });
    const paused = await call(`${shop.api}/automations/test`, { body: definition(id) });
    expect([paused.status, await paused.text()]).toEqual([409, expect.stringContaining("Resume it")]);
    expect(await box.got()).toEqual([]);
    expect(await tests(shop)).toEqual([]);
  });

  it("is exported and forgotten with the person it was about, and blacked out in tests of others", async () => {
    const { shop, tell, id } = await tellingShop();
    const adas = await tell("ada@example.com");
    const bobs = await tell("bob@example.com");
    await sendTest(shop, { ...definition(id), tryWith: { event: adas } });
    await sendTest(shop, { ...definition(id), tryWith: { event: bobs, email: "ada@example.com" } });
    const { customer } = await ok<{ customer: { id: string } }>(`${shop.api}/events/${adas}`);
    const { tests: told } = await ok<{ tests: TestSend[] }>(`${shop.api}/customers/${customer.id}/export`);
    expect(told.map((one) => one.eventId)).toEqual([adas]);
    await ok(`${shop.api}/customers/${customer.id}/erase`, { body: { confirm: "ada@example.com" } });
    const left = await tests(shop);
    expect(left.map((one) => one.eventId)).toEqual([bobs]);
    expect(JSON.stringify(left)).not.toContain("ada@example.com");
    expect(JSON.stringify(await ok(`${shop.api}/audit`))).not.toContain("ada@example.com");
  });
});

describe("what automations did lately", () => {
  it("is counted: what rang, failed and was called off, and what waits", async () => {
    const shop = await newShop();
    const source = await newSource(shop);
    const [good, bad] = [newBox(), newBox()];
    await bad.answers({ status: 400 });
    const rings = await newAutomation(shop, (await newWebhook(shop, good.url)).id);
    const fails = await newAutomation(shop, (await newWebhook(shop, bad.url)).id);
    const waits = await newAutomation(shop, (await newWebhook(shop, `${good.url}/later`)).id, {
      timing: { when: "after", amount: 1, unit: "hours" },
    });
    const buy = async () => eventOf(await postShopify(source.webhookUrl, paidOrder()));
    await buy();
    await buy();
    await settled(shop);
    const [waiting] = await deliveries(shop, `?automationId=${waits.id}`);
    await ok(`${shop.api}/deliveries/${waiting?.id}/cancel`, { method: "POST" });
    const { items, isCut } = await until(
      () => ok<{ items: AutomationActivity[]; isCut: boolean }>(`${shop.api}/stats/automations`),
      (seen) => seen.items.every((one) => one.automationId === waits.id || one.waiting === 0),
    );
    expect(isCut).toBe(false);
    const of = ({ id }: { id: string }) => items.find((one) => one.automationId === id);
    expect(of(rings)).toMatchObject({
      rang: 2,
      failed: 0,
      skipped: 0,
      waiting: 0,
      lastRangAt: expect.any(Number),
    });
    expect(of(fails)).toMatchObject({ rang: 0, failed: 2, lastRangAt: null });
    expect(of(waits)).toMatchObject({ rang: 0, skipped: 1, waiting: 1 });
  });
});
