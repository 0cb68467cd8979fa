// How what is owed gets done: the queue is woken, consumers claim and settle, and the alarm drives on what was left.
// All state is in the rows; what this class remembers only saves work, and may be lost at any moment.
import { type Automation, tooLateAfterMs } from "../core/automation";
import { completion } from "../core/completion";
import type { ConnectionConfig } from "../core/config";
import { type DeliveryState, hasEnded, type Settlement, settlementOf, type Verdict } from "../core/delivery";
import { faultAt } from "../core/faults";
import { type DeliveryKey, deliveryId, deliveryKey } from "../core/ids";
import { quietUntil } from "../core/timing";
import { quietReason } from "../core/waiting";
import type { Claim, Settled, WakeUp } from "../flows/ports";
import type { Alarm } from "./alarm";
import type { Book } from "./book";
import type { ConnectionHealth } from "./connection-health";
import { erasedReason } from "./erasing";
import { type Due, type Effects, type Intake, noEffects, noticeMoment } from "./intake";
import { attemptsOf, type DeliveryRow, type EventRow, keyOf } from "./records";
import { inTrouble } from "./schema";

export type Queues = {
  send(queue: "fast" | "slow", wakeUp: WakeUp): Promise<void>;
};

/** What the ledger must know of an action to give its deliveries out. */
export type RunFacts = { repeatable: boolean; timeLimitMs: number; concurrency: number; perSecond?: number };
type Means = { terms: Automation; connection: ConnectionConfig; facts: RunFacts };
export type RunLookup = (tool: string, action: string) => RunFacts | undefined;

const leaseMarginMs = 30_000;
/** Ids told to the queue and not claimed yet, at most: the repair of a backlog never floods. */
export const mostOutstanding = 500;
/** Of a backlog, so many deliveries of one connection are told ahead: a slow tool leaves room for others. */
const mostToldAhead = 50;
const idsPerMessage = 100;
/** An id that was told and not claimed for this long is told again. */
export const lostAfterMs = 5_000;
/** While consumers are heard of, the queue is more likely busy than lossy, and is given this long. */
const lostWhileBusyAfterMs = 60_000;
/** How soon a delivery that waits for another one in its lane looks for itself, should nothing wake it before. */
const parkedMs = 3600_000;
const mostAttempts = 20;
const catchUpMs = 20;
/** Characters of events in one claim, far below what one call may carry. */
const mostClaimed = 4 * 1024 * 1024;

const statesWithMoment = ["running", "retrying", "ready", "waiting"] as const satisfies DeliveryState[];

const interrupted: Verdict = {
  is: "unknown",
  reason: "Shopbell was interrupted while it was being carried out, so it is not known whether it happened.",
};

const withheldReason =
  "The organisation no longer lets this shop use the connection. It goes on once the connection is shared again.";

/** Keys of deliveries as a table, from the one text that a statement takes them by. */
const listedKeys =
  "SELECT value ->> 0 AS event_id, value ->> 1 AS automation_id, value ->> 2 AS run FROM json_each(?)";
const keyList = (keys: DeliveryKey[]) =>
  JSON.stringify(keys.map(({ event, automationId, run }) => [event, automationId, run]));

/** What a claim has given out and not written down yet, by the end of its lease. */
type Started = Map<number, DeliveryKey[]>;

/** How one run of a delivery went, as far as its connection is concerned. */
type Lesson = { connectionId: string; id: string; verdict: Verdict | undefined; tookMs: number };

export class Dispatch {
  /** Ids the queue was told, and when. */
  private readonly outstanding = new Map<string, number>();
  /** When a consumer last claimed or settled. */
  private heardAt = 0;
  private pending: { fast: string[]; slow: string[] } = { fast: [], slow: [] };
  private isFlushPlanned = false;
  /** Something is due that the queue has not been told: all places were taken. */
  private isBehind = false;
  private isCatchingUp = false;

