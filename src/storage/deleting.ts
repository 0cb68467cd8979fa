// Deleting a workspace: it is marked first, so that nobody finds it any more, and its rows go last of all.
import { and, eq, getTableColumns, inArray, is, isNotNull, isNull, or, sql } from "drizzle-orm";
import { type SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Change, Database } from "./database";
import * as schema from "./schema";

const { audit, memberships, sessions, signInLinks, workspaces } = schema;

/** Rows of the log that go in one statement: it may hold a hundred thousand. */
const loggedAtOnce = 2_000;
const mostUnderWay = 20;

/** Every table that names a workspace. One that is added later is emptied like the others. */
const itsTables = Object.values(schema).flatMap((table) => {
  if (!is(table, SQLiteTable)) return [];
  const { workspaceId }: Record<string, SQLiteColumn> = getTableColumns(table);
  return workspaceId ? [{ table, workspaceId }] : [];
});

/** Marks a workspace; who did it is written into its organisation's log, once. */
export async function beginDeletion(
  db: Database,
  { id, organisationId }: { id: string; organisationId: string },
  what: Change,
): Promise<void> {
  const isUnmarked = and(eq(workspaces.id, id), isNull(workspaces.deletingAt));
  await db.batch([
    db.insert(audit).select(
      // All columns, in the schema's order.
      sql`SELECT NULL, ${organisationId}, ${what.at}, ${what.actor}, ${what.actorName ?? null}, ${what.action},
            ${what.target}, ${what.detail ? JSON.stringify(what.detail) : null}, NULL, NULL FROM ${workspaces} WHERE ${isUnmarked}`,
    ),
    db.update(workspaces).set({ deletingAt: what.at }).where(isUnmarked),
  ]);
}

/** Workspaces that are marked and still there: whoever began did not come to the end. */
export async function deletionsUnderWay(db: Database): Promise<string[]> {
  const rows = await db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(isNotNull(workspaces.deletingAt))
    .limit(mostUnderWay);
  return rows.map((row) => row.id);
}

/**
 * Removes all that names a workspace, and it. People who may enter nothing else are signed out, and so are sessions that
 * reach no further. Safe to repeat.
 */
export async function removeWorkspace(db: Database, id: string): Promise<void> {
  for (;;) {
    const some = db.select({ id: audit.id }).from(audit).where(eq(audit.workspaceId, id)).limit(loggedAtOnce);
    const removed = await db.delete(audit).where(inArray(audit.id, some)).returning({ id: audit.id });
    if (removed.length < loggedAtOnce) break;
  }
  const members = db
    .select({ id: memberships.userId })
    .from(memberships)
    .where(eq(memberships.workspaceId, id));
  const over = (of: typeof sessions | typeof signInLinks) =>
    or(
      eq(of.reach, id),
      and(
        inArray(of.userId, members),
        sql`NOT EXISTS (SELECT 1 FROM ${memberships} AS other
          WHERE other.user_id = ${of.userId} AND other.workspace_id IS NOT ${id})`,
      ),
    );
  await db.batch([
    db.delete(sessions).where(over(sessions)),
    db.delete(signInLinks).where(over(signInLinks)),
    ...itsTables.map(({ table, workspaceId }) => db.delete(table).where(eq(workspaceId, id))),
    db.delete(workspaces).where(eq(workspaces.id, id)),
  ]);
}
