// Notifications by mail: through the platform's own binding, and through services and servers of the shop's own.
import { connect } from "cloudflare:sockets";
import { env } from "cloudflare:workers";
import { describe, expect, inject, it } from "vitest";
import email from "../src/connectors/email";
import type { Mail, MailServer } from "../src/connectors/kit";
import { makeSend } from "../src/flows/send";
import { mailThrough } from "../src/flows/smtp";
import { wire } from "../src/wiring";
import { newAccount } from "./account";
import {
  call,
  deliveries,
  newAutomation,
  newShop,
  newSource,
  ok,
  paidOrder,
  postShopify,
  type Shop,
  settled,
  until,
} from "./world";

async function emailOf(shop: Shop): Promise<{ id: string; status: string }> {
  const { items } = await ok<{ items: { id: string; tool: string; status: string }[] }>(
    `${shop.api}/connections`,
  );
  const found = items.find((one) => one.tool === "email");
  if (!found) throw new Error("The workspace has no e-mail.");
  return found;
}

async function notified(input: object, order = paidOrder()) {
  const shop = await newShop();
  const source = await newSource(shop);
  await newAutomation(shop, (await emailOf(shop)).id, {
    action: { connectionId: (await emailOf(shop)).id, action: "notify", input },
  });
  await postShopify(source.webhookUrl, order);
  const [delivery] = await settled(shop);
  return delivery;
}

describe("a purchase", () => {
  it("is told by mail to whoever should know, and the mail can be read in the attempt", async () => {
    const order = paidOrder();
    const delivery = await notified({ to: "owner@shop.example, team@shop.example" }, order);
    expect(delivery).toMatchObject({ state: "succeeded", tries: 1 });
    expect(delivery?.attempts).toHaveLength(1);
    const { request } = delivery?.attempts[0] ?? {};
    expect(request?.method).toBe("MAIL");
    expect(request?.body).toContain("To: owner@shop.example, team@shop.example\n");
    expect(request?.body).toContain(`Subject: Purchase completed: ${order.email}\n`);
    expect(request?.body).toContain("Who: Zoë O'Brien-Łęcki\n");
  });

  it("is told with templates, in HTML too", async () => {
    const delivery = await notified({
      to: "{{ customer.email }}",
      subject: "Thank you, {{ customer.firstName }} 🎉",
      text: "{{ order.total.amount }}",
      html: "<p>{{ customer.lastName }}</p>",
      replyTo: "owner@shop.example",
    });
    expect(delivery).toMatchObject({ state: "succeeded" });
    expect(delivery?.attempts[0]?.request?.body).toContain("Subject: Thank you, Zoë 🎉\n\n4990");
  });

  it("is told to nobody where a template gives no address, in words", async () => {
    const delivery = await notified({ to: "{{ data.nobody }}" });
    expect(delivery).toMatchObject({ state: "failed", reason: expect.stringContaining("no e-mail address") });
  });
});

it("that is built in cannot be deleted, one that was added can", async () => {
  const shop = await newShop();
  const { id } = await emailOf(shop);
  await expect(ok(`${shop.api}/connections/${id}`, { method: "DELETE" })).rejects.toThrow(/built in/);
  const added = await connectBy(shop, smtpSettings());
  await ok(`${shop.api}/connections/${added.id}`, { method: "DELETE" });
  await expect(ok(`${shop.api}/connections/${id}`, { method: "DELETE" })).rejects.toThrow(/built in/);
});

// ── Services and servers of the shop's own ─────────────────────────────────────────────────────

type Connection = { id: string; status: string; problem?: string };

const connectBy = (shop: Shop, settings: object) =>
  ok<Connection>(`${shop.api}/connections`, { body: { tool: "email", name: "Mails", settings } });

const smtp = inject("smtp");
let users = 0;
const from = "Zoë O'Brien-Łęcki <bell@shop.example>";

