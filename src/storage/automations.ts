// Automations of a workspace. Every read and write names the workspace.
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
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

/**
 * Changes the named parts of a definition and only those, in one statement: two edits at once both end up in force.
 * A part that is undefined is dropped.
 */
export async function updateAutomation(
  db: Database,
  workspaceId: string,
  id: string,
  parts: Partial<AutomationRow["definition"]>,
  inputVersion: number | undefined,
  what: Change,
): Promise<void> {
  const definition = Object.entries(parts).reduce<SQL>(
    (json, [name, part]) =>
      part === undefined
        ? sql`json_remove(${json}, ${`$.${name}`})`
        : sql`json_set(${json}, ${`$.${name}`}, json(${JSON.stringify(part)}))`,
    sql`${automations.definition}`,
  );
  const version = sql`${automations.version} + 1`;
  const write = { definition, version, ...(inputVersion === undefined ? {} : { inputVersion }) };
  await change(db, workspaceId, what, db.update(automations).set(write).where(one(workspaceId, id)));
}

export async function deleteAutomation(
  db: Database,
  workspaceId: string,
  id: string,
  what: Change,
): Promise<void> {
  await change(db, workspaceId, what, db.delete(automations).where(one(workspaceId, id)));
}
