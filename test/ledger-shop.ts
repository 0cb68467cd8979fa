// A shop with one customer, in the ledger's own world: what they buy, what is expected, raised and owed, by the day.
import type { Automation } from "../src/core/automation";
import type { Fact } from "../src/core/event";
import { automation, Bench, connection, days, hours, told } from "./ledger-world";

export const email = "buyer@example.com";
export const course = { products: [{ id: "p1", name: "Course" }] };

/** An automation so many days before access ends. */
export const ahead = (amount = 5, more: Partial<Automation> = {}) => ({
  trigger: { event: "access.expired" },
  timing: { when: "before", amount, unit: "days" } as const,
  ...more,
});
/** One at its end. */
export const atEnd = (more: Partial<Automation> = {}) => ({ trigger: { event: "access.expired" }, ...more });

export class Shop {
  readonly start: number;
  private constructor(
    readonly bench: Bench,
    readonly rules: Automation[],
  ) {
    this.start = bench.clock.now;
  }

  static async open(...rules: Partial<Automation>[]): Promise<Shop> {
    const tie = connection("web");
    const automations = rules.map((more) => automation(tie.id, more));
    return new Shop(await Bench.open([tie], automations), automations);
  }

  /** The nth day from the beginning. */
  day(n: number): number {
    return this.start + n * days;
  }

  async tell(type: string, fact: Partial<Fact> = {}, key?: string): Promise<string> {
    const [accepted] = await this.bench.accept(
      told({ type, email, ...fact }, key === undefined ? {} : { key }),
    );
    return accepted?.eventId ?? "";
  }

  buy(ends: number, fact: Partial<Fact> = {}, key?: string): Promise<string> {
    return this.tell(
      "purchase.completed",
      { ...course, order: { id: "o1" }, accessEndsAt: this.day(ends), ...fact },
      key,
    );
  }

  /** Lets time pass, with the alarm ringing whenever it is due. */
  async until(n: number): Promise<void> {
    for (let rings = 0; rings < 500; rings++) {
      const at = await this.bench.alarm();
      if (at === null || at > this.day(n)) break;
      this.bench.clock.now = Math.max(this.bench.clock.now, at);
      await this.bench.ring();
      await this.bench.carryOut();
    }
    this.bench.clock.now = this.day(n);
  }

  async raised(): Promise<string[]> {
    const { items } = await this.bench.ledger.events({ limit: 200 });
    return items
      .filter(({ type }) => type.startsWith("access.exp"))
      .map(({ type, occurredAt }) => `${type} ${(occurredAt - this.start) / days}`)
      .reverse();
  }

  async expected(): Promise<string[]> {
    const rows = await this.bench.sql<{ kind: string; thing: string; state: string; ends_at: number | null }>(
      "SELECT kind, thing, state, ends_at FROM expectations ORDER BY kind, thing",
    );
    return rows.map(
      ({ kind, thing, state, ends_at }) =>
        `${kind} ${thing} ${state} ${ends_at === null ? "resting" : (ends_at - this.start) / days}`,
    );
  }

  /** Every delivery: its state, and the day it is due. */
  async owed(): Promise<string[]> {
    return (await this.bench.all())
      .toReversed()
      .map(({ state, dueAt }) => `${state} ${Math.round((dueAt - this.start) / hours) / 24}`);
  }
}
