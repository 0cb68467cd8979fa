// What Stripe's objects have in common: ids, amounts, lines and prices, in the shapes of older and newer API versions.
import { type Money, minorMoney, money, type Product } from "../../core/event";
import { isObject, type JsonObject, valuesAt } from "../../core/json";
import { compact, idIn, numberIn, type SourceFact, textIn } from "../kit";

/** A fact without its `data`; without `key` it is known by its event alone. */
export type ToldFact = Pick<SourceFact, "fact" | "customerRefs" | "sameCustomerAs"> & { key?: string };

export type Outcome = { facts: ToldFact[] } | { nothing: string } | { notUnderstood: string };

/** One of Stripe's events, opened. */
export type Told = {
  object: JsonObject;
  /** What an "updated" event says the object was before, as far as it changed. */
  previous: JsonObject;
  /** The second in which it happened, as Stripe wrote it. */
  created: string | undefined;
  /** The same in epoch milliseconds. */
  at: number;
};

export const keyOf = (...parts: (string | undefined)[]): string | undefined =>
  parts.every((part) => part !== undefined) ? parts.join(":") : undefined;

/** A field that holds another object's id or, expanded, that whole object. */
export const idOf = (value: unknown): string | undefined => idIn(isObject(value) ? value.id : value);

/** Those that are known, if any is. */
export function keys(...list: (string | undefined)[]): string[] | undefined {
  const known = list.filter((one) => one !== undefined);
  return known.length > 0 ? known : undefined;
}

/** Newer accounts may have an account (acct_…) as their customer, instead of or beside the customer (cus_…). */
export function customerRefs(object: JsonObject): string[] | undefined {
  const ids = [idOf(object.customer), idIn(object.customer_account)];
  return keys(...ids.map((id) => id && `customer:${id}`));
}

// ── Money ──────────────────────────────────────────────────────────────────────────────────────

/**
 * Where Stripe does not count in hundredths. ISK and UGX have no decimals, and are counted in hundredths all the same.
 * https://docs.stripe.com/currencies#minor-units
 */
const decimals = new Map([
  ..."BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF"
    .split(" ")
    .map((code) => [code, 0] as const),
  ..."BHD JOD KWD OMR TND".split(" ").map((code) => [code, 3] as const),
]);

export function stripeMoney(amount: unknown, currency: unknown): Money | undefined {
  const told = minorMoney(amount, currency);
  if (!told) return undefined;
  const digits = decimals.get(told.currency) ?? 2;
  return money((told.amount / 10 ** digits).toFixed(digits), told.currency);
}

// ── Lines ──────────────────────────────────────────────────────────────────────────────────────

/** The members of a list, which Stripe wraps: `{ object: "list", data: […] }`. */
export function listIn(list: unknown): JsonObject[] {
  const data = isObject(list) ? list.data : undefined;
  return Array.isArray(data) ? data.filter(isObject) : [];
}

/** The price of a subscription's item, a checkout's line or an invoice's line; a plan where there were no prices yet. */
function priceOf(line: JsonObject) {
  const details = valuesAt(line, "pricing.price_details").find(isObject) ?? {};
  const price = [line.price, details.price, line.plan].find(isObject) ?? {};
  return {
    id: idOf(line.price) ?? idOf(details.price) ?? idOf(line.plan),
    name: textIn(price.nickname) ?? textIn(price.lookup_key),
    product: price.product ?? details.product,
    amount: price.unit_amount ?? price.amount ?? valuesAt(line, "pricing.unit_amount_decimal")[0],
    currency: textIn(price.currency) ?? line.currency,
  };
}

/** "Gold" of "2 × Gold (at €10.00 / month)", as invoices describe a subscription's line. */
function nameIn(description: unknown): string | undefined {
  const text = textIn(description);
  const [times] = /^\d{1,9} × /.exec(text ?? "") ?? [];
  if (!text || !times || !text.endsWith(")")) return text;
  const end = text.lastIndexOf(" (");
  return end > times.length ? text.slice(times.length, end) : text;
}

function productOf(line: JsonObject): Product | undefined {
  const price = priceOf(line);
  const expanded = isObject(price.product) ? textIn(price.product.name) : undefined;
  const name = expanded ?? nameIn(line.description);
  const id = idOf(price.product) ?? price.id ?? idIn(name);
  if (!id) return undefined;
  return compact({
    id,
    name,
    variantId: price.id === id ? undefined : price.id,
    quantity: numberIn(line.quantity),
    price: stripeMoney(price.amount, price.currency),
  });
}

export function productsIn(lines: JsonObject[]): Product[] | undefined {
  const products = lines.flatMap((line) => productOf(line) ?? []);
  return products.length > 0 ? products : undefined;
}

/** Payments and checkouts do not say what they are for, unless their lines are expanded or their metadata tell it. */
export function productsOfPayment(object: JsonObject): Product[] | undefined {
  const listed = productsIn(listIn(object.line_items));
  if (listed) return listed;
  const metadata = isObject(object.metadata) ? object.metadata : {};
  const name = textIn(metadata.product_name);
  const id = idIn(metadata.product_id) ?? idIn(name);
  return id ? [compact({ id, name })] : undefined;
}

/** What the lines' prices are called: with a nickname, a lookup key, or else by their ids. */
export function planIn(lines: JsonObject[]): string | undefined {
  const names = lines.flatMap((line) => {
    const { id, name } = priceOf(line);
    return name ?? id ?? [];
  });
  return textIn(names.join(", "));
}

/** Which prices, and how many of each. */
export const pricesIn = (lines: JsonObject[]): string =>
  lines
    .map((line) => `${priceOf(line).id} × ${numberIn(line.quantity)}`)
    .toSorted()
    .join(", ");
