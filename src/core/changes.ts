// What an edit changed, for the audit log: of two states, the parts in which they differ.
import { isObject, type Json, type JsonObject } from "./json";

/** A part as long as this says enough of itself. */
const mostCharacters = 1000;

export type Sides = { before?: JsonObject; after?: JsonObject };

/** Objects are compared field by field, at any depth; everything else, lists too, as a whole. */
export function differences(before: object, after: object): Sides {
  return differing(plain(before), plain(after));
}

function differing(before: JsonObject, after: JsonObject): Sides {
  const sides: Required<Sides> = { before: {}, after: {} };
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[name], after[name]];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    const inner = isObject(was) && isObject(is) ? differing(was, is) : { before: was, after: is };
    if (inner.before !== undefined) sides.before[name] = cut(inner.before);
    if (inner.after !== undefined) sides.after[name] = cut(inner.after);
  }
  return {
    ...(Object.keys(sides.before).length > 0 ? { before: sides.before } : {}),
    ...(Object.keys(sides.after).length > 0 ? { after: sides.after } : {}),
  };
}

/** As JSON has it: a part that is undefined is not there. */
function plain(value: object): JsonObject {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  return isObject(copy) ? copy : {};
}

function cut(value: Json): Json {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= mostCharacters ? value : `${text.slice(0, mostCharacters)}…`;
}
