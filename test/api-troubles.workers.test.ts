// What needs a hand and who is told, through the API: real webhooks, real mail, and Slack as it answers.
import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import type { NoticeView } from "../src/core/alert-channel";
import type { Attempt } from "../src/core/delivery";
import type { Trouble } from "../src/core/trouble";
import {
  call,
  newAutomation,
  newBox,
  newShop,
  newSource,
  newWebhook,
  ok,
  paidOrder,
  postShopify,
  type Received,
  type Shop,
  settled,
  until,
  watchdog,
} from "./world";

type Listed = Trouble & { sentence: string };
type Channel = { id: string; settings: Record<string, unknown>; hasSecret: boolean; notices: NoticeView[] };
type Tested = { arrived: boolean; attempt: Attempt };

const troubles = async (shop: Shop, language = "en") =>
  (await ok<{ items: Listed[] }>(`${shop.api}/troubles?language=${language}`)).items;
const addChannel = (shop: Shop, body: object) => ok<Channel>(`${shop.api}/alert-channels`, { body });
const channelOf = (shop: Shop, id: string) => ok<Channel>(`${shop.api}/alert-channels/${id}`);
const test = (shop: Shop, id: string) =>
  ok<Tested>(`${shop.api}/alert-channels/${id}/test`, { method: "POST" });

const signingSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const slackPath = "/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX";
const slackUrl = `https://hooks.slack.com${slackPath}`;

/** A shop whose one tool is a box of the receiver. */
async function brokenShop(status = 404) {
  const shop = await newShop();
  const box = newBox();
  await box.answers({ status });
  const source = await newSource(shop);
  const tool = await newWebhook(shop, box.url);
  await newAutomation(shop, tool.id);
  const buy = async () => {
    await postShopify(source.webhookUrl, paidOrder());
    await settled(shop, ["ready", "running", "retrying"]);
  };
  await buy();
  return { shop, box, source, tool, buy };
}

/** Proves a webhook as a receiver of Standard Webhooks does. */
function proven({ headers, body }: Received) {
  return new Webhook(signingSecret).verify(body, headers) as {
    type: string;
    data: { title: string; opened: Listed[]; closed: Listed[]; workspace: { id: string } };
  };
}

/** What Slack takes: text, at most 50 blocks of at most 3,000 characters, and nothing but entities for & < >. */
function checkSlack({ method, headers, body }: Received): {
  text: string;
  blocks: { text: { text: string } }[];
} {
  expect(method).toBe("POST");
  expect(headers["content-type"]).toBe("application/json");
  const message = JSON.parse(body);
  expect(Object.keys(message).sort()).toEqual(["blocks", "text"]);
  expect(message.blocks.length).toBeLessThanOrEqual(50);
  for (const block of message.blocks) {
    expect(block).toMatchObject({ type: "section", text: { type: "mrkdwn" } });
    expect(block.text.text.length).toBeLessThanOrEqual(3000);
    const plain = block.text.text.replace(/<https?:\/\/[^<>|]+\|↗>/g, "");
    expect(plain).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
  }
  return message;
}

