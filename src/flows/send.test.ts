// Sending against a real server on this computer, with all the ways a receiver can misbehave.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AddressPolicy } from "../core/outbound";
import { makeSend, type SendOptions } from "./send";

type Seen = { method: string; url: string; headers: IncomingMessage["headers"]; body: string };
const seen: Seen[] = [];

const routes: Record<string, (request: IncomingMessage, response: ServerResponse, body: string) => void> = {
  "/ok": (_request, response) => response.setHeader("retry-after", "7").end("fine"),
  "/hang": () => undefined,
  "/drip": (_request, response) => {
    response.write("start");
    const timer = setInterval(() => response.write("."), 20);
    response.on("close", () => clearInterval(timer));
  },
  "/endless": (_request, response) => {
    const chunk = Buffer.alloc(64 * 1024, "x");
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", more);
    more();
  },
  "/10mb": (_request, response) => response.end(Buffer.alloc(10 * 1024 * 1024, "y")),
  "/redirect": (_request, response) => response.writeHead(302, { location: "/ok" }).end(),
  "/inward": (_request, response) => response.writeHead(301, { location: "http://169.254.169.254/" }).end(),
  "/latin1": (_request, response) => response.end(Buffer.from([0x63, 0x61, 0x66, 0xe9])),
  "/empty": (_request, response) => response.writeHead(204).end(),
  "/error": (_request, response) => response.writeHead(503).end("later"),
  "/echo": (_request, response, body) => response.end(body),
  "/reset": (request) => request.socket.destroy(),
  "/half": (request, response) => {
    response.writeHead(201, { "content-length": "100" }).write("half");
    setTimeout(() => request.socket.destroy(), 50);
  },
};

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const body = Buffer.concat(chunks).toString();
      seen.push({ method, url, headers, body });
      routes[url.split("?")[0] ?? ""]?.(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${portOf(server)}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function portOf(one: { address(): unknown }): number {
  return (one.address() as AddressInfo).port; // a listening TCP server's address is always one of these
}

const policy: AddressPolicy = { allowLoopback: true, ownOrigins: [] };
const make = (options: Partial<SendOptions> = {}) =>
  makeSend({ fetch, policy, timeLimitMs: 2000, hops: 0, secrets: [], ...options });

const last = () => seen.at(-1);

describe("a request", () => {
  it("goes out as it is, with Shopbell's name and one hop more", async () => {
    const { send } = make({ hops: 1 });
    const answer = await send({
      method: "post",
      url: `${base}/ok?a=1`,
      headers: { "Content-Type": "application/json", "shopbell-hops": "0", "user-agent": "Mozilla" },
      body: '{"a":"ż"}',
    });
    expect(answer).toMatchObject({ is: "answer", status: 200, body: "fine", cut: false });
    expect(answer.is === "answer" && answer.headers.get("retry-after")).toBe("7");
    expect(last()).toMatchObject({
      method: "POST",
      url: "/ok?a=1",
      body: '{"a":"ż"}',
      headers: { "content-type": "application/json", "shopbell-hops": "2", "user-agent": "Shopbell/1" },
    });
  });

  it.each(["GET", "PUT", "PATCH", "DELETE"])("may be a %s", async (method) => {
    await make().send({ method, url: `${base}/ok` });
    expect(last()?.method).toBe(method);
  });

  it("leaves out the body of a GET, which may have none", async () => {
    const answer = await make().send({ method: "GET", url: `${base}/ok`, body: "x" });
    expect(answer).toMatchObject({ is: "answer", status: 200 });
    expect(last()?.body).toBe("");
  });

  it.each([
    ["https://10.0.0.1/", {}, "public internet"],
    ["http://169.254.169.254/latest/", {}, "public internet"],
    ["nonsense", {}, "complete web address"],
    ["https://example.com/", { "bad name": "x" }, "a header is not valid"],
    ["https://example.com/", { "x-evil": "a\r\nb: c" }, "a header is not valid"],
    ["https://example.com/", { "x-name": "Łódź" }, "a header is not valid"],
  ])("to %s with %j is not sent", async (url, headers, words) => {
    let called = false;
    const { send, exchanges } = make({
      fetch: async () => {
        called = true;
        return new Response();
      },
    });
    expect(await send({ method: "POST", url, headers })).toEqual({
      is: "blocked",
      reason: expect.stringContaining(words),
    });
    expect(called).toBe(false);
    expect(exchanges).toEqual([]);
  });

  it("to this computer is not sent where loopback is not allowed", async () => {
    const before = seen.length;
    const answer = await make({ policy: { allowLoopback: false, ownOrigins: [] } }).send({
      method: "GET",
      url: base,
    });
    expect(answer.is).toBe("blocked");
    expect(seen).toHaveLength(before);
  });

  it("to Shopbell itself is not sent", async () => {
    const own = { allowLoopback: true, ownOrigins: [base.replace("127.0.0.1", "localhost")] };
    expect((await make({ policy: own }).send({ method: "GET", url: `${base}/ok` })).is).toBe("blocked");
  });

  it("with a method of its own invention is not sent", async () => {
    expect((await make().send({ method: "GET / HTTP/1.1\r\n", url: `${base}/ok` })).is).toBe("blocked");
  });
});

describe("an answer", () => {
  it.each([
    ["/redirect", 302, ""],
    ["/inward", 301, ""],
    ["/error", 503, "later"],
    ["/empty", 204, ""],
    ["/latin1", 200, "caf\ufffd"],
  ])("of %s is %d and is handed on as it is", async (path, status, body) => {
    const before = seen.length;
    expect(await make().send({ method: "POST", url: base + path })).toMatchObject({
      is: "answer",
      status,
      body,
      cut: false,
    });
    expect(seen).toHaveLength(before + 1);
  });

  it.each(["/10mb", "/endless"])("of %s is cut and read no further", async (path) => {
    const answer = await make({ maxAnswerBytes: 1000 }).send({ method: "GET", url: base + path });
    expect(answer).toMatchObject({ is: "answer", status: 200, cut: true });
    expect(answer.is === "answer" && answer.body).toHaveLength(1000);
  });

  it("is cut at 256 KiB unless told otherwise", async () => {
    const answer = await make().send({ method: "GET", url: `${base}/10mb` });
    expect(answer.is === "answer" && answer.body).toHaveLength(256 * 1024);
  });

  it("as long as the limit is whole", async () => {
    const answer = await make({ maxAnswerBytes: 4 }).send({ method: "GET", url: `${base}/ok` });
    expect(answer).toMatchObject({ body: "fine", cut: false });
  });

  it("whose body breaks off still tells its status", async () => {
    const answer = await make().send({ method: "POST", url: `${base}/half` });
    expect(answer).toMatchObject({ is: "answer", status: 201, cut: true });
  });
});

describe("no answer", () => {
  it.each(["/hang", "/drip"])("from %s within the time limit is a timeout", async (path) => {
    const before = performance.now();
    const answer = await make({ timeLimitMs: 200 }).send({ method: "POST", url: base + path });
    expect(answer).toEqual({
      is: "timeout",
      reason: expect.stringContaining("did not answer within 0.2 seconds"),
    });
    expect(performance.now() - before).toBeLessThan(1500);
  });

  it("after the time of the run is over, and nothing sent", async () => {
    const { send } = make({ timeLimitMs: 100 });
    expect((await send({ method: "POST", url: `${base}/hang` })).is).toBe("timeout");
    const before = seen.length;
    expect((await send({ method: "POST", url: `${base}/ok` })).is).toBe("unreachable");
    expect(seen).toHaveLength(before);
  });

  it("from a port where nobody listens means that it could not be reached", async () => {
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const port = portOf(closed);
    await new Promise((resolve) => closed.close(resolve));
    const answer = await make().send({ method: "POST", url: `http://127.0.0.1:${port}/` });
    expect(answer).toEqual({
      is: "unreachable",
      reason: `127.0.0.1:${port} could not be reached (ECONNREFUSED).`,
    });
  });

  it("from a name that does not exist means that it could not be reached", async () => {
    const failing = async () => {
      throw new TypeError("fetch failed", {
        cause: Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }),
      });
    };
    const answer = await make({ fetch: failing }).send({ method: "POST", url: "https://nobody.example/" });
    expect(answer).toEqual({ is: "unreachable", reason: "nobody.example could not be reached (ENOTFOUND)." });
  });

  it.each([
    ["a connection closed after the request", () => send("/reset")],
    [
      "a lost connection in workerd, which may have been after the request",
      () => lost("Network connection lost."),
    ],
    ["an error that says nothing", () => lost("internal error; reference = abc")],
  ])("for %s leaves open whether it happened", async (_name, run) => {
    const answer = await run();
    expect(answer.is).toBe("timeout");
    expect(JSON.stringify(answer)).toContain("failed before an answer came");
  });

  it("but bytes that are not HTTP leaves open whether it happened", async () => {
    const garbage = createTcpServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.end("this is not HTTP\r\n\r\n"));
    });
    await new Promise<void>((resolve) => garbage.listen(0, "127.0.0.1", resolve));
    const answer = await make().send({ method: "POST", url: `http://127.0.0.1:${portOf(garbage)}/` });
    garbage.close();
    expect(answer.is).toBe("timeout");
  });

  const send = (path: string) => make().send({ method: "POST", url: base + path, body: "x" });
  const lost = (message: string) =>
    make({
      fetch: async () => {
        throw new Error(message);
      },
    }).send({ method: "POST", url: `${base}/ok` });
});

