// What the scripts share: the repository's packages and tools, groups of processes, and a local installation's secrets.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const bin = path.join(root, "node_modules", ".bin");

/** Something is in the way that whoever runs the script can mend; the message says what and how. */
export class Trouble extends Error {}

// ── Packages and tools ─────────────────────────────────────────────────────────────────────────

/** Installs the packages of package-lock.json, unless they are there. Then makes sure the tools have a Node they can run in. */
export async function install() {
  if (!(await isInstalled())) {
    console.log("Installing packages (once; about a minute) …");
    const npm = startGroup("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
      env: process.env,
    });
    if ((await npm.exited) !== 0) throw new Trouble("npm ci failed; its words are above.");
  }
  const { version } = await toolNode();
  if (Number(version.split(".")[0]) < 22)
    throw new Trouble(
      `Wrangler and Vitest need Node 22 or newer, and this is ${version}. On 64-bit Linux a newer one comes with the ` +
        "packages; on this machine please install it yourself: https://nodejs.org",
    );
}

/**
 * npm writes down what it has put into node_modules, as its last act. That must be what the lock says, down to every
 * version; packages for other platforms are optional and may be missing.
 */
async function isInstalled() {
  const [wanted, present] = await Promise.all(
    ["package-lock.json", "node_modules/.package-lock.json"].map(readPackages),
  );
  if (!wanted) throw new Trouble("package-lock.json is missing or broken.");
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    const found = present?.[place];
    return place === "" || (found ? found.version === version : present && optional);
  });
}

/**
 * @param {string} lock
 * @returns {Promise<Record<string, { version?: string, optional?: boolean }> | undefined>}
 */
