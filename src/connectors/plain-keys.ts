// The ways to know a fact of unknown shape again. Which of them count, and in which order, is the source's to say.
import { isObject, type JsonObject, valuesAt } from "../core/json";
import { idIn } from "./kit";
import type { Fields } from "./plain-fields";
import type { Mapping } from "./plain-mapping";

/** What a key can be made of. */
export type Told = {
  type: string;
  body: JsonObject;
  fields: Fields;
  mapping: Mapping;
  headers: Headers;
  /** The fact's place, where the body is a list. */
  index: number | undefined;
};

/** @returns undefined when this way finds nothing to tell the fact from another */
export type KeyOf = (told: Told) => string | undefined;

/** What has no end: a second such event about the same thing is a second fact. */
const recurring = new Set([
  "subscription.renewed",
  "subscription.changed",
  "subscription.paused",
  "subscription.resumed",
  "subscription.cancel_scheduled",
  "payment.failed",
  "cart.updated",
  "cart.abandoned",
  "qr.scanned",
  "customer.updated",
  "contact.subscribed",
  "contact.unsubscribed",
  "email.bounced",
]);

export const recurs = (type: string): boolean => recurring.has(type) || type.startsWith("custom.");

const joined = (...parts: (string | number | undefined)[]): string | undefined =>
  parts.includes(undefined) ? undefined : parts.join(":");

/** The key of an order's purchase, which other facts of that order name. */
export const purchaseKeyOf = (orderId: string): string => `purchase:${orderId}`;

export const byPurchase: KeyOf = ({ type, fields }) => {
  const orderId = fields.id("orderId");
  return type === "purchase.completed" && orderId ? purchaseKeyOf(orderId) : undefined;
};

/** By the ids of what it is about, where such a thing can happen to it but once. */
export const byFact: KeyOf = (told) => {
  const { type, fields } = told;
  const [, name] = type.split(".");
  switch (type) {
    case "purchase.cancelled":
      return joined("purchase", fields.id("orderId"), name);
    case "purchase.refunded":
      return joined("refund", fields.id("refundId"));
    case "subscription.started":
    case "subscription.cancelled":
      return joined("subscription", fields.id("subscriptionId"), name);
    case "subscription.renewed":
      return joined("subscription", fields.id("subscriptionId"), name, fields.instant("currentPeriodEnd"));
    default:
      return byPurchase(told);
  }
};

/** By the id that the owner's mapping points to. */
export const byMapping: KeyOf = ({ type, body, mapping }) => {
  const id = mapping.id === undefined ? undefined : idIn(valuesAt(body, mapping.id)[0]);
  return joined("id", type, id);
};

const headerIn = (headers: Headers, names: string[]): string | undefined =>
  names.map((name) => idIn(headers.get(name))).find((id) => id !== undefined);

/** A list came with one such header for all its members: their own ids go first. */
export const byHeader =
  (...names: string[]): KeyOf =>
  ({ headers, index }) =>
    index === undefined ? joined("id", headerIn(headers, names)) : undefined;

export const byHeaderAndPlace =
  (...names: string[]): KeyOf =>
  ({ headers, index }) =>
    joined("id", headerIn(headers, names), index);

const isEnvelope = (body: JsonObject): boolean =>
  isObject(body.data) || isObject(body.payload) || isObject(body.body);

export const byBody: KeyOf = ({ type, body, fields }) => {
  const id = idIn(body.event_id) ?? idIn(body.eventId) ?? idIn(body.id);
  // In a flat body "id" may well be the customer's or the subscription's: the time tells two events apart.
  const time = recurs(type) && !isEnvelope(body) ? fields.instant("changedAt") : undefined;
  return time === undefined ? joined("id", type, id) : joined("id", type, id, time);
};
