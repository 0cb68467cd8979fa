// What Paddle's transactions and subscriptions have in common: products, plan, period.
import { type Fact, instantOf, minorMoney, type Product } from "../../core/event";
import { isObject, type JsonObject, valuesAt } from "../../core/json";
import { compact, idIn, numberIn, textIn } from "../kit";

export const objectIn = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const objectsIn = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.filter((one) => isObject(one)) : [];

/**
 * Items, or a transaction's line items, as products with their prices before discount and tax.
 * @param currency of the transaction, in which its line items tell what a unit costs
 */
export function productsIn(lines: unknown, currency?: unknown): Product[] | undefined {
  const products = objectsIn(lines).flatMap((line): Product[] => {
    const product = objectIn(line.product);
    const price = objectIn(line.price);
    const unitPrice = objectIn(price.unit_price);
    const id = idIn(product.id) ?? idIn(price.product_id);
    if (!id) return [];
    return [
      compact({
        id,
        name: textIn(product.name),
        variantId: idIn(line.price_id) ?? idIn(price.id),
        quantity: numberIn(line.quantity),
        price:
          minorMoney(objectIn(line.unit_totals).subtotal, currency) ??
          minorMoney(unitPrice.amount, unitPrice.currency_code),
      }),
    ];
  });
  return products.length > 0 ? products : undefined;
}

/** The first thing that is billed again and again, by the name its price has at the checkout. */
export function planIn(items: unknown): string | undefined {
  const recurring = objectsIn(items).find((item) => isObject(objectIn(item.price).billing_cycle));
  return textIn(objectIn(recurring?.price).name) ?? textIn(objectIn(recurring?.product).name);
}

export function periodIn(period: unknown): { currentPeriodStart?: number; currentPeriodEnd?: number } {
  const { starts_at, ends_at } = objectIn(period);
  return compact({ currentPeriodStart: instantOf(starts_at), currentPeriodEnd: instantOf(ends_at) });
}

export function subscriptionIn(id: string, data: JsonObject): Fact["subscription"] {
  return compact({
    id,
    plan: planIn(data.items),
    status: textIn(data.status),
    ...periodIn(data.current_billing_period),
    trialEndsAt: instantOf(valuesAt(data.items, "trial_dates.ends_at")[0]),
  });
}
