// Applying automations to customers who are already there: a job per automation, kept in a row and worked off in slices,
// each customer in a transaction that also notes how far it has come. So it may be interrupted anywhere.
import type { Automation } from "../core/automation";
import { timeUnits } from "../core/automation";
import {
  alreadyReason,
  type Backfill,
  type BackfillOrder,
  enoughReason,
  isOnePerCustomer,
  isTakenBack,
  reasonAgainst,
  type SeenTo,
  takeBackTypes,
  takenBackReason,
  tallied,
} from "../core/backfill";
import type { Fact } from "../core/event";
import { faultAt } from "../core/faults";
import { needsData, prunedReason } from "../core/look-back";
import { type Planned, plan } from "../core/plan";
import { failedReason } from "../core/tally";
import type { Refused } from "../flows/ports";
import type { Book } from "./book";
import type { Effects, Intake } from "./intake";
import { heardBy } from "./looking-back";
import { type EventRow, factOf, shopEventOf } from "./records";
import { Walk } from "./walk";

/** Customers seen to in one slice; events come in between. */
const slice = 100;
const betweenSlicesMs = 20;
/** After something went wrong. */
const againMs = 1000;
/** A customer's events that are considered, the latest. */
const mostEvents = 200;

export const appliedBecause = "The automation was applied to customers who were already there.";

/** One transaction, and what must follow from it for the ledger to wake in time. */
type Commit = (work: (effects: Effects) => void) => void;

