// What tests of codes share: a shop with tickets, phones that scan them, and staff who is signed in.
import { env, exports } from "cloudflare:workers";
import { newScanKey } from "../src/core/scan";
import { call, newAutomation, newBox, newShop, newWebhook, ok, origin, type Shop, settled } from "./world";

const randomBytes = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
export const scanKey = () => newScanKey(randomBytes);

export const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1";

export type Addresses = { url: string; svg: string; png: string };

/** A shop whose product `sauna` comes with codes. */
export async function newTicketShop(codes: object = { enabled: true }): Promise<Shop> {
  const shop = await newShop();
  await ok(`${shop.api}/products/sauna`, { method: "PATCH", body: { codes } });
  return shop;
}

let orders = 0;

/** Buys the product, and reads the codes in what a webhook was told. */
export async function buy(shop: Shop, more: Record<string, unknown> = {}) {
  const order = { id: `order-${orders++}` };
  const box = newBox();
  const { id } = await newWebhook(shop, box.url);
  const automation = await newAutomation(shop, id);
  const { items } = await ok<{ items: { eventId: string }[] }>(`${shop.api}/events`, {
    body: {
      id: `buy-${order.id}`,
      type: "purchase.completed",
      customer: { email: "ada@example.com", name: "Ada Lovelace" },
      products: [{ id: "sauna", name: "Ten mornings in the sauna" }],
      order,
      ...more,
    },
  });
  await settled(shop);
  const [got] = await box.got();
  await ok(`${shop.api}/automations/${automation.id}`, { method: "DELETE" });
  const body = JSON.parse(got?.body ?? "{}") as { codes: Addresses[] };
  const [code] = body.codes;
  return { eventId: items[0]?.eventId ?? "", orderId: order.id, codes: body.codes, code: code ?? none };
}
const none: Addresses = { url: "", svg: "", png: "" };

/** Opens an address of a code as a phone does, unless told otherwise. */
export function open(url: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> {
  return exports.default.fetch(url, {
    method,
    headers: { "user-agent": iphone, "cf-connecting-ip": "192.0.2.1", ...headers },
    redirect: "manual",
  });
}

/** The qr.scanned events of a shop, newest first. */
export async function scans(shop: Shop) {
  const { items } = await ok<{ items: { id: string }[] }>(`${shop.api}/events?type=qr.scanned`);
  return Promise.all(
    items.map(({ id }) =>
      ok<{ id: string; data: Record<string, unknown>; customer?: { email?: string }; products?: object[] }>(
        `${shop.api}/events/${id}`,
      ),
    ),
  );
}

/** Signs a new person in, whose one membership is of this shop. @returns the cookie */
export async function signIn(shop: Shop, role = "scanner"): Promise<string> {
  const { organisationId } = await ok<{ organisationId: string }>(shop.api);
  const email = `${crypto.randomUUID()}@example.com`;
  const { url } = await ok<{ url: string }>("/api/sign-in-links", { body: { email } });
  await env.DB.prepare(
    `UPDATE memberships SET organisation_id = ?, workspace_id = ?, role = ?
     WHERE user_id = (SELECT id FROM users WHERE email = ?)`,
  )
    .bind(organisationId, shop.ws, role, email)
    .run();
  const response = await call("/api/sessions", {
    body: { token: url.split("#")[1] },
    token: null,
    headers: { origin },
  });
  return (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}
