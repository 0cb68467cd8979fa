// Sentences about troubles: the forms go with the numbers, in each language.
import { describe, expect, it } from "vitest";
import { type Language, languages } from "./language";
import { type Trouble, type TroubleKind, troubleKinds, troubleOf } from "./trouble";
import { letterOf, overSentenceOf, sentenceOf } from "./trouble-words";

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 22, 8);

function trouble(kind: TroubleKind, more: Partial<Trouble> = {}): Trouble {
  const subject = { kind: "connection" as const, id: "con_1", name: "Zapier" };
  return troubleOf({ kind, subject, cause: "No (503).", count: 1, since: now - 50 * hour, ...more });
}

const silent = (usuallyMs: number, silentMs: number) =>
  trouble("silent", { silence: { usuallyMs, longestMs: usuallyMs }, since: now - silentMs, count: 0 });

it.each<[Language, Partial<Trouble> & { kind: TroubleKind }, string]>([
  ["en", { kind: "failed" }, "1 delivery to “Zapier” has failed: No (503)."],
  ["en", { kind: "failed", count: 2 }, "2 deliveries to “Zapier” have failed: No (503)."],
  [
    "en",
    { kind: "failed", count: 1000, isMore: true },
    "More than 1,000 deliveries to “Zapier” have failed: No (503).",
  ],
  [
    "en",
    { kind: "failed", cause: null, count: 3 },
    "3 deliveries to “Zapier” have failed: for several causes.",
  ],
  ["en", { kind: "connection", count: 0 }, "“Zapier” does not work: No (503)."],
  ["en", { kind: "connection" }, "“Zapier” does not work: No (503). 1 delivery waits for it."],
  ["en", { kind: "held", count: 5 }, "5 deliveries wait because “Zapier” is paused."],
  ["en", { kind: "refused", count: 5 }, "5 requests of “Zapier” were refused within a day: No (503)."],
  ["pl", { kind: "failed" }, "1 dostarczenie do „Zapier” się nie udało: No (503)."],
  ["pl", { kind: "failed", count: 3 }, "3 dostarczenia do „Zapier” się nie udały: No (503)."],
  ["pl", { kind: "failed", count: 12 }, "12 dostarczeń do „Zapier” się nie udało: No (503)."],
  ["pl", { kind: "failed", count: 22 }, "22 dostarczenia do „Zapier” się nie udały: No (503)."],
  ["pl", { kind: "held", count: 1 }, "1 dostarczenie do „Zapier” czeka, bo połączenie jest wstrzymane."],
  [
    "pl",
    { kind: "failed", count: 1000, isMore: true },
    "Ponad 1000 dostarczeń do „Zapier” się nie udało: No (503).",
  ],
  ["sv", { kind: "overdue" }, "1 leverans till ”Zapier” är försenad."],
  ["sv", { kind: "overdue", count: 2 }, "2 leveranser till ”Zapier” är försenade."],
])("in %s, %j is “%s”", (language, { kind, ...more }, sentence) => {
  expect(sentenceOf(trouble(kind, more), language, now)).toBe(sentence);
});

describe("a silent source", () => {
  it.each<[Language, number, number, string]>([
    ["en", 1, 6, "“Zapier” usually speaks every hour, and has now been silent for 6 hours."],
    ["en", 3, 50, "“Zapier” usually speaks every 3 hours, and has now been silent for 2 days."],
    ["en", 24, 97, "“Zapier” usually speaks every day, and has now been silent for 4 days."],
    ["pl", 1, 6, "„Zapier” zwykle odzywa się co godzinę, a milczy już 6 godzin."],
    ["pl", 3, 50, "„Zapier” zwykle odzywa się co 3 godziny, a milczy już 2 dni."],
    ["pl", 24, 130, "„Zapier” zwykle odzywa się codziennie, a milczy już 5 dni."],
    ["sv", 1, 6, "”Zapier” brukar höra av sig varje timme, men har nu varit tyst i 6 timmar."],
    ["sv", 3, 50, "”Zapier” brukar höra av sig med 3 timmars mellanrum, men har nu varit tyst i 2 dygn."],
  ])("in %s, usually %i hours apart and now for %i", (language, usual, hours, sentence) => {
    expect(sentenceOf(silent(usual * hour, hours * hour), language, now)).toBe(sentence);
  });
});

