// The same lines as a mail and as a message for Slack; nothing that somebody typed becomes a part of either's own language.
import { describe, expect, it } from "vitest";
import type { Letter } from "../core/trouble-words";
import { htmlOf, type Links, slackMessageOf, textOf } from "./letters";

const links: Links = {
  home: "https://bell.example/w/ws_1?a=1&b=2",
  to: ({ kind, id }) => `https://bell.example/w/ws_1/${kind}s/${id}`,
};
const about = { kind: "connection" as const, id: "con_1", name: "x" };
const letter = (...texts: string[]): Letter => ({
  subject: "Shop: <!channel> & more",
  lines: texts.map((text) => ({ text, about })),
  footer: "Shopbell for <Shop>.",
});

describe("a letter", () => {
  it("is plain text with addresses to look at", () => {
    expect(textOf(letter("“A” does not work."), links)).toBe(
      "- “A” does not work.\n  https://bell.example/w/ws_1/connections/con_1\n\n" +
        "--\nShopbell for <Shop>.\nhttps://bell.example/w/ws_1?a=1&b=2\n",
    );
  });

  it("is HTML in which what people typed stays text", () => {
    const html = htmlOf(letter('<script>alert("1")</script>'), links);
    expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
    expect(html).toContain('<a href="https://bell.example/w/ws_1?a=1&amp;b=2">');
    expect(html).not.toMatch(/<script|<Shop>/);
  });
});

describe("a message for Slack", () => {
  it("escapes the three characters that mean something there", () => {
    const { text, blocks } = slackMessageOf(letter("<@U1> & co > x"), links);
    expect(text).toBe("Shop: &lt;!channel&gt; &amp; more");
    expect(blocks).toMatchObject([
      { text: { text: "*Shop: &lt;!channel&gt; &amp; more*" } },
      {
        text: {
          text: "&lt;@U1&gt; &amp; co &gt; x <https://bell.example/w/ws_1/connections/con_1|↗>",
        },
      },
    ]);
  });

  it("says one thing once, and keeps within what Slack takes", () => {
    const one = { ...letter("It broke."), subject: "Shop: It broke." };
    expect(slackMessageOf(one, links).blocks).toHaveLength(1);
    const { blocks } = slackMessageOf(letter(...Array<string>(90).fill("&".repeat(9000))), links);
    expect(blocks.length).toBeLessThanOrEqual(50);
    for (const block of blocks as { text: { text: string } }[])
      expect(block.text.text.length).toBeLessThanOrEqual(3000);
  });
});
