// One customer over all sources: found, seen, exported, erased, and the receipt of that.
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { CustomerDetail, CustomerItem, Looked } from "../src/core/customer";
import type { Receipt } from "../src/core/erasure";
import type { EventDetail } from "../src/core/views";
import type { Ledger } from "../src/ledger/ledger";
import {
  call,
  deliveries,
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
  until,
} from "./world";

const email = "Ada.Found@Shop.example";
const plain = email.toLowerCase();

/** Everything the ledger and the database hold of a workspace, as text. */
async function atRest(shop: Shop): Promise<string> {
  const ledger = await runInDurableObject(shop.stub, (_ledger, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
      )
      .toArray();
    return tables.map(({ name }) => [name, storage.sql.exec(`SELECT * FROM "${name}"`).toArray()]);
  });
  const tables = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
  ).all<{ name: string }>();
  const database = await Promise.all(
    tables.results.map(async ({ name }) => (await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results),
  );
  return JSON.stringify([ledger, database]).toLowerCase();
}

const search = (shop: Shop, body: object) =>
  ok<{ items: CustomerItem[]; looked?: Looked }>(`${shop.api}/customers/search`, { body });

async function idOf(shop: Shop, of = email): Promise<string> {
  const { items } = await search(shop, { email: of });
  const [one] = items;
  if (!one) throw new Error(`${of} was not found.`);
  return one.id;
}

/** A buyer at Shopify who is a subscriber elsewhere; one delivery done, one waiting for three days. */
async function shopWithBuyer() {
  const shop = await newShop();
  const source = await newSource(shop);
  const other = await newSource(shop, "webhook", { verification: "url-secret", secret: "url-secret-of-ada" });
  const box = newBox();
  // The tool says the address back, in a reason as well.
  await box.answers({ status: 422, body: `${email} is not welcome` });
  const connection = await newWebhook(shop, box.url);
  await newAutomation(shop, connection.id);
  const reminder = { timing: { when: "after", amount: 3, unit: "days" } };
  await newAutomation(shop, connection.id, { name: "Reminder", ...reminder });
  const order = paidOrder({
    name: "#A-1001",
    email: plain,
    order_status_url: `https://shop.example/orders/1?key=${encodeURIComponent(plain)}`,
    customer: { id: 77_001, email: plain, first_name: "Ada", last_name: "Findling" },
  });
  const buy = () => postShopify(source.webhookUrl, order);
  const bought = await eventOf(await buy());
  await eventOf(
    await postPlain(other.webhookUrl, { type: "contact.subscribed", email, name: "Countess Findling" }),
  );
  await until(
    () => deliveries(shop),
    (all) => all.some(({ endedAt }) => endedAt !== null) && all.some(({ state }) => state === "waiting"),
  );
  return { shop, source, other, buy, bought };
}

describe("a customer", () => {
  it("is found by the whole e-mail, however it is written, and by nothing less", async () => {
    const { shop } = await shopWithBuyer();
    const { items } = await search(shop, { email: `  ${email.toUpperCase()} ` });
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^cus_1/),
        email: expect.stringMatching(/^ada\.found@shop\.example$/i),
        name: "Countess Findling",
        firstSeenAt: expect.any(Number),
        lastSeenAt: expect.any(Number),
        events: 2,
      },
    ]);
    expect((await search(shop, { email: "ada" })).items).toEqual([]);
    expect((await search(await newShop(), { email })).items).toEqual([]);
  });

  it("is found by an order's number or id, with word of how far was looked", async () => {
    const { shop, source } = await shopWithBuyer();
    await eventOf(await postShopify(source.webhookUrl, paidOrder({ name: "#A-10011" })));
    for (const order of ["A-1001", "#A-1001"]) {
      const { items, looked } = await search(shop, { order });
      expect(items).toMatchObject([{ name: "Countess Findling" }]);
      expect(looked).toEqual({ events: 3, since: expect.any(Number), isAll: true });
    }
    expect((await search(shop, { order: "A-1" })).items).toEqual([]);
  });

  it.each([[{}], [{ email, order: "1" }], [{ email: " " }]])("is not searched for by %j", async (body) => {
    const shop = await newShop();
    expect((await call(`${shop.api}/customers/search`, { body })).status).toBe(422);
  });

  it("has one page over all sources: who, what counts, what waits and why", async () => {
    const { shop } = await shopWithBuyer();
    const event = {
      type: "access.granted",
      customer: { email },
      id: "grant-1",
      products: [{ id: "course-1", name: "Course" }],
      accessEndsAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
      consent: { marketing: true },
    };
    await ok(`${shop.api}/events`, { body: event });
    const customer = await ok<CustomerDetail>(`${shop.api}/customers/${await idOf(shop)}`);
    expect(customer).toMatchObject({
      names: ["Countess Findling", "Ada Findling"],
      events: 3,
      byType: { "access.granted": 1, "contact.subscribed": 1, "purchase.completed": 1 },
      deliveries: 2,
      consent: { marketing: true },
      access: [{ kind: "access", thing: "product:course-1", name: "Course", state: "open" }],
      waiting: [{ automation: { name: "Reminder" }, state: "waiting" }],
      waitingCount: 1,
    });
    expect(customer.waiting[0]?.why.sentence).toContain("3 days after the purchase");
    expect(customer.references).toHaveLength(1);
  });
});

