// Finds the parts of a fact in a body of unknown shape: at the owner's path, or where they usually are.
import { instantOf } from "../core/event";
import { isObject, type Json, type JsonObject, valuesAt } from "../core/json";
import { idIn, textIn } from "./kit";
import type { Mapping } from "./plain-mapping";

/**
 * Usual places, most telling first. Names are written without case and separators: "customeremail" stands for
 * customer_email, customerEmail and "Customer E-mail" alike.
 */
const usual = {
  type: ["type", "event", "eventtype", "eventname", "topic", "event.type", "event.name"],
  eventId: ["eventid"],
  occurredAt: ["occurredat", "timestamp", "eventtime", "createdat", "date"],
  /** For a fact about something that goes on changing, whose creation was long ago. */
  changedAt: ["occurredat", "timestamp", "eventtime", "updatedat", "createdat", "date"],
  email: [
    "email",
    "customer.email",
    "customeremail",
    "buyer.email",
    "buyeremail",
    "user.email",
    "useremail",
    "contact.email",
    "contactemail",
    "lead.email",
    "emailaddress",
    "order.email",
    "customer",
  ],
  name: [
    "customer.name",
    "customername",
    "customer.fullname",
    "buyer.name",
    "buyername",
    "user.name",
    "contact.name",
    "lead.name",
    "fullname",
    "name",
  ],
  firstName: [
    "firstname",
    "customer.firstname",
    "customerfirstname",
    "buyer.firstname",
    "user.firstname",
    "contact.firstname",
    "lead.firstname",
  ],
  lastName: [
    "lastname",
    "customer.lastname",
    "customerlastname",
    "buyer.lastname",
    "user.lastname",
    "contact.lastname",
    "lead.lastname",
  ],
  phone: [
    "phone",
    "phonenumber",
    "customer.phone",
    "customerphone",
    "customer.phonenumber",
    "buyer.phone",
    "user.phone",
    "contact.phone",
    "lead.phone",
  ],
  language: ["language", "lang", "locale", "customer.language", "customer.locale", "user.locale"],
  customerId: [
    "customer.id",
    "customerid",
    "buyer.id",
    "buyerid",
    "user.id",
    "userid",
    "contact.id",
    "contactid",
  ],
  products: [
    "products",
    "items",
    "lineitems",
    "order.products",
    "order.items",
    "order.lineitems",
    "cart.items",
    "product",
  ],
  productId: ["productid", "sku"],
  productName: ["productname", "producttitle"],
  quantity: ["quantity", "qty"],
  orderId: ["order.id", "orderid", "order.number", "ordernumber", "order"],
  orderNumber: ["order.number", "ordernumber"],
  orderTotal: [
    "order.total",
    "order.totalprice",
    "order.totalamount",
    "order.amount",
    "ordertotal",
    "total",
    "totalprice",
    "totalamount",
    "amountpaid",
    "amount",
  ],
  refundId: ["refund.id", "refundid"],
  refunded: ["refund.amount", "refundamount", "amountrefunded", "refunded", "amount"],
  currency: ["currency", "currencycode", "order.currency", "order.currencycode", "cart.currency"],
  subscriptionId: ["subscription.id", "subscriptionid", "subscription"],
  plan: [
    "subscription.plan",
    "subscription.plan.name",
    "subscription.planname",
    "plan",
    "plan.name",
    "planname",
  ],
  previousPlan: ["subscription.previousplan", "previousplan", "oldplan"],
  subscriptionStatus: ["subscription.status", "subscriptionstatus"],
  currentPeriodStart: ["subscription.currentperiodstart", "currentperiodstart"],
  currentPeriodEnd: [
    "subscription.currentperiodend",
    "currentperiodend",
    "subscription.renewsat",
    "renewsat",
    "nextbillingdate",
  ],
  trialEndsAt: ["subscription.trialendsat", "trialendsat", "subscription.trialend", "trialend"],
  accessEndsAt: ["accessendsat", "accessexpiresat", "accessuntil", "access.endsat", "access.expiresat"],
  cartId: [
    "cart.id",
    "cartid",
    "cart.token",
    "carttoken",
    "checkout.id",
    "checkoutid",
    "checkouttoken",
    "cart",
  ],
  cartUrl: ["cart.url", "carturl", "checkout.url", "checkouturl", "recoveryurl", "abandonedcheckouturl"],
  cartTotal: ["cart.total", "carttotal", "cart.totalprice", "total", "totalprice"],
  consent: [
    "consent.marketing",
    "marketingconsent",
    "consentmarketing",
    "acceptsmarketing",
    "customer.acceptsmarketing",
    "buyeracceptsmarketing",
    "newsletter",
  ],
};
type Usual = keyof typeof usual;

