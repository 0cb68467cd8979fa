// After an edit: the ledger is told. Should that fail, the watchdog tells it later, and the answer says so.
import { differences } from "../../core/changes";
import type { JsonObject } from "../../core/json";
import { addAudit } from "../../storage/audit";
import type { Change } from "../../storage/database";
import { loadConfig } from "../../storage/workspaces";
import { actorOf, type Principal } from "../auth";
import type { HttpDeps } from "../deps";
import { inGroups } from "../in-groups";

/** @returns whether the edit is in force; if not, it will be within minutes */
export async function apply(deps: HttpDeps, workspaceId: string): Promise<boolean> {
  try {
    const config = await loadConfig(deps.db, workspaceId);
    if (config) await deps.ledgers(workspaceId).configure(config);
    return true;
  } catch (error) {
    console.warn(
      JSON.stringify({
        message: "a ledger could not be told of an edit",
        workspace: workspaceId,
        error: String(error instanceof Error ? (error.cause ?? error) : error), // the database's own words hold values
      }),
    );
    return false;
  }
}

/** So many ledgers are told at once. */
const toldAtOnce = 6;

/** The same for many workspaces. @returns whether the edit is in force in all of them */
export async function applyToAll(deps: HttpDeps, workspaceIds: string[]): Promise<boolean> {
  const applied = await inGroups(workspaceIds, toldAtOnce, (id) => apply(deps, id));
  return applied.every(Boolean);
}

/** Two states of what is changed, as far as the audit log may know them; one that is left out is that of nothing. */
export type States = { before?: object; after?: object };

/** @param states of which the log keeps the parts that differ; what is secret in them must be veiled */
export function changeBy(
  deps: HttpDeps,
  principal: Principal,
  action: string,
  target: string,
  detail?: JsonObject,
  { before = {}, after = {} }: States = {},
): Change {
  return {
    at: deps.now(),
    actor: actorOf(principal),
    ...(principal.is === "key" ? { actorName: principal.name } : {}),
    action,
    target,
    ...(detail ? { detail } : {}),
    ...differences(before, after),
  };
}

/** Puts an act into the audit log. It has happened: trouble with the log must not make it look as if it had not. */
export async function noteAct(
  deps: HttpDeps,
  principal: Principal,
  workspaceId: string,
  action: string,
  target: string,
  detail?: JsonObject,
): Promise<void> {
  try {
    await addAudit(deps.db, workspaceId, changeBy(deps, principal, action, target, detail));
  } catch (error) {
    console.warn(JSON.stringify({ message: "an act could not be noted", action, error: String(error) }));
  }
}
