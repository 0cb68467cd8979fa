import type { ToolCase } from "../tool-case";

type Subscriber = { email: string; status: string; fields: Record<string, string>; groups: string[] };

const groupId = "139791145237481303"; // the stand-in's “Course”
const subscriberIn = (state: { subscribers: Subscriber[] }, address: string) =>
  state.subscribers.find(({ email }) => email === address);
const inGroup = (email: string) => [{ email, groups: [groupId] }];

const mailerlite: ToolCase = {
  tool: "mailerlite",
  wrong: (settings) => ({ ...settings, apiKey: `eyJ0eXAiOiJKV1QifQ.${"wrong".repeat(20)}.c2ln` }),
  wrongKeyHelp: /Integrations → API/,
  checks: [
    {
      name: "a lacking permission",
      knobs: { account: "forbidden" },
      is: "refused",
      says: /role of the person/,
    },
    { name: "too many requests", knobs: { trouble: "slow-down" }, is: "trouble", says: /slow down/ },
  ],
  slowDowns: [
    { name: "429", knobs: { trouble: "slow-down" }, afterMs: 30_000 },
    { name: "429 with a longer wait", knobs: { trouble: "slow-down", hint: "600" }, afterMs: 600_000 },
  ],
  quirks: [
    {
      name: "a person who unsubscribed, where that does not matter",
      action: "add-to-group",
      input: { groupId, resubscribe: true },
      seed: (email) => [{ email, status: "unsubscribed" }],
      verdict: { is: "done" },
      isDone: true,
    },
    {
      name: "a new person who must confirm",
      action: "add-to-group",
      knobs: { doubleOptIn: true },
      verdict: /once they confirm/,
    },
    ...["unsubscribed", "bounced", "junk"].map((status) => ({
      name: `a person who is ${status}`,
      action: "add-to-group",
      seed: (email: string) => [{ email, status }],
      verdict: { unsubscribed: /stay unsubscribed/, bounced: /bounced/, junk: /spam/ }[status] ?? /never/,
    })),
    {
      name: "a person who unsubscribed, told by a 200",
      action: "add-to-group",
      knobs: { old: true },
      seed: (email) => [{ email, status: "unsubscribed" }],
      verdict: /stay unsubscribed/,
    },
  ],
  actions: {
    "add-to-group": {
      input: { groupId },
      already: { seed: inGroup },
      isDone: (state, email) => {
        const { status, groups } = subscriberIn(state, email) ?? {};
        return status === "active" && groups?.join() === groupId;
      },
      namesIn(state, email) {
        const { name, last_name } = subscriberIn(state, email)?.fields ?? {};
        return {
          ...(name === undefined ? {} : { first: name }),
          ...(last_name === undefined ? {} : { last: last_name }),
        };
      },
      missing: [{ input: { groupId: "139791145237481999" }, reason: /no longer has this group/ }],
    },
    "remove-from-group": {
      input: { groupId },
      seed: inGroup,
      already: { seed: (email) => [{ email }] },
      isDone: (state, email) => !subscriberIn(state, email)?.groups.includes(groupId),
      missing: [],
      nobody: { reason: /were not in this group/ },
    },
  },
  choices: {
    "add-to-group.groupId": {
      labels: ["Course", "Newsletter", "Żółte kwiaty & “friends”"],
      many: { knobs: { groups: 1000 }, count: 1000 },
    },
    "add-to-group.fields": {
      labels: ["City", "Company", "Country", "Last name", "Name", "Phone", "State", "Zip"],
      many: { knobs: { fields: 101 }, count: 101 },
    },
  },
};
export default mailerlite;
