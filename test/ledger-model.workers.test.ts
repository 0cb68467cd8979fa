// Whole histories at random, against a model that says in a few lines what must come of them: events in and out of
// order and more than once, edits, a person's hand, failures, interruptions, lost alarms, and leaps of time.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Automation } from "../src/core/automation";
import type { DeliveryView } from "../src/core/views";
import { automation, Bench, connection, days, hours, minutes, told } from "./ledger-world";

const people = ["anna", "ben"];
const products = ["7", "8"];
const orders = ["1", "2", "3", "4"];

type News = {
  type: "purchase.completed" | "purchase.refunded" | "access.granted" | "access.expired";
  person: string;
  product: string;
  order: string;
  occurredAt: number;
  /** When it counts from. */
  at: number;
  endsAt?: number;
  key: string;
};

// ── What happens ──

const person = fc.constantFrom(...people);
const product = fc.constantFrom(...products);
const order = fc.constantFrom(...orders);
const which = fc.nat(30);
const spanMs = (least: number, most: number) =>
  fc.integer({ min: least / minutes, max: most / minutes }).map((n) => n * minutes);
const lateMs = spanMs(0, 2 * days);
const lastsMs = spanMs(3 * days, 15 * days);

const commands = {
  buy: fc.record({ person, product, order, lateMs, lastsMs }),
  grant: fc.record({ person, product, order, lateMs, lastsMs }),
  refund: fc.record({ order, lateMs }),
  /** The shop itself tells of an end. */
  expire: fc.record({ person, product }),
  repeat: fc.record({ which }),
  pass: fc.record({ ms: fc.oneof(spanMs(5 * minutes, 4 * hours), spanMs(4 * hours, 6 * days)) }),
  edit: fc.record({
    which,
    hours: fc.integer({ min: 1, max: 60 }),
    waiting: fc.constantFrom("leave" as const, "update" as const, "cancel" as const),
  }),
  switch: fc.record({ which, enabled: fc.boolean() }),
  cancel: fc.record({ which }),
  runNow: fc.record({ which }),
  fail: fc.record({ times: fc.integer({ min: 1, max: 3 }) }),
  crash: fc.record({}),
  crashWhileRunning: fc.record({ ms: spanMs(5 * minutes, 3 * days) }),
  loseAlarm: fc.record({}),
};
type Name = keyof typeof commands;
type Given<N extends Name> = (typeof commands)[N] extends fc.Arbitrary<infer G> ? G : never;
type Command = { [N in Name]: { is: N; with: Given<N> } }[Name];

const weights: Record<Name, number> = {
  ...{ buy: 6, grant: 2, refund: 3, expire: 1, repeat: 2, pass: 8, edit: 2, switch: 1 },
  ...{ cancel: 1, runNow: 1, fail: 2, crash: 1, crashWhileRunning: 2, loseAlarm: 1 },
};
const command = fc.oneof(
  ...(Object.keys(commands) as Name[]).map((is) => ({
    weight: weights[is],
    arbitrary: (commands[is] as fc.Arbitrary<unknown>).map((given) => ({ is, with: given }) as Command), // by its name
  })),
);

// ── What must come of it ──

type Owed = {
  news: News;
  rule: Automation;
  dueAt: number;
  state: "owed" | "running" | "uncertain" | "succeeded" | "cancelled" | "skipped";
  /** Whose access to what it comes before the end of. */
  hangsOn?: string;
  /** It is tried again no earlier. */
  notBefore?: number;
  /** Of a run whose consumer died. */
  leaseUntil?: number;
  isToCancel?: boolean;
};

type Expected = { endsAt: number; setBy: News; state: "open" | "reached" | "dropped" };

const before = ({ timing }: Automation) => (timing.amount ?? 0) * hours;
const subject = ({ person, product }: Pick<News, "person" | "product">) => `${person} ${product}`;
const endKey = (id: string, { endsAt }: Expected) => `end ${id} ${endsAt}`;

class Model {
  now = 0;
  readonly owed: Owed[] = [];
  readonly expected = new Map<string, Expected>();
  private readonly kept: News[] = [];
  private readonly keys = new Set<string>();
  private readonly once = new Map<string, News>();

  constructor(
    public rules: Automation[],
    /** Of which connection runs may not be repeated, and which one keeps each person's deliveries in order. */
    private readonly of: { call: string; list: string },
  ) {}

