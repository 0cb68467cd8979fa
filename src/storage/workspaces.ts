// Organisations and their workspaces, and the whole configuration of one, as its ledger gets it.
import { and, asc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { Automation } from "../core/automation";
import type { WorkspaceConfig } from "../core/config";
import { type Change, change, type Database } from "./database";
import { ofOrganisationOf, toSharedConfig } from "./organisation-connections";
import { toProduct } from "./products";
import {
  alertChannels,
  audit,
  automations,
  codes,
  connections,
  organisations,
  products,
  sources,
  workspaces,
} from "./schema";

export type Workspace = typeof workspaces.$inferSelect;
export type Organisation = typeof organisations.$inferSelect;

export async function listOrganisations(db: Database): Promise<Organisation[]> {
  return db.select().from(organisations).orderBy(asc(organisations.createdAt), asc(organisations.id));
}

export async function getOrganisation(db: Database, id: string): Promise<Organisation | undefined> {
  return db.select().from(organisations).where(eq(organisations.id, id)).get();
}

export async function createOrganisation(db: Database, organisation: Organisation): Promise<void> {
  await db.insert(organisations).values(organisation);
}

export async function renameOrganisation(
  db: Database,
  id: string,
  name: string,
  what: Change,
): Promise<void> {
  await db.batch([
    db.update(organisations).set({ name }).where(eq(organisations.id, id)),
    db.insert(audit).values({ workspaceId: id, ...what }),
  ]);
}

/** The organisation that was there first: the one of an installation that has only one. */
async function firstOrganisation(db: Database): Promise<Organisation | undefined> {
  return db
    .select()
    .from(organisations)
    .orderBy(asc(organisations.createdAt), asc(organisations.id))
    .limit(1)
    .get();
}

/** The first organisation, which `fallback` becomes if there is none: in one statement, so that two at once agree. */
export async function firstOrganisationOr(db: Database, fallback: Organisation): Promise<Organisation> {
  const { id, name, createdAt } = fallback;
  await db.run(
    sql`INSERT INTO ${organisations} (id, name, created_at)
        SELECT ${id}, ${name}, ${createdAt} WHERE NOT EXISTS (SELECT 1 FROM ${organisations})`,
  );
  return (await firstOrganisation(db)) ?? fallback;
}

/** Creates a workspace with the connections every workspace is born with. */
export async function createWorkspace(
  db: Database,
  workspace: Workspace,
  builtIn: (typeof connections.$inferInsert)[],
  what: Change,
): Promise<void> {
  await db.batch([
    db.insert(workspaces).values(workspace),
    db.insert(audit).values({ workspaceId: workspace.id, ...what }),
    ...builtIn.map((connection) => db.insert(connections).values(connection)),
  ]);
}

/** A workspace that is being deleted is found by nobody. */
const isThere = isNull(workspaces.deletingAt);

export async function getWorkspace(db: Database, id: string): Promise<Workspace | undefined> {
  return db
    .select()
    .from(workspaces)
    .where(and(eq(workspaces.id, id), isThere))
    .get();
}

/** @param only what to choose from: single workspaces, and all of some organisations; undefined for all there are */
export async function listWorkspaces(
  db: Database,
  only?: { ids: string[]; organisationIds: string[] },
): Promise<Workspace[]> {
  const chosen =
    only && or(inArray(workspaces.id, only.ids), inArray(workspaces.organisationId, only.organisationIds));
  return db
    .select()
    .from(workspaces)
    .where(and(chosen, isThere))
    .orderBy(asc(workspaces.createdAt), asc(workspaces.id));
}

/** An organisation's workspaces by their names, those that are being deleted included. */
export async function listWorkspacesOf(
  db: Database,
  organisationId: string,
  page: { offset: number; limit: number },
): Promise<Workspace[]> {
  return db
    .select()
    .from(workspaces)
    .where(eq(workspaces.organisationId, organisationId))
    .orderBy(sql`lower(${workspaces.name})`, asc(workspaces.id))
    .limit(page.limit)
    .offset(page.offset);
}

/** Also one that is being deleted. */
export async function getWorkspaceOf(
  db: Database,
  organisationId: string,
  id: string,
): Promise<Workspace | undefined> {
  return db
    .select()
    .from(workspaces)
    .where(and(eq(workspaces.organisationId, organisationId), eq(workspaces.id, id)))
    .get();
}

export async function updateWorkspace(
  db: Database,
  id: string,
  values: Partial<Pick<Workspace, "name" | "timeZone">>,
  what: Change,
): Promise<void> {
  await change(db, id, what, db.update(workspaces).set(values).where(eq(workspaces.id, id)));
}

/** Every workspace, a page at a time, for the watchdog. */
export async function* everyWorkspace(db: Database): AsyncIterable<{ id: string; version: number }> {
  let after = "";
  for (;;) {
    const page = await db
      .select({ id: workspaces.id, version: workspaces.version })
      .from(workspaces)
      .where(and(gt(workspaces.id, after), isThere))
      .orderBy(asc(workspaces.id))
      .limit(100);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < 100) return;
    after = last.id;
  }
}

/** The configuration of one workspace, read in one batch so that it is all of one version. */
export async function loadConfig(db: Database, workspaceId: string): Promise<WorkspaceConfig | undefined> {
  const [found, itsSources, itsConnections, shared, itsAutomations, itsProducts, itsCodes, itsChannels] =
    await db.batch([
      db
        .select()
        .from(workspaces)
        .where(and(eq(workspaces.id, workspaceId), isThere)),
      db.select().from(sources).where(eq(sources.workspaceId, workspaceId)),
      db.select().from(connections).where(eq(connections.workspaceId, workspaceId)),
      ofOrganisationOf(db, workspaceId),
      db
        .select()
        .from(automations)
        .where(eq(automations.workspaceId, workspaceId))
        .orderBy(asc(automations.createdAt), asc(automations.id)),
      db.select().from(products).where(eq(products.workspaceId, workspaceId)),
      db.select().from(codes).where(eq(codes.workspaceId, workspaceId)),
      db.select().from(alertChannels).where(eq(alertChannels.workspaceId, workspaceId)),
    ]);
  const [workspace] = found;
  if (!workspace) return undefined;
  return {
    workspaceId,
    version: workspace.version,
    name: workspace.name,
    timeZone: workspace.timeZone,
    sources: itsSources.map(({ workspaceId: _, createdAt: __, ...source }) => source),
    connections: [
      ...itsConnections.map(({ workspaceId: _, createdAt: __, ...connection }) => connection),
      ...shared.map(toSharedConfig),
    ],
    automations: itsAutomations.map(toAutomation),
    products: itsProducts.map(toProduct),
    codes: itsCodes.map(({ id, name, leadsTo }) => ({ id, name, leadsTo })),
    alertChannels: itsChannels.map(({ workspaceId: _, createdAt: __, ...channel }) => channel),
  };
}

export function toAutomation(row: typeof automations.$inferSelect): Automation {
  const { action, ...definition } = row.definition;
  return {
    ...definition,
    id: row.id,
    version: row.version,
    action: { ...action, inputVersion: row.inputVersion },
  };
}
