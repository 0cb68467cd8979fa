// Proves and reads Paddle Billing's notifications. What each event tells is in events.ts.
import { z } from "zod";
import { instantOf } from "../../core/event";
import { isObject } from "../../core/json";
import {
  bodyKey,
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
import { outcomeOf } from "./events";
import { sampleIds, samples } from "./samples";

const settings = z.object({
  secretKey: secret(z.string().trim().min(1), {
    title: "Secret key",
    description:
      "Of the notification destination: Developer tools → Notifications → “…” beside the destination → Edit destination. It begins with pdl_ntfset_.",
  }),
});

const signatureHeader = "paddle-signature";
/** Paddle's own library allows 5 seconds, which a busy minute or a slow clock exceeds; repeats are told by their keys. */
const toleranceSeconds = 300;
/** A key that rotates gives two signatures; nobody has use for more than a handful. */
const maxSignatures = 16;

/** `ts=1698796800;h1=…;h1=…` */
function partsOf(header: string): { timestamp: string | undefined; signatures: string[] } {
  const parts = header.split(";", 2 * maxSignatures).map((part) => part.trim());
  const valuesOf = (name: string) =>
    parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
  return { timestamp: valuesOf("ts")[0], signatures: valuesOf("h1").slice(0, maxSignatures) };
}

/** Signed: `ts:body`. https://developer.paddle.com/webhooks/signature-verification */
function signedBytes(timestamp: string, body: Uint8Array): Uint8Array {
  return joined(`${timestamp}:`, body);
}

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

  async verify(request, { secretKey }, now) {
    const header = request.headers.get(signatureHeader)?.trim();
    if (!header) return refused("missing", "The request has no Paddle-Signature header.");
    const { timestamp, signatures } = partsOf(header);
    if (!timestamp || !/^\d{1,12}$/.test(timestamp))
      return refused("mismatch", "The Paddle-Signature header has no ts that is a number of seconds.");

    const bytes = signedBytes(timestamp, request.body);
    for (const signature of signatures) {
      if (!(await hmacMatches(secretKey, bytes, signature, "hex"))) continue;
      const apartSeconds = Math.abs(Math.floor(now / 1000) - Number(timestamp));
      if (apartSeconds <= toleranceSeconds) return verified;
      return refused("stale", `The signature is genuine, but its time is ${apartSeconds} seconds from now.`);
    }
    return refused(
      "mismatch",
      "No h1 signature belongs to this body and the saved secret key. Every notification destination has a key of its own.",
    );
  },

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

  async sign(request, { secretKey }, now) {
    const timestamp = String(Math.floor(now / 1000));
    const mac = await hmac(secretKey, signedBytes(timestamp, request.body), "hex");
    return { headers: { [signatureHeader]: `ts=${timestamp};h1=${mac}` } };
  },

  samples,
  sampleIds,
});
