// MailerLite's API: where it is, and what it means by its answers.
// https://developers.mailerlite.com/getting-started
import { isObject, type Json } from "../../core/json";
import { textIn } from "../kit";
import type { Api } from "../rest";

export type Account = { apiKey: string; baseUrl?: string | undefined };

export function apiOf({ apiKey, baseUrl }: Account): Api {
  return {
    name: "MailerLite",
    root: baseUrl ?? "https://connect.mailerlite.com/api",
    headers: {
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json", // wanted with every request, also where there is no body
      "x-version": "2026-11-21", // else MailerLite answers as the newest version does
    },
    wrongKey:
      "MailerLite refused the API token: it is wrong or was deleted, or the person who made it left the account. Generate one in MailerLite under Integrations → API, and enter it here. A key of MailerLite Classic belongs to the tool of that name.",
    forbidden:
      "MailerLite does not permit this to the API token: the role of the person who made it or the plan does not allow it, or the account is on hold. Sign in to MailerLite to see why.",
    wordsOf,
  };
}

/** What is wrong in MailerLite's words; those about fields name them, and `message` only repeats the first. */
function wordsOf(json: Json): string {
  const { message, errors } = isObject(json) ? json : {};
  const fields = isObject(errors) ? Object.values(errors).flat() : [];
  const words = fields.flatMap((text) => textIn(text) ?? []);
  return words.length > 0 ? words.join(" ") : (textIn(message) ?? "");
}
