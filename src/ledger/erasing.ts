// Forgetting people: what was said about them goes, that something happened stays. The hash that stands for a person
// stays too, so that a provider's retry is known again and brings nothing back. It goes on slice by slice, and what has
// been done is written down with each, so that events come in meanwhile and nothing is left half done.
import type { Erased, Erasure } from "../core/erasure";
import type { Fact } from "../core/event";
import { type Mention, mentionOf } from "../core/mention";
import type { Page } from "../flows/ports";
import type { ConnectionHealth } from "./connection-health";
import { type Effects, type Intake, noticeMoment } from "./intake";
import { pageSize } from "./reading";
import { type DeliveryRow, type EventRow, factOf } from "./records";
import type { Tests } from "./tests";

export const erasedReason = "The customer was erased.";

/** So many events are erased, or looked through, in one slice. */
const eventsAtOnce = 500;
/** When the alarm goes on, should nobody else. */
const goesOnAfterMs = 20;

type ErasureRow = {
  id: number;
  kind: "customer" | "source";
  /** The hash that stands for a customer, or the id of a source. */
  subject: string;
  asked_by: Erasure["askedBy"];
  email: string | null;
  began_at: number;
  ended_at: number | null;
  after: number;
  until: number;
  erased: string;
};
type Clause = { sql: string; values: SqlStorageValue[] };
type Doomed = Pick<EventRow, "id" | "fact">;

const ofPerson = (customerId: string): Clause => ({ sql: "customer_id = ?", values: [customerId] });
/** What was told of a person's carts before it was known whose they are. */
export const ofTheirCarts = (customerId: string): Clause => ({
  sql: "customer_id IS NULL AND cart IN (SELECT cart FROM events WHERE customer_id = ?1 AND cart IS NOT NULL)",
  values: [customerId],
});
const waitingFor = (refs: string[]): Clause => ({
  sql: "id IN (SELECT event_id FROM awaiting WHERE ref IN (SELECT value FROM json_each(?)))",
  values: [JSON.stringify(refs)],
});
const notUnderstood = (sourceId: string): Clause => ({
  sql: "source_id = ? AND state = 'not-understood'",
  values: [sourceId],
});
const ofSource = ({ subject, after, until }: ErasureRow): Clause => ({
  sql: "id > ? AND id <= ? AND source_id = ?",
  values: [after, until, subject],
});

export class Erasing {
  constructor(
    private readonly storage: DurableObjectStorage,
    private readonly intake: Intake,
    private readonly health: Pick<ConnectionHealth, "mask">,
    private readonly tests: Pick<Tests, "forget" | "mask">,
    private readonly now: () => number,
  ) {}

  // ── A shop passes a wish on ──

  /**
   * Must run inside one transaction. Of a customer with many events, the alarm erases the rest.
   * @param customerId the hash that stands for the person; undefined when only the provider's references are known
   * @param sourceId who passes the wish on: what it sent and nobody understood may be about anybody, and goes too
   * @returns what was erased so far
   */
  person(customerId: string | undefined, refs: string[], sourceId: string, effects: Effects): Erased {
    const others = sum(
      this.erase(this.doomed(waitingFor(refs)), effects),
      this.erase(this.doomed(notUnderstood(sourceId)), effects),
    );
    if (customerId !== undefined) return this.start("customer", customerId, "shop", null, others, effects);
    this.refusals();
    return others;
  }

  /** Everybody a source has told of, as far as it has. Must run inside one transaction; the alarm erases the rest. */
  source(sourceId: string, effects: Effects): Erased {
    return this.start("source", sourceId, "shop", null, nothing, effects);
  }

  private start(
    kind: ErasureRow["kind"],
    subject: string,
    askedBy: ErasureRow["asked_by"],
    email: string | null,
    before: Erased,
    effects: Effects,
  ): Erased {
    return this.slice(this.insert(kind, subject, askedBy, email, before), effects).erased;
  }

  // ── Slice by slice ──

