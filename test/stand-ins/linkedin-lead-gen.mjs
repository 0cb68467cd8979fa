// A stand-in for LinkedIn's Lead Sync API, written from its public description, and stricter than the real one: a single
// lead form response with its form. By hand: node test/stand-ins/linkedin-lead-gen.mjs [port]
//
// Knobs besides the common ones:
//   versions    API versions that are taken
//   permission  whether the token may read leads
// A seed, a lead: { "id", "email"?, "firstName"?, "lastName"?, "consent"?: whether the one checkbox is ticked, "submittedAt"? }
// or, of one that is deleted: { "id", "deleted": true }
import { down, garbage, ok, runByHand } from "./stand-in.mjs";

/** @typedef {{ id: string, email?: string, firstName?: string, lastName?: string, consent?: boolean, submittedAt?: number, deleted?: boolean }} Lead */
/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

// ── Answers ──

/** @param {number} status @param {string} code @param {string} message @param {number} [serviceErrorCode] @returns {Reply} */
const problem = (status, code, message, serviceErrorCode) => ({
  status,
  body: { status, code, message, ...(serviceErrorCode === undefined ? {} : { serviceErrorCode }) },
});

const illegal = (/** @type {string} */ message) => problem(400, "ILLEGAL_ARGUMENT", message);

/** @param {string} question @param {string} [predefinedField] */
const asked = (question, predefinedField) => ({
  name: question,
  question: { localized: { en_US: question } },
  questionDetails: { textQuestionDetails: { maxResponseLength: 300 } },
  responseEditable: true,
  responseRequired: false,
  ...(predefinedField ? { predefinedField } : {}),
});

const form = {
  id: 7234246,
  name: "A form",
  creationLocale: { country: "US", language: "en" },
  hiddenFields: [{ name: "utm_source", value: "linkedin" }],
  content: {
    headline: { localized: { en_US: "A form" } },
    questions: [
      { questionId: 107234246, ...asked("First name", "FIRST_NAME") },
      { questionId: 207234246, ...asked("Last name", "LAST_NAME") },
      { questionId: 307234246, ...asked("Email address", "EMAIL") },
    ],
    legalInfo: {
      legalInfoId: 107234246,
      privacyPolicyUrl: "https://example.com/privacy",
      consents: [{ id: 0, consent: { localized: { en_US: "Send me news" } }, checkRequired: false }],
    },
  },
};

/** @param {Lead} lead @returns {Record<string, unknown>} */
function view({ id, email, firstName, lastName, consent, submittedAt }) {
  const answers = [firstName, lastName, email].flatMap((answer, i) =>
    answer === undefined
      ? []
      : [
          {
            questionId: form.content.questions[i]?.questionId,
            answerDetails: { textQuestionAnswer: { answer } },
          },
        ],
  );
  return {
    owner: { sponsoredAccount: "urn:li:sponsoredAccount:1234567" },
    submitter: "urn:li:person:BcLKblgopR",
    leadType: "SPONSORED",
    leadMetadata: { sponsoredLeadMetadata: { campaign: "urn:li:sponsoredCampaign:198356826" } },
    versionedLeadGenFormUrn: "urn:li:versionedLeadGenForm:(urn:li:leadGenForm:7234246,1)",
    id,
    submittedAt: submittedAt ?? Date.now(),
    testLead: false,
    associatedEntity: { associatedCreative: "urn:li:sponsoredCreative:241257736" },
    formResponse: {
      answers,
      consentResponses: consent === undefined ? [] : [{ consentId: 0, accepted: consent }],
    },
    form,
  };
}

/**
 * The members of a value that a projection names: a,b:(c,d). https://linkedin.github.io/rest.li/Projections
 * @param {any} value @param {string} mask @returns {Record<string, unknown>}
 */
