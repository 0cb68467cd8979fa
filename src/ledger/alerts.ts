// Telling of troubles: each once when it begins and once when it is over, and the digest of the morning. What is to be told
// is a row, written in the transaction that finds it out; sending it is somebody else's business, and may be tried again.
import { type AlertChannelConfig, digestAt, isRepeatable, type NoticeView } from "../core/alert-channel";
import { type Alert, isHidden, isToBeTold, seen, unseen } from "../core/alerting";
import { dayAt, daysFrom, lastClock, plusCalendar } from "../core/calendar";
import type { Attempt, Verdict } from "../core/delivery";
import { encodeBytes, type Random } from "../core/ids";
import { retryAt } from "../core/retry";
import type { Trouble } from "../core/trouble";
import type { Count, Figures, News } from "../core/trouble-words";
import type { OwedNotice } from "../flows/ports";
import type { Book } from "./book";
import type { Listening } from "./listening";
import type { Troubles } from "./troubles";

type NoticeRow = {
  id: string;
  channel_id: string;
  news: string;
  state: NoticeView["state"];
  made_at: number;
  next_at: number | null;
  tries: number;
  reason: string | null;
  attempt: string | null;
};

/** Given out at once: each is a request, and six may be under way. */
const atOnce = 6;
/** Longer than any of them may take. */
const leaseMs = 2 * 60_000;
/** News that could not be told for so long is none any more. */
const newsForMs = 12 * 3_600_000;
const keptPerChannel = 20;
/** Rows looked at for a figure. */
const mostCounted = 20_000;

const lostReason = "Shopbell was interrupted while it was being sent, so it may or may not have arrived.";