async function readPackages(lock) {
  try {
    return JSON.parse(await readFile(path.join(root, lock), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** The Node that tools run in: the one among the packages where the platform has it, else the one that runs this. */
async function toolNode() {
  const folder = path.join(root, "node_modules", `node-${process.platform}-${process.arch}`);
  try {
    /** @type {{ version: string }} */
    const { version } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    return { file: path.join(bin, "node"), version };
  } catch {
    return { file: process.execPath, version: process.versions.node };
  }
}

/** The environment for tools: their Node comes first, nothing is sent home, and what slows local runs is off. */
export function toolEnv() {
  const { ADMIN_TOKEN: _, TOKEN_SECRET: __, SECRET_KEYS: ___, ...env } = process.env;
  return {
    ...env,
    PATH: `${bin}${path.delimiter}${env.PATH ?? ""}`,
    CI: "1",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_WRITE_LOGS: "false",
    X_LOCAL_EXPLORER: "false",
    X_LOCAL_OBSERVABILITY: "false",
  };
}

/**
 * Starts a tool of the repository, such as `wrangler`, in a group of its own.
 * @param {string} name
 * @param {string[]} args
 * @param {{ quiet?: boolean }} [options]
 */
export function startTool(name, args, options = {}) {
  return startGroup(path.join(bin, name), args, { ...options, env: toolEnv() });
}

/**
 * Runs a script of package.json, with Node and the environment as tools have them.
 * @param {string} name
 * @param {string[]} args
 * @param {{ quiet?: boolean }} [options]
 */
export function startScript(name, args, options = {}) {
  return startGroup("npm", ["run", "--silent", name, "--", ...args], { ...options, env: toolEnv() });
}

/**
 * Starts wrangler so that it dies with this process, however that dies: it holds the other end of a pipe, and when the
 * pipe ends it kills its group.
 * @param {string[]} args
 */
export async function startWrangler(args) {
  const leash =
    'import { isMainThread } from "node:worker_threads";' +
    'if (isMainThread) process.stdin.on("end", () => process.kill(0, "SIGKILL")).resume().unref();';
  const wrangler = path.join(root, "node_modules", "wrangler", "bin", "wrangler.js");
  const preload = `data:text/javascript,${encodeURIComponent(leash)}`;
  const { file } = await toolNode();
  return startGroup(file, ["--import", preload, wrangler, ...args], { env: toolEnv(), leashed: true });
}

// ── Groups of processes ────────────────────────────────────────────────────────────────────────

/** @typedef {{ exited: Promise<number>, output: () => string, stop: () => Promise<void> }} Group */

/** @type {Set<Group>} */
const groups = new Set();
const patienceMs = 5_000;

/**
 * Starts a command as the leader of a new group, so that it can be ended together with all that it starts.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, quiet?: boolean, leashed?: boolean }} options `quiet` keeps its output for `output()`
 * @returns {Group}
 */
function startGroup(command, args, { env, quiet = false, leashed = false }) {
  const out = quiet ? "pipe" : "inherit";
  const child = spawn(command, args, {
    cwd: root,
    env,
    detached: true,
    stdio: [leashed ? "pipe" : "ignore", out, out],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  child.stdin?.on("error", () => {}); // nothing is ever written to it

  /** @type {Promise<number>} */
  const exited = new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Trouble(`${command} cannot be started: ${error.message}`)));
    child.once("exit", () => child.pid && signal(child.pid, "SIGKILL")); // whoever it left behind
    child.once("close", (code) => resolve(code ?? 1));
  });
  /** @type {Group} */
  const group = {
    exited: exited.finally(() => groups.delete(group)),
    output: () => output,
    stop: async () => {
      const { pid } = child;
      if (pid === undefined || !signal(pid, "SIGTERM")) return;
      const end = Date.now() + patienceMs;
      while (signal(pid, 0) && Date.now() < end) await sleep(20);
      signal(pid, "SIGKILL");
    },
  };
  groups.add(group);
  return group;
}

/** Ends every group that is still running. */
export async function stopGroups() {
  await Promise.all([...groups].map((group) => group.stop()));
}

/**
 * @param {number} groupId
 * @param {NodeJS.Signals | 0} name 0 only asks
 * @returns {boolean} whether anyone is left in the group
 */
function signal(groupId, name) {
  try {
    process.kill(-groupId, name);
    return true;
  } catch {
    return false;
  }
}

// ── Secrets ────────────────────────────────────────────────────────────────────────────────────

/** @typedef {{ ADMIN_TOKEN: string, TOKEN_SECRET: string, SECRET_KEYS: string }} Secrets */

/**
 * The secrets of the installation in this folder, made when it has none. Those in `env` win over those that are kept.
 * @param {string} folder
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ secrets: Secrets, file: string }>}
 */
export async function readSecrets(folder, env) {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, "secrets.env");
  const kept = await readFile(file, "utf8").catch((error) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const lines = kept.split("\n").map((line) => /^\s*([A-Z_]+)=(.*)$/.exec(line));
  const known = Object.fromEntries(
    lines.flatMap((match) => (match?.[1] ? [[match[1], match[2] ?? ""]] : [])),
  );
  /** @param {string} name @param {() => string} make */
  const keep = (name, make) => known[name] || env[name] || make();
  const stored = {
    ADMIN_TOKEN: keep("ADMIN_TOKEN", () => randomBytes(24).toString("base64url")),
    TOKEN_SECRET: keep("TOKEN_SECRET", () => randomBytes(32).toString("base64url")),
    SECRET_KEYS: keep("SECRET_KEYS", () => `k1:${randomBytes(32).toString("base64")}`),
  };
  if (Object.entries(stored).some(([name, value]) => known[name] !== value))
    await writePrivately(
      file,
      "# This installation's secrets. Without them its webhook URLs and what it has saved are lost.\n" +
        Object.entries({ ...known, ...stored })
          .map(([name, value]) => `${name}=${value}\n`)
          .join(""),
    );
  const secrets = {
    ADMIN_TOKEN: env.ADMIN_TOKEN || stored.ADMIN_TOKEN,
    TOKEN_SECRET: env.TOKEN_SECRET || stored.TOKEN_SECRET,
    SECRET_KEYS: env.SECRET_KEYS || stored.SECRET_KEYS,
  };
  return { secrets, file };
}

/**
 * Writes variables for wrangler's `--env-file`, by which they stay out of the list of processes.
 * @param {string} file
 * @param {Record<string, string>} variables
 */
export async function writeEnvFile(file, variables) {
  const lines = Object.entries(variables).map(([name, value]) => {
    if (/['\r\n]/.test(value)) throw new Trouble(`${name} may hold no ' and no line break.`);
    return `${name}='${value.replaceAll("$", "\\$")}'\n`; // a bare $ would be filled in
  });
  await writePrivately(file, lines.join(""));
}

/**
 * All or nothing, and for nobody else's eyes.
 * @param {string} file
 * @param {string} text
 */
async function writePrivately(file, text) {
  const draft = `${file}.new`;
  await writeFile(draft, text, { mode: 0o600 });
  await chmod(draft, 0o600); // should it have been there before
  await rename(draft, file);
}
