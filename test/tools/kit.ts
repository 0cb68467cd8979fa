import { expect } from "vitest";
import type { ToolCase } from "../tool-case";

type Subscriber = { email_address: string; first_name: string | null; state: string; tags: number[] };

const tagId = "3000000002"; // the stand-in's “VIP”
const otherTag = 3_000_000_001;
const theTag = Number(tagId);
const subscriberIn = (state: { subscribers: Subscriber[] }, email: string) => {
  const [subscriber, ...more] = state.subscribers.filter((one) => one.email_address === email);
  return more.length === 0 ? subscriber : undefined;
};
const seeded = (state: string) => (email: string) => [{ email, state, tags: [otherTag] }];

const kit: ToolCase = {
  tool: "kit",
  wrong: (settings) => ({ ...settings, apiKey: "kit_fedcba9876543210fedcba9876543210" }),
  wrongKeyHelp: /Settings → Developer/,
  checks: [
    {
      name: "an account without the API",
      knobs: { account: "lapsed" },
      is: "refused",
      says: /plan no longer includes.*does not have API access/,
    },
    { name: "too many requests", knobs: { trouble: "slow-down" }, is: "trouble", says: /slow down/ },
  ],
  slowDowns: [{ name: "429", knobs: { trouble: "slow-down" }, afterMs: 60_000 }],
  quirks: [
    {
      name: "no room for more subscribers",
      action: "add-tag",
      knobs: { account: "full" },
      verdict: { is: "refused", reason: expect.stringMatching(/more subscribers/) },
    },
    {
      name: "an odd address",
      action: "add-tag",
      knobs: { odd: ["zoe@shop.example"] },
      verdict: { is: "failed", reason: expect.stringMatching(/mistyped/) },
    },
    { name: "no custom fields", action: "add-tag", knobs: { fields: 0 }, verdict: /last_name/ },
    { name: "who left", action: "add-tag", seed: seeded("cancelled"), verdict: /stay unsubscribed/ },
    { name: "who has not confirmed", action: "add-tag", seed: seeded("inactive"), verdict: /not confirmed/ },
    { name: "who bounced", action: "add-tag", seed: seeded("bounced"), verdict: /bounced/ },
    { name: "who complained", action: "add-tag", seed: seeded("complained"), verdict: /spam/ },
    { name: "who left, and loses the tag", action: "remove-tag", seed: seeded("cancelled"), verdict: /^$/ },
    { name: "who is not listed yet", action: "remove-tag", knobs: { lag: true }, verdict: /^$/ },
    { name: "nobody there", action: "remove-tag", seed: () => [], verdict: /did not have this tag/ },
    { name: "no such tag", action: "remove-tag", knobs: { tags: 1 }, verdict: /did not have this tag/ },
  ],
  actions: {
    "add-tag": {
      input: { tagId, fields: { last_name: "{{ customer.lastName }}" } },
      already: { seed: (email) => [{ email, tags: [theTag] }] },
      isDone(state, email) {
        const subscriber = subscriberIn(state, email);
        return subscriber?.state === "active" && subscriber.tags.join() === tagId;
      },
      namesIn(state, email) {
        const { first_name } = subscriberIn(state, email) ?? {};
        return first_name ? { first: first_name } : {};
      },
      missing: [{ input: { tagId: "17" }, reason: /no longer has this tag/ }],
    },
    "remove-tag": {
      input: { tagId },
      seed: (email) => [{ email, tags: [otherTag, theTag] }],
      already: { seed: (email) => [{ email, tags: [otherTag] }] },
      isDone: (state, email) => !subscriberIn(state, email)?.tags.includes(theTag),
      missing: [],
      nobody: { reason: /did not have this tag/ },
    },
  },
  choices: {
    "add-tag.tagId": {
      labels: ["Course buyer", "VIP", "Żółte kwiaty & “friends”"],
      many: { knobs: { tags: 1203 }, count: 1203 },
    },
    "add-tag.fields": {
      labels: ["Last name", "Phone number", "Źródło"],
      many: { knobs: { fields: 420 }, count: 420 },
    },
  },
};
export default kit;
