// Reading JSON without losing digits: shops send integer ids above 2^53, which JSON.parse silently changes.

/** Any JSON value. Integers beyond 2^53 are held as strings of their digits. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** The third argument newer engines hand to a reviver: the number exactly as it was written. */
type ReviverContext = { source?: string };
type Reviver = (this: unknown, key: string, value: unknown, context: ReviverContext) => unknown;

const keepDigits: Reviver = (_key, value, context) =>
  typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context.source ?? "")
    ? context.source
    : value;

/**
 * Parses JSON; an integer that a double cannot hold comes back as the string of its digits.
 * @throws SyntaxError when the text is not JSON, RangeError when it is nested too deeply.
 */
export function parseJson(text: string): Json {
  // A reviver visits every node, so it is used only where a run of digits is long enough to matter.
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads `path` ("order.total.amount") from a value. A list on the way stands for all its members, so
 * "products.id" reads the id of every product. Own properties only.
 * @returns every value found, none when the path leads nowhere.
 */
export function valuesAt(value: unknown, path: string): unknown[] {
  let found: unknown[] = [value];
  for (const key of path.split(".")) {
    const next: unknown[] = [];
    for (const one of found) {
      if (Array.isArray(one)) {
        if (/^\d+$/.test(key) && Number(key) < one.length) next.push(one[Number(key)]);
        else
          for (const member of one)
            if (isObject(member) && Object.hasOwn(member, key)) next.push(member[key]);
      } else if (isObject(one) && Object.hasOwn(one, key)) next.push(one[key]);
    }
    found = next;
  }
  return found.flat();
}
