// What orders, subscriptions and customers have in common: who, what and when.
import { type Customer, instantOf, money, type Product } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import { compact, emailIn, idIn, ifTold, numberIn, type SourceFact, textIn } from "../kit";

/** A fact without its `data`; without `key` it is known by its delivery alone. */
export type Told = Omit<SourceFact, "data" | "key"> & { key?: string | undefined };
export type Outcome = Told[] | { nothing: string } | { notUnderstood: string };

export const keyOf = (...parts: (string | number | undefined)[]): string | undefined =>
  parts.every((part) => part !== undefined) ? parts.join(":") : undefined;

export const startedKey = (subscriptionId: string) => keyOf("subscription", subscriptionId, "started");

/** Keys of facts of the same customer. */
export function links(...keys: (string | undefined)[]): string[] | undefined {
  const known = keys.filter((key) => key !== undefined);
  return known.length > 0 ? known : undefined;
}

/** WordPress writes 0 where there is nobody and nothing: a guest, a product without variations. */
export function wordpressId(value: unknown): string | undefined {
  const id = idIn(value);
  return id === "0" ? undefined : id;
}

/** `date_paid` stands in the shop's own zone beside `date_paid_gmt`; API v1 has only one of them, in UTC. */
export function instantAt(body: JsonObject, name: string): number | undefined {
  return instantOf(body[`${name}_gmt`]) ?? instantOf(body[name]);
}

export function customerRefs(id: string | undefined): string[] | undefined {
  return id ? [`customer:${id}`] : undefined;
}

/** Of a customer, or of what one bought, where all is in the billing address. */
export function customerIn(body: JsonObject): Customer | undefined {
  const billing = isObject(body.billing) ? body.billing : {};
  // A name is taken whole from one of the two: mixed, it would be nobody's.
  const named = textIn(body.first_name) || textIn(body.last_name) ? body : billing;
  const firstName = textIn(named.first_name);
  const lastName = textIn(named.last_name);
  return ifTold({
    email: emailIn(body.email) ?? emailIn(billing.email),
    name: textIn([firstName, lastName].filter(Boolean).join(" ")),
    firstName,
    lastName,
    phone: textIn(billing.phone),
  });
}

/** Line items as products. Where the product was deleted: its variation, SKU or name. */
export function productsIn(body: JsonObject): Product[] | undefined {
  const lines = Array.isArray(body.line_items) ? body.line_items.filter(isObject) : [];
  const products = lines.flatMap((line): Product[] => {
    const name = nameIn(line.name);
    const variantId = wordpressId(line.variation_id);
    const sku = textIn(line.sku);
    const id =
      wordpressId(line.product_id) ?? (variantId && `variation:${variantId}`) ?? idIn(sku) ?? idIn(name);
    if (!id) return [];
    const price = money(line.price, body.currency);
    return [compact({ id, name, variantId, sku, quantity: numberIn(line.quantity), price })];
  });
  return products.length > 0 ? products : undefined;
}

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["ndash", "–"],
  ["mdash", "—"],
  ["hellip", "…"],
]);

/** WordPress keeps names as HTML: “Salt &amp; Pepper”, “T-shirt &#8211; Black”. */
export function nameIn(value: unknown): string | undefined {
  return textIn(value)?.replace(/&(?:#(\d{1,7})|([a-z]{2,6}));/g, (whole, code, name) => {
    if (name) return entities.get(name) ?? whole;
    return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : whole;
  });
}
