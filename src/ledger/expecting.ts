// What is expected of customers: the dates their events tell, what hangs on them, and what is raised when they come.
// The events are the truth. A row stands for what follows from them, and for what has been raised already.
import type { Automation } from "../core/automation";
import { type Fact, receivedAtOf } from "../core/event";
import {
  becauseOf,
  type Expectation,
  type ExpectationKind,
  expectationId,
  expectationsOf,
  followUpTypes,
  isRaisedKey,
  type News,
  newsOf,
  nextMoment,
  productIn,
  productThing,
  raisedKey,
  tellsDate,
  tellsOfEnd,
  withDate,
} from "../core/expectation";
import { type Anchor, anchorFor, pastReason } from "../core/plan";
import { dueBefore } from "../core/timing";
import type { ToldFact } from "../flows/ports";
import type { Book } from "./book";
import { type Effects, type Intake, noticeMoment } from "./intake";
import { type DeliveryRow, type EventRow, factOf, movedText } from "./records";

export type ExpectationRow = {
  customer_id: string;
  kind: ExpectationKind;
  thing: string;
  ends_at: number | null;
  as_of: number;
  set_by: number;
  order_id: string | null;
  subscription_id: string | null;
  state: Expectation["state"];
  next_at: number | null;
};
type Dated = ExpectationRow & { ends_at: number };

/** What is known of a customer is read from so many events at most, the latest. */
const mostNews = 1000;

type NewsRow = Pick<EventRow, "id" | "fact_key" | "fact">;

