// Mailchimp's Marketing API 3.0: where it is, and what it means by its answers.
// https://mailchimp.com/developer/marketing/docs/errors/
import { isObject, type Json, type JsonObject } from "../../core/json";
import { basicAuth, type Setback, textIn } from "../kit";
import { type Api, type Heard, notFrom, slowDown } from "../rest";

export type Account = { apiKey: string; baseUrl?: string | undefined };

/** A key ends in its data centre, which becomes part of a host: nothing but this may stand there. */
export const keyPattern = /^[0-9A-Za-z]{10,100}-[a-z]{2,4}\d{1,3}$/;

export function apiOf({ apiKey, baseUrl }: Account): Api {
  const dataCentre = apiKey.slice(apiKey.lastIndexOf("-") + 1);
  return {
    name,
    root: baseUrl ?? `https://${dataCentre}.api.mailchimp.com/3.0`,
    headers: { authorization: basicAuth("shopbell", apiKey) },
    wrongKey:
      "Mailchimp refused the API key: it is wrong or was revoked. Create one in Mailchimp under Profile → Extras → API keys, and enter it here.",
    forbidden:
      "Mailchimp does not permit this to the API key: its owner's role or the plan does not allow it. Take a key of an owner, admin or manager.",
    unreachable: `Mailchimp's data centre “${dataCentre}” could not be reached. Perhaps there is none of that name: compare the end of the key with Mailchimp's.`,
    wordsOf,
    meaning,
  };
}

const name = "Mailchimp";

/** Mailchimp's title for what is wrong; every answer of its own that is no 2xx has one. */
export function titleOf(json: Json | undefined): string | undefined {
  return isObject(json) ? textIn(json.title) : undefined;
}

function meaning({ status, json }: Heard): Setback | undefined {
  const title = titleOf(json);
  if (status === 403 && title === undefined)
    // Mailchimp says so itself: at very high volume its answer is a 403 that has no JSON.
    return { is: "retry", reason: slowDown({ name }, status), slowDown: true };
  if (status === 403 && /disabled/i.test(title ?? ""))
    return {
      is: "refused",
      reason: "Mailchimp has disabled this account. Sign in to Mailchimp to see why; its support can help.",
    };
  if (status === 403 && /data ?cent/i.test(title ?? ""))
    return {
      is: "refused",
      reason:
        "Mailchimp says that the API key belongs to another data centre: copy it again, to its very end.",
    };
  if (status >= 400 && status < 500 && status !== 401 && status !== 429 && title === undefined)
    return { is: "retry", reason: notFrom({ name }, status) };
  return undefined;
}

function wordsOf(json: Json): string {
  return isObject(json) ? detailOf(json) || (textIn(json.title) ?? "") : "";
}

/** What is wrong in Mailchimp's words, field by field where it says so. */
function detailOf(problem: JsonObject): string {
  const errors = Array.isArray(problem.errors) ? problem.errors.filter(isObject) : [];
  const fields = errors.map((error) =>
    [textIn(error.field), textIn(error.message)].filter((text) => text !== undefined).join(": "),
  );
  return [textIn(problem.detail), ...fields].filter((text) => text !== undefined && text !== "").join(" ");
}
