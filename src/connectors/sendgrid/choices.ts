// What an account has to choose from: its lists, its custom fields and its dynamic templates.
import { isObject, type Json } from "../../core/json";
import { type Choices, idIn, type Send, textIn } from "../kit";
import { allPages, type Call } from "../rest";
import { type Account, apiOf } from "./api";

/** SendGrid gives more at once; fewer keep a page of long names below what is read of an answer. */
export function listsOf(account: Account, send: Send): Promise<Choices> {
  return choicesOf(account, send, "lists", "/marketing/lists", { page_size: "250" }, "result");
}

/** With its versions, a template takes a few kilobytes. */
export function templatesOf(account: Account, send: Send): Promise<Choices> {
  const query = { generations: "dynamic", page_size: "50" };
  return choicesOf(account, send, "templates", "/templates", query, "result");
}

export function fieldsOf(account: Account, send: Send): Promise<Choices> {
  return choicesOf(account, send, "custom fields", "/marketing/field_definitions", {}, "custom_fields");
}

function choicesOf(
  account: Account,
  send: Send,
  what: string,
  path: string,
  query: Record<string, string>,
  member: string,
): Promise<Choices> {
  const first: Call = { method: "GET", path, query };
  return allPages(apiOf(account), what, first, send, ({ json }) => {
    const all = isObject(json) ? json[member] : undefined;
    if (!isObject(json) || !Array.isArray(all)) return undefined;
    const token = nextToken(json._metadata);
    return {
      choices: all.filter(isObject).flatMap(({ id, name }) => {
        const value = idIn(id);
        return value === undefined ? [] : [{ value, label: textIn(name) ?? value }];
      }),
      next: token === undefined ? undefined : { ...first, query: { ...query, page_token: token } },
    };
  });
}

/** The next page is told as a whole address; only its token is taken, so that the key goes nowhere else. */
function nextToken(metadata: Json | undefined): string | undefined {
  const next = isObject(metadata) ? textIn(metadata.next) : undefined;
  return next === undefined ? undefined : textIn(new URLSearchParams(next.split("?")[1]).get("page_token"));
}
