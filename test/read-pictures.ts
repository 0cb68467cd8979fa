// Reads pictures of QR codes as strangers would: a plain reader of SVG and PNG, and two decoders that know nothing of each other.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import jsqr from "jsqr";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

// Left to itself, it would fetch its binary from the internet.
const wasm = readFileSync(fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm")));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

/** Pixels as the web's ImageData has them. */
export type Pixels = { width: number; height: number; data: Uint8ClampedArray };

/** What each decoder reads: jsQR in JavaScript, and ZXing's in C++. */
export async function readByTwo(pixels: Pixels): Promise<(string | undefined)[]> {
  const { width, height, data } = pixels;
  // The reader takes no more of an ImageData than this; Node has no such class.
  const image = { width, height, data } as Parameters<typeof readBarcodes>[0];
  const [found] = await readBarcodes(image, {
    formats: ["QRCode"],
    tryInvert: false,
  });
  return [
    jsqr(data, width, height, { inversionAttempts: "dontInvert" })?.data,
    found?.isValid ? found.text : undefined,
  ];
}

function blank(width: number, height: number): Pixels {
  return { width, height, data: new Uint8ClampedArray(width * height * 4).fill(255) };
}

function paint(
  { width, data }: Pixels,
  x: number,
  y: number,
  [red = 0, green = 0, blue = 0]: number[],
): void {
  data.set([red, green, blue, 255], (y * width + x) * 4);
}

const rgb = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** The lines of closed loops, written `M0 0L7 0L7 7Z`. */
function linesOf(path: string): [number[], number[]][] {
  return path
    .split("Z")
    .filter((loop) => loop !== "")
    .flatMap((loop) => {
      const points = loop
        .slice(1)
        .split("L")
        .map((point) => point.split(" ").map(Number));
      return points.map((point, at): [number[], number[]] => [point, points[(at + 1) % points.length] ?? []]);
    });
}

/** A picture of one rectangle and one path of straight lines, as ours are. Inside is where the path winds around. */
export function pixelsOfSvg(svg: string, modulePixels: number): Pixels {
  const side = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const light = rgb(/<rect [^>]*fill="(#\w+)"/.exec(svg)?.[1] ?? "");
  const [, shift, dark = "", path = ""] =
    /<path transform="translate\((\d+) \d+\)" fill="(#\w+)" d="([^"]+)"/.exec(svg) ?? [];
  // Each upright line turns everything to the right of it from outside to inside, or back.
  const cells = Array.from({ length: side }, () => new Array<boolean>(side).fill(false));
  for (const [[fromX = 0, fromY = 0], [toX = 0, toY = 0]] of linesOf(path))
    if (fromX === toX)
      for (let y = Math.min(fromY, toY); y < Math.max(fromY, toY); y++)
        for (let x = fromX; x < side - Number(shift); x++) {
          const row = cells[y + Number(shift)] ?? [];
          row[x + Number(shift)] = !row[x + Number(shift)];
        }
  const pixels = blank(side * modulePixels, side * modulePixels);
  for (let y = 0; y < pixels.height; y++)
    for (let x = 0; x < pixels.width; x++)
      paint(
        pixels,
        x,
        y,
        cells[Math.floor(y / modulePixels)]?.[Math.floor(x / modulePixels)] ? rgb(dark) : light,
      );
  return pixels;
}

export type Chunk = { type: string; data: Uint8Array };

/** A PNG's chunks, each proven by its checksum, which is reckoned bit by bit, unlike the writer's. */
export function chunksOfPng(png: Uint8Array): Chunk[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const typed = png.subarray(at + 4, at + 8 + length);
    if (view.getUint32(at + 8 + length) !== checksum(typed)) throw new Error("A chunk's checksum is wrong.");
    chunks.push({ type: new TextDecoder().decode(typed.subarray(0, 4)), data: typed.slice(4) });
    at += 12 + length;
  }
  return chunks;
}

/** A PNG of two colours. */
export async function pixelsOfPng(png: Uint8Array): Promise<Pixels> {
  const chunks = chunksOfPng(png);
  const dataOf = (type: string) => chunks.find((one) => one.type === type)?.data ?? new Uint8Array();
  const header = new DataView(dataOf("IHDR").buffer);
  const [width, height] = [header.getUint32(0), header.getUint32(4)];
  const unpacked = new Blob([dataOf("IDAT").slice()])
    .stream()
    .pipeThrough(new DecompressionStream("deflate"));
  const lines = new Uint8Array(await new Response(unpacked).arrayBuffer());
  const pixels = blank(width, height);
  const palette = dataOf("PLTE");
  const rowBytes = 1 + Math.ceil(width / 8);
  for (let y = 0; y < height; y++) {
    const row = lines.subarray(y * rowBytes, (y + 1) * rowBytes);
    if (row[0] === 2)
      for (let at = 1; at < rowBytes; at++)
        row[at] = ((row[at] ?? 0) + (lines[(y - 1) * rowBytes + at] ?? 0)) & 255;
    for (let x = 0; x < width; x++) {
      const index = ((row[1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      paint(pixels, x, y, [...palette.subarray(index * 3, index * 3 + 3)]);
    }
  }
  return pixels;
}

function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes)
    for (let bit = 0; bit < 8; bit++) {
      const carry = (crc ^ (byte >> bit)) & 1;
      crc = (crc >>> 1) ^ (carry ? 0xedb88320 : 0);
    }
  return ~crc >>> 0;
}

/** Turned by some degrees around the middle, on a sheet large enough, as a phone held askew sees it. */
export function turned(pixels: Pixels, degrees: number): Pixels {
  const side = Math.ceil(pixels.width * 1.5);
  const sheet = blank(side, side);
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [fromX, fromY] = [x - side / 2, y - side / 2];
      const sourceX = Math.round(cos * fromX + sin * fromY + pixels.width / 2);
      const sourceY = Math.round(cos * fromY - sin * fromX + pixels.height / 2);
      if (sourceX < 0 || sourceY < 0 || sourceX >= pixels.width || sourceY >= pixels.height) continue;
      const at = (sourceY * pixels.width + sourceX) * 4;
      paint(sheet, x, y, [...pixels.data.subarray(at, at + 3)]);
    }
  return sheet;
}

/** Grey noise on every pixel, up to a strength of 255, from a generator that gives the same each time. */
export function noisy(pixels: Pixels, strength: number): Pixels {
  let seed = 1;
  const next = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const data = pixels.data.slice();
  for (let at = 0; at < data.length; at += 4) {
    const shift = (next() - 0.5) * 2 * strength;
    for (const part of [0, 1, 2]) data[at + part] = (data[at + part] ?? 0) + shift;
  }
  return { ...pixels, data };
}
