// How events come in: each fact once, twins merged, and everything it causes written in the same transaction.
import { withAccessEnds } from "../core/access";
import { type Automation, cancelledBy } from "../core/automation";
import { asArrivedAtOnce, isRaisedCartKey } from "../core/cart";
import { type Completed, completion } from "../core/completion";
import type { Settlement } from "../core/delivery";
import type { Erased } from "../core/erasure";
import { type Fact, mergeFacts, receivedAtOf } from "../core/event";
import { expectationId, isEndOfAccess, raisedFact, raisedKey } from "../core/expectation";
import { type DeliveryKey, eventId, eventNumber, type Random } from "../core/ids";
import {
  type ActionFacts,
  cancelledBecause,
  cancelReason,
  type Known,
  laneOf,
  type Planned,
  pastReason,
  plan,
  type Unmatched,
} from "../core/plan";
import type { ReplayHow } from "../core/replay";
import { dueAt, dueBefore, earliestFrom, effectiveAt } from "../core/timing";
import type { Addition } from "../core/views";
import type { Accepted, Batch, ToldFact } from "../flows/ports";
import type { Book } from "./book";
import { Carts, countsFrom, type SourceFacts } from "./carts";
import { type ExpectationRow, Expecting } from "./expecting";
import { Products } from "./products";
import {
  addedText,
  type DeliveryRow,
  type EventRow,
  eventColumns,
  factOf,
  keyOf,
  shopEventOf,
} from "./records";
import { Tickets } from "./tickets";

/** Finds what an action needs and which lane it runs in. */
export type ActionLookup = (tool: string, action: string) => ActionFacts | undefined;

/** A delivery that is owed now. */
export type Due = DeliveryKey & { connectionId: string };

/** What came of a change: deliveries owed now, the earliest moment of those that wait, and lanes in which one ended. */
export type Effects = { due: Due[]; nextAt: number | undefined; lanes: string[] };
export const noEffects = (): Effects => ({ due: [], nextAt: undefined, lanes: [] });

export function noticeMoment(effects: Effects, at: number): void {
  effects.nextAt = Math.min(effects.nextAt ?? at, at);
}

export class Intake {
  readonly expecting: Expecting;
  readonly carts: Carts;
  readonly products: Products;
  readonly tickets: Tickets;
  private lastId: number;
  /** Whether any event waits to learn who its customer is; not taken back while this ledger is awake. */
  private hasAwaiting: boolean;

  constructor(
    private readonly storage: DurableObjectStorage,
    private readonly book: Book,
    private readonly actionOf: ActionLookup,
    sourceFacts: SourceFacts,
    randomBytes: Random,
  ) {
    this.expecting = new Expecting(storage.sql, book, this);
    this.carts = new Carts(storage.sql, book, sourceFacts, this);
    this.products = new Products(storage.sql, book);
    this.tickets = new Tickets(storage.sql, book, this.expecting, randomBytes);
    this.lastId = Number(storage.sql.exec("SELECT COALESCE(MAX(id), 0) AS id FROM events").one().id);
    this.hasAwaiting = storage.sql.exec("SELECT 1 FROM awaiting LIMIT 1").toArray().length > 0;
  }

  /**
   * Must run inside one transaction.
   * @param erase carries out a person's wish to be forgotten that a fact tells of; the fact itself then tells only that
   */
  accept(
    batch: Batch,
    now: number,
    effects: Effects,
    erase: (told: ToldFact, customerId: string | undefined) => Erased,
  ): Accepted[] {
    return batch.facts.flatMap(perProduct).map((told) => {
      if (isEndOfAccess(told.fact.type)) return this.acceptEnd(batch, told, now, effects);
      if (told.fact.type === "cart.abandoned") return this.acceptAbandoned(batch, told, now, effects);
      if (told.erase === undefined) return this.acceptOne(batch, told, now, effects);
      const known = this.find(told, now);
      // Told again, the wish names the person again: nothing of it may be merged.
      if (known) return { eventId: eventId(known.id), outcome: "duplicate" };
      const erased = erase(told, told.customerId ?? this.personOf(told)?.customer_id);
      const { type, occurredAt } = told.fact;
      const { customerId: _, ...rest } = told;
      const about = { fact: { type, occurredAt }, data: JSON.stringify({ erased }) };
      const bare = { ...rest, ...about, customerRefs: [], sameCustomerAs: [] };
      return this.acceptOne({ ...batch, raw: null }, bare, now, effects);
    });
  }

