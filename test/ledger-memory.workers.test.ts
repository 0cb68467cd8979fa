// What the ledger keeps and what that costs: rows written, lists and counts, and what is forgotten in time.
import { describe, expect, it } from "vitest";
import type { Automation } from "../src/core/automation";
import type { DeliveryFilter, EventFilter, Page } from "../src/flows/ports";
import { automation, Bench, connection, days, hours, told } from "./ledger-world";

const buyer = "buyer@example.com";

async function open(tool = "web", more: Partial<Automation> = {}, howMany = 1) {
  const tie = connection(tool);
  const rules = Array.from({ length: howMany }, () => automation(tie.id, more));
  return { bench: await Bench.open([tie], rules), tie, rules };
}

/** Counts the rows that something writes: table rows and index rows as the database counts them, and alarms. */
async function written(
  bench: Bench,
  work: () => Promise<unknown>,
): Promise<{ rows: number; alarms: number }> {
  const cursors: { rowsWritten: number }[] = [];
  let alarms = 0;
  await bench.inside((_, { storage }) => {
    const { sql } = storage;
    const exec = sql.exec.bind(sql);
    const setAlarm = storage.setAlarm.bind(storage);
    Object.assign(sql, {
      exec: (query: string, ...values: SqlStorageValue[]) => {
        const cursor = exec(query, ...values);
        cursors.push(cursor);
        return cursor;
      },
    });
    Object.assign(storage, {
      setAlarm: (at: number) => {
        alarms++;
        return setAlarm(at);
      },
    });
  });
  await work();
  return bench.inside((_, { storage }) => {
    const rows = cursors.reduce((sum, cursor) => sum + cursor.rowsWritten, 0);
    Reflect.deleteProperty(storage.sql, "exec");
    Reflect.deleteProperty(storage, "setAlarm");
    return { rows, alarms };
  });
}

describe("§10. Numbers to hold", () => {
  it("writes at most ten rows on the way of one event with one immediate delivery", async () => {
    const { bench } = await open();
    // The first one also keeps the automation's terms, and makes the product known.
    await bench.accept(told({ email: "first@example.com", products: [{ id: "p1" }] }));
    await bench.carryOut();
    await bench.ring();
    const buy = () =>
      told(
        { email: buyer, products: [{ id: "p1" }], order: { id: "1" } },
        { customerRefs: ["customer:7"], key: "order:1" },
      );
    const way = await written(bench, async () => {
      await bench.accept(buy());
      await bench.carryOut();
    });
    const again = await written(bench, () => bench.accept(buy()));
    console.log(`one event: ${way.rows} rows and ${way.alarms} alarms; the same again: ${again.rows} rows`);
    expect(way.rows + way.alarms).toBeLessThanOrEqual(10);
    expect(again).toEqual({ rows: 0, alarms: 0 });
  });

  it("writes few more for a retry", async () => {
    const { bench } = await open();
    await bench.accept(told());
    await bench.carryOut();
    await bench.ring(); // the day's pruning is told apart
    const plain = await written(bench, async () => {
      await bench.accept(told());
      await bench.carryOut();
    });
    const retried = await written(bench, async () => {
      await bench.accept(told());
      await bench.carryOut(() => ({ is: "retry", reason: "Busy." }));
      bench.clock.now += hours;
      await bench.ring();
      await bench.carryOut();
    });
    console.log(`a retry: ${retried.rows - plain.rows} rows`);
    expect(retried.rows - plain.rows).toBeLessThanOrEqual(4);
  });

  it("counts and comes in quickly beside a hundred thousand that wait", async () => {
    const { bench, rules } = await open("web", { timing: { when: "after", amount: 100, unit: "days" } });
    await bench.accept(told());
    await bench.inside((_, { storage }) => {
      storage.sql.exec(`
        INSERT INTO deliveries (event_id, automation_id, run, version, connection_id, state, next_at, due_at, tries)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        SELECT d.event_id - i * 1000, d.automation_id, 0, 1, d.connection_id, 'waiting', d.next_at - i, d.due_at - i, 0
        FROM n, deliveries d`);
      storage.sql.exec(`
        INSERT INTO events (id, fact_key, type, state, source_id, source_kind, occurred_at, effective_at, hops, fact)
        SELECT event_id, 'old-' || event_id, 'purchase.completed', 'matched', 's', 's', 1, 1, 0, '{}'
        FROM deliveries WHERE event_id NOT IN (SELECT id FROM events)`);
    });
    const timed = async (work: () => Promise<unknown>) => {
      const began = performance.now();
      await work();
      return Math.round(performance.now() - began);
    };
    const stats = await timed(() => bench.ledger.stats());
    const alarm = await timed(() => bench.ring());
    const waiting = await timed(() => bench.ledger.waitingOf(rules[0]?.id ?? ""));
    const page = await timed(() => bench.ledger.deliveries({ state: "held" }));
    const accept = await timed(() => bench.accept(...Array.from({ length: 100 }, () => told())));
    console.log(
      `beside 100,000 waiting: stats ${stats} ms, alarm ${alarm} ms, count of an automation ${waiting} ms, ` +
        `a page ${page} ms, 100 events ${accept} ms`,
    );
    expect(await bench.ledger.stats()).toMatchObject({ waiting: 100_101, events: 100_101, owed: 0 });
    for (const ms of [stats, alarm, waiting, page, accept]) expect(ms).toBeLessThan(1000);
  });
});

