// What holds for the whole API: bodies, errors, headers, and its own description.
import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { call, newShop, ok, origin } from "./world";

type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: { path: string; message: string }[];
};

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await response.json()) as Problem;
  expect(problem).toMatchObject({ type: "about:blank", status: response.status });
  expect(problem.title).not.toBe("");
  expect(problem.detail).toMatch(/\S/);
  return problem;
}

/** Posts bytes as they are, with the installation's key. */
async function post(path: string, body: BodyInit | null, contentType?: string): Promise<Response> {
  const headers = new Headers({ authorization: "Bearer admin-token-of-the-tests" });
  if (contentType) headers.set("content-type", contentType);
  return exports.default.fetch(`${origin}${path}`, { method: "POST", headers, body });
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a body", () => {
  it.each(["{", "", "[1,", '{"name": "A" "b"}', "name=A"])(
    "that is not JSON is answered 400: %j",
    async (body) => {
      const response = await post("/api/workspaces", body, "application/json");
      expect((await problemOf(response)).status).toBe(400);
    },
  );

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "multipart/form-data"])(
    "called %s is answered 415, and not taken for an empty one",
    async (contentType) => {
      const response = await post("/api/sign-in-links", bytes("{}"), contentType);
      const problem = await problemOf(response);
      expect(problem.status).toBe(415);
      expect(problem.detail).toContain("Content-Type: application/json");
    },
  );

  it("called nothing at all is answered 415", async () => {
    expect((await problemOf(await post("/api/sign-in-links", bytes('{"email":"a@b.example"}')))).status).toBe(
      415,
    );
  });

  it("may be left out where nothing in it is required, and is missed where something is", async () => {
    expect((await post("/api/sign-in-links", null)).status).toBe(201);
    const problem = await problemOf(await post("/api/workspaces", null));
    expect(problem).toMatchObject({ status: 422, errors: [{ path: "name", message: "is missing" }] });
  });

  it("of JSON with a charset or a JSON dialect is taken", async () => {
    for (const type of ["application/json; charset=utf-8", "application/json;charset=UTF-8"])
      expect((await post("/api/workspaces", bytes('{"name":"A"}'), type)).status, type).toBe(201);
  });

  it.each(["[]", "null", '"text"', "7"])("that is JSON but no object is answered 422: %s", async (body) => {
    expect((await problemOf(await post("/api/workspaces", body, "application/json"))).status).toBe(422);
  });

  it("with a field nobody knows is refused by that field's name", async () => {
    const problem = await problemOf(
      await call("/api/workspaces", { body: { name: "A", timezone: "Europe/Warsaw" } }),
    );
    expect(problem.status).toBe(422);
    expect(problem.errors).toEqual([{ path: "timezone", message: "is not a field that is known here" }]);
    expect(problem.detail).toBe("timezone: is not a field that is known here");
  });

  it("larger than 1 MiB is answered 413, however it comes", async () => {
    const large = JSON.stringify({ name: "x".repeat(1024 * 1024) });
    expect((await problemOf(await post("/api/workspaces", large, "application/json"))).status).toBe(413);
    const stream = new ReadableStream({
      start(controller) {
        for (let at = 0; at < large.length; at += 65_536)
          controller.enqueue(bytes(large.slice(at, at + 65_536)));
        controller.close();
      },
    });
    expect((await problemOf(await post("/api/workspaces", stream, "application/json"))).status).toBe(413);
    // Nobody needs a key to be stopped.
    const anonymous = await call("/api/sessions", { body: { token: large }, token: null });
    expect((await problemOf(anonymous)).status).toBe(413);
  });

  it("nested without end is refused and breaks nothing", async () => {
    const shop = await newShop();
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const body = `{"tool":"webhook","name":"Deep","settings":{"url":${deep}}}`;
    const response = await post(`${shop.api}/connections`, body, "application/json");
    expect([400, 422]).toContain((await problemOf(response)).status);
  });

  it("in text that is not UTF-8 is refused or read, but never an error of ours", async () => {
    const response = await post(
      "/api/workspaces",
      new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]),
      "application/json",
    );
    expect((await problemOf(response)).status).toBe(400);
  });
});

