import { describe, expect, it } from "vitest";
import { standingOf } from "./source-standing";

const now = Date.UTC(2026, 5, 10, 12);
const ago = (days: number) => now - days * 86_400_000;
const spoke = (at: number) => ({ id: "evt_1", at });

describe("A source", () => {
  it.each([
    ["has never spoken", undefined, "quiet"],
    ["has never spoken", { lastEvent: null, lastRefusedAt: null }, "quiet"],
    ["has only been refused", { lastEvent: null, lastRefusedAt: ago(1) }, "refused"],
    ["is refused since it spoke", { lastEvent: spoke(ago(2)), lastRefusedAt: ago(1) }, "refused"],
    [
      "has spoken since it was refused",
      { lastEvent: spoke(ago(0.1)), lastRefusedAt: ago(0.5) },
      "partly-refused",
    ],
    ["has not been refused for a day", { lastEvent: spoke(ago(1)), lastRefusedAt: ago(2) }, "well"],
    ["was refused long ago", { lastEvent: spoke(ago(40)), lastRefusedAt: ago(30) }, "well"],
    ["has spoken", { lastEvent: spoke(ago(50)), lastRefusedAt: null }, "well"],
  ])("that %s", (_, heard, standing) => {
    expect(standingOf({ enabled: true }, heard, now)).toBe(standing);
    expect(standingOf({ enabled: false }, heard, now)).toBe("off");
  });
});
