// How events come into the ledger: once each, with everything they cause, and what cancels, completes or replays them.
import { describe, expect, it } from "vitest";
import type { Automation } from "../src/core/automation";
import { eventNumber } from "../src/core/ids";
import { automation, Bench, connection, days, done, hours, minutes, told } from "./ledger-world";

const buyer = "buyer@example.com";
const later = (amount: number, unit: "minutes" | "hours" | "days" = "hours") =>
  ({ timing: { when: "after", amount, unit } }) as const;

async function bench(...rules: ((connectionId: string) => Automation)[]) {
  const tie = connection("web");
  const automations = rules.map((rule) => rule(tie.id));
  return { bench: await Bench.open([tie], automations), tie, automations };
}
const rule =
  (more: Partial<Automation> = {}) =>
  (connectionId: string) =>
    automation(connectionId, more);

async function eventOf(bench: Bench, id: string | undefined) {
  const found = await bench.ledger.event(id ?? "");
  if (!found) throw new Error(`There is no event ${id}.`);
  return found;
}

describe("2. Once", () => {
  it("knows the same fact again, in another call and in the same one, and changes nothing", async () => {
    const { bench: b } = await bench(rule());
    const fact = told({ email: buyer });
    const [first] = await b.accept(fact);
    const before = await eventOf(b, first?.eventId);
    const again = await b.accept(fact, fact);
    expect(again).toEqual([
      { eventId: first?.eventId, outcome: "duplicate" },
      { eventId: first?.eventId, outcome: "duplicate" },
    ]);
    expect(await eventOf(b, first?.eventId)).toEqual(before);
    expect(await b.all()).toHaveLength(1);
  });

  it("merges a fuller copy, fires what could not match before, and nothing a second time", async () => {
    const { bench: b, automations } = await bench(
      rule(),
      rule({ trigger: { event: "purchase.completed", productIds: ["p1"] } }),
    );
    const [first] = await b.accept(told({ email: buyer }, { key: "order:1" }));
    expect(await eventOf(b, first?.eventId)).toMatchObject({
      state: "matched",
      unmatched: [{ automationId: automations[1]?.id, reason: "The event names no product." }],
    });
    await b.carryOut();
    const [merged] = await b.accept(
      told({ email: buyer, products: [{ id: "p1", name: "Course" }] }, { key: "order:1" }),
    );
    expect(merged).toEqual({ eventId: first?.eventId, outcome: "merged" });
    const story = await eventOf(b, first?.eventId);
    expect(story).toMatchObject({ state: "matched", products: [{ id: "p1", name: "Course" }] });
    expect(story.unmatched).toEqual([]);
    expect(story.deliveries.map((one) => one.automationId).sort()).toEqual(
      automations.map((one) => one.id).sort(),
    );
    expect(await b.carryOut()).toHaveLength(1);
    expect(await b.states()).toEqual(["succeeded", "succeeded"]);
  });

  it("keeps the fuller body of two, and the time of the first", async () => {
    const { bench: b } = await bench();
    const [first] = await b.accept(
      told({ occurredAt: b.clock.now - 5 }, { key: "k", data: JSON.stringify({ a: 1 }) }),
    );
    await b.accept(
      told(
        { email: buyer, occurredAt: b.clock.now },
        { key: "k", data: JSON.stringify({ a: 1, b: "more of it" }) },
      ),
    );
    await b.accept(told({ email: buyer, order: { id: "7" } }, { key: "k", data: "{}" }));
    expect(await eventOf(b, first?.eventId)).toMatchObject({
      data: { a: 1, b: "more of it" },
      occurredAt: b.clock.now - 5,
      order: { id: "7" },
    });
  });

  it("counts a key without ids for a day", async () => {
    const { bench: b } = await bench(rule());
    const form = () => told({ email: buyer }, { key: "body:abc", keyLastsMs: 24 * hours });
    const [first] = await b.accept(form());
    b.clock.now += 24 * hours - 1;
    expect(await b.accept(form())).toEqual([{ eventId: first?.eventId, outcome: "duplicate" }]);
    b.clock.now += 1;
    const [second] = await b.accept(form());
    expect(second?.outcome).toBe("new");
    expect(second?.eventId).not.toBe(first?.eventId);
    b.clock.now += 1;
    expect(await b.accept(form())).toEqual([{ eventId: second?.eventId, outcome: "duplicate" }]);
    expect(await b.all()).toHaveLength(2);
  });

  it("keeps ids rising when the clock steps back, and delivers at once all the same", async () => {
    const { bench: b } = await bench(rule());
    const ids: number[] = [];
    const take = async (count: number) => {
      const accepted = await b.accept(...Array.from({ length: count }, () => told()));
      ids.push(...accepted.map((one) => eventNumber(one.eventId) ?? 0));
      expect(await b.carryOut()).toHaveLength(count);
    };
    await take(3);
    b.clock.now -= 5_000;
    await take(3);
    await b.crash();
    await take(3);
    expect(ids).toEqual([...ids].sort((a, z) => a - z));
    expect(new Set(ids).size).toBe(9);
  });

  it("keeps ids rising when more than a thousand events come in one millisecond", async () => {
    const { bench: b } = await bench();
    const accepted = await b.accept(...Array.from({ length: 1500 }, () => told()));
    expect(new Set(accepted.map((one) => one.eventId)).size).toBe(1500);
    expect((await b.ledger.stats()).events).toBe(1500);
  });
});

