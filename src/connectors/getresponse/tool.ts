// The tool: customers join a list and leave it again. GetResponse takes people in by a queue, and says only that they are in it.
// https://apireference.getresponse.com/#operation/createContact
import { z } from "zod";
import type { Verdict } from "../../core/delivery";
import type { ShopEvent } from "../../core/event";
import { isObject, type Json } from "../../core/json";
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
  compact,
  defineAction,
  defineTool,
  emailIn,
  idIn,
  type Send,
  secret,
  standInUrl,
  textIn,
} from "../kit";
import { ask, type Call, checked, notFrom, path, type Reply } from "../rest";
import { apiOf, codeOf } from "./api";
import { customFieldsOf, listsOf } from "./choices";

const settings = z
  .object({
    apiKey: secret(
      z
        .string()
        .trim()
        .regex(/^[!-~]{8,200}$/, {
          error: "is not a key of GetResponse's: copy it alone, without “api-key” before it",
        }),
      {
        title: "API key",
        description:
          "In GetResponse: Integrations & API → API → Generate API key (https://app.getresponse.com/api).",
      },
    ),
    account: z.enum(["getresponse", "max-us", "max-pl"]).default("getresponse").meta({
      title: "Account",
      description:
        "max-us and max-pl are GetResponse MAX at getresponse360.com and getresponse360.pl; your account manager at GetResponse knows which.",
    }),
    domain: z
      .string()
      .trim()
      .max(253)
      .regex(/^(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+$/i, {
        error: "is not a domain alone, such as example.com, without https:// and www.",
      })
      .optional()
      .meta({
        title: "Domain",
        description: "With GetResponse MAX: the domain that the account is registered with.",
      }),
    baseUrl: standInUrl,
  })
  .refine(({ account, domain }) => account === "getresponse" || domain !== undefined, {
    path: ["domain"],
    error: "is missing: GetResponse MAX knows an account by the domain that it is registered with",
  })
  .refine(({ account, domain }) => account !== "getresponse" || domain === undefined, {
    path: ["domain"],
    error: "is for GetResponse MAX only: choose max-us or max-pl as the account, or leave this empty",
  });
type Settings = z.output<typeof settings>;

const idPattern = /^[\w-]{1,64}$/;

const list = z
  .string()
  .trim()
  .regex(idPattern, { error: "is not the id of a list" })
  .meta({ title: "List", description: "Also called a campaign." });

const lane = (event: ShopEvent, input: { campaignId: string }) => customerLane(event, input.campaignId);

// ── Joining ────────────────────────────────────────────────────────────────────────────────────

const addInput = z.object({
  campaignId: list,
  email: emailField,
  dayOfCycle: z.int().min(0).max(10_000).default(0).meta({
    title: "Day of the autoresponder cycle",
    description: "Where new people begin; 0 is the start. Who is on the list already stays where they are.",
  }),
  fields: moreFields(
    {
      title: "Custom fields",
      description:
        "Custom field and value; values may be templates, and empty ones are not sent. The name is the customer's.",
    },
    z.string().regex(idPattern, { error: "is not the id of a custom field" }),
  ),
});

const addToCampaign = defineAction<typeof addInput, Settings>({
  title: "Add to a list",
  input: addInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { campaignId: listsOf, fields: customFieldsOf },
  repeatable: true, // a list has an address once
  lane,
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const say = (call: Call) => ask(apiOf(settings), call, send, now);
    const fields = Object.entries(told(input.fields ?? {}));
    const customFieldValues = fields.map(([customFieldId, value]) => ({ customFieldId, value: [value] }));
    const added = await say({
      method: "POST",
      path: "/contacts",
      body: compact({
        email: address,
        campaign: { campaignId: input.campaignId },
        name: nameOf(event),
        dayOfCycle: String(input.dayOfCycle),
        customFieldValues: fields.length > 0 ? customFieldValues : undefined,
      }) as Json, // compact leaves no undefined
    });
    if (added.is === "told") return queued;
    if (!isThereAlready(added)) return setbackOf(added, address);
    if (fields.length === 0) return { is: "done", note: "They were on this list already." };

    // Updating the contact itself would replace all its custom fields; this leaves the others alone.
    const contact = await contactOn(input.campaignId, address, settings, send, now);
    if (contact === undefined) return waiting;
    if ("is" in contact) return contact;
    const updated = await say({
      method: "POST",
      path: path`/contacts/${contact.id}/custom-fields`,
      body: { customFieldValues },
    });
    if (updated.is === "told")
      return { is: "done", note: "They were on this list already; their custom fields are updated." };
    if (isGone(updated))
      return { is: "retry", reason: "They left the list at this very moment, so they are added anew." };
    return setbackOf(updated, address);
  },
});

const queued: Verdict = {
  is: "done",
  note: "GetResponse takes them in within minutes. It may still refuse them without telling, and a list with double opt-in waits until they confirm.",
};

