// GetResponse: what is asked of it, and what each of its answers means.
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { ShopEvent } from "../../core/event";
import { renderTree } from "../../core/template";
import type { Answer } from "../kit";
import { answered, sender } from "../tool.fixture";
import { tool } from "./tool";

const now = Date.UTC(2026, 10, 20, 12);
const apiKey = "jfgs8jh4ksg93ban9dfgh8abcdefgh12";
const root = "https://api.getresponse.com/v3";
const signed = { accept: "application/json", "x-auth-token": `api-key ${apiKey}` };

const event: ShopEvent = {
  id: "evt_1",
  type: "purchase.completed",
  occurredAt: now,
  receivedAt: now,
  source: { id: "src_1", kind: "shopify" },
  customer: {
    id: "cus_1",
    email: "Zoe+Shop@example.com",
    firstName: "Zoë",
    lastName: "O'Brien-Łęcki",
    phone: " +48 1 ",
  },
  codes: [],
  data: {},
};

const accepted = answered(202);
const problem = (status: number, code: number, message = "No.", context: unknown = {}) =>
  answered(status, { httpStatus: status, code, codeDescription: message, message, moreInfo: "", context });
const alreadyThere = problem(409, 1008, "Contact already added");
const contact = {
  contactId: "pV3r",
  email: "zoe+shop@example.com",
  campaign: { campaignId: "p86zQ", name: "course" },
};

async function run(actionId: string, input: object, answers: Answer[], of: ShopEvent, settings: object) {
  const action = tool.actions[actionId];
  if (!action) throw new Error(`There is no action ${actionId}.`);
  const filled = renderTree({ campaignId: "p86zQ", ...input }, of, action.input);
  if (!filled.ok) throw new Error(filled.reason);
  const { requests, send } = sender(answers);
  const verdict = await action.run({
    event: of,
    input: action.input.parse(filled.value),
    settings: tool.settings.parse({ apiKey, ...settings }),
    deliveryId: "dlv_1",
    now,
    send,
    mail: () => Promise.reject(new Error("GetResponse sent a mail.")),
  });
  return { verdict, requests, bodies: requests.map(({ body }) => JSON.parse(body ?? "null")) };
}

const add = (answers: Answer[], input: object = {}, of = event, settings: object = {}) =>
  run("add-to-campaign", input, answers, of, settings);
const remove = (answers: Answer[]) => run("remove-from-campaign", {}, answers, event, {});

describe("the settings", () => {
  const problemOf = (settings: object) => {
    const [issue] = tool.settings.safeParse({ apiKey, ...settings }).error?.issues ?? [];
    return issue && `${issue.path.join(".")} ${issue.message}`;
  };

  it.each([
    {},
    { apiKey: `  ${apiKey}\n` },
    { account: "max-us", domain: " shop.example.com " },
    { account: "max-pl", domain: "custom-domain.getresponse360.pl" },
    { baseUrl: "http://127.0.0.1:8801/v3/" },
  ])("take %j", (settings) => {
    expect(problemOf(settings)).toBeUndefined();
  });

  it.each([
    [{ apiKey: "" }, /^apiKey is not a key/],
    [{ apiKey: `api-key ${apiKey}` }, /^apiKey is not a key.*without “api-key”/],
    [{ apiKey: `${apiKey}\nx-evil: 1` }, /^apiKey is not a key/],
    [{ account: "max-us" }, /^domain is missing/],
    [{ domain: "shop.example.com" }, /^domain is for GetResponse MAX only/],
    [{ account: "max-pl", domain: "https://shop.example.com" }, /^domain is not a domain alone/],
    [{ account: "max-pl", domain: "www.shop.example.com" }, /^domain is not a domain alone/],
    [{ account: "max-pl", domain: "shop.example.com\nx-evil: 1" }, /^domain is not a domain alone/],
    [{ baseUrl: "https://evil.example/v3" }, /^baseUrl is not/],
  ])("refuse %j", (settings, says) => {
    expect(problemOf(settings)).toMatch(says);
  });

  it("mark the key as a secret, and the stand-in as an address for the guard and as nothing for ordinary forms", () => {
    const { apiKey: key, domain, baseUrl } = tool.settings.shape as Record<string, z.ZodType>;
    expect(key?.meta()).toMatchObject({ secret: true });
    expect(domain?.meta()?.secret).toBeUndefined();
    expect(baseUrl?.meta()).toMatchObject({ outboundUrl: true, advanced: true });
  });

  it.each([
    [{}, root, {}],
    [
      { account: "max-us", domain: "shop.example" },
      "https://api3.getresponse360.com/v3",
      { "x-domain": "shop.example" },
    ],
    [
      { account: "max-pl", domain: "shop.example" },
      "https://api3.getresponse360.pl/v3",
      { "x-domain": "shop.example" },
    ],
  ])("%j lead to %s", async (settings, base, headers) => {
    const { requests } = await add([accepted], {}, event, settings);
    expect(requests).toMatchObject([{ url: `${base}/contacts`, headers }]);
    expect(Object.keys(requests[0]?.headers ?? {}).includes("x-domain")).toBe("x-domain" in headers);
  });
});

