// The time machine: what an automation would have done with what has happened lately. Nothing is sent.
import { createRoute, z } from "@hono/zod-openapi";
import { type Automation, timeUnits } from "../../core/automation";
import { newId } from "../../core/ids";
import { lookBackSchema, mostDaysBack } from "../../core/look-back";
import { preview } from "../../flows/preview";
import { getAutomation } from "../../storage/automations";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { answer, anyJson, body, found, inWorkspace, oneInWorkspace, problems, router } from "../routing";
import { automationInput, definitionChecks } from "./automations";

const daysQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(mostDaysBack).default(7).openapi({
    description: "How many days to look back",
  }),
});

const item = lookBackSchema.shape.items.element;
anyJson(item.shape.shown.unwrap());
const view = lookBackSchema.openapi("LookBack");

const description =
  "Plans it with the real events of these days as if it had been on, from scratch: what it has really done does not " +
  "count. Nothing is sent and nothing is kept. For the newest that would ring, the request is shown as the tool would " +
  "get it, without secrets.";

export function previewApi(deps: HttpDeps) {
  const { checkTrigger, checkTiming, checkAction } = definitionChecks(deps);

  const lookBack = (workspaceId: string, automation: Automation, days: number) =>
    preview(workspaceId, automation, deps.now() - days * timeUnits.days, deps);

  return router()
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/automations/preview",
        tags: ["Automations"],
        summary: "Try an automation on what has happened, before it is saved",
        description,
        middleware: atLeast("editor"),
        request: { params: inWorkspace, query: daysQuery, ...body(automationInput) },
        responses: { 200: answer("What it would have done", view), ...problems },
      }),
      async (c) => {
        const definition = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        checkTiming(definition);
        await checkTrigger(definition.trigger, workspaceId);
        const { inputVersion } = await checkAction(definition.action, c.get("workspace"));
        const id = newId("automation", deps.randomBytes);
        const automation = { ...definition, id, version: 1, action: { ...definition.action, inputVersion } };
        return c.json(await lookBack(workspaceId, automation, c.req.valid("query").days), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/automations/{id}/preview",
        tags: ["Automations"],
        summary: "Try a saved automation on what has happened",
        description,
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace, query: daysQuery },
        responses: { 200: answer("What it would have done", view), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const row = found(await getAutomation(deps.db, workspaceId, c.req.valid("param").id), "automation");
        const { id, version, inputVersion, definition } = row;
        const automation = { ...definition, id, version, action: { ...definition.action, inputVersion } };
        return c.json(await lookBack(workspaceId, automation, c.req.valid("query").days), 200);
      },
    );
}
