// Somebody who may only scan: what they see of the API is their shop's name and the scans.
import { describe, expect, it } from "vitest";
import { buy, newTicketShop, scanKey, signIn } from "./scan-world";
import { call, newShop, ok, origin } from "./world";

const as = (cookie: string) => ({ token: null, headers: { cookie, origin } });

describe("a scanner", () => {
  it("is told their shop alone, and that they may scan there", async () => {
    const shop = await newTicketShop();
    await newShop();
    const { items } = await ok<{ items: { id: string; role: string }[] }>(
      "/api/workspaces",
      as(await signIn(shop)),
    );
    expect(items.map(({ id, role }) => [id, role])).toEqual([[shop.ws, "scanner"]]);
  });

  it("scans in their own shop, and in no other", async () => {
    const shop = await newTicketShop();
    const cookie = await signIn(shop);
    const { code } = await buy(shop);
    const body = { scans: [{ key: scanKey(), code: code.url }] };
    const { results } = await ok<{ results: { is: string; ticket?: { customer?: { email?: string } } }[] }>(
      `${shop.api}/codes/scans`,
      { body, ...as(cookie) },
    );
    expect(results).toMatchObject([{ is: "scanned", ticket: { customer: { email: "ada@example.com" } } }]);
    const other = await newTicketShop();
    expect((await call(`${other.api}/codes/scans`, { body, ...as(cookie) })).status).toBe(404);
  });

  it("is asked for nothing by another site", async () => {
    const shop = await newTicketShop();
    const { headers } = as(await signIn(shop));
    const foreign = { ...headers, origin: "https://evil.example" };
    const body = { scans: [{ key: scanKey(), code: "x" }] };
    expect((await call(`${shop.api}/codes/scans`, { body, token: null, headers: foreign })).status).toBe(403);
  });
});

it("everybody is told their role where they are", async () => {
  const shop = await newShop();
  expect(await ok<{ role: string }>(shop.api)).toMatchObject({ role: "owner" });
  const key = await ok<{ key: string }>(`${shop.api}/keys`, { body: { name: "k", role: "viewer" } });
  expect(await ok<{ role: string }>(shop.api, { token: key.key })).toMatchObject({ role: "viewer" });
});
