// A stand-in for Zoho CRM's API v8 and for Zoho's accounts, written from their public descriptions and stricter than the
// real ones: tokens, one record by its id, notification channels. By hand: node test/stand-ins/zoho.mjs [port]
//
// Knobs besides the common ones (`keys` are refresh tokens):
//   generation  tokens given before it was changed are refused
//   scope       "less": the token was made for less than is asked
//   tokensLeft  how many access tokens are given yet
//   watch       "invalid": channels are refused inside of a 207
// A seed: { "module": "Leads", "id", "record": { fields } | null to delete it }
import { down, garbage, isObject, ok, runByHand } from "./stand-in.mjs";

/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

const key = "1000.standinrefreshtoken0123456789abcdef.0123456789abcdef";
const client = "1000.STANDINCLIENT0123456789";
const clientSecret = "0123456789abcdefstandinclientsecret";
const modules = ["Leads", "Contacts", "Deals"];
const week = 7 * 24 * 3600 * 1000;

// ── Answers ──

/** @param {number} status @param {string} code @param {string} message @param {object} [details] @returns {Reply} */
const problem = (status, code, message, details = {}) => ({
  status,
  body: { code, details, message, status: "error" },
});

/** Errors of the accounts come as if all were well. @param {string} error @returns {Reply} */
const noToken = (error) => ok({ error });

/** What a channel may hold. @type {Record<string, (value: any) => boolean>} */
const watchFields = {
  channel_id: (value) => typeof value === "string" && /^[1-9]\d{0,17}$/.test(value),
  events: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => {
      const [module, operation, ...more] = String(one).split(".");
      return (
        more.length === 0 &&
        modules.includes(module ?? "") &&
        ["create", "edit", "delete", "all"].includes(operation ?? "")
      );
    }),
  channel_expiry: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(value),
  token: (value) => typeof value === "string" && value.length <= 50,
  notify_url: (value) => typeof value === "string" && value.length <= 255 && URL.canParse(value),
  return_affected_field_values: (value) => typeof value === "boolean",
  notify_on_related_action: (value) => typeof value === "boolean",
};

