// SendGrid's signature: ECDSA over P-256 with SHA-256, checked with the public key that SendGrid shows.
// https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
import { fromBase64, joined, refused, type SourceRequest, type Verification, verified } from "../kit";

const signatureHeader = "x-twilio-email-event-webhook-signature";
const timestampHeader = "x-twilio-email-event-webhook-timestamp";

/**
 * SendGrid tries for a day, and does not say that it signs each try anew. Whoever repeats a request gains nothing: each
 * event in it has an id of its own.
 */
const oldestSeconds = 48 * 3600;
const skewSeconds = 300;

const p256 = { name: "ECDSA", namedCurve: "P-256" };

/** A public key of P-256 has 91 bytes (RFC 5480), of which the first 27 are always the same. */
const keyForm = /^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]{86}==$/;

/** The key as SendGrid shows it: base64 alone. One that was wrapped as PEM on its way is unwrapped. */
export function bareKey(text: string): string | undefined {
  const bare = text.replace(/-----(BEGIN|END) PUBLIC KEY-----/g, "").replace(/\s+/g, "");
  return keyForm.test(bare) ? bare : undefined;
}

async function publicKey(text: string): Promise<CryptoKey | undefined> {
  const spki = fromBase64(bareKey(text) ?? "");
  try {
    return spki && (await crypto.subtle.importKey("spki", spki as BufferSource, p256, false, ["verify"]));
  } catch {
    return undefined; // no point of the curve
  }
}

const scalarBytes = 32;

/**
 * A signature as SendGrid writes it, SEQUENCE { r INTEGER, s INTEGER } in DER, as the platform takes it: r and s with 32
 * bytes each. Undefined when it is none.
 */
export function rawSignature(der: Uint8Array): Uint8Array | undefined {
  // Two integers of at most 33 bytes: no length ever takes more than one byte.
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const raw = new Uint8Array(2 * scalarBytes);
  let at = 2;
  for (const end of [scalarBytes, 2 * scalarBytes]) {
    const length = der[at + 1] ?? 0;
    const integer = der.subarray(at + 2, at + 2 + length);
    if (der[at] !== 0x02 || length === 0 || integer.length !== length) return undefined;
    // A first bit of 1 would make it negative, so a zero stands before it.
    const scalar = integer[0] === 0 ? integer.subarray(1) : integer;
    if (scalar.length > scalarBytes) return undefined;
    raw.set(scalar, end - scalar.length);
    at += 2 + length;
  }
  return at === der.length ? raw : undefined;
}

/** Signed: the timestamp, and right behind it the body. */
export async function verifySignature(
  request: SourceRequest,
  verificationKey: string,
  now: number,
): Promise<Verification> {
  const signature = request.headers.get(signatureHeader)?.trim();
  const timestamp = request.headers.get(timestampHeader)?.trim();
  if (!signature || !timestamp)
    return refused(
      "missing",
      "The request lacks X-Twilio-Email-Event-Webhook-Signature and -Timestamp: switch on “Signed Event Webhook” in SendGrid.",
    );
  if (!/^\d{1,12}$/.test(timestamp))
    return refused("mismatch", "The timestamp in the headers is not a number of seconds.");
  const key = await publicKey(verificationKey);
  if (!key) return refused("misconfigured", "The saved verification key is no key: copy it once more.");
  const raw = rawSignature(fromBase64(signature) ?? new Uint8Array());
  const bytes = joined(timestamp, request.body);
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  if (!raw || !(await crypto.subtle.verify(algorithm, key, raw as BufferSource, bytes as BufferSource)))
    return refused(
      "mismatch",
      "The signature does not belong to this body and the saved verification key. Every webhook has a key of its own.",
    );
  const ageSeconds = Math.floor(now / 1000) - Number(timestamp);
  if (ageSeconds > oldestSeconds || ageSeconds < -skewSeconds)
    return refused(
      "stale",
      `The signature is genuine, but its time is ${Math.abs(ageSeconds)} seconds from now.`,
    );
  return verified;
}
