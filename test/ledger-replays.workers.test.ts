// Replays: of one event and of many, on which terms, what is left alone, and that nothing is lost or doubled whatever
// happens meanwhile.
import { afterEach, describe, expect, it } from "vitest";
import type { Automation } from "../src/core/automation";
import { armFault, disarmFaults, type FaultPoint } from "../src/core/faults";
import { deliveryKey } from "../src/core/ids";
import type { Replay, ReplayHow, ReplayOrder, ReplayPlan } from "../src/core/replay";
import type { DeliveryView } from "../src/flows/ports";
import { automation, Bench, connection, days, hours, told } from "./ledger-world";

afterEach(disarmFaults);

const everything: ReplayHow = { which: "all", terms: "current" };
const asItWas: ReplayHow = { which: "all", terms: "original" };
const failed: ReplayHow = { which: "failed", terms: "current" };

async function newBench(more: Partial<Automation> = {}, tool = "wide") {
  const web = connection(tool);
  const rule = automation(web.id, more);
  const bench = await Bench.open([web], [rule]);
  return { bench, rule, web };
}

const buyers = (n: number, from = 0) =>
  Array.from({ length: n }, (_, i) =>
    told({ email: `buyer${String(from + i).padStart(4, "0")}@example.com` }),
  );

/** Purchases whose deliveries have all been carried out. */
async function bought(bench: Bench, n: number, from = 0): Promise<string[]> {
  const events = await bench.accept(...buyers(n, from));
  await bench.carryOut();
  return events.map((one) => one.eventId);
}

function deliveriesOf(replayed: unknown): DeliveryView[] {
  const { deliveries } = replayed as { deliveries?: DeliveryView[] };
  if (!deliveries) throw new Error(`It was refused: ${JSON.stringify(replayed)}`);
  return deliveries;
}

/** Whether everything rings at once, as the plan has it. */
async function ringsOf(bench: Bench, id: string, how: ReplayHow): Promise<ReplayPlan["rings"]> {
  const plan = await bench.ledger.replayPlan(id, how);
  if (!plan || "refused" in plan) throw new Error(`It was refused: ${JSON.stringify(plan)}`);
  return plan.rings;
}

