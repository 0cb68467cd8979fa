// QR codes as a square of modules, and as pictures: SVG and PNG, for screens and for print.
import { correction, generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";
import { z } from "zod";

/** A QR code without its quiet zone. */
export type Matrix = { readonly size: number; get(x: number, y: number): boolean };

/** Light modules on all sides, without which scanners do not find a code. https://www.qrcode.com/en/howto/code.html */
export const quietModules = 4;

/** Error correction M (15 % may be lost), or better where the same size of picture holds it. */
export function qrMatrix(text: string): Matrix {
  return generate(text, { minCorrectionLevel: correction.M });
}

// ── Colours ──

/** What two colours differ by at least, as WCAG measures it: from 1 (alike) to 21 (black on white). */
export const leastContrast = 4.5;

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, { error: "is not a colour; write it like #1a2b3c" })
  .meta({ examples: ["#1a2b3c"] });

export const coloursSchema = z
  .strictObject({
    dark: colour.default("#000000").meta({ title: "Colour of the code" }),
    light: colour.default("#ffffff").meta({ title: "Colour of the ground" }),
  })
  .superRefine((colours, context) => {
    const message = coloursProblem(colours);
    if (message) context.addIssue({ code: "custom", path: ["dark"], message });
  });
export type Colours = z.infer<typeof coloursSchema>;
export const blackOnWhite: Colours = { dark: "#000000", light: "#ffffff" };

/** Why scanners may not read these colours, in words; undefined when they do. */
export function coloursProblem({ dark, light }: Colours): string | undefined {
  const [ink, ground] = [luminance(dark), luminance(light)];
  if (ink >= ground)
    return "must be darker than the ground: many scanners do not find a light code on a dark ground";
  const contrast = (ground + 0.05) / (ink + 0.05);
  if (contrast >= leastContrast) return undefined;
  // Rounded down, so that it is never told as what would do.
  const told = Math.floor(contrast * 10) / 10;
  return `is too close to the ground for scanners: the contrast is ${told}, and it takes ${leastContrast}; choose a darker colour, or a lighter ground`;
}

/** Relative luminance. https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = rgb(hex).map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function rgb(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

// ── Sizes ──

/** Print sizes: the side of the picture with its quiet zone. Below 2 cm hand-held phones fail; a poster has 50 cm. */
export const leastMm = 20;
export const mostMm = 500;

const printDotsPerInch = 600;
/** Bounds the work: a 1-bit picture of this side is 2 MB before it is packed. */
const mostPixels = 4096;
const screenModulePixels = 8;
const mmPerInch = 25.4;

/** A PNG's pixels for each module, always whole ones, and how dense they are printed; no density for screens. */
type Raster = { modulePixels: number; pixelsPerMetre?: number };

function rasterOf(modules: number, mm: number | undefined): Raster {
  if (mm === undefined) return { modulePixels: screenModulePixels };
  const wanted = Math.min(mostPixels, (mm / mmPerInch) * printDotsPerInch);
  const modulePixels = Math.max(1, Math.floor(wanted / modules));
  return { modulePixels, pixelsPerMetre: Math.round((modulePixels * modules * 1000) / mm) };
}

// ── Pictures ──

export type PictureOptions = {
  colours?: Colours;
  /** The printed side in millimetres; for a screen when absent. */
  mm?: number;
};

/** @param title what a screen reader says */
export function qrSvg(
  matrix: Matrix,
  { colours = blackOnWhite, mm, title }: PictureOptions & { title?: string } = {},
): string {
  const side = matrix.size + 2 * quietModules;
  const length = mm === undefined ? String(side * screenModulePixels) : `${mm}mm`;
  const name = title === undefined ? "" : `<title>${escapeXml(title)}</title>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${length}" height="${length}" role="img" shape-rendering="crispEdges">` +
    `${name}<rect width="${side}" height="${side}" fill="${colours.light}"/>` +
    `<path transform="translate(${quietModules} ${quietModules})" fill="${colours.dark}" d="${toSvgPath(matrix)}"/></svg>`
  );
}

/** Text for an element of XML; characters that XML cannot hold are left out. */
function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come through
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").toWellFormed();
  return clean.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** One bit a pixel, two colours. https://www.w3.org/TR/png-3/ */
export async function qrPng(
  matrix: Matrix,
  { colours = blackOnWhite, mm }: PictureOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const modules = matrix.size + 2 * quietModules;
  const { modulePixels, pixelsPerMetre } = rasterOf(modules, mm);
  const pixels = modules * modulePixels;
  const header = [...bytes32(pixels), ...bytes32(pixels), 1, 3, 0, 0, 0]; // 1 bit, of a palette
  const chunks = [
    chunk("IHDR", header),
    chunk("PLTE", [...rgb(colours.light), ...rgb(colours.dark)]),
    ...(pixelsPerMetre === undefined
      ? []
      : [chunk("pHYs", [...bytes32(pixelsPerMetre), ...bytes32(pixelsPerMetre), 1])]),
    chunk("IDAT", await deflate(scanlines(matrix, modulePixels))),
    chunk("IEND", []),
  ];
  return joined([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), ...chunks]);
}

/** Rows of pixels, each behind its filter. A row like the one above it is told as such, so the picture packs small. */
function scanlines(matrix: Matrix, modulePixels: number): Uint8Array<ArrayBuffer> {
  const pixels = (matrix.size + 2 * quietModules) * modulePixels;
  const rowBytes = 1 + Math.ceil(pixels / 8);
  const lines = new Uint8Array(rowBytes * pixels);
  for (let line = 0; line < pixels; line++) {
    const row = lines.subarray(line * rowBytes, (line + 1) * rowBytes);
    if (line % modulePixels > 0) row[0] = 2;
    else drawRow(row.subarray(1), matrix, line / modulePixels - quietModules, modulePixels);
  }
  return lines;
}

function drawRow(row: Uint8Array, matrix: Matrix, y: number, modulePixels: number): void {
  for (let x = 0; x < matrix.size; x++) {
    if (!matrix.get(x, y)) continue;
    const from = (x + quietModules) * modulePixels;
    for (let at = from; at < from + modulePixels; at++)
      row[at >> 3] = (row[at >> 3] ?? 0) | (128 >> (at & 7));
  }
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

function chunk(type: string, data: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(12 + data.length);
  whole.set(bytes32(data.length));
  whole.set(new TextEncoder().encode(type), 4);
  whole.set(data, 8);
  whole.set(bytes32(crc32(whole.subarray(4, 8 + data.length))), 8 + data.length);
  return whole;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 255] ?? 0);
  return ~crc >>> 0;
}

function bytes32(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