describe("what needs a hand", () => {
  it("is one sentence in the language that is asked for, with what mends it", async () => {
    const { shop, tool, buy } = await brokenShop();
    await buy();
    const [trouble, ...others] = await troubles(shop);
    expect(others).toEqual([]);
    expect(trouble).toMatchObject({
      kind: "failed",
      subject: { kind: "connection", id: tool.id, name: "Zapier" },
      count: 2,
      acts: ["retry", "give-up"],
      sentence: "2 deliveries to “Zapier” have failed: The receiver does not accept this webhook (404).",
    });
    expect((await troubles(shop, "pl"))[0]?.sentence).toMatch(/^2 dostarczenia do „Zapier” się nie udały/);
    expect((await call(`${shop.api}/troubles?language=de`)).status).toBe(422);
  });

  it("is run again with the number that was shown, and noted with who did it", async () => {
    const { shop, box } = await brokenShop();
    const [trouble] = await troubles(shop);
    await box.answers({ status: 200 });
    const more = { key: trouble?.key, expected: 7 };
    const refused = await call(`${shop.api}/troubles/retry`, { body: more });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ count: 1, detail: expect.stringContaining("not 7") });
    const order = { key: trouble?.key, expected: 1, act: "once" };
    for (let i = 0; i < 2; i++)
      expect(await ok(`${shop.api}/troubles/retry`, { body: order })).toEqual({ changed: 1, unchanged: 0 });
    await until(box.got, (got) => got.length === 2);
    expect(await troubles(shop)).toEqual([]);
    const { items } = await ok<{ items: { action: string; target: string }[] }>(`${shop.api}/audit`);
    expect(items[0]).toMatchObject({ action: "trouble.retry", target: trouble?.key });
  });

  it("that nobody knows is refused in words", async () => {
    const { shop } = await brokenShop();
    const response = await call(`${shop.api}/troubles/give-up`, { body: { key: "failed.x", expected: 1 } });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ count: 0 });
    for (const body of [{}, { key: "x", expected: 0 }, { key: "x", expected: 1, act: "a b" }])
      expect((await call(`${shop.api}/troubles/give-up`, { body })).status).toBe(422);
  });
});

