// What can be asked of a ledger: lists by cursor, newest first, and single records with their whole story.
import { timeUnits } from "../core/automation";
import { receivedAtOf } from "../core/event";
import { type DeliveryKey, deliveryKey, eventId, eventNumber } from "../core/ids";
import type { Unmatched } from "../core/plan";
import { mostToday } from "../core/views";
import type {
  DeliveryFilter,
  DeliveryView,
  EventDetail,
  EventFilter,
  EventView,
  LedgerStats,
  Refusal,
  SearchedPage,
} from "../flows/ports";
import { apiSource } from "../flows/tell";
import { fits } from "./event-choice";
import {
  additionsOf,
  type DeliveryRow,
  dataOf,
  deliveryView,
  type EventRow,
  eventColumns,
  eventView,
  isOwnWord,
  keyOf,
  stateOf,
} from "./records";
import { inTrouble } from "./schema";

const usualLimit = 50;
export const largestLimit = 200;
/** Rows looked at for one page. A rare filter over a long history gives short pages, each with a way on. */
export const mostScanned = 5_000;
const overdueAfterMs = 60_000;

/** What filters look at. The rest of a row, which may be long, is read only for what is shown. */
const scannedColumns = "d.event_id, d.automation_id, d.run, d.connection_id, d.state, d.next_at";
type ScannedDelivery = Pick<
  DeliveryRow,
  "event_id" | "automation_id" | "run" | "connection_id" | "state" | "next_at"
> &
  Pick<EventRow, "type" | "source_id">;

export class Reading {
  constructor(private readonly sql: SqlStorage) {}

  events(filter: EventFilter, now: number): SearchedPage<EventView> {
    const limit = pageSize(filter.limit);
    const { from, before } = bounds(filter);
    const { sql, values } = fits(filter, now);
    const rows = this.sql.exec<{ id: number; isMeant: number }>(
      `SELECT id, ${sql} AS isMeant FROM events
       WHERE id < ? AND id >= ? ${filter.customerId === undefined ? "" : "AND customer_id = ?"} ORDER BY id DESC`,
      ...values,
      ...[before, from],
      ...(filter.customerId === undefined ? [] : [filter.customerId]),
    );
    const items: EventView[] = [];
    let scanned = 0;
    let newest: number | undefined;
    let last = 0;
    for (const row of rows) {
      if (items.length === limit || scanned === mostScanned)
        return { items, ...newestIs(newest), ...goingOn(last) };
      scanned++;
      last = row.id;
      newest ??= row.id;
      const whole = row.isMeant === 1 ? this.eventRow(row.id) : undefined;
      if (whole) items.push(eventView(whole));
    }
    return { items, ...newestIs(newest) };
  }

  private eventRow(id: number): EventRow | undefined {
    return this.sql.exec<EventRow>(`SELECT ${eventColumns} FROM events WHERE id = ?`, id).toArray()[0];
  }

  event(id: string, now: number): EventDetail | undefined {
    const number = eventNumber(id);
    if (number === undefined) return undefined;
    const row = this.sql
      .exec<EventRow & { raw: string | null }>("SELECT * FROM events WHERE id = ?", number)
      .toArray()[0];
    if (!row) return undefined;
    return {
      ...eventView(row),
      data: dataOf(row),
      raw: row.raw ?? row.data,
      origin: this.originOf(row),
      added: additionsOf(row),
      erasedAt: row.erased_at,
      codeIds: this.codesOf(number),
      unmatched: row.unmatched === null ? [] : (JSON.parse(row.unmatched) as Unmatched[]), // written by the intake
      deliveries: this.deliveriesOf(number).map((delivery) => deliveryView(delivery, now)),
    };
  }

  private originOf({ id, type, source_kind, fact_key }: EventRow): EventDetail["origin"] {
    if (type === "qr.scanned") return "code";
    if (isOwnWord(fact_key)) return this.isAlsoTold(id) ? "shop" : "shopbell";
    return source_kind === apiSource.kind ? "api" : "shop";
  }

  private isAlsoTold(event: number): boolean {
    return this.sql.exec("SELECT 1 FROM also_told WHERE event_id = ? LIMIT 1", event).toArray().length > 0;
  }

  private codesOf(event: number): string[] {
    return this.sql
      .exec<{ id: string }>("SELECT id FROM codes WHERE event_id = ? ORDER BY product_id", event)
      .toArray()
      .map((code) => code.id);
  }

  private deliveriesOf(event: number): DeliveryRow[] {
    return this.sql
      .exec<DeliveryRow>(
        "SELECT * FROM deliveries WHERE event_id = ? ORDER BY due_at, automation_id, run",
        event,
      )
      .toArray();
  }

