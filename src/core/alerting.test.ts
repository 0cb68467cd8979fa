// Told once, closed once, and no flood, however a trouble comes and goes.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Alert, isHidden, isToBeTold, seen, unseen } from "./alerting";
import { type TroubleKind, troubleKinds, troubleOf } from "./trouble";

const minute = 60_000;
const hour = 60 * minute;
const visitMs = 10 * minute;

const subject = { kind: "connection" as const, id: "con_1", name: "Zapier" };
const trouble = (kind: TroubleKind, cause: string | null = "It is so.") =>
  troubleOf({ kind, subject, cause, count: 1, since: 0 });

type Message = { at: number; is: "opened" | "closed" };

/** What one channel hears while the watchdog comes by every ten minutes. @param isThere by the number of the visit */
function play(kind: TroubleKind, visits: number, isThere: (visit: number) => boolean): Message[] {
  const messages: Message[] = [];
  let alert: Alert | undefined;
  for (let visit = 0; visit < visits; visit++) {
    const at = visit * visitMs;
    const before = alert;
    alert = isThere(visit) ? seen(alert, trouble(kind), at) : alert && unseen(alert, at);
    if (alert && alert.told.length === 0 && isToBeTold(alert, at)) {
      alert = { ...alert, told: ["alc_1"] };
      messages.push({ at, is: "opened" });
    }
    const hasClosed = alert?.closedAt === at && before?.closedAt === null;
    if (hasClosed && alert?.told.length) messages.push({ at, is: "closed" });
  }
  return messages;
}

describe("a trouble", () => {
  it("is told of once while it lasts, and once when it is over", () => {
    expect(play("connection", 1000, (visit) => visit < 900)).toEqual([
      { at: 0, is: "opened" },
      { at: 900 * visitMs, is: "closed" },
    ]);
  });

  it("that is gone for a moment is not over", () => {
    expect(play("failed", 100, (visit) => visit !== 50)).toHaveLength(1);
  });

  it("that mends itself at once is not told of, nor is its end", () => {
    expect(play("overdue", 100, (visit) => visit === 5)).toEqual([]);
    expect(play("held", 100, (visit) => visit < 5)).toEqual([]);
  });

  it("that comes back after days is a new one", () => {
    const told = play("connection", 1000, (visit) => visit < 10 || visit >= 500);
    expect(told.map(({ is }) => is)).toEqual(["opened", "closed", "opened"]);
  });

  it.each(troubleKinds)(
    "of the kind %s that comes and goes is told of a dozen times a day at most",
    (kind) => {
      fc.assert(
        fc.property(fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 40 }), (spans) => {
          const changes: boolean[] = [];
          for (const [i, span] of spans.entries())
            changes.push(...Array<boolean>(span + 1).fill(i % 2 === 0));
          const told = play(kind, 432, (visit) => changes[visit % changes.length] ?? false);
          for (const { at } of told)
            expect(told.filter((one) => one.at >= at && one.at < at + 24 * hour).length).toBeLessThanOrEqual(
              12,
            );
          // One after the other, beginning with the bad news.
          expect(told.every(({ is }, i) => is === (i % 2 === 0 ? "opened" : "closed"))).toBe(true);
        }),
      );
    },
  );
});

it("a trouble is not taken to be over while it may lie among what was not looked at", () => {
  const whole = trouble("failed", "Another cause.");
  expect(isHidden(trouble("failed"), [whole])).toBe(false);
  expect(isHidden(trouble("failed"), [{ ...whole, isMore: true }])).toBe(true);
  expect(isHidden(trouble("failed"), [trouble("failed", null)])).toBe(true);
  expect(isHidden(trouble("uncertain"), [trouble("failed", null)])).toBe(false);
});
