// What a scan shows: whole pages, without script, small, and readable at arm's length. They say nothing about a person unless
// they are made for the staff. Colour never speaks alone: a word and the shape of a sign say the same.
import { html, raw } from "hono/html";
import type { CreditMove, CreditOutcome, Scan, ScanResult } from "../../core/scan";
import { moment, placeName, type Reader, shortly, thisSecond } from "./reader";
import { type Texts, texts } from "./texts";

/** A ticket as everybody may see it. */
export type TicketView = {
  /** The workspace's name. */
  shop: string;
  product?: string;
  result: ScanResult;
  checkedAt: number;
  /** The path of the code's SVG, to hold up at the door. */
  picture?: string;
  signInPath?: string;
};

/** A ticket as the staff sees it. */
export type StaffView = Omit<TicketView, "picture" | "signInPath"> & {
  customer?: { name?: string; email?: string };
  boughtAt: number;
  order?: string;
  /** The scans before this one, the latest first. */
  before: Pick<Scan, "at" | "who" | "by" | "place" | "result" | "credits" | "provisional">[];
  /** What became of the button that was pressed. */
  outcome?: CreditOutcome;
  /** Where the buttons go, with a key made for this page (`pressKey`): pressed twice, they mean once. */
  credits?: { action: string; key: string; canTake: boolean; canGiveBack: boolean };
  nextPath?: string;
};

export type CampaignView = {
  shop: string;
  title: string;
  text?: string;
  /** An address that was checked when it was saved. */
  link?: { url: string; label?: string };
};

type Markup = ReturnType<typeof html>;
type Look = "good" | "bad" | "plain";

const mostScansShown = 20;

export function ticketPage(view: TicketView, reader: Reader): string {
  const words = texts[reader.language];
  const { shop, product, picture, result, signInPath } = view;
  return document(reader, title(view, words), [
    banner(view, reader),
    html`<main>
<p class="what">${product ?? words.ticket}</p><p>${shop}</p>
${picture && result.valid ? html`<figure><img src="${picture}" alt="" width="240" height="240"><figcaption>${words.showThis}</figcaption></figure>` : ""}
</main>`,
    footer(view, reader, signInPath ? html`<a href="${signInPath}">${words.signIn}</a>` : ""),
  ]);
}

export function staffPage(view: StaffView, reader: Reader): string {
  const words = texts[reader.language];
  const { customer, order, product, shop, nextPath } = view;
  const who = customer?.name ?? customer?.email;
  return document(reader, title(view, words), [
    view.outcome ? outcomeBanner(view, view.outcome, reader) : banner(view, reader),
    html`<main>
${creditForm(view, words)}
<p class="what">${product ?? words.ticket}</p><p>${shop}</p>
<dl>
${who ? html`<dt>${words.customer}</dt><dd>${who}${customer?.name && customer.email ? html`<br><small>${customer.email}</small>` : ""}</dd>` : ""}
<dt>${words.bought}</dt><dd>${time(view.boughtAt, moment(reader, view.boughtAt))}</dd>
${order ? html`<dt>${words.order}</dt><dd>${order}</dd>` : ""}
</dl>
${scansBefore(view, reader)}
</main>`,
    footer(view, reader, nextPath ? html`<a class="button" href="${nextPath}">${words.next}</a>` : ""),
  ]);
}

/** Of a code that nobody knows, and of one that nobody could know: the two are the same page. */
export function unknownPage(reader: Reader): string {
  const words = texts[reader.language];
  return document(reader, words.unknown, [
    head("bad", words.notValid, "", words.unknown),
    html`<main><p>${words.unknownHow}</p></main>`,
  ]);
}

export function campaignPage({ shop, title, text, link }: CampaignView, reader: Reader): string {
  const words = texts[reader.language];
  return document(reader, title, [
    head("plain", title, "", shop),
    html`<main>
${text ? html`<p class="prose">${text}</p>` : ""}
${link ? html`<p><a class="button" href="${link.url}">${link.label ?? words.campaignGo}</a></p>` : ""}
</main>`,
  ]);
}

// ── Parts ──

