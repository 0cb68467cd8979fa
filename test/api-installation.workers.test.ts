// What an installation's settings may be, and what becomes of those that may not.
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { readSettings } from "../src/wiring";

const production = {
  ENVIRONMENT: "production",
  PUBLIC_URL: "https://shopbell.example.com",
  JURISDICTION: "eu",
  ADMIN_TOKEN: "an admin token of some length",
  TOKEN_SECRET: "a token secret that is long enough for anyone",
  SECRET_KEYS: `k1:${btoa("x".repeat(32))}`,
};
const read = (more: object) => () => readSettings({ ...production, ...more });

describe("production", () => {
  it("takes settings that are safe", () => {
    expect(read({})()).toMatchObject({
      PUBLIC_URL: "https://shopbell.example.com",
      ALLOW_LOOPBACK: "",
      FAULTS: "",
    });
    expect(read({ PUBLIC_URL: "https://shopbell.example.com/" })().PUBLIC_URL).toBe(
      "https://shopbell.example.com",
    );
    expect(read({ ALLOW_LOOPBACK: "false" })()).toMatchObject({ ALLOW_LOOPBACK: "false" });
  });

  it.each([
    [{ ALLOW_LOOPBACK: "true" }, "ALLOW_LOOPBACK and FAULTS are for local runs"],
    [{ FAULTS: "deliver.after-send" }, "ALLOW_LOOPBACK and FAULTS are for local runs"],
    [{ PUBLIC_URL: undefined }, "The setting PUBLIC_URL is missing or wrong"],
    [{ PUBLIC_URL: "" }, "The setting PUBLIC_URL is missing or wrong"],
    [
      { PUBLIC_URL: "http://shopbell.example.com" },
      "PUBLIC_URL must be this installation's https:// address",
    ],
    [{ PUBLIC_URL: "https://" }, "The setting PUBLIC_URL is missing or wrong"],
    [{ PUBLIC_URL: "https://example.com/shopbell" }, "this installation's address alone"],
    [{ ADMIN_TOKEN: undefined }, "The setting ADMIN_TOKEN is missing or wrong"],
    [{ ADMIN_TOKEN: "" }, "ADMIN_TOKEN must not be empty"],
    [{ ADMIN_TOKEN: "short" }, "in production it must hold at least 16 characters"],
    [{ TOKEN_SECRET: "short" }, "TOKEN_SECRET must hold at least 32 characters"],
    [{ SECRET_KEYS: undefined }, "The setting SECRET_KEYS is missing or wrong"],
    [{ ENVIRONMENT: "prod" }, "The setting ENVIRONMENT is missing or wrong"],
    [{ JURISDICTION: "us" }, "The setting JURISDICTION is missing or wrong"],
  ])("refuses %j by name", (more, words) => {
    expect(read(more)).toThrow(words);
  });

  it("names no value in what it says, since it ends up in a log", () => {
    expect(read({ ADMIN_TOKEN: "hunter2" })).toThrow(/^((?!hunter2).)*$/);
  });
});

describe("a local installation", () => {
  it("may call its own machine and be tripped up on purpose", () => {
    const local = {
      ENVIRONMENT: "local",
      PUBLIC_URL: "http://127.0.0.1:8787",
      ALLOW_LOOPBACK: "true",
      FAULTS: "x",
    };
    expect(read(local)()).toMatchObject({ ALLOW_LOOPBACK: "true" });
    expect(env.ADMIN_TOKEN).not.toBe("");
  });
});
