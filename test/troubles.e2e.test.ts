// A tool breaks, somebody is told, mends it with the button that is right there, and is told that it is well again.
// SCREENSHOTS=1 leaves pictures in .shopbell/troubles/.
import { mkdir } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser";
import { type Installation, newInstallation, type Running } from "./installation";
import { startReceiver } from "./receiver.mjs";

const pictures = ".shopbell/troubles";
const signingSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

let installation: Installation;
let running: Running;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let browser: Browser;
let page: Page;
let ws: string;
const troubles: string[] = [];

async function picture(name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

const open = (section: string) =>
  page.getByRole("navigation").getByRole("link", { name: section, exact: true }).click();
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const trouble = (text: string | RegExp) => page.locator(".troubles li").filter({ hasText: text });

/** Lets the watchdog's clock strike. */
async function strike(): Promise<void> {
  const response = await fetch(`${installation.url}/cdn-cgi/handler/scheduled?cron=*/10+*+*+*+*`);
  expect(response.ok).toBe(true);
}

/** What the alerts' box was told, each proven as a receiver of Standard Webhooks does. */
const told = () =>
  receiver.log("alerts").map(({ body, headers }) => {
    const { type, data } = new Webhook(signingSecret).verify(body, headers) as {
      type: string;
      data: Record<"opened" | "closed", { sentence: string }[] | undefined>;
    };
    return [type, ...[...(data.opened ?? []), ...(data.closed ?? [])].map(({ sentence }) => sentence)];
  });

const buy = (id: string) =>
  running.call(`/api/workspaces/${ws}/events`, {
    type: "purchase.completed",
    id,
    customer: { email: "ada@shop.example" },
  });

beforeAll(async () => {
  installation = await newInstallation();
  [running, receiver, browser] = await Promise.all([installation.start(), startReceiver(), openBrowser()]);
  ({ id: ws } = await running.call<{ id: string }>("/api/workspaces", { name: "Hotel Zamek" }));
  const api = `/api/workspaces/${ws}`;
  const tool = await running.call<{ id: string }>(`${api}/connections`, {
    tool: "webhook",
    name: "Door lock",
    settings: { url: `${receiver.url}/tool` },
  });
  await running.call(`${api}/automations`, {
    name: "Open the door",
    trigger: { event: "purchase.completed" },
    timing: { when: "at" },
    action: { connectionId: tool.id, action: "send", input: {} },
  });
  await buy("first");
  page = await (
    await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: "en-GB" })
  ).newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("status of 4")) troubles.push(message.text());
  });
  page.on("dialog", (dialog) => void dialog.accept());
  await page.goto(running.signInUrl);
  await press("Sign in");
  await page.getByText("All is well").waitFor();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await receiver?.close();
  await installation?.remove();
});

describe("somebody who wants to be told", () => {
  it("is taught by an empty page, adds a webhook, and hears a test", async () => {
    await open("Alerts");
    await page.getByText("Nobody is told yet").waitFor();
    await picture("empty");
    await press("Add a webhook");
    await page.getByLabel("Address").fill(`${receiver.url}/alerts`);
    await page.getByLabel("Signing secret").fill(signingSecret);
    await page.getByLabel("Name").fill("Pager");
    await picture("webhook");
    await press("Create");
    await page.getByRole("heading", { name: "Pager" }).waitFor();
    await press("Send a test");
    await page.getByText("The test has been sent and taken.").waitFor();
    expect(told()).toEqual([["troubles.test"]]);
    await picture("tested");
  });

  it("adds a mailbox, whose test can be read on this machine", async () => {
    await press("Add an e-mail address");
    await page.getByLabel("E-mail addresses").fill("owner@shop.example team");
    await press("Create");
    await page.getByText("holds what is no e-mail address: “team”").first().waitFor();
    await page.getByLabel("E-mail addresses").fill("owner@shop.example");
    await page.locator("main").getByLabel("Language").selectOption("pl");
    await picture("mailbox");
    await press("Create");
    const card = page.locator("section.card").filter({ hasText: "owner@shop.example" });
    await card.getByRole("button", { name: "Send a test" }).click();
    await card.getByText("Subject: Hotel Zamek: to jest test").waitFor();
    await picture("mail");
  });
});

describe("a tool that breaks", () => {
  it("stands on the overview as one sentence with its button, and somebody is told once", async () => {
    receiver.plan("tool", [{ status: 401 }]);
    await buy("second");
    await open("Overview");
    await trouble("“Door lock” does not work").getByRole("button", { name: "Check now" }).waitFor();
    await picture("broken");
    await strike();
    await strike();
    await expect.poll(() => told().length).toBe(2);
    expect(told()[1]).toEqual([
      "troubles.alert",
      expect.stringMatching(/^“Door lock” does not work: The receiver refused the webhook \(401\)/),
    ]);
  });

  it("is checked from there, and somebody is told that it works again", async () => {
    receiver.plan("tool", [{ status: 200 }]);
    await trouble("“Door lock” does not work").getByRole("button", { name: "Check now" }).click();
    await page.getByText("All is well").waitFor();
    await picture("well");
    await strike();
    await expect.poll(() => told().length).toBe(3);
    expect(told()[2]).toEqual(["troubles.alert", "“Door lock” works again."]);
    await open("Alerts");
    await page.getByText("Last message:").first().waitFor();
    await page.locator("summary").first().click();
    await picture("messages");
  });
});

describe("deliveries that fail", () => {
  it("run again all at once from the overview", async () => {
    receiver.plan("tool", [{ status: 404 }]);
    for (const id of ["third", "fourth", "fifth"]) await buy(id);
    await open("Overview");
    await trouble(/^3 deliveries to “Door lock” have failed/).waitFor();
    await picture("failed");
    receiver.plan("tool", [{ status: 200 }]);
    await press("Run all 3 again");
    await page.getByText("3 deliveries are on their way again.").waitFor();
    await page.getByText("All is well").waitFor();
    await expect.poll(() => receiver.log("tool").filter(({ status }) => status === 200).length).toBe(5);
  });

  it("are given up after a question", async () => {
    receiver.plan("tool", [{ status: 404 }]);
    await buy("sixth");
    await trouble(/^1 delivery to “Door lock” has failed/).waitFor();
    await press("Give it up");
    await page.getByText("It is given up.").waitFor();
    await page.getByText("All is well").waitFor();
  });
});

it("fits on a phone", async () => {
  await buy("seventh");
  await page.setViewportSize({ width: 360, height: 740 });
  for (const section of ["Overview", "Alerts"]) {
    await open(section);
    await page
      .getByText(section === "Overview" ? "has failed" : "Last message:")
      .first()
      .waitFor();
    await picture(`phone-${section}`);
    // In words, as the tests' own types know no document.
    const overflow = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    expect(overflow).toBeLessThanOrEqual(0);
  }
});

it("nothing went wrong on the pages meanwhile", () => {
  expect(troubles).toEqual([]);
});
