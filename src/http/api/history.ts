// What happened and what came of it: events, and the deliveries they caused.
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { attemptSchema, deliveryStates } from "../../core/delivery";
import {
  deliveryViewSchema,
  eventDetailSchema,
  eventStates,
  eventViewSchema,
  ledgerStatsSchema,
} from "../../core/views";
import { addressesOf } from "../../flows/codes";
import type { Acted, DeliveryView, LedgerPort } from "../../flows/ports";
import { actorOf, atLeast, type Env } from "../auth";
import type { HttpDeps } from "../deps";
import { Problem } from "../problem";
import {
  answer,
  anyJson,
  body,
  found,
  inWorkspace,
  oneInWorkspace,
  page,
  pageQuery,
  problems,
  router,
} from "../routing";
import { noteAct } from "./applying";

anyJson(eventDetailSchema.shape.data);
anyJson(attemptSchema.shape.shown.unwrap());
const event = eventViewSchema.openapi("Event");
const delivery = deliveryViewSchema.openapi("Delivery");
const detail = eventDetailSchema.openapi("EventDetail");

const commonQuery = pageQuery.extend({
  type: z.string().optional().openapi({ description: "Event type" }),
  sourceId: z.string().optional(),
  customerId: z.string().optional(),
});

export function historyApi(deps: HttpDeps) {
  const ledger = (c: Context<Env>) => deps.ledgers(c.get("workspace").id);

  /** Carries out an act on one delivery, and notes whose it was. */
  async function act(
    c: Context<Env>,
    id: string,
    name: string,
    doing: (ledger: LedgerPort, id: string) => Promise<Acted>,
  ): Promise<DeliveryView> {
    const done = acted(await doing(ledger(c), id));
    await noteAct(deps, c.get("principal"), c.get("workspace").id, `delivery.${name}`, id);
    return done;
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/events",
        tags: ["Events"],
        summary: "List events, newest first",
        middleware: atLeast("viewer"),
        request: {
          params: inWorkspace,
          query: commonQuery.extend({ state: z.enum(eventStates).optional() }),
        },
        responses: { 200: answer("Events", page(event)), ...problems },
      }),
      async (c) => c.json(await ledger(c).events(c.req.valid("query")), 200),
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/events/{id}",
        tags: ["Events"],
        summary: "Read an event with its whole story",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("The event", detail), ...problems },
      }),
      async (c) => {
        const { codeIds, ...event } = found(await ledger(c).event(c.req.valid("param").id), "event");
        const addresses = await addressesOf(c.get("workspace").id, codeIds, deps);
        const codes = addresses.map((one, i) => ({ id: codeIds[i] ?? "", ...one }));
        return c.json({ ...event, codes }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/events/{id}/replay",
        tags: ["Events"],
        summary: "Replay an event by today's automations",
        description:
          "For the automations that have not run for it; with `again` also for those that have. What is made is new and " +
          "linked to what it repeats.",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace, ...body(z.strictObject({ again: z.boolean().default(false) })) },
        responses: {
          200: answer("The new deliveries", z.object({ deliveries: z.array(delivery) })),
          ...problems,
        },
      }),
      async (c) => {
        const which = c.req.valid("json").again ? "again" : "missing";
        const replayed = found(await ledger(c).replay(c.req.valid("param").id, which), "event");
        if ("refused" in replayed) throw new Problem(409, replayed.refused);
        const { id } = c.req.valid("param");
        await noteAct(deps, c.get("principal"), c.get("workspace").id, "event.replayed", id);
        return c.json(replayed, 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/deliveries",
        tags: ["Deliveries"],
        summary: "List deliveries, by their events, newest first",
        middleware: atLeast("viewer"),
        request: {
          params: inWorkspace,
          query: commonQuery.extend({
            state: z.enum(deliveryStates).optional(),
            automationId: z.string().optional(),
            connectionId: z.string().optional(),
          }),
        },
        responses: { 200: answer("Deliveries", page(delivery)), ...problems },
      }),
      async (c) => c.json(await ledger(c).deliveries(c.req.valid("query")), 200),
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/deliveries/{id}",
        tags: ["Deliveries"],
        summary: "Read a delivery with its attempts",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("The delivery", delivery), ...problems },
      }),
      async (c) => c.json(found(await ledger(c).delivery(c.req.valid("param").id), "delivery"), 200),
    )
    .openapi(
      actRoute("retry", "Run it again: at once if it waits for a retry, else as a new delivery linked to it"),
      async (c) =>
        c.json(await act(c, c.req.valid("param").id, "retried", (ledger, id) => ledger.retry(id)), 200),
    )
    .openapi(actRoute("cancel", "Cancel it, if it has not ended"), async (c) => {
      const reason = `Cancelled by ${actorOf(c.get("principal"))}.`;
      const cancel = (ledger: LedgerPort, id: string) => ledger.cancel(id, reason);
      return c.json(await act(c, c.req.valid("param").id, "cancelled", cancel), 200);
    })
    .openapi(actRoute("run-now", "Run it now instead of at its moment"), async (c) =>
      c.json(await act(c, c.req.valid("param").id, "run", (ledger, id) => ledger.runNow(id)), 200),
    )
    .openapi(actRoute("mark-done", "An uncertain delivery did happen"), async (c) =>
      c.json(await act(c, c.req.valid("param").id, "marked-done", (ledger, id) => ledger.markDone(id)), 200),
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/deliveries/{id}/move",
        tags: ["Deliveries"],
        summary: "Move it to another moment",
        middleware: atLeast("editor"),
        request: {
          params: oneInWorkspace,
          ...body(z.strictObject({ at: z.int().openapi({ description: "Epoch milliseconds" }) })),
        },
        responses: { 200: answer("The delivery", delivery), ...problems },
      }),
      async (c) => {
        const { at } = c.req.valid("json");
        const move = (ledger: LedgerPort, id: string) => ledger.move(id, at);
        return c.json(await act(c, c.req.valid("param").id, "moved", move), 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/stats",
        tags: ["Workspaces"],
        summary: "How much there is of what",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace },
        responses: { 200: answer("Counts", ledgerStatsSchema.openapi("Stats")), ...problems },
      }),
      async (c) => c.json(await ledger(c).stats(), 200),
    );
}

function actRoute<Act extends string>(act: Act, summary: string) {
  return createRoute({
    method: "post",
    path: `/api/workspaces/{ws}/deliveries/{id}/${act}` as const,
    tags: ["Deliveries"],
    summary,
    middleware: atLeast("editor"),
    request: { params: oneInWorkspace },
    responses: { 200: answer("The delivery", delivery), ...problems },
  });
}

function acted(result: Acted): DeliveryView {
  const done = found(result, "delivery");
  if ("refused" in done) throw new Problem(409, done.refused);
  return done;
}
