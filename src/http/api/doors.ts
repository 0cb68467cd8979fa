// Doors: sign-in links, sessions and API keys, and the log of who changed what.
import { createRoute, z } from "@hono/zod-openapi";
import { deleteCookie, setCookie } from "hono/cookie";
import { encodeBytes, newId, normalEmail } from "../../core/ids";
import {
  addSession,
  addSignInLink,
  createKey,
  deleteKey,
  endSession,
  listAudit,
  listKeys,
  takeSignInLink,
  userFor,
} from "../../storage/people";
import { getOrganisation } from "../../storage/workspaces";
import { atLeast, hashToken, keyPrefix, refuseForeignWrites, roles, sessionCookie, sessionMs } from "../auth";
import type { HttpDeps } from "../deps";
import { notFound, Problem } from "../problem";
import {
  answer,
  body,
  found,
  inWorkspace,
  jsonObject,
  oneInWorkspace,
  page,
  problems,
  router,
} from "../routing";
import { changeBy } from "./applying";
import { firstOrganisation } from "./workspaces";

const linkMs = 15 * 60 * 1000;
const keySchema = z
  .object({ id: z.string(), name: z.string(), role: z.enum(roles), createdAt: z.int() })
  .openapi("Key");

/** Routes that are open to those who are not signed in yet. */
export function signInApi(deps: HttpDeps) {
  return router().openapi(
    createRoute({
      method: "post",
      path: "/api/sessions",
      tags: ["Doors"],
      summary: "Sign in with a one-time link's token",
      security: [],
      request: body(z.strictObject({ token: z.string() })),
      responses: {
        201: answer("Signed in; the session is in a cookie", z.object({ expiresAt: z.int() })),
        ...problems,
      },
    }),
    async (c) => {
      refuseForeignWrites(c);
      const now = deps.now();
      const userId = await takeSignInLink(deps.db, await hashToken(c.req.valid("json").token), now);
      if (!userId) throw new Problem(401, "This link has been used or has run out. Ask for a new one.");
      const token = encodeBytes(deps.randomBytes(32));
      const expiresAt = now + sessionMs;
      await addSession(deps.db, { hash: await hashToken(token), userId, createdAt: now, expiresAt });
      setCookie(c, sessionCookie, token, {
        path: "/",
        secure: true,
        httpOnly: true,
        sameSite: "Lax",
        maxAge: sessionMs / 1000,
      });
      return c.json({ expiresAt }, 201);
    },
  );
}

