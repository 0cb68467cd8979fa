// Carts through the front door: a shop tells of its carts as it does, and they are recovered unless somebody buys.
import { expect, it } from "vitest";
import checkout from "../src/connectors/shopify/samples/rest-object.abandoned_checkout.json";
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
  type Shop,
  settled,
  shopifySecret,
  until,
} from "./world";

const minute = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * minute).toISOString();

type Listed = { items: { id: string; type: string; occurredAt: number; state: string }[] };

async function abandoned(shop: Shop, count: number): Promise<Listed["items"]> {
  const { items } = await until(
    () => ok<Listed>(`${shop.api}/events?type=cart.abandoned`),
    (seen) => seen.items.length >= count,
  );
  expect(items).toHaveLength(count);
  return items;
}

async function recovering(minutes: number) {
  const shop = await newShop();
  const box = newBox();
  const connection = await newWebhook(shop, box.url);
  await newAutomation(shop, connection.id, {
    trigger: { event: "cart.abandoned" },
    timing: { when: "after", amount: minutes, unit: "minutes" },
  });
  return { shop, box };
}

it("a Shopify cart that was left is told of once, and its buyer reminded with the way back", async () => {
  const { shop, box } = await recovering(5);
  const source = await newSource(shop, "shopify", { signingSecret: shopifySecret, idleCartMinutes: 30 });
  const token = "c1-token";
  const cart = { id: token, token, line_items: checkout.line_items, updated_at: ago(50) };
  await eventOf(await postShopify(source.webhookUrl, cart, { topic: "carts/update" }));
  const begun = { ...checkout, cart_token: token, email: "ada@example.com", updated_at: ago(40) };
  const tell = () => postShopify(source.webhookUrl, begun, { topic: "checkouts/update" });
  const change = await event(shop, await eventOf(await tell()));
  await eventOf(await tell());
  const [left] = await abandoned(shop, 1);
  expect(left?.occurredAt).toBe(change.occurredAt + 30 * minute);
  await settled(shop, ["waiting", "ready", "running"]);
  const got = await box.got();
  expect(got.map(({ body }) => JSON.parse(body))).toMatchObject([
    {
      id: left?.id,
      type: "cart.abandoned",
      customer: { email: "ada@example.com" },
      products: change.products,
      cart: { id: token, url: checkout.abandoned_checkout_url },
    },
  ]);
});

it("whoever pays for the cart ends its recovery, also by another e-mail", async () => {
  const { shop, box } = await recovering(60);
  const source = await newSource(shop, "shopify", { signingSecret: shopifySecret });
  const begun = { ...checkout, cart_token: "c2-token", email: "ada@example.com", updated_at: ago(70) };
  await eventOf(await postShopify(source.webhookUrl, begun, { topic: "checkouts/create" }));
  const [left] = await abandoned(shop, 1);
  expect(await deliveries(shop)).toMatchObject([{ state: "waiting", eventId: left?.id }]);
  await eventOf(await postShopify(source.webhookUrl, paidOrder({ cart_token: "c2-token" })));
  expect(await deliveries(shop)).toMatchObject([
    { state: "cancelled", reason: "Cancelled, because this cart was bought." },
  ]);
  expect(await box.got()).toEqual([]);
});

it("how long a cart is left alone is a setting of its source, which older sources have by default", async () => {
  const { shop } = await recovering(60);
  const source = await newSource(shop, "webhook", { verification: "url-secret" });
  type Settings = { settings: Record<string, unknown>; setupSteps: string[] };
  expect((await ok<Settings>(`${shop.api}/sources/${source.id}`)).settings).toMatchObject({
    idleCartMinutes: 60,
  });
  const path = `${shop.api}/sources/${source.id}`;
  const set = (idleCartMinutes: number) =>
    ok<Settings>(path, {
      method: "PATCH",
      body: { settings: { verification: "url-secret", idleCartMinutes } },
    });
  expect((await set(0)).settings.idleCartMinutes).toBe(0);
  const cart = (id: string, more: object = {}) => ({
    type: "cart.updated",
    id: `e-${id}`,
    cart_id: id,
    email: "ada@example.com",
    occurred_at: ago(10),
    items: [{ id: "course-1" }],
    ...more,
  });
  await eventOf(await postPlain(source.webhookUrl, cart("never")));
  await set(5);
  await eventOf(await postPlain(source.webhookUrl, cart("emptied", { items: [] })));
  await eventOf(await postPlain(source.webhookUrl, cart("left")));
  const [left] = await abandoned(shop, 1);
  expect(await event(shop, left?.id ?? "")).toMatchObject({
    cart: { id: "left" },
    data: { cart_id: "left" },
  });
});
