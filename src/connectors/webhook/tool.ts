// A webhook to wherever the shop owner says, signed as Standard Webhooks describes where a secret is set.
import { z } from "zod";
import type { Verdict } from "../../core/delivery";
import { eventBodyText } from "../../core/event";
import { retryAfterMs } from "../../core/retry";
import {
  type Answer,
  compact,
  defineAction,
  defineTool,
  hmac,
  outboundUrl,
  type Send,
  secret,
  unanswered,
} from "../kit";
import { standardKey } from "../signatures";

/** Set by the connection itself, by Shopbell, or by the signature: nobody else may. */
const reservedHeaders = new Set([
  "connection",
  "content-length",
  "cookie",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
]);

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, { error: "is not the name of a header" })
  .refine((name) => !reservedHeaders.has(name.toLowerCase()), {
    error: "is a header that Shopbell sets itself",
  })
  .refine((name) => !/^(?:webhook|shopbell|cf)-/i.test(name), {
    error: "begins like a header that only Shopbell or Cloudflare may set",
  });

const maxHeaders = 20;
const fewHeaders = (headers: Record<string, string>) => Object.keys(headers).length <= maxHeaders;
const tooMany = { error: `holds more than ${maxHeaders} headers` };

const fixedValue = z
  .string()
  .trim()
  .max(4000)
  .regex(/^[\x20-\x7e]*$/, { error: "holds a line break or a letter outside ASCII, which a header cannot" });

const templatedValue = z
  .string()
  .max(4000)
  .regex(/^[^\r\n\0]*$/, { error: "holds a line break, which a header cannot" })
  .meta({ textKind: "one-line" });

/** Where to, and what with which it is signed. */
export const webhookAddress = {
  url: outboundUrl(
    z
      .string()
      .trim()
      .max(2000)
      .refine((url) => URL.canParse(url), { error: "is not a complete web address" }),
    {
      title: "Address",
      description: "The https:// address that takes the webhook, such as a “catch hook” of Zapier or Make.",
    },
  ),
  signingSecret: secret(
    z
      .string()
      .trim()
      .refine(isSigningSecret, { error: "is whsec_ and then base64 of 16 to 64 random bytes" })
      .optional(),
    {
      title: "Signing secret",
      description:
        "Set the same at the receiver to prove where webhooks come from (Standard Webhooks). Empty: unsigned.",
    },
  ),
};

const settings = z.object({
  ...webhookAddress,
  headers: secret(z.record(headerName, fixedValue).refine(fewHeaders, tooMany).optional(), {
    title: "Headers",
    description: "Sent with every webhook, say Authorization with a key.",
  }),
});
type Settings = z.output<typeof settings>;

function isSigningSecret(text: string): boolean {
  const length = text.startsWith("whsec_") ? (standardKey(text)?.length ?? 0) : 0;
  return length >= 16 && length <= 64;
}

const input = z.object({
  method: z.enum(["POST", "PUT", "PATCH", "GET", "DELETE"]).default("POST").meta({ title: "Method" }),
  body: z.json().optional().meta({
    title: "Body",
    description:
      "JSON whose texts may be templates. Empty: the whole event. A GET has no body, a DELETE only this one.",
  }),
  headers: z.record(headerName, templatedValue).refine(fewHeaders, tooMany).optional().meta({
    title: "More headers",
    description: "Their values may be templates.",
  }),
});
type Input = z.output<typeof input>;

const send = defineAction<typeof input, Settings>({
  title: "Send a webhook",
  input,
  inputVersion: 1,
  needs: [],
  repeatable: true, // a receiver tells repeats by webhook-id, as Standard Webhooks asks it to
  isOneRequest: true,
  passesOnData(saved) {
    const { method, body } = saved as { method?: unknown; body?: unknown }; // the automation's input, as it was saved
    return (body === undefined || body === null) && method !== "GET" && method !== "DELETE";
  },
  async run({ event, input, settings, deliveryId, send, now }) {
    const { url, signingSecret } = settings;
    const headers = { ...inLowerCase(settings.headers), ...inLowerCase(input.headers) };
    const body = bodyOf(input, () => eventBodyText(event));
    const webhook = { id: deliveryId, method: input.method, url, signingSecret, headers, body };
    return sendWebhook(webhook, send, now);
  },
});

type OutgoingWebhook = {
  /** The same for every try: the receiver knows a repetition by it. */
  id: string;
  method: Input["method"];
  url: string;
  signingSecret: string | undefined;
  /** Names in lower case. */
  headers?: Record<string, string>;
  body: string | undefined;
};

export async function sendWebhook(
  { id, method, url, signingSecret, headers, body }: OutgoingWebhook,
  send: Send,
  now: number,
): Promise<Verdict> {
  const all = {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...headers,
    ...(await signature(signingSecret, id, body ?? "", now)),
  };
  return verdictOf(await send(compact({ method, url, headers: all, body })), now);
}

function bodyOf({ method, body }: Input, whole: () => string): string | undefined {
  if (method === "GET") return undefined;
  if (body !== undefined && body !== null) return JSON.stringify(body);
  return method === "DELETE" ? undefined : whole();
}

/** Names in one case, so that of two spellings one wins; values in ASCII, with the rest percent-encoded. */
function inLowerCase(headers: Record<string, string> = {}): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), inAscii(value)]));
}

function inAscii(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, " ")
    .replace(/[^\x20-\x7e]+/g, encodeURIComponent);
}

/** Signed: `id.timestamp.body`. https://www.standardwebhooks.com (spec/standard-webhooks.md) */
async function signature(
  signingSecret: string | undefined,
  id: string,
  body: string,
  now: number,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp };
  const key = signingSecret === undefined ? undefined : standardKey(signingSecret);
  if (!key) return headers;
  const mac = await hmac(key, `${id}.${timestamp}.${body}`, "base64");
  return { ...headers, "webhook-signature": `v1,${mac}` };
}

function verdictOf(answer: Answer, now: number): Verdict {
  return answer.is === "answer" ? verdictOfStatus(answer.status, answer.headers, now) : unanswered(answer);
}

function verdictOfStatus(status: number, headers: Headers, now: number): Verdict {
  if (status >= 200 && status < 300) return { is: "done" };
  if (status >= 300 && status < 400)
    return {
      is: "failed",
      reason: `The receiver redirects (${status}). Redirects are not followed: give the final address.`,
    };
  if (status === 401 || status === 403 || status === 407)
    return {
      is: "refused",
      reason: `The receiver refused the webhook (${status}): mend the address, the secret or the headers.`,
    };
  if (status === 410)
    return { is: "failed", reason: "The receiver is gone (410) and asks for no more webhooks." };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const reason =
      status === 429 ? "The receiver asks to slow down (429)." : `The receiver has trouble (${status}).`;
    return compact({
      is: "retry",
      reason,
      afterMs: retryAfterMs(headers.get("retry-after") ?? undefined, now),
    });
  }
  return { is: "failed", reason: `The receiver does not accept this webhook (${status}).` };
}

export const webhookTool = defineTool({
  settings,
  limits: { concurrency: 25 },
  timeLimitMs: 10_000,
  // Any request would be a webhook to the receiver: the first delivery tells.
  check: async () => ({ is: "unchecked" }),
  actions: { send },
  place({ url }) {
    if (!URL.canParse(url)) return undefined;
    const { origin, pathname, search } = new URL(url);
    return origin + pathname + search;
  },
});
