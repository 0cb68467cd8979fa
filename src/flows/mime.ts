// A mail as the text that mail servers pass on (RFC 5322, MIME): short lines of ASCII, but for what stands before an @.
import { type Mail, type Sender, toBase64 } from "../connectors/kit";

const encoder = new TextEncoder();

/** @param at epoch milliseconds */
export function mimeOf(mail: Mail, from: Sender, at: number): string {
  const { id, to, subject, text, html, replyTo } = mail;
  const headers = [
    `Date: ${new Date(at).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${id}@${asciiAddress(from.email).split("@")[1]}>`,
    `From: ${mailbox(from)}`,
    `To: ${to.map(asciiAddress).join(",\r\n ")}`,
    ...(replyTo === undefined ? [] : [`Reply-To: ${asciiAddress(replyTo)}`]),
    `Subject: ${headerText(subject)}`,
    "Auto-Submitted: auto-generated", // so that nobody's “I am on holiday” answers it (RFC 3834)
    "MIME-Version: 1.0",
  ];
  const plain = part("text/plain", text);
  if (html === undefined) return [...headers, plain, ""].join("\r\n");
  const boundary = `=_${id}`; // “=_” never stands in quoted-printable
  return [
    ...headers,
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    "",
    `--${boundary}`,
    plain,
    `--${boundary}`,
    part("text/html", html),
    `--${boundary}--`,
    "",
  ].join("\r\n");
}

/** The address with its domain in ASCII. What stands before the @ has no such form. */
export function asciiAddress(address: string): string {
  const at = address.lastIndexOf("@");
  const url = `https://${address.slice(at + 1)}`;
  return URL.canParse(url) ? `${address.slice(0, at)}@${new URL(url).hostname}` : address;
}

function part(type: string, text: string): string {
  return [
    `Content-Type: ${type}; charset=utf-8`,
    "Content-Transfer-Encoding: quoted-printable",
    "",
    quotedPrintable(text),
  ].join("\r\n");
}

function mailbox({ email, name }: Sender): string {
  const address = asciiAddress(email);
  if (!name) return address;
  const isPlain = /^[\x20-\x7e]{1,60}$/.test(name);
  return `${isPlain ? `"${name.replace(/["\\]/g, "\\$&")}"` : encodedWords(name)} <${address}>`;
}

/** The text in one header: no control character can end it and begin another one. */
function headerText(text: string): string {
  const isPlain = /^[\x20-\x7e]{1,60}$/.test(text) && !text.includes("=?");
  return isPlain ? text : encodedWords(text);
}

/** Of UTF-8 in one encoded word, such that a line with a header's name before it stays below 76 characters. */
const wordBytes = 39;

/** RFC 2047. No character is torn apart: each word must be readable by itself. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = "";
  for (const char of text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").toWellFormed()) {
    if (encoder.encode(word + char).length > wordBytes) {
      words.push(word);
      word = "";
    }
    word += char;
  }
  return [...words, word].map((one) => `=?UTF-8?B?${toBase64(encoder.encode(one))}?=`).join("\r\n ");
}

const longestLine = 76;

/** RFC 2045 §6.7. */
function quotedPrintable(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => {
      const bytes = encoder.encode(line);
      let out = "";
      let length = 0;
      bytes.forEach((byte, i) => {
        const isBlankAtEnd = (byte === 0x20 || byte === 0x09) && i === bytes.length - 1;
        const isPlain = byte === 0x09 || (byte >= 0x20 && byte <= 0x7e && byte !== 0x3d);
        const char =
          isPlain && !isBlankAtEnd
            ? String.fromCharCode(byte)
            : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
        if (length + char.length >= longestLine) {
          out += "=\r\n";
          length = 0;
        }
        out += char;
        length += char.length;
      });
      return out;
    })
    .join("\r\n");
}
