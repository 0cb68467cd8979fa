// The receipt of an erasure: what was erased, what remains, why and until when, in words for the person it was done for.
import { z } from "zod";
import { timeUnits } from "./automation";

const instant = z.int().meta({ description: "UTC, epoch milliseconds" });
const count = (description: string) => z.int().meta({ description });

export const erasedSchema = z.object({
  events: count("Events that keep only what happened, when, and to which order and products"),
  deliveries: count("Deliveries whose attempts are no longer told"),
  cancelled: count("Of those, the ones that were still owed"),
  mentions: count("Records of others in which the e-mail address was blacked out"),
});
/** What was erased, for whoever must show that it was. */
export type Erased = z.infer<typeof erasedSchema>;

/** An erasure as the ledger keeps it. It names nobody: of a customer, only the hash. */
export const erasureSchema = z.object({
  id: z.int(),
  of: z.union([z.object({ customerId: z.string() }), z.object({ sourceId: z.string() })]),
  askedBy: z.enum(["person", "shop"]).meta({ description: "`shop`: it passed the wish on by a webhook" }),
  beganAt: instant,
  endedAt: instant.nullable().meta({ description: "null while it goes on" }),
  erased: erasedSchema,
});
export type Erasure = z.infer<typeof erasureSchema>;

export const receiptSchema = erasureSchema.extend({
  remains: z.array(
    z.object({
      what: z.string(),
      why: z.string(),
      until: instant.nullable().meta({ description: "When it is gone by itself; null: it stays" }),
    }),
  ),
  newEvents: z.string().meta({ description: "What becomes of what the shop tells from now on" }),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** How far back Cloudflare can restore a database and a Durable Object: 30 days at most, for both. */
export const copiesKeptMs = 30 * timeUnits.days;

/** The erasure with what it left. While it goes on, copies are reckoned from its beginning, and so not long enough. */
export function receiptOf(erasure: Erasure): Receipt {
  const at = erasure.endedAt ?? erasure.beganAt;
  return {
    ...erasure,
    remains: [
      {
        what: "That something happened: its kind, its time, the shop's own numbers of the order, the products and the amounts.",
        why: "It keeps the shop's books complete, and it tells a repeated webhook from a new one.",
        until: null,
      },
      {
        what: "A hash made of the shop and the e-mail address.",
        why:
          "It marks who was erased. The address cannot be read from it; whoever knows the address already can see that it is " +
          "the one.",
        until: null,
      },
      {
        what: "Point-in-time copies of the database and of the ledger (Cloudflare D1 and Durable Objects).",
        why: "They are there to restore everything after a disaster, and nothing can be taken out of them.",
        until: at + copiesKeptMs,
      },
      {
        what: "What the connected tools were told before.",
        why: "It is theirs by now. Ask each of them to erase it as well.",
        until: null,
      },
      {
        what: "What people typed into the settings: an address an automation writes to, say, or somebody's own sign-in.",
        why: "Those are settings of the shop, not records of a customer.",
        until: null,
      },
    ],
    newEvents:
      "If the shop repeats what it told before, nothing comes back. If this person buys or signs up again, that is a new event, " +
      "and it is kept like anybody's.",
  };
}
