// What the owner says: how requests are proved, and by which app records are fetched.
import { z } from "zod";
import { outboundUrl, secret, standInUrl } from "../kit";
import { loginOf } from "./api";

const guid = (name: string, description: string) =>
  z
    .string()
    .trim()
    .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, { error: `is not a ${name}` })
    .optional()
    .meta({ title: name.charAt(0).toUpperCase() + name.slice(1), description });

const apiFields = ["tenantId", "clientId", "clientSecret", "environmentUrl"] as const;

export const settings = z
  .object({
    authentication: z.enum(["http-header", "webhook-key", "http-query-string"]).meta({
      title: "Authentication",
      description: "The same as in the Plug-in Registration Tool.",
      enumLabels: {
        "http-header": "HttpHeader",
        "webhook-key": "WebhookKey",
        "http-query-string": "HttpQueryString",
      },
    }),
    key: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{1,100}$/, { error: "is not a name of letters, digits, - and _" })
      .default("x-webhook-secret")
      .meta({
        title: "Key",
        description: "The name under “Keys” in the tool: of the header, or of the parameter in the address.",
        when: { authentication: ["http-header", "http-query-string"] },
        needed: true,
      }),
    value: secret(
      z
        .string()
        .trim()
        .min(1)
        .max(200)
        .regex(/^[\x20-\x7e]*$/, { error: "holds a character that a header cannot hold" }),
      {
        title: "Value",
        description: "Make one up, long and random, and enter the same in the tool, as its value or key.",
      },
    ),
    ignoredUserId: guid(
      "user ID",
      "Optional: the ID of the application user by which another program writes to Dynamics what Shopbell tells it. Its changes are left out, so that the two do not answer each other for ever.",
    ),
    tenantId: guid(
      "tenant ID",
      "Optional: with these four, Shopbell fetches what a message leaves out. Of the app's registration in Microsoft Entra: Overview → Directory (tenant) ID.",
    ),
    clientId: guid("client ID", "Overview → Application (client) ID."),
    clientSecret: secret(z.string().trim().min(1).max(200).optional(), {
      title: "Client secret",
      description: "Certificates & secrets → New client secret: its value, not its ID.",
    }),
    environmentUrl: outboundUrl(
      z
        .string()
        .trim()
        .max(200)
        .transform((url) => url.replace(/\/+$/, "").toLowerCase())
        .refine((url) => loginOf(url) !== undefined, {
          error: "is not an environment's address, such as https://contoso.crm4.dynamics.com",
        })
        .optional(),
      {
        title: "Environment URL",
        description:
          "What the browser shows when Dynamics 365 is open, up to .com: https://contoso.crm4.dynamics.com.",
      },
    ),
    baseUrl: standInUrl,
    loginUrl: standInUrl,
  })
  .refine((all) => new Set(apiFields.map((field) => all[field] === undefined)).size === 1, {
    path: ["tenantId"],
    error: "belongs to client ID, client secret and environment URL: fill in all four, or none",
  });
export type Settings = z.output<typeof settings>;
