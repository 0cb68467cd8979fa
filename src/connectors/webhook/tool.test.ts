// The outgoing webhook: what is sent, how it is signed, and what each answer means.
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import type { ShopEvent } from "../../core/event";
import { renderTree } from "../../core/template";
import { type Answer, type OutboundRequest, toBase64 } from "../kit";
import { webhookTool } from "./tool";

const now = Date.UTC(2026, 10, 20, 12, 0, 30, 500);
const signingSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const url = "https://hooks.example.com/catch?key=1";

const event: ShopEvent = {
  id: "evt_1",
  type: "purchase.completed",
  occurredAt: Date.UTC(2026, 10, 20, 11),
  receivedAt: now,
  source: { id: "src_1", kind: "easycart" },
  customer: { email: "ada@example.com", firstName: "Żaneta", name: undefined },
  products: [{ id: "c1" }],
  order: { id: "o1", total: { amount: 5000, currency: "PLN" } },
  accessEndsAt: now,
  consent: { marketing: true },
  codes: [],
  data: { ref: "line one\nline two" },
};

const answered = (status: number, headers: Record<string, string> = {}): Answer => ({
  is: "answer",
  status,
  headers: new Headers(headers),
  body: "",
  cut: false,
});

const action = webhookTool.actions.send;
if (!action) throw new Error("The webhook has no action “send”.");

async function run(
  input: unknown = {},
  settings: unknown = { url },
  answer: Answer = answered(200),
  of = event,
) {
  const sent: OutboundRequest[] = [];
  const verdict = await action?.run({
    event: of,
    input: action.input.parse(input),
    settings: webhookTool.settings.parse(settings),
    deliveryId: "dlv_1",
    now,
    mail: () => Promise.reject(new Error("A webhook sent a mail.")),
    async send(request) {
      sent.push(request);
      return answer;
    },
  });
  return { verdict, request: sent[0] };
}

