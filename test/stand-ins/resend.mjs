// A stand-in for Resend's API, held to Resend's own description and stricter where that is vague: sending, and the list of
// domains. By hand: node test/stand-ins/resend.mjs [port]
//
// Knobs besides the common ones:
//   access    "full", or "sending": the keys may do nothing else
//   domains   those that are verified
//   quota     "daily" or "monthly": which one is used up
//   busy      true: an earlier request with the same Idempotency-Key is still under way
// Troubles besides the common ones: slow-down-bare (neither headers nor a body).
import { randomUUID } from "node:crypto";
import { checkAgainst, heldTo } from "./spec-check.mjs";
import { down, garbage, isObject, ok, runByHand } from "./stand-in.mjs";

/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

/** Put together here, so that nobody takes it for a key that got out. */
const key = ["re", "01234567", "0123456789abcdefABCDEF0x"].join("_");

// ── Answers ──

/** @param {number} statusCode @param {string} name @param {string} message @returns {Reply} */
const problem = (statusCode, name, message) => ({ status: statusCode, body: { statusCode, name, message } });

/** @param {string} message */
const invalid = (message) => problem(422, "validation_error", message);
const notFound = () => problem(404, "not_found", "The requested endpoint does not exist.");
const wrongMethod = () => problem(405, "method_not_allowed", "Method is not allowed for the requested path.");

/** @param {number} left @param {number} inSeconds */
const rateHeaders = (left, inSeconds) => ({
  "ratelimit-limit": "5",
  "ratelimit-remaining": String(left),
  "ratelimit-reset": String(inSeconds),
});

// ── The account ──

const address = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/;
/** A name before an address; commas and the like only within quotes. */
const sender = /^(?:"(?:[^"\\\p{Cc}]|\\.)+" |[^()<>[\]:;@\\,."\p{Cc}]+ )<([^<>]+)>$/u;

/** @param {() => Knobs} knobsNow @returns {import("./stand-in.mjs").Account} */
function open(knobsNow) {
  /** @type {Record<string, unknown>[]} */
  const mails = [];
  /** What came with an Idempotency-Key, by that. @type {Map<string, { text: string, id: string }>} */
  const known = new Map();

  /** @param {any} mail @returns {Reply | undefined} */
  function objectionTo(mail) {
    if (!isObject(mail)) return invalid("The body must be an object.");
    const { from, to, subject, text, html, reply_to } = mail;
    for (const [name, value] of Object.entries({ from, to, subject }))
      if (value === undefined) return problem(422, "missing_required_field", `Missing \`${name}\` field.`);
    const fromAddress = sender.exec(from)?.[1] ?? from;
    if (!address.test(fromAddress))
      return problem(
        422,
        "invalid_from_address",
        "Invalid `from` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.",
      );
    const people = Array.isArray(to) ? to : [to];
    if (people.length === 0 || people.length > 50) return invalid("The `to` field takes 1 to 50 addresses.");
    const wrong = [...people, ...(reply_to === undefined ? [] : [reply_to])].find(
      (one) => !address.test(one),
    );
    if (wrong !== undefined) return invalid(`Invalid \`to\` field: ${wrong}`);
    if (/[\r\n]/.test(subject)) return invalid("The `\\n` is not allowed in the `subject` field.");
    if (!text && !html) return problem(422, "missing_required_field", "Missing `html` or `text` field.");
    const domain = fromAddress.split("@")[1].toLowerCase();
    if (!knobsNow().domains.includes(domain))
      return problem(
        403,
        "validation_error",
        `The ${domain} domain is not verified. Please, add and verify your domain on https://resend.com/domains`,
      );
    return undefined;
  }

  /** @param {Request} request @returns {Reply} */
  function sendMail({ headers, text, json }) {
    const { quota, busy } = knobsNow();
    const idempotencyKey = headers["idempotency-key"];
    if (typeof idempotencyKey === "string") {
      if (idempotencyKey.length < 1 || idempotencyKey.length > 256)
        return problem(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
      if (busy)
        return problem(
          409,
          "concurrent_idempotent_requests",
          "Same idempotency key used while original request is still in progress.",
        );
      const before = known.get(idempotencyKey);
      if (before)
        return before.text === text
          ? ok({ id: before.id })
          : problem(
              409,
              "invalid_idempotent_request",
              "Same idempotency key used with a different request payload.",
            );
    }
    if (quota)
      return problem(429, `${quota}_quota_exceeded`, `You have reached your ${quota} email sending quota.`);
    const objection = objectionTo(json);
    if (objection) return objection;
    const id = randomUUID();
    mails.push({ id, ...json });
    if (typeof idempotencyKey === "string") known.set(idempotencyKey, { text, id });
    return ok({ id });
  }

  /** @param {Request} request @returns {Reply} */
  function api(request) {
    const { method, parts } = request;
    switch (parts.join("/")) {
      case "emails":
        return method === "POST" ? sendMail(request) : wrongMethod();
      case "domains": {
        if (method !== "GET") return wrongMethod();
        if (knobsNow().access === "sending")
          return problem(401, "restricted_api_key", "This API key is restricted to only send emails");
        const data = knobsNow().domains.map((/** @type {string} */ name) => ({
          id: randomUUID(),
          name,
          status: "verified",
          created_at: "2026-04-26 20:21:26.347412+00",
          region: "eu-west-1",
          capabilities: { sending: "enabled", receiving: "disabled" },
        }));
        return ok({ object: "list", has_more: false, data });
      }
      default:
        return notFound();
    }
  }

  /** @param {Request} request @returns {Reply} */
  function answer(request) {
    const { authorization, "user-agent": agent } = request.headers;
    if (!agent) return { status: 403, text: "error code: 1010" };
    const [, given] = /^Bearer (\S+)$/.exec(authorization ?? "") ?? [];
    const reply =
      given === undefined
        ? problem(401, "missing_api_key", "Missing API Key")
        : knobsNow().keys.includes(given)
          ? api(request)
          : problem(403, "invalid_api_key", "API key is invalid");
    return { ...reply, headers: { ...rateHeaders(4, 1), ...reply.headers } };
  }

  return heldTo(check, { answer, state: () => ({ mails }) });
}

const check = await checkAgainst("resend.json");

/** @param {string} trouble @param {string | null} hint @returns {Reply} */
function troubled(trouble, hint) {
  const seconds = Number(hint ?? 1);
  switch (trouble) {
    case "down":
      return down;
    case "slow-down":
      return {
        ...problem(429, "rate_limit_exceeded", "Too many requests. You can only make 5 requests per second."),
        headers: { ...rateHeaders(0, seconds), "retry-after": String(seconds) },
      };
    case "slow-down-bare":
      return { status: 429 };
    default:
      return garbage;
  }
}

/** Of an “email” connection. @type {Provider} */
const resend = {
  id: "resend",
  name: "Resend",
  key,
  knobs: { access: "full", domains: ["shop.example"], quota: null, busy: false },
  open,
  troubled,
  settings: (url) => ({
    service: "resend",
    from: "Zoë O'Brien-Łęcki <bell@shop.example>",
    apiKey: key,
    baseUrl: url,
  }),
};
export default resend;

await runByHand(import.meta, resend);
