// What needs a hand, in whole sentences and in each language: the same words on the page, in alerts and in the digest.
import type { Language } from "./language";
import type { Trouble, TroubleKind } from "./trouble";

/** Figures of a day; `isMore` where no more were looked at. */
export type Count = { count: number; isMore: boolean };
export type Figures = { day: string; events: Count; delivered: Count; failed: Count };

/** What there is to tell. */
export type News =
  | { is: "alert"; opened: Trouble[]; closed: Trouble[] }
  | { is: "digest"; figures: Figures; troubles: Trouble[] }
  | { is: "test" };

/** News as it is written to somebody: plain sentences, some about a connection or a source. */
export type Letter = { subject: string; lines: Line[]; footer: string };
export type Line = { text: string; about?: Trouble["subject"] };

/** What a sentence is made of. Texts are as they stand in it: a number grouped, a name in quotation marks. */
type Parts = {
  /** To choose the form of words by. */
  count: number;
  /** "12", or "more than 1,000". */
  number: string;
  name: string;
  cause: string;
  usually: Span;
  now: Span;
};
type Span = { words: string; unit: "hour" | "day"; count: number };

type Words = {
  quoted(name: string): string;
  deleted: string;
  moreThan(number: string): string;
  severalCauses: string;
  trouble: Record<TroubleKind, (parts: Parts) => string>;
  over: Record<TroubleKind, (parts: Parts) => string>;
  needHand(count: number): string;
  areOver(count: number): string;
  overNow: string;
  rang(delivered: string, needs: number): string;
  figures(day: string, events: string, delivered: string, failed: string): string;
  needToday(count: number): string;
  allWell: string;
  test(shop: string): { subject: string; text: string };
  footer(shop: string): string;
};

/** Picks the form that goes with a number, by the language's own rules. */
function formsOf(language: Language) {
  const rules = new Intl.PluralRules(language);
  return (count: number, forms: { one: string; few?: string; other: string }): string => {
    const form = rules.select(count);
    return form === "one" ? forms.one : form === "few" ? (forms.few ?? forms.other) : forms.other;
  };
}

const english = formsOf("en");
const everyEnglish = ({ words, unit, count }: Span) => (count === 1 ? `every ${unit}` : `every ${words}`);

const en: Words = {
  quoted: (name) => `“${name}”`,
  deleted: "a connection that was deleted",
  moreThan: (number) => `more than ${number}`,
  severalCauses: "for several causes",
  trouble: {
    connection: ({ count, number, name, cause }) =>
      count === 0
        ? `${name} does not work: ${cause}.`
        : `${name} does not work: ${cause}. ${english(count, { one: `${number} delivery waits for it.`, other: `${number} deliveries wait for it.` })}`,
    uncertain: ({ count, number, name, cause }) =>
      `${english(count, { one: `${number} delivery to ${name} may or may not have arrived`, other: `${number} deliveries to ${name} may or may not have arrived` })}: ${cause}.`,
    failed: ({ count, number, name, cause }) =>
      `${english(count, { one: `${number} delivery to ${name} has failed`, other: `${number} deliveries to ${name} have failed` })}: ${cause}.`,
    held: ({ count, number, name }) =>
      `${english(count, { one: `${number} delivery waits`, other: `${number} deliveries wait` })} because ${name} is paused.`,
    overdue: ({ count, number, name }) =>
      `${english(count, { one: `${number} delivery to ${name} is late.`, other: `${number} deliveries to ${name} are late.` })}`,
    silent: ({ name, usually, now }) =>
      `${name} usually speaks ${everyEnglish(usually)}, and has now been silent for ${now.words}.`,
    refused: ({ count, number, name, cause }) =>
      `${english(count, { one: `${number} request of ${name} was refused`, other: `${number} requests of ${name} were refused` })} within a day: ${cause}.`,
  },
  over: {
    connection: ({ name }) => `${name} works again.`,
    uncertain: ({ name }) => `Nothing sent to ${name} is uncertain any more.`,
    failed: ({ name, cause }) => `No failed delivery to ${name} is left: ${cause}.`,
    held: ({ name }) => `Nothing waits for ${name} any more.`,
    overdue: ({ name }) => `Deliveries to ${name} are on time again.`,
    silent: ({ name }) => `${name} speaks again.`,
    refused: ({ name }) => `Requests of ${name} are no longer refused.`,
  },
  needHand: (n) => english(n, { one: `${n} thing needs a hand`, other: `${n} things need a hand` }),
  areOver: (n) => english(n, { one: `${n} trouble is over`, other: `${n} troubles are over` }),
  overNow: "Well again:",
  rang: (delivered, needs) =>
    needs === 0
      ? `${delivered} rang, all is well`
      : `${delivered} rang, ${english(needs, { one: `${needs} needs you`, other: `${needs} need you` })}`,
  figures: (day, events, delivered, failed) =>
    `Yesterday, ${day}: ${events} events, ${delivered} delivered, ${failed} failed.`,
  needToday: (n) => english(n, { one: `${n} thing needs a hand:`, other: `${n} things need a hand:` }),
  allWell: "Nothing needs a hand.",
  test: (shop) => ({
    subject: `${shop}: this is a test`,
    text: `It works: what needs a hand in ${shop} will be told here.`,
  }),
  footer: (shop) => `Shopbell for ${shop}. What is told here, and to whom, is set under Alerts.`,
};

