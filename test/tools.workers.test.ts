// Tools as they are out there: slow, broken, gone, or full of surprises. Each leaves a clear record, and nobody else waits.

import { Webhook } from "standardwebhooks";
import { describe, expect, inject, it } from "vitest";
import type { DeliveryView } from "../src/core/views";
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
  postShopify,
  type Received,
  type Shop,
  settled,
  until,
} from "./world";

type Box = ReturnType<typeof newBox>;

/** A shop where every purchase rings one webhook. */
async function ringing(settings: object = {}, input: object = {}) {
  const shop = await newShop();
  const source = await newSource(shop);
  const box = newBox();
  const connection = await newWebhook(shop, box.url, settings);
  await newAutomation(shop, connection.id, {
    action: { connectionId: connection.id, action: "send", input },
  });
  const buy = async (order: Record<string, unknown> = {}) =>
    eventOf(await postShopify(source.webhookUrl, paidOrder(order)));
  return { shop, source, box, connection, buy };
}

/** The one delivery of a shop, once it has been tried. */
async function tried(shop: Shop): Promise<DeliveryView> {
  const [delivery] = await until(
    () => deliveries(shop),
    (all) => (all[0]?.attempts.length ?? 0) > 0,
  );
  if (!delivery) throw new Error("Nothing was tried.");
  return delivery;
}

async function only(box: Box): Promise<Received> {
  const [got] = await until(box.got, (all) => all.length > 0);
  if (!got) throw new Error("Nothing was received.");
  return got;
}

describe("a webhook as it is sent", () => {
  it("says what happened in the words of the documentation", async () => {
    const { shop, box, buy } = await ringing();
    const id = await buy();
    const got = await only(box);
    expect(got.method).toBe("POST");
    expect(got.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": "Shopbell/1",
      "shopbell-hops": "1",
      "webhook-id": expect.stringMatching(/^dlv_/),
      "webhook-timestamp": expect.stringMatching(/^\d{10}$/),
    });
    expect(got.headers["webhook-signature"]).toBeUndefined();
    const body = JSON.parse(got.body);
    expect(Object.keys(body)).toEqual([
      "id",
      "type",
      "occurredAt",
      "customer",
      "products",
      "order",
      "subscription",
      "cart",
      "accessEndsAt",
      "codes",
      "data",
    ]);
    expect(body).toMatchObject({
      id,
      type: "purchase.completed",
      occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      customer: {
        email: expect.stringContaining("@example.com"),
        firstName: "Zoë",
        id: expect.stringMatching(/^cus_/),
      },
      products: [{ id: "632910392", name: "Course" }],
      order: { total: { amount: 4990, currency: "PLN" } },
      subscription: null,
      cart: null,
      codes: [],
      data: { total_price: "49.90" },
    });
    const [delivery] = await settled(shop);
    expect(delivery?.id).toBe(got.headers["webhook-id"]);
    expect(delivery).toMatchObject({
      state: "succeeded",
      tries: 1,
      attempts: [
        {
          outcome: "done",
          request: { method: "POST", url: box.url, body: got.body.slice(0, 2048) },
          response: { status: 200 },
        },
      ],
    });
  });

  it("is signed so that the Standard Webhooks library believes it, and nothing else", async () => {
    const signingSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const { box, buy } = await ringing({ signingSecret, headers: { Authorization: "Bearer of-good-news" } });
    await buy();
    const { body, headers } = await only(box);
    expect(new Webhook(signingSecret).verify(body, headers)).toMatchObject({ type: "purchase.completed" });
    expect(() => new Webhook(signingSecret).verify(`${body} `, headers)).toThrow();
    expect(headers.authorization).toBe("Bearer of-good-news");
  });

  it("has the body, the method and the headers its owner wrote, filled in from the event", async () => {
    const { box, buy } = await ringing(
      {},
      {
        method: "PUT",
        headers: { "X-Buyer": "{{ customer.email }}", "X-Line": "{{ data.note }}" },
        body: {
          email: "{{ customer.email }}",
          greeting: "Hello {{ customer.firstName | upcase }}!",
          amount: "{{ order.total.amount }}",
          products: "{{ products | map: 'id' }}",
          nothing: "{{ customer.nickname }}",
          fixed: { yes: true },
        },
      },
    );
    await buy({ email: "ann@example.com", note: "one\r\nx-smuggled: two" });
    const got = await only(box);
    expect(got.method).toBe("PUT");
    expect(got.headers["x-buyer"]).toBe("ann@example.com");
    expect(got.headers["x-smuggled"]).toBeUndefined();
    expect(JSON.parse(got.body)).toEqual({
      email: "ann@example.com",
      greeting: "Hello ZOË!",
      amount: 4990,
      products: ["632910392"],
      nothing: null,
      fixed: { yes: true },
    });
  });

  it("carries the rounds its event has made", async () => {
    const { source, box } = await ringing();
    await postShopify(source.webhookUrl, paidOrder(), { headers: { "shopbell-hops": "2" } });
    expect((await only(box)).headers["shopbell-hops"]).toBe("3");
  });
});

