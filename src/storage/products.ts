// What was said of a workspace's products. Every read and write names the workspace.
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { type ProductConfig, type ProductSettings, plainProduct } from "../core/product";
import { type Change, change, type Database } from "./database";
import { products } from "./schema";

export type ProductRow = typeof products.$inferSelect;

export async function listProducts(db: Database, workspaceId: string): Promise<ProductRow[]> {
  return db.select().from(products).where(eq(products.workspaceId, workspaceId)).orderBy(asc(products.id));
}

export async function getProduct(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<ProductRow | undefined> {
  return db
    .select()
    .from(products)
    .where(and(eq(products.workspaceId, workspaceId), eq(products.id, id)))
    .get();
}

/** What is null goes back to what counts for any product. */
export type ProductEdit = {
  name?: string | null | undefined;
  settings: { [Name in keyof ProductSettings]?: ProductSettings[Name] | null | undefined };
};

/** Writes only what is named, in one statement, so that two edits at once both end up in force. */
export async function editProduct(
  db: Database,
  workspaceId: string,
  id: string,
  { name, settings }: ProductEdit,
  what: Change,
): Promise<void> {
  const edits = Object.entries(settings).filter(([, value]) => value !== undefined);
  const set = Object.fromEntries(edits.filter(([, value]) => value !== null));
  const edited = edits.reduce<SQL>(
    (json, [key, value]) =>
      value === null
        ? sql`json_remove(${json}, ${`$.${key}`})`
        : sql`json_set(${json}, ${`$.${key}`}, json(${JSON.stringify(value)}))`,
    sql`${products.settings}`,
  );
  const write = db
    .insert(products)
    .values({ workspaceId, id, name: name ?? null, settings: set })
    .onConflictDoUpdate({
      target: [products.workspaceId, products.id],
      set: { settings: edited, ...(name === undefined ? {} : { name }) },
    });
  await change(db, workspaceId, what, write);
}

export function toProduct({ id, settings }: Pick<ProductRow, "id" | "settings">): ProductConfig {
  return { id, ...plainProduct, ...settings };
}
