// What a community has to choose from: its space groups, its spaces, and the fields of its members' profiles.
import { isObject, type JsonObject } from "../../core/json";
import { type Choices, idIn, type Send, textIn } from "../kit";
import { allPages, type Call, type Choice } from "../rest";
import { type Account, apiOf } from "./api";

/** Circle gives up to 100 at once, but a space tells the ids of all its posts, and only so much of an answer is read. */
const pageSize = 25;

export function spaceGroupsOf(account: Account, send: Send): Promise<Choices> {
  return pagesOf(account, send, "/space_groups", "space groups", ({ id, name }) =>
    choiceOf(idIn(id), textIn(name)),
  );
}

/** Spaces of several groups may have the same name, so each is named with its group. */
export function spacesOf(account: Account, send: Send): Promise<Choices> {
  return pagesOf(account, send, "/spaces", "spaces", ({ id, name, space_group }) => {
    const group = isObject(space_group) ? textIn(space_group.name) : undefined;
    const label = [group, textIn(name)].filter((one) => one !== undefined).join(" → ");
    return choiceOf(idIn(id), label || undefined);
  });
}

export function profileFieldsOf(account: Account, send: Send): Promise<Choices> {
  return pagesOf(account, send, "/profile_fields", "profile fields", ({ key, label }) =>
    choiceOf(idIn(key), textIn(label)),
  );
}

function choiceOf(value: string | undefined, label = value): Choice | undefined {
  return value === undefined || label === undefined ? undefined : { value, label };
}

function pagesOf(
  account: Account,
  send: Send,
  path: string,
  what: string,
  read: (one: JsonObject) => Choice | undefined,
): Promise<Choices> {
  const page = (number: number): Call => ({
    method: "GET",
    path,
    query: { page: String(number), per_page: String(pageSize) },
  });
  return allPages(apiOf(account), what, page(1), send, ({ json }, { query }) => {
    if (!isObject(json) || !Array.isArray(json.records)) return undefined;
    return {
      choices: json.records.filter(isObject).flatMap((one) => read(one) ?? []),
      next: json.has_next_page === true ? page(Number(query?.page) + 1) : undefined,
    };
  });
}