function title({ result, product }: Pick<TicketView, "result" | "product">, words: Texts): string {
  return `${result.valid ? words.valid : words.notValid} · ${product ?? words.ticket}`;
}

function banner({ result }: Pick<TicketView, "result">, reader: Reader, more = ""): Markup {
  const words = texts[reader.language];
  const dated = (at: number | undefined) => (at === undefined ? "" : moment(reader, at));
  const why = result.valid
    ? words.good[result.why](dated(result.until ?? result.since))
    : words.bad[result.why](dated(result.since));
  const left = result.credits ? words.left(result.credits.left, result.credits.of) : "";
  return head(result.valid ? "good" : "bad", result.valid ? words.valid : words.notValid, left, why, more);
}

/**
 * What became of a press is told in place of whether the ticket is good: who has just used the last credit may come in,
 * though the ticket is used up by now.
 */
function outcomeBanner(view: StaffView, outcome: CreditOutcome, reader: Reader): Markup {
  const words = texts[reader.language];
  if (outcome.is === "refused") {
    const { why, takenBy } = outcome;
    if (why === "no-credits" || why === "none-taken")
      return head("plain", words.nothingDone, "", words.refused[why]);
    return banner(view, reader, takenBy ? takenWords(takenBy, reader) : "");
  }
  const { change, before, after } = outcome.move;
  return head(
    "good",
    change === "give-back" ? words.givenBack : words.taken,
    `${before} → ${after}`,
    outcome.is === "repeated" ? words.repeated : "",
  );
}

/** Who took the last credit, when and where. */
function takenWords({ by, at, place }: CreditMove, reader: Reader): string {
  const words = texts[reader.language];
  const known = [by ?? words.someone, moment(reader, at), placeName(reader, place ?? {})];
  return `${words.takenBy}: ${known.filter((part) => part !== "").join(", ")}`;
}

/** A ring with a tick, or an octagon with a cross. */
const signs: Record<Look, string> = {
  good: '<circle cx="12" cy="12" r="11"/><path d="m6.5 12.5 4 4 7-8.5"/>',
  bad: '<path d="M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9zM8 8l8 8m0-8-8 8"/>',
  plain: "",
};

function head(look: Look, word: string, large: string, ...lines: string[]): Markup {
  return html`<header class="${look}" role="status">
${signs[look] ? html`<svg viewBox="0 0 24 24" aria-hidden="true">${raw(signs[look])}</svg>` : ""}
<h1>${word}</h1>
${large ? html`<p class="left">${large}</p>` : ""}
${lines.filter((line) => line !== "").map((line) => html`<p>${line}</p>`)}
</header>`;
}

/**
 * Plain buttons. No token is hidden here: the session's cookie does not go with another site's POST (SameSite), and the route
 * asks for our own `Origin`, which a browser sends because these pages allow it (`pageHeaders`).
 */
function creditForm({ credits }: StaffView, words: Texts): Markup | "" {
  if (!credits) return "";
  const { action, key, canTake, canGiveBack } = credits;
  return html`<form method="post" action="${action}"><input type="hidden" name="key" value="${key}">
${canTake ? html`<button name="change" value="take">${words.take}</button>` : ""}
${canGiveBack ? html`<button class="second" name="change" value="give-back">${words.giveBack}</button>` : ""}
</form>`;
}

function scansBefore({ before }: StaffView, reader: Reader): Markup {
  const words = texts[reader.language];
  if (before.length === 0) return html`<h2>${words.neverScanned}</h2>`;
  const hidden = before.length - mostScansShown;
  return html`<h2>${words.scannedBefore}</h2>
<ol>${before.slice(0, mostScansShown).map((scan) => html`<li>${scanLine(scan, reader)}</li>`)}</ol>
${hidden > 0 ? html`<p>${words.andMore(hidden)}</p>` : ""}`;
}

function scanLine(scan: StaffView["before"][number], reader: Reader): Markup {
  const words = texts[reader.language];
  const { at, who, by, place, result, credits, provisional } = scan;
  const moved = credits && credits.before !== credits.after ? `${credits.before} → ${credits.after}` : "";
  const rest = [
    who === "staff" ? (by ?? "") : words.someone,
    placeName(reader, place),
    moved,
    provisional ? words.settledLater : "",
  ].filter((part) => part !== "");
  const sign = result
    ? html`<span role="img" aria-label="${result.valid ? words.valid : words.notValid}">${result.valid ? "✓" : "✗"}</span> `
    : "";
  return html`${sign}<b>${time(at, shortly(reader, at))}</b> ${rest.join(" · ")}`;
}

