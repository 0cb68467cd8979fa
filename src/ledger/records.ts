// The ledger's rows, and what they look like to those who read them.
import { isRaisedCartKey } from "../core/cart";
import type { Attempt, DeliveryState } from "../core/delivery";
import { type Fact, type ShopEvent, toShopEvent } from "../core/event";
import { isRaisedKey } from "../core/expectation";
import { type DeliveryKey, deliveryId, eventId } from "../core/ids";
import { type Json, parseJson } from "../core/json";
import type { Addition, Move } from "../core/views";
import type { DeliveryView, EventState, EventView } from "../flows/ports";

const movesKept = 10;
const additionsKept = 10;

/** An event as the ledger works with it: all but its raw body, which may be large and is only ever shown. */
export type EventRow = {
  id: number;
  fact_key: string;
  type: string;
  state: EventState;
  reason: string | null;
  source_id: string;
  source_kind: string;
  customer_id: string | null;
  occurred_at: number;
  effective_at: number;
  hops: number;
  fact: string;
  unmatched: string | null;
  data: string | null;
  /** Set when the person it was about has been erased. */
  erased_at: number | null;
  /** The cart it tells of, by its scope and its id. */
  cart: string | null;
  /** When that cart has been left alone for long enough to count as abandoned; see Carts. */
  idle_at: number | null;
  /** When and how it came to say more. */
  added: string | null;
};

export const eventColumns = `id, fact_key, type, state, reason, source_id, source_kind, customer_id, occurred_at,
  effective_at, hops, fact, unmatched, data, erased_at, cart, idle_at, added`;

export type DeliveryRow = {
  event_id: number;
  automation_id: string;
  run: number;
  version: number;
  connection_id: string;
  state: DeliveryState;
  reason: string | null;
  next_at: number | null;
  due_at: number;
  ended_at: number | null;
  lane: string | null;
  cancel_key: string | null;
  claim_id: string | null;
  cancel_requested: string | null;
  tries: number;
  replay_of: number | null;
  attempts: string | null;
  /** The expectation before whose date it is due; see core/expectation. */
  hangs_on: string | null;
  moved: string | null;
  /** Why it was made, where that is not its event's coming in. */
  because: string | null;
};

export function keyOf(row: Pick<DeliveryRow, "event_id" | "automation_id" | "run">): DeliveryKey {
  return { event: row.event_id, automationId: row.automation_id, run: row.run };
}

export function shopEventOf(row: EventRow, fact: Fact): ShopEvent {
  const source = { id: row.source_id, kind: row.source_kind };
  return toShopEvent({ number: row.id, source, customerId: row.customer_id }, fact, row.data ?? "null");
}

/** Whether the ledger told of an event itself, in a source's name: its key says so. */
export const isOwnWord = (factKey: string) => isRaisedKey(factKey) || isRaisedCartKey(factKey);

export function factOf(row: Pick<EventRow, "fact">): Fact {
  return JSON.parse(row.fact) as Fact; // written by this ledger from a checked fact
}

export function dataOf(row: Pick<EventRow, "data">): Json {
  return row.data === null ? null : parseJson(row.data);
}

export function eventView(row: EventRow): EventView {
  // Without the shop's own words, which would be read only to be left out.
  const { data: _data, codes: _codes, ...event } = shopEventOf({ ...row, data: null }, factOf(row));
  return { ...event, state: row.state, reason: row.reason };
}

/** A delivery whose moment has come is ready, though nothing has been written about it yet. */
export function stateOf(row: Pick<DeliveryRow, "state" | "next_at">, now: number): DeliveryState {
  const isDue =
    (row.state === "waiting" || row.state === "retrying") && row.next_at !== null && row.next_at <= now;
  return isDue ? "ready" : row.state;
}

export function deliveryView(row: DeliveryRow, now: number): DeliveryView {
  const key = keyOf(row);
  return {
    id: deliveryId(key),
    eventId: eventId(row.event_id),
    automationId: row.automation_id,
    connectionId: row.connection_id,
    state: stateOf(row, now),
    reason: row.reason,
    dueAt: row.due_at,
    nextAt: row.next_at,
    endedAt: row.ended_at,
    tries: row.tries,
    replayOf: row.replay_of === null ? null : deliveryId({ ...key, run: row.replay_of }),
    attempts: attemptsOf(row),
    moved: movesOf(row),
    because: row.because,
  };
}

export function movesOf({ moved }: Pick<DeliveryRow, "moved">): Move[] {
  return moved === null ? [] : (JSON.parse(moved) as Move[]); // written by this ledger
}

export function additionsOf({ added }: Pick<EventRow, "added">): Addition[] {
  return added === null ? [] : (JSON.parse(added) as Addition[]); // written by this ledger
}

/** The story of how an event came to say more, with its latest chapter. */
export function addedText(row: Pick<EventRow, "added">, by: Addition["by"], now: number): string {
  return JSON.stringify([...additionsOf(row), { at: now, by }].slice(-additionsKept));
}

/** The story of how a delivery's moment moved, with its latest chapter. */
export function movedText(
  row: Pick<DeliveryRow, "moved" | "due_at">,
  to: number,
  because: string,
  now: number,
): string {
  return JSON.stringify([...movesOf(row), { at: now, from: row.due_at, to, because }].slice(-movesKept));
}

export function attemptsOf(row: Pick<DeliveryRow, "attempts">): Attempt[] {
  return row.attempts === null ? [] : (JSON.parse(row.attempts) as Attempt[]); // written by this ledger
}