describe("5. Timing", () => {
  it("counts “after” from the fact's own time", async () => {
    const { bench: b } = await bench(rule(later(3)));
    await b.accept(told({ occurredAt: b.clock.now - hours }));
    expect((await b.all())[0]).toMatchObject({ state: "waiting", dueAt: b.clock.now + 2 * hours });
    expect(await b.alarm()).toBe(b.clock.now + 2 * hours);
  });

  it("counts a fact older than three days, or from the future, from its arrival", async () => {
    const { bench: b } = await bench(rule(later(3)));
    await b.accept(
      told({ occurredAt: b.clock.now - 3 * days - 1 }),
      told({ occurredAt: b.clock.now + days }),
    );
    expect((await b.all()).map((one) => one.dueAt)).toEqual([
      b.clock.now + 3 * hours,
      b.clock.now + 3 * hours,
    ]);
  });

  it("runs at once what fell due on its way here", async () => {
    const { bench: b } = await bench(rule(later(1)));
    await b.accept(told({ occurredAt: b.clock.now - 2 * hours }));
    expect(await b.carryOut()).toHaveLength(1);
  });

  it("skips what would come too late to be useful: cart recovery after a day, others as their owner says", async () => {
    const { bench: b } = await bench(
      rule({ trigger: { event: "cart.abandoned" }, ...later(1) }),
      rule({ tooLateAfterHours: 2, ...later(1) }),
      rule(later(1)),
    );
    await b.accept(told({ email: buyer, type: "cart.abandoned" }), told({ email: "other@example.com" }));
    b.clock.now += 25 * hours + 1;
    await b.ring();
    expect(await b.carryOut()).toHaveLength(1);
    expect(await b.states()).toEqual(["skipped", "skipped", "succeeded"]);
    const skipped = (await b.all()).find((one) => one.state === "skipped");
    expect(skipped?.reason).toContain("too late to be useful");
    expect(done(await b.ledger.retry(skipped?.id ?? ""))).toMatchObject({
      state: "ready",
      replayOf: skipped?.id,
    });
    expect(await b.carryOut()).toHaveLength(1);
  });
});

