// What waits, and why: one sentence that a shop owner can read, in each language.
import type { Timing } from "./automation";
import type { ExpectationKind } from "./expectation";
import type { Language } from "./language";
import type { Move } from "./views";
import { movedByPerson, quietReason, type WaitingState, type WaitingView } from "./waiting";

/** What a sentence is made of. */
export type Waiter = {
  state: WaitingState;
  nextAt: number | null;
  dueAt: number;
  tries: number;
  /** Name or e-mail; null where the event names nobody. */
  who: string | null;
  automation: string;
  connection: string | null;
  timing: Timing;
  since: { type: string; at: number };
  before: { kind: ExpectationKind; name: string | null; endsAt: number } | null;
  moved: Pick<Move, "from" | "because"> | null;
  reason: string | null;
};

type Unit = NonNullable<Timing["unit"]>;
/** An end that something comes before; `name` is that of what access is to. */
type End = { kind: ExpectationKind; name: string | null; on: string };
/** The clock of a timing: a time of day, and hours in which nothing runs. */
type Clock = { isNext: boolean; atTime: string | undefined; quiet: Timing["quietHours"] };

/** The words of a language. Texts are as they stand in the sentence: `until`, `from` and `on` are dates. */
type Words = {
  locale: string;
  waits(waiter: Pick<Waiter, "who" | "automation"> & { until: string | undefined }): string;
  /** The whole sentence, from its head and from what was told about it, which may be empty. */
  waiting(head: string, moment: string, isQuiet: boolean): string;
  retrying(head: string, tries: number, told: string): string;
  held(head: string, connection: string | null, told: string): string;
  ready(head: string, since: string, told: string): string;
  movedByPerson(planned: string, from: string): string;
  movedBecause(planned: string, from: string, because: string): string;
  /** The moment as the automation says it. */
  at(event: string, clock: Clock): string;
  after(span: string, event: string, clock: Clock): string;
  before(span: string, end: End | undefined, clock: Clock): string;
  /** An event that something comes after. @param on its date */
  event(type: string, on: string): string;
  span(amount: number, unit: Unit): string;
};

const colon = (told: string) => told && `: ${told}`;

/** By the types of events. */
function happeningOf(happenings: Record<string, string>, type: string): string | undefined {
  return Object.hasOwn(happenings, type) ? happenings[type] : undefined;
}

// ── English ──

const englishUnits: Record<Unit, [string, string]> = {
  minutes: ["minute", "minutes"],
  hours: ["hour", "hours"],
  days: ["day", "days"],
  weeks: ["week", "weeks"],
  "calendar-days": ["calendar day", "calendar days"],
};

const englishHappenings: Record<string, string> = {
  "purchase.completed": "the purchase",
  "purchase.refunded": "the refund",
  "purchase.cancelled": "the order was cancelled",
  "subscription.started": "the subscription began",
  "subscription.renewed": "the subscription was renewed",
  "subscription.changed": "the plan was changed",
  "subscription.paused": "the subscription was paused",
  "subscription.resumed": "the subscription was resumed",
  "subscription.cancel_scheduled": "the subscription was cancelled",
  "subscription.cancelled": "the subscription ended",
  "payment.failed": "a payment failed",
  "access.granted": "access was given",
  "access.expiring": "the end of access was announced",
  "access.expired": "access ended",
  "cart.updated": "the cart changed",
  "cart.abandoned": "the cart was left",
  "qr.scanned": "the code was scanned",
  "lead.created": "the lead came in",
  "customer.updated": "the customer's data changed",
  "contact.subscribed": "the customer subscribed",
  "contact.unsubscribed": "the customer unsubscribed",
  "email.bounced": "the e-mail bounced",
};

function englishClock({ isNext, atTime, quiet }: Clock): string {
  const at = atTime === undefined ? "" : `${isNext ? "" : ","} at ${atTime}`;
  return quiet ? `${at}, but not from ${quiet.from} to ${quiet.to}` : at;
}

function englishEnd({ kind, name }: End): string {
  if (kind === "period") return "the paid period ends";
  return name === null ? "access ends" : `access to ${name} ends`;
}

