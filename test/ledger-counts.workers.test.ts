// How much happened when: what the ledger keeps of it against a plain count of all there is, and what that costs.
import { describe, expect, it } from "vitest";
import { type Counts, historyDays, quarterMs, spansOf } from "../src/core/counts";
import type { Verdict } from "../src/core/delivery";
import { receivedAtOf } from "../src/core/event";
import { automation, Bench, connection, days, hours, minutes, told } from "./ledger-world";

const warsaw = "Europe/Warsaw";

/** A shop in Warsaw of which some things happen at once and some an hour later. @param start of its clock */
async function open(start: number) {
  const tie = connection("wide");
  const later = { timing: { when: "after", amount: 1, unit: "hours" } } as const;
  const rules = [automation(tie.id), automation(tie.id, later), automation(tie.id, { enabled: false })];
  const bench = await Bench.open([tie], rules);
  await bench.edit((config) => {
    config.timeZone = warsaw;
  });
  bench.clock.now = start;
  return bench;
}

type Ends = Exclude<keyof Counts, "events">;

/** What there is in all, looked at one by one. */
async function plainCounts(bench: Bench, from: number, to: number): Promise<Counts> {
  const counts = { events: 0, succeeded: 0, failed: 0, cancelled: 0, skipped: 0 };
  for (const { id } of await bench.sql<{ id: number }>("SELECT id FROM events"))
    if (receivedAtOf(id) >= from && receivedAtOf(id) < to) counts.events++;
  const ends = await bench.sql<{ state: Ends; at: number }>(
    "SELECT state, ended_at AS at FROM deliveries WHERE ended_at IS NOT NULL",
  );
  for (const { state, at } of ends) if (at >= from && at < to) counts[state]++;
  return counts;
}

async function expectPlain(bench: Bench): Promise<void> {
  for (const text of historyDays) {
    const history = await bench.ledger.history(Number(text));
    const { items, before } = spansOf(Number(text), bench.clock.now, warsaw);
    const expected = [];
    for (const one of items) expected.push({ ...one, ...(await plainCounts(bench, one.from, one.to)) });
    expect(history.items).toEqual(expected);
    expect(history.before).toEqual({ ...before, ...(await plainCounts(bench, before.from, before.to)) });
    const [first, last] = [items[0]?.from ?? 0, items.at(-1)?.to ?? 0];
    expect(history.total).toEqual(await plainCounts(bench, first, last));
  }
}

