// Fetching what a notice left out (a lead by its id) is a delivery like any other, with the source in place of a
// connection: claimed, tried again, held while a key is wrong, and seen by whoever looks at the event.
import type { Automation } from "./automation";
import type { ConnectionConfig, SourceConfig } from "./config";
import type { Fact } from "./event";

/** What fetching brought: the fact in full, on its way into the ledger. */
export type Completed = {
  fact: Fact;
  /** JSON text, without secrets. */
  data: string;
  customerId?: string;
  customerRefs: string[];
};

export const completionAction = "complete";

/** The terms of every completion. No automation of a workspace has this id. */
export const completion: Automation = {
  id: "aut_10000000000000000",
  version: 1,
  name: "Fetch what the notice left out",
  trigger: { event: "*" },
  timing: { when: "at" },
  action: { connectionId: "", action: completionAction, input: {}, inputVersion: 1 },
  cancelOn: [],
  frequency: "every-time",
  enabled: true,
};

function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

/** A source as a completion runs by it. */
export function asConnection(source: SourceConfig): ConnectionConfig {
  const { id, kind, name, enabled, settings, secrets } = source;
  // A source has no version of its settings; a number that differs when they do will do.
  const version = hashOf(JSON.stringify([settings, secrets]));
  return { id, tool: kind, name, paused: !enabled, version, settings, secrets };
}
