// How each connection fares: refused credentials (kept), and what only this moment needs to know (forgotten on restart):
// how many run at once, how fast, whether it is slow, and a breaker that gives a failing tool a rest.
import type { ConnectionConfig } from "../core/config";
import type { Verdict } from "../core/delivery";
import type { Health, HealthState } from "../flows/ports";
import type { RunFacts } from "./dispatch";

type Moment = {
  /** The deliveries under way, and the version of the connection each began with. */
  running: Map<string, number>;
  /** Troubles in a row. */
  troubles: number;
  /** Rests in a row, each twice as long as the one before. */
  rests: number;
  restsUntil: number;
  /** The tool asked to be left alone for so long. */
  askedUntil: number;
  /** After that, or after a rest, a single one finds out whether it is well again. */
  oneGoesFirst: boolean;
  /** All places are taken. */
  fullUntil: number;
  /** The rate is used up. */
  pacedUntil: number;
  isSlow: boolean;
  /** Requests that may still start, refilled by time. */
  allowance: number;
  refilledAt: number;
  isProbing: boolean;
};

const troublesBeforeRest = 5;
const firstRestMs = 2_000;
const longestRestMs = 5 * 60_000;
/** A tool's wish to be left alone is granted for this long; then one delivery finds out whether it still holds. */
const longestHintMs = 60 * 60_000;
/** A hint of no time at all is still a wish to slow down. */
const shortestHintMs = 1_000;
const slowMs = 3_000;
const placesTakenMs = 1_000;

export class ConnectionHealth {
  private readonly moments = new Map<string, Moment>();
  private readonly kept = new Map<string, Health>();

  constructor(private readonly sql: SqlStorage) {
    const rows = sql.exec<{
      connection_id: string;
      state: HealthState;
      problem: string | null;
      since: number;
      checked_at: number;
    }>("SELECT * FROM health");
    for (const row of rows)
      this.kept.set(row.connection_id, {
        state: row.state,
        problem: row.problem,
        since: row.since,
        checkedAt: row.checked_at,
      });
  }

  of(connectionId: string): Health | undefined {
    return this.kept.get(connectionId);
  }

  all(): Record<string, Health> {
    return Object.fromEntries(this.kept);
  }

  /** Writes a state down where it differs from what is known; `always` also where only the time of checking does. */
  note(connectionId: string, state: HealthState, problem: string | null, now: number, always = false): void {
    const before = this.kept.get(connectionId);
    const isSame = before?.state === state && before.problem === problem;
    if (isSame && !always) return;
    const since = before?.state === state ? before.since : now;
    this.kept.set(connectionId, { state, problem, since, checkedAt: now });
    this.sql.exec(
      `INSERT INTO health VALUES (?, ?, ?, ?, ?) ON CONFLICT (connection_id) DO UPDATE
       SET state = excluded.state, problem = excluded.problem, since = excluded.since, checked_at = excluded.checked_at`,
      connectionId,
      state,
      problem,
      since,
      now,
    );
  }

  /** A tool's own words may name somebody who is to be forgotten. */
  mask(mask: (text: string) => string): void {
    for (const [id, { state, problem, checkedAt }] of this.kept) {
      const masked = problem === null ? null : mask(problem);
      if (masked !== problem) this.note(id, state, masked, checkedAt);
    }
  }

  /** Why the connection was refused; undefined while it is not. */
  refusal(connectionId: string): string | undefined {
    const health = this.kept.get(connectionId);
    return health?.state === "refused" ? (health.problem ?? "The tool refused the credentials.") : undefined;
  }

  /** Lets one delivery of a refused connection through, to find out whether it is well again. */
  probe(connectionId: string): void {
    this.moment(connectionId).isProbing = true;
  }

  mayProbe(connectionId: string): boolean {
    const moment = this.moment(connectionId);
    return moment.isProbing && moment.running.size === 0;
  }

  /** Its settings are others now: what the tool wished for before says nothing about them. */
  forgive(connectionId: string): void {
    const moment = this.moments.get(connectionId);
    if (!moment) return;
    Object.assign(moment, { troubles: 0, rests: 0, restsUntil: 0, askedUntil: 0, oneGoesFirst: false });
  }

  isSlow(connectionId: string): boolean {
    return this.moments.get(connectionId)?.isSlow ?? false;
  }

