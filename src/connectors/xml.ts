// Reads small XML documents, such as SOAP messages: elements, attributes, text and namespaces. A document type is refused,
// so there are no entities but XML's own five and numbers: nothing can grow beyond the text that came, and nothing is fetched.

export type XmlElement = {
  /** Without its prefix. */
  name: string;
  /** The namespace it is in; empty where it is in none. */
  space: string;
  /** By name; those with a prefix as `{namespace}name`. */
  attributes: Map<string, string>;
  children: XmlElement[];
  /** What stands in it directly, also between its children. */
  text: string;
};

/** `reason` completes “The body …”. */
export type XmlReading = { is: "document"; root: XmlElement } | { is: "malformed"; reason: string };

/** Deeper than any message nests, and shallow enough that whoever walks the elements may recurse. */
const maxDepth = 32;
const maxElements = 50_000;
/** Of one element, and of namespaces in force at one place. */
const maxAttributes = 32;

const name = "[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?";
const startOfTag = new RegExp(`<(${name})`, "y");
const attribute = new RegExp(`\\s+(${name})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, "y");
const endOfTag = /\s*(\/?)>/y;
const closingTag = new RegExp(`</(${name})\\s*>`, "y");

type Namespaces = ReadonlyMap<string, string>;
type Open = { element: XmlElement; qualified: string; namespaces: Namespaces };

const xmlOnly: Namespaces = new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]);

/** The text of a document that came as UTF-8. Works through it once, from left to right. */
export function readXml(source: string): XmlReading {
  const text = source.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const declared = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']*)/.exec(text.slice(0, 200))?.[1];
  if (declared !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(declared))
    return malformed("is XML in another encoding than UTF-8.");

  const open: Open[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  let at = 0;
  while (at < text.length) {
    const inside = open.at(-1);
    const tag = text.indexOf("<", at);
    const words = tag < 0 ? text.slice(at) : text.slice(at, tag);
    if (inside) {
      const plain = decoded(words);
      if (plain === undefined) return malformed("is XML with a character or an entity that is not known.");
      inside.element.text += plain;
    } else if (words.trim() !== "") return malformed("is not XML.");
    if (tag < 0) break;

    const skipped = afterSkipped(text, tag);
    if (skipped !== undefined) {
      if (skipped.end === 0) return malformed("is XML that breaks off.");
      if (skipped.text !== undefined) {
        if (!inside) return malformed("is not XML.");
        inside.element.text += skipped.text;
      }
      at = skipped.end;
      continue;
    }
    if (text.startsWith("<!", tag)) return malformed("is XML with a document type, which is not taken.");

    if (text.startsWith("</", tag)) {
      const closed = match(closingTag, text, tag);
      if (!closed || !inside || closed[1] !== inside.qualified)
        return malformed("is XML whose tags do not match.");
      open.pop();
      at = closingTag.lastIndex;
      continue;
    }

    const opened = openedTag(text, tag, inside?.namespaces ?? xmlOnly);
    if (!opened) return malformed("is XML with a tag that cannot be read.");
    if (inside) inside.element.children.push(opened.element);
    else if (root) return malformed("is more than one XML document.");
    else root = opened.element;
    if (!opened.isEmpty) open.push(opened);
    if (open.length > maxDepth || ++elements > maxElements)
      return malformed("is XML that is nested too deeply, or has too many elements.");
    at = opened.end;
  }
  if (open.length > 0) return malformed("is XML that breaks off.");
  return root ? { is: "document", root } : malformed("is not XML.");
}

const malformed = (reason: string): XmlReading => ({ is: "malformed", reason });

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Comments and instructions mean nothing, and a CDATA section is text as it stands. `end` is 0 where it has none. */
function afterSkipped(text: string, at: number): { end: number; text?: string } | undefined {
  for (const [start, stop] of [
    ["<!--", "-->"],
    ["<?", "?>"],
    ["<![CDATA[", "]]>"],
  ] as const) {
    if (!text.startsWith(start, at)) continue;
    const from = at + start.length;
    const to = text.indexOf(stop, from);
    if (to < 0) return { end: 0 };
    const end = to + stop.length;
    return start === "<![CDATA[" ? { end, text: text.slice(from, to) } : { end };
  }
  return undefined;
}

type Opened = Open & { end: number; isEmpty: boolean };

function openedTag(text: string, at: number, outer: Namespaces): Opened | undefined {
  const qualified = match(startOfTag, text, at)?.[1];
  if (qualified === undefined) return undefined;
  let end = startOfTag.lastIndex;
  const given = new Map<string, string>();
  for (;;) {
    const found = match(attribute, text, end);
    if (!found) break;
    const [, key = "", inDouble, inSingle] = found;
    const value = decoded(inDouble ?? inSingle ?? "");
    if (value === undefined || given.has(key) || given.size >= maxAttributes) return undefined;
    given.set(key, value);
    end = attribute.lastIndex;
  }
  const ended = match(endOfTag, text, end);
  if (!ended) return undefined;

  const namespaces = withDeclared(given, outer);
  if (namespaces.size > maxAttributes) return undefined;
  const attributes = new Map<string, string>();
  for (const [key, value] of given) {
    const [prefix, local] = partsOf(key);
    if (prefix === "xmlns" || key === "xmlns") continue;
    const space = prefix === "" ? "" : namespaces.get(prefix);
    if (space === undefined) return undefined;
    attributes.set(space === "" ? local : `{${space}}${local}`, value);
  }
  const [prefix, local] = partsOf(qualified);
  const space = namespaces.get(prefix) ?? (prefix === "" ? "" : undefined);
  if (space === undefined) return undefined;
  return {
    element: { name: local, space, attributes, children: [], text: "" },
    qualified,
    namespaces,
    end: endOfTag.lastIndex,
    isEmpty: ended[1] === "/",
  };
}

/** The namespaces in force, with those that an element declares itself. */
function withDeclared(attributes: Map<string, string>, outer: Namespaces): Namespaces {
  const declared = [...attributes].filter(([key]) => key === "xmlns" || key.startsWith("xmlns:"));
  if (declared.length === 0) return outer;
  return new Map([
    ...outer,
    ...declared.map(([key, value]): [string, string] => [key === "xmlns" ? "" : partsOf(key)[1], value]),
  ]);
}

function partsOf(qualified: string): [prefix: string, local: string] {
  const colon = qualified.indexOf(":");
  return colon < 0 ? ["", qualified] : [qualified.slice(0, colon), qualified.slice(colon + 1)];
}

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** The text that is meant; undefined when it holds what is no entity of XML's own, or a character that no text has. */
function decoded(text: string): string | undefined {
  if (!text.includes("&")) return text;
  let isKnown = true;
  const plain = text.replace(/&(?:#x([\da-f]{1,6});|#(\d{1,7});|(\w{2,4});)?/gi, (_, hex, decimal, named) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    const known = named ? entities.get(named) : isCharacter(code) ? String.fromCodePoint(code) : undefined;
    if (known === undefined) isKnown = false;
    return known ?? "";
  });
  return isKnown ? plain : undefined;
}

/** https://www.w3.org/TR/xml/#charsets */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

/** The first child of that name and namespace. */
export function childOf(
  element: XmlElement | undefined,
  name: string,
  space: string,
): XmlElement | undefined {
  return element?.children.find((one) => one.name === name && one.space === space);
}
