// Carts: when one that is left alone counts as abandoned, and what ends its recovery, in whatever order news arrives.
import { afterEach, describe, expect, it } from "vitest";
import type { Automation } from "../src/core/automation";
import type { Fact } from "../src/core/event";
import { armFault, disarmFaults, type FaultPoint } from "../src/core/faults";
import type { EventView, ToldFact } from "../src/flows/ports";
import { automation, Bench, connection, days, done, hours, minutes, told } from "./ledger-world";

afterEach(() => disarmFaults());

const email = "buyer@example.com";
const guest = "guest@example.com";
const inCart = {
  products: [{ id: "p1", name: "Course" }],
  cart: { id: "c1", url: "https://shop.example/c1" },
};
const byPurchase = "Cancelled, because purchase.completed happened.";
const byCart = "Cancelled, because this cart was bought.";

const recovery = (amount = 2, more: Partial<Automation> = {}): Partial<Automation> => ({
  trigger: { event: "cart.abandoned" },
  timing: { when: "after", amount, unit: "hours" },
  ...more,
});

type Told = Partial<Fact> & { email?: string | undefined };

class Shop {
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
    const shop = new Shop(await Bench.open([tie], automations), automations);
    await shop.setIdle(60);
    return shop;
  }

  async setIdle(idleCartMinutes?: number): Promise<void> {
    await this.bench.edit(({ sources }) => {
      for (const source of sources)
        source.settings = idleCartMinutes === undefined ? {} : { idleCartMinutes };
    });
  }

  /** So many minutes from the beginning. */
  at(minute: number): number {
    return this.start + minute * minutes;
  }

  factOf(type: string, { email: by = email, ...fact }: Told = {}, more: Partial<ToldFact> = {}): ToldFact {
    return told({ type, ...inCart, ...(by === "" ? {} : { email: by }), ...fact }, more);
  }

  /** @param fact by the buyer unless it says otherwise; by nobody where the e-mail is empty */
  async tell(type: string, fact: Told = {}, more: Partial<ToldFact> = {}): Promise<string> {
    const [accepted] = await this.bench.accept(this.factOf(type, fact, more));
    return accepted?.eventId ?? "";
  }

  /** Lets time pass, with the alarm ringing whenever it is due. */
  async until(minute: number): Promise<void> {
    for (let rings = 0; rings < 100; rings++) {
      const at = await this.bench.alarm();
      if (at === null || at > this.at(minute)) break;
      this.bench.clock.now = Math.max(this.bench.clock.now, at);
      await this.bench.ring();
      await this.bench.carryOut();
    }
    this.bench.clock.now = this.at(minute);
  }

  async abandoned(): Promise<EventView[]> {
    const { items } = await this.bench.ledger.events({ type: "cart.abandoned", limit: 200 });
    return items.reverse();
  }

  /** The minutes at which carts were abandoned. */
  async left(): Promise<number[]> {
    return (await this.abandoned()).map(({ occurredAt }) => (occurredAt - this.start) / minutes);
  }

  /** Every delivery: its state, the minute it is due, and why it ended. */
  async owed(): Promise<string[]> {
    return (await this.bench.all())
      .toReversed()
      .map(({ state, dueAt, reason }) =>
        [state, (dueAt - this.start) / minutes, ...(reason === null ? [] : [reason])].join(" "),
      );
  }

  async moments(): Promise<number> {
    return (await this.bench.sql("SELECT 1 FROM events WHERE idle_at IS NOT NULL")).length;
  }
}

/** Every order of some things. */
function orders<T>(all: T[]): T[][] {
  if (all.length < 2) return [all];
  return all.flatMap((one, i) => orders(all.toSpliced(i, 1)).map((rest) => [one, ...rest]));
}

