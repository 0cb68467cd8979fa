// Scans as tables: which ticket is good and why, who gets the last credit, and what is the same scan again.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeKey } from "./code";
import { factSchema } from "./event";
import {
  type CreditAsk,
  type CreditMove,
  isRepeat,
  isScanKey,
  judge,
  moveCredit,
  newScanKey,
  phoneMark,
  pressKey,
  renewCredits,
  repeatMs,
  scannedAt,
  scannedFact,
  type TicketState,
} from "./scan";

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 22, 18);
const bought: TicketState = { boughtAt: now - 48 * hour };
const credits = (left: number, of = 10): TicketState => ({ ...bought, credits: { left, of } });

describe("a ticket", () => {
  it.each<[string, TicketState, object]>([
    ["is good once bought", bought, { valid: true, why: "bought", since: bought.boughtAt }],
    [
      "is good while access runs",
      { ...bought, accessEndsAt: now + 1 },
      { valid: true, why: "access", until: now + 1 },
    ],
    [
      "is over when access ends",
      { ...bought, accessEndsAt: now },
      { valid: false, why: "expired", since: now },
    ],
    ["is good with credits left", credits(1), { valid: true, why: "credits", credits: { left: 1, of: 10 } }],
    [
      "with credits is good until access ends",
      { ...credits(3), accessEndsAt: now + hour },
      { valid: true, why: "credits", until: now + hour, credits: { left: 3, of: 10 } },
    ],
    ["is used up", credits(0), { valid: false, why: "used-up", credits: { left: 0, of: 10 } }],
    [
      "that was paid back is not good",
      { ...bought, ended: { why: "refunded", at: now } },
      { valid: false, why: "refunded", since: now },
    ],
    [
      "that is paid back later is good until then",
      { ...bought, ended: { why: "refunded", at: now + 1 } },
      { valid: true, why: "bought", since: bought.boughtAt },
    ],
    [
      "that was cancelled says so, though access has ended too",
      { ...bought, ended: { why: "cancelled", at: now - hour }, accessEndsAt: now - 2 * hour },
      { valid: false, why: "cancelled", since: now - hour },
    ],
    [
      "that was withdrawn says so, though it has credits",
      { ...credits(5), ended: { why: "withdrawn", at: now - hour } },
      { valid: false, why: "withdrawn", since: now - hour, credits: { left: 5, of: 10 } },
    ],
    [
      "of a subscription that rests is not good",
      { ...bought, pausedAt: now - hour, accessEndsAt: now + hour },
      { valid: false, why: "paused", since: now - hour },
    ],
    [
      "that is over is so, paused or used up",
      { ...credits(0), pausedAt: now - hour, accessEndsAt: now - 1 },
      { valid: false, why: "expired", since: now - 1, credits: { left: 0, of: 10 } },
    ],
  ])("%s", (_, ticket, result) => {
    expect(judge(ticket, now)).toEqual(result);
  });
});

const take = (key: string, more: Partial<CreditAsk> = {}): CreditAsk => ({
  key,
  change: "take",
  at: now,
  by: "Anna",
  ...more,
});
const giveBack = (key: string, more: Partial<CreditAsk> = {}): CreditAsk =>
  take(key, { change: "give-back", ...more });

/** A ledger in small: what is done is written down, and the next one meets it. */
function door(of: number, more: Partial<TicketState> = {}) {
  const moves: CreditMove[] = [];
  let left = of;
  const write = (move: CreditMove | undefined) => {
    if (!move) return;
    moves.push(move);
    left = move.after;
  };
  return {
    moves,
    left: () => left,
    ask(ask: CreditAsk) {
      const outcome = moveCredit({ ...bought, credits: { left, of }, ...more }, moves, ask);
      if (outcome.is === "done") write(outcome.move);
      return outcome;
    },
    renew: (key: string) => write(renewCredits({ left, of }, moves, { key, at: now })),
  };
}

