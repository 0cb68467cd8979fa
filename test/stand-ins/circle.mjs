// A stand-in for Circle's Admin API v2, written from its public description, and stricter than the real one: community,
// space groups, spaces, profile fields, community members and the members of both. By hand: node test/stand-ins/circle.mjs [port]
//
// Knobs besides the common ones:
//   plan       "not-eligible": why every token gets 403
//   groups, spaces, fields   how many there are
//   limit      "members" or "daily": why nobody else can be invited
//   again      how a member is invited again: "adds" to the places named, "ignores" them, or is "taken" (422)
//   there      how somebody is added to a space they are in: "fine", or "422" with words that say nothing of it
//   elsewhere  addresses that Circle knows from other communities
//   owners     addresses of people whom nobody may remove
//   paying     addresses of people whose subscriptions cannot be cancelled
// Troubles besides the common ones: slow-down-page, challenge (both are pages of the network before it).
// A seed: { "email", "name"?, "spaceIds"?: [numbers], "spaceGroupIds"?: [numbers] }
import { down, garbage, isObject, ok, runByHand } from "./stand-in.mjs";

/** @typedef {{ id: number, email: string, name: string | null, fields: Record<string, string>, invitations: number }} Member */
/** @typedef {{ id: number, name: string, group?: number, members: Set<string> }} Place */
/** @typedef {import("./stand-in.mjs").Reply} Reply */
/** @typedef {import("./stand-in.mjs").Request} Request */
/** @typedef {import("./stand-in.mjs").Knobs} Knobs */
/** @typedef {import("./stand-in.mjs").Provider} Provider */

const groupNames = ["Course", "Żółte kwiaty & “friends”"];
const spaceNames = ["Lessons", "Questions", "Lessons"];
const fieldNames = [
  { key: "company", label: "Company" },
  { key: "shoe_size", label: "Shoe size" },
];

// ── Answers ──

/** @param {number} status @param {string} message @param {unknown} [details] @returns {Reply} */
const no = (status, message, details = {}) => ({
  status,
  body: { success: false, message, error_details: details },
});
/** @param {string} what */
const missing = (what) =>
  no(404, "Oops! Missing record. Please try again later.", { message: `Missing record: ${what}` });
/** @param {string} errors @returns {Reply} */
const full = (errors) => ({ status: 403, body: { success: false, errors } });
/** @param {string} why */
const invalid = (why) => no(422, `Validation failed: ${why}`);

// ── What may be sent ──

/** @param {unknown} value */
const isText = (value) => typeof value === "string" && value !== "";
/** @param {unknown} value */
const isId = (value) => Number.isInteger(value) && Number(value) > 0;
/** @param {unknown} value */
const isIdList = (value) => Array.isArray(value) && value.length > 0 && value.every(isId);

/** @type {Record<string, (value: any) => boolean>} */
const inviteFields = {
  email: isText,
  name: isText,
  headline: isText,
  skip_invitation: (value) => typeof value === "boolean",
  space_ids: isIdList,
  space_group_ids: isIdList,
  member_tag_ids: isIdList,
  community_member_profile_fields: (value) => isObject(value) && Object.values(value).every(isText),
};

/** @param {unknown} body @param {Record<string, (value: any) => boolean>} fields @param {string[]} required @returns {Reply | undefined} */
function objectionToBody(body, fields, required) {
  if (!isObject(body)) return no(400, "There was a problem in the JSON you submitted.");
  const lacking = required.find((field) => body[field] === undefined);
  if (lacking !== undefined) return invalid(`${lacking} is missing`);
  const wrong = Object.entries(body).find(([field, value]) => !fields[field]?.(value));
  return wrong ? invalid(`${wrong[0]} is not permitted, or not so`) : undefined;
}

/** @param {URLSearchParams} query @param {string[]} required @param {string[]} [optional] @returns {Reply | undefined} */
function objectionToQuery(query, required, optional = []) {
  const lacking = required.find((one) => !query.get(one));
  if (lacking !== undefined) return invalid(`${lacking} is missing`);
  const unknown = [...query.keys()].find((one) => !required.includes(one) && !optional.includes(one));
  return unknown === undefined ? undefined : invalid(`${unknown} is no parameter`);
}