describe("a cart that is left alone", () => {
  it("is abandoned once the idle time is over, like any event, and recovered from that moment", async () => {
    const shop = await Shop.open(recovery(), recovery(0.5, { enabled: false }));
    const total = { amount: 4990, currency: "PLN" };
    await shop.tell(
      "cart.updated",
      { cart: { ...inCart.cart, total }, consent: { marketing: true } },
      { data: '{"token":"c1"}' },
    );
    expect(await shop.bench.alarm()).toBe(shop.at(60));
    await shop.until(59);
    expect(await shop.abandoned()).toEqual([]);
    await shop.until(60);
    const [event] = await shop.abandoned();
    expect(event).toMatchObject({
      type: "cart.abandoned",
      state: "matched",
      occurredAt: shop.at(60),
      source: { id: "src_bench", kind: "bench" },
      customer: { email, id: `cus_${email}` },
      products: inCart.products,
      cart: { ...inCart.cart, total },
      consent: { marketing: true },
    });
    const detail = await shop.bench.ledger.event(event?.id ?? "");
    expect(detail).toMatchObject({
      data: { token: "c1" },
      unmatched: [{ automationId: shop.rules[1]?.id, reason: "The automation was paused." }],
    });
    await shop.until(500);
    expect(await shop.owed()).toEqual(["succeeded 180"]);
    expect(await shop.left()).toEqual([60]);
    expect(await shop.moments()).toBe(0);
    expect(await shop.bench.alarm()).toBeNull();
  });

  it("is abandoned an idle time after its last change, told of as it was then", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.until(50);
    await shop.tell("cart.updated", { email: "", products: [{ id: "p2" }] });
    await shop.until(400);
    expect(await shop.abandoned()).toMatchObject([
      { occurredAt: shop.at(110), customer: { id: `cus_${email}` }, products: [{ id: "p2" }] },
    ]);
    expect(await shop.owed()).toEqual(["succeeded 230"]);
  });

  it("is not changed by the same change told again, nor by an older one that comes late", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated", {}, { key: "change-1" });
    await shop.until(30);
    const late = shop.factOf("cart.updated", { products: [{ id: "old" }], occurredAt: shop.at(-5) });
    await shop.bench.accept(late);
    expect(await shop.tell("cart.updated", {}, { key: "change-1" })).not.toBe("");
    await shop.until(90);
    expect(await shop.tell("cart.updated", { occurredAt: shop.at(0) }, { key: "change-1" })).not.toBe("");
    await shop.until(1000);
    expect(await shop.abandoned()).toMatchObject([{ occurredAt: shop.at(60), products: inCart.products }]);
    expect(await shop.owed()).toEqual(["succeeded 180"]);
  });

  it("is abandoned once more only when it was changed after it had been", async () => {
    const shop = await Shop.open(recovery(0.5));
    await shop.tell("cart.updated");
    await shop.until(200);
    await shop.tell("cart.updated");
    await shop.until(1000);
    expect(await shop.left()).toEqual([60, 260]);
    // A change that was on its way for long belongs to the abandonment that is told of already.
    await shop.tell("cart.updated", { occurredAt: shop.at(230) });
    await shop.until(2000);
    expect(await shop.left()).toEqual([60, 260]);
    expect(await shop.owed()).toEqual(["succeeded 90", "succeeded 290"]);
  });

  it("is another one than that of the same name at another source", async () => {
    const shop = await Shop.open(recovery());
    await shop.bench.edit(({ sources }) => {
      for (const source of structuredClone(sources)) sources.push({ ...source, id: "src_other" });
    });
    await shop.tell("cart.updated", { email: "" });
    const source = { id: "src_other", kind: "bench", tokenVersion: 1 };
    const facts = [shop.factOf("purchase.completed", { occurredAt: shop.at(0), email: guest })];
    expect(await shop.bench.ledger.accept({ source, facts, raw: null, hops: 0 })).toMatchObject([
      { outcome: "new" },
    ]);
    await shop.until(100);
    expect(await shop.left()).toEqual([60]);
  });

  it("is not abandoned when it is emptied, and is when it is filled again", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.until(10);
    await shop.tell("cart.updated", { products: [] });
    await shop.until(300);
    expect(await shop.left()).toEqual([]);
    await shop.tell("cart.updated");
    await shop.until(1000);
    expect(await shop.left()).toEqual([360]);
  });

  it("is left alone where its source says so, also by what waits already", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.setIdle();
    await shop.tell("cart.updated", { cart: { id: "c2" } });
    await shop.until(300);
    expect(await shop.left()).toEqual([]);
    expect(await shop.moments()).toBe(0);
    await shop.setIdle(5);
    await shop.tell("cart.updated");
    await shop.until(400);
    expect(await shop.left()).toEqual([305]);
  });

  it("whose customer is not known is told of without, and goes on when the customer becomes known", async () => {
    const shop = await Shop.open(recovery(2, { frequency: "once-per-customer" }));
    const refs = { customerRefs: ["bench:customer:7"] };
    await shop.tell("cart.updated", { email: "" }, refs);
    await shop.tell("cart.updated", { email: "", cart: { id: "nobody's" } });
    await shop.until(100);
    const [known, nobodys] = await shop.abandoned();
    expect(known).toMatchObject({ state: "incomplete", cart: { id: "c1" } });
    expect(nobodys).toMatchObject({
      state: "unmatched",
      reason: "It runs once per customer, and this event names no customer.",
    });
    await shop.tell("customer.updated", {}, refs);
    expect(await shop.bench.ledger.event(known?.id ?? "")).toMatchObject({
      state: "matched",
      customer: { email },
    });
    await shop.until(1000);
    expect(await shop.owed()).toEqual(["succeeded 180"]);
  });
});

