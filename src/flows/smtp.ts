// Mail through a shop's own mail server: SMTP as programs submit by it (RFC 5321, 6409), with TLS and a sign-in.
import {
  type Check,
  type Mail,
  type MailServer,
  type SendMail,
  type Setback,
  toBase64,
  troubleOf,
  withoutAddresses,
} from "../connectors/kit";
import type { Verdict } from "../core/delivery";
import { type AddressPolicy, checkMailServer } from "../core/outbound";
import { asciiAddress, mimeOf } from "./mime";

/** The part of the platform's TCP sockets that is used. */
export type Wire = {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
  readonly opened: Promise<unknown>;
  readonly closed: Promise<unknown>;
  startTls(): Wire;
  close(): Promise<void>;
};

/** "off" on the way to this very machine alone. */
export type Connect = (host: string, port: number, tls: "on" | "starttls" | "off") => Wire;

export type SmtpDeps = {
  connect: Connect;
  policy: AddressPolicy;
  /** For the whole conversation, from its call on. */
  timeLimitMs: number;
  now(): number;
};

/** Where TLS comes before the first word; elsewhere the server is asked for it (RFC 8314). */
const tlsPorts = new Set([465, 2465]);

export function mailThrough(server: MailServer, deps: SmtpDeps): { send: SendMail; check(): Promise<Check> } {
  return {
    send: (mail) =>
      talkTo(server, deps, (talk, abilities) => handOver(talk, abilities, mail, server, deps.now())),
    async check() {
      // A server asked with a sender and no recipient has been asked for nothing.
      const verdict = await talkTo(server, deps, async (talk) => (await nameSender(talk, server)) ?? done);
      return verdict.is === "done" ? { is: "ok" } : troubleOf(verdict);
    },
  };
}

const done: Verdict = { is: "done" };

async function talkTo(
  server: MailServer,
  { connect, policy, timeLimitMs }: SmtpDeps,
  about: (talk: Talk, abilities: Abilities) => Promise<Verdict>,
): Promise<Verdict> {
  const checked = checkMailServer(server.host, server.port, policy);
  if (!checked.ok) return { is: "failed", reason: checked.reason };
  const tls = checked.isLoopback ? "off" : tlsPorts.has(server.port) ? "on" : "starttls";

  let talk: Talk | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<"too late">((resolve) => {
    timer = setTimeout(() => resolve("too late"), timeLimitMs);
  });
  try {
    talk = new Talk(connect(checked.host, server.port, tls));
    const opened = talk;
    const conversation = open(opened, server, tls).then((abilities) =>
      "is" in abilities ? abilities : about(opened, abilities),
    );
    const verdict = await Promise.race([conversation, tooLate]);
    if (verdict !== "too late") return verdict;
    talk.hangUp();
    return lost(talk, `${server.host} did not answer within ${timeLimitMs / 1000} seconds.`);
  } catch {
    if (!talk || talk.stage === "reaching")
      return lost(talk, `${server.host} could not be reached on port ${server.port}.`);
    if (talk.stage === "securing")
      return lost(
        talk,
        `No secure connection to ${server.host} came about on port ${server.port}: the port may be wrong, or its certificate not valid.`,
      );
    return lost(talk, `The connection to ${server.host} broke before it had answered.`);
  } finally {
    clearTimeout(timer);
    talk?.goodbye();
  }
}

/** Silence means that nothing was sent, unless the mail's last line had gone out. */
function lost(talk: Talk | undefined, reason: string): Setback {
  if (talk?.stage !== "handed over") return { is: "retry", reason };
  return { is: "unknown", reason: `${reason} It may or may not have sent the mail.` };
}

/** What a server answers: a code of three digits, and lines of text. */
type Reply = { code: number; lines: string[] };
/** What a server says it can do, with what it says about it: "AUTH" → ["PLAIN", "LOGIN"]. */
type Abilities = Map<string, string[]>;

const encoder = new TextEncoder();
const longestLine = 4096;
const mostLines = 200;

/** The two directions of one connection, line by line. Its methods throw once the connection is gone. */
class Talk {
  stage: "reaching" | "securing" | "talking" | "handed over" = "reaching";
  private reader: ReadableStreamDefaultReader<Uint8Array>;
  private writer: WritableStreamDefaultWriter<Uint8Array>;
  private decoder = new TextDecoder();
  private heard = "";
  private isOver = false;

  constructor(private wire: Wire) {
    [this.reader, this.writer] = this.take(wire);
  }