  constructor(
    private readonly storage: DurableObjectStorage,
    private readonly book: Book,
    private readonly intake: Intake,
    private readonly health: ConnectionHealth,
    private readonly alarm: Alarm,
    private readonly queues: Queues,
    private readonly runFactsOf: RunLookup,
    private readonly random: () => number,
    private readonly now: () => number,
  ) {}

  /** After a commit: the alarm covers what was written, and the queue is woken for what is owed now. */
  follow(effects: Effects, now: number): void {
    this.cover(effects, now);
    this.tell(effects.due, now);
  }

  /** Sees to it that the ledger wakes for what was written, whether or not the queue ever hears of it. */
  cover(effects: Effects, now: number): void {
    if (effects.due.length > 0) this.alarm.arm(now + lostAfterMs);
    if (effects.nextAt !== undefined) this.alarm.arm(Math.max(effects.nextAt, now + 1));
  }

  tell(dues: Due[], now: number, queue: "fast" | "slow" = "fast"): void {
    for (const due of dues) {
      if (this.outstanding.size >= mostOutstanding || this.health.busyUntil(due.connectionId) > now) {
        this.isBehind = true; // the next pass over what is due finds it
        continue;
      }
      const id = deliveryId(due);
      this.outstanding.set(id, now);
      this.pending[this.health.isSlow(due.connectionId) ? "slow" : queue].push(id);
      if (this.isFlushPlanned) continue;
      this.isFlushPlanned = true;
      void scheduler.wait(0).then(() => this.flush());
    }
  }

  /** Tells the queue what became due in this tick. The runtime holds this back until the rows are durable. */
  private async flush(): Promise<void> {
    const { fast, slow } = this.pending;
    this.pending = { fast: [], slow: [] };
    this.isFlushPlanned = false;
    for (const [queue, ids] of [["fast", fast] as const, ["slow", slow] as const]) {
      for (let i = 0; i < ids.length; i += idsPerMessage) {
        const some = ids.slice(i, i + idsPerMessage);
        try {
          faultAt("wake.before-send");
          await this.queues.send(queue, { workspaceId: this.book.workspaceId, ids: some });
        } catch (error) {
          // The rows are still due, so the alarm tells them again.
          for (const id of some) this.outstanding.delete(id);
          console.warn(
            JSON.stringify({
              message: "the queue could not be woken",
              ids: some.length,
              error: String(error),
            }),
          );
        }
      }
    }
  }

  /**
   * Gives out deliveries that are due, under a claim id that the consumer made: the same claim repeated after a lost
   * reply gives the same deliveries. What may not run now is left, parked or ended, each with its reason.
   * @returns also the ids that are owed but must wait for a free place at their tool
   */
  claim(claimId: string, ids: string[], now: number): Claim {
    const claim: Claim = { deliveries: [], connections: {}, later: [] };
    const effects = noEffects();
    this.heardAt = now;
    for (const id of ids) this.outstanding.delete(id);
    this.storage.transactionSync(() => {
      const rows = this.rowsOf(ids);
      const started: Started = new Map();
      let at = 0;
      for (const event of this.intake.eventsOf(rows.map(({ event_id }) => event_id))) {
        const row = rows[at++];
        if (row) this.claimOne(row, event, claimId, now, claim, started, effects);
      }
      this.start(started, claimId);
      this.wakeLanes(effects, now);
    });
    this.follow(effects, now);
    if (claim.later.length > 0) this.isBehind = true;
    this.catchUp();
    faultAt("claim.after-commit");
    return claim;
  }

