// Connections: configured tools, each with a mark that tells whether it works.
import { createRoute, z } from "@hono/zod-openapi";
import type { Tool } from "../../connectors/kit";
import { newId } from "../../core/ids";
import { checkConnection } from "../../flows/check";
import type { Health } from "../../flows/ports";
import { listAutomations } from "../../storage/automations";
import {
  type ConnectionRow,
  createConnection,
  deleteConnection,
  getConnection,
  listConnections,
  updateConnection,
} from "../../storage/connections";
import {
  getUsableConnection,
  listUsableConnections,
  type UsableConnection,
} from "../../storage/organisation-connections";
import type { Workspace } from "../../storage/workspaces";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { invalidFields, Problem } from "../problem";
import { answer, body, found, inWorkspace, jsonObject, oneInWorkspace, problems, router } from "../routing";
import { apply, changeBy } from "./applying";
import { afterEdit, auditedConnection } from "./audited";
import { takeSettings } from "./settings-input";
import { name } from "./workspaces";

const connectionSchema = z
  .object({
    id: z.string(),
    tool: z.string(),
    name: z.string(),
    paused: z.boolean(),
    organisation: z.string().optional().openapi({
      description: "The organisation that it belongs to: its settings are seen and changed only there",
    }),
    settings: jsonObject.openapi({ description: "Without secrets; empty where it is the organisation's" }),
    hasSecret: z.boolean().openapi({ description: "False where it is the organisation's" }),
    status: z.enum(["ok", "failing", "unchecked"]),
    problem: z.string().optional().openapi({ description: "What is wrong, and how to mend it" }),
    since: z.int().nullable().openapi({ description: "Since when the status is what it is" }),
    checkedAt: z.int().nullable(),
    createdAt: z.int(),
    applied: z.boolean().optional(),
  })
  .openapi("Connection");

export const statusOf = {
  ok: "ok",
  refused: "failing",
  trouble: "failing",
  unchecked: "unchecked",
} as const;

function view(
  row: UsableConnection,
  health: Health | undefined,
  applied?: boolean,
): z.infer<typeof connectionSchema> {
  const isOwn = row.byName === undefined;
  return {
    id: row.id,
    tool: row.tool,
    name: row.name,
    paused: row.paused,
    ...(isOwn ? {} : { organisation: row.byName }),
    settings: isOwn ? row.settings : {},
    hasSecret: isOwn && row.secrets !== null,
    status: health ? statusOf[health.state] : "unchecked",
    ...(health?.problem ? { problem: health.problem } : {}),
    since: health?.since ?? null,
    checkedAt: health?.checkedAt ?? null,
    createdAt: row.createdAt,
    ...(applied === undefined ? {} : { applied }),
  };
}

async function isLastOfTool({ workspaceId, tool }: ConnectionRow, { db }: HttpDeps): Promise<boolean> {
  const rows = await listConnections(db, workspaceId);
  return rows.filter((row) => row.tool === tool).length === 1;
}

/** @throws Problem 422 for what is no tool */
export function toolOf(id: string, deps: HttpDeps): Tool {
  const tool = deps.connector(id)?.tool;
  if (!tool) throw invalidFields([{ path: "tool", message: `is not a tool Shopbell knows: “${id}”` }]);
  return tool;
}

