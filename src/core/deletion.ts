// What remains of a workspace that was deleted, why and until when, in words for whoever deleted it.
import { z } from "zod";
import { copiesKeptMs } from "./erasure";

const instant = z.int().meta({ description: "UTC, epoch milliseconds" });

export const deletionSchema = z.object({
  name: z.string(),
  at: instant,
  isOver: z.boolean().meta({ description: "False: it goes on by itself, and the same call goes on with it" }),
  remains: z.array(
    z.object({
      what: z.string(),
      why: z.string(),
      until: instant.nullable().meta({ description: "When it is gone by itself; null: it stays" }),
    }),
  ),
});
export type Deletion = z.infer<typeof deletionSchema>;

export function deletionOf(name: string, at: number, isOver: boolean): Deletion {
  return {
    name,
    at,
    isOver,
    remains: [
      {
        what: "Point-in-time copies of the database and of the shop's ledger (Cloudflare D1 and Durable Objects).",
        why: "They are there to restore everything after a disaster, and nothing can be taken out of them.",
        until: at + copiesKeptMs,
      },
      {
        what: "That the shop was deleted, when and by whom: a line with its name in the organisation's log.",
        why: "So that it can be told later.",
        until: null,
      },
      {
        what: "The e-mail addresses of those who could sign in. They open nothing any more.",
        why: "So that the same people can be invited elsewhere.",
        until: null,
      },
      {
        what: "What the connected tools were told before.",
        why: "It is theirs by now. Ask each of them to delete it as well.",
        until: null,
      },
    ],
  };
}