  get opened(): Promise<unknown> {
    return this.wire.opened;
  }

  async say(line: string): Promise<Reply> {
    await this.write(`${line}\r\n`);
    return this.hear();
  }

  async write(text: string): Promise<void> {
    if (this.isOver) throw new Error("The conversation is over.");
    await this.writer.write(encoder.encode(text));
  }

  async hear(): Promise<Reply> {
    const lines: string[] = [];
    for (;;) {
      const [, code, more, text = ""] = /^(\d{3})([ -]?)(.*)$/.exec(await this.hearLine()) ?? [];
      if (code === undefined || lines.push(text) > mostLines) throw new Error("This is no mail server.");
      if (more !== "-") return { code: Number(code), lines };
    }
  }

  private async hearLine(): Promise<string> {
    for (;;) {
      const end = this.heard.indexOf("\n");
      if (end >= 0) {
        const line = this.heard.slice(0, end).replace(/\r$/, "");
        this.heard = this.heard.slice(end + 1);
        return line;
      }
      if (this.heard.length > longestLine) throw new Error("A line does not end.");
      const { done, value } = await this.reader.read();
      if (done) throw new Error("The server hung up.");
      this.heard += this.decoder.decode(value, { stream: true });
    }
  }

  startTls(): void {
    this.reader.releaseLock();
    this.writer.releaseLock();
    this.wire = this.wire.startTls();
    [this.reader, this.writer] = this.take(this.wire);
    this.decoder = new TextDecoder();
    this.heard = ""; // what was said in the clear could be anybody's
  }

  /** Not waited for: nothing depends on it. */
  goodbye(): void {
    this.write("QUIT\r\n")
      .catch(() => undefined)
      .then(() => this.hangUp());
  }

  /** Whoever still waits for something here says no more: what became of the mail has been told already. */
  hangUp(): void {
    this.isOver = true;
    this.wire.close().catch(() => undefined);
  }

  private take(
    wire: Wire,
  ): [ReadableStreamDefaultReader<Uint8Array>, WritableStreamDefaultWriter<Uint8Array>] {
    // How a connection ends is learnt by reading from it.
    wire.closed.catch(() => undefined);
    wire.opened.catch(() => undefined);
    return [wire.readable.getReader(), wire.writable.getWriter()];
  }
}

/** From the greeting to the sign-in. Nothing but the greeting is said to another machine in the clear. */
async function open(
  talk: Talk,
  server: MailServer,
  tls: "on" | "starttls" | "off",
): Promise<Abilities | Setback> {
  const { host, port } = server;
  await talk.opened;
  if (tls === "on") talk.stage = "securing";
  const greeting = await talk.hear();
  talk.stage = "talking";
  // Also a 5xx: it is this address of ours that is not welcome now, and the next one may be.
  if (greeting.code !== 220) return later(greeting, server);
  let abilities = await greet(talk, server);
  if ("is" in abilities) return abilities;
  if (tls === "starttls") {
    if (!abilities.has("STARTTLS"))
      return {
        is: "refused",
        reason: `${host} offers no encryption on port ${port}, and without it nothing is sent. Port 465 may be the right one.`,
      };
    const go = await talk.say("STARTTLS");
    if (go.code !== 220) return later(go, server);
    talk.stage = "securing";
    talk.startTls();
    abilities = await greet(talk, server);
    talk.stage = "talking";
    if ("is" in abilities) return abilities;
  }
  return (await signIn(talk, abilities, server)) ?? abilities;
}

async function greet(talk: Talk, server: MailServer): Promise<Abilities | Setback> {
  const reply = await talk.say("EHLO [127.0.0.1]"); // a Worker has no name or address of its own to tell
  if (reply.code !== 250) return later(reply, server);
  return new Map(
    reply.lines.slice(1).map((line): [string, string[]] => {
      const [name = "", ...more] = line.trim().toUpperCase().split(/[ =]+/);
      return [name, more];
    }),
  );
}

