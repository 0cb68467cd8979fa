// Tickets and scans in a ledger by itself: who gets which, what becomes of them, and that of two phones one is first.
import { afterEach, describe, expect, it } from "vitest";
import type { Fact } from "../src/core/event";
import { armFault, disarmFaults, type FaultPoint } from "../src/core/faults";
import type { ProductCodes } from "../src/core/product";
import { plainProduct } from "../src/core/product";
import { scannedFact } from "../src/core/scan";
import type { ScanAsk, Scanned, Ticket } from "../src/flows/ports";
import { keepEventsMs } from "../src/ledger/pruning";
import { automation, Bench, connection, days, hours, minutes, told } from "./ledger-world";

const ada = "ada@example.com";
const menu = { id: "qr_1campaign", name: "Menu", leadsTo: { is: "page" as const, title: "The menu" } };

afterEach(disarmFaults);

/** A ledger of a shop whose product `sauna` has codes, with an automation that listens to scans. */
async function open(codes: ProductCodes = { enabled: true }): Promise<Bench> {
  const web = connection("web");
  const bench = await Bench.open([web], [automation(web.id, { trigger: { event: "qr.scanned" } })]);
  await bench.edit((config) => {
    config.products = [{ id: "sauna", ...plainProduct, codes }];
    config.codes = [menu];
  });
  return bench;
}

const sauna = { products: [{ id: "sauna", name: "Sauna" }], order: { id: "o1" } };

async function buy(bench: Bench, fact: Partial<Fact> & { email?: string } = {}): Promise<string> {
  await bench.accept(told({ email: ada, ...sauna, ...fact }));
  const { items } = await bench.ledger.tickets({});
  return items[0]?.id ?? "";
}

const tell = (bench: Bench, type: string, fact: Partial<Fact> = {}, email: string = ada) =>
  bench.accept(told({ type, email, order: { id: "o1" }, ...fact }));

let keys = 0;
const ask = (more: Partial<ScanAsk> = {}): ScanAsk => ({
  key: `key-${keys++}`,
  phone: `phone-${keys}`,
  who: "customer",
  device: "phone",
  place: { country: "PL", city: "Kraków" },
  ...more,
});
const press = (by: string, change: "take" | "give-back" = "take", more: Partial<ScanAsk> = {}) =>
  ask({ who: "staff", by, change, ...more });

async function scan(bench: Bench, code: string, asked: ScanAsk): Promise<Scanned> {
  const scanned = await bench.ledger.scan(code, asked);
  if (!scanned) throw new Error("There is no such code.");
  return scanned;
}

/** Scans where it fails. Inside, so that nobody calls again. */
async function failing(bench: Bench, point: FaultPoint, code: string, asked: ScanAsk): Promise<void> {
  await bench.inside((ledger) => {
    armFault(point);
    const { scan } = ledger as { scan(code: string, asked: ScanAsk): unknown };
    expect(() => scan.call(ledger, code, asked)).toThrow(point);
  });
}

async function ticket(bench: Bench, code: string): Promise<Ticket> {
  const view = await bench.ledger.code(code);
  if (!view || !("ticket" in view)) throw new Error("There is no such ticket.");
  return view.ticket;
}

const result = async (bench: Bench, code: string) => (await ticket(bench, code)).result;
const scanned = async (bench: Bench) => (await bench.ledger.events({ type: "qr.scanned" })).items;

