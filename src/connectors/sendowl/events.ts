// What each of SendOwl's events tells. https://help.sendowl.com/help/using-web-hooks
import { type Fact, instantOf, type Money, type Product } from "../../core/event";
import { isObject, type JsonObject, valuesAt } from "../../core/json";
import { bodyKeyLastsMs, compact, emailIn, idIn, ifTold, numberIn, type SourceFact, textIn } from "../kit";
import { priceIn } from "./prices";

type Told = { orderId: string; order: JsonObject; now: number };

/** Facts without their `data`, or why there are none. */
export type Outcome = Omit<SourceFact, "data">[] | { nothing: string };

const orderKey = (orderId: string) => `order:${orderId}`;

// ── Parts ──────────────────────────────────────────────────────────────────────────────────────

/** What was paid or given back, the oldest first. */
function transactionsIn(order: JsonObject, isRefund: boolean): JsonObject[] {
  return valuesAt(order, "transactions")
    .filter(isObject)
    .filter((one) => (one.refund === true) === isRefund)
    .toSorted((a, b) => (instantOf(a.created_at) ?? 0) - (instantOf(b.created_at) ?? 0));
}

const grossOf = (transaction: JsonObject, order: JsonObject): Money | undefined =>
  priceIn(transaction.payment_gross, textIn(transaction.payment_currency) ?? order.settled_currency);

const isSubscription = (order: JsonObject): boolean =>
  order.for_subscription === true || textIn(order.state)?.startsWith("subscription_") === true;

/**
 * What the buyer paid when ordering. A subscription's `settled_gross` may hold later payments too, and
 * `price_at_checkout` lacks the tax, which only a price of nothing has none of.
 */
function totalIn(order: JsonObject): Money | undefined {
  const [first] = transactionsIn(order, false);
  const paid = first && grossOf(first, order);
  const settled = priceIn(order.settled_gross, order.settled_currency);
  const asked = priceIn(order.price_at_checkout, order.settled_currency);
  const told = isSubscription(order) ? (paid ?? settled) : (settled ?? paid);
  return told ?? (asked?.amount === 0 ? asked : undefined);
}

/** The page of the buyer's files, while they may have them. */
const linkIn = (order: JsonObject): string | undefined =>
  order.access_allowed === false ? undefined : textIn(order.download_url);

const itemsIn = (order: JsonObject): JsonObject[] => valuesAt(order, "cart.cart_items").filter(isObject);

function productsIn(order: JsonObject): Product[] | undefined {
  const products = itemsIn(order).flatMap((item): Product[] => {
    const product = isObject(item.product) ? item.product : {};
    const id = idIn(product.id);
    if (!id) return [];
    return [
      compact({
        id,
        name: textIn(product.name),
        quantity: numberIn(item.quantity),
        price: priceIn(product.price, undefined),
      }),
    ];
  });
  return products.length > 0 ? products : undefined;
}

function subscriptionIn(orderId: string, order: JsonObject): Fact["subscription"] {
  if (!isSubscription(order)) return undefined;
  const plan = valuesAt(order, "cart.cart_items.product")
    .filter(isObject)
    .find((product) => product.product_type === "subscription");
  return compact({
    id: orderId,
    plan: textIn(plan?.name),
    status: textIn(order.state),
    currentPeriodEnd: instantOf(order.next_payment_date),
  });
}

/** When the links stop working, where that is one moment for all that was bought. */
function accessEndIn(order: JsonObject): number | undefined {
  const ends = new Set(itemsIn(order).map((item) => instantOf(item.valid_until)));
  return ends.size === 1 ? [...ends][0] : undefined;
}

const checkoutTime = (order: JsonObject): number | undefined =>
  instantOf(valuesAt(order, "cart.completed_checkout_at")[0]);

function factIn(type: string, { orderId, order }: Told, occurredAt: number): Fact {
  return compact({
    type,
    occurredAt,
    customer: ifTold({
      email: emailIn(order.buyer_email),
      name: textIn(order.buyer_name),
      firstName: textIn(order.buyer_first_name),
    }),
    products: productsIn(order),
    order: compact({ id: orderId, total: totalIn(order), url: linkIn(order) }),
    subscription: subscriptionIn(orderId, order),
    accessEndsAt: type === "purchase.completed" ? accessEndIn(order) : undefined,
  });
}

