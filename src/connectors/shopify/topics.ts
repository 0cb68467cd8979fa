// What each of Shopify's topics tells. https://shopify.dev/docs/api/webhooks
import { type Fact, instantOf, type Money, money } from "../../core/event";
import { isObject, type JsonObject, valuesAt } from "../../core/json";
import { compact, emailIn, idIn, type SourceFact, textIn } from "../kit";
import { cartProductsIn, consentIn, customerIn, productsIn } from "./parts";

export type Told = {
  body: JsonObject;
  /** The X-Shopify-Triggered-At header, for bodies that hold no time. */
  triggeredAt: string | undefined;
  now: number;
};

/** A fact without its `data`; without `key` it is known by its delivery alone. */
export type Outcome =
  | (Pick<SourceFact, "fact" | "customerRefs" | "sameCustomerAs" | "erase"> & { key?: string })
  | { nothing: string };

/** `450789469` of a plain id or of "gid://shopify/Order/450789469". */
const shopifyId = (id: unknown, gid: unknown): string | undefined =>
  idIn(id) ?? idIn(textIn(gid)?.split("/").at(-1));

const keyOf = (...parts: (string | undefined)[]): string | undefined =>
  parts.every((part) => part !== undefined) ? parts.join(":") : undefined;

/** The one key of an order's payment, whichever topic tells of it. */
const paidKey = (orderId: string | undefined) => keyOf("order", orderId, "paid");

const refs = (customerId: string | undefined): string[] | undefined =>
  customerId ? [`customer:${customerId}`] : undefined;

const links = (...keys: (string | undefined)[]): string[] | undefined => {
  const known = keys.filter((key) => key !== undefined);
  return known.length > 0 ? known : undefined;
};

/** Cart tokens of the storefront end in "?key=…", those in orders and checkouts do not. */
const cartToken = (token: unknown): string | undefined => idIn(textIn(token)?.split("?")[0]);

// ── Orders and refunds ─────────────────────────────────────────────────────────────────────────

function orderFact(type: string, body: JsonObject, occurredAt: number): Fact {
  const id = shopifyId(body.id, body.admin_graphql_api_id);
  const cart = cartToken(body.cart_token) ?? idIn(body.checkout_token);
  return compact({
    type,
    occurredAt,
    customer: customerIn(body),
    products: productsIn(body.line_items, body.currency),
    order: id
      ? compact({
          id,
          number: textIn(body.name) ?? textIn(body.order_number),
          total: money(textIn(body.total_price), body.currency),
          url: textIn(body.order_status_url),
        })
      : undefined,
    cart: cart ? { id: cart } : undefined,
    consent: consentIn(body),
  });
}

const customerIdIn = (body: JsonObject) => idIn(valuesAt(body, "customer.id")[0]);

function paid({ body }: Told, occurredAt: number): Outcome {
  return {
    key: paidKey(shopifyId(body.id, body.admin_graphql_api_id)),
    fact: orderFact("purchase.completed", body, occurredAt),
    customerRefs: refs(customerIdIn(body)),
  };
}

/** What has been refunded had been paid. */
const paidStatuses = ["paid", "partially_refunded", "refunded"];

/** An order that was made or changed tells of its payment once it is paid: cash on delivery comes later. */
function perhapsPaid(told: Told): Outcome {
  const status = textIn(told.body.financial_status) ?? "unknown";
  if (!paidStatuses.includes(status)) return { nothing: `The order is not paid yet (${status}).` };
  // An old order that is edited was not bought now.
  const { processed_at, created_at } = told.body;
  return paid(told, instantOf(processed_at) ?? instantOf(created_at) ?? told.now);
}

function orderPaid(told: Told): Outcome {
  const { updated_at, processed_at } = told.body;
  return paid(told, instantOf(updated_at) ?? instantOf(processed_at) ?? told.now);
}

