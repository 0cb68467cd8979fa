// Shopify: orders, refunds, checkouts, customers and subscriptions of a Shopify shop.
import type { Connector } from "../kit";
import { source } from "./source";

const shopify: Connector = {
  id: "shopify",
  title: "Shopify",
  summary: "Orders, refunds, abandoned checkouts, customers and subscriptions of a Shopify shop.",
  docsUrl: "https://shopify.dev/docs/api/webhooks",
  source,
};

export default shopify;
