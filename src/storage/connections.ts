// Connections of a workspace. Every read and write names the workspace.
import { and, asc, eq, sql } from "drizzle-orm";
import { type Change, change, type Database } from "./database";
import { connections } from "./schema";

export type ConnectionRow = typeof connections.$inferSelect;

const one = (workspaceId: string, id: string) =>
  and(eq(connections.workspaceId, workspaceId), eq(connections.id, id));

export async function listConnections(db: Database, workspaceId: string): Promise<ConnectionRow[]> {
  return db
    .select()
    .from(connections)
    .where(eq(connections.workspaceId, workspaceId))
    .orderBy(asc(connections.createdAt), asc(connections.id));
}

export async function getConnection(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<ConnectionRow | undefined> {
  return db.select().from(connections).where(one(workspaceId, id)).get();
}

export async function createConnection(db: Database, row: ConnectionRow, what: Change): Promise<void> {
  await change(db, row.workspaceId, what, db.insert(connections).values(row));
}

/** Writes only what is named, so that two edits at once both end up in force; new settings raise the version. */
export async function updateConnection(
  db: Database,
  workspaceId: string,
  id: string,
  values: Partial<Pick<ConnectionRow, "name" | "paused" | "settings" | "secrets">>,
  what: Change,
): Promise<void> {
  if (Object.keys(values).length === 0) return;
  const raised = values.settings ? { version: sql`${connections.version} + 1` } : {};
  const write = { ...values, ...raised };
  await change(db, workspaceId, what, db.update(connections).set(write).where(one(workspaceId, id)));
}

export async function deleteConnection(
  db: Database,
  workspaceId: string,
  id: string,
  what: Change,
): Promise<void> {
  await change(db, workspaceId, what, db.delete(connections).where(one(workspaceId, id)));
}