function project(value, mask) {
  const named = [...mask.matchAll(/(\w+)(?::\(([\w,]*)\))?(?:,|$)/g)];
  return Object.fromEntries(
    named.flatMap(([, name = "", inner]) => {
      if (value[name] === undefined) return [];
      return [[name, inner === undefined ? value[name] : project(value[name], inner)]];
    }),
  );
}

// ── The account ──

/** @param {() => Knobs} knobsNow @returns {import("./stand-in.mjs").Account} */
function open(knobsNow) {
  /** @type {Map<string, Lead>} */
  const leads = new Map();

  /** @param {Request} request @returns {Reply | undefined} */
  function doorman({ headers }) {
    const { keys, versions, permission } = knobsNow();
    const [scheme, token = ""] = (headers.authorization ?? "").split(" ");
    if (scheme !== "Bearer" || token === "")
      return problem(401, "EMPTY_ACCESS_TOKEN", "Empty oauth2 access token", 401);
    if (!keys.includes(token)) return problem(401, "INVALID_ACCESS_TOKEN", "Invalid access token", 65600);
    const version = headers["linkedin-version"];
    if (version === undefined)
      return problem(400, "VERSION_MISSING", "A version must be present. Please specify a version");
    if (!versions.includes(version))
      return problem(426, "NONEXISTENT_VERSION", `Requested version ${version} is not active`);
    if (headers["x-restli-protocol-version"] !== "2.0.0")
      return illegal("X-Restli-Protocol-Version is 2.0.0");
    if (!permission)
      return problem(
        403,
        "ACCESS_DENIED",
        "Not enough permissions to access: leadFormResponses.GET.NO_VERSION",
        100,
      );
    return undefined;
  }

  /** @param {Request} request @returns {Reply} */
  function answer(request) {
    const { method, path, parts, text } = request;
    const refused = doorman(request);
    if (refused) return refused;
    const [rest, resource, id = "", more] = parts;
    if (rest !== "rest" || resource !== "leadFormResponses" || id === "" || more !== undefined)
      return problem(404, "RESOURCE_NOT_FOUND", `No virtual resource found: ${path}`);
    if (method !== "GET") return problem(405, "METHOD_NOT_ALLOWED", "Only GET");
    if (text !== "") return illegal("A GET has no body");
    const [, mask] = /^[^?]+\?fields=((?:\w+(?::\([\w,]+\))?(?:,|$))+)$/.exec(path) ?? [];
    if (mask === undefined)
      return illegal("The only parameter is fields, a projection as it stands: a,b:(c,d)");
    const lead = leads.get(id);
    if (!lead || lead.deleted) return problem(404, "NOT_FOUND", "The lead form response is not found");
    return ok(project(view(lead), mask));
  }

  return {
    answer,
    state: () => ({ leads: [...leads.values()] }),
    seed: (/** @type {Lead} */ lead) => void leads.set(lead.id, lead),
  };
}

/** @param {string} trouble @param {string | null} hint @returns {Reply} */
function troubled(trouble, hint) {
  /** @type {Record<string, string>} */
  const headers = hint === null ? {} : { "retry-after": hint }; // the real one sends none
  if (trouble === "down") return { ...down, headers: { ...down.headers, ...headers } };
  if (trouble === "slow-down")
    return {
      ...problem(429, "TOO_MANY_REQUESTS", "Resource level throttle limit for calls is reached", 101),
      headers,
    };
  return garbage;
}

const key = "AQXNnd2kXITHELmWblJigbHEuoFdfRhOwGA0QNnumBI8XOVSs0HtOHEU";

/** @type {Provider} */
const linkedinLeadGen = {
  id: "linkedin-lead-gen",
  name: "LinkedIn",
  key,
  knobs: { versions: ["202607"], permission: true },
  open,
  troubled,
  settings: (url) => ({ clientSecret: "WPL_AP1.client.secret", accessToken: key, baseUrl: `${url}/rest` }),
};
export default linkedinLeadGen;

await runByHand(import.meta, linkedinLeadGen);
