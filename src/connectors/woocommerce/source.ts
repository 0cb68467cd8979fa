// Proves and reads WooCommerce's webhooks. What orders and subscriptions tell is in files of their own.
import { z } from "zod";
import { isEventType } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  defineSource,
  hmac,
  hmacMatches,
  idIn,
  jsonIn,
  refused,
  type SourceFact,
  type SourceRequest,
  secret,
  textIn,
  textOf,
  verified,
} from "../kit";
import { readOrder } from "./orders";
import { customerIn, customerRefs, instantAt, keyOf, type Outcome, wordpressId } from "./parts";
import { samples } from "./samples";
import { readSubscription } from "./subscriptions";

const topicHeader = "x-wc-webhook-topic";
const signatureHeader = "x-wc-webhook-signature";

const settings = z.object({
  // Not trimmed: the one that WooCommerce makes up where the field is left empty may begin or end with a space.
  secret: secret(
    z.string().refine((text) => text.trim() !== "", { error: "is empty" }),
    {
      title: "Secret",
      description:
        "The Secret of the webhooks in WooCommerce → Settings → Advanced → Webhooks. Make up a long one of letters and digits, and give it to all of this shop's webhooks.",
    },
  ),
});

const specialCharacters =
  /(&(?:amp|#0*38|#[xX]0*26);)|(&(?:lt|#0*60);)|(&(?:gt|#0*62);)|(&(?:quot|#0*34|#[xX]0*22);)|&(?:#0*39|#[xX]0*27);/g;

/** What WordPress's wp_specialchars_decode(…, ENT_QUOTES) makes of a text: each entity once. */
function decoded(text: string): string {
  return text.replace(specialCharacters, (_, amp, lt, gt, quote) =>
    amp ? "&" : lt ? "<" : gt ? ">" : quote ? '"' : "'",
  );
}

/** The key is the decoded secret; which form of it was copied out of the field, nobody knows. */
const keysOf = (saved: string): string[] => [
  ...new Set([saved, saved.trim()].flatMap((text) => [decoded(text), text])),
];

function read(topic: string, body: JsonObject, now: number): Outcome {
  if (topic.startsWith("action.")) return readAction(topic, now);
  const [resource = "", event = ""] = topic.split(".");
  if (resource === "product" || resource === "coupon")
    return { nothing: "Products and coupons tell nothing of customers." };
  const isKnown = ["created", "updated", "restored", "deleted"].includes(event);
  const isSwitch = resource === "subscription" && event === "switched";
  if (!(isKnown || isSwitch) || !["order", "customer", "subscription"].includes(resource))
    return { notUnderstood: `The topic “${topic}” is not known here.` };
  const id = wordpressId(body.id);
  if (!id) return { notUnderstood: whyWithoutId(body) };
  if (event === "deleted")
    return { nothing: "Deleting in the shop is tidying up: its customer did nothing." };
  if (resource === "order") return readOrder(id, body, now);
  if (resource === "subscription") return readSubscription(event, id, body, now);
  return readCustomer(id, body, now);
}

function readCustomer(id: string, body: JsonObject, now: number): Outcome {
  // A new customer has not been modified yet.
  const changedAt = instantAt(body, "date_modified") ?? instantAt(body, "date_created");
  return [
    compact({
      key: keyOf("customer", id, "updated", changedAt),
      fact: compact({
        type: "customer.updated",
        occurredAt: changedAt ?? now,
        customer: customerIn(body),
      }),
      customerRefs: customerRefs(id),
    }),
  ];
}

function whyWithoutId(body: JsonObject): string {
  const code = textIn(body.code)?.slice(0, 100);
  return code
    ? `WooCommerce sent an error instead of the data: “${code}”. The user who made the webhook must be allowed to read it.`
    : "The body has no id. Choose the API version “WP REST API Integration v3” for this webhook.";
}

/** The shop's own choice among WordPress's hooks, with its first argument: an event of the shop's own. */
function readAction(topic: string, now: number): Outcome {
  const type = `custom.${topic.slice("action.".length)}`;
  if (!isEventType(type)) return { notUnderstood: "The action's name cannot be an event's." };
  return [{ fact: { type, occurredAt: now } }];
}

/** Two deliveries within one second share their id. */
async function deliveryKey(request: SourceRequest): Promise<Pick<SourceFact, "key" | "keyLastsMs">> {
  const id = idIn(request.headers.get("x-wc-webhook-delivery-id"));
  const hash = await bodyKey(request);
  return id ? { key: `delivery:${id}:${hash}` } : { key: hash, keyLastsMs: bodyKeyLastsMs };
}

export const source = defineSource({
  settings,
  setupSteps: [
    "In WordPress, open WooCommerce → Settings → Advanced → Webhooks and choose “Add webhook”.",
    "Choose the status Active, the topic “Order updated”, {{url}} as the delivery URL and the API version “WP REST API Integration v3”.",
    "As the secret, enter a long one of letters and digits. Paste the same one here, then save the webhook.",
    "A webhook has one topic. Make one more, with the same URL and secret, for “Order created” and for “Customer updated”.",
    "With WooCommerce Subscriptions, make one each for “Subscription created”, “Subscription updated” and “Subscription switched”.",
    "WooCommerce sends everything once, and disables a webhook after several failures in a row. To enable it again, open it in that list, choose the status Active and save.",
  ],
  globalIds: false, // every shop counts from 1
  tells: [
    "purchase.completed",
    "purchase.refunded",
    "purchase.cancelled",
    "subscription.started",
    "subscription.renewed",
    "subscription.changed",
    "subscription.paused",
    "subscription.cancel_scheduled",
    "subscription.cancelled",
    "payment.failed",
    "customer.updated",
  ],

  // On saving, an unsigned form without a topic; a merchant who gets anything but 200 is shown an error.
  async handshake(request) {
    const isPing =
      request.method === "POST" &&
      !request.headers.has(topicHeader) &&
      !request.headers.has(signatureHeader) &&
      request.body.length <= 40 &&
      /^webhook_id=\d+$/.test(textOf(request) ?? "");
    return isPing ? { type: "application/json", body: '{"received":[]}' } : undefined;
  },

  // Signed: base64 HMAC-SHA256, raw body. https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks
  async verify(request, settings) {
    const signature = request.headers.get(signatureHeader)?.trim();
    if (!signature) return refused("missing", "The request has no X-WC-Webhook-Signature header.");
    for (const key of keysOf(settings.secret)) {
      if (await hmacMatches(key, request.body, signature, "base64")) return verified;
    }
    return refused(
      "mismatch",
      "The signature does not belong to this body and the saved secret. All webhooks of the shop must have the same secret.",
    );
  },

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
    const topic = textIn(request.headers.get(topicHeader))?.toLowerCase();
    if (!topic) {
      const reason = "The request has no X-WC-Webhook-Topic header.";
      return { is: "not-understood", type: "unknown", reason };
    }
    const outcome = read(topic, body, now);
    if ("nothing" in outcome) return { is: "nothing", reason: outcome.nothing };
    if ("notUnderstood" in outcome)
      return { is: "not-understood", type: topic, reason: outcome.notUnderstood };
    const facts = outcome.map(async ({ key, ...told }) => ({
      ...(key === undefined ? await deliveryKey(request) : { key }),
      ...told,
      data: body,
    }));
    return { is: "facts", facts: await Promise.all(facts) };
  },

  async sign(request, settings) {
    return { headers: { [signatureHeader]: await hmac(decoded(settings.secret), request.body, "base64") } };
  },

  samples,
  sampleIds: ["900727", "900728", "900729", "900726", "900025", "900800"],
});