describe("credits", () => {
  it("are taken one by one", () => {
    const { ask, left } = door(2);
    expect(ask(take("a"))).toEqual({ is: "done", move: { ...take("a"), before: 2, after: 1 } });
    expect(ask(take("b"))).toMatchObject({ is: "done", move: { before: 1, after: 0 } });
    expect(left()).toBe(0);
  });

  it("have one winner of the last, and the loser sees who was first, when and where", () => {
    const { ask, left } = door(1);
    const first = take("a", { by: "Anna", at: now - 1000, place: { country: "SE", city: "Malmö" } });
    expect(ask(first).is).toBe("done");
    expect(ask(take("b", { by: "Bo" }))).toEqual({
      is: "refused",
      why: "used-up",
      takenBy: { ...first, before: 1, after: 0 },
    });
    expect(left()).toBe(0);
  });

  it("are taken once by one press, however often it arrives", () => {
    const { ask, left } = door(5);
    ask(take("a"));
    expect(ask(take("a"))).toMatchObject({ is: "repeated", move: { before: 5, after: 4 } });
    expect(left()).toBe(4);
  });

  it("are given back from a page whose other button was pressed before", () => {
    const { ask, left } = door(5);
    expect(ask(take(pressKey("page", "take"))).is).toBe("done");
    expect(ask(giveBack(pressKey("page", "give-back"))).is).toBe("done");
    expect(ask(giveBack(pressKey("page", "give-back"))).is).toBe("repeated");
    expect(left()).toBe(5);
  });

  it("are told of as repeated even when there is none left", () => {
    const { ask } = door(1);
    ask(take("a"));
    expect(ask(take("a")).is).toBe("repeated");
  });

  it("come back, and whoever took before is named again", () => {
    const { ask, left } = door(2);
    ask(take("a", { by: "Anna" }));
    ask(take("b", { by: "Bo" }));
    ask(giveBack("c"));
    expect(left()).toBe(1);
    ask(giveBack("d"));
    expect(ask(giveBack("e"))).toEqual({ is: "refused", why: "none-taken" });
    ask(take("f", { by: "Cilla" }));
    ask(take("g", { by: "Dan" }));
    ask(giveBack("h"));
    ask(take("i", { by: "Eva" }));
    expect(ask(take("j"))).toMatchObject({ is: "refused", takenBy: { by: "Eva" } });
  });

  it("return with a renewal, once for each", () => {
    const { ask, renew, left, moves } = door(3);
    ask(take("a"));
    ask(take("b"));
    renew("sub_1:2026-12");
    expect(left()).toBe(3);
    expect(ask(giveBack("c"))).toEqual({ is: "refused", why: "none-taken" });
    ask(take("d"));
    renew("sub_1:2026-12");
    expect(left()).toBe(2);
    expect(moves.filter((move) => move.change === "renewed")).toHaveLength(1);
  });

  it("are not taken from a ticket that is not good, but a mistake is undone", () => {
    const ended = door(3, { ended: { why: "refunded", at: now } });
    expect(ended.ask(take("a"))).toEqual({ is: "refused", why: "refunded" });
    ended.moves.push({ ...take("before"), before: 3, after: 2 });
    expect(
      moveCredit({ ...credits(2, 3), ended: { why: "refunded", at: now } }, ended.moves, giveBack("b")).is,
    ).toBe("done");
  });

  it("are taken by a scan of before the end, though it is told after", () => {
    const { ask } = door(3, { accessEndsAt: now });
    expect(ask(take("a", { at: now })).is).toBe("refused");
    expect(ask(take("b", { at: now - 1 })).is).toBe("done");
  });

  it("are refused to a ticket that has none", () => {
    expect(moveCredit(bought, [], take("a"))).toEqual({ is: "refused", why: "no-credits" });
  });

  it("never leave what there may be, whatever is pressed in whichever order", () => {
    const press = fc.record({
      key: fc.integer({ min: 0, max: 15 }).map(String),
      change: fc.constantFrom("take" as const, "give-back" as const, "renewed" as const),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(press, { maxLength: 40 }), (of, presses) => {
        const { ask, renew, left, moves } = door(of);
        for (const { key, change } of presses) {
          if (change === "renewed") renew(`renewal ${key}`);
          else ask(take(key, { change }));
          expect(left()).toBeGreaterThanOrEqual(0);
          expect(left()).toBeLessThanOrEqual(of);
        }
        expect(new Set(moves.map((move) => move.key)).size).toBe(moves.length);
        for (const [at, move] of moves.entries()) expect(move.before).toBe(moves[at - 1]?.after ?? of);
      }),
    );
  });
});

