// MailerLite Classic: what is asked of it, and what its odder answers mean.
import { describe, expect, it } from "vitest";
import type { ShopEvent } from "../../core/event";
import { renderTree } from "../../core/template";
import type { Answer, OutboundRequest } from "../kit";
import { answered } from "../tool.fixture";
import { tool } from "./tool";

const apiKey = "fc7b8c5b32067bcd47cafb5f475d2fe9";
const root = "https://api.mailerlite.com/api/v2";
const groupId = "177296943307818341";

const event: ShopEvent = {
  id: "evt_1",
  type: "purchase.completed",
  occurredAt: 0,
  receivedAt: 0,
  source: { id: "src_1", kind: "shopify" },
  customer: {
    id: "cus_1",
    email: "Zoe+Shop@Example.com",
    firstName: "Zoë",
    lastName: "Łęcki",
    phone: "+48 1",
  },
  codes: [],
  data: {},
};

const subscriber = (type: string, status = 200) =>
  answered(status, { id: 1343965485, email: "zoe+shop@example.com", name: "Zoë", type, fields: [] });
const problem = (status: number, message: string, code?: number, headers?: Record<string, string>) =>
  answered(status, { error: { message, ...(code === undefined ? {} : { code }) } }, headers);

async function run(actionId: string, input: object, answers: Answer[], of: ShopEvent = event) {
  const action = tool.actions[actionId];
  if (!action) throw new Error(`There is no action ${actionId}.`);
  const filled = renderTree({ groupId, ...input }, of, action.input);
  if (!filled.ok) throw new Error(filled.reason);
  const requests: OutboundRequest[] = [];
  const verdict = await action.run({
    event: of,
    input: action.input.parse(filled.value),
    settings: tool.settings.parse({ apiKey }),
    deliveryId: "dlv_1",
    now: 0,
    send: async (request) => answers[requests.push(request) - 1] ?? answered(500),
    mail: () => Promise.reject(new Error("MailerLite Classic sent a mail.")),
  });
  return { verdict, requests, bodies: requests.map(({ body }) => JSON.parse(body ?? "null")) };
}

describe("the settings", () => {
  it("take a pasted key, and refuse what cannot be one", () => {
    expect(tool.settings.parse({ apiKey: ` ${apiKey}\n` })).toEqual({ apiKey });
    for (const wrong of ["", "short", `${apiKey} ${apiKey}`, `${apiKey}\r\nx: y`, `${apiKey}ż`])
      expect(tool.settings.safeParse({ apiKey: wrong }).error?.issues[0]?.message).toMatch(/^is not a key/);
  });

  it("mark the key as a secret", () => {
    expect(tool.settings.shape.apiKey.meta()).toMatchObject({ secret: true });
  });
});

