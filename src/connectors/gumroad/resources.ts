// What each of Gumroad's resources tells. https://gumroad.com/ping and https://gumroad.com/api#resource-subscriptions
import { type Fact, instantOf, minorMoney, type Product } from "../../core/event";
import { type JsonObject, valuesAt } from "../../core/json";
import { bodyKeyLastsMs, compact, emailIn, idIn, ifTold, numberIn, type SourceFact, textIn } from "../kit";

/** Facts without their `data`; none when the ping lacks the id it is about. */
export type Outcome = Omit<SourceFact, "data">[];

type Told = { body: JsonObject; now: number };

/** Forms know no booleans. */
const isTrue = (value: unknown): boolean => value === true || value === "true";
const isFalse = (value: unknown): boolean => value === false || value === "false";

const refs = (accountId: unknown): string[] | undefined => {
  const id = idIn(accountId);
  return id ? [`customer:${id}`] : undefined;
};

function productsIn(body: JsonObject): Product[] | undefined {
  const id = idIn(body.product_id);
  if (!id) return undefined;
  return [
    compact({
      id,
      name: textIn(body.product_name),
      sku: textIn(body.sku_id),
      quantity: numberIn(body.quantity),
    }),
  ];
}

// ── Sales and what becomes of them ─────────────────────────────────────────────────────────────

const saleKey = (saleId: string) => `sale:${saleId}`;
const startedKey = (subscriptionId: string) => `subscription:${subscriptionId}:started`;

function saleFact(type: string, saleId: string, body: JsonObject, occurredAt: number): Fact {
  const subscriptionId = idIn(body.subscription_id);
  return compact({
    type,
    occurredAt,
    customer: ifTold({ email: emailIn(body.email), name: textIn(body.full_name) }),
    products: productsIn(body),
    order: compact({
      id: saleId,
      number: textIn(body.order_number),
      // Prices come in US cents, whatever the product's currency, which is all that `currency` tells.
      total: minorMoney(body.price, "USD"),
    }),
    subscription: subscriptionId
      ? compact({ id: subscriptionId, plan: textIn(valuesAt(body, "variants.Tier")[0]) })
      : undefined,
    // Every buyer may be contacted until they object: only the objection is an answer.
    consent: isFalse(body.can_contact) ? { marketing: false } : undefined,
  });
}

function sale({ body, now }: Told): Outcome {
  const saleId = idIn(body.sale_id);
  const subscriptionId = idIn(body.subscription_id);
  if (!saleId) return [];
  const occurredAt = instantOf(body.sale_timestamp) ?? now;
  const customerRefs = refs(body.purchaser_id);
  if (isTrue(body.is_preorder_authorization)) {
    const fact = saleFact("custom.preorder_placed", saleId, body, occurredAt);
    return [compact({ key: `${saleKey(saleId)}:preorder`, fact, customerRefs })];
  }
  if (isTrue(body.is_recurring_charge)) {
    const fact = saleFact("subscription.renewed", saleId, body, occurredAt);
    const sameCustomerAs = subscriptionId ? [startedKey(subscriptionId)] : undefined;
    return [compact({ key: saleKey(saleId), fact, customerRefs, sameCustomerAs })];
  }
  const fact = saleFact("purchase.completed", saleId, body, occurredAt);
  const bought = compact({ key: saleKey(saleId), fact, customerRefs });
  if (!subscriptionId) return [bought];
  // No other ping tells that a membership began.
  return [
    bought,
    { ...bought, key: startedKey(subscriptionId), fact: { ...fact, type: "subscription.started" } },
  ];
}

/** Pings about a sale tell when it was made, not when this happened to it. */
function aboutSale(type: string, name: string): (told: Told) => Outcome {
  return ({ body, now }) => {
    const saleId = idIn(body.sale_id);
    if (!saleId) return [];
    return [
      compact({
        key: `${saleKey(saleId)}:${name}`,
        fact: saleFact(type, saleId, body, now),
        customerRefs: refs(body.purchaser_id),
        sameCustomerAs: [saleKey(saleId)],
      }),
    ];
  };
}

const wholeRefund = aboutSale("purchase.refunded", "refund");
const partialRefund = aboutSale("purchase.refunded", "partial_refund");

/** A part that is given back has neither id nor amount: two of one sale look alike, and so do a ping and its retry. */
function refund(told: Told): Outcome {
  if (isTrue(told.body.refunded)) return wholeRefund(told);
  return partialRefund(told).map((one) => ({ ...one, keyLastsMs: bodyKeyLastsMs }));
}

// ── Memberships ────────────────────────────────────────────────────────────────────────────────

/** @param told what tells this change of the membership from the next one like it */
function membership(
  type: string,
  name: string,
  occurredAt: number | undefined,
  { body, now }: Told,
  ...told: unknown[]
): Outcome {
  const id = idIn(body.subscription_id);
  if (!id) return [];
  const plan = textIn(valuesAt(body, "new_plan.tier.name")[0]);
  const previousPlan = textIn(valuesAt(body, "old_plan.tier.name")[0]);
  return [
    compact({
      key: ["subscription", id, name, ...told.flatMap((one) => idIn(one) ?? [])].join(":"),
      fact: compact({
        type,
        occurredAt: occurredAt ?? now,
        customer: ifTold({ email: emailIn(body.user_email) }),
        products: productsIn(body),
        subscription: compact({
          id,
          plan,
          previousPlan: previousPlan === plan ? undefined : previousPlan,
          trialEndsAt: instantOf(body.free_trial_ends_at),
        }),
      }),
      customerRefs: refs(body.user_id),
      sameCustomerAs: [startedKey(id)],
    }),
  ];
}

/** A membership that is cancelled goes on to its paid end, which `subscription_ended` tells. */
function cancellation(told: Told): Outcome {
  const at = instantOf(told.body.cancelled_at);
  return isTrue(told.body.cancelled_due_to_payment_failures)
    ? membership("payment.failed", "payment_failed", at, told, at)
    : membership("subscription.cancel_scheduled", "cancellation", at, told, at);
}

function ended(told: Told): Outcome {
  const at = instantOf(told.body.ended_at);
  return membership("subscription.cancelled", "ended", at, told, at);
}

function restarted(told: Told): Outcome {
  const at = instantOf(told.body.restarted_at);
  return membership("subscription.resumed", "restarted", at, told, at);
}

function updated(told: Told): Outcome {
  const { body, now } = told;
  const effectiveAt = instantOf(body.effective_as_of);
  const plans = ["old_plan", "new_plan"].flatMap((plan) =>
    ["tier.id", "recurrence", "price_cents", "quantity"].map((what) => valuesAt(body, `${plan}.${what}`)[0]),
  );
  // A smaller plan is chosen today and begins with the next period.
  const occurredAt = Math.min(effectiveAt ?? now, now);
  return membership("subscription.changed", "updated", occurredAt, told, effectiveAt, ...plans);
}

export const resources = new Map<string, (told: Told) => Outcome>([
  ["sale", sale],
  ["refund", refund],
  ["dispute", aboutSale("custom.dispute_opened", "dispute")],
  ["dispute_won", aboutSale("custom.dispute_won", "dispute_won")],
  ["cancellation", cancellation],
  ["subscription_ended", ended],
  ["subscription_restarted", restarted],
  ["subscription_updated", updated],
]);