const en: Words = {
  locale: "en-GB",
  waits({ who, automation, until }) {
    const when = until === undefined ? "" : ` until ${until}`;
    return who === null ? `“${automation}” waits${when}` : `${who} waits${when} for “${automation}”`;
  },
  waiting: (head, moment, isQuiet) =>
    `${head}: ${moment}${isQuiet ? "; it waits for the end of the quiet hours" : ""}.`,
  retrying: (head, tries, told) =>
    `${head}, to be tried again after ${tries} ${tries === 1 ? "try" : "tries"}${colon(told)}.`,
  held: (head, connection, told) =>
    `${head} until ${connection === null ? "its connection" : `the connection “${connection}”`} works again${colon(told)}.`,
  ready: (head, since, told) => `${head}, due since ${since}: ${told || "it is about to run"}.`,
  movedByPerson: (planned, from) => `it was to come ${planned}, but a person moved it from ${from}`,
  movedBecause: (planned, from, because) => `${planned}; it moved from ${from} because ${because}`,
  at: (event, clock) =>
    `${clock.atTime === undefined ? "at once" : "next"}${englishClock(clock)}${clock.quiet ? "," : ""} after ${event}`,
  after: (span, event, clock) => `${span} after ${event}${englishClock(clock)}`,
  before: (span, end, clock) =>
    end
      ? `${span} before ${englishEnd(end)} on ${end.on}${englishClock(clock)}`
      : `${span} before a date that is no longer known`,
  event: (type, on) => `${happeningOf(englishHappenings, type) ?? `“${type}”`} on ${on}`,
  span: (amount, unit) => `${amount} ${englishUnits[unit][amount === 1 ? 0 : 1]}`,
};

// ── Polish ──

type PolishForms = { one: string; few: string; many: string; other: string };
/** For how long: in the accusative. The last is for parts of one. */
const polishUnits: Record<Unit, PolishForms> = {
  minutes: { one: "minutę", few: "minuty", many: "minut", other: "minuty" },
  hours: { one: "godzinę", few: "godziny", many: "godzin", other: "godziny" },
  days: { one: "dzień", few: "dni", many: "dni", other: "dnia" },
  weeks: { one: "tydzień", few: "tygodnie", many: "tygodni", other: "tygodnia" },
  "calendar-days": {
    one: "dzień kalendarzowy",
    few: "dni kalendarzowe",
    many: "dni kalendarzowych",
    other: "dnia kalendarzowego",
  },
};
const polishRules = new Intl.PluralRules("pl");
const polishNumber = new Intl.NumberFormat("pl");

/** After “po”: in the locative. */
const polishHappenings: Record<string, string> = {
  "purchase.completed": "zakupie",
  "purchase.refunded": "zwrocie",
  "purchase.cancelled": "anulowaniu zamówienia",
  "subscription.started": "rozpoczęciu subskrypcji",
  "subscription.renewed": "odnowieniu subskrypcji",
  "subscription.changed": "zmianie planu",
  "subscription.paused": "wstrzymaniu subskrypcji",
  "subscription.resumed": "wznowieniu subskrypcji",
  "subscription.cancel_scheduled": "wypowiedzeniu subskrypcji",
  "subscription.cancelled": "zakończeniu subskrypcji",
  "payment.failed": "nieudanej płatności",
  "access.granted": "przyznaniu dostępu",
  "access.expiring": "zapowiedzi końca dostępu",
  "access.expired": "końcu dostępu",
  "cart.updated": "zmianie w koszyku",
  "cart.abandoned": "porzuceniu koszyka",
  "qr.scanned": "zeskanowaniu kodu",
  "lead.created": "pojawieniu się leada",
  "customer.updated": "zmianie danych klienta",
  "contact.subscribed": "zapisaniu się klienta",
  "contact.unsubscribed": "wypisaniu się klienta",
  "email.bounced": "odbiciu się e-maila",
};

function polishClock({ isNext, atTime, quiet }: Clock): string {
  const at = atTime === undefined || isNext ? "" : `, o ${atTime}`;
  return quiet ? `${at}, ale nie w godzinach ${quiet.from}–${quiet.to}` : at;
}

function polishEnd({ kind, name, on }: End): string {
  if (kind === "period") return `końcem opłaconego okresu (${on})`;
  return name === null ? `końcem dostępu (${on})` : `końcem dostępu do „${name}” (${on})`;
}

