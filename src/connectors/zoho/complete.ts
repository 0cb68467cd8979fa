// Fetches what a notification left out: the record, and of a deal the contact that it is about.
import { instantOf, type ShopEvent } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import { type Completion, compact, type Send, textIn } from "../kit";
import { type Access, accessIn, fetchRecord } from "./api";
import { recordIdIn } from "./notices";
import { consentIn, contactIdIn, createdAtIn, customerIn, isWonAsTold, moduleOf, orderIn } from "./records";
import type { Settings } from "./settings";

export async function complete(
  event: ShopEvent,
  settings: Settings,
  send: Send,
  now: number,
): Promise<Completion> {
  const access = accessIn(settings);
  const notice = isObject(event.data) ? event.data : {};
  const name = textIn(notice.module) ?? "";
  const id = recordIdIn(notice.id);
  const module = moduleOf(name);
  if (!access || !id || !module)
    return {
      is: "failed",
      reason: "The record was not fetched: that takes client ID, client secret and refresh token of Zoho.",
    };
  const fetched = await fetchRecord(access, name, id, send, now);
  if (fetched.is === "gone")
    return {
      is: "failed",
      reason: `The ${module.thing} is not in Zoho CRM any more: it was deleted, merged or converted meanwhile.`,
    };
  if (fetched.is !== "record") return fetched;
  const { record } = fetched;
  if (module.stages) return deal(event, notice, id, record, access, settings, send, now);
  return {
    is: "complete",
    fact: compact({
      type: event.type,
      occurredAt: (notice.operation === "insert" ? createdAtIn(record) : undefined) ?? event.occurredAt,
      customer: customerIn(record),
      consent: consentIn(record),
    }),
    data: { ...notice, record },
    customerRefs: [`${module.thing}:${id}`],
  };
}

async function deal(
  event: ShopEvent,
  notice: JsonObject,
  id: string,
  record: JsonObject,
  access: Access,
  { wonStages, currency }: Settings,
  send: Send,
  now: number,
): Promise<Completion> {
  const contactId = recordIdIn(contactIdIn(record));
  const fetched = contactId ? await fetchRecord(access, "Contacts", contactId, send, now) : undefined;
  if (fetched && fetched.is !== "record" && fetched.is !== "gone") return fetched;
  const contact = fetched?.is === "record" ? fetched.record : undefined;

  const toldStage = isObject(notice.affected_values) ? notice.affected_values.Stage : undefined;
  const toldAt = instantOf(notice.server_time);
  const isWon = toldStage === undefined && toldAt !== undefined && isWonAsTold(record, wonStages, toldAt);
  const type = isWon ? "purchase.completed" : event.type;
  return {
    is: "complete",
    fact: compact({
      type,
      occurredAt: event.occurredAt,
      customer: contact && customerIn(contact),
      consent: contact && consentIn(contact),
      order: type === "purchase.completed" ? orderIn(id, record, currency) : undefined,
    }),
    data: compact({ ...notice, record, contact }) as JsonObject, // without undefined it is JSON
    ...(contactId ? { customerRefs: [`contact:${contactId}`] } : {}),
  };
}