describe("a purchase", () => {
  it("gets one code for each product whose codes are turned on, once", async () => {
    const bench = await open();
    const fact = told({ email: ada, products: [{ id: "sauna" }, { id: "soap" }, { id: "sauna" }] });
    await bench.accept(fact);
    await bench.accept(structuredClone(fact));
    const fuller = structuredClone(fact);
    fuller.fact.order = { id: "o1" };
    expect((await bench.accept(fuller))[0]?.outcome).toBe("merged");
    const { items } = await bench.ledger.tickets({});
    expect(items.map((one) => one.product.id)).toEqual(["sauna"]);
    expect(items[0]?.order).toBe("o1");
  });

  it("keeps the code it was given when codes are turned off, and gets one that a twin adds", async () => {
    const bench = await open();
    const code = await buy(bench);
    await bench.edit((config) => {
      config.products = [];
    });
    await buy(bench, { order: { id: "o2" } });
    expect((await bench.ledger.tickets({})).items.map((one) => one.id)).toEqual([code]);
  });

  it("of two pays for twice the credits", async () => {
    const bench = await open({ enabled: true, credits: 5 });
    const code = await buy(bench, { products: [{ id: "sauna", quantity: 2 }] });
    expect((await ticket(bench, code)).credits).toEqual({ left: 10, of: 10 });
  });

  it("writes rows for codes only where codes are turned on", async () => {
    const bench = await open();
    expect(await rowsWritten(bench, { products: [{ id: "soap" }] })).toEqual([]);
    expect(await rowsWritten(bench, sauna)).toEqual(["codes"]);
  });
});

/** Into which tables of codes a purchase writes. */
async function rowsWritten(bench: Bench, fact: Partial<Fact>): Promise<string[]> {
  const count = async () =>
    Object.entries(
      (
        await bench.sql<{ codes: number; scans: number; scan_days: number }>(
          `SELECT (SELECT COUNT(*) FROM codes) AS codes, (SELECT COUNT(*) FROM scans) AS scans,
             (SELECT COUNT(*) FROM scan_days) AS scan_days`,
        )
      )[0] ?? {},
    );
  const before = new Map(await count());
  await bench.accept(told({ email: ada, ...fact }));
  return (await count()).filter(([table, rows]) => rows !== before.get(table)).map(([table]) => table);
}

describe("a ticket", () => {
  it("is good as long as access runs, and says until when", async () => {
    const bench = await open();
    const accessEndsAt = bench.clock.now + 30 * days;
    const code = await buy(bench, { accessEndsAt });
    expect(await result(bench, code)).toEqual({ valid: true, why: "access", until: accessEndsAt });
    bench.clock.now = accessEndsAt + 1;
    expect(await result(bench, code)).toEqual({ valid: false, why: "expired", since: accessEndsAt });
  });

  it("ends with its purchase's refund, and not with another one's or a part of it", async () => {
    const bench = await open();
    const code = await buy(bench, { order: { id: "o1", total: { amount: 1000, currency: "PLN" } } });
    await tell(bench, "purchase.refunded", { order: { id: "o2" } });
    await tell(bench, "purchase.refunded", {
      order: { id: "o1", refunded: { amount: 10, currency: "PLN" } },
    });
    expect((await result(bench, code)).valid).toBe(true);
    bench.clock.now += hours;
    await tell(bench, "purchase.refunded");
    expect(await result(bench, code)).toEqual({ valid: false, why: "refunded", since: bench.clock.now });
  });

  it("is as good as its refund that came first", async () => {
    const bench = await open();
    await tell(bench, "purchase.cancelled", { occurredAt: bench.clock.now });
    const code = await buy(bench, { occurredAt: bench.clock.now - minutes });
    expect((await result(bench, code)).why).toBe("cancelled");
  });

  it("of somebody without a name ends with what refers to its order", async () => {
    const bench = await open();
    const bought = told({ ...sauna });
    await bench.accept(bought);
    const [code] = (await bench.ledger.tickets({})).items;
    await bench.accept(
      told({ type: "purchase.refunded", order: { id: "o1" } }, { sameCustomerAs: [bought.key] }),
    );
    expect((await result(bench, code?.id ?? "")).why).toBe("refunded");
  });

  it("rests while its subscription does, whatever the order in which that is told", async () => {
    const bench = await open();
    const subscription = { id: "s1" };
    const code = await buy(bench, { subscription });
    const at = bench.clock.now;
    bench.clock.now += 4 * hours;
    await tell(bench, "subscription.resumed", { subscription, occurredAt: at + 2 * hours });
    await tell(bench, "subscription.paused", { subscription, occurredAt: at + hours });
    expect((await result(bench, code)).valid).toBe(true);
    await tell(bench, "subscription.paused", { subscription, occurredAt: at + 3 * hours });
    expect(await result(bench, code)).toEqual({ valid: false, why: "paused", since: at + 3 * hours });
    await tell(bench, "subscription.cancelled", { subscription: { id: "s2" } });
    expect((await result(bench, code)).why).toBe("paused");
    await tell(bench, "subscription.cancelled", { subscription });
    expect((await result(bench, code)).why).toBe("cancelled");
  });
});

