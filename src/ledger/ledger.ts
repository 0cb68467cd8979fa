// The ledger of one workspace: a Durable Object that remembers events and what they owe, and wakes itself.
// This class is only the door; the work is in intake (events in), dispatch (deliveries out) and reading.
import { DurableObject } from "cloudflare:workers";
import type { Check } from "../connectors/kit";
import type { NoticeView } from "../core/alert-channel";
import type { Automation } from "../core/automation";
import type { Backfill, BackfillOrder } from "../core/backfill";
import type { ScanCounts, Ticket } from "../core/codes";
import type { ConnectionConfig, SourceConfig, WorkspaceConfig } from "../core/config";
import type { Heard, History } from "../core/counts";
import type { CustomerDetail, CustomerItem, Looked } from "../core/customer";
import type { Attempt, Verdict } from "../core/delivery";
import type { Erasure } from "../core/erasure";
import { productThing } from "../core/expectation";
import { faultAt } from "../core/faults";
import { type DeliveryKey, deliveryId, eventNumber, type Random } from "../core/ids";
import type { Replay, ReplayHow, ReplayOrder, ReplayPlan } from "../core/replay";
import type { Trouble } from "../core/trouble";
import type {
  Accepted,
  Acted,
  AutomationActivity,
  Batch,
  Claim,
  CodeView,
  DeliveryFilter,
  DeliveryView,
  EventDetail,
  EventFilter,
  EventView,
  Glance,
  Health,
  LedgerStats,
  LookedAtOne,
  LookedBack,
  Miscounted,
  OwedNotice,
  Page,
  Refusal,
  Refused,
  ScanAsk,
  Scanned,
  SearchedPage,
  SeenProduct,
  Settled,
  Tended,
  TestSend,
  TicketFilter,
  TroubleActed,
  TroubleOrder,
  WaitingAct,
  WaitingActed,
  WaitingCalendar,
  WaitingCount,
  WaitingFilter,
  WaitingView,
} from "../flows/ports";
import { Activities } from "./activities";
import { Alarm } from "./alarm";
import { Alerts } from "./alerts";
import { Backfills } from "./backfill";
import { Book } from "./book";
import type { SourceFacts } from "./carts";
import { ConnectionHealth } from "./connection-health";
import { Counts } from "./counts";
import { Customers } from "./customers";
import { Dispatch, type Queues, type RunLookup } from "./dispatch";
import { Erasing, erasedReason } from "./erasing";
import { type ActionLookup, type Effects, Intake, noEffects } from "./intake";
import { Listening } from "./listening";
import { LookingBack } from "./looking-back";
import { Pruning } from "./pruning";
import { Reading } from "./reading";
import { type DeliveryRow, deliveryView, type EventRow, keyOf } from "./records";
import { Replaying, replayPlanOf } from "./replaying";
import { Replays } from "./replays";
import { beginRevision, Revising } from "./revising";
import { Scanning } from "./scanning";
import { inTrouble, migrate } from "./schema";
import { Tests } from "./tests";
import { TroubleActs } from "./trouble-acts";
import { Troubles } from "./troubles";
import { WaitingRoom } from "./waiting";
import { WaitingActs } from "./waiting-acts";

/** What the ledger is given from outside; made by the wiring. */
export type LedgerParts = {
  queues: Queues;
  actionOf: ActionLookup;
  runFactsOf: RunLookup;
  sourceFacts: SourceFacts;
  now: () => number;
  random: () => number;
  randomBytes: Random;
};

/** Connections are checked before an event needs them. */
const checkEveryMs = 12 * 3600 * 1000;
const refusalsKept = 20;
const refusalEveryMs = 10_000;
const refusedBodyBytes = 1024;
const changedAtOnce = 500;
/** An act on what waits goes on in a further call: so many rows take about a second on a busy machine. */
const slicesPerCall = 10;
/** Ends of access and abandoned carts that are due are raised slice by slice, so that events come in meanwhile. */
const raisedAtOnce = 100;
const betweenSlicesMs = 20;
const raiseAgainMs = 1000;

/** The keys of what an automation's deliveries still owe and nobody carries out just now. From indexes alone. */
const waitingKeys = `
  SELECT event_id, automation_id, run FROM deliveries INDEXED BY deliveries_due
  WHERE next_at IS NOT NULL AND automation_id = ?1 AND state IN ('waiting', 'ready', 'retrying')
  UNION ALL
  SELECT event_id, automation_id, run FROM deliveries INDEXED BY deliveries_in_trouble
  WHERE ${inTrouble} AND state = 'held' AND automation_id = ?1`;

