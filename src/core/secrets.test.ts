import { describe, expect, it } from "vitest";
import { makeKeyring, open, seal } from "./secrets";

const keyText = (fill: number) => btoa(String.fromCharCode(...new Uint8Array(32).fill(fill)));
const ring = await makeKeyring(`a:${keyText(1)}`);
const owner = "ws_1 con_1";

describe("a secret at rest", () => {
  it("comes back to its owner", async () => {
    for (const plain of ["", "key", "zażółć gęślą jaźń 🔑", "x".repeat(100_000)])
      expect(await open(ring, owner, await seal(ring, owner, plain))).toBe(plain);
  });

  it("is another text each time, without the plain one in it", async () => {
    const sealed = await seal(ring, owner, "hush hush");
    expect(sealed).toMatch(/^v1\.a\.[A-Za-z0-9+/=]+$/);
    expect(await seal(ring, owner, "hush hush")).not.toBe(sealed);
    expect(atob(sealed.split(".")[2] ?? "")).not.toContain("hush");
  });

  it("cannot be read by another owner, so moving it is no use", async () => {
    const sealed = await seal(ring, owner, "hush hush");
    for (const other of ["ws_1 con_2", "ws_2 con_1", "ws_1", "", "ws_1 con_1 "])
      await expect(open(ring, other, sealed)).rejects.toThrow();
  });

  it("cannot be changed, cut, or passed off as sealed with another key", async () => {
    const two = await makeKeyring(`a:${keyText(1)},b:${keyText(1)}`);
    const sealed = await seal(two, owner, "hush hush");
    const [, , body = ""] = sealed.split(".");
    const flipped = `${body.slice(0, 20)}${body[20] === "A" ? "B" : "A"}${body.slice(21)}`;
    for (const text of [`v1.a.${flipped}`, `v1.a.${body.slice(0, 12)}`, `v1.b.${body}`, "v1.a.", "", body])
      await expect(open(two, owner, text)).rejects.toThrow();
  });

  it("is still read after its key was rotated, and new ones are sealed with the new key", async () => {
    const sealed = await seal(ring, owner, "hush hush");
    const rotated = await makeKeyring(`b:${keyText(2)}, a:${keyText(1)}`);
    expect(await open(rotated, owner, sealed)).toBe("hush hush");
    expect(await seal(rotated, owner, "new")).toMatch(/^v1\.b\./);
    const withoutOld = await makeKeyring(`b:${keyText(2)}`);
    await expect(open(withoutOld, owner, sealed)).rejects.toThrow("no longer here");
  });
});

describe("a keyring", () => {
  it.each([
    ["", "id:base64"],
    ["a", "id:base64"],
    [`:${keyText(1)}`, "id:base64"],
    [`a.b:${keyText(1)}`, "id:base64"],
    ["a:not base64!", "id:base64"],
    [`a:${btoa("too short")}`, "32 bytes"],
    [`a:${keyText(1)},`, "id:base64"],
    [`a:${keyText(1)},a:${keyText(2)}`, "same id"],
  ])("is not made of %j", async (text, message) => {
    await expect(makeKeyring(text)).rejects.toThrow(message);
  });
});
