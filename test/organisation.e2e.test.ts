// Head office and one hotel, in two browsers: shops are opened, a connection is shared, used and withdrawn, a hotel's own
// member sees their hotel alone, and a shop is deleted. SCREENSHOTS=1 leaves pictures in .shopbell/organisation/.
import { mkdir } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser";
import { type Installation, newInstallation, type Running } from "./installation";
import { type Receiver, startReceiver } from "./receiver.mjs";

const pictures = ".shopbell/organisation";
const guestEmail = "anna@zamek.example";

let installation: Installation;
let running: Running;
let receiver: Receiver;
let browser: Browser;
let head: Page;
let hotelier: Page;
const troubles: string[] = [];
const asked: string[] = [];

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: "en-GB" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("status of 4")) troubles.push(message.text());
  });
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    void dialog.accept();
  });
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

const open = (page: Page, section: string) =>
  page.getByRole("navigation").getByRole("link", { name: section, exact: true }).click();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const card = (page: Page, title: string) =>
  page.locator("section.card").filter({ has: page.getByRole("heading", { name: title, level: 2 }) });

async function addShop(name: string): Promise<void> {
  await press(head, "Add a shop");
  await head.getByLabel("Name of the shop").fill(name);
  await head.getByLabel("Time zone").selectOption("Europe/Warsaw");
  await card(head, "Shops").locator("form").getByRole("button", { name: "Add a shop" }).click();
  await head.getByText(`${name} is open.`).waitFor();
}

beforeAll(async () => {
  installation = await newInstallation();
  receiver = await startReceiver();
  [running, browser] = await Promise.all([installation.start(), openBrowser()]);
  await running.call("/api/workspaces", { name: "Hotel Zamek" });
  [head, hotelier] = [await newPage(), await newPage()];
  await head.goto(running.signInUrl);
  await press(head, "Sign in");
  await open(head, "All shops");
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await receiver?.close();
  await installation?.remove();
});

describe("head office", () => {
  it("names the organisation and opens two more shops", async () => {
    await press(head, "Rename");
    await head.getByLabel("Name of the organisation").fill("Grand Hotels");
    await press(head, "Save");
    await head.getByRole("heading", { name: "Grand Hotels" }).waitFor();
    await addShop("Hotel Most");
    await addShop("Hotel Port");
    const shops = card(head, "Shops").getByRole("listitem");
    await expect.poll(() => shops.count()).toBe(3);
    await expect.poll(() => card(head, "Shops").getByText("All is well").count()).toBe(3);
    await picture(head, "shops");
  });

  it("sets a connection up once, and says which shops may use it", async () => {
    await press(head, "Add a shared connection");
    await head.getByLabel("Which tool?").selectOption("webhook");
    await head.getByLabel("Name").fill("The chain's list");
    await head.getByLabel("Address").fill(`${receiver.url}/chain`);
    await press(head, "Create");
    await head.getByRole("heading", { name: "The chain's list" }).waitFor();
    await head.getByLabel("Hotel Zamek").check();
    await card(head, "Who may use it").getByRole("button", { name: "Save" }).click();
    await head.getByText("Saved. The shops can use it").waitFor();
    await open(head, "All shops");
    await head.getByText("For 1 shop · No automation uses it.").waitFor();
  });
});

