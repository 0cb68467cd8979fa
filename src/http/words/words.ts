// What connectors say of themselves, in other languages: by the English phrase, so that a connector needs to know nothing of it.
import type { Language } from "../scan/reader";

/** English phrase → the same in another language. */
export type Words = Readonly<Record<string, string>>;

/** Loaded when first asked for. @returns undefined for English, which needs none */
export async function wordsIn(language: Language): Promise<Words | undefined> {
  switch (language) {
    case "pl":
      return (await import("./pl")).pl;
    case "sv":
      return (await import("./sv")).sv;
    case "en":
      return undefined;
  }
}
