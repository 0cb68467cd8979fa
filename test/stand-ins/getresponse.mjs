// A stand-in for GetResponse's API v3, written from its public description, and stricter than the real one:
// accounts, campaigns, custom fields, contacts. By hand: node test/stand-ins/getresponse.mjs [port]
//
// Knobs besides the common ones:
//   unauthorized  the status of a refused key: 401, or 403 as the list of errors has it
//   domain        the domain of a GetResponse MAX account; null: no such account, and no X-Domain taken
//   rights        "none", or "other-lists": what the key's user may not do
//   blocked       "for-good": why every key gets 403
//   campaigns     how many there are
//   customFields  how many there are
//   unknown       the code for a campaign that is not there: 1001, 1000 or 1013
//   optIn         "single", or "double": who is added stays invisible, since nobody confirms
//   barred        addresses on the blocklist
//   full          whether the plan holds no more contacts
// Troubles besides the common ones: slow-down-header, slow-down-second (the hint is in headers alone), blocked-for-now.
// A seed: { "campaignId"?: the first one's, "email", "name"?, "customFields"?: { id: [values] }, "visible"?: boolean }
import { down, garbage, isObject, ok, runByHand } from "./stand-in.mjs";

/**
 * @typedef {object} Contact
 * @property {string} contactId
 * @property {string} email
 * @property {string | null} name
 * @property {string} campaignId
 * @property {string | null} dayOfCycle
 * @property {Record<string, string[]>} customFields
 * @property {boolean} visible false before a confirmation
 */
/** @typedef {{ id: string, name: string }} Named */
/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

const listNames = ["course", "newsletter", "Żółte kwiaty & “friends”"];
const fieldNames = ["shop", "phone", "city"];

// ── Answers ──

const rateLimits = {
  "x-ratelimit-limit": "30000",
  "x-ratelimit-remaining": "29999",
  "x-ratelimit-reset": "432 seconds",
};

/** @param {unknown} body @param {Record<string, string>} [headers] @returns {Reply} */
const told = (body, headers) => ({ ...ok(body), headers: { ...rateLimits, ...headers } });

/** @param {number} status @param {number} code @param {string} message @param {unknown} [context] @returns {Reply} */
function problem(status, code, message, context = {}) {
  const moreInfo = `https://apidocs.getresponse.com/en/v3/errors/${code}`;
  const body = { httpStatus: status, code, codeDescription: message, message, moreInfo, context };
  return { status, body: { ...body, uuid: crypto.randomUUID() }, headers: rateLimits };
}

/** @param {string} fieldName @param {string} errorDescription @param {number} [code] */
const invalid = (fieldName, errorDescription, code = 1000) =>
  problem(400, code, "Validation error, see context section for more information", {
    validationType: "stand-in",
    fieldName,
    originalName: fieldName,
    errorDescription,
  });
const notFound = () => problem(404, 1013, "Resource not found", {});

// ── Requests ──

/** @param {unknown} value */
const isText = (value) => typeof value === "string";
/** @param {unknown} value @param {string[]} names */
const hasOnly = (value, names) => isObject(value) && Object.keys(value).every((name) => names.includes(name));
/** @param {unknown} value */
const isFieldValue = (value) =>
  isObject(value) &&
  hasOnly(value, ["customFieldId", "value"]) &&
  isText(value.customFieldId) &&
  Array.isArray(value.value) &&
  value.value.length > 0 &&
  value.value.every((/** @type {unknown} */ one) => isText(one) && one !== "");

/** What a new contact may hold. @type {Record<string, (value: any) => boolean>} */
const contactFields = {
  email: (value) => isText(value) && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  campaign: (value) => hasOnly(value, ["campaignId"]) && isText(value.campaignId),
  name: (value) =>
    isText(value) && value.length >= 1 && [...value].length <= 128 && !/[\ud800-\udfff]/u.test(value),
  dayOfCycle: (value) => value === null || (isText(value) && /^\d{1,5}$/.test(value)),
  ipAddress: isText,
  scoring: (value) => value === null || typeof value === "number",
  tags: (value) => Array.isArray(value) && value.every((one) => hasOnly(one, ["tagId"]) && isText(one.tagId)),
  customFieldValues: (value) => Array.isArray(value) && value.every(isFieldValue),
};

