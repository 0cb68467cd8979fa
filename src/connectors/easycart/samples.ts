// EasyCart's bodies, of the fields its docs list (easy.tools/pl/docs/lista-webhookow); people are made up.
import type { Json } from "../../core/json";
import type { Sample } from "../kit";

const headers = { "content-type": "application/json" };

const customer = {
  lang: "pl",
  customer_name: "Jane Doe",
  customer_first_name: "Jane",
  customer_last_name: "Doe",
  customer_email: "janedoe@example.com",
  customer_id: 100002,
  customer_stripe_id: "cus_sample654321",
};

const sale = {
  timestamp: 1741442518,
  success: true,
  is_subscription: false,
  is_renew: false,
  is_new: true,
  last_chance: false,
  error_message: null,
  trial_ends_at: null,
  subscription_renews_at: null,
  subscription_canceled: false,
  subscription_expired: false,
  subscription_new_plan_name: null,
  amount_paid: 50,
  next_payment_attempt: null,
  invoice_stripe_id: "pi_sample123456",
  ...customer,
  order_id: 500002,
  order_uuid: "00000000-0000-0000-0000-000000000004",
  order_amount: 50,
  order_has_invoice: false,
  recovered_checkout_session: null,
  currency: "pln",
  quantity: 1,
  qr_code_image: null,
  qr_code_info: null,
  invoice_data: null,
  product_id: 7001,
  product_name: "Kurs: pierwszy webhook",
  price_name: "Cena podstawowa",
  custom_params: { utm_source: "newsletter" },
};

const subscription = {
  timestamp: 1741528918,
  success: true,
  is_subscription: true,
  error_message: null,
  ...customer,
  product_id: 7002,
  product_name: "Klub Shopbell",
  amount_paid: 29.99,
  currency: "pln",
  subscription_id: 90001,
  subscription_stripe_id: "sub_sample0001",
  subscription_plan_name: "Miesięczny",
  subscription_new_plan_name: null,
  subscription_current_period_start: "2025-03-09 14:01:58",
  subscription_current_period_end: "2025-04-09 14:01:58",
  subscription_renews_at: "2025-04-09 14:01:58",
  trial_ends_at: null,
};

const access = {
  timestamp: 1743860518,
  ...customer,
  product_id: 7001,
  product_name: "Kurs: pierwszy webhook",
};

const sample = (title: string, body: Json): Sample => ({ title, body: JSON.stringify(body), headers });

export const samples: Sample[] = [
  sample("Product bought", { event: "single_product_bought", ...sale }),
  sample("Product assigned after the same sale", {
    event: "product_assigned",
    ...sale,
    timestamp: 1741442520,
  }),
  sample("Product bought, older shop", {
    event: "single_product_bought",
    success: true,
    amount_paid: 49.5,
    customer_name: "Zażółć Gęślą",
    customer_email: "gesla@example.pl",
    customer_password: "plain-text-in-old-payloads",
    customer_id: 100003,
    order_id: 400001,
    order_amount: 49.5,
    currency: "pln",
    product_name: "E-book",
  }),
  sample("Product assigned by hand", { event: "product_assigned", ...access, timestamp: 1741442600 }),
  sample("Access expires soon", { event: "product_access_expiring", ...access }),
  sample("Access expired", { event: "product_access_expired", ...access, timestamp: 1744119718 }),
  sample("Subscription created", { event: "subscription_created", ...subscription }),
  sample("Plan changed", {
    event: "subscription_plan_changed",
    ...subscription,
    timestamp: 1741700000,
    subscription_new_plan_name: "Roczny",
  }),
  sample("Subscription cancelled by the customer", {
    event: "subscription_canceled",
    ...subscription,
    timestamp: 1741800000,
  }),
  sample("Subscription resumed", { event: "subscription_resumed", ...subscription, timestamp: 1741900000 }),
  sample("Renewal upcoming", {
    event: "subscription_renewal_upcoming",
    ...subscription,
    timestamp: 1743948118,
  }),
  sample("Subscription renewed", {
    event: "subscription_renewed",
    ...subscription,
    timestamp: 1744207318,
    is_renew: true,
    subscription_current_period_start: "2025-04-09 14:01:58",
    subscription_current_period_end: "2025-05-09 14:01:58",
  }),
  sample("Renewal failed", {
    event: "subscription_renewal_failed",
    ...subscription,
    timestamp: 1746799318,
    success: false,
    error_message: "Your card was declined.",
    next_payment_attempt: "2025-05-12 14:01:58",
  }),
  sample("Subscription expired", { event: "subscription_expired", ...subscription, timestamp: 1747404118 }),
  sample("Subscription deleted", { event: "subscription_deleted", ...subscription, timestamp: 1747404119 }),
  sample("Customer data changed", { event: "customer_data_changed", timestamp: 1741442700, ...customer }),
];
