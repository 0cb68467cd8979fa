// Deletes a workspace that is marked for it: its ledger, then its rows. Whatever breaks off is begun anew, by the same call.
import type { Ledgers } from "./ports";

export type DeleteDeps = {
  ledgers: Ledgers;
  /** Removes the rows that belong to a workspace, and at last the mark itself. */
  removeWorkspace(workspaceId: string): Promise<void>;
};

/** @throws Error when it did not come to the end: the mark is still there, so it can be called again */
export async function deleteWorkspace(workspaceId: string, deps: DeleteDeps): Promise<void> {
  await deps.ledgers(workspaceId).close();
  await deps.removeWorkspace(workspaceId);
}
