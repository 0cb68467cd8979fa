// How what is owed gets done: the queue is woken, consumers claim and settle, and the alarm drives on what was left.
// All state is in the rows; what this class remembers only saves work, and may be lost at any moment.
import { cancelledBy, tooLateAfterMs } from "../core/automation";
import type { ConnectionConfig } from "../core/config";
import { hasEnded, type Settlement, settlementOf, type Verdict } from "../core/delivery";
import { faultAt } from "../core/faults";
import { deliveryId, deliveryKey } from "../core/ids";
import { cancelReason } from "../core/plan";
import type { Claim, Settled, WakeUp } from "../flows/ports";
import type { Alarm } from "./alarm";
import type { Book } from "./book";
import type { ConnectionHealth } from "./connection-health";
import { type Due, type Effects, type Intake, noEffects } from "./intake";
import { attemptsOf, type DeliveryRow, type EventRow, keyOf } from "./records";

export type Queues = {
  send(queue: "fast" | "slow", wakeUp: WakeUp): Promise<void>;
};

/** What the ledger must know of an action to give its deliveries out. */
export type RunFacts = { repeatable: boolean; timeLimitMs: number; concurrency: number; perSecond?: number };
export type RunLookup = (tool: string, action: string) => RunFacts | undefined;

const leaseMarginMs = 30_000;
/** Ids told to the queue and not claimed yet, at most: the repair of a backlog never floods. */
const mostOutstanding = 500;
const idsPerMessage = 100;
/** An id that was told and not claimed for this long, with no other claim meanwhile, is told again. */
const lostAfterMs = 5_000;
/** Rows looked at in one pass over what is due. */
const mostScanned = 20_000;
const mostAttempts = 20;
const catchUpMs = 20;

const interrupted: Verdict = {
  is: "unknown",
  reason: "Shopbell was interrupted while it was being carried out, so it is not known whether it happened.",
};

export class Dispatch {
  private readonly outstanding = new Map<string, number>();
  private lastClaimAt = 0;
  private pending: { fast: string[]; slow: string[] } = { fast: [], slow: [] };
  private isFlushPlanned = false;
  /** Something is due that the queue has not been told: all places were taken. */
  private isBehind = false;

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

  /** After a commit: wakes the queue for what is owed now, and sees to it that the alarm covers the rest. */
  follow(effects: Effects, now: number): void {
    if (effects.nextAt !== undefined) this.alarm.arm(effects.nextAt);
    if (effects.due.length === 0) return;
    this.alarm.arm(now + lostAfterMs);
    faultAt("accept.after-commit");
    for (const due of effects.due) this.tell(due, now, "fast");
  }

  private tell(due: Due, now: number, queue: "fast" | "slow"): void {
    if (this.outstanding.size >= mostOutstanding || this.health.busyUntil(due.connectionId) > now) {
      this.isBehind = true; // the next pass over what is due finds it
      return;
    }
    const id = deliveryId(due);
    this.outstanding.set(id, now);
    this.pending[this.health.isSlow(due.connectionId) ? "slow" : queue].push(id);
    if (this.isFlushPlanned) return;
    this.isFlushPlanned = true;
    setTimeout(() => void this.flush(), 0);
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
    this.lastClaimAt = now;
    this.storage.transactionSync(() => {
      for (const id of ids) {
        this.outstanding.delete(id);
        this.claimOne(id, claimId, now, claim, effects);
      }
      this.wakeLanes(effects, now);
    });
    if (claim.deliveries.length > 0)
      this.alarm.arm(Math.min(...claim.deliveries.map((delivery) => delivery.leaseUntil)));
    for (const due of effects.due) this.tell(due, now, "fast");
    if (claim.later.length > 0) this.isBehind = true;
    this.catchUp();
    faultAt("claim.after-commit");
    return claim;
  }

