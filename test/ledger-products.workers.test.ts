// Products: how long access lasts by their settings, when its end is reminded of, and which products have been seen.
import { afterEach, describe, expect, it } from "vitest";
import type { Automation } from "../src/core/automation";
import type { WorkspaceConfig } from "../src/core/config";
import type { Fact } from "../src/core/event";
import { armFault, disarmFaults } from "../src/core/faults";
import { type ProductSettings, plainProduct } from "../src/core/product";
import { mostProducts } from "../src/ledger/products";
import { ahead, atEnd, course, email, Shop } from "./ledger-shop";
import { days, hours, told } from "./ledger-world";

afterEach(() => disarmFaults());

const lasting = (amount: number, unit: "days" | "months" = "days") => ({ access: { amount, unit } });

/** Says something of the product p1, and of others. */
function say(shop: Shop, settings: Partial<ProductSettings>, others: string[] = []): Promise<void> {
  return shop.bench.edit((config) => {
    config.products = ["p1", ...others].map((id) => ({ id, ...plainProduct, ...settings }));
  });
}

async function open(settings: Partial<ProductSettings>, ...rules: Partial<Automation>[]): Promise<Shop> {
  const shop = await Shop.open(...rules);
  await say(shop, settings);
  return shop;
}

const buy = (shop: Shop, order = "o1", fact: Partial<Fact> = {}, key?: string) =>
  shop.tell("purchase.completed", { ...course, order: { id: order }, ...fact }, key);

const eventOf = async (shop: Shop, id: string) =>
  (await shop.bench.ledger.event(id)) ?? expect.fail(`There is no event ${id}.`);

/** Lets the alarm ring until nothing is left to revise. */
async function revised(shop: Shop): Promise<number> {
  for (let rings = 0; ; rings++) {
    const [row] = await shop.bench.sql<{ value: string }>("SELECT value FROM meta WHERE key = 'revision'");
    if (!row?.value) return rings;
    shop.bench.clock.now += 20;
    await shop.bench.ring();
  }
}