  /** A shop tells of an end of access itself: where that end is expected, it is one fact with what is raised here. */
  private acceptEnd(batch: Batch, told: ToldFact, now: number, effects: Effects): Accepted {
    const customerId = told.customerId ?? this.personOf(told)?.customer_id;
    const isKnown = customerId === undefined || this.find(told, now) !== undefined;
    const end = isKnown ? undefined : this.expecting.expectedEnd(told, customerId, now);
    if (!end) return this.acceptOne(batch, told, now, effects);
    this.expecting.takeEnd(end.expected, told.fact.type, now, effects);
    return this.acceptAs(end.key, batch, told, now, effects);
  }

  /** A shop tells of an abandoned cart itself: where that was raised here before, it is one fact. */
  private acceptAbandoned(batch: Batch, told: ToldFact, now: number, effects: Effects): Accepted {
    const key = this.find(told, now) ? undefined : this.carts.raisedBefore(batch.source, told.fact, now);
    if (key === undefined) return this.acceptOne(batch, told, now, effects);
    return this.acceptAs(key, batch, told, now, effects);
  }

  /** A shop tells under a key of its own what has another one here. */
  private acceptAs(key: string, batch: Batch, told: ToldFact, now: number, effects: Effects): Accepted {
    const { keyLastsMs, ...rest } = told;
    const accepted = this.acceptOne(batch, { ...rest, key }, now, effects);
    const event = eventNumber(accepted.eventId);
    // The same telling must be known again after the date, or the cart, has moved on.
    if (event !== undefined && keyLastsMs === undefined) this.expecting.noteAlsoTold(told.key, event);
    return accepted;
  }

  /** What the ledger is to tell of itself by now; each must run inside a transaction of its own. */
  due(now: number, most: number): ((effects: Effects) => void)[] {
    const reached = this.expecting.due(now, most);
    const idle = this.carts.due(now, most);
    return [
      ...reached.map((one) => (effects: Effects) => this.raise(one, now, effects)),
      ...idle.map((one) => (effects: Effects) => this.abandon(one, now, effects)),
    ];
  }

  /** When there is more to tell of, if there is (epoch milliseconds). */
  nextAfter(now: number): number | undefined {
    const next = [this.expecting.nextAfter(now), this.carts.nextAfter(now)].filter((at) => at !== undefined);
    return next.length > 0 ? Math.min(...next) : undefined;
  }

  get hasMoments(): boolean {
    return this.expecting.hasMoments || this.carts.hasMoments;
  }

  /** A cart has been left alone for its source's idle time since a change. */
  private abandon(change: EventRow, now: number, effects: Effects): void {
    const told = this.carts.reach(change);
    if (!told) return;
    const customer_id = told.customerId ?? null;
    if (this.laterEvent({ ...change, customer_id }, ["purchase.completed"]) !== undefined) return;
    this.tell(sourceOf(change), told, now, effects, { hops: change.hops, effective: countsFrom(change) });
  }

  /**
   * The ledger tells of something itself, in the name of a source. Must run inside one transaction.
   * @param effective see `acceptOne`
   */
  tell(
    source: { id: string; kind: string },
    told: ToldFact,
    now: number,
    effects: Effects,
    { hops = 0, effective }: { hops?: number; effective?: number } = {},
  ): void {
    const batch = { source: { ...source, tokenVersion: null }, facts: [told], raw: null, hops };
    this.acceptOne(batch, told, now, effects, effective);
  }

  /** The moment of an expectation has come: the ledger tells of it itself. */
  private raise(expected: ExpectationRow, now: number, effects: Effects): void {
    const { customer_id, thing, ends_at, next_at, set_by } = expected;
    const type = this.expecting.reach(expected, now);
    const setter = this.eventWhere("id = ?", set_by);
    if (type === undefined || ends_at === null || !setter || setter.erased_at !== null) return;
    const moment = type === "access.expired" ? ends_at : (next_at ?? now);
    const told: ToldFact = {
      key: raisedKey(type, customer_id, thing, ends_at),
      fact: raisedFact(type, factOf(setter), { thing, endsAt: ends_at, moment }),
      customerId: customer_id,
      customerRefs: [],
      sameCustomerAs: [],
      data: "{}",
    };
    this.tell(sourceOf(setter), told, now, effects, { hops: setter.hops });
  }

