// What a scanned code answers, to phones, robots, staff and strangers.
import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import previews from "../src/core/samples/link-preview-user-agents.json";
import { buy, iphone, newTicketShop, open, scans, signIn } from "./scan-world";
import { newAutomation, newBox, newShop, newWebhook, ok, origin, type Shop, until } from "./world";

let shop: Shop;
let ticket: Awaited<ReturnType<typeof buy>>;
let cookie: string;

beforeAll(async () => {
  shop = await newTicketShop({ enabled: true, credits: 3 });
  ticket = await buy(shop);
  cookie = await signIn(shop);
});

let phones = 0;
/** Another phone each time, so that none is taken for the one before. */
const phone = () => ({ "cf-connecting-ip": `198.51.100.${phones++}` });
const counted = async (of = shop) => (await scans(of)).length;

function press(url: string, fields: Record<string, string>, headers: Record<string, string>) {
  return exports.default.fetch(`${url}/credits`, {
    method: "POST",
    headers: { "user-agent": iphone, "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(fields).toString(),
  });
}
const keyIn = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? "";

describe("a stranger", () => {
  it("is shown whether the ticket is good, small, without script, and nothing of a person", async () => {
    const response = await open(ticket.code.url, phone());
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain("Valid");
    expect(html).toContain("3 of 3 left");
    expect(html).toContain("Ten mornings in the sauna");
    expect(html).not.toMatch(/ada|lovelace|<script/i);
    expect(new TextEncoder().encode(html).length).toBeLessThan(15 * 1024);
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("reads it in the phone's language, in capitals or not", async () => {
    const pl = await open(ticket.code.url, { ...phone(), "accept-language": "pl-PL,pl;q=0.9,en;q=0.5" });
    expect(await pl.text()).toContain("Ważny");
    const capitals = ticket.code.url.replace("/q/", "/Q/");
    const sv = await open(capitals, { ...phone(), "accept-language": "sv" });
    expect(await sv.text()).toContain("Giltig");
    const small = await open(ticket.code.url.toLowerCase(), phone());
    expect(await small.text()).toContain("Valid");
  });

  it("who reloads or taps twice is counted once", async () => {
    const before = await counted();
    const mine = phone();
    for (let i = 0; i < 3; i++) expect((await open(ticket.code.url, mine)).status).toBe(200);
    expect(await counted()).toBe(before + 1);
    const [latest] = await scans(shop);
    expect(latest?.data).toMatchObject({ who: "customer", device: "phone", result: { valid: true } });
  });

  it("cannot press a button", async () => {
    const before = await counted();
    const response = await press(ticket.code.url, { key: "0123456789abcdef", change: "take" }, { origin });
    expect(await response.text()).toContain("3 of 3 left");
    expect(await counted()).toBe(before);
  });
});

const byAgent = (agent: string): [string, Record<string, string>] => [agent, { "user-agent": agent }];

describe("a robot", () => {
  const robots: [string, Record<string, string>, string?][] = [
    ["a HEAD request", {}, "HEAD"],
    ["a prefetch", { "sec-purpose": "prefetch;prerender" }],
    ["a preview of Safari", { "x-purpose": "preview" }],
    ["an image of a page", { "sec-fetch-dest": "image" }],
    ["curl", { "user-agent": "curl/8.7.1" }],
    ...previews.flatMap(({ instances }) => instances ?? []).map(byAgent),
  ];

  it("is shown the page and counts nothing, whoever it is", async () => {
    const before = await counted();
    for (const [name, headers, method = "GET"] of robots) {
      const response = await open(ticket.code.url, { ...phone(), ...headers }, method);
      expect(response.status, name).toBe(200);
      const html = await response.text();
      expect(html.includes("Valid"), name).toBe(method === "GET");
    }
    expect(await counted()).toBe(before);
  });

  it("that belongs to the staff sees what the staff sees and counts nothing", async () => {
    const before = await counted();
    const html = await (await open(ticket.code.url, { cookie, "sec-purpose": "prefetch" })).text();
    expect(html).toContain("Ada Lovelace");
    expect(await counted()).toBe(before);
  });
});

describe("a code that is not one", () => {
  it("is answered alike, whether malformed, forged or of nobody", async () => {
    const code = ticket.code.url.split("/").at(-1) ?? "";
    const forged = (code.startsWith("2") ? "3" : "2") + code.slice(1);
    const wrongMac = code.slice(0, -1) + (code.endsWith("0") ? "1" : "0");
    const gone = await newShop();
    const { url, id } = await ok<{ id: string; url: string }>(`${gone.api}/codes`, {
      body: { name: "Gone", leadsTo: { is: "page", title: "Gone" } },
    });
    await ok(`${gone.api}/codes/${id}`, { method: "DELETE" });
    const answers = await Promise.all(
      [forged, wrongMac, "x", "%00", "a".repeat(500), url.split("/").at(-1) ?? ""].map(async (text) => {
        const response = await open(`${origin}/q/${text}`, phone());
        return [response.status, [...response.headers], await response.text()];
      }),
    );
    expect(answers[0]?.[0]).toBe(404);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    for (const type of ["svg", "png"])
      expect((await open(`${origin}/q/${wrongMac}.${type}`, phone())).status).toBe(404);
    expect((await press(`${origin}/q/${wrongMac}`, {}, { origin })).status).toBe(404);
  });
});

describe("the staff", () => {
  it("sees who it is, what was bought and where it was scanned before", async () => {
    const response = await open(ticket.code.url, { cookie });
    const html = await response.text();
    for (const words of ["Ada Lovelace", "ada@example.com", "Scanned before", "Take one"])
      expect(html).toContain(words);
    expect(new TextEncoder().encode(html).length).toBeLessThan(15 * 1024);
    const [latest] = await scans(shop);
    expect(latest?.data).toMatchObject({ who: "staff", by: expect.stringContaining("@example.com") });
  });

  it("takes and gives back in one tap each; the same tap again means nothing", async () => {
    const shop = await newTicketShop({ enabled: true, credits: 1 });
    const { code } = await buy(shop);
    const cookie = await signIn(shop);
    const key = keyIn(await (await open(code.url, { cookie })).text());
    const take = { key, change: "take" };
    const headers = { cookie, origin };
    const taken = await (await press(code.url, take, headers)).text();
    expect(taken).toContain("Taken");
    expect(taken).toContain("1 → 0");
    expect(await (await press(code.url, take, headers)).text()).toContain("had been done already");
    const second = await (await press(code.url, { key: keyIn(taken), change: "take" }, headers)).text();
    expect(second).toContain("The last one went to");
    const back = await (await press(code.url, { key: keyIn(second), change: "give-back" }, headers)).text();
    expect(back).toContain("0 → 1");
    expect((await scans(shop)).map(({ data }) => data.credits)).toEqual([
      { before: 0, after: 1 },
      { before: 0, after: 0 },
      { before: 1, after: 0 },
      { before: 1, after: 1 },
    ]);
  });

  it("is not made to press by another site", async () => {
    const before = await counted();
    const foreign: Record<string, string>[] = [{}, { origin: "https://evil.example" }, { origin: "null" }];
    for (const headers of foreign) {
      const response = await press(
        ticket.code.url,
        { key: "0123456789abcdef", change: "take" },
        { cookie, ...headers },
      );
      expect(response.status).toBe(403);
    }
    expect(await counted()).toBe(before);
  });

  it("of another workspace is a stranger here", async () => {
    const theirs = await signIn(await newShop(), "owner");
    const html = await (await open(ticket.code.url, { ...phone(), cookie: theirs })).text();
    expect(html).toContain("3 of 3 left");
    expect(html).not.toMatch(/ada@|Take one/);
    const response = await press(
      ticket.code.url,
      { key: "0123456789abcdef", change: "take" },
      { cookie: theirs, origin },
    );
    expect(await response.text()).toContain("3 of 3 left");
  });
});

describe("a picture", () => {
  it("is SVG or PNG, in the size and the colours that are asked for, and may be shown anywhere", async () => {
    const svg = await open(`${ticket.code.svg}?mm=30&dark=%23003366`);
    expect(svg.headers.get("content-type")).toBe("image/svg+xml");
    expect(svg.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    const text = await svg.text();
    expect(text).toContain('width="30mm"');
    expect(text).toContain('fill="#003366"');
    const png = await open(ticket.code.png);
    expect(png.headers.get("content-type")).toBe("image/png");
    expect([...new Uint8Array(await png.arrayBuffer())].slice(1, 4)).toEqual([0x50, 0x4e, 0x47]);
  });

  it("that no scanner would read is refused in words", async () => {
    for (const [query, words] of [
      ["light=%23000000", "must be darker than the ground"],
      ["dark=%23ffee00", "too close to the ground"],
      ["dark=red", "write it like #1a2b3c"],
      ["mm=5", "mm"],
      ["size=3", "size"],
    ]) {
      const response = await open(`${ticket.code.svg}?${query}`);
      expect(response.status, query).toBe(422);
      expect(await response.text()).toContain(words);
    }
  });
});

describe("a campaign code", () => {
  it("leads to an address that may change after printing, and counts each scan", async () => {
    const shop = await newShop();
    const { id, url } = await ok<{ id: string; url: string }>(`${shop.api}/codes`, {
      body: { name: "Poster", leadsTo: { is: "redirect", url: "https://shop.example/summer" } },
    });
    const first = await open(url, phone());
    expect([first.status, first.headers.get("location"), first.headers.get("cache-control")]).toEqual([
      302,
      "https://shop.example/summer",
      "no-store",
    ]);
    await ok(`${shop.api}/codes/${id}`, {
      method: "PATCH",
      body: { leadsTo: { is: "page", title: "Closed", text: "See <you> in spring" } },
    });
    const second = await open(url, phone());
    expect(await second.text()).toContain("See &lt;you&gt; in spring");
    await open(url, { ...phone(), "user-agent": "Googlebot" });
    const counts = await ok<{ total: number; devices: object[] }>(`${shop.api}/codes/${id}/counts`);
    expect(counts).toMatchObject({ total: 2, devices: [{ device: "phone", count: 2 }] });
    expect((await scans(shop))[0]?.data).toMatchObject({
      code: { id, kind: "campaign", name: "Poster" },
      who: "customer",
    });
  });
});

describe("the story of a ticket", () => {
  it("goes from the purchase to the code in a webhook, to a stranger's scan that rings an automation", async () => {
    const shop = await newTicketShop();
    const { code, orderId } = await buy(shop);
    const box = newBox();
    const webhook = await newWebhook(shop, box.url);
    await newAutomation(shop, webhook.id, { trigger: { event: "qr.scanned" } });
    expect(await (await open(code.url, phone())).text()).toContain("Bought on");
    const [rung] = await until(box.got, (all) => all.length === 1);
    expect(JSON.parse(rung?.body ?? "{}")).toMatchObject({
      type: "qr.scanned",
      customer: { email: "ada@example.com" },
      order: { id: orderId },
      products: [{ id: "sauna" }],
      data: { who: "customer", result: { valid: true, why: "bought" } },
    });
    await ok(`${shop.api}/events`, {
      body: {
        id: `refund-${orderId}`,
        type: "purchase.refunded",
        customer: { email: "ada@example.com" },
        order: { id: orderId },
      },
    });
    expect(await (await open(code.url, phone())).text()).toContain("refunded");
    await until(box.got, (all) => all.length === 2);
  });
});
