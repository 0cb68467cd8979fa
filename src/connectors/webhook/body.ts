// Turns the body of an unknown system's request into one value: JSON, or a form with nested names.
import { isObject, type Json, type JsonObject } from "../../core/json";
import { jsonIn, type SourceRequest, textOf } from "../kit";

export type Body = { is: "body"; value: Json } | { is: "unreadable"; reason: string };

const unreadable = (reason: string): Body => ({ is: "unreadable", reason });

export function bodyOf(request: SourceRequest): Body {
  const text = textOf(request);
  if (text === undefined) return unreadable("The body is not UTF-8 text. Let the system send JSON.");
  if (text.trim() === "") return unreadable("The body is empty. Let the system send JSON or a form.");
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

  if (type === "application/x-www-form-urlencoded") return formIn(text);
  const value = jsonIn(text);
  if (value !== undefined) return { is: "body", value };
  if (/^application\/json$|\+json$/.test(type)) {
    return unreadable(
      "The body is called JSON and is not: perhaps a template left a quote or a comma wrong.",
    );
  }
  if (type === "" && looksLikeForm(text)) return formIn(text);
  const called = type.slice(0, 100) || "no content type";
  return unreadable(`The body (${called}) is neither JSON nor a form. Let the system send JSON.`);
}

/** A form's text holds neither spaces nor quotes nor angle brackets, and names something first. */
const looksLikeForm = (text: string): boolean => /^[\w.~%+*[\]-]+=[^\s"<>]*$/.test(text.trim());

const maxFields = 1000;
const maxDepth = 16;

/** `customer[email]=…` and `items[0][id]=…` become objects and lists, as PHP and Rails read them. */
function formIn(text: string): Body {
  const form: JsonObject = {};
  let fields = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++fields > maxFields) return unreadable(`The form has more than ${maxFields} fields.`);
    place(form, namesIn(name), value);
  }
  return { is: "body", value: listsIn(form) };
}

/** "a[b][c]" as its three names; a name that is no such path is one name. */
function namesIn(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])+)$/.exec(name);
  if (!match) return [name];
  const [, first = "", rest = ""] = match;
  return [first, ...rest.slice(1, -1).split("][")];
}

function place(form: JsonObject, names: string[], value: string): void {
  // Assigned, such a name would exchange the object's prototype instead of becoming a member.
  if (names.includes("__proto__") || names.length > maxDepth) return;
  let target = form;
  names.forEach((name, at) => {
    const key = name === "" ? String(Object.keys(target).length) : name;
    if (at === names.length - 1) {
      target[key] = value;
      return;
    }
    const known = Object.hasOwn(target, key) ? target[key] : undefined;
    const next: JsonObject = isObject(known) ? known : {};
    target[key] = next;
    target = next;
  });
}

/** Objects whose members are numbered 0, 1, 2 … are lists. */
function listsIn(value: Json): Json {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]): [string, Json] => [key, listsIn(member)]);
  const isList = entries.length > 0 && entries.every(([key], at) => key === String(at));
  return isList ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}
