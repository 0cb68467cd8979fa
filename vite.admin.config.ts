// Builds the admin page and the scan page into dist/admin, from where the Worker's assets are served.
import { createHash } from "node:crypto";
import path from "node:path";
import { defineConfig, type Plugin, type Rolldown } from "vite";

const root = path.join(import.meta.dirname, "src/admin");

export default defineConfig({
  root,
  plugins: [scanWorkerFiles()],
  build: {
    outDir: "../../dist/admin",
    emptyOutDir: true,
    // Nothing inline: the content security policy allows only files of our own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: path.join(root, "index.html"),
        scan: path.join(root, "scan.html"),
        "scan-worker": path.join(root, "scan/worker.ts"),
      },
      output: {
        // A service worker is known by its address, and may serve only what lies below it.
        entryFileNames: ({ name }) => (name === "scan-worker" ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
});

/** Tells the scan page's service worker which files the page is made of, and a version that changes with them. */
function scanWorkerFiles(): Plugin {
  return {
    name: "scan-worker-files",
    enforce: "post",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
      const page = chunks.find((one) => one.name === "scan");
      const worker = chunks.find((one) => one.name === "scan-worker");
      const html = bundle["scan.html"];
      if (!page || !worker || html?.type !== "asset") throw new Error("The scan page was not built.");
      const files = ["/bell.svg", ...filesOf(page, chunks)];
      const version = createHash("sha256").update(html.source).update(worker.code).digest("hex").slice(0, 12);
      worker.code = worker.code
        .replaceAll("__SCAN_FILES__", JSON.stringify(files))
        .replaceAll("__SCAN_VERSION__", JSON.stringify(version));
    },
  };
}

/** A chunk with all it loads, at once or later: the decoder, too, is needed without a network. */
function filesOf(first: Rolldown.OutputChunk, chunks: Rolldown.OutputChunk[]): string[] {
  const found = new Set<string>();
  const add = (chunk: Rolldown.OutputChunk) => {
    if (found.has(`/${chunk.fileName}`)) return;
    found.add(`/${chunk.fileName}`);
    for (const file of chunk.viteMetadata?.importedCss ?? []) found.add(`/${file}`);
    for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
      const next = chunks.find(({ fileName }) => fileName === name);
      if (next) add(next);
    }
  };
  add(first);
  return [...found];
}
