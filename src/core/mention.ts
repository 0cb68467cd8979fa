// Finding one person's e-mail address in texts of any shape, and blacking it out, without touching longer ones that hold it.
import { normalEmail } from "./ids";

export type Mention = {
  /** As it may stand in a text, in small letters: a text that holds none of them does not name the person. */
  forms: string[];
  /** The text with the address blacked out; the very same text where it names somebody else or nobody. */
  mask(text: string): string;
  /** The text with another address in its place. */
  swap(text: string, by: string): string;
};

const masked = "•••";
/** What an address may stand behind: nothing that could be a part of it, but for an escape of JSON or of a URL. */
const begins = String.raw`(?:(?<![\p{L}\p{N}._%+-])|(?<=\\[nrt])|(?<=%[0-9a-f]{2}))`;
const ends = String.raw`(?![\p{L}\p{N}-]|\.[\p{L}\p{N}])`;

export function mentionOf(email: string): Mention {
  const plain = normalEmail(email);
  const forms = [...new Set([plain, encodeURIComponent(plain).toLowerCase()])];
  const pattern = new RegExp(`${begins}(?:${forms.map(escaped).join("|")})${ends}`, "giu");
  const swap = (text: string, by: string) => text.replace(pattern, () => by);
  return { forms, mask: (text) => swap(text, masked), swap };
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