/** @param {unknown} body @param {string[]} fields that it may have @param {string[]} required @returns {Reply | undefined} */
function objection(body, fields, required) {
  if (!isObject(body)) return invalid("body", "JSON object expected");
  const missing = required.find((field) => body[field] === undefined);
  if (missing) return invalid(missing, "This value is required", 1005);
  for (const [field, value] of Object.entries(body))
    if (!fields.includes(field)) return invalid(field, "Not allowed field");
    else if (!contactFields[field]?.(value)) return invalid(field, "This value is not valid");
  return undefined;
}

/** A page of what there is, in the order it was made. @param {unknown[]} all @param {URLSearchParams} query @returns {Reply} */
function paged(all, query) {
  const page = Number(query.get("page") ?? 1);
  const perPage = Number(query.get("perPage") ?? 100);
  if (!Number.isInteger(page) || page < 1) return invalid("page", "This value is not valid");
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > 1000)
    return invalid("perPage", "This value should be between 1 and 1000");
  return told(all.slice((page - 1) * perPage, page * perPage), {
    CurrentPage: String(page),
    TotalPages: String(Math.ceil(all.length / perPage)),
    TotalCount: String(all.length),
  });
}

/** Its id and address, which are always told, and the fields that are asked for. @param {string} idField @param {Record<string, unknown>} one @param {URLSearchParams} query */
function view(idField, one, query) {
  const asked = query.get("fields")?.split(",");
  const names = Object.keys(one).filter((name) => name === idField || !asked || asked.includes(name));
  const href = `https://api.getresponse.com/v3/${idField}/${one[idField]}`;
  return { ...Object.fromEntries(names.map((name) => [name, one[name]])), href };
}

/** @param {URLSearchParams} query @param {string[]} allowed @returns {Reply | undefined} */
function strangeQuery(query, allowed) {
  const strange = [...query.keys()].find((name) => !allowed.includes(name));
  return strange === undefined ? undefined : invalid(strange, "Not allowed search field");
}

// ── The account ──

