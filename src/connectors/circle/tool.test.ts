// Circle: the form, the very requests, and answers that the conformance suite does not give.
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { ShopEvent } from "../../core/event";
import { renderTree } from "../../core/template";
import type { Answer, OutboundRequest } from "../kit";
import { tool } from "./tool";

const now = Date.UTC(2026, 10, 20, 12);
const apiToken = "aB3dE5gH7jK9mN1pQ3sT5vW7";
const root = "https://app.circle.so/api/admin/v2";
const address = "zoe+shop@example.com";
const inQuery = "zoe%2Bshop%40example.com";

const event: ShopEvent = {
  id: "evt_1",
  type: "purchase.completed",
  occurredAt: now,
  receivedAt: now,
  source: { id: "src_1", kind: "shopify" },
  customer: { id: "cus_1", email: address, firstName: "Zoë", lastName: "O'Brien-Łęcki" },
  codes: [],
  data: {},
};

const answered = (status: number, body: unknown = ""): Answer => ({
  is: "answer",
  status,
  headers: new Headers(),
  body: typeof body === "string" ? body : JSON.stringify(body),
  cut: false,
});
const said = (message: string, status = 200) => answered(status, { message });
const missing = (what: string) =>
  answered(404, {
    success: false,
    message: "Oops! Missing record. Please try again later.",
    error_details: { message: `Missing record: ${what}` },
  });
const no = (status: number, message: string, error_details: unknown = {}) =>
  answered(status, { success: false, message, error_details });
const found = { id: 12, email: address };

function sender(answers: Answer[]) {
  const requests: OutboundRequest[] = [];
  const left = [...answers];
  return {
    requests,
    async send(request: OutboundRequest): Promise<Answer> {
      requests.push(request);
      const answer = left.shift();
      if (!answer) throw new Error(`Nobody expected ${request.method} ${request.url}`);
      return answer;
    },
  };
}

const inputs: Record<string, object> = {
  "invite-to-community": {},
  "remove-from-community": {},
  "add-to-space-group": { spaceGroupId: "501" },
  "remove-from-space-group": { spaceGroupId: "501" },
  "add-to-space": { spaceId: "2574363" },
  "remove-from-space": { spaceId: "2574363" },
};

async function run(actionId: string, answers: Answer[], input: object = {}, settings: object = {}) {
  const action = tool.actions[actionId];
  if (!action) throw new Error(`There is no action ${actionId}.`);
  const filled = renderTree({ ...inputs[actionId], ...input }, event, action.input);
  if (!filled.ok) throw new Error(filled.reason);
  const { requests, send } = sender(answers);
  const verdict = await action.run({
    event,
    input: action.input.parse(filled.value),
    settings: tool.settings.parse({ apiToken, ...settings }),
    deliveryId: "dlv_1",
    now,
    send,
    mail: () => Promise.reject(new Error("Circle sent a mail.")),
  });
  const asked = requests.map(({ method, url }) => `${method} ${url.replace(root, "")}`);
  return { verdict, requests, asked, bodies: requests.map(({ body }) => JSON.parse(body ?? "null")) };
}

