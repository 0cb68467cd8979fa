// What a scanned code answers: a page or a redirect, its picture, and the buttons of the staff.
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { type Code, openCode, pictureText } from "../../core/code";
import type { CampaignCode, Ticket } from "../../core/codes";
import { coloursSchema, leastMm, mostMm, qrMatrix, qrPng, qrSvg } from "../../core/qr";
import { type CreditOutcome, isScanKey, newScanKey } from "../../core/scan";
import { visitorOf } from "../../core/visitor";
import type { CodeView } from "../../flows/ports";
import { type Scanner, type ScanTold, scanCode } from "../../flows/scan";
import { type Staff, staffIn } from "../auth";
import type { HttpDeps } from "../deps";
import { invalid, Problem } from "../problem";
import { fromOf } from "./from";
import { campaignPage, pageHeaders, staffPage, ticketPage, unknownPage } from "./page";
import { type Reader, readerOf } from "./reader";

/** Where the staff signs in, and where their camera is. */
const signInPath = "/sign-in";
const cameraPath = "/scan";
const mostFormBytes = 1024;
/** A code's picture never changes. */
const pictureSeconds = 24 * 3600;

const sizeSchema = z.object({ mm: z.coerce.number().min(leastMm).max(mostMm).optional() });
const press = z.object({ key: z.string().refine(isScanKey), change: z.enum(["take", "give-back"]) });

/** What a page is made of, and who asked for it. */
type Visit = { code: Code; text: string; staff: Staff | undefined; outcome?: CreditOutcome | undefined };

export function scanRoutes(deps: HttpDeps) {
  /** A code that is malformed, forged or of nobody: alike, and for the price of one MAC. */
  const unknown = async (c: Context) => c.body(unknownPage(readerIn(c, "UTC")), 404, await pageHeaders());

  async function page(c: Context, text: string): Promise<Response> {
    const code = await openCode(deps.codeKey, text);
    if (!code) return unknown(c);
    const staff = await staffIn(c, deps, code.workspaceId);
    if (visitorOf({ method: c.req.method, headers: c.req.raw.headers }).is === "robot")
      return show(c, { code, text, staff }, await deps.ledgers(code.workspaceId).code(code.codeId));
    const scanned = await scanCode(code, scannerIn(c, staff), {}, deps);
    return show(c, { code, text, staff }, scanned?.view);
  }

  async function change(c: Context, text: string): Promise<Response> {
    const code = await openCode(deps.codeKey, text);
    if (!code) return unknown(c);
    const staff = await staffIn(c, deps, code.workspaceId);
    const pressed = staff && press.safeParse(await c.req.parseBody());
    if (!pressed?.success)
      return show(c, { code, text, staff }, await deps.ledgers(code.workspaceId).code(code.codeId));
    const told: ScanTold = pressed.data;
    const scanned = await scanCode(code, scannerIn(c, staff), told, deps);
    return show(c, { code, text, staff, outcome: scanned?.outcome }, scanned?.view);
  }

  async function show(c: Context, visit: Visit, view: CodeView | undefined): Promise<Response> {
    if (!view) return unknown(c);
    const reader = readerIn(c, view.timeZone);
    if ("campaign" in view) return showCampaign(c, view.shop, view.campaign, reader);
    const html = visit.staff
      ? staffPage(staffView(view.shop, view.ticket, visit), reader)
      : ticketPage(strangerView(view.shop, view.ticket, visit), reader);
    return c.body(html, 200, await pageHeaders());
  }

  function staffView(shop: string, ticket: Ticket, { text, outcome }: Visit) {
    const { customer, order, credits, canTake, canGiveBack } = ticket;
    const key = newScanKey(deps.randomBytes);
    return {
      ...shownOf(shop, ticket),
      ...(customer ? { customer } : {}),
      boughtAt: ticket.boughtAt,
      ...(order === undefined ? {} : { order }),
      before: ticket.scans,
      ...(outcome ? { outcome } : {}),
      ...(credits ? { credits: { action: `/q/${text}/credits`, key, canTake, canGiveBack } } : {}),
      nextPath: cameraPath,
    };
  }

  const strangerView = (shop: string, ticket: Ticket, { text }: Visit) => ({
    ...shownOf(shop, ticket),
    picture: `/q/${text}.svg`,
    signInPath,
  });

  const shownOf = (shop: string, { product, result }: Ticket) => ({
    shop,
    ...(product.name === undefined ? {} : { product: product.name }),
    result,
    checkedAt: deps.now(),
  });

  async function picture(c: Context, text: string, type: "svg" | "png"): Promise<Response> {
    const code = await openCode(deps.codeKey, text);
    if (!code) return unknown(c);
    const { mm, ...rest } = c.req.query();
    const size = sizeSchema.safeParse({ mm });
    const colours = coloursSchema.safeParse(rest);
    if (!size.success) throw invalid(size.error);
    if (!colours.success) throw invalid(colours.error);
    const options = {
      colours: colours.data,
      ...(size.data.mm === undefined ? {} : { mm: size.data.mm }),
    };
    const matrix = qrMatrix(pictureText(deps.publicUrl, text));
    const headers = {
      "cache-control": `public, max-age=${pictureSeconds}`,
      "cross-origin-resource-policy": "cross-origin", // mails and the shop's own pages show it
    };
    return type === "svg"
      ? c.body(qrSvg(matrix, options), 200, { ...headers, "content-type": "image/svg+xml" })
      : c.body(await qrPng(matrix, options), 200, { ...headers, "content-type": "image/png" });
  }

  const small = bodyLimit({
    maxSize: mostFormBytes,
    onError: () => new Problem(413, "The form is too large.").response(),
  });
  const routes = new Hono();
  // The picture's text is in capitals: see core/code.
  for (const root of ["/q", "/Q"])
    routes
      .post(`${root}/:code/credits`, small, (c) => change(c, c.req.param("code")))
      .get(`${root}/:code`, (c) => {
        const [, text = "", type] = /^(.*?)(?:\.(svg|png))?$/is.exec(c.req.param("code")) ?? [];
        return type === undefined
          ? page(c, text)
          : picture(c, text, type.toLowerCase() === "svg" ? "svg" : "png");
      });
  return routes;
}

function readerIn(c: Context, timeZone: string): Reader {
  return readerOf(c.req.header("accept-language") ?? null, timeZone);
}

function scannerIn(c: Context, staff: Staff | undefined): Scanner {
  if (staff) return { ...fromOf(c), staff };
  const ip = c.req.header("cf-connecting-ip") ?? "";
  return { ...fromOf(c), ip, userAgent: c.req.header("user-agent") ?? "" };
}

/** The redirect may lead elsewhere tomorrow, and each scan is to be counted: nobody may keep it. */
async function showCampaign(
  c: Context,
  shop: string,
  { leadsTo }: CampaignCode,
  reader: Reader,
): Promise<Response> {
  const headers = await pageHeaders();
  if (leadsTo.is === "page") return c.body(campaignPage({ shop, ...leadsTo }, reader), 200, headers);
  return c.body(null, 302, { location: leadsTo.url, "cache-control": "no-store" });
}
