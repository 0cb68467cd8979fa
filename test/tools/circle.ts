import type { ToolCase } from "../tool-case";

type Place = { id: number; members: string[] };
type State = {
  members: { email: string; name: string | null; invitations: number }[];
  groups: Place[];
  spaces: Place[];
};

/** Of the stand-in: the group “Course”, whose spaces are “Lessons” and “Questions”. */
const group = 501;
const lessons = 2_574_361;
const otherSpace = 2_574_363;
const membersOf = ({ members }: State, email: string) => members.filter((one) => one.email === email);
const isMember = (state: State, email: string) => membersOf(state, email).length === 1;
const isIn = (places: Place[], placeId: number, email: string) =>
  places.some(({ id, members }) => id === placeId && members.includes(email));
const fullNameIn = (state: State, email: string) => {
  const [member] = membersOf(state, email);
  return typeof member?.name === "string" ? { full: member.name } : {};
};
const me = "zoe@shop.example";

const circle: ToolCase = {
  tool: "circle",
  wrong: (settings) => ({ ...settings, apiToken: "An0therT0kenThatIsWellFormed" }),
  wrongKeyHelp: /Developers → Tokens/,
  checks: [
    {
      name: "a plan without the API",
      knobs: { plan: "not-eligible" },
      is: "refused",
      says: /Business plan/,
    },
    { name: "a page of the network", knobs: { trouble: "challenge" }, is: "trouble", says: /in between/ },
  ],
  slowDowns: [
    { name: "429", knobs: { trouble: "slow-down" }, afterMs: 60_000 },
    { name: "429 with a hint", knobs: { trouble: "slow-down", hint: "600" }, afterMs: 600_000 },
    { name: "429 as a page", knobs: { trouble: "slow-down-page" }, afterMs: 60_000 },
  ],
  quirks: [
    {
      name: "a community that is full",
      action: "invite-to-community",
      knobs: { limit: "members" },
      verdict: /as many members as its plan/,
    },
    {
      name: "enough invitations for a day",
      action: "invite-to-community",
      knobs: { limit: "daily" },
      verdict: { is: "retry", afterMs: 12 * 3_600_000 },
    },
    {
      name: "enough members, to one of them",
      action: "invite-to-community",
      knobs: { limit: "members" },
      seed: (email) => [{ email }],
      verdict: { is: "done" },
    },
    {
      name: "a member who is invited again and put nowhere",
      action: "invite-to-community",
      knobs: { again: "ignores" },
      seed: (email) => [{ email }],
      verdict: /a member of the community already/,
    },
    {
      name: "a member whose invitation is refused for that",
      action: "invite-to-community",
      knobs: { again: "taken" },
      seed: (email) => [{ email }],
      verdict: /a member of the community already/,
    },
    {
      name: "somebody in another community, for a space",
      action: "add-to-space",
      knobs: { elsewhere: [me] },
      verdict: /invitation/,
    },
    {
      name: "somebody in another community, for a space group",
      action: "add-to-space-group",
      knobs: { elsewhere: [me] },
      seed: () => [],
      verdict: /invitation/,
    },
    {
      name: "somebody in the space, of whom that is not said",
      action: "add-to-space",
      knobs: { there: "422" },
      seed: (email) => [{ email, spaceIds: [lessons] }],
      verdict: { is: "done" },
    },
    {
      name: "the owner of the community",
      action: "remove-from-community",
      knobs: { owners: [me] },
      verdict: /does not allow this/,
    },
    {
      name: "somebody whose subscription cannot be cancelled",
      action: "remove-from-community",
      knobs: { paying: [me] },
      verdict: /cancel the subscription/,
    },
  ],
  actions: {
    "invite-to-community": {
      input: {
        spaceGroupIds: [String(group)],
        spaceIds: [String(otherSpace)],
        fields: { company: "{{ customer.lastName }}" },
      },
      already: { seed: (email) => [{ email, spaceGroupIds: [group], spaceIds: [otherSpace] }] },
      isDone: (state: State, email) =>
        isMember(state, email) && isIn(state.groups, group, email) && isIn(state.spaces, otherSpace, email),
      namesIn: fullNameIn,
      missing: [
        { input: { spaceIds: ["77"] }, reason: /no longer has this space:/ },
        { input: { spaceGroupIds: ["77"] }, reason: /no longer has this space group/ },
      ],
    },
    "remove-from-community": {
      input: {},
      seed: (email) => [{ email, spaceGroupIds: [group] }],
      already: {},
      isDone: (state: State, email) => !isMember(state, email) && !isIn(state.groups, group, email),
      missing: [],
    },
    "add-to-space-group": {
      input: { spaceGroupId: String(group) },
      seed: (email) => [{ email }],
      already: { seed: (email) => [{ email, spaceGroupIds: [group] }] },
      isDone: (state: State, email) => isMember(state, email) && isIn(state.groups, group, email),
      missing: [{ input: { spaceGroupId: "77" }, reason: /no longer has this space group/ }],
    },
    "remove-from-space-group": {
      input: { spaceGroupId: String(group) },
      seed: (email) => [{ email, spaceGroupIds: [group] }],
      already: { seed: (email) => [{ email }] },
      isDone: (state: State, email) =>
        !isIn(state.groups, group, email) && !isIn(state.spaces, lessons, email),
      missing: [{ input: { spaceGroupId: "77" }, reason: /no longer has this space group/ }],
    },
    // Here nobody is a member before, so that every try takes the long way: to ask, and then to invite.
    "add-to-space": {
      input: { spaceId: String(lessons) },
      already: { seed: (email) => [{ email, spaceIds: [lessons] }] },
      isDone: (state: State, email) => isMember(state, email) && isIn(state.spaces, lessons, email),
      namesIn: fullNameIn,
      missing: [{ input: { spaceId: "77" }, reason: /no longer has this space:/ }],
    },
    "remove-from-space": {
      input: { spaceId: String(lessons) },
      seed: (email) => [{ email, spaceIds: [lessons] }],
      already: {},
      isDone: (state: State, email) => !isIn(state.spaces, lessons, email),
      missing: [{ input: { spaceId: "77" }, reason: /no longer has this space:/ }],
    },
  },
  choices: {
    "invite-to-community.spaceGroupIds": {
      labels: ["Course", "Żółte kwiaty & “friends”"],
      many: { knobs: { groups: 203 }, count: 203 },
    },
    "invite-to-community.spaceIds": {
      labels: ["Course → Lessons", "Course → Questions", "Żółte kwiaty & “friends” → Lessons"],
      many: { knobs: { spaces: 203 }, count: 203 },
    },
    "invite-to-community.fields": {
      labels: ["Company", "Shoe size"],
      many: { knobs: { fields: 60 }, count: 60 },
    },
    "add-to-space-group.spaceGroupId": { labels: ["Course", "Żółte kwiaty & “friends”"] },
    "add-to-space.spaceId": {
      labels: ["Course → Lessons", "Course → Questions", "Żółte kwiaty & “friends” → Lessons"],
    },
  },
};
export default circle;
