// ThriveCart's notifications, of the fields its help and its users' code name; people and values are made up.
import { isObject, type Json, type JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const account = {
  mode: "live",
  mode_int: "2",
  thrivecart_account: "bakery",
  thrivecart_secret: "SAMPLEWORD01",
  base_product: "12",
  base_product_name: "Sourdough for beginners",
  base_product_label: "Sourdough",
  base_product_owner: "56894",
  currency: "EUR",
  customer_id: "16099300",
  customer: {
    id: "16099300",
    email: "jane.doe@example.com",
    contactno: "+48600100200",
    ip_address: "192.0.2.10",
    address: { country: "PL", zip: "00-001" },
    first_name: "Jane",
    last_name: "Doe",
    name: "Jane Doe",
    checkbox_confirmation: "false",
  },
  affiliate: "null",
};

const placed = {
  id: "1514394",
  invoice_id: "000000041",
  processor: "stripe",
  total: "7800",
  total_str: "78.00",
  total_gross: "7800",
  total_gross_str: "78.00",
  date: "2026-08-14 09:30:01",
  date_iso8601: "2026-08-14T09:30:01+00:00",
  date_unix: "1786699801",
  tracking_id: "null",
  tax: "null",
};

const charge = (name: string, item: string, amount: number): JsonObject => ({
  name,
  label: name,
  reference: item.slice(item.indexOf("-") + 1),
  item_type: item.slice(0, item.indexOf("-")),
  item_identifier: item,
  amount: String(amount),
  amount_str: (amount / 100).toFixed(2),
  type: "single",
  quantity: "1",
  payment_plan_id: "78572",
  payment_plan_name: "Default",
});

const order: JsonObject = {
  event: "order.success",
  ...account,
  order_id: "1514394",
  invoice_id: "000000041",
  order_date: "2026-08-14 09:30:00",
  order_timestamp: "1786699800",
  customer_identifier: "cus_sample00001",
  order: {
    ...placed,
    charges: [
      charge("Sourdough for beginners", "product-12", 2900),
      charge("Printable recipe cards", "bump-12", 900),
      charge("The bakers' master class", "upsell-3", 4000),
    ],
  },
  transactions: { "product-12": "ch_1", "bump-12": "ch_1", "upsell-3": "ch_2" },
  subscriptions: { "product-12": "null" },
  purchases: ["Sourdough for beginners", "Printable recipe cards", "The bakers' master class"],
  purchase_map: ["product-12", "bump-12", "upsell-3"],
  purchase_map_flat: "product-12,bump-12,upsell-3",
  fulfillment: { url: "https://bakery.thrivecart.com/sourdough/confirm/" },
};

const club = { base_product: "17", base_product_name: "The bakers' club", base_product_label: "Club" };

const subscription: JsonObject = {
  type: "product",
  id: "17",
  product_id: "17",
  name: "The bakers' club",
  label: "Club",
  processor: "stripe",
  currency: "EUR",
  invoice_id: "000000042",
  amount: "900",
  amount_str: "9.00",
  amount_gross: "900",
  amount_gross_str: "9.00",
  tax_paid: "0",
  tax_paid_str: "0.00",
  frequency: "month",
  frequency_days: "30",
  remaining_rebills: "null",
};

const clubOrder = { ...placed, id: "1514395", invoice_id: "000000042", total: "900", total_str: "9.00" };

/** An event of the club's subscription, at a day of September 2026. */
const later = (event: string, day: number, more: JsonObject): JsonObject => ({
  event,
  ...account,
  ...club,
  date: `2026-09-${day} 09:30:02`,
  date_iso8601: `2026-09-${day}T09:30:02+00:00`,
  date_unix: String(Date.UTC(2026, 8, day, 9, 30, 2) / 1000),
  order: clubOrder,
  order_id: "1514395",
  invoice_id: "000000042",
  subscription_id: "5440777",
  ...more,
});

/** As PHP's http_build_query writes it: all but letters, digits and `-_.` escaped, spaces as plus signs. */
function formOf(value: Json, name = ""): string[] {
  const members = Array.isArray(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : undefined;
  if (!members) return [`${escaped(name)}=${escaped(String(value))}`];
  return members.flatMap(([key, member]) => formOf(member, name ? `${name}[${key}]` : String(key)));
}

const escaped = (text: string): string => new URLSearchParams([["", text]]).toString().slice(1);

const form = (title: string, body: JsonObject): Sample => ({
  title,
  body: formOf(body).join("&"),
  headers: { "content-type": "application/x-www-form-urlencoded" },
});

/** As PHP writes JSON: with escaped slashes. */
const json = (title: string, body: JsonObject): Sample => ({
  title,
  body: JSON.stringify(body).replaceAll("/", "\\/"),
  headers: { "content-type": "application/json" },
});

export const samples: Sample[] = [
  form("Order with a bump and an upsell", order),
  json("Order with a bump and an upsell, as JSON", order),
  form("Order of a subscription", {
    ...order,
    ...club,
    order_id: "1514395",
    invoice_id: "000000042",
    order: {
      ...clubOrder,
      charges: [
        {
          ...charge("The bakers' club", "product-17", 900),
          type: "recurring",
          frequency: "month",
          payment_plan_name: "Monthly",
        },
      ],
    },
    transactions: { "product-17": "ch_3" },
    subscriptions: { "product-17": "sub_sample0001" },
    subscription_ids: { "product-17": "5440777" },
    purchases: ["The bakers' club"],
    purchase_map: ["product-17"],
    purchase_map_flat: "product-17",
  }),
  form("Subscription paid again", {
    ...later("order.subscription_payment", 14, { invoice_id: "000000042-2" }),
    recurring_payment_idx: "2",
    subscription: {
      ...subscription,
      invoice_str: "000000042-2",
      recurring_payment_idx: "2",
      next_payment_date: "1791970202",
      next_payment_date_iso8601: "2026-10-14T09:30:02+00:00",
    },
  }),
  form("Payment failed", later("order.rebill_failed", 15, { subscription, event_id: "918273645" })),
  form(
    "Subscription paused",
    later("order.subscription_paused", 16, { subscription, event_id: "918273646" }),
  ),
  form(
    "Subscription resumed",
    later("order.subscription_resumed", 17, { subscription, event_id: "918273647" }),
  ),
  json(
    "Subscription cancelled",
    later("order.subscription_cancelled", 18, {
      subscription: {
        ...subscription,
        billing_period_end: "1791970202",
        billing_period_end_iso8601: "2026-10-14T09:30:02+00:00",
      },
    }),
  ),
  form("Refund of an upsell", {
    ...later("order.refund", 19, { event_id: "918273648" }),
    ...order,
    event: "order.refund",
    subscription_id: "null",
    order: placed,
    refund: {
      type: "upsell",
      id: "3",
      product_id: "3",
      name: "The bakers' master class",
      processor: "stripe",
      currency: "EUR",
      amount: "4000",
      amount_str: "40.00",
    },
  }),
  form("Cart abandoned", {
    event: "cart.abandoned",
    ...account,
    event_id: "918273649",
    date_unix: "1786703400",
  }),
  form("Affiliate's commission", {
    event: "affiliate.commission_earned",
    mode: "live",
    thrivecart_secret: "SAMPLEWORD01",
    order_id: "1514394",
  }),
];
