// Members of a workspace: its own, and those of all its organisation. Changes are written down in every workspace they open.
import { and, asc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Scope } from "../core/people";
import type { Change, Database } from "./database";
import { type Membership, type Role, shutDoorsOf, type User } from "./people";
import { audit, memberships, users, workspaces } from "./schema";

export type Member = Membership & Pick<User, "email" | "signedInAt">;

/** A workspace and what it belongs to. */
type Place = { id: string; organisationId: string };

const opens = ({ id, organisationId }: Place): SQL | undefined =>
  and(
    eq(memberships.organisationId, organisationId),
    or(isNull(memberships.workspaceId), eq(memberships.workspaceId, id)),
  );

const columns = { membership: memberships, email: users.email, signedInAt: users.signedInAt };

function read(db: Database, which: SQL | undefined) {
  return db
    .select(columns)
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(which)
    .orderBy(asc(memberships.createdAt), asc(memberships.id));
}

export async function listMembers(db: Database, place: Place): Promise<Member[]> {
  const rows = await read(db, opens(place));
  return rows.map(({ membership, ...person }) => ({ ...membership, ...person }));
}

/** Everybody's membership of an organisation or of one of its workspaces; those of all of it first. */
export async function listMembersOfAll(db: Database, organisationId: string): Promise<Member[]> {
  const rows = await read(db, eq(memberships.organisationId, organisationId));
  const all = rows.map(({ membership, ...person }) => ({ ...membership, ...person }));
  return [...all.filter((one) => one.workspaceId === null), ...all.filter((one) => one.workspaceId !== null)];
}

export async function getMember(db: Database, place: Place, id: string): Promise<Member | undefined> {
  const [row] = await read(db, and(opens(place), eq(memberships.id, id)));
  return row && { ...row.membership, email: row.email, signedInAt: row.signedInAt };
}

/** @returns the membership, or undefined when this person has one of the same scope already */
export async function addMember(
  db: Database,
  user: Pick<User, "id" | "email" | "createdAt">,
  membership: Scope & { id: string; role: Role; createdAt: number; invitedBy: string },
  what: Change,
): Promise<Member | undefined> {
  const { id, organisationId, workspaceId, role, createdAt, invitedBy } = membership;
  const known = sql`SELECT 1 FROM ${memberships} WHERE ${memberships.userId} = ${users.id}
    AND ${memberships.organisationId} = ${organisationId} AND ${memberships.workspaceId} IS ${workspaceId}`;
  await db.batch([
    db.insert(users).values(user).onConflictDoNothing(),
    // All columns, in the schema's order; so below.
    db.insert(memberships).select(
      sql`SELECT ${id}, ${users.id}, ${organisationId}, ${workspaceId}, ${role}, ${createdAt}, ${invitedBy}
          FROM ${users} WHERE ${users.email} = ${user.email} AND NOT EXISTS (${known})`,
    ),
    note(db, id, what),
  ]);
  const [row] = await read(db, eq(memberships.id, id));
  return row && { ...row.membership, email: row.email, signedInAt: row.signedInAt };
}

/** True where somebody else owns as much: the same workspace, or all of the organisation. */
const isNotLastOwner = sql`(${memberships.role} <> 'owner' OR EXISTS (
  SELECT 1 FROM ${memberships} AS other
  WHERE other.id <> ${memberships.id} AND other.role = 'owner'
    AND other.organisation_id = ${memberships.organisationId}
    AND (other.workspace_id IS NULL OR other.workspace_id = ${memberships.workspaceId})))`;

/** @returns whether it was done; not, where it would have left nobody who owns the place */
export async function changeRole(db: Database, id: string, role: Role, what: Change): Promise<boolean> {
  const which = and(eq(memberships.id, id), role === "owner" ? undefined : isNotLastOwner);
  const [, done] = await db.batch([
    note(db, id, what, role === "owner" ? undefined : isNotLastOwner),
    db.update(memberships).set({ role }).where(which).returning({ id: memberships.id }),
  ]);
  return done.length > 0;
}

/**
 * Takes a membership away. Who has none left is signed out everywhere, and their passkeys and links open nothing.
 * @returns whether it was done; not, where it would have left nobody who owns the place
 */
export async function removeMember(
  db: Database,
  { id, userId }: Pick<Member, "id" | "userId">,
  what: Change,
): Promise<boolean> {
  const hasNone = sql`NOT EXISTS (SELECT 1 FROM ${memberships} WHERE ${memberships.userId} = ${userId})`;
  const [, done] = await db.batch([
    note(db, id, what, isNotLastOwner),
    db
      .delete(memberships)
      .where(and(eq(memberships.id, id), isNotLastOwner))
      .returning({ id: memberships.id }),
    ...shutDoorsOf(db, userId, hasNone),
  ]);
  return done.length > 0;
}

/** Writes a change into the log of every workspace that the membership opens, if it is there and the change will be made. */
function note(db: Database, id: string, what: Change, condition: SQL = sql`1`) {
  const json = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value));
  return db.insert(audit).select(
    sql`SELECT NULL, ${workspaces.id}, ${what.at}, ${what.actor}, ${what.actorName ?? null}, ${what.action},
          ${what.target}, ${json(what.detail)}, ${json(what.before)}, ${json(what.after)}
        FROM ${memberships} JOIN ${workspaces} ON ${workspaces.organisationId} = ${memberships.organisationId}
          AND (${memberships.workspaceId} IS NULL OR ${workspaces.id} = ${memberships.workspaceId})
        WHERE ${memberships.id} = ${id} AND ${condition}`,
  );
}
