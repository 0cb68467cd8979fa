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
