// What an account has to choose from: its audiences, and the tags and merge fields of one of them.
import { isObject, type Json } from "../../core/json";
import { type Choices, idIn, numberIn, type Send, textIn } from "../kit";
import { allPages, type Call, type Choice, path } from "../rest";
import { type Account, apiOf } from "./api";

/** Mailchimp gives up to 1,000 at once; fewer keep a page of long names below what is read of an answer. */
const pageSize = 250;

export function audiencesOf(account: Account, send: Send): Promise<Choices> {
  return pagesOf(account, send, "/lists", "lists", "audiences", "id,name", (list) => {
    const id = idIn(list.id);
    return id === undefined ? undefined : { value: id, label: textIn(list.name) ?? id };
  });
}

export async function mergeFieldsOf(account: Account, send: Send, input: object): Promise<Choices> {
  const listId = listIn(input);
  if (listId === undefined) return noAudience;
  const below = path`/lists/${listId}/merge-fields`;
  return pagesOf(account, send, below, "merge_fields", "merge fields", "tag,name", (field) => {
    const tag = idIn(field.tag);
    return tag === undefined ? undefined : { value: tag, label: textIn(field.name) ?? tag };
  });
}

/** Tags come all at once, found by the beginning of their names, which may be empty. */
export async function tagsOf(account: Account, send: Send, input: object): Promise<Choices> {
  const listId = listIn(input);
  if (listId === undefined) return noAudience;
  const first: Call = { method: "GET", path: path`/lists/${listId}/tag-search` };
  return allPages(apiOf(account), "tags", first, send, ({ json }) => {
    const tags = isObject(json) ? json.tags : undefined;
    return Array.isArray(tags) ? { choices: tags.flatMap((tag) => tagIn(tag) ?? []) } : undefined;
  });
}

function tagIn(tag: Json): Choice | undefined {
  const name = isObject(tag) ? textIn(tag.name) : undefined;
  return name === undefined ? undefined : { value: name, label: name };
}

/** What depends on the audience has nothing to offer before one is chosen. */
const noAudience: Choices = { is: "choices", choices: [] };

function listIn(input: { listId?: unknown }): string | undefined {
  return idIn(input.listId);
}

function pagesOf(
  account: Account,
  send: Send,
  below: string,
  member: string,
  what: string,
  fields: string,
  read: (one: Record<string, Json>) => Choice | undefined,
): Promise<Choices> {
  const page = (offset: number): Call => ({
    method: "GET",
    path: below,
    query: {
      count: String(pageSize),
      offset: String(offset),
      fields: [...fields.split(",").map((field) => `${member}.${field}`), "total_items"].join(","),
    },
  });
  return allPages(apiOf(account), what, page(0), send, ({ json }, { query }) => {
    const all = isObject(json) ? json[member] : undefined;
    const total = isObject(json) ? numberIn(json.total_items) : undefined;
    if (!Array.isArray(all) || total === undefined) return undefined;
    const offset = Number(query?.offset) + all.length;
    return {
      choices: all.filter(isObject).flatMap((one) => read(one) ?? []),
      next: all.length > 0 && offset < total ? page(offset) : undefined,
    };
  });
}
