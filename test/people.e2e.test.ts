// One person's way through a shop, in two browsers: invited, signed in, restricted, removed, and shut out at the next click.
// SCREENSHOTS=1 leaves pictures in .shopbell/people/.
import { mkdir } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser";
import { type Installation, newInstallation, type Running } from "./installation";

const pictures = ".shopbell/people";
const guestEmail = "anna@hotel.example";

let installation: Installation;
let running: Running;
let browser: Browser;
let owner: Page;
let guest: Page;
const troubles: string[] = [];

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: "en-GB" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("status of 4")) troubles.push(message.text());
  });
  page.on("dialog", (dialog) => void dialog.accept());
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

const open = (page: Page, section: string) =>
  page.getByRole("navigation").getByRole("link", { name: section }).click();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const card = (title: string) =>
  owner.locator("section.card").filter({ has: owner.getByRole("heading", { name: title }) });

beforeAll(async () => {
  installation = await newInstallation();
  [running, browser] = await Promise.all([installation.start(), openBrowser()]);
  await running.call("/api/workspaces", { name: "Hotel Zamek" });
  [owner, guest] = [await newPage(), await newPage()];
  await owner.goto(running.signInUrl);
  await press(owner, "Sign in");
  await open(owner, "People");
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await installation?.remove();
});

describe("somebody who is invited", () => {
  it("gets a link, which is handed over where no mail is sent", async () => {
    await press(owner, "Invite somebody");
    await owner.getByLabel("E-mail").fill(guestEmail);
    await picture(owner, "invite");
    await press(owner, "Invite somebody");
    await owner.getByText(`It is for ${guestEmail} alone`).waitFor();
    await owner.getByText("has not signed in yet").waitFor();
    await picture(owner, "invited");
  });

  it("signs in with it from another browser, and may set things up", async () => {
    await guest.goto(await owner.getByLabel("Link to sign in").inputValue());
    await press(guest, "Sign in");
    await open(guest, "Connections");
    await guest.getByRole("button", { name: "Add a connection" }).waitFor();
    await open(guest, `Your account: ${guestEmail}`);
    await guest.getByText("This browser").waitFor();
    expect(await guest.getByRole("link", { name: "People" }).count()).toBe(0);
    await picture(guest, "guest");
  });

  it("is offered no more than the role allows once it is lowered", async () => {
    await owner.reload();
    await owner.getByLabel(`Role of ${guestEmail}`).selectOption("viewer");
    await expect.poll(() => owner.getByLabel(`Role of ${guestEmail}`).inputValue()).toBe("viewer");
    await guest.reload();
    await open(guest, "Connections");
    await guest.getByRole("link", { name: /Show me/ }).waitFor();
    expect(await guest.getByRole("button", { name: "Add a connection" }).count()).toBe(0);
  });

  it("is shut out at the next click once removed", async () => {
    await card("Members")
      .getByRole("listitem")
      .filter({ hasText: guestEmail })
      .getByRole("button", { name: "Remove" })
      .click();
    await expect.poll(() => card("Members").getByText(guestEmail).count()).toBe(0);
    await open(guest, "Events");
    await guest.getByText("open the one-time link").waitFor();
    await picture(guest, "shut-out");
  });

  it("leaves a story in the log of changes", async () => {
    await owner.reload();
    const log = card("Who changed what");
    await log.getByText(`removed “${guestEmail}”`).waitFor();
    await log.getByText("role editor → viewer").waitFor();
    await log.getByText(`invited “${guestEmail}”`).waitFor();
    await picture(owner, "people");
  });
});

it("an API key is shown once, and ended", async () => {
  await press(owner, "Make a key");
  await owner.getByLabel("What is it for?").fill("Till");
  await press(owner, "Make a key");
  const key = await owner.getByLabel("API key").inputValue();
  const status = async () =>
    (await fetch(`${installation.url}/api/me`, { headers: { authorization: `Bearer ${key}` } })).status;
  expect(await status()).toBe(200);
  await picture(owner, "key");
  await card("API keys").getByRole("button", { name: "End" }).click();
  await owner.getByText("No key yet.").waitFor();
  expect(await status()).toBe(401);
});

it("fits on a phone", async () => {
  await owner.setViewportSize({ width: 390, height: 844 });
  await owner.reload();
  await card("Who changed what").getByText("role editor → viewer").waitFor();
  await card("Members").getByRole("button", { name: "Leave" }).waitFor();
  await picture(owner, "phone");
  // In words, as the tests' own types know no document.
  const overflow = await owner.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

it("nothing went wrong on the pages meanwhile", () => {
  expect(troubles).toEqual([]);
});
