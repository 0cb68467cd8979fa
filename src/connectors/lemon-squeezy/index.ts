// Lemon Squeezy: orders, refunds and subscriptions of a Lemon Squeezy store.
import type { Connector } from "../kit";
import { source } from "./source";

const lemonSqueezy: Connector = {
  id: "lemon-squeezy",
  title: "Lemon Squeezy",
  summary: "Orders, renewals, refunds and subscriptions of a Lemon Squeezy store.",
  docsUrl: "https://docs.lemonsqueezy.com/help/webhooks",
  source,
};

export default lemonSqueezy;
