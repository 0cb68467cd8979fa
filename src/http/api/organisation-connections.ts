// Connections of an organisation: made once by head office, and used by the workspaces it names, which see nothing of them
// but name, tool and status.
import { createRoute, z } from "@hono/zod-openapi";
import type { Check } from "../../connectors/kit";
import type { ConnectionConfig } from "../../core/config";
import { newId } from "../../core/ids";
import { tryConnection } from "../../flows/check";
import type { Health } from "../../flows/ports";
import {
  createOrganisationConnection,
  deleteOrganisationConnection,
  listOrganisationConnections,
  noteInWorkspaces,
  type OrganisationConnection,
  type SharedWith,
  sharesOf,
  type Use,
  updateOrganisationConnection,
  usesOf,
} from "../../storage/organisation-connections";
import { listWorkspaces, type Organisation, type Workspace } from "../../storage/workspaces";
import { atLeast, type Principal } from "../auth";
import type { HttpDeps } from "../deps";
import { inGroups } from "../in-groups";
import { notFound, Problem } from "../problem";
import {
  answer,
  body,
  found,
  inOrganisation,
  jsonObject,
  oneInOrganisation,
  problems,
  router,
} from "../routing";
import { applyToAll, changeBy } from "./applying";
import { askAll } from "./ask-all";
import { afterEdit, auditedConnection } from "./audited";
import { statusOf, toolOf } from "./connections";
import { takeSettings } from "./settings-input";
import { name } from "./workspaces";

const sharedWith = z
  .union([z.literal("all"), z.array(z.string()).max(1000)])
  .openapi({ description: "The ids of the shops that may use it, or “all”, which means later ones too" });

const status = z.enum(["ok", "failing", "unchecked"]);

const connectionSchema = z
  .object({
    id: z.string(),
    tool: z.string(),
    name: z.string(),
    paused: z.boolean(),
    settings: jsonObject.openapi({ description: "Without secrets" }),
    hasSecret: z.boolean(),
    sharedWith,
    usedBy: z
      .object({ shops: z.int(), automations: z.int() })
      .openapi({ description: "How many automations in how many shops run by it" }),
    createdAt: z.int(),
    checked: z
      .object({ status, problem: z.string().optional() })
      .optional()
      .openapi({ description: "How it went, where the tool was asked just now" }),
    applied: z.boolean().optional(),
  })
  .openapi("OrganisationConnection");

const detailSchema = connectionSchema
  .extend({
    shops: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        mayUse: z.boolean(),
        automations: z.int(),
        status: status.optional().openapi({ description: "As seen there; left out where nobody could say" }),
        problem: z.string().optional(),
      }),
    ),
  })
  .openapi("OrganisationConnectionDetail");

/** So many ledgers are told of a check at once. */
const toldAtOnce = 6;
/** So many are asked how they see a connection; of the others nothing is told. */
const mostAsked = 100;

const configOf = ({ isForAll: _, createdAt: __, ...connection }: OrganisationConnection): ConnectionConfig =>
  connection;

const newIn = (ids: string[], before: string[]) => ids.filter((id) => !before.includes(id));

const checkedView = (check: Check) => ({
  status: statusOf[check.is],
  ...("problem" in check ? { problem: check.problem } : {}),
});

const seenView = (health: Health | undefined) =>
  health ? { status: statusOf[health.state], ...(health.problem ? { problem: health.problem } : {}) } : {};

/** @throws Problem 404 for a shop that is not this organisation's */
function checkShops(wanted: SharedWith | undefined, shops: Workspace[]): void {
  const ids = new Set(shops.map((shop) => shop.id));
  if (wanted !== undefined && wanted !== "all" && wanted.some((id) => !ids.has(id)))
    throw notFound("workspace");
}

const allowed = (shared: SharedWith, shops: Workspace[]): string[] =>
  shops.map((shop) => shop.id).filter((id) => shared === "all" || shared.includes(id));

/** As the log tells it: by the names that the shops have by then. */
function inWords(shared: SharedWith, shops: Workspace[]): string {
  if (shared === "all") return "all";
  const names = shops.filter((shop) => shared.includes(shop.id)).map((shop) => shop.name);
  return names.join(", ") || "nobody";
}

