// An automation while it is being written: flat, as the fields of the form hold it.
import type { Automation, Connection, workspace } from "../api";
import type { Values } from "../schema-form";
import { t } from "../text";
import { type TimingDraft, timingDraftOf, timingOf } from "./timing-fields";

export type Frequency = keyof typeof t.automations.frequencies;
export type Definition = Parameters<typeof workspace.automations.$post>[0]["json"] &
  Pick<Automation, "trigger" | "timing" | "cancelOn" | "frequency" | "enabled">;

export type Draft = TimingDraft & {
  name: string;
  event: string;
  sourceId: string;
  products: string[];
  connectionId: string;
  action: string;
  input: Values;
  cancelOn: string[];
  frequency: Frequency;
  tooLate: string;
  consent: boolean;
  enabled: boolean;
};

/** What a new one begins with where nothing is given. */
export type Start = { event: string; connections: Connection[]; firstAction(connectionId: string): string };

export function draftOf(automation: Automation | undefined, start: Start): Draft {
  const connectionId = automation?.action.connectionId ?? firstConnection(start.connections);
  return {
    name: automation?.name ?? "",
    event: automation?.trigger.event ?? start.event,
    sourceId: automation?.trigger.sourceId ?? "",
    products: automation?.trigger.productIds ?? [],
    ...timingDraftOf(automation?.timing),
    connectionId,
    action: automation?.action.action ?? start.firstAction(connectionId),
    input: automation?.action.input ?? {},
    cancelOn: automation?.cancelOn ?? [],
    frequency: automation?.frequency ?? "every-time",
    tooLate: String(automation?.tooLateAfterHours ?? ""),
    consent: automation?.trigger.marketingConsent ?? false,
    enabled: automation?.enabled ?? true,
  };
}

function firstConnection(connections: Connection[]): string {
  return (connections.find((one) => one.tool !== "show-me") ?? connections[0])?.id ?? "";
}

/** A copy to be saved as another one: paused, so that nothing rings twice before somebody has looked at it. */
export function copyOf(automation: Automation): Automation {
  return { ...automation, name: t.automations.copyOf(automation.name), enabled: false };
}

export function frequencyOf(value: string): Frequency {
  return value === "once-per-customer" || value === "once-per-customer-and-product" ? value : "every-time";
}

/** @param automation as it is saved: what the form does not show stays as it is there */
export function definitionOf(draft: Draft, automation: Automation | undefined): Definition {
  const { products: productIds } = draft;
  const { conditions } = automation?.trigger ?? {};
  return {
    name: draft.name,
    trigger: {
      event: draft.event,
      ...(conditions ? { conditions } : {}),
      ...(draft.sourceId ? { sourceId: draft.sourceId } : {}),
      ...(productIds.length > 0 ? { productIds } : {}),
      ...(draft.consent ? { marketingConsent: true } : {}),
    },
    timing: timingOf(draft),
    action: {
      connectionId: draft.connectionId,
      action: draft.action,
      input: draft.input as Record<string, never>,
    }, // the form's values are JSON
    cancelOn: draft.cancelOn,
    frequency: draft.frequency,
    ...(draft.tooLate ? { tooLateAfterHours: Number(draft.tooLate) } : {}),
    enabled: draft.enabled,
  };
}
