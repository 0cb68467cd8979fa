// How a replay of many adds up.
import { describe, expect, it } from "vitest";
import { isPossible, type Replay, type Ring, replayView, withCounted, withReplayed } from "./replay";

const job: Replay = {
  id: "rpl_1",
  state: "counting",
  filter: {},
  which: "all",
  terms: "current",
  reason: null,
  countedTo: null,
  events: 0,
  deliveries: 0,
  byAutomation: [],
  looked: 0,
  replayed: 0,
  made: 0,
  leftAlone: [],
  countedAt: 0,
  startedAt: null,
  endedAt: null,
  cursor: 0,
  until: 100,
};

const ring = (automationId: string, connectionId = "con_1"): Ring => ({
  automationId,
  version: 3,
  name: "Welcome",
  connectionId,
  connection: "Zapier",
  action: "send",
  at: 0,
  repeats: null,
});

describe("what has not rung yet", () => {
  it("has no terms of before", () => {
    expect(isPossible({ which: "missing", terms: "original" })).toBe(false);
    expect(isPossible({ which: "missing", terms: "current" })).toBe(true);
    expect(isPossible({ which: "failed", terms: "original" })).toBe(true);
  });
});

describe("a replay of many", () => {
  it("counts events, and deliveries by automation and tool", () => {
    const counted = [
      [ring("aut_1"), ring("aut_2")],
      [ring("aut_1")],
      [ring("aut_1", "con_2")],
      [],
    ].reduce<Replay>((at, rings, i) => withCounted(at, i + 1, { rings }), job);
    expect(counted).toMatchObject({ events: 4, deliveries: 4, cursor: 4 });
    expect(counted.byAutomation.map((one) => [one.automationId, one.connectionId, one.count])).toEqual([
      ["aut_1", "con_1", 2],
      ["aut_2", "con_1", 1],
      ["aut_1", "con_2", 1],
    ]);
  });

  it("counts what it left alone by reasons that say nothing of one event", () => {
    const after = [
      "It was cancelled.",
      "A condition was not met: total is 3.",
      "It was cancelled.",
    ].reduce<Replay>((at, leftAlone, i) => withReplayed(at, i + 1, { rings: [], leftAlone }), job);
    expect(withReplayed(after, 9, { rings: [ring("aut_1"), ring("aut_2")] })).toMatchObject({
      looked: 4,
      replayed: 1,
      made: 2,
      cursor: 9,
      leftAlone: [
        { reason: "It was cancelled.", count: 2 },
        { reason: "A condition was not met.", count: 1 },
      ],
    });
  });

  it("is shown without its place in the ledger", () => {
    expect(Object.keys(replayView(job))).not.toContain("cursor");
    expect(Object.keys(replayView(job))).not.toContain("until");
  });
});
