// Asking many ledgers the same: some at a time, and none for long, so that a slow one holds up nobody.
import type { LedgerPort, Ledgers } from "../../flows/ports";
import { inGroups } from "../in-groups";

const askedAtOnce = 10;
const oneMs = 3_000;
/** After that, those that have not been asked are not asked any more. */
const allMs = 8_000;

/** @returns what those said who answered in time, by the workspaces' ids */
export async function askAll<T>(
  workspaceIds: string[],
  ledgers: Ledgers,
  ask: (ledger: LedgerPort) => Promise<T>,
): Promise<Map<string, T>> {
  const answers = new Map<string, T>();
  const end = performance.now() + allMs;
  await inGroups(workspaceIds, askedAtOnce, async (id) => {
    const leftMs = Math.min(oneMs, end - performance.now());
    if (leftMs <= 0) return;
    const answer = await Promise.race([ask(ledgers(id)), after(leftMs)]).catch((error: unknown) => {
      console.warn(
        JSON.stringify({ message: "a ledger did not answer", workspace: id, error: String(error) }),
      );
      return undefined;
    });
    if (answer !== undefined) answers.set(id, answer as T); // undefined is the clock's alone
  });
  return answers;
}

const after = (ms: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms));
