import { describe, expect, it } from "vitest";
import { dayAt, daysFrom } from "./local-days";

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
