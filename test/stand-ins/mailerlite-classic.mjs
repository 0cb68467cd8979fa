// A stand-in for MailerLite Classic's API v2, written from its public description, and stricter than the real one:
// groups, fields, subscribers of a group. By hand: node test/stand-ins/mailerlite-classic.mjs [port]
//
// Knobs besides the common ones:
//   account      "forbidden": why every key gets 403
//   doubleOptIn  who is new must confirm first
//   groups       how many there are
//   gone         addresses that unsubscribed and are not subscribed again whatever is asked
//   quiet        an add of who unsubscribed is no 400, but a 200 that leaves them so
// Troubles besides the common ones: slow-down-400 (told by the error's code alone).
// A seed: { "email", "type"?: "active", "groups"?: [ids] }
import { down, garbage, isObject, ok, runByHand } from "./stand-in.mjs";

/** @typedef {{ id: number, email: string, name: string, type: string, fields: Record<string, unknown>, groups: string[] }} Subscriber */
/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

/** Ids are integers, some of them with more digits than a number keeps. */
const firstGroups = [
  { id: "3640549", name: "Course" },
  { id: "177296943307818341", name: "Newsletter" },
  { id: "3640743", name: "Żółte kwiaty & “friends”" },
];
const fields = [
  ["name", "Name"],
  ["email", "Email"],
  ["company", "Company"],
  ["country", "Country"],
  ["city", "City"],
  ["phone", "Phone"],
  ["state", "State"],
  ["zip", "ZIP"],
  ["last_name", "Last name"],
].map(([key = "", title = ""], i) => ({ id: 6 + 2 * i, title, key, type: "TEXT" }));

/** @param {number} status @param {number} code @param {string} message @returns {Reply} */
const problem = (status, code, message) => ({ status, body: { error: { code, message } } });
/** @param {string} message */
const wrong = (message) => problem(400, 123, message);

/** @type {Record<string, (value: any) => boolean>} */
const members = {
  email: (value) => typeof value === "string" && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  name: (value) => typeof value === "string" && value !== "",
  fields: (value) =>
    isObject(value) &&
    Object.keys(value).length > 0 &&
    Object.entries(value).every(
      ([key, one]) =>
        typeof one === "string" && one !== "" && key !== "email" && fields.some((field) => field.key === key),
    ),
  resubscribe: (value) => typeof value === "boolean",
  autoresponders: (value) => typeof value === "boolean",
  type: (value) => ["unsubscribed", "active", "unconfirmed"].includes(value),
};

