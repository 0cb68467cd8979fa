// A preview: what an automation would have done lately, with the very requests that its tool would have been sent.
// The tool's action runs as it does for a delivery, but its way out leads nowhere.
import type { Action, Connector, SendMail, Tool } from "../connectors/kit";
import type { Automation } from "../core/automation";
import type { ConnectionConfig } from "../core/config";
import { type Fact, toShopEvent } from "../core/event";
import type { Json } from "../core/json";
import type { LookBack, LookedAt, Rehearsed } from "../core/look-back";
import { addressesOf, type CodeDeps } from "./codes";
import { fillIn } from "./fill-in";
import { mailAsRequest } from "./mail";
import type { Ledgers, Rehearsal } from "./ports";
import { type ReachDeps, reach } from "./reach";

export type RehearseDeps = Omit<ReachDeps, "fetch" | "connect"> & CodeDeps;

export type PreviewDeps = RehearseDeps & {
  ledgers: Ledgers;
  connector(id: string): Connector | undefined;
};

/** Characters of a body that are shown. */
const shownCharacters = 16_384;

/** Headers whose value is no secret, whatever the tool. Of others the name alone is shown. */
const openHeaders = new Set([
  "accept",
  "content-type",
  "idempotency-key",
  "shopbell-hops",
  "user-agent",
  "webhook-id",
  "webhook-timestamp",
]);
const mask = "•••";

/** @param from epoch milliseconds: events that arrived since then */
export async function preview(
  workspaceId: string,
  automation: Automation,
  from: number,
  deps: PreviewDeps,
): Promise<LookBack> {
  const { connection, items, ...looked } = await deps.ledgers(workspaceId).lookBack(automation, from);
  const tool = connection && deps.connector(connection.tool)?.tool;
  const action = tool?.actions[automation.action.action];
  const seen: LookBack["items"] = [];
  // One after another: nothing is waited for but the processor.
  for (const { rehearsal, ...item } of items)
    seen.push(
      rehearsal && connection && action
        ? await rehearsed(item, rehearsal, { workspaceId, automation, connection, tool, action }, deps)
        : item,
    );
  return { ...looked, items: seen };
}

/** What an action is run with, apart from the event. */
export type Means = {
  workspaceId: string;
  automation: Automation;
  connection: ConnectionConfig;
  tool: Tool;
  action: Action;
};

/** The item with what its tool would have been sent, or with what would have gone wrong before that. */
async function rehearsed(
  item: LookedAt,
  rehearsal: Rehearsal,
  means: Means,
  deps: RehearseDeps,
): Promise<LookBack["items"][number]> {
  const { filled: _filled, path: _path, ...seen } = await rehearse(rehearsal, means, deps);
  return { ...item, ...seen };
}

export type Seen = {
  /** The input as the tool would get it, without secrets. */
  filled?: Json;
  request?: Rehearsed;
  shown?: Json;
  /** What would have gone wrong before anything was sent, and the field that is the matter. */
  reason?: string;
  path?: string[];
};

export async function rehearse(rehearsal: Rehearsal, means: Means, deps: RehearseDeps): Promise<Seen> {
  try {
    return await runBlind(rehearsal, means, deps);
  } catch (error) {
    console.error(
      JSON.stringify({
        message: "a delivery could not be rehearsed",
        delivery: rehearsal.id,
        error: String(error),
      }),
    );
    return { reason: "Something went wrong inside Shopbell, so its request cannot be shown." };
  }
}

async function runBlind(
  rehearsal: Rehearsal,
  { workspaceId, automation, connection, tool, action }: Means,
  deps: RehearseDeps,
): Promise<Seen> {
  const fact = JSON.parse(rehearsal.event.fact) as Fact; // written by the ledger from a checked fact
  const codes = await addressesOf(workspaceId, rehearsal.event.codes, deps);
  const event = toShopEvent(rehearsal.event, fact, rehearsal.event.data ?? "null", codes);
  const input = fillIn(action, automation.action, event);
  if ("reason" in input) return input;
  const exit = makeDeadEnd();
  const reached = await reach(workspaceId, connection, tool, rehearsal.event.hops, { ...deps, ...exit });
  const verdict = await action.run({
    event,
    input: input.value,
    settings: reached.settings,
    deliveryId: rehearsal.id,
    send: reached.send,
    mail: exit.mail,
    now: deps.now(),
  });
  const filled = JSON.parse(reached.hide(JSON.stringify(input.value))) as Json; // what was JSON still is
  const first = exit.first();
  if (first)
    return { filled, request: hiddenIn({ ...first, isWhole: action.isOneRequest === true }, reached.hide) };
  if (verdict.is === "done")
    return verdict.shown === undefined ? { filled } : { filled, shown: verdict.shown };
  return { filled, reason: reached.hide(verdict.reason) };
}

type Request = Omit<Rehearsed, "isWhole">;

/** A way out that remembers what was to be sent first, and sends nothing. */
function makeDeadEnd() {
  let first: Request | undefined;
  return {
    first: () => first,
    fetch: async (url: string, { method = "GET", headers, body }: RequestInit): Promise<never> => {
      first ??= {
        method,
        url,
        headers: Object.fromEntries(new Headers(headers)),
        ...(typeof body === "string" ? { body } : {}),
      };
      throw new Error("A preview sends nothing.");
    },
    mail: (async (one) => {
      first ??= mailAsRequest(one, shownCharacters);
      return { is: "done" };
    }) satisfies SendMail,
    connect: (): never => {
      throw new Error("A preview opens no connection.");
    },
  };
}

function hiddenIn({ url, headers, body, ...request }: Rehearsed, hide: (text: string) => string): Rehearsed {
  const shown = body === undefined ? undefined : hide(body);
  return {
    ...request,
    url: hide(url),
    ...(headers === undefined ? {} : { headers: openIn(headers, hide) }),
    ...(shown === undefined ? {} : { body: shown.slice(0, shownCharacters).toWellFormed() }),
  };
}

function openIn(headers: Record<string, string>, hide: (text: string) => string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, openHeaders.has(name) ? hide(value) : mask]),
  );
}
