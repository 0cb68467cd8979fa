// Events in a real browser: found by what a person knows, coming in by themselves, and replayed, one and many.
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser";
import { type Installation, newInstallation, type Running } from "./installation";
import { startReceiver } from "./receiver.mjs";

let installation: Installation;
let running: Running;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let browser: Browser;
let page: Page;
const troubles: string[] = [];
/** What the page asked before it did something. */
const asked: string[] = [];

async function picture(name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

const open = (section: string) => page.getByRole("navigation").getByRole("link", { name: section }).click();
const press = (name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();
const rows = () => page.locator("tbody tr");
const api = () => `/api/workspaces/${new URL(page.url()).pathname.split("/")[2] ?? ""}`;

const purchase = (name: string, number: string) => ({
  id: `order-${number}`,
  type: "purchase.completed",
  customer: { email: `${name.toLowerCase()}@example.com`, name },
  order: { id: `id-${number}`, number },
  products: [{ id: "7001", name: "Sourdough course" }],
});
const tell = (...events: object[]) => running.call(`${api()}/events`, events);

beforeAll(async () => {
  receiver = await startReceiver();
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
  await page.goto(running.signInUrl);
  await press("Sign in");
  await page.getByLabel("Name").fill("Café Aurora");
  await press("Open the shop");
  await page.getByText("Let something ring").waitFor();
  const { id } = await running.call<{ id: string }>(`${api()}/connections`, {
    tool: "webhook",
    name: "Zapier",
    settings: { url: `${receiver.url}/zapier` },
  });
  await running.call(`${api()}/automations`, {
    name: "Tell Zapier",
    trigger: { event: "purchase.completed" },
    action: { connectionId: id, action: "send", input: {} },
  });
  await tell(purchase("Anna", "A-1001"), purchase("Ben", "A-1002"), { id: "lead", type: "lead.created" });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await receiver?.close();
  await installation?.remove();
});

describe("the list of events", () => {
  it("shows what comes in by itself, and says so", async () => {
    await open("Events");
    await expect.poll(() => rows().count()).toBe(3);
    await tell(purchase("Chloé", "A-1003"));
    await rows().nth(3).waitFor();
    expect(await rows().first().innerText()).toContain("chloé@example.com");
    await page.getByText("1 new at the top of the list.").waitFor();
    await picture("events");
  });

  it("does not move under somebody who points at it, and shows what is new when they ask", async () => {
    await rows().nth(2).hover();
    await tell(purchase("Dawid", "A-1004"), purchase("Ewa", "A-1005"));
    const news = page.getByRole("button", { name: "2 new" });
    await news.waitFor();
    expect(await rows().first().innerText()).toContain("chloé@example.com");
    await picture("events-new");
    await news.click();
    await expect.poll(() => rows().first().innerText()).toContain("ewa@example.com");
    await news.waitFor({ state: "detached" });
  });

  it("is searched by e-mail, which never stands in the address, and by order", async () => {
    const find = page.getByLabel("E-mail, order or event");
    await find.fill("ANNA@example.com");
    await find.press("Enter");
    await page.getByText("Only anna@example.com").waitFor();
    await expect.poll(() => rows().count()).toBe(1);
    expect(page.url()).toMatch(/[?&]customer=cus_/);
    expect(page.url().toLowerCase()).not.toContain("anna");
    await page.reload();
    await page.getByText("Only anna@example.com").waitFor();

    await page.getByLabel("E-mail, order or event").fill("#A-1002");
    await press("Find");
    await page.getByText("Only the order #A-1002").waitFor();
    await expect.poll(() => rows().count()).toBe(1);
    await rows().getByText("ben@example.com").waitFor();
    await page.getByLabel("E-mail, order or event").fill("B-77");
    await press("Find");
    await page.getByText("No order B-77 in all that is kept").waitFor();
    await picture("events-nothing");
    await page.getByRole("link", { name: "Show all" }).click();
    await expect.poll(() => rows().count()).toBe(6);
  });

  it("keeps its filters in the address, over a reload", async () => {
    await page.getByLabel("What happened").selectOption("Lead");
    await expect.poll(() => rows().count()).toBe(1);
    await page.reload();
    await expect.poll(() => rows().count()).toBe(1);
    expect(await page.getByLabel("What happened").inputValue()).toBe("lead.created");
    await page.getByText("More filters").click();
    await page.getByLabel("To day").fill("2020-01-01");
    await page.getByText("Nothing matches what is chosen above.").waitFor();
    await page.getByRole("link", { name: "Show all" }).click();
  });

  it("has the deliveries beside it, with ways to their events and automations", async () => {
    await page.getByRole("link", { name: "Deliveries" }).click();
    await expect.poll(() => rows().count()).toBe(5);
    await expect.poll(() => rows().getByText("Done", { exact: true }).count()).toBe(5);
    await picture("deliveries");
    await page.getByLabel("Outcome").selectOption("Failed");
    await page.getByText("Nothing matches what is chosen above.").waitFor();
    await page.getByRole("link", { name: "Show all" }).click();
    await page.getByRole("link", { name: "See the event" }).first().click();
    await page.getByRole("heading", { name: "Purchase", exact: true }).waitFor();
  });
});

describe("an event's page", () => {
  const chapter = (text: string) => page.locator(".story > li", { hasText: text });

  it("tells its story in order", async () => {
    await chapter("Received").getByText("A program told of it, by the API.").waitFor();
    await page.getByText("Matched 1 automation").waitFor();
    const titles = await page.locator(".story > li strong").allInnerTexts();
    expect(titles).toEqual(["Received", "Matched 1 automation", "Tell Zapier"]);
  });

  it("is replayed after it was told what will ring, as a new delivery linked both ways", async () => {
    const before = (await receiver.log("zapier")).length;
    await press("Replay…");
    await page.getByText("Nothing would ring.").waitFor();
    await page.getByLabel("What to ring").selectOption("All of it once more");
    await page.getByText(/Rings Zapier: .*, again/).waitFor();
    await page.getByLabel("On which terms").selectOption("As they were then");
    await page.getByText(/Rings Zapier: .*, again/).waitFor();
    await picture("replay-one");
    expect(await receiver.log("zapier")).toHaveLength(before);
    await press("Replay: ring once");
    await page.getByText("1 new delivery.").waitFor();
    await expect.poll(async () => (await receiver.log("zapier")).length).toBe(before + 1);
    await chapter("It repeats an earlier one").getByText("Done", { exact: true }).waitFor();
    await chapter("It was repeated by a later one").waitFor();
    await picture("event-story");
    await page.setViewportSize({ width: 390, height: 844 });
    await picture("event-story-phone");
    await page.setViewportSize({ width: 1200, height: 800 });
  });
});

describe("a replay of many", () => {
  it("is counted, started, seen to go on after a reload, paused, and done", async () => {
    for (let n = 0; n < 3; n++)
      await tell(...Array.from({ length: 100 }, (_, i) => purchase(`Buyer${n}x${i}`, `C-${n}-${i}`)));
    await expect.poll(async () => (await receiver.log("zapier")).length, { timeout: 60_000 }).toBe(306);
    await receiver.plan("zapier", [{ status: 200, delayMs: 250 }]);
    await open("Events");
    await page.getByLabel("What happened").selectOption("Purchase");
    await press("Replay these…");
    await page.getByLabel("What to ring").selectOption("All of it once more");
    await press("Count them");
    await page.getByText("305 events match. It would ring 305 times:").waitFor();
    await page.getByText("305 × Zapier, by “Tell Zapier”").waitFor();
    await picture("replays-counted");
    await press("Replay: ring 305 times");
    expect(asked).toEqual(["Ring 305 times more?"]);
    await page.getByText("What comes in meanwhile goes first.").waitFor();
    await page.reload();
    await page.getByRole("progressbar", { name: "Replay many events" }).waitFor();
    await press("Pause");
    await page.getByText(/^Paused\. \d+ of 305 events$/).waitFor();
    await picture("replays-paused");
    await page.reload();
    await page.getByText(/^Paused\. \d+ of 305 events$/).waitFor();
    await receiver.plan("zapier", [{ status: 200 }]);
    await press("Go on");
    await page.getByText("305 events replayed, 0 left alone.").waitFor({ timeout: 120_000 });
    await expect.poll(async () => (await receiver.log("zapier")).length, { timeout: 60_000 }).toBe(611);
    await picture("replays-done");
    await page.setViewportSize({ width: 390, height: 844 });
    await picture("events-phone");
    expect(troubles).toEqual([]);
  });
});
