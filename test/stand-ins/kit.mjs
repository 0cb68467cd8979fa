// A stand-in for Kit's API v4, written from its public description, and stricter than the real one: account, tags,
// custom fields, subscribers, giving and removing a tag. By hand: node test/stand-ins/kit.mjs [port]
//
// Knobs besides the common ones:
//   account  "lapsed": why every key gets 401; "full": why nobody new is taken (403)
//   tags, fields   how many there are
//   odd      addresses that Kit takes for no addresses
//   lag      whether the list of subscribers does not know of anybody yet
// A seed: { "email", "state"?: "active", "name"?, "tags"?: [ids] }
import { down, garbage, isObject, ok, runByHand } from "./stand-in.mjs";

/**
 * @typedef {object} Subscriber
 * @property {number} id
 * @property {string | null} first_name
 * @property {string} email_address
 * @property {string} state
 * @property {string} created_at
 * @property {Record<string, string>} fields
 * @property {number[]} tags
 */
/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

const tagNames = ["Course buyer", "VIP", "Żółte kwiaty & “friends”"];
const fieldLabels = ["Last name", "Phone number", "Źródło"];
const states = ["active", "cancelled", "bounced", "complained", "inactive"];
const createdAt = "2023-02-17T11:43:55Z";

/** @param {number} count */
const makeTags = (count) =>
  Array.from({ length: count }, (_, i) => ({
    id: 3_000_000_001 + i,
    name: tagNames[i] ?? `Tag ${i + 1}`,
    created_at: createdAt,
  }));

/** @param {number} count */
const makeFields = (count) =>
  Array.from({ length: count }, (_, i) => {
    const label = fieldLabels[i] ?? `Field ${i + 1}`;
    const key = label.toLowerCase().replace(/[^a-z0-9]+/g, "_");
    return { id: i + 1, name: `ck_field_${i + 1}_${key}`, key, label };
  });

// ── Answers ──

/** @param {number} status @param {string[]} errors @returns {Reply} */
const problem = (status, ...errors) => ({ status, body: { errors } });
/** @param {string[]} errors */
const invalid = (...errors) => problem(422, ...errors);
const notFound = () => problem(404, "Not Found");
/** @type {Reply} */
const slowDown = { status: 429, text: "Retry later", headers: { "content-type": "text/plain" } };

/** @param {unknown} body @param {Record<string, (value: any) => boolean>} allowed @returns {string | undefined} */
function oddity(body, allowed) {
  if (!isObject(body)) return "The body is an object";
  const odd = Object.keys(body).find((name) => !allowed[name]?.(body[name]));
  return odd === undefined ? undefined : `${odd} is unknown or of a wrong type`;
}

/** @param {unknown} value */
const isText = (value) => typeof value === "string";

const paging = ["after", "before", "per_page", "include_total_count"];
const ofSubscribers = [
  ...["email_address", "status", "include", "slim", "sort_field", "sort_order"],
  ...["created_after", "created_before", "updated_after", "updated_before"],
];

/** @param {string} name @param {{ id: number }[]} all @param {URLSearchParams} query @param {string[]} [more] @returns {Reply} */
function paged(name, all, query, more = []) {
  const unknown = [...query.keys()].find((key) => ![...paging, ...more].includes(key));
  if (unknown) return invalid(`${unknown} is not a parameter`);
  const size = Number(query.get("per_page") ?? 500);
  if (!Number.isInteger(size) || size < 1 || size > 1000) return invalid("per_page is from 1 to 1000");
  const after = query.get("after");
  const start = after === null ? 0 : all.findIndex(({ id }) => cursorOf(id) === after) + 1;
  if (after !== null && start === 0) return invalid("after is not a cursor");
  const page = all.slice(start, start + size);
  const [first, last] = [page[0], page.at(-1)];
  return ok({
    [name]: page,
    pagination: {
      has_previous_page: start > 0,
      has_next_page: start + size < all.length,
      start_cursor: first ? cursorOf(first.id) : null,
      end_cursor: last ? cursorOf(last.id) : null,
      per_page: size,
    },
  });
}

