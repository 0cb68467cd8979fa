// How often one may ask at a door that is open to all. Neither whom nor from where is kept, only a MAC of it.
import type { Context } from "hono";
import ipaddr from "ipaddr.js";
import { encodeBytes } from "../core/ids";
import { cutMac } from "../core/mac";
import { countAsk } from "../storage/people";
import type { HttpDeps } from "./deps";
import { Problem } from "./problem";

const windowMs = 3_600_000;
const mostPerEmail = 5;
const mostPerAddress = 20;
/** Passkeys cannot be guessed, and a whole shop's staff may sign in from one network. */
const mostTriesPerAddress = 100;

/** @throws Problem 429 when this e-mail was sent links too often within the hour */
export async function countMail(deps: HttpDeps, email: string): Promise<void> {
  if ((await count(deps, `mail ${email}`)) > mostPerEmail)
    throw new Problem(
      429,
      `There were ${mostPerEmail} links for this e-mail within an hour. Use the latest of them, or wait an hour.`,
    );
}

/** @throws Problem 429 when too many links were asked for from one network within the hour */
export async function countCaller(c: Context, deps: HttpDeps): Promise<void> {
  if ((await count(deps, `from ${networkOf(c)}`)) > mostPerAddress)
    throw new Problem(429, "Too many links were asked for from your network. Wait an hour, please.");
}

/** @throws Problem 429 when passkeys were tried too often from one network within the hour */
export async function countTry(c: Context, deps: HttpDeps): Promise<void> {
  if ((await count(deps, `passkey from ${networkOf(c)}`)) > mostTriesPerAddress)
    throw new Problem(
      429,
      "Passkeys were tried too often from your network. Wait an hour, or sign in with a link.",
    );
}

const networkOf = (c: Context) => neighbourhood(c.req.header("cf-connecting-ip") ?? "");

async function count(deps: HttpDeps, of: string): Promise<number> {
  const mac = await cutMac(deps.tokenKey, new TextEncoder().encode(`door: ${of}`), 16);
  return countAsk(deps.db, encodeBytes(mac), deps.now(), windowMs);
}

/** Whoever has an IPv6 address has 2^64 of them: they count as one. */
function neighbourhood(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(":");
}
