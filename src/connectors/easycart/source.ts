// Reads EasyCart's webhooks: one flat JSON object per event, signed only when the shop has made itself a key.
import { z } from "zod";
import { type Fact, instantOf, money } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  defineSource,
  emailIn,
  hmac,
  hmacMatches,
  idIn,
  ifTold,
  jsonIn,
  numberIn,
  refused,
  type SourceRequest,
  secret,
  textIn,
  textOf,
  verified,
} from "../kit";
import { samples } from "./samples";

const signatureHeader = "x-webhook-signature";

const settings = z.object({
  signingKey: secret(z.string().trim().min(1).optional(), {
    title: "Webhook signing key",
    description: "EasyCart shows it once: Store settings → API & Webhooks → Generate webhook signing key.",
  }),
});

/** What an event can be recognised by. Members are missing where the body does not tell them. */
type Ids = {
  order?: string;
  subscription?: string;
  product?: string;
  customer?: string;
  /** Ends of the paid period, epoch milliseconds. */
  periodStart?: number;
  periodEnd?: number;
};

/** `key` names what makes the fact itself; without one, or without its ids, the event's own moment does. */
type Kind = { type: string; key?(ids: Ids): (string | number | undefined)[] };

const purchase: Kind = { type: "purchase.completed", key: (ids) => ["purchase", ids.order] };
const paymentFailed: Kind = { type: "payment.failed" };
const cancelScheduled: Kind = { type: "subscription.cancel_scheduled" };
const cancelled: Kind = {
  type: "subscription.cancelled",
  key: (ids) => ["subscription", ids.subscription, "cancelled"],
};

// The docs write `canceled`, a plugin in the wild listens to `cancelled`: both are understood.
const kinds = new Map<string, Kind>([
  ["single_product_bought", purchase],
  ["product_assigned", purchase],
  ["product_access_expiring", { type: "access.expiring" }],
  ["product_access_expired", { type: "access.expired" }],
  [
    "subscription_created",
    { type: "subscription.started", key: (ids) => ["subscription", ids.subscription, "started"] },
  ],
  ["subscription_plan_changed", { type: "subscription.changed" }],
  ["subscription_canceled", cancelScheduled],
  ["subscription_cancelled", cancelScheduled],
  ["subscription_expired", cancelled],
  ["subscription_deleted", cancelled],
  [
    "subscription_renewed",
    {
      type: "subscription.renewed",
      key: (ids) => ["subscription", ids.subscription, "renewed", ids.periodStart ?? ids.periodEnd],
    },
  ],
  ["subscription_renewal_failed", paymentFailed],
  [
    "subscription_renewal_upcoming",
    {
      type: "custom.renewal_upcoming",
      key: (ids) => ["subscription", ids.subscription, "renewal_upcoming", ids.periodEnd],
    },
  ],
  ["subscription_resumed", { type: "subscription.resumed" }],
  ["customer_data_changed", { type: "customer.updated" }],
]);

function kindOf(event: string, body: JsonObject, ids: Ids): Kind | undefined {
  // Given by hand, not bought: nobody may be thanked for a purchase.
  if (event === "product_assigned" && ids.order === undefined) return { type: "access.granted" };
  if (event === "single_product_bought" && body.success === false) return paymentFailed;
  return kinds.get(event);
}

function idsIn(body: JsonObject): Ids {
  return {
    order: idIn(body.order_uuid) ?? idIn(body.order_id),
    subscription: idIn(body.subscription_id) ?? idIn(body.subscription_stripe_id),
    product: idIn(body.product_id),
    customer: idIn(body.customer_id),
    periodStart: instantOf(body.subscription_current_period_start),
    periodEnd: instantOf(body.subscription_current_period_end) ?? instantOf(body.subscription_renews_at),
  };
}

/** @returns undefined when neither the fact's ids nor its moment are told */
function keyOf(kind: Kind, ids: Ids, timestamp: string | undefined): string | undefined {
  const parts = kind.key?.(ids);
  if (parts?.every((part) => part !== undefined)) return parts.join(":");
  const known = [ids.order, ids.subscription, ids.product, ids.customer];
  if (timestamp === undefined || known.every((id) => id === undefined)) return undefined;
  return [kind.type, timestamp, ...known].join(":");
}