const pl: Words = {
  locale: "pl",
  waits({ who, automation, until }) {
    const when = until === undefined ? "" : ` do ${until}`;
    return who === null ? `„${automation}” czeka${when}` : `${who} czeka${when} na „${automation}”`;
  },
  waiting: (head, moment, isQuiet) => `${head}: ${moment}${isQuiet ? "; czeka na koniec godzin ciszy" : ""}.`,
  retrying: (head, tries, told) => `${head} i kolejną próbę (dotychczasowe próby: ${tries})${colon(told)}.`,
  held: (head, connection, told) =>
    `${head}, aż ${connection === null ? "jego połączenie" : `połączenie „${connection}”`} znów zadziała${colon(told)}.`,
  ready: (head, since, told) => `${head}, a termin minął ${since}: ${told || "zaraz ruszy"}.`,
  movedByPerson: (planned, from) => `pierwotnie ${planned}, ale ktoś przesunął termin z ${from}`,
  movedBecause: (planned, from, because) => `${planned}; przesunięto z ${from}, bo ${because}`,
  at: (event, clock) =>
    `${clock.atTime === undefined ? "od razu" : `najbliższa godzina ${clock.atTime}`} po ${event}${polishClock(clock)}`,
  after: (span, event, clock) => `${span} po ${event}${polishClock(clock)}`,
  before: (span, end, clock) =>
    end
      ? `${span} przed ${polishEnd(end)}${polishClock(clock)}`
      : `${span} przed datą, która nie jest już znana`,
  event: (type, on) => `${happeningOf(polishHappenings, type) ?? `zdarzeniu „${type}”`} (${on})`,
  span: (amount, unit) =>
    `${polishNumber.format(amount)} ${polishUnits[unit][polishRules.select(amount) as keyof PolishForms]}`, // Polish has these four
};

// ── Swedish ──

const swedishUnits: Record<Unit, [string, string]> = {
  minutes: ["minut", "minuter"],
  hours: ["timme", "timmar"],
  days: ["dygn", "dygn"],
  weeks: ["vecka", "veckor"],
  "calendar-days": ["kalenderdag", "kalenderdagar"],
};
const swedishNumber = new Intl.NumberFormat("sv");

/** After “efter”. */
const swedishHappenings: Record<string, string> = {
  "purchase.completed": "köpet",
  "purchase.refunded": "återbetalningen",
  "purchase.cancelled": "att beställningen avbröts",
  "subscription.started": "att prenumerationen startade",
  "subscription.renewed": "att prenumerationen förnyades",
  "subscription.changed": "att planen ändrades",
  "subscription.paused": "att prenumerationen pausades",
  "subscription.resumed": "att prenumerationen återupptogs",
  "subscription.cancel_scheduled": "att prenumerationen sades upp",
  "subscription.cancelled": "att prenumerationen avslutades",
  "payment.failed": "att en betalning misslyckades",
  "access.granted": "att åtkomst gavs",
  "access.expiring": "påminnelsen om åtkomstens slut",
  "access.expired": "att åtkomsten tog slut",
  "cart.updated": "att varukorgen ändrades",
  "cart.abandoned": "att varukorgen övergavs",
  "qr.scanned": "att koden skannades",
  "lead.created": "att leadet kom in",
  "customer.updated": "att kundens uppgifter ändrades",
  "contact.subscribed": "att kunden anmälde sig till utskick",
  "contact.unsubscribed": "att kunden avanmälde sig från utskick",
  "email.bounced": "att mejlet studsade",
};

function swedishClock({ isNext, atTime, quiet }: Clock): string {
  const at = atTime === undefined || isNext ? "" : `, kl. ${atTime}`;
  return quiet ? `${at}, men inte mellan ${quiet.from} och ${quiet.to}` : at;
}

function swedishEnd({ kind, name, on }: End): string {
  if (kind === "period") return `den betalda perioden tar slut den ${on}`;
  return name === null ? `åtkomsten tar slut den ${on}` : `åtkomsten till ”${name}” tar slut den ${on}`;
}

const sv: Words = {
  locale: "sv",
  waits({ who, automation, until }) {
    const when = until === undefined ? "" : ` till den ${until}`;
    return who === null ? `”${automation}” väntar${when}` : `${who} väntar${when} på ”${automation}”`;
  },
  waiting: (head, moment, isQuiet) =>
    `${head}: ${moment}${isQuiet ? "; väntar på att den tysta tiden ska ta slut" : ""}.`,
  retrying: (head, tries, told) => `${head}, nytt försök efter ${tries} försök${colon(told)}.`,
  held: (head, connection, told) =>
    `${head} tills ${connection === null ? "dess anslutning" : `anslutningen ”${connection}”`} fungerar igen${colon(told)}.`,
  ready: (head, since, told) => `${head}, skulle ha körts den ${since}: ${told || "körs strax"}.`,
  movedByPerson: (planned, from) => `skulle ha kommit ${planned}, men någon flyttade den från den ${from}`,
  movedBecause: (planned, from, because) => `${planned}; flyttad från den ${from} eftersom ${because}`,
  at: (event, clock) =>
    `${clock.atTime === undefined ? "direkt" : `nästa gång klockan är ${clock.atTime}`} efter ${event}${swedishClock(clock)}`,
  after: (span, event, clock) => `${span} efter ${event}${swedishClock(clock)}`,
  before: (span, end, clock) =>
    end
      ? `${span} innan ${swedishEnd(end)}${swedishClock(clock)}`
      : `${span} före ett datum som inte längre är känt`,
  event: (type, on) => `${happeningOf(swedishHappenings, type) ?? `”${type}”`} den ${on}`,
  span: (amount, unit) => `${swedishNumber.format(amount)} ${swedishUnits[unit][amount === 1 ? 0 : 1]}`,
};

