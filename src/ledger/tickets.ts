// The codes that purchases are given, and what later events make of them. They belong to their purchase's event.
import type { Fact } from "../core/event";
import { newId, type Random } from "../core/ids";
import { type CreditMove, type Credits, renewCredits, type TicketState } from "../core/scan";
import {
  isOfSubscription,
  originOf,
  type Standing,
  standingOf,
  type TicketNews,
  type TicketOrigin,
  ticketNewsTypes,
  ticketsOf,
} from "../core/ticket";
import type { ToldFact } from "../flows/ports";
import type { Book } from "./book";
import type { Expecting } from "./expecting";
import { type EventRow, factOf } from "./records";

export type CodeRow = {
  id: string;
  event_id: number;
  product_id: string;
  ended_why: "refunded" | "cancelled" | "withdrawn" | null;
  ended_at: number | null;
  paused_at: number | null;
  credits_left: number | null;
  credits_of: number | null;
};

export type ScanRow = {
  code: string;
  number: number;
  key: string;
  at: number;
  /** Null for a renewal, which is no scan. */
  who: "customer" | "staff" | null;
  by: string | null;
  country: string | null;
  city: string | null;
  device: string | null;
  result: string | null;
  change: CreditMove["change"] | null;
  before: number | null;
  after: number | null;
  outcome: string | null;
  provisional: number;
};

/** The purchase of a ticket, as far as its state follows from it. */
type Bought = Pick<EventRow, "id" | "fact" | "effective_at" | "customer_id">;

/** So much of a customer's story is looked at, the latest. */
const mostNews = 1000;

