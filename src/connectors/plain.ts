// Reads facts from a body of unknown shape: its type, its key, and whatever it tells.
import { type Fact, type Money, minorMoney, money, type Product } from "../core/event";
import { isObject, type JsonObject, valuesAt } from "../core/json";
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
} from "./kit";
import { bodyOf } from "./plain-body";
import { type Fields, fieldsOf, yesOrNo } from "./plain-fields";
import { type KeyOf, purchaseKeyOf, recurs } from "./plain-keys";
import type { Mapping } from "./plain-mapping";
import { plain, typeFor } from "./plain-types";

/** How a source wants its bodies read. */
export type Manner = {
  mapping?: Mapping | undefined;
  /** Tried in turn; where none finds anything, a hash of the body is the key. */
  keys: KeyOf[];
  /**
   * Whether ids lead further: the `data` of "order.paid" is the order, and whoever an order, a subscription or a cart
   * was told with is the customer of whatever names it later.
   */
  followsIds: boolean;
};

/** A list of more is an export, not an event. */
const maxFacts = 100;

export async function readPlain(request: SourceRequest, manner: Manner, now: number): Promise<Reading> {
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
  const mapping = manner.mapping ?? {};
  const facts: SourceFact[] = [];
  for (const [at, value] of members.entries()) {
    const where = isList ? `Member ${at + 1} of the list` : "The body";
    if (!isObject(value)) return { is: "unreadable", reason: `${where} is not an object.` };
    const fields = fieldsOf(value, mapping, manner.followsIds);
    const member: Member = { body: value, fields, mapping, index: isList ? at : undefined };
    const type = typeOf(member);
    if (type.is === "known") facts.push(await sourceFact(type, member, manner, request, now));
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
    : { is: "unknown", word, reason: `is called “${word}”: map it to one of Shopbell's event types.` };
}

/** "sale" beside "sale.deleted" is the thing, not what happened to it. */
const withoutHalves = (words: string[]): string[] =>
  words.filter((word) => !words.some((other) => plain(other).startsWith(`${plain(word)} `)));

async function sourceFact(
  type: KnownType,
  member: Member,
  { keys, followsIds }: Manner,
  request: SourceRequest,
  now: number,
): Promise<SourceFact> {
  const { body, fields, index } = member;
  const told = { ...member, type: type.name, headers: request.headers };
  const key = keys.map((keyOf) => keyOf(told)).find((one) => one !== undefined);
  const place = index === undefined ? "" : `:${index}`;
  const fact = factIn(type, member, now);
  const orderId = fact.order?.id;
  const refs = [
    ref("customer", fields.id("customerId")),
    ...(followsIds
      ? [ref("order", orderId), ref("subscription", fact.subscription?.id), ref("cart", fact.cart?.id)]
      : []),
  ].filter((one) => one !== undefined);
  return compact({
    key: key ?? (await bodyKey(request)) + place,
    keyLastsMs: key === undefined ? bodyKeyLastsMs : undefined,
    fact,
    customerRefs: refs.length > 0 ? refs : undefined,
    sameCustomerAs: orderId && type.name !== "purchase.completed" ? [purchaseKeyOf(orderId)] : undefined,
    data: type.word !== undefined && isObject(body.data) ? body.data : body,
  });
}

const ref = (kind: string, id: string | undefined): string | undefined => id && `${kind}:${id}`;

function factIn(type: KnownType, { fields, mapping }: Member, now: number): Fact {
  const currency = fields.text("currency");
  const amountOf = mapping.amounts === "minor" ? minorMoney : money;
  const priceOf = (value: unknown) => amountOf(textIn(value), currency);
  const orderId = fields.id("orderId");
  const isRefund = type.name === "purchase.refunded";
  const subscriptionId = fields.id("subscriptionId");
  const cartId = fields.id("cartId");
  const marketing = fields.find("consent", yesOrNo);
  const amount = (what: "orderTotal" | "refunded" | "cartTotal") => fields.find(what, priceOf);
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
    products: productsIn(fields, priceOf),
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

type PriceOf = (value: unknown) => Money | undefined;

function productsIn(fields: Fields, priceOf: PriceOf): Product[] | undefined {
  if (fields.isMapped("productId") || fields.isMapped("productName")) return mappedProducts(fields);
  for (const items of fields.places("products")) {
    const listed = items.flatMap((item) => listedProduct(item, priceOf) ?? []);
    if (listed.length > 0) return listed;
  }
  const name = fields.text("productName");
  const id = fields.id("productId") ?? idIn(name);
  if (id) return [compact({ id, name, quantity: fields.find("quantity", numberIn) })];
  return fields.isEmptyList("products") ? [] : undefined;
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
function listedProduct(item: unknown, priceOf: PriceOf): Product | undefined {
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
    price: priceOf(first(["price", "unitprice"], textIn)),
  });
}
