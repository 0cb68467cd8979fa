// Applying an automation to customers who are already there: who is rung, who is left out, and that nothing is lost or
// doubled, whatever happens meanwhile.
import { afterEach, describe, expect, it } from "vitest";
import type { Automation } from "../src/core/automation";
import type { Backfill, BackfillOrder } from "../src/core/backfill";
import type { WorkspaceConfig } from "../src/core/config";
import { armFault, disarmFaults, type FaultPoint } from "../src/core/faults";
import { appliedBecause } from "../src/ledger/backfill";
import { automation, Bench, connection, days, done, hours, told } from "./ledger-world";

afterEach(disarmFaults);

let orders = 0;

/** A ledger whose automation comes after its customers. */
async function newBench(more: Partial<Automation> = {}, tool = "wide") {
  const web = connection(tool);
  const bench = await Bench.open([web], []);
  const rule = automation(web.id, more);
  const turnOn = () =>
    bench.edit((config: WorkspaceConfig) => {
      config.automations.push(rule);
    });
  const start = async (order: Partial<BackfillOrder> = {}): Promise<Backfill> => {
    const whole = {
      id: `order-${orders++}`,
      version: 1,
      days: undefined,
      past: "leave-out" as const,
      expected: 1000,
    };
    const started = await bench.ledger.startBackfill(rule.id, { ...whole, ...order });
    if ("refused" in started) throw new Error(started.refused);
    return started;
  };
  return { bench, rule, turnOn, start };
}
type World = Awaited<ReturnType<typeof newBench>>;

/** Lets the alarm ring until the job has ended. */
async function finished({ bench, rule }: World): Promise<Backfill> {
  for (let round = 0; ; round++) {
    const job = await bench.ledger.backfill(rule.id);
    if (!job) throw new Error("There is no job.");
    if (job.state !== "running") return job;
    if (round === 100) throw new Error(`It does not end: ${JSON.stringify(job)}`);
    bench.clock.now += 1000;
    await bench.ring();
  }
}

/** Counts, and then applies what was counted. */
async function apply(world: World, order: Partial<BackfillOrder> = {}): Promise<Backfill> {
  await world.start({ ...order, expected: undefined });
  const counted = await finished(world);
  await world.start({ ...order, expected: counted.made });
  const applied = await finished(world);
  expect({ made: applied.made, leftOut: applied.leftOut }).toEqual({
    made: counted.made,
    leftOut: counted.leftOut,
  });
  return applied;
}

const buyers = (n: number, from = 0) =>
  Array.from({ length: n }, (_, i) =>
    told({ email: `buyer${String(from + i).padStart(4, "0")}@example.com` }),
  );

/** Who is rung, by the e-mail of their customer. */
async function rung(bench: Bench): Promise<string[]> {
  const rows = await bench.sql<{ customer_id: string }>(
    "SELECT e.customer_id FROM deliveries d JOIN events e ON e.id = d.event_id ORDER BY e.id",
  );
  return rows.map((row) => row.customer_id.replace("cus_", ""));
}

