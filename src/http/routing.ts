// How routes are written down: short words for the parts every one of them has.
import { OpenAPIHono, z } from "@hono/zod-openapi";
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
export const oneInWorkspace = inWorkspace.extend({
  id: z.string().openapi({ param: { name: "id", in: "path" } }),
});

/** Epoch milliseconds, given as such or as an ISO 8601 time. */
export const timeQuery = z
  .string()
  .optional()
  .transform((text, context) => {
    if (text === undefined) return undefined;
    const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
    if (Number.isNaN(at)) {
      context.addIssue({
        code: "custom",
        message: "is not a time; write 2026-11-22T10:00:00Z or epoch milliseconds",
      });
      return z.NEVER;
    }
    return at;
  })
  .openapi({ type: "string", description: "ISO 8601, or epoch milliseconds" });

export const pageQuery = z.object({
  from: timeQuery,
  to: timeQuery,
  cursor: z.string().optional().openapi({ description: "`next` of the page before" }),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const page = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), next: z.string().optional() });

/** Passes on a value, or says that there is none: `found(row, "source")`. */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Problem(404, `There is no such ${what}.`);
  return value;
}
