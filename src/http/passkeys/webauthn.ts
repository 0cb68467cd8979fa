// What passkeys prove, by @simplewebauthn/server. Ask for it by mathematics().
import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { decodeAttestationObject, decodeClientDataJSON, isoBase64URL } from "@simplewebauthn/server/helpers";
import type { PasskeyRow } from "../../storage/passkeys";
import type { Home } from "./home";
import type { Addition, Proof } from "./shapes";

/** EdDSA, ES256, RS256, by their numbers in COSE; the first is liked best. */
export const algorithms = [-8, -7, -257];

type Fresh = Pick<PasskeyRow, "credentialId" | "publicKey" | "counter" | "transports" | "backedUp">;

/** Parts of an answer that say nothing here: there is one type of credential, and no extension is asked for. */
const unasked = { type: "public-key", clientExtensionResults: {} } as const;

/** By what an authenticator knows a person. It tells nothing about them. */
export const userHandle = (userId: string): string => isoBase64URL.fromUTF8String(userId);

/** The challenge that an answer says it answers; undefined when it cannot be read. Nothing is proven yet. */
export function challengeIn({ response }: Addition | Proof): string | undefined {
  try {
    const { challenge } = decodeClientDataJSON(response.clientDataJSON);
    return typeof challenge === "string" ? challenge : undefined;
  } catch {
    return undefined;
  }
}

/** @returns the passkey that was made, or undefined where the answer does not hold */
export async function readAddition(
  addition: Addition,
  { origin, rpId }: Home,
  challenge: string,
): Promise<Fresh | undefined> {
  const verified = await orRefused(() => {
    refuseCertificates(addition);
    return verifyRegistrationResponse({
      response: { ...addition, ...unasked },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      supportedAlgorithmIDs: algorithms,
    });
  });
  if (!verified?.verified) return undefined;
  const { credential, credentialBackedUp } = verified.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: isoBase64URL.fromBuffer(credential.publicKey),
    counter: credential.counter,
    transports: addition.response.transports,
    backedUp: credentialBackedUp,
  };
}

/**
 * Who made an authenticator is not asked for. Certificates that come all the same are not looked at: the library would
 * fetch lists of revoked ones from addresses which they name themselves.
 */
function refuseCertificates({ response }: Addition): void {
  const statement = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const format = statement.get("fmt");
  if (format === "none" || (format === "packed" && statement.get("attStmt").get("x5c") === undefined)) return;
  throw new Error(`The attestation “${format}” was not asked for`);
}

/**
 * Proves that a passkey was used here and now. For an unknown one as much is computed, and then refused.
 * @returns what the authenticator says of itself, or undefined where the proof does not hold. Its counter is not judged.
 */
export async function readProof(
  { response, ...proof }: Proof,
  { origin, rpId }: Home,
  challenge: string,
  passkey: PasskeyRow | undefined,
): Promise<Pick<PasskeyRow, "counter" | "backedUp"> | undefined> {
  const { userHandle: handle, ...answer } = response;
  const result = await orRefused(() =>
    verifyAuthenticationResponse({
      response: { ...proof, response: answer, ...unasked },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      credential: {
        id: proof.id,
        publicKey: isoBase64URL.toBuffer(passkey?.publicKey ?? nobodysKey),
        counter: 0,
      },
    }),
  );
  if (!passkey || !result?.verified || handle !== userHandle(passkey.userId)) return undefined;
  const { newCounter, credentialBackedUp } = result.authenticationInfo;
  return { counter: newCounter, backedUp: credentialBackedUp };
}

/** A point of P-256 whose secret half was thrown away. */
const nobodysKey =
  "pQECAyYgASFYINj-0eeN1wBNDs0Pflu0LF_EXun6k-na912Cljw9xn_kIlggGAeme-PhT4yrS9N4sZUUfEg1pXhCNr4uZiS_w6akrZA";

/** The library throws at whatever does not hold. Why is for whoever runs this installation: above all a wrong PUBLIC_URL. */
async function orRefused<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify();
  } catch (error) {
    console.warn(JSON.stringify({ message: "a passkey was refused", reason: String(error) }));
    return undefined;
  }
}
