// Proves and reads Shopify's webhooks. What each topic means is in topics.ts.
import { z } from "zod";
import { isObject } from "../../core/json";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  defineSource,
  hmac,
  hmacMatches,
  idIn,
  idleCarts,
  jsonIn,
  refused,
  type SourceRequest,
  secret,
  textOf,
  verified,
} from "../kit";
import { samples } from "./samples";
import { topics } from "./topics";

const settings = z.object({
  signingSecret: secret(z.string().trim().min(1), {
    title: "Signing secret",
    description:
      "At the bottom of Settings → Notifications → Webhooks: “Your webhooks will be signed with …”. For an app's own webhooks it is the app's client secret.",
  }),
  ...idleCarts,
});

/** Webhooks have `X-Shopify-…` headers, the newer Events deliveries `Shopify-…`; some requests carry both. */
function headersOf(request: SourceRequest, name: string): string[] {
  const values = [request.headers.get(`x-shopify-${name}`), request.headers.get(`shopify-${name}`)];
  return values.flatMap((value) => value?.trim() || []);
}

function topicOf(request: SourceRequest): string | undefined {
  const [topic] = headersOf(request, "topic");
  const [action] = headersOf(request, "action");
  // Events deliveries tell "Product" and "update" apart; their bodies are not those of the webhook topics.
  return topic && action && !topic.includes("/") ? `${topic}/${action}` : topic;
}

/** The event's id is the same in the deliveries of two subscriptions; the webhook's id is one delivery's. */
function deliveryKey(request: SourceRequest, topic: string): string | undefined {
  const id = idIn(headersOf(request, "event-id")[0]) ?? idIn(headersOf(request, "webhook-id")[0]);
  return id && `event:${topic}:${id}`;
}

const looksLikeXml = (request: SourceRequest, text: string | undefined): boolean =>
  /\bxml\b/i.test(request.headers.get("content-type") ?? "") || text?.trimStart().startsWith("<") === true;

export const source = defineSource({
  settings,
  setupSteps: [
    "In Shopify, open Settings → Notifications → Webhooks and choose “Create webhook”.",
    "Choose the event “Order payment”, the format JSON, and {{url}} as the URL.",
    "Do the same for the other events you want: order cancellation, refund create, customer update; and for abandoned carts checkout creation and checkout update.",
    "Copy the secret from the bottom of that page (“Your webhooks will be signed with …”) and paste it here.",
  ],
  globalIds: true,
  tells: [
    "purchase.completed",
    "purchase.refunded",
    "purchase.cancelled",
    "subscription.started",
    "subscription.renewed",
    "subscription.changed",
    "subscription.paused",
    "subscription.resumed",
    "subscription.cancelled",
    "payment.failed",
    "cart.updated",
    "customer.updated",
  ],

  // Signed: base64 HMAC-SHA256, raw body. https://shopify.dev/docs/apps/build/webhooks/verify-deliveries
  async verify(request, { signingSecret }) {
    const signatures = headersOf(request, "hmac-sha256");
    if (signatures.length === 0)
      return refused("missing", "The request has no X-Shopify-Hmac-Sha256 header.");
    for (const signature of signatures) {
      if (await hmacMatches(signingSecret, request.body, signature, "base64")) return verified;
    }
    return refused(
      "mismatch",
      "The signature does not belong to this body and the saved secret. Webhooks made in the admin and those of an app are signed with different secrets.",
    );
  },

  async read(request, _settings, now) {
    const topic = topicOf(request);
    const text = textOf(request);
    if (looksLikeXml(request, text)) {
      const reason =
        "Shopify sent XML. In Settings → Notifications → Webhooks, edit this webhook and choose the format JSON.";
      return { is: "unreadable", reason };
    }
    const body = jsonIn(text ?? "");
    if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
    if (!topic)
      return { is: "not-understood", type: "unknown", reason: "The request has no X-Shopify-Topic header." };
    const understand = topics.get(topic.toLowerCase());
    if (!understand)
      return { is: "not-understood", type: topic, reason: `The topic “${topic}” is not known here.` };

    const told = understand({ body, triggeredAt: headersOf(request, "triggered-at")[0], now });
    if ("nothing" in told) return { is: "nothing", reason: told.nothing };
    const key = told.key ?? deliveryKey(request, topic);
    return {
      is: "facts",
      facts: [
        compact({
          ...told,
          key: key ?? (await bodyKey(request)),
          keyLastsMs: key === undefined ? bodyKeyLastsMs : undefined,
          data: body,
        }),
      ],
    };
  },

  async sign(request, { signingSecret }) {
    return { headers: { "x-shopify-hmac-sha256": await hmac(signingSecret, request.body, "base64") } };
  },

  samples,
  sampleIds: [
    "450789469",
    "450789470",
    "820982911946154508",
    "593791907",
    "509562969",
    "207119551",
    "77001",
    "77002",
    "2a1ace52255252df566af0faaedfbfa7",
    "hWN2aXNpdG9y0001",
  ],
});
