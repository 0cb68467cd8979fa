// What Magento's entities tell, whichever way they come: each saved entity by its state, and not by who saved it.
import { type Fact, instantOf } from "../../core/event";
import { type JsonObject, valuesAt } from "../../core/json";
import { compact, idIn, numberIn, type SourceFact, textIn } from "../kit";
import { buyerIn, namedId, personIn, productsIn, timeIn, totalIn } from "./parts";

export type Told = {
  entity: JsonObject;
  /** When the event was sent, or else now: for entities that hold no time. Epoch milliseconds. */
  at: number;
};

/** A fact without its `data`; without `key` it is known by its delivery alone. */
export type Outcome =
  | (Pick<SourceFact, "fact" | "customerRefs" | "sameCustomerAs"> & { key?: string })
  | { nothing: string }
  | { unclear: string };

/** @returns undefined when one of the ids is not told: the fact is then known by its delivery */
const keyOf = (...parts: (string | number | undefined)[]): string | undefined =>
  parts.every((part) => part !== undefined) ? parts.join(":") : undefined;

const given = <T>(...values: (T | undefined)[]): T[] => values.filter((value) => value !== undefined);

const paidKey = (number: string | undefined): string | undefined => keyOf("order", number, "paid");

/**
 * What names the customer: its own number, and the order it bought by. A credit memo knows its order by the inner id
 * alone, while the order's fact is known by its number.
 */
const refsOf = (entity: JsonObject, orderId: string | undefined): string[] =>
  given(keyOf("customer", namedId(entity.customer_id)), keyOf("buyer-of", orderId));

/** The inner id. Observers of customers and of some orders call it `id`. */
const entityId = (entity: JsonObject): string | undefined => namedId(entity.entity_id) ?? namedId(entity.id);

// ── Orders ─────────────────────────────────────────────────────────────────────────────────────

const paidStates = ["processing", "complete", "closed"];
const unpaidStates = ["pending_payment", "payment_review"];

export function order({ entity, at }: Told): Outcome {
  const number = idIn(entity.increment_id) ?? idIn(entity.real_order_id);
  if (number === undefined)
    return { unclear: "The order has no number: add increment_id to the fields that are sent." };
  const state = (textIn(entity.state) ?? textIn(entity.status))?.toLowerCase();
  const due = numberIn(entity.total_due);
  if (state === undefined && due === undefined)
    return { unclear: "Nothing says whether the order is paid: add state to the fields that are sent." };

  const id = entityId(entity) ?? number;
  const cartId = namedId(entity.quote_id);
  const fact = (type: string, occurredAt: number): Fact =>
    compact({
      type,
      occurredAt,
      customer: buyerIn(entity),
      products: productsIn(entity),
      order: compact({ id, number, total: totalIn(entity) }),
      cart: cartId === undefined ? undefined : { id: cartId },
    });
  const customerRefs = refsOf(entity, entityId(entity));

  if (state === "canceled" || state === "cancelled") {
    const occurredAt = timeIn(entity, "updated_at") ?? at;
    return {
      key: keyOf("order", number, "cancelled"),
      fact: fact("purchase.cancelled", occurredAt),
      customerRefs,
    };
  }
  const isPaid = paidStates.includes(state ?? "") || (due === 0 && !unpaidStates.includes(state ?? ""));
  if (!isPaid) return { nothing: `The order is not paid yet (${(state ?? "total due").slice(0, 40)}).` };
  // An old order that is saved again was not bought now, unless the values from before say that it is being paid.
  const before = textIn(valuesAt(entity, "_origData.state")[0])?.toLowerCase();
  const isPaidNow = before !== undefined && !paidStates.includes(before);
  const occurredAt = isPaidNow
    ? timeIn(entity, "updated_at", "created_at")
    : timeIn(entity, "created_at", "updated_at");
  return { key: paidKey(number), fact: fact("purchase.completed", occurredAt ?? at), customerRefs };
}

/** The number of the order that an invoice or a credit memo belongs to. By themselves, they know its inner id alone. */
const orderNumberIn = (entity: JsonObject): string | undefined =>
  idIn(valuesAt(entity, "order.increment_id")[0]) ?? idIn(entity.order_increment_id);

const paidInvoice = 2;

