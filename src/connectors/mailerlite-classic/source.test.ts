// MailerLite Classic's signatures, what its events are read as, and by which keys they are known again.
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../core/json";
import type { Reading, SourceFact } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { source } from "./source";
import { samples } from "./source-samples";

const now = Date.UTC(2026, 8, 1);
const settings = { apiKey: "fc7b8c5b32067bcd47cafb5f475d2fe9" };

const read = (body: string): Promise<Reading> => source.read(requestOf(body), settings, now);

async function told(...events: Json[]): Promise<SourceFact[]> {
  const reading = await read(JSON.stringify({ events }));
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

const event = (type: string, about: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  type,
  timestamp: 1495551003,
  webhook_id: 2,
  data: { subscriber: { id: 2300951083, email: "Guy@example.com", type: "active", ...about }, ...more },
});

describe("a signature", () => {
  /** Made by another HMAC than ours (Python's), by the rule of programs that check it; none is published. */
  const body = '{"events":[{"type":"subscriber.create","webhook_id":2}]}';
  const signature = "+KknOSRRKtkqDkGPZ5S9l/egMRCaSWqqW+vPQ8NLln0=";
  const verify = (text: string, headers: Record<string, string>) =>
    verifyBy(source, requestOf(text, headers), settings, now);

  it("of the raw bytes is accepted, whatever the header's case", async () => {
    for (const name of ["x-mailerlite-signature", "X-MailerLite-Signature"])
      expect(await verify(body, { [name]: signature })).toEqual({ ok: true });
    expect(await signBy(source, requestOf(body), settings, now)).toEqual({
      headers: { "x-mailerlite-signature": signature },
    });
  });

  it("of other bytes or none at all is refused", async () => {
    const header = { "x-mailerlite-signature": signature };
    expect(await verify(`${body} `, header)).toMatchObject({ reason: "mismatch" });
    expect(await verify(body, { signature })).toMatchObject({ reason: "missing" });
  });
});

describe("an event", () => {
  it.each([
    ["Subscribed", ["contact.subscribed"], undefined],
    ["Signed up, not confirmed yet", ["customer.updated"], undefined],
    ["Confirmed", ["contact.subscribed"], undefined],
    ["Changed", ["customer.updated"], undefined],
    ["Added to a group", ["contact.subscribed"], undefined],
    ["Removed from a group", ["contact.unsubscribed"], undefined],
    ["Unsubscribed", ["contact.unsubscribed"], { marketing: false }],
    [
      "Bounced and complained, in one request",
      ["email.bounced", "email.bounced", "contact.unsubscribed"],
      undefined,
    ],
  ])("“%s” tells %j", async (title, types, consent) => {
    const { events = [] } = JSON.parse(samples.find((sample) => sample.title === title)?.body ?? "{}");
    const facts = await told(...events);
    expect(facts.map(({ fact }) => fact.type)).toEqual(types);
    expect(facts[0]?.fact.consent).toEqual(consent);
  });

  it("has its time, the person, and its group's id and name in the data", async () => {
    const group = { id: 177296943, name: "Course" };
    const fields = [{ key: "last_name", value: "Random" }, { key: "phone", value: "" }, 7];
    const [fact] = await told(event("subscriber.add_to_group", { name: "Guy", fields }, { group }));
    expect(fact).toMatchObject({
      key: "subscriber:2300951083:177296943:1495551003000:contact.subscribed",
      fact: {
        occurredAt: 1495551003000,
        customer: { email: "guy@example.com", firstName: "Guy", lastName: "Random" },
      },
      customerRefs: ["subscriber:2300951083"],
      data: { data: { group } },
    });
  });

  it("in two groups at once is two facts, and one of the account a third", async () => {
    const facts = await told(
      event("subscriber.add_to_group", {}, { group: { id: 1 } }),
      event("subscriber.add_to_group", {}, { group: { id: 2 } }),
      event("subscriber.create"),
    );
    expect(new Set(facts.map(({ key }) => key)).size).toBe(3);
  });

  it("does not make subscribed who has unsubscribed or has yet to confirm", async () => {
    for (const type of ["unsubscribed", "unconfirmed"]) {
      const facts = await told(
        event("subscriber.create", { type }),
        event("subscriber.add_to_group", { type }, { group: { id: 1 } }),
      );
      expect(facts.map(({ fact }) => fact.type)).toEqual(["customer.updated", "customer.updated"]);
    }
  });

  it("of something else is told under its own name", async () => {
    const [automation, campaign] = await told(event("subscriber.automation_complete"), {
      type: "campaign.sent",
      timestamp: 1495551003,
      data: { campaign: { id: 1 } },
    });
    expect(automation?.fact.type).toBe("custom.mailerlite_classic_automation_complete");
    expect(campaign?.fact).toEqual({
      type: "custom.mailerlite_classic_campaign_sent",
      occurredAt: 1495551003000,
    });
    expect(campaign?.key).toMatch(/^event:/);
  });

  it("that is unknown is not understood", async () => {
    expect(await read('{"events":[{"type":"subscriber.created"}]}')).toMatchObject({
      is: "not-understood",
      type: "subscriber.created",
    });
    expect(await read('{"events":[{}]}')).toMatchObject({ is: "not-understood", type: "unknown" });
    expect(await read('{"events":[]}')).toMatchObject({ is: "nothing" });
  });

  it.each(["", "[]", "{}", '{"events":{}}'])("in the body %j is unreadable", async (body) => {
    expect(await read(body)).toMatchObject({ is: "unreadable" });
  });
});
