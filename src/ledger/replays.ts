// Replaying many events: a job kept in a row, first counted, then worked off by the alarm in slices, oldest first. Each
// event is replayed in a transaction that also notes how far the job has come, so it may be interrupted anywhere.
import { enoughReason } from "../core/backfill";
import { faultAt } from "../core/faults";
import {
  mostReplayed,
  type Replay,
  type ReplayOrder,
  type Seen,
  withCounted,
  withReplayed,
} from "../core/replay";
import { failedReason } from "../core/tally";
import type { Miscounted, Refused } from "../flows/ports";
import { fits } from "./event-choice";
import type { Effects, Intake } from "./intake";
import type { EventRow } from "./records";
import { type Plan, type Replaying, replayPlanOf } from "./replaying";
import { Walk } from "./walk";

/** Events looked at in one slice, and of these seen to; others come in between. */
const lookedAtOnce = 1000;
const countedAtOnce = 200;
const replayedAtOnce = 25;
const betweenSlicesMs = 20;
/** While there is enough to do, so that what has just come in goes first; and after something went wrong. */
const busyAgainMs = 250;
const againMs = 1000;
/** Jobs are remembered for as long as they are among the latest. */
const mostKept = 20;

const changedReason = "Something has changed since it was counted.";
const nothingReason = "There is nothing to repeat.";

/** One transaction, and what must follow from it for the ledger to wake in time. */
type Commit = (work: (effects: Effects) => void) => void;
type Stretch = { numbers: number[]; end: number; isLast: boolean };

export class Replays {
  private readonly walk = new Walk("an event could not be replayed");
  /** What the rows say, so that an alarm that has nothing to do here asks nothing. */
  private working: boolean;

  constructor(
    private readonly sql: SqlStorage,
    private readonly intake: Intake,
    private readonly replaying: Replaying,
    private readonly commit: Commit,
  ) {
    this.working = this.atWork() !== undefined;
  }

  get isRunning(): boolean {
    return this.working;
  }

  /** The latest, newest first. */
  all(): Replay[] {
    return this.sql
      .exec<{ json: string }>("SELECT json FROM replays ORDER BY began_at DESC, id DESC")
      .toArray()
      .map(read);
  }

  private of(id: string): Replay | undefined {
    return this.sql
      .exec<{ json: string }>("SELECT json FROM replays WHERE id = ?", id)
      .toArray()
      .map(read)[0];
  }

  private atWork(): Replay | undefined {
    return this.all().find(({ state }) => state === "counting" || state === "running");
  }

  // ── What a person asks for ──

  /** Begins to count. A count that was not started makes room; the same order twice is one job. */
  count(order: ReplayOrder, now: number): Replay | Refused {
    const known = this.of(order.id);
    if (known) return known;
    if (this.all().some(({ state }) => state === "running" || state === "paused"))
      return { refused: "Another replay is under way. Wait for its end, or stop it." };
    const { id, filter, which, terms } = order;
    const { from = 0, to = Number.MAX_SAFE_INTEGER / 1000 } = filter;
    const newest = this.sql.exec<{ id: number }>("SELECT COALESCE(MAX(id), 0) AS id FROM events").one().id;
    const job: Replay = {
      id,
      state: "counting",
      filter,
      which,
      terms,
      reason: null,
      countedTo: null,
      events: 0,
      deliveries: 0,
      byAutomation: [],
      looked: 0,
      replayed: 0,
      made: 0,
      leftAlone: [],
      countedAt: now,
      startedAt: null,
      endedAt: null,
      cursor: beginning({ from }),
      until: Math.min(newest, to * 1000 - 1),
    };
    this.sql.exec("DELETE FROM replays WHERE state IN ('counting', 'counted')");
    this.sql.exec(
      "DELETE FROM replays WHERE id NOT IN (SELECT id FROM replays ORDER BY began_at DESC, id DESC LIMIT ?)",
      mostKept - 1,
    );
    this.save(job);
    return job;
  }

  /**
   * How many events match by now, of those that were there when it was counted.
   * @param pause lets others in between two slices
   */
  async recount(id: string, now: number, pause: () => Promise<void>): Promise<number> {
    const job = this.of(id);
    if (!job) return 0;
    let count = 0;
    for (let after = beginning(job.filter); ; ) {
      const { numbers, end, isLast } = this.stretch({ ...job, cursor: after }, lookedAtOnce, now);
      count += numbers.length;
      if (isLast) return count;
      after = end;
      await pause();
    }
  }

  /** @param events how many match by now; see `recount` */
  start(id: string, expected: number, events: number, now: number): Replay | Miscounted | undefined {
    const job = this.of(id);
    if (!job) return undefined;
    if (job.startedAt !== null && job.deliveries === expected) return job; // the same call again
    if (job.state === "counting") return { refused: "It is still being counted. Wait for the number." };
    if (job.state !== "counted")
      return { refused: `It cannot be started any more (${job.state}). Count anew.` };
    if (job.deliveries !== expected)
      return {
        refused: `It would ring ${job.deliveries} times, not ${expected}. Nothing was done.`,
        count: job.deliveries,
      };
    if (events > job.events)
      return {
        refused: `${events} events match by now, not ${job.events}. Nothing was done: count anew.`,
        count: events,
      };
    return this.save({
      ...job,
      state: "running",
      leftAlone: [],
      cursor: beginning(job.filter),
      startedAt: now,
    });
  }

  /** @returns refused when it has ended, or has not begun */
  steer(id: string, to: "pause" | "resume" | "stop", now: number): Replay | Refused | undefined {
    const job = this.of(id);
    if (!job) return undefined;
    const { state } = job;
    if (to === "stop") {
      if (state === "stopped") return job;
      if (state === "done") return { refused: "It has already ended." };
      return this.end(job, "stopped", "A person stopped it.", now);
    }
    if (state !== "running" && state !== "paused")
      return { refused: `Only what is under way can be paused (${state}).` };
    return this.save({ ...job, state: to === "pause" ? "paused" : "running" });
  }