export class Alerts {
  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
    private readonly troubles: Troubles,
    private readonly listening: Listening,
    private readonly random: () => number,
    private readonly randomBytes: Random,
  ) {}

  /**
   * Finds out what is to be told, and gives out what is owed: under a lease, so that nobody else sends it meanwhile. Must
   * run inside one transaction.
   */
  take(now: number): OwedNotice[] {
    this.listening.catchUp();
    this.listening.save();
    this.forget();
    const channels = [...this.book.alertChannels.values()];
    if (channels.length === 0) {
      this.sql.exec("DELETE FROM alerts");
      return [];
    }
    this.takeBack(now);
    const troubles = this.troubles.all(now);
    this.compare(troubles, channels, now);
    for (const channel of channels) this.digest(channel, troubles, now);
    return this.give(now);
  }

  // ── What is to be told ──

  /** Compares what there is with what is known, and makes one message of all there is to tell a channel. */
  private compare(troubles: Trouble[], channels: AlertChannelConfig[], now: number): void {
    const known = this.alerts();
    const present = new Map(troubles.map((trouble) => [trouble.key, trouble]));
    const opened = new Told();
    const closed = new Told();
    const after = new Map<string, Alert>();
    for (const [key, trouble] of present) after.set(key, seen(known.get(key), trouble, now));
    for (const [key, alert] of known) {
      if (present.has(key)) continue;
      const isOpen = alert.closedAt === null;
      const left = isOpen && isHidden(alert.trouble, troubles) ? alert : unseen(alert, now);
      if (left) after.set(key, left);
      if (isOpen && left?.closedAt != null && this.isWell(alert.trouble))
        for (const id of alert.told) closed.add(id, alert.trouble);
    }
    for (const [key, alert] of after) {
      if (!isToBeTold(alert, now)) continue;
      const hearers = channels.filter(
        ({ id, hears }) => hears.includes(alert.trouble.kind) && !alert.told.includes(id),
      );
      for (const { id } of hearers) opened.add(id, alert.trouble);
      after.set(key, { ...alert, told: [...alert.told, ...hearers.map(({ id }) => id)] });
    }
    this.save(known, after);
    for (const { id } of channels) {
      const news: News = { is: "alert", opened: opened.to(id), closed: closed.to(id) };
      if (news.opened.length + news.closed.length > 0) this.owe(id, news, now);
    }
  }

  /** What is gone because its connection or source was paused, switched off or deleted is not well again. */
  private isWell({ kind, subject }: Trouble): boolean {
    if (kind !== "connection" && kind !== "silent" && kind !== "refused") return true;
    const there = this.book.connectionOf(subject.id); // of a source that is switched off, this says that it is paused
    return there !== undefined && !there.paused;
  }

  private alerts(): Map<string, Alert> {
    const rows = this.sql.exec<{ key: string; json: string }>("SELECT key, json FROM alerts").toArray();
    return new Map(rows.map(({ key, json }) => [key, JSON.parse(json) as Alert])); // written below
  }

  private save(before: Map<string, Alert>, after: Map<string, Alert>): void {
    for (const [key, alert] of after) {
      const json = JSON.stringify(alert);
      if (json !== JSON.stringify(before.get(key)))
        this.sql.exec("INSERT OR REPLACE INTO alerts VALUES (?, ?)", key, json);
    }
    for (const key of before.keys())
      if (!after.has(key)) this.sql.exec("DELETE FROM alerts WHERE key = ?", key);
  }

  /** Once a day: a day that has its row is done, however often it is asked about. Of days that were missed, the last counts. */
  private digest({ id, digest }: AlertChannelConfig, troubles: Trouble[], now: number): void {
    const { timeZone } = this.book;
    if (digest === "off") {
      this.sql.exec("DELETE FROM digests WHERE channel_id = ?", id);
      return;
    }
    const dueAt = lastClock(now, digestAt, timeZone);
    const today = dayAt(dueAt, timeZone);
    const last = this.sql
      .exec<{ day: string }>("SELECT day FROM digests WHERE channel_id = ?", id)
      .toArray()[0]?.day;
    if (last !== undefined && last >= today) return;
    this.sql.exec("INSERT OR REPLACE INTO digests VALUES (?, ?)", id, today);
    const isNew = last === undefined; // the first one comes on the next morning
    if (isNew || (digest === "when-needed" && troubles.length === 0)) return;
    this.owe(id, { is: "digest", figures: this.figuresBefore(dueAt), troubles }, now);
  }

  /** Of the day before. */
  private figuresBefore(at: number): Figures {
    const { timeZone } = this.book;
    const [yesterday] = daysFrom(plusCalendar(at, { days: -1 }, timeZone), 1, timeZone);
    const { day, from, to } = yesterday ?? { day: dayAt(at, timeZone), from: at, to: at };
    const events = this.sql
      .exec<{ n: number }>(
        "SELECT COUNT(*) AS n FROM (SELECT 1 FROM events WHERE id >= ? AND id < ? LIMIT ?)",
        from * 1000,
        to * 1000,
        mostCounted + 1,
      )
      .one().n;
    // By their events, latest first: there is no index of ends.
    const ended = this.sql
      .exec<{ looked: number; delivered: number; failed: number }>(
        `SELECT COUNT(*) AS looked, COUNT(*) FILTER (WHERE state = 'succeeded' AND ended_at >= ?1 AND ended_at < ?2)
           AS delivered, COUNT(*) FILTER (WHERE state = 'failed' AND ended_at >= ?1 AND ended_at < ?2) AS failed
         FROM (SELECT state, ended_at FROM deliveries WHERE event_id < ?3 ORDER BY event_id DESC LIMIT ?4)`,
        from,
        to,
        to * 1000,
        mostCounted,
      )
      .one();
    const isMore = ended.looked === mostCounted && ended.delivered + ended.failed > mostCounted / 2;
    const figure = (count: number): Count => ({ count, isMore });
    return {
      day,
      events: { count: Math.min(events, mostCounted), isMore: events > mostCounted },
      delivered: figure(ended.delivered),
      failed: figure(ended.failed),
    };
  }

  private owe(channelId: string, news: News, now: number): void {
    this.sql.exec(
      `INSERT INTO notices (id, channel_id, news, state, made_at, next_at, tries) VALUES (?, ?, ?, 'owed', ?, ?, 0)`,
      `ntc_1${encodeBytes(this.randomBytes(10))}`,
      channelId,
      JSON.stringify(news),
      now,
      now,
    );
    this.sql.exec(
      `DELETE FROM notices WHERE channel_id = ?1 AND next_at IS NULL AND rowid NOT IN (
         SELECT rowid FROM notices WHERE channel_id = ?1 ORDER BY made_at DESC, rowid DESC LIMIT ?2)`,
      channelId,
      keptPerChannel,
    );
  }

  /** What was told to, or is owed to, channels that are no more. */
  private forget(): void {
    for (const table of ["notices", "digests"])
      this.sql.exec(
        `DELETE FROM ${table} WHERE channel_id NOT IN (SELECT id FROM config WHERE kind = 'alert-channel')`,
      );
  }

  // ── Sending it ──

  private give(now: number): OwedNotice[] {
    const rows = this.sql
      .exec<NoticeRow>(
        "SELECT * FROM notices WHERE state = 'owed' AND next_at <= ? ORDER BY made_at, rowid LIMIT ?",
        now,
        atOnce,
      )
      .toArray();
    return rows.flatMap((row) => {
      const channel = this.book.alertChannels.get(row.channel_id);
      if (!channel) return [];
      const tries = row.tries + 1;
      this.sql.exec(
        "UPDATE notices SET state = 'sending', tries = ?, next_at = ? WHERE id = ?",
        tries,
        now + leaseMs,
        row.id,
      );
      const by = this.book.connections.get(String(channel.settings.connectionId));
      return [
        {
          id: row.id,
          tries,
          madeAt: row.made_at,
          news: newsOf(row),
          channel,
          ...(by ? { by } : {}),
          shop: this.book.name,
        },
      ];
    });
  }

  /** Whoever sent them is gone. They go again where that does no harm; of others it is said that nobody knows. */
  private takeBack(now: number): void {
    const rows = this.sql
      .exec<NoticeRow>("SELECT * FROM notices WHERE state = 'sending' AND next_at <= ?", now)
      .toArray();
    for (const row of rows) this.write(row, { is: "unknown", reason: lostReason }, null, now);
  }

  /** Writes what became of a try. The same outcome twice changes nothing. */
  settle(id: string, tries: number, verdict: Verdict, attempt: Attempt, now: number): void {
    const row = this.sql.exec<NoticeRow>("SELECT * FROM notices WHERE id = ?", id).toArray()[0];
    if (row?.state === "sending" && row.tries === tries) this.write(row, verdict, attempt, now);
    // It had been given up as lost, and has arrived after all.
    else if (row && row.state !== "sent" && verdict.is === "done") this.write(row, verdict, attempt, now);
  }

  private write(row: NoticeRow, verdict: Verdict, attempt: Attempt | null, now: number): void {
    const { state, nextAt } = this.outcome(row, verdict, now);
    this.sql.exec(
      "UPDATE notices SET state = ?, next_at = ?, reason = ?, attempt = COALESCE(?, attempt) WHERE id = ?",
      state,
      nextAt,
      "reason" in verdict ? verdict.reason : null,
      attempt && JSON.stringify(attempt),
      row.id,
    );
  }

  private outcome(
    row: NoticeRow,
    verdict: Verdict,
    now: number,
  ): { state: NoticeView["state"]; nextAt: number | null } {
    const channel = this.book.alertChannels.get(row.channel_id);
    const mayRepeat = channel !== undefined && isRepeatable(channel);
    if (verdict.is === "done") return { state: "sent", nextAt: null };
    if (verdict.is === "failed") return { state: "failed", nextAt: null };
    if (verdict.is === "unknown" && !mayRepeat) return { state: "uncertain", nextAt: null };
    const hint = verdict.is === "retry" ? verdict.afterMs : undefined;
    const nextAt = retryAt(row.tries, now, this.random, hint);
    const isNews = nextAt !== undefined && nextAt - row.made_at < newsForMs;
    return isNews ? { state: "owed", nextAt } : { state: "failed", nextAt: null };
  }

  /** What each channel was told, the latest first. */
  views(): Record<string, NoticeView[]> {
    const views: Record<string, NoticeView[]> = {};
    for (const row of this.sql.exec<NoticeRow>("SELECT * FROM notices ORDER BY made_at DESC, rowid DESC")) {
      views[row.channel_id] ??= [];
      views[row.channel_id]?.push({
        id: row.id,
        about: newsOf(row).is === "digest" ? "digest" : "alert",
        state: row.state,
        madeAt: row.made_at,
        tries: row.tries,
        reason: row.reason,
        attempt: row.attempt === null ? null : (JSON.parse(row.attempt) as Attempt), // written by `write`
      });
    }
    return views;
  }
}

function newsOf({ news }: Pick<NoticeRow, "news">): News {
  return JSON.parse(news) as News; // written by `owe`
}

/** Troubles by the channel that is to be told of them. */
class Told {
  private readonly byChannel = new Map<string, Trouble[]>();

  add(channelId: string, trouble: Trouble): void {
    this.byChannel.set(channelId, [...this.to(channelId), trouble]);
  }

  to(channelId: string): Trouble[] {
    return this.byChannel.get(channelId) ?? [];
  }
}
