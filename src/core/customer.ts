// What is known of one customer, over all sources: who they are, what they have access to, what they agreed to, what waits.
import { z } from "zod";
import type { Customer, Fact } from "./event";
import { waitingViewSchema } from "./waiting";

const instant = z.int().meta({ description: "UTC, epoch milliseconds" });

export const customerItemSchema = z.object({
  id: z.string().meta({ description: "A hash of the workspace and the e-mail; it names nobody" }),
  email: z.string(),
  name: z.string().optional(),
  firstSeenAt: instant.nullable().meta({ description: "null when none of their events is kept any more" }),
  lastSeenAt: instant.nullable(),
  events: z.int(),
});
export type CustomerItem = z.infer<typeof customerItemSchema>;

export const accessViewSchema = z.object({
  kind: z.enum(["access", "period"]).meta({ description: "`period`: what is paid for by a subscription" }),
  thing: z.string().meta({ description: "“product:7001”, “subscription:90001” or “order:5”" }),
  name: z.string().nullable().meta({ description: "The product's name" }),
  endsAt: instant.nullable().meta({ description: "null while it rests" }),
  state: z.enum(["open", "reached", "dropped"]).meta({
    description: "`open`: it counts. `reached`: it has ended. `dropped`: it was given back, or ended before",
  }),
});
export type AccessView = z.infer<typeof accessViewSchema>;

export const customerDetailSchema = customerItemSchema.extend({
  emails: z.array(z.string()).meta({ description: "As their latest events spell it" }),
  names: z.array(z.string()).meta({ description: "As their latest events say, the latest first" }),
  phone: z.string().optional(),
  language: z.string().optional(),
  byType: z.record(z.string(), z.int()).meta({ description: "How many events of each type" }),
  deliveries: z.int(),
  consent: z
    .object({ marketing: z.boolean(), at: instant })
    .nullable()
    .meta({ description: "As last told; null when no event says anything" }),
  access: z.array(accessViewSchema).meta({ description: "What has an end, the latest end first" }),
  references: z.array(z.string()).meta({ description: "What providers call this customer" }),
  waiting: z.array(waitingViewSchema).meta({ description: "The first fifty that wait for them" }),
  waitingCount: z.int(),
});
export type CustomerDetail = z.infer<typeof customerDetailSchema>;

/** How far a search by an order's number has looked. */
export const lookedSchema = z.object({
  events: z.int(),
  since: instant.nullable().meta({ description: "The arrival of the oldest event looked at" }),
  isAll: z.boolean().meta({ description: "false: there are older events that were not looked at" }),
});
export type Looked = z.infer<typeof lookedSchema>;

/** A customer's name as an event tells it. */
export function fullNameOf(customer: Customer | undefined): string | undefined {
  const parts = [customer?.firstName, customer?.lastName].filter((part) => part !== undefined);
  return customer?.name ?? (parts.length > 0 ? parts.join(" ") : undefined);
}

export type Person = Pick<CustomerDetail, "emails" | "names" | "phone" | "language">;

/** Who somebody is by their events' facts, the latest first. */
export function personIn(facts: Fact[]): Person {
  const all = facts.flatMap(({ customer }) => customer ?? []);
  const phone = all.find((one) => one.phone !== undefined)?.phone;
  const language = all.find((one) => one.language !== undefined)?.language;
  return {
    emails: distinct(all.map(({ email }) => email?.trim())),
    names: distinct(all.map(fullNameOf)),
    ...(phone === undefined ? {} : { phone }),
    ...(language === undefined ? {} : { language }),
  };
}

function distinct(texts: (string | undefined)[]): string[] {
  return [...new Set(texts.flatMap((text) => text || []))];
}
