// A source that fetches what its notices leave out, seen as a tool with one action.
import { z } from "zod";
import {
  type Action,
  type Connector,
  defineAction,
  defineTool,
  type Source,
  type Tool,
} from "../connectors/kit";
import { completionAction } from "../core/completion";
import type { Verdict } from "../core/delivery";

type Fetching = NonNullable<Source["complete"]>;

/** What carries out an action of a connector: the tool, or the source where it fetches what a notice left out. */
export function doerOf(connector: Connector | undefined, action: string): Tool | undefined {
  if (action !== completionAction) return connector?.tool;
  const { source } = connector ?? {};
  return source?.complete && asTool(source, source.complete);
}

const input = z.object({});

function asTool(source: Source, fetching: Fetching): Tool {
  const complete: Action = defineAction<typeof input, Record<string, unknown>>({
    title: "Fetch what the notice left out",
    input,
    inputVersion: 1,
    needs: [],
    repeatable: true,
    async run({ event, settings, send, now }): Promise<Verdict> {
      const fetched = await fetching.run({ event, settings, send, now });
      return fetched.is === "complete" ? { is: "done", fetched } : fetched;
    },
  });
  const { limits, timeLimitMs } = fetching;
  return defineTool({
    settings: source.settings,
    limits,
    timeLimitMs,
    check: async () => ({ is: "unchecked" }),
    actions: { [completionAction]: complete },
  });
}
