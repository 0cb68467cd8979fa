// Who opens a code: a person who scanned it, or a robot that looks ahead for one. And with what, and from where.

export type Device = "phone" | "tablet" | "computer" | "other";
export type Place = { country?: string; city?: string };

export type Visitor =
  | { is: "person"; device: Device }
  /** `because` is the end of a sentence: “shown, not counted: it …” */
  | { is: "robot"; because: string };

/** What of a request tells them apart. */
export type Asking = { method: string; headers: { get(name: string): string | null } };

/**
 * A person's scan is a GET of a page by a browser. What merely asks ahead (HEAD, prefetch, preview) or says itself that it is a
 * program sees the page like anybody, and counts nothing. A scanner of mails that poses as a browser cannot be known.
 */
export function visitorOf({ method, headers }: Asking): Visitor {
  const robot = (because: string): Visitor => ({ is: "robot", because });
  if (method !== "GET") return robot(`asks by ${method}`);
  if (looksAhead(headers)) return robot("loads the page ahead of a person");
  const destination = headers.get("sec-fetch-dest");
  if (destination !== null && destination !== "document") return robot("loads it as a part of another page");
  const agent = headers.get("user-agent") ?? "";
  if (!isBrowser(agent)) return robot("is not a browser");
  return { is: "person", device: deviceOf(agent) };
}

/**
 * `Sec-Purpose: prefetch` and `prefetch;prerender` of today; before it `Purpose`, Safari's `X-Purpose: preview` and Firefox'
 * `X-Moz`. https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Purpose
 */
function looksAhead(headers: Asking["headers"]): boolean {
  return ["sec-purpose", "purpose", "x-purpose", "x-moz"].some((name) =>
    /^\s*(?:prefetch|prerender|preview)/i.test(headers.get(name) ?? ""),
  );
}

/** Each browser of a person begins like one of these. */
const browserBegins = /^(?:Mozilla\/\d|Opera\/\d|UCWEB\/\d)/;

/**
 * Words by which programs give themselves away. Crawlers say `(compatible; Name; +https://…)`, browsers since 2013 say neither.
 * Cubot makes phones, and CUBOT is in the user agent of their browsers.
 */
const robotWords =
  /\bcompatible;|https?:\/\/|(?<!\bcu)bot\b|(?<!\bcu)bot[/_-]|crawl|spider|preview|facebookexternalhit|facebot|embedly|image-?proxy|img-?proxy|headless|lighthouse|phantomjs/i;

function isBrowser(agent: string): boolean {
  return browserBegins.test(agent) && !robotWords.test(agent);
}

/** An iPad calls itself a Macintosh unless asked for its mobile page: it counts as a computer then. */
export function deviceOf(agent: string): Device {
  if (/iPad|Tablet|Kindle|Silk\/|PlayBook/i.test(agent)) return "tablet";
  if (/Android/i.test(agent)) return /Mobile|Mini/i.test(agent) ? "phone" : "tablet";
  if (/iPhone|iPod|Windows Phone|KAIOS|Opera Mini|\bMobile\b/i.test(agent)) return "phone";
  if (/Windows NT|Macintosh|X11|CrOS/i.test(agent)) return "computer";
  return "other";
}

const longestCity = 100;

/** Where the edge says the request came from. `XX` is nowhere known and `T1` Tor, as Cloudflare writes them. */
export function placeOf(edge: { country?: unknown; city?: unknown } | undefined): Place {
  const { country, city } = edge ?? {};
  if (typeof country !== "string" || !/^[A-Z]{2}$/.test(country) || country === "XX") return {};
  const isNamed = typeof city === "string" && city !== "" && city.length <= longestCity;
  return { country, ...(isNamed ? { city } : {}) };
}
