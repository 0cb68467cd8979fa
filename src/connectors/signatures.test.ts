// Standard Webhooks' own vector and library, Svix's library, public keys, and a secret sent along.
import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { describe, expect, it } from "vitest";
import { toBase64 } from "./kit";
import { requestOf } from "./request.fixture";
import { isStandardKey, signStandard, standardKey, verifySentSecret, verifyStandard } from "./signatures";

/** From standard-webhooks/standard-webhooks, libraries/javascript/src/webhook.test.ts (MIT). */
const vector = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: 1614265330,
  payload: '{"test": 2432232314}',
  signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};
const other = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
const now = vector.timestamp * 1000;

const genuine = {
  "webhook-id": vector.id,
  "webhook-timestamp": String(vector.timestamp),
  "webhook-signature": vector.signature,
};

type Options = { at?: number; body?: string; secret?: string | undefined };

const verify = (headers: Record<string, string>, options: Options = {}) => {
  const { at = now, body = vector.payload, secret = vector.secret } = options;
  return verifyStandard(requestOf(body, headers), secret, ["webhook", "svix"], at);
};

async function signed(body: string, at = now): Promise<Record<string, string>> {
  const { headers = {} } = (await signStandard(requestOf(body), vector.secret, "webhook", at)) ?? {};
  return headers;
}

const renamed = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace("webhook", "svix"), value]),
  );

describe("Standard Webhooks", () => {
  it("accepts the official vector", async () => {
    expect(await verify(genuine)).toEqual({ ok: true });
  });

  it("accepts a secret without whsec_", async () => {
    expect(await verify(genuine, { secret: vector.secret.slice("whsec_".length) })).toEqual({ ok: true });
  });

  it("accepts the headers of Svix, where they are looked for", async () => {
    expect(await verify(renamed(genuine))).toEqual({ ok: true });
    const request = requestOf(vector.payload, renamed(genuine));
    expect(await verifyStandard(request, vector.secret, ["webhook"], now)).toMatchObject({
      reason: "missing",
    });
  });

  it("refuses another id put before the signed one", async () => {
    expect(await verify({ ...renamed(genuine), "webhook-id": "msg_other" })).toMatchObject({
      reason: "mismatch",
    });
  });

  it("accepts a right signature among others", async () => {
    const signatures = `${other} ${other.replace("v1", "v2")} ${vector.signature} ${other}`;
    expect(await verify({ ...genuine, "webhook-signature": signatures })).toEqual({ ok: true });
  });

  it.each([-300, 0, 300])("accepts a time %d seconds away", async (seconds) => {
    expect(await verify(genuine, { at: now + seconds * 1000 })).toEqual({ ok: true });
  });

  it("accepts an empty body that is signed", async () => {
    expect(await verify(await signed(""), { body: "" })).toEqual({ ok: true });
  });

  it.each(["webhook-id", "webhook-timestamp", "webhook-signature"])(
    "refuses a request without %s",
    async (name) => {
      const headers: Record<string, string> = { ...genuine };
      delete headers[name];
      expect(await verify(headers)).toMatchObject({ ok: false, reason: "missing" });
    },
  );

  it.each([
    { "webhook-timestamp": "hello" },
    { "webhook-timestamp": "1e9" },
    { "webhook-timestamp": "-1614265330" },
    { "webhook-id": "msg_other" },
    { "webhook-signature": "v1,dawfeoifkpqwoekfpqoekf" },
    { "webhook-signature": vector.signature.slice(0, 8) },
    { "webhook-signature": "v1," },
    { "webhook-signature": "v1" },
    { "webhook-signature": vector.signature.replace("v1,", "v2,") },
    { "webhook-signature": vector.signature.replace("v1,", "v1a,") },
    { "webhook-signature": other },
  ])("refuses %j", async (headers) => {
    expect(await verify({ ...genuine, ...headers })).toMatchObject({ ok: false, reason: "mismatch" });
  });

  it.each([-301, 301])("refuses a time %d seconds away as stale", async (seconds) => {
    expect(await verify(genuine, { at: now + seconds * 1000 })).toMatchObject({ ok: false, reason: "stale" });
  });

  it.each(["whsec_", "", " ", "whsec_%%%", undefined])(
    "refuses everything when the secret is %j",
    async (secret) => {
      const answer = await verifyStandard(requestOf(vector.payload, genuine), secret, ["webhook"], now);
      expect(answer).toMatchObject({ reason: "misconfigured" });
      expect(await signStandard(requestOf(vector.payload), secret, "webhook", now)).toEqual({});
      expect(isStandardKey(secret ?? "")).toBe(false);
    },
  );

  it("accepts what the libraries sign, and signs what they accept", async () => {
    const today = Date.now();
    const seconds = Math.floor(today / 1000);
    const body = '{"type":"order.paid","name":"Zażółć","url":"https:\\/\\/a.pl"}';
    for (const library of [new Webhook(vector.secret), new SvixWebhook(vector.secret)]) {
      const theirs = {
        "webhook-id": "msg_1",
        "webhook-timestamp": String(seconds),
        "webhook-signature": library.sign("msg_1", new Date(seconds * 1000), body),
      };
      expect(await verify(theirs, { at: today, body })).toEqual({ ok: true });
      expect(() => library.verify(body, theirs)).not.toThrow();
      const ours = await signed(body, today);
      expect(() => library.verify(body, ours)).not.toThrow();
      expect(() => library.verify(`${body} `, ours)).toThrow();
    }
  });

  it("signs with the id that is there", async () => {
    const request = requestOf("{}", { "svix-id": "msg_7" });
    const { headers = {} } = (await signStandard(request, vector.secret, "svix", now)) ?? {};
    expect(Object.keys(headers)).toEqual(["svix-timestamp", "svix-signature"]);
    expect(await verify({ ...headers, "svix-id": "msg_7" }, { body: "{}" })).toEqual({ ok: true });
  });
});

