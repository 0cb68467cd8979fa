// The two signatures by public key: Adobe's own of its events, and a shop's of its Commerce webhooks.
import { isObject } from "../../core/json";
import {
  fromBase64,
  jsonIn,
  type LookUp,
  refused,
  type SourceRequest,
  textIn,
  textOf,
  toBase64,
  type Verification,
  verified,
} from "../kit";

const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** The bytes of a PEM public key; line breaks may have been lost on the way. */
export function spkiIn(pem: string): Uint8Array | undefined {
  const match = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/.exec(pem);
  return fromBase64((match?.[1] ?? "").replace(/\s+/g, ""));
}

async function rsaKey(pem: string): Promise<CryptoKey | undefined> {
  const spki = spkiIn(pem);
  try {
    return spki && (await crypto.subtle.importKey("spki", spki as BufferSource, rsa, false, ["verify"]));
  } catch {
    return undefined;
  }
}

async function rsaMatches(key: CryptoKey, bytes: Uint8Array, signature: string): Promise<boolean> {
  const given = fromBase64(signature);
  return (
    given !== undefined &&
    (await crypto.subtle.verify(rsa, key, given as BufferSource, bytes as BufferSource))
  );
}

// ── Adobe I/O Events ───────────────────────────────────────────────────────────────────────────

const keyHost = "https://static.adobeioevents.com";

/** Where a key is, by the path in a header: "/prod/keys/pub-key-….pem". A path of any other form leads nowhere. */
function keyUrl(path: string): string | undefined {
  return path.length <= 200 && /^(\/[A-Za-z0-9_-]+)+\.pem$/.test(path) ? keyHost + path : undefined;
}

/**
 * Signed: base64 RSA-SHA256 of the raw body, twice; either will do. https://developer.adobe.com/events/docs/guides/#security-considerations
 * Adobe sends again only after a 5xx or 429, and after any other refusal never: a key that cannot be read is none.
 */
export async function verifyIoEvents(
  request: SourceRequest,
  clientId: string,
  lookUp: LookUp,
): Promise<Verification> {
  const signatures = ["1", "2"].flatMap((n) => {
    const signature = request.headers.get(`x-adobe-digital-signature-${n}`)?.trim();
    const path = request.headers.get(`x-adobe-public-key${n}-path`)?.trim();
    return signature && path ? [{ signature, url: keyUrl(path) }] : [];
  });
  if (signatures.length === 0)
    return refused(
      "missing",
      "The request lacks Adobe's signature: x-adobe-digital-signature-1 with x-adobe-public-key1-path.",
    );
  let unread: string | undefined;
  for (const { signature, url } of signatures) {
    if (url === undefined) continue;
    const key = await rsaKey((await lookUp(url)) ?? "");
    if (key === undefined) unread = url;
    else if (await rsaMatches(key, request.body, signature)) return addressedTo(clientId, request);
  }
  if (unread !== undefined)
    return refused("unavailable", `Adobe's public key could not be read just now: ${unread}`);
  return refused("mismatch", "Neither of Adobe's signatures belongs to this body.");
}

/** Adobe signs everybody's events with the same keys: whom they are for is said in each event. */
function addressedTo(clientId: string, request: SourceRequest): Verification {
  const body = jsonIn(textOf(request) ?? "");
  const events = Array.isArray(body) ? body : [body];
  // The names with underscores are the older ones, to be dropped after 2026.
  const isOurs = events.every(
    (event) =>
      isObject(event) && (textIn(event.recipientclientid) ?? textIn(event.recipient_client_id)) === clientId,
  );
  if (isOurs && events.length > 0) return verified;
  return refused("mismatch", "Adobe's event is for another client ID than the saved one.");
}

// ── Commerce webhooks ──────────────────────────────────────────────────────────────

/** Signed: base64 RSA-SHA256 of the body in base64. https://developer.adobe.com/commerce/extensibility/webhooks/signature-verification */
export async function verifyCommerceWebhook(
  request: SourceRequest,
  publicKey: string,
): Promise<Verification> {
  const signature = request.headers.get("x-adobe-commerce-webhook-signature")?.trim();
  if (!signature)
    return refused(
      "missing",
      "The request has no x-adobe-commerce-webhook-signature header: signing is switched off in Commerce.",
    );
  const key = await rsaKey(publicKey);
  if (!key) return refused("misconfigured", "The saved public key is not an RSA key.");
  const signed = new TextEncoder().encode(toBase64(request.body));
  return (await rsaMatches(key, signed, signature))
    ? verified
    : refused(
        "mismatch",
        "The signature does not belong to this body and the saved public key. After “Regenerate key pair” the new one has to be pasted here.",
      );
}