describe("a webhook", () => {
  it("is a POST of the whole event, by default", async () => {
    const { request, verdict } = await run();
    expect(verdict).toEqual({ is: "done" });
    expect(request).toMatchObject({ method: "POST", url });
    expect(JSON.parse(request?.body ?? "")).toEqual({
      id: "evt_1",
      type: "purchase.completed",
      occurredAt: "2026-11-20T11:00:00.000Z",
      customer: { email: "ada@example.com", firstName: "Żaneta" },
      products: [{ id: "c1" }],
      order: { id: "o1", total: { amount: 5000, currency: "PLN" } },
      subscription: null,
      cart: null,
      accessEndsAt: new Date(now).toISOString(),
      codes: [],
      data: { ref: "line one\nline two" },
    });
  });

  it("says null and empty lists for what an event lacks", async () => {
    const { id, type, occurredAt, receivedAt, source } = event;
    const bare = { id, type, occurredAt, receivedAt, source, codes: [], data: null };
    const { request } = await run({}, { url }, answered(200), bare);
    expect(JSON.parse(request?.body ?? "")).toEqual({
      id: "evt_1",
      type: "purchase.completed",
      occurredAt: "2026-11-20T11:00:00.000Z",
      customer: null,
      products: [],
      order: null,
      subscription: null,
      cart: null,
      accessEndsAt: null,
      codes: [],
      data: null,
    });
  });

  it.each<[string, unknown, string | undefined]>([
    ["POST", { a: [1, "x"] }, '{"a":[1,"x"]}'],
    ["PUT", [], "[]"],
    ["PATCH", "text", '"text"'],
    ["DELETE", { id: 1 }, '{"id":1}'],
    ["DELETE", undefined, undefined],
    ["GET", { a: 1 }, undefined],
    ["GET", undefined, undefined],
  ])("as %s with body %j sends %s", async (method, body, expected) => {
    const { request } = await run({ method, ...(body === undefined ? {} : { body }) });
    expect(request?.method).toBe(method);
    expect(request?.body).toBe(expected);
    expect(request?.headers?.["content-type"]).toBe(expected === undefined ? undefined : "application/json");
  });

  it("sends the event where the body is left empty", async () => {
    const { request } = await run({ body: null });
    expect(JSON.parse(request?.body ?? "")).toMatchObject({ id: "evt_1" });
  });

  it("carries its id and time, and no signature without a secret", async () => {
    const { request } = await run();
    expect(request?.headers).toEqual({
      "content-type": "application/json",
      "webhook-id": "dlv_1",
      "webhook-timestamp": "1795176030",
    });
  });

  it.each([
    ["POST", undefined],
    ["POST", { a: "ż" }],
    ["GET", undefined],
  ])("as %s with body %j is signed as Standard Webhooks' own library expects", async (method, body) => {
    const { request } = await run({ method, body }, { url, signingSecret });
    const timestamp = Math.floor(now / 1000);
    const theirs = new Webhook(signingSecret).sign("dlv_1", new Date(timestamp * 1000), request?.body ?? "");
    expect(request?.headers?.["webhook-signature"]).toBe(theirs);
  });

  it("carries the connection's headers and the automation's, which win", async () => {
    const { request } = await run(
      { headers: { "x-b": "mine", "X-Name": "Łódź: 1\t2" } },
      {
        url,
        headers: { Authorization: "Bearer abc", "X-B": "theirs", "Content-Type": "application/vnd.api+json" },
      },
    );
    expect(request?.headers).toMatchObject({
      authorization: "Bearer abc",
      "x-b": "mine",
      "x-name": "%C5%81%C3%B3d%C5%BA: 1 2",
      "content-type": "application/vnd.api+json",
    });
    expect(() => new Headers(request?.headers)).not.toThrow();
  });

  it("takes templates in its body and headers", async () => {
    const written = {
      body: {
        email: "{{ customer.email }}",
        total: "{{ order.total.amount }}",
        text: "{{ order.total.amount }} gr",
      },
      headers: { "x-total": "{{ order.total.amount }}", "x-ref": "{{ data.ref }}" },
    };
    expect(action.input.safeParse(written).success).toBe(true);
    const rendered = renderTree(written, event, action.input);
    const { request } = await run(rendered.ok ? rendered.value : rendered.reason);
    expect(request?.body).toBe('{"email":"ada@example.com","total":5000,"text":"5000 gr"}');
    expect(request?.headers).toMatchObject({ "x-total": "5000", "x-ref": "line one line two" });
  });
});

describe("an answer", () => {
  it.each([200, 201, 202, 204, 299])("of %d means done", async (status) => {
    expect((await run({}, { url }, answered(status))).verdict).toEqual({ is: "done" });
  });

  it.each([
    [301, "failed", "final address"],
    [302, "failed", "final address"],
    [304, "failed", "final address"],
    [308, "failed", "final address"],
    [400, "failed", "does not accept"],
    [401, "refused", "mend the address"],
    [403, "refused", "mend the address"],
    [404, "failed", "does not accept"],
    [405, "failed", "does not accept"],
    [407, "refused", "mend the address"],
    [408, "retry", "trouble (408)"],
    [409, "failed", "does not accept"],
    [410, "failed", "gone"],
    [413, "failed", "does not accept"],
    [422, "failed", "does not accept"],
    [425, "retry", "trouble (425)"],
    [429, "retry", "slow down"],
    [500, "retry", "trouble (500)"],
    [502, "retry", "trouble (502)"],
    [503, "retry", "trouble (503)"],
    [530, "retry", "trouble (530)"],
  ])("of %d means %s", async (status, is, words) => {
    expect((await run({}, { url }, answered(status))).verdict).toEqual({
      is,
      reason: expect.stringContaining(words),
    });
  });

  it.each([
    [429, "120", 120_000],
    [503, "Fri, 20 Nov 2026 12:01:00 GMT", 29_500],
    [503, "soon", undefined],
  ])("of %d with Retry-After %s waits %s ms", async (status, header, afterMs) => {
    const { verdict } = await run({}, { url }, answered(status, { "retry-after": header }));
    expect(verdict).toMatchObject({ is: "retry" });
    expect(verdict?.is === "retry" && verdict.afterMs).toBe(afterMs);
  });

  it.each<[Answer["is"], string]>([
    ["timeout", "unknown"],
    ["unreachable", "retry"],
    ["blocked", "failed"],
  ])("that is missing because of %s means %s", async (is, verdict) => {
    if (is === "answer") return;
    expect((await run({}, { url }, { is, reason: "Why." })).verdict).toEqual({ is: verdict, reason: "Why." });
  });
});

