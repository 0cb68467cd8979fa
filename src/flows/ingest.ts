// A webhook's way in: open the token, prove the bytes, read the facts, store them. The shop gets its answer after that.
import {
  bodyKey,
  bodyKeyLastsMs,
  type Connector,
  type LookUp,
  type Source,
  type SourceFact,
  type SourceReply,
  type SourceRequest,
  type Verification,
} from "../connectors/kit";
import type { Completed } from "../core/completion";
import type { SourceConfig } from "../core/config";
import { hopsHeader } from "../core/hops";
import { customerId } from "../core/ids";
import type { JsonObject } from "../core/json";
import { dropSecrets, dropSecretsFromText } from "../core/redact";
import type { Keyring } from "../core/secrets";
import { openSourceToken, type SourceToken } from "../core/token";
import type { RefusalCause } from "../core/views";
import type { Accepted, Ledgers, ToldFact } from "./ports";
import { openSecrets } from "./settings";

export const maxBodyBytes = 1024 * 1024;
/** A row of a ledger holds 2 MB: a fact, the shop's words about it, and the raw body. */
const mostStoredBytes = 1_900_000;
/** A body as small as this fits, however it swells when it is read. */
const surelyFitsBytes = 256 * 1024;

export type IngestDeps = {
  ledgers: Ledgers;
  tokenKey: CryptoKey;
  keyring: Keyring;
  connector(id: string): Connector | undefined;
  lookUp: LookUp;
  /** Brings a ledger up to date from the database. */
  reconcile(workspaceId: string): Promise<unknown>;
  /** Opened sources, kept for a few seconds per isolate. */
  cache: Map<string, { source: OpenSource; at: number }>;
  now(): number;
};

export type OpenSource = {
  workspaceId: string;
  config: SourceConfig;
  definition: Source;
  /** Today's settings, and during a rotation the ones before. */
  settings: JsonObject[];
};

export type IngestOutcome =
  | { is: "accepted"; events: Accepted[]; reply?: SourceReply | undefined }
  /** Genuine and known to mean nothing. */
  | { is: "nothing"; reason: string; reply?: SourceReply | undefined }
  /** A provider's question, answered. */
  | { is: "answered"; reply: SourceReply }
  /** A check that somebody listens here. */
  | { is: "listening" }
  | { is: "unknown" }
  | { is: "refused"; status: RefusalStatus; reason: string };

type RefusalStatus = 400 | 401 | 404 | 405 | 413 | 503;

const cachedMs = 5_000;
const mostCached = 500;

/**
 * @param trusted sent by a signed-in person as a test, of a source whose requests only the provider can sign
 * @throws Error when the event could not be stored: the shop must try again
 */
export async function ingest(
  token: string,
  request: Request,
  deps: IngestDeps,
  trusted = false,
): Promise<IngestOutcome> {
  const opened = await openSourceToken(deps.tokenKey, token);
  if (!opened) return { is: "unknown" };
  const refuse = (status: RefusalStatus, cause: RefusalCause, reason: string, body: Uint8Array | null) =>
    noteRefusal(opened, { status, cause, reason, method: request.method, body }, deps);

  // What is cached may have changed a moment ago: nobody is turned away by it.
  const cached = fromCache(opened.sourceId, deps);
  let source = cached && !closed(cached, opened) ? cached : await load(opened, deps);
  if (!source) return { is: "unknown" };
  const why = closed(source, opened);
  if (why) return refuse(404, why.cause, why.reason, null);
  const isLooking = request.method === "GET" || request.method === "HEAD";
  if (!isLooking && request.method !== "POST") return refuse(405, "method", "Webhooks come by POST.", null);
  const body = isLooking ? new Uint8Array() : await readBody(request);
  if (!body) return refuse(413, "too-large", "The request is larger than 1 MiB.", null);

  const received: SourceRequest = {
    method: request.method,
    headers: request.headers,
    query: new URL(request.url).searchParams,
    body,
  };
  const reply = await handshake(source, received);
  if (reply) return { is: "answered", reply };
  if (isLooking) return { is: "listening" };
  if (!trusted) {
    let verification = await verify(source, received, deps);
    if (!verification.ok && source === cached) {
      source = await load(opened, deps);
      if (!source || closed(source, opened)) return { is: "unknown" };
      verification = await verify(source, received, deps);
    }
    if (!verification.ok) {
      const { reason: cause, detail } = verification;
      return refuse(cause === "unavailable" ? 503 : 401, cause, detail, body);
    }
  }

  const [settings = {}] = source.settings;
  const reading = await source.definition.read(received, settings, deps.now());
  if (reading.is === "unreadable") return refuse(400, "unreadable", reading.reason, body);
  const asked = source.definition.reply?.(received, settings);
  if (reading.is === "nothing") return { is: "nothing", reason: reading.reason, reply: asked };

  const scope = scopeOf(source.definition, source.config);
  const facts =
    reading.is === "facts"
      ? await Promise.all(reading.facts.map((fact) => toldFact(fact, scope, opened.workspaceId)))
      : [await notUnderstood(reading, scope, received, deps.now())];
  const told = reading.is === "facts" ? reading.facts : [];
  const beside = rawBeside(facts, told, body);
  // Of a body that holds its proof nothing is kept; too much of it is still too much.
  const raw = source.definition.bodyHoldsProof && beside !== undefined ? null : beside;
  if (raw === undefined)
    return refuse(413, "too-large", "The request is too large once it has been read.", null);
  const events = await deps.ledgers(opened.workspaceId).accept({
    source: { id: source.config.id, kind: source.config.kind, tokenVersion: opened.version },
    facts,
    raw,
    hops: hopsOf(request.headers),
  });
  if (!events) {
    deps.cache.delete(opened.sourceId);
    return { is: "unknown" };
  }
  return { is: "accepted", events, reply: asked };
}

