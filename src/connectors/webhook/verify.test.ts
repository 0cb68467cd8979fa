// The three ways of proving a request. Standard Webhooks itself is tested in ../signatures.test.ts.
import { describe, expect, it } from "vitest";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { webhookSource as source } from "./source";

const now = Date.UTC(2026, 2, 2, 12);

describe("Standard Webhooks", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const settings = source.settings.parse({ verification: "standard-webhooks", secret });

  it("proves a request by the headers webhook-… or svix-…", async () => {
    const { headers = {} } = await signBy(source, requestOf("{}"), settings, now);
    const svix = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.replace("webhook", "svix"), value]),
    );
    for (const given of [headers, svix])
      expect(await verifyBy(source, requestOf("{}", given), settings, now)).toEqual({ ok: true });
    expect(await verifyBy(source, requestOf("{} ", headers), settings, now)).toMatchObject({
      reason: "mismatch",
    });
  });

  it.each(["whsec_", "", " ", "whsec_%%%", "whpk_AAAA", undefined])(
    "cannot do with the secret %j",
    (secret) => {
      const issues = source.settings.safeParse({ ...settings, secret }).error?.issues;
      expect(issues?.[0]?.path).toEqual(["secret"]);
    },
  );
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
    expect(await verify({}, { secret: "open" })).toMatchObject({ reason: "mismatch" });
    expect(await verify({})).toMatchObject({ reason: "missing" });
  });

  it("is not asked for when none is set, and the caveat says so", async () => {
    const open = source.settings.parse({ verification: "url-secret" });
    expect(await verifyBy(source, requestOf("{}"), open, now)).toEqual({ ok: true });
    expect(source.caveat?.(open)).toMatch(/not signed/);
    expect(source.caveat?.(settings)).toBeUndefined();
  });
});
