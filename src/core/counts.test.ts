import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Counted, historyOf, quarterMs, quarterOf, spansOf } from "./counts";

const warsaw = "Europe/Warsaw";
const at = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString();
const zones = [warsaw, "UTC", "Asia/Kolkata", "Asia/Kathmandu", "America/New_York", "Australia/Adelaide"];

describe("the spans of a history", () => {
  it("are whole days of the zone, up to today, and as many before up to the same time of day", () => {
    const { items, before } = spansOf(7, at("2026-06-10T15:20+02:00"), warsaw);
    expect(items.map(({ day }) => day)).toEqual([
      "2026-06-04",
      "2026-06-05",
      "2026-06-06",
      "2026-06-07",
      "2026-06-08",
      "2026-06-09",
      "2026-06-10",
    ]);
    expect(items[0]?.from).toBe(at("2026-06-04T00:00+02:00"));
    expect(items.at(-1)?.to).toBe(at("2026-06-11T00:00+02:00"));
    expect(iso(before.from)).toBe(iso(at("2026-05-28T00:00+02:00")));
    expect(iso(before.to)).toBe(iso(at("2026-06-03T15:15+02:00")));
  });

  it("have a day of 23 and one of 25 hours", () => {
    const hours = (now: string) =>
      spansOf(7, at(now), warsaw).items.map(({ from, to }) => (to - from) / 3_600_000);
    expect(hours("2026-03-30T12:00+02:00")).toEqual([24, 24, 24, 24, 24, 23, 24]);
    expect(hours("2026-10-26T12:00+01:00")).toEqual([24, 24, 24, 24, 24, 25, 24]);
  });

  it("are 24 hours, also where the clocks change", () => {
    const { items, before } = spansOf(1, at("2026-03-29T12:34+02:00"), warsaw);
    expect(items).toHaveLength(24);
    expect(iso(items.at(-1)?.from ?? 0)).toBe("2026-03-29T10:00:00.000Z");
    expect(iso(items[0]?.from ?? 0)).toBe("2026-03-28T11:00:00.000Z");
    expect(items.map(({ day }) => day).filter((day) => day === "2026-03-28")).toHaveLength(12);
    expect(iso(before.from)).toBe("2026-03-27T11:00:00.000Z");
    expect(iso(before.to)).toBe("2026-03-28T10:30:00.000Z");
  });

  it("begin on the hour of zones that are half an hour apart", () => {
    const { items } = spansOf(1, at("2026-06-10T12:34:00+05:30"), "Asia/Kolkata");
    expect(iso(items.at(-1)?.from ?? 0)).toBe(iso(at("2026-06-10T12:00:00+05:30")));
  });

  it("follow each other on quarters of an hour, in any zone at any time", () => {
    const times = fc.integer({ min: at("2025-01-01"), max: at("2035-01-01") });
    fc.assert(
      fc.property(times, fc.constantFrom(...zones), fc.constantFrom(1, 7, 30), (now, zone, days) => {
        const { items, before } = spansOf(days, now, zone);
        const last = items.at(-1);
        expect(now >= (last?.from ?? 0) && now < (last?.to ?? 0)).toBe(true);
        expect(items).toHaveLength(days === 1 ? 24 : days);
        for (const [i, one] of items.slice(1).entries()) expect(one.from).toBe(items[i]?.to);
        for (const { from } of [...items, before]) expect(quarterOf(from)).toBe(from);
        expect(before.from).toBeLessThanOrEqual(before.to);
        expect(before.to).toBeLessThanOrEqual(items[0]?.from ?? 0);
      }),
    );
  });
});

describe("a history", () => {
  const now = at("2026-06-10T15:20+02:00");
  const spans = spansOf(7, now, warsaw);
  const counted = (when: string, what: Counted["what"], count: number): Counted => ({
    at: quarterOf(at(when)),
    what,
    count,
  });

  it("counts each quarter where it belongs", () => {
    const history = historyOf(
      [
        counted("2026-06-10T15:20+02:00", "event", 3),
        counted("2026-06-10T00:00+02:00", "succeeded", 2),
        counted("2026-06-09T23:45+02:00", "succeeded", 1),
        counted("2026-06-04T00:00+02:00", "failed", 5),
        counted("2026-06-03T23:45+02:00", "event", 100), // later in the day than now is
        counted("2026-06-03T15:00+02:00", "skipped", 7),
        counted("2026-05-28T00:00+02:00", "cancelled", 8),
        counted("2026-05-27T23:45+02:00", "event", 100),
      ],
      spans,
      warsaw,
    );
    const none = { events: 0, succeeded: 0, failed: 0, cancelled: 0, skipped: 0 };
    expect(history.items.at(-1)).toEqual({ ...spans.items.at(-1), ...none, events: 3, succeeded: 2 });
    expect(history.items.at(-2)).toMatchObject({ events: 0, succeeded: 1 });
    expect(history.items[0]).toMatchObject({ failed: 5 });
    expect(history.total).toEqual({ ...none, events: 3, succeeded: 3, failed: 5 });
    expect(history.before).toEqual({ ...spans.before, ...none, skipped: 7, cancelled: 8 });
  });

  it("loses nothing of its range: its parts are its total", () => {
    const quarters = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 14 * 96 }).map((i) => quarterOf(now) - i * quarterMs),
        what: fc.constantFrom<Counted["what"]>("event", "succeeded", "failed", "cancelled", "skipped"),
        count: fc.nat(50),
      }),
    );
    fc.assert(
      fc.property(quarters, (all) => {
        const { items, total } = historyOf(all, spans, warsaw);
        for (const name of ["events", "succeeded", "failed", "cancelled", "skipped"] as const)
          expect(items.reduce((sum, one) => sum + one[name], 0)).toBe(total[name]);
      }),
    );
  });
});
