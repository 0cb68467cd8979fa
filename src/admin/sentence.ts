// An automation as the sentence it is, in plain words.
import type { Automation } from "./api";
import { eventWords, t } from "./text";

type Timing = Automation["timing"];
export type Rule = Pick<Automation, "trigger" | "timing" | "cancelOn" | "frequency" | "tooLateAfterHours">;

/** What the ids in an automation are called; left out where nobody knows. */
export type Names = {
  products: string[];
  source?: string | undefined;
  connection: string;
  action: string;
  /** Where the action brings somebody: "Newsletter". */
  target?: string | undefined;
};

/** "When someone buys Masterclass, 2 hours later: Mailchimp · Main account: Add to an audience (Newsletter)." */
export function sentenceOf({ trigger, timing }: Pick<Rule, "trigger" | "timing">, names: Names): string {
  const { sentence, sentenceBefore } = t.automations;
  return (timing.when === "before" ? sentenceBefore : sentence)({
    ...names,
    event: eventWords(trigger.event),
    products: names.products.length > 0 ? t.automations.anyOf(names.products) : undefined,
    moment: momentText(timing, trigger.event),
  });
}

/** What limits it, each as a sentence. */
export function limitsOf({ trigger, timing, cancelOn, frequency, tooLateAfterHours }: Rule): string[] {
  const { limits } = t.automations;
  return [
    ...(trigger.marketingConsent ? [limits.consent] : []),
    ...(trigger.conditions ? [limits.conditions] : []),
    ...(cancelOn.length > 0 ? [limits.cancelOn(t.automations.anyOf(cancelOn.map(eventWords)))] : []),
    ...(frequency === "every-time" ? [] : [limits[frequency]]),
    ...(timing.quietHours ? [limits.quiet(timing.quietHours.from, timing.quietHours.to)] : []),
    ...(tooLateAfterHours === undefined ? [] : [limits.tooLate(tooLateAfterHours)]),
  ];
}

/** "2 hours later", "3 days before access ends, at 09:00". */
export function momentText({ when, amount = 0, unit = "hours", atTime }: Timing, event: string): string {
  const { at, later, spans, before, atClock } = t.automations;
  const span = spans[unit](amount);
  const moment =
    when === "at" ? at : when === "before" ? `${span} ${before[event] ?? ""}`.trim() : later(span);
  return atTime ? atClock(moment, atTime) : moment;
}
