// Campaign codes of a workspace. Every read and write names the workspace.
import { and, asc, eq } from "drizzle-orm";
import { type Change, change, type Database } from "./database";
import { codes } from "./schema";

export type CodeRow = typeof codes.$inferSelect;

const one = (workspaceId: string, id: string) => and(eq(codes.workspaceId, workspaceId), eq(codes.id, id));

export async function listCodes(db: Database, workspaceId: string): Promise<CodeRow[]> {
  return db
    .select()
    .from(codes)
    .where(eq(codes.workspaceId, workspaceId))
    .orderBy(asc(codes.createdAt), asc(codes.id));
}

export async function getCode(db: Database, workspaceId: string, id: string): Promise<CodeRow | undefined> {
  return db.select().from(codes).where(one(workspaceId, id)).get();
}

export async function createCode(db: Database, row: CodeRow, what: Change): Promise<void> {
  await change(db, row.workspaceId, what, db.insert(codes).values(row));
}

/** Writes only what is named, so that two edits at once both end up in force. */
export async function updateCode(
  db: Database,
  workspaceId: string,
  id: string,
  values: Partial<Pick<CodeRow, "name" | "leadsTo" | "colours">>,
  what: Change,
): Promise<void> {
  if (Object.keys(values).length === 0) return;
  await change(db, workspaceId, what, db.update(codes).set(values).where(one(workspaceId, id)));
}

export async function deleteCode(db: Database, workspaceId: string, id: string, what: Change): Promise<void> {
  await change(db, workspaceId, what, db.delete(codes).where(one(workspaceId, id)));
}
