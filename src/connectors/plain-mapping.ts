// What an owner may say about a body of unknown shape: where things are in it, and what their words mean.
import { z } from "zod";
import { eventTypeSchema } from "../core/event";

const path = (title: string) => z.string().trim().min(1).max(200).optional().meta({ title });

export const mapping = z
  .object({
    type: path("Event type"),
    types: z.record(z.string(), eventTypeSchema).optional().meta({
      title: "Their event types",
      description: "Their name on the left, Shopbell's type on the right.",
    }),
    defaultType: eventTypeSchema
      .optional()
      .meta({ title: "Otherwise", description: "The type of events whose name says nothing to Shopbell." }),
    id: path("Id of the event"),
    occurredAt: path("When it happened"),
    email: path("E-mail"),
    name: path("Full name"),
    firstName: path("First name"),
    lastName: path("Last name"),
    phone: path("Phone"),
    language: path("Language"),
    customerId: path("Customer's id"),
    productId: path("Product's id"),
    productName: path("Product's name"),
    orderId: path("Order's id"),
    orderNumber: path("Order's number"),
    orderTotal: path("Amount"),
    amounts: z.enum(["major", "minor"]).optional().meta({
      title: "How amounts are written",
      description: "major: in whole units such as 49.90, as is assumed; minor: in cents, such as 4990.",
    }),
    currency: path("Currency"),
    subscriptionId: path("Subscription's id"),
    plan: path("Plan"),
    currentPeriodEnd: path("End of the paid period"),
    accessEndsAt: path("End of access"),
    cartId: path("Cart's id"),
    cartUrl: path("Cart's address"),
    consent: path("Agreed to marketing"),
  })
  .meta({
    title: "Where things are",
    description:
      "Only for what is not found by itself. Each is a path into the body, such as data.buyer.email; a field with a path is read from there alone.",
  });
export type Mapping = z.infer<typeof mapping>;
