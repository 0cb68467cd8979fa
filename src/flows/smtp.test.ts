// Mail servers of all sorts: what is said to them, over TLS where they are not this machine, and what their answers mean.
import {
  type AddressInfo,
  connect as connectPlainly,
  createServer,
  type Server,
  type Socket,
} from "node:net";
import { Readable, Writable } from "node:stream";
import { connect as connectSecurely } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { password, startSmtp } from "../../test/smtp.mjs";
import type { Mail, MailServer } from "../connectors/kit";
import { type Connect, mailThrough, type Wire } from "./smtp";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

const host = "mail.shop.example";
const login = { username: "bell", password };
const mail: Mail = { id: "dlv_1", to: ["a@x.pl"], subject: "Hi", text: ".\nbye" };

/** Sockets as the platform gives them, made of Node's. Whatever the host, they lead to this machine. */
function socketsTo(port: number) {
  const asked: string[] = [];
  const wire = (socket: Socket, opened: string): Wire => ({
    readable: Readable.toWeb(socket) as ReadableStream<Uint8Array>, // bytes, as no encoding is set
    writable: Writable.toWeb(socket),
    opened: new Promise((resolve, reject) => socket.once(opened, resolve).once("error", reject)),
    closed: new Promise((resolve) => socket.once("close", resolve)),
    startTls() {
      asked.push("TLS");
      return wire(connectSecurely({ socket, rejectUnauthorized: false }), "secureConnect");
    },
    close: async () => void socket.destroy(),
  });
  const connect: Connect = (to, toPort, tls) => {
    asked.push(`${to} ${toPort} ${tls}`);
    return tls === "on"
      ? wire(connectSecurely({ port, rejectUnauthorized: false }), "secureConnect")
      : wire(connectPlainly(port, "127.0.0.1"), "connect");
  };
  return { connect, asked };
}

function through(port: number, server: Partial<MailServer> = {}, timeLimitMs = 3000) {
  const { connect, asked } = socketsTo(port);
  const to: MailServer = { host, port: 587, login, from: { email: "bell@shop.example" }, ...server };
  const policy = { allowLoopback: true, ownOrigins: [] };
  return { asked, ...mailThrough(to, { connect, policy, timeLimitMs, now: () => 0 }) };
}

async function newServer(options: Parameters<typeof startSmtp>[0] = {}) {
  const { running, close } = await startSmtp(options);
  closing.push(close);
  return running;
}

/**
 * A server that says a line for each it hears, and remembers those; in a mail, for the last one alone.
 * @param lines the first one is its greeting; at “…” it is silent, and in the end it hangs up
 */
async function newScript(...lines: string[]) {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    const left = [...lines];
    let isInMail = false;
    const say = () => {
      const line = left.shift();
      if (line === undefined) socket.destroy();
      else if (line !== "…") socket.write(`${line}\r\n`);
      isInMail = line?.startsWith("354") ?? false;
    };
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      for (const line of data.toString().split("\r\n").slice(0, -1)) {
        heard.push(line);
        if (!isInMail || line === ".") say();
      }
    });
    say();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, heard }; // it listens on a port
}

const refused = (words: RegExp) => ({ is: "refused", reason: expect.stringMatching(words) });
const retry = (words: RegExp) => ({ is: "retry", reason: expect.stringMatching(words) });

