import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  eventBody,
  eventBodyText,
  type Fact,
  instantOf,
  isEventType,
  mergeFacts,
  money,
  receivedAtOf,
  toShopEvent,
} from "./event";

const fact: Fact = { type: "purchase.completed", occurredAt: 1000 };

describe("two tellings of one fact", () => {
  it("are the first where the second adds nothing", () => {
    const known = { ...fact, customer: { email: "a@example.com" }, products: [{ id: "p1", name: "Course" }] };
    for (const told of [
      known,
      { ...fact, type: "purchase.completed", occurredAt: 2000 },
      { ...known, customer: { email: "b@example.com" } },
      { ...known, customer: { name: "" } },
      { ...known, products: [] },
      { ...known, products: [{ id: "p1" }] },
    ])
      expect(mergeFacts(known, told)).toBeUndefined();
  });

  it("fill what the first lacks, deep down, and change nothing it has", () => {
    expect(
      mergeFacts(
        { ...fact, customer: { email: "a@example.com", name: "" }, order: { id: "7" } },
        {
          ...fact,
          occurredAt: 5,
          customer: { email: "b@example.com", name: "Ada", phone: "1" },
          order: { id: "8", total: { amount: 5, currency: "PLN" } },
          consent: { marketing: false },
        },
      ),
    ).toEqual({
      ...fact,
      customer: { email: "a@example.com", name: "Ada", phone: "1" },
      order: { id: "7", total: { amount: 5, currency: "PLN" } },
      consent: { marketing: false },
    });
  });

  it("keep a no to marketing, which is an answer", () => {
    expect(
      mergeFacts({ ...fact, consent: { marketing: false } }, { ...fact, consent: { marketing: true } }),
    ).toBeUndefined();
  });

  it.each<[string, Fact["products"], Fact["products"], Fact["products"]]>([
    [
      "product by product",
      [{ id: "p1" }],
      [{ id: "p1", name: "Course" }, { id: "p2" }],
      [{ id: "p1", name: "Course" }, { id: "p2" }],
    ],
    [
      "variant by variant",
      [{ id: "p1", variantId: "v1" }],
      [{ id: "p1", variantId: "v2" }],
      [
        { id: "p1", variantId: "v1" },
        { id: "p1", variantId: "v2" },
      ],
    ],
    [
      "by the product alone, where one of them leaves the variant out",
      [{ id: "p1", variantId: "v1" }],
      [{ id: "p1", quantity: 2 }],
      [{ id: "p1", variantId: "v1", quantity: 2 }],
    ],
    [
      "line by line",
      [{ id: "p1" }, { id: "p1", name: "Course" }],
      [{ id: "p1", quantity: 1 }, { id: "p1" }, { id: "p1" }],
      [{ id: "p1", quantity: 1 }, { id: "p1", name: "Course" }, { id: "p1" }],
    ],
  ])("are joined %s", (_, known, told, merged) => {
    expect(mergeFacts({ ...fact, products: known }, { ...fact, products: told })?.products).toEqual(merged);
  });

  it("are merged once and for all, whatever they hold", () => {
    const text = fc.option(fc.constantFrom("", "a", "b"), { nil: undefined });
    const arbitrary: fc.Arbitrary<Fact> = fc.record(
      {
        type: fc.constant("purchase.completed"),
        occurredAt: fc.nat(),
        customer: fc.record({ email: text, name: text }) as fc.Arbitrary<Fact["customer"]>,
        products: fc.array(
          fc.record({ id: fc.constantFrom("p1", "p2"), name: text, variantId: text }),
        ) as fc.Arbitrary<Fact["products"]>,
        consent: fc.record({ marketing: fc.boolean() }),
      },
      { requiredKeys: ["type", "occurredAt"] },
    );
    fc.assert(
      fc.property(arbitrary, arbitrary, (known, told) => {
        const before = structuredClone(known);
        const merged = mergeFacts(known, told) ?? known;
        expect(mergeFacts(merged, told)).toBeUndefined();
        expect(mergeFacts(merged, known)).toBeUndefined();
        expect(known).toEqual(before);
      }),
    );
  });
});

