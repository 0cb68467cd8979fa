// A test event: new each time, and signed wherever anybody but the provider can sign.
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineSource, type Source, verified } from "../connectors/kit";
import { testRequest } from "./try";

const url = "https://bell.example/in/abc?secret=s";
let bytes = 0;
const deps = { now: () => 0, randomBytes: (length: number) => new Uint8Array(length).fill(bytes++) };

const sourceWith = (sign?: Source["sign"]): Source =>
  defineSource({
    settings: z.object({}),
    setupSteps: ["{{url}}"],
    globalIds: false,
    tells: [],
    verify: async () => verified,
    read: async () => ({ is: "nothing", reason: "" }),
    ...(sign ? { sign } : {}),
    samples: [{ title: "Order", body: '{"order":"A-1001"}', headers: { "x-order": "A-1001" } }],
    sampleIds: ["A-1001"],
  });

describe("a test event", () => {
  it("has new ids, the same in body and headers", async () => {
    const first = await testRequest(sourceWith(), {}, 0, url, deps);
    const second = await testRequest(sourceWith(), {}, 0, url, deps);
    const body = (await first?.request.text()) ?? "";
    expect(body).toMatch(/^\{"order":"A-\d{4}"\}$/);
    expect(body).toContain(first?.request.headers.get("x-order"));
    expect(await second?.request.text()).not.toBe(body);
  });

  it("carries the provider's proof", async () => {
    const sign = async () => ({ headers: { "x-mac": "m" }, query: { key: "k" } });
    const test = await testRequest(sourceWith(sign), {}, 0, url, deps);
    expect(test?.isSigned).toBe(true);
    expect(test?.request.headers.get("x-mac")).toBe("m");
    expect(test?.request.url).toBe(`${url}&key=k`);
  });

  it("is unsigned where only the provider can sign, always or with these settings", async () => {
    const unsigned = { isSigned: false, request: expect.any(Request) };
    expect(await testRequest(sourceWith(), {}, 0, url, deps)).toEqual(unsigned);
    expect(
      await testRequest(
        sourceWith(async () => undefined),
        {},
        0,
        url,
        deps,
      ),
    ).toEqual(unsigned);
  });

  it("is none where there is no such sample", async () => {
    expect(await testRequest(sourceWith(), {}, 1, url, deps)).toBeUndefined();
  });
});
