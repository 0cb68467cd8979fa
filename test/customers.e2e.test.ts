// A customer's page in a real browser: found, looked at, exported, erased with a receipt, and gone.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser";
import { type Installation, newInstallation, type Running } from "./installation";

let installation: Installation;
let running: Running;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

async function picture(name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

const open = (section: string) => page.getByRole("navigation").getByRole("link", { name: section }).click();
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

beforeAll(async () => {
  installation = await newInstallation();
  [running, browser] = await Promise.all([installation.start(), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: "en-GB" });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("status of 4")) troubles.push(message.text());
  });
  await page.goto(running.signInUrl);
  await press("Sign in");
  await page.getByLabel("Name").fill("Café Aurora");
  await press("Open the shop");
  await page.getByText("Let something ring").waitFor();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await installation?.remove();
});

const api = () => `/api/workspaces/${new URL(page.url()).pathname.split("/")[2] ?? ""}`;

/** Anna bought a course; a review waits for her, and a reminder before her access ends. */
async function annaBuys(): Promise<void> {
  const { items } = await running.call<{ items: { id: string; tool: string }[] }>(`${api()}/connections`);
  const connectionId = items.find((one) => one.tool === "show-me")?.id;
  const rule = { action: { connectionId, action: "show", input: {} } };
  const trigger = { event: "purchase.completed" };
  await running.call(`${api()}/automations`, { ...rule, name: "Welcome", trigger });
  const inAWeek = { when: "after", amount: 7, unit: "days" };
  await running.call(`${api()}/automations`, { ...rule, name: "Ask for a review", trigger, timing: inAWeek });
  await running.call(`${api()}/automations`, {
    ...rule,
    name: "Renewal reminder",
    trigger: { event: "access.expired" },
    timing: { when: "before", amount: 3, unit: "days" },
  });
  const init = {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: '{"codes":{"enabled":true}}',
  };
  const asked = `fetch("${api()}/products/7001", ${JSON.stringify(init)}).then(({ status }) => status)`;
  expect(await page.evaluate<number>(asked)).toBe(200); // so that the course has a ticket
  const anna = { customer: { email: "anna@example.com", name: "Anna Nowak" } };
  const products = [{ id: "7001", name: "Sourdough course" }];
  await running.call(`${api()}/events`, [
    { ...anna, id: "lead", type: "lead.created", consent: { marketing: true } },
    {
      ...anna,
      id: "order-1001",
      type: "purchase.completed",
      products,
      order: { id: "1001", number: "A-1001", total: { amount: 4990, currency: "EUR" } },
      accessEndsAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    },
    { customer: { email: "ben@example.com", name: "Ben Carter" }, id: "other", type: "purchase.completed" },
  ]);
}

describe("a customer's page", () => {
  it("is found by e-mail or order, and shows what happened, what it rang and what waits", async () => {
    await open("Customers");
    await page.getByText("Somebody writes").waitFor();
    await picture("customers-empty");
    await annaBuys();
    const find = page.getByLabel("E-mail, or order number");
    await find.fill("nobody@example.com");
    await press("Find");
    await page.getByText("Nobody by this address").waitFor();
    await find.fill("A-1001");
    await press("Find");
    await page.getByRole("link", { name: /Anna Nowak/ }).waitFor();
    await find.fill("ANNA@example.com");
    await find.press("Enter");
    await picture("customers-found");
    await page.getByRole("link", { name: /Anna Nowak/ }).click();

    await page.getByRole("heading", { name: "Anna Nowak" }).waitFor();
    await page.getByText("Agreed, as last told").waitFor();
    await page.getByText(/Sourdough course · until/).waitFor();
    await page.locator(".waiting", { hasText: "Anna Nowak waits until" }).first().waitFor();
    expect(await page.locator(".waiting").count()).toBe(2);
    await page.getByAltText("Ticket: Sourdough course").waitFor();
    const purchase = page.locator(".timeline > li", { hasText: "Purchase" });
    await purchase.getByText("Welcome").waitFor();
    await expect.poll(() => purchase.getByText("Done", { exact: true }).count()).toBe(1);
    expect(await page.getByText("Ben Carter").count()).toBe(0);
    await picture("customer");
  });

  it("is where events and what waits lead to", async () => {
    await page.locator(".timeline").getByRole("link", { name: "Purchase" }).click();
    await page.getByRole("link", { name: "anna@example.com" }).click();
    await page.getByRole("heading", { name: "Anna Nowak" }).waitFor();
    await open("Waiting");
    await page.getByRole("link", { name: "Customer: Anna Nowak" }).first().click();
    await page.getByRole("heading", { name: "Anna Nowak" }).waitFor();
  });

  it("gives all of it as a file", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export" }).click(),
    ]);
    const file = JSON.parse(await readFile(await download.path(), "utf8"));
    expect(file).toMatchObject({ customer: { email: "anna@example.com" }, events: [{}, {}] });
  });

  it("is erased after the e-mail was typed, leaves a receipt, and is gone", async () => {
    await press("Erase…");
    await page.getByText("It cannot be taken back.").waitFor();
    await picture("customer-erase");
    const confirm = page.getByLabel("To confirm, type their e-mail");
    await confirm.fill("ben@example.com");
    await press("Erase for good");
    await page.getByText("is not this customer's e-mail").waitFor();
    await confirm.fill("anna@example.com");
    await press("Erase for good");
    await page.getByRole("heading", { name: "Receipt" }).waitFor();
    await page.getByText("2 that waited will not run.").waitFor();
    await page.getByText(/^Gone by/).waitFor();
    await picture("customer-receipt");

    await open("Customers");
    await page.getByLabel("E-mail, or order number").fill("anna@example.com");
    await press("Find");
    await page.getByText("Nobody by this address").waitFor();
    await press("Show receipts");
    await page.getByText(/^Receipt 1, /).click();
    await page.getByText("If the shop repeats what it told before").waitFor();
    await open("Events");
    await page.getByText("ben@example.com").waitFor();
    expect(await page.getByText("anna@example.com").count()).toBe(0);
    expect(troubles).toEqual([]);
  });
});