  tell(news: News): void {
    if (this.keys.has(news.key)) return;
    this.keys.add(news.key);
    const id = subject(news);
    const end = this.expected.get(id);
    // A shop that tells of the end that is expected tells what Shopbell would have told.
    if (news.type !== "access.expired" || !end || end.state === "dropped" || end.setBy.at > news.at) {
      this.kept.push(news);
      this.take(news, true);
    } else if (!this.keys.has(endKey(id, end))) {
      this.keys.add(endKey(id, end));
      end.state = "reached";
      if (end.endsAt > this.now) for (const one of this.hanging(id)) this.end(one, "cancelled");
      this.take(news, false);
    }
  }

  private take(news: News, saysDates: boolean): void {
    for (const one of this.owed) if (isOpen(one) && isCancelledBy(one, news)) this.end(one, "cancelled");
    if (saysDates) for (const product of products) this.expect(subject({ ...news, product }));
    for (const rule of this.rules) this.plan(news, rule);
  }

  private expect(id: string): void {
    const now = this.latestOf(id);
    const known = this.expected.get(id);
    if (!now) return;
    if (!known) this.expected.set(id, now);
    else if (now.state !== "open") {
      if (known.state === "open") this.change(id, { ...known, state: now.state });
    } else if (known.state !== "dropped" && known.endsAt === now.endsAt) known.setBy = now.setBy;
    else if (known.state !== "reached" || now.endsAt > this.now) this.change(id, now);
  }

  /** The latest date that was not given back. */
  private latestOf(id: string): Expected | undefined {
    const news = this.kept.filter((one) => subject(one) === id).sort((a, b) => a.at - b.at);
    let latest: Expected | undefined;
    for (const one of news) {
      if (one.type === "access.expired" && latest?.state === "open") latest = { ...latest, state: "reached" };
      if (one.endsAt === undefined) continue;
      const isGivenBack = news.some(
        ({ type, order, at }) =>
          type === "purchase.refunded" &&
          order === one.order &&
          (one.type === "purchase.completed" || at >= one.at),
      );
      if (!isGivenBack) latest = { endsAt: one.endsAt, setBy: one, state: "open" };
      else latest ??= { endsAt: one.endsAt, setBy: one, state: "dropped" };
    }
    return latest;
  }

  private change(id: string, to: Expected): void {
    this.expected.set(id, to);
    for (const one of this.hanging(id)) {
      const at = to.endsAt - before(one.rule);
      if (to.state === "open" && one.state === "owed") this.move(one, at);
      else if (to.state !== "reached" || to.endsAt > this.now) this.end(one, "cancelled");
    }
  }

  private move(one: Owed, at: number): void {
    if (at === one.dueAt) return;
    one.dueAt = at;
    delete one.notBefore;
    if (at < this.now) this.end(one, "skipped");
  }

  private hanging(id: string): Owed[] {
    return this.owed.filter((one) => isOpen(one) && one.hangsOn === id);
  }

  private plan(news: News, rule: Automation): void {
    const id = subject(news);
    const end = rule.timing.when === "before" ? this.expected.get(id) : undefined;
    if (rule.timing.when === "before") {
      if (end?.setBy !== news || end.state !== "open") return;
      if (this.hanging(id).some((one) => one.rule.id === rule.id && !one.isToCancel)) return;
    } else if (rule.trigger.event !== news.type) return;
    if (!rule.enabled) return;
    const isOnce = rule.frequency === "once-per-customer";
    if (isOnce && this.once.has(markOf(rule, news))) return;
    const dueAt = end
      ? end.endsAt - before(rule)
      : rule.timing.when === "at"
        ? this.now
        : news.at + before(rule);
    const one: Owed = { news, rule, dueAt, state: "owed", ...(end ? { hangsOn: id } : {}) };
    if (this.kept.some((other) => isCancelledBy(one, other))) one.state = "cancelled";
    else if (end && dueAt < this.now) one.state = "skipped";
    else if (isOnce) this.once.set(markOf(rule, news), news);
    this.owed.push(one);
  }

  end(one: Owed, state: "cancelled" | "skipped"): void {
    // What is under way is not torn off: it is not tried again.
    if (one.state === "running") one.isToCancel = true;
    else {
      one.state = state;
      const mark = markOf(one.rule, one.news);
      if (this.once.get(mark) === one.news) this.once.delete(mark);
    }
  }

  /** Gives what has not begun other terms. */
  adopt(one: Owed, rule: Automation, isBegun: boolean): void {
    one.rule = rule;
    const end = one.hangsOn === undefined ? undefined : this.expected.get(one.hangsOn);
    if (isBegun || rule.timing.when === "at") return;
    one.dueAt = end ? end.endsAt - before(rule) : one.news.at + before(rule);
    if (end && one.dueAt < this.now) this.end(one, "skipped");
  }