/** @param {() => Knobs} knobsNow @returns {import("./stand-in.mjs").Account} */
function open(knobsNow) {
  /** @type {Map<string, Subscriber>} */
  const subscribers = new Map();

  const groups = () =>
    Array.from(
      { length: knobsNow().groups },
      (_, i) => firstGroups[i] ?? { id: String(4_000_000 + i), name: `Group ${i + 1}` },
    );

  /** @param {string} email @param {string} type @returns {Subscriber} */
  function make(email, type) {
    const made = { id: 1343965485 + subscribers.size, email, name: "", type, fields: {}, groups: [] };
    subscribers.set(email, made);
    return made;
  }

  /** @param {Subscriber} subscriber */
  const view = ({ id, name, email, type, fields: own }) => ({
    id,
    name,
    email,
    sent: 0,
    opened: 0,
    clicked: 0,
    type,
    fields: fields.map((field) => ({ key: field.key, value: own[field.key] ?? "", type: "TEXT" })),
    date_subscribe: null,
    date_unsubscribe: null,
    date_created: "2026-04-04 11:02:33",
  });

  /** @param {URLSearchParams} query @returns {Reply} */
  function listGroups(query) {
    const limit = Number(query.get("limit") ?? 100);
    const offset = Number(query.get("offset") ?? 0);
    const isFine = Number.isInteger(limit) && limit > 0 && Number.isInteger(offset) && offset >= 0;
    const isKnown = [...query.keys()].every((name) => ["limit", "offset", "filters"].includes(name));
    if (!isFine || !isKnown) return wrong("Wrong parameters");
    const page = groups().slice(offset, offset + limit);
    const rest = { total: 0, active: 0, date_created: "2016-04-04 11:02:33" };
    const items = page.map(
      ({ id, name }) => `{"id":${id},"name":${JSON.stringify(name)},${JSON.stringify(rest).slice(1)}`,
    );
    return { status: 200, text: `[${items.join()}]`, headers: { "content-type": "application/json" } };
  }

  /** @param {string} groupId @param {unknown} body @returns {Reply} */
  function add(groupId, body) {
    if (!isObject(body) || body.email === undefined) return wrong("Email is required");
    const bad = Object.keys(body).find((name) => !members[name]?.(body[name]));
    if (bad) return wrong(`Wrong ${bad}`);
    const email = body.email.toLowerCase();
    const there = subscribers.get(email);
    if (there?.type === "unsubscribed" && (!body.resubscribe || knobsNow().gone.includes(email))) {
      if (!knobsNow().quiet) return wrong("Subscriber is unsubscribed");
    } else if (there && body.resubscribe) there.type = "active";
    const subscriber = there ?? make(email, knobsNow().doubleOptIn ? "unconfirmed" : "active");
    if (body.name !== undefined) subscriber.name = body.name;
    Object.assign(subscriber.fields, body.fields);
    subscriber.groups = [...new Set([...subscriber.groups, groupId])];
    return ok(view(subscriber));
  }

  /** @param {string} method @param {string[]} path @param {URLSearchParams} query @param {unknown} body @returns {Reply} */
  function api(method, path, query, body) {
    const [first, groupId = "", third, who] = path;
    const noEndpoint = problem(404, 2, "Endpoint not found");
    if (first === "groups" && path.length === 1) return method === "GET" ? listGroups(query) : noEndpoint;
    if (first === "fields" && path.length === 1) return method === "GET" ? ok(fields) : noEndpoint;
    if (first !== "groups" || third !== "subscribers") return noEndpoint;
    if (!groups().some(({ id }) => id === groupId)) return problem(404, 123, "Group not found");
    if (path.length === 3 && method === "POST") return add(groupId, body);
    if (path.length !== 4 || method !== "DELETE") return noEndpoint;
    const found = [...subscribers.values()].find((one) => one.email === who || String(one.id) === who);
    if (!found?.groups.includes(groupId)) return problem(404, 123, "Subscriber not found");
    found.groups = found.groups.filter((one) => one !== groupId);
    return { status: 204 };
  }

  /** @param {Request} request @returns {Reply} */
  function answer({ method, path, parts, query, headers, text, json }) {
    if (parts[0] !== "api" || parts[1] !== "v2") return { status: 404, text: `Not found: ${path}` };
    const key = headers["x-mailerlite-apikey"];
    if (typeof key !== "string") return problem(401, 1, "Unauthorized");
    if (!knobsNow().keys.includes(key)) return problem(401, 302, "API-Key Unauthorized");
    if (knobsNow().account === "forbidden") return problem(403, 123, "Forbidden");
    if (method === "POST" && !/^application\/json(;|$)/.test(headers["content-type"] ?? ""))
      return wrong("Wrong content type");
    if (method === "POST" ? json === undefined : text !== "") return wrong("Wrong body");
    return api(method, parts.slice(2), query, json);
  }

  return {
    answer,
    state: () => ({ subscribers: [...subscribers.values()] }),
    seed({ email, type = "active", groups: ids = [] }) {
      make(email, type).groups.push(...ids);
    },
  };
}

/** @param {string} trouble @param {string | null} hint @returns {Reply} */
function troubled(trouble, hint) {
  const tooMany = problem(trouble === "slow-down" ? 429 : 400, 429, "Too many requests");
  switch (trouble) {
    case "down":
      return down;
    case "slow-down":
    case "slow-down-400":
      return {
        ...tooMany,
        headers: {
          "x-ratelimit-limit": "60",
          "x-ratelimit-remaining": "0",
          "x-ratelimit-retry-after": hint ?? "30",
        },
      };
    default:
      return garbage;
  }
}

const key = "fc7b8c5b32067bcd47cafb5f475d2fe9";

/** @type {Provider} */
const mailerliteClassic = {
  id: "mailerlite-classic",
  name: "MailerLite Classic",
  key,
  knobs: { account: null, doubleOptIn: false, groups: 3, gone: [], quiet: false },
  open,
  troubled,
  settings: (url) => ({ apiKey: key, baseUrl: `${url}/api/v2` }),
};
export default mailerliteClassic;

await runByHand(import.meta, mailerliteClassic);
