// Reads facts from a body of unknown shape: its type, its key, and whatever it tells.
import { type Fact, money, type Product } from "../../core/event";
import { isObject, type JsonObject, valuesAt } from "../../core/json";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  emailIn,
  idIn,
  ifTold,
  numberIn,
  type Reading,
  type SourceFact,
  type SourceRequest,
  textIn,
} from "../kit";
import { bodyOf } from "./body";
import { type Fields, fieldsOf, yesOrNo } from "./fields";
import type { Mapping } from "./source";
import { plain, typeFor } from "./types";

/** A list of more is an export, not an event. */
const maxFacts = 100;

export async function readWebhook(request: SourceRequest, mapping: Mapping, now: number): Promise<Reading> {
  const body = bodyOf(request);
  if (body.is === "unreadable") return body;
  const isList = Array.isArray(body.value);
  const members = Array.isArray(body.value) ? body.value : [body.value];
  if (members.length === 0) return { is: "nothing", reason: "The list is empty." };
  if (members.length > maxFacts) {
    return {
      is: "unreadable",
      reason: `The list has ${members.length} members; at most ${maxFacts} come at once.`,
    };
  }
  const facts: SourceFact[] = [];
  for (const [at, value] of members.entries()) {
    const where = isList ? `Member ${at + 1} of the list` : "The body";
    if (!isObject(value)) return { is: "unreadable", reason: `${where} is not an object.` };
    const fields = fieldsOf(value, mapping);
    const member: Member = { body: value, fields, mapping, request, now, index: isList ? at : undefined };
    const type = typeOf(member);
    if (type.is === "known") facts.push(await sourceFact(type, member));
    // All or none: once the owner has named the type, the whole request can be read again.
    else return { is: "not-understood", type: type.word, reason: `${where} ${type.reason}` };
  }
  return { is: "facts", facts };
}

/** One fact's worth of a request. */
type Member = {
  body: JsonObject;
  fields: Fields;
  mapping: Mapping;
  request: SourceRequest;
  now: number;
  /** Its place, where the body is a list. */
  index: number | undefined;
};

/** `word` is the type as it was sent; absent where the owner's default stands in. */
type KnownType = { is: "known"; name: string; word?: string };
type UnknownType = { is: "unknown"; word: string; reason: string };

const maxWords = 20;

function typeOf({ body, fields, mapping }: Member): KnownType | UnknownType {
  const told = fields.nearest("type").slice(0, maxWords);
  const words = told.flatMap((value) => textIn(value)?.slice(0, 200) ?? []);
  // Some call the event `name`; elsewhere that is the customer's.
  const named = words.length === 0 && !fields.isMapped("type") ? (textIn(body.name) ?? []) : [];
  for (const word of withoutHalves(words).concat(named)) {
    const name = typeFor(word, mapping.types);
    if (name) return { is: "known", name, word };
  }
  if (mapping.defaultType) return { is: "known", name: mapping.defaultType };
  const [word] = words;
  return word === undefined
    ? { is: "unknown", word: "unknown", reason: "has no field that names the event, such as “type”." }
    : { is: "unknown", word, reason: `is called “${word}”: choose in the mapping which event type that is.` };
}

/** "sale" beside "sale.deleted" is the thing, not what happened to it. */
const withoutHalves = (words: string[]): string[] =>
  words.filter((word) => !words.some((other) => plain(other).startsWith(`${plain(word)} `)));

async function sourceFact(type: KnownType, member: Member): Promise<SourceFact> {
  const { body, fields, request } = member;
  const orderId = fields.id("orderId");
  const customerId = fields.id("customerId");
  const key = keyOf(type.name, orderId, member);
  return compact({
    key: key ?? (await bodyKey(request)) + indexSuffix(member),
    keyLastsMs: key === undefined ? bodyKeyLastsMs : undefined,
    fact: factIn(type, orderId, member),
    customerRefs: customerId ? [`customer:${customerId}`] : undefined,
    sameCustomerAs: orderId && type.name !== "purchase.completed" ? [`purchase:${orderId}`] : undefined,
    data: type.word !== undefined && isObject(body.data) ? body.data : body,
  });
}

// ── The key ────────────────────────────────────────────────────────────────────────────────────

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

const recurs = (type: string): boolean => recurring.has(type) || type.startsWith("custom.");

const isEnvelope = (body: JsonObject): boolean =>
  isObject(body.data) || isObject(body.payload) || isObject(body.body);

const idHeaders = ["webhook-id", "svix-id", "idempotency-key", "x-idempotency-key"];

const indexSuffix = ({ index }: Member): string => (index === undefined ? "" : `:${index}`);

