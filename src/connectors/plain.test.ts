// What bodies of unknown shape are read as: their format, their type and their parts.
import { describe, expect, it } from "vitest";
import { eventTypes } from "../core/event";
import type { Reading, SourceFact } from "./kit";
import { readPlain } from "./plain";
import { mapping as mappingSchema } from "./plain-mapping";
import { requestOf } from "./request.fixture";

const now = Date.UTC(2026, 2, 2, 12);
const json = { "content-type": "application/json" };

type Options = { mapping?: Record<string, unknown>; headers?: Record<string, string>; followsIds?: boolean };

function read(
  body: unknown,
  { mapping, headers = json, followsIds = false }: Options = {},
): Promise<Reading> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return readPlain(
    requestOf(text, headers),
    { mapping: mapping && mappingSchema.parse(mapping), keys: [], followsIds },
    now,
  );
}

async function factsOf(body: unknown, options: Options = {}): Promise<SourceFact[]> {
  const reading = await read(body, options);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

async function told(body: unknown, options: Options = {}): Promise<SourceFact> {
  const [fact] = await factsOf(body, options);
  return fact ?? expect.fail("no fact");
}

describe("the type", () => {
  it.each(eventTypes.flatMap((type) => [type, type.replace(".", "_"), type.toUpperCase().replace(".", " ")]))(
    "%s is one of ours, however it is spelled",
    async (type) => {
      const ours = eventTypes.find(
        (one) => one.replace(".", "_") === type.toLowerCase().replace(/[. ]/, "_"),
      );
      expect((await told({ type })).fact.type).toBe(ours);
    },
  );

  it.each([
    ["order.paid", "purchase.completed"],
    ["order_completed", "purchase.completed"],
    ["orders/paid", "purchase.completed"],
    ["OrderPaid", "purchase.completed"],
    ["purchase", "purchase.completed"],
    ["Sale", "purchase.completed"],
    ["checkout.session.completed", "purchase.completed"],
    ["payment-succeeded", "purchase.completed"],
    ["refund", "purchase.refunded"],
    ["refund.created", "purchase.refunded"],
    ["order:refunded", "purchase.refunded"],
    ["order canceled", "purchase.cancelled"],
    ["Abandoned Cart", "cart.abandoned"],
    ["checkout_abandoned", "cart.abandoned"],
    ["subscription.created", "subscription.started"],
    ["customer.subscription.created", "subscription.started"],
    ["subscription_renewal", "subscription.renewed"],
    ["subscriptionCanceled", "subscription.cancelled"],
    ["subscription.deleted", "subscription.cancelled"],
    ["invoice.payment_failed", "payment.failed"],
    ["new lead", "lead.created"],
    ["form_submitted", "lead.created"],
    ["contact.created", "customer.updated"],
    ["unsubscribe", "contact.unsubscribed"],
    ["custom.course_finished", "custom.course_finished"],
  ])("%s means %s", async (word, type) => {
    expect((await told({ type: word })).fact.type).toBe(type);
  });

  it.each(["type", "event", "event_type", "eventType", "topic", "Event Name", "name"])(
    "is found in %s",
    async (name) => {
      expect((await told({ [name]: "order.paid" })).fact.type).toBe("purchase.completed");
    },
  );

  it("is found one level down, or as the name of an event object", async () => {
    expect((await told({ payload: { event: "lead" } })).fact.type).toBe("lead.created");
    expect((await told({ event: { name: "lead", id: 1 } })).fact.type).toBe("lead.created");
  });

  it("is what happened to the thing, not the thing", async () => {
    expect(await read({ type: "sale", event: "sale.deleted" })).toMatchObject({ is: "not-understood" });
    expect((await told({ type: "lead", event: "web hook" })).fact.type).toBe("lead.created");
    expect(await read({ type: "page.viewed", data: { type: "lead" } })).toMatchObject({
      type: "page.viewed",
    });
  });

  it("is as the owner maps it, before any guess", async () => {
    const types = { Registered: "lead.created", "order.paid": "access.granted" };
    expect((await told({ type: "registered" }, { mapping: { types } })).fact.type).toBe("lead.created");
    expect((await told({ type: "order.paid" }, { mapping: { types } })).fact.type).toBe("access.granted");
    const mapping = { type: "meta.kind", types };
    expect((await told({ type: "refund", meta: { kind: "Registered" } }, { mapping })).fact.type).toBe(
      "lead.created",
    );
    expect(await read({ type: "refund" }, { mapping })).toMatchObject({ is: "not-understood" });
  });

  it("is the default when nothing else fits", async () => {
    const mapping = { defaultType: "lead.created" };
    expect((await told({ email: "a@example.com" }, { mapping })).fact.type).toBe("lead.created");
    expect((await told({ type: "weird" }, { mapping })).fact.type).toBe("lead.created");
    expect((await told({ type: "refund" }, { mapping })).fact.type).toBe("purchase.refunded");
  });

  it.each([
    [{ type: "page.viewed" }, "page.viewed"],
    [{ type: "constructor" }, "constructor"],
    [{ type: "custom.Not Ours" }, "custom.Not Ours"],
    [{ name: "Ada Lovelace", email: "ada@example.com" }, "unknown"],
    [{}, "unknown"],
  ])("of %j is not understood, and named as it was sent: %s", async (body, type) => {
    expect(await read(body)).toMatchObject({ is: "not-understood", type });
  });

  it("must be one of ours in the mapping", () => {
    const parse = (mapping: unknown) => mappingSchema.safeParse(mapping).success;
    expect(parse({ types: { x: "sold" } })).toBe(false);
    expect(parse({ defaultType: "sold" })).toBe(false);
    expect(parse({ types: { x: "custom.sold" } })).toBe(true);
  });
});

describe("the parts", () => {
  it.each([
    { email: "Ada@Example.com " },
    { customer: { email: "ada@example.com" } },
    { customer_email: "ada@example.com" },
    { customer: "ada@example.com" },
    { buyer: { email: "ada@example.com" } },
    { user: { email: "ada@example.com" } },
    { contact: { email: "ada@example.com" } },
    { data: { email: "ada@example.com" } },
    { payload: { customer: { email: "ada@example.com" } } },
    { body: { "Customer E-mail": "ada@example.com" } },
    { data: { email: null, "E-Mail": "ada@example.com", user: { email: "ada@example.com" } } },
  ])("the e-mail of %j is found", async (body) => {
    expect((await told({ type: "lead", ...body })).fact.customer).toEqual({ email: "ada@example.com" });
  });

  it("of a whole order are found", async () => {
    const { fact, customerRefs } = await told({
      event: "order.paid",
      order: { id: 77, number: "A-77", total: "598.94", currency: "pln" },
      customer: { id: 5, first_name: "Ada", last_name: "Lovelace", phone: "+48 1", email: "ada@example.com" },
      line_items: [
        { id: 1, product_id: 11, title: "Book", quantity: "2", price: 49.9 },
        { sku: "S-2", name: "Pen" },
      ],
      created_at: "2026-03-01T10:00:00+01:00",
      marketing_consent: "yes",
    });
    expect(fact).toEqual({
      type: "purchase.completed",
      occurredAt: Date.UTC(2026, 2, 1, 9),
      customer: { email: "ada@example.com", firstName: "Ada", lastName: "Lovelace", phone: "+48 1" },
      products: [
        { id: "11", name: "Book", quantity: 2, price: { amount: 4990, currency: "PLN" } },
        { id: "S-2", name: "Pen", sku: "S-2" },
      ],
      order: { id: "77", number: "A-77", total: { amount: 59894, currency: "PLN" } },
      consent: { marketing: true },
    });
    expect(customerRefs).toEqual(["customer:5"]);
  });

  it.each([
    [{ products: ["a", 2] }, [{ id: "a" }, { id: "2" }]],
    [{ product: { id: 1, name: "A" } }, [{ id: "1", name: "A" }]],
    [{ product: "A" }, [{ id: "A" }]],
    [{ productId: 1, product_name: "A", qty: 3 }, [{ id: "1", name: "A", quantity: 3 }]],
    [{ product_name: "A" }, [{ id: "A", name: "A" }]],
    [{ sku: "S" }, [{ id: "S" }]],
    [{ data: { items: [{ id: 1 }] }, products: [] }, [{ id: "1" }]],
    [{ items: [{ id: 1 }], order: { items: [{ id: 1 }] } }, [{ id: "1" }]],
    [{ items: [null, [], {}] }, undefined],
  ])("the products of %j are %j", async (body, products) => {
    expect((await told({ type: "sale", ...body })).fact.products).toEqual(products);
  });

  it("of a subscription and a cart are found", async () => {
    const subscription = {
      id: "S1",
      plan: { name: "Pro" },
      status: "active",
      current_period_end: 1772446500,
    };
    expect((await told({ type: "subscription.renewed", data: { subscription } })).fact.subscription).toEqual({
      id: "S1",
      plan: "Pro",
      status: "active",
      currentPeriodEnd: 1772446500000,
    });
    const cart = { cart_id: "c", cart_url: "https://a.pl/c", total: 5, currency: "EUR" };
    expect((await told({ type: "cart.abandoned", ...cart })).fact.cart).toEqual({
      id: "c",
      url: "https://a.pl/c",
      total: { amount: 500, currency: "EUR" },
    });
  });

  it.each<[object, object[] | undefined]>([
    [{ items: [] }, []],
    [{ cart: { id: "c", items: [] } }, []],
    [{ data: { products: [] } }, []],
    [{ items: [], product_id: "p" }, [{ id: "p" }]],
    [{ items: "" }, undefined],
    [{}, undefined],
  ])("of a cart with %j are its products, none where it was emptied", async (more, products) => {
    expect((await told({ type: "cart.updated", cart_id: "c", ...more })).fact.products).toEqual(products);
  });

  it("that are mapped are read from there alone", async () => {
    const mapping = {
      email: "to.mail",
      name: "to.who",
      productId: "basket.what.code",
      productName: "basket.what.label",
      orderId: "basket.no",
      orderTotal: "basket.sum",
      currency: "basket.cur",
      accessEndsAt: "until",
      occurredAt: "when",
    };
    const body = {
      type: "sale",
      email: "wrong@example.com",
      name: "Wrong",
      to: { mail: "ada@example.com", who: "Ada" },
      basket: {
        no: 9,
        sum: 10,
        cur: "EUR",
        what: [
          { code: "x", label: "X" },
          { code: "y", label: "Y" },
        ],
      },
      until: "2026-12-31",
      when: 1772446500,
    };
    expect((await told(body, { mapping })).fact).toEqual({
      type: "purchase.completed",
      occurredAt: 1772446500000,
      customer: { email: "ada@example.com", name: "Ada" },
      products: [
        { id: "x", name: "X" },
        { id: "y", name: "Y" },
      ],
      order: { id: "9", total: { amount: 1000, currency: "EUR" } },
      accessEndsAt: Date.UTC(2026, 11, 31),
    });
    const elsewhere = await told({ type: "sale", email: "wrong@example.com" }, { mapping });
    expect(elsewhere.fact.customer).toBeUndefined();
  });

  it("hold the event's name only as its name", async () => {
    expect((await told({ name: "order.paid", email: "a@example.com" })).fact.customer).toEqual({
      email: "a@example.com",
    });
    expect((await told({ type: "lead", name: "Ada" })).fact.customer).toEqual({ name: "Ada" });
  });

  it("of a refund are the refunded amount and its order's customer", async () => {
    const { fact, sameCustomerAs } = await told({
      type: "refund",
      order_id: 7,
      amount: "5.00",
      currency: "EUR",
    });
    expect(fact.order).toEqual({ id: "7", refunded: { amount: 500, currency: "EUR" } });
    expect(sameCustomerAs).toEqual(["purchase:7"]);
  });

  it("as `data` are the envelope's content, else the whole body", async () => {
    expect((await told({ type: "lead", data: { a: 1 } })).data).toEqual({ a: 1 });
    expect((await told({ type: "lead", a: 1 })).data).toEqual({ type: "lead", a: 1 });
    expect((await told({ type: "lead", data: "text" })).data).toEqual({ type: "lead", data: "text" });
  });

  it("of amounts in minor units are read as such, when the owner says so", async () => {
    const body = {
      type: "sale",
      order: { id: 1, total: 4990, items: [{ id: 1, price: "990" }] },
      currency: "eur",
    };
    const { fact } = await told(body, { mapping: { amounts: "minor" } });
    expect(fact.order?.total).toEqual({ amount: 4990, currency: "EUR" });
    expect(fact.products?.[0]?.price).toEqual({ amount: 990, currency: "EUR" });
    expect((await told({ ...body, currency: "JPY" })).fact.order?.total).toEqual({
      amount: 4990,
      currency: "JPY",
    });
  });
});

describe("the parts, where ids lead further,", () => {
  const followsIds = true;

  it.each([
    [
      "order.paid",
      { id: 7, total: "5.00", currency: "EUR" },
      { order: { id: "7", total: { amount: 500, currency: "EUR" } } },
    ],
    ["order.paid", { id: 7, order_id: 8 }, { order: { id: "8" } }],
    ["cart.abandoned", { id: "c", url: "https://a.pl" }, { cart: { id: "c", url: "https://a.pl" } }],
    ["customer.subscription.created", { id: "s", plan: "Pro" }, { subscription: { id: "s", plan: "Pro" } }],
  ])("of %s with data %j are those of the thing itself", async (type, data, fact) => {
    expect((await told({ type, data }, { followsIds })).fact).toMatchObject(fact);
    expect((await told({ type, data })).fact).not.toHaveProperty("order.id", "7");
  });

  it.each([
    ["subscription.payment_failed", { id: "pay_1" }],
    ["order_paid", { id: 7 }],
    ["constructor.created", { id: 7 }],
    ["custom.__proto__.x", { id: 7 }],
  ])("of %s with data %j are not guessed", async (type, data) => {
    const mapping = { defaultType: "custom.x" };
    const { fact, customerRefs } = await told({ type, data }, { followsIds, mapping });
    expect(Object.keys(fact)).toEqual(["type", "occurredAt"]);
    expect(customerRefs).toBeUndefined();
  });

  it("take the customer's id from a contact or a user", async () => {
    expect((await told({ type: "contact.created", data: { id: 3 } }, { followsIds })).customerRefs).toEqual([
      "customer:3",
    ]);
  });

  it("name the customer by the order, the subscription and the cart, too", async () => {
    const body = { type: "sale", customer_id: 1, order_id: 2, subscription_id: 3, cart_id: 4 };
    expect((await told(body, { followsIds })).customerRefs).toEqual([
      "customer:1",
      "order:2",
      "subscription:3",
      "cart:4",
    ]);
    expect((await told(body)).customerRefs).toEqual(["customer:1"]);
  });
});

describe("the body", () => {
  const form = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };

  it.each([
    ["{}", json],
    ["{}", { "content-type": "application/vnd.shop+json; charset=utf-8" }],
    ["{}", { "content-type": "text/plain" }],
    ["{}", {}],
    ["\ufeff{}", json],
  ])("%j is read as JSON with %j", async (body, headers) => {
    expect(await read(body, { headers })).toMatchObject({ is: "not-understood", type: "unknown" });
  });

  it.each([form, {}])("may be a form with %j", async (headers) => {
    const body =
      "type=sale&customer[email]=a%40example.com&customer%5Bname%5D=Ada+L" +
      "&items[0][id]=1&items[1][id]=2&tags[]=x&tags[]=y";
    const { fact, data } = await told(body, { headers });
    expect(fact).toMatchObject({
      customer: { email: "a@example.com", name: "Ada L" },
      products: [{ id: "1" }, { id: "2" }],
    });
    expect(data).toMatchObject({ tags: ["x", "y"] });
  });

  it("that is a form cannot reach the prototype of all objects", async () => {
    const names = [
      "__proto__[polluted]",
      "a[__proto__][polluted]",
      "constructor[prototype][polluted]",
      "__proto__",
    ];
    const body = ["type=lead", ...names.map((name) => `${name}=1`)].join("&");
    await told(body, { headers: form });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect("polluted" in {}).toBe(false);
  });

  it.each([
    ["", {}],
    ["   ", json],
    ["{", json],
    [`${'{"a":'.repeat(100)}1${"}".repeat(100)}`, json],
    ["a=1", json],
    ["hello", {}],
    ["<a b='c'/>", {}],
    ["<a/>", { "content-type": "application/xml" }],
    ["--x\r\nContent-Disposition: form-data", { "content-type": "multipart/form-data; boundary=x" }],
    ["7", json],
    ["[1]", json],
    [`[${Array(101).fill('{"type":"lead"}')}]`, json],
    [Array(1001).fill("a=1").join("&"), form],
  ])("%j is unreadable with %j, and says why", async (body, headers) => {
    expect(await read(body, { headers })).toEqual({
      is: "unreadable",
      reason: expect.stringMatching(/^[A-Z].+\.$/),
    });
  });

  it("that is no UTF-8 is unreadable", async () => {
    const reading = await readPlain(
      requestOf(Uint8Array.of(0xff, 0xfe)),
      { keys: [], followsIds: false },
      now,
    );
    expect(reading).toMatchObject({ is: "unreadable" });
  });

  it("that is a list is as many facts, all of them or none", async () => {
    expect(await factsOf(Array(100).fill({ type: "lead" }))).toHaveLength(100);
    expect(await read([{ type: "lead" }, { type: "page.viewed" }])).toMatchObject({
      is: "not-understood",
      type: "page.viewed",
      reason: expect.stringContaining("Member 2"),
    });
    expect(await read([])).toMatchObject({ is: "nothing" });
  });
});
