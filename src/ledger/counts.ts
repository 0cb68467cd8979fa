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

/** A quarter counts as over a little later: the machine a ledger moves to may have a clock that is behind. */
const overAfterMs = 60_000;
/** So far back is counted: what can be asked for, and as much before it. */
const reachMs = 62 * timeUnits.days;
/** Rows looked at in one slice, unless more of them belong to one quarter of an hour. */
const slice = 5_000;
const latelyMs = 7 * timeUnits.days;
/** Most deliveries end soon after their event, and are found by it. For the others all deliveries are looked through. */
const endsSoonMs = 5 * 60_000;
/** An event's id is its arrival in microseconds. */
const endedLate = `ended_at * 1000 - event_id > ${endsSoonMs * 1000}`;
/** What was found by looking through all may be told for so long. */
const lateTakenMs = 60_000;

/** Rounds a moment in milliseconds down to its quarter. Bound numbers are never whole ones, so this is written into the text. */
const quarterIn = (ms: string) => `${ms} / ${quarterMs} * ${quarterMs}`;

/** `source_id` of events that a source told of, and the `last` of these; '' and 0 of all else. */
type Row = Counted & { source_id: string; last: number };
/** Deliveries that ended late, by quarters: all that ended since `from` and before `seenAt`. */
type Late = { from: number; seenAt: number; rows: Row[] };

export class Counts {
  private late: Late | undefined;

  constructor(
    private readonly storage: DurableObjectStorage,
    private readonly book: Book,
    private readonly now: () => number,
  ) {}

  /** Counts what is over, slice by slice, so that events come in meanwhile. To count again changes nothing. */
  async catchUp(): Promise<void> {
    const until = quarterOf(this.now() - overAfterMs);
    let from = this.countedUntil();
    if (from >= until) return;
    const late = await this.lateSince(from, until);
    while (from < until) {
      from = this.storage.transactionSync(() => this.countSlice(from, until, late));
      if (from < until) await scheduler.wait(1);
    }
  }

  async history(days: number): Promise<History> {
    await this.catchUp();
    const late = await this.lateSince(this.countedUntil(), this.now() - lateTakenMs);
    const { timeZone } = this.book;
    const spans = spansOf(days, this.now(), timeZone);
    const open = this.countedUntil();
    const sinceThen = late.filter(({ at }) => at >= open);
    return historyOf([...this.since(spans.before.from), ...sinceThen], spans, timeZone);
  }

  /** Of each source that has told of something, or was refused. */
  async heard(): Promise<Record<string, Heard>> {
    await this.catchUp();
    const heard = new Map<string, Heard>();
    const of = (id: string) => {
      const known = heard.get(id) ?? { lastEvent: null, events: 0, lastRefusedAt: null };
      heard.set(id, known);
      return known;
    };
    const hears = (id: string, event: number) => {
      of(id).lastEvent = { id: eventId(event), at: receivedAtOf(event) };
    };
    const { sql } = this.storage;
    for (const row of sql.exec<{ source_id: string; event_id: number }>("SELECT * FROM heard"))
      hears(row.source_id, row.event_id);
    for (const { source_id, count, last } of this.since(quarterOf(this.now() - latelyMs))) {
      if (source_id === "") continue;
      of(source_id).events += count;
      if (last > 0) hears(source_id, last);
    }
    for (const row of sql.exec<{ id: string; at: number }>(
      "SELECT source_id AS id, MAX(at) AS at FROM refusals GROUP BY source_id",
    ))
      of(row.id).lastRefusedAt = row.at;
    return Object.fromEntries(heard);
  }

  /** Everything up to there has been counted, or is too long ago. */
  private countedUntil(): number {
    const { at } = this.storage.sql.exec<{ at: number | null }>("SELECT MAX(at) AS at FROM quarters").one();
    return Math.max(at === null ? 0 : at + quarterMs, quarterOf(this.now() - reachMs));
  }

  /** What is kept, and what has happened since, but for what ended late since. Of what is kept, `last` is 0. */
  private since(from: number): Row[] {
    const kept = this.storage.sql
      .exec<Row>("SELECT at, what, source_id, count, 0 AS last FROM quarters WHERE at >= ? ORDER BY at", from)
      .toArray();
    return [...kept, ...this.count(this.countedUntil(), this.now() + quarterMs)];
  }

  /** @returns up to where has been counted now */
  private countSlice(from: number, until: number, late: Row[]): number {
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
    const found = [...this.count(from, to), ...late.filter(({ at }) => at >= from && at < to)];
    // Again from the beginning, should this have been begun before: what ended soon and what ended late add up.
    sql.exec("DELETE FROM quarters WHERE at >= ? AND at < ?", from, to);
    for (const { at, what, source_id, count, last } of found) {
      sql.exec(
        "INSERT INTO quarters VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
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

  /** By quarters, the oldest first: events, and deliveries that ended soon. Both are found by ids of events, which are times. */
  private count(from: number, to: number): Row[] {
    return this.storage.sql
      .exec<Row>(
        // The keys of what a source tells of begin with its kind; not so those of what the ledger tells in its name.
        `SELECT ${quarterIn("(id / 1000)")} AS at, 'event' AS what,
           IIF(substr(fact_key, 1, length(source_kind) + 1) = source_kind || ':', source_id, '') AS source_id,
           COUNT(*) AS count, MAX(id) AS last
         FROM events WHERE id >= ?1 * 1000 AND id < ?2 * 1000 GROUP BY 1, 3
         UNION ALL
         SELECT ${quarterIn("ended_at")}, state, '', COUNT(*), 0 FROM deliveries
         WHERE event_id >= (?1 - ${endsSoonMs}) * 1000 AND event_id < ?2 * 1000
           AND ended_at >= ?1 AND ended_at < ?2 AND NOT (${endedLate}) GROUP BY 1, 2
         ORDER BY 1`,
        from,
        to,
      )
      .toArray();
  }

  /**
   * Deliveries that ended since `from`, and longer after their event than most.
   * @param asOf what ended before that must be among them (epoch milliseconds)
   */
  private async lateSince(from: number, asOf: number): Promise<Row[]> {
    const known = this.late;
    if (known && known.from <= from && known.seenAt >= asOf) return known.rows;
    const found: Late = { from, seenAt: this.now(), rows: [] };
    for (let at: number | undefined = 0; at !== undefined; ) {
      const next = this.eventAfter(at);
      found.rows.push(...this.lateOf(at, next ?? Number.MAX_SAFE_INTEGER, from));
      at = next;
      if (at !== undefined) await scheduler.wait(1);
    }
    this.late = found;
    return found.rows;
  }

  /** @returns the event that a slice of deliveries from an event on goes up to; undefined when it goes to the end */
  private eventAfter(event: number): number | undefined {
    const next = this.storage.sql
      .exec<{ event: number }>(
        "SELECT event_id AS event FROM deliveries WHERE event_id >= ? ORDER BY event_id LIMIT 1 OFFSET ?",
        event,
        slice,
      )
      .toArray()[0]?.event;
    return next === event ? event + 1 : next;
  }

  private lateOf(event: number, next: number, from: number): Row[] {
    return this.storage.sql
      .exec<Row>(
        `SELECT ${quarterIn("ended_at")} AS at, state AS what, '' AS source_id, COUNT(*) AS count, 0 AS last
         FROM deliveries WHERE event_id >= ? AND event_id < ? AND ended_at >= ? AND ${endedLate} GROUP BY 1, 2`,
        event,
        next,
        from,
      )
      .toArray();
  }
}
