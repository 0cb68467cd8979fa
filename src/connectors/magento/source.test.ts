// Magento's three ways of proof, and what is read of orders, refunds, carts and people, whichever way they come.
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import { type LookUp, type Reading, type SourceFact, toBase64 } from "../kit";
import { requestOf, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import official from "./samples/signature-vector.json";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1, 12);
const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

const bytes = (text: string) => new TextEncoder().encode(text);
const bodyOf = (title: string): string =>
  samples.find((sample) => sample.title === title)?.body ?? expect.fail(title);

async function keyPair() {
  const pair = (await crypto.subtle.generateKey(
    { ...rsa, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ["sign", "verify"],
  )) as CryptoKeyPair; // RSA makes pairs
  const spki = new Uint8Array((await crypto.subtle.exportKey("spki", pair.publicKey)) as ArrayBuffer); // not a JWK
  const lines = toBase64(spki).match(/.{1,64}/g) ?? [];
  return {
    pem: ["-----BEGIN PUBLIC KEY-----", ...lines, "-----END PUBLIC KEY-----", ""].join("\n"),
    sign: async (text: string) =>
      toBase64(new Uint8Array(await crypto.subtle.sign(rsa, pair.privateKey, bytes(text)))),
  };
}

describe("the settings", () => {
  const problems = (value: unknown) =>
    (source.settings.safeParse(value).error?.issues ?? []).map(({ path }) => path.join("."));

  it.each([
    [{ integration: "io-events" }, ["clientId"]],
    [{ integration: "io-events", clientId: " " }, ["clientId"]],
    [{ integration: "io-events", clientId: "c" }, []],
    [{ integration: "commerce-webhooks" }, ["secret"]],
    [{ integration: "commerce-webhooks", secret: "s" }, []],
    [{ integration: "commerce-webhooks", publicKey: official.publicKey }, []],
    [{ integration: "commerce-webhooks", publicKey: official.publicKey.replaceAll("\n", "") }, []],
    [{ integration: "commerce-webhooks", publicKey: "MIIB" }, ["publicKey"]],
    [{ integration: "module" }, ["secret"]],
    [{ integration: "module", secret: "s" }, []],
  ])("%j: what is wrong is %j", (value, expected) => {
    expect(problems(value)).toEqual(expected);
  });

  it("put the secret into the address only where it is the proof", () => {
    const query = (value: object) => source.urlQuery?.(source.settings.parse(value));
    expect(query({ integration: "module", secret: "s" })).toEqual({ secret: "s" });
    expect(query({ integration: "commerce-webhooks", secret: "s" })).toEqual({ secret: "s" });
    const publicKey = official.publicKey;
    expect(query({ integration: "commerce-webhooks", secret: "s", publicKey })).toEqual({});
    expect(query({ integration: "io-events", secret: "s", clientId: "c" })).toEqual({});
  });
});

describe("Adobe's signature", () => {
  const path = "/prod/keys/pub-key-voy5XEbWmT.pem";
  const url = `https://static.adobeioevents.com${path}`;
  const keys =
    (known: Record<string, string>): LookUp =>
    async (asked) =>
      known[asked];
  const adobe = keys({ [url]: official.publicKey });

  const verify = (
    headers: Record<string, string>,
    body = official.body,
    clientId = official.clientId,
    lookUp = adobe,
  ) => verifyBy(source, requestOf(body, headers), { integration: "io-events", clientId }, now, lookUp);

  const first = { "X-Adobe-Digital-Signature-1": official.signature, "X-Adobe-Public-Key1-Path": path };
  const second = { "x-adobe-digital-signature-2": official.signature, "x-adobe-public-key2-path": path };

  it("as Adobe publishes it is accepted, whichever of the two it is", async () => {
    expect(await verify(first)).toEqual({ ok: true });
    expect(await verify(second)).toEqual({ ok: true });
    expect(await verify({ ...second, "x-adobe-digital-signature-1": "AAAA" })).toEqual({ ok: true });
    expect(await verify({ ...first, ...second, "X-Adobe-Digital-Signature-1": "%%" })).toEqual({ ok: true });
  });

  it("of other bytes is a mismatch, and none at all is missing", async () => {
    expect(await verify(first, `${official.body} `)).toMatchObject({ reason: "mismatch" });
    expect(await verify({})).toMatchObject({ reason: "missing" });
    expect(await verify({ "x-adobe-digital-signature-1": official.signature })).toMatchObject({
      reason: "missing",
    });
    expect(await verify({ "x-adobe-public-key1-path": path })).toMatchObject({ reason: "missing" });
  });

  it("of an event for somebody else is a mismatch", async () => {
    expect(await verify(first, official.body, "client_id2")).toMatchObject({ reason: "mismatch" });
  });

  it.each([
    "https://evil.example/key.pem",
    "//evil.example/key.pem",
    ".evil.example/key.pem",
    "@evil.example/key.pem",
    "/prod/../key.pem",
    "/prod/%2e%2e/key.pem",
    "/prod/keys/key.pem?x=.pem",
    "/prod/keys/key.pem#.pem",
    "/prod\\keys\\key.pem",
    "/prod keys/key.pem",
    `/${"a".repeat(300)}.pem`,
    "prod/keys/key.pem",
    "/",
  ])("with its key at %s is a mismatch, and nothing is fetched", async (strange) => {
    const asked: string[] = [];
    const lookUp: LookUp = async (one) => {
      asked.push(one);
      return official.publicKey;
    };
    const headers = { ...first, "X-Adobe-Public-Key1-Path": strange };
    expect(await verify(headers, official.body, official.clientId, lookUp)).toMatchObject({
      reason: "mismatch",
    });
    expect(asked).toEqual([]);
  });

  it("whose key cannot be read is no refusal, since Adobe would not send again after one", async () => {
    for (const answer of [undefined, "<html>", "-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----"]) {
      const asked = await verify(first, official.body, official.clientId, async () => answer);
      expect(asked).toMatchObject({ reason: "unavailable", detail: expect.stringContaining(url) });
    }
    const other = "/prod/keys/pub-key-other.pem";
    const headers = { ...second, ...first, "x-adobe-public-key2-path": other };
    expect(await verify(headers)).toEqual({ ok: true });
    expect(await verify({ ...first, "X-Adobe-Public-Key1-Path": other, ...second })).toEqual({ ok: true });
  });

  it("of a batch holds when every event in it is ours", async () => {
    const { pem, sign } = await keyPair();
    const verifyBatch = async (body: string) =>
      verify(
        { "x-adobe-digital-signature-1": await sign(body), "x-adobe-public-key1-path": path },
        body,
        "ours",
        keys({ [url]: pem }),
      );
    const [ours, older, theirs] = [
      { recipientclientid: "ours" },
      { recipient_client_id: "ours" },
      { recipientclientid: "theirs", recipient_client_id: "ours" },
    ];
    expect(await verifyBatch(JSON.stringify([ours, older]))).toEqual({ ok: true });
    for (const body of [[ours, theirs], [ours, {}], [], [null], "text"])
      expect(await verifyBatch(JSON.stringify(body))).toMatchObject({ reason: "mismatch" });
    expect(await verifyBatch("not JSON")).toMatchObject({ reason: "mismatch" });
  });

  it("cannot be made here", async () => {
    const settings = { integration: "io-events", clientId: "c", secret: "left over" };
    expect(await source.sign?.(requestOf("{}"), settings, now)).toBeUndefined();
  });
});

describe("Adobe's question whether anybody listens", () => {
  const settings = { integration: "io-events", clientId: "c" };
  const get = (query: Record<string, string>, of: Record<string, unknown> = settings) =>
    source.handshake?.({ ...requestOf("", {}, query), method: "GET" }, of);
  const post = (body: unknown, of: Record<string, unknown> = settings) =>
    source.handshake?.(requestOf(JSON.stringify(body)), of);

  it("is answered with its challenge", async () => {
    const challenge = "8ec8d794-e0ab-42df-9017-e3dada8e84f7";
    expect(await get({ challenge })).toEqual({ type: "text/plain; charset=utf-8", body: challenge });
  });

  it("is not answered when it could mean something, or comes another way", async () => {
    for (const challenge of ["", "<script>", "a b", "a\r\nb", "é", "a".repeat(129)])
      expect(await get({ challenge })).toBeUndefined();
    expect(await get({})).toBeUndefined();
    expect(await get({ challenge: "abc" }, { integration: "module", secret: "s" })).toBeUndefined();
    expect(await source.handshake?.(requestOf("", {}, { challenge: "abc" }), settings)).toBeUndefined();
  });

  it("by POST is answered in words, and nothing of it comes back", async () => {
    const asking = { validationUrl: "https://csm.adobe.io/csm/registrations/validate?id=1&challenge=2" };
    const answer = await post(asking);
    expect(answer?.body).toMatch(/Save the registration again/);
    expect(answer?.body).not.toContain("csm.adobe.io");
    for (const other of [{ ...asking, type: "x" }, { validationUrl: 1 }, [asking], null])
      expect(await post(other)).toBeUndefined();
    expect(await post({ validationUrl: "u".repeat(3000) })).toBeUndefined();
    expect(await post(asking, { integration: "commerce-webhooks", secret: "s" })).toBeUndefined();
  });
});

describe("a Commerce webhook", () => {
  const name = "X-Adobe-Commerce-Webhook-Signature";
  const body = bodyOf("Commerce webhook: order paid");
  const verify = (publicKey: string, headers: Record<string, string>, of = body) =>
    verifyBy(source, requestOf(of, headers), { integration: "commerce-webhooks", publicKey }, now);

  it("is signed over its body in base64", async () => {
    const { pem, sign } = await keyPair();
    const genuine = await sign(toBase64(bytes(body)));
    expect(await verify(pem, { [name]: genuine })).toEqual({ ok: true });
    expect(await verify(pem.replaceAll("\n", " "), { [name.toLowerCase()]: ` ${genuine} ` })).toEqual({
      ok: true,
    });
    expect(await verify(pem, { [name]: await sign(body) })).toMatchObject({ reason: "mismatch" });
    expect(await verify(pem, { [name]: genuine }, `${body} `)).toMatchObject({ reason: "mismatch" });
    expect(await verify(pem, { [name]: "%%" })).toMatchObject({ reason: "mismatch" });
    expect(await verify(pem, {})).toMatchObject({ reason: "missing" });
    expect(await verify((await keyPair()).pem, { [name]: genuine })).toMatchObject({ reason: "mismatch" });
  });

  it("is refused when the saved key is none that RSA knows", async () => {
    const none = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----";
    expect(await verify(none, { [name]: "AAAA" })).toMatchObject({ reason: "misconfigured" });
  });

  it("is answered as Commerce wants it, and other ways are answered as usual", () => {
    const reply = (integration: string) => source.reply?.(requestOf("{}"), { integration });
    expect(reply("commerce-webhooks")).toEqual({ type: "application/json", body: '{"op":"success"}' });
    expect(reply("io-events")).toBeUndefined();
    expect(reply("module")).toBeUndefined();
  });
});

// ── What is read ───────────────────────────────────────────────────────────────────────────────

const settings = { integration: "module", secret: "s" };

const read = (body: unknown, headers: Record<string, string> = {}): Promise<Reading> =>
  source.read(requestOf(typeof body === "string" ? body : JSON.stringify(body), headers), settings, now);

async function told(body: unknown, headers: Record<string, string> = {}): Promise<SourceFact> {
  const reading = await read(body, headers);
  const [fact] = reading.is === "facts" ? reading.facts : [];
  return fact ?? expect.fail(JSON.stringify(reading));
}

const observed = (name: string, value: unknown, more: object = {}) => ({
  specversion: "1.0",
  id: "ce-1",
  eventid: "ev-1",
  type: `com.adobe.commerce.${name}`,
  time: "2026-08-30T10:00:00Z",
  data: { key: "k", value },
  ...more,
});

const order = {
  entity_id: "17",
  increment_id: "000000017",
  state: "processing",
  grand_total: "49.9000",
  order_currency_code: "PLN",
  customer_email: "Ann@Shop.example",
  created_at: "2026-08-01 10:00:00",
  updated_at: "2026-08-03 11:00:00",
};
const paid = "order:000000017:paid";

describe("an order", () => {
  it.each<[string, unknown]>([
    ["saved", observed("observer.sales_order_save_commit_after", order)],
    ["saved, uncommitted", observed("observer.sales_order_save_after", order)],
    ["placed", observed("observer.sales_order_place_after", { order })],
    [
      "submitted with its cart",
      observed("observer.checkout_submit_all_after", { order, quote: { entity_id: "5" } }),
    ],
    ["placed by a plugin", observed("plugin.magento.sales.api.order_management.place", order)],
    ["placed by a plugin of the cloud service", observed("plugin.sales.api.order_management.place", order)],
    ["under a condition", observed("observer.sales_order_save_commit_after_big", order)],
    [
      "in the older envelope",
      {
        event_id: "e",
        event: { data: { value: order } },
        type: observed("observer.sales_order_save_after", 0).type,
      },
    ],
    [
      "by a Commerce webhook",
      { eventName: "sales_order_save_commit_after", data: { order, data_object: { id: 1 } } },
    ],
    ["by a Commerce webhook with fields of its own", { order }],
    [
      "by a plugin's webhook",
      { eventName: "plugin.magento.sales.api.order_repository.save", subject: [], result: order, entity: {} },
    ],
    ["by a module", { event: "order", ...order }],
    ["by a template of one's own", order],
  ])("%s is one fact", async (_how, body) => {
    expect(await told(body)).toMatchObject({
      key: paid,
      fact: {
        type: "purchase.completed",
        occurredAt: Date.UTC(2026, 7, 1, 10),
        customer: { email: "ann@shop.example" },
        order: { id: "17", number: "000000017", total: { amount: 4990, currency: "PLN" } },
      },
      customerRefs: ["buyer-of:17"],
      data: { increment_id: "000000017" },
    });
  });

  it("is named by the header where the older envelope does not say what it is", async () => {
    const body = { event_id: "e", event: { data: { value: order } } };
    const code = "com.adobe.commerce.observer.sales_order_save_after";
    expect((await told(body, { "X-Adobe-Event-Code": code })).key).toBe(paid);
  });

  it.each<[object, string | undefined]>([
    [{ state: "processing" }, "purchase.completed"],
    [{ state: "COMPLETE" }, "purchase.completed"],
    [{ state: "closed" }, "purchase.completed"],
    [{ state: "new", total_due: "0.0000" }, "purchase.completed"],
    [{ state: "new", total_due: 12.5 }, undefined],
    [{ state: "pending_payment", total_due: 0 }, undefined],
    [{ state: "payment_review", total_due: 0 }, undefined],
    [{ state: "holded" }, undefined],
    [{ state: "", status: "complete" }, "purchase.completed"],
    [{ state: undefined, status: "our_own_status", total_due: "" }, undefined],
    [{ state: "canceled", total_due: 0 }, "purchase.cancelled"],
  ])("%j is %s", async (more, type) => {
    const reading = await read({ ...order, ...more });
    const is = reading.is === "facts" ? reading.facts[0]?.fact.type : undefined;
    expect(is).toBe(type);
    if (type === undefined)
      expect(reading).toMatchObject({ is: "nothing", reason: expect.stringMatching(/\.$/) });
  });

  it("is dated by its change only when it is being paid", async () => {
    const at = async (before: object | undefined) =>
      (await told({ ...order, _origData: before })).fact.occurredAt;
    expect(await at({ state: "new" })).toBe(Date.UTC(2026, 7, 3, 11));
    expect(await at({ state: "processing" })).toBe(Date.UTC(2026, 7, 1, 10));
    expect(await at(undefined)).toBe(Date.UTC(2026, 7, 1, 10));
    const { created_at: _, updated_at: __, ...timeless } = order;
    const event = observed("observer.sales_order_save_after", timeless);
    expect((await told(event)).fact.occurredAt).toBe(Date.UTC(2026, 7, 30, 10));
  });

  it("without its number, or anything that says it is paid, is not understood, and what to add is said", async () => {
    const { increment_id: _, ...nameless } = order;
    expect(await read({ event: "order", ...nameless })).toMatchObject({
      is: "not-understood",
      reason: expect.stringContaining("increment_id"),
    });
    const { state: __, ...stateless } = order;
    expect(await read(stateless)).toMatchObject({
      is: "not-understood",
      reason: expect.stringContaining("state"),
    });
  });

  it("of a guest is named by its billing address, and by no customer's number", async () => {
    const { customer_email: _, ...guests } = order;
    const addresses = [
      { address_type: "shipping", email: "other@shop.example", firstname: "Other" },
      {
        address_type: "billing",
        email: "guest@shop.example",
        firstname: "Gu",
        lastname: "Est",
        telephone: "123",
      },
    ];
    for (const customer_id of [0, "0", null, ""]) {
      const { fact, customerRefs } = await told({ ...guests, customer_id, addresses });
      expect(fact.customer).toEqual({
        email: "guest@shop.example",
        name: "Gu Est",
        firstName: "Gu",
        lastName: "Est",
        phone: "123",
      });
      expect(customerRefs).toEqual(["buyer-of:17"]);
    }
  });

  it("tells a poor copy and a rich one as one", async () => {
    const poor = await told({ increment_id: "000000017", state: "processing" });
    const rich = await told(order);
    expect(poor.key).toBe(rich.key);
    expect(mergeFacts(poor.fact, rich.fact)).toMatchObject({
      customer: { email: "ann@shop.example" },
      order: { total: { amount: 4990 } },
    });
    expect(mergeFacts(rich.fact, poor.fact)).toBeUndefined();
  });

  it("has no parts of bundles among its products, and keeps the variant of what is configured", async () => {
    const items = {
      "12": {
        item_id: 1,
        product_type: "configurable",
        product_id: 50,
        sku: "S-red",
        name: "Shirt",
        qty_ordered: 2,
        price: 1000,
      },
      "13": {
        item_id: 2,
        parent_item_id: 1,
        product_type: "simple",
        product_id: 51,
        sku: "S-red",
        qty_ordered: 2,
        price: 0,
      },
      "14": { item_id: 3, product_type: "bundle", product_id: 60, sku: "B", qty_ordered: 1 },
      "15": { item_id: 4, parent_item_id: 3, product_id: 61, qty_ordered: 1 },
      "16": { item_id: 5, parent_item: { item_id: 3 }, product_id: 62 },
      "17": { sku: "left-over" },
    };
    const { fact } = await told({ ...order, order_currency_code: "JPY", grand_total: 2000, items });
    expect(fact.order?.total).toEqual({ amount: 2000, currency: "JPY" });
    expect(fact.products).toEqual([
      {
        id: "50",
        variantId: "51",
        sku: "S-red",
        name: "Shirt",
        quantity: 2,
        price: { amount: 1000, currency: "JPY" },
      },
      { id: "60", sku: "B", quantity: 1 },
      { id: "left-over", sku: "left-over" },
    ]);
  });

  it("keeps all digits of a big id", async () => {
    const body = JSON.stringify(order).replace('"17"', "12345678901234567890");
    expect((await told(body)).fact.order?.id).toBe("12345678901234567890");
  });
});

describe("the body for a module", () => {
  /** As a module fills it in, for an order of two lines. */
  function filled(entity: Record<string, unknown>, lines: Record<string, unknown>[]): string {
    const template = source.setupSteps.at(-1)?.replace(/^[^{]*/, "") ?? "";
    const [, head = "", line = "", tail = ""] =
      /^(.*)\{% for .*? %\}(.*?)\{% unless .*%\}(.*)$/.exec(template) ?? [];
    const fill = (text: string, of: Record<string, unknown>) =>
      text.replace(/\{\{ \w+\.(\w+)[^}]* \}\}/g, (_, name: string) => String(of[name] ?? ""));
    return fill(head, entity) + lines.map((one) => fill(line, one)).join(",") + tail;
  }

  it("tells of an order as Commerce does", async () => {
    const line = { product_id: 50, sku: "S", name: "Shirt", qty_ordered: 2, price_incl_tax: "24.95" };
    const { key, fact } = await told(filled(order, [line, { ...line, product_id: 51 }]));
    expect(key).toBe(paid);
    const items = [line, { ...line, product_id: 51 }];
    expect(fact).toEqual((await told({ ...order, items })).fact);
  });

  it("tells of people and refunds, once its first word is changed", async () => {
    const body = (event: string, entity: Record<string, unknown>) =>
      filled(entity, []).replace('"event":"order"', `"event":"${event}"`);
    const subscriber = { subscriber_id: 9, subscriber_email: "a@shop.example", subscriber_status: 1 };
    expect((await told(body("subscriber", subscriber))).fact.type).toBe("contact.subscribed");
    expect((await told(body("customer", { entity_id: 7, email: "a@shop.example" }))).fact.type).toBe(
      "customer.updated",
    );
    expect((await told(body("creditmemo", { increment_id: "9", state: 2 }))).key).toBe("creditmemo:9");
    expect((await told(body("abandoned_cart", { entity_id: 5 }))).fact.type).toBe("cart.abandoned");
  });
});

describe("an invoice", () => {
  const invoice = {
    entity_id: "3",
    increment_id: "000000003",
    order_id: "17",
    state: 2,
    created_at: "2026-08-03 11:00:00",
  };
  const event = (more: object) =>
    observed("observer.sales_order_invoice_save_after", { ...invoice, ...more });

  it("that says its order's number tells of the same purchase as the order", async () => {
    for (const more of [{ order: { increment_id: "000000017" } }, { order_increment_id: "000000017" }]) {
      const { key, fact } = await told(event(more));
      expect(key).toBe(paid);
      expect(mergeFacts((await told(order)).fact, fact)).toBeUndefined();
    }
  });

  it("that does not, or is not paid, leaves it to the order", async () => {
    expect(await read(event({}))).toMatchObject({ is: "nothing" });
    expect(await read(event({ order_increment_id: "000000017", state: 1 }))).toMatchObject({ is: "nothing" });
  });
});

describe("a credit memo", () => {
  const memo = {
    increment_id: "000000009",
    order_id: "17",
    state: "2",
    grand_total: 10.5,
    order_currency_code: "EUR",
    invoice: { increment_id: "000000003" },
    items: [
      { product_id: 50, qty: "1.0000" },
      { product_id: 51, qty: 0 },
    ],
  };

  it.each<[string, unknown]>([
    ["saved", observed("observer.sales_order_creditmemo_save_after", memo)],
    ["by a plugin", observed("plugin.magento.sales.api.creditmemo_repository.save", memo)],
    ["by a webhook", { eventName: "sales_order_creditmemo_save_after", data: { creditmemo: memo } }],
    ["by a webhook with fields of its own", { creditmemo: memo }],
    ["by a module", { event: "creditmemo", ...memo }],
    ["by a template of one's own", { ...memo, creditmemo_status: null }],
  ])("%s is one refund, whose customer is the order's", async (_how, body) => {
    const { key, fact, customerRefs } = await told(body);
    expect(key).toBe("creditmemo:000000009");
    expect(fact).toMatchObject({
      type: "purchase.refunded",
      products: [{ id: "50", quantity: 1 }],
      order: { id: "17", refunded: { amount: 1050, currency: "EUR" } },
    });
    expect(customerRefs).toEqual((await told(order)).customerRefs);
  });

  it("that says its order's number names its fact, too", async () => {
    const { sameCustomerAs } = await told({
      event: "creditmemo",
      ...memo,
      order: { increment_id: "000000017" },
    });
    expect(sameCustomerAs).toEqual([paid]);
  });

  it("that is open or cancelled refunds nothing", async () => {
    for (const state of [1, "3"])
      expect(await read({ event: "creditmemo", ...memo, state })).toMatchObject({ is: "nothing" });
  });
});

describe("a cart", () => {
  const cart = {
    entity_id: 5,
    is_active: true,
    items_count: 1,
    grand_total: 5,
    quote_currency_code: "EUR",
    updated_at: "2026-08-01 10:00:00",
  };
  const saved = (more: object) => observed("observer.sales_quote_save_after", { ...cart, ...more });

  it("is a new fact with each change, and the same when it is saved without one", async () => {
    const { key } = await told(saved({}));
    expect((await told(saved({ eventid: "ev-2" }))).key).toBe(key);
    expect((await told(cart)).key).toBe(key);
    expect((await told(saved({ updated_at: "2026-08-01 10:00:01" }))).key).not.toBe(key);
  });

  it.each([{ is_active: false }, { is_active: "0" }, { is_active: 0 }])(
    "with %j means nothing",
    async (more) => {
      expect(await read(saved(more))).toMatchObject({ is: "nothing" });
    },
  );

  it.each([0, "0"])(
    "with %j items is told as emptied, so that nobody is reminded of it",
    async (items_count) => {
      const { key, fact } = await told(saved({ items_count }));
      expect(fact).toMatchObject({ type: "cart.updated", products: [], cart: { id: "5" } });
      expect(key).toBe((await told(saved({}))).key);
    },
  );

  it("is the one that its order was made of", async () => {
    const { fact } = await told(
      observed("observer.sales_order_save_commit_after", { ...order, quote_id: 5 }),
    );
    expect(fact).toMatchObject({ type: "purchase.completed", cart: { id: "5" } });
  });

  it("without an id is known by its event", async () => {
    expect((await told(saved({ entity_id: undefined }))).key).toBe("event:ev-1");
    expect(await told({ ...cart, entity_id: undefined })).toMatchObject({
      key: expect.stringMatching(/^body:/),
      keyLastsMs: 24 * 3600_000,
    });
  });
});

describe("people", () => {
  it("who change are told once, by whichever event", async () => {
    const person = { id: 7, email: "a@shop.example", firstname: "A", updated_at: "2026-08-01 10:00:00" };
    const flat = await told(observed("observer.customer_save_commit_after", person));
    const wrapped = await told(observed("observer.customer_register_success", { customer: person }));
    expect(wrapped).toEqual(flat);
    expect(flat).toMatchObject({
      key: `customer:7:updated:${Date.UTC(2026, 7, 1, 10)}`,
      customerRefs: ["customer:7"],
    });
  });

  it("with neither a time nor an event's id are known by the body, for a day", async () => {
    expect(await told({ event: "customer", id: 7, email: "a@shop.example" })).toMatchObject({
      key: expect.stringMatching(/^body:/),
      keyLastsMs: 24 * 3600_000,
    });
  });

  it.each([
    [1, "contact.subscribed", true],
    ["3", "contact.unsubscribed", false],
    [2, undefined, undefined],
    ["4", undefined, undefined],
    [undefined, undefined, undefined],
  ])("who subscribe with the status %j tell %s", async (subscriber_status, type, marketing) => {
    const subscriber = { subscriber_id: 9, subscriber_email: "a@shop.example", subscriber_status };
    const reading = await read(
      observed("observer.newsletter_subscriber_save_after", { ...subscriber, customer_id: "0" }),
    );
    if (type === undefined) return expect(reading).toMatchObject({ is: "nothing" });
    expect(reading).toMatchObject({
      facts: [{ key: "event:ev-1", customerRefs: [], fact: { type, consent: { marketing } } }],
    });
  });
});

describe("a batch", () => {
  const saved = (n: number) =>
    observed(
      "observer.sales_order_save_after",
      { ...order, increment_id: `00000000${n}` },
      { eventid: `ev-${n}` },
    );

  it("is read event by event, and what means nothing in it is left out", async () => {
    const unpaid = observed("observer.sales_order_save_after", { ...order, state: "new" });
    const reading = await read([saved(1), unpaid, saved(2)]);
    const keys = reading.is === "facts" ? reading.facts.map(({ key }) => key) : [];
    expect(keys).toEqual(["order:000000001:paid", "order:000000002:paid"]);
    expect(await read([unpaid, unpaid])).toMatchObject({ is: "nothing" });
    expect(await read([unpaid, observed("observer.odd", {})])).toMatchObject({ is: "not-understood" });
    expect(await read([])).toMatchObject({ is: "nothing" });
    expect(await read([null])).toMatchObject({ is: "not-understood" });
  });

  it("does not give all its events the one id in the headers", async () => {
    const cart = { quote_currency_code: "EUR" };
    const reading = await read([cart, { ...cart, items_count: 1 }], { "x-adobe-event-id": "ev-1" });
    const keys = reading.is === "facts" ? reading.facts.map(({ key }) => key) : [];
    expect(new Set(keys).size).toBe(2);
  });
});

describe("what else comes", () => {
  it.each([
    ["not JSON", "event=order", "unreadable"],
    ["a text", '"order"', "unreadable"],
    ["unknown to us", observed("observer.customer_login", { customer: { id: 1 } }), "not-understood"],
    [
      "a shipment",
      observed("observer.sales_order_shipment_save_after", { increment_id: "1", order_id: "17" }),
      "not-understood",
    ],
    ["nameless and shapeless", { hello: "world" }, "not-understood"],
    ["about to happen", { eventName: "sales_order_place_before", data: { order } }, "nothing"],
  ])("%s", async (_what, body, is) => {
    expect(await read(body)).toMatchObject({ is, reason: expect.stringMatching(/\.$/) });
  });
});
