// Sources: where events come from. Each has a webhook URL to paste into a shop.
import { createRoute, z } from "@hono/zod-openapi";
import type { Source } from "../../connectors/kit";
import { newId } from "../../core/ids";
import type { JsonObject } from "../../core/json";
import { makeSourceToken } from "../../core/token";
import { refusalSchema } from "../../core/views";
import { openSecrets, sealSecrets, splitSettings } from "../../flows/settings";
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
import { answer, body, found, inWorkspace, oneInWorkspace, problems, router } from "../routing";
import { apply, changeBy } from "./applying";
import { checkSettings } from "./settings-input";

/** How long the secret before still counts after a new one was set. */
const rotationMs = 24 * 3600 * 1000;

const sourceSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    enabled: z.boolean(),
    settings: z.record(z.string(), z.json()).openapi({ description: "Without secrets" }),
    hasSecret: z.boolean(),
    webhookUrl: z.string().optional().openapi({
      description: "Paste it into the shop. It is a credential: shown to editors and owners only.",
    }),
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
const settings = z.record(z.string(), z.json());

export function sourcesApi(deps: HttpDeps) {
  const definitionOf = (kind: string): Source => {
    const source = deps.connector(kind)?.source;
    if (!source)
      throw invalidFields([{ path: "kind", message: `is not a source Shopbell knows: “${kind}”` }]);
    return source;
  };
  const secretsOf = (row: SourceRow) => openSecrets(deps.keyring, row.workspaceId, row.id, row.secrets);

  async function view(row: SourceRow, role: Role, applied?: boolean): Promise<z.infer<typeof sourceSchema>> {
    const definition = definitionOf(row.kind);
    const secrets = await secretsOf(row);
    const all = { ...row.settings, ...secrets };
    const mayWrite = role === "editor" || role === "owner";
    const url = mayWrite ? await webhookUrl(row, definition, all) : undefined;
    const caveat = definition.caveat?.(definition.settings.parse(all));
    return {
      id: row.id,
      kind: row.kind,
      name: row.name,
      enabled: row.enabled,
      settings: row.settings,
      hasSecret: row.secrets !== null,
      ...(url ? { webhookUrl: url } : {}),
      ...(caveat ? { caveat } : {}),
      setupSteps: definition.setupSteps.map((step) => step.replaceAll("{{url}}", url ?? "the webhook URL")),
      createdAt: row.createdAt,
      ...(applied === undefined ? {} : { applied }),
    };
  }

  async function webhookUrl(row: SourceRow, definition: Source, all: JsonObject): Promise<string> {
    const token = await makeSourceToken(deps.tokenKey, {
      workspaceId: row.workspaceId,
      sourceId: row.id,
      version: row.tokenVersion,
    });
    const query = new URLSearchParams(definition.urlQuery?.(definition.settings.parse(all)) ?? {}).toString();
    return `${deps.publicUrl}/in/${token}${query && `?${query}`}`;
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
        const rows = await listSources(deps.db, c.get("workspace").id);
        return c.json({ items: await Promise.all(rows.map((row) => view(row, c.get("role")))) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/sources",
        tags: ["Sources"],
        summary: "Create a source",
        middleware: atLeast("editor"),
        request: {
          params: inWorkspace,
          ...body(z.object({ kind: z.string(), name, settings: settings.default({}) })),
        },
        responses: { 201: answer("The source, with its webhook URL", sourceSchema), ...problems },
      }),
      async (c) => {
        const input = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const definition = definitionOf(input.kind);
        const checked = splitSettings(
          definition.settings,
          checkSettings(definition.settings, input.settings, deps),
        );
        const id = newId("source", deps.randomBytes);
        const row: SourceRow = {
          id,
          workspaceId,
          kind: input.kind,
          name: input.name,
          enabled: true,
          tokenVersion: 1,
          settings: checked.open,
          secrets: await sealSecrets(deps.keyring, workspaceId, id, checked.secret),
          previousSecrets: null,
          previousUntil: null,
          createdAt: deps.now(),
        };
        const detail = { kind: row.kind, name: row.name };
        await createSource(deps.db, row, changeBy(deps, c.get("principal"), "source.created", id, detail));
        return c.json(await view(row, c.get("role"), await apply(deps, workspaceId)), 201);
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
        const row = found(await getSource(deps.db, c.get("workspace").id, c.req.valid("param").id), "source");
        return c.json(await view(row, c.get("role")), 200);
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/workspaces/{ws}/sources/{id}",
        tags: ["Sources"],
        summary: "Change a source",
        description:
          "`settings` replaces the settings; a secret that is left out stays. A secret that is replaced still counts for " +
          "24 hours, so that nothing is refused while the shop changes over. `renewUrl` makes a new webhook URL at once.",
        middleware: atLeast("editor"),
        request: {
          params: oneInWorkspace,
          ...body(
            z.object({
              name: name.optional(),
              settings: settings.optional(),
              enabled: z.boolean().optional(),
              renewUrl: z.boolean().optional(),
            }),
          ),
        },
        responses: { 200: answer("The source", sourceSchema), ...problems },
      }),
      async (c) => {
        const input = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const before = found(await getSource(deps.db, workspaceId, c.req.valid("param").id), "source");
        const row: SourceRow = {
          ...before,
          name: input.name ?? before.name,
          enabled: input.enabled ?? before.enabled,
          tokenVersion: input.renewUrl ? (before.tokenVersion + 1) % 256 : before.tokenVersion,
        };
        if (input.settings) {
          const form = definitionOf(before.kind).settings;
          const secretsBefore = await secretsOf(before);
          const checked = splitSettings(
            form,
            checkSettings(form, { ...secretsBefore, ...input.settings }, deps),
          );
          row.settings = checked.open;
          if (JSON.stringify(checked.secret) !== JSON.stringify(secretsBefore)) {
            row.secrets = await sealSecrets(deps.keyring, workspaceId, row.id, checked.secret);
            row.previousSecrets = before.secrets;
            row.previousUntil = before.secrets === null ? null : deps.now() + rotationMs;
          }
        }
        const { id, workspaceId: _, kind: __, createdAt: ___, ...values } = row;
        const detail = { fields: Object.keys(input) };
        await updateSource(
          deps.db,
          workspaceId,
          id,
          values,
          changeBy(deps, c.get("principal"), "source.changed", id, detail),
        );
        return c.json(await view(row, c.get("role"), await apply(deps, workspaceId)), 200);
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
        const change = changeBy(deps, c.get("principal"), "source.deleted", row.id, { name: row.name });
        await deleteSource(deps.db, workspaceId, row.id, change);
        await apply(deps, workspaceId);
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
