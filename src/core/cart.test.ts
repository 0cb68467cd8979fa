// Carts as tables: when one counts as abandoned, what is told of it then, and when nobody is to be reminded of it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  abandonedFact,
  type CartNews,
  cartIdOf,
  isEmptyCart,
  leftCart,
  raisedBefore,
  raisedCartKey,
  whyNotRecovered,
} from "./cart";
import type { Fact } from "./event";

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 10, 20, 12);
const at = (minutes: number) => start + minutes * minute;
const cart = "shopify c1";

const news = (type: string, minutes: number, fact: Partial<Fact> = {}, more: Partial<CartNews> = {}) => {
  const event = minutes + 10_000;
  const { asOf = at(minutes) } = more;
  return {
    event,
    key: `shopify:${event}`,
    asOf,
    changedAt: asOf,
    fact: { type, occurredAt: asOf, cart: { id: "c1" }, ...fact },
    customerId: null,
    ...more,
  } satisfies CartNews;
};
const updated = (minutes: number, fact: Partial<Fact> = {}, more: Partial<CartNews> = {}) =>
  news("cart.updated", minutes, { products: [{ id: "p1" }], ...fact }, more);
const emptied = (minutes: number) => updated(minutes, { products: [] });
const bought = (minutes: number) => news("purchase.completed", minutes);
const told = (minutes: number) => news("cart.abandoned", minutes);
/** What the ledger raised after an hour. */
const raised = (changed: number) =>
  news("cart.abandoned", changed + 60, {}, { key: raisedCartKey(cart, at(changed)), changedAt: at(changed) });
const day = 24 * 60;

describe("a cart is left by a change", () => {
  it.each<[string, CartNews[], number, boolean]>([
    ["after which nothing is known", [updated(0)], 0, true],
    ["after others", [updated(0), updated(5)], 5, true],
    ["and not by one before it", [updated(0), updated(5)], 0, false],
    ["and not by one that is older, though it came later", [updated(5), updated(0)], 0, false],
    [
      "in the same instant as another, which came first",
      [updated(0), updated(1, {}, { asOf: at(0) })],
      1,
      true,
    ],
    ["and not when it was bought since", [updated(0), bought(5)], 0, false],
    ["and not when it was bought in the same instant", [updated(0), bought(0)], 0, false],
    ["and not within a day of its purchase", [bought(0), updated(day)], day, false],
    ["but anew after that", [bought(0), updated(day + 1)], day + 1, true],
    [
      "and not when an older purchase was followed by another",
      [bought(-2 * day), bought(0), updated(5)],
      5,
      false,
    ],
    ["and not when the shop said so already", [updated(0), told(30)], 0, false],
    ["and not when the shop said so in the same instant", [updated(0), told(0)], 0, false],
    ["though the shop had said so before it", [updated(0), told(30), updated(40)], 40, true],
    ["and not twice", [updated(0), raised(0)], 0, false],
    ["and not by one that was late for what was raised", [updated(0), raised(0), updated(30)], 30, false],
    ["once more, when it was changed after it was abandoned", [updated(0), raised(0), updated(90)], 90, true],
    ["and not when it was emptied", [updated(0), emptied(5)], 5, false],
    [
      "and not when what is in it is none of everything",
      [updated(0, { products: [{ id: "p", quantity: 0 }] })],
      0,
      false,
    ],
    [
      "and not when only its total is told after it was emptied",
      [emptied(0), updated(5, { products: undefined })],
      5,
      false,
    ],
    ["when it was emptied and filled again", [emptied(0), updated(5)], 5, true],
    ["when nobody says what is in it", [updated(0, { products: undefined })], 0, true],
    ["that it does not know", [updated(0)], 7, false],
  ])("%s", (_what, all, minutes, isLeft) => {
    expect(leftCart(all, minutes + 10_000) !== undefined).toBe(isLeft);
  });

  it("whatever order the news came in", () => {
    const all = [updated(0), emptied(5), updated(9), told(2), raised(0), bought(-3 * day)];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(leftCart(shuffled, 10_009)).toEqual(leftCart(all, 10_009));
        expect(whyNotRecovered(shuffled, at(0))).toEqual(whyNotRecovered(all, at(0)));
      }),
    );
  });
});

