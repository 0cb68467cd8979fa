// What is forgotten, and when: bodies and attempts after 30 days, events after 400, unless something still hangs on them.
import { timeUnits } from "../core/automation";

export const keepBodiesMs = 30 * timeUnits.days;
export const keepEventsMs = 400 * timeUnits.days;
const everyMs = 6 * timeUnits.hours;
const slice = 500;
/** A ledger may hold 10 GB; past this share bodies go first, oldest first, whatever their age. */
const fullBytes = 0.7 * 10 * 1024 ** 3;

export class Pruning {
  private nextAt = 0;

  constructor(private readonly sql: SqlStorage) {}

  /**
   * Prunes one slice when it is time to.
   * @returns when to go on (epoch milliseconds), if there is more to prune now
   */
  prune(now: number): number | undefined {
    if (now < this.nextAt) return undefined;
    const isFull = this.sql.databaseSize > fullBytes;
    const pruned =
      this.bodies((now - (isFull ? timeUnits.days : keepBodiesMs)) * 1000) +
      this.events((now - keepEventsMs) * 1000);
    if (pruned >= slice) return now + 1000;
    this.terms();
    this.nextAt = now + everyMs;
    return undefined;
  }

  private bodies(before: number): number {
    const bodies = this.sql.exec(
      `UPDATE events SET data = NULL, raw = NULL WHERE id IN (
         SELECT e.id FROM events e WHERE e.id < ? AND e.data IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = e.id AND d.ended_at IS NULL) LIMIT ?)`,
      before,
      slice,
    );
    const attempts = this.sql.exec(
      `UPDATE deliveries SET attempts = NULL WHERE (event_id, automation_id, run) IN (
         SELECT event_id, automation_id, run FROM deliveries
         WHERE event_id < ? AND ended_at IS NOT NULL AND attempts IS NOT NULL LIMIT ?)`,
      before,
      slice,
    );
    return Math.max(bodies.rowsWritten, attempts.rowsWritten);
  }

  private events(before: number): number {
    const old = this.sql
      .exec<{ id: number }>(
        `SELECT id FROM events e WHERE id < ?
         AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = e.id AND d.ended_at IS NULL) LIMIT ?`,
        before,
        slice,
      )
      .toArray();
    const ids = JSON.stringify(old.map((row) => row.id));
    for (const table of ["deliveries", "awaiting"])
      this.sql.exec(`DELETE FROM ${table} WHERE event_id IN (SELECT value FROM json_each(?))`, ids);
    this.sql.exec("DELETE FROM events WHERE id IN (SELECT value FROM json_each(?))", ids);
    return old.length;
  }

  /** Terms nothing was scheduled by any more. */
  private terms(): void {
    this.sql.exec(
      `DELETE FROM terms WHERE NOT EXISTS (
         SELECT 1 FROM deliveries d WHERE d.automation_id = terms.automation_id AND d.version = terms.version)`,
    );
  }
}
