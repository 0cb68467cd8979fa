import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clockOn, dayAt, daysFrom, hoursAround, lastClock, nextClock, plusCalendar } from "./calendar";

const warsaw = "Europe/Warsaw";
/** In 2026 Warsaw's clocks skip 02:00–03:00 on 29 March and repeat it on 25 October. */
const at = (text: string) => Date.parse(text);

describe("calendar arithmetic in Warsaw", () => {
  it.each([
    ["a day", "2026-06-01T15:00+02:00", { days: 1 }, "2026-06-02T15:00+02:00"],
    ["a day back", "2026-06-01T15:00+02:00", { days: -1 }, "2026-05-31T15:00+02:00"],
    ["a day of 23 hours", "2026-03-28T15:00+01:00", { days: 1 }, "2026-03-29T15:00+02:00"],
    ["a day of 25 hours", "2026-10-24T15:00+02:00", { days: 1 }, "2026-10-25T15:00+01:00"],
    ["into a time that the clocks skip", "2026-03-28T02:30+01:00", { days: 1 }, "2026-03-29T03:30+02:00"],
    ["into a time that comes twice", "2026-10-24T02:30+02:00", { days: 1 }, "2026-10-25T02:30+02:00"],
    ["a month that is shorter", "2026-01-31T12:00+01:00", { months: 1 }, "2026-02-28T12:00+01:00"],
    ["a month in a leap year", "2028-01-31T12:00+01:00", { months: 1 }, "2028-02-29T12:00+01:00"],
    ["a year, from a leap day", "2028-02-29T12:00+01:00", { months: 12 }, "2029-02-28T12:00+01:00"],
    [
      "half a year, across a change of the clocks",
      "2026-01-15T08:00+01:00",
      { months: 6 },
      "2026-07-15T08:00+02:00",
    ],
    ["nothing", "2026-10-25T02:30+01:00", {}, "2026-10-25T02:30+01:00"],
  ])("%s", (_, from, span, to) => {
    expect(plusCalendar(at(from), span, warsaw)).toBe(at(to));
  });

  it("knows other zones' days", () => {
    expect(plusCalendar(at("2026-03-07T15:00-05:00"), { days: 1 }, "America/New_York")).toBe(
      at("2026-03-08T15:00-04:00"),
    );
    expect(plusCalendar(at("2026-03-28T15:00Z"), { days: 1 }, "UTC")).toBe(at("2026-03-29T15:00Z"));
  });
});

describe("a time of day in Warsaw", () => {
  it.each([
    ["on the same day, later", clockOn, "2026-06-01T07:00+02:00", "09:00", "2026-06-01T09:00+02:00"],
    ["on the same day, earlier", clockOn, "2026-06-01T22:00+02:00", "09:00", "2026-06-01T09:00+02:00"],
    [
      "on the local day, where UTC has another",
      clockOn,
      "2026-06-01T23:30Z",
      "09:00",
      "2026-06-02T09:00+02:00",
    ],
    ["that the clocks skip", clockOn, "2026-03-29T12:00+02:00", "02:30", "2026-03-29T03:30+02:00"],
    ["that comes twice", clockOn, "2026-10-25T12:00+01:00", "02:30", "2026-10-25T02:30+02:00"],
    ["next, today", nextClock, "2026-06-01T07:00+02:00", "09:00", "2026-06-01T09:00+02:00"],
    ["next, at that very time", nextClock, "2026-06-01T09:00+02:00", "09:00", "2026-06-01T09:00+02:00"],
    ["next, tomorrow", nextClock, "2026-06-01T09:01+02:00", "09:00", "2026-06-02T09:00+02:00"],
    [
      "next, across a change of the clocks",
      nextClock,
      "2026-10-24T10:00+02:00",
      "09:00",
      "2026-10-25T09:00+01:00",
    ],
    ["last, today", lastClock, "2026-06-01T12:00+02:00", "09:00", "2026-06-01T09:00+02:00"],
    ["last, yesterday", lastClock, "2026-06-01T08:59+02:00", "09:00", "2026-05-31T09:00+02:00"],
  ])("%s", (_, find, from, time, to) => {
    expect(find(at(from), time, warsaw)).toBe(at(to));
  });
});

