// A stand-in for ActiveCampaign's API v3, written from its public description, and stricter than the real one:
// users/me, lists, fields, contact/sync, contacts, contactLists. By hand: node test/stand-ins/activecampaign.mjs [port]
//
// What its public description leaves open, and this has decided: the words of a 403 for a wrong key, 422 for an unknown
// list, 404 for an unknown field, that a contact's lists come in pages, 201 for a first time on a list.
//
// Knobs besides the common ones:
//   account        "lapsed" (402 without a body) or "forbidden" (a user who may do nothing): why every key is refused
//   lists, fields  how many there are
//   fake           addresses that it takes for none
//   unkept         true: a contact's standing on a list cannot be changed, although the answer is a 200
//   webhookUrl, webhookApi   where the webhook for all lists posts to, and whether it is also for changes “By API”
// Troubles besides the common ones: slow-down-503 (a 503 with Retry-After), firewall (403 of a network in between).
// A seed: { "email", "listId"?: "1", "status"?: "1", "others"?: on how many other lists they are, by far older ones,
// "themselves"?: true where the contact does it, which the webhook tells }
import { down, garbage, isObject, ok, post, runByHand } from "./stand-in.mjs";

/** @typedef {{ id: string, email: string, firstName: string, lastName: string, phone: string, fieldValues: Record<string, string> }} Contact */
/** @typedef {{ id: string, contact: string, list: string, status: string, sourceid: string }} Membership */
/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

const listNames = ["Course", "Newsletter", "Żółte kwiaty & “friends”"];
const fieldTitles = ["City", "Last order"];

// ── Answers ──

/** @type {Reply} */
const badRequest = { status: 400, body: {} };
/** @param {string} what @param {string} id @returns {Reply} */
const noResult = (what, id) => ({
  status: 404,
  body: { message: `No Result found for ${what} with id ${id}` },
});
/** @param {string} title @param {string} code @param {string} attribute @returns {Reply} */
const invalid = (title, code, attribute) => ({
  status: 422,
  body: { errors: [{ title, detail: "", code, source: { pointer: `/data/attributes/${attribute}` } }] },
});

/** @param {string} path @param {string[]} members */
const links = (path, members) =>
  Object.fromEntries(
    members.map((member) => [member, `https://stand-in.api-us1.com/api/3/${path}/${member}`]),
  );

/** @param {Contact} contact */
const contactView = ({ id, email, firstName, lastName, phone }) => ({
  cdate: "2026-01-02T03:04:05-05:00",
  email,
  phone,
  firstName,
  lastName,
  orgid: "0",
  bounced_hard: "0",
  bounced_soft: "0",
  bounced_date: "0000-00-00",
  hash: "75b8163f768dff1f0f7b5f69476b986a",
  deleted: "0",
  anonymized: "0",
  udate: "2026-01-02T03:04:05-05:00",
  links: links(`contacts/${id}`, ["contactLists", "fieldValues"]),
  id,
  organization: null,
});

/** @param {Membership} membership */
const membershipView = ({ id, contact, list, status, sourceid }) => ({
  contact,
  list,
  form: null,
  seriesid: "0",
  sdate: "2026-01-02T03:04:05-05:00",
  status,
  responder: "1",
  sync: "0",
  unsubreason: "",
  campaign: null,
  message: null,
  sourceid,
  links: links(`contactLists/${id}`, ["list", "contact"]),
  id,
  automation: null,
});

// ── What is asked ──

/** @param {unknown} value @returns {value is string} */
const isId = (value) => typeof value === "string" && /^[1-9]\d*$/.test(value);
/** @param {unknown} value */
const isText = (value) => typeof value === "string";

/**
 * @param {unknown} value
 * @param {Record<string, (value: any) => boolean>} members what it may hold
 * @param {string[]} required
 * @returns {value is Record<string, any>}
 */
const has = (value, members, required) =>
  isObject(value) &&
  required.every((name) => value[name] !== undefined) &&
  Object.entries(value).every(([name, member]) => Object.hasOwn(members, name) && members[name]?.(member));

