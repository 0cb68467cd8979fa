// The waiting room: what waits, in the order of its moments, and how much of it on which day. All is read from
// indexes, stretch by stretch, so that a page costs the same however much waits.

import { dayAt, daysFrom } from "../core/calendar";
import { quarterMs } from "../core/counts";
import { fullNameOf } from "../core/customer";
import type { DeliveryState } from "../core/delivery";
import type { Fact } from "../core/event";
import type { ExpectationKind } from "../core/expectation";
import { type DeliveryKey, deliveryId, deliveryKey, eventId } from "../core/ids";
import {
  comparePlaces,
  type Place,
  placeIn,
  placeText,
  type WaitingState,
  waitingStates,
} from "../core/waiting";
import { sentenceOfView } from "../core/waiting-words";
import type { Page, WaitingCalendar, WaitingCount, WaitingFilter, WaitingView } from "../flows/ports";
import type { Book } from "./book";
import { pageSize } from "./reading";
import { type DeliveryRow, type EventRow, factOf, movesOf, stateOf } from "./records";
import { inTrouble } from "./schema";

/** Rows that lie side by side in an index: one connection's in one state, from one moment up to another. */
type Stretch = { connectionId: string; state: DeliveryState; from: number; to: number };
type Clause = { sql: string; values: SqlStorageValue[] };
type Walk = { after?: Place | undefined; latestFirst?: boolean };
/** With `end`, there may be more behind that place, and nobody has looked. */
type Found = { places: Place[]; end?: Place | undefined };
/** What filters look at. */
type Seen = Place & Pick<DeliveryRow, "state" | "next_at" | "due_at" | "connection_id">;
type WaitingEvent = Pick<EventRow, "type" | "fact" | "customer_id" | "effective_at">;

const seenColumns = `d.event_id AS event, d.automation_id AS automationId, d.run, d.state, d.next_at, d.due_at,
  d.connection_id, COALESCE(d.next_at, 0) AS at`;
/** Rows whose events are looked at for one page. A rare type among many gives short pages, each with a way on. */
const mostScanned = 5_000;

