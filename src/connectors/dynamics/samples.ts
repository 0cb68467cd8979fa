// Dataverse's messages, in the form its documentation shows; people and values are made up.
import { isObject, type Json, type JsonObject } from "../../core/json";
import type { Sample } from "../kit";

const leadId = "6d815970-0f9f-4711-8122-000d3aa23310";
const contactId = "7e924181-0f9f-4711-8122-000d3aa23321";
const orderId = "8fa35292-0f9f-4711-8122-000d3aa23332";
const invoiceId = "90b463a3-0f9f-4711-8122-000d3aa23343";
const opportunityId = "a1c574b4-0f9f-4711-8122-000d3aa23354";
const operationId = "4af10637-4ea2-4711-8122-000d3aa23365";

export const sampleIds = [leadId, contactId, orderId, invoiceId, opportunityId, operationId];

const contracts = "http://schemas.microsoft.com/xrm/2011/Contracts";
const generic = "http://schemas.datacontract.org/2004/07/System.Collections.Generic";

const changedAt = Date.UTC(2026, 7, 14, 9, 30);
const date = (ms: number) => `/Date(${ms})/`;
const choice = (value: number) => ({ __type: `OptionSetValue:${contracts}`, Value: value });
const amount = (value: number) => ({ __type: `Money:${contracts}`, Value: value });
const lookup = (table: string, id: string) => ({
  __type: `EntityReference:${contracts}`,
  Id: id,
  KeyAttributes: [],
  LogicalName: table,
  Name: null,
  RowVersion: null,
});

const map = (columns: JsonObject): Json => Object.entries(columns).map(([key, value]) => ({ key, value }));

const row = (table: string, id: string, columns: JsonObject): JsonObject => ({
  Attributes: map(columns),
  EntityState: null,
  FormattedValues: [],
  Id: id,
  KeyAttributes: [],
  LogicalName: table,
  RelatedEntities: [],
  RowVersion: null,
});

type Told = {
  message: string;
  table: string;
  id: string;
  target?: JsonObject;
  postImage?: JsonObject;
  preImage?: JsonObject;
  isTruncated?: boolean;
};

function sample(title: string, told: Told): Sample {
  const { message, table, id, target = {}, postImage, preImage, isTruncated = false } = told;
  const images = (columns: JsonObject | undefined) =>
    columns ? [{ key: "image", value: row(table, id, columns) }] : [];
  const entity =
    message === "Delete"
      ? lookup(table, id)
      : { __type: `Entity:${contracts}`, ...row(table, id, { [`${table}id`]: id, ...target }) };
  const body = {
    BusinessUnitId: "e2b9dd85-e89e-4711-8122-000d3aa2331c",
    CorrelationId: "b374239d-4233-41a9-8b17-a86cb4f737b5",
    Depth: 1,
    InitiatingUserId: "75c2dd85-e89e-4711-8122-000d3aa2331c",
    ...(isTruncated ? {} : { InputParameters: [{ key: "Target", value: entity }] }),
    IsExecutingOffline: false,
    IsInTransaction: false,
    IsOfflinePlayback: false,
    IsolationMode: 1,
    MessageName: message,
    Mode: 1,
    OperationCreatedOn: `/Date(${changedAt + 2000}+0000)/`,
    OperationId: operationId,
    OrganizationId: "4ef5b371-e89e-4711-8122-000d3aa2331c",
    OrganizationName: "contoso",
    OutputParameters: message === "Create" ? [{ key: "id", value: id }] : [],
    OwningExtension: lookup("sdkmessageprocessingstep", "75417616-4ea2-4711-8122-000d3aa2331c"),
    ...(isTruncated
      ? {}
      : { ParentContext: null, PostEntityImages: images(postImage), PreEntityImages: images(preImage) }),
    PrimaryEntityId: id,
    PrimaryEntityName: table,
    RequestId: null,
    SecondaryEntityName: "none",
    SharedVariables: [
      {
        key: "ChangedEntityTypes",
        value: [{ __type: `KeyValuePairOfstringstring:${generic}`, key: table, value: message }],
      },
    ],
    Stage: 40,
    UserId: "75c2dd85-e89e-4711-8122-000d3aa2331c",
  };
  return {
    title,
    // .NET escapes slashes.
    body: JSON.stringify(body).replaceAll("/", "\\/"),
    headers: {
      "content-type": "application/json; charset=utf-8",
      "x-ms-dynamics-organization": "contoso.crm4.dynamics.com",
      "x-ms-dynamics-entity-name": table,
      "x-ms-dynamics-request-name": message,
      "x-ms-correlation-request-id": "b374239d-4233-41a9-8b17-a86cb4f737b5",
      ...(isTruncated ? { "x-ms-dynamics-msg-size-exceeded": "true" } : {}),
    },
  };
}

