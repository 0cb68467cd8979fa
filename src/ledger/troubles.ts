// What needs a hand just now, read from the indexes of what is in trouble. Of each connection a bounded number is looked
// at, so that it takes as long with a hundred thousand failures as with a thousand; what was not looked at is told as more.
import type { ConnectionConfig } from "../core/config";
import type { DeliveryKey } from "../core/ids";
import { silenceOf } from "../core/silence";
import { byWeight, causeOf, type Trouble, troubleOf } from "../core/trouble";
import type { Book } from "./book";
import type { ConnectionHealth } from "./connection-health";
import { erasedReason } from "./erasing";
import type { Listening } from "./listening";
import { inTrouble } from "./schema";

type Subject = Trouble["subject"];
type TroubleState = "held" | "uncertain" | "failed";
/** Deliveries of one connection that share a cause, or several together (null). */
type Group = { cause: string | null; keys: DeliveryKey[]; since: number };
type Grouped = { groups: Group[]; isMore: boolean };
type TroubleRow = DeliveryKey & { reason: string | null; since: number; isOver: number };

/** Deliveries looked at of one connection and state. */
const mostCounted = 1_000;
/** Those that were run again since are in the index, too, and passed over. */
const mostLookedAt = 3_000;
/** Causes of one connection that are told apart; with more of them, all lie together. */
const mostCauses = 5;
/** Later than this is late. A tool that is paced, or rests a little, is not yet anybody's business. */
const lateAfterMs = 5 * 60_000;
const lateCause = "They are owed, and have not been sent.";
const pausedCause = "The connection is paused.";
const silentCause = "It has gone silent.";
const refusedWithinMs = 24 * 3_600_000;
/** Once a source was taken again, and nothing of it was refused for so long, it has been mended. */
const mendedAfterMs = 3_600_000;