  /** @param effective the moment the fact counts from (epoch milliseconds), where that does not follow from its own time */
  private acceptOne(
    batch: Batch,
    told: ToldFact,
    now: number,
    effects: Effects,
    effective?: number,
  ): Accepted {
    const known = this.find(told, now);
    if (known) return this.merge(known, batch, told, now, effects);
    const id = Math.max(now * 1000, this.lastId + 1);
    this.lastId = id;
    const person = this.personOf(told);
    const counted = effective ?? effectiveAt(told.fact.occurredAt, now);
    const named = person ? withEmail(told.fact, person.email) : told.fact;
    const fact = withAccessEnds(named, counted, this.book);
    const row: EventRow = {
      id,
      fact_key: told.key,
      type: fact.type,
      state: "unmatched",
      reason: told.notUnderstood ?? null,
      source_id: batch.source.id,
      source_kind: batch.source.kind,
      customer_id: told.customerId ?? person?.customer_id ?? null,
      occurred_at: fact.occurredAt,
      effective_at: counted,
      hops: batch.hops,
      fact: JSON.stringify(fact),
      unmatched: null,
      data: told.data,
      erased_at: null,
      cart: null,
      idle_at: null,
      added: null,
    };
    if (told.notUnderstood !== undefined) row.state = "not-understood";
    else if (told.incomplete !== undefined) {
      row.state = "incomplete";
      row.reason = told.incomplete;
      this.oweCompletion(row, batch.source.id, now, effects);
    } else this.work(row, fact, told, { isNew: true }, now, effects);
    this.storage.sql.exec(
      `INSERT INTO events (id, fact_key, type, state, reason, source_id, source_kind, customer_id, occurred_at,
        effective_at, hops, fact, unmatched, data, cart, idle_at, raw)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.id,
      row.fact_key,
      row.type,
      row.state,
      row.reason,
      row.source_id,
      row.source_kind,
      row.customer_id,
      row.occurred_at,
      row.effective_at,
      row.hops,
      row.fact,
      row.unmatched,
      row.data,
      row.cart,
      row.idle_at,
      batch.raw,
    );
    if (told.notUnderstood === undefined && told.incomplete === undefined)
      this.completeOthers(row, fact, told, now, effects);
    return { eventId: eventId(id), outcome: "new" };
  }

  /** The event of the same fact. A key that only lasts a while is given up by an event it no longer stands for. */
  private find(told: ToldFact, now: number): EventRow | undefined {
    const mayBeRaised = isEndOfAccess(told.fact.type) || told.fact.type === "cart.abandoned";
    const also = mayBeRaised ? this.expecting.alsoTold(told.key) : undefined;
    if (also !== undefined) return this.eventWhere("id = ?", also);
    const row = this.eventWhere("fact_key = ?", told.key);
    if (!row || told.keyLastsMs === undefined || receivedAtOf(row.id) > now - told.keyLastsMs) return row;
    this.storage.sql.exec("UPDATE events SET fact_key = fact_key || '@' || id WHERE id = ?", row.id);
    return undefined;
  }

  private merge(row: EventRow, batch: Batch, told: ToldFact, now: number, effects: Effects): Accepted {
    if (row.erased_at !== null || told.incomplete !== undefined) {
      if (row.erased_at === null) this.completeAgain(row, batch.source.id, now, effects);
      return { eventId: eventId(row.id), outcome: "duplicate" };
    }
    const known = factOf(row);
    const person = told.customerId ? undefined : this.personOf(told);
    const merged = mergeFacts(known, person ? withEmail(told.fact, person.email) : told.fact);
    if (!merged || told.notUnderstood !== undefined)
      return { eventId: eventId(row.id), outcome: "duplicate" };
    const fact = withAccessEnds(merged, row.effective_at, this.book, known);
    const richer = told.data.length > (row.data?.length ?? 0);
    const next: EventRow = {
      ...row,
      customer_id: row.customer_id ?? told.customerId ?? person?.customer_id ?? null,
      fact: JSON.stringify(fact),
      data: richer ? told.data : row.data,
    };
    this.rework(next, fact, told, "twin", now, effects, richer ? { raw: batch.raw } : undefined);
    return { eventId: eventId(row.id), outcome: "merged" };
  }

  /**
   * Plans an event that is already stored and writes what it became.
   * @param by what it says more by
   * @param fuller the body to keep instead of the one that is stored
   */
  private rework(
    row: EventRow,
    fact: Fact,
    told: RefsOnly,
    by: Addition["by"],
    now: number,
    effects: Effects,
    fuller?: Pick<Batch, "raw">,
  ): void {
    this.work(row, fact, told, { isNew: false }, now, effects);
    this.storage.sql.exec(
      `UPDATE events SET state = ?, reason = ?, customer_id = ?, fact = ?, unmatched = ?, data = ?, cart = ?, idle_at = ?,
         added = ?, raw = IIF(?, ?, raw)
       WHERE id = ?`,
      row.state,
      row.reason,
      row.customer_id,
      row.fact,
      row.unmatched,
      row.data,
      row.cart,
      row.idle_at,
      addedText(row, by, now),
      fuller ? 1 : 0,
      fuller?.raw ?? null,
      row.id,
    );
    this.completeOthers(row, fact, told, now, effects);
  }

  /** Cancels what this event cancels, plans what it causes, and fills in the row's state. */
  private work(
    row: EventRow,
    fact: Fact,
    told: RefsOnly,
    of: PlanOptions,
    now: number,
    effects: Effects,
  ): void {
    if (fact.products) this.products.see(fact.products, row.source_id, now);
    if (row.customer_id && this.book.cancels(row.type)) this.cancelOthers(row, now, effects);
    this.expecting.take(row, fact, now, effects);
    this.carts.take(row, fact, now, effects);
    this.tickets.take(row, fact, told);
    const { planned, unmatched } = this.planEvent(row, fact, of, now, effects);
    const wantsPerson = row.customer_id === null && refsOf(told).length > 0;
    if (wantsPerson) for (const ref of refsOf(told)) this.await(ref, row.id);
    const owes = planned > 0 || (!of.isNew && this.hasDeliveries(row.id));
    row.unmatched = unmatched.length > 0 ? JSON.stringify(unmatched) : null;
    row.state = wantsPerson ? "incomplete" : owes ? "matched" : "unmatched";
    row.reason = wantsPerson
      ? "The shop named the customer only by its own number; this goes on when the e-mail becomes known."
      : owes
        ? null
        : unmatchedReason(row.type, unmatched);
  }

  /** Owes what was planned at the moment it names, because a person asked for it; see Replaying. */
  oweAgain(
    row: EventRow,
    planned: Planned,
    which: ReplayHow["which"],
    because: string,
    now: number,
    effects: Effects,
  ): void {
    this.owe(row, planned, { isNew: false, replay: which, because }, now, effects);
    this.markMatched(row.id);
  }

  /** Runs once more what has ended, on the terms it had: a new delivery, linked to it. */
  repeat(row: DeliveryRow, because: string | null, at: number, now: number, effects: Effects): void {
    const run = row.run + 1;
    const isDue = at <= now;
    this.insertDelivery({
      ...row,
      run,
      state: isDue ? "ready" : "waiting",
      reason: null,
      next_at: at,
      due_at: at,
      ended_at: null,
      replay_of: row.run,
      because,
    });
    if (isDue) effects.due.push({ ...keyOf(row), run, connectionId: row.connection_id });
    else noticeMoment(effects, at);
  }

  /** Plans an event by the automations of this moment, and writes the deliveries it owes. */
  private planEvent(
    row: EventRow,
    fact: Fact,
    options: PlanOptions,
    now: number,
    effects: Effects,
  ): { planned: number; unmatched: Unmatched[] } {
    const known = this.knownFor(row, fact, options, now);
    const event = shopEventOf(row, fact);
    const { deliveries, unmatched } = plan(event, [...this.book.automations.values()], known, row.hops);
    for (const one of deliveries) this.owe(row, one, options, now, effects);
    return { planned: deliveries.length, unmatched };
  }

  /** What the plan for an event may ask of this ledger. */
  knownFor(row: EventRow, fact: Fact, options: PlanOptions, now: number): Known {
    const { replay } = options;
    return {
      now,
      timeZone: this.book.timeZone,
      anchors: this.expecting.anchorsOf(row, fact),
      hasMoved: (automationId, anchor) =>
        row.customer_id !== null && this.expecting.hasWaiting(row.customer_id, automationId, anchor),
      action: (automation) => this.actionFor(automation),
      hasDelivery: (automationId) => !options.isNew && this.isServed(row.id, automationId, replay),
      onceTaken: (automationId, key) =>
        (replay === undefined || replay === "missing") && this.isOnceTaken(automationId, key),
      laterEvent: (types) => (replay ? undefined : this.laterEvent(row, types)),
      whyCartIsOver: () => (replay ? undefined : this.carts.whyOver(row)),
      isRaisedCart: isRaisedCartKey(row.fact_key),
    };
  }

  /**
   * Owes what an automation plans for an event that was there before it: from now on, since its own moment may be past.
   * @param because why, as a sentence
   */
  oweEarlier(row: EventRow, planned: Planned, because: string, now: number, effects: Effects): void {
    this.owe(row, planned, { isNew: false, because }, now, effects);
    this.markMatched(row.id);
  }

  /** An event that rang nothing has rung something after all. */
  markMatched(event: number): void {
    this.storage.sql.exec("UPDATE events SET state = 'matched', reason = NULL WHERE id = ?", event);
  }

  /** A delivery that fetches what the notice left out, by the source itself. */
  private oweCompletion(row: EventRow, sourceId: string, now: number, effects: Effects, run = 0): void {
    const key = { event: row.id, automationId: completion.id, run };
    this.insertDelivery({
      event_id: key.event,
      automation_id: key.automationId,
      run: key.run,
      version: completion.version,
      connection_id: sourceId,
      state: "ready",
      reason: null,
      next_at: now,
      due_at: now,
      ended_at: null,
      lane: null,
      cancel_key: null,
      replay_of: run === 0 ? null : run - 1,
      hangs_on: null,
    });
    effects.due.push({ ...key, connectionId: sourceId });
  }

  /** The same notice again, after fetching had been given up: it may go well now. */
  private completeAgain(row: EventRow, sourceId: string, now: number, effects: Effects): void {
    const last = this.completionOf(row.id);
    if (row.state === "incomplete" && last?.ended_at != null && last.state !== "succeeded")
      this.oweCompletion(row, sourceId, now, effects, last.run + 1);
  }

  /** The latest fetching of what an event's notice left out. */
  completionOf(event: number): DeliveryRow | undefined {
    return this.storage.sql
      .exec<DeliveryRow>(
        "SELECT * FROM deliveries WHERE event_id = ? AND automation_id = ? ORDER BY run DESC LIMIT 1",
        event,
        completion.id,
      )
      .toArray()[0];
  }

  /** What a completion came to: the event goes on with what was fetched, or says why it cannot. */
  complete(
    event: number,
    completed: Completed | undefined,
    { state, reason }: Settlement,
    now: number,
    effects: Effects,
  ): void {
    const row = this.eventWhere("id = ?", event);
    if (!row || row.erased_at !== null || row.state !== "incomplete") return;
    if (completed) {
      const { data, customerId, customerRefs } = completed;
      const refs = { customerRefs, sameCustomerAs: [] };
      const person = this.personOf({ ...(customerId ? { customerId } : {}), ...refs });
      const fetched = person ? withEmail(completed.fact, person.email) : completed.fact;
      const merged = mergeFacts(fetched, factOf(row)) ?? fetched; // what was fetched says more than the notice did
      const counted = effectiveAt(merged.occurredAt, receivedAtOf(row.id));
      const fact = withAccessEnds(merged, counted, this.book);
      const next: EventRow = {
        ...row,
        type: fact.type,
        occurred_at: fact.occurredAt,
        effective_at: counted,
        customer_id: row.customer_id ?? customerId ?? person?.customer_id ?? null,
        fact: JSON.stringify(fact),
        data,
      };
      this.storage.sql.exec(
        "UPDATE events SET type = ?, occurred_at = ?, effective_at = ?, raw = COALESCE(raw, data) WHERE id = ?",
        next.type,
        next.occurred_at,
        next.effective_at,
        row.id,
      );
      this.rework(next, fact, refs, "fetching", now, effects);
    } else if (state !== "ready" && reason !== null) {
      this.storage.sql.exec("UPDATE events SET reason = ? WHERE id = ?", reason, event);
    }
  }

  private owe(row: EventRow, planned: Planned, options: PlanOptions, now: number, effects: Effects): void {
    const { automation } = planned;
    this.book.keepTerms(automation);
    const before = options.isNew ? undefined : this.lastRun(row.id, automation.id);
    // An event's number may be ahead of the clock, after that was set back: what is owed at once is owed now.
    const isAtOnce = automation.timing.when === "at" && planned.dueAt === receivedAtOf(row.id);
    const moment = isAtOnce ? Math.min(planned.dueAt, now) : planned.dueAt;
    const at = moment > now ? moment : this.owedFrom(automation, moment, options, now);
    const isDue = at <= now;
    const run = before === undefined ? 0 : before + 1;
    const over = planned.cancelled ?? planned.skipped;
    if (over === undefined)
      for (const key of planned.onceKeys)
        this.storage.sql.exec(
          "INSERT INTO once VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
          automation.id,
          key,
          row.id,
        );
    this.insertDelivery({
      event_id: row.id,
      automation_id: automation.id,
      run,
      version: automation.version,
      connection_id: automation.action.connectionId,
      state: planned.cancelled ? "cancelled" : planned.skipped ? "skipped" : isDue ? "ready" : "waiting",
      reason: over ?? null,
      next_at: over ? null : at,
      due_at: planned.skipped ? moment : at,
      ended_at: over ? now : null,
      lane: planned.lane,
      cancel_key: planned.cancelKey,
      replay_of: before ?? null,
      hangs_on: planned.hangsOn,
      because: options.because ?? null,
    });
    if (over !== undefined) return;
    if (isDue)
      effects.due.push({
        event: row.id,
        automationId: automation.id,
        run,
        connectionId: automation.action.connectionId,
      });
    else noticeMoment(effects, at);
  }

  /** When what is owed by now is due: what a person repeats from now on, what is made later when its clock allows. */
  private owedFrom({ timing }: Automation, moment: number, options: PlanOptions, now: number): number {
    if (options.replay) return now;
    return options.because === undefined ? moment : earliestFrom(timing, now, this.book.timeZone);
  }

  insertDelivery(
    row: Omit<DeliveryRow, "claim_id" | "cancel_requested" | "tries" | "attempts" | "moved" | "because"> &
      Partial<Pick<DeliveryRow, "because">>,
  ): void {
    this.storage.sql.exec(
      `INSERT INTO deliveries (event_id, automation_id, run, version, connection_id, state, reason, next_at, due_at,
        ended_at, lane, cancel_key, tries, replay_of, hangs_on, because)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
      row.event_id,
      row.automation_id,
      row.run,
      row.version,
      row.connection_id,
      row.state,
      row.reason,
      row.next_at,
      row.due_at,
      row.ended_at,
      row.lane,
      row.cancel_key,
      row.replay_of,
      row.hangs_on,
      row.because ?? null,
    );
  }

