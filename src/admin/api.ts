// The API, typed end to end from the routes; every failure comes as a Problem with words for the screen.
import { type ClientResponse, hc } from "hono/client";
import type { Api } from "#api";
import { language } from "./reader";

// Whoever chose another language here than in the browser gets the server's words in it, too.
const root = hc<Api>("/", { headers: { "Accept-Language": language } });
export const api = root.api;
export const workspace = api.workspaces[":ws"];
export const organisation = api.organisations[":org"];

/** What an answer says is wrong. Its message is empty where the server did not say: it was not reached, or not ours. */
export class Problem extends Error {
  constructor(
    /** 0 where there was no answer. */
    readonly status: number,
    message: string,
    readonly errors: { path: string; message: string }[] = [],
  ) {
    super(message);
  }

  /** What is wrong with the field at `path`, if that is known. */
  at(path: string): string | undefined {
    return this.errors.find((one) => one.path === path)?.message;
  }
}

/** Happens to the window when the server no longer knows who is asking: the session has ended, or was ended. */
export const signedOut = "signed-out";

/** Every route may answer with a problem, which `read` throws; what is left is what a page gets. */
type ProblemBody = { title: string; status: number; detail: string };
type Json<R> =
  R extends ClientResponse<infer T, number, string> ? (T extends ProblemBody ? never : T) : never;

/** Waits for an answer and reads it. @throws Problem */
export async function read<R extends ClientResponse<unknown, number, string>>(
  call: Promise<R>,
): Promise<Json<R>> {
  let response: R;
  try {
    response = await call;
  } catch {
    throw new Problem(0, "");
  }
  const text = await response.text();
  if (response.ok) return (text === "" ? undefined : JSON.parse(text)) as Json<R>; // the routes' types say what it is
  let problem: { detail?: string; errors?: { path: string; message: string }[] } = {};
  try {
    problem = JSON.parse(text);
  } catch {
    // Not ours: a proxy in between. The status has to do.
  }
  if (response.status === 401) dispatchEvent(new Event(signedOut));
  throw new Problem(response.status, problem.detail ?? "", problem.errors);
}

type Of<F> = F extends (...args: never[]) => Promise<infer R> ? Json<R> : never;
type Item<T> = T extends { items: (infer I)[] } ? I : never;

export type Workspace = Item<Of<typeof api.workspaces.$get>>;
export type Connector = Item<Of<typeof api.connectors.$get>>;
export type Source = Item<Of<typeof workspace.sources.$get>>;
export type Connection = Item<Of<typeof workspace.connections.$get>>;
export type Automation = Item<Of<typeof workspace.automations.$get>>;
export type Product = Of<(typeof workspace.products)[":id"]["$get"]>;
export type CampaignCode = Item<Of<typeof workspace.codes.$get>>;
export type ScanCounts = Of<(typeof workspace.codes)[":id"]["counts"]["$get"]>;
export type Ticket = Of<(typeof workspace.tickets)[":id"]["$get"]>;
export type Event = Item<Of<typeof workspace.events.$get>>;
export type EventDetail = Of<(typeof workspace.events)[":id"]["$get"]>;
export type Delivery = EventDetail["deliveries"][number];
export type Replay = Of<(typeof workspace.replays)[":id"]["$get"]>;
export type ReplayPlan = Of<(typeof workspace.events)[":id"]["replay"]["$get"]>;
export type Waiting = Item<Of<typeof workspace.waiting.$get>>;
export type WaitingCalendar = Of<typeof workspace.waiting.calendar.$get>;
export type Customer = Item<Of<typeof workspace.customers.search.$post>>;
export type CustomerDetail = Of<(typeof workspace.customers)[":id"]["$get"]>;
export type Receipt = Item<Of<typeof workspace.erasures.$get>>;
export type LookBack = Of<typeof workspace.automations.preview.$post>;
export type Backfill = Of<(typeof workspace.automations)[":id"]["apply"]["$get"]>;
export type Rehearsal = Of<typeof workspace.automations.rehearsal.$post>;
export type TestSend = Item<Of<typeof workspace.tests.$get>>;
export type Activity = Item<Of<typeof workspace.stats.automations.$get>>;
export type ScanAnswer = Of<typeof workspace.codes.scans.$post>["results"][number];
export type Stats = Of<typeof workspace.stats.$get>;
export type History = Of<typeof workspace.stats.history.$get>;
export type Heard = Of<typeof workspace.stats.sources.$get>[string];
export type Refusal = Item<Of<(typeof workspace.sources)[":id"]["refusals"]["$get"]>>;
export type Trouble = Item<Of<typeof workspace.troubles.$get>>;
export type AlertChannel = Item<Of<(typeof workspace)["alert-channels"]["$get"]>>;
export type Member = Item<Of<typeof workspace.members.$get>>;
export type Invited = Of<(typeof workspace.members)[":id"]["link"]["$post"]>;
export type Role = Member["role"];
export type Passkey = Item<Of<typeof api.passkeys.$get>>;
export type Key = Item<Of<typeof workspace.keys.$get>>;
export type Change = Item<Of<typeof workspace.audit.$get>>;
export type Organisation = Item<Of<typeof api.organisations.$get>>;
export type ShopAtAGlance = Item<Of<typeof organisation.overview.$get>>;
export type SharedConnection = Item<Of<typeof organisation.connections.$get>>;
export type SharedConnectionDetail = Of<(typeof organisation.connections)[":id"]["$get"]>;
export type Deletion = Of<(typeof organisation.workspaces)[":id"]["delete"]["$post"]>;
