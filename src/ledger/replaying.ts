// Replaying one event: what would ring and what is left alone, told beforehand and done by the same rule.
import { isTakenBack, takenBackReason } from "../core/backfill";
import { completion } from "../core/completion";
import type { Fact } from "../core/event";
import { deliveryId } from "../core/ids";
import { type Planned, plan, type Unmatched } from "../core/plan";
import type { ReplayHow, ReplayPlan, Ring } from "../core/replay";
import { earliestFrom } from "../core/timing";
import type { Refused } from "../flows/ports";
import { takenBackOf } from "./backfill";
import type { Book } from "./book";
import { erasedReason } from "./erasing";
import type { Effects, Intake } from "./intake";
import { type DeliveryRow, type EventRow, factOf, keyOf, shopEventOf } from "./records";

/**
 * Who asks: a person who looks at this one event, or one who asked for many. Of many, what has been called off or taken
 * back since is left alone, and the clock of each automation counts.
 */
export type Asked = "one" | "many";

export const replayedBecause: Record<Asked, string> = {
  one: "A person replayed the event.",
  many: "A person replayed the event, with others.",
};

type Repeat = { ring: Ring; by: { planned: Planned } | { row: DeliveryRow } };
export type Plan = { repeats: Repeat[]; leftAlone: Unmatched[] };