  /**
   * Begins to erase a customer, or finds what has begun. Must run inside one transaction.
   * @returns its number, and whether nobody has asked for it before; undefined when nothing is known of such a customer,
   * and nobody of that name was ever erased
   */
  begin(customerId: string, email: string, effects: Effects): { id: number; isNew: boolean } | undefined {
    const last = this.storage.sql
      .exec<ErasureRow>("SELECT * FROM erasures WHERE subject = ? ORDER BY id DESC LIMIT 1", customerId)
      .toArray()[0];
    if (last?.ended_at === null) {
      // What a shop began goes on for a person, who has named the address.
      this.storage.sql.exec("UPDATE erasures SET email = ? WHERE id = ?", email, last.id);
      return { id: last.id, isNew: last.email === null };
    }
    if (this.isKnown(customerId)) {
      noticeMoment(effects, this.now() + goesOnAfterMs);
      return { id: this.insert("customer", customerId, "person", email, nothing).id, isNew: true };
    }
    return last && { id: last.id, isNew: false };
  }

  private isKnown(customerId: string): boolean {
    return (
      this.storage.sql
        .exec(
          `SELECT 1 FROM events WHERE customer_id = ?1 AND erased_at IS NULL
           UNION ALL SELECT 1 FROM identities WHERE customer_id = ?1 LIMIT 1`,
          customerId,
        )
        .toArray().length > 0
    );
  }

  get isPending(): boolean {
    return this.open() !== undefined;
  }

  private open(): ErasureRow | undefined {
    return this.storage.sql
      .exec<ErasureRow>("SELECT * FROM erasures WHERE ended_at IS NULL ORDER BY id LIMIT 1")
      .toArray()[0];
  }

  /** The next slice of whichever was begun first. Must run inside one transaction. */
  goOn(effects: Effects): void {
    const row = this.open();
    if (row) this.slice(row, effects);
  }

  /** The next slice of one erasure. Must run inside one transaction. */
  goOnWith(id: number, effects: Effects): Erasure {
    const row = this.storage.sql.exec<ErasureRow>("SELECT * FROM erasures WHERE id = ?", id).one();
    return row.ended_at === null ? this.slice(row, effects) : erasureOf(row);
  }

  private slice(row: ErasureRow, effects: Effects): Erasure {
    const { erased, after, isOver } =
      row.kind === "source" ? this.sourceSlice(row, effects) : this.customerSlice(row, effects);
    const next: ErasureRow = {
      ...row,
      after,
      erased: JSON.stringify(sum(erasureOf(row).erased, erased)),
      ...(isOver ? { ended_at: this.now(), email: null } : {}),
    };
    if (isOver) this.finish(row);
    else noticeMoment(effects, this.now() + goesOnAfterMs);
    this.storage.sql.exec(
      "UPDATE erasures SET after = ?, erased = ?, ended_at = ?, email = ? WHERE id = ?",
      next.after,
      next.erased,
      next.ended_at,
      next.email,
      next.id,
    );
    return erasureOf(next);
  }

  private sourceSlice(row: ErasureRow, effects: Effects): Slice {
    const doomed = this.doomed(ofSource(row), eventsAtOnce);
    const erased = this.erase(doomed, effects);
    return { erased, after: doomed.at(-1)?.id ?? row.after, isOver: doomed.length < eventsAtOnce };
  }

  /** Their own events first, also those that come in meanwhile; then what others' say of them. */
  private customerSlice(row: ErasureRow, effects: Effects): Slice {
    let erased = nothing;
    for (const clause of [ofPerson(row.subject), ofTheirCarts(row.subject)]) {
      const doomed = this.doomed(clause, eventsAtOnce);
      erased = sum(erased, this.erase(doomed, effects));
      if (doomed.length === eventsAtOnce) return { erased, after: row.after, isOver: false };
    }
    if (row.email === null) return { erased, after: row.after, isOver: true };
    const until = this.lastOfSlice(row.after);
    if (until === null) return { erased, after: row.after, isOver: true };
    return {
      erased: sum(erased, this.unmention(mentionOf(row.email), row.after, until, effects)),
      after: until,
      isOver: this.lastOfSlice(until) === null,
    };
  }