describe("Lists", () => {
  async function everything<T, Filter extends { cursor?: string }>(
    read: (filter: Filter) => Promise<Page<T>>,
    filter: Filter,
  ): Promise<{ items: T[]; pages: number }> {
    const items: T[] = [];
    let pages = 0;
    for (let cursor: string | undefined; ; pages++) {
      const page = await read({ ...filter, ...(cursor === undefined ? {} : { cursor }) });
      items.push(...page.items);
      cursor = page.next;
      if (cursor === undefined) return { items, pages: pages + 1 };
    }
  }

  it("skip and repeat nothing, also when many deliveries share one event", async () => {
    const { bench } = await open("web", {}, 7);
    for (let i = 0; i < 20; i++)
      await bench.accept(told({ email: i % 2 ? buyer : "other@example.com", type: "purchase.completed" }));
    for (const limit of [1, 3, 7, 10, 50]) {
      const all = await everything<{ id: string; eventId: string }, DeliveryFilter>(
        (filter) => bench.ledger.deliveries(filter),
        { limit },
      );
      expect(new Set(all.items.map((one) => one.id)).size).toBe(140);
      expect(all.items).toHaveLength(140);
      const order = all.items.map((one) => one.eventId);
      expect(order).toEqual([...order].sort().reverse());
      const mine = await everything<{ id: string }, DeliveryFilter>(
        (filter) => bench.ledger.deliveries(filter),
        { limit, customerId: `cus_${buyer}` },
      );
      expect(new Set(mine.items.map((one) => one.id)).size).toBe(70);
      const events = await everything<{ id: string }, EventFilter>((filter) => bench.ledger.events(filter), {
        limit,
      });
      expect(events.items).toHaveLength(20);
    }
  });

  it("go on over a long stretch that a filter leaves nothing of", async () => {
    const { bench } = await open("web", {}, 3);
    await bench.accept(told({ type: "lead.created" }));
    for (let i = 0; i < 25; i++) await bench.accept(...Array.from({ length: 100 }, () => told()));
    const [first] = await bench.accept(told({ email: buyer }));
    const rare = await everything<{ type: string }, EventFilter>((filter) => bench.ledger.events(filter), {
      type: "lead.created",
    });
    expect(rare.items).toHaveLength(1);
    const some = await everything<{ id: string; eventId: string }, DeliveryFilter>(
      (filter) => bench.ledger.deliveries(filter),
      { state: "ready", limit: 200 },
    );
    expect(new Set(some.items.map((one) => one.id)).size).toBe(7503);
    const none = await everything<{ id: string }, DeliveryFilter>(
      (filter) => bench.ledger.deliveries(filter),
      { state: "failed" },
    );
    expect(none).toEqual({ items: [], pages: 2 });
    const mine = await bench.ledger.deliveries({ customerId: `cus_${buyer}` });
    expect(mine.items.map((one) => one.eventId)).toEqual(Array.from({ length: 3 }, () => first?.eventId));
  });

  it("are cut by the time of arrival", async () => {
    const { bench } = await open();
    const at = bench.clock.now;
    for (let i = 0; i < 5; i++) {
      await bench.accept(told());
      bench.clock.now += 1000;
    }
    const { items } = await bench.ledger.events({ from: at + 1000, to: at + 3000 });
    expect(items.map((one) => one.receivedAt)).toEqual([at + 2000, at + 1000]);
  });
});

describe("Refusals", () => {
  it("keep the last twenty of a source, one in ten seconds, and count the others", async () => {
    const { bench } = await open();
    const refuse = () =>
      bench.ledger.refuse("src_bench", {
        status: 401,
        reason: "Forged.",
        cause: "mismatch",
        method: "POST",
        body: "x".repeat(5000),
      });
    for (let i = 0; i < 30; i++) {
      await refuse();
      await refuse();
      await refuse();
      bench.clock.now += 10_000;
    }
    const kept = await bench.ledger.refusals("src_bench");
    expect(kept).toHaveLength(20);
    expect(kept[0]).toMatchObject({ missed: 2, status: 401, at: bench.clock.now - 10_000 });
    expect(kept[0]?.body).toHaveLength(1024);
    expect(await bench.ledger.refusals("src_other")).toEqual([]);
  });
});

