// What orders, invoices, credit memos and carts have in common: who, what, for how much.
import { type Customer, instantOf, type Money, money, type Product } from "../../core/event";
import { isObject, type JsonObject, valuesAt } from "../../core/json";
import { compact, emailIn, idIn, ifTold, numberIn, textIn } from "../kit";

/** PHP writes a list whose numbering has gaps as an object. */
function listIn(value: unknown): JsonObject[] {
  const members = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return members.filter(isObject);
}

/** The first of an entity's times that is told. Magento keeps them in UTC: "2026-08-14 09:30:00". */
export function timeIn(entity: JsonObject, ...names: string[]): number | undefined {
  for (const name of names) {
    const at = instantOf(entity[name]);
    if (at !== undefined) return at;
  }
  return undefined;
}

export function personIn(
  email: unknown,
  first: unknown,
  last: unknown,
  phone?: unknown,
): Customer | undefined {
  const firstName = textIn(first);
  const lastName = textIn(last);
  return ifTold({
    email: emailIn(email),
    name: textIn([firstName, lastName].filter(Boolean).join(" ")),
    firstName,
    lastName,
    phone: textIn(phone),
  });
}

/** Whoever an order or a cart is for; guests are named in the billing address alone. */
export function buyerIn(entity: JsonObject): Customer | undefined {
  const address =
    [entity.billing_address, entity.billingAddress].find(isObject) ??
    listIn(entity.addresses).find((one) => one.address_type === "billing") ??
    {};
  const hasName = textIn(entity.customer_firstname) || textIn(entity.customer_lastname);
  const [first, last] = hasName
    ? [entity.customer_firstname, entity.customer_lastname]
    : [address.firstname, address.lastname];
  return personIn(emailIn(entity.customer_email) ?? address.email, first, last, address.telephone);
}

function currencyIn(entity: JsonObject): string | undefined {
  return (
    textIn(entity.order_currency_code) ??
    textIn(entity.quote_currency_code) ??
    textIn(valuesAt(entity, "currency.quote_currency_code")[0])
  );
}

/** What the customer pays, or else the same in the shop's base currency. */
export function totalIn(entity: JsonObject): Money | undefined {
  return (
    money(textIn(entity.grand_total), currencyIn(entity)) ??
    money(textIn(entity.base_grand_total), entity.base_currency_code)
  );
}

/** Lines as products. The parts of a bundle, and the chosen variant of a product, are lines of their own below it. */
export function productsIn(entity: JsonObject): Product[] | undefined {
  const lines = listIn(entity.items);
  const variants = new Map(lines.map((line) => [idIn(line.parent_item_id), idIn(line.product_id)]));
  const products = lines.flatMap((line): Product[] => {
    const quantity = numberIn(line.qty_ordered) ?? numberIn(line.qty);
    const sku = textIn(line.sku);
    const id = idIn(line.product_id) ?? idIn(sku) ?? idIn(line.name);
    // A credit memo lists what is not refunded, too: none of it.
    if (!id || isBelowAnother(line) || quantity === 0) return [];
    const item = idIn(line.item_id);
    return [
      compact({
        id,
        name: textIn(line.name),
        variantId: item && line.product_type === "configurable" ? variants.get(item) : undefined,
        sku,
        quantity,
        price: money(textIn(line.price_incl_tax) ?? textIn(line.price), currencyIn(entity)),
      }),
    ];
  });
  return products.length > 0 ? products : undefined;
}

const isBelowAnother = (line: JsonObject): boolean =>
  namedId(line.parent_item_id) !== undefined || isObject(line.parent_item);

/** An id, where 0 means none, as for the customer of a guest's order. */
export function namedId(value: unknown): string | undefined {
  const id = idIn(value);
  return id === "0" ? undefined : id;
}
