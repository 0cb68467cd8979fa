// What an event is: a fact, something that happened in a shop, once. And how two tellings of one fact become one.
import { z } from "zod";
import type { CodeAddresses } from "./code";
import { decimalsOf } from "./currency";
import { eventId } from "./ids";
import { isObject, type Json, type JsonObject, parseJson } from "./json";

export const eventTypes = [
  "purchase.completed",
  "purchase.refunded",
  "purchase.cancelled",
  "subscription.started",
  "subscription.renewed",
  "subscription.changed",
  "subscription.paused",
  "subscription.resumed",
  "subscription.cancel_scheduled",
  "subscription.cancelled",
  "payment.failed",
  "access.granted",
  "access.expiring",
  "access.expired",
  "cart.updated",
  "cart.abandoned",
  "qr.scanned",
  "lead.created",
  "customer.updated",
  "contact.subscribed",
  "contact.unsubscribed",
  "email.bounced",
] as const;

/** One of the types above, or `custom.<name>` for whatever a shop calls its own. */
export const eventTypeSchema = z
  .string()
  .refine((type) => isEventType(type), {
    error: "is not an event type Shopbell knows; your own are called custom.<name>",
  })
  .meta({ examples: ["purchase.completed", "cart.abandoned", "custom.course_finished"] });

export function isEventType(type: string): boolean {
  return (eventTypes as readonly string[]).includes(type) || /^custom\.[a-z0-9][a-z0-9_.-]{0,63}$/.test(type);
}

/** An amount in minor units (cents, grosze) of an ISO 4217 currency in capitals. */
export const moneySchema = z.object({ amount: z.int(), currency: z.string() });
export type Money = z.infer<typeof moneySchema>;

const instant = z.int().describe("UTC, epoch milliseconds");

export const customerSchema = z.object({
  email: z.string().optional(),
  name: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  phone: z.string().optional(),
  language: z.string().optional(),
});

export const productSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  variantId: z.string().optional(),
  sku: z.string().optional(),
  quantity: z.number().optional(),
  price: moneySchema.optional(),
  /** When access to it ends by its own setting, where the shop tells no end; see core/access. */
  accessEndsAt: instant.optional(),
});

export const orderSchema = z.object({
  id: z.string(),
  number: z.string().optional(),
  total: moneySchema.optional(),
  refunded: moneySchema.optional(),
  url: z.string().optional(),
});

export const subscriptionSchema = z.object({
  id: z.string(),
  plan: z.string().optional(),
  previousPlan: z.string().optional(),
  status: z.string().optional(),
  currentPeriodStart: instant.optional(),
  currentPeriodEnd: instant.optional(),
  trialEndsAt: instant.optional(),
});

export const cartSchema = z.object({
  id: z.string(),
  url: z.string().optional(),
  total: moneySchema.optional(),
});

/** The part of an event that a source can tell: everything but its identity here and its place in time of arrival. */
export const factSchema = z.object({
  type: z.string(),
  occurredAt: instant,
  customer: customerSchema.optional(),
  products: z.array(productSchema).optional(),
  order: orderSchema.optional(),
  subscription: subscriptionSchema.optional(),
  cart: cartSchema.optional(),
  /** When the access that was bought, granted or extended runs out, where the shop says so. */
  accessEndsAt: instant.optional(),
  /** Whether the customer agreed to marketing; absent when the shop does not say. */
  consent: z.object({ marketing: z.boolean() }).optional(),
});
export type Fact = z.infer<typeof factSchema>;
export type Customer = z.infer<typeof customerSchema>;
export type Product = z.infer<typeof productSchema>;

/** An event as conditions, templates and tools see it: the fact, its identity, and the shop's own words in `data`. */
export type ShopEvent = Fact & {
  id: string;
  receivedAt: number;
  source: { id: string; kind: string };
  customer?: Customer & { id?: string };
  /** Of the tickets that a purchase was given. */
  codes: CodeAddresses[];
  data: Json;
};

/** Events are numbered by their time of arrival: milliseconds × 1000 + counter. */
export function receivedAtOf(number: number): number {
  return Math.floor(number / 1000);
}

/** What `data` was read from, of events made here: whoever passes it on whole need not write it again. */
const dataTexts = new WeakMap<ShopEvent, string>();

/**
 * The event as conditions, templates and tools see it.
 * @param dataText JSON; it is read when `data` is looked at, which most events never see
 * @param codes the addresses of its tickets, for those who tell the outside
 */
export function toShopEvent(
  stored: { number: number; source: { id: string; kind: string }; customerId: string | null },
  fact: Fact,
  dataText: string,
  codes: CodeAddresses[] = [],
): ShopEvent {
  const { customer, ...rest } = fact;
  const accessEndsAt = lastAccessEnd(fact);
  let read: { data: Json } | undefined;
  const event: ShopEvent = {
    ...rest,
    ...(accessEndsAt === undefined ? {} : { accessEndsAt }),
    ...(customer || stored.customerId
      ? { customer: { ...customer, ...(stored.customerId ? { id: stored.customerId } : {}) } }
      : {}),
    id: eventId(stored.number),
    receivedAt: receivedAtOf(stored.number),
    source: stored.source,
    codes,
    get data(): Json {
      read ??= { data: parseJson(dataText) };
      return read.data;
    },
  };
  dataTexts.set(event, dataText);
  return event;
}

