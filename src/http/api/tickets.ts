// Tickets: the codes that purchases were given, each with its scans.
import { createRoute, z } from "@hono/zod-openapi";
import { ticketSchema } from "../../core/codes";
import { addressOf, type CodeDeps } from "../../flows/codes";
import type { Ticket } from "../../flows/ports";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { answer, found, inWorkspace, oneInWorkspace, page, pageQuery, problems, router } from "../routing";

export const ticketView = ticketSchema.openapi("Ticket");
export type TicketTold = z.infer<typeof ticketView>;

const { cursor, limit } = pageQuery.shape;
const ticketQuery = z.strictObject({
  productId: z.string().optional(),
  customerId: z.string().optional(),
  cursor,
  limit,
});

export function ticketsApi(deps: HttpDeps) {
  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/tickets",
        tags: ["Codes"],
        summary: "List tickets, the latest purchase first",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace, query: ticketQuery },
        responses: { 200: answer("Tickets", page(ticketView)), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const { items, next } = await deps.ledgers(workspaceId).tickets(c.req.valid("query"));
        const told = await Promise.all(items.map((ticket) => ticketTold(ticket, workspaceId, deps)));
        return c.json({ items: told, ...(next === undefined ? {} : { next }) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/tickets/{id}",
        tags: ["Codes"],
        summary: "Read a ticket with its scans",
        description: "To read it counts nothing.",
        middleware: atLeast("scanner"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("The ticket", ticketView), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const view = await deps.ledgers(workspaceId).code(c.req.valid("param").id);
        const ticket = found(view && "ticket" in view ? view.ticket : undefined, "ticket");
        return c.json(await ticketTold(ticket, workspaceId, deps), 200);
      },
    );
}

/** A ticket as the API tells it. */
export async function ticketTold(
  { canTake: _, canGiveBack: __, ...ticket }: Ticket,
  workspaceId: string,
  deps: CodeDeps,
): Promise<TicketTold> {
  return { ...ticket, ...(await addressOf({ kind: "ticket", workspaceId, codeId: ticket.id }, deps)) };
}
