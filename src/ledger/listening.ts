// When each source last spoke, and how often it usually does. Events come in without this being told: it is read from
// them afterwards, a few thousand at a time, by whoever looks.
import { type Heard, heardAt, neverHeard } from "../core/silence";
import type { Book } from "./book";
import { isOwnWord } from "./records";

/** Events read at once. With more of them every ten minutes, knowledge lags behind, and nobody is called silent. */
const mostRead = 20_000;
/** How far events have been read, in the ledger's memory of itself. */
const readKey = "heard_until";

export class Listening {
  private readonly heard = new Map<string, Heard>();
  private readonly changed = new Set<string>();
  private until: number;
  /** Whether all events there are have been read. */
  isUpToDate = false;

  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
  ) {
    this.until = Number(book.meta(readKey) ?? 0);
    for (const row of sql.exec<{ source_id: string; json: string }>("SELECT source_id, json FROM rhythms"))
      this.heard.set(row.source_id, JSON.parse(row.json) as Heard); // written below
  }

  of(sourceId: string): Heard {
    return this.heard.get(sourceId) ?? neverHeard;
  }

  /** Reads what has come in since. In memory alone: what is lost is read again. */
  catchUp(): void {
    const rows = this.sql.exec<{ id: number; source_id: string; fact_key: string }>(
      "SELECT id, source_id, fact_key FROM events WHERE id > ? ORDER BY id LIMIT ?",
      this.until,
      mostRead,
    );
    let read = 0;
    for (const { id, source_id, fact_key } of rows) {
      read++;
      this.until = id;
      // What the ledger raised itself is no word of the shop's.
      if (isOwnWord(fact_key)) continue;
      this.heard.set(source_id, heardAt(this.of(source_id), Math.floor(id / 1000)));
      this.changed.add(source_id);
    }
    this.isUpToDate = read < mostRead;
  }

  /** Writes down what was read. Must run inside one transaction. */
  save(): void {
    if (this.changed.size === 0) return;
    for (const id of this.changed) {
      if (this.book.sources.has(id))
        this.sql.exec("INSERT OR REPLACE INTO rhythms VALUES (?, ?)", id, JSON.stringify(this.of(id)));
      else {
        this.heard.delete(id);
        this.sql.exec("DELETE FROM rhythms WHERE source_id = ?", id);
      }
    }
    this.changed.clear();
    this.book.setMeta(readKey, this.until);
  }
}
