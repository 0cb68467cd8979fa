// Gumroad's pings, of the fields its own sender writes (antiwork/gumroad, app/modules/*/ping_notification.rb); all is made up.
import { isObject, type Json, type JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const membershipId = "G81_kw4Mz9cT7xQv3b25Ng==";

const plain: JsonObject = {
  seller_id: "U4Rp0Jm6yVh8LdtWq1nZ3A==",
  product_id: "Bz5Ht9Ks2Yx7Qm4Wf0Lc6g==",
  product_name: "Sourdough for beginners",
  permalink: "sourdough",
  product_permalink: "https://maria.gumroad.com/l/sourdough",
  short_product_id: "kdqvp",
  email: "jane.doe@example.com",
  price: 1900,
  gumroad_fee: 240,
  currency: "eur",
  quantity: 1,
  discover_fee_charged: false,
  can_contact: true,
  referrer: "https://www.google.com/",
  card: { visual: "**** **** **** 4242", type: "visa", bin: null, expiry_month: null, expiry_year: null },
  order_number: 524459935,
  sale_id: "FO8TXN21dvxY48abdavG97==",
  sale_timestamp: "2026-08-14T09:30:00Z",
  full_name: "Jane Doe",
  purchaser_id: "6231784509127",
  ip_country: "Poland",
  is_gift_receiver_purchase: false,
  refunded: false,
  resource_name: "sale",
  disputed: false,
  dispute_won: false,
};

const sale: JsonObject = {
  ...plain,
  url_params: { utm_source: "newsletter", utm_campaign: "autumn sale" },
  variants: { Format: "EPUB & PDF" },
  offer_code: "AUTUMN",
  custom_fields: { "How did you hear of us?": "A friend" },
  license_key: "85DB562A-C11D4B06-A2335A6B-8C079166",
};

const monthly: JsonObject = {
  ...plain,
  product_id: "Nq8Gv3Rj5Td1Xo7Ei2Mb9w==",
  product_name: "The bakers' club",
  permalink: "club",
  product_permalink: "https://maria.gumroad.com/l/club",
  short_product_id: "zzfhn",
  price: 900,
  currency: "usd",
  order_number: 524460217,
  sale_id: "8mT4Qd07hJx52LrcK3w91A==",
  subscription_id: membershipId,
  variants: { Tier: "Hobby" },
  recurrence: "monthly",
};

const membership: JsonObject = {
  subscription_id: membershipId,
  product_id: "Nq8Gv3Rj5Td1Xo7Ei2Mb9w==",
  product_name: "The bakers' club",
  user_id: "6231784509127",
  user_email: "jane.doe@example.com",
  purchase_ids: ["8mT4Qd07hJx52LrcK3w91A=="],
  created_at: "2026-08-14T09:30:00Z",
  charge_occurrence_count: null,
  recurrence: "monthly",
  free_trial_ends_at: null,
};

/** As HTTParty writes a form: values are escaped, the brackets of nested names are not. */
function formOf(value: Json, name = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((member) => formOf(member, `${name}[]`));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, member]) => formOf(member, name ? `${name}[${key}]` : key));
  return [`${name}=${encodeURIComponent(value === null ? "" : String(value))}`];
}

const form = (title: string, body: JsonObject): Sample => ({
  title,
  body: formOf(body).join("&"),
  headers: { "content-type": "application/x-www-form-urlencoded" },
});

const json = (title: string, body: JsonObject): Sample => ({
  title,
  body: JSON.stringify(body),
  headers: { "content-type": "application/json" },
});

/** A test ping is the last sale again, without the resource's name. */
const { resource_name: _, ...lastSale } = sale;

export const samples: Sample[] = [
  form("Sale", sale),
  json("Sale, as JSON", sale),
  form("Sale, sent again", { ...sale, retry_count: 1 }),
  form("Test ping", { ...lastSale, test: true }),
  form("Gift", {
    ...plain,
    sale_id: "7Vn2Ub90tRs64PqzM8e15C==",
    price: 0,
    can_contact: false,
    is_gift_receiver_purchase: true,
    gift_price: 1900,
    gifter_email: "john.doe@example.com",
  }),
  form("Pre-order", {
    ...plain,
    sale_id: "5Yk3Wf16gBa83DvxH2o40E==",
    is_preorder_authorization: true,
  }),
  form("Membership bought", monthly),
  form("Membership charged again", {
    ...monthly,
    sale_id: "9Zc6Xs35jNu17FtyG4i28B==",
    sale_timestamp: "2026-09-14T09:30:07Z",
    is_recurring_charge: true,
  }),
  form("Refund", { ...sale, refunded: true, resource_name: "refund" }),
  form("Part of the price given back", { ...sale, resource_name: "refund" }),
  form("Dispute", { ...sale, disputed: true, resource_name: "dispute" }),
  form("Dispute won", { ...sale, disputed: true, dispute_won: true, resource_name: "dispute_won" }),
  json("Larger plan", {
    ...membership,
    resource_name: "subscription_updated",
    type: "upgrade",
    effective_as_of: "2026-08-20T08:00:00Z",
    old_plan: {
      tier: { id: "tA1==", name: "Hobby" },
      recurrence: "monthly",
      price_cents: 900,
      quantity: 1,
    },
    new_plan: {
      tier: { id: "tB2==", name: "Pro" },
      recurrence: "yearly",
      price_cents: 19000,
      quantity: 1,
    },
  }),
  json("Membership cancelled", {
    ...membership,
    resource_name: "cancellation",
    cancelled: true,
    cancelled_at: "2026-08-25T10:11:12Z",
    cancelled_by_buyer: true,
  }),
  json("Membership given up after failed payments", {
    ...membership,
    resource_name: "cancellation",
    cancelled: true,
    cancelled_at: "2026-08-26T10:11:12Z",
    cancelled_due_to_payment_failures: true,
  }),
  form("Membership ended", {
    ...membership,
    resource_name: "subscription_ended",
    ended_at: "2026-09-14T09:30:00Z",
    ended_reason: "cancelled",
  }),
  form("Membership restarted", {
    ...membership,
    resource_name: "subscription_restarted",
    restarted_at: "2026-09-20T07:00:00Z",
  }),
];
