// People and robots as a table: every agent of a public list of preview robots, and browsers as people use them.
import { describe, expect, it } from "vitest";
import previews from "./samples/link-preview-user-agents.json";
import { type deviceOf, placeOf, visitorOf } from "./visitor";

const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const ask = (headers: Record<string, string>, method = "GET") =>
  visitorOf({ method, headers: new Headers(headers) });
const by = (agent: string) => ask({ "user-agent": agent });

const agents = previews.flatMap(({ instances }) => instances ?? []);

const people: [string, ReturnType<typeof deviceOf>][] = [
  [iphone, "phone"],
  [
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
    "phone",
  ],
  [
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
    "phone",
  ],
  ["Mozilla/5.0 (Android 15; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0", "phone"],
  [
    "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.136 Mobile Safari/537.36",
    "phone",
  ],
  [
    "Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20 Build/RP1A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/95.0 Mobile Safari/537.36",
    "phone",
  ],
  [
    "Mozilla/5.0 (Linux; Android 10; CUBOT) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/95.0 Mobile Safari/537.36",
    "phone",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 302.0.0.23.113 (iPhone12,1; iOS 17_0; en_GB; en-GB; scale=2.00; 828x1792; 529083166)",
    "phone",
  ],
  [
    "Mozilla/5.0 (Linux; Android 13; Pixel 7 Build/TQ2A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/112.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/414.0.0.30.113;]",
    "phone",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/268.0.540677917 Mobile/15E148 Safari/604.1",
    "phone",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/20A362 [Pinterest/iOS]",
    "phone",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1 Line/13.15.0",
    "phone",
  ],
  [
    "Mozilla/5.0 (Linux; Android 14; SM-A546B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36 QRScanner/3.1",
    "phone",
  ],
  ["Opera/9.80 (Android; Opera Mini/36.2/119.132; U; id) Presto/2.12.423 Version/12.16", "phone"],
  [
    "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
    "tablet",
  ],
  [
    "Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "tablet",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
    "computer",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
    "computer",
  ],
  ["Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36", "computer"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Notion/4.2.0 Chrome/128.0.0.0 Electron/32.2.7 Safari/537.36",
    "computer",
  ],
  ["Mozilla/5.0 (SMART-TV; Tizen 6.0) AppleWebKit/538.1", "other"],
];

describe("a person", () => {
  it.each(people)("%s: %s", (agent, device) => {
    expect(by(agent)).toEqual({ is: "person", device });
  });

  it("goes to a page, where the browser says where it goes", () => {
    expect(ask({ "user-agent": iphone, "sec-fetch-dest": "document" }).is).toBe("person");
  });
});

describe("a robot", () => {
  it("is each of the list, which is a long one", () => {
    expect(agents.length).toBeGreaterThan(130);
    expect(agents.filter((agent) => by(agent).is === "person")).toEqual([]);
  });

  it.each([
    "",
    "curl/8.5.0",
    "python-requests/2.32.0",
    "node",
    "Go-http-client/2.0",
    "Google-Read-Aloud",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
    // iMessage, from the phone of whoever sends the message
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
  ])("is %s", (agent) => {
    expect(by(agent).is).toBe("robot");
  });

  it("is whoever names no browser", () => {
    expect(ask({})).toEqual({ is: "robot", because: "is not a browser" });
  });

  it.each(["HEAD", "OPTIONS", "POST", "PROPFIND"])("asks by %s", (method) => {
    expect(ask({ "user-agent": iphone }, method).is).toBe("robot");
  });

  it.each([
    ["Sec-Purpose", "prefetch"],
    ["Sec-Purpose", "prefetch;prerender"],
    ["Sec-Purpose", "prefetch;anonymous-client-ip"],
    ["Purpose", "prefetch"],
    ["X-Purpose", "preview"],
    ["X-Moz", "prefetch"],
  ])("looks ahead: %s: %s", (name, value) => {
    expect(ask({ "user-agent": iphone, [name]: value }).is).toBe("robot");
  });

  it.each(["iframe", "image", "empty"])("loads a part of a page: %s", (destination) => {
    expect(ask({ "user-agent": iphone, "sec-fetch-dest": destination }).is).toBe("robot");
  });
});

describe("a place", () => {
  it.each([
    [
      { country: "PL", city: "Kraków" },
      { country: "PL", city: "Kraków" },
    ],
    [{ country: "SE" }, { country: "SE" }],
    [{ country: "SE", city: "" }, { country: "SE" }],
    [{ country: "SE", city: "x".repeat(101) }, { country: "SE" }],
    [{ country: "XX", city: "Nowhere" }, {}],
    [{ country: "T1" }, {}],
    [{ country: 48, city: "Warszawa" }, {}],
    [undefined, {}],
  ])("%o is %o", (edge, place) => {
    expect(placeOf(edge)).toEqual(place);
  });
});
