// Shopbell's Worker with a ledger that can be filled with waiting deliveries, faster than a shop could. They come in by
// `accept` like all others.
import type { Batch, WakeUp } from "../src/flows/ports";
import worker, { Ledger as RealLedger } from "../src/worker";

const atOnce = 250;
const hourMs = 3600_000;

export class Ledger extends RealLedger {
  /**
   * Leads, each of another person, so that what listens to leads and waits an hour falls due one after the other.
   * @param dueFrom when the first falls due (epoch milliseconds)
   * @param withinMs the others follow evenly within so many milliseconds
   */
  fill(count: number, dueFrom: number, withinMs: number): void {
    const source = { id: "bench", kind: "bench", tokenVersion: null };
    for (let made = 0; made < count; made += atOnce) {
      const facts: Batch["facts"] = Array.from({ length: Math.min(atOnce, count - made) }, (_, i) => {
        const number = made + i;
        const email = `buyer-${1_000_000_000_000 + number}@example.com`;
        return {
          key: `lead:${dueFrom}:${number}`,
          fact: {
            type: "lead.created",
            occurredAt: Math.floor(dueFrom - hourMs + (number * withinMs) / count),
            customer: { email },
          },
          customerId: `cus_${number}`,
          customerRefs: [],
          sameCustomerAs: [],
          data: JSON.stringify({ email }),
        };
      });
      super.accept({ source, facts, raw: null, hops: 0 });
    }
  }
}

export default {
  ...worker,
  /** `/fill/<workspace>/<count>/<due from>/<within>` is the bench's own; all else is Shopbell's. */
  async fetch(request, env, context): Promise<Response> {
    const [, act, workspaceId = "", ...numbers] = new URL(request.url).pathname.split("/");
    if (act !== "fill") return worker.fetch(request, env, context);
    const [count = 0, dueFrom = 0, withinMs = 0] = numbers.map(Number);
    const stub = env.LEDGERS.get(env.LEDGERS.idFromName(workspaceId)) as unknown as DurableObjectStub<Ledger>; // the class above
    await stub.fill(count, dueFrom, withinMs);
    return Response.json({ filled: count });
  },
} satisfies ExportedHandler<Env, WakeUp>;
