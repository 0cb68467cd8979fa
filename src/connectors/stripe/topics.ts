// What each of Stripe's events tells of payments, refunds, abandoned checkouts and customers.
// https://docs.stripe.com/api/events/types
import { type Customer, instantOf } from "../../core/event";
import { isObject, type JsonObject, valuesAt } from "../../core/json";
import { compact, emailIn, idIn, ifTold, textIn } from "../kit";
import {
  customerRefs,
  idOf,
  keyOf,
  keys,
  listIn,
  type Outcome,
  productsIn,
  productsOfPayment,
  stripeMoney,
  type Told,
  type ToldFact,
} from "./parts";
import { isProration, periodOfInvoice, subscriptionTopics } from "./subscriptions";

type Topic = (told: Told) => Outcome;

/**
 * The one key of a purchase, whichever event tells of it: by its subscription, which is bought once; else by its invoice,
 * whose events do not name the payment; else by its payment, which all others name.
 */
const purchaseKey = (id: string | undefined) => keyOf("purchase", id);
const failureKey = (id: string | undefined) => keyOf("payment_failed", id);

// ── Checkouts ──────────────────────────────────────────────────────────────────────────────────

function checkoutFact(type: string, { object, at }: Told) {
  const details = isObject(object.customer_details) ? object.customer_details : {};
  const locale = textIn(object.locale);
  const promotions = valuesAt(object, "consent.promotions")[0];
  return compact({
    type,
    occurredAt: at,
    customer: ifTold({
      email: emailIn(details.email) ?? emailIn(object.customer_email),
      name: textIn(details.name) ?? textIn(details.individual_name),
      phone: textIn(details.phone),
      language: locale === "auto" ? undefined : locale,
    }),
    products: productsOfPayment(object),
    consent:
      promotions === "opt_in" || promotions === "opt_out"
        ? { marketing: promotions === "opt_in" }
        : undefined,
  });
}

/** What was paid, or not. A checkout in which nothing had to be paid has neither invoice nor payment. */
const orderIdOf = (session: JsonObject) =>
  idOf(session.invoice) ?? idOf(session.payment_intent) ?? idIn(session.id);

const savesACard = (session: JsonObject): Outcome | undefined =>
  session.mode === "setup"
    ? { nothing: "The checkout only saved a payment method: nothing was to be bought." }
    : undefined;

/** A recovered checkout is the cart that was abandoned before. */
const cartIdOf = (session: JsonObject) => idOf(session.recovered_from) ?? idIn(session.id);

function checkoutPayment(type: string, key: string | undefined, told: Told): Outcome {
  const { object } = told;
  const order = orderIdOf(object);
  const subscription = idOf(object.subscription);
  const cart = cartIdOf(object);
  return {
    facts: [
      {
        key,
        fact: compact({
          ...checkoutFact(type, told),
          order: order
            ? compact({ id: order, total: stripeMoney(object.amount_total, object.currency) })
            : undefined,
          subscription: subscription ? { id: subscription } : undefined,
          cart: cart ? { id: cart } : undefined,
        }),
        customerRefs: customerRefs(object),
      },
    ],
  };
}

const checkoutPaid: Topic = (told) => {
  const id = idOf(told.object.subscription) ?? orderIdOf(told.object);
  return checkoutPayment("purchase.completed", purchaseKey(id), told);
};

const checkoutFailed: Topic = (told) =>
  checkoutPayment("payment.failed", failureKey(orderIdOf(told.object)), told);

function checkoutCompleted(told: Told): Outcome {
  const status = textIn(told.object.payment_status) ?? "unknown";
  if (status !== "paid" && status !== "no_payment_required")
    return {
      nothing: `The checkout is not paid yet (${status}): checkout.session.async_payment_succeeded tells when it is.`,
    };
  return savesACard(told.object) ?? checkoutPaid(told);
}

function checkoutExpired(told: Told): Outcome {
  const { object } = told;
  const id = cartIdOf(object);
  const url = valuesAt(object, "after_expiration.recovery.url")[0];
  return (
    savesACard(object) ?? {
      facts: [
        {
          key: keyOf("cart_abandoned", idIn(object.id)),
          fact: compact({
            ...checkoutFact("cart.abandoned", told),
            cart: id
              ? compact({ id, url: textIn(url), total: stripeMoney(object.amount_total, object.currency) })
              : undefined,
          }),
          customerRefs: customerRefs(object),
        },
      ],
    }
  );
}