describe("access that lasts so long by the product's setting", () => {
  it("ends by itself, is reminded of, and rings what comes before and at its end", async () => {
    const shop = await open(lasting(30), ahead(5), atEnd());
    const bought = await buy(shop);
    expect(await eventOf(shop, bought)).toMatchObject({
      accessEndsAt: shop.day(30),
      products: [{ id: "p1", name: "Course", accessEndsAt: shop.day(30) }],
    });
    expect(await shop.expected()).toEqual(["access product:p1 open 30"]);
    await shop.until(31);
    expect(await shop.raised()).toEqual(["access.expiring 27", "access.expired 30"]);
    expect(await shop.owed()).toEqual(["succeeded 25", "succeeded 30"]);
    const { items } = await shop.bench.ledger.events({ type: "access.expired" });
    expect(items).toMatchObject([{ accessEndsAt: shop.day(30), products: [{ id: "p1", name: "Course" }] }]);
    expect(items[0]?.products).toEqual([{ id: "p1", name: "Course" }]);
  });

  it("counts from when it was bought, in calendar months of the shop's zone", async () => {
    const shop = await open(lasting(1, "months"));
    await shop.bench.edit((config) => {
      config.timeZone = "Europe/Warsaw";
    });
    shop.bench.clock.now = Date.UTC(2040, 2, 1, 12);
    const bought = await buy(shop, "o1", { occurredAt: Date.UTC(2040, 1, 29, 12) });
    expect((await eventOf(shop, bought)).accessEndsAt).toBe(Date.UTC(2040, 2, 29, 11)); // summer by then
  });

  it("keeps its end when the setting is changed later", async () => {
    const shop = await open(lasting(30), ahead(5));
    const bought = await buy(shop, "o1", {}, "order:o1");
    await say(shop, lasting(60));
    // A fuller copy of what was bought before changes nothing about that either.
    await buy(shop, "o1", { consent: { marketing: true } }, "order:o1");
    expect(await shop.expected()).toEqual(["access product:p1 open 30"]);
    expect((await eventOf(shop, bought)).accessEndsAt).toBe(shop.day(30));
    shop.bench.clock.now = shop.day(10);
    await buy(shop, "o2");
    expect(await shop.expected()).toEqual(["access product:p1 open 70"]);
    expect(await shop.owed()).toEqual(["waiting 65"]);
  });

  it("gives none to what was bought before there was a setting, though a fuller copy comes", async () => {
    const shop = await open({});
    await buy(shop, "o1", {}, "order:o1");
    await say(shop, lasting(30), ["p2"]);
    await buy(shop, "o1", { consent: { marketing: true } }, "order:o1");
    expect(await shop.expected()).toEqual([]);
    await buy(shop, "o1", { products: [{ id: "p2" }] }, "order:o1");
    expect(await shop.expected()).toEqual(["access product:p2 open 30"]);
  });

  it("is the shop's to tell, also in a fuller copy that comes later", async () => {
    const shop = await open(lasting(30), ahead(5));
    await shop.buy(14, {}, "order:o1");
    expect(await shop.expected()).toEqual(["access product:p1 open 14"]);
    shop.bench.clock.now = shop.day(1);
    const second = await buy(shop, "o2", { products: [{ id: "p1" }] }, "order:o2");
    expect(await shop.expected()).toEqual(["access product:p1 open 31"]);
    await shop.buy(20, { order: { id: "o2" } }, "order:o2");
    expect(await shop.expected()).toEqual(["access product:p1 open 20"]);
    expect(await eventOf(shop, second)).toMatchObject({
      accessEndsAt: shop.day(20),
      products: [{ id: "p1", name: "Course" }],
    });
    expect((await eventOf(shop, second)).products?.[0]).not.toHaveProperty("accessEndsAt");
    expect(await shop.owed()).toEqual(["waiting 15"]);
  });

  it("is not for subscriptions, which end when they are cancelled, nor for what gives no access", async () => {
    const shop = await open(lasting(30));
    await buy(shop, "o1", { subscription: { id: "s1" } });
    await shop.tell("cart.updated", course);
    await shop.tell("subscription.started", { ...course, subscription: { id: "s1" } });
    expect(await shop.expected()).toEqual([]);
    await shop.tell("access.granted", course);
    expect(await shop.expected()).toEqual(["access product:p1 open 30"]);
  });

  it("ends for each product by its own setting", async () => {
    const shop = await Shop.open();
    await shop.bench.edit((config) => {
      config.products = [
        { id: "p1", ...plainProduct, ...lasting(30) },
        { id: "p2", ...plainProduct, ...lasting(60), expiringDaysBefore: 10 },
        { id: "p3", ...plainProduct },
      ];
    });
    await buy(shop, "o1", { products: ["p1", "p2", "p3"].map((id) => ({ id })) });
    expect(await shop.expected()).toEqual(["access product:p1 open 30", "access product:p2 open 60"]);
    await shop.until(61);
    expect(await shop.raised()).toEqual([
      "access.expiring 27",
      "access.expired 30",
      "access.expiring 50",
      "access.expired 60",
    ]);
  });

  it("is of what was fetched, where the notice left it out", async () => {
    const shop = await open(lasting(30));
    const [accepted] = await shop.bench.accept(
      told({ type: "purchase.completed" }, { incomplete: "The order is being fetched." }),
    );
    const claim = await shop.bench.claim(await shop.bench.takeTold());
    const fact = { type: "purchase.completed", occurredAt: shop.start, customer: { email }, ...course };
    for (const { id } of claim.deliveries)
      await shop.bench.ledger.work(
        "clm_fetched",
        [],
        [
          {
            ...shop.bench.settled(id, claim.claimId, { is: "done" }),
            completed: { fact, data: "{}", customerId: `cus_${email}`, customerRefs: [] },
          },
        ],
      );
    expect((await eventOf(shop, accepted?.eventId ?? "")).accessEndsAt).toBe(shop.day(30));
    expect(await shop.expected()).toEqual(["access product:p1 open 30"]);
  });

  it("is over with a refund, a cancelled order, and begins anew when it is bought again", async () => {
    const shop = await open(lasting(30), ahead(5), atEnd());
    await buy(shop);
    await shop.tell("purchase.refunded", { order: { id: "o1" } });
    expect(await shop.expected()).toEqual(["access product:p1 dropped 30"]);
    shop.bench.clock.now = shop.day(1);
    await buy(shop, "o2");
    shop.bench.clock.now = shop.day(2);
    await buy(shop, "o3");
    expect(await shop.expected()).toEqual(["access product:p1 open 32"]);
    await shop.tell("purchase.cancelled", { order: { id: "o3" } });
    expect(await shop.expected()).toEqual(["access product:p1 open 31"]);
    await shop.until(40);
    expect(await shop.raised()).toEqual(["access.expiring 28", "access.expired 31"]);
    await buy(shop, "o4");
    expect(await shop.expected()).toEqual(["access product:p1 open 70"]);
  });

  it("is known from a configuration of before there were settings, too", async () => {
    const shop = await Shop.open(atEnd());
    const { products: _, ...config } = shop.bench.config;
    await shop.bench.ledger.configure({ ...config, version: 7 } as WorkspaceConfig); // as an earlier release sends it
    await buy(shop);
    expect(await shop.expected()).toEqual([]);
    expect(await shop.bench.ledger.version()).toBe(7);
  });
});

