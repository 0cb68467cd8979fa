// Lemon Squeezy's webhooks, of the members its docs and its library's types name; people and products are made up.
import type { JsonObject } from "../../core/json";
import type { Sample } from "../kit";

/** Longer than ids are by now: a test event is never taken for a real one. */
const order = 926501128;
const subscription = 748120537;
const invoice = 817038461;
const renewalInvoice = 917593214;
const failedInvoice = 618140775;
const store = 90817;

const person = {
  store_id: store,
  customer_id: 913911586,
  user_name: "Sam Miller",
  user_email: "sam@example.com",
};
const product = { product_id: 215433, variant_id: 298106, product_name: "Club", variant_name: "Monthly" };

const paidOrder = {
  ...person,
  identifier: "636f855c-1fb9-4c07-b75c-3a10afef010a",
  order_number: 1042,
  currency: "EUR",
  currency_rate: "1.08500000",
  subtotal: 2900,
  setup_fee: 0,
  discount_total: 0,
  tax: 667,
  total: 3567,
  refunded_amount: 0,
  tax_name: "VAT",
  tax_rate: "23.00",
  tax_inclusive: false,
  status: "paid",
  status_formatted: "Paid",
  refunded: false,
  refunded_at: null as string | null,
  total_formatted: "€35.67",
  first_order_item: {
    id: 2598021,
    order_id: order,
    price_id: 401877,
    quantity: 1,
    ...product,
    price: 2900,
    created_at: "2026-08-17T09:45:53.000000Z",
    updated_at: "2026-08-17T09:45:53.000000Z",
    test_mode: true,
  },
  urls: { receipt: "https://app.lemonsqueezy.com/my-orders/636f855c-1fb9-4c07-b75c-3a10afef010a" },
  created_at: "2026-08-17T09:45:53.000000Z",
  updated_at: "2026-08-17T09:45:53.000000Z",
  test_mode: true,
};

const active = {
  ...person,
  order_id: order,
  order_item_id: 2598021,
  ...product,
  status: "active",
  status_formatted: "Active",
  card_brand: "visa",
  card_last_four: "4242",
  pause: null,
  cancelled: false,
  trial_ends_at: null as string | null,
  billing_anchor: 17,
  first_subscription_item: {
    id: 471120,
    subscription_id: subscription,
    price_id: 401877,
    quantity: 1,
    is_usage_based: false,
    created_at: "2026-08-17T09:45:55.000000Z",
    updated_at: "2026-08-17T09:45:55.000000Z",
  },
  urls: {
    customer_portal: "https://club.lemonsqueezy.com/billing?expires=1786964400&signature=made-up",
    update_payment_method: "https://club.lemonsqueezy.com/subscription/payment-details?signature=made-up",
  },
  renews_at: "2026-09-17T09:45:48.000000Z",
  ends_at: null as string | null,
  created_at: "2026-08-17T09:45:54.000000Z",
  updated_at: "2026-08-17T09:46:01.000000Z",
  test_mode: true,
};

const cancelled = {
  ...active,
  status: "cancelled",
  status_formatted: "Cancelled",
  cancelled: true,
  ends_at: "2026-09-17T09:45:48.000000Z",
  updated_at: "2026-08-30T14:02:11.000000Z",
};
const ended = { ...cancelled, status: "expired", status_formatted: "Expired" };

const firstInvoice = {
  ...person,
  subscription_id: subscription,
  billing_reason: "initial",
  card_brand: "visa",
  card_last_four: "4242",
  currency: "EUR",
  currency_rate: "1.08500000",
  status: "paid",
  status_formatted: "Paid",
  refunded: false,
  refunded_at: null as string | null,
  subtotal: 2900,
  discount_total: 0,
  tax: 667,
  tax_inclusive: false,
  total: 3567,
  refunded_amount: 0,
  total_formatted: "€35.67",
  urls: {
    invoice_url: "https://app.lemonsqueezy.com/my-orders/636f855c/subscription-invoice/1?signature=made-up",
  },
  created_at: "2026-08-17T09:45:56.000000Z",
  updated_at: "2026-08-17T09:46:02.000000Z",
  test_mode: true,
};
const renewal = {
  ...firstInvoice,
  billing_reason: "renewal",
  created_at: "2026-09-17T09:45:49.000000Z",
  updated_at: "2026-09-17T09:45:58.000000Z",
};

