// The mathematics of passkeys, by @simplewebauthn/server: large and rarely used, so loaded when first asked for.
let loaded: typeof import("./webauthn") | undefined;

/** Loads it once, and then hands out what is there: no request waits for what another one loads. */
export async function mathematics() {
  loaded ??= await import("./webauthn");
  return loaded;
}
