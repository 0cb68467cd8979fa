// Asking a tool whether its credentials work, and telling the ledger, which lets go what it held for them.
import type { Check, Choices, Connector, Tool, Trouble } from "../connectors/kit";
import type { ConnectionConfig } from "../core/config";
import type { Health, Ledgers } from "./ports";
import { type ReachDeps, type Reached, reach } from "./reach";

/** What it takes to ask a tool something outside a delivery. */
export type AskDeps = ReachDeps & { connector(id: string): Connector | undefined };

export type CheckDeps = AskDeps & { ledgers: Ledgers };

/** @returns the connection's health as the ledger now sees it */
export async function checkConnection(
  workspaceId: string,
  connection: ConnectionConfig,
  deps: CheckDeps,
): Promise<Health | undefined> {
  const check = await tryConnection(workspaceId, connection, deps);
  return deps.ledgers(workspaceId).noteCheck(connection.id, check);
}

/** Asks the tool, and tells nobody. @param ownerId the workspace, or the organisation, that the connection belongs to */
export async function tryConnection(
  ownerId: string,
  connection: ConnectionConfig,
  deps: AskDeps,
): Promise<Check> {
  const ready = await readyToAsk(ownerId, connection, deps);
  return ready ? ask(ready) : unknownTool;
}

async function ask({ tool, settings, send, mailServer, hide }: Ready): Promise<Check> {
  const check = await (mailServer ? mailServer.check() : tool.check(settings, send));
  return hiddenIn(check, hide);
}

/** A tool may quote what it was answered: its words are kept without secrets. */
export function hiddenIn<Told extends Check | Choices>(told: Told, hide: (text: string) => string): Told {
  return "problem" in told ? { ...told, problem: hide(told.problem) } : told;
}

export const unknownTool: Trouble = {
  is: "trouble",
  problem: "This version of Shopbell does not know the tool.",
};

type Ready = Reached & { tool: Tool };

/** The tool with the connection's settings and a way out, for one run; undefined when the tool is not known. */
export async function readyToAsk(
  workspaceId: string,
  connection: ConnectionConfig,
  deps: AskDeps,
): Promise<Ready | undefined> {
  const tool = deps.connector(connection.tool)?.tool;
  if (!tool) return undefined;
  return { tool, ...(await reach(workspaceId, connection, tool, 0, deps)) };
}