  // ── Slice by slice ──

  /**
   * @param isBusy whether tools have enough to do for now
   * @returns when to go on (epoch milliseconds, later than now), if there is more to do
   */
  goOn(now: number, isBusy: () => boolean): number | undefined {
    const job = this.working ? this.atWork() : undefined;
    if (!job) return undefined;
    if (job.state === "running" && isBusy()) return now + busyAgainMs;
    const isStuck = job.state === "counting" ? this.goOnCounting(job, now) : this.goOnReplaying(job, now);
    faultAt("replay.after-commit");
    if (isStuck) return now + againMs;
    return this.working ? now + betweenSlicesMs : undefined;
  }

  private goOnCounting(job: Replay, now: number): boolean {
    const { numbers, end, isLast } = this.stretch(job, countedAtOnce, now);
    const { job: at, isStuck } = this.walk.through(
      job.id,
      job,
      numbers,
      (before, number) => withCounted(before, number, this.seen(before, number, now).seen),
      (before, number) => withCounted(before, number, failed),
    );
    const to = isStuck ? at.cursor : end;
    const counted = { ...at, cursor: to, countedTo: Math.floor(to / 1000) };
    if (counted.events > mostReplayed) this.end(counted, "stopped", tooManyReason, now);
    else if (isLast && !isStuck) this.save({ ...counted, state: "counted" });
    else this.save(counted);
    return isStuck;
  }

  private goOnReplaying(job: Replay, now: number): boolean {
    const { numbers, end, isLast } = this.stretch(job, replayedAtOnce, now);
    const { job: at, isStuck } = this.walk.through(
      job.id,
      job,
      numbers,
      (before, number) => this.replay(before, number, now),
      (before, number) => withReplayed(before, number, failed),
    );
    if (isStuck) this.save(at);
    else if (isLast) this.end({ ...at, cursor: end }, "done", null, now);
    else this.save({ ...at, cursor: end });
    return isStuck;
  }

  /** Replays one event, in a transaction that also notes how far the job has come. */
  private replay(job: Replay, number: number, now: number): Replay {
    let after = job;
    this.commit((effects) => {
      const { row, plan, seen } = this.seen(job, number, now);
      if (row && plan && seen.rings.length > 0) this.replaying.carryOut(row, plan, job, "many", now, effects);
      after = this.save(withReplayed(job, number, seen));
      faultAt("replay.before-commit");
    });
    return after;
  }

  /** What an event comes to. Once the job runs, only what was counted rings. */
  private seen(job: Replay, number: number, now: number): { row?: EventRow; plan?: Plan; seen: Seen } {
    const row = this.intake.eventWhere("id = ?", number);
    const plan = row && this.replaying.plan(row, job, "many", now);
    if (!plan || "refused" in plan) return { seen: leftAlone(plan?.refused ?? nothingReason) };
    const { rings, leftAlone: others } = replayPlanOf(plan);
    if (rings.length === 0) return { seen: leftAlone(others[0]?.reason ?? nothingReason) };
    if (job.state === "counting") return { row, plan, seen: { rings } };
    const isCounted = rings.every((ring) =>
      job.byAutomation.some(
        (one) =>
          one.automationId === ring.automationId &&
          (job.terms === "original" || one.version === ring.version),
      ),
    );
    if (!isCounted) return { seen: leftAlone(changedReason) };
    if (job.made + rings.length > job.deliveries) return { seen: leftAlone(enoughReason) };
    return { row, plan, seen: { rings } };
  }

  /** The next events that match, oldest first, and how far that is. */
  private stretch({ filter, cursor, until }: Replay, most: number, now: number): Stretch {
    const { sql, values } = fits(filter, now);
    const { customerId } = filter;
    const rows = this.sql
      .exec<{ id: number; isMeant: number }>(
        `SELECT id, ${sql} AS isMeant FROM events
         WHERE id > ? AND id <= ? ${customerId === undefined ? "" : "AND customer_id = ?"} ORDER BY id LIMIT ?`,
        ...values,
        ...[cursor, until],
        ...(customerId === undefined ? [] : [customerId]),
        lookedAtOnce,
      )
      .toArray();
    const meant = rows.filter(({ isMeant }) => isMeant === 1).map(({ id }) => id);
    const numbers = meant.slice(0, most);
    if (meant.length > most) return { numbers, end: numbers.at(-1) ?? cursor, isLast: false };
    return { numbers, end: rows.at(-1)?.id ?? cursor, isLast: rows.length < lookedAtOnce };
  }

  private end(job: Replay, state: "done" | "stopped", reason: string | null, now: number): Replay {
    return this.save({ ...job, state, reason, endedAt: now });
  }

  private save(job: Replay): Replay {
    this.sql.exec(
      `INSERT INTO replays (id, state, began_at, json) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET state = excluded.state, json = excluded.json`,
      job.id,
      job.state,
      job.countedAt,
      JSON.stringify(job),
    );
    this.working = job.state === "counting" || job.state === "running";
    return job;
  }
}

const tooManyReason = `More than ${mostReplayed.toLocaleString("en")} events match, which is the most that is replayed at once. Choose a shorter time.`;

const leftAlone = (reason: string): Seen => ({ rings: [], leftAlone: reason });
const failed = leftAlone(failedReason);

/** The number that the events in question come after. */
const beginning = ({ from = 0 }: { from?: number }) => from * 1000 - 1;

function read({ json }: { json: string }): Replay {
  return JSON.parse(json) as Replay; // written by `save`
}
