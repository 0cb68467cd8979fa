// What a connector is made of. A connector is one folder that imports this file, the core, and nothing else.
import { z } from "zod";
import type { Verdict } from "../core/delivery";
import type { Fact, ShopEvent } from "../core/event";
import { type Json, type JsonObject, parseJson } from "../core/json";

export type Connector = {
  /** kebab-case; also the folder's name, the source's `kind` and the connection's `tool`. */
  id: string;
  title: string;
  /** One sentence for a shop owner choosing from a list. */
  summary: string;
  docsUrl?: string;
  source?: Source;
  tool?: Tool;
};

/**
 * A form, as one zod object. Mark secrets with `secret()`; titles and help come from `.meta({ title, description })`.
 * Also for `meta`: `when: { field: [values] }` shows a field only then, `needed: true` wants it filled in wherever it is
 * shown, and `enumLabels` says choices in words.
 */
// biome-ignore lint/suspicious/noExplicitAny: a registry holds connectors whose settings differ; each is typed by defineSource and defineTool
export type Form = z.ZodObject<any>;

/** Marks a field whose value is encrypted at rest and never shown again. */
export function secret<S extends z.ZodType>(schema: S, meta: { title: string; description?: string }): S {
  return schema.meta({ ...meta, secret: true, writeOnly: true });
}

/** Marks a field as an address that will be called: it is checked against the outbound guard before it is saved. */
export function outboundUrl<S extends z.ZodType>(
  schema: S,
  meta: { title: string; description?: string; advanced?: boolean },
): S {
  return schema.meta({ ...meta, outboundUrl: true });
}

/**
 * Where a tool's requests go instead of to the provider: a stand-in on this very machine, for tests and for trying
 * out. Nothing but loopback is a value of it, and production's outbound guard refuses loopback when it is saved and
 * whenever it is called, so a key can never be sent to someone else's host.
 */
export const standInUrl = outboundUrl(
  z
    .string()
    .trim()
    .max(200)
    .refine(isOnThisMachine, {
      error: "is not an address on this machine, such as http://127.0.0.1:8801/3.0",
    })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  {
    title: "Address of a stand-in",
    description: "For trying out against a stand-in on this machine. Leave it empty otherwise.",
    advanced: true,
  },
);

/**
 * The setting of every source whose shop tells of each change of a cart, spread into its form: after how long without
 * one Shopbell itself finds the cart abandoned.
 */
export const idleCarts = {
  idleCartMinutes: z
    .int()
    .min(0)
    .max(7 * 24 * 60)
    .default(60)
    .meta({
      title: "Carts are abandoned after (minutes)",
      description:
        "So long without a change and without a purchase, a cart counts as abandoned. 0: only when the shop says so itself.",
    }),
};

/**
 * @param settings as they are saved, without secrets
 * @returns milliseconds; undefined where carts are never found abandoned
 */
export function idleCartMsOf(source: Source | undefined, settings: JsonObject): number | undefined {
  if (!source || !Object.hasOwn(source.settings.shape, "idleCartMinutes")) return undefined;
  const minutes = idleCarts.idleCartMinutes.safeParse(settings.idleCartMinutes);
  return minutes.success && minutes.data > 0 ? minutes.data * 60_000 : undefined;
}

