// SendGrid's signatures, in all the lengths they come in, and what each of its events is read as.
import { describe, expect, it } from "vitest";
import type { Reading } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { rawSignature } from "./proof";
import { source } from "./source";
import { samples } from "./source-samples";

const now = Date.UTC(2026, 8, 1, 8, 5, 30);
const settings = { secret: "correct horse battery" };

/** Signed by OpenSSL with a key made for this. The names say how many bytes r and s take. */
const signed = {
  verificationKey:
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEPcg2l2W9kt+7bC0NO2I4fapEcEzh/K0SUKi/ospga8aOfTAMmR6aRH8eQqb1bsAwB20H8sJXxyuUYmwmHNUOBw==",
  timestamp: "1788249920",
  body: '[{"email":"zoe@example.com","event":"unsubscribe","sg_event_id":"dW5zdWItMQ","timestamp":1788249910}]\r\n',
  signatures: {
    "32 and 32":
      "MEQCIEEuyWZSI4w1B3Gg6zFs8QLPPseu8aoV3+hX28wjlLZLAiARod1Ol8Oh9cYtkJl4mZ+z4M8I1Gpw5v6WkZedQQ13bg==",
    "33 and 32":
      "MEUCIQDK3gkxpy4ve+uam30Oaj3frdYI21RDcIxpoeyF85dENgIgLWTRWIRzroBNOlUQ8Ekx715dtUjum7aTrEEn5B3jOMk=",
    "32 and 33":
      "MEUCIGhPtV6y6Dh1UThKAw6NHnbax//fdrCKexXnDo5IZprjAiEAu1Mo0h+CNVSYvsN19AkZE3FQEaSno8+OXmvhBwxd9r8=",
    "33 and 33":
      "MEYCIQCxvcaldyYgAo/sH1mzKk4KU/cklPTorDhKxoldjUwK5AIhALE2Ty59TqkGfc6jOjdjdhm03+PFtWD0BstXXMAQL0zF",
    "31 and 32":
      "MEMCHwmIq3MHJjbrc1YUBmoNt1WO1HF2H5YBuzQViE9/EUwCICgPpZSyoafH10mHN3vG0RrFj7t8BXi7uZyxRYWYwSTo",
    "32 and 31":
      "MEMCIEZgaeoysp+AlIp3MBpsLo+1eS5UOXOucAGgxFy/F1CUAh9glmgXbYHKTgzRj2i08YICbxOX+4WrhDpCAzQjs7MB",
  },
};
const [anySignature] = Object.values(signed.signatures);
const otherKey =
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/GN/lY7DVFbS0WR8LO6HkHWO7nXJc2pJu5q8Hl3UU/qLz0H4SQ5RFncpbkhU3URNv7UIEBkse1efpUwKkebfiw==";