describe("its settings", () => {
  const accepts = (settings: unknown) => webhookTool.settings.safeParse(settings).success;
  const bytes = (count: number) => `whsec_${toBase64(new Uint8Array(count).fill(7))}`;

  it.each([
    ["an address alone", { url }],
    ["a secret of 16 bytes", { url, signingSecret: bytes(16) }],
    ["a secret of 64 bytes", { url, signingSecret: bytes(64) }],
    ["headers", { url, headers: { Authorization: "Bearer x", "X-Key": "" } }],
  ])("may be %s", (_name, settings) => {
    expect(accepts(settings)).toBe(true);
  });

  it.each([
    ["no address", {}],
    ["half an address", { url: "hooks.example.com" }],
    ["an empty secret", { url, signingSecret: "" }],
    ["a secret of 15 bytes", { url, signingSecret: bytes(15) }],
    ["a secret of 65 bytes", { url, signingSecret: bytes(65) }],
    ["a secret without whsec_", { url, signingSecret: bytes(32).slice(6) }],
    ["a secret that is not base64", { url, signingSecret: "whsec_not base64 at all!" }],
    ["a header with a line break", { url, headers: { a: "b\r\nc: d" } }],
    ["a header that cannot be sent", { url, headers: { a: "Łódź" } }],
    ["a header whose name is none", { url, headers: { "a b": "c" } }],
    [
      "21 headers",
      { url, headers: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`x-${i}`, "v"])) },
    ],
  ])("may not be %s", (_name, settings) => {
    expect(accepts(settings)).toBe(false);
  });

  it.each([
    "Host",
    "content-length",
    "Cookie",
    "Connection",
    "Transfer-Encoding",
    "TE",
    "Upgrade",
    "user-agent",
    "Webhook-Signature",
    "webhook-id",
    "Shopbell-Hops",
    "CF-Connecting-IP",
  ])("leave the header %s alone, and so do inputs", (name) => {
    expect(accepts({ url, headers: { [name]: "x" } })).toBe(false);
    expect(action.input.safeParse({ headers: { [name]: "x" } }).success).toBe(false);
  });

  it("mark what is secret and what will be called", () => {
    const { shape } = webhookTool.settings;
    expect(shape.url.meta()).toMatchObject({ outboundUrl: true });
    expect(shape.url.meta()?.secret).toBeUndefined();
    expect(shape.signingSecret.meta()).toMatchObject({ secret: true });
    expect(shape.headers.meta()).toMatchObject({ secret: true });
  });
});

it("is repeatable, needs nothing, and keeps no order", () => {
  expect(action).toMatchObject({ repeatable: true, needs: [] });
  expect(action.lane).toBeUndefined();
});

it("goes to the place its address names", () => {
  const place = (address: string) => webhookTool.place?.({ url: address }, "send", {});
  expect(place("https://Hooks.example.com:443/catch?key=1#part")).toBe(
    "https://hooks.example.com/catch?key=1",
  );
  expect(place("nonsense")).toBeUndefined();
});

it("cannot be checked without sending something", async () => {
  const send = () => Promise.reject(new Error("sent"));
  expect(await webhookTool.check({ url }, send)).toEqual({ is: "unchecked" });
});
