// WooCommerce's bodies: its documentation's own order and customer (samples/NOTICE), and what is written from them.
import type { Sample } from "../kit";
import customer from "./samples/customer.json";
import order from "./samples/order.json";

/** As WordPress writes JSON: slashes and all that is not ASCII escaped. */
function wordpressJson(body: object): string {
  return JSON.stringify(body)
    .replaceAll("/", "\\/")
    .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function sample(title: string, topic: string, body: object): Sample {
  const [resource = "", event = ""] = topic.split(".");
  return {
    title,
    body: wordpressJson(body),
    headers: {
      "content-type": "application/json",
      "user-agent": "WooCommerce/10.3.5 Hookshot (WordPress/6.8.3)",
      "x-wc-webhook-source": "https://shop.example/",
      "x-wc-webhook-topic": topic,
      "x-wc-webhook-resource": resource,
      "x-wc-webhook-event": event,
      "x-wc-webhook-id": "12",
      "x-wc-webhook-delivery-id": "5f0e1ac4c39bd7f60f6ac5e04b1e7a3d",
    },
  };
}

const unpaid = { status: "pending", date_paid: null, date_paid_gmt: null };
const refund = (total: string) => ({ refunds: [{ id: 900726, reason: "", total }] });
const refundedLater = { date_modified: "2017-03-24T10:07:11", date_modified_gmt: "2017-03-24T13:07:11" };

const line = {
  id: 9001,
  name: "Ca&#322;y kurs &amp; spo&#322;eczno&#347;&#263;",
  product_id: 7001,
  variation_id: 0,
  quantity: 1,
  tax_class: "",
  subtotal: "49.00",
  subtotal_tax: "0.00",
  total: "49.00",
  total_tax: "0.00",
  taxes: [],
  meta_data: [],
  sku: "KURS-1M",
  price: 49,
  image: { id: "", src: "" },
  parent_name: null,
};

const subscriber = {
  customer_id: 900025,
  billing: { ...customer.billing, first_name: "Łucja", last_name: "Żak", email: "lucja@example.com" },
  currency: "PLN",
  total: "49.00",
  line_items: [line],
};

const subscription = {
  id: 900800,
  parent_id: 900728,
  status: "active",
  number: "900800",
  ...subscriber,
  created_via: "checkout",
  date_created: "2026-06-01T10:00:02",
  date_created_gmt: "2026-06-01T08:00:02",
  date_modified: "2026-06-01T10:00:31",
  date_modified_gmt: "2026-06-01T08:00:31",
  date_paid: "2026-06-01T10:00:30",
  date_paid_gmt: "2026-06-01T08:00:30",
  billing_period: "month",
  billing_interval: "1",
  start_date_gmt: "2026-06-01T08:00:02",
  trial_end_date_gmt: "",
  next_payment_date_gmt: "2026-07-01T08:00:02",
  payment_retry_date_gmt: "",
  last_payment_date_gmt: "2026-06-01T08:00:01",
  cancelled_date_gmt: "",
  end_date_gmt: "",
  resubscribed_from: "",
  resubscribed_subscription: "",
  removed_line_items: [],
  meta_data: [],
};

const renewed = {
  ...subscription,
  date_modified_gmt: "2026-07-01T08:00:40",
  date_paid_gmt: "2026-07-01T08:00:38",
  last_payment_date_gmt: "2026-07-01T08:00:20",
  next_payment_date_gmt: "2026-08-01T08:00:02",
};

const renewalOrder = {
  ...order,
  ...subscriber,
  id: 900729,
  number: "900729",
  created_via: "subscription",
  status: "completed",
  date_created: "2026-07-01T10:00:20",
  date_created_gmt: "2026-07-01T08:00:20",
  date_modified: "2026-07-01T10:00:39",
  date_modified_gmt: "2026-07-01T08:00:39",
  date_paid: "2026-07-01T10:00:38",
  date_paid_gmt: "2026-07-01T08:00:38",
  meta_data: [{ id: 9101, key: "_subscription_renewal", value: "900800" }],
};

const cancelled = {
  cancelled_date_gmt: "2026-07-10T12:00:00",
  next_payment_date_gmt: "",
  end_date_gmt: "2026-08-01T08:00:02",
};

export const samples: Sample[] = [
  sample("Order created and paid", "order.created", order),
  sample("Order created, to be paid later", "order.created", { ...order, ...unpaid }),
  sample("Order updated, completed", "order.updated", { ...order, status: "completed" }),
  sample("Order refunded in part", "order.updated", { ...order, ...refundedLater, ...refund("-10.00") }),
  sample("Order refunded whole", "order.updated", {
    ...order,
    ...refundedLater,
    ...refund("-29.35"),
    status: "refunded",
  }),
  sample("Order cancelled", "order.updated", { ...order, ...unpaid, status: "cancelled" }),
  sample("Payment failed", "order.updated", { ...order, ...unpaid, status: "failed" }),
  sample("Order deleted", "order.deleted", { id: 900727 }),
  sample("Customer created", "customer.created", customer),
  sample("Customer updated", "customer.updated", {
    ...customer,
    date_modified: "2017-03-22T09:30:00",
    date_modified_gmt: "2017-03-22T12:30:00",
  }),
  sample("Subscription created", "subscription.created", subscription),
  sample("Subscription renewed", "subscription.updated", renewed),
  sample("Renewal paid", "order.updated", renewalOrder),
  sample("Renewal failed", "order.updated", { ...renewalOrder, ...unpaid, status: "failed" }),
  sample("Subscription switched", "subscription.switched", {
    ...renewed,
    date_modified_gmt: "2026-07-05T09:00:00",
    line_items: [{ ...line, name: "Kurs, rok", product_id: 7002, sku: "KURS-1R" }],
  }),
  sample("Subscription put on hold", "subscription.updated", { ...renewed, status: "on-hold" }),
  sample("Subscription to end", "subscription.updated", {
    ...renewed,
    ...cancelled,
    status: "pending-cancel",
  }),
  sample("Subscription cancelled", "subscription.updated", { ...renewed, ...cancelled, status: "cancelled" }),
  sample("Subscription expired", "subscription.updated", {
    ...renewed,
    status: "expired",
    next_payment_date_gmt: "",
    end_date_gmt: "2026-08-01T08:00:02",
  }),
  sample("Subscription deleted", "subscription.deleted", { id: 900800 }),
  sample("Product updated", "product.updated", { id: 7001, name: "Kurs", status: "publish" }),
  sample("Action of the shop's choice", "action.woocommerce_payment_complete", {
    action: "woocommerce_payment_complete",
    arg: 900727,
  }),
];
