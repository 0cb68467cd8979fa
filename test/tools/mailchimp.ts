import type { ToolCase } from "../tool-case";

type Member = { email_address: string; status: string; merge_fields: Record<string, string>; tags: string[] };

const listId = "f5eeafef91"; // the stand-in's “Course”
const memberIn = (state: { audiences: { id: string; members: Member[] }[] }, email: string) => {
  const members = state.audiences.find(({ id }) => id === listId)?.members ?? [];
  const [member, ...more] = members.filter((one) => one.email_address.toLowerCase() === email);
  return more.length === 0 ? member : undefined;
};
const subscribed = (email: string) => [{ email, status: "subscribed" }];

const mailchimp: ToolCase = {
  tool: "mailchimp",
  wrong: (settings) => ({ ...settings, apiKey: "fedcba9876543210fedcba9876543210-us1" }),
  wrongKeyHelp: /API keys/,
  checks: [
    {
      name: "a disabled account",
      knobs: { account: "disabled" },
      is: "refused",
      says: /disabled this account/,
    },
    {
      name: "a lacking permission",
      knobs: { account: "forbidden" },
      is: "refused",
      says: /role or the plan/,
    },
    { name: "too many requests", knobs: { trouble: "forbidden-bare" }, is: "trouble", says: /slow down/ },
  ],
  slowDowns: [
    { name: "429", knobs: { trouble: "slow-down" } },
    { name: "429 with a hint", knobs: { trouble: "slow-down", hint: "600" }, afterMs: 600_000 },
    { name: "429 without a body", knobs: { trouble: "slow-down-bare" } },
    { name: "403 without a body", knobs: { trouble: "forbidden-bare" } },
  ],
  quirks: [
    {
      name: "an invented address",
      action: "add-to-audience",
      knobs: { fake: ["zoe@shop.example"] },
      verdict: /mistyped or an invented/,
    },
  ],
  actions: {
    "add-to-audience": {
      input: { listId, tags: ["buyer"] },
      already: { seed: (email) => [{ email, status: "subscribed", tags: ["buyer"] }] },
      isDone: (state, email) => {
        const member = memberIn(state, email);
        return member?.status === "subscribed" && member.tags.join() === "buyer";
      },
      namesIn(state, email) {
        const { FNAME, LNAME } = memberIn(state, email)?.merge_fields ?? {};
        return {
          ...(FNAME === undefined ? {} : { first: FNAME }),
          ...(LNAME === undefined ? {} : { last: LNAME }),
        };
      },
      missing: [{ input: { listId: "0123456789", tags: ["buyer"] }, reason: /no longer has this audience/ }],
    },
    "remove-from-audience": {
      input: { listId },
      seed: subscribed,
      already: {},
      isDone: (state, email) => !memberIn(state, email) || memberIn(state, email)?.status === "unsubscribed",
      missing: [],
    },
    "add-tag": {
      input: { listId, tag: "VIP & “friends”" },
      seed: subscribed,
      already: { seed: (email) => [{ email, status: "subscribed", tags: ["VIP & “friends”"] }] },
      isDone: (state, email) => memberIn(state, email)?.tags.join() === "VIP & “friends”",
      missing: [],
      nobody: { reason: /not in this audience/ },
    },
    "remove-tag": {
      input: { listId, tag: "VIP" },
      seed: (email) => [{ email, status: "subscribed", tags: ["buyer", "VIP"] }],
      already: { seed: (email) => [{ email, status: "subscribed", tags: ["buyer"] }] },
      isDone: (state, email) => memberIn(state, email)?.tags.join() === "buyer",
      missing: [],
    },
  },
  choices: {
    "add-to-audience.listId": {
      labels: ["Course", "Newsletter", "Żółte kwiaty & “friends”"],
      many: { knobs: { audiences: 1203 }, count: 1203 },
    },
    "add-to-audience.tags": { input: { listId }, labels: ["buyer", "VIP"] },
    "add-to-audience.mergeFields": { input: { listId }, labels: ["FNAME", "LNAME", "PHONE"] },
    "add-tag.tag": { input: { listId }, labels: ["buyer", "VIP"] },
  },
};
export default mailchimp;
