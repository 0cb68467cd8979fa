// Ids: a prefix that says what it is, a digit that says how it is made, then Crockford base32.
// The version digit lets a later release split a ledger without rewriting a single id.

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const version = "1";

export type Random = (bytes: number) => Uint8Array;

/** What a random id may name, with the prefix it carries. */
export const prefixes = {
  organisation: "org",
  workspace: "ws",
  source: "src",
  connection: "con",
  automation: "aut",
  key: "key",
  user: "usr",
  membership: "mem",
  passkey: "psk",
  code: "qr",
  alertChannel: "alc",
} as const;
export type IdKind = keyof typeof prefixes;

/** Bytes in the random part of an id. Ten are 80 bits: unguessable enough for an id, which is never a credential. */
export const idBytes = 10;
const idLength = 16;

export function encodeBytes(bytes: Uint8Array): string {
  let bits = 0;
  let held = 0;
  let text = "";
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) text += alphabet.charAt((held << (5 - bits)) & 31);
  return text;
}

/** @returns the bytes, or undefined when the text holds anything else than the alphabet. */
export function decodeBytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const char of text) {
    const digit = alphabet.indexOf(char);
    if (digit < 0) return undefined;
    held = ((held << 5) | digit) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >>> bits) & 255;
    }
  }
  return bytes;
}

export function newId(kind: IdKind, random: Random): string {
  return idOf(kind, random(idBytes));
}

export function idOf(kind: IdKind, bytes: Uint8Array): string {
  return `${prefixes[kind]}_${version}${encodeBytes(bytes)}`;
}

/** The random part of an id as bytes; undefined when the text is not an id of that kind. */
export function idBytesOf(kind: IdKind, id: string): Uint8Array | undefined {
  const head = `${prefixes[kind]}_${version}`;
  if (!id.startsWith(head) || id.length !== head.length + idLength) return undefined;
  return decodeBytes(id.slice(head.length));
}

export function isId(kind: IdKind, id: string): boolean {
  return idBytesOf(kind, id) !== undefined;
}

// Events are numbered milliseconds × 1000 + counter, so that their key is also their order in time.
const numberLength = 11;

function encodeNumber(value: number): string {
  let rest = value;
  let text = "";
  for (let i = 0; i < numberLength; i++) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function decodeNumber(text: string): number | undefined {
  if (text.length !== numberLength) return undefined;
  let value = 0;
  for (const char of text) {
    const digit = alphabet.indexOf(char);
    if (digit < 0) return undefined;
    value = value * 32 + digit;
  }
  return Number.isSafeInteger(value) ? value : undefined;
}

export function eventId(number: number): string {
  return `evt_${version}${encodeNumber(number)}`;
}

export function eventNumber(id: string): number | undefined {
  const head = `evt_${version}`;
  return id.startsWith(head) ? decodeNumber(id.slice(head.length)) : undefined;
}

/** The three parts of a delivery's identity: which event, by which automation, and which run of that pair. */
export type DeliveryKey = { event: number; automationId: string; run: number };

const automationHead = `${prefixes.automation}_${version}`;

/** A delivery's id says whose it is, so that finding it needs no index. It is also the key that tools are told to dedupe by. */
export function deliveryId(key: DeliveryKey): string {
  return `dlv_${version}${encodeNumber(key.event)}${key.automationId.slice(automationHead.length)}${key.run.toString(32)}`;
}

export function deliveryKey(id: string): DeliveryKey | undefined {
  const match = /^dlv_1([0-9a-z]{11})([0-9a-z]{16})(0|[1-9a-v][0-9a-v]{0,3})$/.exec(id);
  if (!match) return undefined;
  const [, number = "", automation = "", run = ""] = match;
  const event = decodeNumber(number);
  if (event === undefined || decodeBytes(automation) === undefined) return undefined;
  return { event, automationId: automationHead + automation, run: Number.parseInt(run, 32) };
}

/**
 * A customer's id, derived from workspace and e-mail: the same person has the same id in every event of one
 * workspace, no row is needed to say so, and nothing about the person can be read from it.
 */
export async function customerId(workspaceId: string, email: string): Promise<string> {
  const digest = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(`${workspaceId}\n${normalEmail(email)}`),
  );
  return `cus_${version}${encodeBytes(new Uint8Array(digest).subarray(0, idBytes))}`;
}

export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}
