// People and doors: users, sign-in links, sessions and API keys.
import { and, asc, desc, eq, gt, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { isWithinReach, type Role } from "../core/people";
import { type Change, change, type Database } from "./database";
import { doorAsks, keys, memberships, passkeys, sessions, signInLinks, users } from "./schema";

export type { Role };
export type User = typeof users.$inferSelect;
export type Membership = typeof memberships.$inferSelect;
export type KeyRow = typeof keys.$inferSelect;
export type SessionRow = typeof sessions.$inferSelect;

/** How fine it is known when a session or key was last used, so that not every request writes. */
const seenEveryMs = 3_600_000;

/** The user with this e-mail, made if there is none; who is new to the organisation becomes a member of it. */
export async function userFor(
  db: Database,
  user: Pick<User, "id" | "email" | "createdAt">,
  membership: Pick<Membership, "id" | "organisationId" | "role" | "createdAt">,
): Promise<User> {
  const { id, organisationId, role, createdAt } = membership;
  const theirs = sql`${memberships.userId} = ${users.id} AND ${memberships.organisationId} = ${organisationId}`;
  await db.batch([
    db.insert(users).values(user).onConflictDoNothing(),
    // All columns, in the schema's order.
    db.insert(memberships).select(
      sql`SELECT ${id}, ${users.id}, ${organisationId}, NULL, ${role}, ${createdAt}, NULL FROM ${users}
          WHERE ${users.email} = ${user.email} AND NOT EXISTS (SELECT 1 FROM ${memberships} WHERE ${theirs})`,
    ),
  ]);
  const found = await findUser(db, user.email);
  if (!found) throw new Error("A user that was just written is not there.");
  return found;
}

export async function findUser(db: Database, email: string): Promise<User | undefined> {
  return db.select().from(users).where(eq(users.email, email)).get();
}

/** The user with this e-mail, if there is anything they may see. */
export async function findMember(db: Database, email: string): Promise<User | undefined> {
  const found = await db
    .select({ user: users })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(eq(users.email, email))
    .limit(1)
    .get();
  return found?.user;
}

export async function addSignInLink(
  db: Database,
  link: typeof signInLinks.$inferInsert,
  now: number,
): Promise<void> {
  await db.batch([
    db.insert(signInLinks).values(link),
    db.delete(signInLinks).where(lt(signInLinks.expiresAt, now)),
  ]);
}

/** Uses a link up. @returns whose it was and how far it reaches, or undefined when it is unknown, expired or used */
export async function takeSignInLink(
  db: Database,
  hash: string,
  now: number,
): Promise<{ userId: string; reach: string | null } | undefined> {
  const [taken] = await db
    .update(signInLinks)
    .set({ usedAt: now })
    .where(and(eq(signInLinks.hash, hash), isNull(signInLinks.usedAt), gt(signInLinks.expiresAt, now)))
    .returning({ userId: signInLinks.userId, reach: signInLinks.reach });
  return taken;
}

/**
 * Counts one more ask, in one statement so that many at once are all counted.
 * @returns how many there were since the window began
 */
export async function countAsk(db: Database, bucket: string, now: number, windowMs: number): Promise<number> {
  const isOver = sql`${doorAsks.since} <= ${now - windowMs}`;
  const [counted] = await db.batch([
    db
      .insert(doorAsks)
      .values({ bucket, since: now, count: 1 })
      .onConflictDoUpdate({
        target: doorAsks.bucket,
        set: {
          since: sql`CASE WHEN ${isOver} THEN ${now} ELSE ${doorAsks.since} END`,
          count: sql`CASE WHEN ${isOver} THEN 1 ELSE ${doorAsks.count} + 1 END`,
        },
      })
      .returning({ count: doorAsks.count }),
    db.delete(doorAsks).where(lt(doorAsks.since, now - windowMs)),
  ]);
  return counted[0]?.count ?? 0;
}

/** Opens a session. @param before the session that this browser had until now, which ends */
export async function addSession(
  db: Database,
  session: typeof sessions.$inferInsert,
  before: string | undefined,
): Promise<void> {
  const over = lt(sessions.expiresAt, session.createdAt);
  await db.batch([
    db.insert(sessions).values(session),
    db.update(users).set({ signedInAt: session.createdAt }).where(eq(users.id, session.userId)),
    db.delete(sessions).where(before === undefined ? over : or(over, eq(sessions.hash, before))),
  ]);
}

export async function endSession(db: Database, hash: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.hash, hash));
}