describe("what is remembered", () => {
  it("is each request and its answer, without headers", async () => {
    const { send, exchanges } = make();
    await send({
      method: "POST",
      url: `${base}/echo`,
      headers: { authorization: "Bearer abc" },
      body: "one",
    });
    await send({ method: "GET", url: `${base}/redirect` });
    expect(exchanges).toEqual([
      {
        request: { method: "POST", url: `${base}/echo`, body: "one" },
        response: { status: 200, body: "one" },
      },
      { request: { method: "GET", url: `${base}/redirect` }, response: { status: 302, body: "" } },
    ]);
  });

  it("is the request alone where no answer came", async () => {
    const { send, exchanges } = make({ timeLimitMs: 100 });
    await send({ method: "POST", url: `${base}/hang`, body: "one" });
    expect(exchanges).toEqual([{ request: { method: "POST", url: `${base}/hang`, body: "one" } }]);
  });

  it("is cut to two kilobytes", async () => {
    const { send, exchanges } = make();
    await send({ method: "POST", url: `${base}/echo`, body: "x".repeat(5000) });
    expect(exchanges[0]?.request.body).toBe(`${"x".repeat(2048)}…`);
    expect(exchanges[0]?.response?.body).toBe(`${"x".repeat(2048)}…`);
  });

  const secret = 'p/a+s s"w%ö?rd';
  it.each([
    ["as it is", secret],
    ["URL-encoded", encodeURIComponent(secret)],
    [
      "URL-encoded in small letters",
      encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
    ],
    ["as in a form", new URLSearchParams({ s: secret }).toString()],
    ["in a JSON string", JSON.stringify({ s: secret })],
    ["in a JSON string with escaped slashes", JSON.stringify({ s: secret }).replaceAll("/", "\\/")],
    ["in base64", Buffer.from(secret).toString("base64")],
    ["in URL-safe base64", Buffer.from(secret).toString("base64url")],
    ["twice", `${secret} and ${secret}`],
    ["where the text is cut", `${"x".repeat(2040)}${secret}`],
  ])("never holds a secret %s", async (_name, body) => {
    const { send, exchanges } = make({ secrets: [secret] });
    await send({ method: "POST", url: `${base}/echo?key=${encodeURIComponent(secret)}&x=1`, body });
    expect(exchanges[0]?.request.url).toBe(`${base}/echo?key=•••&x=1`);
    for (const kept of [exchanges[0]?.request.body, exchanges[0]?.response?.body]) {
      expect(kept).toContain("•");
      for (const part of [
        "p/a",
        "p\\/a",
        "p%2f",
        "p%2F",
        "w%",
        Buffer.from(secret).toString("base64").slice(0, 8),
      ])
        expect(kept).not.toContain(part);
    }
  });

  it("holds neither a token nor the header value it is part of", async () => {
    const { send, exchanges } = make({ secrets: ["Bearer sk_live_1234567890"] });
    await send({
      method: "POST",
      url: `${base}/echo`,
      body: "sk_live_1234567890, Bearer sk_live_1234567890, Bearer",
    });
    expect(exchanges[0]?.request.body).toBe("•••, •••, Bearer");
  });

  it("hides the longer of two secrets whole", async () => {
    const { send, exchanges } = make({ secrets: ["secret", "secret-longer"] });
    await send({ method: "POST", url: `${base}/echo`, body: "secret-longer secret" });
    expect(exchanges[0]?.request.body).toBe("••• •••");
  });

  it("keeps texts too short to be secrets", async () => {
    const { send, exchanges } = make({ secrets: ["", "1", "abcde"] });
    await send({ method: "POST", url: `${base}/echo`, body: "abcde 1" });
    expect(exchanges[0]?.request.body).toBe("abcde 1");
  });
});
