// Codes: what stands in the URL of a QR code. A code says which one of which workspace it is, and a short MAC proves that
// we made it, so a guess dies without any look-up and a genuine one is routed without a database.
import { decodeBytes, encodeBytes, idBytes, idBytesOf, idOf } from "./ids";
import { cutMac, equal, macKey } from "./mac";
import { tokenKey } from "./token";

/** A ticket belongs to one purchase; a campaign code is on a poster or a package, for everybody. */
export const codeKinds = ["ticket", "campaign"] as const;
export type CodeKind = (typeof codeKinds)[number];

export type Code = { kind: CodeKind; workspaceId: string; codeId: string };

/** The high half of the first byte; the low half is the kind. */
const format = 1;
const kindBytes = { ticket: (format << 4) | 1, campaign: (format << 4) | 2 } satisfies Record<
  CodeKind,
  number
>;

/**
 * The random id is what cannot be guessed (80 bits); the MAC only spares the look-up. Together with the workspace they
 * are 25 bytes: 40 digits, with no bit to spare, so each code has one spelling but for upper and lower case.
 */
const macBytes = 4;
const headBytes = 1 + idBytes + idBytes;
const codeLength = ((headBytes + macBytes) * 8) / 5;

/** The key that makes and proves codes, kept apart from that of webhook tokens; derive it once per isolate. */
export async function codeKey(secret: string): Promise<CryptoKey> {
  return macKey(await cutMac(await tokenKey(secret), new TextEncoder().encode("codes"), 32));
}

/** @returns 40 capital letters and digits, the alphabet that QR codes hold in least space */
export async function makeCode(key: CryptoKey, code: Code): Promise<string> {
  const workspace = idBytesOf("workspace", code.workspaceId);
  const id = idBytesOf("code", code.codeId);
  if (!workspace || !id) throw new Error("A code needs the id of a workspace and its own.");
  const head = new Uint8Array([kindBytes[code.kind], ...workspace, ...id]);
  return encodeBytes(new Uint8Array([...head, ...(await cutMac(key, head, macBytes))])).toUpperCase();
}

const malformed = new Uint8Array(headBytes + macBytes);

/**
 * @param text as it stands in the URL, in capitals or not
 * @returns what the code says, or undefined when it is malformed or not ours: the two are not told apart, and take as long
 */
export async function openCode(key: CryptoKey, text: string): Promise<Code | undefined> {
  const whole = bytesOf(text) ?? malformed;
  const head = whole.subarray(0, headBytes);
  const isOurs = equal(await cutMac(key, head, macBytes), whole.subarray(headBytes));
  const kind = codeKinds.find((kind) => kindBytes[kind] === head[0]);
  if (!isOurs || !kind) return undefined;
  return {
    kind,
    workspaceId: idOf("workspace", head.subarray(1, 1 + idBytes)),
    codeId: idOf("code", head.subarray(1 + idBytes)),
  };
}

function bytesOf(text: string): Uint8Array | undefined {
  if (text.length !== codeLength || !/^[0-9a-z]+$/i.test(text)) return undefined;
  return decodeBytes(text.toLowerCase());
}

/** The code in what a camera read, a whole URL or the code alone; what is no code at all comes back as it is. */
export function codeIn(scanned: string): string {
  return /^\S*\/q\/([0-9a-z]+)(?:[/?#.]\S*)?$/i.exec(scanned.trim())?.[1] ?? scanned.trim();
}

export type CodeAddresses = { url: string; svg: string; png: string };

/** Where a code leads and where its pictures are, as events tell it. */
export function codeAddresses(publicUrl: string, code: string): CodeAddresses {
  const url = `${publicUrl}/q/${code}`;
  return { url, svg: `${url}.svg`, png: `${url}.png` };
}

/**
 * What the picture holds: the same URL with all in capitals that may be, since they take two thirds of the space. Not the
 * scheme: several phones open no `HTTPS://` (https://github.com/mozilla-mobile/firefox-ios/issues/9013).
 */
export function pictureText(publicUrl: string, code: string): string {
  const { protocol, host } = new URL(publicUrl);
  return `${protocol}//${host.toUpperCase()}/Q/${code.toUpperCase()}`;
}
