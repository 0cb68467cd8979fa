// What there is to choose from for a field of an action's input, read from the account itself.
import type { Choices } from "../connectors/kit";
import type { ConnectionConfig } from "../core/config";
import { type AskDeps, hiddenIn, readyToAsk, unknownTool } from "./check";

/** @returns undefined when the tool has no such action, or nothing to choose from for that field */
export async function choicesFor(
  workspaceId: string,
  connection: ConnectionConfig,
  field: { action: string; field: string; input: Record<string, unknown> },
  deps: AskDeps,
): Promise<Choices | undefined> {
  const ready = await readyToAsk(workspaceId, connection, deps);
  if (!ready) return unknownTool;
  const { actions } = ready.tool;
  const choices = own(own(actions, field.action)?.choices ?? {}, field.field);
  const read = await choices?.(ready.settings, ready.send, field.input);
  return read && hiddenIn(read, ready.hide);
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
