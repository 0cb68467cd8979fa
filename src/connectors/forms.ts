// Reads a body that is a form: nested names become objects and lists, as PHP and Rails read them.
import { isObject, type Json, type JsonObject } from "../core/json";
import { jsonIn, type SourceRequest, textOf } from "./kit";

export const formType = "application/x-www-form-urlencoded";

/** More than any shop sends; a form of more is refused whole, so that nothing is read from half of one. */
export const maxFormFields = 1000;
const maxDepth = 16;

/**
 * `customer[email]=…` and `items[0][id]=…` as an object with objects and lists.
 * @returns undefined when it has more than `maxFormFields` fields
 */
export function formIn(text: string): Json | undefined {
  const form: JsonObject = {};
  let fields = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++fields > maxFormFields) return undefined;
    place(form, namesIn(name), value);
  }
  return listsIn(form);
}

/** The content type without its parameters, in lower case. */
export function contentTypeOf(request: SourceRequest): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

/**
 * The object that a provider sent as JSON or as a form, whichever its shop has chosen there.
 * @returns undefined when the body is neither
 */
export function jsonOrFormIn(request: SourceRequest): JsonObject | undefined {
  const text = textOf(request)?.trim() ?? "";
  const isForm = ["", formType].includes(contentTypeOf(request)) && text !== "" && !text.startsWith("{");
  const value = isForm ? formIn(text) : jsonIn(text);
  return isObject(value) ? value : undefined;
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
