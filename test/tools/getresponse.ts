import type { ToolCase } from "../tool-case";

type Contact = {
  email: string;
  name: string | null;
  campaignId: string;
  dayOfCycle: string | null;
  customFields: Record<string, string[]>;
};

const campaignId = "p86z1"; // the stand-in's “course”
const shop = "z9Kg1"; // its custom field “shop”
const contactIn = (state: { contacts: Contact[] }, email: string) => {
  const [contact, ...more] = state.contacts.filter(
    (one) => one.campaignId === campaignId && one.email === email,
  );
  return more.length === 0 ? contact : undefined;
};
const fields = { [shop]: "{{ source.kind }}" };
const onTheList = (email: string) => [{ email }];

const getresponse: ToolCase = {
  tool: "getresponse",
  wrong: (settings) => ({ ...settings, apiKey: "0000000000000000000000000000000a" }),
  wrongKeyHelp: /Integrations & API/,
  checks: [
    { name: "a wrong key by 403", knobs: { keys: [], unauthorized: 403 }, is: "refused", says: /API key/ },
    { name: "lacking rights", knobs: { rights: "none" }, is: "refused", says: /rights or the plan/ },
    { name: "an account blocked for good", knobs: { blocked: "for-good" }, is: "refused", says: /for good/ },
    { name: "a block for a while", knobs: { trouble: "blocked-for-now" }, is: "trouble", says: /a while/ },
    { name: "a missing domain", knobs: { domain: "shop.example" }, is: "refused", says: /GetResponse MAX/ },
  ],
  slowDowns: [
    { name: "429", knobs: { trouble: "slow-down" }, afterMs: 100_000 },
    { name: "429 with a hint", knobs: { trouble: "slow-down", hint: "432 seconds" }, afterMs: 432_000 },
    { name: "a hint in a header", knobs: { trouble: "slow-down-header", hint: "7 seconds" }, afterMs: 7_000 },
    { name: "429 for a second", knobs: { trouble: "slow-down-second" }, afterMs: 1_000 },
    { name: "a block for a while", knobs: { trouble: "blocked-for-now" }, afterMs: 3_600_000 },
  ],
  quirks: [
    { name: "a queue", action: "add-to-campaign", verdict: /within minutes/ },
    {
      name: "somebody there already",
      action: "add-to-campaign",
      seed: onTheList,
      verdict: /custom fields are updated/,
    },
    {
      name: "somebody there who has not confirmed yet",
      action: "add-to-campaign",
      seed: (email) => [{ email, visible: false }],
      verdict: /does not show them yet/,
    },
    {
      name: "leaving before confirming",
      action: "remove-from-campaign",
      seed: (email) => [{ email, visible: false }],
      verdict: /could still appear/,
    },
    {
      name: "somebody on another list",
      action: "remove-from-campaign",
      seed: (email) => [{ email, campaignId: "p86z2" }],
      verdict: /not on this list/,
    },
    {
      name: "somebody who is alike",
      action: "remove-from-campaign",
      seed: (email) => [{ email: `not.${email}` }],
      verdict: /not on this list/,
    },
    {
      name: "a blocked address",
      action: "add-to-campaign",
      knobs: { barred: ["zoe@shop.example"] },
      verdict: /blocklist/,
    },
    {
      name: "a full plan",
      action: "add-to-campaign",
      knobs: { full: true },
      verdict: { is: "retry", afterMs: 3_600_000 },
    },
    {
      name: "a list of others",
      action: "add-to-campaign",
      knobs: { rights: "other-lists" },
      verdict: /no access to this list/,
    },
  ],
  actions: {
    "add-to-campaign": {
      input: { campaignId, fields },
      already: { seed: (email) => [{ email, customFields: { z9Kg2: ["+48 1"] } }] },
      isDone: (state, email) => contactIn(state, email)?.customFields[shop]?.join() === "shopify",
      namesIn(state, email) {
        const { name } = contactIn(state, email) ?? {};
        return typeof name === "string" ? { full: name } : {};
      },
      missing: [
        { input: { campaignId: "nope", fields }, reason: /no longer has this list/ },
        { input: { campaignId, fields: { nope: "x" } }, reason: /no longer has this list, or one of/ },
      ],
    },
    "remove-from-campaign": {
      input: { campaignId },
      seed: onTheList,
      already: {},
      isDone: (state, email) => !state.contacts.some((one: Contact) => one.email === email),
      missing: [],
    },
  },
  choices: {
    "add-to-campaign.campaignId": {
      labels: ["course", "newsletter", "Żółte kwiaty & “friends”"],
      many: { knobs: { campaigns: 1203 }, count: 1203 },
    },
    "add-to-campaign.fields": {
      labels: ["shop", "phone", "city"],
      many: { knobs: { customFields: 500 }, count: 500 },
    },
  },
};
export default getresponse;