  private claimOne(
    row: DeliveryRow,
    event: EventRow | undefined,
    claimId: string,
    now: number,
    claim: Claim,
    started: Started,
    effects: Effects,
  ): void {
    if (row.ended_at !== null) return;
    const id = deliveryId(keyOf(row));
    const isSameClaim = row.state === "running" && row.claim_id === claimId;
    if (!isSameClaim && (!isClaimable(row) || row.next_at === null || row.next_at > now)) return;
    const means = this.meansOf(row);
    if (!means) {
      this.end(row, "failed", "Its connection no longer exists.", now, effects);
      return;
    }
    const { terms, connection, facts } = means;
    if (!event) {
      this.end(row, "failed", "Its event is no longer kept.", now, effects);
      return;
    }
    if (claim.deliveries.length > 0 && lengthOf(claim) + lengthOfEvent(event) > mostClaimed) {
      claim.later.push(id);
      return;
    }
    if (!isSameClaim) {
      const allowed = this.mayRun(row, event, means, now, effects);
      if (allowed === "later") claim.later.push(id);
      if (allowed !== "yes") return;
      this.health.started(connection, id);
    }
    const leaseUntil = isSameClaim ? (row.next_at ?? now) : now + facts.timeLimitMs + leaseMarginMs;
    const tries = isSameClaim ? row.tries : row.tries + 1;
    if (!isSameClaim) {
      started.set(leaseUntil, [...(started.get(leaseUntil) ?? []), keyOf(row)]);
      // Whoever comes next in its lane must see that it runs.
      if (row.lane !== null) this.start(started, claimId);
    }
    noticeMoment(effects, leaseUntil);
    claim.connections[connection.id] = connection;
    claim.deliveries.push({
      id,
      tries,
      leaseUntil,
      connectionId: connection.id,
      action: terms.action.action,
      input: terms.action.input,
      inputVersion: terms.action.inputVersion,
      event: {
        number: event.id,
        fact: this.intake.expecting.factFor(row, event),
        data: event.data,
        source: { id: event.source_id, kind: event.source_kind },
        customerId: event.customer_id,
        hops: event.hops,
        codes: this.intake.tickets.idsOf(event.id),
      },
    });
  }

  /** Writes down what runs from now on, and forgets it. */
  private start(started: Started, claimId: string): void {
    for (const [leaseUntil, keys] of started)
      this.storage.sql.exec(
        `UPDATE deliveries SET state = 'running', next_at = ?, claim_id = ?, tries = tries + 1
         WHERE (event_id, automation_id, run) IN (${listedKeys})`,
        leaseUntil,
        claimId,
        keyList(keys),
      );
    started.clear();
  }

  /** Whether a due delivery may run now. Where it may not, the row says what becomes of it. */
  private mayRun(
    row: DeliveryRow,
    event: EventRow,
    { terms, connection, facts }: Means,
    now: number,
    effects: Effects,
  ): "yes" | "no" | "later" {
    const overtaken = row.replay_of === null ? this.intake.overtaken(row, event, terms) : undefined;
    if (overtaken !== undefined) {
      this.end(row, "cancelled", overtaken, now, effects);
      return "no";
    }
    if (row.replay_of === null && this.intake.expecting.hasPassed(row, event.customer_id, now)) {
      this.end(row, "skipped", "The date it was to come before has passed.", now, effects);
      return "no";
    }
    const tooLate = tooLateAfterMs(terms);
    if (tooLate !== undefined && now - row.due_at > tooLate) {
      this.end(
        row,
        "skipped",
        "It could not run in time, and would have come too late to be useful.",
        now,
        effects,
      );
      return "no";
    }
    const quietEnd = quietUntil(terms.timing, row.due_at, now, this.book.timeZone);
    if (quietEnd !== undefined) {
      this.set(row, { state: "waiting", nextAt: quietEnd, reason: quietReason });
      noticeMoment(effects, quietEnd);
      return "no";
    }
    if (connection.paused) {
      this.hold(row, connection.isWithheld ? withheldReason : "The connection is paused.");
      return "no";
    }
    const refused = this.health.refusal(connection.id);
    if (refused !== undefined && !this.health.mayProbe(connection.id)) {
      this.hold(row, refused);
      return "no";
    }
    if (row.lane !== null && this.isBehindInLane(row)) {
      this.park(row, now, effects);
      return "no";
    }
    return this.health.hasPlace(connection.id, facts, now) ? "yes" : "later";
  }

  /** Whether another one of its lane is under way, or fell due before it and has not ended. */
  private isBehindInLane(row: DeliveryRow): boolean {
    return (
      this.storage.sql
        .exec(
          `SELECT 1 FROM deliveries WHERE lane = ? AND ended_at IS NULL
           AND (state = 'running' OR (due_at, event_id, automation_id, run) < (?, ?, ?, ?)) LIMIT 1`,
          row.lane,
          row.due_at,
          row.event_id,
          row.automation_id,
          row.run,
        )
        .toArray().length > 0
    );
  }

