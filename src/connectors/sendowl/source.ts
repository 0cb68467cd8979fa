// Proves and reads SendOwl's webhooks. What each event means is in events.ts.
import { z } from "zod";
import { isObject } from "../../core/json";
import { defineSource, idIn, jsonIn, type Reading, secret, textIn, textOf } from "../kit";
import { type BodySignature, signBody, verifyBody } from "../signatures";
import { events } from "./events";
import { samples } from "./samples";

const settings = z.object({
  signingKeySecret: secret(z.string().trim().min(1), {
    title: "Signing key secret",
    description: "In SendOwl: Settings → SendOwl API, “Signing Key Secret”. Enable the API if it is not yet.",
  }),
});

const signed: BodySignature = {
  header: "X-SENDOWL-HMAC-SHA256",
  encoding: "base64",
  secretWords: "signing key secret",
};
const eventHeader = "x-sendowl-event";

const notUnderstood = (type: string, reason: string): Reading => ({ is: "not-understood", type, reason });

export const source = defineSource({
  settings,
  setupSteps: [
    "In SendOwl, open Settings → SendOwl API, enable it if it is not yet, and paste its “Signing Key Secret” here. Save this source.",
    "Open Settings → Webhooks (https://dashboard.sendowl.com/settings/web_hooks) and choose “Add a webhook”.",
    "Give it a name, paste {{url}} as the URL, choose the event “Order completed”, and save.",
    "Do the same for the other events you want: New payment (renewals), Refund issued, Order charged back, Order failed, and Subscription active, cancelling and cancelled. They may all have the same URL.",
  ],
  globalIds: true,
  tells: [
    "purchase.completed",
    "purchase.refunded",
    "subscription.started",
    "subscription.renewed",
    "subscription.cancel_scheduled",
    "subscription.cancelled",
    "payment.failed",
    "custom.dispute_opened",
    "custom.fraud_review",
    "custom.order_imported",
    "custom.subscription_completed",
  ],

  // Signed: base64 HMAC-SHA256, raw body. https://help.sendowl.com/help/using-web-hooks
  async verify(request, { signingKeySecret }) {
    return verifyBody(request, signingKeySecret, signed);
  },

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
    const event = textIn(request.headers.get(eventHeader))?.toLowerCase();
    if (!event) return notUnderstood("unknown", "The request has no X-SENDOWL-EVENT header.");
    const understand = events.get(event);
    if (!understand) return notUnderstood(event, `SendOwl's “${event.slice(0, 100)}” is not known here.`);
    const order = isObject(body.order) ? body.order : {};
    const orderId = idIn(order.id);
    if (!orderId) return notUnderstood(event, "The body has no order.id.");
    const told = understand({ orderId, order, now });
    return "nothing" in told
      ? { is: "nothing", reason: told.nothing }
      : { is: "facts", facts: told.map((fact) => ({ ...fact, data: order })) };
  },

  async sign(request, { signingKeySecret }) {
    return signBody(request, signingKeySecret, signed);
  },

  samples,
  sampleIds: [
    "0000123456",
    "0000123457",
    "0000123458",
    "0000123459",
    "ch_sample301",
    "ch_sample302",
    "re_sample401",
  ],
});
