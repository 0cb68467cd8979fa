// Stripe's events: its own objects (samples/NOTICE), in what they say made to fit one small shop, in envelopes of ours.
import type { Sample } from "../kit";
import chargeObject from "./samples/object.charge.json";
import sessionObject from "./samples/object.checkout.session.json";
import customerObject from "./samples/object.customer.json";
import invoiceObject from "./samples/object.invoice.json";
import paymentObject from "./samples/object.payment_intent.json";
import refundObject from "./samples/object.refund.json";
import subscriptionObject from "./samples/object.subscription.json";

const ids = {
  event: "evt_1Pgc76B7WZ01zgkWwyRHS12y",
  customer: customerObject.id,
  payment: paymentObject.id,
  charge: chargeObject.id,
  refund: refundObject.id,
  checkout: sessionObject.id,
  subscriptionCheckout: "cs_test_b1ZS2VTMVnzRDO6gVVevPSR8Qx42QKrEXjKWRDKqQqlgJie7uWZ9YC2PMZ",
  subscription: subscriptionObject.id,
  firstInvoice: invoiceObject.id,
  renewalInvoice: "in_1Pr1aXB7WZ01zgkW5kQ2dTnh",
  ownInvoice: "in_1Pk9bYB7WZ01zgkW8mVw3sLc",
};

export const sampleIds = Object.values(ids);

const bought = 1786699800; // 2026-08-14T09:30:00Z
const renewed = 1789378200; // 2026-09-14T09:30:00Z
const renewedAgain = 1791970200; // 2026-10-14T09:30:00Z
const trialEnd = 1787909400; // 2026-08-28T09:30:00Z

type Envelope = { created?: number; previous?: object; apiVersion?: string };

const older = "2022-08-01";

function sample(title: string, type: string, object: object, envelope: Envelope = {}): Sample {
  const { created = bought, previous, apiVersion = "2026-10-28.endive" } = envelope;
  const event = {
    id: ids.event,
    object: "event",
    api_version: apiVersion,
    created,
    data: { object, ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
  return {
    title,
    // Stripe indents what it sends: whoever hashes the body written again, and not its bytes, refuses it.
    body: JSON.stringify(event, null, 2),
    headers: { "content-type": "application/json; charset=utf-8" },
  };
}

// ── One thing bought ───────────────────────────────────────────────────────────────────────────

const person = { email: "jenny.rosen@example.com", name: "Jenny Rosen", phone: "+48501000000" };
const details = { ...sessionObject.customer_details, ...person };

const checkout = {
  ...sessionObject,
  amount_subtotal: 4900,
  amount_total: 4900,
  consent: { promotions: "opt_in", terms_of_service: null },
  created: bought - 180,
  currency: "pln",
  customer: ids.customer,
  customer_details: details,
  expires_at: bought + 86_400,
  invoice_creation: { ...sessionObject.invoice_creation, enabled: false },
  locale: "pl",
  metadata: { product_id: "course-1", product_name: "The first course" },
  payment_status: "paid",
  shipping_cost: null,
  status: "complete",
  url: null,
};

const expired = {
  ...checkout,
  after_expiration: {
    recovery: {
      allow_promotion_codes: true,
      enabled: true,
      expires_at: bought + 30 * 86_400,
      url: "https://buy.stripe.com/r/live_asAb1724",
    },
  },
  payment_intent: null,
  payment_status: "unpaid",
  status: "expired",
};

const payment = {
  ...paymentObject,
  amount: 4900,
  amount_received: 4900,
  canceled_at: null,
  client_secret: null,
  created: bought - 60,
  currency: "pln",
  customer: ids.customer,
  last_payment_error: null,
  latest_charge: ids.charge,
  next_action: null,
  payment_details: { customer_reference: null, order_reference: ids.checkout },
  processing: null,
  receipt_email: person.email,
  status: "succeeded",
};

const charge = {
  ...chargeObject,
  amount: 4900,
  amount_captured: 4900,
  billing_details: { ...chargeObject.billing_details, ...person },
  captured: true,
  created: bought - 60,
  currency: "pln",
  customer: ids.customer,
  payment_intent: ids.payment,
  receipt_url: "https://pay.stripe.com/receipts/payment/CAcaFwoVYWNjdF8xUGdhZlQ",
  refunds: null,
  source: null,
};

const refund = {
  ...refundObject,
  amount: 1900,
  created: bought + 86_400,
  currency: "pln",
  customer: ids.customer,
  payment_intent: ids.payment,
  reason: "requested_by_customer",
};

// ── A subscription ─────────────────────────────────────────────────────────────────────────────

const [item] = subscriptionObject.items.data;
const silver = { ...item?.price, id: "price_1PgafmB7WZ01zgkW6dKueIc5", nickname: "Silver" };
const gold = { ...silver, id: "price_1Pgafn07WZ01zgkWb2Vq9KdE", nickname: "Gold", unit_amount: 5000 };

function itemsOf(price: object, start: number, end: number) {
  const { plan: _, ...rest } = item ?? {};
  const period = { current_period_start: start, current_period_end: end };
  return { ...subscriptionObject.items, data: [{ ...rest, ...period, billing_thresholds: null, price }] };
}

const subscription = {
  ...subscriptionObject,
  billing_cycle_anchor: bought,
  billing_cycle_anchor_config: null,
  billing_schedules: [],
  billing_thresholds: null,
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  created: bought,
  ended_at: null,
  items: itemsOf(silver, bought, renewed),
  latest_invoice: ids.firstInvoice,
  next_pending_invoice_item_invoice: null,
  pause_collection: null,
  pending_invoice_item_interval: null,
  pending_update: null,
  start_date: bought,
  status: "active",
  transfer_data: null,
  trial_end: null,
  trial_start: null,
};

const trial = {
  ...subscription,
  items: itemsOf(silver, bought, trialEnd),
  status: "trialing",
  trial_end: trialEnd,
  trial_start: bought,
};

const { items: _, ...withoutItems } = subscription;
const olderSubscription = {
  ...withoutItems,
  current_period_end: renewed,
  current_period_start: bought,
  items: {
    ...subscriptionObject.items,
    data: [{ id: item?.id, object: "subscription_item", price: silver, quantity: 1 }],
  },
};

const [invoiceLine] = invoiceObject.lines.data;

function invoiceOf(id: string, reason: string, start: number, end: number) {
  const line = {
    ...invoiceLine,
    amount: 2000,
    description: "1 × Silver membership (at $20.00 / month)",
    invoice: id,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: ids.subscription,
        subscription_item: item?.id,
      },
      type: "subscription_item_details",
    },
    period: { end, start },
    pricing: {
      price_details: { price: silver.id, product: silver.product },
      type: "price_details",
      unit_amount_decimal: "2000",
    },
    subtotal: 2000,
  };
  return {
    ...invoiceObject,
    amount_due: 2000,
    amount_overpaid: 0,
    amount_paid: 2000,
    amount_remaining: 0,
    attempt_count: 1,
    attempted: true,
    billing_reason: reason,
    created: start,
    customer_email: person.email,
    customer_name: person.name,
    due_date: null,
    from_invoice: null,
    hosted_invoice_url: "https://invoice.stripe.com/i/acct_1PgafTB7WZ01zgkW/test_YWNjdF8xUGdhZlQ",
    id,
    last_finalization_error: null,
    lines: { ...invoiceObject.lines, data: [line] },
    next_payment_attempt: null,
    number: "7FE1103-0001",
    parent: {
      quote_details: null,
      subscription_details: { metadata: {}, subscription: ids.subscription },
      type: "subscription_details",
    },
    period_end: start,
    period_start: start,
    shipping_cost: null,
    status: "paid",
    status_transitions: {
      finalized_at: start,
      marked_uncollectible_at: null,
      paid_at: start + 5,
      voided_at: null,
    },
    subtotal: 2000,
    total: 2000,
  };
}