/** @param {() => Knobs} knobsNow */
function open(knobsNow) {
  /** @type {Contact[]} */
  const contacts = [];
  let contactsMade = 0;

  /** @param {number} count @param {string} prefix @param {string[]} names @returns {Named[]} */
  const made = (count, prefix, names) =>
    Array.from({ length: count }, (_, i) => ({
      id: `${prefix}${(i + 1).toString(36)}`,
      name: names[i] ?? `number_${i + 1}`,
    }));
  const campaigns = () => made(knobsNow().campaigns, "p86z", listNames);
  const customFields = () => made(knobsNow().customFields, "z9Kg", fieldNames);

  /** @param {Partial<Contact> & { email: string, campaignId: string }} some */
  function addContact(some) {
    const contactId = `V${(++contactsMade).toString(36)}`;
    const plain = { name: null, dayOfCycle: null, customFields: {}, visible: true };
    contacts.push({ ...plain, ...some, contactId });
  }

  /** @param {{ customFieldId: string, value: string[] }[]} values */
  const fieldsOf = (values) => Object.fromEntries(values.map((one) => [one.customFieldId, one.value]));

  /** @param {{ customFieldId: string }[]} values @returns {Reply | undefined} */
  function strangeField(values) {
    const strange = values.find((value) => customFields().every(({ id }) => id !== value.customFieldId));
    return strange && invalid("customFieldValues", "Custom field does not exist", 1001);
  }

  /** @param {any} body @returns {Reply} */
  function create(body) {
    const { campaigns: _, unknown, barred, full, optIn, rights } = knobsNow();
    const wrong = objection(body, Object.keys(contactFields), ["email", "campaign"]);
    if (wrong) return wrong;
    const { email, name = null, dayOfCycle = null, customFieldValues = [] } = body;
    const { campaignId } = body.campaign;
    const campaign = campaigns().find(({ id }) => id === campaignId);
    if (!campaign)
      return unknown === 1013 ? notFound() : invalid("campaign", "Campaign does not exist", unknown);
    if (rights === "other-lists")
      return problem(403, 1023, `Access Forbidden! You have no access to campaign: ${campaign.name}`);
    const strange = strangeField(customFieldValues);
    if (strange) return strange;
    if (barred.includes(email)) return problem(400, 1002, "Cannot add contact that is blocked");
    if (full) return problem(400, 1027, "Contact limit reached");
    const same = contacts.find((one) => one.campaignId === campaignId && one.email === email.toLowerCase());
    if (same) return problem(409, 1008, "Contact already added", { value: email });
    const visible = optIn === "single";
    const customFields = fieldsOf(customFieldValues);
    addContact({ email: email.toLowerCase(), name, campaignId, dayOfCycle, customFields, visible });
    return { status: 202, headers: rateLimits };
  }

  /** @param {URLSearchParams} query @returns {Reply} */
  function search(query) {
    const wrong = strangeQuery(query, [
      ...["query[email]", "query[name]", "query[campaignId]"],
      ...["additionalFlags", "fields", "page", "perPage"],
    ]);
    if (wrong) return wrong;
    const flags = query.get("additionalFlags");
    if (flags !== null && flags !== "exactMatch") return invalid("additionalFlags", "Not allowed flag");
    const email = query.get("query[email]")?.toLowerCase() ?? "";
    const campaignId = query.get("query[campaignId]");
    const found = contacts.filter(
      (one) =>
        one.visible &&
        (flags ? one.email === email : one.email.includes(email)) &&
        (campaignId === null || one.campaignId === campaignId),
    );
    const views = found.map(({ contactId, email, name, campaignId, dayOfCycle }) =>
      view(
        "contactId",
        {
          contactId,
          email,
          ...(name === null ? {} : { name }),
          dayOfCycle,
          campaign: { campaignId, name: "course" },
          origin: "api",
          createdOn: "2026-11-20T12:00:00+0000",
        },
        query,
      ),
    );
    return paged(views, query);
  }

  /** @param {string} method @param {string[]} path @param {URLSearchParams} query @param {any} body @returns {Reply} */
  function api(method, [resource, id, below, ...more], query, body) {
    if (more.length > 0) return notFound();
    const call = `${method} ${[resource, id && ":id", below].filter(Boolean).join("/")}`;
    const contact = contacts.find((one) => one.visible && one.contactId === id);
    switch (call) {
      case "GET accounts": {
        const account = {
          accountId: "VfEy1",
          email: "owner@shop.example",
          firstName: "Jan",
          lastName: "Kowalski",
        };
        return strangeQuery(query, ["fields"]) ?? told(view("accountId", account, query));
      }
      case "GET campaigns": {
        const all = campaigns().map(({ id: campaignId, name }) => ({ campaignId, name, languageCode: "PL" }));
        const views = all.map((one) => view("campaignId", one, query));
        return strangeQuery(query, ["fields", "page", "perPage", "query[name]"]) ?? paged(views, query);
      }
      case "GET custom-fields": {
        const all = customFields().map(({ id: customFieldId, name }) => ({
          ...{ customFieldId, name, type: "string", format: "text" },
          ...{ hidden: "false", values: [] },
        }));
        const views = all.map((one) => view("customFieldId", one, query));
        return strangeQuery(query, ["fields", "page", "perPage", "query[name]"]) ?? paged(views, query);
      }
      case "GET contacts":
        return search(query);
      case "POST contacts":
        return strangeQuery(query, []) ?? create(body);
      case "DELETE contacts/:id":
        if (!contact) return notFound();
        contacts.splice(contacts.indexOf(contact), 1);
        return { status: 204, headers: rateLimits };
      case "POST contacts/:id/custom-fields": {
        const wrong = objection(body, ["customFieldValues"], ["customFieldValues"]);
        if (wrong) return wrong;
        if (!contact) return notFound();
        const strange = strangeField(body.customFieldValues);
        if (strange) return strange;
        Object.assign(contact.customFields, fieldsOf(body.customFieldValues));
        const all = Object.entries(contact.customFields);
        return told(all.map(([customFieldId, values]) => ({ customFieldId, values })));
      }
      default:
        return notFound();
    }
  }

  /** @param {import("node:http").IncomingHttpHeaders} headers @returns {Reply | undefined} */
  function doorman(headers) {
    const { keys, unauthorized, domain, rights, blocked } = knobsNow();
    const sent = headers["x-domain"] ?? null;
    if (domain === null ? sent !== null : sent === null)
      return problem(400, 1021, "Request headers are invalid");
    if (sent !== domain) return problem(404, 1024, "Domain not found");
    const [, key] = /^api-key (\S+)$/.exec(String(headers["x-auth-token"] ?? "")) ?? [];
    if (key === undefined || !keys.includes(key))
      return problem(unauthorized, 1014, "Unable to authenticate request. Check credentials", {
        authenticationType: "auth_token",
      });
    if (blocked === "for-good") return problem(403, 1017, "Your API access has been blocked");
    if (rights === "none") return problem(403, 1023, "Access Forbidden!");
    return undefined;
  }

  /** @param {Request} request @returns {Reply} */
  function answer({ method, path, parts, query, headers, text, json }) {
    if (parts[0] !== "v3") return { status: 404, text: `Not found: ${path}` };
    const refused = doorman(headers);
    if (refused) return refused;
    if (/[[\]]/.test(path)) return problem(400, 1003, "Brackets are to be percent-encoded");
    if (method === "POST" && !/^application\/json(;|$)/.test(headers["content-type"] ?? ""))
      return problem(400, 1021, "Content-Type is application/json");
    if (method === "POST" && json === undefined) return invalid("body", "JSON expected");
    if (method !== "POST" && text !== "") return invalid("body", "This request has no body");
    return api(method, parts.slice(1), query, json);
  }

  return {
    answer,
    state: () => ({ contacts }),
    /** @param {Partial<Contact> & { email: string }} what */
    seed({ campaignId = "p86z1", ...some }) {
      addContact({ campaignId, ...some });
    },
  };
}

