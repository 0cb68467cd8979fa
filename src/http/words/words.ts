// What the server says to people, in other languages: by the English text, so that whoever says it needs to know nothing of it.
import type { Context, MiddlewareHandler } from "hono";
import { isObject } from "../../core/json";
import type { Language } from "../../core/language";
import { readerOf } from "../scan/reader";

/**
 * English → the same in another language. What stands in braces in a text, as in "There is no {what}." or "{{url}}", is
 * taken over; in the other language it may stand elsewhere.
 */
export type Words = Readonly<Record<string, string>>;
/** Words for what stands in braces, by its name there: of `type` for {type}, or for {type1} and {type2}. */
export type Parts = Readonly<Record<string, Words>>;
export type Say = (english: string) => string;

/** In braces, these are sentences themselves. */
const innerSentences = ["because", "message", "reason"];

/** Says in English whatever has no other words. Of patterns that fit, the first one counts. */
export function sayer(words: Words, parts: Parts = {}): Say {
  const sayers = new Map<string, Say>();
  const sayPart: SayPart = (name, part) => sayers.get(name.replace(/\d+$/, ""))?.(part) ?? part;
  const say = sayerOf(words, sayPart);
  for (const [name, ofPart] of Object.entries(parts)) sayers.set(name, sayerOf(ofPart, sayPart));
  for (const name of innerSentences) sayers.set(name, say);
  return say;
}

type SayPart = (name: string, part: string) => string;

/** What is longer is compared as a whole alone: no pattern is meant for it, and some would take long. */
const longestFilled = 2_000;

function sayerOf(words: Words, sayPart: SayPart): Say {
  const whole = new Map(Object.entries(words));
  const patterns = [...whole].flatMap(([english, said]) => patternOf(english, said, sayPart) ?? []);
  return (english) => {
    const said = whole.get(english);
    if (said !== undefined || english.length > longestFilled) return said ?? english;
    for (const say of patterns) {
      const filled = say(english);
      if (filled !== undefined) return filled;
    }
    return english;
  };
}

const placeholder = /\{\{?\s*(\w+)\s*\}?\}/g;
/** Of these, no part has a space. */
const singleWords = ["field", "path", "type"];

function patternOf(
  english: string,
  said: string,
  sayPart: SayPart,
): ((text: string) => string | undefined) | undefined {
  const names = [...english.matchAll(placeholder)].map(([, name = ""]) => name);
  if (names.length === 0) return undefined;
  const fixed = english.split(placeholder).filter((_, i) => i % 2 === 0); // between them are the names
  const part = (name = "") => (singleWords.includes(name) ? "(\\S+?)" : "(.+?)");
  const pattern = new RegExp(
    `^${fixed.map((text, i) => escaped(text) + (i < names.length ? part(names[i]) : "")).join("")}$`,
    "s",
  );
  return (text) => {
    const found = pattern.exec(text)?.slice(1);
    return (
      found &&
      said.replaceAll(placeholder, (whole, name: string) => {
        const filled = found[names.indexOf(name)];
        return filled === undefined ? whole : sayPart(name, filled);
      })
    );
  };
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** A language's words: `describe` for what connectors say of themselves, `say` for sentences of Shopbell's own. */
export type Speaker = { language: Language; describe: Say; say: Say };

const english: Speaker = { language: "en", describe: (text) => text, say: (text) => text };
const speakers = new Map<Language, Promise<Speaker>>();

/** Whoever speaks the language that a request's `Accept-Language` asks for; loaded when first asked for. */
export async function speakerFor(c: Context): Promise<Speaker> {
  const { language } = readerOf(c.req.header("accept-language") ?? null, "UTC");
  const speaker = speakers.get(language) ?? load(language);
  speakers.set(language, speaker);
  return speaker;
}

async function load(language: Language): Promise<Speaker> {
  switch (language) {
    case "en":
      return english;
    case "pl": {
      const [{ pl }, { parts, sentences }] = await Promise.all([import("./pl"), import("./sentences.pl")]);
      return { language, describe: sayer(pl, parts), say: sayer(sentences, parts) };
    }
    case "sv": {
      const [{ sv }, { parts, sentences }] = await Promise.all([import("./sv"), import("./sentences.sv")]);
      return { language, describe: sayer(sv, parts), say: sayer(sentences, parts) };
    }
  }
}

/** Members of an answer that are sentences of Shopbell's own, or lists of them, wherever they stand. */
const sentenceNames = new Set([
  "because",
  "caveat",
  "detail",
  "message",
  "newEvents",
  "notes",
  "problem",
  "reason",
  "warnings",
  "what",
  "why",
]);
/** Members that hold what others wrote, and that are left as they are with all that is in them. */
const foreignNames = new Set([
  "after",
  "before",
  "data",
  "input",
  "request",
  "response",
  "settings",
  "shown",
]);
/** Members by which connectors describe themselves; elsewhere a title may be somebody's own. */
const descriptions = new Set(["title", "description", "summary", "setupSteps", "enumLabels"]);

/** A copy in which each text for people has gone through `say`. Names of systems and values stay as they are. */
export function describedBy<T extends { title: string }>({ title, ...rest }: T, say: Say): T {
  return { title, ...(withDescriptions(rest, say) as object) } as T; // the shape stays as it was
}

function withDescriptions(value: unknown, say: Say, isForPeople = false): unknown {
  if (typeof value === "string") return isForPeople ? say(value) : value;
  if (Array.isArray(value)) return value.map((one) => withDescriptions(one, say, isForPeople));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      withDescriptions(one, say, descriptions.has(name) || (isForPeople && typeof one === "string")),
    ]),
  );
}

function withSentences(value: unknown, speaker: Speaker): unknown {
  if (Array.isArray(value)) return value.map((one) => withSentences(one, speaker));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (foreignNames.has(name)) return [name, one];
      if (name === "setupSteps") return [name, saidBy(speaker.describe, one)];
      if (sentenceNames.has(name) && isSayable(one)) return [name, saidBy(speaker.say, one)];
      return [name, withSentences(one, speaker)];
    }),
  );
}

const isSayable = (value: unknown) =>
  typeof value === "string" || (Array.isArray(value) && value.every((one) => typeof one === "string"));

function saidBy(say: Say, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => saidBy(say, one));
  return typeof value === "string" ? say(value) : value;
}

/** Answers in the language that `Accept-Language` asks for, as far as there are words. */
export const inReadersLanguage: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers, status } = c.res;
  headers.append("Vary", "Accept-Language");
  const speaker = await speakerFor(c);
  const type = headers.get("content-type") ?? "";
  const isFile = headers.has("content-disposition");
  if (speaker === english || isFile || !/^application\/(?:problem\+)?json/.test(type)) return;
  const said: unknown = await c.res.json();
  const translated =
    new URL(c.req.url).pathname === "/api/connectors"
      ? connectorsIn(said, speaker.describe)
      : withSentences(type.includes("problem") ? titled(said, speaker.say) : said, speaker);
  c.res = new Response(JSON.stringify(translated), { status, headers });
};

/** A problem's title is ours; elsewhere a title may be somebody's own. */
function titled(said: unknown, say: Say): unknown {
  return isObject(said) && typeof said.title === "string" ? { ...said, title: say(said.title) } : said;
}

function connectorsIn(said: unknown, say: Say): unknown {
  if (!isObject(said) || !Array.isArray(said.items)) return said;
  return { ...said, items: (said.items as { title: string }[]).map((one) => describedBy(one, say)) };
}
