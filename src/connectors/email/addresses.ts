// Addresses as people type them: a list, or a text with something between them.
import type { Sender } from "../kit";

/** What Cloudflare's mail service takes at most. https://developers.cloudflare.com/email-service/platform/limits/ */
export const mostAddresses = 50;

/** Bare addresses only: a name, a comment or a second address hidden in one would go elsewhere than it seems. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>()[\],;:\\"\p{Cc}]+@[^\s@<>()[\],;:\\"\p{Cc}]+$/u.test(text);
}

/** @returns each address once, whatever its case, and what is none */
export function addressesIn(value: unknown): { addresses: string[]; wrong: string[] } {
  const texts = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
  const parts = texts.flatMap((text) => text.split(/[,;\s]+/)).filter((part) => part !== "");
  const once = new Map<string, string>();
  for (const part of parts)
    if (isAddress(part)) once.set(part.toLowerCase(), once.get(part.toLowerCase()) ?? part);
  return { addresses: [...once.values()], wrong: parts.filter((part) => !isAddress(part)) };
}

/** "bell@shop.example", or with a name before it: "The Shop <bell@shop.example>". */
export function senderIn(text: string): Sender | undefined {
  const [, name = "", email = text] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? [];
  if (!isAddress(email.trim()) || /\p{Cc}/u.test(name)) return undefined;
  const bare = name.trim().replace(/^"(.*)"$/, "$1");
  return { email: email.trim(), ...(bare ? { name: bare } : {}) };
}