describe("a signature", () => {
  type Change = {
    body?: string;
    signature?: string | null;
    timestamp?: string | null;
    key?: string;
    at?: number;
  };

  const verify = ({
    body = signed.body,
    signature = anySignature ?? null,
    timestamp = signed.timestamp,
    key = signed.verificationKey,
    at = now,
  }: Change) => {
    const headers = {
      ...(signature === null ? {} : { "X-Twilio-Email-Event-Webhook-Signature": signature }),
      ...(timestamp === null ? {} : { "X-Twilio-Email-Event-Webhook-Timestamp": timestamp }),
    };
    return verifyBy(source, requestOf(body, headers), { ...settings, verificationKey: key }, at);
  };

  it.each(Object.entries(signed.signatures))("of %s bytes is accepted", async (_lengths, signature) => {
    expect(await verify({ signature })).toEqual({ ok: true });
    expect(rawSignature(Uint8Array.from(atob(signature), (char) => char.charCodeAt(0)))).toHaveLength(64);
  });

  it.each<[string, Change]>([
    ["another body", { body: signed.body.replace("zoe", "joe") }],
    ["the body without its last line break", { body: signed.body.trimEnd() }],
    ["another timestamp", { timestamp: "1788249921" }],
    ["a timestamp that is none", { timestamp: "now" }],
    ["another key", { key: otherKey }],
    ["no base64", { signature: "%%%" }],
    ["no DER", { signature: btoa("x".repeat(70)) }],
    ["r and s without DER", { signature: btoa("x".repeat(64)) }],
    ["a cut signature", { signature: (anySignature ?? "").slice(0, 60) }],
    ["more behind the signature", { signature: `${(anySignature ?? "").replace(/=+$/, "")}AAAA` }],
  ])("is a mismatch with %s", async (_what, change) => {
    expect(await verify(change)).toMatchObject({ ok: false, reason: "mismatch" });
  });

  it("is missing without either of its headers, whatever secret comes along", async () => {
    expect(await verify({ signature: null })).toMatchObject({ reason: "missing" });
    expect(await verify({ timestamp: null })).toMatchObject({ reason: "missing" });
    const request = requestOf(signed.body, {}, settings);
    const both = { ...settings, verificationKey: signed.verificationKey };
    expect(await verifyBy(source, request, both, now)).toMatchObject({ reason: "missing" });
  });

  it("is good for as long as SendGrid may try again, and then stale", async () => {
    const signedAt = Number(signed.timestamp) * 1000;
    const hour = 3_600_000;
    expect(await verify({ at: signedAt + 25 * hour })).toEqual({ ok: true });
    expect(await verify({ at: signedAt + 49 * hour })).toMatchObject({ reason: "stale" });
    expect(await verify({ at: signedAt - hour / 10 })).toMatchObject({ reason: "stale" });
  });

  it("cannot be made here: a test event is sent unsigned", async () => {
    const both = { ...settings, verificationKey: signed.verificationKey };
    expect(await source.sign?.(requestOf(signed.body), both, now)).toBeUndefined();
    expect(await signBy(source, requestOf(signed.body), settings, now)).toEqual({ query: settings });
  });

  it("by a key that is no point of the curve is nobody's", async () => {
    const key = `${signed.verificationKey.slice(0, 36)}${"A".repeat(86)}==`;
    expect(await verify({ key })).toMatchObject({ reason: "misconfigured" });
  });
});

describe("DER", () => {
  const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

  it("of small numbers is filled up from the left", () => {
    const raw = rawSignature(hex("3006020101020102"));
    expect([raw?.[31], raw?.[63], raw?.reduce((sum, byte) => sum + byte, 0)]).toEqual([1, 2, 3]);
  });

  it.each([
    ["nothing", ""],
    ["no sequence", "3106020101020102"],
    ["a wrong length", "3007020101020102"],
    ["one integer", "3003020101"],
    ["an integer that is too long", `3027${"0221".padEnd(70, "1")}020102`],
    ["an empty integer", "30050200020102"],
    ["an integer beyond the end", "3006020101020502"],
    ["three integers", "3009020101020102020103"],
    ["a length of several bytes", "308106020101020102"],
  ])("is none with %s", (_what, der) => {
    expect(rawSignature(hex(der))).toBeUndefined();
  });
});

describe("settings", () => {
  const { settings: form } = source;

  it("take the key as SendGrid shows it, or wrapped as PEM", async () => {
    const pem = `-----BEGIN PUBLIC KEY-----\n${signed.verificationKey.replace(/(.{64})/, "$1\n")}\n-----END PUBLIC KEY-----\n`;
    for (const verificationKey of [signed.verificationKey, ` ${signed.verificationKey}\n`, pem]) {
      const parsed = form.parse({ verificationKey });
      const headers = {
        "x-twilio-email-event-webhook-signature": anySignature ?? "",
        "x-twilio-email-event-webhook-timestamp": signed.timestamp,
      };
      expect(await verifyBy(source, requestOf(signed.body, headers), parsed, now)).toEqual({ ok: true });
      expect(source.urlQuery?.(parsed)).toEqual({});
    }
  });

  it("want a secret or a key, and no other text for a key", () => {
    expect(form.safeParse({}).error?.issues).toMatchObject([{ path: ["secret"] }]);
    for (const verificationKey of ["", "SG.abc", signed.verificationKey.slice(4)])
      expect(form.safeParse({ verificationKey }).success).toBe(false);
  });

  it("without a key make the secret a part of the address", () => {
    expect(source.urlQuery?.(form.parse(settings))).toEqual(settings);
  });
});