export class WaitingRoom {
  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
  ) {}

  page(filter: WaitingFilter & { cursor?: string; limit?: number }, now: number): Page<WaitingView> {
    const limit = pageSize(filter.limit);
    const after = filter.cursor === undefined ? undefined : placeIn(filter.cursor);
    const { places, end } = this.first(filter, limit, now, { after });
    const items = places.flatMap((place) => this.view(place, now) ?? []);
    return { items, ...(end ? { next: placeText(end) } : {}) };
  }

  count(filter: WaitingFilter, now: number): WaitingCount {
    const counts = new Map<string, number>();
    const add = (id: string, n: number) => counts.set(id, (counts.get(id) ?? 0) + n);
    const few = this.few(filter, now);
    for (const one of few ?? []) add(one.automationId, 1);
    for (const stretch of few ? [] : this.stretches(filter, now)) {
      const { sql, values } = clauseOf(stretch, filter, {});
      const query = `SELECT automation_id AS id, COUNT(*) AS n ${sql} GROUP BY automation_id`;
      for (const { id, n } of this.sql.exec<{ id: string; n: number }>(query, ...values)) add(id, n);
    }
    const byAutomation = [...counts]
      .map(([automationId, count]) => ({ automationId, name: this.nameOf(automationId), count }))
      .sort((a, b) => b.count - a.count);
    return { count: byAutomation.reduce((sum, one) => sum + one.count, 0), byAutomation };
  }

  /** What waits for its moment on each of the coming days, today first. */
  calendar(days: number, now: number): WaitingCalendar {
    const { timeZone } = this.book;
    const all = daysFrom(now, days, timeZone);
    const ends = this.accessEnds(now, all.at(-1)?.to ?? now);
    return {
      timeZone,
      days: all.map(({ day, from, to }) => ({
        day,
        from,
        to,
        ...this.count({ from, to }, now),
        accessEnds: ends.filter(({ at }) => at >= from && at < to).reduce((sum, { n }) => sum + n, 0),
      })),
    };
  }

  /** How many accesses end in which quarter of an hour. */
  private accessEnds(from: number, to: number): { at: number; n: number }[] {
    // Whatever is raised before an end, the next moment of an expectation is never later than its end.
    return this.sql
      .exec<{ at: number; n: number }>(
        `SELECT ends_at / ?3 * ?3 AS at, COUNT(*) AS n FROM expectations INDEXED BY expectations_due
         WHERE next_at IS NOT NULL AND next_at < ?2 AND kind = 'access' AND state = 'open'
           AND ends_at > ?1 AND ends_at < ?2 GROUP BY 1`,
        from,
        to,
        quarterMs,
      )
      .toArray();
  }

  /** The first so many in the order of their moments, or, from the end, the last. */
  first(filter: WaitingFilter, most: number, now: number, walk: Walk = {}): Found {
    const { after, latestFirst = false } = walk;
    const order = latestFirst ? (a: Place, b: Place) => comparePlaces(b, a) : comparePlaces;
    const few = this.few(filter, now)?.filter((place) => after === undefined || order(place, after) > 0);
    const all: Found[] = few
      ? [{ places: few }]
      : [...this.stretches(filter, now)].map((stretch) => this.firstOf(stretch, filter, most + 1, walk));
    // Where one stretch has not been seen to its end, what others have behind that place must wait for its turn.
    const [end] = all.flatMap((one) => one.end ?? []).sort(order);
    const places = all
      .flatMap((one) => one.places)
      .filter((place) => end === undefined || order(place, end) <= 0)
      .sort(order);
    return places.length > most ? { places: places.slice(0, most), end: places[most - 1] } : { places, end };
  }

  /** Read from the index alone, unless the events' type matters. */
  private firstOf(stretch: Stretch, filter: WaitingFilter, most: number, walk: Walk): Found {
    const { type, ...rest } = filter;
    const { sql, values } = clauseOf(stretch, rest, walk);
    const order = placeColumns(stretch).map((column) => column + (walk.latestFirst ? " DESC" : ""));
    const limit = type === undefined ? most : mostScanned;
    const rows = this.sql
      .exec<Place & { type: string | null }>(
        `SELECT event_id AS event, automation_id AS automationId, run, COALESCE(next_at, 0) AS at,
           ${type === undefined ? "NULL" : "(SELECT type FROM events WHERE id = event_id)"} AS type
         ${sql} ORDER BY ${order.join(", ")} LIMIT ?`,
        ...values,
        limit,
      )
      .toArray();
    const places = rows
      .filter((row) => type === undefined || row.type === type)
      .map(({ type: _, ...place }): Place => place);
    return { places, end: rows.length === limit ? rows.at(-1) : undefined };
  }

  /** What waits of a customer, or of the ids named: few enough to look at one by one. */
  private few(filter: WaitingFilter, now: number): Place[] | undefined {
    const { ids, customerId } = filter;
    if (ids === undefined && customerId === undefined) return undefined;
    const seen = ids ? this.seenByIds(ids) : this.seenOf(customerId ?? "");
    return seen
      .filter((one) => this.isMeant(one, filter, now))
      .map(({ event, automationId, run, at }) => ({ event, automationId, run, at }));
  }

  private seenByIds(ids: string[]): Seen[] {
    const keys = [...new Set(ids)].flatMap((id) => deliveryKey(id) ?? []);
    return keys.flatMap(({ event, automationId, run }) =>
      this.sql
        .exec<Seen>(
          `SELECT ${seenColumns} FROM deliveries d WHERE event_id = ? AND automation_id = ? AND run = ?`,
          event,
          automationId,
          run,
        )
        .toArray(),
    );
  }

  private seenOf(customerId: string): Seen[] {
    return this.sql
      .exec<Seen>(
        `SELECT ${seenColumns} FROM events e CROSS JOIN deliveries d ON d.event_id = e.id
         WHERE e.customer_id = ? AND d.ended_at IS NULL`,
        customerId,
      )
      .toArray();
  }

  private isMeant(seen: Seen, filter: WaitingFilter, now: number): boolean {
    const { state = "waiting", automationId, connectionId, from = 0, to = Infinity } = filter;
    const moment = seen.next_at ?? seen.due_at;
    if (stateOf(seen, now) !== state || moment < from || moment >= to) return false;
    if (automationId !== undefined && seen.automationId !== automationId) return false;
    if (connectionId !== undefined && seen.connection_id !== connectionId) return false;
    if (filter.type === undefined && filter.customerId === undefined) return true;
    const event = this.eventOf(seen.event);
    return (
      (filter.type ?? event?.type) === event?.type &&
      (filter.customerId ?? event?.customer_id) === event?.customer_id
    );
  }

  private *stretches(filter: WaitingFilter, now: number): Generator<Stretch> {
    const { state = "waiting", connectionId } = filter;
    for (const id of connectionId === undefined ? this.connections(state) : [connectionId])
      for (const stretch of momentsOf(filter, now)) yield { connectionId: id, ...stretch };
  }

  /** The connections that something waits for, found by leaps through the index. */
  private *connections(state: WaitingState): Generator<string> {
    const where = state === "held" ? `${inTrouble} AND state = 'held'` : "next_at IS NOT NULL";
    for (let last = ""; ; ) {
      const next = this.sql
        .exec<{ id: string }>(
          `SELECT connection_id AS id FROM deliveries WHERE ${where} AND connection_id > ? ORDER BY connection_id LIMIT 1`,
          last,
        )
        .toArray()[0];
      if (!next) return;
      yield next.id;
      last = next.id;
    }
  }

  // ── One of them ──

  rowAt({ event, automationId, run }: DeliveryKey): DeliveryRow | undefined {
    return this.sql
      .exec<DeliveryRow>(
        "SELECT * FROM deliveries WHERE event_id = ? AND automation_id = ? AND run = ?",
        event,
        automationId,
        run,
      )
      .toArray()[0];
  }

  private eventOf(id: number): WaitingEvent | undefined {
    return this.sql
      .exec<WaitingEvent>("SELECT type, fact, customer_id, effective_at FROM events WHERE id = ?", id)
      .toArray()[0];
  }

  private view(place: Place, now: number): WaitingView | undefined {
    const row = this.rowAt(place);
    const state = row && waitingStates.find((one) => one === stateOf(row, now));
    const event = row && this.eventOf(row.event_id);
    const terms = row && this.book.termsOf(row.automation_id, row.version);
    if (!row || !state || !event || !terms) return undefined;
    const fact = factOf(event);
    const { timeZone } = this.book;
    const customer = whoIn(fact);
    const why = {
      who: customer.name ?? customer.email ?? null,
      connection: this.book.connectionOf(row.connection_id)?.name ?? null,
      timing: terms.timing,
      since: { type: event.type, at: event.effective_at },
      before: this.dateBefore(row, event, fact),
      moved: movesOf(row).at(-1) ?? null,
      reason: row.reason,
    };
    const view = {
      id: deliveryId(place),
      eventId: eventId(row.event_id),
      type: event.type,
      state,
      ...(event.customer_id === null ? {} : { customer: { id: event.customer_id, ...customer } }),
      automation: { id: row.automation_id, name: terms.name },
      connectionId: row.connection_id,
      action: terms.action.action,
      tries: row.tries,
      dueAt: row.due_at,
      nextAt: row.next_at,
      day: row.next_at === null ? null : dayAt(row.next_at, timeZone),
      why,
    };
    return { ...view, why: { sentence: sentenceOfView(view, timeZone), ...why } };
  }

  /** The date that a delivery comes before, as it counts by now. */
  private dateBefore(row: DeliveryRow, event: WaitingEvent, fact: Fact): WaitingView["why"]["before"] {
    if (row.hangs_on === null || event.customer_id === null) return null;
    const [kind = "", ...rest] = row.hangs_on.split(" ");
    const thing = rest.join(" ");
    const expected = this.sql
      .exec<{ kind: ExpectationKind; ends_at: number | null }>(
        "SELECT kind, ends_at FROM expectations WHERE customer_id = ? AND kind = ? AND thing = ?",
        event.customer_id,
        kind,
        thing,
      )
      .toArray()[0];
    if (!expected || expected.ends_at === null) return null;
    const product = fact.products?.find(({ id }) => thing === `product:${id}`);
    return { kind: expected.kind, thing, name: product?.name ?? null, endsAt: expected.ends_at };
  }

  /** What an automation is called today; one that has been deleted, what it was called last. */
  private nameOf(automationId: string): string {
    const today = this.book.automations.get(automationId);
    if (today) return today.name;
    const { version } = this.sql
      .exec<{ version: number | null }>(
        "SELECT MAX(version) AS version FROM terms WHERE automation_id = ?",
        automationId,
      )
      .one();
    return this.book.termsOf(automationId, version ?? 0)?.name ?? automationId;
  }
}

