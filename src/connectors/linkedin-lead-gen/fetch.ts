// Fetches a lead from LinkedIn by its id, with the form it answers, and tells what the person answered.
// https://learn.microsoft.com/en-us/linkedin/marketing/lead-sync/leadsync and …/lead-sync-schema
import { type Customer, instantOf, type ShopEvent } from "../../core/event";
import { isObject, type Json, type JsonObject, valuesAt } from "../../core/json";
import {
  type Completion,
  compact,
  emailIn,
  idIn,
  ifTold,
  type Send,
  type Setback,
  textIn,
  withoutAddresses,
} from "../kit";
import { type Api, ask, type Heard, notFrom, path } from "../rest";

type Settings = {
  accessToken: string;
  apiVersion: string;
  marketingConsentId?: string | undefined;
  baseUrl?: string | undefined;
};

const urnStart = "urn:li:leadGenFormResponse:";

/** What a notice calls its lead: "urn:li:leadGenFormResponse:249592fc-d272-44ba-a7db-c2bdce579507-6". */
export function leadUrnIn(notice: Json): string | undefined {
  const urn = isObject(notice) ? idIn(notice.leadGenFormResponse) : undefined;
  return urn?.startsWith(urnStart) && /^[\w-]+$/.test(urn.slice(urnStart.length)) ? urn : undefined;
}

/** The form comes along, since answers name their questions by number. Parentheses and commas must stay as they are. */
const fields =
  "id,submitter,submittedAt,testLead,leadType,owner,ownerInfo,associatedEntity,associatedEntityInfo,leadMetadata,leadMetadataInfo," +
  "versionedLeadGenFormUrn,formResponse,form:(hiddenFields,creationLocale,name,id,content)";

/** A notice may be faster than the lead: for so long after it was made, one that is not there may still come. */
const mayStillComeMs = 10 * 60 * 1000;

const failed = (reason: string): Setback => ({ is: "failed", reason });

export async function fetchLead(
  event: ShopEvent,
  settings: Settings,
  send: Send,
  now: number,
): Promise<Completion> {
  const urn = leadUrnIn(event.data);
  if (!urn) return failed("The event does not say which lead it is.");
  const id = urn.slice(urnStart.length);
  const api = apiOf(settings);
  const call = { method: "GET", path: `${path`/leadFormResponses/${id}`}?fields=${fields}` } as const;
  const reply = await ask(api, call, send, now);
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection") {
    if (reply.status !== 404)
      return failed(`LinkedIn does not give the lead (${reply.status}): ${withoutAddresses(reply.words)}`);
    if (now - event.occurredAt < mayStillComeMs)
      return {
        is: "retry",
        reason: "LinkedIn does not have the lead yet, or does not show it to this token.",
      };
    return failed(
      "LinkedIn has no such lead, or does not show it to this token: it was deleted, or is older than LinkedIn keeps leads.",
    );
  }
  const lead = reply.json;
  if (!isObject(lead) || idIn(lead.id) !== id || !isObject(lead.formResponse))
    return { is: "retry", reason: notFrom(api, reply.status) };

  const { form, formResponse, ...rest } = lead;
  const content = isObject(form) && isObject(form.content) ? form.content : {};
  const answers = answersIn(formResponse, content);
  const consents = consentsIn(formResponse, content);
  const marketing = consents.find((one) => one.id === settings.marketingConsentId)?.accepted;
  const submitter = idIn(lead.submitter);
  return compact({
    is: "complete" as const,
    fact: compact({
      type: event.type,
      occurredAt: instantOf(lead.submittedAt) ?? event.occurredAt,
      customer: customerIn(answers),
      consent: marketing === undefined ? undefined : { marketing },
    }),
    data: {
      ...(isObject(event.data) ? event.data : {}),
      ...rest,
      ...(isObject(form) ? { form: withoutContent(form) } : {}),
      answers: Object.fromEntries(answers.map(({ name, value }) => [name, value])),
      hiddenFields: hiddenFieldsIn(form),
      consents,
    },
    // A test lead is nobody's.
    customerRefs: submitter && submitter !== "urn:li:person:0" ? [`member:${submitter}`] : undefined,
  });
}

const withoutContent = ({ content: _, hiddenFields: __, ...form }: JsonObject): JsonObject => form;

// ── What the person answered ───────────────────────────────────────────────────────────────────

/** `name` is LinkedIn's own of a question it knows ("EMAIL"), and else the question. */
type Answer = { name: string; value: Json };

