// The three ways in which an unknown system's request is proved genuine, each beside the way it is signed.
import {
  type Digest,
  fromBase64,
  hmac,
  hmacMatches,
  refused,
  type SourceRequest,
  type Verification,
  verified,
} from "../kit";
import type { Settings } from "./source";

type Signed = { headers?: Record<string, string>; query?: Record<string, string> };
type Way = {
  verify(request: SourceRequest, settings: Settings, now: number): Promise<Verification>;
  sign(request: SourceRequest, settings: Settings, now: number): Promise<Signed>;
};

// ── Standard Webhooks ──────────────────────────────────────────────────────────────────────────

const toleranceSeconds = 300;
/** A secret that rotates gives two signatures; nobody has use for more than a handful. */
const maxSignatures = 16;

/** The bytes that a Standard Webhooks secret stands for; undefined when it is not base64, or empty. */
export function standardKey(secret: string): Uint8Array | undefined {
  return fromBase64(secret.trim().replace(/^whsec_/, ""));
}

/** Signed: `id.timestamp.body`. https://www.standardwebhooks.com (spec/standard-webhooks.md) */
function signedBytes(id: string, timestamp: string, body: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

const standardWebhooks: Way = {
  async verify(request, settings, now) {
    const key = standardKey(settings.secret ?? "");
    if (!key)
      return refused("misconfigured", "The saved secret is not a Standard Webhooks secret (whsec_…).");
    const family = request.headers.has("webhook-signature") ? "webhook" : "svix";
    const id = request.headers.get(`${family}-id`);
    const timestamp = request.headers.get(`${family}-timestamp`)?.trim();
    const signatures = request.headers.get(`${family}-signature`);
    if (!id || !timestamp || !signatures) {
      return refused(
        "missing",
        "The headers webhook-id, webhook-timestamp and webhook-signature must all be there.",
      );
    }
    if (!/^\d{1,12}$/.test(timestamp))
      return refused("mismatch", "webhook-timestamp is not a number of seconds.");

    const bytes = signedBytes(id, timestamp, request.body);
    for (const signature of signatures.split(" ").slice(0, maxSignatures)) {
      const [version, mac = ""] = signature.split(",");
      if (version !== "v1" || !(await hmacMatches(key, bytes, mac, "base64"))) continue;
      const apartSeconds = Math.abs(Math.floor(now / 1000) - Number(timestamp));
      if (apartSeconds <= toleranceSeconds) return verified;
      return refused("stale", `The signature is genuine, but its time is ${apartSeconds} seconds from now.`);
    }
    return refused("mismatch", "No v1 signature belongs to this body and the saved secret.");
  },

  async sign(request, settings, now) {
    const key = standardKey(settings.secret ?? "");
    if (!key) return {};
    const id = request.headers.get("webhook-id") ?? `msg_test${now.toString(36)}`;
    const timestamp = String(Math.floor(now / 1000));
    const mac = await hmac(key, signedBytes(id, timestamp, request.body), "base64");
    return {
      headers: { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${mac}` },
    };
  },
};

// ── A signature of the raw body in a header ────────────────────────────────────────────────────

const digests: Record<Settings["algorithm"], Digest> = {
  sha256: "SHA-256",
  sha1: "SHA-1",
  sha512: "SHA-512",
};

const hmacHeader: Way = {
  async verify(request, { secret, header, algorithm, encoding, prefix }) {
    if (!secret) return refused("misconfigured", "No secret is saved to check signatures with.");
    const value = request.headers.get(header)?.trim();
    if (!value) return refused("missing", `The request has no ${header} header.`);
    // Many put the algorithm's name before the signature, and few say so.
    const used = [prefix?.trim(), `${algorithm}=`].find((one) => one && value.startsWith(one)) ?? "";
    const signature = value.slice(used.length);
    return (await hmacMatches(secret, request.body, signature, encoding, digests[algorithm]))
      ? verified
      : refused("mismatch", `The signature in ${header} does not belong to this body and the saved secret.`);
  },

  async sign(request, { secret, header, algorithm, encoding, prefix }) {
    if (!secret) return {};
    const mac = await hmac(secret, request.body, encoding, digests[algorithm]);
    return { headers: { [header.toLowerCase()]: `${prefix?.trim() ?? ""}${mac}` } };
  },
};

// ── A secret in the address or in a header ─────────────────────────────────────────────────────

/** Both texts are hashed under one fixed key, so that the platform compares them in constant time. */
async function isSameText(one: string, other: string): Promise<boolean> {
  const key = "shopbell: compare";
  return hmacMatches(key, one, await hmac(key, other, "hex"), "hex");
}

const urlSecret: Way = {
  async verify(request, { secret }) {
    if (secret === undefined) return verified;
    const given = request.query.get("secret") ?? request.headers.get("x-webhook-secret");
    if (!given)
      return refused("missing", "The secret must come as ?secret=… or in the header X-Webhook-Secret.");
    return (await isSameText(secret, given.trim()))
      ? verified
      : refused("mismatch", "The secret that came is not the saved one.");
  },

  async sign(_request, { secret }) {
    return secret === undefined ? {} : { query: { secret } };
  },
};

const ways: Record<Settings["verification"], Way> = {
  "standard-webhooks": standardWebhooks,
  hmac: hmacHeader,
  "url-secret": urlSecret,
};

export const verifyWebhook: Way["verify"] = (request, settings, now) =>
  ways[settings.verification].verify(request, settings, now);

export const signWebhook: Way["sign"] = (request, settings, now) =>
  ways[settings.verification].sign(request, settings, now);
