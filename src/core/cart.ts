// What becomes of a cart. It is decided from all that was told of it at once, so that the order in which news arrives
// makes no difference.
import { timeUnits } from "./automation";
import type { Fact } from "./event";

/** So long after its purchase a cart stays closed: shops go on telling of it for a while. */
export const closedAfterPurchaseMs = timeUnits.days;

const cartTypes = ["cart.updated", "cart.abandoned", "purchase.completed"];

/** @returns undefined for an event that changes nothing about a cart, as most do */
export function cartIdOf({ type, cart }: Pick<Fact, "type" | "cart">): string | undefined {
  return cartTypes.includes(type) ? cart?.id : undefined;
}

/** What an event tells of a cart. */
export type CartNews = {
  event: number;
  /** The event's fact key. */
  key: string;
  /** When it was so (epoch milliseconds): older news never moves newer news. */
  asOf: number;
  /** The last change it speaks of (epoch milliseconds): what was abandoned by itself was changed some time before. */
  changedAt: number;
  fact: Fact;
  customerId: string | null;
};

/** A cart as it was last told of. */
export type LeftCart = Pick<Fact, "customer" | "products" | "cart" | "consent"> & {
  customerId: string | null;
};

const bought = "this cart was bought";
const emptied = "this cart was emptied";

/**
 * Why nobody is to be reminded of a cart, as the end of a sentence; undefined when somebody may be.
 * @param changedAt the last change that the abandonment speaks of
 */
export function whyNotRecovered(news: CartNews[], changedAt: number): string | undefined {
  if (isBought(news, changedAt)) return bought;
  return isEmptyCart(contentsOf(updatesIn(news))) ? emptied : undefined;
}

/**
 * The cart that an update leaves behind.
 * @param update the event whose idle time is over
 * @returns undefined when the cart was changed since, bought, emptied, or told of as abandoned already
 */
export function leftCart(news: CartNews[], update: number): LeftCart | undefined {
  const updates = updatesIn(news);
  const last = updates.at(-1);
  if (last?.event !== update || isBought(news, last.changedAt)) return undefined;
  if (news.some(({ fact, asOf }) => fact.type === "cart.abandoned" && asOf >= last.asOf)) return undefined;
  // What a cart held when it was bought says nothing of what it holds now.
  const left = contentsOf(updates.filter(({ changedAt }) => !isBought(news, changedAt)));
  return isEmptyCart(left) ? undefined : left;
}

/** The fact that Shopbell tells itself. @param at when the cart had been idle for long enough (epoch milliseconds) */
export function abandonedFact({ customer, products, cart, consent }: LeftCart, at: number): Fact {
  return {
    type: "cart.abandoned",
    occurredAt: at,
    ...(customer ? { customer } : {}),
    ...(products ? { products } : {}),
    ...(cart ? { cart } : {}),
    ...(consent ? { consent } : {}),
  };
}

/** A cart of which it is known that nothing is in it. */
export function isEmptyCart({ products }: Pick<Fact, "products">): boolean {
  return products?.every(({ quantity }) => quantity === 0) ?? false;
}

const raisedHead = "idle-cart:";

/** The fact key of an abandonment that the ledger raises. @param cart its scope and its id */
export function raisedCartKey(cart: string, changedAt: number): string {
  return `${raisedHead}${cart}:${changedAt}`;
}

export function isRaisedCartKey(key: string): boolean {
  return key.startsWith(raisedHead);
}

/**
 * The times of what the ledger raised itself: it came when it was so, however late that was told. After an outage
 * nobody is reminded of a cart as if it had just been left.
 */
export function asArrivedAtOnce({ occurredAt }: Pick<Fact, "occurredAt">): {
  occurredAt: number;
  receivedAt: number;
} {
  return { occurredAt, receivedAt: occurredAt };
}

/**
 * The key of the abandonment that the ledger has raised already and that a shop now tells of, too.
 * @param told when the shop says that it was (epoch milliseconds)
 */
export function raisedBefore(news: CartNews[], told: number): string | undefined {
  const raised = news
    .filter(({ key, changedAt }) => isRaisedCartKey(key) && changedAt <= told)
    .toSorted(inTime)
    .at(-1);
  const isChanged = updatesIn(news).some(({ asOf }) => raised && asOf > raised.asOf && asOf <= told);
  return isChanged ? undefined : raised?.key;
}

/** By time; of what was told for one instant, what came first. */
function inTime(a: CartNews, b: CartNews): number {
  return a.asOf - b.asOf || a.event - b.event;
}

function updatesIn(news: CartNews[]): CartNews[] {
  return news.filter(({ fact }) => fact.type === "cart.updated").toSorted(inTime);
}

function isBought(news: CartNews[], changedAt: number): boolean {
  return news.some(
    ({ fact, asOf }) => fact.type === "purchase.completed" && changedAt <= asOf + closedAfterPurchaseMs,
  );
}

/** What several tellings of a cart come to. They differ: one knows the products, another one whose they are. */
function contentsOf(updates: CartNews[]): LeftCart {
  return updates.reduce<LeftCart>(
    (known, { fact, customerId }) => {
      const { products, cart, consent } = fact;
      // An amount belongs to the products it was told with.
      const { total, ...address } = known.cart ?? {};
      const isOutdated = products !== undefined && total !== undefined;
      return {
        ...(customerId !== null || known.customerId === null
          ? { customerId, customer: fact.customer ?? known.customer }
          : { customerId: known.customerId, customer: known.customer }),
        products: products ?? known.products,
        cart: cart && { ...(isOutdated ? address : known.cart), ...cart },
        consent: consent ?? known.consent,
      };
    },
    { customerId: null },
  );
}
