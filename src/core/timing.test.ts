import { describe, expect, it } from "vitest";
import { automationSchema, cancelledBy, timingSchema, tooLateAfterMs } from "./automation";
import { dueAt, effectiveAt, isLater } from "./timing";

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
    expect(dueAt({ when: "after", amount: 2, unit: "hours" }, { occurredAt, receivedAt: now })).toBe(
      counted + 2 * hour,
    );
  });

  it("from its arrival, when something is to be done at once", () => {
    expect(dueAt({ when: "at" }, { occurredAt: now - hour, receivedAt: now })).toBe(now);
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
