// Moments before a date, by the API: where they are offered, and one customer's whole story.
import { afterEach, describe, expect, it, vi } from "vitest";
import { samples } from "../src/connectors/easycart/samples";
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
  postPlain,
  ring,
  type Shop,
  settled,
  until,
} from "./world";

afterEach(() => vi.useRealTimers());

const days = 86_400_000;
const ahead = (event: string, amount = 5) => ({
  trigger: { event },
  timing: { when: "before", amount, unit: "days" },
});

describe("a moment before an event", () => {
  it("is offered where its date is known in advance, and refused in words elsewhere", async () => {
    const shop = await newShop();
    const { id: connectionId } = await newWebhook(shop, newBox().url);
    for (const event of ["access.expired", "subscription.renewed"])
      await newAutomation(shop, connectionId, ahead(event));
    const action = { connectionId, action: "send", input: {} };
    for (const event of ["purchase.completed", "access.expiring", "cart.abandoned", "custom.before"]) {
      const refused = await call(`${shop.api}/automations`, {
        body: { name: "Too early", action, ...ahead(event) },
      });
      expect(refused.status, event).toBe(422);
      const { errors } = (await refused.json()) as { errors: { path: string; message: string }[] };
      expect(errors).toEqual([{ path: "timing.when", message: expect.stringContaining(event) }]);
      expect(errors[0]?.message).toContain("access.expired");
      expect(errors[0]?.message).toContain("subscription.renewed");
    }
    const timing = { when: "before" };
    const endless = { name: "No amount", action, trigger: { event: "access.expired" }, timing };
    expect((await call(`${shop.api}/automations`, { body: endless })).status).toBe(422);
  });

  it("is refused, too, where an edit of one half leaves the other without a date", async () => {
    const shop = await newShop();
    const { id: connectionId } = await newWebhook(shop, newBox().url);
    const dated = await newAutomation(shop, connectionId, ahead("access.expired"));
    const plain = await newAutomation(shop, connectionId);
    const edit = async (id: string, body: object) =>
      (await call(`${shop.api}/automations/${id}`, { method: "PATCH", body })).status;
    expect(await edit(dated.id, { trigger: { event: "purchase.completed" } })).toBe(422);
    expect(await edit(dated.id, { trigger: { event: "subscription.renewed" } })).toBe(200);
    expect(await edit(dated.id, { name: "Renamed" })).toBe(200);
    expect(await edit(plain.id, { timing: ahead("").timing })).toBe(422);
    expect(await edit(plain.id, ahead("access.expired"))).toBe(200);
  });
});

describe("one customer's access", () => {
  /** Lets time pass, and the alarm ring. */
  async function wait(shop: Shop, at: number) {
    vi.setSystemTime(at);
    await ring(shop);
  }

  it("is bought, ends later after a renewal, and rings before its end and at it", async () => {
    const shop = await newShop();
    const source = await newSource(shop, "easycart", {});
    const [mail, out] = [newBox(), newBox()];
    const mailing = await newWebhook(shop, mail.url);
    await newAutomation(shop, mailing.id, ahead("access.expired"));
    await newAutomation(shop, (await newWebhook(shop, out.url)).id, { trigger: { event: "access.expired" } });

    vi.useFakeTimers({ toFake: ["Date"] });
    const start = Date.now();
    const second = (at: number) => Math.floor(at / 1000);
    const post = async (title: string, at: number, endsAt: number) => {
      const sample = JSON.parse(samples.find((one) => one.title === title)?.body ?? "{}");
      const body = { ...sample, timestamp: second(at), product_id: 7001, access_expires_at: second(endsAt) };
      return eventOf(await postPlain(source.webhookUrl, body));
    };
    const end = (n: number) => second(start + n * days) * 1000;

    const bought = await post("Product bought", start, start + 30 * days);
    expect((await event(shop, bought)).deliveries).toMatchObject([
      { state: "waiting", dueAt: end(30) - 5 * days, moved: [] },
    ]);
    await wait(shop, start + 20 * days);
    await post("Subscription renewed", start + 20 * days, start + 60 * days);
    const [moved] = (await event(shop, bought)).deliveries;
    expect(moved).toMatchObject({
      state: "waiting",
      dueAt: end(60) - 5 * days,
      moved: [
        {
          at: start + 20 * days,
          from: end(30) - 5 * days,
          to: end(60) - 5 * days,
          because: "the subscription was renewed",
        },
      ],
    });
    expect(await deliveries(shop)).toHaveLength(1);

    await wait(shop, end(60) - 5 * days);
    await until(
      () => mail.got(),
      (all) => all.length === 1,
    );
    await settled(shop);
    expect(await out.got()).toEqual([]);

    await wait(shop, end(60) - 3 * days);
    await wait(shop, end(60));
    const [rung] = await until(
      () => out.got(),
      (all) => all.length === 1,
    );
    expect(JSON.parse(rung?.body ?? "{}")).toMatchObject({
      type: "access.expired",
      occurredAt: new Date(end(60)).toISOString(),
      customer: { email: "janedoe@example.com" },
      products: [{ id: "7001" }],
    });
    const { items } = await ok<{ items: { type: string; accessEndsAt?: number; source: object }[] }>(
      `${shop.api}/events`,
    );
    expect(items.map((one) => one.type)).toEqual([
      "access.expired",
      "access.expiring",
      "subscription.renewed",
      "purchase.completed",
    ]);
    expect(items[0]).toMatchObject({ accessEndsAt: end(60), source: { kind: "easycart" } });
    // EasyCart says so, too: it is the same fact.
    const expired = await post("Access expired", end(60) + 60_000, end(60));
    expect((await event(shop, expired)).type).toBe("access.expired");
    expect((await ok<{ items: object[] }>(`${shop.api}/events`)).items).toHaveLength(4);
    await settled(shop);
    expect(await out.got()).toHaveLength(1);
  });
});
