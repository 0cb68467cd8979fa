// XML as the sources read it: what a document holds, and what is harmless in one that means harm.
import { describe, expect, it } from "vitest";
import { childOf, readXml, type XmlElement } from "./xml";

function rootOf(text: string): XmlElement {
  const reading = readXml(text);
  return reading.is === "document" ? reading.root : expect.fail(reading.reason);
}

const isMalformed = (text: string) => readXml(text).is === "malformed";
const textOf = (inside: string) => rootOf(`<a>${inside}</a>`).text;

describe("a document", () => {
  it("is its elements, in order, with their text", () => {
    const root = rootOf(
      "<?xml version='1.0' encoding='utf-8'?>\r\n<a>one<b>two</b><c/><b >three</b >four</a>\r\n",
    );
    expect(root).toMatchObject({ name: "a", space: "", text: "onefour" });
    expect(root.children.map(({ name, text }) => [name, text])).toEqual([
      ["b", "two"],
      ["c", ""],
      ["b", "three"],
    ]);
  });

  it.each([
    ["a byte order mark", "\ufeff<?xml version='1.0' encoding='UTF-8'?><a>é</a>", "é"],
    ["comments", "<!-- <b> & --><a>x<!-- <b> &bomb; -->y</a><!---->", "xy"],
    ["instructions", "<?a <b> ?><a>x<?b?>y</a>", "xy"],
    ["CDATA as it stands", "<a><![CDATA[<b>&amp;]] >]]></a>", "<b>&amp;]] >"],
    ["line ends of any kind", "<a>1\r\n2\r3\n4</a>", "1\n2\n3\n4"],
    ["XML's own entities", "<a>&lt;&gt;&amp;&quot;&apos;</a>", "<>&\"'"],
    ["entities once", "<a>&amp;lt;&amp;#60;</a>", "&lt;&#60;"],
    ["characters by number", "<a>&#65;&#x142;&#x1F600;&#10;</a>", "Ał😀\n"],
  ])("may have %s", (_what, text, told) => {
    expect(rootOf(text).text).toBe(told);
  });

  it("has namespaces, whatever their prefixes are", () => {
    const told = { name: "a", space: "urn:1", attributes: new Map([["{urn:2}c", "1"]]) };
    expect(rootOf('<p:a xmlns:p="urn:1" q:c="1" xmlns:q="urn:2"/>')).toMatchObject(told);
    expect(rootOf("<a xmlns='urn:1' xmlns:q='urn:2' q:c='1'></a>")).toMatchObject(told);
    const nested = rootOf('<a xmlns="urn:1"><b xmlns=""><c/></b><d xmlns="urn:2"/><e x="&lt;"/></a>');
    expect(nested.children.map(({ name, space }) => [name, space])).toEqual([
      ["b", ""],
      ["d", "urn:2"],
      ["e", "urn:1"],
    ]);
    expect(childOf(childOf(nested, "b", ""), "c", "")).toBeDefined();
    expect(childOf(nested, "d", "urn:1")).toBeUndefined();
    expect(nested.children[2]?.attributes.get("x")).toBe("<");
  });

  it("may have members called like anything", () => {
    expect(rootOf("<__proto__ constructor='1'><toString/></__proto__>").attributes.get("constructor")).toBe(
      "1",
    );
  });
});

describe("no document", () => {
  it.each([
    "",
    " ",
    "a",
    "{}",
    "<a>",
    "<a",
    "<a><b></a></b>",
    "<a></b>",
    "</a>",
    "<a/><b/>",
    "<a/>x",
    "x<a/>",
    "<![CDATA[x]]><a/>",
    "<a><![CDATA[x]]</a>",
    "<a><!-- </a>",
    "<?xml",
    "<a b/>",
    "<a b=c/>",
    "<a b='1' b='2'/>",
    "<a b='<'/>",
    "<a b='1'c='2'/>",
    "<1/>",
    "< a/>",
    "<p:a/>",
    "<a p:b='1'/>",
    "<a>&nbsp;</a>",
    "<a>&</a>",
    "<a>& amp;</a>",
    "<a>&amp</a>",
    "<a>&#0;</a>",
    "<a>&#xD800;</a>",
    "<a>&#x110000;</a>",
    "<a b='&x;'/>",
    "<?xml version='1.0' encoding='UTF-16'?><a/>",
  ])("is %j", (text) => {
    expect(readXml(text)).toEqual({ is: "malformed", reason: expect.stringMatching(/^(is|has) .+\.$/) });
  });
});

describe("a document that means harm", () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>`;
  const outside = `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`;

  it.each([
    bomb,
    outside,
    `<!DOCTYPE a SYSTEM "https://evil.example/a.dtd"><a/>`,
    `<!doctype a><a/>`,
    `<a><!ENTITY b "c"></a>`,
  ])("is refused where it begins to define things: %s", (text) => {
    expect(readXml(text)).toMatchObject({
      is: "malformed",
      reason: expect.stringContaining("document type"),
    });
  });

  it("says nothing by entities that others would know", () => {
    expect(textOf("<![CDATA[&c;]]>")).toBe("&c;");
    expect(isMalformed("<a>&c;</a>")).toBe(true);
  });

  it.each([
    ["nesting", `${"<a>".repeat(300_000)}${"</a>".repeat(300_000)}`],
    ["open tags", "<a>".repeat(300_000)],
    ["elements", `<a>${"<b/>".repeat(300_000)}</a>`],
    ["attributes", `<a ${Array.from({ length: 100_000 }, (_, i) => `b${i}="c"`).join(" ")}/>`],
    [
      "namespaces",
      `<a>${`<b ${Array.from({ length: 32 }, (_, i) => `xmlns:c${i}="d${i}"`).join(" ")}>`.repeat(1000)}`,
    ],
    ["spaces in a tag", `<a${" ".repeat(1_000_000)}`],
    ["a long name", `<${"a".repeat(1_000_000)}`],
    ["a name of colons", `<${"a:".repeat(500_000)}`],
    ["a long attribute", `<a ${"b".repeat(500_000)}${" ".repeat(500_000)}`],
    ["open quotes", `<a b="${"<a b='".repeat(200_000)}`],
    ["ampersands", `<a>${"&".repeat(1_000_000)}</a>`],
    ["numbers", `<a>${"&#".repeat(500_000)}</a>`],
    ["half comments", `<a>${"<!-".repeat(300_000)}</a>`],
    ["open comments", `<a>${"<!-- -- ".repeat(100_000)}</a>`],
    ["a declaration", `<?xml ${"encoding ".repeat(100_000)}`],
  ])("takes no time by its many or long: %s", (_what, text) => {
    const started = performance.now();
    expect(isMalformed(text)).toBe(true);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("takes no time by what is allowed, either", () => {
    const started = performance.now();
    const spaces = Array.from({ length: 15 }, (_, i) => `xmlns:n${i}="urn:${i}"`).join(" ");
    expect(rootOf(`<a ${spaces}>${"<b xmlns='c'/>".repeat(49_000)}</a>`).children).toHaveLength(49_000);
    expect(textOf(`${"x&amp;<!---->".repeat(80_000)}`)).toHaveLength(160_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
