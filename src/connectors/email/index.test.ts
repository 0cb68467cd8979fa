// E-mail: who gets it, what it says, and what the mail service's answers mean.
import { describe, expect, it } from "vitest";
import type { Verdict } from "../../core/delivery";
import type { ShopEvent } from "../../core/event";
import { renderTree } from "../../core/template";
import type { Answer, Mail, OutboundRequest } from "../kit";
import email from ".";
import { addressesIn, isAddress, senderIn } from "./addresses";
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

type Given = { settings?: Record<string, unknown>; verdict?: Verdict; answer?: Partial<Answer> };

/** What became of it, and what was sent. */
async function run(
  input: Record<string, unknown>,
  { settings = {}, verdict, answer }: Given = {},
  of = event,
) {
  const filled = renderTree(JSON.parse(JSON.stringify(input)), of, action?.input);
  if (!filled.ok) throw new Error(filled.reason);
  const mails: Mail[] = [];
  const requests: OutboundRequest[] = [];
  const became = await action?.run({
    event: of,
    input: action.input.parse(filled.value),
    settings: tool?.settings.parse(settings),
    deliveryId: "dlv_1",
    now: 0,
    async send(request) {
      requests.push(request);
      if (!answer) throw new Error("E-mail sent a request.");
      return {
        is: "answer",
        status: 200,
        headers: new Headers(),
        body: "{}",
        cut: false,
        ...answer,
      } as Answer;
    },
    async mail(mail) {
      mails.push(mail);
      return verdict ?? { is: "done" };
    },
  });
  return { verdict: became, mails, requests };
}

