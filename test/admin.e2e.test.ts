// The admin page in a real browser, over a whole installation. With SCREENSHOTS=1 it also makes the pictures in docs/.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser";
import { type Installation, newInstallation, type Running } from "./installation";
import { startReceiver } from "./receiver.mjs";
import { startAllStandIns } from "./stand-ins/all.mjs";
import type { ToolCase } from "./tool-case";

const pictures = path.join(import.meta.dirname, "..", "docs");

let installation: Installation;
let running: Running;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let standIns: Awaited<ReturnType<typeof startAllStandIns>>;
let browser: Browser;
let page: Page;
const troubles: string[] = [];
/** What the page asked before it did something. */
const asked: string[] = [];

async function picture(name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

const open = (section: string) => page.getByRole("navigation").getByRole("link", { name: section }).click();
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

beforeAll(async () => {
  receiver = await startReceiver();
  standIns = await startAllStandIns();
  installation = await newInstallation();
  [running, browser] = await Promise.all([installation.start(), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: "en-GB" });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("status of 4")) troubles.push(message.text());
  });
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    void dialog.accept();
  });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await receiver?.close();
  await standIns?.close();
  await installation?.remove();
});

/** The shop whose page is open. */
const shop = () => new URL(page.url()).pathname.split("/")[2] ?? "";

