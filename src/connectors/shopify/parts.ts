// What orders, checkouts and refunds have in common: who, what, and whether they agreed to marketing.
import { type Customer, type Fact, money, type Product } from "../../core/event";
import { isObject, type JsonObject, valuesAt } from "../../core/json";
import { compact, emailIn, idIn, ifTold, numberIn, textIn } from "../kit";

export function customerIn(body: JsonObject): Customer | undefined {
  const customer = isObject(body.customer) ? body.customer : {};
  const billing = isObject(body.billing_address) ? body.billing_address : {};
  // A name is taken whole from one of the two: mixed, it would be nobody's.
  const named = textIn(customer.first_name) || textIn(customer.last_name) ? customer : billing;
  const firstName = textIn(named.first_name);
  const lastName = textIn(named.last_name);
  return ifTold({
    email: emailIn(body.email) ?? emailIn(body.contact_email) ?? emailIn(customer.email),
    name: textIn([firstName, lastName].filter(Boolean).join(" ")),
    firstName,
    lastName,
    phone: textIn(customer.phone) ?? textIn(body.phone) ?? textIn(billing.phone),
    language: textIn(body.customer_locale),
  });
}

const consentStates = new Map([
  ["subscribed", true],
  ["unsubscribed", false],
  ["not_subscribed", false],
]);

/** A state in between (`pending`: not confirmed yet) is no answer, and outweighs the tick at the checkout. */
export function consentIn(body: JsonObject): Fact["consent"] {
  const state = textIn(valuesAt(body, "customer.email_marketing_consent.state")[0]);
  const marketing =
    state === undefined ? body.buyer_accepts_marketing : consentStates.get(state.toLowerCase());
  return typeof marketing === "boolean" ? { marketing } : undefined;
}

/** A cart whose lines are all gone was emptied; that says more than a cart without lines. */
export function cartProductsIn(lines: unknown, currency: unknown): Product[] | undefined {
  return Array.isArray(lines) && lines.length === 0 ? [] : productsIn(lines, currency);
}

/** Line items as products. Where the product was deleted, or never was one: its variant, SKU or title. */
export function productsIn(lines: unknown, currency: unknown): Product[] | undefined {
  if (!Array.isArray(lines)) return undefined;
  const products = lines.filter(isObject).flatMap((line): Product[] => {
    const variantId = idIn(line.variant_id);
    const sku = textIn(line.sku);
    const id =
      idIn(line.product_id) ?? (variantId && `variant:${variantId}`) ?? idIn(sku) ?? idIn(line.title);
    if (!id) return [];
    const priceCurrency = currency ?? valuesAt(line, "price_set.shop_money.currency_code")[0];
    return [
      compact({
        id,
        name: textIn(line.title),
        variantId,
        sku,
        quantity: numberIn(line.quantity),
        price: money(textIn(line.price), priceCurrency),
      }),
    ];
  });
  return products.length > 0 ? products : undefined;
}
