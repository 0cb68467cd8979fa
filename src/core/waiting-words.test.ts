import { describe, expect, it } from "vitest";
import { eventTypes } from "./event";
import { languages } from "./language";
import { movedByPerson, quietReason } from "./waiting";
import { sentenceOf, type Waiter } from "./waiting-words";

const warsaw = (text: string) => Date.parse(`${text}+01:00`);
const dueAt = warsaw("2026-12-03T09:00");

const waiter: Waiter = {
  state: "waiting",
  nextAt: dueAt,
  dueAt,
  tries: 0,
  who: "Anna Nowak",
  automation: "Renewal reminder",
  connection: "Mailchimp",
  timing: { when: "after", amount: 7, unit: "days" },
  since: { type: "purchase.completed", at: warsaw("2026-11-26T09:00") },
  before: null,
  moved: null,
  reason: null,
};
const before: Partial<Waiter> = {
  timing: { when: "before", amount: 3, unit: "days" },
  before: { kind: "access", name: "Course A", endsAt: warsaw("2026-12-06T09:00") },
};
const ago = warsaw("2026-12-03T08:00");

const table: [string, Partial<Waiter>, string][] = [
  [
    "after an event",
    {},
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”: 7 days after the purchase on 26 Nov 2026.",
  ],
  [
    "one hour after, with the hour it happened",
    { timing: { when: "after", amount: 1, unit: "hours" }, since: { type: "cart.abandoned", at: ago } },
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”: 1 hour after the cart was left on 3 Dec 2026, 08:00.",
  ],
  [
    "after an event of the shop's own",
    { since: { type: "custom.course_finished", at: ago - 7 * 86_400_000 } },
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”: 7 days after “custom.course_finished” on 26 Nov 2026.",
  ],
  [
    "nobody in particular",
    { who: null },
    "“Renewal reminder” waits until 3 Dec 2026, 09:00: 7 days after the purchase on 26 Nov 2026.",
  ],
  [
    "by the clock",
    { timing: { when: "after", amount: 1, unit: "calendar-days", atTime: "09:00" } },
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”: 1 calendar day after the purchase on 26 Nov 2026, at 09:00.",
  ],
  [
    "the next time the clock shows it",
    { timing: { when: "at", atTime: "09:00" } },
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”: next at 09:00 after the purchase on 26 Nov 2026.",
  ],
  [
    "quiet hours",
    { timing: { when: "at", quietHours: { from: "22:00", to: "09:00" } }, reason: quietReason },
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”: at once, but not from 22:00 to 09:00, after the " +
      "purchase on 26 Nov 2026; it waits for the end of the quiet hours.",
  ],
  [
    "before access ends",
    before,
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”: 3 days before access to Course A ends on 6 Dec 2026.",
  ],
  [
    "before access to something without a name ends",
    { ...before, before: { kind: "access", name: null, endsAt: warsaw("2026-12-06T09:00") } },
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”: 3 days before access ends on 6 Dec 2026.",
  ],
  [
    "before a paid period ends",
    { ...before, before: { kind: "period", name: null, endsAt: warsaw("2026-12-06T09:00") } },
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”: 3 days before the paid period ends on 6 Dec 2026.",
  ],
  [
    "before a date that has been forgotten",
    { ...before, before: null },
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”: 3 days before a date that is no longer known.",
  ],
  [
    "a date that moved",
    { ...before, moved: { from: warsaw("2026-11-03T09:00"), because: "the subscription was renewed" } },
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”: 3 days before access to Course A ends on 6 Dec 2026; " +
      "it moved from 3 Nov 2026 because the subscription was renewed.",
  ],
  [
    "a moment that a person chose",
    { ...before, moved: { from: warsaw("2026-12-03T07:00"), because: movedByPerson } },
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”: it was to come 3 days before access to Course A ends " +
      "on 6 Dec 2026, but a person moved it from 3 Dec 2026, 07:00.",
  ],
  [
    "another try",
    { state: "retrying", tries: 2, reason: "Mailchimp answered 503." },
    "Anna Nowak waits until 3 Dec 2026, 09:00 for “Renewal reminder”, to be tried again after 2 tries: Mailchimp answered 503.",
  ],
  [
    "a connection",
    { state: "held", nextAt: null, reason: "Mailchimp refused the key." },
    "Anna Nowak waits for “Renewal reminder” until the connection “Mailchimp” works again: Mailchimp refused the key.",
  ],
  [
    "a connection that has been deleted",
    { state: "held", nextAt: null, connection: null },
    "Anna Nowak waits for “Renewal reminder” until its connection works again.",
  ],
  [
    "nothing any more",
    { state: "ready" },
    "Anna Nowak waits for “Renewal reminder”, due since 3 Dec 2026, 09:00: it is about to run.",
  ],
  [
    "another one in its lane",
    { state: "ready", reason: "Waits for an earlier delivery to the same place." },
    "Anna Nowak waits for “Renewal reminder”, due since 3 Dec 2026, 09:00: Waits for an earlier delivery to the same place.",
  ],
];

