// Fetches a lead from Meta's Graph API by its id, and tells what the person answered.
// https://developers.facebook.com/documentation/ads-commerce/marketing-api/guides/lead-ads/retrieving
import { type Customer, instantOf, type ShopEvent } from "../core/event";
import { isObject, type Json } from "../core/json";
import {
  type Completion,
  compact,
  emailIn,
  idIn,
  ifTold,
  jsonIn,
  numberIn,
  type Send,
  type Setback,
  textIn,
  withoutAddresses,
} from "./kit";
import { type Api, ask, type Heard, notFrom, path, slowDown } from "./rest";

export type Platform = "facebook" | "instagram";
export const platformNames = { facebook: "Facebook", instagram: "Instagram" } as const;
const platformCodes = { facebook: "fb", instagram: "ig" } as const;

type Settings = {
  pageAccessToken: string;
  pageId?: string | undefined;
  platforms: Platform | "both";
  marketingCheckbox?: string | undefined;
  baseUrl?: string | undefined;
};

/** The id of the lead that a notice tells of. It becomes part of a path, so it is digits or nothing. */
export function leadIdIn(notice: Json): string | undefined {
  const id = isObject(notice) ? idIn(notice.leadgen_id) : undefined;
  return id && /^\d{1,30}$/.test(id) ? id : undefined;
}

export function isOfOtherPage(notice: Json, pageId: string | undefined): boolean {
  const told = isObject(notice) ? idIn(notice.page_id) : undefined;
  return told !== undefined && Boolean(pageId) && told !== pageId;
}

/** Those of ads and campaigns are left out by Meta where the token may not read them. */
const fields = [
  "id",
  "created_time",
  "form_id",
  "ad_id",
  "ad_name",
  "adset_id",
  "adset_name",
  "campaign_id",
  "campaign_name",
  "is_organic",
  "platform",
  "field_data",
  "custom_disclaimer_responses",
].join(",");

/** A notice may be faster than the lead: for so long after it was made, one that is not there may still come. */
const mayStillComeMs = 10 * 60 * 1000;

const failed = (reason: string): Setback => ({ is: "failed", reason });

/** @param own whose leads the source is for */
export async function fetchLead(
  event: ShopEvent,
  own: Platform,
  settings: Settings,
  send: Send,
  now: number,
): Promise<Completion> {
  const id = leadIdIn(event.data);
  if (!id) return failed("The event does not say which lead it is.");
  // Again, since the setting may have come after the notice: another page's lead would be refused, and hold all others.
  if (isOfOtherPage(event.data, settings.pageId))
    return failed("The lead is of another page than the one in this source's settings.");
  const api = apiOf(settings);
  const reply = await ask(api, { method: "GET", path: path`/${id}`, query: { fields } }, send, now);
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection") {
    const error = errorIn(reply.json);
    if (error?.code !== 100 || error.subcode !== 33)
      return failed(`Meta does not give the lead: ${withoutAddresses(reply.words)}`);
    if (now - event.occurredAt < mayStillComeMs)
      return { is: "retry", reason: "Meta does not have the lead yet, or does not show it to this token." };
    return failed(
      "Meta has no such lead, or does not show it to this token: it was deleted or is over 90 days old, is of another page, or was only a test event.",
    );
  }
  const lead = reply.json;
  if (!isObject(lead) || idIn(lead.id) !== id) return { is: "retry", reason: notFrom(api, reply.status) };
  if (!Array.isArray(lead.field_data))
    return failed(
      "Meta gave the lead without its answers: the token may lack the permission leads_retrieval.",
    );

  const answers = answersIn(lead.field_data);
  const isOfOther = settings.platforms === own && lead.platform === platformCodes[otherThan(own)];
  // A lead of the testing tool is taken, whatever platform it names.
  const isTest = answers.some(([, texts]) => texts.some((text) => madeUp.test(text)));
  if (isOfOther && !isTest)
    return failed(
      `The lead is ${platformNames[otherThan(own)]}'s, and this source takes those of ${platformNames[own]} only. Its settings can take both.`,
    );

  const checkboxes = checkboxesIn(lead.custom_disclaimer_responses);
  const agreed = checkboxes.get(settings.marketingCheckbox ?? "");
  const { field_data: _, custom_disclaimer_responses: __, ...rest } = lead;
  return {
    is: "complete",
    fact: compact({
      type: event.type,
      occurredAt: instantOf(lead.created_time) ?? event.occurredAt,
      customer: customerIn(answers),
      consent: agreed === undefined ? undefined : { marketing: agreed },
    }),
    data: {
      ...(isObject(event.data) ? event.data : {}),
      ...rest,
      answers: Object.fromEntries(
        answers.map(([name, texts]): [string, Json] => [name, texts.length === 1 ? (texts[0] ?? "") : texts]),
      ),
      ...(checkboxes.size > 0 ? { checkboxes: Object.fromEntries(checkboxes) } : {}),
    },
  };
}

const otherThan = (own: Platform): Platform => (own === "facebook" ? "instagram" : "facebook");

// ── What the person answered ───────────────────────────────────────────────────────────────────

/** A question's name and what was answered: more than one text where more than one could be chosen. */
type Answer = [name: string, texts: string[]];

/** What the testing tool answers to questions that it knows no example for. */
const madeUp = /^<?test lead: dummy data/i;

