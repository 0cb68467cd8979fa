// A wish to be forgotten that a shop passes on: what was said about a person goes, wherever it was kept.
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Ledger } from "../src/ledger/ledger";
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
  ring,
  type Shop,
  settled,
  until,
} from "./world";

const email = "ada.gone@shop.example";
const shopifyId = 207_119_551;

/** Everything the ledger holds, as text. */
async function allOf(shop: Shop): Promise<string> {
  return runInDurableObject(shop.stub, (_ledger, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
      )
      .toArray();
    return JSON.stringify(
      tables.map(({ name }) => [name, storage.sql.exec(`SELECT * FROM "${name}"`).toArray()]),
    );
  });
}

async function shopWithBuyer() {
  const shop = await newShop();
  const source = await newSource(shop);
  const box = newBox();
  const connection = await newWebhook(shop, box.url);
  await newAutomation(shop, connection.id);
  await newAutomation(shop, connection.id, { timing: { when: "after", amount: 3, unit: "days" } });
  const order = paidOrder({
    email,
    order_status_url: `https://shop.example/orders/1?key=${email}`,
    customer: { id: shopifyId, email, first_name: "Ada", last_name: "Gone" },
  });
  const buy = () => postShopify(source.webhookUrl, order);
  const bought = await eventOf(await buy());
  await until(
    () => deliveries(shop),
    (all) => all.some(({ state }) => state === "succeeded") && all.some(({ state }) => state === "waiting"),
  );
  const redact = (topic = "customers/redact", more: object = {}) =>
    postShopify(
      source.webhookUrl,
      {
        shop_id: 1,
        shop_domain: "a.myshopify.com",
        customer: { id: shopifyId, email, phone: "+48 1" },
        ...more,
      },
      { topic },
    );
  return { shop, source, box, buy, bought, redact };
}