describe("credits", () => {
  it("of which one is left go to one of two phones; the other one is told who was first, when and where", async () => {
    const bench = await open({ enabled: true, credits: 1 });
    const code = await buy(bench);
    const both = await Promise.all([scan(bench, code, press("Anna")), scan(bench, code, press("Jan"))]);
    const outcomes = both.map((one) => one.outcome);
    const won = outcomes.filter((one) => one?.is === "done");
    expect(won).toHaveLength(1);
    const winner = won[0]?.is === "done" ? won[0].move.by : undefined;
    expect(outcomes.find((one) => one?.is === "refused")).toMatchObject({
      why: "used-up",
      takenBy: { by: winner, at: bench.clock.now, place: { country: "PL", city: "Kraków" } },
    });
    expect((await ticket(bench, code)).credits).toEqual({ left: 0, of: 1 });
    expect(await scanned(bench)).toHaveLength(2);
  });

  it("are moved once by one press, however often it is told, also after a restart", async () => {
    const bench = await open({ enabled: true, credits: 3 });
    const code = await buy(bench);
    const pressed = press("Anna");
    expect((await scan(bench, code, pressed)).outcome?.is).toBe("done");
    await bench.crash();
    const again = await scan(bench, code, pressed);
    expect(again).toMatchObject({
      is: "repeated",
      outcome: { is: "repeated", move: { before: 3, after: 2 } },
    });
    expect((await ticket(bench, code)).credits?.left).toBe(2);
    expect(await scanned(bench)).toHaveLength(1);
  });

  it("that were refused to a press stay refused to it", async () => {
    const bench = await open({ enabled: true, credits: 1 });
    const code = await buy(bench);
    await scan(bench, code, press("Anna"));
    const late = press("Jan");
    expect((await scan(bench, code, late)).outcome).toMatchObject({ is: "refused", why: "used-up" });
    await scan(bench, code, press("Anna", "give-back"));
    expect((await scan(bench, code, late)).outcome).toMatchObject({ is: "refused", why: "used-up" });
    expect((await ticket(bench, code)).credits?.left).toBe(1);
  });

  it("come back with a renewal, once", async () => {
    const bench = await open({ enabled: true, credits: 2 });
    const subscription = { id: "s1" };
    const code = await buy(bench, { subscription });
    await scan(bench, code, press("Anna"));
    await scan(bench, code, press("Anna"));
    expect((await result(bench, code)).why).toBe("used-up");
    const renewal = told({ type: "subscription.renewed", email: ada, subscription });
    await bench.accept(renewal);
    await scan(bench, code, press("Anna"));
    await bench.accept(structuredClone(renewal));
    const fuller = structuredClone(renewal);
    fuller.fact.products = sauna.products;
    await bench.accept(fuller);
    const { credits, canGiveBack, scans } = await ticket(bench, code);
    expect([credits?.left, canGiveBack, scans.length]).toEqual([1, true, 3]);
    await scan(bench, code, press("Anna", "give-back"));
    // What was taken before the renewal has come back with it.
    expect((await scan(bench, code, press("Anna", "give-back"))).outcome).toMatchObject({
      why: "none-taken",
    });
  });

  it("are neither lost nor counted twice by a crash in the middle", async () => {
    for (const point of ["scan.before-commit", "scan.after-commit"] as const) {
      const bench = await open({ enabled: true, credits: 3 });
      const code = await buy(bench);
      const pressed = press("Anna");
      await failing(bench, point, code, pressed);
      await bench.crash();
      expect((await scan(bench, code, pressed)).outcome?.is).toBe(
        point === "scan.before-commit" ? "done" : "repeated",
      );
      expect((await ticket(bench, code)).credits?.left).toBe(2);
      expect(await scanned(bench)).toHaveLength(1);
    }
  });
});

