// Proves and reads MailerLite's webhooks: who joined the account or a group, left, bounced or changed.
// https://developers.mailerlite.com/docs/webhooks
import { z } from "zod";
import { type Customer, type Fact, instantOf } from "../../core/event";
import { isObject, type Json, type JsonObject } from "../../core/json";
import {
  compact,
  defineSource,
  emailIn,
  hmac,
  idIn,
  ifTold,
  jsonIn,
  type Reading,
  type SourceFact,
  secret,
  textIn,
  textOf,
  together,
} from "../kit";
import { type BodySignature, signBody, verifyBody } from "../signatures";
import { sampleIds, samples } from "./source-samples";

const settings = z.object({
  secret: secret(z.string().trim().min(1), {
    title: "Secret",
    description:
      "MailerLite makes it with the webhook: Integrations → MailerLite API → Webhooks → the webhook.",
  }),
  includeApi: z.boolean().default(false).meta({
    title: "Also subscribers made by the API",
    description:
      "Whom Shopbell itself and other programs bring into MailerLite counts as subscribed, too. Leave it off where an automation here adds people there.",
  }),
});

const signed: BodySignature = { header: "Signature", encoding: "hex", secretWords: "secret" };

const subscribed = "contact.subscribed";
const unsubscribed = "contact.unsubscribed";

type Meaning = {
  types: string[];
  /** Of events about how a subscriber stands: the member that tells since when. Others tell no time of their own. */
  since?: string;
};

/**
 * What an event tells. MailerLite stops mailing who complained of spam, so a complaint is a bounce and a leave, too.
 *
 * A loop between two tools ends because who was made by the API is nothing, as far as MailerLite tells: `source` says how
 * a subscriber came to be, and not who made the change, so it counts for new ones alone. What is left of a loop ends
 * because a change that is made twice changes nothing, and is not told again.
 */
const events = new Map<string, Meaning>([
  ["subscriber.created", { types: [subscribed], since: "subscribed_at" }],
  ["subscriber.active", { types: [subscribed], since: "subscribed_at" }],
  ["subscriber.added_to_group", { types: [subscribed] }],
  ["subscriber.unsubscribed", { types: [unsubscribed], since: "unsubscribed_at" }],
  ["subscriber.removed_from_group", { types: [unsubscribed] }],
  ["subscriber.deleted", { types: [unsubscribed], since: "deleted_at" }],
  ["subscriber.bounced", { types: ["email.bounced"], since: "updated_at" }],
  ["subscriber.spam_reported", { types: ["email.bounced", unsubscribed], since: "updated_at" }],
  ["subscriber.updated", { types: ["customer.updated"], since: "updated_at" }],
  ...[
    "subscriber.form_submitted",
    "subscriber.automation_triggered",
    "subscriber.automation_completed",
    "campaign.sent",
    "campaign.open",
    "campaign.click",
    "campaign.draft_created",
  ].map((name): [string, Meaning] => [
    name,
    { types: [`custom.mailerlite_${name.replace("subscriber.", "").replace(".", "_")}`] },
  ]),
]);

const notUnderstood = (type: string, reason: string): Reading => ({ is: "not-understood", type, reason });

export const source = defineSource({
  settings,
  setupSteps: [
    "In MailerLite, open Integrations and choose “Use” beside “Webhooks”, under MailerLite API. Then “Generate webhook”.",
    "Give it a name, and paste {{url}} as the endpoint URL.",
    "Choose subscriber.created, subscriber.unsubscribed, subscriber.bounced and subscriber.spam_reported; with double opt-in also subscriber.active, and for changed fields subscriber.updated.",
    "If your groups are lists that people join and leave, choose subscriber.added_to_group and subscriber.removed_from_group: each counts as subscribed or unsubscribed, with the group in its data. If they only sort people, leave these two out.",
    "Save it, open it again, copy its secret and paste it here. Event batching may be on or off.",
  ],
  globalIds: false,
  tells: ["customer.updated", "contact.subscribed", "contact.unsubscribed", "email.bounced"],

  // Signed: hex HMAC-SHA256, raw body.
  async verify(request, { secret }) {
    return verifyBody(request, secret, signed);
  },

  async read(request, { includeApi }, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
    const batch = Array.isArray(body.events) ? body.events : [body];
    const readings = await Promise.all(batch.map((event) => readEvent(event, includeApi, now)));
    return together(readings, { is: "nothing", reason: "The batch is empty." });
  },

  async sign(request, { secret }) {
    return signBody(request, secret, signed);
  },

  samples,
  sampleIds,
});

