import { describe, expect, test } from "vitest";
import { connectors } from "../../connectors/all";
import { phrasesOf } from "../api/connectors";
import { pl } from "./pl";
import { sv } from "./sv";
import { sayer } from "./words";

describe("what is said", () => {
  const say = sayer({
    Name: "Nazwa",
    "There is no {what} here.": "Tu nie ma: {what}.",
    "{n} of {all} wait.": "Z {all} czeka {n}.",
    "Paste {{url}} there.": "Wklej tam {{url}}.",
  });

  test.each([
    ["Name", "Nazwa"],
    ["There is no (secret) here.", "Tu nie ma: (secret)."],
    ["3 of 12 wait.", "Z 12 czeka 3."],
    ["Paste {{url}} there.", "Wklej tam {{url}}."],
    ["Paste https://a.example/in/1 there.", "Wklej tam https://a.example/in/1."],
    ["Something else.", "Something else."],
  ])("%s: %s", (english, said) => {
    expect(say(english)).toBe(said);
  });
});

const phrases = phrasesOf(connectors);
const placeholders = (text: string) => (text.match(/\{\{?[^}]*\}?\}/g) ?? []).sort();

describe.each([
  ["Polish", pl],
  ["Swedish", sv],
])("what connectors say, in %s", (_, words) => {
  test("nothing is missing", () => {
    expect([...phrases].filter((phrase) => !words[phrase])).toEqual([]);
  });

  test("nothing is there that no connector says", () => {
    expect(Object.keys(words).filter((phrase) => !phrases.has(phrase))).toEqual([]);
  });

  test("what is filled in later stays as it is", () => {
    const changed = Object.entries(words).filter(
      ([phrase, said]) => placeholders(phrase).join() !== placeholders(said).join(),
    );
    expect(changed).toEqual([]);
  });
});
