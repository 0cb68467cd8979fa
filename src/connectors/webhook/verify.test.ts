// The three ways of proving a request, with the vectors of Standard Webhooks and its own library.
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { webhookSource as source } from "./source";

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

describe("Standard Webhooks", () => {
  const settings = source.settings.parse({ verification: "standard-webhooks", secret: vector.secret });
  const genuine = {
    "webhook-id": vector.id,
    "webhook-timestamp": String(vector.timestamp),
    "webhook-signature": vector.signature,
  };
  const verify = (headers: Record<string, string>, at = now, body = vector.payload, some = settings) =>
    verifyBy(source, requestOf(body, headers), some, at);

  it("accepts the official vector", async () => {
    expect(await verify(genuine)).toEqual({ ok: true });
  });

  it("accepts a secret without whsec_", async () => {
    const bare = source.settings.parse({ ...settings, secret: vector.secret.slice("whsec_".length) });
    expect(await verify(genuine, now, vector.payload, bare)).toEqual({ ok: true });
  });

  it("accepts the headers of Svix", async () => {
    const svix = Object.fromEntries(
      Object.entries(genuine).map(([name, value]) => [name.replace("webhook", "svix"), value]),
    );
    expect(await verify(svix)).toEqual({ ok: true });
  });

  it("accepts a right signature among others", async () => {
    const signatures = `${other} ${other.replace("v1", "v2")} ${vector.signature} ${other}`;
    expect(await verify({ ...genuine, "webhook-signature": signatures })).toEqual({ ok: true });
  });

  it.each([-300, 0, 300])("accepts a time %d seconds away", async (seconds) => {
    expect(await verify(genuine, now + seconds * 1000)).toEqual({ ok: true });
  });

  it("accepts an empty body that is signed", async () => {
    const { headers = {} } = await signBy(source, requestOf(""), settings, now);
    expect(await verify(headers, now, "")).toEqual({ ok: true });
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
    expect(await verify(genuine, now + seconds * 1000)).toMatchObject({ ok: false, reason: "stale" });
  });

  it.each(["whsec_", "", " ", "whsec_%%%", undefined])(
    "refuses everything when the secret is %j",
    async (secret) => {
      const broken = { ...settings, secret };
      expect(await verify(genuine, now, vector.payload, broken)).toMatchObject({ reason: "misconfigured" });
      expect(await signBy(source, requestOf(vector.payload), broken, now)).toEqual({});
      expect(source.settings.safeParse(broken).error?.issues[0]?.path).toEqual(["secret"]);
    },
  );

  it("accepts what the library signs, and signs what the library accepts", async () => {
    const library = new Webhook(vector.secret);
    const today = Date.now();
    const seconds = Math.floor(today / 1000);
    const body = '{"type":"order.paid","name":"Zażółć","url":"https:\\/\\/a.pl"}';
    const theirs = {
      "webhook-id": "msg_1",
      "webhook-timestamp": String(seconds),
      "webhook-signature": library.sign("msg_1", new Date(seconds * 1000), body),
    };
    expect(await verify(theirs, today, body)).toEqual({ ok: true });
    const { headers = {} } = await signBy(source, requestOf(body), settings, today);
    expect(library.verify(body, headers)).toMatchObject({ type: "order.paid" });
  });
});

describe("an HMAC in a header", () => {
  const body = '{"type":"order.paid"}';

  it.each([
    [{}, "x-signature", ""],
    [{ header: "X-Hub-Signature-256", prefix: "sha256=" }, "x-hub-signature-256", "sha256="],
    [{ algorithm: "sha1", header: "X-Hub-Signature", prefix: "sha1=" }, "x-hub-signature", "sha1="],
    [{ algorithm: "sha512", encoding: "base64", prefix: "v0:" }, "x-signature", "v0:"],
  ])("is checked as %j says", async (extra, header, prefix) => {
    const settings = source.settings.parse({ verification: "hmac", secret: "s3cret", ...extra });
    const { headers = {} } = await signBy(source, requestOf(body), settings, now);
    expect(headers[header]?.startsWith(prefix)).toBe(true);
    expect(await verifyBy(source, requestOf(body, headers), settings, now)).toEqual({ ok: true });
    expect(await verifyBy(source, requestOf(`${body} `, headers), settings, now)).toMatchObject({
      reason: "mismatch",
    });
    expect(await verifyBy(source, requestOf(body), settings, now)).toMatchObject({ reason: "missing" });
  });

  it("matches the example in GitHub's docs, whether its prefix is configured or not", async () => {
    // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
    const headers = {
      "X-Hub-Signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    };
    for (const prefix of [undefined, "sha256="]) {
      const settings = source.settings.parse({
        verification: "hmac",
        secret: "It's a Secret to Everybody",
        header: "X-Hub-Signature-256",
        prefix,
      });
      expect(await verifyBy(source, requestOf("Hello, World!", headers), settings, now)).toEqual({
        ok: true,
      });
    }
  });

  it("is refused as misconfigured without a secret, and such settings cannot be saved", async () => {
    const settings = { verification: "hmac", header: "x-signature", algorithm: "sha256", encoding: "hex" };
    expect(await verifyBy(source, requestOf(body, { "x-signature": "00" }), settings, now)).toMatchObject({
      reason: "misconfigured",
    });
    const issues = source.settings.safeParse({ verification: "hmac" }).error?.issues;
    expect(issues).toEqual([
      expect.objectContaining({ path: ["secret"], message: expect.stringContaining("secret") }),
    ]);
  });

  it.each(["", "x signature", "x:signature", "é"])("cannot be in a header called %j", (header) => {
    expect(source.settings.safeParse({ verification: "hmac", secret: "s", header }).success).toBe(false);
  });
});

describe("a secret in the address", () => {
  const settings = source.settings.parse({ verification: "url-secret", secret: "open sesame" });
  const verify = (headers: Record<string, string>, query: Record<string, string> = {}) =>
    verifyBy(source, requestOf("{}", headers, query), settings, now);

  it("may come in the query or in a header", async () => {
    expect(await verify({}, { secret: "open sesame" })).toEqual({ ok: true });
    expect(await verify({ "X-Webhook-Secret": "open sesame" })).toEqual({ ok: true });
  });

  it.each(["open", "open sesame!", "open sesame\u0000", "OPEN SESAME"])("is not %j", async (secret) => {
    expect(await verify({}, { secret })).toMatchObject({ reason: "mismatch" });
  });

  it("is missing when it is absent or empty", async () => {
    expect(await verify({})).toMatchObject({ reason: "missing" });
    expect(await verify({}, { secret: "" })).toMatchObject({ reason: "missing" });
  });

  it("is not asked for when none is set, and the caveat says so", async () => {
    const open = source.settings.parse({ verification: "url-secret" });
    expect(await verifyBy(source, requestOf("{}"), open, now)).toEqual({ ok: true });
    expect(source.caveat?.(open)).toMatch(/not signed/);
    expect(source.caveat?.(settings)).toBeUndefined();
  });
});