async function readEvent(event: Json, includeApi: boolean, now: number): Promise<Reading> {
  if (!isObject(event)) return notUnderstood("unknown", "An event is not a JSON object.");
  const told = textIn(event.event) ?? textIn(event.type);
  if (!told) return notUnderstood("unknown", "An event has neither “event” nor “type”.");
  const meaning = events.get(told);
  if (!meaning) return notUnderstood(told, `MailerLite's “${told.slice(0, 100)}” is not known here.`);
  const subscriber = subscriberIn(event, told);
  if (told === "subscriber.created" && subscriber.source === "api" && !includeApi)
    return { is: "nothing", reason: "Made by the API, so by Shopbell or another program." };

  const id = idIn(subscriber.id);
  const changedAt = meaning.since === undefined ? undefined : changeIn(subscriber, meaning.since);
  const isKnown = id !== undefined && changedAt !== undefined;
  const key = isKnown ? `subscriber:${id}:${changedAt}` : `event:${await hashOf(event)}`;
  const facts = typesOf(meaning, subscriber).map((type): SourceFact => {
    const fact: Fact = compact({
      type,
      occurredAt: changedAt ?? instantOf(event.date) ?? now,
      customer: customerIn(subscriber),
      consent: consentIn(told, type, subscriber),
    });
    return compact({
      key: `${key}:${type}`,
      keyLastsMs: isKnown ? undefined : hashLastsMs,
      fact,
      customerRefs: id ? [`subscriber:${id}`] : undefined,
      data: event,
    });
  });
  return { is: "facts", facts };
}

/** Most events are a subscriber with the event's name; those about a group, an automation or a campaign hold one. */
function subscriberIn(event: JsonObject, told: string): JsonObject {
  if (isObject(event.subscriber)) return event.subscriber;
  return told.startsWith("campaign.") ? {} : event;
}

/** Who has yet to confirm, or has unsubscribed, is not subscribed by being made or put into a group. */
function typesOf({ types }: Meaning, { status = "active" }: JsonObject): string[] {
  return types.map((type) => (type === subscribed && status !== "active" ? "customer.updated" : type));
}

const minute = 60_000;

/**
 * When the subscriber's standing changed. Events that tell the same change a moment apart (created, active) have the same
 * `subscribed_at`. That it is renewed when somebody comes back is not documented; where it is not, `updated_at` is far later.
 */
function changeIn(subscriber: JsonObject, since: string): number | undefined {
  const own = instantOf(subscriber[since]);
  const updated = instantOf(subscriber.updated_at);
  return own !== undefined && (updated === undefined || updated - own < minute) ? own : updated;
}

/** MailerLite tries for 20 minutes. Later the same text is news: who joins a group, leaves it and joins it again. */
const hashLastsMs = 60 * minute;

async function hashOf(event: JsonObject): Promise<string> {
  return (await hmac("mailerlite", JSON.stringify(event), "hex")).slice(0, 40);
}

function customerIn(subscriber: JsonObject): Customer | undefined {
  const fields = isObject(subscriber.fields) ? subscriber.fields : {};
  return ifTold({
    email: emailIn(subscriber.email),
    firstName: textIn(fields.name),
    lastName: textIn(fields.last_name),
    phone: textIn(fields.phone),
  });
}

/** Who confirmed agreed, who unsubscribed or complained does not. Groups and deleting say nothing about that. */
function consentIn(told: string, type: string, { opted_in_at }: JsonObject): Fact["consent"] {
  if (told === "subscriber.added_to_group") return undefined;
  if (type === subscribed && textIn(opted_in_at)) return { marketing: true };
  const isOptOut = told === "subscriber.unsubscribed" || told === "subscriber.spam_reported";
  return type === unsubscribed && isOptOut ? { marketing: false } : undefined;
}