describe("a hotel's own member", () => {
  it("sees their hotel alone", async () => {
    await head.getByLabel("Workspace").selectOption({ label: "Hotel Zamek" });
    await open(head, "People");
    await press(head, "Invite somebody");
    await head.getByLabel("E-mail").fill(guestEmail);
    await head.locator("form").getByRole("button", { name: "Invite somebody" }).click();
    await hotelier.goto(await head.getByLabel("Link to sign in").inputValue());
    await press(hotelier, "Sign in");
    await hotelier.getByText("Hotel Zamek").first().waitFor();
    const navigation = hotelier.getByRole("navigation");
    expect(await navigation.getByRole("link", { name: "All shops" }).count()).toBe(0);
    expect(await navigation.getByLabel("Workspace").count()).toBe(0);
  });

  it("uses the shared connection, and sees neither its address nor a way to change it", async () => {
    await open(hotelier, "Connections");
    await hotelier.getByRole("link", { name: /The chain's list.*by Grand Hotels/ }).click();
    await hotelier.getByText("This connection belongs to Grand Hotels.").waitFor();
    await picture(hotelier, "shared-in-shop");
    for (const name of ["Pause", "Delete", "Save"])
      expect(await hotelier.getByRole("button", { name, exact: true }).count(), name).toBe(0);
    expect(await hotelier.content()).not.toContain(receiver.url);
    await open(hotelier, "Automations");
    const recipe = hotelier.locator("section.card").filter({ hasText: "Guests: your list, and the chain's" });
    await recipe.getByRole("button", { name: /Look at it/ }).click();
    await recipe.getByText("The chain's list (by Grand Hotels)").waitFor();
    await recipe.getByLabel("Turn on at once").uncheck();
    await recipe.getByRole("button", { name: "Make them" }).click();
    await hotelier.getByText(/^Made: /).waitFor();
    await open(hotelier, "Automations");
    await hotelier
      .getByRole("link", { name: "With consent, they join the organisation's list", exact: true })
      .click();
    await hotelier.getByLabel("let", { exact: true }).waitFor();
    expect(await hotelier.getByLabel("let", { exact: true }).locator("option:checked").textContent()).toBe(
      "Webhook · The chain's list (by Grand Hotels)",
    );
    await hotelier.getByText("More choices").click();
    expect(await hotelier.getByLabel("Only customers who agreed to marketing").isChecked()).toBe(true);
    expect(await hotelier.getByLabel("On", { exact: true }).isChecked()).toBe(false);
    await picture(hotelier, "second-automation");
  });

  it("keeps what the connection owes when head office withdraws it, which says beforehand whom it concerns", async () => {
    await open(head, "All shops");
    await head.getByRole("link", { name: /The chain's list/ }).click();
    await head.getByText("1 automation uses it").waitFor();
    await picture(head, "sharing");
    await head.getByLabel("Hotel Zamek").uncheck();
    await card(head, "Who may use it").getByRole("button", { name: "Save" }).click();
    await expect.poll(() => asked.at(-1)).toContain("1 automation in 1 shop will not ring any more");
    await expect.poll(() => head.getByLabel("Hotel Zamek").isChecked()).toBe(false);
    await hotelier.reload();
    await hotelier.getByText("The organisation no longer lets this shop use its connection").waitFor();
    await picture(hotelier, "withdrawn");
  });
});

it("a shop is deleted by its name, and it is said what remains", async () => {
  await open(head, "All shops");
  await press(head, "Change Hotel Port");
  await press(head, "Delete this shop…");
  await head.getByLabel("To confirm, type the shop's name: Hotel Port").fill("Hotel");
  await press(head, "Delete for good");
  await head.getByText("is not the shop's name").first().waitFor();
  await picture(head, "delete");
  await head.getByLabel("To confirm, type the shop's name: Hotel Port").fill("Hotel Port");
  await press(head, "Delete for good");
  await head.getByText("Hotel Port is deleted.").waitFor();
  await head.getByText("Point-in-time copies").waitFor();
  await expect.poll(() => card(head, "Shops").locator(".shops > li").count()).toBe(2);
  await head.reload();
  await card(head, "Who changed what above the shops").getByText("deleted the shop “Hotel Port”").waitFor();
  await picture(head, "deleted");
});

it("fits on a phone", async () => {
  await head.setViewportSize({ width: 360, height: 780 });
  await head.reload();
  await press(head, "Change Hotel Most");
  await picture(head, "phone");
  // In words, as the tests' own types know no document.
  const overflow = () =>
    head.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  expect(await overflow()).toBeLessThanOrEqual(0);
  await head.getByRole("link", { name: /The chain's list/ }).click();
  await card(head, "Who may use it").waitFor();
  await picture(head, "phone-sharing");
  expect(await overflow()).toBeLessThanOrEqual(0);
});

it("nothing went wrong on the pages meanwhile", () => {
  expect(troubles).toEqual([]);
});
