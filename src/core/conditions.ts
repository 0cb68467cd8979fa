// Conditions: "only if" in words a shop owner chooses from a list, checked against an event.
import { z } from "zod";
import { instantOf, type ShopEvent } from "./event";
import { valuesAt } from "./json";

type Scalar = string | number | boolean;

export type Condition = {
  /** A path into the event: "order.total.amount", "products.id", "data.custom_params.ref". */
  field: string;
  op: "equals" | "contains" | "greater" | "less" | "in" | "exists";
  /** A list for `in`; for `exists`, false means "does not exist". */
  value?: Scalar | Scalar[];
};

/** A bare list means that all must hold. */
export type Conditions =
  | { all: (Condition | Conditions)[] }
  | { any: (Condition | Conditions)[] }
  | (Condition | Conditions)[];

export type ConditionsResult = { met: true } | { met: false; reason: string };

const maxDepth = 4;
const maxConditions = 50;

const scalar = z.union([z.string().max(1000), z.number(), z.boolean()]);

const conditionSchema = z
  .strictObject({
    field: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .meta({ title: "Field", examples: ["order.total.amount", "products.id", "customer.language"] }),
    op: z.enum(["equals", "contains", "greater", "less", "in", "exists"]).meta({ title: "Comparison" }),
    value: z
      .union([scalar, z.array(scalar).min(1).max(1000)])
      .optional()
      .meta({ title: "Value" }),
  })
  .superRefine(({ op, value }, context) => {
    const problem = problemWithValue(op, value);
    if (problem) context.addIssue({ code: "custom", path: ["value"], message: problem });
  });

function problemWithValue(op: Condition["op"], value: Condition["value"]): string | undefined {
  switch (op) {
    case "exists":
      return value === undefined || typeof value === "boolean" ? undefined : "is true, false or left out";
    case "in":
      return Array.isArray(value) ? undefined : "is a list of values";
    case "greater":
    case "less":
      if (value === undefined || typeof value === "boolean" || Array.isArray(value))
        return "is a number or a date";
      return numberOf(value) === undefined && instantOf(value) === undefined
        ? "is a number or a date"
        : undefined;
    case "equals":
    case "contains":
      return value === undefined || Array.isArray(value) ? "is one value" : undefined;
  }
}

// Spelled out level by level, not lazily: reading is bounded at any depth, and the API's schema is finite.
function conditionsOfDepth(depth: number): z.ZodType<Conditions> {
  const entry: z.ZodType<Condition | Conditions> =
    depth > 1 ? z.union([conditionSchema, conditionsOfDepth(depth - 1)]) : conditionSchema;
  return z.union([
    z.strictObject({ all: z.array(entry).max(maxConditions) }),
    z.strictObject({ any: z.array(entry).min(1).max(maxConditions) }),
    z.array(entry).max(maxConditions),
  ]);
}

/** At most four levels and fifty conditions. */
export const conditionsSchema = conditionsOfDepth(maxDepth).refine(
  (conditions) => count(conditions) <= maxConditions,
  {
    error: `holds more than ${maxConditions} conditions`,
  },
);

function count(conditions: Condition | Conditions): number {
  return fieldsIn(conditions).length;
}

/** The paths into the event that conditions look at, one of each condition. */
export function fieldsIn(conditions: Condition | Conditions): string[] {
  if (isCondition(conditions)) return [conditions.field];
  return membersOf(conditions).flatMap(fieldsIn);
}

function isCondition(entry: Condition | Conditions): entry is Condition {
  return !Array.isArray(entry) && "op" in entry;
}

function membersOf(conditions: Conditions): (Condition | Conditions)[] {
  if (Array.isArray(conditions)) return conditions;
  return "all" in conditions ? conditions.all : conditions.any;
}

/**
 * Whether an event meets the conditions; the reason, when it does not, has no full stop.
 * A list meets a condition when any of its members does. Texts are compared trimmed and without case, a
 * number and a numeric text as numbers. Null and blank text count as not there.
 */
export function checkConditions(conditions: Conditions, event: ShopEvent): ConditionsResult {
  return checkEntry(conditions, event);
}

