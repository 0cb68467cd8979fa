// Mailchimp: what is asked of it, and what each of its answers means.
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { ShopEvent } from "../../core/event";
import { renderTree } from "../../core/template";
import type { Answer } from "../kit";
import { answered, sender } from "../tool.fixture";
import { tool } from "./tool";

const now = Date.UTC(2026, 10, 20, 12);
const apiKey = "0123456789abcdef0123456789abcdef-us21";
const settings = { apiKey };
const root = "https://us21.api.mailchimp.com/3.0";

const event: ShopEvent = {
  id: "evt_1",
  type: "purchase.completed",
  occurredAt: now,
  receivedAt: now,
  source: { id: "src_1", kind: "shopify" },
  customer: {
    id: "cus_1",
    email: "zoe+shop@example.com",
    firstName: "Zoë",
    lastName: "O'Brien-Łęcki",
    phone: " +48 1 ",
  },
  codes: [],
  data: {},
};

const member = (status: string) =>
  answered(200, { id: "d41d8cd98f00b204e9800998ecf8427e", email_address: "zoe+shop@example.com", status });
const problem = (status: number, title: string, detail = "", errors?: object[]) =>
  answered(status, { type: "https://mailchimp.com/", title, status, detail, instance: "", errors });
const captivePortal = answered(200, "<html>Sign in to this network</html>");

async function run(actionId: string, input: object, answers: Answer[], of: ShopEvent = event) {
  const action = tool.actions[actionId];
  if (!action) throw new Error(`There is no action ${actionId}.`);
  const filled = renderTree({ listId: "abc123", ...input }, of, action.input);
  if (!filled.ok) throw new Error(filled.reason);
  const { requests, send } = sender(answers);
  const verdict = await action.run({
    event: of,
    input: action.input.parse(filled.value),
    settings: tool.settings.parse(settings),
    deliveryId: "dlv_1",
    now,
    send,
    mail: () => Promise.reject(new Error("Mailchimp sent a mail.")),
  });
  return { verdict, requests, bodies: requests.map(({ body }) => JSON.parse(body ?? "null")) };
}

const add = (answers: Answer[], input: object = {}, of?: ShopEvent) =>
  run("add-to-audience", input, answers, of);
const remove = (answers: Answer[], input: object = {}, of?: ShopEvent) =>
  run("remove-from-audience", input, answers, of);