describe("an event", () => {
  const read = (body: unknown): Promise<Reading> =>
    source.read(requestOf(typeof body === "string" ? body : JSON.stringify(body)), settings, now);

  const event = (name: string, more: object = {}) => ({
    email: "Zoe@Example.com",
    timestamp: 1788249910,
    event: name,
    sg_event_id: "ZHJvcC0xMDk5",
    ...more,
  });

  it.each([
    ["bounce", { type: "bounce" }, "email.bounced"],
    ["bounce", {}, "email.bounced"],
    ["spamreport", {}, "contact.unsubscribed"],
    ["unsubscribe", {}, "contact.unsubscribed"],
    ["group_unsubscribe", { asm_group_id: 10 }, "contact.unsubscribed"],
    ["group_resubscribe", { asm_group_id: 10 }, "contact.subscribed"],
  ])("%s %j is %s", async (name, more, type) => {
    const told = event(name, more);
    expect(await read([told])).toEqual({
      is: "facts",
      facts: [
        {
          key: "event:ZHJvcC0xMDk5",
          fact: { type, occurredAt: 1788249910_000, customer: { email: "zoe@example.com" } },
          data: told,
        },
      ],
    });
  });

  it.each([
    ["bounce", { type: "blocked" }],
    ["dropped", { reason: "Bounced Address" }],
    ["processed", {}],
    ["deferred", {}],
    ["delivered", {}],
    ["open", {}],
    ["click", {}],
    ["account_status_change", {}],
  ])("%s %j means nothing, and says why", async (name, more) => {
    expect(await read([event(name, more)])).toMatchObject({
      is: "nothing",
      reason: expect.stringMatching(/^[A-Z].+\.$/),
    });
  });

  it("is one fact of its own among many, and the same one in another body", async () => {
    const { body } = samples.find(({ title }) => title === "Many at once") ?? expect.fail();
    const many = await read(body);
    const last = body.split("\r\n").at(-2)?.replace(/\]$/, "");
    const alone = await read(`[${last}]`);
    if (many.is !== "facts" || alone.is !== "facts") return expect.fail();
    expect(many.facts).toHaveLength(2);
    expect(many.facts.at(-1)).toEqual(alone.facts[0]);
  });

  it.each(["invented", "constructor"])(
    "%s is kept as not understood, unless facts came with it",
    async (name) => {
      expect(await read([event("open"), event(name)])).toMatchObject({ is: "not-understood", type: name });
      expect(await read([event("unsubscribe"), event(name)])).toMatchObject({ facts: [{}] });
    },
  );

  it("of nobody is kept as not understood", async () => {
    expect(await read([event("bounce", { email: "" })])).toMatchObject({ is: "not-understood" });
  });

  it("without an id counts for a day, by the body and its place in it", async () => {
    expect(await read([event("open"), event("unsubscribe", { sg_event_id: undefined })])).toMatchObject({
      facts: [{ key: expect.stringMatching(/^body:[0-9a-f]{40}:1$/), keyLastsMs: 24 * 3600 * 1000 }],
    });
  });

  it("comes in a list: an empty one means nothing, and anything else is unreadable", async () => {
    expect(await read([])).toMatchObject({ is: "nothing" });
    expect(await read(event("unsubscribe"))).toMatchObject({ is: "unreadable" });
  });
});
