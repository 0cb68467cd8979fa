// What an account has to choose from: its tags and its custom fields.
import { isObject, type JsonObject } from "../../core/json";
import { type Choices, idIn, type Send, textIn } from "../kit";
import { allPages, type Call, type Choice } from "../rest";
import { type Account, apiOf } from "./api";

/** Kit gives up to 1,000 at once; fewer keep a page of long names below what is read of an answer. */
const pageSize = 200;

export function tagsOf(account: Account, send: Send): Promise<Choices> {
  return pagesOf(account, send, "tags", "tags", ({ id, name }) => choiceOf(id, name));
}

/** A field's values are sent by its key, which stays when its label is changed. */
export function fieldsOf(account: Account, send: Send): Promise<Choices> {
  return pagesOf(account, send, "custom_fields", "custom fields", ({ key, label }) => choiceOf(key, label));
}

function choiceOf(id: unknown, label: unknown): Choice | undefined {
  const value = idIn(id);
  return value === undefined ? undefined : { value, label: textIn(label) ?? value };
}

function pagesOf(
  account: Account,
  send: Send,
  member: string,
  what: string,
  read: (one: JsonObject) => Choice | undefined,
): Promise<Choices> {
  const page = (after?: string): Call => ({
    method: "GET",
    path: `/${member}`,
    query: { per_page: String(pageSize), ...(after === undefined ? {} : { after }) },
  });
  return allPages(apiOf(account), what, page(), send, ({ json }) => {
    const { [member]: all, pagination } = isObject(json) ? json : {};
    if (!Array.isArray(all) || !isObject(pagination)) return undefined;
    const cursor = textIn(pagination.end_cursor);
    return {
      choices: all.filter(isObject).flatMap((one) => read(one) ?? []),
      next: pagination.has_next_page === true && cursor !== undefined ? page(cursor) : undefined,
    };
  });
}
