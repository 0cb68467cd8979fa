// An authenticator in software, for tests: real keys, real CBOR, real signatures, and lies on demand.
// https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data
import { origin } from "./world";

export type Creation = {
  challenge: string;
  rp: { id: string };
  user: { id: string };
  pubKeyCredParams: { alg: number }[];
  excludeCredentials: { id: string }[];
};
export type Request = { challenge: string; rpId: string };

/** What it says other than what is so. */
export type Lies = {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  counter?: number;
  /** Whether a person was there, and known by finger, face or PIN. */
  present?: boolean;
  verified?: boolean;
  userHandle?: string | null;
  credentialId?: string;
  forgedSignature?: boolean;
  attestation?: "self" | [format: string, statement: Cbor];
};

const algorithms = {
  ES256: {
    number: -7,
    make: { name: "ECDSA", namedCurve: "P-256" },
    sign: { name: "ECDSA", hash: "SHA-256" },
  },
  EdDSA: { number: -8, make: { name: "Ed25519" }, sign: { name: "Ed25519" } },
  RS256: {
    number: -257,
    make: {
      name: "RSASSA-PKCS1-v1_5",
      hash: "SHA-256",
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    sign: { name: "RSASSA-PKCS1-v1_5" },
  },
} as const;
export type Algorithm = keyof typeof algorithms;

export type Authenticator = Awaited<ReturnType<typeof newAuthenticator>>;

/** One that holds one passkey. @param counts whether it counts its uses; many do not */
export async function newAuthenticator(algorithm: Algorithm = "ES256", counts = false) {
  const { number, make, sign } = algorithms[algorithm];
  // The type of `generateKey` cannot tell that these are pairs.
  const { privateKey, publicKey } = (await crypto.subtle.generateKey(make, true, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
  const id = crypto.getRandomValues(new Uint8Array(32));
  let counter = 0;
  let handle: string | null = null;

  const data = async (
    rpId: string,
    { present = true, verified = true, ...lies }: Lies,
    more?: Uint8Array,
  ) => {
    if (counts) counter++;
    const said = new Uint8Array(4);
    new DataView(said.buffer).setUint32(0, lies.counter ?? counter);
    const flags = (present ? 1 : 0) | (verified ? 4 : 0) | 8 | (more ? 64 : 0);
    return joined(
      await sha256(utf8(lies.rpId ?? rpId)),
      Uint8Array.of(flags),
      said,
      more ?? new Uint8Array(),
    );
  };
  const clientData = (type: string, challenge: string, lies: Lies) =>
    utf8(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? origin,
        crossOrigin: false,
      }),
    );

  const signed = async (authenticatorData: Uint8Array, client: Uint8Array) => {
    const message = joined(authenticatorData, await sha256(client));
    const signature = new Uint8Array(await crypto.subtle.sign(sign, privateKey, message as BufferSource));
    return algorithm === "ES256" ? der(signature) : signature;
  };

  return {
    credentialId: base64url(id),
    async create({ challenge, rp, user }: Creation, lies: Lies = {}) {
      handle = user.id;
      const jwk = (await crypto.subtle.exportKey("jwk", publicKey)) as JsonWebKey; // as asked for
      const credential = joined(
        new Uint8Array(16),
        Uint8Array.of(0, id.length),
        id,
        cbor(coseKey(algorithm, number, jwk)),
      );
      const authData = await data(rp.id, lies, credential);
      const client = clientData("webauthn.create", challenge, lies);
      const [fmt, attStmt] =
        lies.attestation === "self"
          ? [
              "packed",
              new Map<string, Cbor>([
                ["alg", number],
                ["sig", await signed(authData, client)],
              ]),
            ]
          : (lies.attestation ?? ["none", new Map()]);
      return {
        id: base64url(id),
        rawId: base64url(id),
        type: "public-key",
        clientExtensionResults: {},
        authenticatorAttachment: "platform",
        response: {
          clientDataJSON: base64url(client),
          attestationObject: base64url(
            cbor(
              new Map<string, Cbor>([
                ["fmt", fmt],
                ["attStmt", attStmt],
                ["authData", authData],
              ]),
            ),
          ),
          transports: ["internal"],
        },
      };
    },
    async get({ challenge, rpId }: Request, lies: Lies = {}) {
      const client = clientData("webauthn.get", challenge, lies);
      const authenticatorData = await data(rpId, lies);
      const signature = await signed(authenticatorData, client);
      if (lies.forgedSignature) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
      return {
        id: lies.credentialId ?? base64url(id),
        rawId: lies.credentialId ?? base64url(id),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(authenticatorData),
          signature: base64url(signature),
          userHandle: lies.userHandle === undefined ? handle : lies.userHandle,
        },
      };
    },
  };
}

/** RFC 9053: 1 is the type of key, 3 the algorithm, negative ones the key's own. */
function coseKey(algorithm: Algorithm, number: number, jwk: JsonWebKey): Cbor {
  const part = (text: string | undefined) => fromBase64url(text ?? "");
  switch (algorithm) {
    case "ES256":
      return new Map<number, Cbor>([
        [1, 2],
        [3, number],
        [-1, 1],
        [-2, part(jwk.x)],
        [-3, part(jwk.y)],
      ]);
    case "EdDSA":
      return new Map<number, Cbor>([
        [1, 1],
        [3, number],
        [-1, 6],
        [-2, part(jwk.x)],
      ]);
    case "RS256":
      return new Map<number, Cbor>([
        [1, 3],
        [3, number],
        [-1, part(jwk.n)],
        [-2, part(jwk.e)],
      ]);
  }
}

export type Cbor = number | string | Uint8Array | Cbor[] | Map<number | string, Cbor>;

/** RFC 8949, as far as it is needed here. */
export function cbor(value: Cbor): Uint8Array {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return joined(head(3, utf8(value).length), utf8(value));
  if (value instanceof Uint8Array) return joined(head(2, value.length), value);
  if (Array.isArray(value)) return joined(head(4, value.length), ...value.map(cbor));
  return joined(head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)]));
}

function head(type: number, n: number): Uint8Array {
  const major = type << 5;
  if (n < 24) return Uint8Array.of(major | n);
  if (n < 256) return Uint8Array.of(major | 24, n);
  return Uint8Array.of(major | 25, n >> 8, n & 255);
}

/** An ECDSA signature as authenticators write it: a sequence of two integers. */
function der(raw: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array) => {
    const from = bytes.findIndex((byte) => byte !== 0);
    const short = bytes.subarray(from);
    const padded = (short[0] ?? 0) > 127 ? joined(Uint8Array.of(0), short) : short;
    return joined(Uint8Array.of(2, padded.length), padded);
  };
  const parts = joined(integer(raw.subarray(0, 32)), integer(raw.subarray(32)));
  return joined(Uint8Array.of(0x30, parts.length), parts);
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as BufferSource));
}

const utf8 = (text: string) => new TextEncoder().encode(text);

function joined(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function fromBase64url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}
