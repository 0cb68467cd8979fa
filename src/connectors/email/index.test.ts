// E-mail: who gets it, what it says, and what the mail service's answers mean.
import { describe, expect, it } from "vitest";
import type { ShopEvent } from "../../core/event";
import { renderTree } from "../../core/template";
import type { Mail, MailAnswer } from "../kit";
import email from ".";
import { addressesIn, isAddress } from "./addresses";
import { subjectOf, textOf } from "./summary";

const event: ShopEvent = {
  id: "evt_1",
  type: "purchase.completed",
  occurredAt: Date.UTC(2026, 10, 20, 11, 5),
  receivedAt: 0,
  source: { id: "src_1", kind: "shopify" },
  customer: { email: "zoe@example.com", firstName: "Zoë", lastName: "O'Brien-Łęcki" },
  products: [
    { id: "p1", name: "Course", quantity: 1, price: { amount: 4990, currency: "PLN" } },
    { id: "p2", quantity: 2 },
  ],
  order: { id: "o1", number: "#1001", total: { amount: 4990, currency: "PLN" } },
  accessEndsAt: Date.UTC(2027, 0, 1),
  codes: [],
  data: { owners: ["a@x.pl", "b@x.pl"], note: "<b>one</b>\nbcc: c@x.pl" },
};

const { tool } = email;
const action = tool?.actions.notify;
if (!tool || !action) throw new Error("E-mail has no action “notify”.");

async function run(input: Record<string, unknown>, answer: MailAnswer = { is: "sent" }, of = event) {
  const filled = renderTree(JSON.parse(JSON.stringify(input)), of, action?.input);
  if (!filled.ok) throw new Error(filled.reason);
  const mails: Mail[] = [];
  const verdict = await action?.run({
    event: of,
    input: action.input.parse(filled.value),
    settings: {},
    deliveryId: "dlv_1",
    now: 0,
    send: () => Promise.reject(new Error("E-mail sent a request.")),
    async mail(mail) {
      mails.push(mail);
      return answer;
    },
  });
  return { verdict, mails };
}

describe("a notification", () => {
  it("needs nothing but whom to tell", async () => {
    const { verdict, mails } = await run({ to: "owner@shop.example" });
    expect(verdict).toEqual({ is: "done" });
    expect(mails).toEqual([
      {
        to: ["owner@shop.example"],
        subject: "Purchase completed: zoe@example.com",
        text: [
          "Purchase completed",
          "",
          "When: 2026-11-20 11:05 UTC",
          "Who: Zoë O'Brien-Łęcki",
          "E-mail: zoe@example.com",
          "What: Course, 49.90 PLN",
          "What: 2 × p2",
          "Order: #1001",
          "Total: 49.90 PLN",
          "Access until: 2027-01-01 00:00 UTC",
          "Event: evt_1",
          "",
        ].join("\n"),
      },
    ]);
  });

  it("fills in templates, each as its place asks", async () => {
    const { mails } = await run({
      to: "{{ customer.email }}, owner@shop.example",
      subject: "{{ data.note }}",
      text: "{{ data.note }}",
      html: "<p>{{ data.note }}</p>",
      replyTo: "{{ customer.email }}",
    });
    expect(mails).toEqual([
      {
        to: ["zoe@example.com", "owner@shop.example"],
        subject: "<b>one</b> bcc: c@x.pl",
        text: "<b>one</b>\nbcc: c@x.pl",
        html: "<p>&lt;b&gt;one&lt;/b&gt;\nbcc: c@x.pl</p>",
        replyTo: "zoe@example.com",
      },
    ]);
  });

  it("takes a list that a template gives", async () => {
    expect((await run({ to: "{{ data.owners }}" })).mails[0]?.to).toEqual(["a@x.pl", "b@x.pl"]);
  });

  it("leaves out what came out empty", async () => {
    const input = { to: "a@x.pl", subject: "{{ x }}", text: "{{ x }}", html: "{{ x }}", replyTo: "{{ x }}" };
    const [mail] = (await run(input)).mails;
    expect(mail).toMatchObject({ subject: "Purchase completed: zoe@example.com" });
    expect(mail?.text).toContain("Order: #1001");
    expect(Object.keys(mail ?? {}).sort()).toEqual(["subject", "text", "to"]);
  });

  it("keeps a subject short", async () => {
    expect((await run({ to: "a@x.pl", subject: "x".repeat(2000) })).mails[0]?.subject).toHaveLength(250);
  });

  it.each<[MailAnswer, object]>([
    [{ is: "sent", messageId: "m1" }, { is: "done" }],
    [
      { is: "rejected", reason: "No." },
      { is: "failed", reason: "No." },
    ],
    [
      { is: "later", reason: "Full." },
      { is: "retry", reason: "Full." },
    ],
    [
      { is: "unknown", reason: "Silence." },
      { is: "unknown", reason: "Silence." },
    ],
  ])("at %j is %j", async (answer, verdict) => {
    expect((await run({ to: "a@x.pl" }, answer)).verdict).toEqual(verdict);
  });

  it("is never repeated by itself, needs no customer, and waits for no other", () => {
    expect(action).toMatchObject({ repeatable: false, needs: [] });
    expect(action.lane).toBeUndefined();
  });
});

