// The rules of roles: who may do more than whom, and how far a session reaches.

export const roles = ["owner", "editor", "viewer", "scanner"] as const;
export type Role = (typeof roles)[number];

const ranks: Record<Role, number> = { scanner: 0, viewer: 1, editor: 2, owner: 3 };

export function isAtLeast(role: Role, least: Role): boolean {
  return ranks[role] >= ranks[least];
}

/** What a person may do where several memberships count: the most of them. */
export function highestRole(some: Role[]): Role | undefined {
  return some.toSorted((a, b) => ranks[b] - ranks[a])[0];
}

/** A membership names one workspace, or all of its organisation (null). */
export type Scope = { organisationId: string; workspaceId: string | null };

/**
 * Whether a session may use a membership. A link that a person handed over opens nothing beyond what that person owns, an
 * organisation or one workspace: whoever can make a link for somebody else's address gains nothing by using it.
 */
export function isWithinReach(membership: Scope, reach: string | null): boolean {
  return reach === null || membership.organisationId === reach || membership.workspaceId === reach;
}
