// How much happened when, and when each source spoke last.
import { createRoute, z } from "@hono/zod-openapi";
import { heardSchema, historyDays, historySchema } from "../../core/counts";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { answer, inWorkspace, problems, router } from "../routing";

export function countsApi(deps: HttpDeps) {
  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/stats/history",
        tags: ["Workspaces"],
        summary: "How much happened when",
        description:
          "Events by their arrival and deliveries by their end: of one day by hour, of more by day, in the workspace's time zone. " +
          "What is over no longer changes: a delivery that is run again is a new one, and counts when that one ends. " +
          "What ended long after its event may show up a minute late.",
        middleware: atLeast("viewer"),
        request: {
          params: inWorkspace,
          query: z.strictObject({
            days: z
              .enum(historyDays)
              .default("7")
              .openapi({ description: "1: the last 24 hours; more: that many days, today included" }),
          }),
        },
        responses: { 200: answer("The counts", historySchema.openapi("History")), ...problems },
      }),
      async (c) => {
        const days = Number(c.req.valid("query").days);
        return c.json(await deps.ledgers(c.get("workspace").id).history(days), 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/stats/sources",
        tags: ["Sources"],
        summary: "When each source spoke last",
        description:
          "By the ids of sources. One that has told of nothing, and was never refused, is not among them.",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace },
        responses: {
          200: answer("By source", z.record(z.string(), heardSchema.openapi("Heard"))),
          ...problems,
        },
      }),
      async (c) => c.json(await deps.ledgers(c.get("workspace").id).heard(), 200),
    );
}
