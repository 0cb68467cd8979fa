// A connection made ready for one run: its settings opened, and a way out that keeps its secrets to itself.
import type { Tool } from "../connectors/kit";
import type { ConnectionConfig } from "../core/config";
import type { AddressPolicy } from "../core/outbound";
import type { Keyring } from "../core/secrets";
import { type Fetch, makeSend } from "./send";
import { openSecrets, secretTexts } from "./settings";

export type ReachDeps = { keyring: Keyring; policy: AddressPolicy; fetch: Fetch };

/** @param hops how often the event has come round; 0 outside a delivery */
export async function reach(
  workspaceId: string,
  connection: ConnectionConfig,
  tool: Tool,
  hops: number,
  deps: ReachDeps,
): Promise<ReturnType<typeof makeSend> & { settings: Record<string, unknown> }> {
  const secrets = await openSecrets(deps.keyring, workspaceId, connection.id, connection.secrets);
  const settings = tool.settings.parse({ ...connection.settings, ...secrets });
  const { fetch, policy } = deps;
  const { timeLimitMs } = tool;
  return { settings, ...makeSend({ fetch, policy, timeLimitMs, hops, secrets: secretTexts(secrets) }) };
}
