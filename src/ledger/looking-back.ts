// What an automation, saved or not, would have done with the events of the last days. It reads and plans, and writes nothing.
import { type Automation, cancelledBy } from "../core/automation";
import { isRaisedCartKey } from "../core/cart";
import { receivedAtOf } from "../core/event";
import { type ExpectationKind, expectationId, expectedBefore } from "../core/expectation";
import { deliveryId, eventNumber } from "../core/ids";
import {
  inHindsight,
  needsData,
  notesOn,
  nothingBecause,
  type Outcome,
  prunedReason,
} from "../core/look-back";
import { type Known, plan } from "../core/plan";
import { isLater, longestTransitMs } from "../core/timing";
import type { LookedAtOne, LookedBack, Rehearsal } from "../flows/ports";
import type { Book } from "./book";
import { erasedReason } from "./erasing";
import type { Intake } from "./intake";
import { type EventRow, eventView, factOf, shopEventOf } from "./records";

/** Events looked at, at most: the latest. */
const mostLooked = 10_000;
const mostItems = 100;
/** So many are offered to try an automation on. */
const mostOffered = 20;
/** Of those that would ring, so many are handed out to be rehearsed, the newest. */
const mostRehearsed = 20;
/** Characters of these events together, far below what one call may carry. */
const mostCharacters = 4 * 1024 * 1024;
/** Looked at in one go; events come in between. */
const slice = 250;

/**
 * Which events an automation listens to, as a condition on a row of `events` with one parameter: by their type; for a
 * “before”, by the date they set last.
 */
export function heardBy({ trigger, timing }: Pick<Automation, "trigger" | "timing">): {
  where(parameter: string): string;
  value: string | ExpectationKind;
} {
  if (timing.when !== "before")
    return {
      where: (parameter) => `(type = ${parameter} AND state <> 'not-understood')`,
      value: trigger.event,
    };
  return {
    where: (parameter) =>
      `EXISTS (SELECT 1 FROM expectations x
         WHERE x.customer_id = events.customer_id AND x.set_by = events.id AND x.kind = ${parameter})`,
    value: expectedBefore(trigger.event) ?? "",
  };
}

type Looked = { id: number; outcome: Outcome };

export class LookingBack {
  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
    private readonly intake: Intake,
  ) {}

  /** @param from epoch milliseconds: events that arrived since then */
  async look(saved: Automation, from: number): Promise<LookedBack> {
    // It is asked what it would do, so it counts as switched on.
    const automation = { ...saved, enabled: true };
    const { where, value } = heardBy(automation);
    const all = this.sql
      .exec<{ id: number; isHeard: number }>(
        `SELECT id, ${where("?2")} AS isHeard FROM events WHERE id >= ?1 ORDER BY id DESC LIMIT ?3`,
        from * 1000,
        value,
        mostLooked + 1,
      )
      .toArray();
    const isCut = all.length > mostLooked;
    const looked = all.slice(0, mostLooked);
    const heard = looked.filter((one) => one.isHeard === 1).reverse();
    const counts = { ring: 0, skip: 0, cancel: 0, nothing: 0, other: looked.length - heard.length };
    const hindsight = new Hindsight(
      automation,
      this.intake,
      this.book.timeZone,
      this.cancellers(automation, heard[0]?.id),
    );
    const latest: Looked[] = [];
    for (const [i, { id }] of heard.entries()) {
      if (i > 0 && i % slice === 0) await scheduler.wait(1);
      const row = this.intake.eventWhere("id = ?", id);
      if (!row) continue;
      const outcome = hindsight.outcomeOf(row);
      counts[outcome.would]++;
      if (heard.length - i <= mostItems) latest.unshift({ id, outcome });
    }
    const known = this.book.connections.get(automation.action.connectionId);
    const connection = known?.isWithheld ? undefined : known;
    return {
      from,
      looked: looked.length,
      isCut,
      counts,
      notes: notesOn(automation, isCut),
      ...(connection ? { connection } : {}),
      items: this.itemsOf(latest, automation),
    };
  }

  /**
   * The newest events it listens to, each looked at by itself, and one of them to be rehearsed: the one that is asked for,
   * or else the newest that would ring.
   */
  near(saved: Automation, asked?: string): LookedAtOne {
    const automation = { ...saved, enabled: true };
    const { where, value } = heardBy(automation);
    const heard = this.sql
      .exec<{ id: number }>(
        `SELECT id FROM (SELECT id, ${where("?1")} AS isHeard FROM events ORDER BY id DESC LIMIT ?2)
         WHERE isHeard = 1 ORDER BY id DESC LIMIT ?3`,
        value,
        mostLooked,
        mostOffered,
      )
      .toArray()
      .map(({ id }) => id);
    const wanted = asked === undefined ? undefined : eventNumber(asked);
    const numbers = wanted === undefined || heard.includes(wanted) ? heard : [...heard, wanted];
    const cancellers = this.cancellers(automation, Math.min(...numbers));
    const items = numbers.flatMap((number) => {
      const row = this.intake.eventWhere("id = ?", number);
      if (!row) return [];
      // Each by itself: that it may have run for the customer before counts against nobody.
      const hindsight = new Hindsight(automation, this.intake, this.book.timeZone, cancellers);
      const outcome =
        number === wanted && !heard.includes(number)
          ? nothingBecause("It listens to another kind of event.")
          : hindsight.outcomeOf(row);
      return [{ row, looked: { event: eventOf(row), ...outcome } }];
    });
    const chosen =
      asked === undefined
        ? (items.find(({ looked }) => looked.would === "ring") ?? items[0])
        : items.find(({ row }) => row.id === wanted);
    const others = items.filter(({ row }) => heard.includes(row.id)).map(({ looked }) => looked);
    if (!chosen) return { others };
    const { row, looked } = chosen;
    const isGone = row.erased_at !== null;
    const codes = this.intake.tickets.idsOf(row.id);
    return {
      others,
      chosen: { ...looked, ...(isGone ? {} : { rehearsal: rehearsalOf(row, automation, codes) }) },
    };
  }

  /** Read once more, one by one: all of them with their bodies would be more than there is memory. */
  private itemsOf(latest: Looked[], automation: Automation): LookedBack["items"] {
    let rehearsed = 0;
    let characters = 0;
    return latest.flatMap(({ id: number, outcome }) => {
      const row = this.intake.eventWhere("id = ?", number);
      if (!row) return [];
      const event = eventOf(row);
      const length = row.fact.length + (row.data?.length ?? 0);
      if (outcome.would !== "ring" || rehearsed === mostRehearsed || characters + length > mostCharacters)
        return { event, ...outcome };
      rehearsed++;
      characters += length;
      const codes = this.intake.tickets.idsOf(number);
      return { event, ...outcome, rehearsal: rehearsalOf(row, automation, codes) };
    });
  }

  /**
   * The events that may call something off, by customer. An event that arrived earlier may have happened later, by as much
   * as a shop may keep the other one back.
   */
  private cancellers(automation: Automation, since: number | undefined): Map<string, Canceller[]> {
    const byCustomer = new Map<string, Canceller[]>();
    const types = cancelledBy(automation);
    if (types.length === 0 || since === undefined) return byCustomer;
    const rows = this.sql.exec<Canceller & { customer_id: string }>(
      `SELECT id, type, effective_at, customer_id FROM events
       WHERE id >= ? AND customer_id IS NOT NULL AND type IN (SELECT value FROM json_each(?)) ORDER BY id`,
      since - longestTransitMs * 1000,
      JSON.stringify(types),
    );
    for (const { customer_id, ...one } of rows) {
      const others = byCustomer.get(customer_id);
      if (others) others.push(one);
      else byCustomer.set(customer_id, [one]);
    }
    return byCustomer;
  }
}