describe("cancelOn", () => {
  const reminder = (more: Partial<Automation> = {}) =>
    rule({ trigger: { event: "lead.created" }, cancelOn: ["purchase.completed"], ...later(1), ...more });

  it("cancels what waits when the customer does what it waited for", async () => {
    const { bench: b } = await bench(reminder());
    await b.accept(
      told({ email: buyer, type: "lead.created" }),
      told({ email: "x@example.com", type: "lead.created" }),
    );
    b.clock.now += minutes;
    await b.accept(told({ email: buyer }));
    const [other, cancelled] = await b.all();
    expect(cancelled).toMatchObject({
      state: "cancelled",
      reason: "Cancelled, because purchase.completed happened.",
      nextAt: null,
    });
    expect(other).toMatchObject({ state: "waiting" });
  });

  it("is not cancelled by what happened before it, though it arrived after", async () => {
    const { bench: b } = await bench(reminder());
    await b.accept(told({ email: buyer, type: "lead.created" }));
    await b.accept(told({ email: buyer, occurredAt: b.clock.now - 1 }));
    expect(await b.states()).toEqual(["waiting"]);
    b.clock.now += hours;
    await b.ring();
    expect(await b.carryOut()).toHaveLength(1);
  });

  it("counts when planning what came in the wrong order", async () => {
    const { bench: b } = await bench(reminder({ timing: { when: "at" }, frequency: "once-per-customer" }));
    await b.accept(told({ email: buyer, occurredAt: b.clock.now }));
    const [late] = await b.accept(
      told({ email: buyer, type: "lead.created", occurredAt: b.clock.now - minutes }),
    );
    expect(await b.carryOut()).toEqual([]);
    expect((await eventOf(b, late?.eventId)).deliveries).toMatchObject([{ state: "cancelled" }]);
    // It never ran for this customer, so the next one does.
    b.clock.now += days;
    await b.accept(told({ email: buyer, type: "lead.created" }));
    expect(await b.carryOut()).toHaveLength(1);
  });

  it("counts again at the claim", async () => {
    const { bench: b } = await bench(reminder({ timing: { when: "at" } }));
    await b.accept(told({ email: buyer, type: "lead.created" }));
    const [id = ""] = await b.takeTold();
    // As if the cancellation had been missed.
    await b.sql("UPDATE deliveries SET cancel_key = 'nobody'");
    b.clock.now += minutes;
    await b.accept(told({ email: buyer }));
    expect((await b.claim([id])).deliveries).toEqual([]);
    expect(await b.delivery(id)).toMatchObject({ state: "cancelled" });
  });

  it("is remembered while it runs, and honoured instead of a retry", async () => {
    const { bench: b } = await bench(reminder({ timing: { when: "at" } }));
    await b.accept(
      told({ email: buyer, type: "lead.created" }),
      told({ email: buyer, type: "lead.created" }),
      told({ email: buyer, type: "lead.created" }),
    );
    const ids = await b.takeTold();
    const claim = await b.claim(ids);
    b.clock.now += 1;
    await b.accept(told({ email: buyer }));
    expect(await b.states()).toEqual(["running", "running", "running"]);
    const [again = "", well = "", refused = ""] = ids;
    await b.report(claim, again, { is: "retry", reason: "Busy." });
    await b.report(claim, well, { is: "done" });
    await b.report(claim, refused, { is: "refused", reason: "No." });
    expect((await b.delivery(again)).state).toBe("cancelled");
    expect((await b.delivery(well)).state).toBe("succeeded");
    expect((await b.delivery(refused)).state).toBe("cancelled");
  });

  it("cancels cart recovery on a purchase without being asked, also in the same second", async () => {
    const { bench: b } = await bench(rule({ trigger: { event: "cart.abandoned" }, ...later(1) }));
    await b.accept(told({ email: buyer, type: "cart.abandoned" }));
    await b.accept(told({ email: buyer }));
    expect(await b.states()).toEqual(["cancelled"]);
    await b.accept(told({ email: buyer, type: "cart.abandoned" }));
    expect(await b.states()).toEqual(["cancelled", "cancelled"]);
  });

  it("cancels the earlier of two alike, and never both", async () => {
    const { bench: b } = await bench(rule({ cancelOn: ["purchase.completed"], ...later(1) }));
    const [first] = await b.accept(told({ email: buyer }));
    const [second] = await b.accept(told({ email: buyer }));
    expect((await eventOf(b, first?.eventId)).deliveries).toMatchObject([{ state: "cancelled" }]);
    expect((await eventOf(b, second?.eventId)).deliveries).toMatchObject([{ state: "waiting" }]);
  });

  it("leaves to a person what is uncertain", async () => {
    const call = connection("call");
    const b = await Bench.open([call], [automation(call.id, { cancelOn: ["purchase.refunded"] })]);
    await b.accept(told({ email: buyer }));
    await b.carryOut(() => ({ is: "unknown", reason: "No answer came." }));
    b.clock.now += 1;
    await b.accept(told({ email: buyer, type: "purchase.refunded" }));
    expect(await b.states()).toEqual(["uncertain"]);
  });
});