/** Why nothing may come in by this token; undefined when it may. */
function closed(
  { config }: OpenSource,
  token: SourceToken,
): { cause: RefusalCause; reason: string } | undefined {
  if (!config.enabled) return { cause: "switched-off", reason: "This source is switched off in Shopbell." };
  if ((config.tokenVersion & 255) !== token.version)
    return {
      cause: "old-address",
      reason: "The address of this source has been renewed: paste the new one into the shop.",
    };
  return undefined;
}

function fromCache(sourceId: string, deps: IngestDeps): OpenSource | undefined {
  const cached = deps.cache.get(sourceId);
  return cached && deps.now() - cached.at < cachedMs ? cached.source : undefined;
}

async function load(
  { workspaceId, sourceId }: SourceToken,
  deps: IngestDeps,
): Promise<OpenSource | undefined> {
  deps.cache.delete(sourceId);
  const ledger = deps.ledgers(workspaceId);
  let found = await ledger.source(sourceId);
  if (!found.source) {
    // We made its token, so it was deleted, or the ledger has not been told of it yet.
    await deps.reconcile(workspaceId);
    found = await ledger.source(sourceId);
  }
  const config = found.source;
  const definition = config && deps.connector(config.kind)?.source;
  if (!config || !definition) return undefined;
  const secrets = [await openSecrets(deps.keyring, workspaceId, sourceId, config.secrets)];
  if (config.previousSecrets !== null && deps.now() < (config.previousUntil ?? 0))
    secrets.push(await openSecrets(deps.keyring, workspaceId, sourceId, config.previousSecrets));
  // Secrets of before a change of settings may no longer fit them, and then prove nothing.
  const settings = secrets.flatMap((one) => {
    const parsed = definition.settings.safeParse({ ...config.settings, ...one });
    return parsed.success ? [parsed.data as JsonObject] : []; // a form parses to an object
  });
  const source = { workspaceId, config, definition, settings };
  if (deps.cache.size >= mostCached) deps.cache.clear();
  deps.cache.set(sourceId, { source, at: deps.now() });
  return source;
}

/** By today's settings, or, while they rotate, by those before. */
async function handshake(source: OpenSource, request: SourceRequest): Promise<SourceReply | undefined> {
  for (const settings of source.settings) {
    const reply = await source.definition.handshake?.(request, settings);
    if (reply) return reply;
  }
  return undefined;
}

/** By today's secret, or, while it rotates, by the one before. The reason given is today's. */
async function verify(
  source: OpenSource,
  request: SourceRequest,
  { now, lookUp }: IngestDeps,
): Promise<Verification> {
  let first: Verification | undefined;
  for (const settings of source.settings) {
    const verification = await source.definition.verify(request, settings, now(), lookUp);
    if (verification.ok) return verification;
    first ??= verification;
  }
  return (
    first ?? {
      ok: false,
      reason: "misconfigured",
      detail: "Its secret is missing, or its settings no longer fit: open the source, and save its settings.",
    }
  );
}

