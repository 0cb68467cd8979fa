// SendGrid: what exactly is asked of it, and what its odder answers mean. test/tools/sendgrid.ts has the rest.
import { describe, expect, it } from "vitest";
import type { ShopEvent } from "../../core/event";
import { renderTree } from "../../core/template";
import type { Answer } from "../kit";
import { answered, sender } from "../tool.fixture";
import { tool } from "./tool";

const now = Date.UTC(2026, 10, 20, 12);
const apiKey = `SG.${"a".repeat(22)}.${"b".repeat(43)}`;
const root = "https://api.sendgrid.com/v3";
const listId = "5c342e16-23fd-7422-2f2e-f05d7c8c71ed";
const mail = { templateId: "d-1", from: "bell@shop.example" };

const event: ShopEvent = {
  id: "evt_1",
  type: "purchase.completed",
  occurredAt: now,
  receivedAt: now,
  source: { id: "src_1", kind: "shopify" },
  customer: { id: "cus_1", email: "zoe+shop@example.com", firstName: "Zoë", lastName: "O'Brien-Łęcki" },
  products: [{ id: "1", name: "Course" }],
  order: { id: "7", total: { amount: 4900, currency: "PLN" } },
  codes: [],
  data: { note: "not for a mail" },
};

const errors = (status: number, message: string, field: string | null = null) =>
  answered(status, { errors: [{ message, field }] });
const job = answered(202, { job_id: "3b3c6e5d" });

async function run(actionId: string, input: object, answers: Answer[], of = event, settings: object = {}) {
  const action = tool.actions[actionId];
  if (!action) throw new Error(`There is no action ${actionId}.`);
  const filled = renderTree(JSON.parse(JSON.stringify(input)), of, action.input);
  if (!filled.ok) throw new Error(filled.reason);
  const { requests, send } = sender(answers);
  const verdict = await action.run({
    event: of,
    input: action.input.parse(filled.value),
    settings: tool.settings.parse({ apiKey, ...settings }),
    deliveryId: "dlv_1",
    now,
    send,
    mail: () => Promise.reject(new Error("SendGrid sent a mail of the installation's.")),
  });
  return { verdict, requests, bodies: requests.map(({ body }) => JSON.parse(body ?? "null")) };
}

describe("settings", () => {
  const read = (settings: object) => tool.settings.safeParse(settings);

  it("take a key as it is pasted", () => {
    expect(read({ apiKey: ` ${apiKey}\n` }).data).toEqual({ apiKey, region: "global" });
  });

  it.each(["", "SG.", "sg.aaaaaaaaaaaa.bbbbbbbbbbbb", `${apiKey} x`, `${apiKey}\nx`, "a".repeat(69)])(
    "refuse what cannot be a key: %j",
    (wrong) => expect(read({ apiKey: wrong }).error?.issues[0]?.message).toMatch(/^is not an API key/),
  );

  it("say where requests go", async () => {
    const urlFor = async (settings: object) =>
      (await run("add-to-list", { listId }, [job], event, settings)).requests[0]?.url;
    expect(await urlFor({ region: "eu" })).toBe("https://api.eu.sendgrid.com/v3/marketing/contacts");
    expect(await urlFor({ region: "eu", baseUrl: "http://127.0.0.1:8801/v3/" })).toBe(
      "http://127.0.0.1:8801/v3/marketing/contacts",
    );
  });
});

describe("adding to a list", () => {
  it("asks for it once, with what is known", async () => {
    const fields = {
      e1_T: " Łódź ",
      e2_N: "{{ order.total.amount | divided_by: 100 }}",
      e3_T: "{{ data.no }}",
    };
    const { requests, bodies } = await run("add-to-list", { listId, fields }, [job]);
    expect(requests).toEqual([
      {
        method: "PUT",
        url: `${root}/marketing/contacts`,
        headers: {
          accept: "application/json",
          authorization: `Bearer ${apiKey}`,
          "content-type": "application/json",
        },
        body: expect.any(String),
      },
    ]);
    expect(bodies).toEqual([
      {
        list_ids: [listId],
        contacts: [
          {
            email: "zoe+shop@example.com",
            first_name: "Zoë",
            last_name: "O'Brien-Łęcki",
            custom_fields: { e1_T: "Łódź", e2_N: 49 },
          },
        ],
      },
    ]);
  });

  it("leaves out what is not known, and cuts what SendGrid takes no longer", async () => {
    const nameless = { ...event, customer: { email: "a@b.pl" } };
    const without = await run("add-to-list", { listId, fields: { e1_T: " " } }, [job], nameless);
    expect(without.bodies[0].contacts).toEqual([{ email: "a@b.pl" }]);
    const long = { ...event, customer: { email: "a@b.pl", name: "🎉".repeat(60) } };
    const cut = await run("add-to-list", { listId }, [job], long);
    expect(cut.bodies[0].contacts).toEqual([{ email: "a@b.pl", first_name: "🎉".repeat(50) }]);
  });

  it("takes no id that is none", () => {
    const { input } = tool.actions["add-to-list"] ?? {};
    expect(input?.safeParse({ listId: "../x" }).success).toBe(false);
    expect(input?.safeParse({ listId, fields: { "a b": "x" } }).success).toBe(false);
  });
});

