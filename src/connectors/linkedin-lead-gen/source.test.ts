// LinkedIn's proofs, what its notices are read as, and what a lead tells once it is fetched.
import { describe, expect, it } from "vitest";
import type { ShopEvent } from "../../core/event";
import type { Json, JsonObject } from "../../core/json";
import type { Answer, OutboundRequest, Reading } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const settings = source.settings.parse({ clientSecret: "s3cr3t", accessToken: "AQX_token" });

const read = (body: unknown): Promise<Reading> =>
  source.read(requestOf(typeof body === "string" ? body : JSON.stringify(body)), settings, now);

describe("a challenge", () => {
  const answerTo = async (challengeCode: string, method = "GET") => {
    const request = { ...requestOf("", {}, { challengeCode, applicationId: "1" }), method };
    return (await source.handshake?.(request, settings))?.body;
  };

  it("is answered with the client secret's HMAC", async () => {
    const challengeCode = "890e4665-4dfe-4ab1-b689-ed553bceeed0";
    expect(JSON.parse((await answerTo(challengeCode)) ?? "")).toEqual({
      challengeCode,
      challengeResponse: "63c7a919bedbaacb240b7f164b53ceec3659f89f076bdd25f84469154bedb6e8", // by openssl
    });
  });

  it("is not answered where it could be a notice to sign, or is anything odd", async () => {
    for (const code of [
      'hmacsha256={"type":"LEAD_ACTION"}',
      "hmacsha256=",
      "a=b",
      "",
      " ",
      "<b>",
      "ł",
      "a\n",
      "a".repeat(101),
    ])
      expect(await answerTo(code), code).toBeUndefined();
    expect(await answerTo("890e4665", "POST")).toBeUndefined();
  });
});

describe("a signature", () => {
  const body = '{"type":"LEAD_ACTION"}';
  const signature = "35451d638810cd1b324fcd6598a7868f132777d637fce066f81335b8963c3ea9"; // by openssl
  const verify = (header: string, text = body) =>
    verifyBy(source, requestOf(text, { "X-LI-Signature": header }), settings, now);

  it("covers its prefix and the raw body", async () => {
    expect((await signBy(source, requestOf(body), settings, now)).headers).toEqual({
      "x-li-signature": signature,
    });
    for (const header of [signature, signature.toUpperCase(), ` ${signature} `, `hmacsha256=${signature}`])
      expect(await verify(header)).toEqual({ ok: true });
  });

  it("of other bytes that mean the same, or of a challenge, is a mismatch", async () => {
    expect(await verify(signature, '{"type": "LEAD_ACTION"}')).toMatchObject({ reason: "mismatch" });
    expect(await verify("hmacsha256=")).toMatchObject({ reason: "mismatch" });
    expect(await verify("%%%")).toMatchObject({ reason: "mismatch" });
    expect(await verify(" ")).toMatchObject({ reason: "missing" });
  });
});

describe("settings", () => {
  it.each([
    { accessToken: "two words" },
    { clientSecret: "two\nlines" },
    { apiVersion: "2026-07" },
    { apiVersion: "202613" },
    { marketingConsentId: "first" },
    { baseUrl: "https://api.linkedin.example/rest" },
  ])("%j are refused", (odd) => {
    expect(source.settings.safeParse({ ...settings, ...odd }).success).toBe(false);
  });

  it("are trimmed, and speak of an API version of their own accord", () => {
    const pasted = { clientSecret: " a \n", accessToken: "\tb " };
    expect(source.settings.parse(pasted)).toMatchObject({
      clientSecret: "a",
      accessToken: "b",
      apiVersion: "202607",
    });
  });
});