  /**
   * Ends what this customer's earlier events still owe, where this event is one that cancels it. Clocks of shops are
   * coarse, so what happened in the same instant cancels too; of two alike, the one that came first is the earlier.
   */
  private cancelOthers(row: EventRow, now: number, effects: Effects): void {
    const open = this.storage.sql
      .exec<DeliveryRow>(
        `SELECT d.* FROM deliveries d JOIN events e ON e.id = d.event_id
         WHERE d.cancel_key = ?1 AND d.ended_at IS NULL AND d.state <> 'uncertain' AND d.event_id <> ?2
         AND (e.effective_at < ?3 OR (e.effective_at = ?3 AND (e.type <> ?4 OR e.id < ?2)))`,
        row.customer_id,
        row.id,
        row.effective_at,
        row.type,
      )
      .toArray();
    for (const delivery of open) {
      const terms = this.book.termsOf(delivery.automation_id, delivery.version);
      if (terms && cancelledBy(terms).includes(row.type))
        this.cancel(delivery, cancelReason(row.type), now, effects);
    }
  }

  cancel(row: DeliveryRow, reason: string, now: number, effects: Effects): void {
    this.close(row, "cancelled", reason, now, effects);
  }

  /** Ends a delivery that has not ended; one that is running is cancelled by its settlement instead of a retry. */
  close(
    row: DeliveryRow,
    state: "cancelled" | "skipped",
    reason: string,
    now: number,
    effects: Effects,
  ): void {
    if (row.state === "running") {
      this.storage.sql.exec(
        "UPDATE deliveries SET cancel_requested = ? WHERE event_id = ? AND automation_id = ? AND run = ?",
        reason,
        row.event_id,
        row.automation_id,
        row.run,
      );
      return;
    }
    this.storage.sql.exec(
      `UPDATE deliveries SET state = ?, reason = ?, next_at = NULL, ended_at = ?
       WHERE event_id = ? AND automation_id = ? AND run = ?`,
      state,
      reason,
      now,
      row.event_id,
      row.automation_id,
      row.run,
    );
    this.giveBackOnce(row);
    if (row.lane !== null) effects.lanes.push(row.lane);
  }