// ── Invoices ───────────────────────────────────────────────────────────────────────────────────

function invoiceFact(type: string, { object }: Told, occurredAt: number) {
  const id = idIn(object.id);
  return compact({
    type,
    occurredAt,
    customer: ifTold({
      email: emailIn(object.customer_email),
      name: textIn(object.customer_name),
      phone: textIn(object.customer_phone),
    }),
    products: productsIn(listIn(object.lines).filter((line) => !isProration(line))),
    order: id
      ? compact({
          id,
          number: textIn(object.number),
          total: stripeMoney(object.total, object.currency),
          url: textIn(object.hosted_invoice_url),
        })
      : undefined,
    subscription: periodOfInvoice(object),
  });
}

function invoicePaid(told: Told): Outcome {
  const { object, at } = told;
  const id = idIn(object.id);
  const reason = textIn(object.billing_reason) ?? "unknown";
  const paidAt = instantOf(valuesAt(object, "status_transitions.paid_at")[0]) ?? at;
  const tell = (type: string, key: string | undefined): Outcome => ({
    facts: [{ key, fact: invoiceFact(type, told, paidAt), customerRefs: customerRefs(object) }],
  });
  const { id: subscription, currentPeriodStart } = periodOfInvoice(object) ?? {};
  if (reason === "subscription_create") return tell("purchase.completed", purchaseKey(subscription ?? id));
  if (reason === "manual" || reason === "quote_accept") return tell("purchase.completed", purchaseKey(id));
  if (reason !== "subscription_cycle")
    return { nothing: `The invoice (${reason}) neither sells anything new nor renews a subscription.` };
  const period = currentPeriodStart === undefined ? id : String(currentPeriodStart / 1000);
  return tell("subscription.renewed", keyOf("subscription", subscription, "renewed", period));
}

function invoiceFailed(told: Told): Outcome {
  const { object, at } = told;
  return {
    facts: [
      {
        key: failureKey(idIn(object.id)),
        fact: invoiceFact("payment.failed", told, at),
        customerRefs: customerRefs(object),
      },
    ],
  };
}

// ── Payments that are neither a checkout's nor an invoice's ────────────────────────────────────

/** Whose card it was. A payment only says so in its charge, which older API versions send along. */
function payerOf(object: JsonObject): Customer | undefined {
  const charge = [object.latest_charge, valuesAt(object, "charges.data.0")[0]].find(isObject) ?? object;
  const billing = isObject(charge.billing_details) ? charge.billing_details : {};
  return ifTold({
    email: emailIn(billing.email) ?? emailIn(charge.receipt_email) ?? emailIn(object.receipt_email),
    name: textIn(billing.name),
    phone: textIn(billing.phone),
  });
}

/**
 * Whether an invoice's own events tell of this payment or charge. Older API versions name the invoice. Newer ones only
 * hint at it: a payment's order reference is the invoice, a charge's receipt is the invoice's.
 */
function isOfInvoice(object: JsonObject): boolean {
  const reference = textIn(valuesAt(object, "payment_details.order_reference")[0]);
  return (
    idOf(object.invoice) !== undefined ||
    reference?.startsWith("in_") === true ||
    textIn(object.receipt_url)?.includes("/receipts/invoices/") === true
  );
}

/** @param id the payment's; of a charge made without one, its own */
function paymentTold(told: Told, type: string, keyFor: typeof purchaseKey, id: string | undefined): Outcome {
  const { object, at } = told;
  if (isOfInvoice(object)) return { nothing: "The payment is an invoice's, whose own events tell of it." };
  const received = object.amount_received || object.amount_captured || object.amount;
  return {
    facts: [
      {
        key: keyFor(id),
        fact: compact({
          type,
          occurredAt: at,
          customer: payerOf(object),
          products: productsOfPayment(object),
          order: id
            ? compact({ id, total: stripeMoney(received, object.currency), url: textIn(object.receipt_url) })
            : undefined,
        }),
        customerRefs: customerRefs(object),
      },
    ],
  };
}

const paymentSucceeded: Topic = (told) =>
  paymentTold(told, "purchase.completed", purchaseKey, idIn(told.object.id));

const paymentFailed: Topic = (told) => paymentTold(told, "payment.failed", failureKey, idIn(told.object.id));

const paymentIdOf = (charge: JsonObject) => idOf(charge.payment_intent) ?? idIn(charge.id);

