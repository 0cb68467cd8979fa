// Organisations and workspaces: who owns shops, and each shop's own place.
import { createRoute, z } from "@hono/zod-openapi";
import { newId } from "../../core/ids";
import { type Role, roles } from "../../core/people";
import {
  createOrganisation,
  createWorkspace,
  firstOrganisationOr,
  getOrganisation,
  listOrganisations,
  listWorkspaces,
  updateWorkspace,
  type Workspace,
} from "../../storage/workspaces";
import { atLeast, ownsOrganisation, type Principal, roleIn, roleInAll } from "../auth";
import type { HttpDeps } from "../deps";
import { notFound, Problem } from "../problem";
import { answer, body, found, inWorkspace, problems, router } from "../routing";
import { apply, changeBy } from "./applying";

const timeZone = z
  .string()
  .refine(isTimeZone, { error: "is not a time zone; write one like Europe/Warsaw" })
  .openapi({ example: "Europe/Warsaw" });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const name = z.string().trim().min(1).max(200);
const workspaceSchema = z
  .object({
    id: z.string(),
    organisationId: z.string(),
    name: z.string(),
    timeZone: z.string(),
    createdAt: z.int(),
    role: z.enum(roles).openapi({ description: "What whoever asks may do there" }),
  })
  .openapi("Workspace");
export const organisationSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    createdAt: z.int(),
    role: z.enum(roles).optional().openapi({
      description: "What whoever asks may do in all of it; left out for members of single workspaces",
    }),
  })
  .openapi("Organisation");

function view(
  { version: _, deletingAt: __, ...workspace }: Workspace,
  role: Role,
): z.infer<typeof workspaceSchema> {
  return { ...workspace, role };
}

export function workspacesApi(deps: HttpDeps) {
  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/organisations",
        tags: ["Workspaces"],
        summary: "List organisations",
        responses: {
          200: answer("Organisations", z.object({ items: z.array(organisationSchema) })),
          ...problems,
        },
      }),
      async (c) => {
        const principal = c.get("principal");
        const all = await listOrganisations(deps.db);
        const items = all
          .filter((one) => isMember(principal, one.id))
          .map((one) => ({ ...one, role: roleInAll(one.id, principal) }));
        return c.json({ items }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/organisations",
        tags: ["Workspaces"],
        summary: "Create an organisation",
        request: body(z.strictObject({ name })),
        responses: { 201: answer("The organisation", organisationSchema), ...problems },
      }),
      async (c) => {
        if (c.get("principal").is !== "installation")
          throw new Problem(403, "Organisations are created with the installation's own key.");
        const organisation = {
          id: newId("organisation", deps.randomBytes),
          ...c.req.valid("json"),
          createdAt: deps.now(),
        };
        await createOrganisation(deps.db, organisation);
        return c.json(organisation, 201);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces",
        tags: ["Workspaces"],
        summary: "List workspaces",
        responses: { 200: answer("Workspaces", z.object({ items: z.array(workspaceSchema) })), ...problems },
      }),
      async (c) => {
        const principal = c.get("principal");
        const rows = await listWorkspaces(deps.db, visible(principal));
        const items = rows.flatMap((row) => {
          const role = roleIn(row, principal);
          return role ? [view(row, role)] : [];
        });
        return c.json({ items }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces",
        tags: ["Workspaces"],
        summary: "Create a workspace",
        description: "Without an organisation it belongs to the first one, which is made if there is none.",
        request: body(
          z.strictObject({ name, timeZone: timeZone.optional(), organisationId: z.string().optional() }),
        ),
        responses: { 201: answer("The workspace", workspaceSchema), ...problems },
      }),
      async (c) => {
        const input = c.req.valid("json");
        const organisation = await organisationFor(input.organisationId, c.get("principal"), deps);
        const workspace: Workspace = {
          id: newId("workspace", deps.randomBytes),
          organisationId: organisation.id,
          name: input.name,
          timeZone: input.timeZone ?? "UTC",
          version: 1,
          createdAt: deps.now(),
          deletingAt: null,
        };
        const builtIn = deps.connectors
          .filter((connector) => connector.tool?.builtIn)
          .map((connector) => ({
            id: newId("connection", deps.randomBytes),
            workspaceId: workspace.id,
            tool: connector.id,
            name: connector.title,
            paused: false,
            version: 1,
            settings: {},
            secrets: null,
            createdAt: deps.now(),
          }));
        const { name, timeZone } = workspace;
        const change = changeBy(
          deps,
          c.get("principal"),
          "workspace.created",
          workspace.id,
          { name },
          { after: { name, timeZone } },
        );
        await createWorkspace(deps.db, workspace, builtIn, change);
        await apply(deps, workspace.id);
        return c.json(view(workspace, "owner"), 201);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}",
        tags: ["Workspaces"],
        summary: "Read a workspace",
        request: { params: inWorkspace },
        responses: { 200: answer("The workspace", workspaceSchema), ...problems },
      }),
      (c) => c.json(view(c.get("workspace"), c.get("role")), 200),
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/workspaces/{ws}",
        tags: ["Workspaces"],
        summary: "Change a workspace",
        middleware: atLeast("owner"),
        request: {
          params: inWorkspace,
          ...body(z.strictObject({ name: name.optional(), timeZone: timeZone.optional() })),
        },
        responses: { 200: answer("The workspace", workspaceSchema), ...problems },
      }),
      async (c) => {
        const workspace = c.get("workspace");
        const input = c.req.valid("json");
        const values = {
          ...(input.name === undefined ? {} : { name: input.name }),
          ...(input.timeZone === undefined ? {} : { timeZone: input.timeZone }),
        };
        if (Object.keys(values).length > 0) {
          const change = changeBy(
            deps,
            c.get("principal"),
            "workspace.changed",
            workspace.id,
            { name: workspace.name, fields: Object.keys(values) },
            { before: workspace, after: { ...workspace, ...values } },
          );
          await updateWorkspace(deps.db, workspace.id, values, change);
          await apply(deps, workspace.id);
        }
        return c.json(view({ ...workspace, ...values }, c.get("role")), 200);
      },
    );
}

