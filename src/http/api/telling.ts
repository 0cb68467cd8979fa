// Our own way in: events told with an API key, one or a batch.
import { createRoute, z } from "@hono/zod-openapi";
import { type Json, parseJson } from "../../core/json";
import { toldEventSchema } from "../../core/told";
import { hopsOf } from "../../flows/ingest";
import { mostTold, tellEvents } from "../../flows/tell";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { fieldErrors, invalid, Problem } from "../problem";
import { answer, anyJson, body, inWorkspace, problems, router } from "../routing";

anyJson(toldEventSchema.shape.data.unwrap());

const told = { $ref: "#/components/schemas/ToldEvent" };

/** Each event is checked by itself, in the flow: one that is not in order must not turn away the others. */
const oneOrMore = z.unknown().openapi({
  anyOf: [told, { type: "array", items: told, minItems: 1, maxItems: mostTold }],
});

const toldAnswer = z
  .object({
    status: z.int().openapi({ description: "200: it is stored. 422: it is not in order, see `errors`" }),
    eventId: z.string().optional(),
    outcome: z.enum(["new", "merged", "duplicate"]).optional().openapi({
      description: "`merged`: known, and this told more of it. `duplicate`: known, and nothing was new",
    }),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi("ToldAnswer");

/** With all digits of big integers, unlike what Hono makes of it. */
function saidIn(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw new Problem(400, "The body is not JSON. Send it with the header Content-Type: application/json.");
  }
}

export function tellingApi(deps: HttpDeps) {
  const api = router();
  api.openAPIRegistry.register("ToldEvent", toldEventSchema);
  return api.openapi(
    createRoute({
      method: "post",
      path: "/api/workspaces/{ws}/events",
      tags: ["Events"],
      summary: "Tell what happened",
      description:
        "One event, or a list of up to a hundred. Each has its own answer, in the same order; one that is not in order turns " +
        "away no other, and one that comes alone is a 422 of the whole request. To tell the same again does no harm.",
      middleware: atLeast("editor"),
      request: { params: inWorkspace, ...body(oneOrMore) },
      responses: { 200: answer("An answer for each", z.object({ items: z.array(toldAnswer) })), ...problems },
    }),
    async (c) => {
      const said = saidIn(await c.req.text());
      const events = Array.isArray(said) ? said : [said];
      if (events.length === 0 || events.length > mostTold)
        throw new Problem(422, `Tell from one to ${mostTold} events at once.`);
      const answers = await tellEvents(c.get("workspace").id, events, hopsOf(c.req.raw.headers), deps.ingest);
      const [only] = answers;
      if (!Array.isArray(said) && only?.status === 422) throw invalid(only.error);
      const items = answers.map((one) =>
        one.status === 422 ? { status: one.status, errors: fieldErrors(one.error.issues) } : one,
      );
      return c.json({ items }, 200);
    },
  );
}
