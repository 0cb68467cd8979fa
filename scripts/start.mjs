// npm start: installs what is missing, makes secrets and a database, and serves Shopbell on this machine until Ctrl-C.
//
//   PORT         where to listen; 8787 unless set
//   STATE_DIR    where this installation keeps its secrets and data; .shopbell unless set
//   ADMIN_TOKEN  the installation's own key, instead of the one in STATE_DIR/secrets.env
//   FAULTS       fault points to switch on, for chaos runs (src/core/faults.ts)
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  install,
  readSecrets,
  root,
  startTool,
  startWrangler,
  stopGroups,
  Trouble,
  writeEnvFile,
} from "./local.mjs";

const startLimitMs = 120_000;
const watchdogEveryMs = 60_000;
const listenEveryMs = 10_000;

let isStopping = false;
for (const name of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.once(name, stop);

async function stop() {
  isStopping = true;
  await stopGroups();
  process.exit(0);
}

try {
  process.exitCode = await start();
} catch (error) {
  await stopGroups();
  if (!isStopping) {
    console.error(error instanceof Trouble ? error.message : error);
    process.exitCode = 1;
  }
}
if (!isStopping) process.exit();

/** @returns {Promise<number>} the code to exit with, once the runtime has ended by itself */
async function start() {
  const port = readPort();
  const url = `http://127.0.0.1:${port}`;
  const folder = path.resolve(root, process.env.STATE_DIR || ".shopbell");
  await refuseTakenPort(port);
  await install();

  const { secrets, file: secretsFile } = await readSecrets(folder, process.env);
  const envFile = path.join(folder, "run.env");
  await writeEnvFile(envFile, {
    ...secrets,
    ENVIRONMENT: "local",
    PUBLIC_URL: url,
    JURISDICTION: "",
    ALLOW_LOOPBACK: "true",
    MAIL_FROM: "shopbell@localhost.example",
    FAULTS: process.env.FAULTS ?? "",
  });

  console.log("Preparing the database …");
  const state = path.join(folder, "state");
  await migrate(state);

  console.log("Starting …");
  const options = [
    "--port",
    String(port),
    "--ip",
    "127.0.0.1",
    "--inspector-port",
    "0",
    "--persist-to",
    state,
  ];
  const calm = ["--log-level", "error", "--show-interactive-dev-session=false"];
  const wrangler = await startWrangler(["dev", "--env-file", envFile, ...options, ...calm]);
  const ended = wrangler.exited.then((code) => ({ code }));

  const early = await Promise.race([ended, healthy(url)]);
  if (early) {
    if (!isStopping) console.error("Shopbell ended before it was ready; what it said is above.");
    return early.code || 1;
  }
  console.log(`Shopbell is ready: ${url}`);
  await printSignIn(url, secrets.ADMIN_TOKEN);
  console.log(
    process.env.ADMIN_TOKEN
      ? "The admin token is the one in ADMIN_TOKEN."
      : `The admin token is in ${path.relative(process.cwd(), secretsFile)}. Stop with Ctrl-C.`,
  );

  keepWatch(url);
  const over = await Promise.race([ended, silence(url)]);
  if (!isStopping)
    console.error(
      over ? "Shopbell's runtime ended by itself." : "Shopbell's runtime fell silent, so this is the end.",
    );
  await stopGroups();
  return over?.code || 1; // wrangler says 0 when it was killed
}

function readPort() {
  const port = Number(process.env.PORT || 8787);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Trouble(`PORT is “${process.env.PORT}”, which is not the number of a port.`);
  return port;
}

/** @param {number} port */
async function refuseTakenPort(port) {
  /** @type {NodeJS.ErrnoException | undefined} */
  const error = await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", resolve);
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(undefined)));
  });
  if (error?.code === "EADDRINUSE")
    throw new Trouble(
      `Port ${port} is taken. Stop what listens there (is Shopbell running already?), or choose another: PORT=${port + 1} npm start`,
    );
  if (error) throw new Trouble(`Port ${port} cannot be used: ${error.message}`);
}

/**
 * Wrangler needs seconds to find that there is nothing to do, so what was done is noted beside the database.
 * @param {string} state
 */
async function migrate(state) {
  const files = await readdir(path.join(root, "migrations"));
  const wanted = files.filter((name) => name.endsWith(".sql")).sort();
  const note = path.join(state, "migrations.json");
  const done = await readFile(note, "utf8").catch(() => "");
  if (done === JSON.stringify(wanted)) return;
  const args = ["d1", "migrations", "apply", "shopbell", "--local", "--persist-to", state];
  const wrangler = startTool("wrangler", args, { quiet: true });
  if ((await wrangler.exited) !== 0)
    throw new Trouble(`The database could not be prepared:\n${wrangler.output()}`);
  await writeFile(note, JSON.stringify(wanted));
}

/** @param {string} url */
async function healthy(url) {
  const end = Date.now() + startLimitMs;
  let last = "nothing";
  while (Date.now() < end) {
    try {
      const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) });
      if (response.status === 200) return;
      last = `${response.status} ${(await response.text()).slice(0, 500)}`;
    } catch {
      // not listening yet
    }
    await sleep(100);
  }
  throw new Trouble(`Shopbell is not well after ${startLimitMs / 1000} seconds. /healthz answered: ${last}`);
}

/** @param {string} url @param {string} adminToken */
async function printSignIn(url, adminToken) {
  const response = await fetch(`${url}/api/sign-in-links`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: "{}",
  });
  const text = await response.text();
  if (response.ok) console.log(`Sign in (once, within fifteen minutes): ${JSON.parse(text).url}`);
  else console.error(`No sign-in link could be made (${response.status}): ${text.slice(0, 500)}`);
}

/**
 * Waits until no request is answered any more. Wrangler lives on without a word when its front door, a process of its
 * own, has died: the next one lets every request wait for ever.
 * @param {string} url
 */
async function silence(url) {
  for (let unanswered = 0; unanswered < 3; ) {
    await sleep(listenEveryMs);
    try {
      const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(listenEveryMs) });
      await response.arrayBuffer();
      unanswered = 0;
    } catch {
      unanswered++;
    }
  }
}

/**
 * Rings the watchdog, as the platform does by its crons; the local runtime never does.
 * @param {string} url
 */
function keepWatch(url) {
  let hasComplained = false;
  setInterval(async () => {
    try {
      const response = await fetch(`${url}/cdn-cgi/handler/scheduled?cron=*/10+*+*+*+*`);
      if (!response.ok) throw new Error(`it answered ${response.status}`);
    } catch (error) {
      if (!hasComplained && !isStopping) console.error(`The watchdog could not be rung: ${error}`);
      hasComplained = true;
    }
  }, watchdogEveryMs).unref();
}
