// How a WordPress site proves itself, and what each of its triggers is read as.
import { describe, expect, it } from "vitest";
import { mergeFacts } from "../../core/event";
import type { JsonObject } from "../../core/json";
import type { Reading, SourceFact } from "../kit";
import { requestOf, verifyBy } from "../request.fixture";
import { samples } from "./samples";
import { source } from "./source";

const now = Date.UTC(2026, 8, 1);
const settings = { secret: "open sesame" };
const day = 24 * 3600 * 1000;

const read = (trigger: string | undefined, body: unknown, type = "application/json; charset=UTF-8") =>
  source.read(
    requestOf(typeof body === "string" ? body : JSON.stringify(body), {
      "Content-Type": type,
      ...(trigger === undefined ? {} : { "X-WP-Webhook-Name": trigger }),
    }),
    settings,
    now,
  );

function only(reading: Reading): SourceFact {
  const [fact] = reading.is === "facts" ? reading.facts : [];
  return fact ?? expect.fail(JSON.stringify(reading));
}

const told = async (trigger: string, body: unknown) => only(await read(trigger, body));

async function ofSample(title: string): Promise<SourceFact> {
  const { body, headers } = samples.find((sample) => sample.title === title) ?? expect.fail(title);
  return only(await source.read(requestOf(body, headers), settings, now));
}

describe("a request", () => {
  /** Made from the plugin's rule with another HMAC than ours (Python's). */
  const body = '{"ID":1,"url":"https:\\/\\/example.com"}';
  const signature = "GzbsGd8whsfHeaCQ5k/kwv5w1GnlPww4E+bP3PMrSO4=";
  const verify = (headers: Record<string, string>, query: Record<string, string> = {}, text = body) =>
    verifyBy(source, requestOf(text, headers, query), settings, now);

  it("is proved by the secret in the address that is shown, or in a header", async () => {
    expect(await verify({}, source.urlQuery?.(settings))).toEqual({ ok: true });
    expect(await verify({ "X-Webhook-Secret": "open sesame" })).toEqual({ ok: true });
  });

  it("is proved by a signature of the raw bytes, whatever the header's case", async () => {
    for (const name of ["X-WP-Webhook-Signature", "x-wp-webhook-signature", "X-Wp-Webhook-Signature"])
      expect(await verify({ [name]: signature })).toEqual({ ok: true });
    const unescaped = body.replaceAll("\\/", "/");
    expect(await verify({ "X-WP-Webhook-Signature": signature }, {}, unescaped)).toMatchObject({
      reason: "mismatch",
    });
  });

  it("that a site signs with a secret of its own is proved by the address", async () => {
    const headers = { "X-WP-Webhook-Signature": "bm90IG91cnM=" };
    expect(await verify(headers)).toMatchObject({ reason: "mismatch" });
    expect(await verify(headers, { secret: "open sesame" })).toEqual({ ok: true });
    expect(await verify(headers, { secret: "close sesame" })).toMatchObject({ reason: "mismatch" });
  });

  it("without either is refused", async () => {
    expect(await verify({})).toMatchObject({ reason: "missing" });
    expect(await verify({ "X-WP-Webhook-Signature": " " })).toMatchObject({ reason: "missing" });
  });
});

