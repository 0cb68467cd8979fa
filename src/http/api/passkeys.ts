// One's own passkeys: added in a session that is fresh, listed, renamed, removed. To sign in with one: see passkey-door.
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deviceName } from "../../core/device-name";
import { newId } from "../../core/ids";
import {
  addPasskey,
  getPasskey,
  listPasskeys,
  type PasskeyRow,
  removePasskey,
  renamePasskey,
} from "../../storage/passkeys";
import { type Env, type Person, personOf } from "../auth";
import type { HttpDeps } from "../deps";
import { mailTo, passkeyLetter } from "../door-mails";
import { type Bond, challengeMs, makeChallenge, takeChallenge } from "../passkeys/challenges";
import { passkeyHome } from "../passkeys/home";
import { mathematics } from "../passkeys/mathematics";
import { additionSchema, type Creation, creationSchema } from "../passkeys/shapes";
import { Problem } from "../problem";
import { answer, body, found, problems, router } from "../routing";
import { changeBy } from "./applying";
import { nameOf } from "./sign-in";

/** A session that was stolen is mostly older, and must not leave a door of its own behind. */
const freshMs = 15 * 60_000;
const mostPasskeys = 20;

const passkeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    createdAt: z.int(),
    lastUsedAt: z
      .int()
      .nullable()
      .openapi({ description: "The last sign-in with it; null if there was none" }),
    backedUp: z
      .boolean()
      .openapi({ description: "Whether it is kept in a cloud, and so on other devices too" }),
  })
  .openapi("Passkey");

function view({ id, name, createdAt, lastUsedAt, backedUp }: PasskeyRow): z.infer<typeof passkeySchema> {
  return { id, name, createdAt, lastUsedAt, backedUp };
}

const onePasskey = z.object({ id: z.string().openapi({ param: { name: "id", in: "path" } }) });

const whose = ({ id, session }: Person) => ({ userId: id, reach: session.reach });
const bondOf = ({ session }: Person): Bond => ({ purpose: "add", browser: session.hash });
const freshUntil = ({ session }: Person) => session.createdAt + freshMs;

const tooMany = () =>
  new Problem(409, `There are ${mostPasskeys} passkeys already. Remove one that you do not use any more.`);

