// Reads Zoho CRM's notifications: which records of a module were made, changed or deleted. One fact for each.
// https://www.zoho.com/crm/developer/docs/api/v8/notifications/enable.html
import { type Fact, instantOf } from "../../core/event";
import { isObject, type JsonObject } from "../../core/json";
import {
  bodyKey,
  bodyKeyLastsMs,
  compact,
  idIn,
  type Reading,
  type SourceFact,
  type SourceRequest,
  textIn,
} from "../kit";
import { type Module, moduleOf } from "./records";

/** More than Zoho tells at once. */
const mostRecords = 1000;

/** What was told of one record; kept as the event's data, for fetching goes by it. */
type Notice = {
  module: string;
  operation: string;
  id: string;
  server_time?: number;
  /** Names of the fields that changed, and what they became; of a new record Zoho tells none. */
  affected_fields?: string[];
  affected_values?: JsonObject;
};

export const isNotice = (body: JsonObject): boolean =>
  body.module !== undefined && body.operation !== undefined && Array.isArray(body.ids);

export async function readNotices(
  body: JsonObject,
  request: SourceRequest,
  wonStages: string[],
  now: number,
): Promise<Reading> {
  const name = textIn(body.module) ?? "unknown";
  const operation = textIn(body.operation)?.toLowerCase() ?? "";
  const type = `${name}.${operation}`.slice(0, 200);
  const module = moduleOf(name);
  if (!module)
    return {
      is: "not-understood",
      type,
      reason: "Only the modules Leads, Contacts and Deals are known here.",
    };
  if (!["insert", "update", "delete"].includes(operation))
    return { is: "not-understood", type, reason: "Only insert, update and delete are known here." };
  const ids = [...new Set(Array.isArray(body.ids) ? body.ids.flatMap((id) => recordIdIn(id) ?? []) : [])];
  if (ids.length > mostRecords)
    return { is: "unreadable", reason: `The notification names more than ${mostRecords} records.` };
  if (ids.length === 0) return { is: "not-understood", type, reason: "The notification names no record." };
  const at = instantOf(body.server_time);
  const notices = ids.map(
    (id): Notice =>
      compact({
        module: name,
        operation,
        id,
        server_time: at,
        affected_fields: fieldsOf(body.affected_fields, id),
        affected_values: valuesOf(body.affected_values, id),
      }),
  );
  const telling = notices.filter((notice) => !isIdle(module, notice));
  if (telling.length === 0)
    return {
      is: "nothing",
      reason: "No field changed that anybody waits for: of a deal, only its stage counts.",
    };
  const lastResort = at === undefined ? await bodyKey(request) : undefined;
  return { is: "facts", facts: telling.map((notice) => factOf(module, notice, wonStages, now, lastResort)) };
}

/** Record ids are numbers beyond 2^53, sent as text. */
export const recordIdIn = (value: unknown): string | undefined => {
  const id = idIn(value);
  return id && /^\d{1,30}$/.test(id) ? id : undefined;
};

/** `[{ "<id>": ["Stage"] }]`; undefined where it says nothing of this record. */
function fieldsOf(affected: unknown, id: string): string[] | undefined {
  const found = (Array.isArray(affected) ? affected : []).flatMap((one) => {
    const names = isObject(one) && Object.hasOwn(one, id) ? one[id] : undefined;
    return Array.isArray(names) ? names.flatMap((field) => textIn(field) ?? []) : [];
  });
  return found.length > 0 ? found : undefined;
}

/** `[{ "record_id": "<id>", "values": { "Stage": "Closed Won" } }]` */
function valuesOf(affected: unknown, id: string): JsonObject | undefined {
  const values = (Array.isArray(affected) ? affected : [])
    .filter(isObject)
    .find((one) => idIn(one.record_id) === id)?.values;
  return isObject(values) && Object.keys(values).length > 0 ? values : undefined;
}

/** Fields that Zoho writes by itself with every change. */
const bookkeeping = new Set([
  "Modified_Time",
  "Modified_By",
  "Last_Activity_Time",
  "Change_Log_Time__s",
  "Last_Enriched_Time__s",
  "Enrich_Status__s",
  "Locked__s",
]);

/**
 * The same state written again: a program that writes what it was told ends its round here. Of deals, whatever leaves the
 * stage as it is.
 */
function isIdle(module: Module, { operation, affected_fields: fields }: Notice): boolean {
  if (operation !== "update" || fields === undefined) return false;
  return module.stages ? !fields.includes("Stage") : fields.every((field) => bookkeeping.has(field));
}

function factOf(
  module: Module,
  notice: Notice,
  wonStages: string[],
  now: number,
  lastResort: string | undefined,
): SourceFact {
  const { operation, id, server_time: at } = notice;
  const isDeleted = operation === "delete";
  const stage = module.stages && !isDeleted ? textIn(notice.affected_values?.Stage) : undefined;
  const isWon = stage !== undefined && wonStages.includes(stage);
  const type = isWon
    ? "purchase.completed"
    : { insert: module.created, update: module.updated, delete: module.deleted }[operation];
  // What happens to a record once is told by its id alone; a change by its time, too.
  const once = isWon ? "won" : { insert: "created", delete: "deleted" }[operation];
  const key = once
    ? `${module.thing}:${id}:${once}`
    : at === undefined
      ? undefined
      : `${module.thing}:${id}:update:${at}`;
  const fact: Fact = { type: type ?? module.updated, occurredAt: at ?? now };
  return compact({
    key: key ?? `${lastResort}:${id}`,
    keyLastsMs: key === undefined ? bodyKeyLastsMs : undefined,
    fact,
    customerRefs: module.stages ? undefined : [`${module.thing}:${id}`],
    incomplete: isDeleted ? undefined : `Zoho told only the id of the ${module.thing}: it is being fetched.`,
    data: notice as JsonObject, // without undefined it is JSON
  });
}