describe("a customer who wishes to be forgotten", () => {
  it("is nowhere in the ledger any more, and what was owed them is cancelled", async () => {
    const { shop, source, bought, redact } = await shopWithBuyer();
    const other = await eventOf(await postShopify(source.webhookUrl, paidOrder()));
    expect(await allOf(shop)).toContain(email);
    const wish = await eventOf(await redact());
    const left = await allOf(shop);
    for (const trace of [email, "Ada", "Gone", "+48 1"]) expect(left, trace).not.toContain(trace);
    expect(await event(shop, bought)).toMatchObject({
      reason: "The customer was erased.",
      order: { id: expect.any(String) },
      data: null,
      raw: null,
    });
    expect((await deliveries(shop)).filter(({ eventId }) => eventId === bought)).toMatchObject([
      { attempts: [] },
      { attempts: [] },
    ]);
    expect(
      (await deliveries(shop))
        .filter(({ eventId }) => eventId === bought)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(["cancelled", "succeeded"]);
    expect(await event(shop, wish)).toMatchObject({
      type: "custom.shopify_customers_redact",
      data: { erased: { events: 1, deliveries: 2, cancelled: 1 } },
    });
    expect((await event(shop, other)).data).toMatchObject({ email: expect.any(String) });
  });

  it("does not come back by the shop's retry, nor by a person's", async () => {
    const { shop, bought, buy, redact } = await shopWithBuyer();
    await redact();
    expect(await eventOf(await buy())).toBe(bought);
    expect(await allOf(shop)).not.toContain(email);
    expect((await call(`${shop.api}/events/${bought}/replay`, { body: { which: "all" } })).status).toBe(409);
    const [delivery] = await deliveries(shop);
    expect((await call(`${shop.api}/deliveries/${delivery?.id}/retry`, { method: "POST" })).status).toBe(409);
  });

  it("stays forgotten when the wish is told twice, and leaves nothing among what was refused", async () => {
    const { shop, source, redact } = await shopWithBuyer();
    await postShopify(source.webhookUrl, paidOrder({ email }), { secret: "wrong" });
    const headers = { "x-shopify-webhook-id": "wish-1" };
    const wish = () =>
      postShopify(
        source.webhookUrl,
        { shop_id: 1, customer: { id: shopifyId, email, phone: "+48 1" } },
        { topic: "customers/redact", headers },
      );
    const first = await eventOf(await wish());
    expect(await eventOf(await wish())).toBe(first);
    await redact();
    const left = await allOf(shop);
    for (const trace of [email, "Gone", "+48 1"]) expect(left, trace).not.toContain(trace);
  });

  it("may buy again, and is a customer like any other then", async () => {
    const { shop, source, redact } = await shopWithBuyer();
    await redact();
    const again = await eventOf(await postShopify(source.webhookUrl, paidOrder({ email })));
    expect(await event(shop, again)).toMatchObject({ state: "matched", customer: { email } });
  });

  it("rings whoever else must forget them, without saying more than that", async () => {
    const { shop, box, redact } = await shopWithBuyer();
    const connection = await newWebhook(shop, `${box.url}/legal`);
    await newAutomation(shop, connection.id, { trigger: { event: "custom.shopify_customers_redact" } });
    const seen = (await box.got()).length;
    await redact();
    await settled(shop);
    const [got] = (await box.got()).slice(seen);
    expect(got?.path).toContain("/legal");
    expect(got?.body).not.toContain(email);
  });
});

describe("a shop that has left", () => {
  it("takes all its customers with it", async () => {
    const { shop, source, redact } = await shopWithBuyer();
    await postShopify(source.webhookUrl, paidOrder({ email: "second@shop.example" }));
    await settled(shop);
    await redact("shop/redact", { customer: undefined });
    const left = await allOf(shop);
    for (const trace of [email, "second@shop.example", "Zoë"]) expect(left, trace).not.toContain(trace);
  });

  it("takes nothing of another shop's", async () => {
    const { shop, redact } = await shopWithBuyer();
    const other = await newSource(shop, "easycart", {});
    const sale = {
      event: "single_product_bought",
      timestamp: 1_790_000_000,
      order_uuid: "u-1",
      customer_email: email,
    };
    const kept = await eventOf(await postPlain(other.webhookUrl, sale));
    await redact("shop/redact", { customer: undefined });
    expect(await event(shop, kept)).toMatchObject({ customer: { email }, data: { order_uuid: "u-1" } });
  });
});

describe("the receipt of a wish that a shop passed on", () => {
  it("is kept beside those of people's own, for the customer and for the whole shop", async () => {
    const { shop, source, redact } = await shopWithBuyer();
    await redact();
    await redact("shop/redact", { customer: undefined });
    const { items } = await ok<{ items: object[] }>(`${shop.api}/erasures`);
    expect(items).toMatchObject([
      { of: { sourceId: source.id }, askedBy: "shop", endedAt: expect.any(Number) },
      {
        of: { customerId: expect.stringMatching(/^cus_/) },
        askedBy: "shop",
        endedAt: expect.any(Number),
        erased: { events: 1, deliveries: 2, cancelled: 1 },
      },
    ]);
  });
});

describe("a shop with many events that has left", () => {
  it("is erased slice by slice, and what it tells after its wish stays", async () => {
    const shop = await newShop();
    const source = await newSource(shop);
    const tell = (from: number, many: number) =>
      runInDurableObject(shop.stub, (ledger: Ledger<unknown>) => {
        const facts = Array.from({ length: many }, (_, i) => ({
          key: `visit-${from + i}`,
          fact: {
            type: "custom.visit",
            occurredAt: Date.now(),
            customer: { email: `${from + i}@gone.example` },
          },
          customerId: `cus_${from + i}`,
          customerRefs: [],
          sameCustomerAs: [],
          data: "{}",
        }));
        const batch = { source: { id: source.id, kind: "shopify", tokenVersion: null }, raw: null, hops: 0 };
        ledger.accept({ ...batch, facts });
      });
    await tell(0, 1200);
    const wish = await eventOf(
      await postShopify(source.webhookUrl, { shop_id: 1 }, { topic: "shop/redact" }),
    );
    await tell(5000, 1);
    const [receipt] = await until(
      async () => {
        await ring(shop);
        return (await ok<{ items: { endedAt: number | null; erased: object }[] }>(`${shop.api}/erasures`))
          .items;
      },
      ([one]) => one?.endedAt !== null,
    );
    expect(receipt?.erased).toMatchObject({ events: 1200 });
    const left = await allOf(shop);
    expect(left.match(/\d+@gone\.example/g)).toEqual(["5000@gone.example"]);
    expect(await event(shop, wish)).toMatchObject({ data: { erased: { events: 500 } } });
  });
});

describe("a delivery that is on its way when its customer is erased", () => {
  it("leaves no trace of them when it settles, whatever the tool answers", async () => {
    const shop = await newShop();
    const source = await newSource(shop);
    const box = newBox();
    await box.answers({ status: 422, body: `${email} is not welcome`, delayMs: 1500 });
    const connection = await newWebhook(shop, box.url);
    await newAutomation(shop, connection.id);
    const bought = await eventOf(await postShopify(source.webhookUrl, paidOrder({ email })));
    const { customer } = await event(shop, bought);
    await until(
      () => deliveries(shop),
      ([one]) => one?.state === "running",
    );
    await ok(`${shop.api}/customers/${customer?.id}/erase`, { body: { confirm: email } });
    const [delivery] = await settled(shop);
    expect(delivery).toMatchObject({ attempts: [], reason: "The customer was erased." });
    expect(await allOf(shop)).not.toContain(email);
  });
});