describe("an automation applied to customers who are already there", () => {
  it("is counted first, and makes nothing by that", async () => {
    const world = await newBench();
    await world.bench.accept(...buyers(3));
    await world.turnOn();
    const counted = await world.start({ expected: undefined });
    expect(counted).toMatchObject({ state: "done", looked: 3, total: 3, made: 3, leftOut: [] });
    expect(await world.bench.all()).toEqual([]);
  });

  it("rings each of them once, and says why on the delivery", async () => {
    const world = await newBench();
    const { bench } = world;
    const [first] = await bench.accept(...buyers(3));
    await world.turnOn();
    expect(await apply(world)).toMatchObject({ state: "done", made: 3, leftOut: [] });
    expect(await bench.carryOut()).toHaveLength(3);
    expect(await bench.states()).toEqual(["succeeded", "succeeded", "succeeded"]);
    const event = await bench.ledger.event(first?.eventId ?? "");
    expect(event).toMatchObject({
      state: "matched",
      reason: null,
      deliveries: [{ because: appliedBecause }],
    });
    // Run again by a person, it still says where it came from; what rings by itself says nothing.
    const again = done(await bench.ledger.retry((await bench.all())[0]?.id ?? ""));
    expect(again.because).toBe(appliedBecause);
    await bench.accept(...buyers(1, 50));
    expect((await bench.all())[0]?.because).toBeNull();
  });

  it("rings whoever bought twice once, for the latest that matches", async () => {
    const world = await newBench({ trigger: { event: "purchase.completed", productIds: ["course"] } });
    const { bench } = world;
    const bought = (id: string, at: number) =>
      told({ email: "ada@example.com", products: [{ id }], occurredAt: bench.clock.now + at });
    // Told out of order: when it happened counts.
    const accepted = await bench.accept(bought("course", -2), bought("course", -3), bought("book", -1));
    await world.turnOn();
    expect(await apply(world)).toMatchObject({ made: 1, leftOut: [] });
    expect((await bench.all()).map((one) => one.eventId)).toEqual([accepted[0]?.eventId]);
  });

  it("rings for each product, the latest of each, where it runs once per product", async () => {
    const world = await newBench({ frequency: "once-per-customer-and-product" });
    const { bench } = world;
    const bought = (...ids: string[]) =>
      told({ email: "ada@example.com", products: ids.map((id) => ({ id })) });
    await bench.accept(bought("a"), bought("b"), bought("a"), bought("a", "b"), bought("c"));
    await world.turnOn();
    expect(await apply(world)).toMatchObject({ looked: 1, made: 2 });
    await bench.accept(bought("b"));
    expect(await bench.all()).toHaveLength(2);
  });

  it("leaves out who has a delivery of it already, also one that never ran", async () => {
    const world = await newBench();
    const { bench } = world;
    await bench.accept(...buyers(2));
    await world.turnOn();
    await bench.accept(...buyers(1));
    const [own] = await bench.all();
    await bench.ledger.cancel(own?.id ?? "", "Not wanted.");
    expect(await apply(world)).toMatchObject({
      made: 1,
      leftOut: [{ reason: "It has already run for them, or is about to.", count: 1 }],
    });
    expect(await rung(bench)).toEqual(["buyer0001@example.com", "buyer0000@example.com"]);
  });

  it("makes no doubles when it is applied again, nor when the same order comes twice", async () => {
    const world = await newBench();
    const { bench } = world;
    await bench.accept(...buyers(250));
    await world.turnOn();
    const order = { id: "the-same", expected: 250 };
    await Promise.all([world.start(order), world.start(order)]);
    await expect(world.start({ expected: 250 })).rejects.toThrow("It is being applied already.");
    expect(await finished(world)).toMatchObject({ state: "done", looked: 250, made: 250 });
    expect(await world.start(order)).toMatchObject({ state: "done", made: 250 });
    await world.start();
    expect(await finished(world)).toMatchObject({ made: 0, leftOut: [{ count: 250 }] });
    const [{ n } = { n: 0 }] = await bench.sql<{ n: number }>("SELECT COUNT(*) AS n FROM deliveries");
    expect(n).toBe(250);
  });

  it("does not ring again who is rung by a new event meanwhile", async () => {
    const world = await newBench({ frequency: "once-per-customer" });
    const { bench } = world;
    await bench.accept(...buyers(250));
    await world.turnOn();
    expect(await world.start({ expected: 250 })).toMatchObject({ state: "running", looked: 100 });
    await bench.accept(...buyers(250)); // those seen to have been rung; the others are rung by this
    expect(await finished(world)).toMatchObject({ looked: 250, made: 100, leftOut: [{ count: 150 }] });
    const all = await rung(bench);
    expect(all).toHaveLength(250);
    expect(new Set(all).size).toBe(250);
  });

  it("makes no more than were counted", async () => {
    const world = await newBench();
    await world.bench.accept(...buyers(5));
    await world.turnOn();
    await world.start({ expected: 3 });
    expect(await finished(world)).toMatchObject({
      made: 3,
      leftOut: [{ reason: "There are more of them than were counted.", count: 2 }],
    });
  });

  it("leaves out refunded and cancelled orders, and what its own events call off", async () => {
    const world = await newBench({ cancelOn: ["contact.unsubscribed"] });
    const { bench } = world;
    const bought = (email: string, id: string) => told({ email, order: { id } });
    await bench.accept(bought("refunded@x", "1"), bought("cancelled@x", "2"), bought("gone@x", "3"));
    await bench.accept(bought("stays@x", "4"), bought("regrets@x", "5"), bought("regrets@x", "6"));
    bench.clock.now += hours;
    const then = (type: string, email: string, id: string) => told({ type, email, order: { id } });
    await bench.accept(
      then("purchase.refunded", "refunded@x", "1"),
      then("purchase.cancelled", "cancelled@x", "2"),
      told({ type: "contact.unsubscribed", email: "gone@x" }),
      then("purchase.refunded", "regrets@x", "6"),
    );
    await world.turnOn();
    expect(await apply(world)).toMatchObject({
      made: 2,
      leftOut: [
        { reason: "The order was refunded or cancelled since.", count: 2 },
        { reason: "Cancelled, because contact.unsubscribed happened.", count: 1 },
      ],
    });
    expect((await rung(bench)).sort()).toEqual(["regrets@x", "stays@x"]);
  });

  it("looks at the last days alone where it is told so", async () => {
    const world = await newBench();
    await world.bench.accept(...buyers(2));
    world.bench.clock.now += 10 * days;
    await world.bench.accept(...buyers(1, 7));
    await world.turnOn();
    expect(await apply(world, { days: 7 })).toMatchObject({ total: 1, looked: 1, made: 1 });
    expect(await rung(world.bench)).toEqual(["buyer0007@example.com"]);
  });

  it("passes over whom it cannot ring any more, and tells nothing of them in its tally", async () => {
    const world = await newBench({
      trigger: {
        event: "purchase.completed",
        conditions: [{ field: "customer.email", op: "contains", value: "@b" }],
      },
    });
    const { bench } = world;
    await bench.accept(
      told({ email: "ada@a" }),
      told({ email: "ada@b" }),
      told({}),
      told({ email: "gone@b" }),
    );
    await bench.accept(told({ type: "wish", email: "gone@b" }, { erase: "customer" }));
    await world.turnOn();
    const applied = await apply(world);
    expect(applied).toMatchObject({ made: 1, leftOut: [{ reason: "A condition was not met.", count: 1 }] });
    expect(JSON.stringify(await bench.sql("SELECT * FROM jobs"))).not.toContain("ada");
  });
});