describe("a purchase", () => {
  it.each<[string, Told, number]>([
    ["of the same cart", {}, 30],
    ["at the very time of the change", {}, 0],
    ["by the same customer, of whatever", { cart: { id: "another" } }, 30],
    ["by the same customer, at the very time", { cart: { id: "another" } }, 0],
    ["of the same cart by another e-mail", { email: guest }, 30],
    ["of the same cart by nobody", { email: "" }, 30],
  ])("%s keeps a cart from being abandoned, whichever comes first", async (_what, fact, minute) => {
    for (const isFirst of [true, false]) {
      const shop = await Shop.open(recovery());
      shop.bench.clock.now = shop.at(30);
      const purchase = { occurredAt: shop.at(minute), ...fact };
      if (isFirst) await shop.tell("purchase.completed", purchase);
      await shop.tell("cart.updated", { occurredAt: shop.at(0) });
      if (!isFirst) await shop.tell("purchase.completed", purchase);
      await shop.until(1000);
      expect(await shop.left()).toEqual([]);
      expect(await shop.moments()).toBe(0);
    }
  });

  it.each<[string, Told, number, string]>([
    ["of the same cart", {}, 100, byPurchase],
    ["of the same cart by another e-mail", { email: guest }, 100, byCart],
    ["of the same cart by nobody", { email: "" }, 100, byCart],
    ["by the same customer, of whatever", { cart: { id: "another" } }, 100, byPurchase],
    ["that was made within the idle time and came late", { cart: { id: "another" } }, 30, byPurchase],
    ["of the same cart by another e-mail that came late", { email: guest }, 30, byCart],
  ])("%s ends the recovery of what was abandoned", async (_what, fact, minute, reason) => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.until(100);
    expect(await shop.owed()).toEqual(["waiting 180"]);
    await shop.tell("purchase.completed", { ...fact, occurredAt: shop.at(minute) });
    expect(await shop.owed()).toEqual([`cancelled 180 ${reason}`]);
    await shop.until(1000);
    expect(await shop.left()).toEqual([60]);
  });

  it("of the same cart ends the recovery of a cart of nobody's", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated", { email: "" });
    await shop.until(100);
    await shop.tell("purchase.completed", { email: guest });
    expect(await shop.owed()).toEqual([`cancelled 180 ${byCart}`]);
  });

  it("of another cart by somebody else ends nothing", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.until(100);
    await shop.tell("purchase.completed", { email: guest, cart: { id: "another" } });
    await shop.tell("purchase.refunded", { email: guest });
    await shop.until(1000);
    expect(await shop.owed()).toEqual(["succeeded 180"]);
  });

  it("keeps its cart closed for a day, and a later change opens it anew", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("purchase.completed", { email: guest });
    const day = days / minutes;
    await shop.until(day);
    await shop.tell("cart.updated");
    await shop.until(day + 200);
    expect(await shop.left()).toEqual([]);
    await shop.tell("cart.updated");
    await shop.until(day + 1000);
    expect(await shop.left()).toEqual([day + 260]);
    expect(await shop.owed()).toEqual([`succeeded ${day + 380}`]);
  });

  it("that came first ends what the shop says later of the same cart, in words", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("purchase.completed", { email: guest });
    await shop.until(10);
    await shop.tell("cart.abandoned", { occurredAt: shop.at(-10) });
    await shop.tell("cart.abandoned", { occurredAt: shop.at(5), email: "" });
    expect(await shop.owed()).toEqual([`cancelled 110 ${byCart}`, `cancelled 125 ${byCart}`]);
    expect(await shop.abandoned()).toMatchObject([{ state: "matched" }, { state: "matched" }]);
  });

  it("while a recovery is under way keeps it from being tried again", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.until(60);
    shop.bench.clock.now = shop.at(180);
    await shop.bench.ring();
    const [id = ""] = await shop.bench.takeTold();
    const claim = await shop.bench.claim([id]);
    expect(claim.deliveries).toHaveLength(1);
    await shop.tell("purchase.completed", { email: guest });
    expect((await shop.bench.delivery(id)).state).toBe("running");
    await shop.bench.report(claim, id, { is: "retry", reason: "Busy." });
    expect(await shop.bench.delivery(id)).toMatchObject({ state: "cancelled", reason: byCart });
  });

  it("is looked for once more when a recovery is about to run", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated", { email: "" });
    await shop.until(100);
    await shop.tell("purchase.completed", { email: guest });
    // As if it had not been there yet when the purchase came.
    await shop.bench.sql(
      "UPDATE deliveries SET state = 'waiting', reason = NULL, ended_at = NULL, next_at = due_at",
    );
    await shop.bench.ledger.tend();
    await shop.until(200);
    expect(await shop.owed()).toEqual([`cancelled 180 ${byCart}`]);
  });

  it("does not keep a person from sending the reminder all the same", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.until(100);
    await shop.tell("purchase.completed", { email: guest });
    const [event] = await shop.abandoned();
    expect(await shop.bench.ledger.replay(event?.id ?? "", { which: "all", terms: "current" })).toMatchObject(
      {
        deliveries: [{ state: "waiting", dueAt: shop.at(180) }],
      },
    );
    await shop.until(200);
    expect(await shop.owed()).toEqual([`cancelled 180 ${byCart}`, "succeeded 180"]);
  });
});

