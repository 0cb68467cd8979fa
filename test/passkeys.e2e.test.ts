// A passkey's life in a real browser with a virtual authenticator: added, used to sign in, renamed, removed, and refused.
// SCREENSHOTS=1 leaves pictures in .shopbell/passkeys/.
import { mkdir } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "./browser";
import { type Installation, newInstallation, type Running } from "./installation";

const pictures = ".shopbell/passkeys";

let installation: Installation;
let running: Running;
let browser: Browser;
let page: Page;
/** Browsers know no passkeys of a bare address. */
let home: string;
const troubles: string[] = [];
const asked: string[] = [];

async function picture(name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const passkeys = () =>
  page.locator("section.card").filter({ has: page.getByRole("heading", { name: "Passkeys" }) });
const toAccount = () => page.getByRole("link", { name: /^Your account/ }).click();

/** A device that knows its holder, who agrees to whatever it asks. */
async function plugIn(): Promise<void> {
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable", { enableUI: false });
  await devices.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** That holder takes the first suggestion, too: for the button to be pressed at all, the browser must make none. */
async function suggest(isOn: boolean): Promise<void> {
  await page.evaluate(`sessionStorage.setItem("suggestions", "${isOn ? "on" : "off"}")`);
}
const withoutSuggestions = `if (sessionStorage.getItem("suggestions") === "off")
  PublicKeyCredential.isConditionalMediationAvailable = async () => false;`;

async function newLink(): Promise<string> {
  const { url } = await running.call<{ url: string }>("/api/sign-in-links", {});
  return url.replace("127.0.0.1", "localhost");
}

beforeAll(async () => {
  installation = await newInstallation();
  [running, browser] = await Promise.all([installation.start(), openBrowser()]);
  home = installation.url.replace("127.0.0.1", "localhost");
  await running.call("/api/workspaces", { name: "Hotel Zamek" });
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: "en-GB" });
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
  await page.addInitScript(withoutSuggestions);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await installation?.remove();
});

it("at another address than its own, the page says where passkeys work", async () => {
  await page.goto(`${installation.url}/sign-in`);
  await page.getByText("Passkeys work at the address of this installation alone").waitFor();
  await page.getByRole("link", { name: home }).click();
  await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
  await picture("sign-in");
});

it("a passkey is added by whoever has just signed in", async () => {
  await plugIn();
  await page.goto(await newLink());
  await press("Sign in");
  await toAccount();
  await page.getByText("You have no passkey yet.").waitFor();
  await picture("empty");
  await press("Add a passkey");
  await passkeys().getByText("Chrome on Linux").waitFor();
  await passkeys().getByText("never used").waitFor();
  await picture("added");
});

it("the same device is not added twice, in words", async () => {
  await press("Add a passkey");
  await page.getByRole("alert").getByText("has a passkey for your account already").waitFor();
  expect(await passkeys().getByRole("listitem").count()).toBe(1);
});

it("it is renamed", async () => {
  await press("Rename");
  await page.getByLabel("Name", { exact: true }).fill("Reception");
  await picture("rename");
  await press("Save");
  await passkeys().getByText("Reception").waitFor();
});

it("it signs in at the press of a button, without an e-mail", async () => {
  await suggest(false);
  await press("Sign out");
  await press("Sign in with a passkey");
  await toAccount();
  await passkeys().getByText("last used").waitFor();
  await page.getByText("This browser").waitFor();
  await picture("used");
});

it("it signs in when chosen among the browser's suggestions, and leads back to the page that was asked for", async () => {
  await suggest(true);
  await page.context().clearCookies();
  await page.goto(`${home}/account`);
  await page.getByRole("heading", { name: "Your account" }).waitFor();
  await page.getByText("This browser").waitFor();
});

it("the last one is removed after a question that says what it means", async () => {
  await passkeys().getByRole("button", { name: "Remove" }).click();
  await page.getByText("You have no passkey yet.").waitFor();
  expect(asked.at(-1)).toContain("your last passkey");
});

it("what was removed signs nobody in, and the page says so", async () => {
  await press("Sign out everywhere");
  await page.getByRole("alert").getByText("This passkey did not sign you in").waitFor();
  await picture("refused");
});

it("the account's page fits on a phone", async () => {
  await page.goto(await newLink());
  await press("Sign in");
  await page.setViewportSize({ width: 360, height: 780 });
  await toAccount();
  await page.getByText("This browser").waitFor();
  await picture("phone");
  // In words, as the tests' own types know no document.
  const overflow = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

it("nothing went wrong on the pages meanwhile", () => {
  expect(troubles).toEqual([]);
});
