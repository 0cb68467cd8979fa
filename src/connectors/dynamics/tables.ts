// What a record of each table means, and where the person is in it: the same for what was told and what was fetched.
import { type Customer, type Fact, instantOf, money } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import { compact, emailIn, idIn, ifTold, numberIn, textIn } from "../kit";

type Meaning = { type: string; key: string };

export type Table = {
  /** Its records in the Web API. */
  set: string;
  columns: string[];
  /** Lookups to follow, and which of their columns to bring along. */
  lookups: Record<string, string[]>;
  created: Meaning;
  updated: string;
  deleted: string;
  /** By `statecode`, where a state is a fact of its own: it goes before the change that told it. */
  states: Record<number, Meaning>;
};

const personColumns = [
  "fullname",
  "firstname",
  "lastname",
  "emailaddress1",
  "mobilephone",
  "telephone1",
  "donotbulkemail",
];
const times = ["createdon", "modifiedon", "statecode"];
const buyer = {
  customerid_contact: ["contactid", ...personColumns],
  customerid_account: ["accountid", "name", "emailaddress1", "telephone1", "donotbulkemail"],
  transactioncurrencyid: ["isocurrencycode"],
};

const tables = new Map<string, Table>([
  [
    "lead",
    {
      set: "leads",
      columns: [...personColumns, ...times, "subject", "companyname"],
      lookups: {},
      created: { type: "lead.created", key: "" },
      updated: "custom.dynamics_lead_updated",
      deleted: "custom.dynamics_lead_deleted",
      states: {},
    },
  ],
  [
    "contact",
    {
      set: "contacts",
      columns: [...personColumns, ...times],
      lookups: {},
      created: { type: "customer.updated", key: ":created" },
      updated: "customer.updated",
      deleted: "custom.dynamics_contact_deleted",
      states: {},
    },
  ],
  [
    "salesorder",
    {
      set: "salesorders",
      columns: [...times, "name", "ordernumber", "totalamount"],
      lookups: buyer,
      created: { type: "custom.dynamics_order_created", key: ":created" },
      updated: "custom.dynamics_order_updated",
      deleted: "custom.dynamics_order_deleted",
      states: { 2: { type: "purchase.cancelled", key: ":cancelled" } },
    },
  ],
  [
    // An order knows no payment: a purchase is complete with its invoice.
    "invoice",
    {
      set: "invoices",
      columns: [...times, "name", "invoicenumber", "totalamount"],
      lookups: buyer,
      created: { type: "custom.dynamics_invoice_created", key: ":created" },
      updated: "custom.dynamics_invoice_updated",
      deleted: "custom.dynamics_invoice_deleted",
      states: { 2: { type: "purchase.completed", key: ":paid" } },
    },
  ],
  [
    // What was won is ordered, invoiced and paid by records of their own: to count it here, too, would count it twice.
    "opportunity",
    {
      set: "opportunities",
      columns: [...times, "name", "actualvalue", "estimatedvalue"],
      lookups: { ...buyer, parentcontactid: ["contactid", ...personColumns] },
      created: { type: "custom.dynamics_opportunity_created", key: ":created" },
      updated: "custom.dynamics_opportunity_updated",
      deleted: "custom.dynamics_opportunity_deleted",
      states: {
        1: { type: "custom.dynamics_opportunity_won", key: ":won" },
        2: { type: "custom.dynamics_opportunity_lost", key: ":lost" },
      },
    },
  ],
]);

export const tableOf = (name: string): Table | undefined => tables.get(name);

/** @returns the fact's type and what its key ends with; no key where the change itself has to tell */
export function meaningOf(
  table: Table,
  message: string,
  record: JsonObject,
): { type: string; key?: string } | undefined {
  if (message === "Delete") return { type: table.deleted, key: ":deleted" };
  if (message !== "Create" && message !== "Update") return undefined;
  const state = numberIn(record.statecode);
  const meant = state === undefined ? undefined : table.states[state];
  return meant ?? (message === "Create" ? table.created : { type: table.updated });
}

/** Whether the table is about people, and not about what they buy. */
export const isPeople = (name: string): boolean => name === "lead" || name === "contact";

/** A record that a lookup leads to, once it was fetched. */
const followed = (record: JsonObject, lookup: string): JsonObject | undefined => {
  const row = record[lookup];
  return isObject(row) ? row : undefined;
};

function personIn(name: string, record: JsonObject): JsonObject {
  if (isPeople(name)) return record;
  return (
    followed(record, "customerid_contact") ??
    followed(record, "parentcontactid") ??
    followed(record, "customerid_account") ??
    {}
  );
}

export function customerIn(name: string, record: JsonObject): Customer | undefined {
  const person = personIn(name, record);
  return ifTold({
    email: emailIn(person.emailaddress1) ?? emailIn(record.emailaddress),
    name: textIn(person.fullname) ?? textIn(person.name),
    firstName: textIn(person.firstname),
    lastName: textIn(person.lastname),
    phone: textIn(person.mobilephone) ?? textIn(person.telephone1),
  });
}

/**
 * What Dynamics calls the customer: "contact:<id>". Of a contact that buys for an account only the contact: the account's
 * other contacts are other people.
 */
export function customerRefsIn(name: string, id: string, record: JsonObject): string[] {
  if (isPeople(name)) return [`${name}:${id}`];
  const person = personIn(name, record);
  const fetched: [string, unknown][] = [
    ["contact", person.contactid],
    ["account", person.accountid],
  ];
  const told = ["customerid", "parentcontactid"].map((lookup): [string, unknown] => {
    const { table, id: of } = followed(record, lookup) ?? {};
    return [textIn(table) ?? "", of];
  });
  const contactsFirst = told.toSorted(
    ([one], [other]) => Number(one === "account") - Number(other === "account"),
  );
  const refs = [...fetched, ...contactsFirst].flatMap(([table, of]) => {
    const known = idIn(of)?.toLowerCase();
    return known && (table === "contact" || table === "account") ? [`${table}:${known}`] : [];
  });
  return refs.slice(0, 1);
}

export const currencyIn = (record: JsonObject): string | undefined =>
  textIn(followed(record, "transactioncurrencyid")?.isocurrencycode);

export function factIn(type: string, name: string, id: string, record: JsonObject, occurredAt: number): Fact {
  const isOrder = name === "salesorder" || name === "invoice";
  return compact({
    type,
    occurredAt,
    customer: customerIn(name, record),
    order: isOrder
      ? compact({
          id,
          number: textIn(record.ordernumber) ?? textIn(record.invoicenumber),
          total: money(record.totalamount, currencyIn(record)),
        })
      : undefined,
    // “Allow” is what everybody has at first, and no consent; “Do not allow” is somebody's wish.
    consent: personIn(name, record).donotbulkemail === true ? { marketing: false } : undefined,
  });
}

/** When a record was created or changed, as the record says it. */
export function timeIn(message: string, record: JsonObject): number | undefined {
  const created = message === "Create" ? instantOf(record.createdon) : undefined;
  const at = created ?? instantOf(record.modifiedon);
  return at !== undefined && at > 0 ? at : undefined;
}