function sample(title: string, event: string, type: string, id: number, attributes: JsonObject): Sample {
  const self = `https://api.lemonsqueezy.com/v1/${type}/${id}`;
  const body = {
    meta: {
      test_mode: true,
      event_name: event,
      custom_data: { user_id: "u-17" },
      webhook_id: "7f6c1b0e-7f0d-4f5e-9d5c-0a5b1f0e2c11",
    },
    data: { type, id: String(id), attributes, links: { self } },
  };
  return {
    title,
    // PHP escapes slashes: whoever hashes the body written again, and not its bytes, refuses it.
    body: JSON.stringify(body).replaceAll("/", "\\/"),
    headers: { "content-type": "application/json", "x-event-name": event },
  };
}

const ofOrder = (title: string, event: string, attributes: JsonObject) =>
  sample(title, event, "orders", order, attributes);
const ofSubscription = (title: string, event: string, attributes: JsonObject) =>
  sample(title, event, "subscriptions", subscription, attributes);
const ofInvoice = (title: string, event: string, id: number, attributes: JsonObject) =>
  sample(title, event, "subscription-invoices", id, attributes);

export const samples: Sample[] = [
  ofOrder("Order", "order_created", paidOrder),
  ofOrder("Order that is not paid yet", "order_created", { ...paidOrder, status: "pending" }),
  ofOrder("Order partly refunded", "order_refunded", {
    ...paidOrder,
    status: "partial_refund",
    refunded_amount: 1000,
    updated_at: "2026-08-19T11:20:00.000000Z",
  }),
  ofOrder("Order refunded", "order_refunded", {
    ...paidOrder,
    status: "refunded",
    refunded: true,
    refunded_at: "2026-08-20T08:00:10.000000Z",
    refunded_amount: 3567,
    updated_at: "2026-08-20T08:00:10.000000Z",
  }),
  ofSubscription("Subscription created", "subscription_created", active),
  ofSubscription("Subscription created with a trial", "subscription_created", {
    ...active,
    status: "on_trial",
    status_formatted: "On Trial",
    trial_ends_at: "2026-08-31T09:45:48.000000Z",
    renews_at: "2026-08-31T09:45:48.000000Z",
  }),
  ofSubscription("Subscription updated", "subscription_updated", active),
  ofSubscription("Plan changed", "subscription_plan_changed", {
    ...active,
    variant_id: 298107,
    variant_name: "Yearly",
    renews_at: "2027-08-22T17:05:30.000000Z",
    updated_at: "2026-08-22T17:05:31.000000Z",
  }),
  ofSubscription("Subscription cancelled by the customer", "subscription_cancelled", cancelled),
  ofSubscription("Subscription resumed", "subscription_resumed", {
    ...active,
    updated_at: "2026-09-02T07:30:00.000000Z",
  }),
  ofSubscription("Subscription paused", "subscription_paused", {
    ...active,
    status: "paused",
    status_formatted: "Paused",
    pause: { mode: "void", resumes_at: "2026-10-01T00:00:00.000000Z" },
    updated_at: "2026-09-03T10:00:00.000000Z",
  }),
  ofSubscription("Subscription unpaused", "subscription_unpaused", {
    ...active,
    updated_at: "2026-09-05T10:00:00.000000Z",
  }),
  ofSubscription("Subscription expired", "subscription_expired", {
    ...ended,
    updated_at: "2026-09-17T09:46:12.000000Z",
  }),
  ofSubscription("Subscription updated by its end", "subscription_updated", {
    ...ended,
    updated_at: "2026-09-17T09:46:13.000000Z",
  }),
  ofInvoice("First payment", "subscription_payment_success", invoice, firstInvoice),
  ofInvoice("Renewal paid", "subscription_payment_success", renewalInvoice, renewal),
  ofInvoice("Renewal failed", "subscription_payment_failed", failedInvoice, {
    ...renewal,
    status: "pending",
    status_formatted: "Pending",
  }),
  ofInvoice("Renewal paid after all", "subscription_payment_recovered", failedInvoice, {
    ...renewal,
    updated_at: "2026-09-20T09:45:58.000000Z",
  }),
  ofInvoice("Renewal refunded", "subscription_payment_refunded", renewalInvoice, {
    ...renewal,
    status: "refunded",
    status_formatted: "Refunded",
    refunded: true,
    refunded_at: "2026-09-18T12:00:00.000000Z",
    refunded_amount: 3567,
    updated_at: "2026-09-18T12:00:00.000000Z",
  }),
  sample("Licence key created", "license_key_created", "license-keys", 820414, {
    ...person,
    order_id: order,
    product_id: product.product_id,
    status: "inactive",
    created_at: "2026-08-17T09:45:55.000000Z",
    updated_at: "2026-08-17T09:45:55.000000Z",
  }),
];

export const sampleIds = [order, subscription, invoice, renewalInvoice, failedInvoice].map(String);
