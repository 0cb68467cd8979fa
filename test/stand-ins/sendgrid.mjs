// A stand-in for SendGrid's API v3, held to SendGrid's own description and stricter where that is vague: scopes, lists,
// custom fields, contacts, dynamic templates, Mail Send. By hand: node test/stand-ins/sendgrid.mjs [port]
//
// Knobs besides the common ones:
//   scopes     what the keys are permitted
//   lists, templates   how many there are
//   senders    the addresses that are verified; null: all
//   account    "spent" or "blocked": why it sends no mail
//   pending    true: what was asked of contacts is taken, and not done yet
//   indexing   true: nobody is found yet
// Troubles besides the common ones: slow-down-bare (neither headers nor a body).
// A hint is in how many seconds requests count anew.
// A seed: { "email", "listId"?: the first one's, "first_name"?, "last_name"? }, a contact on a list
import { createHash, randomUUID } from "node:crypto";
import { checkAgainst, heldTo } from "./spec-check.mjs";
import { down, garbage, isObject, ok, runByHand } from "./stand-in.mjs";

/**
 * @typedef {object} Contact
 * @property {string} id
 * @property {string} email
 * @property {string} [first_name]
 * @property {string} [last_name]
 * @property {Record<string, unknown>} custom_fields
 * @property {string[]} list_ids
 */
/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

/** Put together here, so that nobody takes it for a key that got out. */
const key = ["SG", "0123456789abcdefABCDEF", "0123456789abcdefghijklmnopqrstuvwxyz_ABCDEF"].join(".");

const listNames = ["Course", "Newsletter", "Żółte kwiaty & “friends”"];
const templateNames = ["Thank you", "Your QR code", "Łap okazję {{ }}"];
const fields = [
  { id: "e1_T", name: "city", field_type: "Text" },
  { id: "e2_N", name: "orders", field_type: "Number" },
  { id: "e3_D", name: "bought_at", field_type: "Date" },
];

// ── Answers ──

/** @param {number} status @param {string} message @param {string | null} [field] @returns {Reply} */
const problem = (status, message, field = null) => ({ status, body: { errors: [{ message, field }] } });

const forbidden = () => problem(403, "access forbidden");
const notFound = () => problem(404, "not found");
const wrongMethod = () => problem(405, "method not allowed");

/** @returns {Reply} */
const job = () => ({ status: 202, body: { job_id: randomUUID() } });

/** @param {number} [inSeconds] when requests count anew @param {number} [left] */
const rateHeaders = (inSeconds = 60, left = 499) => ({
  "x-ratelimit-limit": "500",
  "x-ratelimit-remaining": String(left),
  "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + inSeconds),
});

// ── The account ──

/** @param {string} text */
const md5 = (text) => createHash("md5").update(text).digest("hex");
/** @param {string} text */
const uuid = (text) => md5(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** @param {number} i */
const listAt = (i) => ({ id: uuid(`list ${i}`), name: listNames[i] ?? `List ${i + 1}` });
/** @param {number} i */
const templateAt = (i) => ({
  id: `d-${md5(`template ${i}`)}`,
  name: templateNames[i] ?? `Template ${i + 1}`,
});

/** @template T @param {number} count @param {(i: number) => T} make */
const several = (count, make) => Array.from({ length: count }, (_, i) => make(i));

/** @param {unknown} text */
const isAddress = (text) => typeof text === "string" && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/**
 * A page of what there is, as SendGrid gives it: with the whole address of the next one.
 * @param {string} path @param {any[]} all @param {URLSearchParams} query @param {number} most @param {string | undefined} usual
 * @returns {Reply}
 */
function page(path, all, query, most, usual) {
  const size = Number(query.get("page_size") ?? usual);
  if (!Number.isInteger(size) || size < 1 || size > most)
    return problem(400, `page_size must be between 1 and ${most}`, "page_size");
  const token = query.get("page_token");
  const offset = token === null ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isInteger(offset) || offset < 0 || offset >= Math.max(1, all.length))
    return problem(400, "invalid page_token", "page_token");
  /** @param {number} from */
  const address = (from) => {
    const more = new URLSearchParams(query);
    more.set("page_token", Buffer.from(String(from)).toString("base64url"));
    return `https://api.sendgrid.com${path}?${more}`;
  };
  const isLast = offset + size >= all.length;
  return ok({
    result: all.slice(offset, offset + size),
    _metadata: {
      self: address(offset),
      ...(isLast ? {} : { next: address(offset + size) }),
      count: all.length,
    },
  });
}