/** Statements that end a person's sessions, passkeys, and the links that wait for them, where something is so. */
export function shutDoorsOf(db: Database, userId: string, where: SQL) {
  return [
    db.delete(sessions).where(and(eq(sessions.userId, userId), where)),
    db.delete(signInLinks).where(and(eq(signInLinks.userId, userId), where)),
    db.delete(passkeys).where(and(eq(passkeys.userId, userId), where)),
  ] as const;
}

/** A session by what its owner may be shown of it: the beginning of the hash, which opens nothing. */
export const sessionId = (hash: string): string => `ses_1${hash.slice(0, 16)}`;

/** Sessions of one person that reach as far as the one that asks: what was handed over sees nothing beyond that. */
const sessionsLike = ({ userId, reach }: Pick<SessionRow, "userId" | "reach">): SQL | undefined =>
  and(eq(sessions.userId, userId), reach === null ? isNull(sessions.reach) : eq(sessions.reach, reach));

export async function listSessions(
  db: Database,
  whose: Pick<SessionRow, "userId" | "reach">,
  now: number,
): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(and(sessionsLike(whose), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.createdAt));
}

/** Ends one of somebody's sessions by its id. @returns whether there was one */
export async function endSessionById(
  db: Database,
  whose: Pick<SessionRow, "userId" | "reach">,
  id: string,
): Promise<boolean> {
  const isIt = sql`'ses_1' || substr(${sessions.hash}, 1, 16) = ${id}`;
  const ended = await db
    .delete(sessions)
    .where(and(sessionsLike(whose), isIt))
    .returning({ hash: sessions.hash });
  return ended.length > 0;
}

/** @returns how many were ended */
export async function endOtherSessions(
  db: Database,
  whose: Pick<SessionRow, "userId" | "reach" | "hash">,
): Promise<number> {
  const ended = await db
    .delete(sessions)
    .where(and(sessionsLike(whose), ne(sessions.hash, whose.hash)))
    .returning({ hash: sessions.hash });
  return ended.length;
}

/** Who a session belongs to, and what they may use by it; looked up each time, so that a membership that is gone opens nothing. */
export async function findSession(
  db: Database,
  hash: string,
  now: number,
): Promise<{ user: User; session: SessionRow; memberships: Membership[] } | undefined> {
  const found = await db
    .select({ user: users, session: sessions })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.hash, hash), gt(sessions.expiresAt, now)))
    .get();
  if (!found) return undefined;
  const { user, session } = found;
  if (isLongAgo(session.lastSeenAt, now))
    await db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.hash, hash));
  const theirs = await db.select().from(memberships).where(eq(memberships.userId, user.id));
  return { user, session, memberships: theirs.filter((one) => isWithinReach(one, session.reach)) };
}

export async function findKey(db: Database, hash: string, now: number): Promise<KeyRow | undefined> {
  const key = await db.select().from(keys).where(eq(keys.hash, hash)).get();
  if (key && isLongAgo(key.lastUsedAt, now))
    await db.update(keys).set({ lastUsedAt: now }).where(eq(keys.id, key.id));
  return key;
}

const isLongAgo = (at: number | null, now: number) => at === null || at <= now - seenEveryMs;

export async function listKeys(db: Database, workspaceId: string): Promise<KeyRow[]> {
  return db
    .select()
    .from(keys)
    .where(eq(keys.workspaceId, workspaceId))
    .orderBy(asc(keys.createdAt), asc(keys.id));
}

export async function getKey(db: Database, workspaceId: string, id: string): Promise<KeyRow | undefined> {
  return db
    .select()
    .from(keys)
    .where(and(eq(keys.workspaceId, workspaceId), eq(keys.id, id)))
    .get();
}

export async function createKey(db: Database, row: KeyRow, what: Change): Promise<void> {
  await change(db, row.workspaceId, what, db.insert(keys).values(row));
}

export async function deleteKey(db: Database, workspaceId: string, id: string, what: Change): Promise<void> {
  const theKey = and(eq(keys.workspaceId, workspaceId), eq(keys.id, id));
  await change(db, workspaceId, what, db.delete(keys).where(theKey));
}