function isOnThisMachine(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isPlain = protocol === "http:" && username + password + search + hash === "";
  return isPlain && ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

// ── Sources ────────────────────────────────────────────────────────────────────────────────────

/** A webhook as it arrived. `body` is the exact bytes; nothing has been parsed. */
export type SourceRequest = {
  method: string;
  /** Names in lower case, as fetch gives them. */
  headers: Headers;
  query: URLSearchParams;
  body: Uint8Array;
};

/** `unavailable`: what the proof takes could not be looked up just now; the shop is asked to send it again (503). */
export type RefusalReason = "missing" | "mismatch" | "stale" | "misconfigured" | "unavailable";
export type Verification = { ok: true } | { ok: false; reason: RefusalReason; detail: string };
export const verified: Verification = { ok: true };
export const refused = (reason: RefusalReason, detail: string): Verification => ({
  ok: false,
  reason,
  detail,
});

/** One fact read from a request, with what identifies it. */
export type SourceFact = {
  /**
   * What makes this fact itself, by the provider's own ids: "order:450789469". The same key again is the same fact.
   * Without ids, the delivery's id; without that, `await bodyKey(request)`.
   */
  key: string;
  /** For a key that means the same only for a while (a hash of the body): a later copy is a new fact. */
  keyLastsMs?: number;
  fact: Fact;
  /** What the provider calls this customer ("customer:207119551"). Remembered with the e-mail, for facts that lack one. */
  customerRefs?: string[];
  /** Keys of facts whose customer is this fact's customer too (a refund's order). */
  sameCustomerAs?: string[];
  /**
   * In a sentence, what the notice left out: the source's `complete` fetches it, and the event goes on when it is there.
   * Until then its fact tells what is known already.
   */
  incomplete?: string;
  /** The fact is a wish to be forgotten, which is carried out: this customer, or everybody this source has told of. */
  erase?: "customer" | "source";
  /** The provider's own words about this fact, as `data` in conditions, templates and tools. Secrets are dropped from it later. */
  data: Json;
};

export type Reading =
  | { is: "facts"; facts: SourceFact[] }
  /** Genuine, but nothing Shopbell knows: kept with its body under the provider's own name. */
  | { is: "not-understood"; type: string; reason: string }
  /** Genuine and known to mean nothing (a ping): answered, not kept. */
  | { is: "nothing"; reason: string }
  /** Not what its content type says it is. */
  | { is: "unreadable"; reason: string };

/** What a provider is answered where the usual `{"received":[…]}` will not do. Always 200. */
export type SourceReply = { type: string; body: string };

/**
 * A public key or the like that a proof takes, read from the provider's own fixed host: text, kept for a day;
 * undefined when it cannot be read.
 */
export type LookUp = (url: string) => Promise<string | undefined>;

export type Sample = {
  title: string;
  /** The body as the provider sends it. */
  body: string;
  /** Headers apart from signature and timestamp. */
  headers: Record<string, string>;
};

/** What fetching came to. */
export type Completion =
  | { is: "complete"; fact: Fact; data: Json; customerRefs?: string[] }
  /** `failed`: there is nothing to fetch any more; the event stays as it is, with the reason. */
  | Setback;

export type Source<F extends Form = Form> = {
  settings: F;
  /** What the shop owner does, step by step; `{{url}}` stands for the webhook URL. */
  setupSteps: string[];
  /** True where the provider's ids are unique across all its shops, so that two sources of one workspace can share a fact. */
  globalIds: boolean;
  /** The types of events it tells of, so that people need not choose among others; "any" where whoever sends decides. */
  tells: readonly string[] | "any";
  /** The body holds what proves it, under a name that others use for harmless things: it is not kept as it came. */
  bodyHoldsProof?: boolean;
  /** In words, when these settings leave a request's origin unproven; undefined when requests are verified. */
  caveat?(settings: z.output<F>): string | undefined;
  /** What the webhook URL's query must hold, where that is how the shop proves itself. */
  urlQuery?(settings: z.output<F>): Record<string, string>;
  /**
   * The answer to what a provider asks instead of sending an event: a challenge, an unsigned ping. Asked before anything
   * is proven, of GET and POST; undefined when it is no such request. Nothing is stored.
   */
  handshake?(request: SourceRequest, settings: z.output<F>): Promise<SourceReply | undefined>;
  /** The answer once a genuine request has been stored, or found to mean nothing. */
  reply?(request: SourceRequest, settings: z.output<F>): SourceReply | undefined;
  /** Proves the bytes genuine, before anything is parsed. `now` is epoch milliseconds. */
  verify(request: SourceRequest, settings: z.output<F>, now: number, lookUp: LookUp): Promise<Verification>;
  /** Reads facts from a genuine request. `now` serves facts that carry no time of their own. */
  read(request: SourceRequest, settings: z.output<F>, now: number): Promise<Reading>;
  /**
   * Signs a body as the provider does, for "send a test event" and for the tests. Left out, or undefined with these
   * settings, where only the provider can (its private key signs): then a test event is trusted because a signed-in
   * person sends it.
   */
  sign?(
    request: SourceRequest,
    settings: z.output<F>,
    now: number,
  ): Promise<{ headers?: Record<string, string>; query?: Record<string, string> } | undefined>;
  /**
   * Makes or renews a subscription at the provider that expires by itself; asked when the source is saved, and every few
   * hours from then on. Doing it more often than needed must do no harm. `url` is the source's webhook URL.
   */
  subscribe?(settings: z.output<F>, url: string, send: Send, now: number): Promise<Check>;
  /** Fetches what a notice left out (`incomplete`), by what the event's `data` says. It may run more than once. */
  complete?: {
    /** Runs at once and per second, such that requests stay below the provider's documented limits. */
    limits: Tool["limits"];
    /** Milliseconds a whole run may take. */
    timeLimitMs: number;
    run(fetching: { event: ShopEvent; settings: z.output<F>; send: Send; now: number }): Promise<Completion>;
  };
  samples: Sample[];
  /** Ids in the samples that make their facts themselves. A test event gets new ones, so that it is a new fact. */
  sampleIds: string[];
};

/** Types `settings` in the functions from the form, then forgets it, so that the registry can hold all sources. */
export function defineSource<F extends Form>(source: Source<F>): Source {
  return source as unknown as Source; // settings are parsed by `source.settings` before any of its functions sees them
}

// ── Tools ──────────────────────────────────────────────────────────────────────────────────────

export type OutboundRequest = {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string;
};

/** An answer from outside, or why there is none. Bodies are cut at `maxAnswerBytes`; redirects are answers, never followed. */
export type Answer =
  | { is: "answer"; status: number; headers: Headers; body: string; cut: boolean }
  /** Nothing was sent: the address is not allowed. */
  | { is: "blocked"; reason: string }
  /** Nothing was sent, or nothing arrived: the host could not be reached. */
  | { is: "unreachable"; reason: string }
  /** The request went out, or may have, and no whole answer came: the time limit passed, or the connection broke. */
  | { is: "timeout"; reason: string };

export type Send = (request: OutboundRequest) => Promise<Answer>;

export type Mail = {
  /** The same for every try of this mail: whoever passes it on may know it again by that. */
  id: string;
  to: string[];
  subject: string;
  text: string;
  html?: string;
  replyTo?: string;
};

/** Through the mail server that the tool names, or else the installation's own mail service. */
export type SendMail = (mail: Mail) => Promise<Verdict>;

export type Sender = { email: string; name?: string };

/** A mail server of the shop's own, reached by SMTP. */
export type MailServer = {
  host: string;
  port: number;
  login?: { username: string; password: string };
  from: Sender;
};

/** What can be chosen for a field of an action's input, read from the account itself. */
export type Choices = { is: "choices"; choices: { value: string; label: string }[] } | Trouble;

export type Trouble =
  /** The credentials were refused. */
  | { is: "refused"; problem: string }
  /** The tool could not be asked, or answered with trouble of its own. */
  | { is: "trouble"; problem: string };

export type Check =
  | { is: "ok" }
  | Trouble
  /** This tool cannot be asked without doing something; the next delivery will tell. */
  | { is: "unchecked" };

export type Run<I, S> = {
  event: ShopEvent;
  /** Templates are already filled in. */
  input: I;
  settings: S;
  /** The key that a tool may dedupe by: the same for every try of this delivery. */
  deliveryId: string;
  send: Send;
  mail: SendMail;
  /** Epoch milliseconds. */
  now: number;
};

export type Action<I extends Form = Form, S = unknown> = {
  title: string;
  input: I;
  /** Raise it when `input` changes shape, and let `upgrade` bring older inputs along: a delivery may wait a year. */
  inputVersion: number;
  upgrade?(input: unknown, version: number): unknown;
  /** Paths an event must have ("customer.email"); without them the delivery is skipped with the reason. */
  needs: string[];
  /**
   * For fields of `input` that are picked from the account: all there is to choose from, paged to the end; for a field
   * that is a record, its keys. `input` is what has been filled in so far, as it stands in the form.
   */
  choices?: Record<string, (settings: S, send: Send, input: Record<string, unknown>) => Promise<Choices>>;
  /** Whether running it twice does no harm. Where it does, an unanswered run is left to a person. */
  repeatable: boolean;
  /** Deliveries of one lane run one after another in the order they fell due. */
  lane?(event: ShopEvent, input: z.output<I>): string | undefined;
  /** It makes one request and no other, so that this one, seen beforehand, is the whole of it. */
  isOneRequest?: true;
  /**
   * Whether it passes the shop's own words (`data`) on without a template that asks for them. Where it does, it cannot
   * run for an event whose body is no longer kept. `input` is as it was saved.
   */
  passesOnData?(input: unknown): boolean;
  run(run: Run<z.output<I>, S>): Promise<Verdict>;
};

export type Tool<F extends Form = Form> = {
  settings: F;
  /** Needs no account: every workspace is born with one connection to it. */
  builtIn?: boolean;
  /** Runs at once and per second, such that the requests they make stay below the provider's documented limits. */
  limits: { concurrency: number; perSecond?: number };
  /** Milliseconds a whole run may take. */
  timeLimitMs: number;
  check(settings: z.output<F>, send: Send): Promise<Check>;
  /**
   * Where mail goes with these settings; undefined: through the installation's own mail service. A check asks that
   * server, and not `check`.
   */
  mailServer?(settings: z.output<F>): MailServer | undefined;
  actions: Record<string, Action>;
  /** Where this connection's requests go, to warn when two automations would send the same thing to the same place. */
  place?(settings: z.output<F>, action: string, input: unknown): string | undefined;
};

export function defineAction<I extends Form, S>(action: Action<I, S>): Action {
  return action as unknown as Action; // input and settings are parsed by their forms before `run` sees them
}

export function defineTool<F extends Form>(tool: Tool<F>): Tool {
  return tool as unknown as Tool; // settings are parsed by `tool.settings` before any of its functions sees them
}

/** A verdict that is not a success; it always says why. */
export type Setback = Exclude<Verdict, { is: "done" }>;

/** What it means for a delivery that a request got no answer. */
export function unanswered(answer: Exclude<Answer, { is: "answer" }>): Setback {
  const { reason } = answer;
  switch (answer.is) {
    case "blocked":
      return { is: "failed", reason };
    case "unreachable":
      return { is: "retry", reason };
    case "timeout":
      return { is: "unknown", reason };
  }
}

/** The same setback, met while checking a connection or reading choices from it. */
export function troubleOf(setback: Setback): Trouble {
  return { is: setback.is === "refused" ? "refused" : "trouble", problem: setback.reason };
}

// ── Shared by connectors ───────────────────────────────────────────────────────────────────────

const encoder = new TextEncoder();

export type Digest = "SHA-256" | "SHA-1" | "SHA-512";
export type Encoding = "hex" | "base64";

/** Keys made before: a shop signs every webhook with the same one. */
const hmacKeys = new Map<string, CryptoKey>();
const mostHmacKeys = 500;

async function hmacKey(secret: string | Uint8Array, digest: Digest): Promise<CryptoKey> {
  const name = `${digest} ${typeof secret === "string" ? secret : `bytes ${toHex(secret)}`}`;
  const known = hmacKeys.get(name);
  if (known) return known;
  const raw = typeof secret === "string" ? encoder.encode(secret) : secret;
  const algorithm = { name: "HMAC", hash: digest };
  const key = await crypto.subtle.importKey("raw", raw as BufferSource, algorithm, false, ["sign", "verify"]);
  if (hmacKeys.size >= mostHmacKeys) hmacKeys.clear();
  hmacKeys.set(name, key);
  return key;
}

/** The HMAC of `bytes`, in hex or base64. */
export async function hmac(
  secret: string | Uint8Array,
  bytes: Uint8Array | string,
  encoding: Encoding,
  digest: Digest = "SHA-256",
): Promise<string> {
  const message = typeof bytes === "string" ? encoder.encode(bytes) : bytes;
  const key = await hmacKey(secret, digest);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, message as BufferSource));
  return encoding === "hex" ? toHex(mac) : toBase64(mac);
}

