// The watchdog: visits every workspace, so that nothing stays overdue because an alarm, a wake-up or a tell was lost.
import type { WorkspaceConfig } from "../core/config";
import { tellTroubles } from "./alert";
import type { AlertDeps } from "./alert-channels";
import { type CheckDeps, checkConnection } from "./check";
import { type DeleteDeps, deleteWorkspace } from "./delete-workspace";
import type { Ledgers } from "./ports";
import { type SubscribeDeps, subscribe } from "./subscribe";

export type WatchDeps = CheckDeps &
  DeleteDeps &
  SubscribeDeps &
  AlertDeps & {
    ledgers: Ledgers;
    /** Every workspace with the version of its configuration in the database, page by page. */
    workspaces(): AsyncIterable<{ id: string; version: number }>;
    loadConfig(workspaceId: string): Promise<WorkspaceConfig | undefined>;
    /** Workspaces whose deletion was begun and is not through. */
    deletionsUnderWay(): Promise<string[]>;
  };

const atOnce = 5;

/** @returns how many workspaces were visited, and how many could not be */
export async function watch(deps: WatchDeps): Promise<{ visited: number; failed: number }> {
  const report = { visited: 0, failed: 0 };
  let group: Promise<void>[] = [];
  for await (const workspace of deps.workspaces()) {
    group.push(
      visit(workspace, deps).then(
        () => {
          report.visited++;
        },
        (error: unknown) => {
          // One workspace in trouble must not keep the watchdog from the others.
          report.failed++;
          console.error(
            JSON.stringify({
              message: "a workspace could not be visited",
              workspace: workspace.id,
              error: String(error),
            }),
          );
        },
      ),
    );
    if (group.length < atOnce) continue;
    await Promise.all(group);
    group = [];
  }
  await Promise.all(group);
  for (const id of await deps.deletionsUnderWay()) await deleteWorkspace(id, deps).catch(noteDeletion(id));
  return report;
}

const noteDeletion = (workspace: string) => (error: unknown) => {
  // The mark stays, so the next round goes on with it.
  console.error(
    JSON.stringify({ message: "a workspace could not be deleted", workspace, error: String(error) }),
  );
};

async function visit(workspace: { id: string; version: number }, deps: WatchDeps): Promise<void> {
  const ledger = deps.ledgers(workspace.id);
  const { version, toCheck, toSubscribe } = await ledger.tend();
  if (version < workspace.version) {
    const config = await deps.loadConfig(workspace.id);
    if (config) await ledger.configure(config);
  }
  try {
    for (const connection of toCheck) await checkConnection(workspace.id, connection, deps);
    for (const source of toSubscribe) await subscribe(workspace.id, source, deps);
  } finally {
    // Whatever went wrong with a check: somebody must hear of what needs a hand.
    await tellTroubles(workspace.id, deps);
  }
}
