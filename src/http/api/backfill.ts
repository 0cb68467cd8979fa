// Applying an automation to customers who are already there: counted first, then done bit by bit, and stopped if need be.
import { createRoute, z } from "@hono/zod-openapi";
import {
  type BackfillView,
  backfillView,
  backfillViewSchema,
  noBackfill,
  pastChoices,
} from "../../core/backfill";
import { encodeBytes } from "../../core/ids";
import type { LedgerPort } from "../../flows/ports";
import { getAutomation } from "../../storage/automations";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { Problem } from "../problem";
import { answer, body, found, oneInWorkspace, problems, router } from "../routing";
import { noteAct } from "./applying";

const order = z.strictObject({
  days: z.int().min(1).max(400).optional().openapi({
    description: "Only customers with an event of the last so many days; all that is kept unless told",
  }),
  past: z.enum(pastChoices).default("leave-out").openapi({
    description: "What becomes of those whose moment, so long after their event, is past already",
  }),
  expected: z.int().min(0).optional().openapi({
    description: "What was counted: so many deliveries are made at most. Without it, it is only counted.",
  }),
});

const view = backfillViewSchema.openapi("Backfill");
const path = "/api/workspaces/{ws}/automations/{id}/apply" as const;
const tags = ["Automations"];

export function backfillApi(deps: HttpDeps) {
  /** @throws Problem 404 for an automation that is not this workspace's */
  const automationOf = async (workspaceId: string, id: string) =>
    found(await getAutomation(deps.db, workspaceId, id), "automation");

  const viewOf = (job: Awaited<ReturnType<LedgerPort["backfill"]>>): BackfillView =>
    job ? backfillView(job) : noBackfill;

  return router()
    .openapi(
      createRoute({
        method: "post",
        path,
        tags,
        summary: "Apply an automation to customers who are already there",
        description:
          "Counts them first: call it without `expected`, then with what was counted in `made`. Of each customer the " +
          "latest event that matches counts, or of each product where it runs once per product. Nobody is rung twice: " +
          "who has a delivery of this automation is left out, and so are orders that were refunded or cancelled since. " +
          "It goes on by itself; ask GET how far it has come.",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace, ...body(order) },
        responses: { 202: answer("How far it has come", view), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const { id, version } = await automationOf(workspaceId, c.req.valid("param").id);
        const { days, past, expected } = c.req.valid("json");
        const orderId = encodeBytes(deps.randomBytes(10));
        const started = await deps
          .ledgers(workspaceId)
          .startBackfill(id, { id: orderId, version, days, past, expected });
        if ("refused" in started) throw new Problem(409, started.refused);
        if (expected !== undefined)
          await noteAct(deps, c.get("principal"), workspaceId, "automation.applied", id);
        return c.json(viewOf(started), 202);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path,
        tags,
        summary: "See how far applying an automation has come",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("How far it has come, the latest time", view), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const { id } = await automationOf(workspaceId, c.req.valid("param").id);
        return c.json(viewOf(await deps.ledgers(workspaceId).backfill(id)), 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path,
        tags,
        summary: "Stop applying an automation",
        description: "What has been made so far stays: it can be cancelled like anything else.",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("How far it had come", view), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const { id } = await automationOf(workspaceId, c.req.valid("param").id);
        const stopped = await deps.ledgers(workspaceId).stopBackfill(id);
        await noteAct(deps, c.get("principal"), workspaceId, "automation.apply-stopped", id);
        return c.json(viewOf(stopped), 200);
      },
    );
}
