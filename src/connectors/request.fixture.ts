// A request as a source gets it, for the tests.
import type { SourceRequest } from "./kit";

export function requestOf(
  body: string | Uint8Array,
  headers: Record<string, string> = {},
  query: Record<string, string> = {},
): SourceRequest {
  return {
    method: "POST",
    headers: new Headers(headers),
    query: new URLSearchParams(query),
    body: typeof body === "string" ? new TextEncoder().encode(body) : body,
  };
}
