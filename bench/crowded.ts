// Shopbell's Worker with a ledger that can be filled with waiting deliveries, or with purchases, faster than a shop could.
// They come in by `accept` like all others.
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
    this.takeIn(count, (number) => ({
      type: "lead.created",
      occurredAt: Math.floor(dueFrom - hourMs + (number * withinMs) / count),
    }));
  }

  /** Purchases of one product, each by another person. */
  buy(count: number, productId: string): void {
    const occurredAt = Date.now();
    this.takeIn(count, () => ({ type: "purchase.completed", occurredAt, products: [{ id: productId }] }));
  }

  private takeIn(count: number, factOf: (number: number) => Batch["facts"][number]["fact"]): void {
    const source = { id: "bench", kind: "bench", tokenVersion: null };
    for (let made = 0; made < count; made += atOnce) {
      const facts: Batch["facts"] = Array.from({ length: Math.min(atOnce, count - made) }, (_, i) => {
        const number = made + i;
        const email = `buyer-${1_000_000_000_000 + number}@example.com`;
        return {
          key: `bench:${number}`,
          fact: { ...factOf(number), customer: { email } },
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
  /** `/fill/<workspace>/<count>/<due from>/<within>` and `/buy/<workspace>/<count>/<product>` are the bench's own. */
  async fetch(request, env, context): Promise<Response> {
    const [, act, workspaceId = "", times, ...rest] = new URL(request.url).pathname.split("/");
    if (act !== "fill" && act !== "buy") return worker.fetch(request, env, context);
    const count = Number(times);
    const [dueFrom = 0, withinMs = 0] = rest.map(Number);
    const stub = env.LEDGERS.get(env.LEDGERS.idFromName(workspaceId)) as unknown as DurableObjectStub<Ledger>; // the class above
    await (act === "fill" ? stub.fill(count, dueFrom, withinMs) : stub.buy(count, rest[0] ?? ""));
    return Response.json({ filled: count });
  },
} satisfies ExportedHandler<Env, WakeUp>;