describe("a notification", () => {
  it("needs nothing but whom to tell", async () => {
    const { verdict, mails } = await run({ to: "owner@shop.example" });
    expect(verdict).toEqual({ is: "done" });
    expect(mails).toEqual([
      {
        id: "dlv_1",
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
        id: "dlv_1",
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
    expect(Object.keys(mail ?? {}).sort()).toEqual(["id", "subject", "text", "to"]);
  });

  it("keeps a subject short", async () => {
    expect((await run({ to: "a@x.pl", subject: "x".repeat(2000) })).mails[0]?.subject).toHaveLength(250);
  });

  it("comes to what the mail service says", async () => {
    const verdict: Verdict = { is: "retry", reason: "Full." };
    expect((await run({ to: "a@x.pl" }, { verdict })).verdict).toEqual(verdict);
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
  const settings = tool.settings.parse({});
  expect(tool.builtIn).toBe(true);
  expect(settings).toEqual({ service: "shopbell" });
  expect(await tool.check(settings, () => Promise.reject(new Error("sent")))).toEqual({ is: "ok" });
  expect(tool.mailServer?.(settings)).toBeUndefined();
  expect(tool.place?.({}, "notify", { to: "b@x.pl, A@x.pl" })).toBe("a@x.pl,b@x.pl");
  expect(tool.place?.({}, "notify", {})).toBeUndefined();
});

const from = "bell@shop.example";
const resend = { service: "resend", from, apiKey: "re_0123_456" };
const sendgrid = { service: "sendgrid", from, apiKey: "SG.0123.456" };
const smtp = { service: "smtp", from, host: "smtp.shop.example" };

describe("the settings", () => {
  it.each([
    {},
    { service: "shopbell" },
    resend,
    { ...resend, apiKey: ` ${resend.apiKey}\n`, from: "The Shop <bell@shop.example>" },
    sendgrid,
    { ...sendgrid, region: "eu" },
    smtp,
    { ...smtp, port: 465, username: "bell", password: "abcd efgh" },
    { ...smtp, host: " SMTP.Shop.Example " },
    { ...smtp, host: "poczta.świat.pl" },
    { ...smtp, host: "[::1]" },
  ])("%j are fine", (settings) => {
    expect(tool.settings.safeParse(settings).error).toBeUndefined();
  });

  it.each<[Record<string, unknown>, string, RegExp]>([
    [{ service: "pigeon" }, "service", /./],
    [{ ...resend, from: undefined }, "from", /^is missing/],
    [{ ...resend, from: "The Shop" }, "from", /^is not a sender/],
    [{ ...resend, from: "A <a@x.pl>, B <b@x.pl>" }, "from", /^is not a sender/],
    [{ ...resend, from: "A\r\nBcc: b@x.pl <a@x.pl>" }, "from", /^is not a sender/],
    [{ ...resend, apiKey: undefined }, "apiKey", /^is missing/],
    [{ ...resend, apiKey: "re_01 23" }, "apiKey", /^is not an API key/],
    [{ ...resend, apiKey: sendgrid.apiKey }, "apiKey", /key of Resend's.+re_/],
    [{ ...resend, baseUrl: "https://elsewhere.example" }, "baseUrl", /on this machine/],
    [{ ...sendgrid, apiKey: resend.apiKey }, "apiKey", /key of SendGrid's.+SG\./],
    [{ ...smtp, from: "" }, "from", /^is not a sender/],
    [{ ...smtp, host: undefined }, "host", /^is missing/],
    [{ ...smtp, host: "smtp.shop.example:465" }, "host", /port has a field/],
    [{ ...smtp, host: "https://smtp.shop.example" }, "host", /^is not the name/],
    [{ ...smtp, host: "bell@smtp.shop.example" }, "host", /^is not the name/],
    [{ ...smtp, port: 25 }, "port", /Cloudflare blocks it/],
    [{ ...smtp, port: 70_000 }, "port", /./],
    [{ ...smtp, username: "bell" }, "password", /^is missing/],
    [{ ...smtp, password: "secret" }, "username", /^is missing/],
    [{ ...smtp, username: "bell\r\nQUIT", password: "secret" }, "username", /line break/],
  ])("%j are refused at %s", (settings, path, message) => {
    const issues = tool.settings
      .safeParse(settings)
      .error?.issues.map((one) => [one.path.join("."), one.message]);
    expect(issues).toEqual([[path, expect.stringMatching(message)]]);
  });

  it("name the mail server, and only where there is one", () => {
    const serverOf = (settings: object) => tool.mailServer?.(tool.settings.parse(settings));
    expect(serverOf(resend)).toBeUndefined();
    expect(serverOf({ ...resend, host: "smtp.shop.example" })).toBeUndefined();
    expect(serverOf(smtp)).toEqual({ host: "smtp.shop.example", port: 587, from: { email: from } });
    expect(
      serverOf({
        ...smtp,
        from: '"Shop, The" <bell@shop.example>',
        port: 465,
        username: "bell",
        password: " secret ",
      }),
    ).toEqual({
      host: "smtp.shop.example",
      port: 465,
      login: { username: "bell", password: "secret" },
      from: { email: from, name: "Shop, The" },
    });
  });

  it.each([
    ["a@x.pl", { email: "a@x.pl" }],
    ["<a@x.pl>", { email: "a@x.pl" }],
    ["Zoë O'Brien-Łęcki <a@x.pl>", { email: "a@x.pl", name: "Zoë O'Brien-Łęcki" }],
    ["Ann a@x.pl", undefined],
    ["Ann <a@x.pl> <b@x.pl>", undefined],
    ["Ann <>", undefined],
  ])("know in %j the sender %j", (text, sender) => {
    expect(senderIn(text)).toEqual(sender);
  });
});

const input = {
  to: "a@x.pl, b@x.pl",
  subject: "Thank you 🎉",
  text: "Hi",
  html: "<p>Hi</p>",
  replyTo: "c@x.pl",
};

it("asks Resend", async () => {
  const settings = { ...resend, from: "Zoë, The <bell@shop.example>" };
  const { verdict, mails, requests } = await run(input, { settings, answer: { body: '{"id":"1"}' } });
  expect(verdict).toEqual({ is: "done" });
  expect(mails).toEqual([]);
  expect(requests).toMatchObject([
    {
      method: "POST",
      url: "https://api.resend.com/emails",
      headers: { authorization: `Bearer ${resend.apiKey}`, "idempotency-key": "dlv_1" },
    },
  ]);
  expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
    from: '"Zoë, The" <bell@shop.example>',
    to: ["a@x.pl", "b@x.pl"],
    subject: "Thank you 🎉",
    text: "Hi",
    html: "<p>Hi</p>",
    reply_to: "c@x.pl",
  });
});

it.each<[string, string | undefined]>([
  ["https://api.sendgrid.com/v3/mail/send", undefined],
  ["https://api.eu.sendgrid.com/v3/mail/send", "eu"],
])("asks SendGrid at %s", async (url, region) => {
  const settings = { ...sendgrid, from: "Zoë <bell@shop.example>", region };
  const { verdict, mails, requests } = await run(input, { settings, answer: { status: 202, body: "" } });
  expect(verdict).toEqual({ is: "done" });
  expect(mails).toEqual([]);
  expect(requests).toMatchObject([
    { method: "POST", url, headers: { authorization: `Bearer ${sendgrid.apiKey}` } },
  ]);
  expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
    personalizations: [{ to: [{ email: "a@x.pl" }, { email: "b@x.pl" }] }],
    from: { email: from, name: "Zoë" },
    subject: "Thank you 🎉",
    content: [
      { type: "text/plain", value: "Hi" },
      { type: "text/html", value: "<p>Hi</p>" },
    ],
    reply_to: { email: "c@x.pl" },
  });
});

describe("an answer", () => {
  const resends = (name: string, message = "") => JSON.stringify({ statusCode: 0, name, message });
  const sendgrids = (message: string) => JSON.stringify({ errors: [{ field: null, message }] });

  it.each<[object, number, string, Partial<Verdict>]>([
    [resend, 401, resends("missing_api_key"), { is: "refused" }],
    [resend, 403, resends("invalid_api_key"), { is: "refused" }],
    [resend, 403, resends("validation_error", "Only to you (a@x.pl)."), { is: "refused" }],
    [resend, 409, resends("concurrent_idempotent_requests"), { is: "retry" }],
    [resend, 409, resends("invalid_idempotent_request", "Another body."), { is: "failed" }],
    [resend, 422, resends("validation_error", "`to` a@x.pl is wrong."), { is: "failed" }],
    [resend, 429, resends("daily_quota_exceeded"), { is: "retry", slowDown: true }],
    [resend, 500, resends("application_error"), { is: "retry" }],
    [sendgrid, 200, "{}", { is: "unknown" }],
    [sendgrid, 400, sendgrids("`to` a@x.pl is wrong."), { is: "failed" }],
    [sendgrid, 401, sendgrids("authorization required"), { is: "refused" }],
    [sendgrid, 401, sendgrids("Maximum credits exceeded"), { is: "retry", slowDown: true }],
    [sendgrid, 403, sendgrids("does not match a verified Sender Identity"), { is: "refused" }],
    [sendgrid, 413, sendgrids("too large"), { is: "failed" }],
    [sendgrid, 503, "", { is: "retry" }],
    [sendgrid, 504, "<html>", { is: "unknown" }],
  ])("to %j of %d %s is %j", async (settings, status, body, verdict) => {
    const ran = await run(input, { settings: { ...settings }, answer: { status, body } });
    expect(ran.verdict).toMatchObject(verdict);
    expect("reason" in (ran.verdict ?? {}) && ran.verdict).toMatchObject({
      reason: expect.stringMatching(/^[^@]{20,}$/),
    });
  });

  it("without words for good leaves the mail to a person", async () => {
    const answer: Answer = { is: "timeout", reason: "Nobody answered." };
    for (const settings of [resend, sendgrid])
      expect((await run(input, { settings, answer })).verdict).toMatchObject({ is: "unknown" });
  });
});