function checkEntry(entry: Condition | Conditions, event: ShopEvent): ConditionsResult {
  if (isCondition(entry)) return checkCondition(entry, event);
  const members = membersOf(entry);
  if (!Array.isArray(entry) && "any" in entry) return checkAny(members, event);
  for (const member of members) {
    const result = checkEntry(member, event);
    if (!result.met) return result;
  }
  return { met: true };
}

function checkAny(members: (Condition | Conditions)[], event: ShopEvent): ConditionsResult {
  const reasons: string[] = [];
  for (const member of members) {
    const result = checkEntry(member, event);
    if (result.met) return result;
    reasons.push(result.reason);
  }
  return { met: false, reason: shortList(reasons, ", and ") };
}

function checkCondition(condition: Condition, event: ShopEvent): ConditionsResult {
  const { field, op, value } = condition;
  const found = valuesAt(event, field).filter((one) => !isBlank(one));
  if (op === "exists") {
    const wanted = value !== false;
    if (found.length > 0 === wanted) return { met: true };
    return {
      met: false,
      reason: wanted ? `there is no ${field}` : `there is a ${field}, and there should be none`,
    };
  }
  if (found.length === 0) return { met: false, reason: `there is no ${field}` };
  if (found.some((one) => holds(one, op, value))) return { met: true };
  return { met: false, reason: reasonFor(condition, found) };
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}

function holds(found: unknown, op: Exclude<Condition["op"], "exists">, value: Condition["value"]): boolean {
  if (!isScalar(found) || value === undefined) return false;
  if (op === "in") return Array.isArray(value) && value.some((one) => isSame(found, one));
  if (Array.isArray(value)) return false;
  switch (op) {
    case "equals":
      return isSame(found, value);
    case "contains":
      return plain(found).includes(plain(value));
    case "greater":
      return (difference(found, value) ?? 0) > 0;
    case "less":
      return (difference(found, value) ?? 0) < 0;
  }
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isSame(one: Scalar, other: Scalar): boolean {
  // Two texts are compared as texts, so that "007" is not "7" and ids longer than a double keep their digits.
  if (typeof one === "number" || typeof other === "number") {
    const a = numberOf(one);
    const b = numberOf(other);
    if (a !== undefined && b !== undefined) return a === b;
  }
  return plain(one) === plain(other);
}

function plain(value: Scalar): string {
  return String(value).normalize("NFC").trim().toLowerCase();
}

function numberOf(value: Scalar): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^\s*[+-]?\d{1,300}(?:\.\d{1,300})?\s*$/.test(value)) return undefined;
  return Number(value);
}

/** Of two numbers or of two dates; undefined when they cannot be compared. */
function difference(one: Scalar, other: Scalar): number | undefined {
  const a = numberOf(one);
  const b = numberOf(other);
  if (a !== undefined && b !== undefined) return a - b;
  const from = datedInstant(one);
  const to = datedInstant(other);
  return from !== undefined && to !== undefined ? from - to : undefined;
}

/** Numbers below this are amounts, not unix seconds: 5000 is not an evening in 1970. */
const earliestUnixSeconds = 1e9;

function datedInstant(value: Scalar): number | undefined {
  if (typeof value === "number" && value < earliestUnixSeconds) return undefined;
  return instantOf(value);
}

function reasonFor({ field, op, value }: Condition, found: unknown[]): string {
  const scalars = found.filter(isScalar);
  const expected = Array.isArray(value) ? shortList(value.map(quoted), ", ") : quoted(value ?? "");
  const not = {
    equals: `not ${expected}`,
    contains: `which does not contain ${expected}`,
    greater: `not greater than ${expected}`,
    less: `not less than ${expected}`,
    in: `not one of ${expected}`,
    exists: "",
  }[op];
  if (scalars.length === 0) return `${field} has parts, so it cannot be compared; name one of them`;
  // A reason outlives the event's details, so who the customer is stays out of it.
  if (field.startsWith("customer.")) return `${field} is something else, ${not}`;
  return `${field} is ${shortList(scalars.map(quoted), ", ")}, ${not}`;
}

function quoted(value: Scalar): string {
  if (typeof value !== "string") return String(value);
  return `“${value.length > 60 ? `${value.slice(0, 60).toWellFormed()}…` : value}”`;
}

function shortList(items: string[], separator: string): string {
  const shown = items.slice(0, 3).join(separator);
  return items.length > 3 ? `${shown} and ${items.length - 3} more` : shown;
}
