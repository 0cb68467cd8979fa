// The API of codes: what an event tells of them, lists of scans, tickets, and campaign codes.
import { describe, expect, it } from "vitest";
import { buy, newTicketShop, scanKey, scans } from "./scan-world";
import { call, newShop, ok, type Shop } from "./world";

type Told = {
  key: string;
  is: string;
  why?: string;
  result?: { valid: boolean; why: string };
  takenBy?: { by: string; at: number };
  ticket?: { product: { name: string }; customer: { email: string }; credits?: object; scans: object[] };
};

async function tell(shop: Shop, ...scans: object[]): Promise<Told[]> {
  const { results } = await ok<{ results: Told[] }>(`${shop.api}/codes/scans`, { body: { scans } });
  return results;
}

describe("a purchase", () => {
  it("of a product with codes has its ticket in what a webhook is told", async () => {
    const shop = await newTicketShop();
    const { codes } = await buy(shop);
    expect(codes).toHaveLength(1);
    expect(codes[0]?.url).toMatch(/^https:\/\/shopbell\.example\/q\/[0-9A-Z]{40}$/);
    expect(codes[0]).toEqual({
      url: codes[0]?.url,
      svg: `${codes[0]?.url}.svg`,
      png: `${codes[0]?.url}.png`,
    });
  });

  it("of anything else has none", async () => {
    const shop = await newTicketShop();
    expect((await buy(shop, { products: [{ id: "soap" }] })).codes).toEqual([]);
    await ok(`${shop.api}/products/sauna`, { method: "PATCH", body: { codes: null } });
    expect((await buy(shop)).codes).toEqual([]);
  });
});

describe("a list of scans", () => {
  it("is answered in order: who it is, what was bought, and which credit is gone", async () => {
    const shop = await newTicketShop({ enabled: true, credits: 1 });
    const { code } = await buy(shop);
    const [look, take, late, other, bad] = [scanKey(), scanKey(), scanKey(), scanKey(), scanKey()];
    const before = Date.now() - 60_000;
    const results = await tell(
      shop,
      { key: look, code: code.url },
      { key: take, code: code.url.split("/").at(-1), change: -1 },
      { key: take, code: code.url, change: -1 },
      { key: late, code: code.url, change: -1, at: before },
      { key: other, code: "https://example.com/menu" },
      { key: bad, code: code.url.slice(0, -1) + (code.url.endsWith("0") ? "1" : "0") },
    );
    expect(results.map(({ key, is }) => [key, is])).toEqual([
      [look, "scanned"],
      [take, "scanned"],
      [take, "repeated"],
      [late, "refused"],
      [other, "unknown"],
      [bad, "unknown"],
    ]);
    expect(results[0]?.ticket).toMatchObject({
      product: { id: "sauna", name: "Ten mornings in the sauna" },
      customer: { email: "ada@example.com", name: "Ada Lovelace" },
      credits: { left: 1, of: 1 },
      scans: [],
    });
    expect(results[1]).toMatchObject({
      result: { valid: true, why: "credits" },
      ticket: { credits: { left: 0, of: 1 }, scans: [{ by: "installation" }] },
    });
    expect(results[3]).toMatchObject({ why: "used-up", takenBy: { by: "installation" } });
    const told = await scans(shop);
    expect(told.map(({ data }) => [data.who, data.credits, data.provisional])).toEqual([
      ["staff", { before: 0, after: 0 }, true],
      ["staff", { before: 1, after: 0 }, undefined],
      ["staff", { before: 1, after: 1 }, undefined],
    ]);
    expect(told[0]?.customer?.email).toBe("ada@example.com");
  });

  it("says nothing of another workspace's codes", async () => {
    const { code } = await buy(await newTicketShop());
    const [told] = await tell(await newShop(), { key: scanKey(), code: code.url });
    expect(told).toEqual({ key: told?.key, is: "unknown" });
  });

  it("is refused when it is not in order", async () => {
    const shop = await newShop();
    for (const scans of [
      [],
      [{ key: "short", code: "x" }],
      [{ key: scanKey() }],
      [{ key: scanKey(), code: "x", change: 2 }],
      Array.from({ length: 101 }, () => ({ key: scanKey(), code: "x" })),
    ])
      expect((await call(`${shop.api}/codes/scans`, { body: { scans } })).status).toBe(422);
  });
});

