// The tool: customers join a community, its space groups and spaces, and leave them again. A month has few requests, and
// those that fail count too, so each run makes as few as it can.
import { z } from "zod";
import type { Verdict } from "../../core/delivery";
import type { ShopEvent } from "../../core/event";
import { isObject } from "../../core/json";
import {
  addressOf,
  customerLane,
  emailField,
  moreFields,
  namesOf,
  noAddress,
  told,
  withoutAddress,
} from "../contacts";
import {
  defineAction,
  defineTool,
  emailIn,
  idIn,
  type Run,
  type Setback,
  secret,
  standInUrl,
  textIn,
} from "../kit";
import { ask, type Call, checked, notFrom, path, type Reply } from "../rest";
import { apiOf, missingIn, schemes, wordsOf } from "./api";
import { profileFieldsOf, spaceGroupsOf, spacesOf } from "./choices";

const settings = z.object({
  apiToken: secret(
    z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]{10,500}$/, {
        error: "is not a token of Circle's, which is one long word without spaces",
      }),
    {
      title: "API token",
      description:
        "In your community on Circle, as an admin: Developers → Tokens → New token, of the type “Admin V2”. It needs the Business plan or a higher one.",
    },
  ),
  authorization: z.enum(schemes).default("Token").meta({
    title: "Authorization",
    description:
      "The word before the token. Circle takes either; try the other one if it refuses a good token.",
    advanced: true,
  }),
  baseUrl: standInUrl,
});
type Settings = z.output<typeof settings>;

/** Sent as a number, so no longer than one that keeps all its digits. */
const idOf = (what: string) =>
  z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,14}$/, { error: `is not the id of a ${what}, which is a number` });
const spaceId = idOf("space");
const spaceGroupId = idOf("space group");

/** One lane for all that is done about somebody: to join a space may be to join the community, and to leave it leaves all. */
const lane = (event: ShopEvent) => customerLane(event, "community");

const common = {
  inputVersion: 1,
  needs: ["customer.email"],
  repeatable: true, // Circle knows members by their addresses
  lane,
};

// ── What Circle says ───────────────────────────────────────────────────────────────────────────

type With = Pick<Run<unknown, Settings>, "settings" | "send" | "now">;

/** Whether Circle did it, and its words on that. */
type Said = { did: boolean; status: number; words: string };

async function say(call: Call, { settings, send, now }: With): Promise<Said | Setback> {
  return saidIn(await ask(apiOf(settings), call, send, now));
}

function saidIn(reply: Reply): Said | Setback {
  if (reply.is === "setback") return reply.setback;
  const { status, json } = reply;
  if (reply.is === "objection") return { did: false, status, words: reply.words };
  const words = wordsOf(json);
  if (words === "" && status !== 204) return { is: "retry", reason: notCircle(status) };
  return { did: !(isObject(json) && json.success === false), status, words };
}

const notCircle = (status: number) => notFrom({ name: "Circle" }, status);

const failed = (reason: string): Verdict => ({ is: "failed", reason });

function objectionTo({ status, words }: Said, address: string): Verdict {
  const missing = missingIn(words);
  if (missing === "space" || missing === "space group")
    return failed(`Circle no longer has this ${missing}: choose another one in the automation.`);
  if (/invalid email/i.test(words)) return failed("Circle does not accept this e-mail address.");
  return failed(
    `Circle does not do this (${status}): ${withoutAddress(words, address) || "it gives no reason."}`,
  );
}

// ── Joining ────────────────────────────────────────────────────────────────────────────────────

/** `told` is how an invitation says that somebody was put there. */
const kinds = {
  group: {
    noun: "space group",
    field: "space_group_id",
    members: "/space_group_members",
    member: "/space_group_member",
    told: /added to .*\bspace groups\b/i,
  },
  space: {
    noun: "space",
    field: "space_id",
    members: "/space_members",
    member: "/space_member",
    told: /added to .*\bspaces\b/i,
  },
};
type Place = { kind: keyof typeof kinds; id: string };

/** @returns "nobody" where they are no member of the community yet */
async function join({ kind, id }: Place, address: string, run: With): Promise<Verdict | "nobody"> {
  const { field, members, member } = kinds[kind];
  const said = await say(
    { method: "POST", path: members, body: { email: address, [field]: Number(id) } },
    run,
  );
  if ("is" in said) return said;
  if (said.did || /already/i.test(said.words)) return { is: "done" };
  if (/not a member of/i.test(said.words) || missingIn(said.words) === "user") return "nobody";
  if (!/not added/i.test(said.words)) return objectionTo(said, address);
  // “User not added to space.” is said of people who are there already and of those who are no members alike.
  const query = { email: address, [field]: id };
  const reply = await ask(apiOf(run.settings), { method: "GET", path: member, query }, run.send, run.now);
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection") return reply.status === 404 ? "nobody" : objectionTo(said, address);
  return isObject(reply.json) && idIn(reply.json.id) !== undefined
    ? { is: "done" }
    : { is: "retry", reason: notCircle(reply.status) };
}