export function invoice({ entity, at }: Told): Outcome {
  if (numberIn(entity.state) !== paidInvoice)
    return { nothing: "The invoice is not paid, or its state is not among the fields that are sent." };
  const number = orderNumberIn(entity);
  if (number === undefined)
    return { nothing: "The invoice does not say its order's number: the order tells of the payment itself." };
  const id = namedId(entity.order_id);
  return {
    key: paidKey(number),
    // Lines and amounts are left to the order: one invoice may be for a part of it.
    fact: compact({
      type: "purchase.completed",
      occurredAt: timeIn(entity, "created_at") ?? at,
      customer: buyerIn(entity),
      order: { id: id ?? number, number },
    }),
    customerRefs: refsOf(entity, id),
  };
}

const refundedMemo = 2;

export function creditMemo({ entity, at }: Told): Outcome {
  const state = numberIn(entity.state);
  if (state !== undefined && state !== refundedMemo)
    return { nothing: "The credit memo is open or cancelled: nothing has been refunded by it." };
  const memo = idIn(entity.increment_id) ?? keyOf("id", entityId(entity));
  const number = orderNumberIn(entity);
  const orderId = namedId(entity.order_id);
  const id = orderId ?? number;
  return {
    key: keyOf("creditmemo", memo),
    fact: compact({
      type: "purchase.refunded",
      occurredAt: timeIn(entity, "created_at") ?? at,
      customer: buyerIn(entity),
      products: productsIn(entity),
      order: id === undefined ? undefined : compact({ id, number, refunded: totalIn(entity) }),
    }),
    customerRefs: refsOf(entity, orderId),
    sameCustomerAs: given(paidKey(number)),
  };
}

// ── Carts ──────────────────────────────────────────────────────────────────────────────────────

const isFalse = (value: unknown): boolean => value === false || numberIn(value) === 0;

export function cart(told: Told): Outcome {
  const { entity } = told;
  if (isFalse(entity.is_active))
    return { nothing: "The cart is closed: it became an order, which tells for itself." };
  return cartFact("cart.updated", told);
}

export const abandonedCart = (told: Told): Outcome => cartFact("cart.abandoned", told);

function cartFact(type: string, { entity, at }: Told): Outcome {
  const id = entityId(entity);
  const changedAt = timeIn(entity, "updated_at", "created_at");
  return {
    key: keyOf("cart", id, type.replace("cart.", ""), changedAt),
    fact: compact({
      type,
      // It is abandoned some time after its last change: when the shop says so.
      occurredAt: type === "cart.abandoned" ? at : (changedAt ?? at),
      customer: buyerIn(entity),
      products: isFalse(entity.items_count) ? [] : productsIn(entity),
      cart: id === undefined ? undefined : compact({ id, total: totalIn(entity) }),
    }),
    customerRefs: refsOf(entity, undefined),
  };
}

// ── People ─────────────────────────────────────────────────────────────────────────────────────

export function customer({ entity, at }: Told): Outcome {
  const id = entityId(entity);
  const changedAt = timeIn(entity, "updated_at");
  const isSubscribed = valuesAt(entity, "extension_attributes.is_subscribed")[0];
  return {
    key: keyOf("customer", id, "updated", changedAt),
    fact: compact({
      type: "customer.updated",
      occurredAt: changedAt ?? at,
      customer: personIn(
        entity.email,
        entity.firstname,
        entity.lastname,
        valuesAt(entity, "addresses.telephone")[0],
      ),
      consent: typeof isSubscribed === "boolean" ? { marketing: isSubscribed } : undefined,
    }),
    customerRefs: given(keyOf("customer", id)),
  };
}

const subscribed = 1;
const unsubscribed = 3;

export function subscriber({ entity, at }: Told): Outcome {
  const status = numberIn(entity.subscriber_status);
  if (status !== subscribed && status !== unsubscribed)
    return {
      nothing: "The subscriber is not confirmed yet, or the status is not among the fields that are sent.",
    };
  const marketing = status === subscribed;
  const changedAt = instantOf(entity.change_status_at);
  const id = namedId(entity.subscriber_id);
  return {
    key: keyOf("subscriber", id, marketing ? "subscribed" : "unsubscribed", changedAt),
    fact: compact({
      type: marketing ? "contact.subscribed" : "contact.unsubscribed",
      occurredAt: changedAt ?? at,
      customer: personIn(entity.subscriber_email, undefined, undefined),
      consent: { marketing },
    }),
    customerRefs: given(keyOf("customer", namedId(entity.customer_id))),
  };
}
