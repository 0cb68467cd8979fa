// What a BlueConic webhook connection sends: proved by a secret, and read as its body says.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../core/json";
import type { Reading, SourceFact } from "../kit";
import { requestOf, verifyBy } from "../request.fixture";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const settings = source.settings.parse({ secret: "open sesame" });

const read = (body: JsonObject, more: Record<string, unknown> = {}): Promise<Reading> =>
  source.read(
    requestOf(JSON.stringify(body), { "Content-Type": "application/json" }),
    { ...settings, ...more },
    now,
  );

async function told(body: JsonObject, more?: Record<string, unknown>): Promise<SourceFact> {
  const reading = await read(body, more);
  const [fact] = reading.is === "facts" ? reading.facts : [];
  return fact ?? expect.fail(JSON.stringify(reading));
}

describe("the secret", () => {
  const verify = (headers: Record<string, string>, query: Record<string, string> = {}, by = settings) =>
    verifyBy(source, requestOf("{}", headers, query), by, now);

  it("is in the address that is shown, or in a header of any case", async () => {
    expect(await verify({}, source.urlQuery?.(settings))).toEqual({ ok: true });
    expect(await verify({ "X-WEBHOOK-SECRET": " open sesame" })).toEqual({ ok: true });
  });

  it("may be in a header of the owner's choice, and then in no other", async () => {
    const chosen = source.settings.parse({ secret: "open sesame", header: "X-BlueConic-Key" });
    expect(await verify({ "x-blueconic-key": "open sesame" }, {}, chosen)).toEqual({ ok: true });
    expect(await verify({ "X-Webhook-Secret": "open sesame" }, {}, chosen)).toMatchObject({
      reason: "missing",
      detail: expect.stringContaining("X-BlueConic-Key"),
    });
    for (const header of ["", "a b", "a:", "é"])
      expect(source.settings.safeParse({ secret: "s", header }).success).toBe(false);
  });

  it("is never done without", async () => {
    expect(await verify({})).toMatchObject({ reason: "missing" });
    expect(await verify({}, { secret: "close sesame" })).toMatchObject({ reason: "mismatch" });
  });
});

describe("a profile", () => {
  const profile = { profile_id: "p-1", email: "ada@example.com", first_name: "Ada" };

  it.each([
    ["segment_entered", "custom.blueconic_segment_entered"],
    ["Segment entered", "custom.blueconic_segment_entered"],
    ["custom.blueconic_segment_entered", "custom.blueconic_segment_entered"],
    ["lead.created", "lead.created"],
    ["profile_updated", "customer.updated"],
    ["contact.subscribed", "contact.subscribed"],
  ])("with the type %s is %s", async (type, is) => {
    expect(await told({ ...profile, type })).toMatchObject({
      fact: { type: is, customer: { email: "ada@example.com", firstName: "Ada" } },
      customerRefs: ["customer:p-1"],
    });
  });

  it("enters a segment as often as the mapping says it becomes a lead", async () => {
    for (const name of ["segment_entered", "Segment Entered"]) {
      const mapping = { types: { [name]: "lead.created" } };
      expect((await told({ ...profile, type: "segment_entered" }, { mapping })).fact.type).toBe(
        "lead.created",
      );
    }
  });

  it("without a type is kept, and read as the mapping says", async () => {
    expect(await read(profile)).toMatchObject({ is: "not-understood" });
    const mapping = { defaultType: "lead.created" };
    expect((await told(profile, { mapping })).fact.type).toBe("lead.created");
  });

  it("has the first of several addresses, and none when it is empty", async () => {
    const email = ["ada@example.com", "ada@example.org"];
    expect((await told({ type: "lead", email })).fact.customer).toEqual({ email: "ada@example.com" });
    expect((await told({ type: "lead", email: "" })).fact.customer).toBeUndefined();
    expect((await told({ type: "lead", email: [] })).fact.customer).toBeUndefined();
  });
});

describe("the key", () => {
  const entered = { type: "segment_entered", id: "p-1", segment: "Likely to buy" };
  const key = "id:custom.blueconic_segment_entered";

  it("is the id of the event, where one is sent", async () => {
    expect((await told({ ...entered, event_id: 7 })).key).toBe(`${key}:7`);
    expect((await told({ ...entered, visit: 9 }, { mapping: { id: "visit" } })).key).toBe(`${key}:9`);
  });

  it("is otherwise the body's for a day, and never the profile's id", async () => {
    const { key, keyLastsMs } = await told(entered);
    expect(key).toMatch(/^body:/);
    expect(keyLastsMs).toBe(24 * 3600 * 1000);
    expect((await told({ ...entered, segment: "Bought" })).key).not.toBe(key);
  });
});
