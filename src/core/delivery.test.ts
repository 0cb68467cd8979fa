// What a verdict makes of a running delivery, as a table.
import { describe, expect, it } from "vitest";
import { deliveryStates, endStates, hasEnded, settlementOf, type Verdict } from "./delivery";

const now = 1_000_000;
const standing = { tries: 1, repeatable: true, cancelRequested: null };
const settle = (verdict: Verdict, more: Partial<Parameters<typeof settlementOf>[1]> = {}) =>
  settlementOf(verdict, { ...standing, ...more }, now, () => 0.5);

const done: Verdict = { is: "done" };
const retry: Verdict = { is: "retry", reason: "Busy." };
const refused: Verdict = { is: "refused", reason: "Wrong key." };
const failed: Verdict = { is: "failed", reason: "Never." };
const unknown: Verdict = { is: "unknown", reason: "No answer." };

describe("a settlement", () => {
  it.each<[string, Verdict, Parameters<typeof settle>[1], object]>([
    ["succeeds", done, {}, { state: "succeeded", nextAt: null, reason: null }],
    ["keeps the tool's note", { is: "done", note: "Was on the list." }, {}, { reason: "Was on the list." }],
    ["fails for good", failed, {}, { state: "failed", nextAt: null, reason: "Never." }],
    ["tries again", retry, {}, { state: "retrying", nextAt: now + 2000, reason: "Busy." }],
    ["obeys a hint", { ...retry, afterMs: 60_000 }, {}, { state: "retrying", nextAt: now + 60_000 }],
    [
      "gives up after eleven tries",
      retry,
      { tries: 11 },
      { state: "failed", nextAt: null, reason: "Given up after 11 tries. Busy." },
    ],
    ["holds what was refused", refused, { tries: 11 }, { state: "held", nextAt: null, reason: "Wrong key." }],
    ["repeats what may be repeated", unknown, {}, { state: "retrying", nextAt: now + 2000 }],
    [
      "leaves to a person what may not",
      unknown,
      { repeatable: false },
      { state: "uncertain", nextAt: null, reason: "No answer." },
    ],
  ])("%s", (_, verdict, more, expected) => {
    expect(settle(verdict, more)).toMatchObject(expected);
  });

  it.each<[string, Verdict, boolean, string]>([
    ["instead of a retry", retry, true, "cancelled"],
    ["instead of a repetition", unknown, true, "cancelled"],
    ["instead of being held", refused, true, "cancelled"],
    ["though not when it was done", done, true, "succeeded"],
    ["though not when it failed", failed, true, "failed"],
    ["though not when nobody knows whether it happened", unknown, false, "uncertain"],
  ])("honours a cancel %s", (_, verdict, repeatable, state) => {
    expect(settle(verdict, { repeatable, cancelRequested: "Cancelled." }).state).toBe(state);
  });

  it("has a moment or an end, or waits for someone", () => {
    for (const verdict of [done, retry, refused, failed, unknown])
      for (const tries of [1, 5, 11, 50])
        for (const repeatable of [true, false])
          for (const cancelRequested of [null, "Cancelled."]) {
            const { state, nextAt, reason } = settle(verdict, { tries, repeatable, cancelRequested });
            expect(nextAt === null).toBe(state !== "retrying");
            expect(hasEnded(state) || ["retrying", "held", "uncertain"].includes(state)).toBe(true);
            if (state !== "succeeded") expect(reason).toBeTruthy();
          }
  });
});

describe("an end", () => {
  it("is one of four states", () => {
    expect(deliveryStates.filter(hasEnded)).toEqual([...endStates]);
  });
});