  /** What did not run for a customer after all does not count as having run for them. */
  giveBackOnce(row: DeliveryRow): void {
    if (this.book.termsOf(row.automation_id, row.version)?.frequency === "every-time") return;
    // The keys begin with the customer's id: a customer's own, or one for each product.
    this.storage.sql.exec(
      `DELETE FROM once WHERE automation_id = ?1 AND event_id = ?2 AND key BETWEEN
         (SELECT customer_id FROM events WHERE id = ?2) AND (SELECT customer_id || '~' FROM events WHERE id = ?2)
       AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event_id = ?2 AND automation_id = ?1 AND state = 'succeeded')`,
      row.automation_id,
      row.event_id,
    );
  }

  /**
   * Gives a delivery that has not begun the automation's present terms. What waits for its moment gets the new one;
   * what is held tries its luck with them.
   */
  adopt(row: DeliveryRow, automation: Automation, now: number, effects: Effects): void {
    const event = this.eventWhere("id = ?", row.event_id);
    if (!event) {
      this.cancel(row, "Its event is no longer kept.", now, effects);
      return;
    }
    this.book.keepTerms(automation);
    const { timing } = automation;
    const { timeZone } = this.book;
    const anchor =
      event.customer_id === null ? undefined : this.expecting.anchorOf(event.customer_id, row, automation);
    const isWaiting = row.state === "waiting";
    if (isWaiting && timing.when === "before" && !anchor) {
      this.cancel(row, "Its event has no date that the new terms could come before.", now, effects);
      return;
    }
    const moment = anchor
      ? dueBefore(timing, anchor.endsAt, timeZone)
      : dueAt(timing, timesOf(event), timeZone);
    if (isWaiting && anchor && moment < now) {
      this.close(row, "skipped", pastReason, now, effects);
      return;
    }
    const at = isWaiting ? moment : row.due_at;
    const nextAt = isWaiting ? at : (row.next_at ?? now);
    const action = this.actionFor(automation);
    const lane = action ? laneOf(shopEventOf(event, factOf(event)), automation, action) : null;
    this.storage.sql.exec(
      `UPDATE deliveries SET version = ?, connection_id = ?, state = ?, due_at = ?, next_at = ?, lane = ?, cancel_key = ?,
         hangs_on = ?
       WHERE event_id = ? AND automation_id = ? AND run = ?`,
      automation.version,
      automation.action.connectionId,
      row.state === "held" ? "ready" : row.state,
      at,
      nextAt,
      lane,
      anchor || cancelledBy(automation).length > 0 ? event.customer_id : null,
      anchor ? expectationId(anchor) : null,
      row.event_id,
      row.automation_id,
      row.run,
    );
    for (const one of [row.lane, lane]) if (one !== null) effects.lanes.push(one);
    noticeMoment(effects, nextAt);
  }