describe("a notice", () => {
  const notice = JSON.parse(samples[0]?.body ?? "") as JsonObject;

  it("of a lead is incomplete until it is fetched", async () => {
    expect(await read(notice)).toMatchObject({
      is: "facts",
      facts: [
        { fact: { type: "lead.created" }, incomplete: expect.stringContaining("fetched"), data: notice },
      ],
    });
  });

  it("of a deletion is the wish of whoever left that lead", async () => {
    const [created, deleted] = await Promise.all(
      ["CREATED", "DELETED"].map(async (leadAction) => {
        const reading = await read({ ...notice, leadAction });
        return reading.is === "facts" ? reading.facts[0] : undefined;
      }),
    );
    expect(deleted).toMatchObject({ erase: "customer", sameCustomerAs: [created?.key] });
    expect(deleted?.key).not.toBe(created?.key);
    expect(created?.erase).toBeUndefined();
  });

  it("has no time but its own", async () => {
    const untimed = await read({ ...notice, occurredAt: undefined });
    expect(untimed).toMatchObject({ facts: [{ fact: { occurredAt: now } }] });
  });

  it.each([
    { type: "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS" },
    { type: undefined },
    { leadAction: "UPDATED" },
    { leadAction: undefined },
    { leadGenFormResponse: undefined },
    { leadGenFormResponse: "urn:li:leadGenFormResponse:" },
    { leadGenFormResponse: "urn:li:leadGenFormResponse:../leadForms" },
    { leadGenFormResponse: "urn:li:person:1" },
  ])("with %j is kept, not understood", async (odd) => {
    expect(await read({ ...notice, ...odd })).toMatchObject({ is: "not-understood" });
  });

  it.each(["", "[]", "null", "{", "\u0000"])("%j is unreadable", async (body) => {
    expect(await read(body)).toMatchObject({ is: "unreadable" });
  });
});

// ── What is fetched ──

const id = "249592fc-d272-44ba-a7db-c2bdce579507-6";
const notice = JSON.parse(samples[0]?.body ?? "") as JsonObject;
const event: ShopEvent = {
  id: "evt_1",
  type: "lead.created",
  occurredAt: now - 3_600_000,
  receivedAt: now,
  source: { id: "src_1", kind: "linkedin-lead-gen" },
  codes: [],
  data: notice,
};

const question = (questionId: number, question: string, more: object = {}) => ({
  questionId,
  name: `Question ${questionId}`,
  question: { localized: { pl_PL: question } },
  questionDetails: { textQuestionDetails: { maxResponseLength: 300 } },
  ...more,
});
const choices = {
  questionDetails: {
    multipleChoiceQuestionDetails: {
      options: ["Czerwony", "Niebieski"].map((text, id) => ({ id, text: { localized: { pl_PL: text } } })),
    },
  },
};
const text = (questionId: number | string, answer: string) => ({
  questionId,
  answerDetails: { textQuestionAnswer: { answer } },
});

const form = {
  id: "6955637458260688897",
  name: "Kurs",
  hiddenFields: [{ name: "utm_source", value: "li" }],
  creationLocale: { country: "PL", language: "pl" },
  content: {
    questions: [
      question(1, "Imię", { predefinedField: "FIRST_NAME" }),
      question(2, "Nazwisko", { predefinedField: "LAST_NAME" }),
      question(3, "E-mail", { predefinedField: "EMAIL" }),
      question(4, "E-mail służbowy", { predefinedField: "WORK_EMAIL" }),
      question(5, "Telefon", { predefinedField: "PHONE_NUMBER" }),
      question(6, "Ulubiony kolor?", choices),
      question(7, "Skąd jesteś?"),
    ],
    legalInfo: {
      consents: [
        { id: 0, consent: { localized: { pl_PL: "Regulamin" } }, checkRequired: true },
        { id: 1, consent: { localized: { pl_PL: "Newsletter" } }, checkRequired: false },
      ],
    },
  },
};