export class Replaying {
  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
    private readonly intake: Intake,
  ) {}

  /** What replaying an event comes to; refused where it cannot be replayed at all. */
  plan(row: EventRow, { which, terms }: ReplayHow, asked: Asked, now: number): Plan | Refused {
    const refused = this.whyNot(row);
    if (refused !== undefined) return { refused };
    const fact = factOf(row);
    if (asked === "many" && this.isTakenBack(row, fact)) return { refused: takenBackReason };
    return terms === "current"
      ? this.byCurrent(row, fact, which, asked, now)
      : this.byOriginal(row, which, asked, now);
  }

  /** Does what was planned. Must run inside one transaction, with nothing in between. */
  carryOut(
    row: EventRow,
    { repeats }: Plan,
    { which }: ReplayHow,
    asked: Asked,
    now: number,
    effects: Effects,
  ): void {
    const because = replayedBecause[asked];
    for (const { ring, by } of repeats) {
      if ("row" in by) this.intake.repeat(by.row, because, ring.at, now, effects);
      else this.intake.oweAgain(row, { ...by.planned, dueAt: ring.at }, which, because, now, effects);
    }
  }

  private whyNot(row: EventRow): string | undefined {
    if (row.state === "not-understood")
      return "Shopbell did not understand this event, so there is nothing to replay.";
    const fetching = row.state === "incomplete" ? this.intake.completionOf(row.id) : undefined;
    if (fetching && fetching.state !== "succeeded")
      return "What its notice left out has not been fetched yet: retry that delivery instead.";
    if (row.erased_at !== null) return `${erasedReason} There is nothing left to replay.`;
    if (row.data === null) return "The body of this event has been pruned, so it can no longer be replayed.";
    return undefined;
  }

  private isTakenBack({ customer_id }: EventRow, fact: Fact): boolean {
    return (
      customer_id !== null &&
      fact.order !== undefined &&
      isTakenBack(fact, takenBackOf(this.sql, customer_id))
    );
  }

  /** By the automations of this moment, as if the event had just come in. */
  private byCurrent(row: EventRow, fact: Fact, which: ReplayHow["which"], asked: Asked, now: number): Plan {
    const known = this.intake.knownFor(row, fact, { isNew: false, replay: which }, now);
    const hindsight =
      asked === "one"
        ? {}
        : {
            laterEvent: (types: string[]) => this.intake.laterEvent(row, types),
            whyCartIsOver: () => this.intake.carts.whyOver(row),
          };
    const all = [...this.book.automations.values()];
    const { deliveries, unmatched } = plan(shopEventOf(row, fact), all, { ...known, ...hindsight }, row.hops);
    const last = this.lastRuns(row.id);
    const over = ({ cancelled, skipped }: Planned) => cancelled ?? skipped;
    const repeats = deliveries
      .filter((one) => over(one) === undefined)
      .map((planned): Repeat => {
        const { automation } = planned;
        const before = last.get(automation.id);
        const { action, connectionId } = automation.action;
        const ring = {
          automationId: automation.id,
          version: automation.version,
          name: automation.name,
          connectionId,
          connection: this.connectionName(connectionId),
          action,
          at: this.momentOf(automation.timing, planned.dueAt, asked, now),
          repeats: before ? deliveryId(keyOf(before)) : null,
        };
        return { ring, by: { planned } };
      });
    const told = new Set([...deliveries.map((one) => one.automation.id), ...unmatched.map(idOf)]);
    const served = [...last.values()].filter((one) => !told.has(one.automation_id));
    return {
      repeats,
      leftAlone: [
        ...deliveries.flatMap((one) => reasonFor(one.automation.id, over(one))),
        ...unmatched,
        ...served.flatMap((one) => reasonFor(one.automation_id, this.whyServed(one, which))),
      ],
    };
  }

  /** What it rang, on the terms of then, whatever became of its automations. */
  private byOriginal(row: EventRow, which: ReplayHow["which"], asked: Asked, now: number): Plan {
    const repeats: Repeat[] = [];
    const leftAlone: Unmatched[] = [];
    for (const last of this.lastRuns(row.id).values()) {
      const { automation_id: automationId, version, connection_id: connectionId } = last;
      const terms = this.book.termsOf(automationId, version);
      const reason =
        whyNotRepeated(last, which) ??
        (terms && this.book.connections.has(connectionId) ? undefined : goneReason) ??
        (terms && asked === "many" ? this.intake.overtaken(last, row, terms) : undefined);
      if (terms === undefined || reason !== undefined) {
        leftAlone.push({ automationId, reason: reason ?? goneReason });
        continue;
      }
      const ring = {
        automationId,
        version,
        name: terms.name,
        connectionId,
        connection: this.connectionName(connectionId),
        action: terms.action.action,
        at: this.momentOf(terms.timing, now, asked, now),
        repeats: deliveryId(keyOf(last)),
      };
      repeats.push({ ring, by: { row: last } });
    }
    return { repeats, leftAlone };
  }

  /** A person who looks at it means now; what is replayed with many keeps to its time of day and its quiet hours. */
  private momentOf(
    timing: Parameters<typeof earliestFrom>[0],
    moment: number,
    asked: Asked,
    now: number,
  ): number {
    if (moment > now) return moment;
    return asked === "one" ? now : earliestFrom(timing, now, this.book.timeZone);
  }

  private connectionName(id: string): string {
    return this.book.connections.get(id)?.name ?? "";
  }

  /** Why an automation that has rung for an event is not asked again; undefined where it has nothing to say of it. */
  private whyServed(last: DeliveryRow, which: ReplayHow["which"]): string | undefined {
    if (!this.book.automations.has(last.automation_id)) return "The automation no longer exists.";
    if (which === "missing") return "The event has rung it already.";
    return whyNotRepeated(last, which) ?? "It no longer listens to events like this.";
  }

  /** Of each automation the latest run, in the order in which they fell due. What fetched a notice is none of them. */
  private lastRuns(event: number): Map<string, DeliveryRow> {
    const rows = this.sql
      .exec<DeliveryRow>(
        `SELECT * FROM deliveries d WHERE event_id = ? AND automation_id <> ? AND NOT EXISTS (SELECT 1 FROM deliveries n
           WHERE n.event_id = d.event_id AND n.automation_id = d.automation_id AND n.run > d.run)
         ORDER BY due_at, automation_id`,
        event,
        completion.id,
      )
      .toArray();
    return new Map(rows.map((row) => [row.automation_id, row]));
  }
}

const goneReason = "Its connection no longer exists.";

function whyNotRepeated(last: DeliveryRow, which: ReplayHow["which"]): string | undefined {
  if (last.state === "uncertain")
    return "Nobody knows whether it happened: decide that on the event's page first.";
  if (last.ended_at === null) return "It has not ended yet.";
  if (which === "failed") return last.state === "failed" ? undefined : "It has not failed.";
  if (last.state === "cancelled") return "It was cancelled.";
  return last.state === "skipped" ? "It was skipped." : undefined;
}

const idOf = ({ automationId }: Unmatched) => automationId;

function reasonFor(automationId: string, reason: string | undefined): Unmatched[] {
  return reason === undefined ? [] : [{ automationId, reason }];
}

export function replayPlanOf({ repeats, leftAlone }: Plan): ReplayPlan {
  return { rings: repeats.map(({ ring }) => ring), leftAlone };
}