/** @param {unknown} value */
const isFieldValue = (value) => has(value, { field: isId, value: isText }, ["field", "value"]);

/** @param {unknown} body @returns {body is { contact: Record<string, any> }} */
const isSync = (body) =>
  has(body, { contact: isObject }, ["contact"]) &&
  has(
    body.contact,
    {
      email: isText,
      firstName: isText,
      lastName: isText,
      phone: isText,
      fieldValues: (value) => Array.isArray(value) && value.every(isFieldValue),
    },
    ["email"],
  );

/** @param {unknown} body @returns {body is { contactList: Record<string, any> }} */
const isStatusChange = (body) =>
  has(body, { contactList: isObject }, ["contactList"]) &&
  has(
    body.contactList,
    {
      list: isId,
      contact: isId,
      status: (value) => value === "1" || value === "2",
      sourceid: (value) => value === 0 || value === 4,
    },
    ["list", "contact", "status"],
  );

/** @param {URLSearchParams} query @returns {{ limit: number, offset: number } | undefined} */
function pageOf(query) {
  const limit = query.get("limit") ?? "20";
  const offset = query.get("offset") ?? "0";
  const isFine = isId(limit) && Number(limit) <= 100 && /^\d+$/.test(offset);
  return isFine ? { limit: Number(limit), offset: Number(offset) } : undefined;
}

