// What the audit log is told of a record: what a person chose, and of secrets only that they are there or were changed.
import { isObject, type Json } from "../../core/json";
import type { AlertChannelRow } from "../../storage/alert-channels";
import type { AutomationRow } from "../../storage/automations";
import type { ConnectionRow } from "../../storage/connections";
import type { SourceRow } from "../../storage/sources";

const secretOf = (sealed: string | null) => (sealed === null ? {} : { secret: "set" });

/** Whoever can, puts keys into the queries of addresses. They must not outlive the setting that they were typed into. */
function veiled(settings: Json): Json {
  if (typeof settings === "string")
    return settings.replace(/^(https?:\/\/)(?:[^/?#]*@)?([^?#]*)\?.*$/is, "$1$2?•••");
  if (Array.isArray(settings)) return settings.map(veiled);
  if (!isObject(settings)) return settings;
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, veiled(value)]));
}

export function auditedSource({ kind, name, enabled, settings, secrets }: SourceRow): object {
  return { kind, name, enabled, settings: veiled(settings), ...secretOf(secrets) };
}

type AuditedConnection = Pick<ConnectionRow, "tool" | "name" | "paused" | "settings" | "secrets">;

export function auditedConnection({ tool, name, paused, settings, secrets }: AuditedConnection): object {
  return { tool, name, paused, settings: veiled(settings), ...secretOf(secrets) };
}

export function auditedChannel(row: AlertChannelRow): object {
  const { kind, name, settings, secrets, hears, digest, language } = row;
  return { kind, name, settings: veiled(settings), hears, digest, language, ...secretOf(secrets) };
}

export function auditedAutomation({ definition }: Pick<AutomationRow, "definition">): object {
  return definition;
}

/** A record after an edit, as the log is told of it. A secret that was replaced is there as before, and yet another. */
export function afterEdit(
  before: object,
  {
    secrets,
    settings,
    ...values
  }: { secrets?: string | null | undefined; settings?: Json | undefined; [field: string]: unknown },
): object {
  const after = { ...before, ...values, ...(settings === undefined ? {} : { settings: veiled(settings) }) };
  return secrets === undefined ? after : { ...after, secret: secrets === null ? "removed" : "changed" };
}
