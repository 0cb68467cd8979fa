// A look back, as tables: what it makes of a plan in hindsight, and when it needs the shop's own words.
import { describe, expect, it } from "vitest";
import type { Automation } from "./automation";
import { inHindsight, needsData, notesOn } from "./look-back";
import type { Planned } from "./plan";

const rule: Automation = {
  id: "aut_1",
  version: 1,
  name: "A rule",
  trigger: { event: "purchase.completed" },
  timing: { when: "at" },
  action: { connectionId: "con_1", action: "send", input: {}, inputVersion: 1 },
  cancelOn: ["purchase.refunded"],
  frequency: "every-time",
  enabled: true,
};
const planned: Planned = {
  automation: rule,
  dueAt: 1000,
  lane: null,
  cancelKey: null,
  hangsOn: null,
  onceKeys: [],
};
const nothingCancels = { cancelType: undefined, isDateGone: false };

describe("a plan in hindsight", () => {
  it("rings, at its moment", () => {
    expect(inHindsight(planned, nothingCancels)).toEqual({ would: "ring", reason: null, dueAt: 1000 });
  });

  it("is called off by what cancelled it before its moment", () => {
    expect(
      inHindsight({ ...planned, skipped: "Past." }, { ...nothingCancels, cancelType: "lead.created" }),
    ).toEqual({
      would: "cancel",
      reason: "It would have been cancelled, because lead.created happened.",
      dueAt: 1000,
    });
  });

  it("is skipped with the plan's reason, and called off where its date is gone", () => {
    expect(inHindsight({ ...planned, skipped: "Past." }, nothingCancels)).toMatchObject({
      would: "skip",
      reason: "Past.",
    });
    expect(inHindsight(planned, { ...nothingCancels, isDateGone: true }).would).toBe("cancel");
  });
});

describe("the shop's own words", () => {
  const action = { needs: [], laneOf: () => undefined };
  const withInput = (input: Automation["action"]["input"]): Automation => ({
    ...rule,
    action: { ...rule.action, input },
  });
  const when = (field: string): Automation => ({
    ...rule,
    trigger: { ...rule.trigger, conditions: { any: [[{ field, op: "exists" }]] } },
  });

  it.each<[string, Automation, boolean]>([
    ["are not needed by an empty input", rule, false],
    ["are needed by a template that names them", withInput({ note: ["{{ data.ref }}"] }), true],
    ["are needed by a tag that names them", withInput({ a: { b: "{% if data.ref %}x{% endif %}" } }), true],
    ["are not needed by a template of the facts", withInput({ note: "{{ customer.email }}" }), false],
    ["are not meant by the mere word", withInput({ note: "your data" }), false],
    ["are needed by a condition on them", when("data.ref"), true],
    ["are needed by a condition on them as a whole", when("data"), true],
    ["are not needed by a condition on the facts", when("order.total.amount"), false],
    ["are not meant by a name that begins alike", when("dataset"), false],
  ])("%s", (_, automation, isNeeded) => {
    expect(needsData(automation, action)).toBe(isNeeded);
  });

  it("are needed by an action that passes them on, by what it was told to send", () => {
    const passesOnData = (input: unknown) => !Object.hasOwn(Object(input), "body");
    expect(needsData(rule, { ...action, passesOnData })).toBe(true);
    expect(needsData(withInput({ body: {} }), { ...action, passesOnData })).toBe(false);
  });
});

describe("what to know about the result", () => {
  it("is nothing, or says what was left out of account", () => {
    expect(notesOn(rule, false)).toEqual([]);
    const before = { when: "before", amount: 3, unit: "days" } as const;
    const notes = notesOn({ ...rule, timing: before, frequency: "once-per-customer" }, true);
    expect(notes).toHaveLength(3);
    for (const note of notes) expect(note).toMatch(/\.$/);
  });
});
