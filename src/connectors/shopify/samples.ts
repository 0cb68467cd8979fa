// Shopify's bodies: its own REST objects (samples/NOTICE), and small ones of ours where it publishes none.
import type { Json } from "../../core/json";
import type { Sample } from "../kit";
import checkout from "./samples/rest-object.abandoned_checkout.json";
import customer from "./samples/rest-object.customer.json";
import order from "./samples/rest-object.order.json";
import refund from "./samples/rest-object.refund.json";

function sample(title: string, topic: string, body: Json | object): Sample {
  return {
    title,
    // Shopify escapes slashes: whoever hashes the body written again, and not its bytes, refuses it.
    body: typeof body === "string" ? body : JSON.stringify(body).replaceAll("/", "\\/"),
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": topic,
      "x-shopify-shop-domain": "shopbell-test.myshopify.com",
      "x-shopify-api-version": "2026-07",
      "x-shopify-webhook-id": `b54557e4-bdd9-4b37-8a5f-bf7d70bcd043-${topic}`,
      "x-shopify-event-id": `98880550-7158-44d4-b7cd-2c97c8a091b5-${topic}`,
      "x-shopify-triggered-at": "2026-08-14T09:30:00.123456789Z",
    },
  };
}

const paid = { ...order, financial_status: "paid", refunds: [] };

const contract = {
  admin_graphql_api_id: "gid://shopify/SubscriptionContract/593791907",
  id: 593791907,
  billing_policy: { interval: "month", interval_count: 1 },
  currency_code: "USD",
  customer_id: 207119551,
  admin_graphql_api_customer_id: "gid://shopify/Customer/207119551",
  delivery_policy: { interval: "month", interval_count: 1 },
  status: "active",
  admin_graphql_api_origin_order_id: "gid://shopify/Order/450789469",
  origin_order_id: 450789469,
  revision_id: 1317651456,
};

const attempt = {
  id: 77001,
  admin_graphql_api_id: "gid://shopify/SubscriptionBillingAttempt/77001",
  idempotency_key: "renewal-2026-08",
  order_id: 450789470,
  admin_graphql_api_order_id: "gid://shopify/Order/450789470",
  subscription_contract_id: 593791907,
  admin_graphql_api_subscription_contract_id: "gid://shopify/SubscriptionContract/593791907",
  ready: true,
  error_message: null,
  error_code: null,
};

const cart = {
  id: "hWN2aXNpdG9y0001",
  token: "hWN2aXNpdG9y0001",
  note: "",
  line_items: [
    {
      id: 49148385,
      product_id: 632910392,
      variant_id: 49148385,
      title: "IPod Nano - 8GB",
      sku: "IPOD2008RED",
      quantity: 2,
      price: "199.00",
      price_set: { shop_money: { amount: "199.00", currency_code: "USD" } },
    },
  ],
  updated_at: "2026-08-14T09:29:58.000Z",
  created_at: "2026-08-14T09:20:00.000Z",
};

const shop = { shop_id: 1001, shop_domain: "shopbell-test.myshopify.com" };
const person = { id: 207119551, email: "bob.norman@mail.example.com", phone: "+16136120707" };

/** As the admin's “Send test notification” sends it: an id above 2^53, unpaid, no customer of this shop. */
const adminTest =
  '{"id":820982911946154508,"admin_graphql_api_id":"gid:\\/\\/shopify\\/Order\\/820982911946154508","cancelled_at":null,' +
  '"contact_email":"jon@example.com","created_at":"2026-08-14T05:30:00-04:00","currency":"PLN","email":"jon@example.com",' +
  '"financial_status":"voided","name":"#9999","order_number":1234,"order_status_url":"https:\\/\\/jsmith.myshopify.com\\/548380009' +
  '\\/orders\\/123456abcd\\/authenticate?key=abcdefg","processed_at":null,"test":true,"total_price":"398.00",' +
  '"updated_at":"2026-08-14T05:30:00-04:00","customer":{"id":115310627314723954,"email":"john@example.com","first_name":"John",' +
  '"last_name":"Smith"},"line_items":[{"id":866550311766439020,"product_id":788032119674292922,"variant_id":null,"sku":"SKU2006-001",' +
  '"title":"Example T-Shirt","quantity":1,"price":"199.00"}]}';

export const samples: Sample[] = [
  sample("Order paid", "orders/paid", paid),
  sample("Order paid, test notification", "orders/paid", adminTest),
  sample("Order created and paid", "orders/create", paid),
  sample("Order created, to be paid later", "orders/create", { ...order, financial_status: "pending" }),
  sample("Order updated", "orders/updated", order),
  sample("Order cancelled", "orders/cancelled", {
    ...order,
    cancel_reason: "customer",
    cancelled_at: "2008-01-11T11:00:00-05:00",
  }),
  sample("Refund", "refunds/create", refund),
  sample("Checkout started", "checkouts/create", checkout),
  sample("Checkout changed", "checkouts/update", { ...checkout, updated_at: "2012-10-12T07:15:27-04:00" }),
  sample("Checkout completed", "checkouts/update", {
    ...checkout,
    completed_at: "2012-10-12T07:25:27-04:00",
  }),
  sample("Checkout deleted", "checkouts/delete", { id: 450789469, presentment_currency: "USD" }),
  sample("Cart changed", "carts/update", cart),
  sample("Customer created", "customers/create", customer),
  sample("Subscription started", "subscription_contracts/create", contract),
  sample("Subscription changed", "subscription_contracts/update", { ...contract, revision_id: 1317651457 }),
  sample("Subscription paused", "subscription_contracts/pause", { ...contract, status: "paused" }),
  sample("Subscription resumed", "subscription_contracts/activate", contract),
  sample("Subscription cancelled", "subscription_contracts/cancel", { ...contract, status: "cancelled" }),
  sample("Subscription expired", "subscription_contracts/expire", { ...contract, status: "expired" }),
  sample("Subscription failed", "subscription_contracts/fail", { ...contract, status: "failed" }),
  sample("Subscription renewed", "subscription_billing_attempts/success", attempt),
  sample("Renewal failed", "subscription_billing_attempts/failure", {
    ...attempt,
    id: 77002,
    order_id: null,
    admin_graphql_api_order_id: null,
    error_code: "payment_method_declined",
  }),
  sample("App removed", "app/uninstalled", { id: 548380009, domain: "shopbell-test.myshopify.com" }),
  sample("Data request", "customers/data_request", { ...shop, customer: person, data_request: { id: 31 } }),
  sample("Customer to be erased", "customers/redact", {
    ...shop,
    customer: person,
    orders_to_redact: [450789469],
  }),
  sample("Shop to be erased", "shop/redact", shop),
];