describe("Standard Webhooks with a public key", async () => {
  const pair = await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new Error("no pair of keys");
  const publicKey = `whpk_${toBase64(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)))}`;
  const timestamp = String(vector.timestamp);
  const content = new TextEncoder().encode(`${vector.id}.${timestamp}.${vector.payload}`);
  const mac = await crypto.subtle.sign({ name: "Ed25519" }, pair.privateKey, content);
  const signature = `v1a,${toBase64(new Uint8Array(mac))}`;
  const headers = { ...genuine, "webhook-signature": `${vector.signature} ${signature}` };

  it("accepts the signature of its private key, beside others", async () => {
    expect(await verify(headers, { secret: publicKey })).toEqual({ ok: true });
    expect(await verify(headers, { secret: vector.secret })).toEqual({ ok: true });
  });

  it("refuses another body, another time, another key and other signatures", async () => {
    const secret = publicKey;
    expect(await verify(headers, { secret, body: "{}" })).toMatchObject({ reason: "mismatch" });
    expect(await verify(headers, { secret, at: now + 301_000 })).toMatchObject({ reason: "stale" });
    const other = `whpk_${toBase64(new Uint8Array(32).fill(7))}`;
    expect(await verify(headers, { secret: other })).toMatchObject({ reason: "mismatch" });
    for (const wrong of [vector.signature, "v1a,", "v1a,AAAA", signature.replace("v1a", "v1")])
      expect(await verify({ ...genuine, "webhook-signature": wrong }, { secret })).toMatchObject({
        reason: "mismatch",
      });
  });

  it("is never taken for a secret", async () => {
    expect(standardKey(publicKey)).toBeUndefined();
    // Read as URL-safe base64, prefix and all, it would be 36 bytes that everyone may know.
    const unpadded = publicKey.replace("=", "");
    const forger = new Webhook(unpadded.replaceAll("_", "/"));
    const forged = forger.sign(vector.id, new Date(now), vector.payload);
    expect(await verify({ ...genuine, "webhook-signature": forged }, { secret: unpadded })).toMatchObject({
      reason: "mismatch",
    });
  });

  it.each(["whpk_", "whpk_AAAA", "whpk_%%%", `whsk_${toBase64(new Uint8Array(64))}`])(
    "that is %s cannot be saved",
    async (secret) => {
      expect(isStandardKey(secret)).toBe(false);
      expect(await verify(headers, { secret })).toMatchObject({ reason: "misconfigured" });
    },
  );

  it("signs nothing", async () => {
    expect(await signStandard(requestOf("{}"), publicKey, "webhook", now)).toBeUndefined();
  });
});

describe("a secret sent along", () => {
  const verifySent = (headers: Record<string, string>, query: Record<string, string> = {}) =>
    verifySentSecret(requestOf("{}", headers, query), "open sesame");

  it("may come in the query or in a header", async () => {
    expect(await verifySent({}, { secret: "open sesame" })).toEqual({ ok: true });
    expect(await verifySent({ "X-Webhook-Secret": "open sesame" })).toEqual({ ok: true });
    expect(await verifySent({ "X-WEBHOOK-SECRET": "open sesame" }, { secret: "" })).toEqual({ ok: true });
  });

  it.each(["open", "open sesame!", "open sesame\u0000", "OPEN SESAME"])("is not %j", async (secret) => {
    expect(await verifySent({}, { secret })).toMatchObject({ reason: "mismatch" });
  });

  it("is missing when it is absent or empty", async () => {
    expect(await verifySent({})).toMatchObject({ reason: "missing" });
    expect(await verifySent({}, { secret: "" })).toMatchObject({ reason: "missing" });
  });
});