/** When access ends, of all the products: the shop's word, or else the last end that the products' settings gave. */
function lastAccessEnd({ accessEndsAt, products = [] }: Fact): number | undefined {
  if (accessEndsAt !== undefined) return accessEndsAt;
  const ends = products.flatMap((product) => product.accessEndsAt ?? []);
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

/** An event as the outside is told unless an automation says otherwise: the webhook's body, and what show-me shows. */
export function eventBody(event: ShopEvent): JsonObject {
  return { ...bodyWithoutData(event), data: event.data ?? null };
}

function bodyWithoutData(event: ShopEvent): JsonObject {
  const {
    id,
    type,
    occurredAt,
    customer,
    products = [],
    order,
    subscription,
    cart,
    accessEndsAt,
    codes,
  } = event;
  // Facts and data come out of JSON, so this is JSON, but for members that are undefined and vanish when it is written.
  return {
    id,
    type,
    occurredAt: isoTime(occurredAt),
    customer: customer ?? null,
    products: products.map((one) =>
      one.accessEndsAt === undefined ? one : { ...one, accessEndsAt: isoTime(one.accessEndsAt) },
    ),
    order: order ?? null,
    subscription: subscription ?? null,
    cart: cart ?? null,
    accessEndsAt: accessEndsAt === undefined ? null : isoTime(accessEndsAt),
    codes,
  } as unknown as JsonObject;
}

const isoTime = (at: number): string => new Date(at).toISOString();

/** `eventBody` as JSON text. */
export function eventBodyText(event: ShopEvent): string {
  const data = dataTexts.get(event);
  if (data === undefined) return JSON.stringify(eventBody(event));
  const head = JSON.stringify(bodyWithoutData(event));
  return `${head.slice(0, -1)},"data":${data}}`;
}

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/**
 * Two tellings of one fact: what the first lacks is filled from the second, and what it has stays.
 * Products are told apart by id, so a second telling may add one.
 * @returns the merged fact, or undefined when the second telling adds nothing.
 */
export function mergeFacts(known: Fact, told: Fact): Fact | undefined {
  const merged = fill(known, told);
  return merged === known ? undefined : (merged as Fact);
}

function fill(known: unknown, told: unknown): unknown {
  if (isAbsent(told)) return known;
  if (isAbsent(known)) return told;
  if (Array.isArray(known) && Array.isArray(told)) return fillList(known, told);
  if (!isObject(known) || !isObject(told)) return known;
  let merged = known;
  for (const [key, value] of Object.entries(told)) {
    const filled = fill(known[key], value) as Json;
    if (filled !== known[key]) merged = { ...merged, [key]: filled };
  }
  return merged;
}

/** Line by line: the second line of a product is not the first one told again. */
function fillList(known: unknown[], told: unknown[]): unknown[] {
  const lines = told.filter(isLine);
  const knownLines = known.map((one) => (isLine(one) ? one : undefined));
  const taken = new Set<number>();
  let merged = known;
  for (const line of lines) {
    // Two variants of one product are two lines; one told without its variant is the line it can only mean.
    const alike = knownLines.flatMap((one, at) => (one?.id === line.id ? [at] : []));
    const isOnly = alike.length === 1 && lines.filter((one) => one.id === line.id).length === 1;
    const at = alike.find((at) => !taken.has(at) && sameOrAbsent(knownLines[at]?.variantId, line.variantId));
    const meant = at ?? (isOnly && isAbsent(line.variantId) ? alike[0] : undefined);
    if (meant === undefined) {
      merged = [...merged, line];
      continue;
    }
    taken.add(meant);
    const filled = fill(merged[meant], line);
    if (filled !== merged[meant]) merged = merged.with(meant, filled);
  }
  return merged;
}

const isLine = (value: unknown): value is JsonObject => isObject(value) && value.id !== undefined;
const sameOrAbsent = (a: unknown, b: unknown): boolean => a === b || (isAbsent(a) && isAbsent(b));

/** Decimal text or number in major units ("598.94", 50) to minor units, by the currency's own number of decimals. */
export function money(major: unknown, currency: unknown): Money | undefined {
  if (typeof currency !== "string" || !/^[a-z]{3}$/i.test(currency.trim())) return undefined;
  if (typeof major !== "string" && typeof major !== "number") return undefined;
  const match = /^\s*(-?)(\d{1,12})(?:\.(\d+))?\s*$/.exec(String(major));
  if (!match) return undefined;
  const code = currency.trim().toUpperCase();
  const digits = decimalsOf(code);
  const [, sign, whole = "0", fraction = ""] = match;
  const kept = Number(whole + fraction.padEnd(digits, "0").slice(0, digits));
  const rounded = kept + (Number(fraction.charAt(digits) || "0") >= 5 ? 1 : 0);
  if (!Number.isSafeInteger(rounded)) return undefined;
  return { amount: sign && rounded > 0 ? -rounded : rounded, currency: code };
}

/** Whole minor units (4990, "4990") of a currency. */
export function minorMoney(minor: unknown, currency: unknown): Money | undefined {
  if (typeof currency !== "string" || !/^[a-z]{3}$/i.test(currency.trim())) return undefined;
  if (typeof minor !== "number" && !(typeof minor === "string" && /^\s*-?\d{1,15}\s*$/.test(minor)))
    return undefined;
  const amount = Number(minor);
  return Number.isSafeInteger(amount) ? { amount, currency: currency.trim().toUpperCase() } : undefined;
}

/** An instant from ISO 8601 text, unix seconds or unix milliseconds; text without a zone is taken as UTC. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value === "number" || (typeof value === "string" && /^\d{9,13}$/.test(value.trim()))) {
    const number = Number(value);
    if (!Number.isFinite(number) || number <= 0) return undefined;
    const ms = Math.round(number < 1e11 ? number * 1000 : number);
    return ms < 8.64e15 ? ms : undefined;
  }
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}/.test(value.trim())) return undefined;
  const text = value.trim().replace(/^(\d{4}-\d{2}-\d{2}) /, "$1T");
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) || !text.includes("T") ? text : `${text}Z`;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? undefined : ms;
}
