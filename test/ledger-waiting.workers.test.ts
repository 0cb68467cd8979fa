// The waiting room of a ledger: its order, its counts, its calendar, and what is done with many at once.
import { describe, expect, it } from "vitest";
import type { Automation } from "../src/core/automation";
import type { WaitingAct, WaitingDeed, WaitingFilter, WaitingView } from "../src/flows/ports";
import { automation, Bench, connection, days, done, hours, minutes, told } from "./ledger-world";

const anna = "anna@example.com";
const later = (amount: number, unit: "minutes" | "hours" | "days" = "hours"): Partial<Automation> => ({
  timing: { when: "after", amount, unit },
});

/** A shop with two connections and an automation for each: one after an hour, one after two days. */
async function open(more: Partial<Automation> = {}) {
  const [web, list] = [connection("web", { name: "Zapier" }), connection("list", { name: "Mailchimp" })];
  const soon = automation(web.id, { name: "Ask for a review", ...later(1), ...more });
  const late = automation(list.id, { name: "Say hello", ...later(2, "days") });
  const bench = await Bench.open([web, list], [soon, late]);
  return { bench, web, list, soon, late };
}

async function everything(bench: Bench, filter: WaitingFilter & { limit?: number }): Promise<WaitingView[]> {
  const items: WaitingView[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await bench.ledger.waiting({ ...filter, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) return items;
  }
}

let acts = 0;
/** Counts, and then does it with all that the filter means, call by call. */
async function act(bench: Bench, deed: WaitingDeed, filter: WaitingFilter = {}) {
  const { count } = await bench.ledger.waitingCount(filter);
  const asked: WaitingAct = { act: `act-${acts++}`, filter, expected: count, do: deed };
  for (let calls = 1; ; calls++) {
    const acted = await bench.ledger.actOnWaiting(asked);
    if ("refused" in acted || acted.left === 0) return { ...acted, calls, asked };
  }
}

/** So many waiting deliveries of the first automation beside one that came in, a second apart or all at one moment. */
async function crowd(bench: Bench, count: number, apartMs: number): Promise<void> {
  await bench.accept(told({ email: anna }));
  await bench.inside((_, { storage }) => {
    storage.sql.exec(
      `INSERT INTO deliveries (event_id, automation_id, run, version, connection_id, state, next_at, due_at, tries)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
       SELECT d.event_id - i * 1000, d.automation_id, 0, 1, d.connection_id, 'waiting', d.next_at + i * ?2, d.due_at + i * ?2, 0
       FROM n, deliveries d WHERE d.automation_id = (SELECT automation_id FROM deliveries ORDER BY next_at LIMIT 1)`,
      count,
      apartMs,
    );
    storage.sql.exec(`
      INSERT INTO events (id, fact_key, type, state, source_id, source_kind, occurred_at, effective_at, hops, fact)
      SELECT event_id, 'old-' || event_id, 'purchase.completed', 'matched', 's', 's', 1, 1, 0, '{"type":"purchase.completed"}'
      FROM deliveries WHERE event_id NOT IN (SELECT id FROM events)`);
  });
}

/** Rows that the database looks at while something is read. */
async function rowsRead(bench: Bench, read: "waiting" | "waitingCount", filter: object): Promise<number> {
  return bench.inside((ledger, { storage }) => {
    let rows = 0;
    const { sql } = storage;
    const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
    const counting = {
      exec: (query: string, ...values: SqlStorageValue[]) => {
        const cursor = sql.exec(query, ...values);
        cursors.push(cursor);
        return cursor;
      },
    };
    const room = (ledger as { waitingRoom: { sql: unknown } }).waitingRoom;
    const before = room.sql;
    room.sql = counting;
    (ledger as Record<string, (filter: object) => unknown>)[read]?.(filter);
    room.sql = before;
    for (const cursor of cursors) rows += cursor.rowsRead;
    return rows;
  });
}

describe("The list", () => {
  it("comes in the order of moments, over all connections, each with its sentence", async () => {
    const { bench, web, soon, late } = await open();
    await bench.edit((config) => {
      config.timeZone = "Europe/Warsaw";
    });
    await bench.accept(told({ email: anna, customer: { email: anna, name: "Anna Nowak" } }));
    bench.clock.now += 10 * minutes;
    await bench.accept(told({ email: "ben@example.com" }));
    const { items } = await bench.ledger.waiting({});
    expect(items.map((one) => [one.automation.name, one.customer?.email])).toEqual([
      ["Ask for a review", anna],
      ["Ask for a review", "ben@example.com"],
      ["Say hello", anna],
      ["Say hello", "ben@example.com"],
    ]);
    expect(items[0]).toMatchObject({
      type: "purchase.completed",
      state: "waiting",
      customer: { id: `cus_${anna}`, email: anna, name: "Anna Nowak" },
      automation: { id: soon.id },
      connectionId: web.id,
      action: "do",
      day: "2040-01-01",
      why: {
        sentence:
          "Anna Nowak waits until 1 Jan 2040, 02:00 for “Ask for a review”: 1 hour after the purchase on 1 Jan 2040, 01:00.",
        timing: soon.timing,
        before: null,
        moved: null,
        reason: null,
      },
    });
    expect(items[2]?.why.sentence).toBe(
      "Anna Nowak waits until 3 Jan 2040, 01:00 for “Say hello”: 2 days after the purchase on 1 Jan 2040.",
    );
    expect(items.every((one, i) => i === 0 || (one.nextAt ?? 0) >= (items[i - 1]?.nextAt ?? 0))).toBe(true);
    expect(late.name).toBe(items[3]?.automation.name);
  });

  it("says before which date, and why that moved", async () => {
    const { bench } = await open({
      name: "Renewal reminder",
      trigger: { event: "access.expired" },
      timing: { when: "before", amount: 3, unit: "days" },
    });
    const products = [{ id: "7001", name: "Course A" }];
    const customer = { email: anna, name: "Anna" };
    const start = bench.clock.now;
    await bench.accept(told({ email: anna, customer, products, accessEndsAt: start + 30 * days }));
    bench.clock.now += days;
    const renewed = { type: "subscription.renewed", customer, products, accessEndsAt: start + 60 * days };
    await bench.accept(told({ email: anna, ...renewed }));
    const { items } = await bench.ledger.waiting({ from: start + 20 * days });
    expect(items.map((one) => one.why)).toMatchObject([
      {
        sentence:
          "Anna waits until 27 Feb 2040, 00:00 for “Renewal reminder”: 3 days before access to Course A ends on 1 Mar 2040; " +
          "it moved from 28 Jan 2040 because the subscription was renewed.",
        before: { kind: "access", thing: "product:7001", name: "Course A", endsAt: start + 60 * days },
        moved: { from: start + 27 * days, to: start + 57 * days },
      },
    ]);
    await bench.ledger.move(items[0]?.id ?? "", start + 58 * days);
    const [moved] = (await bench.ledger.waiting({ ids: [items[0]?.id ?? ""] })).items;
    expect(moved?.why.sentence).toContain("but a person moved it from 27 Feb 2040");
  });

  it("keeps to its filter", async () => {
    const { bench, web, list, soon } = await open();
    await bench.accept(told({ email: anna }), told({ email: "ben@example.com" }), told());
    const of = async (filter: WaitingFilter) => {
      const items = await everything(bench, filter);
      const { count, byAutomation } = await bench.ledger.waitingCount(filter);
      expect(count).toBe(items.length);
      expect(byAutomation.reduce((sum, one) => sum + one.count, 0)).toBe(count);
      return items;
    };
    expect(await of({})).toHaveLength(6);
    expect(await of({ automationId: soon.id })).toHaveLength(3);
    expect(await of({ connectionId: list.id })).toHaveLength(3);
    expect(await of({ automationId: soon.id, connectionId: list.id })).toEqual([]);
    expect((await of({ customerId: `cus_${anna}` })).map((one) => one.customer?.email)).toEqual([anna, anna]);
    expect(await of({ customerId: `cus_${anna}`, connectionId: web.id })).toHaveLength(1);
    expect(await of({ type: "purchase.completed" })).toHaveLength(6);
    expect(await of({ type: "cart.abandoned" })).toEqual([]);
    expect(await of({ customerId: `cus_${anna}`, type: "cart.abandoned" })).toEqual([]);
    const { now } = bench.clock;
    expect(await of({ to: now + hours })).toEqual([]);
    expect(await of({ from: now + hours, to: now + hours + 1 })).toHaveLength(3);
    expect(await of({ from: now + hours + 1 })).toHaveLength(3);
    const [first, second] = await of({});
    expect(
      await of({ ids: [first?.id ?? "", second?.id ?? "", first?.id ?? "", "dlv_nonsense"] }),
    ).toHaveLength(2);
    expect(await of({ ids: [first?.id ?? ""], customerId: "cus_nobody" })).toEqual([]);
    expect(await of({ connectionId: "con_nobody" })).toEqual([]);
  });

  it("tells apart what waits for its moment, for another try, for a connection, and for nothing any more", async () => {
    const { bench, web } = await open();
    await bench.accept(...Array.from({ length: 3 }, (_, i) => told({ email: `${i}@example.com` })));
    bench.clock.now += hours;
    await bench.ring();
    const [first = "", second = "", third = ""] = await bench.takeTold();
    expect((await bench.ledger.waiting({ state: "ready" })).items.map((one) => one.why.sentence)).toEqual(
      Array.from({ length: 3 }, (_, i) =>
        expect.stringContaining(`${i}@example.com waits for “Ask for a review”, due since`),
      ),
    );
    expect(await bench.ledger.waitingCount({ state: "ready" })).toMatchObject({ count: 3 });
    expect(await bench.ledger.waitingCount({})).toMatchObject({ count: 3 });

    const claim = await bench.claim([first, second]);
    await bench.report(claim, first, { is: "retry", reason: "Busy." });
    await bench.report(claim, second, { is: "refused", reason: "Zapier refused the key." });
    const of = async (state: WaitingView["state"]) =>
      (await everything(bench, { state, connectionId: web.id })).map((one) => [one.id, one.why.sentence]);
    expect(await of("ready")).toEqual([[third, expect.any(String)]]);
    expect(await of("retrying")).toEqual([
      [first, expect.stringContaining("to be tried again after 1 try: Busy.")],
    ]);
    expect(await of("held")).toEqual([
      [second, expect.stringContaining("until the connection “Zapier” works again: Zapier refused the key.")],
    ]);
    for (const state of ["retrying", "held"] as const)
      expect(await bench.ledger.waitingCount({ state, from: 1 })).toMatchObject({ count: 1 });
  });

  it("repeats and skips nothing by its pages, also where all wait for one moment", async () => {
    const { bench, soon } = await open();
    await crowd(bench, 25, 0);
    for (const limit of [1, 4, 26, 200])
      for (const filter of [{}, { automationId: soon.id }, { customerId: `cus_${anna}` }]) {
        const items = await everything(bench, { ...filter, limit });
        expect(new Set(items.map((one) => one.id)).size).toBe(items.length);
        expect(items).toHaveLength(await bench.ledger.waitingCount(filter).then(({ count }) => count));
      }
    const held = { state: "held" } as const;
    await bench.sql("UPDATE deliveries SET state = 'held', next_at = NULL");
    const items = await everything(bench, { ...held, limit: 4 });
    expect(items).toHaveLength(27);
    expect(new Set(items.map((one) => one.id)).size).toBe(27);
  });

  it("goes on over a long stretch that a type leaves nothing of, and finds the last of it", async () => {
    const { bench, late } = await open({ trigger: { event: "purchase.completed" } });
    await crowd(bench, 6_000, 1000);
    await bench.sql("UPDATE events SET type = 'lead.created' WHERE id = (SELECT MIN(id) FROM events)");
    await bench.sql("UPDATE events SET type = 'cart.abandoned' WHERE id = (SELECT MAX(id) FROM events)");
    const { items, next } = await bench.ledger.waiting({ type: "lead.created" });
    expect([items.length, typeof next]).toEqual([0, "string"]);
    expect(await everything(bench, { type: "lead.created" })).toHaveLength(1);
    const left = await everything(bench, { type: "cart.abandoned", limit: 1 });
    expect(left.map((one) => one.automation.id).at(-1)).toBe(late.id);
    expect(left).toHaveLength(2);
    expect(await act(bench, { is: "cancel", reason: "Enough." }, { type: "lead.created" })).toMatchObject({
      changed: 1,
      left: 0,
    });
    expect(await bench.ledger.waitingCount({})).toMatchObject({ count: 6_001 });
  });

  it("reads of a hundred thousand no more than it shows", async () => {
    const { bench, soon } = await open();
    await crowd(bench, 100_000, 1000);
    const timed = async (work: () => Promise<unknown>) => {
      const began = performance.now();
      await work();
      return Math.round(performance.now() - began);
    };
    const now = bench.clock.now;
    const cursor = (await bench.ledger.waiting({ from: now + 13 * hours, limit: 1 })).next ?? "";
    const page = await timed(() => bench.ledger.waiting({ limit: 50 }));
    const middle = await timed(() => bench.ledger.waiting({ limit: 50, cursor }));
    const count = await timed(() => bench.ledger.waitingCount({}));
    const rare = await timed(() => bench.ledger.waiting({ type: "cart.abandoned" }));
    const calendar = await timed(() => bench.ledger.waitingCalendar(30));
    console.log(
      `of 100,000 waiting: a page ${page} ms, one in the middle ${middle} ms, the count ${count} ms, ` +
        `a type that none has ${rare} ms, the calendar ${calendar} ms`,
    );
    for (const filter of [{}, { cursor }, { automationId: soon.id }, { customerId: `cus_${anna}` }])
      expect(await rowsRead(bench, "waiting", { limit: 50, ...filter }), JSON.stringify(filter)).toBeLessThan(
        400,
      );
    expect(await rowsRead(bench, "waitingCount", { from: now, to: now + 3 * hours })).toBeLessThan(2 * 7300);

    await bench.sql("UPDATE deliveries SET next_at = ? WHERE state = 'waiting'", now + days);
    const { next } = await bench.ledger.waiting({ limit: 200 });
    expect(await rowsRead(bench, "waiting", { cursor: next, limit: 50 })).toBeLessThan(400);
    for (const ms of [page, middle, count, rare, calendar]) expect(ms).toBeLessThan(1000);
  });
});

describe("The calendar", () => {
  it("counts by the days of the workspace's zone, also where one has 23 hours", async () => {
    const { bench, soon, late } = await open();
    await bench.edit((config) => {
      config.timeZone = "Europe/Warsaw";
    });
    // The clocks go forward in the night to Sunday 25 March 2040.
    bench.clock.now = Date.parse("2040-03-23T22:30:00Z");
    await bench.accept(told({ email: anna }));
    const { timeZone, days: all } = await bench.ledger.waitingCalendar(4);
    expect(timeZone).toBe("Europe/Warsaw");
    expect(all.map(({ day, from, to, count }) => [day, (to - from) / hours, count])).toEqual([
      ["2040-03-23", 24, 0],
      ["2040-03-24", 24, 1],
      ["2040-03-25", 23, 0],
      ["2040-03-26", 24, 1],
    ]);
    expect(all[1]?.byAutomation).toEqual([{ automationId: soon.id, name: "Ask for a review", count: 1 }]);
    expect(all[3]?.byAutomation).toEqual([{ automationId: late.id, name: "Say hello", count: 1 }]);
    for (const { from, to, count } of all)
      expect((await bench.ledger.waiting({ from, to })).items).toHaveLength(count);
  });

  it("counts the accesses that end, and no paid periods, nor what has been given back", async () => {
    const { bench } = await open();
    const ends = bench.clock.now + 10 * days + 5 * hours;
    const buy = (email: string, id: string) =>
      told({ email, products: [{ id: "7001" }], order: { id }, accessEndsAt: ends });
    await bench.accept(buy(anna, "1"), buy("ben@example.com", "2"), buy("cleo@example.com", "3"));
    await bench.accept(told({ email: anna, subscription: { id: "s", currentPeriodEnd: ends } }));
    await bench.accept(told({ email: "ben@example.com", type: "purchase.refunded", order: { id: "2" } }));
    const counts = async () =>
      (await bench.ledger.waitingCalendar(30)).days.flatMap(({ day, accessEnds }) =>
        accessEnds ? [[day, accessEnds]] : [],
      );
    expect(await counts()).toEqual([["2040-01-11", 2]]);
    // Once the end has been announced, it is still to come.
    bench.clock.now = ends - 2 * days;
    await bench.ring();
    expect(await counts()).toEqual([["2040-01-11", 2]]);
    bench.clock.now = ends;
    await bench.ring();
    expect(await counts()).toEqual([]);
  });
});

describe("What is done with many", () => {
  it("runs them now", async () => {
    const { bench, soon } = await open();
    await bench.accept(told({ email: anna }), told({ email: "ben@example.com" }));
    expect(await act(bench, { is: "run-now" }, { automationId: soon.id })).toMatchObject({
      changed: 2,
      unchanged: 0,
      left: 0,
    });
    expect(await bench.carryOut()).toHaveLength(2);
    expect(await bench.states()).toEqual(["succeeded", "succeeded", "waiting", "waiting"]);
  });

  it("cancels them, with whoever did it as the reason", async () => {
    const { bench } = await open({ frequency: "once-per-customer" });
    await bench.accept(told({ email: anna }), told({ email: "ben@example.com" }));
    await act(bench, { is: "cancel", reason: "Cancelled by me@example.com." }, { customerId: `cus_${anna}` });
    const all = await bench.all();
    expect(all.map((one) => one.state).sort()).toEqual(["cancelled", "cancelled", "waiting", "waiting"]);
    expect(new Set(all.map((one) => one.reason))).toEqual(new Set([null, "Cancelled by me@example.com."]));
    // What did not run for her does not count as having run for her.
    await bench.accept(told({ email: anna }));
    expect(await bench.ledger.waitingCount({ customerId: `cus_${anna}` })).toMatchObject({ count: 2 });
  });

  it("moves them to one moment, or each by a span, and says that a person did", async () => {
    const { bench, soon } = await open();
    const start = bench.clock.now;
    await bench.accept(told({ email: anna }));
    const [first] = (await bench.ledger.waiting({})).items;
    await act(bench, { is: "move", at: start + 5 * days });
    expect((await everything(bench, {})).map((one) => one.nextAt)).toEqual([
      start + 5 * days,
      start + 5 * days,
    ]);
    await act(bench, { is: "move-by", byMs: -days }, { ids: [first?.id ?? ""] });
    expect(await bench.delivery(first?.id ?? "")).toMatchObject({
      automationId: soon.id,
      dueAt: start + 4 * days,
      moved: [
        { from: start + hours, to: start + 5 * days, because: "a person moved it" },
        { from: start + 5 * days, to: start + 4 * days, because: "a person moved it" },
      ],
    });
    bench.clock.now = start + 4 * days;
    await bench.ring();
    expect(await bench.carryOut()).toEqual([first?.id]);
  });

  it("leaves what would come to lie in the past, and refuses a moment that is past or too far", async () => {
    const { bench } = await open();
    await bench.accept(told({ email: anna }));
    const earlier = await act(bench, { is: "move-by", byMs: -90 * minutes });
    expect(earlier).toMatchObject({ changed: 1, unchanged: 1, left: 0 });
    const { now } = bench.clock;
    expect(await act(bench, { is: "move", at: now - 1 })).toMatchObject({
      refused: expect.stringContaining("past"),
    });
    expect(await act(bench, { is: "move", at: now + 900 * days })).toMatchObject({
      refused: expect.stringContaining("two years"),
    });
    const held = await act(bench, { is: "move", at: now + days }, { state: "held" });
    expect(held).toMatchObject({ refused: "Only what waits for its moment can be moved." });
  });

  it("does nothing when there are not as many as expected, and says how many there are", async () => {
    const { bench } = await open();
    await bench.accept(told({ email: anna }));
    const asked: WaitingAct = { act: "a", filter: {}, expected: 1, do: { is: "run-now" } };
    expect(await bench.ledger.actOnWaiting(asked)).toEqual({
      refused: "There are 2 by now, not 1. Nothing was done.",
      count: 2,
    });
    expect(await bench.states()).toEqual(["waiting", "waiting"]);
    expect(await bench.ledger.actOnWaiting({ ...asked, expected: 2 })).toEqual({
      changed: 2,
      unchanged: 0,
      left: 0,
    });
  });

  it("lets go what is held and what is retried", async () => {
    const { bench, soon } = await open();
    await bench.accept(told({ email: anna }), told({ email: "ben@example.com" }));
    bench.clock.now += hours;
    await bench.ring();
    const ids = await bench.takeTold();
    const claim = await bench.claim(ids);
    await bench.report(claim, ids[0] ?? "", { is: "retry", reason: "Busy." });
    await bench.report(claim, ids[1] ?? "", { is: "refused", reason: "No." });
    expect(await act(bench, { is: "run-now" }, { state: "retrying" })).toMatchObject({ changed: 1 });
    expect(await act(bench, { is: "run-now" }, { state: "held", automationId: soon.id })).toMatchObject({
      changed: 1,
    });
    // One finds out whether the key is good by now; the other follows its success.
    const ran = await bench.carryOut();
    await bench.ring();
    expect([...ran, ...(await bench.carryOut())].sort()).toEqual(ids.sort());
  });

  it("goes on in further calls, a slice at a time, and comes to an end", async () => {
    const { bench } = await open();
    await crowd(bench, 6_000, 1000);
    const run = await act(bench, { is: "cancel", reason: "Enough." });
    expect(run).toMatchObject({ changed: 6_002, unchanged: 0, left: 0, calls: 2 });
    expect(await bench.ledger.waitingCount({})).toEqual({ count: 0, byAutomation: [] });
  });

  it.each([days, -30 * minutes])(
    "moves each of many once, however they pass each other: by %d ms",
    async (byMs) => {
      const { bench, soon } = await open();
      await crowd(bench, 6_000, 1000);
      const filter = { automationId: soon.id };
      const { calls } = await act(bench, { is: "move-by", byMs }, filter);
      expect(calls).toBe(2);
      const rows = await bench.sql<{ moves: number; by: number }>(
        `SELECT json_array_length(moved) AS moves, next_at - (moved ->> '$[0].from') AS by FROM deliveries
       WHERE automation_id = ? GROUP BY 1, 2`,
        soon.id,
      );
      expect(rows).toEqual([{ moves: 1, by: byMs }]);
    },
  );

  it("does nothing twice when it is told twice, also at once, also after a crash between its slices", async () => {
    const { bench, soon } = await open();
    await crowd(bench, 6_000, 1000);
    const filter = { automationId: soon.id };
    const asked: WaitingAct = { act: "once", filter, expected: 6_001, do: { is: "move-by", byMs: hours } };
    const first = await bench.ledger.actOnWaiting(asked);
    expect(first).toMatchObject({ changed: 5_000, left: 1_001 });
    await bench.crash();
    const both = await Promise.all([bench.ledger.actOnWaiting(asked), bench.ledger.actOnWaiting(asked)]);
    for (const acted of both) expect(acted).toEqual({ changed: 6_001, unchanged: 0, left: 0 });
    expect(await bench.ledger.actOnWaiting(asked)).toEqual({ changed: 6_001, unchanged: 0, left: 0 });
    const rows = await bench.sql(
      "SELECT DISTINCT json_array_length(moved) AS moves FROM deliveries WHERE automation_id = ?",
      soon.id,
    );
    expect(rows).toEqual([{ moves: 1 }]);
    const other = await bench.ledger.actOnWaiting({ ...asked, do: { is: "run-now" } });
    expect(other).toEqual({ refused: "By this name something else was done already." });
  });

  it("does not begin while another one is under way, unless that was given up", async () => {
    const { bench } = await open();
    await crowd(bench, 6_000, 1000);
    const by = (name: string): WaitingAct => ({
      act: name,
      filter: {},
      expected: 6_002,
      do: { is: "move-by", byMs: hours },
    });
    expect(await bench.ledger.actOnWaiting(by("mine"))).toMatchObject({ left: 1_002 });
    expect(await bench.ledger.actOnWaiting(by("theirs"))).toMatchObject({
      refused: expect.stringContaining("under way"),
    });
    bench.clock.now += minutes;
    expect(await bench.ledger.actOnWaiting(by("theirs"))).toMatchObject({ changed: 5_000 });
  });

  it("lets events come in between its slices", async () => {
    const { bench } = await open();
    await crowd(bench, 6_000, 1000);
    const asked: WaitingAct = {
      act: "x",
      filter: {},
      expected: 6_002,
      do: { is: "cancel", reason: "Enough." },
    };
    const order: string[] = [];
    const acting = bench.ledger.actOnWaiting(asked).then(() => order.push("act"));
    const coming = bench.accept(told({ email: "new@example.com" })).then(() => order.push("event"));
    await Promise.all([acting, coming]);
    expect(order).toEqual(["event", "act"]);
  });

  it("keeps to the rules of a single act", async () => {
    const { bench } = await open();
    await bench.accept(told({ email: anna }));
    const [one] = (await bench.ledger.waiting({})).items;
    const id = one?.id ?? "";
    expect(done(await bench.ledger.move(id, bench.clock.now + days))).toMatchObject({ state: "waiting" });
    expect(await bench.ledger.move(id, bench.clock.now - 1)).toMatchObject({
      refused: expect.stringContaining("past"),
    });
    expect(done(await bench.ledger.runNow(id))).toMatchObject({ state: "ready" });
  });
});
