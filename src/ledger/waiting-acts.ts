// What a person does with deliveries that wait: one of them, or many at once. The rules are the same for both.
import { longestDelayMs } from "../core/automation";
import { movedByPerson, placeIn, placeText } from "../core/waiting";
import type { Miscounted, WaitingAct, WaitingActed, WaitingDeed } from "../flows/ports";
import type { ConnectionHealth } from "./connection-health";
import { type Effects, type Intake, noticeMoment } from "./intake";
import { type DeliveryRow, keyOf, movedText } from "./records";
import type { WaitingRoom } from "./waiting";

type ActRow = {
  told: string;
  began_at: number;
  after: string | null;
  changed: number;
  unchanged: number;
  is_over: number;
};

/** An act that was not heard of for so long has been given up, and others may begin. */
const givenUpAfterMs = 60_000;
const actsKeptMs = 7 * 86_400_000;

export class WaitingActs {
  constructor(
    private readonly sql: SqlStorage,
    private readonly room: WaitingRoom,
    private readonly intake: Intake,
    private readonly health: ConnectionHealth,
  ) {}

  // ── One ──

  /** @returns a sentence when its state does not allow it */
  runNow(row: DeliveryRow, now: number, effects: Effects): string | undefined {
    if (!["waiting", "retrying", "held", "ready"].includes(row.state))
      return `It does not wait for anything (${row.state}).`;
    if (row.state === "held") this.health.probe(row.connection_id);
    this.moveTo(row, now, now, effects);
    return undefined;
  }

  /** @returns a sentence when its state, or the moment, does not allow it */
  move(row: DeliveryRow, at: number, now: number, effects: Effects): string | undefined {
    if (row.state !== "waiting") return `Only what waits for its moment can be moved (${row.state}).`;
    const problem = momentProblem(at, now);
    if (problem !== undefined) return problem;
    this.moveTo(row, at, now, effects);
    this.sql.exec(
      "UPDATE deliveries SET moved = ? WHERE event_id = ? AND automation_id = ? AND run = ?",
      movedText(row, at, movedByPerson, now),
      row.event_id,
      row.automation_id,
      row.run,
    );
    return undefined;
  }

  private moveTo(row: DeliveryRow, at: number, now: number, effects: Effects): void {
    this.sql.exec(
      // A moment that a person chose counts in quiet hours too; in a lane, what was begun keeps its place.
      `UPDATE deliveries SET next_at = ?1,
         due_at = CASE WHEN state = 'waiting' OR (state = 'retrying' AND lane IS NULL) THEN ?1 ELSE due_at END,
         state = CASE WHEN ?1 <= ?2 THEN 'ready' ELSE state END, reason = NULL
       WHERE event_id = ?3 AND automation_id = ?4 AND run = ?5`,
      at,
      now,
      row.event_id,
      row.automation_id,
      row.run,
    );
    if (row.lane !== null) effects.lanes.push(row.lane);
    if (at <= now) effects.due.push({ ...keyOf(row), connectionId: row.connection_id });
    else noticeMoment(effects, at);
  }

  // ── Many ──

  /**
   * The next slice of an act; it begins with the first. How far it has come is written down with what it did, so that
   * the same call may come twice, and two of them at once share the work. Must run inside one transaction.
   */
  slice(told: WaitingAct, most: number, now: number, effects: Effects): WaitingActed | Miscounted {
    const { act, filter, expected } = told;
    const known = this.actOf(act);
    const asTold = JSON.stringify([told.do, filter, expected]);
    if (known && known.told !== asTold) return { refused: "By this name something else was done already." };
    const refused = known ? undefined : this.refusal(told, now);
    if (refused) return refused;
    const row = known ?? this.begin(act, asTold, now);
    if (row.is_over) return actedOf(row, expected);

    const walk = { after: row.after === null ? undefined : placeIn(row.after), ...directionOf(told.do) };
    // What falls due while the act goes on is still meant, as long as it has not begun.
    const { places, end } = this.room.first(filter, most, row.began_at, walk);
    const done = places.map((place) => this.doOne(this.room.rowAt(place), told.do, now, effects));
    const after: ActRow = {
      ...row,
      after: end ? placeText(end) : row.after,
      changed: row.changed + done.filter((one) => one === "changed").length,
      unchanged: row.unchanged + done.filter((one) => one === "unchanged").length,
      is_over: end ? 0 : 1,
    };
    this.save(act, after, now);
    return actedOf(after, expected);
  }