function smtpSettings(more: object = {}) {
  const username = `user-${Date.now().toString(36)}-${users++}`;
  const { host, port, password } = smtp;
  return { service: "smtp", from, host, port, username, password, ...more };
}

type Handed = { from: string; to: string[]; raw: string };
const handedTo = async ({ username }: { username: string }): Promise<Handed[]> =>
  (await fetch(`${smtp.log}/${username}`)).json();

const odd = `Dziękuję 🎉 ${"ł".repeat(200)}`;
/** What a mail of these tests says; the subject is a template, so that what it gives is cut to size. */
const saying = {
  to: "owner@shop.example",
  subject: odd,
  text: ".\nZażółć\n",
  html: "<p>{{ customer.lastName }}</p>",
};

type Way = {
  settings: Record<string, unknown>;
  wrong: Record<string, unknown>;
  /** The mails that the service or server has taken, in words that all three share. */
  sent(): Promise<
    { from: string; to: string[]; subject: string; text: string; html?: string; replyTo?: string }[]
  >;
};

const ways: Record<string, () => Way> = {
  Resend() {
    // biome-ignore lint/suspicious/noExplicitAny: mails as the stand-in keeps them, which is held to Resend's own description
    const account = newAccount<{ mails: Record<string, any>[] }>("resend");
    return {
      settings: account.settings,
      wrong: { apiKey: "re_wrong" },
      async sent() {
        const { mails } = await account.state();
        return mails.map(({ from, to, subject, text, html, reply_to: replyTo }) => ({
          from,
          to,
          subject,
          text,
          html,
          replyTo,
        }));
      },
    };
  },
  SendGrid() {
    // biome-ignore lint/suspicious/noExplicitAny: the same, held to SendGrid's
    const account = newAccount<{ mails: any[] }>("sendgrid");
    return {
      settings: { service: "sendgrid", from, ...account.settings },
      wrong: { apiKey: "SG.wrong.key" },
      async sent() {
        const { mails } = await account.state();
        return mails.map(({ personalizations, from, subject, content, reply_to }) => ({
          from: `${from.name} <${from.email}>`,
          to: personalizations[0].to.map((one: { email: string }) => one.email),
          subject,
          text: content[0].value,
          html: content[1]?.value,
          replyTo: reply_to?.email,
        }));
      },
    };
  },
  "A mail server"() {
    const settings = smtpSettings();
    return {
      settings,
      wrong: { password: "wrong horse" },
      sent: async () => (await handedTo(settings)).map(readMail),
    };
  },
};

/** As far as these tests need it: encoded words, quoted-printable, and at most two parts. */
function readMail({ to, raw }: Handed) {
  const utf8 = (binary: string) => new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
  const words = (text = "") =>
    text
      .replaceAll(/\?=\s+=\?/g, "?==?")
      .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, base64: string) => utf8(atob(base64)));
  const header = (name: string) => {
    const [, value] = new RegExp(`^${name}: (.*(?:\\r\\n .*)*)`, "m").exec(raw) ?? [];
    return value === undefined ? undefined : words(value.replaceAll("\r\n ", " "));
  };
  const parts = raw.split("quoted-printable\r\n\r\n").slice(1);
  const [text = "", html] = parts.map((part) =>
    utf8(
      (part.split("\r\n--")[0] ?? "")
        .replaceAll("=\r\n", "")
        .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    ).replaceAll("\r\n", "\n"),
  );
  return {
    from: header("From") ?? "",
    to,
    subject: header("Subject") ?? "",
    text,
    html,
    replyTo: header("Reply-To"),
  };
}

async function shopWith(settings: object, input: object = saying) {
  const shop = await newShop();
  const source = await newSource(shop);
  const connection = await connectBy(shop, settings);
  await newAutomation(shop, connection.id, {
    action: { connectionId: connection.id, action: "notify", input },
  });
  return { shop, connection, buy: (order = paidOrder()) => postShopify(source.webhookUrl, order) };
}

