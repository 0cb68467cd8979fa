// What needs a hand, in one list, and what mends all of a trouble at once.
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { encodeBytes, idBytes } from "../../core/ids";
import { languages } from "../../core/language";
import { troubleSchema } from "../../core/trouble";
import { sentenceOf } from "../../core/trouble-words";
import type { TroubleActed, TroubleOrder } from "../../flows/ports";
import { actorOf, atLeast, type Env } from "../auth";
import type { HttpDeps } from "../deps";
import { Problem } from "../problem";
import { answer, body, inWorkspace, problems, router } from "../routing";
import { noteAct } from "./applying";

const trouble = troubleSchema
  .extend({ sentence: z.string().openapi({ description: "All of it in words, as alerts say it" }) })
  .openapi("Trouble");

const language = z.enum(languages).default("en").openapi({ description: "Of the sentences" });

const actBody = z.strictObject({
  key: z.string().max(200).openapi({ description: "Of the trouble" }),
  expected: z
    .int()
    .min(1)
    .openapi({ description: "Its `count` as you were told. When there are not so many, nothing is done" }),
  act: z
    .string()
    .regex(/^[\w-]{1,64}$/, "is up to 64 letters, digits, - and _")
    .optional()
    .openapi({ description: "Names this act. Told again with the same words, it does nothing twice" }),
});

const acted = z
  .object({
    changed: z.int(),
    unchanged: z.int().openapi({ description: "Left as they are: somebody they were about was erased, say" }),
  })
  .openapi("TroubleActed");

export function troublesApi(deps: HttpDeps) {
  const ledger = (c: Context<Env>) => deps.ledgers(c.get("workspace").id);

  /** @throws Problem 409 when there are not as many as expected, with the number there is */
  async function doWith(
    c: Context<Env>,
    told: z.infer<typeof actBody>,
    deed: TroubleOrder["do"],
  ): Promise<TroubleActed> {
    const { act = `act_1${encodeBytes(deps.randomBytes(idBytes))}`, ...which } = told;
    const principal = c.get("principal");
    const done = await ledger(c).actOnTrouble({ act, ...which, do: deed, by: actorOf(principal) });
    if ("refused" in done) {
      const { refused, ...count } = done;
      throw new Problem(409, refused, undefined, count);
    }
    await noteAct(deps, principal, c.get("workspace").id, `trouble.${deed}`, told.key, { ...done });
    return done;
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/troubles",
        tags: ["Troubles"],
        summary: "List what needs a hand, what weighs most first",
        description:
          "One for each kind, subject and cause, however many deliveries lie behind it. `acts` says what mends it: `check` its " +
          "connection, or one of the routes below.",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace, query: z.strictObject({ language }) },
        responses: {
          200: answer("What needs a hand", z.object({ items: z.array(trouble) })),
          ...problems,
        },
      }),
      async (c) => {
        const { language } = c.req.valid("query");
        const items = await ledger(c).troubles();
        const now = deps.now();
        return c.json(
          { items: items.map((one) => ({ ...one, sentence: sentenceOf(one, language, now) })) },
          200,
        );
      },
    )
    .openapi(actRoute("retry", "Run all deliveries of a trouble again"), async (c) =>
      c.json(await doWith(c, c.req.valid("json"), "retry"), 200),
    )
    .openapi(actRoute("give-up", "Give all deliveries of a trouble up"), async (c) =>
      c.json(await doWith(c, c.req.valid("json"), "give-up"), 200),
    )
    .openapi(actRoute("mark-done", "All uncertain deliveries of a trouble did happen"), async (c) =>
      c.json(await doWith(c, c.req.valid("json"), "mark-done"), 200),
    );
}

function actRoute<Act extends string>(act: Act, summary: string) {
  return createRoute({
    method: "post",
    path: `/api/workspaces/{ws}/troubles/${act}` as const,
    tags: ["Troubles"],
    summary,
    description:
      "Say how many you expect, as the list says: when there are more or fewer by now the answer is 409, with their `count`, and " +
      "nothing is done. Where the list says that there are more than it counted, those that it counted are meant.",
    middleware: atLeast("editor"),
    request: { params: inWorkspace, ...body(actBody) },
    responses: { 200: answer("What was done", acted), ...problems },
  });
}
