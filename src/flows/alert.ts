// Telling of what needs a hand: takes what the ledger wants told, sends it, and tells the ledger what became of it.
import { type AlertDeps, sendNotice } from "./alert-channels";
import type { Ledgers } from "./ports";

/** One visit sends no more than so many handfuls; the next one goes on. */
const mostRounds = 5;

export async function tellTroubles(
  workspaceId: string,
  deps: AlertDeps & { ledgers: Ledgers },
): Promise<void> {
  const ledger = deps.ledgers(workspaceId);
  for (let round = 0; round < mostRounds; round++) {
    const notices = await ledger.takeNotices();
    if (notices.length === 0) return;
    await Promise.all(
      notices.map(async (notice) => {
        const { verdict, attempt } = await sendNotice(workspaceId, notice, deps);
        await ledger.settleNotice(notice.id, notice.tries, verdict, attempt);
      }),
    );
  }
}
