// Proves and reads the webhooks of MailerLite Classic: who joined the account or a group, left, bounced or changed.
// https://developers-classic.mailerlite.com/docs/webhooks
import { z } from "zod";
import { type Customer, type Fact, instantOf } from "../../core/event";
import { isObject, type Json, type JsonObject } from "../../core/json";
import {
  bodyKeyLastsMs,
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
  apiKey: secret(z.string().trim().min(1), {
    title: "API key",
    description:
      "In MailerLite Classic: Integrations → MailerLite API. It signs the webhooks that were made with it.",
  }),
});

const signed: BodySignature = {
  header: "X-MailerLite-Signature",
  encoding: "base64",
  secretWords: "API key",
};

const subscribed = "contact.subscribed";
const unsubscribed = "contact.unsubscribed";

/**
 * What an event tells. A complaint of spam is a bounce and a leave, too: who complained gets no more mail.
 *
 * No event says who made the change. A loop between two tools ends because a change that is made twice changes nothing,
 * and is not told again.
 */
const types = new Map([
  ["subscriber.create", [subscribed]],
  ["subscriber.active", [subscribed]],
  ["subscriber.add_to_group", [subscribed]],
  ["subscriber.unsubscribe", [unsubscribed]],
  ["subscriber.remove_from_group", [unsubscribed]],
  ["subscriber.bounced", ["email.bounced"]],
  ["subscriber.complaint", ["email.bounced", unsubscribed]],
  ["subscriber.update", ["customer.updated"]],
  ...[
    "subscriber.added_through_webform",
    "subscriber.automation_triggered",
    "subscriber.automation_complete",
    "campaign.sent",
  ].map((name): [string, string[]] => [
    name,
    [`custom.mailerlite_classic_${name.replace("subscriber.", "").replace(".", "_")}`],
  ]),
]);

const notUnderstood = (type: string, reason: string): Reading => ({ is: "not-understood", type, reason });

export const source = defineSource({
  settings,
  setupSteps: [
    "Copy the API key from MailerLite Classic (Integrations → MailerLite API), and paste it here. Webhooks can be made by its API alone: someone who can call an API does the next step once for each event.",
    'POST https://api.mailerlite.com/api/v2/webhooks with the header X-MailerLite-ApiKey (that same key), the content type application/json and the body {"event": "subscriber.unsubscribe", "url": "{{url}}"}.',
    "Do it for subscriber.create, subscriber.unsubscribe, subscriber.bounced and subscriber.complaint; with double opt-in also for subscriber.active, and for changed fields subscriber.update.",
    "If your groups are lists that people join and leave, also for subscriber.add_to_group and subscriber.remove_from_group: each counts as subscribed or unsubscribed, with the group in its data. If they only sort people, leave these two out.",
  ],
  globalIds: false,
  tells: ["customer.updated", "contact.subscribed", "contact.unsubscribed", "email.bounced"],

  // Signed: base64 HMAC-SHA256, raw body, by the API key. The public page does not say so; programs that check it do.
  async verify(request, { apiKey }) {
    return verifyBody(request, apiKey, signed);
  },

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!isObject(body) || !Array.isArray(body.events))
      return { is: "unreadable", reason: "The body is not a JSON object with a list of events." };
    const readings = await Promise.all(body.events.map((event) => readEvent(event, now)));
    return together(readings, { is: "nothing", reason: "The list of events is empty." });
  },

  async sign(request, { apiKey }) {
    return signBody(request, apiKey, signed);
  },

  samples,
  sampleIds,
});

async function readEvent(event: Json, now: number): Promise<Reading> {
  const told = isObject(event) ? textIn(event.type) : undefined;
  if (!isObject(event) || !told) return notUnderstood("unknown", "An event has no “type”.");
  const known = types.get(told);
  if (!known) return notUnderstood(told, `MailerLite Classic's “${told.slice(0, 100)}” is not known here.`);
  const about = isObject(event.data) ? event.data : {};
  const subscriber = isObject(about.subscriber) ? about.subscriber : {};
  const id = idIn(subscriber.id);
  const at = instantOf(event.timestamp);
  const group = isObject(about.group) ? idIn(about.group.id) : undefined;
  const isKnown = id !== undefined && at !== undefined && !known[0]?.startsWith("custom.");
  const key = isKnown ? `subscriber:${id}:${group ?? "account"}:${at}` : `event:${await hashOf(event)}`;
  const facts = typesOf(known, subscriber).map((type): SourceFact => {
    const fact: Fact = compact({
      type,
      occurredAt: at ?? now,
      customer: customerIn(subscriber),
      consent: consentIn(told, type),
    });
    return compact({
      key: `${key}:${type}`,
      keyLastsMs: isKnown ? undefined : bodyKeyLastsMs,
      fact,
      customerRefs: id ? [`subscriber:${id}`] : undefined,
      data: event,
    });
  });
  return { is: "facts", facts };
}

/** Who has yet to confirm, or has unsubscribed, is not subscribed by being made or put into a group. */
function typesOf(types: string[], { type: standing = "active" }: JsonObject): string[] {
  return types.map((type) => (type === subscribed && standing !== "active" ? "customer.updated" : type));
}

async function hashOf(event: JsonObject): Promise<string> {
  return (await hmac("mailerlite-classic", JSON.stringify(event), "hex")).slice(0, 40);
}

/** `name` is the first name; what else is known is in a list of `{key, value}`. */
function customerIn(subscriber: JsonObject): Customer | undefined {
  const fields = Array.isArray(subscriber.fields) ? subscriber.fields.filter(isObject) : [];
  const field = (key: string) => textIn(fields.find((one) => one.key === key)?.value);
  return ifTold({
    email: emailIn(subscriber.email),
    firstName: textIn(subscriber.name) ?? field("name"),
    lastName: field("last_name"),
    phone: field("phone"),
  });
}

/** Who unsubscribed or complained does not agree. To leave a group says nothing about that, nor does joining. */
function consentIn(told: string, type: string): Fact["consent"] {
  const isOptOut = told === "subscriber.unsubscribe" || told === "subscriber.complaint";
  return type === unsubscribed && isOptOut ? { marketing: false } : undefined;
}
