// DESIGN §4.10: secrets stay secret. Everything that can be read is read, and everything that is stored is looked through.
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  call,
  event,
  eventOf,
  newAutomation,
  newBox,
  newShop,
  newSource,
  ok,
  paidOrder,
  postPlain,
  postShopify,
  type Shop,
  settled,
  until,
} from "./world";

// Base64 of it is checked too, so that an encoding does not hide it.
const secrets = {
  signing: "shop-signing-secret-7f3a",
  rotated: "shop-signing-secret-8b4c",
  inUrl: "secret-in-the-url-91d2",
  header: "header-key-5c1e77aa",
  webhook: `whsec_${btoa("webhook signing secret 42")}`,
};
const forms = Object.values(secrets).flatMap((one) => [
  one,
  btoa(one).replace(/=+$/, ""),
  encodeURIComponent(one),
]);

function expectClean(text: string, where: string): void {
  for (const form of forms) expect(text.includes(form), `${form} in ${where}`).toBe(false);
}

let logged: string[] = [];
function listen(): void {
  logged = [];
  for (const level of ["debug", "log", "info", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation((...words) => {
      logged.push(
        words.map((word) => (word instanceof Error ? `${word} ${word.stack}` : String(word))).join(" "),
      );
    });
}
afterEach(() => {
  vi.restoreAllMocks();
});

/** Every answer to a GET that the API documents, with this shop's ids. */
async function readEverything(shop: Shop, ids: Record<string, string[]>): Promise<[string, string][]> {
  const { paths } = await ok<{
    paths: Record<
      string,
      Record<string, { parameters?: { name: string; in: string; required?: boolean }[] }>
    >;
  }>("/api/openapi.json");
  const read: [string, string][] = [];
  for (const [path, { get }] of Object.entries(paths)) {
    if (!get) continue;
    const resource = /\/\{ws\}\/(\w+)\/\{id\}/.exec(path)?.[1] ?? "";
    const query = (get.parameters ?? [])
      .filter((one) => one.in === "query" && one.required)
      .map((one) => `${one.name}=x`);
    for (const id of ids[resource] ?? [""]) {
      const filled = `${path.replace("{ws}", shop.ws).replace("{id}", id)}?${query.join("&")}`;
      read.push([filled, await (await call(filled)).text()]);
    }
  }
  return read;
}

describe("what somebody typed into a secret field", () => {
  it("is in no answer, no log line, no attempt record, and nowhere at rest in clear", async () => {
    listen();
    const shop = await newShop();
    const box = newBox();
    // A tool that says back whatever it was sent, and then turns it away.
    await box.answers(
      { status: 500, body: `You sent ${secrets.header} and ${secrets.webhook}.` },
      { status: 401, body: secrets.header },
    );

    const source = await newSource(shop, "shopify", { signingSecret: secrets.signing });
    const plain = await newSource(shop, "webhook", { verification: "url-secret", secret: secrets.inUrl });
    const connection = await ok(`${shop.api}/connections`, {
      body: {
        tool: "webhook",
        name: "Echo",
        settings: {
          url: `${box.url}?key=${secrets.header}`,
          signingSecret: secrets.webhook,
          headers: { authorization: `Bearer ${secrets.header}`, "x-basic": btoa(secrets.header) },
        },
      },
    });
    // The address is not a secret field; it was only needed to see that a secret in it is masked in attempts.
    const action = {
      connectionId: connection.id,
      action: "send",
      input: { body: { echo: "{{ data.note }}" } },
    };
    const automation = await newAutomation(shop, connection.id, { action });
    const leads = await newAutomation(shop, connection.id, { trigger: { event: "lead.created" }, action });

    const eventId = await eventOf(
      await postShopify(source.webhookUrl, paidOrder({ note: secrets.header }), { secret: secrets.signing }),
    );
    await until(
      () => event(shop, eventId),
      (story) => (story.deliveries[0]?.attempts.length ?? 0) >= 1,
    );
    await ok(`${shop.api}/deliveries/${(await event(shop, eventId)).deliveries[0]?.id}/run-now`, {
      method: "POST",
    });
    await settled(shop, ["ready", "running", "retrying"]);

    await ok(`${shop.api}/sources/${source.id}`, {
      method: "PATCH",
      body: { settings: { signingSecret: secrets.rotated } },
    });
    await postShopify(source.webhookUrl, paidOrder(), { secret: "wrong" });
    await postPlain(plain.webhookUrl.replace(/.$/, "x"), { type: "lead.created", email: "a@example.com" });
    // Refused input is not said back.
    const refused = await call(`${shop.api}/connections`, {
      body: {
        tool: "webhook",
        name: "A",
        settings: { url: "https://10.0.0.1/", signingSecret: `${secrets.webhook}!` },
      },
    });
    expectClean(await refused.text(), "a refusal");

    const ids = {
      sources: [source.id, plain.id],
      connections: [connection.id],
      automations: [automation.id, leads.id],
      events: [eventId],
      deliveries: (await event(shop, eventId)).deliveries.map((one) => one.id),
    };
    await ok(`${shop.api}/connections/${connection.id}`, {
      method: "PATCH",
      body: { settings: { url: box.url } },
    });
    const story = await event(shop, eventId);
    expect(story.deliveries[0]?.attempts.length).toBeGreaterThan(1);
    const attempts = JSON.stringify(story.deliveries);
    expect(attempts).toContain("You sent •••");
    expectClean(attempts, "attempt records");

    const answers = await readEverything(shop, ids);
    expect(answers.length).toBeGreaterThan(15);
    // What the shop itself wrote into an order is the shop's own words, and shown as such.
    for (const [path, text] of answers) if (!path.includes("/events/")) expectClean(text, path);
    expectClean(logged.join("\n"), "the log");

    const tables = await env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
    ).all<{ name: string }>();
    for (const { name } of tables.results) {
      const rows = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
      expectClean(JSON.stringify(rows.results), `table ${name}`);
    }
    const ledger = await runInDurableObject(shop.stub, (_ledger, { storage }) => {
      const names = storage.sql
        .exec<{ name: string }>(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
        )
        .toArray()
        .map((row) => row.name);
      return names
        .filter((name) => name !== "events")
        .map((name): [string, string] => [
          name,
          JSON.stringify(storage.sql.exec(`SELECT * FROM "${name}"`).toArray()),
        ]);
    });
    expect(ledger.length).toBeGreaterThan(5);
    for (const [name, text] of ledger) expectClean(text, `the ledger's ${name}`);
  });

  it("is in the webhook URL for whoever has just set it, where a shop proves itself by it, and for nobody after", async () => {
    const shop = await newShop();
    const settings = { verification: "url-secret", secret: secrets.inUrl };
    const made = await newSource(shop, "webhook", settings);
    expect(made.webhookUrl).toContain(`?secret=${secrets.inUrl}`);
    expect((await postPlain(made.webhookUrl, { type: "lead.created", email: "a@example.com" })).status).toBe(
      200,
    );
    const later = await ok<{ webhookUrl: string }>(`${shop.api}/sources/${made.id}`);
    expect(later.webhookUrl).toBe(made.webhookUrl.replace(secrets.inUrl, "YOUR-SECRET"));
    const renamed = await ok(`${shop.api}/sources/${made.id}`, { method: "PATCH", body: { name: "B" } });
    expectClean(JSON.stringify(renamed), "an edit of something else");
    const anew = await ok<{ webhookUrl: string }>(`${shop.api}/sources/${made.id}`, {
      method: "PATCH",
      body: { settings: { ...settings, secret: "another-secret-123" } },
    });
    expect(anew.webhookUrl).toContain("?secret=another-secret-123");
  });
});

describe("a sealed secret", () => {
  it("is of no use in another record or another workspace", async () => {
    const shop = await newShop();
    const one = await newSource(shop, "shopify", { signingSecret: secrets.signing });
    const other = await newSource(shop, "shopify", { signingSecret: "something else" });
    vi.spyOn(console, "error").mockImplementation(() => {});
    await env.DB.prepare(
      "UPDATE sources SET secrets = (SELECT secrets FROM sources WHERE id = ?) WHERE id = ?",
    )
      .bind(one.id, other.id)
      .run();
    const response = await call(`${shop.api}/sources/${other.id}`);
    expect(response.status).toBe(500);
    expectClean(await response.text(), "the answer");
  });
});

describe("an error of the database", () => {
  it("is logged without the values of its statement", async () => {
    listen();
    const broken = vi.spyOn(Object.getPrototypeOf(env.DB), "batch").mockImplementation(async () => {
      throw new Error("D1_ERROR: out of order");
    });
    const response = await call("/api/sign-in-links", { body: { email: "private.person@example.com" } });
    broken.mockRestore();
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ detail: "This is our fault, and it has been noted." });
    const log = logged.join("\n");
    expect(log).toContain("out of order");
    expect(log).not.toContain("private.person");
  });
});

