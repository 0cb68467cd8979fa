// Carts: what was told of them, when they have been left alone for too long, and whose recovery is over.
// The events are the truth: each that tells of a cart names it in a column, and a change carries the moment at which the
// cart is idle if nothing else is known of it by then.
import {
  abandonedFact,
  type CartNews,
  cartIdOf,
  isEmptyCart,
  isRaisedCartKey,
  leftCart,
  raisedBefore,
  raisedCartKey,
  whyNotRecovered,
} from "../core/cart";
import { completion } from "../core/completion";
import type { SourceConfig } from "../core/config";
import { type Fact, receivedAtOf } from "../core/event";
import { cancelledBecause } from "../core/plan";
import type { Batch, ToldFact } from "../flows/ports";
import type { Book } from "./book";
import { type Effects, type Intake, noticeMoment } from "./intake";
import { type DeliveryRow, type EventRow, eventColumns, factOf } from "./records";

/** What must be known of kinds of sources. */
export type SourceFacts = {
  /** What a source's ids are unique within. */
  scopeOf(source: { kind: string; id: string }): string;
  /** How long a cart of this source is left alone until it counts as abandoned; undefined where it never does. */
  idleCartMsOf(source: SourceConfig): number | undefined;
};

/** So much news of one cart is looked at, at most, the latest. */
const mostNews = 200;

type NewsRow = Pick<
  EventRow,
  "id" | "fact_key" | "type" | "occurred_at" | "effective_at" | "fact" | "customer_id" | "erased_at"
>;