  /** The ends that have come are told. */
  raise(): void {
    const due = [...this.expected].filter(([, end]) => end.state === "open" && end.endsAt <= this.now);
    for (const [id, end] of due.sort(([, a], [, b]) => a.endsAt - b.endsAt)) {
      end.state = "reached";
      // Told already, before another date came and was given back.
      if (this.keys.has(endKey(id, end))) continue;
      this.keys.add(endKey(id, end));
      const { order, person, product } = end.setBy;
      const isOld = end.endsAt < this.now - 3 * days;
      const at = isOld ? this.now : end.endsAt;
      const news = { order, person, product, occurredAt: end.endsAt, at, key: "" };
      this.take({ ...news, type: "access.expired" }, false);
    }
    for (const one of this.owed) if (one.state === "running") this.takeBack(one);
  }

  /** A run whose consumer died, once its lease is over. */
  private takeBack(one: Owed): void {
    if ((one.leaseUntil ?? 0) > this.now) return;
    const isRepeatable = one.rule.action.connectionId !== this.of.call;
    one.state = isRepeatable ? "owed" : "uncertain";
    if (isRepeatable && one.isToCancel) this.end(one, "cancelled");
  }

  /** What is due runs, in its order. @param outcomeOf when a run is to be tried again (epoch milliseconds) */
  run(outcomeOf: (one: Owed) => number | undefined): void {
    for (const one of this.owed.toSorted((a, b) => a.dueAt - b.dueAt)) {
      if (one.state !== "owed" || one.dueAt > this.now || (one.notBefore ?? 0) > this.now) continue;
      if (this.isPast(one)) this.end(one, "skipped");
      else if (!this.isBehind(one)) {
        const again = outcomeOf(one);
        if (again === undefined) one.state = "succeeded";
        else one.notBefore = again;
      }
    }
  }

  /** What is due, as far as an interrupted consumer came with it. */
  begin(claimed: { one: Owed; leaseUntil: number }[]): void {
    for (const one of this.owed)
      if (one.state === "owed" && one.dueAt <= this.now && this.isPast(one)) this.end(one, "skipped");
    for (const { one, leaseUntil } of claimed) {
      one.state = "running";
      one.leaseUntil = leaseUntil;
    }
  }

  private isPast({ hangsOn, dueAt }: Owed): boolean {
    const endsAt = hangsOn === undefined ? Infinity : (this.expected.get(hangsOn)?.endsAt ?? Infinity);
    return dueAt < endsAt && endsAt <= this.now;
  }

  private isBehind(one: Owed): boolean {
    if (one.rule.action.connectionId !== this.of.list) return false;
    const at = this.owed.indexOf(one);
    return this.owed.some(
      (other, i) =>
        other !== one &&
        isOpen(other) &&
        other.rule.action.connectionId === this.of.list &&
        other.news.person === one.news.person &&
        (other.state === "running" || other.dueAt < one.dueAt || (other.dueAt === one.dueAt && i < at)),
    );
  }
}

const isOpen = ({ state }: Owed) => state === "owed" || state === "running";
const markOf = (rule: Automation, { person }: News) => `${rule.id} ${person}`;
const isCancelledBy = ({ rule, news }: Owed, other: News) =>
  other.person === news.person && rule.cancelOn.includes(other.type) && other.at > news.at;

// ── The ledger beside it ──

/** What both sides call a delivery. */
const nameOf = ({ type, person, product, occurredAt }: News, rule: Automation) =>
  `${rule.id}: ${type} ${person} ${product} ${occurredAt}`;

const mostFailures = 3; // five in a row would give the tool a rest

class Pair {
  private readonly sent: News[] = [];
  private readonly placed = new Map<string, News>();
  private readonly eventNames = new Map<string, string>();
  private readonly runs = new Map<string, number>();
  private failures = 0;
  private steps = 0;

  private constructor(
    readonly bench: Bench,
    readonly model: Model,
    private readonly call: string,
  ) {}

  static async open(): Promise<Pair> {
    const [web, call, list] = [connection("web"), connection("call"), connection("list")];
    const after = (amount: number) => ({ when: "after" as const, amount, unit: "hours" as const });
    const cancelOn = ["purchase.refunded"];
    const end = { event: "access.expired" };
    const rules = [
      automation(list.id, { name: "at once" }),
      automation(call.id, { name: "never twice", timing: after(2), cancelOn }),
      automation(web.id, { name: "once", timing: after(5), frequency: "once-per-customer", cancelOn }),
      automation(web.id, { name: "before", trigger: end, timing: { ...after(48), when: "before" } }),
      automation(list.id, { name: "at the end", trigger: end }),
    ];
    const bench = await Bench.open([web, call, list], rules);
    return new Pair(bench, new Model(rules, { call: call.id, list: list.id }), call.id);
  }

