// Cloudflare Access before this installation, and whom it says a request comes from.
// https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/validating-json/
import type { Context } from "hono";
import type { JWTVerifyGetKey } from "jose";
import { normalEmail } from "../core/ids";
import type { Fetch } from "../flows/send";

export type Access = {
  /** `https://<team>.cloudflareaccess.com`, without a slash at the end. */
  issuer: string;
  /** The tag of the application there: another application's users are not ours. */
  audience: string;
};

export const assertionOf = (c: Context): string | undefined => c.req.header("cf-access-jwt-assertion");

export type Vouched =
  /** `until` is epoch milliseconds. */
  | { is: "person"; email: string; until: number }
  /** Let in by Access, but by a token of a program's. */
  | { is: "nobody" }
  | { is: "refused" }
  | { is: "unknown"; reason: string };

const keysLastMs = 3_600_000;
const skewSeconds = 30;

/** @returns what proves assertions. Its keys are kept for an hour, and fetched anew for one that is not among them. */
export function askAccess({ issuer, audience }: Access, fetch: Fetch): (jwt: string) => Promise<Vouched> {
  let keys: JWTVerifyGetKey | undefined;
  return async (jwt) => {
    const [{ jwtVerify }, { createRemoteJWKSet, customFetch }, { JOSEError }] = await Promise.all([
      import("jose/jwt/verify"),
      import("jose/jwks/remote"),
      import("jose/errors"),
    ]);
    keys ??= createRemoteJWKSet(new URL(`${issuer}/cdn-cgi/access/certs`), {
      cacheMaxAge: keysLastMs,
      [customFetch]: fetch,
    });
    try {
      const { payload } = await jwtVerify(jwt, keys, {
        algorithms: ["RS256"],
        issuer,
        audience,
        clockTolerance: skewSeconds,
        requiredClaims: ["exp", "iat"],
      });
      const { email, exp = 0 } = payload;
      if (typeof email !== "string" || email === "") return { is: "nobody" };
      return { is: "person", email: normalEmail(email), until: (exp + skewSeconds) * 1000 };
    } catch (error) {
      const isAboutIt =
        error instanceof JOSEError && /^ERR_(?:JWT|JWS|JOSE_ALG|JWKS_NO_MATCHING)/.test(error.code);
      return isAboutIt ? { is: "refused" } : { is: "unknown", reason: String(error) };
    }
  };
}
