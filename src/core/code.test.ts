// Codes: what they say, that they cannot be made up, and that all refusals are alike.
import { describe, expect, it } from "vitest";
import { type Code, codeAddresses, codeKey, codeKinds, makeCode, openCode, pictureText } from "./code";
import { decodeBytes, encodeBytes, idBytes, idOf, newId } from "./ids";
import { makeSourceToken, tokenKey } from "./token";

const secret = "a secret of thirty-two characters";
const key = await codeKey(secret);
const ticket: Code = {
  kind: "ticket",
  workspaceId: idOf("workspace", new Uint8Array(idBytes).fill(1)),
  codeId: idOf("code", new Uint8Array(idBytes).fill(2)),
};
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

describe("a code", () => {
  it.each(codeKinds)("of a %s says what it was made of", async (kind) => {
    const code = { ...ticket, kind, codeId: newId("code", random) };
    expect(await openCode(key, await makeCode(key, code))).toEqual(code);
  });

  it("keeps its text for good: codes are printed", async () => {
    expect(await makeCode(key, ticket)).toMatchInlineSnapshot(`"240G2081040G2081041040G2081040G209ZPGHMJ"`);
  });

  it("is 40 capitals and digits without I, L, O and U", async () => {
    for (let i = 0; i < 100; i++)
      expect(await makeCode(key, { ...ticket, codeId: newId("code", random) })).toMatch(
        /^[0-9A-HJKMNP-TV-Z]{40}$/,
      );
  });

  it("is read in capitals and in small letters", async () => {
    const text = await makeCode(key, ticket);
    expect(await openCode(key, text.toLowerCase())).toEqual(ticket);
  });

  it("is not ours when a single bit was changed", async () => {
    const bytes = decodeBytes((await makeCode(key, ticket)).toLowerCase()) ?? new Uint8Array();
    expect(bytes.length).toBe(25);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = bytes.slice();
      forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await openCode(key, encodeBytes(forged))).toBeUndefined();
    }
  });

  it("is not ours when it is cut, longer, empty, spelt otherwise, or somebody else's", async () => {
    const good = await makeCode(key, ticket);
    const other = await codeKey("another secret of 32 characters, so");
    for (const text of [
      "",
      good.slice(0, -1),
      `${good}0`,
      `${good.slice(0, -1)}!`,
      `${good.slice(0, -1)}\u212a`, // the sign for kelvin, whose small letter is a k
      "0".repeat(40),
      good.repeat(2),
      await makeCode(other, ticket),
    ])
      expect(await openCode(key, text)).toBeUndefined();
  });

  it("has a key of its own: a webhook token's does not open it", async () => {
    const tokens = await tokenKey(secret);
    expect(await openCode(tokens, await makeCode(key, ticket))).toBeUndefined();
    const token = await makeSourceToken(tokens, {
      workspaceId: ticket.workspaceId,
      sourceId: idOf("source", new Uint8Array(idBytes)),
      version: 0,
    });
    expect(await openCode(key, token.slice(0, 40))).toBeUndefined();
  });

  it("proves a malformed one as long as a forged one: each costs one MAC", async () => {
    const forged = `${(await makeCode(key, ticket)).slice(0, -1)}`;
    const median = async (text: string) => {
      const took: number[] = [];
      for (let i = 0; i < 400; i++) {
        const from = performance.now();
        await openCode(key, text);
        took.push(performance.now() - from);
      }
      return took.sort((a, b) => a - b)[200] ?? 0;
    };
    await median(`${forged}0`); // warm
    const [wrong, cut] = [await median(`${forged}0`), await median("nonsense")];
    expect(cut).toBeGreaterThan(wrong / 4);
  });

  it("needs the ids of a workspace and a code", async () => {
    await expect(makeCode(key, { ...ticket, codeId: ticket.workspaceId })).rejects.toThrow("its own");
  });
});

describe("the addresses of a code", () => {
  it("are its page and its pictures", () => {
    expect(codeAddresses("https://bell.example", "ABC")).toEqual({
      url: "https://bell.example/q/ABC",
      svg: "https://bell.example/q/ABC.svg",
      png: "https://bell.example/q/ABC.png",
    });
  });

  it("stand in the picture in capitals, but for the scheme", () => {
    expect(pictureText("https://bell.example", "abc")).toBe("https://BELL.EXAMPLE/Q/ABC");
    expect(pictureText("http://127.0.0.1:8787", "ABC")).toBe("http://127.0.0.1:8787/Q/ABC");
  });

  it("mean the same in capitals", () => {
    expect(new URL(pictureText("https://bell.example", "ABC")).origin).toBe("https://bell.example");
  });
});
