// What the owner says: how events come, and by which Zoho account the records are fetched.
import { z } from "zod";
import { idleCarts, secret, standInUrl } from "../kit";

export const dataCenters = ["us", "eu", "in", "au", "jp", "ca", "cn", "sa"] as const;
export const moduleNames = ["Leads", "Contacts", "Deals"] as const;

const ofNotifications = { when: { integration: ["notifications"] } };
const ofWorkflows = { when: { integration: ["workflow"] } };
const needed = { ...ofNotifications, needed: true };

const credential = (title: string, description: string) =>
  secret(z.string().trim().min(1).max(300).optional(), { title, description }).meta(needed);

export const settings = z
  .object({
    integration: z.enum(["notifications", "workflow"]).meta({
      title: "How events come",
      description:
        "By notifications, which Shopbell sets up and keeps going by itself, or by webhooks of your own workflow rules.",
      enumLabels: { notifications: "Notifications", workflow: "Workflow webhooks" },
    }),
    token: secret(z.string().trim().min(1).max(50).optional(), {
      title: "Token",
      description:
        "Make one up: at most 50 characters that nobody can guess. Zoho sends it along, and that is the only proof.",
    }).meta(needed),
    dataCenter: z
      .enum(dataCenters)
      .default("us")
      .meta({
        title: "Data center",
        description: "Where your Zoho account is: see the end of the address when you are signed in.",
        enumLabels: {
          us: "United States (zoho.com)",
          eu: "Europe (zoho.eu)",
          in: "India (zoho.in)",
          au: "Australia (zoho.com.au)",
          jp: "Japan (zoho.jp)",
          ca: "Canada (zohocloud.ca)",
          cn: "China (zoho.com.cn)",
          sa: "Saudi Arabia (zoho.sa)",
        },
        secretsGoHere: true,
        ...ofNotifications,
      }),
    clientId: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({
        title: "Client ID",
        description:
          "In Zoho's API Console (api-console.zoho.com, or .eu and so on): Self Client → Client Secret.",
        ...needed,
      }),
    clientSecret: credential("Client secret", "On the same page."),
    refreshToken: credential(
      "Refresh token",
      "Begins with 1000. The steps below tell how to get it from the Self Client.",
    ),
    modules: z
      .array(z.enum(moduleNames, { error: "is none of Leads, Contacts and Deals" }))
      .min(1)
      .default([...moduleNames])
      .meta({
        title: "Modules",
        description: "Leads, Contacts, Deals, or some of them.",
        ...ofNotifications,
      }),
    wonStages: z
      .array(z.string().trim().min(1).max(120))
      .min(1)
      .max(20)
      .default(["Closed Won"])
      .meta({
        title: "Stages of won deals",
        description: "A deal in one of these stages is a purchase. As your pipeline calls them.",
        ...ofNotifications,
      }),
    currency: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{3}$/, { error: "is not a currency's code, such as EUR" })
      .optional()
      .meta({
        title: "Currency of deals",
        description: "Needed only where your Zoho CRM has one currency: then deals do not name it.",
        ...ofNotifications,
      }),
    channelId: z
      .string()
      .trim()
      .regex(/^[1-9]\d{0,17}$/, { error: "is not a number of at most 18 digits" })
      .optional()
      .meta({
        title: "Channel ID",
        description: "Only if another number is to be used than the one Shopbell makes of the address.",
        advanced: true,
        ...ofNotifications,
      }),
    secret: secret(z.string().trim().min(1).max(200).optional(), {
      title: "Secret",
      description:
        "Make one up, long and random. It becomes a part of the address; or leave it out there (from ?secret= on) and send it as the header X-Webhook-Secret.",
    }).meta({ ...ofWorkflows, needed: true }),
    ...idleCarts,
    baseUrl: standInUrl,
    accountsUrl: standInUrl,
  })
  .refine(({ integration, token }) => integration !== "notifications" || token !== undefined, {
    path: ["token"],
    error: "Without it nothing proves that a notification comes from Zoho: make one up.",
  })
  .refine(
    ({ integration, clientId, clientSecret, refreshToken }) =>
      integration !== "notifications" ||
      [clientId, clientSecret, refreshToken].every((field) => field !== undefined),
    {
      path: ["clientId"],
      error:
        "Notifications name records only by their ids: client ID, client secret and refresh token are needed to fetch them.",
    },
  )
  .refine(({ integration, secret }) => integration !== "workflow" || secret !== undefined, {
    path: ["secret"],
    error:
      "Zoho does not sign webhooks of workflows: make up a secret, and it becomes a part of the address.",
  });
export type Settings = z.output<typeof settings>;