  /** Why a delivery is not to run any more, by what has happened since it was planned; undefined when it is. */
  overtaken(row: DeliveryRow, event: EventRow, terms: Automation): string | undefined {
    const by = row.cancel_key === null ? undefined : this.laterEvent(event, cancelledBy(terms));
    if (by !== undefined) return cancelReason(by);
    const over = this.carts.whyOver(event);
    return over && cancelledBecause(over);
  }

  actionFor(automation: Automation): ActionFacts | undefined {
    const connection = this.book.connections.get(automation.action.connectionId);
    return connection && this.actionOf(connection.tool, automation.action.action);
  }

  /** The type of an event of the same customer that is later than this one; see `isLater`. */
  laterEvent(
    row: Pick<EventRow, "id" | "type" | "customer_id" | "effective_at">,
    types: string[],
  ): string | undefined {
    if (row.customer_id === null) return undefined;
    return this.storage.sql
      .exec<{ type: string }>(
        `SELECT type FROM events WHERE customer_id = ?1 AND effective_at >= ?2 AND id <> ?3
         AND (effective_at > ?2 OR type <> ?4 OR id > ?3) AND type IN (SELECT value FROM json_each(?5)) LIMIT 1`,
        row.customer_id,
        row.effective_at,
        row.id,
        row.type,
        JSON.stringify(types),
      )
      .toArray()[0]?.type;
  }