describe("another machine", () => {
  it("is spoken to in TLS once it was greeted", async () => {
    const { port, log } = await newServer({ hideSTARTTLS: false, allowInsecureAuth: false });
    const { send, check, asked } = through(port);
    expect(await check()).toEqual({ is: "ok" });
    expect(await send(mail)).toEqual({ is: "done" });
    expect(asked).toEqual([`${host} 587 starttls`, "TLS", `${host} 587 starttls`, "TLS"]);
    const mails = await (await fetch(`${log}/bell`)).json();
    expect(mails).toMatchObject([{ from: "bell@shop.example", to: ["a@x.pl"] }]);
    expect(mails[0].raw).toMatch(/\r\n\r\n\.\r\nbye\r\n$/);
  });

  it.each([465, 2465])("is spoken to in TLS from the start on port %d", async (serverPort) => {
    const { port } = await newServer({ secure: true });
    const { send, asked } = through(port, { port: serverPort });
    expect(await send(mail)).toEqual({ is: "done" });
    expect(asked).toEqual([`${host} ${serverPort} on`]);
  });

  it("without TLS is told nothing", async () => {
    const { port, heard } = await newScript("220 hi", "250-hi\r\n250 AUTH PLAIN LOGIN", "221 bye");
    expect(await through(port).send(mail)).toMatchObject(refused(/offers no encryption on port 587/));
    expect(heard.join("\n")).not.toMatch(/AUTH|MAIL/);
  });

  it("that goes back on TLS is told nothing", async () => {
    const { port, heard } = await newScript("220 hi", "250-hi\r\n250 STARTTLS", "454 Not now", "221 bye");
    expect(await through(port).send(mail)).toMatchObject(retry(/454 Not now/));
    expect(heard.join("\n")).not.toMatch(/AUTH|MAIL/);
  });

  it("is not believed what came in the clear behind its word on TLS", async () => {
    const slipped = "220 go\r\n250-hi\r\n250 AUTH PLAIN\r\n235 in\r\n250 ok";
    const { port, heard } = await newScript("220 hi", "250-hi\r\n250 STARTTLS", slipped);
    expect(await through(port, {}, 300).send(mail)).toMatchObject({ is: "retry" });
    expect(heard.filter((line) => /AUTH|MAIL/.test(line))).toEqual([]);
  });

  it.each([
    ["10.0.0.1", 587, /public internet/],
    ["169.254.169.254", 587, /public internet/],
    ["mail.internal", 587, /inside a network/],
    ["mail", 587, /complete host name/],
    ["[fd00::1]", 587, /public internet/],
    ["127.0.0.1", 587, /ports from 1024/],
    [host, 25, /Port 25/],
    [host, 22, /Port 22/],
    ["x y.example", 587, /not the name of a mail server/],
    ["a@10.0.0.1", 587, /not the name of a mail server/],
  ])("at %s, port %d, is not called", async (to, port, reason) => {
    const { send, check, asked } = through(1, { host: to, port });
    expect(await send(mail)).toMatchObject({ is: "failed", reason: expect.stringMatching(reason) });
    expect(await check()).toMatchObject({ is: "trouble" });
    expect(asked).toEqual([]);
  });

  it("is this very one only where that is allowed", async () => {
    const { connect, asked } = socketsTo(1);
    const server = { host: "localhost", port: 2525, from: { email: "a@x.pl" } };
    const policy = { allowLoopback: false, ownOrigins: [] };
    const { send } = mailThrough(server, { connect, policy, timeLimitMs: 1000, now: () => 0 });
    expect(await send(mail)).toMatchObject({ is: "failed" });
    expect(asked).toEqual([]);
  });
});

describe("signing in", () => {
  const here = async (lines: string[], server: Partial<MailServer> = {}) => {
    const { port, heard } = await newScript(...lines);
    return { heard, ...through(port, { host: "127.0.0.1", port, ...server }) };
  };
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  it("works with letters of all sorts", async () => {
    const names = { username: "zoë", password: "žluťoučký 🐎" };
    const { send, heard } = await here(["220 hi", "250-hi\r\n250 AUTH LOGIN PLAIN", "235 in", "550 no"], {
      login: names,
    });
    await send(mail);
    expect(heard[1]).toBe(`AUTH PLAIN ${base64(`\0${names.username}\0${names.password}`)}`);
  });

  it("works where only LOGIN is known", async () => {
    const { port } = await newServer({ authMethods: ["LOGIN"] });
    expect(await through(port, { host: "127.0.0.1", port }).send(mail)).toEqual({ is: "done" });
  });

  it("is left out where there is nothing to sign in with", async () => {
    const { port } = await newServer({ authOptional: true });
    expect(await through(port, { host: "localhost", port, login: undefined }).send(mail)).toEqual({
      is: "done",
    });
  });

  it("fails in words where no way is known", async () => {
    const { send } = await here(["220 hi", "250-hi\r\n250 AUTH XOAUTH2 CRAM-MD5"]);
    expect(await send(mail)).toMatchObject(refused(/offers no sign-in/));
  });

  it.each([
    [
      "535 5.7.8 Wrong",
      {
        is: "refused",
        problem: expect.stringMatching(/refused the user name or the password.+535 5.7.8 Wrong/),
      },
    ],
    [
      "534-5.7.9 App password\r\n534 5.7.9 required",
      { is: "refused", problem: expect.stringMatching(/“534 5.7.9 App password required”/) },
    ],
    [
      `500 What is AUTH PLAIN ${base64(`\0bell\0${password}`)}?`,
      { is: "refused", problem: expect.stringMatching(/PLAIN •••/) },
    ],
    ["454 4.7.0 Later", { is: "trouble" }],
    ["421 4.7.0 Too often", { is: "trouble" }],
  ])("that is answered %j tells so", async (answer, check) => {
    const asking = await here(["220 hi", "250-hi\r\n250 AUTH PLAIN", answer]);
    expect(await asking.check()).toMatchObject(check);
  });
});

