// An outbound message: a SOAP envelope with up to a hundred notifications, each with a record as it is at that moment.
// https://developer.salesforce.com/docs/platform/api/guide/sforce-api-om-outboundmessaging-wsdl.html
import { idIn, type SourceRequest, textIn, textOf } from "../kit";
import { childOf, readXml, type XmlElement } from "../xml";

const soap = "http://schemas.xmlsoap.org/soap/envelope/";
const outbound = "http://soap.sforce.com/2005/09/outbound";
const instance = "http://www.w3.org/2001/XMLSchema-instance";

/** As many as the WSDL allows. */
const mostNotifications = 100;

/** A record's fields by their API names, as text. Empty ones are left out. */
export type SalesforceRecord = { type: string; fields: Map<string, string> };

/** `record` is absent where it was deleted before the message went out. */
export type Notification = { id: string | undefined; record: SalesforceRecord | undefined };

export type Message =
  | { is: "notifications"; organizationId: string; notifications: Notification[] }
  /** A SOAP message about something else. */
  | { is: "other"; name: string }
  | { is: "unreadable"; reason: string };

export function messageIn(request: SourceRequest): Message {
  const text = textOf(request);
  if (text === undefined) return unreadable("is not text in UTF-8.");
  const reading = readXml(text);
  if (reading.is === "malformed") return unreadable(reading.reason);
  const { root } = reading;
  const body = root.name === "Envelope" && root.space === soap ? childOf(root, "Body", soap) : undefined;
  const [content] = body?.children ?? [];
  if (!content) return unreadable("is not a SOAP message.");
  if (content.name !== "notifications" || content.space !== outbound)
    return { is: "other", name: content.name };

  const organizationId = idIn(childOf(content, "OrganizationId", outbound)?.text);
  if (organizationId === undefined) return unreadable("has no OrganizationId.");
  const notifications = content.children.filter(
    ({ name, space }) => name === "Notification" && space === outbound,
  );
  if (notifications.length > mostNotifications)
    return unreadable(`has more than ${mostNotifications} notifications.`);
  return { is: "notifications", organizationId, notifications: notifications.map(notificationIn) };
}

const unreadable = (reason: string): Message => ({ is: "unreadable", reason: `The body ${reason}` });

function notificationIn(element: XmlElement): Notification {
  const id = idIn(childOf(element, "Id", outbound)?.text);
  const sObject = childOf(element, "sObject", outbound);
  return { id, record: sObject && recordIn(sObject) };
}

/** Fields that hold elements are none that can be ticked for a message. */
function recordIn(sObject: XmlElement): SalesforceRecord | undefined {
  const type = sObject.attributes.get(`{${instance}}type`)?.trim().split(":").at(-1);
  const fields = new Map<string, string>();
  for (const { name, text, children } of sObject.children) {
    const value = children.length === 0 ? textIn(text) : undefined;
    if (value !== undefined) fields.set(name, value);
  }
  return type && fields.size > 0 ? { type, fields } : undefined;
}

/** Ids have 15 characters whose case counts, or three more that make up for a case that was lost. */
export function isSameId(one: string, other: string): boolean {
  if (one.slice(0, 15) === other.slice(0, 15)) return true;
  return one.length === 18 && one.toLowerCase() === other.toLowerCase();
}
