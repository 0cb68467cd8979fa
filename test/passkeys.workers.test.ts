// Passkeys: added in a fresh session, used to sign in, and every way in which neither must work.
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Mail } from "../src/connectors/kit";
import { createApp } from "../src/http/app";
import { wire } from "../src/wiring";
import {
  type Algorithm,
  type Authenticator,
  type Cbor,
  type Creation,
  cbor,
  type Lies,
  newAuthenticator,
  type Request as PasskeyRequest,
} from "./authenticator";
import {
  cookieOf,
  type Invited,
  newChain,
  newPerson,
  type Person,
  signIn,
  tokenIn,
  withCookie,
} from "./people";
import { call, newShop, ok, origin, type Shop } from "./world";

const minutes = 60_000;

let chain: Awaited<ReturnType<typeof newChain>>;
let shop: Shop;

beforeEach(async () => {
  chain = await newChain();
  shop = await chain.shop();
});

afterEach(() => {
  vi.useRealTimers();
});

function wait(ms: number): void {
  const at = Date.now() + ms;
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(at);
}

type PasskeyView = {
  id: string;
  name: string;
  createdAt: number;
  lastUsedAt: number | null;
  backedUp: boolean;
};
type Caller = Pick<Person, "call" | "ok" | "cookie">;

const begin = (person: Caller) => person.ok<Creation>("/api/passkey-challenges", { method: "POST" });
const finish = (person: Caller, body: object) => person.call("/api/passkeys", { body });
const listed = async (person: Caller) => (await person.ok<{ items: PasskeyView[] }>("/api/passkeys")).items;

async function add(person: Caller, authenticator: Authenticator, lies: Lies = {}): Promise<Response> {
  return finish(person, await authenticator.create(await begin(person), lies));
}

/** Somebody who has a passkey. */
async function newOwnerOfOne(algorithm: Algorithm = "ES256", counts = false) {
  const person = await newPerson(shop, "viewer");
  const authenticator = await newAuthenticator(algorithm, counts);
  const response = await add(person, authenticator);
  expect(response.status, await response.clone().text()).toBe(201);
  return { person, authenticator, passkey: (await response.json()) as PasskeyView };
}

/** A browser that is not signed in, of a network of its own. */
let networks = 0;
function newBrowser(from = `198.51.100.${networks++}`) {
  let cookie = "";
  const post = (path: string, body?: object, headers: Record<string, string> = {}) =>
    call(path, {
      method: "POST",
      body,
      token: null,
      headers: { origin, "cf-connecting-ip": from, ...(cookie === "" ? {} : { cookie }), ...headers },
    });
  return {
    post,
    async begin(): Promise<PasskeyRequest> {
      const response = await post("/api/sign-in-challenges");
      expect(response.status).toBe(200);
      cookie = cookieOf(response);
      return response.json();
    },
    finish: (proof: object, headers: Record<string, string> = {}) =>
      post("/api/passkey-sessions", proof, headers),
    forget: () => {
      cookie = "";
    },
  };
}

async function enter(
  authenticator: Authenticator,
  lies: Lies = {},
  browser = newBrowser(),
): Promise<Response> {
  return browser.finish(await authenticator.get(await browser.begin(), lies));
}

/** The session's cookie among those that an answer sets. */
const sessionIn = (response: Response): string =>
  response.headers
    .getSetCookie()
    .find((one) => one.startsWith("__Host-shopbell="))
    ?.split(";")[0] ?? "";

const auditOf = async (of: Shop) =>
  (
    await ok<{ items: { actor: string; action: string; target: string; detail: object }[] }>(
      `${of.api}/audit`,
    )
  ).items;
const detailOf = async (response: Response) => ((await response.json()) as { detail: string }).detail;