describe("How often", () => {
  it("runs once per customer", async () => {
    const { bench: b } = await bench(rule({ frequency: "once-per-customer" }));
    await b.accept(told({ email: buyer }));
    const [second] = await b.accept(told({ email: buyer }));
    await b.accept(told({ email: "other@example.com" }));
    const [nobody] = await b.accept(told());
    expect(await b.all()).toHaveLength(2);
    expect((await eventOf(b, second?.eventId)).reason).toBe("It has already run for this customer.");
    expect((await eventOf(b, nobody?.eventId)).reason).toContain("names no customer");
  });

  it("runs once per customer and product", async () => {
    const { bench: b } = await bench(rule({ frequency: "once-per-customer-and-product" }));
    const buy = (...ids: string[]) => told({ email: buyer, products: ids.map((id) => ({ id })) });
    await b.accept(buy("p1"), buy("p1"), buy("p1", "p2"), buy("p2"), buy("p1", "p2"));
    expect(await b.all()).toHaveLength(2);
  });

  it("does not count what was cancelled or skipped as having run", async () => {
    const { bench: b } = await bench(
      rule({ trigger: { event: "cart.abandoned" }, frequency: "once-per-customer", ...later(1) }),
    );
    const cart = () => told({ email: buyer, type: "cart.abandoned" });
    await b.accept(cart());
    b.clock.now += minutes;
    await b.accept(told({ email: buyer }));
    expect(await b.states()).toEqual(["cancelled"]);
    b.clock.now += days;
    await b.accept(cart());
    expect(await b.states()).toEqual(["cancelled", "waiting"]);
    b.clock.now += 3 * days;
    await b.ring();
    await b.carryOut();
    expect(await b.states()).toEqual(["cancelled", "skipped"]);
    await b.accept(cart());
    b.clock.now += 2 * hours;
    await b.ring();
    expect(await b.carryOut()).toHaveLength(1);
    b.clock.now += days;
    await b.accept(cart());
    expect(await b.states()).toEqual(["cancelled", "skipped", "succeeded"]);
  });
});

