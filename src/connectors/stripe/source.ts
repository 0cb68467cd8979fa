// Proves and reads Stripe's webhooks. What each event tells is in topics.ts and subscriptions.ts.
import { z } from "zod";
import { instantOf } from "../../core/event";
import { isObject } from "../../core/json";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  defineSource,
  hmac,
  hmacMatches,
  idIn,
  joined,
  jsonIn,
  refused,
  secret,
  textIn,
  textOf,
  verified,
} from "../kit";
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

const signatureHeader = "stripe-signature";
/** As Stripe's own libraries have it. */
const toleranceSeconds = 300;
/** A secret that is rolled gives two signatures; nobody has use for more than a handful. */
const maxSignatures = 16;

/** `t=1492774577,v1=…,v1=…,v0=…`; v0 is a fake one, of test mode. */
function partsOf(header: string): { timestamp: string | undefined; signatures: string[] } {
  const parts = header.split(",", 2 * maxSignatures).map((part) => part.trim());
  const valuesOf = (name: string) =>
    parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
  return { timestamp: valuesOf("t")[0], signatures: valuesOf("v1").slice(0, maxSignatures) };
}

/** Signed: `t.body`, by the whole text of the secret. https://docs.stripe.com/webhooks/signature */
function signedBytes(timestamp: string, body: Uint8Array): Uint8Array {
  return joined(`${timestamp}.`, body);
}

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

  async verify(request, { signingSecret }, now) {
    const header = request.headers.get(signatureHeader)?.trim();
    if (!header) return refused("missing", "The request has no Stripe-Signature header.");
    const { timestamp, signatures } = partsOf(header);
    if (!timestamp || !/^\d{1,12}$/.test(timestamp))
      return refused("mismatch", "The Stripe-Signature header has no t that is a number of seconds.");

    const bytes = signedBytes(timestamp, request.body);
    for (const signature of signatures) {
      if (!(await hmacMatches(signingSecret, bytes, signature, "hex"))) continue;
      const apartSeconds = Math.abs(Math.floor(now / 1000) - Number(timestamp));
      if (apartSeconds <= toleranceSeconds) return verified;
      return refused("stale", `The signature is genuine, but its time is ${apartSeconds} seconds from now.`);
    }
    return refused(
      "mismatch",
      "No v1 signature belongs to this body and the saved signing secret. Every destination has a secret of its own, and so have test mode and live mode.",
    );
  },

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

  async sign(request, { signingSecret }, now) {
    const timestamp = String(Math.floor(now / 1000));
    const mac = await hmac(signingSecret, signedBytes(timestamp, request.body), "hex");
    return { headers: { [signatureHeader]: `t=${timestamp},v1=${mac}` } };
  },

  samples,
  sampleIds,
});