export function doorsApi(deps: HttpDeps) {
  return router()
    .openapi(
      createRoute({
        method: "post",
        path: "/api/sign-in-links",
        tags: ["Doors"],
        summary: "Make a one-time sign-in link",
        description:
          "With the installation's own key. The person becomes an owner of the organisation if they are new.",
        request: body(
          z.strictObject({
            email: z.email().default("owner@localhost.example"),
            organisationId: z.string().optional(),
          }),
        ),
        responses: {
          201: answer(
            "The link, good once and for fifteen minutes",
            z.object({ url: z.string(), expiresAt: z.int() }),
          ),
          ...problems,
        },
      }),
      async (c) => {
        if (c.get("principal").is !== "installation")
          throw new Problem(403, "Sign-in links are made with the installation's own key.");
        const input = c.req.valid("json");
        const organisation =
          input.organisationId === undefined
            ? await firstOrganisation(deps)
            : found(await getOrganisation(deps.db, input.organisationId), "organisation");
        const now = deps.now();
        const user = await userFor(
          deps.db,
          { id: newId("user", deps.randomBytes), email: normalEmail(input.email), createdAt: now },
          {
            id: newId("membership", deps.randomBytes),
            organisationId: organisation.id,
            workspaceId: null,
            role: "owner",
            createdAt: now,
          },
        );
        const token = encodeBytes(deps.randomBytes(32));
        const expiresAt = now + linkMs;
        await addSignInLink(deps.db, { hash: await hashToken(token), userId: user.id, expiresAt }, now);
        // Behind the #, the token is sent to no server and uses nothing up when a mail scanner opens the link.
        return c.json({ url: `${deps.publicUrl}/sign-in#${token}`, expiresAt }, 201);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/sessions/current",
        tags: ["Doors"],
        summary: "Sign out",
        responses: { 204: { description: "Signed out" }, ...problems },
      }),
      async (c) => {
        const principal = c.get("principal");
        if (principal.is === "person") await endSession(deps.db, principal.session);
        deleteCookie(c, sessionCookie, { path: "/", secure: true });
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/me",
        tags: ["Doors"],
        summary: "Who is asking",
        responses: {
          200: answer(
            "Who",
            z.object({
              is: z.enum(["installation", "key", "person"]),
              email: z.string().optional().openapi({ description: "Of a person" }),
              workspaceId: z.string().optional().openapi({ description: "Of a key: the one it opens" }),
              role: z.enum(roles).optional().openapi({ description: "Of a key" }),
            }),
          ),
          ...problems,
        },
      }),
      (c) => {
        const principal = c.get("principal");
        if (principal.is === "person") return c.json({ is: principal.is, email: principal.email }, 200);
        if (principal.is === "installation") return c.json({ is: principal.is }, 200);
        const { workspaceId, role } = principal;
        return c.json({ is: principal.is, workspaceId, role }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/keys",
        tags: ["Doors"],
        summary: "List API keys",
        middleware: atLeast("owner"),
        request: { params: inWorkspace },
        responses: {
          200: answer("Keys, without the keys themselves", z.object({ items: z.array(keySchema) })),
          ...problems,
        },
      }),
      async (c) => {
        const rows = await listKeys(deps.db, c.get("workspace").id);
        return c.json(
          { items: rows.map(({ id, name, role, createdAt }) => ({ id, name, role, createdAt })) },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/keys",
        tags: ["Doors"],
        summary: "Make an API key",
        middleware: atLeast("owner"),
        request: {
          params: inWorkspace,
          ...body(
            z.strictObject({
              name: z.string().trim().min(1).max(200),
              role: z.enum(roles).default("editor"),
            }),
          ),
        },
        responses: {
          201: answer("The key, shown this once", keySchema.extend({ key: z.string() })),
          ...problems,
        },
      }),
      async (c) => {
        const { name, role } = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const key = keyPrefix + encodeBytes(deps.randomBytes(32));
        const id = newId("key", deps.randomBytes);
        const createdAt = deps.now();
        const change = changeBy(deps, c.get("principal"), "key.created", id, { name, role });
        await createKey(
          deps.db,
          { id, workspaceId, name, role, hash: await hashToken(key), createdAt },
          change,
        );
        return c.json({ id, name, role, createdAt, key }, 201);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/workspaces/{ws}/keys/{id}",
        tags: ["Doors"],
        summary: "Delete an API key",
        middleware: atLeast("owner"),
        request: { params: oneInWorkspace },
        responses: { 204: { description: "Deleted: it opens nothing from now on" }, ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const change = changeBy(deps, c.get("principal"), "key.deleted", id);
        if (!(await deleteKey(deps.db, c.get("workspace").id, id, change))) throw notFound("key");
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/audit",
        tags: ["Doors"],
        summary: "Who changed what, newest first",
        middleware: atLeast("owner"),
        request: {
          params: inWorkspace,
          query: z.strictObject({
            cursor: z.coerce.number().int().positive().optional(),
            limit: z.coerce.number().int().min(1).max(200).default(50),
          }),
        },
        responses: {
          200: answer(
            "Changes",
            page(
              z.object({
                at: z.int(),
                actor: z.string(),
                action: z.string(),
                target: z.string(),
                detail: jsonObject.nullable(),
              }),
            ),
          ),
          ...problems,
        },
      }),
      async (c) => {
        const { cursor, limit } = c.req.valid("query");
        const rows = await listAudit(
          deps.db,
          c.get("workspace").id,
          cursor ?? Number.MAX_SAFE_INTEGER,
          limit + 1,
        );
        const items = rows
          .slice(0, limit)
          .map(({ at, actor, action, target, detail }) => ({ at, actor, action, target, detail }));
        const last = rows[limit - 1];
        return c.json({ items, ...(rows.length > limit && last ? { next: String(last.id) } : {}) }, 200);
      },
    );
}
