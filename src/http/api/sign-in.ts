// The doors that are open to those who are not signed in yet.
import { createRoute, z } from "@hono/zod-openapi";
import { normalEmail } from "../../core/ids";
import { findMember, takeSignInLink } from "../../storage/people";
import { assertionOf } from "../access";
import { countCaller, countMail } from "../asking";
import { hashToken, refuseForeignWrites } from "../auth";
import type { HttpDeps } from "../deps";
import { mailTo, signInLetter } from "../door-mails";
import { passkeyHome } from "../passkeys/home";
import { Problem } from "../problem";
import { answer, body, problems, router } from "../routing";
import { makeSignInLink, openSession } from "../sessions";

export const linkMs = 15 * 60 * 1000;

/** What every door answers to whom it lets in. */
export const sessionOpened = answer(
  "Signed in; the session is in a cookie",
  z.object({ expiresAt: z.int() }),
);

export function signInApi(deps: HttpDeps) {
  /** Nobody waits for it: how long it takes would tell who is known here. */
  async function sendLink(email: string, mail: NonNullable<HttpDeps["mail"]>): Promise<void> {
    try {
      const user = await findMember(deps.db, email);
      if (!user) return;
      const { url } = await makeSignInLink(deps, { userId: user.id, reach: null }, linkMs);
      const verdict = await mail(mailTo(email, signInLetter(url), deps.randomBytes));
      if (verdict.is !== "done")
        console.error(JSON.stringify({ message: "a sign-in link was not sent", ...verdict }));
    } catch (error) {
      console.error(JSON.stringify({ message: "a sign-in link was not sent", error: nameOf(error) }));
    }
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/sign-in-ways",
        tags: ["Doors"],
        summary: "How one can sign in here",
        security: [],
        responses: {
          200: answer(
            "The ways",
            z.object({
              email: z
                .boolean()
                .openapi({ description: "Links are sent by e-mail; otherwise they are handed over" }),
              passkeysAt: z.string().openapi({
                description: "The origin at which browsers offer the passkeys of this installation",
              }),
              access: z.boolean().openapi({ description: "Cloudflare Access says who is asking" }),
            }),
          ),
          ...problems,
        },
      }),
      (c) => {
        const passkeysAt = passkeyHome(deps.publicUrl).origin;
        const access = deps.access !== undefined && assertionOf(c) !== undefined;
        return c.json({ email: deps.mail !== undefined, passkeysAt, access }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/sign-in-mails",
        tags: ["Doors"],
        summary: "Be sent a one-time link to sign in",
        description: "The answer is the same whether or not the e-mail is known.",
        security: [],
        request: body(z.strictObject({ email: z.email().max(254) })),
        responses: {
          202: answer("If the e-mail is known, a link is on its way", z.object({ minutes: z.int() })),
          ...problems,
        },
      }),
      async (c) => {
        refuseForeignWrites(c);
        if (!deps.mail)
          throw new Problem(409, "This installation sends no mail. Ask an owner for a link to sign in.");
        const email = normalEmail(c.req.valid("json").email);
        await countCaller(c, deps);
        await countMail(deps, email);
        c.executionCtx.waitUntil(sendLink(email, deps.mail));
        return c.json({ minutes: linkMs / 60_000 }, 202);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/sessions",
        tags: ["Doors"],
        summary: "Sign in with a one-time link's token",
        security: [],
        request: body(z.strictObject({ token: z.string() })),
        responses: {
          201: sessionOpened,
          ...problems,
        },
      }),
      async (c) => {
        refuseForeignWrites(c);
        const whose = await takeSignInLink(deps.db, await hashToken(c.req.valid("json").token), deps.now());
        if (!whose) throw new Problem(401, "This link has been used or has run out. Ask for a new one.");
        return c.json(await openSession(c, deps, whose), 201);
      },
    );
}

/** The database's own words hold values: its cause's do not. */
export function nameOf(error: unknown): string {
  return String(error instanceof Error ? (error.cause ?? error) : error);
}
