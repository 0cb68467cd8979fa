// How routes are written down: short words for the parts every one of them has.
import { OpenAPIHono, z } from "@hono/zod-openapi";
import { eventNumber } from "../core/ids";
import type { Env } from "./auth";
import { invalid, Problem, problemSchema } from "./problem";

/** A router whose failed validations become problems. */
export function router(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error);
    },
  });
}

/**
 * Any JSON value, for the API's description too: zod's schema of it holds itself, so OpenAPI's generator, which would
 * follow it for ever, is told the types instead.
 */
export function anyJson<S extends z.ZodType>(schema: S): S {
  return schema.openapi({ type: ["string", "number", "boolean", "object", "array", "null"] });
}
/** An object of any JSON values. */
export const jsonObject = z.record(z.string(), anyJson(z.json()));

export const json = <S extends z.ZodType>(schema: S) => ({ content: { "application/json": { schema } } });
export const body = <S extends z.ZodType>(schema: S) => ({
  body: { ...json(schema), required: true as const },
});
export const answer = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  ...json(schema),
});

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: problemSchema } },
});
/** What every route may answer besides its own. They are thrown, so handlers need not name them. */
export const problems = { default: problem("What went wrong, and how to mend it") };

export const inWorkspace = z.object({
  ws: z.string().openapi({ param: { name: "ws", in: "path" }, example: "ws_1…" }),
});
export const inOrganisation = z.object({
  org: z.string().openapi({ param: { name: "org", in: "path" }, example: "org_1…" }),
});
export const oneInOrganisation = inOrganisation.extend({
  id: z.string().openapi({ param: { name: "id", in: "path" } }),
});
export const oneInWorkspace = inWorkspace.extend({
  id: z.string().openapi({ param: { name: "id", in: "path" } }),
});

/** Epoch milliseconds, given as such or as an ISO 8601 time. */
export const timeQuery = z
  .string()
  .optional()
  .transform((text, context) => {
    if (text === undefined) return undefined;
    const at = timeIn(text);
    if (at === undefined) {
      context.addIssue({
        code: "custom",
        message: "is not a time; write 2026-11-22T10:00:00Z or epoch milliseconds",
      });
      return z.NEVER;
    }
    return at;
  })
  .openapi({ type: "string", description: "ISO 8601, or epoch milliseconds" });

function timeIn(text: string): number | undefined {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  if (!/^\d{4}-\d{2}-\d{2}(?:T|$)/.test(text)) return undefined; // Date.parse makes a time of almost anything
  // In a query that was not encoded, the plus of +01:00 arrives as a space.
  const at = Date.parse(text.replace(" ", "+"));
  return Number.isNaN(at) ? undefined : at;
}

export const pageQuery = z.strictObject({
  from: timeQuery,
  to: timeQuery,
  cursor: z
    .string()
    .refine((cursor) => eventNumber(cursor) !== undefined, {
      error: "is not a cursor; give the `next` of the page before",
    })
    .optional()
    .openapi({ description: "`next` of the page before" }),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

type WithoutDefault<Field> = Field extends z.ZodDefault<infer Inner> ? Inner : Field;
type Edits<Shape> = { [Name in keyof Shape]: z.ZodOptional<WithoutDefault<Shape[Name]> & z.ZodType> };

/** The same fields for an edit: what is left out stays as it is, so nothing is required and nothing has a default. */
export function edits<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Edits<Shape>, z.core.$strict> {
  const fields = Object.entries(shape).map(([name, field]) => [
    name,
    z.optional(field instanceof z.ZodDefault ? field.unwrap() : field),
  ]);
  return z.strictObject(Object.fromEntries(fields) as Edits<Shape>); // field by field, as the type says
}

export const page = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), next: z.string().optional() });

/** Passes on a value, or says that there is none: `found(row, "source")`. */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Problem(404, `There is no such ${what}.`);
  return value;
}
