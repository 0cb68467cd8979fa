// Connections of an organisation, and which of its workspaces may use them. Every read and write names the organisation,
// or the workspace that they are read for.
import { and, asc, count, eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { ConnectionConfig } from "../core/config";
import { type ConnectionRow, getConnection, listConnections } from "./connections";
import type { Change, Database } from "./database";
import {
  audit,
  automations,
  connectionShares,
  organisationConnections,
  organisations,
  workspaces,
} from "./schema";

export type OrganisationConnection = typeof organisationConnections.$inferSelect;

/** Who may use a connection: every workspace of its organisation, or those with these ids. */
export type SharedWith = "all" | string[];

/** A connection as a workspace may use it: its own, or its organisation's. */
export type UsableConnection = ConnectionConfig & Pick<ConnectionRow, "createdAt"> & { byName?: string };

/** A workspace and what it belongs to. */
type Place = { id: string; organisationId: string };

const one = (organisationId: string, id: string) =>
  and(eq(organisationConnections.organisationId, organisationId), eq(organisationConnections.id, id));

/** Whether a workspace of its organisation may use a connection. */
const mayUse = (workspaceId: string): SQL<number> =>
  sql<number>`(${organisationConnections.isForAll} OR EXISTS (SELECT 1 FROM ${connectionShares}
    WHERE ${connectionShares.connectionId} = ${organisationConnections.id}
    AND ${connectionShares.workspaceId} = ${workspaceId}))`;

// ── As the organisation sees them ──

export async function listOrganisationConnections(
  db: Database,
  organisationId: string,
): Promise<OrganisationConnection[]> {
  return db
    .select()
    .from(organisationConnections)
    .where(eq(organisationConnections.organisationId, organisationId))
    .orderBy(asc(organisationConnections.createdAt), asc(organisationConnections.id));
}

/** By the connections' ids, the workspaces that are named for them. A connection for all names none. */
export async function sharesOf(db: Database, organisationId: string): Promise<Map<string, string[]>> {
  const rows = await db
    .select({ connectionId: connectionShares.connectionId, workspaceId: connectionShares.workspaceId })
    .from(connectionShares)
    .innerJoin(organisationConnections, eq(organisationConnections.id, connectionShares.connectionId))
    .where(eq(organisationConnections.organisationId, organisationId))
    .orderBy(asc(connectionShares.workspaceId));
  const shares = new Map<string, string[]>();
  for (const { connectionId, workspaceId } of rows)
    shares.set(connectionId, [...(shares.get(connectionId) ?? []), workspaceId]);
  return shares;
}

export type Use = { connectionId: string; workspaceId: string; automations: number };

/** How many automations of which workspaces use the organisation's connections; also where they no longer may. */
export async function usesOf(db: Database, organisationId: string): Promise<Use[]> {
  const connectionId = sql<string>`json_extract(${automations.definition}, '$.action.connectionId')`;
  const its = db
    .select({ id: organisationConnections.id })
    .from(organisationConnections)
    .where(eq(organisationConnections.organisationId, organisationId));
  return db
    .select({ connectionId, workspaceId: automations.workspaceId, automations: count() })
    .from(automations)
    .innerJoin(workspaces, eq(workspaces.id, automations.workspaceId))
    .where(and(eq(workspaces.organisationId, organisationId), inArray(connectionId, its)))
    .groupBy(connectionId, automations.workspaceId);
}

export async function createOrganisationConnection(
  db: Database,
  row: OrganisationConnection,
  sharedWith: SharedWith,
  what: Change,
): Promise<string[]> {
  const writes = [db.insert(organisationConnections).values(row), ...share(db, row, sharedWith)];
  return changeOrganisation(db, row, what, ...writes);
}

/** Writes only what is named; new settings raise the version. @returns the workspaces whose configuration has changed */
export async function updateOrganisationConnection(
  db: Database,
  { organisationId, id }: Pick<OrganisationConnection, "organisationId" | "id">,
  values: Partial<Pick<OrganisationConnection, "name" | "paused" | "settings" | "secrets">>,
  sharedWith: SharedWith | undefined,
  what: Change,
): Promise<string[]> {
  const raised = values.settings ? { version: sql`${organisationConnections.version} + 1` } : {};
  const write = { ...values, ...raised, ...(sharedWith && { isForAll: sharedWith === "all" }) };
  if (Object.keys(write).length === 0) return [];
  const writes = [
    db.update(organisationConnections).set(write).where(one(organisationId, id)),
    ...(sharedWith ? share(db, { organisationId, id }, sharedWith) : []),
  ];
  return changeOrganisation(db, { organisationId, id }, what, ...writes);
}

/** @returns the workspaces whose configuration has changed */
export async function deleteOrganisationConnection(
  db: Database,
  { organisationId, id }: Pick<OrganisationConnection, "organisationId" | "id">,
  what: Change,
): Promise<string[]> {
  return changeOrganisation(
    db,
    { organisationId, id },
    what,
    db.delete(connectionShares).where(eq(connectionShares.connectionId, id)),
    db.delete(organisationConnections).where(one(organisationId, id)),
  );
}

/** Writes down in workspaces' own logs what their organisation did that concerns them. */
export async function noteInWorkspaces(db: Database, workspaceIds: string[], what: Change): Promise<void> {
  if (workspaceIds.length === 0) return;
  await db.insert(audit).select(
    // All columns, in the schema's order.
    sql`SELECT NULL, value, ${what.at}, ${what.actor}, ${what.actorName ?? null}, ${what.action}, ${what.target},
          ${what.detail ? JSON.stringify(what.detail) : null}, NULL, NULL FROM json_each(${JSON.stringify(workspaceIds)})`,
  );
}

type Its = Pick<OrganisationConnection, "organisationId" | "id">;

/** Statements that name those who may use a connection, and nobody else. Ids of other organisations name nobody. */
function share(db: Database, { organisationId, id }: Its, sharedWith: SharedWith): BatchItem<"sqlite">[] {
  const named = sharedWith === "all" ? [] : sharedWith;
  return [
    db.delete(connectionShares).where(eq(connectionShares.connectionId, id)),
    db.insert(connectionShares).select(
      sql`SELECT ${id}, ${workspaces.id} FROM ${workspaces} WHERE ${workspaces.organisationId} = ${organisationId}
          AND ${workspaces.id} IN (SELECT value FROM json_each(${JSON.stringify(named)}))`,
    ),
  ];
}

/**
 * Carries out writes to one connection, raises the version of every workspace that could use it before or can now, and
 * writes the organisation's log: all or nothing.
 */
async function changeOrganisation(
  db: Database,
  { organisationId, id }: Its,
  what: Change,
  ...writes: BatchItem<"sqlite">[]
): Promise<string[]> {
  const can = sql`EXISTS (SELECT 1 FROM ${organisationConnections} WHERE ${organisationConnections.id} = ${id} AND
    (${organisationConnections.isForAll} OR EXISTS (SELECT 1 FROM ${connectionShares}
      WHERE ${connectionShares.connectionId} = ${id} AND ${connectionShares.workspaceId} = ${workspaces.id})))`;
  const raise = () =>
    db
      .update(workspaces)
      .set({ version: sql`${workspaces.version} + 1` })
      .where(and(eq(workspaces.organisationId, organisationId), can))
      .returning({ id: workspaces.id });
  const log = db.insert(audit).values({ workspaceId: organisationId, ...what });
  const [before, , ...rest] = await db.batch([raise(), log, ...writes, raise()]);
  const after = rest.at(-1) as typeof before; // the last statement, of the same kind as the first
  return [...new Set([...before, ...after].map((row) => row.id))];
}

// ── As a workspace sees them ──

/** Its own first. */
export async function listUsableConnections(db: Database, workspace: Place): Promise<UsableConnection[]> {
  const [own, shared] = await Promise.all([listConnections(db, workspace.id), readShared(db, workspace)]);
  return [...own, ...shared];
}

/** @returns undefined also for a connection of the organisation that the workspace may not use */
export async function getUsableConnection(
  db: Database,
  workspace: Place,
  id: string,
): Promise<UsableConnection | undefined> {
  const own = await getConnection(db, workspace.id, id);
  return own ?? (await readShared(db, workspace, eq(organisationConnections.id, id)))[0];
}

async function readShared(db: Database, workspace: Place, which?: SQL): Promise<UsableConnection[]> {
  const rows = await db
    .select({ connection: organisationConnections, byName: organisations.name })
    .from(organisationConnections)
    .innerJoin(organisations, eq(organisations.id, organisationConnections.organisationId))
    .where(
      and(eq(organisationConnections.organisationId, workspace.organisationId), mayUse(workspace.id), which),
    )
    .orderBy(asc(organisationConnections.createdAt), asc(organisationConnections.id));
  return rows.map(({ connection: { isForAll: _, ...connection }, byName }) => ({ ...connection, byName }));
}

/** All the connections of a workspace's organisation, each with whether the workspace may use it. For a batch. */
export function ofOrganisationOf(db: Database, workspaceId: string) {
  const { isForAll: _, createdAt: __, ...columns } = getTableColumns(organisationConnections);
  const organisationId = db
    .select({ id: workspaces.organisationId })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId));
  return db
    .select({ ...columns, mayUse: mayUse(workspaceId) })
    .from(organisationConnections)
    .where(inArray(organisationConnections.organisationId, organisationId))
    .orderBy(asc(organisationConnections.createdAt), asc(organisationConnections.id));
}

/** As the ledger gets it. Of one that the workspace may not use it gets a paused stub, which holds what was to run by it. */
export function toSharedConfig({
  mayUse,
  ...connection
}: Awaited<ReturnType<typeof ofOrganisationOf>>[number]): ConnectionConfig {
  if (mayUse) return connection;
  return { ...connection, paused: true, settings: {}, secrets: null, isWithheld: true };
}
