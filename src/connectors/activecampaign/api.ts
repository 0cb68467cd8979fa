// ActiveCampaign's API v3: where it is, and what it means by its answers.
// https://developers.activecampaign.com/reference/overview
import { isObject, type Json } from "../../core/json";
import { type Setback, textIn } from "../kit";
import { type Api, type Heard, notFrom, slowDown } from "../rest";

export type Account = { apiUrl: string; apiKey: string; baseUrl?: string | undefined };

const name = "ActiveCampaign";
const wrongKey =
  "ActiveCampaign refused the API key: it is wrong, was reset or belongs to another account. Copy URL and key again from ActiveCampaign's Settings → Developer.";
const forbidden =
  "ActiveCampaign does not permit this to the API key, which may do what its user may do. Take the key of a user who may manage contacts and lists.";
const compareUrl = "Compare the API URL with the one in ActiveCampaign's Settings → Developer.";

export function apiOf({ apiUrl, apiKey, baseUrl }: Account): Api {
  return {
    name,
    root: baseUrl ?? `${apiUrl}/api/3`,
    headers: { "api-token": apiKey },
    wrongKey,
    forbidden,
    unreachable: `${new URL(apiUrl).host} could not be reached. ${compareUrl}`,
    wordsOf: (json) => errorsIn(json).join(" ") || "It gives no reason.",
    meaning,
  };
}

function meaning({ status, headers, json, text }: Heard): Setback | undefined {
  if (status === 402)
    return {
      is: "refused",
      reason: "ActiveCampaign has suspended this account: its plan has lapsed, or a payment is due.",
    };
  // Reported by its users where 429 is documented.
  if (status === 503 && headers.has("retry-after"))
    return { is: "retry", reason: slowDown({ name }, status), slowDown: true };
  // Whoever owns a host that is not ActiveCampaign's has pages and redirects for every path.
  const isPage = (status >= 300 && status < 400) || (json === undefined && text.trimStart().startsWith("<"));
  if (isPage && status < 500 && ![401, 429].includes(status))
    return { is: "retry", reason: `${notFrom({ name }, status)} ${compareUrl}` };
  return status === 403 ? meaningOf403(errorsIn(json ?? text).join(" ")) : undefined;
}

/** Said of a wrong key, of a lacking permission, and of what does not exist. */
function meaningOf403(words: string): Setback {
  if (isMissing({ words }))
    return {
      is: "failed",
      reason:
        "ActiveCampaign no longer has something that this automation names: choose its list and fields again.",
    };
  return { is: "refused", reason: /permi(?:t|ssion)/i.test(words) ? forbidden : wrongKey };
}

/** Whether an objection is that something does not exist. */
export function isMissing({ status, words }: { status?: number; words: string }): boolean {
  return status === 404 || /no result found|does not exist/i.test(words);
}

/** What is wrong in ActiveCampaign's words: a `message`, or `errors` with a title, a detail or both. */
function errorsIn(json: Json): string[] {
  if (typeof json === "string") return [json];
  if (!isObject(json)) return [];
  const errors = Array.isArray(json.errors) ? json.errors.filter(isObject) : [];
  return [json.message, ...errors.flatMap(({ title, detail }) => [title, detail])].flatMap(
    (one) => textIn(one) ?? [],
  );
}

export const notActiveCampaign = (status: number): Setback => ({
  is: "retry",
  reason: notFrom({ name }, status),
});

/** The list under a name in an answer; undefined when there is none, and the answer is somebody else's. */
export function itemsIn(json: Json, member: string): Record<string, Json>[] | undefined {
  const items = isObject(json) ? json[member] : undefined;
  return Array.isArray(items) ? items.filter(isObject) : undefined;
}
