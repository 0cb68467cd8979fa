// Scans told in a list, by the camera page of the staff or by a tool of their own.
import { createRoute, z } from "@hono/zod-openapi";
import { scanResultSchema } from "../../core/codes";
import { isScanKey } from "../../core/scan";
import type { Scanned } from "../../flows/ports";
import { scanList } from "../../flows/scan";
import { actorOf, atLeast, type Principal } from "../auth";
import type { HttpDeps } from "../deps";
import { answer, body, inWorkspace, problems, router } from "../routing";
import { fromOf } from "../scan/from";
import { type TicketTold, ticketTold, ticketView } from "./tickets";

const mostScans = 100;

const listedScan = z.strictObject({
  key: z
    .string()
    .refine(isScanKey, {
      error: "is not a key of a scan: 16 characters of 0-9 and a-z without i, l, o and u",
    })
    .openapi({ description: "Made by the phone, one for each scan: told again, it counts once" }),
  code: z.string().min(1).max(2000).openapi({ description: "What the camera read" }),
  change: z
    .union([z.literal(-1), z.literal(1)])
    .optional()
    .openapi({ description: "-1 takes a credit, 1 gives one back; left out, the scan only looks" }),
  at: z
    .int()
    .optional()
    .openapi({ description: "When it happened, of a scan told later; the last 24 hours are believed" }),
});

const scanAnswer = z
  .object({
    key: z.string(),
    is: z.enum(["scanned", "repeated", "refused", "unknown"]).openapi({
      description:
        "`repeated`: counted before. `refused`: the credit was not moved, see `why`. `unknown`: no code of this workspace",
    }),
    result: scanResultSchema.optional().openapi({ description: "What the scan found, at its own time" }),
    why: z.string().optional(),
    takenBy: z
      .object({ by: z.string().optional(), at: z.int() })
      .optional()
      .openapi({ description: "Who took the last credit, and when" }),
    ticket: ticketView.optional().openapi({ description: "As it is now; without this scan in its list" }),
  })
  .openapi("ScanAnswer");

export function scansApi(deps: HttpDeps) {
  return router().openapi(
    createRoute({
      method: "post",
      path: "/api/workspaces/{ws}/codes/scans",
      tags: ["Codes"],
      summary: "Tell of scans",
      description:
        "Up to a hundred, in the order in which they happened. Each is counted by itself, and has its answer in the same order.",
      middleware: atLeast("scanner"),
      request: {
        params: inWorkspace,
        ...body(z.strictObject({ scans: z.array(listedScan).min(1).max(mostScans) })),
      },
      responses: {
        200: answer("An answer for each", z.object({ results: z.array(scanAnswer) })),
        ...problems,
      },
    }),
    async (c) => {
      const { scans } = c.req.valid("json");
      const scanner = {
        staff: staffOf(c.get("principal")),
        ...fromOf(c),
      };
      const told = scans.map(({ change, key, code, at }) => ({
        key,
        code,
        ...(at === undefined ? {} : { at }),
        ...(change === undefined ? {} : { change: change < 0 ? ("take" as const) : ("give-back" as const) }),
      }));
      const scanned = await scanList(c.get("workspace").id, told, scanner, deps);
      const results = await Promise.all(
        scans.map(async ({ key }, i) => {
          const view = scanned[i]?.view;
          const ticket =
            view && "ticket" in view ? await ticketTold(view.ticket, c.get("workspace").id, deps) : undefined;
          return { key, ...answerTo(scanned[i], ticket) };
        }),
      );
      return c.json({ results }, 200);
    },
  );
}

function staffOf(principal: Principal): { by: string; session: string } {
  const by = actorOf(principal);
  return { by, session: principal.is === "person" ? principal.session.hash : by };
}

function answerTo(
  scanned: Scanned | undefined,
  ticket: TicketTold | undefined,
): Omit<z.infer<typeof scanAnswer>, "key"> {
  if (!scanned) return { is: "unknown" };
  const { is, result, outcome } = scanned;
  const known = { ...(result ? { result } : {}), ...(ticket ? { ticket } : {}) };
  if (outcome?.is !== "refused") return { is: is === "counted" ? "scanned" : "repeated", ...known };
  const { why, takenBy } = outcome;
  return {
    is: "refused",
    why,
    ...known,
    ...(takenBy ? { takenBy: { at: takenBy.at, ...(takenBy.by ? { by: takenBy.by } : {}) } } : {}),
  };
}
