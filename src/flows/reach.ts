// A connection made ready for one run: its settings opened, and a way out that keeps its secrets to itself.
import type { Tool } from "../connectors/kit";
import type { ConnectionConfig } from "../core/config";
import type { AddressPolicy } from "../core/outbound";
import type { Keyring } from "../core/secrets";
import { type Fetch, makeSend } from "./send";
import { openSecrets, secretTexts, typedTexts } from "./settings";
import { type Connect, mailThrough } from "./smtp";

export type ReachDeps = {
  keyring: Keyring;
  policy: AddressPolicy;
  fetch: Fetch;
  connect: Connect;
  now(): number;
};

export type Reached = ReturnType<typeof makeSend> & {
  settings: Record<string, unknown>;
  /** The connection's own mail server, where it has one. */
  mailServer?: ReturnType<typeof mailThrough>;
};

/** @param hops how often the event has come round; 0 outside a delivery */
export async function reach(
  workspaceId: string,
  connection: ConnectionConfig,
  tool: Tool,
  hops: number,
  deps: ReachDeps,
): Promise<Reached> {
  const { settings, secrets } = await opened(workspaceId, connection, tool, deps.keyring);
  const { fetch, connect, policy, now } = deps;
  const { timeLimitMs } = tool;
  const server = tool.mailServer?.(settings);
  return {
    settings,
    ...makeSend({ fetch, policy, timeLimitMs, hops, secrets }),
    ...(server ? { mailServer: mailThrough(server, { connect, policy, timeLimitMs, now }) } : {}),
  };
}

type Opened = {
  settings: Record<string, unknown>;
  /** Texts that must not be remembered. */
  secrets: string[];
};

/** Of the connections in hand: one that many deliveries of a claim run by is opened once. */
const inHand = new WeakMap<ConnectionConfig, Opened>();

async function opened(
  workspaceId: string,
  connection: ConnectionConfig,
  tool: Tool,
  keyring: Keyring,
): Promise<Opened> {
  const before = inHand.get(connection);
  if (before) return before;
  const { id, organisationId } = connection;
  const secrets = await openSecrets(keyring, organisationId ?? workspaceId, id, connection.secrets);
  const kept = { ...connection.settings, ...secrets };
  const settings = tool.settings.parse(kept);
  // Whoever looks at an attempt in a workspace sees nothing of its organisation's settings, secret or not.
  const isOwn = organisationId === undefined;
  const now = { settings, secrets: isOwn ? secretTexts(secrets) : typedTexts(tool.settings, kept) };
  inHand.set(connection, now);
  return now;
}
