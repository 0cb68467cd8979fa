// What each of Lemon Squeezy's events tells. https://docs.lemonsqueezy.com/help/webhooks/event-types
import { type Customer, type Fact, instantOf, type Money, minorMoney } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import { compact, emailIn, idIn, ifTold, numberIn, type SourceFact, textIn } from "../kit";

export type Told = {
  /** Of the order, the subscription or the subscription's invoice that `attributes` are. */
  id: string;
  attributes: JsonObject;
  now: number;
};

type Outcome = Pick<SourceFact, "key" | "fact" | "sameCustomerAs"> | { nothing: string };

const paidKey = (order: string) => `order:${order}:paid`;
const startedKey = (subscription: string) => `subscription:${subscription}:started`;

const objectIn = (value: unknown): JsonObject => (isObject(value) ? value : {});

function customerIn(attributes: JsonObject): Customer | undefined {
  return ifTold({ email: emailIn(attributes.user_email), name: textIn(attributes.user_name) });
}

/** Of an order's first item, or of a subscription: orders have one product. */
function productsIn(item: JsonObject, quantity: unknown, price?: Money): Fact["products"] {
  const id = idIn(item.product_id);
  if (!id) return undefined;
  return [
    compact({
      id,
      name: textIn(item.product_name),
      variantId: idIn(item.variant_id),
      quantity: numberIn(quantity),
      price,
    }),
  ];
}

/** @returns what has been paid back so far: an older payload tells only that it was everything */
function refundedIn({ refunded_amount, refunded, total, currency }: JsonObject): Money | undefined {
  const amount = minorMoney(refunded_amount, currency);
  if (amount && amount.amount > 0) return amount;
  return refunded === true ? minorMoney(total, currency) : undefined;
}

/** Refunds have no ids: what they add up to tells a second partial one from the first. */
function refundKey(prefix: string, { refunded_at, updated_at, ...attributes }: JsonObject): string {
  const sum = refundedIn(attributes)?.amount ?? textIn(refunded_at) ?? textIn(updated_at);
  return `${prefix}:refunded:${sum ?? "once"}`;
}

// ── Orders ─────────────────────────────────────────────────────────────────────────────────────

/** What has been refunded had been paid. */
const paidStatuses = ["paid", "partial_refund", "refunded"];

function orderFact(type: string, { id, attributes }: Told, occurredAt: number): Fact {
  const { currency } = attributes;
  const item = objectIn(attributes.first_order_item);
  return compact({
    type,
    occurredAt,
    customer: customerIn(attributes),
    products: productsIn(item, item.quantity, minorMoney(item.price, currency)),
    order: compact({
      id,
      number: textIn(attributes.order_number),
      total: minorMoney(attributes.total, currency),
      refunded: type === "purchase.refunded" ? refundedIn(attributes) : undefined,
      url: textIn(objectIn(attributes.urls).receipt),
    }),
  });
}

function orderCreated(told: Told): Outcome {
  const status = textIn(told.attributes.status) ?? "unknown";
  if (!paidStatuses.includes(status)) return { nothing: `The order is not paid (${status}).` };
  const at = instantOf(told.attributes.created_at) ?? told.now;
  return { key: paidKey(told.id), fact: orderFact("purchase.completed", told, at) };
}

function orderRefunded(told: Told): Outcome {
  const { id, attributes, now } = told;
  const at = instantOf(attributes.refunded_at) ?? instantOf(attributes.updated_at) ?? now;
  return {
    key: refundKey(`order:${id}`, attributes),
    fact: orderFact("purchase.refunded", told, at),
    sameCustomerAs: [paidKey(id)],
  };
}

// ── Subscriptions ──────────────────────────────────────────────────────────────────────────────

function subscriptionFact(type: string, { id, attributes }: Told, occurredAt: number): Fact {
  const endsAt = instantOf(attributes.ends_at);
  return compact({
    type,
    occurredAt,
    customer: customerIn(attributes),
    products: productsIn(attributes, objectIn(attributes.first_subscription_item).quantity),
    subscription: compact({
      id,
      plan: textIn(attributes.variant_name),
      status: textIn(attributes.status),
      currentPeriodEnd: endsAt === undefined ? instantOf(attributes.renews_at) : undefined,
      trialEndsAt: instantOf(attributes.trial_ends_at),
    }),
    accessEndsAt: type === "subscription.cancel_scheduled" ? endsAt : undefined,
  });
}