export class Backfills {
  private readonly walk = new Walk("an automation could not be applied to a customer");

  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
    private readonly intake: Intake,
    private readonly commit: Commit,
  ) {}

  of(automationId: string): Backfill | undefined {
    const row = this.sql
      .exec<{ json: string }>("SELECT json FROM jobs WHERE automation_id = ?", automationId)
      .toArray()[0];
    return row && read(row);
  }

  private running(): Backfill[] {
    return this.sql
      .exec<{ json: string }>("SELECT json FROM jobs WHERE state = 'running'")
      .toArray()
      .map(read);
  }

  get isRunning(): boolean {
    return this.sql.exec("SELECT 1 FROM jobs WHERE state = 'running' LIMIT 1").toArray().length > 0;
  }

  /** The same order twice starts one job. */
  start(automationId: string, order: BackfillOrder, now: number): Backfill | Refused {
    const before = this.of(automationId);
    if (before?.order.id === order.id) return before;
    if (before?.state === "running" && before.order.expected !== undefined)
      return { refused: "It is being applied already." };
    const automation = this.book.automations.get(automationId);
    if (automation?.version !== order.version)
      return { refused: "Its latest edit is still on its way to be in force. Try again in a moment." };
    if (!automation.enabled && order.expected !== undefined)
      return { refused: "It is paused. Turn it on first." };
    const since = order.days === undefined ? 0 : now - order.days * timeUnits.days;
    const job: Backfill = {
      automationId,
      order,
      since,
      state: "running",
      reason: null,
      cursor: "",
      looked: 0,
      total: this.customersSince(since),
      made: 0,
      leftOut: [],
      startedAt: now,
      endedAt: null,
    };
    this.save(job);
    return job;
  }

  /** Stops a job that runs. What it has made stays. */
  stop(automationId: string, now: number): Backfill | undefined {
    const job = this.of(automationId);
    if (job?.state !== "running") return job;
    return this.end(job, "cancelled", "A person stopped it.", now);
  }

  /**
   * Goes on with every job by one slice.
   * @returns when to go on (epoch milliseconds, later than now), if there is more to do
   */
  goOn(now: number): number | undefined {
    const jobs = this.running();
    if (jobs.length === 0) return undefined;
    const isStuck = jobs.map((job) => this.goOnWith(job, now)).includes("stuck");
    faultAt("apply.after-commit");
    if (isStuck) return now + againMs;
    return this.isRunning ? now + betweenSlicesMs : undefined;
  }

  private goOnWith(job: Backfill, now: number): "well" | "stuck" {
    const automation = this.book.automations.get(job.automationId);
    const isCount = job.order.expected === undefined;
    if (automation?.version !== job.order.version) {
      this.end(job, "cancelled", "The automation was changed or deleted meanwhile.", now);
      return "well";
    }
    const asked = { ...automation, enabled: automation.enabled || isCount };
    const customers = this.customersAfter(job);
    const { job: at, isStuck } = this.walk.through(
      job.automationId,
      job,
      customers,
      (before, customerId) => this.take(before, customerId, asked, now),
      (before, customerId) => tallied(before, customerId, { made: 0, leftOut: failedReason }),
    );
    if (!isStuck && customers.length < slice) this.end(at, "done", null, now);
    else this.save(at);
    return isStuck ? "stuck" : "well";
  }

  /** Sees to one customer. @returns how far the job has come */
  private take(job: Backfill, customerId: string, automation: Automation, now: number): Backfill {
    let after = job;
    this.commit((effects) => {
      after = tallied(job, customerId, this.seeTo(customerId, automation, job, now, effects));
      // What is only counted may be counted again.
      if (job.order.expected !== undefined) this.save(after);
      faultAt("apply.before-commit");
    });
    return after;
  }

  /** Owes what the automation owes one customer, or only counts it. */
  private seeTo(
    customerId: string,
    automation: Automation,
    job: Backfill,
    now: number,
    effects: Effects,
  ): SeenTo {
    const heard = this.heardOf(customerId, automation, job.since);
    if (heard.length === 0) return { made: 0 };
    const isOne = isOnePerCustomer(automation);
    if (isOne && this.hasDelivery(customerId, automation.id)) return { made: 0, leftOut: alreadyReason };
    const { past, expected } = job.order;
    const takenBack = takenBackOf(this.sql, customerId);
    const taken = new Set<string>();
    let made = 0;
    let against: string | undefined;
    for (const id of heard) {
      const row = this.intake.eventWhere("id = ?", id);
      if (!row) continue;
      const planned = this.planFor(row, automation, past, takenBack, taken, now);
      const isEnough = job.made + made >= (expected ?? Infinity);
      if (typeof planned === "string" || isEnough) {
        against ??= typeof planned === "string" ? planned : enoughReason;
        continue;
      }
      for (const key of planned.onceKeys) taken.add(key);
      if (expected !== undefined) this.intake.oweEarlier(row, planned, appliedBecause, now, effects);
      made++;
      if (isOne) break;
    }
    return made > 0 || against === undefined ? { made } : { made, leftOut: against };
  }

  private planFor(
    row: EventRow,
    automation: Automation,
    past: BackfillOrder["past"],
    takenBack: Fact[],
    taken: Set<string>,
    now: number,
  ): Planned | string {
    const fact = factOf(row);
    if (isTakenBack(fact, takenBack)) return takenBackReason;
    if (row.data === null && needsData(automation, this.intake.actionFor(automation))) return prunedReason;
    const known = this.intake.knownFor(row, fact, { isNew: false }, now);
    const onceTaken = (id: string, key: string) => taken.has(key) || known.onceTaken(id, key);
    const { deliveries, unmatched } = plan(
      shopEventOf(row, fact),
      [automation],
      { ...known, onceTaken },
      row.hops,
    );
    const [planned] = deliveries;
    if (!planned) return unmatched[0]?.reason ?? alreadyReason;
    return reasonAgainst(planned, past, now) ?? planned;
  }

  /** A customer's events that the automation listens to, the latest first. */
  private heardOf(customerId: string, automation: Automation, since: number): number[] {
    const { where, value } = heardBy(automation);
    return this.sql
      .exec<{ id: number }>(
        `SELECT id FROM events WHERE customer_id = ?1 AND id >= ?2 AND erased_at IS NULL AND state <> 'incomplete'
         AND ${where("?3")} ORDER BY effective_at DESC, id DESC LIMIT ?4`,
        customerId,
        since * 1000,
        value,
        mostEvents,
      )
      .toArray()
      .map((row) => row.id);
  }

  /** Whether there is anything by this automation for this customer, because of whichever event. */
  private hasDelivery(customerId: string, automationId: string): boolean {
    return (
      this.sql
        .exec(
          `SELECT 1 FROM events e JOIN deliveries d ON d.event_id = e.id AND d.automation_id = ?2
           WHERE e.customer_id = ?1 LIMIT 1`,
          customerId,
          automationId,
        )
        .toArray().length > 0
    );
  }

  // From the index of customers alone, to which every event's number belongs.

  private customersSince(since: number): number {
    return this.sql
      .exec<{ n: number }>(
        "SELECT COUNT(DISTINCT customer_id) AS n FROM events WHERE customer_id > '' AND id >= ?",
        since * 1000,
      )
      .one().n;
  }

  private customersAfter({ cursor, since }: Backfill): string[] {
    return this.sql
      .exec<{ customer_id: string }>(
        "SELECT DISTINCT customer_id FROM events WHERE customer_id > ? AND id >= ? ORDER BY customer_id LIMIT ?",
        cursor,
        since * 1000,
        slice,
      )
      .toArray()
      .map((row) => row.customer_id);
  }

  private end(job: Backfill, state: "done" | "cancelled", reason: string | null, now: number): Backfill {
    const ended = { ...job, state, reason, endedAt: now };
    this.save(ended);
    return ended;
  }

  private save(job: Backfill): void {
    this.sql.exec(
      `INSERT INTO jobs VALUES (?, ?, ?)
       ON CONFLICT (automation_id) DO UPDATE SET state = excluded.state, json = excluded.json`,
      job.automationId,
      job.state,
      JSON.stringify(job),
    );
  }
}

/** A customer's refunds and cancelled orders, the latest. */
export function takenBackOf(sql: SqlStorage, customerId: string): Fact[] {
  return sql
    .exec<Pick<EventRow, "fact">>(
      `SELECT fact FROM events WHERE customer_id = ? AND erased_at IS NULL
       AND type IN (SELECT value FROM json_each(?)) ORDER BY effective_at DESC LIMIT ?`,
      customerId,
      JSON.stringify(takeBackTypes),
      mostEvents,
    )
    .toArray()
    .map(factOf);
}

function read({ json }: { json: string }): Backfill {
  return JSON.parse(json) as Backfill; // written by `save`
}
