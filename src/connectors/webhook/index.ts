// Any other system: events from whoever can send a webhook, and webhooks to whoever can take one.
import type { Connector } from "../kit";
import { webhookSource } from "./source";
import { webhookTool } from "./tool";

const webhook: Connector = {
  id: "webhook",
  title: "Webhook",
  summary: "Any system that can send or take a webhook: Zapier, Make, a form, a shop of your own.",
  source: webhookSource,
  tool: webhookTool,
};

export default webhook;