/** The body's bytes, or undefined when they are more than a webhook may have. */
async function readBody(request: Request): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBodyBytes) return undefined;
  // Where the length is told, the platform holds the sender to it.
  if (request.headers.has("content-length")) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBodyBytes) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const [only] = chunks;
  if (chunks.length === 1 && only) return only;
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

/** What a source's ids are unique within. */
export function scopeOf(definition: Source | undefined, { kind, id }: { kind: string; id: string }): string {
  return definition?.globalIds ? kind : `${kind}:${id}`;
}

/** A fact with its keys and references made complete. @param scope what its keys are unique within */
export async function toldFact(read: SourceFact, scope: string, workspaceId: string): Promise<ToldFact> {
  return {
    key: `${scope}:${read.key}`,
    ...(read.keyLastsMs === undefined ? {} : { keyLastsMs: read.keyLastsMs }),
    ...(read.incomplete === undefined ? {} : { incomplete: read.incomplete }),
    ...(read.erase === undefined ? {} : { erase: read.erase }),
    ...(await contentOf(read, scope, workspaceId)),
    sameCustomerAs: (read.sameCustomerAs ?? []).map((key) => `${scope}:${key}`),
  };
}

/** What a fact says, as the ledger takes it in, whether it was sent or fetched. */
export async function contentOf(
  { fact, data, customerRefs = [] }: Pick<SourceFact, "fact" | "data" | "customerRefs">,
  scope: string,
  workspaceId: string,
): Promise<Completed> {
  const email = fact.customer?.email;
  return {
    fact,
    data: JSON.stringify(dropSecrets(data)),
    ...(email ? { customerId: await customerId(workspaceId, email) } : {}),
    customerRefs: customerRefs.map((ref) => `${scope}:${ref}`),
  };
}

/**
 * The body as text, without secrets; null where what was read of it holds it already, cut where that leaves no more room,
 * undefined where that alone is too much. Of a body that tells many facts each keeps its own part: the rest is about
 * other people.
 */
function rawBeside(facts: ToldFact[], told: SourceFact[], body: Uint8Array): string | null | undefined {
  const text = new TextDecoder().decode(body);
  const isHeld = facts.length > 1 || isWhole(facts[0], told[0], text);
  if (body.length <= surelyFitsBytes) return isHeld ? null : dropSecretsFromText(text);
  const encoder = new TextEncoder();
  const left = mostStoredBytes - Math.max(...facts.map((one) => encoder.encode(JSON.stringify(one)).length));
  if (left < 0) return undefined;
  if (isHeld) return null;
  const raw = dropSecretsFromText(text);
  const bytes = encoder.encode(raw);
  if (bytes.length <= left) return raw;
  return `${new TextDecoder().decode(bytes.subarray(0, left), { stream: true })}…`;
}

/** Whether what was read of a body is all of it, to the letter, apart from the secrets that are kept of neither. */
function isWhole(fact: ToldFact | undefined, told: SourceFact | undefined, text: string): boolean {
  return fact?.data === text || (told !== undefined && JSON.stringify(told.data) === text);
}

async function notUnderstood(
  reading: { type: string; reason: string },
  scope: string,
  request: SourceRequest,
  now: number,
): Promise<ToldFact> {
  return {
    key: `${scope}:not-understood:${await bodyKey(request)}`,
    keyLastsMs: bodyKeyLastsMs,
    fact: { type: reading.type.slice(0, 200), occurredAt: now },
    customerRefs: [],
    sameCustomerAs: [],
    data: "null", // the raw body is all there is
    notUnderstood: reading.reason,
  };
}

export function hopsOf(headers: Headers): number {
  const hops = Number(headers.get(hopsHeader) ?? 0);
  return Number.isSafeInteger(hops) && hops > 0 ? Math.min(hops, 100) : 0;
}

async function noteRefusal(
  source: { workspaceId: string; sourceId: string },
  refusal: {
    status: RefusalStatus;
    cause: RefusalCause;
    reason: string;
    method: string;
    body: Uint8Array | null;
  },
  deps: IngestDeps,
): Promise<IngestOutcome> {
  const body = refusal.body && dropSecretsFromText(new TextDecoder().decode(refusal.body.subarray(0, 1024)));
  try {
    await deps.ledgers(source.workspaceId).refuse(source.sourceId, { ...refusal, body });
  } catch (error) {
    // The answer to the caller does not depend on our note of it.
    console.warn(JSON.stringify({ message: "a refusal could not be noted", error: String(error) }));
  }
  return { is: "refused", status: refusal.status, reason: refusal.reason };
}
