// Reads prices as people write them, such as “£15.00” or “1.234,50 €”.
import { type Money, money } from "../../core/event";
import { textIn } from "../kit";

/** Signs of one currency alone. “$”, “¥” and “kr” are those of many. */
const signs = new Map([
  ["£", "GBP"],
  ["€", "EUR"],
  ["zł", "PLN"],
  ["Kč", "CZK"],
  ["Ft", "HUF"],
  ["₹", "INR"],
  ["₪", "ILS"],
  ["฿", "THB"],
  ["₱", "PHP"],
  ["R$", "BRL"],
  ["US$", "USD"],
  ["A$", "AUD"],
  ["AU$", "AUD"],
  ["C$", "CAD"],
  ["CA$", "CAD"],
  ["NZ$", "NZD"],
  ["HK$", "HKD"],
  ["S$", "SGD"],
  ["NT$", "TWD"],
]);

const isCode = (text: unknown): text is string => typeof text === "string" && /^[A-Z]{3}$/.test(text);

/**
 * @param told the currency's code, where the payload has it
 * @returns undefined when the currency is neither told nor plain from the sign, when the two disagree, and when the
 * number can be read in two ways
 */
export function priceIn(formatted: unknown, told: unknown): Money | undefined {
  const text = textIn(formatted);
  if (text === undefined || text.length > 40) return undefined;
  const number = /\d[\d.,'’\s]*/.exec(text)?.[0].trimEnd();
  if (number === undefined) return undefined;
  const [before = "", after = "", ...more] = text.split(number);
  const sign = (before + after).replace(/[-−()\s]/g, "");
  if (more.length > 0 || /\d/.test(sign)) return undefined;
  const written = isCode(sign) ? sign : signs.get(sign);
  const given = textIn(told)?.toUpperCase();
  if (written && given && written !== given) return undefined;
  const currency = given ?? written;
  if (!isCode(currency)) return undefined;
  const plain = plainNumber(number, currency);
  const minus = /[-−(]/.test(before + after) ? "-" : "";
  return plain === undefined ? undefined : money(minus + plain, currency);
}

/** Digits alone, or in groups that one separator parts. */
const grouped = /^(?:\d+|\d{1,3}([.,'’\s])(?:\d{2,3}\1)*\d{3})$/;

/** “1,234.50” and “1.234,50” as “1234.50”. */
function plainNumber(text: string, currency: string): string | undefined {
  const at = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  const last = at < 0 ? "" : text.slice(at + 1);
  const hasThousandths = money("0.001", currency)?.amount === 1;
  // Three digits after a lone separator are thousands, but of a currency that has thousandths nobody can say.
  if (hasThousandths && last.length === 3 && /^\d+$/.test(text.slice(0, at))) return undefined;
  const isFraction = /^\d{1,2}$/.test(last) || (hasThousandths && /^\d{3}$/.test(last));
  const whole = isFraction ? text.slice(0, at) : text;
  const match = grouped.exec(whole);
  if (!match || (isFraction && match[1] === text.charAt(at))) return undefined;
  const digits = whole.replace(/\D/g, "");
  return isFraction ? `${digits}.${last}` : digits;
}
