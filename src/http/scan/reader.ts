// Who reads a scan's page: their language and their way of writing dates, in the shop's time zone.
import { type Language, languages } from "../../core/language";

export { type Language, languages };

export type Reader = { language: Language; locale: string; timeZone: string };

const mostTags = 20;

/** The first of our languages that the phone asks for, by its weights; English when there is none. */
export function readerOf(acceptLanguage: string | null, timeZone: string): Reader {
  const wanted = (acceptLanguage ?? "")
    .split(",", mostTags)
    .flatMap((part) => {
      const [, tag = "", weight] =
        /^\s*([a-z]{2}(?:-[a-z]{2})?)\b[^;]*(?:;\s*q=([\d.]+))?\s*$/i.exec(part) ?? [];
      const language = languages.find((one) => one === tag.slice(0, 2).toLowerCase());
      return language ? [{ language, locale: tag, weight: Number(weight ?? 1) }] : [];
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)[0];
  return { language: wanted?.language ?? "en", locale: wanted?.locale ?? "en-GB", timeZone };
}

/** A day and a time of day: “22 November 2026 at 18:05”. */
export function moment({ locale, timeZone }: Reader, at: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone }).format(at);
}

/** To the second, so that a screenshot is not taken for the page: “22 Nov 2026, 18:05:09”. */
export function thisSecond({ locale, timeZone }: Reader, at: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium", timeZone }).format(at);
}

/** Short, for lists: “22 Nov, 18:05”. */
export function shortly({ locale, timeZone }: Reader, at: number): string {
  const parts = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(at);
}

/** “Malmö, Sweden” */
export function placeName(
  { locale }: Reader,
  { country, city }: { country?: string; city?: string },
): string {
  const name = country && new Intl.DisplayNames(locale, { type: "region", fallback: "code" }).of(country);
  return [city, name].filter(Boolean).join(", ");
}
