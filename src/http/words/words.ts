// What the server says to people, in other languages: by the English text, so that whoever says it needs to know nothing of it.
import type { MiddlewareHandler } from "hono";
import { isObject } from "../../core/json";
import type { Language } from "../../core/language";
import { readerOf } from "../scan/reader";

/**
 * English → the same in another language. What stands in braces in a text, as in "There is no {what}." or "{{url}}", is
 * taken over; in the other language it may stand elsewhere.
 */
export type Words = Readonly<Record<string, string>>;
export type Say = (english: string) => string;

/** Says in English whatever has no other words. */
export function sayer(words: Words): Say {
  const patterns = Object.entries(words).flatMap(([english, said]) => patternOf(english, said) ?? []);
  return (english) => {
    const said = words[english];
    if (said !== undefined) return said;
    for (const say of patterns) {
      const filled = say(english);
      if (filled !== undefined) return filled;
    }
    return english;
  };
}

const placeholder = /\{\{?\s*(\w+)\s*\}?\}/g;

function patternOf(english: string, said: string): ((text: string) => string | undefined) | undefined {
  const names = [...english.matchAll(placeholder)].map(([, name = ""]) => name);
  if (names.length === 0) return undefined;
  const parts = english.split(placeholder).filter((_, i) => i % 2 === 0); // between them are the names
  const pattern = new RegExp(`^${parts.map(escaped).join("(.+?)")}$`, "s");
  return (text) => {
    const found = pattern.exec(text)?.slice(1);
    return (
      found && said.replaceAll(placeholder, (whole, name: string) => found[names.indexOf(name)] ?? whole)
    );
  };
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

const sayers = new Map<Language, Promise<Say>>();

/** Loaded when first asked for. @returns undefined for English, which needs none */
function sayIn(language: Language): Promise<Say> | undefined {
  if (language === "en") return undefined;
  const say = sayers.get(language) ?? load(language);
  sayers.set(language, say);
  return say;
}

async function load(language: Exclude<Language, "en">): Promise<Say> {
  switch (language) {
    case "pl":
      return sayer((await import("./pl")).pl);
    case "sv":
      return sayer((await import("./sv")).sv);
  }
}

/** Members of an answer that are sentences of Shopbell's own, wherever they stand. */
const sentences = new Set([
  "because",
  "caveat",
  "detail",
  "message",
  "note",
  "problem",
  "reason",
  "setupSteps",
]);
/** Members by which connectors describe themselves; elsewhere a title may be somebody's own. */
const descriptions = new Set(["title", "description", "summary", "setupSteps", "enumLabels"]);

/** A copy in which each text for people has gone through `say`. Names of systems and values stay as they are. */
export function describedBy<T extends { title: string }>({ title, ...rest }: T, say: Say): T {
  return { title, ...(withWords(rest, descriptions, say) as object) } as T; // the shape stays as it was
}

function withWords(value: unknown, names: Set<string>, say: Say, isForPeople = false): unknown {
  if (typeof value === "string") return isForPeople ? say(value) : value;
  if (Array.isArray(value)) return value.map((one) => withWords(one, names, say, isForPeople));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      withWords(one, names, say, names.has(key) || (isForPeople && typeof one === "string")),
    ]),
  );
}

/** Answers in the language that `Accept-Language` asks for, as far as there are words. */
export const inReadersLanguage: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers, status } = c.res;
  headers.append("Vary", "Accept-Language");
  const say = await sayIn(readerOf(c.req.header("accept-language") ?? null, "UTC").language);
  const isFile = headers.has("content-disposition");
  if (!say || isFile || !/^application\/(?:problem\+)?json/.test(headers.get("content-type") ?? "")) return;
  const said: unknown = await c.res.json();
  const path = new URL(c.req.url).pathname;
  const translated = path === "/api/connectors" ? connectorsIn(said, say) : withWords(said, sentences, say);
  c.res = new Response(JSON.stringify(translated), { status, headers });
};

function connectorsIn(said: unknown, say: Say): unknown {
  if (!isObject(said) || !Array.isArray(said.items)) return said;
  return { ...said, items: (said.items as { title: string }[]).map((one) => describedBy(one, say)) };
}
