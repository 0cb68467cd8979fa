// How the ledger gives its deliveries out: leases, repair, pace, lanes, and what is held.
import { describe, expect, it } from "vitest";
import type { Verdict } from "../src/core/delivery";
import { lostAfterMs, mostOutstanding } from "../src/ledger/dispatch";
import { automation, Bench, connection, days, done, hours, minutes, told } from "./ledger-world";

const one = async (tool: string, more: Parameters<typeof automation>[1] = {}) => {
  const tie = connection(tool);
  const rule = automation(tie.id, more);
  const bench = await Bench.open([tie], [rule]);
  return { bench, tie, rule };
};

describe("3. Every delivery ends", () => {
  it("gives up after eleven tries, and says so", async () => {
    const { bench } = await one("web");
    await bench.accept(told());
    let tries = 0;
    for (let i = 0; i < 12; i++) {
      const ran = await bench.carryOut(() => ({ is: "retry", reason: "The receiver has trouble (503)." }));
      tries += ran.length;
      bench.clock.now += 2 * days;
      await bench.ring();
    }
    expect(tries).toBe(11);
    const [delivery] = await bench.all();
    expect(delivery).toMatchObject({
      state: "failed",
      reason: "Given up after 11 tries. The receiver has trouble (503).",
      nextAt: null,
    });
    expect(delivery?.attempts).toHaveLength(11);
    expect(delivery?.endedAt).not.toBeNull();
    expect(await bench.alarm()).toBeNull();
  });

  it("tells the queue again what it lost, when nobody is heard of", async () => {
    const { bench } = await one("web");
    await bench.accept(told());
    const lost = await bench.takeTold();
    expect(lost).toHaveLength(1);
    expect(await bench.alarm()).toBe(bench.clock.now + lostAfterMs);
    bench.clock.now += lostAfterMs;
    await bench.ring();
    expect(await bench.takeTold()).toEqual(lost);
  });

  it("tells the queue again what it lost, also while other deliveries come and go without pause", async () => {
    const { bench } = await one("web");
    await bench.accept(told());
    const [lost] = await bench.takeTold();
    let isToldAgain = false;
    for (let i = 0; i < 40 && !isToldAgain; i++) {
      bench.clock.now += 2_000;
      await bench.accept(told());
      const ids = await bench.takeTold();
      isToldAgain = ids.includes(lost ?? "");
      const claim = await bench.claim(ids.filter((id) => id !== lost));
      for (const delivery of claim.deliveries) await bench.report(claim, delivery.id, { is: "done" });
      await bench.ring();
    }
    expect(isToldAgain).toBe(true);
  });

  it("never floods: of 2,000 that nobody claims, the ids told stay bounded in each interval of repair", async () => {
    const ties = Array.from({ length: 8 }, () => connection("web"));
    const bench = await Bench.open(
      ties,
      ties.map((tie) => automation(tie.id, { timing: { when: "after", amount: 1, unit: "hours" } })),
    );
    for (let i = 0; i < 10; i++) await bench.accept(...Array.from({ length: 25 }, () => told()));
    bench.clock.now += hours;
    for (let i = 0; i < 4; i++) {
      const before = bench.told;
      await bench.ring();
      await bench.ring();
      await bench.settle();
      expect(bench.told - before).toBeLessThanOrEqual(mostOutstanding);
      expect(bench.told - before).toBeGreaterThan(0);
      bench.clock.now += lostAfterMs;
    }
    expect((await bench.ledger.stats()).owed).toBe(2000);
  });

  it("never floods either when 2,000 fall due by arriving", async () => {
    const { bench } = await one("web");
    for (let i = 0; i < 20; i++) await bench.accept(...Array.from({ length: 100 }, () => told()));
    await bench.settle();
    expect(bench.told).toBe(mostOutstanding);
  });

  it("drains a backlog of 10,000 by itself, in the order it fell due, without the alarm", async () => {
    const { bench } = await one("wide", { timing: { when: "after", amount: 1, unit: "hours" } });
    for (let i = 0; i < 100; i++) {
      await bench.accept(...Array.from({ length: 100 }, () => told()));
      bench.clock.now += 10;
    }
    bench.clock.now += 2 * hours;
    await bench.ring(); // once, to begin
    const order: number[] = [];
    const began = performance.now();
    let idle = 0;
    let settlements: ReturnType<Bench["settled"]>[] = [];
    while (order.length < 10_000 && idle < 50) {
      const ids = bench.queue.splice(0, 1).flatMap((wakeUp) => wakeUp.ids);
      if (ids.length === 0) {
        idle++;
        await bench.settle(5);
        continue;
      }
      idle = 0;
      while (ids.length > 0) {
        const claimId = bench.newClaim();
        const claim = await bench.ledger.work(claimId, ids.splice(0, 25), settlements);
        order.push(...claim.deliveries.map((delivery) => delivery.event.number));
        settlements = claim.deliveries.map((delivery) => bench.settled(delivery.id, claimId, { is: "done" }));
      }
    }
    await bench.ledger.work("clm_last", [], settlements);
    const ms = Math.round(performance.now() - began);
    console.log(`drained 10,000 in ${ms} ms, with ${bench.told} ids told`);
    expect(order).toHaveLength(10_000);
    expect(new Set(order).size).toBe(10_000);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(bench.told).toBe(10_000);
    expect(await bench.ledger.stats()).toMatchObject({ waiting: 0, owed: 0, overdue: 0 });
  });

  it("shows what is overdue, and drives it on when the watchdog comes though the alarm is lost", async () => {
    const { bench } = await one("web");
    await bench.accept(told());
    await bench.takeTold();
    await bench.inside((_, state) => state.storage.deleteAlarm());
    bench.clock.now += 2 * minutes;
    expect(await bench.ledger.stats()).toMatchObject({ owed: 1, overdue: 1 });
    await bench.ledger.tend();
    expect(await bench.takeTold()).toHaveLength(1);
    expect(await bench.alarm()).toBe(bench.clock.now + lostAfterMs);
  });

  it("sets a lost alarm again as soon as anything wakes the ledger", async () => {
    const { bench } = await one("web", { timing: { when: "after", amount: 3, unit: "days" } });
    await bench.accept(told());
    await bench.inside((_, state) => state.storage.deleteAlarm());
    await bench.crash();
    await bench.settle();
    await bench.ring();
    expect(await bench.alarm()).toBe(bench.clock.now + 3 * days);
    expect(await bench.takeTold()).toEqual([]);
  });

  it("rests a tool that fails time and again, tries a single one first, and recovers", async () => {
    const { bench } = await one("web");
    await bench.accept(...Array.from({ length: 20 }, () => told()));
    const failing = await bench.carryOut(() => ({ is: "retry", reason: "Busy." }));
    expect(failing.length).toBeLessThan(20);
    await bench.accept(told());
    expect(await bench.takeTold()).toEqual([]); // it rests
    expect(Object.values(await bench.ledger.connectionHealth())).toMatchObject([{ state: "trouble" }]);

    bench.clock.now += 10_000;
    await bench.ring();
    const [first, ...rest] = await bench.takeTold();
    const claim = await bench.claim([first ?? "", ...rest]);
    expect(claim.deliveries.map((delivery) => delivery.id)).toEqual([first]);
    expect(claim.later).toEqual(rest);
    await bench.report(claim, first ?? "", { is: "done" });

    for (let i = 0; i < 10; i++) {
      await bench.carryOut();
      bench.clock.now += minutes;
      await bench.ring();
    }
    expect(new Set(await bench.states())).toEqual(new Set(["succeeded"]));
    expect(Object.values(await bench.ledger.connectionHealth())).toMatchObject([{ state: "ok" }]);
  });

  it("leaves a tool alone for as long as it asks, then tries a single one first", async () => {
    const { bench } = await one("web");
    await bench.accept(...Array.from({ length: 6 }, () => told({ email: "a@b.c" })));
    const [first = "", ...others] = await bench.takeTold();
    const claim = await bench.claim([first]);
    const slowDown: Verdict = { is: "retry", reason: "Slow down (429).", afterMs: 0, slowDown: true };
    await bench.report(claim, first, { ...slowDown, afterMs: 10 * minutes });
    expect((await bench.claim(others)).later).toEqual(others); // all of the connection waits
    bench.clock.now += 10 * minutes + 1;
    await bench.ring();
    const after = await bench.claim(await bench.takeTold());
    expect(after.deliveries).toHaveLength(1);
    const [probe] = after.deliveries;
    await bench.report(after, probe?.id ?? "", slowDown); // no time at all is still a wish
    expect((await bench.claim(others)).deliveries).toEqual([]);
    bench.clock.now += 2_000;
    await bench.ring();
    const again = await bench.claim(await bench.takeTold());
    expect(again.deliveries).toHaveLength(1);
    await bench.report(again, again.deliveries[0]?.id ?? "", { is: "done" });
    await bench.settle();
    expect((await bench.claim(await bench.takeTold())).deliveries.length).toBeGreaterThan(1);
  });

  it("leaps over what waits for a resting tool, so that others are not kept waiting", async () => {
    const [dead, well] = [connection("web"), connection("web")];
    const later = { timing: { when: "after", amount: 1, unit: "hours" } } as const;
    const [toDead, toWell] = [automation(dead.id, later), automation(well.id, later)];
    const bench = await Bench.open([dead, well], [toDead, toWell]);
    for (let i = 0; i < 3; i++) await bench.accept(...Array.from({ length: 100 }, () => told()));
    bench.clock.now += hours;
    await bench.ring();
    const isOfDead = (id: string) => id.includes(toDead.id.slice(-16));
    const ran = await bench.carryOut((id) =>
      isOfDead(id) ? { is: "retry", reason: "Busy." } : { is: "done" },
    );
    expect(ran.filter(isOfDead).length).toBeLessThan(50);
    expect(ran.filter((id) => !isOfDead(id))).toHaveLength(300);
  });

  it("keeps to a rate below one a second", async () => {
    const { bench } = await one("slowly");
    await bench.accept(told(), told(), told());
    const ran: number[] = [];
    for (let second = 0; second < 12; second++) {
      for (const _ of await bench.carryOut()) ran.push(second);
      bench.clock.now += 1000;
      await bench.ring();
    }
    expect(ran).toEqual([0, 2, 4]);
  });

  it("looks again later than now, whatever is left, so that the alarm never spins", async () => {
    const { bench } = await one("web");
    await bench.accept(...Array.from({ length: 30 }, () => told()));
    await bench.takeTold();
    for (let i = 0; i < 5; i++) {
      await bench.ring();
      expect(await bench.alarm()).toBeGreaterThan(bench.clock.now);
    }
  });
});