function orderCancelled({ body, now }: Told): Outcome {
  const at = instantOf(body.cancelled_at) ?? instantOf(body.updated_at) ?? now;
  return {
    key: keyOf("order", shopifyId(body.id, body.admin_graphql_api_id), "cancelled"),
    fact: orderFact("purchase.cancelled", body, at),
    customerRefs: refs(customerIdIn(body)),
  };
}

/** Refunds name neither customer nor e-mail: the order's customer is theirs. */
function refundCreated({ body, now }: Told): Outcome {
  const orderId = idIn(body.order_id);
  const lines = Array.isArray(body.refund_line_items) ? body.refund_line_items.filter(isObject) : [];
  const refunded = refundedIn(body.transactions);
  const items = lines.map((line) =>
    isObject(line.line_item) ? { ...line.line_item, quantity: line.quantity ?? null } : null,
  );
  return {
    key: keyOf("refund", shopifyId(body.id, body.admin_graphql_api_id)),
    fact: compact({
      type: "purchase.refunded",
      occurredAt: instantOf(body.created_at) ?? now,
      products: productsIn(items, refunded?.currency),
      order: orderId ? compact({ id: orderId, refunded }) : undefined,
    }),
    sameCustomerAs: links(paidKey(orderId)),
  };
}

function refundedIn(transactions: unknown): Money | undefined {
  let sum: Money | undefined;
  for (const one of Array.isArray(transactions) ? transactions : []) {
    if (!isObject(one) || one.kind !== "refund" || one.status === "failure" || one.status === "error")
      continue;
    const amount = money(textIn(one.amount), one.currency);
    if (amount && (!sum || sum.currency === amount.currency)) {
      sum = { amount: (sum?.amount ?? 0) + amount.amount, currency: amount.currency };
    }
  }
  return sum;
}

// ── Carts and customers ────────────────────────────────────────────────────────────────────────

function checkoutUpdated({ body, now }: Told): Outcome {
  if (body.completed_at) return { nothing: "The checkout became an order, which tells for itself." };
  const token = idIn(body.token);
  const cart = cartToken(body.cart_token) ?? token;
  return {
    key: keyOf("checkout", token, textIn(body.updated_at)),
    fact: compact({
      type: "cart.updated",
      occurredAt: instantOf(body.updated_at) ?? now,
      customer: customerIn(body),
      products: cartProductsIn(body.line_items, body.currency),
      cart: cart
        ? compact({
            id: cart,
            url: textIn(body.abandoned_checkout_url),
            total: money(textIn(body.total_price), body.currency),
          })
        : undefined,
      consent: consentIn(body),
    }),
    customerRefs: refs(customerIdIn(body)),
  };
}

function cartUpdated({ body, now }: Told): Outcome {
  const id = cartToken(body.token) ?? cartToken(body.id);
  return {
    key: keyOf("cart", id, textIn(body.updated_at)),
    fact: compact({
      type: "cart.updated",
      occurredAt: instantOf(body.updated_at) ?? now,
      products: cartProductsIn(body.line_items, body.currency),
      cart: id ? { id } : undefined,
    }),
  };
}

function customerUpdated({ body, now }: Told): Outcome {
  const id = shopifyId(body.id, body.admin_graphql_api_id);
  return {
    key: keyOf("customer", id, "updated", textIn(body.updated_at)),
    fact: compact({
      type: "customer.updated",
      occurredAt: instantOf(body.updated_at) ?? now,
      customer: customerIn({ customer: body }),
      consent: consentIn({ customer: body }),
    }),
    customerRefs: refs(id),
  };
}

// ── Subscriptions ──────────────────────────────────────────────────────────────────────────────

