// Automations as their owner meets them: built by keyboard alone, tried on a real event, tested, copied, paused, and made by recipe.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser";
import { type Installation, newInstallation, type Running } from "./installation";
import { startReceiver } from "./receiver.mjs";
import { startAllStandIns } from "./stand-ins/all.mjs";

let installation: Installation;
let running: Running;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let standIns: Awaited<ReturnType<typeof startAllStandIns>>;
let browser: Browser;
let page: Page;
let ws = "";
let account = "";
const troubles: string[] = [];
/** What the page asked before it did something. */
const asked: string[] = [];
/** What it is answered. */
let isYes = true;

type Automation = {
  id: string;
  name: string;
  enabled: boolean;
  trigger: { event: string };
  timing: object;
  action: { action: string; input: object };
};
const automations = async () =>
  (await running.call<{ items: Automation[] }>(`/api/workspaces/${ws}/automations`)).items;
const tell = (id: string, email: string, more: object = {}) =>
  running.call(`/api/workspaces/${ws}/events`, {
    id,
    type: "purchase.completed",
    customer: { email, firstName: "Anna" },
    ...more,
  });
const open = (path: string) => page.goto(`${installation.url}/w/${ws}/${path}`);
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const item = (name: string) => page.locator("li.automation", { hasText: name });

async function saysNo(work: () => Promise<void>): Promise<void> {
  isYes = false;
  try {
    await work();
  } finally {
    isYes = true;
  }
}

beforeAll(async () => {
  receiver = await startReceiver();
  standIns = await startAllStandIns();
  installation = await newInstallation();
  [running, browser] = await Promise.all([installation.start(), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: "en-GB" });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("status of 4")) troubles.push(message.text());
  });
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    void (isYes ? dialog.accept() : dialog.dismiss());
  });
  await page.goto(running.signInUrl);
  await press("Sign in");
  await page.getByLabel("Name").fill("Course shop");
  await press("Open the shop");
  await page.getByText("Let something ring").waitFor();
  ws = new URL(page.url()).pathname.split("/")[2] ?? "";
  const api = `/api/workspaces/${ws}`;
  await running.call(`${api}/sources`, { kind: "easycart", name: "EasyCart", settings: {} });
  const mailchimp = standIns.running.mailchimp;
  if (!mailchimp) throw new Error("There is no stand-in for Mailchimp.");
  account = `${mailchimp.url}/automations`;
  await running.call(`${api}/connections`, {
    tool: "mailchimp",
    name: "Main account",
    settings: JSON.parse(JSON.stringify(mailchimp.settings).replaceAll("{url}", account)),
  });
  await running.call(`${api}/connections`, {
    tool: "webhook",
    name: "Team chat",
    settings: { url: `${receiver.url}/chat` },
  });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await receiver?.close();
  await standIns?.close();
  await installation?.remove();
});

/** Run in the page: how what has the focus is outlined. Between two pages nothing has it. */
const outlineOfFocus = `document.activeElement === document.body ? "nowhere"
  : getComputedStyle(document.activeElement).outlineStyle + " " + getComputedStyle(document.activeElement).outlineWidth`;

/** Goes on with Tab until the field has the focus, and sees at each step where the focus is. */
async function tabTo(target: Locator): Promise<void> {
  for (let steps = 0; steps < 60; steps++) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate<string>(outlineOfFocus);
    expect(outline).not.toMatch(/^none|\b0px/);
    if ((await target.and(page.locator(":focus")).count()) === 1) return;
  }
  throw new Error("The keyboard does not lead there.");
}