describe("a tool that answers", () => {
  it.each([
    [{ status: 204 }, "succeeded", null],
    [{ status: 500, body: "<h1>Oh no" }, "retrying", "The receiver has trouble (500)."],
    [{ status: 503 }, "retrying", "The receiver has trouble (503)."],
    [{ status: 408 }, "retrying", "The receiver has trouble (408)."],
    [{ status: 400, body: "no such list" }, "failed", "The receiver does not accept this webhook (400)."],
    [{ status: 410 }, "failed", "The receiver is gone (410) and asks for no more webhooks."],
    [
      { status: 401 },
      "held",
      "The receiver refused the webhook (401): mend the address, the secret or the headers.",
    ],
  ])("%j leads to %s", async (answer, state, reason) => {
    const { shop, box, buy } = await ringing();
    await box.answers(answer);
    await buy();
    const delivery = await tried(shop);
    expect(delivery).toMatchObject({ state, reason });
    expect(delivery.attempts[0]?.response).toEqual({
      status: answer.status,
      body: "body" in answer ? answer.body : "",
    });
    expect(await box.got()).toHaveLength(1);
  });

  it("with garbage is taken by its status, and the garbage is kept as text", async () => {
    const { shop, box, buy } = await ringing();
    await box.answers({
      status: 200,
      body: "\u0000\ufffd}{not json",
      headers: { "content-type": "application/json" },
    });
    await buy();
    expect(await tried(shop)).toMatchObject({
      state: "succeeded",
      attempts: [{ response: { status: 200, body: "\u0000\ufffd}{not json" } }],
    });
  });

  it("with ten megabytes is cut short", async () => {
    const { shop, box, buy } = await ringing();
    await box.answers({ status: 200, bodyBytes: 10 * 1024 * 1024 });
    await buy();
    const delivery = await tried(shop);
    expect(delivery.state).toBe("succeeded");
    expect(delivery.attempts[0]?.response?.body).toBe(`${"x".repeat(2048)}…`);
    expect(delivery.attempts[0]?.tookMs).toBeLessThan(3000);
  });

  it("with a redirect is not followed, wherever it leads", async () => {
    const { shop, box, buy } = await ringing();
    const elsewhere = newBox();
    await box.answers({ status: 307, headers: { location: elsewhere.url } });
    await buy();
    expect(await tried(shop)).toMatchObject({
      state: "failed",
      reason: "The receiver redirects (307). Redirects are not followed: give the final address.",
    });
    expect(await elsewhere.got()).toEqual([]);
  });

  it("with 429 and Retry-After is left alone for as long as it asks", async () => {
    const { shop, box, buy } = await ringing();
    await box.answers({ status: 429, headers: { "retry-after": "120" } });
    await buy();
    const delivery = await tried(shop);
    expect(delivery).toMatchObject({ state: "retrying", reason: "The receiver asks to slow down (429)." });
    const waits = (delivery.nextAt ?? 0) - Date.now();
    expect(waits).toBeGreaterThan(115_000);
    expect(waits).toBeLessThan(125_000);
  });

  it("with trouble at first is tried again by itself", async () => {
    const { shop, box, buy } = await ringing();
    await box.answers({ status: 503 }, { status: 200 });
    await buy();
    await settled(shop, ["ready", "running", "retrying"]);
    const [delivery] = await deliveries(shop);
    expect(delivery).toMatchObject({ state: "succeeded", tries: 2, reason: null });
    expect(delivery?.attempts.map((one) => one.outcome)).toEqual(["retry", "done"]);
    const ids = (await box.got()).map((one) => one.headers["webhook-id"]);
    expect(new Set(ids).size, "the same id in both tries").toBe(1);
  });

  it("401 turns the connection red; mended, what it held goes on by itself", async () => {
    const { shop, box, connection, buy } = await ringing();
    await box.answers({ status: 401 }, { status: 200 });
    await buy();
    await until(
      () => deliveries(shop),
      ([one]) => one?.state === "held",
    );
    const url = `${shop.api}/connections/${connection.id}`;
    const red = await ok<{ status: string; problem: string }>(url);
    expect(red.status).toBe("failing");
    expect(red.problem).toContain("refused the webhook (401)");
    await ok(url, {
      method: "PATCH",
      body: { settings: { url: box.url, headers: { authorization: "Bearer right" } } },
    });
    await settled(shop, ["held", "ready", "running"]);
    expect(await deliveries(shop)).toMatchObject([{ state: "succeeded" }]);
    expect(await ok(url)).toMatchObject({ status: "ok" });
  });
});

