// Kit: what is asked of it word for word, and what its odder answers mean.
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { ShopEvent } from "../../core/event";
import { renderTree } from "../../core/template";
import type { Answer } from "../kit";
import { answered, sender } from "../tool.fixture";
import kit from "./index";
import { tool } from "./tool";

const now = Date.UTC(2026, 10, 20, 12);
const apiKey = "kit_0123456789abcdef0123456789abcdef";
const root = "https://api.kit.com/v4";

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
    lastName: "O'Brien",
    phone: " 1 ",
  },
  codes: [],
  data: {},
};

const person = (state = "active", more: object = {}) => ({
  id: 353,
  first_name: "Zoë",
  email_address: "zoe+shop@example.com",
  state,
  created_at: "2023-02-17T11:43:55Z",
  fields: {},
  ...more,
});
const subscriber = (status: number, state?: string, more: object = {}) =>
  answered(status, { subscriber: person(state), ...more });
const listed = (...subscribers: object[]) =>
  answered(200, { subscribers, pagination: { has_next_page: false, end_cursor: null, per_page: 500 } });
const problem = (status: number, ...errors: unknown[]) => answered(status, { errors });

async function run(actionId: string, input: object, answers: Answer[], key = apiKey) {
  const action = tool.actions[actionId];
  if (!action) throw new Error(`There is no action ${actionId}.`);
  const filled = renderTree({ tagId: "175", ...input }, event, action.input);
  if (!filled.ok) throw new Error(filled.reason);
  const { requests, send } = sender(answers);
  const verdict = await action.run({
    event,
    input: action.input.parse(filled.value),
    settings: tool.settings.parse({ apiKey: key }),
    deliveryId: "dlv_1",
    now,
    send,
    mail: () => Promise.reject(new Error("Kit sent a mail.")),
  });
  return { verdict, requests, bodies: requests.map(({ body }) => JSON.parse(body ?? "null")) };
}
const add = (answers: Answer[], input: object = {}) => run("add-tag", input, answers);
const remove = (answers: Answer[]) => run("remove-tag", {}, answers);

it("is Kit, and not the file of the same name that all connectors share", () => {
  expect(kit).toMatchObject({ id: "kit", title: "Kit (ConvertKit)", tool });
});

