// Paddle's notifications, of the members its docs and its library's types name; people and products are made up.
import type { JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const customer = "ctm_01k4n6v8e61bv0tz6y3hq9d2fa";
const transaction = "txn_01k4n70y1h4p1sf8a30xt2m9cz";
const renewal = "txn_01k75e3qw8v6n2yd4b0rm1k9sa";
const subscription = "sub_01k4n71j3wd9pz18jx1fagp8k2";
const adjustment = "adj_01k4q2c7brkpd7vx61w7b1r0ap";
const chargeback = "adj_01k4t9m2r8s4d6vx30w5c2q1bn";

const pro = {
  id: "pro_01k4n5hdjse780zja8vvr7jg21",
  name: "ChatApp Pro",
  description: "Everything, for a whole team.",
  status: "active",
  type: "standard",
  tax_category: "standard",
  image_url: "https://example.com/pro.png",
  custom_data: null,
  created_at: "2026-02-23T12:43:46.605Z",
};
const setup = { ...pro, id: "pro_01k4n5mq9pa4fkyy0wqenepkz2", name: "Setup by our team" };
const support = { ...pro, id: "pro_01k4n5krfzy3hcx5h5rtgnfwz3", name: "VIP support" };

function priceOf(id: string, name: string, amount: string, product: typeof pro, isRecurring = true) {
  return {
    id,
    name,
    description: name,
    type: "standard",
    status: "active",
    product_id: product.id,
    tax_mode: "account_setting",
    unit_price: { amount, currency_code: "USD" },
    unit_price_overrides: [],
    quantity: { minimum: 1, maximum: 999 },
    trial_period: null,
    billing_cycle: isRecurring ? { interval: "month", frequency: 1 } : null,
    custom_data: null,
  };
}
const seats = priceOf("pri_01k4n5x8sawmvhz1pv30nge1k1", "Monthly (per seat)", "3000", pro);
const once = priceOf("pri_01k4n5ze27ak2tyhexptwc58k2", "One-time charge", "19900", setup, false);
const addon = priceOf("pri_01k4n60g2zrkagg294kpstx5k3", "VIP support, monthly", "30000", support);

// ── Transactions ───────────────────────────────────────────────────────────────────────────────

const lineTotals = (subtotal: string, tax: string, total: string) => ({
  subtotal,
  tax,
  total,
  discount: "0",
});

const seatsLine = {
  id: "txnitm_01k4n71cjzkpvj81m223nvag51",
  price_id: seats.id,
  quantity: 10,
  tax_rate: "0.1",
  product: pro,
  totals: lineTotals("30000", "3000", "33000"),
  unit_totals: lineTotals("3000", "300", "3300"),
};
const setupLine = {
  ...seatsLine,
  id: "txnitm_01k4n71ck0g6b9r0247mdrh352",
  price_id: once.id,
  quantity: 1,
  product: setup,
  totals: lineTotals("19900", "1990", "21890"),
  unit_totals: lineTotals("19900", "1990", "21890"),
};

function details(lines: (typeof seatsLine)[], subtotal: string, tax: string, total: string) {
  const totals = {
    ...lineTotals(subtotal, tax, total),
    grand_total: total,
    grand_total_tax: tax,
    balance: "0",
    credit: "0",
    credit_to_balance: "0",
    fee: null,
    earnings: null,
    currency_code: "USD",
  };
  return {
    totals,
    adjusted_totals: totals,
    payout_totals: null,
    adjusted_payout_totals: null,
    tax_rates_used: [{ tax_rate: "0.1", totals: lineTotals(subtotal, tax, total) }],
    line_items: lines,
  };
}

function payment(amount: string, at: string, status: "captured" | "error") {
  return {
    payment_attempt_id: "72d47ad6-d938-4e70-8743-b8678b4ae1b6",
    stored_payment_method_id: "7330719b-627c-4bb2-9f83-f34d07ce7d2f",
    amount,
    status,
    error_code: status === "error" ? "declined" : null,
    method_details: {
      type: "card",
      card: {
        type: "visa",
        last4: "4242",
        expiry_month: 12,
        expiry_year: 2030,
        cardholder_name: "Sam Miller",
      },
    },
    created_at: at,
    captured_at: status === "captured" ? at : null,
  };
}

const ready = {
  id: transaction,
  status: "ready",
  customer_id: customer,
  address_id: "add_01k4n70bzb5av13cd16m5gz214",
  business_id: null,
  custom_data: { utm_source: "newsletter" },
  currency_code: "USD",
  origin: "web",
  subscription_id: null,
  invoice_id: null,
  invoice_number: null,
  collection_mode: "automatic",
  discount_id: null,
  billing_details: null,
  billing_period: null,
  items: [
    { price: seats, quantity: 10 },
    { price: once, quantity: 1 },
  ],
  details: details([seatsLine, setupLine], "49900", "4990", "54890"),
  payments: [] as ReturnType<typeof payment>[],
  checkout: { url: `https://example.com/pay?_ptxn=${transaction}` },
  created_at: "2026-09-08T06:46:35.440187Z",
  updated_at: "2026-09-08T06:48:12.120331Z",
  billed_at: null as string | null,
};

const declined = payment("54890", "2026-09-08T07:13:26.837726Z", "error");
const captured = payment("54890", "2026-09-08T07:15:43.792797Z", "captured");
const paid = {
  ...ready,
  status: "paid",
  payments: [captured, declined],
  updated_at: "2026-09-08T07:15:44.296867Z",
  billed_at: "2026-09-08T07:15:44.296865Z",
};

const renewing = {
  ...ready,
  id: renewal,
  status: "billed",
  origin: "subscription_recurring",
  subscription_id: subscription,
  billing_period: { starts_at: "2026-10-08T07:15:43.792797Z", ends_at: "2026-11-08T07:15:43.792797Z" },
  items: [{ price: seats, quantity: 10 }],
  details: details([seatsLine], "30000", "3000", "33000"),
  checkout: { url: `https://example.com/pay?_ptxn=${renewal}` },
  created_at: "2026-10-08T07:16:01.221904Z",
  updated_at: "2026-10-08T07:16:01.221904Z",
  billed_at: "2026-10-08T07:16:01.221904Z",
};

const refund = {
  id: adjustment,
  action: "refund",
  type: "partial",
  transaction_id: transaction,
  subscription_id: subscription,
  customer_id: customer,
  reason: "error",
  credit_applied_to_balance: null,
  currency_code: "USD",
  status: "pending_approval",
  items: [
    {
      id: "adjitm_01k4q2c7rkpdd7vx61w86e52t8",
      item_id: seatsLine.id,
      type: "partial",
      amount: "3300",
      proration: null,
      totals: { subtotal: "3000", tax: "300", total: "3300" },
    },
  ],
  totals: { subtotal: "3000", tax: "300", total: "3300", fee: "5", earnings: "2995", currency_code: "USD" },
  payout_totals: null,
  created_at: "2026-09-09T14:08:43.297512Z",
  updated_at: "2026-09-09T14:08:43.297512Z",
};

// ── Subscriptions ──────────────────────────────────────────────────────────────────────────────

const startedAt = "2026-09-08T07:15:43.792797Z";

const seatsItem = {
  price: seats,
  product: pro,
  status: "active",
  quantity: 10,
  recurring: true,
  created_at: "2026-09-08T07:15:46.892823Z",
  updated_at: "2026-09-08T07:15:46.892823Z",
  trial_dates: null as { starts_at: string; ends_at: string } | null,
  previously_billed_at: startedAt as string | null,
  next_billed_at: "2026-10-08T07:15:43.792797Z",
};

const active = {
  id: subscription,
  status: "active",
  customer_id: customer,
  address_id: ready.address_id,
  business_id: null,
  currency_code: "USD",
  created_at: "2026-09-08T07:15:46.892822Z",
  updated_at: "2026-09-08T07:15:46.892822Z",
  started_at: startedAt,
  first_billed_at: startedAt as string | null,
  next_billed_at: "2026-10-08T07:15:43.792797Z" as string | null,
  paused_at: null,
  canceled_at: null,
  discount: null,
  collection_mode: "automatic",
  billing_details: null,
  current_billing_period: { starts_at: startedAt, ends_at: "2026-10-08T07:15:43.792797Z" },
  billing_cycle: { interval: "month", frequency: 1 },
  scheduled_change: null,
  items: [seatsItem],
  custom_data: { utm_source: "newsletter" },
};

const trial = { starts_at: startedAt, ends_at: "2026-09-18T07:15:43.792797Z" };
const renewed = {
  ...active,
  current_billing_period: renewing.billing_period,
  updated_at: "2026-10-08T07:15:58.341611Z",
  next_billed_at: "2026-11-08T07:15:43.792797Z",
};
const withAddon = {
  ...active,
  updated_at: "2026-09-11T08:50:20.669521Z",
  items: [
    seatsItem,
    {
      ...seatsItem,
      price: addon,
      product: support,
      quantity: 1,
      created_at: "2026-09-11T08:50:20.669523Z",
      updated_at: "2026-09-11T08:50:20.669523Z",
    },
  ],
};
const cancelled = {
  ...active,
  status: "canceled",
  updated_at: "2026-10-08T07:16:01.798065Z",
  canceled_at: "2026-10-08T07:16:01.787929Z",
  next_billed_at: null,
  current_billing_period: null,
};

const person = {
  id: customer,
  name: "Sam Miller",
  email: "sam@example.com",
  locale: "en",
  status: "active",
  marketing_consent: true,
  custom_data: null,
  created_at: "2026-09-08T06:48:11.533Z",
  updated_at: "2026-09-08T06:48:11.533Z",
};

// ── Notifications ──────────────────────────────────────────────────────────────────────────────

const notifications: [title: string, event: string, occurredAt: string, data: JsonObject][] = [
  ["Customer created", "customer.created", "2026-09-08T06:48:11.792661Z", person],
  [
    "Customer updated",
    "customer.updated",
    "2026-09-10T11:17:50.165823Z",
    { ...person, name: "Samantha Miller", updated_at: "2026-09-10T11:17:49.884487Z" },
  ],
  ["Checkout begun", "transaction.ready", "2026-09-08T06:48:12.343211Z", ready],
  [
    "Payment failed",
    "transaction.payment_failed",
    "2026-09-08T07:13:34.599095Z",
    { ...ready, payments: [declined], updated_at: "2026-09-08T07:13:27.120331Z" },
  ],
  ["Transaction paid", "transaction.paid", "2026-09-08T07:15:44.366122Z", paid],
  [
    "Transaction completed",
    "transaction.completed",
    "2026-09-08T07:15:49.366122Z",
    { ...paid, status: "completed", invoice_number: "325-10566", subscription_id: subscription },
  ],
  [
    "Subscription created",
    "subscription.created",
    "2026-09-08T07:15:48.334150Z",
    { ...active, transaction_id: transaction },
  ],
  ["Subscription activated", "subscription.activated", "2026-09-08T07:15:48.388239Z", active],
  [
    "Subscription in its trial",
    "subscription.trialing",
    "2026-09-08T07:15:48.246292Z",
    {
      ...active,
      status: "trialing",
      first_billed_at: null,
      next_billed_at: trial.ends_at,
      current_billing_period: trial,
      items: [{ ...seatsItem, status: "trialing", trial_dates: trial, previously_billed_at: null }],
    },
  ],
  [
    "Renewal paid",
    "transaction.completed",
    "2026-10-08T07:16:09.120334Z",
    {
      ...renewing,
      status: "completed",
      invoice_number: "325-10612",
      payments: [payment("33000", "2026-10-08T07:16:03.504112Z", "captured")],
    },
  ],
  [
    "Renewal failed",
    "transaction.payment_failed",
    "2026-10-08T07:16:04.120334Z",
    { ...renewing, payments: [payment("33000", "2026-10-08T07:16:03.504112Z", "error")] },
  ],
  [
    "Subscription past due",
    "subscription.past_due",
    "2026-10-08T07:16:05.697239Z",
    { ...renewed, status: "past_due", updated_at: "2026-10-08T07:16:04.929417Z" },
  ],
  ["Subscription updated by its renewal", "subscription.updated", "2026-10-08T07:15:58.512117Z", renewed],
  ["Addon bought", "subscription.updated", "2026-09-11T08:50:20.912117Z", withAddon],
  [
    "Cancellation scheduled",
    "subscription.updated",
    "2026-09-20T10:29:11.268117Z",
    {
      ...active,
      next_billed_at: null,
      updated_at: "2026-09-20T10:29:11.120432Z",
      scheduled_change: {
        action: "cancel",
        effective_at: "2026-10-08T07:15:43.792797Z",
        resume_at: null,
      },
    },
  ],
  ["Subscription updated by its end", "subscription.updated", "2026-10-08T07:16:01.912117Z", cancelled],
  ["Subscription cancelled", "subscription.canceled", "2026-10-08T07:16:02.001245Z", cancelled],
  [
    "Subscription paused",
    "subscription.paused",
    "2026-09-21T13:33:01.433149Z",
    {
      ...active,
      status: "paused",
      paused_at: "2026-09-21T13:33:01.333481Z",
      next_billed_at: null,
      updated_at: "2026-09-21T13:33:01.363737Z",
    },
  ],
  [
    "Subscription resumed",
    "subscription.resumed",
    "2026-09-25T13:57:46.547419Z",
    { ...active, updated_at: "2026-09-25T13:57:46.453253Z" },
  ],
  ["Refund asked for", "adjustment.created", "2026-09-09T14:08:43.786457Z", refund],
  [
    "Refund approved",
    "adjustment.updated",
    "2026-09-09T14:10:08.650443Z",
    { ...refund, status: "approved", updated_at: "2026-09-09T14:10:08.425491Z" },
  ],
  [
    "Chargeback",
    "adjustment.created",
    "2026-09-12T18:02:10.650443Z",
    {
      ...refund,
      id: chargeback,
      action: "chargeback",
      type: "full",
      status: "approved",
      totals: { ...refund.totals, subtotal: "49900", tax: "4990", total: "54890" },
    },
  ],
  [
    "Address created",
    "address.created",
    "2026-09-08T06:48:11.912661Z",
    {
      id: ready.address_id,
      customer_id: customer,
      country_code: "US",
      postal_code: "10021",
      status: "active",
      created_at: "2026-09-08T06:48:11.533Z",
      updated_at: "2026-09-08T06:48:11.533Z",
    },
  ],
];

const numberOf = (at: number) => String(at).padStart(2, "0");
const eventIds = notifications.map((_, at) => `evt_01k4n7${numberOf(at)}4ge726w50ch2tmaw2a`);

export const samples: Sample[] = notifications.map(([title, event_type, occurred_at, data], at) => ({
  title,
  body: JSON.stringify({
    event_id: eventIds[at],
    event_type,
    occurred_at,
    notification_id: `ntf_01k4n7${numberOf(at)}n4grsa2a5ddd54h1j0`,
    data,
  }),
  headers: { "content-type": "application/json" },
}));

/** Customers stay who they are, so that a test purchase finds the person of a test customer. */
export const sampleIds = [transaction, renewal, subscription, adjustment, chargeback, ...eventIds];