describe("the admin page", () => {
  it("asks a stranger to sign in, and uses nothing up when a link is only opened", async () => {
    await page.goto(installation.url);
    await page.getByText("open the one-time link").waitFor();
    await page.goto(running.signInUrl);
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
  });

  it("leads a newcomer from the link to a first delivered event", async () => {
    await press("Sign in");
    await page.getByLabel("Name").fill("Café Aurora");
    await press("Open the shop");
    await page.getByText("Let something ring").waitFor();
    await picture("welcome");
    await press("Show me a first event");
    await page.getByText("Done", { exact: true }).waitFor();
    await page.getByText("Would have been sent").waitFor();
    expect(await page.locator("pre").first().innerText()).toContain("purchase.completed");
    await picture("event");
  });

  it("shows that a used link is used up", async () => {
    const other = await (await browser.newContext()).newPage();
    await other.goto(running.signInUrl);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.getByRole("alert").getByText("has been used").waitFor();
    await other.context().close();
  });

  it("refuses an address that cannot be called, at its field, in words", async () => {
    await open("Connections");
    await press("Add a connection");
    await page.getByLabel("Which tool?").selectOption("webhook");
    await page.getByLabel("Name").fill("Zapier");
    await page.getByLabel("Address").fill("http://192.168.0.10/hook");
    await press("Create");
    await page.locator(".note.bad").first().waitFor();
  });

  it("makes a connection and builds an automation with it", async () => {
    await page.getByLabel("Address").fill(`${receiver.url}/zapier`);
    await press("Create");
    await page.getByRole("heading", { name: "Zapier" }).waitFor();
    await page.getByText("Not tried yet").first().waitFor();

    await open("Automations");
    await page.getByRole("link", { name: "Add an automation" }).click();
    await page.getByLabel("Name").fill("Tell Zapier of every purchase");
    await page.getByLabel("let", { exact: true }).selectOption({ label: "Webhook · Zapier" });
    await press("Create");
    await page.getByRole("heading", { name: "Tell Zapier of every purchase" }).waitFor();
  });

  it("sends a test event that rings it", async () => {
    await sendTestEvent();
    await expect.poll(async () => (await receiver.log("zapier")).length).toBe(1);
    const [got] = await receiver.log("zapier");
    expect(JSON.parse(got?.body ?? "{}")).toMatchObject({ type: "purchase.completed" });
    await story("Tell Zapier of every purchase").getByText("Done", { exact: true }).waitFor();
    await story("Tell Zapier of every purchase").getByText("1 attempt").click();
    await page.getByText("200 · done").waitFor();
  });

  it("says how long access to a product lasts, and lets an automation be for that product alone", async () => {
    await open("Products");
    await page.locator(".item").first().click();
    await page.getByLabel("Access lasts").selectOption("days");
    await page.getByLabel("Days", { exact: true }).fill("30");
    await page.getByLabel("Reminder").fill("7");
    await page.getByLabel("Name").fill("Masterclass");
    await press("Save");
    await page.getByText("Saved. It counts from the next event on.").waitFor();
    await open("Products");
    await page.getByText("Access lasts 30 days; reminder 7 days before.").waitFor();
    await picture("products");

    await press("Add a product");
    await page.getByLabel("Product id").fill("gold/2026 ☕");
    await press("Set it up");
    await page.getByText("No event has named this product yet.").waitFor();
    await press("Save");
    await page.getByText("Saved.").waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "gold/2026 ☕" }).waitFor();

    await open("Automations");
    await page.getByRole("link", { name: "Tell Zapier of every purchase", exact: true }).click();
    const products = page.getByRole("combobox", { name: "of these products" });
    await products.fill("master");
    await products.press("ArrowDown");
    await products.press("Enter");
    await products.fill("by-hand");
    await products.press("Enter");
    await page.getByRole("button", { name: "Remove: by-hand" }).click();
    await press("Save");
    const { items } = await running.call<{ items: { name: string; trigger: { productIds?: string[] } }[] }>(
      `/api/workspaces/${shop()}/automations`,
    );
    expect(items.find((one) => one.name.startsWith("Tell Zapier"))?.trigger.productIds).toHaveLength(1);
  });

  it("turns the mark red and holds deliveries when the receiver refuses, and lets them go when it is well again", async () => {
    await receiver.plan("zapier", [{ status: 401, body: "no" }]);
    await sendTestEvent();
    await page.getByText("Held", { exact: true }).waitFor();
    await picture("held");
    await open("Connections");
    await page
      .getByRole("link", { name: /Zapier/ })
      .getByText("Does not work")
      .waitFor();
    await open("Overview");
    await page.getByText("“Zapier” does not work").waitFor();

    await receiver.plan("zapier", [{ status: 200 }]);
    await open("Connections");
    await page.getByRole("link", { name: /Zapier/ }).click();
    await page.getByText("waits for it and will go on").waitFor();
    await picture("connection");
    await press("Check now");
    await page.getByText("Works", { exact: true }).waitFor();
    await expect.poll(async () => (await receiver.log("zapier")).length).toBe(3);
  });

  it("runs a failed delivery again, as a new one linked to it", async () => {
    await receiver.plan("zapier", [{ status: 400, body: "bad" }, { status: 200 }]);
    await sendTestEvent();
    await page.getByText("Failed", { exact: true }).waitFor();
    await press("Run again");
    await story("repeats an earlier one").getByText("Done", { exact: true }).waitFor();
  });

  it("tries an automation on what has happened, and applies it to customers who are already there", async () => {
    const before = (await receiver.log("zapier")).length;
    await open("Automations");
    await page.getByRole("link", { name: "Add an automation" }).click();
    await page.getByLabel("let", { exact: true }).selectOption({ label: "Webhook · Zapier" });
    await press("Try it");
    await page.getByText(/Of \d+ events, \d+ would have rung\./).waitFor();
    await page.getByText("What would be sent").first().click();
    expect(await page.locator("pre").nth(1).innerText()).toContain("purchase.completed");
    await picture("look-back");
    // What was found is of what stood in the form: another form has not been tried.
    await page.getByLabel("Name").fill("Thank them all");
    await page.getByText("would have rung").waitFor({ state: "detached" });
    expect(await receiver.log("zapier")).toHaveLength(before);

    await press("Create");
    await page.getByRole("heading", { name: "Thank them all" }).waitFor();
    await press("Count them");
    // The samples are all of one customer.
    const apply = page.getByRole("button", { name: "Apply it: ring once" });
    await apply.waitFor();
    await apply.click();
    await page.getByText("Applied", { exact: true }).waitFor();
    await page.reload();
    await page.getByText("Applied", { exact: true }).waitFor();
    await expect.poll(async () => (await receiver.log("zapier")).length).toBe(before + 1);
    await press("Delete");
    await page.getByRole("link", { name: "Add an automation" }).waitFor();
  });

  it("cancels what waits", async () => {
    const { items } = await running.call<{ items: { id: string; name: string }[] }>(
      `/api/workspaces/${shop()}/connections`,
    );
    const zapier = items.find((one) => one.name === "Zapier");
    await running.call(`/api/workspaces/${shop()}/automations`, {
      name: "Later",
      trigger: { event: "purchase.completed" },
      timing: { when: "after", amount: 1, unit: "hours" },
      action: { connectionId: zapier?.id, action: "send", input: {} },
    });
    await sendTestEvent();
    await story("Later").getByText("Waiting", { exact: true }).waitFor();
    await press("Cancel");
    await page.getByText("Cancelled", { exact: true }).waitFor();
  });

  it("shows what waits day by day and in sentences, moves one, and cancels several with their number", async () => {
    const api = `/api/workspaces/${shop()}`;
    const days = 86_400_000;
    const { items } = await running.call<{ items: { id: string; tool: string }[] }>(`${api}/connections`);
    const connectionId = items.find((one) => one.tool === "show-me")?.id;
    const rule = { action: { connectionId, action: "show", input: {} } };
    await running.call(`${api}/automations`, {
      ...rule,
      name: "Ask for a review",
      trigger: { event: "subscription.started" },
      timing: { when: "after", amount: 7, unit: "days" },
    });
    await running.call(`${api}/automations`, {
      ...rule,
      name: "Renewal reminder",
      trigger: { event: "access.expired" },
      timing: { when: "before", amount: 3, unit: "days" },
    });
    const names = ["Anna Nowak", "Ben Carter", "Chloé Martin", "Dawid Lis", "Ewa Król", "Finn Berg"];
    const tell = (name: string, i: number, more: { type: string; [field: string]: unknown }) =>
      running.call(`${api}/events`, {
        id: `${name} ${more.type}`,
        occurredAt: new Date(Date.now() - i * 0.4 * days).toISOString(),
        customer: { email: `${name.split(" ")[0]?.toLowerCase()}@example.com`, name },
        ...more,
      });
    const products = [{ id: "7001", name: "Sourdough course" }];
    const ends = (inDays: number) => new Date(Date.now() + inDays * days).toISOString();
    for (const [i, name] of names.entries()) {
      await tell(name, i, { type: "subscription.started" });
      await tell(name, i, { type: "access.granted", products, accessEndsAt: ends(9 + 4 * i) });
    }
    await tell("Anna Nowak", 0, { type: "subscription.renewed", products, accessEndsAt: ends(28) });

    await open("Waiting");
    const row = (text: string) => page.locator(".waiting", { hasText: text });
    await row("Anna Nowak")
      .getByText("3 days before access to Sourdough course ends on")
      .getByText("because the subscription was renewed")
      .waitFor();
    await picture("waiting");
    expect(await page.locator(".waiting").count()).toBe(12);

    const ben = row("Ben Carter").filter({ hasText: "Renewal reminder" });
    await ben.getByRole("button", { name: "Move…" }).click();
    await ben.getByLabel("Move", { exact: true }).selectOption("later by");
    await ben.getByRole("button", { name: "Move", exact: true }).click();
    await ben.getByText("but a person moved it from").waitFor();

    const busy = page.getByRole("link", { name: /: 2 waiting/ }).first();
    const day = await busy.getAttribute("aria-label");
    await busy.click();
    await page
      .getByText(day?.split(":")[0] ?? "")
      .first()
      .waitFor();
    await expect.poll(() => page.locator(".waiting").count()).toBe(2);
    await page.goBack();

    await page.getByLabel("Automation").selectOption({ label: "Ask for a review (6)" });
    await expect.poll(() => page.locator(".waiting").count()).toBe(6);
    const many = page.locator(".many");
    await page.getByLabel(/^Choose: Ewa Król/).check();
    await page.getByLabel(/^Choose: Finn Berg/).check();
    await many.getByText("2 chosen").waitFor();
    await many.getByRole("button", { name: "Cancel" }).click();
    await many.getByText("Done with 2.").waitFor();
    await page.getByLabel("All 4 that match").check();
    await many.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Nothing like this waits.").waitFor();
    expect(asked.slice(-2)).toEqual([
      "Cancel 2 deliveries? They will not run.",
      "Cancel 4 deliveries? They will not run.",
    ]);

    await open("Waiting");
    await row("Ben Carter").getByRole("link", { name: "Event: Access given" }).click();
    await story("Renewal reminder").getByRole("button", { name: "Move…" }).click();
    await story("Renewal reminder").getByRole("button", { name: "Move", exact: true }).waitFor();
  });

  // One tool of each way of signing in: a user and a key, an address and a key, a header of its own, tokens.
  it.each([
    { tool: "mailchimp", title: "Mailchimp", label: "Audience", typed: "news", picked: "Newsletter" },
    { tool: "activecampaign", title: "ActiveCampaign", label: "List", typed: "cour", picked: "Course" },
    { tool: "kit", title: "Kit (ConvertKit)", label: "Tag", typed: "", picked: undefined },
    {
      tool: "mailerlite",
      title: "MailerLite",
      label: "Group",
      typed: "żół",
      picked: "Żółte kwiaty & “friends”",
    },
    { tool: "circle", title: "Circle", label: "Spaces", typed: "", picked: undefined },
  ])("connects $title, picks by name, and goes on by itself after a wrong key was mended", async (one) => {
    const name = `Buyers meet ${one.title}`;
    const { url, settings, wrong } = await accountAt(one.tool);
    await open("Connections");
    await press("Add a connection");
    await page.getByLabel("Which tool?").selectOption(one.tool);
    await page.getByText("More to send").click();
    await fillIn(one.tool, wrong);
    await press("Create");
    await page.getByText("Does not work").first().waitFor();
    await fillIn(one.tool, settings, true);
    await press("Save");
    await page.getByText("Works", { exact: true }).waitFor();

    await open("Automations");
    await page.getByRole("link", { name: "Add an automation" }).click();
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("let", { exact: true }).selectOption({ label: one.title });
    await page.getByLabel(one.label, { exact: false }).first().click();
    await page.getByLabel(one.label, { exact: false }).first().fill(one.typed);
    const offered = page.locator(".options:not([hidden]) [role=option]");
    await offered
      .filter({ hasText: one.picked ?? "" })
      .first()
      .click();
    // Looking into it and going away changes nothing; nor does Enter on what is chosen already.
    const field = page.getByLabel(one.label, { exact: false }).first();
    if (one.picked) {
      await field.click();
      await page.getByLabel("Name").click();
      await field.click();
      await field.press("Enter");
      expect(await field.inputValue()).toBe(one.picked);
    }
    if (one.tool === "mailchimp") await picture("automation");
    await press("Create");
    await page.getByRole("heading", { name }).waitFor();
    await sendTestEvent();
    await story(name).getByText("Done", { exact: true }).waitFor();

    await knobs(url, { keys: [] });
    await sendTestEvent();
    await story(name).getByText("Held", { exact: true }).waitFor();
    await knobs(url, {});
    await open("Connections");
    await page.getByRole("link", { name: new RegExp(one.title.replace(/[()]/g, ".")) }).click();
    await press("Check now");
    await page.getByText("Works", { exact: true }).waitFor();
    await open("Events");
    await page.getByRole("link", { name: "Purchase" }).first().click();
    await story(name).getByText("Done", { exact: true }).waitFor();
  });

  it("shows what was refused at a source, and why", async () => {
    const { items } = await running.call<{ items: { id: string; webhookUrl: string }[] }>(
      `/api/workspaces/${shop()}/sources`,
    );
    await fetch(items[0]?.webhookUrl ?? "", {
      method: "POST",
      body: "not json",
      headers: { "content-type": "application/json" },
    });
    await open("Sources");
    await page.locator(".item").first().click();
    await page.getByText("Last refused requests").waitFor();
    await page.locator(".mark.bad").getByText("400").waitFor();
    await picture("source");
  });

  it("looks after itself: no error in the console, and one small script", async () => {
    await open("Overview");
    await page.getByText("Latest events").waitFor();
    // What failed was run again, and what the tools refused goes on. One request was no JSON; that is all there is.
    await page.getByText(/1 request of “EasyCart” was refused within a day/).waitFor();
    expect(await page.locator("section.card.bad li").count()).toBe(1);
    await picture("overview");
    expect(troubles).toEqual([]);
  });

  it("signs out", async () => {
    await press("Sign out");
    await page.getByText("open the one-time link").waitFor();
    await page.goto(`${installation.url}/w/anything`);
    await page.getByText("open the one-time link").waitFor();
  });
});