describe("the reminder of an end", () => {
  it.each([
    [14, ["access.expiring 16", "access.expired 30"]],
    [0, ["access.expired 30"]],
    [90, ["access.expired 30"]],
  ])("comes %i days before, where the product says so", async (expiringDaysBefore, raised) => {
    const shop = await open({ ...lasting(30), expiringDaysBefore });
    await buy(shop);
    await shop.until(31);
    expect(await shop.raised()).toEqual(raised);
  });

  it("goes by the product's setting, too, where the shop tells the end", async () => {
    const shop = await open({ expiringDaysBefore: 7 });
    await shop.buy(30);
    await shop.until(31);
    expect(await shop.raised()).toEqual(["access.expiring 23", "access.expired 30"]);
  });

  it.each<[string, number, number, string[]]>([
    ["earlier", 10, 14, ["access.expiring 16", "access.expired 30"]],
    ["later", 10, 1, ["access.expiring 29", "access.expired 30"]],
    ["not at all", 10, 0, ["access.expired 30"]],
    [
      "when it was to come, where the new moment is past",
      20,
      14,
      ["access.expiring 27", "access.expired 30"],
    ],
    ["no second time", 28, 1, ["access.expiring 27", "access.expired 30"]],
  ])("comes %s, when the setting is changed while access runs", async (_, on, expiringDaysBefore, raised) => {
    const shop = await open({ ...lasting(30) });
    await buy(shop);
    await shop.until(on);
    await say(shop, { ...lasting(30), expiringDaysBefore });
    await shop.until(31);
    expect(await shop.raised()).toEqual(raised);
  });

  it("comes after all, when none was wished at first", async () => {
    const shop = await open({ ...lasting(30), expiringDaysBefore: 0 });
    await buy(shop);
    await say(shop, lasting(30));
    expect(await shop.bench.alarm()).toBe(shop.day(27));
    await shop.until(31);
    expect(await shop.raised()).toEqual(["access.expiring 27", "access.expired 30"]);
  });

  it("is not given again where the shop gave it", async () => {
    const shop = await open({ ...lasting(30) });
    await shop.until(2);
    await shop.tell("access.expiring", course);
    await shop.until(3);
    await buy(shop, "o1", { occurredAt: shop.day(1) });
    await say(shop, { ...lasting(30), expiringDaysBefore: 14 });
    await shop.until(32);
    expect(await shop.raised()).toEqual(["access.expiring 2", "access.expired 31"]);
  });

  it("moves for ten thousand customers slice by slice, and goes on after a crash", async () => {
    const shop = await open(lasting(30));
    await buy(shop);
    await shop.bench.inside((_, { storage }) => {
      storage.sql.exec(`
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
        INSERT INTO expectations SELECT customer_id || i, kind, thing, ends_at, as_of, set_by, order_id, subscription_id,
          state, next_at FROM n, expectations`);
    });
    const began = performance.now();
    await say(shop, { ...lasting(30), expiringDaysBefore: 10 });
    await shop.bench.crash();
    expect(await shop.bench.alarm()).not.toBeNull();
    const rings = await revised(shop);
    console.log(`10,000 reminders moved in ${rings} slices, ${Math.round(performance.now() - began)} ms`);
    expect(rings).toBe(50);
    expect(await shop.bench.sql("SELECT next_at, COUNT(*) AS n FROM expectations GROUP BY next_at")).toEqual([
      { next_at: shop.day(20), n: 10_000 },
    ]);
    expect(await shop.bench.ledger.product("p1")).toMatchObject({ running: 10_000 });
  }, 120_000);
});

