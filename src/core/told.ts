// An event as our own API takes it: the shape of a fact, with times that people and programs can write.
import { z } from "zod";
import {
  cartSchema,
  customerSchema,
  eventTypeSchema,
  type Fact,
  instantOf,
  moneySchema,
  orderSchema,
  productSchema,
  subscriptionSchema,
} from "./event";
import { isEndOfAccess } from "./expectation";
import type { Json } from "./json";

const instant = z
  .union([z.string(), z.number()])
  .transform((value, context) => {
    const at = instantOf(value);
    if (at !== undefined) return at;
    context.addIssue({
      code: "custom",
      message: "is not a time; write 2026-11-22T10:00:00Z or epoch milliseconds",
    });
    return z.NEVER;
  })
  .meta({ description: "ISO 8601, or epoch milliseconds", examples: ["2026-11-22T10:00:00Z"] });

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/, { error: "is not an e-mail address" });

const money = z.strictObject({
  amount: moneySchema.shape.amount.meta({ description: "In minor units: 4990 is 49.90" }),
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, { error: "is not a currency; write three letters, such as EUR" }),
});

const strict = <S extends z.ZodRawShape>(schema: z.ZodObject<S>) => z.strictObject(schema.shape);

const toldShape = z.strictObject({
  id: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({
      description:
        "Yours. The same id again is the same event. Without one, the same content within 24 hours is.",
      examples: ["order-1001-paid"],
    }),
  type: eventTypeSchema,
  occurredAt: instant.optional().meta({ description: "Now unless told" }),
  customer: strict(customerSchema).extend({ email: email.optional() }).optional(),
  products: z
    .array(strict(productSchema.omit({ accessEndsAt: true })).extend({ price: money.optional() }))
    .max(200)
    .optional(),
  order: strict(orderSchema).extend({ total: money.optional(), refunded: money.optional() }).optional(),
  subscription: strict(subscriptionSchema)
    .extend({
      currentPeriodStart: instant.optional(),
      currentPeriodEnd: instant.optional(),
      trialEndsAt: instant.optional(),
    })
    .optional(),
  cart: strict(cartSchema).extend({ total: money.optional() }).optional(),
  accessEndsAt: instant.optional().meta({ description: "When the access that was bought runs out" }),
  consent: z
    .strictObject({ marketing: z.boolean() })
    .optional()
    .meta({ description: "Leave it out where you do not know" }),
  data: z.json().optional().meta({ description: "Anything else: `data` in conditions and templates" }),
});
/** One event is one fact: the end of access to each product has a date, and a life, of its own. */
export const toldEventSchema = toldShape.refine(
  ({ type, products = [] }) => !isEndOfAccess(type) || products.length <= 1,
  { path: ["products"], error: "are more than one: tell the end of access to each product by itself" },
);
export type ToldEvent = z.output<typeof toldEventSchema>;

/** @param now for an event that does not say when it happened */
export function factOfTold(
  { id: _id, data = {}, ...told }: ToldEvent,
  now: number,
): { fact: Fact; data: Json } {
  const fact = Object.fromEntries(
    Object.entries({ occurredAt: now, ...told }).filter(([, value]) => value !== undefined),
  );
  return { fact: fact as Fact, data }; // the schema is a fact's, but for how its times are written
}
