// Automations: when this happens, then, at this moment, let that tool do this.
import { createRoute, z } from "@hono/zod-openapi";
import type { Action } from "../../connectors/kit";
import { type AutomationDefinition, automationSchema } from "../../core/automation";
import { newId } from "../../core/ids";
import type { Json, JsonObject } from "../../core/json";
import { isObject } from "../../core/json";
import { checkTemplate, hasTemplate } from "../../core/template";
import {
  type AutomationRow,
  createAutomation,
  deleteAutomation,
  getAutomation,
  listAutomations,
  updateAutomation,
} from "../../storage/automations";
import { getConnection, listConnections } from "../../storage/connections";
import { getSource } from "../../storage/sources";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { invalidFields } from "../problem";
import { answer, body, found, inWorkspace, oneInWorkspace, problems, router } from "../routing";
import { apply, changeBy } from "./applying";

const automationView = automationSchema
  .extend({
    id: z.string(),
    version: z.int(),
    createdAt: z.int(),
    warnings: z.array(z.string()).openapi({ description: "What may not be meant, in words" }),
    waiting: z.int().optional().openapi({ description: "Deliveries that wait by this automation" }),
    applied: z.boolean().optional(),
  })
  .openapi("Automation");

const waitingQuery = z.object({
  waiting: z.enum(["leave", "update", "cancel"]).default("leave").openapi({
    description:
      "What becomes of the deliveries that wait by it: they keep their terms unless told otherwise.",
  }),
});

export function automationsApi(deps: HttpDeps) {
  /** @throws Problem 404 for what is not this workspace's, 422 for what does not fit */
  async function check(
    definition: AutomationDefinition,
    workspaceId: string,
  ): Promise<{ action: Action; tool: string }> {
    const { connectionId, action: actionId, input } = definition.action;
    const connection = found(await getConnection(deps.db, workspaceId, connectionId), "connection");
    if (definition.trigger.sourceId !== undefined)
      found(await getSource(deps.db, workspaceId, definition.trigger.sourceId), "source");
    const actions = deps.connector(connection.tool)?.tool?.actions ?? {};
    const action = Object.hasOwn(actions, actionId) ? actions[actionId] : undefined;
    if (!action) {
      const known = Object.keys(actions).join(", ");
      throw invalidFields([
        { path: "action.action", message: `is not something this tool does; it does: ${known}` },
      ]);
    }
    const errors = [...templateErrors(input as Json, "action.input"), ...inputErrors(action, input)]; // the schema made it JSON
    if (errors.length > 0) throw invalidFields(errors);
    return { action, tool: connection.tool };
  }

  /** Says so when another automation would send the same event to the same place. */
  async function warningsFor(
    id: string,
    definition: AutomationDefinition,
    workspaceId: string,
  ): Promise<string[]> {
    const [rows, connections] = await Promise.all([
      listAutomations(deps.db, workspaceId),
      listConnections(deps.db, workspaceId),
    ]);
    const placeOf = (one: AutomationDefinition): string | undefined => {
      const connection = connections.find((row) => row.id === one.action.connectionId);
      if (!connection) return undefined;
      const place = deps
        .connector(connection.tool)
        ?.tool?.place?.(connection.settings, one.action.action, one.action.input);
      return place === undefined ? undefined : `${connection.tool} ${place}`;
    };
    const place = placeOf(definition);
    if (place === undefined) return [];
    return rows
      .filter((row) => row.id !== id && row.definition.enabled && overlaps(row.definition, definition))
      .filter((row) => placeOf(row.definition) === place)
      .map(
        (row) =>
          `“${row.definition.name}” already sends ${definition.trigger.event} to the same place, so it would get both.`,
      );
  }

  function view(row: AutomationRow, extra: { warnings: string[]; waiting?: number; applied?: boolean }) {
    return { ...row.definition, id: row.id, version: row.version, createdAt: row.createdAt, ...extra };
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/automations",
        tags: ["Automations"],
        summary: "List automations",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace },
        responses: { 200: answer("Automations", z.object({ items: z.array(automationView) })), ...problems },
      }),
      async (c) => {
        const rows = await listAutomations(deps.db, c.get("workspace").id);
        return c.json({ items: rows.map((row) => view(row, { warnings: [] })) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/automations",
        tags: ["Automations"],
        summary: "Create an automation",
        description: "It applies to the very next event.",
        middleware: atLeast("editor"),
        request: { params: inWorkspace, ...body(automationSchema) },
        responses: { 201: answer("The automation", automationView), ...problems },
      }),
      async (c) => {
        const definition = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const { action } = await check(definition, workspaceId);
        const id = newId("automation", deps.randomBytes);
        const row = {
          id,
          workspaceId,
          version: 1,
          inputVersion: action.inputVersion,
          definition,
          createdAt: deps.now(),
        };
        const change = changeBy(deps, c.get("principal"), "automation.created", id, {
          name: definition.name,
        });
        await createAutomation(deps.db, row, change);
        const applied = await apply(deps, workspaceId);
        return c.json(view(row, { warnings: await warningsFor(id, definition, workspaceId), applied }), 201);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/automations/{id}",
        tags: ["Automations"],
        summary: "Read an automation",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("The automation", automationView), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const row = found(await getAutomation(deps.db, workspaceId, c.req.valid("param").id), "automation");
        const waiting = await deps.ledgers(workspaceId).waitingOf(row.id);
        return c.json(
          view(row, { warnings: await warningsFor(row.id, row.definition, workspaceId), waiting }),
          200,
        );
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/workspaces/{ws}/automations/{id}",
        tags: ["Automations"],
        summary: "Change an automation",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace, query: waitingQuery, ...body(automationSchema.partial()) },
        responses: { 200: answer("The automation", automationView), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const before = found(
          await getAutomation(deps.db, workspaceId, c.req.valid("param").id),
          "automation",
        );
        // A schema made partial still fills in its defaults: only what was really sent counts.
        const sent = Object.keys(await c.req.json<JsonObject>());
        const changes = Object.fromEntries(
          Object.entries(c.req.valid("json")).filter(([key]) => sent.includes(key)),
        );
        const definition: AutomationDefinition = { ...before.definition, ...changes };
        const { action } = await check(definition, workspaceId);
        const row = { ...before, definition, version: before.version + 1, inputVersion: action.inputVersion };
        const { version, inputVersion } = row;
        const change = changeBy(deps, c.get("principal"), "automation.changed", row.id, { fields: sent });
        await updateAutomation(deps.db, workspaceId, row.id, { definition, version, inputVersion }, change);
        const applied = await apply(deps, workspaceId);
        const { waiting: how } = c.req.valid("query");
        const ledger = deps.ledgers(workspaceId);
        if (how !== "leave") await ledger.changeWaiting(row.id, how);
        const waiting = await ledger.waitingOf(row.id);
        const warnings = await warningsFor(row.id, definition, workspaceId);
        return c.json(view(row, { warnings, waiting, applied }), 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/workspaces/{ws}/automations/{id}",
        tags: ["Automations"],
        summary: "Delete an automation",
        description: "What waits by it keeps its terms and still runs, unless it is told to be cancelled.",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace, query: waitingQuery },
        responses: {
          200: answer(
            "What became of the deliveries that waited by it",
            z.object({ waiting: z.int(), cancelled: z.int() }),
          ),
          ...problems,
        },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const row = found(await getAutomation(deps.db, workspaceId, c.req.valid("param").id), "automation");
        const change = changeBy(deps, c.get("principal"), "automation.deleted", row.id, {
          name: row.definition.name,
        });
        await deleteAutomation(deps.db, workspaceId, row.id, change);
        await apply(deps, workspaceId);
        const ledger = deps.ledgers(workspaceId);
        const cancelled =
          c.req.valid("query").waiting === "cancel" ? await ledger.changeWaiting(row.id, "cancel") : 0;
        return c.json({ waiting: await ledger.waitingOf(row.id), cancelled }, 200);
      },
    );
}