describe("access that runs, when its end is to be by the new setting", () => {
  it("gets the new end, and what waits for it moves along with the story", async () => {
    const shop = await open(lasting(30), ahead(5));
    const bought = await buy(shop);
    await say(shop, lasting(2, "months"));
    expect(await shop.expected()).toEqual(["access product:p1 open 30"]);
    expect(await shop.bench.ledger.product("p1")).toMatchObject({ running: 1 });
    await shop.bench.ledger.reviseAccess("p1");
    expect(await shop.expected()).toEqual(["access product:p1 open 60"]); // January and February of a leap year
    expect(await eventOf(shop, bought)).toMatchObject({
      accessEndsAt: shop.day(60),
      deliveries: [
        { state: "waiting", dueAt: shop.day(55), moved: [{ because: "the product's setting was changed" }] },
      ],
    });
    await shop.bench.ledger.reviseAccess("p1");
    expect((await eventOf(shop, bought)).deliveries[0]?.moved).toHaveLength(1);
    await shop.until(61);
    expect(await shop.raised()).toEqual(["access.expiring 57", "access.expired 60"]);
    expect(await shop.bench.ledger.product("p1")).toMatchObject({ running: 0 });
  });

  it("has ended where the new end is past", async () => {
    const shop = await open(lasting(30));
    await buy(shop);
    await shop.until(10);
    await say(shop, lasting(7));
    await shop.bench.ledger.reviseAccess("p1");
    await shop.until(11);
    expect(await shop.raised()).toEqual(["access.expired 7"]);
  });

  it("ends no more where the product's access has no end by now", async () => {
    const shop = await open(lasting(30), ahead(5));
    await buy(shop);
    await say(shop, {});
    await shop.bench.ledger.reviseAccess("p1");
    expect(await shop.expected()).toEqual(["access product:p1 dropped 30"]);
    expect(await shop.owed()).toEqual(["cancelled 25"]);
    await shop.until(31);
    expect(await shop.raised()).toEqual([]);
  });

  it("keeps an end that the shop told, and one of another product", async () => {
    const shop = await Shop.open();
    await say(shop, lasting(30), ["p2"]);
    await shop.buy(20);
    await buy(shop, "o2", { products: [{ id: "p2" }] });
    await say(shop, lasting(60), ["p2"]);
    await shop.bench.ledger.reviseAccess("p1");
    expect(await shop.expected()).toEqual(["access product:p1 open 20", "access product:p2 open 30"]);
  });

  it("goes by an earlier purchase again after a refund, by its new end", async () => {
    const shop = await open(lasting(30));
    await buy(shop, "o1");
    shop.bench.clock.now = shop.day(1);
    await buy(shop, "o2");
    await say(shop, lasting(60));
    await shop.bench.ledger.reviseAccess("p1");
    await shop.tell("purchase.refunded", { order: { id: "o2" } });
    expect(await shop.expected()).toEqual(["access product:p1 open 60"]);
  });
});