const words: Record<Language, Words> = { en, pl, sv };

// ── The sentence ──

/**
 * "Anna Nowak waits until 3 Dec 2026, 09:00 for “Reminder”: 3 days before access to Course A ends on 6 Dec 2026."
 * @param say puts sentences of Shopbell's own, such as the reason, into the language; what a tool says it leaves as it is
 */
export function sentenceOf(
  waiter: Waiter,
  timeZone: string,
  language: Language = "en",
  say: (english: string) => string = (english) => english,
): string {
  const { state, automation, who, nextAt, reason } = waiter;
  const inWords = words[language];
  const dates = datesIn(inWords.locale, timeZone);
  const told = withoutStop(say(reason ?? ""));
  const head = (at: number | null) =>
    inWords.waits({ who, automation, until: at === null ? undefined : dates.full(at) });
  switch (state) {
    case "waiting":
      return inWords.waiting(head(nextAt), momentWords(waiter, inWords, dates, say), reason === quietReason);
    case "retrying":
      return inWords.retrying(head(nextAt), waiter.tries, told);
    case "held":
      return inWords.held(head(null), waiter.connection, told);
    case "ready":
      return inWords.ready(head(null), dates.full(waiter.dueAt), told);
  }
}

/** The sentence of one that is seen in the waiting room. */
export function sentenceOfView(
  { state, nextAt, dueAt, tries, automation, why }: Seen,
  ...how: [timeZone: string, language?: Language, say?: (english: string) => string]
): string {
  return sentenceOf({ ...why, state, nextAt, dueAt, tries, automation: automation.name }, ...how);
}
type Seen = Omit<WaitingView, "why"> & { why: Omit<WaitingView["why"], "sentence"> };

/** Why it is that moment, and what became of an earlier one. */
function momentWords(waiter: Waiter, inWords: Words, dates: Dates, say: (english: string) => string): string {
  const { moved } = waiter;
  const planned = plannedWords(waiter, inWords, dates);
  if (!moved) return planned;
  const from = dates.beside(moved.from, waiter.dueAt);
  return moved.because === movedByPerson
    ? inWords.movedByPerson(planned, from)
    : inWords.movedBecause(planned, from, say(moved.because));
}

function plannedWords({ timing, since, before, dueAt }: Waiter, inWords: Words, dates: Dates): string {
  const { when, amount = 0, unit = "minutes", atTime, quietHours: quiet } = timing;
  const clock: Clock = { isNext: when === "at", atTime, quiet };
  const span = inWords.span(amount, unit);
  const event = inWords.event(since.type, dates.beside(since.at, dueAt));
  switch (when) {
    case "at":
      return inWords.at(event, clock);
    case "after":
      return inWords.after(span, event, clock);
    case "before":
      return inWords.before(
        span,
        before ? { ...before, on: dates.beside(before.endsAt, dueAt) } : undefined,
        clock,
      );
  }
}

const withoutStop = (text: string) => text.replace(/\.$/, "");

// ── Dates ──

type Dates = {
  /** "3 Dec 2026, 09:00" */
  full(at: number): string;
  /** A date told beside another moment: with its hour only where both fall on one day. */
  beside(at: number, other: number): string;
};

function datesIn(locale: string, timeZone: string): Dates {
  const full = (at: number) => formatOf(locale, timeZone, true).format(at);
  const day = (at: number) => formatOf(locale, timeZone, false).format(at);
  return { full, beside: (at, other) => (day(at) === day(other) ? full(at) : day(at)) };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are costly to make and few. */
function formatOf(locale: string, timeZone: string, withTime: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${withTime}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    dateStyle: "medium",
    ...(withTime ? { timeStyle: "short" as const } : {}),
  });
  formats.set(key, format);
  return format;
}
