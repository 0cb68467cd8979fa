// What automations did lately. There is no tally to keep in step: the latest deliveries are looked through when somebody asks.
import { timeUnits } from "../core/automation";
import type { AutomationActivity } from "../flows/ports";
import { inTrouble } from "./schema";

const lately = 7 * timeUnits.days;
/** Deliveries looked through, at most: those of the latest events. */
const mostLooked = 20_000;

type Ended = Pick<AutomationActivity, "automationId" | "rang" | "failed" | "skipped" | "lastRangAt">;

export class Activities {
  constructor(private readonly sql: SqlStorage) {}

  /** @returns with `isCut`, older deliveries were not looked at, so there may have been more */
  all(now: number): { items: AutomationActivity[]; isCut: boolean } {
    const items = new Map<string, AutomationActivity>();
    const ended = this.ended(now - lately);
    for (const one of ended.items) items.set(one.automationId, { ...one, waiting: 0 });
    for (const { automationId, waiting } of this.waiting()) {
      const known = items.get(automationId);
      const none = { automationId, rang: 0, failed: 0, skipped: 0, lastRangAt: null };
      items.set(automationId, { ...(known ?? none), waiting });
    }
    return { items: [...items.values()], isCut: ended.isCut };
  }

  private ended(since: number): { items: Ended[]; isCut: boolean } {
    const rows = this.sql
      .exec<Ended & { looked: number }>(
        `SELECT automation_id AS automationId,
           COUNT(*) FILTER (WHERE state = 'succeeded' AND ended_at >= ?1) AS rang,
           COUNT(*) FILTER (WHERE state = 'failed' AND ended_at >= ?1) AS failed,
           COUNT(*) FILTER (WHERE state IN ('skipped', 'cancelled') AND ended_at >= ?1) AS skipped,
           MAX(ended_at) FILTER (WHERE state = 'succeeded') AS lastRangAt,
           COUNT(*) AS looked
         FROM (SELECT automation_id, state, ended_at FROM deliveries ORDER BY event_id DESC LIMIT ?2)
         GROUP BY automation_id`,
        since,
        mostLooked,
      )
      .toArray();
    const looked = rows.reduce((sum, row) => sum + row.looked, 0);
    return { items: rows.map(({ looked: _, ...one }) => one), isCut: looked === mostLooked };
  }

  /** What has yet to run, read from the indexes alone. */
  private waiting(): { automationId: string; waiting: number }[] {
    return this.sql
      .exec<{ automationId: string; waiting: number }>(
        `SELECT automation_id AS automationId, COUNT(*) AS waiting FROM (
           SELECT automation_id FROM deliveries INDEXED BY deliveries_due
           WHERE next_at IS NOT NULL AND state IN ('waiting', 'ready', 'retrying')
           UNION ALL
           SELECT automation_id FROM deliveries INDEXED BY deliveries_in_trouble
           WHERE ${inTrouble} AND state = 'held')
         GROUP BY automation_id`,
      )
      .toArray();
  }
}