  /** Behind another one in its lane: out of the way until that one ends, in whose transaction it is woken. */
  private park(row: DeliveryRow, now: number, effects: Effects): void {
    const nextAt = now + parkedMs;
    this.set(row, { state: "ready", nextAt, reason: "Waits for an earlier delivery to the same place." });
    noticeMoment(effects, nextAt);
  }

  private hold(row: DeliveryRow, reason: string): void {
    this.set(row, { state: "held", nextAt: null, reason });
  }

  /** A new state that is not an end. */
  private set(row: DeliveryRow, to: Settlement): void {
    this.storage.sql.exec(
      `UPDATE deliveries SET state = ?, next_at = ?, reason = ?
       WHERE event_id = ? AND automation_id = ? AND run = ?`,
      to.state,
      to.nextAt,
      to.reason,
      row.event_id,
      row.automation_id,
      row.run,
    );
  }

  private end(
    row: DeliveryRow,
    state: "failed" | "cancelled" | "skipped",
    reason: string,
    now: number,
    effects: Effects,
  ) {
    this.write(row, { state, nextAt: null, reason }, now, effects);
  }

  /** A new state that may be an end, with the row's tries and attempts. */
  private write(row: DeliveryRow, to: Settlement, now: number, effects: Effects): void {
    this.storage.sql.exec(
      `UPDATE deliveries SET state = ?, next_at = ?, reason = ?, ended_at = ?, tries = ?, attempts = ?
       WHERE event_id = ? AND automation_id = ? AND run = ?`,
      to.state,
      to.nextAt,
      to.reason,
      hasEnded(to.state) ? now : null,
      row.tries,
      row.attempts,
      row.event_id,
      row.automation_id,
      row.run,
    );
    if (to.state === "cancelled" || to.state === "skipped") this.intake.giveBackOnce(row);
    if (row.lane !== null) effects.lanes.push(row.lane);
    if (to.nextAt !== null) noticeMoment(effects, to.nextAt);
  }

  /** In each lane where something changed, the first in line is woken if it was parked. Same transaction as the change. */
  wakeLanes(effects: Effects, now: number): void {
    for (const lane of new Set(effects.lanes)) {
      const next = this.storage.sql
        .exec<DeliveryRow>(
          `SELECT * FROM deliveries WHERE lane = ? AND ended_at IS NULL
           ORDER BY due_at, event_id, automation_id, run LIMIT 1`,
          lane,
        )
        .toArray()[0];
      if (next?.state !== "ready" || next.next_at === null || next.next_at <= now) continue;
      this.set(next, { state: "ready", nextAt: now, reason: null });
      effects.due.push({ ...keyOf(next), connectionId: next.connection_id });
    }
    effects.lanes = [];
  }

  /** Writes what became of claimed deliveries. The same settlement twice changes nothing. */
  settle(settlements: Settled[], now: number): void {
    const effects = noEffects();
    this.heardAt = now;
    const lessons = this.book.transact(() => {
      const rows = new Map(
        this.rowsOf(settlements.map(({ id }) => id)).map((row) => [deliveryId(keyOf(row)), row]),
      );
      const all = settlements.flatMap((settled) => {
        const row = rows.get(settled.id);
        rows.delete(settled.id); // told twice in one breath, it is settled once
        return (row && this.settleOne(row, settled, now, effects)) ?? [];
      });
      this.wakeLanes(effects, now);
      return all;
    });
    this.learn(lessons, now, effects);
    this.follow(effects, now);
    this.catchUp();
    faultAt("settle.after-commit");
  }

