// A request as a source gets it, and a source as a test asks it.
import type { LookUp, Source, SourceRequest, Verification } from "./kit";

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

const nothingFound: LookUp = async () => undefined;

/** What the source says of a request; its settings as they are saved. */
export function verifyBy(
  source: Source,
  request: SourceRequest,
  settings: Record<string, unknown>,
  now: number,
  lookUp = nothingFound,
): Promise<Verification> {
  return source.verify(request, settings, now, lookUp);
}

/** The headers and the query with which the source's provider proves a request. */
export async function signBy(
  source: Source,
  request: SourceRequest,
  settings: Record<string, unknown>,
  now: number,
): Promise<{ headers?: Record<string, string>; query?: Record<string, string> }> {
  return (await source.sign?.(request, settings, now)) ?? {};
}
