// How much happened when, by the API; and of a request that is refused, what made it so.
import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { hmac } from "../src/connectors/kit";
import { signStandard } from "../src/connectors/signatures";
import type { Heard, History } from "../src/core/counts";
import type { Refusal } from "../src/core/views";
import {
  call,
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
  shopifySecret,
} from "./world";

const heardOf = (shop: Shop) => ok<Record<string, Heard>>(`${shop.api}/stats/sources`);

describe("What happened", () => {
  it("is told by day, or by hour, as events come in and deliveries end", async () => {
    const shop = await newShop();
    const source = await newSource(shop);
    const connection = await newWebhook(shop, newBox().url);
    await newAutomation(shop, connection.id);
    for (let i = 0; i < 3; i++) await postShopify(source.webhookUrl, paidOrder());
    await settled(shop);
    const counts = { events: 3, succeeded: 3, failed: 0, cancelled: 0, skipped: 0 };
    const week = await ok<History>(`${shop.api}/stats/history`);
    expect(week.timeZone).toBe("Europe/Warsaw");
    expect(week.items).toHaveLength(7);
    expect(week.items.at(-1)).toMatchObject(counts);
    expect(week.total).toEqual(counts);
    expect(week.before).toMatchObject({ events: 0, succeeded: 0 });
    expect((await ok<History>(`${shop.api}/stats/history?days=1`)).items).toHaveLength(24);
    expect((await ok<History>(`${shop.api}/stats/history?days=30`)).items).toHaveLength(30);
  });

  it.each(["days=2", "days=week", "from=0"])("is not asked for as %s", async (query) => {
    const shop = await newShop();
    expect((await call(`${shop.api}/stats/history?${query}`)).status).toBe(422);
  });

  it("is told of each source: what it told last, and how much", async () => {
    const shop = await newShop();
    const [one, other] = [await newSource(shop), await newSource(shop)];
    const first = await eventOf(await postShopify(one.webhookUrl, paidOrder()));
    const last = await eventOf(await postShopify(one.webhookUrl, paidOrder()));
    expect(first).not.toBe(last);
    const heard = await heardOf(shop);
    expect(heard[one.id]).toMatchObject({ lastEvent: { id: last }, events: 2, lastRefusedAt: null });
    expect(heard[other.id]).toBeUndefined();
  });
});

describe("A request that is refused", () => {
  const send = (url: string, body: string, headers: Record<string, string> = {}, method = "POST") =>
    exports.default.fetch(url, { method, headers, ...(method === "POST" ? { body } : {}) });
  const edit = (shop: Shop, id: string, body: object) =>
    ok(`${shop.api}/sources/${id}`, { method: "PATCH", body });
  const standard = { signingSecret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };

  /** What must be so for a cause: a source of some kind, and what is done with its address. */
  const cases: Record<
    string,
    {
      kind?: string;
      settings?: object;
      refuse(shop: Shop, source: { id: string; webhookUrl: string }): Promise<Response>;
    }
  > = {
    missing: { refuse: (_, { webhookUrl }) => send(webhookUrl, "{}") },
    mismatch: { refuse: (_, { webhookUrl }) => postShopify(webhookUrl, paidOrder(), { secret: "another" }) },
    stale: {
      kind: "standard-webhooks",
      settings: standard,
      refuse: async (_, { webhookUrl }) => {
        const body = new TextEncoder().encode("{}");
        const request = { method: "POST", headers: new Headers(), query: new URLSearchParams(), body };
        const hourAgo = Date.now() - 3_600_000;
        const signed = await signStandard(request, standard.signingSecret, "webhook", hourAgo);
        return send(webhookUrl, "{}", signed?.headers);
      },
    },
    unreadable: {
      refuse: async (_, { webhookUrl }) => {
        const signature = await hmac(shopifySecret, "not json", "base64");
        return send(webhookUrl, "not json", {
          "x-shopify-hmac-sha256": signature,
          "x-shopify-topic": "orders/paid",
        });
      },
    },
    method: { refuse: (_, { webhookUrl }) => send(webhookUrl, "", {}, "DELETE") },
    "too-large": { refuse: (_, { webhookUrl }) => send(webhookUrl, "x".repeat(1024 * 1024 + 1)) },
    "switched-off": {
      refuse: async (shop, { id, webhookUrl }) => {
        await edit(shop, id, { enabled: false });
        return send(webhookUrl, "{}");
      },
    },
    "old-address": {
      refuse: async (shop, { id, webhookUrl }) => {
        await edit(shop, id, { renewUrl: true });
        return send(webhookUrl, "{}");
      },
    },
  };

  it.each(Object.entries(cases))("says what made it so: %s", async (cause, { kind, settings, refuse }) => {
    const shop = await newShop();
    const source = await newSource(shop, kind, settings);
    const response = await refuse(shop, source);
    expect(response.status).toBeGreaterThanOrEqual(400);
    const { items } = await ok<{ items: Refusal[] }>(`${shop.api}/sources/${source.id}/refusals`);
    expect(items).toMatchObject([{ cause, status: response.status }]);
    const { [source.id]: heard } = await heardOf(shop);
    expect(heard).toEqual({ lastEvent: null, events: 0, lastRefusedAt: items[0]?.at });
  });

  it("says so, too, where its source's secret is missing", async () => {
    const shop = await newShop();
    const source = await ok<{ id: string; webhookUrl: string }>(`${shop.api}/sources`, {
      body: { kind: "shopify", name: "A shop", settings: {}, secretsLater: true },
    });
    expect((await postShopify(source.webhookUrl, paidOrder())).status).toBe(401);
    const { items } = await ok<{ items: Refusal[] }>(`${shop.api}/sources/${source.id}/refusals`);
    expect(items).toMatchObject([{ cause: "misconfigured" }]);
  });
});
