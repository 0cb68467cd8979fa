// The list of scans on the phone. Each is written down before it is sent and removed once its answer is there, so that
// neither a lost network nor a closed page loses one. Clock, timers, storage and network are passed in.
import type { ScanAnswer } from "../api";
import { type Change, toneOf, type Verdict, verdictOf } from "./answers";

export type Waiting = {
  key: string;
  ws: string;
  code: string;
  change?: Change;
  at: number;
  /** Somebody was told that it is not settled yet: they act on their own, and must hear of it if it was refused. */
  isProvisional?: boolean;
};

/** A provisional scan that turned out not to be good. */
export type Conflict = {
  key: string;
  code: string;
  change?: Change;
  at: number;
  verdict: Verdict | { is: "rejected"; words: string };
  product?: string;
};

export type Asked = { key: string; code: string; change?: Change; at?: number };

export type Sent =
  | { is: "answered"; answers: ScanAnswer[] }
  /** No network, or a server that cannot answer now. */
  | { is: "unreachable" }
  | { is: "signed-out" }
  /** This workspace is closed to whoever is signed in. */
  | { is: "shut-out"; words: string }
  /** Something in it could not be read: it would be refused for ever. */
  | { is: "rejected"; words: string };

export type Store = {
  load(): Promise<{ waiting: Waiting[]; conflicts: Conflict[] }>;
  keep(waiting: Waiting[]): Promise<void>;
  settle(keys: string[], conflicts: Conflict[]): Promise<void>;
  forget(key: string): Promise<void>;
};

export type Ports = {
  store: Store;
  /** Never throws: what goes wrong is an answer, too. */
  send(ws: string, scans: Asked[]): Promise<Sent>;
  after(ms: number, work: () => void): () => void;
  random(): number;
};

export type Trouble = { is: "signed-out" } | { is: "shut-out"; words: string };

export type State = {
  waiting: readonly Waiting[];
  conflicts: readonly Conflict[];
  trouble?: Trouble | undefined;
  /** False when the phone refuses to keep anything: what is scanned without a network would be lost with the page. */
  isKept: boolean;
};

export type Told = { changed(state: State): void; answered(scan: Waiting, answer: ScanAnswer): void };

/** The API takes 100 in a request; fewer mean that less is done twice when one is lost. */
const mostInBatch = 50;
/** After this long without an answer somebody who waits at a door is told that it is not settled. */
export const patienceMs = 3_000;

/** 2 s, doubling to a minute, and up to half of it more, so that a hall full of phones does not come back at once. */
export function pauseMs(failures: number, random: number): number {
  return Math.min(60_000, 1_000 * 2 ** failures) * (1 + random / 2);
}

/** The oldest first, of one workspace. */
export function nextBatch(
  waiting: readonly Waiting[],
  skipped: ReadonlySet<string>,
  most: number,
): Waiting[] {
  const [first, ...rest] = waiting.filter(({ ws }) => !skipped.has(ws)).toSorted((a, b) => a.at - b.at);
  return first ? [first, ...rest.filter(({ ws }) => ws === first.ws)].slice(0, most) : [];
}

/** The server trusts a phone's clock only for what comes late. */
export function asked({ key, code, change, at, isProvisional }: Waiting): Asked {
  return { key, code, ...(change === undefined ? {} : { change }), ...(isProvisional ? { at } : {}) };
}

/** What must be told to staff who were left to decide for themselves. */
export function conflictOf(scan: Waiting, answer: ScanAnswer): Conflict | undefined {
  const verdict = verdictOf(answer, scan.change);
  if (!scan.isProvisional || (toneOf(verdict) !== "bad" && verdict.is !== "nothing-done")) return undefined;
  return {
    ...storyOf(scan),
    verdict,
    ...(answer.ticket?.product.name ? { product: answer.ticket.product.name } : {}),
  };
}

function storyOf({ key, code, change, at }: Waiting) {
  return { key, code, at, ...(change === undefined ? {} : { change }) };
}

export type List = {
  open(): Promise<void>;
  add(scan: Waiting): Promise<void>;
  /** Tries at once to settle what waits. */
  settle(): Promise<void>;
  acknowledge(key: string): Promise<void>;
};

