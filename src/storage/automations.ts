// Automations of a workspace. Every read and write names the workspace.
import { and, asc, eq } from "drizzle-orm";
import { type Change, change, type Database } from "./database";
import { automations } from "./schema";

export type AutomationRow = typeof automations.$inferSelect;

const one = (workspaceId: string, id: string) =>
  and(eq(automations.workspaceId, workspaceId), eq(automations.id, id));

export async function listAutomations(db: Database, workspaceId: string): Promise<AutomationRow[]> {
  return db
    .select()
    .from(automations)
    .where(eq(automations.workspaceId, workspaceId))
    .orderBy(asc(automations.createdAt), asc(automations.id));
}

export async function getAutomation(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<AutomationRow | undefined> {
  return db.select().from(automations).where(one(workspaceId, id)).get();
}

export async function createAutomation(db: Database, row: AutomationRow, what: Change): Promise<void> {
  await change(db, row.workspaceId, what, db.insert(automations).values(row));
}

export async function updateAutomation(
  db: Database,
  workspaceId: string,
  id: string,
  values: Pick<AutomationRow, "definition" | "version" | "inputVersion">,
  what: Change,
): Promise<void> {
  await change(db, workspaceId, what, db.update(automations).set(values).where(one(workspaceId, id)));
}

export async function deleteAutomation(
  db: Database,
  workspaceId: string,
  id: string,
  what: Change,
): Promise<void> {
  await change(db, workspaceId, what, db.delete(automations).where(one(workspaceId, id)));
}