const polish = formsOf("pl");
const everyPolish = ({ words, unit, count }: Span) => {
  if (count !== 1) return `co ${words}`;
  return unit === "hour" ? "co godzinę" : "codziennie";
};
const lastingPolish = ({ words, unit, count }: Span) => {
  if (count !== 1) return words;
  return unit === "hour" ? "godzinę" : "dobę";
};

const pl: Words = {
  quoted: (name) => `„${name}”`,
  deleted: "usuniętego połączenia",
  moreThan: (number) => `ponad ${number}`,
  severalCauses: "różne przyczyny",
  trouble: {
    connection: ({ count, number, name, cause }) =>
      count === 0
        ? `${name} nie działa: ${cause}.`
        : `${name} nie działa: ${cause}. ${polish(count, { one: `Czeka ${number} dostarczenie.`, few: `Czekają ${number} dostarczenia.`, other: `Czeka ${number} dostarczeń.` })}`,
    uncertain: ({ count, number, name, cause }) =>
      `${polish(count, { one: `Nie wiadomo, czy ${number} dostarczenie do ${name} doszło do skutku`, few: `Nie wiadomo, czy ${number} dostarczenia do ${name} doszły do skutku`, other: `Nie wiadomo, czy ${number} dostarczeń do ${name} doszło do skutku` })}: ${cause}.`,
    failed: ({ count, number, name, cause }) =>
      `${polish(count, { one: `${number} dostarczenie do ${name} się nie udało`, few: `${number} dostarczenia do ${name} się nie udały`, other: `${number} dostarczeń do ${name} się nie udało` })}: ${cause}.`,
    held: ({ count, number, name }) =>
      `${polish(count, { one: `${number} dostarczenie do ${name} czeka`, few: `${number} dostarczenia do ${name} czekają`, other: `${number} dostarczeń do ${name} czeka` })}, bo połączenie jest wstrzymane.`,
    overdue: ({ count, number, name }) =>
      polish(count, {
        one: `${number} dostarczenie do ${name} się spóźnia.`,
        few: `${number} dostarczenia do ${name} się spóźniają.`,
        other: `${number} dostarczeń do ${name} się spóźnia.`,
      }),
    silent: ({ name, usually, now }) =>
      `${name} zwykle odzywa się ${everyPolish(usually)}, a milczy już ${lastingPolish(now)}.`,
    refused: ({ count, number, name, cause }) =>
      `${polish(count, { one: `W ciągu doby odrzucono ${number} żądanie ze źródła ${name}`, few: `W ciągu doby odrzucono ${number} żądania ze źródła ${name}`, other: `W ciągu doby odrzucono ${number} żądań ze źródła ${name}` })}: ${cause}.`,
  },
  over: {
    connection: ({ name }) => `${name} znów działa.`,
    uncertain: ({ name }) => `Żadne dostarczenie do ${name} nie jest już niepewne.`,
    failed: ({ name, cause }) => `Nie ma już nieudanych dostarczeń do ${name} (powód: ${cause}).`,
    held: ({ name }) => `Żadne dostarczenie do ${name} nie jest już zatrzymane.`,
    overdue: ({ name }) => `Dostarczenia do ${name} znów są na czas.`,
    silent: ({ name }) => `${name} znów się odzywa.`,
    refused: ({ name }) => `Żądania ze źródła ${name} nie są już odrzucane.`,
  },
  needHand: (n) =>
    polish(n, {
      one: `${n} sprawa wymaga uwagi`,
      few: `${n} sprawy wymagają uwagi`,
      other: `${n} spraw wymaga uwagi`,
    }),
  areOver: (n) =>
    polish(n, {
      one: `${n} problem rozwiązany`,
      few: `${n} problemy rozwiązane`,
      other: `${n} problemów rozwiązanych`,
    }),
  overNow: "Znów w porządku:",
  rang: (delivered, needs) =>
    needs === 0
      ? `wykonano ${delivered}, wszystko w porządku`
      : `wykonano ${delivered}, ${polish(needs, { one: `${needs} sprawa czeka na ciebie`, few: `${needs} sprawy czekają na ciebie`, other: `${needs} spraw czeka na ciebie` })}`,
  figures: (day, events, delivered, failed) =>
    `Wczoraj (${day}) – zdarzenia: ${events}, dostarczenia wykonane: ${delivered}, nieudane: ${failed}.`,
  needToday: (n) =>
    polish(n, {
      one: `${n} sprawa wymaga uwagi:`,
      few: `${n} sprawy wymagają uwagi:`,
      other: `${n} spraw wymaga uwagi:`,
    }),
  allWell: "Nic nie wymaga uwagi.",
  test: (shop) => ({
    subject: `${shop}: to jest test`,
    text: `Działa: tutaj przyjdzie wiadomość, gdy w sklepie „${shop}” coś będzie wymagało uwagi.`,
  }),
  footer: (shop) =>
    `Shopbell dla sklepu „${shop}”. O czym i kogo zawiadamiać, ustawia się na stronie „Alerty”.`,
};

