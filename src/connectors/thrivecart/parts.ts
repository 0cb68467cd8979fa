// What ThriveCart's notifications have in common: who, what, when, and for how much.
import { type Customer, instantOf, type Money, minorMoney, money, type Product } from "../../core/event";
import { isObject, type JsonObject, valuesAt } from "../../core/json";
import { compact, emailIn, idIn, ifTold, numberIn, textIn } from "../kit";

/** Forms write what is not there as “null”. */
export const toldIn = (value: unknown): string | undefined => {
  const text = textIn(value);
  return text === "null" ? undefined : text;
};

export const partOf = (body: JsonObject, name: string): JsonObject => {
  const part = body[name];
  return isObject(part) ? part : {};
};

export const orderIdIn = (body: JsonObject): string | undefined =>
  idIn(toldIn(body.order_id)) ?? idIn(toldIn(partOf(body, "order").id));

export const customerIdIn = (body: JsonObject): string | undefined =>
  idIn(toldIn(body.customer_id)) ?? idIn(toldIn(partOf(body, "customer").id));

export function customerIn(body: JsonObject): Customer | undefined {
  const customer = partOf(body, "customer");
  const firstName = toldIn(customer.first_name) ?? toldIn(customer.firstname);
  const lastName = toldIn(customer.last_name) ?? toldIn(customer.lastname);
  return ifTold({
    email: emailIn(customer.email),
    name: toldIn(customer.name) ?? textIn([firstName, lastName].filter(Boolean).join(" ")),
    firstName,
    lastName,
    phone: toldIn(customer.contactno),
  });
}

/** When the event happened; an order's own time is that of its first payment. */
export const eventTime = (body: JsonObject): number | undefined =>
  instantOf(body.date_unix) ?? instantOf(body.date_iso8601) ?? instantOf(body.date);

/** `total` is in hundredths, also of currencies that have none; `total_str` is the same in whole units. */
export function priceIn(of: JsonObject, name: string, currency: unknown): Money | undefined {
  const whole = money(toldIn(of[`${name}_str`]), currency);
  const hundredths = minorMoney(of[name], currency);
  return whole ?? (hundredths && money((hundredths.amount / 100).toFixed(2), currency));
}

/** A product, bump, upsell or downsell by ThriveCart's own name for it: “bump-12” belongs to the product 12. */
function itemIn(part: JsonObject): string | undefined {
  const type = toldIn(part.type);
  const id = toldIn(part.id) ?? toldIn(part.product_id);
  return type && id ? idIn(`${type}-${id}`) : undefined;
}

export function baseProductIn(body: JsonObject): Product | undefined {
  const id = toldIn(body.base_product);
  return id ? compact({ id: `product-${id}`, name: toldIn(body.base_product_name) }) : undefined;
}

/** The one item that a refund or a subscription's payment is about. */
export function itemProductIn(body: JsonObject, part: JsonObject): Product | undefined {
  const id = itemIn(part);
  return id ? compact({ id, name: toldIn(part.name) }) : baseProductIn(body);
}

/** An order's charges by the item they are for. What is paid at once goes before what recurs. */
export function chargesIn(body: JsonObject): Map<string, JsonObject> {
  const charges = valuesAt(body, "order.charges").filter(isObject);
  const recurs = (charge: JsonObject) => charge.type === "recurring";
  const found = new Map<string, JsonObject>();
  for (const charge of [...charges.filter((one) => !recurs(one)), ...charges.filter(recurs)]) {
    const named = toldIn(charge.item_type) && toldIn(charge.reference);
    const item = toldIn(charge.item_identifier) ?? (named && `${toldIn(charge.item_type)}-${named}`);
    // Older accounts tell no item: then its name is what the order's lists share with it.
    const name = item ?? toldIn(charge.name);
    if (name && !found.has(name)) found.set(name, charge);
  }
  return found;
}

/** All that was bought: the product, its bump, upsells and downsells. */
export function boughtIn(body: JsonObject): Product[] | undefined {
  const charges = chargesIn(body);
  const listed = valuesAt(body, "purchase_map").flatMap((item) => toldIn(item) ?? []);
  const flat = (toldIn(body.purchase_map_flat) ?? "").split(",").flatMap((item) => toldIn(item) ?? []);
  const items = listed.length > 0 ? listed : flat;
  const names = valuesAt(body, "purchases").map(toldIn);
  const products = items.flatMap((item, at): Product[] => {
    const id = idIn(item);
    const name = names.length === items.length ? names[at] : undefined;
    const charge = charges.get(item) ?? charges.get(name ?? "") ?? {};
    return id ? [lineIn(id, name ?? toldIn(charge.name), charge, body.currency)] : [];
  });
  if (products.length > 0) return products;
  const base = baseProductIn(body);
  return base && [base];
}

function lineIn(id: string, name: string | undefined, charge: JsonObject, currency: unknown): Product {
  const quantity = numberIn(charge.quantity);
  const each = priceIn(charge, "unit_price", currency);
  const price =
    each ?? (quantity === undefined || quantity === 1 ? priceIn(charge, "amount", currency) : undefined);
  return compact({ id, name, quantity, price });
}
