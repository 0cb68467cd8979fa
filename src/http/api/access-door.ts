// The door for those whom Cloudflare Access knows already. The session is one of ours, and lasts no longer than Access vouches.
import { createRoute } from "@hono/zod-openapi";
import { findMember } from "../../storage/people";
import { askAccess, assertionOf } from "../access";
import { refuseForeignWrites } from "../auth";
import type { HttpDeps } from "../deps";
import { Problem } from "../problem";
import { problems, router } from "../routing";
import { openSession } from "../sessions";
import { sessionOpened } from "./sign-in";

export function accessDoorApi(deps: HttpDeps) {
  const ask = deps.access && askAccess(deps.access, deps.fetch);

  /** @throws Problem that says why Access opens nothing here */
  async function vouchedFor(assertion: string | undefined): Promise<{ email: string; until: number }> {
    if (!ask) throw new Problem(409, "This installation does not work with Cloudflare Access.");
    if (assertion === undefined)
      throw new Problem(401, "Cloudflare Access did not say who you are. Open this page through it.");
    const vouched = await ask(assertion);
    switch (vouched.is) {
      case "person":
        return vouched;
      case "nobody":
        throw new Problem(403, "Cloudflare Access named a program, not a person. Programs use an API key.");
      case "refused":
        throw new Problem(
          401,
          "What Cloudflare Access said of you is not valid, or no longer. Load this page again.",
        );
      case "unknown":
        console.error(
          JSON.stringify({ message: "Cloudflare Access cannot be asked", reason: vouched.reason }),
        );
        throw new Problem(503, "Cloudflare Access cannot be asked at the moment. Try again shortly.");
    }
  }

  return router().openapi(
    createRoute({
      method: "post",
      path: "/api/access-sessions",
      tags: ["Doors"],
      summary: "Sign in as whom Cloudflare Access says one is",
      description:
        "By the header `Cf-Access-Jwt-Assertion`, which Access adds. The e-mail must be a member's.",
      security: [],
      responses: { 201: sessionOpened, ...problems },
    }),
    async (c) => {
      refuseForeignWrites(c);
      const { email, until } = await vouchedFor(assertionOf(c));
      const user = await findMember(deps.db, email);
      if (!user)
        throw new Problem(
          403,
          `Cloudflare Access knows you as ${email}, but nobody here does. Ask an owner to invite this e-mail.`,
        );
      return c.json(await openSession(c, deps, { userId: user.id, reach: null }, until), 201);
    },
  );
}
