// A stand-in for MailerLite's API, written from its public description and recorded answers, and stricter than the real
// one: groups, fields, subscribers. By hand: node test/stand-ins/mailerlite.mjs [port]
//
// Knobs besides the common ones:
//   account      "forbidden": why every token gets 403
//   doubleOptIn  who is new must confirm first
//   groups       how many there are
//   fields       how many there are
//   gone         addresses that unsubscribed and are not subscribed again whatever is asked
//   old          an upsert of who unsubscribed is no 422, but a 200 that leaves them so
//   webhookUrl, webhookSecret   where the webhook for all events posts to, and what signs it. Changes made by the API are
//                told, too: MailerLite offers no choice
// A seed: { "email", "status"?: "active", "groups"?: [ids], "themselves"?: true where the person does it, which the webhook
// tells }
import { createHmac } from "node:crypto";
import { down, garbage, isObject, post, runByHand } from "./stand-in.mjs";

/** @typedef {{ id: string, email: string, status: string, source: string, changedAt: string, fields: Record<string, unknown>, groups: string[] }} Subscriber */
/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

const groupNames = ["Newsletter", "Course", "Żółte kwiaty & “friends”"];
const fields = [
  { key: "name", name: "Name" },
  { key: "last_name", name: "Last name" },
  { key: "company", name: "Company" },
  { key: "country", name: "Country" },
  { key: "city", name: "City" },
  { key: "phone", name: "Phone" },
  { key: "state", name: "State" },
  { key: "z_i_p", name: "Zip" },
];
const statuses = ["active", "unsubscribed", "unconfirmed", "bounced", "junk"];
const limits = { "x-ratelimit-limit": "120", "x-ratelimit-remaining": "119" };

// ── Answers ──

/** @param {number} status @param {string} message @param {Record<string, string>} [headers] @returns {Reply} */
const problem = (status, message, headers) => ({
  status,
  body: { message },
  headers: { ...limits, ...headers },
});
const notFound = () => problem(404, "Resource not found.");

/** @param {Record<string, string[]>} errors @param {Record<string, unknown>} [more] @returns {Reply} */
function invalid(errors, more) {
  const all = Object.values(errors).flat();
  const others = all.length > 1 ? ` (and ${all.length - 1} more error${all.length > 2 ? "s" : ""})` : "";
  return { status: 422, body: { message: `${all[0]}${others}`, errors, ...more }, headers: limits };
}

// ── The account ──

/** 18 digits, which are more than a number keeps. @param {number} i */
const groupId = (i) => String(139_791_145_237_481_296n + BigInt(i) * 7n);

/** @param {{ name: string }} a @param {{ name: string }} b */
const byName = (a, b) => (a.name < b.name ? -1 : 1);