describe("removing from a list", () => {
  const found = answered(200, { result: { "zoe+shop@example.com": { contact: { id: "c-1" } } } });

  it("finds the person first", async () => {
    const { verdict, requests, bodies } = await run("remove-from-list", { listId }, [found, job]);
    expect(verdict).toMatchObject({ is: "done" });
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${root}/marketing/contacts/search/emails`,
      `DELETE ${root}/marketing/lists/${listId}/contacts?contact_ids=c-1`,
    ]);
    expect(bodies).toEqual([{ emails: ["zoe+shop@example.com"] }, null]);
    expect(requests[1]).not.toHaveProperty("body");
  });

  it.each<[string, Answer]>([
    ["a 404", errors(404, "no contacts found")],
    ["an error of this address", answered(200, { result: { "a@b.pl": { error: "contact not found" } } })],
    ["an empty result", answered(200, { result: {} })],
  ])("is done where nobody is found, by %s", async (_what, answer) => {
    const { verdict } = await run("remove-from-list", { listId }, [answer]);
    expect(verdict).toMatchObject({ is: "done", note: expect.stringContaining("does not know them") });
  });

  it("takes nobody else's JSON for an answer", async () => {
    expect((await run("remove-from-list", { listId }, [answered(200, {})])).verdict.is).toBe("retry");
    expect((await run("remove-from-list", { listId }, [found, answered(200, {})])).verdict.is).toBe("retry");
  });
});

describe("sending a mail", () => {
  it("fills the template with the event and with more, but not with the shop's own words", async () => {
    const input = { ...mail, fromName: "Bell, Shop", data: { total: "{{ order.total.amount }}", type: "x" } };
    const { bodies, requests } = await run("send-template", input, [answered(202)]);
    expect(requests[0]).toMatchObject({ method: "POST", url: `${root}/mail/send` });
    expect(bodies).toEqual([
      {
        personalizations: [
          {
            to: [{ email: "zoe+shop@example.com" }],
            dynamic_template_data: {
              id: "evt_1",
              type: "x",
              occurredAt: "2026-11-20T12:00:00.000Z",
              customer: event.customer,
              products: event.products,
              order: event.order,
              subscription: null,
              cart: null,
              accessEndsAt: null,
              codes: [],
              total: 4900,
            },
          },
        ],
        from: { email: "bell@shop.example", name: '"Bell, Shop"' },
        template_id: "d-1",
      },
    ]);
  });

  it.each<[string, Answer, object]>([
    ["taken", answered(202), { is: "done" }],
    ["another success", answered(200, {}), { is: "unknown" }],
    [
      "the plan is used up",
      errors(401, "Maximum credits exceeded"),
      { is: "retry", afterMs: 3_600_000, reason: expect.stringContaining("used up") },
    ],
    [
      "another 401",
      errors(401, "The provided authorization grant is invalid, expired, or revoked"),
      { is: "refused", reason: expect.stringContaining("Settings → API Keys") },
    ],
    [
      "a lacking permission",
      errors(403, "access forbidden"),
      { is: "retry", reason: expect.stringContaining("“Mail Send”") },
    ],
    [
      "an unverified sender",
      errors(403, "The from address does not match a verified Sender Identity.", "from"),
      { is: "failed", reason: expect.stringContaining("Sender Authentication") },
    ],
    [
      "a 403 of somebody's JSON",
      answered(403, { blocked: true }),
      { is: "retry", reason: expect.stringContaining("something in between") },
    ],
    [
      "an objection, without the person",
      errors(400, "zoe+shop@example.com is no address.", "personalizations.0.to.0.email"),
      {
        is: "failed",
        reason:
          "SendGrid does not accept this (400): personalizations.0.to.0.email: The address is no address.",
      },
    ],
    ["a mail that is too large", errors(413, "content too large", "null"), { is: "failed" }],
  ])("%s", async (_what, answer, verdict) => {
    expect((await run("send-template", mail, [answer])).verdict).toMatchObject(verdict);
  });

  it("is not done again by itself where the answer was lost", async () => {
    expect(tool.actions["send-template"]).toMatchObject({ repeatable: false, needs: ["customer.email"] });
    const silence: Answer = { is: "timeout", reason: "Silence." };
    expect((await run("send-template", mail, [silence])).verdict).toEqual({
      is: "unknown",
      reason: "Silence.",
    });
  });

  it.each(["nobody", "Bell <bell@shop.example>", "a@b.pl, c@d.pl"])("needs one sender: %j", (from) => {
    expect(tool.actions["send-template"]?.input.safeParse({ ...mail, from }).success).toBe(false);
  });
});

describe("how long to wait", () => {
  const add = async (answer: Answer) => (await run("add-to-list", { listId }, [answer])).verdict;
  const resetIn = (seconds: number) => ({ "x-ratelimit-reset": String(now / 1000 + seconds) });

  it("is told by the instant of 429, and by that alone", async () => {
    const tooMany = { errors: [{ message: "too many requests", field: null }] };
    expect(await add(answered(429, tooMany, resetIn(7)))).toMatchObject({ slowDown: true, afterMs: 7000 });
    expect(await add(answered(429, tooMany, resetIn(-7)))).toMatchObject({ slowDown: true, afterMs: 0 });
    expect(await add(answered(503, "", resetIn(60)))).not.toHaveProperty("afterMs");
  });
});

describe("the check", () => {
  const check = (answer: Answer) => tool.check(tool.settings.parse({ apiKey }), sender([answer]).send);

  it.each<[string, Answer, string]>([
    ["other names of scopes for lists", answered(200, { scopes: ["marketing_campaigns.read"] }), "ok"],
    ["a key of no use", answered(200, { scopes: ["mail_settings.read"] }), "refused"],
    ["a forbidden key", errors(403, "access forbidden"), "refused"],
    ["somebody's JSON", answered(200, {}), "trouble"],
    ["an objection", errors(404, "not found"), "trouble"],
  ])("at %s", async (_what, answer, is) => expect(await check(answer)).toMatchObject({ is }));
});

describe("choosing", () => {
  const choose = async (field: string, answers: Answer[]) => {
    const { requests, send } = sender(answers);
    const read = tool.actions["add-to-list"]?.choices?.[field];
    const choices = await read?.(tool.settings.parse({ apiKey }), send, {});
    return { choices, urls: requests.map(({ url }) => url) };
  };

  it("asks for the next page where it asked for the first, wherever SendGrid says it is", async () => {
    const next = "https://elsewhere.example/v3/marketing/lists?page_size=9&page_token=a%2Bb%3D";
    const { choices, urls } = await choose("listId", [
      answered(200, { result: [{ id: "1", name: "One" }], _metadata: { next } }),
      answered(200, { result: [{ id: "2", name: "" }], _metadata: { self: next } }),
    ]);
    expect(urls).toEqual([
      `${root}/marketing/lists?page_size=250`,
      `${root}/marketing/lists?page_size=250&page_token=a%2Bb%3D`,
    ]);
    expect(choices).toMatchObject({
      choices: [
        { value: "1", label: "One" },
        { value: "2", label: "2" },
      ],
    });
  });

  it("says what the key lacks, without calling it wrong", async () => {
    const { choices } = await choose("fields", [errors(403, "access forbidden")]);
    expect(choices).toMatchObject({ is: "trouble", problem: expect.stringContaining("“Marketing”") });
  });
});

it("tells by the list or the template when two automations do the same", () => {
  expect(tool.place?.({}, "add-to-list", { listId: "a" })).toBe("add-to-list a");
  expect(tool.place?.({}, "send-template", { templateId: "d-1" })).toBe("send-template d-1");
  expect(tool.place?.({}, "add-to-list", {})).toBeUndefined();
});
