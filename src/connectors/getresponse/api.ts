// GetResponse's API v3: where it is, and what it means by its answers. Its own code in the body counts, not the status.
// https://apidocs.getresponse.com/v3/errors
import { isObject, type Json } from "../../core/json";
import { numberIn, type Setback, textIn } from "../kit";
import { type Api, type Heard, notFrom, slowDown } from "../rest";

/** By the kind of account; the last two are of GetResponse MAX. */
const roots = {
  getresponse: "https://api.getresponse.com/v3",
  "max-us": "https://api3.getresponse360.com/v3",
  "max-pl": "https://api3.getresponse360.pl/v3",
};

export type Account = {
  apiKey: string;
  account: keyof typeof roots;
  domain?: string | undefined;
  baseUrl?: string | undefined;
};

export function apiOf({ apiKey, account, domain, baseUrl }: Account): Api {
  return {
    name,
    root: baseUrl ?? roots[account],
    headers: { "x-auth-token": `api-key ${apiKey}`, ...(domain ? { "x-domain": domain } : {}) },
    wrongKey,
    forbidden,
    wordsOf,
    meaning,
    hintMs,
  };
}

const name = "GetResponse";

const wrongKey =
  "GetResponse refused the API key: it is wrong, or has expired, as keys do that nobody used for 90 days. Create one in GetResponse under Integrations & API → API, and enter it here.";
const forbidden =
  "GetResponse does not permit this to the API key: its user's rights or the plan do not allow it. Take a key of the account's owner.";

/** GetResponse's code for what is wrong; every answer of its own that is no 2xx has one. */
export function codeOf(json: Json | undefined): number | undefined {
  return isObject(json) ? numberIn(json.code) : undefined;
}

const hour = 3_600_000;

function meaning({ status, json }: Heard): Setback | undefined {
  if (status < 400) return undefined;
  const code = codeOf(json);
  switch (code) {
    case 1014:
      return { is: "refused", reason: wrongKey };
    case 1015:
      return { is: "retry", reason: slowDown({ name }, status), slowDown: true };
    // One passes by itself, the other is about the address of the sender, which a Worker shares and changes.
    case 1016:
    case 1018:
      return {
        is: "retry",
        reason: `GetResponse found the requests unusual, blocks them for a while and asks to slow down (${code}). If it lasts, its support can say why.`,
        slowDown: true,
        afterMs: hour,
      };
    case 1017:
      return {
        is: "refused",
        reason: "GetResponse has blocked its API for this account for good. Its support can say why.",
      };
    case 1021:
    case 1024:
      return {
        is: "refused",
        reason:
          "GetResponse does not know whose account this is. With GetResponse MAX, choose where it is (max-us or max-pl) and enter its domain; otherwise compare the API key with GetResponse's.",
      };
    case 1023:
      // A user may have some of an account's lists: then the others still work.
      return /campaign/i.test(wordsOf(json ?? null))
        ? { is: "failed", reason: noAccess }
        : { is: "refused", reason: forbidden };
    case undefined:
      return status < 500 && status !== 401 && status !== 429
        ? { is: "retry", reason: notFrom({ name }, status) }
        : undefined;
    default:
      return undefined;
  }
}

const noAccess =
  "The user whose API key this is has no access to this list. Give it to them in GetResponse, or take a key of the account's owner.";

/** What GetResponse says is wrong, field by field where it does; its message then says no more than that. */
function wordsOf(json: Json): string {
  if (!isObject(json)) return "";
  const details = [json.context ?? []].flat().filter(isObject);
  const words = details.map(({ fieldName, errorDescription }) =>
    [textIn(fieldName), textIn(errorDescription)].filter((text) => text !== undefined).join(": "),
  );
  return words.filter((text) => text !== "").join(" ") || (textIn(json.message) ?? "");
}

/** Limits are counted in windows of ten minutes: nothing longer is meant. */
const longestWindowSeconds = 600;

/** Every answer tells when its window ends; only one that asks to slow down means it. */
function hintMs({ status, headers, json }: Heard): number | undefined {
  if (status !== 429 && codeOf(json) !== 1015) return undefined;
  const context = isObject(json) && isObject(json.context) ? json.context : {};
  const seconds = secondsIn(context.timeToReset) ?? secondsIn(headers.get("x-ratelimit-reset"));
  return seconds === undefined ? undefined : Math.min(seconds, longestWindowSeconds) * 1000;
}

/** "432 seconds", or the number alone. */
function secondsIn(value: unknown): number | undefined {
  return numberIn(/^\d+/.exec(textIn(value) ?? "")?.[0]);
}
