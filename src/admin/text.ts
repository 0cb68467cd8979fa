// The words of the language in use, and dates and amounts in the reader's own form.
import { decimalsOf } from "../core/currency";
import type { Language } from "../core/language";
import { dateFormat, locale } from "./reader";
import type { Texts } from "./texts/en";

/** Every word on the screen. `speak` has to be through before anything is shown. */
export let t: Texts;

const loading: Record<Language, () => Promise<Texts>> = {
  en: async () => (await import("./texts/en")).en,
  pl: async () => (await import("./texts/pl")).pl,
  sv: async () => (await import("./texts/sv")).sv,
};

export async function speak(language: Language): Promise<void> {
  t = await loading[language]();
}

/** The hour alone for today, with the date otherwise; by the shop's clock. */
export function when(at: number): string {
  const day = dateFormat({ dateStyle: "short" });
  const isToday = day.format(at) === day.format(Date.now());
  return isToday ? dateFormat({ timeStyle: "medium" }).format(at) : fullTime(at);
}

/** By the shop's clock. */
export function fullTime(at: number): string {
  return dateFormat({ dateStyle: "medium", timeStyle: "medium" }).format(at);
}

const calendarDay = (options: Intl.DateTimeFormatOptions) => dateFormat({ ...options, timeZone: "UTC" });
const wholeDay = calendarDay({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const dayAndMonth = calendarDay({ day: "numeric", month: "short" });
const weekday = calendarDay({ weekday: "short" });

/** "Thursday 3 December 2026" for "2026-12-03", a date of the shop's own calendar. */
export function dayName(day: string): string {
  return wholeDay.format(Date.parse(day));
}

/** "3 Dec" */
export function shortDay(day: string): string {
  return dayAndMonth.format(Date.parse(day));
}

/** "Thu" */
export function weekdayName(day: string): string {
  return weekday.format(Date.parse(day));
}

/** "14:00", by the clock of a zone. */
export function clockIn(timeZone: string): (at: number) => string {
  const format = dateFormat({ hour: "2-digit", minute: "2-digit", timeZone });
  return (at) => format.format(at);
}

const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
];

/** "in 3 minutes", "2 hours ago". */
export function fromNow(at: number): string {
  const ms = at - Date.now();
  const [unit, size] = steps.find(([, one]) => Math.abs(ms) >= one) ?? ["second", 1_000];
  return relative.format(Math.round(ms / size), unit);
}

/** Minor units to a readable amount, by the currency's own number of decimals. */
export function amount(money: { amount: number; currency: string }): string {
  const { currency } = money;
  const digits = decimalsOf(currency);
  const decimals = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, ...decimals });
  return format.format(money.amount / 10 ** digits);
}

/** "someone buys" for purchase.completed; the type itself where we have no words for it. */
export function eventWords(type: string): string {
  return t.eventTypes[type] ?? type;
}

/** "Purchase" for purchase.completed; the type itself where we have no name for it. */
export function eventName(type: string): string {
  return t.eventNames[type] ?? type;
}

/** A connection's name, with whose it is where it is not the shop's own. */
export function connectionName({
  name,
  organisation,
}: {
  name: string;
  organisation?: string | undefined;
}): string {
  return organisation === undefined ? name : t.headOffice.nameBy(name, organisation);
}