const swedish = formsOf("sv");
const everySwedish = ({ words, unit, count }: Span) => {
  if (count !== 1) return `med ${words}s mellanrum`;
  return unit === "hour" ? "varje timme" : "varje dag";
};
const swedishDeliveries = ({ count, number }: { count: number; number: string }) =>
  swedish(count, { one: `${number} leverans`, other: `${number} leveranser` });

const sv: Words = {
  quoted: (name) => `”${name}”`,
  deleted: "en borttagen anslutning",
  moreThan: (number) => `över ${number}`,
  severalCauses: "flera olika orsaker",
  trouble: {
    connection: ({ name, cause, ...counted }) =>
      counted.count === 0
        ? `${name} fungerar inte: ${cause}.`
        : `${name} fungerar inte: ${cause}. ${beginning(swedishDeliveries(counted))} väntar.`,
    uncertain: ({ name, cause, ...counted }) =>
      `Det är osäkert om ${swedishDeliveries(counted)} till ${name} kom fram: ${cause}.`,
    failed: ({ name, cause, ...counted }) =>
      `${swedishDeliveries(counted)} till ${name} har misslyckats: ${cause}.`,
    held: ({ name, ...counted }) => `${swedishDeliveries(counted)} väntar eftersom ${name} är pausad.`,
    overdue: ({ name, ...counted }) =>
      `${swedishDeliveries(counted)} till ${name} är ${swedish(counted.count, { one: "försenad", other: "försenade" })}.`,
    silent: ({ name, usually, now }) =>
      `${name} brukar höra av sig ${everySwedish(usually)}, men har nu varit tyst i ${now.words}.`,
    refused: ({ number, name, cause }) =>
      `${number} anrop från ${name} har avvisats det senaste dygnet: ${cause}.`,
  },
  over: {
    connection: ({ name }) => `${name} fungerar igen.`,
    uncertain: ({ name }) => `Inga leveranser till ${name} är osäkra längre.`,
    failed: ({ name, cause }) =>
      `De misslyckade leveranserna till ${name} är avklarade. Det gällde: ${cause}.`,
    held: ({ name }) => `Inget väntar på ${name} längre.`,
    overdue: ({ name }) => `Leveranserna till ${name} kommer i tid igen.`,
    silent: ({ name }) => `${name} hör av sig igen.`,
    refused: ({ name }) => `Anrop från ${name} avvisas inte längre.`,
  },
  needHand: (n) => swedish(n, { one: `${n} sak behöver din hjälp`, other: `${n} saker behöver din hjälp` }),
  areOver: (n) => swedish(n, { one: `${n} problem är löst`, other: `${n} problem är lösta` }),
  overNow: "I ordning igen:",
  rang: (delivered, needs) => {
    const rang = delivered === "1" ? "1 leverans kom fram" : `${delivered} leveranser kom fram`;
    if (needs === 0) return `${rang}, allt är bra`;
    return `${rang}, ${swedish(needs, { one: `${needs} sak behöver din hjälp`, other: `${needs} saker behöver din hjälp` })}`;
  },
  figures: (day, events, delivered, failed) =>
    `I går, ${day} – händelser: ${events}, klara leveranser: ${delivered}, misslyckade: ${failed}.`,
  needToday: (n) =>
    swedish(n, { one: `${n} sak behöver din hjälp:`, other: `${n} saker behöver din hjälp:` }),
  allWell: "Inget behöver din hjälp.",
  test: (shop) => ({
    subject: `${shop}: det här är ett test`,
    text: `Det fungerar: här får du veta när något i ${shop} behöver din hjälp.`,
  }),
  footer: (shop) => `Shopbell för ${shop}. Vad som aviseras, och till vem, ställs in under Aviseringar.`,
};