describe("a tool that is not there", () => {
  it("is tried again later, and the record says that no answer came", async () => {
    const { shop, connection, buy } = await ringing();
    // A port nobody listens at.
    await ok(`${shop.api}/connections/${connection.id}`, {
      method: "PATCH",
      body: { settings: { url: "http://127.0.0.1:9/" } },
    }).catch(() => undefined);
    await ok(`${shop.api}/connections/${connection.id}`, {
      method: "PATCH",
      body: { settings: { url: "http://127.0.0.1:1999/" } },
    });
    await buy();
    const delivery = await tried(shop);
    expect(delivery).toMatchObject({ state: "retrying", tries: 1 });
    expect(delivery.attempts[0]).toMatchObject({
      reason: expect.stringContaining("127.0.0.1:1999"),
      request: { url: "http://127.0.0.1:1999/" },
    });
    expect(delivery.attempts[0]).not.toHaveProperty("response");
  });
});

describe("a tool that hangs", () => {
  it("holds up nobody else: twenty neighbours finish meanwhile, and another shop within its time limit", async () => {
    const shop = await newShop();
    const source = await newSource(shop);
    const [hangs, works] = [newBox(), newBox()];
    await hangs.answers({ hang: true });
    const hanging = await newWebhook(shop, hangs.url);
    // Two of them, since ten requests at once are all that one webhook connection makes.
    const working = [await newWebhook(shop, works.url), await newWebhook(shop, `${works.url}/too`)];
    await newAutomation(shop, hanging.id);
    for (let n = 0; n < 10; n++)
      for (const { id } of working) await newAutomation(shop, id, { name: `Neighbour ${n}` });
    const other = await ringing();

    const begun = performance.now();
    const id = await eventOf(await postShopify(source.webhookUrl, paidOrder()));
    const succeeded = (all: DeliveryView[]) => all.filter((one) => one.state === "succeeded").length;
    const meanwhile = await until(
      () => deliveries(shop),
      (all) => succeeded(all) === 20,
    );
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(meanwhile.find((one) => one.connectionId === hanging.id)?.state).toBe("running");

    await other.buy();
    await until(
      () => deliveries(other.shop),
      (all) => succeeded(all) === 1,
    );
    expect(performance.now() - begun).toBeLessThan(13_000);

    const late = await until(
      () => event(shop, id),
      (story) => story.deliveries.some((one) => one.state === "retrying"),
    );
    const attempt = late.deliveries.find((one) => one.connectionId === hanging.id)?.attempts[0];
    expect(attempt).toMatchObject({
      outcome: "unknown",
      reason: expect.stringMatching(/did not answer within 10 seconds\.$/),
    });
    expect(attempt).not.toHaveProperty("response");
  });
});

describe("an address that became forbidden after it was saved", () => {
  it("is not called", async () => {
    const { shop, buy, connection } = await ringing();
    const { env } = await import("cloudflare:workers");
    const settings = JSON.stringify({ url: "http://169.254.169.254/latest/meta-data" });
    await env.DB.prepare("UPDATE connections SET settings = ? WHERE id = ?")
      .bind(settings, connection.id)
      .run();
    await ok(`${shop.api}/connections/${connection.id}`, { method: "PATCH", body: { name: "Told again" } });
    await buy();
    expect(await tried(shop)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("169.254.169.254 is not an address on the public internet"),
    });
  });
});

describe("the outbound guard of a local installation", () => {
  it("lets tools call this machine, but not the installation itself by any of its names", async () => {
    const { port } = new URL(inject("receiverUrl"));
    const shop = await newShop();
    const create = (url: string) =>
      call(`${shop.api}/connections`, { body: { tool: "webhook", name: "A", settings: { url } } });
    for (const host of ["127.0.0.1", "localhost", "127.1", "0x7f.1"])
      expect((await create(`http://${host}:${port}/x`)).status, host).toBe(201);
    for (const url of ["https://shopbell.example/in/x", "http://0.0.0.0:3000/", "http://192.168.1.1:8080/"])
      expect((await create(url)).status, url).toBe(422);
  });
});