export class Expecting {
  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
    private readonly intake: Pick<Intake, "close">,
  ) {}

  /** What an event says about dates: they are set, moved or dropped, and what hangs on them with them. */
  take(row: EventRow, fact: Fact, now: number, effects: Effects): void {
    const news = row.customer_id === null ? undefined : newsIn(row, fact);
    if (row.customer_id === null || !news) return;
    const known = this.of(row.customer_id);
    if (known.length === 0 && !tellsDate(news)) return;
    const expected = expectationsOf([...this.newsOf(row.customer_id, news.event), news]);
    // An event that tells more by now may be about something else than it seemed to be.
    const isMistaken = (one: ExpectationRow) => one.set_by === news.event;
    this.expect(row.customer_id, known, expected, isMistaken, becauseOf(row.type), now, effects);
  }

  /** Works out anew what is expected of a customer, after what their events say about some things was changed. */
  retake(customerId: string, things: string[], because: string, now: number, effects: Effects): void {
    const expected = expectationsOf(this.newsOf(customerId));
    const isMeant = (one: ExpectationRow) => one.kind === "access" && things.includes(one.thing);
    this.expect(customerId, this.of(customerId), expected, isMeant, because, now, effects);
  }

  /** @param isGone whether a row is dropped that nothing is expected of any more */
  private expect(
    customerId: string,
    known: ExpectationRow[],
    expected: Expectation[],
    isGone: (row: ExpectationRow) => boolean,
    because: string,
    now: number,
    effects: Effects,
  ): void {
    const changed = expected.flatMap((one) => {
      const before = known.find((row) => isSame(row, one));
      return changeOf(before, this.rowOf(customerId, one, now), now) ?? [];
    });
    for (const row of known)
      if (row.state === "open" && !expected.some((one) => isSame(row, one)) && isGone(row))
        changed.push(ended(row, "dropped"));
    for (const one of changed) this.save(one);
    for (const one of changed) {
      if (one.next_at !== null) noticeMoment(effects, one.next_at);
      const before = known.find((other) => isSame(other, one));
      const isMoved = before?.ends_at !== one.ends_at || before.state !== one.state;
      if (before && isMoved) this.follow(one, because, now, effects);
    }
  }

  private rowOf(customerId: string, expected: Expectation, now: number): ExpectationRow {
    return {
      customer_id: customerId,
      kind: expected.kind,
      thing: expected.thing,
      ends_at: expected.endsAt,
      as_of: expected.asOf,
      set_by: expected.setBy,
      order_id: expected.orderId,
      subscription_id: expected.subscriptionId,
      state: expected.state,
      next_at: nextMoment(expected, now, this.warnBeforeMs(expected)),
    };
  }

  private warnBeforeMs({ thing }: Pick<Expectation, "thing">): number {
    return this.book.warnBeforeMs(productIn(thing));
  }

  /** What a customer's events say about dates, but for one of them. */
  private newsOf(customerId: string, except = 0): News[] {
    return this.sql
      .exec<NewsRow>(
        `SELECT id, fact_key, fact FROM events
         WHERE customer_id = ? AND id <> ? AND erased_at IS NULL AND (type IN (SELECT value FROM json_each(?))
           OR instr(fact, '"accessEndsAt"') > 0 OR fact ->> '$.subscription.currentPeriodEnd' IS NOT NULL)
         ORDER BY effective_at DESC LIMIT ?`,
        customerId,
        except,
        JSON.stringify(followUpTypes),
        mostNews,
      )
      .toArray()
      .flatMap((row) => newsIn(row, factOf(row)) ?? []);
  }

  private of(customerId: string): ExpectationRow[] {
    return this.sql
      .exec<ExpectationRow>("SELECT * FROM expectations WHERE customer_id = ?", customerId)
      .toArray();
  }

  private save(row: ExpectationRow): void {
    this.sql.exec(
      `INSERT INTO expectations (customer_id, kind, thing, ends_at, as_of, set_by, order_id, subscription_id, state, next_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (customer_id, kind, thing) DO UPDATE
       SET ends_at = excluded.ends_at, as_of = excluded.as_of, set_by = excluded.set_by, order_id = excluded.order_id,
         subscription_id = excluded.subscription_id, state = excluded.state, next_at = excluded.next_at`,
      row.customer_id,
      row.kind,
      row.thing,
      row.ends_at,
      row.as_of,
      row.set_by,
      row.order_id,
      row.subscription_id,
      row.state,
      row.next_at,
    );
  }

  // ── What hangs on a date ──

  /** The dates that an event set and that still count. */
  anchorsOf(row: EventRow, fact: Fact): (Anchor & Dated)[] {
    if (row.customer_id === null || !newsIn(row, fact)) return [];
    return this.of(row.customer_id).flatMap((one) => (one.set_by === row.id ? (anchored(one) ?? []) : []));
  }

  /** The dates that an event set last, whatever has become of them; those that count, or did to their end, first. */
  datesSetBy({ id, customer_id }: Pick<EventRow, "id" | "customer_id">): (Anchor & Dated)[] {
    const all = customer_id === null ? [] : this.of(customer_id);
    return all
      .flatMap((one) => (one.set_by === id ? (dated(one) ?? []) : []))
      .sort((a, b) => Number(a.state === "dropped") - Number(b.state === "dropped"));
  }

  /** What an automation owes before a date, because of whichever event. */
  hasWaiting(customerId: string, automationId: string, anchor: Anchor): boolean {
    return this.hanging(customerId, expectationId(anchor)).some(
      (one) => one.automation_id === automationId && one.cancel_requested === null,
    );
  }

  private hanging(customerId: string, id: string): DeliveryRow[] {
    return this.sql
      .exec<DeliveryRow>(
        "SELECT * FROM deliveries WHERE cancel_key = ? AND ended_at IS NULL AND hangs_on = ? AND state <> 'uncertain'",
        customerId,
        id,
      )
      .toArray();
  }

  /** After an expectation changed: what comes before its date moves with it, or is cancelled when there is none. */
  private follow(changed: ExpectationRow, because: string, now: number, effects: Effects): void {
    for (const delivery of this.hanging(changed.customer_id, expectationId(changed))) {
      const terms = this.book.termsOf(delivery.automation_id, delivery.version);
      const anchor = terms && this.anchorOf(changed.customer_id, delivery, terms);
      const at = anchor && dueBefore(terms.timing, anchor.endsAt, this.book.timeZone);
      // What is under way belongs to the date of before; should it fail, it is not tried again.
      const canMove = delivery.state !== "running" || at === delivery.due_at;
      if (anchor && at !== undefined && canMove) this.moveTo(delivery, anchor, at, because, now, effects);
      else if (changed.state !== "reached" || (changed.ends_at ?? 0) > now)
        this.intake.close(delivery, "cancelled", `Cancelled, because ${because}.`, now, effects);
    }
  }

  /**
   * The date before which a delivery is due. One of several dates that its event set is as good as another, so it stays
   * with its own event as long as any of them counts; then it goes along with the one it hangs on.
   */
  anchorOf(
    customerId: string,
    delivery: Pick<DeliveryRow, "event_id" | "hangs_on">,
    terms: Automation,
  ): (Anchor & Dated) | undefined {
    const open = this.of(customerId).flatMap((one) => anchored(one) ?? []);
    const own = open.filter((one) => expectationId(one) === delivery.hangs_on);
    const siblings = open.filter((one) => one.set_by === delivery.event_id);
    const stillSet = own.filter((one) => siblings.includes(one));
    return anchorFor(terms, [...stillSet, ...siblings, ...own]);
  }

  private moveTo(
    row: DeliveryRow,
    anchor: Anchor,
    at: number,
    because: string,
    now: number,
    effects: Effects,
  ): void {
    const hangsOn = expectationId(anchor);
    if (at === row.due_at && hangsOn === row.hangs_on) return;
    if (at !== row.due_at && at < now) {
      this.intake.close(row, "skipped", pastReason, now, effects);
      return;
    }
    const isMoved = at !== row.due_at;
    this.sql.exec(
      `UPDATE deliveries SET hangs_on = ?, state = ?, reason = ?, due_at = ?, next_at = ?, moved = ?
       WHERE event_id = ? AND automation_id = ? AND run = ?`,
      hangsOn,
      isMoved ? "waiting" : row.state,
      isMoved ? null : row.reason,
      at,
      isMoved ? at : row.next_at,
      isMoved ? movedText(row, at, because, now) : row.moved,
      row.event_id,
      row.automation_id,
      row.run,
    );
    if (!isMoved) return;
    if (row.lane !== null) effects.lanes.push(row.lane);
    noticeMoment(effects, at);
  }

  /** The fact of a delivery's event with the date that counts by now: its own may have moved since. */
  factFor({ hangs_on }: Pick<DeliveryRow, "hangs_on">, event: EventRow): string {
    if (hangs_on === null || event.customer_id === null) return event.fact;
    const expected = this.of(event.customer_id).find((one) => expectationId(one) === hangs_on);
    if (!expected || expected.ends_at === null) return event.fact;
    return JSON.stringify(withDate(factOf(event), expected.kind, expected.ends_at));
  }

  /** Whether what was to come before a date would come after it; not where a person moved it there. */
  hasPassed({ hangs_on, due_at }: DeliveryRow, customerId: string | null, now: number): boolean {
    if (hangs_on === null || customerId === null) return false;
    const endsAt = this.of(customerId).find((one) => expectationId(one) === hangs_on)?.ends_at ?? Infinity;
    return due_at < endsAt && endsAt <= now;
  }

  // ── Ends ──

  /** The expectation of the very end that a shop's own event tells of, and the key of that end. */
  expectedEnd(
    told: ToldFact,
    customerId: string,
    now: number,
  ): { expected: ExpectationRow; key: string } | undefined {
    const news = newsOf(told.fact, { event: 0, key: told.key, receivedAt: now });
    if (!news) return undefined;
    for (const row of this.of(customerId)) {
      const one = expectationOf(row);
      if (tellsOfEnd(news, one))
        return { expected: row, key: raisedKey(news.type, customerId, one.thing, one.endsAt) };
    }
    return undefined;
  }

  /** A shop has told of an end itself, so that it need not be raised any more. */
  takeEnd(expected: ExpectationRow, type: string, now: number, effects: Effects): void {
    if (expected.state !== "open") return;
    const isOver = type === "access.expired";
    const after = isOver ? ended(expected, "reached") : { ...expected, next_at: expected.ends_at };
    if (!isOver && expected.next_at === after.next_at) return;
    this.save(after);
    if (isOver) this.follow(after, becauseOf(type), now, effects);
  }

  alsoTold(key: string): number | undefined {
    return this.sql
      .exec<{ event_id: number }>("SELECT event_id FROM also_told WHERE fact_key = ?", key)
      .toArray()[0]?.event_id;
  }

  noteAlsoTold(key: string, event: number): void {
    this.sql.exec("INSERT INTO also_told VALUES (?, ?) ON CONFLICT DO NOTHING", key, event);
  }

  /** The first of those whose moment has come, in the order of what is to be told: a warning that comes too late is none. */
  due(now: number, most: number): ExpectationRow[] {
    const momentOf = ({ ends_at, next_at }: ExpectationRow) =>
      ends_at !== null && ends_at <= now ? ends_at : (next_at ?? now);
    return this.sql
      .exec<ExpectationRow>(
        "SELECT * FROM expectations WHERE next_at IS NOT NULL AND next_at <= ? ORDER BY next_at LIMIT ?",
        now,
        most,
      )
      .toArray()
      .sort((a, b) => momentOf(a) - momentOf(b));
  }

  /** When the next moment comes, if any does (epoch milliseconds). */
  nextAfter(now: number): number | undefined {
    return this.sql
      .exec<{ next_at: number }>(
        "SELECT next_at FROM expectations WHERE next_at IS NOT NULL AND next_at > ? ORDER BY next_at LIMIT 1",
        now,
      )
      .toArray()[0]?.next_at;
  }

  get hasMoments(): boolean {
    return this.sql.exec("SELECT 1 FROM expectations WHERE next_at IS NOT NULL LIMIT 1").toArray().length > 0;
  }

  /**
   * A moment has come: writes down that it was seen to.
   * @returns what is to be raised; undefined for what raises nothing
   */
  reach(row: ExpectationRow, now: number): "access.expiring" | "access.expired" | undefined {
    if (row.ends_at === null) return undefined;
    const isOver = row.ends_at <= now;
    this.save(isOver ? ended(row, "reached") : { ...row, next_at: row.ends_at });
    if (row.kind === "period") return undefined;
    return isOver ? "access.expired" : "access.expiring";
  }

  /**
   * The reminders of a customer's ends move to where the settings put them now, but for those that were given. One that
   * would be too late by that comes when it was to come.
   */
  retime(customerId: string, now: number, effects: Effects): void {
    for (const row of this.of(customerId)) {
      const at = this.retimed(row, now);
      if (at === null || at === row.next_at) continue;
      this.save({ ...row, next_at: at });
      noticeMoment(effects, at);
    }
  }

  private retimed(row: ExpectationRow, now: number): number | null {
    if (row.kind !== "access" || row.state !== "open" || row.ends_at === null) return row.next_at;
    const warnBeforeMs = this.warnBeforeMs(row);
    const isAhead = row.next_at !== row.ends_at;
    const at = nextMoment({ ...expectationOf(row), isWarned: false }, now, warnBeforeMs);
    if (at === row.ends_at) return warnBeforeMs === 0 ? at : row.next_at;
    return !isAhead && this.isWarned(row, row.ends_at) ? row.next_at : at;
  }

  /** Whether it was told that this end is near, by us or by the shop. */
  private isWarned(row: ExpectationRow, endsAt: number): boolean {
    const key = raisedKey("access.expiring", row.customer_id, row.thing, endsAt);
    return (
      this.sql.exec("SELECT 1 FROM events WHERE fact_key = ?", key).toArray().length > 0 ||
      expectationsOf(this.newsOf(row.customer_id)).some((one) => one.isWarned && isSame(one, row))
    );
  }

  /** When a customer's access to a product ends or has ended, where that is known and counts (epoch milliseconds). */
  accessEnd(customerId: string, productId: string, now: number): number | undefined {
    const row = this.sql
      .exec<ExpectationRow>(
        "SELECT * FROM expectations WHERE customer_id = ? AND kind = 'access' AND thing = ?",
        customerId,
        productThing(productId),
      )
      .toArray()[0];
    if (!row || row.state === "dropped" || row.ends_at === null) return undefined;
    // The shop may have told of the end before the date.
    return row.state === "reached" ? Math.min(row.ends_at, now) : row.ends_at;
  }

  /** How many customers have access to a product that ends, and has not ended. */
  runningOf(thing: string): number {
    return this.sql
      .exec<{ n: number }>(
        "SELECT COUNT(*) AS n FROM expectations WHERE kind = 'access' AND thing = ? AND state = 'open'",
        thing,
      )
      .one().n;
  }

  /** Customers with such access to one of these things, in their order, after one of them. */
  customersOf(things: string[], after: string, most: number): string[] {
    return this.sql
      .exec<{ customer_id: string }>(
        `SELECT DISTINCT customer_id FROM expectations WHERE customer_id > ? AND kind = 'access' AND state = 'open'
         AND thing IN (SELECT value FROM json_each(?)) ORDER BY customer_id LIMIT ?`,
        after,
        JSON.stringify(things),
        most,
      )
      .toArray()
      .map((row) => row.customer_id);
  }

  /** A person is forgotten, and with them what was expected of them. */
  forget(customerId: string): void {
    this.sql.exec("DELETE FROM expectations WHERE customer_id = ?", customerId);
  }
}

