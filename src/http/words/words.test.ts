import { describe, expect, test } from "vitest";
import { connectors } from "../../connectors/all";
import { phrasesOf } from "../api/connectors";
import { pl } from "./pl";
import { sv } from "./sv";

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