describe("its moment", () => {
  const later = { when: "after", amount: 2, unit: "days" } as const;

  it("is kept where it is still to come; where it is past, they are left out, or run where that is asked for", async () => {
    const world = await newBench({ timing: later });
    const { bench } = world;
    await bench.accept(...buyers(1));
    bench.clock.now += 3 * days;
    await bench.accept(...buyers(1, 1));
    const due = bench.clock.now + 2 * days;
    await world.turnOn();
    expect(await apply(world)).toMatchObject({
      made: 1,
      leftOut: [{ reason: "Its moment is past already.", count: 1 }],
    });
    expect(await bench.all()).toMatchObject([{ state: "waiting", dueAt: due, because: appliedBecause }]);
    expect(await apply(world, { past: "run" })).toMatchObject({ made: 1 });
    expect((await bench.states()).sort()).toEqual(["ready", "waiting"]);
  });

  it("before a date is planned for each date that is yet to come", async () => {
    const world = await newBench({
      trigger: { event: "access.expired" },
      timing: { when: "before", amount: 2, unit: "days" },
    });
    const { bench } = world;
    const { now } = bench.clock;
    const access = (email: string, id: string, ends: number) =>
      told({ email, products: [{ id }], accessEndsAt: now + ends });
    await bench.accept(
      access("two@x", "a", 10 * days),
      access("two@x", "b", 20 * days),
      access("moved@x", "a", 10 * days),
      access("near@x", "a", days),
    );
    await bench.accept(access("moved@x", "a", 30 * days));
    await world.turnOn();
    expect(await apply(world)).toMatchObject({ made: 3, leftOut: [{ count: 1 }] });
    expect((await bench.all()).map((one) => one.dueAt).sort()).toEqual(
      [8, 18, 28].map((n) => now + n * days),
    );
    // What hangs on a date moves with it, however it was made.
    bench.clock.now += hours;
    await bench.accept(access("two@x", "a", 12 * days));
    expect((await bench.all()).map((one) => one.dueAt).sort()).toEqual(
      [10, 18, 28].map((n) => now + n * days),
    );
    expect(await apply(world)).toMatchObject({ made: 0 });
  });

  it("does not make it too late: what is owed now counts from now", async () => {
    const world = await newBench({ tooLateAfterHours: 1 });
    await world.bench.accept(...buyers(1));
    world.bench.clock.now += 100 * days;
    await world.turnOn();
    await apply(world);
    expect(await world.bench.carryOut()).toHaveLength(1);
    expect(await world.bench.states()).toEqual(["succeeded"]);
  });
});

describe("events whose body is no longer kept", () => {
  it.each([
    ["count where the facts are enough", { note: "{{ customer.email }}" }, 1],
    ["are left out where a template needs what the shop wrote", { note: "{{ data.ref }}" }, 0],
  ])("%s", async (_, input, made) => {
    const web = connection("wide");
    const world = await newBench({ action: { connectionId: web.id, action: "do", input, inputVersion: 1 } });
    await world.bench.edit((config) => {
      config.connections.push(web);
    });
    await world.bench.accept(...buyers(1));
    await world.bench.sql("UPDATE events SET data = NULL, raw = NULL");
    await world.turnOn();
    expect((await apply(world)).made).toBe(made);
  });
});

