// Every page in Chromium: axe finds nothing in light and dark, nothing is wider than a phone, and each language is whole.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser";
import { type Installation, newInstallation, type Running } from "./installation";

const phone = { width: 360, height: 740 };
const desktop = { width: 1200, height: 800 };
const day = 86_400_000;
const viewerEmail = "viewer@example.com";

let installation: Installation;
let running: Running;
let browser: Browser;
let page: Page;
let axe: string;
let shop: string;
const ids: Record<string, string> = {};
const troubles: string[] = [];

const api = () => `/api/workspaces/${shop}`;

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  installation = await newInstallation();
  [running, browser] = await Promise.all([installation.start(), openBrowser()]);
  page = await signedIn("en-GB");
  await page.getByLabel("Name").fill("Café Aurora");
  await page.getByRole("button", { name: "Open the shop" }).click();
  await page.getByText("Let something ring").waitFor();
  shop = new URL(page.url()).pathname.split("/")[2] ?? "";
  await fillShop();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await installation?.remove();
});

/** @param email of a member; left out, the owner of everything */
async function signedIn(locale: string, email?: string): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, locale });
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  opened.on("pageerror", (error) => troubles.push(error.message));
  const { url } = await running.call<{ url: string }>("/api/sign-in-links", email ? { email } : {});
  await opened.goto(url);
  await opened.locator("main form button, main button").first().click();
  await opened.waitForURL((at) => at.pathname !== "/sign-in");
  return opened;
}

/** Something of everything: what went well, what failed, what waits, a code, a ticket, a colleague. */
async function fillShop(): Promise<void> {
  const make = async (what: string, body: unknown) => {
    const { id } = await running.call<{ id: string }>(`${api()}/${what}`, body);
    return id;
  };
  const { items } = await running.call<{ items: { id: string; tool: string }[] }>(`${api()}/connections`);
  const showMe = {
    connectionId: items.find(({ tool }) => tool === "show-me")?.id,
    action: "show",
    input: {},
  };
  ids.connection = await make("connections", {
    tool: "webhook",
    name: "Till",
    settings: { url: "http://127.0.0.1:1024/" },
  });
  ids.source = await make("sources", { kind: "easycart", name: "EasyCart", settings: {} });
  const purchase = { event: "purchase.completed" };
  ids.automation = await make("automations", { name: "Welcome", trigger: purchase, action: showMe });
  await make("automations", {
    name: "Ask for a review",
    trigger: purchase,
    action: showMe,
    timing: { when: "after", amount: 7, unit: "days" },
  });
  await make("automations", {
    name: "Ring the till",
    trigger: purchase,
    action: { connectionId: ids.connection, action: "send", input: {} },
  });
  ids.code = await make("codes", {
    name: "Poster",
    leadsTo: { is: "redirect", url: "https://shop.example/poster" },
  });
  const orders = [1, 2, 3].map((n) => ({
    id: `order-${n}`,
    type: "purchase.completed",
    customer: { email: `anna${n}@example.com`, name: "Anna Nowak" },
    order: { id: `${n}`, number: `A-${n}`, total: { amount: 4990, currency: "EUR" } },
    products: [{ id: "7001", name: "Sourdough course" }],
    accessEndsAt: new Date(Date.now() + 30 * day).toISOString(),
  }));
  await running.call(`${api()}/events`, orders);
  const events = await running.call<{ items: { id: string }[] }>(`${api()}/events`);
  ids.event = events.items[0]?.id ?? "";
  const found = await running.call<{ items: { id: string }[] }>(`${api()}/customers/search`, {
    email: "anna1@example.com",
  });
  ids.customer = found.items[0]?.id ?? "";
  await running.call(`${api()}/members`, { email: viewerEmail, role: "viewer" });
}

const places: [name: string, path: () => string][] = [
  ["overview", () => ""],
  ["automations", () => "automations"],
  ["a new automation", () => "automations/new"],
  ["an automation", () => `automations/${ids.automation}`],
  ["sources", () => "sources"],
  ["a source", () => `sources/${ids.source}`],
  ["connections", () => "connections"],
  ["a connection", () => `connections/${ids.connection}`],
  ["products", () => "products"],
  ["a product", () => "products/7001"],
  ["codes", () => "codes"],
  ["a code", () => `codes/${ids.code}`],
  ["events", () => "events"],
  ["an event", () => `events/${ids.event}`],
  ["what waits", () => "waiting"],
  ["customers", () => "customers"],
  ["a customer", () => `customers/${ids.customer}`],
  ["people", () => "people"],
  ["alerts", () => "alerts"],
  ["deliveries", () => "events?view=deliveries"],
];