describe("A customer known only by a number", () => {
  const refund = () => told({ type: "purchase.refunded" }, { key: "refund:1", sameCustomerAs: ["order:1"] });

  it("is found through the order", async () => {
    const { bench: b } = await bench(
      rule({ trigger: { event: "purchase.refunded" }, frequency: "once-per-customer" }),
    );
    await b.accept(told({ email: buyer }, { key: "order:1" }));
    const [refunded] = await b.accept(refund());
    expect(await eventOf(b, refunded?.eventId)).toMatchObject({
      state: "matched",
      customer: { email: buyer, id: `cus_${buyer}` },
    });
    expect(await b.carryOut()).toHaveLength(1);
  });

  it("is found when the order comes later, and the event goes on", async () => {
    const { bench: b } = await bench(
      rule({ trigger: { event: "purchase.refunded" }, frequency: "once-per-customer" }),
    );
    const [refunded] = await b.accept(refund());
    expect(await eventOf(b, refunded?.eventId)).toMatchObject({ state: "incomplete" });
    expect(await b.all()).toEqual([]);
    b.clock.now += hours;
    await b.accept(told({ email: buyer }, { key: "order:1" }));
    expect(await eventOf(b, refunded?.eventId)).toMatchObject({
      state: "matched",
      reason: null,
      customer: { email: buyer },
    });
    expect(await b.carryOut()).toHaveLength(1);
    expect(await b.sql("SELECT * FROM awaiting")).toEqual([]);
    // The order told again changes nothing.
    await b.accept(told({ email: buyer }, { key: "order:1" }));
    expect(await b.all()).toHaveLength(1);
  });

  it("is found by what the provider calls them, from then on", async () => {
    const { bench: b } = await bench();
    const byNumber = (key: string) => told({ type: "payment.failed" }, { key, customerRefs: ["customer:7"] });
    const [early] = await b.accept(byNumber("f1"));
    await b.accept(told({ email: buyer }, { customerRefs: ["customer:7"] }));
    const [late] = await b.accept(byNumber("f2"));
    for (const one of [early, late])
      expect((await eventOf(b, one?.eventId)).customer).toMatchObject({ email: buyer });
  });

  it("cancels for that customer once it is known who they are", async () => {
    const { bench: b } = await bench(rule({ cancelOn: ["purchase.refunded"], ...later(5, "days") }));
    b.clock.now += 1;
    const [refunded] = await b.accept(refund());
    b.clock.now -= 1;
    await b.accept(told({ email: buyer }, { key: "order:1" }));
    expect((await eventOf(b, refunded?.eventId)).customer).toMatchObject({ email: buyer });
    expect(await b.states()).toEqual(["cancelled"]);
  });
});

describe("6. Scheduled work keeps its terms", () => {
  const edit = (b: Bench, more: Partial<Automation>) =>
    b.edit((config) => {
      for (const one of config.automations) Object.assign(one, more, { version: one.version + 1 });
    });

  it("leaves what waits as it was, also when the automation is deleted and the ledger restarts", async () => {
    const { bench: b, tie, automations } = await bench(rule(later(1)));
    await b.accept(told());
    await edit(b, {
      enabled: false,
      action: { connectionId: tie.id, action: "other", input: { n: 2 }, inputVersion: 1 },
    });
    expect(await b.ledger.waitingOf(automations[0]?.id ?? "")).toBe(1);
    await b.edit((config) => {
      config.automations = [];
    });
    await b.crash();
    b.clock.now += hours;
    await b.ring();
    const claim = await b.claim(await b.takeTold());
    expect(claim.deliveries).toMatchObject([{ action: "do", input: {} }]);
  });

  it("runs with today's credentials", async () => {
    const { bench: b, tie } = await bench(rule(later(1)));
    await b.accept(told());
    await b.edit((config) => {
      config.connections = [{ ...tie, version: 2, secrets: "v1.new" }];
    });
    b.clock.now += hours;
    await b.ring();
    const claim = await b.claim(await b.takeTold());
    expect(claim.connections[tie.id]).toMatchObject({ secrets: "v1.new", version: 2 });
  });

  it("gives what waits the present terms, if the owner wants that", async () => {
    const { bench: b, tie, automations } = await bench(rule(later(1)));
    await b.accept(told({ email: buyer }), told({ email: buyer }));
    await edit(b, {
      ...later(3),
      cancelOn: ["purchase.refunded"],
      action: { connectionId: tie.id, action: "do", input: { n: 2 }, inputVersion: 1 },
    });
    const id = automations[0]?.id ?? "";
    expect(await b.ledger.changeWaiting(id, "update")).toBe(2);
    expect(await b.ledger.changeWaiting(id, "update")).toBe(0);
    expect((await b.all()).map((one) => one.dueAt)).toEqual([
      b.clock.now + 3 * hours,
      b.clock.now + 3 * hours,
    ]);
    b.clock.now += 1;
    await b.accept(told({ email: buyer, type: "purchase.refunded" }));
    expect(await b.states()).toEqual(["cancelled", "cancelled"]);
  });

  it("runs soon what has its new moment in the past", async () => {
    const { bench: b, automations } = await bench(rule(later(3)));
    await b.accept(told());
    b.clock.now += 2 * hours;
    await edit(b, later(1));
    await b.ledger.changeWaiting(automations[0]?.id ?? "", "update");
    expect(await b.alarm()).toBe(b.clock.now + 1);
    await b.ring();
    expect(await b.carryOut()).toHaveLength(1);
  });

  it("lets what is held try the new terms at once", async () => {
    const { bench: b, automations } = await bench(rule());
    await b.accept(told());
    await b.carryOut(() => ({ is: "refused", reason: "No." }));
    const well = connection("web");
    await b.edit((config) => {
      config.connections.push(well);
      for (const one of config.automations)
        Object.assign(one, { version: 2, action: { ...one.action, connectionId: well.id } });
    });
    expect(await b.ledger.changeWaiting(automations[0]?.id ?? "", "update")).toBe(1);
    await b.ring();
    expect(await b.carryOut()).toHaveLength(1);
  });

  it("cancels all that an automation still owes, however much that is, and events come in meanwhile", async () => {
    const { bench: b, automations } = await bench(rule(later(1)));
    const id = automations[0]?.id ?? "";
    for (let i = 0; i < 12; i++) await b.accept(...Array.from({ length: 100 }, () => told()));
    expect(await b.ledger.waitingOf(id)).toBe(1200);
    const [cancelled] = await Promise.all([b.ledger.changeWaiting(id, "cancel"), b.accept(told())]);
    expect(cancelled).toBeGreaterThanOrEqual(1200);
    expect((await b.ledger.stats()).waiting).toBeLessThanOrEqual(1);
  });
});

