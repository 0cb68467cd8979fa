// What Workers tests share: a client of the real API, shops that sign, and a receiver that remembers.
import { createScheduledController, runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { expect, inject } from "vitest";
import { hmac } from "../src/connectors/kit";
import type { DeliveryView, EventDetail } from "../src/core/views";
import worker from "../src/worker";

export const origin = "https://shopbell.example";
const receiverUrl = inject("receiverUrl");

type Options = { method?: string; body?: unknown; token?: string | null; headers?: Record<string, string> };

/** Calls the API as the installation, unless told otherwise. */
export async function call(path: string, options: Options = {}): Promise<Response> {
  const {
    method = options.body === undefined ? "GET" : "POST",
    body,
    token = env.ADMIN_TOKEN,
    headers,
  } = options;
  return exports.default.fetch(`${origin}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Calls the API and expects it to work. */
export async function ok<T = { id: string }>(path: string, options: Options = {}): Promise<T> {
  const response = await call(path, options);
  const text = await response.text();
  expect(response.status, `${path}: ${text}`).toBeLessThan(300);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

export type Shop = { ws: string; api: string; stub: ReturnType<typeof stubOf> };

export function stubOf(workspaceId: string) {
  return env.LEDGERS.get(env.LEDGERS.idFromName(workspaceId));
}

export async function newShop(): Promise<Shop> {
  const { id } = await ok("/api/workspaces", { body: { name: "A shop", timeZone: "Europe/Warsaw" } });
  return { ws: id, api: `/api/workspaces/${id}`, stub: stubOf(id) };
}

export const shopifySecret = "hush hush";

export async function newSource(
  shop: Shop,
  kind = "shopify",
  settings: object = { signingSecret: shopifySecret },
) {
  return ok<{ id: string; webhookUrl: string }>(`${shop.api}/sources`, {
    body: { kind, name: kind, settings },
  });
}

/** A box of the receiver: where a webhook connection may send to, and what came. */
export type Received = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  at: number;
};

let boxes = 0;
export function newBox() {
  const name = `box-${Date.now().toString(36)}-${boxes++}`;
  return {
    url: `${receiverUrl}/${name}`,
    async got(): Promise<Received[]> {
      return (await fetch(`${receiverUrl}/_log/${name}`)).json();
    },
    async answers(...answers: object[]): Promise<void> {
      await fetch(`${receiverUrl}/_plan/${name}`, { method: "PUT", body: JSON.stringify(answers) });
    },
  };
}

export async function newWebhook(shop: Shop, url: string, settings: object = {}) {
  return ok<{ id: string; status: string }>(`${shop.api}/connections`, {
    body: { tool: "webhook", name: "Zapier", settings: { url, ...settings } },
  });
}

export async function newAutomation(shop: Shop, connectionId: string, more: Record<string, unknown> = {}) {
  return ok<{ id: string; warnings: string[] }>(`${shop.api}/automations`, {
    body: {
      name: "An automation",
      trigger: { event: "purchase.completed" },
      timing: { when: "at" },
      action: { connectionId, action: "send", input: {} },
      ...more,
    },
  });
}

let orders = 1_000_000;

/** A paid order as Shopify sends it. */
export function paidOrder(more: Record<string, unknown> = {}): Record<string, unknown> {
  const id = orders++;
  return {
    id,
    email: `buyer${id}@example.com`,
    name: `#${id}`,
    created_at: new Date().toISOString(),
    financial_status: "paid",
    total_price: "49.90",
    currency: "PLN",
    customer: {
      id: id + 5_000_000,
      email: `buyer${id}@example.com`,
      first_name: "Zoë",
      last_name: "O'Brien-Łęcki",
    },
    line_items: [{ id: 1, product_id: 632910392, title: "Course", quantity: 1, price: "49.90" }],
    ...more,
  };
}

export async function postShopify(
  url: string,
  order: Record<string, unknown>,
  { topic = "orders/paid", secret = shopifySecret, headers = {} as Record<string, string> } = {},
): Promise<Response> {
  const body = JSON.stringify(order);
  return exports.default.fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": topic,
      "x-shopify-hmac-sha256": await hmac(secret, body, "base64"),
      "x-shopify-webhook-id": crypto.randomUUID(),
      ...headers,
    },
    body,
  });
}

/** Posts to a `webhook` source whose URL is its secret. */
export async function postPlain(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return exports.default.fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export async function eventOf(response: Response): Promise<string> {
  expect(response.status, await response.clone().text()).toBe(200);
  const { received } = (await response.json()) as { received: string[] };
  const [id] = received;
  if (id === undefined) throw new Error("No event was made.");
  return id;
}

export async function event(shop: Shop, id: string): Promise<EventDetail> {
  return ok<EventDetail>(`${shop.api}/events/${id}`);
}

export async function deliveries(shop: Shop, query = ""): Promise<DeliveryView[]> {
  return (await ok<{ items: DeliveryView[] }>(`${shop.api}/deliveries${query}`)).items;
}

/** Tries until what is asked for is so; fails with what was last seen. */
export async function until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean, ms = 15_000): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (performance.now() > end)
      throw new Error(`Not so after ${ms} ms: ${JSON.stringify(seen)?.slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Waits until no delivery of the shop is on its way any more. */
export async function settled(shop: Shop, states = ["ready", "running"]): Promise<DeliveryView[]> {
  return until(
    () => deliveries(shop),
    (all) => all.length > 0 && all.every((one) => !states.includes(one.state)),
  );
}

/** Makes the ledger's alarm ring now. */
export async function ring(shop: Shop): Promise<boolean> {
  return runDurableObjectAlarm(shop.stub);
}

/** Lets the cron's clock strike. */
export async function watchdog(): Promise<void> {
  await worker.scheduled(createScheduledController(), env);
}