function isMember(principal: Principal, organisationId: string): boolean {
  if (principal.is === "installation") return true;
  return (
    principal.is === "person" && principal.memberships.some((one) => one.organisationId === organisationId)
  );
}

/** What of all workspaces this principal may see; undefined for all. */
function visible(principal: Principal): { ids: string[]; organisationIds: string[] } | undefined {
  if (principal.is === "installation") return undefined;
  if (principal.is === "key") return { ids: [principal.workspaceId], organisationIds: [] };
  return {
    ids: principal.memberships.flatMap((one) => one.workspaceId ?? []),
    organisationIds: principal.memberships
      .filter((one) => one.workspaceId === null)
      .map((one) => one.organisationId),
  };
}

async function organisationFor(id: string | undefined, principal: Principal, deps: HttpDeps) {
  if (id !== undefined) {
    const organisation = found(await getOrganisation(deps.db, id), "organisation");
    if (!isMember(principal, id)) throw notFound("organisation");
    if (!ownsOrganisation(principal, id))
      throw new Problem(403, "Only an owner of the organisation can add a workspace.");
    return organisation;
  }
  if (principal.is === "person") {
    const owned = principal.memberships.find((one) => ownsOrganisation(principal, one.organisationId));
    if (owned) return found(await getOrganisation(deps.db, owned.organisationId), "organisation");
  }
  if (principal.is !== "installation")
    throw new Problem(403, "Only an owner of the organisation can add a workspace.");
  return firstOrganisation(deps);
}

/** The organisation of an installation that has only one, made when it is first needed. */
export function firstOrganisation(deps: HttpDeps) {
  return firstOrganisationOr(deps.db, {
    id: newId("organisation", deps.randomBytes),
    name: "My organisation",
    createdAt: deps.now(),
  });
}