describe("the settings", () => {
  it.each([apiKey, `  ${apiKey}\n`, "a1B2c3D4e5-eu1"])("take the key %j", (key) => {
    expect(tool.settings.safeParse({ apiKey: key }).success).toBe(true);
  });

  it.each([
    "",
    "0123456789abcdef0123456789abcdef",
    `${apiKey}.evil.example/`,
    "0123456789abcdef-us1.evil",
    "0123456789abcdef-evil.example#1",
    "0123456789abcdef-us1234",
    "0123456789abcdef-us",
    "0123456789abcdef-US1",
    "0123456789ab:cdef-us1",
    `${apiKey}\nhost: evil`,
  ])("refuse %j, which would become part of a host", (key) => {
    const parsed = tool.settings.safeParse({ apiKey: key });
    expect(parsed.error?.issues[0]?.message).toMatch(/is not a key of Mailchimp's/);
  });

  it.each(["http://127.0.0.1:8801/3.0", "http://localhost:8801/3.0/", "http://[::1]:8801/3.0"])(
    "take a stand-in at %s",
    (baseUrl) => {
      expect(tool.settings.safeParse({ apiKey, baseUrl }).success).toBe(true);
    },
  );

  it.each([
    "https://us21.api.mailchimp.com/3.0",
    "https://127.0.0.1/3.0",
    "http://evil.example/3.0",
    "http://127.0.0.1.evil.example/3.0",
    "http://127.0.0.1:80@evil.example/3.0",
    "http://10.0.0.1/3.0",
    "http://127.0.0.1:8801/3.0?x=",
    "not an address",
  ])("refuse a stand-in at %s", (baseUrl) => {
    expect(tool.settings.safeParse({ apiKey, baseUrl }).success).toBe(false);
  });

  it("mark the key as a secret, and the stand-in as an address for the guard and as nothing for ordinary forms", () => {
    const { apiKey: key, baseUrl } = tool.settings.shape as Record<string, z.ZodType>;
    expect(key?.meta()).toMatchObject({ secret: true });
    expect(baseUrl?.meta()).toMatchObject({ outboundUrl: true, advanced: true });
  });
});

describe("adding to an audience", () => {
  it("puts the customer there with names, by the plain address", async () => {
    const { verdict, requests, bodies } = await add([member("subscribed")]);
    expect(verdict).toEqual({ is: "done" });
    expect(requests).toEqual([
      {
        method: "PUT",
        url: `${root}/lists/abc123/members/zoe%2Bshop%40example.com?skip_merge_validation=true`,
        headers: {
          accept: "application/json",
          authorization: `Basic ${btoa(`shopbell:${apiKey}`)}`,
          "content-type": "application/json",
        },
        body: expect.any(String),
      },
    ]);
    expect(bodies).toEqual([
      {
        email_address: "zoe+shop@example.com",
        status_if_new: "subscribed",
        merge_fields: { FNAME: "Zoë", LNAME: "O'Brien-Łęcki" },
      },
    ]);
  });

  it("asks for a confirmation with double opt-in, and says so", async () => {
    const { verdict, bodies } = await add([member("pending")], { doubleOptIn: true });
    expect(bodies[0].status_if_new).toBe("pending");
    expect(verdict).toMatchObject({ is: "done", note: expect.stringContaining("once they confirm") });
  });

  it("fills in merge fields, and sends no empty ones, which would wipe out what is known", async () => {
    const mergeFields = {
      PHONE: "{{ customer.phone }}",
      CITY: "{{ customer.city }}",
      FNAME: "Z.",
      NUM: "  ",
    };
    const { bodies } = await add([member("subscribed")], { mergeFields });
    expect(bodies[0].merge_fields).toEqual({ FNAME: "Z.", LNAME: "O'Brien-Łęcki", PHONE: "+48 1" });
  });

  it("takes a name that is one text for the first name, and no name for none", async () => {
    const named = { ...event, customer: { email: "a@b.pl", name: "Jan Kowalski" } };
    expect((await add([member("subscribed")], {}, named)).bodies[0].merge_fields).toEqual({
      FNAME: "Jan Kowalski",
    });
    const nameless = { ...event, customer: { email: "a@b.pl" } };
    expect((await add([member("subscribed")], {}, nameless)).bodies[0].merge_fields).toEqual({});
  });

  it.each([
    ["ADA@Example.COM", "ada%40example.com"],
    ["{{ customer.email | upcase }}", "zoe%2Bshop%40example.com"],
    ["a/../b?c#d@example.com", "a%2F..%2Fb%3Fc%23d%40example.com"],
  ])("takes another address: %s", async (email, inPath) => {
    const { requests } = await add([member("subscribed")], { email });
    expect(requests[0]?.url).toBe(`${root}/lists/abc123/members/${inPath}?skip_merge_validation=true`);
  });

  it.each(["{{ data.other }}", "nobody", "", "a b@c"])(
    "never falls back to the customer's address: %j",
    async (email) => {
      const { verdict, requests } = await add([], { email });
      expect(verdict).toMatchObject({ is: "failed" });
      expect(requests).toEqual([]);
    },
  );

  it("refuses what is no id of an audience, since it becomes part of a path", () => {
    const { input } = tool.actions["add-to-audience"] ?? {};
    expect(input?.safeParse({ listId: "../../x" }).success).toBe(false);
    expect(input?.safeParse({ listId: "abc", mergeFields: { "na me": "x" } }).success).toBe(false);
  });

  it.each([
    ["unsubscribed", /stay unsubscribed/],
    ["archived", /archive/],
    ["transactional", /without a subscription/],
    ["cleaned", /bounced/],
  ])("leaves who is %s as they are, and says so", async (status, note) => {
    const { verdict, requests } = await add([member(status)]);
    expect(requests).toHaveLength(1);
    expect(verdict).toMatchObject({ is: "done", note: expect.stringMatching(note) });
  });

  it.each(["unsubscribed", "archived", "transactional"])(
    "subscribes who is %s again where told to",
    async (status) => {
      const { verdict, bodies } = await add([member(status), member("subscribed")], { resubscribe: true });
      expect(bodies.map((body) => body.status)).toEqual([undefined, "subscribed"]);
      expect(verdict).toEqual({ is: "done" });
    },
  );

  it("asks who left to confirm, with double opt-in, and never those who are subscribed", async () => {
    const input = { resubscribe: true, doubleOptIn: true };
    const again = await add([member("unsubscribed"), member("pending")], input);
    expect(again.bodies[1].status).toBe("pending");
    expect((await add([member("subscribed")], input)).requests).toHaveLength(1);
  });

  it("fails in words where Mailchimp lets only themselves come back", async () => {
    const objection = problem(
      400,
      "Member In Compliance State",
      "zoe+shop@example.com is in a compliance state due to unsubscribe, bounce, or compliance review and cannot be subscribed.",
    );
    const { verdict } = await add([member("unsubscribed"), objection], { resubscribe: true });
    expect(verdict).toMatchObject({ is: "failed", reason: expect.stringContaining("nobody but themselves") });
  });

  it.each<[string, Answer, object]>([
    [
      "the audience is gone",
      problem(404, "Resource Not Found"),
      { is: "failed", reason: expect.stringContaining("audience") },
    ],
    [
      "deleted for good",
      problem(400, "Forgotten Email Not Subscribed", "x was permanently deleted and cannot be re-imported."),
      { is: "failed", reason: expect.stringContaining("deleted") },
    ],
    [
      "looks fake",
      problem(400, "Invalid Resource", "x looks fake or invalid, please enter a real email address."),
      { is: "failed", reason: expect.stringContaining("mistyped") },
    ],
    [
      "too many sign-ups",
      problem(
        400,
        "Invalid Resource",
        "x has signed up to a lot of lists very recently; we're not allowing more signups for now",
      ),
      { is: "retry", reason: expect.any(String), afterMs: 3_600_000 },
    ],
    [
      "another objection, without the person",
      problem(400, "Invalid Resource", "Zoe+Shop@example.com is odd.", [
        { field: "merge_fields.PHONE", message: "Too long" },
      ]),
      {
        is: "failed",
        reason: "Mailchimp does not accept this (400): The address is odd. merge_fields.PHONE: Too long",
      },
    ],
  ])("%s", async (_what, answer, verdict) => {
    expect((await add([answer])).verdict).toEqual(verdict);
  });
});

describe("removing from an audience", () => {
  it("unsubscribes", async () => {
    const { verdict, requests, bodies } = await remove([member("unsubscribed")]);
    expect(verdict).toEqual({ is: "done" });
    expect(requests[0]).toMatchObject({
      method: "PATCH",
      url: `${root}/lists/abc123/members/zoe%2Bshop%40example.com?skip_merge_validation=true`,
    });
    expect(bodies).toEqual([{ status: "unsubscribed" }]);
  });

  it("archives", async () => {
    const { verdict, requests } = await remove([answered(204)], { how: "archive" });
    expect(verdict).toEqual({ is: "done" });
    expect(requests).toEqual([
      expect.objectContaining({
        method: "DELETE",
        url: `${root}/lists/abc123/members/zoe%2Bshop%40example.com`,
      }),
    ]);
    expect(requests[0]).not.toHaveProperty("body");
  });

  it.each(["unsubscribe", "archive"])("is done where nobody is there to %s", async (how) => {
    const { verdict } = await remove([problem(404, "Resource Not Found")], { how });
    expect(verdict).toEqual({ is: "done", note: "They were not in this audience." });
  });

  it("unsubscribes who cannot be archived and could still confirm", async () => {
    const answers = [problem(405, "Method Not Allowed"), member("pending"), member("unsubscribed")];
    const { verdict, requests } = await remove(answers, { how: "archive" });
    expect(requests.map(({ method }) => method)).toEqual(["DELETE", "GET", "PATCH"]);
    expect(verdict).toEqual({ is: "done" });
  });

  it.each(["archived", "cleaned"])("is done with who is %s already", async (status) => {
    const { verdict, requests } = await remove([problem(405, "Method Not Allowed"), member(status)], {
      how: "archive",
    });
    expect(requests.map(({ method }) => method)).toEqual(["DELETE", "GET"]);
    expect(verdict).toMatchObject({ is: "done", note: expect.any(String) });
  });

  it("takes no page of a proxy for success", async () => {
    expect((await remove([captivePortal], { how: "archive" })).verdict).toMatchObject({ is: "retry" });
    expect((await remove([answered(200, {})], { how: "archive" })).verdict).toMatchObject({ is: "retry" });
    expect((await remove([captivePortal])).verdict).toMatchObject({ is: "retry" });
  });
});

const everywhere: [string, Answer, object][] = [
  [
    "a wrong key",
    problem(401, "API Key Invalid"),
    { is: "refused", reason: expect.stringContaining("API keys") },
  ],
  ["a wrong key without words", answered(401), { is: "refused" }],
  [
    "a disabled account",
    problem(403, "User Disabled"),
    { is: "refused", reason: expect.stringContaining("disabled") },
  ],
  [
    "another data centre",
    problem(403, "Wrong Datacenter"),
    { is: "refused", reason: expect.stringContaining("data centre") },
  ],
  [
    "a lacking permission",
    problem(403, "Forbidden"),
    { is: "refused", reason: expect.stringContaining("role") },
  ],
  ["a 403 without JSON", answered(403, "<H1>Access Denied</H1>"), { is: "retry" }],
  ["a 403 of somebody's JSON", answered(403, { error: "no" }), { is: "retry" }],
  ["too many requests", problem(429, "Too Many Requests"), { is: "retry" }],
  [
    "too many requests, with a hint",
    answered(429, "", { "retry-after": "7" }),
    { is: "retry", afterMs: 7000 },
  ],
  ["an outage", answered(503, "<html>"), { is: "retry" }],
  ["an outage with JSON", problem(500, "InternalServerError"), { is: "retry" }],
  [
    "a host without an address",
    answered(530, "error code: 1016"),
    { is: "retry", reason: expect.stringContaining("us21") },
  ],
  [
    "a captive portal",
    captivePortal,
    { is: "retry", reason: expect.stringContaining("something in between") },
  ],
  ["JSON that is no member", answered(200, { ok: true }), { is: "retry" }],
  ["JSON that is no object", answered(200, "[]"), { is: "retry" }],
  ["an empty 200", answered(200), { is: "retry" }],
  ["a redirect", answered(302, "", { location: "/" }), { is: "retry" }],
  ["a 404 of a proxy", answered(404, "<html>"), { is: "retry" }],
  [
    "no way there",
    { is: "unreachable", reason: "No." },
    { is: "retry", reason: expect.stringContaining("us21") },
  ],
  ["no answer", { is: "timeout", reason: "Silence." }, { is: "unknown", reason: "Silence." }],
  ["a forbidden address", { is: "blocked", reason: "Not there." }, { is: "failed", reason: "Not there." }],
];

describe.each([
  ["add-to-audience", {}],
  ["remove-from-audience", { how: "unsubscribe" }],
  ["remove-from-audience", { how: "archive" }],
])("the action %s %j", (actionId, input) => {
  it.each(everywhere)("at %s", async (_what, answer, verdict) => {
    expect((await run(actionId, input, [answer])).verdict).toMatchObject(verdict);
  });

  it("may be repeated, needs an address, and keeps the order of one person in one audience", () => {
    const action = tool.actions[actionId];
    expect(action).toMatchObject({ repeatable: true, needs: ["customer.email"] });
    expect(action?.lane?.(event, { listId: "abc123" })).toBe("abc123 cus_1");
    expect(action?.lane?.({ ...event, customer: { email: "a@b.pl" } }, { listId: "x" })).toBe("x a@b.pl");
    expect(action?.lane?.({ ...event, customer: undefined }, { listId: "x" })).toBeUndefined();
  });
});

describe("the check", () => {
  const check = async (answer: Answer) => tool.check(tool.settings.parse(settings), sender([answer]).send);

  it("asks without doing anything", async () => {
    const { requests, send } = sender([answered(200, { health_status: "Everything's Chimpy!" })]);
    expect(await tool.check(tool.settings.parse(settings), send)).toEqual({ is: "ok" });
    expect(requests[0]).toMatchObject({ method: "GET", url: `${root}/ping` });
  });

  it("asks a stand-in where one is set", async () => {
    const { requests, send } = sender([answered(200, { health_status: "x" })]);
    await tool.check(tool.settings.parse({ apiKey, baseUrl: "http://127.0.0.1:8801/3.0/" }), send);
    expect(requests[0]?.url).toBe("http://127.0.0.1:8801/3.0/ping");
  });

  it.each<[string, Answer, object]>([
    ["a wrong key", problem(401, "API Key Invalid"), { is: "refused" }],
    ["a disabled account", problem(403, "User Disabled"), { is: "refused" }],
    ["too many requests", answered(429), { is: "trouble" }],
    ["an outage", answered(500), { is: "trouble" }],
    ["a captive portal", captivePortal, { is: "trouble" }],
    ["somebody's JSON", answered(200, {}), { is: "trouble" }],
    ["an objection", problem(404, "Resource Not Found"), { is: "trouble" }],
    [
      "no way there",
      { is: "unreachable", reason: "No." },
      { is: "trouble", problem: expect.stringContaining("us21") },
    ],
    [
      "no answer",
      { is: "timeout", reason: "Silence." },
      { is: "trouble", problem: expect.stringContaining("us21") },
    ],
    [
      "a forbidden address",
      { is: "blocked", reason: "Not there." },
      { is: "trouble", problem: "Not there." },
    ],
  ])("at %s", async (_what, answer, expected) => {
    expect(await check(answer)).toMatchObject(expected);
  });
});

describe("choosing an audience", () => {
  const choose = async (answers: Answer[]) => {
    const { requests, send } = sender(answers);
    const read = tool.actions["add-to-audience"]?.choices?.listId;
    return { choices: await read?.(tool.settings.parse(settings), send, {}), requests };
  };
  const pageOf = (from: number, count: number, total: number) =>
    answered(200, {
      lists: Array.from({ length: count }, (_, i) => ({ id: `l${from + i}`, name: `List ${from + i}` })),
      total_items: total,
    });

  it("reads all pages", async () => {
    const { choices, requests } = await choose([pageOf(0, 250, 260), pageOf(250, 10, 260)]);
    expect(choices).toMatchObject({ is: "choices" });
    expect(choices?.is === "choices" && choices.choices).toHaveLength(260);
    expect(requests.map(({ url }) => new URL(url).searchParams.get("offset"))).toEqual(["0", "250"]);
  });

  it("ends where Mailchimp gives no more than it promised", async () => {
    expect((await choose([pageOf(0, 2, 9), pageOf(2, 0, 9)])).requests).toHaveLength(2);
    expect((await choose([pageOf(0, 0, 0)])).choices).toEqual({ is: "choices", choices: [] });
  });

  it("names each audience once, also when one was made between two pages", async () => {
    const { choices } = await choose([pageOf(0, 250, 251), pageOf(249, 2, 251)]);
    expect(choices?.is === "choices" && choices.choices).toHaveLength(251);
  });

  it.each<[string, Answer, object]>([
    ["a wrong key", problem(401, "API Key Invalid"), { is: "refused" }],
    ["a captive portal", captivePortal, { is: "trouble" }],
    ["somebody's JSON", answered(200, { lists: 1 }), { is: "trouble" }],
    ["an answer cut off", { ...pageOf(0, 1, 1), body: '{"lists":[{"id":' } as Answer, { is: "trouble" }],
  ])("says what is wrong at %s", async (_what, answer, expected) => {
    expect((await choose([answer])).choices).toMatchObject(expected);
  });
});

it("tells by the audience when two automations do the same", () => {
  expect(tool.place?.({}, "add-to-audience", { listId: "abc" })).toBe("add-to-audience abc");
  expect(tool.place?.({}, "add-to-audience", {})).toBeUndefined();
});
