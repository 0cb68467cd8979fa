// The audiences of an account, to choose one from.
import { isObject } from "../../core/json";
import { type Choices, idIn, numberIn, type Send, textIn, troubleOf } from "../kit";
import { type Account, ask, notMailchimp } from "./api";

/** Mailchimp gives up to 1,000 at once; fewer keep a page of long names below what is read of an answer. */
const pageSize = 250;
const mostPages = 40;

export async function audiencesOf(account: Account, send: Send): Promise<Choices> {
  // By id: between two pages an audience may be made or deleted, and shift the others.
  const names = new Map<string, string>();
  let offset = 0;
  for (let page = 0; page < mostPages; page++) {
    const query = {
      count: String(pageSize),
      offset: String(offset),
      fields: "lists.id,lists.name,total_items",
    };
    const reply = await ask(account, { method: "GET", path: "/lists", query }, send);
    if (reply.is === "setback") return troubleOf(reply.setback);
    if (reply.is === "objection")
      return { is: "trouble", problem: `Mailchimp did not tell its audiences: ${reply.title}.` };
    const { lists, total_items } = reply.body ?? {};
    const total = numberIn(total_items);
    if (!Array.isArray(lists) || total === undefined) return { is: "trouble", problem: notMailchimp(200) };
    for (const list of lists.filter(isObject)) {
      const id = idIn(list.id);
      if (id) names.set(id, textIn(list.name) ?? id);
    }
    offset += lists.length;
    if (lists.length === 0 || offset >= total) break;
  }
  return { is: "choices", choices: [...names].map(([value, label]) => ({ value, label })) };
}
