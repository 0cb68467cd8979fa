// Staff with phones at a door, over a whole installation: one camera, two phones at once, no network, and back again.
// SCREENSHOTS=1 leaves pictures in .shopbell/scan-phone/.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, type BrowserContext, devices, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openBrowser } from "./browser";
import { type Installation, newInstallation, type Running } from "./installation";
import { startReceiver } from "./receiver.mjs";
import { cameraOf, filmCode } from "./video";

/** HeadlessChrome would count as a robot. */
const phone = devices["Pixel 7"];

let installation: Installation;
let running: Running;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let browser: Browser;
let folder: string;
let ws: string;
let key: string;
const troubles: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "shopbell-phone-"));
  receiver = await startReceiver();
  installation = await newInstallation();
  const film = path.join(folder, "code.y4m");
  [running, browser] = await Promise.all([installation.start(), openBrowser(...cameraOf(film))]);
  const shop = await running.call<{ id: string }>("/api/workspaces", {
    name: "Hotel Zamek",
    timeZone: "Europe/Warsaw",
  });
  ws = shop.id;
  ({ key } = await running.call<{ key: string }>(`/api/workspaces/${ws}/keys`, {
    name: "test",
    role: "owner",
  }));
  await sellCodes("sauna", { enabled: true, credits: 1 });
  await sellCodes("concert", { enabled: true });
  await tellReceiver();
  await filmCode(film, pictureText(await buy("concert", "Ewa Nowak")));
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await receiver?.close();
  await installation?.remove();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function sellCodes(product: string, codes: object): Promise<void> {
  const response = await fetch(`${installation.url}/api/workspaces/${ws}/products/${product}`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ codes }),
  });
  expect(response.status, await response.text()).toBe(200);
}

/** Lets every purchase ring a webhook, which is where its code is read. */
async function tellReceiver(): Promise<void> {
  const connection = await running.call<{ id: string }>(`/api/workspaces/${ws}/connections`, {
    tool: "webhook",
    name: "Zapier",
    settings: { url: `${receiver.url}/codes` },
  });
  await running.call(`/api/workspaces/${ws}/automations`, {
    name: "Tell",
    trigger: { event: "purchase.completed" },
    timing: { when: "at" },
    action: { connectionId: connection.id, action: "send", input: {} },
  });
}

const names: Record<string, string> = { sauna: "A morning in the sauna", concert: "Concert in the castle" };
let orders = 0;

/** @returns the address in the code of what was bought */
async function buy(product: string, name: string): Promise<string> {
  const id = `order-${orders++}`;
  await running.call(`/api/workspaces/${ws}/events`, {
    id,
    type: "purchase.completed",
    customer: { email: `${id}@example.com`, name },
    products: [{ id: product, name: names[product] }],
    order: { id },
  });
  return vi.waitFor(
    async () => {
      const bodies = (await receiver.log("codes")).map(({ body }): Told => JSON.parse(body));
      const url = bodies.find(({ order }) => order?.id === id)?.codes?.[0]?.url ?? "";
      expect(url).toMatch(/\/q\/[0-9A-Z]{40}$/);
      return url;
    },
    { timeout: 30_000, interval: 100 },
  );
}

/** What matters here of what a webhook is told. */
type Told = { order?: { id?: string }; codes?: { url: string }[] };