function footer({ checkedAt }: { checkedAt: number }, reader: Reader, more: Markup | ""): Markup {
  const words = texts[reader.language];
  return html`<footer>${more}<p>${words.checked}: ${time(checkedAt, thisSecond(reader, checkedAt))}</p></footer>`;
}

function time(at: number, text: string): Markup {
  return html`<time datetime="${new Date(at).toISOString()}">${text}</time>`;
}

// ── The document ──

const style = `
:root{color-scheme:light dark;font:18px/1.45 system-ui,-apple-system,"Segoe UI",sans-serif}
*{box-sizing:border-box}
body{margin:0;background:light-dark(#fff,#121217);color:light-dark(#17171d,#ececf1);overflow-wrap:anywhere}
header{padding:2rem 1.25rem 1.75rem;text-align:center;color:#fff}
header.good{background:#0b6b3a}
header.bad{background:#b01e14}
header.plain{background:light-dark(#2b2b36,#26262f)}
header svg{width:6.5rem;height:6.5rem;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
h1{margin:.35rem 0 0;font-size:clamp(2.2rem,13vw,4rem);line-height:1.1;letter-spacing:-.02em;text-wrap:balance}
header.plain h1{font-size:clamp(1.8rem,8vw,2.6rem)}
header p{margin:.5rem 0 0;font-size:1.3rem}
header p.left{font-size:clamp(1.8rem,9vw,2.6rem);font-weight:700;line-height:1.15}
main,footer{max-width:34rem;margin:0 auto;padding:1.25rem}
main p{margin:0 0 .75rem}
.what{font-size:1.5rem;font-weight:700;line-height:1.2}
main .what{margin-bottom:.1rem}
.prose{white-space:pre-line;font-size:1.2rem}
figure{margin:1.25rem 0 0;text-align:center}
img{width:15rem;height:15rem;max-width:100%;border-radius:8px}
h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.4rem 1rem;margin:1.25rem 0}
dt,footer{color:light-dark(#5d5d6b,#a2a2b0)}
dd{margin:0}
ol{list-style:none;margin:0;padding:0}
li{padding:.45rem 0;border-top:1px solid light-dark(#e3e3ea,#2e2e38);font-size:1rem}
form{display:grid;gap:.75rem;margin:0 0 1.5rem}
button,.button{display:block;width:100%;padding:1rem;border:2px solid transparent;border-radius:12px;background:#4338ca;color:#fff;font:inherit;font-size:1.5rem;font-weight:700;line-height:1.2;text-align:center;text-decoration:none;touch-action:manipulation}
button.second{background:none;border-color:currentColor;color:inherit;font-size:1.15rem}
a{color:light-dark(#4338ca,#a5b4fc)}
a.button{color:#fff}
:focus-visible{outline:3px solid light-dark(#17171d,#fff);outline-offset:3px}
footer p{margin:.75rem 0 0;font-size:.95rem}
`;
const styleHash = crypto.subtle
  .digest("SHA-256", new TextEncoder().encode(style))
  .then((digest) => btoa(String.fromCharCode(...new Uint8Array(digest))));

/**
 * What every page is sent with. Nothing runs and nothing comes from elsewhere. `same-origin` keeps a code's address from
 * whoever is linked to; `no-referrer` would do so too, but makes browsers send `Origin: null` with the staff's own buttons.
 */
export async function pageHeaders(): Promise<Record<string, string>> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `default-src 'none'; style-src 'sha256-${await styleHash}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
    vary: "accept-language, cookie",
  };
}

function document(reader: Reader, title: string, parts: (Markup | "")[]): string {
  return String(html`<!doctype html>
<html lang="${reader.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="format-detection" content="telephone=no"><title>${title}</title>
<style>${raw(style)}</style></head>
<body>
${parts}
</body></html>`);
}
