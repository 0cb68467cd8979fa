// Tickets: which purchases get one, and what becomes of it by the events that follow.
import type { Fact, Money } from "./event";
import { isPartial } from "./expectation";
import type { ProductCodes } from "./product";
import type { TicketState } from "./scan";

/** What bought twice in one purchase counts twice, within reason. */
const mostCounted = 100;

/** The tickets that a purchase is to have: one of each product whose codes are turned on. */
export function ticketsOf(
  { type, products = [] }: Fact,
  codesOf: (productId: string) => ProductCodes | null | undefined,
): { productId: string; credits: number | null }[] {
  if (type !== "purchase.completed") return [];
  const credits = new Map<string, number | null>();
  for (const { id, quantity = 1 } of products) {
    const codes = codesOf(id);
    if (!codes?.enabled) continue;
    const count = Math.min(mostCounted, Math.max(1, Math.floor(quantity)));
    const of = codes.credits === undefined ? null : (credits.get(id) ?? 0) + codes.credits * count;
    credits.set(id, of);
  }
  return [...credits].map(([productId, of]) => ({ productId, credits: of }));
}

/** The purchase that a ticket came with, as far as later events refer to it. */
export type TicketOrigin = {
  productId: string;
  boughtAt: number;
  orderId: string | undefined;
  subscriptionId: string | undefined;
  paid: Money | undefined;
};

export function originOf(fact: Fact, productId: string, boughtAt: number): TicketOrigin {
  const { order, subscription } = fact;
  return { productId, boughtAt, orderId: order?.id, subscriptionId: subscription?.id, paid: order?.total };
}

/** A later event of the same customer; `at` is its effective time. */
export type TicketNews = { fact: Fact; at: number };

export const ticketNewsTypes = [
  "purchase.refunded",
  "purchase.cancelled",
  "subscription.renewed",
  "subscription.paused",
  "subscription.resumed",
  "subscription.cancelled",
];

export type Standing = Pick<TicketState, "ended" | "pausedAt">;

/** What has become of a ticket, by all that is known: in which order it came in cannot matter. */
export function standingOf(ticket: TicketOrigin, news: readonly TicketNews[]): Standing {
  const inTime = news.toSorted((a, b) => a.at - b.at);
  const undoing = inTime.find((one) => givesBack(one, ticket));
  if (undoing) {
    const why = undoing.fact.type === "purchase.refunded" ? "refunded" : "cancelled";
    return { ended: { why, at: undoing.at } };
  }
  return inTime.filter((one) => isOfSubscription(one, ticket)).reduce(afterNews, {});
}

function givesBack({ fact }: TicketNews, ticket: TicketOrigin): boolean {
  const { type, order, products = [] } = fact;
  if (type !== "purchase.refunded" && type !== "purchase.cancelled") return false;
  if (order === undefined || order.id !== ticket.orderId) return false;
  const isAboutOthers = products.length > 0 && products.every((one) => one.id !== ticket.productId);
  return !isAboutOthers && !isPartial({ type, refunded: order.refunded, total: order.total }, ticket.paid);
}

/** Where a purchase did not name its subscription, what tells of the product's means it. */
export function isOfSubscription({ fact, at }: TicketNews, ticket: TicketOrigin): boolean {
  const { type, subscription, products = [] } = fact;
  if (!type.startsWith("subscription.") || at < ticket.boughtAt) return false;
  if (ticket.subscriptionId !== undefined) return subscription?.id === ticket.subscriptionId;
  return products.some((one) => one.id === ticket.productId);
}

function afterNews(before: Standing, { fact, at }: TicketNews): Standing {
  switch (fact.type) {
    case "subscription.paused":
      return { pausedAt: at, ...before };
    case "subscription.cancelled":
      return { ...before, ended: { why: "cancelled", at: Math.max(at, fact.accessEndsAt ?? at) } };
    case "subscription.renewed":
    case "subscription.resumed":
      return {};
    default:
      return before;
  }
}
