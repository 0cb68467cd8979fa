// After products' settings were changed: access that runs is gone through, slice by slice, so that events come in
// meanwhile. How far that has come is written down, so that whatever wakes the ledger goes on with it.
import { givesAccess, withNewAccessEnds } from "../core/access";
import { productThing } from "../core/expectation";
import type { Book } from "./book";
import type { Effects, Intake } from "./intake";
import { type EventRow, factOf } from "./records";

/** A customer may have many events, so a slice is small. */
const customersAtOnce = 200;
const key = "revision";
const because = "the product's setting was changed";

type Revision = {
  /** Products whose reminders are to come when the settings say. */
  products: string[];
  /** Those of them whose ends, too, are to be by the settings of this moment. */
  withEnds: string[];
  /** The customer it has come to. */
  after: string;
};
type Memory = Pick<Book, "meta" | "setMeta">;

function pending(book: Memory): Revision | undefined {
  const text = book.meta(key);
  return text ? (JSON.parse(String(text)) as Revision) : undefined; // written by this file
}

/** Must run inside one transaction. What is under way already begins anew. */
export function beginRevision(book: Memory, what: { products?: string[]; withEnds?: string[] }): void {
  const before = pending(book);
  const { products = [], withEnds = [] } = what;
  const revision: Revision = {
    products: [...new Set([...(before?.products ?? []), ...products, ...withEnds])],
    withEnds: [...new Set([...(before?.withEnds ?? []), ...withEnds])],
    after: "",
  };
  book.setMeta(key, JSON.stringify(revision));
}

export class Revising {
  constructor(
    private readonly sql: SqlStorage,
    private readonly book: Book,
    private readonly intake: Pick<Intake, "expecting">,
  ) {}

  get isPending(): boolean {
    return pending(this.book) !== undefined;
  }

  /** One slice. Must run inside one transaction. */
  goOn(now: number, effects: Effects): void {
    const revision = pending(this.book);
    if (!revision) return;
    const { expecting } = this.intake;
    const things = revision.products.map(productThing);
    const customers = expecting.customersOf(things, revision.after, customersAtOnce);
    const withEnds = new Set(revision.withEnds);
    for (const customerId of customers) {
      if (withEnds.size > 0) this.reviseEnds(customerId, withEnds, now, effects);
      expecting.retime(customerId, now, effects);
    }
    const after = customers.length === customersAtOnce ? customers.at(-1) : undefined;
    this.book.setMeta(key, after === undefined ? "" : JSON.stringify({ ...revision, after }));
  }

  private reviseEnds(customerId: string, products: Set<string>, now: number, effects: Effects): void {
    const events = this.sql
      .exec<Pick<EventRow, "id" | "fact" | "effective_at">>(
        `SELECT id, fact, effective_at FROM events WHERE customer_id = ? AND erased_at IS NULL
         AND type IN (SELECT value FROM json_each(?)) AND instr(fact, '"accessEndsAt"') > 0`,
        customerId,
        JSON.stringify(givesAccess),
      )
      .toArray();
    let hasChanged = false;
    for (const event of events) {
      const before = factOf(event);
      const fact = withNewAccessEnds(before, event.effective_at, products, this.book);
      if (fact === before) continue;
      hasChanged = true;
      this.sql.exec("UPDATE events SET fact = ? WHERE id = ?", JSON.stringify(fact), event.id);
    }
    const things = [...products].map(productThing);
    if (hasChanged) this.intake.expecting.retake(customerId, things, because, now, effects);
  }
}
