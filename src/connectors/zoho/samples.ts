// Zoho CRM's notifications and webhooks of workflows, with the fields its documentation names; people and values are made up.
import type { JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const leadId = "6756839000000575405";
const secondLeadId = "6756839000000575416";
const contactId = "6756839000000581001";
const dealId = "6756839000000590002";
const serverTime = 1786699800787;

export const sampleIds = [leadId, secondLeadId, contactId, dealId, String(serverTime)];

function notice(
  title: string,
  module: string,
  operation: string,
  ids: string[],
  values?: JsonObject,
): Sample {
  const body = {
    server_time: serverTime,
    affected_values: values ? ids.map((id) => ({ record_id: id, values })) : [],
    query_params: {},
    module,
    resource_uri: `https://www.zohoapis.eu/crm/v8/${module}`,
    ids,
    affected_fields: values ? ids.map((id) => ({ [id]: Object.keys(values) })) : [],
    operation,
    channel_id: "412345678901234",
    token: "sample-token",
  };
  return { title, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

const form = (title: string, fields: Record<string, string>): Sample => ({
  title,
  body: new URLSearchParams(fields).toString(),
  headers: { "content-type": "application/x-www-form-urlencoded" },
});

const person = { email: "ada@example.com", firstName: "Ada", lastName: "Nowak", phone: "+48 600 100 200" };

export const samples: Sample[] = [
  notice("Two leads created", "Leads", "insert", [leadId, secondLeadId]),
  notice("Contact changed", "Contacts", "update", [contactId], { Phone: "+48 600 100 200" }),
  notice("Contact deleted", "Contacts", "delete", [contactId], { Record_Status__s: 0 }),
  notice("Deal created", "Deals", "insert", [dealId]),
  notice("Deal moved on", "Deals", "update", [dealId], { Stage: "Negotiation/Review", Probability: 60 }),
  notice("Deal won", "Deals", "update", [dealId], { Stage: "Closed Won", Probability: 100 }),
  notice("Deal described", "Deals", "update", [dealId], { Description: "Ten seats" }),
  form("Lead created, by a workflow", { type: "lead.created", id: leadId, ...person }),
  {
    title: "Deal won, by a workflow as JSON",
    body: JSON.stringify({
      type: "purchase.completed",
      orderId: dealId,
      amount: "1250.00",
      currency: "EUR",
      email: person.email,
    }),
    headers: { "content-type": "application/json" },
  },
];