describe("a trigger", () => {
  it.each([
    ["User created", "customer.updated", `user:4400001:created:${Date.UTC(2026, 2, 2, 10, 15)}`],
    ["User deleted", "custom.wordpress_user_deleted", `user:4400001:deleted:${Date.UTC(2026, 2, 2, 10, 15)}`],
    ["Post created", "custom.wordpress_post_created", "post:4400002:created"],
    ["Post changed", "custom.wordpress_post_updated", `post:4400002:updated:${Date.UTC(2026, 2, 5, 8)}`],
    ["Post trashed", "custom.wordpress_post_trashed", `post:4400002:trashed:${Date.UTC(2026, 2, 5, 8)}`],
    ["Post deleted", "custom.wordpress_post_deleted", "post:4400002:deleted"],
    ["Comment", "custom.wordpress_comment_created", "comment:4400003:created"],
    ["Gravity form", "lead.created", "form:3:4400005"],
    ["The site's own code", "lead.created", "id:lead.created:quiz-4400007"],
  ])("%s is %s, known as %s", async (title, type, key) => {
    const fact = await ofSample(title);
    expect(fact).toMatchObject({ key, fact: { type } });
    expect(fact.keyLastsMs).toBeUndefined();
  });

  it.each([
    ["User changed", "customer.updated", /^user:4400001:updated:body:/],
    ["User login", "custom.wordpress_login", /^user:4400001:login:body:/],
    ["Contact form", "lead.created", /^body:/],
    ["Course of LearnDash completed", "custom.wordpress_ld_course_completed", /:body:/],
  ])("%s is %s, known by its body for a day", async (title, type, key) => {
    const fact = await ofSample(title);
    expect(fact).toMatchObject({ key: expect.stringMatching(key), keyLastsMs: day, fact: { type } });
  });

  it("of WooCommerce is left to WooCommerce's own webhooks", async () => {
    expect(await read("wc_order_created", { id: 1 })).toMatchObject({
      is: "not-understood",
      type: "wc_order_created",
      reason: expect.stringContaining("WooCommerce source"),
    });
  });

  it.each([
    ["create_user", {}],
    ["login_user", { data: {} }],
    ["post_update", { post: [] }],
    ["create_comment", { comment_data: null }],
    ["constructor/x", {}],
  ])("%s of %j is not understood", async (trigger, body) => {
    expect(await read(trigger, body)).toMatchObject({ is: "not-understood", type: trigger });
  });

  it("that is the site's own says its type, or counts as a custom action", async () => {
    expect((await told("custom_action", { event: "new_lead", email: "a@example.com" })).fact.type).toBe(
      "lead.created",
    );
    expect((await told("custom_action", { email: "a@example.com" })).fact).toEqual({
      type: "custom.wordpress_custom_action",
      occurredAt: now,
      customer: { email: "a@example.com" },
    });
    const own = await told("custom_action", { email: "a@example.com", user: { user_pass: "$P$B" } });
    expect(own.data).toEqual({ email: "a@example.com", user: {} });
    expect(await read("custom_action", { type: "something else" })).toMatchObject({ is: "not-understood" });
    expect(await read(undefined, { email: "a@example.com" })).toMatchObject({ is: "not-understood" });
  });
});

describe("a user", () => {
  it("is told with names and the time of registration, in UTC", async () => {
    expect(await ofSample("User created")).toMatchObject({
      fact: {
        occurredAt: Date.UTC(2026, 2, 2, 10, 15),
        customer: { email: "ada@example.com", name: "Ada Lovelace", firstName: "Ada", lastName: "Lovelace" },
      },
      customerRefs: ["user:4400001"],
    });
  });

  it("is the same as a form and as JSON, which tells more", async () => {
    const form = await ofSample("User created, as a form");
    const { headers: _, ...sample } = samples.find(({ title }) => title === "User created") ?? expect.fail();
    const json = await told("create_user", sample.body.replaceAll("4400001", "4400008"));
    expect(json.key).toBe(form.key);
    expect(mergeFacts(form.fact, json.fact)).toMatchObject({ customer: { lastName: "Lovelace" } });
  });

  it("is kept without what lets somebody in", async () => {
    for (const title of ["User created", "User login", "User deleted", "Course of LearnDash completed"]) {
      const { data } = await ofSample(title);
      expect(JSON.stringify(data)).not.toMatch(/user_pass|user_activation_key|session_tokens|\$P\$B/);
      expect(JSON.stringify(data)).toContain("user_email");
    }
  });

  it("is found in what other plugins tell, and in nothing that only looks like one", async () => {
    expect(await ofSample("Course of LearnDash completed")).toMatchObject({
      fact: { customer: { email: "ada@example.com", name: "Ada Lovelace" } },
      customerRefs: ["user:4400006"],
    });
    const other = await told("edd_new_customer", { data: { ID: 7 }, email: "a@example.com" });
    expect(other.fact.customer).toEqual({ email: "a@example.com" });
    expect(other.customerRefs).toBeUndefined();
  });

  it("keeps the digits of a big id", async () => {
    const fact = await told("create_user", '{"data":{"ID":9007199254740993}}');
    expect(fact).toMatchObject({
      key: "user:9007199254740993:created:-",
      customerRefs: ["user:9007199254740993"],
    });
  });

  it("logs in as often as there are sessions", async () => {
    const login = (token: string) =>
      told("login_user", { data: { ID: 1 }, user_meta: { session_tokens: [token] } });
    expect((await login("a")).key).toBe((await login("a")).key);
    expect((await login("a")).key).not.toBe((await login("b")).key);
  });
});

