// API keys of a workspace: shown once, kept as a hash.
import { createRoute, z } from "@hono/zod-openapi";
import { encodeBytes, newId } from "../../core/ids";
import { roles } from "../../core/people";
import { createKey, deleteKey, getKey, type KeyRow, listKeys } from "../../storage/people";
import { actorOf, atLeast, hashToken, keyPrefix } from "../auth";
import type { HttpDeps } from "../deps";
import { answer, body, found, inWorkspace, oneInWorkspace, problems, router } from "../routing";
import { changeBy } from "./applying";

const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(roles),
    createdAt: z.int(),
    createdBy: z.string().nullable().openapi({ description: "Who made it; null for keys of before" }),
    lastUsedAt: z.int().nullable().openapi({ description: "To the hour; null if it never was" }),
  })
  .openapi("Key");

function view({ hash: _, workspaceId: __, ...key }: KeyRow): z.infer<typeof keySchema> {
  return key;
}

const audited = ({ name, role }: KeyRow) => ({ name, role });

export function keysApi(deps: HttpDeps) {
  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/keys",
        tags: ["Doors"],
        summary: "List API keys",
        middleware: atLeast("owner"),
        request: { params: inWorkspace },
        responses: {
          200: answer("Keys, without the keys themselves", z.object({ items: z.array(keySchema) })),
          ...problems,
        },
      }),
      async (c) => {
        const rows = await listKeys(deps.db, c.get("workspace").id);
        return c.json({ items: rows.map(view) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/keys",
        tags: ["Doors"],
        summary: "Make an API key",
        middleware: atLeast("owner"),
        request: {
          params: inWorkspace,
          ...body(
            z.strictObject({
              name: z.string().trim().min(1).max(200),
              role: z.enum(roles).default("editor"),
            }),
          ),
        },
        responses: {
          201: answer("The key, shown this once", keySchema.extend({ key: z.string() })),
          ...problems,
        },
      }),
      async (c) => {
        const { name, role } = c.req.valid("json");
        const principal = c.get("principal");
        const key = keyPrefix + encodeBytes(deps.randomBytes(32));
        const row: KeyRow = {
          id: newId("key", deps.randomBytes),
          workspaceId: c.get("workspace").id,
          name,
          role,
          hash: await hashToken(key),
          createdAt: deps.now(),
          createdBy: actorOf(principal),
          lastUsedAt: null,
        };
        const change = changeBy(
          deps,
          principal,
          "key.created",
          row.id,
          { name, role },
          { after: audited(row) },
        );
        await createKey(deps.db, row, change);
        return c.json({ ...view(row), key }, 201);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/workspaces/{ws}/keys/{id}",
        tags: ["Doors"],
        summary: "Delete an API key",
        middleware: atLeast("owner"),
        request: { params: oneInWorkspace },
        responses: { 204: { description: "Deleted: it opens nothing from now on" }, ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const row = found(await getKey(deps.db, workspaceId, c.req.valid("param").id), "key");
        const detail = { name: row.name };
        const change = changeBy(deps, c.get("principal"), "key.deleted", row.id, detail, {
          before: audited(row),
        });
        await deleteKey(deps.db, workspaceId, row.id, change);
        return c.body(null, 204);
      },
    );
}
