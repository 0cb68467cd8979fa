// The tool: customers join a list and leave it. Each may be done twice and comes to the same.
// https://developers.activecampaign.com/reference/update-list-status-for-contact
import { z } from "zod";
import type { Verdict } from "../../core/delivery";
import type { ShopEvent } from "../../core/event";
import { isObject, type Json, type JsonObject } from "../../core/json";
import {
  addressOf,
  customerLane,
  emailField,
  moreFields,
  namesOf,
  noAddress,
  placeBy,
  told,
  withoutAddress,
} from "../contacts";
import {
  defineAction,
  defineTool,
  emailIn,
  idIn,
  outboundUrl,
  type Send,
  secret,
  standInUrl,
  textIn,
} from "../kit";
import { ask, type Call, checked, path, type Reply } from "../rest";
import { apiOf, isMissing, itemsIn, notActiveCampaign } from "./api";
import { fieldsOf, listsOf } from "./choices";

const settings = z.object({
  apiUrl: outboundUrl(
    z
      .string()
      .trim()
      .max(200)
      .refine(isApiUrl, {
        error: "is not an API URL of ActiveCampaign's, such as https://youraccount.api-us1.com",
      })
      .transform((url) => new URL(url).origin),
    {
      title: "API URL",
      description: "In ActiveCampaign: Settings → Developer → API Access → URL. Copy it as it is.",
    },
  ),
  apiKey: secret(
    z
      .string()
      .trim()
      .regex(/^[\w-]{20,200}$/, {
        error: "is not an API key of ActiveCampaign's: a long row of letters and digits",
      }),
    {
      title: "API key",
      description:
        "In ActiveCampaign: Settings → Developer → API Access → Key. Each user has their own, and it may do what they may do.",
    },
  ),
  baseUrl: standInUrl,
});
type Settings = z.output<typeof settings>;

/** Hosts are not told apart further: ActiveCampaign does not promise theirs. */
function isApiUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, username, password, search, hash } = new URL(text);
  return (
    protocol === "https:" && username + password + search + hash === "" && /^(?:\/api\/3)?\/*$/.test(pathname)
  );
}

const list = z
  .string()
  .trim()
  .regex(/^\d{1,18}$/, { error: "is not the id of a list" })
  .meta({ title: "List" });

const lane = (event: ShopEvent, input: { listId: string }) => customerLane(event, input.listId);

// ── How somebody stands with a list ────────────────────────────────────────────────────────────

const active = "1";
const unsubscribed = "2";

/** Standings that stay as they are. All others mean that somebody left, also 91, by which the API v1 took people off. */
const standingNotes: Record<string, string> = {
  "0": "They are on the list once they confirm the mail that ActiveCampaign sent them.",
  "3": "Mail to them bounced before, so ActiveCampaign sends them nothing.",
};
const stayOff = "They had left this list, and stay off it.";

/** What one run keeps asking about. */
type Matter = { listId: string; address: string; asks(call: Call): Promise<Reply> };

function matterOf(
  listId: string,
  address: string,
  { settings, send, now }: { settings: Settings; send: Send; now: number },
): Matter {
  return { listId, address, asks: (call) => ask(apiOf(settings), call, send, now) };
}

/** How many ActiveCampaign gives at once unless asked for another number. */
const usualPage = 20;

/**
 * Undefined for who was never on the list. Whoever is overlooked here is subscribed against their will, so this reads
 * to the end, although ActiveCampaign does not say whether these come in pages. The run's time limit bounds it.
 */
async function standingOf(
  contactId: string,
  { listId, address, asks }: Matter,
): Promise<{ status: string | undefined } | Verdict> {
  const seen = new Set<string | undefined>();
  for (;;) {
    const reply = await asks({
      method: "GET",
      path: path`/contacts/${contactId}/contactLists`,
      ...(seen.size > 0 ? { query: { limit: String(usualPage), offset: String(seen.size) } } : {}),
    });
    if (reply.is === "setback") return reply.setback;
    if (reply.is === "objection") return isMissing(reply) ? contactGone : objectionTo(reply, address);
    const memberships = itemsIn(reply.json, "contactLists");
    if (!memberships) return notActiveCampaign(reply.status);
    const here = memberships.find(({ list }) => idIn(list) === listId);
    if (here) return statusIn(here) ?? notActiveCampaign(reply.status);
    const before = seen.size;
    for (const { list } of memberships) seen.add(idIn(list));
    if (memberships.length < usualPage || seen.size === before) return { status: undefined };
  }
}

function statusIn(membership: Json | undefined): { status: string } | undefined {
  const status = isObject(membership) ? textIn(membership.status) : undefined;
  return status === undefined ? undefined : { status };
}

async function setStatus(
  status: typeof active | typeof unsubscribed,
  contactId: string,
  { listId, address, asks }: Matter,
  more: JsonObject = {},
): Promise<Verdict> {
  const reply = await asks({
    method: "POST",
    path: "/contactLists",
    body: { contactList: { list: listId, contact: contactId, status, ...more } },
  });
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection") {
    if (/\balready\b/i.test(reply.words)) return { is: "done" }; // somebody else was faster
    if (!isMissing(reply)) return objectionTo(reply, address);
    return /\b(?:contact|subscriber)\b/i.test(reply.words) ? contactGone : listGone;
  }
  const set = statusIn(isObject(reply.json) ? reply.json.contactList : undefined);
  if (!set) return notActiveCampaign(reply.status);
  return set.status === status ? { is: "done" } : notSet;
}

