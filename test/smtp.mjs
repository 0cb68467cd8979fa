// A mail server for tests. It passes nothing on; what somebody handed over is told by http. By hand: node test/smtp.mjs [port]
//
//   GET /<user name>   the mails that came with this sign-in
//
// Whoever signs in gives the password below. What it does depends on whom a mail is for:
//   refused@…      550, for good       greylisted@…  451 the first time       busy@…   421, and hangs up
//   silent@…       no answer           unwanted@…    554 once the mail was handed over, and full@… 452
//   gone@…         takes the mail and hangs up without a word
// Mail from nobody@… is refused (553).
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { SMTPServer } from "smtp-server";
import { listen } from "./loopback.mjs";

/** @typedef {{ from: string, to: string[], raw: string }} Handed */
/** @typedef {{ host: string, port: number, log: string, password: string }} Running */
/** @typedef {import("smtp-server").SMTPServerOptions} Options */

export const password = "correct horse battery staple";

/** @param {number} code @param {string} words */
const no = (code, words) => Object.assign(new Error(words), { responseCode: code });

/** @param {Options} [options] @param {number} [port] @returns {Promise<{ running: Running, close: () => Promise<void> }>} */
export async function startSmtp(options = {}, port = 0) {
  /** @type {Map<string, Handed[]>} */
  const mails = new Map();
  const greylisted = new Set();

  /** @param {import("smtp-server").SMTPServerSession} session */
  const hangUp = (session) => {
    for (const connection of server.connections)
      if (connection.session.id === session.id) connection._socket.destroy();
  };
  /** @param {string} address */
  const nameOf = (address) => address.split("@")[0] ?? "";

  const server = new SMTPServer({
    banner: "A test",
    logger: false,
    disableReverseLookup: true,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth({ username, password: given }, _session, done) {
      if (given !== password) done(no(535, `5.7.8 ${username} or ${given} is wrong`));
      else done(null, { user: username ?? "" });
    },
    onMailFrom({ address }, _session, done) {
      done(nameOf(address) === "nobody" ? no(553, "5.7.1 Not owned by you") : null);
    },
    onRcptTo({ address }, session, done) {
      switch (nameOf(address)) {
        case "refused":
          return done(no(550, `5.1.1 <${address}> is unknown here`));
        case "greylisted": {
          const isFirst = !greylisted.has(`${session.user} ${address}`);
          greylisted.add(`${session.user} ${address}`);
          return done(isFirst ? no(451, "4.7.1 Come again later") : null);
        }
        case "busy":
          return done(no(421, "4.3.2 Too busy"));
        case "silent":
          return undefined;
        default:
          return done(null);
      }
    },
    async onData(stream, session, done) {
      const chunks = [];
      for await (const chunk of stream) chunks.push(chunk);
      const to = session.envelope.rcptTo.map(({ address }) => address);
      const names = to.map(nameOf);
      if (names.includes("unwanted")) return done(no(554, "5.7.1 This looks like spam"));
      if (names.includes("full")) return done(no(452, "4.3.1 The disk is full"));
      const { mailFrom } = session.envelope;
      const from = mailFrom ? mailFrom.address : "";
      const user = String(session.user ?? "");
      mails.set(user, [
        ...(mails.get(user) ?? []),
        { from, to, raw: Buffer.concat(chunks).toString("utf8") },
      ]);
      if (names.includes("gone")) return hangUp(session);
      return done(null);
    },
    ...options,
  });
  server.on("error", () => undefined); // connections that break are what some tests are about

  const log = await listen(
    createServer((request, response) => {
      const user = decodeURIComponent((request.url ?? "/").slice(1));
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(mails.get(user) ?? []));
    }),
    0,
  );
  await new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(undefined)));
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The mail server has no port.");
  return {
    running: { host: "127.0.0.1", port: address.port, log: log.url, password },
    close: async () => {
      for (const connection of server.connections) connection._socket.destroy();
      await Promise.all([log.close(), new Promise((resolve) => server.close(() => resolve(undefined)))]);
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { running } = await startSmtp({}, Number(process.argv[2] ?? 0));
  console.log(`A mail server: ${running.host}, port ${running.port}, any user name, the password “${password}”
What came: ${running.log}/<user name>`);
}
