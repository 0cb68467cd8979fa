// What each of Paddle's events tells. https://developer.paddle.com/webhooks
import { type Fact, instantOf, minorMoney } from "../../core/event";
import type { JsonObject } from "../../core/json";
import { compact, emailIn, idIn, ifTold, type SourceFact, textIn } from "../kit";
import { objectIn, objectsIn, periodIn, planIn, productsIn, subscriptionIn } from "./parts";

export type Told = {
  event: string;
  /** The event's own id, for facts that have none. */
  eventId: string;
  /** Of the transaction, the subscription and so on that `data` is. */
  id: string;
  data: JsonObject;
  /** When the event occurred. */
  at: number;
};

type ToldFact = Pick<SourceFact, "key" | "fact" | "customerRefs" | "sameCustomerAs">;
type Outcome = { facts: ToldFact[] } | { nothing: string };

const nothing = (reason: string): Outcome => ({ nothing: reason });
const told = (fact: ToldFact): Outcome => ({ facts: [compact(fact)] });

const paidKey = (transaction: string) => `transaction:${transaction}:paid`;
const startedKey = (subscription: string) => `subscription:${subscription}:started`;

/** Keys of facts whose customer is this one's too. */
function links(transaction: string | undefined, subscription: string | undefined): string[] | undefined {
  const keys = [
    ...(transaction ? [paidKey(transaction)] : []),
    ...(subscription ? [startedKey(subscription)] : []),
  ];
  return keys.length > 0 ? keys : undefined;
}

/** A payment for a period is told by its transaction and by its subscription: the period is what they share. */
const periodKey = (subscription: string, start: number, what: "renewed" | "failed") =>
  `subscription:${subscription}:${what}:${start}`;

// ── Transactions ───────────────────────────────────────────────────────────────────────────────

/** Paid for a moment, then completed; revised and updated later, without being bought again. */
const paidStatuses = ["paid", "completed"];

function transaction(of: Told): Outcome {
  const { event, data } = of;
  const status = textIn(data.status) ?? "unknown";
  if (event === "transaction.payment_failed" || status === "past_due") return paymentFailed(of);
  if (paidStatuses.includes(status)) return paid(of);
  if (data.origin === "web" && ["draft", "ready"].includes(status) && idIn(data.customer_id))
    return checkoutUpdated(of);
  return nothing(`The transaction is not paid (${status}).`);
}

function paid(of: Told): Outcome {
  const { id, data, at } = of;
  if (data.origin === "subscription_update")
    return nothing("This pays for a change of the subscription, which tells for itself.");
  if (data.origin === "subscription_payment_method_change")
    return nothing("A new payment method was saved: nothing was bought.");
  const isRenewal = data.origin === "subscription_recurring";
  const captured = objectsIn(data.payments).find((payment) => payment.status === "captured");
  const paidAt = instantOf(captured?.captured_at) ?? at;
  return told({
    key: renewalKey(data, "renewed") ?? paidKey(id),
    fact: transactionFact(isRenewal ? "subscription.renewed" : "purchase.completed", of, paidAt),
    sameCustomerAs: links(undefined, idIn(data.subscription_id)),
  });
}

function paymentFailed(of: Told): Outcome {
  return told({
    key: renewalKey(of.data, "failed") ?? `transaction:${of.id}:failed`,
    fact: transactionFact("payment.failed", of, of.at),
    sameCustomerAs: links(undefined, idIn(of.data.subscription_id)),
  });
}

function renewalKey(data: JsonObject, what: "renewed" | "failed"): string | undefined {
  const subscription = idIn(data.subscription_id);
  const { currentPeriodStart } = periodIn(data.billing_period);
  return data.origin === "subscription_recurring" && subscription && currentPeriodStart !== undefined
    ? periodKey(subscription, currentPeriodStart, what)
    : undefined;
}

/** A checkout whose customer is known. It becomes a purchase with the same id. */
function checkoutUpdated(of: Told): Outcome {
  const { eventId, id, data, at } = of;
  const { products, order } = transactionFact("cart.updated", of, at);
  return told({
    key: `checkout:${id}:${idIn(data.updated_at) ?? eventId}`,
    fact: compact({
      type: "cart.updated",
      occurredAt: at,
      products,
      cart: compact({ id, url: textIn(objectIn(data.checkout).url), total: order?.total }),
    }),
  });
}

