// Cloudflare Access before an installation: whom it vouches for is signed in, and nobody else.
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../src/http/app";
import { readSettings, wire } from "../src/wiring";
import { cookieOf, newPerson, type Person, withCookie } from "./people";
import { call, newBox, newShop, newSource, ok, origin, paidOrder, postShopify, type Shop } from "./world";

const minutes = 60_000;
const days = 24 * 60 * minutes;
const audience = "4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2";

type Signer = { kid: string; privateKey: CryptoKey; jwk: object };
let mine: Signer;
let rotated: Signer;
let strangers: Signer;

async function newSigner(kid: string): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" } };
}

let shop: Shop;
let member: Person;
let team: ReturnType<typeof newBox>;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  [mine, rotated, strangers] = (await Promise.all(["mine", "rotated", "mine"].map(newSigner))) as [
    Signer,
    Signer,
    Signer,
  ];
});

beforeEach(async () => {
  shop = await newShop();
  member = await newPerson(shop, "viewer");
  team = newBox();
  await publish(mine);
  app = createApp({ ...(await wire(env)).http, access: { issuer: team.url, audience } });
});

afterEach(() => {
  vi.useRealTimers();
});

function wait(ms: number): void {
  const at = Date.now() + ms;
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(at);
}

const publish = (...signers: Signer[]) =>
  team.answers({ body: JSON.stringify({ keys: signers.map((one) => one.jwk) }) });

const seconds = () => Math.floor(Date.now() / 1000);

/** What Access says, unless told otherwise: the member, for a day. */
async function assertion(claims: JWTPayload = {}, { kid, privateKey }: Signer = mine): Promise<string> {
  const now = seconds();
  const payload = { iss: team.url, aud: [audience], email: member.email, type: "app", iat: now, nbf: now };
  return new SignJWT({ ...payload, exp: now + 24 * 3600, ...claims })
    .setProtectedHeader({ alg: "RS256", kid })
    .sign(privateKey);
}

function ask(
  path: string,
  said: string | undefined,
  { method = "POST", headers = {} } = {},
): Promise<Response> {
  const request = new Request(`${origin}${path}`, {
    method,
    headers: { origin, ...(said === undefined ? {} : { "cf-access-jwt-assertion": said }), ...headers },
  });
  return Promise.resolve(app.fetch(request, env, createExecutionContext()));
}
const enter = (said: string | undefined, headers: Record<string, string> = {}) =>
  ask("/api/access-sessions", said, { headers });
const detailOf = async (response: Response) => ((await response.json()) as { detail: string }).detail;

describe("whom Access vouches for", () => {
  it("is signed in as the member of that e-mail, however it is written", async () => {
    const response = await enter(await assertion({ email: member.email.toUpperCase() }));
    expect(response.status, await response.clone().text()).toBe(201);
    const person = withCookie(cookieOf(response));
    expect(await person.ok("/api/me")).toEqual({ is: "person", email: member.email });
    expect((await person.call(`${shop.api}/connections`, { body: {} })).status).toBe(403);
  });

  it("is signed in no longer than Access vouches, and never longer than anybody", async () => {
    const hour = seconds() + 3600;
    const short = await enter(await assertion({ exp: hour }));
    expect(await short.json()).toEqual({ expiresAt: (hour + 30) * 1000 }); // as clocks differ
    expect(short.headers.get("set-cookie")).toMatch(/Max-Age=36[23]\d\b/);
    const long = await enter(await assertion({ exp: seconds() + 365 * 24 * 3600 }));
    const { expiresAt } = (await long.json()) as { expiresAt: number };
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 30 * days);
    wait(61 * minutes);
    expect((await withCookie(cookieOf(short)).call("/api/me")).status).toBe(401);
    expect((await withCookie(cookieOf(long)).call("/api/me")).status).toBe(200);
  });

  it("is told so in words, and let in nowhere, when nobody here knows the e-mail", async () => {
    const response = await enter(await assertion({ email: "stranger@example.com" }));
    expect([response.status, await detailOf(response)]).toEqual([
      403,
      "Cloudflare Access knows you as stranger@example.com, but nobody here does. Ask an owner to invite this e-mail.",
    ]);
    await ok(`${shop.api}/members/${member.memberId}`, { method: "DELETE" });
    expect((await enter(await assertion())).status).toBe(403);
  });

  it("is no program with a service token", async () => {
    const response = await enter(await assertion({ email: undefined, common_name: "ci.access" }));
    expect([response.status, await detailOf(response)]).toEqual([403, expect.stringContaining("API key")]);
  });

  it("writes from Shopbell's own page alone", async () => {
    const said = await assertion();
    for (const foreign of ["https://evil.example", "null", ""])
      expect((await enter(said, { origin: foreign })).status).toBe(403);
    const cookie = cookieOf(await enter(said));
    const write = (from: string) =>
      ask("/api/sessions/current", said, { method: "DELETE", headers: { cookie, origin: from } });
    expect((await write("https://evil.example")).status).toBe(403);
    expect((await write(origin)).status).toBe(204);
  });

  it("is not signed in by the header alone: every other route asks for a session", async () => {
    const said = await assertion();
    expect((await ask("/api/me", said, { method: "GET" })).status).toBe(401);
    expect((await ask(shop.api, said, { method: "GET" })).status).toBe(401);
  });

  it("is told that this way is open", async () => {
    const ways = async (said: string | undefined) =>
      (await (await ask("/api/sign-in-ways", said, { method: "GET" })).json()) as { access: boolean };
    expect((await ways(await assertion())).access).toBe(true);
    expect((await ways(undefined)).access).toBe(false);
  });
});

