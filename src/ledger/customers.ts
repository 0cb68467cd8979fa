// One customer's whole history, across sources. There is no table of customers: it is all read from their events, and
// from what follows from these.
import {
  type AccessView,
  type CustomerDetail,
  type CustomerItem,
  type Looked,
  type Person,
  personIn,
} from "../core/customer";
import { type Fact, receivedAtOf } from "../core/event";
import { productIn } from "../core/expectation";
import { eventId, eventNumber } from "../core/ids";
import { type WaitingView, waitingStates } from "../core/waiting";
import type { EventDetail, Page } from "../flows/ports";
import { ofTheirCarts } from "./erasing";
import { isOfOrder } from "./event-choice";
import type { ExpectationRow } from "./expecting";
import type { Products } from "./products";
import type { Reading } from "./reading";
import { type EventRow, factOf } from "./records";
import type { WaitingRoom } from "./waiting";

/** Who somebody is, their latest events say. */
const factsRead = 50;
const mostWaiting = 50;
const mostFound = 20;
/** A search by an order reads facts, since no index holds an order's number: it goes back by so many events. */
const mostLookedAt = 20_000;
/** Of an export, so much at a time: what one call may carry, and a Worker hold, is far more. */
const eventsPerPart = 100;
const charactersPerPart = 2_000_000;

const theirs = "customer_id = ?1 AND erased_at IS NULL";

export class Customers {
  constructor(
    private readonly sql: SqlStorage,
    private readonly reading: Reading,
    private readonly waitingRoom: WaitingRoom,
    private readonly products: Products,
  ) {}

  item(id: string): CustomerItem | undefined {
    return this.itemOf(id, this.personOf(id));
  }

  detail(id: string, now: number): CustomerDetail | undefined {
    const person = this.personOf(id);
    const item = this.itemOf(id, person);
    if (!item) return undefined;
    return {
      ...item,
      ...person,
      byType: this.byType(id),
      deliveries: this.deliveriesOf(id),
      consent: this.consentOf(id),
      access: this.accessOf(id),
      references: this.identitiesOf(id).map(({ ref }) => ref),
      waiting: this.waitingFor(id, now),
      waitingCount: waitingStates
        .map((state) => this.waitingRoom.count({ customerId: id, state }, now).count)
        .reduce((sum, n) => sum + n, 0),
    };
  }

  private itemOf(id: string, { emails, names }: Person): CustomerItem | undefined {
    const seen = this.sql
      .exec<{ n: number; first: number | null; last: number | null }>(
        `SELECT COUNT(*) AS n, MIN(effective_at) AS first, MAX(effective_at) AS last FROM events WHERE ${theirs}`,
        id,
      )
      .one();
    // What a provider calls somebody is remembered for longer than their events.
    const [email = this.identitiesOf(id)[0]?.email] = emails;
    const [name] = names;
    if (email === undefined) return undefined;
    return {
      id,
      email,
      ...(name === undefined ? {} : { name }),
      firstSeenAt: seen.first,
      lastSeenAt: seen.last,
      events: seen.n,
    };
  }

  private personOf(id: string): Person {
    return personIn(
      this.sql
        .exec<Pick<EventRow, "fact">>(
          `SELECT fact FROM events WHERE ${theirs} ORDER BY effective_at DESC, id DESC LIMIT ${factsRead}`,
          id,
        )
        .toArray()
        .map(factOf),
    );
  }

  private identitiesOf(id: string): { ref: string; email: string }[] {
    return this.sql
      .exec<{ ref: string; email: string }>(
        "SELECT ref, email FROM identities WHERE customer_id = ? ORDER BY ref",
        id,
      )
      .toArray();
  }

  private byType(id: string): Record<string, number> {
    const rows = this.sql
      .exec<{ type: string; n: number }>(
        `SELECT type, COUNT(*) AS n FROM events WHERE ${theirs} GROUP BY type ORDER BY n DESC, type`,
        id,
      )
      .toArray();
    return Object.fromEntries(rows.map(({ type, n }) => [type, n]));
  }

  private deliveriesOf(id: string): number {
    return this.sql
      .exec<{ n: number }>(
        `SELECT COUNT(*) AS n FROM events e CROSS JOIN deliveries d ON d.event_id = e.id
         WHERE e.customer_id = ? AND e.erased_at IS NULL`,
        id,
      )
      .one().n;
  }