  /** @returns what it tells about the connection; undefined when it settles nothing */
  private settleOne(row: DeliveryRow, settled: Settled, now: number, effects: Effects): Lesson | undefined {
    if (row.state === "succeeded") return undefined;
    const { id, verdict, attempt } = settled;
    const isHolder = row.state === "running" && row.claim_id === settled.claimId;
    // A success is a success, whatever became of the delivery since. Anything else is for the holder to say.
    if (!isHolder && verdict.is !== "done") return undefined;
    // What was on its way when its customer was erased leaves no trace of them.
    const isErased = [row.cancel_requested, row.reason].includes(erasedReason);
    const attempts = isErased ? null : JSON.stringify([...attemptsOf(row), attempt].slice(-mostAttempts));
    // To be refused is no try: the delivery may have to find out many times whether its connection was mended.
    const tries = verdict.is === "refused" ? row.tries - 1 : row.tries;
    const isOutdated =
      verdict.is === "refused" && row.cancel_requested === null && this.wasMendedSince(row, id);
    const to: Settlement = isOutdated
      ? { state: "ready", nextAt: now, reason: null }
      : settlementOf(verdict, this.standingOf(row), now, this.random);
    if (isErased && to.reason !== null) to.reason = erasedReason;
    this.write({ ...row, attempts, tries }, to, now, effects);
    if (row.automation_id === completion.id)
      this.intake.complete(row.event_id, settled.completed, to, now, effects);
    const { connection_id: connectionId } = row;
    return { connectionId, id, verdict: isOutdated ? undefined : verdict, tookMs: attempt.tookMs };
  }

  /** What outcomes tell about connections. Should that fail, what was done stays done. */
  private learn(lessons: Lesson[], now: number, effects: Effects): void {
    try {
      for (const { connectionId, id, verdict, tookMs } of lessons) {
        const isWell = this.health.finished(connectionId, id, verdict, tookMs, now);
        if (isWell) this.release(connectionId, now, effects);
      }
    } catch (error) {
      console.error(
        JSON.stringify({ message: "a connection's health could not be noted", error: String(error) }),
      );
    }
  }

  /** Whether a run began with settings that have been replaced: its refusal says nothing of today's. */
  private wasMendedSince(row: DeliveryRow, id: string): boolean {
    const began = this.health.versionOf(row.connection_id, id);
    return began !== undefined && began !== this.book.connectionOf(row.connection_id)?.version;
  }

  /** The connection may be well again: one of its held deliveries goes first, the others follow its success. */
  mend(connectionId: string, now: number, effects: Effects): void {
    if (this.health.refusal(connectionId) === undefined) {
      this.release(connectionId, now, effects);
      return;
    }
    this.health.probe(connectionId);
    const first = this.storage.sql
      .exec<DeliveryRow>(
        `SELECT * FROM deliveries WHERE ${inTrouble} AND state = 'held' AND connection_id = ?
         ORDER BY due_at, event_id, automation_id, run LIMIT 1`,
        connectionId,
      )
      .toArray()[0];
    if (!first) return;
    this.set(first, { state: "ready", nextAt: now, reason: null });
    effects.due.push({ ...keyOf(first), connectionId });
  }

  /** Lets all that a connection held go on, in the order it fell due. */
  release(connectionId: string, now: number, effects: Effects): void {
    const released = this.storage.sql.exec(
      `UPDATE deliveries SET state = 'ready', next_at = MIN(due_at, ?), reason = NULL
       WHERE ${inTrouble} AND state = 'held' AND connection_id = ?`,
      now,
      connectionId,
    );
    if (released.rowsWritten > 0) noticeMoment(effects, now);
  }

  /** Lets go what is held by a connection that is well, or no longer there: however it came to be left behind. */
  releaseStranded(now: number, effects: Effects): void {
    const holding = this.storage.sql
      .exec<{ id: string }>(
        `SELECT DISTINCT connection_id AS id FROM deliveries WHERE ${inTrouble} AND state = 'held'`,
      )
      .toArray();
    for (const { id } of holding) {
      const connection = this.book.connectionOf(id);
      const isHolding = connection?.paused || (connection && this.health.refusal(id) !== undefined);
      if (!isHolding) this.release(id, now, effects);
    }
  }