describe("a replay of one event", () => {
  it("tells beforehand what it will ring, and rings that, linked to what it repeats", async () => {
    const { bench, rule, web } = await newBench();
    const [event = ""] = await bought(bench, 1);
    const [first] = await bench.all();
    const rings = await ringsOf(bench, event, everything);
    expect(rings).toEqual([
      {
        automationId: rule.id,
        version: 1,
        name: rule.name,
        connectionId: web.id,
        connection: web.name,
        action: "do",
        at: bench.clock.now,
        repeats: first?.id,
      },
    ]);
    expect(await bench.all()).toHaveLength(1);
    const made = deliveriesOf(await bench.ledger.replay(event, everything, 1));
    expect(made).toMatchObject([
      { state: "ready", replayOf: first?.id, because: "A person replayed the event." },
    ]);
    expect(await bench.carryOut()).toEqual([made[0]?.id]);
  });

  it("done twice is two runs, each linked to the one before; one that has not ended is not doubled", async () => {
    const { bench } = await newBench();
    const [event = ""] = await bought(bench, 1);
    const [one] = deliveriesOf(await bench.ledger.replay(event, everything));
    expect(deliveriesOf(await bench.ledger.replay(event, everything))).toEqual([]);
    await bench.carryOut();
    const [two] = deliveriesOf(await bench.ledger.replay(event, everything));
    expect(two?.replayOf).toBe(one?.id);
    await bench.carryOut();
    expect((await bench.all()).map(({ id }) => deliveryKey(id)?.run).sort()).toEqual([0, 1, 2]);
  });

  it("does nothing when it would ring another number of times than the person was told", async () => {
    const { bench } = await newBench();
    const [event = ""] = await bought(bench, 1);
    expect(await bench.ledger.replay(event, everything, 2)).toEqual({
      refused: "It would ring 1 times by now, not 2. Nothing was done.",
      count: 1,
    });
    expect(await bench.all()).toHaveLength(1);
  });

  it("goes by today's terms, or by those of then", async () => {
    const { bench, rule } = await newBench({ name: "Old" });
    const [event = ""] = await bought(bench, 1);
    const other = connection("wide");
    await bench.edit((config) => {
      config.connections.push(other);
      config.automations = [
        {
          ...rule,
          version: 2,
          name: "New",
          action: { ...rule.action, connectionId: other.id, action: "other" },
        },
      ];
    });
    expect(await ringsOf(bench, event, asItWas)).toMatchObject([{ name: "Old", action: "do", version: 1 }]);
    expect(await ringsOf(bench, event, everything)).toMatchObject([
      { name: "New", action: "other", connectionId: other.id, version: 2 },
    ]);
    await bench.ledger.replay(event, asItWas);
    const [old] = (await bench.claim(await bench.takeTold())).deliveries;
    expect(old).toMatchObject({ action: "do", connectionId: rule.action.connectionId });
  });

  it("on the terms of then works for an automation that is gone; by today's it says that it is gone", async () => {
    const { bench, rule } = await newBench();
    const [event = ""] = await bought(bench, 1);
    await bench.edit((config) => {
      config.automations = [];
    });
    expect(await ringsOf(bench, event, asItWas)).toHaveLength(1);
    expect(await bench.ledger.replayPlan(event, everything)).toEqual({
      rings: [],
      leftAlone: [{ automationId: rule.id, reason: "The automation no longer exists." }],
    });
  });

  it("of what failed leaves alone what went well, and what was run again well", async () => {
    const { bench } = await newBench();
    const [event = ""] = await bought(bench, 1);
    expect(await ringsOf(bench, event, failed)).toEqual([]);
    const [bad] = await bench.accept(told({ email: "bad@x" }));
    await bench.carryOut(() => ({ is: "failed", reason: "No." }));
    const id = bad?.eventId ?? "";
    expect(await ringsOf(bench, id, failed)).toHaveLength(1);
    await bench.ledger.replay(id, failed);
    await bench.carryOut();
    expect(await ringsOf(bench, id, failed)).toEqual([]);
  });

  it("on the terms of then leaves alone what was cancelled, and says so", async () => {
    const { bench } = await newBench({ timing: { when: "after", amount: 1, unit: "days" } });
    const [event] = await bench.accept(...buyers(1));
    await bench.ledger.cancel((await bench.all())[0]?.id ?? "", "Not wanted.");
    expect(await bench.ledger.replayPlan(event?.eventId ?? "", asItWas)).toMatchObject({
      rings: [],
      leftAlone: [{ reason: "It was cancelled." }],
    });
  });

  it("keeps a moment that is yet to come", async () => {
    const { bench } = await newBench({ timing: { when: "after", amount: 2, unit: "days" } });
    const [event] = await bench.accept(...buyers(1));
    const due = bench.clock.now + 2 * days;
    await bench.ledger.runNow((await bench.all())[0]?.id ?? "");
    await bench.carryOut();
    const made = deliveriesOf(await bench.ledger.replay(event?.eventId ?? "", everything));
    expect(made).toMatchObject([{ state: "waiting", dueAt: due }]);
  });

  it("is refused in words for whom was erased and for what was pruned", async () => {
    const { bench } = await newBench();
    const [gone = "", old = ""] = await bought(bench, 2);
    await bench.ledger.erase("cus_buyer0000@example.com", "buyer0000@example.com");
    await bench.sql(
      "UPDATE events SET data = NULL, raw = NULL WHERE customer_id = 'cus_buyer0001@example.com'",
    );
    for (const how of [everything, asItWas]) {
      expect(await bench.ledger.replay(gone, how)).toEqual({
        refused: "The customer was erased. There is nothing left to replay.",
      });
      expect(await bench.ledger.replayPlan(old, how)).toEqual({
        refused: "The body of this event has been pruned, so it can no longer be replayed.",
      });
    }
    expect(await bench.all()).toHaveLength(2);
  });
});

let orders = 0;

