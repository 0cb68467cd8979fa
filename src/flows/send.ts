// The one way out: a tool's requests are guarded, limited in time and size, and remembered without secrets.
import type { Answer, OutboundRequest, Send } from "../connectors/kit";
import type { Attempt } from "../core/delivery";
import { hopsHeader } from "../core/hops";
import { type AddressPolicy, checkAddress } from "../core/outbound";
import { dropSecretsFromText } from "../core/redact";

/** One request and its answer, as the attempt record may hold them. */
export type Exchange = Required<Pick<Attempt, "request">> & Pick<Attempt, "response">;

/** The part of `fetch` that is used, so that tests and other runtimes can stand in. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type SendOptions = {
  fetch: Fetch;
  policy: AddressPolicy;
  /** For all requests of one run together, from the call of `makeSend` on; covers headers and bodies. */
  timeLimitMs: number;
  maxAnswerBytes?: number;
  /** How often the event has come through Shopbell already. */
  hops: number;
  /** Texts that must not be remembered. Below six characters they are left: they would be found by chance. */
  secrets: string[];
};

/** How much of a body is kept in the attempt record. */
const keptCharacters = 2048;
const shortestSecret = 6;
/** A word of a longer secret ("Bearer x") is one by itself only from here on. */
const shortestSecretWord = 12;
const mask = "•••";

/**
 * One per run of an action: it holds the run's time limit and collects what was exchanged.
 * @returns also `hide`, which keeps the run's secrets out of any other text
 */
export function makeSend(options: SendOptions): {
  send: Send;
  exchanges: Exchange[];
  hide(text: string): string;
} {
  // Taken out of the options: workerd refuses a fetch that is called as a method of something else.
  const { fetch, policy, hops, maxAnswerBytes = 256 * 1024 } = options;
  const signal = AbortSignal.timeout(options.timeLimitMs);
  const hide = hider(options.secrets);
  const exchanges: Exchange[] = [];

  async function send(request: OutboundRequest): Promise<Answer> {
    const checked = checkAddress(request.url, policy);
    if (!checked.ok) return { is: "blocked", reason: hide(checked.reason) };
    const { url } = checked;
    const init = initOf(request, hops, signal);
    if (!init)
      return {
        is: "blocked",
        reason: `This cannot be sent to ${url.host}: its method or a header is not valid.`,
      };
    if (signal.aborted)
      return {
        is: "unreachable",
        reason: `The time for this run was over before ${url.host} could be called.`,
      };

    const exchange: Exchange = { request: { method: init.method, url: hide(url.href) } };
    if (init.body !== undefined) exchange.request.body = shorten(hide(init.body));
    exchanges.push(exchange);

    let response: Response;
    try {
      response = await fetch(url.href, init);
    } catch (error) {
      return failureOf(error, url, signal, options.timeLimitMs);
    }
    const read = await readBody(response, maxAnswerBytes);
    exchange.response = { status: response.status, body: shorten(dropSecretsFromText(hide(read.text))) };
    // A status alone, with the body broken off, is still an answer: the receiver has decided.
    if (read.broke && signal.aborted) return timeoutOf(url, options.timeLimitMs);
    const { status, headers } = response;
    return { is: "answer", status, headers, body: read.text, cut: read.cut || read.broke };
  }

  return { send, exchanges, hide };
}

type Init = { method: string; headers: Headers; body?: string; redirect: "manual"; signal: AbortSignal };

/** @returns undefined when no request can be made of it */
function initOf(request: OutboundRequest, hops: number, signal: AbortSignal): Init | undefined {
  const method = request.method.toUpperCase();
  if (!/^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method)) return undefined;
  try {
    const headers = new Headers(request.headers);
    headers.set("user-agent", "Shopbell/1");
    headers.set(hopsHeader, String(hops + 1));
    const hasBody = request.body !== undefined && method !== "GET" && method !== "HEAD";
    return { method, headers, ...(hasBody ? { body: request.body } : {}), redirect: "manual", signal };
  } catch {
    return undefined;
  }
}