/** @param {() => Knobs} knobsNow @returns {import("./stand-in.mjs").Account} */
function open(knobsNow) {
  /** @type {Contact[]} */
  const contacts = [];
  /** @type {Membership[]} */
  const memberships = [];

  /** @param {number} count @param {(i: number) => object} make */
  const several = (count, make) =>
    Array.from({ length: count }, (_, i) => ({ id: String(i + 1), ...make(i) }));
  const lists = () =>
    several(knobsNow().lists, (i) => ({
      stringid: `list-${i + 1}`,
      userid: "1",
      name: listNames[i] ?? `List ${i + 1}`,
      cdate: "2026-01-02T03:04:05-05:00",
      // So long that a hundred of them are more than fits.
      sender_reminder: "You bought something from us. ".repeat(120),
      links: links(`lists/${i + 1}`, ["user"]),
      user: "1",
    }));
  const fields = () =>
    several(knobsNow().fields, (i) => ({
      title: fieldTitles[i] ?? `Field ${i + 1}`,
      descript: null,
      type: "text",
      isrequired: "0",
      perstag: `FIELD_${i + 1}`,
      defval: null,
      visible: "1",
      ordernum: String(i + 1),
      options: [],
      relations: [],
      links: links(`fields/${i + 1}`, ["options", "relations"]),
    }));

  /** @param {string} email @returns {Contact} */
  function addContact(email) {
    const id = String(10 + contacts.length);
    const contact = { id, email, firstName: "", lastName: "", phone: "", fieldValues: {} };
    contacts.push(contact);
    return contact;
  }

  /** @param {string} contact @param {string} list @param {string} status @returns {Membership} */
  function addMembership(contact, list, status) {
    const membership = { id: String(memberships.length + 1), contact, list, status, sourceid: "0" };
    memberships.push(membership);
    return membership;
  }

  /** @param {string} email */
  const contactBy = (email) => contacts.find((one) => one.email.toLowerCase() === email.toLowerCase());

  /**
   * Changes a contact's standing on a list, and tells the webhook if it is news.
   * @param {Contact} contact @param {string} list @param {string} status @param {"public" | "api"} by
   */
  function stand(contact, list, status, by) {
    const before = memberships.find((one) => one.contact === contact.id && one.list === list);
    const statusBefore = before?.status;
    const membership = Object.assign(before ?? addMembership(contact.id, list, status), { status });
    const { webhookUrl, webhookApi } = knobsNow();
    if (statusBefore === status || (by === "api" && !webhookApi)) return membership;
    const isLeaving = status !== "1";
    const hourMs = 3_600_000;
    const form = new URLSearchParams({
      type: isLeaving ? "unsubscribe" : "subscribe",
      date_time: `${new Date(Date.now() - 5 * hourMs).toISOString().slice(0, 19)}-05:00`,
      initiated_from: by,
      initiated_by: by,
      ...(isLeaving && by === "public" ? { "list[0][id]": list } : { list }),
      "contact[id]": contact.id,
      "contact[email]": contact.email,
      "contact[first_name]": contact.firstName,
      "contact[last_name]": contact.lastName,
      "contact[phone]": contact.phone,
      "contact[tags]": "",
    });
    post(webhookUrl, { "content-type": "application/x-www-form-urlencoded" }, form.toString());
    return membership;
  }

  /** @param {unknown} body @returns {Reply} */
  function sync(body) {
    if (!isSync(body)) return badRequest;
    const { email, fieldValues = [], ...names } = body.contact;
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || knobsNow().fake.includes(email))
      return invalid("Contact Email Address is not valid.", "email_invalid", "email");
    const known = new Set(fields().map(({ id }) => id));
    const unknown = fieldValues.find((/** @type {any} */ { field }) => !known.has(field));
    if (unknown) return noResult("Field", unknown.field);
    const before = contactBy(email);
    const contact = Object.assign(before ?? addContact(email), names);
    for (const { field, value } of fieldValues) contact.fieldValues[field] = value;
    const values = Object.entries(contact.fieldValues).map(([field, value], i) => ({
      contact: contact.id,
      field,
      value,
      cdate: "2026-01-02T03:04:05-05:00",
      udate: "2026-01-02T03:04:05-05:00",
      id: String(i + 1),
      owner: contact.id,
    }));
    const view = {
      email: contact.email,
      phone: contact.phone,
      firstName: contact.firstName,
      lastName: contact.lastName,
      email_empty: false,
      cdate: "2026-01-02T03:04:05-05:00",
      udate: "2026-01-02T03:04:05-05:00",
      orgid: "",
      orgname: "",
      links: links(`contacts/${contact.id}`, ["contactLists", "fieldValues"]),
      fieldValues: values.map(({ id }) => id),
      id: contact.id,
      organization: "",
    };
    return { status: before ? 200 : 201, body: { fieldValues: values, contact: view } };
  }

  /** @param {unknown} body @returns {Reply} */
  function changeStatus(body) {
    if (!isStatusChange(body)) return badRequest;
    const { list, contact: contactId, status, sourceid = 0 } = body.contactList;
    const contact = contacts.find(({ id }) => id === contactId);
    if (!contact) return invalid("The related contact does not exist.", "related_missing", "contact");
    if (!lists().some(({ id }) => id === list))
      return invalid("The related list does not exist.", "related_missing", "list");
    const before = memberships.find((one) => one.contact === contactId && one.list === list);
    const membership = before && knobsNow().unkept ? before : stand(contact, list, status, "api");
    if (!knobsNow().unkept) membership.sourceid = String(sourceid);
    const view = { ...membershipView(membership), status: Number(membership.status) };
    return { status: before ? 200 : 201, body: { contacts: [contactView(contact)], contactList: view } };
  }

  /** @param {Request} request @returns {Reply} */
  function api({ method, parts, query, json }) {
    const [, , resource, id, more] = parts; // after api and 3
    const asked = `${method} ${[resource, isId(id) ? ":id" : id, more].filter((part) => part !== undefined).join("/")}`;
    /** @param {string[]} names */
    const asksOnly = (...names) =>
      [...query.keys()].every((name, i, all) => names.includes(name) && all.indexOf(name) === i);
    /** @param {string} member @param {object[]} all @param {object} [meta] @returns {Reply} */
    const paged = (member, all, meta) => {
      const page = pageOf(query);
      if (!page || !asksOnly("limit", "offset")) return badRequest;
      return ok({ [member]: all.slice(page.offset, page.offset + page.limit), ...(meta ? { meta } : {}) });
    };
    if (parts.length > 5) return { status: 404, body: { message: "Not Found" } };
    switch (asked) {
      case "GET users/me":
        return asksOnly()
          ? ok({ user: { username: "zoe", firstName: "Zoë", lastName: "", id: "1" } })
          : badRequest;
      case "GET lists":
        return paged("lists", lists(), { total: String(lists().length) });
      case "GET fields":
        return paged("fields", fields(), { total: String(fields().length) });
      case "POST contact/sync":
        return asksOnly() ? sync(json) : badRequest;
      case "POST contactLists":
        return asksOnly() ? changeStatus(json) : badRequest;
      case "GET contacts": {
        const email = query.get("email");
        if (!email || !asksOnly("email")) return badRequest;
        const found = contactBy(email);
        const all = found ? [contactView(found)] : [];
        return ok({ scoreValues: [], contacts: all, meta: { total: String(all.length) } });
      }
      case "GET contacts/:id/contactLists": {
        if (!contacts.some((one) => one.id === id)) return noResult("Subscriber", id ?? "");
        const theirs = memberships.filter(({ contact }) => contact === id);
        return paged("contactLists", theirs.map(membershipView));
      }
      default:
        return { status: 404, body: { message: "Not Found" } };
    }
  }

  /** @param {Request} request @returns {Reply} */
  function answer(request) {
    const { method, parts, headers, text, json } = request;
    if (parts[0] !== "api" || parts[1] !== "3") return { status: 404, text: "<html>Not Found</html>" };
    if (knobsNow().account === "lapsed") return { status: 402 };
    const key = headers["api-token"];
    if (typeof key !== "string" || !knobsNow().keys.includes(key))
      return { status: 403, body: { message: "Forbidden" } };
    if (knobsNow().account === "forbidden") {
      const detail = "You do not have permission to view this.";
      return { status: 403, body: { errors: [{ status: 403, title: "Forbidden", detail }] } };
    }
    const isJson = /^application\/json(;|$)/.test(headers["content-type"] ?? "") && json !== undefined;
    if (method === "GET" ? text !== "" || headers["content-type"] !== undefined : !isJson) return badRequest;
    return api(request);
  }

  return {
    answer,
    state: () => ({ contacts, memberships }),
    seed({ email, listId = "1", status = "1", others = 0, themselves = false }) {
      const contact = contactBy(email) ?? addContact(email);
      if (themselves) return void stand(contact, listId, status, "public");
      const { id } = contact;
      for (let i = 0; i < others; i++) addMembership(id, String(1000 + i), "1");
      addMembership(id, listId, status);
    },
  };
}

/** @param {string} trouble @param {string | null} hint @returns {Reply} */
function troubled(trouble, hint) {
  const headers = { "ratelimit-limit": "5", "ratelimit-remaining": "0", "retry-after": hint ?? "1" };
  switch (trouble) {
    case "down":
      return down;
    case "slow-down":
      return { status: 429, body: { message: "Too Many Requests" }, headers };
    case "slow-down-503":
      return { ...down, headers: { ...down.headers, "retry-after": hint ?? "1" } };
    case "firewall":
      return { status: 403, text: "<html>Access denied</html>", headers: { "content-type": "text/html" } };
    default:
      return garbage;
  }
}

const key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef01234567";

/** @type {Provider} */
const activecampaign = {
  id: "activecampaign",
  name: "ActiveCampaign",
  key,
  knobs: {
    account: null,
    lists: 3,
    fields: 2,
    fake: ["asdf@asdf.asdf"],
    unkept: false,
    webhookUrl: null,
    webhookApi: false,
  },
  open,
  troubled,
  settings: (url) => ({
    apiUrl: "https://stand-in.api-us1.com",
    apiKey: key,
    baseUrl: `${url}/api/3`,
  }),
};
export default activecampaign;

await runByHand(import.meta, activecampaign);