function transactionFact(type: string, { id, data }: Told, occurredAt: number): Fact {
  const details = objectIn(data.details);
  const totals = objectIn(details.totals);
  const currency = totals.currency_code ?? data.currency_code;
  const subscription = idIn(data.subscription_id);
  return compact({
    type,
    occurredAt,
    products: productsIn(details.line_items, currency) ?? productsIn(data.items),
    order: compact({
      id,
      number: textIn(data.invoice_number),
      total: minorMoney(totals.grand_total, currency),
    }),
    subscription: subscription
      ? compact({ id: subscription, plan: planIn(data.items), ...periodIn(data.billing_period) })
      : undefined,
    cart: data.origin === "web" ? { id } : undefined,
  });
}

// ── Adjustments ────────────────────────────────────────────────────────────────────────────────

/** A chargeback gives the money back as a refund does; `data` tells them apart. */
const refunding = ["refund", "chargeback"];

function adjustment({ id, data, at }: Told): Outcome {
  const action = textIn(data.action) ?? "unknown";
  const status = textIn(data.status) ?? "unknown";
  if (!refunding.includes(action)) return nothing(`No money goes back to the customer (${action}).`);
  if (status !== "approved") return nothing(`The ${action} is not approved (${status}).`);
  const transactionId = idIn(data.transaction_id);
  const subscriptionId = idIn(data.subscription_id);
  const totals = objectIn(data.totals);
  const refunded = minorMoney(totals.total, totals.currency_code ?? data.currency_code);
  return told({
    key: `adjustment:${id}`,
    fact: compact({
      type: "purchase.refunded",
      occurredAt: at,
      order: transactionId ? compact({ id: transactionId, refunded }) : undefined,
      subscription: subscriptionId ? { id: subscriptionId } : undefined,
    }),
    sameCustomerAs: links(transactionId, subscriptionId),
  });
}

// ── Subscriptions ──────────────────────────────────────────────────────────────────────────────

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

function subscriptionFact(type: string, { id, data }: Told, occurredAt: number): Fact {
  return compact({
    type,
    occurredAt,
    products: productsIn(data.items),
    subscription: subscriptionIn(id, data),
  });
}

/** Created, then trialing or activated: one start. */
function started(of: Told): Outcome {
  const { id, data, at } = of;
  return told({
    key: startedKey(id),
    fact: subscriptionFact("subscription.started", of, instantOf(data.started_at) ?? at),
    sameCustomerAs: links(idIn(data.transaction_id), undefined),
  });
}

/** Also the end of a trial, and of what was paused or past due. */
function activated(of: Told): Outcome {
  const firstBilledAt = instantOf(of.data.first_billed_at);
  const { currentPeriodStart } = periodIn(of.data.current_billing_period);
  const isLater =
    firstBilledAt !== undefined &&
    currentPeriodStart !== undefined &&
    currentPeriodStart > firstBilledAt + hourMs;
  return isLater ? nothing("The subscription is active again: it did not start now.") : started(of);
}

/** There is no other trace of a resumption than its event. */
function resumed(of: Told): Outcome {
  return told({
    key: `subscription:${of.id}:resumed:${of.eventId}`,
    fact: subscriptionFact("subscription.resumed", of, of.at),
    sameCustomerAs: [startedKey(of.id)],
  });
}

/** `subscription.updated` comes with every other event, and alone: what happened is read from the state. */
function inItsState(of: Told): Outcome {
  const over = ended(of);
  const facts = (over ? [over] : [paymentOverdue(of), cancelScheduled(of), itemsAdded(of)])
    .filter((fact) => fact !== undefined)
    .map((fact) => ({ ...fact, sameCustomerAs: [startedKey(of.id)] }));
  return facts.length > 0
    ? { facts }
    : nothing("Neither plan nor status changed, or another event tells of it.");
}

