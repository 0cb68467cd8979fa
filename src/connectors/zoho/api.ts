// Zoho CRM's API v8: a token, a record by its id, and the channel through which notifications come.
import { isObject, type Json, type JsonObject, valuesAt } from "../../core/json";
import { askWithToken, type Grant, type Granted, grantedIn, type TokenApi } from "../access-tokens";
import { type Check, type Send, type Setback, textIn, troubleOf, withoutAddresses } from "../kit";
import { type Api, ask, type Call, type Heard, notFrom, path } from "../rest";
import type { Settings } from "./settings";

/** Where a data center's accounts and API are. https://www.zoho.com/crm/developer/docs/api/v8/multi-dc.html */
const hosts: Record<Settings["dataCenter"], { accounts: string; api: string }> = {
  us: { accounts: "https://accounts.zoho.com", api: "https://www.zohoapis.com" },
  eu: { accounts: "https://accounts.zoho.eu", api: "https://www.zohoapis.eu" },
  in: { accounts: "https://accounts.zoho.in", api: "https://www.zohoapis.in" },
  au: { accounts: "https://accounts.zoho.com.au", api: "https://www.zohoapis.com.au" },
  jp: { accounts: "https://accounts.zoho.jp", api: "https://www.zohoapis.jp" },
  ca: { accounts: "https://accounts.zohocloud.ca", api: "https://www.zohoapis.ca" },
  cn: { accounts: "https://accounts.zoho.com.cn", api: "https://www.zohoapis.com.cn" },
  sa: { accounts: "https://accounts.zoho.sa", api: "https://www.zohoapis.sa" },
};

/** An answer names the host that the token goes to: Zoho's own, or none. */
const apiHost = /^https:\/\/(?:www|sandbox|developer)\.zohoapis\.(?:com|eu|in|com\.au|jp|ca|com\.cn|sa)$/;

/** What fetching takes, once all of it is there. */
export type Access = {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  accounts: string;
  /** Instead of the host that the token's answer names. */
  baseUrl: string | undefined;
  usualHost: string;
};

export function accessIn(settings: Settings): Access | undefined {
  const { clientId, clientSecret, refreshToken, dataCenter, baseUrl, accountsUrl } = settings;
  if (!clientId || !clientSecret || !refreshToken) return undefined;
  const { accounts, api } = hosts[dataCenter];
  return {
    clientId,
    clientSecret,
    refreshToken,
    accounts: accountsUrl ?? accounts,
    baseUrl,
    usualHost: api,
  };
}

const crm = { name: "Zoho CRM" };

const codeIn = (json: Json | undefined): string => (isObject(json) ? (textIn(json.code) ?? "") : "");
const wordsOf = (json: Json): string => {
  const [first] = [...valuesAt(json, "message"), ...valuesAt(json, "watch.message")];
  return withoutAddresses(textIn(first) ?? "");
};

const wrongToken =
  "Zoho does not take the access token, although it has just given it: check the data center.";
const wrongScope =
  "The refresh token was made for less than is needed. Make a new one with the scopes ZohoCRM.modules.READ and ZohoCRM.notifications.ALL.";
const forbidden =
  "Zoho's user may not do this: the one who made the refresh token needs a profile that can read leads, contacts and deals by API.";

/** Zoho's codes say more than its statuses. */
function meaning({ json }: Heard): Setback | undefined {
  switch (codeIn(json)) {
    case "INVALID_TOKEN":
    case "AUTHENTICATION_FAILURE":
      return { is: "refused", reason: wrongToken };
    case "OAUTH_SCOPE_MISMATCH":
      return { is: "refused", reason: wrongScope };
    case "NO_PERMISSION":
      return { is: "refused", reason: forbidden };
    case "TOO_MANY_REQUESTS":
    case "LIMIT_EXCEEDED":
      return {
        is: "retry",
        reason: "Zoho CRM asks to slow down: its limit of requests is reached.",
        slowDown: true,
      };
    default:
      return undefined;
  }
}

const tokenApi = (access: Access): TokenApi => ({
  owner: JSON.stringify([access.accounts, access.clientId, access.clientSecret, access.refreshToken]),
  grant: (send, now) => grant(access, send, now),
  api: ({ token, apiRoot }: Granted): Api => {
    const host = apiRoot && apiHost.test(apiRoot) ? apiRoot : access.usualHost;
    return {
      ...crm,
      root: access.baseUrl ?? `${host}/crm/v8`,
      headers: { authorization: `Zoho-oauthtoken ${token}` },
      wrongKey: wrongToken,
      forbidden,
      wordsOf,
      meaning,
    };
  },
});

/** A refresh token gives ten access tokens in ten minutes, and then none for a while. */
const pauseMs = 10 * 60_000;