describe("adding to a list", () => {
  it("puts the customer into the queue, and says that it is one", async () => {
    const { verdict, requests, bodies } = await add([accepted]);
    expect(verdict).toMatchObject({ is: "done", note: expect.stringMatching(/within minutes.*may still/) });
    expect(requests).toEqual([
      {
        method: "POST",
        url: `${root}/contacts`,
        headers: { ...signed, "content-type": "application/json" },
        body: expect.any(String),
      },
    ]);
    expect(bodies).toEqual([
      {
        email: "zoe+shop@example.com",
        campaign: { campaignId: "p86zQ" },
        name: "Zoë O'Brien-Łęcki",
        dayOfCycle: "0",
      },
    ]);
  });

  it("sends custom fields that have a value, and the day of the cycle as text", async () => {
    const fields = { y8jnp: "{{ customer.phone }}", z9Kgt: "{{ customer.nothing }}", pas: " " };
    const { bodies } = await add([accepted], { fields, dayOfCycle: 42 });
    expect(bodies).toMatchObject([
      { dayOfCycle: "42", customFieldValues: [{ customFieldId: "y8jnp", value: ["+48 1"] }] },
    ]);
  });

  it("sends no empty name", async () => {
    const nameless = { ...event, customer: { id: "cus_1", email: "zoe@example.com" } };
    const { bodies } = await add([accepted], {}, nameless);
    expect(bodies[0]).not.toHaveProperty("name");
    expect(bodies[0]).not.toHaveProperty("customFieldValues");
  });

  it("cuts a name at 128 characters, and none of them in two", async () => {
    const long = { ...event, customer: { id: "cus_1", email: "zoe@example.com", name: "🎉".repeat(200) } };
    const { bodies } = await add([accepted], {}, long);
    expect(bodies[0].name).toBe("🎉".repeat(128));
  });

  it("is content with somebody who is there already", async () => {
    const { verdict, requests } = await add([alreadyThere]);
    expect(verdict).toMatchObject({ is: "done", note: expect.stringMatching(/already/) });
    expect(requests).toHaveLength(1);
  });

  it("brings the custom fields of somebody who is there already up to date, and leaves the others alone", async () => {
    const { verdict, requests, bodies } = await add(
      [alreadyThere, answered(200, [contact]), answered(200, [{ customFieldId: "y8jnp", values: ["VIP"] }])],
      { fields: { y8jnp: "VIP" } },
    );
    expect(verdict).toMatchObject({ is: "done", note: expect.stringMatching(/updated/) });
    expect(requests.slice(1)).toMatchObject([
      { method: "GET" },
      { method: "POST", url: `${root}/contacts/pV3r/custom-fields` },
    ]);
    expect(bodies[2]).toEqual({ customFieldValues: [{ customFieldId: "y8jnp", value: ["VIP"] }] });
  });

  it("says so where somebody is there already and does not show yet", async () => {
    const { verdict } = await add([alreadyThere, answered(200, [])], { fields: { y8jnp: "VIP" } });
    expect(verdict).toMatchObject({ is: "done", note: expect.stringMatching(/does not show them yet/) });
  });

  it("is tried again where somebody leaves between two requests", async () => {
    const answers = [alreadyThere, answered(200, [contact]), problem(404, 1013)];
    const { verdict } = await add(answers, { fields: { y8jnp: "VIP" } });
    expect(verdict.is).toBe("retry");
  });

  it.each([
    ["an unknown list", problem(400, 1001), "failed", /no longer has this list/],
    [
      "one by its context",
      problem(400, 1000, "See context", { fieldName: "campaign" }),
      "failed",
      /no longer/,
    ],
    ["one by its status", problem(404, 1013), "failed", /no longer has this list/],
    ["a blocked address", problem(400, 1002, "Cannot add contact that is blocked"), "failed", /blocklist/],
    ["a full plan", problem(400, 1027), "retry", /larger plan/],
    ["a wrong key", problem(401, 1014), "refused", /Integrations & API/],
    ["a wrong key by 403", problem(403, 1014), "refused", /Integrations & API/],
    ["a wrong key without a body", answered(401), "refused", /Integrations & API/],
    ["lacking rights", problem(403, 1023, "Access Forbidden!"), "refused", /rights/],
    ["a list of others", problem(403, 1023, "You have no access to campaign: x"), "failed", /no access/],
    ["a block for good", problem(403, 1017), "refused", /for good/],
    ["a blocked sender", problem(403, 1018), "retry", /a while/],
    ["wrong headers", problem(400, 1021), "refused", /GetResponse MAX/],
    ["an unknown domain", problem(404, 1024), "refused", /GetResponse MAX/],
    ["maintenance", problem(503, 1019), "retry", /trouble/],
    ["a firewall's no", answered(403, "<h1>No</h1>"), "retry", /in between/],
    ["a no in nobody's words", answered(404, { error: "x" }), "retry", /in between/],
    [
      "its words",
      problem(400, 1003, "Wrong", { fieldName: "name", errorDescription: "odd" }),
      "failed",
      /name: odd/,
    ],
    [
      "several of them",
      problem(400, 1000, "x", [{ errorDescription: "a" }, { errorDescription: "b" }]),
      "failed",
      /a b/,
    ],
  ])("understands %s", async (_name, answer, is, says) => {
    const { verdict } = await add([answer]);
    expect(verdict).toMatchObject({ is, reason: expect.stringMatching(says) });
  });

  it("says nobody's address", async () => {
    const words = "Value “Zoe+Shop@example.com” is not valid";
    const { verdict } = await add([problem(400, 1003, words)]);
    expect(JSON.stringify(verdict)).not.toMatch(/zoe/i);
  });

  it("takes the end of a window for a hint only from an answer that asks to slow down", async () => {
    const reset = { "x-ratelimit-reset": "432 seconds" };
    const { verdict: slow } = await add([answered(429, "", reset)]);
    expect(slow).toMatchObject({ is: "retry", slowDown: true, afterMs: 432_000 });
    const { verdict: down } = await add([answered(503, "", reset)]);
    expect(down).toEqual({ is: "retry", reason: expect.any(String) });
    const { verdict: instant } = await add([answered(429, "", { "x-ratelimit-reset": "1795176000" })]);
    expect(instant).toMatchObject({ afterMs: 600_000 });
  });

  it.each([
    { campaignId: "a b" },
    { campaignId: "a,b" },
    { campaignId: "" },
    { dayOfCycle: -1 },
    { dayOfCycle: 1.5 },
    { fields: { "a/b": "x" } },
  ])("does not take %j", (input) => {
    const form = tool.actions["add-to-campaign"]?.input;
    expect(form?.safeParse({ campaignId: "p86zQ", ...input }).success).toBe(false);
  });
});