async function count(bench: Bench, order: Partial<ReplayOrder> = {}): Promise<Replay> {
  const begun = await bench.ledger.countReplay({
    id: `rpl_${orders++}`,
    filter: {},
    ...everything,
    ...order,
  });
  if ("refused" in begun) throw new Error(begun.refused);
  return reached(bench, begun.id, (job) => job.state !== "counting");
}

async function start(bench: Bench, job: Replay, expected = job.deliveries): Promise<Replay> {
  const started = await bench.ledger.startReplay(job.id, expected);
  if (!started || "refused" in started) throw new Error(started?.refused ?? "There is no such job.");
  return started;
}

async function jobOf(bench: Bench, id: string): Promise<Replay> {
  const job = (await bench.ledger.replays()).find((one) => one.id === id);
  if (!job) throw new Error("There is no such job.");
  return job;
}

/** Lets the alarm ring, and what is owed be done, until the job is as wanted. */
async function reached(bench: Bench, id: string, isSo: (job: Replay) => boolean): Promise<Replay> {
  for (let round = 0; ; round++) {
    const job = await jobOf(bench, id);
    if (isSo(job)) return job;
    if (round === 200) throw new Error(`It does not end: ${JSON.stringify(job)}`);
    bench.clock.now += 1000;
    await bench.ring();
    await bench.carryOut();
  }
}

const ended = (bench: Bench, { id }: Replay) => reached(bench, id, ({ endedAt }) => endedAt !== null);

/** How often each event has rung, replays included: once and again. */
async function runs(bench: Bench): Promise<number[]> {
  const rows = await bench.sql<{ n: number }>("SELECT COUNT(*) AS n FROM deliveries GROUP BY event_id");
  return rows.map(({ n }) => n);
}
const times = (n: number, value: number) => Array.from({ length: n }, () => value);

