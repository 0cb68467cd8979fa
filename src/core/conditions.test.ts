// Conditions as tables: what is met, what is not and in which words, and which rules are refused.
import { describe, expect, it } from "vitest";
import { type Condition, type Conditions, checkConditions, conditionsSchema } from "./conditions";
import type { ShopEvent } from "./event";

const event: ShopEvent = {
  id: "evt_1",
  type: "purchase.completed",
  occurredAt: Date.UTC(2026, 10, 20, 12),
  receivedAt: Date.UTC(2026, 10, 20, 12),
  source: { id: "src_1", kind: "easycart" },
  customer: { email: "Ada@Example.com", language: "pl" },
  products: [
    { id: "course-1", name: "Watercolour for beginners", sku: "007" },
    { id: "course-2", name: "Oil" },
  ],
  order: { id: "9007199254740993", number: " #1001 ", total: { amount: 5000, currency: "PLN" } },
  codes: [],
  data: {
    note: "  ",
    nothing: null,
    none: [],
    paid: "150.50",
    vip: true,
    tags: ["Gold", "spring"],
    renews: "2027-01-01",
    small: 5000,
    unix: 1_800_000_000,
    sold: 0,
    fullName: "ŻÓŁĆ",
  },
};

const check = (field: string, op: Condition["op"], value?: Condition["value"]) =>
  checkConditions([{ field, op, ...(value === undefined ? {} : { value }) }], event);

describe("a condition that is met", () => {
  it.each<[string, Condition["op"], Condition["value"]?]>([
    ["type", "equals", "purchase.completed"],
    ["customer.email", "equals", " ada@example.COM "],
    ["order.number", "equals", "#1001"],
    ["order.total.amount", "equals", 5000],
    ["order.total.amount", "equals", "5000"],
    ["order.total.amount", "equals", "5000.00"],
    ["data.paid", "equals", 150.5],
    ["data.vip", "equals", true],
    ["data.vip", "equals", "TRUE"],
    ["data.sold", "equals", 0],
    ["data.fullName", "equals", "żółć"],
    ["order.id", "equals", "9007199254740993"],
    ["products.id", "equals", "course-2"],
    ["products.1.id", "equals", "course-2"],
    ["products.name", "contains", "WATER"],
    ["data.tags", "equals", "gold"],
    ["data.tags", "contains", "pri"],
    ["order.total.amount", "contains", 500],
    ["order.total.amount", "greater", 4999],
    ["order.total.amount", "greater", "4999.99"],
    ["order.total.amount", "less", 5001],
    ["data.paid", "less", 151],
    ["occurredAt", "greater", "2026-11-20"],
    ["occurredAt", "less", "2026-11-20T14:00:00+01:00"],
    ["data.renews", "greater", "2026-12-31T23:59:59Z"],
    ["data.unix", "greater", "2026-12-31"],
    ["customer.language", "in", ["de", "PL"]],
    ["order.total.amount", "in", ["5000", 1]],
    ["products.id", "in", ["course-9", "course-1"]],
    ["customer.email", "exists"],
    ["customer.email", "exists", true],
    ["data.sold", "exists"],
    ["customer.phone", "exists", false],
    ["data.note", "exists", false],
    ["data.nothing", "exists", false],
    ["data.none", "exists", false],
    ["constructor", "exists", false],
    ["data.__proto__", "exists", false],
  ])("%s %s %j", (field, op, value) => {
    expect(check(field, op, value)).toEqual({ met: true });
  });
});

