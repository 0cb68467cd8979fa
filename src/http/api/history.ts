// What happened and what came of it: events, and the deliveries they caused.
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { attemptSchema, deliveryStates } from "../../core/delivery";
import { eventChoiceSchema, eventChoiceShape } from "../../core/event-choice";
import { customerId, eventNumber } from "../../core/ids";
import { deliveryViewSchema, eventDetailSchema, eventViewSchema, ledgerStatsSchema } from "../../core/views";
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

const after = z
  .string()
  .refine((id) => eventNumber(id) !== undefined, { error: "is not an event's id" })
  .optional()
  .openapi({ description: "An event's id: only what came in later" });
const listQuery = pageQuery.extend({ after });

const searchBody = eventChoiceSchema
  .extend({
    email: z
      .string()
      .trim()
      .min(1)
      .max(320)
      .optional()
      .openapi({ description: "The customer's whole address, in capitals or not" }),
    after,
    cursor: pageQuery.shape.cursor,
    limit: z.int().min(1).max(200).optional(),
  })
  .refine(({ email, customerId }) => email === undefined || customerId === undefined, {
    path: ["email"],
    error: "or customerId says whose events are meant: give one of the two",
  });

const searched = <S extends z.ZodType>(item: S) =>
  page(item).extend({
    newest: z
      .string()
      .optional()
      .openapi({ description: "The newest event looked at, for `after`: what comes in later is news" }),
    searchedTo: z
      .int()
      .optional()
      .openapi({ description: "With `next`: the arrival of the oldest event looked at; epoch milliseconds" }),
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
          query: listQuery.extend(eventChoiceShape),
        },
        responses: { 200: answer("Events", searched(event)), ...problems },
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
        path: "/api/workspaces/{ws}/events/search",
        tags: ["Events"],
        summary: "Search events, also by a customer's e-mail",
        description:
          "As the list, but a POST, because addresses do not belong into URLs, which end up in logs. The answer's `customerId` is " +
          "a hash, by which the list and its address may go on. A search looks through so many events at a time: with " +
          "`next`, `searchedTo` says how far back that was, also where nothing was found yet.",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace, ...body(searchBody) },
        responses: {
          200: answer("Events", searched(event).extend({ customerId: z.string().optional() })),
          ...problems,
        },
      }),
      async (c) => {
        const { email, ...filter } = c.req.valid("json");
        const asked = email === undefined ? undefined : await customerId(c.get("workspace").id, email);
        const who = asked ?? filter.customerId;
        const found = await ledger(c).events({ ...filter, ...(who ? { customerId: who } : {}) });
        return c.json({ ...found, ...(who ? { customerId: who } : {}) }, 200);
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
          query: listQuery.extend({
            type: z.string().optional().openapi({ description: "Event type" }),
            sourceId: z.string().optional(),
            customerId: z.string().optional(),
            state: z.enum(deliveryStates).optional(),
            automationId: z.string().optional(),
            connectionId: z.string().optional(),
          }),
        },
        responses: { 200: answer("Deliveries", searched(delivery)), ...problems },
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
