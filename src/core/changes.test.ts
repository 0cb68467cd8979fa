import { describe, expect, it } from "vitest";
import { differences } from "./changes";

describe("the differences of two states", () => {
  it.each([
    ["nothing where nothing changed", { a: 1, b: { c: [1] } }, { b: { c: [1] }, a: 1 }, {}],
    ["one field, with both its sides", { a: 1, b: 2 }, { a: 1, b: 3 }, { before: { b: 2 }, after: { b: 3 } }],
    [
      "the innermost field that differs",
      { timing: { when: "after", amount: 2 } },
      { timing: { when: "after", amount: 3 } },
      { before: { timing: { amount: 2 } }, after: { timing: { amount: 3 } } },
    ],
    [
      "a list as a whole",
      { ids: ["1"] },
      { ids: ["1", "2"] },
      { before: { ids: ["1"] }, after: { ids: ["1", "2"] } },
    ],
    ["what came and what went", { old: 1 }, { new: 2 }, { before: { old: 1 }, after: { new: 2 } }],
    ["what was set to undefined as gone", { a: 1, b: 1 }, { a: undefined, b: 1 }, { before: { a: 1 } }],
    ["all of what is new", {}, { name: "X" }, { after: { name: "X" } }],
    ["a value and no value apart", { a: null }, { a: 0 }, { before: { a: null }, after: { a: 0 } }],
  ])("are %s", (_, before, after, found) => {
    expect(differences(before, after)).toEqual(found);
  });

  it("are cut where they are long", () => {
    const { after } = differences({}, { text: "x".repeat(5000), list: Array(5000).fill("y") });
    expect(String(after?.text)).toHaveLength(1001);
    expect(String(after?.list)).toHaveLength(1001);
  });
});
