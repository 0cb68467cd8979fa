// One battery that every connector's source passes, and the proof that the registry lists every folder.
/// <reference types="vite/types/importMeta.d.ts" />
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { factSchema, isEventType, mergeFacts } from "../core/event";
import { connectors } from "./all";
import { formIn } from "./forms";
import { idleCartMsOf, type Reading, type Source, type SourceRequest } from "./kit";
import { requestOf, signBy, verifyBy } from "./request.fixture";

const now = Date.UTC(2026, 8, 1, 12);
const minute = 60_000;
const secretText = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const otherSecretText = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

type Settings = Record<string, unknown>;

/** Settings beyond the secrets, for sources that work in more than one way: `variants.fixture.ts` of their folder. */
const variants: Record<string, Settings[]> = Object.fromEntries(
  Object.entries(
    import.meta.glob<Settings[]>("./*/variants.fixture.ts", {
      eager: true,
      import: "variants",
    }),
  ).map(([path, of]) => [path.split("/")[1] ?? "", of]),
);

function secretNames(source: Source): string[] {
  const fields = Object.entries<z.ZodType>(source.settings.shape);
  return fields.filter(([, field]) => field.meta()?.secret === true).map(([name]) => name);
}

function settingsOf(source: Source, variant: Settings, text: string | undefined): Settings {
  const secrets = text === undefined ? [] : secretNames(source).map((name) => [name, text]);
  return source.settings.parse({ ...variant, ...Object.fromEntries(secrets) });
}

type Proof = { headers: Record<string, string>; query: Record<string, string> };

async function proofOf(source: Source, request: SourceRequest, settings: Settings, at = now): Promise<Proof> {
  const { headers = {}, query = {} } = await signBy(source, request, settings, at);
  return { headers, query };
}

const verify = (source: Source, request: SourceRequest, settings: Settings, at = now) =>
  verifyBy(source, request, settings, at);

