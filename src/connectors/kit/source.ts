// The source: Kit's webhook endpoints tell who subscribed, left or bounced, and who got or lost a tag.
// https://developers.kit.com/webhooks/overview
import { z } from "zod";
import { instantOf } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  defineSource,
  emailIn,
  idIn,
  ifTold,
  jsonIn,
  type Reading,
  type SourceRequest,
  secret,
  textIn,
  textOf,
  together,
} from "../kit";
import { signTimed, type TimedHeader, verifyTimed } from "../signatures";
import { sampleIds, samples } from "./source-samples";

const settings = z.object({
  secret: secret(z.string().trim().min(1).max(200), {
    title: "Signing secret",
    description:
      "Kit shows it once, when the webhook is created. If it is lost, rotate the secret there, and enter the new one here.",
  }),
});

// ── Signatures ─────────────────────────────────────────────────────────────────────────────────

/** https://developers.kit.com/webhooks/verifying-signatures. What is tried again later is signed anew. */
const signed: TimedHeader = {
  header: "X-Kit-Signature",
  separator: ",",
  time: "t",
  signature: "v1",
  between: ".",
};

// ── Events ─────────────────────────────────────────────────────────────────────────────────────

/**
 * A tag or a form makes nobody a subscriber, and losing a tag is no goodbye. Who complains is gone: Kit mails them no more.
 * https://developers.kit.com/webhooks/event-types
 */
const types = new Map([
  ["subscriber.activated", "contact.subscribed"],
  ["subscriber.unsubscribed", "contact.unsubscribed"],
  ["subscriber.complained", "contact.unsubscribed"],
  ["subscriber.bounced", "email.bounced"],
  ["subscriber.custom_field_value_updated", "customer.updated"],
  ["subscriber.tag_added", "custom.kit_tag_added"],
  ["subscriber.tag_removed", "custom.kit_tag_removed"],
  ["subscriber.subscribed_to_form", "custom.kit_form_joined"],
  ["subscriber.added_to_sequence", "custom.kit_sequence_started"],
  ["subscriber.sequence_completed", "custom.kit_sequence_completed"],
]);

/** Why an event that is known tells of nobody. */
function nothingIn(name: string): string | undefined {
  if (name === "subscriber.created")
    return "A new subscriber counts once they are active, which subscriber.activated tells.";
  return /^(tag|form|sequence|broadcast|post|custom_field|landing_page|webhook_endpoint)\./.test(name)
    ? "The event is about the account, and not about a person."
    : undefined;
}

/**
 * One event of a delivery. Kit does not say who made a change. A loop by way of our own API calls ends by itself: who has
 * a tag is not given it a second time, so that Kit tells nothing more.
 */
async function readEvent(
  event: JsonObject,
  index: number,
  request: SourceRequest,
  now: number,
): Promise<Reading> {
  const name = textIn(event.type) ?? "unknown";
  const nothing = nothingIn(name);
  if (nothing) return { is: "nothing", reason: nothing };
  const type = types.get(name);
  const { subscriber } = isObject(event.data) ? event.data : {};
  const { id, email_address, first_name } = isObject(subscriber) ? subscriber : {};
  const email = emailIn(email_address);
  const subscriberId = idIn(id);
  if (!type || (!email && !subscriberId)) {
    const reason = type
      ? "The event names no subscriber."
      : `Kit's “${name.slice(0, 100)}” is not known here.`;
    return { is: "not-understood", type: name, reason };
  }
  const eventId = idIn(event.id);
  const fact = compact({
    // The same for every delivery and retry.
    key: eventId ? `event:${eventId}` : `${await bodyKey(request)}:${index}`,
    keyLastsMs: eventId ? undefined : bodyKeyLastsMs,
    fact: compact({
      type,
      occurredAt: instantOf(event.created) ?? now,
      customer: ifTold({ email, firstName: textIn(first_name) }),
    }),
    customerRefs: subscriberId ? [`subscriber:${subscriberId}`] : undefined,
    data: event,
  });
  return { is: "facts", facts: [fact] };
}

// ── The source ─────────────────────────────────────────────────────────────────────────────────

export const source = defineSource({
  settings,
  setupSteps: [
    "Save this source; the secret may follow later.",
    "In Kit, open https://app.kit.com/webhooks and create a webhook with the URL {{url}}.",
    "Choose subscriber.activated, subscriber.unsubscribed, subscriber.bounced and subscriber.complained; for tags also subscriber.tag_added and subscriber.tag_removed, and for forms subscriber.subscribed_to_form.",
    "Create it, copy the signing secret, which Kit shows only now, and paste it here.",
  ],
  globalIds: true,
  tells: [
    "customer.updated",
    "contact.subscribed",
    "contact.unsubscribed",
    "email.bounced",
    "custom.kit_form_joined",
    "custom.kit_sequence_completed",
    "custom.kit_sequence_started",
    "custom.kit_tag_added",
    "custom.kit_tag_removed",
  ],

  verify: (request, { secret }, now) =>
    verifyTimed(request, secret, signed, now, {
      missing:
        "The request has no X-Kit-Signature header. Webhooks that were made by Kit's older API are not signed: create one at https://app.kit.com/webhooks instead.",
      mismatch:
        "No v1 signature belongs to this body and the saved secret. Every webhook has a secret of its own.",
    }),

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
    const events = Array.isArray(body.events) ? body.events.filter(isObject) : [];
    const readings = await Promise.all(events.map((event, i) => readEvent(event, i, request, now)));
    return together(readings, {
      is: "not-understood",
      type: "unknown",
      reason: "The body has no events, which every delivery of Kit's has.",
    });
  },

  sign: (request, { secret }, now) => signTimed(request, secret, signed, now),

  samples,
  sampleIds,
});
