// The languages that people are spoken to in.

export const languages = ["en", "pl", "sv"] as const;
export type Language = (typeof languages)[number];

/** Each by its own name, so that it is found by whoever reads no other. */
export const languageNames: Record<Language, string> = { en: "English", pl: "Polski", sv: "Svenska" };