describe("a post", () => {
  it("that was never published or saved has no time of its own", async () => {
    const post = { post_id: 1, post: { post_modified_gmt: "0000-00-00 00:00:00" } };
    expect(await told("post_update", post)).toMatchObject({
      key: expect.stringMatching(/^post:1:updated:body:/),
      fact: { occurredAt: now },
    });
  });

  it("is nobody's", async () => {
    const { fact, customerRefs } = await ofSample("Post created");
    expect([fact.customer, customerRefs]).toEqual([undefined, undefined]);
  });
});

it("takes a comment's author for the user it belongs to, if there is one", async () => {
  const comment = (user_id: string) => ({ comment_id: 5, comment_data: { comment_author: "Ada", user_id } });
  expect((await told("create_comment", comment("7"))).customerRefs).toEqual(["user:7"]);
  expect((await told("create_comment", comment("0"))).customerRefs).toBeUndefined();
});

describe("a form", () => {
  const customerOf = async (trigger: string, body: JsonObject) => (await told(trigger, body)).fact.customer;

  it.each([
    ["cf7_forms", { form_data: { post_name: "x@y" }, form_submit_data: { "your-email": "a@example.com" } }],
    ["elementor_submit", { form_data: { email: "a@example.com", message: "b@example.com" } }],
    ["fluent_form_submitted", { form_data: { email: "a@example.com" } }],
    [
      "ninjaforms_submit",
      { form_submit_data: { 1: { key: "e_mail", value: "a@example.com", label: "Address" } } },
    ],
    ["wpf_submit", { entry_id: 2, fields: [{ name: "Address", value: "a@example.com", type: "email" }] }],
    ["gf_submit", { lead: { 4: "a@example.com" }, form: { fields: [{ id: 4, type: "email", label: "" }] } }],
  ] as [string, JsonObject][])("of %s has the address where it asks for one", async (trigger, body) => {
    expect(await customerOf(trigger, body)).toEqual({ email: "a@example.com" });
  });

  it("has no customer where it asks for none", async () => {
    expect(await customerOf("elementor_submit", { form_data: { message: "a@example.com" } })).toBeUndefined();
    expect(await customerOf("gf_submit", { lead: 1, form: [] })).toBeUndefined();
  });

  it("has names, also nested ones", async () => {
    const form_data = { names: { first_name: "Ada", last_name: "Lovelace" }, "Your Phone": "1" };
    expect(await customerOf("fluent_form_submitted", { form_data })).toEqual({
      firstName: "Ada",
      lastName: "Lovelace",
      phone: "1",
    });
  });

  it("is known by its entry, unless entries are not kept", async () => {
    expect((await told("wpf_submit", { form_id: 7, entry_id: 2 })).key).toBe("form:7:2");
    expect((await told("wpf_submit", { form_id: 7, entry_id: 0 })).key).toMatch(/^body:/);
  });
});

describe("a body", () => {
  it("of XML is unreadable, with the advice to choose JSON", async () => {
    for (const type of ["application/xml; charset=UTF-8", "text/xml", "application/foo+xml"])
      expect(await read("create_user", "<data><ID>1</ID></data>", type)).toMatchObject({
        is: "unreadable",
        reason: expect.stringContaining("choose JSON"),
      });
  });

  it("that is neither JSON nor a form is unreadable", async () => {
    for (const body of ["", "[]", "hello", "{"])
      expect(await read("create_user", body)).toMatchObject({ is: "unreadable" });
  });
});
