// What an account has to choose from: its groups, and the fields of its subscribers.
import { isObject, type Json } from "../../core/json";
import { type Choices, idIn, type Send, textIn } from "../kit";
import { allPages, type Call, type Choice } from "../rest";
import { type Account, apiOf } from "./api";

/** What MailerLite Classic gives when nothing else is asked for; it does not tell how many groups there are. */
const pageSize = 100;

export function groupsOf(account: Account, send: Send): Promise<Choices> {
  const page = (offset: number): Call => ({
    method: "GET",
    path: "/groups",
    query: { limit: String(pageSize), offset: String(offset) },
  });
  return allPages(apiOf(account), "groups", page(0), send, ({ json }, { query }) => {
    if (!Array.isArray(json)) return undefined;
    return {
      choices: json.flatMap((one) => choiceIn(one, "id", "name")),
      next: json.length < pageSize ? undefined : page(Number(query?.offset) + json.length),
    };
  });
}

/** Fields come all at once; the address is one of them, and no one's to fill in. */
export function fieldsOf(account: Account, send: Send): Promise<Choices> {
  return allPages(apiOf(account), "fields", { method: "GET", path: "/fields" }, send, ({ json }) => {
    if (!Array.isArray(json)) return undefined;
    const choices = json.flatMap((one) => choiceIn(one, "key", "title"));
    return { choices: choices.filter(({ value }) => value !== "email") };
  });
}

function choiceIn(one: Json, member: string, label: string): Choice[] {
  const value = isObject(one) ? idIn(one[member]) : undefined;
  return isObject(one) && value !== undefined ? [{ value, label: textIn(one[label]) ?? value }] : [];
}
