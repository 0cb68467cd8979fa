// The products that events have named, for people to choose from. A product that is known costs an event nothing.
import { timeUnits } from "../core/automation";
import type { Product } from "../core/event";
import type { SeenProduct } from "../core/views";
import type { Book } from "./book";

/** So many are remembered; then those that were not seen for longest make room. */
export const mostProducts = 10_000;
/** So many make room at once, so that not every new one has to look for who goes. */
const roomMade = 500;
/** When a product was last seen is known to the day, so that one that sells every second is written once a day. */
const seenEveryMs = timeUnits.days;
/** A product may have several names that take turns, of its variants say. */
const renamedEveryMs = timeUnits.hours;
const longestText = 200;

type Known = { name: string | null; at: number };
type ProductRow = {
  id: string;
  name: string | null;
  source_id: string;
  first_seen: number;
  last_seen: number;
};

export class Products {
  /** What is written, as far as it has been looked at. */
  private readonly known = new Map<string, Known>();
  private count: number | undefined;

  constructor(
    private readonly sql: SqlStorage,
    book: Pick<Book, "memories">,
  ) {
    book.memories.push(this);
  }

  clear(): void {
    this.known.clear();
    this.count = undefined;
  }

  /** Remembers the products of an event. Must run inside one transaction. */
  see(products: Product[], sourceId: string, now: number): void {
    for (const { id, name } of products) {
      if (id === "" || id.length > longestText) continue;
      const known = this.of(id);
      const told = name?.slice(0, longestText) || null;
      if (known && !isNews(known, told, now)) continue;
      if (!known) this.makeRoom();
      this.save(id, told ?? known?.name ?? null, sourceId, now);
    }
  }

  private of(id: string): Known | undefined {
    const known = this.known.get(id);
    if (known) return known;
    const row = this.row(id);
    return row && this.know(id, { name: row.name, at: row.last_seen });
  }

  private know(id: string, known: Known): Known {
    if (this.known.size >= mostProducts) this.known.clear();
    this.known.set(id, known);
    return known;
  }

  private save(id: string, name: string | null, sourceId: string, now: number): void {
    this.sql.exec(
      `INSERT INTO products VALUES (?1, ?2, ?3, ?4, ?4) ON CONFLICT (id) DO UPDATE
       SET name = excluded.name, source_id = excluded.source_id, last_seen = excluded.last_seen`,
      id,
      name,
      sourceId,
      now,
    );
    this.know(id, { name, at: now });
  }

  private makeRoom(): void {
    this.count ??= this.sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM products").one().n;
    this.count++;
    if (this.count <= mostProducts) return;
    this.sql.exec(
      "DELETE FROM products WHERE id IN (SELECT id FROM products ORDER BY last_seen LIMIT ?)",
      roomMade,
    );
    this.clear();
  }

  one(id: string): SeenProduct | undefined {
    const row = this.row(id);
    return row && viewOf(row);
  }

  /** The one seen last comes first. */
  all(): SeenProduct[] {
    return this.sql
      .exec<ProductRow>("SELECT * FROM products ORDER BY last_seen DESC, id")
      .toArray()
      .map(viewOf);
  }

  private row(id: string): ProductRow | undefined {
    return this.sql.exec<ProductRow>("SELECT * FROM products WHERE id = ?", id).toArray()[0];
  }
}

function isNews(known: Known, name: string | null, now: number): boolean {
  const isNamed = name !== null && known.name === null;
  const isRenamed = name !== null && known.name !== name && now >= known.at + renamedEveryMs;
  return isNamed || isRenamed || now >= known.at + seenEveryMs;
}

function viewOf({ id, name, source_id, first_seen, last_seen }: ProductRow): SeenProduct {
  return { id, name, sourceId: source_id, firstSeenAt: first_seen, lastSeenAt: last_seen };
}
