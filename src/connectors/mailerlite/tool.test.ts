// MailerLite: what is asked of it, and what its odder answers mean.
import { describe, expect, it } from "vitest";
import type { ShopEvent } from "../../core/event";
import { renderTree } from "../../core/template";
import type { Answer, OutboundRequest } from "../kit";
import { answered } from "../tool.fixture";
import { tool } from "./tool";

const apiKey = `eyJ0eXAiOiJKV1Qi.${"x".repeat(900)}.c2lnbmF0dXJl-_`;
const root = "https://connect.mailerlite.com/api";
const groupId = "139791145237481296";
const id = "139791144936539940";

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

const subscriber = (status: string, http = 200) =>
  answered(http, { data: { id, email: "zoe+shop@example.com", status, groups: [] } });
const invalid = (errors: Record<string, string[]>) =>
  answered(422, { message: Object.values(errors).flat()[0], errors });
const left = invalid({ email: ["This subscriber is unsubscribed and cannot be imported"] });

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
    mail: () => Promise.reject(new Error("MailerLite sent a mail.")),
  });
  return { verdict, requests, bodies: requests.map(({ body }) => JSON.parse(body ?? "null")) };
}

describe("the settings", () => {
  it("take a pasted token, and refuse what cannot be one", () => {
    expect(tool.settings.parse({ apiKey: ` ${apiKey}\n` })).toEqual({ apiKey });
    for (const wrong of ["", "short", `Bearer ${apiKey}`, `${apiKey}\r\nx: y`, `${apiKey}ż`])
      expect(tool.settings.safeParse({ apiKey: wrong }).error?.issues[0]?.message).toMatch(
        /^is not an API token/,
      );
  });

  it("mark the token as a secret", () => {
    expect(tool.settings.shape.apiKey.meta()).toMatchObject({ secret: true });
  });
});

describe("adding to a group", () => {
  it("is one request, with names and without a status", async () => {
    const { verdict, requests, bodies } = await run("add-to-group", {}, [subscriber("active", 201)]);
    expect(verdict).toEqual({ is: "done" });
    expect(requests).toEqual([
      {
        method: "POST",
        url: `${root}/subscribers`,
        headers: {
          accept: "application/json",
          authorization: `Bearer ${apiKey}`,
          "content-type": "application/json",
          "x-version": "2026-11-21",
        },
        body: expect.any(String),
      },
    ]);
    expect(bodies).toEqual([
      { email: "zoe+shop@example.com", groups: [groupId], fields: { name: "Zoë", last_name: "Łęcki" } },
    ]);
  });

  it("fills in fields, and sends no empty ones", async () => {
    const fields = { phone: "{{ customer.phone }}", city: "{{ customer.city }}", name: "Z.", z_i_p: " " };
    const { bodies } = await run("add-to-group", { fields }, [subscriber("active")]);
    expect(bodies[0].fields).toEqual({ name: "Z.", last_name: "Łęcki", phone: "+48 1" });
    const nameless = { ...event, customer: { email: "a@b.pl" } };
    const bare = await run("add-to-group", {}, [subscriber("active")], nameless);
    expect(bare.bodies).toEqual([{ email: "a@b.pl", groups: [groupId] }]);
  });

  it.each([
    ["422", left],
    ["200", subscriber("unsubscribed")],
  ])("never subscribes again who unsubscribed, unless told to (%s)", async (_status, answer) => {
    const { verdict, requests, bodies } = await run("add-to-group", {}, [answer]);
    expect(requests).toHaveLength(1);
    expect(bodies[0]).not.toHaveProperty("resubscribe");
    expect(verdict).toEqual({ is: "done", note: "They had unsubscribed, and stay unsubscribed." });

    const chosen = await run("add-to-group", { resubscribe: true }, [answer, subscriber("active")]);
    expect(chosen.verdict).toEqual({ is: "done" });
    expect(chosen.bodies[1]).toEqual({ ...chosen.bodies[0], status: "active", resubscribe: true });

    const refused = await run("add-to-group", { resubscribe: true }, [answer, answer]);
    expect(refused.verdict).toMatchObject({ is: "failed", reason: expect.stringContaining("themselves") });
  });

  it.each(["active", "unconfirmed", "bounced", "junk"])(
    "changes nothing about who is %s, also where those who left may return",
    async (status) => {
      const { requests } = await run("add-to-group", { resubscribe: true }, [subscriber(status)]);
      expect(requests).toHaveLength(1);
    },
  );

  it.each<[string, Answer, object]>([
    [
      "the group is gone",
      invalid({ "groups.0": ["The selected groups.0 is invalid."] }),
      { is: "failed", reason: expect.stringContaining("no longer has this group") },
    ],
    [
      "an objection, without the person",
      invalid({ email: ["ZOE+shop@example.com must be valid."], "fields.phone": ["The phone is too long."] }),
      {
        is: "failed",
        reason: "MailerLite does not accept this (422): The address must be valid. The phone is too long.",
      },
    ],
    [
      "an objection without fields",
      answered(400, { message: "No." }),
      { is: "failed", reason: "MailerLite does not accept this (400): No." },
    ],
    [
      "an objection without words",
      answered(400, {}),
      { is: "failed", reason: "MailerLite does not accept this (400)." },
    ],
    [
      "an answer that is no subscriber",
      answered(200, { data: {} }),
      { is: "retry", reason: expect.any(String) },
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
  it("finds the person by address, and takes them out by id", async () => {
    const { verdict, requests } = await run("remove-from-group", {}, [subscriber("active"), answered(204)]);
    expect(verdict).toEqual({ is: "done" });
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${root}/subscribers/zoe%2Bshop%40example.com`,
      `DELETE ${root}/subscribers/${id}/groups/${groupId}`,
    ]);
    for (const request of requests) {
      expect(request).not.toHaveProperty("body");
      expect(request.headers).toMatchObject({
        accept: "application/json",
        "content-type": "application/json",
        "x-version": "2026-11-21",
      });
    }
  });

  it.each([
    ["person", [answered(404, { message: "Resource not found." })]],
    ["membership", [subscriber("active"), answered(404, {})]],
  ])("is done where there is no such %s", async (_what, answers) => {
    expect((await run("remove-from-group", {}, answers)).verdict).toEqual({
      is: "done",
      note: "They were not in this group.",
    });
  });

  it("takes nobody out for an answer that names nobody", async () => {
    const { verdict, requests } = await run("remove-from-group", {}, [answered(200, {})]);
    expect(verdict).toMatchObject({ is: "retry" });
    expect(requests).toHaveLength(1);
  });
});

describe("choosing", () => {
  it("keeps all digits of an id, as a text or as a number", async () => {
    const page = `{"data":[{"id":${groupId},"name":"A"},{"id":"${id}","name":""}],"meta":{"last_page":1}}`;
    const choices = await tool.actions["add-to-group"]?.choices?.groupId?.(
      tool.settings.parse({ apiKey }),
      async () => answered(200, page),
      {},
    );
    expect(choices).toEqual({
      is: "choices",
      choices: [
        { value: groupId, label: "A" },
        { value: id, label: id },
      ],
    });
  });
});
