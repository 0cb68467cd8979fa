// Whether this installation is up: the Worker, its database and a ledger answer.
import { sql } from "drizzle-orm";
import { Hono } from "hono";
import type { HttpDeps } from "./deps";

export function healthRoutes(deps: HttpDeps) {
  return new Hono().get("/healthz", async (c) => {
    const [database, ledger] = await Promise.all([
      answers(() => deps.db.run(sql`SELECT 1`)),
      answers(() => deps.ledgers("healthz").version()),
    ]);
    const ok = database && ledger;
    return c.json({ ok, worker: true, database, ledger }, ok ? 200 : 503, { "cache-control": "no-store" });
  });
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    console.error(JSON.stringify({ message: "a part does not answer", error: String(error) }));
    return false;
  }
}
