// The API described: as OpenAPI for machines, and as one plain page for people. Both are public and hold no secrets.
import type { OpenAPIHono } from "@hono/zod-openapi";
import { Hono } from "hono";
import { html, raw } from "hono/html";
import { type Env, sessionCookie } from "./auth";
import type { HttpDeps } from "./deps";

type Documented = OpenAPIHono<Env>;
type Document = ReturnType<Documented["getOpenAPI31Document"]>;

export function docsRoutes(documented: Documented, deps: HttpDeps): Hono {
  const registry = documented.openAPIRegistry;
  registry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: sessionCookie,
  });
  let made: Document | undefined;
  const document = () => {
    made ??= documented.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "Shopbell",
        version: "1",
        description:
          "When something happens in a shop, Shopbell rings the right tool. Send `Authorization: Bearer <key>` and bodies as " +
          "JSON. Times are UTC epoch milliseconds. Errors are problems as RFC 9457 describes them; `errors` names each field.",
      },
      servers: [{ url: deps.publicUrl }],
      security: [{ bearer: [] }, { session: [] }],
    });
    return made;
  };

  return new Hono()
    .get("/api/openapi.json", (c) => c.json(document()))
    .get("/api/docs", async (c) => {
      const hash = await styleHash;
      const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
      return c.html(page(document()), 200, { "content-security-policy": policy });
    });
}

/** Which methods a path of the API knows; none when there is no such path. */
export function methodsAt(documented: Documented, path: string): string[] {
  return documented.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== "route") return [];
    const { method, path: pattern } = definition.route;
    const isHere = new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);
    return isHere ? [method.toUpperCase()] : [];
  });
}

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; }
  code { font: 14px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
  h3 { margin: 1.5rem 0 0; font-weight: normal; }
  h3 b { display: inline-block; min-width: 4rem; }
  p { margin: .25rem 0; }
`;
const styleHash = crypto.subtle
  .digest("SHA-256", new TextEncoder().encode(style))
  .then((digest) => btoa(String.fromCharCode(...new Uint8Array(digest))));

function page(document: Document) {
  const routes = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    // Our own routes: each member of a path is a method, and no part of it is a reference.
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      ...operation,
    })),
  );
  const tags = [...new Set(routes.flatMap((route) => route.tags ?? []))];
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shopbell API</title>
<style>${raw(style)}</style></head>
<body>
<h1>Shopbell API</h1>
<p>${document.info.description}</p>
<p>For machines: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1).</p>
${tags.map(
  (tag) => html`<h2>${tag}</h2>
${routes.filter((route) => route.tags?.includes(tag)).map(routeSection)}`,
)}
</body></html>`;
}

/** The parts of a documented route that the page shows. */
type Operation = {
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; description?: string }[];
  requestBody?: { content?: Record<string, { schema?: { properties?: object; required?: string[] } }> };
};

function routeSection(route: Operation & { method: string; path: string }) {
  const query = route.parameters?.filter((parameter) => parameter.in === "query") ?? [];
  const schema = Object.values(route.requestBody?.content ?? {})[0]?.schema;
  const fields = Object.keys(schema?.properties ?? {}).map((name) =>
    schema?.required?.includes(name) ? name : `${name}?`,
  );
  return html`<h3><code><b>${route.method}</b> ${route.path}</code></h3>
<p>${route.summary}. ${route.description ?? ""}</p>
${query.length > 0 ? html`<p>Query: <code>${query.map((one) => one.name).join(", ")}</code></p>` : ""}
${fields.length > 0 ? html`<p>Body: <code>{ ${fields.join(", ")} }</code></p>` : ""}
`;
}