const lead = {
  id,
  submitter: "urn:li:person:BcLKblgopR",
  submittedAt: 1786699800000,
  testLead: false,
  leadType: "SPONSORED",
  leadMetadataInfo: { sponsoredLeadMetadataInfo: { campaign: { id: "1", name: "Jesień" } } },
  form,
  formResponse: {
    consentResponses: [
      { consentId: 0, accepted: true },
      { consentId: 1, accepted: false },
    ],
    answers: [
      text(4, "zoe@work.example"),
      text(3, "Zoe@Example.com"),
      text(1, "Zoë"),
      text(2, "Łęcka"),
      text(5, "+48 22 555 01 42"),
      { questionId: 6, answerDetails: { multipleChoiceAnswer: { options: [0, 1] } } },
      text(7, "Łódź"),
    ],
  },
};

function fetchLead(status: number, body: Json | string, more: { settings?: object; event?: object } = {}) {
  const sent: OutboundRequest[] = [];
  const send = async (request: OutboundRequest): Promise<Answer> => {
    sent.push(request);
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return { is: "answer", status, headers: new Headers(), body: text, cut: false };
  };
  const run = source.complete?.run({
    event: { ...event, ...more.event },
    settings: { ...settings, ...more.settings },
    send,
    now,
  });
  return { sent, completion: run ?? expect.fail("it fetches nothing") };
}

describe("a lead that is fetched", () => {
  it("is asked for once, with its form, as Rest.li wants it", async () => {
    const { sent, completion } = fetchLead(200, lead);
    await completion;
    expect(sent).toEqual([
      {
        method: "GET",
        url: expect.stringMatching(
          /^https:\/\/api\.linkedin\.com\/rest\/leadFormResponses\/249592fc-d272-44ba-a7db-c2bdce579507-6\?fields=id,[\w,]+,form:\(hiddenFields,creationLocale,name,id,content\)$/,
        ),
        headers: {
          accept: "application/json",
          authorization: "Bearer AQX_token",
          "linkedin-version": "202607",
          "x-restli-protocol-version": "2.0.0",
        },
      },
    ]);
  });

  it("tells who it is and what they answered, by the questions", async () => {
    expect(await fetchLead(200, lead).completion).toEqual({
      is: "complete",
      fact: {
        type: "lead.created",
        occurredAt: 1786699800000,
        customer: {
          email: "zoe@example.com",
          name: "Zoë Łęcka",
          firstName: "Zoë",
          lastName: "Łęcka",
          phone: "+48 22 555 01 42",
        },
      },
      customerRefs: ["member:urn:li:person:BcLKblgopR"],
      data: {
        ...notice,
        id,
        submitter: "urn:li:person:BcLKblgopR",
        submittedAt: 1786699800000,
        testLead: false,
        leadType: "SPONSORED",
        leadMetadataInfo: lead.leadMetadataInfo,
        form: { id: "6955637458260688897", name: "Kurs", creationLocale: { country: "PL", language: "pl" } },
        answers: {
          WORK_EMAIL: "zoe@work.example",
          EMAIL: "Zoe@Example.com",
          FIRST_NAME: "Zoë",
          LAST_NAME: "Łęcka",
          PHONE_NUMBER: "+48 22 555 01 42",
          "Ulubiony kolor?": ["Czerwony", "Niebieski"],
          "Skąd jesteś?": "Łódź",
        },
        hiddenFields: { utm_source: "li" },
        consents: [
          { id: "0", text: "Regulamin", accepted: true },
          { id: "1", text: "Newsletter", accepted: false },
        ],
      },
    });
  });

  it.each([
    ["0", { marketing: true }],
    ["1", { marketing: false }],
    ["2", undefined],
    [undefined, undefined],
  ])("agrees to marketing by the checkbox %s alone: %j", async (marketingConsentId, consent) => {
    const completed = await fetchLead(200, lead, { settings: { marketingConsentId } }).completion;
    expect(completed.is === "complete" ? completed.fact.consent : completed).toEqual(consent);
  });

  it("may answer with its work address alone, or with none", async () => {
    const answering = (...answers: Json[]) =>
      fetchLead(200, { ...lead, formResponse: { answers } }).completion;
    expect(await answering(text(4, "zoe@work.example"))).toHaveProperty(
      "fact.customer.email",
      "zoe@work.example",
    );
    expect(await answering(text(7, "zoe@example.com"))).not.toHaveProperty("fact.customer");
  });

  it("keeps the digits of big numbers, and both answers to questions of one name", async () => {
    const body = JSON.stringify({
      ...lead,
      form: { content: { questions: [question(8, "Dlaczego?"), question(9, "Dlaczego?")] } },
      formResponse: { answers: [text(8, "a"), text(9, "b"), text("@", "c")] },
    }).replace('"@"', "69556374582606888977");
    expect(await fetchLead(200, body).completion).toHaveProperty("data.answers", {
      "Dlaczego?": "a",
      "Dlaczego? (9)": "b",
      "69556374582606888977": "c",
    });
  });

  it("that is a test is nobody's", async () => {
    const test = { ...lead, submitter: "urn:li:person:0", testLead: true };
    expect(await fetchLead(200, test).completion).not.toHaveProperty("customerRefs");
  });

  it.each([
    { form: null },
    { form: { content: { questions: "x", legalInfo: [1] }, hiddenFields: {} } },
    { formResponse: {} },
    { formResponse: { answers: [1, {}, { questionId: 1 }, { answerDetails: 1 }], consentResponses: {} } },
    { submittedAt: "x", submitter: 1 },
  ])("may be odd: %j", async (odd) => {
    expect(await fetchLead(200, { ...lead, ...odd } as Json).completion).toMatchObject({ is: "complete" });
  });
});