  deliveries(filter: DeliveryFilter, now: number): SearchedPage<DeliveryView> {
    const limit = pageSize(filter.limit);
    const { from, before } = bounds(filter);
    const needsEvent =
      filter.type !== undefined || filter.sourceId !== undefined || filter.customerId !== undefined;
    const rows = this.sql.exec<ScannedDelivery>(
      needsEvent
        ? `SELECT ${scannedColumns}, e.type, e.source_id FROM events e JOIN deliveries d ON d.event_id = e.id
           WHERE e.id < ?1 AND e.id >= ?2 ${filter.customerId === undefined ? "" : "AND e.customer_id = ?3"}
           ORDER BY e.id DESC, d.automation_id DESC, d.run DESC`
        : `SELECT ${scannedColumns}, '' AS type, '' AS source_id FROM deliveries d
           WHERE event_id < ?1 AND event_id >= ?2 ORDER BY event_id DESC, automation_id DESC, run DESC`,
      ...[before, from],
      ...(filter.customerId === undefined ? [] : [filter.customerId]),
    );
    const items: DeliveryView[] = [];
    let scanned = 0;
    let newest: number | undefined;
    let last = 0;
    for (const row of rows) {
      // A page ends with an event, so that the cursor need only name one.
      if ((items.length >= limit || scanned >= mostScanned) && row.event_id !== last)
        return { items, ...newestIs(newest), ...goingOn(last) };
      scanned++;
      last = row.event_id;
      newest ??= row.event_id;
      if (filter.type !== undefined && row.type !== filter.type) continue;
      if (filter.sourceId !== undefined && row.source_id !== filter.sourceId) continue;
      if (filter.automationId !== undefined && row.automation_id !== filter.automationId) continue;
      if (filter.connectionId !== undefined && row.connection_id !== filter.connectionId) continue;
      if (filter.state !== undefined && stateOf(row, now) !== filter.state) continue;
      const whole = this.deliveryRow(keyOf(row));
      if (whole) items.push(deliveryView(whole, now));
    }
    return { items, ...newestIs(newest) };
  }

  delivery(id: string, now: number): DeliveryView | undefined {
    const key = deliveryKey(id);
    const row = key && this.deliveryRow(key);
    return row && deliveryView(row, now);
  }

  private deliveryRow(key: DeliveryKey): DeliveryRow | undefined {
    return this.sql
      .exec<DeliveryRow>(
        "SELECT * FROM deliveries WHERE event_id = ? AND automation_id = ? AND run = ?",
        key.event,
        key.automationId,
        key.run,
      )
      .toArray()[0];
  }

  refusals(sourceId: string): Refusal[] {
    return this.sql
      .exec<Refusal>(
        "SELECT at, status, reason, cause, method, body, missed FROM refusals WHERE source_id = ? ORDER BY at DESC",
        sourceId,
      )
      .toArray();
  }

  /** When the latest event came in, and how many did in the last 24 hours, as far as they are counted. */
  lately(now: number): { latestAt: number | null; today: number } {
    const { latest } = this.sql.exec<{ latest: number | null }>("SELECT MAX(id) AS latest FROM events").one();
    const { today } = this.sql
      .exec<{ today: number }>(
        "SELECT COUNT(*) AS today FROM (SELECT 1 FROM events WHERE id >= ? LIMIT ?)",
        (now - timeUnits.days) * 1000,
        mostToday,
      )
      .one();
    return { latestAt: latest === null ? null : receivedAtOf(latest), today };
  }

  /** How much there is of what, for an overview and for the watchdog. */
  stats(now: number): LedgerStats {
    // Read from the indexes alone, a hundred thousand rows in milliseconds.
    const { events } = this.sql.exec<{ events: number }>("SELECT COUNT(*) AS events FROM events").one();
    const moments = this.sql
      .exec<{ waiting: number; owed: number; overdue: number }>(
        `SELECT COUNT(*) FILTER (WHERE state = 'waiting' AND next_at > ?1) AS waiting,
           COUNT(*) FILTER (WHERE state = 'ready' OR next_at <= ?1) AS owed,
           COUNT(*) FILTER (WHERE next_at <= ?2) AS overdue
         FROM deliveries INDEXED BY deliveries_due WHERE next_at IS NOT NULL`,
        now,
        now - overdueAfterMs,
      )
      .one();
    const trouble = this.sql
      .exec<{ held: number; uncertain: number; failed: number }>(
        `SELECT COUNT(*) FILTER (WHERE state = 'held') AS held,
           COUNT(*) FILTER (WHERE state = 'uncertain') AS uncertain,
           COUNT(*) FILTER (WHERE state = 'failed' AND NOT EXISTS (
             SELECT 1 FROM deliveries n
             WHERE n.event_id = d.event_id AND n.automation_id = d.automation_id AND n.run > d.run)) AS failed
         FROM deliveries d INDEXED BY deliveries_in_trouble WHERE ${inTrouble}`,
      )
      .one();
    return { events, ...moments, ...trouble, bytes: this.sql.databaseSize };
  }
}

export function pageSize(limit: number | undefined): number {
  return Math.max(1, Math.min(limit ?? usualLimit, largestLimit));
}

/** A cursor is the id of the last event on the page before; times bound the ids, since ids are times. */
function bounds(filter: Pick<EventFilter, "from" | "to" | "after" | "cursor">): {
  from: number;
  before: number;
} {
  const cursor = filter.cursor === undefined ? undefined : eventNumber(filter.cursor);
  const after = filter.after === undefined ? undefined : eventNumber(filter.after);
  const to = filter.to === undefined ? Number.MAX_SAFE_INTEGER : filter.to * 1000;
  return {
    from: Math.max((filter.from ?? 0) * 1000, after === undefined ? 0 : after + 1),
    before: Math.min(cursor ?? Number.MAX_SAFE_INTEGER, to),
  };
}

const newestIs = (event: number | undefined) => (event === undefined ? {} : { newest: eventId(event) });

/** How to go on behind the last event that was looked at. */
function goingOn(last: number): { next: string; searchedTo: number } {
  return { next: eventId(last), searchedTo: receivedAtOf(last) };
}
