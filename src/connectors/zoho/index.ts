// Zoho CRM: leads, contacts and deals, told by notifications that are fetched from the CRM, or by workflow webhooks.
import type { Connector } from "../kit";
import { source } from "./source";

const zoho: Connector = {
  id: "zoho",
  title: "Zoho CRM",
  summary: "New leads, changed contacts and won deals of Zoho CRM.",
  docsUrl: "https://www.zoho.com/crm/developer/docs/api/v8/notifications/overview.html",
  source,
};

export default zoho;
