// Sources of a workspace. Every read and write names the workspace.
import { and, asc, eq, sql } from "drizzle-orm";
import { type Change, change, type Database } from "./database";
import { sources } from "./schema";

export type SourceRow = typeof sources.$inferSelect;

const one = (workspaceId: string, id: string) =>
  and(eq(sources.workspaceId, workspaceId), eq(sources.id, id));

export async function listSources(db: Database, workspaceId: string): Promise<SourceRow[]> {
  return db
    .select()
    .from(sources)
    .where(eq(sources.workspaceId, workspaceId))
    .orderBy(asc(sources.createdAt), asc(sources.id));
}

export async function getSource(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<SourceRow | undefined> {
  return db.select().from(sources).where(one(workspaceId, id)).get();
}

export async function createSource(db: Database, row: SourceRow, what: Change): Promise<void> {
  await change(db, row.workspaceId, what, db.insert(sources).values(row));
}

/** Writes only what is named, so that two edits at once both end up in force. */
export async function updateSource(
  db: Database,
  workspaceId: string,
  id: string,
  values: Partial<Omit<SourceRow, "id" | "workspaceId" | "kind" | "createdAt" | "tokenVersion">>,
  renewUrl: boolean,
  what: Change,
): Promise<void> {
  const renewed = renewUrl ? { tokenVersion: sql`(${sources.tokenVersion} + 1) % 256` } : {};
  const write = { ...values, ...renewed };
  if (Object.keys(write).length === 0) return;
  await change(db, workspaceId, what, db.update(sources).set(write).where(one(workspaceId, id)));
}

export async function deleteSource(
  db: Database,
  workspaceId: string,
  id: string,
  what: Change,
): Promise<void> {
  await change(db, workspaceId, what, db.delete(sources).where(one(workspaceId, id)));
}
