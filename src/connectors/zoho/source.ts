// Proves and reads what Zoho CRM sends: notifications, whose records are fetched, or webhooks of workflow rules.
import { isObject } from "../../core/json";
import { defineSource, jsonIn, refused, textIn, textOf, toHex, verified } from "../kit";
import { readPlain } from "../plain";
import { byPurchase, type KeyOf, recurs } from "../plain-keys";
import { isSameText, verifySentSecret } from "../signatures";
import { accessIn, keepChannel } from "./api";
import { complete } from "./complete";
import { isNotice, readNotices, recordIdIn } from "./notices";
import { sampleIds, samples } from "./samples";
import { settings } from "./settings";

const week = 7 * 24 * 3600 * 1000;
/** A channel lasts a week at the most; a clock that is ahead must not ask for more. */
const channelLastsMs = week - 3600 * 1000;

/** A record by its id; one that goes on changing by the time of the change too, and without that by the body. */
const byRecord: KeyOf = ({ type, body, fields }) => {
  const id = recordIdIn(body.id);
  if (!id) return undefined;
  if (!recurs(type)) return `id:${type}:${id}`;
  const at = fields.instant("changedAt");
  return at === undefined ? undefined : `id:${type}:${id}:${at}`;
};

export const source = defineSource({
  settings,
  setupSteps: [
    "Choose how events come. Notifications: Shopbell sets them up in Zoho CRM by itself, renews them, and fetches each record. Workflow webhooks: you make a rule in Zoho CRM and choose what it sends.",
    "Notifications: open Zoho's API Console (api-console.zoho.com, or .eu, .in and so on) and choose “Self Client”. Copy client ID and client secret here.",
    "On its tab “Generate Code”, enter the scope ZohoCRM.modules.READ,ZohoCRM.notifications.ALL and the longest time, and create the code. Exchange it before it expires: curl -d grant_type=authorization_code -d client_id=… -d client_secret=… -d code=… https://accounts.zoho.com/oauth/v2/token (with the end of your own data center). Copy the refresh_token of the answer here.",
    "Make up a token of at most 50 characters and save. Shopbell asks Zoho CRM to notify {{url}} of new leads, of new and changed contacts, and of deals: a deal that reaches a stage of won deals is a purchase.",
    "Workflow webhooks: make up a secret here, save, and in Zoho CRM open Setup → Automation → Actions → Webhooks → Configure Webhook. Method POST, URL to Notify {{url}} as it is, with its secret; body type Form-Data, or Raw with JSON.",
    "As custom parameters (fixed texts) add type with lead.created, customer.updated or purchase.completed. As module parameters add id (Lead Id or Contact Id), email, firstName, lastName and phone; for won deals orderId (Deal Id), amount, currency and the contact's email. Use the webhook in a workflow rule, such as “when a lead is created” or “when the stage of a deal becomes Closed Won”.",
  ],
  globalIds: false,
  tells: [
    "purchase.completed",
    "lead.created",
    "customer.updated",
    "custom.zoho_contact_deleted",
    "custom.zoho_deal_created",
    "custom.zoho_deal_deleted",
    "custom.zoho_deal_updated",
    "custom.zoho_lead_deleted",
    "custom.zoho_lead_updated",
  ],
  bodyHoldsProof: true,

  urlQuery: ({ integration, secret }): Record<string, string> =>
    integration === "workflow" && secret ? { secret } : {},

  async verify(request, { integration, token = "", secret = "" }) {
    if (integration === "workflow") return verifySentSecret(request, secret);
    // Zoho signs nothing: the token of the channel comes in the body. Nothing else of it is looked at before.
    const body = jsonIn(textOf(request) ?? "");
    const given = isObject(body) ? textIn(body.token) : undefined;
    if (!given) return refused("missing", "The body has no token.");
    return (await isSameText(token, given))
      ? verified
      : refused("mismatch", "The token that came is not the saved one.");
  },

  async read(request, { wonStages }, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (isObject(body) && isNotice(body)) return readNotices(body, request, wonStages, now);
    return readPlain(request, { keys: [byPurchase, byRecord], followsIds: true }, now);
  },

  /** The token of a notification is in its body, which only Zoho writes. */
  async sign(_request, { integration, secret }) {
    return integration === "workflow" && secret ? { query: { secret } } : undefined;
  },

  async subscribe(all, url, send, now) {
    const access = accessIn(all);
    if (all.integration !== "notifications" || !access || !all.token) return { is: "unchecked" };
    const channel = {
      id: all.channelId ?? (await channelIdOf(url)),
      url,
      token: all.token,
      events: all.modules.flatMap((module) =>
        module === "Leads" ? ["Leads.create"] : [`${module}.create`, `${module}.edit`],
      ),
      expiresAt: now + channelLastsMs,
    };
    return keepChannel(access, channel, send, now);
  },

  complete: {
    limits: { concurrency: 1, perSecond: 2 }, // one at a time: at first each would fetch a token of its own
    timeLimitMs: 20_000,
    run: ({ event, settings: all, send, now }) => complete(event, all, send, now),
  },

  samples,
  sampleIds,
});

/** A number of 15 digits that is the same for this address each time. */
async function channelIdOf(url: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(url));
  return String(
    10 ** 14 + (Number.parseInt(toHex(new Uint8Array(digest)).slice(0, 13), 16) % (9 * 10 ** 14)),
  );
}
