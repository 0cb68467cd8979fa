// A stand-in for Mailchimp's Marketing API 3.0, written from its public description, and stricter than the real one:
// ping, root, lists, merge fields, members, tags. By hand: node test/stand-ins/mailchimp.mjs [port]
//
// Knobs besides the common ones:
//   account    "disabled" or "forbidden": why every key gets 403
//   audiences  how many there are
//   fake, busy, forgotten, left   addresses that look invented, signed up to very many lists lately, were deleted for
//              good, unsubscribed by themselves
//   webhookUrl, webhookApi   where the webhook of every audience posts to, and whether “Via the API” is ticked there
// Troubles besides the common ones: slow-down-bare, forbidden-bare (neither has a JSON body).
// A seed: { "listId"?: the first one's, "email", "status", "tags"?: [names], "themselves"?: true where the person does it,
// which the webhook tells }
import { createHash } from "node:crypto";
import { down, garbage, isObject, ok, post, runByHand } from "./stand-in.mjs";

/**
 * @typedef {object} Member
 * @property {string} email_address
 * @property {string} status
 * @property {Record<string, unknown>} merge_fields
 * @property {string[]} tags
 */
/** @typedef {{ id: string, name: string, required: string[], members: Map<string, Member> }} Audience */
/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

export const standInKey = "0123456789abcdef0123456789abcdef-us1";

const names = ["Course", "Newsletter", "Żółte kwiaty & “friends”"];
const statuses = ["subscribed", "unsubscribed", "cleaned", "pending", "transactional"];

/** What a webhook calls it when somebody comes to have a status. @type {Record<string, string>} */
const webhookTypes = { subscribed: "subscribe", unsubscribed: "unsubscribe", archived: "unsubscribe" };

// ── Answers ──

/**
 * @param {number} status @param {string} title @param {string} detail
 * @param {{ field: string, message: string }[]} [errors]
 * @returns {Reply}
 */
function problem(status, title, detail, errors) {
  const type = "https://mailchimp.com/developer/marketing/docs/errors/";
  const body = { type, title, status, detail, instance: crypto.randomUUID(), ...(errors ? { errors } : {}) };
  return { status, body, headers: { "content-type": "application/problem+json; charset=utf-8" } };
}

/** @param {{ field: string, message: string }[]} errors */
const invalid = (errors) =>
  problem(
    400,
    "Invalid Resource",
    "The resource submitted could not be validated. For field-specific details, see the 'errors' array.",
    errors,
  );
const notFound = () => problem(404, "Resource Not Found", "The requested resource could not be found.");
/** @param {string[]} allow @returns {Reply} */
function wrongMethod(allow) {
  const detail =
    "The requested method and resource are not compatible. See the Allow header for this resource's available methods.";
  const reply = problem(405, "Method Not Allowed", detail);
  return { ...reply, headers: { ...reply.headers, allow: allow.join(", ") } };
}

// ── The account ──

/** @param {string} text */
const md5 = (text) => createHash("md5").update(text.toLowerCase()).digest("hex");

/** @param {number} count @returns {Audience[]} */
function makeAudiences(count) {
  return Array.from({ length: count }, (_, i) => ({
    id: md5(`audience ${i}`).slice(0, 10),
    name: names[i] ?? `Audience ${i + 1}`,
    required: i === 0 ? ["LNAME"] : [],
    members: new Map(),
  }));
}

/** @param {Audience} audience @param {Member} member */
function memberView(audience, { email_address, status, merge_fields, tags }) {
  const id = md5(email_address);
  return {
    id,
    email_address,
    unique_email_id: id.slice(0, 10),
    contact_id: id,
    full_name: [merge_fields.FNAME, merge_fields.LNAME].filter(Boolean).join(" "),
    web_id: Number.parseInt(id.slice(0, 7), 16),
    email_type: "html",
    status,
    merge_fields: { FNAME: "", LNAME: "", ...merge_fields },
    tags: tags.map((name, i) => ({ id: i + 1, name })),
    tags_count: tags.length,
    list_id: audience.id,
    _links: [],
  };
}