describe("the addresses", () => {
  it.each([
    ["a@x.pl", ["a@x.pl"]],
    [" a@x.pl , b@x.pl;c@x.pl\nd@x.pl ", ["a@x.pl", "b@x.pl", "c@x.pl", "d@x.pl"]],
    [
      ["a@x.pl", "A@X.pl", "b+c@x.pl, d@x.pl"],
      ["a@x.pl", "b+c@x.pl", "d@x.pl"],
    ],
    ["Łucja@świat.pl", ["Łucja@świat.pl"]],
    [undefined, []],
  ])("in %j are %j", (value, addresses) => {
    expect(addressesIn(value)).toEqual({ addresses, wrong: [] });
  });

  it.each([
    "a",
    "a@",
    "@x",
    "a@b@c",
    "Ann<a@x.pl>",
    "a@x.pl\u0000",
    "a@[127.0.0.1]",
    '"a"@x.pl',
    `${"a".repeat(250)}@x.pl`,
  ])("do not include %j", (text) => {
    expect(isAddress(text)).toBe(false);
  });

  it.each<[unknown, RegExp]>([
    ["", /names no e-mail address/],
    [[], /names no e-mail address/],
    [null, /names no e-mail address/],
    ["a@x.pl, nobody", /no e-mail address: “nobody”/],
    [Array.from({ length: 51 }, (_, i) => `a${i}@x.pl`), /more than 50/],
  ])("%j are refused", (to, message) => {
    expect(action.input.safeParse({ to }).error?.issues[0]?.message).toMatch(message);
  });

  it("may be fifty", () => {
    const to = Array.from({ length: 50 }, (_, i) => `a${i}@x.pl`).join(",");
    expect(action.input.safeParse({ to }).success).toBe(true);
  });
});

it("refuses line breaks in a subject, and what is no address to reply to", () => {
  expect(action.input.safeParse({ to: "a@x.pl", subject: "one\nbcc: b@x.pl" }).success).toBe(false);
  expect(action.input.safeParse({ to: "a@x.pl", replyTo: "a@x.pl\nbcc: b@x.pl" }).success).toBe(false);
});

describe("the summary", () => {
  const bare: ShopEvent = {
    ...event,
    customer: undefined,
    products: undefined,
    order: undefined,
    accessEndsAt: undefined,
  };

  it("makes do with what is known", () => {
    expect(subjectOf(bare)).toBe("Purchase completed");
    expect(textOf(bare)).toBe("Purchase completed\n\nWhen: 2026-11-20 11:05 UTC\nEvent: evt_1\n");
    expect(subjectOf({ ...bare, type: "custom.course_finished" })).toBe("Course finished");
    expect(subjectOf({ ...bare, customer: { name: "A\nB" } })).toBe("Purchase completed: A B");
  });

  it.each([
    [{ amount: 5000, currency: "JPY" }, "5000 JPY"],
    [{ amount: 1234, currency: "KWD" }, "1.234 KWD"],
    [{ amount: -5, currency: "EUR" }, "-0.05 EUR"],
    [{ amount: 5, currency: "?" }, "0.05 ?"],
  ])("writes %j as %s", (total, text) => {
    expect(textOf({ ...bare, order: { id: "1", total } })).toContain(`Total: ${text}\n`);
  });
});

it("is built in, always well, and tells when two automations write to the same people", async () => {
  expect(tool.builtIn).toBe(true);
  expect(tool.settings.parse({})).toEqual({});
  expect(await tool.check({}, () => Promise.reject(new Error("sent")))).toEqual({ is: "ok" });
  expect(tool.place?.({}, "notify", { to: "b@x.pl, A@x.pl" })).toBe("a@x.pl,b@x.pl");
  expect(tool.place?.({}, "notify", {})).toBeUndefined();
});