/** @param happensOnce a contract starts and ends once; what else becomes of it is told apart by revision */
function contract(type: string, happensOnce = false): (told: Told) => Outcome {
  return ({ body, triggeredAt, now }) => {
    const id = shopifyId(body.id, body.admin_graphql_api_id);
    const name = type.split(".").at(-1);
    return {
      key: happensOnce
        ? keyOf("subscription", id, name)
        : keyOf("subscription", id, name, idIn(body.revision_id)),
      fact: compact({
        type,
        occurredAt: instantOf(triggeredAt) ?? now,
        subscription: id ? compact({ id, status: textIn(body.status) }) : undefined,
      }),
      customerRefs: refs(shopifyId(body.customer_id, body.admin_graphql_api_customer_id)),
      sameCustomerAs: links(paidKey(shopifyId(body.origin_order_id, body.admin_graphql_api_origin_order_id))),
    };
  };
}

function billingAttempt(type: string): (told: Told) => Outcome {
  return ({ body, triggeredAt, now }) => {
    const gid = body.admin_graphql_api_subscription_contract_id;
    const id = shopifyId(body.subscription_contract_id, gid);
    const orderId = shopifyId(body.order_id, body.admin_graphql_api_order_id);
    const attempt = shopifyId(body.id, body.admin_graphql_api_id) ?? idIn(body.idempotency_key);
    return {
      key: keyOf("billing_attempt", attempt, type),
      fact: compact({
        type,
        occurredAt: instantOf(triggeredAt) ?? now,
        order: orderId ? { id: orderId } : undefined,
        subscription: id ? { id } : undefined,
      }),
      sameCustomerAs: links(paidKey(orderId), keyOf("subscription", id, "started")),
    };
  };
}

// ── Compliance and the rest ────────────────────────────────────────────────────────────────────

/** A person's legal wish: to be forgotten is carried out here, and an automation may ring whoever else must act. */
function compliance(name: string, erase?: "customer" | "source"): (told: Told) => Outcome {
  return ({ body, triggeredAt, now }) => {
    const email = emailIn(valuesAt(body, "customer.email")[0]);
    return {
      key: keyOf("compliance", name, idIn(valuesAt(body, "data_request.id")[0])),
      fact: compact({
        type: `custom.shopify_${name}`,
        occurredAt: instantOf(triggeredAt) ?? now,
        customer: email ? { email } : undefined,
      }),
      customerRefs: refs(customerIdIn(body)),
      ...(erase ? { erase } : {}),
    };
  };
}

const nothing = (reason: string) => (): Outcome => ({ nothing: reason });

export const topics = new Map<string, (told: Told) => Outcome>([
  ["orders/paid", orderPaid],
  ["orders/create", perhapsPaid],
  ["orders/updated", perhapsPaid],
  ["orders/cancelled", orderCancelled],
  ["refunds/create", refundCreated],
  ["checkouts/create", checkoutUpdated],
  ["checkouts/update", checkoutUpdated],
  [
    "checkouts/delete",
    nothing("A deleted checkout asks for nothing: it became an order, or Shopify cleaned up."),
  ],
  ["carts/create", cartUpdated],
  ["carts/update", cartUpdated],
  ["customers/create", customerUpdated],
  ["customers/update", customerUpdated],
  ["subscription_contracts/create", contract("subscription.started", true)],
  ["subscription_contracts/update", contract("subscription.changed")],
  ["subscription_contracts/pause", contract("subscription.paused")],
  ["subscription_contracts/activate", contract("subscription.resumed")],
  ["subscription_contracts/cancel", contract("subscription.cancelled", true)],
  ["subscription_contracts/expire", contract("subscription.cancelled", true)],
  ["subscription_contracts/fail", contract("payment.failed")],
  ["subscription_billing_attempts/success", billingAttempt("subscription.renewed")],
  ["subscription_billing_attempts/failure", billingAttempt("payment.failed")],
  ["app/uninstalled", nothing("The app was removed from the shop: no further webhooks will come.")],
  ["customers/data_request", compliance("customers_data_request")],
  ["customers/redact", compliance("customers_redact", "customer")],
  ["shop/redact", compliance("shop_redact", "source")],
]);
