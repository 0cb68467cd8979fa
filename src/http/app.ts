// All routes in one place, in the order they are tried.
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { maxBodyBytes } from "../flows/ingest";
import { accessDoorApi } from "./api/access-door";
import { alertChannelsApi } from "./api/alert-channels";
import { auditApi } from "./api/audit";
import { automationsApi } from "./api/automations";
import { backfillApi } from "./api/backfill";
import { choicesApi } from "./api/choices";
import { codesApi } from "./api/codes";
import { connectionsApi } from "./api/connections";
import { connectorsApi } from "./api/connectors";
import { countsApi } from "./api/counts";
import { customersApi } from "./api/customers";
import { doorsApi } from "./api/doors";
import { headOfficeApi } from "./api/head-office";
import { historyApi } from "./api/history";
import { keysApi } from "./api/keys";
import { membersApi } from "./api/members";
import { organisationConnectionsApi } from "./api/organisation-connections";
import { passkeyDoorApi } from "./api/passkey-door";
import { passkeysApi } from "./api/passkeys";
import { previewApi } from "./api/preview";
import { productsApi } from "./api/products";
import { replaysApi } from "./api/replays";
import { scansApi } from "./api/scans";
import { signInApi } from "./api/sign-in";
import { sourcesApi } from "./api/sources";
import { tellingApi } from "./api/telling";
import { ticketsApi } from "./api/tickets";
import { trialsApi } from "./api/trials";
import { troublesApi } from "./api/troubles";
import { tryingApi } from "./api/trying";
import { waitingApi } from "./api/waiting";
import { workspacesApi } from "./api/workspaces";
import { authenticate, enterOrganisation, enterWorkspace } from "./auth";
import type { HttpDeps } from "./deps";
import { docsRoutes, methodsAt } from "./docs";
import { healthRoutes } from "./health";
import { receive, tokenIn } from "./ingest";
import { notFound, Problem } from "./problem";
import { router } from "./routing";
import { safeHeaders } from "./safe-headers";
import { scanRoutes } from "./scan/routes";
import { inReadersLanguage } from "./words/words";

/** The API. Its type is all the admin page knows of the server. */
export function api(deps: HttpDeps) {
  const guarded = router();
  guarded.use("/api/*", authenticate(deps));
  guarded.use("/api/organisations/:org", enterOrganisation(deps));
  guarded.use("/api/organisations/:org/*", enterOrganisation(deps));
  guarded.use("/api/workspaces/:ws", enterWorkspace(deps));
  guarded.use("/api/workspaces/:ws/*", enterWorkspace(deps));
  return router()
    .route("/", signInApi(deps))
    .route("/", passkeyDoorApi(deps))
    .route("/", accessDoorApi(deps))
    .route(
      "/",
      guarded
        .route("/", doorsApi(deps))
        .route("/", passkeysApi(deps))
        .route("/", workspacesApi(deps))
        .route("/", headOfficeApi(deps))
        .route("/", organisationConnectionsApi(deps))
        .route("/", membersApi(deps))
        .route("/", keysApi(deps))
        .route("/", auditApi(deps))
        .route("/", connectorsApi(deps))
        .route("/", sourcesApi(deps))
        .route("/", tryingApi(deps))
        .route("/", connectionsApi(deps))
        .route("/", choicesApi(deps))
        .route("/", automationsApi(deps))
        .route("/", previewApi(deps))
        .route("/", trialsApi(deps))
        .route("/", backfillApi(deps))
        .route("/", productsApi(deps))
        .route("/", tellingApi(deps))
        .route("/", historyApi(deps))
        .route("/", countsApi(deps))
        .route("/", replaysApi(deps))
        .route("/", waitingApi(deps))
        .route("/", customersApi(deps))
        .route("/", codesApi(deps))
        .route("/", ticketsApi(deps))
        .route("/", scansApi(deps))
        .route("/", troublesApi(deps))
        .route("/", alertChannelsApi(deps)),
    );
}
export type Api = ReturnType<typeof api>;

/** Everything Shopbell answers to. Webhooks, which are most of what comes, pass by all that is there for people. */
export function createApp(deps: HttpDeps): Pick<Hono, "fetch"> {
  const app = appFor(deps);
  return {
    fetch: (request, ...rest) => {
      const token = tokenIn(request.url);
      return token === undefined ? app.fetch(request, ...rest) : receive(token, request, deps.ingest);
    },
  };
}

function appFor(deps: HttpDeps): Hono {
  const documented = router();
  documented.route("/", api(deps));

  const app = new Hono();
  app.use(safeHeaders);
  app.use("/api/*", inReadersLanguage);
  app.use("/api/*", bodyLimit({ maxSize: maxBodyBytes, onError: () => tooLarge.response() }));
  app.route("/", scanRoutes(deps));
  app.route("/", healthRoutes(deps));
  app.route("/", docsRoutes(documented, deps));
  app.route("/", documented);
  app.notFound((c) => {
    const methods = methodsAt(documented, c.req.path);
    if (methods.length === 0) return notFound("page or route").response();
    const answer = new Problem(405, `This takes ${methods.join(", ")}, not ${c.req.method}.`).response();
    answer.headers.set("allow", methods.join(", "));
    return answer;
  });
  app.onError((error, c) => {
    if (error instanceof Problem) return error.response();
    if (error instanceof HTTPException && error.status === 415) return notJson.response();
    if (error instanceof HTTPException && error.status < 500) return malformed.response();
    if (error instanceof RangeError && c.req.raw.bodyUsed) return tooDeep.response();
    console.error(JSON.stringify({ message: "a request failed", ...traced(error) }));
    return new Problem(500, "This is our fault, and it has been noted.").response();
  });
  return app;
}

const tooLarge = new Problem(413, "The body is larger than 1 MiB.");
const malformed = new Problem(400, "The body is not JSON: perhaps a quote, a comma or a bracket is wrong.");
const notJson = new Problem(415, "Send the body as JSON, with the header Content-Type: application/json.");
const tooDeep = new Problem(400, "The body is nested too deeply.");

/** What may be logged of an error. The database's own words hold every value of the statement; their cause does not. */
function traced(error: Error): { error: string; stack?: string } {
  if (error.cause instanceof Error) return traced(error.cause);
  return { error: String(error), ...(error.stack === undefined ? {} : { stack: error.stack }) };
}