describe("what a server answers", () => {
  const ehlo = ["220 hi", "250 hi"];
  const say = async (lines: string[], some: Partial<Mail> = {}, timeLimitMs?: number) => {
    const { port, heard } = await newScript(...lines);
    const server = { host: "127.0.0.1", port, login: undefined };
    return { heard, verdict: await through(port, server, timeLimitMs).send({ ...mail, ...some }) };
  };

  it.each<[string, string[], object]>([
    ["to nobody: another protocol", ["SSH-2.0-OpenSSH_9"], retry(/broke|reached/)],
    ["to nobody: not now", ["421 4.3.2 Busy"], { is: "retry", slowDown: true, afterMs: 60_000 }],
    ["to nobody: blocked", ["554 5.7.1 Your address is listed"], retry(/554 5.7.1 Your/)],
    ["to EHLO: no", ["220 hi", "502 No such command"], retry(/502/)],
    ["to the sender: not now", [...ehlo, "451 4.3.0 Later"], retry(/451 4.3.0 Later/)],
    ["to the sender: no", [...ehlo, "553 5.7.1 Not yours"], refused(/not send mail from this sender.+553/)],
    ["to the sender: sign in", [...ehlo, "530 5.7.0 Sign in"], refused(/530 5.7.0 Sign in/)],
    [
      "to the sender: enough for today",
      [...ehlo, "550-5.4.5 Daily limit\r\n550 5.4.5 reached"],
      retry(/Daily limit reached/),
    ],
    [
      "to the recipient: no",
      [...ehlo, "250 ok", "550 5.1.1 <a@x.pl>: unknown"],
      {
        is: "failed",
        reason: "127.0.0.1 takes no mail for this address. Its words: “550 5.1.1 <…>: unknown”",
      },
    ],
    ["to the recipient: sign in", [...ehlo, "250 ok", "530 5.7.1 Sign in"], refused(/wants a sign-in first/)],
    ["to the recipient: later", [...ehlo, "250 ok", "450 4.2.0 Greylisted"], retry(/Greylisted/)],
    ["to DATA: no", [...ehlo, "250 ok", "250 ok", "554 5.5.1 No"], { is: "failed" }],
    ["to nothing at all", [...ehlo, "250 ok", "…"], retry(/did not answer within 0.3 seconds/)],
    ["and hangs up", [...ehlo, "250 ok"], retry(/broke/)],
  ])("%s", async (_what, lines, verdict) => {
    const { heard, verdict: became } = await say(lines, {}, 300);
    expect(became).toMatchObject(verdict);
    expect(heard).not.toContain(".");
  });

  const handedOver = [...ehlo, "250 ok", "250 ok", "354 go"];
  it.each<[string, string[], object]>([
    ["to the mail: taken", [...handedOver, "250 ok"], { is: "done" }],
    ["to the mail: not now", [...handedOver, "452 4.3.1 Full"], retry(/Full/)],
    ["to the mail: no", [...handedOver, "554 5.7.1 Spam"], { is: "failed" }],
    [
      "to the mail: nothing",
      [...handedOver, "…"],
      { is: "unknown", reason: expect.stringMatching(/may or may not/) },
    ],
    ["to the mail, and hangs up", handedOver, { is: "unknown" }],
  ])("%s", async (_what, lines, verdict) => {
    const { heard, verdict: became } = await say(lines, {}, 500);
    expect(heard).toContain(".");
    expect(became).toMatchObject(verdict);
  });

  it("of endless lines is no answer", async () => {
    const flood = `220-${"x".repeat(10_000)}`;
    expect((await say([flood], {}, 300)).verdict).toMatchObject({ is: "retry" });
    expect((await say(["220-a\r\n".repeat(1000)], {}, 300)).verdict).toMatchObject({ is: "retry" });
  });

  it("when nobody listens", async () => {
    expect(await through(1).send(mail)).toMatchObject(retry(/could not be reached on port 587/));
  });
});

describe("several recipients", () => {
  it("get the mail though some are refused, and the others are told of", async () => {
    const { port } = await newServer();
    const { send } = through(port, { host: "127.0.0.1", port });
    expect(await send({ ...mail, to: ["a@x.pl", "refused@x.pl", "b@x.pl"] })).toEqual({
      is: "done",
      note: "127.0.0.1 takes no mail for 1 of 3 addresses: “550 5.1.1 <…> is unknown here”",
    });
    expect(await send({ ...mail, to: ["refused@x.pl", "refused@y.pl"] })).toMatchObject({ is: "failed" });
  });

  it("get the mail once, though one of them only later", async () => {
    const { port, log } = await newServer();
    const { send } = through(port, { host: "127.0.0.1", port });
    const both = { ...mail, to: ["a@x.pl", "greylisted@x.pl"] };
    expect(await send(both)).toMatchObject({ is: "retry" });
    expect(await send(both)).toEqual({ is: "done" });
    expect(await (await fetch(`${log}/bell`)).json()).toHaveLength(1);
  });
});

describe("addresses with letters of their own", () => {
  it("are written as the server knows them", async () => {
    const { port, log } = await newServer();
    const { send } = through(port, { host: "127.0.0.1", port });
    expect(await send({ ...mail, to: ["łucja@świat.pl"] })).toEqual({ is: "done" });
    const [handed] = await (await fetch(`${log}/bell`)).json();
    expect(handed.raw).toContain("To: łucja@xn--wiat-k5a.pl");
  });

  it("fail in words where it knows none", async () => {
    const { port } = await newServer({ hideSMTPUTF8: true });
    const { send } = through(port, { host: "127.0.0.1", port });
    expect(await send({ ...mail, to: ["łucja@x.pl"] })).toMatchObject({
      is: "failed",
      reason: expect.stringMatching(/knows no addresses with letters/),
    });
    expect(await send({ ...mail, to: ["lucja@świat.pl"] })).toEqual({ is: "done" });
  });
});