export class Carts {
  /** Whether any event names a cart; not taken back while this ledger is awake. */
  private hasCarts: boolean;

  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
    private readonly facts: SourceFacts,
    private readonly intake: Pick<Intake, "close">,
  ) {
    this.hasCarts = sql.exec("SELECT 1 FROM events WHERE cart IS NOT NULL LIMIT 1").toArray().length > 0;
  }

  /** Takes what an event tells of a cart into its row; a cart that was bought or emptied needs no recovery any more. */
  take(row: EventRow, fact: Fact, now: number, effects: Effects): void {
    const cart = this.cartOf({ id: row.source_id, kind: row.source_kind }, fact);
    row.cart = cart !== undefined && this.matters(cart, fact) ? cart : null;
    this.hasCarts ||= row.cart !== null;
    if (row.cart === null || fact.type === "cart.abandoned") return;
    const isOver = fact.type === "purchase.completed" || isEmptyCart(fact);
    row.idle_at = isOver ? null : this.idleAt(row);
    if (row.idle_at !== null) noticeMoment(effects, row.idle_at);
    if (isOver) this.cancelRecovery(row.cart, newsIn(row, fact), now, effects);
  }

  /** Orders name carts too. That is written down, which costs a row, where somebody tells of carts or listens to them. */
  private matters(cart: string, fact: Fact): boolean {
    if (fact.type.startsWith("cart.")) return true;
    const listens = [...this.book.automations.values()].some(({ trigger }) =>
      trigger.event.startsWith("cart."),
    );
    return listens || (this.hasCarts && this.isNamed(cart));
  }

  private isNamed(cart: string): boolean {
    return this.sql.exec("SELECT 1 FROM events WHERE cart = ? LIMIT 1", cart).toArray().length > 0;
  }

  /** The cart an event tells of, with what its id is unique within. */
  private cartOf(source: Pick<Batch["source"], "id" | "kind">, fact: Fact): string | undefined {
    const id = cartIdOf(fact);
    return id === undefined ? undefined : `${this.facts.scopeOf(source)} ${id}`;
  }

  private idleAt({ source_id, effective_at }: EventRow): number | null {
    const source = this.book.sources.get(source_id);
    const idleMs = source && this.facts.idleCartMsOf(source);
    return idleMs === undefined ? null : effective_at + idleMs;
  }

  /** Whoever the customer is: a guest may buy by another e-mail, or the shop did not know yet whose cart it was. */
  private cancelRecovery(cart: string, latest: CartNews, now: number, effects: Effects): void {
    const open = this.sql
      .exec<DeliveryRow & Pick<EventRow, "id" | "fact_key" | "occurred_at" | "effective_at">>(
        `SELECT d.*, e.id, e.fact_key, e.occurred_at, e.effective_at FROM events e JOIN deliveries d ON d.event_id = e.id
         WHERE e.cart = ? AND e.type = 'cart.abandoned' AND d.ended_at IS NULL AND d.state <> 'uncertain'
         AND d.automation_id <> ?`,
        cart,
        completion.id,
      )
      .toArray();
    if (open.length === 0) return;
    const news = [...this.newsOf(cart, latest.event), latest];
    for (const delivery of open) {
      const because = whyNotRecovered(news, changedAtOf(delivery));
      if (because !== undefined)
        this.intake.close(delivery, "cancelled", cancelledBecause(because), now, effects);
    }
  }

  /**
   * Why nothing is to be done any more about an abandoned cart, as the end of a sentence; undefined for everything else.
   * @param until only what had arrived before the event of this number would have
   */
  whyOver(row: EventRow, until = Infinity): string | undefined {
    if (row.cart === null || row.type !== "cart.abandoned") return undefined;
    const news = this.newsOf(row.cart, row.id).filter(({ event }) => event < until);
    return whyNotRecovered(news, changedAtOf(row));
  }

  private newsOf(cart: string, except: number): CartNews[] {
    return this.sql
      .exec<NewsRow>(
        `SELECT id, fact_key, type, occurred_at, effective_at, fact, customer_id, erased_at FROM events
         WHERE cart = ? AND id <> ? AND (erased_at IS NULL OR type <> 'cart.updated') ORDER BY id DESC LIMIT ?`,
        cart,
        except,
        mostNews,
      )
      .toArray()
      .map((row) => newsIn(row, factOf(row)));
  }

  /** The key of what the ledger has raised and a shop now tells of itself. */
  raisedBefore(source: Batch["source"], fact: Fact, now: number): string | undefined {
    const cart = this.cartOf(source, fact);
    return cart === undefined
      ? undefined
      : raisedBefore(this.newsOf(cart, 0), Math.min(fact.occurredAt, now));
  }

  // ── Idle moments ──

  /** The first of the changes after which a cart has been idle for long enough, read from their index. */
  due(now: number, most: number): EventRow[] {
    return this.sql
      .exec<EventRow>(
        `SELECT ${eventColumns} FROM events WHERE idle_at IS NOT NULL AND idle_at <= ? ORDER BY idle_at LIMIT ?`,
        now,
        most,
      )
      .toArray();
  }

  /** When the next moment comes, if any does (epoch milliseconds). */
  nextAfter(now: number): number | undefined {
    return this.sql
      .exec<{ idle_at: number }>(
        "SELECT idle_at FROM events WHERE idle_at IS NOT NULL AND idle_at > ? ORDER BY idle_at LIMIT 1",
        now,
      )
      .toArray()[0]?.idle_at;
  }

  get hasMoments(): boolean {
    return this.sql.exec("SELECT 1 FROM events WHERE idle_at IS NOT NULL LIMIT 1").toArray().length > 0;
  }

  /**
   * The idle moment of a change has come: writes down that it was seen to.
   * @returns the abandonment to be raised, if the cart was left as it is and its source still wants to know
   */
  reach(row: EventRow): ToldFact | undefined {
    this.sql.exec("UPDATE events SET idle_at = NULL WHERE id = ?", row.id);
    if (row.cart === null || row.idle_at === null || this.idleAt(row) === null) return undefined;
    const left = leftCart([...this.newsOf(row.cart, row.id), newsIn(row, factOf(row))], row.id);
    if (!left) return undefined;
    // Whose cart it is may become known when it does for the change.
    const isAwaited = left.customerId === null && row.state === "incomplete";
    return {
      key: raisedCartKey(row.cart, asOf(row)),
      fact: abandonedFact(left, row.idle_at),
      ...(left.customerId === null ? {} : { customerId: left.customerId }),
      customerRefs: [],
      sameCustomerAs: isAwaited ? [row.fact_key] : [],
      data: row.data ?? "null",
    };
  }
}

function newsIn(row: Omit<NewsRow, "fact" | "erased_at">, fact: Fact): CartNews {
  return {
    event: row.id,
    key: row.fact_key,
    asOf: asOf(row),
    changedAt: changedAtOf(row),
    fact,
    customerId: row.customer_id,
  };
}

type Dated = Pick<EventRow, "id" | "fact_key" | "occurred_at" | "effective_at">;

/** A clock that is ahead must not outrank everything that is yet to come. */
function asOf({ occurred_at, id }: Pick<Dated, "occurred_at" | "id">): number {
  return Math.min(occurred_at, receivedAtOf(id));
}

function changedAtOf(row: Dated): number {
  return isRaisedCartKey(row.fact_key) ? lastChange(row) : asOf(row);
}

/**
 * What is raised counts from right after the last change of the cart, so that a purchase within the idle time cancels
 * it, also one that arrives late; and that the change itself cancels nothing.
 */
export function countsFrom({ effective_at }: Pick<EventRow, "effective_at">): number {
  return effective_at + 1;
}

const lastChange = ({ effective_at }: Dated): number => effective_at - 1;
