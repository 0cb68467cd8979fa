// WooCommerce: orders, refunds, customers and, with WooCommerce Subscriptions, subscriptions of a WordPress shop.
import type { Connector } from "../kit";
import { source } from "./source";

const woocommerce: Connector = {
  id: "woocommerce",
  title: "WooCommerce",
  summary: "Orders, refunds, customers and subscriptions of a WooCommerce shop.",
  docsUrl: "https://woocommerce.com/document/webhooks/",
  source,
};

export default woocommerce;
