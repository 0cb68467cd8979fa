// The public door: what comes in, what is turned away, in which words, and what that costs.
import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { hmac } from "../src/connectors/kit";
import { customerId } from "../src/core/ids";
import { makeSourceToken, tokenKey } from "../src/core/token";
import type { EventView, Refusal } from "../src/core/views";
import { wire } from "../src/wiring";
import {
  call,
  event,
  eventOf,
  newAutomation,
  newBox,
  newShop,
  newSource,
  newWebhook,
  ok,
  origin,
  paidOrder,
  postPlain,
  postShopify,
  type Shop,
  settled,
  shopifySecret,
} from "./world";

const maxBytes = 1024 * 1024;
const hour = 3_600_000;

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Lets time pass, now and in the ledger. */
function wait(ms: number): void {
  const at = Date.now() + ms;
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(at);
}

async function shopWithSource() {
  const shop = await newShop();
  const source = await newSource(shop);
  const refusals = async () =>
    (await ok<{ items: Refusal[] }>(`${shop.api}/sources/${source.id}/refusals`)).items;
  const edit = (body: object) =>
    ok<{ webhookUrl: string }>(`${shop.api}/sources/${source.id}`, { method: "PATCH", body });
  return { shop, source, refusals, edit, url: source.webhookUrl };
}

const events = async (shop: Shop) => (await ok<{ items: EventView[] }>(`${shop.api}/events`)).items;

/** Posts raw bytes with a genuine signature. */
async function postSigned(url: string, body: string, headers: Record<string, string> = {}) {
  return exports.default.fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": "orders/paid",
      "x-shopify-hmac-sha256": await hmac(shopifySecret, body, "base64"),
      ...headers,
    },
    body,
  });
}

async function expectProblem(response: Response, status: number, detail?: string | RegExp) {
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await response.json()) as { detail: string };
  if (detail !== undefined) expect(problem.detail).toMatch(detail);
}

describe("a genuine webhook", () => {
  it("is answered exactly 200, briefly, and without a redirect", async () => {
    const { url } = await shopWithSource();
    const response = await postShopify(url, paidOrder());
    expect([response.status, response.redirected]).toEqual([200, false]);
    const text = await response.text();
    expect(JSON.parse(text)).toEqual({ received: [expect.stringMatching(/^evt_/)] });
    expect(text.length).toBeLessThan(200);
  });

  it("that comes again is answered 200 and changes nothing", async () => {
    const { shop, url } = await shopWithSource();
    const box = newBox();
    await newAutomation(shop, (await newWebhook(shop, box.url)).id);
    const order = paidOrder();
    const first = await eventOf(await postShopify(url, order));
    expect(await eventOf(await postShopify(url, order))).toBe(first);
    await settled(shop);
    expect(await events(shop)).toHaveLength(1);
    expect(await box.got()).toHaveLength(1);
  });

  it("of a type nobody knows is answered 200 and kept with its body", async () => {
    const { shop, url } = await shopWithSource();
    const order = { ...paidOrder(), gadget: "left-handed" };
    const id = await eventOf(await postShopify(url, order, { topic: "gadgets/polished" }));
    const kept = await event(shop, id);
    expect(kept).toMatchObject({ state: "not-understood", type: "gadgets/polished" });
    expect(kept.reason).toContain("gadgets/polished");
    expect(kept.raw).toContain("left-handed");
    expect(await eventOf(await postShopify(url, order, { topic: "gadgets/polished" }))).toBe(id);
  });

  it("comes in whatever its capitals, query and trailing words", async () => {
    const { url } = await shopWithSource();
    expect((await postShopify(`${url}?utm_source=shop`, paidOrder())).status).toBe(200);
    expect(
      (
        await postShopify(url, paidOrder(), {
          headers: { "Content-Type": "application/json; charset=utf-8" },
        })
      ).status,
    ).toBe(200);
  });
});