/** @param {() => Knobs} knobsNow @returns {import("./stand-in.mjs").Account} */
function open(knobsNow) {
  /** @type {Map<string, Member>} */
  const members = new Map();
  /** @type {Place[]} */
  let groups = [];
  /** @type {Place[]} */
  let spaces = [];
  let lastId = 76_322_645;

  /** As many as the knobs say; those that were there keep their members. */
  function resize() {
    if (groups.length !== knobsNow().groups)
      groups = Array.from(
        { length: knobsNow().groups },
        (_, i) => groups[i] ?? { id: 501 + i, name: groupNames[i] ?? `Group ${i + 1}`, members: new Set() },
      );
    if (spaces.length !== knobsNow().spaces)
      spaces = Array.from(
        { length: knobsNow().spaces },
        (_, i) =>
          spaces[i] ?? {
            id: 2_574_361 + i,
            name: spaceNames[i] ?? `Space ${i + 1}`,
            group: i === 2 ? 502 : 501,
            members: new Set(),
          },
      );
  }

  /** @param {string} email @param {string | null} [name] */
  function make(email, name = null) {
    /** @type {Member} */
    const member = { id: ++lastId, email, name, fields: {}, invitations: 0 };
    members.set(email, member);
    return member;
  }

  /** @param {Place} group @param {string} email */
  function joinGroup(group, email) {
    group.members.add(email);
    for (const space of spaces) if (space.group === group.id) space.members.add(email);
  }

  /** @param {Member} member */
  const memberView = ({ id, email, name, fields, invitations }) => ({
    id,
    user_id: id + 1,
    community_id: 1,
    email,
    name,
    first_name: name?.split(" ")[0] ?? null,
    last_name: name?.split(" ").slice(1).join(" ") ?? null,
    active: invitations === 0,
    flattened_profile_fields: fields,
    member_tags: [],
  });

  /** @param {Place} group */
  const groupView = ({ id, name }) => ({ id, name, slug: `group-${id}`, community_id: 1 });
  /** @param {Place} space */
  const spaceView = ({ id, name, group }) => ({
    id,
    name,
    slug: `space-${id}`,
    community_id: 1,
    space_type: "basic",
    post_ids: [1, 14, 52],
    space_group: { id: group, name: groups.find((one) => one.id === group)?.name },
    topics: [],
  });

  /** @param {URLSearchParams} query @param {unknown[]} all @returns {Reply} */
  function paged(query, all) {
    const objection = objectionToQuery(query, [], ["page", "per_page", "name", "sort", "label", "archived"]);
    if (objection) return objection;
    const page = Number(query.get("page") ?? 1);
    const perPage = Number(query.get("per_page") ?? 10);
    if (!isId(page) || !isId(perPage) || perPage > 100) return invalid("page or per_page is not possible");
    return ok({
      page,
      per_page: perPage,
      has_next_page: page * perPage < all.length,
      count: all.length,
      page_count: Math.ceil(all.length / perPage),
      records: all.slice((page - 1) * perPage, page * perPage),
    });
  }

  /** @param {unknown} body @returns {Reply} */
  function invite(body) {
    const objection = objectionToBody(body, inviteFields, ["email"]);
    if (objection || !isObject(body)) return objection ?? invalid("body");
    const email = body.email.toLowerCase();
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.endsWith("@blocked.example"))
      return no(422, "Invalid email address.");
    const known = members.get(email);
    const { again, limit } = knobsNow();
    if (known && again === "taken") return no(422, "Email has already been taken");
    if (!known && limit === "members")
      return full("Your community has reached the maximum limit of members supported by your plan.");
    if (!known && limit === "daily") return full("Daily member limit exceeded.");
    const member = known ?? make(email, body.name ?? null);
    if (!known) {
      Object.assign(member.fields, body.community_member_profile_fields);
      if (!body.skip_invitation) member.invitations++;
    }
    // Ids that it does not know are passed over in silence.
    const isWilling = !known || again === "adds";
    const intoGroups = groups.filter(({ id }) => isWilling && body.space_group_ids?.includes(id));
    const intoSpaces = spaces.filter(({ id }) => isWilling && body.space_ids?.includes(id));
    for (const group of intoGroups) joinGroup(group, email);
    for (const space of intoSpaces) space.members.add(email);
    /** @param {string} what @param {Place[]} places */
    const listed = (what, places) =>
      places.length > 0 ? [`${what}: ${places.map(({ name }) => name).join(", ")}`] : [];
    const placed = [...listed("space groups", intoGroups), ...listed("spaces", intoSpaces)];
    const message = [
      known
        ? "This user is already a member of this community"
        : "This user has been invited to the community",
      ...(placed.length > 0 ? [`has been added to following ${placed.join(" ")}`] : []),
    ].join(" and ");
    return { status: 201, body: { message: `${message}.`, community_member: memberView(member) } };
  }

  /** @param {string} method @param {"space" | "space group"} what @param {URLSearchParams} query @param {unknown} body @returns {Reply} */
  function onPlaceMembers(method, what, query, body) {
    const field = what === "space" ? "space_id" : "space_group_id";
    const objection =
      method === "POST"
        ? objectionToBody(body, { email: isText, [field]: isId }, ["email", field])
        : objectionToQuery(query, ["email", field]);
    if (objection) return objection;
    const asked = method === "POST" && isObject(body) ? body : Object.fromEntries(query);
    const email = String(asked.email).toLowerCase();
    const place = (what === "space" ? spaces : groups).find(({ id }) => id === Number(asked[field]));
    if (!place) return missing(what);
    const isMember = members.has(email);
    if (!isMember && !knobsNow().elsewhere.includes(email)) return missing("user");
    const isThere = place.members.has(email);
    if (method === "GET") return isThere ? ok({ id: 1, status: "active" }) : missing(`${what} member`);
    if (method === "DELETE") {
      if (!isThere)
        return what === "space"
          ? missing("space member")
          : no(422, "User cannot be removed from this space group", { message: "User is not a member" });
      place.members.delete(email);
      if (what === "space") return ok({ message: "Member removed from space" });
      for (const space of spaces) if (space.group === place.id) space.members.delete(email);
      return ok({ success: true, message: "User removed from the space group and its spaces" });
    }
    if (what === "space") {
      if (!isMember || (isThere && knobsNow().there === "422")) return no(422, "User not added to space.");
      place.members.add(email);
      return ok({ message: "User added to space" });
    }
    if (!isMember)
      return { status: 422, body: { success: false, message: "User is not a member of community" } };
    joinGroup(place, email);
    const message = isThere
      ? "User is already added to the space group."
      : "User has been added to the space group.";
    return ok({ success: true, message });
  }

  /** @param {string} id @returns {Reply} */
  function deactivate(id) {
    const member = [...members.values()].find((one) => String(one.id) === id);
    if (!member) return missing("community member");
    if (knobsNow().owners.includes(member.email)) return no(401, "You cannot perform this action.", null);
    if (knobsNow().paying.includes(member.email))
      return no(
        422,
        "An error occurred trying to cancel the subscription(s) so the account couldn't be deactivated. Please contact us at support@circle.so",
      );
    members.delete(member.email);
    for (const place of [...groups, ...spaces]) place.members.delete(member.email);
    return ok({ message: "The community member has been removed from the community." });
  }

  /** @param {Request} request @returns {Reply} */
  function api({ method, parts, query, json }) {
    const [, , , first = "", second, ...rest] = parts;
    const route = [method, first, ...(second === undefined ? [] : ["…"])].join(" ");
    if (rest.length > 0) return { status: 404, body: { status: 404, error: "Not Found" } };
    switch (route) {
      case "GET community":
        return objectionToQuery(query, []) ?? ok({ id: 1, name: "Stand-in", slug: "stand-in" });
      case "GET space_groups":
        return paged(query, groups.map(groupView));
      case "GET spaces":
        return paged(query, spaces.map(spaceView));
      case "GET profile_fields":
        return paged(
          query,
          Array.from({ length: knobsNow().fields }, (_, i) => ({
            id: i + 1,
            field_type: "text",
            ...(fieldNames[i] ?? { key: `field_${i + 1}`, label: `Field ${i + 1}` }),
          })),
        );
      case "POST community_members":
        return objectionToQuery(query, []) ?? invite(json);
      case "GET community_members …": {
        if (second !== "search") break;
        const member = members.get((query.get("email") ?? "").toLowerCase());
        return (
          objectionToQuery(query, ["email"]) ??
          (member ? ok(memberView(member)) : missing("community member"))
        );
      }
      case "DELETE community_members …":
        return objectionToQuery(query, []) ?? deactivate(second ?? "");
      case "POST space_members":
      case "DELETE space_members":
      case "GET space_member":
        return onPlaceMembers(method, "space", query, json);
      case "POST space_group_members":
      case "DELETE space_group_members":
      case "GET space_group_member":
        return onPlaceMembers(method, "space group", query, json);
    }
    return { status: 404, body: { status: 404, error: "Not Found" } };
  }

  /** @param {Request} request @returns {Reply} */
  function answer(request) {
    const { method, parts, headers, text, json } = request;
    resize();
    if (parts.slice(0, 3).join("/") !== "api/admin/v2")
      return { status: 404, text: "<html>Not found</html>", headers: { "content-type": "text/html" } };
    const [, token] = /^(?:Token|Bearer) (\S+)$/.exec(headers.authorization ?? "") ?? [];
    if (token === undefined) return no(401, "API token not found.");
    if (!knobsNow().keys.includes(token)) return no(401, "The API token is invalid.");
    if (knobsNow().plan === "not-eligible")
      return no(403, "The community is not eligible for admin API v2 access.");
    if (method !== "POST" && text !== "") return no(400, "This request has no body.");
    if (method === "POST" && !/^application\/json(;|$)/.test(headers["content-type"] ?? ""))
      return no(415, "The content type is application/json.");
    if (method === "POST" && json === undefined)
      return no(400, "There was a problem in the JSON you submitted.");
    return api(request);
  }

  return {
    answer,
    state() {
      resize();
      /** @param {Place} place */
      const placeState = ({ id, name, members: there }) => ({ id, name, members: [...there] });
      return {
        members: [...members.values()],
        groups: groups.map(placeState),
        spaces: spaces.map(placeState),
      };
    },
    seed({ email, name, spaceIds = [], spaceGroupIds = [] }) {
      resize();
      make(email, name);
      for (const space of spaces) if (spaceIds.includes(space.id)) space.members.add(email);
      for (const group of groups) if (spaceGroupIds.includes(group.id)) joinGroup(group, email);
    },
  };
}

/** @param {string} trouble @param {string | null} hint @returns {Reply} */
function troubled(trouble, hint) {
  /** @type {Record<string, string>} */
  const hints = hint === null ? {} : { "retry-after": hint }; // the real one documents none
  const html = { "content-type": "text/html", ...hints };
  switch (trouble) {
    case "down":
      return { ...down, headers: html };
    case "slow-down":
      return { ...no(429, "Too many requests"), headers: hints };
    case "slow-down-page":
      return { status: 429, text: "<html>You are being rate limited</html>", headers: html };
    case "challenge":
      return { status: 403, text: "<html>Just a moment…</html>", headers: html };
    default:
      return garbage;
  }
}

const key = "Zq3sT0kEnOfTheStandIn4567890";

/** @type {Provider} */
const circle = {
  id: "circle",
  name: "Circle",
  key,
  knobs: {
    plan: null,
    groups: 2,
    spaces: 3,
    fields: 2,
    limit: null,
    again: "adds",
    there: "fine",
    elsewhere: [],
    owners: [],
    paying: [],
  },
  open,
  troubled,
  settings: (url) => ({ apiToken: key, baseUrl: `${url}/api/admin/v2` }),
};
export default circle;

await runByHand(import.meta, circle);