function proved(request: SourceRequest, { headers, query }: Proof): SourceRequest {
  const all = new Headers(request.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return { ...request, headers: all, query: new URLSearchParams(query) };
}

/** The text with one character changed, in its middle, where base64's padding cannot hide it. */
function altered(text: string): string {
  const at = Math.floor(text.length / 2);
  const char = text.charAt(at);
  return text.slice(0, at) + (char === "7" ? "8" : "7") + text.slice(at + 1);
}

function withByteChanged(request: SourceRequest): SourceRequest {
  const body = request.body.slice();
  const at = Math.floor(body.length / 2);
  body[at] = (body[at] ?? 0) ^ 1;
  return { ...request, body };
}

/** Each proof with one of its parts left out or changed. */
function spoiled(proof: Proof, how: (value: string) => string | undefined): [string, Proof][] {
  return (["headers", "query"] as const).flatMap((part) =>
    Object.entries(proof[part]).map(([name, value]): [string, Proof] => {
      const { [name]: _, ...others } = proof[part];
      const changed = how(value);
      return [name, { ...proof, [part]: changed === undefined ? others : { ...others, [name]: changed } }];
    }),
  );
}

const keysOf = (reading: Reading) =>
  reading.is === "facts" ? reading.facts.map((fact) => fact.key) : reading;

/** Whether anybody but the provider can sign with these settings. */
async function canSign(source: Source, variant: Settings): Promise<boolean> {
  const signed = await source.sign?.(requestOf("{}"), settingsOf(source, variant, secretText), now);
  return signed !== undefined;
}

const cases = await Promise.all(
  connectors.flatMap(({ id, source }) =>
    source
      ? (variants[id] ?? [{}]).map(async (variant, i) => ({
          id,
          source,
          variant,
          variantName: i === 0 ? "" : `-${i}`,
          name: `${id} ${JSON.stringify(variant)}`,
          signs: await canSign(source, variant),
        }))
      : [],
  ),
);

describe("the registry", () => {
  it("lists exactly the folders of src/connectors", () => {
    // Vite's listing, and not node:fs: the rules are compiled without the types of any runtime.
    const folders = Object.keys(import.meta.glob("./*/*")).map((path) => path.split("/")[1]);
    expect(connectors.map(({ id }) => id).toSorted()).toEqual([...new Set(folders)].toSorted());
  });

  it.each(connectors)("names $id in kebab-case and describes it", (connector) => {
    expect(connector.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(connector.title).not.toBe("");
    expect(connector.summary).toMatch(/\.$/);
    expect(connector.source ?? connector.tool).toBeDefined();
  });
});

describe.each(cases)("the source of $name", ({ id, source, variant, variantName, signs }) => {
  const settings = settingsOf(source, variant, secretText);
  const samples = source.samples.map((sample): [string, SourceRequest] => [
    sample.title,
    requestOf(sample.body, sample.headers),
  ]);

  it("tells how to set it up, with its URL, and has samples with distinct titles", () => {
    expect(source.setupSteps.join(" ")).toContain("{{url}}");
    expect(samples.length).toBeGreaterThan(0);
    expect(new Set(samples.map(([title]) => title)).size).toBe(samples.length);
  });

  it("has no caveat once its secrets are set", () => {
    expect(source.caveat?.(settings)).toBeUndefined();
  });

  it.each(secretNames(source))("refuses an empty %s instead of taking it for none", (name) => {
    expect(source.settings.safeParse({ ...settings, [name]: "" }).success).toBe(false);
    expect(source.settings.safeParse({ ...settings, [name]: "  " }).success).toBe(false);
  });

  it.runIf(signs)("without secrets says so in words, or cannot be saved at all", async () => {
    const bare = source.settings.safeParse(variant);
    if (!bare.success) return;
    expect(source.caveat?.(bare.data)).toMatch(/^[A-Z].{20,}\.$/);
    for (const [, request] of samples)
      expect(await verify(source, request, bare.data, now)).toEqual({ ok: true });
  });

  describe.each(signs ? samples : [])("%s, signed,", (_title, request) => {
    it("is accepted when it is genuine", async () => {
      const genuine = proved(request, await proofOf(source, request, settings));
      expect(await verify(source, genuine, settings, now)).toEqual({ ok: true });
    });

    it("is refused without any one part of its proof", async () => {
      const lacking = spoiled(await proofOf(source, request, settings), () => undefined);
      expect(lacking.length).toBeGreaterThan(0);
      for (const [name, proof] of lacking) {
        const answer = await verify(source, proved(request, proof), settings, now);
        expect(answer, name).toMatchObject({ ok: false, reason: "missing" });
      }
    });

    it("is refused with any one part of its proof changed", async () => {
      for (const [name, proof] of spoiled(await proofOf(source, request, settings), altered)) {
        const answer = await verify(source, proved(request, proof), settings, now);
        expect(answer, name).toMatchObject({ ok: false, reason: expect.stringMatching(/mismatch|stale/) });
      }
    });

    it("is refused when it is proved with another secret", async () => {
      const proof = await proofOf(source, request, settingsOf(source, variant, otherSecretText));
      expect(await verify(source, proved(request, proof), settings, now)).toMatchObject({
        reason: "mismatch",
      });
    });

    it("is refused with one byte of its body changed, where the body is signed", async () => {
      const changed = withByteChanged(request);
      const proof = await proofOf(source, request, settings);
      if (JSON.stringify(proof) === JSON.stringify(await proofOf(source, changed, settings))) return;
      expect(await verify(source, proved(changed, proof), settings, now)).toMatchObject({
        reason: "mismatch",
      });
    });

    it("is refused as stale ten minutes off, where the time is signed", async () => {
      const proof = await proofOf(source, request, settings);
      const later = await proofOf(source, request, settings, now + 10 * minute);
      if (JSON.stringify(proof) === JSON.stringify(later)) return;
      for (const at of [now + 10 * minute, now - 10 * minute]) {
        expect(await verify(source, proved(request, proof), settings, at)).toMatchObject({ reason: "stale" });
      }
    });
  });

  describe.each(samples)("%s", (_title, request) => {
    it("is understood, in facts of known types with keys of their own", async () => {
      const reading = await source.read(request, settings, now);
      expect(["facts", "nothing"]).toContain(reading.is);
      if (reading.is !== "facts") return;
      for (const { key, fact } of reading.facts) {
        expect(factSchema.strict().parse(fact)).toEqual(fact);
        expect(isEventType(fact.type), fact.type).toBe(true);
        expect(mergeFacts(fact, structuredClone(fact)), "the same told again").toBeUndefined();
        expect(key).toMatch(/^\S{3,300}$/);
      }
      expect(new Set(reading.facts.map(({ key }) => key)).size).toBe(reading.facts.length);
    });

    it("has the same keys when it comes again a day later", async () => {
      const again = await source.read(request, settings, now + 24 * 60 * minute);
      expect(keysOf(again)).toEqual(keysOf(await source.read(request, settings, now)));
    });
  });

  it("lets its owner say when a cart is abandoned, if it tells of changed carts, and only then", async () => {
    const anybodys = { type: "cart.updated", id: "x-1", email: "a@example.com", cart_id: "c-1" };
    const json = requestOf(JSON.stringify(anybodys), { "content-type": "application/json" });
    const requests = [...samples.map(([, request]) => request), json];
    const readings = await Promise.all(requests.map((request) => source.read(request, settings, now)));
    const facts = readings.flatMap((reading) => (reading.is === "facts" ? reading.facts : []));
    const tellsCarts = facts.some(({ fact }) => fact.type === "cart.updated");
    expect(idleCartMsOf(source, { idleCartMinutes: 5 })).toBe(tellsCarts ? 5 * minute : undefined);
    expect(idleCartMsOf(source, {}), "of settings saved before").toBe(tellsCarts ? 60 * minute : undefined);
    expect(idleCartMsOf(source, { idleCartMinutes: 0 })).toBeUndefined();
  });

  it("tells its samples as it did", async () => {
    const told = await Promise.all(
      source.samples.map(async ({ title, body, headers }) => {
        const reading = await source.read(requestOf(body, headers), settings, now);
        // The shop's own words are the sample itself.
        const facts = reading.is === "facts" ? reading.facts.map(({ data: _, ...fact }) => fact) : reading;
        return [title, facts];
      }),
    );
    const golden = `${JSON.stringify(Object.fromEntries(told), null, 2)}\n`;
    await expect(golden).toMatchFileSnapshot(`./${id}/golden${variantName}.json`);
  });

  it("says which events it tells of, as its samples do", async () => {
    const readings = await Promise.all(samples.map(([, request]) => source.read(request, settings, now)));
    const told = readings.flatMap((one) =>
      one.is === "facts" ? one.facts.map(({ fact }) => fact.type) : [],
    );
    const { tells } = source;
    if (tells === "any") return;
    expect(tells.filter((type) => !isEventType(type))).toEqual([]);
    // A type of the shop's own choosing is known to the shop alone.
    const ours = told.filter((type) => !type.startsWith("custom."));
    expect(ours.filter((type) => !tells.includes(type))).toEqual([]);
  });

  it("tells most of its samples as facts", async () => {
    const readings = await Promise.all(samples.map(([, request]) => source.read(request, settings, now)));
    expect(readings.filter(({ is }) => is === "facts").length).toBeGreaterThan(samples.length / 2);
  });
});

describe.each(cases)("the source of $name, given anything", ({ source, variant, signs }) => {
  const settings = settingsOf(source, variant, secretText);
  const headers = source.samples.map((sample) => sample.headers);

  async function survives(request: SourceRequest): Promise<void> {
    const started = performance.now();
    await verify(source, request, settings, now);
    const proof = await proofOf(source, request, settings);
    if (signs) expect(await verify(source, proved(request, proof), settings, now)).toEqual({ ok: true });
    await source.handshake?.(request, settings);
    source.reply?.(request, settings);
    const reading = await source.read(request, settings, now);
    expect(performance.now() - started).toBeLessThan(10_000);
    if (reading.is === "facts") {
      for (const { key, fact } of reading.facts) {
        expect(factSchema.parse(fact)).toEqual(fact);
        expect(key).not.toBe("");
      }
    }
  }

  const anyHeaders = fc.oneof(
    fc.constantFrom(...headers),
    fc.record({
      "content-type": fc.constantFrom("", "text/xml", "application/x-www-form-urlencoded", "a/b+json"),
    }),
  );

  it("never throws at random bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), anyHeaders, async (body, some) => {
        await survives(requestOf(body, some));
      }),
    );
  });

  it("never throws at random JSON", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), anyHeaders, (body, some) => survives(requestOf(body, some))),
      { numRuns: 60 },
    );
  });

  it("never throws at its own samples with any member replaced by anything", async () => {
    const oddities = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        { toString: 1, valueOf: 1 },
        { length: -1 },
        1e308,
        -0.001,
        "9".repeat(400),
        "\u0000",
        "١",
      ),
    );
    // A form whose sender could as well send JSON is read as the same members.
    const json = source.samples.map((sample) =>
      /^[[{]/.test(sample.body)
        ? sample
        : {
            body: JSON.stringify(formIn(sample.body) ?? {}),
            headers: { "content-type": "application/json" },
          },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...json), fc.nat(), oddities, async (sample, position, odd) => {
        let left = position % 60;
        const body = JSON.stringify(JSON.parse(sample.body), (_name, value) => (left-- === 0 ? odd : value));
        if (body !== undefined) await survives(requestOf(body, sample.headers));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["nesting", "[".repeat(200_000) + "]".repeat(200_000)],
    ["nested objects", `${'{"data":'.repeat(50_000)}1${"}".repeat(50_000)}`],
    ["a long number", `{"event":"single_product_bought","type":"sale","id":${"9".repeat(200_000)}}`],
    [
      "a long word",
      JSON.stringify({ type: "a ".repeat(200_000), event: "aA".repeat(200_000), email: "@".repeat(400_000) }),
    ],
    [
      "a long list",
      JSON.stringify({ type: Array(50_000).fill("sale"), products: Array(20_000).fill({ id: 1 }) }),
    ],
    [
      "a long content",
      JSON.stringify({ type: "sale", data: Array(20_000).fill({ email: "x", items: [{}] }) }),
    ],
    ["a long form", "a[]=1&".repeat(100_000)],
    ["a deep form", `a${"[b]".repeat(100_000)}=1`],
    [
      "a polluting name",
      '{"type":"sale","event":"constructor","__proto__":{"id":1},"constructor":{"prototype":1}}',
    ],
    ["nothing", ""],
  ])("takes no time at %s", async (_what, body) => {
    for (const some of [
      ...headers.slice(0, 1),
      {},
      { "content-type": "application/x-www-form-urlencoded" },
    ]) {
      await survives(requestOf(body, some));
    }
  });
});
