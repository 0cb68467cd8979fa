// A test event: one of a source's own samples, made new, signed like the real thing, and sent through the front door.
import type { Source } from "../connectors/kit";
import type { Random } from "../core/ids";

/**
 * @param webhookUrl where the shop would send it
 * @param settings the source's settings, secrets included
 * @returns the request as the provider would make it, unsigned where only the provider can sign; undefined when there is
 * no such sample
 */
export async function testRequest(
  source: Source,
  settings: Record<string, unknown>,
  sampleIndex: number,
  webhookUrl: string,
  deps: { now(): number; randomBytes: Random },
): Promise<{ request: Request; isSigned: boolean } | undefined> {
  const sample = source.samples[sampleIndex];
  if (!sample) return undefined;
  const renew = renewer(source.sampleIds, deps.randomBytes);
  const url = new URL(webhookUrl);
  const headers = new Headers(
    Object.entries(sample.headers).map(([name, value]): [string, string] => [name, renew(value)]),
  );
  const body = new TextEncoder().encode(renew(sample.body));
  const received = { method: "POST", headers, query: url.searchParams, body };
  const signed = await source.sign?.(received, settings, deps.now());
  for (const [name, value] of Object.entries(signed?.headers ?? {})) headers.set(name, value);
  for (const [name, value] of Object.entries(signed?.query ?? {})) url.searchParams.set(name, value);
  const request = new Request(url, { method: "POST", headers, body: body as BodyInit }); // bytes are a body, whatever lies under them
  return { request, isSigned: signed !== undefined };
}

/** Gives every id in a text new digits, the same new ones wherever it stands. */
function renewer(ids: string[], randomBytes: Random): (text: string) => string {
  const renewed = ids
    .toSorted((a, b) => b.length - a.length)
    .map((id): [string, string] => {
      const bytes = randomBytes(id.length);
      // The first digit is never 0, so that a number stays a number.
      const fresh = id.replace(/\d/g, (_, at: number) => String(1 + ((bytes[at] ?? 0) % 9)));
      return [id, fresh];
    });
  return (text) => renewed.reduce((out, [id, fresh]) => out.replaceAll(id, fresh), text);
}