/** Cancelled or paused, which outweighs whatever else the payload holds. */
function ended(of: Told): ToldFact | undefined {
  const { id, data, at, eventId } = of;
  if (data.status === "canceled") {
    const canceledAt = instantOf(data.canceled_at) ?? at;
    return {
      key: `subscription:${id}:cancelled`,
      fact: subscriptionFact("subscription.cancelled", of, canceledAt),
    };
  }
  if (data.status === "paused") {
    const pausedAt = instantOf(data.paused_at);
    return {
      key: `subscription:${id}:paused:${pausedAt ?? eventId}`,
      fact: subscriptionFact("subscription.paused", of, pausedAt ?? at),
    };
  }
  return undefined;
}

/** A subscription that resumes may be past due until it is paid: only the event says that a payment failed. */
function paymentOverdue(of: Told): ToldFact | undefined {
  const { event, id, data, at, eventId } = of;
  if (event !== "subscription.past_due") return undefined;
  const { currentPeriodStart } = periodIn(data.current_billing_period);
  return {
    key:
      currentPeriodStart === undefined
        ? `subscription:${id}:failed:${eventId}`
        : periodKey(id, currentPeriodStart, "failed"),
    fact: subscriptionFact("payment.failed", of, at),
  };
}

/** A change that is scheduled has no id of its own: the moment it is scheduled for stands for it. */
function cancelScheduled(of: Told): ToldFact | undefined {
  const change = objectIn(of.data.scheduled_change);
  if (change.action !== "cancel") return undefined;
  const accessEndsAt = instantOf(change.effective_at);
  return {
    key: `subscription:${of.id}:cancel_scheduled:${accessEndsAt ?? of.eventId}`,
    fact: compact({ ...subscriptionFact("subscription.cancel_scheduled", of, of.at), accessEndsAt }),
  };
}

/**
 * A new plan or addon is an item made after the subscription was. It stays in every later payload (a renewal's too),
 * so only the update that came with it tells of it.
 */
function itemsAdded(of: Told): ToldFact | undefined {
  const { id, data } = of;
  const made = objectsIn(data.items).flatMap((item) => instantOf(item.created_at) ?? []);
  const latest = made.reduce((one, other) => Math.max(one, other), 0);
  const createdAt = instantOf(data.created_at) ?? latest;
  const updatedAt = instantOf(data.updated_at) ?? of.at;
  if (latest <= createdAt + minuteMs || updatedAt > latest + hourMs) return undefined;
  return {
    key: `subscription:${id}:changed:${latest}`,
    fact: subscriptionFact("subscription.changed", of, latest),
  };
}

function subscription(of: Told): Outcome {
  switch (of.event) {
    case "subscription.created":
    case "subscription.trialing":
      return started(of);
    case "subscription.activated":
      return activated(of);
    case "subscription.resumed":
      return resumed(of);
    case "subscription.imported":
      return nothing("The subscription was brought from elsewhere: it did not start now.");
    default:
      return inItsState(of);
  }
}

// ── Customers ──────────────────────────────────────────────────────────────────────────────────

/** The only events that tell an e-mail address. */
function customer({ eventId, id, data, at }: Told): Outcome {
  return told({
    key: `customer:${id}:updated:${eventId}`,
    fact: compact({
      type: "customer.updated",
      occurredAt: at,
      customer: ifTold({
        email: emailIn(data.email),
        name: textIn(data.name),
        language: textIn(data.locale),
      }),
      consent:
        typeof data.marketing_consent === "boolean" ? { marketing: data.marketing_consent } : undefined,
    }),
    customerRefs: [`customer:${id}`],
  });
}

const aside = () =>
  nothing("This event is about an address, the catalogue or the account, and not about a purchase.");

const entities = new Map<string, (of: Told) => Outcome>([
  ["transaction", transaction],
  ["adjustment", adjustment],
  ["subscription", subscription],
  ["customer", customer],
  ...[
    "address",
    "api_key",
    "api_key_exposure",
    "business",
    "client_token",
    "discount",
    "discount_group",
    "payment_method",
    "payout",
    "price",
    "product",
    "report",
  ].map((entity): [string, () => Outcome] => [entity, aside]),
]);

/** @returns undefined for an event of a kind that is not known here */
export function outcomeOf(of: Told): Outcome | undefined {
  return entities.get(of.event.split(".")[0] ?? "")?.(of);
}