type Person = {
  address: string;
  name?: string | undefined;
  fields?: Record<string, string>;
  skipInvitation: boolean;
};

/** Part of a body, unless it is empty: that might empty what a member has. */
const filled = (field: string, value: string | number[] | Record<string, string> = "") =>
  Object.keys(value).length > 0 ? { [field]: value } : {};

/** Makes somebody a member and puts them into the places, mostly by one request. Who is a member stays one. */
async function invite(person: Person, places: Place[], run: With): Promise<Verdict> {
  const { address, skipInvitation } = person;
  const idsOf = (kind: Place["kind"]) =>
    places.filter((place) => place.kind === kind).map(({ id }) => Number(id));
  const body = {
    email: address,
    skip_invitation: skipInvitation,
    ...filled("name", person.name),
    ...filled("space_group_ids", idsOf("group")),
    ...filled("space_ids", idsOf("space")),
    ...filled("community_member_profile_fields", person.fields),
  };
  const said = await say({ method: "POST", path: "/community_members", body }, run);
  if ("is" in said) return said;
  const { did, words } = said;
  const wasMember = /\balready (?:a member|been)\b/i.test(words);
  if (!did && !wasMember) return objectionTo(said, address);
  // Circle passes over ids that it does not know, and perhaps over all of them for somebody who is a member.
  for (const place of places.filter(({ kind }) => !did || !kinds[kind].told.test(words))) {
    const joined = await join(place, address, run);
    if (joined === "nobody") return failed(`Circle did not add them to the ${kinds[place.kind].noun}.`);
    if (joined.is !== "done") return joined;
  }
  if (wasMember) return { is: "done", note: "They were a member of the community already." };
  if (skipInvitation) return { is: "done" };
  return { is: "done", note: "They were no member yet: Circle sends them an invitation." };
}

const inviteInput = z.object({
  email: emailField,
  name: z.string().max(200).optional().meta({
    title: "Name",
    description: "Empty: the customer's. May be a template.",
    textKind: "one-line",
  }),
  spaceGroupIds: z.array(spaceGroupId).max(50).optional().meta({
    title: "Space groups",
    description: "They join these, with the spaces in them.",
  }),
  spaceIds: z
    .array(spaceId)
    .max(50)
    .optional()
    .meta({ title: "Spaces", description: "They join these too." }),
  skipInvitation: z.boolean().default(false).meta({
    title: "Without an invitation",
    description: "They become a member, and Circle sends them no mail.",
  }),
  fields: moreFields(
    {
      title: "Profile fields",
      description: "Key and value; values may be templates, and empty ones are not sent.",
    },
    z.string().regex(/^\w{1,100}$/, {
      error: "is not the key of a profile field, such as department: letters, digits and _",
    }),
  ),
});

const inviteToCommunity = defineAction<typeof inviteInput, Settings>({
  title: "Invite to the community",
  ...common,
  input: inviteInput,
  choices: { spaceGroupIds: spaceGroupsOf, spaceIds: spacesOf, fields: profileFieldsOf },
  async run(run) {
    const { input, event } = run;
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const { spaceGroupIds = [], spaceIds = [], skipInvitation } = input;
    const person = {
      address,
      name: textIn(input.name) ?? namesOf(event).full,
      fields: told({ ...input.fields }),
      skipInvitation,
    };
    const groups = spaceGroupIds.map((id): Place => ({ kind: "group", id }));
    return invite(person, [...groups, ...spaceIds.map((id): Place => ({ kind: "space", id }))], run);
  },
});

const joining = {
  email: emailField,
  invite: z.boolean().default(true).meta({
    title: "Invite who is no member",
    description: "Who is not in the community yet gets an invitation to it. Otherwise this fails for them.",
  }),
};

async function add(
  place: Place,
  run: Run<{ email?: string | undefined; invite: boolean }, Settings>,
): Promise<Verdict> {
  const { input, event } = run;
  const address = addressOf(input, event);
  if (!address) return noAddress;
  const joined = await join(place, address, run);
  if (joined !== "nobody") return joined;
  if (!input.invite)
    return failed(
      "They are no member of the community, so they cannot join this. “Invite to the community” can.",
    );
  return invite({ address, name: namesOf(event).full, skipInvitation: false }, [place], run);
}

const addToSpaceGroupInput = z.object({
  spaceGroupId: spaceGroupId.meta({ title: "Space group" }),
  ...joining,
});

const addToSpaceGroup = defineAction<typeof addToSpaceGroupInput, Settings>({
  title: "Add to a space group",
  ...common,
  input: addToSpaceGroupInput,
  choices: { spaceGroupId: spaceGroupsOf },
  run: (run) => add({ kind: "group", id: run.input.spaceGroupId }, run),
});

