// Trying things out: a test event of a source, signed, and sent through the front door.
import { createRoute, z } from "@hono/zod-openapi";
import { ingest } from "../../flows/ingest";
import { openSecrets } from "../../flows/settings";
import { testRequest } from "../../flows/try";
import { webhookUrl } from "../../flows/webhook-url";
import { getSource } from "../../storage/sources";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { Problem } from "../problem";
import { answer, body, found, oneInWorkspace, problems, router } from "../routing";

export function tryingApi(deps: HttpDeps) {
  return router().openapi(
    createRoute({
      method: "post",
      path: "/api/workspaces/{ws}/sources/{id}/test",
      tags: ["Sources"],
      summary: "Send a test event",
      description:
        "One of the source's samples, with new ids, signed as the shop signs. It comes in through the front door and rings " +
        "whatever is set up, like a real one.",
      middleware: atLeast("editor"),
      request: {
        params: oneInWorkspace,
        ...body(
          z.strictObject({
            sample: z.int().min(0).default(0).openapi({ description: "Its place in the list of samples" }),
          }),
        ),
      },
      responses: {
        200: answer("The events it made", z.object({ received: z.array(z.string()) })),
        ...problems,
      },
    }),
    async (c) => {
      const workspaceId = c.get("workspace").id;
      const row = found(await getSource(deps.db, workspaceId, c.req.valid("param").id), "source");
      const definition = found(deps.connector(row.kind)?.source, "kind of source");
      const secrets = await openSecrets(deps.keyring, workspaceId, row.id, row.secrets);
      const parsed = definition.settings.safeParse({ ...row.settings, ...secrets });
      if (!parsed.success)
        throw new Problem(
          409,
          "Its secret is missing, or its settings no longer fit: save its settings first.",
        );
      const settings = parsed.data as Record<string, unknown>; // a form parses to an object
      const url = await webhookUrl(workspaceId, row, definition.urlQuery?.(settings) ?? {}, deps);
      const { request, isSigned } = found(
        await testRequest(definition, settings, c.req.valid("json").sample, url, deps),
        "sample",
      );
      const token = new URL(url).pathname.split("/").at(-1) ?? "";
      const outcome = await ingest(token, request, deps.ingest, !isSigned);
      if (outcome.is === "accepted")
        return c.json({ received: outcome.events.map((event) => event.eventId) }, 200);
      if (outcome.is === "nothing" || outcome.is === "answered") return c.json({ received: [] }, 200);
      throw new Problem(409, outcome.is === "refused" ? outcome.reason : "The source is switched off.");
    },
  );
}
