// What a shop owner says of a product: how long its access lasts, when to remind of its end, and whether purchases get codes.
import { z } from "zod";
import { timeUnits } from "./automation";

/** Ten years: longer is a slip of the finger, or no limit at all. */
const longest = { days: 3653, months: 120 } as const;

/** How long access lasts, in calendar days or months of the workspace's time zone. */
export const accessSchema = z
  .object({
    amount: z.int().min(1).meta({ title: "How many" }),
    unit: z.enum(["days", "months"]).meta({ title: "Unit" }),
  })
  .refine(({ amount, unit }) => amount <= longest[unit], {
    path: ["amount"],
    error: "is longer than ten years; for access without an end, leave it out",
  });
export type Access = z.infer<typeof accessSchema>;

/** Tickets: each purchase gets a code of its own. */
export const productCodesSchema = z.object({
  enabled: z.boolean().meta({ title: "Each purchase gets a code" }),
  credits: z.int().min(1).max(1000).optional().meta({
    title: "Credits",
    description: "So many times a code can be used; left out, it is good as long as the purchase is.",
  }),
});
export type ProductCodes = z.infer<typeof productCodesSchema>;

export const productSettingsSchema = z.object({
  access: accessSchema.nullable().meta({
    title: "Access lasts",
    description: "From the purchase, where the shop tells no end itself. null: no end.",
  }),
  expiringDaysBefore: z.int().min(0).max(90).meta({
    title: "Reminder (days before the end)",
    description: "So many days before access ends, access.expiring is raised. 0: never.",
  }),
  codes: productCodesSchema.nullable().meta({
    title: "Codes",
    description: "For what is bought from now on. null: none.",
  }),
});
export type ProductSettings = z.infer<typeof productSettingsSchema>;

/** What counts for a product of which nothing was said. */
export const plainProduct: ProductSettings = { access: null, expiringDaysBefore: 3, codes: null };

/** A product is known by the id that the shop gives it; one id means one product in all of a workspace. */
export type ProductConfig = ProductSettings & { id: string };

/** So long before the end of access to a product `access.expiring` is raised; 0 for never. */
export function warnBeforeMsOf({
  expiringDaysBefore,
}: Pick<ProductSettings, "expiringDaysBefore"> = plainProduct): number {
  return expiringDaysBefore * timeUnits.days;
}
