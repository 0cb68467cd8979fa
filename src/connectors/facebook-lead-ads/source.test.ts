// Meta's handshake and signature, what a notice tells, and what becomes of the lead that is fetched for it.
import { describe, expect, it } from "vitest";
import { toShopEvent } from "../../core/event";
import type { Json, JsonObject } from "../../core/json";
import type { Answer, Completion, OutboundRequest, Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import connector from ".";

const source = connector.source ?? expect.fail("no source");
const now = Date.UTC(2026, 8, 1, 12);
const minute = 60_000;
const settings = source.settings.parse({
  appSecret: "9f1c2e3d4b5a69788796a5b4c3d2e1f0",
  verifyToken: "a long and random word",
  pageAccessToken: "EAAGpageTOKEN123",
});

describe("the handshake", () => {
  const ask = (query: Record<string, string>, method = "GET") =>
    source.handshake?.({ ...requestOf("", {}, query), method }, settings);
  const genuine = {
    "hub.mode": "subscribe",
    "hub.challenge": "1158201444",
    "hub.verify_token": "a long and random word",
  };

  it("gives the challenge back to whoever knows the verify token", async () => {
    expect(await ask(genuine)).toEqual({ type: "text/plain", body: "1158201444" });
  });

  it.each([
    ["another token", { ...genuine, "hub.verify_token": "a long and random wore" }],
    ["no token", { "hub.mode": "subscribe", "hub.challenge": "1158201444" }],
    ["another mode", { ...genuine, "hub.mode": "unsubscribe" }],
    ["a challenge that is no number", { ...genuine, "hub.challenge": "<script>" }],
    ["an endless challenge", { ...genuine, "hub.challenge": "1".repeat(21) }],
    ["no challenge", { ...genuine, "hub.challenge": "" }],
  ])("gives nothing back for %s", async (_what, query) => {
    expect(await ask(query)).toBeUndefined();
  });

  it("is a GET", async () => {
    expect(await ask(genuine, "POST")).toBeUndefined();
  });
});

describe("a signature", () => {
  /** Made from the documented rule with another HMAC than ours (Python's); Meta publishes none. */
  const vectors: [body: string, hex: string][] = [
    [
      '{"object":"page","entry":[{"id":"153125381133","changes":[{"field":"leadgen","value":{"leadgen_id":777000111222333441}}]}]}',
      "fc76cdfe9185647bd5a8ce0ce536855fd41fab416c2ed916a7e20caef0637bd6",
    ],
    [
      '{"note":"K\\u00f6ln \\/ 1\\u20ac"}',
      "33810e4c5c8ef39b4ee6b600b73d54c0df39ebe3935c2b4ea832331b956103e9",
    ],
  ];
  const verify = (body: string, headers: Record<string, string>) =>
    verifyBy(source, requestOf(body, headers), settings, now);

  it.each(vectors)("of the raw bytes is accepted, whatever the header's case: %s", async (body, hex) => {
    for (const name of ["X-Hub-Signature-256", "x-hub-signature-256", "X-HUB-SIGNATURE-256"])
      expect(await verify(body, { [name]: `sha256=${hex}` })).toEqual({ ok: true });
    expect(await verify(body, { "x-hub-signature-256": `sha256=${hex.toUpperCase()}` })).toEqual({
      ok: true,
    });
    expect(await signBy(source, requestOf(body), settings, now)).toEqual({
      headers: { "x-hub-signature-256": `sha256=${hex}` },
    });
  });

  it("of the same text without its escapes is a mismatch", async () => {
    const [, [body, hex] = ["", ""]] = vectors;
    const plain = JSON.stringify(JSON.parse(body));
    expect(await verify(plain, { "x-hub-signature-256": `sha256=${hex}` })).toMatchObject({
      reason: "mismatch",
    });
  });

  it("by the older SHA-1 alone is missing, and in another form a mismatch", async () => {
    const [[body, hex] = ["", ""]] = vectors;
    expect(await verify(body, { "x-hub-signature": `sha1=${hex.slice(24)}` })).toMatchObject({
      reason: "missing",
    });
    for (const value of [hex, `sha1=${hex}`, `sha256=${hex}00`, "sha256="])
      expect(await verify(body, { "x-hub-signature-256": value })).toMatchObject({ reason: "mismatch" });
  });
});

describe("a notice", () => {
  const read = (body: Json | string, more: object = {}): Promise<Reading> =>
    source.read(
      requestOf(typeof body === "string" ? body : JSON.stringify(body)),
      { ...settings, ...more },
      now,
    );
  const page = (...changes: JsonObject[]): JsonObject => ({
    object: "page",
    entry: [{ id: "11", time: 1788170411, changes }],
  });
  const leadgen = (value: JsonObject): JsonObject => ({ field: "leadgen", value });
  const factsIn = (reading: Reading): SourceFact[] =>
    reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));

  it("keeps all digits of ids that are numbers", async () => {
    const [fact] = factsIn(
      await read(
        '{"object":"page","entry":[{"id":1,"changes":[{"field":"leadgen","value":{"leadgen_id":777000111222333441,"created_time":1788170409}}]}]}',
      ),
    );
    expect(fact).toMatchObject({
      key: "lead:777000111222333441",
      fact: { type: "lead.created", occurredAt: 1788170409000 },
      data: { leadgen_id: "777000111222333441" },
    });
  });

  it("is one fact for each lead, also when it tells of one twice", async () => {
    const told = await read(page(...[5, 6, "5"].map((id) => leadgen({ leadgen_id: id }))));
    expect(factsIn(told).map(({ key }) => key)).toEqual(["lead:5", "lead:6"]);
    expect(factsIn(told)[0]?.fact.occurredAt).toBe(1788170411000);
  });

  it("of another page is nothing, where a page is set", async () => {
    const both = page(leadgen({ leadgen_id: 5, page_id: 11 }), leadgen({ leadgen_id: 6, page_id: "22" }));
    expect(factsIn(await read(both)).length).toBe(2);
    expect(factsIn(await read(both, { pageId: "" })).length).toBe(2);
    expect(factsIn(await read(both, { pageId: "22" })).map(({ key }) => key)).toEqual(["lead:6"]);
    expect(await read(both, { pageId: "33" })).toMatchObject({ is: "nothing" });
    expect(factsIn(await read(page(leadgen({ leadgen_id: 5 })), { pageId: "11" })).length).toBe(1);
  });

  it("of something else than leads is nothing, and not kept", async () => {
    expect(await read(page({ field: "feed", value: { message: "Hello" } }))).toMatchObject({ is: "nothing" });
    expect(await read({ object: "page", entry: [{ id: "11", messaging: [{}] }] })).toMatchObject({
      is: "nothing",
    });
  });

  it.each<[string, Json]>([
    ["of another object", { object: "instagram", entry: [] }],
    ["without an id", page(leadgen({ form_id: 1 }))],
    ["with a path for an id", page(leadgen({ leadgen_id: "../me" }))],
    ["with part of a number for an id", page(leadgen({ leadgen_id: 5.5 }))],
  ])("%s is not understood", async (_what, body) => {
    expect(await read(body)).toMatchObject({ is: "not-understood" });
  });

  it("that is no JSON object is unreadable", async () => {
    for (const body of ["", "[]", "object=page"])
      expect(await read(body)).toMatchObject({ is: "unreadable" });
  });
});

