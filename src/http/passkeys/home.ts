// Where passkeys are at home: a browser offers them to one origin alone, and binds them to its host for ever.

export type Home = { origin: string; rpId: string };

/** Browsers know no passkeys of a bare address, so those of a local installation belong to its name, localhost. */
export function passkeyHome(publicUrl: string): Home {
  const url = new URL(publicUrl);
  if (url.hostname === "127.0.0.1" || url.hostname === "[::1]") url.hostname = "localhost";
  return { origin: url.origin, rpId: url.hostname };
}
