// Who is asking, and what they may do. Secrets that come in are only ever compared as hashes.
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { encodeBytes } from "../core/ids";
import { highestRole, isAtLeast, type Role } from "../core/people";
import { findKey, findSession, type Membership } from "../storage/people";
import { getOrganisation, getWorkspace, type Organisation, type Workspace } from "../storage/workspaces";
import type { HttpDeps } from "./deps";
import { notFound, Problem } from "./problem";

export const sessionCookie = "__Host-shopbell";
export const sessionMs = 30 * 24 * 3600 * 1000;
export const keyPrefix = "sbk_";

export type Principal =
  /** The installation's own key: everything. */
  | { is: "installation" }
  | { is: "key"; id: string; name: string; workspaceId: string; role: Role }
  | {
      is: "person";
      id: string;
      email: string;
      /** Those that the session reaches. */
      memberships: Membership[];
      session: { hash: string; reach: string | null; createdAt: number };
    };
export type Person = Extract<Principal, { is: "person" }>;

export type Env = {
  /** The role is that in the workspace, or in all of the organisation, that the path names. */
  Variables: { principal: Principal; workspace: Workspace; organisation: Organisation; role: Role };
};

/** The hash under which a token is kept; tokens are random, so a plain one is enough. */
export async function hashToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return encodeBytes(new Uint8Array(digest));
}

export function actorOf(principal: Principal): string {
  if (principal.is === "installation") return "installation";
  return principal.is === "key" ? principal.id : principal.email;
}

/** @throws Problem 403 for keys, which have no account */
export function personOf(principal: Principal): Person {
  if (principal.is !== "person") throw new Problem(403, "This is for people who have signed in.");
  return principal;
}

/** @throws Problem 401 when nobody we know is asking, 403 when a browser was made to ask by another site */
export function authenticate(deps: HttpDeps): MiddlewareHandler<Env> {
  const adminHash = hashToken(deps.adminToken);
  return async (c, next) => {
    const bearer = /^Bearer\s+(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const principal = bearer ? await byToken(bearer, await adminHash, deps) : await bySession(c, deps);
    if (!principal) throw new Problem(401, "Sign in, or send a key as Authorization: Bearer …");
    c.set("principal", principal);
    return next();
  };
}

async function byToken(token: string, adminHash: string, deps: HttpDeps): Promise<Principal | undefined> {
  const hash = await hashToken(token);
  if (hash === adminHash) return { is: "installation" };
  if (!token.startsWith(keyPrefix)) return undefined;
  const key = await findKey(deps.db, hash, deps.now());
  return key && { is: "key", id: key.id, name: key.name, workspaceId: key.workspaceId, role: key.role };
}

async function bySession(c: Context, deps: HttpDeps): Promise<Principal | undefined> {
  const token = getCookie(c, sessionCookie);
  if (!token) return undefined;
  const hash = await hashToken(token);
  const found = await findSession(deps.db, hash, deps.now());
  if (!found) return undefined;
  refuseForeignWrites(c);
  return {
    is: "person",
    id: found.user.id,
    email: found.user.email,
    memberships: found.memberships,
    session: { hash, reach: found.session.reach, createdAt: found.session.createdAt },
  };
}

/**
 * Who of a workspace's people opens a page outside the API, by their session. To everybody else, also to people of other
 * workspaces, such a page is what it is to a stranger.
 */
export async function staffIn(c: Context, deps: HttpDeps, workspaceId: string): Promise<Staff | undefined> {
  if (getCookie(c, sessionCookie) === undefined) return undefined;
  const [person, workspace] = await Promise.all([bySession(c, deps), getWorkspace(deps.db, workspaceId)]);
  if (person?.is !== "person" || !workspace || !roleIn(workspace, person)) return undefined;
  return { by: actorOf(person), session: person.session.hash };
}
export type Staff = { by: string; session: string };

/** A cookie is sent along whoever made the browser ask, so a write must come from our own page, as JSON. */
export function refuseForeignWrites(c: Context): void {
  if (c.req.method === "GET" || c.req.method === "HEAD") return;
  if (c.req.header("origin") !== new URL(c.req.url).origin)
    throw new Problem(403, "This request did not come from Shopbell's own page.");
}

/** Finds the workspace in the path. Whoever may not see it gets the same 404 as for one that does not exist. */
export function enterWorkspace(deps: HttpDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const workspace = await getWorkspace(deps.db, c.req.param("ws") ?? "");
    const role = workspace && roleIn(workspace, c.get("principal"));
    if (!workspace || !role) throw notFound("workspace");
    c.set("workspace", workspace);
    c.set("role", role);
    return next();
  };
}

/** Finds the organisation in the path, for head office alone: to everybody else, its workspaces' own people too, it is not there. */
export function enterOrganisation(deps: HttpDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const organisation = await getOrganisation(deps.db, c.req.param("org") ?? "");
    const role = organisation && roleInAll(organisation.id, c.get("principal"));
    if (!organisation || !role) throw notFound("organisation");
    c.set("organisation", organisation);
    c.set("role", role);
    return next();
  };
}

/** The most that somebody may do in a workspace; undefined where they may not even know of it. */
export function roleIn(
  workspace: Pick<Workspace, "id" | "organisationId">,
  principal: Principal,
): Role | undefined {
  if (principal.is === "installation") return "owner";
  if (principal.is === "key") return principal.workspaceId === workspace.id ? principal.role : undefined;
  const here = principal.memberships.filter(
    (one) =>
      one.organisationId === workspace.organisationId &&
      (one.workspaceId === null || one.workspaceId === workspace.id),
  );
  return highestRole(here.map((one) => one.role));
}

/** The most that somebody may do in all of an organisation; undefined for members of single workspaces. */
export function roleInAll(organisationId: string, principal: Principal): Role | undefined {
  if (principal.is === "installation") return "owner";
  if (principal.is === "key") return undefined;
  const ofAll = principal.memberships.filter(
    (one) => one.organisationId === organisationId && one.workspaceId === null,
  );
  return highestRole(ofAll.map((one) => one.role));
}

/** Lets through those who have at least this role in what the path names. */
export function atLeast(role: Role): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!isAtLeast(c.get("role"), role))
      throw new Problem(403, `This takes the role “${role}”; yours here is “${c.get("role")}”.`);
    return next();
  };
}

/** Whether the installation itself is asking, or a person who owns the whole organisation. */
export function ownsOrganisation(principal: Principal, organisationId: string): boolean {
  return roleInAll(organisationId, principal) === "owner";
}
