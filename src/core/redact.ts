// Keeps passwords and session keys out of what is stored and shown: shops send them more often than one would think.
import { type Json, parseJson } from "./json";

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
]);

function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return /password|passwd/.test(plain) || plain.endsWith("secret") || secretNames.has(plain);
}

/** The value without members that are named like a password, a session key or another secret, at any depth. */
export function dropSecrets(value: Json): Json {
  if (Array.isArray(value)) return value.map(dropSecrets);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !isSecretName(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, dropSecrets(member)]));
}

/** Any name that `isSecretName` might object to: a cheap test that spares most bodies the work. */
const suspicious = /pass(?:w|phrase)|pwd|secret|sess|token|api.?key|key|authorization|card|cv[cv]/i;
const namedValue = /(["']?)([\w.-]{2,64})\1(\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|[^&,\s}<]+)/g;
const taggedValue = /<((?:\w+:)?(\w{2,64}))>[^<]*/g;

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
    const kept = JSON.stringify(dropSecrets(json));
    return kept === JSON.stringify(json) ? text : kept;
  } catch {
    return undefined;
  }
}
