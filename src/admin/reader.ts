// Who looks at the page: their language, their own way of writing numbers and dates, and the clock of the shop they look at.
import { type Language, languages } from "../core/language";
import { readerOf } from "../http/scan/reader";

const keptAs = "shopbell-language";

/** What the reader chose on this device, or else the first of our languages that the browser asks for. */
function languageOfReader(): Language {
  const kept = globalThis.localStorage?.getItem(keptAs);
  return languages.find((one) => one === kept) ?? readerOf(navigator.languages.join(","), "UTC").language;
}

export const language: Language = languageOfReader();

/** Chosen for this device from now on; the page starts anew in it. */
export function changeLanguage(chosen: Language): void {
  localStorage.setItem(keptAs, chosen);
  location.reload();
}

/** "en-GB" for a reader of English whose browser says so: dates and numbers differ between countries. */
export const locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;

/** The clock of this device (an IANA name). */
export const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
let zone = deviceZone;

/** From now on every time of day is by this clock. @param timeZone an IANA name */
export function setClock(timeZone: string): void {
  zone = timeZone;
}

/** The clock in use (an IANA name), and whether this device goes by another. */
export function clock(): { timeZone: string; isForeign: boolean } {
  return { timeZone: zone, isForeign: offsetMs(Date.now(), zone) !== offsetMs(Date.now(), deviceZone) };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A format in the reader's form and by the clock in use, made once. */
export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const whole = { timeZone: zone, ...options };
  const key = JSON.stringify(whole);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, whole);
  formats.set(key, format);
  return format;
}

const plain = new Intl.NumberFormat(locale);

/** "1,234", or as the reader writes it. */
export function number(value: number): string {
  return plain.format(value);
}

/** A moment as a field for dates and times holds it, "2026-12-03T09:00", by the clock in use. */
export function toLocalTime(at: number): string {
  return new Date(at + offsetMs(at, zone)).toISOString().slice(0, 16);
}

/** The moment (epoch milliseconds) that such a field means. An hour that the clock skips counts as the one after. */
export function fromLocalTime(text: string): number {
  const asUtc = Date.parse(`${text}Z`);
  const guess = asUtc - offsetMs(asUtc, zone);
  const at = asUtc - offsetMs(guess, zone);
  return offsetMs(at, zone) === offsetMs(guess, zone) ? at : Math.max(at, guess);
}

/** How far the clock of `timeZone` is ahead of UTC at that moment. */
function offsetMs(at: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = Object.fromEntries(
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>;
  const there = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  return there - Math.floor(at / 1000) * 1000;
}
