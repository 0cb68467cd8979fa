// When somebody is told of a trouble, and when they are told that it is over. Once each; and one that comes and goes is
// told of ever more rarely.
import type { Trouble, TroubleKind } from "./trouble";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What is remembered of a trouble somebody is, or was, to be told of. Instants are epoch milliseconds. */
export type Alert = {
  /** The latest that is known of it. */
  trouble: Trouble;
  /** Since when it has been there this time. */
  openedAt: number;
  /** Since when it has not been seen any more; null while it is. */
  goneAt: number | null;
  /** Since when it counts as over; null until then. */
  closedAt: number | null;
  /** How often it came back within a day of being over. */
  returns: number;
  /** Channels that were told of it this time. */
  told: string[];
};

/** So long a trouble must last before anybody is told: what mends itself is nobody's business. */
const patienceMs: Record<TroubleKind, number> = {
  connection: 0,
  uncertain: 0,
  failed: 0,
  held: hourMs, // somebody paused it, and knows
  overdue: 10 * minuteMs,
  silent: 0,
  refused: 10 * minuteMs,
};

/** So long it must be gone before it counts as over. What is proven to be well, by a success or a word, needs no time. */
const calmMs: Record<TroubleKind, number> = {
  connection: 0,
  uncertain: 15 * minuteMs,
  failed: 15 * minuteMs,
  held: 0,
  overdue: 15 * minuteMs,
  silent: 0,
  refused: 0,
};

const firstReturnMs = hourMs;
const longestReturnMs = 24 * hourMs;
/** For so long after its end it is remembered. */
const rememberedMs = 24 * hourMs;

/** A trouble that comes back must last for an hour before it is told of again, then for two, for four … */
function patienceFor({ trouble, returns }: Alert): number {
  const again = returns === 0 ? 0 : Math.min(firstReturnMs * 2 ** (returns - 1), longestReturnMs);
  return Math.max(patienceMs[trouble.kind], again);
}

/** Whether whoever has not been told of it yet should be. */
export function isToBeTold(alert: Alert, now: number): boolean {
  return alert.goneAt === null && alert.closedAt === null && now - alert.openedAt >= patienceFor(alert);
}

/** The trouble is there. */
export function seen(alert: Alert | undefined, trouble: Trouble, now: number): Alert {
  if (alert?.closedAt === null) return { ...alert, trouble, goneAt: null };
  const isReturn = alert !== undefined && now - alert.closedAt < rememberedMs;
  const returns = isReturn ? alert.returns + 1 : 0;
  return { trouble, openedAt: now, goneAt: null, closedAt: null, returns, told: [] };
}

/** The trouble is not there any more. @returns undefined when it need not be remembered any longer */
export function unseen(alert: Alert, now: number): Alert | undefined {
  const { goneAt, closedAt, trouble } = alert;
  if (closedAt !== null) return now - closedAt < rememberedMs ? alert : undefined;
  const gone = { ...alert, goneAt: goneAt ?? now };
  return now - gone.goneAt >= calmMs[trouble.kind] ? { ...gone, closedAt: now } : gone;
}

/**
 * Whether a trouble that is not in the list may be there all the same: of its subject, not everything was looked at, or
 * several causes lie together.
 */
export function isHidden({ kind, subject }: Trouble, present: Trouble[]): boolean {
  return present.some(
    (one) => one.kind === kind && one.subject.id === subject.id && (one.isMore || one.cause === null),
  );
}