describe("What is forgotten", () => {
  /** Lets the ledger prune until it is through. */
  async function prune(bench: Bench): Promise<void> {
    for (let i = 0; i < 20; i++) {
      bench.clock.now += 1000;
      await bench.ledger.tend();
    }
  }

  it("is bodies and attempts after 30 days, but not what is still owed", async () => {
    const { bench } = await open();
    const [ended] = await bench.accept(told({ email: buyer }, { data: JSON.stringify({ a: 1 }) }));
    await bench.carryOut();
    const [owed] = await bench.accept(told({ email: buyer }, { data: JSON.stringify({ a: 2 }) }));
    await bench.carryOut(() => ({ is: "refused", reason: "No." }));
    bench.clock.now += 29 * days;
    await prune(bench);
    expect(await bench.ledger.event(ended?.eventId ?? "")).toMatchObject({ data: { a: 1 }, raw: "{}" });
    bench.clock.now += 2 * days;
    await prune(bench);
    const story = await bench.ledger.event(ended?.eventId ?? "");
    expect(story).toMatchObject({
      data: null,
      raw: null,
      deliveries: [{ state: "succeeded", attempts: [] }],
    });
    expect(
      await bench.ledger.replay(ended?.eventId ?? "", { which: "all", terms: "current" }),
    ).toHaveProperty("refused");
    expect(await bench.ledger.event(owed?.eventId ?? "")).toMatchObject({
      data: { a: 2 },
      deliveries: [{ state: "held", attempts: [{ outcome: "refused" }] }],
    });
  });

  it("is the whole event after 400 days, but not one that something hangs on", async () => {
    const { bench } = await open("web", { frequency: "once-per-customer" });
    const [old] = await bench.accept(told({ email: buyer }));
    await bench.carryOut();
    const [held] = await bench.accept(told({ email: "other@example.com" }));
    await bench.carryOut(() => ({ is: "refused", reason: "No." }));
    const [lonely] = await bench.accept(told({ type: "payment.failed" }, { customerRefs: ["customer:9"] }));
    bench.clock.now += 399 * days;
    await prune(bench);
    expect(await bench.ledger.event(old?.eventId ?? "")).toBeDefined();
    bench.clock.now += 2 * days;
    await prune(bench);
    expect(await bench.ledger.event(old?.eventId ?? "")).toBeUndefined();
    expect(await bench.ledger.event(lonely?.eventId ?? "")).toBeUndefined();
    expect(await bench.ledger.event(held?.eventId ?? "")).toMatchObject({ deliveries: [{ state: "held" }] });
    expect(await bench.sql("SELECT * FROM awaiting")).toEqual([]);
    // Who was served once is known as long as the automation lives.
    await bench.accept(told({ email: buyer }));
    expect(await bench.states()).toEqual(["held"]);
  });

  it("is whom an automation ran for, once it is no more", async () => {
    const { bench } = await open("web", { frequency: "once-per-customer" });
    await bench.accept(told({ email: buyer }));
    await prune(bench);
    expect(await bench.sql("SELECT * FROM once")).toHaveLength(1);
    await bench.edit((config) => {
      config.automations = [];
    });
    bench.clock.now += 2 * days;
    await prune(bench);
    expect(await bench.sql("SELECT * FROM once")).toEqual([]);
  });

  it("goes slice by slice, once a day, and does not begin anew with every restart", async () => {
    const { bench } = await open();
    for (let i = 0; i < 12; i++)
      await bench.accept(...Array.from({ length: 100 }, () => told({ type: "x" })));
    bench.clock.now += 31 * days;
    await bench.ledger.tend();
    const left = () => bench.sql<{ n: number }>("SELECT COUNT(*) AS n FROM events WHERE data IS NOT NULL");
    expect(await left()).toEqual([{ n: 700 }]);
    expect(await bench.alarm()).toBe(bench.clock.now + 1000);
    for (let i = 0; i < 3; i++) {
      bench.clock.now += 1000;
      await bench.ring();
    }
    expect(await left()).toEqual([{ n: 0 }]);
    expect(await bench.alarm()).toBeNull();
    await bench.crash();
    const [next] = await bench.sql<{ value: number }>("SELECT value FROM meta WHERE key = 'prune_at'");
    expect(next?.value).toBe(bench.clock.now + days);
    const idle = await written(bench, () => bench.ledger.tend());
    expect(idle.rows).toBe(0);
  });
});
