import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryAfterMs, retryAt, retryDelaysMs } from "./retry";

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 20, 12);

describe("a retry", () => {
  it("comes ten times, ever further apart, over about three days", () => {
    const delays = Array.from({ length: 12 }, (_, i) => retryAt(i + 1, now, () => 0.5)).map(
      (at) => at && at - now,
    );
    expect(delays).toEqual([...retryDelaysMs, undefined, undefined]);
    const known = delays.filter((delay) => delay !== undefined);
    expect(known).toEqual([...known].sort((a, b) => a - b));
    expect(known.reduce((sum, delay) => sum + delay, 0) / (24 * hour)).toBeCloseTo(3, 1);
  });

  it("never comes in step with others, and never at once", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (tries, r) => {
          const delay = (retryAt(tries, now, () => r) ?? 0) - now;
          const usual = retryDelaysMs[tries - 1] ?? 0;
          expect(delay).toBeGreaterThanOrEqual(Math.floor(usual * 0.8));
          expect(delay).toBeLessThanOrEqual(usual * 1.2);
          expect(Number.isSafeInteger(delay)).toBe(true);
        },
      ),
    );
  });

  it("obeys the tool's hint where that is longer, up to a day", () => {
    const waits = (hintMs: number, tries = 1) => (retryAt(tries, now, () => 0.5, hintMs) ?? 0) - now;
    expect(waits(500)).toBe(2000);
    expect(waits(90_000)).toBe(90_000);
    expect(waits(hour, 8)).toBe(8 * hour);
    expect(waits(90 * 24 * hour)).toBe(24 * hour);
    expect(waits(-5)).toBe(2000);
  });

  it("is not won by a hint once the tries are used up", () => {
    expect(retryAt(11, now, () => 0.5, 1000)).toBeUndefined();
  });
});

describe("Retry-After", () => {
  it.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ["120", 120_000],
    [" 0 ", 0],
    ["Fri, 20 Nov 2026 12:00:30 GMT", 30_000],
    ["Fri, 20 Nov 2026 11:00:00 GMT", 0],
    ["soon", undefined],
    ["", undefined],
  ])("%j is %j milliseconds", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});
