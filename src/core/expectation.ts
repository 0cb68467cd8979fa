// What is expected: dates that a shop tells in advance. Which news sets, moves or drops them is decided here, from all
// that is known of a customer at once, so that the order in which news arrives makes no difference.
import { timeUnits } from "./automation";
import type { Fact, Money } from "./event";

/** The end of access, which Shopbell tells of when it comes; and the end of a paid period, which is only an anchor. */
export type ExpectationKind = "access" | "period";

/** A shop's word of an end tells of the one that is expected, if it tells none so much later. */
const sameEndWithinMs = 3 * timeUnits.days;

/** The events of which the date is known in advance, and what that date is. */
const dateOfEvent: Record<string, ExpectationKind> = {
  "access.expired": "access",
  "subscription.renewed": "period",
};

export function expectedBefore(type: string): ExpectationKind | undefined {
  return Object.hasOwn(dateOfEvent, type) ? dateOfEvent[type] : undefined;
}

/** What an event has to say about dates. */
export type News = {
  event: number;
  /** The event's fact key. */
  key: string;
  type: string;
  /** When it was so (epoch milliseconds): an older fact never moves a newer one's date. */
  asOf: number;
  productIds: string[];
  subscriptionId: string | undefined;
  orderId: string | undefined;
  /** When access to all it is about ends, as the shop says. */
  accessEndsAt: number | undefined;
  /** When access to single products ends, by their settings: counts where the shop does not say. */
  productEnds: { id: string; endsAt: number }[];
  periodEndsAt: number | undefined;
  total: Money | undefined;
  refunded: Money | undefined;
};

export type Expectation = {
  kind: ExpectationKind;
  /** "product:7001", "subscription:90001" or "order:5". */
  thing: string;
  /** Epoch milliseconds; null while it rests. */
  endsAt: number | null;
  asOf: number;
  /** The event that set it last. */
  setBy: number;
  orderId: string | null;
  subscriptionId: string | null;
  state: "open" | "reached" | "dropped";
  /** The shop has said itself that the end is near. */
  isWarned: boolean;
};

/** The part of an expectation that tells whom news concerns. */
type About = Pick<Expectation, "thing" | "orderId" | "subscriptionId">;

/** These tell of an end, a pause or a mere wish: a date in them is not one that access was given until. */
const tellNoEnd = new Set([
  "purchase.refunded",
  "purchase.cancelled",
  "subscription.paused",
  "payment.failed",
  "access.expiring",
  "access.expired",
  "cart.updated",
  "cart.abandoned",
]);

/** After these there is no next period. */
const tellNoPeriod = new Set(["subscription.cancel_scheduled", "subscription.cancelled"]);

/** These may change what is expected, although they tell no date. */
const followUps = [
  "purchase.refunded",
  "purchase.cancelled",
  "subscription.renewed",
  "subscription.changed",
  "subscription.paused",
  "subscription.resumed",
  "subscription.cancel_scheduled",
  "subscription.cancelled",
  "access.expiring",
  "access.expired",
];
export const followUpTypes: readonly string[] = followUps;

/** @returns undefined for an event that says nothing about dates, as most do */
export function newsOf(
  { type, occurredAt, products, subscription, order, accessEndsAt }: Fact,
  { event, key, receivedAt }: { event: number; key: string; receivedAt: number },
): News | undefined {
  const periodEndsAt = subscription?.currentPeriodEnd;
  const productEnds = (products ?? []).flatMap(({ id, accessEndsAt: endsAt }) =>
    endsAt === undefined ? [] : [{ id, endsAt }],
  );
  const tellsNone = accessEndsAt === undefined && periodEndsAt === undefined && productEnds.length === 0;
  if (tellsNone && !followUps.includes(type)) return undefined;
  const news: News = {
    event,
    key,
    type,
    // A clock that is ahead must not outrank everything that is yet to come.
    asOf: Math.min(occurredAt, receivedAt),
    productIds: [...new Set((products ?? []).map((product) => product.id))],
    subscriptionId: subscription?.id,
    orderId: order?.id,
    accessEndsAt,
    productEnds,
    periodEndsAt,
    total: order?.total,
    refunded: order?.refunded,
  };
  return followUps.includes(type) || tellsDate(news) ? news : undefined;
}

