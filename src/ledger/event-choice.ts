// Which events are meant, as a condition on rows of `events`. No index serves it: whoever asks goes through a bounded
// stretch of events, newest or oldest first, and says how far that was.
import type { EventChoice } from "../core/event-choice";

export type Clause = { sql: string; values: SqlStorageValue[] };

/** What an event must be, apart from its time and its customer, by which events are found. */
export function fits(choice: EventChoice, now: number): Clause {
  const clauses: Clause[] = [
    ...(choice.type === undefined ? [] : [{ sql: "type = ?", values: [choice.type] }]),
    ...(choice.state === undefined ? [] : [{ sql: "state = ?", values: [choice.state] }]),
    ...(choice.sourceId === undefined ? [] : [{ sql: "source_id = ?", values: [choice.sourceId] }]),
    ...(choice.order === undefined ? [] : [isOfOrder(choice.order)]),
    ...(choice.automationId === undefined && choice.deliveryState === undefined
      ? []
      : [hasDelivery(choice, now)]),
  ];
  return {
    sql: clauses.length === 0 ? "1" : clauses.map(({ sql }) => `(${sql})`).join(" AND "),
    values: clauses.flatMap(({ values }) => values),
  };
}

/** By the order's id or its number. A look at the text first spares reading most facts. */
export function isOfOrder(order: string): Clause {
  const number = order.trim().replace(/^#/, "");
  return {
    sql: `instr(fact, ?) > 0 AND (fact ->> '$.order.id' = ? OR ltrim(fact ->> '$.order.number', '#') = ?)`,
    values: [number, number, number],
  };
}

/** Of each automation the latest run counts: what failed and was run again well has not failed. */
function hasDelivery({ automationId, deliveryState }: EventChoice, now: number): Clause {
  const isTheirs = automationId === undefined ? "" : "AND d.automation_id = ?";
  const isSo =
    deliveryState === undefined
      ? ""
      : `AND IIF(d.state IN ('waiting', 'retrying') AND d.next_at <= ?, 'ready', d.state) = ?
         AND NOT EXISTS (SELECT 1 FROM deliveries n
           WHERE n.event_id = d.event_id AND n.automation_id = d.automation_id AND n.run > d.run)`;
  return {
    sql: `EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = events.id ${isTheirs} ${isSo})`,
    values: [
      ...(automationId === undefined ? [] : [automationId]),
      ...(deliveryState === undefined ? [] : [now, deliveryState]),
    ],
  };
}
