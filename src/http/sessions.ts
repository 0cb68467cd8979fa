// Sessions in cookies, and the one-time links that open them. Only hashes of their tokens are kept.
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { deviceName } from "../core/device-name";
import { encodeBytes } from "../core/ids";
import { addSession, addSignInLink } from "../storage/people";
import { hashToken, sessionCookie, sessionMs } from "./auth";
import type { HttpDeps } from "./deps";

/** Whose, and how far it reaches: see core/people. */
type Whose = { userId: string; reach: string | null };

export type SignInLink = { url: string; expiresAt: number };

export async function makeSignInLink(deps: HttpDeps, whose: Whose, lifeMs: number): Promise<SignInLink> {
  const now = deps.now();
  const token = encodeBytes(deps.randomBytes(32));
  const expiresAt = now + lifeMs;
  await addSignInLink(deps.db, { hash: await hashToken(token), ...whose, expiresAt }, now);
  // Behind the #, the token is sent to no server and uses nothing up when a mail scanner opens the link.
  return { url: `${deps.publicUrl}/sign-in#${token}`, expiresAt };
}

/**
 * Signs a browser in, until `endsAt` at the latest. The token is always a new one, whatever cookie came along, so that nobody can plant a session they
 * know; the session that the browser had before ends.
 */
export async function openSession(
  c: Context,
  deps: HttpDeps,
  whose: Whose,
  endsAt = Number.POSITIVE_INFINITY,
): Promise<{ expiresAt: number }> {
  const now = deps.now();
  const token = encodeBytes(deps.randomBytes(32));
  const expiresAt = Math.min(now + sessionMs, endsAt);
  const before = getCookie(c, sessionCookie);
  const session = {
    hash: await hashToken(token),
    ...whose,
    createdAt: now,
    expiresAt,
    device: deviceName(c.req.header("user-agent") ?? "") ?? null,
    lastSeenAt: now,
  };
  await addSession(deps.db, session, before === undefined ? undefined : await hashToken(before));
  setCookie(c, sessionCookie, token, {
    path: "/",
    secure: true,
    httpOnly: true,
    sameSite: "Lax",
    maxAge: Math.floor((expiresAt - now) / 1000),
  });
  return { expiresAt };
}

export function forgetSession(c: Context): void {
  deleteCookie(c, sessionCookie, { path: "/", secure: true });
}
