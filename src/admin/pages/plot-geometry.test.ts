import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxAt, columnsIn, fieldOf, indexAt, inset, labelsIn, slotAt, ticksUpTo, yOf } from "./plot-geometry";

const size = { width: 702, height: 180 };
const week = fieldOf(size, 7, 100, 3);
const ground = inset.top + week.height;

describe("the ticks of a plot", () => {
  it.each([
    [0, [0, 1, 2, 3, 4]],
    [3, [0, 1, 2, 3, 4]],
    [5, [0, 2, 4, 6]],
    [41, [0, 20, 40, 60]],
    [100, [0, 50, 100]],
    [412, [0, 200, 400, 600]],
    [100_000, [0, 50_000, 100_000]],
  ])("are round up to %d", (most, ticks) => {
    expect(ticksUpTo(most)).toEqual(ticks);
  });

  it("are few and whole, and leave nothing out", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (most) => {
        const ticks = ticksUpTo(most);
        expect(ticks.every(Number.isInteger)).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(5);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
      }),
    );
  });

  it("stand as high as their numbers", () => {
    expect(yOf(0, week)).toBe(ground);
    expect(yOf(100, week)).toBe(inset.top);
    expect(yOf(50, week)).toBe(inset.top + week.height / 2);
  });
});

describe("the bars of a slot", () => {
  it("stand side by side, one value upon the other", () => {
    const [events, deliveries] = columnsIn(0, [[50], [20, 10, 5]], week);
    expect(events[0]?.height).toBe(week.height / 2);
    expect(deliveries.map((one) => one.height / week.height)).toEqual([0.2, 0.1, 0.05]);
    const [done, off, failed] = deliveries;
    expect((done?.y ?? 0) + (done?.height ?? 0)).toBe(ground);
    expect((off?.y ?? 0) + (off?.height ?? 0)).toBe(done?.y);
    expect((failed?.y ?? 0) + (failed?.height ?? 0)).toBe(off?.y);
    expect(events[0]?.x).toBeLessThan(done?.x ?? 0);
  });

  it("are seen however few they are, and not there where there is nothing", () => {
    const [[none], [few]] = columnsIn(0, [[0], [1]], { ...week, top: 1_000_000 });
    expect(none?.height).toBe(0);
    expect(few?.height).toBe(2);
  });

  it("stay within their slot, at any width of the page", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 280, max: 2000 }),
        fc.constantFrom(7, 24, 30),
        fc.nat(6),
        (width, count, index) => {
          const field = fieldOf({ width, height: 180 }, count, 10, 2);
          const slot = slotAt(index, field);
          for (const rect of columnsIn(index, [[4], [1, 2, 3]], field).flat()) {
            expect(rect.x).toBeGreaterThanOrEqual(slot.x);
            expect(rect.x + rect.width).toBeLessThanOrEqual(slot.x + slot.width);
            expect(rect.y).toBeGreaterThanOrEqual(inset.top);
          }
          expect(indexAt(slot.x + slot.width / 2, field)).toBe(index);
        },
      ),
    );
  });
});

describe("a pointer", () => {
  it("means a slot, or none beside them", () => {
    expect(indexAt(week.left + 1, week)).toBe(0);
    expect(indexAt(week.left + week.width - 1, week)).toBe(6);
    expect(indexAt(week.left - 1, week)).toBeUndefined();
    expect(indexAt(week.left + week.width + 1, week)).toBeUndefined();
  });

  it("is told in a box that stays inside", () => {
    expect(boxAt(0, 160, week)).toBe(0);
    expect(boxAt(6, 160, week)).toBe(week.left + week.width - 160);
    expect(boxAt(3, 160, week)).toBeCloseTo(week.left + week.width / 2 - 80);
  });
});

describe("the labels below", () => {
  it("name each day of a week, and of a month every so many up to today", () => {
    expect(labelsIn(week, 6).map((one) => one.index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const month = labelsIn(fieldOf(size, 30, 100, 3), 6);
    expect(month.at(-1)).toMatchObject({ index: 29, anchor: "end" });
    expect(month.length).toBeLessThan(15);
  });

  it("never touch each other nor leave the drawing", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 280, max: 2000 }),
        fc.constantFrom(7, 24, 30),
        fc.integer({ min: 2, max: 8 }),
        (width, count, widest) => {
          const half = (widest * 7.5) / 2;
          const ends = labelsIn(fieldOf({ width, height: 180 }, count, 10, 2), widest).map(
            ({ x, anchor }) => {
              const from = anchor === "end" ? x - 2 * half : x - half;
              return { from, to: from + 2 * half };
            },
          );
          expect(ends[0]?.from).toBeGreaterThanOrEqual(0);
          expect(ends.at(-1)?.to).toBeLessThanOrEqual(width);
          for (const [i, one] of ends.slice(1).entries()) expect(one.from).toBeGreaterThan(ends[i]?.to ?? 0);
        },
      ),
    );
  });
});