describe("a replay of many events", () => {
  it("is counted first, by automation and tool, and makes nothing by that", async () => {
    const { bench, rule, web } = await newBench();
    await bought(bench, 3);
    await bench.accept(told({ type: "lead.created" }));
    expect(await count(bench)).toMatchObject({
      state: "counted",
      events: 4,
      deliveries: 3,
      byAutomation: [{ automationId: rule.id, connectionId: web.id, connection: web.name, count: 3 }],
      leftAlone: [{ reason: "There is nothing to repeat.", count: 1 }],
    });
    expect(await bench.all()).toHaveLength(3);
  });

  it("rings what was counted, each linked to what it repeats, oldest first", async () => {
    const { bench } = await newBench();
    await bought(bench, 60);
    const job = await ended(bench, await start(bench, await count(bench)));
    expect(job).toMatchObject({ state: "done", looked: 60, replayed: 60, made: 60, leftAlone: [] });
    const all = (await bench.all()).filter(({ replayOf }) => replayOf !== null);
    expect(all).toHaveLength(60);
    expect(all.every(({ state, because }) => state === "succeeded" && because?.includes("with others"))).toBe(
      true,
    );
  });

  it.each<[string, Partial<ReplayOrder>, number]>([
    ["only failed ones", { which: "failed" }, 2],
    ["only failed ones, on the terms of then", { which: "failed", terms: "original" }, 2],
    ["all of them", {}, 5],
    ["all, on the terms of then", { terms: "original" }, 5],
    ["what has not rung yet", { which: "missing" }, 0],
    ["a filter of failed deliveries", { filter: { deliveryState: "failed" } }, 2],
    ["a filter of one customer", { filter: { customerId: "cus_buyer0000@example.com" } }, 1],
    ["a filter of another type", { filter: { type: "lead.created" } }, 0],
  ])("means %s", async (_, order, deliveries) => {
    const { bench } = await newBench();
    await bought(bench, 3);
    await bench.accept(...buyers(2, 10));
    await bench.carryOut(() => ({ is: "failed", reason: "No." }));
    const counted = await count(bench, order);
    expect(counted.deliveries).toBe(deliveries);
    expect(await ended(bench, await start(bench, counted))).toMatchObject({
      state: "done",
      made: deliveries,
    });
    expect(await bench.all()).toHaveLength(5 + deliveries);
  });

  it("does nothing when more events match than were counted, or another number is expected", async () => {
    const { bench } = await newBench();
    await bought(bench, 2);
    await bench.accept(...buyers(1, 10));
    const counted = await count(bench, { filter: { deliveryState: "succeeded" } });
    expect(counted.events).toBe(2);
    await bench.carryOut();
    const refused = "3 events match by now, not 2. Nothing was done: count anew.";
    expect(await bench.ledger.startReplay(counted.id, 2)).toEqual({ refused, count: 3 });
    expect(await bench.ledger.startReplay(counted.id, 1)).toEqual({
      refused: "It would ring 2 times, not 1. Nothing was done.",
      count: 2,
    });
    expect(await bench.ledger.startReplay("rpl_nobody", 1)).toBeUndefined();
    expect(await runs(bench)).toEqual([1, 1, 1]);
  });

  it("means the events that were there when it was counted, and none that come later", async () => {
    const { bench } = await newBench();
    await bought(bench, 2);
    const counted = await count(bench);
    bench.clock.now += hours;
    await bought(bench, 1, 50);
    expect(await ended(bench, await start(bench, counted))).toMatchObject({ made: 2 });
    expect((await runs(bench)).sort()).toEqual([1, 2, 2]);
  });

  it("leaves alone what was called off, refunded or erased since, what was pruned, and what has not ended", async () => {
    const { bench } = await newBench({ cancelOn: ["contact.unsubscribed"] });
    const buy = (email: string, id: string) => told({ email, order: { id } });
    await bench.accept(buy("off@x", "1"), buy("back@x", "2"), buy("gone@x", "3"), buy("old@x", "4"));
    await bench.carryOut();
    bench.clock.now += hours;
    await bench.accept(
      told({ type: "contact.unsubscribed", email: "off@x" }),
      told({ type: "purchase.refunded", email: "back@x", order: { id: "2" } }),
    );
    await bench.accept(buy("waits@x", "5"));
    await bench.ledger.erase("cus_gone@x", "gone@x");
    await bench.sql("UPDATE events SET data = NULL WHERE customer_id = 'cus_old@x'");
    const counted = await count(bench, { filter: { type: "purchase.completed" } });
    expect(counted).toMatchObject({ events: 5, deliveries: 0 });
    expect(counted.leftAlone.map(({ reason }) => reason).sort()).toEqual([
      "Cancelled, because contact.unsubscribed happened.",
      "It has not ended yet.",
      "The body of this event has been pruned, so it can no longer be replayed.",
      "The customer was erased. There is nothing left to replay.",
      "The order was refunded or cancelled since.",
    ]);
    expect(JSON.stringify(await bench.sql("SELECT * FROM replays"))).not.toContain("@x");
  });

  it("leaves alone what an edit has changed since it was counted", async () => {
    const { bench, rule } = await newBench();
    await bought(bench, 2);
    const counted = await count(bench);
    await bench.edit((config) => {
      config.automations = [{ ...rule, version: 2 }];
    });
    expect(await ended(bench, await start(bench, counted))).toMatchObject({
      replayed: 0,
      leftAlone: [{ reason: "Something has changed since it was counted.", count: 2 }],
    });
  });

  it("lets go first what comes in meanwhile: it makes no more while its tool has enough to do", async () => {
    const { bench } = await newBench();
    await bought(bench, 200);
    await start(bench, await count(bench));
    for (let i = 0; i < 10; i++) {
      bench.clock.now += 1000;
      await bench.ring();
    }
    // Nobody carries anything out: it stands still at a small number.
    const made = (await bench.ledger.replays())[0]?.made ?? 0;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThanOrEqual(75);
    const [live] = await bench.accept(...buyers(1, 500));
    await bench.carryOut();
    const event = await bench.ledger.event(live?.eventId ?? "");
    expect(event?.deliveries).toMatchObject([{ state: "succeeded" }]);
    expect((await bench.ledger.replays())[0]).toMatchObject({ state: "running", made });
  });

  it("can be paused, gone on with and stopped; what was made stays", async () => {
    const { bench } = await newBench();
    await bought(bench, 120);
    const { id } = await start(bench, await count(bench));
    expect(await bench.ledger.steerReplay(id, "pause")).toMatchObject({ state: "paused", made: 25 });
    bench.clock.now += hours;
    await bench.ring();
    expect(await jobOf(bench, id)).toMatchObject({ state: "paused", made: 25 });
    await bench.carryOut();
    expect(await bench.ledger.steerReplay(id, "resume")).toMatchObject({ state: "running", made: 50 });
    const stopped = await bench.ledger.steerReplay(id, "stop");
    expect(stopped).toMatchObject({ state: "stopped", reason: "A person stopped it.", made: 50 });
    expect(await bench.ledger.steerReplay(id, "stop")).toEqual(stopped);
    expect(await bench.ledger.steerReplay(id, "resume")).toHaveProperty("refused");
    expect(await bench.ledger.steerReplay("rpl_nobody", "stop")).toBeUndefined();
    bench.clock.now += hours;
    await bench.ring();
    await bench.carryOut();
    expect((await runs(bench)).sort()).toEqual([...times(70, 1), ...times(50, 2)]);
  });

  it("is one at a time; a count that was not started makes room for the next", async () => {
    const { bench } = await newBench();
    await bought(bench, 60);
    await count(bench);
    const counted = await count(bench);
    expect(await bench.ledger.replays()).toHaveLength(1);
    const started = await start(bench, counted);
    await expect(count(bench)).rejects.toThrow("Another replay is under way.");
    expect((await start(bench, counted)).startedAt).toBe(started.startedAt); // the same call twice
    await ended(bench, started);
    await expect(start(bench, counted, 7)).rejects.toThrow("cannot be started any more");
    expect(await runs(bench)).toEqual(times(60, 2));
  });

  it("says so when more match than may be replayed at once", async () => {
    const { bench } = await newBench();
    await bought(bench, 1);
    const counted = await count(bench);
    await bench.sql(
      "UPDATE replays SET state = 'counting', json = ?",
      JSON.stringify({
        ...counted,
        state: "counting",
        cursor: 0,
        events: 100_000,
      }),
    );
    await bench.crash();
    const job = await reached(bench, counted.id, ({ state }) => state !== "counting");
    expect(job).toMatchObject({
      state: "stopped",
      reason: expect.stringContaining("More than 100,000 events"),
    });
    await expect(start(bench, job)).rejects.toThrow("Count anew");
  });

  it("survives a crash in the middle, and an alarm that was lost", async () => {
    const { bench } = await newBench();
    await bought(bench, 120);
    const job = await start(bench, await count(bench));
    expect(job.made).toBe(25);
    await bench.inside((_, state) => state.storage.deleteAlarm());
    await bench.crash();
    expect(await bench.alarm()).not.toBeNull(); // whatever wakes the ledger sets it again
    expect(await ended(bench, job)).toMatchObject({ state: "done", replayed: 120, made: 120 });
    expect(await runs(bench)).toEqual(times(120, 2));
  });

  it.each<FaultPoint>([
    "replay.before-commit",
    "replay.after-commit",
    "alarm.before-work",
    "alarm.before-arm",
  ])("comes to the same with failures at %s", async (point) => {
    const { bench } = await newBench();
    await bought(bench, 80);
    const counted = await count(bench);
    armFault(point, { skip: 1, times: 3 });
    const job = await start(bench, counted).catch(() => start(bench, counted)); // a caller tries again
    expect(await ended(bench, job)).toMatchObject({ state: "done", looked: 80, made: 80, leftAlone: [] });
    expect(await runs(bench)).toEqual(times(80, 2));
  });

  it("passes over one event at which it fails again and again", async () => {
    const { bench } = await newBench();
    await bought(bench, 3);
    const counted = await count(bench);
    await bench.sql("UPDATE events SET fact = '{' WHERE customer_id = 'cus_buyer0001@example.com'");
    expect(await ended(bench, await start(bench, counted))).toMatchObject({
      state: "done",
      made: 2,
      leftAlone: [{ reason: "Something went wrong inside Shopbell.", count: 1 }],
    });
  });
});
