// What a scan finds: whether a ticket is good and why, and credits that are taken and given back. The ledger runs these inside
// the transaction that writes what follows from them, so of two phones at once one is first.
import type { CodeKind } from "./code";
import type { Fact } from "./event";
import { encodeBytes, type Random } from "./ids";
import { cutMac } from "./mac";
import type { Device, Place } from "./visitor";

export type Credits = { left: number; of: number };

/** What is known of a ticket. Times are epoch milliseconds. */
export type TicketState = {
  boughtAt: number;
  /** It no longer counts from then on: given back to the shop, or taken back by it. */
  ended?: { why: "refunded" | "cancelled" | "withdrawn"; at: number };
  /** The subscription it came with rests, since then. */
  pausedAt?: number;
  /** When access ends, where that is known: the end that counts now, also once it is past. */
  accessEndsAt?: number;
  credits?: Credits;
};

export type GoodReason = "bought" | "access" | "credits";
export type BadReason = "refunded" | "cancelled" | "withdrawn" | "paused" | "expired" | "used-up";

export type ScanResult = ({ valid: true; why: GoodReason } | { valid: false; why: BadReason }) & {
  /** Since when it is as `why` says. */
  since?: number;
  /** Until when access runs, of a good one. */
  until?: number;
  credits?: Credits;
};

/** Whether a ticket is good at a moment, and why. Of several reasons against it, the one that is hardest to mend. */
export function judge(ticket: TicketState, at: number): ScanResult {
  const { credits } = ticket;
  return { ...verdictOn(ticket, at), ...(credits ? { credits } : {}) };
}

function verdictOn(
  { boughtAt, ended, pausedAt, accessEndsAt, credits }: TicketState,
  at: number,
): ScanResult {
  if (ended && ended.at <= at) return { valid: false, why: ended.why, since: ended.at };
  if (accessEndsAt !== undefined && accessEndsAt <= at)
    return { valid: false, why: "expired", since: accessEndsAt };
  if (pausedAt !== undefined && pausedAt <= at) return { valid: false, why: "paused", since: pausedAt };
  if (credits && credits.left <= 0) return { valid: false, why: "used-up" };
  const until = accessEndsAt === undefined ? {} : { until: accessEndsAt };
  if (credits) return { valid: true, why: "credits", ...until };
  if (accessEndsAt !== undefined) return { valid: true, why: "access", ...until };
  return { valid: true, why: "bought", since: boughtAt };
}

// ── Credits ──

/** What a person at the door asks for. */
export type CreditAsk = {
  /** One for each press: see `pressKey`. */
  key: string;
  change: "take" | "give-back";
  at: number;
  /** Whose name the next one reads. */
  by: string;
  place?: Place;
};

/** One line of a ticket's credits; renewals are lines too, so that the lines alone say who has what. */
export type CreditMove = {
  key: string;
  change: CreditAsk["change"] | "renewed";
  at: number;
  by?: string;
  place?: Place;
  before: number;
  after: number;
};

export type CreditOutcome =
  | { is: "done"; move: CreditMove }
  /** The same press again: it was done before, and is not done twice. */
  | { is: "repeated"; move: CreditMove }
  | {
      is: "refused";
      why: BadReason | "no-credits" | "none-taken";
      /** Who took the last credit, where there is none left. */
      takenBy?: CreditMove;
    };

/**
 * Takes a credit or gives one back. What is taken must be good at the moment it was scanned; a mistake may be undone
 * whatever has become of the ticket since.
 * @param moves all there are, the oldest first
 */
export function moveCredit(ticket: TicketState, moves: readonly CreditMove[], ask: CreditAsk): CreditOutcome {
  const same = moves.find((move) => move.key === ask.key);
  if (same) return { is: "repeated", move: same };
  const { credits } = ticket;
  if (!credits) return { is: "refused", why: "no-credits" };
  const done = (after: number): CreditOutcome => ({
    is: "done",
    move: { ...ask, before: credits.left, after },
  });
  const standing = standingTakes(moves);
  if (ask.change === "give-back")
    return standing.length === 0 || credits.left >= credits.of
      ? { is: "refused", why: "none-taken" }
      : done(credits.left + 1);
  const result = judge(ticket, ask.at);
  if (result.valid) return done(credits.left - 1);
  const takenBy = result.why === "used-up" ? standing.at(-1) : undefined;
  return { is: "refused", why: result.why, ...(takenBy ? { takenBy } : {}) };
}