function answersIn(formResponse: JsonObject, content: JsonObject): Answer[] {
  const questions = new Map(
    valuesAt(content, "questions")
      .filter(isObject)
      .map((one) => [idIn(one.questionId), one]),
  );
  const taken = new Set<string>();
  return valuesAt(formResponse, "answers")
    .filter(isObject)
    .flatMap((answer): Answer[] => {
      const id = idIn(answer.questionId);
      const question = questions.get(id) ?? {};
      const value = answerIn(answer, question);
      if (id === undefined || value === undefined) return [];
      const asked = textIn(question.predefinedField) ?? localized(question.question) ?? id;
      const name = taken.has(asked) ? `${asked} (${id})` : asked;
      taken.add(name);
      return [{ name, value }];
    });
}

/** What was typed, or the words of what was chosen: a list where that is more than one. */
function answerIn(answer: JsonObject, question: JsonObject): Json | undefined {
  const typed = textIn(valuesAt(answer, "answerDetails.textQuestionAnswer.answer")[0]);
  if (typed !== undefined) return typed;
  const options = valuesAt(question, "questionDetails.multipleChoiceQuestionDetails.options").filter(
    isObject,
  );
  const chosen = valuesAt(answer, "answerDetails.multipleChoiceAnswer.options").flatMap((one): string[] => {
    const id = idIn(one);
    if (id === undefined) return [];
    return [localized(options.find((option) => idIn(option.id) === id)?.text) ?? id];
  });
  return chosen.length > 1 ? chosen : chosen[0];
}

/** A form has its texts in one language. */
function localized(text: unknown): string | undefined {
  const words = isObject(text) && isObject(text.localized) ? Object.values(text.localized) : [text];
  return words.map(textIn).find((one) => one !== undefined);
}

function customerIn(answers: Answer[]): Customer | undefined {
  const told = (...names: string[]) =>
    names.map((name) => textIn(answers.find((one) => one.name === name)?.value)).find((text) => text);
  const firstName = told("FIRST_NAME");
  const lastName = told("LAST_NAME");
  return ifTold({
    email: emailIn(told("EMAIL")) ?? emailIn(told("WORK_EMAIL")),
    name: textIn([firstName, lastName].filter(Boolean).join(" ")),
    firstName,
    lastName,
    phone: told("PHONE_NUMBER", "WORK_PHONE_NUMBER"),
  });
}

type Consent = { id: string; text?: string; accepted: boolean };

function consentsIn(formResponse: JsonObject, content: JsonObject): Consent[] {
  const texts = new Map(
    valuesAt(content, "legalInfo.consents")
      .filter(isObject)
      .map((one) => [idIn(one.id), localized(one.consent)]),
  );
  return valuesAt(formResponse, "consentResponses").flatMap((response): Consent[] => {
    const id = isObject(response) ? idIn(response.consentId) : undefined;
    if (!isObject(response) || id === undefined || typeof response.accepted !== "boolean") return [];
    return [compact({ id, text: texts.get(id), accepted: response.accepted })];
  });
}

/** What the advertiser attached to the form, by name. */
function hiddenFieldsIn(form: Json | undefined): JsonObject {
  return Object.fromEntries(
    valuesAt(form, "hiddenFields")
      .filter(isObject)
      .flatMap(({ name, value }): [string, string][] => {
        const [key, text] = [textIn(name), textIn(value)];
        return key && text ? [[key, text]] : [];
      }),
  );
}

// ── The API ────────────────────────────────────────────────────────────────────────────────────

function apiOf({ accessToken, apiVersion, baseUrl }: Settings): Api {
  return {
    name: "LinkedIn",
    root: baseUrl ?? "https://api.linkedin.com/rest",
    headers: {
      authorization: `Bearer ${accessToken}`,
      "linkedin-version": apiVersion,
      "x-restli-protocol-version": "2.0.0",
    },
    wrongKey:
      "LinkedIn refused the access token: it is wrong, was revoked, or is over, as each is after 60 days. Make a new one and enter it in this source.",
    forbidden:
      "LinkedIn does not show leads to this access token. It needs the permission r_marketing_leadgen_automation, and its member a role in the ad account or page. Make a new one and enter it in this source.",
    wordsOf: (json) => (isObject(json) ? (textIn(json.message) ?? "") : ""),
    meaning: (heard) => meaning(heard, apiVersion),
  };
}

/** https://learn.microsoft.com/en-us/linkedin/marketing/versioning */
function meaning({ status, json }: Heard, apiVersion: string): Setback | undefined {
  const code = isObject(json) ? textIn(json.code) : undefined;
  if (status !== 426 && code !== "NONEXISTENT_VERSION") return undefined;
  return {
    is: "refused",
    reason: `LinkedIn does not know the API version ${apiVersion} any more: enter a newer one in this source.`,
  };
}