const addToSpaceInput = z.object({ spaceId: spaceId.meta({ title: "Space" }), ...joining });

const addToSpace = defineAction<typeof addToSpaceInput, Settings>({
  title: "Add to a space",
  ...common,
  input: addToSpaceInput,
  choices: { spaceId: spacesOf },
  run: (run) => add({ kind: "space", id: run.input.spaceId }, run),
});

// ── Leaving ────────────────────────────────────────────────────────────────────────────────────

/** Whether it did not happen because there was nobody to whom it could happen. */
const isAbsent = ({ words }: Said) =>
  /not a member/i.test(words) || /\b(?:user|member)$/.test(missingIn(words) ?? "");

async function remove(
  { kind, id }: Place,
  run: Run<{ email?: string | undefined }, Settings>,
): Promise<Verdict> {
  const address = addressOf(run.input, run.event);
  if (!address) return noAddress;
  const { noun, field, members } = kinds[kind];
  const said = await say({ method: "DELETE", path: members, query: { email: address, [field]: id } }, run);
  if ("is" in said) return said;
  if (said.did) return { is: "done" };
  return isAbsent(said) ? { is: "done", note: `They were not in this ${noun}.` } : objectionTo(said, address);
}

const removeFromSpaceGroupInput = z.object({
  spaceGroupId: spaceGroupId.meta({ title: "Space group", description: "They leave all its spaces, too." }),
  email: emailField,
});

const removeFromSpaceGroup = defineAction<typeof removeFromSpaceGroupInput, Settings>({
  title: "Remove from a space group",
  ...common,
  input: removeFromSpaceGroupInput,
  choices: { spaceGroupId: spaceGroupsOf },
  run: (run) => remove({ kind: "group", id: run.input.spaceGroupId }, run),
});

const removeFromSpaceInput = z.object({ spaceId: spaceId.meta({ title: "Space" }), email: emailField });

const removeFromSpace = defineAction<typeof removeFromSpaceInput, Settings>({
  title: "Remove from a space",
  ...common,
  input: removeFromSpaceInput,
  choices: { spaceId: spacesOf },
  run: (run) => remove({ kind: "space", id: run.input.spaceId }, run),
});

const removeFromCommunityInput = z.object({ email: emailField });

const noMember: Verdict = { is: "done", note: "They were no member of the community." };

const removeFromCommunity = defineAction<typeof removeFromCommunityInput, Settings>({
  title: "Remove from the community",
  ...common,
  input: removeFromCommunityInput,
  async run(run) {
    const { input, event, settings, send, now } = run;
    const address = addressOf(input, event);
    if (!address) return noAddress;
    const search: Call = { method: "GET", path: "/community_members/search", query: { email: address } };
    const found = await ask(apiOf(settings), search, send, now);
    if (found.is !== "told") return goneIn(saidIn(found), address);
    const { email, ...member } = isObject(found.json) ? found.json : {};
    const id = idIn(member.id);
    if (id === undefined || emailIn(email) === undefined)
      return { is: "retry", reason: notCircle(found.status) };
    if (emailIn(email) !== address)
      return failed("Circle answered with somebody else than was asked for, so nobody was removed.");
    // Deactivates them, and what they wrote stays. Circle has other calls, which delete it for good.
    return goneIn(await say({ method: "DELETE", path: path`/community_members/${id}` }, run), address);
  },
});

function goneIn(said: Said | Setback, address: string): Verdict {
  if ("is" in said) return said;
  if (said.did) return { is: "done" };
  return isAbsent(said) ? noMember : objectionTo(said, address);
}

// ── The tool ───────────────────────────────────────────────────────────────────────────────────

export const tool = defineTool({
  settings,
  // 2,000 requests in five minutes per IP address are 6.6 a second; a run mostly makes one or two.
  limits: { concurrency: 4, perSecond: 3 },
  timeLimitMs: 30_000,
  async check(account, send) {
    const api = apiOf(account);
    const reply = await ask(api, { method: "GET", path: "/community" }, send, 0);
    return checked(api, reply, (json) => isObject(json) && idIn(json.id) !== undefined);
  },
  actions: {
    "invite-to-community": inviteToCommunity,
    "remove-from-community": removeFromCommunity,
    "add-to-space-group": addToSpaceGroup,
    "remove-from-space-group": removeFromSpaceGroup,
    "add-to-space": addToSpace,
    "remove-from-space": removeFromSpace,
  },
  place(_settings, action, input) {
    const { spaceGroupId, spaceId, spaceGroupIds, spaceIds } = input as Record<string, unknown>; // as it was saved
    return `${action} ${JSON.stringify([spaceGroupId, spaceId, spaceGroupIds, spaceIds])}`;
  },
});