export class Troubles {
  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
    private readonly health: ConnectionHealth,
    private readonly listening: Listening,
  ) {}

  /** Everything that needs a hand, what weighs most first. */
  all(now: number): Trouble[] {
    const failing = this.failing();
    const isFailing = new Set(failing.map(({ subject }) => subject.id));
    return [
      ...failing,
      ...this.inState("failed"),
      ...this.inState("uncertain"),
      ...this.held(isFailing),
      ...this.overdue(now, isFailing),
      ...this.refused(now),
      ...this.silent(now),
    ].sort(byWeight);
  }

  /** A trouble of deliveries, with those behind it as far as they were looked at; undefined when it is there no more. */
  find(key: string): { trouble: Trouble; keys: DeliveryKey[] } | undefined {
    for (const state of ["failed", "uncertain", "held"] as const)
      for (const id of this.connectionsIn(state)) {
        if (!key.startsWith(`${state}.${id}`)) continue;
        const { groups, isMore } = this.grouped(state, id);
        for (const group of groups) {
          const trouble = this.troubleOf(state, id, group, isMore);
          if (trouble.key === key) return { trouble, keys: group.keys };
        }
      }
    return undefined;
  }

  // ── Connections ──

  private failing(): Trouble[] {
    return Object.entries(this.health.all()).flatMap(([id, { state, problem, since }]) => {
      const connection = this.book.connectionOf(id);
      if (!connection || connection.paused || (state !== "refused" && state !== "trouble")) return [];
      const { groups, isMore } = this.grouped("held", id);
      const count = groups[0]?.keys.length ?? 0;
      const subject = this.subjectOf(id, connection);
      return [troubleOf({ kind: "connection", subject, cause: causeOf(problem), count, isMore, since })];
    });
  }

  /** What waits for a connection that does not work is told with that connection. */
  private held(isFailing: Set<string>): Trouble[] {
    return this.connectionsIn("held").flatMap((id) => (isFailing.has(id) ? [] : this.troublesOf("held", id)));
  }

  private inState(state: TroubleState): Trouble[] {
    return this.connectionsIn(state).flatMap((id) => this.troublesOf(state, id));
  }

  private troublesOf(state: TroubleState, id: string): Trouble[] {
    const { groups, isMore } = this.grouped(state, id);
    return groups.map((group) => this.troubleOf(state, id, group, isMore));
  }

  private troubleOf(kind: TroubleState, id: string, group: Group, isMore: boolean): Trouble {
    const { cause, keys, since } = group;
    return troubleOf({ kind, subject: this.subjectOf(id), cause, count: keys.length, isMore, since });
  }

  private subjectOf(
    id: string,
    connection: ConnectionConfig | undefined = this.book.connectionOf(id),
  ): Subject {
    const kind = this.book.sources.has(id) ? "source" : "connection";
    return { kind, id, name: connection?.name ?? null };
  }

  /** The connections with deliveries in that state, found by leaps through the index. */
  private connectionsIn(state: TroubleState): string[] {
    const found: string[] = [];
    for (;;) {
      const next = this.sql
        .exec<{ id: string }>(
          `SELECT connection_id AS id FROM deliveries INDEXED BY deliveries_in_trouble
           WHERE ${inTrouble} AND state = ? AND connection_id > ? ORDER BY connection_id LIMIT 1`,
          state,
          found.at(-1) ?? "",
        )
        .toArray()[0];
      if (!next) return found;
      found.push(next.id);
    }
  }

  /** The latest deliveries of a connection in that state, by cause; most numerous first. What is held has one cause. */
  private grouped(state: TroubleState, connectionId: string): Grouped {
    const groups = new Map<string, Group>();
    let counted = 0;
    let lookedAt = 0;
    let isMore = false;
    for (const row of this.rows(state, connectionId)) {
      if (counted === mostCounted || lookedAt === mostLookedAt) {
        isMore = true;
        break;
      }
      lookedAt++;
      if (row.isOver || row.reason === erasedReason) continue;
      counted++;
      const cause = state === "held" ? pausedCause : causeOf(row.reason);
      const group = groups.get(cause) ?? { cause, keys: [], since: row.since };
      group.keys.push({ event: row.event, automationId: row.automationId, run: row.run });
      group.since = Math.min(group.since, row.since);
      groups.set(cause, group);
    }
    const all = [...groups.values()].sort((a, b) => b.keys.length - a.keys.length);
    return { groups: all.length > mostCauses ? [together(all)] : all, isMore };
  }

  private rows(state: TroubleState, connectionId: string): Iterable<TroubleRow> {
    return this.sql.exec<TroubleRow>(
      `SELECT event_id AS event, automation_id AS automationId, run, reason, COALESCE(ended_at, due_at) AS since,
         EXISTS (SELECT 1 FROM deliveries n
           WHERE n.event_id = d.event_id AND n.automation_id = d.automation_id AND n.run > d.run) AS isOver
       FROM deliveries d INDEXED BY deliveries_in_trouble
       WHERE ${inTrouble} AND state = ? AND connection_id = ? ORDER BY event_id DESC LIMIT ?`,
      state,
      connectionId,
      mostLookedAt + 1,
    );
  }

  /** A failing connection lets everything come late: that is told with it. */
  private overdue(now: number, isFailing: Set<string>): Trouble[] {
    return [...this.book.connections.values()].flatMap((connection) => {
      const { id } = connection;
      if (isFailing.has(id)) return [];
      const { count, since } = this.sql
        .exec<{ count: number; since: number | null }>(
          `SELECT COUNT(*) AS count, MIN(at) AS since FROM (
             SELECT next_at AS at FROM deliveries INDEXED BY deliveries_due
             WHERE next_at IS NOT NULL AND connection_id = ?1
               AND state IN ('running', 'retrying', 'ready', 'waiting') AND next_at <= ?2 LIMIT ?3)`,
          id,
          now - lateAfterMs,
          mostCounted + 1,
        )
        .one();
      if (since === null) return [];
      const subject = this.subjectOf(id, connection);
      const bounded = { count: Math.min(count, mostCounted), isMore: count > mostCounted };
      return [troubleOf({ kind: "overdue", subject, cause: lateCause, since, ...bounded })];
    });
  }

  // ── Sources ──

  private refused(now: number): Trouble[] {
    return this.listeningSources().flatMap((subject) => {
      const rows = this.sql
        .exec<{ at: number; reason: string; missed: number }>(
          "SELECT at, reason, missed FROM refusals WHERE source_id = ? AND at > ? ORDER BY at DESC",
          subject.id,
          now - refusedWithinMs,
        )
        .toArray();
      const [last] = rows;
      if (!last || this.isMended(subject.id, last.at, now)) return [];
      return [
        troubleOf({
          kind: "refused",
          subject,
          cause: causeOf(last.reason),
          count: rows.reduce((sum, { missed }) => sum + 1 + missed, 0),
          since: rows.at(-1)?.at ?? last.at,
        }),
      ];
    });
  }

  private isMended(sourceId: string, refusedAt: number, now: number): boolean {
    return this.listening.of(sourceId).lastAt > refusedAt && now - refusedAt > mendedAfterMs;
  }

  private silent(now: number): Trouble[] {
    if (!this.listening.isUpToDate) return [];
    return this.listeningSources().flatMap((subject) => {
      const heard = this.listening.of(subject.id);
      const silence = silenceOf(heard, now);
      if (!silence) return [];
      const { usuallyMs, longestMs } = silence;
      return [
        troubleOf({
          kind: "silent",
          subject,
          cause: silentCause,
          count: 0,
          since: heard.lastAt,
          silence: { usuallyMs, longestMs },
        }),
      ];
    });
  }

  private listeningSources(): Subject[] {
    return [...this.book.sources.values()]
      .filter(({ enabled }) => enabled)
      .map(({ id, name }) => ({ kind: "source", id, name }));
  }
}

function together(groups: Group[]): Group {
  return {
    cause: null,
    keys: groups.flatMap(({ keys }) => keys),
    since: Math.min(...groups.map(({ since }) => since)),
  };
}
