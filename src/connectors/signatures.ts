// Proofs that several sources share: signatures as Standard Webhooks describes them, one of the body alone, and a secret
// sent along.
import {
  fromBase64,
  hmac,
  hmacMatches,
  joined,
  refused,
  type SourceRequest,
  type Verification,
  verified,
} from "./kit";

export type Signed = { headers?: Record<string, string>; query?: Record<string, string> };

// ── Standard Webhooks ──────────────────────────────────────────────────────────────────────────

/** What the headers' names begin with: `webhook-id`, or Svix's older `svix-id`. */
export type HeaderFamily = "webhook" | "svix";

const toleranceSeconds = 300;
/** A secret that rotates gives two signatures; nobody has use for more than a handful. */
const maxSignatures = 16;
const publicKeyBytes = 32;
const ed25519SignatureBytes = 64;

/** The bytes that a Standard Webhooks secret stands for; undefined when it is not base64, or empty. */
export function standardKey(secret: string): Uint8Array | undefined {
  const text = secret.trim();
  // A public key must never do as a secret: whoever knows it could sign.
  return /^wh[ps]k_/.test(text) ? undefined : fromBase64(text.replace(/^whsec_/, ""));
}

type Key = { version: "v1" | "v1a"; bytes: Uint8Array };

/** A secret (whsec_…, or its base64 alone) checks the signatures called v1, a public key (whpk_…) those called v1a. */
function keyIn(secret: string): Key | undefined {
  const text = secret.trim();
  const isPublic = text.startsWith("whpk_");
  const bytes = isPublic ? fromBase64(text.slice("whpk_".length)) : standardKey(text);
  if (!bytes || (isPublic && bytes.length !== publicKeyBytes)) return undefined;
  return { version: isPublic ? "v1a" : "v1", bytes };
}

export const isStandardKey = (secret: string): boolean => keyIn(secret) !== undefined;

/** Signed: `id.timestamp.body`. https://www.standardwebhooks.com (spec/standard-webhooks.md) */
function signedBytes(id: string, timestamp: string, body: Uint8Array): Uint8Array {
  return joined(`${id}.${timestamp}.`, body);
}

async function isSignedBy(key: Key, bytes: Uint8Array, signature: string): Promise<boolean> {
  if (key.version === "v1") return hmacMatches(key.bytes, bytes, signature, "base64");
  const given = fromBase64(signature.trim());
  if (given?.length !== ed25519SignatureBytes) return false;
  const raw = key.bytes as BufferSource;
  const publicKey = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", publicKey, given as BufferSource, bytes as BufferSource);
}

/** @param families whose headers are looked for, those of the first before those of the next */
export async function verifyStandard(
  request: SourceRequest,
  secret: string | undefined,
  families: [HeaderFamily, ...HeaderFamily[]],
  now: number,
): Promise<Verification> {
  const key = keyIn(secret ?? "");
  if (!key)
    return refused(
      "misconfigured",
      "The saved secret is neither a Standard Webhooks secret (whsec_…) nor a public key (whpk_…).",
    );
  const header = (name: string) =>
    families.map((family) => request.headers.get(`${family}-${name}`)).find((value) => value);
  const id = header("id");
  const timestamp = header("timestamp");
  const signatures = header("signature");
  if (!id || !timestamp || !signatures) {
    const [family] = families;
    const names = `${family}-id, ${family}-timestamp and ${family}-signature`;
    return refused("missing", `The headers ${names} must all be there.`);
  }
  if (!/^\d{1,12}$/.test(timestamp))
    return refused("mismatch", "The timestamp in the headers is not a number of seconds.");

  const bytes = signedBytes(id, timestamp, request.body);
  for (const signature of signatures.split(" ").slice(0, maxSignatures)) {
    const [version, mac = ""] = signature.split(",");
    if (version !== key.version || !(await isSignedBy(key, bytes, mac))) continue;
    const apartSeconds = Math.abs(Math.floor(now / 1000) - Number(timestamp));
    if (apartSeconds <= toleranceSeconds) return verified;
    return refused("stale", `The signature is genuine, but its time is ${apartSeconds} seconds from now.`);
  }
  return refused("mismatch", `No ${key.version} signature belongs to this body and the saved secret.`);
}