/** @param {string} trouble @param {string | null} hint such as "432 seconds" @returns {Reply} */
function troubled(trouble, hint) {
  const reset = hint ?? "100 seconds";
  const message = "You have reached your requests limit for this time window, please wait...";
  /** @param {unknown} context @param {Record<string, string>} headers @returns {Reply} */
  const slowDown = (context, headers) => ({ ...problem(429, 1015, message, context), headers });
  switch (trouble) {
    case "down":
      return { ...down, headers: { ...down.headers, ...rateLimits } };
    case "slow-down":
      return slowDown(
        { currentLimit: 30000, timeToReset: reset },
        { ...rateLimits, "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset },
      );
    case "slow-down-header":
      return slowDown({}, { "x-ratelimit-reset": reset });
    case "slow-down-second":
      return slowDown({}, { "retry-after": "1" });
    case "blocked-for-now":
      return problem(403, 1016, "Your API access has been temporarily blocked");
    default:
      return garbage;
  }
}

const key = "jfgs8jh4ksg93ban9dfgh8abcdefgh12";

/** @type {Provider} */
const getresponse = {
  id: "getresponse",
  name: "GetResponse",
  key,
  knobs: {
    unauthorized: 401,
    domain: null,
    rights: null,
    blocked: null,
    campaigns: 3,
    customFields: 3,
    unknown: 1001,
    optIn: "single",
    barred: [],
    full: false,
  },
  mostAtOnce: 10,
  open,
  troubled,
  settings: (url) => ({ apiKey: key, baseUrl: `${url}/v3` }),
};
export default getresponse;

await runByHand(import.meta, getresponse);
