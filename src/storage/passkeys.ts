// Passkeys, and the challenges they answered. What becomes of a passkey is written down wherever its owner may enter.
import { and, asc, eq, exists, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { Change, Database } from "./database";
import { audit, memberships, passkeys, usedChallenges, users, workspaces } from "./schema";

export type PasskeyRow = typeof passkeys.$inferSelect;
/** A person, and how far their session or passkey reaches: see core/people. */
export type Reaching = Pick<PasskeyRow, "userId" | "reach">;

/** Whoever came in by their own mailbox sees all their passkeys; what was handed over sees nothing beyond its reach. */
const seenBy = ({ userId, reach }: Reaching): SQL | undefined =>
  and(eq(passkeys.userId, userId), reach === null ? undefined : eq(passkeys.reach, reach));

export async function listPasskeys(db: Database, whose: Reaching): Promise<PasskeyRow[]> {
  return db.select().from(passkeys).where(seenBy(whose)).orderBy(asc(passkeys.createdAt), asc(passkeys.id));
}

export async function getPasskey(db: Database, whose: Reaching, id: string): Promise<PasskeyRow | undefined> {
  return db
    .select()
    .from(passkeys)
    .where(and(seenBy(whose), eq(passkeys.id, id)))
    .get();
}

/** The passkey that an authenticator knows by this id, and its owner's e-mail, if there is anything that it opens. */
export async function findPasskey(
  db: Database,
  credentialId: string,
): Promise<(PasskeyRow & { email: string }) | undefined> {
  const opened = db
    .select({ id: memberships.id })
    .from(memberships)
    .where(isReached(sql`${passkeys.userId}`, sql`${passkeys.reach}`));
  const found = await db
    .select({ passkey: passkeys, email: users.email })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(and(eq(passkeys.credentialId, credentialId), exists(opened)))
    .get();
  return found && { ...found.passkey, email: found.email };
}

/** @returns whether it was added; not, where the authenticator's id for it is known already */
export async function addPasskey(db: Database, row: PasskeyRow, what: Change): Promise<boolean> {
  const [added] = await db.batch([
    db.insert(passkeys).values(row).onConflictDoNothing().returning({ id: passkeys.id }),
    note(db, row, what),
  ]);
  return added.length > 0;
}

export async function renamePasskey(db: Database, id: string, name: string): Promise<void> {
  await db.update(passkeys).set({ name }).where(eq(passkeys.id, id));
}

export async function removePasskey(db: Database, row: PasskeyRow, what: Change): Promise<void> {
  await db.batch([note(db, row, what), db.delete(passkeys).where(eq(passkeys.id, row.id))]);
}

/**
 * Notes that a passkey has been used.
 * @returns whether it counts: not, where it is gone, or where its counter does not go up, as a copy's would not. Who does
 * not count always says 0.
 */
export async function usePasskey(
  db: Database,
  id: string,
  { counter, backedUp }: Pick<PasskeyRow, "counter" | "backedUp">,
  now: number,
): Promise<boolean> {
  const goesUp = counter === 0 ? eq(passkeys.counter, 0) : lt(passkeys.counter, counter);
  const used = await db
    .update(passkeys)
    .set({ counter, backedUp, lastUsedAt: now })
    .where(and(eq(passkeys.id, id), goesUp))
    .returning({ id: passkeys.id });
  return used.length > 0;
}

/** Writes down what became of a passkey, if it is there. */
export async function notePasskey(db: Database, row: PasskeyRow, what: Change): Promise<void> {
  await note(db, row, what);
}

/** Uses a challenge up. @returns whether it had not been used before */
export async function useChallenge(
  db: Database,
  challenge: string,
  expiresAt: number,
  now: number,
): Promise<boolean> {
  const [used] = await db.batch([
    db.insert(usedChallenges).values({ challenge, expiresAt }).onConflictDoNothing().returning(),
    db.delete(usedChallenges).where(lt(usedChallenges.expiresAt, now)),
  ]);
  return used.length > 0;
}

/** True of the memberships that a passkey opens: in SQL what `isWithinReach` is in core/people. */
function isReached(userId: SQL, reach: SQL): SQL | undefined {
  return and(
    eq(memberships.userId, userId),
    or(isNull(reach), eq(memberships.organisationId, reach), eq(memberships.workspaceId, reach)),
  );
}

/** Writes a change into the log of every workspace that the passkey opens, if the passkey is there. */
function note(db: Database, { id, userId, reach }: PasskeyRow, what: Change) {
  const { at, actor, action, target, detail } = what;
  // All columns, in the schema's order.
  return db.insert(audit).select(
    sql`SELECT NULL, ${workspaces.id}, ${at}, ${actor}, NULL, ${action}, ${target}, ${JSON.stringify(detail ?? null)}, NULL, NULL
        FROM ${workspaces} WHERE EXISTS (SELECT 1 FROM ${passkeys} WHERE ${passkeys.id} = ${id})
          AND EXISTS (SELECT 1 FROM ${memberships} WHERE ${isReached(sql`${userId}`, sql`${reach}`)}
            AND ${memberships.organisationId} = ${workspaces.organisationId}
            AND (${memberships.workspaceId} IS NULL OR ${memberships.workspaceId} = ${workspaces.id}))`,
  );
}