/** @returns the headers that prove it; undefined where only a public key is known, none without a secret */
export async function signStandard(
  request: SourceRequest,
  secret: string | undefined,
  family: HeaderFamily,
  now: number,
): Promise<Signed | undefined> {
  const key = standardKey(secret ?? "");
  if (!key) return keyIn(secret ?? "") ? undefined : {};
  const given = request.headers.get(`${family}-id`);
  const id = given || `msg_test${now.toString(36)}`;
  const timestamp = String(Math.floor(now / 1000));
  const mac = await hmac(key, signedBytes(id, timestamp, request.body), "base64");
  return {
    headers: {
      ...(given ? {} : { [`${family}-id`]: id }),
      [`${family}-timestamp`]: timestamp,
      [`${family}-signature`]: `v1,${mac}`,
    },
  };
}

// ── A secret in the address or in a header ─────────────────────────────────────────────────────

/** Both texts are hashed under one fixed key, so that the platform compares them in constant time. */
export async function isSameText(one: string, other: string): Promise<boolean> {
  const key = "shopbell: compare";
  return hmacMatches(key, one, await hmac(key, other, "hex"), "hex");
}

export async function verifySentSecret(request: SourceRequest, secret: string): Promise<Verification> {
  const given = request.query.get("secret") || request.headers.get("x-webhook-secret");
  if (!given)
    return refused("missing", "The secret must come as ?secret=… or in the header X-Webhook-Secret.");
  return (await isSameText(secret, given.trim()))
    ? verified
    : refused("mismatch", "The secret that came is not the saved one.");
}

// ── A header that holds nothing but a signature of the body ────────────────────────────────────

/** `secretWords`: what the owner knows the secret as, for the words of a refusal. */
export type BodySignature = { header: string; encoding: "hex" | "base64"; secretWords: string };

/** Signed: HMAC-SHA256, raw body. */
export async function verifyBody(
  { headers, body }: SourceRequest,
  secret: string,
  { header, encoding, secretWords }: BodySignature,
): Promise<Verification> {
  const signature = headers.get(header)?.trim();
  if (!signature) return refused("missing", `The request has no ${header} header.`);
  return (await hmacMatches(secret, body, signature, encoding))
    ? verified
    : refused("mismatch", `The signature does not belong to this body and the saved ${secretWords}.`);
}

export async function signBody(
  { body }: SourceRequest,
  secret: string,
  { header, encoding }: BodySignature,
): Promise<Signed> {
  return { headers: { [header.toLowerCase()]: await hmac(secret, body, encoding) } };
}

// ── A time and its signatures in one header ────────────────────────────────────────────────────

/** How a provider writes `t=1492774577,v1=…,v1=…`: hex HMAC-SHA256 of the time, a sign between, and the body. */
export type TimedHeader = {
  /** As the provider writes it: "Stripe-Signature". */
  header: string;
  /** Between the parts of the header. */
  separator: "," | ";";
  /** What the time and the signatures are called there. */
  time: string;
  signature: string;
  /** Between the time and the body in what is signed. */
  between: "." | ":";
};

/** @param words what to say when the header is not there, and when no signature belongs to the body */
export async function verifyTimed(
  request: SourceRequest,
  secret: string,
  of: TimedHeader,
  now: number,
  words: { missing?: string; mismatch: string },
): Promise<Verification> {
  const header = request.headers.get(of.header)?.trim();
  if (!header) return refused("missing", words.missing ?? `The request has no ${of.header} header.`);
  const parts = header.split(of.separator, 2 * maxSignatures).map((part) => part.trim());
  const valuesOf = (name: string) =>
    parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
  const [timestamp] = valuesOf(of.time);
  if (!timestamp || !/^\d{1,12}$/.test(timestamp))
    return refused("mismatch", `The ${of.header} header has no ${of.time} that is a number of seconds.`);
  const bytes = joined(timestamp + of.between, request.body);
  for (const signature of valuesOf(of.signature).slice(0, maxSignatures)) {
    if (!(await hmacMatches(secret, bytes, signature, "hex"))) continue;
    const apartSeconds = Math.abs(Math.floor(now / 1000) - Number(timestamp));
    if (apartSeconds <= toleranceSeconds) return verified;
    return refused("stale", `The signature is genuine, but its time is ${apartSeconds} seconds from now.`);
  }
  return refused("mismatch", words.mismatch);
}

export async function signTimed(
  request: SourceRequest,
  secret: string,
  of: TimedHeader,
  now: number,
): Promise<Signed> {
  const timestamp = String(Math.floor(now / 1000));
  const mac = await hmac(secret, joined(timestamp + of.between, request.body), "hex");
  const value = `${of.time}=${timestamp}${of.separator}${of.signature}=${mac}`;
  return { headers: { [of.header.toLowerCase()]: value } };
}
