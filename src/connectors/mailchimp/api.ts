// Mailchimp's Marketing API 3.0, as far as Shopbell needs it: how it is called, and what its answers mean for every call.
// https://mailchimp.com/developer/marketing/docs/errors/
import { isObject, type JsonObject } from "../../core/json";
import { retryAfterMs } from "../../core/retry";
import { type Answer, basicAuth, compact, jsonIn, type Send, type Setback, textIn, unanswered } from "../kit";

export type Account = { apiKey: string; baseUrl?: string | undefined };

/** A key ends in its data centre, which becomes part of a host: nothing but this may stand there. */
export const keyPattern = /^[0-9A-Za-z]{10,100}-[a-z]{2,4}\d{1,3}$/;

function dataCentreOf({ apiKey }: Account): string {
  return apiKey.slice(apiKey.lastIndexOf("-") + 1);
}

export type Call = {
  method: "GET" | "PUT" | "PATCH" | "DELETE";
  /** Below the API's root, its parts percent-encoded. */
  path: string;
  query?: Record<string, string>;
  body?: JsonObject;
};

export type Reply =
  /** 2xx: a JSON object, or undefined where Mailchimp answers 204 without a body. */
  | { is: "told"; body: JsonObject | undefined }
  /** Mailchimp understood, and objects to this very call: what that means depends on the call. */
  | { is: "objection"; status: number; title: string; detail: string }
  /** Means the same whatever was asked. */
  | { is: "setback"; setback: Setback };

/** @param now epoch milliseconds, for a hint on when to try again that is a date */
export async function ask(account: Account, call: Call, send: Send, now = 0): Promise<Reply> {
  const base = account.baseUrl ?? `https://${dataCentreOf(account)}.api.mailchimp.com/3.0`;
  const query = call.query ? `?${new URLSearchParams(call.query)}` : "";
  const answer = await send({
    method: call.method,
    url: `${base}${call.path}${query}`,
    headers: {
      accept: "application/json",
      authorization: basicAuth("shopbell", account.apiKey),
      ...(call.body ? { "content-type": "application/json" } : {}),
    },
    ...(call.body ? { body: JSON.stringify(call.body) } : {}),
  });
  if (answer.is === "unreachable") return setback({ is: "retry", reason: noSuchPlace(account) });
  if (answer.is !== "answer") return setback(unanswered(answer));
  return replyOf(answer, account, now);
}

const setback = (one: Setback): Reply => ({ is: "setback", setback: one });

export function noSuchPlace(account: Account): string {
  const dataCentre = dataCentreOf(account);
  return `Mailchimp's data centre “${dataCentre}” could not be reached. Perhaps there is none of that name: compare the end of the key with Mailchimp's.`;
}

/** What Cloudflare's own fetch answers for a host that has no address. */
const noSuchHost = 530;

function replyOf({ status, headers, body }: Answer & { is: "answer" }, account: Account, now: number): Reply {
  const json = jsonIn(body);
  const problem = isObject(json) ? textIn(json.title) : undefined;
  const later = (reason: string) =>
    setback(
      compact({ is: "retry", reason, afterMs: retryAfterMs(headers.get("retry-after") ?? undefined, now) }),
    );

  if (status === 401) return setback({ is: "refused", reason: wrongKey });
  if (status === 429) return later("Mailchimp asks to slow down (429).");
  // Mailchimp says so itself: at very high volume its answer is a 403 that has no JSON.
  if (status === 403 && !problem) return later("Mailchimp asks to slow down (403).");
  if (status === 403) return setback({ is: "refused", reason: forbidden(problem ?? "") });
  if (status === noSuchHost) return later(noSuchPlace(account));
  if (status >= 500) return later(`Mailchimp has trouble (${status}).`);
  if (status === 204) return { is: "told", body: undefined };
  if (status >= 200 && status < 300 && isObject(json)) return { is: "told", body: json };
  if (status >= 400 && problem && isObject(json))
    return { is: "objection", status, title: problem, detail: detailOf(json) };
  return later(notMailchimp(status));
}

/** A 200 of a captive portal or a proxy proves nothing: what was to be done has not been done. */
export function notMailchimp(status: number): string {
  return `The answer (${status}) does not come from Mailchimp: something in between gave it.`;
}

const wrongKey =
  "Mailchimp refused the API key: it is wrong or was revoked. Create one in Mailchimp under Profile → Extras → API keys, and enter it here.";

function forbidden(title: string): string {
  if (/disabled/i.test(title))
    return "Mailchimp has disabled this account. Sign in to Mailchimp to see why; its support can help.";
  if (/data ?cent/i.test(title))
    return "Mailchimp says that the API key belongs to another data centre: copy it again, to its very end.";
  return "Mailchimp does not permit this to the API key: its owner's role or the plan does not allow it. Take a key of an owner, admin or manager.";
}

/** What is wrong in Mailchimp's words, field by field where it says so. */
function detailOf(problem: JsonObject): string {
  const errors = Array.isArray(problem.errors) ? problem.errors.filter(isObject) : [];
  const fields = errors.map((error) =>
    [textIn(error.field), textIn(error.message)].filter((text) => text !== undefined).join(": "),
  );
  return [textIn(problem.detail), ...fields].filter((text) => text !== undefined && text !== "").join(" ");
}