  private lastOfSlice(after: number): number | null {
    return this.storage.sql
      .exec<{ id: number | null }>(
        "SELECT MAX(id) AS id FROM (SELECT id FROM events WHERE id > ? ORDER BY id LIMIT ?)",
        after,
        eventsAtOnce,
      )
      .one().id;
  }

  /** What is kept of people beside events. */
  private finish(row: ErasureRow): void {
    const { sql } = this.storage;
    if (row.kind === "customer") {
      sql.exec("DELETE FROM identities WHERE customer_id = ?", row.subject);
      this.intake.expecting.forget(row.subject);
    } else {
      sql.exec(
        "DELETE FROM expectations WHERE set_by IN (SELECT id FROM events WHERE source_id = ? AND id <= ?)",
        row.subject,
        row.until,
      );
      // Who is known to no other source of the workspace is known no more.
      sql.exec(
        `DELETE FROM identities WHERE NOT EXISTS
           (SELECT 1 FROM events e WHERE e.customer_id = identities.customer_id AND e.erased_at IS NULL)`,
      );
    }
    if (row.email !== null) {
      const { mask } = mentionOf(row.email);
      this.health.mask(mask);
      this.tests.mask(mask);
    }
    this.refusals();
  }

  /** Requests that were turned away may be about anybody; that they were is enough. */
  private refusals(): void {
    this.storage.sql.exec("UPDATE refusals SET body = NULL WHERE body IS NOT NULL");
  }

  private insert(
    kind: ErasureRow["kind"],
    subject: string,
    askedBy: ErasureRow["asked_by"],
    email: string | null,
    erased: Erased,
  ): ErasureRow {
    return this.storage.sql
      .exec<ErasureRow>(
        `INSERT INTO erasures (kind, subject, asked_by, email, began_at, after, until, erased)
         VALUES (?, ?, ?, ?, ?, 0, (SELECT COALESCE(MAX(id), 0) FROM events), ?) RETURNING *`,
        kind,
        subject,
        askedBy,
        email,
        this.now(),
        JSON.stringify(erased),
      )
      .one();
  }

  // ── Receipts ──

  /** The latest first. @param cursor the number of the last one on the page before */
  page(cursor: number | undefined, limit: number | undefined): Page<Erasure> {
    const most = pageSize(limit);
    const rows = this.storage.sql
      .exec<ErasureRow>(
        "SELECT * FROM erasures WHERE id < ? ORDER BY id DESC LIMIT ?",
        cursor ?? Number.MAX_SAFE_INTEGER,
        most + 1,
      )
      .toArray();
    const last = rows[most - 1];
    const items = rows.slice(0, most).map(erasureOf);
    return { items, ...(rows.length > most && last ? { next: String(last.id) } : {}) };
  }

  // ── Events ──

  /** Without their bodies, which may be many and large. */
  private doomed(where: Clause, most = Number.MAX_SAFE_INTEGER): Doomed[] {
    return this.storage.sql
      .exec<Doomed>(
        `SELECT id, fact FROM events WHERE erased_at IS NULL AND ${where.sql} ORDER BY id LIMIT ${most}`,
        ...where.values,
      )
      .toArray();
  }

  private erase(events: Doomed[], effects: Effects): Erased {
    const now = this.now();
    const { sql } = this.storage;
    const total = { ...nothing, events: events.length };
    this.intake.tickets.forget(events.map((event) => event.id));
    for (const event of events) {
      sql.exec(
        `UPDATE events SET fact = ?, data = NULL, raw = NULL, unmatched = NULL, idle_at = NULL, reason = ?, erased_at = ?
         WHERE id = ?`,
        JSON.stringify(withoutPerson(factOf(event))),
        erasedReason,
        now,
        event.id,
      );
      sql.exec("DELETE FROM awaiting WHERE event_id = ?", event.id);
      this.tests.forget(event.id);
      for (const delivery of this.deliveriesOf(event.id)) {
        total.deliveries++;
        if (delivery.ended_at !== null) continue;
        total.cancelled++;
        this.intake.cancel(delivery, erasedReason, now, effects);
      }
      // A tool's answer may name the person, and is in the reason as well.
      sql.exec(
        "UPDATE deliveries SET attempts = NULL, reason = IIF(reason IS NULL, NULL, ?) WHERE event_id = ?",
        erasedReason,
        event.id,
      );
    }
    return total;
  }