describe("a job", () => {
  it("is refused for an automation that is paused, not known yet, or edited a moment ago", async () => {
    const world = await newBench({ enabled: false });
    await world.bench.accept(...buyers(1));
    await expect(world.start()).rejects.toThrow("on its way");
    await world.turnOn();
    await expect(world.start()).rejects.toThrow("paused");
    await expect(world.start({ version: 2 })).rejects.toThrow("on its way");
    expect(await world.start({ expected: undefined })).toMatchObject({ made: 1 });
  });

  it("goes on by the alarm, slice by slice, and its deliveries are told a few at a time", async () => {
    const world = await newBench();
    const { bench } = world;
    await bench.accept(...buyers(250));
    await world.turnOn();
    expect(await world.start()).toMatchObject({ state: "running", looked: 100, total: 250 });
    expect(await bench.alarm()).toBeGreaterThan(bench.clock.now);
    await bench.settle();
    expect(bench.told).toBe(50);
    await bench.ring();
    expect(await bench.ledger.backfill(world.rule.id)).toMatchObject({ state: "running", looked: 200 });
    expect(bench.told).toBe(50);
    expect((await finished(world)).looked).toBe(250);
    expect(await bench.carryOut()).toHaveLength(250);
  });

  it("survives a crash in the middle, and an alarm that was lost", async () => {
    const world = await newBench();
    const { bench } = world;
    await bench.accept(...buyers(250));
    await world.turnOn();
    await world.start();
    await bench.inside((_, state) => state.storage.deleteAlarm());
    await bench.crash();
    expect(await bench.alarm()).not.toBeNull(); // whatever wakes the ledger sets it again
    expect(await finished(world)).toMatchObject({ state: "done", looked: 250, made: 250 });
    await bench.inside((_, state) => state.storage.deleteAlarm());
    const all = await rung(bench);
    expect(new Set(all).size).toBe(250);
    expect(all).toHaveLength(250);
  });

  it("is driven on by the watchdog while the ledger stays awake", async () => {
    const world = await newBench();
    await world.bench.accept(...buyers(150));
    await world.turnOn();
    await world.start();
    await world.bench.inside((_, state) => state.storage.deleteAlarm());
    await world.bench.ledger.tend();
    expect(await world.bench.ledger.backfill(world.rule.id)).toMatchObject({ state: "done", looked: 150 });
  });

  it.each<FaultPoint>(["apply.before-commit", "apply.after-commit", "alarm.before-work", "alarm.before-arm"])(
    "comes to the same with failures at %s",
    async (point) => {
      const world = await newBench();
      await world.bench.accept(...buyers(220));
      await world.turnOn();
      armFault(point, { skip: 1, times: 3 });
      const order = { id: `fault at ${point}`, expected: 1000 };
      await world.start(order).catch(() => world.start(order)); // a caller tries again
      expect(await finished(world)).toMatchObject({ state: "done", looked: 220, made: 220, leftOut: [] });
      const all = await rung(world.bench);
      expect(all).toHaveLength(220);
      expect(new Set(all).size).toBe(220);
    },
  );

  it("passes over one customer at whom it fails again and again", async () => {
    const world = await newBench();
    const { bench } = world;
    await bench.accept(...buyers(3));
    await bench.sql("UPDATE events SET fact = '{' WHERE customer_id = 'cus_buyer0001@example.com'");
    await world.turnOn();
    await world.start();
    expect(await finished(world)).toMatchObject({
      state: "done",
      made: 2,
      leftOut: [{ reason: "Something went wrong inside Shopbell.", count: 1 }],
    });
  });

  it("stops when a person says so, and what was made stays", async () => {
    const world = await newBench();
    const { bench } = world;
    await bench.accept(...buyers(250));
    await world.turnOn();
    await world.start();
    const stopped = await bench.ledger.stopBackfill(world.rule.id);
    expect(stopped).toMatchObject({ state: "cancelled", reason: "A person stopped it.", made: 100 });
    bench.clock.now += hours;
    await bench.ring();
    expect(await rung(bench)).toHaveLength(100);
    expect(await bench.ledger.stopBackfill(world.rule.id)).toEqual(stopped);
    // Started anew, it goes on with the others.
    await world.start();
    expect(await finished(world)).toMatchObject({ made: 150, leftOut: [{ count: 100 }] });
  });

  it("stops when its automation is edited or deleted, and is forgotten with it", async () => {
    const world = await newBench();
    const { bench } = world;
    await bench.accept(...buyers(250));
    await world.turnOn();
    await world.start();
    await bench.edit((config) => {
      config.automations = [{ ...world.rule, version: 2 }];
    });
    expect(await finished(world)).toMatchObject({ state: "cancelled", made: 100, endedAt: bench.clock.now });
    await bench.edit((config) => {
      config.automations = [];
    });
    bench.clock.now += 2 * days;
    await bench.ring();
    await bench.ring();
    expect(await bench.sql("SELECT * FROM jobs")).toEqual([]);
  });
});
