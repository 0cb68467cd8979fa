// The audit log of a workspace: who changed what, with what was before and after.
import { createRoute, z } from "@hono/zod-openapi";
import { type AuditRow, listAudit } from "../../storage/audit";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import {
  answer,
  inOrganisation,
  inWorkspace,
  jsonObject,
  page,
  problems,
  router,
  timeQuery,
} from "../routing";

const changeSchema = z
  .object({
    id: z.int(),
    at: z.int(),
    actor: z.string().openapi({ description: "A person's e-mail, a key's id, or “installation”" }),
    actorName: z.string().nullable().openapi({ description: "What the key was called" }),
    action: z.string(),
    target: z.string().openapi({ description: "The id of what was changed" }),
    detail: jsonObject.nullable(),
    before: jsonObject.nullable().openapi({
      description: "What an edit changed, as it was. Of secrets only that they are there, or were changed.",
    }),
    after: jsonObject.nullable().openapi({ description: "The same, as it became" }),
  })
  .openapi("Change");

function view({ workspaceId: _, ...row }: AuditRow): z.infer<typeof changeSchema> {
  return row;
}

const auditQuery = z.strictObject({
  actor: z.string().optional(),
  target: z.string().optional(),
  from: timeQuery,
  to: timeQuery,
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export function auditApi(deps: HttpDeps) {
  /** @param placeId a workspace, or an organisation */
  const pageOf = async (
    placeId: string,
    { cursor = Number.MAX_SAFE_INTEGER, limit, ...filter }: z.infer<typeof auditQuery>,
  ) => {
    const rows = await listAudit(deps.db, placeId, filter, cursor, limit + 1);
    const last = rows[limit - 1];
    const next = rows.length > limit && last ? { next: String(last.id) } : {};
    return { items: rows.slice(0, limit).map(view), ...next };
  };

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/audit",
        tags: ["Doors"],
        summary: "Who changed what, newest first",
        middleware: atLeast("owner"),
        request: { params: inWorkspace, query: auditQuery },
        responses: { 200: answer("Changes", page(changeSchema)), ...problems },
      }),
      async (c) => c.json(await pageOf(c.get("workspace").id, c.req.valid("query")), 200),
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/organisations/{org}/audit",
        tags: ["Organisations"],
        summary: "Who changed what above the workspaces, newest first",
        middleware: atLeast("owner"),
        request: { params: inOrganisation, query: auditQuery },
        responses: { 200: answer("Changes", page(changeSchema)), ...problems },
      }),
      async (c) => c.json(await pageOf(c.get("organisation").id, c.req.valid("query")), 200),
    );
}
