// Tokens in webhook URLs: they say which source of which workspace, and a short MAC proves we made them.
// A forged one dies here, without any look-up; a genuine one is routed without a database.
import { decodeBytes, encodeBytes, idBytes, idBytesOf, idOf } from "./ids";
import { cutMac, equal, macKey } from "./mac";

const format = 1;
const macBytes = 10;
const headBytes = 1 + idBytes + idBytes + 1;

export type SourceToken = {
  workspaceId: string;
  sourceId: string;
  /** 0 to 255; raised when the URL is renewed, so that the old one no longer counts. */
  version: number;
};

/** The key that makes and proves tokens; derive it once per isolate. */
export function tokenKey(secret: string): Promise<CryptoKey> {
  if (secret.length < 32) throw new Error("The token secret must hold at least 32 characters.");
  return macKey(new TextEncoder().encode(secret));
}

const mac = (key: CryptoKey, head: Uint8Array) => cutMac(key, head, macBytes);

export async function makeSourceToken(key: CryptoKey, token: SourceToken): Promise<string> {
  const workspace = idBytesOf("workspace", token.workspaceId);
  const source = idBytesOf("source", token.sourceId);
  if (!workspace || !source) throw new Error("A token needs the ids of a workspace and a source.");
  const head = new Uint8Array(headBytes);
  head[0] = format;
  head.set(workspace, 1);
  head.set(source, 1 + idBytes);
  head[headBytes - 1] = token.version & 255;
  const whole = new Uint8Array(headBytes + macBytes);
  whole.set(head);
  whole.set(await mac(key, head), headBytes);
  return encodeBytes(whole);
}

/** Genuine tokens seen before: a token says the same for ever, whatever has become of its source. */
const opened = new WeakMap<CryptoKey, Map<string, SourceToken>>();
const mostOpened = 1_000;

/** @returns what the token says, or undefined when it is malformed or not ours: the two are not told apart. */
export async function openSourceToken(key: CryptoKey, text: string): Promise<SourceToken | undefined> {
  const known = opened.get(key) ?? new Map<string, SourceToken>();
  const before = known.get(text);
  if (before) return before;
  const token = await prove(key, text);
  if (!token) return undefined;
  if (known.size >= mostOpened) known.clear();
  opened.set(key, known.set(text, token));
  return token;
}

async function prove(key: CryptoKey, text: string): Promise<SourceToken | undefined> {
  const whole = text.length < 100 ? decodeBytes(text) : undefined;
  if (whole?.length !== headBytes + macBytes || whole[0] !== format || encodeBytes(whole) !== text)
    return undefined;
  const head = whole.subarray(0, headBytes);
  if (!equal(await mac(key, head), whole.subarray(headBytes))) return undefined;
  return {
    workspaceId: idOf("workspace", head.subarray(1, 1 + idBytes)),
    sourceId: idOf("source", head.subarray(1 + idBytes, 1 + 2 * idBytes)),
    version: head[headBytes - 1] ?? 0,
  };
}
