// Pictures of QR codes are read back by two decoders: over many codes, in many colours, askew and in noise.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Chunk,
  chunksOfPng,
  noisy,
  pixelsOfPng,
  pixelsOfSvg,
  readByTwo,
  turned,
} from "../../test/read-pictures";
import { codeKey, makeCode, pictureText } from "./code";
import { idBytes, newId } from "./ids";
import {
  type Colours,
  coloursProblem,
  coloursSchema,
  leastMm,
  mostMm,
  qrMatrix,
  qrPng,
  qrSvg,
  quietModules,
} from "./qr";

const key = await codeKey("a secret of thirty-two characters");
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
async function someText(host = "shopbell.example-co.io"): Promise<string> {
  const ids = { workspaceId: newId("workspace", random), codeId: newId("code", random) };
  return pictureText(`https://${host}`, await makeCode(key, { kind: "ticket", ...ids }));
}
const text = pictureText(
  "https://shopbell.example-co.io",
  await makeCode(key, {
    kind: "ticket",
    workspaceId: newId("workspace", () => new Uint8Array(idBytes).fill(3)),
    codeId: newId("code", () => new Uint8Array(idBytes).fill(5)),
  }),
);
const matrix = qrMatrix(text);

describe("a code's picture", () => {
  it("is read by two decoders, as SVG and as PNG, for many codes", async () => {
    for (let i = 0; i < 25; i++) {
      const one = await someText();
      const its = qrMatrix(one);
      expect(await readByTwo(pixelsOfSvg(qrSvg(its), 4))).toEqual([one, one]);
      expect(await readByTwo(await pixelsOfPng(await qrPng(its)))).toEqual([one, one]);
    }
  });

  it.each([
    ["shopbell.example-co.io", 33],
    ["shopbell.somebodys-shop.workers.dev", 33],
    ["shopbell.somebodys-shops.workers.dev", 37],
    ["a-very-long-name-of-an-installation.in-the-cloud.example.org", 37],
  ])("for the host %s has %i modules a side", async (host, modules) => {
    expect(qrMatrix(await someText(host)).size).toBe(modules);
  });

  it("is coarser in capitals than in small letters would be", async () => {
    const long = await someText("shopbell.somebodys.workers.dev");
    expect(qrMatrix(long).size).toBe(33);
    expect(qrMatrix(long.toLowerCase()).size).toBe(37);
  });

  it.each([0, 10, 30, 45, 90, 135, 180, 270])("is read when held askew by %i degrees", async (degrees) => {
    const pixels = await pixelsOfPng(await qrPng(matrix));
    expect(await readByTwo(turned(pixels, degrees))).toEqual([text, text]);
  });

  it("is read through noise", async () => {
    const pixels = await pixelsOfPng(await qrPng(matrix));
    expect(await readByTwo(noisy(pixels, 60))).toEqual([text, text]);
  });

  it("is read with a part of it lost: error correction is M at least", async () => {
    const pixels = await pixelsOfPng(await qrPng(matrix));
    for (
      let y = 0;
      y < 5 * 8;
      y++ // five modules square, in the middle of the data
    )
      for (let x = 0; x < 5 * 8; x++)
        pixels.data.fill(
          255,
          ((y + 180) * pixels.width + x + 150) * 4,
          ((y + 180) * pixels.width + x + 151) * 4,
        );
    expect(await readByTwo(pixels)).toEqual([text, text]);
  });

  it("is not read by chance: a spoilt one is not", async () => {
    const pixels = await pixelsOfPng(await qrPng(matrix));
    pixels.data.fill(255, 0, pixels.data.length / 2);
    expect(await readByTwo(pixels)).toEqual([undefined, undefined]);
  });
});

describe("an SVG", () => {
  it("has a quiet zone, one path, a size in print and a name, and nothing that runs", () => {
    const svg = qrSvg(matrix, { mm: 30, title: `Ticket <1> & "co"` });
    const side = matrix.size + 2 * quietModules;
    expect(svg).toContain(`viewBox="0 0 ${side} ${side}" width="30mm" height="30mm"`);
    expect(svg).toContain(`<title>Ticket &lt;1&gt; &amp; "co"</title>`);
    expect(svg).toContain(`<rect width="${side}" height="${side}" fill="#ffffff"/>`);
    expect(svg.match(/<(\w+)/g)).toEqual(["<svg", "<title", "<rect", "<path"]);
    expect(svg.length).toBeLessThan(10_000);
  });
});

