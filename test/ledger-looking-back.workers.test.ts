// A look back inside the ledger: what it leaves untouched, how far it goes, and what it can no longer tell.
import { describe, expect, it } from "vitest";
import type { Automation } from "../src/core/automation";
import { automation, Bench, connection, days, hours, told } from "./ledger-world";

const tables = [
  "events",
  "deliveries",
  "once",
  "expectations",
  "terms",
  "jobs",
  "identities",
  "awaiting",
  "meta",
];

async function newBench(more: Partial<Automation> = {}) {
  const web = connection("web");
  const bench = await Bench.open([web], []);
  const rule = automation(web.id, more);
  const look = (back = days) => bench.ledger.lookBack(rule, bench.clock.now - back);
  return { bench, rule, look };
}

describe("a look back", () => {
  it("writes nothing", async () => {
    const { bench, look } = await newBench({
      trigger: { event: "access.expired" },
      timing: { when: "before", amount: 1, unit: "days" },
      frequency: "once-per-customer",
    });
    const access = { products: [{ id: "a" }], accessEndsAt: bench.clock.now + 9 * days };
    await bench.accept(told({ email: "ada@x", ...access }), told({ email: "bob@x" }));
    const contents = () => Promise.all(tables.map((table) => bench.sql(`SELECT * FROM ${table}`)));
    const before = await contents();
    expect((await look()).counts).toMatchObject({ ring: 1, other: 1 });
    expect(await contents()).toEqual(before);
    await bench.settle();
    expect(bench.told).toBe(0);
  });

  it("goes by the latest ten thousand events, and says that there were more", async () => {
    const { bench, look } = await newBench();
    await bench.accept(told({ email: "ada@x" }));
    await bench.sql(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10400)
       INSERT INTO events (id, fact_key, type, state, source_id, source_kind, customer_id, occurred_at, effective_at,
         hops, fact, data)
       SELECT e.id + i, e.fact_key || i, IIF(i % 2, type, 'lead.created'), state, source_id, source_kind, customer_id,
         occurred_at, effective_at, hops, fact, data FROM n, events e`,
    );
    const seen = await look();
    expect(seen).toMatchObject({ looked: 10_000, isCut: true, counts: { ring: 5000, other: 5000 } });
    expect(seen.notes).toEqual([expect.stringContaining("only the latest")]);
    expect(seen.items).toHaveLength(100);
    expect(seen.items.filter((one) => one.rehearsal)).toHaveLength(20);
  });

  it("hands out no more of the events than one call may carry", async () => {
    const { bench, look } = await newBench();
    const data = JSON.stringify({ text: "x".repeat(900_000) });
    for (let i = 0; i < 6; i++) await bench.accept(told({ email: `buyer${i}@x` }, { data }));
    const { items } = await look();
    expect(items.map((one) => one.would)).toEqual(Array(6).fill("ring"));
    expect(items.map((one) => one.rehearsal !== undefined)).toEqual([true, true, true, true, false, false]);
  });

  it("says what it can no longer tell: of whom was erased, what was pruned, what was never fetched", async () => {
    const { bench, look } = await newBench({
      trigger: { event: "purchase.completed", conditions: [{ field: "data.ref", op: "exists" }] },
    });
    await bench.accept(
      told({ email: "erased@x" }),
      told({ email: "pruned@x" }, { data: '{"ref":1}' }),
      told({ email: "kept@x" }, { data: '{"ref":1}' }),
    );
    await bench.accept(told({}, { incomplete: "Its details are being fetched." }));
    await bench.accept(told({ type: "purchase.completed" }, { notUnderstood: "Something new." }));
    await bench.accept(told({ type: "wish", email: "erased@x" }, { erase: "customer" }));
    await bench.sql("UPDATE events SET data = NULL WHERE customer_id = 'cus_pruned@x'");
    const { items, counts } = await look();
    expect(items.map((one) => [one.event.customer?.email, one.would, one.reason])).toEqual([
      [undefined, "nothing", "Its details are being fetched."],
      ["kept@x", "ring", null],
      ["pruned@x", "nothing", expect.stringContaining("no longer kept")],
      [undefined, "nothing", "The customer was erased."],
    ]);
    expect(counts.other).toBe(2);
  });

  it("remembers whom it would have run for, and not whom it would not", async () => {
    const { bench, look } = await newBench({
      timing: { when: "after", amount: 2, unit: "hours" },
      frequency: "once-per-customer",
      cancelOn: ["purchase.refunded"],
    });
    await bench.accept(told({ email: "ada@x" }));
    bench.clock.now += hours;
    await bench.accept(told({ type: "purchase.refunded", email: "ada@x" }));
    bench.clock.now += hours;
    await bench.accept(told({ email: "ada@x" }));
    await bench.accept(told({ email: "ada@x" }));
    expect((await look()).items.map((one) => one.would)).toEqual(["nothing", "ring", "cancel"]);
  });

  it("counts dates that have been reached since, each by the event that set it last", async () => {
    const { bench, look } = await newBench({
      trigger: { event: "access.expired" },
      timing: { when: "before", amount: 1, unit: "hours" },
    });
    const until = (hour: number) => ({
      products: [{ id: "a" }],
      accessEndsAt: bench.clock.now + hour * hours,
    });
    await bench.accept(told({ email: "over@x", ...until(2) }), told({ email: "moved@x", ...until(2) }));
    bench.clock.now += hours;
    const [moved] = await bench.accept(told({ email: "moved@x", ...until(40) }));
    bench.clock.now += 3 * hours;
    await bench.ring();
    const { items } = await look();
    expect(items.map((one) => [one.event.customer?.email, one.would])).toEqual([
      ["moved@x", "ring"],
      ["over@x", "ring"],
    ]);
    expect(items[0]?.event.id).toBe(moved?.eventId);
  });
});
