import type { ToolCase } from "../tool-case";

type Contact = { email: string; first_name?: string; last_name?: string; custom_fields: object };
type Mail = { personalizations: { to: { email: string }[] }[]; template_id: string };
type State = {
  lists: { id: string; contacts: Contact[] }[];
  mails: Mail[];
  dropped: Mail[];
  /** What SendGrid found wrong only after it had taken it. */
  importErrors: string[];
  /** From SendGrid's own description. */
  deviations: string[];
};

const listId = "5c342e16-23fd-7422-2f2e-f05d7c8c71ed"; // the stand-in's “Course”
const noList = "c22fd7bd-7868-3fa7-a7ad-b495e099e0cd";
const templateId = "d-fb3659ea568472e808122c7f92d54cab"; // the stand-in's “Thank you”

const isInOrder = ({ deviations, importErrors }: State) =>
  deviations.length === 0 && importErrors.length === 0;
const onList = ({ lists }: State, email: string) =>
  lists.find(({ id }) => id === listId)?.contacts.find((one) => one.email === email);
const there = (email: string) => [{ email }];
const mail = { templateId, from: "bell@shop.example", fromName: "Shop, Bell & Co" };

const sendgrid: ToolCase = {
  tool: "sendgrid",
  wrong: (settings) => ({ ...settings, apiKey: String(settings.apiKey).replace("0123", "3210") }),
  wrongKeyHelp: /Settings → API Keys/,
  checks: [
    { name: "that a key for lists alone is good", knobs: { scopes: ["marketing.read"] }, is: "ok" },
    { name: "that a key for mails alone is good", knobs: { scopes: ["mail.send"] }, is: "ok" },
    {
      name: "that a key is for neither",
      knobs: { scopes: ["stats.read"] },
      is: "refused",
      says: /“Marketing”.*“Mail Send”/,
    },
  ],
  slowDowns: [
    { name: "429", knobs: { trouble: "slow-down" } },
    { name: "429 with a hint", knobs: { trouble: "slow-down", hint: "600" }, afterMs: 600_000 },
    { name: "429 without headers", knobs: { trouble: "slow-down-bare" } },
  ],
  quirks: [
    {
      name: "an add that is taken, and not done yet",
      action: "add-to-list",
      knobs: { pending: true },
      verdict: /in a moment; it may still refuse/,
    },
    {
      name: "a key that is not for lists",
      action: "add-to-list",
      knobs: { scopes: ["mail.send"] },
      verdict: /permit “Marketing” for lists/,
    },
    {
      name: "somebody who is not found yet",
      action: "remove-from-list",
      knobs: { indexing: true },
      verdict: /not have been known yet/,
    },
    {
      name: "a mail that is taken, and may be dropped",
      action: "send-template",
      verdict: /drops mails of a template that is gone/,
    },
    {
      name: "a 401 that is no wrong key, since the plan is used up",
      action: "send-template",
      knobs: { account: "spent" },
      verdict: { is: "retry", afterMs: 3_600_000 },
    },
    {
      name: "a 401 that is no wrong key, since it may not send",
      action: "send-template",
      knobs: { account: "blocked" },
      verdict: /send no mail/,
    },
    {
      name: "a 403 that is no lacking permission, since nobody verified the sender",
      action: "send-template",
      knobs: { senders: ["other@shop.example"] },
      verdict: /Sender Authentication/,
    },
  ],
  actions: {
    "add-to-list": {
      input: {
        listId,
        fields: {
          e1_T: "{{ customer.email }}",
          e2_N: "{{ 1 | plus: 1 }}",
          e3_D: "{{ occurredAt | date: '%m/%d/%Y' }}",
        },
      },
      already: { seed: there },
      isDone: (state, email) => isInOrder(state) && onList(state, email) !== undefined,
      namesIn(state, email) {
        const { first_name, last_name } = onList(state, email) ?? {};
        return {
          ...(first_name === undefined ? {} : { first: first_name }),
          ...(last_name === undefined ? {} : { last: last_name }),
        };
      },
      missing: [
        { input: { listId: noList }, reason: /no longer has this list/ },
        { input: { listId, fields: { e9_T: "x" } }, reason: /e9_T/ },
      ],
      longestName: 50,
    },
    "remove-from-list": {
      input: { listId },
      seed: there,
      already: {},
      isDone: (state, email) => isInOrder(state) && onList(state, email) === undefined,
      missing: [{ input: { listId: noList }, reason: /no longer has this list/ }],
      nobody: { reason: /does not know them/ },
    },
    "send-template": {
      input: { ...mail, data: { shop: "Course", products: "{{ products }}" } },
      isDone: (state, email) =>
        isInOrder(state) &&
        state.mails.length === 1 &&
        state.dropped.length === 0 &&
        state.mails[0]?.personalizations[0]?.to[0]?.email === email,
      missing: [], // SendGrid takes mails of any template
    },
  },
  choices: {
    "add-to-list.listId": {
      labels: ["Course", "Newsletter", "Żółte kwiaty & “friends”"],
      many: { knobs: { lists: 1203 }, count: 1203 },
    },
    "add-to-list.fields": { labels: ["city", "orders", "bought_at"] },
    "send-template.templateId": {
      labels: ["Thank you", "Your QR code", "Łap okazję {{ }}"],
      many: { knobs: { templates: 300 }, count: 300 },
    },
  },
};
export default sendgrid;