describe("the event of a scan", () => {
  const purchase = { customer: { email: "ola@example.com" }, products: [{ id: "p1" }], order: { id: "o1" } };

  it("brings what was bought, and tells who, what and where", () => {
    const { key, fact, data } = scannedFact(
      {
        key: "k1",
        at: now,
        code: { id: "qr_1a", kind: "ticket" },
        who: "staff",
        by: "Anna",
        result: judge(credits(2), now),
        credits: { before: 3, after: 2 },
        device: "phone",
        place: { country: "PL", city: "Kraków" },
      },
      purchase,
    );
    expect(key).toBe("scan:qr_1a:k1");
    expect(factSchema.parse(fact)).toEqual({ type: "qr.scanned", occurredAt: now, ...purchase });
    expect(JSON.parse(data)).toEqual({
      code: { id: "qr_1a", kind: "ticket" },
      who: "staff",
      by: "Anna",
      result: { valid: true, why: "credits", credits: { left: 2, of: 10 } },
      credits: { before: 3, after: 2 },
      device: "phone",
      place: { country: "PL", city: "Kraków" },
    });
  });

  it("of a poster names nobody", () => {
    const poster = { id: "qr_1b", kind: "campaign" as const, name: "Bus stop" };
    const { fact } = scannedFact({
      key: "k",
      at: now,
      code: poster,
      who: "customer",
      device: "phone",
      place: {},
    });
    expect(fact).toEqual({ type: "qr.scanned", occurredAt: now });
  });
});

describe("a scan again", () => {
  it.each([
    ["a moment later", "p", 9_999, true],
    ["after ten seconds", "p", repeatMs, false],
    ["by another phone", "q", 1, false],
    ["told late, of just before", "p", -9_999, true],
  ])("%s", (_, phone, later, is) => {
    expect(isRepeat({ phone, at: now + later }, [{ phone: "p", at: now }])).toBe(is);
  });

  it("is a new one when nobody scanned before", () => {
    expect(isRepeat({ phone: "p", at: now }, [])).toBe(false);
  });

  it("is told by a mark that differs by phone, by code and by key, and says nothing", async () => {
    const key = await codeKey("a secret of thirty-two characters");
    const other = await codeKey("another secret of 32 characters, so");
    const phone = { ip: "192.0.2.1", userAgent: "Mozilla/5.0 (iPhone)" };
    const mark = await phoneMark(key, "qr_1a", phone);
    expect(mark).toBe(await phoneMark(key, "qr_1a", { ...phone }));
    const marks = [
      mark,
      await phoneMark(key, "qr_1b", phone),
      await phoneMark(key, "qr_1a", { ...phone, ip: "192.0.2.2" }),
      await phoneMark(key, "qr_1a", { ...phone, userAgent: "Mozilla/5.0 (iPad)" }),
      await phoneMark(key, "qr_1a", { session: "192.0.2.1" }),
      await phoneMark(other, "qr_1a", phone),
    ];
    expect(new Set(marks).size).toBe(marks.length);
    expect(mark).toMatch(/^[0-9a-z]{16}$/);
  });
});

describe("a scan from a list", () => {
  it.each([
    ["is believed its time", now - hour, now - hour],
    ["of yesterday is believed", now - 24 * hour, now - 24 * hour],
    ["from the future counts now", now + 1, now],
    ["from last week counts now", now - 168 * hour, now],
  ])("%s", (_, told, at) => {
    expect(scannedAt(told, now)).toBe(at);
  });

  it("has a key of its own", () => {
    const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
    expect(isScanKey(newScanKey(random))).toBe(true);
    expect(newScanKey(random)).not.toBe(newScanKey(random));
    for (const text of ["", "x", "A".repeat(16), "u".repeat(16), `${newScanKey(random)}0`])
      expect(isScanKey(text)).toBe(false);
  });
});