describe("a scan", () => {
  it("is an event that rings automations, with the customer, the product and the place", async () => {
    const bench = await open({ enabled: true, credits: 3 });
    const code = await buy(bench, { subscription: { id: "s1", currentPeriodEnd: bench.clock.now + days } });
    const before = await bench.sql("SELECT * FROM expectations");
    await scan(bench, code, ask());
    const [event] = await scanned(bench);
    expect(event).toMatchObject({
      type: "qr.scanned",
      state: "matched",
      customer: { email: ada, id: `cus_${ada}` },
      products: [{ id: "sauna", name: "Sauna" }],
      order: { id: "o1" },
      subscription: { id: "s1" },
      occurredAt: bench.clock.now,
    });
    expect(event?.subscription).toEqual({ id: "s1" });
    // To be scanned sets no dates.
    expect(await bench.sql("SELECT * FROM expectations")).toEqual(before);
    const detail = await bench.ledger.event(event?.id ?? "");
    expect(detail?.data).toEqual({
      code: { id: code, kind: "ticket" },
      who: "customer",
      result: { valid: true, why: "credits", credits: { left: 3, of: 3 } },
      credits: { before: 3, after: 3 },
      device: "phone",
      place: { country: "PL", city: "Kraków" },
    });
    expect(await bench.carryOut()).toHaveLength(1);
  });

  it("by the same phone within ten seconds is the same scan, and later another one", async () => {
    const bench = await open();
    const code = await buy(bench);
    const phone = "one phone";
    expect((await scan(bench, code, ask({ phone }))).is).toBe("counted");
    bench.clock.now += 9_000;
    const again = await scan(bench, code, ask({ phone }));
    expect([again.is, "ticket" in again.view && again.view.ticket.scans]).toEqual(["repeated", []]);
    bench.clock.now += 2_000;
    expect((await scan(bench, code, ask({ phone }))).is).toBe("counted");
    expect((await scan(bench, code, ask())).is).toBe("counted");
    expect(await scanned(bench)).toHaveLength(3);
  });

  it("that was rolled back was not counted", async () => {
    const bench = await open();
    const code = await buy(bench);
    const asked = ask();
    await failing(bench, "scan.before-commit", code, asked);
    expect((await scan(bench, code, asked)).is).toBe("counted");
  });

  it("told later is judged by its own time, within a day, and says so", async () => {
    const bench = await open();
    const accessEndsAt = bench.clock.now + hours;
    const code = await buy(bench, { accessEndsAt });
    bench.clock.now += 2 * hours;
    const late = await scan(bench, code, ask({ at: accessEndsAt - minutes }));
    expect(late.result).toMatchObject({ valid: true });
    expect((await scan(bench, code, ask({ at: bench.clock.now - 2 * days }))).result).toMatchObject({
      valid: false,
      why: "expired",
    });
    const { scans } = await ticket(bench, code);
    expect(scans.map(({ at, provisional }) => [at, provisional])).toEqual([
      [bench.clock.now, true],
      [accessEndsAt - minutes, true],
    ]);
  });

  it("of a code that is not there is nothing", async () => {
    const bench = await open();
    expect(await bench.ledger.scan("qr_1nothing", ask())).toBeUndefined();
    expect(await bench.ledger.code("qr_1nothing")).toBeUndefined();
    expect(await scanned(bench)).toEqual([]);
  });
});

