// A ledger by itself: made-up tools, a clock that the test moves, and a queue that the test works off by hand.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Automation } from "../src/core/automation";
import type { ConnectionConfig, WorkspaceConfig } from "../src/core/config";
import type { Verdict } from "../src/core/delivery";
import type { Fact } from "../src/core/event";
import { newId } from "../src/core/ids";
import type {
  Accepted,
  Batch,
  Claim,
  DeliveryView,
  LedgerPort,
  Settled,
  ToldFact,
  WakeUp,
} from "../src/flows/ports";
import type { RunFacts } from "../src/ledger/dispatch";
import type { LedgerParts } from "../src/ledger/ledger";
import type { Ledger } from "../src/worker";

/** So far ahead that the platform never rings an alarm by itself. */
const farAhead = Date.UTC(2040, 0, 1);

export const minutes = 60_000;
export const hours = 60 * minutes;
export const days = 24 * hours;

const randomBytes = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

/** The tools of this world, by name. `list` puts one customer's deliveries in one lane; `call` must not be repeated. */
const tools: Record<string, RunFacts & { lane?: boolean }> = {
  /** What a source of this world fetches by. */
  bench: { repeatable: true, timeLimitMs: 10_000, concurrency: 2 },
  web: { repeatable: true, timeLimitMs: 10_000, concurrency: 10 },
  call: { repeatable: false, timeLimitMs: 10_000, concurrency: 10 },
  list: { repeatable: true, timeLimitMs: 10_000, concurrency: 10, lane: true },
  slowly: { repeatable: true, timeLimitMs: 10_000, concurrency: 10, perSecond: 0.5 },
  wide: { repeatable: true, timeLimitMs: 10_000, concurrency: 1000 },
};

export function connection(tool: string, more: Partial<ConnectionConfig> = {}): ConnectionConfig {
  const id = newId("connection", randomBytes);
  return { id, tool, name: tool, paused: false, version: 1, settings: {}, secrets: null, ...more };
}

export function automation(connectionId: string, more: Partial<Automation> = {}): Automation {
  return {
    id: newId("automation", randomBytes),
    version: 1,
    name: "An automation",
    trigger: { event: "purchase.completed" },
    timing: { when: "at" },
    action: { connectionId, action: "do", input: {}, inputVersion: 1 },
    cancelOn: [],
    frequency: "every-time",
    enabled: true,
    ...more,
  };
}

let facts = 0;

/** A fact on its way into the ledger; the customer is known by their e-mail. */
export function told(fact: Partial<Fact> & { email?: string } = {}, more: Partial<ToldFact> = {}): ToldFact {
  const { email, ...rest } = fact;
  return {
    key: `fact-${facts++}`,
    fact: {
      type: "purchase.completed",
      occurredAt: 0,
      ...(email === undefined ? {} : { customer: { email } }),
      ...rest,
    },
    ...(email === undefined ? {} : { customerId: `cus_${email}` }),
    customerRefs: [],
    sameCustomerAs: [],
    data: "{}",
    ...more,
  };
}

/** The view of a delivery, where the ledger did not refuse. */
export function done(acted: unknown): DeliveryView {
  if (typeof acted !== "object" || acted === null || !("state" in acted))
    throw new Error(`It was not done: ${JSON.stringify(acted)}`);
  return acted as DeliveryView; // told apart by its state
}

/** What each ledger of this world is given, by its workspace. */
const wired = new Map<string, LedgerParts>();

type Wired = { parts: LedgerParts; ctx: DurableObjectState; wire(env: unknown): LedgerParts };
const wiredKinds = new WeakSet<Wired>();

/** On a busy machine the platform evicts ledgers as it pleases: they are born anew in this world, not in the real one. */
function bearWired(kind: Wired): void {
  if (wiredKinds.has(kind)) return;
  wiredKinds.add(kind);
  const { wire } = kind;
  kind.wire = function (this: Wired, env) {
    return wired.get(this.ctx.id.name ?? "") ?? wire.call(this, env);
  };
}

export class Bench {
  readonly clock = { now: farAhead };
  /** What the queue was told and nobody has taken yet. */
  readonly queue: WakeUp[] = [];
  /** How many ids the queue was told in all. */
  told = 0;
  readonly ledger: LedgerPort;
  private readonly stub: DurableObjectStub<Ledger>;
  config: WorkspaceConfig;
  private claims = 0;

  private constructor(connections: ConnectionConfig[], automations: Automation[]) {
    const workspaceId = newId("workspace", randomBytes);
    const source = {
      id: "src_bench",
      kind: "bench",
      name: "Bench",
      enabled: true,
      tokenVersion: 1,
      settings: {},
      secrets: null,
      previousSecrets: null,
      previousUntil: null,
    };
    this.config = {
      workspaceId,
      version: 1,
      name: "Bench",
      timeZone: "UTC",
      sources: [source],
      connections,
      automations,
      products: [],
      codes: [],
    };
    this.stub = env.LEDGERS.get(env.LEDGERS.idFromName(workspaceId));
    this.ledger = this.stub as unknown as LedgerPort; // the ledger has every method of the port under its name
  }