function answersIn(fieldData: Json[]): Answer[] {
  return fieldData.filter(isObject).flatMap((field): Answer[] => {
    const name = textIn(field.name);
    const values = Array.isArray(field.values) ? field.values : [field.values];
    return name ? [[name, values.flatMap((value) => textIn(value) ?? [])]] : [];
  });
}

function customerIn(answers: Answer[]): Customer | undefined {
  const named = new Map(answers.map(([name, texts]) => [name.toLowerCase(), texts]));
  const told = (name: string) => named.get(name)?.find((text) => !madeUp.test(text));
  // Forms in other languages may name their questions in them: an only address needs no name.
  const addresses = new Set(answers.flatMap(([, texts]) => texts.flatMap((text) => emailIn(text) ?? [])));
  const onlyAddress = addresses.size === 1 ? [...addresses][0] : undefined;
  return ifTold({
    email: emailIn(told("email")) ?? emailIn(told("work_email")) ?? onlyAddress,
    name: told("full_name"),
    firstName: told("first_name"),
    lastName: told("last_name"),
    phone: told("phone_number") ?? told("work_phone_number"),
  });
}

function checkboxesIn(responses: Json | undefined): Map<string, boolean> {
  const all = Array.isArray(responses) ? responses.filter(isObject) : [];
  return new Map(
    all.flatMap(({ checkbox_key, is_checked }): [string, boolean][] => {
      const key = textIn(checkbox_key);
      const isChecked = is_checked === true || ["1", "true"].includes(textIn(is_checked) ?? "");
      return key ? [[key, isChecked]] : [];
    }),
  );
}

// ── The Graph API ──────────────────────────────────────────────────────────────────────────────

/** Version 26.0 is of July 2026; each works for two years at least. https://developers.facebook.com/docs/graph-api/changelog */
const graph = "https://graph.facebook.com/v26.0";

const name = "Meta";

function apiOf({ pageAccessToken, baseUrl }: Settings): Api {
  return {
    name,
    root: baseUrl ?? graph,
    // Not in the query, where Graph takes it too: an address is written down.
    headers: { authorization: `Bearer ${pageAccessToken}` },
    wrongKey,
    forbidden,
    wordsOf: (json) => errorIn(json)?.message ?? "",
    meaning,
    hintMs,
  };
}

const wrongKey =
  "Meta refused the page access token: it is wrong, has expired or was revoked. Make a new one that does not expire, and enter it in this source.";
const forbidden =
  "Meta does not permit this to the page access token. It needs leads_retrieval, pages_show_list, pages_read_engagement and ads_management, and whoever made it access to the page's leads (Business settings → Integrations → Leads access). Make a new one and enter it in this source; where the app has several pages, enter the page's id, too.";

type GraphError = { code: number; subcode: number | undefined; message: string; isTransient: boolean };

/** Graph answers most errors with 400, and says what is wrong in the body. https://developers.facebook.com/docs/graph-api/guides/error-handling */
function errorIn(json: Json | undefined): GraphError | undefined {
  const error = isObject(json) ? json.error : undefined;
  const code = isObject(error) ? numberIn(error.code) : undefined;
  if (!isObject(error) || code === undefined) return undefined;
  return {
    code,
    subcode: numberIn(error.error_subcode),
    message: textIn(error.message) ?? "",
    isTransient: error.is_transient === true,
  };
}

const isToken = (code: number) => code === 190 || code === 102;
const isPermission = (code: number) => code === 3 || code === 10 || (code >= 200 && code < 300);
/** By app, user, page or, from 80000 on, by what is asked for; 368 is a block that passes. */
const isTooMuch = (code: number) =>
  [4, 17, 32, 341, 368, 613].includes(code) || (code >= 80_000 && code < 80_100);

function meaning({ status, json }: Heard): Setback | undefined {
  const error = errorIn(json);
  if (!error) {
    const isTheirs = status < 400 || status === 429 || status >= 500;
    return isTheirs ? undefined : { is: "retry", reason: notFrom({ name }, status) };
  }
  const { code, message, isTransient } = error;
  if (isTooMuch(code)) return { is: "retry", reason: slowDown({ name }, code), slowDown: true };
  if (isToken(code)) return { is: "refused", reason: wrongKey };
  if (isPermission(code)) return { is: "refused", reason: forbidden };
  if (/appsecret_proof/.test(message))
    return {
      is: "refused",
      reason:
        "The Meta app takes no requests without an app secret proof, which Shopbell does not send: switch “Require app secret” off in the App Dashboard, under App settings → Advanced.",
    };
  if (isTransient || code === 1 || code === 2) return { is: "retry", reason: `Meta has trouble (${code}).` };
  return undefined;
}

/** Minutes, for each limit that applies. https://developers.facebook.com/docs/graph-api/overview/rate-limiting#headers-2 */
function hintMs({ headers }: Heard): number | undefined {
  const usage = jsonIn(headers.get("x-business-use-case-usage") ?? "");
  if (!isObject(usage)) return undefined;
  const minutes = Object.values(usage)
    .flat()
    .flatMap((limit) => (isObject(limit) ? (numberIn(limit.estimated_time_to_regain_access) ?? []) : []));
  const longest = Math.max(0, ...minutes);
  return longest > 0 ? longest * 60_000 : undefined;
}