describe("a lead that cannot be fetched", () => {
  const problem = (status: number, code: string) => ({
    status,
    code,
    message: `No: ann@example.com ${code}`,
  });

  it.each([
    [401, problem(401, "EXPIRED_ACCESS_TOKEN"), "refused", /access token.*60 days/],
    [403, problem(403, "ACCESS_DENIED"), "refused", /r_marketing_leadgen_automation/],
    [426, problem(426, "NONEXISTENT_VERSION"), "refused", /API version 202607/],
    [400, problem(400, "NONEXISTENT_VERSION"), "refused", /API version 202607/],
    [404, problem(404, "NOT_FOUND"), "failed", /deleted/],
    [400, problem(400, "ILLEGAL_ARGUMENT"), "failed", /\(400\): No: … ILLEGAL_ARGUMENT$/],
    [429, problem(429, "TOO_MANY_REQUESTS"), "retry", /slow down/],
    [500, problem(500, "INTERNAL_SERVER_ERROR"), "retry", /trouble/],
    [404, "<html>", "retry", /does not come from LinkedIn/],
    [200, "<html>", "retry", /does not come from LinkedIn/],
    [200, {}, "retry", /does not come from LinkedIn/],
    [200, { ...lead, id: "another" }, "retry", /does not come from LinkedIn/],
  ])("for %i %j is %s", async (status, body, is, reason) => {
    const { completion } = fetchLead(status, body as Json);
    expect(await completion).toMatchObject({ is, reason: expect.stringMatching(reason) });
  });

  it("is waited for while the notice is young: it may have been faster", async () => {
    const { completion } = fetchLead(404, problem(404, "NOT_FOUND"), { event: { occurredAt: now - 60_000 } });
    expect(await completion).toMatchObject({ is: "retry" });
  });

  it("is not asked for where its id is none", async () => {
    for (const data of [null, {}, { leadGenFormResponse: "urn:li:leadGenFormResponse:a/../b" }]) {
      const { completion, sent } = fetchLead(200, lead, { event: { data } });
      expect(await completion).toMatchObject({ is: "failed" });
      expect(sent).toEqual([]);
    }
  });
});