describe("an automation by keyboard alone", () => {
  it("is built from an empty page to the list, with the focus in sight at each step", async () => {
    await tell("first", "anna@example.com");
    await open("");
    await page.getByText("Latest events").waitFor();
    const inNavigation = page.getByRole("navigation").getByRole("link", { name: "Automations" });
    await tabTo(inNavigation);
    await page.keyboard.press("Enter");
    const add = page.getByRole("link", { name: "Add an automation" });
    await add.waitFor();
    await tabTo(add);
    await page.keyboard.press("Enter");

    const name = page.getByLabel("Name", { exact: true });
    await name.waitFor();
    await tabTo(name);
    await page.keyboard.type("Buyers get the newsletter");
    await tabTo(page.getByLabel("When", { exact: true }));
    await page.keyboard.type("someone buys");
    await tabTo(page.getByLabel("from", { exact: true }));
    await page.keyboard.press("ArrowDown");
    await tabTo(page.getByLabel("then", { exact: true }));
    await page.keyboard.press("ArrowDown");
    const amount = page.getByLabel("How long");
    await tabTo(amount);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("2");
    await tabTo(page.getByLabel("counted in"));
    await page.keyboard.type("hours");
    await tabTo(page.getByLabel("let", { exact: true }));
    await page.keyboard.type("Mailchimp");
    await tabTo(page.getByLabel("do", { exact: true }));
    await page.keyboard.type("Add to");

    const audience = page.getByRole("combobox", { name: "Audience" });
    await tabTo(audience);
    await page.keyboard.type("news");
    // The combobox tells which option Enter chooses, without the focus leaving it.
    expect(await audience.getAttribute("aria-expanded")).toBe("true");
    await audience.and(page.locator("[aria-activedescendant]")).waitFor();
    const active = await audience.getAttribute("aria-activedescendant");
    const option = page.locator(`[id="${active}"]`);
    expect(await option.getAttribute("role")).toBe("option");
    expect(await option.innerText()).toBe("Newsletter");
    await page.keyboard.press("Enter");
    expect(await audience.inputValue()).toBe("Newsletter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    expect(await audience.getAttribute("aria-expanded")).toBe("false");
    expect(await audience.inputValue()).toBe("Newsletter");

    expect(await page.locator(".reads").innerText()).toBe(
      "It reads: When someone buys at EasyCart, then 2 hours later: Mailchimp · Main account, “Add to an audience” (Newsletter).",
    );
    await tabTo(page.getByRole("button", { name: "Create" }));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Buyers get the newsletter" }).waitFor();
    await tabTo(inNavigation);
    await page.keyboard.press("Enter");
    const made = page.getByRole("link", { name: "Buyers get the newsletter", exact: true });
    await made.waitFor();
    await tabTo(made);
    expect(await automations()).toMatchObject([
      {
        name: "Buyers get the newsletter",
        trigger: { event: "purchase.completed" },
        timing: { when: "after", amount: 2, unit: "hours" },
        action: { action: "add-to-audience", input: { listId: expect.any(String) } },
      },
    ]);
  });

  it("puts the focus to the first field that is refused, also one that is folded away", async () => {
    await open("automations/new");
    await page.getByLabel("Name", { exact: true }).fill("Too late");
    await page.getByLabel("let", { exact: true }).selectOption({ label: "Show me" });
    await page.getByText("More choices").click();
    const hours = page.getByLabel("Too late after (hours)");
    await hours.fill("999999");
    await page.getByText("More choices").click();
    await press("Create");
    await hours.and(page.locator(":focus")).waitFor();
    expect(await hours.getAttribute("aria-invalid")).toBe("true");
  });

  it("is not lost by a mistaken click", async () => {
    await open("automations");
    await page.getByRole("link", { name: "Add an automation" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Half written");
    const before = asked.length;
    await saysNo(async () => {
      await page.getByRole("navigation").getByRole("link", { name: "Sources" }).click();
      await page.evaluate("history.back()");
      await expect.poll(() => asked.length).toBe(before + 2);
    });
    expect(asked.slice(before)).toEqual([
      "What you changed is not saved. Leave this page all the same?",
      "What you changed is not saved. Leave this page all the same?",
    ]);
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Half written");
    await page.getByRole("navigation").getByRole("link", { name: "Sources" }).click();
    await page.getByRole("heading", { name: "Sources" }).waitFor();
  });
});

describe("what the form offers", () => {
  it("can be typed where the account cannot be asked, and why is said even when the answer says nothing", async () => {
    const choices = "**/choices?*";
    await page.route(choices, (route) => route.fulfill({ status: 418, body: "<h1>A proxy in between</h1>" }));
    await open("automations/new");
    await page.getByLabel("let", { exact: true }).selectOption({ label: "Mailchimp · Main account" });
    await page.getByText("The account could not be asked: The answer was 418.").waitFor();
    await page.getByLabel("Audience", { exact: true }).fill("4ca5becb8d");
    await page.unroute(choices);
  });

  it("is what makes sense: events of the shop's sources first, and before only where a date is known", async () => {
    await open("automations/new");
    const event = page.getByLabel("When", { exact: true });
    await event.waitFor();
    const groups = await event
      .locator("optgroup")
      .evaluateAll((all) => all.map((one) => one.getAttribute("label")));
    expect(groups).toEqual(["What your sources tell of", "All events"]);
    expect(await event.locator("optgroup").first().innerText()).not.toContain("a lead comes in");
    const moments = page.getByLabel("then", { exact: true });
    expect(await moments.locator("option").count()).toBe(2);
    await event.selectOption("access.expired");
    expect(await moments.locator("option").last().innerText()).toBe("before access ends, by");
    await event.selectOption("lead.created");
    await page.getByText("None of your sources tells of this.").waitFor();
    expect(await moments.locator("option").count()).toBe(2);
    await event.selectOption("email.bounced");
    expect(await page.getByRole("combobox", { name: "of these products" }).count()).toBe(0);
  });
});

describe("an automation that is being written", () => {
  it("shows what would be sent for a real event, and a template's mistake at its field", async () => {
    await tell("second", "ben@example.com", { products: [{ id: "gold", name: "Gold" }] });
    await open("automations/new");
    await page.getByLabel("let", { exact: true }).selectOption({ label: "E-mail" });
    await page.getByText("Still to fill in: To.").waitFor();
    await page.getByLabel("To", { exact: true }).fill("{{ customer.email }}");
    await page.getByLabel("Subject").fill("Hello {{ customer.firstName }}");
    const panel = page.locator(".card", { hasText: "With a real event" });
    await panel.locator(".filled", { hasText: "Hello Anna" }).waitFor();
    await panel.getByText("for ben@example.com").waitFor();
    await panel.getByLabel("Event").selectOption({ index: 2 });
    await panel.getByText("for anna@example.com").waitFor();

    await page.getByLabel("Subject").fill("Hello {{ customer.firstName");
    await page.locator(".field", { hasText: "Subject" }).locator(".note.bad").waitFor();
    await page.getByLabel("Subject").fill("Hello");
    await page.locator(".note.bad").waitFor({ state: "detached" });

    const products = page.getByRole("combobox", { name: "of these products" });
    await products.fill("gold");
    await products.press("Enter");
    await panel.getByText("Would not ring").waitFor();
    await panel.getByText("The event names no product.").waitFor();
  });

  it("sends a test after asking, to an address of one's own, and shows what came of it", async () => {
    await open("automations/new");
    await page.getByLabel("let", { exact: true }).selectOption({ label: "Webhook · Team chat" });
    const panel = page.locator(".card", { hasText: "With a real event" });
    await panel.getByText("for ben@example.com").waitFor();
    await panel.getByLabel("Send the test to another address").fill("me@example.org");
    await panel.getByText("for me@example.org").waitFor();
    await saysNo(() => panel.getByRole("button", { name: "Send a test" }).click());
    expect(receiver.log("chat")).toHaveLength(0);
    await panel.getByRole("button", { name: "Send a test" }).click();
    expect(asked.at(-1)).toBe(
      "This really does it, now: Webhook · Team chat, “Send a webhook”, with the data of me@example.org. Go on?",
    );
    await panel.getByText("The test was sent, and it worked.").waitFor();
    await panel.getByText("200 · done").waitFor();
    const [got] = receiver.log("chat");
    expect(JSON.parse(got?.body ?? "{}")).toMatchObject({ customer: { email: "me@example.org" } });
    expect(got?.body).not.toContain("ben@example.com");
  });
});

describe("the list", () => {
  it("copies an automation into a new form, paused, and saves nothing by that", async () => {
    await open("automations");
    await item("Buyers get the newsletter")
      .getByRole("link", { name: /^Duplicate/ })
      .click();
    const name = page.getByLabel("Name", { exact: true });
    await expect.poll(() => name.inputValue()).toBe("Buyers get the newsletter (copy)");
    expect(await page.getByLabel("On", { exact: true }).isChecked()).toBe(false);
    expect(await automations()).toHaveLength(1);
    await press("Create");
    await page.getByRole("heading", { name: "Buyers get the newsletter (copy)" }).waitFor();
    const [first, second] = await automations();
    expect(second).toMatchObject({ enabled: false, timing: first?.timing, action: first?.action });
  });

  it("tells what waits, asks about it before it pauses, and deletes with the same question", async () => {
    const api = `/api/workspaces/${ws}`;
    const { items } = await running.call<{ items: { id: string; tool: string }[] }>(`${api}/connections`);
    const connectionId = items.find((one) => one.tool === "show-me")?.id;
    await running.call(`${api}/automations`, {
      name: "Ask for a review",
      trigger: { event: "purchase.completed" },
      timing: { when: "after", amount: 7, unit: "days" },
      action: { connectionId, action: "show", input: {} },
    });
    await tell("third", "cleo@example.com");
    await tell("fourth", "dora@example.com");
    await open("automations");
    const mine = item("Ask for a review");
    await mine.getByRole("link", { name: "2 waiting" }).waitFor();
    await mine.getByRole("button", { name: /^Pause/ }).click();
    await mine.getByLabel("2 deliveries wait by it. What should become of them when it is paused?").waitFor();
    await mine.getByRole("button", { name: "Pause", exact: true }).click();
    await page.getByText("“Ask for a review” is paused.").waitFor();
    await mine.getByText("2 waiting").waitFor();
    await mine.getByRole("button", { name: /^Resume/ }).click();
    await page.getByText("“Ask for a review” is on again.").waitFor();
    await mine.getByRole("button", { name: /^Delete/ }).click();
    await mine.getByLabel("2 deliveries wait by it.").selectOption({ label: "Cancel them" });
    await mine.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("“Ask for a review” is deleted.").waitFor();
    expect((await automations()).map((one) => one.name)).not.toContain("Ask for a review");
    const { waiting } = await running.call<{ waiting: number }>(`/api/workspaces/${ws}/stats`);
    expect(waiting).toBe(0);
  });
});

describe("a recipe", () => {
  it("fits the shop, says what it makes, makes it, and is undone", async () => {
    await open("automations");
    await page.getByRole("heading", { name: "Course or community" }).waitFor();
    expect(await page.getByRole("heading", { name: "Enquiries" }).count()).toBe(0);
    await page.getByRole("button", { name: "Look at it: Course or community" }).click();
    const card = page.locator(".card", { has: page.getByRole("heading", { name: "Course or community" }) });
    await card.getByText("When access has ended, then at once: Mailchimp · Main account").waitFor();
    const audience = card.getByRole("combobox", { name: "Audience" }).first();
    await audience.click();
    await page.locator(".options:not([hidden]) [role=option]").filter({ hasText: "Newsletter" }).click();
    // What is chosen for one step is meant for the other as well.
    const other = card.getByRole("combobox", { name: "Audience" }).last();
    await expect.poll(() => other.inputValue()).toBe("Newsletter");
    await card.getByLabel("Turn on at once").uncheck();
    await press("Make them");
    await page.getByText("Made: Buyers join, Access ended: they leave.").waitFor();
    const made = (await automations()).filter(({ name }) => /join|leave/.test(name));
    expect(made).toMatchObject([
      { name: "Buyers join", enabled: false, action: { action: "add-to-audience" } },
      { name: "Access ended: they leave", enabled: false, action: { action: "remove-from-audience" } },
    ]);
    const before = (await automations()).length;
    await item("Buyers join").waitFor();
    await press("Undo");
    await page.getByText("Undone. What was made is deleted.").waitFor();
    expect(await automations()).toHaveLength(before - 2);
  });

  it("leaves no error in the console", () => {
    expect(troubles).toEqual([]);
  });
});
