// What a record of Zoho CRM means, once it was fetched. Fields have their API names.
import { type Customer, type Fact, instantOf, money } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import { compact, emailIn, ifTold, textIn } from "../kit";

export type Module = {
  thing: string;
  created: string;
  updated: string;
  deleted: string;
  /** Its records pass through stages, and are about a contact instead of being one. */
  stages: boolean;
};

const modules = new Map<string, Module>([
  [
    "Leads",
    {
      thing: "lead",
      created: "lead.created",
      updated: "custom.zoho_lead_updated",
      deleted: "custom.zoho_lead_deleted",
      stages: false,
    },
  ],
  [
    "Contacts",
    {
      thing: "contact",
      created: "customer.updated",
      updated: "customer.updated",
      deleted: "custom.zoho_contact_deleted",
      stages: false,
    },
  ],
  [
    "Deals",
    {
      thing: "deal",
      created: "custom.zoho_deal_created",
      updated: "custom.zoho_deal_updated",
      deleted: "custom.zoho_deal_deleted",
      stages: true,
    },
  ],
]);

export const moduleOf = (name: string): Module | undefined => modules.get(name);

/** The record of a lead or a contact as a customer. */
export function customerIn(person: JsonObject): Customer | undefined {
  const firstName = textIn(person.First_Name);
  const lastName = textIn(person.Last_Name);
  return ifTold({
    email: emailIn(person.Email) ?? emailIn(person.Secondary_Email),
    name: textIn(person.Full_Name) ?? textIn([firstName, lastName].filter(Boolean).join(" ")),
    firstName,
    lastName,
    phone: textIn(person.Mobile) ?? textIn(person.Phone),
  });
}

/** A box that nobody ticked is no consent; a ticked one is somebody's wish. */
export const consentIn = (person: JsonObject): Fact["consent"] =>
  person.Email_Opt_Out === true ? { marketing: false } : undefined;

/** The deal as an order. @param usual the currency where the deal names none */
export function orderIn(id: string, deal: JsonObject, usual: string | undefined): Fact["order"] {
  return compact({ id, total: money(textIn(deal.Amount), textIn(deal.Currency) ?? usual) });
}

export function contactIdIn(deal: JsonObject): string | undefined {
  const contact = deal.Contact_Name;
  return isObject(contact) ? textIn(contact.id) : undefined;
}

/**
 * Whether a deal whose stage was not told has been won by the very change that was told of: nothing has changed since.
 * Otherwise whatever did is told by a notification of its own, and would make the same purchase twice.
 */
export function isWonAsTold(deal: JsonObject, wonStages: string[], toldAt: number): boolean {
  const modifiedAt = instantOf(deal.Modified_Time);
  const isAsTold = modifiedAt !== undefined && modifiedAt <= toldAt;
  return isAsTold && wonStages.includes(textIn(deal.Stage) ?? "");
}

export const createdAtIn = (record: JsonObject): number | undefined => instantOf(record.Created_Time);