  private claimOne(id: string, claimId: string, now: number, claim: Claim, effects: Effects): void {
    const row = this.rowOf(id);
    if (!row || row.ended_at !== null) return;
    const isSameClaim = row.state === "running" && row.claim_id === claimId;
    if (!isSameClaim && (!isClaimable(row) || row.next_at === null || row.next_at > now)) return;
    const terms = this.book.termsOf(row.automation_id, row.version);
    const connection = this.book.connections.get(row.connection_id);
    const facts = terms && connection && this.runFactsOf(connection.tool, terms.action.action);
    if (!terms || !connection || !facts) {
      this.end(row, "failed", "Its connection no longer exists.", now, effects);
      return;
    }
    const event = this.intake.eventWhere("id = ?", row.event_id);
    if (!event) {
      this.end(row, "failed", "Its event is no longer kept.", now, effects);
      return;
    }
    if (!isSameClaim) {
      const allowed = this.mayRun(row, event, connection, facts, now, effects);
      if (allowed === "later") claim.later.push(id);
      if (allowed !== "yes") return;
      this.health.started(connection.id, id);
    }
    const leaseUntil = isSameClaim ? (row.next_at ?? now) : now + facts.timeLimitMs + leaseMarginMs;
    const tries = isSameClaim ? row.tries : row.tries + 1;
    if (!isSameClaim)
      this.storage.sql.exec(
        `UPDATE deliveries SET state = 'running', next_at = ?, claim_id = ?, tries = ?
         WHERE event_id = ? AND automation_id = ? AND run = ?`,
        leaseUntil,
        claimId,
        tries,
        row.event_id,
        row.automation_id,
        row.run,
      );
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
        fact: event.fact,
        data: event.data,
        source: { id: event.source_id, kind: event.source_kind },
        customerId: event.customer_id,
        hops: event.hops,
      },
    });
  }

  /** Whether a due delivery may run now. Where it may not, the row says what becomes of it. */
  private mayRun(
    row: DeliveryRow,
    event: EventRow,
    connection: ConnectionConfig,
    facts: RunFacts,
    now: number,
    effects: Effects,
  ): "yes" | "no" | "later" {
    const terms = this.book.termsOf(row.automation_id, row.version);
    if (terms && row.cancel_key !== null && row.replay_of === null) {
      const by = this.intake.laterEvent(event, cancelledBy(terms));
      if (by) {
        this.end(row, "cancelled", cancelReason(by), now, effects);
        return "no";
      }
    }
    const tooLate = terms && tooLateAfterMs(terms);
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
    if (connection.paused) {
      this.hold(row, "The connection is paused.");
      return "no";
    }
    const refused = this.health.refusal(connection.id);
    if (refused !== undefined && !this.health.mayProbe(connection.id)) {
      this.hold(row, refused);
      return "no";
    }
    if (row.lane !== null && this.isBehindInLane(row)) {
      this.park(row);
      return "no";
    }
    return this.health.hasPlace(connection.id, facts, now) ? "yes" : "later";
  }

  private isBehindInLane(row: DeliveryRow): boolean {
    return (
      this.storage.sql
        .exec(
          `SELECT 1 FROM deliveries WHERE lane = ? AND ended_at IS NULL
           AND (due_at, event_id, automation_id, run) < (?, ?, ?, ?) LIMIT 1`,
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
  private park(row: DeliveryRow): void {
    this.set(row, {
      state: "ready",
      nextAt: null,
      reason: "Waits for an earlier delivery to the same place.",
    });
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
    this.write(row, { state, nextAt: null, reason }, row.attempts, now, effects);
  }

  /** A new state that may be an end, and what was tried. */
  private write(
    row: DeliveryRow,
    to: Settlement,
    attempts: string | null,
    now: number,
    effects: Effects,
  ): void {
    const isOver = hasEnded(to.state);
    this.storage.sql.exec(
      `UPDATE deliveries SET state = ?, next_at = ?, reason = ?, ended_at = ?, attempts = ?
       WHERE event_id = ? AND automation_id = ? AND run = ?`,
      to.state,
      to.nextAt,
      to.reason,
      isOver ? now : null,
      attempts,
      row.event_id,
      row.automation_id,
      row.run,
    );
    if (isOver && row.lane !== null) effects.lanes.push(row.lane);
    if (to.nextAt !== null) effects.nextAt = Math.min(effects.nextAt ?? to.nextAt, to.nextAt);
  }

  /** In each lane where one ended, the next one is woken if its moment has come. Same transaction as the end. */
  wakeLanes(effects: Effects, now: number): void {
    for (const lane of new Set(effects.lanes)) {
      const next = this.storage.sql
        .exec<DeliveryRow>(
          `SELECT * FROM deliveries WHERE lane = ? AND ended_at IS NULL
           ORDER BY due_at, event_id, automation_id, run LIMIT 1`,
          lane,
        )
        .toArray()[0];
      if (next?.state !== "ready" || next.next_at !== null) continue;
      this.set(next, { state: "ready", nextAt: now, reason: null });
      effects.due.push({ ...keyOf(next), connectionId: next.connection_id });
    }
    effects.lanes = [];
  }

  /** Writes what became of claimed deliveries. The same settlement twice changes nothing. */
  settle(settlements: Settled[], now: number): void {
    const effects = noEffects();
    this.storage.transactionSync(() => {
      for (const settled of settlements) this.settleOne(settled, now, effects);
      this.wakeLanes(effects, now);
    });
    if (effects.nextAt !== undefined) this.alarm.arm(effects.nextAt);
    for (const due of effects.due) this.tell(due, now, "fast");
    this.catchUp();
    faultAt("settle.after-commit");
  }

  private settleOne(settled: Settled, now: number, effects: Effects): void {
    const row = this.rowOf(settled.id);
    if (!row || row.ended_at !== null) return;
    const isHolder = row.state === "running" && row.claim_id === settled.claimId;
    // A success is a success, also when its lease had run out. Anything else is for the holder to say.
    if (!isHolder && settled.verdict.is !== "done") return;
    const to = settlementOf(settled.verdict, this.standingOf(row), now, this.random);
    const attempts = JSON.stringify([...attemptsOf(row), settled.attempt].slice(-mostAttempts));
    this.write(row, to, attempts, now, effects);
    const isWell = this.health.finished(
      row.connection_id,
      settled.id,
      settled.verdict,
      settled.attempt.tookMs,
      now,
    );
    if (isWell) this.release(row.connection_id, now, effects);
  }

  /**
   * Lets what a connection held go on, oldest first.
   * @param most all of it, or a single one that finds out whether the connection is well
   */
  release(connectionId: string, now: number, effects: Effects, most = Number.MAX_SAFE_INTEGER): number {
    const held = this.storage.sql
      .exec<DeliveryRow>(
        `SELECT * FROM deliveries WHERE state = 'held' AND connection_id = ?
         ORDER BY due_at, event_id, automation_id, run LIMIT ?`,
        connectionId,
        most,
      )
      .toArray();
    for (const row of held) {
      this.set(row, { state: "ready", nextAt: now, reason: null });
      effects.due.push({ ...keyOf(row), connectionId });
    }
    if (held.length > 0) effects.nextAt = Math.min(effects.nextAt ?? now, now + lostAfterMs);
    return held.length;
  }

  /**
   * Looks over what is due: leases that ran out are taken back, and what the queue does not know of, or lost, is told.
   * @returns when to look again (epoch milliseconds); undefined when nothing is left to do
   */
  drive(now: number): number | undefined {
    this.forgetLost(now);
    this.isBehind = false;
    const expired: DeliveryRow[] = [];
    let againAt: number | undefined;
    const lookAgain = (at: number) => {
      againAt = Math.min(againAt ?? at, at);
    };
    const rows = this.storage.sql.exec<DeliveryRow>(
      "SELECT * FROM deliveries WHERE next_at <= ? ORDER BY next_at LIMIT ?",
      now,
      mostScanned,
    );
    for (const row of rows) {
      if (row.state === "running") {
        expired.push(row);
        continue;
      }
      const busyUntil = this.health.busyUntil(row.connection_id);
      lookAgain(busyUntil > now ? busyUntil : now + lostAfterMs);
      const key = keyOf(row);
      if (this.outstanding.has(deliveryId(key))) continue;
      this.tell({ ...key, connectionId: row.connection_id }, now, row.tries > 0 ? "slow" : "fast");
      if (this.outstanding.size >= mostOutstanding) break;
    }
    if (expired.length > 0) this.takeBack(expired, now);
    const next = this.storage.sql
      .exec<{ at: number }>(
        "SELECT next_at AS at FROM deliveries WHERE next_at > ? ORDER BY next_at LIMIT 1",
        now,
      )
      .toArray()[0];
    if (next) lookAgain(next.at);
    return againAt;
  }

  /** Tells more of a backlog, as soon as the queue has worked off half of what it was told. */
  private catchUp(): void {
    if (!this.isBehind || this.outstanding.size > mostOutstanding / 2) return;
    this.isBehind = false;
    setTimeout(() => {
      const againAt = this.drive(this.now());
      if (againAt !== undefined) this.alarm.arm(againAt);
    }, catchUpMs);
  }

  /** Their consumer is gone. They run again where that is safe; where it is not, a person decides. */
  private takeBack(rows: DeliveryRow[], now: number): void {
    const effects = noEffects();
    this.storage.transactionSync(() => {
      for (const row of rows) {
        this.health.finished(row.connection_id, deliveryId(keyOf(row)), undefined, 0, now);
        const settlement = settlementOf(interrupted, this.standingOf(row), now, this.random);
        // An interruption is no fault of the tool's: the next try need not wait.
        const to = settlement.state === "retrying" ? { ...settlement, nextAt: now } : settlement;
        this.write(row, to, row.attempts, now, effects);
        if (to.state === "retrying") effects.due.push({ ...keyOf(row), connectionId: row.connection_id });
      }
      this.wakeLanes(effects, now);
    });
    for (const due of effects.due) this.tell(due, now, "slow");
    this.alarm.arm(now + lostAfterMs);
  }

  /** What decides about a delivery that ran. */
  private standingOf(row: DeliveryRow): {
    tries: number;
    repeatable: boolean;
    cancelRequested: string | null;
  } {
    const terms = this.book.termsOf(row.automation_id, row.version);
    const connection = this.book.connections.get(row.connection_id);
    const facts = terms && connection && this.runFactsOf(connection.tool, terms.action.action);
    return {
      tries: row.tries,
      repeatable: facts?.repeatable ?? false,
      cancelRequested: row.cancel_requested,
    };
  }

  /** Forgets ids that the queue seems to have lost. While claims come in, it is only busy. */
  private forgetLost(now: number): void {
    if (now - this.lastClaimAt < lostAfterMs) return;
    for (const [id, toldAt] of this.outstanding) if (now - toldAt >= lostAfterMs) this.outstanding.delete(id);
  }

  rowOf(id: string): DeliveryRow | undefined {
    const key = deliveryKey(id);
    if (!key) return undefined;
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

function isClaimable(row: DeliveryRow): boolean {
  return row.state === "waiting" || row.state === "ready" || row.state === "retrying";
}
