// Signing in and out, API keys, and the log of who changed what.
import { env, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { call, newShop, newSource, ok, origin } from "./world";

afterEach(() => {
  vi.useRealTimers();
});

const minutes = 60_000;

/** Lets time pass for everything that asks what time it is. */
function wait(ms: number): void {
  const at = Date.now() + ms;
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(at);
}

async function newLink(email = "owner@example.com"): Promise<{ url: string; token: string }> {
  const { url } = await ok<{ url: string }>("/api/sign-in-links", { body: { email } });
  return { url, token: new URL(url).hash.slice(1) };
}

const signIn = (token: string, headers: Record<string, string> = { origin }) =>
  call("/api/sessions", { body: { token }, token: null, headers });

async function newSession(): Promise<{ cookie: string; origin: string }> {
  const response = await signIn((await newLink()).token);
  expect(response.status).toBe(201);
  return { cookie: (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "", origin };
}

describe("a sign-in link", () => {
  it("leads to a page, with its token where no server and no mail scanner uses it up", async () => {
    const { url, token } = await newLink();
    expect(url).toBe(`${origin}/sign-in#${token}`);
    await exports.default.fetch(url);
    expect((await signIn(token)).status).toBe(201);
  });

  it("opens a session in a cookie that no script reads and no other site sends along", async () => {
    const response = await signIn((await newLink()).token);
    expect(response.status).toBe(201);
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-shopbell=[0-9a-z]{52};/);
    for (const part of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(part);
    expect(cookie).not.toContain("Domain");
    expect(await response.json()).toEqual({ expiresAt: expect.any(Number) });
  });

  it("is good once, also when it is used twice at the same time", async () => {
    const { token } = await newLink();
    const both = await Promise.all([signIn(token), signIn(token)]);
    expect(both.map((one) => one.status).sort()).toEqual([201, 401]);
    const again = await signIn(token);
    expect(again.status).toBe(401);
    expect(await again.json()).toMatchObject({
      detail: "This link has been used or has run out. Ask for a new one.",
    });
  });

  it("runs out after fifteen minutes", async () => {
    const { token } = await newLink();
    wait(15 * minutes + 1);
    expect((await signIn(token)).status).toBe(401);
  });

  it.each([
    ["another site", { origin: "https://evil.example" }],
    ["a sandboxed page", { origin: "null" }],
    ["nowhere", {} as Record<string, string>],
  ])("is refused when it comes from %s, and not used up by that", async (_, headers) => {
    const { token } = await newLink();
    expect((await signIn(token, headers)).status).toBe(403);
    expect((await signIn(token)).status).toBe(201);
  });

  it("cannot be guessed, or asked for without the installation's own key", async () => {
    expect((await signIn("0".repeat(52))).status).toBe(401);
    const { key } = await ok<{ key: string }>(`${(await newShop()).api}/keys`, {
      body: { name: "Owner", role: "owner" },
    });
    const body = { email: "me@example.com" };
    expect((await call("/api/sign-in-links", { body, token: key })).status).toBe(403);
    expect((await call("/api/sign-in-links", { body, token: null })).status).toBe(401);
    const headers = await newSession();
    expect((await call("/api/sign-in-links", { body, token: null, headers })).status).toBe(403);
  });

  it("belongs to one person, however the e-mail is written", async () => {
    await newLink("Ann@Example.com");
    await newLink(" ann@example.COM ".trim());
    const { results } = await env.DB.prepare("SELECT id FROM users WHERE email = 'ann@example.com'").all();
    expect(results).toHaveLength(1);
  });
});

describe("a session", () => {
  it("reads, and writes from our own pages", async () => {
    const headers = await newSession();
    const asPerson = { token: null, headers };
    expect(await ok("/api/me", asPerson)).toEqual({ is: "person", email: "owner@example.com" });
    const made = await ok("/api/workspaces", { ...asPerson, body: { name: "Mine" } });
    expect((await call(`/api/workspaces/${made.id}`, asPerson)).status).toBe(200);
  });

  it("takes JSON alone, so that no form of another site can write", async () => {
    const { cookie } = await newSession();
    const response = await exports.default.fetch(`${origin}/api/workspaces`, {
      method: "POST",
      headers: { cookie, origin, "content-type": "text/plain" },
      body: JSON.stringify({ name: "Smuggled" }),
    });
    expect(response.status).toBe(415);
  });

  it("ends when signed out, at once and on the server", async () => {
    const headers = await newSession();
    const response = await call("/api/sessions/current", { method: "DELETE", token: null, headers });
    expect(response.status).toBe(204);
    expect(response.headers.get("set-cookie")).toContain("Max-Age=0");
    expect((await call("/api/me", { token: null, headers })).status).toBe(401);
  });

  it("runs out after thirty days", async () => {
    const headers = await newSession();
    wait(30 * 24 * 60 * minutes + 1);
    expect((await call("/api/me", { token: null, headers })).status).toBe(401);
  });

  it("is not what a made-up cookie opens", async () => {
    const headers = { cookie: `__Host-shopbell=${"0".repeat(52)}`, origin };
    expect((await call("/api/me", { token: null, headers })).status).toBe(401);
  });
});

describe("what the database keeps of doors", () => {
  it("is hashes alone", async () => {
    const { token } = await newLink();
    const { cookie } = await newSession();
    const { key } = await ok<{ key: string }>(`${(await newShop()).api}/keys`, { body: { name: "A key" } });
    const tables = await Promise.all(
      ["sign_in_links", "sessions", "keys", "users", "audit"].map((table) =>
        env.DB.prepare(`SELECT * FROM ${table}`).all(),
      ),
    );
    const kept = JSON.stringify(tables);
    for (const text of [token, cookie.split("=")[1] ?? "", key, key.replace("sbk_", ""), env.ADMIN_TOKEN])
      expect(kept).not.toContain(text);
  });
});

describe("an API key", () => {
  it("is shown once, works at once, and is listed without itself", async () => {
    const shop = await newShop();
    const { key, id } = await ok<{ id: string; key: string }>(`${shop.api}/keys`, {
      body: { name: "Zapier", role: "editor" },
    });
    expect(key).toMatch(/^sbk_/);
    expect((await call(`${shop.api}/sources`, { token: key })).status).toBe(200);
    const listed = await ok<{ items: object[] }>(`${shop.api}/keys`);
    expect(listed.items).toEqual([
      {
        id,
        name: "Zapier",
        role: "editor",
        createdAt: expect.any(Number),
        createdBy: "installation",
        lastUsedAt: expect.any(Number),
      },
    ]);
  });

  it("says when it was last used to the hour, and does not write at every request", async () => {
    const shop = await newShop();
    const { key } = await ok<{ key: string }>(`${shop.api}/keys`, { body: { name: "CI", role: "viewer" } });
    const lastUsed = async () =>
      (await ok<{ items: { lastUsedAt: number | null }[] }>(`${shop.api}/keys`)).items[0]?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await ok(`${shop.api}/sources`, { token: key });
    const first = await lastUsed();
    wait(59 * minutes);
    await ok(`${shop.api}/sources`, { token: key });
    expect(await lastUsed()).toBe(first);
    wait(2 * minutes);
    await ok(`${shop.api}/sources`, { token: key });
    expect(await lastUsed()).toBeGreaterThan(first ?? 0);
  });
});

describe("the audit log", () => {
  it("says who changed what, newest first, without what was typed into secret fields", async () => {
    const shop = await newShop();
    const { key, id: keyId } = await ok<{ id: string; key: string }>(`${shop.api}/keys`, {
      body: { name: "CI" },
    });
    const source = await newSource(shop);
    await ok(`${shop.api}/sources/${source.id}`, {
      method: "PATCH",
      body: { settings: { signingSecret: "another secret" } },
      token: key,
    });
    await ok(`${shop.api}/sources/${source.id}`, { method: "DELETE", token: key });
    const { items } = await ok<{ items: { actor: string; action: string; target: string }[] }>(
      `${shop.api}/audit`,
    );
    expect(items.map((one) => [one.actor, one.action, one.target])).toEqual([
      [keyId, "source.deleted", source.id],
      [keyId, "source.changed", source.id],
      ["installation", "source.created", source.id],
      ["installation", "key.created", keyId],
      ["installation", "workspace.created", shop.ws],
    ]);
    expect(items[1]).toMatchObject({
      actorName: "CI",
      detail: { name: "shopify", fields: ["settings"] },
      before: { secret: "set" },
      after: { secret: "changed" },
    });
    expect(JSON.stringify(items)).not.toContain("another secret");
  });

  it("is paged by a cursor", async () => {
    const shop = await newShop();
    for (let i = 0; i < 4; i++) await ok(`${shop.api}/keys`, { body: { name: `Key ${i}` } });
    const first = await ok<{ items: { action: string }[]; next: string }>(`${shop.api}/audit?limit=3`);
    const second = await ok<{ items: { action: string }[]; next?: string }>(
      `${shop.api}/audit?limit=3&cursor=${first.next}`,
    );
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 2, undefined]);
    expect(second.items.at(-1)?.action).toBe("workspace.created");
  });
});

describe("a new installation", () => {
  it("has one organisation, also when two scripts begin at once", async () => {
    await env.DB.prepare("DELETE FROM organisations").run();
    const made = await Promise.all(
      ["One", "Two", "Three"].map((name) =>
        ok<{ organisationId: string }>("/api/workspaces", { body: { name } }),
      ),
    );
    expect(new Set(made.map((one) => one.organisationId)).size).toBe(1);
  });
});
