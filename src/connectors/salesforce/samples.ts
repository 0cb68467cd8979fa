// Outbound messages: a genuine one (samples/NOTICE), and others of its form whose records are made up.
import type { Sample } from "../kit";
import { leadBatch } from "./samples/lead-batch";

/** Of all samples. No organisation has it: theirs begin with 00D. */
export const sampleOrganizationId = "0123456789ABCDENNN";

function sample(title: string, body: string): Sample {
  return { title, body, headers: { "content-type": "text/xml; charset=utf-8", soapaction: '""' } };
}

type Sent = { notificationId: string; type: string; fields: Record<string, string> };

/** As Salesforce sends it without a session. */
export function messageWith(...notifications: Sent[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
   <OrganizationId>${sampleOrganizationId}</OrganizationId>
   <ActionId>04k5e000000CaRkAAK</ActionId>
   <SessionId xsi:nil="true"/>
   <EnterpriseUrl>https://example.my.salesforce.com/services/Soap/c/62.0/00D5e000000KQ2e</EnterpriseUrl>
   <PartnerUrl>https://example.my.salesforce.com/services/Soap/u/62.0/00D5e000000KQ2e</PartnerUrl>
${notifications.map(notification).join("\n")}
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`;
}

const notification = ({ notificationId, type, fields }: Sent) => `   <Notification>
    <Id>${notificationId}</Id>
    <sObject xsi:type="sf:${type}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
${Object.entries(fields)
  .map(([name, value]) => `     <sf:${name}>${value}</sf:${name}>`)
  .join("\n")}
    </sObject>
   </Notification>`;

const person = {
  FirstName: "Zoë",
  LastName: "O&apos;Brien &amp; Łęcki",
  Email: "Zoe@Example.com",
  Phone: "+48 22 555 01 42",
  HasOptedOutOfEmail: "false",
  CreatedDate: "2026-08-14T09:20:00.000Z",
  LastModifiedDate: "2026-08-14T09:30:00.000Z",
};

const lead = { Id: "00Q5e00000ZkM3hEAF", ...person, Company: "Acme", Status: "Open - Not Contacted" };
const contact = { Id: "0035e00000ZkM3hAAF", ...person, HasOptedOutOfEmail: "true" };

const opportunity = {
  Id: "0065e00000ZkM3hAAF",
  Name: "Acme: 50 seats",
  Amount: "4990.0",
  ContactId: "0035e00000ZkM3hAAF",
  CloseDate: "2026-08-14",
  StageName: "Closed Won",
  IsWon: "true",
  LastStageChangeDate: "2026-08-14T10:00:00.000Z",
  LastModifiedDate: "2026-08-14T10:05:00.000Z",
};

export const samples: Sample[] = [
  sample("Lead", messageWith({ notificationId: "04l5e00000Gx7Q1AAJ", type: "Lead", fields: lead })),
  sample("Three leads without an e-mail, with a session", leadBatch),
  sample("Contact", messageWith({ notificationId: "04l5e00000Gx7Q2AAJ", type: "Contact", fields: contact })),
  sample(
    "Opportunity won",
    messageWith({ notificationId: "04l5e00000Gx7Q3AAJ", type: "Opportunity", fields: opportunity }),
  ),
  sample(
    "Opportunity in negotiation",
    messageWith({
      notificationId: "04l5e00000Gx7Q4AAJ",
      type: "Opportunity",
      fields: { ...opportunity, StageName: "Negotiation/Review", IsWon: "false", CurrencyIsoCode: "JPY" },
    }),
  ),
  sample(
    "Order activated",
    messageWith({
      notificationId: "04l5e00000Gx7Q5AAJ",
      type: "Order",
      fields: {
        Id: "8015e00000ZkM3hAAF",
        OrderNumber: "00000100",
        Status: "Activated",
        TotalAmount: "4990.0",
        CurrencyIsoCode: "PLN",
        BillToContactId: "0035e00000ZkM3hAAF",
        LastModifiedDate: "2026-08-14T10:05:00.000Z",
      },
    }),
  ),
  sample(
    "Record of an object of one's own",
    messageWith({
      notificationId: "04l5e00000Gx7Q6AAJ",
      type: "Course_Enrolment__c",
      fields: {
        Id: "a0B5e00000ZkM3hAAF",
        Name: "E-0001",
        ContactId: "0035e00000ZkM3hAAF",
        LastModifiedDate: "2026-08-14T10:05:00.000Z",
      },
    }),
  ),
];