export abstract class Ledger<Env> extends DurableObject<Env> {
  private alarmClock!: Alarm;
  private book!: Book;
  private intake!: Intake;
  private erasing!: Erasing;
  private customers!: Customers;
  private dispatch!: Dispatch;
  private health!: ConnectionHealth;
  private reading!: Reading;
  private counts!: Counts;
  private lookingBack!: LookingBack;
  private activities!: Activities;
  private testBook!: Tests;
  private backfills!: Backfills;
  private pruning!: Pruning;
  private waitingRoom!: WaitingRoom;
  private waitingActs!: WaitingActs;
  private revising!: Revising;
  private scanning!: Scanning;
  private listening!: Listening;
  private needsHand!: Troubles;
  private troubleActs!: TroubleActs;
  private alerts!: Alerts;
  private replaying!: Replaying;
  private manyReplays!: Replays;
  private readonly lastRefusal = new Map<string, { at: number; missed: number }>();
  private readonly parts: LedgerParts;

  protected abstract wire(env: Env): LedgerParts;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.parts = this.wire(env);
    void state.blockConcurrencyWhile(() => this.load(state.storage));
  }

  private async load(storage: DurableObjectStorage): Promise<void> {
    migrate(storage);
    const { parts } = this;
    this.alarmClock = await Alarm.load(storage);
    this.book = new Book(storage);
    this.intake = new Intake(storage, this.book, parts.actionOf, parts.sourceFacts, parts.randomBytes);
    this.health = new ConnectionHealth(storage.sql);
    this.testBook = new Tests(storage.sql);
    this.erasing = new Erasing(storage, this.intake, this.health, this.testBook, parts.now);
    this.dispatch = new Dispatch(
      storage,
      this.book,
      this.intake,
      this.health,
      this.alarmClock,
      parts.queues,
      parts.runFactsOf,
      parts.random,
      parts.now,
    );
    this.reading = new Reading(storage.sql);
    this.counts = new Counts(storage, this.book, parts.now);
    this.lookingBack = new LookingBack(storage.sql, this.book, this.intake);
    this.activities = new Activities(storage.sql);
    // The queue is told by the pass over what is due, a few at a time: what is new must not queue up behind this.
    const commitQuietly = (work: (effects: Effects) => void) => {
      const { effects, now } = this.commit(work);
      this.dispatch.cover(effects, now);
    };
    this.backfills = new Backfills(storage.sql, this.book, this.intake, commitQuietly);
    this.replaying = new Replaying(storage.sql, this.book, this.intake);
    this.manyReplays = new Replays(storage.sql, this.intake, this.replaying, commitQuietly);
    this.pruning = new Pruning(storage.sql, this.book, this.intake.tickets);
    this.waitingRoom = new WaitingRoom(storage.sql, this.book);
    this.customers = new Customers(storage.sql, this.reading, this.waitingRoom, this.intake.products);
    this.waitingActs = new WaitingActs(storage.sql, this.waitingRoom, this.intake, this.health);
    this.scanning = new Scanning(storage.sql, this.book, this.intake);
    this.revising = new Revising(storage.sql, this.book, this.intake);
    this.listening = new Listening(storage.sql, this.book);
    this.needsHand = new Troubles(storage.sql, this.book, this.health, this.listening);
    this.troubleActs = new TroubleActs(storage.sql, this.needsHand);
    const { random, randomBytes } = parts;
    this.alerts = new Alerts(storage.sql, this.book, this.needsHand, this.listening, random, randomBytes);
    // An alarm that was lost, however that came about, is set again by whatever wakes the ledger.
    const hasMoments = () =>
      this.dispatch.hasMoments ||
      this.intake.hasMoments ||
      this.backfills.isRunning ||
      this.manyReplays.isRunning ||
      this.revising.isPending ||
      this.erasing.isPending;
    if (!this.alarmClock.isSet && hasMoments()) this.alarmClock.arm(parts.now() + 1);
  }

  // ── Configuration ──

  /** Takes over a newer configuration. @returns the version in force */
  configure(config: WorkspaceConfig): number {
    const { mended } = this.book.apply(config);
    this.change((effects, now) => {
      for (const id of mended) {
        this.health.forgive(id);
        this.dispatch.mend(id, now, effects);
      }
      this.dispatch.releaseStranded(now, effects);
    });
    this.startRevising();
    return this.book.version;
  }

  /** The first slice of what follows from products' new settings; the alarm sees to the others. */
  private startRevising(): void {
    const againAt = this.goOnRevising(this.parts.now());
    if (againAt !== undefined) this.alarmClock.arm(againAt);
  }

  /** 0 when this ledger has never been configured. */
  version(): number {
    return this.book.version;
  }

  /** With version 0, this ledger has never been configured and cannot know. */
  source(sourceId: string): { version: number; source?: SourceConfig } {
    const source = this.book.sources.get(sourceId);
    return { version: this.book.version, ...(source ? { source } : {}) };
  }

  // ── Events in ──

  /** Stores facts and what they owe, in one transaction; when this answers, both are durable. */
  accept(batch: Batch): Accepted[] | undefined {
    if (!this.isOpen(batch.source)) return undefined;
    const now = this.parts.now();
    const effects = noEffects();
    const accepted = this.book.transact(() => {
      const all = this.intake.accept(batch, now, effects, (told, customerId) => {
        if (told.erase === "source") return this.erasing.source(batch.source.id, effects);
        return this.erasing.person(customerId, told.customerRefs, batch.source.id, effects);
      });
      this.dispatch.wakeLanes(effects, now);
      faultAt("accept.before-commit");
      return all;
    });
    this.dispatch.cover(effects, now);
    faultAt("accept.after-commit");
    this.dispatch.tell(effects.due, now);
    return accepted;
  }

  private isOpen({ id, tokenVersion }: Batch["source"]): boolean {
    if (tokenVersion === null) return this.book.version > 0;
    const source = this.book.sources.get(id);
    return source?.enabled === true && (source.tokenVersion & 255) === tokenVersion;
  }

  /** Notes a refused request in its source's ring; at most one is written per ten seconds, the others are counted. */
  refuse(sourceId: string, refusal: Pick<Refusal, "status" | "reason" | "cause" | "method" | "body">): void {
    if (this.book.isClosed) return;
    const now = this.parts.now();
    const last = this.lastRefusal.get(sourceId);
    if (last && now - last.at < refusalEveryMs) {
      last.missed++;
      return;
    }
    this.lastRefusal.set(sourceId, { at: now, missed: 0 });
    const { sql } = this.ctx.storage;
    sql.exec(
      `INSERT INTO refusals (source_id, at, status, reason, missed, method, body, cause)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      sourceId,
      now,
      refusal.status,
      refusal.reason,
      last?.missed ?? 0,
      refusal.method,
      refusal.body?.slice(0, refusedBodyBytes) ?? null,
      refusal.cause,
    );
    sql.exec(
      `DELETE FROM refusals WHERE source_id = ?1 AND at < (
         SELECT MIN(at) FROM (SELECT at FROM refusals WHERE source_id = ?1 ORDER BY at DESC LIMIT ?2))`,
      sourceId,
      refusalsKept,
    );
  }

  // ── Replaying ──

  /** What replaying an event would ring. @returns undefined when there is no such event */
  replayPlan(id: string, how: ReplayHow): ReplayPlan | Refused | undefined {
    const row = this.eventRow(id);
    const plan = row && this.replaying.plan(row, how, "one", this.parts.now());
    return plan && ("refused" in plan ? plan : replayPlanOf(plan));
  }

  /** Replays an event. @returns undefined when there is no such event */
  replay(
    id: string,
    how: ReplayHow,
    expected?: number,
  ): { deliveries: DeliveryView[] } | Miscounted | undefined {
    const row = this.eventRow(id);
    if (!row) return undefined;
    const before = new Set(this.reading.event(id, 0)?.deliveries.map((one) => one.id));
    const refused = this.change((effects, now) => {
      const plan = this.replaying.plan(row, how, "one", now);
      if ("refused" in plan) return plan;
      const count = plan.repeats.length;
      if (expected !== undefined && count !== expected)
        return { refused: `It would ring ${count} times by now, not ${expected}. Nothing was done.`, count };
      this.replaying.carryOut(row, plan, how, "one", now, effects);
      return undefined;
    });
    if (refused) return refused;
    const after = this.reading.event(id, this.parts.now())?.deliveries ?? [];
    return { deliveries: after.filter((one) => !before.has(one.id)) };
  }

  private eventRow(id: string): EventRow | undefined {
    const number = eventNumber(id);
    return number === undefined ? undefined : this.intake.eventWhere("id = ?", number);
  }

  /** Counts what replaying many events would ring; slice by slice, by the alarm. */
  countReplay(order: ReplayOrder): Replay | Refused {
    const begun = this.manyReplays.count(order, this.parts.now());
    return "refused" in begun ? begun : this.goOnWithReplay(begun);
  }

  /** Replays what was counted, unless there is more by now; slice by slice, by the alarm. */
  async startReplay(id: string, expected: number): Promise<Replay | Miscounted | undefined> {
    const events = await this.manyReplays.recount(id, this.parts.now(), () => scheduler.wait(1));
    const started = this.manyReplays.start(id, expected, events, this.parts.now());
    return !started || "refused" in started ? started : this.goOnWithReplay(started);
  }

  steerReplay(id: string, to: "pause" | "resume" | "stop"): Replay | Refused | undefined {
    const steered = this.manyReplays.steer(id, to, this.parts.now());
    return !steered || "refused" in steered ? steered : this.goOnWithReplay(steered);
  }

  /** The alarm sees to it; a small shop is through at once. */
  private goOnWithReplay(job: Replay): Replay {
    if (this.manyReplays.isRunning) {
      this.alarmClock.arm(this.parts.now() + betweenSlicesMs);
      this.drive();
    }
    return this.manyReplays.all().find(({ id }) => id === job.id) ?? job;
  }

  /** The latest twenty, newest first. */
  replays(): Replay[] {
    return this.manyReplays.all();
  }

  // ── Deliveries out ──

  /** Settles what is done and gives out more, in one call. See Dispatch. */
  work(claimId: string, ids: string[], settlements: Settled[]): Claim {
    const now = this.parts.now();
    if (settlements.length > 0) this.dispatch.settle(settlements, now);
    return ids.length > 0
      ? this.dispatch.claim(claimId, ids, now)
      : { deliveries: [], connections: {}, later: [] };
  }

  cancel(id: string, reason: string): Acted {
    return this.act(id, (row, effects, now) => {
      if (row.state === "cancelled") return undefined;
      if (row.ended_at !== null) return `It has already ended (${row.state}).`;
      this.intake.cancel(row, reason, now, effects);
      return undefined;
    });
  }

  /** Runs a delivery now that waits, is to be retried, or is held: then it finds out whether its connection is well. */
  runNow(id: string): Acted {
    return this.act(id, (row, effects, now) => this.waitingActs.runNow(row, now, effects));
  }

  /** Moves a waiting delivery to another moment (epoch milliseconds). */
  move(id: string, at: number): Acted {
    return this.act(id, (row, effects, now) => this.waitingActs.move(row, at, now, effects));
  }

  /**
   * Runs again what has ended or is uncertain, as a new delivery linked to it. Where that was done already and went
   * well or is still under way, it is not done once more: the same call may come twice.
   */
  retry(id: string): Acted {
    const asked = this.dispatch.rowOf(id);
    const row = asked && this.dispatch.lastRunOf(asked);
    if (!asked || !row) return undefined;
    const isRepeated = row.run > asked.run && (row.ended_at === null || row.state === "succeeded");
    if (isRepeated) return deliveryView(row, this.parts.now());
    if (this.intake.eventWhere("id = ?", row.event_id)?.erased_at)
      return { refused: `${erasedReason} There is nothing left to repeat.` };
    if (row.state === "retrying" || row.state === "held" || row.state === "waiting") return this.runNow(id);
    if (row.state === "running" || row.state === "ready")
      return { refused: `It is on its way already (${row.state}).` };
    this.change((effects, now) => this.runAgain(row, now, effects));
    return this.reading.delivery(deliveryId({ ...keyOf(row), run: row.run + 1 }), this.parts.now());
  }

  /** A new run of the same, linked to it. */
  private runAgain(row: DeliveryRow, now: number, effects: Effects): void {
    if (row.state === "uncertain") this.closeUncertain(row, "failed", "Repeated by a person.", now, effects);
    this.intake.repeat(row, row.because, now, now, effects);
  }

  /** A person has seen to it: an uncertain delivery did happen. */
  markDone(id: string): Acted {
    return this.act(id, (row, effects, now) => {
      if (row.state === "succeeded") return undefined;
      if (row.state !== "uncertain")
        return `Only an uncertain delivery can be marked as done (${row.state}).`;
      this.closeUncertain(row, "succeeded", "Marked as done by a person.", now, effects);
      return undefined;
    });
  }

  private closeUncertain(
    row: DeliveryRow,
    state: "failed" | "succeeded",
    reason: string,
    now: number,
    effects: Effects,
  ): void {
    this.ctx.storage.sql.exec(
      "UPDATE deliveries SET state = ?, reason = ?, ended_at = ? WHERE event_id = ? AND automation_id = ? AND run = ?",
      state,
      reason,
      now,
      row.event_id,
      row.automation_id,
      row.run,
    );
    if (row.lane !== null) effects.lanes.push(row.lane);
  }

  /** @param change what to do; a sentence when the state does not allow it */
  private act(
    id: string,
    change: (row: DeliveryRow, effects: Effects, now: number) => string | undefined,
  ): Acted {
    const row = this.dispatch.rowOf(id);
    if (!row) return undefined;
    const refused = this.change((effects, now) => change(row, effects, now));
    const after = this.dispatch.rowOf(id);
    return refused !== undefined ? { refused } : after && deliveryView(after, this.parts.now());
  }

  /** One transaction, then what follows from it. */
  private change<T>(work: (effects: Effects, now: number) => T): T {
    const { done, effects, now } = this.commit(work);
    this.dispatch.follow(effects, now);
    return done;
  }

  private commit<T>(work: (effects: Effects, now: number) => T): { done: T; effects: Effects; now: number } {
    const now = this.parts.now();
    const effects = noEffects();
    const done = this.book.transact(() => {
      const worked = work(effects, now);
      this.dispatch.wakeLanes(effects, now);
      return worked;
    });
    return { done, effects, now };
  }

  // ── What waits by an automation ──

  /** How many deliveries of an automation have not begun, or are to be tried again. */
  waitingOf(automationId: string): number {
    return this.ctx.storage.sql
      .exec<{ n: number }>(`SELECT COUNT(*) AS n FROM (${waitingKeys})`, automationId)
      .one().n;
  }

  /**
   * Cancels what waits by an automation, or gives it the automation's present terms; slice by slice, so that events
   * come in meanwhile.
   * @returns how many were touched
   */
  async changeWaiting(automationId: string, how: "cancel" | "update"): Promise<number> {
    const automation = this.book.automations.get(automationId);
    if (how === "update" && !automation) return 0;
    for (let touched = 0; ; ) {
      const rows = this.ctx.storage.sql
        .exec<DeliveryRow>(
          `SELECT * FROM deliveries WHERE (event_id, automation_id, run) IN (${waitingKeys}) AND version <> ? LIMIT ?`,
          automationId,
          how === "update" && automation ? automation.version : -1,
          changedAtOnce,
        )
        .toArray();
      this.change((effects, now) => {
        for (const row of rows) {
          if (how === "cancel") this.intake.cancel(row, "Cancelled with its automation.", now, effects);
          else if (automation) this.intake.adopt(row, automation, now, effects);
        }
      });
      touched += rows.length;
      if (rows.length < changedAtOnce) return touched;
      await scheduler.wait(1);
    }
  }

  // ── What waits, whatever by ──

  waiting(filter: WaitingFilter & { cursor?: string; limit?: number }): Page<WaitingView> {
    return this.waitingRoom.page(filter, this.parts.now());
  }

  waitingCount(filter: WaitingFilter): WaitingCount {
    return this.waitingRoom.count(filter, this.parts.now());
  }

  waitingCalendar(days: number): WaitingCalendar {
    return this.waitingRoom.calendar(days, this.parts.now());
  }

  /** Does one thing with many deliveries, slice by slice, so that events come in meanwhile. */
  async actOnWaiting(act: WaitingAct): Promise<WaitingActed | Miscounted> {
    for (let slices = 1; ; slices++) {
      const acted = this.change((effects, now) => this.waitingActs.slice(act, changedAtOnce, now, effects));
      if ("refused" in acted || acted.left === 0 || slices === slicesPerCall) return acted;
      await scheduler.wait(1);
    }
  }

  // ── What needs a hand ──

  troubles(): Trouble[] {
    this.listening.catchUp();
    return this.needsHand.all(this.parts.now());
  }

  actOnTrouble(order: TroubleOrder): TroubleActed | Miscounted {
    return this.change((effects, now) =>
      this.troubleActs.carryOut(order, (key) => this.mendOne(key, order, now, effects), now),
    );
  }

  /** @returns whether it was done: nothing is left to be sent of somebody who was erased */
  private mendOne(key: DeliveryKey, { do: deed, by }: TroubleOrder, now: number, effects: Effects): boolean {
    const row = this.dispatch.rowOf(deliveryId(key));
    if (!row) return false;
    switch (deed) {
      case "retry":
        if (this.intake.eventWhere("id = ?", row.event_id)?.erased_at !== null) return false;
        this.runAgain(row, now, effects);
        return true;
      case "mark-done":
        if (row.state !== "uncertain") return false;
        this.closeUncertain(row, "succeeded", "Marked as done by a person.", now, effects);
        return true;
      case "give-up":
        this.intake.cancel(row, [`Given up by ${by}.`, row.reason ?? ""].join(" ").trim(), now, effects);
        return true;
    }
  }

  takeNotices(): OwedNotice[] {
    return this.change((_, now) => this.alerts.take(now));
  }

  settleNotice(id: string, tries: number, verdict: Verdict, attempt: Attempt): void {
    this.change((_, now) => this.alerts.settle(id, tries, verdict, attempt, now));
  }

  notices(): Record<string, NoticeView[]> {
    return this.alerts.views();
  }

  // ── What has happened already ──

  /** What an automation would have done with the events that arrived since `from` (epoch milliseconds). */
  lookBack(automation: Automation, from: number): Promise<LookedBack> {
    return this.lookingBack.look(automation, from);
  }

  /** What it would do with one event: with the one that is named, or else with the newest that would ring. */
  lookAt(automation: Automation, id?: string): LookedAtOne {
    return this.lookingBack.near(automation, id);
  }

  /** What each automation did lately, and what waits by it. */
  activity(): { items: AutomationActivity[]; isCut: boolean } {
    return this.activities.all(this.parts.now());
  }

  beginTest(test: Omit<TestSend, "attempt">): void {
    this.testBook.begin(test);
  }

  endTest(id: string, attempt: Attempt): void {
    this.testBook.end(id, attempt);
  }

  tests(customerId?: string): TestSend[] {
    return customerId === undefined ? this.testBook.all() : this.testBook.of(customerId);
  }

  /** Applies an automation to customers who are already there, or counts them first; slice by slice, by the alarm. */
  startBackfill(automationId: string, order: BackfillOrder): Backfill | Refused {
    const now = this.parts.now();
    const started = this.backfills.start(automationId, order, now);
    if ("refused" in started) return started;
    this.alarmClock.arm(now + betweenSlicesMs);
    this.drive(); // a small shop is through at once
    return this.backfills.of(automationId) ?? started;
  }

  backfill(automationId: string): Backfill | undefined {
    return this.backfills.of(automationId);
  }

  stopBackfill(automationId: string): Backfill | undefined {
    return this.backfills.stop(automationId, this.parts.now());
  }

  // ── Products ──

  /** At most 10,000, those seen last. */
  products(): SeenProduct[] {
    return this.intake.products.all();
  }

  /** @returns what events say of a product, and how many customers have access to it that has yet to end */
  product(id: string): { seen?: SeenProduct; running: number } {
    const seen = this.intake.products.one(id);
    return { ...(seen ? { seen } : {}), running: this.intake.expecting.runningOf(productThing(id)) };
  }

  /** Access to a product that runs gets the end that the setting of this moment gives, where the shop told none. */
  reviseAccess(productId: string): void {
    this.book.transact(() => beginRevision(this.book, { withEnds: [productId] }));
    this.startRevising();
  }

  // ── Customers ──

  customer(id: string): CustomerDetail | undefined {
    return this.customers.detail(id, this.parts.now());
  }

  customerItem(id: string): CustomerItem | undefined {
    return this.customers.item(id);
  }

  customersOfOrder(order: string): { items: CustomerItem[]; looked: Looked } {
    return this.customers.ofOrder(order);
  }

  customerEvents(id: string, cursor?: string): Page<EventDetail> {
    return this.customers.events(id, cursor, this.parts.now());
  }

  /**
   * Erases a customer, slice by slice, so that events come in meanwhile. What a call leaves, the alarm erases; to call
   * again is to go on, and then to be told what was done.
   * @returns undefined when nothing is known of such a customer
   */
  async erase(customerId: string, email: string): Promise<{ erasure: Erasure; isNew: boolean } | undefined> {
    const begun = this.change((effects) => this.erasing.begin(customerId, email, effects));
    if (!begun) return undefined;
    for (let slices = 1; ; slices++) {
      const erasure = this.change((effects) => this.erasing.goOnWith(begun.id, effects));
      if (erasure.endedAt !== null || slices === slicesPerCall) return { erasure, isNew: begun.isNew };
      await scheduler.wait(1);
    }
  }

  erasures({ cursor, limit }: { cursor?: number; limit?: number }): Page<Erasure> {
    return this.erasing.page(cursor, limit);
  }

  // ── Codes ──

  code(codeId: string): CodeView | undefined {
    return this.scanning.look(codeId, this.parts.now());
  }

  /** Counts a scan and raises its event; when this answers, both are durable. */
  scan(codeId: string, ask: ScanAsk): Scanned | undefined {
    const { done, now } = this.change((effects, now) => {
      const done = this.scanning.scan(codeId, ask, now, effects);
      faultAt("scan.before-commit");
      return { done, now };
    });
    if (done?.counted) this.scanning.remember(done.counted, now);
    faultAt("scan.after-commit");
    return done?.scanned;
  }

  tickets(filter: TicketFilter): Page<Ticket> {
    return this.scanning.page(filter, this.parts.now());
  }

  scanCounts(codeId: string, from: string): ScanCounts {
    return this.scanning.counts(codeId, from);
  }

  // ── Connections ──

  connectionHealth(): Record<string, Health> {
    return this.health.all();
  }

  /** Takes a check's outcome. Good news lets go what was held; where a tool can't be asked, one delivery finds out. */
  noteCheck(connectionId: string, check: Check): Health | undefined {
    this.change((effects, now) => {
      const refusal = this.health.refusal(connectionId);
      if (check.is === "refused") this.health.note(connectionId, "refused", check.problem, now, true);
      else if (check.is === "ok") {
        this.health.note(connectionId, "ok", null, now, true);
        this.dispatch.release(connectionId, now, effects);
      } else if (check.is === "trouble") {
        // A tool that can't be asked has not taken its refusal back.
        if (refusal === undefined) this.health.note(connectionId, "trouble", check.problem, now, true);
        else this.health.note(connectionId, "refused", refusal, now, true);
      } else if (refusal !== undefined) this.dispatch.mend(connectionId, now, effects);
      else if (this.health.of(connectionId)?.state !== "ok")
        this.health.note(connectionId, "unchecked", null, now, true);
    });
    return this.health.of(connectionId);
  }

  // ── The whole ──

  /** What head office sees of a shop. */
  glance(): Glance {
    const isFailing = ({ id, paused }: ConnectionConfig) =>
      !paused && ["refused", "trouble"].includes(this.health.of(id)?.state ?? "ok");
    const failing = [...this.book.connections.values()].filter(isFailing);
    return {
      ...this.stats(),
      ...this.reading.lately(this.parts.now()),
      failing: failing.map(({ id, name }) => ({ id, name })),
    };
  }

  /** The workspace is deleted: everything goes, and nothing comes in any more. */
  async close(): Promise<void> {
    if (this.book.isClosed) return;
    await this.ctx.blockConcurrencyWhile(async () => {
      const { storage } = this.ctx;
      await storage.deleteAlarm();
      await storage.deleteAll();
      await this.load(storage);
      this.book.close();
    });
  }

  // ── Reading ──

  events(filter: EventFilter): SearchedPage<EventView> {
    return this.reading.events(filter, this.parts.now());
  }

  event(id: string): EventDetail | undefined {
    return this.reading.event(id, this.parts.now());
  }

  deliveries(filter: DeliveryFilter): SearchedPage<DeliveryView> {
    return this.reading.deliveries(filter, this.parts.now());
  }

  delivery(id: string): DeliveryView | undefined {
    return this.reading.delivery(id, this.parts.now());
  }

  refusals(sourceId: string): Refusal[] {
    return this.reading.refusals(sourceId);
  }

  stats(): LedgerStats {
    return this.reading.stats(this.parts.now());
  }

  /** @param days see `spansOf` */
  history(days: number): Promise<History> {
    return this.counts.history(days);
  }

  heard(): Promise<Record<string, Heard>> {
    return this.counts.heard();
  }

  // ── Time ──

  /** The watchdog's visit: drives on what is overdue, whatever became of the alarm. */
  async tend(): Promise<Tended> {
    await this.alarmClock.refresh();
    this.change((effects, now) => {
      this.dispatch.releaseStranded(now, effects);
      // A source cannot be checked like a connection: one of what it holds finds out whether its key is good by now.
      for (const id of this.book.sources.keys())
        if (this.health.refusal(id) !== undefined) this.dispatch.mend(id, now, effects);
    });
    this.drive();
    await this.countWhatIsOver();
    const staleBefore = this.parts.now() - checkEveryMs;
    const isStale = (id: string) => {
      const health = this.health.of(id);
      return (
        health?.state === "refused" || health?.state === "trouble" || (health?.checkedAt ?? 0) < staleBefore
      );
    };
    const toCheck = [...this.book.connections.values()].filter(({ id, paused }) => !paused && isStale(id));
    const toSubscribe = [...this.book.sources.values()].filter(({ id, enabled }) => enabled && isStale(id));
    return { version: this.book.version, stats: this.stats(), toCheck, toSubscribe };
  }

  /** So that whoever asks finds little left to count. Should it fail, it is counted then. */
  private async countWhatIsOver(): Promise<void> {
    try {
      await this.counts.catchUp();
    } catch (error) {
      console.error(JSON.stringify({ message: "what is over could not be counted", error: String(error) }));
    }
  }

  private drive(): void {
    const againAt = this.wake();
    if (againAt !== undefined) this.alarmClock.arm(againAt);
  }

  /** @returns when to wake again, if there is anything to wake for (epoch milliseconds) */
  private wake(): number | undefined {
    const now = this.parts.now();
    const moments = [
      this.goOnRevising(now),
      this.goOnErasing(now),
      this.raise(now),
      this.backfills.goOn(now),
      this.manyReplays.goOn(now, () => this.dispatch.isBusy(now)),
      this.dispatch.drive(now),
      this.prune(now),
    ].filter((at) => at !== undefined);
    return moments.length > 0 ? Math.min(...moments) : undefined;
  }

  /**
   * Raises the ends of access and the abandoned carts that are due, each in a transaction of its own: one that fails is
   * tried again and holds up nothing else.
   * @returns when to go on (epoch milliseconds, later than now), if there is more to come
   */
  private raise(now: number): number | undefined {
    const due = this.intake.due(now, raisedAtOnce);
    let hasFailed = false;
    for (const raise of due) {
      try {
        this.change((effects) => {
          raise(effects);
          faultAt("raise.before-commit");
        });
      } catch (error) {
        hasFailed = true;
        console.error(JSON.stringify({ message: "what is due could not be raised", error: String(error) }));
      }
    }
    if (due.length > 0) faultAt("raise.after-commit");
    if (hasFailed) return now + raiseAgainMs;
    if (due.length >= raisedAtOnce) return now + betweenSlicesMs;
    return this.intake.nextAfter(now);
  }

  /** @returns when to go on (epoch milliseconds), if there is more to revise */
  private goOnRevising(now: number): number | undefined {
    if (!this.revising.isPending) return undefined;
    try {
      this.change((effects) => this.revising.goOn(now, effects));
    } catch (error) {
      console.error(JSON.stringify({ message: "access could not be revised", error: String(error) }));
      return now + raiseAgainMs;
    }
    return this.revising.isPending ? now + betweenSlicesMs : undefined;
  }

  /** @returns when to go on (epoch milliseconds), if there is more to erase */
  private goOnErasing(now: number): number | undefined {
    if (!this.erasing.isPending) return undefined;
    try {
      this.change((effects) => this.erasing.goOn(effects));
    } catch (error) {
      console.error(JSON.stringify({ message: "a customer could not be erased", error: String(error) }));
      return now + raiseAgainMs;
    }
    return this.erasing.isPending ? now + betweenSlicesMs : undefined;
  }

  /** What is owed must not wait because something could not be forgotten. */
  private prune(now: number): number | undefined {
    try {
      return this.pruning.prune(now);
    } catch (error) {
      console.error(JSON.stringify({ message: "pruning failed", error: String(error) }));
      return undefined;
    }
  }

  override async alarm(): Promise<void> {
    this.alarmClock.rang();
    try {
      faultAt("alarm.before-work");
      const againAt = this.wake();
      faultAt("alarm.before-arm");
      if (againAt !== undefined) this.alarmClock.arm(againAt);
    } catch (error) {
      // An alarm that throws is given up after six tries; one that is set again never is.
      console.error(JSON.stringify({ message: "the alarm's work failed", error: String(error) }));
      this.alarmClock.arm(this.parts.now() + 1000);
    }
  }
}
