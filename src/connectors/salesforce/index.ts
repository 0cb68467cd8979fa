// Salesforce: leads, contacts, opportunities and whatever else a flow or workflow rule sends as an outbound message.
import type { Connector } from "../kit";
import { source } from "./source";

const salesforce: Connector = {
  id: "salesforce",
  title: "Salesforce",
  summary: "Leads, contacts, won opportunities and other records of a Salesforce organisation.",
  docsUrl:
    "https://developer.salesforce.com/docs/platform/api/guide/sforce-api-om-outboundmessaging-notifications.html",
  source,
};

export default salesforce;
