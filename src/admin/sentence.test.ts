// An automation in plain words.
import { beforeAll, describe, expect, it } from "vitest";
import { limitsOf, momentText, type Rule, sentenceOf } from "./sentence";
import { speak } from "./text";

beforeAll(() => speak("en"));

const rule = (more: Partial<Rule> = {}): Rule => ({
  trigger: { event: "purchase.completed" },
  timing: { when: "at" },
  cancelOn: [],
  frequency: "every-time",
  ...more,
});
const names = { products: [], connection: "Mailchimp · Main", action: "Add to an audience" };

describe("the sentence", () => {
  it("says no more than there is", () => {
    expect(sentenceOf(rule(), names)).toBe(
      "When someone buys, then at once: Mailchimp · Main, “Add to an audience”.",
    );
    expect(limitsOf(rule())).toEqual([]);
  });

  it("names products, source and target", () => {
    const timing = { when: "after", amount: 2, unit: "hours" } as const;
    const more = { products: ["Gold", "Silver", "Tea"], source: "EasyCart", target: "Newsletter" };
    expect(sentenceOf(rule({ timing }), { ...names, ...more })).toBe(
      "When someone buys (Gold, Silver or Tea) at EasyCart, then 2 hours later: Mailchimp · Main, “Add to an audience” (Newsletter).",
    );
  });

  it("before a date, begins with the moment", () => {
    const timing = { when: "before", amount: 3, unit: "days" } as const;
    const before = rule({ trigger: { event: "access.expired" }, timing });
    expect(sentenceOf(before, { ...names, products: ["Gold"] })).toBe(
      "3 days before access ends (Gold): Mailchimp · Main, “Add to an audience”.",
    );
  });

  it("says what limits it, each by itself", () => {
    const limited = rule({
      trigger: { event: "cart.abandoned", marketingConsent: true, conditions: [] },
      timing: { when: "at", quietHours: { from: "22:00", to: "07:00" } },
      cancelOn: ["purchase.completed", "lead.created"],
      frequency: "once-per-customer",
      tooLateAfterHours: 1,
    });
    expect(limitsOf(limited)).toEqual([
      "Only customers who agreed to marketing.",
      "Only if its conditions are met.",
      "Not if meanwhile someone buys or a lead comes in.",
      "Once per customer.",
      "Not between 22:00 and 07:00.",
      "Not when it is 1 hour late.",
    ]);
  });
});

describe("the moment", () => {
  it.each([
    [{ when: "at" }, "purchase.completed", "at once"],
    [{ when: "at", atTime: "09:00" }, "purchase.completed", "at once, at 09:00"],
    [{ when: "after", amount: 1, unit: "weeks" }, "purchase.completed", "1 week later"],
    [
      { when: "after", amount: 3, unit: "calendar-days", atTime: "09:00" },
      "purchase.completed",
      "3 calendar days later, at 09:00",
    ],
    [{ when: "before", amount: 3, unit: "days" }, "access.expired", "3 days before access ends"],
  ] as const)("%j of %s is %s", (timing, event, words) => {
    expect(momentText(timing, event)).toBe(words);
  });
});
