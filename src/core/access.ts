// How long access lasts by the products' settings: a purchase gets its end when it comes in, and keeps it.
import { plusCalendar } from "./calendar";
import type { Fact, Product } from "./event";
import type { Access, ProductConfig } from "./product";

/** The events that give access. */
export const givesAccess: readonly string[] = ["purchase.completed", "access.granted"];

/** The settings of this moment, and the zone whose calendar counts. */
export type AccessTerms = { products: ReadonlyMap<string, Pick<ProductConfig, "access">>; timeZone: string };

/** @returns epoch milliseconds */
function endOf(startsAt: number, { amount, unit }: Access, timeZone: string): number {
  return plusCalendar(startsAt, { [unit]: amount }, timeZone);
}

/**
 * Gives each product of a purchase the end that its setting says. Where the shop tells the end itself, or a subscription
 * goes on until it is cancelled, no setting counts.
 * @param startsAt the fact's effective time (epoch milliseconds)
 * @param before the fact as it was known before: its products keep the end, or none, that they got then
 * @returns the same fact where that changes nothing
 */
export function withAccessEnds(fact: Fact, startsAt: number, terms: AccessTerms, before?: Fact): Fact {
  const goesBySettings =
    givesAccess.includes(fact.type) && fact.accessEndsAt === undefined && fact.subscription === undefined;
  if (!goesBySettings) return eachProduct(fact, () => undefined);
  const known = new Set(before?.products?.map((product) => product.id));
  return eachProduct(fact, ({ id, accessEndsAt }) => {
    const access = known.has(id) ? undefined : terms.products.get(id)?.access;
    return accessEndsAt ?? (access ? endOf(startsAt, access, terms.timeZone) : undefined);
  });
}

/** Gives the ends that came from a product's setting anew, by the setting of this moment. */
export function withNewAccessEnds(
  fact: Fact,
  startsAt: number,
  productIds: ReadonlySet<string>,
  { products, timeZone }: AccessTerms,
): Fact {
  return eachProduct(fact, ({ id, accessEndsAt }) => {
    if (accessEndsAt === undefined || !productIds.has(id)) return accessEndsAt;
    const access = products.get(id)?.access;
    return access ? endOf(startsAt, access, timeZone) : undefined;
  });
}

function eachProduct(fact: Fact, endOfProduct: (product: Product) => number | undefined): Fact {
  const { products = [] } = fact;
  const dated = products.map((product) => {
    const { accessEndsAt, ...rest } = product;
    const end = endOfProduct(product);
    if (end === accessEndsAt) return product;
    return end === undefined ? rest : { ...rest, accessEndsAt: end };
  });
  return dated.some((product, i) => product !== products[i]) ? { ...fact, products: dated } : fact;
}