async function goTo(on: Page, at: string): Promise<void> {
  await on.goto(installation.url + at);
  await on.getByRole("heading", { level: 1 }).waitFor();
  await on.waitForLoadState("networkidle");
}

const options: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};

/** What axe finds, in a form that says where. */
async function findings(): Promise<string[]> {
  await page.evaluate(axe); // past the page's policy, as a reader's own tools are
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}

/** What reaches beyond the right edge, where the page can be moved sideways. */
const overflowing = () =>
  page.evaluate<string[]>(`
    document.documentElement.scrollWidth <= innerWidth ? [] :
      [...document.querySelectorAll("main *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map((one) => one.outerHTML.slice(0, 120))`);

/** The page in light on a desk, and in dark on a phone. */
async function look(at: string): Promise<void> {
  await page.setViewportSize(desktop);
  await goTo(page, at);
  await page.emulateMedia({ colorScheme: "light" });
  expect(await findings(), "in light, on a desk").toEqual([]);
  await page.setViewportSize(phone);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await overflowing()).toEqual([]);
  expect(await findings(), "in dark, on a phone").toEqual([]);
}

describe("each page of a shop", () => {
  it.each(places)("%s: axe finds nothing in light and in dark, and it fits a phone", async (_, at) => {
    await look(`/w/${shop}/${at()}`);
  });
});

describe("beside the shop", () => {
  it.each([
    ["one's own account", async () => "/account"],
    [
      "head office",
      async () => {
        const { items } = await running.call<{ items: { id: string }[] }>("/api/organisations");
        return `/o/${items[0]?.id}`;
      },
    ],
  ])("%s: axe finds nothing, and it fits a phone", async (_, at) => {
    await look(await at());
  });
});

describe("outside the shop", () => {
  it.each(["/sign-in", "/scan"])("axe finds nothing on %s", async (at) => {
    await page.setViewportSize(phone);
    await page.goto(installation.url + at);
    await page.waitForLoadState("networkidle");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findings(), colorScheme).toEqual([]);
    }
  });
});

describe("languages", () => {
  it.each([
    ["pl-PL", "Zdarzenia"],
    ["sv-SE", "Händelser"],
  ])("%s is spoken where the browser asks for it", async (locale, events) => {
    const reader = await signedIn(locale);
    const some = [
      "overview",
      "a new automation",
      "a source",
      "an event",
      "what waits",
      "a customer",
      "alerts",
    ];
    for (const [, at] of places.filter(([name]) => some.includes(name))) {
      await goTo(reader, `/w/${shop}/${at()}`);
      expect(await reader.locator("html").getAttribute("lang")).toBe(locale.slice(0, 2));
      await reader.getByRole("navigation").getByRole("link", { name: events }).first().waitFor();
      expect(await reader.locator("body").innerText()).not.toMatch(/undefined|\[object|NaN/);
    }
    await reader.context().close();
  });

  it("can be chosen, and stays chosen", async () => {
    const reader = await signedIn("en-GB");
    const choose = (language: string) => reader.locator(".language").selectOption(language);
    await choose("sv");
    await reader.getByRole("link", { name: "Händelser" }).waitFor();
    await reader.reload();
    await reader.getByRole("link", { name: "Händelser" }).waitFor();
    await choose("en");
    await reader.getByRole("link", { name: "Events" }).waitFor();
    await reader.context().close();
  });
});

describe("a viewer", () => {
  /** What only shows something, or finds it. */
  const harmless = /^(Copy|Find|Search|Show|Sign out|Look|Try again|Reset|Events|Deliveries|Previous|Next)/;

  it("is offered nothing on any page that the API would refuse", async () => {
    const viewer = await signedIn("en-GB", viewerEmail);
    const offered: string[] = [];
    for (const [name, at] of places.filter(([one]) => one !== "people")) {
      await goTo(viewer, `/w/${shop}/${at()}`);
      const buttons = viewer.locator("main button:enabled:visible");
      const words = await buttons.evaluateAll((all) => all.map((one) => one.textContent?.trim() ?? ""));
      offered.push(...words.filter((one) => !harmless.test(one)).map((one) => `${name}: ${one}`));
    }
    expect(offered).toEqual([]);
    expect(await viewer.getByRole("link", { name: "People" }).count()).toBe(0);
    await viewer.context().close();
  });
});

it("no page has met an error of its own", () => {
  expect(troubles).toEqual([]);
});
