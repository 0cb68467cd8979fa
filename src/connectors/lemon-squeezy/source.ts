// Proves and reads Lemon Squeezy's webhooks. What each event tells is in events.ts.
import { z } from "zod";
import { isObject } from "../../core/json";
import { compact, defineSource, idIn, jsonIn, secret, textIn, textOf } from "../kit";
import { type BodySignature, signBody, verifyBody } from "../signatures";
import { events } from "./events";
import { sampleIds, samples } from "./samples";

const settings = z.object({
  signingSecret: secret(z.string().trim().min(1), {
    title: "Signing secret",
    description:
      "6 to 40 characters of your own choice, the same here and in Lemon Squeezy: Settings → Webhooks → the webhook.",
  }),
});

const signed: BodySignature = { header: "X-Signature", encoding: "hex", secretWords: "signing secret" };

export const source = defineSource({
  settings,
  setupSteps: [
    "Think of a long random signing secret of at most 40 characters, and type it here.",
    "In Lemon Squeezy, open Settings → Webhooks and choose “+”.",
    "Paste {{url}} as the callback URL and the same text as the signing secret.",
    "Tick order_created, order_refunded and all subscription events but subscription_updated, which only repeats what the others say. Save.",
    "Webhooks made in test mode tell of test orders only: make another one in live mode, with the same URL and secret.",
  ],
  // Ids count through all stores, in test mode and live.
  globalIds: true,
  tells: [
    "purchase.completed",
    "purchase.refunded",
    "subscription.started",
    "subscription.renewed",
    "subscription.changed",
    "subscription.paused",
    "subscription.resumed",
    "subscription.cancel_scheduled",
    "subscription.cancelled",
    "payment.failed",
  ],

  // Signed: hex HMAC-SHA256, raw body. https://docs.lemonsqueezy.com/help/webhooks/signing-requests
  async verify(request, { signingSecret }) {
    return verifyBody(request, signingSecret, signed);
  },

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
    const { meta, data } = body;
    // The header X-Event-Name says the same, but is not signed.
    const event = isObject(meta) ? textIn(meta.event_name) : undefined;
    const id = isObject(data) ? idIn(data.id) : undefined;
    if (!event || !id || !isObject(data) || !isObject(data.attributes)) {
      const reason =
        "The body lacks meta.event_name, data.id or data.attributes, which all of Lemon Squeezy's have.";
      return { is: "not-understood", type: event ?? "unknown", reason };
    }
    const understand = events.get(event);
    if (!understand)
      return { is: "not-understood", type: event, reason: `Lemon Squeezy's “${event}” is not known here.` };
    const outcome = understand({ id, attributes: data.attributes, now });
    if ("nothing" in outcome) return { is: "nothing", reason: outcome.nothing };
    const customer = idIn(data.attributes.customer_id);
    const customerRefs = customer ? [`customer:${customer}`] : undefined;
    return { is: "facts", facts: [compact({ ...outcome, customerRefs, data: body })] };
  },

  async sign(request, { signingSecret }) {
    return signBody(request, signingSecret, signed);
  },

  samples,
  sampleIds,
});
