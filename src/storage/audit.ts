// The audit log: who changed what. Rows are only ever added, and never changed but to forget a person.
import { and, desc, eq, gte, lt, lte, or, sql } from "drizzle-orm";
import type { JsonObject } from "../core/json";
import type { Mention } from "../core/mention";
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

/** Blacks somebody out in what the log says of acts. Who acted, and on what, stays. */
export async function maskAudit(db: Database, workspaceId: string, { forms, mask }: Mention): Promise<void> {
  const { id, detail, before, after } = audit;
  const names = [detail, before, after].flatMap((column) =>
    forms.map((form) => sql`instr(lower(${column}), ${form}) > 0`),
  );
  const rows = await db
    .select({ id, detail, before, after })
    .from(audit)
    .where(and(eq(audit.workspaceId, workspaceId), or(...names)));
  const masked = (part: JsonObject | null) =>
    part === null ? null : (JSON.parse(mask(JSON.stringify(part))) as JsonObject); // what was an object still is one
  for (const row of rows) {
    const kept = { detail: masked(row.detail), before: masked(row.before), after: masked(row.after) };
    await db.update(audit).set(kept).where(eq(id, row.id));
  }
}
