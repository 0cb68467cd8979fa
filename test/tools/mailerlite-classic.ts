import type { ToolCase } from "../tool-case";

type Subscriber = {
  email: string;
  name: string;
  type: string;
  fields: Record<string, string>;
  groups: string[];
};

const groupId = "177296943307818341"; // the stand-in's “Newsletter”
const subscriberIn = (state: { subscribers: Subscriber[] }, address: string) =>
  state.subscribers.find(({ email }) => email === address);
const inGroup = (email: string) => [{ email, groups: [groupId] }];

const mailerliteClassic: ToolCase = {
  tool: "mailerlite-classic",
  wrong: (settings) => ({ ...settings, apiKey: "00000000000000000000000000000000" }),
  wrongKeyHelp: /Integrations → MailerLite API/,
  checks: [
    { name: "a lacking permission", knobs: { account: "forbidden" }, is: "refused", says: /does not permit/ },
    { name: "too many requests", knobs: { trouble: "slow-down-400" }, is: "trouble", says: /slow down/ },
  ],
  slowDowns: [
    { name: "429", knobs: { trouble: "slow-down" }, afterMs: 30_000 },
    { name: "429 with a longer wait", knobs: { trouble: "slow-down", hint: "600" }, afterMs: 600_000 },
    { name: "the code 429", knobs: { trouble: "slow-down-400" }, afterMs: 30_000 },
  ],
  quirks: [
    {
      name: "a person who unsubscribed, where that does not matter",
      action: "add-to-group",
      input: { groupId, resubscribe: true },
      seed: (email) => [{ email, type: "unsubscribed" }],
      verdict: { is: "done" },
      isDone: true,
    },
    {
      name: "a new person who must confirm",
      action: "add-to-group",
      knobs: { doubleOptIn: true },
      verdict: /once they confirm/,
    },
    ...["unsubscribed", "bounced", "junk"].map((type) => ({
      name: `a person who is ${type}`,
      action: "add-to-group",
      seed: (email: string) => [{ email, type }],
      verdict: { unsubscribed: /stay unsubscribed/, bounced: /bounced/, junk: /spam/ }[type] ?? /never/,
    })),
    {
      name: "a person who unsubscribed, told by a 200",
      action: "add-to-group",
      knobs: { quiet: true },
      seed: (email) => [{ email, type: "unsubscribed" }],
      verdict: /stay unsubscribed/,
    },
  ],
  actions: {
    "add-to-group": {
      input: { groupId },
      already: { seed: inGroup },
      isDone: (state, email) => {
        const { type, groups } = subscriberIn(state, email) ?? {};
        return type === "active" && groups?.join() === groupId;
      },
      namesIn(state, email) {
        const { name, fields } = subscriberIn(state, email) ?? {};
        const last = fields?.last_name;
        return { ...(name ? { first: name } : {}), ...(last === undefined ? {} : { last }) };
      },
      missing: [{ input: { groupId: "177296943307818342" }, reason: /no longer has this group/ }],
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
      many: { knobs: { groups: 300 }, count: 300 },
    },
    "add-to-group.fields": {
      labels: ["Name", "Company", "Country", "City", "Phone", "State", "ZIP", "Last name"],
    },
  },
};
export default mailerliteClassic;
