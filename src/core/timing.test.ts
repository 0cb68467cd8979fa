import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { automationSchema, cancelledBy, type Timing, timingSchema, tooLateAfterMs } from "./automation";
import { hoursAround } from "./calendar";
import { dueAt, dueBefore, effectiveAt, isLater, quietUntil } from "./timing";

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 20, 12);

describe("an event is later", () => {
  const event = { id: 5, type: "cart.abandoned", effective_at: now };
  it.each([
    ["than one that happened before it", { id: 1, effective_at: now + 1 }, true],
    ["than nothing that happened after it", { id: 9, effective_at: now - 1 }, false],
    ["when it happened with one of another type", { id: 1, type: "purchase.completed" }, true],
    ["when it happened with one of its type and came after it", { id: 9 }, true],
    ["not when it happened with one of its type and came before it", { id: 1 }, false],
    ["not than itself", {}, false],
  ])("%s", (_, more, isSo) => {
    expect(isLater({ ...event, ...more }, event)).toBe(isSo);
  });
});

describe("a fact counts", () => {
  it.each([
    ["from its own time", now - hour, now - hour],
    ["from its own time, three days late", now - 3 * day, now - 3 * day],
    ["from its arrival, when it is older than any shop's retries", now - 3 * day - 1, now],
    ["from its arrival, when it lies in the future", now + 1, now],
    ["from its arrival, when it has no time to speak of", 0, now],
  ])("%s", (_, occurredAt, counted) => {
    expect(effectiveAt(occurredAt, now)).toBe(counted);
    expect(dueAt({ when: "after", amount: 2, unit: "hours" }, { occurredAt, receivedAt: now }, "UTC")).toBe(
      counted + 2 * hour,
    );
  });

  it("from its arrival, when something is to be done at once", () => {
    expect(dueAt({ when: "at" }, { occurredAt: now - hour, receivedAt: now }, "UTC")).toBe(now);
  });
});

describe("a timing", () => {
  it.each([
    [{ when: "at" }, true],
    [{ when: "after", amount: 3, unit: "days" }, true],
    [{ when: "after", amount: 0.5, unit: "hours" }, true],
    [{ when: "after", amount: 104, unit: "weeks" }, true],
    [{ when: "after", amount: 105, unit: "weeks" }, false],
    [{ when: "after", amount: 3 }, false],
    [{ when: "after", unit: "days" }, false],
    [{ when: "after", amount: 0, unit: "days" }, false],
    [{ when: "after", amount: -1, unit: "days" }, false],
    [{ when: "before", amount: 3, unit: "days" }, true],
    [{ when: "before" }, false],
    [{ when: "sometime" }, false],
  ])("%j is allowed: %j", (timing, isAllowed) => {
    expect(timingSchema.safeParse(timing).success).toBe(isAllowed);
  });
});

describe("an automation", () => {
  const definition = {
    name: " Welcome ",
    trigger: { event: "purchase.completed" },
    action: { connectionId: "con_1", action: "send" },
  };

  it("needs no more than a name, a trigger and an action", () => {
    expect(automationSchema.parse(definition)).toEqual({
      name: "Welcome",
      trigger: { event: "purchase.completed" },
      timing: { when: "at" },
      action: { connectionId: "con_1", action: "send", input: {} },
      cancelOn: [],
      frequency: "every-time",
      enabled: true,
    });
  });

  it("listens to a shop's own events by their custom name alone", () => {
    const listeningTo = (event: string) =>
      automationSchema.safeParse({ ...definition, trigger: { event } }).success;
    expect(listeningTo("custom.course_finished")).toBe(true);
    expect(listeningTo("course_finished")).toBe(false);
    expect(listeningTo("custom.")).toBe(false);
  });

  it("is cancelled by what it names, and cart recovery by a purchase too", () => {
    const by = (event: string, cancelOn: string[]) => cancelledBy({ trigger: { event }, cancelOn });
    expect(by("lead.created", [])).toEqual([]);
    expect(by("lead.created", ["purchase.refunded"])).toEqual(["purchase.refunded"]);
    expect(by("cart.abandoned", ["lead.created"])).toEqual(["lead.created", "purchase.completed"]);
    expect(by("cart.abandoned", ["purchase.completed"])).toEqual(["purchase.completed"]);
  });

  it("is never too late unless it says so, but cart recovery is after a day", () => {
    const late = (event: string, tooLateAfterHours?: number) =>
      tooLateAfterMs({ trigger: { event }, ...(tooLateAfterHours ? { tooLateAfterHours } : {}) });
    expect(late("access.granted")).toBeUndefined();
    expect(late("access.granted", 2)).toBe(2 * hour);
    expect(late("cart.abandoned")).toBe(day);
    expect(late("cart.abandoned", 48)).toBe(2 * day);
  });
});

