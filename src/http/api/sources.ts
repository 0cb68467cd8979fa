// Sources: where events come from. Each has a webhook URL to paste into a shop.
import { createRoute, z } from "@hono/zod-openapi";
import type { Source } from "../../connectors/kit";
import { newId } from "../../core/ids";
import type { JsonObject } from "../../core/json";
import { refusalSchema } from "../../core/views";
import type { Health } from "../../flows/ports";
import { openSecrets } from "../../flows/settings";
import { subscribe } from "../../flows/subscribe";
import { webhookUrl } from "../../flows/webhook-url";
import type { Role } from "../../storage/people";
import {
  createSource,
  deleteSource,
  getSource,
  listSources,
  type SourceRow,
  updateSource,
} from "../../storage/sources";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { invalidFields } from "../problem";
import { answer, body, found, inWorkspace, jsonObject, oneInWorkspace, problems, router } from "../routing";
import { apply, changeBy } from "./applying";
import { afterEdit, auditedSource } from "./audited";
import { missingSecrets, takeSettings } from "./settings-input";

/** How long the secret before still counts after a new one was set. */
const rotationMs = 24 * 3600 * 1000;

const sourceSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    enabled: z.boolean(),
    settings: jsonObject.openapi({ description: "Without secrets" }),
    hasSecret: z.boolean(),
    webhookUrl: z
      .string()
      .optional()
      .openapi({
        description:
          "Paste it into the shop. It is a credential: shown to editors and owners only. Where it must hold a secret, that " +
          "is shown only to who has just set it; later YOUR-SECRET stands in its place.",
      }),
    problem: z
      .string()
      .optional()
      .openapi({ description: "Why it cannot be asked for more, or subscribed to" }),
    caveat: z.string().optional().openapi({ description: "What these settings leave unproven, in words" }),
    setupSteps: z.array(z.string()),
    createdAt: z.int(),
    applied: z
      .boolean()
      .optional()
      .openapi({ description: "False while an edit is still on its way to be in force" }),
  })
  .openapi("Source");

const name = z.string().trim().min(1).max(200);

