// An example of an event, where nothing of its kind has happened yet: as a source's own sample tells it.
import type { Connector, Sample, Source } from "../connectors/kit";
import type { SourceConfig } from "../core/config";
import type { Fact } from "../core/event";
import type { Json, JsonObject } from "../core/json";
import { dropSecrets } from "../core/redact";
import type { Claimed } from "./ports";
import { markedFields } from "./settings";

export type ExampleDeps = { connectors: readonly Connector[]; now(): number };

/** Settings take a secret to be read, and a sample is not proved by it. */
const anySecret = "no-secret-but-long-enough-for-one";

/**
 * @param sources those of the workspace, which come first
 * @returns the event as a delivery is given one; nothing of it is kept anywhere
 */
export async function exampleEvent(
  type: string,
  sources: Pick<SourceConfig, "id" | "kind" | "settings">[],
  { connectors, now }: ExampleDeps,
): Promise<Claimed["event"]> {
  const at = now();
  const own = sources.flatMap((source) => {
    const definition = connectors.find(({ id }) => id === source.kind)?.source;
    return definition ? [{ ...source, definition }] : [];
  });
  const others = connectors.flatMap(({ id, source: definition }) =>
    definition ? [{ id: "example", kind: id, settings: {}, definition }] : [],
  );
  for (const { id, kind, settings, definition } of [...own, ...others]) {
    if (definition.tells !== "any" && !definition.tells.includes(type)) continue;
    const found = await sampleOf(type, definition, settings, at);
    if (found) return eventOf(found.fact, found.data, { id, kind }, at);
  }
  const customer = { email: "anna@example.com", name: "Anna Nowak", firstName: "Anna", lastName: "Nowak" };
  return eventOf({ type, occurredAt: at, customer }, {}, { id: "example", kind: "webhook" }, at);
}

async function sampleOf(
  type: string,
  definition: Source,
  saved: JsonObject,
  at: number,
): Promise<{ fact: Fact; data: Json } | undefined> {
  const secrets = Object.fromEntries(
    markedFields(definition.settings, "secret").map((name) => [name, anySecret]),
  );
  const settings = definition.settings.safeParse({ ...saved, ...secrets });
  if (!settings.success) return undefined;
  for (const sample of definition.samples) {
    const reading = await definition.read(requestOf(sample), settings.data as JsonObject, at); // a form parses to an object
    const told = reading.is === "facts" ? reading.facts.find(({ fact }) => fact.type === type) : undefined;
    if (told) return told;
  }
  return undefined;
}

function requestOf({ body, headers }: Sample) {
  return {
    method: "POST",
    headers: new Headers(headers),
    query: new URLSearchParams(),
    body: new TextEncoder().encode(body),
  };
}

function eventOf(fact: Fact, data: Json, source: { id: string; kind: string }, at: number): Claimed["event"] {
  return {
    number: at * 1000,
    fact: JSON.stringify({ ...fact, occurredAt: at }),
    data: JSON.stringify(dropSecrets(data)),
    source,
    customerId: null,
    hops: 0,
    codes: [],
  };
}
