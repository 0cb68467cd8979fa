// A source that went silent is missed, and one that keeps its habit never is.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Heard, habitOf, heardAt, neverHeard, silenceOf } from "./silence";

const hour = 3_600_000;
const day = 24 * hour;
/** A Monday, midnight. */
const monday = Date.UTC(2026, 10, 2);

const heard = (moments: number[]): Heard => moments.reduce(heardAt, neverHeard);
const range = (from: number, to: number, step: number) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);

/** Open from nine to five on working days. */
const isOffice = (at: number) => {
  const date = new Date(at);
  return date.getUTCDay() % 6 !== 0 && date.getUTCHours() >= 9 && date.getUTCHours() < 17;
};

describe("a shop that keeps office hours", () => {
  const weeks = range(monday, monday + 28 * day, hour).filter(isOffice);
  const history = heard(weeks);

  it("is known by its pauses", () => {
    expect(habitOf(history)).toMatchObject({ usuallyMs: hour, longestMs: 65 * hour });
  });

  it("is not missed over night, nor over a weekend, nor over a long one", () => {
    for (const at of range(history.lastAt, history.lastAt + 4 * day, hour))
      expect(silenceOf(history, at), new Date(at).toISOString()).toBeUndefined();
  });

  it("is missed after a working week without a word", () => {
    expect(silenceOf(history, history.lastAt + 6 * day)).toMatchObject({ usuallyMs: hour });
  });

  it("is never missed while it goes on as ever", () => {
    let known = neverHeard;
    for (const at of range(monday, monday + 70 * day, hour)) {
      expect(silenceOf(known, at), new Date(at).toISOString()).toBeUndefined();
      if (isOffice(at)) known = heardAt(known, at);
    }
  });

  it("does not take an outage of a week for its custom", () => {
    const later = range(monday + 35 * day, monday + 42 * day, hour).filter(isOffice);
    expect(habitOf(heard([...weeks, ...later]))?.longestMs).toBe(65 * hour);
  });

  it("is not missed on the first weekend after a fortnight of holidays", () => {
    const back = monday + 42 * day + 9 * hour;
    let known = heardAt(heard(weeks), back);
    for (const at of range(back, monday + 70 * day, hour)) {
      expect(silenceOf(known, at), new Date(at).toISOString()).toBeUndefined();
      if (isOffice(at)) known = heardAt(known, at);
    }
  });
});

it("a shop that speaks all day is missed within hours", () => {
  const busy = heard(range(monday, monday + 28 * day, 10 * 60_000));
  expect(silenceOf(busy, busy.lastAt + 5 * hour)).toBeUndefined();
  expect(silenceOf(busy, busy.lastAt + 6 * hour)).toMatchObject({ usuallyMs: hour, longestMs: hour });
});

it("a shop that is new, or speaks once in a while, has no habit that could be broken", () => {
  const fresh = heard(range(monday, monday + 3 * day, hour));
  expect(silenceOf(fresh, fresh.lastAt + 5 * day)).toBeUndefined();
  const rare = heard(range(monday, monday + 27 * day, 2 * day));
  expect(silenceOf(rare, rare.lastAt + 300 * day)).toBeUndefined();
});

describe("whatever the history", () => {
  const moments = fc
    .array(fc.integer({ min: 0, max: 60 * 24 * 60 }), { minLength: 1, maxLength: 400 })
    .map((minutes) => minutes.sort((a, b) => a - b).map((one) => monday + one * 60_000));

  it("nobody is missed who has just spoken, or not for longer than ever before", () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 6 * hour - 1 }), (told, later) => {
        const known = heard(told);
        expect(silenceOf(known, known.lastAt + later)).toBeUndefined();
        const habit = habitOf(known);
        if (habit) expect(silenceOf(known, known.lastAt + habit.longestMs)).toBeUndefined();
      }),
    );
  });

  it("who has a habit and is silent for long enough is missed, and stays so until the next word", () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 400 }), (told, days) => {
        const known = heard(told);
        const habit = habitOf(known);
        if (!habit) return;
        expect(silenceOf(known, habit.from + days * day)).toEqual(habit);
        const at = habit.from + days * day;
        expect(silenceOf(heardAt(known, at), at)).toBeUndefined();
      }),
    );
  });

  it("four weeks are remembered, hour by hour", () => {
    fc.assert(
      fc.property(moments, (told) => {
        const { hours, lastAt } = heard(told);
        expect(lastAt).toBe(told.at(-1));
        expect(hours).toEqual([...new Set(hours)].sort((a, b) => a - b));
        expect(hours.length).toBeLessThanOrEqual(28 * 24);
        expect((hours.at(-1) ?? 0) - (hours[0] ?? 0)).toBeLessThan(28 * 24);
      }),
    );
  });
});
