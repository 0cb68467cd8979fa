// Reads Dataverse's RemoteExecutionContext: what happened to which record, and the record's columns as plain values.
// https://learn.microsoft.com/power-apps/developer/data-platform/use-webhooks#request-body
import { isObject, type Json, type JsonObject } from "../../core/json";
import { compact, numberIn, textIn } from "../kit";

export type Context = {
  /** "Create", "Update", "Delete", … */
  message: string;
  /** Logical name, in lower case: "lead". */
  table: string;
  id: string | undefined;
  /** What tells one change of a record from the next. */
  change: string | undefined;
  /** Who made the change: a person, or a program's application user. */
  userId: string | undefined;
  /** Epoch milliseconds. */
  at: number | undefined;
  /** 10 and 20 are before the change is made, 40 is after it. */
  stage: number | undefined;
  /** The columns that were told, of an update those that changed and those of the image. */
  record: JsonObject;
  /** Whether Dataverse left the record out because the message was too large. */
  isTruncated: boolean;
};

/** A synchronous step has no system job, and this in its place. */
const noId = "00000000-0000-0000-0000-000000000000";

const guidIn = (value: unknown): string | undefined => {
  const id = textIn(value)?.toLowerCase();
  return id && id !== noId && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : undefined;
};

export function contextIn(body: JsonObject, headers: Headers): Context {
  const target = objectIn(memberOf(body.InputParameters, "Target"));
  const images = (name: string) =>
    entriesIn(body[name]).flatMap(([, image]) => Object.entries(columnsIn(objectIn(image))));
  const message = textIn(body.MessageName) ?? "";
  // The record as it is after the change; of one that was deleted, as it was before.
  const rows = message === "Delete" ? images("PreEntityImages") : images("PostEntityImages");
  const record = Object.fromEntries([...Object.entries(columnsIn(target)), ...rows]);
  const at = instantIn(body.OperationCreatedOn);
  const correlation = guidIn(body.CorrelationId);
  const changedAt = textIn(record.modifiedon) ?? at;
  return {
    message,
    table: (textIn(body.PrimaryEntityName) ?? "").toLowerCase(),
    id: guidIn(body.PrimaryEntityId) ?? guidIn(target.Id) ?? guidIn(memberOf(body.OutputParameters, "id")),
    change: guidIn(body.OperationId) ?? (correlation && [correlation, changedAt].filter(Boolean).join(":")),
    userId: guidIn(body.InitiatingUserId),
    at,
    stage: numberIn(body.Stage),
    record,
    isTruncated:
      headers.has("x-ms-dynamics-msg-size-exceeded") ||
      (body.InputParameters === undefined && body.PostEntityImages === undefined),
  };
}

const objectIn = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** Maps are lists of {key, value}. */
function entriesIn(map: unknown): [string, Json][] {
  return (Array.isArray(map) ? map : []).flatMap((entry): [string, Json][] =>
    isObject(entry) && typeof entry.key === "string" ? [[entry.key, entry.value ?? null]] : [],
  );
}

const memberOf = (map: unknown, key: string): Json | undefined =>
  entriesIn(map).find(([name]) => name === key)?.[1];

function columnsIn(entity: JsonObject): JsonObject {
  return Object.fromEntries(entriesIn(entity.Attributes).map(([name, value]) => [name, plainValue(value)]));
}

/** Choices and amounts as their values, lookups as {id, table, name}, dates as ISO 8601. */
function plainValue(value: Json): Json {
  if (typeof value === "string") {
    const ms = instantIn(value);
    return ms === undefined ? value : new Date(ms).toISOString();
  }
  if (Array.isArray(value)) return value.map((one) => (isObject(one) ? (one.Value ?? one) : one));
  if (!isObject(value)) return value;
  if (value.LogicalName !== undefined && value.Id !== undefined) {
    const { Id, LogicalName, Name } = value;
    return compact({ id: guidIn(Id), table: textIn(LogicalName), name: textIn(Name) }) as JsonObject; // without undefined it is JSON
  }
  return value.Value ?? value;
}

const latest = 8.64e15;

/**
 * “/Date(1506409448000-0700)/”. A column has no offset. OperationCreatedOn has that of the server, which took the UTC it
 * was for its local time: there, the offset gives back the UTC (in Microsoft's example 7 hours apart from modifiedon).
 */
function instantIn(value: unknown): number | undefined {
  const match =
    typeof value === "string" ? /^\/Date\((-?\d{1,16})(?:([+-])(\d\d)(\d\d))?\)\/$/.exec(value) : null;
  if (!match) return undefined;
  const [, ms, sign, hours = "0", minutes = "0"] = match;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const instant = Number(ms) + (sign === "-" ? -offset : offset);
  return Math.abs(instant) <= latest ? instant : undefined;
}