const notice = { leadgen_id: "777000111222333441", page_id: "11", form_id: "88", created_time: 1788170409 };
const lead = {
  id: "777000111222333441",
  created_time: "2026-08-31T10:00:09+0000",
  form_id: "88",
  platform: "fb",
  is_organic: false,
  field_data: [
    { name: "email", values: [" Zoe@Shop.example "] },
    { name: "full_name", values: ["Zoë Łęcka"] },
    { name: "phone_number", values: ["+48600100200"] },
    { name: "what_do_you_like?", values: ["tea", "cake"] },
  ],
};

type Heard = { status?: number; body?: Json; text?: string; headers?: Record<string, string> };

/** What completing the notice comes to, when Meta answers so. */
async function complete(heard: Heard, { data = notice as Json, at = now, more = {} } = {}) {
  const asked: OutboundRequest[] = [];
  const send = async (request: OutboundRequest): Promise<Answer> => {
    asked.push(request);
    const { status = 200, body, text, headers } = heard;
    return {
      is: "answer",
      status,
      headers: new Headers(headers),
      body: text ?? JSON.stringify(body),
      cut: false,
    };
  };
  const stored = { number: at * 1000, source: { id: "src_1", kind: connector.id }, customerId: null };
  const event = toShopEvent(
    stored,
    { type: "lead.created", occurredAt: 1788170409000 },
    JSON.stringify(data),
  );
  const run = source.complete?.run ?? expect.fail("nothing to complete with");
  const completion: Completion = await run({ event, settings: { ...settings, ...more }, send, now: at });
  return { completion, asked };
}

const completed = async (body: Json, more: object = {}) => {
  const { completion } = await complete({ body }, { more });
  return completion.is === "complete" ? completion : expect.fail(JSON.stringify(completion));
};
const error = (code: number, more: JsonObject = {}): Json => ({
  error: { message: `(#${code}) No`, type: "OAuthException", code, fbtrace_id: "A", ...more },
});

