// Proves and reads ActiveCampaign's webhooks: who joined a list, left it, bounced, got a tag or changed.
// https://developers.activecampaign.com/page/webhooks
import { z } from "zod";
import { type Customer, type Fact, instantOf } from "../../core/event";
import { isObject, type Json, type JsonObject } from "../../core/json";
import { jsonOrFormIn } from "../forms";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  defineSource,
  emailIn,
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
      "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that ActiveCampaign calls.",
  }),
  includeApi: z.boolean().default(false).meta({
    title: "Also changes made by the API",
    description:
      "What Shopbell itself and other programs change in ActiveCampaign counts, too. Leave it off where an automation here changes lists there.",
  }),
});

/**
 * A tag is no subscription: it is told under ActiveCampaign's own name, with the tag in `data`.
 *
 * A loop between two tools ends because changes made by the API are nothing; and where they count (`includeApi`), because
 * a change that is made twice changes nothing, and is not told again.
 */
const types = new Map([
  ["subscribe", "contact.subscribed"],
  ["unsubscribe", "contact.unsubscribed"],
  ["bounce", "email.bounced"],
  ["update", "customer.updated"],
  ...[
    "contact_tag_added",
    "contact_tag_removed",
    "subscriber_note",
    "contact_task_add",
    "account_add",
    "account_update",
    "account_contact_add",
    "account_contact_update",
    "sent",
    "open",
    "click",
    "reply",
    "forward",
    "share",
    "deal_add",
    "deal_update",
    "deal_note_add",
    "deal_pipeline_add",
    "deal_stage_add",
    "deal_task_add",
    "deal_task_complete",
    "deal_tasktype_add",
    "list_add",
    "sms_sent",
    "sms_reply",
    "sms_unsub",
  ].map((name): [string, string] => [name, `custom.activecampaign_${name}`]),
]);

const notUnderstood = (type: string, reason: string): Reading => ({ is: "not-understood", type, reason });

export const source = defineSource({
  settings,
  setupSteps: [
    "Make up a secret, save it here, and only then copy the address {{url}}: it holds the secret.",
    "In ActiveCampaign, open Settings → Developer → Manage Webhooks and choose “Add”.",
    "Give it a name, paste the address as the URL, with its secret, and choose a list, or all of them.",
    "As the events, choose that contacts subscribe and unsubscribe, and that campaigns bounce; also that tags are added and removed or contacts updated, if you need them.",
    "As what they are initiated by, choose “By a contact”, “By any user” and “By system”, and leave “By API” out: it would tell what Shopbell itself has just done, and what your other tools do. Save.",
    "ActiveCampaign sends every webhook once and never again: what happens while nobody answers is lost.",
  ],
  globalIds: false,
  tells: ["customer.updated", "contact.subscribed", "contact.unsubscribed", "email.bounced"],

  urlQuery: ({ secret }) => ({ secret }),

  // ActiveCampaign signs nothing: the secret in the address is the proof.
  verify: (request, { secret }) => verifySentSecret(request, secret),

  async read(request, { includeApi }, now) {
    const body = jsonOrFormIn(request);
    if (!body) return { is: "unreadable", reason: "The body is neither a form nor a JSON object." };
    const told = textIn(body.type);
    if (!told) return notUnderstood("unknown", "The body has no field “type”.");
    const type = types.get(told);
    if (!type) return notUnderstood(told, `ActiveCampaign's “${told.slice(0, 100)}” is not known here.`);
    if (!includeApi && [body.initiated_from, body.initiated_by].includes("api"))
      return { is: "nothing", reason: "Made by the API, so by Shopbell or another program." };
    if (told === "bounce" && isObject(body.bounce) && body.bounce.type === "soft")
      return { is: "nothing", reason: "A soft bounce: the next mail may well arrive." };

    const at = instantOf(body.date_time);
    const contact = isObject(body.contact) ? body.contact : {};
    const contactId = idIn(contact.id);
    const fact: Fact = compact({
      type,
      occurredAt: at ?? now,
      customer: customerIn(contact),
      consent: consentIn(told, body),
    });
    // Of a contact's own state a second tells one change from the next; of all else there may be several in a second.
    const isOther = type.startsWith("custom.");
    const isKnown = contactId !== undefined && at !== undefined && !isOther;
    const key = isKnown ? `contact:${contactId}:${told}:${at}` : await bodyKey(request);
    const lists = isOther ? [] : listsIn(body.list);
    const facts = (lists.length > 0 ? lists : [undefined]).map(
      (list): SourceFact =>
        compact({
          key: list ? `${key}:list:${list.id}` : key,
          keyLastsMs: isKnown ? undefined : bodyKeyLastsMs,
          fact,
          customerRefs: contactId ? [`contact:${contactId}`] : undefined,
          data: list ? { ...body, list } : body,
        }),
    );
    return { is: "facts", facts };
  },

  async sign(_request, { secret }) {
    return { query: { secret } };
  },

  samples,
  sampleIds,
});

type List = { id: string; name?: string };

/** “3”, or where a contact leaves several lists at once, list[0][id] and so on. A list called 0 is none in particular. */
function listsIn(told: Json | undefined): List[] {
  const lists = (Array.isArray(told) ? told : [told]).flatMap((one): List[] => {
    const list: JsonObject = isObject(one) ? one : { id: one ?? null };
    const id = idIn(list.id);
    return id === undefined || id === "0" ? [] : [compact({ id, name: textIn(list.name) })];
  });
  return [...new Map(lists.map((list) => [list.id, list])).values()];
}

function customerIn(contact: JsonObject): Customer | undefined {
  return ifTold({
    email: emailIn(contact.email),
    firstName: textIn(contact.first_name),
    lastName: textIn(contact.last_name),
    phone: textIn(contact.phone),
  });
}

/** To join is to agree where it was done by the contact and not for them; to be taken off says nothing about their wish. */
function consentIn(told: string, { initiated_from }: JsonObject): Fact["consent"] {
  if (initiated_from !== "public" || !["subscribe", "unsubscribe"].includes(told)) return undefined;
  return { marketing: told === "subscribe" };
}
