// Whose service sends the mails, and what it takes to use it. Without settings: the installation's own.
import { z } from "zod";
import { type MailServer, type Sender, secret, standInUrl } from "../kit";
import { senderIn } from "./addresses";

const services = {
  shopbell: "This installation's own",
  resend: "Resend",
  sendgrid: "SendGrid",
  smtp: "A mail server (SMTP)",
} as const;
type Service = keyof typeof services;

const shownFor = (...service: Service[]) => ({ when: { service } });

const withoutControls = (text: string) => !/\p{Cc}/u.test(text);
const noControls = { error: "holds a line break or another character that cannot be part of it" };

export const settings = z
  .object({
    service: z
      .enum(Object.keys(services) as [Service, ...Service[]]) // the keys of an object with these keys
      .default("shopbell")
      .meta({ title: "Sent by", enumLabels: services }),
    from: z
      .string()
      .trim()
      .max(400)
      .refine((text) => senderIn(text) !== undefined, {
        error: "is not a sender, such as bell@shop.example or The Shop <bell@shop.example>",
      })
      .optional()
      .meta({
        title: "From",
        description:
          "An address that the service may send from, with or without a name: The Shop <bell@shop.example>.",
        ...shownFor("resend", "sendgrid", "smtp"),
        needed: true,
      }),
    apiKey: secret(
      z
        .string()
        .trim()
        .regex(/^[\x21-\x7e]{1,200}$/, { error: "is not an API key: copy it again, without spaces" })
        .optional(),
      {
        title: "API key",
        description:
          "Resend: API Keys → Create API Key, “Sending access” is enough. SendGrid: Settings → API Keys → Create API Key, with “Mail Send”.",
      },
    ).meta({ ...shownFor("resend", "sendgrid"), needed: true }),
    region: z
      .enum(["global", "eu"])
      .optional()
      .meta({
        title: "Region",
        description: "Where the SendGrid account's data is kept. Global unless told otherwise.",
        enumLabels: { global: "Global", eu: "European Union" },
        ...shownFor("sendgrid"),
      }),
    host: z
      .string()
      .trim()
      .toLowerCase()
      .max(253)
      .regex(/^(?:[^\s/\\?#@:[\]]+|\[::1\])$/, {
        error: "is not the name of a server, such as smtp.example.com; the port has a field of its own",
      })
      .optional()
      .meta({
        title: "Mail server",
        description: "Such as smtp.example.com.",
        secretsGoHere: true,
        ...shownFor("smtp"),
        needed: true,
      }),
    port: z
      .int()
      .min(1)
      .max(65535)
      .refine((port) => port !== 25, {
        error:
          "25 is for mail servers among themselves, and Cloudflare blocks it: take 587, or 465 where the server wants TLS at once",
      })
      .optional()
      .meta({
        title: "Port",
        description: "587 unless told otherwise; 465 where the server wants TLS at once.",
        ...shownFor("smtp"),
      }),
    username: z
      .string()
      .trim()
      .max(400)
      .refine(withoutControls, noControls)
      .optional()
      .meta({
        title: "User name",
        description: "Most often the whole address. Empty where the server wants no sign-in.",
        ...shownFor("smtp"),
      }),
    password: secret(z.string().trim().min(1).max(1000).refine(withoutControls, noControls).optional(), {
      title: "Password",
      description: "Some providers want one made for programs, an “app password”.",
    }).meta(shownFor("smtp")),
    baseUrl: standInUrl.meta(shownFor("resend", "sendgrid")),
  })
  .superRefine(({ service, from, apiKey, host, username, password }, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (service === "shopbell") return;
    if (from === undefined) wrong("from", "is missing: the address that the mails come from");
    if (service === "smtp") {
      if (host === undefined) wrong("host", "is missing: the mail server's name, such as smtp.example.com");
      if (username && password === undefined) wrong("password", "is missing: a user name needs one");
      if (!username && password !== undefined) wrong("username", "is missing: a password needs one");
      return;
    }
    const { name, prefix } = keys[service];
    if (apiKey === undefined) wrong("apiKey", `is missing: ${name} takes no mail without one`);
    // Also keeps a key that is saved from going to another service than it was made for.
    else if (!apiKey.startsWith(prefix))
      wrong("apiKey", `is not a key of ${name}'s: those begin with ${prefix}`);
  });
export type Settings = z.output<typeof settings>;

const keys = {
  resend: { name: "Resend", prefix: "re_" },
  sendgrid: { name: "SendGrid", prefix: "SG." },
};

/** What it takes to send by a service's API. */
export type ApiAccount = {
  apiKey: string;
  from: Sender;
  region?: "global" | "eu" | undefined;
  baseUrl?: string | undefined;
};

/** @throws Error where the settings name another service: they were checked above */
export function accountIn({ from = "", apiKey, region, baseUrl }: Settings): ApiAccount {
  const sender = senderIn(from);
  if (!sender || !apiKey) throw new Error("These settings are not those of an API.");
  return { apiKey, from: sender, region, baseUrl };
}

export function mailServerIn(settings: Settings): MailServer | undefined {
  const { service, from = "", host, port = 587, username, password } = settings;
  const sender = senderIn(from);
  if (service !== "smtp" || !host || !sender) return undefined;
  return { host, port, from: sender, ...(username && password ? { login: { username, password } } : {}) };
}