describe("a path", () => {
  it("nobody knows is answered 404 as a problem", async () => {
    for (const path of ["/api/nothing", "/api", "/api/workspaces/", "/nowhere"])
      expect((await problemOf(await call(path))).status, path).toBe(404);
    const shop = await newShop();
    expect((await problemOf(await call(`${shop.api}/nothing`))).status).toBe(404);
  });

  it("asked by a method it does not take is answered 405, with those it takes", async () => {
    const shop = await newShop();
    const response = await call(`${shop.api}/sources`, { method: "PUT", body: {} });
    expect(response.headers.get("allow")).toBe("GET, POST");
    expect((await problemOf(response)).detail).toBe("This takes GET, POST, not PUT.");
    expect((await call("/api/connectors", { method: "DELETE" })).status).toBe(405);
  });

  it("that is hard to decode breaks nothing", async () => {
    for (const path of [
      "/api/workspaces/%E0%A4%A",
      "/api/workspaces/%00",
      "/in/%E0%A4%A",
      "/api/workspaces/__proto__",
    ])
      expect((await call(path)).status, path).toBe(404);
  });
});

describe("a list", () => {
  it.each([
    ["cursor=nonsense", "cursor"],
    ["limit=0", "limit"],
    ["limit=1000", "limit"],
    ["limit=ten", "limit"],
    ["from=yesterday", "from"],
    ["to=banana 7", "to"],
    ["state=sucess", "state"],
    ["sate=succeeded", "sate"],
  ])("refuses %s and says which field it was", async (query, path) => {
    const shop = await newShop();
    const problem = await problemOf(await call(`${shop.api}/deliveries?${query}`));
    expect(problem).toMatchObject({ status: 422, errors: [{ path }] });
  });

  it.each([
    "2026-11-22",
    "2026-11-22T10:00:00Z",
    "2026-11-22T10:00:00+01:00",
    "2026-11-22T10:00:00%2B01:00",
    "1795341600000",
  ])("takes the time %s", async (time) => {
    const shop = await newShop();
    expect((await call(`${shop.api}/events?from=${time}`)).status).toBe(200);
  });
});

describe("every answer", () => {
  it.each([
    ["/api/workspaces", true],
    ["/api/nothing", true],
    ["/api/workspaces", false],
    ["/api/openapi.json", false],
    ["/api/docs", false],
    ["/healthz", false],
    ["/in/forged", false],
  ])("of %s is not kept, not guessed at, and in nobody's frame", async (path, withKey) => {
    const { headers } = await call(path, withKey ? {} : { token: null });
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("the API's description", () => {
  type Document = {
    openapi: string;
    servers: { url: string }[];
    paths: Record<string, Record<string, Record<string, unknown>>>;
    components: Record<string, Record<string, object>>;
  };
  const read = () => ok<Document>("/api/openapi.json", { token: null });

  it("is OpenAPI 3.1, public, and names this installation", async () => {
    const document = await read();
    expect(document.openapi).toBe("3.1.0");
    expect(document.servers).toEqual([{ url: origin }]);
    expect(Object.keys(document.components.securitySchemes ?? {})).toEqual(["bearer", "session"]);
  });

  it("has no reference that leads nowhere", async () => {
    const document = await read();
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(refs.length).toBeGreaterThan(10);
    for (const ref of new Set(refs)) {
      const target = ref
        .replace(/^#\//, "")
        .split("/")
        .reduce<unknown>((at, key) => Object(at)[key], document);
      expect(target, ref).toBeTypeOf("object");
    }
  });

  it("declares every parameter of a path, gives each route a summary, a tag, an answer and its errors", async () => {
    const document = await read();
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(methods)) {
        const of = `${method} ${path}`;
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
        const declared = ((operation.parameters ?? []) as { in: string; name: string; required?: boolean }[])
          .filter((one) => one.in === "path")
          .map((one) => [one.name, one.required]);
        expect(declared.sort(), of).toEqual(inPath.map((name) => [name, true]).sort());
        expect(operation, of).toMatchObject({ summary: expect.any(String), tags: [expect.any(String)] });
        const answers = Object.keys(operation.responses as object);
        expect(answers, of).toContain("default");
        expect(
          answers.some((status) => status.startsWith("2")),
          of,
        ).toBe(true);
      }
  });

  it("describes bodies field by field, the automation's above all", async () => {
    const { paths } = await read();
    const body = paths["/api/workspaces/{ws}/automations"]?.post?.requestBody as {
      content: { "application/json": { schema: { properties: Record<string, object>; required: string[] } } };
    };
    const { schema } = body.content["application/json"];
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(["name", "trigger", "timing", "action", "cancelOn", "frequency", "enabled"]),
    );
    expect(schema.required).toEqual(["name", "trigger", "action"]);
    const edit = paths["/api/workspaces/{ws}/automations/{id}"]?.patch?.requestBody;
    expect(JSON.stringify(edit)).not.toContain('"default":true');
  });

  it("holds no secret of the installation", async () => {
    const text = JSON.stringify(await read());
    expect(text).not.toContain("admin-token-of-the-tests");
  });

  it("is also a page for people, which loads nothing from anywhere and runs no script", async () => {
    const response = await call("/api/docs", { token: null });
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    const page = await response.text();
    const document = await read();
    for (const path of Object.keys(document.paths)) expect(page).toContain(path);
    expect(page).toContain("{ name, trigger, timing?, action, cancelOn?");
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|https?:\/\/(?!shopbell\.example)/i);
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(style)));
    expect(response.headers.get("content-security-policy")).toContain(
      `style-src 'sha256-${btoa(String.fromCharCode(...digest))}'`,
    );
  });
});