const waiting: Verdict = {
  is: "done",
  note: "They are on this list already, but GetResponse does not show them yet, so their custom fields stay as they are. They may still have to confirm.",
};

const longestName = 128;

/** Cut between characters: half an emoji is no text. */
function nameOf(event: ShopEvent): string | undefined {
  return textIn([...(namesOf(event).full ?? "")].slice(0, longestName).join(""));
}

const isThereAlready = (reply: Reply) => reply.is === "objection" && codeOf(reply.json) === 1008;
const isGone = (reply: Reply) => reply.is === "objection" && codeOf(reply.json) === 1013;

/** @returns undefined when GetResponse shows nobody of this address on the list */
async function contactOn(
  campaignId: string,
  address: string,
  settings: Settings,
  send: Send,
  now: number,
): Promise<{ id: string } | Verdict | undefined> {
  const query = {
    "query[email]": address,
    "query[campaignId]": campaignId,
    additionalFlags: "exactMatch",
    fields: "email,campaign",
  };
  const reply = await ask(apiOf(settings), { method: "GET", path: "/contacts", query }, send, now);
  if (reply.is !== "told") return setbackOf(reply, address);
  const notTheirs: Verdict = { is: "retry", reason: notFrom({ name: "GetResponse" }, reply.status) };
  if (!Array.isArray(reply.json)) return notTheirs;
  // A search may find what is merely alike, and what is found may be deleted.
  const contact = reply.json.filter(isObject).find(({ email, campaign }) => {
    const place = isObject(campaign) ? idIn(campaign.campaignId) : undefined;
    return emailIn(email) === address && (place === undefined || place === campaignId);
  });
  if (contact === undefined) return undefined;
  const id = idIn(contact.contactId);
  return id === undefined ? notTheirs : { id };
}

function setbackOf(reply: Reply & { is: "objection" | "setback" }, address: string): Verdict {
  if (reply.is === "setback") return reply.setback;
  const { status, words, json } = reply;
  const code = codeOf(json);
  if (code === 1001 || code === 1013 || (code === 1000 && /campaign|customField/i.test(words)))
    return {
      is: "failed",
      reason:
        "GetResponse no longer has this list, or one of the custom fields: choose them anew in the automation.",
    };
  if (code === 1002)
    return {
      is: "failed",
      reason:
        "GetResponse does not take this address: it is on a blocklist, its mail bounced, it was removed before, or it does not exist. They can still sign up by one of GetResponse's forms.",
    };
  if (code === 1027)
    return {
      is: "retry",
      reason:
        "The GetResponse plan holds no more contacts. Remove some, or take a larger plan, and they are added.",
      afterMs: hour,
    };
  return {
    is: "failed",
    reason: `GetResponse does not accept this (${code ?? status}): ${withoutAddress(words, address)}`,
  };
}

const hour = 3_600_000;

// ── Leaving ────────────────────────────────────────────────────────────────────────────────────

const removeInput = z.object({ campaignId: list, email: emailField });

const removeFromCampaign = defineAction<typeof removeInput, Settings>({
  title: "Remove from a list",
  input: removeInput,
  inputVersion: 1,
  needs: ["customer.email"],
  choices: { campaignId: listsOf },
  repeatable: true,
  lane,
  async run({ event, input, settings, send, now }) {
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const contact = await contactOn(input.campaignId, address, settings, send, now);
    if (contact === undefined) return notThere;
    if ("is" in contact) return contact;
    // A contact is somebody on one list: their other lists keep them.
    const call: Call = { method: "DELETE", path: path`/contacts/${contact.id}` };
    const removed = await ask(apiOf(settings), call, send, now);
    return removed.is === "told" || isGone(removed) ? { is: "done" } : setbackOf(removed, address);
  },
});

/**
 * Who was added moments ago may still be in GetResponse's queue, or have a confirmation before them: both are invisible,
 * for minutes or for ever. Waiting would not tell them from somebody who was never added, so a person is told instead.
 */
const notThere: Verdict = {
  is: "done",
  note: "They are not on this list. Had they been added minutes ago, or not confirmed yet, they could still appear: then remove them in GetResponse.",
};

// ── The tool ───────────────────────────────────────────────────────────────────────────────────

export const tool = defineTool({
  settings,
  // Ten at once, 80 requests a second and 30,000 in ten minutes are documented; a run makes up to three.
  limits: { concurrency: 8, perSecond: 15 },
  timeLimitMs: 30_000,
  async check(account, send) {
    const api = apiOf(account);
    const call: Call = { method: "GET", path: "/accounts", query: { fields: "accountId" } };
    const reply = await ask(api, call, send, 0);
    return checked(api, reply, (json) => isObject(json) && idIn(json.accountId) !== undefined);
  },
  actions: { "add-to-campaign": addToCampaign, "remove-from-campaign": removeFromCampaign },
  place: placeBy("campaignId"),
});
