// Secrets are dropped by name, wherever they are; everything else stays as it was.
import { describe, expect, it } from "vitest";
import { dropSecrets, dropSecretsFromText } from "./redact";

describe("dropSecrets", () => {
  it.each([
    "password",
    "customer_password",
    "customerPassword",
    "Customer-Password",
    "passwd",
    "session_id",
    "sessionId",
    "SESSIONID",
    "session_hash",
    "access_token",
    "accessToken",
    "secret",
    "client_secret",
    "thrivecart_secret",
    "password_confirmation",
  ])("drops %s", (name) => {
    expect(dropSecrets({ [name]: "hunter2", email: "a@example.com" })).toEqual({ email: "a@example.com" });
  });

  it.each(["email", "token", "cart_token", "session_count", "secretary", "key", "id", "pass_name"])(
    "keeps %s",
    (name) => {
      expect(dropSecrets({ [name]: "kept" })).toEqual({ [name]: "kept" });
    },
  );

  it("looks into objects and lists at any depth", () => {
    const body = { users: [{ name: "Ada", login: { password: "hunter2", at: 1 } }], note: null };
    expect(dropSecrets(body)).toEqual({ users: [{ name: "Ada", login: { at: 1 } }], note: null });
  });

  it("drops a secret that is an object", () => {
    expect(dropSecrets({ secret: { value: "x" }, ok: true })).toEqual({ ok: true });
  });

  it.each([null, 1, "password", true, [], {}])("leaves %j alone", (value) => {
    expect(dropSecrets(value)).toEqual(value);
  });

  it("does not let a member named __proto__ change what the copy is", () => {
    const copy = dropSecrets(JSON.parse('{"__proto__":{"admin":true}}'));
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(({} as { admin?: boolean }).admin).toBeUndefined(); // asks whether every object became an admin
  });
});

describe("what content systems send", () => {
  it("loses hashes and sessions, in the value and in the text", () => {
    const body = {
      user: { user_login: "ada", user_pass: "$P$Bx", user_activation_key: "k", session_tokens: { a: 1 } },
    };
    expect(dropSecrets(body)).toEqual({ user: { user_login: "ada" } });
    expect(dropSecretsFromText(JSON.stringify(body))).not.toContain("$P$Bx");
    expect(dropSecretsFromText('{"login":{"uident":"hunter2","uname":"ada"}}')).not.toContain("hunter2");
  });

  it.each([
    "<SessionId>x1y2</SessionId>",
    '<sf:SessionId a="b">x1y2</sf:SessionId>',
    "<SessionId><![CDATA[x1y2]]></SessionId>",
  ])("lose a session in %s", (text) => expect(dropSecretsFromText(text)).not.toContain("x1y2"));
});