  /**
   * Looks over what is due: leases that ran out are taken back, and what the queue does not know of, or lost, is told,
   * oldest first. What it costs depends on how many connections there are, not on how much waits for them.
   * @returns when to look again (epoch milliseconds, later than now); undefined when nothing is left to do
   */
  drive(now: number): number | undefined {
    this.forgetLost(now);
    this.isBehind = false;
    let againAt: number | undefined;
    const lookAgain = (at: number) => {
      againAt = Math.min(againAt ?? at, at);
    };
    const owed: (Due & { at: number; isRetry: boolean })[] = [];
    const expired: DeliveryKey[] = [];
    for (const { connectionId, state } of this.stretches()) {
      const busyUntil = this.health.busyUntil(connectionId);
      const most = busyUntil > now && state !== "running" ? 1 : mostToldAhead + 1;
      for (const [i, row] of this.firstOf(connectionId, state, most).entries()) {
        if (row.at > now) {
          lookAgain(row.at);
          break;
        }
        lookAgain(now + lostAfterMs);
        if (state === "running") expired.push(row);
        else if (busyUntil > now) {
          lookAgain(busyUntil);
          if (this.health.isUnderWay(connectionId)) this.isBehind = true; // a place may become free before
          break;
        } else if (i >= mostToldAhead) {
          this.isBehind = true;
          break;
        } else if (!this.outstanding.has(deliveryId(row)))
          owed.push({ ...row, connectionId, isRetry: state === "retrying" });
      }
    }
    if (expired.length > 0) this.takeBack(expired, now);
    owed.sort((a, b) => a.at - b.at || a.event - b.event);
    for (const one of owed) this.tell([one], now, one.isRetry ? "slow" : "fast");
    return againAt;
  }

  /** Whether some tool that does not rest has more to do than it is told ahead: then nothing is added in a hurry. */
  isBusy(now: number): boolean {
    const owed = new Map<string, number>();
    for (const { connectionId, state } of this.stretches()) {
      if (state === "running" || this.health.busyUntil(connectionId) > now) continue;
      const due = this.firstOf(connectionId, state, mostToldAhead).filter(({ at }) => at <= now).length;
      owed.set(connectionId, (owed.get(connectionId) ?? 0) + due);
    }
    return Math.max(0, ...owed.values()) >= mostToldAhead;
  }

  /** The connections that have deliveries with a moment, found by leaps through the index, by each state those may be in. */
  private *stretches(): Generator<{ connectionId: string; state: DeliveryState }> {
    for (let last = ""; ; ) {
      // Not by connection and state at once: the comparison of pairs would look at every row of a connection.
      const next = this.storage.sql
        .exec<{ id: string }>(
          `SELECT connection_id AS id FROM deliveries
           WHERE next_at IS NOT NULL AND connection_id > ? ORDER BY connection_id LIMIT 1`,
          last,
        )
        .toArray()[0];
      if (!next) return;
      for (const state of statesWithMoment) yield { connectionId: next.id, state };
      last = next.id;
    }
  }

  /** The earliest deliveries of a stretch. Read from the index alone. */
  private firstOf(
    connectionId: string,
    state: DeliveryState,
    most: number,
  ): (DeliveryKey & { at: number })[] {
    return this.storage.sql
      .exec<DeliveryKey & { at: number }>(
        `SELECT event_id AS event, automation_id AS automationId, run, next_at AS at FROM deliveries
         WHERE connection_id = ? AND state = ? AND next_at IS NOT NULL
         ORDER BY next_at, event_id, automation_id, run LIMIT ?`,
        connectionId,
        state,
        most,
      )
      .toArray();
  }

  /** Tells more of a backlog, as soon as the queue has worked off half of what it was told. */
  private catchUp(): void {
    if (!this.isBehind || this.isCatchingUp || this.outstanding.size > mostOutstanding / 2) return;
    this.isCatchingUp = true;
    setTimeout(() => {
      this.isCatchingUp = false;
      const againAt = this.drive(this.now());
      if (againAt !== undefined) this.alarm.arm(againAt);
    }, catchUpMs);
  }