describe("the settings", () => {
  it.each([apiKey, `  ${apiKey}\n`, "AbCdEfGhIjKlMnOpQr-_12"])("take the key %j", (key) => {
    expect(tool.settings.parse({ apiKey: key })).toEqual({ apiKey: key.trim() });
  });

  it.each([
    "",
    "short",
    `${apiKey} ${apiKey}`,
    `${apiKey}\nhost: evil`,
    `Bearer ${apiKey}`,
    "kit_schlüssel_123",
  ])("refuse %j", (key) => {
    const parsed = tool.settings.safeParse({ apiKey: key });
    expect(parsed.error?.issues[0]?.message).toMatch(/^is not an API key of Kit's/);
  });

  it("mark the key as a secret", () => {
    const { apiKey: field } = tool.settings.shape as Record<string, z.ZodType>;
    expect(field?.meta()).toMatchObject({ secret: true });
  });
});

it.each(["", "VIP", "1/../2", "17 5", "-1"])(
  "takes no %j for the id of a tag, which becomes part of a path",
  (tagId) => {
    for (const { input } of Object.values(tool.actions))
      expect(input.safeParse({ tagId }).success).toBe(false);
  },
);

describe("adding a tag", () => {
  it("makes them a subscriber, whatever their state, and then tags them", async () => {
    const { verdict, requests, bodies } = await add([subscriber(201), subscriber(201)]);
    expect(verdict).toEqual({ is: "done" });
    const headers = {
      accept: "application/json",
      "x-kit-api-key": apiKey,
      "content-type": "application/json",
    };
    expect(requests).toEqual([
      { method: "POST", url: `${root}/subscribers`, headers, body: expect.any(String) },
      { method: "POST", url: `${root}/tags/175/subscribers`, headers, body: expect.any(String) },
    ]);
    expect(bodies).toEqual([
      { email_address: "zoe+shop@example.com", first_name: "Zoë" },
      { email_address: "zoe+shop@example.com" },
    ]);
  });

  it("fills in custom fields by their keys, and sends no empty ones, which would wipe out what is known", async () => {
    const fields = { phone: "{{ customer.phone }}", city: "{{ customer.city }}", Źródło: "shop", odd: " " };
    const { bodies } = await add([subscriber(200), subscriber(200)], { fields });
    expect(bodies[0].fields).toEqual({ phone: "1", Źródło: "shop" });
  });

  it("says that more than ten custom fields come later, and which ones were left out", async () => {
    const later = subscriber(202, "active", { warnings: ["Unknown key: shoe_size"] });
    expect((await add([later, subscriber(201)])).verdict).toEqual({
      is: "done",
      note: "Kit takes the custom fields in a moment; it may still refuse them. Kit left out custom fields: “Unknown key: shoe_size”",
    });
  });

  it("says what keeps mail from them, and nothing about states it does not know", async () => {
    expect((await add([subscriber(200, "cancelled"), subscriber(200, "cancelled")])).verdict).toEqual({
      is: "done",
      note: "They had unsubscribed in Kit, and stay unsubscribed.",
    });
    expect((await add([subscriber(200, "new"), subscriber(200, "new")])).verdict).toEqual({ is: "done" });
  });

  it.each<[string, Answer[], object]>([
    [
      "a tag that is gone",
      [subscriber(200), problem(404, "Not Found")],
      { is: "failed", reason: expect.stringContaining("this tag") },
    ],
    [
      "an objection, without the person",
      [problem(422, ["Zoe+Shop@example.com is odd"], "Too long")],
      { is: "failed", reason: "Kit does not accept this (422): The address is odd; Too long" },
    ],
    [
      "no room left",
      [problem(403, "This request would exceed your subscriber limit")],
      { is: "refused", reason: expect.stringContaining("no room for more subscribers") },
    ],
    ["JSON that is no subscriber", [answered(200, { subscriber: {} })], { is: "retry" }],
    ["JSON that is no subscriber, to the tag", [subscriber(201), answered(200, {})], { is: "retry" }],
    ["a 404 of somebody else", [answered(404, { error: "no route" })], { is: "retry" }],
    ["a 403 of somebody else", [answered(403, { error: "blocked" })], { is: "retry" }],
    ["an empty 200", [answered(200)], { is: "retry" }],
  ])("understands %s", async (_what, answers, verdict) => {
    expect((await add(answers)).verdict).toMatchObject(verdict);
  });
});

describe("removing a tag", () => {
  it("looks for them in every state, and takes the tag from them by their id, to the last digit", async () => {
    const other = person("active", { id: 1, email_address: "zoe@example.com" });
    const body = JSON.stringify({ subscribers: [other, person("cancelled")] }).replace(
      "353",
      "92233720368547758071",
    );
    const { verdict, requests } = await remove([answered(200, body), answered(204)]);
    expect(verdict).toEqual({ is: "done" });
    const headers = { accept: "application/json", "x-kit-api-key": apiKey };
    expect(requests).toEqual([
      {
        method: "GET",
        url: `${root}/subscribers?email_address=zoe%2Bshop%40example.com&status=all`,
        headers,
      },
      { method: "DELETE", url: `${root}/tags/175/subscribers/92233720368547758071`, headers },
    ]);
  });

  it.each([
    ["nobody", listed()],
    ["somebody else alone", listed(person("active", { email_address: "other@example.com" }))],
  ])(
    "takes it from them by their address where the list holds %s, since it lags behind",
    async (_who, list) => {
      const { verdict, requests } = await remove([list, answered(204)]);
      expect(verdict).toEqual({ is: "done" });
      expect(requests[1]).toMatchObject({
        method: "DELETE",
        url: `${root}/tags/175/subscribers?email_address=zoe%2Bshop%40example.com`,
      });
    },
  );

  it.each<[string, Answer[], object]>([
    ["that they are gone", [listed(), problem(404, "Not Found")], { is: "done", note: expect.any(String) }],
    [
      "that the tag is gone",
      [listed(person()), problem(404, "Not Found")],
      { is: "done", note: expect.any(String) },
    ],
    ["JSON that is no list", [answered(200, { subscribers: 1 })], { is: "retry" }],
    ["an empty 200, which is none of Kit's", [listed(person()), answered(200)], { is: "retry" }],
    ["an objection", [listed(), problem(422, "Either id or address is required")], { is: "failed" }],
  ])("understands %s", async (_what, answers, verdict) => {
    expect((await remove(answers)).verdict).toMatchObject(verdict);
  });
});

describe("a refused key", () => {
  const refused = async (answer: Answer, key?: string) => {
    const { verdict } = await run("add-tag", {}, [answer], key);
    expect(verdict.is).toBe("refused");
    return "reason" in verdict ? verdict.reason : undefined;
  };

  it("is told with where to get one", async () => {
    const reason = await refused(problem(401, "The access token is invalid"));
    expect(reason).toMatch(/wrong or was deleted.*under Settings → Developer, and enter it here\.$/);
    expect(await refused(answered(401))).toBe(reason);
  });

  it.each(["AbCdEfGhIjKlMnOpQr-_12", "AbCdEfGhIjKlMnOpQr-_12AbCdEfGhIjKlMnOpQr-_1"])(
    "is taken for one of the old API by its looks: %s",
    async (key) => {
      expect(await refused(problem(401, "The access token is invalid"), key)).toMatch(
        /old API \(V3\).*V4 key/,
      );
    },
  );

  it("is told in Kit's words where they tell more", async () => {
    expect(await refused(problem(401, "Upgrade to use the API."))).toMatch(/“Upgrade to use the API\.”$/);
  });
});

describe("slowing down", () => {
  it.each<[string, Record<string, string>, number]>([
    ["a minute, of which Kit says nothing", { "content-type": "text/plain" }, 60_000],
    ["as long as Kit says, should it ever do so", { "retry-after": "7" }, 7_000],
  ])("waits %s", async (_what, headers, afterMs) => {
    const { verdict } = await add([answered(429, "Retry later", headers)]);
    expect(verdict).toMatchObject({ is: "retry", slowDown: true, afterMs });
  });

  it("keeps below 120 requests in a minute, at two for each run", () => {
    expect(tool.limits.perSecond).toBeLessThan(1);
  });
});

describe("choosing", () => {
  const page = (after: string | null, tags: object[]) =>
    answered(200, { tags, pagination: { has_next_page: after !== null, end_cursor: after, per_page: 200 } });
  const choose = async (field: string, answers: Answer[]) => {
    const { requests, send } = sender(answers);
    const read = tool.actions["add-tag"]?.choices?.[field];
    return { choices: await read?.(tool.settings.parse({ apiKey }), send, {}), requests };
  };

  it("follows the cursor to the last page", async () => {
    const { choices, requests } = await choose("tagId", [
      page("WyIy+A==", [{ id: 11, name: "Tag B" }]),
      page(null, [{ id: 10, name: "Tag A" }]),
    ]);
    expect(choices).toEqual({
      is: "choices",
      choices: [
        { value: "11", label: "Tag B" },
        { value: "10", label: "Tag A" },
      ],
    });
    expect(requests.map(({ url }) => url)).toEqual([
      `${root}/tags?per_page=200`,
      `${root}/tags?per_page=200&after=WyIy%2BA%3D%3D`,
    ]);
  });

  it("offers custom fields by the keys they are sent with", async () => {
    const field = { id: 1, name: "ck_field_1_last_name", key: "last_name", label: "Last name" };
    const all = answered(200, { custom_fields: [field], pagination: { has_next_page: false } });
    const { choices, requests } = await choose("fields", [all]);
    expect(choices).toEqual({ is: "choices", choices: [{ value: "last_name", label: "Last name" }] });
    expect(requests[0]?.url).toBe(`${root}/custom_fields?per_page=200`);
  });

  it("takes no other JSON for an empty account", async () => {
    expect((await choose("tagId", [answered(200, { tags: [] })])).choices).toMatchObject({ is: "trouble" });
  });
});

it("checks by asking for the account", async () => {
  const { requests, send } = sender([answered(200, { user: {}, account: { id: 29 } }), answered(200, {})]);
  const settings = tool.settings.parse({ apiKey, baseUrl: "http://127.0.0.1:8801/v4/" });
  expect(await tool.check(settings, send)).toEqual({ is: "ok" });
  expect(requests[0]).toMatchObject({ method: "GET", url: "http://127.0.0.1:8801/v4/account" });
  expect(await tool.check(settings, send)).toMatchObject({ is: "trouble" });
});

it("tells by the tag when two automations do the same", () => {
  expect(tool.place?.({}, "add-tag", { tagId: "175" })).toBe("add-tag 175");
  expect(tool.place?.({}, "add-tag", {})).toBeUndefined();
});