describe("what is told of a cart that was left", () => {
  const url = "https://shop.example/c1";
  const total = { amount: 4990, currency: "PLN" };
  const ada = { email: "ada@example.com", name: "Ada" };

  it("is all that its changes told, the latest of each", () => {
    const left = leftCart(
      [
        updated(
          0,
          { customer: ada, cart: { id: "c1", url, total }, consent: { marketing: true } },
          { customerId: "cus_ada" },
        ),
        updated(5, { products: [{ id: "p2" }] }),
      ],
      10_005,
    );
    expect(left && abandonedFact(left, at(65))).toEqual({
      type: "cart.abandoned",
      occurredAt: at(65),
      customer: ada,
      products: [{ id: "p2" }],
      cart: { id: "c1", url }, // the total was that of other products
      consent: { marketing: true },
    });
    expect(left?.customerId).toBe("cus_ada");
  });

  it("keeps the products and their total when only the address is told anew", () => {
    const left = leftCart(
      [
        updated(0, { cart: { id: "c1", total } }),
        updated(5, { products: undefined, cart: { id: "c1", url } }),
      ],
      10_005,
    );
    expect(left).toMatchObject({ products: [{ id: "p1" }], cart: { id: "c1", total, url } });
  });

  it("is about whoever it belongs to now, and not half about each", () => {
    const left = leftCart(
      [
        updated(0, { customer: ada }, { customerId: "cus_ada" }),
        updated(5, { customer: { email: "bob@example.com" } }, { customerId: "cus_bob" }),
        updated(9, { customer: { name: "Somebody" } }),
      ],
      10_009,
    );
    expect(left).toMatchObject({ customerId: "cus_bob", customer: { email: "bob@example.com" } });
    expect(left?.customer?.name).toBeUndefined();
  });

  it("says nothing of what was bought before", () => {
    const left = leftCart(
      [
        updated(0, { customer: ada, cart: { id: "c1", url, total } }, { customerId: "cus_ada" }),
        bought(5),
        updated(2 * day, { products: undefined }),
      ],
      10_000 + 2 * day,
    );
    expect(left).toEqual({ customerId: null, cart: { id: "c1" } });
  });
});

describe("nobody is reminded of a cart", () => {
  it.each<[string, CartNews[], string | undefined]>([
    ["unless nothing came after it", [updated(0)], undefined],
    ["that was bought after it", [bought(10)], "this cart was bought"],
    ["that was bought in the same instant", [bought(0)], "this cart was bought"],
    ["that was bought a year after it", [bought(365 * day)], "this cart was bought"],
    ["that had been bought within a day", [bought(-day)], "this cart was bought"],
    ["unless it was bought long before", [bought(-day - 1)], undefined],
    ["that was emptied", [updated(0), emptied(5)], "this cart was emptied"],
    ["that had been emptied before", [emptied(-5)], "this cart was emptied"],
    ["unless it was filled again", [emptied(5), updated(6)], undefined],
    ["unless nothing is known", [], undefined],
  ])("%s", (_what, all, reason) => {
    expect(whyNotRecovered(all, at(0))).toBe(reason);
  });
});

describe("what a shop tells after Shopbell did", () => {
  const key = raisedCartKey(cart, at(0));
  it.each<[string, CartNews[], number, string | undefined]>([
    ["is the same", [updated(0), raised(0)], 120, key],
    ["is the same, when the shop takes it for abandoned earlier", [updated(0), raised(0)], 20, key],
    ["is the same, when the shop tells the time of the last change", [updated(0), raised(0)], 0, key],
    ["is something else, when it was before that change", [updated(0), raised(0)], -1, undefined],
    ["is something else, after the cart was changed", [updated(0), raised(0), updated(90)], 120, undefined],
    ["is the same, when it was changed only after that", [updated(0), raised(0), updated(180)], 120, key],
    ["is the same as the latest", [raised(-300), updated(0), raised(0)], 120, key],
    ["stands for itself, when nothing was raised", [updated(0), told(30)], 120, undefined],
  ])("%s", (_what, all, minutes, expected) => {
    expect(raisedBefore(all, at(minutes))).toBe(expected);
  });
});

it.each<[string, boolean]>([
  ["cart.updated", true],
  ["cart.abandoned", true],
  ["purchase.completed", true],
  ["purchase.refunded", false],
  ["purchase.cancelled", false],
  ["lead.created", false],
])("%s changes something about its cart: %s", (type, does) => {
  expect(cartIdOf({ type, cart: { id: "c1" } })).toBe(does ? "c1" : undefined);
  expect(cartIdOf({ type })).toBeUndefined();
});

it.each<[Fact["products"], boolean]>([
  [undefined, false],
  [[], true],
  [[{ id: "p", quantity: 0 }], true],
  [[{ id: "p" }], false],
  [
    [
      { id: "p", quantity: 0 },
      { id: "q", quantity: 1 },
    ],
    false,
  ],
])("a cart with %j is empty: %s", (products, isEmpty) => {
  expect(isEmptyCart(products === undefined ? {} : { products })).toBe(isEmpty);
});

it("keys what is raised by the cart and its last change", () => {
  expect(raisedCartKey(cart, hour)).toBe("idle-cart:shopify c1:3600000");
});