describe("a campaign code", () => {
  it("is counted by day of the shop's calendar, place and device, and raises an event of nobody", async () => {
    const bench = await open();
    await bench.edit((config) => {
      config.timeZone = "Europe/Warsaw";
    });
    bench.clock.now = Date.UTC(2040, 0, 1, 22, 30);
    await scan(bench, menu.id, ask());
    bench.clock.now += hours; // midnight in Warsaw is passed
    await scan(bench, menu.id, ask());
    await scan(bench, menu.id, ask({ place: {}, device: "computer" }));
    const once = ask();
    await scan(bench, menu.id, once);
    expect((await scan(bench, menu.id, once)).is).toBe("repeated");
    expect((await scan(bench, menu.id, ask({ phone: once.phone }))).is).toBe("repeated");
    expect(await bench.ledger.scanCounts(menu.id, "2040-01-01")).toEqual({
      total: 4,
      days: [
        { day: "2040-01-01", count: 1 },
        { day: "2040-01-02", count: 3 },
      ],
      places: [{ country: "PL", city: "Kraków", count: 3 }, { count: 1 }],
      devices: [
        { device: "phone", count: 3 },
        { device: "computer", count: 1 },
      ],
    });
    expect((await bench.ledger.scanCounts(menu.id, "2040-01-02")).total).toBe(3);
    const events = await scanned(bench);
    expect(events).toHaveLength(4);
    expect(events[0]).toMatchObject({ source: { id: "qr", kind: "qr" } });
    expect(events[0]?.customer).toBeUndefined();
    expect(await bench.sql("SELECT * FROM scans")).toEqual([]);
  });

  it("leads elsewhere at once after an edit, and is unknown once it is deleted", async () => {
    const bench = await open();
    const leadsTo = { is: "redirect" as const, url: "https://shop.example/" };
    await bench.edit((config) => {
      config.codes = [{ ...menu, leadsTo }];
    });
    expect((await scan(bench, menu.id, ask())).view).toMatchObject({ campaign: { leadsTo }, shop: "Bench" });
    await bench.crash();
    expect(await bench.ledger.code(menu.id)).toMatchObject({ campaign: { leadsTo } });
    await bench.edit((config) => {
      config.codes = [];
    });
    expect(await bench.ledger.scan(menu.id, ask())).toBeUndefined();
  });
});

describe("forgetting", () => {
  const wish = () => told({ type: "customer.updated", email: ada }, { erase: "customer" });

  it("a person takes their codes, and who scanned them, along for good", async () => {
    const bench = await open();
    const bought = told({ email: ada, ...sauna });
    await bench.accept(bought, told({ email: "bob@example.com", ...sauna, order: { id: "o2" } }));
    const { items } = await bench.ledger.tickets({ customerId: `cus_${ada}` });
    const code = items[0]?.id ?? "";
    await scan(bench, code, ask({ who: "staff", by: "Anna" }));
    await bench.accept(wish());
    expect(await bench.ledger.code(code)).toBeUndefined();
    await bench.accept(structuredClone(bought));
    expect((await bench.ledger.tickets({})).items.map((one) => one.customer?.email)).toEqual([
      "bob@example.com",
    ]);
    expect(await bench.sql("SELECT * FROM scans")).toEqual([]);
    const [event] = await scanned(bench);
    expect(JSON.stringify(await bench.ledger.event(event?.id ?? ""))).not.toMatch(/Anna|Kraków|"email"/);
  });

  it("goes by the event: tickets with their purchase, scans and counts after 400 days", async () => {
    const bench = await open();
    await bench.edit((config) => {
      config.automations = [];
    });
    const short = await buy(bench);
    const long = await buy(bench, { order: { id: "o2" }, accessEndsAt: bench.clock.now + 900 * days });
    await scan(bench, long, ask());
    await scan(bench, menu.id, ask());
    bench.clock.now += keepEventsMs + 2 * days;
    await scan(bench, long, ask());
    await scan(bench, menu.id, ask());
    await bench.ledger.tend();
    for (let i = 0; i < 5; i++) {
      bench.clock.now += minutes;
      await bench.ledger.tend();
    }
    expect(await bench.ledger.code(short)).toBeUndefined();
    expect((await ticket(bench, long)).scans).toHaveLength(1);
    expect((await bench.ledger.scanCounts(menu.id, "2000-01-01")).total).toBe(1);
  });
});

it("is told under a key that names code and scan", () => {
  const scan = {
    key: "k",
    at: 1,
    code: { id: "qr_1x", kind: "ticket" as const },
    who: "customer" as const,
    device: "phone" as const,
    place: {},
  };
  expect(scannedFact(scan).key).toBe("scan:qr_1x:k");
});
