// ThriveCart: a checkout with upsells, bumps and subscriptions.
import type { Connector } from "../kit";
import { source } from "./source";

const thrivecart: Connector = {
  id: "thrivecart",
  title: "ThriveCart",
  summary:
    "Orders with their bumps and upsells, refunds, subscriptions and abandoned carts of a ThriveCart account.",
  docsUrl: "https://support.thrivecart.com/help/using-webhook-notifications/",
  source,
};

export default thrivecart;
