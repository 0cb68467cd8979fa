// A whole installation, as npm start makes it, for tests: started, called, killed without warning, started again.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const startScript = path.join(import.meta.dirname, "..", "scripts", "start.mjs");
const startLimitMs = 150_000;

export type Running = {
  /** The one-time link that was printed. */
  signInUrl: string;
  startedInMs: number;
  /** Calls the API with the admin token and expects it to work. */
  call<T>(path: string, body?: unknown): Promise<T>;
  /** All processes of the installation that are alive. */
  processes(): number[];
  /** SIGKILL to every process at once, as a power cut does it. */
  kill(): Promise<void>;
  /** SIGKILL to the start script alone. */
  killScript(): void;
  /** Ctrl-C. @returns the exit code */
  interrupt(): Promise<number | null>;
};

export type Installation = {
  url: string;
  port: number;
  /** Where its database and its ledgers are. */
  stateFolder: string;
  start(): Promise<Running>;
  /** Kills what runs, and deletes the state. */
  remove(): Promise<void>;
};

/**
 * A place for an installation: a port and a folder, with a database that is prepared and empty where another installation
 * of this run has left one. Nothing runs yet.
 */
export async function newInstallation(env: Record<string, string> = {}): Promise<Installation> {
  const stateDir = await mkdtemp(path.join(tmpdir(), "shopbell-e2e-"));
  const stateFolder = path.join(stateDir, "state");
  const { EMPTY_STATE } = process.env;
  if (EMPTY_STATE) await cp(EMPTY_STATE, stateFolder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let running: Running | undefined;
  return {
    url,
    port,
    stateFolder,
    start: async () => {
      running = await start(url, { PORT: String(port), STATE_DIR: stateDir, ...env });
      return running;
    },
    remove: async () => {
      await running?.kill();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

async function start(url: string, settings: { STATE_DIR: string; [name: string]: string }): Promise<Running> {
  const startedAt = performance.now();
  // Nothing of the test runner's own environment: NODE_ENV=test would make another Worker of it.
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [startScript], {
    env: { PATH, HOME, ...settings },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("The start script cannot be started.");
  const known = new Set([pid]);
  const processes = () => livingFamily(known);

  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const exited = once(child, "exit").then(([code]) => code as number | null); // the first argument of "exit"

  const kill = async () => {
    for (let tries = 0; processes().length > 0; tries++) {
      if (tries === 500) throw new Error(`These survive SIGKILL: ${processes()}`);
      for (const id of processes()) signal(id, "SIGKILL");
      await sleep(10);
    }
  };

  let signInUrl: string | undefined;
  while (signInUrl === undefined) {
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (isOver || performance.now() - startedAt > startLimitMs) {
      await kill();
      throw new Error(`The installation did not start:\n${output.slice(-4000)}`);
    }
    await sleep(50);
    signInUrl = /^Sign in .*: (\S+)$/m.exec(output)?.[1];
  }
  const startedInMs = performance.now() - startedAt;
  const adminToken = /^ADMIN_TOKEN=(.+)$/m.exec(
    await readFile(path.join(settings.STATE_DIR, "secrets.env"), "utf8"),
  )?.[1];

  return {
    signInUrl,
    startedInMs,
    call: async <T>(route: string, body?: unknown) => {
      const response = await fetch(url + route, {
        method: body === undefined ? "GET" : "POST",
        headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch((error: unknown) => {
        const isOver = child.exitCode !== null || child.signalCode !== null;
        const state = isOver ? `It has ended (${child.exitCode ?? child.signalCode})` : "It runs";
        throw new Error(`${route} gave no answer. ${state}, and last said:\n${output.slice(-4000)}`, {
          cause: error,
        });
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${route} answered ${response.status}: ${text}`);
      return JSON.parse(text) as T; // the caller knows what the route gives
    },
    processes,
    kill,
    killScript: () => signal(pid, "SIGKILL"),
    interrupt: async () => {
      processes(); // so that also those are known whose parent ends first
      signal(-pid, "SIGINT");
      return exited;
    },
  };
}

/** Everyone alive among `known` and their descendants. Descendants are added to `known`, since orphans change parents. */
function livingFamily(known: Set<number>): number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat="], { encoding: "utf8" });
  const rows = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, group, state = ""]) => ({
      pid: Number(pid),
      kin: [Number(pid), Number(parent), Number(group)],
      isAlive: !state.startsWith("Z"),
    }));
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const { pid, kin } of rows) if (kin.some((one) => known.has(one))) known.add(pid);
  }
  return rows.filter(({ pid, isAlive }) => isAlive && known.has(pid)).map(({ pid }) => pid);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // gone already
  }
}

export async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