/** Numbers at random that are the same in each run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

describe("What happened when", () => {
  // Warsaw's clocks skip an hour on 30 March 2042 and repeat one on 26 October.
  it.each([
    ["over the day of 23 hours", Date.UTC(2042, 2, 28, 21)],
    ["over the day of 25 hours", Date.UTC(2042, 9, 24, 20)],
    ["in a week without", Date.UTC(2042, 5, 1, 12)],
  ])("is what a plain count finds, %s", async (_, start) => {
    const bench = await open(start);
    const random = randomFrom(start / 1000);
    const verdicts: Verdict[] = [
      { is: "done" },
      { is: "done" },
      { is: "failed", reason: "No." },
      { is: "retry", reason: "Busy." },
    ];
    for (let step = 0; step < 60; step++) {
      const many = Math.floor(random() * 4);
      for (let i = 0; i < many; i++) await bench.accept(told({ email: `${step}-${i}@example.com` }));
      await bench.ring();
      await bench.carryOut(() => verdicts[Math.floor(random() * verdicts.length)] ?? { is: "done" });
      const all = await bench.all();
      const waiting = all.find((one) => one.state === "waiting");
      if (waiting && random() < 0.2) await bench.ledger.cancel(waiting.id, "Not today.");
      const failed = all.find((one) => one.state === "failed");
      if (failed && random() < 0.3) await bench.ledger.retry(failed.id);
      // Asked in between, or not, what is told in the end is the same.
      if (random() < 0.2) await bench.ledger.history(1);
      if (random() < 0.1) await bench.crash();
      bench.clock.now += Math.floor(random() ** 3 * 5 * hours) + 1;
    }
    bench.clock.now += 2 * minutes;
    expect((await bench.ledger.history(30)).total.events).toBeGreaterThan(50);
    await expectPlain(bench);
    // Nor does it change by itself later.
    bench.clock.now += 3 * days;
    await bench.ledger.tend();
    await bench.carryOut();
    bench.clock.now += 2 * minutes;
    await expectPlain(bench);
  });

  it("counts a quarter of an hour once it is over, and then no more", async () => {
    const bench = await open(Date.UTC(2042, 5, 1, 12));
    await bench.accept(told());
    await bench.carryOut();
    expect((await bench.ledger.history(1)).total).toMatchObject({ events: 1, succeeded: 1 });
    expect(await bench.sql("SELECT * FROM quarters")).toEqual([]);
    bench.clock.now += quarterMs + minutes;
    expect((await bench.ledger.history(1)).total).toMatchObject({ events: 1, succeeded: 1 });
    const kept = await bench.sql<{ at: number; what: string; count: number }>(
      "SELECT at, what, count FROM quarters",
    );
    const at = Date.UTC(2042, 5, 1, 12);
    expect(kept).toEqual([
      { at, what: "event", count: 1 },
      { at, what: "succeeded", count: 1 },
    ]);
    // What is forgotten has happened all the same.
    await bench.sql("DELETE FROM deliveries");
    await bench.sql("DELETE FROM events");
    expect((await bench.ledger.history(1)).total).toMatchObject({ events: 1, succeeded: 1 });
  });

  it("finds what ended long after its event, a minute later at the latest", async () => {
    const bench = await open(Date.UTC(2042, 5, 1, 12));
    await bench.accept(told({ email: "a@example.com" }));
    await bench.carryOut();
    bench.clock.now += 2 * hours;
    expect((await bench.ledger.history(1)).total.succeeded).toBe(1);
    await bench.ring();
    await bench.carryOut();
    const [first] = await bench.all();
    await bench.ledger.replay(first?.eventId ?? "", { which: "all", terms: "current" });
    await bench.carryOut();
    bench.clock.now += minutes + 1;
    const done = (await bench.states()).filter((state) => state === "succeeded").length;
    expect(done).toBeGreaterThan(2);
    expect((await bench.ledger.history(1)).total.succeeded).toBe(done);
  });

  it("is counted by the watchdog, so that whoever asks need not wait", async () => {
    const bench = await open(Date.UTC(2042, 5, 1, 12));
    await bench.accept(told());
    bench.clock.now += hours;
    await bench.ledger.tend();
    expect(await bench.sql("SELECT count FROM quarters WHERE what = 'event'")).toEqual([{ count: 1 }]);
  });

  it("is told quickly of a hundred thousand events once they are counted", async () => {
    const bench = await open(Date.UTC(2042, 5, 30, 12));
    const many = 100_000;
    const spread = 20 * days;
    await bench.inside((_, { storage }) => {
      const from = bench.clock.now - spread;
      storage.transactionSync(() => {
        // Bodies and attempts as large as shops' are: what is counted must be found between them.
        storage.sql.exec(
          `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 - 1)
           INSERT INTO events (id, fact_key, type, state, source_id, source_kind, occurred_at, effective_at, hops, fact, data)
           SELECT (?2 + i * ?3) * 1000, 'bench:src:' || i, 'purchase.completed', 'matched', 'src_bench', 'bench', 0, 0, 0,
             '{"type":"purchase.completed","occurredAt":0}', printf('%.2000c', 'x') FROM n`,
          many,
          from,
          Math.floor(spread / many),
        );
        storage.sql.exec(
          `INSERT INTO deliveries (event_id, automation_id, run, version, connection_id, state, due_at, ended_at, tries, attempts)
           SELECT id, 'aut_1', 0, 1, 'con_1', IIF(id / 1000 % 50 = 0, 'failed', 'succeeded'), 0,
             id / 1000 + IIF(id / 1000 % 3 = 0, 3600000, 1500), 1, printf('%.800c', 'x') FROM events`,
        );
      });
    });
    const timed = async () => {
      const began = performance.now();
      const { total } = await bench.ledger.history(30);
      return { total, ms: Math.round(performance.now() - began) };
    };
    const first = await timed();
    const second = await timed();
    expect(first.total).toEqual(await plainCounts(bench, 0, bench.clock.now + days));
    expect(second.total).toEqual(first.total);
    const heard = await bench.ledger.heard();
    expect(heard.src_bench).toMatchObject({ events: many * (7 / 20) });
    bench.clock.now += 2 * minutes;
    const third = await timed();
    expect(third.total).toEqual(first.total);
    console.log(
      `100,000 events: counted in ${first.ms} ms, told again in ${second.ms} ms, a minute later in ${third.ms} ms`,
    );
    for (const { ms } of [second, third]) expect(ms).toBeLessThan(1500);
  });
});

describe("When a source spoke last", () => {
  it("is the last that it told itself, counted or not", async () => {
    const bench = await open(Date.UTC(2042, 5, 1, 12));
    const at = bench.clock.now;
    const own = (n: number) => told({}, { key: `bench:src_bench:${n}` });
    expect(await bench.ledger.heard()).toEqual({});
    const [one] = await bench.accept(own(1));
    expect(await bench.ledger.heard()).toEqual({
      src_bench: { lastEvent: { id: one?.eventId, at }, events: 1, lastRefusedAt: null },
    });
    bench.clock.now += 2 * hours;
    // What the ledger itself tells in its name is not the source's own word.
    await bench.accept(told({}, { key: "reached:something" }));
    expect((await bench.ledger.heard()).src_bench?.lastEvent?.at).toBe(at);
    const [two] = await bench.accept(own(2));
    bench.clock.now += 8 * days;
    expect(await bench.ledger.heard()).toEqual({
      src_bench: { lastEvent: { id: two?.eventId, at: at + 2 * hours }, events: 0, lastRefusedAt: null },
    });
  });

  it("tells of refusals, too", async () => {
    const bench = await open(Date.UTC(2042, 5, 1, 12));
    const refusal = {
      status: 401,
      reason: "Forged.",
      cause: "mismatch",
      method: "POST",
      body: null,
    } as const;
    await bench.ledger.refuse("src_bench", refusal);
    const heard = { lastEvent: null, events: 0, lastRefusedAt: bench.clock.now };
    expect(await bench.ledger.heard()).toEqual({ src_bench: heard });
    expect(await bench.ledger.refusals("src_bench")).toMatchObject([{ cause: "mismatch" }]);
  });

  it("is forgotten with a source that is no more", async () => {
    const bench = await open(Date.UTC(2042, 5, 1, 12));
    await bench.accept(told({}, { key: "bench:src_bench:1" }));
    bench.clock.now += days;
    await bench.ledger.heard();
    expect(await bench.sql("SELECT source_id FROM heard")).toEqual([{ source_id: "src_bench" }]);
    await bench.edit((config) => {
      config.sources = [];
    });
    bench.clock.now += days;
    await bench.accept().catch(() => undefined);
    await bench.ledger.tend();
    expect(await bench.sql("SELECT source_id FROM heard")).toEqual([]);
  });
});