describe("an export", () => {
  it("holds all that is kept about the person and nothing of another, and is noted without what it held", async () => {
    const { shop, source, bought } = await shopWithBuyer();
    await eventOf(await postShopify(source.webhookUrl, paidOrder({ email: "bob@shop.example" })));
    const id = await idOf(shop);
    const response = await call(`${shop.api}/customers/${id}/export`);
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${id}.json"`);
    expect(response.headers.get("content-type")).toBe("application/json");
    const text = await response.text();
    const file = JSON.parse(text) as { customer: CustomerDetail; events: EventDetail[] };
    expect(file.customer).toMatchObject({ id, names: ["Countess Findling", "Ada Findling"] });
    expect(file.events).toHaveLength(2);
    const purchase = file.events.find((one) => one.id === bought);
    expect(purchase?.raw).toContain("order_status_url");
    expect(purchase?.deliveries.some(({ attempts }) => attempts.length > 0)).toBe(true);
    expect(text).not.toContain("bob@");
    const { items } = await ok<{ items: object[] }>(`${shop.api}/audit?limit=1`);
    expect(items).toMatchObject([
      {
        actor: "installation",
        action: "customer.exported",
        target: id,
        detail: null,
        before: null,
        after: null,
      },
    ]);
  });

  it("of a long history comes whole, page by page", async () => {
    const shop = await newShop();
    for (let i = 0; i < 3; i++) {
      const events = Array.from({ length: 80 }, (_, k) => ({
        type: "custom.visit",
        id: `visit-${i}-${k}`,
        customer: { email },
        data: { words: "x".repeat(1000) },
      }));
      await ok(`${shop.api}/events`, { body: events });
    }
    const response = await call(`${shop.api}/customers/${await idOf(shop)}/export`);
    const { events } = (await response.json()) as { events: { id: string }[] };
    expect(new Set(events.map(({ id }) => id)).size).toBe(240);
  });
});

