// A new source in a real browser: waited for, refused with advice, heard; and the overview's plot, by eye and by keyboard.
import { createHmac } from "node:crypto";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser";
import { type Installation, newInstallation, type Running } from "./installation";

const secret = "hush hush";

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
const hearing = () => page.locator(".hearing");

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

/** An order as Shopify sends it, signed with a secret. */
async function order(url: string, id: number, signedWith = secret): Promise<number> {
  const body = JSON.stringify({
    id,
    email: `buyer${id}@example.com`,
    created_at: new Date().toISOString(),
    financial_status: "paid",
    total_price: "49.90",
    currency: "EUR",
    customer: { id: id + 1, email: `buyer${id}@example.com`, first_name: "Anna", last_name: "Nowak" },
    line_items: [{ id: 1, product_id: 7, title: "Course", quantity: 1, price: "49.90" }],
  });
  const headers = {
    "content-type": "application/json",
    "x-shopify-topic": "orders/paid",
    "x-shopify-hmac-sha256": createHmac("sha256", signedWith).update(body).digest("base64"),
    "x-shopify-webhook-id": `webhook-${id}`,
  };
  return (await fetch(url, { method: "POST", headers, body })).status;
}

describe("a new source", () => {
  let url = "";

  it("is found among cards, and waits for its first event beside the steps and the address", async () => {
    await open("Sources");
    await press("Add a source");
    const find = page.getByLabel("Find your shop or system");
    await find.fill("no such thing");
    await page.getByText("Nothing by that name.").waitFor();
    await find.fill("shopi");
    await page.getByText("1 found").waitFor();
    await picture("source-choose");
    await page.getByRole("button", { name: /^Shopify/ }).click();
    await page.getByLabel(/secret/i).fill(secret);
    await press("Create");
    await hearing().getByText("Waiting for the first event…").waitFor();
    url = await page.getByLabel("Webhook URL").inputValue();
    expect(url).toMatch(/\/in\//);
    await picture("source-waiting");
  });

  it("shows at once why a request was refused, and how to mend it", async () => {
    expect(await order(url, 1, "another secret")).toBe(401);
    await hearing().getByText("A request was refused at").waitFor();
    await hearing().getByText("are not the same. Copy it again from the shop").waitFor();
    await page.locator(".refusals").getByText("Refused with 401").waitFor();
    await page.getByText("What it sent (the first kilobyte)").click();
    await page.getByText("buyer1@example.com").waitFor();
    await picture("source-refused");
    await open("Sources");
    await page.locator(".item .mark.bad").getByText("Refused").waitFor();
  });

  it("turns to received by itself, with a way to what came", async () => {
    await page.locator(".item").click();
    await hearing().getByText("A request was refused at").waitFor();
    expect(await order(url, 2)).toBe(200);
    await hearing()
      .getByText(/^Received: Purchase, .+, Anna Nowak$/)
      .waitFor();
    expect(await hearing().getByText("A request was refused at").count()).toBe(0);
    await picture("source-received");
    await hearing().getByRole("link").click();
    await page.getByRole("heading", { name: "Purchase" }).waitFor();
    await open("Sources");
    await page.locator(".item").getByText("1 event in 7 days").waitFor();
    await picture("sources");
  });
});

describe("the overview", () => {
  const figureOf = (name: string) =>
    page.locator(".figures > div", { hasText: name }).locator("strong").innerText();

  it("shows what happened in figures and bars, and what waits next", async () => {
    const { items } = await running.call<{ items: { id: string; tool: string }[] }>(`${api()}/connections`);
    const connectionId = items.find((one) => one.tool === "show-me")?.id;
    const rule = { action: { connectionId, action: "show", input: {} }, trigger: { event: "lead.created" } };
    await running.call(`${api()}/automations`, { ...rule, name: "Greet" });
    const later = { when: "after", amount: 3, unit: "days" };
    await running.call(`${api()}/automations`, { ...rule, name: "Ask how it went", timing: later });
    const names = ["Ben", "Chloé", "Dawid", "Ewa", "Finn", "Gita"];
    await running.call(
      `${api()}/events`,
      names.map((name) => ({
        id: name,
        type: "lead.created",
        customer: { email: `${name.toLowerCase().replace("é", "e")}@example.com`, name },
      })),
    );
    await expect
      .poll(async () => (await running.call<{ owed: number }>(`${api()}/stats`)).owed, { timeout: 20_000 })
      .toBe(0);
    await open("Overview");
    await page.getByRole("heading", { name: "The last 7 days" }).waitFor();
    await expect.poll(() => figureOf("Events"), { timeout: 20_000 }).toBe("7");
    await expect.poll(() => figureOf("Done"), { timeout: 20_000 }).toBe("6");
    expect(await figureOf("Failed")).toBe("0");
    const waits = page.locator(".next > li");
    await waits.first().getByText("for “Ask how it went”: 3 days after the lead").waitFor();
    expect(await waits.count()).toBe(5);
    await page.getByRole("link", { name: "All 6 that wait" }).waitFor();
    await picture("overview");
  });

  it("is read by keyboard: day by day, and as a table", async () => {
    const plot = page.getByRole("slider", { name: /Figures of one hour or day/ });
    await plot.focus();
    const told = () => plot.getAttribute("aria-valuetext");
    expect(await told()).toMatch(/ \d{4}\. Events: 7\. Done: 6\. Failed: 0\. Called off: 0\.$/);
    await page.locator(".plot-box").getByText("6", { exact: true }).waitFor();
    await plot.press("ArrowLeft");
    await expect.poll(told).toMatch(/Events: 0\. Done: 0\./);
    await plot.press("End");
    await expect.poll(told).toMatch(/Events: 7\./);
    await plot.press("Escape");
    await page.locator(".plot-box").waitFor({ state: "detached" });
    await page.getByText("Show as a table").click();
    const today = page.locator(".numbers tbody tr").last();
    expect(await today.locator("td").allInnerTexts()).toEqual(["7", "6", "0", "0"]);
  });

  it("shows a day or a month by keyboard, and keeps it in its address", async () => {
    await page.getByRole("radio", { name: "7 days" }).focus();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("heading", { name: "The last 24 hours" }).waitFor();
    expect(new URL(page.url()).search).toBe("?range=day");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("heading", { name: "The last 30 days" }).waitFor();
    expect(new URL(page.url()).search).toBe("?range=month");
    await page.reload();
    await page.getByRole("heading", { name: "The last 30 days" }).waitFor();
    expect(await page.getByRole("radio", { name: "30 days" }).isChecked()).toBe(true);
    await expect.poll(() => figureOf("Events")).toBe("7");
    expect(await page.locator(".plot .bar.events").count()).toBe(30);
    await page.setViewportSize({ width: 360, height: 740 });
    const fits = () => page.evaluate("document.documentElement.scrollWidth <= innerWidth");
    await expect.poll(fits).toBe(true);
    await picture("overview-phone");
    expect(troubles).toEqual([]);
  });
});
