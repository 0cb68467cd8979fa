// The database behind Drizzle, and the one way a workspace's configuration is changed.
import { eq, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import type { Sides } from "../core/changes";
import type { JsonObject } from "../core/json";
import * as schema from "./schema";

export type Database = DrizzleD1Database<typeof schema>;

export function openDatabase(binding: D1Database): Database {
  return drizzle(binding, { schema });
}

/** Who did what to which record, for the audit log. */
export type Change = {
  at: number;
  actor: string;
  actorName?: string;
  action: string;
  target: string;
  detail?: JsonObject;
} & Sides;

/** Carries out writes to one workspace, raises its version and writes the audit log: all or nothing. */
export async function change(
  db: Database,
  workspaceId: string,
  what: Change,
  ...writes: BatchItem<"sqlite">[]
): Promise<void> {
  const raise = db
    .update(schema.workspaces)
    .set({ version: sql`${schema.workspaces.version} + 1` })
    .where(eq(schema.workspaces.id, workspaceId));
  const log = db.insert(schema.audit).values({ workspaceId, ...what });
  await db.batch([raise, log, ...writes]);
}