export function makeList({ store, send, after, random }: Ports, told: Told): List {
  let waiting: Waiting[] = [];
  let conflicts: Conflict[] = [];
  let trouble: Trouble | undefined;
  let isKept = true;
  let failures = 0;
  let cancelPause = () => {};
  let round: Promise<void> | undefined;

  const tell = () => told.changed({ waiting, conflicts, trouble, isKept });

  /** Storage that fails takes nothing but the safety of what waits: scanning goes on. */
  async function keeping(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      console.error(error);
      isKept = false;
      tell();
    }
  }

  async function markProvisional(keys: ReadonlySet<string>): Promise<void> {
    const fresh = waiting.filter(({ key, isProvisional }) => keys.has(key) && !isProvisional);
    if (fresh.length === 0) return;
    for (const scan of fresh) scan.isProvisional = true;
    tell();
    await keeping(store.keep(fresh));
  }

  async function remove(keys: ReadonlySet<string>, found: Conflict[]): Promise<void> {
    waiting = waiting.filter(({ key }) => !keys.has(key));
    conflicts = [...conflicts, ...found];
    tell();
    await keeping(store.settle([...keys], found));
  }

  /** @returns how many were answered */
  async function take(batch: Waiting[], answers: ScanAnswer[]): Promise<number> {
    const pairs = batch.flatMap((scan) => {
      const answer = answers.find(({ key }) => key === scan.key);
      return answer ? [{ scan, answer }] : [];
    });
    const found = pairs.flatMap(({ scan, answer }) => conflictOf(scan, answer) ?? []);
    for (const { scan, answer } of pairs) told.answered(scan, answer);
    await remove(new Set(pairs.map(({ scan }) => scan.key)), found);
    return pairs.length;
  }

  /** Goes through all that waits, until it is settled or cannot be. @returns whether to come back by itself */
  async function goThrough(): Promise<boolean> {
    const shutOut = new Set<string>();
    let most = mostInBatch;
    trouble = undefined;
    for (;;) {
      const batch = nextBatch(waiting, shutOut, most);
      const [first] = batch;
      if (!first) return shutOut.size > 0;
      const sent = await send(first.ws, batch.map(asked));
      if (sent.is === "answered") {
        if ((await take(batch, sent.answers)) === 0) {
          await markProvisional(new Set(batch.map(({ key }) => key))); // it was an answer to none of them
          return true;
        }
        failures = 0;
        continue;
      }
      if (sent.is === "rejected" && batch.length > 1) {
        most = 1; // one of them is to blame; the others must not wait for it
        continue;
      }
      if (sent.is === "rejected") {
        await markProvisional(new Set([first.key]));
        await remove(new Set([first.key]), [{ ...storyOf(first), verdict: sent }]);
        continue;
      }
      await markProvisional(new Set(waiting.map(({ key }) => key)));
      if (sent.is === "unreachable") return true;
      trouble = sent;
      if (sent.is === "signed-out") return false;
      shutOut.add(first.ws);
    }
  }

  function settle(): Promise<void> {
    cancelPause();
    round ??= goThrough().then((comesBack) => {
      round = undefined;
      if (comesBack) cancelPause = after(pauseMs(++failures, random()), () => void settle());
      tell();
    });
    return round;
  }

  return {
    open: async () => {
      try {
        const kept = await store.load();
        // Somebody may have scanned while it was read.
        const isNew = ({ key }: { key: string }) => !waiting.some((one) => one.key === key);
        waiting = [...kept.waiting.filter(isNew), ...waiting];
        conflicts = [...kept.conflicts, ...conflicts];
      } catch (error) {
        console.error(error);
        isKept = false;
      }
      tell();
      await settle();
    },
    add: async (scan) => {
      waiting = [...waiting, scan];
      tell();
      await keeping(store.keep([scan]));
      after(patienceMs, () => void markProvisional(new Set([scan.key])));
      await settle();
      // A round that was under way may have looked before this one was there.
      if (waiting.includes(scan) && !scan.isProvisional) await settle();
    },
    settle,
    acknowledge: async (key) => {
      conflicts = conflicts.filter((one) => one.key !== key);
      tell();
      await keeping(store.forget(key));
    },
  };
}