const words: Record<Language, Words> = { en, pl, sv };

// ── What is said ──

/** “12 deliveries to “Zapier” have failed: The receiver has trouble (503).” @param now epoch milliseconds */
export function sentenceOf(trouble: Trouble, language: Language, now: number): string {
  return beginning(words[language].trouble[trouble.kind](partsOf(trouble, language, now)));
}

/** That it is over. */
export function overSentenceOf(trouble: Trouble, language: Language, now: number): string {
  return beginning(words[language].over[trouble.kind](partsOf(trouble, language, now)));
}

/** @param shop as its people call it */
export function letterOf(news: News, shop: string, language: Language, now: number): Letter {
  const say = words[language];
  const footer = say.footer(shop);
  const line = (trouble: Trouble): Line => ({
    text: sentenceOf(trouble, language, now),
    about: trouble.subject,
  });
  switch (news.is) {
    case "test": {
      const { subject, text } = say.test(shop);
      return { subject: oneLine(subject), lines: [{ text }], footer };
    }
    case "alert": {
      const opened = news.opened.map(line);
      const closed = news.closed.map((one) => ({
        text: overSentenceOf(one, language, now),
        about: one.subject,
      }));
      const [first, ...others] = [...opened, ...closed];
      const title = others.length === 0 && first ? first.text : titleOf(say, opened.length, closed.length);
      const between = opened.length > 0 && closed.length > 0 ? [{ text: say.overNow }] : [];
      return { subject: oneLine(`${shop}: ${title}`), lines: [...opened, ...between, ...closed], footer };
    }
    case "digest": {
      const { figures, troubles } = news;
      const number = (one: Count) => numberOf(one, language);
      const day = dayOf(figures.day, language);
      const text = say.figures(
        day,
        number(figures.events),
        number(figures.delivered),
        number(figures.failed),
      );
      const needs = troubles.length === 0 ? say.allWell : say.needToday(troubles.length);
      return {
        subject: oneLine(`${shop}: ${say.rang(number(figures.delivered), troubles.length)}`),
        lines: [{ text }, { text: needs }, ...troubles.map(line)],
        footer,
      };
    }
  }
}

function titleOf(say: Words, opened: number, closed: number): string {
  return opened > 0 ? say.needHand(opened) : say.areOver(closed);
}

function partsOf(trouble: Trouble, language: Language, now: number): Parts {
  const say = words[language];
  const { name } = trouble.subject;
  return {
    count: trouble.count,
    number: numberOf(trouble, language),
    name: name === null ? say.deleted : say.quoted(name),
    cause: trouble.cause === null ? say.severalCauses : trouble.cause.replace(/\.$/, ""),
    usually: spanOf(trouble.silence?.usuallyMs ?? 0, language),
    now: spanOf(now - trouble.since, language),
  };
}

function numberOf({ count, isMore }: Count, language: Language): string {
  const number = new Intl.NumberFormat(language).format(count);
  return isMore ? words[language].moreThan(number) : number;
}

const hourMs = 3_600_000;

/** In whole hours, or in whole days from two on. */
function spanOf(ms: number, language: Language): Span {
  const hours = Math.max(1, Math.round(ms / hourMs));
  const isDays = hours >= 48 || hours === 24;
  const unit = isDays ? "day" : "hour";
  const count = isDays ? Math.round(hours / 24) : hours;
  const format = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" });
  return { words: format.format(count), unit, count };
}

/** "Saturday 21 November" for "2026-11-21". */
function dayOf(day: string, language: Language): string {
  const parts = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, parts).format(Date.parse(day));
}

/** A sentence may begin with what stands elsewhere in others: “more than”, “a connection that was deleted”. */
const beginning = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const longestSubject = 180;

/** Names are a person's, causes a tool's: neither may break a header, or fill it. */
function oneLine(text: string): string {
  const plain = text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
  return plain.length > longestSubject ? `${plain.slice(0, longestSubject).toWellFormed()}…` : plain;
}
