// Shopbell's Worker with a ledger that counts the rows it writes. For counting alone: nothing is timed with it.
import type { WakeUp } from "../src/flows/ports";
import worker, { Ledger as RealLedger } from "../src/worker";
import { count, type Tally } from "./figures.mjs";

type Written = { label: string; cursor?: SqlStorageCursor<Record<string, SqlStorageValue>> };

let written: Written[] = [];
/** What the ledger is doing: the first half of each label. */
let phase = "other";
/** How far ahead of the real time the ledger's clock is. */
let aheadMs = 0;

/** Counts whatever is written through this state's storage, at the prototypes, so that nothing can go past it. */
function counted(state: DurableObjectState): DurableObjectState {
  const sqlClass: SqlStorage = Object.getPrototypeOf(state.storage.sql);
  const { exec } = sqlClass;
  sqlClass.exec = function (this: SqlStorage, query: string, ...bindings: unknown[]) {
    const cursor = exec.call(this, query, ...bindings);
    if (!/^\s*SELECT\b/i.test(query)) written.push({ label: `${phase}: ${nameOf(query)}`, cursor });
    return cursor;
  } as SqlStorage["exec"]; // its type parameter says how rows are read, which is not our concern
  const storageClass: DurableObjectStorage = Object.getPrototypeOf(state.storage);
  const { setAlarm } = storageClass;
  storageClass.setAlarm = function (this: DurableObjectStorage, ...args: Parameters<typeof setAlarm>) {
    written.push({ label: "alarm: set" }); // billed as one row
    return setAlarm.apply(this, args);
  };
  return state;
}

function nameOf(query: string): string {
  const [verb = "", table = ""] =
    /(INSERT INTO|UPDATE|DELETE FROM|CREATE)\s+(\w+)/i.exec(query)?.slice(1) ?? [];
  return `${verb} ${table}`.toLowerCase();
}

function during<T>(label: string, work: () => T): T {
  phase = label;
  try {
    return work();
  } finally {
    phase = "other";
  }
}

let isCounted = false;

export class Ledger extends RealLedger {
  constructor(state: DurableObjectState, env: Env) {
    super(isCounted ? state : counted(state), env);
    isCounted = true;
  }

  protected override wire(env: Env) {
    const parts = super.wire(env);
    return { ...parts, now: () => parts.now() + aheadMs };
  }

  override accept(...args: Parameters<RealLedger["accept"]>) {
    return during("accept", () => super.accept(...args));
  }

  override work(claimId: string, ids: string[], settlements: Parameters<RealLedger["work"]>[2]) {
    if (settlements.length > 0) during("settle", () => super.work(claimId, [], settlements));
    return during("claim", () => super.work(claimId, ids, []));
  }

  override async alarm(): Promise<void> {
    written.push({ label: "alarm: rang" });
    await during("alarm", () => super.alarm());
  }

  /** What was written since this was asked last. */
  tally(): Tally {
    const tally: Tally = {};
    for (const { label, cursor } of written)
      count(tally, label, cursor ? cursor.rowsWritten : label === "alarm: set" ? 1 : 0);
    written = [];
    return tally;
  }

  /** Lets so many days pass, and the alarm ring for a round of pruning and for its end. */
  async letDaysPass(days: number): Promise<void> {
    aheadMs += days * 24 * 3600 * 1000;
    for (let rings = 0; rings < 2; rings++) {
      await during("pruning", () => super.alarm());
      aheadMs += 2000;
    }
  }
}

export default {
  ...worker,
  /** `/tally/<workspace>` and `/prune/<workspace>/<days>` are the bench's own; all else is Shopbell's. */
  async fetch(request, env, context): Promise<Response> {
    const [, act, workspaceId = "", days] = new URL(request.url).pathname.split("/");
    if (act !== "tally" && act !== "prune") return worker.fetch(request, env, context);
    const stub = env.LEDGERS.get(env.LEDGERS.idFromName(workspaceId)) as unknown as DurableObjectStub<Ledger>; // the class above
    if (act === "prune") await stub.letDaysPass(Number(days));
    return Response.json(await stub.tally());
  },
} satisfies ExportedHandler<Env, WakeUp>;
