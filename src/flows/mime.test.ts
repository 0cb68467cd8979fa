// Mails as text: whatever is written, only short lines of ASCII go out, and what was meant can be read from them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Mail } from "../connectors/kit";
import { asciiAddress, mimeOf } from "./mime";

const at = Date.UTC(2026, 10, 22, 6, 5, 4);
const from = { email: "bell@shop.example" };
const plain: Mail = { id: "dlv_1", to: ["a@x.pl"], subject: "Hi", text: "One\nTwo" };

/** Headers by name in lower case, unfolded, and what is below them. */
function read(mime: string): { headers: Record<string, string>; body: string } {
  const end = mime.indexOf("\r\n\r\n");
  const lines = mime
    .slice(0, end)
    .replaceAll(/\r\n[ \t]/g, " ")
    .split("\r\n");
  const headers = lines.map((line) => [line.split(":")[0]?.toLowerCase(), line.replace(/^[^:]*: /, "")]);
  return { headers: Object.fromEntries(headers), body: mime.slice(end + 4) };
}

/** Encoded words as RFC 2047 reads them: blanks between two of them mean nothing. */
function words(text = ""): string {
  return text
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, base64: string) => Buffer.from(base64, "base64").toString());
}

function quoted(text: string): string {
  const bytes = text
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}

const make = (mail: Partial<Mail>, sender: object = from) =>
  mimeOf({ ...plain, ...mail }, { ...from, ...sender }, at);

describe("a mail", () => {
  it("of a text alone has one part", () => {
    expect(make({ replyTo: "c@x.pl" })).toBe(
      [
        "Date: Sun, 22 Nov 2026 06:05:04 +0000",
        "Message-ID: <dlv_1@shop.example>",
        "From: bell@shop.example",
        "To: a@x.pl",
        "Reply-To: c@x.pl",
        "Subject: Hi",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "One",
        "Two",
        "",
      ].join("\r\n"),
    );
  });

  it("with HTML has both, the better one last", () => {
    const { headers, body } = read(make({ html: "<p>Zoë = 1</p>" }));
    const [, boundary = ""] = /boundary="(.+)"/.exec(headers["content-type"] ?? "") ?? [];
    const [before, text = "", html = "", after] = `\r\n${body}`.split(`\r\n--${boundary}`);
    expect([before, after]).toEqual(["", "--\r\n"]);
    expect(read(text.slice(2)).headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(read(html.slice(2)).headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(quoted(read(html.slice(2)).body)).toBe("<p>Zoë = 1</p>");
  });

  it.each([
    [{ name: "The Shop" }, '"The Shop" <bell@shop.example>'],
    [{ name: 'A "B", \\C' }, '"A \\"B\\", \\\\C" <bell@shop.example>'],
    [{ email: "zoë@świat.pl" }, "zoë@xn--wiat-k5a.pl"],
  ])("from %j says so", (sender, header) => {
    expect(read(make({}, sender)).headers.from).toBe(header);
  });

  it("from a name with letters of its own keeps them", () => {
    const { from: header } = read(make({}, { name: "Zoë O'Brien-Łęcki 🎉" })).headers;
    expect(words(header)).toBe("Zoë O'Brien-Łęcki 🎉 <bell@shop.example>");
  });

  it.each([
    "x".repeat(200),
    "ł".repeat(200),
    "👩‍🚀".repeat(60),
    "=?UTF-8?B?SGk=?=",
    "a b  c",
    "\ud800 alone",
  ])("keeps the subject %s", (subject) => {
    expect(words(read(make({ subject })).headers.subject)).toBe(subject.toWellFormed());
  });

  it("has no more headers than its own, whatever stands in them", () => {
    const evil = "Hi\r\nBcc: b@x.pl\r\n\r\nBody\u2028more\u0085";
    const { headers } = read(make({ subject: evil }, { name: evil }));
    expect(Object.keys(headers)).toEqual(Object.keys(read(make({})).headers));
    expect(words(headers.subject)).toBe("Hi Bcc: b@x.pl Body more ");
  });

  it("has a line per address, so that none grows too long", () => {
    const to = Array.from({ length: 50 }, (_, i) => `${"a".repeat(60)}${i}@shop.example`);
    expect(read(make({ to })).headers.to).toBe(to.join(", "));
  });

  it.each([
    "",
    ".",
    ".\r\n..\n.a",
    "ends with blanks  \n\t\n",
    "x".repeat(5000),
    "= equals =\n=20",
    "ł".repeat(500),
    "a\rb\nc\r\nd",
    "\u0000\u0007",
  ])("keeps the text %j", (text) => {
    const { body } = read(make({ text }));
    expect(quoted(body)).toBe(`${text.replaceAll(/\r\n|\r|\n/g, "\r\n")}\r\n`);
    expect(body).not.toMatch(/[ \t]\r\n/); // on the way they get lost
  });

  it("is short lines of ASCII, whatever it says", () => {
    fc.assert(
      fc.property(
        fc.record({
          subject: fc.string({ unit: "grapheme", minLength: 1, maxLength: 250 }),
          text: fc.string({ unit: "grapheme", maxLength: 500 }),
          html: fc.option(fc.string({ maxLength: 500 }), { nil: undefined }),
        }),
        fc.string({ unit: "grapheme", maxLength: 100 }),
        (mail, name) => {
          const { html, ...rest } = mail;
          const mime = make({ ...rest, ...(html === undefined ? {} : { html }) }, { name });
          expect(mime).toMatch(/^[\t\x20-\x7e\r\n]*$/);
          const lines = mime.split("\r\n");
          expect(lines.filter((line) => line.length > 110 || /[\r\n]/.test(line))).toEqual([]);
          expect(words(read(mime).headers.subject)).toBe(
            mail.subject.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").toWellFormed(),
          );
        },
      ),
    );
  });
});

it.each([
  ["a@x.pl", "a@x.pl"],
  ["Łucja@ŚWIAT.pl", "Łucja@xn--wiat-k5a.pl"],
  ["a@b@x.pl", "a@b@x.pl"],
])("the address %s is %s", (address, ascii) => {
  expect(asciiAddress(address)).toBe(ascii);
});
