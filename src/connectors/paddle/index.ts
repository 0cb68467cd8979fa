// Paddle Billing: purchases, renewals, refunds, subscriptions and customers of a Paddle account.
import type { Connector } from "../kit";
import { source } from "./source";

const paddle: Connector = {
  id: "paddle",
  title: "Paddle Billing",
  summary: "Purchases, renewals, refunds, subscriptions and customers of a Paddle account.",
  docsUrl: "https://developer.paddle.com/webhooks",
  source,
};

export default paddle;
