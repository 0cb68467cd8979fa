// MailerLite Classic's API v2: where it is, and what it means by its answers.
// https://developers-classic.mailerlite.com/docs/response
import { isObject, type Json } from "../../core/json";
import { retryAfterMs } from "../../core/retry";
import { numberIn, type Setback, textIn } from "../kit";
import { type Api, type Heard, slowDown } from "../rest";

export type Account = { apiKey: string; baseUrl?: string | undefined };

export function apiOf({ apiKey, baseUrl }: Account): Api {
  return {
    name,
    root: baseUrl ?? "https://api.mailerlite.com/api/v2",
    headers: { "x-mailerlite-apikey": apiKey },
    wrongKey,
    forbidden:
      "MailerLite Classic does not permit this to the API key: the plan does not allow it, or the account is on hold. Sign in to MailerLite Classic to see why.",
    wordsOf: (json) => textIn(errorIn(json).message) ?? "",
    meaning,
    hintMs: ({ headers }, now) => retryAfterMs(headers.get("x-ratelimit-retry-after") ?? undefined, now),
  };
}

const name = "MailerLite Classic";

const wrongKey =
  "MailerLite Classic refused the API key: it is wrong or was replaced. Copy it in MailerLite Classic under Integrations → MailerLite API, and enter it here. A token of the new MailerLite belongs to the tool “MailerLite”.";

/** What it means is told by the error's code; of the statuses that go with these codes only 401 is documented. */
function meaning({ status, json }: Heard): Setback | undefined {
  if (status < 400 || status >= 500) return undefined;
  switch (numberIn(errorIn(json).code)) {
    case 1: // no key
    case 302: // a wrong key
      return { is: "refused", reason: wrongKey };
    case 429:
      return { is: "retry", reason: slowDown({ name }, 429), slowDown: true };
    default:
      return undefined;
  }
}

function errorIn(json: Json | undefined): Record<string, Json> {
  return isObject(json) && isObject(json.error) ? json.error : {};
}