const inState = (shop: Shop, state: string, count = 1) =>
  until(
    () => deliveries(shop),
    (all) => all.length === count && all.every((one) => one.state === state),
  );

describe.each(Object.entries(ways))("%s", (_name, open) => {
  it("sends what is to be told, letter by letter", async () => {
    const way = open();
    const { shop, connection, buy } = await shopWith(way.settings, {
      ...saying,
      replyTo: "help@shop.example",
    });
    expect(connection).toMatchObject({ status: "ok" });
    await buy();
    const [delivery] = await settled(shop);
    expect(delivery).toMatchObject({ state: "succeeded", tries: 1, reason: null });
    expect(await way.sent()).toEqual([
      {
        from,
        to: ["owner@shop.example"],
        subject: odd,
        text: saying.text,
        html: "<p>O&#39;Brien-Łęcki</p>",
        replyTo: "help@shop.example",
      },
    ]);
    const secret = String(way.settings.apiKey ?? way.settings.password);
    const connections = await ok(`${shop.api}/connections`);
    expect(JSON.stringify([delivery, connections])).not.toContain(secret);
    expect(delivery?.attempts[0]?.request?.body).toContain("Zażółć");
  });

  it("gets no other headers by a subject with line breaks", async () => {
    const way = open();
    const { shop, buy } = await shopWith(way.settings, { to: "a@shop.example", subject: "{{ order.note }}" });
    await buy();
    await settled(shop);
    const evil = "{{ data.note }}";
    const second = await shopWith(way.settings, { to: "b@shop.example", subject: evil });
    await second.buy(paidOrder({ note: "Hi\r\nBcc: c@shop.example\r\n\r\nBody" }));
    await settled(second.shop);
    const sent = await way.sent();
    expect(sent.map(({ to }) => to)).toEqual([["a@shop.example"], ["b@shop.example"]]);
    expect(sent[1]?.subject).toBe("Hi Bcc: c@shop.example Body");
  });

  it("with a wrong secret holds what is owed, and sends it once that is mended", async () => {
    const way = open();
    const { shop, connection, buy } = await shopWith({ ...way.settings, ...way.wrong });
    expect(connection).toMatchObject({ status: "failing", problem: expect.stringMatching(/refused/) });
    await buy();
    await buy();
    const held = await inState(shop, "held", 2);
    expect(await way.sent()).toEqual([]);
    expect(JSON.stringify([held, await ok(`${shop.api}/connections`)])).not.toContain(
      String(Object.values(way.wrong)[0]),
    );

    const body = { settings: way.settings };
    const mended = await ok<Connection>(`${shop.api}/connections/${connection.id}`, {
      method: "PATCH",
      body,
    });
    expect(mended).toMatchObject({ status: "ok" });
    await inState(shop, "succeeded", 2);
    expect(await way.sent()).toHaveLength(2);
  });
});

