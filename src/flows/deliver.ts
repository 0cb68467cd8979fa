// A wake-up's way out: claim what is owed, ring the tools a few at a time, and settle each outcome with the next claim.
import type { Action, Completion, Connector, SendMail, Tool } from "../connectors/kit";
import type { ConnectionConfig } from "../core/config";
import type { Attempt, Verdict } from "../core/delivery";
import { type Fact, toShopEvent } from "../core/event";
import { faultAt } from "../core/faults";
import { encodeBytes, type Random } from "../core/ids";
import { addressesOf, type CodeDeps } from "./codes";
import { doerOf } from "./complete";
import { fillIn } from "./fill-in";
import { contentOf, scopeOf } from "./ingest";
import { recordingMail } from "./mail";
import type { Claimed, Ledgers, Settled, WakeUp } from "./ports";
import { type ReachDeps, reach } from "./reach";
import type { Exchange } from "./send";

export type CarryDeps = ReachDeps &
  CodeDeps & {
    /** The installation's own mail service. */
    mail: SendMail;
  };

export type DeliverDeps = CarryDeps & {
  ledgers: Ledgers;
  connector(id: string): Connector | undefined;
  randomBytes: Random;
};

/** A queue's message, as far as it matters here. */
export type WakeUpMessage = { body: WakeUp; ack(): void; retry(): void };

/** Ids carried out in one invocation, at most; other wake-ups of the batch come again. */
const mostIds = 500;
/** Claimed at once: enough to spare round trips, few enough that a crash repeats little. */
const claimSize = 25;
/** Requests under way at once in one invocation; the platform allows six connections waiting for headers. */
const mostAtOnce = 6;
/** Of those, to one connection, so that a slow tool leaves room for others. */
const mostPerConnection = 5;
/** Outcomes are told to the ledger at least this often, while something slow is still under way. */
const settleEveryMs = 250;

/**
 * Carries out a batch of wake-ups, workspace by workspace side by side. Each message is acknowledged or sent again by
 * itself; either way the ledger still owes what was not done.
 */
export async function deliverBatch(messages: readonly WakeUpMessage[], deps: DeliverDeps): Promise<void> {
  const byWorkspace = new Map<string, { ids: Set<string>; messages: WakeUpMessage[] }>();
  let count = 0;
  for (const message of messages) {
    const { workspaceId, ids } = message.body;
    if (count >= mostIds) {
      message.retry();
      continue;
    }
    count += ids.length;
    const group = byWorkspace.get(workspaceId) ?? { ids: new Set(), messages: [] };
    for (const id of ids) group.ids.add(id);
    group.messages.push(message);
    byWorkspace.set(workspaceId, group);
  }
  const places = new Places(mostAtOnce);
  await Promise.all(
    [...byWorkspace].map(async ([workspaceId, group]) => {
      try {
        await deliver({ workspaceId, ids: [...group.ids] }, places, deps);
        for (const message of group.messages) message.ack();
      } catch (error) {
        console.error(
          JSON.stringify({ message: "a wake-up failed", workspace: workspaceId, error: String(error) }),
        );
        for (const message of group.messages) message.retry();
      }
    }),
  );
}

type Ready = { delivery: Claimed; connection: ConnectionConfig };

/** Claims and carries out what a wake-up names. Whatever is not told to the ledger in the end, the ledger takes back. */
async function deliver(wakeUp: WakeUp, places: Places, deps: DeliverDeps): Promise<void> {
  const ledger = deps.ledgers(wakeUp.workspaceId);
  const claimId = `clm_${encodeBytes(deps.randomBytes(10))}`;
  const toClaim = [...wakeUp.ids];
  const claimed: Ready[] = [];
  /** By the delivery's id: its connection. */
  const running = new Map<string, string>();
  /** Owed, but every place at their tool was taken: asked for again once something is settled. */
  const later: string[] = [];
  let settled: Settled[] = [];
  let toldAt = deps.now();
  let failure: unknown;

  const start = async ({ delivery, connection }: Ready) => {
    places.take();
    running.set(delivery.id, connection.id);
    try {
      const outcome = await runOne(wakeUp.workspaceId, delivery, connection, deps);
      if (outcome) settled.push({ id: delivery.id, claimId, ...outcome });
    } catch (error) {
      failure ??= error;
    }
    running.delete(delivery.id);
    places.give();
  };

  while (toClaim.length + claimed.length + running.size + settled.length > 0) {
    if (settled.length > 0) toClaim.unshift(...later.splice(0));
    const wantsMore = claimed.length === 0 && toClaim.length > 0 && places.isFree;
    const isIdle = claimed.length === 0 && running.size === 0;
    const isTimeToTell = isIdle || settled.length >= claimSize || deps.now() - toldAt >= settleEveryMs;
    if (wantsMore || (settled.length > 0 && isTimeToTell)) {
      const tell = settled;
      settled = [];
      toldAt = deps.now();
      const claim = await ledger.work(claimId, wantsMore ? toClaim.splice(0, claimSize) : [], tell);
      for (const delivery of claim.deliveries) {
        const connection = claim.connections[delivery.connectionId];
        if (connection) claimed.push({ delivery, connection });
      }
      later.push(...claim.later);
    }
    for (let i = 0; i < claimed.length && places.isFree; ) {
      const next = claimed[i];
      if (!next) break;
      const busy = [...running.values()].filter((id) => id === next.connection.id).length;
      if (busy >= mostPerConnection) i++;
      else {
        claimed.splice(i, 1);
        void start(next);
      }
    }
    if (running.size + claimed.length > 0) await places.change(settleEveryMs);
    if (failure !== undefined) break;
  }
  if (failure === undefined) return;
  // What is done is told all the same, so that only what failed is carried out again.
  if (settled.length > 0) await ledger.work(claimId, [], settled);
  throw failure;
}