describe("a secret that was saved for one host", () => {
  const errorsOf = async (response: Response) => {
    expect(response.status).toBe(422);
    return ((await response.json()) as { errors: { path: string }[] }).errors.map(({ path }) => path);
  };

  it("goes to another one only when it is entered again", async () => {
    const shop = await newShop();
    const box = newBox();
    const headers = { authorization: secrets.header };
    const { id } = await ok(`${shop.api}/connections`, {
      body: { tool: "webhook", name: "Zapier", settings: { url: box.url, headers } },
    });
    const edit = (settings: object) =>
      call(`${shop.api}/connections/${id}`, { method: "PATCH", body: { settings } });
    expect((await edit({ url: `${box.url}/more` })).status).toBe(200);
    const elsewhere = "https://elsewhere.example/hook";
    expect(await errorsOf(await edit({ url: elsewhere }))).toEqual(["settings.headers"]);
    expect((await edit({ url: elsewhere, headers })).status).toBe(200);
    expect((await edit({ url: box.url, headers: null })).status).toBe(200);
  });

  it("goes to another mail server only so, too", async () => {
    const shop = await newShop();
    const smtp = {
      service: "smtp",
      from: "bell@shop.example",
      host: "localhost",
      port: 587,
      username: "bell",
    };
    const { id } = await ok(`${shop.api}/connections`, {
      body: { tool: "email", name: "Mail", settings: { ...smtp, password: secrets.header } },
    });
    const response = await call(`${shop.api}/connections/${id}`, {
      method: "PATCH",
      body: { settings: { ...smtp, host: "mail.elsewhere.example" } },
    });
    expect(await errorsOf(response)).toEqual(["settings.password"]);
  });
});
