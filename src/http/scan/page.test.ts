// The pages of a scan: what each says in each language, that it says nothing about people to everybody, and that it is small.
import { describe, expect, it } from "vitest";
import type { BadReason, CreditOutcome, ScanResult } from "../../core/scan";
import { campaignPage, pageHeaders, staffPage, ticketPage, unknownPage } from "./page";
import { languages, type Reader, readerOf } from "./reader";
import { now, staff, ticket } from "./scan-pages.fixture";
import { texts } from "./texts";

const reader = (acceptLanguage: string): Reader => readerOf(acceptLanguage, "Europe/Warsaw");
const english = reader("en-GB");

/** What a person reads of a page. */
function wordsOf(page: string): string {
  const body = page.replace(/^[\s\S]*<body>/, "").replace(/<[^>]+>/g, " ");
  const plain = body.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"');
  return plain.replaceAll("&#39;", "'").replaceAll("&amp;", "&").replace(/\s+/g, " ").trim();
}

const everyPage = (of: Reader): [string, string][] => [
  ["ticket", ticketPage(ticket, of)],
  ["staff", staffPage(staff, of)],
  [
    "campaign",
    campaignPage(
      { shop: "Zamek", title: "Autumn", text: "a\nb", link: { url: "https://a.example/?b=1&c=2" } },
      of,
    ),
  ],
  ["unknown", unknownPage(of)],
];

describe("the reader", () => {
  it.each([
    ["pl", "pl", "pl"],
    ["pl-PL,pl;q=0.9,en-US;q=0.8", "pl", "pl-PL"],
    ["sv-SE", "sv", "sv-SE"],
    ["en-US,en;q=0.9", "en", "en-US"],
    ["de-DE,de;q=0.9,sv;q=0.4,en;q=0.3", "sv", "sv"],
    ["en;q=0.1, pl;q=0.2", "pl", "pl"],
    ["pl;q=0, en", "en", "en"],
    ["de", "en", "en-GB"],
    ["", "en", "en-GB"],
    ["*", "en", "en-GB"],
    ["plt, svx", "en", "en-GB"],
    ["en-u-ca-buddhist", "en", "en"],
    [`${"xx,".repeat(10_000)}pl`, "en", "en-GB"],
  ])("%s reads %s and writes dates as %s", (header, language, locale) => {
    expect(reader(header)).toEqual({ language, locale, timeZone: "Europe/Warsaw" });
  });

  it("needs to name no language", () => {
    expect(readerOf(null, "UTC").language).toBe("en");
  });
});

