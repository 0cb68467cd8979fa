// Proves and reads LinkedIn's notices of leads. They tell only that there is one: what the person answered is fetched, see fetch.ts.
// https://learn.microsoft.com/en-us/linkedin/marketing/lead-sync/leadsync
import { z } from "zod";
import { instantOf } from "../../core/event";
import { isObject } from "../../core/json";
import {
  defineSource,
  hmac,
  hmacMatches,
  joined,
  jsonIn,
  refused,
  secret,
  standInUrl,
  textIn,
  textOf,
  verified,
} from "../kit";
import { fetchLead, leadUrnIn } from "./fetch";
import { sampleIds, samples } from "./samples";

/** Neither has spaces or line breaks: those come from copying too much. */
const pasted = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .regex(/^[!-~]*$/, { error: "is not one word: copy it again, without spaces and line breaks" });

const settings = z.object({
  clientSecret: secret(pasted, {
    title: "Client secret",
    description:
      "In LinkedIn's Developer Portal (linkedin.com/developers/apps): your app → Auth → Primary Client Secret.",
  }),
  accessToken: secret(pasted, {
    title: "Access token",
    description:
      "Of a member who may see the leads, with the permission r_marketing_leadgen_automation. It lasts 60 days: when leads are held, make a new one and enter it here.",
  }),
  apiVersion: z
    .string()
    .trim()
    .regex(/^20\d{2}(?:0[1-9]|1[0-2])$/, { error: "is not a year and a month, such as 202607" })
    .default("202607")
    .meta({
      title: "API version",
      description: "A year and a month. LinkedIn ends each a year after it came out.",
      advanced: true,
    }),
  marketingConsentId: z
    .string()
    .trim()
    .regex(/^\d{0,20}$/, { error: "is not the id of a checkbox, which has digits only" })
    .optional()
    .meta({
      title: "Checkbox for marketing",
      description:
        "The id of the form's checkbox by which people agree to marketing, such as 0: a lead shows its checkboxes in data.consents. Empty: consent is not told.",
    }),
  baseUrl: standInUrl,
});

const signatureHeader = "x-li-signature";
/** Put before what is signed, not before the signature. */
const signedPrefix = "hmacsha256=";

/**
 * A UUID by its description. It is signed with the very secret that proves notices, so it must never be anything that
 * could be one: without a "=" it cannot begin as those do.
 */
const challengeForm = /^[\w-]{1,100}$/;

export const source = defineSource({
  settings,
  setupSteps: [
    "You need an app of your own at https://www.linkedin.com/developers/apps to which LinkedIn has granted the Lead Sync API. Without one, let Zapier or Make send the leads: Shopbell has a source for each.",
    "Copy the app's Primary Client Secret from its tab Auth. Make an access token with the permissions r_marketing_leadgen_automation and r_ads (OAuth token tools in the portal), as a member who manages the ad account or the page.",
    "Enter both here and save this source: LinkedIn checks the address when it is registered, and every two hours from then on.",
    'Register the address once, with that token: send POST to https://api.linkedin.com/rest/leadNotifications with the headers LinkedIn-Version: 202607 and X-Restli-Protocol-Version: 2.0.0, and the body {"webhook":"{{url}}","owner":{"sponsoredAccount":"urn:li:sponsoredAccount:(your ad account)"},"leadType":"SPONSORED"}. For leads of events and pages, the owner is {"organization":"urn:li:organization:(your page)"} and the lead type EVENT, COMPANY or ORGANIZATION_PRODUCT.',
    "When LinkedIn tells that a lead is deleted, everything about that customer is erased here.",
  ],
  globalIds: true,
  tells: ["lead.created", "custom.linkedin_lead_deleted"],

  // https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation#validating-the-webhook-endpoint
  async handshake({ method, query }, { clientSecret }) {
    const challengeCode = query.get("challengeCode") ?? "";
    if (method !== "GET" || !challengeForm.test(challengeCode)) return undefined;
    const challengeResponse = await hmac(clientSecret, challengeCode, "hex");
    return { type: "application/json", body: JSON.stringify({ challengeCode, challengeResponse }) };
  },

  // Signed: hex HMAC-SHA256, "hmacsha256=" and the raw body.
  // https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation#requirements-for-processing-notifications
  async verify(request, { clientSecret }) {
    const header = request.headers.get(signatureHeader)?.trim();
    if (!header) return refused("missing", "The request has no X-LI-Signature header.");
    // Some have seen the prefix there, too.
    const signature = header.startsWith(signedPrefix) ? header.slice(signedPrefix.length) : header;
    return (await hmacMatches(clientSecret, joined(signedPrefix, request.body), signature, "hex"))
      ? verified
      : refused("mismatch", "The signature does not belong to this body and the saved client secret.");
  },

  async read(request, _settings, now) {
    const body = jsonIn(textOf(request) ?? "");
    if (!isObject(body)) return { is: "unreadable", reason: "The body is not a JSON object." };
    const type = textIn(body.type) ?? "unknown";
    if (type !== "LEAD_ACTION")
      return { is: "not-understood", type, reason: "The notice is not about a lead (LEAD_ACTION)." };
    const urn = leadUrnIn(body);
    const action = textIn(body.leadAction);
    if (!urn || (action !== "CREATED" && action !== "DELETED"))
      return {
        is: "not-understood",
        type: `${type} ${action ?? ""}`.trim(),
        reason: "The notice names no lead, or neither CREATED nor DELETED as what became of it.",
      };

    const key = `lead:${urn}`;
    const occurredAt = instantOf(body.occurredAt) ?? now;
    if (action === "CREATED") {
      const incomplete =
        "LinkedIn tells only that there is a lead: what the person answered is being fetched.";
      return {
        is: "facts",
        facts: [{ key, fact: { type: "lead.created", occurredAt }, incomplete, data: body }],
      };
    }
    const fact = { type: "custom.linkedin_lead_deleted", occurredAt };
    // The notice names nobody: whose lead it was is known where it was fetched before.
    return {
      is: "facts",
      facts: [{ key: `${key}:deleted`, fact, sameCustomerAs: [key], erase: "customer", data: body }],
    };
  },

  complete: {
    // One request each. The daily limit is the app's own, and far above what comes in.
    limits: { concurrency: 4, perSecond: 5 },
    timeLimitMs: 30_000,
    run: ({ event, settings, send, now }) => fetchLead(event, settings, send, now),
  },

  async sign(request, { clientSecret }) {
    return {
      headers: { [signatureHeader]: await hmac(clientSecret, joined(signedPrefix, request.body), "hex") },
    };
  },

  samples,
  sampleIds,
});