/** https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token-expiry.html: errors come with the status 200, too. */
async function grant(access: Access, send: Send, now: number): Promise<Grant> {
  const api: Api = {
    name: "Zoho",
    root: access.accounts,
    headers: {},
    wrongKey: "Zoho refused the client ID or the client secret: copy both from Zoho's API Console.",
    forbidden: "Zoho gives this client no token: look at it in Zoho's API Console.",
    wordsOf: () => "",
    meaning: ({ json }) => (isObject(json) && json.error !== undefined ? refusal(json) : undefined),
  };
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    client_id: access.clientId,
    client_secret: access.clientSecret,
    refresh_token: access.refreshToken,
  });
  const call: Call = {
    method: "POST",
    path: "/oauth/v2/token",
    text: { type: "application/x-www-form-urlencoded", content: form.toString() },
  };
  const reply = await ask(api, call, send, now);
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection")
    return { is: "refused", reason: `Zoho gave no token (${reply.status}): check the data center.` };
  return grantedIn(reply.json, now) ?? { is: "retry", reason: notFrom(api, reply.status) };
}

function refusal(json: JsonObject): Setback {
  const error = (textIn(json.error) ?? "").toLowerCase().replaceAll(" ", "_");
  const isTooOften = error === "access_denied" || /too many/i.test(textIn(json.error_description) ?? "");
  if (isTooOften)
    return {
      is: "retry",
      reason: "Zoho gives no more access tokens for a while: at most ten in ten minutes.",
      afterMs: pauseMs,
      slowDown: true,
    };
  switch (error) {
    case "invalid_code":
      return {
        is: "refused",
        reason:
          "Zoho refused the refresh token: it was revoked, or made by another client or in another data center.",
      };
    case "invalid_client":
      return { is: "refused", reason: "Zoho does not know this client ID: check it, and the data center." };
    case "invalid_client_secret":
      return {
        is: "refused",
        reason: "Zoho refused the client secret: copy it from Zoho's API Console again.",
      };
    default:
      return { is: "refused", reason: `Zoho gave no token (${withoutAddresses(error).slice(0, 60)}).` };
  }
}

export type Fetched = { is: "record"; record: JsonObject } | { is: "gone" } | Setback;

export async function fetchRecord(
  access: Access,
  module: string,
  id: string,
  send: Send,
  now: number,
): Promise<Fetched> {
  const call: Call = { method: "GET", path: path`/${module}/${id}` };
  const reply = await askWithToken(tokenApi(access), call, send, now);
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection") {
    if (codeIn(reply.json) === "INVALID_DATA" || reply.status === 404) return { is: "gone" };
    return { is: "failed", reason: `Zoho CRM did not give the record (${reply.status}): ${reply.words}` };
  }
  // 204 without a body: there is no such record any more.
  if (reply.json === null) return { is: "gone" };
  const [record] = valuesAt(reply.json, "data").filter(isObject);
  return record ? { is: "record", record } : { is: "retry", reason: notFrom(crm, reply.status) };
}

export type Channel = { id: string; url: string; token: string; events: string[]; expiresAt: number };

/** Makes the channel, or moves its end: whichever of the two it needs. */
export async function keepChannel(access: Access, channel: Channel, send: Send, now: number): Promise<Check> {
  const watch = {
    channel_id: channel.id,
    events: channel.events,
    channel_expiry: new Date(channel.expiresAt).toISOString().replace(/\.\d+Z$/, "+00:00"),
    token: channel.token,
    notify_url: channel.url,
    return_affected_field_values: true,
    notify_on_related_action: false,
  };
  const put = (method: "PUT" | "POST") =>
    askWithToken(tokenApi(access), { method, path: "/actions/watch", body: { watch: [watch] } }, send, now);
  let reply = await put("PUT");
  // One that has expired, or never was, is NOT_SUBSCRIBED; whatever else is wrong will be as wrong again.
  if (reply.is !== "setback" && outcomeOf(reply.json).status === "error") reply = await put("POST");
  if (reply.is === "setback") return troubleOf(reply.setback);
  const { status, words } = outcomeOf(reply.json);
  if (status === "success") return { is: "ok" };
  if (reply.is === "told" && status === undefined)
    return { is: "trouble", problem: notFrom(crm, reply.status) };
  return { is: "trouble", problem: `Zoho CRM did not set up notifications: ${words}` };
}

/** The status of a request says nothing of what became of what it asked for. */
function outcomeOf(json: Json): { status: string | undefined; words: string } {
  const [result] = valuesAt(json, "watch").filter(isObject);
  const told = result ?? json;
  const status = isObject(told) ? textIn(told.status) : undefined;
  return { status, words: wordsOf(told) || codeIn(told) };
}