describe("tickets", () => {
  it("are listed by product and customer, with a picture each", async () => {
    const shop = await newTicketShop();
    const { code, eventId } = await buy(shop);
    await buy(shop, { customer: { email: "bob@example.com" } });
    type Ticket = { id: string; url: string; eventId: string; customer: { id: string; email: string } };
    const list = (query: string) => ok<{ items: Ticket[]; next?: string }>(`${shop.api}/tickets?${query}`);
    const { items } = await list("productId=sauna");
    expect(items.map((one) => one.customer.email)).toEqual(["bob@example.com", "ada@example.com"]);
    const [, ada] = items;
    expect(ada).toMatchObject({ url: code.url, eventId });
    expect((await list("productId=soap")).items).toEqual([]);
    expect((await list(`customerId=${ada?.customer.id}`)).items.map((one) => one.id)).toEqual([ada?.id]);
    const first = await list("limit=1");
    expect((await list(`limit=1&cursor=${first.next}`)).items.map((one) => one.id)).toEqual([ada?.id]);
    const { codes } = await ok<{ codes: object[] }>(`${shop.api}/events/${eventId}`);
    expect(codes).toEqual([{ id: ada?.id, ...code }]);
  });
});

describe("a campaign code", () => {
  const redirect = { name: "Poster", leadsTo: { is: "redirect", url: "https://shop.example/menu" } };
  type Code = { id: string; url: string; svg: string; applied: boolean };

  it("is made, changed and deleted, each noted, and keeps what is printed", async () => {
    const shop = await newShop();
    const made = await ok<Code>(`${shop.api}/codes`, { body: redirect });
    expect(made).toMatchObject({
      ...redirect,
      colours: { dark: "#000000", light: "#ffffff" },
      applied: true,
    });
    const at = `${shop.api}/codes/${made.id}`;
    const edit = { name: "Box", colours: { dark: "#003366", light: "#ffffff" } };
    const changed = await ok<Code>(at, { method: "PATCH", body: edit });
    expect(changed).toMatchObject({ ...edit, leadsTo: redirect.leadsTo, url: made.url });
    expect(changed.svg).toBe(`${made.url}.svg?dark=%23003366&light=%23ffffff`);
    expect((await ok<{ items: object[] }>(`${shop.api}/codes`)).items).toHaveLength(1);
    await ok(at, { method: "DELETE" });
    expect((await call(at)).status).toBe(404);
    const { items } = await ok<{ items: { action: string }[] }>(`${shop.api}/audit`);
    expect(items.map((one) => one.action).filter((one) => one.startsWith("code."))).toEqual([
      "code.deleted",
      "code.changed",
      "code.created",
    ]);
  });

  it.each([
    ["http, which all can read", { leadsTo: { is: "redirect", url: "http://shop.example/" } }, "leadsTo.url"],
    ["a script", { leadsTo: { is: "redirect", url: "javascript:alert(1)" } }, "leadsTo.url"],
    ["a network within", { leadsTo: { is: "redirect", url: "https://10.0.0.1/" } }, "leadsTo.url"],
    [
      "a button to a script",
      { leadsTo: { is: "page", title: "Hi", link: { url: "data:text/html,x" } } },
      "leadsTo.link.url",
    ],
    ["colours that nobody can scan", { colours: { dark: "#ffff00", light: "#ffffff" } }, "colours.dark"],
  ])("does not lead to, or show, %s", async (_, wrong, path) => {
    const shop = await newShop();
    const response = await call(`${shop.api}/codes`, { body: { ...redirect, ...wrong } });
    expect(response.status).toBe(422);
    const { errors } = (await response.json()) as { errors: { path: string }[] };
    expect(errors[0]?.path).toBe(path);
    const { id } = await ok(`${shop.api}/codes`, { body: redirect });
    expect((await call(`${shop.api}/codes/${id}`, { method: "PATCH", body: wrong })).status).toBe(422);
  });
});
