// What each of ThriveCart's events tells. https://support.thrivecart.com/help/using-webhook-notifications/
import { type Fact, instantOf, type Product } from "../../core/event";
import type { JsonObject } from "../../core/json";
import { compact, idIn, type SourceFact } from "../kit";
import {
  baseProductIn,
  boughtIn,
  chargesIn,
  customerIdIn,
  customerIn,
  eventTime,
  itemProductIn,
  orderIdIn,
  partOf,
  priceIn,
  toldIn,
} from "./parts";

type Told = { body: JsonObject; now: number };

/** A fact without its `data`; without `key` it is known by its body alone. */
export type Outcome = Omit<SourceFact, "key" | "data"> & { key?: string };

const orderKey = (orderId: string) => `order:${orderId}`;

function outcome(key: string | undefined, fact: Fact, body: JsonObject): Outcome {
  const customerId = customerIdIn(body);
  const orderId = orderIdIn(body);
  const order = orderId && orderKey(orderId);
  return compact({
    key,
    fact,
    customerRefs: customerId ? [`customer:${customerId}`] : undefined,
    sameCustomerAs: order && order !== key ? [order] : undefined,
  });
}

// ── Orders ─────────────────────────────────────────────────────────────────────────────────────

function ordered({ body, now }: Told): Outcome[] {
  const orderId = orderIdIn(body);
  const order = partOf(body, "order");
  const fact = compact({
    type: "purchase.completed",
    occurredAt:
      instantOf(body.order_timestamp) ?? instantOf(order.date_unix) ?? instantOf(body.order_date) ?? now,
    customer: customerIn(body),
    products: boughtIn(body),
    order: orderId
      ? compact({
          id: orderId,
          number: toldIn(body.invoice_id),
          total: priceIn(order, "total", body.currency),
        })
      : undefined,
  });
  const bought = outcome(orderId && orderKey(orderId), fact, body);
  return orderId ? [bought, ...started(orderId, fact, body)] : [bought];
}

/** No other event tells that a subscription began: the order names those among its items. */
function started(orderId: string, bought: Fact, body: JsonObject): Outcome[] {
  const ids = { ...partOf(body, "subscriptions"), ...partOf(body, "subscription_ids") };
  const items = Object.keys(ids).filter((item) => {
    const id = toldIn(ids[item]);
    return id !== undefined && id !== "false";
  });
  const charges = chargesIn(body);
  return items.flatMap((item): Outcome[] => {
    if (idIn(item) === undefined) return [];
    const product: Product = bought.products?.find(({ id }) => id === item) ?? { id: item };
    const id = idIn(toldIn(partOf(body, "subscription_ids")[item])) ?? `${orderId}:${item}`;
    const fact: Fact = compact({
      ...bought,
      type: "subscription.started",
      products: [product],
      subscription: compact({ id, plan: toldIn(charges.get(item)?.payment_plan_name) }),
    });
    return [outcome(subscriptionKey(orderId, item, "started"), fact, body)];
  });
}

function refunded({ body, now }: Told): Outcome[] {
  const orderId = orderIdIn(body);
  const refund = partOf(body, "refund");
  const product = itemProductIn(body, refund);
  const currency = toldIn(refund.currency) ?? body.currency;
  const fact = compact({
    type: "purchase.refunded",
    occurredAt: eventTime(body) ?? now,
    customer: customerIn(body),
    products: product && [product],
    order: orderId
      ? compact({
          id: orderId,
          number: toldIn(body.invoice_id),
          refunded: priceIn(refund, "amount", currency),
        })
      : undefined,
  });
  return [outcome(keyAmongMany(body, "refund", product?.id), fact, body)];
}

/** A key of what may happen more than once to an item of an order. */
function keyAmongMany(body: JsonObject, name: string, item = "all"): string | undefined {
  const orderId = orderIdIn(body);
  const which = idIn(toldIn(body.event_id)) ?? eventTime(body);
  if (!orderId || which === undefined) return undefined;
  return [orderKey(orderId), item, name, which].join(":");
}

// ── Subscriptions ──────────────────────────────────────────────────────────────────────────────

const subscriptionKey = (orderId: string, item: string, ...rest: string[]) =>
  [orderKey(orderId), item, ...rest].join(":");

/** `subscription.id` is the product's: which subscription it is, its order and item tell. */
function subscriptionFact(type: string, { body, now }: Told): Fact {
  const orderId = orderIdIn(body);
  const subscription = partOf(body, "subscription");
  const product = itemProductIn(body, subscription);
  const id = idIn(toldIn(body.subscription_id)) ?? (orderId && product && `${orderId}:${product.id}`);
  return compact({
    type,
    occurredAt: eventTime(body) ?? now,
    customer: customerIn(body),
    products: product && [product],
    order: orderId ? compact({ id: orderId, number: toldIn(body.invoice_id) }) : undefined,
    subscription: id
      ? compact({
          id,
          currentPeriodEnd:
            instantOf(subscription.next_payment_date) ?? instantOf(subscription.billing_period_end),
        })
      : undefined,
  });
}

/** A payment is told by its number among the subscription's payments. */
function renewed(told: Told): Outcome[] {
  const { body } = told;
  const fact = subscriptionFact("subscription.renewed", told);
  const orderId = orderIdIn(body);
  const subscription = partOf(body, "subscription");
  const item = fact.products?.[0]?.id ?? "all";
  const which = idIn(toldIn(body.recurring_payment_idx)) ?? idIn(toldIn(body.invoice_id));
  const total = priceIn(subscription, "amount", toldIn(subscription.currency) ?? body.currency);
  return [
    outcome(
      orderId && which
        ? subscriptionKey(orderId, item, "payment", which)
        : keyAmongMany(body, "payment", item),
      fact.order && total ? { ...fact, order: { ...fact.order, total } } : fact,
      body,
    ),
  ];
}

/** After this nothing more is told: the access that was paid for ends with `currentPeriodEnd`. */
function cancelled(told: Told): Outcome[] {
  const fact = subscriptionFact("subscription.cancelled", told);
  const orderId = orderIdIn(told.body);
  const key = orderId && subscriptionKey(orderId, fact.products?.[0]?.id ?? "all", "cancelled");
  return [outcome(key, fact, told.body)];
}

function changed(type: string, name: string): (told: Told) => Outcome[] {
  return (told) => {
    const fact = subscriptionFact(type, told);
    return [outcome(keyAmongMany(told.body, name, fact.products?.[0]?.id), fact, told.body)];
  };
}

// ── Carts ──────────────────────────────────────────────────────────────────────────────────────

function abandoned({ body, now }: Told): Outcome[] {
  const event = idIn(toldIn(body.event_id));
  const base = baseProductIn(body);
  const fact = compact({
    type: "cart.abandoned",
    occurredAt: eventTime(body) ?? now,
    customer: customerIn(body),
    products: base && [base],
  });
  return [outcome(event && `cart:${event}`, fact, body)];
}

export const events = new Map<string, (told: Told) => Outcome[]>([
  ["order.success", ordered],
  ["order.refund", refunded],
  ["order.subscription_payment", renewed],
  ["order.subscription_cancelled", cancelled],
  ["order.subscription_paused", changed("subscription.paused", "paused")],
  ["order.subscription_resumed", changed("subscription.resumed", "resumed")],
  ["order.rebill_failed", changed("payment.failed", "rebill_failed")],
  ["cart.abandoned", abandoned],
]);
