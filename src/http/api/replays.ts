// Replaying events: one of them, told beforehand what it rings; or many, counted first and then done bit by bit.
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { eventChoiceSchema } from "../../core/event-choice";
import { encodeBytes, idBytes } from "../../core/ids";
import {
  isPossible,
  mostReplayed,
  type ReplayHow,
  replayChoices,
  replayPlanSchema,
  replaySchema,
  replayTerms,
  replayView,
} from "../../core/replay";
import { deliveryViewSchema } from "../../core/views";
import type { Miscounted, Refused } from "../../flows/ports";
import { atLeast, type Env } from "../auth";
import type { HttpDeps } from "../deps";
import { invalidFields, Problem } from "../problem";
import { answer, body, found, inWorkspace, oneInWorkspace, problems, router } from "../routing";
import { noteAct } from "./applying";

const delivery = deliveryViewSchema.openapi("Delivery");
const plan = replayPlanSchema.openapi("ReplayPlan");
const view = replaySchema.openapi("Replay");

const how = {
  which: z.enum(replayChoices).default("missing").openapi({
    description:
      "`missing`: automations that have not rung for it yet. `failed`: those whose delivery failed. `all`: all of it once more",
  }),
  terms: z.enum(replayTerms).default("current").openapi({
    description:
      "`current`: by today's automations, as if it had just come in. `original`: what it rang, as the automations were then",
  }),
};
const expected = z.int().min(0);

const tags = ["Replays"];
const manyPath = "/api/workspaces/{ws}/replays" as const;
const onePath = "/api/workspaces/{ws}/events/{id}/replay" as const;

export function replaysApi(deps: HttpDeps) {
  const ledger = (c: Context<Env>) => deps.ledgers(c.get("workspace").id);
  const note = (c: Context<Env>, action: string, target: string, detail?: Parameters<typeof noteAct>[5]) =>
    noteAct(deps, c.get("principal"), c.get("workspace").id, action, target, detail);

  async function steer(c: Context<Env>, id: string, to: "pause" | "resume" | "stop") {
    const steered = done(await ledger(c).steerReplay(id, to));
    await note(c, `replay.${steerings[to]}`, id, { replayed: steered.replayed, made: steered.made });
    return replayView(steered);
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: onePath,
        tags: ["Events"],
        summary: "See what replaying an event would ring",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace, query: z.strictObject(how) },
        responses: { 200: answer("What would ring, and what would not and why", plan), ...problems },
      }),
      async (c) => {
        const asked = possible(c.req.valid("query"));
        const planned = found(await ledger(c).replayPlan(c.req.valid("param").id, asked), "event");
        if ("refused" in planned) throw new Problem(409, planned.refused);
        return c.json(planned, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: onePath,
        tags: ["Events"],
        summary: "Replay an event",
        description:
          "What is made is new and linked to what it repeats; what has not ended is left alone. GET tells beforehand what would " +
          "ring. To replay twice is to ring twice: give `expected` and it is done only if it rings as often as was told.",
        middleware: atLeast("editor"),
        request: {
          params: oneInWorkspace,
          ...body(
            z.strictObject({
              ...how,
              expected: expected.optional().openapi({ description: "How many ring, as GET told" }),
            }),
          ),
        },
        responses: {
          200: answer("The new deliveries", z.object({ deliveries: z.array(delivery) })),
          ...problems,
        },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const { expected, ...asked } = c.req.valid("json");
        const replayed = done(await ledger(c).replay(id, possible(asked), expected), "event");
        const deliveries = replayed.deliveries.length;
        await note(c, "event.replayed", id, { ...asked, deliveries });
        return c.json(replayed, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: manyPath,
        tags,
        summary: "Count what replaying many events would ring",
        description:
          "Nothing rings yet. It counts by itself, the events that are there by now: ask GET until its state is `counted`, then " +
          `start it. At most ${mostReplayed.toLocaleString("en")} events are replayed at once. A count that was not started is forgotten with the next.`,
        middleware: atLeast("editor"),
        request: {
          params: inWorkspace,
          ...body(
            z.strictObject({
              filter: eventChoiceSchema.default({}).openapi({
                description: "As of the list of events; empty for all that are kept",
              }),
              ...how,
            }),
          ),
        },
        responses: { 202: answer("How far it has come", view), ...problems },
      }),
      async (c) => {
        const { filter, ...asked } = c.req.valid("json");
        const id = `rpl_1${encodeBytes(deps.randomBytes(idBytes))}`;
        const begun = done(await ledger(c).countReplay({ id, filter, ...possible(asked) }));
        return c.json(replayView(begun), 202);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: manyPath,
        tags,
        summary: "List replays of many events, newest first",
        description: "The latest twenty.",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace },
        responses: { 200: answer("Replays", z.object({ items: z.array(view) })), ...problems },
      }),
      async (c) => c.json({ items: (await ledger(c).replays()).map(replayView) }, 200),
    )
    .openapi(
      createRoute({
        method: "get",
        path: `${manyPath}/{id}`,
        tags,
        summary: "See how far a replay has come",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("How far it has come", view), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const job = (await ledger(c).replays()).find((one) => one.id === id);
        return c.json(replayView(found(job, "replay")), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: `${manyPath}/{id}/start`,
        tags,
        summary: "Start a replay that was counted",
        description:
          "Say how many deliveries you expect, as counted. Where more events match by now, the answer is 409 with their `count`, " +
          "and nothing is done. It goes on by itself, oldest first, and lets go first what comes in meanwhile.",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace, ...body(z.strictObject({ expected })) },
        responses: { 202: answer("How far it has come", view), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const started = done(await ledger(c).startReplay(id, c.req.valid("json").expected));
        const { filter, which, terms, events, deliveries } = started;
        await note(c, "replay.started", id, { filter, which, terms, events, deliveries });
        return c.json(replayView(started), 202);
      },
    )
    .openapi(steerRoute("pause", "Pause a replay"), async (c) =>
      c.json(await steer(c, c.req.valid("param").id, "pause"), 200),
    )
    .openapi(steerRoute("resume", "Go on with a replay that was paused"), async (c) =>
      c.json(await steer(c, c.req.valid("param").id, "resume"), 200),
    )
    .openapi(steerRoute("stop", "Stop a replay. What it has made stays"), async (c) =>
      c.json(await steer(c, c.req.valid("param").id, "stop"), 200),
    );
}

const steerings = { pause: "paused", resume: "resumed", stop: "stopped" } as const;

function steerRoute<Act extends keyof typeof steerings>(act: Act, summary: string) {
  return createRoute({
    method: "post",
    path: `${manyPath}/{id}/${act}` as const,
    tags,
    summary,
    middleware: atLeast("editor"),
    request: { params: oneInWorkspace },
    responses: { 200: answer("How far it has come", view), ...problems },
  });
}

/** @throws Problem 422 for what has no terms of before */
function possible(asked: ReplayHow): ReplayHow {
  if (isPossible(asked)) return asked;
  throw invalidFields([
    { path: "terms", message: "is `current` for what has not rung yet: it has no terms of before" },
  ]);
}

/** @throws Problem 404 for what is not there, 409 for what may not be done, with the number there is */
function done<T extends object>(result: T | undefined, what = "replay"): Exclude<T, Refused> {
  const known: T | Miscounted = found(result, what);
  if (!("refused" in known)) return known as Exclude<T, Refused>; // told apart by that word
  const { refused, ...count } = known as Miscounted;
  throw new Problem(409, refused, undefined, count);
}