type Canceller = Pick<EventRow, "id" | "type" | "effective_at">;

function eventOf(row: EventRow): LookedBack["items"][number]["event"] {
  const { id, type, occurredAt, receivedAt, customer } = eventView(row);
  return { id, type, occurredAt, receivedAt, ...(customer ? { customer } : {}) };
}

function rehearsalOf(row: EventRow, { id: automationId }: Automation, codes: string[]): Rehearsal {
  const { id: number, fact, data, source_id, source_kind, customer_id, hops } = row;
  const source = { id: source_id, kind: source_kind };
  return {
    id: deliveryId({ event: number, automationId, run: 0 }),
    event: { number, fact, data, source, customerId: customer_id, hops, codes },
  };
}

/** Plans event by event, oldest first, and remembers whom the automation would have run for. */
class Hindsight {
  private readonly taken = new Set<string>();
  private readonly needsData: boolean;

  constructor(
    private readonly automation: Automation,
    private readonly intake: Intake,
    private readonly timeZone: string,
    private readonly cancellers: Map<string, Canceller[]>,
  ) {
    this.needsData = needsData(automation, intake.actionFor(automation));
  }

  outcomeOf(row: EventRow): Outcome {
    if (row.erased_at !== null) return nothingBecause(erasedReason);
    if (row.state === "incomplete" && this.intake.completionOf(row.id))
      return nothingBecause(row.reason ?? "What its notice left out has not been fetched.");
    if (row.data === null && this.needsData) return nothingBecause(prunedReason);
    const event = shopEventOf(row, factOf(row));
    const dates = this.automation.timing.when === "before" ? this.intake.expecting.datesSetBy(row) : [];
    const { deliveries, unmatched } = plan(event, [this.automation], this.knownAt(row, dates), row.hops);
    const [planned] = deliveries;
    if (!planned)
      return nothingBecause(unmatched[0]?.reason ?? "The date it sets is not of one of its products.");
    const date = dates.find((one) => expectationId(one) === planned.hangsOn);
    // What called it off must have arrived before its moment.
    const until = Math.max(row.id, planned.dueAt * 1000);
    const outcome = inHindsight(planned, {
      cancelType: this.cancelType(row, until),
      cartOver: this.intake.carts.whyOver(row, until),
      isDateGone: date?.state === "dropped",
    });
    if (outcome.would === "ring") for (const key of planned.onceKeys) this.taken.add(key);
    return outcome;
  }

  /** The type of a later event that called it off. @param until the number that an event of its moment would have */
  private cancelType(row: EventRow, until: number): string | undefined {
    const all = this.cancellers.get(row.customer_id ?? "") ?? [];
    return all.find((one) => one.id < until && isLater(one, row))?.type;
  }

  /** What was known when the event arrived, had there been nothing by this automation yet. */
  private knownAt({ id, fact_key }: EventRow, anchors: Known["anchors"]): Known {
    return {
      now: receivedAtOf(id),
      timeZone: this.timeZone,
      anchors,
      hasMoved: () => false,
      action: (automation) => this.intake.actionFor(automation),
      hasDelivery: () => false,
      onceTaken: (_, key) => this.taken.has(key),
      laterEvent: () => undefined,
      whyCartIsOver: () => undefined,
      isRaisedCart: isRaisedCartKey(fact_key),
    };
  }
}