describe("an assertion is refused", () => {
  it.each<[string, () => Promise<string>]>([
    ["of another team", () => assertion({ iss: "https://other.cloudflareaccess.com" })],
    ["for another application", () => assertion({ aud: ["another"] })],
    ["for none", () => assertion({ aud: undefined })],
    ["that has run out", () => assertion({ exp: seconds() - 31 })],
    ["without an end", () => assertion({ exp: undefined })],
    ["that is not good yet", () => assertion({ nbf: seconds() + 60 })],
    ["signed by somebody else under the same name", () => assertion({}, strangers)],
    ["signed by a key that Access does not have", () => assertion({}, rotated)],
    [
      "that was changed",
      async () =>
        (await assertion()).replace(/\.[^.]+\./, `.${btoa('{"email":"a@b.c"}').replaceAll("=", "")}.`),
    ],
    [
      "without a signature",
      async () => `${btoa('{"alg":"none"}').replaceAll("=", "")}.${(await assertion()).split(".")[1]}.`,
    ],
    ["that is none at all", async () => "nonsense"],
  ])("%s", async (_, make) => {
    const response = await enter(await make());
    expect([response.status, await detailOf(response)]).toEqual([401, expect.stringContaining("not valid")]);
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  it("by HS256 under the public key", async () => {
    const secret = new TextEncoder().encode(JSON.stringify(mine.jwk));
    const said = await new SignJWT({ email: member.email, iss: team.url, aud: audience })
      .setProtectedHeader({ alg: "HS256", kid: "mine" })
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(secret);
    expect((await enter(said)).status).toBe(401);
  });

  it("but a clock that is a little off is forgiven", async () => {
    expect((await enter(await assertion({ nbf: seconds() + 20 }))).status).toBe(201);
    expect((await enter(await assertion({ exp: seconds() - 20 }))).status).toBe(201);
  });

  it("in words where there is none", async () => {
    const response = await enter(undefined);
    expect([response.status, await detailOf(response)]).toEqual([
      401,
      expect.stringContaining("did not say"),
    ]);
  });
});

describe("the keys of Access", () => {
  it("are kept for an hour, and then fetched again", async () => {
    for (let i = 0; i < 3; i++) expect((await enter(await assertion())).status).toBe(201);
    expect((await team.got()).map((one) => one.path.replace(/^\/[^/]+/, ""))).toEqual([
      "/cdn-cgi/access/certs",
    ]);
    wait(61 * minutes);
    expect((await enter(await assertion())).status).toBe(201);
    expect(await team.got()).toHaveLength(2);
  });

  it("are fetched anew for one that is not known yet, and not for every made-up one", async () => {
    expect((await enter(await assertion())).status).toBe(201);
    await publish(mine, rotated);
    wait(minutes);
    expect((await enter(await assertion({}, rotated))).status).toBe(201);
    for (let i = 0; i < 5; i++)
      expect((await enter(await assertion({}, { ...strangers, kid: `made up ${i}` }))).status).toBe(401);
    expect(await team.got()).toHaveLength(2);
  });

  it.each([
    ["it fails", { status: 500 }],
    ["it says something else", { body: "<html>" }],
    ["it leads elsewhere", { status: 302, headers: { location: "https://evil.example" } }],
  ])("that cannot be read, as %s, are nobody's fault: try again", async (_, answer) => {
    await team.answers(answer);
    const response = await enter(await assertion());
    expect([response.status, await detailOf(response)]).toEqual([503, expect.stringContaining("Try again")]);
    await publish(mine);
    expect((await enter(await assertion())).status).toBe(201);
  });
});

describe("an installation without Access", () => {
  it("takes no notice of what claims to be its word", async () => {
    const said = await assertion();
    const headers = { origin, "cf-access-jwt-assertion": said };
    const refused = await call("/api/access-sessions", { method: "POST", token: null, headers });
    expect([refused.status, await detailOf(refused)]).toEqual([
      409,
      expect.stringContaining("does not work"),
    ]);
    expect(await ok("/api/sign-in-ways", { token: null, headers })).toMatchObject({ access: false });
  });
});

it("webhooks come in without Access", async () => {
  const source = await newSource(shop);
  expect((await postShopify(source.webhookUrl, paidOrder())).status).toBe(200);
  const forged = await app.fetch(new Request(`${origin}/in/forged`), env, createExecutionContext());
  expect(forged.status).toBe(404);
});

describe("the settings of Access", () => {
  const settings = (more: object) => readSettings({ ...env, ...more });
  it("are both set or both left out, and name a team's domain", () => {
    const domain = "shop.cloudflareaccess.com";
    expect(settings({ ACCESS_TEAM_DOMAIN: ` https://${domain}/`, ACCESS_AUD: audience })).toMatchObject({
      ACCESS_TEAM_DOMAIN: domain,
      ACCESS_AUD: audience,
    });
    expect(settings({})).toMatchObject({ ACCESS_TEAM_DOMAIN: "", ACCESS_AUD: "" });
    expect(() => settings({ ACCESS_TEAM_DOMAIN: domain })).toThrow("belong together");
    expect(() => settings({ ACCESS_AUD: audience })).toThrow("belong together");
    for (const wrong of ["evil.example", "shop.cloudflareaccess.com.evil.example", "http://127.0.0.1:1"])
      expect(() => settings({ ACCESS_TEAM_DOMAIN: wrong, ACCESS_AUD: audience })).toThrow("team's domain");
  });
});