/** As it stands in the picture. */
function pictureText(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host.toUpperCase()}${pathname.toUpperCase()}`;
}

/** A phone whose owner has signed in, with the scan page open. */
async function newPhone(email: string, options: { locale?: string } = {}): Promise<Page> {
  const context = await browser.newContext({ ...phone, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4|ERR_INTERNET/.test(message.text()))
      troubles.push(message.text());
  });
  await signIn(page, email);
  await page.goto(`${installation.url}/scan`);
  await field(page).waitFor();
  return page;
}

async function signIn(page: Page, email: string): Promise<void> {
  const { url } = await running.call<{ url: string }>("/api/sign-in-links", { email });
  await page.goto(url);
  await page.getByRole("button", { name: /^(Sign in|Zaloguj się)$/ }).click();
  await page.waitForURL(/\/(w\/|scan)/);
}

const field = (page: Page) => page.locator("form input");
const result = (page: Page) => page.locator(".result");
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function type(page: Page, code: string): Promise<void> {
  await field(page).fill(code);
  await field(page).press("Enter");
}

async function picture(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `.shopbell/scan-phone/${name}.png` });
}

/** Until the page's own files are kept on the phone. */
async function isKept(context: BrowserContext): Promise<void> {
  await expect.poll(() => context.serviceWorkers().length, { timeout: 30_000 }).toBeGreaterThan(0);
  await context.pages()[0]?.evaluate("navigator.serviceWorker.ready.then(() => true)");
}

describe("a code that was bought", () => {
  it("tells a stranger that it is good, and not whose it is", async () => {
    const context = await browser.newContext({ ...phone, locale: "en-GB" });
    const page = await context.newPage();
    await page.goto(await buy("sauna", "Łucja O’Brien"));
    await page.getByRole("heading", { name: "Valid", exact: true }).waitFor();
    expect(await page.locator("body").innerText()).not.toContain("Łucja");
    await context.close();
  });
});

describe("the scan page", () => {
  it("may use the camera, and no other page may", async () => {
    const policyOf = async (where: string) =>
      (await fetch(installation.url + where)).headers.get("permissions-policy");
    expect(await policyOf("/scan")).toBe("camera=(self), microphone=(), geolocation=()");
    expect(await policyOf("/")).toContain("camera=()");
    const { headers } = await fetch(`${installation.url}/scan`);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';/);
  });

  it("asks to sign in first", async () => {
    const page = await (await browser.newContext({ ...phone, locale: "sv-SE" })).newPage();
    await page.goto(`${installation.url}/scan`);
    await page.getByRole("link", { name: "Logga in" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("sv");
    await page.context().close();
  });

  it("is where somebody lands who may only scan, and is a link for others", async () => {
    const page = await newPhone("owner@example.com");
    await page.goto(installation.url);
    const link = page.getByRole("link", { name: "Scan codes" });
    await link.click();
    await page.waitForURL(`**/scan?ws=${ws}`);
    const answer = await page.request.get(`${installation.url}/api/workspaces`);
    const { items } = (await answer.json()) as { items: object[] };
    const json = { items: items.map((one) => ({ ...one, role: "scanner" })) };
    await page.route("**/api/workspaces", (route) => route.fulfill({ json }));
    await page.goto(installation.url);
    await page.waitForURL(`**/scan?ws=${ws}`);
    await field(page).waitFor();
    expect(await page.getByRole("link").count()).toBe(0);
    await page.context().close();
  });

  it("reads a code with the camera once, however long it is held up, and says whose it is", async () => {
    const page = await newPhone("anna@example.com");
    await page.getByRole("button", { name: "Start the camera" }).waitFor();
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(request.url()));
    await page.context().grantPermissions(["camera"]);
    await press(page, "Start the camera");
    await result(page).getByText("Valid").waitFor();
    await result(page).getByText("Ewa Nowak").waitFor();
    await picture(page, "camera");
    // Chromium on Linux has no detector of its own, so one was loaded, and only now.
    expect(loaded.filter((url) => url.includes("/assets/"))).toEqual([expect.stringContaining("decode")]);
    await page.waitForTimeout(4_000);
    expect(loaded.filter((url) => url.endsWith("/codes/scans"))).toHaveLength(1);
    await page.context().close();
  });

  it("says at once what is no code of ours", async () => {
    const page = await newPhone("anna@example.com", { locale: "pl-PL" });
    await type(page, "WIFI:S:Hotel;;");
    await result(page).getByText("Nieważny").waitFor();
    await type(page, "241G0123456789ABCDEFGHJKMNPQRSTVWXYZ0123");
    await result(page).getByText("Nieznany kod").waitFor();
    await picture(page, "unknown");
    await page.context().close();
  });

  it("types what a desktop scanner types, wherever one was", async () => {
    const page = await newPhone("anna@example.com");
    const url = await buy("concert", "Ola Lis");
    await page.keyboard.type(url);
    await page.keyboard.press("Enter");
    await result(page).getByText("Ola Lis").waitFor();
    await page.context().close();
  });
});

describe("two phones", () => {
  it("that take the last credit at once have one winner, and the other learns who it was", async () => {
    const url = await buy("sauna", "Ben Carter");
    const phones = await Promise.all([newPhone("anna@example.com"), newPhone("bo@example.com")]);
    for (const page of phones) {
      await type(page, url);
      await result(page).getByText("1 of 1 left").waitFor();
    }
    await Promise.all(phones.map((page) => press(page, "Take one")));
    const words = await Promise.all(
      phones.map(async (page) => {
        await result(page)
          .getByText(/^(Taken|Not valid)$/)
          .waitFor();
        return result(page).innerText();
      }),
    );
    const [won = "", lost = ""] = words.toSorted().toReversed();
    expect(won).toMatch(/^Taken\s+0 of 1 left/);
    expect(lost).toMatch(/^Not valid\s+0 of 1 left/);
    const winner = words[0] === won ? "anna@example.com" : "bo@example.com";
    expect(lost).toContain(`The last one went to: ${winner}`);
    for (const [i, page] of phones.entries()) await picture(page, words[i] === won ? "won" : "lost");

    const [page] = phones.filter((_, i) => words[i] === won);
    if (!page) throw new Error("Nobody won.");
    await page.waitForTimeout(1_000);
    await press(page, "Give one back");
    await result(page).getByText("Given back").waitFor();
    await result(page).getByText("1 of 1 left").waitFor();
    await Promise.all(phones.map((one) => one.context().close()));
  });
});

describe("without a network", () => {
  it("scans are kept over a reload, and settled when it is back; what was not good is shown until it is seen", async () => {
    const [first, second, third] = [
      await buy("sauna", "Chloé Martin"),
      await buy("concert", "Dawid Lis"),
      await buy("sauna", "Finn Berg"),
    ];
    const page = await newPhone("anna@example.com");
    const other = await newPhone("bo@example.com");
    await page.getByLabel("Take one with each scan").check();
    await isKept(page.context());
    await page.context().setOffline(true);
    for (const [i, url] of [first, second, third].entries()) {
      await type(page, url);
      await page.getByText(`${i + 1} waiting to be settled`).waitFor();
      await result(page).getByText("Provisional").waitFor();
    }
    await picture(page, "offline");
    await page.reload();
    await page.getByText("3 waiting to be settled").waitFor();

    await type(other, third);
    await press(other, "Take one");
    await result(other).getByText("Taken").waitFor();

    await page.context().setOffline(false);
    await page.getByText("1 scan was not good after all").waitFor();
    await page.getByText("waiting to be settled").waitFor({ state: "detached" });
    const conflict = page.locator(".conflicts li");
    expect(await conflict.count()).toBe(1);
    const told = await conflict.innerText();
    expect(told).toContain("A morning in the sauna");
    expect(told).toContain("one was to be taken");
    expect(told).toContain("The last one went to: bo@example.com");
    await picture(page, "conflict");

    await page.reload();
    await press(page, "Seen");
    await conflict.waitFor({ state: "detached" });
    await page.reload();
    await field(page).waitFor();
    expect(await conflict.count()).toBe(0);

    await type(other, first);
    await result(other).getByText("0 of 1 left").waitFor();
    await Promise.all([page, other].map((one) => one.context().close()));
  });

  it("the page opens where it was open before", async () => {
    const page = await newPhone("anna@example.com");
    await isKept(page.context());
    await page.context().setOffline(true);
    // Once the camera has been allowed, it starts by itself.
    await page.context().grantPermissions(["camera"]);
    await page.goto(`${installation.url}/scan`);
    await result(page).getByText("Provisional").waitFor();
    await page.context().setOffline(false);
    await result(page).getByText("Valid").waitFor();
    await page.context().close();
  });

  it("nothing is lost when the session ended meanwhile", async () => {
    const page = await newPhone("anna@example.com");
    await page.context().clearCookies();
    await type(page, await buy("concert", "Hans Holm"));
    await page.getByText("You are signed out").waitFor();
    await page.getByText("1 waiting to be settled").waitFor();
    await signIn(page, "anna@example.com");
    await page.goto(`${installation.url}/scan`);
    await field(page).waitFor();
    await page.getByText("waiting to be settled").waitFor({ state: "detached" });
    await page.context().close();
  });
});

it("no page stumbled", () => expect(troubles).toEqual([]));
