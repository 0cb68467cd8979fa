// Events that a scenario in Make sends with its HTTP app.
import { relayedSource } from "../relayed-source";
import { sampleIds, samples } from "./samples";

export const source = relayedSource({
  setupSteps: [
    "Make up a secret, save it here, and only then copy the address {{url}}: it holds the secret.",
    "In Make, add the module “HTTP → Make a request” to your scenario, without authentication.",
    "Paste the address as “URL”, and choose “POST” as “Method”, “application/json” as “Body content type” and “Data structure” as “Body input method”: in a JSON string written by hand, a quote in a value breaks it.",
    "Give the data structure the fields type (purchase.completed, purchase.refunded, lead.created, custom.anything …), email, and what you know of name, order_id, amount (such as 49.90), currency (such as EUR), product_id, product_name, occurred_at; and map them.",
    "Add the header Idempotency-Key or the field event_id, mapped to what names the event itself, such as the refund's id, so that nothing counts twice. A purchase is known by its order_id already. Without any id, the same data within 24 hours is the same event.",
    "If the address must not hold the secret, remove it from “?secret=” on and add the header X-Webhook-Secret.",
  ],
  samples,
  sampleIds,
});
