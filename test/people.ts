// People for Workers tests: invited, signed in with a cookie of their own, and calling the API.
import { expect } from "vitest";
import { call, ok, origin, type Shop } from "./world";

export type Person = {
  email: string;
  memberId: string;
  cookie: string;
  /** Calls the API as they do from the admin page. */
  call(path: string, options?: { method?: string; body?: unknown }): Promise<Response>;
  ok<T = { id: string }>(path: string, options?: { method?: string; body?: unknown }): Promise<T>;
};

export type Invited = {
  member: { id: string; email: string; role: string; scope: string };
  mailed: boolean;
  link?: { url: string; expiresAt: number };
  problem?: string;
};

export const tokenIn = (url: string): string => new URL(url).hash.slice(1);

export function signIn(token: string, headers: Record<string, string> = {}): Promise<Response> {
  return call("/api/sessions", { body: { token }, token: null, headers: { origin, ...headers } });
}

export const cookieOf = (response: Response): string =>
  (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

export function withCookie(cookie: string): Pick<Person, "cookie" | "call" | "ok"> {
  const as = { token: null, headers: { cookie, origin } };
  return {
    cookie,
    call: (path, options = {}) => call(path, { ...options, ...as }),
    ok: (path, options = {}) => ok(path, { ...options, ...as }),
  };
}

export async function newPerson(
  shop: Shop,
  role: string,
  scope: "workspace" | "organisation" = "workspace",
  email = `${crypto.randomUUID()}@example.com`,
): Promise<Person> {
  const invited = await ok<Invited>(`${shop.api}/members`, { body: { email, role, scope } });
  const response = await signIn(tokenIn(invited.link?.url ?? ""));
  expect(response.status).toBe(201);
  return { email, memberId: invited.member.id, ...withCookie(cookieOf(response)) };
}

/** A shop of an organisation of its own. */
export async function newChain(): Promise<{
  organisationId: string;
  shop(): Promise<Shop & { id: string }>;
}> {
  const { id: organisationId } = await ok("/api/organisations", { body: { name: "Hotel Chain" } });
  return {
    organisationId,
    shop: async () => {
      const { id } = await ok("/api/workspaces", { body: { name: "Hotel Zamek", organisationId } });
      return { id, ws: id, api: `/api/workspaces/${id}` } as Shop & { id: string }; // its ledger is not asked here
    },
  };
}