describe("8. Nothing vanishes", () => {
  it("keeps what matched nothing with the reason", async () => {
    const { bench: b } = await bench(rule({ enabled: false }), rule({ trigger: { event: "qr.scanned" } }));
    const [paused] = await b.accept(told());
    const [unheard] = await b.accept(told({ type: "lead.created" }));
    expect(await eventOf(b, paused?.eventId)).toMatchObject({
      state: "unmatched",
      reason: "The automation was paused.",
    });
    expect(await eventOf(b, unheard?.eventId)).toMatchObject({
      state: "unmatched",
      reason: "No automation listens to lead.created.",
    });
  });

  it("replays it once an automation wants it, now and not at a moment long past, and only once", async () => {
    const { bench: b } = await bench(rule({ enabled: false, ...later(1) }));
    const [event] = await b.accept(told());
    b.clock.now += 5 * days;
    await b.edit((config) => {
      for (const one of config.automations) Object.assign(one, { enabled: true, version: 2 });
    });
    const replayed = await b.ledger.replay(event?.eventId ?? "", { which: "missing", terms: "current" });
    expect(replayed).toMatchObject({ deliveries: [{ state: "ready", dueAt: b.clock.now, replayOf: null }] });
    expect(await b.ledger.replay(event?.eventId ?? "", { which: "missing", terms: "current" })).toEqual({
      deliveries: [],
    });
    expect(await b.carryOut()).toHaveLength(1);
    expect(await eventOf(b, event?.eventId)).toMatchObject({ state: "matched", reason: null });
  });

  it("replays again what has run, linked to it, and not what is still on its way", async () => {
    const { bench: b } = await bench(rule({ frequency: "once-per-customer" }), rule(later(9)));
    const [event] = await b.accept(told({ email: buyer }));
    const [first] = await b.carryOut();
    const again = (await b.ledger.replay(event?.eventId ?? "", { which: "all", terms: "current" })) as {
      deliveries: object[];
    };
    expect(again.deliveries).toMatchObject([{ replayOf: first, state: "ready" }]);
    expect(await b.ledger.replay(event?.eventId ?? "", { which: "all", terms: "current" })).toEqual({
      deliveries: [],
    });
    expect(await b.carryOut()).toHaveLength(1);
    expect(await b.states()).toEqual(["succeeded", "succeeded", "waiting"]);
  });

  it("refuses to replay what it did not understand, and knows no event of another name", async () => {
    const { bench: b } = await bench(rule());
    const [event] = await b.accept(told({ type: "odd" }, { notUnderstood: "“odd” is not known here." }));
    expect(await eventOf(b, event?.eventId)).toMatchObject({
      state: "not-understood",
      reason: "“odd” is not known here.",
    });
    expect(await b.ledger.replay(event?.eventId ?? "", { which: "all", terms: "current" })).toHaveProperty(
      "refused",
    );
    expect(await b.ledger.replay("evt_100000000000", { which: "all", terms: "current" })).toBeUndefined();
  });

  it("stops an event that has come round three times", async () => {
    const { bench: b } = await bench(rule());
    const fact = told();
    fact.fact.occurredAt = b.clock.now;
    const source = { id: "src_bench", kind: "bench", tokenVersion: 1 };
    const accepted = await b.ledger.accept({ source, facts: [fact], raw: "{}", hops: 3 });
    const story = await eventOf(b, accepted?.[0]?.eventId);
    expect(story.deliveries).toEqual([]);
    expect(story.reason).toContain("loop was stopped");
  });
});

