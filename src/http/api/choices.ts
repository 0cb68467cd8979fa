// Pickers: what an account holds to choose from, so that nobody types an id.
import { createRoute, z } from "@hono/zod-openapi";
import { isObject, parseJson } from "../../core/json";
import { choicesFor } from "../../flows/choose";
import { getUsableConnection } from "../../storage/organisation-connections";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { notFound, Problem } from "../problem";
import { answer, found, oneInWorkspace, problems, router } from "../routing";

const choice = z.object({
  value: z.string().openapi({ description: "What the input holds" }),
  label: z.string().openapi({ description: "What people see" }),
});

export function choicesApi(deps: HttpDeps) {
  return router().openapi(
    createRoute({
      method: "get",
      path: "/api/workspaces/{ws}/connections/{id}/choices",
      tags: ["Connections"],
      summary: "Read what there is to choose from",
      description:
        "Asks the tool itself. GET /api/connectors says which fields of which actions have choices.",
      middleware: atLeast("editor"),
      request: {
        params: oneInWorkspace,
        query: z.strictObject({
          action: z.string().openapi({ example: "add-to-audience" }),
          field: z.string().openapi({ example: "listId" }),
          input: z
            .string()
            .max(20_000)
            .default("{}")
            .transform((text, context) => {
              try {
                const value = parseJson(text);
                if (isObject(value)) return value;
              } catch {} // told below, like any other text
              context.addIssue({ code: "custom", message: "is not a JSON object" });
              return z.NEVER;
            })
            .openapi({
              type: "string",
              description: "What the action's input holds so far, as JSON, where the choices depend on it",
              example: '{"listId":"abc123"}',
            }),
        }),
      },
      responses: { 200: answer("Choices", z.object({ items: z.array(choice) })), ...problems },
    }),
    async (c) => {
      const workspace = c.get("workspace");
      const row = found(await getUsableConnection(deps.db, workspace, c.req.valid("param").id), "connection");
      const read = await choicesFor(workspace.id, row, c.req.valid("query"), deps);
      if (!read) throw notFound("field to choose for");
      if (read.is !== "choices") throw new Problem(409, read.problem);
      return c.json({ items: read.choices }, 200);
    },
  );
}