/** Where an envelope keeps what the event is about. */
const contents = ["data", "payload", "body"];

/** What the `data` of an event may be. */
const things = new Set([
  "order",
  "refund",
  "subscription",
  "cart",
  "checkout",
  "customer",
  "contact",
  "user",
  "buyer",
]);

export type Fields = {
  /** The first value that is what `as` takes it for. */
  find<T>(what: Usual, as: (value: unknown) => T | undefined): T | undefined;
  text(what: Usual): string | undefined;
  id(what: Usual): string | undefined;
  instant(what: Usual): number | undefined;
  /** What each place holds, the most telling place first; a list's members are values of one place. */
  places(what: Usual): unknown[][];
  /** All that is in the body itself, or else in its content, which may speak of something else. */
  nearest(what: Usual): unknown[];
  isMapped(what: Usual): boolean;
  /** Whether a list is there with nothing in it, which the others take for nothing at all. */
  isEmptyList(what: Usual): boolean;
};

/**
 * @param dataIsThing reads the `data` of "order.paid" as the order, so that its `id` is the order's. Types are words
 * between full stops, the more general first: https://github.com/standard-webhooks/standard-webhooks (spec, "Payload structure")
 */
export function fieldsOf(body: JsonObject, mapping: Mapping, dataIsThing = false): Fields {
  const paths = new Map<string, unknown>(Object.entries(mapping));
  paths.set("changedAt", mapping.occurredAt);
  const plainBody = withPlainNames(body);
  const rooms = [plainBody, ...contents.map((name) => plainBody[name]).filter(isObject)];
  if (dataIsThing && isObject(plainBody.data)) {
    const thing = thingIn(valuesAt(body, mapping.type ?? "type")[0]);
    if (thing) rooms.push({ [thing]: plainBody.data });
  }

  const byRoom = (what: Usual): unknown[][][] => {
    const path = paths.get(what);
    // A path that leads nowhere is an answer, too: a guess could find somebody else.
    if (typeof path === "string") return [[valuesAt(body, path)]];
    return rooms.map((room) => usual[what].map((usualPath) => valuesAt(room, usualPath)));
  };
  const places: Fields["places"] = (what) => byRoom(what).flat();
  const find: Fields["find"] = (what, as) => {
    for (const value of places(what).flat()) {
      const found = as(value);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    find,
    places,
    nearest: (what) =>
      byRoom(what)
        .map((room) => room.flat())
        .find((values) => values.length > 0) ?? [],
    text: (what) => find(what, textIn),
    id: (what) => find(what, idIn),
    instant: (what) => find(what, instantOf),
    isMapped: (what) => typeof paths.get(what) === "string",
    isEmptyList: (what) => rooms.some((room) => usual[what].some((path) => isEmptyListAt(room, path))),
  };
}

function isEmptyListAt(room: JsonObject, path: string): boolean {
  const [name = "", ...above] = path.split(".").reverse();
  const holders = above.length > 0 ? valuesAt(room, above.reverse().join(".")) : [room];
  return holders.some((holder) => {
    const list = isObject(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined;
    return Array.isArray(list) && list.length === 0;
  });
}

/** "order" in "order.paid". Of "order.payment_failed" the data may well be the payment. */
function thingIn(type: unknown): string | undefined {
  const words = textIn(type)?.slice(0, 200).toLowerCase().split(".") ?? [];
  const thing = words.at(-2) ?? "";
  return things.has(thing) && /^[a-z]+$/.test(words.at(-1) ?? "") ? thing : undefined;
}

/** A copy with names in lower case without separators; of two that become one, the first stays. */
function withPlainNames(value: JsonObject): JsonObject {
  const renamed = new Map<string, Json>();
  for (const [name, member] of Object.entries(value)) {
    const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
    if (!renamed.has(plain)) renamed.set(plain, membersPlain(member));
  }
  return Object.fromEntries(renamed);
}

function membersPlain(value: Json): Json {
  if (Array.isArray(value)) return value.map(membersPlain);
  return isObject(value) ? withPlainNames(value) : value;
}

/** yes, on, 1 and true, and their opposites, as forms and sheets write them. */
export function yesOrNo(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  const word = textIn(value)?.toLowerCase() ?? "";
  if (["true", "yes", "on", "1", "subscribed"].includes(word)) return true;
  return ["false", "no", "off", "0", "unsubscribed"].includes(word) ? false : undefined;
}
