// Campaign codes: for posters and packaging. What they lead to may change after printing.
import { createRoute, z } from "@hono/zod-openapi";
import { dayAt, plusCalendar } from "../../core/calendar";
import { campaignCodeFields, type LeadsTo, mostDaysCounted, scanCountsSchema } from "../../core/codes";
import { newId } from "../../core/ids";
import { checkAddress } from "../../core/outbound";
import { blackOnWhite, type Colours } from "../../core/qr";
import { addressOf } from "../../flows/codes";
import { type CodeRow, createCode, deleteCode, getCode, listCodes, updateCode } from "../../storage/codes";
import { atLeast } from "../auth";
import type { HttpDeps } from "../deps";
import { invalidFields } from "../problem";
import { answer, body, edits, found, inWorkspace, oneInWorkspace, problems, router } from "../routing";
import { apply, changeBy } from "./applying";

const codeView = z
  .object({
    id: z.string(),
    ...campaignCodeFields,
    url: z.string().openapi({ description: "What the code says; it stays the same, whatever it leads to" }),
    svg: z.string().openapi({
      description: "Its picture in its colours; with `mm`, 20 to 500, in that size for print",
    }),
    png: z.string(),
    createdAt: z.int(),
    applied: z
      .boolean()
      .optional()
      .openapi({ description: "False while an edit is still on its way to be in force" }),
  })
  .openapi("CampaignCode");

const countsQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(mostDaysCounted).default(30).openapi({
    description: "So many days, today included",
  }),
});

const audited = ({ name, leadsTo, colours }: CodeRow) => ({ name, leadsTo, colours });

export function codesApi(deps: HttpDeps) {
  async function view(row: CodeRow, applied?: boolean): Promise<z.infer<typeof codeView>> {
    const { workspaceId, ...code } = row;
    const { url, svg, png } = await addressOf({ kind: "campaign", workspaceId, codeId: row.id }, deps);
    const query = coloursQuery(row.colours);
    return {
      ...code,
      url,
      svg: svg + query,
      png: png + query,
      ...(applied === undefined ? {} : { applied }),
    };
  }

  /** @returns the same with addresses as they are to be called */
  function checked(leadsTo: LeadsTo): LeadsTo {
    if (leadsTo.is === "redirect") return { ...leadsTo, url: address(leadsTo.url, "leadsTo.url") };
    const { link, ...page } = leadsTo;
    return link ? { ...page, link: { ...link, url: address(link.url, "leadsTo.link.url") } } : page;
  }

  function address(text: string, path: string): string {
    const check = checkAddress(text, deps.policy);
    if (!check.ok) throw invalidFields([{ path, message: check.reason }]);
    return check.url.href;
  }

  return router()
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/codes",
        tags: ["Codes"],
        summary: "List campaign codes",
        middleware: atLeast("viewer"),
        request: { params: inWorkspace },
        responses: { 200: answer("Campaign codes", z.object({ items: z.array(codeView) })), ...problems },
      }),
      async (c) => {
        const rows = await listCodes(deps.db, c.get("workspace").id);
        return c.json({ items: await Promise.all(rows.map((row) => view(row))) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/api/workspaces/{ws}/codes",
        tags: ["Codes"],
        summary: "Create a campaign code",
        description: "For a poster or a package: it leads to a page of its own, or to an address of yours.",
        middleware: atLeast("editor"),
        request: { params: inWorkspace, ...body(z.strictObject(campaignCodeFields)) },
        responses: { 201: answer("The code", codeView), ...problems },
      }),
      async (c) => {
        const { leadsTo, ...rest } = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const id = newId("code", deps.randomBytes);
        const row: CodeRow = { id, workspaceId, ...rest, leadsTo: checked(leadsTo), createdAt: deps.now() };
        const change = changeBy(
          deps,
          c.get("principal"),
          "code.created",
          id,
          { name: row.name },
          {
            after: audited(row),
          },
        );
        await createCode(deps.db, row, change);
        return c.json(await view(row, await apply(deps, workspaceId)), 201);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/codes/{id}",
        tags: ["Codes"],
        summary: "Read a campaign code",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace },
        responses: { 200: answer("The code", codeView), ...problems },
      }),
      async (c) => {
        const row = await getCode(deps.db, c.get("workspace").id, c.req.valid("param").id);
        return c.json(await view(found(row, "code")), 200);
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/api/workspaces/{ws}/codes/{id}",
        tags: ["Codes"],
        summary: "Change a campaign code",
        description: "What is printed stays good: only what it leads to changes, for the very next scan.",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace, ...body(edits(campaignCodeFields)) },
        responses: { 200: answer("The code", codeView), ...problems },
      }),
      async (c) => {
        const { leadsTo, name, colours } = c.req.valid("json");
        const workspaceId = c.get("workspace").id;
        const before = found(await getCode(deps.db, workspaceId, c.req.valid("param").id), "code");
        const values = {
          ...(name === undefined ? {} : { name }),
          ...(colours === undefined ? {} : { colours }),
          ...(leadsTo === undefined ? {} : { leadsTo: checked(leadsTo) }),
        };
        const detail = { name: before.name, fields: Object.keys(values) };
        const change = changeBy(deps, c.get("principal"), "code.changed", before.id, detail, {
          before: audited(before),
          after: { ...audited(before), ...values },
        });
        await updateCode(deps.db, workspaceId, before.id, values, change);
        const applied = await apply(deps, workspaceId);
        const row = found(await getCode(deps.db, workspaceId, before.id), "code");
        return c.json(await view(row, applied), 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/api/workspaces/{ws}/codes/{id}",
        tags: ["Codes"],
        summary: "Delete a campaign code",
        description: "Whoever scans it from now on is told that nobody knows it. Its counts are forgotten.",
        middleware: atLeast("editor"),
        request: { params: oneInWorkspace },
        responses: { 204: { description: "Deleted" }, ...problems },
      }),
      async (c) => {
        const workspaceId = c.get("workspace").id;
        const row = found(await getCode(deps.db, workspaceId, c.req.valid("param").id), "code");
        const change = changeBy(
          deps,
          c.get("principal"),
          "code.deleted",
          row.id,
          { name: row.name },
          {
            before: audited(row),
          },
        );
        await deleteCode(deps.db, workspaceId, row.id, change);
        await apply(deps, workspaceId);
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/api/workspaces/{ws}/codes/{id}/counts",
        tags: ["Codes"],
        summary: "How often a campaign code was scanned",
        description:
          "By day, place and device. Robots, and one phone twice within ten seconds, do not count.",
        middleware: atLeast("viewer"),
        request: { params: oneInWorkspace, query: countsQuery },
        responses: { 200: answer("Counts", scanCountsSchema.openapi("ScanCounts")), ...problems },
      }),
      async (c) => {
        const { id: workspaceId, timeZone } = c.get("workspace");
        const row = found(await getCode(deps.db, workspaceId, c.req.valid("param").id), "code");
        const days = 1 - c.req.valid("query").days;
        const from = dayAt(plusCalendar(deps.now(), { days }, timeZone), timeZone);
        return c.json(await deps.ledgers(workspaceId).scanCounts(row.id, from), 200);
      },
    );
}

/** Colours are part of a picture's address, so that it needs no look-up. */
function coloursQuery({ dark, light }: Colours): string {
  const isPlain = dark === blackOnWhite.dark && light === blackOnWhite.light;
  return isPlain ? "" : `?${new URLSearchParams({ dark, light })}`;
}
