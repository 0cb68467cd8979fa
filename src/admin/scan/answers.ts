// What the server's answer to a scan means to the one who holds the phone.
import { codeIn } from "../../core/code";
import type { BadReason, GoodReason } from "../../core/scan";
import type { ScanAnswer } from "../api";

/** -1 takes a credit, 1 gives one back. */
export type Change = -1 | 1;

/** Who took the last credit, and when. */
type TakenBy = NonNullable<ScanAnswer["takenBy"]>;

export type Verdict =
  /** `at` is the date that the reason is about. */
  | { is: "valid"; why: GoodReason; at?: number }
  | { is: "not-valid"; why?: BadReason; at?: number; takenBy?: TakenBy }
  /** A credit was taken or given back, now or by the same press before. */
  | { is: "moved"; change: Change; isRepeat: boolean }
  | { is: "nothing-done"; why: "no-credits" | "none-taken" }
  /** A genuine code, but of a poster. */
  | { is: "no-ticket" }
  | { is: "unknown" };

export function verdictOf(answer: ScanAnswer, change?: Change): Verdict {
  const { is, why, takenBy } = answer;
  if (is === "unknown") return { is };
  if (is === "refused" && why === "none-taken") return { is: "nothing-done", why };
  const found = foundBy(answer);
  // Who takes one with every scan meets tickets that hold no credits: those are merely looked at.
  if (is === "refused" && why === "no-credits") return found ?? { is: "nothing-done", why };
  if (is === "refused")
    return found?.is === "not-valid"
      ? { ...found, ...(takenBy ? { takenBy } : {}) }
      : { is: "not-valid", ...(takenBy ? { takenBy } : {}) };
  if (change !== undefined) return { is: "moved", change, isRepeat: is === "repeated" };
  return found ?? { is: "no-ticket" };
}

/** What a mere look finds. */
function foundBy({ result, ticket }: ScanAnswer): Verdict | undefined {
  const found = result ?? ticket?.result;
  if (!found) return undefined;
  const { why, since, until } = found;
  const at = found.valid ? (until ?? since) : since;
  const dated = at === undefined ? {} : { at };
  return isGood(why) ? { is: "valid", why, ...dated } : { is: "not-valid", why, ...dated };
}

function isGood(why: GoodReason | BadReason): why is GoodReason {
  return why === "bought" || why === "access" || why === "credits";
}

export type Tone = "good" | "bad" | "plain";

/** Whoever has just used the last credit is let in, so what was moved is good although the ticket is used up by now. */
export function toneOf({ is }: Verdict): Tone {
  if (is === "valid" || is === "moved") return "good";
  return is === "not-valid" || is === "unknown" ? "bad" : "plain";
}

/** What may be done about a ticket next, as far as can be told from here; the ledger has the last word. */
export function changesFor({ ticket }: ScanAnswer): Change[] {
  const { credits, result } = ticket ?? {};
  if (!credits) return [];
  const changes: Change[] = [];
  if (result?.valid && credits.left > 0) changes.push(-1);
  if (credits.left < credits.of) changes.push(1);
  return changes;
}

/**
 * The code in a picture or in what was typed: a whole URL, or the code alone. Of anything else a phone need not ask.
 * @returns undefined for what no installation has made
 */
export function askableCode(text: string): string | undefined {
  const code = codeIn(text).toUpperCase();
  return /^[0-9A-HJKMNP-TV-Z]{40}$/.test(code) ? code : undefined;
}