/** One delivery on an event's page. */
const story = (text: string) => page.locator(".timeline > li", { hasText: text });

async function sendTestEvent(): Promise<void> {
  await open("Sources");
  await page.locator(".item").first().click();
  await page.getByRole("button", { name: "Send a test event" }).click();
  await page.getByRole("heading", { name: "Purchase", exact: true }).waitFor();
}

type Settings = Record<string, string>;

/** An account at a tool's stand-in: where it is, and settings with its key and with a wrong one. */
async function accountAt(tool: string): Promise<{ url: string; settings: Settings; wrong: Settings }> {
  const standIn = standIns.running[tool];
  if (!standIn) throw new Error(`There is no stand-in for ${tool}.`);
  const url = `${standIn.url}/course`;
  const settings = JSON.parse(JSON.stringify(standIn.settings).replaceAll("{url}", url)) as Settings;
  const { default: toolCase } = (await import(`./tools/${tool}.ts`)) as { default: ToolCase };
  return { url, settings, wrong: toolCase.wrong(settings) as Settings };
}

/** Fills in a connection's form, by the titles its fields have. */
async function fillIn(tool: string, settings: Settings, secretsAlone = false): Promise<void> {
  type Field = { title?: string; secret?: boolean };
  type Listed = { id: string; tool?: { settings: { properties: Record<string, Field> } } };
  const { items } = await running.call<{ items: Listed[] }>("/api/connectors");
  const fields = items.find(({ id }) => id === tool)?.tool?.settings.properties ?? {};
  for (const [name, value] of Object.entries(settings))
    if (!secretsAlone || fields[name]?.secret) await page.getByLabel(fields[name]?.title ?? name).fill(value);
}

async function knobs(url: string, some: object): Promise<void> {
  await fetch(`${url}/_knobs`, { method: "PUT", body: JSON.stringify(some) });
}
