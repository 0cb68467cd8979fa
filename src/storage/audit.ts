// The audit log: who changed what. Rows are only ever added.
import { and, desc, eq, gte, lt, lte } from "drizzle-orm";
import type { Change, Database } from "./database";
import { audit } from "./schema";

export type AuditRow = typeof audit.$inferSelect;

/** Writes down an act that changes no configuration. */
export async function addAudit(db: Database, workspaceId: string, what: Change): Promise<void> {
  await db.insert(audit).values({ workspaceId, ...what });
}

export type AuditFilter = {
  actor?: string | undefined;
  target?: string | undefined;
  /** Epoch milliseconds, both included. */
  from?: number | undefined;
  to?: number | undefined;
};

/** Newest first. @param before an id: only what came before it */
export async function listAudit(
  db: Database,
  workspaceId: string,
  { actor, target, from, to }: AuditFilter,
  before: number,
  limit: number,
): Promise<AuditRow[]> {
  return db
    .select()
    .from(audit)
    .where(
      and(
        eq(audit.workspaceId, workspaceId),
        lt(audit.id, before),
        actor === undefined ? undefined : eq(audit.actor, actor),
        target === undefined ? undefined : eq(audit.target, target),
        from === undefined ? undefined : gte(audit.at, from),
        to === undefined ? undefined : lte(audit.at, to),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(limit);
}
