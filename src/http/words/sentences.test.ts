/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, test } from "vitest";
import * as pl from "./sentences.pl";
import * as sv from "./sentences.sv";
import { sayer, type Words } from "./words";

const files: Record<string, string> = import.meta.glob(
  ["../../{core,flows,ledger,http}/**/*.ts", "../../connectors/**/*.ts", "!../../**/*.test.ts", "!./*.ts"],
  { query: "?raw", import: "default", eager: true },
);
const code = Object.entries(files).map(([path, text]): [string, string] => [
  path,
  text.replace(/" \+\s+"/g, ""),
]);
const allCode = code.map(([, text]) => text).join("\n");
/** Without connectors, whose words are partly a tool's, and pages that are spoken in their own words. */
const ownCode = code
  .filter(([path]) => !/\/connectors\/|^\.\.\/(?:ingest|scan\/.*)\.ts$/.test(path))
  .map(([, text]) => text);

const placeholder = /\{(\w+)\}/g;
const placeholders = (text: string) => (text.match(placeholder) ?? []).sort().join();
const lists: [string, Words, Words][] = [
  ["sentences", pl.sentences, sv.sentences],
  ...Object.keys(pl.parts).map((name): [string, Words, Words] => [
    name,
    pl.parts[name] ?? {},
    sv.parts[name] ?? {},
  ]),
];

test("both languages have words for the same parts", () => {
  expect(Object.keys(sv.parts)).toEqual(Object.keys(pl.parts));
});

describe.each(lists)("the words for %s", (_, polish, swedish) => {
  test("are of the same texts, in the same order", () => {
    expect(Object.keys(swedish)).toEqual(Object.keys(polish));
  });

  test("keep what is filled in", () => {
    for (const words of [polish, swedish])
      for (const [english, said] of Object.entries(words))
        expect([english, placeholders(said)]).toEqual([
          english,
          placeholders(english.replace("{received}", "")),
        ]);
  });

  test("are found for each text, and by no other text's pattern", () => {
    const names = Object.keys(polish);
    const which = sayer(Object.fromEntries(names.map((english, i) => [english, `number ${i}`])));
    const found = names.map((english) => which(english.replace(placeholder, "x-$1")));
    expect(names.filter((_, i) => found[i] !== `number ${i}`)).toEqual([]);
  });
});

describe("the sentences", () => {
  /** Zod's own words, and what is put together from short ones. */
  const elsewhere =
    /^(?:Invalid |Too (?:small|big): |A condition was not met\.$|The customer was erased\. There|The body: )/;

  test("are still said", () => {
    const gone = Object.keys(pl.sentences).filter((english) => {
      const longest = english.split(/\{\w+\}/).reduce((a, b) => (b.length > a.length ? b : a));
      return (
        !elsewhere.test(english) &&
        !allCode.includes(longest.slice(0, 16)) &&
        !allCode.includes(longest.slice(-16))
      );
    });
    expect(gone).toEqual([]);
  });

  test("are all there, as far as they are written down as a whole", () => {
    const say = sayer(Object.fromEntries(Object.keys(pl.sentences).map((english) => [english, "said"])));
    // What is logged is for nobody who reads the page.
    const place =
      /(?:new Problem\(\s*\d+,\s*|(?<!stringify\(\{\s*)\b(?:reason|message|error|detail|refused): )/;
    const written = ownCode.flatMap((text) =>
      [...text.matchAll(new RegExp(`${place.source}"([^"]+ [^"]+)"`, "g"))].map(
        ([, english = ""]) => english,
      ),
    );
    expect(written.length).toBeGreaterThan(60);
    expect([...new Set(written)].filter((english) => say(english) !== "said")).toEqual([]);
  });
});

const table: [english: string, polish: string, swedish: string][] = [
  ["There is no such automation.", "Nie ma takiej automatyzacji.", "Det finns ingen sådan automatisering."],
  [
    "name: Too small: expected string to have >=1 characters (and 2 more)",
    "name: jest puste (i jeszcze 2)",
    "name: är tomt (och 2 till)",
  ],
  [
    "No automation listens to purchase.completed.",
    "Na zdarzenie „Zakup” nie czeka żadna automatyzacja.",
    "Ingen automatisering lyssnar på ”Köp”.",
  ],
  [
    "2 automations listen to custom.course_finished, and none matched.",
    "Na zdarzenie „custom.course_finished” czekają automatyzacje (liczba: 2), ale żadna nie pasowała.",
    "2 automatiseringar lyssnar på ”custom.course_finished”, men ingen matchade.",
  ],
  [
    "A condition was not met: order.total.amount is 5, not greater than 10.",
    "Warunek nie został spełniony: pole order.total.amount ma wartość 5, nie większą niż 10.",
    "Ett villkor var inte uppfyllt: order.total.amount är 5, inte större än 10.",
  ],
  [
    "A condition was not met: there is no data.note, and products.id is “a”, “b”, “c” and 2 more, not “d”.",
    "Warunek nie został spełniony: brakuje pola data.note; pole products.id ma wartość „a”, „b”, „c” i jeszcze 2, a nie „d”.",
    "Ett villkor var inte uppfyllt: data.note saknas; products.id är ”a”, ”b”, ”c” och 2 till, inte ”d”.",
  ],
  [
    "A condition was not met: there is a cart.id, and there should be none.",
    "Warunek nie został spełniony: pole cart.id ma wartość, a nie powinno jej mieć.",
    "Ett villkor var inte uppfyllt: cart.id finns, men borde inte finnas.",
  ],
  [
    "Cancelled, because subscription.renewed happened.",
    "Anulowano, bo nastąpiło zdarzenie „Odnowienie subskrypcji”.",
    "Stoppad, eftersom händelsen ”Prenumeration förnyad” har inträffat.",
  ],
  [
    "Given up after 12 tries. hooks.example.com could not be reached (ENOTFOUND).",
    "Przerwano po nieudanych próbach (liczba: 12). Nie można połączyć się z hooks.example.com (ENOTFOUND).",
    "Gav upp efter 12 försök. Det gick inte att nå hooks.example.com (ENOTFOUND).",
  ],
  [
    "Given up after 3 tries. Mailchimp is closed today.",
    "Przerwano po nieudanych próbach (liczba: 3). Mailchimp is closed today.",
    "Gav upp efter 3 försök. Mailchimp is closed today.",
  ],
  [
    "This takes the role “owner”; yours here is “viewer”.",
    "Potrzebna jest rola „Właściciel”, a twoja rola tutaj to „Obserwator”.",
    "Det här kräver rollen ”Ägare”; din roll här är ”Läsare”.",
  ],
  ["It has already ended (succeeded).", "To już się zakończyło (wykonane).", "Den är redan avslutad (klar)."],
  [
    "Your account is suspended: pay first.",
    "Your account is suspended: pay first.",
    "Your account is suspended: pay first.",
  ],
  ["constructor", "constructor", "constructor"],
];

describe.each([
  ["Polish", pl, 1],
  ["Swedish", sv, 2],
] as const)("in %s", (_, { sentences, parts }, column) => {
  const say = sayer(sentences, parts);

  test.each(table)("%s", (...row) => {
    expect(say(row[0])).toBe(row[column]);
  });

  test("a long text that fits nothing takes no time", () => {
    const start = performance.now();
    for (const part of ["is, not ", ": ", "could not be reached on port ", "a: (", "{n} "])
      for (const length of [1_900, 100_000]) say(part.repeat(length / part.length));
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
