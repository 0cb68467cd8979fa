// ActiveCampaign: what is asked of it, and what its odder answers mean.
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { ShopEvent } from "../../core/event";
import { renderTree } from "../../core/template";
import type { Answer } from "../kit";
import { answered, sender } from "../tool.fixture";
import { tool } from "./tool";

const apiUrl = "https://shop.api-us1.com";
const apiKey = "0123456789abcdef".repeat(4);
const root = `${apiUrl}/api/3`;

const event: ShopEvent = {
  id: "evt_1",
  type: "purchase.completed",
  occurredAt: 0,
  receivedAt: 0,
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

const errors = (title: string, code = "") => ({ errors: [{ title, detail: "", code }] });
const synced = answered(201, { fieldValues: [], contact: { id: "10", email: "zoe+shop@example.com" } });
const found = answered(200, { contacts: [{ id: 10, email: "Zoe+Shop@example.com" }], meta: { total: "1" } });
const memberships = (...all: [list: string | number, status: string | number][]) =>
  answered(200, { contactLists: all.map(([list, status]) => ({ list, status })) });
const set = (status: number | string) => answered(200, { contacts: [], contactList: { list: "2", status } });
const page = answered(404, "<html>No such page</html>");

async function run(actionId: string, answers: Answer[], input: object = {}, of: ShopEvent = event) {
  const action = tool.actions[actionId];
  if (!action) throw new Error(`There is no action ${actionId}.`);
  const filled = renderTree({ listId: "2", ...input }, of, action.input);
  if (!filled.ok) throw new Error(filled.reason);
  const { requests, send } = sender(answers);
  const verdict = await action.run({
    event: of,
    input: action.input.parse(filled.value),
    settings: tool.settings.parse({ apiUrl, apiKey }),
    deliveryId: "dlv_1",
    now: 0,
    send,
    mail: () => Promise.reject(new Error("ActiveCampaign sent a mail.")),
  });
  const asked = requests.map(({ method, url }) => `${method} ${url.replace(root, "")}`);
  return { verdict, requests, asked, bodies: requests.map(({ body }) => JSON.parse(body ?? "null")) };
}

const add = (answers: Answer[], input?: object, of?: ShopEvent) => run("add-to-list", answers, input, of);
const remove = (answers: Answer[], input?: object) => run("remove-from-list", answers, input);

describe("the settings", () => {
  it.each([
    apiUrl,
    `${apiUrl}/`,
    `${apiUrl}/api/3`,
    `${apiUrl}/api/3/`,
    ` ${apiUrl}\n`,
    "HTTPS://Shop.API-us1.com",
  ])("take the API URL %j", (url) => {
    expect(tool.settings.parse({ apiUrl: url, apiKey })).toEqual({ apiUrl, apiKey });
  });

  it.each([
    "",
    "shop",
    "shop.api-us1.com",
    "http://shop.api-us1.com",
    "https://shop.api-us1.com/app/settings",
    "https://shop.api-us1.com/api/1",
    "https://shop.api-us1.com?x=1",
    "https://key@shop.api-us1.com",
  ])("refuse the API URL %j", (url) => {
    const parsed = tool.settings.safeParse({ apiUrl: url, apiKey });
    expect(parsed.error?.issues[0]?.message).toMatch(/^is not an API URL/);
  });

  it.each(["", "short", `${apiKey} ${apiKey}`, `${apiKey}\nhost: evil`, apiUrl])(
    "refuse the key %j",
    (key) => {
      const parsed = tool.settings.safeParse({ apiUrl, apiKey: key });
      expect(parsed.error?.issues[0]?.message).toMatch(/^is not an API key/);
    },
  );

  it("need the API URL beside a stand-in, too, and ask the stand-in", async () => {
    const baseUrl = "http://127.0.0.1:8801/api/3/";
    expect(tool.settings.safeParse({ apiKey, baseUrl }).success).toBe(false);
    const { requests, send } = sender([answered(200, { user: { id: "1" } })]);
    await tool.check(tool.settings.parse({ apiUrl, apiKey, baseUrl }), send);
    expect(requests[0]?.url).toBe("http://127.0.0.1:8801/api/3/users/me");
  });

  it("mark the key as a secret, and both addresses for the guard", () => {
    const { apiUrl: url, apiKey: key, baseUrl } = tool.settings.shape as Record<string, z.ZodType>;
    expect(key?.meta()).toMatchObject({ secret: true });
    expect([url?.meta(), baseUrl?.meta()]).toMatchObject([{ outboundUrl: true }, { outboundUrl: true }]);
  });
});

describe("adding to a list", () => {
  it("makes the contact, looks at their lists, and subscribes them", async () => {
    const fields = { "1": "{{ customer.phone }}", "6": "{{ customer.city }}" };
    const { verdict, requests, asked, bodies } = await add([synced, memberships([1, 2]), set(1)], { fields });
    expect(verdict).toEqual({ is: "done" });
    expect(asked).toEqual(["POST /contact/sync", "GET /contacts/10/contactLists", "POST /contactLists"]);
    expect(requests.map(({ headers }) => headers)).toEqual([
      { accept: "application/json", "api-token": apiKey, "content-type": "application/json" },
      { accept: "application/json", "api-token": apiKey },
      { accept: "application/json", "api-token": apiKey, "content-type": "application/json" },
    ]);
    expect(bodies).toEqual([
      {
        contact: {
          email: "zoe+shop@example.com",
          firstName: "Zoë",
          lastName: "O'Brien-Łęcki",
          phone: "+48 1",
          fieldValues: [{ field: "1", value: "+48 1" }],
        },
      },
      null,
      { contactList: { list: "2", contact: "10", status: "1" } },
    ]);
  });

  it("sends nothing that the shop does not know, which would wipe out what ActiveCampaign knows", async () => {
    const { bodies } = await add(
      [synced, memberships(["2", "1"])],
      {},
      { ...event, customer: { email: "a@b.pl" } },
    );
    expect(bodies[0]).toEqual({ contact: { email: "a@b.pl" } });
  });

  it.each([{}, { resubscribe: true }])(
    "changes nothing for who is on the list already (%j)",
    async (input) => {
      const { verdict, requests } = await add([synced, memberships(["1", "2"], [2, 1])], input);
      expect(verdict).toEqual({ is: "done" });
      expect(requests).toHaveLength(2);
    },
  );

  it.each(["2", "91"])("leaves who left as they are (%s), and says so", async (status) => {
    const { verdict, requests } = await add([synced, memberships(["2", status])]);
    expect(requests).toHaveLength(2);
    expect(verdict).toMatchObject({ is: "done", note: expect.stringContaining("stay off") });
  });

  it.each(["2", "91"])(
    "subscribes who left (%s) again where told to, by the source that is for that",
    async (status) => {
      const { verdict, bodies } = await add([synced, memberships(["2", status]), set("1")], {
        resubscribe: true,
      });
      expect(bodies[2]).toEqual({ contactList: { list: "2", contact: "10", status: "1", sourceid: 4 } });
      expect(verdict).toEqual({ is: "done" });
    },
  );

  it.each([
    ["0", /once they confirm/],
    ["3", /bounced/],
  ])("never subscribes over %s, even where told to subscribe who left", async (status, note) => {
    const { verdict, requests } = await add([synced, memberships(["2", status])], { resubscribe: true });
    expect(requests).toHaveLength(2);
    expect(verdict).toMatchObject({ is: "done", note: expect.stringMatching(note) });
  });

  const twenty = (from: number) =>
    memberships(...Array.from({ length: 20 }, (_, i): [number, number] => [from + i, 1]));

  it("reads on where somebody is on very many lists", async () => {
    const { verdict, asked } = await add([synced, twenty(100), twenty(120), memberships([2, 2])]);
    expect(asked.slice(1)).toEqual([
      "GET /contacts/10/contactLists",
      "GET /contacts/10/contactLists?limit=20&offset=20",
      "GET /contacts/10/contactLists?limit=20&offset=40",
    ]);
    expect(verdict).toMatchObject({ note: expect.stringContaining("stay off") });
  });

  it("stops reading where the same lists come again, as without pages", async () => {
    const { verdict, asked } = await add([synced, twenty(100), twenty(100), set(1)]);
    expect(asked).toHaveLength(4);
    expect(verdict).toEqual({ is: "done" });
  });

  it.each<[string, Answer, object]>([
    [
      "422",
      answered(422, errors("The related list does not exist.", "related_missing")),
      { is: "failed", reason: expect.stringContaining("no longer has this list") },
    ],
    [
      "404",
      answered(404, { message: "No Result found for _List with id 2" }),
      { is: "failed", reason: expect.stringContaining("no longer has this list") },
    ],
    [
      "403",
      answered(403, { message: "No Result found for _List with id 2" }),
      { is: "failed", reason: expect.stringContaining("choose its list") },
    ],
    [
      "400 without a reason",
      answered(400, {}),
      { is: "failed", reason: "ActiveCampaign does not accept this (400): It gives no reason." },
    ],
    [
      "a contact that was deleted meanwhile",
      answered(422, errors("The related contact does not exist.")),
      { is: "retry" },
    ],
    [
      "what somebody else did at the same time",
      answered(422, errors("Contact is already a list member")),
      { is: "done" },
    ],
    ["a standing that stays another", set(2), { is: "retry" }],
    ["no standing", answered(200, { contactList: {} }), { is: "retry" }],
  ])("understands the answer to a subscription: %s", async (_what, answer, verdict) => {
    expect((await add([synced, memberships(), answer])).verdict).toMatchObject(verdict);
  });

  it("tries again where the contact is gone before their lists are read", async () => {
    const gone = answered(404, { message: "No Result found for Subscriber with id 10" });
    expect((await add([synced, gone])).verdict).toMatchObject({ is: "retry" });
  });

  it("passes on an objection without the person", async () => {
    const objection = answered(422, errors("Zoe+Shop@example.com is on the exclusion list."));
    expect((await add([objection])).verdict).toEqual({
      is: "failed",
      reason: "ActiveCampaign does not accept this (422): The address is on the exclusion list.",
    });
  });

  it("refuses what are no ids", () => {
    const { input } = tool.actions["add-to-list"] ?? {};
    expect(input?.safeParse({ listId: "../x" }).error?.issues[0]?.message).toMatch(/is not the id/);
    expect(input?.safeParse({ listId: "1", fields: { "%CITY%": "x" } }).success).toBe(false);
  });
});

describe("removing from a list", () => {
  it.each(["1", "0", "3"])("unsubscribes who is on it (%s)", async (status) => {
    const { verdict, asked, bodies } = await remove([found, memberships(["2", status]), set(2)]);
    expect(verdict).toEqual({ is: "done" });
    expect(asked[0]).toBe("GET /contacts?email=zoe%2Bshop%40example.com");
    expect(bodies[2]).toEqual({ contactList: { list: "2", contact: "10", status: "2" } });
  });

  it.each<[string, Answer[]]>([
    ["nobody", [answered(200, { contacts: [], meta: { total: "0" } })]],
    ["somebody else", [answered(200, { contacts: [{ id: "11", email: "not-zoe+shop@example.com" }] })]],
    ["somebody on other lists", [found, memberships(["1", "1"])]],
    ["who left already", [found, memberships(["2", "2"])]],
  ])("changes nothing where ActiveCampaign knows %s", async (_who, answers) => {
    const { verdict, requests } = await remove(answers);
    expect(verdict).toEqual({ is: "done", note: "They were not on this list." });
    expect(requests).toHaveLength(answers.length);
  });
});

describe.each<[string, Answer, object]>([
  ["a 401", answered(401, {}), { is: "refused", reason: expect.stringContaining("refused the API key") }],
  [
    "a 403 without words",
    answered(403, {}),
    { is: "refused", reason: expect.stringContaining("refused the API key") },
  ],
  [
    "a 403 in plain text",
    answered(403, "Forbidden"),
    { is: "refused", reason: expect.stringContaining("refused the API key") },
  ],
  [
    "a lacking permission",
    answered(403, { message: "You don't have permission to access this resource" }),
    { is: "refused", reason: expect.stringContaining("its user may do") },
  ],
  ["another host's page", page, { is: "retry", reason: expect.stringContaining("Compare the API URL") }],
  [
    "a redirect",
    answered(301, "", { location: "/" }),
    { is: "retry", reason: expect.stringContaining("Compare") },
  ],
  [
    "a host without an address",
    answered(530, "error code: 1016"),
    { is: "retry", reason: expect.stringContaining("shop.api-us1.com") },
  ],
  ["an empty 200", answered(200), { is: "retry" }],
  ["JSON of somebody else", answered(200, { ok: true }), { is: "retry" }],
])("at %s", (_what, answer, verdict) => {
  it.each(["add-to-list", "remove-from-list"])("%s", async (actionId) => {
    expect((await run(actionId, [answer])).verdict).toMatchObject(verdict);
  });

  it("the check agrees", async () => {
    const { is, reason } = verdict as { is: string; reason?: string };
    const checked = await tool.check(tool.settings.parse({ apiUrl, apiKey }), sender([answer]).send);
    expect(checked).toMatchObject({
      is: is === "refused" ? is : "trouble",
      ...(reason ? { problem: reason } : {}),
    });
  });
});

describe("choosing", () => {
  const choose = async (field: string, answers: Answer[]) => {
    const { requests, send } = sender(answers);
    const read = tool.actions["add-to-list"]?.choices?.[field];
    const choices = await read?.(tool.settings.parse({ apiUrl, apiKey }), send, {});
    return { choices, asked: requests.map(({ url }) => url.replace(root, "")) };
  };

  it("reads lists to the end, and keeps all digits of their ids", async () => {
    const first = answered(
      200,
      `{"lists":[{"id":9007199254740993,"name":"Course"},{"id":"2"}],"meta":{"total":"3"}}`,
    );
    const last = answered(200, { lists: [{ id: "3", name: " " }], meta: { total: 3 } });
    expect(await choose("listId", [first, last])).toEqual({
      choices: {
        is: "choices",
        choices: [
          { value: "9007199254740993", label: "Course" },
          { value: "2", label: "2" },
          { value: "3", label: "3" },
        ],
      },
      asked: ["/lists?limit=50", "/lists?limit=50&offset=2"],
    });
  });

  it("reads fields to an empty page where their number is not told", async () => {
    const first = answered(200, { fields: [{ id: "1", title: "City", perstag: "CITY" }] });
    const { choices, asked } = await choose("fields", [first, answered(200, { fields: [] })]);
    expect(choices).toEqual({ is: "choices", choices: [{ value: "1", label: "City" }] });
    expect(asked).toHaveLength(2);
  });

  it("says what is wrong where it is not ActiveCampaign that answers", async () => {
    expect((await choose("listId", [answered(200, { lists: 1 })])).choices).toMatchObject({ is: "trouble" });
  });
});

it("tells by the list whose turn it is, and when two automations do the same", () => {
  for (const action of Object.values(tool.actions))
    expect(action.lane?.(event, { listId: "2" })).toBe("2 cus_1");
  expect(tool.place?.({}, "add-to-list", { listId: "2" })).toBe("add-to-list 2");
  expect(tool.place?.({}, "add-to-list", {})).toBeUndefined();
});
