// Standard Webhooks: any system that signs its webhooks as the specification says.
import type { Connector } from "../kit";
import { source } from "./source";

const standardWebhooks: Connector = {
  id: "standard-webhooks",
  title: "Standard Webhooks",
  summary: "Any system that signs its webhooks as Standard Webhooks describes (webhook-signature).",
  docsUrl: "https://www.standardwebhooks.com",
  source,
};

export default standardWebhooks;
