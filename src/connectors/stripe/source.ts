// Proves and reads Stripe's webhooks. What each event tells is in topics.ts and subscriptions.ts.
import { z } from "zod";
import { instantOf } from "../../core/event";
import { isObject } from "../../core/json";
import { bodyKey, bodyKeyLastsMs, compact, defineSource, idIn, jsonIn, secret, textIn, textOf } from "../kit";
import { signTimed, type TimedHeader, verifyTimed } from "../signatures";
import { sampleIds, samples } from "./samples";
import { topics } from "./topics";

const settings = z.object({
  signingSecret: secret(
    z
      .string()
      .trim()
      .regex(/^whsec_\S+$/, { error: "is not a signing secret, which begins with whsec_" }),
    {
      title: "Signing secret",
      description:
        "Workbench → Webhooks → your destination → Signing secret → Reveal. Every destination has one of its own, and so have test mode and live mode.",
    },
  ),
});

/** Signed by the whole text of the secret. https://docs.stripe.com/webhooks/signature */
const signed: TimedHeader = {
  header: "Stripe-Signature",
  separator: ",",
  time: "t",
  signature: "v1",
  between: ".",
};

export const source = defineSource({
  settings,
  setupSteps: [
    "In Stripe, open Workbench → Webhooks (or Developers → Webhooks) and choose to add a destination, with events of your account and, where you are asked, the payload style “Snapshot”.",
    "For purchases, choose checkout.session.completed, .async_payment_succeeded, .async_payment_failed and .expired, invoice.paid and invoice.payment_failed, refund.created and refund.updated.",
    "For subscriptions, choose customer.subscription.created, .updated, .deleted, .paused, .resumed and .trial_will_end; and so that they find their e-mail address, customer.created and customer.updated.",
    "Choose payment_intent.succeeded only if your own page takes payments without Stripe's checkout and invoices: those tell of the same payments themselves. Leave out charge.refunded, which refund.created tells in full.",
    "Choose “Webhook endpoint”, paste {{url}} as its URL, and create it. Then reveal its signing secret, and paste it here.",
    "What was bought Stripe tells of invoices and subscriptions, not of checkouts for one payment. To tell their products apart, give the Payment Link or checkout the metadata product_id (best Stripe's own, prod_…) and product_name.",
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
    "cart.abandoned",
    "customer.updated",
    "custom.trial_will_end",
  ],

  verify: (request, { signingSecret }, now) =>
    verifyTimed(request, signingSecret, signed, now, {
      mismatch:
        "No v1 signature belongs to this body and the saved signing secret. Every destination has a secret of its own, and so have test mode and live mode.",
    }),

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
    const type = textIn(body.type) ?? "unknown";
    if (textIn(body.object)?.startsWith("v2."))
      return {
        is: "not-understood",
        type,
        reason:
          "This is a thin event: it names an object of Stripe's without holding it. Add a destination with the payload style “Snapshot” instead.",
      };
    const data = isObject(body.data) ? body.data : {};
    const topic = topics.get(type);
    if (!topic) return { is: "not-understood", type, reason: `Stripe's “${type}” is not known here.` };
    if (!isObject(data.object))
      return { is: "not-understood", type, reason: "The event has no data.object, which every event has." };

    const outcome = topic({
      object: data.object,
      previous: isObject(data.previous_attributes) ? data.previous_attributes : {},
      created: idIn(body.created),
      at: instantOf(body.created) ?? now,
    });
    if ("nothing" in outcome) return { is: "nothing", reason: outcome.nothing };
    if ("notUnderstood" in outcome) return { is: "not-understood", type, reason: outcome.notUnderstood };
    const eventId = idIn(body.id);
    const lastResort = eventId ? `event:${eventId}` : await bodyKey(request);
    return {
      is: "facts",
      facts: outcome.facts.map(({ key, ...told }) =>
        compact({
          ...told,
          key: key ?? `${lastResort}:${told.fact.type}`,
          keyLastsMs: key || eventId ? undefined : bodyKeyLastsMs,
          data: body,
        }),
      ),
    };
  },

  sign: (request, { signingSecret }, now) => signTimed(request, signingSecret, signed, now),

  samples,
  sampleIds,
});
