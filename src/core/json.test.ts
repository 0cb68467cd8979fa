import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isObject, parseJson, valuesAt } from "./json";

describe("JSON", () => {
  it.each([
    ["9007199254740991", 9007199254740991],
    ["9007199254740993", "9007199254740993"],
    ["-9007199254740993", "-9007199254740993"],
    ["820982911946154508820982911946154508", "820982911946154508820982911946154508"],
    ["0.1234567890123456789", 0.12345678901234568],
    ["12345678901234567890.5", 1.2345678901234567e19],
    ['"9007199254740993"', "9007199254740993"],
    ["1e21", 1e21],
    ["123", 123],
  ])("%s is read as %j", (text, value) => {
    expect(parseJson(text)).toBe(value);
    expect(parseJson(`{"a":[{"b":${text}}]}`)).toEqual({ a: [{ b: value }] });
  });

  it("keeps every digit of every integer", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (big) => {
        expect(String(parseJson(`[${big}]`))).toBe(String(big));
      }),
    );
  });

  it("is otherwise as JSON.parse reads it", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        if (/\d{16}/.test(text)) return;
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
    expect(() => parseJson("{")).toThrow(SyntaxError);
  });

  it("gives no prototype away", () => {
    const value = parseJson('{"__proto__":{"polluted":12345678901234567890}}');
    expect(isObject(value) && Object.hasOwn(value, "__proto__")).toBe(true);
    expect({}).not.toHaveProperty("polluted");
  });
});

describe("a path", () => {
  const value = {
    order: { total: { amount: 5 } },
    products: [{ id: "a", tags: ["x", "y"] }, { id: "b" }],
    none: null,
  };

  it.each([
    ["order.total.amount", [5]],
    ["products.id", ["a", "b"]],
    ["products.0.id", ["a"]],
    ["products.9.id", []],
    ["products.tags", ["x", "y"]],
    ["products.tags.1", ["y"]],
    ["none", [null]],
    ["none.deeper", []],
    ["order.constructor", []],
    ["order.__proto__", []],
    ["products.length", []],
    ["", []],
  ])("%j leads to %j", (path, found) => {
    expect(valuesAt(value, path)).toEqual(found);
  });
});
