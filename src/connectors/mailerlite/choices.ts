// What an account has to choose from: its groups, and the fields of its subscribers.
import { isObject } from "../../core/json";
import { type Choices, idIn, numberIn, type Send, textIn } from "../kit";
import { allPages, type Call } from "../rest";
import { type Account, apiOf } from "./api";

export const groupsOf = (account: Account, send: Send): Promise<Choices> =>
  pagesOf(account, send, "/groups", "groups", "id");

export const fieldsOf = (account: Account, send: Send): Promise<Choices> =>
  pagesOf(account, send, "/fields", "fields", "key");

function pagesOf(
  account: Account,
  send: Send,
  path: string,
  what: string,
  member: "id" | "key",
): Promise<Choices> {
  const page = (number: number): Call => ({
    method: "GET",
    path,
    query: { limit: "100", page: String(number), sort: "name" },
  });
  return allPages(apiOf(account), what, page(1), send, ({ json }, { query }) => {
    const { data, meta } = isObject(json) ? json : {};
    const last = isObject(meta) ? numberIn(meta.last_page) : undefined;
    if (!Array.isArray(data) || last === undefined) return undefined;
    const next = Number(query?.page) + 1;
    return {
      choices: data.filter(isObject).flatMap((one) => {
        const value = idIn(one[member]);
        return value === undefined ? [] : [{ value, label: textIn(one.name) ?? value }];
      }),
      next: next <= last ? page(next) : undefined,
    };
  });
}