  async step(command: Command): Promise<void> {
    // No two instants are alike, so that nothing hangs on which of two comes first.
    this.steps++;
    this.bench.clock.now += this.steps;
    this.model.now = this.bench.clock.now;
    await this.run(command);
    await this.settle();
    await this.compare();
  }

  private async run(command: Command): Promise<void> {
    switch (command.is) {
      case "buy": {
        const { order, lastsMs, lateMs } = command.with;
        // An order is one person's, and is paid once.
        if (this.placed.has(order)) return;
        const news = this.newsOf(command.with, "purchase.completed", lateMs, lastsMs);
        this.placed.set(order, news);
        return this.tell(news);
      }
      case "grant": {
        const { order, lastsMs, lateMs } = command.with;
        const about = this.placed.get(order) ?? command.with;
        return this.tell(this.newsOf(about, "access.granted", lateMs, lastsMs));
      }
      case "refund": {
        const paid = this.placed.get(command.with.order);
        return paid && this.tell(this.newsOf(paid, "purchase.refunded", command.with.lateMs));
      }
      case "expire":
        return this.tell(this.newsOf({ ...command.with, order: "" }, "access.expired", 0));
      case "repeat": {
        const again = this.sent[command.with.which];
        return again && this.send(again);
      }
      case "pass":
        this.bench.clock.now += command.with.ms;
        return;
      case "edit":
        return this.edit(command.with);
      case "switch": {
        const { enabled, which } = command.with;
        await this.change(which, (rule) => ({ ...rule, enabled }));
        return;
      }
      case "cancel":
        return this.act(command.with.which, async (one, id) => {
          await this.bench.ledger.cancel(id, "A person cancelled it.");
          this.model.end(one, "cancelled");
        });
      case "runNow":
        return this.act(command.with.which, async (one, id) => {
          await this.bench.ledger.runNow(id);
          one.dueAt = Math.min(one.dueAt, this.model.now);
          delete one.notBefore;
        });
      case "fail":
        this.failures = command.with.times;
        return;
      case "crash":
        return this.bench.crash();
      case "loseAlarm":
        await this.bench.inside((_, state) => state.storage.deleteAlarm());
        return this.bench.crash();
      case "crashWhileRunning":
        return this.crashWhileRunning(command.with.ms);
    }
  }

  private newsOf(
    { person, product, order }: Pick<News, "person" | "product" | "order">,
    type: News["type"],
    lateMs: number,
    lastsMs?: number,
  ): News {
    const at = this.bench.clock.now - lateMs;
    const news = { type, person, product, order, occurredAt: at, at, key: `news-${this.steps}` };
    return lastsMs === undefined ? news : { ...news, endsAt: at + lastsMs };
  }

  private async tell(news: News): Promise<void> {
    this.sent.push(news);
    await this.send(news);
  }

  private async send(news: News): Promise<void> {
    this.model.tell(news);
    const { type, person, product, order, occurredAt, endsAt, key } = news;
    const fact = {
      type,
      occurredAt,
      products: [{ id: product }],
      ...(order ? { order: { id: order } } : {}),
      ...(endsAt === undefined ? {} : { accessEndsAt: endsAt }),
    };
    await this.bench.accept(
      told({ ...fact, email: `${person}@example.com` }, { key, customerId: `cus_${person}` }),
    );
  }

  private async change(which: number, to: (rule: Automation) => Automation): Promise<Automation> {
    const at = which % this.model.rules.length;
    const rule = this.model.rules[at];
    if (!rule) throw new Error("There is no such rule.");
    const next = { ...to(rule), version: rule.version + 1 };
    this.model.rules = this.model.rules.with(at, next);
    await this.bench.edit((config) => {
      config.automations = this.model.rules;
    });
    return next;
  }

  private async edit({ which, hours, waiting }: Given<"edit">): Promise<void> {
    const rule = await this.change(which, (rule) =>
      rule.timing.when === "at" ? rule : { ...rule, timing: { ...rule.timing, amount: hours } },
    );
    if (waiting === "leave") return;
    const deliveries = await this.named();
    await this.bench.ledger.changeWaiting(rule.id, waiting);
    for (const one of this.model.owed) {
      if (one.rule.id !== rule.id || one.state !== "owed") continue;
      if (waiting === "cancel") this.model.end(one, "cancelled");
      else this.model.adopt(one, rule, deliveries.get(nameOf(one.news, one.rule))?.state !== "waiting");
    }
  }