describe("the list of connectors", () => {
  type Field = { title?: string; secret?: boolean; properties?: Record<string, Field> };
  type Form = { type: string; properties: Record<string, Field>; required?: string[] };
  type Connector = {
    id: string;
    title: string;
    summary: string;
    source?: { settings: Form; setupSteps: string[]; samples: { title: string }[] };
    tool?: {
      settings: Form;
      builtIn: boolean;
      actions: { id: string; title: string; needs: string[]; input: Form }[];
    };
  };
  const read = async () => (await ok<{ items: Connector[] }>("/api/connectors")).items;

  it("describes sources and tools so that forms can be made of it", async () => {
    const items = await read();
    expect(items.map((one) => one.id)).toEqual(
      expect.arrayContaining(["easycart", "shopify", "webhook", "show-me"]),
    );
    for (const { id, title, summary, source, tool } of items) {
      expect(title, id).not.toBe("");
      expect(summary, id).toMatch(/\.$/);
      expect(source ?? tool, id).toBeDefined();
      if (source) {
        expect(source.setupSteps.length, id).toBeGreaterThan(1);
        expect(source.setupSteps.join(" "), id).toContain("{{url}}");
        expect(source.samples.length, id).toBeGreaterThan(0);
      }
      for (const action of tool?.actions ?? [])
        expect(action, `${id} ${action.id}`).toMatchObject({
          title: expect.stringMatching(/\S/),
          needs: expect.any(Array),
          repeatable: expect.any(Boolean),
          input: { type: "object" },
        });
    }
  });

  it("gives every field a title", async () => {
    const untitled = (path: string, { properties = {} }: { properties?: Record<string, Field> }): string[] =>
      Object.entries(properties).flatMap(([name, field]) => [
        ...(field.title ? [] : [`${path}.${name}`]),
        ...untitled(`${path}.${name}`, field),
      ]);
    const found = (await read()).flatMap(({ id, source, tool }) => [
      ...untitled(`${id} source`, source?.settings ?? {}),
      ...untitled(`${id} tool`, tool?.settings ?? {}),
      ...(tool?.actions ?? []).flatMap((action) => untitled(`${id} ${action.id}`, action.input)),
    ]);
    expect(found).toEqual([]);
  });

  it("marks the secrets", async () => {
    const items = await read();
    const form = (id: string, of: "source" | "tool") => items.find((one) => one.id === id)?.[of]?.settings;
    expect(form("shopify", "source")?.properties.signingSecret?.secret).toBe(true);
    expect(form("easycart", "source")?.properties.signingKey?.secret).toBe(true);
    expect(form("webhook", "tool")?.properties.signingSecret?.secret).toBe(true);
    expect(form("webhook", "tool")?.properties.headers?.secret).toBe(true);
    expect(form("webhook", "tool")?.properties.url?.secret).toBeUndefined();
  });
});

describe("health", () => {
  it("is good when database, ledger and queue answer", async () => {
    const health = await ok("/healthz", { token: null });
    expect(health).toEqual({ ok: true, worker: true, database: true, ledger: true, queue: true });
  });
});
