// Circle's Admin API v2: where it is, and what it means by its answers.
// https://api.circle.so/apis/admin-api
import { isObject, type Json } from "../../core/json";
import { type Setback, textIn } from "../kit";
import type { Api, Heard } from "../rest";

export const schemes = ["Token", "Bearer"] as const;

export type Account = {
  apiToken: string;
  authorization: (typeof schemes)[number];
  baseUrl?: string | undefined;
};

export function apiOf({ apiToken, authorization, baseUrl }: Account): Api {
  return {
    name: "Circle",
    root: baseUrl ?? "https://app.circle.so/api/admin/v2",
    headers: { authorization: `${authorization} ${apiToken}` },
    wrongKey:
      "Circle refused the token: it is wrong, was deleted, or is of another type than “Admin V2”. Create one of that type in your community under Developers → Tokens, and enter it here.",
    forbidden:
      "Circle does not permit this to the token. Perhaps it is of another type than “Admin V2”: compare it with Developers → Tokens in your community.",
    wordsOf,
    meaning,
    // None is told, but the docs recommend a minute: api.circle.so/apis/admin-api/usage-and-limits/optimizing-usage
    hintMs: ({ status, headers }) => (status === 429 && !headers.has("retry-after") ? 60_000 : undefined),
  };
}

/** The limit is one of a day, and nobody says when the day begins: twice a day is often enough to ask. */
const halfDay = 12 * 3_600_000;

function meaning({ status, json = null }: Heard): Setback | undefined {
  const words = wordsOf(json);
  // The token is good: of a wrong one Circle has other words.
  if (status === 401 && /cannot perform this action/i.test(words))
    return {
      is: "failed",
      reason: "Circle does not allow this: the community's owner, for one, cannot be removed from it.",
    };
  if (status !== 403) return undefined;
  if (/not eligible/i.test(words))
    return {
      is: "refused",
      reason:
        "Circle says that the community's plan does not include the Admin API: it needs the Business plan or a higher one.",
    };
  if (/maximum limit of members/i.test(words))
    return {
      is: "failed",
      reason:
        "The community has as many members as its plan at Circle allows. Make room or take a larger plan, and run this again.",
    };
  if (/daily member limit/i.test(words))
    return {
      is: "retry",
      reason: "Circle invites nobody else today: as many as a day allows have been invited.",
      afterMs: halfDay,
    };
  return undefined;
}

/** What Circle says, be it of success or of what is wrong; a word on the details is in one of several places. */
export function wordsOf(json: Json): string {
  if (!isObject(json)) return "";
  const { message, error, errors, error_details } = json;
  const details = isObject(error_details) ? error_details.message : error_details;
  return [message, error, errors, details]
    .flat()
    .flatMap((one) => textIn(one) ?? [])
    .join(" ");
}

/** What it is that Circle does not know, in its words: "user", "space", "space group", "community member". */
export function missingIn(words: string): string | undefined {
  return /missing record: (?<what>[a-z ]*[a-z])/i.exec(words)?.groups?.what?.toLowerCase();
}
