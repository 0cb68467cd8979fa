// The source for any other system: proved as its owner says, and read by mapping or by guess.
import { z } from "zod";
import { eventTypeSchema } from "../../core/event";
import { defineSource, secret } from "../kit";
import { readWebhook } from "./read";
import { samples } from "./samples";
import { signWebhook, standardKey, verifyWebhook } from "./verify";

const path = (title: string) => z.string().trim().min(1).max(200).optional().meta({ title });

const mapping = z
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
    orderTotal: path("Amount, in whole units such as 49.90"),
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

const settings = z
  .object({
    verification: z.enum(["standard-webhooks", "hmac", "url-secret"]).meta({
      title: "How requests are proved",
      description:
        "Standard Webhooks (also Svix), an HMAC signature in a header, or a secret in the address or a header.",
    }),
    secret: secret(z.string().trim().min(1).optional(), { title: "Secret" }),
    header: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9-]{1,100}$/, { error: "is not the name of a header" })
      .default("x-signature")
      .meta({ title: "Header", description: "HMAC only: the header that holds the signature." }),
    algorithm: z.enum(["sha256", "sha1", "sha512"]).default("sha256").meta({ title: "Algorithm" }),
    encoding: z.enum(["hex", "base64"]).default("hex").meta({ title: "Encoding" }),
    prefix: z
      .string()
      .max(40)
      .optional()
      .meta({ title: "Prefix", description: "What stands before the signature, such as sha256=" }),
    mapping: mapping.optional(),
  })
  .refine(({ verification, secret }) => verification === "url-secret" || secret !== undefined, {
    path: ["secret"],
    error: "Signatures cannot be checked without the secret: paste the one your system signs with.",
  })
  .refine(
    ({ verification, secret }) => verification !== "standard-webhooks" || !secret || standardKey(secret),
    {
      path: ["secret"],
      error: "A Standard Webhooks secret is base64 text and usually begins with whsec_.",
    },
  );
export type Settings = z.output<typeof settings>;

export const webhookSource = defineSource({
  settings,
  setupSteps: [
    "In the system that sends, add a webhook (an “HTTP request”, “outgoing webhook” or, in Zapier, “Webhooks by Zapier”) with the method POST and the address {{url}}.",
    "Send JSON or a form. Name the event in a field “type”, such as purchase.completed, and the customer's e-mail in a field “email”.",
    "If the system signs its requests, choose how and paste its secret here. If not, make up a secret and let it send that as the header X-Webhook-Secret, or put ?secret=… at the end of the address.",
    "Where the system can, let it send an id of its own for each event as “id” or as the header Idempotency-Key: then nothing counts twice.",
  ],
  globalIds: false,

  caveat: ({ verification, secret }) =>
    verification === "url-secret" && secret === undefined
      ? "Requests are not signed: that nobody else knows this unguessable URL is the only proof of where they come from."
      : undefined,

  urlQuery: ({ verification, secret }): Record<string, string> =>
    verification === "url-secret" && secret !== undefined ? { secret } : {},

  verify: verifyWebhook,
  read: (request, { mapping }, now) => readWebhook(request, mapping ?? {}, now),
  sign: signWebhook,
  samples,
  sampleIds: ["evt-1001", "evt-1002", "A-1001", "c-77", "ren-5", "S-5", "lead-31", "l-1", "l-2"],
});
