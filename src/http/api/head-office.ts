// Head office: an organisation's shops at a glance, its name, its people, and the end of a shop.
import { createRoute, z } from "@hono/zod-openapi";
import { deletionOf, deletionSchema } from "../../core/deletion";
import { roles } from "../../core/people";
import { glanceSchema } from "../../core/views";
import { deleteWorkspace } from "../../flows/delete-workspace";
import type { Glance } from "../../flows/ports";
import { beginDeletion, removeWorkspace } from "../../storage/deleting";
import { listMembersOfAll } from "../../storage/members";
import {
  getWorkspaceOf,
  listWorkspacesOf,
  renameOrganisation,
  type Workspace,
} from "../../storage/workspaces";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { Problem } from "../problem";
import { answer, body, found, inOrganisation, oneInOrganisation, page, problems, router } from "../routing";
import { changeBy } from "./applying";
import { askAll } from "./ask-all";
import { name, organisationSchema } from "./workspaces";

const shopSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    timeZone: z.string(),
    createdAt: z.int(),
    deletingAt: z.int().nullable().openapi({ description: "Since when it is being deleted" }),
    now: glanceSchema
      .nullable()
      .openapi({ description: "How it stands; null where its ledger did not answer in time" }),
  })
  .openapi("ShopAtAGlance");

const staffSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    role: z.enum(roles),
    workspaceId: z.string().nullable().openapi({ description: "null: all of the organisation" }),
    signedInAt: z.int().nullable(),
  })
  .openapi("StaffMember");

const view = ({ id, name, timeZone, createdAt, deletingAt }: Workspace, now: Glance | undefined) => ({
  id,
  name,
  timeZone,
  createdAt,
  deletingAt,
  now: now ?? null,
});

export function headOfficeApi(deps: HttpDeps) {
  /** @returns whether it came to the end; if not, the watchdog goes on with it */
  const goOnDeleting = async (workspaceId: string): Promise<boolean> => {
    try {
      await deleteWorkspace(workspaceId, {
        ledgers: deps.ledgers,
        removeWorkspace: (id) => removeWorkspace(deps.db, id),
      });
      return true;
    } catch (error) {
      const message = "a workspace could not be deleted at once";
      const cause = error instanceof Error ? (error.cause ?? error) : error; // the database's own words hold values
      console.warn(JSON.stringify({ message, workspace: workspaceId, error: String(cause) }));
      return false;
    }
  };

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/organisations/{org}/overview",
        tags: ["Organisations"],
        summary: "All its shops at a glance, by name",
        description:
          "For members of the whole organisation, as are all routes under it. Each shop's ledger is asked; one that is slow to " +
          "answer is listed without its figures.",
        middleware: atLeast("viewer"),
        request: {
          params: inOrganisation,
          query: z.strictObject({
            cursor: z.coerce
              .number()
              .int()
              .min(0)
              .default(0)
              .openapi({ description: "`next` of the page before" }),
            limit: z.coerce.number().int().min(1).max(100).default(50),
          }),
        },
        responses: { 200: answer("Shops", page(shopSchema)), ...problems },
      }),
      async (c) => {
        const { cursor: offset, limit } = c.req.valid("query");
        const { id } = c.get("organisation");
        const rows = await listWorkspacesOf(deps.db, id, { offset, limit: limit + 1 });
        const shops = rows.slice(0, limit);
        const there = shops.filter((shop) => shop.deletingAt === null).map((shop) => shop.id);
        const glances = await askAll(there, deps.ledgers, (ledger) => ledger.glance());
        const next = rows.length > limit ? { next: String(offset + limit) } : {};
        return c.json({ items: shops.map((shop) => view(shop, glances.get(shop.id))), ...next }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/organisations/{org}",
        tags: ["Organisations"],
        summary: "Rename an organisation",
        middleware: atLeast("owner"),
        request: { params: inOrganisation, ...body(z.strictObject({ name })) },
        responses: { 200: answer("The organisation", organisationSchema), ...problems },
      }),
      async (c) => {
        const before = c.get("organisation");
        const after = { ...before, ...c.req.valid("json") };
        const change = changeBy(
          deps,
          c.get("principal"),
          "organisation.changed",
          before.id,
          { name: before.name },
          { before, after },
        );
        await renameOrganisation(deps.db, before.id, after.name, change);
        return c.json({ ...after, role: c.get("role") }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/organisations/{org}/members",
        tags: ["Organisations"],
        summary: "Everybody who may enter the organisation or one of its shops",
        description: "They are invited, changed and removed in a workspace.",
        middleware: atLeast("owner"),
        request: { params: inOrganisation },
        responses: { 200: answer("Members", z.object({ items: z.array(staffSchema) })), ...problems },
      }),
      async (c) => {
        const members = await listMembersOfAll(deps.db, c.get("organisation").id);
        const items = members.map(({ id, email, role, workspaceId, signedInAt }) => ({
          id,
          email,
          role,
          workspaceId,
          signedInAt,
        }));
        return c.json({ items }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/organisations/{org}/workspaces/{id}/delete",
        tags: ["Organisations"],
        summary: "Delete a shop for good",
        description:
          "Its sources stop at once, and nobody finds it any more. Then its ledger and its rows go. Where that breaks off, it " +
          "goes on by itself within minutes; the same call goes on at once.",
        middleware: atLeast("owner"),
        request: {
          params: oneInOrganisation,
          ...body(
            z.strictObject({ confirm: z.string().openapi({ description: "The shop's name, to be sure" }) }),
          ),
        },
        responses: { 200: answer("What became of it, and what remains", deletionSchema), ...problems },
      }),
      async (c) => {
        const organisationId = c.get("organisation").id;
        const row = await getWorkspaceOf(deps.db, organisationId, c.req.valid("param").id);
        const { id, name, deletingAt } = found(row, "workspace");
        if (c.req.valid("json").confirm.trim() !== name)
          throw new Problem(422, `To delete this shop, type its name: ${name}`, [
            { path: "confirm", message: `is not the shop's name; type ${name}` },
          ]);
        const change = changeBy(deps, c.get("principal"), "workspace.deleted", id, { name });
        await beginDeletion(deps.db, { id, organisationId }, change);
        return c.json(deletionOf(name, deletingAt ?? change.at, await goOnDeleting(id)), 200);
      },
    );
}
