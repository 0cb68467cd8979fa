// Trying an automation, saved or not, with one event: seen beforehand, or really sent as a test.
import type { Action, Connector, Tool } from "../connectors/kit";
import type { Automation } from "../core/automation";
import type { ConnectionConfig, SourceConfig } from "../core/config";
import type { Attempt } from "../core/delivery";
import { type Fact, receivedAtOf, type ShopEvent, toShopEvent } from "../core/event";
import { encodeBytes, eventId, type Random } from "../core/ids";
import type { JsonObject } from "../core/json";
import type { LookedAt, RehearsalView } from "../core/look-back";
import { mentionOf } from "../core/mention";
import { missingNeed } from "../core/plan";
import { attemptOf, type CarryDeps, carryOut } from "./deliver";
import { exampleEvent } from "./example";
import type { Claimed, Ledgers, TestSend } from "./ports";
import { type RehearseDeps, rehearse, type Seen } from "./preview";

export type Trial = {
  automation: Automation;
  connection: ConnectionConfig;
  tool: Tool;
  action: Action;
  /** The event to try it with: the newest that would ring unless given. */
  eventId?: string | undefined;
  /** In place of the customer's address, wherever that stands in the event. */
  email?: string | undefined;
  /** Of the workspace, for an example where nothing has happened yet. */
  sources: SourceConfig[];
};

export type TrialDeps = RehearseDeps & {
  ledgers: Ledgers;
  connectors: readonly Connector[];
  randomBytes: Random;
};

type Looked = Omit<LookedAt, "event"> & { event: RehearsalView["event"] };
type Found = { looked: Looked; others: LookedAt[]; event: Claimed["event"] | undefined };

/** @returns undefined when there is no such event */
export async function tryOut(
  workspaceId: string,
  trial: Trial,
  deps: TrialDeps,
): Promise<RehearsalView | undefined> {
  const found = await find(workspaceId, trial, deps);
  if (!found) return undefined;
  const { looked, others, event } = found;
  const view: RehearsalView = { ...looked, errors: [], others };
  if (!event || looked.would === "nothing") return view;
  const missing = missingIn(event, trial.action);
  if (missing !== undefined) return { ...view, would: "nothing", reason: missing };
  const rehearsal = { id: testId(deps.randomBytes), event };
  return { ...view, ...told(await rehearse(rehearsal, { workspaceId, ...trial }, deps), view) };
}

function told({ path, reason, ...seen }: Seen, view: RehearsalView): Partial<RehearsalView> {
  if (reason === undefined) return seen;
  const errors = path ? [{ path: ["action", "input", ...path].join("."), message: reason }] : [];
  return { ...seen, errors, reason: view.reason ?? reason };
}

/** The event to try it with, and what the automation would do with it. */
async function find(workspaceId: string, trial: Trial, deps: TrialDeps): Promise<Found | undefined> {
  const { others, chosen } = await deps.ledgers(workspaceId).lookAt(trial.automation, trial.eventId);
  if (chosen) {
    const { rehearsal, ...looked } = chosen;
    const { id: _id, ...customer } = looked.event.customer ?? {};
    if (trial.email !== undefined)
      looked.event = { ...looked.event, customer: { ...customer, email: trial.email } };
    return { looked, others, event: rehearsal && readdressed(rehearsal.event, trial.email) };
  }
  if (trial.eventId !== undefined) return undefined;
  const event = readdressed(
    await exampleEvent(trial.automation.trigger.event, trial.sources, deps),
    trial.email,
  );
  const { type, occurredAt, customer } = factOf(event);
  const receivedAt = receivedAtOf(event.number);
  return {
    looked: {
      event: { type, occurredAt, receivedAt, ...(customer ? { customer } : {}) },
      would: "ring",
      reason: null,
      dueAt: null,
    },
    others,
    event,
  };
}

const factOf = (event: Claimed["event"]) => JSON.parse(event.fact) as Fact; // written from a checked fact

function missingIn(event: Claimed["event"], action: Action): string | undefined {
  return missingNeed(shopEventOf(event), action);
}

function shopEventOf(event: Claimed["event"]): ShopEvent {
  return toShopEvent(event, factOf(event), event.data ?? "null");
}

/** The event as if it were about another address; the shop's own words name that one, too. */
function readdressed(event: Claimed["event"], email: string | undefined): Claimed["event"] {
  if (email === undefined) return event;
  const was = factOf(event).customer?.email;
  const swap = (text: string) => (was === undefined ? text : mentionOf(was).swap(text, email));
  const fact = JSON.parse(swap(event.fact)) as Fact; // an address needs no escape in JSON
  return {
    ...event,
    fact: JSON.stringify({ ...fact, customer: { ...fact.customer, email } }),
    data: event.data === null ? null : swap(event.data),
    customerId: null,
  };
}

export type SendDeps = TrialDeps & CarryDeps;
export type Sent = { test: TestSend & { attempt: Attempt } } | { refused: string };

/**
 * Really rings the tool, once, whatever comes of it. It is noted as a test before anything is sent.
 * @param by who sends it
 * @returns undefined when there is no such event
 */
export async function sendTest(
  workspaceId: string,
  trial: Trial,
  { by, automationId }: { by: string; automationId: string | null },
  deps: SendDeps,
): Promise<Sent | undefined> {
  const { automation, connection, tool, action } = trial;
  if (connection.paused) return { refused: "The connection is paused. Resume it before you send a test." };
  const found = await find(workspaceId, trial, deps);
  if (!found) return undefined;
  const { event, looked } = found;
  if (!event) return { refused: "The customer of this event was erased. Choose another event." };
  const missing = missingIn(event, action);
  if (missing !== undefined) return { refused: missing };
  const ledger = deps.ledgers(workspaceId);
  const at = deps.now();
  const test = {
    id: testId(deps.randomBytes),
    at,
    by,
    name: automation.name,
    automationId,
    connectionId: connection.id,
    action: automation.action.action,
    eventId: looked.event.id === undefined ? null : eventId(event.number),
  };
  await ledger.beginTest(test);
  const { input, inputVersion } = automation.action;
  const errand = { id: test.id, event, input: input as JsonObject, inputVersion }; // the schema made it JSON
  const { verdict, exchanges } = await carryOut(workspaceId, errand, connection, tool, action, deps);
  const attempt = attemptOf(verdict, exchanges, at, deps.now());
  try {
    await ledger.endTest(test.id, attempt);
  } catch (error) {
    // It has been sent: that this could not be noted must not look as if it had not.
    console.warn(
      JSON.stringify({ message: "a test could not be noted", test: test.id, error: String(error) }),
    );
  }
  return { test: { ...test, attempt } };
}

const testId = (randomBytes: Random) => `tst_1${encodeBytes(randomBytes(10))}`;