describe("a cart that is emptied after it was abandoned", () => {
  it("needs no recovery any more", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.until(100);
    await shop.tell("cart.updated", { products: [], email: "" });
    await shop.until(1000);
    expect(await shop.owed()).toEqual(["cancelled 180 Cancelled, because this cart was emptied."]);
    expect(await shop.left()).toEqual([60]);
  });

  it("and is told of as abandoned by the shop with nothing in it, rings nothing", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.abandoned", { products: [] });
    expect(await shop.owed()).toEqual([]);
    expect(await shop.abandoned()).toMatchObject([{ state: "unmatched", reason: "The cart was empty." }]);
  });
});

describe("a shop that tells of abandoned carts itself", () => {
  it("is believed: Shopbell does not tell of the same cart once more", async () => {
    for (const isFirst of [true, false]) {
      const shop = await Shop.open(recovery());
      shop.bench.clock.now = shop.at(30);
      if (isFirst) await shop.tell("cart.abandoned");
      await shop.tell("cart.updated", { occurredAt: shop.at(0) });
      if (!isFirst) await shop.tell("cart.abandoned");
      await shop.until(1000);
      expect(await shop.left()).toEqual([30]);
      expect(await shop.owed()).toEqual(["succeeded 150"]);
    }
  });

  it("adds what it knows to what was told already, and may repeat itself", async () => {
    const shop = await Shop.open(
      recovery(),
      recovery(3, { trigger: { event: "cart.abandoned", marketingConsent: true } }),
    );
    await shop.tell("cart.updated");
    await shop.until(90);
    const own = { key: "shop:abandoned" };
    const id = await shop.tell("cart.abandoned", { consent: { marketing: true } }, own);
    await shop.until(100);
    expect(await shop.tell("cart.abandoned", { consent: { marketing: true } }, own)).toBe(id);
    await shop.tell("cart.updated", { occurredAt: shop.at(95) });
    // Its own key is known again after the cart has moved on.
    expect(await shop.tell("cart.abandoned", { occurredAt: shop.at(98) }, own)).toBe(id);
    expect(await shop.left()).toEqual([60]);
    expect((await shop.owed()).toSorted()).toEqual(["waiting 180", "waiting 240"]);
    expect(await shop.tell("cart.abandoned", { occurredAt: shop.at(99) }, { key: "shop:again" })).not.toBe(
      id,
    );
    expect(await shop.left()).toEqual([60, 99]);
  });
});