describe("4. Done stays done", () => {
  it("gives the same claim the same deliveries, and another claim nothing", async () => {
    const { bench } = await one("web");
    await bench.accept(told(), told());
    const ids = await bench.takeTold();
    const first = await bench.claim(ids, "clm_a");
    const again = await bench.claim(ids, "clm_a");
    expect(again).toEqual(first);
    expect((await bench.claim(ids, "clm_b")).deliveries).toEqual([]);
    expect(first.deliveries.map((delivery) => delivery.tries)).toEqual([1, 1]);
  });

  it("changes nothing when the same settlement comes twice", async () => {
    const { bench } = await one("web");
    await bench.accept(told());
    const [id = ""] = await bench.takeTold();
    const claim = await bench.claim([id]);
    await bench.report(claim, id, { is: "retry", reason: "Busy." });
    const once = await bench.delivery(id);
    await bench.report(claim, id, { is: "retry", reason: "Busy." });
    await bench.report(claim, id, { is: "failed", reason: "Never." });
    expect(await bench.delivery(id)).toEqual(once);
    expect(once).toMatchObject({ state: "retrying", tries: 1 });
  });

  it("runs again what may be repeated, once its lease is over", async () => {
    const { bench } = await one("web");
    await bench.accept(told());
    const [id = ""] = await bench.takeTold();
    const claim = await bench.claim([id]);
    const lease = claim.deliveries[0]?.leaseUntil ?? 0;
    expect(lease).toBe(bench.clock.now + 40_000);
    bench.clock.now = lease - 1;
    await bench.ring();
    expect(await bench.delivery(id)).toMatchObject({ state: "running" });
    bench.clock.now = lease;
    await bench.ring();
    expect(await bench.delivery(id)).toMatchObject({ state: "ready", tries: 1 });
    expect(await bench.takeTold()).toEqual([id]);
    expect((await bench.claim([id])).deliveries[0]?.tries).toBe(2);
  });

  it("leaves to a person what may not be repeated", async () => {
    const { bench } = await one("call");
    await bench.accept(told(), told(), told());
    const ids = await bench.takeTold();
    const [lost = "", unanswered = "", untried = ""] = ids;
    const claim = await bench.claim([lost, unanswered]);
    await bench.report(claim, unanswered, { is: "unknown", reason: "No answer came." });
    bench.clock.now += hours;
    await bench.ring();
    expect(await bench.delivery(lost)).toMatchObject({
      state: "uncertain",
      reason: expect.stringContaining("not known whether it happened"),
    });
    expect(await bench.delivery(unanswered)).toMatchObject({ state: "uncertain", reason: "No answer came." });
    expect(await bench.delivery(untried)).toMatchObject({ state: "ready" });
    expect(await bench.ledger.stats()).toMatchObject({ uncertain: 2 });

    expect(done(await bench.ledger.markDone(lost))).toMatchObject({ state: "succeeded" });
    expect(done(await bench.ledger.markDone(lost))).toMatchObject({ state: "succeeded" });
    const repeat = done(await bench.ledger.retry(unanswered));
    expect(repeat).toMatchObject({ state: "ready", replayOf: unanswered });
    expect(await bench.delivery(unanswered)).toMatchObject({
      state: "failed",
      reason: "Repeated by a person.",
    });
    expect(await bench.ledger.markDone(untried)).toEqual({
      refused: "Only an uncertain delivery can be marked as done (ready).",
    });
  });

  it("counts a late success under an old claim, and ignores an old claim's failure", async () => {
    const { bench } = await one("web");
    await bench.accept(told(), told());
    const ids = await bench.takeTold();
    const [a = "", b = ""] = ids;
    const old = await bench.claim(ids);
    bench.clock.now += hours;
    await bench.ring();
    const current = await bench.claim(await bench.takeTold());
    await bench.report(old, a, { is: "failed", reason: "Never." });
    expect(await bench.delivery(a)).toMatchObject({ state: "running", tries: 2 });
    await bench.report(old, b, { is: "done" });
    expect(await bench.delivery(b)).toMatchObject({ state: "succeeded" });
    await bench.report(current, b, { is: "failed", reason: "Never." });
    expect(await bench.delivery(b)).toMatchObject({ state: "succeeded" });
  });

  it("counts a late success also when the delivery has been given up meanwhile", async () => {
    const { bench } = await one("call");
    await bench.accept(told());
    const [id = ""] = await bench.takeTold();
    const claim = await bench.claim([id]);
    bench.clock.now += hours;
    await bench.ring();
    await bench.ledger.cancel(id, "Cancelled by the owner.");
    expect(await bench.delivery(id)).toMatchObject({ state: "cancelled" });
    await bench.report(claim, id, { is: "done" });
    expect(await bench.delivery(id)).toMatchObject({ state: "succeeded", reason: null });
  });

  it("makes one new run when the same retry is asked for twice", async () => {
    const { bench } = await one("call");
    await bench.accept(told());
    const [id = ""] = await bench.carryOut(() => ({ is: "failed", reason: "Never." }));
    const first = done(await bench.ledger.retry(id));
    const second = done(await bench.ledger.retry(id));
    expect(second.id).toBe(first.id);
    await bench.carryOut();
    expect(done(await bench.ledger.retry(id))).toMatchObject({ id: first.id, state: "succeeded" });
    expect(await bench.all()).toHaveLength(2);
    // Whoever wants what went well once more asks for that run.
    expect(done(await bench.ledger.retry(first.id))).toMatchObject({ replayOf: first.id });
  });
});