export function organisationConnectionsApi(deps: HttpDeps) {
  const shopsOf = (organisationId: string) =>
    listWorkspaces(deps.db, { ids: [], organisationIds: [organisationId] });

  /** A connection with all that is told of it. */
  type Told = { row: OrganisationConnection; sharedWith: SharedWith; uses: Use[] };

  async function everythingOf(organisationId: string): Promise<Told[]> {
    const [rows, shares, uses] = await Promise.all([
      listOrganisationConnections(deps.db, organisationId),
      sharesOf(deps.db, organisationId),
      usesOf(deps.db, organisationId),
    ]);
    return rows.map((row) => ({
      row,
      sharedWith: row.isForAll ? "all" : (shares.get(row.id) ?? []),
      uses: uses.filter((use) => use.connectionId === row.id),
    }));
  }

  async function oneOf(organisationId: string, id: string): Promise<Told> {
    const all = await everythingOf(organisationId);
    return found(
      all.find(({ row }) => row.id === id),
      "connection",
    );
  }

  function view({ row, sharedWith, uses }: Told, extra: { check?: Check; applied?: boolean } = {}) {
    const { id, tool, name, paused, settings, secrets, createdAt } = row;
    const { check, applied } = extra;
    const automations = uses.reduce((sum, use) => sum + use.automations, 0);
    return {
      id,
      tool,
      name,
      paused,
      settings,
      hasSecret: secrets !== null,
      sharedWith,
      usedBy: { shops: uses.length, automations },
      createdAt,
      ...(check ? { checked: checkedView(check) } : {}),
      ...(applied === undefined ? {} : { applied }),
    };
  }

  /** Asks the tool once, and tells every ledger that uses the connection: what they held goes on. */
  async function check(row: OrganisationConnection, workspaceIds: string[]): Promise<Check> {
    const check = await tryConnection(row.organisationId, configOf(row), deps);
    await inGroups(workspaceIds, toldAtOnce, (id) =>
      deps
        .ledgers(id)
        .noteCheck(row.id, check)
        .catch((error: unknown) => {
          // The watchdog checks it there before long.
          const message = "a check could not be noted";
          console.warn(JSON.stringify({ message, workspace: id, error: String(error) }));
        }),
    );
    return check;
  }

  /** Tells shops' own logs, by the connection's name alone, that they may use it, or no longer may. */
  async function noteSharing(
    principal: Principal,
    organisation: Organisation,
    row: OrganisationConnection,
    before: string[],
    after: string[],
  ): Promise<void> {
    const note = (action: string, ids: string[]) => {
      const change = changeBy(deps, principal, action, row.id, { name: row.name, by: organisation.name });
      return noteInWorkspaces(deps.db, ids, change);
    };
    const [shared, withdrawn] = [newIn(after, before), newIn(before, after)];
    try {
      await note("connection.shared", shared);
      await note("connection.withdrawn", withdrawn);
    } catch (error) {
      // It is done, and in the organisation's log: trouble with the shops' logs must not make it look as if it were not.
      const cause = error instanceof Error ? (error.cause ?? error) : error; // the database's own words hold values
      console.warn(JSON.stringify({ message: "shops' logs could not be written", error: String(cause) }));
    }
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/organisations/{org}/connections",
        tags: ["Organisations"],
        summary: "List the organisation's connections",
        middleware: atLeast("viewer"),
        request: { params: inOrganisation },
        responses: {
          200: answer("Connections", z.object({ items: z.array(connectionSchema) })),
          ...problems,
        },
      }),
      async (c) => {
        const all = await everythingOf(c.get("organisation").id);
        return c.json({ items: all.map((one) => view(one)) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/organisations/{org}/connections",
        tags: ["Organisations"],
        summary: "Create a connection for shops to use",
        description: "They see its name, its tool and whether it works, and nothing of its settings.",
        middleware: atLeast("owner"),
        request: {
          params: inOrganisation,
          ...body(z.strictObject({ tool: z.string(), name, settings: jsonObject.default({}), sharedWith })),
        },
        responses: { 201: answer("The connection", connectionSchema), ...problems },
      }),
      async (c) => {
        const input = c.req.valid("json");
        const organisation = c.get("organisation");
        const organisationId = organisation.id;
        const shops = await shopsOf(organisationId);
        checkShops(input.sharedWith, shops);
        const tool = toolOf(input.tool, deps);
        const id = newId("connection", deps.randomBytes);
        const row: OrganisationConnection = {
          id,
          organisationId,
          tool: input.tool,
          name: input.name,
          paused: false,
          version: 1,
          secrets: null,
          isForAll: input.sharedWith === "all",
          ...(await takeSettings(tool.settings, input.settings, { organisationId, id, secrets: null }, deps)),
          createdAt: deps.now(),
        };
        const detail = { tool: row.tool, name: row.name };
        const change = changeBy(deps, c.get("principal"), "connection.created", id, detail, {
          after: { ...auditedConnection(row), sharedWith: inWords(input.sharedWith, shops) },
        });
        const changed = await createOrganisationConnection(deps.db, row, input.sharedWith, change);
        await noteSharing(c.get("principal"), organisation, row, [], allowed(input.sharedWith, shops));
        const applied = await applyToAll(deps, changed);
        const told = { row, sharedWith: input.sharedWith, uses: [] };
        return c.json(view(told, { check: await check(row, changed), applied }), 201);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/organisations/{org}/connections/{id}",
        tags: ["Organisations"],
        summary: "Read a connection, and where it is used",
        description: "Each shop that may use it is asked how it fares there.",
        middleware: atLeast("viewer"),
        request: { params: oneInOrganisation },
        responses: { 200: answer("The connection", detailSchema), ...problems },
      }),
      async (c) => {
        const organisationId = c.get("organisation").id;
        const told = await oneOf(organisationId, c.req.valid("param").id);
        const shops = await shopsOf(organisationId);
        const mayUse = new Set(allowed(told.sharedWith, shops));
        const healths = await askAll([...mayUse].slice(0, mostAsked), deps.ledgers, (ledger) =>
          ledger.connectionHealth(),
        );
        const views = shops.map((shop) => ({
          id: shop.id,
          name: shop.name,
          mayUse: mayUse.has(shop.id),
          automations: told.uses.find((use) => use.workspaceId === shop.id)?.automations ?? 0,
          ...seenView(healths.get(shop.id)?.[told.row.id]),
        }));
        return c.json({ ...view(told), shops: views }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/organisations/{org}/connections/{id}",
        tags: ["Organisations"],
        summary: "Change a connection, or who may use it",
        description:
          "`settings` replaces the settings; a secret that is left out stays, one that is null goes. In a shop that may no " +
          "longer use it, what was to run by it is held, and goes on once it is shared again.",
        middleware: atLeast("owner"),
        request: {
          params: oneInOrganisation,
          ...body(
            z.strictObject({
              name: name.optional(),
              settings: jsonObject.optional(),
              paused: z.boolean().optional(),
              sharedWith: sharedWith.optional(),
            }),
          ),
        },
        responses: { 200: answer("The connection", connectionSchema), ...problems },
      }),
      async (c) => {
        const { settings: sent, sharedWith: wanted, ...plain } = c.req.valid("json");
        const organisation = c.get("organisation");
        const before = await oneOf(organisation.id, c.req.valid("param").id);
        const shops = await shopsOf(organisation.id);
        checkShops(wanted, shops);
        const { row } = before;
        const values = {
          ...plain,
          ...(sent ? await takeSettings(toolOf(row.tool, deps).settings, sent, row, deps) : {}),
        };
        const detail = { name: row.name, fields: Object.keys(c.req.valid("json")) };
        const was = { ...auditedConnection(row), sharedWith: inWords(before.sharedWith, shops) };
        const change = changeBy(deps, c.get("principal"), "connection.changed", row.id, detail, {
          before: was,
          after: afterEdit(was, {
            ...values,
            ...(wanted === undefined ? {} : { sharedWith: inWords(wanted, shops) }),
          }),
        });
        const changed = await updateOrganisationConnection(deps.db, row, values, wanted, change);
        const after = await oneOf(organisation.id, row.id);
        const users = allowed(after.sharedWith, shops);
        await noteSharing(
          c.get("principal"),
          organisation,
          after.row,
          allowed(before.sharedWith, shops),
          users,
        );
        const applied = await applyToAll(deps, changed);
        const checked = sent ? { check: await check(after.row, users) } : {};
        return c.json(view(after, { ...checked, applied }), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/organisations/{org}/connections/{id}/check",
        tags: ["Organisations"],
        summary: "Check a connection now",
        description:
          "Tries the credentials once. If they work, held deliveries go on in every shop that uses it.",
        middleware: atLeast("editor"),
        request: { params: oneInOrganisation },
        responses: { 200: answer("The connection", connectionSchema), ...problems },
      }),
      async (c) => {
        const organisationId = c.get("organisation").id;
        const told = await oneOf(organisationId, c.req.valid("param").id);
        const users = allowed(told.sharedWith, await shopsOf(organisationId));
        return c.json(view(told, { check: await check(told.row, users) }), 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/organisations/{org}/connections/{id}",
        tags: ["Organisations"],
        summary: "Delete a connection",
        description: "Refused while automations use it, also where they no longer may.",
        middleware: atLeast("owner"),
        request: { params: oneInOrganisation },
        responses: { 204: { description: "Deleted" }, ...problems },
      }),
      async (c) => {
        const organisationId = c.get("organisation").id;
        const { row, uses } = await oneOf(organisationId, c.req.valid("param").id);
        if (uses.length > 0) throw await stillUsed(organisationId, uses);
        const change = changeBy(
          deps,
          c.get("principal"),
          "connection.deleted",
          row.id,
          { name: row.name },
          { before: auditedConnection(row) },
        );
        await applyToAll(deps, await deleteOrganisationConnection(deps.db, row, change));
        return c.body(null, 204);
      },
    );

  async function stillUsed(organisationId: string, uses: Use[]): Promise<Problem> {
    const shops = await shopsOf(organisationId);
    const names = uses.map(({ workspaceId }) => `“${shops.find((shop) => shop.id === workspaceId)?.name}”`);
    return new Problem(
      409,
      `It is used by automations in ${names.join(", ")}. Change or delete those first.`,
    );
  }
}
