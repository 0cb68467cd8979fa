// Asking a tool whether its credentials work, and telling the ledger, which lets go what it held for them.
import type { Check, Connector } from "../connectors/kit";
import type { ConnectionConfig } from "../core/config";
import type { AddressPolicy } from "../core/outbound";
import type { Keyring } from "../core/secrets";
import type { Health, Ledgers } from "./ports";
import { type Fetch, makeSend } from "./send";
import { openSecrets, secretTexts } from "./settings";

export type CheckDeps = {
  ledgers: Ledgers;
  keyring: Keyring;
  connector(id: string): Connector | undefined;
  policy: AddressPolicy;
  fetch: Fetch;
};

/** @returns the connection's health as the ledger now sees it */
export async function checkConnection(
  workspaceId: string,
  connection: ConnectionConfig,
  deps: CheckDeps,
): Promise<Health | undefined> {
  const check = await ask(workspaceId, connection, deps);
  return deps.ledgers(workspaceId).noteCheck(connection.id, check);
}

async function ask(workspaceId: string, connection: ConnectionConfig, deps: CheckDeps): Promise<Check> {
  const tool = deps.connector(connection.tool)?.tool;
  if (!tool) return { is: "trouble", problem: "This version of Shopbell does not know the tool." };
  const secrets = await openSecrets(deps.keyring, workspaceId, connection.id, connection.secrets);
  const { send } = makeSend({
    fetch: deps.fetch,
    policy: deps.policy,
    timeLimitMs: tool.timeLimitMs,
    hops: 0,
    secrets: secretTexts(secrets),
  });
  return tool.check(tool.settings.parse({ ...connection.settings, ...secrets }), send);
}
