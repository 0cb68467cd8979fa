// Short MACs that prove an address was made here: whoever guesses one is refused without any look-up.

const algorithm = { name: "HMAC", hash: "SHA-256" };

/** A key for MACs from raw bytes; derive it once per isolate. */
export function macKey(raw: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw as BufferSource, algorithm, false, ["sign"]);
}

/** The first bytes of the MAC of a message. */
export async function cutMac(key: CryptoKey, message: Uint8Array, bytes: number): Promise<Uint8Array> {
  const full = await crypto.subtle.sign("HMAC", key, message as BufferSource);
  return new Uint8Array(full).subarray(0, bytes);
}

/** Compares in a time that depends on the length alone. A cut MAC cannot be left to `subtle.verify`. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}
