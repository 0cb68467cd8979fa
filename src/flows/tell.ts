// Events told by our own API: each is checked by itself, and what is in order is stored in one transaction.
import type { z } from "zod";
import { bodyKey, bodyKeyLastsMs } from "../connectors/kit";
import type { Json } from "../core/json";
import { factOfTold, type ToldEvent, toldEventSchema } from "../core/told";
import { type IngestDeps, toldFact } from "./ingest";
import type { Accepted } from "./ports";

/** What events by the API say they come from. */
export const apiSource = { id: "api", kind: "api" };
export const mostTold = 100;

export type ToldAnswer = ({ status: 200 } & Accepted) | { status: 422; error: z.ZodError };

/** @throws Error when nothing could be stored: the caller must try again */
export async function tellEvents(
  workspaceId: string,
  events: Json[],
  hops: number,
  deps: Pick<IngestDeps, "ledgers" | "now" | "reconcile">,
): Promise<ToldAnswer[]> {
  const read = events.map((event) => toldEventSchema.safeParse(event));
  const good = read.flatMap((one) => (one.success ? [one.data] : []));
  const facts = await Promise.all(
    good.map(async (event) => {
      const { fact, data } = factOfTold(event, deps.now());
      return toldFact({ ...(await keyOf(event)), fact, data }, apiSource.kind, workspaceId);
    }),
  );
  const batch = { source: { ...apiSource, tokenVersion: null }, facts, raw: null, hops };
  const accept = () => deps.ledgers(workspaceId).accept(batch);
  let accepted = facts.length > 0 ? await accept() : [];
  if (!accepted) {
    // A ledger that has never been told of its workspace knows no automations yet.
    await deps.reconcile(workspaceId);
    accepted = await accept();
  }
  if (!accepted) throw new Error("The ledger knows nothing of its workspace.");
  const stored = accepted.values();
  return read.map((one): ToldAnswer => {
    if (!one.success) return { status: 422, error: one.error };
    const { value } = stored.next();
    if (!value) throw new Error("The ledger stored fewer events than it was given.");
    return { status: 200, ...value };
  });
}

async function keyOf(event: ToldEvent): Promise<{ key: string; keyLastsMs?: number }> {
  if (event.id !== undefined) return { key: `id:${event.id}` };
  const body = new TextEncoder().encode(JSON.stringify(event));
  return { key: await bodyKey({ body }), keyLastsMs: bodyKeyLastsMs };
}
