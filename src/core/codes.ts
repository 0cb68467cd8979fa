// Codes and scans as they are configured and told: schemas for the API, types for everyone.
import { z } from "zod";
import type { CodeAddresses } from "./code";
import { blackOnWhite, coloursSchema } from "./qr";
import type { Scan, ScanResult } from "./scan";

const instant = z.int().meta({ description: "UTC, epoch milliseconds" });

// ── Campaign codes ──

const webAddress = z.string().max(2000);

/** Where whoever scans a campaign code is led. */
export const leadsToSchema = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("redirect"), url: webAddress.meta({ title: "Address (https://…)" }) }),
  z.strictObject({
    is: z.literal("page"),
    title: z.string().trim().min(1).max(200).meta({ title: "Title" }),
    text: z.string().trim().max(2000).optional().meta({ title: "Text" }),
    link: z
      .strictObject({
        url: webAddress.meta({ title: "Address (https://…)" }),
        label: z.string().trim().min(1).max(100).optional().meta({ title: "Words on the button" }),
      })
      .optional(),
  }),
]);
export type LeadsTo = z.infer<typeof leadsToSchema>;

export const campaignCodeFields = {
  name: z.string().trim().min(1).max(200),
  leadsTo: leadsToSchema,
  colours: coloursSchema.default(blackOnWhite),
};

/** A campaign code as the ledger keeps it. */
export type CampaignCode = { id: string; name: string; leadsTo: LeadsTo };

export const mostDaysCounted = 400;

export const scanCountsSchema = z.object({
  total: z.int(),
  days: z
    .array(z.object({ day: z.string(), count: z.int() }))
    .meta({ description: "By the shop's calendar" }),
  places: z
    .array(z.object({ country: z.string().optional(), city: z.string().optional(), count: z.int() }))
    .meta({ description: "The 50 with most scans; without a country where that is not known" }),
  devices: z.array(z.object({ device: z.string(), count: z.int() })),
});
export type ScanCounts = z.infer<typeof scanCountsSchema>;

// ── Tickets ──

export const creditsSchema = z.object({ left: z.int(), of: z.int() });
export const placeSchema = z.object({ country: z.string().optional(), city: z.string().optional() });

export const scanResultSchema = z.object({
  valid: z.boolean(),
  why: z.enum([
    "bought",
    "access",
    "credits",
    "refunded",
    "cancelled",
    "withdrawn",
    "paused",
    "expired",
    "used-up",
  ]),
  since: instant.optional(),
  until: instant.optional(),
  credits: creditsSchema.optional(),
});

export const scanLineSchema = z.object({
  at: instant,
  who: z.enum(["customer", "staff"]),
  by: z.string().optional().meta({ description: "Of the staff" }),
  place: placeSchema,
  device: z.string(),
  result: scanResultSchema.optional(),
  credits: z.object({ before: z.int(), after: z.int() }).optional(),
  provisional: z.boolean().optional().meta({ description: "Told later, by a phone without a network" }),
});
/** A scan as it is read again. */
export type ScanLine = Omit<Scan, "key" | "code">;

export const ticketSchema = z.object({
  id: z.string(),
  eventId: z.string(),
  product: z.object({ id: z.string(), name: z.string().optional() }),
  customer: z
    .object({ id: z.string().optional(), name: z.string().optional(), email: z.string().optional() })
    .optional(),
  order: z.string().optional().meta({ description: "Its number, where the shop tells one" }),
  boughtAt: instant,
  url: z.string().meta({ description: "What its code says" }),
  svg: z.string(),
  png: z.string(),
  credits: creditsSchema.optional(),
  result: scanResultSchema.meta({ description: "Whether it is good now, and why" }),
  scans: z.array(scanLineSchema).meta({ description: "The latest 100, newest first" }),
});
/** What is known of a ticket, and what a button at the door would do just now. */
export type Ticket = Omit<z.infer<typeof ticketSchema>, "result" | "scans" | keyof CodeAddresses> & {
  result: ScanResult;
  scans: ScanLine[];
  canTake: boolean;
  canGiveBack: boolean;
};
