// Which events are meant: by a list, by a search, or by a replay of many.
import { z } from "zod";
import { deliveryStates } from "./delivery";
import { eventStates } from "./views";

export const eventChoiceShape = {
  type: z.string().optional().meta({ description: "Event type" }),
  state: z.enum(eventStates).optional(),
  sourceId: z.string().optional(),
  customerId: z.string().optional(),
  order: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "The whole id or number of an order, with or without #" }),
  automationId: z.string().optional().meta({ description: "Events that have rung this automation" }),
  deliveryState: z.enum(deliveryStates).optional().meta({
    description: "Events with a delivery in this state by now; what was run again since counts as that",
  }),
};
export const eventChoiceSchema = z.strictObject({
  ...eventChoiceShape,
  from: z.int().optional().meta({ description: "Arrived then or later; epoch milliseconds" }),
  to: z.int().optional().meta({ description: "Arrived before; epoch milliseconds" }),
});
export type EventChoice = z.infer<typeof eventChoiceSchema>;