describe("the settings", () => {
  it.each([apiToken, `  ${apiToken}\n`])("take the token %j", (token) => {
    expect(tool.settings.parse({ apiToken: token })).toMatchObject({ apiToken, authorization: "Token" });
  });

  it.each(["", "short", `Bearer ${apiToken}`, `${apiToken}\nhost: evil`, `${apiToken}ł`])(
    "refuse %j, which no token is",
    (token) => {
      const parsed = tool.settings.safeParse({ apiToken: token });
      expect(parsed.error?.issues[0]?.message).toMatch(/^is not a token of Circle's/);
    },
  );

  it("mark the token as a secret, and fold away what few need", () => {
    const { apiToken, authorization, baseUrl } = tool.settings.shape as Record<string, z.ZodType>;
    expect(apiToken?.meta()).toMatchObject({ secret: true });
    expect(authorization?.meta()).toMatchObject({ advanced: true });
    expect(baseUrl?.meta()).toMatchObject({ outboundUrl: true, advanced: true });
  });

  it("let the word before the token be chosen", async () => {
    const { requests } = await run(
      "add-to-space",
      [said("User added to space")],
      {},
      { authorization: "Bearer" },
    );
    expect(requests[0]?.headers).toMatchObject({ authorization: `Bearer ${apiToken}` });
  });
});

describe("inviting", () => {
  const invited = said("This user has been invited to the community.", 201);

  it("sends no more than is known", async () => {
    const { verdict, requests, bodies } = await run("invite-to-community", [invited]);
    expect(requests).toEqual([
      {
        method: "POST",
        url: `${root}/community_members`,
        headers: {
          accept: "application/json",
          authorization: `Token ${apiToken}`,
          "content-type": "application/json",
        },
        body: expect.any(String),
      },
    ]);
    expect(bodies).toEqual([{ email: address, skip_invitation: false, name: "Zoë O'Brien-Łęcki" }]);
    expect(verdict).toMatchObject({ is: "done", note: expect.stringMatching(/invitation/) });
  });

  it("puts them everywhere by the same request, with ids as numbers", async () => {
    const { verdict, bodies } = await run(
      "invite-to-community",
      [
        said(
          "This user has been invited to the community and has been added to following space groups: A, B spaces: C.",
          201,
        ),
      ],
      {
        name: "  ",
        spaceGroupIds: ["501", "502"],
        spaceIds: ["2574363"],
        skipInvitation: true,
        fields: { company: "{{ customer.lastName }}", city: "{{ customer.city }}" },
      },
    );
    expect(bodies).toEqual([
      {
        email: address,
        skip_invitation: true,
        name: "Zoë O'Brien-Łęcki",
        space_group_ids: [501, 502],
        space_ids: [2574363],
        community_member_profile_fields: { company: "O'Brien-Łęcki" },
      },
    ]);
    expect(verdict).toEqual({ is: "done" });
  });

  it.each([
    said("This user is already a member of this community.", 201),
    no(422, "Email has already been taken"),
    said("This user has been added to the community.", 201),
  ])("puts them in each place by itself where Circle does not say that it did", async (answer) => {
    const places = { spaceGroupIds: ["501"], spaceIds: ["7"] };
    const answers = [answer, said("User is already added to the space group."), said("User added to space")];
    const { verdict, asked, bodies } = await run("invite-to-community", answers, places);
    expect(asked).toEqual(["POST /community_members", "POST /space_group_members", "POST /space_members"]);
    expect(bodies.slice(1)).toEqual([
      { email: address, space_group_id: 501 },
      { email: address, space_id: 7 },
    ]);
    expect(verdict).toMatchObject({ is: "done" });
  });

  it("puts them itself into what Circle passed over", async () => {
    const invited = said(
      "This user has been invited to the community and has been added to following space groups: My space.",
      201,
    );
    const places = { spaceGroupIds: ["501"], spaceIds: ["7"] };
    const { verdict, asked } = await run("invite-to-community", [invited, missing("space")], places);
    expect(asked).toEqual(["POST /community_members", "POST /space_members"]);
    expect(verdict).toMatchObject({
      is: "failed",
      reason: expect.stringMatching(/no longer has this space:/),
    });
  });

  it.each<[string, Answer, RegExp]>([
    ["a blocked domain", no(422, "Invalid email address."), /does not accept this e-mail address/],
    ["words about the person", no(422, `${address} is banned.`), /\(422\): The address is banned\.$/],
    ["details as text", no(422, "Failed.", "Name is too long"), /Failed\. Name is too long$/],
    ["a list of errors", answered(422, { errors: ["No.", "Never."] }), /No\. Never\.$/],
    ["no words", answered(422, {}), /it gives no reason/],
  ])("fails in words at %s", async (_what, answer, reason) => {
    const { verdict } = await run("invite-to-community", [answer]);
    expect(verdict).toEqual({ is: "failed", reason: expect.stringMatching(reason) });
  });
});

describe.each([
  ["add-to-space", "space", { spaceId: "7" }, "space_ids"],
  ["add-to-space-group", "space group", { spaceGroupId: "7" }, "space_group_ids"],
])("the action %s", (actionId, noun, input, idsField) => {
  const nobody = noun === "space" ? missing("user") : no(422, "User is not a member of community");

  it("invites who is no member, right into the place", async () => {
    const invited = said(
      `This user has been invited to the community and has been added to following ${noun}s: A.`,
      201,
    );
    const { verdict, bodies } = await run(actionId, [nobody, invited], input);
    expect(bodies[1]).toEqual({
      email: address,
      skip_invitation: false,
      name: "Zoë O'Brien-Łęcki",
      [idsField]: [7],
    });
    expect(verdict).toMatchObject({ is: "done", note: expect.stringMatching(/no member yet/) });
  });

  it("fails in words for who is no member, where it shall invite nobody", async () => {
    const { verdict, requests } = await run(actionId, [nobody], { ...input, invite: false });
    expect(requests).toHaveLength(1);
    expect(verdict).toMatchObject({ is: "failed", reason: expect.stringMatching(/no member/) });
  });

  it("does not go round in circles", async () => {
    const { verdict } = await run(
      actionId,
      [nobody, said("This user is already a member of this community.", 201), nobody],
      input,
    );
    expect(verdict).toEqual({ is: "failed", reason: `Circle did not add them to the ${noun}.` });
  });

  it("is content with a success that says no because it was so already", async () => {
    const answer = answered(200, { success: false, message: "User already added to space." });
    expect((await run(actionId, [answer], input)).verdict).toEqual({ is: "done" });
  });

  it("takes no other no for a success", async () => {
    const answer = answered(200, { success: false, message: "Sorry." });
    expect((await run(actionId, [answer], input)).verdict).toMatchObject({ is: "failed" });
  });
});

it("looks whether they are in a space to which Circle does not add them", async () => {
  const refused = no(422, "User not added to space.");
  const there = await run("add-to-space", [refused, answered(200, { id: 1, status: "active" })]);
  expect(there.asked[1]).toBe(`GET /space_member?email=${inQuery}&space_id=2574363`);
  expect(there.verdict).toEqual({ is: "done" });
  const absent = await run("add-to-space", [refused, missing("space member")], { invite: false });
  expect(absent.verdict).toMatchObject({ is: "failed" });
});

describe("removing", () => {
  it.each([
    ["remove-from-space", `DELETE /space_members?email=${inQuery}&space_id=2574363`],
    ["remove-from-space-group", `DELETE /space_group_members?email=${inQuery}&space_group_id=501`],
  ])("%s names both in the query, and sends no body", async (actionId, expected) => {
    const { verdict, asked, requests } = await run(actionId, [said("Member removed from space")]);
    expect(asked).toEqual([expected]);
    expect(requests[0]).not.toHaveProperty("body");
    expect(requests[0]?.headers).not.toHaveProperty("content-type");
    expect(verdict).toEqual({ is: "done" });
  });

  it("deactivates by the member's id, and takes an empty answer for a yes", async () => {
    const { verdict, asked } = await run("remove-from-community", [answered(200, found), answered(204)]);
    expect(asked).toEqual([`GET /community_members/search?email=${inQuery}`, "DELETE /community_members/12"]);
    expect(verdict).toEqual({ is: "done" });
  });

  it("is content where they were gone before, or went in between", async () => {
    const gone = { is: "done", note: "They were no member of the community." };
    expect((await run("remove-from-community", [missing("community member")])).verdict).toEqual(gone);
    const between = [answered(200, found), missing("community member")];
    expect((await run("remove-from-community", between)).verdict).toEqual(gone);
  });

  it.each<[object, string]>([
    [{ ...found, email: "other@example.com" }, "failed"],
    [{ id: 12 }, "retry"],
    [{ email: address }, "retry"],
    [{ records: [found] }, "retry"],
  ])("removes nobody where it is not certain who: %j", async (body, is) => {
    const { verdict, requests } = await run("remove-from-community", [answered(200, body)]);
    expect(requests).toHaveLength(1);
    expect(verdict).toMatchObject({ is });
  });

  it("does not take any 404 for somebody who is gone", async () => {
    const { verdict } = await run("remove-from-community", [
      answered(404, { status: 404, error: "Not Found" }),
    ]);
    expect(verdict).toMatchObject({ is: "failed", reason: expect.stringMatching(/Not Found/) });
  });
});

describe.each(Object.keys(inputs))("the action %s", (actionId) => {
  it.each<[string, Answer, object]>([
    ["an unknown 403", no(403, "Forbidden"), { is: "refused", reason: expect.stringMatching(/Admin V2/) }],
    ["a 403 of a firewall", answered(403, "<html>"), { is: "retry" }],
    ["somebody's JSON", answered(200, { ok: true }), { is: "retry" }],
    ["an empty 200", answered(200), { is: "retry" }],
  ])("at %s", async (_what, answer, verdict) => {
    expect((await run(actionId, [answer])).verdict).toMatchObject(verdict);
  });

  it("waits for all else that is done about the same person", () => {
    expect(tool.actions[actionId]?.lane?.(event, {})).toBe("community cus_1");
  });

  it.each(["0", "12345678901234567", "7/../8", "x"])("takes no id like %j", (id) => {
    const ids = { spaceId: id, spaceGroupId: id, spaceIds: [id], spaceGroupIds: [id] };
    const isFree = actionId === "remove-from-community";
    expect(tool.actions[actionId]?.input.safeParse(ids).success).toBe(isFree);
  });
});

it("asks for choices in small pages, since a space tells the ids of its posts", async () => {
  const records = [
    { id: 7, name: "Lessons", space_group: { id: 1, name: "Course" } },
    { id: "8", name: "Alone" },
  ];
  const { requests, send } = sender([
    answered(200, { has_next_page: true, records }),
    answered(200, { has_next_page: false, records: [] }),
  ]);
  const read = tool.actions["add-to-space"]?.choices?.spaceId;
  expect(await read?.(tool.settings.parse({ apiToken }), send, {})).toEqual({
    is: "choices",
    choices: [
      { value: "7", label: "Course → Lessons" },
      { value: "8", label: "Alone" },
    ],
  });
  expect(requests.map(({ url }) => url)).toEqual([
    `${root}/spaces?page=1&per_page=25`,
    `${root}/spaces?page=2&per_page=25`,
  ]);
});

it("tells by the places when two automations do the same", () => {
  const place = (action: string, input: object) => tool.place?.({}, action, input);
  expect(place("add-to-space", { spaceId: "7" })).toBe(place("add-to-space", { spaceId: "7" }));
  const others = [
    place("add-to-space", { spaceId: "7" }),
    place("add-to-space", { spaceId: "8" }),
    place("add-to-space-group", { spaceGroupId: "7" }),
    place("invite-to-community", {}),
    place("invite-to-community", { spaceIds: ["7"] }),
    place("remove-from-community", {}),
  ];
  expect(new Set(others).size).toBe(others.length);
});