describe("removing from a list", () => {
  it("looks for this very address on this very list, and deletes the contact", async () => {
    const { verdict, requests } = await remove([answered(200, [contact]), answered(204)]);
    expect(verdict).toEqual({ is: "done" });
    const query =
      "query%5Bemail%5D=zoe%2Bshop%40example.com&query%5BcampaignId%5D=p86zQ&additionalFlags=exactMatch&fields=email%2Ccampaign";
    expect(requests).toEqual([
      { method: "GET", url: `${root}/contacts?${query}`, headers: signed },
      { method: "DELETE", url: `${root}/contacts/pV3r`, headers: signed },
    ]);
  });

  it("knows an address in whatever case", async () => {
    const { requests } = await remove([
      answered(200, [{ ...contact, email: "Zoe+SHOP@Example.com" }]),
      answered(204),
    ]);
    expect(requests).toHaveLength(2);
  });

  it.each([
    ["nobody", []],
    ["somebody alike", [{ ...contact, email: "not.zoe+shop@example.com" }]],
    ["them on another list", [{ ...contact, campaign: { campaignId: "other" } }]],
  ])("deletes nobody where it finds %s", async (_name, found) => {
    const { verdict, requests } = await remove([answered(200, found)]);
    expect(verdict).toMatchObject({
      is: "done",
      note: expect.stringMatching(/not on this list.*still appear/),
    });
    expect(requests).toHaveLength(1);
  });

  it("is content where somebody else was quicker", async () => {
    const { verdict } = await remove([answered(200, [contact]), problem(404, 1013)]);
    expect(verdict).toEqual({ is: "done" });
  });

  it.each([
    ["no list of contacts", answered(200, { contacts: [] })],
    ["a contact without an id", answered(200, [{ ...contact, contactId: null }])],
    ["no body", answered(200)],
  ])("does not trust %s", async (_name, answer) => {
    expect((await remove([answer])).verdict).toMatchObject({ is: "retry" });
  });
});

