// SendGrid's API v3: where it is, and what it means by its answers.
// https://www.twilio.com/docs/sendgrid/api-reference
import { isObject, type Json } from "../../core/json";
import { numberIn, type Setback, textIn } from "../kit";
import { type Api, type Heard, notFrom } from "../rest";

export type Account = { apiKey: string; region: "global" | "eu"; baseUrl?: string | undefined };

export const name = "SendGrid";

const roots = { global: "https://api.sendgrid.com/v3", eu: "https://api.eu.sendgrid.com/v3" };

/** For asking about the key itself: whoever refuses that refuses the key. */
export function keyApi({ apiKey, region, baseUrl }: Account): Api {
  return {
    name,
    root: baseUrl ?? roots[region],
    headers: { authorization: `Bearer ${apiKey}` },
    wrongKey:
      "SendGrid refused the API key: it is wrong, was deleted, or belongs to the other region. Create one in SendGrid under Settings → API Keys, and enter it here.",
    forbidden: `SendGrid does not permit the API key to be used. ${howToPermit}`,
    wordsOf,
    hintMs,
  };
}

/** For all else. A key may be good for lists and not for mails, or the other way round: that makes no wrong key. */
export function apiOf(account: Account): Api {
  return { ...keyApi(account), meaning };
}

export const howToPermit =
  "In SendGrid, under Settings → API Keys, permit “Marketing” for lists, and “Mail Send” and “Template Engine” for mails.";

const hour = 3_600_000;

function meaning({ status, json }: Heard): Setback | undefined {
  if (json === undefined || (status !== 401 && status !== 403)) return undefined;
  const words = wordsOf(json);
  if (status === 401 && /credits exceeded/i.test(words))
    return {
      is: "retry",
      reason:
        "The mails of your SendGrid plan are used up, so SendGrid sends no more for now: wait until the plan renews, or upgrade it.",
      afterMs: hour,
    };
  if (/sender identity/i.test(words))
    return {
      is: "failed",
      reason:
        "SendGrid does not know the sender: verify the address or its domain in SendGrid under Settings → Sender Authentication.",
    };
  // What lacks may be permitted within the days of trying again, and SendGrid has been seen to take a 403 back.
  if (status === 401 && /not authorized to send/i.test(words))
    return {
      is: "retry",
      reason: `SendGrid lets this API key or this account send no mail. ${howToPermit} Sign in there to see whether the account is blocked.`,
    };
  if (status === 403)
    return {
      is: "retry",
      reason: words
        ? `SendGrid does not permit this to the API key. ${howToPermit}`
        : notFrom({ name }, status),
    };
  return undefined;
}

/** SendGrid sends no Retry-After: the instant, in seconds, at which requests count anew. Other answers tell it too. */
function hintMs({ status, headers }: Heard, now: number): number | undefined {
  const resetsAt = status === 429 ? numberIn(headers.get("x-ratelimit-reset") ?? undefined) : undefined;
  return resetsAt === undefined ? undefined : Math.max(0, resetsAt * 1000 - now);
}

/** Several errors or a single one; a field that is not known is null, or a text that says so. */
function wordsOf(json: Json): string {
  const { errors, ...problem } = isObject(json) ? json : {};
  const all = Array.isArray(errors) ? errors : [problem];
  return all
    .filter(isObject)
    .map(({ field, message }) => [field === "null" ? undefined : textIn(field), textIn(message)])
    .map((texts) => texts.filter((text) => text !== undefined).join(": "))
    .filter((text) => text !== "")
    .join(" ");
}
