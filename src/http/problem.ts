// Errors as RFC 9457 problems: one shape for every error of the API, in words that help.
import { z } from "@hono/zod-openapi";

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    count: z
      .int()
      .optional()
      .openapi({ description: "How many there are, where another number was expected" }),
  })
  .openapi("Problem");
export type ProblemBody = z.infer<typeof problemSchema>;

const titles: Record<number, string> = {
  400: "The request could not be read",
  401: "Not proven genuine",
  403: "Not allowed",
  404: "Not found",
  405: "Wrong method",
  409: "Not possible now",
  413: "Too large",
  415: "Wrong content type",
  422: "Something is not right",
  429: "Too often",
  500: "Something went wrong",
  503: "Try again in a moment",
};
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/** Thrown by routes; turned into the answer in one place. */
export class Problem extends Error {
  constructor(
    readonly status: ProblemStatus,
    readonly detail: string,
    readonly errors?: FieldError[],
    readonly more: Pick<ProblemBody, "count"> = {},
  ) {
    super(detail);
  }

  get body(): ProblemBody {
    return {
      type: "about:blank",
      title: titles[this.status] ?? "Error",
      status: this.status,
      detail: this.detail,
      ...(this.errors ? { errors: this.errors } : {}),
      ...this.more,
    };
  }

  response(): Response {
    return new Response(JSON.stringify(this.body), {
      status: this.status,
      headers: {
        "content-type": "application/problem+json",
        "cache-control": "no-store",
        ...(this.status === 401 ? { "www-authenticate": "Bearer" } : {}),
        ...(this.status === 503 ? { "retry-after": "5" } : {}),
        ...(this.status === 429 ? { "retry-after": "3600" } : {}),
      },
    });
  }
}

export const notFound = (what: string) => new Problem(404, `There is no such ${what}.`);

export type FieldError = { path: string; message: string };

/** What a zod schema found, as a problem. */
export function invalid(error: z.ZodError, prefix: PropertyKey[] = []): Problem {
  return invalidFields(fieldErrors(error.issues, prefix));
}

export function invalidFields(errors: FieldError[]): Problem {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new Problem(
    422,
    first ? `${first.path || "The body"}: ${first.message}${more}` : "Something is not right.",
    errors,
  );
}

/** Each issue at its own field and in words; of several shapes a value might have had, those of the closest one. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], prefix: PropertyKey[] = []): FieldError[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    const at = (message: string, ...more: string[]): FieldError => ({
      path: [...path, ...more].map(String).join("."),
      message,
    });
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => at("is not a field that is known here", key));
    if (issue.code === "invalid_union" && issue.errors.length > 0)
      return fieldErrors(closest(issue.errors), path);
    return at(
      issue.code === "invalid_type" && issue.message.endsWith("received undefined")
        ? "is missing"
        : issue.message,
    );
  });
}

/** The shape whose troubles lie deepest is the one that was meant. */
function closest(shapes: z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  const depth = (issues: z.core.$ZodIssue[]) => Math.max(0, ...issues.map(depthOf));
  return shapes.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
}

function depthOf(issue: z.core.$ZodIssue): number {
  if (issue.code === "unrecognized_keys") return issue.path.length;
  const inner = issue.code === "invalid_union" ? issue.errors.flat().map(depthOf) : [];
  return issue.path.length + Math.max(0, ...inner);
}