describe("The sentence of what waits", () => {
  it.each(table)("for %s", (_, more, sentence) => {
    expect(sentenceOf({ ...waiter, ...more }, "Europe/Warsaw")).toBe(sentence);
  });

  it("tells the hour by the workspace's clock", () => {
    expect(sentenceOf(waiter, "America/New_York")).toContain("until 3 Dec 2026, 03:00");
  });

  it("has words for every type of event", () => {
    for (const language of languages)
      for (const type of eventTypes)
        expect(sentenceOf({ ...waiter, since: { type, at: ago } }, "UTC", language), type).not.toContain(
          type,
        );
  });

  const spoken: [string, Partial<Waiter>, string, string][] = [
    [
      "after an event",
      {},
      "Anna Nowak czeka do 3 gru 2026, 09:00 na „Renewal reminder”: 7 dni po zakupie (26 lis 2026).",
      "Anna Nowak väntar till den 3 dec. 2026 09:00 på ”Renewal reminder”: 7 dygn efter köpet den 26 nov. 2026.",
    ],
    [
      "nobody in particular, by the clock and out of quiet hours",
      {
        who: null,
        timing: {
          when: "after",
          amount: 2,
          unit: "weeks",
          atTime: "09:00",
          quietHours: { from: "22:00", to: "08:00" },
        },
        reason: quietReason,
      },
      "„Renewal reminder” czeka do 3 gru 2026, 09:00: 2 tygodnie po zakupie (26 lis 2026), o 09:00, ale nie w godzinach " +
        "22:00–08:00; czeka na koniec godzin ciszy.",
      "”Renewal reminder” väntar till den 3 dec. 2026 09:00: 2 veckor efter köpet den 26 nov. 2026, kl. 09:00, men inte " +
        "mellan 22:00 och 08:00; väntar på att den tysta tiden ska ta slut.",
    ],
    [
      "a date that moved",
      { ...before, moved: { from: warsaw("2026-11-03T09:00"), because: "the plan was changed" } },
      "Anna Nowak czeka do 3 gru 2026, 09:00 na „Renewal reminder”: 3 dni przed końcem dostępu do „Course A” (6 gru 2026); " +
        "przesunięto z 3 lis 2026, bo THE PLAN WAS CHANGED.",
      "Anna Nowak väntar till den 3 dec. 2026 09:00 på ”Renewal reminder”: 3 dygn innan åtkomsten till ”Course A” tar slut " +
        "den 6 dec. 2026; flyttad från den 3 nov. 2026 eftersom THE PLAN WAS CHANGED.",
    ],
    [
      "a connection",
      { state: "held", nextAt: null, reason: "The connection is paused." },
      "Anna Nowak czeka na „Renewal reminder”, aż połączenie „Mailchimp” znów zadziała: THE CONNECTION IS PAUSED.",
      "Anna Nowak väntar på ”Renewal reminder” tills anslutningen ”Mailchimp” fungerar igen: THE CONNECTION IS PAUSED.",
    ],
    [
      "another try",
      { state: "retrying", tries: 2 },
      "Anna Nowak czeka do 3 gru 2026, 09:00 na „Renewal reminder” i kolejną próbę (dotychczasowe próby: 2).",
      "Anna Nowak väntar till den 3 dec. 2026 09:00 på ”Renewal reminder”, nytt försök efter 2 försök.",
    ],
    [
      "nothing any more",
      { state: "ready" },
      "Anna Nowak czeka na „Renewal reminder”, a termin minął 3 gru 2026, 09:00: zaraz ruszy.",
      "Anna Nowak väntar på ”Renewal reminder”, skulle ha körts den 3 dec. 2026 09:00: körs strax.",
    ],
  ];

  it.each(spoken)("is told in Polish and in Swedish for %s", (_, more, polish, swedish) => {
    const shout = (english: string) => english.toUpperCase();
    expect(sentenceOf({ ...waiter, ...more }, "Europe/Warsaw", "pl", shout)).toBe(polish);
    expect(sentenceOf({ ...waiter, ...more }, "Europe/Warsaw", "sv", shout)).toBe(swedish);
  });

  it.each([
    [1, "weeks", "1 tydzień"],
    [22, "hours", "22 godziny"],
    [5, "minutes", "5 minut"],
    [1.5, "days", "1,5 dnia"],
    [12, "calendar-days", "12 dni kalendarzowych"],
  ] as const)("counts as Polish does: %d %s", (amount, unit, polish) => {
    const sentence = sentenceOf({ ...waiter, timing: { when: "after", amount, unit } }, "UTC", "pl");
    expect(sentence).toContain(`: ${polish} po zakupie`);
  });
});
