// What an account has to choose from: its lists and its custom fields.
// https://developers.activecampaign.com/reference/pagination
import { isObject, type Json } from "../../core/json";
import { type Choices, idIn, numberIn, type Send, textIn } from "../kit";
import { allPages, type Call } from "../rest";
import { type Account, apiOf, itemsIn } from "./api";

/** ActiveCampaign gives up to 100 at once; fewer keep a page, with all it tells of each, below what is read of an answer. */
const pageSize = 50;

export function listsOf(account: Account, send: Send): Promise<Choices> {
  return pagesOf(account, send, "lists", "lists", (list) => textIn(list.name));
}

export function fieldsOf(account: Account, send: Send): Promise<Choices> {
  return pagesOf(account, send, "fields", "custom fields", (field) => textIn(field.title));
}

function pagesOf(
  account: Account,
  send: Send,
  member: "lists" | "fields",
  what: string,
  labelOf: (one: Record<string, Json>) => string | undefined,
): Promise<Choices> {
  const page = (offset: number): Call => ({
    method: "GET",
    path: `/${member}`,
    query: { limit: String(pageSize), ...(offset > 0 ? { offset: String(offset) } : {}) },
  });
  return allPages(apiOf(account), what, page(0), send, ({ json }, { query }) => {
    const items = itemsIn(json, member);
    if (!items) return undefined;
    const meta = isObject(json) && isObject(json.meta) ? json.meta : {};
    const read = Number(query?.offset ?? 0) + items.length;
    const isLast = items.length === 0 || read >= (numberIn(meta.total) ?? Number.POSITIVE_INFINITY);
    return {
      choices: items.flatMap((one) => {
        const id = idIn(one.id);
        return id === undefined ? [] : [{ value: id, label: labelOf(one) ?? id }];
      }),
      next: isLast ? undefined : page(read),
    };
  });
}
