// The source: GetResponse's webhooks tell who joined a list, left it or was taken off it because mail bounced.
// They come by POST as JSON; its older “callbacks” come by GET, without a retry, and are not read.
// https://apidocs.getresponse.com/v3/webhooks
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
import { verifySentSecret } from "../signatures";
import { sampleIds, samples } from "./source-samples";

const settings = z.object({
  secret: secret(z.string().trim().min(8).max(200), {
    title: "Secret",
    description:
      "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that GetResponse calls.",
  }),
});

/** Moving or copying somebody to another list is the account's own doing. https://apidocs.getresponse.com/v3/payloads */
const types = new Map([
  ["contact_added", "contact.subscribed"],
  ["contact_removed_link", "contact.unsubscribed"],
  ["contact_removed_bounce", "email.bounced"],
  ["contact_email_changed", "customer.updated"],
  ["contact_custom_field_changed", "customer.updated"],
  ["contact_copied", "custom.getresponse_contact_copied"],
  ["contact_moved", "custom.getresponse_contact_moved"],
  ["contact_rejected", "custom.getresponse_contact_rejected"],
]);

const noReading = "That somebody opened a message or followed a link is not kept.";
const noPerson = "The event is about a job of the account, and not about a person.";

const nothings = new Map([
  ["contact_opened_message", noReading],
  ["contact_clicked_message_link", noReading],
  ["contact_clicked_sms_link", noReading],
  ["contacts_import_finished", noPerson],
  ["custom_reports_file_status_changed", noPerson],
]);

/**
 * One event of a request. GetResponse does not say who made a change. A loop by way of our own API calls ends by itself:
 * who is on a list is not added again, and only people take themselves off it by the link.
 */
async function readEvent(
  event: JsonObject,
  index: number,
  request: SourceRequest,
  now: number,
): Promise<Reading> {
  const name = textIn(event.type) ?? "unknown";
  const nothing = nothings.get(name);
  if (nothing) return { is: "nothing", reason: nothing };
  const type = types.get(name);
  const contact = isObject(event.contact) ? event.contact : {};
  const email = emailIn(contact.email);
  const contactId = idIn(contact.contactId);
  if (!type || (!email && !contactId)) {
    const reason = type
      ? "The event names no contact."
      : `GetResponse's “${name.slice(0, 100)}” is not known here.`;
    return { is: "not-understood", type: name, reason };
  }
  const at = instantOf(isObject(event.event) ? event.event.occurredAt : undefined);
  const ownKey = contactId && at !== undefined ? `contact:${contactId}:${name}:${at}` : undefined;
  const fact = compact({
    key: ownKey ?? `${await requestKey(request)}:${index}`,
    keyLastsMs: ownKey ? undefined : bodyKeyLastsMs,
    fact: compact({
      type,
      occurredAt: at ?? now,
      customer: ifTold({ email, name: textIn(contact.name) }),
    }),
    customerRefs: contactId ? [`contact:${contactId}`] : undefined,
    data: event,
  });
  return { is: "facts", facts: [fact] };
}

/** The id in the header is the same in every try of one request, which may carry many events. */
async function requestKey(request: SourceRequest): Promise<string> {
  const id = idIn(request.headers.get("x-webhook-id"));
  return id ? `webhook:${id}` : bodyKey(request);
}

export const source = defineSource({
  settings,
  setupSteps: [
    "Make up a secret here and save this source.",
    "In GetResponse, open Integrations & API → API, and there Webhooks, and choose to create a webhook.",
    "Paste {{url}} as its URL, as it is, with its secret.",
    "Choose the events “Contact subscribed”, “Contact unsubscribed” and “Contact bounce removed”; if you want them, also “Contact copied”, “Contact moved”, “Contact rejected”, “Contact's email changed” and “Custom field value changed”. Save it.",
  ],
  globalIds: false,
  tells: [
    "customer.updated",
    "contact.subscribed",
    "contact.unsubscribed",
    "email.bounced",
    "custom.getresponse_contact_copied",
    "custom.getresponse_contact_moved",
    "custom.getresponse_contact_rejected",
  ],

  urlQuery: ({ secret }) => ({ secret }),

  // GetResponse signs nothing: the secret in the address is the proof.
  verify: (request, { secret }) => verifySentSecret(request, secret),

  /** Without it GetResponse takes a 200 for a failure, and sends again. */
  reply: () => ({ type: "application/json", body: '{"status":"OK"}' }),

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (typeof body !== "object" || body === null)
      return { is: "unreadable", reason: "The body is not a JSON object, nor a list of them." };
    const events = (Array.isArray(body) ? body : [body]).filter(isObject);
    const readings = await Promise.all(events.map((event, i) => readEvent(event, i, request, now)));
    return together(readings, { is: "nothing", reason: "The list of events is empty." });
  },

  async sign(_request, { secret }) {
    return { query: { secret } };
  },

  samples,
  sampleIds,
});
