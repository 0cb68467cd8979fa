// All routes in one place, in the order they are tried.
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { automationsApi } from "./api/automations";
import { connectionsApi } from "./api/connections";
import { connectorsApi } from "./api/connectors";
import { doorsApi, signInApi } from "./api/doors";
import { historyApi } from "./api/history";
import { sourcesApi } from "./api/sources";
import { workspacesApi } from "./api/workspaces";
import { authenticate, enterWorkspace } from "./auth";
import type { HttpDeps } from "./deps";
import { healthRoutes } from "./health";
import { ingestRoutes } from "./ingest";
import { notFound, Problem } from "./problem";
import { router } from "./routing";

/** The API. Its type is all the admin page knows of the server. */
export function api(deps: HttpDeps) {
  const guarded = router();
  guarded.use("/api/*", authenticate(deps));
  guarded.use("/api/workspaces/:ws", enterWorkspace(deps));
  guarded.use("/api/workspaces/:ws/*", enterWorkspace(deps));
  return router()
    .route("/", signInApi(deps))
    .route(
      "/",
      guarded
        .route("/", doorsApi(deps))
        .route("/", workspacesApi(deps))
        .route("/", connectorsApi(deps))
        .route("/", sourcesApi(deps))
        .route("/", connectionsApi(deps))
        .route("/", automationsApi(deps))
        .route("/", historyApi(deps)),
    );
}
export type Api = ReturnType<typeof api>;

export function createApp(deps: HttpDeps): Hono {
  const documented = router();
  const routes = api(deps);
  documented.route("/", routes);
  documented.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
  });
  documented.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "__Host-shopbell",
  });
  const document = () =>
    documented.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "Shopbell",
        version: "1",
        description:
          "When something happens in a shop, Shopbell rings the right tool. Times are UTC epoch milliseconds.",
      },
      servers: [{ url: deps.publicUrl }],
      security: [{ bearer: [] }, { session: [] }],
    });

  const app = new Hono();
  app.route("/", ingestRoutes(deps));
  app.route("/", healthRoutes(deps));
  app.get("/api/openapi.json", (c) => c.json(document()));
  app.route("/", documented);
  app.notFound(() => notFound("page or route").response());
  app.onError((error) => {
    if (error instanceof Problem) return error.response();
    if (error instanceof HTTPException && error.status < 500) {
      const status = error.status === 415 ? 415 : 400;
      return new Problem(status, "The body is not the JSON it should be.").response();
    }
    console.error(JSON.stringify({ message: "a request failed", error: String(error), stack: error.stack }));
    return new Problem(500, "This is our fault, and it has been noted.").response();
  });
  return app;
}
