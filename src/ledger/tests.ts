// Tests that people sent: what rang because a person tried an automation. They are kept apart from deliveries, so that none
// of them counts as a customer's “once”, is tried again, or shows up among what failed.
import { timeUnits } from "../core/automation";
import type { Attempt } from "../core/delivery";
import { eventId, eventNumber } from "../core/ids";
import type { TestSend } from "../flows/ports";

const mostKept = 100;
/** As long as the attempts of deliveries. */
const keptMs = 30 * timeUnits.days;

type TestRow = {
  id: string;
  at: number;
  by: string;
  name: string;
  automation_id: string | null;
  connection_id: string;
  action: string;
  event_id: number | null;
  attempt: string | null;
};

export class Tests {
  constructor(private readonly sql: SqlStorage) {}

  /** Written before anything is sent, so that nothing rings unnoticed. The same test told again is one. */
  begin({
    id,
    at,
    by,
    name,
    automationId,
    connectionId,
    action,
    eventId: event,
  }: Omit<TestSend, "attempt">): void {
    this.sql.exec("DELETE FROM tests WHERE at < ?", at - keptMs);
    this.sql.exec(
      "DELETE FROM tests WHERE id IN (SELECT id FROM tests ORDER BY at DESC LIMIT -1 OFFSET ?)",
      mostKept - 1,
    );
    this.sql.exec(
      "INSERT INTO tests VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING",
      id,
      at,
      by,
      name,
      automationId,
      connectionId,
      action,
      event === null ? null : (eventNumber(event) ?? null),
    );
  }

  end(id: string, attempt: Attempt): void {
    this.sql.exec("UPDATE tests SET attempt = ? WHERE id = ?", JSON.stringify(attempt), id);
  }

  all(): TestSend[] {
    return this.sql.exec<TestRow>("SELECT * FROM tests ORDER BY at DESC, id").toArray().map(viewOf);
  }

  /** Those that were made of a customer's events. */
  of(customerId: string): TestSend[] {
    const theirs = "SELECT id FROM events WHERE customer_id = ?";
    return this.sql
      .exec<TestRow>(`SELECT * FROM tests WHERE event_id IN (${theirs}) ORDER BY at DESC, id`, customerId)
      .toArray()
      .map(viewOf);
  }

  /** The person the event was about has been erased. */
  forget(event: number): void {
    this.sql.exec("DELETE FROM tests WHERE event_id = ?", event);
  }

  /** Blacks somebody out in what others' tests say. */
  mask(mask: (text: string) => string): void {
    for (const { id, attempt } of this.sql
      .exec<TestRow>("SELECT * FROM tests WHERE attempt IS NOT NULL")
      .toArray())
      this.sql.exec("UPDATE tests SET attempt = ? WHERE id = ?", mask(attempt ?? ""), id);
  }
}

function viewOf(row: TestRow): TestSend {
  return {
    id: row.id,
    at: row.at,
    by: row.by,
    name: row.name,
    automationId: row.automation_id,
    connectionId: row.connection_id,
    action: row.action,
    eventId: row.event_id === null ? null : eventId(row.event_id),
    attempt: row.attempt === null ? null : (JSON.parse(row.attempt) as Attempt), // written above
  };
}
