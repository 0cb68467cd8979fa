// Scans on their way into the ledger: by a page that a code opened, or told in a list by a phone that keeps them.
import { codeIn, openCode } from "../core/code";
import type { Random } from "../core/ids";
import { type CreditAsk, newScanKey, phoneMark, pressKey } from "../core/scan";
import type { Device, Place } from "../core/visitor";
import type { Ledgers, ScanAsk, Scanned } from "./ports";

export type ScanDeps = { ledgers: Ledgers; codeKey: CryptoKey; randomBytes: Random };

/** Who scans, with what and where. */
export type Scanner = { device: Device; place: Place } & (
  | { staff: { by: string; session: string } }
  | { ip: string; userAgent: string }
);

/** What a scan is told with beyond who scans: a key of its own, unless a page or a phone has made one. */
export type ScanTold = { key?: string; change?: CreditAsk["change"]; at?: number };

/** Counts a person's scan. @returns undefined when the workspace has no such code */
export async function scanCode(
  code: { workspaceId: string; codeId: string },
  scanner: Scanner,
  { key = "", change, at }: ScanTold,
  { ledgers, codeKey, randomBytes }: ScanDeps,
): Promise<Scanned | undefined> {
  const { device, place } = scanner;
  const isStaff = "staff" in scanner;
  const own = key === "" ? newScanKey(randomBytes) : key;
  const ask: ScanAsk = {
    key: change === undefined ? own : pressKey(own, change),
    phone: await phoneMark(codeKey, code.codeId, isStaff ? scanner.staff : scanner),
    device,
    place,
    ...(isStaff ? { who: "staff", by: scanner.staff.by } : { who: "customer" }),
    ...(at === undefined ? {} : { at }),
    ...(change === undefined ? {} : { change }),
  };
  return ledgers(code.workspaceId).scan(code.codeId, ask);
}

/** A scan of a list; `code` is what the camera read. */
export type ListedScan = ScanTold & { key: string; code: string };

/** Counts the scans of a list, one after the other, each by itself. @returns undefined for codes of nobody here */
export async function scanList(
  workspaceId: string,
  scans: readonly ListedScan[],
  scanner: Scanner,
  deps: ScanDeps,
): Promise<(Scanned | undefined)[]> {
  const all: (Scanned | undefined)[] = [];
  for (const { code: text, ...told } of scans) {
    const code = await openCode(deps.codeKey, codeIn(text));
    const isOurs = code?.workspaceId === workspaceId;
    all.push(code && isOurs ? await scanCode(code, scanner, told, deps) : undefined);
  }
  return all;
}
