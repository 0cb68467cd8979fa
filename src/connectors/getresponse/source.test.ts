// What each of GetResponse's webhooks is read as, what proves it, and what it is answered.
import { describe, expect, it } from "vitest";
import type { Json } from "../../core/json";
import type { Reading } from "../kit";
import { requestOf, verifyBy } from "../request.fixture";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1, 12);
const settings = { secret: "correct horse battery" };

const read = (body: unknown, headers: Record<string, string> = {}): Promise<Reading> =>
  source.read(requestOf(typeof body === "string" ? body : JSON.stringify(body), headers), settings, now);

const event = (type: string, contactId: Json = "abc123", at: Json = "2026-09-01T12:56:00+00:00") => ({
  type,
  contact: {
    contactId,
    email: "Friend@Example.com",
    name: "Friend",
    campaign: { campaignId: "bcd234", name: "my_first_campaign" },
  },
  account: { accountId: "def456" },
  event: { occurredAt: at },
});

describe("an event", () => {
  it.each([
    ["contact_added", "contact.subscribed"],
    ["contact_removed_link", "contact.unsubscribed"],
    ["contact_removed_bounce", "email.bounced"],
    ["contact_email_changed", "customer.updated"],
    ["contact_custom_field_changed", "customer.updated"],
    ["contact_copied", "custom.getresponse_contact_copied"],
    ["contact_moved", "custom.getresponse_contact_moved"],
    ["contact_rejected", "custom.getresponse_contact_rejected"],
  ])("%s is %s, with its list in data", async (name, type) => {
    const told = event(name);
    const at = Date.UTC(2026, 8, 1, 12, 56);
    expect(await read(told)).toEqual({
      is: "facts",
      facts: [
        {
          key: `contact:abc123:${name}:${at}`,
          fact: { type, occurredAt: at, customer: { email: "friend@example.com", name: "Friend" } },
          customerRefs: ["contact:abc123"],
          data: told,
        },
      ],
    });
  });

  it("has the same key alone, in a batch, tried again, and with its time written otherwise", async () => {
    const alone = await read(event("contact_added"), { "X-Webhook-ID": "w1", "X-Request-ID": "r1" });
    for (const body of [
      event("contact_added"),
      event("contact_added", "abc123", "2026-09-01T14:56:00+02:00"),
    ]) {
      const reading = await read([event("contact_opened_message"), body], { "X-Webhook-ID": "w2" });
      if (reading.is !== "facts" || alone.is !== "facts") return expect.fail(JSON.stringify(reading));
      expect(reading.facts.map(({ key }) => key)).toEqual(alone.facts.map(({ key }) => key));
    }
  });

  it("has another key when they join the list another time", async () => {
    const reading = await read([
      event("contact_added"),
      event("contact_removed_link", "abc123", "2026-09-02T12:56:00+00:00"),
      event("contact_added", "abc123", "2026-09-03T12:56:00+00:00"),
    ]);
    const keys = reading.is === "facts" ? reading.facts.map(({ key }) => key) : [];
    expect(new Set(keys).size).toBe(3);
  });

  it("without ids of its own is known by the webhook's, or by the body", async () => {
    const bare = event("contact_added", null);
    expect(await read([bare, bare], { "X-Webhook-ID": "9b287712" })).toMatchObject({
      facts: [{ key: "webhook:9b287712:0" }, { key: "webhook:9b287712:1" }],
    });
    expect(await read(bare)).toMatchObject({ facts: [{ key: expect.stringMatching(/^body:\w{40}:0$/) }] });
  });

  it.each([
    "contact_opened_message",
    "contact_clicked_message_link",
    "contact_clicked_sms_link",
    "contacts_import_finished",
    "custom_reports_file_status_changed",
  ])("%s means nothing, and says why", async (name) => {
    expect(await read(event(name))).toMatchObject({ is: "nothing", reason: expect.stringMatching(/\.$/) });
  });

  it.each(["contact_vanished", "constructor"])("%s is kept as not understood", async (name) => {
    expect(await read([event("contact_opened_message"), event(name)])).toMatchObject({
      is: "not-understood",
      type: name,
    });
  });

  it("of nobody is kept as not understood", async () => {
    expect(await read({ ...event("contact_added"), contact: null })).toMatchObject({ is: "not-understood" });
  });
});

it("an empty batch means nothing, and anything but JSON is unreadable", async () => {
  expect(await read([])).toMatchObject({ is: "nothing" });
  expect(await read("action=subscribe&contact_email=a@example.com")).toMatchObject({ is: "unreadable" });
});

it("every request is answered as GetResponse insists, lest it sends again", () => {
  expect(source.reply?.(requestOf("[]"), settings)).toEqual({
    type: "application/json",
    body: '{"status":"OK"}',
  });
});

it("the secret in the address is the proof", async () => {
  expect(source.urlQuery?.(settings)).toEqual(settings);
  const verify = (query: Record<string, string>) =>
    verifyBy(source, requestOf("{}", {}, query), settings, now);
  expect(await verify(settings)).toEqual({ ok: true });
  expect(await verify({})).toMatchObject({ reason: "missing" });
  expect(await verify({ secret: "correct horse batterie" })).toMatchObject({ reason: "mismatch" });
  expect(source.settings.safeParse({ secret: "short" }).success).toBe(false);
});
