// Forgetting people: what was said about them goes, that something happened stays. The hash that stands for a person
// stays too, so that a provider's retry is known again and brings nothing back.
import type { Fact } from "../core/event";
import type { Effects, Intake } from "./intake";
import { type DeliveryRow, type EventRow, eventColumns, factOf } from "./records";

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

export class Erasing {
  constructor(
    private readonly storage: DurableObjectStorage,
    private readonly intake: Intake,
    private readonly now: () => number,
  ) {}

  /** Must run inside one transaction. @param customerId the hash that stands for the person */
  person(customerId: string, effects: Effects): Erased {
    const erased = this.all("customer_id = ?", customerId, effects);
    this.storage.sql.exec("DELETE FROM identities WHERE customer_id = ?", customerId);
    return erased;
  }

  /** Everybody a source has told of. Must run inside one transaction. */
  peopleOf(sourceId: string, effects: Effects): Erased {
    const total: Erased = { events: 0, deliveries: 0, cancelled: 0 };
    const add = (erased: Erased) => {
      for (const name of ["events", "deliveries", "cancelled"] as const) total[name] += erased[name];
    };
    const people = this.storage.sql
      .exec<{ customer_id: string }>(
        "SELECT DISTINCT customer_id FROM events WHERE source_id = ? AND customer_id IS NOT NULL",
        sourceId,
      )
      .toArray();
    for (const { customer_id } of people) add(this.person(customer_id, effects));
    add(this.all("source_id = ? AND customer_id IS NULL", sourceId, effects));
    return total;
  }

  private all(where: string, value: string, effects: Effects): Erased {
    const now = this.now();
    const events = this.storage.sql
      .exec<EventRow>(`SELECT ${eventColumns} FROM events WHERE ${where} AND erased_at IS NULL`, value)
      .toArray();
    const total: Erased = { events: events.length, deliveries: 0, cancelled: 0 };
    for (const event of events) {
      this.storage.sql.exec(
        `UPDATE events SET fact = ?, data = NULL, raw = NULL, unmatched = NULL, reason = ?, erased_at = ? WHERE id = ?`,
        JSON.stringify(withoutPerson(factOf(event))),
        erasedReason,
        now,
        event.id,
      );
      for (const delivery of this.deliveriesOf(event.id)) {
        total.deliveries++;
        if (delivery.ended_at !== null) continue;
        total.cancelled++;
        this.intake.cancel(delivery, erasedReason, now, effects);
      }
      this.storage.sql.exec("UPDATE deliveries SET attempts = NULL WHERE event_id = ?", event.id);
    }
    return total;
  }

  private deliveriesOf(event: number): DeliveryRow[] {
    return this.storage.sql.exec<DeliveryRow>("SELECT * FROM deliveries WHERE event_id = ?", event).toArray();
  }
}

/** What happened, without to whom; links to an order or a cart lead to the person, too. */
function withoutPerson({ customer: _customer, order, cart, ...fact }: Fact): Fact {
  const { url: _order, ...orderRest } = order ?? { id: "" };
  const { url: _cart, ...cartRest } = cart ?? { id: "" };
  return { ...fact, ...(order ? { order: orderRest } : {}), ...(cart ? { cart: cartRest } : {}) };
}