  /** Remembers what the provider calls this customer, and goes on with events that were waiting to know. */
  private completeOthers(
    row: EventRow,
    { customer }: Fact,
    told: RefsOnly,
    now: number,
    effects: Effects,
  ): void {
    const email = customer?.email;
    if (!row.customer_id || !email) return;
    for (const ref of told.customerRefs)
      this.storage.sql.exec(
        `INSERT INTO identities VALUES (?, ?, ?) ON CONFLICT (ref) DO UPDATE
         SET customer_id = excluded.customer_id, email = excluded.email WHERE customer_id <> excluded.customer_id`,
        ref,
        row.customer_id,
        email,
      );
    if (!this.hasAwaiting) return;
    const refs = JSON.stringify([...told.customerRefs, row.fact_key]);
    const waiting = this.storage.sql
      .exec<{ event_id: number }>(
        "SELECT DISTINCT event_id FROM awaiting WHERE ref IN (SELECT value FROM json_each(?))",
        refs,
      )
      .toArray();
    if (waiting.length === 0) return;
    this.storage.sql.exec("DELETE FROM awaiting WHERE ref IN (SELECT value FROM json_each(?))", refs);
    for (const { event_id } of waiting) {
      const other = this.eventWhere("id = ?", event_id);
      if (!other || event_id === row.id || other.customer_id || other.erased_at !== null) continue;
      const fact = withEmail(factOf(other), email);
      this.rework(
        { ...other, customer_id: row.customer_id, fact: JSON.stringify(fact) },
        fact,
        { customerRefs: [], sameCustomerAs: [] },
        "other-event",
        now,
        effects,
      );
    }
  }

  private personOf(
    told: RefsOnly & Pick<ToldFact, "customerId">,
  ): { customer_id: string; email: string } | undefined {
    if (told.customerId) return undefined;
    for (const ref of told.customerRefs) {
      const found = this.storage.sql
        .exec<{ customer_id: string; email: string }>(
          "SELECT customer_id, email FROM identities WHERE ref = ?",
          ref,
        )
        .toArray()[0];
      if (found) return found;
    }
    for (const key of told.sameCustomerAs) {
      const other = this.eventWhere("fact_key = ?", key);
      const email = other && factOf(other).customer?.email;
      if (other?.customer_id && email) return { customer_id: other.customer_id, email };
    }
    return undefined;
  }

