// How long a token is kept, and when another is had.
import { expect, it } from "vitest";
import type { Json } from "../core/json";
import { askWithToken, grantedIn, type TokenApi } from "./access-tokens";
import type { Send } from "./kit";

let owners = 0;

/** An API that takes the tokens in `good`, and gives one after the other. */
function open(good: (token: string) => boolean) {
  let given = 0;
  const used: string[] = [];
  const of: TokenApi = {
    owner: `owner ${owners++}`,
    grant: async (_send, now) =>
      grantedIn({ access_token: `t${++given}`, expires_in: 3600 }, now) ?? { is: "failed", reason: "" },
    api: ({ token }) => ({
      name: "An API",
      root: "https://api.example",
      headers: { authorization: token },
      wrongKey: "The token is refused.",
      forbidden: "Not this.",
      wordsOf: () => "",
    }),
  };
  const send: Send = async ({ headers = {} }) => {
    const { authorization: token = "" } = headers;
    used.push(token);
    const status = good(token) ? 200 : 401;
    return { is: "answer", status, headers: new Headers(), body: "{}", cut: false };
  };
  const askAt = (now: number) => askWithToken(of, { method: "GET", path: "/" }, send, now);
  return { askAt, used, given: () => given };
}

it("a token serves until shortly before its end", async () => {
  const { askAt, used } = open(() => true);
  for (const seconds of [0, 10, 3539, 3541, 3600]) await askAt(seconds * 1000);
  expect(used).toEqual(["t1", "t1", "t1", "t2", "t2"]);
});

it("a token that is refused before its end is exchanged once, and the question asked again", async () => {
  const revoked = new Set<string>();
  const { askAt, used } = open((token) => !revoked.has(token));
  await askAt(0);
  revoked.add("t1");
  expect(await askAt(1)).toMatchObject({ is: "told" });
  expect(await askAt(2)).toMatchObject({ is: "told" });
  expect(used).toEqual(["t1", "t1", "t2", "t2"]);
});

it("a new token that is refused is not exchanged, and not kept", async () => {
  const { askAt, used, given } = open(() => false);
  expect(await askAt(0)).toMatchObject({ setback: { is: "refused", reason: "The token is refused." } });
  expect(used).toEqual(["t1"]);
  await askAt(1);
  expect(given()).toBe(2);
});

it.each<Json>([null, "x", {}, { access_token: "" }, { error: "invalid_client" }])(
  "%j holds no token",
  (json) => {
    expect(grantedIn(json, 0)).toBeUndefined();
  },
);