describe("products that events name", () => {
  const seen = async (shop: Shop) =>
    (await shop.bench.ledger.products()).map(({ id, name }) => `${id} ${name}`);

  /** How many statements about products there are, and how many rows all write, while something is done. */
  async function cost(shop: Shop, work: () => Promise<unknown>): Promise<{ about: number; rows: number }> {
    const statements: { query: string; rows: number }[] = [];
    const stop = await shop.bench.inside((_, { storage: { sql } }) => {
      const exec = sql.exec.bind(sql);
      Object.assign(sql, {
        exec: (query: string, ...values: SqlStorageValue[]) => {
          const cursor = exec(query, ...values);
          statements.push({ query, rows: cursor.rowsWritten });
          return cursor;
        },
      });
      return () => Object.assign(sql, { exec });
    });
    await work();
    await shop.bench.inside(stop);
    return {
      about: statements.filter(({ query }) => /products/.test(query)).length,
      rows: statements.reduce((sum, one) => sum + one.rows, 0),
    };
  }

  it("are remembered, the one seen last first, with where and when", async () => {
    const shop = await Shop.open();
    await shop.tell("cart.updated", course);
    shop.bench.clock.now = shop.day(1);
    await shop.tell("lead.created", { products: [{ id: "p2" }, { id: "" }, { id: "x".repeat(201) }] });
    expect(await shop.bench.ledger.products()).toEqual([
      { id: "p2", name: null, sourceId: "src_bench", firstSeenAt: shop.day(1), lastSeenAt: shop.day(1) },
      { id: "p1", name: "Course", sourceId: "src_bench", firstSeenAt: shop.day(0), lastSeenAt: shop.day(0) },
    ]);
    expect(await shop.bench.ledger.product("p2")).toMatchObject({ seen: { id: "p2" }, running: 0 });
    expect(await shop.bench.ledger.product("p3")).toEqual({ running: 0 });
  });

  it("cost a row when they are new, and nothing once they are known", async () => {
    const shop = await Shop.open();
    const first = await cost(shop, () => buy(shop, "o1"));
    const second = await cost(shop, () => buy(shop, "o2"));
    const third = await cost(shop, () => buy(shop, "o3"));
    expect(first.rows - third.rows).toBe(1);
    expect([second.about, third.about]).toEqual([0, 0]);
    await shop.bench.crash();
    const fourth = await cost(shop, () => buy(shop, "o4"));
    expect(fourth).toEqual({ about: 1, rows: third.rows }); // read once after waking
  });

  it("are renamed once an hour at most, named at once, and seen once a day", async () => {
    const shop = await Shop.open();
    const name = async (name: string | undefined, atMs: number) => {
      shop.bench.clock.now = shop.start + atMs;
      await shop.tell("purchase.completed", { products: [{ id: "p1", ...(name ? { name } : {}) }] });
      const [one] = await shop.bench.ledger.products();
      return [one?.name, (one?.lastSeenAt ?? 0) - shop.start];
    };
    expect(await name(undefined, 0)).toEqual([null, 0]);
    expect(await name("Gold", 1)).toEqual(["Gold", 1]);
    expect(await name("Silver", hours)).toEqual(["Gold", 1]);
    expect(await name("Silver", hours + 1)).toEqual(["Silver", hours + 1]);
    expect(await name(undefined, days)).toEqual(["Silver", hours + 1]);
    expect(await name(undefined, days + hours + 1)).toEqual(["Silver", days + hours + 1]);
  });

  it("are not taken for known when what told of them was undone", async () => {
    const shop = await Shop.open();
    await buy(shop);
    armFault("accept.before-commit");
    const fact = { products: [{ id: "p2", name: "Book" }] };
    await expect(shop.tell("lead.created", fact)).rejects.toThrow();
    expect(await seen(shop)).toEqual(["p1 Course"]);
    await shop.tell("purchase.completed", fact);
    expect((await seen(shop)).sort()).toEqual(["p1 Course", "p2 Book"]);
  });

  it("are ten thousand at most: those that were not seen for longest make room", async () => {
    const shop = await Shop.open();
    await shop.bench.inside((_, { storage }) => {
      storage.sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
         INSERT INTO products SELECT 'old' || i, NULL, 'src_bench', i, i FROM n`,
        mostProducts - 1,
      );
    });
    await buy(shop);
    expect(await shop.bench.ledger.products()).toHaveLength(mostProducts);
    await buy(shop, "o2", { products: [{ id: "p2" }] });
    const all = await shop.bench.ledger.products();
    expect(all).toHaveLength(mostProducts - 499);
    expect(all.slice(0, 2).map(({ id }) => id)).toEqual(["p1", "p2"]);
    expect(all.at(-1)?.id).toBe("old501");
    await buy(shop, "o3", { products: [{ id: "old1" }] });
    expect(await shop.bench.ledger.products()).toHaveLength(mostProducts - 498);
  });
});