describe("a passkey", () => {
  it.each(["ES256", "EdDSA", "RS256"] as const)(
    "of %s is added, and signs its owner in",
    async (algorithm) => {
      const { person, authenticator, passkey } = await newOwnerOfOne(algorithm);
      expect(passkey).toMatchObject({ name: "Passkey", lastUsedAt: null, backedUp: false });
      const response = await enter(authenticator);
      expect(response.status, await response.clone().text()).toBe(201);
      const again = withCookie(sessionIn(response));
      expect(await again.ok("/api/me")).toEqual({ is: "person", email: person.email });
      expect((await listed(again))[0]).toMatchObject({ id: passkey.id, lastUsedAt: expect.any(Number) });
    },
  );

  it("opens a session like any other: a cookie no script reads, listed, and ended everywhere", async () => {
    const { person, authenticator } = await newOwnerOfOne();
    const response = await enter(authenticator);
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith("__Host-shopbell=")) ?? "";
    for (const part of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(part);
    const { items } = await person.ok<{ items: object[] }>("/api/sessions");
    expect(items).toHaveLength(2);
    expect(await person.ok("/api/sessions", { method: "DELETE" })).toEqual({ ended: 1 });
    expect((await withCookie(sessionIn(response)).call("/api/me")).status).toBe(401);
  });

  it("is asked for without an e-mail, with what proves a person, and known by nothing personal", async () => {
    const person = await newPerson(shop, "viewer");
    const creation = await begin(person);
    expect(creation).toMatchObject({
      rp: { id: "shopbell.example", name: "Shopbell" },
      user: { name: person.email },
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: "none",
      timeout: 5 * minutes,
    });
    expect(creation.pubKeyCredParams.map((one) => one.alg)).toEqual([-8, -7, -257]);
    expect(atob(creation.user.id.replaceAll("-", "+").replaceAll("_", "/"))).toMatch(/^usr_1[0-9a-z]{16}$/);
    expect(await newBrowser().begin()).toEqual({
      rpId: "shopbell.example",
      challenge: expect.stringMatching(/^[0-9a-z]{64}$/),
      timeout: 5 * minutes,
      userVerification: "required",
    });
  });

  it("is named after the browser, and can be renamed and removed by its owner alone", async () => {
    const person = await newPerson(shop, "viewer");
    const authenticator = await newAuthenticator();
    const addition = await authenticator.create(await begin(person));
    const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";
    const { cookie } = person;
    const headers = { cookie, origin, "user-agent": firefox };
    const made = await ok<PasskeyView>("/api/passkeys", { body: addition, token: null, headers });
    expect(made.name).toBe("Firefox on Linux");

    const other = await newPerson(shop, "owner", "organisation");
    const path = `/api/passkeys/${made.id}`;
    for (const options of [{ method: "PATCH", body: { name: "Mine" } }, { method: "DELETE" }])
      expect((await other.call(path, options)).status).toBe(404);
    expect(await listed(other)).toEqual([]);

    await person.ok(path, { method: "PATCH", body: { name: " Work laptop " } });
    expect((await listed(person)).map((one) => one.name)).toEqual(["Work laptop"]);
    expect((await person.call(path, { method: "PATCH", body: { name: " " } })).status).toBe(422);
    expect((await person.call(path, { method: "DELETE" })).status).toBe(204);
    expect((await enter(authenticator)).status).toBe(401);
  });

  it("is told of in the log of every workspace that its owner may enter, and in no other", async () => {
    const sister = await chain.shop();
    const stranger = await newShop();
    const head = await newPerson(shop, "viewer", "organisation");
    const response = await add(head, await newAuthenticator());
    const { id } = (await response.json()) as PasskeyView;
    await head.ok(`/api/passkeys/${id}`, { method: "DELETE" });
    for (const one of [shop, sister])
      expect((await auditOf(one)).slice(0, 2)).toMatchObject([
        { actor: head.email, action: "passkey.removed", target: id, detail: { name: "Passkey" } },
        { actor: head.email, action: "passkey.added", target: id },
      ]);
    expect((await auditOf(stranger)).map((one) => one.action)).not.toContain("passkey.added");
    const hotelier = await newPerson(shop, "viewer");
    await add(hotelier, await newAuthenticator());
    expect((await auditOf(sister)).map((one) => one.actor)).not.toContain(hotelier.email);
  });

  it("may be vouched for by itself", async () => {
    const person = await newPerson(shop, "viewer");
    const authenticator = await newAuthenticator();
    expect((await add(person, authenticator, { attestation: "self" })).status).toBe(201);
    expect((await enter(authenticator)).status).toBe(201);
  });

  it("takes a session that began within fifteen minutes", async () => {
    const person = await newPerson(shop, "viewer");
    wait(14 * minutes);
    expect((await add(person, await newAuthenticator())).status).toBe(201);
    wait(2 * minutes);
    const late = await person.call("/api/passkey-challenges", { method: "POST" });
    expect([late.status, await detailOf(late)]).toEqual([403, expect.stringContaining("Sign in again")]);
  });

  it("is a person's, and no key's", async () => {
    const { key } = await ok<{ key: string }>(`${shop.api}/keys`, { body: { name: "Key", role: "owner" } });
    for (const token of [key, env.ADMIN_TOKEN]) {
      expect((await call("/api/passkeys", { token })).status).toBe(403);
      expect((await call("/api/passkey-challenges", { method: "POST", token })).status).toBe(403);
    }
  });

  it("dies with the last membership, and is of no use before the next one", async () => {
    const { person, authenticator } = await newOwnerOfOne();
    await ok(`${shop.api}/members/${person.memberId}`, { method: "DELETE" });
    expect((await enter(authenticator)).status).toBe(401);
    await newPerson(shop, "viewer", "workspace", person.email);
    expect((await enter(authenticator)).status).toBe(401);
  });

  it("lives on while another membership does", async () => {
    const sister = await chain.shop();
    const email = `${crypto.randomUUID()}@example.com`;
    const { url } = await ok<{ url: string }>("/api/sign-in-links", {
      body: { email, organisationId: chain.organisationId },
    });
    const person = withCookie(cookieOf(await signIn(tokenIn(url))));
    const authenticator = await newAuthenticator();
    await add(person, authenticator);
    const second = await ok<Invited>(`${sister.api}/members`, { body: { email, role: "viewer" } });
    await ok(`${sister.api}/members/${second.member.id}`, { method: "DELETE" });
    expect((await enter(authenticator)).status).toBe(201);
  });

  it("that was added by a link which was handed over reaches no further than that link", async () => {
    const sister = await chain.shop();
    const head = await newPerson(shop, "owner", "organisation");
    const hotelier = await newPerson(shop, "owner");
    // The owner of one hotel invites head office, opens the link instead of handing it over, and leaves a door behind.
    const invited = await hotelier.ok<Invited>(`${shop.api}/members`, {
      body: { email: head.email, role: "viewer" },
    });
    const posing = withCookie(cookieOf(await signIn(tokenIn(invited.link?.url ?? ""))));
    const authenticator = await newAuthenticator();
    expect((await add(posing, authenticator)).status).toBe(201);
    const inside = withCookie(sessionIn(await enter(authenticator)));
    expect((await inside.call(shop.api)).status).toBe(200);
    expect((await inside.call(sister.api)).status).toBe(404);
    expect((await inside.call(`${shop.api}/members`)).status).toBe(403);
    // Whoever comes by their own mailbox sees it, and can remove it.
    const { url } = await ok<{ url: string }>("/api/sign-in-links", {
      body: { email: head.email, organisationId: chain.organisationId },
    });
    const owner = withCookie(cookieOf(await signIn(tokenIn(url))));
    const [planted] = await listed(owner);
    expect((await owner.call(`/api/passkeys/${planted?.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await enter(authenticator)).status).toBe(401);
    // And the other way round, nothing of theirs is seen from there.
    await add(owner, await newAuthenticator());
    expect(await listed(posing)).toEqual([]);
  });

  it("cannot be added twice, by anybody, nor more than twenty of one person", async () => {
    const { person, authenticator } = await newOwnerOfOne();
    expect((await begin(person)).excludeCredentials.map((one) => one.id)).toEqual([
      authenticator.credentialId,
    ]);
    const other = await newPerson(shop, "viewer");
    for (const one of [person, other]) expect((await add(one, authenticator)).status).toBe(409);
    expect(await listed(other)).toEqual([]);
    for (let i = 1; i < 20; i++)
      expect((await add(person, await newAuthenticator("EdDSA"))).status).toBe(201);
    const tooMany = await person.call("/api/passkey-challenges", { method: "POST" });
    expect([tooMany.status, await detailOf(tooMany)]).toEqual([409, expect.stringContaining("20 passkeys")]);
  });

  it("costs no row until a challenge is answered", async () => {
    const rows = () => env.DB.prepare("SELECT count(*) AS n FROM used_challenges").first<{ n: number }>();
    const person = await newPerson(shop, "viewer");
    const before = await rows();
    await newBrowser().begin();
    await begin(person);
    expect(await rows()).toEqual(before);
  });
});

describe("adding a passkey is refused", () => {
  const elsewhere = "https://evil.example";
  it.each<[string, Lies]>([
    ["at another origin", { origin: elsewhere }],
    ["at a subdomain", { origin: "https://a.shopbell.example" }],
    ["without TLS", { origin: "http://shopbell.example" }],
    ["for another host", { rpId: "evil.example" }],
    ["as an answer to signing in", { type: "webauthn.get" }],
    ["when nobody was there", { present: false }],
    ["when nobody was known", { verified: false }],
    ["with an attestation that nobody asked for", { attestation: ["tpm", new Map()] }],
  ])("%s", async (_, lies) => {
    const person = await newPerson(shop, "viewer");
    const response = await add(person, await newAuthenticator(), lies);
    expect([response.status, await detailOf(response)]).toEqual([422, expect.stringContaining("Try again")]);
    expect(await listed(person)).toEqual([]);
  });

  it("with certificates, before anything in them is looked at", async () => {
    const said = vi.spyOn(console, "warn");
    const person = await newPerson(shop, "viewer");
    const statement = new Map<string, Cbor>([
      ["alg", -7],
      ["sig", new Uint8Array(70)],
      ["x5c", [new Uint8Array(200)]],
    ]);
    const response = await add(person, await newAuthenticator(), { attestation: ["packed", statement] });
    expect(response.status).toBe(422);
    expect(said.mock.calls.flat().join()).toContain("“packed” was not asked for");
    said.mockRestore();
  });

  it("with a challenge of another session, of signing in, used before, run out, or made up", async () => {
    const [person, other] = [await newPerson(shop, "viewer"), await newPerson(shop, "viewer")];
    const authenticator = await newAuthenticator();
    const creation = await begin(person);
    const addition = await authenticator.create(creation);
    const tooLate = { status: 409, detail: expect.stringContaining("once more") };
    const answerTo = async (who: Caller, body: object) => {
      const response = await finish(who, body);
      return { status: response.status, detail: await detailOf(response) };
    };
    expect(await answerTo(other, addition)).toEqual(tooLate);
    const { challenge } = await newBrowser().begin();
    expect(await answerTo(person, await authenticator.create(creation, { challenge }))).toEqual(tooLate);
    const forged = `${"0".repeat(63)}1`;
    expect(await answerTo(person, await authenticator.create(creation, { challenge: forged }))).toEqual(
      tooLate,
    );
    const clientDataJSON = btoa("no JSON").replaceAll("=", "");
    const garbled = { ...addition, response: { ...addition.response, clientDataJSON } };
    expect(await answerTo(person, garbled)).toEqual(tooLate);

    const both = await Promise.all([finish(person, addition), finish(person, addition)]);
    expect(both.map((one) => one.status).sort()).toEqual([201, 409]);
    const late = await (await newAuthenticator()).create(await begin(person));
    wait(5 * minutes + 1);
    expect(await answerTo(person, late)).toEqual(tooLate);
    expect(await listed(person)).toHaveLength(1);
  });

  it("when what came is no passkey at all", async () => {
    const person = await newPerson(shop, "viewer");
    const authenticator = await newAuthenticator();
    const addition = await authenticator.create(await begin(person));
    const garbage = cbor("no passkey");
    const attestationObject = btoa(String.fromCharCode(...garbage)).replaceAll("=", "");
    const garbled = { ...addition, response: { ...addition.response, attestationObject } };
    expect((await finish(person, garbled)).status).toBe(422);
    expect((await finish(person, {})).status).toBe(422);
    expect((await finish(person, { ...addition, id: "not base64url!" })).status).toBe(422);
  });
});

describe("signing in with a passkey is refused, in the same words,", () => {
  let authenticator: Authenticator;
  beforeEach(async () => {
    ({ authenticator } = await newOwnerOfOne());
  });

  async function expectRefused(response: Response): Promise<void> {
    expect([response.status, await response.json()]).toEqual([
      401,
      {
        type: "about:blank",
        title: "Not proven genuine",
        status: 401,
        detail: "This passkey did not sign you in. Try again, or sign in with a link.",
      },
    ]);
    expect(response.headers.getSetCookie()).toEqual([]);
  }

  it.each<[string, Lies]>([
    ["at another origin", { origin: "https://evil.example" }],
    ["at a subdomain", { origin: "https://a.shopbell.example" }],
    ["for another host", { rpId: "evil.example" }],
    ["as an answer to adding one", { type: "webauthn.create" }],
    ["when nobody was there", { present: false }],
    ["when nobody was known", { verified: false }],
    ["with a signature that was tampered with", { forgedSignature: true }],
    ["with somebody else's handle", { userHandle: "dXNyXzEwMDAwMDAwMDAwMDAwMDAw" }],
    ["without a handle", { userHandle: null }],
    ["with a passkey that nobody knows", { credentialId: "AAAAAAAAAAAAAAAAAAAAAA" }],
  ])("%s", async (_, lies) => {
    await expectRefused(await enter(authenticator, lies));
    expect((await enter(authenticator)).status).toBe(201);
  });

  it("with the passkey of another authenticator under this one's name", async () => {
    const other = await newAuthenticator();
    await expectRefused(await enter(other, { credentialId: authenticator.credentialId }));
  });

  it("when the same proof comes again, also at the same time, and after a failed try", async () => {
    const browser = newBrowser();
    const request = await browser.begin();
    const proof = await authenticator.get(request);
    const both = await Promise.all([browser.finish(proof), browser.finish(proof)]);
    expect(both.map((one) => one.status).sort()).toEqual([201, 401]);
    await expectRefused(await browser.finish(proof));
    const second = await browser.begin();
    await expectRefused(await browser.finish(await authenticator.get(second, { forgedSignature: true })));
    await expectRefused(await browser.finish(await authenticator.get(second)));
  });

  it("with the challenge of another browser, or of none", async () => {
    const [mine, theirs] = [newBrowser(), newBrowser()];
    const proof = await authenticator.get(await mine.begin());
    await theirs.begin();
    await expectRefused(await theirs.finish(proof));
    theirs.forget();
    await expectRefused(await theirs.finish(proof));
    expect((await mine.finish(proof)).status).toBe(201);
  });

  it("with a challenge for adding one", async () => {
    const person = await newPerson(shop, "viewer");
    const { challenge } = await begin(person);
    await expectRefused(await enter(authenticator, { challenge }));
  });

  it("after five minutes", async () => {
    const browser = newBrowser();
    const proof = await authenticator.get(await browser.begin());
    wait(5 * minutes + 1);
    await expectRefused(await browser.finish(proof));
  });

  it("with a challenge whose end was moved, or that is made up", async () => {
    const browser = newBrowser();
    const request = await browser.begin();
    const later = request.challenge.replace(/^0000/, "0001");
    for (const challenge of [later, "0".repeat(64), "", "ü", "0".repeat(63)])
      await expectRefused(await browser.finish(await authenticator.get(request, { challenge })));
  });
});

describe("signing in with a passkey", () => {
  it("is asked for and done from Shopbell's own page alone, as JSON", async () => {
    const { authenticator } = await newOwnerOfOne();
    const browser = newBrowser();
    for (const foreign of ["https://evil.example", "null", ""])
      expect((await browser.post("/api/sign-in-challenges", undefined, { origin: foreign })).status).toBe(
        403,
      );
    const proof = await authenticator.get(await browser.begin());
    for (const foreign of ["https://evil.example", "null", ""])
      expect((await browser.finish(proof, { origin: foreign })).status).toBe(403);
    expect((await browser.finish(proof, { "content-type": "text/plain" })).status).toBe(415);
    expect((await browser.finish(proof)).status).toBe(201);
  });

  it("makes a new session, whatever cookie was planted, and ends the one before", async () => {
    const { authenticator } = await newOwnerOfOne();
    const attacker = await newPerson(shop, "viewer");
    const browser = newBrowser();
    const first = await browser.post("/api/sign-in-challenges");
    const proof = await authenticator.get(await first.json());
    const cookie = `${attacker.cookie}; ${cookieOf(first)}`;
    const response = await browser.post("/api/passkey-sessions", proof, { cookie });
    expect(response.status).toBe(201);
    expect(sessionIn(response)).not.toBe(attacker.cookie);
    expect((await attacker.call("/api/me")).status).toBe(401);
  });

  it("works in two tabs at once", async () => {
    const { authenticator } = await newOwnerOfOne();
    const browser = newBrowser();
    const [one, two] = [await browser.begin(), await browser.begin()];
    expect((await browser.finish(await authenticator.get(one))).status).toBe(201);
    expect((await browser.finish(await authenticator.get(two))).status).toBe(201);
  });

  it("is limited by network, in words", async () => {
    const { authenticator } = await newOwnerOfOne();
    const ofOneNetwork = (i: number) => newBrowser(`2001:db8:0:99::${i}`);
    let last = new Response();
    for (let i = 0; i < 101; i++)
      last = await ofOneNetwork(i).finish({ id: "AA", rawId: "AA", response: proofOfNothing });
    expect(last.status).toBe(429);
    expect(await detailOf(last)).toContain("from your network");
    expect((await enter(authenticator, {}, ofOneNetwork(1))).status).toBe(429);
    expect((await enter(authenticator)).status).toBe(201);
  });
});
const proofOfNothing = { clientDataJSON: "AA", authenticatorData: "AA", signature: "AA" };

describe("a counter", () => {
  it("that goes up is kept, and one that stays at 0 is none", async () => {
    const { authenticator } = await newOwnerOfOne("ES256", true);
    for (let i = 0; i < 2; i++) expect((await enter(authenticator)).status).toBe(201);
    expect((await enter(authenticator, { counter: 1000 })).status).toBe(201);
    const { authenticator: simple } = await newOwnerOfOne();
    for (let i = 0; i < 2; i++) expect((await enter(simple)).status).toBe(201);
  });

  it.each([5, 4, 0])(
    "that was 5 and is %i may be a copy's: refused, and told in the log",
    async (counter) => {
      const { person, authenticator, passkey } = await newOwnerOfOne();
      expect((await enter(authenticator, { counter: 5 })).status).toBe(201);
      expect((await enter(authenticator, { counter })).status).toBe(401);
      expect((await auditOf(shop))[0]).toMatchObject({
        actor: person.email,
        action: "passkey.refused",
        target: passkey.id,
      });
      expect((await enter(authenticator, { counter: 6 })).status).toBe(201);
    },
  );

  it("is not believed without a signature that holds", async () => {
    const { authenticator } = await newOwnerOfOne();
    expect((await enter(authenticator, { counter: 5, forgedSignature: true })).status).toBe(401);
    expect((await auditOf(shop)).map((one) => one.action)).not.toContain("passkey.refused");
    expect((await enter(authenticator, { counter: 0 })).status).toBe(201);
  });
});

describe("whoever gets a passkey", () => {
  it("is told by mail, where there is mail", async () => {
    const mails: Mail[] = [];
    const mail = async (one: Mail) => {
      mails.push(one);
      return { is: "done" } as const;
    };
    const app = createApp({ ...(await wire(env)).http, mail });
    const person = await newPerson(shop, "viewer");
    const addition = await (await newAuthenticator()).create(await begin(person));
    const context = createExecutionContext();
    const request = new Request(`${origin}/api/passkeys`, {
      method: "POST",
      headers: { "content-type": "application/json", origin, cookie: person.cookie },
      body: JSON.stringify(addition),
    });
    expect((await app.fetch(request, env, context)).status).toBe(201);
    await waitOnExecutionContext(context);
    expect(mails).toEqual([
      expect.objectContaining({
        to: [person.email],
        subject: "A passkey was added to your Shopbell account",
        text: expect.stringContaining(`${origin}/account`),
      }),
    ]);
  });
});