const person: JsonObject = {
  firstname: "Ada",
  lastname: "Nowak",
  fullname: "Ada Nowak",
  emailaddress1: "Ada.Nowak@example.com",
  mobilephone: "+48 600 100 200",
};
const changed = { modifiedon: date(changedAt) };
const created = { createdon: date(changedAt), ...changed };
const buyer = { customerid: lookup("contact", contactId) };

export const samples: Sample[] = [
  sample("Lead created", {
    message: "Create",
    table: "lead",
    id: leadId,
    target: {
      ...person,
      subject: "Wants a demo",
      companyname: "Nowak & Co.",
      donotbulkemail: false,
      statecode: choice(0),
      leadsourcecode: choice(8),
      revenue: amount(12500.5),
      ...created,
    },
  }),
  sample("Contact created", {
    message: "Create",
    table: "contact",
    id: contactId,
    target: { ...person, ...created },
  }),
  sample("Contact changed, with an image", {
    message: "Update",
    table: "contact",
    id: contactId,
    target: { donotbulkemail: true, ...changed },
    postImage: { ...person, donotbulkemail: true },
  }),
  sample("Contact changed, without an image", {
    message: "Update",
    table: "contact",
    id: contactId,
    target: { firstname: "Ada", lastname: "Kowalska", fullname: "Ada Kowalska", ...changed },
  }),
  sample("Contact changed, larger than 256 KB", {
    message: "Update",
    table: "contact",
    id: contactId,
    isTruncated: true,
  }),
  sample("Contact deleted", { message: "Delete", table: "contact", id: contactId, preImage: person }),
  sample("Order created", {
    message: "Create",
    table: "salesorder",
    id: orderId,
    target: {
      name: "Sourdough course",
      ordernumber: "ORD-01042-X4Z9",
      totalamount: amount(199.9),
      statecode: choice(0),
      ...buyer,
      ...created,
    },
  }),
  sample("Order cancelled", {
    message: "Update",
    table: "salesorder",
    id: orderId,
    target: { statecode: choice(2), statuscode: choice(4), ...changed },
  }),
  sample("Invoice paid", {
    message: "Update",
    table: "invoice",
    id: invoiceId,
    target: { statecode: choice(2), statuscode: choice(100001), ...changed },
    postImage: {
      statecode: choice(2),
      invoicenumber: "INV-02077-K3Q1",
      totalamount: amount(199.9),
      transactioncurrencyid: lookup("transactioncurrency", "ff4bd238-f4dc-4711-9b8f-000d3a4e8012"),
      ...buyer,
    },
  }),
  sample("Invoice changed", {
    message: "Update",
    table: "invoice",
    id: invoiceId,
    target: { description: "Sent again", ...changed },
  }),
  sample("Opportunity won", {
    message: "Update",
    table: "opportunity",
    id: opportunityId,
    target: { statecode: choice(1), statuscode: choice(3), actualvalue: amount(12500), ...changed },
    postImage: { statecode: choice(1), name: "Ten seats", parentcontactid: lookup("contact", contactId) },
  }),
];

/** A sample's body with members changed, for the tests. */
export function bodyOf(title: string, more: JsonObject = {}): string {
  const body: unknown = JSON.parse(samples.find((one) => one.title === title)?.body ?? "null");
  return JSON.stringify({ ...(isObject(body) ? body : {}), ...more });
}
