// Starts a Worker in plain Miniflare, set up as wrangler.toml says: no proxy before it, nothing that watches it.
import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

// Read when miniflare is loaded.
Object.assign(process.env, {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_WRITE_LOGS: "false",
  X_LOCAL_EXPLORER: "false",
  X_LOCAL_OBSERVABILITY: "false",
});
const root = fileURLToPath(new URL("..", import.meta.url));
const { unstable_readConfig } = await import("wrangler");
// Not packages of ours: those that wrangler has itself.
const ofWrangler = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
/** @type {typeof import("miniflare")} */
const { convertV4MiniflareOptions, Log, LogLevel, Miniflare } = ofWrangler("miniflare");
/** @type {typeof import("esbuild")} */
const esbuild = ofWrangler("esbuild");

/**
 * What is needed of wrangler.toml.
 * @typedef {object} Config
 * @property {string} compatibility_date
 * @property {string[]} compatibility_flags
 * @property {boolean} [keep_names]
 * @property {boolean} [minify]
 * @property {{ migrations_dir?: string }[]} d1_databases
 * @property {{ producers: { binding: string, queue: string }[], consumers: Consumer[] }} queues
 * @typedef {{ queue: string, max_batch_size?: number, max_batch_timeout?: number, max_retries?: number }} Consumer
 */
/** @type {Config} */
const config = unstable_readConfig({ config: path.join(root, "wrangler.toml") }, { hideWarnings: true });

export const versions = {
  workerd: ofWrangler("miniflare/package.json").dependencies.workerd,
  node: process.versions.node,
};

const unfinished = ["waiting", "ready", "running", "retrying", "held", "uncertain"];
const lost = ["failed", "cancelled", "skipped"];

/** @typedef {{ url: string, pid: number, stop: () => Promise<void> }} Running */

/** Bundles as `wrangler deploy` does. @param {string} entry a path in the repository */
async function bundle(entry) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(root, entry)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    loader: { ".sql": "text", ".txt": "text" },
    define: { "process.env.NODE_ENV": '"production"', "navigator.userAgent": '"Cloudflare-Workers"' },
    keepNames: config.keep_names ?? true,
    minify: config.minify ?? false,
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}

/**
 * @param {string} entry
 * @param {Record<string, string>} vars
 * @param {{ inspectorPort?: number }} [options] with an inspector, a profiler of Chrome's can look inside
 * @returns {Promise<Running & { miniflare: import("miniflare").Miniflare }>}
 */
async function start(entry, vars, { inspectorPort } = {}) {
  const contents = await bundle(entry);
  const before = new Set(await workerdsOf(process.pid));
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: "bench",
      modules: [{ type: "ESModule", path: "worker.mjs", contents }],
      compatibilityDate: config.compatibility_date,
      compatibilityFlags: config.compatibility_flags,
      host: "127.0.0.1",
      port: 0,
      ...(inspectorPort === undefined ? {} : { inspectorPort }),
      cf: false,
      log: new Log(LogLevel.ERROR),
      logRequests: false,
      unsafeObservability: false,
      telemetry: { enabled: false },
      bindings: vars,
      d1Databases: { DB: "bench" },
      durableObjects: { LEDGERS: { className: "Ledger", useSQLite: true } },
      queueProducers: Object.fromEntries(
        config.queues.producers.map(({ binding, queue }) => [binding, { queueName: queue }]),
      ),
      queueConsumers: Object.fromEntries(
        config.queues.consumers.map((consumer) => [
          consumer.queue,
          {
            maxBatchSize: consumer.max_batch_size,
            maxBatchTimeout: consumer.max_batch_timeout,
            maxRetries: consumer.max_retries,
          },
        ]),
      ),
      email: { send_email: [{ name: "MAIL" }] },
      serviceBindings: { ASSETS: () => new Response(null, { status: 404 }) },
    }),
  );
  const url = String(await miniflare.ready).replace(/\/$/, "");
  const pid = (await workerdsOf(process.pid)).find((one) => !before.has(one));
  if (pid === undefined) throw new Error("The workerd that was started cannot be found.");
  const kill = () => {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // gone already
    }
  };
  process.once("exit", kill);
  return {
    url,
    pid,
    miniflare,
    stop: async () => {
      await miniflare.dispose();
      process.off("exit", kill);
    },
  };
}