function factIn(kind: Kind, body: JsonObject, ids: Ids, now: number): Fact {
  const shipping = isObject(body.shipping) ? body.shipping : {};
  const product = ids.product ?? idIn(body.product_name);
  // Older shops send no order_uuid: then order_id is the id itself.
  const number = idIn(body.order_id);
  return compact({
    type: kind.type,
    occurredAt: instantOf(body.timestamp) ?? now,
    customer: ifTold({
      email: emailIn(body.customer_email),
      name: textIn(body.customer_name),
      firstName: textIn(body.customer_first_name),
      lastName: textIn(body.customer_last_name),
      phone: textIn(body.customer_phone) ?? textIn(shipping.phone),
      language: textIn(body.lang),
    }),
    products: product
      ? [compact({ id: product, name: textIn(body.product_name), quantity: numberIn(body.quantity) })]
      : undefined,
    order: ids.order
      ? compact({
          id: ids.order,
          number: number === ids.order ? undefined : number,
          total: money(textIn(body.order_amount) ?? textIn(body.amount_paid), body.currency),
        })
      : undefined,
    subscription: ids.subscription ? subscriptionIn(body, ids, ids.subscription) : undefined,
    accessEndsAt: instantOf(body.access_expires_at) ?? instantOf(body.product_access_expires_at),
  });
}

function subscriptionIn(body: JsonObject, ids: Ids, id: string): Fact["subscription"] {
  const plan = textIn(body.subscription_plan_name);
  const newPlan = textIn(body.subscription_new_plan_name);
  return compact({
    id,
    plan: newPlan ?? plan,
    previousPlan: newPlan === undefined || newPlan === plan ? undefined : plan,
    currentPeriodStart: ids.periodStart,
    currentPeriodEnd: ids.periodEnd,
    trialEndsAt: instantOf(body.trial_ends_at),
  });
}

/** The body as PHP or JavaScript would write it again: compact, with slashes and letters unescaped. */
function rewritten(request: SourceRequest): string | undefined {
  try {
    return JSON.stringify(JSON.parse(textOf(request) ?? ""));
  } catch {
    return undefined;
  }
}

export const source = defineSource({
  settings,
  setupSteps: [
    "In EasyCart, open the product, then the tab “Integrations and webhook”.",
    "Paste {{url}} as the webhook address and save. Repeat this for every product whose sales count.",
    "Recommended: in Store settings → API & Webhooks choose “Generate webhook signing key”, and paste the key here.",
  ],
  globalIds: true,
  tells: [
    "purchase.completed",
    "subscription.started",
    "subscription.renewed",
    "subscription.changed",
    "subscription.resumed",
    "subscription.cancel_scheduled",
    "subscription.cancelled",
    "payment.failed",
    "access.granted",
    "access.expiring",
    "access.expired",
    "customer.updated",
    "custom.renewal_upcoming",
  ],

  caveat: ({ signingKey }) =>
    signingKey === undefined
      ? "Without a signing key EasyCart does not sign its requests: that nobody else knows this unguessable URL is the only proof of where they come from."
      : undefined,

  // Signed: hex HMAC-SHA256 of the body, https://easy.tools/docs/generate-webhook-signing-key. Of which bytes
  // is not said: the vendor's own sample hashes the body parsed and written again, integrators the raw one.
  async verify(request, { signingKey }) {
    if (signingKey === undefined) return verified;
    const signature = request.headers
      .get(signatureHeader)
      ?.trim()
      .replace(/^sha256=/i, "");
    if (!signature) return refused("missing", "The request has no X-Webhook-Signature header.");
    if (await hmacMatches(signingKey, request.body, signature, "hex")) return verified;
    const again = rewritten(request);
    if (again !== undefined && (await hmacMatches(signingKey, again, signature, "hex"))) return verified;
    return refused("mismatch", "The signature does not belong to this body and the saved signing key.");
  },

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
    const event = textIn(body.event);
    if (!event) return { is: "not-understood", type: "unknown", reason: "The body has no field “event”." };
    const ids = idsIn(body);
    const kind = kindOf(event, body, ids);
    if (!kind)
      return { is: "not-understood", type: event, reason: `EasyCart's “${event}” is not known here.` };
    const key = keyOf(kind, ids, idIn(body.timestamp));
    return {
      is: "facts",
      facts: [
        compact({
          key: key ?? (await bodyKey(request)),
          keyLastsMs: key === undefined ? bodyKeyLastsMs : undefined,
          fact: factIn(kind, body, ids, now),
          customerRefs: ids.customer ? [`customer:${ids.customer}`] : undefined,
          data: body,
        }),
      ],
    };
  },

  async sign(request, { signingKey }) {
    if (signingKey === undefined) return {};
    return { headers: { [signatureHeader]: await hmac(signingKey, request.body, "hex") } };
  },

  samples,
  sampleIds: ["500002", "00000000-0000-0000-0000-000000000004", "400001", "90001"],
});