/** @param {() => Knobs} knobsNow @returns {import("./stand-in.mjs").Account} */
function open(knobsNow) {
  /** @type {Map<string, Subscriber>} */
  const subscribers = new Map();

  const groups = () =>
    Array.from({ length: knobsNow().groups }, (_, i) => ({
      id: groupId(i),
      name: groupNames[i] ?? `Group ${String(i + 1).padStart(4, "0")}`,
      active_count: 0,
      open_rate: { float: 0, string: "0%" },
      created_at: "2026-09-19 11:47:09",
    }));
  const allFields = () =>
    Array.from({ length: knobsNow().fields }, (_, i) => ({
      id: String(i + 1),
      ...(fields[i] ?? { key: `field_${i + 1}`, name: `field ${String(i + 1).padStart(4, "0")}` }),
      type: "text",
      is_default: i < fields.length,
    }));

  /** @param {Subscriber} subscriber */
  const view = ({ id, email, status, source, fields: own, groups: ids }) => ({
    id,
    email,
    status,
    source,
    sent: 0,
    unsubscribed_at: status === "unsubscribed" ? "2026-09-01 10:00:00" : null,
    fields: { ...Object.fromEntries(allFields().map(({ key }) => [key, null])), ...own },
    groups: groups().filter((one) => ids.includes(one.id)),
  });

  const timeNow = () => new Date().toISOString().slice(0, 19).replace("T", " ");

  /** @param {string} email @param {string} status @param {string} source how they came @returns {Subscriber} */
  function make(email, status, source) {
    const id = String(139_791_144_936_539_940n + BigInt(subscribers.size) * 11n);
    const made = { id, email, status, source, changedAt: timeNow(), fields: {}, groups: [] };
    subscribers.set(email, made);
    return made;
  }

  /** @param {Record<string, unknown>} event */
  function tell(event) {
    const { webhookUrl, webhookSecret } = knobsNow();
    const body = JSON.stringify({ ...event, account_id: 334443 });
    const signature = createHmac("sha256", webhookSecret).update(body).digest("hex");
    post(webhookUrl, { "content-type": "application/json", signature }, body);
  }

  /** What a webhook says of a subscriber. @param {Subscriber} subscriber */
  function told(subscriber) {
    const { groups: _, unsubscribed_at: __, ...rest } = view(subscriber);
    const { status, changedAt } = subscriber;
    return {
      ...rest,
      subscribed_at: status === "active" ? changedAt : null,
      unsubscribed_at: status === "unsubscribed" ? changedAt : null,
      created_at: "2026-01-02 03:04:05",
      updated_at: changedAt,
    };
  }

  /** @param {"subscriber.added_to_group" | "subscriber.removed_from_group"} type @param {Subscriber} subscriber @param {string[]} ids of groups */
  function tellOfGroups(type, subscriber, ids) {
    for (const { id, name } of groups())
      if (ids.includes(id)) tell({ type, subscriber: told(subscriber), group: { id, name } });
  }

  /** Changes how a subscriber stands, and tells it if it is news. @param {Subscriber} subscriber @param {string} status */
  function stand(subscriber, status) {
    if (subscriber.status === status) return;
    Object.assign(subscriber, { status, changedAt: timeNow() });
    const event = status === "junk" ? "spam_reported" : status;
    if (status !== "unconfirmed") tell({ ...told(subscriber), event: `subscriber.${event}` });
  }

  /** @param {string} path @param {{ name: string }[]} all @param {URLSearchParams} query @returns {Reply} */
  function paged(path, all, query) {
    const known = ["limit", "page", "sort", "filter[name]", "filter[keyword]", "filter[type]"];
    const unknown = [...query.keys()].find((name) => !known.includes(name));
    if (unknown) return invalid({ [unknown]: [`The ${unknown} field is unknown.`] });
    const limit = Number(query.get("limit") ?? 25);
    const page = Number(query.get("page") ?? 1);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100)
      return invalid({ limit: ["The limit field must be between 1 and 100."] });
    if (!Number.isInteger(page) || page < 1) return invalid({ page: ["The page field must be at least 1."] });
    const sort = query.get("sort");
    if (sort !== null && sort !== "name") return invalid({ sort: ["The selected sort is invalid."] });
    const sorted = sort ? all.toSorted(byName) : all;
    const last = Math.max(1, Math.ceil(all.length / limit));
    /** @param {number} to */
    const link = (to) => `https://connect.mailerlite.com/api/${path}?page=${to}`;
    return {
      status: 200,
      headers: limits,
      body: {
        data: sorted.slice((page - 1) * limit, page * limit),
        links: {
          first: link(1),
          last: link(last),
          prev: page > 1 ? link(page - 1) : null,
          next: page < last ? link(page + 1) : null,
        },
        meta: { current_page: page, from: 1, last_page: last, per_page: limit, total: all.length },
      },
    };
  }

  /** @type {Record<string, (value: any) => boolean>} */
  const members = {
    email: (value) => typeof value === "string" && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
    fields: (value) => isObject(value) && Object.keys(value).length > 0,
    groups: (value) => Array.isArray(value),
    status: (value) => statuses.includes(value),
    resubscribe: (value) => typeof value === "boolean",
  };

  /** @param {Record<string, any>} body @returns {Record<string, string[]>} */
  function errorsOf(body) {
    /** @type {Record<string, string[]>} */
    const errors = {};
    if (body.email === undefined) errors.email = ["The email field is required."];
    for (const [name, value] of Object.entries(body)) {
      const check = members[name];
      if (!check) errors[name] = [`The ${name} field is unknown.`];
      else if (!check(value)) errors[name] = [`The ${name} ${JSON.stringify(value)} is invalid.`];
    }
    for (const [key, value] of Object.entries(isObject(body.fields) ? body.fields : {})) {
      if (!allFields().some((field) => field.key === key))
        errors[`fields.${key}`] = [`The selected fields.${key} is invalid.`];
      else if (typeof value !== "string" || value === "" || value.length > 1024)
        errors[`fields.${key}`] = [`The fields.${key} must be a text of up to 1024 characters.`];
    }
    for (const [i, id] of (Array.isArray(body.groups) ? body.groups : []).entries()) {
      if (typeof id !== "string" || !/^\d+$/.test(id))
        errors[`groups.${i}`] = [`The groups.${i} field must be a number.`];
      else if (!groups().some((one) => one.id === id))
        errors[`groups.${i}`] = [`The selected groups.${i} is invalid.`];
    }
    return errors;
  }

  /** @param {unknown} body @returns {Reply} */
  function upsert(body) {
    if (!isObject(body)) return invalid({ email: ["The email field is required."] });
    const errors = errorsOf(body);
    if (Object.keys(errors).length > 0) return invalid(errors);
    const { status, resubscribe = false, groups: ids = [] } = body;
    const email = body.email.toLowerCase();
    const there = subscribers.get(email);
    if (there?.status === "unsubscribed") {
      const mayReturn = resubscribe && !knobsNow().gone.includes(email);
      if (!mayReturn && !knobsNow().old)
        return invalid(
          { email: ["This subscriber is unsubscribed and cannot be imported"] },
          { subscriber: there.id },
        );
      if (mayReturn && status === "active") stand(there, "active");
    } else if (there && status !== undefined) stand(there, status);
    const subscriber =
      there ?? make(email, status ?? (knobsNow().doubleOptIn ? "unconfirmed" : "active"), "api");
    const fieldsBefore = JSON.stringify(subscriber.fields);
    Object.assign(subscriber.fields, body.fields);
    const isChanged = there !== undefined && JSON.stringify(subscriber.fields) !== fieldsBefore;
    if (isChanged) subscriber.changedAt = timeNow();
    if (!there || isChanged)
      tell({ ...told(subscriber), event: there ? "subscriber.updated" : "subscriber.created" });
    const joined = ids.filter((/** @type {string} */ id) => !subscriber.groups.includes(id));
    subscriber.groups.push(...new Set(joined));
    tellOfGroups("subscriber.added_to_group", subscriber, joined);
    return { status: there ? 200 : 201, body: { data: view(subscriber) }, headers: limits };
  }

  /** @param {string} method @param {string[]} path @param {URLSearchParams} query @param {unknown} body @returns {Reply} */
  function api(method, path, query, body) {
    const [first = "", who, third, id] = path;
    const route = `${method} ${[first, ...path.slice(1).map((part, i) => (i === 1 ? part : "*"))].join("/")}`;
    switch (route) {
      case "GET groups":
        return paged("groups", groups(), query);
      case "GET fields":
        return paged("fields", allFields(), query);
      case "POST subscribers":
        return upsert(body);
      case "GET subscribers/*": {
        const found = [...subscribers.values()].find(
          (one) => one.id === who || one.email === who?.toLowerCase(),
        );
        return found ? { status: 200, body: { data: view(found) }, headers: limits } : notFound();
      }
      case "DELETE subscribers/*/groups/*": {
        const found = [...subscribers.values()].find((one) => one.id === who);
        if (third !== "groups" || !found || !groups().some((one) => one.id === id)) return notFound();
        const left = found.groups.filter((one) => one === id);
        found.groups = found.groups.filter((one) => one !== id);
        tellOfGroups("subscriber.removed_from_group", found, left);
        return { status: 204, headers: limits };
      }
      default:
        return problem(404, `The route ${first} could not be found.`);
    }
  }

  /** @param {Request} request @returns {Reply} */
  function answer({ method, path, parts, query, headers, text, json }) {
    if (parts[0] !== "api") return { status: 404, text: `Not found: ${path}` };
    if (!/\bapplication\/json\b/.test(headers.accept ?? ""))
      return { status: 302, headers: { location: "/login" } };
    const [, token] = /^Bearer (\S+)$/.exec(headers.authorization ?? "") ?? [];
    if (token === undefined || !knobsNow().keys.includes(token)) return problem(401, "Unauthenticated.");
    if (knobsNow().account === "forbidden") return problem(403, "This action is unauthorized.");
    if (!/^application\/json(;|$)/.test(headers["content-type"] ?? ""))
      return problem(415, "The content type is application/json, with every request.");
    if (!/^\d{4}-\d\d-\d\d$/.test(String(headers["x-version"]))) return problem(400, "X-Version is a date.");
    if (method !== "POST" && text !== "") return problem(400, "This request has no body.");
    if (method === "POST" && json === undefined) return problem(400, "The body is no JSON.");
    return api(method, parts.slice(1), query, json);
  }

  return {
    answer,
    state: () => ({ subscribers: [...subscribers.values()] }),
    seed({ email, status = "active", groups: ids = [], themselves = false }) {
      if (!themselves) return void make(email, status, "webform").groups.push(...ids);
      const there = subscribers.get(email);
      const subscriber = there ?? make(email, status, "webform");
      if (there) stand(subscriber, status);
      else tell({ ...told(subscriber), event: "subscriber.created" });
      subscriber.groups = [...new Set([...subscriber.groups, ...ids])];
      tellOfGroups("subscriber.added_to_group", subscriber, ids);
    },
  };
}

/** @param {string} trouble @param {string | null} hint @returns {Reply} */
function troubled(trouble, hint) {
  switch (trouble) {
    case "down":
      return down;
    case "slow-down":
      return problem(429, "Too Many Attempts.", {
        "x-ratelimit-remaining": "0",
        "retry-after": hint ?? "30",
      });
    default:
      return garbage;
  }
}

const key = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${"mailerlite".repeat(20)}.c2lnbmF0dXJl-_`;

/** @type {Provider} */
const mailerlite = {
  id: "mailerlite",
  name: "MailerLite",
  key,
  knobs: {
    account: null,
    doubleOptIn: false,
    groups: 3,
    fields: fields.length,
    gone: [],
    old: false,
    webhookUrl: null,
    webhookSecret: "ybmcD7PQ9R",
  },
  open,
  troubled,
  settings: (url) => ({ apiKey: key, baseUrl: `${url}/api` }),
};
export default mailerlite;

await runByHand(import.meta, mailerlite);
