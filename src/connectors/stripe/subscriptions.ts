// What each of Stripe's events tells of subscriptions, and what an invoice says of its own.
import { type Fact, instantOf } from "../../core/event";
import { isObject, type JsonObject, valuesAt } from "../../core/json";
import { compact, idIn, textIn } from "../kit";
import {
  customerRefs,
  idOf,
  keyOf,
  listIn,
  type Outcome,
  planIn,
  pricesIn,
  productsIn,
  type Told,
  type ToldFact,
} from "./parts";

type Subscription = NonNullable<Fact["subscription"]>;

// ── Of an invoice ──────────────────────────────────────────────────────────────────────────────

/** What made an invoice's line. Older API versions tell it in the line itself. */
function originOf(line: JsonObject): JsonObject {
  const { parent } = line;
  if (!isObject(parent)) return line;
  const details = parent[textIn(parent.type) ?? ""];
  return isObject(details) ? details : {};
}

export const isProration = (line: JsonObject): boolean => originOf(line).proration === true;

const isOfSubscription = (line: JsonObject): boolean =>
  line.type === "subscription" || valuesAt(line, "parent.type")[0] === "subscription_item_details";

/** The subscription that an invoice is for, with the newest period it pays: lines of usage look back on the one before. */
export function periodOfInvoice(invoice: JsonObject): Subscription | undefined {
  const id =
    idOf(invoice.subscription) ?? idOf(valuesAt(invoice, "parent.subscription_details.subscription")[0]);
  if (!id) return undefined;
  let newest: { currentPeriodStart?: number; currentPeriodEnd?: number } = {};
  for (const line of listIn(invoice.lines)) {
    if (isProration(line) || !isOfSubscription(line)) continue;
    const start = instantOf(valuesAt(line, "period.start")[0]);
    const end = instantOf(valuesAt(line, "period.end")[0]);
    if (start === undefined || end === undefined || start <= (newest.currentPeriodStart ?? 0)) continue;
    newest = { currentPeriodStart: start, currentPeriodEnd: end };
  }
  return { id, ...newest };
}

// ── Of its own ─────────────────────────────────────────────────────────────────────────────────

const itemsOf = (subscription: JsonObject) => listIn(subscription.items);

/** Older API versions tell the period of the subscription, newer ones that of each of its items. */
function periodIn(object: JsonObject, name: "current_period_start" | "current_period_end") {
  return instantOf(object[name]) ?? instantOf(itemsOf(object)[0]?.[name]);
}

function subscriptionFact(type: string, object: JsonObject, occurredAt: number, previousPlan?: string): Fact {
  const id = idIn(object.id);
  const items = itemsOf(object);
  return compact({
    type,
    occurredAt,
    products: productsIn(items),
    subscription: id
      ? compact({
          id,
          plan: planIn(items),
          previousPlan,
          status: textIn(object.status),
          currentPeriodStart: periodIn(object, "current_period_start"),
          currentPeriodEnd: periodIn(object, "current_period_end"),
          trialEndsAt: instantOf(object.trial_end),
        })
      : undefined,
  });
}

const happensOnce = new Set(["started", "cancelled"]);

/** @param previousPlan for a change of plan */
function happened({ object, at, created }: Told, name: string, previousPlan?: string): ToldFact {
  const key = keyOf("subscription", idIn(object.id), name);
  return {
    // What may happen again is told apart by its second: of one change, Stripe may make two events with ids of their own.
    key: happensOnce.has(name) ? key : keyOf(key, created),
    fact: subscriptionFact(`subscription.${name}`, object, at, previousPlan),
    customerRefs: customerRefs(object),
  };
}

const startedStatuses = ["active", "trialing"];
const isStarted = (subscription: JsonObject) => startedStatuses.includes(textIn(subscription.status) ?? "");

function created(told: Told): Outcome {
  if (!isStarted(told.object))
    return { nothing: "The first payment is still to come: customer.subscription.updated tells of it." };
  return { facts: [happened(told, "started")] };
}

const hasScheduledEnd = ({ cancel_at_period_end, cancel_at }: JsonObject): boolean =>
  cancel_at_period_end === true || instantOf(cancel_at) !== undefined;

/** Stripe tells what the changed fields were before: each pair of before and after is read on its own. */
function updated(told: Told): Outcome {
  const { object, previous } = told;
  const before = { ...object, ...previous };
  const facts: ToldFact[] = [];

  const wasWaiting = before.status === "incomplete" || before.status === "trialing";
  if (wasWaiting && before.status !== object.status && isStarted(object))
    facts.push(happened(told, "started"));

  if (before.status !== "incomplete" && pricesIn(itemsOf(before)) !== pricesIn(itemsOf(object))) {
    const previousPlan = planIn(itemsOf(before));
    const isOther = previousPlan !== planIn(itemsOf(object));
    facts.push(happened(told, "changed", isOther ? previousPlan : undefined));
  }

  if (!hasScheduledEnd(before) && hasScheduledEnd(object)) facts.push(happened(told, "cancel_scheduled"));

  // The status “paused” has an event of its own; collecting nothing for a while leaves the status as it is.
  const wasHalted = isObject(before.pause_collection);
  const isHalted = isObject(object.pause_collection);
  if (!wasHalted && isHalted) facts.push(happened(told, "paused"));

  const goesOn = (wasHalted && !isHalted) || (hasScheduledEnd(before) && !hasScheduledEnd(object));
  if (goesOn && object.status !== "canceled") facts.push(happened(told, "resumed"));

  if (facts.length > 0) return { facts };
  return {
    nothing:
      "Neither plan, pause nor cancellation changed. That a new period is paid, or is not, the invoice's events tell.",
  };
}

function deleted(told: Told): Outcome {
  const { object, at } = told;
  if (object.status === "incomplete_expired")
    return { nothing: "The subscription never started: its first payment was not made." };
  return { facts: [happened({ ...told, at: instantOf(object.ended_at) ?? at }, "cancelled")] };
}

function trialWillEnd({ object, at }: Told): Outcome {
  const key = keyOf("subscription", idIn(object.id), "trial_will_end", idIn(object.trial_end));
  const told = subscriptionFact("custom.trial_will_end", object, at);
  return { facts: [{ key, fact: told, customerRefs: customerRefs(object) }] };
}

export const subscriptionTopics = new Map<string, (told: Told) => Outcome>([
  ["customer.subscription.created", created],
  ["customer.subscription.updated", updated],
  ["customer.subscription.deleted", deleted],
  ["customer.subscription.paused", (told) => ({ facts: [happened(told, "paused")] })],
  ["customer.subscription.resumed", (told) => ({ facts: [happened(told, "resumed")] })],
  ["customer.subscription.trial_will_end", trialWillEnd],
]);