/** The takes that still stand since the last renewal; giving back undoes the latest. */
function standingTakes(moves: readonly CreditMove[]): CreditMove[] {
  let standing: CreditMove[] = [];
  for (const move of moves) {
    if (move.change === "take") standing.push(move);
    else if (move.change === "give-back") standing.pop();
    else standing = [];
  }
  return standing;
}

/**
 * A renewal brings all credits back.
 * @param key the renewal's fact key: told twice, it renews once
 */
export function renewCredits(
  credits: Credits,
  moves: readonly CreditMove[],
  renewal: { key: string; at: number },
): CreditMove | undefined {
  if (moves.some((move) => move.key === renewal.key)) return undefined;
  return { ...renewal, change: "renewed", before: credits.left, after: credits.of };
}

// ── What is told of a scan ──

/** A scan by a person, as it is kept and told. */
export type Scan = {
  key: string;
  at: number;
  code: { id: string; kind: CodeKind; name?: string };
  /** Staff is whoever is signed in to the workspace; everybody else is a customer, also at a poster. */
  who: "customer" | "staff";
  /** The name of the one of the staff. */
  by?: string;
  /** Of a ticket; a campaign code is neither good nor bad. */
  result?: ScanResult;
  /** What this scan changed: equal when it only looked. */
  credits?: { before: number; after: number };
  device: Device;
  place: Place;
  /** Told later, by a phone that had no network. */
  provisional?: boolean;
};

/** The event that a scan raises; a ticket brings the customer, products and order of its purchase. */
export function scannedFact(
  scan: Scan,
  purchase: Pick<Fact, "customer" | "products" | "order" | "subscription"> = {},
): { key: string; fact: Fact; data: string } {
  const { key, at, ...told } = scan;
  return {
    key: `scan:${scan.code.id}:${key}`,
    fact: { ...purchase, type: "qr.scanned", occurredAt: at },
    data: JSON.stringify(told),
  };
}

/** The scan that an event is about, by its fact key. */
export function scanOfKey(factKey: string): { codeId: string; key: string } | undefined {
  const [, codeId, key] = /^scan:([^:]+):(.+)$/.exec(factKey) ?? [];
  return codeId === undefined || key === undefined ? undefined : { codeId, key };
}

// ── One scan or two ──

/** Reloading, tapping twice or opening the page again within this time is the same scan. */
export const repeatMs = 10_000;

/** Of a scan before: which phone, and when it was counted. */
export type Counted = { phone: string; at: number };

/** Whether a scan is one that was counted already. Counted from that one on, so that reloading for ever is not one for ever. */
export function isRepeat(scan: Counted, before: readonly Counted[]): boolean {
  return before.some((one) => one.phone === scan.phone && Math.abs(scan.at - one.at) < repeatMs);
}

/**
 * What tells phones apart for those seconds, without a cookie and without telling who it is: a MAC of address and browser, or
 * of the session of who is signed in, and of the code. It says nothing to whoever lacks the key, and differs from code to
 * code. Two phones of one make behind one address count as one, on one code, for ten seconds.
 */
export async function phoneMark(
  key: CryptoKey,
  codeId: string,
  phone: { session: string } | { ip: string; userAgent: string },
): Promise<string> {
  const parts = "session" in phone ? ["session", phone.session] : ["open", phone.ip, phone.userAgent];
  const message = new TextEncoder().encode(JSON.stringify([codeId, ...parts]));
  return encodeBytes(await cutMac(key, message, 10));
}

// ── Scans from a list ──

/** Phones without a network keep scans for an evening and a night; what is older has a wrong clock. */
const longestOfflineMs = 24 * 3600 * 1000;

/** When a scan happened, by a phone that tells of it later; its clock is believed within reason. */
export function scannedAt(toldAt: number, now: number): number {
  return toldAt > now || toldAt < now - longestOfflineMs ? now : toldAt;
}

/** A key for one scan: of a page, whose buttons make theirs of it, or of a list. */
export function newScanKey(random: Random): string {
  return encodeBytes(random(10));
}

export function isScanKey(text: string): boolean {
  return /^[0-9a-hjkmnp-tv-z]{16}$/.test(text);
}

/** The key of a button on a page. Pressed twice it means once; pressing the other one, after going back, is another wish. */
export function pressKey(pageKey: string, change: CreditAsk["change"]): string {
  return `${pageKey}-${change}`;
}
