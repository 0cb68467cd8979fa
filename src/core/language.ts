// The languages that people are spoken to in.

export const languages = ["en", "pl", "sv"] as const;
export type Language = (typeof languages)[number];