export function tellsDate(news: News): boolean {
  return datesIn(news).length > 0;
}

type ToldDate = Pick<Expectation, "kind" | "thing"> & { endsAt: number };

/** The dates an event sets, of each thing it is about. */
function datesIn(news: News): ToldDate[] {
  const { type, accessEndsAt, productEnds, periodEndsAt, subscriptionId } = news;
  if (tellNoEnd.has(type)) return [];
  const dates: ToldDate[] = [];
  // A subscription that has ended leaves an access to wait for only where that ends later.
  const isOver = type === "subscription.cancelled" && (accessEndsAt ?? 0) <= news.asOf;
  if (accessEndsAt !== undefined && !isOver)
    for (const thing of thingsOf(news)) dates.push({ kind: "access", thing, endsAt: accessEndsAt });
  if (accessEndsAt === undefined)
    for (const { id, endsAt } of productEnds) dates.push({ kind: "access", thing: productThing(id), endsAt });
  if (periodEndsAt !== undefined && subscriptionId !== undefined && !tellNoPeriod.has(type))
    dates.push({ kind: "period", thing: `subscription:${subscriptionId}`, endsAt: periodEndsAt });
  return dates;
}

export const productThing = (id: string) => `product:${id}`;

/** The id of the product that an expectation is about, where it is about one. */
export function productIn(thing: string): string | undefined {
  return /^product:(.*)$/s.exec(thing)?.[1];
}

/** What access an event is about: to its products; where it names none, what its subscription or its order gives. */
function thingsOf({ productIds, subscriptionId, orderId }: News): string[] {
  if (productIds.length > 0) return productIds.map(productThing);
  if (subscriptionId !== undefined) return [`subscription:${subscriptionId}`];
  return orderId === undefined ? [] : [`order:${orderId}`];
}

/** An expectation on its way through the news. */
type Held = Expectation & {
  /** The date it had before it rested. */
  restedFrom: number | null;
};

/** What is expected of a customer, after all that is known of them. The order of the news means nothing. */
export function expectationsOf(news: News[]): Expectation[] {
  const inOrder = news.toSorted(inTime);
  const undoings = inOrder.filter(
    ({ type }) => type === "purchase.refunded" || type === "purchase.cancelled",
  );
  const held = new Map<string, Held>();
  for (const one of inOrder) {
    for (const [id, expectation] of held) held.set(id, after(expectation, one));
    for (const date of datesIn(one)) {
      const id = expectationId(date);
      held.set(id, set(held.get(id), one, date, undoings));
    }
  }
  return [...held.values()]
    .map(({ restedFrom: _, ...expectation }) => expectation)
    .sort((a, b) => compare(expectationId(a), expectationId(b)));
}