describe("in whatever order it is told", () => {
  const every = orders([0, 1, 2, 3]);
  const numbers = every.map((_, n) => n);

  /** Two changes, a purchase, and what the shop says itself, of the nth cart. */
  const story = (shop: Shop, n: number, buyer: string): ToldFact[] => {
    const mine = { cart: { id: `c${n}` }, email: `${n}-${email}` };
    return [
      shop.factOf("cart.updated", { ...mine, occurredAt: shop.at(-25), email: "" }),
      shop.factOf("cart.updated", { ...mine, occurredAt: shop.at(-20), products: [{ id: "p2" }] }),
      shop.factOf("cart.abandoned", { ...mine, occurredAt: shop.at(-10) }),
      shop.factOf("purchase.completed", {
        ...mine,
        occurredAt: shop.at(-5),
        email: buyer === "" ? "" : `${n}-${buyer}`,
      }),
    ];
  };

  /** Tells of as many carts as there are orders, of each in another one. */
  async function tell(shop: Shop, buyer: string, between: () => Promise<void>): Promise<void> {
    const stories = numbers.map((n) => story(shop, n, buyer));
    for (const step of [0, 1, 2, 3]) {
      await shop.bench.accept(...stories.flatMap((facts, n) => facts[every[n]?.[step] ?? 0] ?? []));
      await between();
    }
  }

  it.each([
    ["by the same customer", email, byPurchase],
    ["by another e-mail", guest, byCart],
    ["by nobody", "", byCart],
  ])("a purchase %s comes to the same", async (_who, buyer, reason) => {
    const shop = await Shop.open(recovery());
    await tell(shop, buyer, async () => {
      shop.bench.clock.now += 1000;
    });
    await shop.until(1000);
    expect(await shop.left()).toEqual(numbers.map(() => -10));
    expect(await shop.owed()).toEqual(numbers.map(() => `cancelled 110 ${reason}`));
    expect(await shop.moments()).toBe(0);
  });

  it.each([email, guest, ""])(
    "however late, nobody is written to after the purchase by “%s”, and each cart is told of once",
    async (buyer) => {
      const shop = await Shop.open(recovery(5));
      await tell(shop, buyer, () => shop.until((shop.bench.clock.now - shop.start) / minutes + 70));
      await shop.until(3000);
      const carts = (await shop.abandoned()).map(({ cart }) => cart?.id).sort();
      expect(carts).toEqual(numbers.map((n) => `c${n}`).sort());
      const ends = (await shop.owed()).map((one) => one.split(" ")[0]);
      expect(ends).toEqual(numbers.map(() => "cancelled"));
    },
  );
});