it("every kind has a sentence, and one that it is over, in each language", () => {
  for (const language of languages)
    for (const kind of troubleKinds)
      for (const name of ["Zapier", null]) {
        const one = trouble(kind, { subject: { kind: "connection", id: "con_1", name }, count: 4 });
        for (const text of [sentenceOf(one, language, now), overSentenceOf(one, language, now)]) {
          expect(text).toMatch(/^[\p{Lu}\p{N}“„”].*[^.]\.$/u);
          expect(text).not.toMatch(/undefined|null|NaN/);
        }
      }
});

describe("a letter", () => {
  it("about one trouble says it in the subject", () => {
    const { subject, lines } = letterOf(
      { is: "alert", opened: [trouble("failed")], closed: [] },
      "Shop",
      "en",
      now,
    );
    expect(subject).toBe("Shop: 1 delivery to “Zapier” has failed: No (503).");
    expect(lines).toHaveLength(1);
  });

  it("about several counts them, and tells the good news after the bad", () => {
    const opened = [trouble("failed"), trouble("uncertain")];
    const { subject, lines } = letterOf(
      { is: "alert", opened, closed: [trouble("overdue")] },
      "Shop",
      "pl",
      now,
    );
    expect(subject).toBe("Shop: 2 sprawy wymagają uwagi");
    expect(lines.map(({ text }) => text)).toEqual([
      "1 dostarczenie do „Zapier” się nie udało: No (503).",
      "Nie wiadomo, czy 1 dostarczenie do „Zapier” doszło do skutku: No (503).",
      "Znów w porządku:",
      "Dostarczenia do „Zapier” znów są na czas.",
    ]);
  });

  it("of the morning says how many rang, and how many need somebody", () => {
    const count = (count: number) => ({ count, isMore: false });
    const figures = { day: "2026-11-21", events: count(1500), delivered: count(412), failed: count(3) };
    const subjectWith = (needs: number, language: Language = "en") =>
      letterOf(
        { is: "digest", figures, troubles: Array(needs).fill(trouble("failed")) },
        "Shop",
        language,
        now,
      ).subject;
    expect(subjectWith(2)).toBe("Shop: 412 rang, 2 need you");
    expect(subjectWith(1)).toBe("Shop: 412 rang, 1 needs you");
    expect(subjectWith(0)).toBe("Shop: 412 rang, all is well");
    expect(subjectWith(5, "pl")).toBe("Shop: wykonano 412, 5 spraw czeka na ciebie");
    expect(subjectWith(2, "sv")).toBe("Shop: 412 leveranser kom fram, 2 saker behöver din hjälp");
    const { lines } = letterOf({ is: "digest", figures, troubles: [] }, "Shop", "en", now);
    expect(lines.map(({ text }) => text)).toEqual([
      "Yesterday, Saturday 21 November: 1,500 events, 412 delivered, 3 failed.",
      "Nothing needs a hand.",
    ]);
  });

  it("has a subject of one line, whatever a shop or a tool is called", () => {
    const subject = {
      kind: "connection" as const,
      id: "con_1",
      name: `a\r\nBcc: all@example.com${"x".repeat(400)}`,
    };
    const letter = letterOf(
      { is: "alert", opened: [trouble("failed", { subject })], closed: [] },
      "S\n",
      "en",
      now,
    );
    expect(letter.subject).not.toMatch(/\p{Cc}/u);
    expect(letter.subject.length).toBeLessThan(200);
  });
});
