// Mail through SendGrid. It has no key for repeats: a mail whose answer was lost is left to a person.
// https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send
import type { Verdict } from "../../core/delivery";
import { isObject, type Json } from "../../core/json";
import { type Check, type Mail, numberIn, type Send, type Setback, textIn, withoutAddresses } from "../kit";
import { type Api, ask, checked, type Heard, notFrom } from "../rest";
import type { ApiAccount } from "./settings";

const name = "SendGrid";
const hourMs = 3_600_000;

export async function sendBySendGrid(
  mail: Mail,
  account: ApiAccount,
  send: Send,
  now: number,
): Promise<Verdict> {
  const { to, subject, text, html, replyTo } = mail;
  const body = {
    personalizations: [{ to: to.map((email) => ({ email })) }],
    from: account.from,
    subject,
    content: [
      { type: "text/plain", value: text },
      ...(html === undefined ? [] : [{ type: "text/html", value: html }]),
    ],
    ...(replyTo === undefined ? {} : { reply_to: { email: replyTo } }),
  };
  const reply = await ask(apiOf(account), { method: "POST", path: "/mail/send", body }, send, now);
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "told")
    return reply.status === 202 ? { is: "done" } : { is: "unknown", reason: notFrom({ name }, reply.status) };
  return {
    is: "failed",
    reason: `SendGrid does not take this mail (${reply.status}): ${withoutAddresses(reply.words)}`,
  };
}

export async function checkSendGrid(account: ApiAccount, send: Send): Promise<Check> {
  const api = apiOf(account);
  const reply = await ask(api, { method: "GET", path: "/scopes" }, send, 0);
  const check = checked(api, reply, (json) => scopesIn(json) !== undefined);
  if (check.is !== "ok" || reply.is !== "told" || scopesIn(reply.json)?.includes("mail.send")) return check;
  return { is: "refused", problem: forbidden };
}

function scopesIn(json: Json): Json[] | undefined {
  return isObject(json) && Array.isArray(json.scopes) ? json.scopes : undefined;
}

const forbidden =
  "SendGrid does not permit this API key to send mail. In SendGrid, under Settings → API Keys, give it “Mail Send”.";

function apiOf({ apiKey, region, baseUrl }: ApiAccount): Api {
  return {
    name,
    root: baseUrl ?? (region === "eu" ? "https://api.eu.sendgrid.com/v3" : "https://api.sendgrid.com/v3"),
    headers: { authorization: `Bearer ${apiKey}` },
    wrongKey:
      "SendGrid refused the API key: it is wrong, was deleted, or belongs to the other region. Create one in SendGrid under Settings → API Keys, and enter it here.",
    forbidden,
    wordsOf,
    meaning,
    hintMs,
  };
}

function meaning({ status, json }: Heard): Setback | undefined {
  // Gateways: SendGrid may have taken the mail behind them.
  if (status === 502 || status === 504)
    return { is: "unknown", reason: `SendGrid gave no clear answer (${status}).` };
  const words = json === undefined ? "" : wordsOf(json);
  if (status === 401 && /credits exceeded/i.test(words))
    return {
      is: "retry",
      reason: "The mails of your SendGrid plan are used up for now: wait until it renews, or upgrade it.",
      slowDown: true,
      afterMs: hourMs,
    };
  if (status === 401 && /not authorized to send/i.test(words))
    return {
      is: "refused",
      reason: "SendGrid lets this account send no mail. Sign in to SendGrid to see why.",
    };
  if (status === 403 && /sender identity/i.test(words))
    return {
      is: "refused",
      reason:
        "SendGrid does not know the sender: verify the address or its domain in SendGrid under Settings → Sender Authentication.",
    };
  return undefined;
}

/** Not Retry-After, but the second at which requests count anew. */
function hintMs({ status, headers }: Heard, now: number): number | undefined {
  const resetsAt = status === 429 ? numberIn(headers.get("x-ratelimit-reset") ?? undefined) : undefined;
  return resetsAt === undefined ? undefined : Math.max(0, resetsAt * 1000 - now);
}

function wordsOf(json: Json): string {
  const errors = isObject(json) && Array.isArray(json.errors) ? json.errors.filter(isObject) : [];
  return errors.map(({ message }) => textIn(message) ?? "").join(" ");
}