describe.each(["resend", "sendgrid"])("trouble of %s", (service) => {
  const start = async () => {
    const account = newAccount<{ mails: object[] }>(service);
    return { account, ...(await shopWith({ service, from, ...account.settings })) };
  };

  it.each(["down", "slow-down", "slow-down-bare", "garbage"])(
    "that passes (%s) is tried again",
    async (trouble) => {
      const { account, shop, buy } = await start();
      await account.knobs({ trouble, times: 1, hint: "1" });
      await buy();
      const [delivery] = await inState(shop, "succeeded");
      expect(delivery?.attempts).toMatchObject([{ outcome: "retry" }, { outcome: "done" }]);
      expect((await account.state()).mails).toHaveLength(1);
    },
  );

  it("that says how long holds the whole connection for so long", async () => {
    const { account, shop, buy } = await start();
    await account.knobs({ trouble: "slow-down", times: 1, hint: "600" });
    await buy();
    const [delivery] = await inState(shop, "retrying");
    expect((delivery?.nextAt ?? 0) - (delivery?.attempts[0]?.at ?? 0)).toBeGreaterThan(590_000);
    await buy();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await account.state()).asked.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("that loses the answer leaves the mail to a person, who may send it again", async () => {
    const { account, shop, buy } = await start();
    await account.knobs({ trouble: "lost-answer", times: 1 });
    await buy();
    const [delivery] = await inState(shop, "uncertain");
    expect((await account.state()).mails).toHaveLength(1);
    await ok(`${shop.api}/deliveries/${delivery?.id}/retry`, { method: "POST" });
    await until(
      () => deliveries(shop),
      (all) => all.some((one) => one.state === "succeeded"),
    );
    expect((await account.state()).mails).toHaveLength(2);
  });

  it("that is silence is unknown in a mail, and trouble in a check", async () => {
    const account = newAccount(service);
    await account.knobs({ trouble: "hang" });
    const settings = email.tool?.settings.parse({ service, from, ...account.settings }) ?? {};
    const { fetch, policy } = (await wire(env)).deliver;
    const { send } = makeSend({ fetch, policy, timeLimitMs: 300, hops: 0, secrets: [] });
    expect(await email.tool?.check(settings, send)).toMatchObject({ is: "trouble" });
    const again = makeSend({ fetch, policy, timeLimitMs: 300, hops: 0, secrets: [] });
    const event = {
      id: "evt_1",
      type: "purchase.completed",
      occurredAt: 0,
      receivedAt: 0,
      source: { id: "src_1", kind: "x" },
      codes: [],
      data: {},
    };
    const verdict = await email.tool?.actions.notify?.run({
      event,
      input: { to: ["a@shop.example"] },
      settings,
      deliveryId: "dlv_1",
      send: again.send,
      mail: () => Promise.reject(new Error("not this way")),
      now: 0,
    });
    expect(verdict).toMatchObject({ is: "unknown" });
  });

  it("with the sender holds the mails", async () => {
    const { account, shop, buy } = await start();
    await account.knobs(service === "resend" ? { domains: ["other.example"] } : { senders: [] });
    await buy();
    const [delivery] = await inState(shop, "held");
    expect(delivery?.reason).toMatch(/sender.+verif/);
    await account.knobs({});
    const { items } = await ok<{ items: Connection[] }>(`${shop.api}/connections`);
    for (const { id } of items) await ok(`${shop.api}/connections/${id}/check`, { method: "POST" });
    await inState(shop, "succeeded");
  });
});

describe("a check", () => {
  const checkOf = async (tool: string, knobs: object) => {
    const account = newAccount(tool);
    await account.knobs(knobs);
    return connectBy(await newShop(), { service: tool, from, ...account.settings });
  };

  it("takes a key of Resend's that may only send", async () => {
    expect(await checkOf("resend", { access: "sending" })).toMatchObject({ status: "ok" });
  });

  it("finds a key of SendGrid's that may not send", async () => {
    const connection = await checkOf("sendgrid", { scopes: ["marketing.read"] });
    expect(connection).toMatchObject({
      status: "failing",
      problem: expect.stringMatching(/give it “Mail Send”/),
    });
  });

  it.each(["resend", "sendgrid"])("does not blame the key where %s is down", async (tool) => {
    const connection = await checkOf(tool, { trouble: "down" });
    expect(connection).toMatchObject({ status: "failing", problem: expect.stringMatching(/has trouble/) });
  });

  it.each([
    [{ from: "nobody@shop.example" }, /does not send mail from this sender/],
    [{ port: 9999 }, /could not be reached on port 9999/],
    [{ host: "10.0.0.1", port: 587 }, /public internet/],
    [{ host: "mail.internal", port: 587 }, /inside a network/],
  ])("of a mail server with %j says what is wrong", async (more, problem) => {
    const connection = await connectBy(await newShop(), smtpSettings(more));
    expect(connection).toMatchObject({ status: "failing", problem: expect.stringMatching(problem) });
  });

  it("is not needed for settings that cannot work: they are refused field by field", async () => {
    const shop = await newShop();
    const body = { tool: "email", name: "Mails", settings: smtpSettings({ port: 25 }) };
    const response = await call(`${shop.api}/connections`, { body });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      errors: [{ path: "settings.port", message: expect.stringMatching(/Cloudflare blocks it/) }],
    });
  });
});