/** Whether one event could set off both. */
function overlaps(a: AutomationDefinition, b: AutomationDefinition): boolean {
  if (a.trigger.event !== b.trigger.event) return false;
  const sources = [a.trigger.sourceId, b.trigger.sourceId].filter((id) => id !== undefined);
  if (sources.length === 2 && sources[0] !== sources[1]) return false;
  const [first, second] = [a.trigger.productIds ?? [], b.trigger.productIds ?? []];
  return first.length === 0 || second.length === 0 || first.some((id) => second.includes(id));
}

function templateErrors(value: Json, path: string): { path: string; message: string }[] {
  if (typeof value === "string") {
    const problem = hasTemplate(value) ? checkTemplate(value) : undefined;
    return problem ? [{ path, message: problem }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((one, i) => templateErrors(one, `${path}.${i}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => templateErrors(one, `${path}.${key}`));
}

/** What the action's form says of the input. A field that holds a template is judged when it is filled in. */
function inputErrors(action: Action, input: Record<string, unknown>): { path: string; message: string }[] {
  const parsed = action.input.safeParse(input);
  if (parsed.success) return [];
  return parsed.error.issues
    .filter((issue) => {
      const value = issue.path.reduce<unknown>(
        (at, key) => (isObject(at) ? at[String(key)] : undefined),
        input,
      );
      return !(typeof value === "string" && hasTemplate(value));
    })
    .map((issue) => ({
      path: ["action.input", ...issue.path.map(String)].join("."),
      message: issue.message,
    }));
}
