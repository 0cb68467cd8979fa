// The door that passkeys open, to those who are not signed in yet.
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { encodeBytes } from "../../core/ids";
import { findPasskey, notePasskey, usePasskey } from "../../storage/passkeys";
import { countTry } from "../asking";
import { refuseForeignWrites } from "../auth";
import type { HttpDeps } from "../deps";
import { type Bond, challengeMs, makeChallenge, takeChallenge } from "../passkeys/challenges";
import { passkeyHome } from "../passkeys/home";
import { mathematics } from "../passkeys/mathematics";
import { proofSchema, requestSchema } from "../passkeys/shapes";
import { Problem } from "../problem";
import { answer, body, problems, router } from "../routing";
import { openSession } from "../sessions";
import { sessionOpened } from "./sign-in";

/** Ties a challenge to the browser that asked for it. It says nothing else, and lives no longer than a challenge. */
const browserCookie = "__Host-shopbell-passkey";
const cookieOptions = { path: "/", secure: true, httpOnly: true, sameSite: "Strict" } as const;

const bondOf = (browser: string): Bond => ({ purpose: "sign in", browser });

/** One answer to all that fails, so that it tells nobody which passkeys there are. */
const refused = () =>
  new Problem(401, "This passkey did not sign you in. Try again, or sign in with a link.");

export function passkeyDoorApi(deps: HttpDeps) {
  const home = passkeyHome(deps.publicUrl);

  /** The same one for all tabs of a browser. */
  function browserOf(c: Context): string {
    const browser = getCookie(c, browserCookie) ?? encodeBytes(deps.randomBytes(32));
    setCookie(c, browserCookie, browser, { ...cookieOptions, maxAge: challengeMs / 1000 });
    return browser;
  }

  return router()
    .openapi(
      createRoute({
        method: "post",
        path: "/api/sign-in-challenges",
        tags: ["Doors"],
        summary: "Begin to sign in with a passkey",
        description: "Good once, for five minutes, in the browser that asked.",
        security: [],
        responses: {
          200: answer("For the browser's `PublicKeyCredential.parseRequestOptionsFromJSON`", requestSchema),
          ...problems,
        },
      }),
      async (c) => {
        refuseForeignWrites(c);
        const challenge = await makeChallenge(deps, bondOf(browserOf(c)));
        return c.json(
          { rpId: home.rpId, challenge, timeout: challengeMs, userVerification: "required" as const },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/passkey-sessions",
        tags: ["Doors"],
        summary: "Sign in with a passkey",
        security: [],
        request: body(proofSchema),
        responses: { 201: sessionOpened, ...problems },
      }),
      async (c) => {
        refuseForeignWrites(c);
        await countTry(c, deps);
        const answered = c.req.valid("json");
        const browser = getCookie(c, browserCookie);
        const { challengeIn, readProof } = await mathematics();
        const challenge = challengeIn(answered);
        if (browser === undefined || challenge === undefined) throw refused();
        if (!(await takeChallenge(deps, bondOf(browser), challenge))) throw refused();
        const passkey = await findPasskey(deps.db, answered.id);
        const proof = await readProof(answered, home, challenge, passkey);
        if (!passkey || !proof) throw refused();
        const { id, email, userId, reach, name } = passkey;
        const at = deps.now();
        if (!(await usePasskey(deps.db, id, proof, at))) {
          const action = "passkey.refused"; // somebody may have a copy of it
          await notePasskey(deps.db, passkey, { at, actor: email, action, target: id, detail: { name } });
          throw refused();
        }
        deleteCookie(c, browserCookie, cookieOptions);
        return c.json(await openSession(c, deps, { userId, reach }), 201);
      },
    );
}