const firstInvoice = invoiceOf(ids.firstInvoice, "subscription_create", bought, renewed);
const renewalInvoice = invoiceOf(ids.renewalInvoice, "subscription_cycle", renewed, renewedAgain);
const failedInvoice = {
  ...renewalInvoice,
  amount_paid: 0,
  amount_remaining: 2000,
  next_payment_attempt: renewed + 3 * 86_400,
  status: "open",
  status_transitions: { ...renewalInvoice.status_transitions, paid_at: null },
};

const { parent: __, ...withoutParent } = renewalInvoice;
const olderRenewalInvoice = {
  ...withoutParent,
  charge: ids.charge,
  lines: {
    ...invoiceObject.lines,
    data: [
      {
        amount: 2000,
        currency: "usd",
        description: "1 × Silver membership (at $20.00 / month)",
        id: invoiceLine?.id,
        object: "line_item",
        period: { end: renewedAgain, start: renewed },
        price: silver,
        proration: false,
        quantity: 1,
        subscription: ids.subscription,
        type: "subscription",
      },
    ],
  },
  paid: true,
  payment_intent: ids.payment,
  subscription: ids.subscription,
};

const ownInvoice = {
  ...firstInvoice,
  billing_reason: "manual",
  id: ids.ownInvoice,
  lines: {
    ...invoiceObject.lines,
    data: [
      {
        ...invoiceLine,
        description: "Workshop in Gdynia",
        invoice: ids.ownInvoice,
        parent: {
          invoice_item_details: { invoice_item: "ii_1Pgc6sB7WZ01zgkW", proration: false, subscription: null },
          subscription_item_details: null,
          type: "invoice_item_details",
        },
        pricing: {
          price_details: { price: "price_1Pk9bXB7WZ01zgkWn4Tg1yRa", product: "prod_QcFvW0kLm3Xz9B" },
          type: "price_details",
          unit_amount_decimal: "2000",
        },
      },
    ],
  },
  parent: null,
};

const subscriptionCheckout = {
  ...checkout,
  amount_subtotal: 2000,
  amount_total: 2000,
  currency: "usd",
  id: ids.subscriptionCheckout,
  invoice: ids.firstInvoice,
  invoice_creation: null,
  metadata: {},
  mode: "subscription",
  payment_intent: null,
  subscription: ids.subscription,
};

