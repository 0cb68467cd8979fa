// Headers that keep browsers from making more of an answer than it is.
import type { MiddlewareHandler } from "hono";

/** What every answer says unless its route says otherwise. Answers are somebody's own and of this moment. */
export const headers: Record<string, string> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** An answer with them, where it does not say otherwise itself. */
export function guarded(response: Response): Response {
  for (const [name, value] of Object.entries(headers))
    if (!response.headers.has(name)) response.headers.set(name, value);
  return response;
}

export const safeHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  guarded(c.res);
};