  private async act(which: number, act: (one: Owed, id: string) => Promise<void>): Promise<void> {
    const open = this.model.owed.filter((one) => one.state === "owed");
    const one = open[which % Math.max(open.length, 1)];
    if (!one) return;
    const delivery = (await this.named()).get(nameOf(one.news, one.rule));
    if (!delivery) throw new Error(`There is no ${nameOf(one.news, one.rule)}.`);
    await act(one, delivery.id);
  }

  private async crashWhileRunning(ms: number): Promise<void> {
    this.bench.clock.now += ms;
    this.model.now = this.bench.clock.now;
    await this.bench.ring();
    this.model.raise();
    const claim = await this.bench.claim(await this.bench.takeTold());
    const claimed = await Promise.all(
      claim.deliveries.map(async ({ id, leaseUntil }) => {
        this.countRun(id);
        return { one: await this.owedOf(id), leaseUntil };
      }),
    );
    this.model.begin(claimed);
    await this.bench.crash();
  }

  /** Lets the moment take effect on both sides. */
  private async settle(): Promise<void> {
    this.model.now = this.bench.clock.now;
    const failed = new Set<string>();
    await this.bench.ring();
    for (let isDone = false; !isDone; ) {
      const ran = await this.bench.carryOut((id) => {
        if (this.failures === 0 || failed.size >= mostFailures) {
          this.countRun(id);
          return { is: "done" };
        }
        this.failures--;
        failed.add(id);
        return { is: "retry", reason: "Try again.", afterMs: minutes };
      });
      isDone = ran.length === 0;
      if (!isDone) await this.bench.ring();
    }
    this.model.raise();
    const again = new Map<Owed, number>();
    for (const id of failed)
      again.set(await this.owedOf(id), (await this.bench.delivery(id)).nextAt ?? Infinity);
    this.model.run((one) => again.get(one));
  }

  /** What happened, or may have: a tool that said "not now" has done nothing. */
  private countRun(id: string): void {
    this.runs.set(id, (this.runs.get(id) ?? 0) + 1);
  }

  /** The ledger's deliveries, by the names that both sides give them. */
  private async named(): Promise<Map<string, DeliveryView>> {
    const { items } = await this.bench.ledger.events({ limit: 200 });
    for (const { id, type, customer, products, occurredAt } of items) {
      const person = customer?.id?.replace("cus_", "");
      this.eventNames.set(id, `${type} ${person} ${products?.[0]?.id} ${occurredAt}`);
    }
    const all = await this.bench.all();
    return new Map(all.map((one) => [`${one.automationId}: ${this.eventNames.get(one.eventId)}`, one]));
  }

  private async owedOf(id: string): Promise<Owed> {
    for (const [name, delivery] of await this.named()) {
      const one = this.model.owed.find((owed) => nameOf(owed.news, owed.rule) === name);
      if (delivery.id === id && one) return one;
    }
    throw new Error(`The model knows no ${id}.`);
  }

  private async compare(): Promise<void> {
    const { now } = this.bench.clock;
    const seen = new Map<string, string>();
    for (const [name, { id, automationId, connectionId, state, dueAt }] of await this.named()) {
      const isToCome = ["waiting", "ready", "retrying"].includes(state);
      const plain = isToCome ? (dueAt > now ? `owed at ${dueAt}` : "owed") : state;
      seen.set(`${name} (${this.ruleNamed(automationId)})`, plain);
      if (connectionId === this.call) expect(this.runs.get(id) ?? 0).toBeLessThanOrEqual(1);
    }
    const meant = new Map<string, string>();
    for (const { news, rule, state, dueAt } of this.model.owed)
      meant.set(
        `${nameOf(news, rule)} (${rule.name})`,
        state === "owed" && dueAt > now ? `owed at ${dueAt}` : state,
      );
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(meant));
  }

  private ruleNamed(id: string): string {
    return this.model.rules.find((rule) => rule.id === id)?.name ?? "";
  }
}

/** The same histories each time, so that a run can be repeated. To look further, take another, and more of them. */
const seed = 20_261_122;

describe("a history at random", () => {
  it("comes to what the model says, after each step", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 40 }), async (history) => {
        const pair = await Pair.open();
        for (const one of history) await pair.step(one);
      }),
      { seed, numRuns: 20, interruptAfterTimeLimit: 75_000 },
    );
  });
});
