// Events that a Zap sends with “Webhooks by Zapier”.
import { relayedSource } from "../relayed-source";
import { sampleIds, samples } from "./samples";

export const source = relayedSource({
  setupSteps: [
    "Make up a secret, save it here, and only then copy the address {{url}}: it holds the secret.",
    "In Zapier, add an action to your Zap: “Webhooks by Zapier”, event “POST”. It is part of Zapier's paid plans.",
    "Paste the address as “URL” and choose “json” as “Payload Type”.",
    "Under “Data” add type (purchase.completed, purchase.refunded, lead.created, custom.anything …), email, and what you know of name, order_id, amount (such as 49.90), currency (such as EUR), product_id, product_name, occurred_at.",
    "Add event_id, mapped to what names the event itself, such as the refund's id, so that nothing counts twice. A purchase is known by its order_id already. Without any id, the same data within 24 hours is the same event.",
    "If the address must not hold the secret, remove it from “?secret=” on and add the header X-Webhook-Secret under “Headers”.",
  ],
  samples,
  sampleIds,
});
