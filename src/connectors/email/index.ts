// E-mail: tells somebody, by the installation's own mail service or another one. Most have no key to a repeated mail, so
// a mail whose answer was lost is left to a person.
import { z } from "zod";
import type { Verdict } from "../../core/delivery";
import {
  type Connector,
  compact,
  defineAction,
  defineTool,
  type Mail,
  type Send,
  type SendMail,
} from "../kit";
import { addressesIn, isAddress, mostAddresses } from "./addresses";
import { checkResend, sendByResend } from "./resend";
import { checkSendGrid, sendBySendGrid } from "./sendgrid";
import { accountIn, mailServerIn, type Settings, settings } from "./settings";
import { subjectOf, textOf } from "./summary";

const noLineBreak = { error: "holds a line break, which a subject cannot" };
const longestSubject = 250;

const input = z.object({
  to: z
    .union([z.array(z.string()), z.string()], { error: "names no e-mail address" })
    .transform((value, context) => {
      const { addresses, wrong } = addressesIn(value);
      const [first] = wrong;
      if (first !== undefined)
        context.addIssue({ code: "custom", message: `holds what is no e-mail address: “${first}”` });
      else if (addresses.length === 0)
        context.addIssue({ code: "custom", message: "names no e-mail address" });
      else if (addresses.length > mostAddresses)
        context.addIssue({ code: "custom", message: `names more than ${mostAddresses} addresses` });
      return addresses;
    })
    .meta({ title: "To", description: "One address or several with commas between them; up to 50." }),
  subject: z
    .string()
    .max(2000)
    .regex(/^\P{Cc}*$/u, noLineBreak)
    .optional()
    .meta({
      title: "Subject",
      description:
        "May be a template, such as {{ type }}: {{ customer.email }}. Empty: what happened, and to whom.",
      textKind: "one-line",
    }),
  text: z.string().max(100_000).optional().meta({
    title: "Text",
    description: "May be a template. Empty: a summary of the event.",
    textKind: "text",
  }),
  html: z.string().max(200_000).optional().meta({
    title: "HTML",
    description:
      "Shown instead of the text where mail is shown with HTML. May be a template; its values are escaped.",
    textKind: "html",
  }),
  replyTo: z
    .string()
    .trim()
    .refine((text) => text === "" || isAddress(text), { error: "is no e-mail address" })
    .optional()
    .meta({
      title: "Reply to",
      description: "Who gets the answers, such as {{ customer.email }}.",
      textKind: "one-line",
    }),
});

const notify = defineAction<typeof input, Settings>({
  title: "Send an e-mail",
  input,
  inputVersion: 1,
  needs: [],
  repeatable: false, // hardly any mail service has a key by which it would know a mail again
  isOneRequest: true,
  async run({ event, input: { to, subject, text, html, replyTo }, settings, deliveryId, send, mail, now }) {
    const one = compact({
      id: deliveryId,
      to,
      subject: (subject?.trim() || subjectOf(event)).slice(0, longestSubject).toWellFormed(),
      text: text?.trim() ? text : textOf(event),
      html: html?.trim() ? html : undefined,
      replyTo: replyTo || undefined,
    });
    return passOn(one, settings, send, mail, now);
  },
});

/** Sends a mail by the service that the settings name. @param mail for a mail server, and the installation's own service */
export async function passOn(
  one: Mail,
  settings: Settings,
  send: Send,
  mail: SendMail,
  now: number,
): Promise<Verdict> {
  switch (settings.service) {
    case "resend":
      return sendByResend(one, accountIn(settings), send, now);
    case "sendgrid":
      return sendBySendGrid(one, accountIn(settings), send, now);
    case "smtp":
    case "shopbell":
      return mail(one);
  }
}

const email: Connector = {
  id: "email",
  title: "E-mail",
  summary:
    "Sends a mail to whoever should know: by this installation's own mail service, Resend, SendGrid or your mail server.",
  tool: defineTool({
    settings,
    builtIn: true,
    // Resend takes five requests per second of a team.
    limits: { concurrency: 5, perSecond: 4 },
    timeLimitMs: 30_000,
    async check(settings, send) {
      switch (settings.service) {
        case "resend":
          return checkResend(accountIn(settings), send);
        case "sendgrid":
          return checkSendGrid(accountIn(settings), send);
        case "smtp": // its server is asked
        case "shopbell": // can only be asked by sending a mail
          return { is: "ok" };
      }
    },
    mailServer: mailServerIn,
    actions: { notify },
    place(_settings, _action, saved) {
      const { to } = saved as { to?: unknown }; // the automation's input, as it was saved
      const { addresses } = addressesIn(to);
      return addresses.length > 0
        ? addresses
            .map((one) => one.toLowerCase())
            .sort()
            .join(",")
        : undefined;
    },
  }),
};

export default email;
