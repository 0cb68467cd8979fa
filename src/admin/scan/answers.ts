// What the server's answer to a scan means to the one who holds the phone.
import type { BadReason, ScanResult } from "../../core/scan";

export type Change = -1 | 1;

/** One scan's answer from `POST …/codes/scans`. */
export type Answer = {
  key: string;
  is: "scanned" | "repeated" | "refused" | "unknown";
  result?: ScanResult | undefined;
  why?: BadReason | "no-credits" | "none-taken" | undefined;
  takenBy?: TakenBy | undefined;
  ticket?: Ticket | undefined;
};

/** Who took the last credit, and when. */
export type TakenBy = { by?: string | undefined; at: number };

export type Ticket = {
  product?: string | undefined;
  customer?: { name?: string | undefined; email?: string | undefined } | undefined;
  credits?: { left: number; of: number } | undefined;
  boughtAt: number;
  scans: { at: number; by?: string | undefined; place?: { country?: string; city?: string } | undefined }[];
};

export type Verdict =
  | { is: "valid"; result: ScanResult & { valid: true } }
  | { is: "not-valid"; why: BadReason; since?: number | undefined; takenBy?: TakenBy | undefined }
  /** A credit was taken or given back, now or by the same press before. */
  | { is: "moved"; change: Change; isRepeat: boolean }
  | { is: "nothing-done"; why: "no-credits" | "none-taken" }
  /** A genuine code, but of a poster. */
  | { is: "no-ticket" }
  | { is: "unknown" };

export function verdictOf({ is, result, why, takenBy }: Answer, change?: Change): Verdict {
  if (is === "unknown") return { is: "unknown" };
  // Who takes one with every scan meets tickets that hold no credits: those are merely looked at.
  const isLook = change === undefined || why === "no-credits";
  if (is === "refused" && why !== undefined && !(isLook && result)) {
    if (why === "no-credits" || why === "none-taken") return { is: "nothing-done", why };
    return { is: "not-valid", why, since: result?.since, takenBy };
  }
  if (!isLook) return { is: "moved", change, isRepeat: is === "repeated" };
  if (!result) return { is: "no-ticket" };
  if (result.valid) return { is: "valid", result };
  return { is: "not-valid", why: result.why, since: result.since, takenBy };
}

export type Tone = "good" | "bad" | "plain";

/** Whoever has just used the last credit is let in, so what was moved is good although the ticket is used up by now. */
export function toneOf({ is }: Verdict): Tone {
  if (is === "valid" || is === "moved") return "good";
  return is === "not-valid" || is === "unknown" ? "bad" : "plain";
}

const codeLength = 40;

/**
 * The code in a picture or in what was typed: a whole URL, or the code alone. Of anything else a phone need not ask.
 * @returns undefined for what no installation has made
 */
export function codeIn(text: string): string | undefined {
  const [, code] = /(?:^|\/q\/)([0-9a-hjkmnp-tv-z]+)\/?$/i.exec(text.trim()) ?? [];
  return code?.length === codeLength ? code.toUpperCase() : undefined;
}