/** How many requests may be under way in this invocation. */
class Places {
  private taken = 0;
  private waiting: (() => void)[] = [];
  private isTicking = false;

  constructor(private readonly most: number) {}

  get isFree(): boolean {
    return this.taken < this.most;
  }

  take(): void {
    this.taken++;
  }

  give(): void {
    this.taken--;
    this.wake();
  }

  /** Settles when a place becomes free, or after `ms` at the latest. */
  change(ms: number): Promise<void> {
    // One timer for all who wait: a timer for each delivery is a good part of what a fast delivery costs.
    if (!this.isTicking)
      setTimeout(() => {
        this.isTicking = false;
        this.wake();
      }, ms);
    this.isTicking = true;
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}

type Outcome = Pick<Settled, "verdict" | "attempt" | "completed">;

/** @returns undefined when the lease would not last: the ledger takes the delivery back by itself */
async function runOne(
  workspaceId: string,
  delivery: Claimed,
  connection: ConnectionConfig,
  deps: DeliverDeps,
): Promise<Outcome | undefined> {
  const at = deps.now();
  const connector = deps.connector(connection.tool);
  const tool = doerOf(connector, delivery.action);
  const action = tool?.actions[delivery.action];
  if (!tool || !action) {
    const verdict: Verdict = {
      is: "failed",
      reason: "This version of Shopbell does not know the tool or the action.",
    };
    return { verdict, attempt: attemptOf(verdict, [], at, at) };
  }
  if (at + tool.timeLimitMs > delivery.leaseUntil) return undefined;
  faultAt("deliver.before-send");
  const carried = await carryOut(workspaceId, delivery, connection, tool, action, deps);
  faultAt("deliver.after-send");
  const { fetched, verdict } = withoutFetched(carried.verdict);
  const attempt = attemptOf(verdict, carried.exchanges, at, deps.now());
  if (!fetched || !connector?.source) return { verdict, attempt };
  const scope = scopeOf(connector.source, { kind: connector.id, id: connection.id });
  return { verdict, attempt, completed: await contentOf(fetched, scope, workspaceId) };
}

/** What a source fetched goes its own way: into the event, and not into the delivery's record. */
function withoutFetched(verdict: Verdict): { verdict: Verdict; fetched?: Fetched } {
  if (verdict.is !== "done" || verdict.fetched === undefined) return { verdict };
  const { fetched, ...rest } = verdict;
  return { verdict: rest, fetched: fetched as Fetched }; // made by flows/complete
}

type Fetched = Completion & { is: "complete" };

type Carried = { verdict: Verdict; exchanges: Exchange[] };
/** What is carried out: a delivery, or a test. */
export type Errand = Pick<Claimed, "id" | "event" | "input" | "inputVersion">;

export async function carryOut(
  workspaceId: string,
  delivery: Errand,
  connection: ConnectionConfig,
  tool: Tool,
  action: Action,
  deps: CarryDeps,
): Promise<Carried> {
  let exchanges: Exchange[] = [];
  try {
    const fact = JSON.parse(delivery.event.fact) as Fact; // written by the ledger from a checked fact
    const codes = await addressesOf(workspaceId, delivery.event.codes, deps);
    const event = toShopEvent(delivery.event, fact, delivery.event.data ?? "null", codes);
    const input = fillIn(action, delivery, event);
    if ("reason" in input) return { verdict: { is: "failed", reason: input.reason }, exchanges };
    const reached = await reach(workspaceId, connection, tool, delivery.event.hops, deps);
    exchanges = reached.exchanges;
    const run = {
      event,
      input: input.value,
      settings: reached.settings,
      deliveryId: delivery.id,
      send: reached.send,
      mail: recordingMail(reached.mailServer?.send ?? deps.mail, exchanges),
      now: deps.now(),
    };
    return { verdict: hidden(await action.run(run), reached.hide), exchanges };
  } catch (error) {
    // A bug of ours or of the platform's: its message is for our log, not for a shop owner.
    const message = "a delivery could not be carried out";
    console.error(JSON.stringify({ message, delivery: delivery.id, error: String(error) }));
    return { verdict: { is: "unknown", reason: "Something went wrong inside Shopbell." }, exchanges };
  }
}

/** A tool may quote what it was answered: its words are kept without secrets too. */
export function hidden(verdict: Verdict, hide: (text: string) => string): Verdict {
  if (verdict.is === "done")
    return verdict.note === undefined ? verdict : { ...verdict, note: hide(verdict.note) };
  return { ...verdict, reason: hide(verdict.reason) };
}

export function attemptOf(verdict: Verdict, exchanges: Exchange[], at: number, endedAt: number): Attempt {
  const last = exchanges.at(-1);
  return {
    at,
    tookMs: endedAt - at,
    outcome: verdict.is,
    ...("reason" in verdict ? { reason: verdict.reason } : {}),
    ...(verdict.is === "done" && verdict.shown !== undefined ? { shown: verdict.shown } : {}),
    ...(last ? { request: last.request, ...(last.response ? { response: last.response } : {}) } : {}),
  };
}
