// Subscriptions at a provider that expire by themselves: made when a source is saved, and renewed by the watchdog.
import { type Check, type Connector, type Source, troubleOf } from "../connectors/kit";
import type { SourceConfig } from "../core/config";
import type { AddressPolicy } from "../core/outbound";
import type { Keyring } from "../core/secrets";
import { hiddenIn } from "./check";
import type { Health, Ledgers } from "./ports";
import { type Fetch, makeSend } from "./send";
import { openSecrets, secretTexts } from "./settings";
import { type UrlDeps, webhookUrl } from "./webhook-url";

export type SubscribeDeps = UrlDeps & {
  ledgers: Ledgers;
  keyring: Keyring;
  policy: AddressPolicy;
  fetch: Fetch;
  connector(id: string): Connector | undefined;
  now(): number;
};

const timeLimitMs = 15_000;

/** @returns how it went, as the ledger now knows it; undefined for a source that needs no subscription */
export async function subscribe(
  workspaceId: string,
  config: SourceConfig,
  deps: SubscribeDeps,
): Promise<Health | undefined> {
  const source = deps.connector(config.kind)?.source;
  if (!source?.subscribe || !config.enabled) return undefined;
  const check = await trySubscribing(workspaceId, config, source, deps);
  return deps.ledgers(workspaceId).noteCheck(config.id, check);
}

async function trySubscribing(
  workspaceId: string,
  config: SourceConfig,
  source: Source,
  deps: SubscribeDeps,
): Promise<Check> {
  const secrets = await openSecrets(deps.keyring, workspaceId, config.id, config.secrets);
  const settings = source.settings.safeParse({ ...config.settings, ...secrets });
  if (!settings.success)
    return troubleOf({
      is: "failed",
      reason: "Its saved settings no longer fit: open the source, save it again.",
    });
  const url = await webhookUrl(workspaceId, config, source.urlQuery?.(settings.data) ?? {}, deps);
  const { fetch, policy } = deps;
  const { send, hide } = makeSend({ fetch, policy, timeLimitMs, hops: 0, secrets: secretTexts(secrets) });
  const check = (await source.subscribe?.(settings.data, url, send, deps.now())) ?? { is: "unchecked" };
  return hiddenIn(check, hide);
}