describe("by the clock on the wall, in Warsaw", () => {
  const warsaw = "Europe/Warsaw";
  const at = (text: string) => Date.parse(text);
  const night = { from: "22:00", to: "08:00" };

  it.each<[string, Timing, string, string]>([
    [
      "24 hours",
      { when: "after", amount: 1, unit: "days" },
      "2026-10-24T15:00+02:00",
      "2026-10-25T14:00+01:00",
    ],
    [
      "a day",
      { when: "after", amount: 1, unit: "calendar-days" },
      "2026-10-24T15:00+02:00",
      "2026-10-25T15:00+01:00",
    ],
    [
      "tomorrow at nine",
      { when: "after", amount: 1, unit: "calendar-days", atTime: "09:00" },
      "2026-06-01T15:00+02:00",
      "2026-06-02T09:00+02:00",
    ],
    [
      "in a week at nine",
      { when: "after", amount: 1, unit: "weeks", atTime: "09:00" },
      "2026-06-01T15:00+02:00",
      "2026-06-08T09:00+02:00",
    ],
    [
      "half a day later, which nine o'clock is not",
      { when: "after", amount: 0.5, unit: "days", atTime: "01:00" },
      "2026-06-01T10:00+02:00",
      "2026-06-02T01:00+02:00",
    ],
    [
      "two hours later, then at nine",
      { when: "after", amount: 2, unit: "hours", atTime: "09:00" },
      "2026-06-01T08:00+02:00",
      "2026-06-02T09:00+02:00",
    ],
    [
      "at the next nine o'clock",
      { when: "at", atTime: "09:00" },
      "2026-06-01T08:00+02:00",
      "2026-06-01T09:00+02:00",
    ],
    [
      "at once, by day",
      { when: "at", quietHours: night },
      "2026-06-01T12:00+02:00",
      "2026-06-01T12:00+02:00",
    ],
    [
      "at once, but not by night",
      { when: "at", quietHours: night },
      "2026-06-01T23:00+02:00",
      "2026-06-02T08:00+02:00",
    ],
    [
      "an hour later, but not by night",
      { when: "after", amount: 1, unit: "hours", quietHours: night },
      "2026-06-01T21:30+02:00",
      "2026-06-02T08:00+02:00",
    ],
    [
      "at nine, which is quiet",
      { when: "at", atTime: "09:00", quietHours: { from: "08:00", to: "10:00" } },
      "2026-06-01T08:00+02:00",
      "2026-06-01T10:00+02:00",
    ],
  ])("after: %s", (_, timing, from, to) => {
    const instant = at(from);
    expect(dueAt(timing, { occurredAt: instant, receivedAt: instant }, warsaw)).toBe(at(to));
  });

  it.each<[string, Timing, string, string]>([
    [
      "a day",
      { when: "before", amount: 1, unit: "calendar-days" },
      "2026-10-25T15:00+01:00",
      "2026-10-24T15:00+02:00",
    ],
    [
      "three days before at nine",
      { when: "before", amount: 3, unit: "calendar-days", atTime: "09:00" },
      "2026-06-10T15:00+02:00",
      "2026-06-07T09:00+02:00",
    ],
    [
      "an hour before at nine: the last nine o'clock",
      { when: "before", amount: 1, unit: "hours", atTime: "09:00" },
      "2026-06-10T09:30+02:00",
      "2026-06-09T09:00+02:00",
    ],
    [
      "half a day before at nine, never after the date",
      { when: "before", amount: 0.5, unit: "days", atTime: "23:00" },
      "2026-06-10T20:00+02:00",
      "2026-06-09T23:00+02:00",
    ],
    [
      "quiet hours that are over in time",
      { when: "before", amount: 10, unit: "hours", quietHours: night },
      "2026-06-10T14:00+02:00",
      "2026-06-10T08:00+02:00",
    ],
    [
      "quiet hours that last past the date",
      { when: "before", amount: 3, unit: "hours", quietHours: night },
      "2026-06-10T05:00+02:00",
      "2026-06-09T21:59+02:00",
    ],
  ])("before: %s", (_, timing, endsAt, to) => {
    expect(dueBefore(timing, at(endsAt), warsaw)).toBe(at(to));
  });

  it.each<[string, string, string, string | undefined]>([
    ["runs by day", "2026-06-01T12:00+02:00", "2026-06-01T12:00+02:00", undefined],
    [
      "runs a little late, though night has come",
      "2026-06-01T21:55+02:00",
      "2026-06-01T22:05+02:00",
      undefined,
    ],
    [
      "waits until morning when it is late",
      "2026-06-01T21:00+02:00",
      "2026-06-01T23:00+02:00",
      "2026-06-02T08:00+02:00",
    ],
    ["runs by night where a person chose so", "2026-06-01T23:00+02:00", "2026-06-02T01:00+02:00", undefined],
    ["runs in the morning", "2026-06-01T21:00+02:00", "2026-06-02T08:00+02:00", undefined],
  ])("what is due %s", (_, due, now, until) => {
    const timing: Timing = { when: "at", quietHours: night };
    expect(quietUntil(timing, at(due), at(now), warsaw)).toBe(until && at(until));
  });

  it("never comes after the date it is to come before", () => {
    const time = fc.constantFrom("00:00", "02:30", "09:00", "12:15", "23:59");
    const timing = fc.record<Timing>(
      {
        when: fc.constant("before"),
        amount: fc.integer({ min: 1, max: 60 }),
        unit: fc.constantFrom("minutes", "hours", "days", "weeks", "calendar-days"),
        atTime: time,
        quietHours: fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to),
      },
      { requiredKeys: ["when", "amount", "unit"] },
    );
    const instant = fc.integer({ min: at("2025-01-01T00:00Z"), max: at("2030-01-01T00:00Z") });
    fc.assert(
      fc.property(timing, instant, (one, endsAt) => {
        expect(dueBefore(one, endsAt, warsaw)).toBeLessThan(endsAt);
        const due = dueAt({ ...one, when: "after" }, { occurredAt: endsAt, receivedAt: endsAt }, warsaw);
        expect(due).toBeGreaterThanOrEqual(endsAt);
        expect(one.quietHours && hoursAround(due, one.quietHours, warsaw)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});
