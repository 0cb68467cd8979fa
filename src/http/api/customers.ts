// Customers: found by e-mail or order, shown over all sources, exported, and erased with a receipt.
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { customerDetailSchema, customerItemSchema, lookedSchema } from "../../core/customer";
import { receiptOf, receiptSchema } from "../../core/erasure";
import { customerId } from "../../core/ids";
import { mentionOf } from "../../core/mention";
import { eventDetailSchema, testSendSchema } from "../../core/views";
import type { LedgerPort } from "../../flows/ports";
import { maskAudit } from "../../storage/audit";
import { atLeast, type Env } from "../auth";
import type { HttpDeps } from "../deps";
import { invalidFields } from "../problem";
import { answer, body, found, inWorkspace, oneInWorkspace, page, problems, router } from "../routing";
import { noteAct } from "./applying";
import { inReadersWords } from "./waiting";

const item = customerItemSchema.openapi("Customer");
const receipt = receiptSchema.openapi("ErasureReceipt");

const searchBody = z
  .strictObject({
    email: z
      .string()
      .trim()
      .min(1)
      .max(320)
      .optional()
      .openapi({ description: "The whole address, in capitals or not" }),
    order: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .openapi({ description: "The whole id or number of an order, with or without #" }),
  })
  .refine(({ email, order }) => (email === undefined) !== (order === undefined), {
    path: ["email"],
    error: "or order says whom to look for: give one of the two",
  });

const searchAnswer = z.object({
  items: z.array(item),
  looked: lookedSchema.optional().openapi({ description: "How far was looked for an order" }),
});

/** Everything that is kept about one person; written event by event, so that a long history needs no memory. */
const exportSchema = z.object({
  exportedAt: z.int(),
  workspace: z.object({ id: z.string(), name: z.string() }),
  customer: customerDetailSchema,
  tests: z.array(testSendSchema).openapi({ description: "That people sent with this customer's events" }),
  events: z.array(eventDetailSchema).openapi({ description: "With what came and what it rang" }),
});

export function customersApi(deps: HttpDeps) {
  const ledger = (c: Context<Env>) => deps.ledgers(c.get("workspace").id);

  return router()
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/customers/search",
        tags: ["Customers"],
        summary: "Find a customer by e-mail, or by an order",
        description:
          "It is a POST because addresses do not belong into URLs, which end up in logs. By an order, the latest 20,000 events are " +
          "looked through; `looked` says how far back that is.",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace, ...body(searchBody) },
        responses: { 200: answer("Who was found", searchAnswer), ...problems },
      }),
      async (c) => {
        const { email, order = "" } = c.req.valid("json");
        if (email === undefined) return c.json(await ledger(c).customersOfOrder(order), 200);
        const one = await ledger(c).customerItem(await customerId(c.get("workspace").id, email));
        return c.json({ items: one ? [one] : [] }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/customers/{id}",
        tags: ["Customers"],
        summary: "Read a customer: who they are, what they have access to, and what waits for them",
        description: "Their history is `…/events?customerId=`.",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace },
        responses: {
          200: answer("The customer", customerDetailSchema.openapi("CustomerDetail")),
          ...problems,
        },
      }),
      async (c) => {
        const customer = found(await ledger(c).customer(c.req.valid("param").id), "customer");
        return c.json({ ...customer, waiting: await inReadersWords(customer.waiting, c) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/customers/{id}/export",
        tags: ["Customers"],
        summary: "Export all that is kept about a customer, as one file",
        middleware: atLeast("owner"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("One JSON document", exportSchema.openapi("CustomerExport")), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const customer = found(await ledger(c).customer(id), "customer");
        const { id: ws, name } = c.get("workspace");
        await noteAct(deps, c.get("principal"), ws, "customer.exported", id);
        const tests = await ledger(c).tests(id);
        const head = { exportedAt: deps.now(), workspace: { id: ws, name }, customer, tests };
        const file = streamOf(exported(head, id, () => ledger(c)));
        c.header("content-type", "application/json");
        c.header("content-disposition", `attachment; filename="${id}.json"`);
        return c.body(file, 200) as never; // the text of what the route describes, which need not be in memory at once
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/customers/{id}/erase",
        tags: ["Customers"],
        summary: "Erase a customer",
        description:
          "What was said about them goes: bodies, attempts, what waits, what they are called. That something happened stays, and a " +
          "hash, so that a repeated webhook brings nothing back. Of somebody with a very long history, or in a large ledger, the " +
          "answer is 202 and the rest goes on by itself; the same call again tells how far it has come, and in the end gives " +
          "the receipt.",
        middleware: atLeast("owner"),
        request: {
          params: oneInWorkspace,
          ...body(z.strictObject({ confirm: z.string().openapi({ description: "The customer's e-mail" }) })),
        },
        responses: {
          200: answer("It is done: the receipt", receipt),
          202: answer("It goes on: the receipt so far", receipt),
          ...problems,
        },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const { confirm } = c.req.valid("json");
        const ws = c.get("workspace").id;
        const isMeant = (await customerId(ws, confirm)) === id;
        if (!isMeant) {
          found(await ledger(c).customerItem(id), "customer");
          throw invalidFields([{ path: "confirm", message: "is not this customer's e-mail" }]);
        }
        await maskAudit(deps.db, ws, mentionOf(confirm));
        const { erasure, isNew } = found(await ledger(c).erase(id, confirm), "customer");
        if (isNew) {
          const detail = { receipt: erasure.id };
          await noteAct(deps, c.get("principal"), ws, "customer.erased", id, detail);
        }
        return c.json(receiptOf(erasure), erasure.endedAt === null ? 202 : 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/erasures",
        tags: ["Customers"],
        summary: "List the receipts of erasures, newest first",
        description: "They name nobody: of a customer, only the hash.",
        middleware: atLeast("owner"),
        request: {
          params: inWorkspace,
          query: z.strictObject({
            cursor: z.coerce.number().int().positive().optional(),
            limit: z.coerce.number().int().min(1).max(200).optional(),
          }),
        },
        responses: { 200: answer("Receipts", page(receipt)), ...problems },
      }),
      async (c) => {
        const { items, ...rest } = await ledger(c).erasures(c.req.valid("query"));
        return c.json({ items: items.map(receiptOf), ...rest }, 200);
      },
    );
}

/** The export's text, page by page. */
async function* exported(head: object, id: string, ledger: () => LedgerPort): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"events":[`;
  for (let cursor: string | undefined, isFirst = true; ; isFirst = false) {
    const { items, next } = await ledger().customerEvents(id, cursor);
    if (items.length > 0)
      yield `${isFirst ? "" : ","}${items.map((event) => JSON.stringify(event)).join(",")}`;
    if (next === undefined) break;
    cursor = next;
  }
  yield "]}\n";
}

/** Asks for more only when what was given has gone out. An error breaks the download off, so it is not taken for whole. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}
