// What ActiveCampaign's webhooks are read as, whose doing they are, and by which keys they are known again.
import { describe, expect, it } from "vitest";
import type { Reading, SourceFact } from "../kit";
import { requestOf, verifyBy } from "../request.fixture";
import { source } from "./source";
import { samples } from "./source-samples";

const now = Date.UTC(2026, 8, 1);
const settings = { secret: "open sesame", includeApi: false };
const form = { "Content-Type": "application/x-www-form-urlencoded" };

const read = (body: string | Record<string, string>, some = settings): Promise<Reading> =>
  source.read(
    requestOf(typeof body === "string" ? body : new URLSearchParams(body).toString(), form),
    some,
    now,
  );

async function told(body: string | Record<string, string>, some = settings): Promise<SourceFact[]> {
  const reading = await read(body, some);
  return reading.is === "facts" ? reading.facts : expect.fail(JSON.stringify(reading));
}

const left = {
  type: "unsubscribe",
  date_time: "2024-02-28T07:04:13-06:00",
  initiated_from: "admin",
  initiated_by: "admin",
  list: "3",
  "contact[id]": "40713",
  "contact[email]": "Zoe@example.com",
};

it("the secret in the address is what proves a webhook", async () => {
  const verify = (query: Record<string, string>) =>
    verifyBy(source, requestOf("type=subscribe", {}, query), settings, now);
  expect(await verify({ secret: "open sesame" })).toEqual({ ok: true });
  expect(await verify({})).toMatchObject({ reason: "missing" });
  expect(await verify({ secret: "sesame" })).toMatchObject({ reason: "mismatch" });
  expect(source.settings.parse({ secret: "open sesame" })).toEqual(settings);
});

describe("a webhook", () => {
  it.each([
    ["Subscribed by a form", "contact.subscribed", { id: "3" }, { marketing: true }],
    ["Taken off a list by a user", "contact.unsubscribed", { id: "3" }, undefined],
    ["Bounced", "email.bounced", "0", undefined],
    ["Contact changed", "customer.updated", "0", undefined],
    ["Tag added", "custom.activecampaign_contact_tag_added", "0", undefined],
    ["Tag removed", "custom.activecampaign_contact_tag_removed", "0", undefined],
  ])("“%s” tells %s", async (title, type, list, consent) => {
    const [fact, ...more] = await told(samples.find((sample) => sample.title === title)?.body ?? "");
    expect(more).toEqual([]);
    expect(fact).toMatchObject({ fact: { type }, customerRefs: ["contact:40713"], data: { list } });
    expect(fact?.fact.consent).toEqual(consent);
  });

  it("about several lists is a fact for each, with its list in the data", async () => {
    const { list: _, ...rest } = left;
    const facts = await told({
      ...rest,
      initiated_from: "public",
      "list[0][id]": "3",
      "list[0][name]": "Newsletter",
      "list[1][id]": "4",
      "list[2][id]": "3",
    });
    expect(facts.map(({ key, data }) => [key, data])).toEqual([
      ["contact:40713:unsubscribe:1709125453000:list:3", expect.objectContaining({ list: { id: "3" } })],
      ["contact:40713:unsubscribe:1709125453000:list:4", expect.objectContaining({ list: { id: "4" } })],
    ]);
    expect(facts.map(({ fact }) => fact.consent)).toEqual([{ marketing: false }, { marketing: false }]);
    const unnumbered = "type=unsubscribe&contact[id]=1&date_time=2024-02-28T07:04:13-06:00";
    expect(await told(`${unnumbered}&list[][id]=3&list[][id]=4`)).toHaveLength(2);
  });

  it("has the tag's name in its data, and one fact for each tag of a moment", async () => {
    const tagged = (tag: string) => told({ ...left, type: "contact_tag_added", list: "0", tag });
    const [[vip], [buyer], [again]] = [await tagged("VIP"), await tagged("buyer"), await tagged("VIP")];
    expect(vip?.data).toMatchObject({ tag: "VIP" });
    expect(vip?.key).not.toBe(buyer?.key);
    expect(vip?.key).toBe(again?.key);
  });

  it("of a soft bounce is nothing", async () => {
    const bounce = (type: string) => read({ ...left, type: "bounce", "bounce[type]": type });
    expect(await bounce("soft")).toMatchObject({ is: "nothing", reason: expect.stringContaining("soft") });
    expect(await bounce("hard")).toMatchObject({ is: "facts" });
    expect(await read({ ...left, type: "bounce" })).toMatchObject({ is: "facts" });
  });

  it.each(["contact_merged", "constructor"])("called %s is not understood", async (type) => {
    expect(await read({ ...left, type })).toMatchObject({ is: "not-understood", type });
  });

  it("without a type is not understood, without a body unreadable", async () => {
    expect(await read("contact[id]=1")).toMatchObject({ is: "not-understood", type: "unknown" });
    expect(await read("")).toMatchObject({ is: "unreadable" });
  });

  it("that lacks the contact or the time is known by its body, for a while", async () => {
    for (const body of ["type=subscribe&list=3", "type=subscribe&contact[id]=1&date_time=now"]) {
      const [fact] = await told(body);
      expect(fact).toMatchObject({ key: expect.stringMatching(/^body:/), fact: { occurredAt: now } });
      expect(fact?.keyLastsMs).toBeGreaterThan(0);
    }
  });
});

describe("a change made by the API", () => {
  it.each([{ initiated_from: "api" }, { initiated_by: "api" }])(
    "is nothing unless it is asked for: %j",
    async (by) => {
      expect(await read({ ...left, ...by })).toMatchObject({
        is: "nothing",
        reason: expect.stringContaining("API"),
      });
      expect(await told({ ...left, ...by }, { ...settings, includeApi: true })).toHaveLength(1);
    },
  );

  it("is told from one by a contact, a user or an automation", async () => {
    for (const by of ["public", "admin", "system", "", "api2"])
      expect(await told({ ...left, initiated_from: by, initiated_by: by })).toHaveLength(1);
  });
});
