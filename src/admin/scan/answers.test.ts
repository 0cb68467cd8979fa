// What answers mean, which codes are asked about, and when one that is seen is a scan.
import { describe, expect, it } from "vitest";
import type { ScanAnswer } from "../api";
import { askableCode, changesFor, toneOf, verdictOf } from "./answers";
import { ticket } from "./answers.fixture";
import { newSight } from "./sight";

const good = { valid: true, why: "credits", credits: { left: 1, of: 3 } } as const;
const usedUp = { valid: false, why: "used-up", credits: { left: 0, of: 3 } } as const;

describe("an answer", () => {
  it.each<[string, Omit<ScanAnswer, "key">, -1 | 1 | undefined, string, string]>([
    ["a good ticket", { is: "scanned", result: good }, undefined, "valid", "good"],
    ["the same phone again", { is: "repeated", result: good }, undefined, "valid", "good"],
    ["a bad ticket", { is: "scanned", result: usedUp }, undefined, "not-valid", "bad"],
    ["the last one taken lets in", { is: "scanned", result: usedUp }, -1, "moved", "good"],
    ["taken by the same press before", { is: "repeated", result: usedUp }, -1, "moved", "good"],
    ["given back", { is: "scanned", result: good }, 1, "moved", "good"],
    ["somebody was first", { is: "refused", why: "used-up", result: usedUp }, -1, "not-valid", "bad"],
    ["nothing to give back", { is: "refused", why: "none-taken", result: good }, 1, "nothing-done", "plain"],
    [
      "taking from a good ticket without credits",
      { is: "refused", why: "no-credits", result: { valid: true, why: "bought" } },
      -1,
      "valid",
      "good",
    ],
    [
      "taking from a refunded ticket without credits",
      { is: "refused", why: "no-credits", result: { valid: false, why: "refunded" } },
      -1,
      "not-valid",
      "bad",
    ],
    ["a poster", { is: "scanned" }, undefined, "no-ticket", "plain"],
    ["a guess", { is: "unknown" }, -1, "unknown", "bad"],
  ])("of %s", (_, answer, change, is, tone) => {
    const verdict = verdictOf({ key: "k", ...answer }, change);
    expect([verdict.is, toneOf(verdict)]).toEqual([is, tone]);
  });

  it("says who was first, and that a press was repeated", () => {
    const takenBy = { by: "Anna", at: 7 };
    expect(verdictOf({ key: "k", is: "refused", why: "used-up", result: usedUp, takenBy }, -1)).toMatchObject(
      { takenBy },
    );
    expect(verdictOf({ key: "k", is: "repeated", result: usedUp }, -1)).toMatchObject({ isRepeat: true });
  });
});

describe("what may be done next", () => {
  const of = (valid: boolean, left?: number): ScanAnswer => ({
    key: "k",
    is: "scanned",
    ticket: {
      ...ticket,
      result: { valid, why: valid ? "credits" : "expired" },
      ...(left === undefined ? {} : { credits: { left, of: 3 } }),
    },
  });
  it.each<[string, ScanAnswer, number[]]>([
    ["of a full ticket", of(true, 3), [-1]],
    ["of a begun one", of(true, 1), [-1, 1]],
    ["of a used one", of(false, 0), [1]],
    ["of an expired one", of(false, 2), [1]],
    ["of one without credits", of(true), []],
    ["of a poster", { key: "k", is: "scanned" }, []],
  ])("%s", (_, answer, changes) => expect(changesFor(answer)).toEqual(changes));
});

describe("a code", () => {
  const code = "241G0123456789ABCDEFGHJKMNPQRSTVWXYZ0123";
  it.each([
    [`https://SHOPBELL.EXAMPLE/Q/${code}`, code],
    [`https://shopbell.example/q/${code.toLowerCase()}`, code],
    [`  ${code.toLowerCase()}\n`, code],
    [`https://shopbell.example/q/${code}/`, code],
    [`https://shopbell.example/x/${code}`, undefined],
    [code.slice(1), undefined],
    [`${code.slice(1)}U`, undefined],
    ["WIFI:S:Hotel;T:WPA;P:secret;;", undefined],
    ["", undefined],
  ])("in %j", (text, found) => expect(askableCode(text)).toBe(found));
});

describe("what the camera sees", () => {
  /** Times in milliseconds and what is in view; @returns what was scanned, and when */
  const scansOf = (views: [number, string?][]) => {
    const sight = newSight();
    return views.flatMap(([at, seen]) => (sight(seen, at) === undefined ? [] : [`${seen}@${at}`]));
  };

  it("is one scan, however long it stays and even if some pictures miss it", () => {
    const views = Array.from({ length: 400 }, (_, at): [number, string?] => [
      at * 120,
      at % 9 ? "A" : undefined,
    ]);
    expect(scansOf(views)).toEqual(["A@120"]);
  });

  it("is another scan once it was gone for two seconds", () => {
    expect(scansOf([[0, "A"], [100], [1900, "A"], [3800], [3900, "A"]])).toEqual(["A@0", "A@3900"]);
  });

  it("is one thing after the other, so that each result is seen", () => {
    expect(
      scansOf([
        [0, "A"],
        [120, "B"],
        [600, "A"],
        [1000, "B"],
        [1100, "A"],
        [2500, "B"],
      ]),
    ).toEqual(["A@0", "B@1000"]);
  });
});