describe("an amount of money", () => {
  it.each([
    ["598.94", "PLN", 59894],
    ["50", "pln", 5000],
    [50, " eur ", 5000],
    [49.9, "PLN", 4990],
    [0.1 + 0.2, "PLN", 30],
    ["1.005", "PLN", 101],
    ["-5.5", "PLN", -550],
    ["-0.00", "PLN", 0],
    ["1000", "JPY", 1000],
    ["1000.5", "JPY", 1001],
    ["1.2345", "KWD", 1235],
    ["999999999999.99", "PLN", 99999999999999],
    [".5", "PLN", undefined],
    ["1,50", "PLN", undefined],
    ["1e3", "PLN", undefined],
    ["", "PLN", undefined],
    [null, "PLN", undefined],
    [Number.NaN, "PLN", undefined],
    ["5", "", undefined],
    ["5", "złoty", undefined],
    ["5", undefined, undefined],
  ])("%j %j is %j in minor units", (major, currency, amount) => {
    const expected =
      amount === undefined ? undefined : { amount, currency: String(currency).trim().toUpperCase() };
    expect(money(major, currency)).toEqual(expected);
  });

  it("comes back from its own decimal text", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (amount) => {
        const text = (amount / 100).toFixed(2);
        expect(money(text, "PLN")?.amount).toBe(amount);
      }),
    );
  });
});

describe("an instant", () => {
  const at = Date.UTC(2025, 2, 9, 14, 1, 58);
  it.each([
    ["2025-03-09T14:01:58Z", at],
    ["2025-03-09T15:01:58+01:00", at],
    ["2025-03-09 14:01:58", at],
    ["2025-03-09T14:01:58", at],
    ["2025-03-09", Date.UTC(2025, 2, 9)],
    [at / 1000, at],
    [String(at / 1000), at],
    [at, at],
    [String(at), at],
    [0, undefined],
    [-5, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [1e300, undefined],
    ["yesterday", undefined],
    ["12", undefined],
    ["2025-13-40", undefined],
    ["", undefined],
    [null, undefined],
    [{}, undefined],
  ])("is read from %j", (value, expected) => {
    expect(instantOf(value)).toBe(expected);
  });

  it("is always a whole number that a Date can hold, or none", () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.string(), fc.integer()), (value) => {
        const instant = instantOf(value);
        if (instant === undefined) return;
        expect(Number.isSafeInteger(instant)).toBe(true);
        expect(() => new Date(instant).toISOString()).not.toThrow();
      }),
    );
  });
});

describe("an event", () => {
  it("is numbered by its time of arrival", () => {
    expect(receivedAtOf(1_700_000_000_123_456)).toBe(1_700_000_000_123);
  });

  it.each([
    ["purchase.completed", true],
    ["custom.course_finished", true],
    ["custom.", false],
    ["custom.Ü", false],
    ["purchase", false],
    ["toString", false],
  ])("may be of the type %s: %j", (type, isKnown) => expect(isEventType(type)).toBe(isKnown));

  it("names its customer by id where it is known, also without an e-mail", () => {
    const stored = { number: 1, source: { id: "src_1", kind: "shopify" }, customerId: "cus_1" };
    expect(toShopEvent(stored, fact, "null").customer).toEqual({ id: "cus_1" });
    expect(toShopEvent({ ...stored, customerId: null }, fact, "null")).not.toHaveProperty("customer");
  });

  it("ends when the shop says, or else when the last of its products does by its setting", () => {
    const stored = { number: 1, source: { id: "src_1", kind: "shopify" }, customerId: null };
    const products = [{ id: "p1", accessEndsAt: 5000 }, { id: "p2", accessEndsAt: 9000 }, { id: "p3" }];
    const event = toShopEvent(stored, { ...fact, products }, "null");
    expect(event.accessEndsAt).toBe(9000);
    expect(toShopEvent(stored, { ...fact, products, accessEndsAt: 7000 }, "null").accessEndsAt).toBe(7000);
    expect(toShopEvent(stored, fact, "null")).not.toHaveProperty("accessEndsAt");
    expect(eventBody(event)).toMatchObject({
      accessEndsAt: "1970-01-01T00:00:09.000Z",
      products: [{ id: "p1", accessEndsAt: "1970-01-01T00:00:05.000Z" }, {}, { id: "p3" }],
    });
    expect(event.products).toEqual(products);
  });

  it("is told to the outside with every member there, null where nothing is known", () => {
    const stored = {
      number: 1_700_000_000_123_000,
      source: { id: "src_1", kind: "shopify" },
      customerId: null,
    };
    const event = toShopEvent(stored, fact, '{"a":1}');
    expect(JSON.parse(eventBodyText(event))).toEqual(eventBody(event));
    expect(JSON.parse(eventBodyText({ ...event }))).toEqual(eventBody(event));
    expect(eventBody(event)).toEqual({
      id: expect.stringMatching(/^evt_1/),
      type: "purchase.completed",
      occurredAt: "1970-01-01T00:00:01.000Z",
      customer: null,
      products: [],
      order: null,
      subscription: null,
      cart: null,
      accessEndsAt: null,
      codes: [],
      data: { a: 1 },
    });
  });
});
