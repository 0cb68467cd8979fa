// What is expected as a table: which news sets, moves or drops a date, in whatever order it arrives.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fact } from "./event";
import {
  becauseOf,
  type Expectation,
  expectationsOf,
  type News,
  newsOf,
  nextMoment,
  raisedFact,
  tellsOfEnd,
  withDate,
} from "./expectation";

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);
/** The nth day. */
const d = (n: number) => start + n * day;

/** What happened on a day, and the order in which the tests tell it. */
function news(type: string, on: number, fact: Partial<Fact> = {}): News[] {
  const one = newsOf(
    { type, occurredAt: d(on), ...fact },
    { event: on * 10, key: `${type}@${on}`, receivedAt: d(400) },
  );
  return one ? [one] : [];
}
const course = { products: [{ id: "p1" }] };
const until = (n: number) => ({ accessEndsAt: d(n) });
const order = (id: string, more = {}) => ({ order: { id, ...more } });
const pln = (amount: number) => ({ amount, currency: "PLN" });
const club = (id = "s1", end?: number) => ({
  subscription: { id, ...(end === undefined ? {} : { currentPeriodEnd: d(end) }) },
});
const bought = (on: number, end: number, id = "o1", more: Partial<Fact> = {}) =>
  news("purchase.completed", on, { ...course, ...until(end), ...order(id, { total: pln(5000) }), ...more });

/** "access product:p1 open until 30" */
function words(expected: Expectation[]): string[] {
  return expected.map(({ kind, thing, state, endsAt }) =>
    [
      kind,
      thing,
      state,
      ...(state === "open" ? [endsAt === null ? "resting" : (endsAt - start) / day] : []),
    ].join(" "),
  );
}

describe("an event says something about dates", () => {
  it.each<[string, Partial<Fact>, string[]]>([
    ["purchase.completed", { ...course, ...until(30) }, ["access product:p1 open 30"]],
    [
      "purchase.completed",
      { products: [{ id: "p1" }, { id: "p2" }, { id: "p1" }], ...until(30) },
      ["access product:p1 open 30", "access product:p2 open 30"],
    ],
    ["access.granted", { ...club(), ...until(30) }, ["access subscription:s1 open 30"]],
    ["purchase.completed", { ...order("o1"), ...until(30) }, ["access order:o1 open 30"]],
    ["purchase.completed", until(30), []],
    ["purchase.completed", course, []],
    ["subscription.started", { ...course, ...club("s1", 30) }, ["period subscription:s1 open 30"]],
    [
      "subscription.renewed",
      { ...course, ...club("s1", 30), ...until(31) },
      ["access product:p1 open 31", "period subscription:s1 open 30"],
    ],
    ["custom.extended", { ...course, ...until(9) }, ["access product:p1 open 9"]],
    [
      "subscription.cancel_scheduled",
      { ...club("s1", 30), ...until(30) },
      ["access subscription:s1 open 30"],
    ],
    ["subscription.cancelled", { ...course, ...club("s1", 30), ...until(30) }, ["access product:p1 open 30"]],
    ["subscription.cancelled", { ...course, ...until(1) }, []],
    ["purchase.refunded", { ...course, ...until(30) }, []],
    ["subscription.paused", { ...course, ...club("s1", 30), ...until(30) }, []],
    ["payment.failed", { ...course, ...club("s1", 30), ...until(30) }, []],
    ["access.expiring", { ...course, ...until(30) }, []],
    ["access.expired", { ...course, ...until(1) }, []],
    ["cart.updated", { ...course, ...until(30) }, []],
    [
      "purchase.completed",
      { products: [{ id: "p1", ...until(30) }, { id: "p2" }, { id: "p3", ...until(60) }] },
      ["access product:p1 open 30", "access product:p3 open 60"],
    ],
    [
      "purchase.completed",
      { products: [{ id: "p1", ...until(30) }], ...until(9) },
      ["access product:p1 open 9"],
    ],
  ])("%s with %j", (type, fact, expected) => {
    expect(words(expectationsOf(news(type, 1, fact)))).toEqual(expected);
  });

  it("or, as most do, nothing at all", () => {
    expect(news("purchase.completed", 1, { ...course, ...order("o1") })).toEqual([]);
    expect(news("lead.created", 1)).toEqual([]);
    expect(news("payment.failed", 1, { ...course, ...until(3) })).toEqual([]);
  });

  it("as of its own time, but of its arrival when that lies ahead", () => {
    const [ahead] = news("purchase.completed", 1000, { ...course, ...until(2000) });
    expect(ahead?.asOf).toBe(d(400));
  });
});