describe("what goes wrong", () => {
  it.each<FaultPoint>([
    "accept.after-commit",
    "alarm.before-work",
    "raise.before-commit",
    "raise.after-commit",
    "alarm.before-arm",
  ])("a fault at %s loses no abandoned cart and doubles none", async (point) => {
    const shop = await Shop.open(recovery());
    armFault(point);
    await shop.tell("cart.updated", {}, { key: "once" }).catch(() => undefined);
    await shop.tell("cart.updated", { occurredAt: shop.at(0) }, { key: "once" });
    await shop.tell("cart.updated", { cart: { id: "c2" }, email: guest });
    await shop.until(61);
    await shop.until(1000);
    expect(await shop.left()).toEqual([60, 60]);
    expect(await shop.owed()).toEqual(["succeeded 180", "succeeded 180"]);
  });

  it("a ledger that dies remembers its carts", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.bench.crash();
    await shop.until(100);
    expect(await shop.left()).toEqual([60]);
    await shop.bench.crash();
    await shop.until(1000);
    expect(await shop.owed()).toEqual(["succeeded 180"]);
  });

  it("an alarm that is lost is set again by whatever wakes the ledger", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.bench.inside((_, { storage }) => storage.deleteAlarm());
    await shop.bench.crash();
    expect(await shop.bench.alarm()).not.toBeNull();
    await shop.bench.ring();
    expect(await shop.bench.alarm()).toBe(shop.at(60));
    await shop.bench.inside((_, { storage }) => storage.deleteAlarm());
    shop.bench.clock.now = shop.at(90);
    await shop.bench.ledger.tend();
    expect(await shop.left()).toEqual([60]);
  });

  it.each([
    ["two hours", 2],
    ["five days", 5 * 24],
  ])("an outage of %s: what is told late counts from when it was so", async (_what, late) => {
    const shop = await Shop.open(
      recovery(),
      recovery(0, { timing: { when: "at" } }),
      recovery(24 * 10),
      recovery(2, { tooLateAfterHours: 24 * 7 }),
    );
    await shop.tell("cart.updated");
    shop.bench.clock.now = shop.at(60) + late * hours;
    await shop.bench.ring();
    await shop.bench.carryOut();
    expect(await shop.left()).toEqual([60]);
    const tooLate = "It could not run in time, and would have come too late to be useful.";
    const isStale = late > 26;
    expect((await shop.owed()).toSorted()).toEqual(
      [
        isStale ? `skipped 180 ${tooLate}` : "succeeded 180",
        isStale ? `skipped 60 ${tooLate}` : "succeeded 60",
        "succeeded 180",
        `waiting ${60 + (10 * days) / minutes}`,
      ].toSorted(),
    );
    // The terms of today count from the same moment.
    const last = shop.rules[2];
    await shop.bench.edit((config) => {
      for (const one of config.automations.filter(({ id }) => id === last?.id))
        Object.assign(one, { version: 2, timing: { when: "after", amount: 20, unit: "days" } });
    });
    await shop.bench.ledger.changeWaiting(last?.id ?? "", "update");
    expect(await shop.owed()).toContain(`waiting ${60 + (20 * days) / minutes}`);
  });

  it("many carts at once are raised slice by slice", async () => {
    const shop = await Shop.open();
    const carts = Array.from({ length: 250 }, (_, i) =>
      shop.factOf("cart.updated", { cart: { id: `c${i}` }, email: "" }),
    );
    await shop.bench.accept(...carts);
    shop.bench.clock.now = shop.at(60);
    await shop.bench.ring();
    expect(await shop.moments()).toBe(150);
    await shop.until(61);
    expect(await shop.left()).toHaveLength(200); // a page
    expect(await shop.moments()).toBe(0);
  });
});

describe("what is forgotten", () => {
  it("is a person's cart, with what was told of it before they were known", async () => {
    const shop = await Shop.open(recovery());
    const before = await shop.tell("cart.updated", { email: "" });
    await shop.until(5);
    await shop.tell("cart.updated");
    await shop.tell("cart.updated", { cart: { id: "c2" }, email: guest });
    await shop.tell("custom.redact", {}, { erase: "customer" });
    expect(await shop.bench.ledger.event(before)).toMatchObject({
      data: null,
      reason: "The customer was erased.",
      cart: { id: "c1" },
    });
    await shop.until(1000);
    expect(await shop.abandoned()).toMatchObject([{ cart: { id: "c2" }, customer: { email: guest } }]);
    // A change that the shop tells again brings nobody back.
    expect(await shop.moments()).toBe(0);
  });

  it("is what they had left already", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.until(70);
    await shop.tell("custom.redact", {}, { erase: "customer" });
    expect(await shop.owed()).toEqual(["cancelled 180 The customer was erased."]);
    const [event] = await shop.abandoned();
    expect(event?.customer?.email).toBeUndefined();
    expect(event?.cart).toEqual({ id: "c1" });
    await shop.tell("cart.updated", { email: guest });
    await shop.until(1000);
    expect((await shop.abandoned()).at(-1)).toMatchObject({
      customer: { email: guest },
      occurredAt: shop.at(130),
    });
  });

  it("is all of a source that is erased", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.tell("custom.redact", {}, { erase: "source" });
    await shop.until(1000);
    expect(await shop.left()).toEqual([]);
  });

  it("is a cart whose events are no longer kept", async () => {
    const shop = await Shop.open(recovery());
    await shop.tell("cart.updated");
    await shop.until(100);
    await shop.tell("purchase.completed", { email: guest });
    await shop.until((401 * days) / minutes);
    for (let i = 0; i < 5; i++) {
      shop.bench.clock.now += 1000;
      await shop.bench.ledger.tend();
    }
    expect(await shop.bench.sql("SELECT * FROM events")).toEqual([]);
    await shop.tell("cart.abandoned", { email: "" });
    expect((await shop.owed()).map((one) => one.split(" ")[0])).toEqual(["waiting"]);
  });
});

