import { describe, expect, it } from "vitest";
import { z } from "zod";
import { outboundUrl, secret } from "../connectors/kit";
import { makeKeyring } from "../core/secrets";
import { markedFields, openSecrets, sealSecrets, secretTexts, splitSettings, typedTexts } from "./settings";

const title = { title: "A field" };
const form = z.object({
  name: z.string(),
  plain: secret(z.string(), title),
  optional: secret(z.string(), title).optional(),
  withDefault: secret(z.string(), title).default("x").nullable(),
  piped: secret(z.string(), title).pipe(z.string().min(2)),
  transformed: secret(z.string(), title).transform((text) => text.trim()),
  headers: secret(z.record(z.string(), z.string()), title),
  url: outboundUrl(z.string(), title).optional(),
});

describe("a form's marks", () => {
  it("are found under whatever is wrapped around them", () => {
    expect(markedFields(form, "secret")).toEqual([
      "plain",
      "optional",
      "withDefault",
      "piped",
      "transformed",
      "headers",
    ]);
    expect(markedFields(form, "outboundUrl")).toEqual(["url"]);
  });

  it("part what may be shown from what must be sealed", () => {
    const settings = { name: "A", plain: "s1", headers: { authorization: "s2" }, url: "https://example.com" };
    expect(splitSettings(form, settings)).toEqual({
      open: { name: "A", url: "https://example.com" },
      secret: { plain: "s1", headers: { authorization: "s2" } },
    });
  });
});

describe("secrets", () => {
  const ring = makeKeyring(`k1:${btoa("k".repeat(32))}`);

  it("come out as they went in, for the record they belong to", async () => {
    const sealed = await sealSecrets(await ring, "ws_1", "src_1", { plain: "hush" });
    expect(sealed).not.toContain("hush");
    expect(await openSecrets(await ring, "ws_1", "src_1", sealed)).toEqual({ plain: "hush" });
    await expect(openSecrets(await ring, "ws_1", "src_2", sealed)).rejects.toThrow();
    await expect(openSecrets(await ring, "ws_2", "src_1", sealed)).rejects.toThrow();
  });

  it("that are none are nothing", async () => {
    expect(await sealSecrets(await ring, "ws_1", "src_1", {})).toBeNull();
    expect(await openSecrets(await ring, "ws_1", "src_1", null)).toEqual({});
  });

  it("of an organisation's connection are all that was typed, and the parts of an address, but no choice of the form's", () => {
    const settings = { name: "Chain", region: "europe", url: "https://HOST.example/hooks/1?key=2" };
    const typed = typedTexts(form.extend({ region: z.enum(["europe"]).default("europe") }), settings);
    expect(typed).toEqual(expect.arrayContaining(["Chain", settings.url, "host.example", "/hooks/1?key=2"]));
    expect(typed).not.toContain("europe");
  });

  it("are all found, also in lists and deep down", () => {
    const secrets = { a: "one", b: { c: "two", d: ["three", { e: "four" }] }, f: 5, g: null };
    expect(secretTexts(secrets)).toEqual(["one", "two", "three", "four"]);
  });
});
