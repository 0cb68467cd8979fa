// Challenges for passkeys. One holds its own end and a MAC, so that to ask for one writes nothing; only the answer does.
// It is good once, for five minutes, for one purpose and in one browser.
import { decodeBytes, encodeBytes } from "../../core/ids";
import { cutMac, equal } from "../../core/mac";
import { useChallenge } from "../../storage/passkeys";
import type { HttpDeps } from "../deps";

export const challengeMs = 5 * 60_000;

const timeBytes = 8;
const headBytes = timeBytes + 16;
const macBytes = 16;

/** What a challenge is for, and a secret of the browser that may answer it. */
export type Bond = { purpose: "add" | "sign in"; browser: string };

/**
 * @returns 64 characters: when it ends, chance, and the MAC. They are read as base64url by browsers, which give back the
 * very same, as 64 is a multiple of four.
 */
export async function makeChallenge(deps: HttpDeps, bond: Bond): Promise<string> {
  const whole = new Uint8Array(headBytes + macBytes);
  new DataView(whole.buffer).setBigUint64(0, BigInt(deps.now() + challengeMs));
  whole.set(deps.randomBytes(headBytes - timeBytes), timeBytes);
  whole.set(await macOf(deps, bond, whole.subarray(0, headBytes)), headBytes);
  return encodeBytes(whole);
}

/** Uses a challenge up. @returns whether it is ours, for this purpose and browser, in time, and was not used before */
export async function takeChallenge(deps: HttpDeps, bond: Bond, challenge: string): Promise<boolean> {
  const whole = decodeBytes(challenge);
  if (whole?.length !== headBytes + macBytes || encodeBytes(whole) !== challenge) return false;
  const head = whole.subarray(0, headBytes);
  if (!equal(await macOf(deps, bond, head), whole.subarray(headBytes))) return false;
  const expiresAt = Number(new DataView(whole.buffer).getBigUint64(0));
  const now = deps.now();
  return expiresAt > now && (await useChallenge(deps.db, challenge, expiresAt, now));
}

function macOf({ tokenKey }: HttpDeps, { purpose, browser }: Bond, head: Uint8Array): Promise<Uint8Array> {
  const message = `passkey: ${purpose}, ${browser}, ${encodeBytes(head)}`;
  return cutMac(tokenKey, new TextEncoder().encode(message), macBytes);
}