const isSame = (a: Pick<Expectation, "kind" | "thing">, b: Pick<Expectation, "kind" | "thing">) =>
  a.kind === b.kind && a.thing === b.thing;

/** What is raised here, or told under its key, follows from what is expected and says nothing new about it. */
function newsIn(row: Pick<EventRow, "id" | "fact_key">, fact: Fact): News | undefined {
  if (isRaisedKey(row.fact_key)) return undefined;
  return newsOf(fact, { event: row.id, key: row.fact_key, receivedAt: receivedAtOf(row.id) });
}

function expectationOf(row: ExpectationRow): Omit<Expectation, "setBy" | "isWarned"> {
  return {
    kind: row.kind,
    thing: row.thing,
    endsAt: row.ends_at,
    asOf: row.as_of,
    orderId: row.order_id,
    subscriptionId: row.subscription_id,
    state: row.state,
  };
}

/** @returns what is to be written in place of a row, if anything is */
function changeOf(
  before: ExpectationRow | undefined,
  after: ExpectationRow,
  now: number,
): ExpectationRow | undefined {
  if (after.state !== "open") return before?.state === "open" ? ended(before, after.state) : undefined;
  if (!before) return after;
  if (before.state !== "dropped" && before.ends_at === after.ends_at)
    return before.set_by === after.set_by
      ? undefined
      : { ...after, state: before.state, next_at: before.next_at };
  // What has ended begins anew by a date that is yet to come, and by nothing else.
  const isOver = before.state === "reached" && (after.ends_at ?? 0) <= now;
  return isOver ? undefined : after;
}

function ended(row: ExpectationRow, state: "reached" | "dropped"): ExpectationRow {
  return { ...row, state, next_at: null };
}

/** An expectation that has a date to be before. */
function anchored(row: ExpectationRow): (Anchor & Dated) | undefined {
  return row.state === "open" ? dated(row) : undefined;
}

function dated(row: ExpectationRow): (Anchor & Dated) | undefined {
  const { ends_at } = row;
  return ends_at === null ? undefined : { ...row, ends_at, endsAt: ends_at };
}