it("a purchase costs nothing more while nobody listens to carts, then a row; a change of a cart three", async () => {
  const shop = await Shop.open();
  const statements: { query: string; rows: number }[] = [];
  await shop.bench.inside((_, { storage: { sql } }) => {
    const exec = sql.exec.bind(sql);
    Object.assign(sql, {
      exec: (query: string, ...values: SqlStorageValue[]) => {
        const cursor = exec(query, ...values);
        statements.push({ query, rows: cursor.rowsWritten });
        return cursor;
      },
    });
  });
  const cost = async (work: Promise<unknown>) => {
    statements.length = 0;
    await work;
    return statements.splice(0).reduce((sum, { rows }) => sum + rows, 0);
  };
  const { cart: _, ...without } = shop.factOf("purchase.completed", { email: "" }).fact;
  await shop.bench.accept(told(without)); // its product is new
  const plain = await cost(shop.bench.accept(told(without)));
  const unheard = await cost(shop.tell("purchase.completed", { email: "" }));
  const change = await cost(shop.tell("cart.updated", { email: "", cart: { id: "c2" } }));
  await shop.tell("cart.updated", { email: "", cart: { id: "c2" } });
  const purchase = await cost(shop.tell("purchase.completed", { email: "", cart: { id: "c3" } }));
  await shop.tell("cart.updated", { email: "", cart: { id: "c3" } });
  const ofKnownCart = await cost(shop.tell("purchase.completed", { email: "", cart: { id: "c3" } }));
  statements.length = 0;
  shop.bench.clock.now += 60 * minutes;
  await shop.bench.ring();
  const seenTo = statements.filter(({ query }) => query.startsWith("UPDATE events")).map(({ rows }) => rows);
  expect([plain, unheard, purchase, ofKnownCart]).toEqual([2, 2, 2, 3]);
  expect([change - plain, seenTo]).toEqual([2, [1, 1, 1]]);
});

it("a look back tells what would have been recovered, and what was bought before its moment", async () => {
  const shop = await Shop.open();
  await shop.tell("cart.updated");
  await shop.tell("cart.updated", { cart: { id: "c2" }, email: "" });
  await shop.until(100);
  await shop.tell("purchase.completed", { cart: { id: "c2" }, email: guest });
  await shop.until(200);
  await shop.tell("purchase.completed", { email: guest });
  const rule = automation(shop.bench.config.connections[0]?.id ?? "", recovery());
  const { items } = await shop.bench.ledger.lookBack(rule, 1);
  expect(items.map(({ would, reason, dueAt }) => [would, reason, dueAt]).toSorted()).toEqual([
    ["cancel", "It would have been cancelled, because this cart was bought.", shop.at(180)],
    ["ring", null, shop.at(180)],
  ]);
});

it("what is found abandoned can be run now, like anything that waits", async () => {
  const shop = await Shop.open(recovery());
  await shop.tell("cart.updated");
  await shop.until(100);
  const [waiting] = await shop.bench.all();
  expect(done(await shop.bench.ledger.runNow(waiting?.id ?? ""))).toMatchObject({ state: "ready" });
  expect(await shop.bench.carryOut()).toEqual([waiting?.id]);
});
