// Automations: when this happens, then, at this moment, let that tool do this.
import { createRoute, z } from "@hono/zod-openapi";
import type { Action } from "../../connectors/kit";
import { type AutomationDefinition, automationSchema, timingSchema } from "../../core/automation";
import { newId } from "../../core/ids";
import { isObject, type Json } from "../../core/json";
import { checkTemplate, hasTemplate } from "../../core/template";
import { timingProblem } from "../../core/timing";
import {
  type AutomationRow,
  createAutomation,
  deleteAutomation,
  getAutomation,
  listAutomations,
  updateAutomation,
} from "../../storage/automations";
import { getUsableConnection, listUsableConnections } from "../../storage/organisation-connections";
import { getSource, listSources } from "../../storage/sources";
import type { Workspace } from "../../storage/workspaces";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { type FieldError, fieldErrors, invalidFields } from "../problem";
import {
  answer,
  anyJson,
  body,
  edits,
  found,
  inWorkspace,
  oneInWorkspace,
  problems,
  router,
} from "../routing";
import { apply, changeBy } from "./applying";
import { auditedAutomation } from "./audited";
import { unknownFields } from "./settings-input";

/** A number is as good as its digits, as long as it has kept them. */
const productId = z
  .union([z.string().trim().min(1), z.number()])
  .refine((id) => typeof id === "string" || Number.isSafeInteger(id), {
    error: "is too long for a JSON number, which loses digits; write it in quotes",
  })
  .transform(String)
  .openapi({ type: "string" });

const { shape } = automationSchema;
anyJson(shape.action.shape.input.unwrap().valueType);
const trigger = shape.trigger.shape;
/** As it comes in. What it does not know it refuses: a misspelt `cancelOn` would otherwise vanish without a word. */
export const automationInput = z.strictObject({
  ...shape,
  trigger: z.strictObject({
    ...trigger,
    productIds: z.array(productId).max(1000).optional().meta({ title: "Only for these products" }),
  }),
  timing: timingSchema.strict().default({ when: "at" }),
  action: shape.action.strict(),
});
const automationEdit = edits({
  ...automationInput.shape,
  tooLateAfterHours: shape.tooLateAfterHours.nullable().openapi({ description: "null: no limit of its own" }),
});

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

const waitingQuery = z.strictObject({
  waiting: z.enum(["leave", "update", "cancel"]).default("leave").openapi({
    description:
      "What becomes of the deliveries that wait by it: they keep their terms unless told otherwise.",
  }),
});

/** What must hold of a definition besides its schema. */
export function definitionChecks(deps: HttpDeps) {
  /** @throws Problem 404 for a source that is not this workspace's */
  async function checkTrigger({ sourceId }: AutomationDefinition["trigger"], workspaceId: string) {
    if (sourceId !== undefined) found(await getSource(deps.db, workspaceId, sourceId), "source");
  }

  /** @throws Problem 422 for a moment before a date that nobody knows */
  function checkTiming(definition: Pick<AutomationDefinition, "trigger" | "timing">) {
    const problem = timingProblem(definition);
    if (problem !== undefined) throw invalidFields([{ path: "timing.when", message: problem }]);
  }

  /** @throws Problem 404 for a connection that this workspace may not use, 422 for what does not fit its tool */
  async function checkAction(
    { connectionId, action: actionId, input }: AutomationDefinition["action"],
    workspace: Workspace,
  ): Promise<Action> {
    const connection = found(await getUsableConnection(deps.db, workspace, connectionId), "connection");
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
    return action;
  }

  return { checkTrigger, checkTiming, checkAction };
}