export function connectionsApi(deps: HttpDeps) {
  /** @throws Problem 404 also for one of the organisation's that is not shared with the workspace */
  const usable = async (workspace: Workspace, id: string): Promise<UsableConnection> =>
    found(await getUsableConnection(deps.db, workspace, id), "connection");

  /** @throws Problem 403 for one of the organisation's: it is not the workspace's to change */
  const own = async (workspace: Workspace, id: string): Promise<ConnectionRow> => {
    const row = await getConnection(deps.db, workspace.id, id);
    if (row) return row;
    const { byName } = await usable(workspace, id);
    throw new Problem(403, `This connection belongs to ${byName}, and only its head office can change it.`);
  };

  /** The edit is made; that its check could not be noted must not look as if it were not. */
  const checked = (row: ConnectionRow) =>
    checkConnection(row.workspaceId, row, deps).catch((error: unknown) => {
      console.warn(JSON.stringify({ message: "a check could not be noted", error: String(error) }));
      return undefined;
    });
  const healthIn = (workspaceId: string) =>
    deps
      .ledgers(workspaceId)
      .connectionHealth()
      .catch((): Record<string, Health> => ({}));

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/connections",
        tags: ["Connections"],
        summary: "List connections",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace },
        responses: {
          200: answer("Connections", z.object({ items: z.array(connectionSchema) })),
          ...problems,
        },
      }),
      async (c) => {
        const workspace = c.get("workspace");
        const [rows, health] = await Promise.all([
          listUsableConnections(deps.db, workspace),
          deps.ledgers(workspace.id).connectionHealth(),
        ]);
        return c.json({ items: rows.map((row) => view(row, health[row.id])) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/connections",
        tags: ["Connections"],
        summary: "Create a connection",
        description: "Its credentials are tried at once, where the tool can be asked without doing anything.",
        middleware: atLeast("editor"),
        request: {
          params: inWorkspace,
          ...body(z.strictObject({ tool: z.string(), name, settings: jsonObject.default({}) })),
        },
        responses: { 201: answer("The connection", connectionSchema), ...problems },
      }),
      async (c) => {
        const input = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const tool = toolOf(input.tool, deps);
        const id = newId("connection", deps.randomBytes);
        const row: ConnectionRow = {
          id,
          workspaceId,
          tool: input.tool,
          name: input.name,
          paused: false,
          version: 1,
          secrets: null,
          ...(await takeSettings(tool.settings, input.settings, { workspaceId, id, secrets: null }, deps)),
          createdAt: deps.now(),
        };
        const detail = { tool: row.tool, name: row.name };
        const change = changeBy(deps, c.get("principal"), "connection.created", id, detail, {
          after: auditedConnection(row),
        });
        await createConnection(deps.db, row, change);
        const applied = await apply(deps, workspaceId);
        return c.json(view(row, await checked(row), applied), 201);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/connections/{id}",
        tags: ["Connections"],
        summary: "Read a connection",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("The connection", connectionSchema), ...problems },
      }),
      async (c) => {
        const workspace = c.get("workspace");
        const row = await usable(workspace, c.req.valid("param").id);
        const health = await deps.ledgers(workspace.id).connectionHealth();
        return c.json(view(row, health[row.id]), 200);
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/workspaces/{ws}/connections/{id}",
        tags: ["Connections"],
        summary: "Change a connection",
        description:
          "`settings` replaces the settings; a secret that is left out stays, one that is null goes. What the connection " +
          "held goes on once it works.",
        middleware: atLeast("editor"),
        request: {
          params: oneInWorkspace,
          ...body(
            z.strictObject({
              name: name.optional(),
              settings: jsonObject.optional(),
              paused: z.boolean().optional(),
            }),
          ),
        },
        responses: { 200: answer("The connection", connectionSchema), ...problems },
      }),
      async (c) => {
        const { settings: sent, ...plain } = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const before = await own(c.get("workspace"), c.req.valid("param").id);
        const values = {
          ...plain,
          ...(sent ? await takeSettings(toolOf(before.tool, deps).settings, sent, before, deps) : {}),
        };
        const detail = { name: before.name, fields: Object.keys(c.req.valid("json")) };
        const was = auditedConnection(before);
        const change = changeBy(deps, c.get("principal"), "connection.changed", before.id, detail, {
          before: was,
          after: afterEdit(was, values),
        });
        await updateConnection(deps.db, workspaceId, before.id, values, change);
        const applied = await apply(deps, workspaceId);
        const row = found(await getConnection(deps.db, workspaceId, before.id), "connection");
        const health = sent ? await checked(row) : (await healthIn(workspaceId))[row.id];
        return c.json(view(row, health, applied), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/connections/{id}/check",
        tags: ["Connections"],
        summary: "Check a connection now",
        description:
          "Tries the credentials. If they work, held deliveries go on. A tool that cannot be asked without doing " +
          "something is tried with one held delivery instead.",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("The connection", connectionSchema), ...problems },
      }),
      async (c) => {
        const workspace = c.get("workspace");
        const row = await usable(workspace, c.req.valid("param").id);
        return c.json(view(row, await checkConnection(workspace.id, row, deps)), 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/workspaces/{ws}/connections/{id}",
        tags: ["Connections"],
        summary: "Delete a connection",
        description: "Refused while automations use it.",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace },
        responses: { 204: { description: "Deleted" }, ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const row = await own(c.get("workspace"), c.req.valid("param").id);
        if (deps.connector(row.tool)?.tool?.builtIn && (await isLastOfTool(row, deps)))
          throw new Problem(409, "This connection is built in and stays.");
        const users = (await listAutomations(deps.db, workspaceId))
          .filter((one) => one.definition.action.connectionId === row.id)
          .map((one) => `“${one.definition.name}”`);
        if (users.length > 0)
          throw new Problem(
            409,
            `It is used by ${users.join(", ")}. Change or delete ${users.length > 1 ? "those" : "that"} first.`,
          );
        const detail = { name: row.name };
        const change = changeBy(deps, c.get("principal"), "connection.deleted", row.id, detail, {
          before: auditedConnection(row),
        });
        await deleteConnection(deps.db, workspaceId, row.id, change);
        await apply(deps, workspaceId);
        return c.body(null, 204);
      },
    );
}
