// What an order tells by its state: there is no topic for a payment or a refund, only “created” and “updated”.
// https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties
import { type Fact, type Money, money } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import { compact, idIn, textIn } from "../kit";
import {
  customerIn,
  customerRefs,
  instantAt,
  keyOf,
  links,
  type Outcome,
  productsIn,
  startedKey,
  type Told,
  wordpressId,
} from "./parts";

type Order = {
  id: string;
  status: string;
  body: JsonObject;
  customer: Fact["customer"];
  products: Fact["products"];
  total: Money | undefined;
  paidAt: number | undefined;
  changedAt: number;
  /** The subscriptions that this order renews. */
  renewed: string[];
};

const boughtStatuses = ["processing", "completed"];
const openStatuses = ["pending", "on-hold", "checkout-draft", "auto-draft", "draft", "trash"];

/** Every update tells all that the order has become, its payment and each refund: by their keys they are known again. */
export function readOrder(id: string, body: JsonObject, now: number): Outcome {
  const status = textIn(body.status) ?? "unknown";
  const order: Order = {
    id,
    status,
    body,
    customer: customerIn(body),
    products: productsIn(body),
    total: money(textIn(body.total), body.currency),
    paidAt: instantAt(body, "date_paid"),
    changedAt: instantAt(body, "date_modified") ?? now,
    renewed: renewedIn(body),
  };
  const refunds = refundsOf(order);
  const facts = [...stateOf(order, refunds.length > 0), ...refunds];
  if (facts.length > 0) return facts;
  if (boughtStatuses.includes(status))
    return { nothing: `The order is “${status}”, but has no date of payment yet.` };
  if (openStatuses.includes(status)) return { nothing: `The order is not paid: it is “${status}”.` };
  return { notUnderstood: `The order's status “${status}” is not known here.` };
}

function stateOf(order: Order, hasRefunds: boolean): Told[] {
  const { id, status, paidAt, changedAt } = order;
  const isBought = boughtStatuses.includes(status) && paidAt !== undefined;
  // A renewal is no purchase: nobody is to be welcomed again every month.
  if (isBought && order.renewed.length > 0) return order.renewed.map((one) => renewal(order, one, paidAt));
  if (isBought) return [about(order, keyOf("order", id, "paid"), "purchase.completed", paidAt)];
  if (status === "cancelled")
    return [about(order, keyOf("order", id, "cancelled"), "purchase.cancelled", changedAt)];
  if (status === "failed") return [about(order, keyOf("order", id, "failed"), "payment.failed", changedAt)];
  // Refunded without a refund: WooCommerce makes none of an order that cost nothing.
  if (status === "refunded" && !hasRefunds)
    return [about(order, keyOf("order", id, "refunded"), "purchase.refunded", changedAt)];
  return [];
}

/** Not by `created_via`: it says “subscription” of first orders that were made by hand, too. */
function renewedIn(body: JsonObject): string[] {
  const meta = Array.isArray(body.meta_data) ? body.meta_data.filter(isObject) : [];
  const ids = meta.flatMap(({ key, value }) =>
    key === "_subscription_renewal" ? (wordpressId(value) ?? []) : [],
  );
  return [...new Set(ids.filter((id) => /^\d+$/.test(id)))];
}

/**
 * The key of a renewal. The subscription tells of it as well, and names the order by its date alone.
 * @param order when the renewal's order was made, or else its id
 */
export const renewalKey = (subscriptionId: string, order: number | string) =>
  keyOf("subscription", subscriptionId, "renewed", order);

function renewal(order: Order, subscriptionId: string, paidAt: number): Told {
  const key = renewalKey(subscriptionId, instantAt(order.body, "date_created") ?? order.id);
  const { fact, ...told } = about(order, key, "subscription.renewed", paidAt);
  // An order that renews several does not say which line is whose.
  const products = order.renewed.length === 1 ? fact.products : undefined;
  return { ...told, fact: compact({ ...fact, products, subscription: { id: subscriptionId } }) };
}

/** Refunds come with their amounts, but without their dates and lines: what was given back whole is known. */
function refundsOf(order: Order): Told[] {
  const refunds = Array.isArray(order.body.refunds) ? order.body.refunds.filter(isObject) : [];
  const byId = new Map<string, Told>();
  for (const refund of refunds) {
    const id = idIn(refund.id);
    if (!id) continue;
    const paidBack = money(textIn(refund.total), order.body.currency);
    const refunded = paidBack && { ...paidBack, amount: Math.abs(paidBack.amount) };
    const { fact, ...told } = about(order, keyOf("refund", id), "purchase.refunded", order.changedAt);
    const products = refunded && refunded.amount === order.total?.amount ? fact.products : undefined;
    byId.set(id, {
      ...told,
      fact: compact({ ...fact, products, order: fact.order && compact({ ...fact.order, refunded }) }),
    });
  }
  return [...byId.values()];
}

function about(order: Order, key: string | undefined, type: string, occurredAt: number): Told {
  const { id, body, customer, products, total, renewed } = order;
  const [subscriptionId] = renewed;
  const first = renewed.length > 0 ? renewed.map(startedKey) : [keyOf("order", id, "paid")];
  return compact({
    key,
    fact: compact({
      type,
      occurredAt,
      customer,
      products,
      order: compact({ id, number: textIn(body.number), total }),
      subscription: subscriptionId && renewed.length === 1 ? { id: subscriptionId } : undefined,
    }),
    customerRefs: customerRefs(wordpressId(body.customer_id)),
    sameCustomerAs: links(...first.filter((one) => one !== key)),
  });
}
