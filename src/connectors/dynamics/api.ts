// Dataverse's Web API, asked for one record by its id, with a token of the owner's own app.
import { isObject, type Json, type JsonObject, valuesAt } from "../../core/json";
import { askWithToken, type Grant, type Granted, grantedIn, type TokenApi } from "../access-tokens";
import { type Send, type Setback, textIn, withoutAddresses } from "../kit";
import { type Api, ask, notFrom, path } from "../rest";
import type { Settings } from "./settings";
import type { Table } from "./tables";

/** Where an environment's users sign in, by the end of its host. */
const clouds: [RegExp, string][] = [
  [/^https:\/\/[a-z0-9-]+\.(?:api\.)?crm\d*\.dynamics\.com$/, "https://login.microsoftonline.com"],
  [/^https:\/\/[a-z0-9-]+\.(?:api\.)?crm9\.microsoftdynamics\.us$/, "https://login.microsoftonline.us"],
  [/^https:\/\/[a-z0-9-]+\.(?:api\.)?crm\.appsplatform\.us$/, "https://login.microsoftonline.us"],
  [/^https:\/\/[a-z0-9-]+\.(?:api\.)?crm\.dynamics\.cn$/, "https://login.partner.microsoftonline.cn"],
];

export const loginOf = (environmentUrl: string): string | undefined =>
  clouds.find(([environment]) => environment.test(environmentUrl))?.[1];

/** What fetching takes, once all of it is there. */
export type Access = {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  environmentUrl: string;
  root: string;
  login: string;
};

export function accessIn(settings: Settings): Access | undefined {
  const { tenantId, clientId, clientSecret, environmentUrl } = settings;
  const login = settings.loginUrl ?? (environmentUrl && loginOf(environmentUrl));
  if (!tenantId || !clientId || !clientSecret || !environmentUrl || !login) return undefined;
  const root = settings.baseUrl ?? `${environmentUrl}/api/data/v9.2`;
  return { tenantId, clientId, clientSecret, environmentUrl, root, login };
}

const words = (json: Json): string => withoutAddresses(textIn(valuesAt(json, "error.message")[0]) ?? "");

const tokenApi = (access: Access): TokenApi => ({
  owner: JSON.stringify([
    access.login,
    access.tenantId,
    access.clientId,
    access.clientSecret,
    access.environmentUrl,
  ]),
  grant: (send, now) => grant(access, send, now),
  api: ({ token }: Granted): Api => ({
    name: "Dynamics 365",
    root: access.root,
    headers: {
      authorization: `Bearer ${token}`,
      "odata-maxversion": "4.0",
      "odata-version": "4.0",
    },
    wrongKey:
      "Dynamics 365 does not take the app's token: check the environment's address, and that the app is an application user of the environment.",
    forbidden:
      "The app may not read this record: in the Power Platform admin center, add it to the environment as an application user, with a security role that can read leads, contacts, orders, invoices and opportunities.",
    wordsOf: words,
  }),
});

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
async function grant(access: Access, send: Send, now: number): Promise<Grant> {
  const api: Api = {
    name: "Microsoft Entra",
    root: access.login,
    headers: {},
    wrongKey:
      "Microsoft refused the client secret: it may be wrong or have expired. Make a new one under Certificates & secrets of the app's registration.",
    forbidden: "Microsoft lets this app have no token: look at its registration in Microsoft Entra.",
    wordsOf: (json) => codeIn(textIn(valuesAt(json, "error_description")[0]) ?? ""),
  };
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: access.clientId,
    client_secret: access.clientSecret,
    scope: `${access.environmentUrl}/.default`,
  });
  const reply = await ask(
    api,
    {
      method: "POST",
      path: path`/${access.tenantId}/oauth2/v2.0/token`,
      text: { type: "application/x-www-form-urlencoded", content: form.toString() },
    },
    send,
    now,
  );
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection")
    return {
      is: "refused",
      reason:
        `Microsoft gave no token: check the tenant ID, the client ID and the environment's address. ${reply.words}`.trim(),
    };
  return grantedIn(reply.json, now) ?? { is: "retry", reason: notFrom(api, reply.status) };
}

/** “AADSTS700016: Application with identifier …” says most by its number, which can be looked up. */
const codeIn = (text: string): string => /^AADSTS\d+/.exec(text)?.[0] ?? "";

/** @returns the record's columns without OData's own; a lookup that was followed is an object in it */
export async function fetchRecord(
  access: Access,
  table: Table,
  id: string,
  send: Send,
  now: number,
): Promise<{ is: "record"; record: JsonObject } | Setback> {
  const expand = Object.entries(table.lookups).map(
    ([name, columns]) => `${name}($select=${columns.join(",")})`,
  );
  const reply = await askWithToken(
    tokenApi(access),
    {
      method: "GET",
      path: `/${table.set}(${encodeURIComponent(id)})`,
      query: {
        $select: table.columns.join(","),
        ...(expand.length > 0 ? { $expand: expand.join(",") } : {}),
      },
    },
    send,
    now,
  );
  if (reply.is === "setback") return reply.setback;
  if (reply.is === "objection") {
    if (reply.status === 404)
      return {
        is: "failed",
        reason: "The record is not in Dynamics 365 any more: it was deleted meanwhile.",
      };
    return { is: "failed", reason: `Dynamics 365 did not give the record (${reply.status}): ${reply.words}` };
  }
  if (!isObject(reply.json)) return { is: "retry", reason: notFrom({ name: "Dynamics 365" }, reply.status) };
  return { is: "record", record: columnsIn(reply.json) };
}

/** Lookups that lead nowhere are null, and say nothing; neither do other empty columns. */
const columnsIn = (row: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(row).filter(([name, value]) => !name.includes("@") && value !== null));
