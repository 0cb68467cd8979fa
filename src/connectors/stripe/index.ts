// Stripe: payments, refunds, abandoned checkouts, subscriptions and customers of a Stripe account.
import type { Connector } from "../kit";
import { source } from "./source";

const stripe: Connector = {
  id: "stripe",
  title: "Stripe",
  summary: "Payments, refunds, abandoned checkouts, subscriptions and customers of a Stripe account.",
  docsUrl: "https://docs.stripe.com/webhooks",
  source,
};

export default stripe;