export function passkeysApi(deps: HttpDeps) {
  const home = passkeyHome(deps.publicUrl);

  async function own(person: Person, id: string): Promise<PasskeyRow> {
    return found(await getPasskey(deps.db, whose(person), id), "passkey");
  }

  const changeOf = (person: Person, action: string, { id, name }: PasskeyRow) =>
    changeBy(deps, person, action, id, { name });

  /** Nobody waits for it, and the passkey is there whatever becomes of the mail. */
  async function tellOwner({ email }: Person, name: string, device: string): Promise<void> {
    if (!deps.mail) return;
    try {
      const letter = passkeyLetter(name, device, `${deps.publicUrl}/account`);
      const verdict = await deps.mail(mailTo(email, letter, deps.randomBytes));
      if (verdict.is !== "done")
        console.error(JSON.stringify({ message: "a mail about a passkey was not sent", ...verdict }));
    } catch (error) {
      console.error(JSON.stringify({ message: "a mail about a passkey was not sent", error: nameOf(error) }));
    }
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/passkeys",
        tags: ["Doors"],
        summary: "List one's own passkeys, oldest first",
        responses: {
          200: answer(
            "Passkeys",
            z.object({
              items: z.array(passkeySchema),
              freshUntil: z.int().openapi({ description: "Until when this session may add one" }),
            }),
          ),
          ...problems,
        },
      }),
      async (c) => {
        const person = personOf(c.get("principal"));
        const rows = await listPasskeys(deps.db, whose(person));
        return c.json({ items: rows.map(view), freshUntil: freshUntil(person) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/passkey-challenges",
        tags: ["Doors"],
        summary: "Begin to add a passkey",
        description:
          "Good for five minutes, in the session that asked. It must be one that began within the last fifteen minutes.",
        responses: {
          200: answer("For the browser's `PublicKeyCredential.parseCreationOptionsFromJSON`", creationSchema),
          ...problems,
        },
      }),
      async (c) => {
        const person = personOf(c.get("principal"));
        if (deps.now() > freshUntil(person))
          throw new Problem(
            403,
            "You signed in more than 15 minutes ago. Sign in again to add a passkey: it must be you who adds it.",
          );
        const [{ algorithms, userHandle }, known, challenge] = await Promise.all([
          mathematics(),
          listPasskeys(deps.db, whose(person)),
          makeChallenge(deps, bondOf(person)),
        ]);
        if (known.length >= mostPasskeys) throw tooMany();
        const creation: Creation = {
          rp: { id: home.rpId, name: "Shopbell" },
          user: { id: userHandle(person.id), name: person.email, displayName: person.email },
          challenge,
          pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
          timeout: challengeMs,
          excludeCredentials: known.map(({ credentialId, transports }) => ({
            type: "public-key",
            id: credentialId,
            transports,
          })),
          authenticatorSelection: {
            residentKey: "required",
            requireResidentKey: true,
            userVerification: "required",
          },
          attestation: "none",
        };
        return c.json(creation, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/passkeys",
        tags: ["Doors"],
        summary: "Add a passkey",
        description:
          "What the browser made of a challenge. It is called by the browser's name until it is renamed.",
        request: body(additionSchema),
        responses: { 201: answer("The passkey", passkeySchema), ...problems },
      }),
      async (c) => {
        const person = personOf(c.get("principal"));
        const addition = c.req.valid("json");
        const { challengeIn, readAddition } = await mathematics();
        const challenge = challengeIn(addition);
        if (challenge === undefined || !(await takeChallenge(deps, bondOf(person), challenge)))
          throw new Problem(409, "This took too long, or was begun elsewhere. Add the passkey once more.");
        const fresh = await readAddition(addition, home, challenge);
        if (!fresh) throw new Problem(422, "This passkey could not be proven. Try again, or another device.");
        if ((await listPasskeys(deps.db, whose(person))).length >= mostPasskeys) throw tooMany();
        const device = deviceOf(c);
        const row: PasskeyRow = {
          id: newId("passkey", deps.randomBytes),
          ...whose(person),
          ...fresh,
          name: device ?? "Passkey",
          createdAt: deps.now(),
          lastUsedAt: null,
        };
        if (!(await addPasskey(deps.db, row, changeOf(person, "passkey.added", row))))
          throw new Problem(409, "This passkey is in use already.");
        c.executionCtx.waitUntil(
          tellOwner(person, row.name, device ?? "a browser that did not say its name"),
        );
        return c.json(view(row), 201);
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/passkeys/{id}",
        tags: ["Doors"],
        summary: "Rename one of one's own passkeys",
        request: { params: onePasskey, ...body(z.strictObject({ name: z.string().trim().min(1).max(80) })) },
        responses: { 200: answer("The passkey", passkeySchema), ...problems },
      }),
      async (c) => {
        const row = await own(personOf(c.get("principal")), c.req.valid("param").id);
        const { name } = c.req.valid("json");
        await renamePasskey(deps.db, row.id, name);
        return c.json(view({ ...row, name }), 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/passkeys/{id}",
        tags: ["Doors"],
        summary: "Remove one of one's own passkeys",
        description: "It opens nothing from now on. Sessions that it opened go on.",
        request: { params: onePasskey },
        responses: { 204: { description: "Removed" }, ...problems },
      }),
      async (c) => {
        const person = personOf(c.get("principal"));
        const row = await own(person, c.req.valid("param").id);
        await removePasskey(deps.db, row, changeOf(person, "passkey.removed", row));
        return c.body(null, 204);
      },
    );
}

const deviceOf = (c: Context<Env>) => deviceName(c.req.header("user-agent") ?? "");
