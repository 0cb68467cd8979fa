// Proves and reads the webhooks of Spotler MailPro, formerly Webpower.
import { z } from "zod";
import type { Customer } from "../../core/event";
import { isObject, type JsonObject, valuesAt } from "../../core/json";
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
  secret,
  textIn,
  textOf,
} from "../kit";
import { type BodySignature, signBody, verifyBody } from "../signatures";
import { samples } from "./samples";

const settings = z.object({
  secret: secret(z.string().trim().min(1), {
    title: "Subscriber's secret",
    description: "The secret that was given when the webhook's subscriber was made by MailPro's REST API.",
  }),
});

const signed: BodySignature = {
  header: "x-mailpro-signature",
  encoding: "hex",
  secretWords: "subscriber's secret",
};

/**
 * A created contact has not necessarily opted in, says MailPro's help: it is no subscription.
 * No notice says who made a change. A loop ends because a change that our own tool repeats changes nothing at MailPro, and
 * because the same body within a day is the same fact.
 */
const types = new Map([
  ["contact.created", "customer.updated"],
  ["contact.updated", "customer.updated"],
  ["contact.subscribed", "contact.subscribed"],
  ["contact.unsubscribed", "contact.unsubscribed"],
  ["contact.bounced", "email.bounced"],
]);

const notUnderstood = (type: string, reason: string): Reading => ({ is: "not-understood", type, reason });

export const source = defineSource({
  settings,
  setupSteps: [
    "MailPro's webhooks are made by its REST API: ask whoever manages your licence for access (in MailPro: Admin → REST credentials). The API's Swagger page lists the calls named here.",
    "Make a webhook subscriber with the delivery URL {{url}} and a secret of your own, long and random. Save the same secret here.",
    "Subscribe it to the topics you want: contact.created, and whichever of contact.updated, contact.subscribed, contact.unsubscribed and contact.bounced your licence offers.",
  ],
  globalIds: false,
  tells: ["customer.updated", "contact.subscribed", "contact.unsubscribed", "email.bounced"],

  // Signed: hex HMAC-SHA256, raw body.
  // https://mailpro.spotler.help/hc/en-gb/articles/27463751568146-Integration-Webhooks
  async verify(request, { secret }) {
    return verifyBody(request, secret, signed);
  },

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
    const topic = idIn(request.headers.get("x-mailpro-topic"))?.toLowerCase();
    if (!topic) return notUnderstood("unknown", "The request has no x-mailpro-topic header.");
    const type = types.get(topic);
    if (!type) return notUnderstood(topic, `MailPro's topic “${topic}” is not known here.`);
    const contactId = idIn(body.contact_id);
    if (!contactId) return notUnderstood(topic, "The body has no contact_id.");

    const header = (name: string) => wordIn(request.headers.get(`x-mailpro-${name}`));
    const contact = `${header("license")}:contact:${wordIn(body.campaign_id)}:${wordIn(contactId)}`;
    const key = `${contact}:${topic}:${header("subscriber-id")}`;
    const data = { ...body, fields: fieldsIn(body) };
    return {
      is: "facts",
      facts: [
        {
          // A contact is created once; whatever else happens to it has neither an id nor a time.
          ...(topic === "contact.created"
            ? { key }
            : { key: `${key}:${await bodyKey(request)}`, keyLastsMs: bodyKeyLastsMs }),
          fact: compact({ type, occurredAt: now, customer: customerIn(body, data.fields) }),
          customerRefs: [contact],
          data,
        },
      ],
    };
  },

  async sign(request, { secret }) {
    return signBody(request, secret, signed);
  },

  samples,
  sampleIds: ["4100001", "4100002", "4100003", "4100004", "4100005"],
});

/** A part of a key, without spaces. */
const wordIn = (value: unknown): string => (idIn(value) ?? "-").replace(/\s+/g, "-");

/** MailPro's list of `{field, value}` as an object, so that conditions and templates can name a field. */
function fieldsIn(body: JsonObject): JsonObject {
  const told = valuesAt(body, "fields").filter(isObject);
  return Object.fromEntries(
    told.flatMap(({ field, value = null }) => {
      const name = textIn(field);
      return name ? [[name, value] as const] : [];
    }),
  );
}

/** Accounts name their fields themselves: these are the usual ones, in English and Dutch. */
const usualNames = {
  firstName: ["firstname", "voornaam"],
  lastName: ["lastname", "achternaam"],
  name: ["name", "fullname", "naam"],
};

function customerIn(body: JsonObject, fields: JsonObject): Customer | undefined {
  const plain = new Map(
    Object.entries(fields).map(([name, value]) => [name.toLowerCase().replace(/[^a-z]/g, ""), textIn(value)]),
  );
  const named = (names: string[]) => names.map((name) => plain.get(name)).find((one) => one !== undefined);
  return ifTold({
    email: emailIn(body.email),
    name: named(usualNames.name),
    firstName: named(usualNames.firstName),
    lastName: named(usualNames.lastName),
    phone: textIn(body.mobile_nr),
    language: textIn(body.lang),
  });
}
