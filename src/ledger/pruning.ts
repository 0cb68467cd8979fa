// What is forgotten, and when: bodies and attempts after 30 days, events after 400, unless something still hangs on them.
import { timeUnits } from "../core/automation";
import { dayAt } from "../core/calendar";
import { scanOfKey } from "../core/scan";
import type { Book } from "./book";
import type { Tickets } from "./tickets";

export const keepBodiesMs = 30 * timeUnits.days;
export const keepEventsMs = 400 * timeUnits.days;
const everyMs = timeUnits.days;
const pauseMs = 1000;
/** Events looked at in one slice. */
const slice = 500;
/** A ledger may hold 10 GB; past this share bodies go first, oldest first, whatever their age. */
const fullBytes = 0.7 * 10 * 1024 ** 3;
/** When the next round is due, in the ledger's memory of itself. */
const nextKey = "prune_at";

export class Pruning {
  private nextAt: number;
  /** How far this round has come: the last event looked at. */
  private at = 0;

  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
    private readonly tickets: Pick<Tickets, "forget" | "forgetScan">,
  ) {
    this.nextAt = Number(book.meta(nextKey) ?? 0);
  }

  /**
   * Once a day, goes through what is old, slice by slice.
   * @returns when to go on (epoch milliseconds), if this round is not through
   */
  prune(now: number): number | undefined {
    if (now < this.nextAt) return undefined;
    const isFull = this.sql.databaseSize > fullBytes;
    const oldBodies = (now - (isFull ? timeUnits.days : keepBodiesMs)) * 1000;
    const until = this.sql
      .exec<{ id: number | null }>(
        "SELECT MAX(id) AS id FROM (SELECT id FROM events WHERE id > ? AND id < ? ORDER BY id LIMIT ?)",
        this.at,
        oldBodies,
        slice,
      )
      .one().id;
    if (until === null) {
      this.marks();
      this.counts(now);
      this.sql.exec("DELETE FROM quarters WHERE at < ?", now - keepEventsMs);
      this.at = 0;
      this.nextAt = now + everyMs;
      this.book.setMeta(nextKey, this.nextAt);
      return undefined;
    }
    this.events(this.at, Math.min(until, (now - keepEventsMs) * 1000));
    this.bodies(this.at, until);
    this.at = until;
    return now + pauseMs;
  }

  /** Bodies and attempts of events after one and up to another. */
  private bodies(after: number, until: number): void {
    this.sql.exec(
      `UPDATE events SET data = NULL, raw = NULL WHERE id > ? AND id <= ? AND (data IS NOT NULL OR raw IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = events.id AND d.ended_at IS NULL)`,
      after,
      until,
    );
    this.sql.exec(
      `UPDATE deliveries SET attempts = NULL
       WHERE event_id > ? AND event_id <= ? AND ended_at IS NOT NULL AND attempts IS NOT NULL`,
      after,
      until,
    );
  }

  private events(after: number, until: number): void {
    const old = this.sql
      .exec<{ id: number; fact_key: string }>(
        // What rests goes on from what was told before, so all of that is needed until then.
        `SELECT id, fact_key FROM events e WHERE id > ? AND id <= ?
         AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = e.id AND d.ended_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM expectations x WHERE x.customer_id = e.customer_id AND x.state = 'open'
           AND (x.set_by = e.id OR x.ends_at IS NULL))`,
        after,
        until,
      )
      .toArray();
    for (const { fact_key } of old) {
      const scan = scanOfKey(fact_key);
      if (scan) this.tickets.forgetScan(scan.codeId, scan.key);
    }
    this.tickets.forget(old.map((row) => row.id));
    const ids = JSON.stringify(old.map((row) => row.id));
    this.sql.exec(
      `DELETE FROM expectations WHERE set_by IN (SELECT value FROM json_each(?1))
       AND customer_id IN (SELECT customer_id FROM events WHERE id IN (SELECT value FROM json_each(?1)))`,
      ids,
    );
    for (const table of ["deliveries", "awaiting", "also_told"])
      this.sql.exec(`DELETE FROM ${table} WHERE event_id IN (SELECT value FROM json_each(?))`, ids);
    this.sql.exec("DELETE FROM events WHERE id IN (SELECT value FROM json_each(?))", ids);
  }

  /** Counts of campaign codes that are as old as events may be, or whose code is gone: from one code to the next. */
  private counts(now: number): void {
    const oldest = dayAt(now - keepEventsMs, this.book.timeZone);
    const next = (after: string) =>
      this.sql
        .exec<{ code: string }>("SELECT code FROM scan_days WHERE code > ? ORDER BY code LIMIT 1", after)
        .toArray()[0]?.code;
    for (let code = next(""); code !== undefined; code = next(code))
      this.sql.exec(
        "DELETE FROM scan_days WHERE code = ? AND day < ?",
        code,
        this.book.codes.has(code) ? oldest : "~",
      );
  }

  /** What is known of automations and sources that are no more. */
  private marks(): void {
    for (const table of ["once", "jobs"])
      this.sql.exec(
        `DELETE FROM ${table} WHERE automation_id NOT IN (SELECT id FROM config WHERE kind = 'automation')`,
      );
    this.sql.exec("DELETE FROM heard WHERE source_id NOT IN (SELECT id FROM config WHERE kind = 'source')");
  }
}
