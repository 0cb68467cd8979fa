// What each kind of Salesforce record tells. A message never says whether the record is new or changed, only what it is now.
import { type Fact, instantOf, money } from "../../core/event";
import { compact, emailIn, idIn, ifTold, numberIn, type SourceFact, textIn } from "../kit";
import type { SalesforceRecord } from "./message";

export type Hints = {
  /** The field that holds the customer's address, of records that have none of their own. */
  emailField: string | undefined;
  /** Of amounts, where the record does not say. */
  currency: string | undefined;
  now: number;
};

/** A fact without its `data`; without `key` it is known by its notification. */
export type Told = Omit<SourceFact, "data" | "key"> & { key?: string };

type Field = (...names: string[]) => string | undefined;
type Understand = (field: Field, hints: Hints) => Told | undefined;

const kinds = new Map<string, Understand>([
  ["lead", lead],
  ["contact", contact],
  ["account", account],
  ["opportunity", opportunity],
  ["order", order],
]);

/** @returns undefined when the record was deleted */
export function toldBy({ type, fields }: SalesforceRecord, hints: Hints): Told | undefined {
  const field: Field = (...names) =>
    names.map((name) => fields.get(name)).find((value) => value !== undefined);
  if (isTrue(field("IsDeleted"))) return undefined;
  const told = kinds.get(type.toLowerCase())?.(field, hints);
  return told ?? other(customType(type), field, hints);
}

const isTrue = (value: string | undefined): boolean => value === "true" || value === "1";

/** "Course_Enrolment__c" is custom.salesforce_course_enrolment. */
function customType(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/__c$/, "")
    .replace(/[^a-z0-9_]/g, "_");
  return `custom.salesforce_${plain.slice(0, 50)}`;
}

// ── Who ────────────────────────────────────────────────────────────────────────────────────────

const emailOf = (field: Field, { emailField }: Hints): string | undefined =>
  emailIn(field("Email", "PersonEmail")) ?? (emailField ? emailIn(field(emailField)) : undefined);

function personIn(field: Field, hints: Hints): Fact["customer"] {
  const firstName = field("FirstName");
  const lastName = field("LastName");
  return ifTold({
    email: emailOf(field, hints),
    name: textIn([firstName, lastName].filter(Boolean).join(" ")) ?? field("Name"),
    firstName,
    lastName,
    phone: field("Phone", "MobilePhone", "PersonMobilePhone"),
  });
}

/** The box “Email Opt Out”: only the objection is an answer. */
const consentIn = (field: Field): Fact["consent"] =>
  isTrue(field("HasOptedOutOfEmail", "PersonHasOptedOutOfEmail")) ? { marketing: false } : undefined;

function refs(...named: [kind: "lead" | "contact", id: string | undefined][]): string[] | undefined {
  const known = named.flatMap(([kind, id]) => (idIn(id) ? [`${kind}:${id}`] : []));
  return known.length > 0 ? known : undefined;
}

const changedAt = (field: Field): number | undefined =>
  instantOf(field("LastModifiedDate")) ?? instantOf(field("SystemModstamp"));

// ── Records ────────────────────────────────────────────────────────────────────────────────────

/** However often it is told, a lead came once. Once converted, it is a contact too. */
function lead(field: Field, hints: Hints): Told {
  const id = idIn(field("Id"));
  const fact: Fact = compact({
    type: "lead.created",
    occurredAt: instantOf(field("CreatedDate")) ?? changedAt(field) ?? hints.now,
    customer: personIn(field, hints),
    consent: consentIn(field),
  });
  const customerRefs = refs(["lead", id], ["contact", field("ConvertedContactId")]);
  return compact({ key: id && `lead:${id}`, fact, customerRefs });
}

function contact(field: Field, hints: Hints): Told {
  const fact: Fact = compact({
    type: "customer.updated",
    occurredAt: changedAt(field) ?? instantOf(field("CreatedDate")) ?? hints.now,
    customer: personIn(field, hints),
    consent: consentIn(field),
  });
  return compact({ fact, customerRefs: refs(["contact", field("Id")]) });
}

/** A company is nobody's customer record; a person account is a contact, too. */
function account(field: Field, hints: Hints): Told | undefined {
  if (!isTrue(field("IsPersonAccount")) && field("PersonEmail", "PersonContactId") === undefined)
    return undefined;
  const { fact } = contact(field, hints);
  return compact({ fact, customerRefs: refs(["contact", field("PersonContactId")]) });
}

/** Only one that is won is a sale. The name of its stage is the shop's own, unless it was left as it is. */
function opportunity(field: Field, hints: Hints): Told | undefined {
  const id = idIn(field("Id"));
  const isWon = field("IsWon") === undefined ? field("StageName") === "Closed Won" : isTrue(field("IsWon"));
  if (!id || !isWon) return undefined;
  const { fact, customerRefs } = other("purchase.completed", field, hints);
  const occurredAt = instantOf(field("LastStageChangeDate")) ?? fact.occurredAt;
  const total = totalIn(field("Amount"), field, hints);
  return compact({
    key: `opportunity:${id}:won`,
    fact: { ...fact, occurredAt, order: compact({ id, total }) },
    customerRefs,
  });
}

/** That an order is activated does not say that it is paid. */
function order(field: Field, hints: Hints): Told | undefined {
  const id = idIn(field("Id"));
  if (!id) return undefined;
  const { fact, customerRefs } = other(customType("order"), field, hints);
  const total = totalIn(field("TotalAmount"), field, hints);
  return compact({
    fact: { ...fact, order: compact({ id, number: field("OrderNumber"), total }) },
    customerRefs: customerRefs ?? refs(["contact", field("BillToContactId")]),
  });
}

/** Amounts are written as 49.9, and from ten million on as 1.0E7. */
const totalIn = (amount: string | undefined, field: Field, { currency }: Hints) =>
  money(numberIn(amount), field("CurrencyIsoCode") ?? currency);

function other(type: string, field: Field, hints: Hints): Told {
  const fact: Fact = compact({
    type,
    occurredAt: changedAt(field) ?? instantOf(field("CreatedDate")) ?? hints.now,
    // Names and numbers of such records are a company's or a deal's.
    customer: ifTold({ email: emailOf(field, hints) }),
  });
  return compact({ fact, customerRefs: refs(["contact", field("ContactId")], ["lead", field("LeadId")]) });
}