/** @param {string} secret @param {string} receiver */
export async function startTwin(secret, receiver, options = {}) {
  return start("bench/twin.mjs", { SECRET: secret, RECEIVER: receiver }, options);
}

/** @param {"src/worker.ts" | "bench/counting.ts" | "bench/crowded.ts"} entry */
export async function startShopbell(entry = "src/worker.ts", options = {}) {
  const adminToken = randomBytes(24).toString("base64url");
  const running = await start(
    entry,
    {
      ENVIRONMENT: "local",
      PUBLIC_URL: "http://shopbell.bench",
      JURISDICTION: "",
      ALLOW_LOOPBACK: "true",
      MAIL_FROM: "",
      ADMIN_TOKEN: adminToken,
      TOKEN_SECRET: randomBytes(32).toString("base64url"),
      SECRET_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    },
    options,
  );
  const db = await running.miniflare.getD1Database("DB");
  const folder = path.join(root, config.d1_databases[0]?.migrations_dir ?? "migrations");
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort()) {
    const statements = (await readFile(path.join(folder, file), "utf8")).split("--> statement-breakpoint");
    for (const statement of statements) await db.prepare(statement).run();
  }
  return { ...running, adminToken };
}

/**
 * Sets up a workspace through Shopbell's own API: a Shopify source and, where it `rings`, a webhook and two automations:
 * for a purchase at once, for a lead an hour later.
 * @param {{ url: string, adminToken: string }} shopbell
 * @param {string} signingSecret
 * @param {string | undefined} rings the address of a receiver
 */
export async function makeShop({ url, adminToken }, signingSecret, rings) {
  /** @param {string} route @param {unknown} [body] @param {string} [method] */
  const call = async (route, body, method = body === undefined ? "GET" : "POST") => {
    const response = await fetch(url + route, {
      method,
      headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${route} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };
  const { id } = await call("/api/workspaces", { name: "Bench", timeZone: "Europe/Warsaw" });
  const api = `/api/workspaces/${id}`;
  const source = await call(`${api}/sources`, { kind: "shopify", name: "Shop", settings: { signingSecret } });
  if (rings !== undefined) {
    const connection = await call(`${api}/connections`, {
      tool: "webhook",
      name: "Receiver",
      settings: { url: rings },
    });
    const action = { connectionId: connection.id, action: "send", input: {} };
    const at = { trigger: { event: "purchase.completed" }, timing: { when: "at" } };
    const later = { trigger: { event: "lead.created" }, timing: { when: "after", amount: 1, unit: "hours" } };
    await call(`${api}/automations`, { name: "Ring the receiver", ...at, action });
    await call(`${api}/automations`, { name: "Ring it later", ...later, action });
  }
  return {
    id: String(id),
    url: url + new URL(source.webhookUrl).pathname,
    /** @param {string} route @param {unknown} [body] @param {string} [method] @returns {Promise<any>} */
    call: (route, body, method) => call(api + route, body, method),
    /** @returns {Promise<{ waiting: number, owed: number }>} */
    stats: () => call(`${api}/stats`),
    /** Deliveries that have not succeeded. */
    unsettled: async () => {
      let count = 0;
      for (const state of [...unfinished, ...lost])
        count += (await call(`${api}/deliveries?state=${state}&limit=10`)).items.length;
      return count;
    },
  };
}

/** CPU that a process has used so far, all its threads together. @param {number} pid */
export async function cpuMs(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // After the name, which may hold anything: field 3 on. utime is field 14, stime 15, in hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** @param {number} parent @returns {Promise<number[]>} */
async function workerdsOf(parent) {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")));
  return pids.filter((_, i) => {
    const [, name, parentId] = /^\d+ \((.*)\) \S+ (\d+)/s.exec(stats[i] ?? "") ?? [];
    return name === "workerd" && Number(parentId) === parent;
  });
}
