// Whether this installation is up: the Worker, its database, a ledger and the queue answer.
import { sql } from "drizzle-orm";
import { Hono } from "hono";
import type { HttpDeps } from "./deps";

export function healthRoutes(deps: HttpDeps) {
  return new Hono().get("/healthz", async (c) => {
    const [database, ledger, queue] = await Promise.all([
      answers(() => deps.db.run(sql`SELECT 1`)),
      answers(() => deps.ledgers("healthz").version()),
      answers(() => deps.askQueue()),
    ]);
    const ok = database && ledger && queue;
    return c.json({ ok, worker: true, database, ledger, queue }, ok ? 200 : 503);
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