describe("A person's hand", () => {
  const acts = ["cancel", "runNow", "move", "retry", "markDone"] as const;
  const act = (b: Bench, what: (typeof acts)[number], id: string) => {
    if (what === "cancel") return b.ledger.cancel(id, "Cancelled by the owner.");
    if (what === "move") return b.ledger.move(id, b.clock.now + days);
    return b.ledger[what](id);
  };

  /** What each act makes of a delivery in each state; a text that begins with ! is a refusal. */
  const table = {
    waiting: ["cancelled", "ready", "waiting", "ready", "!"],
    ready: ["cancelled", "ready", "!", "!", "!"],
    running: ["running", "!", "!", "!", "!"],
    retrying: ["cancelled", "ready", "!", "ready", "!"],
    held: ["cancelled", "ready", "!", "ready", "!"],
    uncertain: ["cancelled", "!", "!", "ready (new)", "succeeded"],
    succeeded: ["!", "!", "!", "ready (new)", "succeeded"],
    failed: ["!", "!", "!", "ready (new)", "!"],
    cancelled: ["cancelled", "!", "!", "ready (new)", "!"],
    skipped: ["!", "!", "!", "ready (new)", "!"],
  };

  async function inState(state: keyof typeof table): Promise<{ b: Bench; id: string }> {
    const tie = connection("call");
    const timing = state === "waiting" || state === "skipped" ? later(1) : {};
    const b = await Bench.open([tie], [automation(tie.id, { ...timing, tooLateAfterHours: 1 })]);
    await b.accept(told({ email: buyer }));
    const id = (await b.all())[0]?.id ?? "";
    const verdicts = {
      succeeded: { is: "done" },
      failed: { is: "failed", reason: "Never." },
      retrying: { is: "retry", reason: "Busy." },
      held: { is: "refused", reason: "No." },
      uncertain: { is: "unknown", reason: "No answer." },
    } as const;
    if (state in verdicts) await b.carryOut(() => verdicts[state as keyof typeof verdicts]);
    if (state === "running") await b.claim(await b.takeTold());
    if (state === "cancelled") await b.ledger.cancel(id, "Cancelled by the owner.");
    if (state === "skipped") {
      b.clock.now += days;
      await b.ring();
      await b.carryOut();
    }
    expect((await b.delivery(id)).state).toBe(state);
    return { b, id };
  }

  for (const [state, outcomes] of Object.entries(table))
    it(`does to what is ${state} what can be done to it, and says why not`, async () => {
      for (const [i, what] of acts.entries()) {
        const { b, id } = await inState(state as keyof typeof table);
        const before = await b.delivery(id);
        const result = await act(b, what, id);
        const wanted = outcomes[i] ?? "";
        if (wanted === "!") {
          expect(result, what).toHaveProperty("refused");
          expect(await b.delivery(id)).toEqual(before);
          continue;
        }
        const now = done(result);
        expect(now.state, what).toBe(wanted.replace(" (new)", ""));
        expect(now.id === id, what).toBe(!wanted.endsWith("(new)"));
        if (wanted.endsWith("(new)")) expect(now.replayOf).toBe(id);
        if (now.state === "ready") expect(await b.carryOut(), what).toContain(now.id);
      }
    });

  it("moves what waits, earlier and later, and the alarm with it", async () => {
    const { bench: b } = await bench(rule(later(9)));
    await b.accept(told());
    const id = (await b.all())[0]?.id ?? "";
    const at = b.clock.now + hours;
    expect(done(await b.ledger.move(id, at))).toMatchObject({ state: "waiting", dueAt: at, nextAt: at });
    expect(await b.alarm()).toBe(at);
    expect(done(await b.ledger.move(id, b.clock.now + days)).dueAt).toBe(b.clock.now + days);
    b.clock.now = at;
    await b.ring();
    expect(await b.takeTold()).toEqual([]);
    expect(await b.alarm()).toBe(at - hours + days);
    expect(await b.ledger.move(id, b.clock.now - 1)).toHaveProperty("refused");
    expect(await b.ledger.move(id, 8e15)).toHaveProperty("refused");
    expect(done(await b.ledger.move(id, b.clock.now)).state).toBe("ready");
    expect(await b.carryOut()).toEqual([id]);
  });

  it("remembers a cancel while it runs", async () => {
    const { b, id } = await inState("running");
    await b.ledger.cancel(id, "Cancelled by the owner.");
    b.clock.now += hours;
    await b.ring();
    // Nobody knows whether it happened, and it may not be repeated: that is for a person to see.
    expect(await b.delivery(id)).toMatchObject({ state: "uncertain" });
  });

  it("knows nothing of a delivery that is not there", async () => {
    const { bench: b } = await bench(rule());
    for (const what of acts) expect(await act(b, what, "dlv_1nonsense")).toBeUndefined();
  });
});

