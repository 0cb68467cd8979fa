// What an action is given: the automation's input with its templates filled in from one event.
import type { Action } from "../connectors/kit";
import type { ShopEvent } from "../core/event";
import type { JsonObject } from "../core/json";
import { renderTree } from "../core/template";
import type { Claimed } from "./ports";

/** `path` leads to the field of the input that is the matter, where that is known. */
export type NotFilledIn = { reason: string; path?: string[] };

/** The action's input with its templates filled in from the event, brought to the shape the action has today. */
export function fillIn(
  action: Action,
  saved: Pick<Claimed, "input" | "inputVersion">,
  event: ShopEvent,
): { value: Record<string, unknown> } | NotFilledIn {
  const raw =
    saved.inputVersion < action.inputVersion && action.upgrade
      ? action.upgrade(saved.input, saved.inputVersion)
      : saved.input;
  const filled = renderTree(raw as JsonObject, event, action.input); // an upgrade gives the input's JSON
  if (!filled.ok)
    return {
      reason: `A template could not be filled in: ${filled.reason}`,
      ...(filled.path ? { path: filled.path } : {}),
    };
  const parsed = action.input.safeParse(filled.value);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    reason: `The input no longer fits the action: ${issue?.path.join(".")} ${issue?.message}.`,
    ...(issue ? { path: issue.path.map(String) } : {}),
  };
}