describe("a PNG", () => {
  it("leaves four light modules on every side", async () => {
    const { width, height, data } = await pixelsOfPng(await qrPng(matrix));
    expect(width).toBe((matrix.size + 8) * 8);
    const quiet = quietModules * 8;
    const dark = [...data.keys()].filter((at) => at % 4 === 0 && data[at] === 0).map((at) => at / 4);
    const sides = [
      (at: number) => at % width,
      (at: number) => width - 1 - (at % width),
      (at: number) => Math.floor(at / width),
      (at: number) => height - 1 - Math.floor(at / width),
    ];
    for (const side of sides)
      expect(dark.reduce((least, at) => Math.min(least, side(at)), width)).toBe(quiet);
  });

  it("is small", async () => {
    expect((await qrPng(matrix)).length).toBeLessThan(1_000);
    expect((await qrPng(matrix, { mm: mostMm })).length).toBeLessThan(30_000);
  });

  it.each([leastMm, 30, 50, 100, mostMm])("of %i mm says how dense it is to be printed", async (mm) => {
    const chunks = chunksOfPng(await qrPng(matrix, { mm }));
    const width = numberIn(chunks, "IHDR");
    const modulePixels = width / (matrix.size + 8);
    expect(width / numberIn(chunks, "pHYs")).toBeCloseTo(mm / 1000, 4);
    expect(modulePixels).toBe(Math.floor(modulePixels));
    expect(modulePixels).toBeGreaterThanOrEqual(4);
    expect(width).toBeLessThanOrEqual(4096);
  });

  it("for print is read by two decoders", async () => {
    const pixels = await pixelsOfPng(await qrPng(matrix, { mm: leastMm }));
    expect(await readByTwo(pixels)).toEqual([text, text]);
  });

  it("for a screen says nothing about print", async () => {
    const chunks = chunksOfPng(await qrPng(matrix));
    expect(chunks.map((one) => one.type)).toEqual(["IHDR", "PLTE", "IDAT", "IEND"]);
  });
});

/** The first number of a chunk. */
function numberIn(chunks: Chunk[], type: string): number {
  const data = chunks.find((one) => one.type === type)?.data ?? new Uint8Array();
  return new DataView(data.buffer).getUint32(0);
}

describe("colours", () => {
  it.each<[string, string, string | undefined]>([
    ["#000000", "#ffffff", undefined],
    ["#1d3557", "#f1faee", undefined],
    ["#767676", "#ffffff", undefined],
    ["#777777", "#ffffff", "the contrast is 4.4, and it takes 4.5"],
    ["#ffffff", "#000000", "must be darker than the ground"],
    ["#0000ff", "#0000ff", "must be darker than the ground"],
    ["#ff8800", "#ffffff", "too close to the ground"],
    ["#000000", "#222222", "too close to the ground"],
  ])("%s on %s", (dark, light, problem) => {
    const told = coloursProblem({ dark, light });
    if (problem === undefined) expect(told).toBeUndefined();
    else expect(told).toContain(problem);
  });

  it("are black on white unless chosen, and refused in words", () => {
    expect(coloursSchema.parse({})).toEqual({ dark: "#000000", light: "#ffffff" });
    expect(coloursSchema.safeParse({ dark: "red" }).error?.issues[0]?.message).toContain(
      "write it like #1a2b3c",
    );
    expect(coloursSchema.safeParse({ dark: "#ffff00" }).error?.issues[0]?.path).toEqual(["dark"]);
    expect(coloursSchema.safeParse({ dark: `#000"/><script>` }).success).toBe(false);
  });

  const hex = fc
    .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
    .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`);
  it("that are let through are read by two decoders, whichever they are", async () => {
    const chosen = fc
      .record({ dark: hex, light: hex })
      .filter((colours: Colours) => coloursProblem(colours) === undefined);
    await fc.assert(
      fc.asyncProperty(chosen, async (colours) => {
        expect(await readByTwo(await pixelsOfPng(await qrPng(matrix, { colours })))).toEqual([text, text]);
        expect(await readByTwo(pixelsOfSvg(qrSvg(matrix, { colours }), 4))).toEqual([text, text]);
      }),
      { numRuns: 25 },
    );
  });
});