/** Troubles that come before a request goes out, by the codes Node gives them: no name, no route, no TLS. */
const neverSent = [
  /^(?:ENOTFOUND|EAI_.*)$/,
  /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/,
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/,
];

/**
 * What a failed fetch means. workerd says "Network connection lost." both for a refused connection and for one
 * that broke after the request had gone out, so what is not known to come before the request counts as sent:
 * repeating it might do something twice.
 */
function failureOf(error: unknown, url: URL, signal: AbortSignal, timeLimitMs: number): Answer {
  if (signal.aborted) return timeoutOf(url, timeLimitMs);
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const isBadPort = cause instanceof Error && cause.message === "bad port"; // one that fetch itself refuses
  if (neverSent.some((codes) => codes.test(code)) || isBadPort)
    return { is: "unreachable", reason: `${url.host} could not be reached${code ? ` (${code})` : ""}.` };
  return { is: "timeout", reason: `The connection to ${url.host} failed before an answer came.` };
}

function timeoutOf(url: URL, timeLimitMs: number): Answer {
  return { is: "timeout", reason: `${url.host} did not answer within ${timeLimitMs / 1000} seconds.` };
}

type ReadBody = { text: string; cut: boolean; broke: boolean };

/** The body as text, as far as it came, up to `maxBytes`. What is not UTF-8 becomes replacement characters. */
async function readBody(response: Response, maxBytes: number): Promise<ReadBody> {
  if (!response.body) return { text: "", cut: false, broke: false };
  if (isShort(response)) {
    try {
      return { text: await response.text(), cut: false, broke: false };
    } catch {
      return { text: "", cut: false, broke: true };
    }
  }
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = "";
  let left = maxBytes;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode(), cut: false, broke: false };
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.byteLength;
      if (left >= 0) continue;
      // Not awaited: a sender that never ends its body must not hold this run up.
      reader.cancel().catch(() => undefined);
      return { text, cut: true, broke: false };
    }
  } catch {
    return { text, cut: false, broke: true };
  }
}

/** Most answers say that they are a few bytes: those need no reading piece by piece. */
function isShort(response: Response): boolean {
  const length = response.headers.get("content-length");
  return length !== null && Number(length) <= 4096 && !response.headers.has("content-encoding");
}

function shorten(text: string): string {
  return text.length > keptCharacters ? `${text.slice(0, keptCharacters).toWellFormed()}…` : text;
}

/** Replaces secrets in the forms they may take on their way: plain, URL-encoded, in base64, in a JSON string. */
function hider(secrets: string[]): (text: string) => string {
  const words = secrets.flatMap((secret) =>
    secret.split(/\s+/).filter((word) => word.length >= shortestSecretWord),
  );
  const forms = new Set(
    [...secrets, ...words].filter((one) => one.trim().length >= shortestSecret).flatMap(formsOf),
  );
  // The longest first, so that no end of a long secret is left when a shorter one is its beginning.
  const ordered = [...forms].sort((one, other) => other.length - one.length);
  return (text) => ordered.reduce((hidden, form) => hidden.replaceAll(form, mask), text);
}

function formsOf(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replace(/=+$/, "");
  const percent = encodeURIComponent(secret.toWellFormed());
  const inForm = new URLSearchParams({ s: secret }).toString().slice(2);
  const inJson = JSON.stringify(secret).slice(1, -1);
  const lowerPercent = (text: string) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const forms = [secret, secret.trim(), percent, encodeURI(secret.toWellFormed()), inForm, inJson];
  return [
    ...forms,
    ...forms.map(lowerPercent),
    inJson.replaceAll("/", "\\/"),
    base64,
    base64.replaceAll("+", "-").replaceAll("/", "_"),
    encodeURIComponent(base64),
  ];
}