describe("hours of a day in Warsaw", () => {
  const night = { from: "22:00", to: "08:00" };
  it.each([
    ["before they begin", "2026-06-01T21:59+02:00", undefined],
    ["when they begin", "2026-06-01T22:00+02:00", ["2026-06-01T22:00+02:00", "2026-06-02T08:00+02:00"]],
    ["after midnight", "2026-06-02T03:00+02:00", ["2026-06-01T22:00+02:00", "2026-06-02T08:00+02:00"]],
    ["when they are over", "2026-06-02T08:00+02:00", undefined],
    [
      "in a night of nine hours",
      "2026-03-29T01:00+01:00",
      ["2026-03-28T22:00+01:00", "2026-03-29T08:00+02:00"],
    ],
    [
      "in a night of eleven hours",
      "2026-10-25T02:30+01:00",
      ["2026-10-24T22:00+02:00", "2026-10-25T08:00+01:00"],
    ],
  ])("%s", (_, now, hours) => {
    const expected = hours && { from: at(hours[0] ?? ""), to: at(hours[1] ?? "") };
    expect(hoursAround(at(now), night, warsaw)).toEqual(expected);
  });

  it("within one day", () => {
    const lunch = { from: "12:00", to: "13:00" };
    expect(hoursAround(at("2026-06-01T12:30+02:00"), lunch, warsaw)).toBeDefined();
    expect(hoursAround(at("2026-06-01T13:00+02:00"), lunch, warsaw)).toBeUndefined();
    expect(hoursAround(at("2026-06-01T11:00+02:00"), lunch, warsaw)).toBeUndefined();
  });

  it("hold the instant they are around, whatever the zone and the clock", () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
    const instant = fc.integer({ min: at("2025-01-01T00:00Z"), max: at("2030-01-01T00:00Z") });
    const zone = fc.constantFrom("UTC", warsaw, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu");
    fc.assert(
      fc.property(instant, time, time, zone, (now, from, to, timeZone) => {
        const around = hoursAround(now, { from, to }, timeZone);
        if (around) expect(around.from <= now && now < around.to).toBe(true);
        expect(nextClock(now, from, timeZone)).toBeGreaterThanOrEqual(now);
        expect(lastClock(now, from, timeZone)).toBeLessThanOrEqual(now);
      }),
      { numRuns: 300 },
    );
  });
});

const hours = 3_600_000;
const lengths = (at: string, count: number, zone: string) =>
  daysFrom(Date.parse(at), count, zone).map(({ day, from, to }) => [day, (to - from) / hours]);

describe("The days of a zone", () => {
  it("begin at its own midnight", () => {
    expect(dayAt(Date.parse("2026-12-02T23:30:00Z"), "Europe/Warsaw")).toBe("2026-12-03");
    expect(dayAt(Date.parse("2026-12-02T23:30:00Z"), "America/New_York")).toBe("2026-12-02");
    const [day] = daysFrom(Date.parse("2026-12-03T10:00:00Z"), 1, "Europe/Warsaw");
    expect(day).toEqual({
      day: "2026-12-03",
      from: Date.parse("2026-12-02T23:00:00Z"),
      to: Date.parse("2026-12-03T23:00:00Z"),
    });
  });

  it.each([
    ["clocks put forward at two", "Europe/Warsaw", "2026-03-28T12:00:00Z", [24, 23, 24]],
    ["clocks put back at three", "Europe/Warsaw", "2026-10-24T12:00:00Z", [24, 25, 24]],
    ["a midnight that does not exist", "Africa/Cairo", "2026-04-23T12:00:00Z", [24, 23, 24]],
    ["a midnight that comes twice", "America/Havana", "2026-10-31T12:00:00Z", [24, 25, 24]],
    ["an hour before midnight that comes twice", "Africa/Cairo", "2026-10-29T12:00:00Z", [25, 24, 24]],
    ["half an hour", "Australia/Lord_Howe", "2026-04-04T12:00:00Z", [24, 24.5, 24]],
  ])("are as long as they are: %s", (_, zone, at, expected) => {
    expect(lengths(at, 3, zone).map(([, length]) => length)).toEqual(expected);
  });

  it("leave out what a zone left out", () => {
    expect(lengths("2011-12-29T12:00:00-10:00", 3, "Pacific/Apia")).toEqual([
      ["2011-12-29", 24],
      ["2011-12-31", 24],
    ]);
  });

  it("follow each other without a gap for a year, everywhere", () => {
    for (const zone of ["UTC", "Europe/Warsaw", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Auckland"]) {
      const days = daysFrom(Date.parse("2026-01-01T12:00:00Z"), 366, zone);
      expect(days).toHaveLength(366);
      for (const [i, one] of days.entries()) if (i > 0) expect(one.from).toBe(days[i - 1]?.to);
    }
  });
});