describe.each(languages)("in %s", (language) => {
  const of = reader(language);

  it.each(everyPage(of))("the %s page is a whole one, below 15 KB, and runs nothing", (_, page) => {
    expect(page).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${language}">`));
    expect(page).toMatch(/<title>[^<]+<\/title>/);
    expect(page).not.toMatch(/<script|\son\w+=|style="|\[object|undefined|javascript:/);
    expect(new TextEncoder().encode(page).length).toBeLessThan(15_000);
  });

  it("a good ticket says so, what is left, until when, and when it was checked", () => {
    expect(wordsOf(ticketPage(ticket, of)).replaceAll("\u202f", " ")).toBe(goodTickets[language]);
  });

  it.each<BadReason>(["refunded", "cancelled", "withdrawn", "paused", "expired", "used-up"])(
    "a ticket that is not good says so, and that it is %s",
    (why) => {
      const page = ticketPage({ ...ticket, result: { valid: false, why, since: now } }, of);
      expect(page).toContain('<header class="bad"');
      expect(wordsOf(page)).toContain(texts[language].notValid);
      expect(wordsOf(page)).toContain(texts[language].bad[why](moments[language]));
    },
  );
});

const goodTickets = {
  en: "Valid 3 of 10 left Access until December 2, 2026 at 6:05 PM Ten mornings in the sauna Hotel <Zamek> & Spa Show this code at the entrance Staff: sign in Checked: Nov 22, 2026, 6:05:09 PM",
  pl: "Ważny Pozostało 3 z 10 Dostęp do: 2 grudnia 2026 18:05 Ten mornings in the sauna Hotel <Zamek> & Spa Pokaż ten kod przy wejściu Obsługa: zaloguj się Sprawdzono: 22 lis 2026, 18:05:09",
  sv: "Giltig 3 av 10 kvar Gäller till 2 december 2026 kl. 18:05 Ten mornings in the sauna Hotel <Zamek> & Spa Visa koden vid ingången Personal: logga in Kontrollerad: 22 nov. 2026 18:05:09",
};
const moments = {
  en: "November 22, 2026 at 6:05 PM",
  pl: "22 listopada 2026 18:05",
  sv: "22 november 2026 kl. 18:05",
};

describe("a ticket's page", () => {
  const page = ticketPage(ticket, english);

  it("says nothing of the person", () => {
    expect(page).not.toMatch(/Łucja|lucja|#1042|Anna/);
  });

  it("does not speak by colour alone", () => {
    const shape = (result: ScanResult) =>
      /<svg[^>]*>(.*)<\/svg>/.exec(ticketPage({ ...ticket, result }, english))?.[1];
    const [good, bad] = [shape({ valid: true, why: "bought" }), shape({ valid: false, why: "used-up" })];
    expect(good).toBeTruthy();
    expect(bad).toBeTruthy();
    expect(good).not.toBe(bad);
  });

  it("escapes what others wrote", () => {
    expect(page).toContain("Hotel &lt;Zamek&gt; &amp; Spa");
    expect(staffPage(staff, english)).not.toContain("<b>,");
    expect(staffPage(staff, english)).toContain("Łucja O’Brien &lt;b&gt;");
  });

  it("writes dates in the reader's form, in the shop's zone", () => {
    const bought = { ...ticket, result: { valid: true, why: "access", until: now } as const };
    const at = (header: string, zone: string) => wordsOf(ticketPage(bought, readerOf(header, zone)));
    expect(at("en-GB", "Europe/Warsaw")).toContain("Access until 22 November 2026 at 18:05");
    expect(at("en-US", "Europe/Warsaw").replaceAll("\u202f", " ")).toContain("November 22, 2026 at 6:05 PM");
    expect(at("pl", "Europe/London")).toContain("Dostęp do: 22 listopada 2026 17:05");
    expect(at("sv", "Europe/Stockholm")).toContain("Gäller till 22 november 2026 kl. 18:05");
  });

  it("shows the code's picture, to hold up, of a good one alone", () => {
    expect(page).toContain(`<img src="${ticket.picture}"`);
    expect(ticketPage({ ...ticket, result: { valid: false, why: "used-up" } }, english)).not.toContain(
      "<img",
    );
  });

  it("names the product as a ticket where it has no name", () => {
    const { product: _, ...nameless } = ticket;
    expect(wordsOf(ticketPage(nameless, english))).toContain("Ticket Hotel");
  });
});

describe("the staff's page", () => {
  it("says who, what, and when and where it was scanned before", () => {
    const { outcome: _, ...looking } = staff;
    expect(wordsOf(staffPage(looking, english))).toMatchInlineSnapshot(
      `"Valid 2 of 10 left Take one Give one back Ten mornings in the sauna Hotel <Zamek> & Spa Customer Łucja O’Brien <b> lucja@example.com Bought 16 October 2026 at 07:05 Order #1042 Scanned before ✓ 22 Nov, 16:05 Anna · Malmö, Sweden · 3 → 2 · without network ✓ 21 Nov, 12:05 customer · Kraków, Poland Scan the next one Checked: 22 Nov 2026, 18:05:09"`,
    );
  });

  it("has plain buttons, with a key that is made once", () => {
    const page = staffPage(staff, english);
    expect(page).toContain('<form method="post" action="/q/241G/credits">');
    expect(page).toContain('<input type="hidden" name="key" value="0123456789abcdef">');
    expect(page).toContain('<button name="change" value="take">Take one</button>');
    expect(page).toContain('<button class="second" name="change" value="give-back">Give one back</button>');
  });

  it("offers only what may be done", () => {
    const none = { action: "/q/1", key: "k", canTake: false, canGiveBack: true };
    expect(staffPage({ ...staff, credits: none }, english)).not.toContain('value="take"');
    const { credits: _, ...without } = staff;
    expect(staffPage(without, english)).not.toContain("<form");
  });

  const usedUp: ScanResult = { valid: false, why: "used-up", credits: { left: 0, of: 1 } };
  const last = { key: "k", change: "take", at: now, by: "Bo", before: 1, after: 0 } as const;
  it.each<[string, CreditOutcome, string]>([
    ["the last one taken lets in", { is: "done", move: last }, "Taken 1 → 0 Ten"],
    ["pressed twice", { is: "repeated", move: last }, "Taken 1 → 0 This had been done already Ten"],
    ["given back", { is: "done", move: { ...last, change: "give-back" } }, "Given back 1 → 0 Ten"],
    [
      "somebody was first",
      { is: "refused", why: "used-up", takenBy: { ...last, place: { country: "SE", city: "Malmö" } } },
      "Not valid 0 of 1 left Everything on it has been used The last one went to: Bo, 22 November 2026 at 18:05, Malmö, Sweden Ten",
    ],
    [
      "nothing to give back",
      { is: "refused", why: "none-taken" },
      "Nothing changed Nothing has been taken that",
    ],
    ["nothing to take from", { is: "refused", why: "no-credits" }, "Nothing changed This ticket has nothing"],
  ])("tells what became of a press: %s", (_, outcome, told) => {
    const { credits: _buttons, ...view } = { ...staff, outcome, result: usedUp };
    expect(wordsOf(staffPage(view, english)).slice(0, told.length)).toBe(told);
  });

  it("lets in whoever used the last one, in green", () => {
    const outcome: CreditOutcome = { is: "done", move: last };
    expect(staffPage({ ...staff, outcome, result: usedUp }, english)).toContain('<header class="good"');
  });

  it("shows twenty scans and counts the rest, and stays below 15 KB", () => {
    const [scan] = staff.before;
    const before = scan ? Array.from({ length: 57 }, () => scan) : [];
    const page = staffPage({ ...staff, before }, english);
    expect(page.match(/<li>/g)).toHaveLength(20);
    expect(wordsOf(page)).toContain("and 37 more");
    expect(new TextEncoder().encode(page).length).toBeLessThan(15_000);
  });

  it("says when nobody scanned it before", () => {
    expect(wordsOf(staffPage({ ...staff, before: [] }, english))).toContain("Not scanned before");
  });
});

describe("a campaign's page", () => {
  it("shows the shop's words and where they lead", () => {
    const page = campaignPage(
      {
        shop: "Zamek",
        title: "Autumn <3",
        text: "20 % off",
        link: { url: "https://a.example/?b=1&c=2", label: "Look" },
      },
      english,
    );
    expect(wordsOf(page)).toBe("Autumn <3 Zamek 20 % off Look");
    expect(page).toContain('href="https://a.example/?b=1&amp;c=2"');
  });
});

describe("what pages are sent with", () => {
  it("lets their own style through, and nothing that runs", async () => {
    const policy = (await pageHeaders())["content-security-policy"] ?? "";
    const [, style = ""] = /<style>([\s\S]*)<\/style>/.exec(unknownPage(english)) ?? [];
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
    expect(policy).toContain(`style-src 'sha256-${Buffer.from(digest).toString("base64")}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script|unsafe|\*/);
  });
});