  private consentOf(id: string): CustomerDetail["consent"] {
    const told = this.sql
      .exec<Pick<EventRow, "fact" | "effective_at">>(
        `SELECT fact, effective_at FROM events WHERE ${theirs} AND fact ->> '$.consent.marketing' IS NOT NULL
         ORDER BY effective_at DESC, id DESC LIMIT 1`,
        id,
      )
      .toArray()[0];
    const consent = told && factOf(told).consent;
    return consent ? { marketing: consent.marketing, at: told.effective_at } : null;
  }

  private accessOf(id: string): AccessView[] {
    return this.sql
      .exec<Pick<ExpectationRow, "kind" | "thing" | "ends_at" | "state" | "set_by">>(
        `SELECT kind, thing, ends_at, state, set_by FROM expectations WHERE customer_id = ?
         ORDER BY state = 'open' DESC, ends_at DESC`,
        id,
      )
      .toArray()
      .map(({ kind, thing, ends_at, state, set_by }) => ({
        kind,
        thing,
        name: this.nameOf(thing, set_by),
        endsAt: ends_at,
        state,
      }));
  }

  /** What a product was called when it was bought, or what it is called by now. */
  private nameOf(thing: string, event: number): string | null {
    const product = productIn(thing);
    if (product === undefined) return null;
    const bought = this.factAt(event)?.products?.find(({ id }) => id === product);
    return bought?.name ?? this.products.one(product)?.name ?? null;
  }

  private factAt(event: number): Fact | undefined {
    return this.sql
      .exec<Pick<EventRow, "fact">>("SELECT fact FROM events WHERE id = ?", event)
      .toArray()
      .map(factOf)[0];
  }

  /** What needs a hand comes first, then what is about to run. */
  private waitingFor(customerId: string, now: number): WaitingView[] {
    return [...waitingStates]
      .reverse()
      .flatMap((state) => this.waitingRoom.page({ customerId, state, limit: mostWaiting }, now).items)
      .slice(0, mostWaiting);
  }

  // ── By an order ──

  ofOrder(order: string): { items: CustomerItem[]; looked: Looked } {
    const { sql, values } = isOfOrder(order);
    const rows = this.sql
      .exec<{ id: string }>(
        `SELECT DISTINCT customer_id AS id
         FROM (SELECT customer_id, fact, erased_at FROM events ORDER BY id DESC LIMIT ${mostLookedAt})
         WHERE customer_id IS NOT NULL AND erased_at IS NULL AND ${sql} LIMIT ${mostFound}`,
        ...values,
      )
      .toArray();
    return { items: rows.flatMap(({ id }) => this.item(id) ?? []), looked: this.looked() };
  }

  private looked(): Looked {
    const { n, first } = this.sql
      .exec<{ n: number; first: number | null }>(
        `SELECT COUNT(*) AS n, MIN(id) AS first FROM (SELECT id FROM events ORDER BY id DESC LIMIT ${mostLookedAt})`,
      )
      .one();
    return { events: n, since: first === null ? null : receivedAtOf(first), isAll: n < mostLookedAt };
  }

  // ── For an export ──

  /** Their events with all that came of them, the newest first, and what was told of their carts before it was known whose. */
  events(id: string, cursor: string | undefined, now: number): Page<EventDetail> {
    const items: EventDetail[] = [];
    let length = 0;
    for (const number of this.numbersOf(id, cursor)) {
      const event = this.reading.event(eventId(number), now);
      if (!event) continue;
      items.push(event);
      length += JSON.stringify(event).length;
      if (items.length === eventsPerPart || length >= charactersPerPart) return { items, next: event.id };
    }
    return { items };
  }

  private numbersOf(id: string, cursor: string | undefined): number[] {
    const { sql, values } = ofTheirCarts(id);
    return this.sql
      .exec<{ id: number }>(
        `SELECT id FROM (
           SELECT id FROM events WHERE ${theirs} UNION SELECT id FROM events WHERE erased_at IS NULL AND ${sql}
         ) WHERE id < ?2 ORDER BY id DESC LIMIT ${eventsPerPart}`,
        ...values,
        (cursor === undefined ? undefined : eventNumber(cursor)) ?? Number.MAX_SAFE_INTEGER,
      )
      .toArray()
      .map((row) => row.id);
  }
}