describe("5. In order", () => {
  const lists = async () => {
    const tie = connection("list");
    const add = automation(tie.id, { name: "add" });
    const remove = automation(tie.id, { name: "remove", trigger: { event: "purchase.refunded" } });
    return { bench: await Bench.open([tie], [add, remove]), tie, add, remove };
  };

  it("keeps the remove behind an add that is being retried", async () => {
    const { bench } = await lists();
    await bench.accept(told({ email: "a@example.com" }));
    const [add = ""] = await bench.carryOut(() => ({ is: "retry", reason: "Busy." }));
    bench.clock.now += 1000;
    await bench.accept(told({ email: "a@example.com", type: "purchase.refunded" }));
    await bench.accept(told({ email: "b@example.com", type: "purchase.refunded" }));
    const [remove = "", other = ""] = await bench.takeTold();
    const claim = await bench.claim([remove, other]);
    expect(claim.deliveries.map((delivery) => delivery.id)).toEqual([other]);
    expect(await bench.delivery(remove)).toMatchObject({
      state: "ready",
      reason: "Waits for an earlier delivery to the same place.",
    });

    bench.clock.now += 10_000;
    await bench.ring();
    const ran = await bench.carryOut();
    expect(ran).toEqual([add, remove]);
    expect((await bench.delivery(remove)).reason).toBeNull();
  });

  it("runs one of a lane at a time, also within one claim", async () => {
    const { bench } = await lists();
    await bench.accept(told({ email: "a@example.com" }), told({ email: "a@example.com" }));
    const ids = await bench.takeTold();
    const claim = await bench.claim(ids);
    expect(claim.deliveries.map((delivery) => delivery.id)).toEqual(ids.slice(0, 1));
    await bench.report(claim, ids[0] ?? "", { is: "done" });
    expect(await bench.takeTold()).toEqual(ids.slice(1)); // woken by that settlement, without an alarm
  });

  it("does not start what fell due earlier but came later while its lane is under way", async () => {
    const { bench, add } = await lists();
    await bench.edit((config) => {
      const rule = config.automations.find((one) => one.id === add.id);
      if (rule) Object.assign(rule, { version: 2, timing: { when: "after", amount: 1, unit: "hours" } });
    });
    const start = bench.clock.now;
    await bench.accept(told({ email: "a@example.com", type: "purchase.refunded" }));
    const [remove = ""] = await bench.takeTold();
    const claim = await bench.claim([remove]);
    expect(claim.deliveries).toHaveLength(1);
    bench.clock.now += 1;
    await bench.accept(told({ email: "a@example.com", occurredAt: start - 2 * hours }));
    const [late = ""] = await bench.takeTold();
    expect((await bench.claim([late])).deliveries).toEqual([]);
    // The one under way is to be tried again: now the earlier one has its turn.
    await bench.report(claim, remove, { is: "retry", reason: "Busy." });
    expect(await bench.takeTold()).toEqual([late]);
  });

  it.each([
    ["is cancelled", (bench: Bench, id: string) => bench.ledger.cancel(id, "Cancelled by the owner.")],
    ["is moved", (bench: Bench, id: string) => bench.ledger.move(id, bench.clock.now + days)],
  ])("wakes a parked one when the head of its lane %s", async (_, act) => {
    const tie = connection("list");
    const late = automation(tie.id, { timing: { when: "after", amount: 1, unit: "hours" } });
    const now = automation(tie.id, { trigger: { event: "purchase.refunded" } });
    const bench = await Bench.open([tie], [late, now]);
    await bench.accept(told({ email: "a@example.com" }));
    bench.clock.now += hours + 1;
    await bench.accept(told({ email: "a@example.com", type: "purchase.refunded" }));
    const [parked = ""] = await bench.takeTold();
    expect((await bench.claim([parked])).deliveries).toEqual([]);
    const head = (await bench.all()).find((delivery) => delivery.id !== parked);
    // Nobody has given it out yet: its moment has come, but the alarm has not rung.
    expect(head).toMatchObject({ state: "ready" });
    done(await act(bench, head?.id ?? ""));
    expect(await bench.takeTold()).toEqual([parked]);
    expect((await bench.claim([parked])).deliveries).toHaveLength(1);
  });

  it("wakes a parked one when the head of its lane fails, and when it gets other terms", async () => {
    const { bench, add, tie } = await lists();
    await bench.accept(told({ email: "a@example.com" }), told({ email: "a@example.com" }));
    const ids = await bench.takeTold();
    const claim = await bench.claim(ids);
    await bench.report(claim, ids[0] ?? "", { is: "failed", reason: "Never." });
    expect(await bench.takeTold()).toEqual(ids.slice(1));

    const second = await bench.claim(ids);
    await bench.report(second, ids[1] ?? "", { is: "retry", reason: "Busy." });
    await bench.accept(told({ email: "a@example.com", type: "purchase.refunded" }));
    const [parked = ""] = await bench.takeTold();
    expect((await bench.claim([parked])).deliveries).toEqual([]);
    const web = connection("web");
    await bench.edit((config) => {
      config.connections.push(web);
      const rule = config.automations.find((one) => one.id === add.id);
      if (rule) Object.assign(rule, { version: 2, action: { ...rule.action, connectionId: web.id } });
    });
    expect(await bench.ledger.changeWaiting(add.id, "update")).toBe(1);
    expect(await bench.takeTold()).toEqual([parked]);
    expect(await bench.delivery(ids[1] ?? "")).toMatchObject({ connectionId: web.id, state: "retrying" });
    expect(tie.id).not.toBe(web.id);
  });

  it("wakes by itself, even if nothing else does", async () => {
    const { bench } = await lists();
    await bench.accept(told({ email: "a@example.com" }), told({ email: "a@example.com" }));
    const ids = await bench.takeTold();
    const claim = await bench.claim(ids);
    await bench.report(claim, ids[0] ?? "", { is: "retry", reason: "Busy.", afterMs: 30 * minutes });
    // Something went wrong: the head has vanished and nobody was woken.
    await bench.sql("DELETE FROM deliveries WHERE state = 'retrying'");
    bench.clock.now += hours;
    await bench.ring();
    expect(await bench.carryOut()).toEqual(ids.slice(1));
  });
});

