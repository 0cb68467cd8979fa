// A stand-in for the part of Meta's Graph API that reads a lead (Facebook's and Instagram's), written from its public
// description, and stricter than the real one: GET /v26.0/<lead id>?fields=…, with the token in a header.
// By hand: node test/stand-ins/facebook-lead-ads.mjs [port]
//
// Knobs besides the common ones:
//   token       "expired": every token gets 190 with the subcode of an expired one
//   permission  "missing" (200) or "not granted" (10): why a good token may not read leads
//   proof       true: the app takes no requests without appsecret_proof
//   ads         false: the token may not read ads; Graph leaves their fields out
// Troubles besides the common ones: app-limit (4 with a 403), temporary (2 with a 500), temporary-400 (1).
// `hint` is in minutes, as in X-Business-Use-Case-Usage.
// A seed: a lead as Graph tells it, by its `id`; { "id", "deleted": true } takes it away.
import { down, garbage, ok, runByHand } from "./stand-in.mjs";

/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

const version = "v26.0";

/** Fields of a lead (UserLeadGenInfo); those of ads take a permission of their own. */
const ofAds = ["ad_id", "ad_name", "adset_id", "adset_name", "campaign_id", "campaign_name"];
const fieldNames = [
  "id",
  "created_time",
  "custom_disclaimer_responses",
  "field_data",
  "form_id",
  "home_listing",
  "is_organic",
  "partner_name",
  "platform",
  "post",
  "retailer_item_id",
  "vehicle",
  ...ofAds,
];
/** What a lead is without `fields`. */
const byDefault = ["id", "created_time", "field_data"];

// ── Answers ──

/**
 * @param {number} status @param {string} type @param {number} code @param {string} message
 * @param {{ error_subcode?: number, is_transient?: boolean }} [more]
 * @returns {Reply}
 */
function failure(status, type, code, message, more) {
  const error = { message, type, code, ...more, fbtrace_id: "AStandInTrace00000000" };
  const challenge = `OAuth "Facebook Platform" "invalid_request" "${message.replaceAll('"', "'")}"`;
  return { status, body: { error }, headers: { "www-authenticate": challenge } };
}

/** @param {number} code @param {string} message @param {{ error_subcode?: number }} [more] */
const oauth = (code, message, more) => failure(400, "OAuthException", code, message, more);

/** @param {string} method @param {string} id */
const noSuchObject = (method, id) =>
  failure(
    400,
    "GraphMethodException",
    100,
    `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    { error_subcode: 33 },
  );

// ── The account ──

/** @param {() => Knobs} knobsNow @returns {import("./stand-in.mjs").Account} */
function open(knobsNow) {
  /** @type {Map<string, Record<string, unknown>>} */
  const leads = new Map();

  /** @param {string | undefined} authorization @returns {Reply | undefined} */
  function doorman(authorization) {
    const { keys, token, permission, proof } = knobsNow();
    const [, given] = /^Bearer (\S+)$/.exec(authorization ?? "") ?? [];
    if (given === undefined) return oauth(104, "An access token is required to request this resource.");
    if (!keys.includes(given)) return oauth(190, "Invalid OAuth access token - Cannot parse access token");
    if (token === "expired")
      return oauth(
        190,
        "Error validating access token: Session has expired on Saturday, 01-Aug-26 10:00:00 PDT.",
        { error_subcode: 463 },
      );
    if (proof)
      return failure(
        400,
        "GraphMethodException",
        100,
        "API calls from the server require an appsecret_proof argument",
      );
    if (permission === "missing")
      return failure(
        403,
        "OAuthException",
        200,
        "(#200) Requires leads_retrieval permission to manage the object",
      );
    if (permission === "not granted")
      return oauth(10, "(#10) This endpoint requires the 'leads_retrieval' permission");
    return undefined;
  }

  /** @param {Request} request @returns {Reply} */
  function answer({ method, path, parts, query, headers, text }) {
    const [asked, id = "", ...rest] = parts;
    if (asked !== version || rest.length > 0 || !/^\d+$/.test(id))
      return oauth(2500, `Unknown path components: ${path.split("?")[0]}`);
    const refused = doorman(headers.authorization);
    if (refused) return refused;
    const lead = leads.get(id);
    if (method !== "GET" || !lead) return noSuchObject(method, id);
    if (text !== "") return oauth(100, "(#100) A GET has no body");
    const strange = [...query.keys()].find((name) => name !== "fields");
    if (strange !== undefined) return oauth(100, `(#100) Unknown parameter (${strange})`);
    const names = query.get("fields")?.split(",") ?? byDefault;
    const unknown = names.find((name) => !fieldNames.includes(name));
    if (unknown !== undefined)
      return oauth(
        100,
        `(#100) Tried accessing nonexisting field (${unknown}) on node type (UserLeadGenInfo)`,
      );
    const isTold = (/** @type {string} */ name) =>
      lead[name] !== undefined && (knobsNow().ads || !ofAds.includes(name));
    // The id is told whether asked for or not.
    return ok(Object.fromEntries([...names.filter(isTold), "id"].map((name) => [name, lead[name]])));
  }

  return {
    answer,
    state: () => ({ leads: [...leads.values()] }),
    seed({ deleted, ...lead }) {
      if (deleted) leads.delete(lead.id);
      else leads.set(lead.id, lead);
    },
  };
}

/** @param {string} trouble @param {string | null} hint @returns {Reply} */
function troubled(trouble, hint) {
  switch (trouble) {
    case "down":
      return down;
    case "temporary":
      return failure(500, "OAuthException", 2, "Service temporarily unavailable", { is_transient: true });
    case "temporary-400":
      return failure(400, "OAuthException", 1, "An unknown error occurred");
    case "app-limit":
      return failure(403, "OAuthException", 4, "(#4) Application request limit reached");
    case "slow-down": {
      const reply = oauth(
        80005,
        "(#80005) There have been too many leadgen api calls to this Page account. Wait a bit and try again.",
        { error_subcode: 2446079 },
      );
      const usage = {
        type: "leadgen",
        call_count: 100,
        total_cputime: 20,
        total_time: 20,
        estimated_time_to_regain_access: Number(hint ?? 0),
      };
      const header = JSON.stringify({ 153125381133: [usage] });
      return { ...reply, headers: { ...reply.headers, "x-business-use-case-usage": header } };
    }
    default:
      return garbage;
  }
}

const key = "EAAGstandInPageAccessToken0123456789";

/** @type {Provider} */
const facebookLeadAds = {
  id: "facebook-lead-ads",
  name: "Meta's Graph API",
  key,
  knobs: { token: null, permission: null, proof: false, ads: true },
  open,
  troubled,
  settings: (url) => ({
    appSecret: "9f1c2e3d4b5a69788796a5b4c3d2e1f0",
    verifyToken: "a long and random word",
    pageAccessToken: key,
    baseUrl: `${url}/${version}`,
  }),
};
export default facebookLeadAds;

await runByHand(import.meta, facebookLeadAds);
