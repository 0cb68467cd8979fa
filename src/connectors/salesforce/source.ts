// Proves and reads Salesforce's outbound messages. Their form is in message.ts, what each record means in records.ts.
import { z } from "zod";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  defineSource,
  refused,
  type SourceFact,
  type SourceReply,
  secret,
  verified,
} from "../kit";
import { verifySentSecret } from "../signatures";
import { isSameId, messageIn } from "./message";
import { toldBy } from "./records";
import { sampleOrganizationId, samples } from "./samples";

const settings = z.object({
  organizationId: z
    .string()
    .trim()
    .regex(/^00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/, {
      error: "is not an Organization ID: 15 or 18 letters and digits that begin with 00D",
    })
    .meta({
      title: "Organization ID",
      description:
        "In Salesforce, Setup → Company Settings → Company Information: “Salesforce.com Organization ID”. Messages of another organisation are refused.",
    }),
  secret: secret(z.string().trim().min(8).max(200), {
    title: "Secret",
    description:
      "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that Salesforce calls, since Salesforce signs nothing.",
  }),
  emailField: z
    .string()
    .trim()
    .regex(/^[A-Za-z]\w{0,79}$/, { error: "is not the API name of a field, such as Contact_Email__c" })
    .optional()
    .meta({
      title: "Field with the e-mail",
      description:
        "Optional: the API name of a formula field, say Contact_Email__c, for records without an e-mail of their own, such as opportunities.",
    }),
  currency: z
    .string()
    .trim()
    .regex(/^[A-Za-z]{3}$/, { error: "is not a currency's code, such as EUR" })
    .optional()
    .meta({
      title: "Currency",
      description:
        "Optional: the currency of amounts, where your organisation has only one. Messages tell it only where there are several.",
    }),
});

/** One for all notifications of a message. Whoever gets anything else is sent the message again for a day. */
const acknowledged: SourceReply = {
  type: "text/xml; charset=utf-8",
  body:
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
    '<notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse>' +
    "</soapenv:Body></soapenv:Envelope>",
};

export const source = defineSource({
  settings,
  setupSteps: [
    "In Salesforce, open Setup → Process Automation → Workflow Actions → Outbound Messages and choose “New Outbound Message”.",
    "Choose the object, for example Lead, and paste {{url}} as the Endpoint URL as it is, with its secret. Leave “Send Session ID” unticked.",
    "Tick the fields to send; Salesforce sends no others. Leads and contacts: Email, First Name, Last Name, Phone, Email Opt Out, Created Date, Last Modified Date. Opportunities: Stage, Won, Amount, Currency (where there is one), Contact ID, Last Stage Change Date. Orders: Order Number, Order Amount, Status, Bill To Contact ID.",
    "Opportunities and orders have no e-mail of their own. Either let Shopbell hear of contacts too, and tick Contact ID, or make a formula field with the contact's e-mail and name it here.",
    "Then open Setup → Process Automation → Flows, make a record-triggered flow for that object, and add the outbound message as its action. Choose conditions that only what matters meets, such as a stage that has become Closed Won.",
    "Does anything that hears of these events write back to Salesforce? Then let the flow leave out what that user changed (Last Modified By), or each change would cause the next.",
    "Do the same for every other object. All of them may use the same address.",
  ],
  globalIds: false,
  tells: ["purchase.completed", "lead.created", "customer.updated"],

  urlQuery: ({ secret }) => ({ secret }),

  // Nothing is signed: the secret in the address is the proof. A message of another organisation came to the wrong place.
  async verify(request, { secret, organizationId }) {
    const proof = await verifySentSecret(request, secret);
    if (!proof.ok) return proof;
    const message = messageIn(request);
    const isOurs =
      message.is !== "notifications" ||
      isSameId(message.organizationId, organizationId) ||
      message.organizationId === sampleOrganizationId;
    return isOurs
      ? verified
      : refused("mismatch", "The message comes from another organisation than the saved one.");
  },

  async read(request, { emailField, currency }, now) {
    const message = messageIn(request);
    if (message.is === "unreadable") return message;
    if (message.is === "other")
      return { is: "not-understood", type: message.name, reason: "The message is no outbound message." };

    const facts: SourceFact[] = [];
    for (const [index, { id, record }] of message.notifications.entries()) {
      const told = record && toldBy(record, { emailField, currency, now });
      if (!record || !told) continue;
      const key = told.key ?? (id && `notification:${id}`);
      facts.push(
        compact({
          ...told,
          key: key ?? `${await bodyKey(request)}:${index}`,
          keyLastsMs: key === undefined ? bodyKeyLastsMs : undefined,
          data: { attributes: { type: record.type }, ...Object.fromEntries(record.fields) },
        }),
      );
    }
    if (facts.length > 0) return { is: "facts", facts };
    return { is: "nothing", reason: "The message holds no record: it was deleted before it could be sent." };
  },

  reply: () => acknowledged,

  async sign(_request, { secret }) {
    return { query: { secret } };
  },

  samples,
  sampleIds: [
    "04l37000000L0E5AAK",
    "14l37000123L0E5AAK",
    "24l37123450L0E5AAK",
    "0123456789ABCDEEAE",
    "1123456789ABCDEEAE",
    "2123456789ABCDEEAE",
    "04l5e00000Gx7Q1AAJ",
    "04l5e00000Gx7Q2AAJ",
    "04l5e00000Gx7Q3AAJ",
    "04l5e00000Gx7Q4AAJ",
    "04l5e00000Gx7Q5AAJ",
    "04l5e00000Gx7Q6AAJ",
    "00Q5e00000ZkM3hEAF",
    "0035e00000ZkM3hAAF",
    "0065e00000ZkM3hAAF",
    "8015e00000ZkM3hAAF",
    "a0B5e00000ZkM3hAAF",
  ],
});
