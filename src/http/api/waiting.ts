// The waiting room: what waits for what until when and why, on which days, and what to do with many of it at once.
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { encodeBytes, idBytes } from "../../core/ids";
import {
  placeIn,
  type WaitingView,
  waitingCalendarSchema,
  waitingCountSchema,
  waitingStates,
  waitingViewSchema,
} from "../../core/waiting";
import { sentenceOfView } from "../../core/waiting-words";
import type { WaitingActed, WaitingDeed, WaitingFilter } from "../../flows/ports";
import { actorOf, atLeast, type Env } from "../auth";
import type { HttpDeps } from "../deps";
import { Problem } from "../problem";
import { answer, body, inWorkspace, page, problems, router, timeQuery } from "../routing";
import { speakerFor } from "../words/words";
import { noteAct } from "./applying";

const mostIds = 200;
const mostDays = 92;

const which = {
  state: z
    .enum(waitingStates)
    .optional()
    .openapi({ description: "`waiting` unless told otherwise: what waits for its moment" }),
  automationId: z.string().optional(),
  connectionId: z.string().optional(),
  customerId: z.string().optional(),
  type: z.string().optional().openapi({ description: "Event type" }),
};
const filterQuery = z.strictObject({
  ...which,
  from: timeQuery,
  to: timeQuery.openapi({ description: "ISO 8601, or epoch milliseconds; exclusive" }),
});
const listQuery = filterQuery.extend({
  cursor: z
    .string()
    .refine((cursor) => placeIn(cursor) !== undefined, {
      error: "is not a cursor; give the `next` of the page before",
    })
    .optional()
    .openapi({ description: "`next` of the page before" }),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

const epoch = z.int().openapi({ description: "Epoch milliseconds" });
const actBody = z.strictObject({
  filter: z
    .strictObject({
      ...which,
      from: epoch.optional(),
      to: epoch.optional(),
      ids: z.array(z.string()).min(1).max(mostIds).optional().openapi({ description: "Of deliveries" }),
    })
    .openapi({ description: "As of the list; empty for all that waits for its moment" }),
  expected: z
    .int()
    .min(0)
    .openapi({ description: "How many there are, as `…/waiting/count` says. Otherwise nothing is done" }),
  act: z
    .string()
    .regex(/^[\w-]{1,64}$/, "is up to 64 letters, digits, - and _")
    .optional()
    .openapi({
      description: "Names this act. Told again with the same words, it goes on and does nothing twice",
    }),
});
const moveBody = actBody
  .extend({
    at: epoch.optional().openapi({ description: "Move all to this moment (epoch milliseconds)" }),
    byMs: z
      .int()
      .optional()
      .openapi({ description: "Move each by so many milliseconds; below zero, earlier" }),
  })
  .refine(({ at, byMs }) => (at === undefined) !== (byMs === undefined), {
    path: ["at"],
    error: "or byMs says where to: give one of the two",
  });

const acted = z
  .object({
    act: z.string().openapi({ description: "To go on with, while something is left" }),
    changed: z.int().openapi({ description: "By this act so far" }),
    unchanged: z
      .int()
      .openapi({ description: "Met, and left as they are: their new moment would be past, say" }),
    left: z.int().openapi({ description: "About so many are to come: tell the same again. 0: it is done" }),
  })
  .openapi("WaitingActed");

export function waitingApi(deps: HttpDeps) {
  const ledger = (c: Context<Env>) => deps.ledgers(c.get("workspace").id);

  /** @throws Problem 409 when it may not begin, with the number there is when another one was expected */
  async function doWith(
    c: Context<Env>,
    name: string,
    { act = `act_1${encodeBytes(deps.randomBytes(idBytes))}`, ...told }: z.infer<typeof actBody>,
    deed: WaitingDeed,
  ): Promise<WaitingActed & { act: string }> {
    const filter: WaitingFilter = told.filter;
    const done = await ledger(c).actOnWaiting({ act, filter, expected: told.expected, do: deed });
    if ("refused" in done) {
      const { refused, ...count } = done;
      throw new Problem(409, refused, undefined, count);
    }
    const { ids, ...rest } = told.filter;
    const meant = { ...rest, ...(ids ? { ids: ids.length } : {}) };
    const detail = { filter: meant, ...deedDetail(deed), changed: done.changed, left: done.left };
    await noteAct(deps, c.get("principal"), c.get("workspace").id, `waiting.${name}`, act, detail);
    return { act, ...done };
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/waiting",
        tags: ["Waiting"],
        summary: "List what waits, soonest first",
        description:
          "Each with one sentence that says who waits for what, until when and why. What is held has no moment and comes in the " +
          "order in which its events came in.",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace, query: listQuery },
        responses: {
          200: answer("What waits", page(waitingViewSchema.openapi("Waiting"))),
          ...problems,
        },
      }),
      async (c) => {
        const { items, ...rest } = await ledger(c).waiting(c.req.valid("query"));
        return c.json({ items: await inReadersWords(items, c), ...rest }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/waiting/count",
        tags: ["Waiting"],
        summary: "Count what waits",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace, query: filterQuery },
        responses: { 200: answer("How many, in all and by automation", waitingCountSchema), ...problems },
      }),
      async (c) => c.json(await ledger(c).waitingCount(c.req.valid("query")), 200),
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/waiting/calendar",
        tags: ["Waiting"],
        summary: "What waits, day by day",
        description:
          "Days are those of the workspace's time zone, today first. Of today, what is yet to come is counted.",
        middleware: atLeast("viewer"),
        request: {
          params: inWorkspace,
          query: z.strictObject({ days: z.coerce.number().int().min(1).max(mostDays).default(30) }),
        },
        responses: { 200: answer("The days", waitingCalendarSchema.openapi("WaitingCalendar")), ...problems },
      }),
      async (c) => c.json(await ledger(c).waitingCalendar(c.req.valid("query").days), 200),
    )
    .openapi(actRoute("run-now", "Run many now, instead of at their moments", actBody), async (c) =>
      c.json(await doWith(c, "run", c.req.valid("json"), { is: "run-now" }), 200),
    )
    .openapi(actRoute("cancel", "Cancel many", actBody), async (c) => {
      const reason = `Cancelled by ${actorOf(c.get("principal"))}.`;
      return c.json(await doWith(c, "cancelled", c.req.valid("json"), { is: "cancel", reason }), 200);
    })
    .openapi(actRoute("move", "Move many to another moment, or each by a span", moveBody), async (c) => {
      const { at, byMs = 0, ...told } = c.req.valid("json");
      const deed: WaitingDeed = at === undefined ? { is: "move-by", byMs } : { is: "move", at };
      return c.json(await doWith(c, "moved", told, deed), 200);
    });
}