describe("a mail server", () => {
  const sent = async (to: string) => {
    const settings = smtpSettings();
    const { shop, buy } = await shopWith(settings, { ...saying, to });
    await buy();
    return { settings, shop };
  };

  it.each<[string, string, RegExp]>([
    ["refused@shop.example", "failed", /takes no mail for this address/],
    ["unwanted@shop.example", "failed", /does not take this mail/],
    ["full@shop.example", "retrying", /takes no mail for now/],
    ["gone@shop.example", "uncertain", /may or may not/],
  ])("that answers %s comes to “%s”", async (to, state, reason) => {
    const { shop } = await sent(to);
    const [delivery] = await settled(shop);
    expect(delivery).toMatchObject({ state, reason: expect.stringMatching(reason) });
    expect(delivery?.reason).not.toContain("@");
  });

  it("that wants to be asked again gets the mail once", async () => {
    const { shop, settings } = await sent("owner@shop.example, greylisted@shop.example");
    await inState(shop, "succeeded");
    expect((await handedTo(settings)).map(({ to }) => to)).toEqual([
      ["owner@shop.example", "greylisted@shop.example"],
    ]);
  });

  it("that is busy is left alone for a minute", async () => {
    const { shop } = await sent("busy@shop.example");
    const [delivery] = await inState(shop, "retrying");
    expect((delivery?.nextAt ?? 0) - (delivery?.attempts[0]?.at ?? 0)).toBeGreaterThan(55_000);
  });

  const mail: Mail = { id: "dlv_1", to: ["a@shop.example"], subject: "Hi", text: "Hi" };
  const server = (port: number, more: Partial<MailServer> = {}): MailServer => ({
    host: "127.0.0.1",
    port,
    login: { username: "bell", password: smtp.password },
    from: { email: "bell@shop.example" },
    ...more,
  });

  it("that is silent is waited for no longer than a run may take", async () => {
    const { deliver } = await wire(env);
    const { send } = mailThrough(server(smtp.port), { ...deliver, timeLimitMs: 300 });
    const began = Date.now();
    expect(await send({ ...mail, to: ["silent@shop.example"] })).toMatchObject({
      is: "retry",
      reason: expect.stringMatching(/did not answer within 0.3 seconds/),
    });
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it.each([587, 465])(
    "whose certificate nobody knows gets neither password nor mail (port %d)",
    async (port) => {
      const untrusted = inject("smtpUntrusted");
      const { deliver } = await wire(env);
      const { send } = mailThrough(server(port, { host: "mail.shop.example" }), {
        ...deliver,
        timeLimitMs: 3_000,
        connect: (_host, _port, tls) =>
          connect(
            { hostname: "127.0.0.1", port: untrusted.port },
            { secureTransport: tls, allowHalfOpen: false },
          ),
      });
      expect(await send(mail)).toMatchObject({
        is: "retry",
        reason: expect.stringMatching(/No secure connection to mail\.shop\.example|could not be reached/),
      });
      expect(await (await fetch(`${untrusted.log}/bell`)).json()).toEqual([]);
    },
  );
});

it("another service takes the place of a mail server, and its password is kept for nobody", async () => {
  const shop = await newShop();
  const smtp = { service: "smtp", from: "bell@shop.example", host: "localhost", port: 587, username: "bell" };
  const { id } = await ok(`${shop.api}/connections`, {
    body: { tool: "email", name: "Mails", settings: { ...smtp, password: "hunter2-hunter2" } },
  });
  const changed = await ok<{ hasSecret: boolean }>(`${shop.api}/connections/${id}`, {
    method: "PATCH",
    body: { settings: { service: "shopbell" } },
  });
  expect(changed.hasSecret).toBe(false);
});