/** "access product:7001" */
export function expectationId({ kind, thing }: Pick<Expectation, "kind" | "thing">): string {
  return `${kind} ${thing}`;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * By time; clocks of shops are coarse, so of what is told for one instant ends come last, the shop's own word comes
 * after a product's setting, and the later date counts.
 */
function inTime(a: News, b: News): number {
  return (
    a.asOf - b.asOf ||
    Number(!tellsDate(a)) - Number(!tellsDate(b)) ||
    Number(a.accessEndsAt !== undefined) - Number(b.accessEndsAt !== undefined) ||
    lastEnd(a) - lastEnd(b) ||
    (a.periodEndsAt ?? 0) - (b.periodEndsAt ?? 0) ||
    compare(a.key, b.key)
  );
}

function lastEnd({ accessEndsAt, productEnds }: News): number {
  return accessEndsAt ?? Math.max(0, ...productEnds.map(({ endsAt }) => endsAt));
}

function set(before: Held | undefined, one: News, { kind, thing, endsAt }: ToldDate, undoings: News[]): Held {
  const subscriptionId = one.subscriptionId ?? null;
  const fresh: Held = {
    kind,
    thing,
    endsAt,
    asOf: one.asOf,
    setBy: one.event,
    orderId: one.orderId ?? null,
    subscriptionId,
    state: "open",
    isWarned: false,
    restedFrom: null,
  };
  // What was given back is as if it had never been bought: an earlier date counts again.
  if (kind === "access" && undoings.some((undoing) => undoes(undoing, one, thing)))
    return before ?? { ...fresh, state: "dropped" };
  // The same date told again sets nothing anew.
  if (before && before.state !== "dropped" && before.endsAt === endsAt)
    return { ...before, subscriptionId: before.subscriptionId ?? subscriptionId };
  return fresh;
}

/** Whether a refund or a cancelled order takes back what another event told of the same order. */
function undoes(undoing: News, one: News, thing: string): boolean {
  if (one.orderId === undefined || undoing.orderId !== one.orderId || isPartial(undoing, one.total))
    return false;
  const isAboutOthers =
    thing.startsWith("product:") &&
    undoing.productIds.length > 0 &&
    !undoing.productIds.map(productThing).includes(thing);
  // Renewals may carry the number of the first order: one that was paid after the refund stands.
  return !isAboutOthers && (one.type === "purchase.completed" || undoing.asOf >= one.asOf);
}

/** Whether a refund gives back only a part. @param paid what the order came to, for a refund that does not say */
export function isPartial(
  { refunded, total: told, type }: Pick<News, "refunded" | "total" | "type">,
  paid: Money | undefined,
): boolean {
  const total = told ?? paid;
  if (type !== "purchase.refunded" || !refunded || !total) return false;
  return refunded.currency === total.currency && refunded.amount < total.amount;
}

/** What later news makes of an expectation, apart from telling it another date. */
function after(held: Held, one: News): Held {
  if (held.state !== "open" || !concerns(one, held)) return held;
  const isAccess = held.kind === "access";
  switch (one.type) {
    case "access.expired":
      return isAccess ? { ...held, state: "reached" } : held;
    case "access.expiring":
      return isAccess ? { ...held, isWarned: true } : held;
    case "subscription.cancelled":
      return { ...held, state: "dropped" };
    case "subscription.cancel_scheduled":
      return isAccess ? held : { ...held, state: "dropped" };
    case "subscription.paused":
      return { ...held, endsAt: null, restedFrom: held.endsAt ?? held.restedFrom };
    case "subscription.renewed":
    case "subscription.changed":
    case "subscription.resumed":
      return afterGoingOn(held, one);
    default:
      return held;
  }
}

/** A subscription goes on. Where the shop does not say until when, a payer must not be put out by a date of before. */
function afterGoingOn(held: Held, one: News): Held {
  const { restedFrom } = held;
  const isBack = one.type !== "subscription.changed" && restedFrom !== null && restedFrom > one.asOf;
  const endsAt = held.endsAt ?? (isBack ? restedFrom : null);
  const isPaidBeyond =
    held.kind === "access" &&
    one.accessEndsAt === undefined &&
    (one.periodEndsAt ?? 0) > (endsAt ?? Infinity);
  if (isPaidBeyond) return { ...held, endsAt: null, restedFrom: null };
  if (endsAt === held.endsAt) return held;
  return { ...held, endsAt, restedFrom: null, asOf: one.asOf, setBy: one.event, isWarned: false };
}

/** Whether news is about the same thing. Another subscription of the same product is another matter. */
function concerns({ productIds, subscriptionId, orderId }: News, held: About): boolean {
  const isProduct = held.thing.startsWith("product:");
  const knowBoth = subscriptionId !== undefined && held.subscriptionId !== null;
  if (isProduct && productIds.length > 0)
    return (
      productIds.map(productThing).includes(held.thing) &&
      (!knowBoth || held.subscriptionId === subscriptionId)
    );
  if (knowBoth) return held.subscriptionId === subscriptionId;
  return orderId !== undefined && held.orderId === orderId;
}

/**
 * Whether a shop's own `access.expiring` or `access.expired` tells of the very end that is expected: not of an earlier
 * one, nor of one that the shop has put off since.
 */
export function tellsOfEnd(
  told: News,
  expected: About & Pick<Expectation, "kind" | "endsAt" | "asOf" | "state">,
): expected is About & Pick<Expectation, "kind" | "asOf" | "state"> & { endsAt: number } {
  return (
    isEndOfAccess(told.type) &&
    expected.kind === "access" &&
    expected.state !== "dropped" &&
    expected.endsAt !== null &&
    expected.asOf <= told.asOf &&
    (told.accessEndsAt ?? 0) <= expected.endsAt + sameEndWithinMs &&
    concerns(told, expected)
  );
}

export function isEndOfAccess(type: string): type is "access.expiring" | "access.expired" {
  return type === "access.expiring" || type === "access.expired";
}

const raisedHead = "expectation:";

/** The fact key of an end of access, whoever tells of it first. */
export function raisedKey(type: string, customerId: string, thing: string, endsAt: number): string {
  return `${raisedHead}${type}:${customerId}:${thing}:${endsAt}`;
}

export function isRaisedKey(key: string): boolean {
  return key.startsWith(raisedHead);
}

/**
 * When there is next something to raise; a warning that would come late is left out.
 * @param warnBeforeMs how long before its end to warn; 0 for never
 */
export function nextMoment(
  { kind, endsAt, state, isWarned }: Pick<Expectation, "kind" | "endsAt" | "state" | "isWarned">,
  now: number,
  warnBeforeMs: number,
): number | null {
  if (state !== "open" || endsAt === null) return null;
  const warnAt = endsAt - warnBeforeMs;
  return kind === "access" && !isWarned && warnAt > now ? warnAt : endsAt;
}

/**
 * The fact that Shopbell tells itself.
 * @param told what the event said that set the date
 * @param about `moment` is when it was to be told of
 */
export function raisedFact(
  type: "access.expiring" | "access.expired",
  told: Fact,
  { thing, endsAt, moment }: { thing: string; endsAt: number; moment: number },
): Fact {
  const { customer, order, subscription, consent } = told;
  const products = (told.products ?? []).filter((product) => productThing(product.id) === thing);
  // What resumed a subscription may not name the product that was bought with it.
  const productId = productIn(thing);
  if (products.length === 0 && productId !== undefined) products.push({ id: productId });
  return {
    type,
    occurredAt: moment,
    ...(customer ? { customer } : {}),
    ...(products.length > 0 ? { products } : {}),
    ...(order ? { order } : {}),
    ...(subscription ? { subscription } : {}),
    ...(consent ? { consent } : {}),
    accessEndsAt: endsAt,
  };
}

/** An event's fact with the date that counts by now, for what was planned before that date and has moved with it. */
export function withDate(fact: Fact, kind: ExpectationKind, endsAt: number): Fact {
  if (kind === "access") return { ...fact, accessEndsAt: endsAt };
  const { subscription } = fact;
  return subscription ? { ...fact, subscription: { ...subscription, currentPeriodEnd: endsAt } } : fact;
}

const because: Record<string, string> = {
  "purchase.completed": "it was bought again",
  "purchase.refunded": "the purchase was refunded",
  "purchase.cancelled": "the order was cancelled",
  "subscription.started": "a subscription was started",
  "subscription.renewed": "the subscription was renewed",
  "subscription.changed": "the plan was changed",
  "subscription.paused": "the subscription was paused",
  "subscription.resumed": "the subscription was resumed",
  "subscription.cancel_scheduled": "the customer cancelled the subscription",
  "subscription.cancelled": "the subscription has ended",
  "access.granted": "access was given anew",
  "access.expired": "access has already ended",
};

/** Why a date moved or no longer counts, as the end of a sentence. */
export function becauseOf(type: string): string {
  return because[type] ?? `${type} told of another date`;
}
