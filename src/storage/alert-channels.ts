// Where a workspace's alerts go. Every read and write names the workspace.
import { and, asc, eq } from "drizzle-orm";
import { type Change, change, type Database } from "./database";
import { alertChannels } from "./schema";

export type AlertChannelRow = typeof alertChannels.$inferSelect;

const one = (workspaceId: string, id: string) =>
  and(eq(alertChannels.workspaceId, workspaceId), eq(alertChannels.id, id));

export async function listAlertChannels(db: Database, workspaceId: string): Promise<AlertChannelRow[]> {
  return db
    .select()
    .from(alertChannels)
    .where(eq(alertChannels.workspaceId, workspaceId))
    .orderBy(asc(alertChannels.createdAt), asc(alertChannels.id));
}

export async function getAlertChannel(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<AlertChannelRow | undefined> {
  return db.select().from(alertChannels).where(one(workspaceId, id)).get();
}

export async function createAlertChannel(db: Database, row: AlertChannelRow, what: Change): Promise<void> {
  await change(db, row.workspaceId, what, db.insert(alertChannels).values(row));
}

/** Writes only what is named, so that two edits at once both end up in force. */
export async function updateAlertChannel(
  db: Database,
  workspaceId: string,
  id: string,
  values: Partial<Omit<AlertChannelRow, "id" | "workspaceId" | "kind" | "createdAt">>,
  what: Change,
): Promise<void> {
  if (Object.keys(values).length === 0) return;
  await change(db, workspaceId, what, db.update(alertChannels).set(values).where(one(workspaceId, id)));
}

export async function deleteAlertChannel(
  db: Database,
  workspaceId: string,
  id: string,
  what: Change,
): Promise<void> {
  await change(db, workspaceId, what, db.delete(alertChannels).where(one(workspaceId, id)));
}