const customer = {
  ...customerObject,
  discount: null,
  email: person.email,
  name: person.name,
  phone: person.phone,
  preferred_locales: ["pl"],
};

const week = 7 * 86_400;

export const samples: Sample[] = [
  sample("Checkout paid", "checkout.session.completed", checkout),
  sample("Checkout completed, to be paid later", "checkout.session.completed", {
    ...checkout,
    payment_status: "unpaid",
  }),
  sample("Checkout paid later", "checkout.session.async_payment_succeeded", checkout, {
    created: bought + 3 * 86_400,
  }),
  sample("Checkout's later payment failed", "checkout.session.async_payment_failed", {
    ...checkout,
    payment_status: "unpaid",
  }),
  sample("Checkout abandoned", "checkout.session.expired", expired, { created: bought + 86_400 }),
  sample("Checkout of a subscription", "checkout.session.completed", subscriptionCheckout),
  sample("Payment succeeded", "payment_intent.succeeded", payment),
  sample("Payment of an invoice succeeded", "payment_intent.succeeded", {
    ...payment,
    payment_details: { customer_reference: null, order_reference: ids.firstInvoice },
  }),
  sample("Charge succeeded", "charge.succeeded", charge),
  sample("Refund", "refund.created", refund, { created: bought + 86_400 }),
  sample("Refund failed", "refund.failed", { ...refund, failure_reason: "declined", status: "failed" }),
  sample(
    "Charge refunded, older API version",
    "charge.refunded",
    {
      ...charge,
      amount_refunded: 1900,
      invoice: null,
      refunds: { data: [refund], has_more: false, object: "list", total_count: 1 },
    },
    { created: bought + 86_400, apiVersion: older, previous: { amount_refunded: 0 } },
  ),
  sample("First invoice paid", "invoice.paid", firstInvoice),
  sample("Renewal paid", "invoice.paid", renewalInvoice, { created: renewed + 5 }),
  sample("Renewal paid, older API version", "invoice.payment_succeeded", olderRenewalInvoice, {
    created: renewed + 5,
    apiVersion: older,
  }),
  sample("Change of plan paid", "invoice.paid", { ...renewalInvoice, billing_reason: "subscription_update" }),
  sample("Invoice of your own paid", "invoice.paid", ownInvoice),
  sample("Renewal failed", "invoice.payment_failed", failedInvoice, { created: renewed + 3600 }),
  sample("Subscription started", "customer.subscription.created", subscription),
  sample("Subscription started, older API version", "customer.subscription.created", olderSubscription, {
    apiVersion: older,
  }),
  sample("Subscription awaiting its first payment", "customer.subscription.created", {
    ...subscription,
    status: "incomplete",
  }),
  sample("Subscription's first payment made", "customer.subscription.updated", subscription, {
    previous: { status: "incomplete" },
  }),
  sample("Trial started", "customer.subscription.created", trial),
  sample("Trial ends soon", "customer.subscription.trial_will_end", trial, {
    created: trialEnd - 3 * 86_400,
  }),
  sample(
    "Plan changed",
    "customer.subscription.updated",
    { ...subscription, items: itemsOf(gold, bought, renewed) },
    { created: bought + week, previous: { items: itemsOf(silver, bought, renewed) } },
  ),
  sample(
    "New period began",
    "customer.subscription.updated",
    {
      ...subscription,
      items: itemsOf(silver, renewed, renewedAgain),
      latest_invoice: ids.renewalInvoice,
    },
    {
      created: renewed,
      previous: { items: itemsOf(silver, bought, renewed), latest_invoice: ids.firstInvoice },
    },
  ),
  sample(
    "Cancellation scheduled",
    "customer.subscription.updated",
    { ...subscription, cancel_at: renewed, cancel_at_period_end: true, canceled_at: bought + week },
    {
      created: bought + week,
      previous: { cancel_at: null, cancel_at_period_end: false, canceled_at: null },
    },
  ),
  sample("Cancellation taken back", "customer.subscription.updated", subscription, {
    created: bought + week + 600,
    previous: { cancel_at: renewed, cancel_at_period_end: true, canceled_at: bought + week },
  }),
  sample(
    "Payments paused",
    "customer.subscription.updated",
    { ...subscription, pause_collection: { behavior: "void", resumes_at: null } },
    { created: bought + week, previous: { pause_collection: null } },
  ),
  sample(
    "Subscription paused",
    "customer.subscription.paused",
    { ...subscription, status: "paused" },
    { created: bought + week },
  ),
  sample("Subscription resumed", "customer.subscription.resumed", subscription, {
    created: bought + 2 * week,
  }),
  sample(
    "Subscription cancelled",
    "customer.subscription.deleted",
    { ...subscription, canceled_at: bought + week, ended_at: renewed, status: "canceled" },
    { created: renewed },
  ),
  sample("Customer created", "customer.created", customer),
  sample("Customer changed", "customer.updated", customer, {
    created: bought + week,
    previous: { phone: null },
  }),
];