describe("a lead", () => {
  it("is asked for by its id, with the token in a header", async () => {
    const { asked } = await complete({ body: lead });
    expect(asked).toEqual([
      {
        method: "GET",
        url: expect.stringMatching(
          /^https:\/\/graph\.facebook\.com\/v26\.0\/777000111222333441\?fields=id%2C[a-z_%2C]+$/,
        ),
        headers: { accept: "application/json", authorization: "Bearer EAAGpageTOKEN123" },
      },
    ]);
  });

  it("tells the person, and all answers by their names", async () => {
    expect(await completed(lead)).toEqual({
      is: "complete",
      fact: {
        type: "lead.created",
        occurredAt: Date.UTC(2026, 7, 31, 10, 0, 9),
        customer: { email: "zoe@shop.example", name: "Zoë Łęcka", phone: "+48600100200" },
      },
      data: {
        ...notice,
        id: "777000111222333441",
        created_time: "2026-08-31T10:00:09+0000",
        platform: "fb",
        is_organic: false,
        answers: {
          email: "Zoe@Shop.example",
          full_name: "Zoë Łęcka",
          phone_number: "+48600100200",
          "what_do_you_like?": ["tea", "cake"],
        },
      },
    });
  });

  const customerOf = async (answers: Record<string, string>) => {
    const field_data = Object.entries(answers).map(([name, value]) => ({ name, values: [value] }));
    return (await completed({ ...lead, field_data })).fact.customer;
  };

  it.each<[string, Record<string, string>, object | undefined]>([
    [
      "first and last name",
      { EMAIL: "a@b.example", first_name: "Zoë", last_name: "Łęcka" },
      { email: "a@b.example", firstName: "Zoë", lastName: "Łęcka" },
    ],
    [
      "the address at work, where there is no other",
      { work_email: "w@b.example", work_phone_number: "5" },
      { email: "w@b.example", phone: "5" },
    ],
    [
      "the own address rather than the one at work",
      { work_email: "w@b.example", email: "a@b.example" },
      { email: "a@b.example" },
    ],
    [
      "an only address, whatever its question is called",
      { "e-mail-adresse": "a@b.example" },
      { email: "a@b.example" },
    ],
    ["no address, where two are nobody's for sure", { one: "a@b.example", two: "c@b.example" }, undefined],
    ["no person", { city: "Köln" }, undefined],
    [
      "what the testing tool makes up for none",
      { email: "test@meta.com", full_name: "<test lead: dummy data for full_name>" },
      { email: "test@meta.com" },
    ],
  ])("tells %s", async (_what, answers, customer) => {
    expect(await customerOf(answers)).toEqual(customer);
  });

  it("tells consent by the checkbox that is set to mean it, and by no other", async () => {
    const custom_disclaimer_responses = [
      { checkbox_key: "optional_1", is_checked: "1" },
      { checkbox_key: "optional_2", is_checked: "" },
      { checkbox_key: "optional_3", is_checked: true },
    ];
    const told = (marketingCheckbox?: string) =>
      completed({ ...lead, custom_disclaimer_responses }, { marketingCheckbox });
    expect((await told("optional_1")).fact.consent).toEqual({ marketing: true });
    expect((await told("optional_2")).fact.consent).toEqual({ marketing: false });
    for (const other of [undefined, "", "optional_4", "constructor"])
      expect((await told(other)).fact).not.toHaveProperty("consent");
    expect((await told()).data).toMatchObject({
      checkboxes: { optional_1: true, optional_2: false, optional_3: true },
    });
  });

  it("of Instagram is taken, unless the source is for Facebook only", async () => {
    const ofInstagram = { ...lead, platform: "ig" };
    expect(await completed(ofInstagram)).toMatchObject({ data: { platform: "ig" } });
    const { completion } = await complete({ body: ofInstagram }, { more: { platforms: "facebook" } });
    expect(completion).toMatchObject({ is: "failed", reason: expect.stringContaining("is Instagram's") });
    await completed(lead, { platforms: "facebook" });
    await completed({ ...lead, platform: "messenger" }, { platforms: "facebook" });
  });
});