function chargeSucceeded(told: Told): Outcome {
  if (told.object.captured === false)
    return { nothing: "The amount is only reserved: charge.captured tells when it is paid." };
  return paymentTold(told, "purchase.completed", purchaseKey, paymentIdOf(told.object));
}

const chargeFailed: Topic = (told) =>
  paymentTold(told, "payment.failed", failureKey, paymentIdOf(told.object));

// ── Refunds ────────────────────────────────────────────────────────────────────────────────────

/** A pending refund is on its way, which may take days; the others may never arrive. Long ago there was no status. */
const isPaidBack = ({ status }: JsonObject): boolean =>
  ["succeeded", "pending"].includes(textIn(status) ?? "succeeded");

function refundFact(refund: JsonObject, at: number, charge: JsonObject = {}): ToldFact {
  const payment = idOf(refund.payment_intent) ?? idOf(charge.payment_intent) ?? idOf(refund.charge);
  const invoice = idOf(charge.invoice);
  const order = invoice ?? payment;
  return {
    key: keyOf("refund", idIn(refund.id)),
    fact: compact({
      type: "purchase.refunded",
      occurredAt: instantOf(refund.created) ?? at,
      customer: payerOf(charge),
      order: order
        ? compact({ id: order, refunded: stripeMoney(refund.amount, refund.currency) })
        : undefined,
    }),
    customerRefs: customerRefs(refund) ?? customerRefs(charge),
    sameCustomerAs: keys(purchaseKey(invoice), purchaseKey(payment)),
  };
}

const notPaidBack: Outcome = { nothing: "The refund did not go through, or waits for the customer." };

const refundTold: Topic = ({ object, at }) =>
  isPaidBack(object) ? { facts: [refundFact(object, at)] } : notPaidBack;

/** One charge may be refunded in parts; what it had been refunded before has its key already. */
function chargeRefunded({ object, at }: Told): Outcome {
  const refunds = listIn(object.refunds);
  if (refunds.length === 0)
    return {
      notUnderstood:
        "Stripe no longer names the refund in charge.refunded. Choose the event refund.created instead.",
    };
  const facts = refunds.filter(isPaidBack).map((refund) => refundFact(refund, at, object));
  return facts.length > 0 ? { facts } : notPaidBack;
}

// ── Customers ──────────────────────────────────────────────────────────────────────────────────

function customerUpdated({ object, created, at }: Told): Outcome {
  const id = idIn(object.id);
  const locales = Array.isArray(object.preferred_locales) ? object.preferred_locales : [];
  return {
    facts: [
      {
        key: keyOf("customer", id, "updated", created),
        fact: compact({
          type: "customer.updated",
          occurredAt: at,
          customer: ifTold({
            email: emailIn(object.email),
            name: textIn(object.name),
            phone: textIn(object.phone),
            language: textIn(locales[0]),
          }),
        }),
        customerRefs: keys(id && `customer:${id}`),
      },
    ],
  };
}

// ── The table ──────────────────────────────────────────────────────────────────────────────────

const onTheWay: Topic = () => ({
  nothing: "A step on the way: what comes of the payment has its own event.",
});

export const topics = new Map<string, Topic>([
  ["checkout.session.completed", checkoutCompleted],
  ["checkout.session.async_payment_succeeded", checkoutPaid],
  ["checkout.session.async_payment_failed", checkoutFailed],
  ["checkout.session.expired", checkoutExpired],
  ["invoice.paid", invoicePaid],
  ["invoice.payment_succeeded", invoicePaid],
  ["invoice.payment_failed", invoiceFailed],
  ["payment_intent.succeeded", paymentSucceeded],
  ["payment_intent.payment_failed", paymentFailed],
  ["charge.succeeded", chargeSucceeded],
  ["charge.captured", chargeSucceeded],
  ["charge.failed", chargeFailed],
  ["charge.refunded", chargeRefunded],
  ["refund.created", refundTold],
  ["refund.updated", refundTold],
  ["refund.failed", refundTold],
  ["charge.refund.updated", refundTold],
  ["customer.created", customerUpdated],
  ["customer.updated", customerUpdated],
  ...subscriptionTopics,
  ...[
    "charge.pending",
    "charge.updated",
    "invoice.created",
    "invoice.finalized",
    "invoice.updated",
    "invoice_payment.paid",
    "payment_intent.created",
    "payment_intent.processing",
    "payment_intent.requires_action",
  ].map((type): [string, Topic] => [type, onTheWay]),
]);