describe("Configuration", () => {
  it("refuses an older version, and the same again", async () => {
    const { bench: b } = await bench(rule());
    const old = b.config;
    await b.edit((config) => {
      config.timeZone = "Europe/Warsaw";
      config.automations = [];
    });
    expect(await b.ledger.configure(old)).toBe(2);
    expect(await b.ledger.configure({ ...old, version: 2 })).toBe(2);
    await b.accept(told());
    expect(await b.all()).toEqual([]);
  });

  it("takes edits that overtake each other in the order of their versions", async () => {
    const { bench: b, tie } = await bench();
    const version = (n: number) => ({
      ...b.config,
      version: n,
      automations: Array.from({ length: n }, () => automation(tie.id)),
    });
    await Promise.all([3, 9, 5, 2, 7].map((n) => b.ledger.configure(version(n))));
    expect(await b.ledger.version()).toBe(9);
    await b.accept(told());
    expect(await b.all()).toHaveLength(9);
  });

  it("survives a restart", async () => {
    const { bench: b } = await bench(rule());
    await b.crash();
    expect(await b.ledger.version()).toBe(1);
    await b.accept(told());
    expect(await b.carryOut()).toHaveLength(1);
  });

  it("knows no source that was deleted", async () => {
    const { bench: b } = await bench(rule());
    await b.edit((config) => {
      config.sources = [];
    });
    const source = { id: "src_bench", kind: "bench", tokenVersion: 1 };
    expect(await b.ledger.accept({ source, facts: [told()], raw: "{}", hops: 0 })).toBeUndefined();
  });

  it("takes nothing by a URL that was renewed, nor from a source that was switched off", async () => {
    const { bench: b } = await bench(rule());
    const batch = (tokenVersion: number) => {
      const source = { id: "src_bench", kind: "bench", tokenVersion };
      return { source, facts: [told()], raw: "{}", hops: 0 };
    };
    await b.edit((config) => {
      for (const source of config.sources) source.tokenVersion = 2;
    });
    expect(await b.ledger.accept(batch(1))).toBeUndefined();
    expect(await b.ledger.accept(batch(2))).toHaveLength(1);
    await b.edit((config) => {
      for (const source of config.sources) source.enabled = false;
    });
    expect(await b.ledger.accept(batch(2))).toBeUndefined();
  });
});
