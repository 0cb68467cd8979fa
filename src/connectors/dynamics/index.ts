// Dynamics 365: leads, contacts, orders, invoices and opportunities, told by Dataverse's webhooks.
import type { Connector } from "../kit";
import { source } from "./source";

const dynamics: Connector = {
  id: "dynamics",
  title: "Dynamics 365",
  summary: "New leads, contacts, orders, paid invoices and opportunities of Dynamics 365 (Dataverse).",
  docsUrl: "https://learn.microsoft.com/power-apps/developer/data-platform/use-webhooks",
  source,
};

export default dynamics;