/** @param {() => Knobs} knobsNow @returns {import("./stand-in.mjs").Account} */
function open(knobsNow) {
  /** @type {Map<string, Contact>} */
  const contacts = new Map();
  /** @type {Record<string, unknown>[]} */
  const mails = [];
  /** Taken, and never sent: of a template that is not there. @type {Record<string, unknown>[]} */
  const dropped = [];
  /** What turned out to be wrong only when it was done. @type {string[]} */
  const importErrors = [];

  const lists = () => several(knobsNow().lists, listAt);
  const templates = () => several(knobsNow().templates, templateAt);
  /** @param {string} scope */
  const may = (scope) => knobsNow().scopes.includes(scope);
  /** @param {unknown} id */
  const hasList = (id) => lists().some((list) => list.id === id);

  /** @param {Record<string, any>} told @param {string[]} listIds */
  function upsert({ email, first_name, last_name, custom_fields = {} }, listIds) {
    const address = email.toLowerCase();
    const wrong = Object.entries(custom_fields).find(
      ([id, value]) =>
        (id.endsWith("_N") && typeof value !== "number") ||
        (id.endsWith("_T") && typeof value !== "string") ||
        (id.endsWith("_D") && !/^\d{2}\/\d{2}\/\d{4}$/.test(String(value))),
    );
    if (wrong) return void importErrors.push(`invalid type of ${wrong[0]}`);
    const known = contacts.get(address);
    contacts.set(address, {
      id: known?.id ?? uuid(address),
      email: address,
      ...(first_name === undefined ? {} : { first_name }),
      ...(last_name === undefined ? {} : { last_name }),
      custom_fields: { ...known?.custom_fields, ...custom_fields },
      list_ids: [...new Set([...(known?.list_ids ?? []), ...listIds])],
    });
  }

  /** @param {any} body @returns {Reply} */
  function put(body) {
    const { list_ids = [], contacts: told } = isObject(body) ? body : {};
    if (!Array.isArray(told) || told.length === 0)
      return problem(400, "at least one contact is required", "contacts");
    if (!list_ids.every(hasList)) return problem(404, "list not found");
    for (const [i, one] of told.entries()) {
      if (!isAddress(one.email))
        return problem(400, `'${one.email}' is not a valid email address`, `contacts[${i}].email`);
      if ([one.first_name, one.last_name].some((text) => text !== undefined && text.trim() === ""))
        return problem(400, "a name is empty, which would wipe out what is known", `contacts[${i}]`);
      const known = fields.map(({ id }) => id);
      const unknown = Object.keys(one.custom_fields ?? {}).filter((id) => !known.includes(id));
      if (unknown.length > 0)
        return problem(400, `invalid custom field ids supplied - ${unknown.join(",")}`, `contacts[${i}]`);
    }
    if (!knobsNow().pending) for (const one of told) upsert(one, list_ids);
    return job();
  }

  /** @param {any} body @returns {Reply} */
  function search(body) {
    const emails = isObject(body) && Array.isArray(body.emails) ? body.emails : [];
    if (emails.length === 0 || emails.length > 100 || !emails.every(isAddress))
      return problem(400, "invalid emails", "emails");
    const now = new Date().toISOString();
    const result = emails.map((email) => {
      const address = email.toLowerCase();
      const contact = knobsNow().indexing ? undefined : contacts.get(address);
      const { list_ids = [], ...rest } = contact ?? {};
      const view = { ...rest, list_ids, segment_ids: [], created_at: now, updated_at: now };
      return [address, contact ? { contact: view } : { error: "contact not found" }];
    });
    return result.some(([, { contact }]) => contact)
      ? ok({ result: Object.fromEntries(result) })
      : problem(404, "no contacts were found");
  }

  /** @param {string} listId @param {string} contactIds @returns {Reply} */
  function leave(listId, contactIds) {
    const ids = contactIds.split(",");
    const all = [...contacts.values()];
    if (!hasList(listId) || !ids.every((id) => all.some((one) => one.id === id))) return notFound();
    for (const one of all)
      if (ids.includes(one.id) && !knobsNow().pending)
        one.list_ids = one.list_ids.filter((id) => id !== listId);
    return job();
  }

  /** @param {any} mail @returns {Reply | undefined} */
  function mailObjection(mail) {
    const { personalizations, from, subject, content, template_id } = mail;
    if (!Array.isArray(personalizations) || personalizations.length === 0)
      return problem(400, "You must have at least one personalization.", "personalizations");
    for (const [i, one] of personalizations.entries()) {
      const field = `personalizations.${i}.to`;
      if (!Array.isArray(one.to) || one.to.length === 0)
        return problem(400, "The to array is required for all personalization objects.", field);
      const people = [...one.to, ...(one.cc ?? []), ...(one.bcc ?? [])].map(({ email }) => email);
      if (!people.every(isAddress))
        return problem(400, "Does not contain a valid address.", `${field}.email`);
      if (new Set(people.map((email) => email.toLowerCase())).size < people.length)
        return problem(400, "Each email address in the personalization block should be unique.", field);
      if (one.dynamic_template_data && !String(template_id).startsWith("d-"))
        return problem(400, "The template_id is required when using dynamic templates", "template_id");
    }
    if (!isAddress(from?.email))
      return problem(400, "The from email does not contain a valid address.", "from.email");
    const named = [from, mail.reply_to, ...personalizations.flatMap(({ to }) => to)];
    if (named.some((one) => /^[^"].*[,;]/.test(one?.name ?? "")))
      return problem(400, "A name with a comma or a semicolon must be in double quotes.", "name");
    if (template_id !== undefined) return undefined;
    if (!subject && !personalizations.every((one) => one.subject))
      return problem(400, "The subject is required.", "subject");
    if (/[\r\n]/.test(subject ?? ""))
      return problem(400, "The subject must not contain line breaks.", "subject");
    const types = (content ?? []).map((/** @type {{ type: string }} */ { type }) => type);
    if (types.length === 0)
      return problem(400, "Unless a valid template_id is provided, the content is required.", "content");
    if (types.includes("text/plain") && types[0] !== "text/plain")
      return problem(400, "If present, text/plain must be first, followed by text/html.", "content");
    return new Set(types).size < types.length
      ? problem(400, "text/plain and text/html may only be provided once.", "content")
      : undefined;
  }

  /** @param {any} mail @returns {Reply} */
  function sendMail(mail) {
    const { account, senders } = knobsNow();
    if (account === "spent") return problem(401, "Maximum credits exceeded");
    if (account === "blocked") return problem(401, "Authenticated user is not authorized to send mail");
    const objection = mailObjection(isObject(mail) ? mail : {});
    if (objection) return objection;
    if (senders && !senders.includes(mail.from.email.toLowerCase()))
      return problem(
        403,
        "The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.",
        "from",
      );
    const isOfNoTemplate =
      mail.template_id !== undefined && !templates().some(({ id }) => id === mail.template_id);
    (isOfNoTemplate ? dropped : mails).push(mail);
    return { status: 202, headers: { "x-message-id": randomUUID() } };
  }

  /** @param {Request} request @returns {Reply} */
  function api({ method, parts, query, json }) {
    const path = parts.slice(1).join("/");
    const [, , listId] = parts.slice(1);
    /** @param {string} allowed @param {string | undefined} scope @param {() => Reply} answer */
    const on = (allowed, scope, answer) =>
      method !== allowed ? wrongMethod() : scope && !may(scope) ? forbidden() : answer();
    switch (path) {
      case "scopes":
        return on("GET", undefined, () => ok({ scopes: knobsNow().scopes }));
      case "mail/send":
        return on("POST", "mail.send", () => sendMail(json));
      case "templates":
        return on("GET", "templates.read", () => {
          const isDynamic = (query.get("generations") ?? "legacy").split(",").includes("dynamic");
          const views = (isDynamic ? templates() : []).map((one) => ({
            ...one,
            generation: "dynamic",
            updated_at: "2026-01-22 12:00:00",
            versions: [{ id: uuid(one.id), template_id: one.id, active: 1, name: one.name, subject: "…" }],
          }));
          return page("/v3/templates", views, query, 200, undefined);
        });
      case "marketing/lists":
        return on("GET", "marketing.read", () => {
          const all = [...contacts.values()];
          const views = lists().map((list) => ({
            ...list,
            contact_count: all.filter(({ list_ids }) => list_ids.includes(list.id)).length,
            _metadata: { self: `https://api.sendgrid.com/v3/marketing/lists/${list.id}` },
          }));
          return page("/v3/marketing/lists", views, query, 1000, "100");
        });
      case "marketing/field_definitions":
        return on("GET", "marketing.read", () =>
          ok({
            custom_fields: fields,
            reserved_fields: [
              { id: "_rf0_T", name: "first_name", field_type: "Text" },
              { id: "_rf21_D", name: "created_at", field_type: "Date", read_only: true },
            ],
            _metadata: { self: "https://api.sendgrid.com/v3/marketing/field_definitions" },
          }),
        );
      case "marketing/contacts":
        return on("PUT", "marketing.read", () => put(json));
      case "marketing/contacts/search/emails":
        return on("POST", "marketing.read", () => search(json));
      case `marketing/lists/${listId}/contacts`:
        return on("DELETE", "marketing.read", () => leave(listId ?? "", query.get("contact_ids") ?? ""));
      default:
        return notFound();
    }
  }

  /** @param {Request} request @returns {Reply} */
  function answer(request) {
    const [, given] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "") ?? [];
    const reply =
      given === undefined
        ? problem(401, "authorization required")
        : knobsNow().keys.includes(given)
          ? api(request)
          : problem(401, "The provided authorization grant is invalid, expired, or revoked");
    return { ...reply, headers: { ...rateHeaders(), ...reply.headers } };
  }

  const state = () => ({
    lists: lists().map((list) => ({
      ...list,
      contacts: [...contacts.values()].filter(({ list_ids }) => list_ids.includes(list.id)),
    })),
    contacts: [...contacts.values()],
    importErrors,
    mails,
    dropped,
  });

  return heldTo(check, {
    answer,
    state,
    seed: ({ listId = listAt(0).id, ...contact }) => upsert(contact, [listId]),
  });
}

const described = await checkAgainst("sendgrid.json", { open: ["custom_fields"] });

/** Templates are left out: dynamic ones have ids that SendGrid's description does not know. @type {import("./spec-check.mjs").SpecCheck} */
const check = (request, reply) => (request.parts[1] === "templates" ? [] : described(request, reply));

/** @param {string} trouble @param {string | null} hint @returns {Reply} */
function troubled(trouble, hint) {
  switch (trouble) {
    case "down":
      return { ...down, headers: { ...down.headers, ...rateHeaders() } };
    case "slow-down":
      return {
        ...problem(429, "too many requests"),
        headers: rateHeaders(hint === null ? undefined : Number(hint), 0),
      };
    case "slow-down-bare":
      return { status: 429 };
    default:
      return garbage;
  }
}

/** @type {Provider} */
const sendgrid = {
  id: "sendgrid",
  name: "SendGrid",
  key,
  knobs: {
    scopes: ["mail.send", "marketing.automation.read", "marketing.read", "stats.read", "templates.read"],
    lists: 3,
    templates: 3,
    senders: null,
    account: null,
    pending: false,
    indexing: false,
  },
  open,
  troubled,
  settings: (url) => ({ apiKey: key, baseUrl: `${url}/v3` }),
};
export default sendgrid;

await runByHand(import.meta, sendgrid);
