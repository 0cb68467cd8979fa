// Passkeys by the browser's own means. Loaded only by the pages that use them.
import { api, Problem, read } from "./api";
import { t } from "./text";

/** Challenges are good for five minutes; one that waits for a choice is renewed before that. */
const renewMs = 4 * 60_000;

/** Makes a passkey on this device, or wherever the person chooses, and adds it to their account. @throws Problem */
export async function addPasskey(): Promise<void> {
  requireSupport();
  const options = await read(api["passkey-challenges"].$post());
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const made = await asked(navigator.credentials.create({ publicKey }));
  const json = made.toJSON() as RegistrationResponseJSON; // as it was just created
  await read(api.passkeys.$post({ json }));
}

/** Ends the suggestions: a browser takes one request at a time, and the press of a button comes first. */
let suggesting = new AbortController();

/** @throws Problem */
export async function signInWithPasskey(): Promise<void> {
  requireSupport();
  suggesting.abort();
  const publicKey = await newRequest();
  await enter(await asked(navigator.credentials.get({ publicKey })));
}

/**
 * Lets the browser suggest passkeys where the e-mail is typed, until one is chosen or the page is left.
 * @returns whether that signed the person in
 * @throws Problem
 */
export async function suggestPasskeys(leaving: AbortSignal): Promise<boolean> {
  suggesting = new AbortController();
  if (!isSupported()) return false;
  const stop = AbortSignal.any([leaving, suggesting.signal]);
  if (!(await PublicKeyCredential.isConditionalMediationAvailable())) return false;
  while (!stop.aborted) {
    const publicKey = await newRequest();
    const renewal = AbortSignal.timeout(renewMs);
    const signal = AbortSignal.any([stop, renewal]);
    const request = navigator.credentials.get({ publicKey, mediation: "conditional", signal });
    const chosen = await asked(request).catch(() => undefined); // nobody asked for it, so nobody is told why not
    if (chosen) {
      await enter(chosen);
      return true;
    }
    if (!renewal.aborted) return false;
  }
  return false;
}

async function newRequest(): Promise<PublicKeyCredentialRequestOptions> {
  return PublicKeyCredential.parseRequestOptionsFromJSON(await read(api["sign-in-challenges"].$post()));
}

async function enter(proof: PublicKeyCredential): Promise<void> {
  const json = proof.toJSON() as AuthenticationResponseJSON; // as nothing was created
  await read(api["passkey-sessions"].$post({ json }));
}

function isSupported(): boolean {
  return "PublicKeyCredential" in window && "parseCreationOptionsFromJSON" in PublicKeyCredential;
}

function requireSupport(): void {
  if (!isSupported()) throw new Problem(0, t.passkeys.unsupported);
}

async function asked(request: Promise<Credential | null>): Promise<PublicKeyCredential> {
  const credential = await request.catch((error: unknown) => {
    throw problemOf(error);
  });
  if (credential instanceof PublicKeyCredential) return credential;
  throw new Problem(0, t.passkeys.cancelled);
}

/** A browser's reasons by their names, in words. */
function problemOf(error: unknown): Problem {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "InvalidStateError") return new Problem(0, t.passkeys.known);
  if (["NotAllowedError", "AbortError", "TimeoutError"].includes(name))
    return new Problem(0, t.passkeys.cancelled);
  console.error(error);
  return new Problem(0, t.passkeys.failed);
}
