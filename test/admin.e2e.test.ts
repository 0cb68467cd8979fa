// The admin page in a real browser, over a whole installation. With SCREENSHOTS=1 it also makes the pictures in docs/.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser";
import { type Installation, newInstallation, type Running } from "./installation";
import { startReceiver } from "./receiver.mjs";
import mailchimpProvider from "./stand-ins/mailchimp.mjs";
import { type StandIn, startStandIn } from "./stand-ins/stand-in.mjs";

const pictures = path.join(import.meta.dirname, "..", "docs");

let installation: Installation;
let running: Running;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let mailchimp: StandIn;
const account = () => `${mailchimp.url}/course`;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

async function picture(name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

const open = (section: string) => page.getByRole("navigation").getByRole("link", { name: section }).click();
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

beforeAll(async () => {
  receiver = await startReceiver();
  mailchimp = await startStandIn(mailchimpProvider);
  installation = await newInstallation();
  [running, browser] = await Promise.all([installation.start(), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: "en-GB" });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("status of 4")) troubles.push(message.text());
  });
  page.on("dialog", (dialog) => void dialog.accept());
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await receiver?.close();
  await mailchimp?.close();
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
    await page.getByLabel("let", { exact: true }).selectOption({ label: "Zapier" });
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
    await page.getByText("The connection “Zapier” does not work.").waitFor();

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
    await page.getByText("Waiting", { exact: true }).waitFor();
    await press("Cancel");
    await page.getByText("Cancelled", { exact: true }).waitFor();
  });

  it("picks an audience by name, and goes on by itself after a wrong key was mended", async () => {
    await open("Connections");
    await press("Add a connection");
    await page.getByLabel("Which tool?").selectOption("mailchimp");
    await page.getByLabel("API key").fill(`wrong${mailchimpProvider.key.slice(5)}`);
    await page.getByText("More to send").click();
    await page.getByLabel("Address of a stand-in").fill(`${account()}/3.0`);
    await press("Create");
    await page.getByText("Does not work").first().waitFor();
    await page.getByLabel("API key").fill(mailchimpProvider.key);
    await press("Save");
    await page.getByText("Works", { exact: true }).waitFor();

    await open("Automations");
    await page.getByRole("link", { name: "Add an automation" }).click();
    await page.getByLabel("Name").fill("Buyers join the newsletter");
    await page.getByLabel("let", { exact: true }).selectOption({ label: "Mailchimp" });
    await page.getByLabel("Audience").fill("news");
    await page.getByRole("option", { name: "Newsletter" }).click();
    await picture("automation");
    await press("Create");
    await page.getByRole("heading", { name: "Buyers join the newsletter" }).waitFor();
    await sendTestEvent();
    await story("Buyers join the newsletter").getByText("Done", { exact: true }).waitFor();

    await mailchimpKnobs({ keys: [] });
    await sendTestEvent();
    await story("Buyers join the newsletter").getByText("Held", { exact: true }).waitFor();
    await mailchimpKnobs({});
    await open("Connections");
    await page.getByRole("link", { name: /Mailchimp/ }).click();
    await press("Check now");
    await page.getByText("Works", { exact: true }).waitFor();
    await open("Events");
    await page.getByRole("link", { name: "Purchase" }).first().click();
    await story("Buyers join the newsletter").getByText("Done", { exact: true }).waitFor();
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
    // What failed was run again, and what was refused goes on: nothing is left to do.
    await page.getByText("All is well").waitFor();
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

async function mailchimpKnobs(knobs: object): Promise<void> {
  await fetch(`${account()}/_knobs`, { method: "PUT", body: JSON.stringify(knobs) });
}
