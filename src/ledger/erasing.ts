// Forgetting people: what was said about them goes, that something happened stays. The hash that stands for a person
// stays too, so that a provider's retry is known again and brings nothing back.
import type { Fact } from "../core/event";
import type { Effects, Intake } from "./intake";
import { type DeliveryRow, type EventRow, factOf } from "./records";

/** What was erased, for whoever must show that it was. */
export type Erased = {
  /** Events that keep only what happened, when, and to which order and products. */
  events: number;
  /** Deliveries whose attempts are no longer told. */
  deliveries: number;
  /** Of those, the ones that were still owed. */
  cancelled: number;
};

export const erasedReason = "The customer was erased.";

const ofPerson = "customer_id = ?1";
/** What was told of a person's carts before it was known whose they are. */
const ofTheirCarts =
  "customer_id IS NULL AND cart IN (SELECT cart FROM events WHERE customer_id = ?1 AND cart IS NOT NULL)";
const waitingFor = "id IN (SELECT event_id FROM awaiting WHERE ref IN (SELECT value FROM json_each(?1)))";
const notUnderstood = "source_id = ?1 AND state = 'not-understood'";

export class Erasing {
  constructor(
    private readonly storage: DurableObjectStorage,
    private readonly intake: Intake,
    private readonly now: () => number,
  ) {}

  /**
   * Must run inside one transaction.
   * @param customerId the hash that stands for the person; undefined when only the provider's references are known
   * @param sourceId who passes the wish on: what it sent and nobody understood may be about anybody, and goes too
   */
  person(customerId: string | undefined, refs: string[], sourceId: string, effects: Effects): Erased {
    const { sql } = this.storage;
    const erased = sum([
      customerId === undefined ? nothing : this.events(ofPerson, customerId, effects),
      customerId === undefined ? nothing : this.events(ofTheirCarts, customerId, effects),
      this.events(waitingFor, JSON.stringify(refs), effects),
      this.events(notUnderstood, sourceId, effects),
    ]);
    sql.exec("DELETE FROM identities WHERE customer_id = ?", customerId ?? "");
    if (customerId !== undefined) this.intake.expecting.forget(customerId);
    this.refusals();
    return erased;
  }

  /** Everybody a source has told of, as far as it has. Must run inside one transaction. */
  source(sourceId: string, effects: Effects): Erased {
    const { sql } = this.storage;
    const erased = this.events("source_id = ?1", sourceId, effects);
    sql.exec(
      "DELETE FROM expectations WHERE set_by IN (SELECT id FROM events WHERE source_id = ?)",
      sourceId,
    );
    // Who is known to no other source of the workspace is known no more.
    sql.exec(
      `DELETE FROM identities WHERE NOT EXISTS
         (SELECT 1 FROM events e WHERE e.customer_id = identities.customer_id AND e.erased_at IS NULL)`,
    );
    this.refusals();
    return erased;
  }

  /** Requests that were turned away may be about anybody; that they were is enough. */
  private refusals(): void {
    this.storage.sql.exec("UPDATE refusals SET body = NULL WHERE body IS NOT NULL");
  }

  private events(where: string, value: string, effects: Effects): Erased {
    const now = this.now();
    const { sql } = this.storage;
    // Without their bodies, which may be many and large.
    const events = sql
      .exec<Pick<EventRow, "id" | "fact">>(
        `SELECT id, fact FROM events WHERE erased_at IS NULL AND ${where}`,
        value,
      )
      .toArray();
    const total: Erased = { events: events.length, deliveries: 0, cancelled: 0 };
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
      for (const delivery of this.deliveriesOf(event.id)) {
        total.deliveries++;
        if (delivery.ended_at !== null) continue;
        total.cancelled++;
        this.intake.cancel(delivery, erasedReason, now, effects);
      }
      sql.exec("UPDATE deliveries SET attempts = NULL WHERE event_id = ? AND attempts IS NOT NULL", event.id);
    }
    return total;
  }

  private deliveriesOf(event: number): DeliveryRow[] {
    return this.storage.sql.exec<DeliveryRow>("SELECT * FROM deliveries WHERE event_id = ?", event).toArray();
  }
}

const nothing: Erased = { events: 0, deliveries: 0, cancelled: 0 };

function sum(all: Erased[]): Erased {
  return all.reduce((total, one) => ({
    events: total.events + one.events,
    deliveries: total.deliveries + one.deliveries,
    cancelled: total.cancelled + one.cancelled,
  }));
}

/** What happened, without to whom; links to an order or a cart lead to the person, too. */
function withoutPerson({ customer: _customer, order, cart, ...fact }: Fact): Fact {
  const { url: _order, ...orderRest } = order ?? { id: "" };
  const { url: _cart, ...cartRest } = cart ?? { id: "" };
  return { ...fact, ...(order ? { order: orderRest } : {}), ...(cart ? { cart: cartRest } : {}) };
}