describe("what is expected", () => {
  it.each<[string, News[], string[]]>([
    [
      "moves with a renewal",
      [...bought(1, 30), ...news("subscription.renewed", 20, { ...course, ...until(60) })],
      ["access product:p1 open 60"],
    ],
    [
      "moves back when the newer news says so",
      [...bought(1, 30), ...bought(2, 20, "o2")],
      ["access product:p1 open 20"],
    ],
    [
      "goes by the later date of two that are told for one instant",
      [...bought(1, 30), ...news("access.granted", 1, { ...course, ...until(40) })],
      ["access product:p1 open 40"],
    ],
    [
      "goes by the shop's word rather than the product's setting, where both are of one instant",
      [
        ...news("purchase.completed", 1, { products: [{ id: "p1", ...until(30) }] }),
        ...news("access.granted", 1, { ...course, ...until(14) }),
      ],
      ["access product:p1 open 14"],
    ],
    [
      "is dropped by a refund of its order, also where it came from the product's setting",
      [
        ...news("purchase.completed", 1, {
          products: [{ id: "p1", ...until(30) }, { id: "p2" }],
          ...order("o1"),
        }),
        ...news("purchase.refunded", 5, order("o1")),
      ],
      ["access product:p1 dropped"],
    ],
    [
      "is dropped by a refund of its order",
      [...bought(1, 30), ...news("purchase.refunded", 5, order("o1"))],
      ["access product:p1 dropped"],
    ],
    [
      "stays with a refund of another order",
      [...bought(1, 30), ...news("purchase.refunded", 5, order("o2"))],
      ["access product:p1 open 30"],
    ],
    [
      "stays with a refund of a part",
      [...bought(1, 30), ...news("purchase.refunded", 5, order("o1", { refunded: pln(4999) }))],
      ["access product:p1 open 30"],
    ],
    [
      "is dropped by a refund of all, or more",
      [...bought(1, 30), ...news("purchase.refunded", 5, order("o1", { refunded: pln(5000) }))],
      ["access product:p1 dropped"],
    ],
    [
      "stays with a refund of a part, of a total that the refund tells",
      [
        ...bought(1, 30, "o1", { order: { id: "o1" } }),
        ...news("purchase.refunded", 5, order("o1", { refunded: pln(1), total: pln(2) })),
      ],
      ["access product:p1 open 30"],
    ],
    [
      "stays with a refund of another product of its order",
      [...bought(1, 30), ...news("purchase.refunded", 5, { products: [{ id: "p2" }], ...order("o1") })],
      ["access product:p1 open 30"],
    ],
    [
      "goes by the earlier purchase again when the later one is refunded",
      [...bought(1, 30), ...bought(2, 60, "o2"), ...news("purchase.refunded", 5, order("o2"))],
      ["access product:p1 open 30"],
    ],
    [
      "stays with a renewal paid after a refund under the same number",
      [
        ...bought(1, 30),
        ...news("purchase.refunded", 5, order("o1")),
        ...news("subscription.renewed", 9, { ...course, ...order("o1"), ...until(60) }),
      ],
      ["access product:p1 open 60"],
    ],
    [
      "is dropped when its order is cancelled",
      [...bought(1, 30), ...news("purchase.cancelled", 5, order("o1"))],
      ["access product:p1 dropped"],
    ],
    [
      "is dropped when the subscription ends",
      [...bought(1, 30, "o1", club("s1", 30)), ...news("subscription.cancelled", 5, club())],
      ["access product:p1 dropped", "period subscription:s1 dropped"],
    ],
    [
      "moves when the subscription ends and access goes on",
      [
        ...bought(1, 30, "o1", club("s1", 30)),
        ...news("subscription.cancelled", 5, { ...course, ...club(), ...until(9) }),
      ],
      ["access product:p1 open 9", "period subscription:s1 dropped"],
    ],
    [
      "has no next period after the customer pressed cancel",
      [...bought(1, 30, "o1", club("s1", 30)), ...news("subscription.cancel_scheduled", 5, club("s1", 30))],
      ["access product:p1 open 30", "period subscription:s1 dropped"],
    ],
    [
      "stays with the end of another subscription of the same product",
      [...bought(1, 30, "o1", club()), ...news("subscription.cancelled", 5, { ...course, ...club("s2") })],
      ["access product:p1 open 30"],
    ],
    [
      "rests while the subscription is paused",
      [...bought(1, 30, "o1", club("s1", 30)), ...news("subscription.paused", 5, club())],
      ["access product:p1 open resting", "period subscription:s1 open resting"],
    ],
    [
      "goes on with the date that the resumption tells",
      [
        ...bought(1, 30, "o1", club()),
        ...news("subscription.paused", 5, club()),
        ...news("subscription.resumed", 9, { ...course, ...club(), ...until(40) }),
      ],
      ["access product:p1 open 40"],
    ],
    [
      "goes on with its old date when none is told",
      [
        ...bought(1, 30, "o1", club()),
        ...news("subscription.paused", 5, club()),
        ...news("subscription.resumed", 9, club()),
      ],
      ["access product:p1 open 30"],
    ],
    [
      "rests on when its old date is past by then",
      [
        ...bought(1, 30, "o1", club()),
        ...news("subscription.paused", 5, club()),
        ...news("subscription.resumed", 35, club()),
      ],
      ["access product:p1 open resting"],
    ],
    [
      "rests when more is paid for, and nobody says until when there is access",
      [...bought(1, 30, "o1", club("s1", 30)), ...news("subscription.renewed", 30, club("s1", 60))],
      ["access product:p1 open resting", "period subscription:s1 open 60"],
    ],
    [
      "stays when what is paid for ends before",
      [...bought(1, 300, "o1", club("s1", 30)), ...news("subscription.renewed", 30, club("s1", 60))],
      ["access product:p1 open 300", "period subscription:s1 open 60"],
    ],
    [
      "is reached when the shop has said so",
      [...bought(1, 30), ...news("access.expired", 20, course)],
      ["access product:p1 reached"],
    ],
    [
      "is not reached by an end of before",
      [...bought(10, 30), ...news("access.expired", 9, course)],
      ["access product:p1 open 30"],
    ],
    [
      "begins anew after it was reached",
      [...bought(1, 30), ...news("access.expired", 20, course), ...bought(25, 50, "o2")],
      ["access product:p1 open 50"],
    ],
    [
      "begins anew after it was dropped",
      [...bought(1, 30), ...news("purchase.refunded", 5, order("o1")), ...bought(6, 30, "o2")],
      ["access product:p1 open 30"],
    ],
  ])("%s", (_, told, expected) => {
    expect(words(expectationsOf(told))).toEqual(expected);
    expect(words(expectationsOf(told.toReversed()))).toEqual(expected);
  });

  it("names the event that set it last, which one that tells the same date does not", () => {
    const again = [
      ...bought(1, 30),
      ...news("subscription.changed", 7, { ...course, ...club(), ...until(30) }),
    ];
    expect(expectationsOf(again)).toMatchObject([
      { setBy: 10, asOf: d(1), orderId: "o1", subscriptionId: "s1", isWarned: false },
    ]);
    const renewed = [...again, ...news("subscription.renewed", 20, { ...course, ...club(), ...until(60) })];
    expect(expectationsOf(renewed)).toMatchObject([{ setBy: 200, asOf: d(20), orderId: null }]);
  });

  it("is the same in whatever order any news arrives", () => {
    const fact = fc.record(
      {
        type: fc.constantFrom(
          "purchase.completed",
          "purchase.refunded",
          "purchase.cancelled",
          "access.granted",
          "access.expiring",
          "access.expired",
          "subscription.renewed",
          "subscription.changed",
          "subscription.paused",
          "subscription.resumed",
          "subscription.cancel_scheduled",
          "subscription.cancelled",
        ),
        occurredAt: fc.integer({ min: 1, max: 6 }),
        accessEndsAt: fc.integer({ min: 1, max: 9 }),
        products: fc.subarray([{ id: "p1" }, { id: "p2" }]),
        order: fc.record({ id: fc.constantFrom("o1", "o2") }),
        subscription: fc.record(
          { id: fc.constantFrom("s1", "s2"), currentPeriodEnd: fc.integer({ min: 1, max: 9 }) },
          { requiredKeys: ["id"] },
        ),
      },
      { requiredKeys: ["type", "occurredAt"] },
    );
    const told = fc
      .array(fact, { maxLength: 9 })
      .map((facts) =>
        facts.flatMap(
          (one, event) => newsOf(one as Fact, { event, key: `k${event}`, receivedAt: 100 }) ?? [],
        ),
      );
    const shuffled = told.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(expectationsOf(other)).toEqual(expectationsOf(all));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a shop's own word of an end", () => {
  const expected = { kind: "access", state: "open", thing: "product:p1", endsAt: d(30), asOf: d(1) } as const;
  const about = { ...expected, orderId: "o1", subscriptionId: null };
  it.each<[string, string, number, Partial<Fact>, Partial<Expectation>, boolean]>([
    ["is that of the end that is expected", "access.expired", 30, course, {}, true],
    ["is so before its date", "access.expired", 20, course, {}, true],
    ["is so after it was raised", "access.expired", 31, course, { state: "reached" }, true],
    ["may be a warning", "access.expiring", 27, course, {}, true],
    ["is not of what was given back", "access.expired", 30, course, { state: "dropped" }, false],
    ["is not of an access that was given since", "access.expired", 0, course, {}, false],
    [
      "is not of an end that the shop knows to be later",
      "access.expired",
      60,
      { ...course, ...until(60) },
      {},
      false,
    ],
    ["is not of another product", "access.expired", 30, { products: [{ id: "p2" }] }, {}, false],
    ["is not of what rests", "access.expired", 30, course, { endsAt: null }, false],
    ["may name the order alone", "access.expired", 30, order("o1"), {}, true],
    ["is about access", "access.expired", 30, course, { kind: "period" }, false],
    ["is no other event", "subscription.paused", 30, course, {}, false],
  ])("%s", (_, type, on, fact, more, isIt) => {
    const [told] = news(type, on, fact);
    expect(told && tellsOfEnd(told, { ...about, ...more })).toBe(isIt);
  });
});

describe("what is raised", () => {
  const open = { kind: "access", endsAt: d(30), state: "open", isWarned: false } as const;
  it.each([
    ["first the warning", open, d(1), 3, d(27)],
    ["the warning earlier, where that is wished", open, d(1), 14, d(16)],
    ["no warning, where none is wished", open, d(1), 0, d(30)],
    ["the end, when the warning would be late", open, d(27), 3, d(30)],
    ["the end, when the shop has warned", { ...open, isWarned: true }, d(1), 3, d(30)],
    ["nothing while it rests", { ...open, endsAt: null }, d(1), 3, null],
    ["nothing once it was reached", { ...open, state: "reached" as const }, d(1), 3, null],
    ["of a period its end alone, and then nothing", { ...open, kind: "period" as const }, d(1), 3, d(30)],
  ])("is %s", (_, expected, now, days, at) => {
    expect(nextMoment(expected, now, days * day)).toBe(at);
  });

  const purchase: Fact = {
    type: "purchase.completed",
    occurredAt: d(1),
    customer: { email: "ada@example.com" },
    products: [{ id: "p1", name: "Course" }, { id: "p2" }],
    consent: { marketing: true },
    ...order("o1"),
  };

  it("names the customer, the one product, and the date", () => {
    const about = (thing: string, on = 30) => ({ thing, endsAt: d(30), moment: d(on) });
    expect(raisedFact("access.expired", purchase, about("product:p1"))).toEqual({
      type: "access.expired",
      occurredAt: d(30),
      customer: { email: "ada@example.com" },
      products: [{ id: "p1", name: "Course" }],
      consent: { marketing: true },
      order: { id: "o1" },
      accessEndsAt: d(30),
    });
    expect(raisedFact("access.expiring", purchase, about("product:p7", 27))).toMatchObject({
      occurredAt: d(27),
      products: [{ id: "p7" }],
      accessEndsAt: d(30),
    });
    expect(raisedFact("access.expired", purchase, about("order:o1"))).not.toHaveProperty("products");
  });

  it("and what comes before it knows the date that counts by now", () => {
    expect(withDate(purchase, "access", d(60))).toEqual({ ...purchase, accessEndsAt: d(60) });
    expect(withDate({ ...purchase, ...club("s1", 30) }, "period", d(60))).toMatchObject(club("s1", 60));
    expect(withDate(purchase, "period", d(60))).toEqual(purchase);
  });

  it("says why a date moved", () => {
    expect(becauseOf("subscription.renewed")).toBe("the subscription was renewed");
    expect(becauseOf("custom.extended")).toBe("custom.extended told of another date");
  });
});