  /** Why an act may not begin. */
  private refusal({ filter, expected, do: deed }: WaitingAct, now: number): Miscounted | undefined {
    const isMove = deed.is === "move" || deed.is === "move-by";
    if (isMove && (filter.state ?? "waiting") !== "waiting")
      return { refused: "Only what waits for its moment can be moved." };
    const problem = deed.is === "move" ? momentProblem(deed.at, now) : undefined;
    if (problem !== undefined) return { refused: problem };
    const other = this.sql
      .exec("SELECT 1 FROM waiting_acts WHERE is_over = 0 AND heard_at > ? LIMIT 1", now - givenUpAfterMs)
      .toArray();
    if (other.length > 0)
      return { refused: "Another change of what waits is under way. Look again in a minute." };
    const { count } = this.room.count(filter, now);
    if (count === expected) return undefined;
    return { refused: `There are ${count} by now, not ${expected}. Nothing was done.`, count };
  }

  private doOne(
    row: DeliveryRow | undefined,
    deed: WaitingDeed,
    now: number,
    effects: Effects,
  ): "changed" | "unchanged" | "there already" {
    if (!row) return "unchanged";
    switch (deed.is) {
      case "cancel":
        this.intake.cancel(row, deed.reason, now, effects);
        return "changed";
      case "run-now":
        return this.runNow(row, now, effects) === undefined ? "changed" : "unchanged";
      case "move":
      case "move-by": {
        const at = deed.is === "move" ? deed.at : (row.next_at ?? now) + deed.byMs;
        if (at === row.next_at) return "there already";
        return this.move(row, at, now, effects) === undefined ? "changed" : "unchanged";
      }
    }
  }

  private actOf(act: string): ActRow | undefined {
    return this.sql.exec<ActRow>("SELECT * FROM waiting_acts WHERE act = ?", act).toArray()[0];
  }

  private begin(act: string, told: string, now: number): ActRow {
    this.sql.exec("DELETE FROM waiting_acts WHERE began_at < ?", now - actsKeptMs);
    const row: ActRow = { told, began_at: now, after: null, changed: 0, unchanged: 0, is_over: 0 };
    this.save(act, row, now);
    return row;
  }

  private save(act: string, row: ActRow, now: number): void {
    this.sql.exec(
      `INSERT INTO waiting_acts (act, told, began_at, heard_at, after, changed, unchanged, is_over)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (act) DO UPDATE SET heard_at = excluded.heard_at,
         after = excluded.after, changed = excluded.changed, unchanged = excluded.unchanged, is_over = excluded.is_over`,
      act,
      row.told,
      row.began_at,
      now,
      row.after,
      row.changed,
      row.unchanged,
      row.is_over,
    );
  }
}

/** In which direction an act goes through the moments: so that what it moves always comes to lie behind it. */
function directionOf(deed: WaitingDeed): { latestFirst: boolean } {
  return { latestFirst: deed.is === "move-by" && deed.byMs > 0 };
}

/** Others may have ended meanwhile, so while there is something left it is at least one. */
function actedOf({ changed, unchanged, is_over }: ActRow, expected: number): WaitingActed {
  return { changed, unchanged, left: is_over ? 0 : Math.max(1, expected - changed - unchanged) };
}

function momentProblem(at: number, now: number): string | undefined {
  if (at < now) return "That moment is past; run it now instead.";
  return at > now + longestDelayMs ? "That is more than two years ahead." : undefined;
}