/** Which stored states amount to a state, and between which moments. */
function momentsOf(
  { state = "waiting", from = 0, to = Number.MAX_SAFE_INTEGER }: WaitingFilter,
  now: number,
): Omit<Stretch, "connectionId">[] {
  const ahead = { from: Math.max(from, now + 1), to };
  const due = { from, to: Math.min(to, now + 1) };
  switch (state) {
    case "waiting":
    case "retrying":
      return [{ state, ...ahead }];
    case "ready":
      return [
        { state: "waiting", ...due },
        { state: "retrying", ...due },
        { state: "ready", from, to },
      ];
    case "held":
      return [{ state, from, to }];
  }
}

/** The order of a stretch, which is that of its index. */
function placeColumns({ state }: Stretch): string[] {
  const key = ["event_id", "automation_id", "run"];
  return state === "held" ? key : ["next_at", ...key];
}

/** The rows of a stretch that a filter means, behind a place. */
function clauseOf(stretch: Stretch, filter: WaitingFilter, walk: Walk): Clause {
  const { connectionId, state } = stretch;
  const isHeld = state === "held";
  const bounds = isHeld ? heldBounds(stretch, walk) : momentBounds(stretch, walk);
  const clauses: Clause[] = [
    { sql: "connection_id = ? AND state = ?", values: [connectionId, state] },
    { sql: isHeld ? inTrouble : "next_at IS NOT NULL", values: [] },
    ...bounds,
  ];
  if (filter.automationId !== undefined)
    clauses.push({ sql: "automation_id = ?", values: [filter.automationId] });
  if (filter.type !== undefined)
    clauses.push({ sql: "(SELECT type FROM events WHERE id = event_id) = ?", values: [filter.type] });
  const index = isHeld ? "deliveries_in_trouble" : "deliveries_due";
  return {
    sql: `FROM deliveries INDEXED BY ${index} WHERE ${clauses.map((clause) => clause.sql).join(" AND ")}`,
    values: clauses.flatMap((clause) => clause.values),
  };
}