describe("7. A wrong key loses nothing", () => {
  const refused = { is: "refused", reason: "The tool refused the key." } as const;

  it("holds what a refused connection owes, tries one first when it is mended, then the rest in order", async () => {
    const { bench, tie } = await one("web");
    await bench.accept(told());
    await bench.carryOut(() => refused);
    bench.clock.now += 1000;
    const more = [];
    for (let i = 0; i < 3; i++) {
      more.push(...(await bench.accept(told())));
      bench.clock.now += 1000;
    }
    await bench.carryOut(() => ({ is: "done" })); // nothing may run: all of it is held
    expect(await bench.states()).toEqual(["held", "held", "held", "held"]);
    expect(await bench.ledger.stats()).toMatchObject({ held: 4, owed: 0 });

    await bench.edit((config) => {
      for (const one of config.connections) if (one.id === tie.id) one.version = 2;
    });
    const probe = await bench.takeTold();
    expect(probe).toHaveLength(1);
    const claim = await bench.claim(probe);
    expect(claim.deliveries).toHaveLength(1);
    expect(await bench.ledger.stats()).toMatchObject({ held: 3 });
    await bench.report(claim, probe[0] ?? "", { is: "done" });
    await bench.ring();
    const rest = await bench.carryOut();
    expect(rest.map((id) => id.slice(0, 16))).toEqual(more.map((one) => `dlv_1${one.eventId.slice(5)}`));
    expect(await bench.states()).toEqual(["succeeded", "succeeded", "succeeded", "succeeded"]);
  });

  it("holds again when the first one is refused again, however often, without using up its tries", async () => {
    const { bench, tie } = await one("web");
    await bench.accept(told(), told());
    await bench.carryOut(() => refused);
    for (let i = 0; i < 12; i++) {
      await bench.ledger.noteCheck(tie.id, { is: "unchecked" });
      expect(await bench.carryOut(() => refused)).toHaveLength(1);
      expect(await bench.states()).toEqual(["held", "held"]);
    }
    await bench.ledger.noteCheck(tie.id, { is: "unchecked" });
    await bench.carryOut(() => ({ is: "retry", reason: "Busy." }));
    expect(await bench.states()).toEqual(["held", "retrying"]);
  });

  it("is not fooled by a tool that cannot be asked", async () => {
    const { bench, tie } = await one("web");
    await bench.accept(told());
    await bench.carryOut(() => refused);
    await bench.ledger.noteCheck(tie.id, { is: "trouble", problem: "It does not answer." });
    expect(await bench.ledger.connectionHealth()).toMatchObject({ [tie.id]: { state: "refused" } });
    expect((await bench.ledger.tend()).toCheck.map((one) => one.id)).toEqual([tie.id]);
    await bench.ledger.noteCheck(tie.id, { is: "ok" });
    await bench.ring();
    expect(await bench.carryOut()).toHaveLength(1);
    expect(await bench.states()).toEqual(["succeeded"]);
  });

  it("tries again at once what was refused for credentials that have been replaced meanwhile", async () => {
    const { bench, tie } = await one("web");
    await bench.accept(told());
    const [id = ""] = await bench.takeTold();
    const claim = await bench.claim([id]);
    await bench.edit((config) => {
      for (const one of config.connections) one.version = 2;
    });
    await bench.report(claim, id, refused);
    expect(await bench.delivery(id)).toMatchObject({ state: "ready" });
    expect((await bench.ledger.connectionHealth())[tie.id]?.state).not.toBe("refused");
    await bench.ring();
    expect(await bench.carryOut()).toEqual([id]);
  });

  it("holds for a paused connection, and lets go when it is no longer paused", async () => {
    const { bench } = await one("web");
    await bench.edit((config) => {
      for (const one of config.connections) one.paused = true;
    });
    await bench.accept(told(), told());
    expect(await bench.carryOut()).toEqual([]);
    expect((await bench.all()).map((delivery) => delivery.reason)).toEqual([
      "The connection is paused.",
      "The connection is paused.",
    ]);
    await bench.edit((config) => {
      for (const one of config.connections) one.paused = false;
    });
    await bench.ring();
    expect(await bench.carryOut()).toHaveLength(2);
  });

  it("ends what is held for a connection that is deleted", async () => {
    const { bench } = await one("web");
    await bench.accept(told());
    await bench.carryOut(() => refused);
    await bench.edit((config) => {
      config.connections = [];
    });
    await bench.ring();
    await bench.carryOut();
    expect(await bench.all()).toMatchObject([
      { state: "failed", reason: "Its connection no longer exists." },
    ]);
  });

  it("lets go what was left behind, however that came about, when the watchdog comes", async () => {
    const { bench } = await one("web");
    await bench.accept(told());
    await bench.carryOut(() => refused);
    await bench.sql("DELETE FROM health");
    await bench.crash();
    expect(await bench.states()).toEqual(["held"]);
    await bench.ledger.tend();
    await bench.ring();
    expect(await bench.carryOut()).toHaveLength(1);
  });
});
