// Every source through the front door, in workerd: its own samples, signed as its provider signs them, come in once however
// often they are sent; nobody else's come in at all; and nothing that is sent makes more of a mess than a clear answer.
/// <reference types="vite/types/importMeta.d.ts" />
import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { connectors } from "../src/connectors/all";
import type { Sample, Source } from "../src/connectors/kit";
import { requestOf, signBy } from "../src/connectors/request.fixture";
import { call, newShop, ok, type Shop } from "./world";

type Settings = Record<string, unknown>;

const variants: Record<string, Settings[]> = Object.fromEntries(
  Object.entries(
    import.meta.glob<Settings[]>("../src/connectors/*/variants.fixture.ts", {
      eager: true,
      import: "variants",
    }),
  ).map(([path, of]) => [path.split("/").at(-2) ?? "", of]),
);
const secretText = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

const cases = connectors.flatMap(({ id, source }) =>
  source
    ? (variants[id] ?? [{}]).map((variant) => ({
        id,
        source,
        variant,
        name: `${id} ${JSON.stringify(variant)}`,
      }))
    : [],
);

type Opened = { shop: Shop; id: string; url: string; settings: Settings };

async function open(kind: string, source: Source, variant: Settings): Promise<Opened> {
  const shop = await newShop();
  const fields = Object.entries<z.ZodType>(source.settings.shape);
  const secrets = fields
    .filter(([, field]) => field.meta()?.secret === true)
    .map(([name]) => [name, secretText]);
  // What a source would fetch, it fetches from nobody.
  const isStandIn = ([, field]: [string, z.ZodType]) =>
    field.meta()?.outboundUrl === true && field.meta()?.advanced === true;
  const nowhere = fields.filter(isStandIn).map(([name]) => [name, "http://127.0.0.1:59999/nowhere"]);
  const settings = { ...variant, ...Object.fromEntries([...secrets, ...nowhere]) };
  const { id, webhookUrl } = await ok<{ id: string; webhookUrl: string }>(`${shop.api}/sources`, {
    body: { kind, name: kind, settings },
  });
  return { shop, id, url: webhookUrl, settings: source.settings.parse(settings) };
}

/** The sample as its provider sends it; undefined where only the provider can sign it. */
async function requestFor({ url, settings }: Opened, source: Source, sample: Sample): Promise<() => Request> {
  const { headers = {}, query = {} } = await signBy(
    source,
    requestOf(sample.body, sample.headers),
    settings,
    Date.now(),
  );
  const target = new URL(url);
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
  return () =>
    new Request(target, { method: "POST", headers: { ...sample.headers, ...headers }, body: sample.body });
}

const send = (request: Request) => exports.default.fetch(request);

/** The events an answer names; none where the provider wants to hear something else. */
async function receivedIn(response: Response): Promise<string[]> {
  const text = await response.text();
  try {
    const { received } = JSON.parse(text) as { received?: string[] };
    return received ?? [];
  } catch {
    return [];
  }
}

const oddities: [string, string | Uint8Array][] = [
  ["nothing", ""],
  ["no UTF-8", new Uint8Array([0xff, 0xfe, 0x80])],
  ["a cut body", '{"a":'],
  ["deep nesting", "[".repeat(50_000)],
  [
    "an entity bomb",
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
  ],
  ["huge numbers", `{"id":${"9".repeat(5_000)},"total":1e999}`],
  ["a million letters", `{"event":"${"x".repeat(900_000)}"}`],
];