describe("what Meta answers instead", () => {
  it.each<[string, Heard, object]>([
    ["an expired token", { status: 400, body: error(190, { error_subcode: 463 }) }, { is: "refused" }],
    ["a session that ended", { status: 401, body: error(102) }, { is: "refused" }],
    ["a missing permission", { status: 403, body: error(200) }, { is: "refused" }],
    ["a permission not granted", { status: 400, body: error(10) }, { is: "refused" }],
    ["a missing capability", { status: 400, body: error(3) }, { is: "refused" }],
    [
      "the want of a proof",
      {
        status: 400,
        body: error(100, { message: "API calls from the server require an appsecret_proof argument" }),
      },
      { is: "refused", reason: expect.stringContaining("Require app secret") },
    ],
    ["too many calls of the app", { status: 403, body: error(4) }, { is: "retry", slowDown: true }],
    ["too many calls of the user", { status: 400, body: error(17) }, { is: "retry", slowDown: true }],
    ["too many calls of the page", { status: 400, body: error(32) }, { is: "retry", slowDown: true }],
    ["too many calls", { status: 400, body: error(613) }, { is: "retry", slowDown: true }],
    [
      "too many leads read",
      {
        status: 400,
        body: error(80005),
        headers: {
          "x-business-use-case-usage":
            '{"11":[{"type":"leadgen","call_count":100,"estimated_time_to_regain_access":12},{"type":"pages","estimated_time_to_regain_access":0}]}',
        },
      },
      { is: "retry", slowDown: true, afterMs: 12 * minute },
    ],
    [
      "a usage that makes no sense",
      { status: 400, body: error(80005), headers: { "x-business-use-case-usage": '{"11":[[{}],null,5]' } },
      { is: "retry", slowDown: true },
    ],
    ["a moment's trouble", { status: 500, body: error(2, { is_transient: true }) }, { is: "retry" }],
    ["a moment's trouble as 400", { status: 400, body: error(1) }, { is: "retry" }],
    ["a lead that is gone", { status: 400, body: error(100, { error_subcode: 33 }) }, { is: "failed" }],
    [
      "another objection, without addresses",
      { status: 400, body: error(100, { message: "(#100) No a@b.example" }) },
      { is: "failed", reason: "Meta does not give the lead: (#100) No …" },
    ],
    ["a lead without answers", { body: { id: lead.id } }, { is: "failed" }],
    ["another lead", { body: { ...lead, id: "5" } }, { is: "retry" }],
    ["nothing", { text: "" }, { is: "retry" }],
    ["a page of a network", { text: "<html>" }, { is: "retry" }],
    ["a wall's 401", { status: 401, text: "<html>" }, { is: "retry" }],
    ["somebody else's 403", { status: 403, body: { error: "no" } }, { is: "retry" }],
    ["a 429 without words", { status: 429, text: "" }, { is: "retry", slowDown: true }],
    ["a 503", { status: 503, text: "" }, { is: "retry" }],
  ])("%s is understood", async (_what, heard, verdict) => {
    expect((await complete(heard)).completion).toMatchObject(verdict);
  });

  it("a lead that is not there may still come for ten minutes", async () => {
    const gone: Heard = { status: 400, body: error(100, { error_subcode: 33 }) };
    const madeAt = notice.created_time * 1000;
    expect((await complete(gone, { at: madeAt + 9 * minute })).completion).toMatchObject({ is: "retry" });
    expect((await complete(gone, { at: madeAt + 11 * minute })).completion).toMatchObject({ is: "failed" });
  });

  it("is not even asked for when it is of another page than the one set since", async () => {
    const { completion, asked } = await complete({ body: lead }, { more: { pageId: "22" } });
    expect(completion).toMatchObject({ is: "failed", reason: expect.stringContaining("another page") });
    expect(asked).toEqual([]);
    expect((await complete({ body: lead }, { more: { pageId: "11" } })).asked).toHaveLength(1);
  });

  it("is not even asked for without an id", async () => {
    const unclear: Json[] = [null, {}, { leadgen_id: "../me" }];
    for (const data of unclear) {
      const { completion, asked } = await complete({ body: lead }, { data });
      expect(completion).toMatchObject({ is: "failed" });
      expect(asked).toEqual([]);
    }
  });
});

describe("the settings", () => {
  const saved = { ...settings, platforms: undefined };

  it("take what was pasted with spaces around it, and nothing of two words", () => {
    expect(source.settings.parse({ ...saved, pageAccessToken: " EAAG \n" }).pageAccessToken).toBe("EAAG");
    for (const name of ["appSecret", "pageAccessToken"])
      for (const value of ["two words", "line\nbreak", "Żółw", "\u0000"])
        expect(source.settings.safeParse({ ...saved, [name]: value }).success, value).toBe(false);
  });

  it("send the token to Meta, or to a stand-in on this machine, and nowhere else", () => {
    expect(source.settings.safeParse({ ...saved, baseUrl: "https://evil.example/v26.0" }).success).toBe(
      false,
    );
    expect(source.settings.safeParse({ ...saved, baseUrl: "http://127.0.0.1:8801/a/v26.0" }).success).toBe(
      true,
    );
  });

  it("know a page's id by its digits", () => {
    expect(source.settings.safeParse({ ...saved, pageId: " 123 " }).success).toBe(true);
    expect(source.settings.safeParse({ ...saved, pageId: "myshop" }).success).toBe(false);
  });
});