const contactGone: Verdict = {
  is: "retry",
  reason:
    "ActiveCampaign named a contact and then had none: it was deleted meanwhile, or the API key's user may not see it.",
};

const listGone: Verdict = {
  is: "failed",
  reason: "ActiveCampaign no longer has this list: choose another one in the automation.",
};

const notSet: Verdict = {
  is: "retry",
  reason: "ActiveCampaign took the change, but still tells another standing on the list.",
};

function objectionTo({ status, words }: Reply & { is: "objection" }, address: string): Verdict {
  if (/address is not valid/i.test(words))
    return { is: "failed", reason: "ActiveCampaign does not take this e-mail address for a valid one." };
  return {
    is: "failed",
    reason: `ActiveCampaign does not accept this (${status}): ${withoutAddress(words, address)}`,
  };
}

// ── Joining ────────────────────────────────────────────────────────────────────────────────────

const addInput = z.object({
  listId: list,
  email: emailField,
  resubscribe: z.boolean().default(false).meta({
    title: "Also people who left",
    description:
      "Subscribes those again who unsubscribed from this list, and those whom an automation took off it: ActiveCampaign does not tell the two apart. Only where they agreed to it.",
  }),
  fields: moreFields(
    {
      title: "Custom fields",
      description:
        "Field and value; values may be templates, and empty ones are not sent. Names and phone number are the customer's.",
    },
    z.string().regex(/^\d{1,18}$/, { error: "is not the id of a custom field" }),
  ),
});
type AddInput = z.output<typeof addInput>;

const addToList = defineAction<typeof addInput, Settings>({
  title: "Add to a list",
  input: addInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { listId: listsOf, fields: fieldsOf },
  repeatable: true, // contacts are known by their address, and who is active stays so
  lane,
  async run({ event, input, ...how }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const matter = matterOf(input.listId, address, how);
    const contact = contactOf(address, input, event);
    const synced = await matter.asks({ method: "POST", path: "/contact/sync", body: { contact } });
    if (synced.is === "setback") return synced.setback;
    if (synced.is === "objection")
      return contact.fieldValues && isMissing(synced) ? fieldGone : objectionTo(synced, address);
    const contactId = isObject(synced.json) ? contactIdIn(synced.json.contact) : undefined;
    if (contactId === undefined) return notActiveCampaign(synced.status);

    // To set somebody active subscribes them again without a word, even who unsubscribed by themselves.
    const standing = await standingOf(contactId, matter);
    if ("is" in standing) return standing;
    const { status } = standing;
    if (status === undefined) return setStatus(active, contactId, matter);
    if (status === active) return { is: "done" };
    const note = standingNotes[status];
    if (note !== undefined || !input.resubscribe) return { is: "done", note: note ?? stayOff };
    return setStatus(active, contactId, matter, { sourceid: 4 });
  },
});

function contactOf(address: string, { fields }: AddInput, event: ShopEvent): JsonObject {
  const { first, last } = namesOf(event);
  const fieldValues = Object.entries(told(fields ?? {})).map(([field, value]) => ({ field, value }));
  return {
    email: address,
    ...told({ firstName: first, lastName: last, phone: event.customer?.phone }),
    ...(fieldValues.length > 0 ? { fieldValues } : {}),
  };
}

const contactIdIn = (contact: Json | undefined) => (isObject(contact) ? idIn(contact.id) : undefined);

const fieldGone: Verdict = {
  is: "failed",
  reason: "ActiveCampaign no longer has one of these custom fields: choose them again in the automation.",
};

// ── Leaving ────────────────────────────────────────────────────────────────────────────────────

const removeInput = z.object({ listId: list, email: emailField });

const removeFromList = defineAction<typeof removeInput, Settings>({
  title: "Remove from a list",
  input: removeInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { listId: listsOf },
  repeatable: true,
  lane,
  async run({ event, input, ...how }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const matter = matterOf(input.listId, address, how);
    const found = await matter.asks({ method: "GET", path: "/contacts", query: { email: address } });
    if (found.is === "setback") return found.setback;
    if (found.is === "objection") return objectionTo(found, address);
    const contacts = itemsIn(found.json, "contacts");
    if (!contacts) return notActiveCampaign(found.status);
    const contactId = contactIdIn(contacts.find(({ email }) => emailIn(email) === address));
    if (contactId === undefined) return notOnList;

    // To set somebody unsubscribed who never was on the list would keep them from joining it later.
    const standing = await standingOf(contactId, matter);
    if ("is" in standing) return standing;
    if (standing.status === undefined || standing.status === unsubscribed) return notOnList;
    return setStatus(unsubscribed, contactId, matter);
  },
});

const notOnList: Verdict = { is: "done", note: "They were not on this list." };

// ── The tool ───────────────────────────────────────────────────────────────────────────────────

export const tool = defineTool({
  settings,
  // An account has 5 requests per second, whoever makes them, and a run makes 3.
  limits: { concurrency: 2, perSecond: 1 },
  timeLimitMs: 30_000,
  async check(account, send) {
    const api = apiOf(account);
    const reply = await ask(api, { method: "GET", path: "/users/me" }, send, 0);
    return checked(api, reply, (json) => isObject(json) && isObject(json.user));
  },
  actions: { "add-to-list": addToList, "remove-from-list": removeFromList },
  place: placeBy("listId"),
});