/** The members of a value that `fields=lists.id,total_items` asks for. @param {any} value @param {string[]} fields @returns {any} */
function pick(value, fields) {
  if (Array.isArray(value)) return value.map((one) => pick(one, fields));
  const heads = new Set(fields.map((field) => field.split(".")[0] ?? ""));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      if (!heads.has(key)) return [];
      const below = fields
        .filter((field) => field.startsWith(`${key}.`))
        .map((field) => field.slice(key.length + 1));
      return [[key, below.length > 0 ? pick(member, below) : member]];
    }),
  );
}

/** What a member's body may hold, and the type of each. @type {Record<string, (value: any) => boolean>} */
const memberFields = {
  email_address: (value) => typeof value === "string",
  status: (value) => statuses.includes(value),
  status_if_new: (value) => statuses.includes(value),
  email_type: (value) => value === "html" || value === "text",
  merge_fields: (value) => isObject(value),
  interests: (value) => isObject(value) && Object.values(value).every((one) => typeof one === "boolean"),
  language: (value) => typeof value === "string",
  vip: (value) => typeof value === "boolean",
};

/** @param {unknown} body @param {string[]} required @param {string[]} [excluded] */
function memberErrors(body, required, excluded = []) {
  if (!isObject(body))
    return [{ field: "", message: "Schema describes object, something else found instead" }];
  const errors = [];
  const missing = required.filter((field) => body[field] === undefined);
  if (missing.length > 0)
    errors.push({ field: "", message: `Required fields were not provided: ${missing.join(", ")}` });
  for (const [field, value] of Object.entries(body)) {
    const check = excluded.includes(field) ? undefined : memberFields[field];
    if (!check) errors.push({ field, message: "This field is not described by the schema" });
    else if (!check(value)) errors.push({ field, message: "Data did not match the schema" });
  }
  for (const [tag, value] of Object.entries(isObject(body.merge_fields) ? body.merge_fields : {})) {
    const field = `merge_fields.${tag}`;
    if (!/^[A-Z0-9_]{1,10}$/.test(tag)) errors.push({ field, message: "This is not a merge tag" });
    if (typeof value !== "string" && typeof value !== "number" && !isObject(value))
      errors.push({ field, message: "Data did not match any of the schemas described in anyOf." });
  }
  return errors;
}

