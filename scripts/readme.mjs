// npm run readme: writes the README's table of connectors from the registry; with --check, says whether it is up to date.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { createServer } from "vite";

const root = path.resolve(import.meta.dirname, "..");
const file = path.join(root, "README.md");
const begin = "<!-- Written by npm run readme from the registry: do not edit. -->\n";
const end = "<!-- Until here. -->\n";

/** @returns {Promise<import("../src/connectors/kit").Connector[]>} */
async function registry() {
  const server = await createServer({
    root,
    configFile: false,
    server: { middlewareMode: true, watch: null },
    optimizeDeps: { noDiscovery: true },
    appType: "custom",
    logLevel: "warn",
  });
  try {
    return (await server.ssrLoadModule("/src/connectors/all.ts")).connectors;
  } finally {
    await server.close();
  }
}

/** @param {import("../src/connectors/kit").Connector[]} connectors */
function tableOf(connectors) {
  const rows = connectors.map(({ id, title, source, tool }) => {
    const actions = Object.values(tool?.actions ?? {}).map((action) => action.title);
    return `| ${title} | \`${id}\` | ${source ? "✓" : ""} | ${actions.join(", ")} |`;
  });
  return ["| | id | rings the bell | is rung: actions |", "| --- | --- | :---: | --- |", ...rows, ""].join(
    "\n",
  );
}

const text = await readFile(file, "utf8");
const [before, rest = ""] = text.split(begin);
const [, after] = rest.split(end);
if (after === undefined) throw new Error("README.md has lost the marks of the table of connectors.");
const fresh = `${before}${begin}\n${tableOf(await registry())}\n${end}${after}`;
if (process.argv.includes("--check")) {
  if (fresh !== text) {
    console.error("The README's table of connectors is out of date: npm run readme");
    process.exitCode = 1;
  }
} else await writeFile(file, fresh);