/** Whether `signature` is the HMAC of `bytes`, decided by the platform in constant time. Undecodable text is simply wrong. */
export async function hmacMatches(
  secret: string | Uint8Array,
  bytes: Uint8Array | string,
  signature: string,
  encoding: Encoding,
  digest: Digest = "SHA-256",
): Promise<boolean> {
  if (secret.length === 0) return false;
  const mac = encoding === "hex" ? fromHex(signature.trim()) : fromBase64(signature.trim());
  if (!mac) return false;
  const message = typeof bytes === "string" ? encoder.encode(bytes) : bytes;
  const key = await hmacKey(secret, digest);
  return crypto.subtle.verify("HMAC", key, mac as BufferSource, message as BufferSource);
}

/** The bytes of a text, and then those of a body: what many a provider signs. */
export function joined(head: string, body: Uint8Array): Uint8Array {
  const first = encoder.encode(head);
  const bytes = new Uint8Array(first.length + body.length);
  bytes.set(first);
  bytes.set(body, first.length);
  return bytes;
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromHex(text: string): Uint8Array | undefined {
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The value of an `authorization` header (RFC 7617), in UTF-8. */
export function basicAuth(user: string, password: string): string {
  return `Basic ${toBase64(encoder.encode(`${user}:${password}`))}`;
}

/** Standard or URL-safe base64, padded or not; undefined when it is neither or empty. */
export function fromBase64(text: string): Uint8Array | undefined {
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(standard)) return undefined;
  try {
    return Uint8Array.from(atob(standard), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** How long a hash of a body stands for the fact it tells: the same form sent next month is a new fact. */
export const bodyKeyLastsMs = 24 * 3600 * 1000;

/** The last resort for a fact without any id. Use with `keyLastsMs: bodyKeyLastsMs`. */
export async function bodyKey(request: Pick<SourceRequest, "body">): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", request.body as BufferSource);
  return `body:${toHex(new Uint8Array(digest)).slice(0, 40)}`;
}

/** What several events in one body come to: all their facts, or else why there are none. */
export function together(readings: Reading[], ifEmpty: Reading): Reading {
  const facts = readings.flatMap((one) => (one.is === "facts" ? one.facts : []));
  if (facts.length > 0) return { is: "facts", facts };
  return readings.find(({ is }) => is === "not-understood") ?? readings[0] ?? ifEmpty;
}

/** The body as text; undefined when it is not UTF-8. A byte order mark is dropped. */
export function textOf(request: SourceRequest): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(request.body);
  } catch {
    return undefined;
  }
}

/** Deeper than any shop nests, and shallow enough that whoever walks the value afterwards may recurse. */
const maxJsonDepth = 64;

/** The text as JSON with the digits of big integers; undefined when it is no JSON or nested too deeply. */
export function jsonIn(text: string): Json | undefined {
  try {
    const value = parseJson(text);
    return isNestedAtMost(value, maxJsonDepth) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isNestedAtMost(value: Json, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  // Every body comes this way, member by member: by loops, since lists made for the purpose would cost more than they say.
  if (Array.isArray(value)) {
    for (const member of value) if (!isNestedAtMost(member, depth - 1)) return false;
  } else for (const name in value) if (!isNestedAtMost(value[name] ?? null, depth - 1)) return false;
  return true;
}

/** `undefined` members left out, so that facts hold only what was told. */
export function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T; // only optional members are dropped
}

/** Like `compact`, and undefined when nothing at all was told. */
export function ifTold<T extends object>(value: T): T | undefined {
  const told = compact(value);
  return Object.keys(told).length > 0 ? told : undefined;
}

/** A trimmed, non-empty text; numbers count as their digits. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return text === "" ? undefined : text;
}

/** Somebody else's words without anybody's address: a reason is kept longer than a person may wish to be. */
export function withoutAddresses(text: string): string {
  return text
    .slice(0, 1000)
    .replace(/[^\s<>()"',;:@]+@[^\s<>()"',;:]+/g, "…")
    .slice(0, 300)
    .toWellFormed();
}

/** A plausible e-mail address, trimmed and in lower case. */
export function emailIn(value: unknown): string | undefined {
  const text = textIn(value)?.toLowerCase();
  return text && text.length <= 254 && /^[^\s@]+@[^\s@]+$/.test(text) ? text : undefined;
}

/** A provider's id as text. Nobody's id is longer than 200 characters: such a text is something else. */
export function idIn(value: unknown): string | undefined {
  const text = textIn(value);
  return text && text.length <= 200 ? text : undefined;
}

/** A number, or the number a text such as "2" spells. */
export function numberIn(value: unknown): number | undefined {
  const text = textIn(value);
  if (text === undefined) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
