// How a tool's JSON API is called, and what an answer means whoever gives it. A tool tells only what it does differently.
import { type Json, parseJson } from "../core/json";
import { retryAfterMs } from "../core/retry";
import { type Check, type Choices, compact, type Send, type Setback, troubleOf, unanswered } from "./kit";

export type Api = {
  /** As its users call it: "Mailchimp". */
  name: string;
  /** What every path is below of, without a slash at its end. */
  root: string;
  /** Sent with every request: the credentials, and what the API insists on. */
  headers: Record<string, string>;
  /** For the owner of the account, when the credentials are refused (401): what to do about it. */
  wrongKey: string;
  /** The same when the credentials are good, but not for this (403). */
  forbidden: string;
  /** For a host that cannot be reached, where a setting decides which host it is. */
  unreachable?: string;
  /** What is wrong in the API's own words; empty where it gives none. */
  wordsOf(json: Json): string;
  /** What this API means differently from others; asked before the general meaning of a status. */
  meaning?(heard: Heard): Setback | undefined;
  /** How long to wait in milliseconds, where the API tells it by other means than Retry-After. */
  hintMs?(heard: Heard, now: number): number | undefined;
};

export type Call = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the API's root, its parts percent-encoded (see `path`). */
  path: string;
  query?: Record<string, string>;
  body?: Json;
  /** Sent as it is, instead of `body`. */
  text?: { type: string; content: string };
};

/** An answer with its body read as JSON: null where it was empty, undefined where it is no JSON. */
export type Heard = { status: number; headers: Headers; text: string; json: Json | undefined };

export type Reply =
  /** 2xx. `json` is null where there was no body. */
  | { is: "told"; status: number; json: Json; headers: Headers }
  /** The API understood, and objects to this very call: what that means depends on the call. */
  | { is: "objection"; status: number; words: string; json: Json; headers: Headers }
  /** Means the same whatever was asked. */
  | { is: "setback"; setback: Setback };

/** A path with its parts percent-encoded: path`/lists/${id}/members/${email}`. */
export function path(texts: TemplateStringsArray, ...parts: (string | number)[]): string {
  return texts.reduce((all, text, i) => all + encodeURIComponent(parts[i - 1] ?? "") + text);
}

/** @param now epoch milliseconds, for hints on when to try again that are instants */
export async function ask(api: Api, call: Call, send: Send, now: number): Promise<Reply> {
  const query = call.query ? `?${new URLSearchParams(call.query)}` : "";
  const content =
    call.text ??
    (call.body === undefined ? undefined : { type: "application/json", content: JSON.stringify(call.body) });
  const answer = await send({
    method: call.method,
    url: `${api.root}${call.path}${query}`,
    headers: {
      accept: "application/json",
      ...api.headers,
      ...(content ? { "content-type": content.type } : {}),
    },
    ...(content ? { body: content.content } : {}),
  });
  if (answer.is === "unreachable") return setback({ is: "retry", reason: api.unreachable ?? answer.reason });
  if (answer.is !== "answer") return setback(unanswered(answer));
  return replyOf(api, { ...answer, text: answer.body, json: jsonOf(answer.body) }, now);
}

const setback = (one: Setback): Reply => ({ is: "setback", setback: one });

function jsonOf(text: string): Json | undefined {
  if (text.trim() === "") return null;
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** What Cloudflare's own fetch answers for a host that has no address. */
const noSuchHost = 530;

function replyOf(api: Api, heard: Heard, now: number): Reply {
  const { status, headers } = heard;
  const json = heard.json ?? null;
  const later = (reason: string, slowDown?: true) => {
    const afterMs = api.hintMs?.(heard, now) ?? retryAfterMs(headers.get("retry-after") ?? undefined, now);
    return setback(compact({ is: "retry", reason, afterMs, slowDown }));
  };
  const meant = api.meaning?.(heard);
  if (meant?.is === "retry" && meant.slowDown && meant.afterMs === undefined)
    return later(meant.reason, true);
  if (meant) return setback(meant);
  if (status === 429) return later(slowDown(api, status), true);
  if (status === noSuchHost) return later(api.unreachable ?? `${api.name} could not be reached.`);
  if (status >= 500) return later(`${api.name} has trouble (${status}).`);
  if (status >= 200 && status < 300)
    return heard.json === undefined ? later(notFrom(api, status)) : { is: "told", status, json, headers };
  if (status === 401) return setback({ is: "refused", reason: api.wrongKey });
  // A page of a network or a firewall in between has a status too; only the API's own no is a no.
  if (status < 400 || heard.json === undefined) return later(notFrom(api, status));
  if (status === 403) return setback({ is: "refused", reason: api.forbidden });
  return { is: "objection", status, words: api.wordsOf(json), json, headers };
}

export const slowDown = ({ name }: Pick<Api, "name">, status: number) =>
  `${name} asks to slow down (${status}).`;

/** A 200 of a captive portal or a proxy proves nothing: what was to be done has not been done. */
export function notFrom({ name }: Pick<Api, "name">, status: number): string {
  return `The answer (${status}) does not come from ${name}: something in between gave it.`;
}

/** What a check comes to, by the reply to a harmless request. @param isTheirs whether the body is what the API would say */
export function checked(api: Api, reply: Reply, isTheirs: (json: Json) => boolean): Check {
  if (reply.is === "setback" && reply.setback.is === "unknown" && api.unreachable)
    // Not every runtime tells a host that does not exist from one that is silent.
    return { is: "trouble", problem: `${reply.setback.reason} ${api.unreachable}` };
  if (reply.is === "setback") return troubleOf(reply.setback);
  if (reply.is === "objection")
    return {
      is: "trouble",
      problem: `${api.name} did not answer as it should (${reply.status}): ${reply.words}`,
    };
  return isTheirs(reply.json) ? { is: "ok" } : { is: "trouble", problem: notFrom(api, reply.status) };
}

export type Choice = { value: string; label: string };

/** One page of what there is to choose from, and how to ask for the next one; no `next` on the last. */
export type Page = { choices: Choice[]; next?: Call | undefined };

const mostPages = 100;

/**
 * All pages, one after the other, each choice once: between two pages something may be made or deleted, and shift the rest.
 * @param read undefined when the body is not what the API would say
 * @param what for people: "audiences"
 */
export async function allPages(
  api: Api,
  what: string,
  first: Call,
  send: Send,
  read: (reply: Reply & { is: "told" }, call: Call) => Page | undefined,
): Promise<Choices> {
  const labels = new Map<string, string>();
  let call: Call | undefined = first;
  for (let page = 0; call && page < mostPages; page++) {
    const reply: Reply = await ask(api, call, send, 0);
    if (reply.is === "setback") return troubleOf(reply.setback);
    if (reply.is === "objection")
      return { is: "trouble", problem: `${api.name} did not tell its ${what}: ${reply.words}` };
    const told = read(reply, call);
    if (!told) return { is: "trouble", problem: notFrom(api, reply.status) };
    for (const { value, label } of told.choices) labels.set(value, label);
    call = told.next;
  }
  return { is: "choices", choices: [...labels].map(([value, label]) => ({ value, label })) };
}
