// Proves and reads Paddle Billing's notifications. What each event tells is in events.ts.
import { z } from "zod";
import { instantOf } from "../../core/event";
import { isObject } from "../../core/json";
import { bodyKey, compact, defineSource, idIn, idleCarts, jsonIn, secret, textIn, textOf } from "../kit";
import { signTimed, type TimedHeader, verifyTimed } from "../signatures";
import { outcomeOf } from "./events";
import { sampleIds, samples } from "./samples";

const settings = z.object({
  secretKey: secret(z.string().trim().min(1), {
    title: "Secret key",
    description:
      "Of the notification destination: Developer tools → Notifications → “…” beside the destination → Edit destination. It begins with pdl_ntfset_.",
  }),
  ...idleCarts,
});

/** https://developer.paddle.com/webhooks/signature-verification. Paddle's own library allows 5 seconds, which a busy minute exceeds. */
const signed: TimedHeader = {
  header: "Paddle-Signature",
  separator: ";",
  time: "ts",
  signature: "h1",
  between: ":",
};

export const source = defineSource({
  settings,
  setupSteps: [
    "In Paddle, open Developer tools → Notifications and choose “New destination”.",
    "Choose the type Webhook, and {{url}} as the URL.",
    "Tick customer.created and customer.updated: they alone tell e-mail addresses, without which nobody can be written to.",
    "Tick transaction.completed, transaction.payment_failed, adjustment.created, adjustment.updated, and of the subscription events created, updated, canceled, paused, resumed and past_due. For abandoned checkouts also transaction.ready.",
    "Save the destination, open it again with “…” → Edit destination, copy its secret key and paste it here.",
  ],
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
    "cart.updated",
    "customer.updated",
  ],

  verify: (request, { secretKey }, now) =>
    verifyTimed(request, secretKey, signed, now, {
      mismatch:
        "No h1 signature belongs to this body and the saved secret key. Every notification destination has a key of its own.",
    }),

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
    const event = textIn(body.event_type);
    const data = isObject(body.data) ? body.data : {};
    const id = idIn(data.id);
    if (!event || !id) {
      const reason = "The body lacks event_type or data.id, which every notification of Paddle has.";
      return { is: "not-understood", type: event ?? "unknown", reason };
    }
    const outcome = outcomeOf({
      event,
      // The same for every destination, retry and replay; notification_id is not.
      eventId: idIn(body.event_id) ?? (await bodyKey(request)),
      id,
      data,
      at: instantOf(body.occurred_at) ?? now,
    });
    if (!outcome)
      return { is: "not-understood", type: event, reason: `Paddle's “${event}” is not known here.` };
    if ("nothing" in outcome) return { is: "nothing", reason: outcome.nothing };
    const customer = idIn(data.customer_id);
    const customerRefs = customer ? [`customer:${customer}`] : undefined;
    return {
      is: "facts",
      facts: outcome.facts.map((fact) => compact({ customerRefs, ...fact, data: body })),
    };
  },

  sign: (request, { secretKey }, now) => signTimed(request, secretKey, signed, now),

  samples,
  sampleIds,
});