export function sourcesApi(deps: HttpDeps) {
  const definitionOf = (kind: string): Source => {
    const source = deps.connector(kind)?.source;
    if (!source)
      throw invalidFields([{ path: "kind", message: `is not a source Shopbell knows: “${kind}”` }]);
    return source;
  };
  const secretsOf = (row: SourceRow) => openSecrets(deps.keyring, row.workspaceId, row.id, row.secrets);

  /** @param more `isTold`: whoever asks has just sent the secret, so the URL may hold it; nobody else is shown it */
  async function view(
    row: SourceRow,
    role: Role,
    more: { isTold?: boolean; applied?: boolean; health?: Health | undefined } = {},
  ): Promise<z.infer<typeof sourceSchema>> {
    const definition = deps.connector(row.kind)?.source;
    const saved = { ...row.settings, ...(await secretsOf(row)) };
    const settings = definition?.settings.safeParse(saved);
    const isUnfinished = definition !== undefined && missingSecrets(definition.settings, saved).length > 0;
    const query = (settings?.success && definition?.urlQuery?.(settings.data)) || {};
    const hidden = Object.fromEntries(Object.keys(query).map((name) => [name, "YOUR-SECRET"]));
    const mayWrite = role === "editor" || role === "owner";
    const url = mayWrite
      ? await webhookUrl(row.workspaceId, row, more.isTold ? query : hidden, deps)
      : undefined;
    const caveat = settings?.success
      ? definition?.caveat?.(settings.data)
      : isUnfinished
        ? "Its secret is still missing: follow the steps, and enter it in the settings. Until then everything that comes is refused."
        : "These settings no longer fit this kind of source; save them again.";
    return {
      id: row.id,
      kind: row.kind,
      name: row.name,
      enabled: row.enabled,
      settings: row.settings,
      hasSecret: row.secrets !== null,
      ...(url ? { webhookUrl: url } : {}),
      ...(caveat ? { caveat } : {}),
      ...(more.health?.problem ? { problem: more.health.problem } : {}),
      setupSteps: (definition?.setupSteps ?? []).map((step) =>
        step.replaceAll("{{url}}", url ?? "the webhook URL"),
      ),
      createdAt: row.createdAt,
      ...(more.applied === undefined ? {} : { applied: more.applied }),
    };
  }

  /** What an edit makes of the settings: a secret that is replaced keeps counting for a while. */
  async function newSettings(before: SourceRow, sent: JsonObject): Promise<Partial<SourceRow>> {
    // What was made without its secret may still be edited without it.
    const isLater = before.secrets === null;
    const taken = await takeSettings(definitionOf(before.kind).settings, sent, before, deps, isLater);
    if (taken.secrets === undefined) return taken;
    const previousUntil = before.secrets === null ? null : deps.now() + rotationMs;
    return { ...taken, previousSecrets: before.secrets, previousUntil };
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/sources",
        tags: ["Sources"],
        summary: "List sources",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace },
        responses: { 200: answer("Sources", z.object({ items: z.array(sourceSchema) })), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const [rows, health] = await Promise.all([
          listSources(deps.db, workspaceId),
          deps.ledgers(workspaceId).connectionHealth(),
        ]);
        const views = rows.map((row) => view(row, c.get("role"), { health: health[row.id] }));
        return c.json({ items: await Promise.all(views) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/sources",
        tags: ["Sources"],
        summary: "Create a source",
        description:
          "With `secretsLater`, a secret that the shop makes only once it knows the webhook URL may be left out, and set by " +
          "PATCH; until then everything that comes is refused.",
        middleware: atLeast("editor"),
        request: {
          params: inWorkspace,
          ...body(
            z.strictObject({
              kind: z.string(),
              name,
              settings: jsonObject.default({}),
              secretsLater: z.boolean().default(false),
            }),
          ),
        },
        responses: { 201: answer("The source, with its webhook URL", sourceSchema), ...problems },
      }),
      async (c) => {
        const input = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const definition = definitionOf(input.kind);
        const id = newId("source", deps.randomBytes);
        const row: SourceRow = {
          id,
          workspaceId,
          kind: input.kind,
          name: input.name,
          enabled: true,
          tokenVersion: 1,
          secrets: null,
          ...(await takeSettings(
            definition.settings,
            input.settings,
            { workspaceId, id, secrets: null },
            deps,
            input.secretsLater,
          )),
          previousSecrets: null,
          previousUntil: null,
          createdAt: deps.now(),
        };
        const detail = { kind: row.kind, name: row.name };
        const change = changeBy(deps, c.get("principal"), "source.created", id, detail, {
          after: auditedSource(row),
        });
        await createSource(deps.db, row, change);
        const applied = await apply(deps, workspaceId);
        const health = await subscribe(workspaceId, row, deps);
        return c.json(await view(row, c.get("role"), { isTold: true, applied, health }), 201);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/sources/{id}",
        tags: ["Sources"],
        summary: "Read a source",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("The source", sourceSchema), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const row = found(await getSource(deps.db, workspaceId, c.req.valid("param").id), "source");
        const health = (await deps.ledgers(workspaceId).connectionHealth())[row.id];
        return c.json(await view(row, c.get("role"), { health }), 200);
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/workspaces/{ws}/sources/{id}",
        tags: ["Sources"],
        summary: "Change a source",
        description:
          "`settings` replaces the settings; a secret that is left out stays, one that is null goes. A secret that is " +
          "replaced still counts for 24 hours, so that nothing is refused while the shop changes over. `renewUrl` makes a " +
          "new webhook URL; the one before answers 404.",
        middleware: atLeast("editor"),
        request: {
          params: oneInWorkspace,
          ...body(
            z.strictObject({
              name: name.optional(),
              settings: jsonObject.optional(),
              enabled: z.boolean().optional(),
              renewUrl: z.boolean().optional(),
            }),
          ),
        },
        responses: { 200: answer("The source", sourceSchema), ...problems },
      }),
      async (c) => {
        const { settings: sent, renewUrl = false, ...plain } = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const before = found(await getSource(deps.db, workspaceId, c.req.valid("param").id), "source");
        const values = { ...plain, ...(sent ? await newSettings(before, sent) : {}) };
        const detail = { name: before.name, fields: Object.keys(c.req.valid("json")) };
        const was = auditedSource(before);
        const { previousSecrets: _, previousUntil: __, ...chosen } = values;
        const change = changeBy(deps, c.get("principal"), "source.changed", before.id, detail, {
          before: was,
          after: { ...afterEdit(was, chosen), ...(renewUrl ? { webhookUrl: "renewed" } : {}) },
        });
        await updateSource(deps.db, workspaceId, before.id, values, renewUrl, change);
        const applied = await apply(deps, workspaceId);
        deps.ingest.cache.delete(before.id);
        const row = found(await getSource(deps.db, workspaceId, before.id), "source");
        const health = await subscribe(workspaceId, row, deps);
        return c.json(await view(row, c.get("role"), { isTold: sent !== undefined, applied, health }), 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/workspaces/{ws}/sources/{id}",
        tags: ["Sources"],
        summary: "Delete a source",
        description: "Its events stay; its webhook URL answers 404 from now on.",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace },
        responses: { 204: { description: "Deleted" }, ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const row = found(await getSource(deps.db, workspaceId, c.req.valid("param").id), "source");
        const detail = { name: row.name };
        const change = changeBy(deps, c.get("principal"), "source.deleted", row.id, detail, {
          before: auditedSource(row),
        });
        await deleteSource(deps.db, workspaceId, row.id, change);
        await apply(deps, workspaceId);
        deps.ingest.cache.delete(row.id);
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/sources/{id}/refusals",
        tags: ["Sources"],
        summary: "The last refused requests of a source",
        description:
          "Twenty at most, newest first, each with the reason. At most one is written down per ten seconds.",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("Refusals", z.object({ items: z.array(refusalSchema) })), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const row = found(await getSource(deps.db, workspaceId, c.req.valid("param").id), "source");
        return c.json({ items: await deps.ledgers(workspaceId).refusals(row.id) }, 200);
      },
    );
}
