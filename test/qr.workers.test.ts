// Codes, their pictures and their pages on the platform itself: its cryptography, its compression and its knowledge of languages.
import jsqr from "jsqr";
import { describe, expect, it } from "vitest";
import { codeKey, makeCode, openCode, pictureText } from "../src/core/code";
import { newId } from "../src/core/ids";
import { mostMm, qrMatrix, qrPng, qrSvg, quietModules } from "../src/core/qr";
import { pageHeaders, ticketPage } from "../src/http/scan/page";
import { languages, readerOf } from "../src/http/scan/reader";
import { ticket } from "../src/http/scan/scan-pages.fixture";

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

async function someCode() {
  const key = await codeKey("a secret of thirty-two characters");
  const code = {
    kind: "ticket" as const,
    workspaceId: newId("workspace", random),
    codeId: newId("code", random),
  };
  return { key, code, text: await makeCode(key, code) };
}

describe("in workerd", () => {
  it("a code says what it was made of", async () => {
    const { key, code, text } = await someCode();
    expect(await openCode(key, text.toLowerCase())).toEqual(code);
    expect(await openCode(key, `${text.slice(0, -1)}${text.endsWith("0") ? "1" : "0"}`)).toBeUndefined();
  });

  it("a PNG packs what the code holds, and unpacks to it", async () => {
    const text = pictureText("https://bell.example", (await someCode()).text);
    const png = await qrPng(qrMatrix(text));
    const { width, data } = await pixelsOf(png);
    expect(jsqr(data, width, width)?.data).toBe(text);
  });

  it("the largest picture for print is made in a moment", async () => {
    const matrix = qrMatrix(pictureText("https://bell.example", (await someCode()).text));
    const png = await qrPng(matrix, { mm: mostMm });
    expect(new DataView(png.buffer).getUint32(16)).toBeGreaterThan(4000);
    expect(png.length).toBeLessThan(30_000);
    expect(qrSvg(matrix)).toContain(`viewBox="0 0 ${matrix.size + 2 * quietModules} `);
  });

  it.each(languages)("dates and places are known in %s", async (language) => {
    const page = ticketPage(ticket, readerOf(language, "Europe/Warsaw"));
    expect(page).toContain(
      { en: "December 2, 2026 at", pl: "2 grudnia 2026", sv: "2 december 2026 kl. 18:05" }[language],
    );
    expect((await pageHeaders())["content-security-policy"]).toContain("sha256-");
  });
});

/** Pixels of a PNG of black and white in which each row is told in full or as the one above it. */
async function pixelsOf(png: Uint8Array<ArrayBuffer>): Promise<{ width: number; data: Uint8ClampedArray }> {
  const view = new DataView(png.buffer);
  const width = view.getUint32(16);
  let at = 8;
  while (new TextDecoder().decode(png.subarray(at + 4, at + 8)) !== "IDAT") at += 12 + view.getUint32(at);
  const packed = new Blob([png.subarray(at + 8, at + 8 + view.getUint32(at))]).stream();
  const unpacked = packed.pipeThrough(new DecompressionStream("deflate"));
  const lines = new Uint8Array(await new Response(unpacked).arrayBuffer());
  const rowBytes = 1 + Math.ceil(width / 8);
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  let told = lines.subarray(0, rowBytes);
  for (let y = 0; y < width; y++) {
    const line = lines.subarray(y * rowBytes, (y + 1) * rowBytes);
    if (line[0] === 0) told = line;
    for (let x = 0; x < width; x++)
      if ((told[1 + (x >> 3)] ?? 0) & (128 >> (x & 7)))
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  return { width, data };
}