/** What waits, each with its sentence in the language of whoever asks. */
export async function inReadersWords(items: WaitingView[], c: Context<Env>): Promise<WaitingView[]> {
  const { language, say } = await speakerFor(c);
  const { timeZone } = c.get("workspace");
  return items.map((one) => {
    const sentence = sentenceOfView(one, timeZone, language, say);
    return { ...one, why: { ...one.why, sentence } };
  });
}

function actRoute<Act extends string, Body extends z.ZodType>(act: Act, summary: string, told: Body) {
  return createRoute({
    method: "post",
    path: `/api/workspaces/{ws}/waiting/${act}` as const,
    tags: ["Waiting"],
    summary,
    description:
      "Count first, and say how many you expect: when there are more or fewer by now the answer is 409, with their `count`, and " +
      "nothing is done. Of a large number a part is done at a time: while `left` is not 0, tell the same again with its `act`.",
    middleware: atLeast("editor"),
    request: { params: inWorkspace, ...body(told) },
    responses: { 200: answer("What was done", acted), ...problems },
  });
}

/** Where it was moved to, for the audit log. */
function deedDetail(deed: WaitingDeed): { at?: number; byMs?: number } {
  if (deed.is === "move") return { at: deed.at };
  return deed.is === "move-by" ? { byMs: deed.byMs } : {};
}