async function signIn(talk: Talk, abilities: Abilities, server: MailServer): Promise<Setback | undefined> {
  const { host, login } = server;
  if (!login) return undefined;
  const ways = abilities.get("AUTH") ?? [];
  const encoded = (text: string) => toBase64(encoder.encode(text));
  const plain = encoded(`\0${login.username}\0${login.password}`);
  let reply: Reply;
  if (ways.includes("PLAIN")) reply = await talk.say(`AUTH PLAIN ${plain}`);
  else if (ways.includes("LOGIN")) {
    reply = await talk.say("AUTH LOGIN");
    if (reply.code === 334) reply = await talk.say(encoded(login.username));
    if (reply.code === 334) reply = await talk.say(encoded(login.password));
  } else
    return {
      is: "refused",
      reason: `${host} offers no sign-in with a user name and a password that Shopbell knows.`,
    };
  if (reply.code === 235) return undefined;
  const setback = setbackOf(reply, server, {
    is: "refused",
    reason: `${host} refused the user name or the password. Some providers want one made for programs, an “app password”.`,
  });
  // A server may repeat what it was told.
  return { ...setback, reason: setback.reason.replaceAll(plain, "•••") };
}

async function nameSender(talk: Talk, server: MailServer, options = ""): Promise<Setback | undefined> {
  const reply = await talk.say(`MAIL FROM:<${asciiAddress(server.from.email)}>${options}`);
  if (reply.code < 300) return undefined;
  return setbackOf(reply, server, {
    is: "refused",
    reason: `${server.host} does not send mail from this sender.`,
  });
}

async function handOver(
  talk: Talk,
  abilities: Abilities,
  mail: Mail,
  server: MailServer,
  now: number,
): Promise<Verdict> {
  const { host, from } = server;
  const to = mail.to.map(asciiAddress);
  const isInternational = [asciiAddress(from.email), ...to].some((address) => /[^\x20-\x7e]/.test(address));
  if (isInternational && !abilities.has("SMTPUTF8"))
    return { is: "failed", reason: `${host} knows no addresses with letters such as “ł” before the @.` };
  const setback = await nameSender(talk, server, isInternational ? " SMTPUTF8" : "");
  if (setback) return setback;

  const refusals: Reply[] = [];
  for (const address of to) {
    const reply = await talk.say(`RCPT TO:<${address}>`);
    if (reply.code < 300) continue;
    const setback = setbackOf(reply, server, {
      is: "failed",
      reason: `${host} takes no mail for ${to.length > 1 ? "these addresses" : "this address"}.`,
    });
    // Nobody gets it while somebody may get it later: on the next try the others would get it twice.
    if (setback.is !== "failed") return setback;
    refusals.push(reply);
    if (refusals.length === to.length) return setback;
  }

  const noContent: Setback = { is: "failed", reason: `${host} does not take this mail.` };
  const go = await talk.say("DATA");
  if (go.code !== 354) return setbackOf(go, server, noContent);
  // A line of a dot alone would end the mail.
  await talk.write(mimeOf(mail, from, now).replace(/^\./gm, ".."));
  talk.stage = "handed over";
  const end = await talk.say(".");
  if (end.code >= 300) return setbackOf(end, server, noContent);
  const [refusal] = refusals;
  if (!refusal) return done;
  const some = `${refusals.length} of ${to.length} addresses`;
  return { is: "done", note: `${host} takes no mail for ${some}: ${wordsOf(refusal)}` };
}

const minuteMs = 60_000;

/** @param forGood what it means that the answer will not change by itself */
function setbackOf(
  reply: Reply,
  server: MailServer,
  forGood: { is: "refused" | "failed"; reason: string },
): Setback {
  const { code, lines } = reply;
  // A code for good, but a limit per day: Google's way of saying it.
  const isLimit = lines[0]?.startsWith("5.4.5");
  if (code < 500 || isLimit) return later(reply, server);
  if (code === 530 && forGood.is === "failed")
    return { is: "refused", reason: `${server.host} wants a sign-in first: ${wordsOf(reply)}` };
  return { ...forGood, reason: `${forGood.reason} Its words: ${wordsOf(reply)}` };
}

function later(reply: Reply, { host }: MailServer): Setback {
  const reason = `${host} takes no mail for now: ${wordsOf(reply)}`;
  // 421: it says so of everything, and hangs up.
  return reply.code === 421
    ? { is: "retry", reason, slowDown: true, afterMs: minuteMs }
    : { is: "retry", reason };
}

/** Each line begins with the same status code. */
function wordsOf({ code, lines }: Reply): string {
  const [status = ""] = /^\d\.\d+\.\d+ /.exec(lines[0] ?? "") ?? [];
  const text = lines.map((line) => (line.startsWith(status) ? line.slice(status.length) : line)).join(" ");
  return `“${code} ${status}${withoutAddresses(text)}”`;
}
