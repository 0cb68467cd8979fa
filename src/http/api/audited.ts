// What the audit log is told of a record: what a person chose, and of secrets only that they are there or were changed.
import type { AutomationRow } from "../../storage/automations";
import type { ConnectionRow } from "../../storage/connections";
import type { SourceRow } from "../../storage/sources";

const secretOf = (sealed: string | null) => (sealed === null ? {} : { secret: "set" });

export function auditedSource({ kind, name, enabled, settings, secrets }: SourceRow): object {
  return { kind, name, enabled, settings, ...secretOf(secrets) };
}

export function auditedConnection({ tool, name, paused, settings, secrets }: ConnectionRow): object {
  return { tool, name, paused, settings, ...secretOf(secrets) };
}

export function auditedAutomation({ definition }: Pick<AutomationRow, "definition">): object {
  return definition;
}

/** A record after an edit, as the log is told of it. A secret that was replaced is there as before, and yet another. */
export function afterEdit(
  before: object,
  { secrets, ...values }: { secrets?: string | null | undefined; [field: string]: unknown },
): object {
  if (secrets === undefined) return { ...before, ...values };
  return { ...before, ...values, secret: secrets === null ? "removed" : "changed" };
}
