// Leads of Facebook's and Instagram's ads. Meta tells of both by one webhook of an app (object page, field leadgen), and
// only that there is a lead: what the person answered is fetched, see meta-leads-fetch.ts.
// https://developers.facebook.com/docs/graph-api/webhooks/getting-started/webhooks-for-leadgen
import { z } from "zod";
import { instantOf } from "../core/event";
import { isObject, type JsonObject, valuesAt } from "../core/json";
import {
  defineSource,
  hmac,
  hmacMatches,
  jsonIn,
  type Reading,
  refused,
  type Source,
  type SourceFact,
  secret,
  standInUrl,
  textIn,
  textOf,
  verified,
} from "./kit";
import { fetchLead, isOfOtherPage, leadIdIn, type Platform, platformNames } from "./meta-leads-fetch";
import { sampleIds, samples } from "./meta-leads-samples";
import { isSameText } from "./signatures";

/** Neither has spaces or line breaks: those come from copying too much. */
const pasted = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .regex(/^[!-~]*$/, { error: "is not one word: copy it again, without spaces and line breaks" });

const settingsOf = (own: Platform) =>
  z.object({
    appSecret: secret(pasted, {
      title: "App secret",
      description:
        "In Meta's App Dashboard (developers.facebook.com/apps): App settings → Basic → App secret.",
    }),
    verifyToken: secret(z.string().trim().min(1).max(200), {
      title: "Verify token",
      description:
        "Make one up, long and random; the App Dashboard asks for the same text beside the callback URL.",
    }),
    pageAccessToken: secret(pasted, {
      title: "Page access token",
      description:
        "Of the page whose ads have the forms, with the permissions leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement and ads_management. Take one that does not expire.",
    }),
    pageId: z
      .string()
      .trim()
      .regex(/^\d{0,30}$/, { error: "is not a page's id, which has digits only" })
      .optional()
      .meta({
        title: "Page id",
        description: "Where the app has several pages: only leads of this one are taken. Empty: of all.",
      }),
    platforms: z
      .enum([own, "both"])
      .default(own === "instagram" ? own : "both")
      .meta({
        title: "Leads from",
        description:
          "Meta tells an app of the leads of both, at one address. Choose “both” unless another source takes the other's.",
        enumLabels: { [own]: `${platformNames[own]} only`, both: "Facebook and Instagram" },
      }),
    marketingCheckbox: z.string().trim().max(200).optional().meta({
      title: "Checkbox for marketing",
      description:
        "The key of the form's consent checkbox by which people agree to marketing, such as optional_1: a lead shows its keys in data.checkboxes. Empty: consent is not told.",
    }),
    baseUrl: standInUrl,
  });

const setupSteps = [
  "You need an app of your own at https://developers.facebook.com/apps. For leads of real people it must be live and have the permission leads_retrieval by Meta's App Review. Without such an app, let Zapier or Make send the leads: Shopbell has a source for each.",
  "In Tools → Graph API Explorer, choose the app and tick leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement and ads_management. Make an access token of the page that does not expire (of a system user, or by a long-lived user token).",
  "Enter that token here, the app secret from App settings → Basic, and a verify token that you make up. Save this source.",
  "In the app, open Webhooks, choose the object “Page” and subscribe to it: paste {{url}} as the callback URL and type the same verify token. Then subscribe to the field leadgen. An app has one callback URL for all its pages, so it serves one source.",
  "Let the page install the app: in Graph API Explorer, with the page's token, send POST to (the page's id)/subscribed_apps?subscribed_fields=leadgen.",
  "Try it with https://developers.facebook.com/tools/lead-ads-testing. The Test button beside the field leadgen tells of a lead that does not exist.",
];
const ofInstagram =
  "Ads on Instagram belong to the Facebook page that the Instagram account is connected to: it is that page that tells of their leads.";

const signatureHeader = "x-hub-signature-256";

/** @param own whose leads the source is for */
export function metaLeads(own: Platform): Source {
  return defineSource({
    settings: settingsOf(own),
    setupSteps: own === "instagram" ? [ofInstagram, ...setupSteps] : setupSteps,
    globalIds: true,
    tells: ["lead.created"],

    // https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
    async handshake({ method, query }, { verifyToken }) {
      const challenge = query.get("hub.challenge") ?? "";
      if (method !== "GET" || query.get("hub.mode") !== "subscribe" || !/^\d{1,20}$/.test(challenge))
        return undefined;
      const isOurs = await isSameText(verifyToken, (query.get("hub.verify_token") ?? "").trim());
      return isOurs ? { type: "text/plain", body: challenge } : undefined;
    },

    // Signed: hex HMAC-SHA256, raw body. https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications
    async verify(request, { appSecret }) {
      const header = request.headers.get(signatureHeader)?.trim();
      if (!header) return refused("missing", "The request has no X-Hub-Signature-256 header.");
      const [, signature] = /^sha256=([0-9a-f]{64})$/i.exec(header) ?? [];
      return signature && (await hmacMatches(appSecret, request.body, signature, "hex"))
        ? verified
        : refused("mismatch", "The signature does not belong to this body and the saved app secret.");
    },

    async read(request, { pageId }, now) {
      const body = jsonIn(textOf(request) ?? "");
      if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
      return readPage(body, pageId, now);
    },

    complete: {
      // One request each. Meta's limit is by the day, 4800 for each lead: https://developers.facebook.com/docs/graph-api/overview/rate-limiting
      limits: { concurrency: 4, perSecond: 10 },
      timeLimitMs: 30_000,
      run: ({ event, settings, send, now }) => fetchLead(event, own, settings, send, now),
    },

    async sign(request, { appSecret }) {
      return { headers: { [signatureHeader]: `sha256=${await hmac(appSecret, request.body, "hex")}` } };
    },

    samples,
    sampleIds,
  });
}

/** One POST tells of several pages (entries), and of several things of each (changes). */
function readPage(body: JsonObject, pageId: string | undefined, now: number): Reading {
  const object = textIn(body.object) ?? "unknown";
  if (object !== "page") {
    const reason = "Leads come under the object “page”: subscribe to that one in the app's Webhooks.";
    return { is: "not-understood", type: object, reason };
  }
  const notices = valuesAt(body, "entry").filter(isObject).flatMap(noticesIn);
  if (notices.length === 0)
    return { is: "nothing", reason: "Nothing in it is a lead: the app needs no field but leadgen." };
  const facts = new Map<string, SourceFact>();
  for (const notice of notices) {
    const id = leadIdIn(notice.value);
    if (!id || isOfOtherPage(notice.value, pageId)) continue;
    facts.set(id, {
      key: `lead:${id}`,
      fact: { type: "lead.created", occurredAt: notice.at ?? now },
      incomplete: "Meta tells only that there is a lead: what the person answered is being fetched.",
      data: notice.value,
    });
  }
  if (facts.size > 0) return { is: "facts", facts: [...facts.values()] };
  return notices.some(({ value }) => leadIdIn(value))
    ? { is: "nothing", reason: "The leads are of other pages than the one in this source's settings." }
    : { is: "not-understood", type: "leadgen", reason: "No lead in it has a leadgen_id of digits." };
}

type Notice = { value: JsonObject; at: number | undefined };

function noticesIn(entry: JsonObject): Notice[] {
  return valuesAt(entry, "changes").flatMap((change) => {
    if (!isObject(change) || change.field !== "leadgen" || !isObject(change.value)) return [];
    // The page is named with the lead, and around it.
    const value: JsonObject = { page_id: entry.id ?? null, ...change.value };
    return [{ value, at: instantOf(value.created_time) ?? instantOf(entry.time) }];
  });
}
