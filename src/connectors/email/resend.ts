// Mail through Resend. It knows a mail again by its key, but for a day only, and a delivery may wait longer: a mail whose
// answer was lost is left to a person all the same.
// https://resend.com/docs/api-reference/errors
import type { Verdict } from "../../core/delivery";
import { isObject, type Json } from "../../core/json";
import {
  type Check,
  type Mail,
  type Send,
  type Sender,
  type Setback,
  textIn,
  withoutAddresses,
} from "../kit";
import { type Api, ask, checked, type Heard } from "../rest";
import type { ApiAccount } from "./settings";

const name = "Resend";

export async function sendByResend(
  mail: Mail,
  account: ApiAccount,
  send: Send,
  now: number,
): Promise<Verdict> {
  const { id, to, subject, text, html, replyTo } = mail;
  const body = {
    from: mailbox(account.from),
    to,
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    ...(replyTo === undefined ? {} : { reply_to: replyTo }),
  };
  const api = apiOf(account);
  const headers = { ...api.headers, "idempotency-key": id };
  const reply = await ask({ ...api, headers }, { method: "POST", path: "/emails", body }, send, now);
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "told") return { is: "done" };
  return {
    is: "failed",
    reason: `Resend does not take this mail (${reply.status}): ${withoutAddresses(reply.words)}`,
  };
}

/** Domains are asked for, since every key but one that only sends may ask that. */
export async function checkResend(account: ApiAccount, send: Send): Promise<Check> {
  const api = apiOf(account);
  const reply = await ask(api, { method: "GET", path: "/domains" }, send, 0);
  if (reply.is === "setback" && reply.setback === onlySends) return { is: "ok" };
  return checked(api, reply, (json) => isObject(json) && Array.isArray(json.data));
}

/** The answer of a good key that may do nothing else. */
const onlySends: Setback = {
  is: "refused",
  reason: "Resend lets this API key do nothing but send.",
};

function apiOf({ apiKey, baseUrl }: ApiAccount): Api {
  return {
    name,
    root: baseUrl ?? "https://api.resend.com",
    headers: { authorization: `Bearer ${apiKey}` },
    wrongKey,
    forbidden: "Resend does not permit this to the API key. Create another one in Resend under API Keys.",
    wordsOf,
    meaning,
  };
}

const wrongKey =
  "Resend refused the API key: it is wrong or was deleted. Create one in Resend under API Keys, and enter it here.";

function meaning({ status, json }: Heard): Setback | undefined {
  if (json === undefined) return undefined;
  const code = isObject(json) ? textIn(json.name) : undefined;
  if (status === 401 && code === "restricted_api_key") return onlySends;
  if (status === 403 && code === "invalid_api_key") return { is: "refused", reason: wrongKey };
  if (status === 403 && code === "validation_error")
    return {
      is: "refused",
      reason: `Resend does not send mail from this sender: ${withoutAddresses(wordsOf(json))} Its domain is verified in Resend under Domains.`,
    };
  if (status === 409 && code === "concurrent_idempotent_requests")
    return { is: "retry", reason: "Resend is still busy with an earlier try of this mail." };
  return undefined;
}

function wordsOf(json: Json): string {
  return isObject(json) ? (textIn(json.message) ?? textIn(json.name) ?? "") : "";
}

/** "The Shop <bell@shop.example>". Commas and the like are part of a name only within quotes. */
function mailbox({ email, name }: Sender): string {
  if (name === undefined) return email;
  const isPlain = !/[()<>[\]:;@\\,."]/.test(name);
  return `${isPlain ? name : `"${name.replace(/["\\]/g, "\\$&")}"`} <${email}>`;
}
