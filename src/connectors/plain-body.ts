// Turns the body of an unknown system's request into one value: JSON, or a form with nested names.
import type { Json } from "../core/json";
import { contentTypeOf, formIn, formType, maxFormFields } from "./forms";
import { jsonIn, type SourceRequest, textOf } from "./kit";

export type Body = { is: "body"; value: Json } | { is: "unreadable"; reason: string };

const unreadable = (reason: string): Body => ({ is: "unreadable", reason });

export function bodyOf(request: SourceRequest): Body {
  const text = textOf(request);
  if (text === undefined) return unreadable("The body is not UTF-8 text. Let the system send JSON.");
  if (text.trim() === "") return unreadable("The body is empty. Let the system send JSON or a form.");
  const type = contentTypeOf(request);

  if (type === formType) return asForm(text);
  const value = jsonIn(text);
  if (value !== undefined) return { is: "body", value };
  if (/^application\/json$|\+json$/.test(type)) {
    return unreadable(
      "The body is called JSON and is not: perhaps a template left a quote or a comma wrong.",
    );
  }
  if (type === "" && looksLikeForm(text)) return asForm(text);
  const called = type.slice(0, 100) || "no content type";
  return unreadable(`The body (${called}) is neither JSON nor a form. Let the system send JSON.`);
}

/** A form's text holds neither spaces nor quotes nor angle brackets, and names something first. */
const looksLikeForm = (text: string): boolean => /^[\w.~%+*[\]-]+=[^\s"<>]*$/.test(text.trim());

function asForm(text: string): Body {
  const value = formIn(text);
  return value === undefined
    ? unreadable(`The form has more than ${maxFormFields} fields.`)
    : { is: "body", value };
}
