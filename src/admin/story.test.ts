// An event's story comes in the order in which it happened.
import { describe, expect, it } from "vitest";
import type { Delivery, EventDetail, Ticket } from "./api";
import { hasWaited, storyOf } from "./story";

const delivery = (id: string, more: Partial<Delivery> = {}) =>
  ({ id, replayOf: null, because: null, dueAt: 1000, attempts: [], ...more }) as unknown as Delivery;
const event = (more: Partial<EventDetail>) =>
  ({ receivedAt: 1000, added: [], deliveries: [], erasedAt: null, ...more }) as unknown as EventDetail;
const ticket = (...at: number[]) => ({ scans: at.map((one) => ({ at: one })) }) as unknown as Ticket;

const told = (more: Partial<EventDetail>, tickets: Ticket[] = []) =>
  storyOf(event(more), tickets).map((one) =>
    one.is === "delivery" ? `${one.delivery.id}${one.repeatedBy ? ` → ${one.repeatedBy}` : ""}` : one.is,
  );

describe("an event's story", () => {
  it("begins with its coming in, and ends with its erasure", () => {
    expect(told({})).toEqual(["received", "matched"]);
    expect(told({ erasedAt: 5000, deliveries: [delivery("a")] })).toEqual([
      "received",
      "matched",
      "a",
      "erased",
    ]);
  });

  it("matches after what was added to it", () => {
    expect(told({ added: [{ at: 1500, by: "twin" }] })).toEqual(["received", "added", "matched"]);
  });

  it("has what was planned with it before scans, and what a person repeated where they did", () => {
    const deliveries = [
      delivery("later", { dueAt: 900_000 }),
      delivery("first"),
      delivery("again", { replayOf: "first", dueAt: 5000 }),
      delivery("thrice", {
        replayOf: "again",
        dueAt: 9000,
        attempts: [{ at: 7000 }] as Delivery["attempts"],
      }),
    ];
    expect(told({ deliveries }, [ticket(3000, 6000)])).toEqual([
      "received",
      "matched",
      "later",
      "first → again",
      "scan",
      "again → thrice",
      "scan",
      "thrice",
    ]);
  });

  it("knows a moment that was waited for from a moment's delay", () => {
    expect(hasWaited(delivery("a", { dueAt: 2000 }), event({}))).toBe(false);
    expect(hasWaited(delivery("a", { dueAt: 600_000 }), event({}))).toBe(true);
  });
});
