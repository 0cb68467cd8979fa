// Which of Shopbell's event types another system's word for it means.
import { eventTypes, isEventType } from "../core/event";

/** The words that systems use. The types themselves are understood, too, in any spelling. */
const synonyms: Record<string, string> = {
  "purchase.completed":
    "purchase, purchased, new purchase, purchase created, purchase paid, sale, new sale, sale created, " +
    "sale completed, order paid, order complete, order completed, order succeeded, order payment " +
    "completed, checkout completed, checkout session completed, payment completed, payment succeeded, " +
    "payment success, payment received, charge succeeded, transaction completed, transaction paid, " +
    "product purchased, product bought, single product bought",
  "purchase.refunded":
    "refund, refunded, refund created, refund completed, refund succeeded, refund issued, order " +
    "refunded, order refund, purchase refund, sale refunded, payment refunded, charge refunded, " +
    "transaction refunded, order partially refunded",
  "purchase.cancelled": "order cancelled, sale cancelled, order voided, purchase voided",
  "subscription.started":
    "subscription created, new subscription, subscription new, subscription activated, customer " +
    "subscription created",
  "subscription.renewed":
    "renewal, subscription renewal, renewal succeeded, subscription payment succeeded, subscription " +
    "payment success, subscription charged",
  "subscription.changed":
    "subscription updated, plan changed, subscription plan changed, customer subscription updated, " +
    "subscription upgraded, subscription downgraded",
  "subscription.paused": "subscription pause, subscription on hold",
  "subscription.resumed": "subscription unpaused, subscription reactivated, subscription resume",
  "subscription.cancel_scheduled": "subscription cancellation scheduled, subscription cancel requested",
  "subscription.cancelled":
    "cancellation, subscription cancellation, subscription ended, subscription expired, subscription " +
    "deleted, subscription terminated, customer subscription deleted",
  "payment.failed":
    "payment failure, payment declined, charge failed, invoice payment failed, subscription payment " +
    "failed, renewal failed, subscription renewal failed, transaction failed, transaction payment " +
    "failed",
  "access.granted": "access given, access created, enrolled, enrollment created, product assigned",
  "access.expiring": "access expires soon, product access expiring",
  "access.expired": "access ended, access revoked, product access expired",
  "cart.updated":
    "cart created, cart changed, checkout created, checkout updated, checkout started, add to cart, " +
    "added to cart",
  "cart.abandoned": "abandoned cart, cart abandonment, checkout abandoned, abandoned checkout",
  "qr.scanned": "qr scan, ticket scanned, code scanned",
  "lead.created":
    "lead, new lead, lead new, lead submitted, lead captured, form submitted, form submission, new form " +
    "submission",
  "customer.updated":
    "customer created, customer changed, customer update, contact created, contact updated, user " +
    "created, user updated, profile updated, customer data changed",
  "contact.subscribed":
    "subscribe, subscribed, opt in, contact opted in, newsletter signup, newsletter subscribed, " +
    "subscriber created, new subscriber",
  "contact.unsubscribed":
    "unsubscribe, unsubscribed, opt out, contact opted out, newsletter unsubscribed, subscriber " +
    "unsubscribed, subscriber removed",
  "email.bounced": "bounce, bounced, email bounce, hard bounce",
};

/** "orderPaid", "ORDER_PAID", "Order Paid" and "orders/paid" are one word. */
export function plain(word: string): string {
  return word
    .slice(0, 200)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .replace(/^(order|checkout|cart|customer|refund|subscription)s /, "$1 ")
    .replace(/\bcanceled\b/g, "cancelled")
    .trim();
}

const typeByWord = new Map<string, string>(eventTypes.map((type) => [plain(type), type]));
for (const [type, words] of Object.entries(synonyms)) {
  for (const word of words.split(", ")) typeByWord.set(plain(word), type);
}

/** @param theirs the owner's own table of names: it outweighs what the words seem to mean */
export function typeFor(word: string, theirs: Record<string, string> = {}): string | undefined {
  const mapped = Object.entries(theirs).find(([name]) => name === word || plain(name) === plain(word));
  if (mapped) return mapped[1];
  return isEventType(word) ? word : typeByWord.get(plain(word));
}
