// How much happened when. A quarter of an hour that is over is counted once, when somebody asks or the watchdog comes by, and kept;
// what has happened since is counted anew each time. Nothing is written on the way of an event or a delivery for it.
import { timeUnits } from "../core/automation";
import {
  type Counted,
  type Heard,
  type History,
  historyOf,
  quarterMs,
  quarterOf,
  spansOf,
} from "../core/counts";
import { receivedAtOf } from "../core/event";
import { eventId } from "../core/ids";
import type { Book } from "./book";
import { endedLate, endsSoonMs } from "./schema";

/** A quarter counts as over a little later: the machine a ledger moves to may have a clock that is behind. */
const overAfterMs = 60_000;
/** So far back is counted: what can be asked for, and as much before it. */
const reachMs = 62 * timeUnits.days;
/** Events looked at in one slice, unless more of them came in one quarter of an hour. */
const slice = 5_000;
const latelyMs = 7 * timeUnits.days;

/** @property last the last event of these; 0 of deliveries */
type Row = Counted & { source_id: string; last: number };

export class Counts {
  constructor(
    private readonly storage: DurableObjectStorage,
    private readonly book: Book,
  ) {}

  /** Counts what is over, slice by slice, so that events come in meanwhile. To count again changes nothing. */
  async catchUp(now: number): Promise<void> {
    const until = quarterOf(now - overAfterMs);
    for (let from = this.countedUntil(now); from < until; ) {
      from = this.storage.transactionSync(() => this.countSlice(from, until));
      if (from < until) await scheduler.wait(1);
    }
  }

  history(days: number, now: number): History {
    const { timeZone } = this.book;
    const spans = spansOf(days, now, timeZone);
    return historyOf(this.since(spans.before.from, now), spans, timeZone);
  }

  /** Of each source that has told of something, or was refused. */
  heard(now: number): Record<string, Heard> {
    const heard: Record<string, Heard> = {};
    const of = (id: string) => (heard[id] ??= { lastEvent: null, events: 0, lastRefusedAt: null });
    const hears = (id: string, event: number) => {
      of(id).lastEvent = { id: eventId(event), at: receivedAtOf(event) };
    };
    const { sql } = this.storage;
    for (const row of sql.exec<{ source_id: string; event_id: number }>("SELECT * FROM heard"))
      hears(row.source_id, row.event_id);
    for (const { source_id, count, last } of this.since(quarterOf(now - latelyMs), now)) {
      if (source_id === "") continue;
      of(source_id).events += count;
      if (last > 0) hears(source_id, last);
    }
    for (const row of sql.exec<{ id: string; at: number }>(
      "SELECT source_id AS id, MAX(at) AS at FROM refusals GROUP BY source_id",
    ))
      of(row.id).lastRefusedAt = row.at;
    return heard;
  }

  /** Everything up to there has been counted, or is too long ago. */
  private countedUntil(now: number): number {
    const { at } = this.storage.sql.exec<{ at: number | null }>("SELECT MAX(at) AS at FROM quarters").one();
    return Math.max(at === null ? 0 : at + quarterMs, quarterOf(now - reachMs));
  }

  /** What is kept, and what has happened since. Of what is kept, `last` is not known: 0. */
  private since(from: number, now: number): Row[] {
    const kept = this.storage.sql
      .exec<Row>("SELECT at, what, source_id, count, 0 AS last FROM quarters WHERE at >= ? ORDER BY at", from)
      .toArray();
    return [...kept, ...this.count(this.countedUntil(now), Number.MAX_SAFE_INTEGER / 1000)];
  }

  /** @returns up to where has been counted now */
  private countSlice(from: number, until: number): number {
    const { sql } = this.storage;
    const next = sql
      .exec<{ id: number }>(
        "SELECT id FROM events WHERE id >= ? AND id < ? ORDER BY id LIMIT 1 OFFSET ?",
        from * 1000,
        until * 1000,
        slice,
      )
      .toArray()[0];
    const to = next ? Math.max(quarterOf(receivedAtOf(next.id)), from + quarterMs) : until;
    for (const { at, what, source_id, count, last } of this.count(from, to)) {
      sql.exec(
        "INSERT INTO quarters VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = excluded.count",
        at,
        what,
        source_id,
        count,
      );
      if (source_id === "") continue;
      sql.exec(
        "INSERT INTO heard VALUES (?, ?) ON CONFLICT DO UPDATE SET event_id = excluded.event_id",
        source_id,
        last,
      );
    }
    return to;
  }

  /**
   * By quarters, the oldest first. Events are found by their ids, which are times. So are the deliveries that ended soon after
   * their events; an index holds the others.
   */
  private count(from: number, to: number): Row[] {
    return this.storage.sql
      .exec<Row>(
        // Bound numbers are never whole ones, so what is divided by is written into the text.
        // The keys of what a source tells of begin with its kind; not so those of what the ledger tells in its name.
        `SELECT id / ${quarterMs * 1000} * ${quarterMs} AS at, 'event' AS what,
           IIF(substr(fact_key, 1, length(source_kind) + 1) = source_kind || ':', source_id, '') AS source_id,
           COUNT(*) AS count, MAX(id) AS last
         FROM events WHERE id >= ?1 * 1000 AND id < ?2 * 1000 GROUP BY 1, 3
         UNION ALL
         SELECT ended_at / ${quarterMs} * ${quarterMs}, state, '', COUNT(*), 0 FROM (
           SELECT ended_at, state FROM deliveries
           WHERE event_id >= (?1 - ${endsSoonMs}) * 1000 AND event_id < ?2 * 1000
             AND ended_at >= ?1 AND ended_at < ?2 AND NOT (${endedLate})
           UNION ALL
           SELECT ended_at, state FROM deliveries INDEXED BY deliveries_ended_late
           WHERE ${endedLate} AND ended_at >= ?1 AND ended_at < ?2
         ) GROUP BY 1, 2
         ORDER BY 1`,
        from,
        Math.floor(to),
      )
      .toArray();
  }
}
