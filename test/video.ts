// A film of one QR code, for a browser that takes it for its camera's picture.
import { writeFile } from "node:fs/promises";
import { qrMatrix } from "../src/core/qr";

const width = 640;
const height = 480;
const modulePixels = 8;

/** Arguments by which Chromium has a camera that sees this film. */
export const cameraOf = (file: string) => [
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-video-capture=${file}`,
];

/** Writes a film in YUV4MPEG2 (https://wiki.multimedia.cx/index.php/YUV4MPEG2): a code on a light grey wall. */
export async function filmCode(file: string, text: string): Promise<void> {
  const matrix = qrMatrix(text);
  const luma = Buffer.alloc(width * height, 190);
  const side = (matrix.size + 8) * modulePixels;
  const [left, top] = [(width - side) >> 1, (height - side) >> 1];
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const isDark = matrix.get(Math.floor(x / modulePixels) - 4, Math.floor(y / modulePixels) - 4);
      luma[(top + y) * width + left + x] = isDark ? 30 : 235;
    }
  const grey = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, grey]);
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(file, Buffer.concat([header, frame, frame]));
}
