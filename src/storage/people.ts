// People and doors: users, memberships, sign-in links, sessions, API keys, and the audit log.
import { and, asc, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import type { JsonObject } from "../core/json";
import type { Mention } from "../core/mention";
import { type Change, change, type Database } from "./database";
import { audit, keys, memberships, sessions, signInLinks, users } from "./schema";

export type User = typeof users.$inferSelect;
export type Membership = typeof memberships.$inferSelect;
export type Role = Membership["role"];
export type KeyRow = typeof keys.$inferSelect;

/** The user with this e-mail; made, as a member of the organisation, when there is none. */
export async function userFor(
  db: Database,
  user: User,
  membership: Omit<Membership, "userId">,
): Promise<User> {
  await db.insert(users).values(user).onConflictDoNothing();
  const found = await db.select().from(users).where(eq(users.email, user.email)).get();
  if (!found) throw new Error("A user that was just written is not there.");
  const scope =
    membership.workspaceId === null
      ? isNull(memberships.workspaceId)
      : eq(memberships.workspaceId, membership.workspaceId);
  const known = await db
    .select()
    .from(memberships)
    .where(
      and(eq(memberships.userId, found.id), eq(memberships.organisationId, membership.organisationId), scope),
    )
    .get();
  if (!known) await db.insert(memberships).values({ ...membership, userId: found.id });
  return found;
}

export async function addSignInLink(
  db: Database,
  link: { hash: string; userId: string; expiresAt: number },
  now: number,
): Promise<void> {
  await db.batch([
    db.insert(signInLinks).values(link),
    db.delete(signInLinks).where(lt(signInLinks.expiresAt, now)),
  ]);
}

/** Uses a link up. @returns whose it was, or undefined when it is unknown, expired or used */
export async function takeSignInLink(db: Database, hash: string, now: number): Promise<string | undefined> {
  const [taken] = await db
    .update(signInLinks)
    .set({ usedAt: now })
    .where(and(eq(signInLinks.hash, hash), isNull(signInLinks.usedAt), gt(signInLinks.expiresAt, now)))
    .returning({ userId: signInLinks.userId });
  return taken?.userId;
}

export async function addSession(db: Database, session: typeof sessions.$inferInsert): Promise<void> {
  await db.batch([
    db.insert(sessions).values(session),
    db.delete(sessions).where(lt(sessions.expiresAt, session.createdAt)),
  ]);
}

export async function endSession(db: Database, hash: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.hash, hash));
}

export async function findSession(
  db: Database,
  hash: string,
  now: number,
): Promise<{ user: User; memberships: Membership[] } | undefined> {
  const session = await db
    .select({ user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.hash, hash), gt(sessions.expiresAt, now)))
    .get();
  if (!session) return undefined;
  const theirs = await db.select().from(memberships).where(eq(memberships.userId, session.user.id));
  return { user: session.user, memberships: theirs };
}

export async function findKey(db: Database, hash: string): Promise<KeyRow | undefined> {
  return db.select().from(keys).where(eq(keys.hash, hash)).get();
}

export async function listKeys(db: Database, workspaceId: string): Promise<KeyRow[]> {
  return db
    .select()
    .from(keys)
    .where(eq(keys.workspaceId, workspaceId))
    .orderBy(asc(keys.createdAt), asc(keys.id));
}

export async function createKey(db: Database, row: KeyRow, what: Change): Promise<void> {
  await change(db, row.workspaceId, what, db.insert(keys).values(row));
}

/** @returns whether there was one */
export async function deleteKey(
  db: Database,
  workspaceId: string,
  id: string,
  what: Change,
): Promise<boolean> {
  const theKey = and(eq(keys.workspaceId, workspaceId), eq(keys.id, id));
  if (!(await db.select().from(keys).where(theKey).get())) return false;
  await change(db, workspaceId, what, db.delete(keys).where(theKey));
  return true;
}

/** Writes down an act that changes no configuration. */
export async function addAudit(db: Database, workspaceId: string, what: Change): Promise<void> {
  await db.insert(audit).values({ workspaceId, ...what });
}

export async function listAudit(db: Database, workspaceId: string, before: number, limit: number) {
  return db
    .select()
    .from(audit)
    .where(and(eq(audit.workspaceId, workspaceId), lt(audit.id, before)))
    .orderBy(desc(audit.id))
    .limit(limit);
}

/** Blacks somebody out in what the audit log says of acts. Who acted, and on what, stays. */
export async function maskAudit(db: Database, workspaceId: string, { forms, mask }: Mention): Promise<void> {
  const names = forms.map((form) => sql`instr(lower(${audit.detail}), ${form}) > 0`);
  const rows = await db
    .select({ id: audit.id, detail: audit.detail })
    .from(audit)
    .where(and(eq(audit.workspaceId, workspaceId), or(...names)));
  for (const { id, detail } of rows) {
    const masked = JSON.parse(mask(JSON.stringify(detail))) as JsonObject; // what was an object still is one
    await db.update(audit).set({ detail: masked }).where(eq(audit.id, id));
  }
}