// ── Events ─────────────────────────────────────────────────────────────────────────────────────

function bought(told: Told): Outcome {
  const at = checkoutTime(told.order) ?? told.now;
  return [{ key: orderKey(told.orderId), fact: factIn("purchase.completed", told, at) }];
}

/** Fires for any payment: the first one is the purchase, each later one of a subscription renews it. */
function paid(told: Told): Outcome {
  const { orderId, order, now } = told;
  const payments = transactionsIn(order, false);
  const newest = payments.at(-1);
  if (!newest || payments.length === 1 || !isSubscription(order)) return bought(told);
  const at = instantOf(newest.created_at);
  const fact = factIn("subscription.renewed", told, at ?? now);
  const id = idIn(newest.gateway_transaction_id) ?? at ?? payments.length;
  return [
    {
      key: `${orderKey(orderId)}:payment:${id}`,
      fact: { ...fact, order: compact({ id: orderId, total: grossOf(newest, order), url: linkIn(order) }) },
      sameCustomerAs: [orderKey(orderId)],
    },
  ];
}

function refunded(told: Told): Outcome {
  const { orderId, order, now } = told;
  const key = `${orderKey(orderId)}:refund`;
  const whole = factIn("purchase.refunded", told, now);
  const sameCustomerAs = [orderKey(orderId)];
  const refundOf = (occurredAt: number, refunded: Money | undefined): Fact => ({
    ...whole,
    occurredAt,
    order: compact({ id: orderId, refunded, url: linkIn(order) }),
  });
  const refunds = transactionsIn(order, true);
  if (refunds.length === 0)
    return [{ key, keyLastsMs: bodyKeyLastsMs, fact: refundOf(now, undefined), sameCustomerAs }];
  // The list holds earlier refunds too: told again, they are the same facts.
  const facts = refunds.map((refund, i): [string, Omit<SourceFact, "data">] => {
    const at = instantOf(refund.created_at);
    const which = [idIn(refund.gateway_transaction_id), at].filter((one) => one !== undefined);
    const gross = grossOf(refund, order);
    const amount = gross && { ...gross, amount: Math.abs(gross.amount) };
    const own = [key, ...(which.length > 0 ? which : [i])].join(":");
    return [own, { key: own, fact: refundOf(at ?? now, amount), sameCustomerAs }];
  });
  return [...new Map(facts).values()];
}

/** @param name what makes the key, where an order comes to this but once */
function once(
  type: string,
  name: string,
  when: (told: Told) => number | undefined = ({ order }) => instantOf(order.updated_at),
): (told: Told) => Outcome {
  return (told) => [
    {
      key: `${orderKey(told.orderId)}:${name}`,
      fact: factIn(type, told, when(told) ?? told.now),
      sameCustomerAs: [orderKey(told.orderId)],
    },
  ];
}

const failed = once("payment.failed", "failed");
const disputed = once("custom.dispute_opened", "dispute");
const chargedBack = once("purchase.refunded", "charged_back");
const imported = once("custom.order_imported", "imported", ({ order }) => checkoutTime(order));

export const events = new Map<string, (told: Told) => Outcome>([
  ["order_completed", bought],
  ["free_order_issued", bought],
  ["new_payment", paid],
  ["refund_issued", refunded],
  ["order_charged_back", chargedBack],
  ["in_dispute", disputed],
  ["order_failed", failed],
  ["order_imported", imported],
  ["fraud_review", once("custom.fraud_review", "fraud_review")],
  [
    "subscription_setup",
    () => ({ nothing: "The subscription is being set up: once it is active, that is told." }),
  ],
  ["subscription_active", once("subscription.started", "started", ({ order }) => checkoutTime(order))],
  ["subscription_cancelling", once("subscription.cancel_scheduled", "cancelling")],
  ["subscription_cancelled", once("subscription.cancelled", "cancelled")],
  // All payments are made, and the buyer keeps what was bought.
  ["subscription_complete", once("custom.subscription_completed", "completed")],
]);