/** @returns undefined when the request names nothing that could tell it from another */
function keyOf(type: string, orderId: string | undefined, member: Member): string | undefined {
  const { body, fields, mapping, request, index } = member;
  if (type === "purchase.completed" && orderId) return `purchase:${orderId}`;
  const own = mapping.id === undefined ? undefined : idIn(valuesAt(body, mapping.id)[0]);
  if (own) return `id:${type}:${own}`;
  // A list came with one such header for all its members: their own ids go first.
  const header = idHeaders.map((name) => idIn(request.headers.get(name))).find((id) => id !== undefined);
  if (header && index === undefined) return `id:${header}`;
  const id = idIn(body.event_id) ?? idIn(body.eventId) ?? idIn(body.id);
  if (id === undefined) return header && `id:${header}${indexSuffix(member)}`;
  // In a flat body "id" may well be the customer's or the subscription's: the time tells two events apart.
  const time = recurs(type) && !isEnvelope(body) ? fields.instant("changedAt") : undefined;
  return time === undefined ? `id:${type}:${id}` : `id:${type}:${id}:${time}`;
}

// ── The fact ───────────────────────────────────────────────────────────────────────────────────

function factIn(type: KnownType, orderId: string | undefined, { fields, now }: Member): Fact {
  const currency = fields.text("currency");
  const isRefund = type.name === "purchase.refunded";
  const subscriptionId = fields.id("subscriptionId");
  const cartId = fields.id("cartId");
  const marketing = fields.find("consent", yesOrNo);
  const amount = (what: "orderTotal" | "refunded" | "cartTotal") =>
    fields.find(what, (value) => money(textIn(value), currency));
  return compact({
    type: type.name,
    occurredAt: fields.instant(recurs(type.name) ? "changedAt" : "occurredAt") ?? now,
    customer: ifTold({
      email: fields.find("email", emailIn),
      // "name" may hold the event's own name.
      name: fields.find("name", (value) => (textIn(value) === type.word ? undefined : textIn(value))),
      firstName: fields.text("firstName"),
      lastName: fields.text("lastName"),
      phone: fields.text("phone"),
      language: fields.text("language"),
    }),
    products: productsIn(fields, currency),
    order: orderId
      ? compact({
          id: orderId,
          number: fields.text("orderNumber"),
          total: isRefund ? undefined : amount("orderTotal"),
          refunded: isRefund ? amount("refunded") : undefined,
        })
      : undefined,
    subscription: subscriptionId
      ? compact({
          id: subscriptionId,
          plan: fields.text("plan"),
          previousPlan: fields.text("previousPlan"),
          status: fields.text("subscriptionStatus"),
          currentPeriodStart: fields.instant("currentPeriodStart"),
          currentPeriodEnd: fields.instant("currentPeriodEnd"),
          trialEndsAt: fields.instant("trialEndsAt"),
        })
      : undefined,
    cart: cartId
      ? compact({ id: cartId, url: fields.text("cartUrl"), total: amount("cartTotal") })
      : undefined,
    accessEndsAt: fields.instant("accessEndsAt"),
    consent: marketing === undefined ? undefined : { marketing },
  });
}

function productsIn(fields: Fields, currency: string | undefined): Product[] | undefined {
  if (fields.isMapped("productId") || fields.isMapped("productName")) return mappedProducts(fields);
  for (const items of fields.places("products")) {
    const listed = items.flatMap((item) => listedProduct(item, currency) ?? []);
    if (listed.length > 0) return listed;
  }
  const name = fields.text("productName");
  const id = fields.id("productId") ?? idIn(name);
  return id ? [compact({ id, name, quantity: fields.find("quantity", numberIn) })] : undefined;
}

/** Two paths into a list of products give a list of ids and a list of names that belong together. */
function mappedProducts(fields: Fields): Product[] | undefined {
  const names = fields.nearest("productName").map(textIn);
  const ids = fields.nearest("productId").map(idIn);
  const known = ids.length > 0 ? ids : names.map(idIn);
  const products = known.flatMap((id, at): Product[] =>
    id ? [compact({ id, name: names.length === known.length ? names[at] : undefined })] : [],
  );
  return products.length > 0 ? products : undefined;
}

/** @param item as `fields` gives it: its members' names are in lower case without separators */
function listedProduct(item: unknown, currency: string | undefined): Product | undefined {
  const id = idIn(item);
  if (id) return { id };
  const first = <T>(names: string[], as: (value: unknown) => T | undefined): T | undefined =>
    names.map((name) => as(valuesAt(item, name)[0])).find((found) => found !== undefined);
  const name = first(["productname", "name", "title"], textIn);
  const known = first(["productid", "id", "sku", "variantid"], idIn) ?? idIn(name);
  if (!known) return undefined;
  return compact({
    id: known,
    name,
    variantId: first(["variantid"], idIn),
    sku: first(["sku"], textIn),
    quantity: first(["quantity", "qty"], numberIn),
    price: money(first(["price", "unitprice"], textIn), currency),
  });
}