describe("an alert", () => {
  it("reaches a webhook, signed, once; and once more when it is well again", async () => {
    const { shop, box, tool, buy } = await brokenShop(401);
    const alerts = newBox();
    const { id } = await addChannel(shop, { kind: "webhook", settings: { url: alerts.url, signingSecret } });
    await Promise.all([watchdog(), watchdog()]);
    await buy();
    await watchdog();
    const [first, ...others] = await until(alerts.got, (got) => got.length > 0);
    expect(others).toEqual([]);
    if (!first) return;
    expect(proven(first)).toMatchObject({
      type: "troubles.alert",
      data: {
        workspace: { id: shop.ws, name: "A shop" },
        title: expect.stringMatching(
          /^A shop: “Zapier” does not work: The receiver refused the webhook \(401\)/,
        ),
        opened: [
          { kind: "connection", url: expect.stringContaining(`/w/${shop.ws}/connections/${tool.id}`) },
        ],
        closed: [],
      },
    });

    await box.answers({ status: 200 });
    await ok(`${shop.api}/connections/${tool.id}/check`, { method: "POST" });
    await until(
      () => troubles(shop),
      (all) => all.length === 0,
    );
    await watchdog();
    await watchdog();
    const got = await until(alerts.got, (all) => all.length > 1);
    expect(got).toHaveLength(2);
    const [, second] = got;
    if (second)
      expect(proven(second).data).toMatchObject({
        opened: [],
        closed: [{ sentence: "“Zapier” works again." }],
      });
    const { notices } = await channelOf(shop, id);
    expect(notices.map(({ state, about }) => [state, about])).toEqual([
      ["sent", "alert"],
      ["sent", "alert"],
    ]);
    expect(JSON.stringify(notices)).not.toContain(signingSecret);
  });

  it("reaches Slack as Slack wants it, whatever things are called, and is tried again", async () => {
    const { shop, tool } = await brokenShop();
    await ok(`${shop.api}/connections/${tool.id}`, { method: "PATCH", body: { name: "<!channel> & Söhne" } });
    const slack = newBox();
    await slack.answers({ status: 503 }, { status: 200, body: "ok" });
    const { id } = await addChannel(shop, {
      kind: "slack",
      settings: { url: slackUrl, baseUrl: slack.url },
      language: "sv",
    });
    await watchdog();
    const [owed] = (await channelOf(shop, id)).notices;
    expect(owed).toMatchObject({
      state: "owed",
      tries: 1,
      reason: "Slack has trouble, or asks to slow down (503).",
    });
    expect(JSON.stringify(owed)).not.toContain(slackPath);
    const { notices } = await until(
      async () => {
        await watchdog();
        return channelOf(shop, id);
      },
      ({ notices: [one] }) => one?.state === "sent",
    );
    expect(notices).toMatchObject([{ tries: 2 }]);
    const got = await slack.got();
    expect(got.map(({ path }) => path.slice(path.indexOf("/services")))).toEqual([slackPath, slackPath]);
    for (const one of got)
      expect(checkSlack(one).text).toContain("”&lt;!channel&gt; &amp; Söhne” har misslyckats");
  });

  it("reaches a mailbox, and can be read where mail goes to files", async () => {
    const { shop, tool } = await brokenShop();
    const { id } = await addChannel(shop, {
      kind: "email",
      settings: { to: ["Owner@shop.example", "team@shop.example", "owner@shop.example"] },
      language: "pl",
    });
    await watchdog();
    const { notices, settings } = await channelOf(shop, id);
    expect(settings).toEqual({ to: ["Owner@shop.example", "team@shop.example"] });
    expect(notices).toMatchObject([
      { state: "sent", attempt: { outcome: "done", request: { method: "MAIL" } } },
    ]);
    const body = notices[0]?.attempt?.request?.body ?? "";
    expect(body).toContain("To: Owner@shop.example, team@shop.example\n");
    expect(body).toContain("Subject: A shop: 1 dostarczenie do „Zapier” się nie udało");
    expect(body).toContain(`https://shopbell.example/w/${shop.ws}/connections/${tool.id}`);
  });

  it("goes through the shop's own mail service where one is named", async () => {
    const { shop } = await brokenShop();
    const service = newBox();
    await service.answers({ status: 200, body: '{"id":"49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"}' });
    const settings = {
      service: "resend",
      from: "bell@shop.example",
      apiKey: "re_123456789",
      baseUrl: service.url,
    };
    const own = await ok(`${shop.api}/connections`, { body: { tool: "email", name: "Our mail", settings } });
    const to = { to: ["owner@shop.example"] };
    const { id } = await addChannel(shop, { kind: "email", settings: { ...to, connectionId: own.id } });
    expect(await test(shop, id)).toMatchObject({ arrived: true });
    const mail = (await service.got()).find(({ path }) => path.endsWith("/emails"));
    expect(JSON.parse(mail?.body ?? "{}")).toMatchObject({
      from: "bell@shop.example",
      to: ["owner@shop.example"],
      subject: "A shop: this is a test",
    });
    const elsewhere = await newWebhook(shop, newBox().url);
    const wrong = { kind: "email", settings: { ...to, connectionId: elsewhere.id } };
    expect((await call(`${shop.api}/alert-channels`, { body: wrong })).status).toBe(422);
  });

  it("that cannot be sent to one channel reaches the others", async () => {
    const { shop } = await brokenShop();
    const [dead, alive] = [newBox(), newBox()];
    await dead.answers({ status: 410 });
    const { id } = await addChannel(shop, { kind: "webhook", settings: { url: dead.url } });
    await addChannel(shop, { kind: "webhook", settings: { url: alive.url } });
    await watchdog();
    await watchdog();
    expect(await alive.got()).toHaveLength(1);
    expect(await dead.got()).toHaveLength(1);
    expect((await channelOf(shop, id)).notices).toMatchObject([
      { state: "failed", reason: expect.stringContaining("410") },
    ]);
  });
});