  isUnderWay(connectionId: string): boolean {
    return (this.moments.get(connectionId)?.running.size ?? 0) > 0;
  }

  /** Until when nothing of this connection need be given out: it rests, or all its places are taken. */
  busyUntil(connectionId: string): number {
    const moment = this.moments.get(connectionId);
    return moment ? Math.max(moment.restsUntil, moment.askedUntil, moment.fullUntil, moment.pacedUntil) : 0;
  }

  /** Whether one more may run now: the breaker, the places, and the rate. */
  hasPlace(connectionId: string, facts: RunFacts, now: number): boolean {
    const moment = this.moment(connectionId);
    if (Math.max(moment.restsUntil, moment.askedUntil) > now) return false;
    const isCareful = moment.oneGoesFirst || moment.troubles >= troublesBeforeRest;
    const places = isCareful ? 1 : facts.concurrency;
    if (moment.running.size >= places) {
      moment.fullUntil = now + placesTakenMs; // or until one of them is finished
      return false;
    }
    if (facts.perSecond === undefined) return true;
    const gained = (Math.max(0, now - moment.refilledAt) / 1000) * facts.perSecond;
    moment.allowance = Math.min(Math.max(1, facts.perSecond), moment.allowance + gained);
    moment.refilledAt = now;
    if (moment.allowance >= 1) return true;
    moment.pacedUntil = now + Math.ceil(((1 - moment.allowance) / facts.perSecond) * 1000);
    return false;
  }

  started(connection: ConnectionConfig, deliveryId: string): void {
    const moment = this.moment(connection.id);
    moment.running.set(deliveryId, connection.version);
    moment.allowance -= 1;
  }

  /** The version of the connection that a delivery under way began with; undefined when that is not known any more. */
  versionOf(connectionId: string, deliveryId: string): number | undefined {
    return this.moments.get(connectionId)?.running.get(deliveryId);
  }

  /**
   * @param verdict undefined when nobody knows, because the consumer is gone
   * @returns whether the connection, in trouble until now, has turned out to be well
   */
  finished(
    connectionId: string,
    deliveryId: string,
    verdict: Verdict | undefined,
    tookMs: number,
    now: number,
  ): boolean {
    const moment = this.moment(connectionId);
    moment.running.delete(deliveryId);
    moment.fullUntil = 0;
    if (!verdict) return false;
    moment.isSlow = tookMs >= slowMs;
    if (verdict.is === "refused") {
      moment.isProbing = false;
      this.note(connectionId, "refused", verdict.reason, now);
      return false;
    }
    if (verdict.is === "retry" && verdict.slowDown && verdict.afterMs !== undefined) {
      const wishMs = Math.min(Math.max(verdict.afterMs, shortestHintMs), longestHintMs);
      moment.askedUntil = Math.max(moment.askedUntil, now + wishMs);
      moment.oneGoesFirst = true;
      return false;
    }
    if (verdict.is === "retry" || verdict.is === "unknown") {
      moment.troubles++;
      if (moment.troubles >= troublesBeforeRest && moment.restsUntil <= now) {
        moment.restsUntil = now + Math.min(firstRestMs * 2 ** moment.rests, longestRestMs);
        moment.rests++;
        // To be refused is worse: what is held for it goes on only once a delivery has gone through.
        if (this.refusal(connectionId) === undefined) this.note(connectionId, "trouble", verdict.reason, now);
      }
      return false;
    }
    moment.troubles = 0;
    moment.rests = 0;
    moment.oneGoesFirst = false;
    moment.restsUntil = 0;
    if (verdict.is !== "done") return false;
    const wasWell = this.of(connectionId)?.state === "ok";
    moment.isProbing = false;
    this.note(connectionId, "ok", null, now);
    return !wasWell;
  }

  private moment(connectionId: string): Moment {
    let moment = this.moments.get(connectionId);
    if (!moment) {
      moment = {
        running: new Map(),
        troubles: 0,
        rests: 0,
        restsUntil: 0,
        askedUntil: 0,
        oneGoesFirst: false,
        fullUntil: 0,
        pacedUntil: 0,
        isSlow: false,
        allowance: 1,
        refilledAt: 0,
        isProbing: false,
      };
      this.moments.set(connectionId, moment);
    }
    return moment;
  }
}
