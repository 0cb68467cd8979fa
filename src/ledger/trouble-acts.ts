// What a person does about all deliveries of one trouble at once. It is one transaction: a trouble holds a thousand at most.
import type { DeliveryKey } from "../core/ids";
import type { Miscounted, TroubleActed, TroubleOrder } from "../flows/ports";
import type { Troubles } from "./troubles";

/** Does it with one delivery. @returns whether its state, or its event's, allowed that */
export type DoOne = (key: DeliveryKey) => boolean;

const actsKeptMs = 7 * 86_400_000;

export class TroubleActs {
  constructor(
    private readonly sql: SqlStorage,
    private readonly troubles: Troubles,
  ) {}

  /** The same act told again does nothing more, and is told what was done. Must run inside one transaction. */
  carryOut(order: TroubleOrder, doOne: DoOne, now: number): TroubleActed | Miscounted {
    const { act, key, expected } = order;
    const asTold = JSON.stringify([order.do, key, expected]);
    const known = this.sql
      .exec<TroubleActed & { told: string }>(
        "SELECT told, changed, unchanged FROM trouble_acts WHERE act = ?",
        act,
      )
      .toArray()[0];
    if (known && known.told !== asTold) return { refused: "By this name something else was done already." };
    if (known) return { changed: known.changed, unchanged: known.unchanged };
    const found = this.troubles.find(key);
    const keys = found?.keys ?? [];
    const count = keys.length;
    if (count !== expected)
      return { refused: `There are ${count} by now, not ${expected}. Nothing was done.`, count };
    if (found && !found.trouble.acts.includes(order.do)) return { refused: "That would not mend it." };
    const changed = keys.filter(doOne).length;
    const unchanged = count - changed;
    this.sql.exec("DELETE FROM trouble_acts WHERE at < ?", now - actsKeptMs);
    this.sql.exec("INSERT INTO trouble_acts VALUES (?, ?, ?, ?, ?)", act, asTold, now, changed, unchanged);
    return { changed, unchanged };
  }
}
