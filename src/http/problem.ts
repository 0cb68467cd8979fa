// Errors as RFC 9457 problems: one shape for every error of the API, in words that help.
import { z } from "@hono/zod-openapi";

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi("Problem");
export type ProblemBody = z.infer<typeof problemSchema>;

const titles: Record<number, string> = {
  400: "The request could not be read",
  401: "Sign in first",
  403: "Not allowed",
  404: "Not found",
  405: "Wrong method",
  409: "Not possible now",
  413: "Too large",
  415: "Wrong content type",
  422: "Something is not right",
  500: "Something went wrong",
  503: "Try again in a moment",
};
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 500 | 503;

/** Thrown by routes; turned into the answer in one place. */
export class Problem extends Error {
  constructor(
    readonly status: ProblemStatus,
    readonly detail: string,
    readonly errors?: { path: string; message: string }[],
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
      },
    });
  }
}

export const notFound = (what: string) => new Problem(404, `There is no such ${what}.`);

/** What a zod schema found, as a problem. */
export function invalid(error: z.ZodError, prefix: (string | number)[] = []): Problem {
  const errors = error.issues.map((issue) => ({
    path: [...prefix, ...issue.path.map((part) => (typeof part === "number" ? part : String(part)))].join(
      ".",
    ),
    message: issue.message,
  }));
  return invalidFields(errors);
}

export function invalidFields(errors: { path: string; message: string }[]): Problem {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new Problem(
    422,
    first ? `${first.path || "The body"}: ${first.message}${more}` : "Something is not right.",
    errors,
  );
}