export class Tickets {
  /** Where no purchase was ever given a code, events cost nothing here. */
  private hasAny: boolean;

  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
    private readonly expecting: Expecting,
    private readonly randomBytes: Random,
  ) {
    this.hasAny = sql.exec("SELECT 1 FROM codes LIMIT 1").toArray().length > 0;
  }

  /** What an event means for tickets: its own, or those of earlier purchases. Must run inside one transaction. */
  take(row: EventRow, fact: Fact, told: Pick<ToldFact, "sameCustomerAs">): void {
    this.give(row, fact);
    if (!this.hasAny || !ticketNewsTypes.includes(row.type)) return;
    const news = { fact, at: row.effective_at };
    for (const { code, bought } of this.about(row, told)) {
      const origin = originIn(code, bought);
      this.stand(code, standingOf(origin, [...this.newsOf(row.customer_id, row.id), news]));
      if (row.type === "subscription.renewed" && isOfSubscription(news, origin))
        this.renew(code, { key: row.fact_key, at: row.effective_at });
    }
  }

  /** Gives a purchase the codes that are due to it and that it has not got yet. */
  private give(row: EventRow, fact: Fact): void {
    const due = ticketsOf(fact, (productId) => this.book.products.get(productId)?.codes);
    if (due.length === 0) return;
    const given = new Set(this.hasAny ? this.ofEvent(row.id).map((code) => code.product_id) : []);
    this.hasAny = true;
    const news = this.newsOf(row.customer_id, row.id);
    for (const { productId, credits } of due) {
      if (given.has(productId)) continue;
      const { ended, pausedAt } = standingOf(originOf(fact, productId, row.effective_at), news);
      this.sql.exec(
        "INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        newId("code", this.randomBytes),
        row.id,
        productId,
        ended?.why ?? null,
        ended?.at ?? null,
        pausedAt ?? null,
        credits,
        credits,
      );
    }
  }

  /** The tickets of the same customer, or of the purchase that an event refers to. */
  private about(
    { customer_id }: EventRow,
    { sameCustomerAs }: Pick<ToldFact, "sameCustomerAs">,
  ): { code: CodeRow; bought: Bought }[] {
    return this.sql
      .exec<CodeRow & Omit<Bought, "id">>(
        `SELECT c.*, e.fact, e.effective_at, e.customer_id FROM codes c JOIN events e ON e.id = c.event_id
         WHERE e.id IN (SELECT id FROM events WHERE customer_id = ?1
           UNION SELECT id FROM events WHERE fact_key IN (SELECT value FROM json_each(?2)))`,
        customer_id,
        JSON.stringify(sameCustomerAs),
      )
      .toArray()
      .map(({ fact, effective_at, customer_id, ...code }) => ({
        code,
        bought: { id: code.event_id, fact, effective_at, customer_id },
      }));
  }

  private newsOf(customerId: string | null, except: number): TicketNews[] {
    if (customerId === null) return [];
    return this.sql
      .exec<Pick<EventRow, "fact" | "effective_at">>(
        `SELECT fact, effective_at FROM events WHERE customer_id = ? AND id <> ? AND erased_at IS NULL
         AND type IN (SELECT value FROM json_each(?)) ORDER BY effective_at DESC LIMIT ?`,
        customerId,
        except,
        JSON.stringify(ticketNewsTypes),
        mostNews,
      )
      .toArray()
      .map((row) => ({ fact: factOf(row), at: row.effective_at }));
  }

  private stand(code: CodeRow, { ended, pausedAt }: Standing): void {
    const [why, at, paused] = [ended?.why ?? null, ended?.at ?? null, pausedAt ?? null];
    if (code.ended_why === why && code.ended_at === at && code.paused_at === paused) return;
    this.sql.exec(
      "UPDATE codes SET ended_why = ?, ended_at = ?, paused_at = ? WHERE id = ?",
      why,
      at,
      paused,
      code.id,
    );
  }

  private renew(code: CodeRow, renewal: { key: string; at: number }): void {
    const credits = creditsOf(code);
    const move = credits && renewCredits(credits, this.movesOf(code.id), renewal);
    if (!move) return;
    this.addLine(code.id, {
      ...noScan,
      ...renewal,
      change: "renewed",
      before: move.before,
      after: move.after,
    });
    this.setCredits(code.id, move.after);
  }

  // ── Credits and scans ──

  setCredits(id: string, left: number): void {
    this.sql.exec("UPDATE codes SET credits_left = ? WHERE id = ?", left, id);
  }

  /** @returns its number */
  addLine(code: string, line: Omit<ScanRow, "code" | "number">): number {
    const number = this.lastNumber(code) + 1;
    this.sql.exec(
      "INSERT INTO scans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      code,
      number,
      line.key,
      line.at,
      line.who,
      line.by,
      line.country,
      line.city,
      line.device,
      line.result,
      line.change,
      line.before,
      line.after,
      line.outcome,
      line.provisional,
    );
    return number;
  }

  private lastNumber(code: string): number {
    const row = this.sql
      .exec<{ number: number }>("SELECT number FROM scans WHERE code = ? ORDER BY number DESC LIMIT 1", code)
      .toArray()[0];
    return row?.number ?? 0;
  }

  /** Takes, give-backs and renewals, the oldest first. */
  movesOf(code: string): CreditMove[] {
    return this.sql
      .exec<ScanRow>("SELECT * FROM scans WHERE code = ? AND change IS NOT NULL ORDER BY number", code)
      .toArray()
      .flatMap((row) => moveIn(row) ?? []);
  }

  lineWith(code: string, key: string): ScanRow | undefined {
    return this.sql.exec<ScanRow>("SELECT * FROM scans WHERE code = ? AND key = ?", code, key).toArray()[0];
  }

  /** The latest scans, newest first. @param below all before the one with this number */
  scansOf(code: string, below: number, most: number): ScanRow[] {
    return this.sql
      .exec<ScanRow>(
        "SELECT * FROM scans WHERE code = ? AND number < ? AND who IS NOT NULL ORDER BY number DESC LIMIT ?",
        code,
        below,
        most,
      )
      .toArray();
  }

  // ── Reading ──

  one(id: string): CodeRow | undefined {
    return this.sql.exec<CodeRow>("SELECT * FROM codes WHERE id = ?", id).toArray()[0];
  }

  ofEvent(event: number): CodeRow[] {
    if (!this.hasAny) return [];
    return this.sql
      .exec<CodeRow>("SELECT * FROM codes WHERE event_id = ? ORDER BY product_id", event)
      .toArray();
  }

  idsOf(event: number): string[] {
    return this.ofEvent(event).map((code) => code.id);
  }

  /** What is known of a ticket at this moment, for `judge`. */
  stateOf(code: CodeRow, bought: Bought, now: number): TicketState {
    const { ended_why, ended_at, paused_at } = code;
    const accessEndsAt = this.accessEnd(code, bought, now);
    const credits = creditsOf(code);
    return {
      boughtAt: bought.effective_at,
      ...(ended_why !== null && ended_at !== null ? { ended: { why: ended_why, at: ended_at } } : {}),
      ...(paused_at === null ? {} : { pausedAt: paused_at }),
      ...(accessEndsAt === undefined ? {} : { accessEndsAt }),
      ...(credits ? { credits } : {}),
    };
  }

  /** A customer's access to a product is one, whichever purchase gave it; without a customer, the purchase's word counts. */
  private accessEnd({ product_id }: CodeRow, bought: Bought, now: number): number | undefined {
    if (bought.customer_id !== null) return this.expecting.accessEnd(bought.customer_id, product_id, now);
    const { accessEndsAt, products = [] } = factOf(bought);
    return accessEndsAt ?? products.find((one) => one.id === product_id)?.accessEndsAt;
  }

  // ── Forgetting ──

  forgetScan(code: string, key: string): void {
    this.sql.exec("DELETE FROM scans WHERE code = ? AND key = ?", code, key);
  }

  /** Forgets the tickets of events, with their scans. */
  forget(events: number[]): void {
    if (!this.hasAny || events.length === 0) return;
    const ids = JSON.stringify(events);
    this.sql.exec(
      `DELETE FROM scans WHERE code IN
         (SELECT id FROM codes WHERE event_id IN (SELECT value FROM json_each(?)))`,
      ids,
    );
    this.sql.exec("DELETE FROM codes WHERE event_id IN (SELECT value FROM json_each(?))", ids);
  }
}

function originIn({ product_id }: CodeRow, bought: Bought): TicketOrigin {
  return originOf(factOf(bought), product_id, bought.effective_at);
}

function creditsOf({ credits_left, credits_of }: CodeRow): Credits | undefined {
  return credits_left === null || credits_of === null ? undefined : { left: credits_left, of: credits_of };
}

function moveIn({ key, change, at, by, country, city, before, after }: ScanRow): CreditMove | undefined {
  if (change === null || before === null || after === null) return undefined;
  return {
    key,
    change,
    at,
    ...(by === null ? {} : { by }),
    ...(country === null ? {} : { place: { country, ...(city === null ? {} : { city }) } }),
    before,
    after,
  };
}

const noScan = {
  who: null,
  by: null,
  country: null,
  city: null,
  device: null,
  result: null,
  outcome: null,
  provisional: 0,
} as const;