export function automationsApi(deps: HttpDeps) {
  const { checkTrigger, checkTiming, checkAction } = definitionChecks(deps);

  /** All that warnings are made of; `places` says where each automation's requests go, by its id. */
  type Everything = {
    automations: AutomationRow[];
    connectionIds: Set<string>;
    sourceIds: Set<string>;
    places: Map<string, string>;
  };
  async function everythingOf(workspace: Workspace): Promise<Everything> {
    const [automations, connections, sources] = await Promise.all([
      listAutomations(deps.db, workspace.id),
      listUsableConnections(deps.db, workspace),
      listSources(deps.db, workspace.id),
    ]);
    const byId = new Map(connections.map((connection) => [connection.id, connection]));
    const places = automations.flatMap(({ id, definition: { action } }): [string, string][] => {
      const connection = byId.get(action.connectionId);
      if (!connection) return [];
      const tool = deps.connector(connection.tool)?.tool;
      const place = tool?.place?.(connection.settings, action.action, action.input);
      // The organisation's address is not to be found out by comparing it with one's own.
      const owner = connection.organisationId ?? "";
      return place === undefined ? [] : [[id, `${owner} ${connection.tool} ${place}`]];
    });
    const connectionIds = new Set(byId.keys());
    const sourceIds = new Set(sources.map((source) => source.id));
    return { automations, connectionIds, sourceIds, places: new Map(places) };
  }

  /** What may not be meant: its source or connection is gone, or another automation sends the same event to the same place. */
  function warningsFor({ id, definition }: AutomationRow, all: Everything): string[] {
    const { sourceId, event } = definition.trigger;
    const isSourceGone = sourceId !== undefined && !all.sourceIds.has(sourceId);
    const isConnectionGone = !all.connectionIds.has(definition.action.connectionId);
    const place = all.places.get(id);
    const twins = all.automations.filter(
      (one) =>
        one.id !== id &&
        one.definition.enabled &&
        place !== undefined &&
        all.places.get(one.id) === place &&
        overlaps(one.definition, definition),
    );
    return [
      ...(isSourceGone ? ["The source it listens to has been deleted, so it never rings."] : []),
      ...(isConnectionGone
        ? [
            "The organisation no longer lets this shop use its connection: choose another one. What it owes is held.",
          ]
        : []),
      ...twins.map(
        (one) => `“${one.definition.name}” already sends ${event} to the same place, so it would get both.`,
      ),
    ];
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
        const all = await everythingOf(c.get("workspace"));
        const items = all.automations.map((row) => view(row, { warnings: warningsFor(row, all) }));
        return c.json({ items }, 200);
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
        request: { params: inWorkspace, ...body(automationInput) },
        responses: { 201: answer("The automation", automationView), ...problems },
      }),
      async (c) => {
        const definition = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        checkTiming(definition);
        await checkTrigger(definition.trigger, workspaceId);
        const action = await checkAction(definition.action, c.get("workspace"));
        const id = newId("automation", deps.randomBytes);
        const row = {
          id,
          workspaceId,
          version: 1,
          inputVersion: action.inputVersion,
          definition,
          createdAt: deps.now(),
        };
        const detail = { name: definition.name };
        const change = changeBy(deps, c.get("principal"), "automation.created", id, detail, {
          after: auditedAutomation(row),
        });
        await createAutomation(deps.db, row, change);
        const applied = await apply(deps, workspaceId);
        const warnings = warningsFor(row, await everythingOf(c.get("workspace")));
        return c.json(view(row, { warnings, applied }), 201);
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
        const warnings = warningsFor(row, await everythingOf(c.get("workspace")));
        return c.json(view(row, { warnings, waiting }), 200);
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/workspaces/{ws}/automations/{id}",
        tags: ["Automations"],
        summary: "Change an automation",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace, query: waitingQuery, ...body(automationEdit) },
        responses: { 200: answer("The automation", automationView), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const before = found(
          await getAutomation(deps.db, workspaceId, c.req.valid("param").id),
          "automation",
        );
        const { tooLateAfterHours, ...sent } = c.req.valid("json");
        const parts: Partial<AutomationDefinition> = {
          ...sent,
          ...(tooLateAfterHours === undefined ? {} : { tooLateAfterHours: tooLateAfterHours ?? undefined }),
        };
        // Only what was sent is checked: what no longer fits can still be renamed and paused.
        if (parts.trigger || parts.timing) checkTiming({ ...before.definition, ...parts });
        if (parts.trigger) await checkTrigger(parts.trigger, workspaceId);
        // A form sends all there is: an action that it left alone may run by a connection that is out of reach by now.
        const isOther = JSON.stringify(parts.action) !== JSON.stringify(before.definition.action);
        const action =
          parts.action && isOther ? await checkAction(parts.action, c.get("workspace")) : undefined;
        const fields = Object.keys(parts);
        const detail = { name: before.definition.name, fields };
        const change = changeBy(deps, c.get("principal"), "automation.changed", before.id, detail, {
          before: auditedAutomation(before),
          after: { ...auditedAutomation(before), ...parts },
        });
        if (fields.length > 0)
          await updateAutomation(deps.db, workspaceId, before.id, parts, action?.inputVersion, change);
        const applied = await apply(deps, workspaceId);
        const { waiting: how } = c.req.valid("query");
        const ledger = deps.ledgers(workspaceId);
        if (how !== "leave") await ledger.changeWaiting(before.id, how);
        const waiting = await ledger.waitingOf(before.id).catch(() => undefined);
        const row = found(await getAutomation(deps.db, workspaceId, before.id), "automation");
        const warnings = warningsFor(row, await everythingOf(c.get("workspace")));
        return c.json(view(row, { warnings, ...(waiting === undefined ? {} : { waiting }), applied }), 200);
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
        const detail = { name: row.definition.name };
        const change = changeBy(deps, c.get("principal"), "automation.deleted", row.id, detail, {
          before: auditedAutomation(row),
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

function templateErrors(value: Json, path: string): FieldError[] {
  if (typeof value === "string") {
    const problem = hasTemplate(value) ? checkTemplate(value) : undefined;
    return problem ? [{ path, message: problem }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((one, i) => templateErrors(one, `${path}.${i}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => templateErrors(one, `${path}.${key}`));
}

/** What the action's form says of the input. A field that holds a template is judged when it is filled in. */
function inputErrors(action: Action, input: Record<string, unknown>): FieldError[] {
  const unknown = unknownFields(action.input, input, ["action.input"]);
  const parsed = action.input.safeParse(input);
  if (parsed.success) return unknown;
  const issues = parsed.error.issues.filter((issue) => {
    const value = issue.path.reduce<unknown>((at, key) => Object(at)[key], input);
    return !(typeof value === "string" && hasTemplate(value));
  });
  return [...unknown, ...fieldErrors(issues, ["action.input"])];
}
