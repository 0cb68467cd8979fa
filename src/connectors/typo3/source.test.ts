// TYPO3's signatures, its own messages, and those of extensions.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../core/json";
import type { Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const identifier = "3f0c7a52-9b1e-4d68-8a47-5c2e91d0b6f3";
const settings = { identifier, secret: "5d1f8e0c3b7a49f2a6e4d8c17b90352fe61a4c08" };

const read = (body: string | JsonObject, more: Record<string, unknown> = {}): Promise<Reading> =>
  source.read(
    requestOf(typeof body === "string" ? body : JSON.stringify(body), { "Content-Type": "application/json" }),
    { ...settings, ...more },
    now,
  );

async function told(body: string | JsonObject, more?: Record<string, unknown>): Promise<SourceFact> {
  const reading = await read(body, more);
  const [fact] = reading.is === "facts" ? reading.facts : [];
  return fact ?? expect.fail(JSON.stringify(reading));
}

const sampleOf = (title: string) =>
  samples.find((sample) => sample.title === title)?.body ?? expect.fail(title);

describe("a signature", () => {
  /** Made from the documented rule with another HMAC than ours (Python's); TYPO3 publishes none. */
  const body = '{"context":"backend","url":"https:\\/\\/example.com\\/typo3\\/"}';
  const sha256 = "6bc7a5b8fc896a2ff0b399dad7d1d752cffc2b0d6c51c25991771d4670d14522";
  const sha512 =
    "675dbc44b2e386a9c619588cbd1913b39be5fb444d6806b78c8b5e3b41782cc9145154c683d5bd3bc693e008e2d78f905e5874e7ff1f6b4af4b11b4e9870ac1d";

  const verify = (text: string, headers: Record<string, string>, by: Record<string, unknown> = settings) =>
    verifyBy(source, requestOf(text, headers), by, now);

  it("of the identifier and the raw bytes is accepted, whatever the headers' case", async () => {
    const genuine: Record<string, string>[] = [
      { "Webhook-Signature": sha256, "Webhook-Signature-Algo": "sha256" },
      { "WEBHOOK-SIGNATURE": ` ${sha256} `, "WEBHOOK-SIGNATURE-ALGO": "SHA256" },
      { "webhook-signature": sha256 },
      { "webhook-signature": sha512, "webhook-signature-algo": "sha512" },
    ];
    for (const headers of genuine) expect(await verify(body, headers)).toEqual({ ok: true });
    expect(await signBy(source, requestOf(body), settings, now)).toEqual({
      headers: { "webhook-signature": sha256 },
    });
  });

  it.each(["md5", "sha1", "sha384", "crc32", "constructor", "sha256, sha256"])(
    "by %s is refused, whatever it says",
    async (algo) => {
      const headers = { "webhook-signature": sha256, "webhook-signature-algo": algo };
      expect(await verify(body, headers)).toMatchObject({
        reason: "mismatch",
        detail: expect.stringContaining("Webhook-Signature-Algo"),
      });
    },
  );

  it("by another hash than the header names is a mismatch", async () => {
    const headers = { "webhook-signature": sha256, "webhook-signature-algo": "sha512" };
    expect(await verify(body, headers)).toMatchObject({ reason: "mismatch" });
  });

  it("for another webhook of the same site is a mismatch", async () => {
    const other = { ...settings, identifier: "b81d6e04-27c5-4f93-9d1a-60e3a7f2c845" };
    expect(await verify(body, { "webhook-signature": sha256 }, other)).toMatchObject({ reason: "mismatch" });
  });

  it("of JSON that means the same is a mismatch", async () => {
    const unescaped = body.replaceAll("\\/", "/");
    expect(JSON.parse(unescaped)).toEqual(JSON.parse(body));
    expect(await verify(unescaped, { "webhook-signature": sha256 })).toMatchObject({ reason: "mismatch" });
  });
});

it("takes an identifier with spaces around it, and nothing that is none", () => {
  const parse = (text: string) => source.settings.safeParse({ ...settings, identifier: text });
  expect(parse(` ${identifier}\n`).data).toMatchObject({ identifier });
  for (const text of ["", "typo3/file-added", `${identifier}0`, settings.secret])
    expect(parse(text).success).toBe(false);
});

describe("a page", () => {
  it.each(["new", "modified", "published", "unpublished"])(
    "that is %s is known by the time of it",
    async (action) => {
      const page = {
        action,
        identifier: 7,
        record: { tstamp: 1767225600 },
        url: "/",
        site: "main",
        workspace: 0,
      };
      expect(await told(page)).toMatchObject({
        key: `page:7:${action}:1767225600000`,
        fact: { type: `custom.typo3_page_${action}`, occurredAt: 1767225600000 },
      });
    },
  );

  it("without a time is known by the body, for a day", async () => {
    const page = { action: "modified", identifier: 7, record: {}, url: "/", site: "main", workspace: 0 };
    expect(await told(page)).toMatchObject({
      key: expect.stringMatching(/^body:/),
      fact: { occurredAt: now },
    });
    expect((await told(page)).keyLastsMs).toBe(24 * 3600 * 1000);
  });
});

describe("a file", () => {
  const file = { storage: 1, identifier: "/a.pdf", url: null };

  it("that was updated is known as such", async () => {
    const updated = { ...file, relevantProperties: {}, updatedFields: { tstamp: 1767225600 } };
    expect((await told(updated, { fileTrigger: "removed" })).fact).toEqual({
      type: "custom.typo3_file_updated",
      occurredAt: 1767225600000,
    });
  });

  it("came or went, as the settings say", async () => {
    expect((await told(file, { fileTrigger: "added" })).fact.type).toBe("custom.typo3_file_added");
    expect((await told(file, { fileTrigger: "removed" })).fact.type).toBe("custom.typo3_file_removed");
  });

  it("of which they say nothing is kept, with the advice to say so", async () => {
    expect(await read(file)).toMatchObject({
      is: "not-understood",
      reason: expect.stringContaining("settings"),
    });
  });
});

describe("a failure", () => {
  it("of a login and of a second factor are told apart", async () => {
    expect((await told(sampleOf("Login failed"))).fact.type).toBe("custom.typo3_login_error");
    expect((await told(sampleOf("Second factor failed"))).fact.type).toBe("custom.typo3_mfa_error");
  });

  it("is told without the password that was tried, and as nobody's", async () => {
    const { data, fact } = await told({
      context: "frontend",
      url: "/",
      loginData: { uname: "ada@example.com", uident: "open sesame", uident_text: "open sesame" },
    });
    expect(JSON.stringify(data)).not.toContain("open sesame");
    expect(data).toMatchObject({ loginData: { uname: "ada@example.com" } });
    expect(fact.customer).toBeUndefined();
  });
});

describe("an extension's message", () => {
  it("that names its type is read as that", async () => {
    expect(await told(sampleOf("Lead of an extension"))).toMatchObject({
      key: "id:lead.created:4200006",
      fact: { type: "lead.created", customer: { email: "ada@example.com", name: "Ada Lovelace" } },
    });
    expect((await told({ event: "form_submitted", email: "ada@example.com" })).fact.type).toBe(
      "lead.created",
    );
  });

  it("that names its type is no message of TYPO3's own, whatever else it holds", async () => {
    const message = { storage: 1, identifier: "/a.pdf", url: null, type: "custom.folder_added", id: 5 };
    expect((await told(message, { fileTrigger: "added" })).fact.type).toBe("custom.folder_added");
  });

  it("that names none is kept, and read as the mapping says", async () => {
    const message = { visitor: { mail: "ada@example.com" }, form: 3 };
    expect(await read(message)).toMatchObject({ is: "not-understood", type: "unknown" });
    const mapping = { defaultType: "lead.created", email: "visitor.mail" };
    expect((await told(message, { mapping })).fact).toMatchObject({
      type: "lead.created",
      customer: { email: "ada@example.com" },
    });
  });

  it("that is no JSON is unreadable", async () => {
    for (const body of ["", "{", "hello"]) expect(await read(body)).toMatchObject({ is: "unreadable" });
  });
});
