// Every stand-in there is: the files of this folder that export a provider.
import { readdir } from "node:fs/promises";
import { startStandIn } from "./stand-in.mjs";

/** Where a stand-in runs, and the settings of a connection to an account of it, with {url} for the account's address. */
/** @typedef {{ url: string, key: string, settings: Record<string, unknown> }} Running */

/** @returns {Promise<{ running: Record<string, Running>, close: () => Promise<void> }>} */
export async function startAllStandIns() {
  /** @type {Record<string, Running>} */
  const running = {};
  /** @type {import("./stand-in.mjs").StandIn[]} */
  const started = [];
  const files = (await readdir(import.meta.dirname)).filter(
    (file) => file.endsWith(".mjs") && !["all.mjs", "stand-in.mjs", "spec-check.mjs"].includes(file),
  );
  for (const file of files.sort()) {
    const provider = (await import(/* @vite-ignore */ `./${file}`)).default;
    const standIn = await startStandIn(provider);
    started.push(standIn);
    running[provider.id] = { url: standIn.url, key: provider.key, settings: provider.settings("{url}") };
  }
  return {
    running,
    close: async () => {
      await Promise.all(started.map((one) => one.close()));
    },
  };
}
