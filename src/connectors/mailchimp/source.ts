// Proves and reads the webhooks of an audience: who joined it, left it, bounced or changed.
// https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/
import { z } from "zod";
import { type Customer, type Fact, instantOf } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import { jsonOrFormIn } from "../forms";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  defineSource,
  emailIn,
  hmac,
  idIn,
  ifTold,
  type Reading,
  type SourceFact,
  secret,
  textIn,
} from "../kit";
import { verifySentSecret } from "../signatures";
import { sampleIds, samples } from "./source-samples";

const settings = z.object({
  secret: secret(z.string().trim().min(8), {
    title: "Secret",
    description:
      "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that Mailchimp calls.",
  }),
});

/**
 * What a webhook tells. Mailchimp stops mailing who complained of spam, so a complaint is a bounce and a leave, too.
 *
 * No webhook says who made the change, this product or a person. A loop between two tools ends because “via the API” is
 * not ticked; and where it is, because a change that is made twice changes nothing, and is not told again.
 */
function typesOf(told: string, isComplaint: boolean): string[] | undefined {
  switch (told) {
    case "subscribe":
      return ["contact.subscribed"];
    case "unsubscribe":
      return ["contact.unsubscribed", ...(isComplaint ? ["email.bounced"] : [])];
    case "cleaned":
      return ["email.bounced", ...(isComplaint ? ["contact.unsubscribed"] : [])];
    case "profile":
    case "upemail":
      return ["customer.updated"];
    case "campaign":
      return ["custom.mailchimp_campaign"];
    default:
      return undefined;
  }
}

const notUnderstood = (type: string, reason: string): Reading => ({ is: "not-understood", type, reason });

export const source = defineSource({
  settings,
  setupSteps: [
    "Make up a secret, save it here, and only then copy the address {{url}}: it holds the secret.",
    "In Mailchimp, open Audience → All contacts → Settings → Webhooks and choose “Create New Webhook”. Each audience has webhooks of its own; they may all have this address.",
    "Paste the address as the callback URL, with its secret. Mailchimp looks at once whether somebody answers there.",
    "Tick Subscribes, Unsubscribes and Cleaned emails; also Profile updates and Email changed, if you need them.",
    "Below, tick “By a subscriber” and “By an account admin”, and leave “Via the API” unticked: it would tell what Shopbell itself has just done, and what your other tools do. Save.",
  ],
  globalIds: false,
  tells: [
    "customer.updated",
    "contact.subscribed",
    "contact.unsubscribed",
    "email.bounced",
    "custom.mailchimp_campaign",
  ],

  urlQuery: ({ secret }) => ({ secret }),

  // Mailchimp signs nothing: the secret in the address is the proof.
  verify: (request, { secret }) => verifySentSecret(request, secret),

  async read(request, _settings, now) {
    const body = jsonOrFormIn(request);
    if (!body) return { is: "unreadable", reason: "The body is neither a form nor a JSON object." };
    const told = textIn(body.type);
    if (!told) return notUnderstood("unknown", "The body has no field “type”.");
    const about = isObject(body.data) ? body.data : {};
    const types = typesOf(told, about.reason === "abuse");
    if (!types) return notUnderstood(told, `Mailchimp's “${told.slice(0, 100)}” is not known here.`);

    const firedAt = instantOf(body.fired_at); // in UTC, though it does not say so
    const customer = customerIn(about);
    const id = idIn(about.id) ?? idIn(about.new_id);
    const known = [idIn(about.list_id), id ?? (await hashOf(customer)), firedAt];
    const isKnown = !known.includes(undefined);
    const key = isKnown ? `list:${known.join(":")}` : await bodyKey(request);
    const facts = types.map((type): SourceFact => {
      const fact = compact({ type, occurredAt: firedAt ?? now, customer, consent: consentIn(type, about) });
      return compact({
        key: `${key}:${told}:${type}`,
        keyLastsMs: isKnown ? undefined : bodyKeyLastsMs,
        fact,
        customerRefs: id && told !== "campaign" ? [`member:${id}`] : undefined,
        data: body,
      });
    });
    return { is: "facts", facts };
  },

  async sign(_request, { secret }) {
    return { query: { secret } };
  },

  samples,
  sampleIds,
});

/** Stands for the address where no id is told: a key outlives a person's wish to be forgotten. */
async function hashOf(customer: Customer | undefined): Promise<string | undefined> {
  return customer?.email && (await hmac("mailchimp", customer.email, "hex")).slice(0, 24);
}

function customerIn(about: JsonObject): Customer | undefined {
  const merges = isObject(about.merges) ? about.merges : {};
  return ifTold({
    email: emailIn(about.email) ?? emailIn(about.new_email),
    firstName: textIn(merges.FNAME),
    lastName: textIn(merges.LNAME),
    phone: textIn(merges.PHONE),
  });
}

/** “Subscribed” is Mailchimp's word for who opted in to marketing. Who was deleted from the audience has said nothing. */
function consentIn(type: string, about: JsonObject): Fact["consent"] {
  if (type === "contact.subscribed") return { marketing: true };
  return type === "contact.unsubscribed" && about.action !== "delete" ? { marketing: false } : undefined;
}
