import type { ToolCase } from "../tool-case";

type State = {
  contacts: { id: string; email: string; firstName: string; lastName: string }[];
  memberships: { contact: string; list: string; status: string; sourceid: string }[];
};

const listId = "1"; // the stand-in's “Course”
const contactIn = ({ contacts }: State, email: string) => {
  const [contact, ...more] = contacts.filter((one) => one.email === email);
  return more.length === 0 ? contact : undefined;
};
const statusIn = (state: State, email: string) => {
  const id = contactIn(state, email)?.id;
  const mine = state.memberships.filter(({ contact, list }) => contact === id && list === listId);
  return mine.map(({ status }) => status).join();
};
const who =
  (status: string, others = 0) =>
  (email: string) => [{ email, status, others }];

const activecampaign: ToolCase = {
  tool: "activecampaign",
  wrong: (settings) => ({ ...settings, apiKey: "f".repeat(72) }),
  wrongKeyHelp: /Settings → Developer/,
  checks: [
    { name: "a lapsed plan", knobs: { account: "lapsed" }, is: "refused", says: /suspended this account/ },
    { name: "a lacking permission", knobs: { account: "forbidden" }, is: "refused", says: /its user may do/ },
    { name: "a firewall's 403", knobs: { trouble: "firewall" }, is: "trouble", says: /something in between/ },
    { name: "a 503 for a 429", knobs: { trouble: "slow-down-503" }, is: "trouble", says: /slow down/ },
  ],
  slowDowns: [
    { name: "429", knobs: { trouble: "slow-down" }, afterMs: 1_000 },
    { name: "429 with a longer wait", knobs: { trouble: "slow-down", hint: "600" }, afterMs: 600_000 },
    { name: "503 for a 429", knobs: { trouble: "slow-down-503", hint: "60" }, afterMs: 60_000 },
  ],
  quirks: [
    {
      name: "somebody who left",
      action: "add-to-list",
      seed: who("2"),
      verdict: { is: "done", note: "They had left this list, and stay off it." },
      isDone: false,
    },
    {
      name: "somebody who left, where that does not matter",
      action: "add-to-list",
      input: { listId, resubscribe: true },
      seed: who("2"),
      verdict: { is: "done" },
      isDone: true,
    },
    {
      name: "somebody who left, on more lists than a page tells",
      action: "add-to-list",
      seed: who("2", 45),
      verdict: /stay off it/,
    },
    {
      name: "somebody who has not confirmed",
      action: "add-to-list",
      seed: who("0"),
      verdict: /once they confirm/,
    },
    { name: "somebody whose mail bounced", action: "add-to-list", seed: who("3"), verdict: /bounced/ },
    {
      name: "an invalid address",
      action: "add-to-list",
      knobs: { fake: ["zoe@shop.example"] },
      verdict: /for a valid one/,
    },
    {
      name: "a change that is not kept",
      action: "remove-from-list",
      knobs: { unkept: true },
      verdict: { is: "retry" },
    },
    {
      name: "a contact on other lists",
      action: "remove-from-list",
      seed: (email) => [{ email, listId: "2" }],
      verdict: { is: "done", note: "They were not on this list." },
    },
  ],
  actions: {
    "add-to-list": {
      input: { listId, fields: { "1": "Łódź", "2": "{{ order.nothing }}" } },
      already: { seed: who("1") },
      isDone: (state: State, email) => statusIn(state, email) === "1",
      namesIn(state: State, email) {
        const { firstName, lastName } = contactIn(state, email) ?? {};
        return { ...(firstName ? { first: firstName } : {}), ...(lastName ? { last: lastName } : {}) };
      },
      missing: [
        { input: { listId: "99" }, reason: /no longer has this list/ },
        { input: { listId, fields: { "99": "x" } }, reason: /custom fields/ },
      ],
    },
    "remove-from-list": {
      input: { listId },
      seed: who("1"),
      already: { seed: who("2") },
      isDone: (state: State, email) => ["", "2"].includes(statusIn(state, email)),
      missing: [],
    },
  },
  choices: {
    "add-to-list.listId": {
      labels: ["Course", "Newsletter", "Żółte kwiaty & “friends”"],
      many: { knobs: { lists: 203 }, count: 203 },
    },
    "add-to-list.fields": {
      labels: ["City", "Last order"],
      many: { knobs: { fields: 203 }, count: 203 },
    },
  },
};
export default activecampaign;