  static async open(connections: ConnectionConfig[], automations: Automation[]): Promise<Bench> {
    const bench = new Bench(connections, automations);
    await bench.wire();
    await bench.ledger.configure(bench.config);
    return bench;
  }

  /** Gives the ledger this world's tools, clock and queue instead of the real ones. */
  private async wire(): Promise<void> {
    const parts: LedgerParts = {
      queues: {
        send: async (_queue, wakeUp) => {
          this.queue.push(wakeUp);
          this.told += wakeUp.ids.length;
        },
      },
      actionOf: (tool) =>
        tools[tool] && {
          needs: [],
          laneOf: (event) => (tools[tool]?.lane ? event.customer?.id : undefined),
        },
      runFactsOf: (tool) => tools[tool],
      sourceFacts: {
        scopeOf: ({ kind, id }) => `${kind}:${id}`,
        idleCartMsOf: ({ settings }) =>
          typeof settings.idleCartMinutes === "number" ? settings.idleCartMinutes * minutes : undefined,
      },
      now: () => this.clock.now,
      random: () => 0.5,
      randomBytes,
    };
    await this.inside(async (ledger, state) => {
      const inner = ledger as Wired & { load(storage: DurableObjectStorage): Promise<void> };
      bearWired(Object.getPrototypeOf(ledger) as Wired);
      wired.set(this.config.workspaceId, parts);
      inner.parts = parts;
      await inner.load(state.storage);
    });
  }

  inside<T>(work: (ledger: unknown, state: DurableObjectState) => T | Promise<T>): Promise<T> {
    return runInDurableObject(this.stub, (ledger, state) => work(ledger, state));
  }

  sql<Row extends Record<string, SqlStorageValue>>(
    query: string,
    ...values: SqlStorageValue[]
  ): Promise<Row[]> {
    return this.inside((_, state) => state.storage.sql.exec<Row>(query, ...values).toArray());
  }

  /** The process dies: all that was in memory is gone. */
  async crash(): Promise<void> {
    await evictDurableObject(this.stub);
    this.queue.length = 0;
    await this.wire();
  }

  /** An edit of the configuration. */
  async edit(change: (config: WorkspaceConfig) => void): Promise<void> {
    this.config = structuredClone(this.config);
    change(this.config);
    this.config.version++;
    await this.ledger.configure(this.config);
  }

  async accept(...facts: ToldFact[]): Promise<Accepted[]> {
    const source = { id: "src_bench", kind: "bench", tokenVersion: 1 };
    const batch: Batch = { source, facts, raw: "{}", hops: 0 };
    for (const one of facts) if (one.fact.occurredAt === 0) one.fact.occurredAt = this.clock.now;
    const accepted = await this.ledger.accept(batch);
    if (!accepted) throw new Error("The ledger does not know the source.");
    return accepted;
  }

  /** Lets the timers of the ledger run: the flush of wake-ups, and catching up. */
  async settle(ms = 30): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms));
  }

  /** The ids that the queue was told since this was asked last. */
  async takeTold(): Promise<string[]> {
    await this.settle(5);
    if (this.queue.length === 0) await this.settle();
    return this.queue.splice(0).flatMap((wakeUp) => wakeUp.ids);
  }

  async claim(ids: string[], claimId = this.newClaim()): Promise<Claim & { claimId: string }> {
    const claim = await this.ledger.work(claimId, ids, []);
    return { ...claim, claimId };
  }

  newClaim(): string {
    return `clm_${this.claims++}`;
  }

  settled(id: string, claimId: string, verdict: Verdict): Settled {
    return { id, claimId, verdict, attempt: { at: this.clock.now, tookMs: 5, outcome: verdict.is } };
  }

  async report(claim: { claimId: string }, id: string, verdict: Verdict): Promise<void> {
    await this.ledger.work("clm_report", [], [this.settled(id, claim.claimId, verdict)]);
  }

  /** Claims what the queue was told and carries it out. @returns the ids that ran, in their order */
  async carryOut(verdictOf: (id: string) => Verdict = () => ({ is: "done" })): Promise<string[]> {
    const ran: string[] = [];
    for (let ids = await this.takeTold(); ids.length > 0; ids = await this.takeTold()) {
      while (ids.length > 0) {
        const claim = await this.claim(ids.splice(0, 25));
        ran.push(...claim.deliveries.map((one) => one.id));
        const outcomes = claim.deliveries.map((one) =>
          this.settled(one.id, claim.claimId, verdictOf(one.id)),
        );
        await this.ledger.work(claim.claimId, [], outcomes);
      }
    }
    return ran;
  }

  async ring(): Promise<boolean> {
    return runDurableObjectAlarm(this.stub);
  }

  alarm(): Promise<number | null> {
    return this.inside((_, state) => state.storage.getAlarm());
  }

  async delivery(id: string): Promise<DeliveryView> {
    const found = await this.ledger.delivery(id);
    if (!found) throw new Error(`There is no delivery ${id}.`);
    return found;
  }

  async all(): Promise<DeliveryView[]> {
    const { items } = await this.ledger.deliveries({ limit: 200 });
    return items;
  }

  async states(): Promise<string[]> {
    return (await this.all()).map((one) => one.state).sort();
  }
}