  private await(ref: string, event: number): void {
    this.hasAwaiting = true;
    this.storage.sql.exec("INSERT INTO awaiting VALUES (?, ?) ON CONFLICT DO NOTHING", ref, event);
  }

  hasFact(key: string): boolean {
    return this.storage.sql.exec("SELECT 1 FROM events WHERE fact_key = ?", key).toArray().length > 0;
  }

  /** Events one after the other, read as they are asked for: they may be large. Undefined for one that is not kept. */
  *eventsOf(ids: number[]): Generator<EventRow | undefined> {
    const found = this.storage.sql.exec<EventRow | { [column in keyof EventRow]: null }>(
      `SELECT ${eventColumns} FROM (SELECT value AS asked FROM json_each(?)) LEFT JOIN events ON id = asked`,
      JSON.stringify(ids),
    );
    for (const row of found) yield row.id === null ? undefined : row;
  }

  eventWhere(where: "id = ?" | "fact_key = ?", value: number | string): EventRow | undefined {
    return this.storage.sql
      .exec<EventRow>(`SELECT ${eventColumns} FROM events WHERE ${where}`, value)
      .toArray()[0];
  }

  /**
   * Whether an automation need not run for an event: it has; where a person asks for it again, it is about to; where they
   * ask for what failed, its latest run has not.
   */
  private isServed(event: number, automationId: string, replay: PlanOptions["replay"]): boolean {
    const [last] = this.storage.sql
      .exec<Pick<DeliveryRow, "state" | "ended_at">>(
        "SELECT state, ended_at FROM deliveries WHERE event_id = ? AND automation_id = ? ORDER BY run DESC LIMIT 1",
        event,
        automationId,
      )
      .toArray();
    if (replay === "failed") return last?.state !== "failed";
    return last !== undefined && (replay !== "all" || last.ended_at === null);
  }

  private lastRun(event: number, automationId: string): number | undefined {
    const row = this.storage.sql
      .exec<{ run: number | null }>(
        "SELECT MAX(run) AS run FROM deliveries WHERE event_id = ? AND automation_id = ?",
        event,
        automationId,
      )
      .one();
    return row.run ?? undefined;
  }

  private isOnceTaken(automationId: string, key: string): boolean {
    return (
      this.storage.sql
        .exec("SELECT 1 FROM once WHERE automation_id = ? AND key = ?", automationId, key)
        .toArray().length > 0
    );
  }

  private hasDeliveries(event: number): boolean {
    return (
      this.storage.sql
        .exec(
          "SELECT 1 FROM deliveries WHERE event_id = ? AND automation_id <> ? LIMIT 1",
          event,
          completion.id,
        )
        .toArray().length > 0
    );
  }
}

type PlanOptions = {
  /** Not stored yet, so nothing can hang on it. */
  isNew: boolean;
  /** A person asked: for automations that have not run, for those that failed, or for all of them again. */
  replay?: ReplayHow["which"];
  /** Why it is made, where that is not the event's coming in. */
  because?: string;
};

function timesOf({ id, fact_key, occurred_at: occurredAt }: EventRow): {
  occurredAt: number;
  receivedAt: number;
} {
  return isRaisedCartKey(fact_key)
    ? asArrivedAtOnce({ occurredAt })
    : { occurredAt, receivedAt: receivedAtOf(id) };
}

type RefsOnly = Pick<ToldFact, "customerRefs" | "sameCustomerAs">;

function refsOf(told: RefsOnly): string[] {
  return [...told.customerRefs, ...told.sameCustomerAs];
}

/** Access to each product ends for itself, so an end of several is told one by one. */
function perProduct(told: ToldFact): ToldFact[] {
  const { products = [] } = told.fact;
  const ids = [...new Set(products.map((product) => product.id))];
  if (!isEndOfAccess(told.fact.type) || ids.length < 2) return [told];
  return ids.map((id) => ({
    ...told,
    key: `${told.key}:${id}`,
    fact: { ...told.fact, products: products.filter((product) => product.id === id) },
  }));
}

function sourceOf({ source_id: id, source_kind: kind }: EventRow): { id: string; kind: string } {
  return { id, kind };
}

function withEmail(fact: Fact, email: string): Fact {
  return fact.customer?.email ? fact : { ...fact, customer: { ...fact.customer, email } };
}

function unmatchedReason(type: string, unmatched: Unmatched[]): string {
  if (unmatched.length === 0) return `No automation listens to ${type}.`;
  const first = unmatched[0]?.reason ?? "";
  return unmatched.length === 1
    ? first
    : `${unmatched.length} automations listen to ${type}, and none matched.`;
}