  /** Their consumer is gone. They run again where that is safe; where it is not, a person decides. */
  private takeBack(keys: DeliveryKey[], now: number): void {
    const effects = noEffects();
    this.storage.transactionSync(() => {
      for (const key of keys) {
        const row = this.rowAt(key);
        if (!row) continue;
        this.health.finished(row.connection_id, deliveryId(key), undefined, 0, now);
        const settlement = settlementOf(interrupted, this.standingOf(row), now, this.random);
        // An interruption is no fault of the tool's: the next try need not wait.
        const to = settlement.state === "retrying" ? { ...settlement, nextAt: now } : settlement;
        this.write(row, to, now, effects);
        if (to.state === "retrying") effects.due.push({ ...keyOf(row), connectionId: row.connection_id });
      }
      this.wakeLanes(effects, now);
    });
    this.alarm.arm(now + lostAfterMs);
    this.tell(effects.due, now, "slow");
  }

  /** The terms, connection and action that a delivery runs by; undefined when one of them is gone. */
  private meansOf(row: DeliveryRow): Means | undefined {
    const terms = this.book.termsOf(row.automation_id, row.version);
    const connection = this.book.connectionOf(row.connection_id);
    const facts = terms && connection && this.runFactsOf(connection.tool, terms.action.action);
    return facts && { terms, connection, facts };
  }

  /** What decides about a delivery that ran. */
  private standingOf(row: DeliveryRow): {
    tries: number;
    repeatable: boolean;
    cancelRequested: string | null;
  } {
    return {
      tries: row.tries,
      repeatable: this.meansOf(row)?.facts.repeatable ?? false,
      cancelRequested: row.cancel_requested,
    };
  }

  /** Forgets ids that the queue seems to have lost, so that they are told again. */
  private forgetLost(now: number): void {
    const isHeardOf = now - this.heardAt < lostAfterMs;
    const patience = isHeardOf ? lostWhileBusyAfterMs : lostAfterMs;
    for (const [id, toldAt] of this.outstanding) if (now - toldAt >= patience) this.outstanding.delete(id);
  }

  /** Whether any delivery has a moment at which something is to be done about it. */
  get hasMoments(): boolean {
    return !this.stretches().next().done;
  }

  /** The newest run of the same automation for the same event. */
  lastRunOf(row: DeliveryRow): DeliveryRow | undefined {
    return this.storage.sql
      .exec<DeliveryRow>(
        "SELECT * FROM deliveries WHERE event_id = ? AND automation_id = ? ORDER BY run DESC LIMIT 1",
        row.event_id,
        row.automation_id,
      )
      .toArray()[0];
  }

  rowOf(id: string): DeliveryRow | undefined {
    const key = deliveryKey(id);
    return key && this.rowAt(key);
  }

  /** Those that are there, each once, in the order of their ids. */
  private rowsOf(ids: string[]): DeliveryRow[] {
    const keys = [...new Set(ids)].flatMap((id) => deliveryKey(id) ?? []);
    return this.storage.sql
      .exec<DeliveryRow>(
        `SELECT d.* FROM (${listedKeys}) k CROSS JOIN deliveries d
         ON d.event_id = k.event_id AND d.automation_id = k.automation_id AND d.run = k.run`,
        keyList(keys),
      )
      .toArray();
  }

  private rowAt(key: DeliveryKey): DeliveryRow | undefined {
    return this.storage.sql
      .exec<DeliveryRow>(
        "SELECT * FROM deliveries WHERE event_id = ? AND automation_id = ? AND run = ?",
        key.event,
        key.automationId,
        key.run,
      )
      .toArray()[0];
  }
}

function lengthOfEvent(event: { fact: string; data: string | null }): number {
  return event.fact.length + (event.data?.length ?? 0);
}

function lengthOf(claim: Claim): number {
  return claim.deliveries.reduce((sum, { event }) => sum + lengthOfEvent(event), 0);
}

function isClaimable(row: DeliveryRow): boolean {
  return row.state === "waiting" || row.state === "ready" || row.state === "retrying";
}