describe("a channel", () => {
  it("says at once whether a test arrives, and why not", async () => {
    const shop = await newShop();
    const slack = newBox();
    await slack.answers({ status: 404, body: "no_service" }, { status: 200, body: "ok" });
    const { id } = await addChannel(shop, { kind: "slack", settings: { url: slackUrl, baseUrl: slack.url } });
    const first = await test(shop, id);
    expect(first).toMatchObject({
      arrived: false,
      attempt: {
        outcome: "refused",
        reason: expect.stringContaining("(404 no_service): add a new incoming webhook"),
      },
    });
    expect(await test(shop, id)).toMatchObject({ arrived: true });
    expect(JSON.stringify(first)).not.toContain(slackPath);
    for (const one of await slack.got()) expect(checkSlack(one).text).toBe("A shop: this is a test");
  });

  it("keeps its secrets: sealed in the database, never in an answer, nor in the log", async () => {
    const shop = await newShop();
    const { id } = await addChannel(shop, { kind: "slack", settings: { url: slackUrl } });
    const hook = await addChannel(shop, {
      kind: "webhook",
      settings: { url: `${newBox().url}?key=hush`, signingSecret },
    });
    expect(await channelOf(shop, id)).toMatchObject({ hasSecret: true, settings: {} });
    await ok(`${shop.api}/alert-channels/${hook.id}`, { method: "PATCH", body: { name: "Pager" } });
    const rows = await env.DB.prepare("SELECT * FROM alert_channels WHERE workspace_id = ?")
      .bind(shop.ws)
      .all();
    const log = await ok(`${shop.api}/audit`);
    const list = await ok(`${shop.api}/alert-channels`);
    for (const told of [rows.results, log, list])
      for (const secret of [slackPath, signingSecret]) expect(JSON.stringify(told)).not.toContain(secret);
    expect(JSON.stringify(log)).not.toContain("key=hush");
    expect(JSON.stringify(log)).toContain("alert-channel.changed");
  });

  it("is changed in part, its secret stays, and does not follow the address", async () => {
    const shop = await newShop();
    const box = newBox();
    const { id } = await addChannel(shop, { kind: "webhook", settings: { url: box.url, signingSecret } });
    const patch = (body: object) => call(`${shop.api}/alert-channels/${id}`, { method: "PATCH", body });
    expect((await patch({ hears: ["failed"], settings: { url: `${box.url}/new` } })).status).toBe(200);
    await test(shop, id);
    const [got] = await box.got();
    expect(got?.path.endsWith("/new")).toBe(true);
    if (got) expect(proven(got).type).toBe("troubles.test");
    const moved = await patch({ settings: { url: "https://elsewhere.example/hook" } });
    expect(moved.status).toBe(422);
    expect(await moved.json()).toMatchObject({ errors: [{ path: "settings.signingSecret" }] });
    await ok(`${shop.api}/alert-channels/${id}`, { method: "DELETE" });
    expect((await call(`${shop.api}/alert-channels/${id}`)).status).toBe(404);
  });

  it.each([
    ["nobody's address", { kind: "email", settings: { to: [] } }, "settings.to"],
    ["no address", { kind: "email", settings: { to: ["a b"] } }, "settings.to"],
    [
      "a metadata address",
      { kind: "webhook", settings: { url: "https://169.254.169.254/" } },
      "settings.url",
    ],
    ["an http address", { kind: "webhook", settings: { url: "http://example.com/" } }, "settings.url"],
    [
      "Shopbell itself",
      { kind: "webhook", settings: { url: "https://shopbell.example/in/x" } },
      "settings.url",
    ],
    [
      "somebody else's Slack",
      { kind: "slack", settings: { url: "https://hooks.slack.com.evil.example/services/T/B/xxxxxxxxxx" } },
      "settings.url",
    ],
    [
      "a stand-in elsewhere",
      { kind: "slack", settings: { url: slackUrl, baseUrl: "https://evil.example" } },
      "settings.baseUrl",
    ],
    [
      "a digest by webhook",
      { kind: "webhook", settings: { url: "https://example.com/" }, digest: "daily" },
      "digest",
    ],
    ["nothing to hear", { kind: "email", settings: { to: ["a@b.example"] }, hears: [] }, "hears"],
    [
      "a kind of trouble nobody knows",
      { kind: "email", settings: { to: ["a@b.example"] }, hears: ["boredom"] },
      "hears.0",
    ],
    ["a misspelt setting", { kind: "email", settings: { to: ["a@b.example"], cc: [] } }, "settings.cc"],
  ])("with %s is refused, and says where", async (_, body, path) => {
    const shop = await newShop();
    const response = await call(`${shop.api}/alert-channels`, { body });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ path }] });
  });
});
