// Kit's API v4: where it is, and what it means by its answers.
// https://developers.kit.com/api-reference/response-codes
import { isObject, type Json } from "../../core/json";
import { type Setback, textIn } from "../kit";
import { type Api, type Heard, notFrom } from "../rest";

export type Account = { apiKey: string; baseUrl?: string | undefined };

const name = "Kit";

/** Kit gives no hint itself; its 120 requests count over this time. */
const rateWindowMs = 60_000;

export function apiOf({ apiKey, baseUrl }: Account): Api {
  const wrongKey = `Kit refused the API key: ${
    apiKey.startsWith("kit_")
      ? "it is wrong or was deleted, or the account's plan no longer includes the API"
      : "it looks like a key or secret of the old API (V3), and those of V4 begin with kit_"
  }. Create a V4 key in Kit under Settings → Developer, and enter it here.`;
  return {
    name,
    root: baseUrl ?? "https://api.kit.com/v4",
    headers: { "x-kit-api-key": apiKey },
    wrongKey,
    forbidden:
      "Kit does not permit this: the account's plan does not include it, or has no room for more subscribers. Look at the plan in Kit under Settings → Billing.",
    wordsOf,
    meaning: (heard) => meaning(heard, wrongKey),
    hintMs: ({ status, headers }) =>
      status === 429 && !headers.has("retry-after") ? rateWindowMs : undefined,
  };
}

/** What Kit says of every key that it does not know; other words with a 401 tell more than that. */
const nothingNew = /^(the access token is invalid|authentication failed)?\.?$/i;

function meaning({ status, json }: Heard, wrongKey: string): Setback | undefined {
  const words = wordsOf(json ?? null);
  if (status === 401 && !nothingNew.test(words))
    return { is: "refused", reason: `${wrongKey} Kit says: “${words.slice(0, 200)}”` };
  // Every no of Kit's own says why.
  if (status >= 400 && status < 500 && status !== 401 && status !== 429 && words === "")
    return { is: "retry", reason: notFrom({ name }, status) };
  return undefined;
}

/** `{"errors":["Not Found"]}`; for some requests the errors are lists themselves. */
function wordsOf(json: Json): string {
  const errors = isObject(json) && Array.isArray(json.errors) ? json.errors.flat() : [];
  return errors.flatMap((error) => textIn(error) ?? []).join("; ");
}