describe.each(cases)("the source of $name", ({ id, source, variant }) => {
  it("takes each of its samples once, however often it comes", async () => {
    const opened = await open(id, source, variant);
    const isSigned =
      (await source.sign?.(requestOf(source.samples[0]?.body ?? ""), opened.settings, Date.now())) !==
      undefined;
    for (const sample of isSigned ? source.samples : []) {
      const request = await requestFor(opened, source, sample);
      const first = await send(request());
      expect(first.status, sample.title).toBe(200);
      const ids = await receivedIn(first);
      expect(await receivedIn(await send(request())), sample.title).toEqual(ids);
    }
    for (let i = 0; i < source.samples.length && !isSigned; i++) {
      const again = await ok<{ received: string[] }>(`${opened.shop.api}/sources/${opened.id}/test`, {
        body: { sample: i },
      });
      expect(again.received.every((event) => event.startsWith("evt_"))).toBe(true);
    }
    const { items } = await ok<{ items: { type: string; state: string }[] }>(
      `${opened.shop.api}/events?limit=200`,
    );
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ state }) => state === "not-understood")).toEqual([]);
    const stored = JSON.stringify(items);
    expect(stored).not.toContain(secretText);
  });

  it("makes one event of a hundred alike at once", async () => {
    const opened = await open(id, source, variant);
    const [sample] = source.samples;
    if (!sample || (await source.sign?.(requestOf(""), opened.settings, Date.now())) === undefined) return;
    const request = await requestFor(opened, source, sample);
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(request())));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { items } = await ok<{ items: { id: string }[] }>(`${opened.shop.api}/events?limit=200`);
    const facts = new Set((await Promise.all(answers.map(receivedIn))).flat());
    if (facts.size > 0) expect(items.map((one) => one.id).sort()).toEqual([...facts].sort());
  });

  it("turns away what is not proven, and answers whoever only looks", async () => {
    const opened = await open(id, source, variant);
    const [sample] = source.samples;
    if (!sample) return;
    const bare = (opened.url.split("?")[0] ?? "") + (opened.url.includes("?") ? "?secret=wrong" : "");
    const forged = await send(
      new Request(bare, { method: "POST", headers: sample.headers, body: sample.body }),
    );
    const isUnproven = source.caveat?.(opened.settings) !== undefined;
    expect(forged.status).toBe(isUnproven ? 200 : 401);
    for (const method of ["GET", "HEAD"])
      expect((await send(new Request(opened.url, { method }))).status).toBe(200);
  });

  it("answers clearly whatever is sent", async () => {
    const opened = await open(id, source, variant);
    for (const [what, body] of oddities) {
      const text = typeof body === "string" ? body : "";
      const sample: Sample = { title: "", body: text, headers: source.samples[0]?.headers ?? {} };
      const signed = await requestFor(opened, source, sample);
      for (const request of [signed(), new Request(opened.url, { method: "POST", body: body as BodyInit })]) {
        const { status } = await send(request);
        expect(status, what).toBeGreaterThanOrEqual(200);
        expect(status, what).toBeLessThan(500);
      }
    }
  });
});

describe("a source whose shop makes the secret only once it knows the URL", () => {
  it("can be made without it, lets nothing pass, and works when it is entered", async () => {
    const shop = await newShop();
    const made = await ok<{ id: string; webhookUrl: string; caveat?: string }>(`${shop.api}/sources`, {
      body: { kind: "stripe", name: "Stripe", settings: {}, secretsLater: true },
    });
    expect(made.caveat).toContain("secret is still missing");
    const stripe = connectors.find(({ id }) => id === "stripe")?.source;
    const [sample] = stripe?.samples ?? [];
    if (!stripe || !sample) throw new Error("There is no sample.");
    const opened = { shop, id: made.id, url: made.webhookUrl, settings: { signingSecret: secretText } };
    const request = await requestFor(opened, stripe, sample);
    const refused = await send(request());
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain("secret is missing");
    expect(
      (await call(`${shop.api}/sources/${made.id}`, { method: "PATCH", body: { name: "My Stripe" } })).status,
    ).toBe(200);
    expect((await call(`${shop.api}/sources/${made.id}/test`, { body: {} })).status).toBe(409);
    const { caveat } = await ok<{ caveat?: string }>(`${shop.api}/sources/${made.id}`, {
      method: "PATCH",
      body: { settings: { signingSecret: secretText } },
    });
    expect(caveat).toBeUndefined();
    expect((await send(request())).status).toBe(200);
  });
});
