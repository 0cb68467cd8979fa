// Mail on its way out: remembered like any other request, and the installation's own service.
import type { Mail, SendMail } from "../connectors/kit";
import type { Verdict } from "../core/delivery";
import type { Exchange } from "./send";

const keptCharacters = 2048;

/** Puts each mail among the exchanges of a run. */
export function recordingMail(mail: SendMail, exchanges: Exchange[]): SendMail {
  return async (one) => {
    exchanges.push({ request: mailAsRequest(one, keptCharacters) });
    return mail(one);
  };
}

/** A mail as what is remembered or shown of it. */
export function mailAsRequest({ to, subject, text }: Mail, mostCharacters: number) {
  const body = `To: ${to.join(", ")}\nSubject: ${subject}\n\n${text}`;
  return { method: "MAIL", url: `mailto:${to.join(",")}`, body: body.slice(0, mostCharacters) };
}

/** The part of Cloudflare's `send_email` binding that is used. */
export type EmailBinding = {
  send(message: {
    from: { email: string; name: string };
    to: string[];
    subject: string;
    text: string;
    html?: string;
    replyTo?: string;
  }): Promise<unknown>;
};

/** Codes of the binding that mean: not now, and nothing was sent. */
const laterCodes = new Set(["E_RATE_LIMIT_EXCEEDED", "E_DAILY_LIMIT_EXCEEDED"]);
const unknownCodes = new Set(["E_DELIVERY_FAILED", "E_INTERNAL_SERVER_ERROR"]);

/**
 * Cloudflare Email Service. Its errors carry a code.
 * https://developers.cloudflare.com/email-service/api/send-emails/workers-api/
 */
export function cloudflareMail(binding: EmailBinding, from: string): SendMail {
  return async ({ id: _, ...mail }): Promise<Verdict> => {
    if (from === "")
      return { is: "failed", reason: "This installation has no sender address yet: set MAIL_FROM." };
    try {
      await binding.send({ ...mail, from: { email: from, name: "Shopbell" } });
      return { is: "done" };
    } catch (error) {
      const code = codeOf(error);
      if (laterCodes.has(code))
        return { is: "retry", reason: "The mail service takes no more mail for now." };
      if (code === "" || unknownCodes.has(code))
        return {
          is: "unknown",
          reason: "The mail service gave no clear answer, so it may or may not have been sent.",
        };
      return { is: "failed", reason: `The mail service refused it: ${sentenceFor(code)}` };
    }
  };
}

function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

function sentenceFor(code: string): string {
  if (code.startsWith("E_SENDER")) return "the sender's domain has not been set up with it.";
  if (code === "E_RECIPIENT_NOT_ALLOWED") return "it may not send to this address.";
  if (code === "E_RECIPIENT_SUPPRESSED") return "this address bounced or complained before.";
  if (code === "E_TOO_MANY_RECIPIENTS") return "there are more than 50 addresses.";
  if (code === "E_CONTENT_TOO_LARGE") return "the mail is too large.";
  return "something in it is not valid.";
}
