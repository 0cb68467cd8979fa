// What a subscription of WooCommerce Subscriptions tells by its state.
// https://woocommerce.github.io/subscriptions-rest-api-docs/#subscription-properties
import { instantOf } from "../../core/event";
import type { JsonObject } from "../../core/json";
import { compact, textIn } from "../kit";
import { renewalKey } from "./orders";
import {
  customerIn,
  customerRefs,
  instantAt,
  keyOf,
  type Outcome,
  productsIn,
  type Told,
  wordpressId,
} from "./parts";

const hourMs = 3_600_000;

export function readSubscription(event: string, id: string, body: JsonObject, now: number): Outcome {
  const status = textIn(body.status) ?? "unknown";
  const date = (name: string) => dateIn(body, name);
  const changedAt = instantAt(body, "date_modified");
  const told = (type: string, occurredAt: number | undefined, ...key: (string | number | undefined)[]) => [
    about(id, body, keyOf("subscription", id, ...key), type, occurredAt ?? changedAt ?? now),
  ];

  if (event === "switched") return told("subscription.changed", changedAt, "changed", changedAt);
  switch (status) {
    case "active": {
      const renewedBy = lastRenewal(body);
      if (renewedBy === undefined) return told("subscription.started", date("start"), "started");
      if (isPaid(body, renewedBy)) {
        const key = renewalKey(id, renewedBy);
        return [about(id, body, key, "subscription.renewed", instantAt(body, "date_paid") ?? now)];
      }
      return { nothing: "The subscription goes on; its latest order is not paid yet." };
    }
    case "on-hold":
      // Every renewal puts it on hold until it is paid, and a first order by bank transfer does, too: that is no pause.
      if (!isPaid(body, date("last_payment") ?? 0))
        return { nothing: "The subscription waits for the payment of its latest order." };
      return told("subscription.paused", changedAt, "paused", date("next_payment") ?? date("start"));
    case "pending-cancel":
      return told(
        "subscription.cancel_scheduled",
        date("cancelled"),
        "cancel_scheduled",
        date("cancelled") ?? date("end"),
      );
    case "cancelled":
    case "expired":
      return told("subscription.cancelled", date("end"), "cancelled");
    case "switched":
      // Its items went to another subscription; nothing more becomes of it.
      return told("subscription.changed", changedAt, "switched");
    case "trash":
      // It is cancelled before it goes there, and may be gone before that is sent.
      if (date("end") === undefined) return { nothing: "The subscription was thrown away before its end." };
      return told("subscription.cancelled", date("end"), "cancelled");
    case "pending":
    case "draft":
    case "auto-draft":
      return { nothing: `The subscription has not started: it is “${status}”.` };
    default:
      return { notUnderstood: `The subscription's status “${status}” is not known here.` };
  }
}

/** All of a subscription's own dates are in UTC; API v1 names them without `_gmt`. Dates that are not set are "". */
const dateIn = (body: JsonObject, name: string): number | undefined =>
  instantOf(body[`${name}_date_gmt`]) ?? instantOf(body[`${name}_date`]);

/**
 * When its latest order was made, if that renewed it. `last_payment` is the making, paid or not, of its first order or its
 * latest renewal; and where the first one is paid an hour or more after it was made, the start moves to the payment.
 */
function lastRenewal(body: JsonObject): number | undefined {
  const orderedAt = dateIn(body, "last_payment");
  const startedAt = dateIn(body, "start");
  if (orderedAt === undefined || startedAt === undefined) return undefined;
  return orderedAt > startedAt + hourMs ? orderedAt : undefined;
}

/** `date_paid` is that of the latest of its orders that is paid. */
const isPaid = (body: JsonObject, orderedAt: number): boolean =>
  (instantAt(body, "date_paid") ?? -1) >= orderedAt;

function about(
  id: string,
  body: JsonObject,
  key: string | undefined,
  type: string,
  occurredAt: number,
): Told {
  const products = productsIn(body);
  return compact({
    key,
    fact: compact({
      type,
      occurredAt,
      customer: customerIn(body),
      products,
      subscription: compact({
        id,
        plan: products?.length === 1 ? products[0]?.name : undefined,
        status: textIn(body.status),
        currentPeriodEnd: dateIn(body, "next_payment"),
        trialEndsAt: dateIn(body, "trial_end"),
      }),
      accessEndsAt: dateIn(body, "end"),
    }),
    customerRefs: customerRefs(wordpressId(body.customer_id)),
  });
}