/** @param {number} id */
const cursorOf = (id) => Buffer.from(`["${createdAt}",${id}]`).toString("base64");

// ── The account ──

/** @param {() => Knobs} knobsNow @returns {import("./stand-in.mjs").Account} */
function open(knobsNow) {
  /** @type {Map<string, Subscriber>} by their addresses in lower case */
  const subscribers = new Map();
  /** When the requests of the last minute came. @type {number[]} */
  let lately = [];

  /** @param {string} email @param {string} state @returns {Subscriber} */
  function make(email, state) {
    const made = {
      id: 2_500_000_000 + subscribers.size,
      first_name: null,
      email_address: email.toLowerCase(),
      state,
      created_at: createdAt,
      fields: {},
      tags: [],
    };
    subscribers.set(made.email_address, made);
    return made;
  }

  /** @param {Subscriber} one @param {string[]} [without] fields that are not there yet */
  function view({ tags: _, fields, ...one }, without = []) {
    const all = makeFields(knobsNow().fields).map(({ key }) => [
      key,
      without.includes(key) ? null : (fields[key] ?? null),
    ]);
    return { ...one, fields: Object.fromEntries(all) };
  }

  /** @param {any} body @returns {Reply} */
  function upsert(body) {
    const { account, odd, fields: fieldCount } = knobsNow();
    const wrong = oddity(body, {
      email_address: isText,
      first_name: (value) => value === null || isText(value),
      state: (value) => value === null || states.includes(value),
      fields: (value) => isObject(value) && Object.values(value).every(isText),
    });
    if (wrong) return invalid(wrong);
    const { email_address, first_name, state, fields = {} } = body;
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email_address ?? "") || odd.includes(email_address.toLowerCase()))
      return invalid("Email address is invalid");
    const known = makeFields(fieldCount).map(({ key }) => key);
    const sent = Object.keys(fields);
    if (sent.length > 140) return invalid("No more than 140 custom fields");
    const before = subscribers.get(email_address.toLowerCase());
    if (!before && account === "full") return problem(403, "This request would exceed your subscriber limit");
    const one = before ?? make(email_address, state ?? "active");
    if (first_name !== undefined) one.first_name = first_name;
    for (const key of sent) if (known.includes(key)) one.fields[key] = fields[key];
    const unknown = sent.filter((key) => !known.includes(key));
    const warnings = unknown.map((key) => `Custom field "${key}" does not exist`);
    const isLater = sent.length > 10;
    return {
      status: isLater ? 202 : before ? 200 : 201,
      body: {
        subscriber: view(one, isLater ? sent : []),
        ...(unknown.length > 0 ? { warnings } : {}),
      },
    };
  }

  /** @param {URLSearchParams} query @returns {Reply} */
  function list(query) {
    const status = query.get("status") ?? "active";
    if (![...states, "all"].includes(status)) return invalid("status is unknown");
    const wanted = query.get("email_address")?.toLowerCase().split(",");
    const all = knobsNow().lag ? [] : [...subscribers.values()];
    const found = all
      .filter(({ state }) => status === "all" || state === status)
      .filter(({ email_address }) => !wanted || wanted.includes(email_address));
    return paged(
      "subscribers",
      found.map((one) => view(one)),
      query,
      ofSubscribers,
    );
  }

  /** @param {string} method @param {number} tagId @param {string | undefined} who @param {URLSearchParams} query @param {any} body @returns {Reply} */
  function onTag(method, tagId, who, query, body) {
    const isTag = makeTags(knobsNow().tags).some(({ id }) => id === tagId);
    if (method === "POST" && who === undefined) {
      const wrong = oddity(body, { email_address: isText });
      if (wrong) return invalid(wrong);
      if (!body.email_address)
        return invalid("Either subscriber id or email address is required to tag subscriber");
      const one = subscribers.get(body.email_address.toLowerCase());
      if (!isTag || !one) return notFound();
      const had = one.tags.includes(tagId);
      if (!had) one.tags.push(tagId);
      return { status: had ? 200 : 201, body: { subscriber: { ...view(one), tagged_at: createdAt } } };
    }
    if (method !== "DELETE") return notFound();
    const email = query.get("email_address");
    const strange = [...query.keys()].some((key) => who !== undefined || key !== "email_address");
    if (strange) return invalid("This is not a parameter");
    if (who === undefined && !email)
      return invalid("Either subscriber id or email address is required to remove tag from subscriber");
    const one =
      who === undefined
        ? subscribers.get(email?.toLowerCase() ?? "")
        : [...subscribers.values()].find(({ id }) => String(id) === who);
    if (!isTag || !one) return notFound();
    one.tags = one.tags.filter((id) => id !== tagId);
    return { status: 204 };
  }

  /** @param {string} method @param {string[]} path @param {URLSearchParams} query @param {unknown} body @returns {Reply} */
  function api(method, path, query, body) {
    const [first, tagId = "", kind, who] = path;
    const { tags, fields } = knobsNow();
    if (first === "tags" && kind === "subscribers" && path.length <= 4 && /^\d+$/.test(tagId))
      return onTag(method, Number(tagId), who, query, body);
    if (path.length !== 1) return notFound();
    switch (`${method} ${first}`) {
      case "GET account":
        return ok({
          user: { email: "owner@shop.example", id: 29 },
          account: {
            id: 29,
            name: "Stand-in",
            plan_type: "creator",
            primary_email_address: "owner@shop.example",
            created_at: createdAt,
            timezone: { name: "Europe/Warsaw", friendly_name: "Warsaw", utc_offset: "+01:00" },
          },
        });
      case "GET tags":
        return paged("tags", makeTags(tags), query);
      case "GET custom_fields":
        return paged("custom_fields", makeFields(fields), query);
      case "GET subscribers":
        return list(query);
      case "POST subscribers":
        return upsert(body);
      default:
        return notFound();
    }
  }

  /** @param {import("node:http").IncomingHttpHeaders} headers @returns {Reply | undefined} */
  function doorman({ "x-kit-api-key": key, authorization }) {
    if (key === undefined || authorization !== undefined) return problem(401, "Authentication Failed");
    if (!knobsNow().keys.includes(String(key))) return problem(401, "The access token is invalid");
    if (knobsNow().account === "lapsed") return problem(401, "Your account does not have API access");
    const minuteAgo = Date.now() - 60_000;
    lately = [...lately.filter((at) => at > minuteAgo), Date.now()];
    return lately.length > 120 ? slowDown : undefined;
  }

  /** @param {Request} request @returns {Reply} */
  function answer({ method, parts, query, headers, text, json }) {
    if (parts[0] !== "v4") return notFound();
    const refused = doorman(headers);
    if (refused) return refused;
    const hasBody = method === "POST";
    if (hasBody && !/^application\/json(;|$)/.test(headers["content-type"] ?? ""))
      return invalid("The content type is application/json");
    if (hasBody && json === undefined) return problem(400, "The body is no JSON");
    if (!hasBody && (text !== "" || headers["content-type"])) return problem(400, "This request has no body");
    if (hasBody && query.size > 0) return invalid("This request has no parameters");
    return api(method, parts.slice(1), query, json);
  }

  return {
    answer,
    state: () => ({ subscribers: [...subscribers.values()] }),
    seed({ email, state = "active", name = null, tags = [] }) {
      Object.assign(make(email, state), { first_name: name, tags });
    },
  };
}

/** @param {string} trouble @returns {Reply} */
function troubled(trouble) {
  switch (trouble) {
    case "down":
      return down;
    case "slow-down":
      return slowDown;
    default:
      return garbage;
  }
}

const key = "kit_0123456789abcdef0123456789abcdef";

/** @type {Provider} */
const kit = {
  id: "kit",
  name: "Kit",
  key,
  knobs: { account: null, tags: 3, fields: 3, odd: [], lag: false },
  open,
  troubled,
  settings: (url) => ({ apiKey: key, baseUrl: `${url}/v4` }),
};
export default kit;

await runByHand(import.meta, kit);