describe("erasing a customer", () => {
  const erase = async (shop: Shop, id: string, confirm = email) =>
    call(`${shop.api}/customers/${id}/erase`, { body: { confirm } });

  it("asks for the very e-mail", async () => {
    const { shop } = await shopWithBuyer();
    const id = await idOf(shop);
    const refused = await erase(shop, id, "ada@shop.example");
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ errors: [{ path: "confirm" }] });
    expect((await erase(shop, "cus_10000000000000000")).status).toBe(404);
    expect((await search(shop, { email })).items).toHaveLength(1);
  });

  it("leaves nothing of them at rest, anywhere, and gives a receipt that says what remains", async () => {
    const { shop, source, other } = await shopWithBuyer();
    // Where else an address may be: in a request that was refused, in what nobody understood, and in another's order.
    await postShopify(source.webhookUrl, paidOrder({ email: plain }), { secret: "wrong" });
    await eventOf(await postPlain(other.webhookUrl, { hello: `from ${email}` }));
    const bobs = await eventOf(
      await postShopify(
        source.webhookUrl,
        paidOrder({ email: "bob@shop.example", note: `Gift for ${email}` }),
      ),
    );
    await env.DB.prepare(
      "INSERT INTO audit (workspace_id, at, actor, action, target, detail) VALUES (?, 1, 'a', 'b', 'c', ?)",
    )
      .bind(shop.ws, JSON.stringify({ note: `asked by ${email}`, kept: "this" }))
      .run();
    const traces = [plain, encodeURIComponent(plain), "findling", "orders/1?key"];
    const before = await atRest(shop);
    for (const trace of traces) expect(before, trace).toContain(trace);

    const id = await idOf(shop);
    const at = Date.now();
    const response = await erase(shop, id);
    expect(response.status).toBe(200);
    const receipt = (await response.json()) as Receipt;
    expect(receipt).toMatchObject({
      of: { customerId: id },
      askedBy: "person",
      erased: { events: 3, deliveries: 2, cancelled: 1 },
    });
    expect(receipt.erased.mentions).toBeGreaterThan(0);
    const copies = receipt.remains.find(({ until }) => until !== null);
    expect(copies?.what).toContain("copies");
    expect(copies?.until).toBeGreaterThanOrEqual(at + 30 * 86_400_000);

    const after = await atRest(shop);
    for (const trace of traces) expect(after, trace).not.toContain(trace);
    const bob = await ok<EventDetail>(`${shop.api}/events/${bobs}`);
    expect(bob).toMatchObject({ customer: { email: "bob@shop.example" }, data: { note: "Gift for •••" } });
    expect(after).toContain('asked by •••\\",\\"kept\\":\\"this');
    expect((await search(shop, { email })).items).toEqual([]);
    expect((await call(`${shop.api}/customers/${id}`)).status).toBe(404);
    expect((await call(`${shop.api}/customers/${id}/export`)).status).toBe(404);
    expect((await deliveries(shop, `?customerId=${id}`)).every(({ endedAt }) => endedAt !== null)).toBe(true);
  });

  it("is not undone by the shop's retry; a new purchase is a new life", async () => {
    const { shop, source, bought, buy } = await shopWithBuyer();
    const id = await idOf(shop);
    expect((await erase(shop, id)).status).toBe(200);
    expect(await eventOf(await buy())).toBe(bought);
    expect(await atRest(shop)).not.toContain(plain);
    await eventOf(await postShopify(source.webhookUrl, paidOrder({ email: plain })));
    expect((await search(shop, { email })).items).toMatchObject([{ id, events: 1 }]);
  });

  it("may be told twice, and its receipt is shown again, naming nobody", async () => {
    const { shop } = await shopWithBuyer();
    const id = await idOf(shop);
    const receipt = await (await erase(shop, id)).json();
    expect(await (await erase(shop, id, plain)).json()).toEqual(receipt);
    const { items } = await ok<{ items: Receipt[] }>(`${shop.api}/erasures`);
    expect(items).toEqual([receipt]);
    expect(JSON.stringify(items).toLowerCase()).not.toContain("ada");
    const { items: log } = await ok<{ items: { action: string; target: string }[] }>(`${shop.api}/audit`);
    expect(log.filter(({ action }) => action === "customer.erased")).toMatchObject([{ target: id }]);
  });

  it("of a very long history goes on by the alarm, and is over when the receipt says so", async () => {
    const shop = await newShop();
    await runInDurableObject(shop.stub, async (ledger: Ledger<unknown>) => {
      const id = `cus_${"1".repeat(17)}`;
      const told = (k: number) => ({
        key: `visit-${k}`,
        fact: { type: "custom.visit", occurredAt: Date.now(), customer: { email } },
        customerId: id,
        customerRefs: [],
        sameCustomerAs: [],
        data: "{}",
      });
      const source = { id: "api", kind: "api", tokenVersion: null };
      for (let i = 0; i < 12; i++)
        ledger.accept({
          source,
          facts: Array.from({ length: 500 }, (_, k) => told(i * 500 + k)),
          raw: null,
          hops: 0,
        });
      const first = await ledger.erase(id, email);
      expect(first).toMatchObject({ isNew: true, erasure: { endedAt: null } });
      expect(first?.erasure.erased.events).toBeGreaterThanOrEqual(5_000);
    });
    const receipts = async () => (await ok<{ items: Receipt[] }>(`${shop.api}/erasures`)).items;
    const [receipt] = await until(
      async () => {
        await ring(shop);
        return receipts();
      },
      ([one]) => one?.endedAt !== null,
    );
    expect(receipt).toMatchObject({ erased: { events: 6_000 } });
    expect(await atRest(shop)).not.toContain(plain);
  });
});