describe("the check", () => {
  it("asks for the account's id and nothing else", async () => {
    const { requests, send } = sender([answered(200, { accountId: "VfEy1" })]);
    expect(await tool.check(tool.settings.parse({ apiKey }), send)).toEqual({ is: "ok" });
    expect(requests).toEqual([{ method: "GET", url: `${root}/accounts?fields=accountId`, headers: signed }]);
  });

  it("is no good without one", async () => {
    const { send } = sender([answered(200, [])]);
    expect(await tool.check(tool.settings.parse({ apiKey }), send)).toMatchObject({ is: "trouble" });
  });
});

describe("what there is to choose from", () => {
  const lists = async (answers: Answer[]) => {
    const { requests, send } = sender(answers);
    const read = tool.actions["add-to-campaign"]?.choices?.campaignId;
    const choices = await read?.(tool.settings.parse({ apiKey }), send, {});
    return { choices, urls: requests.map(({ url }) => url) };
  };

  it("is read page by page, with ids as they are", async () => {
    const pages = { TotalPages: "2" };
    const { choices, urls } = await lists([
      answered(200, '[{"campaignId":12345678901234567890,"name":"course"}]', pages),
      answered(200, [{ campaignId: "C" }, { name: "lost" }], pages),
    ]);
    expect(choices).toEqual({
      is: "choices",
      choices: [
        { value: "12345678901234567890", label: "course" },
        { value: "C", label: "C" },
      ],
    });
    expect(urls).toEqual([1, 2].map((page) => `${root}/campaigns?fields=name&page=${page}&perPage=250`));
  });

  it("ends with a page that is not full where the number of pages is not told", async () => {
    const full = Array.from({ length: 250 }, (_, i) => ({ campaignId: `c${i}`, name: `c${i}` }));
    const { urls } = await lists([answered(200, full), answered(200, [])]);
    expect(urls).toHaveLength(2);
  });
});