describe("a condition that is not met says why", () => {
  it.each<[string, Condition["op"], Condition["value"] | undefined, string]>([
    ["order.total.amount", "greater", 10000, "order.total.amount is 5000, not greater than 10000"],
    ["order.total.amount", "greater", 5000, "order.total.amount is 5000, not greater than 5000"],
    ["order.total.amount", "less", 5000, "order.total.amount is 5000, not less than 5000"],
    ["order.total.currency", "equals", "EUR", "order.total.currency is “PLN”, not “EUR”"],
    [
      "order.total.currency",
      "contains",
      "EUR",
      "order.total.currency is “PLN”, which does not contain “EUR”",
    ],
    ["order.total.currency", "in", ["EUR", "USD"], "order.total.currency is “PLN”, not one of “EUR”, “USD”"],
    ["products.id", "equals", "x", "products.id is “course-1”, “course-2”, not “x”"],
    ["products.sku", "equals", "7", "products.sku is “007”, not “7”"],
    ["customer.phone", "equals", "1", "there is no customer.phone"],
    ["customer.phone", "exists", undefined, "there is no customer.phone"],
    ["data.note", "equals", "x", "there is no data.note"],
    ["data.vip", "exists", false, "there is a data.vip, and there should be none"],
    ["order.total", "equals", "x", "order.total has parts, so it cannot be compared; name one of them"],
    ["data.small", "less", "2026-01-01", "data.small is 5000, not less than “2026-01-01”"],
    ["order.total.currency", "greater", 1, "order.total.currency is “PLN”, not greater than 1"],
    ["order.id", "equals", "9007199254740992", "order.id is “9007199254740993”, not “9007199254740992”"],
    ["data.vip", "greater", 0, "data.vip is true, not greater than 0"],
  ])("%s %s %j", (field, op, value, reason) => {
    expect(check(field, op, value)).toEqual({ met: false, reason });
  });

  it("without repeating who the customer is", () => {
    expect(check("customer.email", "equals", "bob@example.com")).toEqual({
      met: false,
      reason: "customer.email is something else, not “bob@example.com”",
    });
  });

  it("and shortens long lists and texts", () => {
    const result = check("order.total.currency", "in", ["A", "B", "C", "D", "E".repeat(100)]);
    expect(result).toEqual({
      met: false,
      reason: "order.total.currency is “PLN”, not one of “A”, “B”, “C” and 2 more",
    });
    const long = check("order.total.currency", "equals", "E".repeat(100));
    expect(long).toEqual({ met: false, reason: `order.total.currency is “PLN”, not “${"E".repeat(60)}…”` });
  });
});

const yes: Condition = { field: "type", op: "exists" };
const no: Condition = { field: "cart.id", op: "exists" };

describe("groups", () => {
  it.each<[string, Conditions, boolean]>([
    ["no condition at all", [], true],
    ["an empty all", { all: [] }, true],
    ["a bare list means all", [yes, no], false],
    ["all of them", { all: [yes, yes] }, true],
    ["all but one", { all: [yes, no] }, false],
    ["any of them", { any: [no, yes] }, true],
    ["none of any", { any: [no, no] }, false],
    ["any in all", { all: [yes, { any: [no, yes] }] }, true],
    ["all in any", { any: [{ all: [yes, no] }, { all: [yes] }] }, true],
  ])("%s", (_name, conditions, met) => {
    expect(checkConditions(conditions, event).met).toBe(met);
  });

  it("name every member of an any that failed", () => {
    expect(checkConditions({ any: [no, { field: "cart.url", op: "exists" }] }, event)).toEqual({
      met: false,
      reason: "there is no cart.id, and there is no cart.url",
    });
  });
});

const nested = (depth: number): unknown => (depth === 0 ? yes : { all: [nested(depth - 1)] });

describe("the form of conditions", () => {
  it.each<[string, unknown]>([
    ["a bare list", [yes]],
    ["an empty list", []],
    ["a group", { any: [yes, no] }],
    ["four levels", nested(4)],
    ["fifty conditions", Array.from({ length: 50 }, () => yes)],
    ["a date for greater", [{ field: "occurredAt", op: "greater", value: "2026-01-01" }]],
    ["a list for in", [{ field: "products.id", op: "in", value: ["a", 1] }]],
  ])("accepts %s", (_name, conditions) => {
    expect(conditionsSchema.safeParse(conditions).error).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ["five levels", nested(5)],
    ["ten thousand levels", nested(10_000 / 4)],
    ["fifty-one conditions", Array.from({ length: 51 }, () => yes)],
    ["fifty-one in groups", { all: [{ all: Array(26).fill(yes) }, { any: Array(25).fill(yes) }] }],
    ["an any of nothing", { any: [] }],
    ["both all and any", { all: [], any: [yes] }],
    ["an unknown comparison", [{ field: "type", op: "matches", value: "a+" }]],
    ["no field", [{ field: " ", op: "exists" }]],
    ["equals without a value", [{ field: "type", op: "equals" }]],
    ["equals with a list", [{ field: "type", op: "equals", value: ["a"] }]],
    ["in without a list", [{ field: "type", op: "in", value: "a" }]],
    ["greater with words", [{ field: "type", op: "greater", value: "soon" }]],
    ["exists with a number", [{ field: "type", op: "exists", value: 1 }]],
    ["a member it does not know", [{ field: "type", op: "exists", regexp: "x" }]],
    ["text", "type exists"],
    ["nothing", null],
  ])("refuses %s", (_name, conditions) => {
    expect(conditionsSchema.safeParse(conditions).success).toBe(false);
  });

  it("says what is wrong with a value", () => {
    const { error } = conditionsSchema.safeParse([{ field: "total", op: "greater", value: "soon" }]);
    expect(JSON.stringify(error?.issues)).toContain("is a number or a date");
  });
});
