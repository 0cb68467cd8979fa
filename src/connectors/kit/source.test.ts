// Kit's signatures, and what each of its events is read as.
import { describe, expect, it } from "vitest";
import { hmac, type Reading } from "../kit";
import { requestOf, signBy, verifyBy } from "../request.fixture";
import { source } from "./source";
import { samples } from "./source-samples";

const now = Date.UTC(2026, 8, 1, 12);
const seconds = now / 1000;
const settings = { secret: "kit-signing-secret" };

const read = (body: unknown): Promise<Reading> =>
  source.read(requestOf(typeof body === "string" ? body : JSON.stringify(body)), settings, now);

const event = (type: string, more: object = {}) => ({
  id: "0b0c2f6e-0000-4000-8000-000000000001",
  type,
  created: "2026-09-01T08:05:10Z",
  data: { subscriber: { id: 987654, first_name: "Ada", email_address: "Ada@Example.com", state: "active" } },
  ...more,
});
const delivery = (...events: object[]) => ({ delivery_id: 1, events });

describe("a signature", () => {
  const body = '{"delivery_id":1,\n "events":[]}';
  const mac = (secret: string, at = seconds) => hmac(secret, `${at}.${body}`, "hex");
  const verify = (headers: Record<string, string>) =>
    verifyBy(source, requestOf(body, headers), settings, now);

  it("made by hand as Kit describes it is accepted, and is what is made here", async () => {
    const header = `t=${seconds},v1=${await mac(settings.secret)}`;
    expect(await verify({ "X-Kit-Signature": header })).toEqual({ ok: true });
    expect(await signBy(source, requestOf(body), settings, now)).toEqual({
      headers: { "x-kit-signature": header },
    });
  });

  it("counts beside that of another secret, as while a secret rotates", async () => {
    const [other, ours] = [await mac("another"), await mac(settings.secret)];
    for (const pair of [`v1=${other},v1=${ours}`, `v1=${ours}, v1=${other}`])
      expect(await verify({ "x-kit-signature": `t=${seconds},${pair}` })).toEqual({ ok: true });
    expect(await verify({ "x-kit-signature": `t=${seconds},v1=${other}` })).toMatchObject({
      reason: "mismatch",
    });
  });

  it("is stale more than five minutes off, either way", async () => {
    for (const [off, expected] of [
      [300, { ok: true }],
      [-300, { ok: true }],
      [301, { reason: "stale" }],
      [-301, { reason: "stale" }],
    ] as const) {
      const at = seconds + off;
      const header = `t=${at},v1=${await mac(settings.secret, at)}`;
      expect(await verify({ "x-kit-signature": header }), String(off)).toMatchObject(expected);
    }
  });

  it.each(["v1=00", "t=,v1=00", "t=soon,v1=00", "t=1788264000", "%%%", `t=${seconds},v1=zz`])(
    "such as %j is a mismatch",
    async (header) => {
      expect(await verify({ "x-kit-signature": header })).toMatchObject({ reason: "mismatch" });
    },
  );

  it("that lacks, as with webhooks of the older API, says what to do", async () => {
    expect(await verify({})).toMatchObject({
      reason: "missing",
      detail: expect.stringContaining("app.kit.com/webhooks"),
    });
  });
});

describe("an event", () => {
  it.each([
    ["subscriber.activated", "contact.subscribed"],
    ["subscriber.unsubscribed", "contact.unsubscribed"],
    ["subscriber.complained", "contact.unsubscribed"],
    ["subscriber.bounced", "email.bounced"],
    ["subscriber.custom_field_value_updated", "customer.updated"],
    ["subscriber.tag_added", "custom.kit_tag_added"],
    ["subscriber.tag_removed", "custom.kit_tag_removed"],
    ["subscriber.subscribed_to_form", "custom.kit_form_joined"],
    ["subscriber.added_to_sequence", "custom.kit_sequence_started"],
    ["subscriber.sequence_completed", "custom.kit_sequence_completed"],
  ])("%s is %s, keyed by its own id and not by the delivery's", async (name, type) => {
    const told = event(name);
    const expected = {
      key: "event:0b0c2f6e-0000-4000-8000-000000000001",
      fact: {
        type,
        occurredAt: Date.UTC(2026, 8, 1, 8, 5, 10),
        customer: { email: "ada@example.com", firstName: "Ada" },
      },
      customerRefs: ["subscriber:987654"],
      data: told,
    };
    expect(await read(delivery(told))).toEqual({ is: "facts", facts: [expected] });
    expect(await read({ ...delivery(told), delivery_id: 2 })).toEqual({ is: "facts", facts: [expected] });
  });

  it.each([
    "subscriber.created",
    "tag.created",
    "broadcast.sent",
    "custom_field.deleted",
    "webhook_endpoint.test",
  ])("%s means nothing, and says why", async (name) => {
    expect(await read(delivery(event(name)))).toMatchObject({
      is: "nothing",
      reason: expect.stringMatching(/^[A-Z].+\.$/),
    });
  });

  it.each(["subscriber.product_purchased", "purchase.created", "constructor", "__proto__"])(
    "%s is kept as not understood",
    async (name) => {
      expect(await read(delivery(event(name)))).toMatchObject({ is: "not-understood", type: name });
    },
  );

  it("tells its tag in data", async () => {
    const sample = samples.find(({ title }) => title === "Tag taken away");
    expect(await read(sample?.body)).toMatchObject({
      facts: [{ data: { data: { tag: { id: 7310264, name: "Course buyer" } } } }],
    });
  });

  it("without an address is known by the subscriber, whose id keeps its digits", async () => {
    const body = `{"events":[{"id":"e1","type":"subscriber.bounced","data":{"subscriber":{"id":12345678901234567891}}}]}`;
    expect(await read(body)).toMatchObject({
      facts: [
        { key: "event:e1", fact: { occurredAt: now }, customerRefs: ["subscriber:12345678901234567891"] },
      ],
    });
  });

  it("without an id of its own counts for a day, by the body and its place in it", async () => {
    const reading = await read(delivery(event("subscriber.bounced", { id: null })));
    expect(reading).toMatchObject({
      facts: [{ key: expect.stringMatching(/^body:[0-9a-f]{40}:0$/), keyLastsMs: 24 * 3600 * 1000 }],
    });
  });

  it("of nobody is kept as not understood", async () => {
    expect(await read(delivery(event("subscriber.bounced", { data: {} })))).toMatchObject({
      is: "not-understood",
      type: "subscriber.bounced",
    });
  });
});

it("a body that is no delivery is told from one that is no JSON", async () => {
  expect(await read({ subscriber: { id: 1 } })).toMatchObject({ is: "not-understood", type: "unknown" });
  expect(await read("<html>")).toMatchObject({ is: "unreadable" });
});
