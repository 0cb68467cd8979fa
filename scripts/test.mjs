// npm test: every check and every test, one stage after the other, and at the end one line that counts them.
// npm run check: the checks alone.
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { install, root, startScript, startTool, stopGroups, Trouble } from "./local.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/** @typedef {{ name: string, run: () => Promise<Count> }} Stage */

/** @type {Stage[]} */
const checks = [
  check("Format and lint", () => script("lint")),
  check("Types", () => script("types")),
  check("Migrations are up to date", migrationsAreUpToDate),
  check("Types of the bindings are up to date", () => script("types:env", "--check")),
  check("README's table of connectors is up to date", () => script("readme", "--check")),
];

/** @type {Stage[]} */
const tests = [
  vitest("Tests of the rules", "unit"),
  vitest("Tests in workerd", "workers", 3), // half of their time they wait
  vitest("Tests of whole installations", "e2e"),
];

let isStopping = false;
for (const name of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.once(name, async () => {
    isStopping = true;
    await stopGroups();
    process.exit(130);
  });

try {
  await install();
  const total = await runAll(process.argv[2] === "check" ? checks : [...checks, ...tests]);
  process.exitCode = total.failed > 0 ? 1 : 0;
} catch (error) {
  if (!isStopping) console.error(error instanceof Trouble ? error.message : error);
  process.exitCode = 1;
}

/** @param {Stage[]} stages */
async function runAll(stages) {
  let total = { passed: 0, failed: 0, skipped: 0 };
  const broken = [];
  for (const stage of stages) {
    console.log(`\n── ${stage.name} ──`);
    const startedAt = Date.now();
    const count = await stage.run();
    console.log(`${inWords(count)} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s: ${stage.name}`);
    if (count.failed > 0) broken.push(stage.name);
    total = plus(total, count);
  }
  console.log(broken.length > 0 ? `\nNot in order: ${broken.join("; ")}\n` : "");
  console.log(inWords(total));
  return total;
}

/**
 * @param {Count} a
 * @param {Count} b
 * @returns {Count}
 */
function plus(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** @param {Count} count */
function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/**
 * A stage that is in order or not.
 * @param {string} name
 * @param {() => Promise<boolean>} isInOrder
 * @returns {Stage}
 */
function check(name, isInOrder) {
  return {
    name,
    run: async () => {
      const ok = await isInOrder();
      return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
    },
  };
}

/**
 * A stage of tests, counted from Vitest's own reports. A run without any is a failure: then something was not found.
 * @param {string} name
 * @param {string} scriptName
 * @param {number} shards so many runs share the tests, side by side, each with processes of its own
 * @returns {Stage}
 */
function vitest(name, scriptName, shards = 1) {
  return {
    name,
    run: async () => {
      const numbers = Array.from({ length: shards }, (_, i) => i + 1);
      const counts = await Promise.all(numbers.map((number) => runTests(scriptName, number, shards)));
      return counts.reduce(plus);
    },
  };
}

/**
 * @param {string} scriptName
 * @param {number} shard from 1
 * @param {number} shards
 * @returns {Promise<Count>}
 */
function runTests(scriptName, shard, shards) {
  return inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const quiet = shards > 1; // their lines would mix
    const run = startScript(scriptName, [...reporters, `--shard=${shard}/${shards}`], { quiet });
    const ok = (await run.exited) === 0;
    if (quiet) console.log(run.output());
    const report = JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
    const passed = report.numPassedTests ?? 0;
    const failed = report.numFailedTests ?? 0;
    const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
    // A file that cannot be loaded, or an error outside of tests, fails the run and no test.
    const failedBesides = failed === 0 && (!ok || passed === 0) ? 1 : 0;
    return { passed, failed: failed + failedBesides, skipped };
  });
}

/** Whether drizzle-kit, given a copy of the migrations and today's schema, has nothing to add. */
function migrationsAreUpToDate() {
  return inTemporaryFolder(async (folder) => {
    await cp(path.join(root, "migrations"), folder, { recursive: true });
    const before = await readdir(folder);
    const out = path.relative(root, folder); // drizzle-kit takes no absolute path
    const args = ["generate", "--dialect", "sqlite", "--schema", "./src/storage/schema.ts", "--out", out];
    if ((await startTool("drizzle-kit", args).exited) !== 0) return false;
    const added = (await readdir(folder)).filter((file) => !before.includes(file));
    if (added.length > 0)
      console.error("The schema has changed and the migrations have not: npm run migrations");
    return added.length === 0;
  });
}

/**
 * @param {string} name of a script in package.json
 * @param {string[]} args
 * @returns {Promise<boolean>} whether it went well
 */
async function script(name, ...args) {
  return (await startScript(name, args).exited) === 0;
}

/**
 * @template T
 * @param {(folder: string) => Promise<T>} work
 */
async function inTemporaryFolder(work) {
  const folder = await mkdtemp(path.join(tmpdir(), "shopbell-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
