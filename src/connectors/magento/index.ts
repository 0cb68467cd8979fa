// Magento and Adobe Commerce: orders, refunds, carts, customers and newsletter subscribers, in whichever way they are told.
import type { Connector } from "../kit";
import { source } from "./source";

const magento: Connector = {
  id: "magento",
  title: "Magento / Adobe Commerce",
  summary:
    "Orders, refunds, carts, customers and newsletter subscribers of a Magento or Adobe Commerce shop.",
  docsUrl: "https://developer.adobe.com/commerce/extensibility/events/consume-events",
  source,
};

export default magento;