function started(told: Told): Outcome {
  const { id, attributes, now } = told;
  const order = idIn(attributes.order_id);
  return compact({
    key: startedKey(id),
    fact: subscriptionFact("subscription.started", told, instantOf(attributes.created_at) ?? now),
    sameCustomerAs: order ? [paidKey(order)] : undefined,
  });
}

function expired(told: Told): Outcome {
  const { id, attributes, now } = told;
  const at = instantOf(attributes.ends_at) ?? instantOf(attributes.updated_at) ?? now;
  return {
    key: `subscription:${id}:cancelled`,
    fact: subscriptionFact("subscription.cancelled", told, at),
    sameCustomerAs: [startedKey(id)],
  };
}

/** Cancelled, resumed, cancelled again: what may happen twice is told apart by when it happened. */
function changed(type: string): (told: Told) => Outcome {
  return (told) => {
    const { id, attributes, now } = told;
    const at = instantOf(attributes.updated_at);
    return {
      key: `subscription:${id}:${type.split(".")[1]}:${at ?? "once"}`,
      fact: subscriptionFact(type, told, at ?? now),
      sameCustomerAs: [startedKey(id)],
    };
  };
}

/** Comes with every other event of a subscription. Only its end is the same fact whoever tells it, and when. */
function updated(told: Told): Outcome {
  return told.attributes.status === "expired"
    ? expired(told)
    : { nothing: "What became of the subscription is told by an event of its own." };
}

// ── Payments of subscriptions ──────────────────────────────────────────────────────────────────

/** @param type that a renewal's invoice has: the first payment, and its refund, are the order's, which tells of them */
function payment(type: string, what: "paid" | "failed" | "refunded"): (told: Told) => Outcome {
  return ({ id, attributes, now }) => {
    const { billing_reason: reason, currency } = attributes;
    if (reason === "initial" && what !== "failed")
      return { nothing: "The first payment of a subscription is told by its order." };
    if (reason === "updated" && what === "paid")
      return { nothing: "This pays for a change of the subscription, which tells for itself." };
    const isRefund = what === "refunded";
    const subscription = idIn(attributes.subscription_id);
    // A failed invoice is updated at each try, and its failure is told once.
    const at = (isRefund ? instantOf(attributes.refunded_at) : undefined) ?? instantOf(attributes.updated_at);
    return compact({
      key: isRefund ? refundKey(`invoice:${id}`, attributes) : `invoice:${id}:${what}`,
      fact: compact({
        type,
        occurredAt: at ?? instantOf(attributes.created_at) ?? now,
        customer: customerIn(attributes),
        // Invoices are counted apart from orders.
        order: compact({
          id: `invoice:${id}`,
          total: minorMoney(attributes.total, currency),
          refunded: isRefund ? refundedIn(attributes) : undefined,
          url: textIn(objectIn(attributes.urls).invoice_url),
        }),
        subscription: subscription ? { id: subscription } : undefined,
      }),
      sameCustomerAs: subscription ? [startedKey(subscription)] : undefined,
    });
  };
}

const licence = (): Outcome => ({ nothing: "A licence key comes with an order, which tells for itself." });

export const events = new Map<string, (told: Told) => Outcome>([
  ["order_created", orderCreated],
  ["order_refunded", orderRefunded],
  ["subscription_created", started],
  ["subscription_updated", updated],
  ["subscription_plan_changed", changed("subscription.changed")],
  ["subscription_cancelled", changed("subscription.cancel_scheduled")],
  ["subscription_resumed", changed("subscription.resumed")],
  ["subscription_unpaused", changed("subscription.resumed")],
  ["subscription_paused", changed("subscription.paused")],
  ["subscription_expired", expired],
  ["subscription_payment_success", payment("subscription.renewed", "paid")],
  ["subscription_payment_recovered", payment("subscription.renewed", "paid")],
  ["subscription_payment_failed", payment("payment.failed", "failed")],
  ["subscription_payment_refunded", payment("purchase.refunded", "refunded")],
  ["license_key_created", licence],
  ["license_key_updated", licence],
]);
