// The scan pages on a phone: they fit, are read from afar, load under their own policy, and their buttons say where they come from.
// SCREENSHOTS=1 leaves pictures in .shopbell/scan-pages/.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { qrMatrix, qrSvg } from "../src/core/qr";
import { campaignPage, pageHeaders, staffPage, ticketPage, unknownPage } from "../src/http/scan/page";
import { readerOf } from "../src/http/scan/reader";
import { now, staff, ticket } from "../src/http/scan/scan-pages.fixture";
import { openBrowser } from "./browser";

const polish = readerOf("pl-PL", "Europe/Warsaw");
const swedish = readerOf("sv-SE", "Europe/Stockholm");
const english = readerOf("en-GB", "Europe/Warsaw");
const refused = {
  is: "refused",
  why: "used-up",
  takenBy: {
    key: "k",
    change: "take",
    at: now,
    by: "Anna",
    place: { country: "SE", city: "Malmö" },
    before: 1,
    after: 0,
  },
} as const;
const buttons = { action: "/q/241G/credits", key: "0123456789abcdef", canTake: false, canGiveBack: true };
const usedUp = { valid: false, why: "used-up", credits: { left: 0, of: 1 } } as const;

const pages: Record<string, string> = {
  "/good": ticketPage(ticket, english),
  "/refunded": ticketPage({ ...ticket, result: { valid: false, why: "refunded", since: now } }, polish),
  "/staff": staffPage(staff, english),
  "/refused": staffPage({ ...staff, outcome: refused, result: usedUp, credits: buttons }, swedish),
  "/campaign": campaignPage(
    {
      shop: "Hotel Zamek",
      title: "Your first night in the castle",
      text: "Tell us when you come.\nWe keep a room.",
      link: { url: "https://a.example/" },
    },
    english,
  ),
  "/unknown": unknownPage(polish),
};

let browser: Browser;
let server: Server;
let origin: string;
const posted: { origin?: string; body: string }[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  const headers = await pageHeaders();
  server = createServer((request, response) => {
    const path = request.url ?? "";
    if (request.method === "POST") {
      let body = "";
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () => {
        posted.push({ ...(request.headers.origin ? { origin: request.headers.origin } : {}), body });
        response.writeHead(200, headers).end(pages["/staff"]);
      });
    } else if (path === "/favicon.ico") response.writeHead(204).end();
    else if (path.endsWith(".svg"))
      response
        .writeHead(200, { "content-type": "image/svg+xml" })
        .end(qrSvg(qrMatrix("https://A.EXAMPLE/Q/1")));
    else response.writeHead(pages[path] ? 200 : 404, headers).end(pages[path]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening socket's address is one of host and port.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function open(path: string, colorScheme: "light" | "dark", troubles: string[]): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    colorScheme,
  });
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
  await page.goto(origin + path);
  return page;
}

/** What is measured in the page. */
type Measured = { overflow: number; word: number; button: number | null; leastContrast: number };

describe.each(["light", "dark"] as const)("on a phone in %s", (scheme) => {
  it.each(Object.keys(pages))("%s fits, and is large and clear", async (path) => {
    const troubles: string[] = [];
    const page = await open(path, scheme, troubles);
    const measured: Measured = await page.evaluate(measure);
    if (process.env.SCREENSHOTS)
      await page.screenshot({ path: `.shopbell/scan-pages${path}-${scheme}.png`, fullPage: true });
    await page.close();
    expect(measured.overflow).toBeLessThanOrEqual(0);
    expect(measured.word).toBeGreaterThanOrEqual(28);
    expect(measured.leastContrast).toBeGreaterThanOrEqual(4.5);
    if (measured.button !== null) expect(measured.button).toBeGreaterThanOrEqual(44);
    expect(troubles).toEqual([]);
  });
});

it("the staff's button tells our own origin and its key", async () => {
  const page = await open("/staff", "light", []);
  await page.click("button[value=take]");
  await page.waitForLoadState();
  await page.close();
  expect(posted).toEqual([{ origin, body: "key=0123456789abcdef&change=take" }]);
});

/** Runs in the page: what sticks out, how large the main word is, and how well each text stands out (WCAG). */
const measure = `(() => {
  const channels = (text) => text.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((byte) => byte / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const parts = channels(getComputedStyle(at).backgroundColor);
      if (parts.length === 3 || parts[3] > 0) return parts;
    }
    return [255, 255, 255];
  };
  const texts = [...document.body.querySelectorAll("*")].filter((one) =>
    [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ""));
  const contrasts = texts.map((one) => {
    const pair = [luminance(channels(getComputedStyle(one).color)), luminance(ground(one))].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05);
  });
  const button = document.querySelector("button, .button");
  return {
    overflow: document.documentElement.scrollWidth - innerWidth,
    word: parseFloat(getComputedStyle(document.querySelector("h1")).fontSize),
    button: button && button.getBoundingClientRect().height,
    leastContrast: Math.min(...contrasts),
  };
})()`;
