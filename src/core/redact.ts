// Keeps passwords and session keys out of what is stored and shown: shops send them more often than one would think.
import { type Json, type JsonObject, parseJson } from "./json";

/** Names of members that hold a secret, in lower case and without separators. */
const secretNames = new Set([
  "pwd",
  "passphrase",
  "sessionid",
  "sessionhash",
  "sessionkey",
  "sessiontoken",
  "phpsessid",
  "accesstoken",
  "refreshtoken",
  "authtoken",
  "bearertoken",
  "apikey",
  "apitoken",
  "privatekey",
  "signingkey",
  "authorization",
  "cardnumber",
  "cvc",
  "cvv",
  "userpass", // WordPress: a hash, but one that can be guessed at
  "useractivationkey",
  "sessiontokens",
  "uident", // TYPO3's password
  "uidenttext",
]);

/** Names seen before, with what was found: shops send the same few hundred over and over. */
const known = new Map<string, boolean>();
const mostKnown = 5_000;

function isSecretName(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  const isSecret = /password|passwd/.test(plain) || plain.endsWith("secret") || secretNames.has(plain);
  if (known.size < mostKnown && name.length <= 64) known.set(name, isSecret);
  return isSecret;
}

/**
 * The value without members that are named like a password, a session key or another secret, at any depth.
 * Where there are none, it is the very same value.
 */
export function dropSecrets(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? dropFromList(value) : dropFromObject(value);
}

// Every body comes this way, member by member: nothing is made anew until there is something to drop.

function dropFromList(list: Json[]): Json[] {
  let kept: Json[] | undefined;
  for (const [i, one] of list.entries()) {
    const clean = dropSecrets(one);
    if (clean !== one) kept ??= list.slice(0, i);
    kept?.push(clean);
  }
  return kept ?? list;
}

function dropFromObject(object: JsonObject): JsonObject {
  let isSame = true;
  const changed = new Map<string, Json>();
  for (const name in object) {
    const member = object[name] ?? null;
    const clean = isSecretName(name) ? undefined : dropSecrets(member);
    if (clean === member) continue;
    isSame = false;
    if (clean !== undefined) changed.set(name, clean);
  }
  if (isSame) return object;
  const kept = Object.entries(object).filter(([name]) => !isSecretName(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, changed.get(name) ?? member]));
}

/** Any name that `isSecretName` might object to: a cheap test that spares most bodies the work. */
const suspicious =
  /pass(?:w|phrase)|user.?pass|pwd|secret|sess|token|api.?key|key|authorization|card|cv[cv]|uident/i;
const namedValue = /(["']?)([\w.-]{2,64})\1(\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|[^&,\s}<]+)/g;
const taggedValue = /<((?:\w+:)?(\w{2,64}))(?:\s[^<>]*)?>(?:<!\[CDATA\[[^\]]*\]\]>|[^<]*)/g;

/**
 * A body's text without the values of members that hold secrets. JSON stays JSON; of anything else, also of JSON that
 * was cut, the values are blotted out by pattern.
 */
export function dropSecretsFromText(text: string): string {
  if (!suspicious.test(text)) return text;
  const kept = withoutMembers(text);
  if (kept !== undefined) return kept;
  return text
    .replace(namedValue, (whole, quote: string, name: string, sign: string) =>
      isSecretName(name) ? `${quote}${name}${quote}${sign}•••` : whole,
    )
    .replace(taggedValue, (whole, tag: string, name: string) => (isSecretName(name) ? `<${tag}>•••` : whole));
}

/** @returns undefined when the text is not JSON, or nested more deeply than anyone writes */
function withoutMembers(text: string): string | undefined {
  try {
    const json = parseJson(text);
    const kept = dropSecrets(json);
    return kept === json ? text : JSON.stringify(kept);
  } catch {
    return undefined;
  }
}
