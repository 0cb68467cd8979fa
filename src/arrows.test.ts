// Imports run one way: core ← connectors ← flows ← {ledger, http, storage} ← wiring ← worker.
/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from "vitest";

const sources: Record<string, string> = import.meta.glob(["./**/*.ts", "!./**/*.test.ts", "!./**/*.d.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
/** Paths below src, without "./". */
const files = Object.entries(sources).map(([path, text]): [string, string] => [path.slice(2), text]);

/** What each layer may import besides itself. `types` are layers of which it may know the types alone. */
const arrows: Record<string, { may: string[]; types?: string[] }> = {
  core: { may: [] },
  connectors: { may: ["core"] },
  flows: { may: ["core", "connectors"] },
  ledger: { may: ["core", "flows"], types: ["connectors"] },
  storage: { may: ["core"] },
  http: { may: ["core", "flows", "storage"], types: ["connectors"] },
  admin: { may: [], types: ["core", "http"] }, // and what it has in common with the server: see below
  wiring: { may: ["core", "connectors", "flows", "ledger", "storage"], types: ["http"] },
  worker: { may: ["flows", "http", "wiring"] },
};

const layerOf = (path: string) =>
  path.includes("/") ? (path.split("/")[0] ?? "") : path.replace(/\.ts$/, "");

type Import = { of: string; isType: boolean };
/** Every import of a file, relative ones as paths below src. */
function importsOf(path: string, text: string): Import[] {
  const found = [
    ...text.matchAll(
      /^(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)|^import\s+"([^"]+)"/gm,
    ),
  ];
  return found.map((match) => {
    const of = match[2] ?? match[3] ?? match[4] ?? "";
    const below = of.startsWith(".") ? new URL(of, `file:///${path}`).pathname.slice(1) : of;
    return { of: below, isType: match[1] !== undefined };
  });
}

/** What the admin page and the server compute alike, and the words that both kinds of scan pages share. */
const common = [
  "core/currency",
  "core/code",
  "core/language",
  "core/scan",
  "http/scan/reader",
  "http/scan/texts",
];

const isOurs = (of: string) => layerOf(of) in arrows;

describe("imports", () => {
  it("are found at all", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(importsOf("worker.ts", sources["./worker.ts"] ?? "").map((one) => one.of)).toContain("http/app");
    expect([...new Set(files.map(([path]) => layerOf(path)))].filter((layer) => !(layer in arrows))).toEqual(
      [],
    );
  });

  it("run one way", () => {
    const against = files.flatMap(([path, text]) => {
      const layer = layerOf(path);
      const { may, types = [] } = arrows[layer] ?? { may: [] };
      return importsOf(path, text)
        .filter(({ of }) => isOurs(of))
        .filter(({ of, isType }) => {
          const to = layerOf(of);
          if (layer === "admin" && common.includes(of)) return false;
          return to !== layer && !may.includes(to) && !(isType && types.includes(to));
        })
        .map(({ of }) => `${path} imports ${of}`);
    });
    expect(against).toEqual([]);
  });

  it("of a connector name what connectors share, the core and its own folder, and no other connector", () => {
    const shared = files
      .map(([path]) => path)
      .filter((path) => /^connectors\/[^/]+\.ts$/.test(path) && path !== "connectors/all.ts")
      .map((path) => path.replace(/\.ts$/, ""));
    const against = files
      .filter(([path]) => path.split("/").length > 2 && path.startsWith("connectors/"))
      .flatMap(([path, text]) => {
        const own = path.split("/").slice(0, 2).join("/");
        return importsOf(path, text)
          .filter(({ of }) => of.startsWith("connectors/"))
          .filter(({ of }) => !shared.includes(of) && !of.startsWith(`${own}/`))
          .map(({ of }) => `${path} imports ${of}`);
      });
    expect(against).toEqual([]);
  });

  it("of the admin page stop at the API's type, and at what it has in common with the server", () => {
    const against = files
      .filter(([path]) => path.startsWith("admin/"))
      .flatMap(([path, text]) =>
        importsOf(path, text)
          .filter(
            ({ of, isType }) => isOurs(of) && layerOf(of) !== "admin" && !isType && !common.includes(of),
          )
          .map(({ of }) => `${path} imports ${of}`),
      );
    expect(against).toEqual([]);
  });
});

describe("the platform", () => {
  const platform =
    /\b(?:D1Database|DurableObject\w*|SqlStorage|MessageBatch|ExecutionContext|ExportedHandler|KVNamespace|R2Bucket|SendEmail)\b|"cloudflare:|\bQueue<|: Fetcher\b/;
  const isAllowed = (path: string) =>
    ["wiring", "worker", "ledger"].includes(layerOf(path)) || path === "storage/database.ts";

  it("is named by the wiring, the Worker, the ledger, and where the database is opened", () => {
    const found = files
      .filter(([path]) => !isAllowed(path))
      .filter(([, text]) => platform.test(text))
      .map(([path]) => path);
    expect(found).toEqual([]);
  });

  it("is not read for settings anywhere but in the wiring", () => {
    const found = files
      .filter(([path]) => !["wiring", "worker", "ledger"].includes(layerOf(path)))
      .filter(([, text]) => /\benv\.[A-Z]|process\.env|import\.meta\.env/.test(text))
      .map(([path]) => path);
    expect(found).toEqual([]);
  });
});
