// SendOwl's bodies, of the fields its help shows; people and values are made up.
import type { Json, JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const buyer = {
  buyer_country: "GB",
  buyer_email: "jane.doe@example.com",
  buyer_first_name: "Jane",
  buyer_ip_address: "192.0.2.10",
  buyer_name: "Jane Doe",
  receiver_email: "jane.doe@example.com",
  receiver_name: null,
  gift_order: false,
};

const payment: JsonObject = {
  alternate_pay_method_note: null,
  created_at: "2026-08-14T09:30:02Z",
  gateway_transaction_id: "ch_sample301",
  net_price: "£15.00",
  payment_currency: "GBP",
  payment_gateway_fee: "£0.38",
  payment_gross: "£18.00",
  payment_tax: "£3.00",
  refund: false,
};

const order: JsonObject = {
  access_allowed: true,
  ...buyer,
  cart: {
    cart_items: [
      {
        download_attempts: 3,
        product: {
          id: 2811,
          license_type: null,
          member_types: ["digital"],
          name: "Sourdough for beginners",
          price: "£15.00",
          product_image_url: null,
          product_type: "digital",
          shopify_variant_id: null,
        },
        quantity: 1,
        tax_rate: 20.0,
        valid_until: "2026-09-13T09:30:00Z",
      },
    ],
    completed_checkout_at: "2026-08-14T09:30:00Z",
  },
  discount: null,
  dispatched_at: null,
  download_url: "https://transactions.sendowl.com/orders/123456/download/sample",
  for_subscription: false,
  gateway: "Stripe",
  id: "0000123456",
  licenses: [],
  price_at_checkout: "£15.00",
  settled_currency: "GBP",
  settled_gateway_fee: "£0.38",
  settled_gross: "£18.00",
  settled_tax: "£3.00",
  state: "complete",
  subscription_management_url: null,
  tag: null,
  transactions: [payment],
};

const monthly: JsonObject = {
  ...payment,
  net_price: "9.00",
  payment_currency: "EUR",
  payment_gateway_fee: "0.38",
  payment_gross: "9.00",
  payment_tax: "0.00",
};

const subscription: JsonObject = {
  ...order,
  cart: {
    cart_items: [
      {
        download_attempts: null,
        product: {
          id: 7489,
          name: "The bakers' club",
          product_type: "subscription",
          frequency: "monthly",
          frequency_interval: "month",
          recurring_price: "9.00",
          recurring_type: "ongoing",
          trial_price: null,
        },
        quantity: 1,
        valid_until: null,
      },
    ],
    completed_checkout_at: "2026-08-14T09:30:00Z",
  },
  for_subscription: true,
  id: "0000123457",
  next_payment_date: "2026-09-14",
  price_at_checkout: "9.00",
  settled_currency: "EUR",
  settled_gross: "9.00",
  state: "subscription_active",
  subscription_management_url: "https://transactions.sendowl.com/orders/123457/manage/sample",
  transactions: [monthly],
};

const sample = (title: string, event: string, body: Json): Sample => ({
  title,
  body: JSON.stringify({ order: body }),
  headers: { "content-type": "application/json", "x-sendowl-event": event },
});

export const samples: Sample[] = [
  sample("Order completed", "order_completed", order),
  sample("Payment of an order", "new_payment", order),
  sample("Free order", "free_order_issued", {
    ...order,
    id: "0000123458",
    state: "free",
    price_at_checkout: "£0.00",
    settled_gross: null,
    transactions: [],
  }),
  sample("Order failed", "order_failed", {
    ...order,
    state: "failed",
    access_allowed: false,
    settled_gross: null,
    transactions: [],
  }),
  sample("Order under review", "fraud_review", { ...order, state: "fraud_review", access_allowed: false }),
  sample("Order imported", "order_imported", { ...order, id: "0000123459", state: "imported" }),
  sample("Refund", "refund_issued", {
    ...order,
    refunded: true,
    transactions: [
      payment,
      {
        ...payment,
        created_at: "2026-08-20T12:00:00Z",
        gateway_transaction_id: "re_sample401",
        payment_gross: "-£6.00",
        payment_tax: "-£1.00",
        refund: true,
      },
    ],
  }),
  sample("Dispute", "in_dispute", { ...order, state: "in_dispute" }),
  sample("Charged back", "order_charged_back", { ...order, state: "chargeback", access_allowed: false }),
  sample("Subscription set up", "subscription_setup", {
    ...subscription,
    state: "subscription_setup",
    settled_gross: null,
    transactions: [],
  }),
  sample("Subscription active", "subscription_active", subscription),
  sample("Subscription paid again", "new_payment", {
    ...subscription,
    next_payment_date: "2026-10-14",
    settled_gross: "18.00",
    transactions: [
      monthly,
      { ...monthly, created_at: "2026-09-14T09:31:00Z", gateway_transaction_id: "ch_sample302" },
    ],
  }),
  sample("Subscription cancelling", "subscription_cancelling", {
    ...subscription,
    state: "subscription_cancelling",
  }),
  sample("Subscription cancelled", "subscription_cancelled", {
    ...subscription,
    state: "subscription_cancelled",
    access_allowed: false,
    next_payment_date: null,
  }),
  sample("Subscription complete", "subscription_complete", {
    ...subscription,
    state: "subscription_complete",
    next_payment_date: null,
  }),
];