  private deliveriesOf(event: number): DeliveryRow[] {
    return this.storage.sql.exec<DeliveryRow>("SELECT * FROM deliveries WHERE event_id = ?", event).toArray();
  }

  // ── What others' records say of the person ──

  /** Of events after one and up to another: what names the person and is nobody's is erased, in others' it is blacked out. */
  private unmention(mention: Mention, after: number, until: number, effects: Effects): Erased {
    const nobodys = this.naming(mention, inEvents, after, until)
      .filter((row) => row.customer_id === null && row.erased_at === null)
      .map((row) => ({ id: Number(row.id), fact: String(row.fact) }));
    const erased = this.erase(nobodys, effects);
    const mentions =
      this.blackOut(mention, inEvents, after, until) + this.blackOut(mention, inDeliveries, after, until);
    return { ...erased, mentions };
  }

  /** @returns how many rows named the person */
  private blackOut(mention: Mention, texts: Texts, after: number, until: number): number {
    const { table, key, columns } = texts;
    const rows = this.naming(mention, texts, after, until);
    const isKey = key.map((one) => `${one} = ?`).join(" AND ");
    for (const row of rows)
      this.storage.sql.exec(
        `UPDATE ${table} SET ${columns.map((one) => `${one} = ?`).join(", ")} WHERE ${isKey}`,
        ...columns.map((one) => maskedBy(mention, row[one])),
        ...key.map((one) => row[one] ?? null),
      );
    return rows.length;
  }

  private naming(mention: Mention, { table, key, columns }: Texts, after: number, until: number): Row[] {
    const { forms } = mention;
    const holds = columns.flatMap((one) => forms.map((_, i) => `instr(lower(${one}), ?${i + 3}) > 0`));
    return this.storage.sql
      .exec<Row>(
        `SELECT * FROM ${table} WHERE ${key[0]} > ?1 AND ${key[0]} <= ?2 AND (${holds.join(" OR ")})`,
        after,
        until,
        ...forms,
      )
      .toArray()
      .filter((row) => columns.some((one) => maskedBy(mention, row[one]) !== row[one]));
  }
}

type Row = Record<string, SqlStorageValue>;
/** Where a shop's or a tool's own words are kept. The key begins with the event's. */
type Texts = { table: string; key: [string, ...string[]]; columns: string[] };
const inEvents: Texts = {
  table: "events",
  key: ["id"],
  columns: ["fact", "unmatched", "data", "raw", "reason"],
};
const inDeliveries: Texts = {
  table: "deliveries",
  key: ["event_id", "automation_id", "run"],
  columns: ["attempts", "reason", "because"],
};

function maskedBy({ mask }: Mention, value: SqlStorageValue = null): SqlStorageValue {
  return typeof value === "string" ? mask(value) : value;
}

type Slice = { erased: Erased; after: number; isOver: boolean };

const nothing: Erased = { events: 0, deliveries: 0, cancelled: 0, mentions: 0 };

function sum(a: Erased, b: Erased): Erased {
  return {
    events: a.events + b.events,
    deliveries: a.deliveries + b.deliveries,
    cancelled: a.cancelled + b.cancelled,
    mentions: a.mentions + b.mentions,
  };
}

function erasureOf(row: ErasureRow): Erasure {
  return {
    id: row.id,
    of: row.kind === "customer" ? { customerId: row.subject } : { sourceId: row.subject },
    askedBy: row.asked_by,
    beganAt: row.began_at,
    endedAt: row.ended_at,
    erased: JSON.parse(row.erased) as Erased, // written by this file
  };
}

/** What happened, without to whom; links to an order or a cart lead to the person, too. */
function withoutPerson({ customer: _customer, order, cart, ...fact }: Fact): Fact {
  const { url: _order, ...orderRest } = order ?? { id: "" };
  const { url: _cart, ...cartRest } = cart ?? { id: "" };
  return { ...fact, ...(order ? { order: orderRest } : {}), ...(cart ? { cart: cartRest } : {}) };
}