const placeValues = ({ at, event, automationId, run }: Place) => [at, event, automationId, run];
/** Before every delivery of its moment. */
const beginningOf = (at: number): Place => ({ at, event: -1, automationId: "", run: -1 });

/** Each end is one comparison: of two at one end, the database would begin at the farther. */
function momentBounds({ from, to }: Stretch, { after, latestFirst = false }: Walk): Clause[] {
  const [low, high] = [beginningOf(from), beginningOf(to)];
  const first = after && !latestFirst && comparePlaces(after, low) > 0 ? after : low;
  const last = after && latestFirst && comparePlaces(after, high) < 0 ? after : high;
  const columns = "(next_at, event_id, automation_id, run)";
  return [
    { sql: `${columns} > (?, ?, ?, ?)`, values: placeValues(first) },
    { sql: `${columns} < (?, ?, ?, ?)`, values: placeValues(last) },
  ];
}

/** What is held has no moment in its index; it lies there in the order in which its events came in. */
function heldBounds({ from, to }: Stretch, { after = beginningOf(0) }: Walk): Clause[] {
  return [
    { sql: "(event_id, automation_id, run) > (?, ?, ?)", values: placeValues(after).slice(1) },
    ...(from > 0 ? [{ sql: "due_at >= ?", values: [from] }] : []),
    ...(to < Number.MAX_SAFE_INTEGER ? [{ sql: "due_at < ?", values: [to] }] : []),
  ];
}

function whoIn({ customer }: Fact): { email?: string; name?: string } {
  const name = fullNameOf(customer);
  const email = customer?.email;
  return { ...(email === undefined ? {} : { email }), ...(name === undefined ? {} : { name }) };
}