/** @param {() => Knobs} knobsNow @returns {import("./stand-in.mjs").Account} */
function open(knobsNow) {
  /** @type {Audience[]} */
  let audiences = [];
  /** As many as the knob says; those that were there keep their members. */
  const resize = () => {
    const wanted = knobsNow().audiences;
    if (wanted !== audiences.length)
      audiences = makeAudiences(wanted).map((one) => audienceOf(one.id) ?? one);
  };

  /** @param {string} listId */
  const audienceOf = (listId) => audiences.find(({ id }) => id === listId);
  /** @param {Audience} audience @param {string} who an address, or its MD5 */
  const memberOf = (audience, who) => audience.members.get(/^[0-9a-f]{32}$/.test(who) ? who : md5(who));

  /** @param {string} address @returns {Reply | undefined} */
  function objectionTo(address) {
    const lower = address.toLowerCase();
    if (knobsNow().fake.includes(lower) || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address))
      return problem(
        400,
        "Invalid Resource",
        `${address} looks fake or invalid, please enter a real email address.`,
      );
    if (knobsNow().busy.includes(lower))
      return problem(
        400,
        "Invalid Resource",
        `${address} has signed up to a lot of lists very recently; we're not allowing more signups for now`,
      );
    if (knobsNow().forgotten.includes(lower))
      return problem(
        400,
        "Forgotten Email Not Subscribed",
        `${address} was permanently deleted and cannot be re-imported. The contact must re-subscribe to get back on the list.`,
      );
    return undefined;
  }

  /** @param {string} address */
  const complianceState = (address) =>
    problem(
      400,
      "Member In Compliance State",
      `${address} is in a compliance state due to unsubscribe, bounce, or compliance review and cannot be subscribed.`,
    );

  /**
   * Tells the webhook what has become of a member, if it is news.
   * @param {Audience} audience @param {Member} member @param {string | undefined} before their status
   * @param {boolean} isProfile whether their merge fields have changed @param {boolean} isByApi
   */
  function tell(audience, member, before, isProfile, isByApi) {
    const { webhookUrl, webhookApi } = knobsNow();
    const { status } = member;
    const type = status === before ? (isProfile ? "profile" : undefined) : webhookTypes[status];
    if (!type || (isByApi && !webhookApi)) return;
    const view = memberView(audience, member);
    const left = { "data[action]": status === "archived" ? "delete" : "unsub", "data[reason]": "manual" };
    const merges = Object.entries({ EMAIL: member.email_address, ...view.merge_fields });
    const form = new URLSearchParams({
      type,
      fired_at: new Date().toISOString().slice(0, 19).replace("T", " "),
      ...(type === "unsubscribe" ? left : {}),
      "data[id]": view.unique_email_id,
      "data[list_id]": audience.id,
      "data[email]": member.email_address,
      "data[email_type]": view.email_type,
      "data[web_id]": String(view.web_id),
      ...Object.fromEntries(merges.map(([tag, value]) => [`data[merges][${tag}]`, String(value)])),
    });
    const headers = { "content-type": "application/x-www-form-urlencoded", "user-agent": "MailChimp.com" };
    post(webhookUrl, headers, form.toString());
  }

  /**
   * @param {Audience} audience @param {Member} member @param {Record<string, any>} body
   * @param {string | undefined} [before] their status until now @returns {Reply}
   */
  function change(audience, member, body, before = member.status) {
    const { status, merge_fields, email_address } = body;
    const fieldsBefore = JSON.stringify(member.merge_fields);
    const mayNotReturn =
      member.status === "cleaned" ||
      (["unsubscribed", "archived"].includes(member.status) &&
        knobsNow().left.includes(member.email_address.toLowerCase()));
    if (status === "subscribed" && mayNotReturn) return complianceState(member.email_address);
    if (status !== undefined) member.status = status;
    Object.assign(member.merge_fields, merge_fields);
    if (email_address !== undefined) member.email_address = email_address;
    audience.members.set(md5(member.email_address), member);
    tell(audience, member, before, JSON.stringify(member.merge_fields) !== fieldsBefore, true);
    return ok(memberView(audience, member));
  }

  /** @param {Audience} audience @param {Record<string, any>} merged @param {URLSearchParams} query @returns {Reply | undefined} */
  function mergeObjection(audience, merged, query) {
    if (query.get("skip_merge_validation") === "true") return undefined;
    const errors = audience.required
      .filter((tag) => !merged[tag])
      .map((field) => ({ field, message: "Please enter a value" }));
    return errors.length > 0
      ? problem(400, "Invalid Resource", "Your merge fields were invalid.", errors)
      : undefined;
  }

  /** @param {string} method @param {Audience} audience @param {string} who @param {unknown} body @param {URLSearchParams} query @returns {Reply} */
  function onMember(method, audience, who, body, query) {
    const member = memberOf(audience, who);
    if (method === "PUT") {
      const errors = memberErrors(body, ["email_address", "status_if_new"]);
      if (errors.length > 0 || !isObject(body)) return invalid(errors);
      const address = body.email_address;
      if (!member && md5(address) !== md5(who) && md5(address) !== who)
        return invalid([{ field: "email_address", message: "This is not the address in the path" }]);
      const objection =
        objectionTo(address) ??
        mergeObjection(audience, { ...member?.merge_fields, ...body.merge_fields }, query);
      if (objection) return objection;
      if (member) return change(audience, member, body);
      const made = { email_address: address, status: body.status_if_new, merge_fields: {}, tags: [] };
      const { status, ...rest } = body;
      return change(audience, made, status === undefined ? rest : body, "new");
    }
    if (!["GET", "PATCH", "DELETE"].includes(method)) return wrongMethod(["GET", "PUT", "PATCH", "DELETE"]);
    if (!member) return notFound();
    if (method === "GET") return ok(memberView(audience, member));
    if (method === "PATCH") {
      const errors = memberErrors(body, [], ["status_if_new"]);
      if (errors.length > 0 || !isObject(body)) return invalid(errors);
      if (body.status === "transactional")
        return invalid([{ field: "status", message: "Data did not match the schema" }]);
      return (
        mergeObjection(audience, { ...member.merge_fields, ...body.merge_fields }, query) ??
        change(audience, member, body)
      );
    }
    if (["cleaned", "pending", "archived"].includes(member.status))
      return problem(
        405,
        "Method Not Allowed",
        "This list member cannot be removed. Can not archive a contact that is bounced, pending or archived",
      );
    const before = member.status;
    member.status = "archived";
    tell(audience, member, before, false, true);
    return { status: 204 };
  }

  /** @param {Audience} audience @param {string} who @param {unknown} body @returns {Reply} */
  function onTags(audience, who, body) {
    const member = memberOf(audience, who);
    if (!member) return notFound();
    const tags = isObject(body) && Array.isArray(body.tags) ? body.tags : [];
    const areFine = tags.every(
      (tag) => typeof tag?.name === "string" && ["active", "inactive"].includes(tag.status),
    );
    if (tags.length === 0 || !areFine)
      return invalid([{ field: "tags", message: "Data did not match the schema" }]);
    for (const { name, status } of tags) {
      member.tags = member.tags.filter((one) => one !== name);
      if (status === "active") member.tags.push(name);
    }
    return { status: 204 };
  }

  /** @param {URLSearchParams} query @returns {{ count: number, offset: number } | undefined} */
  function pageOf(query) {
    const count = Number(query.get("count") ?? 10);
    const offset = Number(query.get("offset") ?? 0);
    const isFine =
      Number.isInteger(count) && count >= 0 && count <= 1000 && Number.isInteger(offset) && offset >= 0;
    return isFine ? { count, offset } : undefined;
  }

  /** @param {string} method @param {string[]} path @param {URLSearchParams} query @param {unknown} body @returns {Reply} */
  function api(method, path, query, body) {
    const [first, listId, kind, who, more] = path;
    /** @param {() => Reply} answer @returns {Reply} */
    const reading = (answer) => (method === "GET" ? answer() : wrongMethod(["GET"]));
    /** @param {string} name @param {unknown[]} all @returns {Reply} */
    const paged = (name, all) => {
      const page = pageOf(query);
      if (!page) return problem(400, "Bad Request", "count is from 0 to 1000, offset from 0 on.");
      const items = all.slice(page.offset, page.offset + page.count);
      return ok({ [name]: items, total_items: all.length, _links: [] });
    };
    if (first === undefined || first === "")
      return reading(() => ok({ account_id: "abc", account_name: "Stand-in" }));
    if (first === "ping" && path.length === 1)
      return reading(() => ok({ health_status: "Everything's Chimpy!" }));
    if (first !== "lists") return notFound();
    /** @param {Audience} one */
    const listView = ({ id, name, members }) => ({ id, name, stats: { member_count: members.size } });
    if (listId === undefined) return reading(() => paged("lists", audiences.map(listView)));
    const audience = audienceOf(listId);
    if (!audience) return notFound();
    if (kind === undefined) return reading(() => ok(listView(audience)));
    if (kind === "merge-fields" && path.length === 3)
      return reading(() =>
        paged(
          "merge_fields",
          ["FNAME", "LNAME", "PHONE"].map((tag, i) => ({
            merge_id: i + 1,
            tag,
            name: tag,
            type: "text",
            required: audience.required.includes(tag),
          })),
        ),
      );
    if (kind === "tag-search" && path.length === 3)
      return reading(() => {
        const found = [
          ...new Set(["buyer", "VIP", ...[...audience.members.values()].flatMap(({ tags }) => tags)]),
        ]
          .filter((name) => name.toLowerCase().startsWith((query.get("name") ?? "").toLowerCase()))
          .map((name, i) => ({ id: i + 1, name }));
        return ok({ tags: found, total_items: found.length });
      });
    if (kind !== "members" || who === undefined || who === "") return notFound();
    if (path.length === 4) return onMember(method, audience, who, body, query);
    if (more === "tags" && path.length === 5)
      return method === "POST" ? onTags(audience, who, body) : wrongMethod(["GET", "POST"]);
    return notFound();
  }

  /** @param {string | undefined} authorization @returns {Reply | undefined} */
  function doorman(authorization) {
    const [, encoded] = /^Basic ([A-Za-z0-9+/]+=*)$/.exec(authorization ?? "") ?? [];
    if (encoded === undefined)
      return problem(401, "API Key Missing", "Your request did not include an API key.");
    const [, key] = /^[^:]+:(.*)$/s.exec(Buffer.from(encoded, "base64").toString("utf8")) ?? [];
    if (key === undefined || !knobsNow().keys.includes(key))
      return problem(
        401,
        "API Key Invalid",
        "Your API key may be invalid, or you've attempted to access the wrong datacenter.",
      );
    if (knobsNow().account === "disabled")
      return problem(403, "User Disabled", "This account has been disabled. Contact support.");
    if (knobsNow().account === "forbidden")
      return problem(403, "Forbidden", "You are not permitted to access this resource.");
    return undefined;
  }

  /** @param {Request} request @returns {Reply} */
  function answer({ method, path, parts, query, headers, text, json }) {
    resize();
    if (parts[0] !== "3.0") return { status: 404, text: `Not found: ${path}` };
    const refused = doorman(headers.authorization);
    if (refused) return refused;
    const hasBody = method === "PUT" || method === "PATCH" || method === "POST";
    if (hasBody && !/^application\/json(;|$)/.test(headers["content-type"] ?? ""))
      return problem(415, "Unsupported Media Type", "The content type is application/json.");
    if (hasBody && json === undefined)
      return problem(400, "JSON Parse Error", "We encountered an unspecified JSON parsing error.");
    if (!hasBody && text !== "") return problem(400, "Bad Request", "This request has no body.");
    const reply = api(method, parts.slice(1), query, json);
    const fields = query.get("fields");
    return fields && reply.status === 200 ? ok(pick(reply.body, fields.split(","))) : reply;
  }

  return {
    answer,
    state() {
      resize();
      return {
        audiences: audiences.map(({ id, name, members }) => ({ id, name, members: [...members.values()] })),
      };
    },
    seed({ listId, email, status, tags = [], themselves = false }) {
      resize();
      const audience = listId === undefined ? audiences[0] : audienceOf(listId);
      if (!audience) return;
      const before = memberOf(audience, email);
      const member = { email_address: email, status, merge_fields: before?.merge_fields ?? {}, tags };
      audience.members.set(md5(email), member);
      if (themselves) tell(audience, member, before?.status, false, false);
    },
  };
}

