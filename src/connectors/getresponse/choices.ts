// What an account has to choose from: its lists and its custom fields.
import { isObject } from "../../core/json";
import { type Choices, idIn, numberIn, type Send, textIn } from "../kit";
import { allPages, type Call } from "../rest";
import { type Account, apiOf } from "./api";

export const listsOf = (account: Account, send: Send) =>
  pagesOf(account, send, "/campaigns", "campaignId", "lists");

export const customFieldsOf = (account: Account, send: Send) =>
  pagesOf(account, send, "/custom-fields", "customFieldId", "custom fields");

/** GetResponse gives up to 1,000 at once; fewer keep a page of long names below what is read of an answer. */
const perPage = 250;

function pagesOf(
  account: Account,
  send: Send,
  path: string,
  idField: string,
  what: string,
): Promise<Choices> {
  const page = (number: number): Call => ({
    method: "GET",
    path,
    query: { fields: "name", page: String(number), perPage: String(perPage) },
  });
  return allPages(apiOf(account), what, page(1), send, ({ json, headers }, { query }) => {
    if (!Array.isArray(json)) return undefined;
    const number = Number(query?.page);
    const pages = numberIn(headers.get("totalpages"));
    const isLast = json.length === 0 || (pages === undefined ? json.length < perPage : number >= pages);
    return {
      choices: json.filter(isObject).flatMap((one) => {
        const id = idIn(one[idField]);
        return id === undefined ? [] : [{ value: id, label: textIn(one.name) ?? id }];
      }),
      next: isLast ? undefined : page(number + 1),
    };
  });
}
