// People: invited, raised, lowered and removed; what they may see of their organisation; their sessions; and what the log says.
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Mail } from "../src/connectors/kit";
import { createApp } from "../src/http/app";
import { wire } from "../src/wiring";
import { cookieOf, type Invited, newChain, newPerson, signIn, tokenIn, withCookie } from "./people";
import { call, newAutomation, newBox, newSource, newWebhook, ok, origin, type Shop } from "./world";

const minutes = 60_000;
const days = 24 * 60 * minutes;

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

type MemberView = {
  id: string;
  email: string;
  role: string;
  scope: string;
  isYou: boolean;
  mayChange: boolean;
  signedInAt: number | null;
  invitedBy: string | null;
};
type ChangeView = {
  id: number;
  at: number;
  actor: string;
  actorName: string | null;
  action: string;
  target: string;
  detail: Record<string, unknown> | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};
const auditOf = async (of: Shop, query = "") =>
  (await ok<{ items: ChangeView[]; next?: string }>(`${of.api}/audit${query}`)).items;
const detailOf = async (response: Response) => ((await response.json()) as { detail: string }).detail;

describe("an invitation", () => {
  it("makes a member at once, and a link to hand over where no mail is sent", async () => {
    const owner = await newPerson(shop, "owner", "organisation");
    const email = `${crypto.randomUUID()}@Example.com`;
    const response = await owner.call(`${shop.api}/members`, { body: { email, role: "editor" } });
    expect(response.status).toBe(201);
    const invited = (await response.json()) as Invited;
    expect(invited).toMatchObject({
      mailed: false,
      problem: expect.stringContaining("sends no mail"),
      member: { email: email.toLowerCase(), role: "editor", scope: "workspace", invitedBy: owner.email },
    });
    const guest = withCookie(cookieOf(await signIn(tokenIn(invited.link?.url ?? ""))));
    expect((await guest.ok<{ role: string }>(shop.api)).role).toBe("editor");
  });

  it("is good once, and for three days", async () => {
    const invite = async () =>
      (
        await ok<Invited>(`${shop.api}/members`, {
          body: { email: `${crypto.randomUUID()}@a.example`, role: "viewer" },
        })
      ).link?.url ?? "";
    const [used, late] = [tokenIn(await invite()), tokenIn(await invite())];
    expect((await signIn(used)).status).toBe(201);
    expect((await signIn(used)).status).toBe(401);
    wait(3 * days + 1);
    expect((await signIn(late)).status).toBe(401);
  });

  it("of somebody who is a member already is refused in words, also when two come at once", async () => {
    const body = { email: `${crypto.randomUUID()}@example.com`, role: "viewer" };
    const both = await Promise.all([
      call(`${shop.api}/members`, { body }),
      call(`${shop.api}/members`, { body }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual([201, 409]);
    const { items } = await ok<{ items: MemberView[] }>(`${shop.api}/members`);
    expect(items.filter((one) => one.email === body.email)).toHaveLength(1);
    expect((await auditOf(shop)).filter((one) => one.action === "member.added")).toHaveLength(1);
  });

  it("to all of the organisation takes an owner of all of it", async () => {
    const ofShop = await newPerson(shop, "owner");
    const body = { email: "a@example.com", role: "viewer", scope: "organisation" };
    const refused = await ofShop.call(`${shop.api}/members`, { body });
    expect(refused.status).toBe(403);
    expect(await detailOf(refused)).toContain("owner of the whole organisation");
    const { scopes } = await ofShop.ok<{ scopes: string[] }>(`${shop.api}/members`);
    expect(scopes).toEqual(["workspace"]);
    const { key } = await ok<{ key: string }>(`${shop.api}/keys`, { body: { name: "Key", role: "owner" } });
    expect((await call(`${shop.api}/members`, { body, token: key })).status).toBe(403);
    const ofAll = await newPerson(shop, "owner", "organisation");
    expect((await ofAll.call(`${shop.api}/members`, { body })).status).toBe(201);
  });

  it("gives whoever hands its link over nothing beyond what is theirs", async () => {
    const sister = await chain.shop();
    const head = await newPerson(shop, "owner", "organisation");
    // The owner of one hotel invites head office, and opens the link instead of handing it over.
    const hotelier = await newPerson(shop, "owner");
    const invited = await hotelier.ok<Invited>(`${shop.api}/members`, {
      body: { email: head.email, role: "viewer" },
    });
    const posing = withCookie(cookieOf(await signIn(tokenIn(invited.link?.url ?? ""))));
    expect((await posing.ok<{ role: string }>(shop.api)).role).toBe("viewer");
    expect((await posing.call(sister.api)).status).toBe(404);
    expect((await posing.call(`${shop.api}/members`)).status).toBe(403);
    const { items } = await posing.ok<{ items: { isThis: boolean }[] }>("/api/sessions");
    expect(items).toEqual([expect.objectContaining({ isThis: true })]);
    // Nor does a link made now open what its person is invited to later, by somebody else.
    const email = `${crypto.randomUUID()}@example.com`;
    const early = await hotelier.ok<Invited>(`${shop.api}/members`, { body: { email, role: "viewer" } });
    const squatter = withCookie(cookieOf(await signIn(tokenIn(early.link?.url ?? ""))));
    await head.ok(`${sister.api}/members`, { body: { email, role: "owner", scope: "organisation" } });
    expect((await squatter.call(sister.api)).status).toBe(404);
    expect((await squatter.call(`${shop.api}/members`)).status).toBe(403);
  });

  it("can be sent anew, and no more than five times an hour", async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const { member } = await ok<Invited>(`${shop.api}/members`, { body: { email, role: "viewer" } });
    const again = () => call(`${shop.api}/members/${member.id}/link`, { method: "POST" });
    const { link } = (await (await again()).json()) as Invited;
    expect((await signIn(tokenIn(link?.url ?? ""))).status).toBe(201);
    for (let i = 0; i < 3; i++) expect((await again()).status).toBe(200);
    const tooOften = await again();
    expect(tooOften.status).toBe(429);
    expect(tooOften.headers.get("retry-after")).toBe("3600");
    expect(await detailOf(tooOften)).toContain("wait an hour");
  });

  it("by the installation's own key leaves members what they are", async () => {
    const viewer = await newPerson(shop, "viewer");
    const { organisationId } = chain;
    const { url } = await ok<{ url: string }>("/api/sign-in-links", {
      body: { email: viewer.email, organisationId },
    });
    const again = withCookie(cookieOf(await signIn(tokenIn(url))));
    expect((await again.ok<{ role: string }>(shop.api)).role).toBe("viewer");
  });
});

describe("members", () => {
  it("are those of the workspace and those of all its organisation, told apart", async () => {
    const sister = await chain.shop();
    const head = await newPerson(shop, "owner", "organisation");
    const here = await newPerson(shop, "owner");
    const there = await newPerson(sister, "owner");
    const listed = await here.ok<{ items: MemberView[]; scopes: string[] }>(`${shop.api}/members`);
    expect(
      listed.items.map(({ email, role, scope, isYou, mayChange }) => [email, role, scope, isYou, mayChange]),
    ).toEqual([
      [head.email, "owner", "organisation", false, false],
      [here.email, "owner", "workspace", true, true],
    ]);
    const forHead = await head.ok<{ items: MemberView[]; scopes: string[] }>(`${sister.api}/members`);
    expect(forHead.items.map((one) => [one.email, one.mayChange])).toEqual([
      [head.email, true],
      [there.email, true],
    ]);
    expect(forHead.scopes).toEqual(["workspace", "organisation"]);
  });

  it("of one hotel see that one, those of the chain see all, also ones that are built later", async () => {
    const head = await newPerson(shop, "viewer", "organisation");
    const hotel = await newPerson(shop, "editor");
    const later = await chain.shop();
    const seen = async (person: typeof head) =>
      (await person.ok<{ items: { id: string; role: string }[] }>("/api/workspaces")).items.map((one) => [
        one.id,
        one.role,
      ]);
    expect(await seen(head)).toEqual([
      [shop.ws, "viewer"],
      [later.ws, "viewer"],
    ]);
    expect(await seen(hotel)).toEqual([[shop.ws, "editor"]]);
  });

  it("are restricted at once when their role is", async () => {
    const owner = await newPerson(shop, "owner");
    const editor = await newPerson(shop, "editor");
    const add = { body: { tool: "webhook", name: "A", settings: { url: newBox().url } } };
    expect((await editor.call(`${shop.api}/connections`, add)).status).toBe(201);
    const changed = await owner.ok<MemberView>(`${shop.api}/members/${editor.memberId}`, {
      method: "PATCH",
      body: { role: "viewer" },
    });
    expect(changed).toMatchObject({ id: editor.memberId, role: "viewer" });
    expect((await editor.call(`${shop.api}/connections`, add)).status).toBe(403);
    expect((await editor.call(`${shop.api}/connections`)).status).toBe(200);
  });

  it("who are removed are shut out at once, signed out where nothing is left, and their links are dead", async () => {
    const owner = await newPerson(shop, "owner");
    const editor = await newPerson(shop, "editor");
    const { link } = await ok<Invited>(`${shop.api}/members/${editor.memberId}/link`, { method: "POST" });
    expect((await owner.call(`${shop.api}/members/${editor.memberId}`, { method: "DELETE" })).status).toBe(
      204,
    );
    expect((await editor.call(`${shop.api}/events`)).status).toBe(401);
    expect((await signIn(tokenIn(link?.url ?? ""))).status).toBe(401);
    expect((await owner.call(`${shop.api}/members/${editor.memberId}`, { method: "DELETE" })).status).toBe(
      404,
    );
  });

  it("who are removed from one hotel keep the others", async () => {
    const sister = await chain.shop();
    const both = await newPerson(shop, "viewer");
    await ok(`${sister.api}/members`, { body: { email: both.email, role: "viewer" } });
    await ok(`${shop.api}/members/${both.memberId}`, { method: "DELETE" });
    const { url } = await ok<{ url: string }>("/api/sign-in-links", {
      body: { email: both.email, organisationId: chain.organisationId },
    });
    const again = withCookie(cookieOf(await signIn(tokenIn(url))));
    expect((await again.call(shop.api)).status).toBe(404);
    expect((await again.call(sister.api)).status).toBe(200);
  });

  it("of the organisation are not one hotel's to change", async () => {
    const head = await newPerson(shop, "viewer", "organisation");
    const hotelier = await newPerson(shop, "owner");
    const path = `${shop.api}/members/${head.memberId}`;
    expect((await hotelier.call(path, { method: "PATCH", body: { role: "owner" } })).status).toBe(403);
    expect((await hotelier.call(path, { method: "DELETE" })).status).toBe(403);
    expect((await hotelier.call(`${path}/link`, { method: "POST" })).status).toBe(403);
  });

  it("never raise themselves, but may step down and leave", async () => {
    const first = await newPerson(shop, "owner", "organisation");
    const second = await newPerson(shop, "owner");
    const ownViewer = await second.ok<Invited>(`${shop.api}/members`, {
      body: { email: first.email, role: "viewer" },
    });
    const path = `${shop.api}/members/${ownViewer.member.id}`;
    const raised = await first.call(path, { method: "PATCH", body: { role: "owner" } });
    expect([raised.status, await detailOf(raised)]).toEqual([
      403,
      "Nobody raises themselves: ask another owner.",
    ]);
    const down = { method: "PATCH", body: { role: "viewer" } };
    expect((await second.call(`${shop.api}/members/${second.memberId}`, down)).status).toBe(200);
    expect(
      (await second.call(`${shop.api}/members/${second.memberId}`, { ...down, body: { role: "owner" } }))
        .status,
    ).toBe(403);
  });
});

describe("the last owner", () => {
  it("cannot be lowered or removed, in clear words, and nothing is written down", async () => {
    const owner = await newPerson(shop, "owner", "organisation");
    const path = `${shop.api}/members/${owner.memberId}`;
    const before = await auditOf(shop);
    for (const options of [{ method: "PATCH", body: { role: "editor" } }, { method: "DELETE" }]) {
      const response = await owner.call(path, options);
      expect(response.status).toBe(409);
      expect(await detailOf(response)).toContain("Make somebody else an owner first");
    }
    expect((await owner.ok<{ role: string }>(shop.api)).role).toBe("owner");
    expect(await auditOf(shop)).toEqual(before);
  });

  it("stays, also when the last two are lowered at the same time", async () => {
    const [one, two] = [await newPerson(shop, "owner"), await newPerson(shop, "owner")];
    const lower = (id: string) =>
      call(`${shop.api}/members/${id}`, { method: "PATCH", body: { role: "viewer" } });
    const both = await Promise.all([lower(one.memberId), lower(two.memberId)]);
    expect(both.map((response) => response.status).sort()).toEqual([200, 409]);
  });

  it("of one hotel may go while somebody owns the chain; of the chain not because somebody owns one hotel", async () => {
    const hotelier = await newPerson(shop, "owner");
    const head = await newPerson(shop, "owner", "organisation");
    expect((await head.call(`${shop.api}/members/${head.memberId}`, { method: "DELETE" })).status).toBe(409);
    expect((await head.call(`${shop.api}/members/${hotelier.memberId}`, { method: "DELETE" })).status).toBe(
      204,
    );
  });
});

describe("signing in by e-mail", () => {
  const mails: Mail[] = [];
  let app: ReturnType<typeof createApp>;

  beforeEach(async () => {
    mails.length = 0;
    const mail = async (one: Mail) => {
      mails.push(one);
      return { is: "done" } as const;
    };
    app = createApp({ ...(await wire(env)).http, mail });
  });

  async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    const context = createExecutionContext();
    const request = new Request(`${origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin, ...headers },
      body: JSON.stringify(body),
    });
    const response = await app.fetch(request, env, context);
    await waitOnExecutionContext(context);
    return response;
  }
  let networks = 0;
  const ask = (email: string, from = `192.0.2.${networks++}`) =>
    post("/api/sign-in-mails", { email }, { "cf-connecting-ip": from });
  const linkIn = (mail: Mail | undefined) => tokenIn(/https:\S+#\S+/.exec(mail?.text ?? "")?.[0] ?? "");

  it("sends a member a link that is good once and for fifteen minutes", async () => {
    const { email } = await newPerson(shop, "viewer");
    expect((await ask(` ${email.toUpperCase()}`.trim())).status).toBe(202);
    expect(mails.map((one) => one.to)).toEqual([[email]]);
    const token = linkIn(mails[0]);
    expect((await signIn(token)).status).toBe(201);
    expect((await signIn(token)).status).toBe(401);
    await ask(email);
    wait(15 * minutes + 1);
    expect((await signIn(linkIn(mails[1]))).status).toBe(401);
  });

  it("answers a stranger, and who was removed, word for word the same, and sends nothing", async () => {
    const { email, memberId } = await newPerson(shop, "viewer");
    const known = await (await ask(email)).text();
    mails.length = 0;
    await ok(`${shop.api}/members/${memberId}`, { method: "DELETE" });
    for (const stranger of [email, "stranger@example.com"]) {
      const response = await ask(stranger);
      expect([response.status, await response.text()]).toEqual([202, known]);
    }
    expect(mails).toEqual([]);
  });

  it("is limited by e-mail, known or not, and by network, in words", async () => {
    const { email } = await newPerson(shop, "viewer");
    for (const one of [email, `${crypto.randomUUID()}@example.com`]) {
      const asked = [];
      for (let i = 0; i < 6; i++) asked.push((await ask(one)).status);
      expect(asked.filter((status) => status === 202).length).toBeLessThanOrEqual(5);
      expect(asked.at(-1)).toBe(429);
    }
    const ofOneNetwork = (i: number) => `2001:db8:0:77::${i}`;
    let last = new Response();
    for (let i = 1; i <= 21; i++) last = await ask(`${crypto.randomUUID()}@example.com`, ofOneNetwork(i));
    expect(last.status).toBe(429);
    expect(await detailOf(last)).toContain("from your network");
    wait(61 * minutes);
    expect((await ask(email)).status).toBe(202);
  });

  it("is asked for from Shopbell's own page alone", async () => {
    const { email } = await newPerson(shop, "viewer");
    for (const foreign of ["https://evil.example", "null"])
      expect((await post("/api/sign-in-mails", { email }, { origin: foreign })).status).toBe(403);
    expect(mails).toEqual([]);
  });

  it("says that no mail is sent where there is none", async () => {
    expect(await ok("/api/sign-in-ways", { token: null })).toMatchObject({ email: false });
    const response = await call("/api/sign-in-mails", {
      body: { email: "a@example.com" },
      token: null,
      headers: { origin },
    });
    expect([response.status, await detailOf(response)]).toEqual([
      409,
      "This installation sends no mail. Ask an owner for a link to sign in.",
    ]);
  });

  it("is what an invitation does too, with no link in the answer", async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
    const response = await post(`${shop.api}/members`, { email, role: "scanner" }, headers);
    const invited = (await response.json()) as Invited;
    expect(invited).toEqual({ member: expect.objectContaining({ email, role: "scanner" }), mailed: true });
    expect(mails[0]).toMatchObject({
      to: [email],
      text: expect.stringContaining("“Hotel Zamek” as scanner"),
    });
    expect((await signIn(linkIn(mails[0]))).status).toBe(201);
  });
});

describe("session fixation", () => {
  it("does not work: signing in makes a new token, whatever cookie was planted", async () => {
    const { link } = await ok<Invited>(`${shop.api}/members`, {
      body: { email: `${crypto.randomUUID()}@example.com`, role: "viewer" },
    });
    const planted = `__Host-shopbell=${"1".repeat(52)}`;
    const response = await signIn(tokenIn(link?.url ?? ""), { cookie: planted });
    expect(response.status).toBe(201);
    expect(cookieOf(response)).not.toBe(planted);
    expect((await withCookie(planted).call("/api/me")).status).toBe(401);
  });

  it("ends the session that the browser had before", async () => {
    const attacker = await newPerson(shop, "viewer");
    const { link } = await ok<Invited>(`${shop.api}/members`, {
      body: { email: `${crypto.randomUUID()}@example.com`, role: "viewer" },
    });
    const response = await signIn(tokenIn(link?.url ?? ""), { cookie: attacker.cookie });
    expect(cookieOf(response)).not.toBe(attacker.cookie);
    expect((await attacker.call("/api/me")).status).toBe(401);
  });
});

describe("sessions", () => {
  type SessionView = { id: string; device: string | null; isThis: boolean; lastSeenAt: number };
  const list = async (cookie: string) =>
    (await withCookie(cookie).ok<{ items: SessionView[] }>("/api/sessions")).items;

  /** One person, signed in from several browsers. */
  async function browsers(...agents: string[]) {
    const { email, memberId } = await newPerson(shop, "viewer");
    const cookies: string[] = [];
    for (const agent of agents) {
      const { link } = await ok<Invited>(`${shop.api}/members/${memberId}/link`, { method: "POST" });
      cookies.push(cookieOf(await signIn(tokenIn(link?.url ?? ""), { "user-agent": agent })));
    }
    return { email, cookies };
  }
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";

  it("are listed with their device, and none shows what opens it", async () => {
    const { cookies } = await browsers(firefox, "curl/8");
    const items = await list(cookies[1] ?? "");
    expect(items.map((one) => [one.device, one.isThis])).toEqual(
      expect.arrayContaining([
        ["Firefox on Linux", false],
        [null, true],
      ]),
    );
    for (const cookie of cookies) expect(JSON.stringify(items)).not.toContain(cookie.split("=")[1]);
  });

  it("can be ended one by one, and all others at once", async () => {
    const { cookies } = await browsers(firefox, firefox, firefox);
    const [first = "", second = "", third = ""] = cookies;
    const other = (await list(first)).find((one) => one.isThis)?.id;
    expect((await withCookie(second).call(`/api/sessions/${other}`, { method: "DELETE" })).status).toBe(204);
    expect((await withCookie(first).call("/api/me")).status).toBe(401);
    // The one they were invited by is still there, and the third.
    expect(await withCookie(second).ok("/api/sessions", { method: "DELETE" })).toEqual({ ended: 2 });
    expect((await withCookie(third).call("/api/me")).status).toBe(401);
    expect((await withCookie(second).call("/api/me")).status).toBe(200);
  });

  it("of somebody else cannot be ended, or seen", async () => {
    const mine = await newPerson(shop, "owner", "organisation");
    const theirs = await newPerson(shop, "viewer");
    const [id] = (await list(theirs.cookie)).map((one) => one.id);
    expect((await mine.call(`/api/sessions/${id}`, { method: "DELETE" })).status).toBe(404);
    expect(await list(mine.cookie)).toHaveLength(1);
    expect((await call("/api/sessions")).status).toBe(403);
  });

  it("say when they were last seen to the hour, and do not write at every request", async () => {
    const person = await newPerson(shop, "viewer");
    const seen = async () => (await list(person.cookie))[0]?.lastSeenAt ?? 0;
    const first = await seen();
    wait(59 * minutes);
    expect(await seen()).toBe(first);
    wait(2 * minutes);
    await seen();
    expect(await seen()).toBeGreaterThan(first);
  });
});

describe("the audit log", () => {
  it("says what an edit of an automation changed, before and after", async () => {
    const connection = await newWebhook(shop, newBox().url);
    const automation = await newAutomation(shop, connection.id, {
      name: "X",
      timing: { when: "after", amount: 2, unit: "hours" },
    });
    const owner = await newPerson(shop, "owner");
    await owner.ok(`${shop.api}/automations/${automation.id}`, {
      method: "PATCH",
      body: { timing: { when: "after", amount: 3, unit: "hours" }, enabled: true },
    });
    const [change] = await auditOf(shop);
    expect(change).toMatchObject({
      actor: owner.email,
      action: "automation.changed",
      detail: { name: "X" },
      before: { timing: { amount: 2 } },
      after: { timing: { amount: 3 } },
    });
    expect(change?.before).toEqual({ timing: { amount: 2 } });
  });

  it("says so of sources, connections, workspaces, members and keys too, and never what is secret", async () => {
    const source = await newSource(shop, "shopify", { signingSecret: "first secret" });
    const change = (path: string, body: object) => ok(`${shop.api}${path}`, { method: "PATCH", body });
    await change(`/sources/${source.id}`, {
      name: "New",
      settings: { signingSecret: "second secret" },
      renewUrl: true,
    });
    const connection = await newWebhook(shop, newBox().url, {
      signingSecret: `whsec_${btoa("a third secret, long enough")}`,
    });
    await change(`/connections/${connection.id}`, { paused: true });
    await change("", { timeZone: "Europe/Stockholm" });
    const person = await newPerson(shop, "viewer");
    await change(`/members/${person.memberId}`, { role: "editor" });
    await ok(`${shop.api}/members/${person.memberId}`, { method: "DELETE" });
    const key = await ok(`${shop.api}/keys`, { body: { name: "CI", role: "viewer" } });
    await ok(`${shop.api}/keys/${key.id}`, { method: "DELETE" });
    const items = await auditOf(shop);
    const sidesOf = (action: string) => {
      const { before, after } = items.find((one) => one.action === action) ?? {};
      return { before, after };
    };
    expect(sidesOf("source.changed")).toEqual({
      before: { name: "shopify", secret: "set" },
      after: { name: "New", secret: "changed", webhookUrl: "renewed" },
    });
    expect(sidesOf("connection.created").after).toMatchObject({ tool: "webhook", secret: "set" });
    expect(sidesOf("connection.changed")).toEqual({ before: { paused: false }, after: { paused: true } });
    expect(sidesOf("workspace.changed")).toEqual({
      before: { timeZone: "UTC" },
      after: { timeZone: "Europe/Stockholm" },
    });
    expect(sidesOf("member.added").after).toEqual({
      email: person.email,
      role: "viewer",
      scope: "workspace",
    });
    expect(sidesOf("member.changed")).toEqual({ before: { role: "viewer" }, after: { role: "editor" } });
    expect(sidesOf("member.removed").before).toMatchObject({ email: person.email, role: "editor" });
    expect(sidesOf("key.deleted").before).toEqual({ name: "CI", role: "viewer" });
    for (const secret of ["first secret", "second secret", btoa("a third secret, long enough")])
      expect(JSON.stringify(items)).not.toContain(secret);
  });

  it("tells each hotel of a change of the chain's people", async () => {
    const sister = await chain.shop();
    const head = await newPerson(shop, "viewer", "organisation");
    for (const one of [shop, sister])
      expect((await auditOf(one))[0]).toMatchObject({ action: "member.added", target: head.memberId });
    const hotelier = await newPerson(shop, "viewer");
    expect((await auditOf(sister)).map((one) => one.target)).not.toContain(hotelier.memberId);
  });

  it("is filtered by who, by what, and by when", async () => {
    const owner = await newPerson(shop, "owner");
    const mine = await owner.ok(`${shop.api}/keys`, { body: { name: "Mine" } });
    const until = Date.now();
    wait(minutes);
    const { key, id } = await ok<{ id: string; key: string }>(`${shop.api}/keys`, {
      body: { name: "Bot", role: "owner" },
    });
    await ok(`${shop.api}/keys/${mine.id}`, { method: "DELETE", token: key });
    const actions = async (query: string) => (await auditOf(shop, query)).map((one) => one.action);
    expect(await actions(`?actor=${encodeURIComponent(owner.email)}`)).toEqual(["key.created"]);
    expect(await actions(`?actor=${id}`)).toEqual(["key.deleted"]);
    expect(await actions(`?target=${mine.id}`)).toEqual(["key.deleted", "key.created"]);
    expect(await actions(`?from=${until + 1}`)).toEqual(["key.deleted", "key.created"]);
    expect(await actions(`?target=${mine.id}&to=${until}`)).toEqual(["key.created"]);
    expect((await auditOf(shop, `?actor=${id}`))[0]?.actorName).toBe("Bot");
  });

  it("still reads what was written before there were two sides", async () => {
    await env.DB.prepare(
      `INSERT INTO audit (workspace_id, at, actor, action, target, detail)
       VALUES (?, 1, 'old@example.com', 'source.changed', 'src_1', '{"fields":["name"]}')`,
    )
      .bind(shop.ws)
      .run();
    expect((await auditOf(shop)).find((one) => one.at === 1)).toMatchObject({
      actor: "old@example.com",
      actorName: null,
      detail: { fields: ["name"] },
      before: null,
      after: null,
    });
  });
});