/** @param {string} trouble @param {string | null} hint @returns {Reply} */
function troubled(trouble, hint) {
  /** @type {Record<string, string>} */
  const headers = hint === null ? {} : { "retry-after": hint }; // the real one sends none
  /** @param {Reply} reply @returns {Reply} */
  const hinted = (reply) => ({ ...reply, headers: { ...reply.headers, ...headers } });
  switch (trouble) {
    case "down":
      return hinted(down);
    case "slow-down":
      return hinted(
        problem(429, "Too Many Requests", "You have exceeded the limit of 10 simultaneous connections."),
      );
    case "slow-down-bare":
      return hinted({ status: 429 });
    case "forbidden-bare":
      return { status: 403, text: "<H1>Access Denied</H1>", headers: { "content-type": "text/html" } };
    default:
      return garbage;
  }
}

const key = "0123456789abcdef0123456789abcdef-us1";

/** @type {Provider} */
const mailchimp = {
  id: "mailchimp",
  name: "Mailchimp",
  key,
  knobs: {
    account: null,
    audiences: 3,
    fake: ["asdf@asdf.asdf"],
    busy: [],
    forgotten: [],
    left: [],
    webhookUrl: null,
    webhookApi: false,
  },
  mostAtOnce: 10,
  open,
  troubled,
  settings: (url) => ({ apiKey: key, baseUrl: `${url}/3.0` }),
};
export default mailchimp;

await runByHand(import.meta, mailchimp);
