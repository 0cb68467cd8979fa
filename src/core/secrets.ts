// Secrets at rest: AES-256-GCM under named keys, bound to the record they belong to.
// Format: v1.<key id>.<base64 of iv and ciphertext>. Moving it to another row or workspace makes it unreadable.

export type Keyring = { current: string; keys: Map<string, CryptoKey> };

const ivBytes = 12;

/**
 * @param text "id:base64,id:base64": 32 random bytes each, the first is the one new secrets are sealed with
 * @throws Error when no key, or one that is not 32 bytes, is given
 */
export async function makeKeyring(text: string): Promise<Keyring> {
  const keys = new Map<string, CryptoKey>();
  let current: string | undefined;
  for (const entry of text.split(",")) {
    const [id = "", encoded = ""] = entry.trim().split(":");
    const raw = keyBytes(encoded);
    if (!/^[a-z0-9]{1,16}$/i.test(id) || raw?.length !== 32)
      throw new Error("Each key for secrets is written id:base64, and holds 32 bytes.");
    if (keys.has(id)) throw new Error(`Two keys for secrets have the same id: ${id}.`);
    keys.set(
      id,
      await crypto.subtle.importKey("raw", raw as BufferSource, "AES-GCM", false, ["encrypt", "decrypt"]),
    );
    current ??= id;
  }
  if (current === undefined) throw new Error("No key for secrets is set.");
  return { current, keys };
}

/** @param owner what the secret belongs to, say "<workspace id> <record id>" */
export async function seal(ring: Keyring, owner: string, plain: string): Promise<string> {
  const key = ring.keys.get(ring.current);
  if (!key) throw new Error("The current key for secrets is missing.");
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: bound(ring.current, owner) },
    key,
    new TextEncoder().encode(plain),
  );
  const whole = new Uint8Array(ivBytes + sealed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(sealed), ivBytes);
  return `v1.${ring.current}.${toBase64(whole)}`;
}

/** @throws Error when it was sealed for another owner, changed, or under a key this installation no longer has */
export async function open(ring: Keyring, owner: string, sealed: string): Promise<string> {
  const [format, id = "", encoded = ""] = sealed.split(".");
  const key = ring.keys.get(id);
  if (format !== "v1" || !key) throw new Error("This secret was sealed with a key that is no longer here.");
  const whole = fromBase64(encoded);
  const plain = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: whole.subarray(0, ivBytes) as BufferSource, additionalData: bound(id, owner) },
    key,
    whole.subarray(ivBytes) as BufferSource,
  );
  return new TextDecoder().decode(plain);
}

function keyBytes(encoded: string): Uint8Array | undefined {
  try {
    return fromBase64(encoded);
  } catch {
    return undefined;
  }
}

function bound(keyId: string, owner: string): BufferSource {
  return new TextEncoder().encode(`${keyId}|${owner}`);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
