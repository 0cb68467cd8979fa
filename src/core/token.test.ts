import { describe, expect, it } from "vitest";
import { decodeBytes, encodeBytes, idBytes, idOf } from "./ids";
import { makeSourceToken, openSourceToken, tokenKey } from "./token";

const key = await tokenKey("a secret of thirty-two characters");
const token = {
  workspaceId: idOf("workspace", new Uint8Array(idBytes).fill(1)),
  sourceId: idOf("source", new Uint8Array(idBytes).fill(2)),
  version: 3,
};

describe("a token in a webhook's URL", () => {
  it("says what it was made of", async () => {
    expect(await openSourceToken(key, await makeSourceToken(key, token))).toEqual(token);
  });

  it("keeps its text for good: URLs are out in the world", async () => {
    expect(await makeSourceToken(key, token)).toMatchInlineSnapshot(
      `"040g2081040g2081041040g2081040g2081jnc3garb55hgbbnr0"`,
    );
  });

  it("fits into a URL without escaping", async () => {
    expect(await makeSourceToken(key, token)).toMatch(/^[0-9a-z]{52}$/);
  });

  it("is told apart by its version, of which 256 are known", async () => {
    const one = await makeSourceToken(key, { ...token, version: 1 });
    expect(await makeSourceToken(key, { ...token, version: 2 })).not.toBe(one);
    expect(await makeSourceToken(key, { ...token, version: 257 })).toBe(one);
  });

  it("is not ours when a single bit was changed", async () => {
    const bytes = decodeBytes(await makeSourceToken(key, token)) ?? new Uint8Array();
    expect(bytes.length).toBe(32);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = bytes.slice();
      forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await openSourceToken(key, encodeBytes(forged))).toBeUndefined();
    }
  });

  it("is not ours when it is cut, longer, written otherwise, or empty", async () => {
    const good = await makeSourceToken(key, token);
    for (const text of [
      "",
      good.slice(0, -1),
      `${good}0`,
      `${good.slice(0, -1)}${good.endsWith("1") ? "2" : "1"}`,
      good.toUpperCase(),
      good.repeat(20),
      `${good.slice(0, -1)}!`,
    ])
      expect(await openSourceToken(key, text)).toBeUndefined();
  });

  it("is not ours under another key", async () => {
    const other = await tokenKey("another secret of 32 characters, so");
    expect(await openSourceToken(key, await makeSourceToken(other, token))).toBeUndefined();
  });

  it("needs a long secret, and ids of the right kinds", async () => {
    expect(() => tokenKey("short")).toThrow("at least 32 characters");
    await expect(makeSourceToken(key, { ...token, sourceId: token.workspaceId })).rejects.toThrow("source");
  });
});