describe("whoever asks whether somebody listens", () => {
  it("is answered 200 to GET and HEAD, and nothing is kept", async () => {
    const { shop, url, refusals } = await shopWithSource();
    const get = await exports.default.fetch(url);
    expect([get.status, await get.text()]).toEqual([
      200,
      "Shopbell listens here. Send webhooks to this address by POST.",
    ]);
    const head = await exports.default.fetch(url, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(await events(shop)).toEqual([]);
    expect(await refusals()).toEqual([]);
  });
});

describe("a token", () => {
  it("that is forged, cut or of another installation is answered 404, and touches neither ledger nor database", async () => {
    const { shop, source, url } = await shopWithSource();
    const token = url.split("/in/")[1] ?? "";
    const key = await tokenKey("another installation's token secret");
    const foreign = await makeSourceToken(key, { workspaceId: shop.ws, sourceId: source.id, version: 1 });
    const ledgers = vi.spyOn(Object.getPrototypeOf(env.LEDGERS), "get");
    const database = vi.spyOn(Object.getPrototypeOf(env.DB), "prepare");
    const flipped = (at: number) =>
      token.slice(0, at) + (token[at] === "0" ? "1" : "0") + token.slice(at + 1);
    const forged = [
      "nothing",
      "",
      "x".repeat(5000),
      token.slice(0, -1),
      `${token}0`,
      token.toUpperCase(),
      foreign,
      ...[0, 5, 20, 34, token.length - 1].map(flipped),
    ];
    for (const one of forged) {
      await expectProblem(await postShopify(`${origin}/in/${one}`, paidOrder()), 404);
      expect((await exports.default.fetch(`${origin}/in/${one}`)).status).toBe(404);
    }
    expect(ledgers).not.toHaveBeenCalled();
    expect(database).not.toHaveBeenCalled();
  });

  it("of before a renewal is answered 404 and noted, and the new one works", async () => {
    const { url, edit, refusals } = await shopWithSource();
    expect((await postShopify(url, paidOrder())).status).toBe(200);
    const { webhookUrl } = await edit({ renewUrl: true });
    expect(webhookUrl).not.toBe(url);
    await expectProblem(await postShopify(url, paidOrder()), 404, /has been renewed: paste the new one/);
    expect((await postShopify(webhookUrl, paidOrder())).status).toBe(200);
    expect(await refusals()).toMatchObject([{ status: 404, body: null }]);
  });

  it("of a source that is switched off is answered 404 and noted, until it is on again", async () => {
    const { url, edit, refusals, shop } = await shopWithSource();
    expect((await postShopify(url, paidOrder())).status).toBe(200);
    await edit({ enabled: false });
    await expectProblem(await postShopify(url, paidOrder()), 404, /switched off/);
    expect((await exports.default.fetch(url)).status).toBe(404);
    expect(await refusals()).toMatchObject([
      { status: 404, reason: "This source is switched off in Shopbell." },
    ]);
    await edit({ enabled: true });
    expect((await postShopify(url, paidOrder())).status).toBe(200);
    expect(await events(shop)).toHaveLength(2);
  });

  it("of a deleted source is answered 404 at once; what came before stays", async () => {
    const { url, shop, source } = await shopWithSource();
    expect((await postShopify(url, paidOrder())).status).toBe(200);
    await ok(`${shop.api}/sources/${source.id}`, { method: "DELETE" });
    await expectProblem(await postShopify(url, paidOrder()), 404);
    expect(await events(shop)).toHaveLength(1);
  });
});

describe("a request that proves nothing", () => {
  it.each([
    ["without a signature", { "x-shopify-hmac-sha256": "" }, /X-Shopify-Hmac-Sha256/],
    ["with a wrong signature", { "x-shopify-hmac-sha256": "AAAA" }, /does not belong to this body/],
  ])("%s is answered 401 with the reason, here and at the source", async (_, headers, reason) => {
    const { url, refusals, shop } = await shopWithSource();
    const response = await postShopify(url, paidOrder({ note: "unproven" }), { headers });
    await expectProblem(response, 401, reason);
    expect(await refusals()).toMatchObject([
      { status: 401, method: "POST", reason: expect.stringMatching(reason), missed: 0 },
    ]);
    expect(await events(shop)).toEqual([]);
  });

  it("with one byte changed is answered 401", async () => {
    const { url } = await shopWithSource();
    const body = JSON.stringify(paidOrder());
    const signature = { "x-shopify-hmac-sha256": await hmac(shopifySecret, body, "base64") };
    await expectProblem(await postSigned(url, `${body} `, signature), 401);
  });

  it("with a genuine but stale timestamp is answered 401, and says so", async () => {
    const shop = await newShop();
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const { webhookUrl, id } = await newSource(shop, "webhook", {
      verification: "standard-webhooks",
      secret,
    });
    const send = async (at: number) => {
      const body = JSON.stringify({ type: "purchase.completed", email: "a@example.com", id: "e-1" });
      const timestamp = String(Math.floor(at / 1000));
      const mac = await hmac(
        Uint8Array.from(atob(secret.slice(6)), (char) => char.charCodeAt(0)),
        `msg_1.${timestamp}.${body}`,
        "base64",
      );
      return postPlain(webhookUrl, body, {
        "webhook-id": "msg_1",
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${mac}`,
      });
    };
    expect((await send(Date.now())).status).toBe(200);
    await expectProblem(await send(Date.now() - hour), 401, /genuine, but its time is 36\d\d seconds/);
    const { items } = await ok<{ items: Refusal[] }>(`${shop.api}/sources/${id}/refusals`);
    expect(items).toHaveLength(1);
  });
});

describe("a body", () => {
  it("that cannot be parsed is answered 400 and noted", async () => {
    const { url, refusals } = await shopWithSource();
    await expectProblem(await postSigned(url, '{"id": 1, "email"'), 400);
    await expectProblem(await postSigned(url, ""), 400);
    const [refusal] = await refusals();
    expect(refusal).toMatchObject({ status: 400, body: '{"id": 1, "email"' });
  });

  it("nested without end is answered 400", async () => {
    const { url } = await shopWithSource();
    await expectProblem(await postSigned(url, "[".repeat(200_000) + "]".repeat(200_000)), 400);
    await expectProblem(await postSigned(url, `{"id":${"[".repeat(5000)}${"]".repeat(5000)}}`), 400);
  });

  const sizeOf = (text: string) => new TextEncoder().encode(text).length;
  /** An order of nearly or exactly so many bytes. */
  const padded = (bytes: number, fill = "x") => {
    const order = JSON.stringify(paidOrder({ note: [] }));
    const one = fill === "x" ? fill : `${fill},`;
    const text = one.repeat((bytes - sizeOf(order) - 4) / one.length);
    const note = fill === "x" ? `["${text}x"]` : `[${text}0]`;
    return order.replace('"note":[]', `"note":${note}`);
  };

  it("of exactly 1 MiB is taken, and what was read of it is kept whole", async () => {
    const { url, shop } = await shopWithSource();
    const body = padded(maxBytes - 1);
    const exact = `${body}${" ".repeat(maxBytes - sizeOf(body))}`;
    expect(sizeOf(exact)).toBe(maxBytes);
    const kept = await event(shop, await eventOf(await postSigned(url, exact)));
    expect(kept.data).toEqual(JSON.parse(body));
    expect(body.startsWith(kept.raw?.slice(0, -1) ?? "nothing")).toBe(true);
  });

  it.each([
    ["understood", "orders/paid", "0"],
    ["understood, with much to escape", "orders/paid", '"\\u0001\\""'],
    ["unknown", "gadgets/made", '"\\u0001\\""'],
  ])("of 1 MiB fits into a row of the ledger, which may hold 2 MB: %s", async (_, topic, fill) => {
    const { url, shop } = await shopWithSource();
    await eventOf(await postSigned(url, padded(maxBytes - 100, fill), { "x-shopify-topic": topic }));
    const bytes = await runInDurableObject(shop.stub, (_ledger, { storage }) =>
      storage.sql
        .exec(
          "SELECT octet_length(fact) + octet_length(data) + COALESCE(octet_length(raw), 0) AS n FROM events",
        )
        .one(),
    );
    expect(bytes.n).toBeLessThan(1_990_000);
    expect(bytes.n).toBeGreaterThan(900_000);
  });

  it("that swells beyond that when it is read is answered 413 and noted", async () => {
    const { url, refusals } = await shopWithSource();
    await expectProblem(
      await postSigned(url, padded(maxBytes - 100, "1e20")),
      413,
      /too large once it has been read/,
    );
    expect(await refusals()).toMatchObject([{ status: 413 }]);
  });

  it("of one byte more is answered 413 and noted", async () => {
    const { url, refusals, shop } = await shopWithSource();
    const body = padded(maxBytes);
    const over = `${body}${" ".repeat(maxBytes + 1 - sizeOf(body))}`;
    await expectProblem(await postSigned(url, over), 413, /larger than 1 MiB/);
    expect(await refusals()).toMatchObject([{ status: 413, body: null }]);
    expect(await events(shop)).toEqual([]);
  });

  it("that comes in chunks without a length is answered 413 as soon as it is too much", async () => {
    const { url } = await shopWithSource();
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    await expectProblem(await exports.default.fetch(url, { method: "POST", body: endless }), 413);
    expect(sent).toBeLessThan(3 * maxBytes);
  });
});

describe("a wrong method", () => {
  it.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("%s is answered 405 and noted", async (method) => {
    const { url, refusals } = await shopWithSource();
    const response = await exports.default.fetch(url, { method });
    expect(response.headers.get("allow")).toBe("POST, GET, HEAD");
    await expectProblem(response, 405);
    expect(await refusals()).toMatchObject([{ status: 405, method }]);
  });
});

describe("the ring of refusals", () => {
  it("keeps twenty, newest first, at most one per ten seconds, and counts the others", async () => {
    const { url, refusals } = await shopWithSource();
    const bad = (n: number) => postShopify(url, { n }, { secret: "wrong" });
    for (let n = 0; n < 3; n++) expect((await bad(n)).status).toBe(401);
    expect(await refusals()).toMatchObject([{ body: '{"n":0}' }]);
    for (let n = 3; n < 30; n++) {
      wait(10_001);
      await bad(n);
    }
    const kept = await refusals();
    expect(kept.map((one) => one.body)).toEqual(
      Array.from({ length: 20 }, (_, i) => JSON.stringify({ n: 29 - i })),
    );
    expect(kept.every((one) => one.missed === 0)).toBe(true);
  });

  it("counts what it missed in the next one it writes", async () => {
    const { url, refusals } = await shopWithSource();
    for (let n = 0; n < 4; n++) await postShopify(url, { n }, { secret: "wrong" });
    wait(10_001);
    await postShopify(url, { n: 4 }, { secret: "wrong" });
    expect((await refusals()).map((one) => one.missed)).toEqual([3, 0]);
  });

  it("holds a body's first kilobyte only, and no secrets", async () => {
    const { url, refusals } = await shopWithSource();
    const order = { password: "hunter2", note: "é".repeat(4000), api_key: "sk-live-1" };
    await postShopify(url, order, { secret: "wrong" });
    const [refusal] = await refusals();
    const text = JSON.stringify(refusal);
    expect(text).not.toContain("hunter2");
    expect(new TextEncoder().encode(refusal?.body ?? "").length).toBeLessThanOrEqual(1030);
    expect(text).toContain("éé");
  });

  it("has nothing of what proves other requests genuine", async () => {
    const shop = await newShop();
    const { webhookUrl, id } = await newSource(shop, "webhook", {
      verification: "url-secret",
      secret: "url-secret-77",
    });
    const bare = webhookUrl.split("?")[0] ?? "";
    await postPlain(`${bare}?secret=url-secret-78`, { type: "lead.created" });
    const { items } = await ok<{ items: Refusal[] }>(`${shop.api}/sources/${id}/refusals`);
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toMatch(/url-secret-7/);
  });
});

describe("a secret that rotates", () => {
  const post = (url: string, secret: string) => postShopify(url, paidOrder(), { secret });

  it("counts at once when it is new, and for a day when it is old", async () => {
    const { url, edit } = await shopWithSource();
    expect((await post(url, shopifySecret)).status).toBe(200);
    await edit({ settings: { signingSecret: "brand new" } });
    expect((await post(url, "brand new")).status).toBe(200);
    expect((await post(url, shopifySecret)).status).toBe(200);
    wait(24 * hour - 60_000);
    expect((await post(url, shopifySecret)).status).toBe(200);
    wait(120_000);
    expect((await post(url, shopifySecret)).status).toBe(401);
    expect((await post(url, "brand new")).status).toBe(200);
  });

  it("is never refused because an isolate remembers the one before", async () => {
    const { url, edit, source } = await shopWithSource();
    const { cache } = (await wire(env)).http.ingest;
    for (let n = 0; n < 3; n++) {
      expect((await post(url, n === 0 ? shopifySecret : `secret ${n}`)).status).toBe(200);
      const remembered = cache.get(source.id);
      if (!remembered) throw new Error("The source was not remembered.");
      await edit({ settings: { signingSecret: `secret ${n + 1}` } });
      // As on another isolate, which has not heard of the edit.
      cache.set(source.id, remembered);
      expect((await post(url, `secret ${n + 1}`)).status).toBe(200);
    }
    const remembered = cache.get(source.id);
    const { webhookUrl } = await edit({ renewUrl: true });
    if (remembered) cache.set(source.id, remembered);
    expect((await post(webhookUrl, "secret 3")).status).toBe(200);
  });

  it("does not trip over a kind of proof that the old one does not fit", async () => {
    const shop = await newShop();
    const { id, webhookUrl } = await newSource(shop, "webhook", {
      verification: "url-secret",
      secret: "not base64!",
    });
    const standard = { verification: "standard-webhooks", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };
    await ok(`${shop.api}/sources/${id}`, { method: "PATCH", body: { settings: standard } });
    const bare = webhookUrl.split("?")[0] ?? "";
    await expectProblem(await postPlain(bare, { type: "lead.created" }), 401, /webhook-signature/);
  });
});

describe("a shop in trouble with us", () => {
  it("is told 503 when the ledger cannot be reached, so that it tries again, and never 200", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const { url, shop } = await shopWithSource();
    const order = paidOrder();
    const broken = vi.spyOn(Object.getPrototypeOf(env.LEDGERS), "get").mockImplementation(() => {
      throw new Error("The ledger's address is 10.1.2.3.");
    });
    const response = await postShopify(url, order);
    expect(response.headers.get("retry-after")).toBe("5");
    const text = await response.clone().text();
    expect(text).not.toContain("10.1.2.3");
    await expectProblem(response, 503, /send it again/);
    broken.mockRestore();
    await eventOf(await postShopify(url, order));
    expect(await events(shop)).toHaveLength(1);
  });

  it("gets its 200 and its tools are rung while the database is down", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const { url, shop } = await shopWithSource();
    const box = newBox();
    await newAutomation(shop, (await newWebhook(shop, box.url)).id);
    const down = () => {
      throw new Error("D1_ERROR: no database today");
    };
    const prototype = Object.getPrototypeOf(env.DB);
    const prepare = vi.spyOn(prototype, "prepare").mockImplementation(down);
    const batch = vi.spyOn(prototype, "batch").mockImplementation(down);
    const id = await eventOf(await postShopify(url, paidOrder()));
    await vi.waitFor(async () => expect(await box.got()).toHaveLength(1), 10_000);
    expect(prepare).not.toHaveBeenCalled();
    const health = await call("/healthz");
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ ok: false, database: false, ledger: true });
    const answer = await call(`${shop.api}/events`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("no database today");
    prepare.mockRestore();
    batch.mockRestore();
    expect((await settled(shop))[0]).toMatchObject({ eventId: id, state: "succeeded" });
  });

  it("finds its new source even when the ledger could not be told of it", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const shop = await newShop();
    const broken = vi.spyOn(Object.getPrototypeOf(env.LEDGERS), "get").mockImplementation(() => {
      throw new Error("No ledger today.");
    });
    const source = await newSource(shop);
    broken.mockRestore();
    expect(source).toMatchObject({ applied: false });
    expect((await postShopify(source.webhookUrl, paidOrder())).status).toBe(200);
  });

  it("finds its source even when the ledger was never told of anything", async () => {
    const { url, shop } = await shopWithSource();
    // As after a lost tell, on an isolate that remembers nothing: the ledger of a workspace that only the database knows.
    const copy = `ws_1${shop.ws.slice(4).split("").reverse().join("")}`;
    for (const table of ["sources", "connections", "automations"])
      await env.DB.prepare(`UPDATE ${table} SET workspace_id = ? WHERE workspace_id = ?`)
        .bind(copy, shop.ws)
        .run();
    await env.DB.prepare("UPDATE workspaces SET id = ? WHERE id = ?").bind(copy, shop.ws).run();
    const source = await env.DB.prepare("SELECT id FROM sources WHERE workspace_id = ?")
      .bind(copy)
      .first<{ id: string }>();
    await env.DB.prepare(
      "UPDATE sources SET kind = 'webhook', settings = '{\"verification\":\"url-secret\"}', secrets = NULL WHERE id = ?",
    )
      .bind(source?.id)
      .run();
    const key = await tokenKey("a token secret for the tests alone");
    const token = await makeSourceToken(key, { workspaceId: copy, sourceId: source?.id ?? "", version: 1 });
    const fresh = `${origin}/in/${token}`;
    expect(fresh).not.toBe(url);
    // This isolate remembers the source for a few seconds.
    wait(6_000);
    const id = await eventOf(await postPlain(fresh, { type: "lead.created", email: "a@example.com" }));
    const kept = await ok<EventView>(`/api/workspaces/${copy}/events/${id}`);
    expect(kept.customer?.id).toBe(await customerId(copy, "a@example.com"));
  });
});

describe("an event that goes round in circles", () => {
  it("is kept but rings nothing at the third round", async () => {
    const { url, shop } = await shopWithSource();
    await newAutomation(shop, (await newWebhook(shop, newBox().url)).id);
    const twice = await event(
      shop,
      await eventOf(await postShopify(url, paidOrder(), { headers: { "shopbell-hops": "2" } })),
    );
    expect(twice.deliveries).toHaveLength(1);
    for (const hops of ["3", "99999"]) {
      const id = await eventOf(await postShopify(url, paidOrder(), { headers: { "shopbell-hops": hops } }));
      const thrice = await event(shop, id);
      expect(thrice.deliveries).toEqual([]);
      expect(thrice.reason).toContain("came round through Shopbell three times");
    }
    for (const nonsense of ["-1", "NaN", "1e9x", "0.5"]) {
      const id = await eventOf(
        await postShopify(url, paidOrder(), { headers: { "shopbell-hops": nonsense } }),
      );
      expect((await event(shop, id)).deliveries).toHaveLength(1);
    }
  });
});
