// Products: those that events have named, and what the owner says of them.
import { createRoute, z } from "@hono/zod-openapi";
import { plainProduct, productSettingsSchema } from "../../core/product";
import { type SeenProduct, seenProductSchema } from "../../core/views";
import { editProduct, getProduct, listProducts, type ProductRow, toProduct } from "../../storage/products";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { answer, body, found, inWorkspace, problems, router } from "../routing";
import { apply, changeBy } from "./applying";

const oneProduct = inWorkspace.extend({
  id: z
    .string()
    .min(1)
    .max(200)
    .openapi({
      param: { name: "id", in: "path" },
      description: "As the shop names it, and URL-encoded",
      example: "632910392",
    }),
});

const { access, expiringDaysBefore, codes } = productSettingsSchema.shape;
const name = z.string().trim().min(1).max(200).meta({ title: "Name" });
const productEdit = z.strictObject({
  name: name.nullable().optional().openapi({ description: "null: as the shop calls it" }),
  access: access.unwrap().strict().nullable().optional(),
  expiringDaysBefore: expiringDaysBefore
    .nullable()
    .optional()
    .openapi({
      description: `null: ${plainProduct.expiringDaysBefore} days`,
    }),
  codes: codes.unwrap().strict().nullable().optional(),
});

const { sourceId, firstSeenAt, lastSeenAt } = seenProductSchema.shape;
const productView = productSettingsSchema
  .extend({
    id: z.string(),
    name: z.string().nullable().openapi({ description: "The owner's name for it" }),
    nameInShop: z.string().nullable().openapi({ description: "As events have named it" }),
    seen: z
      .object({ sourceId, firstSeenAt, lastSeenAt })
      .nullable()
      .openapi({ description: "null: no event has named it yet" }),
    running: z.int().optional().openapi({
      description: "Customers who have access to it that ends, and has not ended",
    }),
    applied: z.boolean().optional(),
  })
  .openapi("Product");
type ProductView = z.infer<typeof productView>;

const listQuery = z.strictObject({
  search: z.string().max(200).optional().openapi({ description: "Words of the name, or of the id" }),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
const runningQuery = z.strictObject({
  running: z.enum(["leave", "update"]).default("leave").openapi({
    description:
      "What becomes of access that runs by the setting of before: it keeps its end, or gets the new one, which may take minutes where it is many customers'. An end that the shop told stays.",
  }),
});

export function productsApi(deps: HttpDeps) {
  /** @throws Problem 404 for a product that nobody has said anything of, and no event has named */
  async function read(workspaceId: string, id: string): Promise<ProductView> {
    const [row, { seen, running }] = await Promise.all([
      getProduct(deps.db, workspaceId, id),
      deps.ledgers(workspaceId).product(id),
    ]);
    const product = found(row || seen ? view(id, row, seen) : undefined, "product");
    return { ...product, running };
  }

  /** What was saved is answered, whether or not the ledger can be asked just now. */
  async function readSaved(workspaceId: string, id: string): Promise<ProductView> {
    const [row, known] = await Promise.all([
      getProduct(deps.db, workspaceId, id),
      deps
        .ledgers(workspaceId)
        .product(id)
        .catch(() => undefined),
    ]);
    return { ...view(id, row, known?.seen), ...(known ? { running: known.running } : {}) };
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/products",
        tags: ["Products"],
        summary: "List products, the one seen last first",
        description:
          "Those that events have named (the 10,000 seen last), and those of which something was said.",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace, query: listQuery },
        responses: {
          200: answer(
            "Products",
            z.object({
              items: z.array(productView),
              more: z.boolean().openapi({ description: "There are more than these: search for them" }),
            }),
          ),
          ...problems,
        },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const { search = "", limit } = c.req.valid("query");
        const [rows, seen] = await Promise.all([
          listProducts(deps.db, workspaceId),
          deps.ledgers(workspaceId).products(),
        ]);
        const all = joined(rows, seen).filter((product) => matches(product, search));
        return c.json({ items: all.slice(0, limit), more: all.length > limit }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/products/{id}",
        tags: ["Products"],
        summary: "Read a product",
        middleware: atLeast("viewer"),
        request: { params: oneProduct },
        responses: { 200: answer("The product", productView), ...problems },
      }),
      async (c) => c.json(await read(c.get("workspace").id, c.req.valid("param").id), 200),
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/workspaces/{ws}/products/{id}",
        tags: ["Products"],
        summary: "Say something of a product",
        description:
          "Also of one that no event has named yet. How long access lasts counts for what is bought from now on.",
        middleware: atLeast("editor"),
        request: { params: oneProduct, query: runningQuery, ...body(productEdit) },
        responses: { 200: answer("The product", productView), ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const { id } = c.req.valid("param");
        const { name, ...settings } = c.req.valid("json");
        const fields = Object.keys(c.req.valid("json"));
        if (fields.length === 0) return c.json(await read(workspaceId, id), 200);
        const row = await getProduct(deps.db, workspaceId, id);
        const before = { ...(row?.name == null ? {} : { name: row.name }), ...row?.settings };
        const after = { ...before, ...c.req.valid("json") };
        const states = { before, after };
        const change = changeBy(deps, c.get("principal"), "product.changed", id, { fields }, states);
        await editProduct(deps.db, workspaceId, id, { name, settings }, change);
        const applied = await apply(deps, workspaceId);
        if (c.req.valid("query").running === "update") await deps.ledgers(workspaceId).reviseAccess(id);
        return c.json({ ...(await readSaved(workspaceId, id)), applied }, 200);
      },
    );
}

function view(id: string, row: ProductRow | undefined, seen: SeenProduct | undefined): ProductView {
  const { id: _, ...settings } = toProduct(row ?? { id, settings: {} });
  return {
    id,
    name: row?.name ?? null,
    nameInShop: seen?.name ?? null,
    ...settings,
    seen: seen
      ? { sourceId: seen.sourceId, firstSeenAt: seen.firstSeenAt, lastSeenAt: seen.lastSeenAt }
      : null,
  };
}

/** Seen ones first, as they come; then those that are only spoken of. */
function joined(rows: ProductRow[], seen: SeenProduct[]): ProductView[] {
  const unseen = new Map(rows.map((row) => [row.id, row]));
  const views = seen.map((one) => {
    const row = unseen.get(one.id);
    unseen.delete(one.id);
    return view(one.id, row, one);
  });
  return [...views, ...[...unseen.values()].map((row) => view(row.id, row, undefined))];
}

function matches({ id, name, nameInShop }: ProductView, search: string): boolean {
  const text = [id, name, nameInShop].join(" ").toLowerCase();
  const words = search.toLowerCase().split(/\s+/);
  return words.every((word) => text.includes(word));
}