/** @param {() => Knobs} knobsNow @returns {import("./stand-in.mjs").Account} */
function open(knobsNow) {
  /** @type {Map<string, Record<string, any>>} */
  const records = new Map();
  /** @type {Map<string, Record<string, any>>} */
  const channels = new Map();
  /** Tokens and the generation they are of. @type {Map<string, number>} */
  const tokens = new Map();

  /** @param {Request} request @returns {Reply} */
  function accounts({ method, parts, headers, text }) {
    if (parts.slice(1).join("/") !== "oauth/v2/token") return { status: 404 };
    if (method !== "POST" || headers["content-type"] !== "application/x-www-form-urlencoded")
      return { status: 400, text: "<html>Bad Request</html>" };
    const form = new URLSearchParams(text);
    const names = [...form.keys()].sort().join(",");
    if (
      names !== "client_id,client_secret,grant_type,refresh_token" ||
      form.get("grant_type") !== "refresh_token"
    )
      return noToken("invalid_request");
    if (form.get("client_id") !== client) return noToken("invalid_client");
    if (form.get("client_secret") !== clientSecret) return noToken("invalid_client_secret");
    if (!knobsNow().keys.includes(form.get("refresh_token") ?? "")) return noToken("invalid_code");
    if (tokens.size >= knobsNow().tokensLeft)
      return {
        status: 400,
        body: {
          error_description:
            "You have made too many requests continuously. Please try again after some time.",
          error: "Access Denied",
          status: "failure",
        },
      };
    const token = `1000.stand-in.${tokens.size}`;
    tokens.set(token, knobsNow().generation);
    const more = {
      scope: "ZohoCRM.modules.READ ZohoCRM.notifications.ALL",
      token_type: "Bearer",
      expires_in: 3600,
    };
    return ok({ access_token: token, api_domain: "https://www.zohoapis.com", ...more });
  }

  /** @param {Record<string, any>} watch @param {boolean} isNew @returns {Record<string, unknown>} */
  function keep(watch, isNew) {
    /** @param {string} code @param {string} message @param {object} [details] */
    const refused = (code, message, details = {}) => ({ code, details, message, status: "error" });
    const odd = Object.entries(watch).find(([name, value]) => !watchFields[name]?.(value));
    if (odd) return refused("INVALID_DATA", "invalid data", { api_name: odd[0] });
    const missing = ["channel_id", "events", "notify_url"].find((name) => watch[name] === undefined);
    if (missing) return refused("MANDATORY_NOT_FOUND", "required field not found", { api_name: missing });
    const expiresAt = Date.parse(watch.channel_expiry);
    if (!(expiresAt > Date.now() && expiresAt <= Date.now() + week))
      return refused("INVALID_DATA", "The expiry is not within a week.", { api_name: "channel_expiry" });
    if (knobsNow().watch === "invalid")
      return refused("INVALID_DATA", "invalid data", { api_name: "notify_url" });
    const known = channels.has(watch.channel_id);
    if (!isNew && !known)
      return refused("NOT_SUBSCRIBED", "Not subscribed for actions-watch of the given module");
    channels.set(watch.channel_id, watch);
    const names = [...new Set(watch.events.map((/** @type {string} */ one) => one.split(".")[0]))];
    return {
      code: "SUCCESS",
      details: {
        events: names.map((name) => ({
          channel_expiry: watch.channel_expiry,
          resource_uri: `https://www.zohoapis.com/crm/v8/${name}`,
          resource_id: "554023000000000131",
          resource_name: name,
          channel_id: watch.channel_id,
        })),
      },
      message: "Successfully subscribed for actions-watch of the given module",
      status: "success",
    };
  }

  /** @param {Request} request @returns {Reply} */
  function watching({ method, headers, json }) {
    if (method !== "PUT" && method !== "POST")
      return problem(405, "INVALID_REQUEST_METHOD", "Not supported here.");
    if (!/^application\/json(;|$)/.test(headers["content-type"] ?? ""))
      return problem(415, "UNSUPPORTED_MEDIA_TYPE", "The content type is application/json.");
    if (
      !isObject(json) ||
      !Array.isArray(json.watch) ||
      json.watch.length === 0 ||
      Object.keys(json).length > 1
    )
      return problem(400, "MANDATORY_NOT_FOUND", "required field not found", { api_name: "watch" });
    const results = json.watch.map((/** @type {any} */ one) => keep(one, method === "POST"));
    const failed = results.some(({ status }) => status === "error");
    const status = knobsNow().watch === "invalid" ? 207 : failed ? 400 : method === "POST" ? 201 : 200;
    return { status, body: { watch: results } };
  }

  /** @param {Request} request @returns {Reply} */
  function crm(request) {
    const { method, parts, query, headers, text } = request;
    const [, token] = /^Zoho-oauthtoken (\S+)$/.exec(headers.authorization ?? "") ?? [];
    if (!token) return problem(401, "AUTHENTICATION_FAILURE", "Authentication failed");
    if (tokens.get(token) !== knobsNow().generation)
      return problem(401, "INVALID_TOKEN", "invalid oauth token");
    if (knobsNow().scope === "less")
      return problem(401, "OAUTH_SCOPE_MISMATCH", "invalid oauth scope to access this URL");
    if (parts[2] === "actions" && parts[3] === "watch" && parts.length === 4) return watching(request);
    const [, , module = "", id = ""] = parts;
    if (parts.length !== 4) return problem(404, "INVALID_URL_PATTERN", "Please check the URL");
    if (!modules.includes(module))
      return problem(400, "INVALID_MODULE", "the module name given seems to be invalid", {
        resource_path_index: 0,
      });
    if (method !== "GET") return problem(405, "INVALID_REQUEST_METHOD", "Not supported here.");
    if (text !== "" || headers["content-type"] !== undefined || [...query.keys()].length > 0)
      return problem(400, "INVALID_DATA_FORMAT", "A GET has no body and no parameters here.");
    if (!/^\d{10,30}$/.test(id))
      return problem(400, "INVALID_DATA", "the related id given seems to be invalid", {
        resource_path_index: 1,
      });
    const record = records.get(`${module}:${id}`);
    return record ? ok({ data: [record] }) : { status: 204 };
  }

  return {
    answer(request) {
      if (request.parts[0] === "accounts") return accounts(request);
      if (request.parts.slice(0, 2).join("/") === "crm/v8") return crm(request);
      return { status: 404 };
    },
    state: () => ({
      tokens: tokens.size,
      records: Object.fromEntries(records),
      channels: [...channels.values()],
    }),
    seed({ module, id, record }) {
      if (record === null) records.delete(`${module}:${id}`);
      else records.set(`${module}:${id}`, { id, ...record });
    },
  };
}

/** @param {string} trouble @param {string | null} hint @returns {Reply} */
function troubled(trouble, hint) {
  /** @type {Record<string, string>} */
  const headers = hint === null ? {} : { "retry-after": hint };
  if (trouble === "down") return { ...down, headers: { ...down.headers, ...headers } };
  if (trouble === "slow-down")
    return {
      ...problem(429, "TOO_MANY_REQUESTS", "You have crossed the limit of concurrent requests."),
      headers,
    };
  return garbage;
}

/** @type {Provider} */
const zoho = {
  id: "zoho",
  name: "Zoho CRM",
  key,
  knobs: { generation: 1, scope: null, tokensLeft: 10, watch: null },
  mostAtOnce: 10,
  open,
  troubled,
  settings: (url) => ({
    integration: "notifications",
    token: "a token of the tests",
    clientId: client,
    clientSecret,
    refreshToken: key,
    baseUrl: `${url}/crm/v8`,
    accountsUrl: `${url}/accounts`,
  }),
};
export default zoho;

await runByHand(import.meta, zoho);
