// Doors for those who are in: sign-in links, one's own sessions, and who is asking.
import { createRoute, z } from "@hono/zod-openapi";
import { newId, normalEmail } from "../../core/ids";
import { roles } from "../../core/people";
import {
  endOtherSessions,
  endSession,
  endSessionById,
  listSessions,
  sessionId,
  userFor,
} from "../../storage/people";
import { getOrganisation } from "../../storage/workspaces";
import { type Person, personOf } from "../auth";
import type { HttpDeps } from "../deps";
import { notFound, Problem } from "../problem";
import { answer, body, found, problems, router } from "../routing";
import { forgetSession, makeSignInLink } from "../sessions";
import { linkMs } from "./sign-in";
import { firstOrganisation } from "./workspaces";

const sessionSchema = z
  .object({
    id: z.string(),
    device: z
      .string()
      .nullable()
      .openapi({ description: "“Firefox on Windows”; null where it is not known" }),
    createdAt: z.int(),
    lastSeenAt: z.int().nullable().openapi({ description: "To the hour" }),
    expiresAt: z.int(),
    isThis: z.boolean().openapi({ description: "The one that asks" }),
  })
  .openapi("Session");

const whose = ({ id, session }: Person) => ({ userId: id, ...session });

export function doorsApi(deps: HttpDeps) {
  return router()
    .openapi(
      createRoute({
        method: "post",
        path: "/api/sign-in-links",
        tags: ["Doors"],
        summary: "Make a one-time sign-in link",
        description:
          "With the installation's own key. Who is new to the organisation becomes an owner of it; who is a member of it, or " +
          "of one of its workspaces, stays what they are.",
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
        const createdAt = deps.now();
        const user = await userFor(
          deps.db,
          { id: newId("user", deps.randomBytes), email: normalEmail(input.email), createdAt },
          {
            id: newId("membership", deps.randomBytes),
            organisationId: organisation.id,
            role: "owner",
            createdAt,
          },
        );
        return c.json(await makeSignInLink(deps, { userId: user.id, reach: null }, linkMs), 201);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/sessions",
        tags: ["Doors"],
        summary: "List one's own sessions, newest first",
        responses: {
          200: answer("Where one is signed in", z.object({ items: z.array(sessionSchema) })),
          ...problems,
        },
      }),
      async (c) => {
        const person = personOf(c.get("principal"));
        const rows = await listSessions(deps.db, whose(person), deps.now());
        const items = rows.map(({ hash, device, createdAt, lastSeenAt, expiresAt }) => ({
          id: sessionId(hash),
          device,
          createdAt,
          lastSeenAt,
          expiresAt,
          isThis: hash === person.session.hash,
        }));
        return c.json({ items }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/sessions",
        tags: ["Doors"],
        summary: "End all of one's other sessions",
        responses: {
          200: answer("How many were ended", z.object({ ended: z.int() })),
          ...problems,
        },
      }),
      async (c) => {
        const ended = await endOtherSessions(deps.db, whose(personOf(c.get("principal"))));
        return c.json({ ended }, 200);
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
        if (principal.is === "person") await endSession(deps.db, principal.session.hash);
        forgetSession(c);
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/sessions/{id}",
        tags: ["Doors"],
        summary: "End one of one's own sessions",
        request: { params: z.object({ id: z.string().openapi({ param: { name: "id", in: "path" } }) }) },
        responses: { 204: { description: "Ended: that browser is signed out" }, ...problems },
      }),
      async (c) => {
        const person = personOf(c.get("principal"));
        if (!(await endSessionById(deps.db, whose(person), c.req.valid("param").id)))
          throw notFound("session");
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
    );
}