describe("adding to a group", () => {
  it.each([200, 201])("is one request, with names (%i)", async (status) => {
    const { verdict, requests, bodies } = await run("add-to-group", {}, [subscriber("active", status)]);
    expect(verdict).toEqual({ is: "done" });
    expect(requests).toEqual([
      {
        method: "POST",
        url: `${root}/groups/${groupId}/subscribers`,
        headers: {
          accept: "application/json",
          "content-type": "application/json",
          "x-mailerlite-apikey": apiKey,
        },
        body: expect.any(String),
      },
    ]);
    expect(bodies).toEqual([
      { email: "zoe+shop@example.com", name: "Zoë", fields: { last_name: "Łęcki" }, resubscribe: false },
    ]);
  });

  it("fills in fields, and sends no empty ones", async () => {
    const fields = { phone: "{{ customer.phone }}", city: "{{ customer.city }}", name: "Z.", zip: " " };
    const { bodies } = await run("add-to-group", { fields }, [subscriber("active")]);
    expect(bodies[0]).toMatchObject({ name: "Z.", fields: { last_name: "Łęcki", phone: "+48 1" } });
    expect(Object.keys(bodies[0].fields)).toHaveLength(2);
    const nameless = { ...event, customer: { email: "a@b.pl" } };
    const bare = await run("add-to-group", {}, [subscriber("active")], nameless);
    expect(bare.bodies).toEqual([{ email: "a@b.pl", resubscribe: false }]);
  });

  it.each([
    ["400", problem(400, "Subscriber is unsubscribed")],
    ["200", subscriber("unsubscribed")],
  ])("never subscribes again who unsubscribed, unless told to (%s)", async (_status, answer) => {
    const { verdict, requests } = await run("add-to-group", {}, [answer]);
    expect(requests).toHaveLength(1);
    expect(verdict).toEqual({ is: "done", note: "They had unsubscribed, and stay unsubscribed." });

    const chosen = await run("add-to-group", { resubscribe: true }, [answer, subscriber("active")]);
    expect(chosen.verdict).toEqual({ is: "done" });
    expect(chosen.bodies.map(({ resubscribe }) => resubscribe)).toEqual([false, true]);

    const refused = await run("add-to-group", { resubscribe: true }, [answer, answer]);
    expect(refused.verdict).toMatchObject({ is: "failed", reason: expect.stringContaining("themselves") });
  });

  it.each(["active", "unconfirmed", "bounced", "junk"])(
    "changes nothing about who is %s, also where those who left may return",
    async (type) => {
      const { requests } = await run("add-to-group", { resubscribe: true }, [subscriber(type)]);
      expect(requests).toHaveLength(1);
    },
  );

  it.each<[string, Answer, object]>([
    [
      "the group is gone",
      problem(404, "Group not found", 123),
      { is: "failed", reason: expect.stringContaining("no longer has this group") },
    ],
    [
      "an objection, without the person",
      problem(400, "zoe+SHOP@example.com is temporarily blocked."),
      {
        is: "failed",
        reason: "MailerLite Classic does not accept this (400): The address is temporarily blocked.",
      },
    ],
    [
      "an objection without words",
      answered(400, {}),
      { is: "failed", reason: "MailerLite Classic does not accept this (400)." },
    ],
    ["an answer that is no subscriber", answered(200, {}), { is: "retry", reason: expect.any(String) }],
    [
      "a wrong key told by the code",
      problem(400, "API-Key Unauthorized", 302),
      { is: "refused", reason: expect.stringContaining("refused the API key") },
    ],
    [
      "trouble that happens to have such a code",
      problem(500, "Trouble", 302),
      { is: "retry", reason: expect.any(String) },
    ],
    [
      "too many requests, with a standard hint",
      problem(429, "Too many requests", 429, { "retry-after": "7" }),
      { is: "retry", reason: expect.any(String), slowDown: true, afterMs: 7000 },
    ],
  ])("at %s", async (_what, answer, verdict) => {
    expect((await run("add-to-group", {}, [answer])).verdict).toEqual(verdict);
  });

  it("refuses what is no id of a group", () => {
    const { input } = tool.actions["add-to-group"] ?? {};
    expect(input?.safeParse({ groupId: "../1" }).success).toBe(false);
    expect(input?.safeParse({ groupId: "Course" }).success).toBe(false);
  });
});

describe("removing from a group", () => {
  it("is one request, without a body", async () => {
    const { verdict, requests } = await run("remove-from-group", {}, [answered(204)]);
    expect(verdict).toEqual({ is: "done" });
    expect(requests).toEqual([
      {
        method: "DELETE",
        url: `${root}/groups/${groupId}/subscribers/zoe%2Bshop%40example.com`,
        headers: { accept: "application/json", "x-mailerlite-apikey": apiKey },
      },
    ]);
  });

  it.each(["Subscriber not found", "Group not found"])("is done at “%s”", async (message) => {
    const { verdict } = await run("remove-from-group", {}, [problem(404, message, 123)]);
    expect(verdict).toEqual({ is: "done", note: "They were not in this group." });
  });

  it("says what else is wrong", async () => {
    const { verdict } = await run("remove-from-group", {}, [problem(400, "No.")]);
    expect(verdict).toEqual({ is: "failed", reason: "MailerLite Classic does not accept this (400): No." });
  });
});
